"""What the value of a travelling revision looks like: by what passes and what just does not."""

from __future__ import annotations

import itertools
from typing import Any, get_type_hints

import pytest

from dxdesk.domain import canonical, contents, indicator_record
from dxdesk.domain.records import ANSWER_PARTS, Part, RecordKey, Revision
from dxdesk.usecases.sealing import shapes

UID = "0" * 32
SUBJECT = {Part.CYCLE: "", Part.DEPUTIES: "", Part.OWNED: f"course:{UID}"}
TERM = {
    "deputy": "2", "deputy_name": "課長", "principal": "1", "principal_name": "係長", "reason": "出張",
    "first_day": "2026-02-01", "last_day": "2026-02-28",
}  # fmt: skip
LINE = ["講座", "BPR研修", "2025-09-18", "修了"]


def made(
    part: Part, value: object, *, number: str | None = None, year: int = 2025, covers: tuple[str, ...] = ()
) -> Revision:
    who = SUBJECT.get(part, "000011") if number is None else number
    year = 0 if part in (Part.GROWTH, Part.OWNED) and year == 2025 else year
    text = value if isinstance(value, str) else canonical.dumps(value)
    return Revision(RecordKey("131091", year, who, part), frozenset(covers), text)


def passes(revision: Revision) -> bool:
    try:
        shapes.check(revision)
    except ValueError:
        return False
    return True


def ok(part: Part, **value: object) -> bool:
    return passes(made(part, value))


SOUND: dict[Part, dict[str, Any]] = {
    Part.SELF: {"framework": "f@1", "items": {"a": 0, "b": 254}, "proxy": "", "via": "excel"},
    Part.GOALS: {"items": {"a": "広げる"}},
    Part.EVIDENCE: {"items": {"a": "見直した", "line:01": LINE, "line:9999": LINE}},
    Part.REVIEW1: {
        "by": "1", "by_name": "係長", "on_behalf_of": "", "on_behalf_of_name": "", "assignment": UID,
        "items": {
            "a": {"level": 2, "comment": "", "correction": ""}, "comment": "よい",
            "stage:x": {"stage": "2", "comment": "", "correction": ""},
        },
    },
    Part.REVIEW2: {"items": {"a": {"level": 0}}},
    Part.LIFE: {
        "action": "submit", "round": 1, "of": [UID], "by": "1", "by_name": "", "on_behalf_of": "",
        "on_behalf_of_name": "", "assignment": "", "reason": "", "proxy": "", "reasons": {"a": "根拠"},
    },
    Part.ASSIGNMENT: {
        "name": "検証", "alias": "", "kana": "ケンショウ", "grade": "", "title": "", "employment": "",
        "reason": "", "first": "1", "second": "", "first_name": "", "second_name": "",
        "department": ["100", "区民部"], "personas": ["x", "y"], "target": False,
        "since": "2025-10-01",
    },
    Part.REFERENCE: {
        "last_year": {"a": 3}, "last_goals": {"a": "x"}, "stages": {"p": "2"},
        "known": [["course", "x", "2025-09-18", ""], ["exam", "y", "", ""]],
        "last_plan": [["業務改革 LV2", "できた", ""]],
    },
    Part.CYCLE: {
        "framework": "f@1", "purpose": "", "title": "", "base_date": "2025-04-01", "due_self": "2026-02-13",
        "due_first": "", "due_second": "2026-02-27", "rules": 2, "uses": ["development"],
        "start": "form", "start_day": "2025-05-01", "start_due": "", "start_agreed": True,
        "start_meeting": False, "start_supports": ["x"],
    },
    Part.DEPUTIES: {"terms": [TERM], "allowed": [UID], "refused": [UID]},
    Part.PLAN: {
        "items": {
            "goal:01": {
                "kind": "skill", "skill": "a", "level": 2, "text": "広げる", "measure": "course",
                "by": "2026-03-31", "attained": "", "comment": "",
            },
            "mark": {"kind": "mark", "where": "plan"},
        },
        "proxy": "", "via": "app", "by": "1",
    },
    Part.PLAN_LIFE: {
        "action": "agree", "of": [UID], "by": "1", "deputies": UID, "made_on": "2025-05-01",
        "met_on": "2025-05-20", "supports": {"feedback": "done"}, "round": 1, "reason": "",
    },
    Part.GROWTH: {
        "items": {UID: {"kind": "experience"}, "f" * 32: None},
        "by": "1", "by_name": "", "on_behalf_of": "", "made_on": "2026-02-04", "assignment": UID,
    },
    Part.OWNED: {"owner": "dx", "fields": {"name": "BPR研修"}, "deleted": False},
}  # fmt: skip
NOBODYS = {Part.CYCLE, Part.DEPUTIES}
NEEDED = {(Part.LIFE, "action"), (Part.PLAN_LIFE, "action"), (Part.OWNED, "owner")}
TEXTS = {
    Part.SELF: "framework proxy via",
    Part.GOALS: "framework proxy via",
    Part.EVIDENCE: "framework proxy via",
    Part.REVIEW1: "by by_name on_behalf_of on_behalf_of_name assignment deputies made_on",
    Part.REVIEW2: "by by_name on_behalf_of on_behalf_of_name assignment deputies made_on",
    Part.LIFE: "by by_name on_behalf_of on_behalf_of_name assignment reason proxy deputies made_on",
    Part.ASSIGNMENT: (
        "name alias kana grade title employment reason first second first_name second_name framework"
    ),
    Part.REFERENCE: "framework",
    Part.CYCLE: "framework purpose title base_date due_self due_first due_second start start_day start_due",
    Part.PLAN: "proxy via by by_name assignment",
    Part.PLAN_LIFE: (
        "action by by_name on_behalf_of on_behalf_of_name assignment deputies reason made_on met_on proxy"
    ),
    Part.GROWTH: "by by_name on_behalf_of on_behalf_of_name assignment deputies made_on",
    Part.OWNED: "owner",
}


