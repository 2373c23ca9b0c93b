"""HR takes the roster in: from Excel and CSV, with the mishaps that rosters have."""

from __future__ import annotations

import csv
import dataclasses
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxdesk import bootstrap
from dxdesk.domain import targets
from dxdesk.domain.columns import LABELS, ROSTER_COLUMNS, Column, guess, resolve
from dxdesk.domain.errors import KnownError
from dxdesk.ports import setting_names
from dxdesk.ports.entities import Department, Employee, Role
from dxdesk.ports.foreign_tables import ForeignTable, TableCell
from dxdesk.usecases.imports import roster, understanding
from dxdesk.usecases.imports.roster_export import write_roster
from dxdesk.usecases.imports.roster_plan import RosterPlanner
from dxdesk.usecases.imports.roster_reading import RosterReader
from dxdesk.usecases.imports.roster_units import UnitPlanner
from dxdesk.usecases.imports.understood import understood
from dxdesk.usecases.inbox.opening import create_store
from dxdesk.usecases.organisation import lists
from dxdesk.usecases.workplace.clock import FixedClock
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.workplace.outgoing import all_or_nothing
from tests.helpers.memory import forgetful, in_memory

PASSPHRASE = "検証 1234 あい"
HEADERS = ["職員番号", "氏名", "旧姓・通称", "フリガナ", "所属コード", "所属名", "親所属コード", "親所属名"]
HEADERS += ["職層", "職種", "職名", "任用区分", "在職状態", "人材像"]
PEOPLE = (
    "001234|検証 太郎||ケンショウ タロウ|1010|人事課|1000|総務部|一般職|事務|主事|正規|在職|",
    "001235|髙橋 美咲|高橋|タカハシ ミサキ|1010|人事課|1000|総務部|係長級|事務|係長|正規|在職|DX推進委員",
    "001236|葛󠄀城 﨑子||カツラギ サキコ|1010|人事課|1000|総務部|管理職|事務|課長|正規|在職|",
    "001237|𠮷田 神||ヨシダ ジン|1000|総務部|||管理職|事務|部長|正規|在職|",
    "001238|検証 花子||ケンショウ ハナコ|1020|税務課|1000|総務部|一般職|事務|主任|正規|育休|",
)


def lines(*people: str) -> list[list[object]]:
    return [list(person.split("|")) for person in people]


def workbook(path: Path, rows: Iterable[Sequence[object]], headers: Sequence[str] = HEADERS) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (headers, *rows):
        sheet.append(row)
    for cells in sheet.iter_rows(min_row=2):
        for cell in cells:
            if isinstance(cell.value, str):
                cell.number_format = "@"
    book.save(path)
    return path


def comma(
    path: Path, rows: Iterable[Sequence[object]], encoding: str, headers: Sequence[str] = HEADERS
) -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file).writerows((headers, *rows))
    return path


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Desk, Desk]:
    """The roster of April, an HR store that is empty and one that has taken it in, made once."""
    folder = tmp_path_factory.mktemp("roster")
    april = workbook(folder / "4月.xlsx", lines(*PEOPLE))
    services = in_memory(bootstrap.services())
    empty = create_store(services, str(folder / "空.dxdesk"), Role.HR, ("131091", "検証区"), PASSPHRASE)
    full = forgetful(empty)
    result = roster.apply_roster(full, april)
    assert result.outcome == "applied", result.errors
    return april, empty, full


@pytest.fixture
def desk(ready: tuple[Path, Desk, Desk]) -> Desk:
    return forgetful(ready[1])


@pytest.fixture
def staffed(ready: tuple[Path, Desk, Desk], tmp_path: Path) -> Desk:
    shutil.copy(ready[0], tmp_path)
    return forgetful(ready[2])


def people(desk: Desk, *, left: bool = False) -> dict[str, Employee]:
    with desk.store.read() as uow:
        return {person.number: person for person in uow.people.employees(include_left=left)}


def codes(result: understanding.TableResult) -> list[str]:
    return [problem.code for problem in result.errors]


