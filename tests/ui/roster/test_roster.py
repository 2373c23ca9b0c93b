from __future__ import annotations

import csv
import gc
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QLabel, QPushButton, QRadioButton, QScrollArea
from pytestqt.qtbot import QtBot

from dxdesk.ports.entities import EmployeeChange
from dxdesk.ui.look import words
from dxdesk.ui.shell.main_window import MainWindow
from dxdesk.ui.shell.sending import SendDialog
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.problems import LISTED_MOST
from dxdesk.usecases.imports.roster import apply_roster
from dxdesk.usecases.organisation.linking import linked_people
from dxdesk.usecases.organisation.lists import overrides
from dxdesk.usecases.person_year import holders
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.screens import settle, write
from tests.ui.office import Office, roster_file

Show = Callable[[Desk], MainWindow]


def said(screen: Any) -> str:
    holder = screen._detail.parentWidget()
    return "\n".join(label.text() for label in holder.findChildren(QLabel) if label.text())


def choose(box: QComboBox, text: str) -> None:
    """Choose an entry as a person does."""
    box.setCurrentText(text)
    box.activated.emit(box.currentIndex())


def open_roster(qtbot: QtBot, window: MainWindow, number: str) -> Any:
    screen: Any = window.go("roster")
    settle(qtbot, window)
    assert screen.table.pick(lambda person: person.number == number)
    settle(qtbot, window)
    return screen


def test_a_person_is_found_by_any_variant_of_the_name(qtbot: QtBot, show: Show, office: Office) -> None:
    window = show(office.open_hr())
    screen: Any = window.go("roster")
    settle(qtbot, window)
    for text, number in (
        ("高橋", "001003"),
        ("葛城", "001004"),
        ("山崎", "001005"),
        ("吉田", "001006"),
        ("テシガワラ", "001007"),
        ("001002", "001002"),
    ):
        screen.search.clear()
        write(screen.search, text)
        qtbot.waitUntil(
            lambda wanted=number: [p.number for p in screen.table.shown()] == [wanted], timeout=10_000
        )
    write(screen.search, "どこにもいない")
    qtbot.waitUntil(lambda: not screen.table.shown(), timeout=10_000)
    assert screen.table.nothing == words.NOTHING_FITS


def test_the_detail_says_who_confirms_and_what_changed(qtbot: QtBot, show: Show, office: Office) -> None:
    moved = roster_file(office.folder)
    with moved.open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.reader(file))
    for line in lines:
        if line[0] == "001003":
            line[3:5] = ["130200", "税務課"]
    with moved.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(lines)
    desk = office.open_hr()
    assert apply_roster(desk, moved, accept=("new-list-value",)).outcome == "applied"
    window = show(desk)
    screen = open_roster(qtbot, window, "001003")
    text = said(screen)
    assert "一次確認者: 検証 一郎(001001)" in text
    assert "二次確認者: 検証 二郎(001002)" in text
    assert "所属: 区民課 → 税務課" in text
    assert "対象です" in text


