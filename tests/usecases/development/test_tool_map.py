"""ツール版デジタルスキルマップ: tools are answered and judged like skills, and counted by 課."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from dxdesk.domain import framework_check, tool_map
from dxdesk.domain.capabilities import TOOLS
from dxdesk.domain.errors import KnownError
from dxdesk.domain.framework import Stage
from dxdesk.domain.goals import Tool, ToolCell
from dxdesk.usecases.answering import self_report
from dxdesk.usecases.development import staffing, tool_placements, transfers
from dxdesk.usecases.development.transfers import Move
from dxdesk.usecases.frameworks import versions
from dxdesk.usecases.frameworks.versions import load_preset
from dxdesk.usecases.organisation import capabilities
from dxdesk.usecases.person_year import past_years
from dxdesk.usecases.skillmap import building
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.year import cycle
from tests.helpers import world as w

LOGO = "govtech-tokyo.tool.logoform"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A year that asks about tools: two of 税務課 can build with LoGoフォーム, 濵田 of 保育課 cannot."""
    with w.municipality(tmp_path_factory.mktemp("hr")) as (made, _):
        capabilities.switch(made, TOOLS, True)
        cycle.open_cycle(made, cycle.OpenCycle(w.YEAR, "govtech-tokyo", w.BASE))
        for number, level in ((w.TAX_A, 2), (w.TAX_B, 2), (w.CHILD_A, 0)):
            levels = {uid: 1 for uid in w.levels_of(made, number)} | {
                item.uid: 0 for item in framework(made).items if item.category == tool_map.CATEGORY
            }
            levels[LOGO] = level
            self_report.submit(made, answers=self_report_answers(levels), employee_number=number)
        for number in (w.TAX_A, w.TAX_B):
            w.confirmed(made, number, w.LEADER_TAX, w.CHIEF_TAX)
        w.confirmed(made, w.CHILD_A, w.CHIEF_CHILD)
        yield made


def self_report_answers(levels: dict[str, int]) -> self_report.Answers:
    return self_report.Answers(levels, {}, {})


def framework(desk: Desk) -> tool_map.Framework:
    return building.people_map(desk).framework


def test_tools_are_skills_with_the_stages_as_their_levels(desk: Desk) -> None:
    found = framework(desk)
    assert (found.version, found.follows) == ("R7-1-ツール版", "R7-1")
    item = found.item(LOGO)
    assert (item.name, item.personas, item.supplement) == ("LoGoフォーム", ("general",), True)
    assert found.choice_labels(item) == ("まだ これから", "Step2 実務での実践(ツール活用)")
    (said,) = item.criteria
    assert (
        said.statements[0].text
        == "LoGoフォームで、担当の仕事に使うものを自分で作り、直せる(本システムの補足)"
    )
    assert found.parse_level(item, "Step2") == found.parse_level(item, "2") == 2
    names = [answer.name for answer in self_report.open_answers(desk, w.TAX_C).items]
    assert names[-3:] == ["LoGoフォーム", "RPA", "BIツール"]


def test_so_many_of_each_office_is_a_figure_with_a_rule(desk: Desk) -> None:
    assert staffing.placements(desk) == (), "a policy's target is proposed and not taken for granted"
    logo, rpa, _ = tool_placements.lines(desk)
    assert (logo.name, logo.level, logo.per_section, logo.proposed, rpa.proposed) == (
        "LoGoフォーム",
        "Step2",
        0,
        2,
        0,
    )
    tool_placements.keep_rules(desk, {"LoGoフォーム": 2})
    (rule,) = staffing.placements(desk)
    assert (rule.name, rule.per_section, rule.offices) == ("LoGoフォーム Step2", 2, 3)
    assert [(one.name, one.found) for one in rule.short] == [("デジタル推進課", 0), ("保育課", 0)], (
        "税務課 has two"
    )
    (one,) = transfers.effect(desk, [Move(w.TAX_A, "2010")]).falling
    assert (one.rule, one.name, one.had, one.left) == ("LoGoフォーム Step2", "税務課", 2, 1)
    tool_placements.keep_rules(desk, {LOGO: 0})
    assert staffing.placements(desk) == ()


def test_what_is_no_rule_is_refused(desk: Desk, tmp_path: Path) -> None:
    for wanted, code in (({"魔法": 1}, "tool-unknown"), ({"RPA": 100}, "tool-placement")):
        with pytest.raises(KnownError) as told:
            tool_placements.keep_rules(desk, wanted)
        assert told.value.code == code
    with w.municipality(tmp_path) as (fresh, _):
        w.open_year(fresh)
        assert tool_placements.lines(fresh) == ()
        with pytest.raises(KnownError) as told:
            tool_placements.keep_rules(fresh, {"RPA": 1})
        assert told.value.code == "tools-off"


def test_a_year_that_began_stays_and_the_next_follows_the_switch(tmp_path: Path) -> None:
    with w.municipality(tmp_path) as (made, _):
        cycle.open_cycle(made, cycle.OpenCycle(w.YEAR, "govtech-tokyo", w.BASE))
        capabilities.switch(made, TOOLS, True)
        again = cycle.open_cycle(made, cycle.OpenCycle(w.YEAR, "govtech-tokyo", w.BASE))
        assert again.cycle.framework_version == "R7-1", "a year that began is asked what it was asked"
        following = cycle.open_cycle(made, cycle.OpenCycle(w.YEAR + 1, "govtech-tokyo", "2026-04-01"))
        assert following.cycle.framework_version == "R7-1-ツール版"
        capabilities.switch(made, TOOLS, False)
        last = cycle.open_cycle(made, cycle.OpenCycle(w.YEAR + 2, "govtech-tokyo", "2027-04-01"))
        assert last.cycle.framework_version == "R7-1"
        plain = load_preset("govtech-tokyo")
        with made.store.read() as uow:
            reading = past_years.between(uow, plain, tool_map.with_tools(plain))
        assert reading.levels({"govtech.general.need": 1}) == {"govtech.general.need": 1}


def test_every_preset_with_tools_is_sound_with_them_and_others_stay_as_they_are() -> None:
    for code in versions.preset_codes():
        plain = load_preset(code)
        found = tool_map.with_tools(plain)
        assert framework_check.check(found) == ()
        assert versions.from_text(versions.to_text(found)) == found
        assert (found is plain) is not tool_map.has_tools(plain)
        assert tool_map.with_tools(found) is found


def test_stages_of_two_kinds_of_people_and_the_offices_own_words() -> None:
    plain = load_preset("govtech-tokyo")
    stages = (*plain.stages, Stage("promoter-2b", "promoter", 4, "教える"))
    cells = (ToolCell("promoter-2b", ("人に教えている",)), ToolCell("general-2", ("様式を作った",)))
    tools = (Tool("魔法 の", "魔法", (*cells, ToolCell("promoter-2"))), Tool("x", "段階なし"))
    found = tool_map.with_tools(replace(plain, stages=stages, tools=tools))
    assert framework_check.check(found) == ()
    (item,) = [one for one in found.items if one.category == tool_map.CATEGORY]
    labels = (
        "まだ これから",
        "段階1 Step2 実務での実践(ツール活用)",
        "段階2 Step2 実務での実践",
        "段階3 Step4 教える",
    )
    assert found.choice_labels(item) == labels, "two stages of one step are told apart"
    assert [one.statements[0].text for one in item.criteria][0::2] == ["様式を作った", "人に教えている"]
    assert item.personas == ("general", "promoter")
