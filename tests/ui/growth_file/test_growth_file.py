"""成長記録: HR looks for somebody, a section sees its people and confirms, a person writes their own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from dxdesk.domain.contents import FileEntry
from dxdesk.ui.growth_file import messages
from dxdesk.ui.shell.actions import destinations
from dxdesk.ui.shell.main_window import MainWindow
from dxdesk.ui.widgets.labels import Text
from dxdesk.usecases.exchange.receive import ReceiveFiles, receive
from dxdesk.usecases.growth_files import keeping, reading
from dxdesk.usecases.sending.dispatch import Export, export
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.growth_files import WORK, switch_on, vouched, worth
from tests.helpers.screens import settle
from tests.helpers.town import CHIEF
from tests.ui.office import TEAM, Office

Show = Callable[[Desk], MainWindow]
PERSON = TEAM[0]
CERTIFICATE = FileEntry("qualification", "基本情報技術者", "2024-10-12", number="第1号", expires="2027-10-12")


def texts(widget: Any) -> str:
    return "\n".join(text.text() for text in widget.findChildren(Text) if not text.isHidden())


def come(qtbot: QtBot, show: Show, desk: Desk, **what: object) -> tuple[MainWindow, Any]:
    window = show(desk)
    screen: Any = window.go("growth_file", what)
    settle(qtbot, window)
    settle(qtbot, window)
    return window, screen


def pressed(qtbot: QtBot, window: MainWindow, part: Any) -> None:
    # A button that was only now put into a layout is shown by a later event.
    qtbot.waitUntil(part.isVisible, timeout=5_000)
    assert part.isEnabled(), part.text()
    qtbot.mouseClick(part, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    settle(qtbot, window)


def told(office: Office, folder: Path, number: str) -> Desk:
    """HR's store of an office that keeps growth files; ``number``'s package or form tells of it."""
    desk = office.open_hr()
    switch_on(desk)
    return desk


def section(office: Office, folder: Path) -> Desk:
    """The chief's store, with a package that brings what HR knows of one person."""
    hr = told(office, folder, CHIEF)
    keeping.add(hr, WORK, PERSON)
    keeping.add(hr, CERTIFICATE, PERSON)
    files = export(hr, Export("section-packages", folder / "配布", confirmer=CHIEF)).files
    hr.store.close()
    desk = office.section(CHIEF)
    receive(desk, ReceiveFiles(files))
    return desk


def personal(office: Office, folder: Path) -> Desk:
    hr = told(office, folder, PERSON)
    keeping.add(hr, CERTIFICATE, PERSON)
    files = export(hr, Export("forms", folder / "申告票", employee=PERSON)).files
    hr.store.close()
    desk = office.personal(PERSON)
    receive(desk, ReceiveFiles(files))
    return desk


def test_an_office_that_does_not_use_it_has_no_trace_of_it(qtbot: QtBot, show: Show, office: Office) -> None:
    window = show(office.open_hr())
    assert messages.TITLE not in "\n".join(one.title for one in destinations(window.desk.role))
    assert "growth_file" not in window.screens


def test_hr_looks_for_somebody_and_confirms_what_they_saw(
    qtbot: QtBot, show: Show, office: Office, tmp_path: Path
) -> None:
    desk = told(office, tmp_path, PERSON)
    keeping.add(desk, WORK, PERSON)
    window, screen = come(qtbot, show, desk)
    assert screen.empty.isVisible()
    assert not screen.adding.isVisible(), "first whose file it is"
    screen.field.setText(PERSON)
    settle(qtbot, window)
    settle(qtbot, window)
    assert screen.table.isVisible()
    (kept,) = screen.table.shown()
    assert kept.line.entry == WORK
    assert "未確認 1件は、どこにも数えていません。" in texts(screen)
    qtbot.waitUntil(lambda: messages.FOUND_NONE in texts(screen))
    pressed(qtbot, window, screen.confirming)
    dialog = screen.dialog
    pressed(qtbot, window, dialog.accept_button)
    assert "何を見て確認したか" in dialog.banner.text(), "a refusal is said where it is typed"
    dialog.seen.setText("辞令")
    dialog.seen_on.setText("R6.4.1")
    dialog.number.setText("第12号")
    pressed(qtbot, window, dialog.accept_button)
    assert not dialog.isVisible()
    assert worth(desk, PERSON) == {"窓口の見直し": "confirmed"}
    qtbot.waitUntil(lambda: "通算 14か月(うちリード 14か月)" in texts(screen))
    qtbot.waitUntil(lambda: "辞令 R6.4.1 第12号" in texts(screen))
    assert not screen.confirming.isVisible()
    pressed(qtbot, window, screen.cannot)
    screen.dialog.comment.setText("期間の分かるものがない")
    pressed(qtbot, window, screen.dialog.accept_button)
    assert worth(desk, PERSON) == {"窓口の見直し": "cannot"}


