"""期首 in the window: HR decides how, a person writes goals, the section agrees, the year's end asks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from dxdesk.domain.plan_life import PlanState
from dxdesk.domain.year_start import Mode
from dxdesk.domain.year_start import YearStart as YearStartSaid
from dxdesk.ports.entities import Role
from dxdesk.ports.workbooks import ProposalLine
from dxdesk.programs.scenes.year_start import overview
from dxdesk.ui.answering.panel import AnswerPanel
from dxdesk.ui.self_report.view import SelfReport
from dxdesk.ui.shell.actions import destinations
from dxdesk.ui.shell.main_window import MainWindow
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.year_start import messages
from dxdesk.ui.year_start.dialogs import ReasonDialog, SettingDialog
from dxdesk.ui.year_start.proposal import ProposalDialog
from dxdesk.ui.year_start.view import YearStart
from dxdesk.usecases.inbox import opening
from dxdesk.usecases.organisation import capabilities
from dxdesk.usecases.person_year.standing import person_year
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.year_start import own
from tests.helpers.office import CHIEF, STAFF, Office, new_office
from tests.helpers.screens import settle
from tests.helpers.starting import begin, start_form

Show = Callable[[Desk], MainWindow]
FIRST = STAFF[0]


@pytest.fixture
def made(tmp_path: Path) -> Office:
    return new_office(tmp_path)


def come(qtbot: QtBot, window: MainWindow) -> YearStart:
    screen = window.go("year_start")
    settle(qtbot, window)
    assert isinstance(screen, YearStart)
    return screen


def test_there_is_no_trace_of_it_until_hr_switches_it_on_and_says_how(
    qtbot: QtBot, show: Show, made: Office
) -> None:
    window = show(made.hr)
    assert "year-start" not in capabilities_of(made.hr)
    capabilities.switch(made.hr, "year-start", True)
    window.offer_places(capabilities_of(made.hr))
    screen = come(qtbot, window)
    assert screen.pages.currentWidget() is screen.off
    screen.set_up()
    settle(qtbot, window)
    dialog = screen.dialog
    assert isinstance(dialog, SettingDialog)
    dialog.mode.setCurrentIndex(dialog.mode.findData("form"))
    dialog.due.setText("5月末")
    dialog.accept_button.click()
    settle(qtbot, window)
    assert dialog.isVisible(), "what cannot be read keeps the dialog, and says so there"
    assert not dialog.banner.isHidden()
    assert dialog.day.text() == "5月1日"
    dialog.due.setText("5月31日")
    dialog.agreed.setChecked(True)
    dialog.accept_button.click()
    settle(qtbot, window)
    settle(qtbot, window)
    assert not dialog.isVisible()
    assert screen.pages.currentWidget() is screen.people
    assert "期首票" in screen.subtitle.text()
    assert "0人が目標を立てました" in screen.subtitle.text()
    assert not screen.making.isHidden()


def capabilities_of(desk: Desk) -> frozenset[str]:
    with desk.store.read() as uow:
        return capabilities.in_use(uow, desk.role)


def test_a_person_writes_goals_that_are_kept_and_hands_them_in(
    qtbot: QtBot, show: Show, made: Office
) -> None:
    begin(made)
    made.send(made.hr, "year-start-forms", "starts")
    form = start_form(made.folder / "starts", FIRST)
    mine, _ = opening.create_from(made.services, form, str(made.folder / "own.dxdesk"), "")
    made.hr.store.close()
    window = show(mine)
    screen = come(qtbot, window)
    assert screen.pages.currentWidget() is screen.own
    first = next(iter(screen.own.cards.values()))
    first.skill.setCurrentIndex(1)
    assert first.level.isEnabled()
    first.level.setCurrentIndex(first.level.findData("LV2"))
    first.text.setText("申請を電子にする")
    first.text.textEdited.emit("申請を電子にする")
    first.measure.setCurrentIndex(2)
    first.by.setText("そのうち")
    first.by.textEdited.emit("そのうち")
    screen.save()
    settle(qtbot, window)
    assert next(iter(own.open_goals(mine).written.values()))[2] == "申請を電子にする"
    screen.own.folder.setText(str(made.folder / "sent"))
    screen.own.submit.click()
    settle(qtbot, window)
    assert "いつまで" in screen.banner.text(), "what cannot be read is named by line and field"
    first.by.setText("3/31")
    first.by.textEdited.emit("3/31")
    screen.own.submit.click()
    settle(qtbot, window)
    settle(qtbot, window)
    (file,) = (made.folder / "sent").glob("*.xlsx")
    assert messages.SUBMITTED in screen.banner.text()
    assert person_year(mine, FIRST).plan_life.state is PlanState.SUBMITTED
    assert screen.own.submit.text() == messages.SUBMIT_AGAIN
    assert not screen.own.withdraw.isHidden()
    assert file.name == f"期首票_R7_{FIRST}_回答.xlsx"
    # Changed since, it is not what was sent any more, and put back it is again.
    first.text.setText("申請を2つ電子にする")
    first.text.textEdited.emit("")
    assert messages.CHANGED_SINCE in screen.banner.text()
    first.text.setText("申請を電子にする")
    first.text.textEdited.emit("")
    assert messages.ALREADY in screen.banner.text()


def test_the_section_agrees_returns_and_says_what_it_did(qtbot: QtBot, show: Show, made: Office) -> None:
    begin(made, agreed=True, meeting=True)
    own.submit(made.hr, None, {"goal:01": ("", "", "がんばる", "", "")}, FIRST, proxy_by="人事")
    made.packages = made.send(made.hr, "section-packages", "packages2")
    chief = made.section(CHIEF)
    made.desks.remove(chief)
    made.hr.store.close()
    window = show(chief)
    screen = come(qtbot, window)
    screen.people.table.pick(lambda line: line.number == FIRST)
    card = screen.people.person
    assert [one.accessibleName() for one in card.choices.values()] == [
        "業務アサインの調整", "改善提案への協力", "研修前後の動機付け", "研修後の現場適用の支援",
    ]  # fmt: skip
    card.send_back.click()
    dialog = screen.dialog
    assert isinstance(dialog, ReasonDialog)
    assert not dialog.accept_button.isEnabled()
    dialog.reason.setPlainText("何をするかを書いてください。")
    dialog.accept_button.click()
    settle(qtbot, window)
    settle(qtbot, window)
    assert person_year(chief, FIRST).plan_life.state is PlanState.RETURNED
    assert "何をするかを書いてください。" in card.notice.text()
    choice = card.choices["assignment"]
    choice.setCurrentIndex(choice.findData("done"))
    card.met.set_day("2025-05-20")
    card.agree.click()
    settle(qtbot, window)
    settle(qtbot, window)
    found = person_year(chief, FIRST).plan_life
    assert found.state is PlanState.AGREED
    assert dict(found.latest[0].plan_step.supports) == {"assignment": "done"}
    assert found.latest[0].plan_step.met_on == "2025-05-20"
    assert card.choices["assignment"].currentData() == "done", "what was said stands there again"
    told = messages.DONE_AGREE.partition("{name}")[2]
    assert window.status.saved.text().endswith(told), "below: a banner would move the list under the hand"
    assert told not in screen.banner.text()
    assert card.agree.text() == messages.AGREE_AGAIN
    card.agree.click()
    settle(qtbot, window)
    assert window.status.saved.text() == messages.SAME
    assert len(person_year(chief, FIRST).plan_life.latest) == len(found.latest)
    assert person_year(chief, FIRST).plan_life.latest == found.latest, "nothing new was said"


def test_the_form_of_the_years_end_asks_in_the_window(qtbot: QtBot, show: Show, made: Office) -> None:
    begin(made)
    own.submit(made.hr, None, {"goal:01": ("", "", "申請を電子にする", "", "")}, FIRST, proxy_by="人事")
    made.send(made.hr, "forms", "forms2")
    form = next((made.folder / "forms2").rglob(f"申告票_R7_{FIRST}.xlsx"))
    mine, _ = opening.create_from(made.services, form, str(made.folder / "own.dxdesk"), "")
    made.hr.store.close()
    window = show(mine)
    screen = window.go("self_report")
    settle(qtbot, window)
    assert isinstance(screen, SelfReport)
    panel: AnswerPanel = screen.panel
    panel.go_to("goals")
    part = panel.goals_page.start_goals
    assert not part.isHidden()
    field = part.fields["goal:01", 0]
    field.setText("半分できた")
    field.textEdited.emit("半分できた")
    assert panel.work is not None
    assert panel.work.answers.attained == {"goal:01": ("半分できた", "")}
    panel.work.undo()
    assert panel.work.answers.attained == {}


def test_a_section_that_is_not_asked_has_no_such_screen(qtbot: QtBot, show: Show, made: Office) -> None:
    chief = made.section(CHIEF)
    made.desks.remove(chief)
    made.hr.store.close()
    window = show(chief)
    assert "year-start" not in capabilities_of(chief)
    assert messages.TITLE not in [place.title for place in destinations(chief.role, capabilities_of(chief))]
    assert window.isVisible()


def test_a_person_reads_what_is_proposed_for_the_next_year(qtbot: QtBot, show: Show, made: Office) -> None:
    begin(made)
    form = made.form(FIRST)
    mine, _ = opening.create_from(made.services, form, str(made.folder / "own.dxdesk"), "")
    made.desks.append(mine)
    window = show(mine)
    window.offer_places(frozenset({"year-start"}))
    screen = come(qtbot, window)
    assert not screen.proposing.isVisible(), "no notice came"
    screen.offer_proposal(
        (ProposalLine("業務改革", "LV0", "LV1", "申請を電子にする", ("研修の修了",), ("初歩",)),)
    )
    qtbot.mouseClick(screen.proposing, Qt.MouseButton.LeftButton)
    dialog = screen.dialog
    assert isinstance(dialog, ProposalDialog)
    said = "\n".join(text.text() for text in dialog.findChildren(Text))
    for words in (
        "業務改革",
        "LV0 → LV1",
        "本人の目標: 申請を電子にする",
        "足りないもの: 研修の修了",
        "次に受ける研修: 初歩",
    ):
        assert words in said
    dialog.accept_button.click()
    screen.offer_proposal(())
    assert not screen.proposing.isVisible()


def test_where_only_a_mark_is_asked_for_nobody_is_told_that_goals_are_missing(
    qtbot: QtBot, show: Show, made: Office
) -> None:
    capabilities.switch(made.hr, "year-start", True)
    window = show(made.hr)
    screen = come(qtbot, window)
    screen.show_people(overview(Role.HR, YearStartSaid(Mode.MARK)))
    page = screen.people
    assert page.table.isColumnHidden(4)
    said = [text.text() for text in page.person.findChildren(Text)]
    assert messages.MARK_ONLY in said
    assert messages.NOT_YET not in said
    screen.show_people(overview(Role.HR, YearStartSaid(Mode.FORM)))
    assert not page.table.isColumnHidden(4)


def test_whoever_answered_before_can_still_take_the_form_of_the_goals_in(
    qtbot: QtBot, show: Show, made: Office
) -> None:
    """Her 申告票 brought the same records: the 期首票 is news all the same, as what one answers from."""
    begin(made)
    mine, _ = opening.create_from(made.services, made.form(FIRST), str(made.folder / "own.dxdesk"), "")
    made.desks.append(mine)
    made.send(made.hr, "year-start-forms", "later")
    form = start_form(made.folder / "later", FIRST)
    window = show(mine)
    window.take_files([form])
    settle(qtbot, window)
    receive_screen: Any = window.screens["receive"]
    assert receive_screen.apply.isVisible(), "there is something to take in"
    receive_screen.apply_files()
    settle(qtbot, window)
    settle(qtbot, window)
    screen = come(qtbot, window)
    assert screen.pages.currentWidget() is screen.own
    window.take_files([form])
    settle(qtbot, window)
    assert not receive_screen.apply.isVisible(), "once is enough"
