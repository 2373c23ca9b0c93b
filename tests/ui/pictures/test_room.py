"""Every scene of the tour on a small display: dialogs end above the taskbar, wrapped texts fit their room."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QTextDocument, QTextOption
from PySide6.QtWidgets import QDialog, QLabel, QWidget

from dxdesk.programs.scenes import album, bare
from dxdesk.ui.pictures import drawing
from dxdesk.ui.startup import app
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.sizes import LEAST_ROOM
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.played import desk_of

WINDOW = QSize(1366, 720)
EVERY = 3
"""The ordinary suite walks each third scene of a person; those of all roles take minutes: soak."""

LEAST_DIALOGS = {"personal": 8, "section": 15, "hr": 25, "dx": 8}


@pytest.fixture(params=["personal"])
def role(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def desk(role: str, tmp_path: Path) -> Iterator[Desk]:
    opened = desk_of(role, tmp_path)
    yield opened
    opened.store.close()


def _by_words() -> QTextOption:
    """Return how labels break their lines: never within what is held together."""
    made = QTextOption()
    made.setWrapMode(QTextOption.WrapMode.WordWrap)
    return made


def _overfull(shown: QWidget) -> Iterator[str]:
    """Yield the wrapped texts with a line that is wider than their label."""
    for label in shown.window().findChildren(Text):
        if not label.isVisible() or not label.wordWrap() or not label.text():
            continue
        page = QTextDocument()
        page.setDocumentMargin(0)
        page.setDefaultFont(label.font())
        page.setDefaultTextOption(_by_words())
        page.setHtml(QLabel.text(label))
        room = label.contentsRect().width()
        page.setTextWidth(room)
        widest = max(_widths(page), default=0)
        if widest > room + 1:
            yield f"{label.text()[:40]}: {widest:.0f} in {room} px"


def _widths(page: QTextDocument) -> Iterator[float]:
    page.size()  # asked for, it is laid out
    block = page.begin()
    while block.isValid():
        layout = block.layout()
        for position in range(layout.lineCount()):
            yield layout.lineAt(position).naturalTextWidth()
        block = block.next()


def test_dialogs_and_texts_of_a_person_have_room(desk: Desk, tmp_path: Path) -> None:
    _look(desk, tmp_path, EVERY)


@pytest.mark.soak
@pytest.mark.parametrize("role", LEAST_DIALOGS)
def test_every_dialog_and_text_has_room(desk: Desk, tmp_path: Path) -> None:
    _look(desk, tmp_path, 1)


def _look(desk: Desk, folder: Path, every: int) -> None:
    app.prepare()
    high, overfull, dialogs = {}, {}, 0
    with bare.new_desk(desk, folder) as empty:
        for of, wanted in ((desk, False), (empty, True)):
            chosen = [scene for scene in album.scenes(desk.role) if scene.bare is wanted][::every]
            for scene, shown in zip(chosen, drawing.walk(of, chosen, WINDOW), strict=True):
                if isinstance(shown, QDialog):
                    dialogs += 1
                    if shown.height() > LEAST_ROOM:
                        high[scene.name] = shown.height()
                if found := list(_overfull(shown)):
                    overfull[scene.name] = found
    assert dialogs >= LEAST_DIALOGS[desk.role.value] // every
    assert (high, overfull) == ({}, {})