def test_hr_writes_corrects_and_takes_out(qtbot: QtBot, show: Show, office: Office, tmp_path: Path) -> None:
    desk = told(office, tmp_path, PERSON)
    window, screen = come(qtbot, show, desk, person=PERSON)
    assert messages.NONE_YET in screen.table.nothing
    pressed(qtbot, window, screen.adding)
    dialog = screen.dialog
    dialog.kind.setCurrentIndex(dialog.kind.findData("qualification"))
    assert not dialog.role.isVisible()
    assert not dialog.ended.isVisible()
    dialog.what.setText("基本情報技術者")
    dialog.began.setText("2024年10月12日")
    dialog.expires.setText("R5.10.12")
    pressed(qtbot, window, dialog.accept_button)
    assert "有効期限が取得した日より前です" in dialog.banner.text()
    dialog.expires.setText("R9.10.12")
    pressed(qtbot, window, dialog.accept_button)
    (kept,) = reading.file_of(desk, PERSON).lines
    assert kept.line.entry[:3] == ("qualification", "基本情報技術者", "2024-10-12")
    assert kept.line.entry.expires == "2027-10-12"
    pressed(qtbot, window, screen.correcting)
    screen.dialog.what.setText("応用情報技術者")
    pressed(qtbot, window, screen.dialog.accept_button)
    assert worth(desk, PERSON) == {"応用情報技術者": "recorded"}
    qtbot.waitUntil(lambda: messages.HISTORY in texts(screen))
    pressed(qtbot, window, screen.leaving)
    pressed(qtbot, window, screen.dialog.accept_button)
    assert reading.file_of(desk, PERSON).lines == ()


def test_each_kind_asks_for_what_it_alone_says(
    qtbot: QtBot, show: Show, office: Office, tmp_path: Path
) -> None:
    desk = told(office, tmp_path, PERSON)
    window, screen = come(qtbot, show, desk, person=PERSON)
    pressed(qtbot, window, screen.adding)
    dialog = screen.dialog
    asked = {
        "experience": set(),
        "accreditation": {"criteria", "approval", "approved_on"},
        "award": {"case"},
        "secondment": {"place", "given_back"},
    }
    for kind, keys in asked.items():
        dialog.kind.setCurrentIndex(dialog.kind.findData(kind))
        assert {key for key, part in dialog.more.items() if part.isVisible()} == keys
    dialog.kind.setCurrentIndex(dialog.kind.findData("accreditation"))
    dialog.what.setText("エキスパート職員")
    dialog.began.setText("R8.4.1")
    dialog.ended.setText("R30.3.31")
    dialog.more["criteria"].setText(" 認定要綱第3条 ")
    dialog.more["approval"].setText("7検人第88号")
    dialog.more["approved_on"].setText("夏")
    pressed(qtbot, window, dialog.accept_button)
    assert "決裁日の日付を読み取れません" in dialog.banner.text()
    dialog.more["approved_on"].setText("R8.3.22")
    pressed(qtbot, window, dialog.accept_button)
    (kept,) = reading.file_of(desk, PERSON).lines
    assert kept.line.entry.until == "2048-03-31"
    said = kept.line.entry
    assert (said.criteria, said.approval, said.approved_on) == ("認定要綱第3条", "7検人第88号", "2026-03-22")
    pressed(qtbot, window, screen.correcting)
    assert screen.dialog.more["approved_on"].text() == "R8.3.22"
    screen.dialog.kind.setCurrentIndex(screen.dialog.kind.findData("award"))
    screen.dialog.more["case"].setText("窓口の見直し")
    assert screen.dialog.wanted.case == "窓口の見直し"
    screen.dialog.reject()


def test_a_section_sees_its_people_and_how_many_entries_wait(
    qtbot: QtBot, show: Show, office: Office, tmp_path: Path
) -> None:
    desk = section(office, tmp_path)
    window, screen = come(qtbot, show, desk)
    waiting = {one.number: one.unconfirmed for one in screen.people.shown()}
    assert set(waiting) == set(TEAM)
    assert waiting[PERSON] == 1
    screen.people.pick(lambda one: one.number == TEAM[1])
    qtbot.waitUntil(lambda: screen.file.number == TEAM[1])
    assert not screen.adding.isVisible(), "a section writes no entries"
    screen.people.pick(lambda one: one.number == PERSON)
    qtbot.waitUntil(lambda: screen.file.number == PERSON)
    screen.table.pick(lambda kept: kept.line.entry == WORK)
    assert not screen.correcting.isVisible()
    pressed(qtbot, window, screen.confirming)
    screen.dialog.seen.setText("成果物")
    pressed(qtbot, window, screen.dialog.accept_button)
    assert worth(desk, PERSON)["窓口の見直し"] == "confirmed"
    assert messages.FOUND_SAID in screen.banner.text()


