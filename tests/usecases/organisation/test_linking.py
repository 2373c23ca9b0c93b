"""A number changes (再任用, 採用替え): HR links the two, and history goes along; undone, all is as before."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from copy import copy
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dxdesk.domain.appointments import Appointment
from dxdesk.domain.contents import REFERENCE_STAGES
from dxdesk.domain.errors import KnownError
from dxdesk.domain.framework import Stage
from dxdesk.domain.records import Part
from dxdesk.ports.entities import Employee, EvidenceRecord
from dxdesk.usecases.exchange import dump
from dxdesk.usecases.imports.evidence import apply_evidence
from dxdesk.usecases.organisation import linking, lists, roster_drift
from dxdesk.usecases.organisation.appointed import terms_of
from dxdesk.usecases.organisation.assigning import DONE_BEFORE, heads_by_person
from dxdesk.usecases.organisation.confirmers import set_confirmers
from dxdesk.usecases.organisation.new_holder import give_away, give_back
from dxdesk.usecases.organisation.roster_drift import Kind
from dxdesk.usecases.person_year import holders, linked, past_years
from dxdesk.usecases.person_year.cycles import framework_of
from dxdesk.usecases.review import confirming, deputies, renumbering
from dxdesk.usecases.review.confirming import Decision
from dxdesk.usecases.review.deputies import Naming
from dxdesk.usecases.year import cycle, finalise
from dxdesk.usecases.year.cycle import CycleOpened, OpenCycle
from tests.helpers.memory import forgetful
from tests.helpers.office import MANAGER, STAFF, YEAR
from tests.helpers.stories import Town

YOSHINO, KASAI, _ = STAFF
NEW = "900123"
NEXT = YEAR + 1


def confirmed_by(town: Town) -> None:
    """Let 吉野 answer, and both stages confirm; HR has it."""
    town.receive(town.chief, town.answered(YOSHINO))
    confirming.confirm(town.chief, Decision(YOSHINO))
    town.receive(town.manager, *town.send(town.chief, "confirmations", "確認票"))
    confirming.confirm(town.manager, Decision(YOSHINO))
    town.receive(town.hr, *town.send(town.manager, "confirmations", "確認票2"))


def finished_year(town: Town) -> None:
    """Let 吉野 be finalised."""
    confirmed_by(town)
    finalise.finalise(town.hr)


def answers_of(town: Town, number: str) -> set[str]:
    """Return what was said under a number this year, but for what HR says of it."""
    hrs = (Part.ASSIGNMENT, Part.REFERENCE)
    with town.hr.store.read() as uow:
        stored = uow.exchange.person(YEAR, number)
    return {one.revision.id for one in stored if one.revision.record.part not in hrs}


def renumbered(town: Town, former: str = YOSHINO, later: str = NEW, **fields: Any) -> None:
    """Let somebody leave the roster under one number and be in it under another."""
    with town.hr.store.write() as uow:
        person = uow.people.employee(former)
        assert person is not None
        new = replace(person, number=later, left=False, **fields)
        uow.people.save_employees([replace(person, left=True), new])
        uow.audit.append("roster", "0", {"added": 1, "left": 1})
        uow.commit()


def next_year(town: Town) -> None:
    with town.hr.store.read() as uow:
        framework = cycle.all_cycles(uow)[0].framework_code
    cycle.close_cycle(town.hr, YEAR)
    cycle.open_cycle(town.hr, OpenCycle(NEXT, framework, f"{NEXT}-04-01"))


def said(town: Town, part: Part, year: int, number: str) -> Mapping[str, Any]:
    with town.hr.store.read() as uow:
        heads = heads_by_person(uow, year, part).get(number, ())
    return heads[0].content if heads else {}


def roster_of(town: Town) -> dict[str, Employee]:
    with town.hr.store.read() as uow:
        return {person.number: person for person in uow.people.employees(include_left=True)}


def refused(town: Town, former: str, later: str) -> str:
    before = dump.dump(town.hr).digest
    with pytest.raises(KnownError) as error:
        renumbering.link(town.hr, former, later)
    assert dump.dump(town.hr).digest == before
    return error.value.code


def test_a_reappointed_person_finds_last_years_levels(town: Town) -> None:
    finished_year(town)
    own = said(town, Part.ASSIGNMENT, YEAR, YOSHINO)
    renumbered(town, employment="再任用")
    found = renumbering.link(town.hr, YOSHINO, NEW)
    assert {"link-employment"} <= {problem.code for problem in found.notices}
    next_year(town)
    with town.hr.store.read() as uow:
        (line,) = uow.results.snapshot_lines(YEAR, YOSHINO)
        assert not uow.exchange.person(NEXT, YOSHINO), "the former number is asked nothing any more"
    reference = said(town, Part.REFERENCE, NEXT, NEW)
    assert reference["last_year"] == dict(line.levels)
    assert said(town, Part.ASSIGNMENT, YEAR, YOSHINO)["name"] == own["name"], "no record moved"


def test_without_a_link_a_new_number_begins_with_nothing(town: Town) -> None:
    finished_year(town)
    renumbered(town)
    next_year(town)
    assert not said(town, Part.REFERENCE, NEXT, NEW)


def test_a_link_made_after_the_year_began_is_told_with_the_next_form_and_taken_back(town: Town) -> None:
    finished_year(town)
    renumbered(town)
    next_year(town)
    before, roster = dump.dump(town.hr), roster_of(town)
    renumbering.link(town.hr, YOSHINO, NEW)
    assert said(town, Part.REFERENCE, NEXT, NEW)["last_year"]
    after = dump.dump(town.hr)
    assert after.state_digest != before.state_digest
    assert after.links == ((YOSHINO, NEW),)
    renumbering.unlink(town.hr, YOSHINO, NEW)
    assert dump.dump(town.hr) == before
    assert roster_of(town) == roster


def test_what_a_file_told_is_unsaid_by_the_next_file(town: Town) -> None:
    finished_year(town)
    renumbered(town)
    next_year(town)
    renumbering.link(town.hr, YOSHINO, NEW)
    town.send(town.hr, "forms", "次の申告票")
    renumbering.unlink(town.hr, YOSHINO, NEW)
    with town.hr.store.read() as uow:
        (head,) = heads_by_person(uow, NEXT, Part.REFERENCE)[NEW]
    assert not head.content
    assert head.covers, "who has the file hears that it is otherwise"


def test_what_was_attended_and_reached_under_the_former_number_is_theirs(town: Town) -> None:
    finished_year(town)
    renumbered(town)
    with town.hr.store.write() as uow:
        uow.people.add_evidence(
            EvidenceRecord(number, "course", name, day, "", completed)
            for number, name, day, completed in (
                (YOSHINO, "入門", "2024-06-01", True),
                (YOSHINO, "日のない研修", "", True),
                (YOSHINO, "両方にある研修", "2025-06-01", True),
                (NEW, "両方にある研修", "2025-06-01", False),
                (KASAI, "別の人の研修", "2024-06-01", True),
            )
        )
        shown = framework_of(uow, cycle.all_cycles(uow)[0])
        staged = replace(shown, stages=(Stage("1", "dx-promoter", 1, "基礎"),))
        (line,) = uow.results.snapshot_lines(YEAR, YOSHINO)
        snapshot = uow.results.snapshots(YEAR)[-1]
        later = replace(snapshot, number=snapshot.number + 1)
        content = {**line.content, REFERENCE_STAGES: {"dx-promoter": "1"}}
        uow.results.add_snapshot(later, [replace(line, snapshot=later.number, content=content)])
        uow.people.save_appointments([Appointment(YOSHINO, "dx-promoter", f"{YEAR}-04-01")])
        uow.commit()
    renumbering.link(town.hr, YOSHINO, NEW)
    names = ["日のない研修", "入門", "両方にある研修"]
    with town.hr.store.read() as uow:
        found = holders.evidence(uow, NEW)
        assert [(record.name, record.completed) for record in found] == [(name, True) for name in names]
        assert {record.employee_number for record in found} == {NEW}
        assert sorted(holders.evidence(uow), key=str) == sorted(
            (*found, *holders.evidence(uow, YOSHINO), *holders.evidence(uow, KASAI)), key=str
        )
        once = [record for owner, record in holders.told_once(uow) if owner == NEW]
        assert {(record.employee_number, record.name) for record in once} == {
            *((YOSHINO, name) for name in names),
            (NEW, "両方にある研修"),
        }
        assert past_years.kept_stages(uow, staged, NEXT)[NEW] == {"dx-promoter": "1"}
        (term,) = terms_of(uow)[NEW]
        assert (term.employee_number, term.persona) == (NEW, "dx-promoter")
    renumbering.unlink(town.hr, YOSHINO, NEW)
    with town.hr.store.read() as uow:
        assert [record.name for record in holders.evidence(uow, NEW)] == ["両方にある研修"]
        assert NEW not in terms_of(uow)
        assert NEW not in past_years.kept_stages(uow, staged, NEXT)


def test_who_is_confirmed_by_the_former_number_is_confirmed_by_the_new_one(town: Town) -> None:
    """A 係長 retires and comes back in the same place: the section does not lose its confirmer."""
    chief = town.chief.identity.owner
    set_confirmers(town.hr, YOSHINO, chief)
    people = roster_of(town)
    mine = {number for number, person in people.items() if person.first_confirmer == chief}
    renumbered(town, chief, "900201", personas=(), kana="")
    before = roster_of(town)
    renumbering.link(town.hr, chief, "900201")
    after = roster_of(town)
    assert {number for number, person in after.items() if person.first_confirmer == "900201"} == mine
    assert after["900201"].kana == people[chief].kana
    renumbering.unlink(town.hr, chief, "900201")
    assert roster_of(town) == before


def test_what_was_said_by_hand_since_stays_where_a_link_is_taken_back(town: Town) -> None:
    renumbered(town, kana="")
    renumbering.link(town.hr, YOSHINO, NEW)
    with town.hr.store.write() as uow:
        person = uow.people.employee(NEW)
        assert person is not None
        uow.people.save_employees([replace(person, kana="ヨシノ ハナ")])
        uow.commit()
    renumbering.unlink(town.hr, YOSHINO, NEW)
    assert roster_of(town)[NEW].kana == "ヨシノ ハナ"


def test_numbers_that_changed_twice_are_read_through_to_the_first(town: Town) -> None:
    finished_year(town)
    renumbered(town)
    renumbered(town, NEW, "900456")
    renumbering.link(town.hr, NEW, "900456")
    renumbering.link(town.hr, YOSHINO, NEW)
    next_year(town)
    assert said(town, Part.REFERENCE, NEXT, "900456")["last_year"]
    renumbering.unlink(town.hr, YOSHINO, NEW)
    assert not said(town, Part.REFERENCE, NEXT, "900456")


def test_numbers_of_one_person_lie_in_a_line(town: Town) -> None:
    renumbered(town)
    renumbered(town, NEW, "900456")
    renumbering.link(town.hr, YOSHINO, NEW)
    renumbering.link(town.hr, NEW, "900456")
    assert refused(town, "900456", YOSHINO) == "link-circle"
    assert refused(town, NEW, NEW) == "link-same"
    assert refused(town, YOSHINO, NEW) == "link-former-followed"
    renumbered(town, NEW, "900789")
    assert refused(town, NEW, "900789") == "link-former-followed"
    assert refused(town, "900789", "900456") == "link-later-follows"
    assert refused(town, "999999", "900789") == "employee-unknown"


def test_two_people_called_differently_are_linked_on_hrs_word_alone(town: Town) -> None:
    renumbered(town, name="佐々木 隆", kana="ササキ タカシ", alias="")
    assert refused(town, YOSHINO, NEW) == "link-other-name"
    renumbering.link(town.hr, YOSHINO, NEW, accept=["link-other-name"])
    with pytest.raises(KnownError) as error:
        renumbering.unlink(town.hr, NEW, YOSHINO)
    assert error.value.code == "link-unknown"


def test_two_numbers_that_are_both_asked_in_an_open_year_are_not_linked(town: Town) -> None:
    assert refused(town, YOSHINO, KASAI) == "link-both-asked"
    renumbered(town)
    with town.hr.store.write() as uow:
        person = uow.people.employee(YOSHINO)
        assert person is not None
        uow.people.save_employees([replace(person, left=False)])
        uow.commit()
    cycle.refresh_assignments(town.hr)
    assert refused(town, YOSHINO, NEW) == "link-both-asked"
    with town.hr.store.write() as uow:
        uow.people.save_employees([replace(person, left=True)])
        uow.commit()
    cycle.refresh_assignments(town.hr)
    renumbering.link(town.hr, YOSHINO, NEW)


def test_who_was_finalised_this_year_is_not_asked_again_under_the_new_number(town: Town) -> None:
    finished_year(town)
    renumbered(town)
    found = renumbering.link(town.hr, YOSHINO, NEW)
    codes = {problem.code for problem in found.notices}
    assert "link-year-final" in codes
    assert "link-year-begun" not in codes, "nobody is told to have it answered anew"
    with town.hr.store.read() as uow:
        assert linking.finalised_before(uow, NEW) == ("令和7年度", YOSHINO)
        assert linking.finalised_before(uow, YOSHINO) is None
    cycle.refresh_assignments(town.hr)
    assigned = said(town, Part.ASSIGNMENT, YEAR, NEW)
    assert (assigned["target"], assigned["reason"]) == (False, DONE_BEFORE)


def test_a_number_changes_in_the_middle_of_a_year_that_began_under_the_former_one(town: Town) -> None:
    """採用替え in October: the report handed in stays where it is, the rest of the year is the new one's."""
    confirmed_by(town)
    before = answers_of(town, YOSHINO)
    assert before
    renumbered(town)
    found = renumbering.link(town.hr, YOSHINO, NEW)
    assert "link-year-begun" in {problem.code for problem in found.notices}
    cycle.refresh_assignments(town.hr)
    assert answers_of(town, YOSHINO) == before
    assert not answers_of(town, NEW)
    assert not said(town, Part.ASSIGNMENT, YEAR, YOSHINO)["target"]
    assert said(town, Part.ASSIGNMENT, YEAR, NEW)["target"]


