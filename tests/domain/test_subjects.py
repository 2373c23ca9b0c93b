"""What a record is about: people, their years, and things that somebody owns."""

from __future__ import annotations

import pytest

from dxdesk.domain import subjects
from dxdesk.domain.records import Part, RecordKey
from dxdesk.domain.subjects import Kind

UID = "0123456789abcdef" * 2


def test_the_words_for_kinds_and_owners_stay() -> None:
    assert [*Kind] == ["year", "person_year", "person", "thing"]
    both, hr = frozenset({"hr", "dx"}), frozenset({"hr"})
    assert {
        **dict.fromkeys(
            ("course", "session", "target", "case", "indicator", "outcome", "survey", "activity"), both
        ),
        "plan": both,
        **dict.fromkeys(("staffing", "role", "matter", "task", "term", "knowledge", "turned"), both),
        **dict.fromkeys(("event", "consultation"), both),
        "attendance": frozenset({"dx"}),
        **dict.fromkeys(("enrolment", "questionnaire", "round", "nominee"), hr),
    } == subjects.OWNERS


def test_only_a_persons_year_has_a_standing() -> None:
    none = {Part.CYCLE, Part.DEPUTIES, Part.GROWTH, Part.OWNED}
    for part in Part:
        record = RecordKey("131091", 2025, "000011", part)
        assert subjects.in_a_year(record) is (part not in none)


def test_what_is_of_a_person_or_a_thing_is_of_no_year_and_all_else_is_of_one() -> None:
    """A 成長記録 and a course need no opened year to count; the year and its deputies do."""
    assert {part for part in Part if subjects.of_no_year(part)} == {Part.GROWTH, Part.OWNED}


@pytest.mark.parametrize("kind", ["course", "session", "target", "case", "enrolment", "questionnaire"])
def test_a_thing_is_named_by_its_kind_and_uid(kind: str) -> None:
    assert subjects.thing_of(f"{kind}:{UID}") == (kind, UID)
    assert subjects.thing_of(f"room:{UID}") is None
    assert subjects.thing_of("000011") is None


def test_a_row_that_is_read_twice_is_one_entry() -> None:
    row = ("000011", "実務経験", "2025-04-01", "窓口の集計")
    uid = subjects.entry_uid(*row)
    assert uid == subjects.entry_uid(*row) == "a75dc04275780b4593fc6d0f30e78f1c"
    for position in range(4):
        other = list(row)
        other[position] += "x"
        assert subjects.entry_uid(*other) != uid


def test_a_thing_that_a_ledger_names_has_one_id_wherever_it_is_read() -> None:
    """Stores and files keep these ids: the words they are made of never change."""
    assert subjects.course_uid("hr", "c-1") == "a2b78dfff3c3bd72c9b4c5ce69522a87"
    assert subjects.session_uid("hr", "c-1", 2026, "第1回") == "9acbab74b3aab6bd7dbcd950e10faafc"


def test_an_enrolment_is_one_a_person_and_session_and_answers_are_one_a_list() -> None:
    first = subjects.enrolment_uid("hr", f"session:{UID}", "000011")
    assert first == subjects.enrolment_uid("hr", f"session:{UID}", "000011")
    assert first != subjects.enrolment_uid("hr", f"session:{UID}", "000012")
    assert first != subjects.enrolment_uid("hr", f"session:{UID[::-1]}", "000011")
    assert subjects.thing_of(f"enrolment:{first}") == ("enrolment", first)
    answers = subjects.questionnaire_uid("hr", f"session:{UID}", "{}")
    assert answers == subjects.questionnaire_uid("hr", f"session:{UID}", "{}")
    assert answers not in (first, subjects.questionnaire_uid("hr", f"session:{UID}", '{"answers":1}'))