@pytest.mark.parametrize("part", Part)
def test_what_we_write_passes_whole_and_with_anything_left_out(part: Part) -> None:
    sound = SOUND[part]
    assert passes(made(part, sound))
    for name in sound:
        if (part, name) not in NEEDED:
            assert passes(made(part, {key: value for key, value in sound.items() if key != name}))


@pytest.mark.parametrize("part", TEXTS)
def test_a_text_is_a_text(part: Part) -> None:
    for name in TEXTS[part].split():
        assert not passes(made(part, {**SOUND[part], name: 1})), name
        assert not passes(made(part, {**SOUND[part], name: None})), name


READ: dict[Part, tuple[type[Any], ...]] = {
    Part.SELF: (),
    Part.GOALS: (),
    Part.EVIDENCE: (),
    Part.REVIEW1: (contents.Made,),
    Part.REVIEW2: (contents.Made,),
    Part.LIFE: (contents.Made, contents.Step, contents.Returned),
    Part.ASSIGNMENT: (contents.Assignment,),
    Part.REFERENCE: (contents.Reference,),
    Part.CYCLE: (contents.YearSaid,),
    Part.DEPUTIES: (contents.DeputiesSaid,),
    Part.PLAN: (),
    Part.PLAN_LIFE: (contents.Made, contents.PlanStep),
    Part.GROWTH: (contents.Made,),
    Part.OWNED: (contents.Owned,),
}
"""What the value of a part is read as, beside its items."""


@pytest.mark.parametrize("part", Part)
def test_whatever_is_read_was_checked(part: Part) -> None:
    names = [name for record in READ[part] for name in record._fields]
    if part in (*ANSWER_PARTS, Part.LIFE, Part.PLAN):
        names.append("proxy")
    for name in names:
        assert not passes(made(part, {**SOUND[part], name: [{"wrong": 1}]})), name


@pytest.mark.parametrize(
    ("part", "name"),
    [(part, "items") for part in Part if "items" in SOUND[part]]
    + [(Part.LIFE, "reasons")]
    + [(Part.REFERENCE, name) for name in ("last_year", "last_goals", "stages")],
)
def test_a_mapping_is_a_mapping(part: Part, name: str) -> None:
    assert not passes(made(part, {**SOUND[part], name: []}))
    assert not passes(made(part, {**SOUND[part], name: {"a": []}}))


@pytest.mark.parametrize(("level", "sound"), [(0, True), (254, True), (-1, False), (255, False)])
def test_a_level_fits_into_a_packed_column(level: int, sound: bool) -> None:
    assert ok(Part.SELF, items={"a": level, "b": 1}) == sound
    assert ok(Part.REVIEW1, items={"a": {"level": level}}) == sound
    assert ok(Part.REFERENCE, last_year={"a": level}) == sound