def test_the_former_number_goes_to_somebody_else_who_gets_nothing_of_it(town: Town) -> None:
    finished_year(town)
    renumbered(town)
    renumbering.link(town.hr, YOSHINO, NEW)
    with town.hr.store.write() as uow:
        person = uow.people.employee(YOSHINO)
        assert person is not None
        kept = give_away(uow, person, f"{NEXT}-04-01")
        uow.people.save_employees([replace(person, name="佐々木 隆", kana="ササキ タカシ", left=False)])
        uow.people.add_evidence(
            EvidenceRecord(YOSHINO, "course", name, day, "", True)
            for name, day in (("前の人の研修", "2024-06-01"), ("後の人の研修", f"{NEXT}-06-01"))
        )
        uow.commit()
    next_year(town)
    assert list(said(town, Part.REFERENCE, NEXT, YOSHINO)) == ["known"]
    assert said(town, Part.REFERENCE, NEXT, NEW)["last_year"]
    with town.hr.store.write() as uow:
        assert [record.name for record in holders.evidence(uow, YOSHINO)] == ["後の人の研修"]
        assert [record.name for record in holders.evidence(uow, NEW)] == ["前の人の研修"]
        (line,) = uow.results.snapshot_lines(YEAR, YOSHINO)
        snapshot = replace(uow.results.snapshots(YEAR)[-1], fiscal_year=NEXT, number=1)
        uow.results.add_snapshot(snapshot, [replace(line, fiscal_year=NEXT, snapshot=1)])
        assert holders.those_of(uow, YOSHINO, YEAR) == (NEW,)
        assert holders.those_of(uow, YOSHINO, NEXT) == (YOSHINO,), (
            "the result of the new holder is theirs alone"
        )
        give_back(uow, YOSHINO, kept)
        assert [link.former.today for link in linked.links(uow)] == [True]


