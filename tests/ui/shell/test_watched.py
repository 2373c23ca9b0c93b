"""Work off the UI thread as the log tells it, when somebody debugs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from dxdesk import crash, logs, paths
from dxdesk.domain.errors import KnownError
from dxdesk.ports.store import Progress
from dxdesk.ui.shell.operations import Operations

NAME = "髙橋 美咲"


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv(paths.USER_DATA_VARIABLE, str(tmp_path))
    monkeypatch.setenv(crash.DEBUG_VARIABLE, "1")
    logs.begin()
    yield tmp_path / "logs" / "dxdesk.log"
    logs.end()


def fine(_: Progress) -> str:
    return NAME


def refuse(_: Progress) -> None:
    raise KnownError("no-cycle", f"{NAME}の年度はまだ始まっていません。")


def stumble(_: Progress) -> None:
    raise RuntimeError(NAME)


@pytest.mark.parametrize(
    ("work", "outcome"), [(fine, "done"), (refuse, "no-cycle"), (stumble, "RuntimeError")]
)
def test_work_is_told_by_its_place_how_it_ended_and_how_long_it_took(
    qtbot: QtBot, log: Path, bugs: list[str], work: Callable[[Progress], object], outcome: str
) -> None:
    operations = Operations()
    operations.run(work, title=f"{NAME}さんの申告票を受け付けています")
    qtbot.waitUntil(lambda: operations.idle)
    operations.close()
    told = log.read_text(encoding="utf-8")
    name = f"tests.ui.shell.test_watched.{work.__name__}"
    assert f"operation {name} begins" in told
    assert f"operation {name} ended: {outcome} after " in told
    assert NAME not in told
    assert ("ERROR dxdesk.crash: bug" in told) == (work is stumble)
    assert ("refused no-cycle at test_watched.py:" in told) == (work is refuse)
    assert len(bugs) == (work is stumble)
    bugs.clear()
