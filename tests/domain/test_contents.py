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
    Audience,
    CourseSaid,
    DeputiesSaid,
    EnrolmentSaid,
    Entry,
    FileEntry,
    Frozen,
    Made,
    NomineeSaid,
    Owned,
    QuestionnaireSaid,
    Reference,
    Returned,
    Reviewed,
    RoundSaid,
    Scored,
    Served,
    SessionSaid,
    Settled,
    StageSaid,
    Step,
    TermSaid,
    Vouched,
    Written,
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


STARTS = dict.fromkeys(("start", "start_day", "start_due"), ODD)


@given(
    saying(**DATES, **STARTS, rules=st.integers(1, 99), uses=TEXTS, start_agreed=ODD, start_supports=TEXTS)
)
def test_a_year(content: dict[str, Any]) -> None:
    said = YearSaid.read(content)
    for name, kind in get_type_hints(YearSaid).items():
        if kind is str:
            assert getattr(said, name) == word(content, name)
    assert said.rules == int(str(content.get("rules", 1)))
    assert said.uses == tuple(content.get("uses", ()))
    assert said.start_agreed == (content.get("start_agreed") is True)
    assert said.start_supports == tuple(content.get("start_supports", ()))


@given(saying(**dict.fromkeys(contents.Goal._fields, ODD)))
def test_a_goal_and_what_is_written_of_it(content: dict[str, Any]) -> None:
    said = contents.Goal.read(content)
    assert {name: getattr(said, name) for name in said._fields if name != "level"} == {
        name: word(content, name) for name in said._fields if name != "level"
    }
    assert contents.Goal.read(contents.goal_value(said)) == said
    assert contents.goals_in({"goal:02": content, "mark": content}) == {"goal:02": said}


@given(saying(action=ODD, round=st.integers(1, 99), of=TEXTS, reason=ODD, met_on=ODD, supports=BY_ITEM))
def test_a_step_of_a_years_start(content: dict[str, Any]) -> None:
    said = contents.PlanStep.read(content)
    assert (said.action, said.reason, said.met_on) == tuple(
        word(content, name) for name in ("action", "reason", "met_on")
    )
    assert said.round == int(content.get("round", 1))
    assert said.of == tuple(map(str, content.get("of", ())))
    assert said.supports == {code: str(one) for code, one in content.get("supports", {}).items()}


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
    *(Reviewed, StageSaid, CourseSaid, SessionSaid, EnrolmentSaid, QuestionnaireSaid),
    *(RoundSaid, NomineeSaid, FileEntry, Vouched, contents.Goal, contents.PlanStep),
)
FIELDS = sorted({name for reader in READERS for name in reader._fields} | {"target", "settled", "items"})


@given(st.fixed_dictionaries({}, optional=dict.fromkeys(FIELDS, st.one_of(ODD, TEXTS, BY_ITEM))))
def test_nothing_that_a_store_may_hold_stops_a_reader(content: dict[str, Any]) -> None:
    for reader in READERS:
        assert isinstance(reader.read(content), reader)


def test_of_a_value_that_says_nothing_a_record_says_nothing() -> None:
    for reader in READERS:
        assert reader.read({}) == reader(), reader
    assert contents.words_in({}) == ("", "")
    for item in (None, "よい", 5, ["level"]):
        assert Reviewed.read(item) == Reviewed() == (None, "", "")
        assert StageSaid.read(item) == StageSaid() == (None, "", "")
    assert TermSaid.read({}) == TermSaid("", "", "", "") == ("",) * len(TermSaid._fields)