def test_a_level_is_a_whole_number_and_no_yes_or_no() -> None:
    for value in ("2", True, None):
        assert not ok(Part.SELF, items={"a": value, "b": 1})


def test_the_value_is_canonical() -> None:
    assert passes(made(Part.SELF, '{"items":{"a":1}}'))
    assert not passes(made(Part.SELF, '{"items": {"a":1}}'))


@pytest.mark.parametrize(
    "said",
    [
        *(contents.CourseSaid, contents.SessionSaid, contents.EnrolmentSaid, contents.QuestionnaireSaid),
        *indicator_record.KINDS.values(),
    ],
)
def test_whatever_is_read_of_a_thing_was_checked(said: Any) -> None:
    for name in {*said._fields} - {"ended"}:
        for wrong in ([{"wrong": 1}], {"wrong": 1}, None):
            assert not passes(made(Part.OWNED, {"owner": "hr", "fields": {name: wrong}})), name


def test_a_thing_as_it_is_written_passes_and_reads_the_same() -> None:
    course = contents.CourseSaid(
        *("c-1", "BPR研修", ("業務改革研修",), "人事課", "庁内", ("集合",), 6),
        serves=(contents.Served("bpr", 2),),
        audience=(contents.Audience("leader", "係長級", "required"),),
        roster=False,
        ended=True,
    )
    session = contents.SessionSaid("c-1", "第1回", "2026-06-01", "2026-06-02", 2026, seats=20)
    asked = contents.EnrolmentSaid("session:0f", "c-1", "第1回", 2026, "000011", True, "0203", "2026-05-01")
    answers = contents.QuestionnaireSaid(
        "session:0f",
        answers=6,
        scored=(contents.Scored("満足度", (0, 1, 1, 2, 2)),),
        written=(contents.Written("ご意見", ("早口でした",)),),
    )
    for said in (course, session, asked, answers):
        value = contents.owned_value("hr", contents.all_said(said))
        assert passes(made(Part.OWNED, dict(value)))
        assert type(said).read(value) == said
        assert contents.said_of_thing(value) == contents.all_said(said)


def test_the_days_numbers_and_rows_of_a_thing_are_such() -> None:
    def thing(**fields: object) -> bool:
        return ok(Part.OWNED, owner="hr", fields=fields)

    for rows in ([["q", [1, -1]]], [["q", ["1"]]], [["q", 1]], [[1, [1]]], [["q"]]):
        assert not thing(scored=rows), rows
    for rows in ([["q", [1]]], [["q", "text"]], [[None, ["a"]]]):
        assert not thing(written=rows), rows
    for name in ("first_day", "last_day", "deadline", "asked_on", "decided_on"):
        assert thing(**{name: "2026-06-01"})
        assert thing(**{name: ""})
        for wrong in ("あした", "20260601", "2026-02-30"):
            assert not thing(**{name: wrong})
    for number, sound in ((0, True), (1, True), (-1, False), (True, False), ("1", False)):
        assert thing(hours=number) == sound
    assert thing(serves=[["bpr", 2], ["ai", 0]])
    rows: tuple[object, ...] = ({"x": 1, "y": 2}, ["bpr"], ["bpr", 2, 3], [5, 2], "ab", ["bpr", 255])
    for row in rows:
        assert not thing(serves=[["bpr", 2], row])


def test_a_record_is_about_what_its_part_says() -> None:
    for part in Part:
        sound = SOUND[part]
        assert passes(made(part, sound, number="")) == (part in NOBODYS)
        assert passes(made(part, sound, number="000011")) == (part not in {*NOBODYS, Part.OWNED})
        assert passes(made(part, sound, number=f"case:{UID}")) == (part is Part.OWNED)
        assert passes(made(part, sound, year=0)) == (part in (Part.GROWTH, Part.OWNED))
        assert passes(made(part, sound, year=2024)) == (part not in (Part.GROWTH, Part.OWNED))
    for wrong in (f"room:{UID}", "course:", f"course:{UID[1:]}", f"course:{UID}0", f"course:{'G' * 32}", ":"):
        assert not passes(made(Part.OWNED, SOUND[Part.OWNED], number=wrong))


