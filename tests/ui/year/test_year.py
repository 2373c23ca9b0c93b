from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from dxdesk import bootstrap
from dxdesk.domain.errors import KnownError, Problem
from dxdesk.domain.lifecycle import State
from dxdesk.ports.entities import Role
from dxdesk.ui.look import words
from dxdesk.ui.shell.main_window import MainWindow
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.year import messages
from dxdesk.usecases.exchange.receive import ReceiveFiles, receive
from dxdesk.usecases.inbox.opening import create_store
from dxdesk.usecases.organisation.lists import set_override
from dxdesk.usecases.organisation.roster_drift import look
from dxdesk.usecases.progress.status import status
from dxdesk.usecases.sending.dispatch import Export, export
from dxdesk.usecases.workplace.clock import FixedClock
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.year import estimated_days
from dxdesk.usecases.year.cycle import current_cycle
from tests.helpers.looking import enter
from tests.helpers.screens import settle, write
from tests.helpers.town import CHIEF, DEPARTMENT, DIRECTOR, MANAGER, NAMES, PASSPHRASE
from tests.ui.office import MUNICIPALITY, STAFF, Office, roster_file

Show = Callable[[Desk], MainWindow]
TWO = ("001003", "001004")


def estimated(desk: Desk) -> frozenset[str]:
    with desk.store.read() as uow:
        return estimated_days.estimated(uow, current_cycle(desk).fiscal_year)


