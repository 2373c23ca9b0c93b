"""申込: HR sends forms, takes them in, and decides in the window who gets a seat."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from dxdesk.domain.contents import CourseSaid, SessionSaid
from dxdesk.domain.enrolments import State
from dxdesk.ui.look import words
from dxdesk.ui.training import enrolment_messages as messages
from dxdesk.ui.training.enrolments_page import _FIRST
from dxdesk.ui.widgets.labels import Text
from dxdesk.usecases.imports.enrolment_tables import apply_enrolments
from dxdesk.usecases.organisation import capabilities
from dxdesk.usecases.training import priority as priority_of
from dxdesk.usecases.training.deciding import decide
from dxdesk.usecases.training.editing import save_course, save_session
from dxdesk.usecases.training.enrolment_lists import session_lists
from dxdesk.usecases.training.priority import priority
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.screens import settle, write
from tests.helpers.town import NAMES
from tests.helpers.training import filled, table
from tests.ui.office import TEAM, Office
from tests.ui.training.window import Show, named, opened, pressed

TITLE = "情報セキュリティ研修 第1回"
HEAD = ("研修名", "回", "職員番号", "申込")


def planned(office: Office) -> Desk:
    """HR's store with one session of two seats to come."""
    desk = office.open_hr()
    capabilities.switch(desk, "training", True)
    save_course(desk, CourseSaid("must", "情報セキュリティ研修"))
    save_session(
        desk, SessionSaid("must", "第1回", "2099-06-10", fiscal_year=2099, place="大会議室", seats=2)
    )
    return desk


def said_in(dialog: Any) -> str:
    return "\n".join(text.text() for text in dialog.findChildren(Text))


def come(qtbot: QtBot, show: Show, desk: Desk, year: int = 2099) -> tuple[Any, Any, Any]:
    """Come to the enrolments of the year of the session."""
    window, screen = opened(qtbot, show, desk, page="enrolments")
    screen.year.setCurrentIndex(screen.year.findData(year))
    screen.load()
    settle(qtbot, window)
    screen.tabs.setCurrentIndex([tab.key for tab in screen.listed].index("enrolments"))
    settle(qtbot, window)
    settle(qtbot, window)
    return window, screen, screen.page("enrolments")


def states(desk: Desk) -> dict[str, State]:
    return {line.number: line.state for one in session_lists(desk) for line in one.lines}


def test_a_form_goes_out_from_the_tab_and_what_comes_back_is_decided(
    qtbot: QtBot, show: Show, office: Office, tmp_path: Path
) -> None:
    desk = planned(office)
    window, screen, page = come(qtbot, show, desk)
    assert not page.session.isVisible()
    assert not page.grant.isEnabled()
    pressed(qtbot, window, named(page, "enrolment-forms-write"))
    dialog = screen.acts.dialog
    dialog.folder.setText(str(tmp_path / "票"))
    pressed(qtbot, window, dialog.accept_button)
    (form,) = (tmp_path / "票").glob("受講申込票_*.xlsx")
    back = filled(form, {(number, TITLE): "○" for number in TEAM[:3]})
    pressed(qtbot, window, screen.importing)
    asking: Any = screen.acts.dialog
    asking.kind.setCurrentIndex(asking.kind.findData("enrolment"))
    asking.take(back)
    settle(qtbot, window)
    pressed(qtbot, window, asking.apply)
    assert [line.number for line in page.table.shown()] == list(TEAM[:3])
    assert messages.SHORT.format(count=1) in page.said.text()
    page.table.pick(lambda one: one.number == TEAM[1])
    pressed(qtbot, window, page.grant)
    assert states(desk)[TEAM[1]] is State.GRANTED
    pressed(qtbot, window, page.arrival)
    screen.acts.dialog.accept()
    settle(qtbot, window)
    assert states(desk) == {TEAM[0]: State.ASKED, TEAM[1]: State.GRANTED, TEAM[2]: State.ASKED}
    told = screen.banner.text()
    assert "残りの席は1人分" in told
    assert all(f"{NAMES[one][0]}さん({one})" in told for one in (TEAM[0], TEAM[2])), "asked by name"
    page.table.pick(lambda one: one.number == TEAM[0])
    pressed(qtbot, window, page.grant)
    assert states(desk) == {TEAM[0]: State.GRANTED, TEAM[1]: State.GRANTED, TEAM[2]: State.ASKED}
    page.table.pick(lambda one: one.number == TEAM[2])
    pressed(qtbot, window, page.passing)
    page.table.pick(lambda one: one.number == TEAM[0])
    assert not page.passing.isEnabled(), "who has a seat is not passed over, but taken out"
    pressed(qtbot, window, page.cancel)
    assert states(desk) == {TEAM[0]: State.CANCELLED, TEAM[1]: State.GRANTED, TEAM[2]: State.PASSED}