def test_a_person_writes_their_own_and_leaves_hrs_alone(
    qtbot: QtBot, show: Show, office: Office, tmp_path: Path
) -> None:
    desk = personal(office, tmp_path)
    window, screen = come(qtbot, show, desk)
    assert not screen.field.isVisible()
    assert not screen.people.isVisible()
    (kept,) = screen.table.shown()
    assert kept.line.worth.value == "recorded"
    assert not screen.correcting.isVisible()
    assert not screen.confirming.isVisible()
    pressed(qtbot, window, screen.adding)
    dialog = screen.dialog
    assert dialog.kind.findData("grant") < 0
    dialog.what.setText("窓口の見直し")
    dialog.began.setText("R6.4")
    dialog.ended.setText("R6.2")
    pressed(qtbot, window, dialog.accept_button)
    told = dialog.banner.text()
    assert "場所: 終わり" in told, "as the field is called here"
    assert "R6.4\u301cR6.2" in told, "as it is written everywhere else"
    dialog.ended.setText("きのう")
    pressed(qtbot, window, dialog.accept_button)
    assert dialog.banner.text().startswith("終わりの日付を読み取れません")
    dialog.ended.setText("R20.2")
    pressed(qtbot, window, dialog.accept_button)
    assert f"「{messages.ONGOING}」に印" in dialog.banner.text()
    assert "R20.2" in dialog.banner.text()
    dialog.ongoing.setChecked(True)
    assert not dialog.ended.isEnabled()
    dialog.role.setCurrentIndex(dialog.role.findData("lead"))
    pressed(qtbot, window, dialog.accept_button)
    qtbot.waitUntil(lambda: screen.table.current().line.entry.name == "窓口の見直し")
    entries = {kept.line.entry.name: kept.line.entry for kept in reading.file_of(desk).lines}
    assert entries["窓口の見直し"] == FileEntry(
        "experience", "窓口の見直し", "2024-04", "", True, role="lead"
    )
    assert worth(desk, PERSON)["窓口の見直し"] == "unconfirmed"


@pytest.mark.parametrize("narrow", [False, True])
def test_a_long_file_stays_in_its_window(
    qtbot: QtBot, show: Show, office: Office, tmp_path: Path, narrow: bool
) -> None:
    desk = told(office, tmp_path, PERSON)
    for month in range(1, 13):
        uid = keeping.add(desk, WORK._replace(name="窓口の見直し" * 6, date=f"2023-{month:02}"), PERSON)
    vouched(desk, PERSON, uid)
    _, screen = come(qtbot, show, desk, person=PERSON)
    screen.set_narrow(narrow)
    assert len(screen.table.shown()) == 12
    assert screen.table.horizontalScrollBar().maximum() == 0


def test_nothing_is_cut_in_a_sections_window_at_its_narrowest(
    qtbot: QtBot, show: Show, office: Office, tmp_path: Path
) -> None:
    window, screen = come(qtbot, show, section(office, tmp_path))
    window.resize(1280, 720)
    settle(qtbot, window)
    for table in (screen.people, screen.table):
        assert table.horizontalScrollBar().maximum() == 0, table.accessibleName()
    screen.table.pick(lambda kept: kept.line.entry == WORK)
    for part in (screen.confirming, screen.cannot):
        assert part.width() >= part.sizeHint().width(), part.text()


def test_hr_sees_which_certificates_run_out_and_opens_whose_they_are(
    office: Office, tmp_path: Path, qtbot: QtBot, show: Show
) -> None:
    desk = told(office, tmp_path, PERSON)
    soon = date.fromisoformat(desk.services.clock.today()) + timedelta(days=20)
    keeping.add(desk, CERTIFICATE._replace(expires=soon.isoformat()), PERSON)
    window, screen = come(qtbot, show, desk, focus="expiring")
    screen.expiring.selectRow(0)
    one = screen.expiring.current()
    assert (one.number, one.what, one.left) == (PERSON, "基本情報技術者", 20)
    assert screen.expiring.isVisible()
    screen.expiring.opened.emit(one)
    settle(qtbot, window)
    assert screen.file.number == PERSON
    assert screen.table.isVisible()


def test_hr_writes_a_grant_with_its_rate_and_how_many(
    office: Office, tmp_path: Path, qtbot: QtBot, show: Show
) -> None:
    desk = told(office, tmp_path, PERSON)
    window, screen = come(qtbot, show, desk, person=PERSON)
    pressed(qtbot, window, screen.adding)
    dialog = screen.dialog
    dialog.kind.setCurrentIndex(dialog.kind.findData("grant"))
    assert not dialog.outcome.isVisible()
    assert not dialog.note.isVisible()
    dialog.what.setText("資格取得の助成")
    dialog.more["rate"].setText("半分")
    dialog.more["times"].setText("１件")
    pressed(qtbot, window, dialog.accept_button)
    assert "助成の率を読み取れません" in texts(dialog.banner)
    dialog.more["rate"].setText("50%")
    pressed(qtbot, window, dialog.accept_button)
    (kept,) = reading.file_of(desk, PERSON).lines
    assert (kept.line.entry.rate, kept.line.entry.times, kept.line.counts) == (50, 1, True)
