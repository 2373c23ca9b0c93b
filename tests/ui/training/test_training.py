"""研修: HR begins a ledger, keeps courses and sessions by hand, and sees who has not taken what they must."""

from __future__ import annotations

import csv
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from dxdesk.domain.contents import Audience, CourseSaid, Served, SessionSaid
from dxdesk.domain.head_shares import HeadShare
from dxdesk.ui.training import messages
from dxdesk.ui.widgets.labels import Text
from dxdesk.usecases.training import figures, keeping
from dxdesk.usecases.training.editing import save_course, save_session
from dxdesk.usecases.training.ledger import ledger
from dxdesk.usecases.training.overview import all_offers
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.screens import settle, write
from tests.ui.office import TEAM, Office
from tests.ui.training.window import FREE, JUNE, MUST, Show, begun, cells, kept, named, opened, pressed, using

YEAR = 2026


def test_an_empty_ledger_says_how_to_begin_and_takes_the_offices_own_policy(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    desk = using(office)
    window, screen = opened(qtbot, show, desk)
    assert screen.empty.isVisible()
    assert not screen.adding.isVisible(), "one filled button"
    count = len(keeping.preset_courses("shinagawa"))
    own = named(screen, "take-own")
    assert f"{count}件" in own.text()
    pressed(qtbot, window, own)
    assert not screen.empty.isVisible()
    assert screen.page("courses").table.model().rowCount() == count
    assert f"{count}件の研修を加えました" in screen.banner.text()


def test_the_list_says_who_must_how_often_and_how_many_have(qtbot: QtBot, show: Show, office: Office) -> None:
    window, screen = opened(qtbot, show, begun(office))
    page = screen.page("courses")
    found = {line[1]: line for line in cells(page.table)}
    year = next(one for one in figures.training_year(window.desk).courses if one.course.code == "must")
    must = found["情報セキュリティ研修"]
    whole = len(year.asked)
    assert must[2] == "情報システム課"
    assert must[5] == "必須 全職員"
    assert must[6:] == [
        "1",
        f"{whole}人",
        f"{HeadShare(2, whole).text} (2人)",
        f"{HeadShare(1, whole).text} (1人)",
        f"{whole - 1}人",
    ]
    assert found["動画で学ぶDX"][8:] == ["提供なし", messages.NONE, messages.NONE], "not held is not 0 %"
    assert f"対象の人 {whole}人" in screen.subtitle.text()
    assert screen.tabs.tabText(1) == f"未受講者 {whole - 1}"
    assert window.navigation.buttons["training"].count.text() == f"{whole - 1}"
    page.search.setText("ＤＸ")
    assert [line[1] for line in cells(page.table)] == ["動画で学ぶDX"]
    page.search.setText("セキュリティ")
    assert [line[0] for line in cells(page.table)] == ["must"], "by another name, too"


def test_the_card_tells_facts_sessions_rates_and_who_is_missing(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    _window, screen = opened(qtbot, show, begun(office), course="must")
    card = screen.page("courses").card
    assert card.name.text() == "情報セキュリティ研修"
    said = "\n".join(text.text() for text in card.findChildren(Text))
    for words in ("セキュリティ", "毎年", "必須 全職員"):
        assert words in said
    assert [card.tabs.tabText(position) for position in range(4)][1] == "回 1"
    assert cells(card.sessions)[0][:5] == ["第1回", "R8.6.10", "", "大会議室", "40人"]
    assert cells(card.groups)[0][1:] == cells(screen.page("courses").table)[1][7:10]
    card.way.setCurrentIndex(card.way.findData("grade"))
    assert {line[0] for line in cells(card.groups)} == {"係長級", "管理職", "一般職"}
    states = {line[1]: line[3] for line in cells(card.missing)}
    assert TEAM[0] not in states
    assert states[TEAM[1]] == "受講したが未修了"
    assert states[TEAM[2]] == "未受講"


def test_a_course_is_written_down_with_rows_and_what_is_missing_is_objected(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    desk = begun(office)
    window, screen = opened(qtbot, show, desk)
    pressed(qtbot, window, screen.adding)
    asked: Any = screen.acts.dialog
    assert asked.name.hasFocus(), "one begins with the name"
    pressed(qtbot, window, asked.accept_button)
    assert "研修名が空です" in asked.banner.text()
    assert asked.isVisible()
    write(asked.name, "業務改革研修")
    asked.code.setText("bpr")
    for _ in range(2):
        asked.audience.add.click()
    need, persona, grade = asked.audience.lines[0][1]
    need.setCurrentIndex(need.findData("required"))
    grade.setCurrentIndex(grade.findData("係長級"))
    assert persona.accessibleName() == "人材像 1行目"
    assert asked.audience.lines[1][1][1].accessibleName() == "人材像 2行目"
    asked.audience.lines[1][2].click()
    asked.serves.add.click()
    asked.serves.add.click()
    skill, level = asked.serves.lines[0][1]
    skill.setCurrentIndex(1)
    level.setCurrentIndex(1)
    asked.aliases.add.click()
    asked.aliases.lines[0][1][0].setText("BPR研修")
    asked.forms[0].setChecked(True)
    asked.hours.setValue(6)
    asked.recurrence.setCurrentIndex(asked.recurrence.findData("every-n"))
    asked.every.setValue(3)
    asked.name.setFocus()
    qtbot.keyClick(asked.name, Qt.Key.Key_Return)  # the filled button
    settle(qtbot, window)
    settle(qtbot, window)
    assert not asked.isVisible()
    found = kept(desk, "bpr")
    assert (found.name, found.aliases, found.hours) == ("業務改革研修", ("BPR研修",), 6)
    assert found.audience == (Audience("", "係長級", "required"),), "a row that was taken out says nothing"
    assert [one.level for one in found.serves] == [1], "nor does a row without a skill"
    assert (found.form, found.recurrence, found.every_years) == (("集合",), "every-n", 3)
    assert messages.COURSE_ADDED in window.status.saved.text()
    page = screen.page("courses")
    assert "業務改革研修" in [line[1] for line in cells(page.table)]
    assert page.table.current().course.code == "bpr", "one goes on with what was written down"
    assert page.card.name.text() == "業務改革研修"


def test_looking_at_a_course_changes_nothing(qtbot: QtBot, show: Show, office: Office) -> None:
    desk = begun(office)
    keeping.take_preset(desk, "shinagawa")
    odd = CourseSaid(
        "odd", "合宿研修", form=("講演", "合宿", "集合"), audience=(Audience("far", "", "elective"),)
    )
    odd = odd._replace(hours=123_456, valid_years=120, recurrence="every-n", every_years=1)
    save_course(desk, odd._replace(serves=(Served("far.skill", 2),), reference=2024, outcomes=("b", "a")))
    window, screen = opened(qtbot, show, desk)
    with desk.store.read() as uow:
        before = ledger(uow).courses
    for course in before:
        screen.acts.edit_course(course)
        settle(qtbot, window)
        asked: Any = screen.acts.dialog
        assert asked.wanted == course
        asked.accept_button.click()
        settle(qtbot, window)
    with desk.store.read() as uow:
        assert ledger(uow).courses == before
        said = [entry.subject for entry in uow.audit.entries() if entry.action == "course-save"]
    assert sorted(said) == ["free", "must", "odd"], "as they were first written down"


def test_sessions_are_set_moved_and_called_off(qtbot: QtBot, show: Show, office: Office) -> None:
    desk = begun(office)
    window, screen = opened(qtbot, show, desk, course="must")
    card = screen.page("courses").card
    card.tabs.setCurrentIndex(1)
    pressed(qtbot, window, card.session_add)
    asked: Any = screen.acts.dialog
    assert asked.needs.isVisible()
    qtbot.waitUntil(asked.turn.hasFocus)
    qtbot.keyClick(asked, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert [line[0] for line in cells(card.sessions)] == ["第1回"], "nothing was written down"
    assert asked.isVisible()
    write(asked.turn, "第2回")
    assert not asked.needs.isVisible()
    pressed(qtbot, window, asked.accept_button)
    assert [line[0] for line in cells(card.sessions)] == ["第2回", "第1回"], (
        "without a day, of the year shown"
    )
    card.sessions.pick(lambda one: one.turn == "第2回")
    pressed(qtbot, window, card.session_edit)
    asked = screen.acts.dialog
    asked.first.set_day("2026-10-01")
    asked.last.set_day("2026-09-01")
    assert not asked.year.isEnabled(), "the day says the year"
    pressed(qtbot, window, asked.accept_button)
    assert "終了日が、開始日より前です" in asked.banner.text()
    asked.last.set_day("2026-10-02")
    pressed(qtbot, window, asked.accept_button)
    assert cells(card.sessions)[1][:2] == ["第2回", "R8.10.1からR8.10.2"]
    card.sessions.pick(lambda one: one.turn == "第2回")
    pressed(qtbot, window, card.session_off)
    assert [line[6] for line in cells(card.sessions)] == ["", "中止"]
    card.sessions.pick(lambda one: one.turn == "第2回")
    assert card.session_off.text() == messages.SESSION_ON
    assert not card.session_edit.isEnabled()
    pressed(qtbot, window, card.session_off)
    assert [line[6] for line in cells(card.sessions)] == ["", ""]


def test_two_sessions_become_one_and_two_again(qtbot: QtBot, show: Show, office: Office) -> None:
    desk = begun(office)
    save_session(desk, JUNE._replace(turn="第2回", first_day="2026-06-20", deadline=""))
    window, screen = opened(qtbot, show, desk, course="must")
    card = screen.page("courses").card
    card.tabs.setCurrentIndex(1)
    assert not card.session_merge.isEnabled(), "none is picked"
    card.sessions.pick(lambda one: one.turn == "第2回")
    pressed(qtbot, window, card.session_merge)
    asked: Any = screen.acts.dialog
    assert not asked.accept_button.isEnabled(), "nothing is merged by pressing Enter"
    assert [asked.choice.itemText(one) for one in range(1, asked.choice.count())] == ["第1回 R8.6.10"]
    asked.choice.setCurrentIndex(1)
    pressed(qtbot, window, asked.accept_button)
    assert {(line[0], line[6]) for line in cells(card.sessions)} == {("第1回", ""), ("第2回", "統合")}
    card.sessions.pick(lambda one: one.turn == "第2回")
    assert card.session_off.text() == messages.SESSION_PART
    assert not card.session_merge.isEnabled()
    pressed(qtbot, window, card.session_off)
    assert [line[6] for line in cells(card.sessions)] == ["", ""]


def test_a_course_ends_is_merged_and_comes_back(qtbot: QtBot, show: Show, office: Office) -> None:
    desk = begun(office)
    window, screen = opened(qtbot, show, desk, course="free")
    page = screen.page("courses")
    card = page.card
    pressed(qtbot, window, card.end)
    pressed(qtbot, window, screen.acts.dialog.accept_button)
    assert kept(desk, "free").ended
    assert [line[0] for line in cells(page.table)] == ["must"]
    page.ended.click()
    assert page.table.pick(lambda one: one.course.code == "free")
    settle(qtbot, window)
    assert not card.edit.isVisible()
    pressed(qtbot, window, card.resume)
    assert not kept(desk, "free").ended
    page.table.pick(lambda one: one.course.code == "free")
    settle(qtbot, window)
    pressed(qtbot, window, card.merge)
    asked: Any = screen.acts.dialog
    assert not asked.accept_button.isEnabled(), "nobody is merged by pressing Enter"
    asked.choice.setCurrentIndex(asked.choice.findData("must"))
    pressed(qtbot, window, asked.accept_button)
    assert (kept(desk, "free").into, kept(desk, "free").ended) == ("must", True)


def test_a_policys_list_says_where_it_is_from_and_what_is_to_be_minded(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    desk = begun(office)
    _, screen = opened(qtbot, show, desk)
    screen.acts.open_take(all_offers(desk))
    asked: Any = screen.acts.dialog
    asked.choice.setCurrentIndex(asked.choice.findData("shinagawa"))
    said = keeping.preset_said("shinagawa")
    assert messages.TAKE_SOURCE.format(source=said.source) in asked.note.text()
    assert said.note in asked.note.text()


def test_who_is_missing_is_found_copied_and_written_to_excel(
    qtbot: QtBot, show: Show, office: Office, tmp_path: Path
) -> None:
    desk = begun(office)
    save_course(desk, CourseSaid("two", "もう1つの研修", audience=MUST.audience))
    save_session(desk, JUNE._replace(course="two"))
    window, screen = opened(qtbot, show, desk, page="missing")
    page = screen.page("missing")
    assert screen.tabs.currentWidget().isAncestorOf(page)
    everybody = len(cells(page.table))
    assert everybody == len(figures.missing(window.desk))
    screen.start_search()
    assert page.search.hasFocus()
    page.search.setText(TEAM[1])
    assert sorted(line[4] for line in cells(page.table)) == ["受講したが未修了", "未受講"]
    page.course.setCurrentIndex(page.course.findData("must"))
    assert [line[2::2] for line in cells(page.table)] == [[TEAM[1], "受講したが未修了"]]
    pressed(qtbot, window, page.copy)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert len(lines) == 2
    assert lines[1].split("\t")[2] == TEAM[1]
    qtbot.keyClick(page.search, Qt.Key.Key_Escape)
    assert {line[0] for line in cells(page.table)} == {MUST.name}
    assert 1 < len(cells(page.table)) < everybody
    screen.acts.write_missing(page.table.shown(), YEAR, "情報セキュリティ研修", tmp_path)
    settle(qtbot, window)
    (file,) = tmp_path.glob("未受講者_情報セキュリティ研修_*.xlsx")
    sheet = openpyxl.load_workbook(file).active
    assert sheet is not None
    numbers = [str(cell.value) for row in sheet.iter_rows() for cell in row]
    assert {line[2] for line in cells(page.table)} <= set(numbers)
    assert file.name in screen.banner.text()
    page.search.setText("いない人")
    assert not page.copy.isEnabled()


def test_home_leads_to_who_is_missing(qtbot: QtBot, show: Show, office: Office) -> None:
    window = show(begun(office))
    home: Any = window.screens["home"]
    pressed(qtbot, window, named(home, "todo-training-missing"))
    assert window.current == "training"
    screen: Any = window.screens["training"]
    assert screen.tabs.currentIndex() == 1
    assert cells(screen.page("missing").table)


def test_skill_by_skill_and_another_year(qtbot: QtBot, show: Show, office: Office) -> None:
    desk = begun(office)
    skills = keeping.preset_courses("shinagawa")
    served = next(one for one in skills if one.serves and not one.serves[0].level)
    save_course(desk, served._replace(audience=()))
    window, screen = opened(qtbot, show, desk, page="skills")
    page = screen.page("skills")
    found = cells(page.table)
    assert found
    assert found[0][1:] == ["水準なし", served.name, messages.NONE, "提供なし"]
    save_session(desk, SessionSaid(served.code, "第1回", "2027-06-01"))
    screen.year.setCurrentIndex(screen.year.findData(2027))
    screen.year.committed.emit()
    settle(qtbot, window)
    settle(qtbot, window)
    assert "まだ開いていない" in screen.subtitle.text()
    assert cells(page.table)[0][3] == "1回"
    assert cells(page.table)[0][4].endswith(" 0.0%"), "held, and nobody came"


def test_what_somebody_else_writes_is_seen(qtbot: QtBot, show: Show, office: Office) -> None:
    desk = begun(office)
    window, screen = opened(qtbot, show, desk)
    screen.ask(lambda _: save_course(desk, CourseSaid("new", "新しい研修")))
    settle(qtbot, window)
    settle(qtbot, window)
    assert "新しい研修" in [line[1] for line in cells(screen.page("courses").table)]


def table(path: Path, header: tuple[str, ...], *rows: tuple[str, ...]) -> Path:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([header, *rows])
    return path


def test_a_table_is_looked_at_before_it_is_taken_in(
    qtbot: QtBot, show: Show, office: Office, tmp_path: Path
) -> None:
    desk = begun(office)
    window, screen = opened(qtbot, show, desk)
    pressed(qtbot, window, screen.importing)
    asked: Any = screen.acts.dialog
    pressed(qtbot, window, asked.look)
    assert messages.IMPORT_FIRST in asked.banner.text()
    header = ("研修コード", "研修名", "必須の対象")
    asked.take(table(tmp_path / "誤り.csv", header, ("bpr", "業務改革研修", "だれか")))
    settle(qtbot, window)
    said = "\n".join(text.text() for text in asked.findChildren(Text) if text.isVisible())
    assert "だれか" in said
    assert not asked.apply.isEnabled()
    asked.take(table(tmp_path / "一覧.csv", header, ("bpr", "業務改革研修", "全職員")))
    settle(qtbot, window)
    said = "\n".join(text.text() for text in asked.findChildren(Text) if text.isVisible())
    assert "加わる 1件" in said
    assert desk.store is not None
    pressed(qtbot, window, asked.apply)
    assert not asked.isVisible()
    assert kept(desk, "bpr").audience == (Audience("", "", "required"),)
    assert "第" in screen.banner.text()
    pressed(qtbot, window, screen.importing)
    asked = screen.acts.dialog
    asked.take(table(tmp_path / "回.csv", ("研修名", "開催日"), ("業務改革研修", "R8.9.1")))
    settle(qtbot, window)
    pressed(qtbot, window, asked.apply)
    with desk.store.read() as uow:
        assert ("業務改革研修", "2026-09-01") in [(one.course, one.first_day) for one in ledger(uow).sessions]


def test_a_small_window_leaves_the_room_to_names_and_figures(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    window, screen = opened(qtbot, show, begun(office))
    found = screen.page("courses").table
    window.resize(1366, 740)
    qtbot.waitUntil(lambda: not found.isColumnHidden(0))
    assert not found.isColumnHidden(4)
    assert found.isColumnHidden(3), "no course has a provider"
    window.resize(910, 480)
    qtbot.waitUntil(lambda: found.isColumnHidden(0))
    assert found.isColumnHidden(4)
    assert not found.isColumnHidden(1)
    assert not found.isColumnHidden(10)


def test_a_persons_card_names_the_next_courses_and_leads_there(
    qtbot: QtBot, show: Show, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dxdesk.usecases.development import next_courses

    found = (
        next_courses.NextCourse("duty", "情報セキュリティ研修", "must", ""),
        next_courses.NextCourse("must", MUST.name, "level", "業務改革"),
        next_courses.NextCourse("free", FREE.name, "stage", ""),
    )
    monkeypatch.setattr(next_courses, "next_for", lambda desk, number: found)
    window = show(begun(office))
    roster: Any = window.go("roster")
    settle(qtbot, window)
    roster.table.pick(lambda person: person.number == TEAM[1])
    settle(qtbot, window)
    settle(qtbot, window)
    said = "\n".join(text.text() for text in roster.findChildren(Text))
    assert "次に受ける研修" in said
    assert "必須で、まだ修了していません" in said
    assert "「業務改革」の水準のため" in said
    assert "次の育成段階のため" in said
    pressed(qtbot, window, named(roster, "next-free"))
    assert window.current == "training"
    screen: Any = window.screens["training"]
    assert screen.page("courses").card.name.text() == FREE.name


def test_who_does_not_use_the_ledger_reads_nothing_of_it_on_a_card(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    window = show(office.open_hr())
    roster: Any = window.go("roster")
    settle(qtbot, window)
    roster.table.pick(lambda person: True)
    settle(qtbot, window)
    settle(qtbot, window)
    assert "次に受ける研修" not in "\n".join(text.text() for text in roster.findChildren(Text))


def test_a_list_of_courses_that_is_dropped_where_people_are_goes_where_courses_are(
    qtbot: QtBot, show: Show, office: Office, tmp_path: Path
) -> None:
    window = show(begun(office))
    path = table(tmp_path / "一覧.csv", ("研修名", "担当"), ("業務改革研修", "DX推進課"))
    window.go("roster", {"files": (path,)})
    settle(qtbot, window)
    settle(qtbot, window)
    assert window.current == "training"
    screen: Any = window.screens["training"]
    asked: Any = screen.acts.dialog
    settle(qtbot, window)
    assert asked.isVisible()
    assert asked.kind.currentData() == "catalogue"
    pressed(qtbot, window, asked.apply)
    assert kept(window.desk, "業務改革研修").held_by == "DX推進課"


@pytest.mark.parametrize("where", ["skillmap", "growth"])
def test_the_map_and_the_stages_name_the_next_courses_too(
    qtbot: QtBot, show: Show, office: Office, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    from dxdesk.usecases.development import next_courses

    asked: list[str] = []

    def next_for(desk: Desk, number: str) -> tuple[next_courses.NextCourse, ...]:
        asked.append(number)
        return (next_courses.NextCourse("must", MUST.name, "must", ""),)

    monkeypatch.setattr(next_courses, "next_for", next_for)
    window = show(begun(office))
    screen: Any = window.go(where)
    settle(qtbot, window)
    if where == "skillmap":
        screen.people_button.click()
        settle(qtbot, window)
        number = screen.people.rows[1].number
        screen.people_table.picked.emit(1, 0)
    else:
        number = TEAM[0]
        screen.tabs.setCurrentIndex(1)
        settle(qtbot, window)
        screen.tabs.page(1).people.picked.emit(SimpleNamespace(number=number))
    settle(qtbot, window)
    assert asked == [number]
    assert "次に受ける研修" in [text.text() for text in screen.findChildren(Text)]
    assert named(screen, "next-must").text() == MUST.name


def test_a_day_of_a_session_is_typed_key_by_key(qtbot: QtBot, show: Show, office: Office) -> None:
    desk = begun(office)
    window, screen = opened(qtbot, show, desk)
    screen.acts.edit_session(MUST, None, 2026)
    dialog = screen.acts.dialog
    dialog.first.given.setChecked(True)
    field = dialog.first.field
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, "R9.1.20")
    settle(qtbot, window)
    assert not screen.banner.isVisible(), screen.banner.text()
    assert (dialog.first.day(), dialog.year.currentData()) == ("2027-01-20", "2026")
    dialog.reject()