NO_MAPPING = (None, 5, "x", ["x"])
NO_LIST = (None, 5, "x", {"x": "y"})
NOT_SEVERAL = (None, 5)
NO_NUMBER = (None, "x", [1], {"x": 1})
OF_NO_USE: tuple[tuple[type[Any], str, tuple[Any, ...]], ...] = (
    (Step, "round", NO_NUMBER),
    (Step, "of", NOT_SEVERAL),
    (Returned, "reasons", NO_MAPPING),
    (Settled, "settled", NO_MAPPING),
    (Settled, "items", NO_LIST),
    (Settled, "of", NO_MAPPING),
    *((Assignment, name, NO_LIST) for name in ("department", "personas")),
    *((Reference, name, NO_MAPPING) for name in ("last_year", "last_goals", "stages")),
    (Reference, "known", NO_LIST),
    (YearSaid, "rules", NO_NUMBER),
    (YearSaid, "uses", NOT_SEVERAL),
    (DeputiesSaid, "terms", (*NO_LIST, [5, "x", ["x"]])),
    *((DeputiesSaid, name, NOT_SEVERAL) for name in ("allowed", "refused")),
    *((Frozen, name, NO_LIST) for name in ("lineage", "kept", "personas", "department")),
    *((Frozen, name, NO_MAPPING) for name in ("goals", "stages")),
)


@pytest.mark.parametrize(("reader", "name", "useless"), OF_NO_USE)
def test_what_is_of_no_use_is_as_if_it_was_not_said(
    reader: type[Any], name: str, useless: tuple[Any, ...]
) -> None:
    for value in useless:
        content = {name: value}
        found = reader.read(
            {"settled": content} if name in ("items", "of") and reader is Settled else content
        )
        assert found == reader(), value
        assert [type(one) for one in found] == [type(one) for one in reader()], value
    for value in (["x"], ["x", "y", "z"], ["x", ""]):
        if name == "department":
            assert reader.read({name: value}).department == (("x", "") if len(value) == 2 else ("", ""))


def test_a_number_that_is_written_as_a_text_is_a_number() -> None:
    assert Step.read({"round": "3"}).round == YearSaid.read({"rules": "3"}).rules == 3
    assert Step.read({"of": ("a", 5)}).of == ("a", "5")


@pytest.mark.parametrize(
    ("said", "is_it"), [(True, True), (False, False), (1, False), ("yes", False), (None, False)]
)
def test_an_entry_is_completed_where_it_says_so(said: object, is_it: bool) -> None:
    assert contents.is_completed({"completed": said}) is is_it
    assert Entry.read({"completed": said}).completed is is_it
    assert not contents.is_completed({})


def test_a_settlement_says_why_by_whom_and_of_what() -> None:
    said = {"reason": "電話で確かめた", "by": "000001", "items": ["a", "b"], "of": {"": ["0"]}}
    assert Settled.read({"settled": said}) == ("電話で確かめた", "000001", ("a", "b"), {"": ["0"]})


def test_a_line_of_a_snapshot_says_who_somebody_was() -> None:
    said = Frozen.read({"personas": ["x", "y"], "stages": {"x": "2"}, "department": ["100", "区民部"]})
    assert (said.personas, said.stages, said.department) == (("x", "y"), {"x": "2"}, ("100", "区民部"))


def test_the_names_that_files_keep_stay() -> None:
    assert (contents.COMMENT_ITEM, contents.REFERENCE_STAGES) == ("comment", "stages")
    assert (contents.LINE_PREFIX, contents.STAGE_PREFIX) == ("line:", "stage:")


def test_a_thing_is_owned_by_the_role_it_names() -> None:
    assert Owned.read({"owner": "dx"}) == Owned("dx")


LISTS = {
    "aliases": ("業務改革研修",),
    "form": ("集合", "動画"),
    "outcomes": ("図にする",),
    "requirements": ("端末",),
}
COURSE = CourseSaid(
    code="c-1",
    name="BPR研修",
    held_by="人事課",
    provider="庁内",
    hours=6,
    serves=(Served("bpr", 2), Served("ai")),
    audience=(Audience("leader", "係長級", "required"),),
    rule="wish",
    after="c-0",
    hint="早めに",
    recurrence="every-n",
    every_years=2,
    valid_years=3,
    cost=4000,
    roster=False,
    by_attendance=True,
    reference=2024,
    note="備考",
    into="c-2",
    ended=True,
    minutes=30,
    **LISTS,
)
SESSION = SessionSaid(
    course="c-1",
    turn="第1回",
    first_day="2026-06-01",
    last_day="2026-06-02",
    fiscal_year=2026,
    period="第1期",
    place="本庁",
    seats=20,
    deadline="2026-05-01",
    ended=True,
    ground="職員研修実施要綱 第5条",
    approval="8人研第12号",
    approved_on="2026-05-11",
    moved=True,
    into="session:0e",
)
ENROLMENT = EnrolmentSaid(
    session="session:0f",
    course="c-1",
    turn="第1回",
    fiscal_year=2026,
    number="000011",
    asked=True,
    asked_by="0203",
    asked_on="2026-05-01",
    note="窓口の担当",
    withdrawn=True,
    decision="granted",
    decided_on="2026-05-10",
    reason="申込の順",
    ended=True,
)
ANSWERS = QuestionnaireSaid(
    session="session:0f",
    course="c-1",
    turn="第1回",
    fiscal_year=2026,
    answers=6,
    scored=(Scored("満足度", (0, 1, 1, 2, 2)),),
    written=(Written("ご意見", ("早口でした", "例が良い")),),
    ended=True,
)


