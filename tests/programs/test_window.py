"""What the window is given: ways to open and make stores; and the tour's pictures."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dxdesk.domain.errors import KnownError
from dxdesk.ports.entities import Role
from dxdesk.programs.window import doors, refuse_without_display
from tests.helpers.commands import process
from tests.helpers.played import listing, played


def test_the_window_makes_and_opens_stores(tmp_path: Path) -> None:
    ways = doors()
    where = str(tmp_path / "人事.dxdesk")
    made = ways.create_desk(where, Role.HR, "999997", "検証区", "合言葉-1234")
    made.store.close()
    opened = ways.open_desk(where, "合言葉-1234", True)
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


def test_the_tour_draws_every_screen_of_a_store(tmp_path: Path) -> None:
    own = next(store for store in listing()["stores"] if store["role"] == "personal")
    copy = tmp_path / "個人.dxdesk"
    copy.write_bytes((played()[0] / own["path"]).read_bytes())
    done = process("tour", copy, "--out", tmp_path / "絵", "--json", passphrase="")
    assert done.code == 0, done.err
    pictures = [Path(file) for file in done.json["files"]]
    assert len(pictures) >= 6
    endings = {re.findall(r"-(\d+(?:-dark)?)$", path.stem)[0] for path in pictures}
    assert endings == {"100", "150", "100-dark", "150-dark"}
    assert all(path.read_bytes().startswith(b"\x89PNG") for path in pictures)
