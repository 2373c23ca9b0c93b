"""How foreign tables are understood before anything of them is taken: a kind with several members each."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.styles import Font

from dxdesk import bootstrap
from dxdesk.domain.columns import LABELS, ROSTER_COLUMNS, Column, guess, resolve, titles
from dxdesk.domain.errors import KnownError
from dxdesk.ports.entities import Role
from dxdesk.usecases.imports import evidence, roster, understanding
from dxdesk.usecases.imports.sheet_choice import ALL_SHEETS
from dxdesk.usecases.imports.understood import Understanding, forget_columns, understood
from dxdesk.usecases.inbox.opening import create_store
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.memory import forgetful, in_memory

PASSPHRASE = "検証 1234 あい"
HEADERS = ("職員番号", "氏名", "所属コード", "所属名", "在職状態", "一次確認者")
PEOPLE = (
    ("000101", "検証 太郎", "0101", "企画課", "在職", ""),
    ("000102", "検証 花子", "0101", "企画課", "在職", "000101"),
    ("000103", "髙橋 美咲", "0102", "総務課", "在職", "000101"),
    ("000104", "葛城 健", "0102", "総務課", "育休", "000101"),
)
Rows = Sequence[Sequence[str]]


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    folder = tmp_path_factory.mktemp("understood")
    services = in_memory(bootstrap.services())
    return create_store(services, str(folder / "空.dxdesk"), Role.HR, ("131091", "検証区"), PASSPHRASE)


@pytest.fixture
def desk(empty: Desk) -> Desk:
    return forgetful(empty)


def text(path: Path, headers: Sequence[str] = HEADERS, rows: Rows = PEOPLE) -> Path:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows((headers, *rows))
    return path


def book(path: Path, **sheets: Rows) -> Path:
    made = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append([cell or None for cell in row])
    made.save(path)
    return path


def changed(path: Path, change: Any) -> Path:
    made = openpyxl.load_workbook(path)
    change(made)
    made.save(path)
    return path


def codes(preview: Any) -> set[str]:
    return {problem.code for problem in preview.errors}


def told(preview: Any) -> set[str]:
    return {problem.code for problem in preview.notices}


def meanings(found: Understanding) -> dict[str, str]:
    return {one.title: str(one.meaning or "") for one in found.columns}


USUAL = {
    Column.NUMBER: (
        "職員番号 職員ｺｰﾄﾞ 職員CD 職員ＩＤ 職員№ 社員番号 従業員コード 個人コード 人事番号 "
        "職番 職員番号(6桁) "
    ),
    Column.NAME: (
        "氏名 職員氏名 漢字氏名 氏名(漢字) 姓名 職員名 名前 社員氏名 職員名(漢字) "
    ),
    Column.KANA: (
        "フリガナ ｶﾅ氏名 氏名カナ 氏名(ｶﾅ) ふりがな 職員氏名カナ ヨミガナ 半角カナ氏名 "
        "カナ氏名(半角) "
    ),
    Column.DEPARTMENT_CODE: (
        "所属コード 所属CD 所属ｺｰﾄﾞ 課コード 組織コード 配属先コード 現所属コード 部署ID "
        "所属課番号 "
    ),
    Column.DEPARTMENT_NAME: (
        "所属名 所属名称 課室名 課所名 配属先 現所属 部署名 組織名称 所属課 課・室名 勤務課 "
        "課 "
    ),
    Column.PARENT_NAME: (
        "部局名 部名 部 局名 所属部 部局 上位所属名 所属部局名 部・局 "
    ),
    Column.TEAM_NAME: (
        "係名 係 班名 係・班 担当係 "
    ),
    Column.GRADE: (
        "職層 職級 職階 役職段階 職位区分 "
    ),
    Column.JOB: (
        "職種 職種名 職種名称 職種区分 職種区分名 "
    ),
    Column.TITLE: (
        "職名 役職 役職名 補職名 職位 職名名称 現職名 役職名称 "
    ),
    Column.EMPLOYMENT: (
        "任用区分 任用区分名称 任用形態 雇用区分 職員区分 任用種別 採用区分 職員種別名 "
    ),
    Column.DUTY_STATUS: (
        "在職状態 在職区分 在籍区分 勤務状況 休職区分 在職区分名称 在籍状況 就業状態 "
    ),
    Column.FIRST: (
        "一次確認者 一次評価者ID 第一次評価者 1次評価者番号 一次考課者職員番号 確認者(一次) "
        "評価者1 一次評価者氏名 "
    ),
    Column.SECOND: (
        "二次確認者 二次評価者ID 第二次評価者 2次評価者番号 二次考課者職員番号 確認者(二次) "
        "評価者2 最終評価者 "
    ),
}  # fmt: skip


@pytest.mark.parametrize("column", USUAL, ids=lambda column: str(column))
def test_the_usual_words_of_personnel_systems_are_known(column: Column) -> None:
    for header in USUAL[column].split():
        others = [LABELS[other] for other in (Column.NUMBER, Column.NAME, Column.DEPARTMENT_NAME)]
        headers = [other for other in others if other != LABELS[column]] + [header, "備考"]
        found, problems = resolve(headers, guess(headers, ROSTER_COLUMNS))
        assert not problems, header
        assert found.positions.get(column) == (headers.index(header),), header


@pytest.mark.parametrize(
    "header", ["個人番号", "職名コード", "生年月日", "級号給", "発令年月日", "内線", "性別", "備考"]
)
def test_what_is_none_of_our_columns_is_left_alone(header: str) -> None:
    assert guess([header], ROSTER_COLUMNS) == {}


@pytest.mark.parametrize(
    ("first", "last", "kana"),
    [
        ("姓", "名", ("セイ", "メイ")),
        ("氏", "名", ()),
        ("苗字", "名前", ()),
        ("姓(漢字)", "名(漢字)", ("姓カナ", "名カナ")),
        ("漢字姓", "漢字名", ()),
    ],
)
def test_a_name_in_two_columns_is_read_as_one(
    desk: Desk, tmp_path: Path, first: str, last: str, kana: Sequence[str]
) -> None:
    headers = ("職員番号", first, last, *kana)
    path = text(
        tmp_path / "a.csv", headers, (("000101", "検証", "太郎", "ケンショウ", "タロウ")[: len(headers)],)
    )
    (person,) = roster.preview_roster(desk, path).added
    assert person.name == "検証\u3000太郎"
    assert person.kana == ("ケンショウ\u3000タロウ" if kana else "")


def test_the_same_header_several_times_can_still_be_told_apart(desk: Desk, tmp_path: Path) -> None:
    headers = ("職員番号", "氏名", "区分", "区分", "区分", "区分", "区分", "", "職員番号")
    assert titles(headers)[2:] == (*(f"区分({turn}番目)" for turn in range(1, 6)), "H列", "職員番号(2番目)")
    rows = (("000101", "検証 太郎", "1", "正規", "3", "在職", "5", "企画課", "999999"),)
    path = text(tmp_path / "a.csv", headers, rows)
    with pytest.raises(KnownError) as caught:
        roster.preview_roster(desk, path)
    assert caught.value.code == "header-ambiguous"
    assert caught.value.problems[0].found == "A列「職員番号」、I列「職員番号」"
    assert "「職員番号(1番目)」" in caught.value.problems[0].fix
    said = {
        Column.NUMBER: ("職員番号(1番目)",),
        Column.EMPLOYMENT: ("区分(2番目)",),
        Column.DUTY_STATUS: ("区分(4番目)",),
        Column.DEPARTMENT_NAME: ("H列",),
    }
    (person,) = roster.preview_roster(desk, path, mapping=said).added
    assert (person.number, person.employment, person.duty_status) == ("000101", "正規", "在職")
    assert person.department_code == "企画課"

    assert roster.apply_roster(desk, path, mapping=said).outcome == "applied"
    assert meanings(understood(desk, path, "roster"))["H列"] == "department_name"
    turned = text(tmp_path / "b.csv", tuple(reversed(headers)), [tuple(reversed(rows[0]))])
    with pytest.raises(KnownError) as caught:
        roster.preview_roster(desk, turned)
    assert caught.value.code == "header-ambiguous", "a column that is counted is another one in another order"
    forget_columns(desk, path, "roster")
    assert "department_name" not in meanings(understood(desk, path, "roster")).values()


@pytest.mark.parametrize(
    ("header", "values", "code"),
    [
        ("配置職場", ("企画課", "企画課", "総務課", "総務課"), "section-column-missing"),
        ("勤務場所", ("本庁", "本庁", "支所", "支所"), "section-column-missing"),
        ("区分甲", ("企画課", "企画課", "総務課", "総務課"), "section-column-missing"),
        ("本務先所属(令和8年度)", ("企画課", "企画課", "総務課", "総務課"), "section-column-missing"),
        ("面談をする管理者", ("", "000101", "000101", "000101"), "confirmer-column-missing"),
        ("項目乙", ("", "000101", "000101", "000101"), "confirmer-column-missing"),
        ("所属長職番等", ("", "000101", "000101", "000101"), "confirmer-column-missing"),
        ("所属長", ("", "000101", "000101", "000101"), "confirmer-column-missing"),
        ("所属長番号", ("", "000101", "000101", "000101"), "confirmer-column-missing"),
        ("所属長氏名", ("", "検証 太郎", "検証 太郎", "検証 太郎"), "confirmer-column-missing"),
        ("人事評価の評価者", ("", "検証 太郎", "検証 太郎", "検証 太郎"), "confirmer-column-missing"),
        ("現在の休業等", ("", "", "", "育休"), "duty-column-missing"),
        ("休職・休暇の別", ("在職", "在職", "在職", "育休"), "duty-column-missing"),
    ],
)
def test_a_column_that_people_need_and_nobody_understood_is_asked_about(
    desk: Desk, tmp_path: Path, header: str, values: Sequence[str], code: str
) -> None:
    kept = {
        "section-column-missing": (0, 1, 4, 5),
        "confirmer-column-missing": (0, 1, 2, 3, 4),
        "duty-column-missing": (0, 1, 2, 3, 5),
    }[code]
    rows = [
        (*(row[place] for place in kept), value, "外線 1") for row, value in zip(PEOPLE, values, strict=True)
    ]
    path = text(tmp_path / "a.csv", (*(HEADERS[place] for place in kept), header, "備考"), rows)
    preview = roster.preview_roster(desk, path)
    assert preview.understanding is not None
    assert codes(preview) == {code}
    assert preview.understanding.candidates == {code: (header,)}
    assert f"「{header}」" in next(p.message for p in preview.errors)
    assert roster.apply_roster(desk, path).outcome == "refused"

    column = {"section": Column.DEPARTMENT_NAME, "confirmer": Column.FIRST, "duty": Column.DUTY_STATUS}
    meant = column[code.partition("-")[0]]
    shown = roster.preview_roster(desk, path, mapping={meant: (header,)})
    assert code not in codes(shown), "who says what the column is, is not asked"
    accepted = roster.preview_roster(desk, path, accept=(code,))
    assert codes(accepted) == set()
    assert code in told(accepted)
    nothing = roster.preview_roster(desk, path, mapping={meant: ()})
    assert codes(nothing) == set(), "no column is meant: that is an answer, too"


@pytest.mark.parametrize(
    "header",
    ["二次確認者氏名", "二次確認者", "二次評価者名", "最終評価者", "確認者(二次)", "第二次評価者氏名"],
)
def test_a_confirmer_by_name_is_proposed_by_number(desk: Desk, tmp_path: Path, header: str) -> None:
    rows = [(*row[:5], "", "検証太郎" if position else "") for position, row in enumerate(PEOPLE)]
    path = text(tmp_path / "a.csv", (*HEADERS[:5], "一次確認者", header), rows)
    asked = roster.preview_roster(desk, path)
    assert codes(asked) == {"confirmer-by-name"}
    assert "3行" in asked.errors[0].message
    taken = roster.preview_roster(desk, path, accept=("confirmer-by-name",))
    assert [person.second_confirmer for person in taken.added] == ["", *["000101"] * 3]


def test_every_name_that_becomes_a_number_is_shown_with_it(desk: Desk, tmp_path: Path) -> None:
    seconds = ("髙橋 美咲", "検証 太郎", "検証\u3000太郎", "検証 花子")
    rows = [(*row[:5], "", name) for row, name in zip(PEOPLE, seconds, strict=True)]
    path = text(tmp_path / "a.csv", (*HEADERS[:5], "一次確認者", "二次確認者氏名"), rows)
    for accept in ((), ("confirmer-by-name",)):
        preview = roster.preview_roster(desk, path, accept=accept)
        (told,) = (one for one in (*preview.errors, *preview.notices) if one.code == "confirmer-by-name")
        for name, number in zip(seconds, ("000103", "000101", "000101", "000102"), strict=True):
            assert f"{name} → {number}" in told.found
    both = [
        (*row[:5], "", f"000103 {PEOPLE[2][1]}" if i else f"{PEOPLE[1][1]}(000102)")
        for i, row in enumerate(PEOPLE[:2])
    ]
    path = text(
        tmp_path / "b.csv",
        (*HEADERS[:5], "一次確認者", "二次確認者"),
        [*both, *[(*r, "") for r in PEOPLE[2:]]],
    )
    (told,) = (one for one in roster.preview_roster(desk, path).errors if one.code == "confirmer-with-name")
    assert all(number in told.found for number in ("000102", "000103"))


@pytest.mark.parametrize("name", ["どこにもいない人", "検証", "検証 太郎 課長", "髙橋 美咲"])
def test_a_confirmer_whose_name_is_nobodys_or_two_peoples_is_named(
    desk: Desk, tmp_path: Path, name: str
) -> None:
    rows = [*PEOPLE, ("000105", "髙橋　美咲", *PEOPLE[0][2:5], name)]
    path = text(tmp_path / "a.csv", HEADERS, rows)
    (problem,) = roster.preview_roster(desk, path, accept=("confirmer-by-name",)).errors
    assert (problem.code, problem.found, problem.place.cell) == ("confirmer-name-unknown", name, "6行F列")


def test_which_of_two_of_one_name_confirms_is_asked_with_both(desk: Desk, tmp_path: Path) -> None:
    rows = [
        *PEOPLE,
        ("000105", "髙橋　美咲", *PEOPLE[0][2:5], ""),
        ("000106", "検証 次郎", *PEOPLE[0][2:5], "髙橋 美咲"),
    ]
    path = text(tmp_path / "a.csv", HEADERS, rows)
    preview = roster.preview_roster(desk, path)
    assert codes(preview) == {"confirmer-name-unknown"}
    (question,) = preview.questions
    accepts = [option.accept for option in question.options]
    assert accepts == [f"confirmer-name-unknown:髙橋 美咲={number}" for number in ("000103", "000105")]
    assert "企画課" in question.options[1].label
    taken = roster.preview_roster(desk, path, accept=accepts[1:])
    assert not taken.errors
    assert {person.number: person.first_confirmer for person in taken.added}["000106"] == "000105"
    for other in (
        "confirmer-name-unknown:髙橋 美咲=999999",
        "confirmer-name-unknown",
        "confirmer-name-unknown:検証=000105",
    ):
        assert codes(roster.preview_roster(desk, path, accept=(other,))) == {"confirmer-name-unknown"}


def test_a_line_of_totals_is_nobody(desk: Desk, tmp_path: Path) -> None:
    found = understood(
        desk, text(tmp_path / "a.csv", HEADERS, (*PEOPLE, ("合計", "4人", "", "", "", ""))), "roster"
    )
    assert (found.lines, found.people, found.without["section"]) == (5, 4, 0)


def test_a_table_that_has_no_such_column_is_taken_and_says_so(desk: Desk, tmp_path: Path) -> None:
    path = text(
        tmp_path / "a.csv", ("職員番号", "氏名", "生年月日"), [(*row[:2], "S50.1.1") for row in PEOPLE]
    )
    preview = roster.preview_roster(desk, path)
    assert preview.understanding is not None
    assert codes(preview) == set()
    missing = ("フリガナ", "職層", "職種", "職名", "任用区分")
    assert preview.understanding.lacking == ("所属", "確認者", "在職状態", *missing)
    assert preview.understanding.without == {"section": 4, "confirmer": 4, "duty_status": 4}


def test_what_becomes_of_fields_without_a_column_is_said_of_known_and_new_people(
    desk: Desk, tmp_path: Path
) -> None:
    def means(name: str, rows: Sequence[Sequence[str]], *accept: str) -> str:
        path = text(tmp_path / name, ("職員番号", "氏名"), rows)
        found = roster.preview_roster(desk, path, accept=accept).understanding
        assert found is not None
        assert found.as_json()["lacking_means"] == found.lacking_means
        return found.lacking_means

    rows = [row[:2] for row in PEOPLE]
    path = text(tmp_path / "0.csv", ("職員番号", "氏名"), rows)
    assert understood(desk, path, "roster").lacking_means == "空のままになります"
    assert means("1.csv", rows) == "空のままになります"
    assert roster.apply_roster(desk, tmp_path / "1.csv").outcome == "applied"
    assert means("2.csv", rows) == "今の内容が残ります"
    more = [*rows, ("000999", "山口 香織")]
    assert means("3.csv", more) == "今いる4人は今の内容が残り、新しい1人は空のままになります"
    other = [(rows[0][0], "佐々木 隆"), *rows[1:]]
    said = means("4.csv", other, f"number-reused:{rows[0][0]}")
    assert said == "今いる3人は今の内容が残り、新しい1人は空のままになります"


def test_what_was_understood_counts_people_and_shows_nothing_of_what_is_not_used(
    desk: Desk, tmp_path: Path
) -> None:
    rows = [(*row, "ひみつ") for row in PEOPLE] + [("", "", "", "", "", "", "ひみつ")]
    rows[1] = (*PEOPLE[1][:2], "", "", "", "", "ひみつ")
    found = understood(desk, text(tmp_path / "a.csv", (*HEADERS, "病歴"), rows), "roster")
    assert (found.lines, found.people) == (5, 4)
    assert found.without == {"section": 1, "confirmer": 2, "duty_status": 1}
    assert found.header_rows == (1,)
    assert meanings(found)["病歴"] == ""
    assert [(one.title, one.why) for one in found.columns if one.why] == [("病歴", "unknown")]
    assert "ひみつ" not in str(found.as_json())
    assert found.columns[0].example == "000101"


@pytest.mark.parametrize("kind", ["attendance", "qualifications"])
def test_attendance_and_qualifications_say_the_same_things(desk: Desk, tmp_path: Path, kind: str) -> None:
    roster.apply_roster(desk, text(tmp_path / "名簿.csv"))
    rows = [(number, name, "DX基礎", "2026/6/1", "修了", "別") for number, name, *_ in PEOPLE]
    path = text(tmp_path / "a.csv", ("職員No", "受講者氏名", "講座名", "開催日", "合否", "備考"), rows)
    found = evidence.preview_evidence(desk, path, kind).understanding
    assert found is not None
    assert list(meanings(found).values()) == ["number", "name", "event", "date", "result", ""]
    assert (found.people, found.without) == (4, {})


HALVES = {"企画部": (HEADERS, *PEOPLE[:2]), "総務部": (HEADERS, *PEOPLE[2:])}


def test_sheets_with_the_same_columns_are_offered_and_taken_together(desk: Desk, tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", **HALVES, 集計=(("部", "人数"), ("企画部", "2")))
    preview = roster.preview_roster(desk, path)
    assert codes(preview) >= {"sheets-alike"}
    assert preview.understanding is not None
    offers = [(offer.name, offer.taken, offer.alike) for offer in preview.understanding.sheets]
    assert offers == [("企画部", True, True), ("総務部", False, True), ("集計", False, False)]

    for sheets in ((ALL_SHEETS,), ("企画部", "総務部")):
        both = roster.preview_roster(desk, path, sheet=sheets)
        assert (codes(both), len(both.added)) == (set(), 4)
        assert both.sheet == "企画部、総務部"
    one = roster.preview_roster(desk, path, accept=("sheets-alike",))
    assert "sheets-alike" not in codes(one)
    with pytest.raises(KnownError) as caught:
        roster.preview_roster(desk, path, sheet=("企画部", "集計"))
    assert caught.value.code == "sheet-headers-differ"
    with pytest.raises(KnownError) as caught:
        roster.preview_roster(desk, path, sheet=("企画部", "ない"))
    assert caught.value.code == "sheet-missing"
    assert roster.apply_roster(desk, path, sheet=ALL_SHEETS).added == 4


@pytest.mark.parametrize(
    "other",
    [
        (HEADERS, *PEOPLE[2:]),
        (tuple(reversed(HEADERS)), *(tuple(reversed(row)) for row in PEOPLE[2:])),
        ((*HEADERS, "備考"), *((*row, "外線") for row in PEOPLE[2:])),
        (("表題",), (), ("職員CD", *HEADERS[1:]), *PEOPLE[2:]),
        (("備考", *HEADERS), *(("外線", *row) for row in PEOPLE[2:])),
    ],
)
def test_a_column_of_another_sheet_goes_where_it_means_the_same(
    desk: Desk, tmp_path: Path, other: Rows
) -> None:
    path = book(tmp_path / "a.xlsx", 企画部=HALVES["企画部"], 総務部=other)
    together = roster.preview_roster(desk, path, sheet=ALL_SHEETS)
    assert codes(together) == set()
    (alone,) = (text(tmp_path / "a.csv"),)
    assert together.added == roster.preview_roster(desk, alone).added


def test_nothing_is_filled_down_from_one_sheet_into_the_next(desk: Desk, tmp_path: Path) -> None:
    other = (HEADERS, (*PEOPLE[2][:2], "", "", *PEOPLE[2][4:]), PEOPLE[3])
    path = book(tmp_path / "a.xlsx", 企画部=HALVES["企画部"], 総務部=other)
    preview = roster.preview_roster(
        desk, path, sheet=ALL_SHEETS, accept=("fill-department-code", "blank-section")
    )
    assert {person.number: person.department_code for person in preview.added}["000103"] == ""
    assert preview.understanding is not None
    assert preview.understanding.without["section"] == 1


def test_who_lacks_something_is_counted_after_what_was_accepted(desk: Desk, tmp_path: Path) -> None:
    rows = [PEOPLE[0], (*PEOPLE[1][:2], "", "", *PEOPLE[1][4:]), *PEOPLE[2:]]
    path = text(tmp_path / "a.csv", HEADERS, rows)
    before = roster.preview_roster(desk, path)
    assert before.understanding is not None
    assert before.understanding.without["section"] == 1
    fills = tuple({problem.code for problem in before.errors if problem.code.startswith("fill-")})
    accepted = roster.preview_roster(desk, path, accept=fills).understanding
    assert accepted is not None
    assert accepted.without == {"section": 0, "confirmer": 1, "duty_status": 0}


def test_a_finding_names_the_sheet_it_is_about(desk: Desk, tmp_path: Path) -> None:
    rows = (HEADERS, ("000101", "二人目", *PEOPLE[2][2:]))
    path = book(tmp_path / "a.xlsx", 企画部=HALVES["企画部"], 総務部=rows)
    (problem,) = (
        p for p in roster.preview_roster(desk, path, sheet=ALL_SHEETS).errors if p.code == "number-duplicate"
    )
    assert (problem.place.sheet, problem.place.cell) == ("総務部", "A2")
    assert "企画部!A2" in problem.message


def test_hidden_struck_and_filtered_lines_are_told_or_asked(desk: Desk, tmp_path: Path) -> None:
    path = book(tmp_path / "a.xlsx", 名簿=(HEADERS, *PEOPLE))

    def hide(made: Any) -> None:
        made["名簿"].row_dimensions[3].hidden = True
        made["名簿"].column_dimensions["C"].hidden = True
        made.create_sheet("前年").sheet_state = "hidden"

    changed(path, hide)
    preview = roster.preview_roster(desk, path)
    assert (codes(preview), len(preview.added)) == (set(), 4)
    assert told(preview) >= {"rows-hidden", "columns-hidden", "sheets-hidden"}
    (rows,) = (one for one in preview.notices if one.code == "rows-hidden")
    assert (rows.found, rows.place.cell) == ("3行目", "")
    assert preview.understanding is not None
    assert (preview.understanding.hidden_rows, preview.understanding.hidden_columns) == (1, ("所属コード",))

    def copy(made: Any) -> None:
        made["名簿"].append(["000102", "旧姓 花子", *PEOPLE[1][2:]])
        made["名簿"].row_dimensions[3].hidden = False
        made["名簿"].row_dimensions[6].hidden = True

    changed(path, copy)
    asked = roster.preview_roster(desk, path)
    assert "hidden-doubles" in codes(asked)
    left_out = roster.preview_roster(desk, path, accept=("hidden-doubles",))
    assert codes(left_out) == set()
    assert [person.name for person in left_out.added if person.number == "000102"] == ["検証 花子"]

    def strike(made: Any) -> None:
        made["名簿"]["B2"].font = Font(strike=True)

    changed(path, strike)
    struck = roster.preview_roster(desk, path, accept=("hidden-doubles",))
    assert codes(struck) == {"struck-people"}
    assert "000101 検証 太郎" in struck.errors[0].found
    taken = roster.preview_roster(desk, path, accept=("hidden-doubles", "struck-people"))
    assert (codes(taken), len(taken.added)) == (set(), 4)


def test_a_mapping_is_remembered_by_its_headers_shown_and_forgotten(desk: Desk, tmp_path: Path) -> None:
    headers = ("コード甲", "名称乙", *HEADERS[2:])
    said = {Column.NUMBER: ("コード甲",), Column.NAME: ("名称乙",)}
    path = text(tmp_path / "a.csv", headers)
    assert understood(desk, path, "roster", mapping=said).remembered == (), "it is said now"
    assert understood(desk, path, "roster").people == 0, "a look keeps nothing"
    assert roster.apply_roster(desk, path, mapping=said).outcome == "applied"
    assert understood(desk, path, "roster").remembered == (Column.NUMBER, Column.NAME)
    for more in (("年度末評価",), ("R9備考", "R9区分"), ()):
        later = text(tmp_path / "b.csv", (*headers[:5], *more, headers[5]), ())
        seen = meanings(understood(desk, later, "roster"))
        assert (seen["コード甲"], seen["名称乙"]) == ("number", "name"), "other headers change every year"
    forget_columns(desk, path, "roster")
    assert understood(desk, path, "roster").people == 0
    assert (
        meanings(understood(desk, text(tmp_path / "b.csv", (*headers, "新"), ()), "roster"))["コード甲"] == ""
    )


def test_a_column_set_aside_stays_so_and_its_header_goes_to_nobody_else(desk: Desk, tmp_path: Path) -> None:
    path = text(tmp_path / "a.csv")
    said = {Column.FIRST: (), Column.DEPARTMENT_NAME: ("在職状態",)}
    found = understood(desk, path, "roster", mapping=said)
    assert meanings(found)["在職状態"] == "department_name"
    assert [(one.title, one.why) for one in found.columns if one.why] == [
        ("所属名", "unknown"),
        ("一次確認者", "set-aside"),
    ]
    assert roster.apply_roster(desk, path, mapping={Column.FIRST: ()}).outcome == "applied"
    assert meanings(understood(desk, path, "roster"))["一次確認者"] == ""


def test_what_two_people_say_one_after_the_other_adds_up(desk: Desk, tmp_path: Path) -> None:
    """Each of two sources has its own mapping, and neither takes the other's words away."""
    one = text(tmp_path / "a.csv", ("甲", "氏名", *HEADERS[2:]))
    two = text(tmp_path / "b.csv", ("職員番号", "乙", *HEADERS[2:]))
    assert roster.apply_roster(desk, one, mapping={Column.NUMBER: ("甲",)}).outcome == "applied"
    assert roster.apply_roster(desk, two, mapping={Column.NAME: ("乙",)}).outcome == "unchanged"
    both = meanings(understood(desk, text(tmp_path / "c.csv", ("甲", "乙", *HEADERS[2:])), "roster"))
    assert (both["甲"], both["乙"]) == ("number", "name")