ROUND = RoundSaid(
    code="2026-dx-leader",
    name="令和8年度 DXリーダー",
    persona="dx-leader",
    fiscal_year=2026,
    sections=("1010", "1020"),
    wanted=1,
    deadline="2026-03-13",
    first_day="2026-04-01",
    last_day="2028-03-31",
    notice=True,
    document_number="8検総人第1号",
    approval="部長決裁",
    approved_on="2026-03-20",
    ended=True,
)
NOMINEE = NomineeSaid(
    round="2026-dx-leader",
    section="1010",
    number="000011",
    name="見本 進",
    manner="instead",
    first_day="2026-10-01",
    last_day="2028-03-31",
    instead_of="000012",
    handed_over="yes",
    handed_on="2026-09-28",
    note="引継書を渡した",
    decided="accepted",
    decided_on="2026-09-30",
    term_from="2026-10-01",
    term_to="2028-03-31",
    closed=("000012|2026-04-01|2028-03-31",),
    document_number="8人第12号",
    approval="部長決裁",
    approved_on="2026-09-30",
)


def test_answers_are_written_and_read_question_by_question() -> None:
    said = contents.all_said(ANSWERS)
    assert {*said} == {*ANSWERS._fields}
    assert said["scored"] == [["満足度", [0, 1, 1, 2, 2]]]
    assert said["written"] == [["ご意見", ["早口でした", "例が良い"]]]
    assert QuestionnaireSaid.read(contents.owned_value("hr", said)) == ANSWERS
    odd = {"fields": {"scored": [["x", 1], ["y"], ["z", ["a", None, 2]]], "written": [["w", [1, "b"]], "v"]}}
    found = QuestionnaireSaid.read(odd)
    assert found.scored == (Scored("z", (0, 0, 2)),)
    assert found.written == (Written("w", ("1", "b")),)


def test_somebody_named_is_written_and_read_field_by_field() -> None:
    said = contents.all_said(NOMINEE)
    assert {*said} == {*NOMINEE._fields}
    assert NomineeSaid.read(contents.owned_value("hr", said)) == NOMINEE
    assert said["closed"] == [*NOMINEE.closed]
    assert NomineeSaid.read({"fields": {"closed": "x", "number": 7}}) == NomineeSaid(number="7")


@pytest.mark.parametrize("thing", [COURSE, SESSION, ENROLMENT, ROUND])
def test_a_thing_is_written_and_read_field_by_field(
    thing: CourseSaid | SessionSaid | EnrolmentSaid | RoundSaid,
) -> None:
    said = contents.all_said(thing)
    assert {*said} == {*thing._fields}, "every field of the example says something"
    value = contents.owned_value("hr", said)
    written = {
        name: [[*one] if isinstance(one, tuple) else one for one in field]
        if isinstance(field, tuple)
        else field
        for name, field in thing._asdict().items()
        if name != "ended"
    }
    assert value == {"owner": "hr", "fields": written, "deleted": True}
    assert canonical.dumps(value) == canonical.dumps({"owner": "hr", "fields": written, "deleted": True})
    assert type(thing).read(value) == thing
    assert contents.said_of_thing(value) == said
    going_on = contents.owned_value("dx", {"ended": False, "name": "x"})
    assert going_on == {"owner": "dx", "fields": {"name": "x"}, "deleted": False}
    assert contents.said_of_thing(going_on) == {"name": "x", "ended": False}


