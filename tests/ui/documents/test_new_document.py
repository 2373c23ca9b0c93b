"""A new document is its module, its page and its line of the catalogue: nothing else names it."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import ModuleType
from typing import Any, ClassVar

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from dxdesk.domain.errors import KnownError
from dxdesk.pdf.paper import A4, Fonts, Paper
from dxdesk.ports.entities import Role
from dxdesk.ports.store import Progress
from dxdesk.ui.documents.preview import NOTHING
from dxdesk.ui.shell.main_window import MainWindow
from dxdesk.usecases.reports import catalogue
from dxdesk.usecases.reports.kind import Named, Order, ReportKind
from dxdesk.usecases.reports.people_of import people_of
from dxdesk.usecases.reports.printing import make_report
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.commands import dxdesk
from tests.helpers.screens import settle
from tests.helpers.town import NAMES, PASSPHRASE
from tests.ui.office import STAFF, TEAM, Office

PAGE = "made_up_name_cards"


@dataclass(frozen=True, slots=True)
class NameCard:
    page: ClassVar[str] = PAGE

    name: str


def _draw(fonts: Fonts, records: Sequence[NameCard], progress: Progress | None = None) -> Paper:
    paper = Paper(fonts, A4)
    for done, record in enumerate(records, start=1):
        paper.about(record.name)
        paper.text(60, 90, record.name, 30)
        paper.end_page()
        if progress is not None:
            progress(done, len(records))
    return paper


def _make(desk: Desk, order: Order, progress: Progress | None) -> bytes:
    with desk.store.read() as uow:
        people = people_of(desk, uow, order).people
    return desk.services.printer.draw([NameCard(person.name) for person in people], progress)


KIND = ReportKind("made-up-card", "机の名札", (Role.HR,), "席に置く名札です。", _make, Named.NOBODY)


@pytest.fixture(autouse=True)
def made_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """Add the document as somebody would: a page, and a line of the one list."""
    page = ModuleType(f"dxdesk.pdf.{PAGE}")
    vars(page)["draw"] = _draw
    monkeypatch.setitem(sys.modules, page.__name__, page)
    monkeypatch.setattr(catalogue, "KINDS", (*catalogue.KINDS, KIND))


def names_on(pdf: bytes) -> list[str]:
    return [page.extract_text().strip() for page in PdfReader(io.BytesIO(pdf)).pages]


def test_the_command_offers_names_and_prints_it(office: Office, tmp_path: Path) -> None:
    assert [line.split() for line in dxdesk("report", "--help").out.splitlines() if KIND.kind in line] == [
        [KIND.kind, KIND.title]
    ]
    told = dxdesk(
        *("report", office.hr, KIND.kind, "--employee", TEAM[0], "--out", tmp_path, "--json"),
        passphrase=PASSPHRASE,
    ).json
    path = Path(told["file"])
    assert (told["kind"], path.name) == (KIND.kind, f"{KIND.title}_{TEAM[0]}.pdf")
    assert names_on(path.read_bytes()) == [NAMES[TEAM[0]][0]]


def test_the_window_offers_describes_and_shows_it(
    qtbot: QtBot, show: Callable[[Desk], MainWindow], office: Office
) -> None:
    window = show(office.open_hr())
    screen: Any = window.go("documents", {"kind": KIND.kind, "employee": TEAM[1]})
    settle(qtbot, window)
    qtbot.waitUntil(lambda: not screen._later.isActive() and window.operations.idle, timeout=20_000)
    assert list(screen.kinds)[-1] == KIND.kind
    assert screen.kinds[KIND.kind].text() == KIND.title
    assert screen.choosing.note.text() == screen.kinds[KIND.kind].toolTip() == KIND.hint
    assert names_on(screen.preview.data) == [NAMES[TEAM[1]][0]]


@pytest.mark.parametrize("change", [{"at_once": 2}, {"numbered": True}], ids=str)
def test_many_and_numbered_ones_are_made_when_asked_for(
    qtbot: QtBot,
    show: Callable[[Desk], MainWindow],
    office: Office,
    monkeypatch: pytest.MonkeyPatch,
    change: dict[str, Any],
) -> None:
    monkeypatch.setattr(catalogue, "KINDS", (replace(KIND, **change),))
    window = show(office.open_hr())
    screen: Any = window.go("documents", {})
    settle(qtbot, window)
    screen.scope.setCurrentIndex(0)
    screen.scope.activated.emit(0)
    settle(qtbot, window)
    qtbot.waitUntil(lambda: not screen._later.isActive() and window.operations.idle, timeout=20_000)
    assert screen.preview.stack.currentIndex() == NOTHING
    assert screen.preview.empty.title.text() == f"{KIND.title} {len(STAFF)}人分"
    assert ("番号を付けて作り" in screen.preview.empty.hint.text()) is ("numbered" in change)
    qtbot.mouseClick(screen.show_button, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    assert len(names_on(screen.preview.data)) == len(STAFF)


def test_what_is_passed_over_gives_no_number(
    qtbot: QtBot, show: Callable[[Desk], MainWindow], office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the arrow keys one comes by a document that would be shown at once to one that is numbered."""
    asked: list[Order] = []

    def make(desk: Desk, order: Order, progress: Progress | None) -> bytes:
        asked.append(order)
        return _make(desk, order, progress)

    numbered = replace(KIND, kind="made-up-number", title="番号札", numbered=True, make=make)
    monkeypatch.setattr(catalogue, "KINDS", (KIND, numbered))
    window = show(office.open_hr())
    screen: Any = window.go("documents", {})
    settle(qtbot, window)
    screen.kinds[KIND.kind].setChecked(True)
    screen._chosen()
    assert screen._later.isActive()
    screen.kinds[numbered.kind].setChecked(True)
    qtbot.wait(2 * screen._later.interval())
    settle(qtbot, window)
    assert asked == []
    assert screen.preview.stack.currentIndex() == NOTHING


def test_it_prints_everybody_and_is_refused_where_it_is_not_made(office: Office) -> None:
    desk = office.open_hr()
    pages = names_on(make_report(desk, KIND.kind))
    with pytest.raises(KnownError) as unknown:
        make_report(desk, "horoscope")
    desk.store.close()
    assert len(pages) == len(STAFF)
    assert unknown.value.problem.fix.endswith(f"、{KIND.kind}から選んでください。")
    personal = office.personal(TEAM[0])
    with pytest.raises(KnownError) as refused:
        make_report(personal, KIND.kind)
    personal.store.close()
    assert refused.value.code == "wrong-role"
