from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtWidgets import QApplication, QPushButton, QRadioButton
from pytestqt.qtbot import QtBot

from dxdesk.domain.errors import KnownError
from dxdesk.ui.look import applying, scheme, theme
from dxdesk.ui.settings import messages
from dxdesk.ui.settings.revoking import RevokeDialog
from dxdesk.ui.shell.main_window import MainWindow
from dxdesk.ui.startup.lock import IdleWatch
from dxdesk.ui.widgets.labels import Text
from dxdesk.usecases.exchange import ledgers
from dxdesk.usecases.exchange.receive import ReceiveFiles, receive
from dxdesk.usecases.imports.understanding import digits_of
from dxdesk.usecases.organisation.lists import own_lists
from dxdesk.usecases.organisation.office_settings import OfficeSettings, office_settings, save_office_settings
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.screens import settle, write
from tests.helpers.town import CHIEF
from tests.ui.office import TEAM, Office

Show = Callable[[Desk], MainWindow]


@pytest.fixture
def own_look(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot) -> Iterator[None]:
    monkeypatch.setenv("DXDESK_USER_DATA", str(tmp_path / "利用者"))
    yield
    monkeypatch.undo()
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    applying.apply(app)


def entries(desk: Desk) -> dict[tuple[str, str], tuple[bool, bool]]:
    with desk.store.read() as uow:
        return {(e.list_name, e.value): (e.target, e.never_late) for e in own_lists(uow)}


def test_what_documents_say_is_kept_field_by_field(qtbot: QtBot, show: Show, office: Office) -> None:
    window = show(office.open_hr())
    screen: Any = window.go("settings", {"page": "papers"})
    settle(qtbot, window)
    page = screen.papers
    assert page.title.text() == "検証区長"
    page.name.setFocus()
    write(page.name, "検証 太郎")
    qtbot.keyClick(page.name, Qt.Key.Key_Return)
    page.seal.setCurrentIndex(page.seal.findData("omitted"))
    page.seal.activated.emit(1)
    settle(qtbot, window)
    assert page.boxes.text().startswith("決裁権者・部長")
    page.boxes.clear()
    page.boxes.setFocus()
    write(page.boxes, "市長,副市長,担当")
    qtbot.keyClick(page.boxes, Qt.Key.Key_Return)
    settle(qtbot, window)
    settle(qtbot, window)
    kept = office_settings(window.desk)
    assert kept.decision_boxes == "市長・副市長・担当"
    assert (kept.issuer_name, kept.seal) == ("検証 太郎", "omitted")
    assert "保存" in window.status.saved.text()
    done = {messages.ACTIONS.get(entry.action) for entry in screen.audit_page.table.source.records}
    assert "設定の変更" in done

    page.title.clear()
    window.go("home")
    settle(qtbot, window)
    assert "職名が空" in page.banner.text()
    assert office_settings(window.desk).issuer_title == "検証区長"


