"""What a form says, unsealed, of the answers it follows: anybody can write that into a file."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from pathlib import Path

import pytest

from dxdesk.domain import canonical
from dxdesk.domain.records import Part, Revision, Trust, revise
from dxdesk.ports.workbooks import Answer
from dxdesk.usecases.answering import self_report
from dxdesk.usecases.answering.sheet import Answers
from dxdesk.usecases.exchange import dump
from dxdesk.usecases.forms import questions
from dxdesk.usecases.person_year.standing import person_year
from dxdesk.usecases.sealing import codec
from dxdesk.usecases.year import rules
from tests.helpers.office import STAFF, all_levels, uids
from tests.helpers.stories import Town

YOSHINO = STAFF[0]


def opened(town: Town) -> tuple[questions.Question, bytes]:
    payload = town.services.workbooks.open(town.form(YOSHINO)).sealed_payload()
    assert payload is not None
    found = codec.open_payload(town.services.sealer, payload)
    return questions.question_of(found.envelope, found.revisions), payload


def with_notes(town: Town, name: str, level: str, notes: str) -> Path:
    """Return a form that somebody filled in with one level, and with notes of their own."""
    question, payload = opened(town)
    rows = tuple(dataclasses.replace(row, answer=Answer(level, "", "")) for row in question.sheet.rows)
    path = town.folder / name
    town.services.workbooks.write_form(dataclasses.replace(question.sheet, rows=rows), path, payload, notes)
    return path


def said(town: Town) -> tuple[Revision, ...]:
    return person_year(town.hr, YOSHINO).judged.of(Part.SELF)


def superseding(revisions: Iterable[Revision]) -> str:
    ids = frozenset(revision.id for revision in revisions)
    return questions.notes_text({Part.SELF: ids, Part.LIFE: ids})


def test_an_answer_that_merely_names_another_stands_beside_it(town: Town) -> None:
    town.receive(town.hr, town.answered(YOSHINO, "LV2"))
    forged = with_notes(town, "消す.xlsx", "LV0", superseding(said(town)))
    assert town.receive(town.hr, forged).files[0].outcome == "conflict"
    person = person_year(town.hr, YOSHINO)
    assert len(person.views[Part.SELF].heads) == 2
    assert set(person.views[Part.SELF].conflicts) == set(uids(town.hr))


def test_under_the_first_rules_a_name_was_enough(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    question, _ = opened(town)
    former = dataclasses.replace(question, cycle=dataclasses.replace(question.cycle, rules=1))
    named = frozenset({"a" * 32})
    notes = questions.notes_text({Part.SELF: named})
    assert questions.covers_from_notes(former, notes)[1][Part.SELF] >= named
    assert not questions.covers_from_notes(question, notes)[1][Part.SELF] & named


def test_who_corrects_in_the_app_is_followed_by_what_they_say_last(town: Town) -> None:
    person = town.person
    digests = []
    for number, level in enumerate(("LV1", "LV2", "LV3")):
        levels = {uid: int(level[-1]) for uid in all_levels(town.hr, level)}
        answers = Answers(levels)
        self_report.save_draft(person, answers)
        done = self_report.submit(person, town.folder / f"提出{number}")
        report = town.receive(town.hr, done.file).files[0]
        assert report.outcome == "applied", report
        view = person_year(town.hr, YOSHINO).views[Part.SELF]
        assert (len(view.heads), view.conflicts) == (1, {})
        own = person_year(person, YOSHINO).views[Part.SELF]
        assert own.head_ids == view.head_ids, "here and there the answer has one id"
        digests.append(dump.dump(town.hr).state_digest)
    assert len(set(digests)) == 3


@pytest.mark.parametrize("wrong", ["sealed", "of another", "of another part", "no record", "trusted"])
def test_what_is_brought_along_is_an_unsealed_answer_of_the_same_person(town: Town, wrong: str) -> None:
    question, _ = opened(town)
    own = revise(questions._key(question, Part.SELF), {"items": {}, "framework": "f@1"})
    others = revise(own.record._replace(employee_number=STAFF[1]), {"items": {}})
    brought = {
        "sealed": dataclasses.replace(own, key_id="k"),
        "trusted": dataclasses.replace(own, trust=Trust.HR),
        "of another": others,
        "of another part": dataclasses.replace(own, record=own.record._replace(part=Part.REVIEW1)),
        "no record": dataclasses.replace(own, value='{"items":[]}'),
    }[wrong]

    def follows(revision: Revision) -> bool:
        notes = {
            "via": "app",
            "covers": {"self": [revision.id]},
            "answers": [questions.RevisionModel.of(revision).model_dump(mode="json"), 1, None, [], {}],
        }
        return revision.id in questions.covers_from_notes(question, canonical.dumps(notes))[1][Part.SELF]

    assert follows(own)
    assert not follows(brought)


def test_a_year_of_these_days_is_under_the_second_rules(town: Town) -> None:
    assert opened(town)[0].cycle.rules == 2
    assert not rules.move(town.hr)