@pytest.mark.parametrize("columns", [1, 40, 200, 400])
def test_a_table_of_many_columns_or_of_nothing_but_a_header_is_understood(
    desk: Desk, tmp_path: Path, columns: int
) -> None:
    headers = (*HEADERS, *(f"項目{number}" for number in range(columns - len(HEADERS))))[:columns]
    found = understood(desk, text(tmp_path / "a.csv", headers, ()), "roster")
    assert (len(found.columns), found.lines, found.people) == (columns, 0, 0)


def test_forty_sheets_are_offered_at_once(desk: Desk, tmp_path: Path) -> None:
    sheets = {
        f"部{n:02}": (HEADERS, (f"{n:06}", f"検証 {n}", f"{n:04}", f"第{n}課", "在職", ""))
        for n in range(1, 41)
    }
    path = book(tmp_path / "a.xlsx", **sheets)
    preview = roster.preview_roster(desk, path, sheet=ALL_SHEETS)
    assert (codes(preview), len(preview.added)) == (set(), 40)
    asked = roster.preview_roster(desk, path, accept=("sheets-alike",))
    assert any("ほかに39枚" in notice.message for notice in asked.notices)


def test_our_own_template_needs_no_question_about_its_sheets(desk: Desk, tmp_path: Path) -> None:
    sheets = {understanding.TEMPLATE_SHEETS["roster"]: (HEADERS, *PEOPLE)}
    sheets |= {
        understanding.TEMPLATE_SHEETS[kind]: (
            ("職員番号", "氏名", "研修名", "受講日"),
            ("000101", "", "", ""),
        )
        for kind in ("attendance", "qualifications")
    }
    assert codes(roster.preview_roster(desk, book(tmp_path / "a.xlsx", **sheets))) == set()
    both = evidence.preview_evidence(desk, book(tmp_path / "a.xlsx", **sheets), "attendance")
    assert "sheets-alike" not in codes(both)