def test_the_card_of_a_new_holder_says_in_which_year_they_are_asked(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    desk = office.open_hr()
    with desk.store.write() as uow:
        holders.hand_over(uow, "001003", holders.Holder("2026-10-01", 2027, "前の人"))
        uow.commit()
    window = show(desk)
    assert "令和9年度の対象です" in said(open_roster(qtbot, window, "001003"))
    assert "対象です" in said(open_roster(qtbot, window, "001004")).splitlines()


def test_one_person_is_decided_on_with_a_reason_and_back_again(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    window = show(office.open_hr())
    screen = open_roster(qtbot, window, "001003")

    def press_decide() -> Any:
        act = screen._detail.parentWidget().findChild(QPushButton, "decide")
        qtbot.waitUntil(act.isVisible)
        qtbot.mouseClick(act, Qt.MouseButton.LeftButton)
        return screen.deciding

    dialog = press_decide()
    dialog.findChild(QRadioButton, "target-0").click()
    qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    assert dialog.isVisible(), "a decision needs its reason"
    assert "理由" in dialog.banner.text()
    write(dialog.reason, "長期の研修派遣のため")
    qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    settle(qtbot, window)
    with window.desk.store.read() as uow:
        assert overrides(uow) == {"001003": (False, "長期の研修派遣のため")}
    assert "対象外です(長期の研修派遣のため)" in said(screen)
    assert "名簿に合わせる" in screen.banner.text()

    dialog = press_decide()
    dialog.findChild(QRadioButton, "target-lists").click()
    qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    settle(qtbot, window)
    with window.desk.store.read() as uow:
        assert overrides(uow) == {}
    assert "対象です" in said(screen)


def test_a_table_with_headers_of_its_own_is_understood_by_pointing(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    """HR chooses the sheet and the headers once; next month's table is understood by itself."""
    path = roster_file(office.folder)
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.reader(file))
    lines[0][0:2] = ["コード甲", "名称乙"]
    lines[1][6] = "担当係長"
    book = Workbook()
    cover = book.active
    assert cover is not None
    cover.title = "表紙"
    for line in (("文書名", "作成課"), ("職員名簿", "人事課")):
        cover.append(line)
    sheet = book.create_sheet("4月")
    for row in lines:
        sheet.append(row)
    book.save(office.folder / "独自.xlsx")
    window = show(office.open_hr())
    screen: Any = window.go("roster")
    settle(qtbot, window)
    screen.import_table(office.folder / "独自.xlsx")
    dialog = screen.dialog
    settle(qtbot, window)
    settle(qtbot, window)
    qtbot.waitUntil(dialog.reading.isVisible)
    assert "意味が分からない" in dialog.banner.text()
    sheets = dialog.reading.sheets
    assert [sheets.itemText(position) for position in range(sheets.count())] == ["表紙(1行)", "4月(8行)"]
    choose(sheets, "4月(8行)")
    settle(qtbot, window)
    settle(qtbot, window)
    for header, meaning in (("コード甲", "職員番号"), ("名称乙", "氏名")):
        choose(dialog.reading.choices[header], meaning)
    qtbot.mouseClick(dialog.look, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    assert [change.after.title for change in dialog.preview.changed] == ["担当係長"]
    qtbot.mouseClick(dialog.apply, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    assert "取り込みました" in screen.banner.text()

    sheet["G2"] = "係長"
    book.save(office.folder / "5月.xlsx")
    screen.import_table(office.folder / "5月.xlsx")
    settle(qtbot, window)
    dialog = screen.dialog
    assert [change.after.title for change in dialog.preview.changed] == ["係長"]
    assert "前に決めた対応を使っています: 職員番号、氏名" in read(dialog)

    qtbot.mouseClick(dialog.findChild(QPushButton, "forget-columns"), Qt.MouseButton.LeftButton)
    for _ in range(4):
        settle(qtbot, window)
    assert not dialog.apply.isEnabled()
    assert "意味が分からない" in dialog.banner.text()


def read(dialog: Any) -> str:
    """Return what the card says of how a table was read."""
    return "\n".join(label.text() for label in dialog.reading.findChildren(Text))


def told(dialog: Any) -> str:
    """Return what is said of what the table would change."""
    return "\n".join(label.text() for label in dialog._card.findChildren(Text))


def opened(qtbot: QtBot, window: MainWindow, path: Path) -> Any:
    screen: Any = window.go("roster")
    settle(qtbot, window)
    screen.import_table(path)
    for _ in range(3):
        settle(qtbot, window)
    return screen.dialog


def test_every_column_can_be_given_another_meaning_before_anything_is_taken(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    path = roster_file(office.folder)
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.reader(file))
    for position, line in enumerate(lines):
        line += ["備考", "役割"] if not position else ["秘密の言葉", f"役割{position}"]
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(lines)
    window = show(office.open_hr())
    dialog = opened(qtbot, window, path)
    told = read(dialog)
    assert "見出しは1行目・8行・職員8人" in told
    assert "使わない列: 備考、役割" in told
    assert "秘密の言葉" not in told, "what is not used is shown by its header only"
    assert dialog.apply.isEnabled()

    qtbot.mouseClick(dialog.findChild(QPushButton, "all-columns"), Qt.MouseButton.LeftButton)
    choose(dialog.reading.choices["役割"], "職名")
    assert dialog.reading.choices["職名"].currentText() == "使わない", "a meaning has one column"
    assert not dialog.apply.isEnabled(), "it is looked at again before it is taken"
    press(qtbot, window, dialog, "look")
    assert {change.after.title for change in dialog.preview.changed} >= {"役割1", "役割8"}

    dialog.reject()
    again = opened(qtbot, window, path)
    assert again.preview.changed == (), "what was not taken in is not remembered"


def test_a_workbook_with_a_sheet_for_each_section_is_taken_in_with_one_act(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    path = roster_file(office.folder)
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.reader(file))
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in (("前半", lines[1:5]), ("後半", lines[5:])):
        sheet = book.create_sheet(name)
        for row in (lines[0], *rows):
            sheet.append(row)
    book.save(office.folder / "部ごと.xlsx")
    window = show(office.open_hr())
    dialog = opened(qtbot, window, office.folder / "部ごと.xlsx")
    assert "sheets-alike" in {problem.code for problem in dialog.preview.errors}
    assert not dialog.apply.isEnabled()
    assert set(dialog.accepted_codes) == {"sheets-alike"}, "nothing is proposed of a part of the people"
    card = dialog.findChild(QPushButton, "take-all-sheets")
    assert card.y() < dialog.findChild(QCheckBox, "accept-sheets-alike").parentWidget().y()
    press(qtbot, window, dialog, "take-all-sheets")
    assert dialog.preview.errors == ()
    assert dialog.preview.unchanged == 8
    assert "シート「前半、後半」" in read(dialog)


def test_what_is_proposed_is_accepted_one_by_one_and_applied(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    """Each look takes its boxes away; what was ticked before stays ticked, though the collector runs."""
    path = roster_file(office.folder)
    text = path.read_text(encoding="utf-8-sig").replace("正規", "再任用(短)").replace("\n001003,", "\n1003,")
    path.write_text(text, encoding="utf-8-sig")
    window = show(office.open_hr())
    screen: Any = window.go("roster")
    settle(qtbot, window)
    screen.import_table(path)
    settle(qtbot, window)
    dialog = screen.dialog
    assert set(dialog.accepted_codes) == {"new-list-value", "number-length"}
    for code in ("new-list-value", "number-length"):
        dialog.accepted_codes[code].click()
        qtbot.mouseClick(dialog.look, Qt.MouseButton.LeftButton)
        settle(qtbot, window)
        gc.collect()
        assert code not in dialog.accepted_codes, "what is accepted is not asked again"
    assert dialog.accepted_codes == {}
    assert dialog.apply.isEnabled()
    qtbot.mouseClick(dialog.apply, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    assert "取り込みました" in screen.banner.text()


def test_another_table_begins_without_what_was_accepted(qtbot: QtBot, show: Show, office: Office) -> None:
    path = roster_file(office.folder)
    path.write_text(path.read_text(encoding="utf-8-sig").replace("正規", "再任用(短)"), encoding="utf-8")
    window = show(office.open_hr())
    screen: Any = window.go("roster")
    settle(qtbot, window)
    screen.import_table(path)
    settle(qtbot, window)
    dialog = screen.dialog
    dialog.accepted_codes["new-list-value"].click()
    qtbot.mouseClick(dialog.look, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    assert dialog.apply.isEnabled()
    dialog.file.setText(str(path.rename(path.with_name("別の名簿.csv"))))
    qtbot.mouseClick(dialog.look, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    assert not dialog.apply.isEnabled()
    assert set(dialog.accepted_codes) == {"new-list-value"}


def test_what_a_table_leaves_out_is_taken_by_ticking_what_is_proposed(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    """A roster made for the eye: headings, 〃, a total at the end. Nothing is taken before it is ticked."""
    path = roster_file(office.folder)
    with path.open(encoding="utf-8-sig", newline="") as file:
        head, *people = csv.reader(file)
    place = head.index("所属コード")
    for line, above in reversed(list(zip(people[1:], people, strict=False))):
        if line[place] == above[place]:
            line[place] = "\u3003"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([head, ["■企画課"], *people, [], ["合計", f"{len(people)}名"]])
    window = show(office.open_hr())
    screen: Any = window.go("roster")
    settle(qtbot, window)
    screen.import_table(path)
    settle(qtbot, window)
    dialog = screen.dialog
    proposed = {"fill-department-code", "section-headings", "rows-not-people"}
    assert set(dialog.accepted_codes) == proposed
    assert not dialog.apply.isEnabled()
    for code in proposed:
        dialog.accepted_codes[code].click()
    qtbot.mouseClick(dialog.look, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    assert dialog.accepted_codes == {}
    assert dialog.apply.isEnabled()
    assert dialog.preview.unchanged == len(people)


def press(qtbot: QtBot, window: MainWindow, dialog: Any, name: str) -> None:
    qtbot.mouseClick(dialog.findChild(QPushButton, name), Qt.MouseButton.LeftButton)
    for _ in range(3):
        settle(qtbot, window)


def tree_of(dialog: Any) -> dict[str, tuple[str, ...]]:
    """Return name, days and successors by code, as the list shows them, with the code above."""
    found = {}
    waiting = [dialog.tree.topLevelItem(position) for position in range(dialog.tree.topLevelItemCount())]
    while waiting:
        item = waiting.pop()
        above = item.parent().text(1) if item.parent() is not None else ""
        key = f"{item.text(1)}{'*' if item.text(4) else ''}"
        found[key] = (item.text(0), item.text(3), item.text(4), item.text(5), above)
        waiting += [item.child(position) for position in range(item.childCount())]
    return found


def test_a_reorganisation_is_entered_in_the_list_of_departments(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    window = show(office.open_hr())
    screen: Any = window.go("roster")
    settle(qtbot, window)
    press(qtbot, window, screen, "units")
    dialog = screen.unit_dialog
    assert tree_of(dialog) == {"130100": ("区民課", "", "", "", "")}

    press(qtbot, window, dialog, "unit-rename")
    assert "選んでください" in dialog.banner.text()
    press(qtbot, window, dialog, "unit-add")
    for field, text in ((dialog.form.code, "130000"), (dialog.form.name, "区民部")):
        write(field, text)
    dialog.form.since.given.setChecked(False)
    press(qtbot, window, dialog, "unit-go")
    assert "「区民部」を加えました" in dialog.banner.text()

    dialog._pick("130100")
    press(qtbot, window, dialog, "unit-move")
    choose(dialog.form.parent_unit, "区民部(130000)")
    dialog.form.since.set_day("2027-04-01")
    press(qtbot, window, dialog, "unit-go")
    dialog._pick("130100")
    press(qtbot, window, dialog, "unit-rename")
    dialog.form.name.clear()
    write(dialog.form.name, "市民課")
    dialog.form.since.set_day("2027-04-01")
    press(qtbot, window, dialog, "unit-go")
    assert tree_of(dialog)["130100"] == ("市民課", "R9.4.1", "", "", "130000")

    dialog._pick("130100")
    press(qtbot, window, dialog, "unit-close")
    dialog.form.last.set_day("2028-03-31")
    press(qtbot, window, dialog, "unit-go")
    assert "まだ" in dialog.banner.text(), "people still belong to it"
    dialog.form.successors.item(0).setCheckState(Qt.CheckState.Checked)
    press(qtbot, window, dialog, "unit-go")
    assert "「市民課」を廃止しました" in dialog.banner.text()
    with window.desk.store.read() as uow:
        rows = [(u.name, u.valid_from, u.valid_to, u.successors) for u in uow.people.departments()]
    assert rows == [
        ("区民部", "", "", ()),
        ("区民課", "", "2027-03-31", ("130100",)),
        ("市民課", "2027-04-01", "2028-03-31", ("130000",)),
    ]


def test_a_department_without_a_name_is_asked_for_one(qtbot: QtBot, show: Show, office: Office) -> None:
    window = show(office.open_hr())
    screen: Any = window.go("roster")
    settle(qtbot, window)
    press(qtbot, window, screen, "units")
    dialog = screen.unit_dialog
    press(qtbot, window, dialog, "unit-add")
    write(dialog.form.code, "140000")
    press(qtbot, window, dialog, "unit-go")
    assert "空" in dialog.banner.text()
    assert dialog.form.code.text() == "140000", "what was typed stays"
    assert set(tree_of(dialog)) == {"130100"}


def test_a_roster_is_taken_in_as_of_its_own_day(qtbot: QtBot, show: Show, office: Office) -> None:
    path = roster_file(office.folder)
    path.write_text(path.read_text(encoding="utf-8-sig").replace("区民課", "市民課"), encoding="utf-8")
    window = show(office.open_hr())
    screen: Any = window.go("roster")
    settle(qtbot, window)
    screen.import_table(path)
    dialog = screen.dialog
    settle(qtbot, window)
    dialog.as_of.set_day("2029-10-01")
    assert not dialog.apply.isEnabled(), "another day is looked at again"
    press(qtbot, window, dialog, "look")
    assert any("令和11年10月1日から" in notice.message for notice in dialog.preview.notices)
    press(qtbot, window, dialog, "apply")
    with window.desk.store.read() as uow:
        days = [(unit.name, unit.valid_from) for unit in uow.people.departments()]
    assert days == [("区民課", ""), ("市民課", "2029-10-01")]


def test_somebody_whom_nobody_can_confirm_is_told_with_what_to_do(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    window = show(office.open_hr())
    screen = open_roster(qtbot, window, "001009")
    text = said(screen)
    assert "一次確認者: 決まっていません" in text
    assert "設定してください" in text


def test_many_are_appointed_from_a_pasted_column_and_one_term_is_ended(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    window = show(office.open_hr())
    screen: Any = window.go("roster")
    settle(qtbot, window)
    screen.appointing.click()
    settle(qtbot, window)
    dialog = screen.appoint_dialog
    dialog.persona.setCurrentIndex(dialog.persona.findText("DX推進委員"))
    assert dialog.several.numbers.numbers() == (), "nobody chose the first of the list"
    write(dialog.several.numbers, "001004\n001005\t\n009999\n")
    dialog.go.click()
    settle(qtbot, window)
    assert "名簿にない職員番号" in dialog.banner.text()
    assert dialog.table.model().rowCount() == 0
    dialog.several.numbers.setPlainText("001004\n001005\n")
    dialog.go.click()
    settle(qtbot, window)
    assert "2人を任命" in dialog.banner.text()
    assert dialog.table.model().rowCount() == 2
    dialog.table.selectRow(0)
    dialog.last_day.set_day("2020-01-01")  # never meant
    dialog.end_button.click()
    assert dialog.table.model().rowCount() == 2, "a question comes first"
    assert dialog.dialog.accept_button.text() == "なかったことにする"
    dialog.dialog.accept()
    settle(qtbot, window)
    assert dialog.table.model().rowCount() == 1


def test_appointing_begins_with_whom_to_appoint(qtbot: QtBot, show: Show, office: Office) -> None:
    dialog = nobody_to_appoint(qtbot, show, office)
    assert dialog.focusWidget() is dialog.several.person
    assert not dialog.ending.isVisible(), "nobody is appointed: there is nothing to end"


def nobody_to_appoint(qtbot: QtBot, show: Show, office: Office) -> Any:
    """Return HR's dialog of appointments with nobody in its list."""
    window = show(office.open_hr())
    screen: Any = window.go("roster")
    settle(qtbot, window)
    screen.appointing.click()
    settle(qtbot, window)
    screen.appoint_dialog.several.numbers.setPlainText("")
    return screen.appoint_dialog


def test_those_to_appoint_are_searched_one_by_one_and_told_by_name(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    dialog = nobody_to_appoint(qtbot, show, office)
    write(dialog.several.person, "たかはし")
    dialog.several.add()
    assert "1人に決まりません" in dialog.banner.text()
    assert dialog.several.numbers.numbers() == ()
    dialog.several.person.choose("001003")
    dialog.several.person.completer().popup().hide()
    qtbot.keyClick(dialog.several.person, Qt.Key.Key_Return)
    assert dialog.several.numbers.numbers() == ("001003",)
    assert dialog.several.person.text() == ""
    dialog.several.person.choose("001003")  # twice is once
    dialog.several.add_button.click()
    dialog.several.numbers.setPlainText("001003\n009999")
    assert dialog.several.numbers.numbers() == ("001003", "009999")
    assert dialog.several.who.text().startswith("1人: 髙橋 美咲さん(001003)")
    assert "名簿にない番号: 009999" in dialog.several.who.text()


def test_enter_in_the_open_list_picks_and_objects_to_nothing(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    dialog = nobody_to_appoint(qtbot, show, office)
    dialog.several.person.setFocus()
    qtbot.keyClicks(dialog.several.person, "00100")
    popup = dialog.several.person.completer().popup()
    assert popup.isVisible()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return):
        qtbot.keyClick(popup, key)
    assert not dialog.banner.isVisible()
    assert dialog.several.person.number() == "001002"
    assert dialog.several.numbers.numbers() == (), "picked once, not added twice over"
    assert not popup.isVisible()
    qtbot.keyClick(dialog.several.person, Qt.Key.Key_Return)
    assert dialog.several.numbers.numbers() == ("001002",)


def test_the_roster_is_written_out_from_its_own_screen(qtbot: QtBot, show: Show, office: Office) -> None:
    window = show(office.open_hr())
    screen: Any = window.go("roster")
    settle(qtbot, window)
    qtbot.mouseClick(screen.exporting, Qt.MouseButton.LeftButton)
    target = office.folder / "書き出し"
    dialog = screen.findChild(SendDialog)
    dialog.folder.setText(str(target))
    dialog.accept_button.click()
    settle(qtbot, window)
    settle(qtbot, window)
    assert {path.suffix for path in target.iterdir()} >= {".csv", ".xlsx"}


def test_stepping_over_the_kinds_of_table_forgets_nothing(qtbot: QtBot, show: Show, office: Office) -> None:
    window = show(office.open_hr())
    dialog = opened(qtbot, window, roster_file(office.folder))
    assert dialog.preview is not None
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
        qtbot.keyClick(dialog.kind, key)
    assert dialog.preview is not None, "back where it was, nothing changed"
    qtbot.keyClick(dialog.kind, Qt.Key.Key_Down)
    assert dialog.preview is not None
    dialog.apply_table()
    settle(qtbot, window)
    assert dialog.isVisible(), "what was seen is not what would be taken in"
    assert dialog.preview is None
    assert not dialog.apply.isEnabled()


def test_who_got_a_number_is_decided_of_each_before_anything_is_taken(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    """Three lines are somebody else's name: each has its answer, all have one at once."""
    path = roster_file(office.folder)
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.reader(file))
    new = {"001003": "佐々木 隆", "001004": "森 隆", "001005": "林 隆"}
    for line in lines:
        if line[0] in new:
            line[1:3] = [new[line[0]], f"ササキ タカシ{line[0][-1]}"]
    lines[1][lines[0].index("在職状態")] = "9"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(lines)
    window = show(office.open_hr())
    dialog = opened(qtbot, window, path)
    assert [key for code, key in dialog.answers if code == "another-name"] == list(new)
    assert not dialog.apply.isEnabled()
    every = next(act for act in dialog.findChildren(QPushButton) if act.text().startswith("全員: 別の人"))
    qtbot.mouseClick(every, Qt.MouseButton.LeftButton)
    dialog.answers["another-name", "001005"].setCurrentIndex(1)
    dialog.answers["duty-unknown", "9"].setCurrentText("休業等")
    press(qtbot, window, dialog, "look")
    settle(qtbot, window)
    assert dialog.apply.isEnabled(), [str(one) for one in dialog.preview.errors]
    assert dialog.preview.reused == {"001003", "001004"}
    dialog.answers["another-name", "001004"].setCurrentIndex(1)
    assert not dialog.apply.isEnabled(), "another answer is looked at again"
    press(qtbot, window, dialog, "look")
    settle(qtbot, window)
    assert dialog.preview.reused == {"001003"}
    qtbot.mouseClick(dialog.apply, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    settle(qtbot, window)
    with window.desk.store.read() as uow:
        names = {person.number: person.name for person in uow.people.employees()}
        assert uow.people.employee(lines[1][0]).duty_status == "休業等"  # type: ignore[union-attr]
    assert {number: names[number] for number in new} == new


def test_confirmers_are_named_by_hand_on_the_page_of_a_person(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    window = show(office.open_hr())
    screen = open_roster(qtbot, window, "001003")
    act = screen._detail.parentWidget().findChild(QPushButton, "confirmers")
    qtbot.waitUntil(act.isVisible)
    qtbot.mouseClick(act, Qt.MouseButton.LeftButton)
    dialog = screen.confirmer_dialog
    assert dialog.fields["second_confirmer"].number() == "001002"
    assert dialog.fields["second_confirmer"].text().endswith("さん(001002)")
    dialog.fields["first_confirmer"].setText("どこにもいない")
    qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    assert dialog.isVisible()
    assert "名簿にいません" in dialog.banner.text()
    dialog.fields["first_confirmer"].setText("葛城健")  # as one types what stands there with a variant
    qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    settle(qtbot, window)
    assert not dialog.isVisible()
    assert "名簿に合わせる" in screen.banner.text()
    with window.desk.store.read() as uow:
        person = uow.people.employee("001003")
    assert person is not None
    assert (person.first_confirmer, person.second_confirmer) == ("001004", "001002")
    assert "(001004)" in said(screen)


def test_a_number_that_changed_is_linked_and_taken_back_on_the_page_of_a_person(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    """再任用 without an import that says so: HR finds the person of the former number by name."""
    window = show(office.open_hr())
    with window.desk.store.write() as uow:
        person = uow.people.employee("001004")
        assert person is not None
        uow.people.save_employees(
            [replace(person, left=True), replace(person, number="900104", employment="再任用")]
        )
        now = window.desk.services.clock.now()
        uow.people.add_changes([EmployeeChange("001004", now, "left", "", "退職・転出など")])
        uow.commit()
    screen = open_roster(qtbot, window, "900104")
    act = screen._detail.parentWidget().findChild(QPushButton, "link")
    qtbot.waitUntil(act.isVisible)
    qtbot.mouseClick(act, Qt.MouseButton.LeftButton)
    dialog = screen.link_dialog
    assert dialog.other.number() == "001004", "who is called the same is proposed"
    dialog.other.choose("001003")
    qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    assert dialog.isVisible()
    assert "氏名も読みも違います" in dialog.banner.text()
    assert dialog.asked["link-other-name"].isVisible()
    dialog.asked["link-other-name"].setChecked(True)
    qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    assert "どちらも在籍しています" in dialog.banner.text()
    assert dialog.asked["link-both-working"].isVisible()
    dialog.other.choose("001004")
    qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    settle(qtbot, window)
    assert not dialog.isVisible()
    assert "001004 → 900104" in screen.banner.text()
    assert "前の番号: 001004" in said(screen)
    assert "退職・転出など" not in said(screen), "that the former number left is no leaving of theirs"
    act = screen._detail.parentWidget().findChild(QPushButton, "unlink-001004")
    qtbot.mouseClick(act, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(screen.link_dialog.accept_button, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    settle(qtbot, window)
    assert "ほかの番号はありません" in said(screen)


def test_who_comes_back_is_said_to_come_back(qtbot: QtBot, show: Show, office: Office) -> None:
    window = show(office.open_hr())
    with window.desk.store.write() as uow:
        person = uow.people.employee("001004")
        assert person is not None
        uow.people.save_employees([replace(person, left=True)])
        uow.commit()
    dialog = opened(qtbot, window, roster_file(office.folder))
    assert "在籍 退職・転出など → 名簿に戻る" in told(dialog)
    assert "(なし)" not in told(dialog)
    press(qtbot, window, dialog, "apply")
    screen = open_roster(qtbot, window, "001004")
    assert "在籍: 退職・転出など → 名簿に戻りました" in said(screen)


def test_what_is_accepted_stands_first_and_scrolls_with_the_page(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    path = roster_file(office.folder)
    with path.open("a", encoding="utf-8-sig") as file:
        file.write("合計,8名\n")
    lines = path.read_text("utf-8-sig").replace("一般職", "一般職等").splitlines()
    path.write_text("\n".join(line for line in lines if not line.startswith("001007")), "utf-8-sig")
    window = show(office.open_hr())
    dialog = opened(qtbot, window, path)
    codes = dict.fromkeys(problem.code for problem in dialog.preview.errors)
    assert len(dialog.accepted_codes) > 2
    cards = [part for part in dialog._card.findChildren(QFrame) if part.property("look") == "attention"]
    assert len(cards) == len(codes), "one card for all of a kind"
    for box in dialog.accepted_codes.values():
        (card,) = [one for one in cards if one.isAncestorOf(box)]
        assert card.layout().itemAt(0).widget() is box.parentWidget()
    assert not dialog._card.findChildren(QScrollArea)


def test_a_column_of_numbers_is_one_question_that_lists_what_it_proposes(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    """Saved as numbers all lose their zeros: nobody has to go past a card for each of the staff."""
    path = roster_file(office.folder)
    with path.open(encoding="utf-8-sig", newline="") as file:
        head, *people = csv.reader(file)
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(head)
    more = [[f"0020{number:02}", *people[-1][1:]] for number in range(17)]
    for line in (*people, *more):
        sheet.append([int(line[0]), *line[1:]])
    book.save(office.folder / "数値.xlsx")
    window = show(office.open_hr())
    dialog = opened(qtbot, window, office.folder / "数値.xlsx")
    assert [problem.code for problem in dialog.preview.errors].count("number-not-text") == 25
    box = dialog.accepted_codes["number-not-text"]
    (card,) = [
        part
        for part in dialog._card.findChildren(QFrame)
        if part.property("look") == "attention" and part.isAncestorOf(box)
    ]
    texts = [part.text() for part in card.findChildren(Text)]
    assert texts[0] == "先頭の0が失われたかもしれない職員番号を、下に示す番号とみなして取り込む(25か所)"
    assert texts[1].startswith("職員番号が数値になっていて")
    listed = texts[2].splitlines()
    assert len(listed) == LISTED_MOST + 1
    assert f"{sheet.title}・A2: 1001 → 001001" in listed
    assert listed[-1] == f"ほか {25 - LISTED_MOST}か所"
    assert "承認" not in "".join(texts), "a tick is what one does here"
    assert card.height() < dialog._area.viewport().height()
    box.click()
    press(qtbot, window, dialog, "look")
    assert "number-not-text" not in {problem.code for problem in dialog.preview.errors}


def test_the_page_of_a_former_number_says_the_one_of_now(qtbot: QtBot, show: Show, office: Office) -> None:
    window = show(office.open_hr())
    with window.desk.store.write() as uow:
        person = uow.people.employee("001004")
        assert person is not None
        uow.people.save_employees([replace(person, left=True), replace(person, number="900104")])
        uow.commit()
    screen: Any = window.go("roster")
    screen.with_left.setChecked(True)
    screen = open_roster(qtbot, window, "001004")
    screen._detail.parentWidget().findChild(QPushButton, "link").click()
    assert screen.link_dialog.other.number() == "900104"
    screen.link_dialog.keep()
    settle(qtbot, window)
    settle(qtbot, window)
    assert "いまの番号: 900104" in said(screen)
    screen.with_left.setChecked(False)
    write(screen.search, "001004")
    qtbot.waitUntil(lambda: [p.number for p in screen.table.shown()] == ["900104"], timeout=10_000)
    screen.search.clear()
    screen.with_left.setChecked(True)
    settle(qtbot, window)
    assert screen.table.pick(lambda person: person.number == "001004")
    settle(qtbot, window)
    assert screen._detail.parentWidget().findChild(QPushButton, "link") is None


def test_a_new_number_is_proposed_as_the_same_person_and_hr_may_say_otherwise(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    path = roster_file(office.folder)
    new = {"001004": "900104", "001005": "900105"}
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = [[new.get(line[0], line[0]), *line[1:]] for line in csv.reader(file)]
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(lines)
    window = show(office.open_hr())
    dialog = opened(qtbot, window, path)
    asked = {
        key: choice.currentText() for (code, key), choice in dialog.answers.items() if code == "number-new"
    }
    assert asked == dict.fromkeys(new.values(), "同じ人です(番号をつなぎます)")
    dialog.answers["number-new", "900105"].setCurrentText("別の人です")
    assert not dialog.apply.isEnabled(), "another answer is looked at again"
    press(qtbot, window, dialog, "look")
    assert dialog.answers["number-new", "900105"].currentText() == "別の人です"
    assert dialog.preview.links == (("001004", "900104"),)
    for box in dialog.accepted_codes.values():
        box.setChecked(True)
    press(qtbot, window, dialog, "look")
    press(qtbot, window, dialog, "apply")
    settle(qtbot, window)
    assert [(one.former.number, one.later.number) for one in linked_people(window.desk)] == [
        ("001004", "900104")
    ]


def test_the_mark_beside_a_name_is_explained_where_it_stands(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    window = show(office.open_hr())
    assert "近い字で" in said(open_roster(qtbot, window, "001004")), "葛 with a selector"
    assert "近い字で" not in said(open_roster(qtbot, window, "001002"))


def test_the_first_person_is_marked_and_told_of_on_entering(qtbot: QtBot, show: Show, office: Office) -> None:
    window = show(office.open_hr())
    screen: Any = window.go("roster")
    settle(qtbot, window)
    settle(qtbot, window)
    assert [index.row() for index in screen.table.selectionModel().selectedRows()] == [0]
    assert screen.table.current() is not None
