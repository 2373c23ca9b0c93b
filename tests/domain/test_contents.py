"""What a revision's value says to this program: what code that asked for each field by name read before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, NamedTuple, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxdesk.domain import canonical, contents
from dxdesk.domain.contents import (
    Assignment,
    DeputiesSaid,
    Entry,
    Frozen,
    Made,
    Owned,
    Reference,
    Returned,
    Reviewed,
    Settled,
    StageSaid,
    Step,
    TermSaid,
    YearSaid,
    carried_on,
    levels_in,
    lines_in,
)
from dxdesk.domain.records import Part, RecordKey, Revision

TEXT = st.text(max_size=5)
ODD = st.one_of(st.none(), st.booleans(), st.integers(-3, 300), TEXT)
"""Where a program that never went through today's check of shapes wrote anything."""

TEXTS = st.lists(TEXT, max_size=3)
BY_ITEM = st.dictionaries(TEXT, st.one_of(TEXT, st.integers(0, 254)), max_size=3)


def saying(**kinds: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Values in which any field may be missing, and fields nobody knows stand beside."""
    return st.fixed_dictionaries({}, optional={**kinds, "unknown": ODD, "framework": TEXT})


def word(content: Mapping[str, Any], name: str) -> str:
    """Read a text as every reader did."""
    return str(content.get(name, ""))


WORDS = dict.fromkeys(("by", "by_name", "on_behalf_of", "on_behalf_of_name", "made_on", "assignment"), ODD)


@given(saying(**WORDS))
def test_who_made_it(content: dict[str, Any]) -> None:
    assert Made.read(content) == tuple(word(content, name) for name in Made._fields)


@given(saying(action=ODD, round=st.integers(1, 99), of=TEXTS))
def test_a_step(content: dict[str, Any]) -> None:
    said = Step.read(content)
    assert said.action == word(content, "action")
    assert said.round == int(content.get("round", 1))
    assert list(said.of) == [str(one) for one in content.get("of", ())]


@given(saying(reason=ODD, reasons=BY_ITEM))
def test_why_it_was_returned(content: dict[str, Any]) -> None:
    assert Returned.read(content) == (word(content, "reason"), dict(content.get("reasons", {})))


@given(saying(settled=st.one_of(ODD, saying(reason=TEXT, by=TEXT, items=TEXTS, of=BY_ITEM))))
def test_what_a_settlement_decides(content: dict[str, Any]) -> None:
    found = content.get("settled")
    found = found if isinstance(found, dict) else {}
    said = Settled.read(content)
    assert (said.reason, said.by) == (word(found, "reason"), word(found, "by"))
    assert list(said.items) == list(found.get("items", ()))
    assert said.of == found.get("of", {})


@given(
    saying(
        **dict.fromkeys(("name", "alias", "kana", "grade", "title", "employment", "reason", "since"), ODD),
        **dict.fromkeys(("first", "second", "first_name", "second_name"), ODD),
        department=st.lists(TEXT, min_size=2, max_size=2),
        personas=TEXTS,
        target=ODD,
        never_late=ODD,
    )
)
def test_an_assignment(content: dict[str, Any]) -> None:
    said = Assignment.read(content)
    for name, kind in get_type_hints(Assignment).items():
        if kind is str:
            assert getattr(said, name) == word(content, name)
    assert list(said.department) == [str(one) for one in content.get("department", ["", ""])]
    assert said.personas == tuple(content.get("personas", ()))
    assert bool(said.target) == bool(content.get("target"))
    assert said.exempt == ("" if content.get("target", True) else word(content, "reason") or "対象外")
    assert said.never_late == bool(content.get("never_late", False))


@given(saying(last_year=BY_ITEM, last_goals=BY_ITEM, stages=BY_ITEM, known=st.lists(TEXTS, max_size=2)))
def test_a_reference(content: dict[str, Any]) -> None:
    said = Reference.read(content)
    assert said.last_year == content.get("last_year", {})
    assert said.last_goals == content.get("last_goals", {})
    assert said.stages == dict(content.get("stages", {}))
    assert list(said.known) == list(content.get("known", ()))


DATES = dict.fromkeys(("base_date", "due_self", "due_first", "due_second", "purpose", "title"), ODD)


@given(saying(**DATES, rules=st.integers(1, 99), uses=TEXTS))
def test_a_year(content: dict[str, Any]) -> None:
    said = YearSaid.read(content)
    assert said == (
        *(word(content, name) for name in YearSaid._fields if name not in ("rules", "uses")),
        int(str(content.get("rules", 1))),
        tuple(content.get("uses", ())),
    )


TERM = st.fixed_dictionaries(dict.fromkeys(TermSaid._fields[:4], TEXT), optional={"reason": ODD})


@given(saying(terms=st.lists(TERM, max_size=2), allowed=TEXTS, refused=TEXTS))
def test_deputies(content: dict[str, Any]) -> None:
    said = DeputiesSaid.read(content)
    terms = content.get("terms", ())
    assert [one._asdict() for one in said.terms] == [
        {name: word(term, name) for name in TermSaid._fields} for term in terms
    ]
    assert said.allowed == tuple(map(str, content.get("allowed", ())))
    assert said.refused == tuple(map(str, content.get("refused", ())))


@given(saying(level=st.integers(0, 254), comment=ODD, correction=ODD, stage=ODD, kind=ODD, name=ODD))
def test_what_stands_in_items(item: dict[str, Any]) -> None:
    words = word(item, "comment"), word(item, "correction")
    assert Reviewed.read(item) == (item.get("level"), *words)
    assert contents.words_in(item) == words
    assert contents.words_in("よい") == contents.words_in(None) == ("", "")
    stage = item.get("stage")
    assert StageSaid.read(item) == (stage if isinstance(stage, str) else None, *words)
    assert levels_in({"a": item, "comment": "よい"}) == {"a": item.get("level")}
    said = Entry.read({**item, "date": "2025-06-01", "completed": item.get("level")})
    assert said == (word(item, "kind"), word(item, "name"), "2025-06-01", "", False)
    assert Entry.read({"completed": True}).completed


@given(
    saying(
        **dict.fromkeys(("name", "kana", "grade", "title"), ODD),
        **dict.fromkeys(("lineage", "kept", "personas"), st.one_of(ODD, TEXTS)),
        department=st.one_of(ODD, TEXTS),
        goals=BY_ITEM,
        stages=st.one_of(ODD, BY_ITEM),
    )
)
def test_a_line_of_a_snapshot(content: dict[str, Any]) -> None:
    def listed(name: str) -> list[str]:
        found = content.get(name)
        return list(found) if isinstance(found, list) else []

    said = Frozen.read(content)
    for name, kind in get_type_hints(Frozen).items():
        if kind is str:
            assert getattr(said, name) == word(content, name)
    for name in ("lineage", "kept", "personas"):
        assert list(getattr(said, name)) == listed(name)
    place = listed("department")
    assert said.department == (tuple(place) if len(place) == 2 else ("", ""))
    assert said.goals == content.get("goals", {})
    kept = content.get("stages")
    expected = {key: str(value) for key, value in kept.items()} if isinstance(kept, dict) else None
    assert said.stages == expected


READERS: tuple[type[Any], ...] = (
    *(Made, Step, Returned, Settled, Assignment, Reference, YearSaid, DeputiesSaid, Owned, Entry, Frozen),
    *(Reviewed, StageSaid),
)
FIELDS = sorted({name for reader in READERS for name in reader._fields} | {"target", "settled", "items"})


@given(st.fixed_dictionaries({}, optional=dict.fromkeys(FIELDS, st.one_of(ODD, TEXTS, BY_ITEM))))
def test_nothing_that_a_store_may_hold_stops_a_reader(content: dict[str, Any]) -> None:
    for reader in READERS:
        assert isinstance(reader.read(content), reader)


WRITTEN: tuple[tuple[type[Any], type], ...] = (
    (Made, contents.MadeValue),
    (Made, contents.StepValue),
    (Made, contents.ReviewValue),
    (Step, contents.StepValue),
    (Returned, contents.StepValue),
    (Settled, contents.SettledValue),
    (Reviewed, contents.ReviewedValue),
    (StageSaid, contents.StageValue),
    (Assignment, contents.AssignmentValue),
    (Reference, contents.ReferenceValue),
    (YearSaid, contents.YearValue),
    (TermSaid, contents.TermValue),
    (DeputiesSaid, contents.DeputiesValue),
    (Entry, contents.EntryValue),
    (Frozen, contents.FrozenValue),
)


@pytest.mark.parametrize(("read", "written"), WRITTEN)
def test_what_is_read_is_written_under_the_same_names(read: type[Any], written: type) -> None:
    assert set(read._fields) <= get_type_hints(written).keys()


def test_every_record_is_proved_here() -> None:
    kinds = [one for one in vars(contents).values() if isinstance(one, type)]
    here = {one for one in kinds if one.__module__ == contents.__name__}
    records = {one for one in here if issubclass(one, tuple) and one is not NamedTuple}
    assert records == {*READERS, TermSaid}
    assert here - records == {*(written for _, written in WRITTEN), contents.AnswerValue}


def test_a_value_is_read_once_and_what_nobody_knows_goes_along() -> None:
    key = RecordKey("131091", 2025, "000011", Part.LIFE)
    value = {"action": "submit", "round": 2, "later": {"kept": [1]}}
    one = Revision(key, frozenset(), canonical.dumps(value))
    assert one.step is one.step
    assert one.step == Step("submit", 2, ())
    assert one.returned == Returned()
    again = carried_on(one.content, contents.StepValue(round=3))
    assert again == {**value, "round": 3}
    assert replace(one, value=canonical.dumps(again)).step.round == 3
    assert one.value == canonical.dumps(value)


def test_lines_come_in_their_order() -> None:
    items = {contents.line_key(2): ["b", "", "", ""], "uid": "x", contents.line_key(1): ["a", "", "", ""]}
    assert [line[0] for line in lines_in(items)] == ["a", "b"]
    assert contents.line_key(1) == "line:01"
    assert contents.stage_key("p") == "stage:p"
