"""One rule for text: what means a new line is one, what nothing can hold is dropped and told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxdesk.domain import canonical
from dxdesk.domain.errors import Place
from dxdesk.domain.lifecycle import State
from dxdesk.domain.merge import view
from dxdesk.domain.records import Part, RecordKey, Revision, revise
from dxdesk.domain.text import (
    ANSWER_UNITS,
    CELL_UNITS,
    Cleaned,
    as_cell,
    clean,
    cleaned,
    dropped,
    dropped_note,
    fitting,
    from_cell,
    is_plain,
    length_said,
    plain,
    too_long,
    units,
    visible,
)

KEPT = "\t\n\r ~\xa0あ𠮷\ufdd0\U0001ffff葛\U000e0100\U0001f469\u200d\U0001f4bb\u0645\u200c\u06cc"
odd_letters = st.sampled_from([chr(n) for n in range(0xA1)] + ["\ud800", "\udfff", "\ufffe", "\uffff"])
any_text = st.text(st.characters(codec=None) | odd_letters)


@pytest.mark.parametrize("line_end", ["\x0b", "\x0c", "\x85", "\u2028", "\u2029"])
def test_what_means_a_new_line_becomes_one_and_nothing_is_told(line_end: str) -> None:
    assert clean(f"上{line_end}下") == Cleaned("上\n下")


def test_other_control_characters_and_what_xml_cannot_hold_are_dropped_and_told() -> None:
    told = [*range(0x09), *range(0x0E, 0x20), *range(0x7F, 0x85), *range(0x86, 0xA0)]
    told += [0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
    told += [0xD800, 0xDBFF, 0xDC00, 0xDFFF, 0xFFFE, 0xFFFF]
    told += [0xAD, 0x180E, 0x200B, 0x200C, 0x200D, *range(0x2060, 0x2065), 0xFEFF]
    for code in told:
        assert clean(f"あ{chr(code)}い") == Cleaned("あい", (f"U+{code:04X}",))


@pytest.mark.parametrize("before", ["", "LV2", "企画部", "ｱ", "\U0001f469\u200d", "\u200b"])
def test_what_joins_nothing_is_dropped(before: str) -> None:
    assert clean(f"{before}\u200d課").text == f"{before}課".replace("\u200b", "")


def test_everything_else_stays_as_it_is_written() -> None:
    assert clean(KEPT) == Cleaned(KEPT)


@given(any_text)
def test_a_cleaned_text_is_clean_and_can_be_written_down(text: str) -> None:
    found = clean(text)
    assert clean(found.text) == Cleaned(found.text)
    assert plain(text) == found.text
    found.text.encode("utf-8")
    canonical.dumps(found.text)
    assert len(found.text) <= len(text)


@dataclass(frozen=True)
class _Said:
    text: str
    lines: tuple[str, ...] = ()
    state: State = State.DRAFT
    number: int = 1


class _Row(NamedTuple):
    text: str
    number: int = 0


def test_a_record_that_is_a_tuple_is_cleaned_like_any_other() -> None:
    """What ``dropped`` tells of it is gone from it."""
    found = cleaned({"rows": [_Row("a\x00b", 1)]})["rows"][0]
    assert (type(found), found) == (_Row, _Row("ab", 1))
    good = _Row("ab")
    assert cleaned(good) is good


def test_a_record_is_cleaned_wherever_it_holds_text() -> None:
    said = _Said("a\x0bb", ("c\x07",))
    assert cleaned(said) == _Said("a\nb", ("c",))
    assert cleaned({"x": ["\x00y", 3, None, {"z": "\x0c"}]}) == {"x": ["y", 3, None, {"z": "\n"}]}
    assert dropped([said, {"x": "\x07\x00"}]) == ("U+0007", "U+0000")
    good = {"x": _Said("a")}
    assert cleaned(good) is good


_PIECES = ("a", "検証", " ", "\u3000", "\u200b", "\n", "\t", "\x07", "\u202e", "\ue000", "")


@given(st.lists(st.lists(st.sampled_from(_PIECES), max_size=3).map("".join), max_size=5))
def test_of_texts_looked_at_together_none_needs_cleaning_or_is_blank(texts: list[str]) -> None:
    if is_plain(texts):
        assert all(clean(text).text == text and (visible(text) or not text) for text in texts)
    else:
        assert any(clean(text).text != text or visible(text) != text or "\ue000" in text for text in texts)


def test_what_was_dropped_is_told_with_its_place() -> None:
    assert dropped_note(()) == ()
    (note,) = dropped_note(("U+0007", "U+0000"), Place("a.xlsx", "表", "B3"))
    assert (note.code, note.found, note.place.cell) == ("text-control", "U+0007、U+0000", "B3")


def test_a_text_longer_than_a_cell_is_refused_in_utf16_units() -> None:
    assert units("a𠮷") == 3
    assert too_long("あ" * ANSWER_UNITS) == ()
    assert too_long("𠮷" * (ANSWER_UNITS // 2)) == ()
    (problem,) = too_long("𠮷" * (ANSWER_UNITS // 2 + 1))
    assert (problem.code, problem.found) == (
        "text-too-long",
        "5,001文字。絵文字や一部の漢字は2文字以上に数えるので、10,002文字分",
    )
    assert "10,000文字" in problem.message
    assert too_long("あ" * CELL_UNITS, limit=CELL_UNITS) == ()
    (problem,) = too_long("𠮷" * (CELL_UNITS // 2 + 1), limit=CELL_UNITS)
    assert (problem.code, problem.found) == (
        "text-too-long",
        "16,384文字。絵文字や一部の漢字は2文字以上に数えるので、32,768文字分",
    )


def test_the_writers_letters_are_counted_and_what_they_count_for_is_said_where_it_is_more() -> None:
    assert length_said("あいう") == "3文字"
    assert length_said("葛\U000e0100西") == "2文字。絵文字や一部の漢字は2文字以上に数えるので、4文字分"
    assert length_said("\U0001f600" * 10_000).startswith("10,000文字。")


KEY = RecordKey("131091", 2025, "000011", Part.EVIDENCE)


@given(any_text)
def test_every_new_saying_holds_clean_text(text: str) -> None:
    made = revise(KEY, {"items": {"a": text, "b": [text]}})
    assert made.items == {"a": plain(text), "b": [plain(text)]}


def test_an_answer_read_before_and_after_texts_were_cleaned_is_no_conflict() -> None:
    old = Revision(KEY, frozenset(), canonical.dumps({"items": {"a": "上\x0b下", "b": "1"}}))
    new = Revision(KEY, frozenset(), canonical.dumps({"items": {"a": "上\n下", "b": "2"}}))
    found = view((old, new))
    assert set(found.conflicts) == {"b"}
    assert plain(found.items["a"]) == "上\n下"


@pytest.mark.parametrize(
    "text", ["=1+1", "+81-3", "-A1", "@SUM(A1)", "\uff1d1+1", "'=1", "\t=1", "=HYPERLINK(1)\n次の行"]
)
def test_what_a_spreadsheet_would_take_for_a_formula_is_marked_as_a_text(text: str) -> None:
    assert as_cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "-", "\uff0d", "-5", "+1.5", "検証 太郎", "'90年代", "1=1", "LV2"])
def test_other_texts_and_plain_numbers_are_copied_as_they_are(text: str) -> None:
    assert as_cell(text) == text == from_cell(text)


@given(st.text(st.sampled_from("'=+-@\uff1d\uff0d\t\r\nA1.") | st.characters(codec="utf-8")))
def test_what_was_marked_reads_back_as_it_was(text: str) -> None:
    assert from_cell(as_cell(text)) == text


def test_two_texts_of_the_longest_kind_and_their_labels_fit_one_cell() -> None:
    joined = "一次: " + "𠮷" * (ANSWER_UNITS // 2) + "\n二次: " + "あ" * ANSWER_UNITS
    assert fitting(joined) == joined


@given(
    st.integers(CELL_UNITS - 40, CELL_UNITS + 40), st.sampled_from(["あ", "𠮷", "葛\U000e0100", "a\ufe0f"])
)
def test_what_earlier_programs_accepted_is_shown_as_far_as_a_cell_goes(length: int, letter: str) -> None:
    text = letter * (length // units(letter))
    found = fitting(text)
    assert units(found) <= CELL_UNITS
    if found != text:
        kept = found.removesuffix("\n(長いため、ここまでを載せています)")
        assert kept != found
        assert text == kept + text[len(kept) :]
        assert len(kept) % len(letter) == 0
    else:
        assert units(text) <= CELL_UNITS
