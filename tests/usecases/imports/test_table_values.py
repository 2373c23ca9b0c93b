"""What people mean by what stands in the cells and lines of a table: understood, or asked."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import openpyxl
import pytest

from dxdesk import bootstrap
from dxdesk.ports.entities import Role
from dxdesk.usecases.imports import evidence, table_rows
from dxdesk.usecases.imports.acceptable import CODES, acceptable
from dxdesk.usecases.imports.roster import apply_roster, preview_roster
from dxdesk.usecases.imports.understanding import ROSTER, WANTED
from dxdesk.usecases.inbox.opening import create_store
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.few_people import HEAD, PEOPLE, Row, codes, is_unchanged, listed, with_values, workbook
from tests.helpers.memory import forgetful, in_memory


@pytest.fixture(scope="module")
def desks(tmp_path_factory: pytest.TempPathFactory) -> tuple[Desk, Desk]:
    """An HR store that is empty, and one that knows four people in two sections."""
    folder = tmp_path_factory.mktemp("values")
    services = in_memory(bootstrap.services())
    empty = create_store(services, str(folder / "空.dxdesk"), Role.HR, ("131091", "検証区"), "検証 1234 あい")
    full = forgetful(empty)
    result = apply_roster(full, listed(folder / "4月.csv", PEOPLE))
    assert (result.outcome, result.added) == ("applied", 4), result.errors
    return empty, full


@pytest.fixture
def empty(desks: tuple[Desk, Desk]) -> Iterator[Desk]:
    return forgetful(desks[0])


@pytest.fixture
def desk(desks: tuple[Desk, Desk]) -> Desk:
    return forgetful(desks[1])


@pytest.mark.parametrize(
    "mark",
    [
        *(
            "\u3003",
            "\u2033",
            "\u301f",
            "\u201d",
            '"',
            "\uff02",
            "\u309b",
            "\u3099",
            "\uff9e",
            "\u2193",
            "\uff5c",
        ),
        *(
            "同上",
            "同\u3000上",
            " 同上 ",
            "(同上)",
            "\uff08同上\uff09",
            "同",
            "々",
            "仝",
            "上に同じ",
            "\u3003\u3003",
        ),
    ],
)
def test_marks_of_repetition_are_offered_and_never_taken(desk: Desk, tmp_path: Path, mark: str) -> None:
    people = with_values("所属コード", ("0101", mark, "0102", mark))
    people = [[*row[:3], mark if row[2] == mark else row[3], *row[4:]] for row in people]
    path = listed(tmp_path / "名簿.csv", people)
    asked = preview_roster(desk, path)
    found = [(p.code, p.place.cell) for p in asked.errors]
    assert found == [("fill-department-code", "3行C列"), ("fill-department-name", "3行D列")]
    assert not asked.departments.added
    assert codes(preview_roster(desk, path, accept=["fill-department-code"]).errors) == [
        "fill-department-name"
    ]
    assert is_unchanged(preview_roster(desk, path, accept=["fill-department-code", "fill-department-name"]))


@pytest.mark.parametrize("header", ["任用区分", "一次確認者"])
def test_a_mark_in_any_column_is_offered(desk: Desk, tmp_path: Path, header: str) -> None:
    values = {
        "任用区分": ("正規", "\u3003", "正規", "\u3003"),
        "一次確認者": ("", "000101", "\u3003", "000201"),
    }
    path = listed(tmp_path / "名簿.csv", with_values(header, values[header]))
    code = {"任用区分": "fill-employment", "一次確認者": "fill-first-confirmer"}[header]
    assert codes(preview_roster(desk, path).errors) == [code]
    taken = preview_roster(desk, path, accept=[code])
    assert taken.errors == ()
    if header == "一次確認者":
        assert [(c.after.number, c.after.first_confirmer) for c in taken.changed] == [("000201", "000101")]


@pytest.mark.parametrize("header", ["職員番号", "氏名"])
def test_nobody_is_named_or_numbered_by_a_mark(desk: Desk, tmp_path: Path, header: str) -> None:
    values = [row[HEAD.index(header)] for row in PEOPLE]
    path = listed(tmp_path / "名簿.csv", with_values(header, (values[0], "\u3003", *values[2:])))
    assert "ditto-mark" in codes(preview_roster(desk, path, accept=list(table_rows.FILLS.values())).errors)


def test_a_mark_with_nothing_above_stays_refused(desk: Desk, tmp_path: Path) -> None:
    path = listed(tmp_path / "名簿.csv", with_values("所属コード", ("\u3003", "0101", "0102", "0102")))
    every = list(table_rows.FILLS.values())
    assert [(p.code, p.place.cell) for p in preview_roster(desk, path, accept=every).errors][:1] == [
        ("ditto-mark", "2行C列")
    ]


@pytest.mark.parametrize(
    "blank", ["", "\u3000", "\u200b", "\ufeff", "\u2060", " \u200b\u3000", "\u3164", "\xad"]
)
def test_a_blank_under_a_section_is_offered_or_left(desk: Desk, tmp_path: Path, blank: str) -> None:
    people = [
        [number, name, code if first else blank, unit if first else blank, *rest]
        for first, (number, name, code, unit, *rest) in zip((1, 0, 1, 0), PEOPLE, strict=True)
    ]
    path = listed(tmp_path / "名簿.csv", people)
    assert codes(preview_roster(desk, path).errors) == ["blank-section", "fill-department-code"]
    filled = preview_roster(desk, path, accept=["fill-department-code", "blank-section"])
    assert is_unchanged(filled), "what is filled in is not blank"
    left = preview_roster(desk, path, accept=["blank-section"])
    assert left.errors == ()
    assert [change.after.department_code for change in left.changed] == ["", ""]


GROUPED = ("部名", "課名", "係名")


@pytest.mark.parametrize(
    ("head", "units", "accept", "means"),
    [
        (  # 部・課・係, each written once
            ("部名", "課名", "係名"),
            (
                ("企画部", "企画課", "企画係"),
                ("", "", "統計係"),
                ("総務部", "", ""),
                ("", "総務課", "庶務係"),
            ),
            ("fill-parent-name", "fill-department-name"),
            ("企画部 企画課 企画係", "企画部 企画課 統計係", "総務部", "総務部 総務課 庶務係"),
        ),
        (  # what is blank under a new 部 or 課 is none
            ("部", "課", "係"),
            (
                ("企画部", "企画課", "企画係"),
                ("企画部", "企画課", ""),
                ("企画部", "", ""),
                ("総務部", "総務課", ""),
            ),
            ("leave-department-name",),
            ("企画部 企画課 企画係", "企画部 企画課", "企画部", "総務部 総務課"),
        ),
        (  # under the same 部 a blank 課 may be the one above
            ("部局名", "課室名"),
            (("企画部", "企画課"), ("企画部", ""), ("総務部", ""), ("総務部", "総務課")),
            ("fill-department-name",),
            ("企画部 企画課", "企画部 企画課", "総務部", "総務部 総務課"),
        ),
        (
            ("部局名", "課室名", "係名"),
            (
                ("企画部", "管理課", "庶務係"),
                ("総務部", "管理課", "庶務係"),
                ("総務部", "管理課", "文書係"),
                ("総務部", "", ""),
            ),
            ("leave-department-name",),
            ("企画部 管理課 庶務係", "総務部 管理課 庶務係", "総務部 管理課 文書係", "総務部"),
        ),
        (
            ("部名", "課名"),
            (("企画部", "管理課"), ("企画部", "管理課"), ("総務部", "管理課"), ("総務部", "総務部")),
            (),
            ("企画部 管理課", "企画部 管理課", "総務部 管理課", "総務部"),
        ),
        (
            ("上位所属", "所属"),
            (("企画部", "管理課"), ("総務部", "管理課"), ("", "総務部"), ("総務部", "管理課")),
            (),
            ("企画部 管理課", "総務部 管理課", "総務部", "総務部 管理課"),
        ),
    ],
)
def test_sections_in_two_and_three_columns(
    empty: Desk,
    tmp_path: Path,
    head: Sequence[str],
    units: Sequence[Sequence[str]],
    accept: Sequence[str],
    means: Sequence[str],
) -> None:
    people = [[*person[:2], *unit] for person, unit in zip(PEOPLE, units, strict=True)]
    path = listed(tmp_path / "名簿.csv", people, ("職員番号", "氏名", *head))
    asked = codes(preview_roster(empty, path).errors)
    assert set(accept) <= set(asked)
    assert bool(asked) == bool(accept)
    preview = preview_roster(empty, path, accept=accept)
    assert preview.errors == ()
    known = preview.departments.units
    assert [path_of(known, person.department_code) for person in preview.added] == list(means)
    result = apply_roster(empty, path, accept=accept)
    assert result.outcome == "applied"
    assert preview_roster(empty, path, accept=accept).changes_anything is False, (
        "the same table says the same"
    )


def path_of(units, code: str) -> str:  # type: ignore[no-untyped-def]
    names: list[str] = []
    while code:
        names.insert(0, units[code].name)
        code = units[code].parent
    return " ".join(names)


def test_a_team_without_a_code_does_not_move_a_coded_section(desk: Desk, tmp_path: Path) -> None:
    people = [[*row[:4], "係"] for row in PEOPLE]
    preview = preview_roster(desk, listed(tmp_path / "名簿.csv", people, (*HEAD[:4], "係名")))
    assert is_unchanged(preview)
    assert "team-unused" in codes(preview.notices)


def test_a_team_with_a_code_lies_under_its_section(empty: Desk, tmp_path: Path) -> None:
    people = [[*row[:4], f"{row[2]}{number}", f"第{number}係"] for number, row in enumerate(PEOPLE)]
    preview = preview_roster(empty, listed(tmp_path / "名簿.csv", people, (*HEAD[:4], "係コード", "係名")))
    assert preview.errors == ()
    assert [person.department_code for person in preview.added] == ["01010", "01011", "01022", "01023"]
    assert path_of(preview.departments.units, "01022") == "総務課 第2係"


def test_two_columns_that_join_to_a_known_section_are_that_section(desk: Desk, tmp_path: Path) -> None:
    apply_roster(
        desk,
        listed(tmp_path / "改名.csv", with_values("所属名", ("企画部企画課",) * 2 + ("総務部総務課",) * 2)),
    )
    people = [
        [*row[:2], *unit]
        for row, unit in zip(PEOPLE, [("企画部", "企画課")] * 2 + [("総務部", "総務課")] * 2, strict=True)
    ]
    preview = preview_roster(
        desk, listed(tmp_path / "二列.csv", people, ("職員番号", "氏名", "部名", "課名"))
    )
    assert is_unchanged(preview)


def test_names_alone_make_no_section_in_silence(desk: Desk, tmp_path: Path) -> None:
    people = [
        [*row[:2], unit]
        for row, unit in zip(PEOPLE, ("企画課", "企画調整課", "総務課", "総務課"), strict=True)
    ]
    path = listed(tmp_path / "名簿.csv", people, ("職員番号", "氏名", "所属名"))
    asked = preview_roster(desk, path)
    assert [(p.code, p.place.cell, p.found) for p in asked.errors] == [
        ("department-uncoded", "3行C列", "企画調整課")
    ]
    taken = preview_roster(desk, path, accept=["department-uncoded"])
    assert [c.after.department_code for c in taken.changed] == ["企画調整課"]


HEADINGS = [
    ("【企画部】", "【総務部】"),
    ("■企画課", "■総務課"),
    ("\u25cf 企画課", "\u25cf 総務課"),
    ("企画課", "総務課"),
    ("<企画課>", "\uff1c総務課\uff1e"),
    ("《企画課》", "《総務課》"),
    ("◆企画課(2名)", "◆総務課\uff082名\uff09"),
    ("所属:企画課", "所属\uff1a総務課"),
    ("第1企画課", "\uff21第2課"),
]


@pytest.mark.parametrize("marks", HEADINGS)
def test_headings_of_sections_are_offered(empty: Desk, tmp_path: Path, marks: Sequence[str]) -> None:
    people = [[marks[0]], *(row[:2] for row in PEOPLE[:2]), [], [marks[1]], *(row[:2] for row in PEOPLE[2:])]
    path = listed(tmp_path / "名簿.csv", people, ("職員番号", "氏名"))
    asked = preview_roster(empty, path)
    assert [(p.code, p.place.cell) for p in asked.errors] == [("section-headings", "2行A列")]
    assert marks[0] in asked.errors[0].found
    preview = preview_roster(empty, path, accept=["section-headings"])
    assert preview.errors == ()
    assert [person.number for person in preview.added] == [row[0] for row in PEOPLE]
    names = [preview.departments.units[person.department_code].name for person in preview.added]
    assert names[0] == names[1] != names[2] == names[3]
    known = ({"企画部", "総務部"}, {"企画課", "総務課"}, {"第1企画課", "\uff21第2課"})
    assert set(names) in known, "names stay as typed"


def test_a_mark_right_under_a_heading_means_nothing_above_it(desk: Desk, tmp_path: Path) -> None:
    people = [
        PEOPLE[0],
        PEOPLE[1],
        ["■総務課"],
        *([*row[:2], "\u3003", "\u3003", *row[4:]] for row in PEOPLE[2:]),
    ]
    path = listed(tmp_path / "名簿.csv", people)
    found = preview_roster(desk, path, accept=["section-headings", *table_rows.FILLS.values()]).errors
    assert [p.code for p in found if p.place.cell == "5行C列"] == ["ditto-mark"]


def test_headings_of_several_ranks_make_a_tree(empty: Desk, tmp_path: Path) -> None:
    one, two, three, four = (row[:2] for row in PEOPLE)
    people = [["【企画部】"], one, ["■企画課"], two, ["・統計係"], three, ["【総務部】"], four]
    path = listed(tmp_path / "名簿.csv", people, ("職員番号", "氏名"))
    preview = preview_roster(empty, path, accept=["section-headings"])
    found = [path_of(preview.departments.units, person.department_code) for person in preview.added]
    assert found == ["企画部", "企画部 企画課", "企画部 企画課 統計係", "総務部"]


def test_a_heading_over_written_sections_is_only_a_heading(desk: Desk, tmp_path: Path) -> None:
    people = [["■企画課"], *PEOPLE[:2], ["■総務課"], *PEOPLE[2:]]
    assert is_unchanged(
        preview_roster(desk, listed(tmp_path / "名簿.csv", people), accept=["section-headings"])
    )


def test_nothing_is_filled_down_across_a_heading(desk: Desk, tmp_path: Path) -> None:
    people = [PEOPLE[0], PEOPLE[1], ["■総務課"], *([*row[:2], "", "", *row[4:]] for row in PEOPLE[2:])]
    path = listed(tmp_path / "名簿.csv", people)
    assert "fill-department-code" not in codes(preview_roster(desk, path).errors)
    assert is_unchanged(preview_roster(desk, path, accept=["section-headings"]))


@pytest.mark.parametrize(
    "line",
    [
        ["合計", "4名"],
        ["合\u3000計", "", "", "", "4"],
        ["", "計", "", "4人"],
        ["企画課計", "2名"],
        ["総人員", "", "", "4"],
        ["4", "", "", "", "総計"],
        ["", "欠員", "0101", "企画課"],
        ["", "\uff08欠員\uff09", "0101", "企画課"],
        ["000301", "欠員", "0101", "企画課"],
        ["※ 会計年度任用職員を除く"],
        ["", "※育休を含む"],
        ["\uff0a 4月1日現在"],
        ["注\uff09任期付を含む"],
        ["(注1) 臨時を除く"],
        ["備考\uff1a兼務は含まない"],
        ["以上"],
        ["", "", "", "以\u3000上"],
        ["- 以上 -"],
        ["以下余白"],
        ["作成日\uff1aR8.4.1"],
        ["以上8名"],
        ["以上\uff1a8人"],
        ["【注】任期付を含む"],
        ["出力日時 2026/4/1 10:00"],
        ["出力日時", "2026/4/1 10:00"],
        ["男 5 女 3"],
        ["男", "5", "女", "3"],
        ["1/1ページ"],
        ["", "", "", "1/1"],
        ["", "", "", "Page 1"],
        ["現員数", "8"],
        ["現員数\uff1a8人"],
        ["凡例 ○は休職"],
        ["データ件数:8"],
        ["作成\uff1a人事課"],
        ["", "作成\uff1a人事課"],
        ["", "", "作成\uff1a人事課", "作成\uff1a人事課"],
        list(HEAD),
        ["", "", "0101", "企画課"],
    ],
)
@pytest.mark.parametrize("at", [4, 2])
def test_lines_that_are_nobody_go_with_one_tick(desk: Desk, tmp_path: Path, line: Row, at: int) -> None:
    people: list[Row] = [*PEOPLE[:at], [], line, [], *PEOPLE[at:], line]
    path = listed(tmp_path / "名簿.csv", people)
    asked = preview_roster(desk, path)
    assert codes(asked.errors) == ["rows-not-people"]
    assert asked.errors[0].place.cell.startswith(f"{at + 3}行")
    taken = preview_roster(desk, path, accept=["rows-not-people"])
    assert is_unchanged(taken)
    assert any(
        str(next(v for v in line if v)) in p.found for p in taken.notices if p.code == "rows-not-people"
    )


@pytest.mark.parametrize(
    "line",
    [
        ["人事課"],
        ["", "", "", "総務部人事課"],
        ["照会は内線 1234 まで"],
        ["", "この表は秘密です"],
        ["", "", "", "", "正規を除く"],
        ["秘", ""],
        ["男性 2", "女性 2"],
        ["", "", "", "企画課", "正規"],
    ],
)
def test_a_line_of_words_below_the_last_person_is_nobody(desk: Desk, tmp_path: Path, line: Row) -> None:
    path = listed(tmp_path / "名簿.csv", [*PEOPLE, [], line, ["総務課"]])
    asked = preview_roster(desk, path)
    assert codes(asked.errors) == ["rows-not-people"]
    assert is_unchanged(preview_roster(desk, path, accept=["rows-not-people"]))


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (["000301", "", "0101", "企画課"], "name-empty"),
        (["", "合田 計", "0101", "企画課"], "number-empty"),
        (["未定", "田中 一郎", "0101", "企画課"], "number-characters"),
        (["000301", "計良 実", "0101", "企画課"], ""),
        (["000301", "欠端 実", "0101", "企画課"], ""),
        (["000301", "注連 実", "0101", "会計"], "department-name-differs"),
    ],
)
def test_a_person_is_never_left_out(desk: Desk, tmp_path: Path, line: Row, code: str) -> None:
    every = ["rows-not-people", "section-headings", "new-list-value"]
    preview = preview_roster(
        desk, listed(tmp_path / "名簿.csv", [*PEOPLE, [*line, "正規", ""]]), accept=every
    )
    assert codes(preview.errors) == ([code] if code else [])
    assert code or [person.name for person in preview.added] == [line[1]]


@pytest.mark.parametrize("mark", ["\x1a", "\x1a\r\n", "\u200b", "\u3000", "\x00"])
def test_an_end_mark_of_old_systems_is_no_line(desk: Desk, tmp_path: Path, mark: str) -> None:
    path = listed(tmp_path / "名簿.csv", PEOPLE)
    path.write_bytes(path.read_bytes() + mark.encode())
    assert is_unchanged(preview_roster(desk, path))


@pytest.mark.parametrize(
    ("value", "was"),
    [
        (datetime.datetime(2026, 10, 5), "10-5"),
        (datetime.date(2026, 1, 2), "1-2"),
        (datetime.datetime(1932, 10, 1), "10-32"),
        ("1月2日", "1-2"),
        ("\uff11\u6708\uff12\u65e5", "1-2"),
        ("2026/10/5", "10-5"),
        ("2026-10-05 00:00:00", "10-5"),
        ("10/5", "10-5"),
        ("Oct-05", "10-5"),
        ("5-Oct", "10-5"),
    ],
)
@pytest.mark.parametrize("header", ["職員番号", "所属コード", "一次確認者"])
def test_a_code_that_became_a_date_is_refused_with_what_it_was(
    desk: Desk, tmp_path: Path, header: str, value: object, was: str
) -> None:
    values = [row[HEAD.index(header)] for row in PEOPLE]
    path = workbook(tmp_path / "名簿.xlsx", with_values(header, (*values[:3], value)))
    (found,) = (p for p in preview_roster(desk, path).errors if p.code == "code-spoilt")
    assert found.place.cell == f"{'ABCDEF'[HEAD.index(header)]}5"
    assert f"「{was}」" in found.message
    assert "code-spoilt" not in acceptable([found])


@pytest.mark.parametrize("value", ["1.0E+05", "1.23E+11", 101.5])
def test_a_code_whose_digits_are_gone_is_refused(desk: Desk, tmp_path: Path, value: object) -> None:
    path = workbook(tmp_path / "名簿.xlsx", with_values("所属コード", ("0101", "0101", "0102", value)))
    assert "code-spoilt" in codes(preview_roster(desk, path).errors)


@pytest.mark.parametrize("value", ["10-5", "20261005", "R8-10", "10", "A-1", "企画"])
def test_what_only_looks_like_a_date_is_a_code(empty: Desk, tmp_path: Path, value: str) -> None:
    path = listed(tmp_path / "名簿.csv", with_values("所属コード", (value, value, "0102", "0102")))
    preview = preview_roster(empty, path)
    assert preview.errors == ()
    assert preview.added[0].department_code == value


@pytest.mark.parametrize("write", [listed, workbook])
@pytest.mark.parametrize(
    ("value", "asked"),
    [
        ("0101", False),
        ("'0101", False),
        ("\uff10\uff11\uff10\uff11", False),
        ("\u30000101 ", False),
        ("0101\u200b", False),
        ("101", True),
        (101, True),
        ("00101", True),
        ("\uff11\uff10\uff11", True),
    ],
)
@pytest.mark.parametrize("header", ["所属コード", "兼務所属コード", "親所属コード"])
def test_one_rule_for_the_codes_of_sections(
    desk: Desk, tmp_path: Path, write: Callable[..., Path], value: object, asked: bool, header: str
) -> None:
    if header == "所属コード":
        head, people = HEAD, with_values(header, (value, value, "0102", "0102"))
        means = "0101"
    else:
        extra = ["", "", value, ""]
        head, people = (*HEAD, header), [[*row, more] for row, more in zip(PEOPLE, extra, strict=True)]
    path = write(tmp_path / ("名簿.csv" if write is listed else "名簿.xlsx"), people, head)
    first = preview_roster(desk, path)
    assert codes(first.errors) == (["department-not-text"] if asked else [])
    preview = preview_roster(desk, path, accept=["department-not-text"])
    assert preview.errors == ()
    if header == "所属コード":
        assert is_unchanged(preview), means
    elif header == "兼務所属コード":
        assert [c.after.posts[0].department_code for c in preview.changed] == ["0101"]
    else:
        assert preview.departments.units["0102"].parent == "0101"


def test_a_code_that_excel_wrapped_is_unwrapped_in_every_column(desk: Desk, tmp_path: Path) -> None:
    people = [[f'="{value}"' if value else "" for value in row] for row in PEOPLE]
    assert is_unchanged(preview_roster(desk, listed(tmp_path / "名簿.csv", people)))


@pytest.mark.parametrize("write", [listed, workbook])
@pytest.mark.parametrize("unseen", ["\u200b", "\xad", "\ufeff", "\u2060", "\u200d", "\u202e"])
@pytest.mark.parametrize("header", HEAD)
def test_letters_that_nobody_sees_change_nothing_of_a_roster_and_are_named(
    desk: Desk, tmp_path: Path, write: Callable[..., Path], unseen: str, header: str
) -> None:
    place = HEAD.index(header)
    row = next(row for row in PEOPLE if len(str(row[place])) > 1)
    value = str(row[place])
    for written in (value[:1] + unseen + value[1:], unseen + value, value + unseen):
        people = [[*r[:place], written, *r[place + 1 :]] if r is row else list(r) for r in PEOPLE]
        path = write(tmp_path / ("名簿.csv" if write is listed else "名簿.xlsx"), people)
        preview = preview_roster(desk, path)
        assert is_unchanged(preview), codes(preview.errors)
        told = [(one.found, one.place.cell) for one in preview.notices if one.code == "text-control"]
        assert [found for found, _ in told] == [f"U+{ord(unseen):04X}"]
        assert all(cell for _, cell in told)


@pytest.mark.parametrize("write", [listed, workbook])
@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("000101", ""),
        ("'000101", ""),
        ("101", "number-length"),
        (101, "number-"),
        ("\uff10\uff10\uff10\uff11\uff10\uff11", "number-full-width"),
        ("000101\u200b", ""),
        ("\ufeff000101", ""),
        ("000101\u3164", "number-blank-around"),
    ],
)
@pytest.mark.parametrize("header", ["職員番号", "一次確認者"])
def test_one_rule_for_numbers_of_people(
    desk: Desk, tmp_path: Path, write: Callable[..., Path], value: object, code: str, header: str
) -> None:
    values = (value, *(row[0] for row in PEOPLE[1:])) if header == "職員番号" else ("", value, "", "000201")
    path = write(tmp_path / ("名簿.csv" if write is listed else "名簿.xlsx"), with_values(header, values))
    found = codes(preview_roster(desk, path).errors)
    assert all(name.startswith(code) for name in found)
    assert bool(found) == bool(code)
    assert is_unchanged(preview_roster(desk, path, accept=found))


@pytest.mark.parametrize(
    ("known", "written"), [("00A1", "A1"), ("A1", "00A1"), ("1-02", "1-2"), ("1-2", "01-2"), ("X007", "X7")]
)
def test_zeros_are_proposed_where_nobody_said_how_long_numbers_are(
    empty: Desk, tmp_path: Path, known: str, written: str
) -> None:
    people = [(known, "青山 一郎"), ("7-7", "石川 花子"), ("B-888888", "岡本 直樹")]
    head = ("職員番号", "氏名")
    assert apply_roster(empty, listed(tmp_path / "4月.csv", people, head)).outcome == "applied"
    path = listed(tmp_path / "5月.csv", [(written, "青山 一郎"), *people[1:]], head)
    asked = preview_roster(empty, path)
    assert [(p.code, p.found) for p in asked.errors] == [("number-not-text", written)]
    assert f"「{known}」" in asked.errors[0].fix
    assert preview_roster(empty, path, accept=["number-not-text"]).changes_anything is False


@pytest.mark.parametrize("code", ["000000", "000000;@", "0000-00", "[$-411]000000", "#000000"])
def test_a_format_of_zeros_is_taken_at_its_word(empty: Desk, tmp_path: Path, code: str) -> None:
    def dress(sheet) -> None:  # type: ignore[no-untyped-def]
        for row in range(2, 6):
            sheet[f"A{row}"].number_format = sheet[f"F{row}"].number_format = code

    people = [[int(str(row[0])), *row[1:5], int(str(row[5])) if row[5] else ""] for row in PEOPLE]
    preview = preview_roster(empty, workbook(tmp_path / "名簿.xlsx", people, touch=dress))
    assert preview.errors == ()
    shown = "0001-01" if "-" in code.replace("[$-411]", "") else "000101"
    assert (preview.added[0].number, preview.added[1].first_confirmer) == (shown, shown)


@pytest.mark.parametrize("header", ["職員番号", "氏名", "所属コード", "任用区分", "一次確認者"])
def test_a_formula_without_a_value_is_refused_by_its_cell(desk: Desk, tmp_path: Path, header: str) -> None:
    values = [row[HEAD.index(header)] for row in PEOPLE]
    path = workbook(tmp_path / "名簿.xlsx", with_values(header, (*values[:3], '=TEXT(101,"0000")')))
    found = [(p.code, p.place.cell) for p in preview_roster(desk, path).errors]
    assert ("formula-uncalculated", f"{'ABCDEF'[HEAD.index(header)]}5") in found


@pytest.mark.parametrize("header", ["番号", "No.", "連番", "\uff2e\uff4f", "整理番号"])
def test_a_serial_is_never_taken_for_the_number(empty: Desk, tmp_path: Path, header: str) -> None:
    people = [[str(number), *row[1:4]] for number, row in enumerate(PEOPLE, 1)]
    path = listed(tmp_path / "名簿.csv", people, (header, *HEAD[1:4]))
    mapping = {next(iter(WANTED[ROSTER])): (header,)}
    asked = preview_roster(empty, path, mapping=mapping)
    assert [(p.code, p.place.cell) for p in asked.errors] == [("number-serial", "2行A列")]
    assert preview_roster(empty, path, mapping=mapping, accept=["number-serial"]).errors == ()


COURSES = ("職員番号", "氏名", "研修名", "受講日", "修了")


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("令7.4.1", "2025-04-01"),
        ("R7.4.1 10:00", "2025-04-01"),
        ("2025-04-01T00:00:00+09:00", "2025-04-01"),
        ("2025-03-31T15:00:00Z", "2025-04-01"),
        ("2025-04-01 00:00:00.000", "2025-04-01"),
        ("2025/4/1\uff5e2025/4/3", "2025-04-01"),
        ("R7.4.1\u301c4.3", "2025-04-01"),
        ("令和7年4月1日(火)から3日(木)まで", "2025-04-01"),
        ("20250401-20250403", "2025-04-01"),
        ("令和7(2025)年4月1日", "2025-04-01"),
    ],
)
def test_dates_as_japan_writes_them(desk: Desk, tmp_path: Path, written: str, day: str) -> None:
    path = listed(tmp_path / "受講.csv", [("000101", "青山 一郎", "DX基礎研修", written, "修了")], COURSES)
    preview = evidence.preview_evidence(desk, path, "attendance")
    assert (preview.errors, [record.date for record in preview.added]) == ((), [day])
    is_period = any(mark in written for mark in "\uff5e\u301cか") or written.count("-") == 1
    assert ("date-period" in codes(preview.notices)) == is_period


@pytest.mark.parametrize("value", [44347, 44347.5, datetime.date(2025, 6, 1), "2025/6/1", "R7.6.1"])
def test_days_of_a_workbook_that_counts_from_1904(desk: Desk, tmp_path: Path, value: object) -> None:
    book = openpyxl.Workbook()
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    sheet = book.active
    assert sheet is not None
    sheet.append(COURSES)
    sheet.append(["000101", "青山 一郎", "DX基礎研修", value, "修了"])
    if isinstance(value, int | float):
        sheet["D2"].number_format = "General"
    path = tmp_path / "受講.xlsx"
    book.save(path)
    preview = evidence.preview_evidence(desk, path, "attendance")
    assert (preview.errors, [record.date for record in preview.added]) == ((), ["2025-06-01"])


def test_a_list_grouped_by_course_or_by_person_is_offered(desk: Desk, tmp_path: Path) -> None:
    by_course = [
        ("000101", "青山 一郎", "DX基礎研修", "2025/6/1", "修了"),
        ("000102", "石川 花子", "", "", "修了"),
        ("000201", "岡本 直樹", "\u3003", "\u3003", "修了"),
        ("合計", "3名"),
    ]
    path = listed(tmp_path / "受講.csv", by_course, COURSES)
    asked = codes(evidence.preview_evidence(desk, path, "attendance").errors)
    assert {"fill-event", "fill-date", "rows-not-people"} <= set(asked)
    accept = ["fill-event", "fill-date", "rows-not-people"]
    preview = evidence.preview_evidence(desk, path, "attendance", accept=accept)
    assert preview.errors == ()
    assert {(r.name, r.date) for r in preview.added} == {("DX基礎研修", "2025-06-01")}
    by_person = [
        ("000101", "青山 一郎", "DX基礎研修", "2025/6/1", "修了"),
        ("", "", "BPR研修", "2025/7/1", "修了"),
    ]
    path = listed(tmp_path / "人別.csv", by_person, COURSES)
    preview = evidence.preview_evidence(desk, path, "attendance", accept=["fill-number"])
    assert preview.errors == ()
    assert {r.employee_number for r in preview.added} == {"000101"}


def test_the_window_offers_every_proposal() -> None:
    roster = {table_rows.FILLS[c] for c in WANTED[ROSTER] if c in table_rows.FILLS}
    of_nobody = {table_rows.FILLS[c] for c in WANTED[ROSTER][:3] if c in table_rows.FILLS}
    assert roster - of_nobody <= CODES
    assert {table_rows.FILLS[c] for c in WANTED["attendance"] if c in table_rows.FILLS} <= CODES
    assert {*table_rows.LEAVES.values(), table_rows.NOT_PEOPLE, table_rows.HEADINGS} <= CODES


@pytest.mark.parametrize("text", ["0", "1", "-1", "12:30", "2026/4/1", "(1)"])
def test_nobody_is_called_by_what_holds_no_letter(desk: Desk, tmp_path: Path, text: str) -> None:
    values = [row[HEAD.index("氏名")] for row in PEOPLE]
    path = listed(tmp_path / "名簿.csv", with_values("氏名", (values[0], text, *values[2:])))
    found = [(p.code, p.place.cell) for p in preview_roster(desk, path, accept=["surname-changed"]).errors]
    assert ("name-not-a-name", "3行B列") in found


@pytest.mark.parametrize(
    "text", ["\u0645\u062d\u0645\u062f", "\u0e2a\u0e21\u0e0a\u0e32\u0e22", "検証 \u05d3\u05d5\u05d3"]
)
def test_a_name_in_letters_that_no_paper_can_be_set_in_is_refused_with_its_cell(
    desk: Desk, tmp_path: Path, text: str
) -> None:
    values = [row[HEAD.index("氏名")] for row in PEOPLE]
    path = listed(tmp_path / "名簿.csv", with_values("氏名", (values[0], text, *values[2:])))
    (found,) = [p for p in preview_roster(desk, path).errors if p.code == "name-unset-letters"]
    assert found.place.cell == "3行B列"
    assert "カタカナ" in found.fix


@pytest.mark.parametrize("error", ["#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "####", "########"])
@pytest.mark.parametrize("header", ["職員番号", "氏名", "所属コード", "任用区分"])
def test_an_error_that_a_spreadsheet_wrote_as_a_text_is_refused(
    desk: Desk, tmp_path: Path, header: str, error: str
) -> None:
    values = [row[HEAD.index(header)] for row in PEOPLE]
    path = listed(tmp_path / "名簿.csv", with_values(header, (values[0], error, *values[2:])))
    found = [(p.code, p.place.cell) for p in preview_roster(desk, path).errors]
    assert ("cell-error", f"3行{'ABCDEFGH'[HEAD.index(header)]}列") in found


@pytest.mark.parametrize(
    "heading",
    [
        ["0101 企画課"],
        ["0101　企画課"],
        ["[0101] 企画課"],
        ["0101:企画課"],
        ["所属コード:0101 企画課"],
        ["0101", "企画政策課"],
    ],
)
def test_a_heading_with_its_code_is_no_person(desk: Desk, tmp_path: Path, heading: Row) -> None:
    people = [[*row[:2], "", "", *row[4:]] for row in PEOPLE[:2]]
    path = listed(tmp_path / "名簿.csv", [heading, *people, *PEOPLE[2:]])
    assert "section-headings" in codes(preview_roster(desk, path).errors)
    taken = preview_roster(desk, path, accept=["section-headings", "department-uncoded"])
    assert taken.errors == ()
    assert not taken.added


def test_a_person_whose_name_ends_like_a_section_stays_one(desk: Desk, tmp_path: Path) -> None:
    people = [
        *PEOPLE,
        ("000301", "服部", "", "", "", ""),
        ("000302", "小園 会", "0101", "企画課", "正規", ""),
    ]
    preview = preview_roster(desk, listed(tmp_path / "名簿.csv", people))
    assert [person.number for person in preview.added] == ["000301", "000302"]


@pytest.mark.parametrize(
    ("numbers", "sections", "told", "asked"),
    [
        (("000101", "000102"), ("0101", "0102"), [], []),
        (("101", "102"), ("0101", "0102"), ["2行A列"], []),
        (("101", "102"), ("101", "102"), ["2行A列"], ["2行C列"]),
        (("000101", "000102"), ("101", "102"), [], ["2行C列"]),
        (("000101", "000102"), ("1301", "1302"), ["2行C列"], []),
        (("A101", "A102"), ("k1", "k2"), [], []),
    ],
)
def test_a_first_csv_without_zeros_never_goes_in_without_a_word(
    empty: Desk,
    tmp_path: Path,
    numbers: Sequence[str],
    sections: Sequence[str],
    told: list[str],
    asked: list[str],
) -> None:
    rows = [
        (n, name, s, f"{s}課")
        for n, s, name in zip(numbers, sections, ("青山 一郎", "石川 花子"), strict=True)
    ]
    path = listed(tmp_path / "名簿.csv", rows, ("職員番号", "氏名", "所属コード", "所属名"))
    preview = preview_roster(empty, path)
    assert [one.place.cell for one in preview.notices if one.code == "zeros-none"] == told
    assert [(one.code, one.place.cell) for one in preview.errors] == [("department-zeros", c) for c in asked]
    assert preview_roster(empty, path, accept=["department-zeros"]).errors == ()
    padded = preview_roster(empty, path, accept=["department-zeros", "number-length"], digits=6)
    if numbers[0].isdigit():
        assert [one.number for one in padded.added] == ["000101", "000102"]
    book = workbook(tmp_path / "名簿.xlsx", rows, ("職員番号", "氏名", "所属コード", "所属名"))
    assert [one.code for one in preview_roster(empty, book).notices if one.code == "zeros-none"] == []