def test_the_first_roster_fills_the_store(staffed: Desk) -> None:
    found = people(staffed)
    assert list(found) == ["001237", "001234", "001235", "001236", "001238"]
    assert [found[n].name for n in ("001235", "001236", "001237")] == ["髙橋 美咲", "葛󠄀城 﨑子", "𠮷田 神"]
    assert found["001235"].personas == ("DX推進委員",)
    with staffed.store.read() as uow:
        units = {unit.code: (unit.name, unit.parent) for unit in uow.people.departments()}
        assert units == {"1000": ("総務部", ""), "1010": ("人事課", "1000"), "1020": ("税務課", "1000")}
        assert [person.number for person in uow.people.find("高橋")] == ["001235"]
        assert understanding.digits_of(uow) == 6
        assert uow.exchange.receipts()[0].kind == "roster"
        history = uow.people.changes("001234")
        assert [(change.field, change.old, change.new) for change in history] == [
            ("department_code", "", "1010")
        ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_a_csv_file_of_the_personnel_system_is_read(desk: Desk, tmp_path: Path, encoding: str) -> None:
    rows = lines(
        PEOPLE[0], PEOPLE[4], "001240|髙﨑 次郎||タカサキ|1010|人事課|1000|総務部|一般職||主事|正規|在職|"
    )
    result = roster.apply_roster(desk, comma(tmp_path / "名簿.csv", rows, encoding))
    assert (result.outcome, result.added) == ("applied", 3)
    assert people(desk)["001240"].name == "髙﨑 次郎"


def test_a_number_cell_is_an_error_that_proposes_the_zeros(staffed: Desk, tmp_path: Path) -> None:
    rows = lines(*PEOPLE)
    rows[0][0] = 1234
    path = workbook(tmp_path / "数値.xlsx", rows)
    refused = roster.apply_roster(staffed, path)
    assert (refused.outcome, codes(refused)) == ("refused", ["number-not-text"])
    problem = refused.errors[0]
    assert (problem.place.file, problem.place.cell, problem.found) == ("数値.xlsx", "A2", "1234")
    assert "001234" in problem.fix
    accepted = roster.apply_roster(staffed, path, accept=("number-not-text",))
    assert (accepted.outcome, accepted.unchanged) == ("unchanged", 5)
    told = [(problem.code, problem.message, problem.fix) for problem in accepted.notices]
    assert told == [("number-not-text", "職員番号を「001234」として取り込みました。", "")]


def spoilt(path: Path) -> Path:
    """Write the roster as Excel leaves a CSV it opened: every number a number, its zeros gone."""
    rows = lines(*PEOPLE)
    for row in rows:
        row[0] = int(str(row[0]))
    return workbook(path, rows)


def test_a_roster_of_bare_numbers_waits_until_somebody_says_how_long_they_are(
    desk: Desk, tmp_path: Path
) -> None:
    path = spoilt(tmp_path / "Excelで開いた.xlsx")
    refused = roster.apply_roster(desk, path, accept=("number-not-text",))
    assert [(p.code, p.place.cell, p.found) for p in refused.errors] == [("digits-unknown", "A2", "1234")]
    assert "「設定」" in refused.errors[0].fix
    assert "--digits" in refused.errors[0].fix
    assert people(desk) == {}
    understanding.set_digits(desk, 6)
    asked = roster.apply_roster(desk, path)
    assert set(codes(asked)) == {"number-not-text"}
    assert "「001234」" in asked.errors[0].fix
    assert roster.apply_roster(desk, path, accept=("number-not-text",)).added == 5
    after = roster.apply_roster(desk, workbook(tmp_path / "正しい.xlsx", lines(*PEOPLE)))
    assert (after.outcome, after.unchanged, after.left) == ("unchanged", 5, 0), "nobody is taken for gone"


def test_one_number_kept_as_text_does_not_say_how_long_the_others_were(desk: Desk, tmp_path: Path) -> None:
    rows = lines(*PEOPLE)
    for row in rows[1:]:
        row[0] = int(str(row[0]))
    rows[0][0] = "1234"
    refused = roster.apply_roster(desk, workbook(tmp_path / "一人だけ文字.xlsx", rows))
    assert codes(refused) == ["digits-unknown"]
    rows[0][0] = "001234"
    shown = roster.apply_roster(desk, workbook(tmp_path / "0のある一人.xlsx", rows))
    assert set(codes(shown)) == {"number-not-text"}
    assert "「001235」" in shown.errors[0].fix


def test_full_width_numbers_are_proposed_in_half_width(staffed: Desk, tmp_path: Path) -> None:
    rows = lines(*PEOPLE)
    rows[1][0] = "００１２３５"
    path = workbook(tmp_path / "全角.xlsx", rows)
    refused = roster.apply_roster(staffed, path)
    assert codes(refused) == ["number-full-width"]
    assert "001235" in refused.errors[0].fix
    assert roster.apply_roster(staffed, path, accept=("number-full-width",)).outcome == "unchanged"


def test_every_finding_is_told_at_once_with_its_cell(staffed: Desk, tmp_path: Path) -> None:
    headers = [*HEADERS, "一次確認者", "二次確認者"]
    rows = [[*row, "", ""] for row in lines(*PEOPLE)]
    rows[0][15] = "001234"
    rows[1][15] = "009999"
    rows[2][1] = " "
    rows.append([*lines(PEOPLE[0])[0], "", ""])
    rows.append(["", *lines(PEOPLE[0])[0][1:], "", ""])
    rows.append(["12345678", *lines(PEOPLE[0])[0][1:], "", ""])
    rows.append(["職-1", *lines(PEOPLE[0])[0][1:], "", ""])
    rows.append(["001299", "検証\n改行", *lines(PEOPLE[0])[0][2:], "", ""])
    before = people(staffed, left=True)
    refused = roster.apply_roster(staffed, workbook(tmp_path / "誤り.xlsx", rows, headers))
    found = {(problem.code, problem.place.cell) for problem in refused.errors}
    assert found == {
        ("confirmer-self", "P2"),
        ("confirmer-unknown", "P3"),
        ("name-empty", "B4"),
        ("number-duplicate", "A7"),
        ("number-empty", "A8"),
        ("number-length", "A9"),
        ("number-characters", "A10"),
        ("control-character", "B11"),
    }
    assert all(problem.fix and problem.message for problem in refused.errors)
    assert people(staffed, left=True) == before, "nothing of the table was applied"
    line = refused.as_json()
    assert line["outcome"] == "refused"
    assert {"code", "sheet", "cell", "found", "message", "fix"} == set(line["errors"][0])  # type: ignore[index]


def test_one_person_at_both_stages_is_told_with_its_cell_and_taken(staffed: Desk, tmp_path: Path) -> None:
    headers = [*HEADERS, "一次確認者", "二次確認者"]
    rows = [[*row, "", ""] for row in lines(*PEOPLE)]
    chief = rows[1][0]
    rows[0][-2:] = [chief, chief]
    path = workbook(tmp_path / "同じ人.xlsx", rows, headers)
    (note,) = (n for n in roster.preview_roster(staffed, path).notices if n.code == "confirmer-twice")
    assert (note.place.cell, rows[0][0] in note.found) == ("P2", True)
    assert "1人います。二次確認だけにします" in note.message
    assert roster.apply_roster(staffed, path).outcome == "applied"


def test_a_transfer_keeps_its_history(staffed: Desk, tmp_path: Path) -> None:
    rows = lines(*PEOPLE)
    rows[0][4:6] = ["1020", "税務課"]
    rows[0][10] = "主任"
    path = workbook(tmp_path / "異動.xlsx", rows)
    preview = roster.preview_roster(staffed, path)
    assert [(c.label, c.old, c.new) for c in preview.changed[0].fields] == [
        ("所属", "人事課(1010)", "税務課(1020)"),
        ("職名", "主事", "主任"),
    ]
    assert people(staffed)["001234"].department_code == "1010", "a preview changes nothing"
    assert roster.apply_roster(staffed, path).updated == 1
    with staffed.store.read() as uow:
        changes = [(c.field, c.old, c.new) for c in uow.people.changes("001234")]
    assert changes == [
        ("department_code", "", "1010"),
        ("department_code", "1010", "1020"),
        ("title", "主事", "主任"),
    ]


def test_who_left_stays_in_the_store_and_may_come_back(staffed: Desk, tmp_path: Path) -> None:
    result = roster.apply_roster(staffed, workbook(tmp_path / "退職.xlsx", lines(*PEOPLE[1:])))
    assert (result.outcome, result.left) == ("applied", 1)
    assert "001234" not in people(staffed)
    assert people(staffed, left=True)["001234"].left
    # Within one second openpyxl writes the very bytes of the first roster again: an older file, knowingly.
    path = workbook(tmp_path / "復職.xlsx", lines(*PEOPLE))
    back = roster.apply_roster(staffed, path, accept=("roster-older",))
    assert (back.added, back.updated) == (0, 1)
    assert not people(staffed)["001234"].left


def test_many_people_missing_at_once_is_asked_about(staffed: Desk, tmp_path: Path) -> None:
    path = workbook(tmp_path / "税務課だけ.xlsx", lines(PEOPLE[4]))
    refused = roster.apply_roster(staffed, path)
    assert codes(refused) == ["people-left"]
    assert "5人のうち4人" in refused.errors[0].message
    assert roster.apply_roster(staffed, path, partial=True).outcome == "unchanged"
    assert len(people(staffed)) == 5
    preview = roster.preview_roster(staffed, path, accept=("people-left",))
    assert preview.notices[0].message == "この表にいない4人を名簿から外します。"
    assert [(n.code, n.found) for n in preview.notices[1:]] == [("department-vanished", "人事課(1010)")]
    gone = roster.apply_roster(staffed, path, accept=("people-left",))
    assert (gone.left, gone.notices[0].message) == (4, "この表にいない4人を名簿から外しました。")


def test_a_new_grade_is_asked_about_after_the_first_roster(staffed: Desk, tmp_path: Path) -> None:
    rows = lines(*PEOPLE)
    rows[0][8], rows[1][8] = "一搬職", "一搬職"
    path = workbook(tmp_path / "誤字.xlsx", rows)
    refused = roster.apply_roster(staffed, path)
    assert [(p.code, p.place.cell, p.found) for p in refused.errors] == [("new-list-value", "I2", "一搬職")]
    assert roster.apply_roster(staffed, path, accept=("new-list-value",)).updated == 2
    with staffed.store.read() as uow:
        assert "一搬職" in {entry.value for entry in uow.people.entries("grade")}


def test_leave_in_other_words_is_never_asked_nor_late(staffed: Desk, tmp_path: Path) -> None:
    """An office writes 育児休業中 where another writes 育児休業: such people must not be chased."""
    rows = lines(*PEOPLE)
    said = ("育児休業中", "病休", "休職中", "他団体派遣中", "再雇用")
    for row, status in zip(rows, said, strict=True):
        row[12] = status
    assert roster.apply_roster(staffed, workbook(tmp_path / "休業.xlsx", rows)).updated == 5
    with staffed.store.read() as uow:
        own = lists.own_lists(uow)
    found = people(staffed)
    assert [found[str(row[0])].duty_status for row in rows] == [*["休業等"] * 3, "派遣・出向", "在職"]
    asked = {number: targets.target_of(person, own)[0] for number, person in found.items()}
    late = {number for number, person in found.items() if not lists.never_late(person, own)}
    assert asked == {"001234": False, "001235": False, "001236": False, "001237": True, "001238": True}
    assert late == {"001238"}


def test_columns_under_other_names_in_another_order_are_remembered(desk: Desk, tmp_path: Path) -> None:
    headers = ["漢字", "コード番号", "配属先", "備考"]
    path = workbook(tmp_path / "独自.xlsx", [["検証 太郎", "000001", "企画課", "x"]], headers)
    with pytest.raises(KnownError) as caught:
        roster.preview_roster(desk, path)
    assert caught.value.code == "header-missing"
    assert "漢字、コード番号" in caught.value.problem.found
    said = understanding.read_mapping('{"職員番号": "コード番号", "name": "漢字", "所属名": "配属先"}')
    result = roster.apply_roster(desk, path, mapping=said)
    assert (result.outcome, result.added) == ("applied", 1)
    again = workbook(
        tmp_path / "翌月.xlsx",
        [["", "検証 太郎", "税務課", "000001"]],
        ["備考", "漢字", "配属先", "コード番号"],
    )
    preview = roster.preview_roster(desk, again)
    assert [(change.label, change.new) for change in preview.changed[0].fields] == [("所属", "税務課")]
    assert preview.understanding is not None
    assert [one.title for one in preview.understanding.columns if one.why] == ["備考"]


def test_a_cover_before_the_roster_is_passed_over(desk: Desk, tmp_path: Path) -> None:
    path = workbook(tmp_path / "表紙付き.xlsx", lines(*PEOPLE))
    book = openpyxl.load_workbook(path)
    book.active.title = "4月1日現在"  # type: ignore[union-attr]
    cover = book.create_sheet("表紙", 0)
    for row in (
        ("文書名", "作成課", "作成日"),
        ("職員名簿", "人事課", "令和8年4月1日"),
        ("取扱注意", "", ""),
    ):
        cover.append(row)
    book.create_sheet("集計", 1).append(["所属", "人数", "備考"])
    book.save(path)
    preview = roster.preview_roster(desk, path)
    assert (preview.sheet, len(preview.added)) == ("4月1日現在", 5)
    for headers in (("コード番号", "漢字"), ("コード", "人")):
        sheet = book["4月1日現在"]
        sheet["A1"], sheet["B1"] = headers
    book.save(path)
    found = understood(desk, path, "roster")
    assert (found.sheet, [offer.name for offer in found.sheets]) == ("表紙", ["表紙", "集計", "4月1日現在"])
    found = understood(desk, path, "roster", sheet="4月1日現在")
    assert [(one.title, one.meaning) for one in found.columns[:2]] == [("コード", None), ("人", None)]
    said = {Column.NUMBER: ("コード",), Column.NAME: ("人",)}
    assert roster.apply_roster(desk, path, mapping=said).added == 5, "what was said finds the sheet too"
    assert roster.apply_roster(desk, path).outcome == "unchanged", "and is remembered"


def test_a_table_without_a_column_leaves_that_field_alone(staffed: Desk, tmp_path: Path) -> None:
    rows = [[row[0], row[1]] for row in lines(*PEOPLE)]
    rows[1][1] = "検証 美咲"
    path = workbook(tmp_path / "改姓.xlsx", rows, HEADERS[:2])
    result = roster.apply_roster(staffed, path, accept=("surname-changed",))
    assert (result.updated, result.unchanged) == (1, 4)
    after = people(staffed)["001235"]
    assert (after.name, after.personas, after.department_code) == ("検証 美咲", ("DX推進委員",), "1010")


def test_names_keep_even_the_blanks_around_them(staffed: Desk, tmp_path: Path) -> None:
    rows = lines(*PEOPLE)
    rows[0][1] = "検証 太郎　"
    result = roster.apply_roster(staffed, workbook(tmp_path / "空白.xlsx", rows))
    assert [problem.code for problem in result.notices] == ["name-blank-around"]
    assert people(staffed)["001234"].name == "検証 太郎　"


def test_concurrent_posts_come_as_columns_or_as_rows(staffed: Desk, tmp_path: Path) -> None:
    headers = [*HEADERS, "兼務所属コード1", "兼務所属コード2", "兼務職名1"]
    rows = [[*row, "", "", ""] for row in lines(*PEOPLE)]
    rows[2][14:] = ["1020", "", "課長"]
    assert roster.apply_roster(staffed, workbook(tmp_path / "兼務.xlsx", rows, headers)).updated == 1
    post = people(staffed)["001236"].posts[0]
    assert (post.department_code, post.title) == ("1020", "課長")
    kinds = [[*row, "本務"] for row in lines(*PEOPLE)]
    kinds.append([*lines(PEOPLE[0])[0], "兼務"])
    kinds[-1][4:6] = ["1020", "税務課"]
    again = roster.apply_roster(
        staffed, workbook(tmp_path / "兼務行.xlsx", kinds, [*HEADERS, "本務兼務区分"])
    )
    assert again.outcome == "applied", again.errors
    found = people(staffed)
    assert (found["001234"].department_code, found["001234"].posts[0].department_code) == ("1010", "1020")
    assert found["001236"].posts == ()
    rows[2][14] = "9999"
    refused = roster.apply_roster(staffed, workbook(tmp_path / "不明.xlsx", rows, headers))
    assert [(p.code, p.place.cell) for p in refused.errors] == [("post-department-unknown", "O4")]


def test_a_renamed_department_keeps_its_old_name_until_april(staffed: Desk, tmp_path: Path) -> None:
    rows = lines(*PEOPLE)
    for row in rows[:3]:
        row[5] = "人材課"
    result = roster.apply_roster(staffed, workbook(tmp_path / "改正.xlsx", rows), as_of="2026-04-01")
    assert [problem.code for problem in result.notices] == ["department-changed"]
    with staffed.store.read() as uow:
        versions = [(u.name, u.valid_from, u.valid_to) for u in uow.people.departments() if u.code == "1010"]
    assert versions == [("人事課", "", "2026-03-31"), ("人材課", "2026-04-01", "")]
    rows[0][5] = "人事課"
    refused = roster.apply_roster(staffed, workbook(tmp_path / "混在.xlsx", rows))
    assert "department-name-differs" in codes(refused)


def test_departments_may_come_as_one_chain_of_names(desk: Desk, tmp_path: Path) -> None:
    headers = ["職員番号", "氏名", "所属コード", "所属名"]
    rows = [
        ["001", "検証 太郎", "010101", "見本部 見本課 庶務係"],
        ["002", "検証 花子", "0101", "見本部　見本課"],
    ]
    assert roster.apply_roster(desk, workbook(tmp_path / "様式.xlsx", rows, headers)).added == 2
    with desk.store.read() as uow:
        units = {unit.code: (unit.name, unit.parent) for unit in uow.people.departments()}
    assert units == {
        "010101": ("庶務係", "0101"),
        "0101": ("見本課", "見本部"),
        "見本部": ("見本部", ""),
    }


def test_zeros_lost_from_a_department_code_are_proposed(desk: Desk, tmp_path: Path) -> None:
    headers = ["職員番号", "氏名", "所属コード", "所属名"]
    rows: list[list[object]] = [["001", "検証 太郎", "0101", "見本課"]]
    assert roster.apply_roster(desk, workbook(tmp_path / "a.xlsx", rows, headers)).added == 1
    rows[0][2] = 101
    path = workbook(tmp_path / "b.xlsx", rows, headers)
    refused = roster.apply_roster(desk, path)
    assert [(p.code, p.place.cell) for p in refused.errors] == [("department-not-text", "C2")]
    assert roster.apply_roster(desk, path, accept=("department-not-text",)).outcome == "unchanged"


def test_the_very_file_of_the_year_before_is_taken_as_this_years_roster(
    staffed: Desk, tmp_path: Path
) -> None:
    """An office where nobody moved sends the same bytes again in April: 期首票 are made upon it."""
    services = dataclasses.replace(staffed.services, clock=FixedClock("2031-04-10"))
    later = dataclasses.replace(staffed, services=services)
    assert roster.apply_roster(later, tmp_path / "4月.xlsx").outcome == "unchanged"
    with later.store.read() as uow:
        assert uow.settings.get(setting_names.ROSTER_DAY) == "2031-04-01"
    assert roster.apply_roster(staffed, tmp_path / "4月.xlsx").outcome == "unchanged"
    with later.store.read() as uow:
        assert uow.settings.get(setting_names.ROSTER_DAY) == "2031-04-01", "and is of no earlier day again"


def test_the_same_file_twice_changes_nothing_and_an_older_one_is_asked_about(
    staffed: Desk, tmp_path: Path
) -> None:
    april = tmp_path / "4月.xlsx"
    again = roster.apply_roster(staffed, april)
    assert (again.outcome, again.receipt, again.unchanged) == ("unchanged", 1, 5)
    rows = lines(*PEOPLE)
    rows[0][10] = "主任"
    assert roster.apply_roster(staffed, workbook(tmp_path / "10月.xlsx", rows)).receipt == 2
    assert codes(roster.apply_roster(staffed, april)) == ["roster-older"]
    assert people(staffed)["001234"].title == "主任"
    assert roster.apply_roster(staffed, april, accept=("roster-older",)).updated == 1


def test_an_import_can_be_taken_back_unless_something_followed(staffed: Desk, tmp_path: Path) -> None:
    before = people(staffed)
    rows = lines(*PEOPLE[1:], "001300|検証 新||ケンショウ|1010|人事課|1000|総務部|一般職||主事|正規|在職|")
    rows[0][10] = "担当係長"
    second = roster.apply_roster(staffed, workbook(tmp_path / "5月.xlsx", rows))
    assert (second.added, second.updated, second.left) == (1, 1, 1)
    with pytest.raises(KnownError) as caught:
        roster.undo_roster(staffed, 1)
    assert caught.value.code == "undo-blocked"
    assert roster.undo_roster(staffed, second.receipt).updated == 3
    assert people(staffed) == before
    assert people(staffed, left=True)["001300"].left
    with pytest.raises(KnownError) as caught:
        roster.undo_roster(staffed, second.receipt)
    assert caught.value.code == "receipt-undone"
    assert roster.apply_roster(staffed, tmp_path / "5月.xlsx").outcome == "applied"


def written(desk: Desk, folder: Path) -> tuple[Path, ...]:
    with all_or_nothing(desk) as outgoing:
        return write_roster(desk, folder, outgoing)


@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
def test_our_own_export_comes_back_unchanged(staffed: Desk, tmp_path: Path, suffix: str) -> None:
    """HR writes the roster out, looks it over and takes the very file in again."""
    headers = [*HEADERS, "一次確認者", "兼務所属コード1", "兼務職名1"]
    rows = [[*row, "", "", ""] for row in lines(*PEOPLE)]
    rows[0][14:] = ["001235", "1020", "主事"]
    rows[1][13] = "DX推進委員、業務改革担当"
    assert roster.apply_roster(staffed, workbook(tmp_path / "兼務.xlsx", rows, headers)).updated == 2
    before = people(staffed)
    files = {path.suffix: path for path in written(staffed, tmp_path)}
    again = roster.apply_roster(staffed, files[suffix])
    assert (again.outcome, again.unchanged, again.errors) == ("unchanged", 5, ())
    assert again.notices == ()
    assert people(staffed) == before
    book = openpyxl.load_workbook(files[".xlsx"])
    texts = [cell.value for row in book["職員名簿"].iter_rows() for cell in row if cell.value]
    assert any("そのまま取り込めます" in str(text) for text in texts), "it says so, above the table"
    with staffed.store.write() as uow:
        uow.people.save_employees([Employee("001300", "検証 新", department_code="1020")])
        uow.commit()
    _, table = written(staffed, tmp_path)
    assert roster.preview_roster(staffed, table).unchanged == 6


def test_what_is_no_roster_is_refused_by_name(desk: Desk, tmp_path: Path) -> None:
    empty = workbook(tmp_path / "空.xlsx", [])
    with pytest.raises(KnownError) as caught:
        roster.apply_roster(desk, empty)
    assert caught.value.code == "table-empty"
    twice = workbook(tmp_path / "二重.xlsx", [["1", "x", "y"]], ["職員番号", "氏名", "氏名"])
    with pytest.raises(KnownError) as caught:
        roster.apply_roster(desk, twice)
    assert caught.value.code == "header-ambiguous"
    for text, code in (
        ("{", "mapping-shape"),
        ("[]", "mapping-shape"),
        ('{"血液型": "x"}', "mapping-unknown-column"),
    ):
        with pytest.raises(KnownError) as caught:
            understanding.read_mapping(text, "対応.json")
        assert caught.value.code == code


def test_the_sample_line_and_error_cells_are_not_taken_for_people(desk: Desk, tmp_path: Path) -> None:
    rows = [["例 001234", "検証 太郎"], ["001235", "#N/A"]]
    path = workbook(tmp_path / "様式.xlsx", rows, HEADERS[:2])
    book = openpyxl.load_workbook(path)
    book.active["B3"] = "=NA()"  # type: ignore[index]
    book.active["B3"].data_type = "e"  # type: ignore[index,union-attr]
    book.active["B3"].value = "#N/A"  # type: ignore[index,union-attr]
    book.save(path)
    refused = roster.apply_roster(desk, path)
    assert [(p.code, p.place.cell) for p in refused.errors] == [
        ("number-characters", "A2"),
        ("cell-error", "B3"),
    ]


HARD_NAMES = (
    "神谷 \ufa19",
    "葛\U000e0100城 誠",
    "\U00020bb7田 翔",
    "外字\ue000 太郎",
    "が か\u3099",
    "山﨑　由美子",
)


@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
def test_names_are_kept_byte_by_byte(desk: Desk, tmp_path: Path, suffix: str) -> None:
    rows = [[f"{number:06d}", name] for number, name in enumerate(HARD_NAMES, 1)]
    path = tmp_path / f"名簿{suffix}"
    made = workbook(path, rows, HEADERS[:2]) if suffix == ".xlsx" else comma(path, rows, "utf-8", HEADERS[:2])
    assert roster.apply_roster(desk, made).added == len(HARD_NAMES)
    assert [person.name for person in people(desk).values()] == list(HARD_NAMES)


@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
def test_a_name_that_fits_no_document_is_refused_by_its_cell(desk: Desk, tmp_path: Path, suffix: str) -> None:
    """One such name once stopped the opening of the year for everybody."""
    rows = [["000001", "検" * 200], ["000002", "検" * 201]]
    path = tmp_path / f"名簿{suffix}"
    made = workbook(path, rows, HEADERS[:2]) if suffix == ".xlsx" else comma(path, rows, "utf-8", HEADERS[:2])
    (problem,) = roster.apply_roster(desk, made).errors
    assert (problem.code, problem.found) == ("text-too-long", "201文字")
    assert "200文字" in problem.message
    assert "3" in problem.place.cell
    assert "B" in problem.place.cell


def test_a_name_that_reads_backwards_is_cleaned_and_told(desk: Desk, tmp_path: Path) -> None:
    rows = [["000001", "検証\u202e 太郎\u2066"], ["000002", "検証\u2028花子"]]
    refused = roster.apply_roster(desk, workbook(tmp_path / "名簿.xlsx", rows, HEADERS[:2]))
    assert [(problem.code, problem.found) for problem in refused.errors] == [("control-character", "U+000A")]
    result = roster.apply_roster(desk, workbook(tmp_path / "直し.xlsx", rows[:1], HEADERS[:2]))
    assert result.outcome == "applied"
    assert {(n.code, n.found) for n in result.notices} >= {("text-control", "U+202E、U+2066")}
    assert people(desk)["000001"].name == "検証 太郎"


def test_a_gaiji_of_an_old_code_page_survives(desk: Desk, tmp_path: Path) -> None:
    rows = [["000001", "外\ue000 太郎"], ["000002", "髙橋 﨑子"]]
    assert roster.apply_roster(desk, comma(tmp_path / "外字.csv", rows, "cp932", HEADERS[:2])).added == 2
    assert people(desk)["000001"].name == "外\ue000 太郎"


def test_numbers_of_uneven_length_are_asked_about_kept_and_told(desk: Desk, tmp_path: Path) -> None:
    rows = [["98", "検証 太郎"], ["1234", "検証 花子"]]
    path = workbook(tmp_path / "不揃い.xlsx", rows, HEADERS[:2])
    (asked,) = roster.preview_roster(desk, path).errors
    assert (asked.code, asked.found, asked.place.cell) == ("digits-uneven", "2桁、4桁", "A2")
    result = roster.apply_roster(desk, path, accept=("digits-uneven",))
    assert (result.outcome, [problem.code for problem in result.notices]) == ("applied", ["digits-uneven"])
    assert list(people(desk)) == ["1234", "98"]
    understanding.set_digits(desk, 6)
    refused = roster.apply_roster(desk, workbook(tmp_path / "二度目.xlsx", rows, HEADERS[:2]))
    assert {problem.code for problem in refused.errors} >= {"number-length"}
    with pytest.raises(KnownError):
        understanding.set_digits(desk, 21)


def test_a_dry_run_tells_what_would_happen(desk: Desk, ready: tuple[Path, Desk, Desk]) -> None:
    preview = roster.preview_roster(desk, ready[0])
    line = preview.result("4月.xlsx").as_json()
    assert (line["outcome"], line["added"], line["receipt"]) == ("applied", 5, 0)
    assert people(desk) == {}


cells = st.builds(
    TableCell,
    value=st.one_of(
        st.sampled_from(
            [
                "",
                "001234",
                "1234",
                "１２３４",
                "検証 太郎",
                "1010",
                "101",
                "人事課",
                "部 課 係",
                "兼務",
                "#エラー",
            ]
        ),
        st.text(max_size=6),
    ),
    is_number=st.booleans(),
    ref=st.sampled_from(["", "A2", "B3"]),
)


@given(
    st.lists(
        st.sampled_from([label for c, label in LABELS.items() if c in ROSTER_COLUMNS]),
        unique=True,
        max_size=12,
    ),
    st.lists(st.lists(cells, max_size=14).map(tuple), max_size=6).map(tuple),
    st.lists(
        st.sampled_from(["number-not-text", "number-length", "people-left", "new-list-value"]), max_size=4
    ),
)
def test_no_table_whatever_it_holds_is_half_read(
    headers: list[str], rows: tuple[tuple[TableCell, ...], ...], accept: list[str]
) -> None:
    table = ForeignTable("何か.xlsx", "Sheet1", tuple(TableCell(header) for header in headers), rows)
    plan, _ = resolve(headers, guess(headers, ROSTER_COLUMNS))
    sheet = understanding.Sheet(table, plan)
    reading = RosterReader(sheet, 6, accept).read()
    units = UnitPlanner(sheet, [Department("0101", "人事課")], "2026-04-01", accept, first=False).plan(
        reading
    )
    known = {"001234": Employee("001234", "検証 太郎", department_code="0101")}
    preview = RosterPlanner(sheet, reading, known, units, (), accept).plan({}, partial=False)
    told = {person.number for person in (*preview.added, *preview.left)}
    told |= {change.after.number for change in preview.changed}
    absent = set() if reading.unnumbered else set(known) - reading.unread
    assert len(told) + preview.unchanged == len(set(reading.lines) | absent)
    if not preview.errors:
        assert len(reading.lines) + sum(len(line.posts) for line in reading.lines.values()) >= len(rows)
        assert all(person.name.strip() for person in preview.added)
        assert all(unit.parent in units.units for unit in units.units.values() if unit.parent)
