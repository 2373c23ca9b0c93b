"""What is kept of somebody's finalised year."""

from __future__ import annotations

from dxdesk.domain import compaction
from dxdesk.domain.records import Part, RecordKey, Revision, Trust, revise


def revision(part: Part, value: dict[str, object], before: tuple[Revision, ...] = ()) -> Revision:
    return revise(RecordKey("131091", 2025, "000011", part), value, before, key_id="hr", trust=Trust.HR)


def test_every_assignment_stays_since_what_was_found_of_an_entry_may_name_it_later() -> None:
    before = revision(Part.ASSIGNMENT, {"first": "3"})
    after = revision(Part.ASSIGNMENT, {"first": "4"}, (before,))
    first = revision(Part.SELF, {"items": {"a": 1}})
    second = revision(Part.SELF, {"items": {"a": 2}}, (first,))
    assert compaction.kept([after.id, second.id], [before, after, first, second]) == {
        before.id,
        after.id,
        second.id,
    }


def test_what_a_kept_decision_acted_on_stays() -> None:
    said = revision(Part.SELF, {"items": {"a": 1}})
    later = revision(Part.SELF, {"items": {"a": 2}}, (said,))
    step = revision(Part.LIFE, {"action": "confirm1", "of": [said.id]})
    assert compaction.kept([later.id, step.id], [said, later, step]) == {said.id, later.id, step.id}