def test_a_link_taken_back_stays_so_where_the_former_number_comes_back(town: Town) -> None:
    renumbered(town)
    renumbering.link(town.hr, YOSHINO, NEW)
    with town.hr.store.write() as uow:
        person = uow.people.employee(YOSHINO)
        assert person is not None
        kept = give_away(uow, person, f"{NEXT}-04-01")
        uow.commit()
    renumbering.unlink(town.hr, YOSHINO, NEW)
    with town.hr.store.write() as uow:
        give_back(uow, YOSHINO, kept)
        assert linked.links(uow) == ()


def test_a_result_frozen_with_what_was_read_through_a_link_stays_and_is_told(town: Town) -> None:
    finished_year(town)
    renumbered(town)
    renumbering.link(town.hr, YOSHINO, NEW)
    assert renumbering.unlink(town.hr, YOSHINO, NEW).notices == ()
    renumbering.link(town.hr, YOSHINO, NEW)
    next_year(town)
    with town.hr.store.write() as uow:
        (head,) = heads_by_person(uow, NEXT, Part.REFERENCE)[NEW]
        (line,) = uow.results.snapshot_lines(YEAR, YOSHINO)
        snapshot = replace(uow.results.snapshots(YEAR)[-1], fiscal_year=NEXT, number=1)
        frozen = replace(line, fiscal_year=NEXT, snapshot=1, employee_number=NEW, heads=(head.id,))
        uow.results.add_snapshot(snapshot, [frozen])
        uow.commit()
    assert [problem.code for problem in renumbering.unlink(town.hr, YOSHINO, NEW).notices] == ["link-frozen"]
    assert said(town, Part.REFERENCE, NEXT, NEW)["last_year"]


