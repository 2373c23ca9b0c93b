"""The unsealed notes of an answered form bring what its person tells of themselves, and nothing else."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from dxdesk.domain import canonical
from dxdesk.domain.records import Part, RecordKey, Revision, Trust, revise
from dxdesk.usecases.forms import questions
from dxdesk.usecases.sealing.envelope import RevisionModel

PERSON, UID = "000011", "a" * 32
QUESTION: Any = SimpleNamespace(municipality_code="131091", employee_number=PERSON)
RECORD = RecordKey("131091", 0, PERSON, Part.GROWTH)
ENTRY = {UID: {"kind": "experience", "name": "窓口の見直し", "date": "2024-04"}}
TOLD = revise(RECORD, {"items": ENTRY})
COURSE = {UID: {"kind": "course", "name": "研修", "date": "", "result": "修了", "completed": True}}
FOUND = {UID: {"kind": "confirmation", "of": UID, "said": UID, "answer": "confirmed"}}


def notes(*revisions: Revision, via: str = "app") -> str:
    told = [RevisionModel.of(one).model_dump(mode="json") for one in revisions]
    return canonical.dumps({"via": via, "growth": told})


def test_what_a_person_tells_comes_back_as_it_was_written() -> None:
    gone = revise(RECORD, {"items": {UID: None}}, [TOLD])
    written = questions.notes_text({}, (), [gone, TOLD])
    assert questions.growth_from_notes(QUESTION, written) == tuple(
        sorted((TOLD, gone), key=lambda one: one.id)
    )
    assert "growth" not in questions.notes_text({}, (), [])


@pytest.mark.parametrize(
    "forged",
    [
        revise(RECORD, {"items": FOUND}),
        revise(RECORD, {"items": {**ENTRY, "b" * 32: FOUND[UID]}}),
        revise(RECORD, {"items": COURSE}),
        revise(RECORD, {"items": ENTRY}, key_id="hr", trust=Trust.HR),
        revise(RECORD, {"items": ENTRY}, trust=Trust.SECTION),
        revise(RECORD._replace(employee_number="000012"), {"items": ENTRY}),
        revise(RECORD._replace(municipality_code="131016"), {"items": ENTRY}),
        revise(RecordKey("131091", 2025, PERSON, Part.SELF), {"items": {"a": 1}}),
        revise(RECORD, {"items": {"short": None}}),
    ],
)
def test_nothing_else_is_taken_out_of_notes_that_anybody_can_write(forged: Revision) -> None:
    assert questions.growth_from_notes(QUESTION, notes(forged, TOLD)) == (TOLD,)
    assert forged not in questions.growth_from_notes(QUESTION, questions.notes_text({}, (), [forged]))


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"via":"app","growth":5}', '{"via":"app","growth":[5,{}]}', notes(TOLD, via="x")]
)
def test_notes_that_are_none_bring_nothing(text: str) -> None:
    assert questions.growth_from_notes(QUESTION, text) == ()
