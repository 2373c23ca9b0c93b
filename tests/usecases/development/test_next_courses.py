"""What somebody is to attend next: for a required level, then for the next stage."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from dxdesk.domain.capabilities import ON, TRAINING
from dxdesk.domain.errors import KnownError
from dxdesk.ports import setting_names
from dxdesk.ports.entities import EvidenceRecord
from dxdesk.usecases.development.next_courses import next_for, shown_next
from dxdesk.usecases.training import keeping
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
        assert all(one.skill for one in found), "what serves a level is for that, though a stage asks too"
        first = found[0]
        with desk.store.write() as uow:
            day = f"{w.YEAR}-06-01"
            uow.people.add_evidence([EvidenceRecord(w.PROMOTER, "course", first.name, day, "修了", True)])
            uow.commit()
        assert first.code not in {one.code for one in next_for(desk, w.PROMOTER)}
        w.answered(desk, w.TAX_A, 2)
        stage = next_for(desk, w.TAX_A)
        assert {one.name for one in stage} == {"DXマインドセット研修", "情報セキュリティ研修"}
        assert not any(one.skill for one in stage), "the levels are there: the next stage wants these two"
        with pytest.raises(KnownError) as caught:
            next_for(desk, "999999")
        assert caught.value.code == "person-unknown"
        assert shown_next(desk, w.TAX_A) == stage
        assert shown_next(desk, "999999") is None, "a card of somebody who is not asked says nothing of it"
        with desk.store.write() as uow:
            uow.settings.set(f"{setting_names.USES}{TRAINING}", "")
            uow.commit()
        assert shown_next(desk, w.TAX_A) is None


def test_before_the_first_year_a_card_says_nothing_of_courses(tmp_path: Path) -> None:
    with w.municipality(tmp_path) as (desk, _):
        with desk.store.write() as uow:
            uow.settings.set(f"{setting_names.USES}{TRAINING}", ON)
            uow.commit()
        assert shown_next(desk, w.TAX_A) is None