def test_where_both_numbers_have_a_result_of_a_year_the_newer_ones_stands(town: Town) -> None:
    finished_year(town)
    renumbered(town)
    renumbered(town, NEW, "900456")
    with town.hr.store.write() as uow:
        (line,) = uow.results.snapshot_lines(YEAR, YOSHINO)
        (uid, level), *_ = line.levels.items()
        later = replace(uow.results.snapshots(YEAR)[-1], number=9)
        other = replace(line, snapshot=9, employee_number=NEW, levels={uid: level + 1})
        again = replace(line, snapshot=10, levels={uid: level + 2})  # 確定後訂正 of the former number's
        uow.results.add_snapshot(later, [other])
        uow.results.add_snapshot(replace(later, number=10), [again])
        uow.commit()
    renumbering.link(town.hr, YOSHINO, NEW)
    renumbering.link(town.hr, NEW, "900456")
    next_year(town)
    assert said(town, Part.REFERENCE, NEXT, "900456")["last_year"] == {uid: level + 1}


def test_a_decision_about_one_person_goes_along_where_the_employment_stays(town: Town) -> None:
    lists.set_override(town.hr, YOSHINO, False, "長期の研修")
    renumbered(town)
    renumbered(town, KASAI, "900200", employment="再任用")
    lists.set_override(town.hr, KASAI, False, "長期の研修")
    renumbering.link(town.hr, YOSHINO, NEW)
    renumbering.link(town.hr, KASAI, "900200")
    with town.hr.store.read() as uow:
        assert lists.overrides(uow).keys() == {YOSHINO, KASAI, NEW}
    renumbering.unlink(town.hr, YOSHINO, NEW)
    with town.hr.store.read() as uow:
        assert lists.overrides(uow).keys() == {YOSHINO, KASAI}


