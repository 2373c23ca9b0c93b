"""Where a thing of a draft is used outside of it: versions and years, and how many people."""

from __future__ import annotations

from pathlib import Path

from dxdesk.domain import framework_edit as edit
from dxdesk.domain.appointments import Appointment
from dxdesk.domain.framework import COURSE, Requirement
from dxdesk.ports.entities import EvidenceRecord
from dxdesk.usecases.framework_editing import drafts
from dxdesk.usecases.framework_editing.usage import Usage
from dxdesk.usecases.person_year.cycles import framework_of
from dxdesk.usecases.review import confirming
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.year import finalise
from dxdesk.usecases.year.cycle import current_cycle
from tests.helpers import world as w
from tests.helpers.office import CHIEF, STAFF
from tests.helpers.stages import municipality, report
from tests.helpers.stories import Town


def opened(desk: Desk) -> drafts.OpenDraft:
    with desk.store.read() as uow:
        running = framework_of(uow, current_cycle(desk))
    return drafts.new_draft(desk, running.code, running.version)


def test_a_skill_and_its_level_say_who_answered_them(town: Town) -> None:
    fresh = opened(town.hr)
    first = fresh.framework.items[0]
    year = current_cycle(town.hr).label
    before = fresh.usage[edit.ITEMS, first.uid]
    assert before.people == 0
    assert before.versions == (f"版 {fresh.framework.follows}({year})",)
    assert fresh.known[first.uid] == before.versions
    town.receive(town.hr, town.answered(STAFF[0], "LV2"))
    found = opened(town.hr).usage
    assert found[edit.ITEMS, first.uid].people == 1
    assert found[edit.SCALES, first.scale].people == 1
    assert found[edit.LEVELS, edit.level_key(first.scale, 2)].people == 1
    assert found[edit.LEVELS, edit.level_key(first.scale, 1)].people == 0


def test_people_of_a_persona_and_a_grade_are_those_of_today(town: Town) -> None:
    made = opened(town.hr)
    persona = next(one for one in made.framework.personas if one.scope == "assigned")
    today = town.hr.services.clock.today()
    with town.hr.store.write() as uow:
        people = uow.people.employees()
        have = {one.number for one in people if {persona.code, persona.name} & set(one.personas)}
        new, past = [one.number for one in people if one.number not in have][:2]
        uow.people.save_appointments(
            (
                Appointment(new, persona.code, today),
                Appointment(past, persona.code, "2001-04-01", "2001-05-01"),
            )
        )
        uow.commit()
    found = drafts.open_draft(town.hr, made.draft_id).usage
    assert found[edit.PERSONAS, persona.code].people == len(have) + 1
    everyone = next(one for one in made.framework.personas if one.scope == "everyone")
    assert found[edit.PERSONAS, everyone.code].people == len(people)
    for group in made.framework.grades:
        counted = sum(made.framework.grade_group(one.grade) == group.name for one in people)
        assert found[edit.GRADES, group.name].people == counted
    assert any(found[edit.GRADES, group.name].people for group in made.framework.grades)


def test_a_course_says_who_is_on_record_for_it(town: Town) -> None:
    made = opened(town.hr)
    course = Requirement("new", COURSE, "業務改革の入門研修")
    drafts.save_draft(town.hr, made.draft_id, edit.add(made.framework, edit.REQUIREMENTS, course))
    with town.hr.store.write() as uow:
        uow.people.add_evidence(
            EvidenceRecord(number, "course", "業務改革の入門研修", day, "修了", completed=True)
            for number, day in ((STAFF[0], "2025-06-01"), (STAFF[0], "2025-07-01"), (CHIEF, "2025-06-01"))
        )
        uow.commit()
    assert drafts.open_draft(town.hr, made.draft_id).usage[edit.REQUIREMENTS, "new"] == Usage((), 2)


def test_a_stage_says_who_reached_it_in_a_finalised_year(tmp_path: Path) -> None:
    with municipality(tmp_path) as desk:
        report(desk)
        said = {"general": "general-1", "promoter": "promoter-2"}
        confirming.confirm(desk, confirming.Decision(w.TAX_A, {}, {}, "", w.LEADER_TAX, said))
        confirming.confirm(desk, confirming.Decision(w.TAX_A, {}, {}, "", w.CHIEF_TAX))
        assert opened(desk).usage[edit.STAGES, "promoter-2"].people == 0
        finalise.finalise(desk)
        found = opened(desk).usage
        assert found[edit.STAGES, "promoter-2"].people == 1
        assert found[edit.STAGES, "promoter-1"].people == 0
