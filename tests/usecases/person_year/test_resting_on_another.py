"""What rests on nothing of another's is judged without asking what it lacks: nothing else comes of it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dxdesk.domain.lifecycle import Action
from dxdesk.domain.records import Part, RecordKey, Revision, Seal, Trust, revise
from dxdesk.domain.rights import Deputies
from dxdesk.ports.entities import KeyRow, Role, StoredRevision
from dxdesk.usecases.person_year import counting
from dxdesk.usecases.person_year.counting import Acceptance

YEAR, PERSON, FIRST, SECOND = 2025, "000011", "000003", "000002"
KEYS = {
    "hr": KeyRow("hr", "p", Role.HR),
    "dx": KeyRow("dx", "p", Role.DX),
    **{f"s{one}": KeyRow(f"s{one}", "p", Role.SECTION, one) for one in (FIRST, SECOND)},
}
TRUST = {"": Trust.NONE, "hr": Trust.HR}


def _said(
    part: Part, key: str, content: dict[str, object], number: str = PERSON, year: int = YEAR
) -> Revision:
    record = RecordKey("131091", year, number, part)
    made = revise(record, content, key_id=key, trust=TRUST.get(key, Trust.SECTION))
    return replace(made, seal=Seal("store", 1, 1, "00") if key else None)


ASSIGNED = _said(Part.ASSIGNMENT, "hr", {"name": "検証 一子", "first": FIRST, "second": SECOND})
_KEYS = st.sampled_from(("", "hr", f"s{FIRST}", f"s{SECOND}"))


@st.composite
def _any_of_a_year(draw: st.DrawFn) -> Revision:
    part = draw(st.sampled_from((Part.SELF, Part.EVIDENCE, Part.LIFE, Part.LIFE, Part.REVIEW1, Part.REVIEW2)))
    key = draw(_KEYS)
    content: dict[str, object] = {
        "items": {"a": draw(st.integers(0, 3))},
        "by": KEYS[key].owner if key else PERSON,
    }
    if part is Part.LIFE:
        content["action"] = draw(st.sampled_from(tuple(Action))).value
    return _said(part, key, content)


@settings(max_examples=300)
@given(st.lists(_any_of_a_year(), max_size=7), st.booleans(), st.sampled_from((1, 2)), st.booleans())
def test_a_year_comes_to_the_same_whether_or_not_all_is_looked_for(
    said: list[Revision], here: bool, rules: int, frozen: bool
) -> None:
    unique = {one.id: one for one in ([ASSIGNED] if here else []) + said}
    froze = {(YEAR, PERSON): frozenset(list(unique)[::2])} if frozen else {}
    known = Acceptance(
        KEYS, frozenset({YEAR}), frozenset(), froze, rules={YEAR: rules}, deputies={YEAR: Deputies()}
    )
    stored = [StoredRevision(one, (0,)) for one in unique.values()]
    short = counting.judge(stored, known)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(counting, "_rests_on_another", lambda _: True)
        assert counting.judge(stored, known) == short


def test_what_is_said_of_a_thing_by_another_is_still_left_out() -> None:
    course = "course:" + "0" * 32
    mine = _said(Part.OWNED, "hr", {"owner": "hr"}, course, 0)
    theirs = _said(Part.OWNED, "dx", {"owner": "dx"}, course, 0)
    known = Acceptance(KEYS, frozenset(), frozenset())
    assert counting.judge([StoredRevision(theirs, (0,))], known).of(Part.OWNED) == (theirs,)
    judged = counting.judge([StoredRevision(mine, (0,)), StoredRevision(theirs, (0,))], known)
    assert judged.of(Part.OWNED) == (mine,)
