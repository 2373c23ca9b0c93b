"""The audit chain shows what was changed, taken out or put in."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dxdesk.domain.audit import Line, broken_at, entry_hash


def chain(length: int) -> list[Line]:
    lines: list[Line] = []
    before = ""
    for number in range(1, length + 1):
        values = (number, f"2026-02-04T01:31:{number:02}Z", "検証", "form.received", f"{number:06}", "{}")
        before = entry_hash(before, *values)
        lines.append((*values, before))
    return lines


def test_a_whole_chain_is_whole() -> None:
    assert broken_at([]) == []
    assert broken_at(chain(5)) == []


@given(st.integers(0, 8), st.integers(0, 6), st.text(min_size=1))
def test_any_changed_field_is_told_with_its_number(line: int, column: int, text: str) -> None:
    lines = chain(9)
    values: list[object] = list(lines[line])
    changed = 77 if column == 0 else text
    if values[column] == changed:
        return
    values[column] = changed
    lines[line] = tuple(values)  # type: ignore[assignment]
    assert broken_at(lines)


def test_one_change_is_told_once() -> None:
    lines = chain(9)
    lines[3] = (*lines[3][:4], "999999", *lines[3][5:])
    assert broken_at(lines) == [4]


def test_a_missing_entry_is_told() -> None:
    lines = chain(9)
    del lines[3]
    assert broken_at(lines) == [5]