def test_whom_there_is_something_to_look_at_is_asked_about_and_one_too_many_is_said(
    qtbot: QtBot, show: Show, office: Office, tmp_path: Path
) -> None:
    desk = planned(office)
    save_session(desk, SessionSaid("must", "第2回", "2099-07-10", fiscal_year=2099, seats=9))
    rows = [("must", "第1回", number, "○") for number in TEAM[:3]] + [("must", "第2回", TEAM[0], "○")]
    assert not apply_enrolments(desk, table(tmp_path / "申込.csv", HEAD, *rows)).errors
    window, screen, page = come(qtbot, show, desk)
    page.table.pick(lambda one: one.number == TEAM[0])
    pressed(qtbot, window, page.grant)
    assert states(desk)[TEAM[0]] is State.ASKED, "asked first"
    screen.acts.dialog.accept()
    settle(qtbot, window)
    for number in TEAM[1:3]:
        page.table.pick(lambda one, number=number: one.number == number)
        pressed(qtbot, window, page.grant)
    assert states(desk)[TEAM[2]] is State.ASKED, "asked first: there are not enough seats"
    asked: Any = screen.acts.dialog
    told = messages.LOOK_OVER.format(seats=2, count=1, granted=3)
    assert told in said_in(asked)
    asked.accept()
    settle(qtbot, window)
    assert "多く" in screen.banner.text()
    assert messages.OVER.format(count=1) in page.said.text()


