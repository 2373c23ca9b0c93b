"""The papers of a planned year: what was decided does not move, what is open says so, few are not told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from dxdesk.domain.action_plan import DRAFT, FINAL, Happened, Places, PlanLine
from dxdesk.domain.capabilities import STAFFING
from dxdesk.domain.small_cells import Use
from dxdesk.domain.target_record import Basis, TargetSaid
from dxdesk.ports import printing as doc
from dxdesk.usecases.action_plan import grounds, keeping
from dxdesk.usecases.action_plan.effects import Effect
from dxdesk.usecases.action_plan.overview import bases_apart, plan_year
from dxdesk.usecases.action_plan.sections_told import told_sections
from dxdesk.usecases.action_plan.words import OTHERS
from dxdesk.usecases.organisation import capabilities
from dxdesk.usecases.organisation.small_cells import set_threshold
from dxdesk.usecases.reports import action_plans, budget_requests, plan_outcomes
from dxdesk.usecases.staffing import keeping as staffing
from dxdesk.usecases.staffing.overview import plan as staffing_of
from dxdesk.usecases.targets.keeping import save_target
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers import world as w
from tests.helpers.aiming import completed, on
from tests.helpers.planning import BPR, PLANNED, line, planning

COURSE = "業務改革研修"
DAY = f"{PLANNED}-04-10"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with planning(tmp_path) as found:
        yield found


def said(paper: doc.TextDocument) -> tuple[object, ...]:
    return paper.title, paper.paragraphs, tuple((p.heading, p.entries, p.rows) for p in paper.parts)


def chapter(paper: doc.TextDocument, heading: str) -> doc.TextPart:
    return next(part for part in paper.parts if part.heading == heading)


def agreed(desk: Desk, version: str) -> None:
    keeping.consult(desk, PLANNED, version, DAY, "人事課人材育成係", "了承")
    keeping.decide(desk, PLANNED, version, DAY, "8総人第200号")


def test_a_decided_plan_says_on_paper_what_was_decided_whatever_comes_of_it(desk: Desk) -> None:
    aim = TargetSaid("bpr", "修了", basis=Basis.COMPLETED, unit="人", courses=("bpr",), plans={PLANNED: "9"})
    save_target(desk, aim)
    keeping.make(desk, PLANNED, DRAFT)
    keeping.make(desk, PLANNED, FINAL)
    at, planned = line(desk, FINAL, COURSE)
    keeping.save_line(desk, PLANNED, FINAL, at, planned._replace(target="bpr", yen=200_000))
    agreed(desk, FINAL)
    decided = said(action_plans.paper(desk, PLANNED))
    later = on(desk, f"{PLANNED}-12-01")
    completed(later, COURSE, f"{PLANNED}-06-09", [w.TAX_A, w.TAX_B])
    save_target(later, aim._replace(plans={PLANNED: "99"}), aim)
    keeping.enter(later, PLANNED, FINAL, at, Happened(yen=180_000, source="支出負担行為書"))
    assert said(action_plans.paper(later, PLANNED)) == decided
    came = plan_outcomes.paper(later, PLANNED)
    assert "R8.12.1 現在" in came.paragraphs[0]
    (row,) = (row for row in chapter(came, "実績").rows if row[0] == COURSE)
    assert row[4] == "180,000 / 200,000"
    assert any("R8 2人" in cell for row in chapter(came, "目標").rows for cell in row)


def test_what_is_not_decided_is_marked_as_a_proposal(desk: Desk) -> None:
    keeping.make(desk, PLANNED, FINAL)
    early = action_plans.paper(desk, PLANNED)
    assert early.title == "年度計画書(案)"
    assert "確定版(案)" in early.paragraphs[0]
    agreed(desk, FINAL)
    assert "(案)" not in repr(said(action_plans.paper(desk, PLANNED))[:2])


def test_a_total_of_figures_nobody_set_is_open_and_not_nothing(desk: Desk) -> None:
    keeping.make(desk, PLANNED, DRAFT)
    held = plan_year(desk, PLANNED).draft
    assert held is not None
    for code in held.said.lines:
        keeping.drop_line(desk, PLANNED, DRAFT, code)
    keeping.save_line(desk, PLANNED, DRAFT, "", PlanLine("体験会"))
    paper = budget_requests.paper(desk, PLANNED)
    last = chapter(paper, "費用").rows[-1]
    assert (last[3], last[5]) == ("未定", "未定")
    assert "費用未定" in paper.paragraphs[0]
    assert "0円" not in paper.paragraphs[0]
    keeping.save_line(desk, PLANNED, DRAFT, "", PlanLine("相談会", yen=0, places=0))
    last = chapter(budget_requests.paper(desk, PLANNED), "費用").rows[-1]
    assert (last[3], last[5]) == ("0", "0"), "what somebody set to nothing is nothing"


def test_every_line_says_why_it_is_in_the_plan_or_that_nobody_wrote_it(desk: Desk) -> None:
    keeping.make(desk, PLANNED, DRAFT)
    keeping.save_line(desk, PLANNED, DRAFT, "", PlanLine("体験会", why="窓口の声に応える"))
    keeping.save_line(desk, PLANNED, DRAFT, "", PlanLine("相談会"))
    for paper in (action_plans.paper(desk, PLANNED), budget_requests.paper(desk, PLANNED)):
        told = {row[0]: row[2] for row in chapter(paper, "計画の理由").rows}
        assert (told["体験会"], told["相談会"]) == ("窓口の声に応える", "まだ書かれていません")
        assert set(told) == {one.name for one in plan_year(desk, PLANNED).draft.said.lines.values()}  # type: ignore[union-attr]


def test_what_came_of_the_year_before_is_a_difference_between_the_versions(desk: Desk) -> None:
    keeping.make(desk, PLANNED, DRAFT)
    at, planned = line(desk, DRAFT, COURSE)
    keeping.save_line(desk, PLANNED, DRAFT, at, planned._replace(why="R6に上がった人は6人"))
    keeping.make(desk, PLANNED, FINAL)
    (told,) = (one for one in plan_year(desk, PLANNED).differing if one.field == "why")
    assert told.before == "R6に上がった人は6人"


def test_an_effect_stands_among_the_figures_and_its_change_between_the_versions_is_told(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def effects(_: Desk, year: int) -> dict[str, tuple[Effect, ...]]:
        rose = {PLANNED - 2: 12, PLANNED - 1: 18}[year]
        one = Effect(year, "bpr", "業務改革", 70, 66, ("LV0", "LV1"), (40, 26), (30, 36), rose, 48, None)
        return {"bpr": (replace(one, name=COURSE, item=BPR, as_of=f"{year + 1}-03-18"),)}

    monkeypatch.setattr(grounds, "effects_of", effects)
    early = on(desk, f"{PLANNED - 1}-10-06")
    keeping.make(early, PLANNED, DRAFT)
    keeping.make(desk, PLANNED, FINAL)
    rows = chapter(action_plans.paper(desk, PLANNED), "予算要求案との違い").rows
    (told,) = (row for row in rows if row[0] == "変わった効果")
    assert told == (
        "変わった効果",
        f"研修「{COURSE}」を受けて「業務改革」が上がった人",
        "",
        "18.2%(12 / 66人)(R7.3.18、令和5年度と令和6年度の確定した結果)",
        "27.3%(18 / 66人)(R8.3.18、令和6年度と令和7年度の確定した結果)",
    )
    figures = chapter(action_plans.paper(desk, PLANNED), "もとにした数字")
    assert any("前の年度とその年度の両方" in text for text in figures.paragraphs)


def test_a_page_says_of_which_results_and_days_its_numbers_are(desk: Desk) -> None:
    keeping.make(on(desk, f"{PLANNED - 1}-10-06"), PLANNED, DRAFT)
    keeping.make(desk, PLANNED, FINAL)
    paper = action_plans.paper(desk, PLANNED)
    (lead,) = chapter(paper, "計画の理由").paragraphs
    assert "令和7年度" in lead
    assert "確定した結果(R8." in lead
    found = plan_year(desk, PLANNED)
    assert bases_apart(found) == "", "the first version rests on no results"
    both = replace(found, draft=found.final)
    assert bases_apart(both).count("令和7年度") == 2
    assert "予算要求案では" in bases_apart(both)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ((12, 8), (12, 8)),
        ((12, 8, 2), (12, 10)),
        ((12, 2, 1, 3), (12, 6)),
        ((12, 8, 1, 1), (12, 10)),
        ((3,), (3,)),
    ],
)
def test_places_of_few_stand_with_others_so_that_no_sections_can_be_told(
    given: tuple[int, ...], told: tuple[int, ...]
) -> None:
    sections = tuple(Places(str(at), f"課{at}", places) for at, places in enumerate(given))
    found = told_sections(sections, 5)
    assert tuple(one.places for one in found) == told
    small = {one.name for one in sections if one.places < 5}
    assert not small & {one.name for one in found}
    assert sum(one.places for one in found) == sum(given)
    assert told_sections(sections, 1) == sections, "an office that withholds nothing"


def test_places_of_few_written_by_hand_are_on_no_paper(desk: Desk) -> None:
    set_threshold(desk, Use.REPORT, 5)
    keeping.make(desk, PLANNED, DRAFT)
    at, planned = line(desk, DRAFT, COURSE)
    sections = (Places("1010", "税務課", 12), Places("1020", "総務課", 8), Places("1030", "出納室", 1))
    keeping.save_line(desk, PLANNED, DRAFT, at, planned._replace(places=21, sections=sections))
    keeping.make(desk, PLANNED, FINAL)
    keeping.save_line(desk, PLANNED, FINAL, at, planned._replace(places=20, sections=sections[:2]))
    paper = repr(said(action_plans.paper(desk, PLANNED)))
    assert "出納室" not in paper
    assert f"税務課 12、{OTHERS} 9" in paper


def test_a_role_that_became_another_one_in_the_staffing_plan_is_told(desk: Desk) -> None:
    capabilities.switch(desk, STAFFING, True)
    role = staffing_role(desk)
    keeping.make(desk, PLANNED, FINAL)
    assert plan_year(desk, PLANNED).problems == ()
    agreed(desk, FINAL)
    before = staffing.there(desk, role)
    assert before is not None
    staffing.save_role(desk, before._replace(heads=3), role)
    (told,) = plan_year(desk, PLANNED).problems
    assert (told.code, told.found) == ("plan-roles-moved", "CIO補佐官(人数 2人→3人)")
    assert any("人数 2人→3人" in text for text in plan_outcomes.paper(desk, PLANNED).paragraphs)


def staffing_role(desk: Desk) -> str:
    from dxdesk.domain.staffing_record import Hours, Means, StaffingSaid, Tenure

    wanted = StaffingSaid(
        name="CIO補佐官", fiscal_year=PLANNED, duties="全体の見直し", untrained="経験者がいない", heads=2,
        needed_by=f"{PLANNED}-10", means=Means.APPOINT, hours_form=Hours.PART, tenure=Tenure.SPECIAL,
        must=("情報戦略の経験",), criteria="実績と面接",
    )  # fmt: skip
    staffing.save_role(desk, wanted)
    return next(one.said.code for one in staffing_of(desk, PLANNED).lines)
