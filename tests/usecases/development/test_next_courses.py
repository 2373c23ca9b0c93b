"""What somebody is to attend next: for a required level, then for the next stage."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from dxdesk.domain.capabilities import ON, TRAINING
from dxdesk.domain.contents import Audience, CourseSaid, Served, SessionSaid
from dxdesk.domain.errors import KnownError
from dxdesk.ports import setting_names
from dxdesk.ports.entities import EvidenceRecord
from dxdesk.usecases.development.next_courses import NextCourse, next_for, shown_next
from dxdesk.usecases.person_year.derived import people_years
from dxdesk.usecases.person_year.standing import year_context
from dxdesk.usecases.skillmap.basis import BEST
from dxdesk.usecases.skillmap.building import people_map
from dxdesk.usecases.training import editing, keeping
from dxdesk.usecases.training.beside import CourseTeller
from dxdesk.usecases.training.figures import missing
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.year import cycle
from tests.helpers import world as w


def test_the_next_courses_are_for_the_level_and_then_for_the_stage(tmp_path: Path) -> None:
    with w.municipality(tmp_path) as (desk, _):
        with desk.store.write() as uow:
            uow.settings.set(f"{setting_names.USES}{TRAINING}", ON)
            person = uow.people.employee(w.PROMOTER)
            assert person is not None
            uow.people.save_employees([replace(person, personas=("DX推進員",))])
            uow.commit()
        cycle.open_cycle(desk, cycle.OpenCycle(w.YEAR, "govtech-tokyo", w.BASE, "2026-02-13"))
        keeping.take_preset(desk, "govtech-tokyo")
        w.answered(desk, w.PROMOTER, 0)
        found = next_for(desk, w.PROMOTER)
        assert found
        assert {one.why for one in found} == {"must", "level"}, "what serves a level is for that, not a stage"
        assert found[0].why == "must"
        first = next(one for one in found if one.why == "level")
        with desk.store.write() as uow:
            day = f"{w.YEAR}-06-01"
            uow.people.add_evidence([EvidenceRecord(w.PROMOTER, "course", first.name, day, "修了", True)])
            uow.commit()
        assert first.code not in {one.code for one in next_for(desk, w.PROMOTER)}
        w.answered(desk, w.TAX_A, 2)
        stage = next_for(desk, w.TAX_A)
        named = {why: {one.name for one in stage if one.why == why} for why in ("must", "level", "stage")}
        assert not named["level"], "the levels are there"
        assert {"DXマインドセット研修", "情報セキュリティ研修"} <= named["must"] | named["stage"]
        assert named["must"] | named["stage"] == {one.name for one in stage}
        assert "行政デジタルに関する基礎研修" in named["must"]
        with pytest.raises(KnownError) as caught:
            next_for(desk, "999999")
        assert caught.value.code == "person-unknown"
        assert shown_next(desk, w.TAX_A) == stage
        assert shown_next(desk, "999999") is None, "a card of somebody who is not asked says nothing of it"
        with desk.store.write() as uow:
            uow.settings.set(f"{setting_names.USES}{TRAINING}", "")
            uow.commit()
        assert shown_next(desk, w.TAX_A) is None


def test_card_form_and_training_screen_name_the_same_courses(tmp_path: Path) -> None:
    """Three places told three things of one person: what is meant for others, and what must be taken."""
    with w.municipality(tmp_path) as (desk, _):
        with desk.store.write() as uow:
            uow.settings.set(f"{setting_names.USES}{TRAINING}", ON)
            uow.commit()
        w.open_year(desk)
        w.answered(desk, w.TAX_A, 0)
        item = desk_item(desk)
        serves = (Served(item, 1),)
        chiefs, staff = Audience("", "部長級", "required"), Audience("", "", "required")
        editing.save_course(desk, CourseSaid("chiefs", "部長の研修", serves=serves, audience=(chiefs,)))
        editing.save_course(desk, CourseSaid("free", "自由な研修", serves=serves))
        editing.save_course(desk, CourseSaid("must", "必須の研修", audience=(staff,)))
        editing.save_session(desk, SessionSaid("must", "第1回", fiscal_year=w.YEAR))
        assert w.TAX_A in {one.person.number for one in missing(desk, w.YEAR)}
        card = next_for(desk, w.TAX_A)
        assert card[0] == NextCourse("must", "必須の研修", "must", "")
        assert "部長の研修" not in {one.name for one in card}
        with desk.store.read() as uow:
            context = year_context(desk, uow, w.YEAR)
            (person,) = people_years(uow, context, [w.TAX_A])
            form = CourseTeller(uow, context.framework, w.YEAR).by_level(person)
        assert form[item] == {1: ("自由な研修",)}
        for_skills = {one.name for one in card if one.why == "level"}
        assert for_skills <= {name for by in form.values() for names in by.values() for name in names}


def desk_item(desk: Desk) -> str:
    """Return a skill of which something is required of everybody in the year."""
    people = people_map(desk, w.YEAR, source=BEST)
    row = next(one for one in people.rows if one.number == w.TAX_A)
    framework = people.framework
    return next(
        one.uid
        for one in framework.items
        if (framework.required_level(one, row.personas, row.grade) or 0) > 0
    )


def test_before_the_first_year_a_card_says_nothing_of_courses(tmp_path: Path) -> None:
    with w.municipality(tmp_path) as (desk, _):
        with desk.store.write() as uow:
            uow.settings.set(f"{setting_names.USES}{TRAINING}", ON)
            uow.commit()
        assert shown_next(desk, w.TAX_A) is None