def test_several_are_decided_at_once(qtbot: QtBot, show: Show, office: Office, tmp_path: Path) -> None:
    desk = planned(office)
    rows = [("must", "第1回", number, "○") for number in TEAM[:3]]
    assert not apply_enrolments(desk, table(tmp_path / "申込.csv", HEAD, *rows)).errors
    window, screen, page = come(qtbot, show, desk)
    assert page.chosen.text() == messages.SEVERAL
    page.table.setFocus()
    page.table.pick(lambda one: one.number == TEAM[0])
    qtbot.keyClick(page.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert page.chosen.text() == messages.SELECTED.format(count=2)
    pressed(qtbot, window, page.grant)
    assert set(states(desk).values()) == {State.ASKED}, "of several it is asked first"
    for number in TEAM[:2]:
        assert words.shown(NAMES[number][0]) in said_in(screen.acts.dialog)
    screen.acts.dialog.accept()
    settle(qtbot, window)
    settle(qtbot, window)
    assert states(desk) == {TEAM[0]: State.GRANTED, TEAM[1]: State.GRANTED, TEAM[2]: State.ASKED}
    assert {one.number for one in page.table.selected()} == set(TEAM[:2]), "what was selected stays so"
    page.table.selectAll()
    assert [one.number for one in page._of("granted")] == [TEAM[2]], "who has a seat is not granted one again"
    pressed(qtbot, window, page.cancel)
    screen.acts.dialog.accept()
    settle(qtbot, window)
    assert set(states(desk).values()) == {State.CANCELLED}


def test_enter_after_a_decision_opens_nothing(
    qtbot: QtBot, show: Show, office: Office, tmp_path: Path
) -> None:
    desk = planned(office)
    rows = [("must", "第1回", number, "○") for number in TEAM[:3]]
    assert not apply_enrolments(desk, table(tmp_path / "申込.csv", HEAD, *rows)).errors
    window, screen, page = come(qtbot, show, desk)
    page.table.pick(lambda one: one.number == TEAM[0])
    page.grant.setFocus()
    qtbot.keyClick(page.grant, Qt.Key.Key_Return)
    settle(qtbot, window)
    settle(qtbot, window)
    before = screen.acts.dialog
    qtbot.waitUntil(page.table.hasFocus)
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert screen.acts.dialog is before
    assert states(desk) == {TEAM[0]: State.GRANTED, TEAM[1]: State.ASKED, TEAM[2]: State.ASKED}


def test_the_sheet_is_of_the_session_that_is_chosen_though_it_is_over(
    qtbot: QtBot, show: Show, office: Office, tmp_path: Path
) -> None:
    desk = planned(office)
    for turn in ("第2回", "第3回"):
        save_session(desk, SessionSaid("must", turn, f"2020-06-0{turn[1]}", fiscal_year=2020, seats=9))
        decide(desk, f"must/{turn}", TEAM[:2], "granted")
    window, screen, page = come(qtbot, show, desk, 2020)
    page.session.setCurrentIndex(1)
    assert "第3回" in page.session.currentText()
    pressed(qtbot, window, page.sheets)
    dialog = screen.acts.dialog
    assert "第3回" in said_in(dialog)
    dialog.folder.setText(str(tmp_path / "出席簿"))
    pressed(qtbot, window, dialog.accept_button)
    (made,) = (tmp_path / "出席簿").iterdir()
    assert "第3回" in made.name


def test_who_is_meant_is_asked_in_the_window(
    qtbot: QtBot, show: Show, office: Office, tmp_path: Path
) -> None:
    desk = planned(office)
    rows = (("must", "第1回", "", NAMES[TEAM[0]][0], "○"), ("must", "第1回", "999999", "", "○"))
    window, screen, _ = come(qtbot, show, desk)
    pressed(qtbot, window, screen.importing)
    asking: Any = screen.acts.dialog
    asking.kind.setCurrentIndex(asking.kind.findData("enrolment"))
    asking.take(table(tmp_path / "申込.csv", ("研修名", "回", "職員番号", "氏名", "申込"), *rows))
    settle(qtbot, window)
    assert not asking.apply.isEnabled()
    (choice,) = asking.answers.choices.values()
    choice.setCurrentIndex(1)
    asking.answers.boxes["employee-unknown"].setChecked(True)
    pressed(qtbot, window, asking.look)
    assert asking.apply.isEnabled()
    (choice,) = asking.answers.choices.values()
    assert choice.currentIndex() == 1, "what was answered stays"
    pressed(qtbot, window, asking.apply)
    assert states(desk) == {TEAM[0]: State.ASKED}


def test_answers_come_in_for_a_session_and_little_is_shown_of_few(
    qtbot: QtBot, show: Show, office: Office, tmp_path: Path
) -> None:
    desk = planned(office)
    window, screen = opened(qtbot, show, desk, page="answers")
    screen.year.setCurrentIndex(screen.year.findData(2099))
    screen.load()
    settle(qtbot, window)
    page = screen.page("answers")
    screen.tabs.setCurrentWidget(page.parentWidget())
    pressed(qtbot, window, screen.importing)
    asking: Any = screen.acts.dialog
    assert not asking.session.isVisible()
    asking.kind.setCurrentIndex(asking.kind.findData("questionnaire"))
    settle(qtbot, window)
    assert asking.session.isVisible()
    assert TITLE in asking.session.currentText()
    rows = [("人", str(step), "良い" if step == 2 else "") for step in (5, 5, 4, 3, 2)]
    rows.append(("人", "さあ", ""))
    asking.take(table(tmp_path / "回答.csv", ("氏名", "満足度", "意見"), *rows))
    settle(qtbot, window)
    assert not asking.apply.isEnabled()
    asking.answers.boxes["score-unclear"].setChecked(True)
    pressed(qtbot, window, asking.look)
    pressed(qtbot, window, asking.apply)
    (found,) = page.scored.shown()
    assert (found.question, found.mean, found.counts) == ("満足度", "3.80", (0, 1, 1, 1, 2))
    assert page.written.shown() == [("意見", messages.FEW)]
    assert page.said.text() == messages.ANSWERS_COUNT.format(count=5), "さあ is no answer"


def test_the_order_of_arrival_names_who_has_a_seat_and_who_has_none(
    qtbot: QtBot, show: Show, office: Office, tmp_path: Path
) -> None:
    desk = planned(office)
    days = ("2026-05-01", "2026-05-02", "2026-05-03")
    asked = [("情報セキュリティ研修", "第1回", one, "○", day) for one, day in zip(TEAM, days, strict=False)]
    assert not apply_enrolments(desk, table(tmp_path / "申込.csv", (*HEAD, "申込日"), *asked)).errors
    window, screen, page = come(qtbot, show, desk)
    pressed(qtbot, window, page.arrival)
    screen.acts.dialog.accept()
    settle(qtbot, window)
    said = screen.banner.text()
    first, second, third = (words.shown(NAMES[one][0]) for one in TEAM[:3])
    assert messages.BY_ARRIVAL_SEATED.format(names=f"{first}、{second}") in said
    assert messages.BY_ARRIVAL_LEFT.format(count=1, names=third) in said


def test_a_path_that_was_typed_is_told_by_its_headers_too(
    qtbot: QtBot, show: Show, office: Office, tmp_path: Path
) -> None:
    desk = planned(office)
    file = table(tmp_path / "申込.csv", HEAD, ("must", "第1回", TEAM[0], "○"))
    window, screen, _ = come(qtbot, show, desk)
    pressed(qtbot, window, screen.importing)
    asking: Any = screen.acts.dialog
    assert asking.kind.currentData() == "catalogue"
    write(asking.file, str(file))
    pressed(qtbot, window, asking.look)
    assert asking.kind.currentData() == "enrolment"
    pressed(qtbot, window, asking.apply)
    assert states(desk) == {TEAM[0]: State.ASKED}


def test_what_is_chosen_after_the_headers_were_told_is_refused_where_it_is_another_kind(
    qtbot: QtBot, show: Show, office: Office, tmp_path: Path
) -> None:
    desk = planned(office)
    file = table(tmp_path / "申込.csv", HEAD, ("must", "第1回", TEAM[0], "○"))
    window, screen, _ = come(qtbot, show, desk)
    pressed(qtbot, window, screen.importing)
    asking: Any = screen.acts.dialog
    asking.take(file)
    settle(qtbot, window)
    asking.kind.setCurrentIndex(asking.kind.findData("catalogue"))
    pressed(qtbot, window, asking.look)
    assert "受講申込" in asking.banner.text()
    assert not asking.apply.isEnabled()


def test_whom_the_office_puts_first_is_chosen_in_the_window_and_stands_first(
    qtbot: QtBot, show: Show, office: Office, tmp_path: Path
) -> None:
    desk = planned(office)
    window, screen, page = come(qtbot, show, desk)
    pressed(qtbot, window, named(page, "enrolment-first"))
    dialog = screen.acts.dialog
    assert messages.FIRST_TEXT in said_in(dialog)
    code, name = priority(desk).offered[0]
    dialog.parts["how"].setCurrentIndex(1)
    dialog.parts[f"of:{code}"].setChecked(True)
    pressed(qtbot, window, dialog.accept_button)
    assert (priority(desk).names, priority(desk).by_policy) == ((name,), False)
    rows = [("情報セキュリティ研修", "第1回", number, "○") for number in TEAM[:2]]
    apply_enrolments(desk, table(tmp_path / "a.csv", HEAD, *rows))
    screen.load()
    settle(qtbot, window)
    ahead = [line for one in session_lists(desk) for line in one.lines if line.first]
    assert ahead, "everybody is of the first 人材像"
    assert not page.table.isColumnHidden(_FIRST)
    assert messages.FIRST_SAID in page.said.text()
    priority_of.save_priority(desk, None)
    screen.load()
    settle(qtbot, window)
    assert page.table.isColumnHidden(_FIRST), "an office that puts nobody first sees no trace of it"
