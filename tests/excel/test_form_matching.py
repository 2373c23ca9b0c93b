"""Whatever order rows and columns are in, an answer belongs to its question and a change is found."""

from __future__ import annotations

import dataclasses

from hypothesis import example, given
from hypothesis import strategies as st

from dxdesk.excel import form_layout, form_reading, styles
from dxdesk.excel.cells import CellValue, a1
from dxdesk.excel.matching import FoundSheet
from dxdesk.ports.workbooks import FORM_SHEET, Answer, FormReading, FormSheet
from tests.excel import form_samples as samples

Rows = list[list[CellValue]]

SENT = samples.form(slip=True)
ANSWERS = {row.uid: Answer(f"LV{n}", f"根拠{n}", f"目標{n}") for n, row in enumerate(SENT.rows)}
FILLED = dataclasses.replace(
    SENT,
    rows=tuple(dataclasses.replace(row, answer=ANSWERS[row.uid]) for row in SENT.rows),
    comment="ひとこと",
)


def _rows(sheet: FormSheet) -> Rows:
    """Return a form's values as they are read back."""
    rows: Rows = []
    for line in form_layout.layout(sheet).lines:
        row: list[CellValue] = [line.key, *[None] * 8]
        for column, value, _ in line.cells:
            row[column - 1] = value or None
        rows.append(row)
    return rows


def _read(rows: Rows) -> FormReading:
    return form_reading.read(FoundSheet(FORM_SHEET, rows), SENT)


def _right(reading: FormReading) -> bool:
    return (
        reading.problems == ()
        and {uid: found.answer for uid, found in reading.answers.items()} == ANSWERS
        and reading.comment == "ひとこと"
    )


FIXED = [
    (number, column)
    for number, line in enumerate(form_layout.layout(SENT).lines)
    for column, value, style in line.cells
    if number and styles.look_of(style).locked and isinstance(value, str) and value.strip()
]


@given(st.randoms(use_true_random=False))
def test_rows_and_columns_may_be_shuffled_and_spread(chance: object) -> None:
    rows = _rows(FILLED)
    head, body = rows[0], rows[1:]
    chance.shuffle(body)  # type: ignore[attr-defined]
    order = list(range(9))
    chance.shuffle(order)  # type: ignore[attr-defined]
    shuffled: Rows = []
    for row in [head, *body]:
        if chance.random() < 0.2:  # type: ignore[attr-defined]
            shuffled.append([])
        shuffled.append([None, *(row[place] for place in order), None])
    assert _right(_read(shuffled))


@given(
    st.sampled_from(FIXED), st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=12)
)
def test_any_change_of_any_fixed_cell_is_named(where: tuple[int, int], text: str) -> None:
    row, column = where
    rows = _rows(FILLED)
    rows[row][column - 1] = f"{rows[row][column - 1]}{text}"
    (problem,) = _read(rows).problems
    assert problem.code == "fixed-cell-changed"
    assert problem.place.cell == a1(row + 1, column)


@given(st.sampled_from(FIXED))
def test_any_fixed_cell_emptied_is_named(where: tuple[int, int]) -> None:
    row, column = where
    rows = _rows(FILLED)
    rows[row][column - 1] = None
    (problem,) = _read(rows).problems
    assert problem.place.cell == a1(row + 1, column)
    assert problem.found == "空欄"


def test_a_sheet_full_of_foreign_rows_is_told_by_the_first_ones() -> None:
    rows = [*_rows(FILLED), *([f"メモ{number}"] for number in range(5000))]
    reading = _read(rows)
    assert 10 < len(reading.problems) <= 100
    assert {problem.code for problem in reading.problems} == {"cell-foreign"}


@given(st.integers(1, len(_rows(SENT)) - 1))
def test_a_lost_row_id_is_made_up_for_by_the_texts(number: int) -> None:
    rows = _rows(FILLED)
    rows[number][0] = None
    assert _right(_read(rows))


@given(st.integers(1, len(_rows(SENT)) - 1), st.integers(0, 11), st.sampled_from(["メモ", 3.0]))
@example(98, 2, "メモ")  # beside the comment, its merged cells taken apart
def test_nothing_written_in_a_blank_cell_is_lost_in_silence(row: int, column: int, memo: CellValue) -> None:
    rows = [[*cells, None, None, None] for cells in _rows(SENT)]
    if rows[row][column] is not None:
        return
    unlocked = {
        column - 1
        for column, _, style in form_layout.layout(SENT).lines[row].cells
        if not styles.look_of(style).locked
    }
    rows[row][column] = memo
    reading = _read(rows)
    if column in unlocked:
        assert reading.problems == ()
        said = {str(reading.lines), str(reading.comment), *(str(found) for found in reading.answers.values())}
        assert any(("メモ" if memo == "メモ" else "3") in text for text in said)
    else:
        assert [problem.code for problem in reading.problems] == ["cell-foreign"]
        assert reading.problems[0].place.cell == a1(row + 1, column + 1)
