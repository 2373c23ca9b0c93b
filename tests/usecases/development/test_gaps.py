"""Required against confirmed and reported, over a real store with a year in work."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from dxdesk.domain.errors import KnownError
from dxdesk.domain.gap import Shortage, gap
from dxdesk.usecases.development import gaps
from dxdesk.usecases.person_year.standing import person_year
from dxdesk.usecases.skillmap import building
from dxdesk.usecases.skillmap.basis import SELF
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers import world as w
from tests.helpers.stories import Town

BPR, DIGITAL, MIND = "shinagawa.bpr", "shinagawa.digital", "shinagawa.mind.teamwork"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """𠮷田 (業務改革 LV2, rest LV1), 葛西 (LV1) and the promoter (LV1, security LV0) are confirmed."""
    with w.municipality(tmp_path_factory.mktemp("hr")) as (made, _):
        w.play(made)
        w.confirmed(made, w.TAX_B, w.CHIEF_TAX)
        w.answered(made, w.PROMOTER, 1, digital=3, security=0)
        w.confirmed(made, w.PROMOTER, w.DIRECTOR)
        yield made


def cell(found: gaps.GapMap, row: gaps.GapRow, uid: str) -> gaps.GapCell:
    return row.cells[found.framework.positions[uid]]


def test_everything_adds_up_person_by_person(desk: Desk) -> None:
    found = gaps.gap_map(desk)
    people = building.people_map(desk)
    for position, item in enumerate(found.framework.items):
        asked = [
            (entry.required, row.level(position))
            for row in people.rows
            for entry in found.framework.items_for(row.grade, row.personas)
            if entry.item.uid == item.uid and entry.required is not None
        ]
        known = [(required, level) for required, level in asked if level is not None]
        counted = Shortage(
            len(asked),
            sum(1 for required, level in known if gap(required, level)),
            sum(gap(required, level) for required, level in known),
            len(asked) - len(known),
        )
        assert found.total.cells[position].need == counted
        together = sum((row.cells[position].need for row in found.sections), Shortage())
        assert together == counted
    assert found.total.staff == sum(row.staff for row in found.sections) == people.whole == 11


def test_people_who_are_not_asked_are_in_no_number(desk: Desk) -> None:
    found = gaps.gap_map(desk)
    child = next(row for row in found.sections if row.name == "保育課")
    assert child.staff == 3, "課長, 濵田 and who is lent; neither parental leave nor part-time"
    assert cell(found, child, BPR).need == Shortage(3, 0, 0, 3)
    assert (child.known, child.need.percent) == (0, None), "of nobody anything is known"
    assert w.ON_LEAVE not in {row.number for row in building.people_map(desk).rows}


def test_a_section_shows_required_confirmed_and_reported(desk: Desk) -> None:
    found = gaps.gap_map(desk)
    tax = next(row for row in found.sections if row.code == "102001")
    bpr = cell(found, tax, BPR)
    assert bpr.need == Shortage(4, 0, 0, 2), "who is not confirmed yet is not short"
    assert (tax.known, tax.staff, tax.few) == (2, 4, False)
    assert (bpr.confirmed, bpr.said) == (3, 5)
    assert bpr.groups == (gaps.Group(1, 4, 2, 4),)
    assert bpr.averages == (100, 150, 125)
    assert cell(found, tax, MIND) == gaps.GapCell(), "the policy requires no level of a mindset"
    assert gaps.GapCell().averages == (None, None, None)


def test_a_persona_is_measured_by_its_own_levels(desk: Desk) -> None:
    found = gaps.gap_map(desk)
    everybody, person, promoter = found.personas
    assert [row.name for row in found.personas] == ["全職員", "DX人材", "DX推進委員"]
    assert cell(found, promoter, BPR).need == Shortage(1, 1, 1)
    assert cell(found, promoter, DIGITAL).need == Shortage(1, 0, 0), "a surplus is no negative gap"
    assert cell(found, promoter, "shinagawa.pm").need == Shortage(), "only 全職員 asks that"
    assert everybody.staff == 11
    assert cell(found, everybody, BPR).need == Shortage(11, 0, 0, 8)
    assert cell(found, found.total, BPR).need.points == 1, "the strictest persona decides for the whole"
    assert cell(found, found.total, BPR).groups == (gaps.Group(1, 10, 2, 5), gaps.Group(2, 1, 1, 1))
    assert person.staff == 0


def test_skills_are_ordered_by_weight_and_shortage(desk: Desk) -> None:
    plain = gaps.gap_map(desk)
    order = plain.ranked(plain.total)
    assert [cell.need.points for _, cell in order] == sorted(
        (cell.need.points for _, cell in order), reverse=True
    )
    assert order[0][0].uid == BPR
    assert len(order) == 5, "mindsets ask nothing"
    weighed = gaps.gap_map(desk, weights={"shinagawa.security": 3})
    assert weighed.ranked(weighed.total)[0][0].uid == "shinagawa.security"
    assert gaps.gap_map(desk, weights={BPR: 0}).ranked(plain.total)[0][0].uid == "shinagawa.security"


def test_a_section_of_whom_little_is_known_is_neither_best_nor_worst(tmp_path: Path) -> None:
    with w.municipality(tmp_path) as (desk, _):
        w.open_year(desk)
        w.answered(desk, w.TAX_A, 1)  # one of the four of 市民税係
        w.confirmed(desk, w.TAX_A, w.LEADER_TAX, w.CHIEF_TAX)
        w.answered(desk, w.PROMOTER, 0)
        w.confirmed(desk, w.PROMOTER, w.DIRECTOR)
        found = gaps.gap_map(desk)
        assert [(row.name, row.known, row.staff, row.few) for row in found.worst] == [
            ("デジタル推進課", 1, 1, False),
            ("税務課市民税係", 1, 4, True),
            ("企画部(直属)", 0, 1, True),
            ("税務課(直属)", 0, 1, True),
            ("こども部(直属)", 0, 1, True),
            ("保育課", 0, 3, True),
        ]
        assert (found.total.known, found.total.staff, found.total.few) == (2, 11, True)
        best = found.worst[1].need
        assert (best.percent, best.known, best.unknown) == (100, 5, 15), "of five skills of one person"


def test_a_part_of_the_town_and_a_persona_can_be_asked_for(desk: Desk) -> None:
    assert gaps.gap_map(desk, section="1020").total.staff == 5
    found = gaps.gap_map(desk, persona="DX推進委員")
    assert [row.name for row in found.sections] == ["デジタル推進課"]
    with pytest.raises(KnownError) as told:
        gaps.gap_map(desk, section="9999")
    assert told.value.code == "section-unknown"


def test_a_person_sees_what_is_missing_first(desk: Desk) -> None:
    people = building.people_map(desk)
    of = {row.number: gaps.missing_of(people.framework, row) for row in people.rows}
    assert of[w.PROMOTER] == ((BPR, 1), ("shinagawa.security", 1)), (
        "2 are required and 1 is confirmed; more than required is no gap"
    )
    assert of[w.CHIEF_CHILD] == (), "nothing is confirmed yet, so nothing is known to be missing"


def test_maps_of_different_moments_do_not_break(desk: Desk) -> None:
    confirmed = building.people_map(desk)
    said = replace(building.people_map(desk, source=SELF), rows=())
    found = gaps.measure(confirmed, said)
    assert [group.answered for group in found.total.cells[0].groups] == [0, 0]
    assert found.total.cells[0].need.people == 11


def test_a_section_knows_the_gaps_of_its_own_people(town: Town) -> None:
    found = gaps.gap_map(town.chief)
    assert found.total.staff >= 1
    assert all(cell.need.unknown == cell.need.people for cell in found.total.cells[:5])
    assert (found.total.known, found.total.need.percent) == (0, None), "nobody is confirmed yet"
    people = building.people_map(town.chief)
    assert gaps.missing_of(people.framework, people.rows[0]) == ()


def test_what_one_person_of_the_map_misses_is_what_their_sheet_says(tmp_path: Path) -> None:
    with w.municipality(tmp_path) as (desk, _):
        w.open_year(desk)
        w.answered(desk, w.PROMOTER, 1)
        w.confirmed(desk, w.PROMOTER, w.DIRECTOR)
        for row in building.people_map(desk).rows:
            framework = building.people_map(desk).framework
            found = gaps.missing_of(framework, row)
            told = {}
            for item in person_year(desk, row.number).items:
                if item.confirmed is not None and (steps := gap(item.required, item.confirmed)):
                    told[item.uid] = steps
            assert dict(found) == told
            assert [steps for _, steps in found] == sorted(told.values(), reverse=True)
        assert gaps.missing_of(
            building.people_map(desk).framework,
            next(row for row in building.people_map(desk).rows if row.number == w.PROMOTER),
        )
