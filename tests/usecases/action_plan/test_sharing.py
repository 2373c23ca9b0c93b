"""分担 of a line: who is said to hold a course does it, whoever's store keeps the record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from dxdesk.domain.action_plan import DRAFT, PlanLine
from dxdesk.domain.contents import SessionSaid
from dxdesk.usecases.action_plan import keeping
from dxdesk.usecases.action_plan.overview import plan_year
from dxdesk.usecases.action_plan.sharing import WHOLE, shared
from dxdesk.usecases.indicators import keeping as indicators
from dxdesk.usecases.reports import action_plans
from dxdesk.usecases.training import editing
from dxdesk.usecases.training.keeping import preset_courses, take_preset
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers import world as w
from tests.helpers.planning import PLANNED, planning


def session(course: str) -> SessionSaid:
    return SessionSaid(course=course, turn="第1回", first_day=f"{w.YEAR}-07-01")


@pytest.mark.parametrize(
    ("held_by", "kept_by", "shares"),
    [
        ("人事課", "dx", (WHOLE, "", "")),
        ("DX推進担当課", "hr", ("", WHOLE, "")),
        ("デジタル推進課", "hr", ("", WHOLE, "")),
        ("\uff24\uff38推進室", "hr", ("", WHOLE, "")),
        ("情報システム担当課", "hr", ("", "", WHOLE)),
        ("DX・情報システム課", "hr", ("", WHOLE, WHOLE)),
        ("DX推進担当課(人事課協働)", "hr", ("協力", WHOLE, "")),
        ("人事課、DX推進課", "hr", (WHOLE, WHOLE, "")),
        ("", "dx", ("", WHOLE, "")),
        ("", "hr", ("", "", "")),
    ],
)
def test_the_holder_does_it_and_nobody_is_guessed(
    held_by: str, kept_by: str, shares: tuple[str, str, str]
) -> None:
    line = shared(PlanLine("研修"), held_by, kept_by, WHOLE)
    assert (line.by_hr, line.by_dx, line.by_it) == shares
    assert line.note == ""


def test_a_section_that_is_none_of_the_three_stands_in_the_note() -> None:
    line = shared(PlanLine("研修", note="費用"), "防災課", "hr", WHOLE)
    assert (line.by_hr, line.by_dx, line.by_it, line.note) == ("", "", "", "担当 防災課。費用")


def test_a_plan_of_shinagawa_says_of_each_course_and_activity_what_the_policy_says(tmp_path: Path) -> None:
    with planning(tmp_path) as desk:
        take_preset(desk, "shinagawa")
        indicators.take_preset(desk, "shinagawa")
        courses = [one for one in preset_courses("shinagawa") if one.code != "bpr"]  # the office has one
        for one in courses:
            editing.save_session(desk, session(one.code))
        made = keeping.make(desk, PLANNED, DRAFT).lines.values()
    of = {one.course: one for one in made if one.course}
    taken = [of[one.code] for one in courses]
    assert [one.name for one in taken if one.by_hr == WHOLE] == [
        "アンケート調査の設計・分析研修",
        "ロジックモデル・プログラム評価研修",
        "伝わるデザイン研修",
    ]
    assert sum(one.by_dx == WHOLE for one in taken) == 8
    assert (of["mindset"].by_dx, of["mindset"].by_hr) == (WHOLE, "協力")
    activity = next(one for one in made if one.activity == "03-3")
    assert (activity.by_dx, activity.by_hr) == ("実施", "協力")


def test_the_security_course_of_the_study_material_is_of_the_systems_section(tmp_path: Path) -> None:
    with planning(tmp_path) as desk:
        take_preset(desk, "govtech-tokyo")
        for code in ("g-security", "bpr-practice", "managers-mindset", "g-basics"):
            editing.save_session(desk, session(code))
        made = {one.course: one for one in keeping.make(desk, PLANNED, DRAFT).lines.values()}
        given = made["g-security"]
        code = next(code for code, one in _lines(desk).items() if one.course == "g-security")
        wanted = given._replace(provider="GovTech東京", budget_by="情報システム課", contact="人事課")
        keeping.save_line(desk, PLANNED, DRAFT, code, wanted)
        (row,) = (row for row in _on_paper(desk) if row[0] == given.name)
        assert row[-1] == "提供元 GovTech東京、予算主体 情報システム課、連絡窓口 人事課"
    assert given.budget_by.startswith("情報システム"), "the budget is the holder's until somebody says so"
    assert bool(given.contact) == bool(given.provider), "nobody is dealt with where nobody gives it"
    told = {code: (made[code].by_hr, made[code].by_dx, made[code].by_it) for code in made if code != "bpr"}
    assert told == {
        "g-security": ("", "", WHOLE),
        "bpr-practice": ("", WHOLE, ""),
        "managers-mindset": (WHOLE, "", ""),
        "g-basics": ("", "", ""),
    }


def _lines(desk: Desk) -> Mapping[str, PlanLine]:
    held = plan_year(desk, PLANNED).draft
    assert held is not None
    return held.said.lines


def _on_paper(desk: Desk) -> Sequence[Sequence[str]]:
    return next(p for p in action_plans.paper(desk, PLANNED).parts if p.heading == "研修と取組").rows
