"""A large sheet looked through in blocks says exactly what expat says of it, or is left to expat."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dxdesk.domain.errors import KnownError
from dxdesk.excel import markup, plainrows
from dxdesk.excel.sheetscan import SheetScan, Spent, scan_sheet

_CELLS = (
    '<c r="{c}{r}"/>',
    '<c r="{c}{r}" s="3"/>',
    '<c r="{c}{r}"></c>',
    '<c r="{c}{r}" t="s"><v>0</v></c>',
    '<c r="{c}{r}" s="1" t="str"><v>a &amp; b</v></c>',
    '<c r="{c}{r}"><v></v></c>',
    '<c r="{c}{r}" t="inlineStr"><is><t xml:space="preserve"> \u6aa2\u8a3c </t></is></c>',
    '<c r="{c}{r}" t="inlineStr"><is><t>&#27663;&#65281;</t></is></c>',
    # Beyond the grammar: expat decides.
    '<c r="{c}{r}"><f>1+1</f><v>2</v></c>',
    '<c r="{c}{r}" t="e"><v>#N/A</v></c>',
    "<c><v>1</v></c>",
    '<c t="s" r="{c}{r}"><v>0</v></c>',
    '<c r="{c}777"><v>1</v></c>',
    '<c r="XFD{r}"><v>1</v></c>',
    '<c r="{c}{r}"><v>a]]>b</v></c>',
    '<c r="{c}{r}"><v>&#2;</v></c>',
    '<c r="{c}{r}"><v>&#55296;</v></c>',
    '<c r="{c}{r}"><v>&nope;</v></c>',
    '<c r="{c}{r}"><v>\x02</v></c>',
    '<c r="{c}{r}"><v>\uffff</v></c>',
    '<c r="{c}{r}"><v><![CDATA[x]]></v></c>',
    "<!-- <c r='A1'><v>1</v></c> -->",
    '<c r="{c}{r}" r="{c}{r}"><v>1</v></c>',
    '<c r="{c}{r}"><v>1</c></v>',
)
_ROWS = (
    '<row r="{r}">',
    '<row r="{r}" spans="1:12" x14ac:dyDescent="0.25">',
    '<row r="{r}" s="1" customFormat="1" ht="20.5" customHeight="1">',
    '<row r="{r}" hidden="1">',
    "<row>",
    '<row r="0{r}">',
    '<row r="{r}" spans="1:2" spans="1:2">',
)
_BEFORE = ("", '<cols><col min="2" max="3" hidden="1"/></cols>', "<!-- <sheetData> -->")
_AFTER = ("", '<mergeCells count="1"><mergeCell ref="A1:A2"/></mergeCells>', "<sheetData></sheetData>")


@contextmanager
def beginning_at(size: int) -> Iterator[None]:
    before = plainrows.FROM, plainrows._BLOCK
    plainrows.FROM, plainrows._BLOCK = size, 60
    try:
        yield
    finally:
        plainrows.FROM, plainrows._BLOCK = before


def scanned(data: bytes, size: int) -> tuple[SheetScan | str, Spent | None]:
    spent = Spent()
    with beginning_at(size):
        try:
            return scan_sheet(data, "part", "sheet", spent), spent
        except KnownError as error:
            return error.code, None


def sheet(rows: list[tuple[int, int, list[tuple[int, int]]]], before: str, after: str) -> bytes:
    """Return a sheet of rows: number, kind of row, and (column, kind of cell) of each cell."""
    text = ""
    for number, kind, cells in rows:
        text += _ROWS[kind].format(r=number)
        text += "".join(_CELLS[cell].format(c="ABCZ"[column], r=number) for column, cell in cells) + "</row>"
    start = '<worksheet xmlns="m" xmlns:x14ac="x">'
    return f"{start}{before}<sheetData>{text}</sheetData>{after}</worksheet>".encode("utf-8", "surrogatepass")


_PLAIN = st.tuples(st.integers(0, 3), st.integers(0, 7))
_ANY = st.tuples(st.integers(0, 3), st.integers(0, len(_CELLS) - 1))
_PLAIN_ROW = st.tuples(st.integers(1, 400), st.integers(0, 2), st.lists(_PLAIN, max_size=5))
_ANY_ROW = st.tuples(st.integers(1, 400), st.integers(0, len(_ROWS) - 1), st.lists(_ANY, max_size=3))


@given(
    st.lists(_PLAIN_ROW, max_size=8),
    st.lists(_ANY_ROW, max_size=2),
    st.lists(_PLAIN_ROW, max_size=2),
    st.sampled_from(_BEFORE),
    st.sampled_from(_AFTER),
)
def test_blocks_say_what_expat_says(first, odd, last, before: str, after: str) -> None:  # type: ignore[no-untyped-def]
    data = sheet([*first, *odd, *last], before, after)
    assert scanned(data, 0) == scanned(data, 1 << 40)


@pytest.mark.parametrize("cell", range(len(_CELLS)))
@pytest.mark.parametrize("row", range(len(_ROWS)))
def test_each_kind_of_cell_in_each_kind_of_row(cell: int, row: int) -> None:
    plain = (5, 0, [(0, 3), (1, 6)])
    data = sheet([plain, (7, row, [(0, 3), (2, cell), (3, 4)]), (9, 0, [(3, 3)])], "", "")
    assert scanned(data, 0) == scanned(data, 1 << 40)


def test_broken_letters_are_left_to_expat() -> None:
    data = sheet([(1, 0, [(0, 6)])], "", "").replace("\u6aa2".encode(), b"\xff\xfe")
    assert scanned(data, 0) == scanned(data, 1 << 40) == ("file-broken", None)


def test_plain_rows_are_really_told_in_blocks() -> None:
    rows = [(number, number % 3, [(0, 3), (1, 6), (3, 1)]) for number in range(1, 200)]
    with beginning_at(0):
        found = plainrows.plain_rows(sheet([*rows, (300, 0, [(0, 1)])], *("", "")))
    assert found is not None
    assert (found.columns, found.last_row, found.row, found.values) == (frozenset("AB"), 199, 300, 398)


@pytest.mark.parametrize(
    "after",
    [
        "<!-- -->",
        "<?note x?>",
        '<ext><![CDATA[ <sheetData> "]]></ext>',
    ],
)
def test_where_texts_cannot_be_found_by_their_tags_all_bytes_count(after: str) -> None:
    rows = [(number, 0, [(0, 3)]) for number in range(1, 9)]
    usual, odd = sheet(rows, "", "<ext></ext>"), sheet(rows, "", after)
    letters = [spent.letters for _, spent in (scanned(usual, 0), scanned(odd, 0)) if spent]
    assert letters == [len(usual) - 3 * usual.count(b"<"), len(odd)]


@example([b"<", b"x" * 3, b"<"], 3)
@example([b"<", b"x" * 3, b"<"], 4)
@example([b"<", b"x" * 3], 3)
@example([b"<", b"<", b"x" * 7], 7)
@example([b"x" * 7, b"<"], 3)
@given(st.lists(st.sampled_from([b"<", b"<c", b"x" * 3, b"x" * 7, b">"]), max_size=30), st.integers(1, 12))
def test_a_huge_tag_is_found_wherever_it_stands(pieces: list[bytes], limit: int) -> None:
    data = b"".join(pieces)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(markup, "TAG_LIMIT", limit)
        assert markup._has_huge_tag(data) == bool(re.search(b"<[^<]{%d}" % limit, data))