@pytest.mark.parametrize("part", [Part.SELF, Part.GOALS, Part.EVIDENCE, Part.REVIEW1, Part.REVIEW2])
def test_a_settlement_says_why_what_and_whose_sayings_it_repeats(part: Part) -> None:
    def settled(**said: object) -> bool:
        return ok(part, settled=said)

    assert settled(reason="電話で確かめた", by="人事", items=["a"], of={"": [UID], "b": [UID, "f" * 32]})
    assert settled()
    assert not ok(part, settled=[])
    for name in ("reason", "by"):
        assert not settled(**{name: 1})
    for items in ("a", [1], {"a": 1}):
        assert not settled(items=items)
    for of in ([UID], {"": UID}, {"": []}, {"": [UID[1:]]}, {"": [UID, UID[1:]]}, {"": [1]}, {"": {UID: 1}}):
        assert not settled(of=of)


def test_a_deputy_is_named_by_somebody_for_somebody_and_for_days() -> None:
    for name in TERM:
        assert not ok(Part.DEPUTIES, terms=[TERM, {**TERM, name: 1}])
        less = {key: value for key, value in TERM.items() if key != name}
        assert ok(Part.DEPUTIES, terms=[less]) == (name in ("deputy_name", "principal_name", "reason"))
    for name in ("deputy", "principal", "first_day", "last_day"):
        assert not ok(Part.DEPUTIES, terms=[{**TERM, name: ""}])
    assert ok(Part.DEPUTIES, terms=[{**TERM, "first_day": "2026-02-28"}])
    assert not ok(Part.DEPUTIES, terms=[{**TERM, "first_day": "2026-03-01"}])
    assert not ok(Part.DEPUTIES, terms=[{**TERM, "first_day": "2026-02-00"}])
    assert not ok(Part.DEPUTIES, terms=[{**TERM, "last_day": "2026-02-30"}])
    for wrong in (TERM, [[TERM]], "x", None):
        assert not ok(Part.DEPUTIES, terms=wrong)
    for name in ("allowed", "refused"):
        for wrong in (UID, [UID[1:]], [1], {UID: UID}):
            assert not ok(Part.DEPUTIES, **{name: wrong})


def test_the_rules_of_a_year_have_a_number() -> None:
    for number, sound in (
        (0, False),
        (1, True),
        (2, True),
        (99, True),
        (100, False),
        ("2", False),
        (True, False),
    ):
        assert ok(Part.CYCLE, rules=number) == sound


def test_what_a_year_is_for_is_codes() -> None:
    assert ok(Part.CYCLE, uses=[])
    assert ok(Part.CYCLE, uses=["development", "of a newer program"])
    for wrong in ("development", [1], [["development"]], {"development": True}, None):
        assert not ok(Part.CYCLE, uses=wrong)


def test_an_entry_has_a_uid_and_a_kind_or_is_gone() -> None:
    for key, value in (("a", None), (UID[1:], {"kind": "x"}), (UID, {}), (UID, "x"), (UID, {"kind": 1})):
        assert not ok(Part.GROWTH, items={key: value})
    assert ok(Part.GROWTH, items={UID: None})


def test_a_course_in_somebodys_growth_is_one_that_lists_can_show() -> None:
    course = {"kind": "course", "name": "BPR研修", "date": "2025-06-01", "result": "修了", "completed": True}
    assert ok(Part.GROWTH, items={UID: course})
    assert ok(Part.GROWTH, items={UID: {**course, "kind": "exam", "date": ""}})
    for name, value in (("name", 1), ("date", "夏"), ("result", None), ("completed", 1)):
        assert not ok(Part.GROWTH, items={UID: {**course, name: value}})
    for kind, name in itertools.product(("course", "exam"), course.keys() - {"kind"}):
        less = {key: said for key, said in course.items() if key != name}
        assert not ok(Part.GROWTH, items={UID: {**less, "kind": kind}})


ENTRY: dict[str, Any] = {
    "kind": "experience", "name": "窓口の見直し", "date": "2024-04", "until": "2025-03-31", "ongoing": False,
    "months": 12, "role": "lead", "result": "", "section": ["1020", "税務課"], "number": "", "expires": "",
    "rate": 0, "times": 0, "criteria": "", "approval": "", "approved_on": "", "place": "", "given_back": "",
    "case": "", "note": "", "completed": False,
}  # fmt: skip