def test_a_thing_that_says_nothing_has_no_field() -> None:
    assert (contents.all_said(CourseSaid()), contents.all_said(SessionSaid())) == ({}, {})
    assert contents.owned_value("hr", {}) == {"owner": "hr", "fields": {}}
    assert contents.said_of_thing({}) == contents.said_of_thing({"fields": ["name"]}) == {}
    assert (Served("bpr"), Audience()) == (("bpr", 0), ("", "", "none"))
    assert CourseSaid().roster
    assert contents.ENDED == "ended"
    assert not Owned.read({"deleted": "yes"}).deleted


THINGS_OF_NO_USE: tuple[tuple[type[Any], str, tuple[Any, ...]], ...] = (
    *((CourseSaid, name, NO_LIST) for name in (*LISTS, "serves", "audience")),
    *(
        (CourseSaid, name, (["x"], ["xyz"], ["xy"], [["x"]], [{"x": 1, "y": 2}]))
        for name in ("serves", "audience")
    ),
    *((CourseSaid, n, NO_NUMBER) for n in ("hours", "every_years", "valid_years", "cost", "reference")),
    *((SessionSaid, name, NO_NUMBER) for name in ("fiscal_year", "seats")),
    (CourseSaid, "roster", (None, 0, "no", True)),
    (CourseSaid, "by_attendance", (None, 1, "yes", False)),
)


@pytest.mark.parametrize(("reader", "name", "useless"), THINGS_OF_NO_USE)
def test_a_field_of_a_thing_that_is_of_no_use_is_as_if_it_was_not_said(
    reader: type[Any], name: str, useless: tuple[Any, ...]
) -> None:
    for value in useless:
        found = reader.read({"fields": {name: value}})
        assert found == reader(), value
        assert [type(one) for one in found] == [type(one) for one in reader()], value
    assert CourseSaid.read({"fields": {"serves": [["bpr", "x"]]}}).serves == (Served("bpr", 0),)


def test_a_persons_growth_entry_says_all_of_a_course() -> None:
    entry = {"kind": "course", "name": "BPR研修", "date": "2025-06-01", "result": "修了", "completed": True}
    assert Entry.read(entry) == ("course", "BPR研修", "2025-06-01", "修了", True)


@pytest.mark.parametrize(
    ("item", "words"),
    [
        ({"comment": "よい"}, ("よい", "")),
        ({"correction": "転記の誤り"}, ("", "転記の誤り")),
        ({"comment": "よい", "correction": "転記の誤り"}, ("よい", "転記の誤り")),
        ({"level": 2}, ("", "")),
    ],
)
def test_words_of_an_item_are_read_without_its_level(item: dict[str, Any], words: tuple[str, str]) -> None:
    assert contents.words_in(item) == words


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
    (contents.Goal, contents.GoalValue),
    (contents.PlanStep, contents.PlanStepValue),
    (Frozen, contents.FrozenValue),
    (FileEntry, contents.FileEntryValue),
    (Vouched, contents.VouchedValue),
    (Made, contents.GrowthValue),
)


@pytest.mark.parametrize(("read", "written"), WRITTEN)
def test_what_is_read_is_written_under_the_same_names(read: type[Any], written: type) -> None:
    assert set(read._fields) <= get_type_hints(written).keys()


def test_a_writer_leaves_out_what_is_not_said_but_an_entry_is_written_whole() -> None:
    for written in {written for _, written in WRITTEN} | {contents.AnswerValue, contents.OwnedValue}:
        needed = frozenset(Entry._fields) if written is contents.EntryValue else frozenset()
        assert written.__required_keys__ == needed, written  # type: ignore[attr-defined]


def test_every_record_is_proved_here() -> None:
    kinds = [one for one in vars(contents).values() if isinstance(one, type)]
    here = {one for one in kinds if one.__module__ == contents.__name__}
    records = {one for one in here if issubclass(one, tuple) and one is not NamedTuple}
    assert records == {*READERS, TermSaid, Served, Audience, Scored, Written}
    written = {written for _, written in WRITTEN}
    assert here - records == {*written, contents.AnswerValue, contents.OwnedValue}


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
