"""設定 → 個人情報, 任用区分 with 人材像, 所属 with 任命権者, and the person's own record, as HR uses them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from dxdesk.domain.authorities import BOARD, Scope
from dxdesk.domain.capabilities import AUTHORITIES
from dxdesk.domain.errors import KnownError
from dxdesk.ui.roster import messages as roster_said
from dxdesk.ui.roster.own_record import RequestDialog, StopDialog, disclose
from dxdesk.ui.settings import messages
from dxdesk.ui.settings import privacy_messages as said
from dxdesk.ui.settings.decision_dialog import DecisionDialog
from dxdesk.ui.settings.text_dialog import TextDialog
from dxdesk.ui.shell.main_window import MainWindow
from dxdesk.usecases.organisation import authorities, capabilities, office_texts, stopping
from dxdesk.usecases.organisation.asking import pair_table
from dxdesk.usecases.sending import dispatch
from dxdesk.usecases.skillmap.building import people_map
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.screens import settle, write
from tests.ui.office import Office

Show = Callable[[Desk], MainWindow]


def labels(part: Any) -> str:
    return "\n".join(one.text() for one in part.findChildren(QLabel) if one.isVisibleTo(part))


def card(screen: Any) -> str:
    """All that stands on the card of the chosen person."""
    return "\n".join(one.text() for one in screen._detail.parentWidget().findChildren(QLabel))


def settled(qtbot: QtBot, window: MainWindow) -> None:
    settle(qtbot, window)
    settle(qtbot, window)


def privacy(qtbot: QtBot, window: MainWindow) -> Any:
    screen: Any = window.go("settings", {"page": "privacy"})
    settled(qtbot, window)
    assert screen.tabs.currentIndex() == messages.TAB_PRIVACY
    return screen.privacy


def test_an_office_with_one_authority_sees_its_texts_and_nothing_of_others(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    window = show(office.open_hr())
    page = privacy(qtbot, window)
    shown = labels(page)
    assert "実施要綱(案)" in shown
    assert "職員団体への説明" in shown
    assert BOARD not in shown
    assert said.DECISIONS not in shown
    roster: Any = window.go("roster")
    settled(qtbot, window)
    roster.show_units()
    settled(qtbot, window)
    dialog = roster.unit_dialog
    assert not dialog.appointing.isVisible()
    assert dialog.tree.columnCount() == len(roster_said.UNITS_COLUMNS)


def test_hr_says_who_appoints_in_a_section_and_what_was_decided(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    desk = office.open_hr()
    capabilities.switch(desk, AUTHORITIES, True)
    with desk.store.read() as uow:
        code = next(one.department_code for one in uow.people.employees() if one.number == "001003")
    window = show(desk)
    roster: Any = window.go("roster")
    settled(qtbot, window)
    roster.show_units()
    settled(qtbot, window)
    dialog = roster.unit_dialog
    dialog._pick(code)
    dialog.appointing.click()
    form = dialog.form
    form.authority.setCurrentIndex(form.authority.findData(BOARD))
    form.go.click()
    qtbot.waitUntil(lambda: "任命権者を決めました" in dialog.banner.text(), timeout=10_000)
    settled(qtbot, window)
    assert dialog.tree.headerItem().text(6) == "任命権者"
    assert authorities.kept(desk).of_section(code) == BOARD
    dialog.accept()
    assert "001003" not in {row.number for row in people_map(desk).rows}
    page = privacy(qtbot, window)
    qtbot.waitUntil(lambda: BOARD in page.boxes, timeout=10_000)
    page.new_button.click()
    asking = page.dialog
    assert isinstance(asking, DecisionDialog)
    asking.accept_button.click()
    settled(qtbot, window)
    qtbot.waitUntil(lambda: "根拠" in asking.banner.text(), timeout=10_000)  # and the dialog stays
    assert asking.isVisible()
    asking.authority.setCurrentIndex(asking.authority.findData(BOARD))
    asking.scopes[Scope.LISTS].click()
    for field, text in (
        (asking.items, "氏名、所属"),
        (asking.ground, "要綱第3条"),
        (asking.number, "8人第1号"),
    ):
        write(field, text)
    asking.accept_button.click()
    qtbot.waitUntil(lambda: bool(page.table.shown()), timeout=10_000)
    assert page.banner.text().startswith(said.DECIDED)
    assert [one.decision.number for one in page.table.shown()] == ["8人第1号"]
    assert "001003" in {row.number for row in people_map(desk).rows}
    page.table.selectRow(0)
    page.last_day.set_day(desk.services.clock.today())
    page.end_button.click()
    qtbot.waitUntil(lambda: page.banner.text().startswith("教育委員会"), timeout=10_000)
    (kept,) = authorities.kept(desk).decisions.values()
    assert kept.valid_to == desk.services.clock.today()


def test_people_of_an_authority_are_switched_off_and_a_new_one_is_added(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    desk = office.open_hr()
    capabilities.switch(desk, AUTHORITIES, True)
    window = show(desk)
    page = privacy(qtbot, window)
    assert not page.boxes["議会事務局"].isChecked(), "off until somebody switches it on"
    page.boxes[BOARD].click()
    settled(qtbot, window)
    qtbot.waitUntil(lambda: BOARD in authorities.kept(desk).not_asked, timeout=10_000)
    write(page.added, "病院事業")
    qtbot.keyClick(page.added, Qt.Key.Key_Return)
    settled(qtbot, window)
    qtbot.waitUntil(lambda: "病院事業" in page.boxes, timeout=10_000)
    assert authorities.kept(desk).names[-1] == "病院事業"


def test_a_text_is_worded_copied_written_and_begun_again(
    qtbot: QtBot, show: Show, office: Office, tmp_path: Path
) -> None:
    window = show(office.open_hr())
    page = privacy(qtbot, window)
    page.findChild(QPushButton, "text-staff").click()
    dialog = page.dialog
    assert isinstance(dialog, TextDialog)
    assert "検証区" not in dialog.windowTitle()
    assert not dialog.again.isVisible()
    dialog.field.setPlainText("■ 目的\nうちの言葉です。")
    dialog.findChild(QPushButton, "text-copy").click()
    assert QGuiApplication.clipboard().text() == "■ 目的\nうちの言葉です。"
    dialog.keeping.click()
    settled(qtbot, window)
    assert office_texts.office_text(window.desk, "staff").edited
    assert dialog.again.isVisible()
    dialog.write(tmp_path / "説明.pdf")
    settled(qtbot, window)
    assert (tmp_path / "説明.pdf").read_bytes().startswith(b"%PDF")
    dialog.again.click()
    asked: Any = dialog.dialog
    asked.accept_button.click()
    settled(qtbot, window)
    assert "だれが見るのか" in dialog.field.toPlainText()
    assert not office_texts.office_text(window.desk, "staff").edited


def test_a_kind_of_employment_is_decided_with_a_kind_of_person(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    window = show(office.open_hr())
    screen: Any = window.go("settings", {"page": "lists"})
    settled(qtbot, window)
    pairs = screen.pairs
    assert pairs.isVisible()
    assert "任用区分にかかわらず対象です" in pairs.appointed.text()
    pairs.employment.setCurrentIndex(pairs.employment.findData("会計年度任用"))
    code = str(pairs.persona.currentData())
    pairs.go.click()
    settled(qtbot, window)
    assert pair_table(window.desk).decided == {("会計年度任用", code): True}
    pairs.findChild(QPushButton, f"take-会計年度任用-{code}").click()
    settled(qtbot, window)
    assert pair_table(window.desk).decided == {}
    assert said.PAIRS_NONE in labels(pairs)


def test_a_person_asks_for_their_record_has_it_mended_and_has_its_use_stopped(
    qtbot: QtBot, show: Show, office: Office, tmp_path: Path
) -> None:
    desk = office.open_hr()
    window = show(desk)
    screen: Any = window.go("roster")
    settled(qtbot, window)
    assert screen.table.pick(lambda person: person.number == "001003")
    settled(qtbot, window)
    holder = screen._detail.parentWidget()
    holder.findChild(QPushButton, "request").click()
    asking = screen.own_dialog
    assert isinstance(asking, RequestDialog)
    asking.accept_button.click()
    settled(qtbot, window)
    assert "内容" in asking.banner.text()
    asking.what.setPlainText("受講日が違う")
    asking.accept_button.click()
    settled(qtbot, window)
    qtbot.waitUntil(lambda: "受講日が違う" in card(screen), timeout=10_000)
    screen._detail.parentWidget().findChild(QPushButton, "stop-use").click()
    stop = screen.own_dialog
    assert isinstance(stop, StopDialog)
    stop.accept_button.click()
    settled(qtbot, window)
    assert "理由" in stop.banner.text()
    write(stop.reason, "本人の請求")
    stop.accept_button.click()
    settled(qtbot, window)
    qtbot.waitUntil(lambda: "本人の請求)" in card(screen), timeout=10_000)
    with desk.store.read() as uow:
        assert stopping.stops(uow)["001003"].reason == "本人の請求"
    assert "001003" not in {row.number for row in people_map(desk).rows}
    disclose(screen, "001003", tmp_path / "一覧.pdf")
    settled(qtbot, window)
    assert (tmp_path / "一覧.pdf").read_bytes().startswith(b"%PDF")
    assert "本人開示用一覧を作りました" in screen.banner.text()
    screen._detail.parentWidget().findChild(QPushButton, "stop-use").click()
    screen.own_dialog.accept_button.click()
    settled(qtbot, window)
    assert "001003" in {row.number for row in people_map(desk).rows}


def test_the_list_of_a_person_is_offered_of_one_person_alone(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    window = show(office.open_hr())
    screen: Any = window.go("documents")
    settled(qtbot, window)
    screen.kinds["disclosure"].setChecked(True)
    settled(qtbot, window)
    scope = screen.choosing.scope
    assert [scope.itemData(place) for place in range(scope.count())] == ["person"]
    assert screen.choosing.wanted.employee


def test_the_ledger_on_screen_tells_a_provision_once_there_is_another_authority(
    qtbot: QtBot, show: Show, office: Office, tmp_path: Path
) -> None:
    desk = office.open_hr()
    window = show(desk)
    screen: Any = window.go("settings")
    screen.tabs.setCurrentIndex(messages.TAB_SENT)
    settled(qtbot, window)
    page = screen.tabs.page(messages.TAB_SENT)
    assert page.table.isColumnHidden(6)
    with desk.store.read() as uow:
        chief = next(one for one in uow.people.employees() if one.number == "001001")
    authorities.assign(desk, chief.department_code, BOARD)
    dispatch.export(desk, dispatch.Export("section-packages", tmp_path / "配布"))
    with pytest.raises(KnownError) as error:
        dispatch.export(desk, dispatch.Export("roster", tmp_path / "名簿"))
    assert error.value.code == "beyond-authority", "all of them are another's"
    screen.load()
    qtbot.waitUntil(lambda: not page.table.isColumnHidden(6), timeout=10_000)
    uses = {page.table.model().index(row, 6).data() for row in range(page.table.model().rowCount())}
    assert uses == {"利用", "提供"}
