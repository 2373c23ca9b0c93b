"""申込・推薦 in the window: a file is dropped, people are ticked or named, HR takes what goes back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidgetItem
from pytestqt.qtbot import QtBot

from dxdesk.domain.enrolments import State
from dxdesk.domain.nominations import INSTEAD, NEW, YES
from dxdesk.ui.requests import messages
from dxdesk.ui.requests.view import Requests
from dxdesk.ui.shell.main_window import MainWindow
from dxdesk.usecases.forms.nomination_form import NomineeLine
from dxdesk.usecases.inbox.batches import Batch, receive_batch
from dxdesk.usecases.nominations import deciding
from dxdesk.usecases.reports.nomination_lists import appointment_list
from dxdesk.usecases.requests import filling
from dxdesk.usecases.training.enrolment_lists import session_lists
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers import nominating as n
from tests.helpers import world as w
from tests.helpers.requesting import OFFICE, PERSONA, YEAR, Both, both
from tests.helpers.screens import settle
from tests.helpers.training import BASIC

Show = Callable[[Desk], MainWindow]


@pytest.fixture
def town(tmp_path: Path) -> Iterator[Both]:
    with both(tmp_path, on_file=True) as found:
        yield found


def come(qtbot: QtBot, window: MainWindow) -> Requests:
    screen = window.go("requests")
    settle(qtbot, window)
    assert isinstance(screen, Requests)
    return screen


def item_of(screen: Requests, number: str) -> QListWidgetItem:
    people = screen.enrolment.people
    return next(
        item
        for item in map(people.item, range(people.count()))
        if item.data(Qt.ItemDataRole.UserRole) == number
    )


def tick(screen: Requests, number: str, *, on: bool = True) -> None:
    item_of(screen, number).setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)


def sent(qtbot: QtBot, window: MainWindow, screen: Requests, out: Path) -> Path:
    screen.folder.setText(str(out))
    screen.send_button.click()
    settle(qtbot, window)
    settle(qtbot, window)
    (made,) = out.glob("*.xlsx")
    return made


def test_nothing_of_it_shows_until_a_file_came_and_goes_on_from_where_it_was_dropped(
    qtbot: QtBot, show: Show, town: Both
) -> None:
    window = show(town.section)
    assert window.go("requests") is None
    receive: Any = window.go("receive")
    settle(qtbot, window)
    receive.look_at([town.enrolment])
    settle(qtbot, window)
    receive.apply_files()
    settle(qtbot, window)
    settle(qtbot, window)
    assert receive.banner._act.text() == "記入する"
    receive.banner._act.click()
    settle(qtbot, window)
    assert window.current == "requests"
    screen = window.screens["requests"]
    assert isinstance(screen, Requests)
    assert screen.pages.currentWidget() is screen.enrolment
    assert not screen.listed.isVisible(), "the only one"


def test_people_are_ticked_kept_and_sent(qtbot: QtBot, show: Show, town: Both, tmp_path: Path) -> None:
    receive_batch(town.section, Batch((town.enrolment, town.nomination)))
    window = show(town.section)
    screen = come(qtbot, window)
    tick(screen, w.TAX_A)
    tick(screen, w.TAX_B)
    screen.enrolment.people.setCurrentItem(item_of(screen, w.TAX_A))
    qtbot.keyClicks(screen.enrolment.note, "A1")
    screen.enrolment.ask_person()
    dialog = screen.enrolment.dialog
    assert dialog is not None
    dialog.accept_button.click()
    assert dialog.isVisible(), "who is it?"
    dialog.number.setText(w.CHILD_A)
    dialog.name.setText("濵田 一")
    dialog.accept_button.click()
    screen.save()
    settle(qtbot, window)
    assert "定員" in screen.findings.text()
    assert "載っていない人" in screen.findings.text()
    (kept, _) = filling.asked(town.section)
    assert kept.begun
    back = sent(qtbot, window, screen, tmp_path / "返す")
    assert screen.banner.tone == "done"
    assert "申込済" in item_of(screen, w.TAX_A).text()
    (report,) = receive_batch(town.hr, Batch((back,))).files
    assert report.added == 3
    (listed,) = [one for one in session_lists(town.hr) if one.title == BASIC]
    assert {line.number: (line.state, line.note) for line in listed.lines} == {
        w.TAX_A: (State.ASKED, "A1"),
        w.TAX_B: (State.ASKED, ""),
        w.CHILD_A: (State.ASKED, ""),
    }


def test_nobody_at_all_is_asked_first(qtbot: QtBot, show: Show, town: Both, tmp_path: Path) -> None:
    receive_batch(town.section, Batch((town.enrolment,)))
    window = show(town.section)
    screen = come(qtbot, window)
    screen.folder.setText(str(tmp_path / "返す"))
    screen.send_button.click()
    settle(qtbot, window)
    dialog: Any = screen.dialog
    assert dialog.windowTitle() == messages.SEND_NOBODY
    dialog.accept_button.click()
    settle(qtbot, window)
    (back,) = (tmp_path / "返す").glob("*.xlsx")
    assert receive_batch(town.hr, Batch((back,))).files[0].outcome == "unchanged"


def test_a_successor_is_named_and_what_is_in_the_way_is_said(
    qtbot: QtBot, show: Show, town: Both, tmp_path: Path
) -> None:
    receive_batch(
        town.hr, Batch((n.fill(town.nomination, tmp_path / "4月.xlsx", n.line(w.TAX_A, "𠮷田 翔太")),))
    )
    deciding.accept(town.hr, f"{YEAR}-{PERSONA}")
    request = n.requests(town.hr, tmp_path / "10月", OFFICE)[OFFICE]
    receive_batch(town.section, Batch((request,)))
    window = show(town.section)
    screen = come(qtbot, window)
    assert not screen.send_button.isEnabled(), "nobody yet"
    page = screen.nomination
    assert page.people.shown()[0].number == w.TAX_A, "who holds it now comes first"
    # The term has not begun today: that it is theirs is why they come first.
    assert page.people.shown()[0].now == "この人材像の任期 R8.4.1〜R9.3.31"
    page.people.pick(lambda one: one.number == w.TAX_B)
    page.choose.click()
    dialog = page.dialog
    assert dialog is not None
    assert (dialog.manner.currentData(), dialog.successor.isVisible()) == (NEW, False)
    dialog.manner.setCurrentIndex(dialog.manner.findData(INSTEAD))
    assert dialog.successor.isVisible()
    dialog.accept_button.click()
    screen.save()
    settle(qtbot, window)
    assert "だれの後任か" in screen.findings.text()
    page.choose.click()
    dialog = page.dialog
    assert dialog is not None
    dialog.instead.setCurrentIndex(dialog.instead.findData(w.TAX_A))
    dialog.first.set_day("2026-10-01")
    dialog.handed.setCurrentIndex(dialog.handed.findData(YES))
    dialog.handed_on.set_day("2026-09-30")
    dialog.accept_button.click()
    screen.save()
    settle(qtbot, window)
    assert not screen.findings.isVisible(), screen.findings.text()
    back = sent(qtbot, window, screen, tmp_path / "返す")
    (report,) = receive_batch(town.hr, Batch((back,))).files
    assert (report.added, report.notes) == (1, ())
    assert deciding.accept(town.hr, f"{YEAR}-{PERSONA}").ended == 1
    assert f"{w.TAX_A}\n𠮷田 翔太" in {row[6] for row in appointment_list(town.hr, YEAR).rows}
    page.people.pick(lambda one: one.number == w.TAX_B)
    page.drop.click()
    screen.save()
    settle(qtbot, window)
    assert "まだだれも選んでいません" in screen.findings.text()
    assert not screen.send_button.isEnabled()


def test_what_was_ticked_is_there_after_the_window_was_closed(qtbot: QtBot, show: Show, town: Both) -> None:
    receive_batch(town.section, Batch((town.enrolment, town.nomination)))
    window = show(town.section)
    screen = come(qtbot, window)
    tick(screen, w.TAX_C)
    screen.listed.setCurrentIndex(1)  # another request: what was ticked is saved on the way
    settle(qtbot, window)
    assert screen.pages.currentWidget() is screen.nomination
    screen.listed.setCurrentIndex(0)
    settle(qtbot, window)
    assert item_of(screen, w.TAX_C).checkState() is Qt.CheckState.Checked
    tick(screen, w.TAX_C, on=False)
    window.go("home")
    settle(qtbot, window)
    (kept, _) = filling.asked(town.section)
    assert not kept.work.answers.choices  # type: ignore[union-attr]


def test_hrs_window_takes_what_came_back_among_other_files(
    qtbot: QtBot, show: Show, town: Both, tmp_path: Path
) -> None:
    receive_batch(town.section, Batch((town.enrolment, town.nomination)))
    enrolment, nomination = (one.number for one in filling.asked(town.section))
    work: Any = filling.one_asked(town.section, enrolment).work
    asked = work.put(work.form.sessions[0].subject, w.TAX_A, wanted=True)
    named: Any = filling.one_asked(town.section, nomination).work
    named = named.put(NomineeLine(w.TAX_A, "𠮷田 翔太", NEW))
    files = [
        filling.send(town.section, number, tmp_path / "返す", answers).file
        for number, answers in ((enrolment, asked.answers), (nomination, named.answers))
    ]
    window = show(town.hr)
    screen: Any = window.go("receive")
    settle(qtbot, window)
    screen.look_at(files)
    settle(qtbot, window)
    assert [one.outcome for one in screen.preview.files] == ["applied", "applied"]
    assert not session_lists(town.hr), "only looked at"
    told = [(one.employee_number, one.part, one.after) for one in screen.preview.files[0].changes]
    assert told == [(w.TAX_A, asked.form.sessions[0].title, "申込")]
    (named_now,) = screen.preview.files[1].changes
    assert named_now.employee_number == w.TAX_A
    assert "𠮷田 翔太、新任、税務課" in named_now.after
    assert all("税務課" in one.sender for one in screen.preview.files)
    screen.apply_files()
    settle(qtbot, window)
    settle(qtbot, window)
    assert screen.banner._act.text() == "選任を開く"
    went: list[object] = []
    screen.go.connect(lambda key, what: went.append((key, what)))
    screen.banner._act.click()
    assert went == [("roster", {"focus": "nominations"})]
    (listed,) = session_lists(town.hr)
    assert [line.number for line in listed.lines] == [w.TAX_A]