def test_a_course_told_under_the_former_number_comes_into_the_new_ones_form(town: Town) -> None:
    """The system for courses still has the old number: its list reaches the person all the same."""
    renumbered(town)
    renumbering.link(town.hr, YOSHINO, NEW)
    cycle.refresh_assignments(town.hr)
    path = town.folder / "受講.csv"
    path.write_text(
        f"職員番号,氏名,研修名,受講日,結果\n{YOSHINO},𠮷野 花子,入門研修,2025-06-01,修了\n",
        encoding="utf-8-sig",
    )
    result = apply_evidence(town.hr, path, "attendance", accept=("event-unknown",))
    assert result.outcome == "applied", result.errors
    assert [row[1] for row in said(town, Part.REFERENCE, YEAR, NEW)["known"]] == ["入門研修"]


def test_what_something_else_was_said_after_stays(town: Town) -> None:
    """A course came in while the numbers were linked: what it follows is not taken away from under it."""
    finished_year(town)
    renumbered(town)
    next_year(town)
    renumbering.link(town.hr, YOSHINO, NEW)
    path = town.folder / "受講.csv"
    path.write_text(f"職員番号,研修名,受講日,結果\n{NEW},入門研修,2026-01-05,修了\n", encoding="utf-8-sig")
    assert apply_evidence(town.hr, path, "attendance", accept=("event-unknown",)).outcome == "applied"
    before = references_of(town)
    assert len(before) == 2
    renumbering.unlink(town.hr, YOSHINO, NEW)
    assert before < references_of(town)
    assert list(said(town, Part.REFERENCE, NEXT, NEW)) == ["known"]


