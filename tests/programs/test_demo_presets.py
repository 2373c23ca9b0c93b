"""A whole year runs on every shipped framework, and its people fit it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from random import Random
from typing import Any

import pytest

from dxdesk import bootstrap
from dxdesk.domain.framework import ASSIGNED, Framework
from dxdesk.programs.demo import LAST_YEAR, Play, play
from dxdesk.programs.scenario import posts, town
from dxdesk.programs.scenario.answers import Voices
from dxdesk.usecases.exchange import keys
from dxdesk.usecases.frameworks.versions import load_preset, preset_codes
from dxdesk.usecases.nominations import standing
from dxdesk.usecases.skillmap import building
from dxdesk.usecases.skillmap.basis import NO_LEVEL
from dxdesk.usecases.training import figures
from dxdesk.usecases.training.enrolment_lists import session_lists
from dxdesk.usecases.training.questionnaires import session_answers
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.year import cycle
from tests.helpers.growing import assert_grown


def appointed(framework: Framework, staff: int, sections: int) -> town.Town:
    rng = Random(3)
    return posts.appoint(town.build(staff, sections, rng), framework, rng)


def leaves(framework: Framework) -> list[Any]:
    parents = {one.parent for one in framework.personas}
    return [one for one in framework.personas if one.scope == ASSIGNED and one.code not in parents]


WITH_STAGES = "govtech-tokyo"
"""Played with all its files in the ordinary suite, as 品川区 is elsewhere; the other four are soak. On every
framework a year is played without files in ``test_demo_without_files``."""


@pytest.mark.parametrize(
    "code",
    [pytest.param(code, marks=() if code == WITH_STAGES else pytest.mark.soak) for code in preset_codes()],
)
def test_a_year_is_played_on_every_preset(code: str, tmp_path: Path) -> None:
    told = play(Play(tmp_path / "見本", staff=12, sections=2, framework=code))
    assert told["complete"]
    assert told["framework"] == code
    assert told["fiscal_years"] == [LAST_YEAR - 1, LAST_YEAR]
    kinds = Counter(file["kind"] for file in told["files"])
    assert kinds["forms"] == 11
    assert kinds["result-notice"] >= 5
    assert sum(1 for file in told["files"] if file["path"].endswith(".pdf")) >= 6
    store = next(one for one in told["stores"] if one["role"] == "hr")
    desk = bootstrap.open_desk(str(tmp_path / "見本" / store["path"]), store["passphrase"], read_only=True)
    try:
        found = building.people_map(desk)
        assert found.framework.code == code
        assert any(value != NO_LEVEL for row in found.rows for value in row.levels)
        # The year before is over: its results are there to be compared with.
        assert [one.fiscal_year for one in cycle.cycles(desk)] == [LAST_YEAR - 1, LAST_YEAR]
        before = building.people_map(desk, LAST_YEAR - 1)
        assert sum(any(value != NO_LEVEL for value in row.levels) for row in before.rows) >= 8
        # Whoever confirms goes on with the store of the year before: one key each, but for the exchanged PC.
        owners = Counter(key.owner for key in keys.keys(desk) if key.owner)
        assert sorted(owners.values())[-2:] == [1, 2]
        assert_grown(desk, told["mishaps"], (LAST_YEAR - 1, LAST_YEAR))
        _named_twice(desk, told)
        _one_session(desk, kinds)
    finally:
        desk.store.close()


def _named_twice(desk: Desk, told: dict[str, Any]) -> None:
    """Hold that people were named in two Aprils, and that somebody took over in the October between."""
    now, before = standing.round_states(desk)
    assert (before.asked.fiscal_year, now.asked.fiscal_year) == (LAST_YEAR, LAST_YEAR + 1)
    instead = next(one for one in told["mishaps"] if one["kind"] == "nomination-instead")
    terms = {one.named.said.number: (one.state, one.day_from, one.day_to) for one in before.candidates}
    assert terms[instead["employee"]] == ("appointed", f"{LAST_YEAR}-10-01", f"{LAST_YEAR + 1}-03-31")
    assert terms[instead["instead_of"]][0] == "replaced"
    assert instead["employee"] in {one.named.said.number for one in now.candidates}
    nobody = [one["sections"] for one in told["mishaps"] if one["kind"] == "nomination-missing"]
    assert [one.code for one in now.missing] == (nobody[0] if nobody else [])


def _one_session(desk: Desk, kinds: Counter[str]) -> None:
    """Hold that one session went from the forms to the answers, through its files."""
    assert min(kinds[kind] for kind in ("enrolment-forms", "enrolment", "attendance-sheet", "questionnaire"))
    (listed,) = (one for one in session_lists(desk, LAST_YEAR) if one.granted)
    granted = {line.number for line in listed.granted}
    (told,) = session_answers(desk, LAST_YEAR)
    assert told.summary.answers == len(granted)
    year = next(one for one in figures.training_year(desk, LAST_YEAR).courses
                if listed.title.startswith(one.course.name))  # fmt: skip
    # Somebody may hold the task no more for which they came: another took it over in October.
    assert (year.attended | year.others) & granted, "who is marked in the sheet counts"


@pytest.mark.parametrize("code", preset_codes())
def test_everybody_in_the_town_fits_the_framework(code: str) -> None:
    framework = load_preset(code)
    for staff, sections in ((12, 2), (60, 4), (300, 12)):
        built = appointed(framework, staff, sections)
        assert not framework.unplaced_grades(person.grade for person in built.staff)
        known = {key for one in framework.personas for key in (one.code, one.name)}
        exclusive = {one.name for one in framework.personas if one.exclusive}
        for person in built.staff:
            assert set(person.personas) <= known
            assert len(exclusive.intersection(person.personas)) <= 1
            assert framework.items_for(person.grade, person.personas), "nobody is left without a question"


@pytest.mark.parametrize("code", preset_codes())
def test_every_persona_that_must_be_named_has_somebody(code: str) -> None:
    framework = load_preset(code)
    built = appointed(framework, 200, 8)
    count = Counter(name for person in built.staff for name in person.personas)
    assert count.keys() == {one.name for one in leaves(framework)}
    for one in leaves(framework):
        if one.per_section:
            for unit in built.units:
                held = [person for person in unit.others if one.name in person.personas]
                assert len(held) == one.per_section


def test_the_digital_section_of_the_policy_holds_its_specialists() -> None:
    built = appointed(load_preset("kashiwa"), 60, 4)
    assert built.units[0].name == built.places[built.units[0].code][1] == "DX推進課"
    named = [person for unit in built.units for person in unit.others if person.personas]
    assert named
    assert set(named) <= set(built.units[0].others)


def test_people_take_the_courses_that_are_meant_for_them() -> None:
    framework = load_preset("kashiwa")
    voices = Voices(framework, 1, 2025)
    built = appointed(framework, 200, 8)
    only = {"DX人材育成研修(外部委託)", "ビジネスアーキテクトを中心とする育成"}
    for person in built.staff:
        taken = {name for name, _, _ in voices.courses(person, 2025)}
        assert taken <= {one.name for one in framework.requirements}
        assert not taken & only or "DXスペシャリスト人材" in person.personas


def test_a_changed_answer_stays_on_the_scale() -> None:
    for code in preset_codes():
        framework = load_preset(code)
        voices = Voices(framework, 1, 2025)
        for item in framework.items:
            levels = framework.allowed_levels(item)
            for level in levels:
                assert voices.beside(item.uid, level) in set(levels) - {level}