def test_an_entry_of_a_file_is_of_its_fields_types() -> None:
    assert set(ENTRY) == set(contents.FileEntry._fields) == set(get_type_hints(contents.FileEntryValue))
    assert ok(Part.GROWTH, items={UID: ENTRY})
    for name in ENTRY:
        assert ok(
            Part.GROWTH, items={UID: {key: said for key, said in ENTRY.items() if key in ("kind", name)}}
        )
        assert not ok(Part.GROWTH, items={UID: {**ENTRY, name: [{"wrong": 1}]}}), name
        assert not ok(Part.GROWTH, items={UID: {**ENTRY, name: None}}), name
    for name, text in (("date", "2024"), ("date", "2024-13"), ("until", "夏"), ("expires", "2025-13")):
        assert not ok(Part.GROWTH, items={UID: {**ENTRY, name: text}}), text
    for name, number in (("months", -1), ("rate", True), ("times", -5)):
        assert not ok(Part.GROWTH, items={UID: {**ENTRY, name: number}}), name


def test_a_confirmation_names_the_entry_and_what_was_seen() -> None:
    said: dict[str, Any] = {
        "kind": "confirmation", "of": UID, "said": "e" * 32, "answer": "confirmed",
        "seen": ["辞令", "2024-04-01", "第12号"], "comment": "",
    }  # fmt: skip
    assert set(said) == set(get_type_hints(contents.VouchedValue))
    assert ok(Part.GROWTH, items={UID: said})
    for name in ("of", "said", "answer", "comment", "seen"):
        assert not ok(Part.GROWTH, items={UID: {**said, name: 1}}), name
    for seen in (["辞令"], ["辞令", "夏", ""], ["a", "", "", ""], "辞令"):
        assert not ok(Part.GROWTH, items={UID: {**said, "seen": seen}})
    assert not ok(Part.GROWTH, items={UID: {k: v for k, v in said.items() if k != "of"}})


def test_a_thing_has_an_owner_and_fields() -> None:
    assert not passes(made(Part.OWNED, {"fields": {}}))
    assert not ok(Part.OWNED, owner="hr", fields=[])
    assert not ok(Part.OWNED, owner="hr", deleted="no")
    assert not ok(Part.PLAN, items={UID: "広げる"})
    for name in contents.Goal._fields:
        assert not ok(Part.PLAN, items={"goal:01": {name: [1]}}), name
    assert not ok(Part.PLAN_LIFE, action="agree", of=UID)
    for part in (Part.REVIEW1, Part.LIFE, Part.PLAN_LIFE):
        assert not passes(made(part, {**SOUND[part], "made_on": "2026-02-30"}))


def test_years_are_those_of_our_calendars() -> None:
    for year, sound in ((1988, False), (1989, True), (2199, True), (2200, False)):
        assert passes(made(Part.SELF, {}, year=year)) == sound
        if sound:
            shapes.check_year(year)
        else:
            with pytest.raises(ValueError, match="fiscal year"):
                shapes.check_year(year)


def test_covers_are_ids() -> None:
    assert passes(made(Part.SELF, {}, covers=(UID, "f" * 32)))
    for wrong in ("0" * 31, "0" * 33, "G" * 32, "", "A" * 32):
        assert not passes(made(Part.SELF, {}, covers=(UID, wrong)))


def test_a_line_of_evidence_has_its_number_and_four_texts() -> None:
    assert ok(Part.EVIDENCE, items={"line:01": LINE})
    for key in ("line:1", "line:00001", "line:x1", "line:", "line:01 "):
        assert not ok(Part.EVIDENCE, items={key: LINE})
    for value in (LINE[:3], [*LINE, ""], "text", [1, "", "", ""], {"0": ""}):
        assert not ok(Part.EVIDENCE, items={"line:01": value})
    assert not ok(Part.EVIDENCE, items={"a": LINE})


def test_a_review_says_a_level_of_an_item_a_stage_of_a_persona_and_one_comment() -> None:
    assert not ok(Part.REVIEW1, items={"comment": 1})
    assert not ok(Part.REVIEW1, items={"comment": {"level": 1}})
    assert not ok(Part.REVIEW1, items={"comment": "", "a": {}})
    assert not ok(Part.REVIEW1, items={"comment": "", "a": 2})
    assert not ok(Part.REVIEW1, items={"stage:x": "2"})
    assert not ok(Part.REVIEW1, items={"stage:x": {"level": 1}})
    assert not ok(Part.REVIEW1, items={"stage:x": {"stage": 2}})
    assert not ok(Part.REVIEW1, items={"stage:x": {"stage": "2"}, "a": {"stage": "2"}})
    for name in ("comment", "correction"):
        assert not ok(Part.REVIEW1, items={"a": {"level": 1, name: 1}})
        assert not ok(Part.REVIEW1, items={"stage:x": {"stage": "2", name: 1}})