def references_of(town: Town) -> set[str]:
    with town.hr.store.read() as uow:
        stored = uow.exchange.person(NEXT, NEW)
    return {one.revision.id for one in stored if one.revision.record.part is Part.REFERENCE}


def test_who_is_asked_under_both_numbers_after_all_is_told_when_the_year_is_brought_into_step(
    town: Town,
) -> None:
    renumbered(town)
    renumbering.link(town.hr, YOSHINO, NEW)
    assert "link-asked-twice" not in codes_of(cycle.refresh_assignments(town.hr))
    with town.hr.store.write() as uow:
        person = uow.people.employee(YOSHINO)
        assert person is not None
        uow.people.save_employees([replace(person, left=False)])
        uow.commit()
    assert "link-asked-twice" in codes_of(cycle.refresh_assignments(town.hr))


def codes_of(opened: CycleOpened) -> set[str]:
    return {problem.code for problem in opened.warnings}


NUMBERS = (YOSHINO, KASAI, NEW, "900456", "900789")


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(NUMBERS), st.sampled_from(NUMBERS)), max_size=5), st.data())
def test_whatever_is_linked_and_taken_back_in_any_order_leaves_no_trace(
    finished: Town, pairs: list[tuple[str, str]], data: st.DataObject
) -> None:
    town = copy(finished)
    town.hr = forgetful(finished.hr)
    before, roster = dump.dump(town.hr), roster_of(town)
    made = []
    for former, later in pairs:
        with suppress(KnownError):
            renumbering.link(town.hr, former, later, accept=["link-other-name", "link-both-working"])
            made.append((former, later))
    assert sorted(dump.dump(town.hr).links) == sorted(made)
    for former, later in data.draw(st.permutations(made)):
        renumbering.unlink(town.hr, former, later)
    assert dump.dump(town.hr) == before
    assert roster_of(town) == roster