def test_hr_begins_a_year_from_a_table(qtbot: QtBot, show: Show, tmp_path: Path) -> None:
    store = tmp_path / "人事.dxdesk"
    desk = create_store(bootstrap.services(), str(store), Role.HR, MUNICIPALITY, PASSPHRASE)
    window = show(desk)
    home: Any = window.screens["home"]
    qtbot.mouseClick(home.findChild(QPushButton, "todo-no-roster"), Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    roster: Any = window.screens["roster"]
    roster.import_table(roster_file(tmp_path))
    settle(qtbot, window)
    dialog = roster.dialog
    assert dialog.preview is not None
    for box in dialog.accepted_codes.values():
        box.setChecked(True)
    qtbot.mouseClick(dialog.look, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    assert dialog.apply.isEnabled()
    qtbot.mouseClick(dialog.apply, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    settle(qtbot, window)
    assert roster.table.proxy.rowCount() == 8

    window.go("year")
    settle(qtbot, window)
    year: Any = window.screens["year"]
    assert year.pages.currentWidget() is year._start
    assert year.opening.framework.currentIndex() == -1, "nobody's policy is chosen by default"
    assert not year.opening.go.isEnabled()
    assert not year.opening.preview.isVisible()
    year.opening.framework.setCurrentIndex(year.opening.framework.findData("nakano"))
    assert year.opening.go.isEnabled()
    card = year.opening.preview
    assert card.isVisible()
    assert "人材像 8" in card.facts.text()
    assert card.whose.isVisible(), "whose words the criteria are stands there before the year begins"
    assert not card.notes.isVisible()
    qtbot.mouseClick(card.more, Qt.MouseButton.LeftButton)
    assert card.notes.isVisible()
    year.opening.framework.setCurrentIndex(year.opening.framework.findData("shinagawa"))
    assert "人材像 3" in card.facts.text()
    assert not card.notes.isVisible()
    assert "(推定)" in year.opening.days_about.text()
    assert year.opening.days_about.isVisible()
    decided = f"{year.opening.year.currentData() + 1}-01-20"
    year.opening.due_self.set_day(decided)
    qtbot.mouseClick(year.opening.go, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    settle(qtbot, window)
    assert current_cycle(desk).framework_code == "shinagawa"
    assert current_cycle(desk).due_self == decided
    assert estimated(desk) == {"base_date", "due_first", "due_second"}, "the day that was typed is decided"
    assert not year.changing.days_about.isVisible()
    assert year.pages.currentWidget() is year._running
    assert not year.changing.preview.isVisible(), "a running year keeps its framework"
    year.changing.form_title.setText("スキル申告票")
    qtbot.mouseClick(year.changing.go, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    settle(qtbot, window)
    cycle = current_cycle(desk)
    assert (cycle.framework_code, cycle.title) == ("shinagawa", "スキル申告票")
    assert estimated(desk) == set(), "who saves a year decides its days"

    qtbot.mouseClick(year.packages, Qt.MouseButton.LeftButton)
    year.dialog.folder.setText(str(tmp_path / "配布"))
    # A package holds its confirmer's enrolment: it is locked unless somebody says no.
    qtbot.mouseClick(year.dialog.accept_button, Qt.MouseButton.LeftButton)
    assert year.dialog.isVisible()
    assert "パスワード" in year.dialog.banner.text()
    write(year.dialog.password, "かみに書く7")
    qtbot.mouseClick(year.dialog.accept_button, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    written = list((tmp_path / "配布").glob("所属配布票_*.xlsx"))
    assert len(written) == 3
    with pytest.raises(KnownError) as error:
        desk.services.workbooks.open(written[0])
    assert error.value.code == "password-needed"
    year._offer_new()
    assert year.opening.framework.currentData() == "shinagawa", "the next year goes on with the same one"


def test_hr_takes_confirmations_finalises_sees_the_map_and_looks_at_a_document(
    qtbot: QtBot, show: Show, office: Office, tmp_path: Path
) -> None:
    final = office.confirmed(TWO)
    desk = office.open_hr()
    window = show(desk)
    window.take_files([final])
    settle(qtbot, window)
    receiving: Any = window.screens["receive"]
    qtbot.mouseClick(receiving.apply, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    settle(qtbot, window)
    assert status(desk).states[State.RECEIVED] == len(TWO)

    window.go("year")
    settle(qtbot, window)
    year: Any = window.screens["year"]
    write(year.number, "7検人第142号")
    qtbot.mouseClick(year.finalise, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(year.dialog.accept_button, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    settle(qtbot, window)
    assert status(desk).states[State.FINALISED] == len(TWO)
    named = "確定した人: " + "、".join(f"{words.shown(NAMES[number][0])}さん" for number in TWO)
    assert named in year.banner.text()
    assert window.focusWidget() is year._following is year.tell, "the keyboard is at the next step"

    window.go("skillmap")
    settle(qtbot, window)
    skills: Any = window.screens["skillmap"]
    skills.search.setText("業務改革 LV0")
    skills.load()
    settle(qtbot, window)
    assert {row.number for row in skills.people.rows} == set(TWO)
    assert skills.people_table.copy_all().startswith("氏名\t所属")

    window.go("documents", {"kind": "certificate"})
    settle(qtbot, window)
    documents: Any = window.screens["documents"]
    qtbot.mouseClick(documents.show_button, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    assert documents.preview.page_count == len(TWO)
    documents.save_to(tmp_path / "証書.pdf")
    settle(qtbot, window)
    assert (tmp_path / "証書.pdf").read_bytes().startswith(b"%PDF")


def test_who_is_finalised_and_who_is_not_is_said_before_and_enter_leaves(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    final = office.confirmed(TWO)
    desk = office.open_hr()
    receive(desk, ReceiveFiles((final,)))
    window = show(desk)
    year: Any = window.go("year")
    settle(qtbot, window)
    qtbot.mouseClick(year.finalise, Qt.MouseButton.LeftButton)
    said = _texts(year.dialog)
    for number in TWO:
        assert f"{words.shown(NAMES[number][0])}さん" in said
    assert f"確定しない人 {len(STAFF) - len(TWO)}人: {NAMES[CHIEF][0]}さん(未着手)" in said
    assert "ほか3人" in said
    assert "取り消せません" in said
    enter(year.dialog.focusWidget())
    settle(qtbot, window)
    assert not year.dialog.isVisible()
    assert status(desk).states[State.FINALISED] == 0
    qtbot.mouseClick(year.close_year, Qt.MouseButton.LeftButton)
    assert f"確定していない人が {len(STAFF)}人います: " in _texts(year.dialog)
    assert f"{NAMES[CHIEF][0]}さん(未着手)" in _texts(year.dialog)
    enter(year.dialog.focusWidget())
    settle(qtbot, window)
    assert not current_cycle(desk).closed


def test_whose_answers_differ_is_named_among_those_not_finalised(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    """The state says 受付; without the word nobody would know why they are left out."""
    final = office.confirmed(TWO)
    desk = office.open_hr()
    receive(desk, ReceiveFiles((final,)))
    window = show(desk)
    year: Any = window.go("year")
    settle(qtbot, window)
    disputed, ready = year.found.ready
    year.ask_finalise((ready,), (replace(disputed, disputed=True),))
    assert f"1人: {disputed.name}さん(食い違い)" in _texts(year.dialog)


def finalised(qtbot: QtBot, show: Show, office: Office) -> MainWindow:
    """Let HR stand before a year in which two people are 確定."""
    from dxdesk.usecases.year.finalise import finalise

    final = office.confirmed(TWO)
    desk = office.open_hr()
    receive(desk, ReceiveFiles((final,)))
    finalise(desk)
    window = show(desk)
    window.go("year")
    settle(qtbot, window)
    return window


def _texts(dialog: Any) -> str:
    return "\n".join(label.text() for label in dialog.findChildren(Text))


def test_a_correction_says_whose_it_is_what_changes_and_which_one_it_is(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    window = finalised(qtbot, show, office)
    year: Any = window.screens["year"]
    name, item = NAMES["001003"][0], ""
    for turn, level in ((1, 3), (2, 2)):
        year.correct.click()
        dialog = year.dialog
        settle(qtbot, window)
        write(dialog.person, name)
        settle(qtbot, window)
        assert dialog.name.text() == f"{name}さん(001003)・{DEPARTMENT[1]}・主任・確定"
        assert f"これが{turn}回目です" in dialog.turn.text()
        uid, box = next(iter(dialog.boxes.items()))
        item, before = box.accessibleName(), dialog._before[uid]
        assert dialog._marks[uid].text() == f"LV{before} のまま"
        assert dialog.changes.text() == messages.CORRECT_NO_CHANGES
        box.setCurrentIndex(box.findData(level))
        change = f"LV{before} → LV{level}"
        assert dialog._marks[uid].text() == box.accessibleDescription() == change
        assert dialog.changes.text() == f"訂正すること 1件: {item}: {change}"
        box.setCurrentIndex(box.findData(before))
        assert dialog.changes.text() == messages.CORRECT_NO_CHANGES
        box.setCurrentIndex(box.findData(level))
        write(dialog.reason, "転記の誤り")
        dialog.accept_button.click()
        settle(qtbot, window)
        settle(qtbot, window)
        assert f"{name}さん(001003)の結果を訂正しました(この人の{turn}回目の訂正)" in year.banner.text()
        assert f"{item}: {change}" in year.banner.text()
    assert "転記の誤り" in dialog.turn.text()


def test_hr_corrects_a_finalised_level_with_a_reason(qtbot: QtBot, show: Show, office: Office) -> None:
    from dxdesk.usecases.person_year.standing import person_year

    window = finalised(qtbot, show, office)
    desk, year = window.desk, window.screens["year"]
    qtbot.mouseClick(year.correct, Qt.MouseButton.LeftButton)
    dialog = year.dialog
    settle(qtbot, window)
    write(dialog.person, NAMES["001003"][0])
    settle(qtbot, window)
    uid, box = next(iter(dialog.boxes.items()))
    box.setCurrentIndex(box.findData(3))
    write(dialog.reason, "転記の誤り")
    qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    settle(qtbot, window)
    assert next(i for i in person_year(desk, "001003").items if i.uid == uid).standing_level == 3


def test_who_has_no_confirmer_is_said_line_by_line_and_the_rest_counted(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    window = show(office.open_hr())
    year: Any = window.go("year")
    settle(qtbot, window)
    missing = tuple(Problem("route-missing", f"{n}さんの二次確認者が決まりません。") for n in range(8))
    year.show_year(replace(year.found, missing=missing))
    assert year.routes_names.isVisible()
    said = year.routes_names.text()
    assert "。、" not in said
    assert said.split("\n") == [*(problem.message for problem in missing[:6]), "ほか 2人"]


def test_what_a_correction_lacks_is_asked_for_beside_its_field_in_view(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    """In a low window, with the sentence about the clock: neither pushes the field away."""
    window = finalised(qtbot, show, office)
    year: Any = window.screens["year"]
    window.resize(1280, 560)
    qtbot.mouseClick(year.correct, Qt.MouseButton.LeftButton)
    dialog = year.dialog
    settle(qtbot, window)
    write(dialog.person, NAMES["001003"][0])
    settle(qtbot, window)
    box = next(iter(dialog.boxes.values()))
    qtbot.waitUntil(box.isVisible)
    assert dialog.accept_button.property("look") == "secondary", "nothing is changed yet"
    qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    assert dialog.focusWidget() is box, "a level is what is asked for"
    dialog.banner.hide()
    dialog.clock.setText(
        "この台帳のいちばん新しい記録は令和8年12月1日(火)ですが、この PC の日付は違います。" * 2
    )
    dialog.clock.show()
    qtbot.waitUntil(lambda: seen(dialog.reason))
    box.setCurrentIndex(box.findData(3))
    assert dialog.accept_button.property("look") == "primary"
    qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    assert "訂正の理由がありません" in dialog.banner.text()
    assert dialog.focusWidget() is dialog.reason
    qtbot.waitUntil(lambda: seen(dialog.reason) and seen(dialog.banner))


def seen(part: QWidget) -> bool:
    """Tell whether the whole of a part is in view."""
    return part.isVisible() and part.visibleRegion().boundingRect() == part.rect()


def test_nobody_is_corrected_with_the_levels_shown_of_another(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    window = finalised(qtbot, show, office)
    year: Any = window.screens["year"]
    year.correct.click()
    dialog = year.dialog
    settle(qtbot, window)
    dialog.person.setText("001003")
    settle(qtbot, window)
    assert dialog.boxes
    assert dialog.accept_button.isEnabled()
    dialog.person.setText("001009")  # not finalised: offered by nobody, taken as typed
    assert not dialog.boxes
    assert not dialog.accept_button.isEnabled()
    assert dialog.name.text() == ""
    dialog.person.setText("001004")
    dialog.person.setText("001003")  # before the other was read
    settle(qtbot, window)
    assert dialog._shown == "001003"


def test_who_confirms_the_directors_is_searched_and_says_what_follows(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    desk = office.open_hr()
    window = show(desk)
    year: Any = window.go("year")
    settle(qtbot, window)
    assert year._routes_part.isVisible()
    qtbot.mouseClick(year.director, Qt.MouseButton.LeftButton)
    dialog = year.dialog
    settle(qtbot, window)
    assert f"{NAMES[DIRECTOR][0]}さん({DIRECTOR})" in dialog.whom.text()
    assert "まだ" in dialog.now.text()
    dialog.person.setText("だれでもない")
    qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    assert dialog.isVisible()
    assert "名簿にありません" in dialog.banner.text()
    dialog.person.setText(NAMES[MANAGER][0])
    qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    settle(qtbot, window)
    assert not dialog.isVisible()
    assert f"{NAMES[MANAGER][0]}さん({MANAGER})" in year.banner.text()
    assert "部長級の1人の二次確認者になります" in year.banner.text()
    assert not year._routes_part.isVisible()
    assert look(desk).differences == (), "nothing else was out of step: the year follows at once"
    qtbot.mouseClick(year.director, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    assert year.dialog.person.number() == MANAGER


def test_naming_who_confirms_the_directors_brings_in_nothing_that_nobody_looked_at(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    desk = office.open_hr()
    set_override(desk, "001003", target=False, reason="本人の希望")
    window = show(desk)
    year: Any = window.go("year")
    settle(qtbot, window)
    year.show_director()
    settle(qtbot, window)
    year.dialog.person.choose(MANAGER)
    year.dialog.keep()
    settle(qtbot, window)
    settle(qtbot, window)
    assert {one.number for one in look(desk).differences} == {"001003", DIRECTOR}
    assert "ほかに1人" in year.banner.text()


def test_the_late_get_a_text_that_can_be_pasted(qtbot: QtBot, show: Show, office: Office) -> None:
    from PySide6.QtGui import QGuiApplication

    window = show(office.open_hr())
    screen: Any = window.go("status")
    settle(qtbot, window)
    qtbot.mouseClick(screen.remind, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    qtbot.mouseClick(screen.dialog.copy, Qt.MouseButton.LeftButton)
    assert "髙橋 美咲" in QGuiApplication.clipboard().text()


def test_hr_types_in_a_printed_form_and_confirms_for_an_absent_chief(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    from dxdesk.usecases.person_year.standing import person_year

    window = show(office.open_hr())
    screen: Any = window.go("proxy", {"employee": "001006"})
    settle(qtbot, window)
    settle(qtbot, window)
    panel = screen.panel
    for _ in panel.work.items:
        panel.choose(1)
        panel.go_on()
    panel.go_to("submit")
    qtbot.mouseClick(panel.next, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    settle(qtbot, window)
    assert person_year(window.desk, "001006").proxy
    qtbot.mouseClick(screen.confirm_mode, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    assert screen.page.work.on_behalf_of == CHIEF
    screen.confirm()
    settle(qtbot, window)
    settle(qtbot, window)
    assert person_year(window.desk, "001006").state is State.FIRST_CONFIRMED


def test_every_screen_of_every_role_opens_and_explains_itself(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    for desk in (office.open_hr(), office.section(CHIEF), office.personal("001003")):
        window = show(desk)
        for key in [key for key, made in window.navigation.buttons.items() if not made.isHidden()]:
            screen = window.go(key)
            settle(qtbot, window)
            assert screen is not None
            assert screen.title.text()
            assert screen.help_lines
            assert window.banner.isHidden(), window.banner.text()


def test_a_copy_of_the_store_is_kept_where_one_wants(
    qtbot: QtBot, show: Show, office: Office, tmp_path: Path
) -> None:
    window = show(office.open_hr())
    screen: Any = window.go("settings")
    settle(qtbot, window)
    screen.back_up(tmp_path / "控え.dxdesk")
    settle(qtbot, window)
    assert (tmp_path / "控え.dxdesk").stat().st_size > 0
    assert screen.tabs.page(0).code.text().count("・") == 2


def filled(screen: Any) -> list[str]:
    """Return the filled buttons one sees."""
    buttons = screen.findChildren(QPushButton)
    return [b.text() for b in buttons if b.property("look") == "primary" and b.isVisible() and b.isEnabled()]


def test_while_it_is_others_turn_the_year_says_so_and_leads_on(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    window = show(office.open_hr())
    year: Any = window.go("year")
    settle(qtbot, window)
    assert filled(year) == ["提出状況を見る"]
    asked = len(STAFF)
    assert f"申告を待っている人が {asked}人います" in year.waits.text()
    qtbot.mouseClick(year.findChild(QPushButton, "to-status"), Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    assert window.current == "status"
    window.take_files([office.answered()])
    settle(qtbot, window)
    receiving: Any = window.screens["receive"]
    qtbot.mouseClick(receiving.apply, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    window.go("year")
    settle(qtbot, window)
    assert f"申告を待っている人が {asked - 5}人、確認を待っている人が 5人います" in year.waits.text()


def test_that_no_forms_were_made_is_said_while_others_have_their_turn(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    """With packages alone nothing was said of 「申告票 0件」: who makes them, and where."""
    window = show(office.open_hr())
    year: Any = window.go("year")
    settle(qtbot, window)
    year.show_year(replace(year.found, packages=3, forms=0))
    assert filled(year) == ["提出状況を見る"]
    assert messages.NOTHING_FORMS in year.waits.text()
    assert year.forms.text() in messages.NOTHING_FORMS
    year.show_year(replace(year.found, packages=3, forms=8))
    assert messages.NOTHING_FORMS not in year.waits.text()


def test_what_waits_for_hr_itself_is_named_before_others_turn(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    desk = office.open_hr()
    folder = office.twice("001003")
    receive(desk, ReceiveFiles((folder, office.folder / "二通目")))
    window = show(desk)
    year: Any = window.go("year")
    settle(qtbot, window)
    assert not year.waits.isVisible(), "it is not only others' turn"
    assert "答えが食い違っている申告が 1件" in year.own_text.text()
    assert filled(year) == ["くらべて決める"]
    qtbot.mouseClick(year.decide, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    receiving: Any = window.screens["receive"]
    assert (window.current, receiving.tabs.currentIndex()) == ("receive", 1)


def test_who_can_still_be_finalised_is_not_others_turn(qtbot: QtBot, show: Show, office: Office) -> None:
    final = office.confirmed(TWO)
    desk = office.open_hr()
    receive(desk, ReceiveFiles((final,)))
    window = show(desk)
    year: Any = window.go("year")
    settle(qtbot, window)
    # As after a first round of finalising whose results were told: one more has come since.
    counted = {**year.found.states, State.RECEIVED: 1, State.FINALISED: 1}
    year.show_year(replace(year.found, states=counted, told=1))
    assert filled(year) == ["1人を確定する…"]
    assert not year.waits.isVisible()


def test_the_years_next_step_is_always_one_filled_button(
    qtbot: QtBot, show: Show, office: Office, tmp_path: Path
) -> None:
    final = office.confirmed(TWO)
    window = show(office.open_hr())
    window.take_files([final])
    settle(qtbot, window)
    receiving: Any = window.screens["receive"]
    qtbot.mouseClick(receiving.apply, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    year: Any = window.go("year")
    settle(qtbot, window)
    assert filled(year) == [f"{len(TWO)}人を確定する…"]
    assert not year.waits.isVisible()
    year._finalise()
    settle(qtbot, window)
    settle(qtbot, window)
    assert filled(year) == ["結果通知票を作る…"]
    export(window.desk, Export("results", tmp_path / "結果"))
    window.reload_screen()
    settle(qtbot, window)
    assert filled(year) == ["提出状況を見る"]


def test_the_year_opens_though_somebody_asked_in_it_left_the_roster(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    desk = office.open_hr()
    with desk.store.write() as uow:
        person = uow.people.employees()[-1]
        uow.people.save_employees([replace(person, left=True)])
        uow.audit.append("roster")
        uow.commit()
    window = show(desk)
    window.go("year")
    settle(qtbot, window)
    year: Any = window.screens["year"]
    assert year.pages.currentWidget() is year._running
    assert "名簿とずれています" in year.drift_text.text()


def test_a_year_that_cannot_be_read_says_nothing_of_the_roster(
    qtbot: QtBot, show: Show, office: Office, monkeypatch: pytest.MonkeyPatch, bugs: list[str]
) -> None:
    def broken(_: Desk) -> None:
        raise RuntimeError("as a bug does")

    monkeypatch.setattr("dxdesk.ui.year.model.read_year", broken)
    window = show(office.open_hr())
    window.go("year")
    settle(qtbot, window)
    assert not window.screens["year"].nothing.isVisible()
    assert bugs.pop()


def test_a_roster_that_changed_is_followed_from_home_in_one_act(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    desk = office.open_hr()
    with desk.store.read() as uow:
        person = uow.people.employees()[-1]
    set_override(desk, person.number, target=False, reason="退職予定")
    window = show(desk)
    qtbot.mouseClick(
        window.screens["home"].findChild(QPushButton, "todo-roster-drift"), Qt.MouseButton.LeftButton
    )
    settle(qtbot, window)
    settle(qtbot, window)
    year: Any = window.screens["year"]
    assert "名簿とずれています: 1人" in year.drift_text.text()
    assert not year._waiting.isVisible(), "there is something to do"
    assert year.refresh.property("look") == "primary"
    assert year.dialog.table.proxy.rowCount() == 1
    assert "対象外" in year.dialog.table.proxy.index(0, 2).data()
    qtbot.mouseClick(year.dialog.accept_button, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    settle(qtbot, window)
    assert "1人を名簿に合わせました" in year.banner.text()
    assert not year.drift_text.isVisible()
    assert look(desk).differences == ()
    qtbot.mouseClick(year.refresh, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    assert "ずれはありません" in year.banner.text()


def test_a_year_under_a_clock_set_back_says_so_before_anything_that_stays(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    final = office.confirmed(TWO)
    desk = office.open_hr()
    receive(desk, ReceiveFiles((final,)))
    desk.store.close()
    window = show(bootstrap.open_desk(str(office.hr), PASSPHRASE, clock=FixedClock("2025-02-04")))
    year: Any = window.go("year")
    settle(qtbot, window)
    assert "この PC の日付はいま令和7年2月4日です" in year.changing.clock.text()
    decided, today = "決裁日(R7.2.4)が、この年度の基準日(", "今日(R7.2.4)は、この年度の基準日("
    for act, early in ((year.finalise, decided), (year.close_year, today)):
        qtbot.mouseClick(act, Qt.MouseButton.LeftButton)
        settle(qtbot, window)
        assert "あとから直せません" in year.dialog.clock.text()
        assert year.dialog.clock.isVisible()
        assert early in _texts(year.dialog)
        year.dialog.reject()
    year.changing.due_self.set_day("2026-03-01")
    assert "自己申告の期限(R8.3.1)が、基準日(" in year.changing.early.text()


def test_a_day_that_is_none_is_told_before_anybody_agrees_to_what_stays(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    final = office.confirmed(TWO)
    desk = office.open_hr()
    receive(desk, ReceiveFiles((final,)))
    window = show(desk)
    year: Any = window.go("year")
    settle(qtbot, window)
    before = year.dialog
    year.decided.given.setChecked(True)
    write(year.decided.field, "R8.13.40")
    qtbot.mouseClick(year.finalise, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    assert year.dialog is before, "nothing is asked"
    assert "決裁日を読み取れません" in year.banner.text()
    year.decided.field.clear()
    write(year.decided.field, "R8.2.2")
    qtbot.mouseClick(year.finalise, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    assert year.dialog is not before
    year.dialog.reject()


def test_the_sentence_follows_what_the_records_are_for_until_somebody_writes_their_own(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    desk = office.open_hr()
    window = show(desk)
    year: Any = window.go("year")
    settle(qtbot, window)
    form = year.changing
    assert year.uses_text.text() == "利用目的: 育成、配置の参考"
    assert not form.uses["development"].isEnabled(), "it is in every year"
    assert not form.make_purpose.isVisible()
    form.uses["appointment"].click()
    assert "選任・認定" in form.purpose.text()
    form.purpose.clear()
    write(form.purpose, "育成と選任に使います。")
    assert form.own_purpose.isVisible()
    form.uses["placement"].click()
    assert form.purpose.text() == "育成と選任に使います。", "what somebody wrote is not written over"
    form.make_purpose.click()
    assert not form.own_purpose.isVisible()
    qtbot.mouseClick(form.go, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    settle(qtbot, window)
    found = current_cycle(desk)
    assert found.uses == ("development", "appointment")
    assert found.purpose == "この申告は職員の育成、選任・認定のために使うもので、人事評価には用いません。"
    assert year.uses_text.text() == "利用目的: 育成、選任・認定"
    assert "前の利用目的が印刷されています" in year.banner.text(), "forms are out"
    year._offer_new()
    assert [code for code, box in year.opening.uses.items() if box.isChecked()] == [*found.uses]
