"""What the window is given: ways to open and make stores; and the tour's pictures."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from dxdesk.domain.errors import KnownError
from dxdesk.ports.entities import Role
from dxdesk.programs.scenes import album as tour
from dxdesk.programs.window import launcher, refuse_without_display
from tests.helpers.commands import Done, dxdesk, process
from tests.helpers.played import listing, played


def test_the_window_makes_and_opens_stores(tmp_path: Path) -> None:
    ways = launcher()
    where = str(tmp_path / "人事.dxdesk")
    made = ways.create_desk(where, Role.HR, "999997", "検証区", "合言葉-12345")
    made.store.close()
    opened = ways.open_desk(where, "合言葉-12345", True)
    assert opened.role is Role.HR
    assert opened.store.read_only
    opened.store.close()
    with pytest.raises(KnownError) as error:
        ways.open_desk(where, "ちがう")
    assert error.value.code == "wrong-passphrase"
    assert ways.try_sample is not None


def test_without_a_screen_the_window_is_refused_before_qt_would_end_the_process(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(KnownError) as error:
        refuse_without_display()
    assert error.value.code == "no-display"
    monkeypatch.setenv("DISPLAY", ":0")
    refuse_without_display()


def own_store(folder: Path) -> Path:
    """Return a copy of somebody's own store of the demonstration."""
    own = next(store for store in listing()["stores"] if store["role"] == "personal")
    copy = folder / "個人.dxdesk"
    copy.write_bytes((played()[0] / own["path"]).read_bytes())
    return copy


def looked_through(done: Done) -> list[Path]:
    """Return the pictures of a tour after making sure that they are pictures, in every size and look."""
    assert done.code == 0, done.err
    pictures = [Path(file) for file in done.json["files"]]
    endings = {re.findall(r"-(\d+(?:-dark)?)$", path.stem)[0] for path in pictures}
    assert endings == {"100", "150", "100-dark", "150-dark"}
    assert all(path.read_bytes().startswith(b"\x89PNG") for path in pictures)
    return pictures


def test_the_tour_draws_in_every_size_and_look(
    tmp_path: Path, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two scenes of the many; ``tests/ui/test_tables.py`` draws all of them once."""
    all_scenes = tour.scenes(Role.PERSONAL)
    monkeypatch.setattr(tour, "scenes", lambda _: (all_scenes[0], all_scenes[-1]))
    done = dxdesk("tour", own_store(tmp_path), "--out", tmp_path / "絵", "--json", passphrase="")
    assert len(looked_through(done)) == 2 * 4


@pytest.mark.soak
def test_the_tour_draws_every_screen_of_a_store(tmp_path: Path) -> None:
    """Every scene of a role four times over: some 240 pictures, in a process of its own."""
    done = process("tour", own_store(tmp_path), "--out", tmp_path / "絵", "--json", passphrase="")
    assert len(looked_through(done)) == 4 * len(tour.scenes(Role.PERSONAL))