def test_a_tick_decides_who_is_asked_and_a_value_is_added_once(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    window = show(office.open_hr())
    screen: Any = window.go("settings", {"page": "lists"})
    settle(qtbot, window)
    page = screen.lists
    for key in (("grade", "主事", "target"), ("duty_status", "在職", "never_late")):
        qtbot.waitUntil(page.boxes[key].isVisible)
        qtbot.mouseClick(page.boxes[key], Qt.MouseButton.LeftButton, pos=QPoint(10, 14))
    settle(qtbot, window)
    settle(qtbot, window)
    assert entries(window.desk)["grade", "主事"] == (False, False)
    assert entries(window.desk)["duty_status", "在職"] == (True, True)

    add = page.findChild(QPushButton, "add-grade")
    qtbot.mouseClick(add, Qt.MouseButton.LeftButton)
    assert "入れてください" in page.banner.text()
    for _ in range(2):
        write(page.additions["grade"], "主任主事")
        qtbot.keyClick(page.additions["grade"], Qt.Key.Key_Return)
        settle(qtbot, window)
        settle(qtbot, window)
    assert "もうあります" in page.banner.text()
    assert entries(window.desk)["grade", "主任主事"] == (True, False)
    assert ("grade", "主任主事", "target") in page.boxes


def test_the_length_of_numbers_is_chosen_among_the_lists(qtbot: QtBot, show: Show, office: Office) -> None:
    window = show(office.open_hr())
    screen: Any = window.go("settings", {"page": "lists"})
    settle(qtbot, window)
    choice = screen.lists.digits
    assert choice.currentData() == 6, "learnt from the roster"
    choice.setFocus()
    qtbot.keyClick(choice, Qt.Key.Key_Down)
    choice.activated.emit(choice.currentIndex())
    settle(qtbot, window)
    settle(qtbot, window)
    with window.desk.store.read() as uow:
        assert digits_of(uow) == 7
    assert any(
        messages.ACTIONS.get(e.action) == "職員番号の桁数の変更"
        for e in screen.audit_page.table.source.records
    )
    assert choice.currentText() == "7桁"


def test_only_hr_decides_about_documents_and_lists(qtbot: QtBot, show: Show, office: Office) -> None:
    window = show(office.section(CHIEF))
    screen: Any = window.go("settings")
    settle(qtbot, window)
    assert not screen.tabs.isTabVisible(messages.TAB_PAPERS)
    assert not screen.tabs.isTabVisible(messages.TAB_LISTS)
    assert screen.tabs.isTabVisible(messages.TAB_KEYS)
    with pytest.raises(KnownError):
        save_office_settings(window.desk, OfficeSettings("区長", "", "area", "", ""))


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (OfficeSettings("区長", "", "stamp", "", ""), "seal-mode"),
        (OfficeSettings(" ", "", "area", "", ""), "issuer-title"),
        (OfficeSettings("区長", "長" * 61, "area", "", ""), "setting-long"),
        (OfficeSettings("区長", "一行\n二行", "area", "", ""), "setting-long"),
        (OfficeSettings("区長", "", "area", "", "", "・".join("部" * 11)), "decision-boxes"),
        (OfficeSettings("区長", "", "area", "", "", "課長・総務部人事課主任主査"), "decision-boxes"),
    ],
)
def test_what_would_not_print_is_refused(office: Office, wrong: OfficeSettings, code: str) -> None:
    desk = office.open_hr()
    with pytest.raises(KnownError) as error:
        save_office_settings(desk, wrong)
    assert error.value.code == code
    assert not save_office_settings(desk, office_settings(desk))
    desk.store.close()


def test_dark_is_chosen_once_and_stays(qtbot: QtBot, show: Show, office: Office, own_look: None) -> None:
    window = show(office.open_hr())
    screen: Any = window.go("settings")
    settle(qtbot, window)
    choice = screen.findChild(QRadioButton, "look-dark")
    choice.click()
    assert theme.of(window) is theme.DARK
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    assert scheme.mode() == "dark"
    assert applying.apply(app) is theme.DARK, "a later start looks the same"
    screen.findChild(QRadioButton, "look-light").click()
    assert theme.of(window) is theme.LIGHT
    with pytest.raises(ValueError, match="bunt"):
        applying.choose(app, "bunt")


def test_ctrl_f_goes_to_the_search_of_the_audit(qtbot: QtBot, show: Show, office: Office) -> None:
    window = show(office.open_hr())
    screen: Any = window.go("settings")
    settle(qtbot, window)
    window.start_search()
    assert screen.tabs.currentIndex() == messages.TAB_AUDIT
    write(screen.audit_page.search, "年度")
    assert 0 < screen.audit_page.table.proxy.rowCount() < len(screen.audit_page.table.source.records)


def test_nobody_there_for_a_while_is_noticed_and_a_key_starts_the_wait_again(qtbot: QtBot) -> None:
    holder = QObject()
    watch = IdleWatch(holder, minutes=0.005)
    with qtbot.waitSignal(watch.idle, timeout=3000):
        pass
    busy = IdleWatch(holder, minutes=0.005)
    fired: list[int] = []
    busy.idle.connect(lambda: fired.append(1))
    beat = QTimer(holder)
    app = QApplication.instance()
    assert app is not None
    beat.timeout.connect(lambda: QApplication.sendEvent(holder, QEvent(QEvent.Type.KeyPress)))
    beat.start(50)
    qtbot.wait(600)
    assert not fired
    beat.stop()
    for one in (busy, watch):
        one.rest()
        app.removeEventFilter(one)