@pytest.mark.parametrize("first", [0, 1])
def test_a_line_taken_apart_from_either_end_leaves_no_trace(finished: Town, first: int) -> None:
    """The later link stands when the former one goes, and the other way round."""
    before = dump.dump(finished.hr)
    pairs = [("900456", NEW), (YOSHINO, "900456")]
    for former, later in pairs:
        renumbering.link(finished.hr, former, later)
    assert said(finished, Part.REFERENCE, NEXT, NEW)["last_year"]
    for former, later in (pairs[first], pairs[1 - first]):
        renumbering.unlink(finished.hr, former, later)
        assert not said(finished, Part.REFERENCE, NEXT, NEW)
    assert dump.dump(finished.hr) == before


@pytest.fixture
def finished(town: Town) -> Town:
    """Return the town in the next year, 吉野 finalised in the last, with more numbers to link."""
    finished_year(town)
    for number in NUMBERS[2:]:
        renumbered(town, later=number)
    with town.hr.store.write() as uow:
        here = [one for one in uow.people.employees() if one.number in NUMBERS[3:]]
        uow.people.save_employees(replace(one, left=True) for one in here)
        uow.commit()
    next_year(town)
    return town


def test_the_year_says_a_changed_number_in_one_line(town: Town) -> None:
    renumbered(town, department_code="112")
    renumbering.link(town.hr, YOSHINO, NEW)
    renumbering.unlink(town.hr, YOSHINO, NEW)
    apart = {one.number: one.kind for one in roster_drift.look(town.hr).differences}
    assert apart == {YOSHINO: Kind.LEFT, NEW: Kind.NEW}
    renumbering.link(town.hr, YOSHINO, NEW)
    (one,) = roster_drift.look(town.hr).differences
    assert (one.number, one.kind) == (NEW, Kind.NUMBER)
    assert one.text.startswith(f"職員番号: {YOSHINO} → {NEW}、所属: 窓口係 → 庶務係")
    cycle.refresh_assignments(town.hr)
    assert roster_drift.look(town.hr).differences == ()


def test_a_former_number_that_is_still_asked_is_no_changed_number(town: Town) -> None:
    """Only who goes under the one and comes under the other is one line; anything else is told apart."""
    renumbered(town)
    renumbering.link(town.hr, YOSHINO, NEW)
    lists.set_override(town.hr, NEW, target=False)
    assert {one.number: one.kind for one in roster_drift.look(town.hr).differences} == {YOSHINO: Kind.LEFT}


def test_an_undone_import_that_links_nobody_leaves_a_way_to_link(town: Town) -> None:
    """Finalised under the former number, asked anew under the new one: linked, nobody is asked twice."""
    finished_year(town)
    renumbered(town)
    (one,) = [one for one in roster_drift.look(town.hr).differences if one.number == NEW]
    assert (one.kind, one.may_be) == (Kind.NEW, (YOSHINO,))
    assert YOSHINO in one.text
    assert "番号をつないで" in roster_drift.look(town.hr).warning
    cycle.refresh_assignments(town.hr)
    assert said(town, Part.ASSIGNMENT, YEAR, NEW)["target"]
    found = renumbering.link(town.hr, YOSHINO, NEW)
    assert {"link-year-final"} == {one.code for one in found.notices}
    (one,) = roster_drift.look(town.hr).differences
    assert (one.kind, one.may_be) == (Kind.EXEMPT, ())
    cycle.refresh_assignments(town.hr)
    assigned = said(town, Part.ASSIGNMENT, YEAR, NEW)
    assert (assigned["target"], assigned["reason"]) == (False, DONE_BEFORE)


def test_a_namesake_of_whom_nothing_is_known_is_not_proposed(town: Town) -> None:
    with town.hr.store.write() as uow:
        person = uow.people.employee(YOSHINO)
        assert person is not None
        old = replace(person, number="800001", name="検証 太郎", kana="ケンショウ タロウ", left=True)
        uow.people.save_employees([old, replace(old, number=NEW, left=False)])
        uow.audit.append("roster", "0", {"added": 1})
        uow.commit()
    (one,) = roster_drift.look(town.hr).differences
    assert (one.number, one.kind, one.may_be) == (NEW, Kind.NEW, ())


