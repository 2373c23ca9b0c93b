"""A table that says its header again, once or often: such a line is nobody, and never a section."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from openpyxl import Workbook

from dxdesk import bootstrap
from dxdesk.ports.entities import Role
from dxdesk.usecases.imports.acceptable import acceptable
from dxdesk.usecases.imports.roster import preview_roster
from dxdesk.usecases.imports.roster_plan import RosterPreview
from dxdesk.usecases.inbox.opening import create_store
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.memory import forgetful, in_memory

HEAD = ("職員番号", "氏名", "フリガナ", "所属コード", "所属名", "職名", "任用区分", "在職状態")
NAMES = (("検証 一", "ケンショウ ハジメ"), ("検証 二", "ケンショウ フタバ"), ("検証 三", "ケンショウ ミツ"))


def block_of(block: int) -> tuple[tuple[str, ...], ...]:
    """Return three people of a section."""
    section = (f"0{block}00", f"第{block}課")
    return tuple(
        (f"0{block}{position}01", name, kana, *section, "主事", "常勤", "在職")
        for position, (name, kana) in enumerate(NAMES, 1)
    )


BLOCKS = tuple(map(block_of, range(1, 6)))


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    folder = tmp_path_factory.mktemp("blocks")
    services = in_memory(bootstrap.services())
    return create_store(services, str(folder / "h.dxdesk"), Role.HR, ("131091", "検証区"), "検証 1234 あい")


@pytest.fixture
def desk(empty: Desk) -> Desk:
    return forgetful(empty)


def previewed(
    desk: Desk, tmp_path: Path, between: Sequence[Sequence[str]], *accept: str, head: Sequence[str] = HEAD
) -> RosterPreview:
    """Return the preview of five blocks of three people, with the same lines between each two."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(head)
    for position, block in enumerate(BLOCKS):
        for line in (*(between if position else ()), *block):
            sheet.append(line)
    path = tmp_path / "名簿.xlsx"
    book.save(path)
    return preview_roster(desk, path, accept=accept)


SPACED = tuple(" ".join(text) for text in HEAD)
WIDE = ("職員番号 ", "氏\u3000名", "ﾌﾘｶﾞﾅ", "所属ｺｰﾄﾞ", "所属名", "職名", "任用区分", "在職状態")
OTHER_WORDS = ("職員コード", "職員氏名", "氏名カナ", "課コード", "課名", "役職", "任用形態", "在職区分")
TITLE = ("令和8年12月1日現在 職員一覧表",)


@pytest.mark.parametrize(
    "between",
    [
        [HEAD],
        [SPACED],
        [WIDE],
        [OTHER_WORDS],
        [(*HEAD[:7], "休職区分")],
        [(*HEAD[:3], "", "", *HEAD[5:])],
        [("", *HEAD[1:])],
        [TITLE, HEAD],
        [(), TITLE, (), HEAD],
    ],
    ids=[
        "same",
        "blanks",
        "width",
        "other words",
        "a word of duty",
        "merged",
        "no number",
        "title",
        "title between blanks",
    ],
)
def test_a_header_five_times_is_left_out_with_one_tick(
    desk: Desk, tmp_path: Path, between: Sequence[Sequence[str]]
) -> None:
    found = previewed(desk, tmp_path, between)
    assert [problem.code for problem in found.errors] == ["rows-not-people"]
    assert acceptable(found.errors) == ("rows-not-people",)
    assert [unit.name for unit in found.departments.added] == [f"第{block}課" for block in range(1, 6)]
    taken = previewed(desk, tmp_path, between, "rows-not-people")
    assert (taken.errors, len(taken.added)) == ((), 15)


def test_the_lower_line_of_a_header_of_two_is_said_again(desk: Desk, tmp_path: Path) -> None:
    upper = ("職員番号", "氏名", "フリガナ", "所属", "", "職名", "任用区分", "在職状態")
    lower = ("", "", "", "コード", "名称", "", "", "")
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for position, block in enumerate(BLOCKS):
        for line in (upper, lower, *block):
            sheet.append(line)
        row = position * 5 + 1
        sheet.merge_cells(start_row=row, end_row=row, start_column=4, end_column=5)
        for column in (1, 2, 3, 6, 7, 8):
            sheet.merge_cells(start_row=row, end_row=row + 1, start_column=column, end_column=column)
    path = tmp_path / "二段.xlsx"
    book.save(path)
    found = preview_roster(desk, path)
    assert {problem.code for problem in found.errors} == {"rows-not-people"}
    taken = preview_roster(desk, path, accept=("rows-not-people",))
    assert (taken.errors, len(taken.added)) == ((), 15)
    assert not [unit for unit in taken.departments.added if unit.name in ("所属", "名称")]


def test_a_header_by_which_columns_would_change_their_meaning_is_refused_by_its_cell(
    desk: Desk, tmp_path: Path
) -> None:
    """The block below has 職名 where the table above has 所属名: it is never half understood."""
    turned = (*HEAD[:4], "職名", "所属名", *HEAD[6:])
    found = previewed(desk, tmp_path, [turned], "rows-not-people")
    assert [(one.code, one.found, one.place.cell) for one in found.errors[:2]] == [
        ("header-changes", "所属名 → 職名", "E5"),
        ("header-changes", "職名 → 所属名", "F5"),
    ]
    assert "header-changes" not in acceptable(found.errors)


def test_an_unread_column_may_be_called_otherwise_further_down(desk: Desk, tmp_path: Path) -> None:
    found = previewed(desk, tmp_path, [(*HEAD, "メモ")], head=(*HEAD, "備考"))
    assert [problem.code for problem in found.errors] == ["rows-not-people"]