def test_a_sheet_of_other_columns_that_names_people_is_asked_about(desk: Desk, tmp_path: Path) -> None:
    others = (HEADERS[:4], ("900301", "検証 四郎", "0101", "企画課"))
    names = (("職員番号", "氏名"), ("900301", "検証 四郎"))
    path = book(tmp_path / "a.xlsx", 正規=(HEADERS, *PEOPLE), 会計年度=others, 旧姓=names)
    asked = roster.preview_roster(desk, path)
    (found,) = [problem for problem in asked.errors if problem.code == "sheets-alike"]
    assert found.found == "会計年度"
    assert codes(roster.preview_roster(desk, path, accept=("sheets-alike",))) == set()
    # What the finding advises works.
    for sheet in ("正規", "会計年度"):
        result = roster.apply_roster(desk, path, sheet=sheet, accept=("sheets-alike",), partial=True)
        assert result.outcome == "applied", result.errors
    with desk.store.read() as uow:
        assert {"900301", PEOPLE[0][0]} <= {person.number for person in uow.people.employees()}


def test_numbers_of_people_beside_the_one_confirmer_are_asked_about(desk: Desk, tmp_path: Path) -> None:
    first, second = PEOPLE[0][0], PEOPLE[1][0]
    rows = [(*row[:5], first, second) for row in PEOPLE[2:]] + [(*row[:5], "", "") for row in PEOPLE[:2]]
    path = text(tmp_path / "a.csv", (*HEADERS[:5], "一次評価者", "直属上司番号"), rows)
    asked = roster.preview_roster(desk, path)
    assert codes(asked) == {"confirmer-column-missing"}
    assert asked.understanding is not None
    assert asked.understanding.candidates["confirmer-column-missing"] == ("直属上司番号",)
    said = {Column.SECOND: ("直属上司番号",)}
    assert codes(roster.preview_roster(desk, path, mapping=said)) == set()
    unused = {Column.SECOND: ()}
    assert codes(roster.preview_roster(desk, path, mapping=unused)) == set()


@pytest.mark.parametrize("clear", ["一次確認者", "二次評価者番号", "確認者"])
@pytest.mark.parametrize("head", ["所属長", "所属長番号", "所属長氏名", "直属の上司"])
def test_the_head_of_a_section_beside_a_clear_confirmer_never_wins_and_is_asked_about(
    desk: Desk, tmp_path: Path, clear: str, head: str
) -> None:
    first, second = PEOPLE[0][:2], PEOPLE[1][:2]
    shown = 1 if head in ("所属長氏名", "直属の上司") else 0
    rows = [(*row[:5], first[0], second[shown]) for row in PEOPLE[2:]]
    rows += [(*row[:5], "", "") for row in PEOPLE[:2]]
    path = text(tmp_path / "a.csv", (*HEADERS[:5], clear, head), rows)
    asked = roster.preview_roster(desk, path)
    assert codes(asked) == {"confirmer-column-missing"}
    assert asked.understanding is not None
    assert asked.understanding.candidates["confirmer-column-missing"] == (head,)
    assert clear in {column.title for column in asked.understanding.columns if column.meaning}