def test_who_has_left_is_told_to_bring_the_year_into_step_and_nothing_else(town: Town) -> None:
    renumbered(town)
    with town.hr.store.write() as uow:
        person = uow.people.employee(YOSHINO)
        assert person is not None
        uow.people.save_employees([replace(person, left=False)])
        uow.commit()
    cycle.refresh_assignments(town.hr)
    for left, first in ((False, "使わなくなった番号"), (True, "「年度」の「名簿に合わせる」")):
        with town.hr.store.write() as uow:
            uow.people.save_employees([replace(person, left=left)])
            uow.commit()
        with pytest.raises(KnownError) as error:
            renumbering.link(town.hr, YOSHINO, NEW)
        assert error.value.problem.fix.startswith(first)


def test_two_who_both_work_are_linked_on_hrs_word_alone(town: Town) -> None:
    renumbered(town)
    with town.hr.store.write() as uow:
        person = uow.people.employee(YOSHINO)
        assert person is not None
        uow.people.save_employees([replace(person, left=False)])
        uow.commit()
    assert refused(town, YOSHINO, NEW) == "link-both-working"
    renumbering.link(town.hr, YOSHINO, NEW, accept=["link-both-working"])
    assert dump.dump(town.hr).links == ((YOSHINO, NEW),)


def terms(town: Town) -> list[tuple[str, str]]:
    return [(one.deputy, one.principal) for one in deputies.named(town.hr)]


def test_a_deputy_whose_number_changed_is_named_anew_if_hr_says_so(town: Town) -> None:
    """Each store judges by the sealed naming, so that it has to be written under the new number."""
    other, chief = town.other.identity.owner, town.chief.identity.owner
    deputies.name(town.hr, Naming(other, chief, "2026-01-05", "2026-03-31", "出張"))
    deputies.name(town.hr, Naming(MANAGER, other, "2026-01-05", "2026-03-31"))
    renumbered(town, other)
    assert refused(town, other, NEW) == "link-deputy"
    before = terms(town)
    found = renumbering.link(town.hr, other, NEW, accept=["link-deputy-left"])
    assert "link-deputy-left" in {one.code for one in found.notices}
    assert terms(town) == before
    renumbering.unlink(town.hr, other, NEW)
    found = renumbering.link(town.hr, other, NEW, accept=["link-deputy"])
    assert "link-deputy-named" in {one.code for one in found.notices}
    assert set(terms(town)) == {*before, (NEW, chief), (MANAGER, NEW)}
    named = next(one for one in deputies.named(town.hr) if one.deputy == NEW)
    assert (named.last_day, named.reason, named.deputy_name) == ("2026-03-31", "出張", named_of(town, NEW))
    renumbering.unlink(town.hr, other, NEW)
    assert terms(town) == before


def named_of(town: Town, number: str) -> str:
    return roster_of(town)[number].name


def test_a_naming_that_is_over_or_withdrawn_since_is_left_alone(town: Town) -> None:
    other, chief = town.other.identity.owner, town.chief.identity.owner
    deputies.name(town.hr, Naming(other, chief, "2025-05-01", "2025-05-31"))
    running = Naming(other, chief, "2026-01-05", "2026-03-31")
    deputies.name(town.hr, running)
    renumbered(town, other)
    renumbering.link(town.hr, other, NEW, accept=["link-deputy"])
    assert terms(town).count((NEW, chief)) == 1, "who stood in last May did so under the number of then"
    deputies.withdraw(town.hr, replace(running, deputy=NEW))
    renumbering.unlink(town.hr, other, NEW)
    assert sorted(terms(town)) == [(other, chief), (other, chief)]