def test_official_wording_is_put_in_without_a_command(
    qtbot: QtBot, show: Show, office: Office, tmp_path: Path
) -> None:
    """HR writes the workbook, replaces a sentence and the version, and takes it in after one look."""
    from openpyxl import load_workbook

    window = show(office.open_hr())
    screen: Any = window.go("settings")
    screen.tabs.setCurrentIndex(messages.TAB_FRAMEWORKS)
    settle(qtbot, window)
    page = screen.frameworks
    page.table.selectRow(next(row for row, name in enumerate(_column(page.table, 0)) if "品川区" in name))
    assert page.write.isEnabled()
    page.write_to(tmp_path)
    settle(qtbot, window)
    (path,) = tmp_path.glob("スキル体系_shinagawa_*_編集用.xlsx")
    assert path.name in screen.banner.text()
    page.look_at(path)
    settle(qtbot, window)
    assert "同じ中身" in screen.banner.text()
    book = load_workbook(path)
    for cells in book["体系"].iter_rows():
        texts = [str(cell.value) for cell in cells]
        if "版" in texts:
            cells[texts.index("版") + 1].value = "R8-1"
    line = next(row for row in book["水準"].iter_rows() if "LV1" in [cell.value for cell in row])
    line[5].value = "公式の文"
    book.save(path)
    page.look_at(path)
    settle(qtbot, window)
    assert any("業務改革" in text.text() for text in page.dialog.findChildren(Text))
    page.dialog.accept_button.click()
    settle(qtbot, window)
    assert "新しい版" in screen.banner.text()
    assert "R8-1" in _column(page.table, 1)


def _column(table: Any, column: int) -> list[str]:
    model = table.model()
    return [str(model.index(row, column).data()) for row in range(model.rowCount())]


def test_a_key_is_revoked_after_the_last_file_that_is_to_stay(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    first = office.confirmed(TEAM[:1])
    desk = office.open_hr()
    receive(desk, ReceiveFiles((first,)))
    (of_first,) = [one for one in ledgers.receipts(desk) if one.kind == "confirmation"]
    window = show(desk)
    window.go("settings", {"page": "keys"})
    settle(qtbot, window)
    screen: Any = window.screens["settings"]
    assert screen.keys.pick(lambda key: key.key_id == of_first.key_id)
    screen._ask_revoke()
    settle(qtbot, window)
    dialog = screen.dialog
    assert dialog.focusWidget() is dialog.leave
    assert of_first.file_name in [one.file_name for one in dialog.table.shown()]
    dialog.number.setText("だめ")
    dialog.accept_button.click()
    assert "0以上の数" in dialog.banner.text()
    assert dialog.table.pick(lambda one: one.number == of_first.number)
    assert dialog.number.text() == str(of_first.issuer_sequence)
    assert _column(dialog.table, 3) == ["残る"]
    dialog.number.clear()
    assert _column(dialog.table, 3) == ["外れる"]
    dialog.number.setText(str(of_first.issuer_sequence))
    twins = RevokeDialog(screen.keys.current(), (of_first, replace(of_first, number=99)), screen)
    qtbot.addWidget(twins)
    assert not twins.same.isHidden()
    assert f"({of_first.issuer_sequence})" in twins.same.text()
    assert dialog.same.isHidden()
    dialog.accept_button.click()
    settle(qtbot, window)
    settle(qtbot, window)
    with desk.store.read() as uow:
        (key,) = [one for one in uow.exchange.keys() if one.key_id == of_first.key_id]
    assert key.revoked_after == of_first.issuer_sequence
    assert f"通し番号{of_first.issuer_sequence}まで" in screen.banner.text() + window.status.saved.text()