def test_a_step_has_an_action_a_round_and_what_it_acts_on() -> None:
    for value in ({}, {"action": "dance"}, {"action": None}):
        assert not passes(made(Part.LIFE, value))
    for number, sound in ((0, False), (1, True), (2, True), (999, True), (1000, False), ("1", False)):
        assert ok(Part.LIFE, action="submit", round=number) == sound
    for of in (UID, [1], [UID, 1], {UID: 1}):
        assert not ok(Part.LIFE, action="submit", of=of)
    assert ok(Part.LIFE, action="submit", of=[])
    assert not ok(Part.LIFE, action="submit", reasons={"a": "x", "b": 1})


def test_the_day_somebody_is_asked_since_is_a_day_or_left_open() -> None:
    days: tuple[object, ...] = ("10月", "2025-13-01", 20251001, None, ["2025-10-01"])
    for wrong in days:
        assert not ok(Part.ASSIGNMENT, since=wrong)
    for right in ("", "2025-10-01"):
        assert ok(Part.ASSIGNMENT, since=right)


def test_an_assignment_has_a_department_of_two_texts() -> None:
    for wrong in (["100"], ["100", "a", "b"], "ab", [1, "x"], 5):
        assert not ok(Part.ASSIGNMENT, department=wrong)
    for wrong in ("x", [1], ["x", 1]):
        assert not ok(Part.ASSIGNMENT, personas=wrong)
    assert ok(Part.ASSIGNMENT, personas=[])
    for target in (1, "yes", None):
        assert not ok(Part.ASSIGNMENT, target=target)
        assert not ok(Part.ASSIGNMENT, never_late=target)


def test_what_is_known_of_last_year_has_levels_texts_and_days() -> None:
    row = ["course", "x", "2025-09-18", ""]
    for wrong in (
        "x",
        {},
        [row[:3]],
        [[*row, ""]],
        [["course", "x", "きのう", ""]],
        [row, ["a", "b", "c", "d"]],
    ):
        assert not ok(Part.REFERENCE, known=wrong)
    assert not ok(Part.REFERENCE, known=[["2025-09-18", "2025-09-18", "x", "2025-09-18"]])
    for name, other in (("last_goals", 1), ("stages", 2)):
        assert not ok(Part.REFERENCE, **{name: {"a": "x", "b": other}})
    assert not ok(Part.REFERENCE, last_year={"a": 1, "b": "1"})


def test_the_days_of_a_year_are_days() -> None:
    for name in ("base_date", "due_self", "due_first", "due_second"):
        for wrong in ("きのう", "2025-02-30", 20250401):
            assert not ok(Part.CYCLE, **{name: wrong})


def test_a_day_that_a_program_wrote_is_written_as_programs_write_it() -> None:
    """Of the ways of ISO 8601 only 2026-04-01 sorts among days that are compared as texts."""
    course = {"kind": "course", "name": "BPR研修", "date": "", "result": "修了", "completed": True}
    for wrong in ("20260401", "2026-W14-3", "2026W143", "2026-04-01\n", "２０２６-04-01"):
        for part in (Part.REVIEW1, Part.REVIEW2, Part.LIFE, Part.PLAN_LIFE):
            assert not passes(made(part, {**SOUND[part], "made_on": wrong}))
        assert not ok(Part.ASSIGNMENT, since=wrong)
        assert not ok(Part.REFERENCE, known=[["course", "x", wrong, ""]])
        assert not ok(Part.GROWTH, items={UID: {**course, "date": wrong}})


def test_a_day_that_somebody_could_type_into_an_earlier_program_stays_readable() -> None:
    """Its record lies sealed in stores, and goes along with every later file of the year."""
    for typed in ("20260401", "2026-W14-3"):
        for name in ("base_date", "due_self", "due_first", "due_second"):
            assert ok(Part.CYCLE, **{name: typed})
        assert ok(Part.DEPUTIES, terms=[{**TERM, "first_day": typed, "last_day": typed}])
