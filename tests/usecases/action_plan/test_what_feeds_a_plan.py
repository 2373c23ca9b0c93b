"""What else a plan begins with: the roles of the 確保計画, the courses of a policy, the targets of a year."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dxdesk.domain.action_plan import DRAFT, FINAL, Happened, Named, PlanLine, PlanSaid, fields_of, is_sound
from dxdesk.domain.capabilities import ACTION_PLAN, STAFFING
from dxdesk.domain.contents import owned_value
from dxdesk.domain.errors import KnownError
from dxdesk.domain.indicator_record import ActivitySaid
from dxdesk.domain.small_cells import WITHHELD, Use
from dxdesk.domain.staffing_record import Hours, Means, StaffingSaid, Tenure
from dxdesk.domain.target_record import Actual, Aim, Basis, Span, TargetSaid
from dxdesk.usecases.action_plan import keeping
from dxdesk.usecases.action_plan.adding import add_from
from dxdesk.usecases.action_plan.overview import plan_year, totals
from dxdesk.usecases.indicators import keeping as indicators
from dxdesk.usecases.organisation import capabilities
from dxdesk.usecases.organisation.small_cells import set_threshold
from dxdesk.usecases.reports import action_plans, budget_requests
from dxdesk.usecases.staffing import keeping as staffing
from dxdesk.usecases.targets.keeping import save_target
from dxdesk.usecases.training.keeping import take_preset
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers import world as w
from tests.helpers.aiming import completed, on
from tests.helpers.planning import PLANNED, line, planning

ADVISER = "CIO補佐官"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with planning(tmp_path) as found:
        capabilities.switch(found, STAFFING, True)
        yield found


def role(desk: Desk, name: str = ADVISER, **more: object) -> str:
    said = StaffingSaid(
        name=name, fiscal_year=PLANNED, duties="全体の見直し", untrained="経験者が庁内にいない", heads=2,
        needed_by=f"{PLANNED}-10", means=Means.APPOINT, hours_form=Hours.PART, tenure=Tenure.SPECIAL,
        must=("情報戦略の経験",), criteria="実績と面接",
    )  # fmt: skip
    staffing.save_role(desk, said._replace(**more))
    from dxdesk.usecases.staffing.overview import plan

    of_year = plan(desk, int(str(more.get("fiscal_year", PLANNED))))
    return next(one.said.code for one in of_year.lines if one.said.name == name)


def test_a_role_of_the_year_is_a_line_with_heads_and_means_and_the_cost_is_the_offices(desk: Desk) -> None:
    code = role(desk)
    role(desk, "別の年度の役割", fiscal_year=PLANNED + 1, needed_by="")
    keeping.make(desk, PLANNED, DRAFT)
    at, planned = line(desk, DRAFT, ADVISER)
    assert (planned.staffing, planned.heads, planned.means) == (code, 2, "任用(非常勤・特別職非常勤職員)")
    assert planned.yen is None
    assert (planned.by_hr, planned.by_dx, planned.by_it) == ("", "", ""), "nobody said who does what"
    assert planned.why == "経験者が庁内にいない"
    lines = plan_year(desk, PLANNED).draft.said.lines.values()  # type: ignore[union-attr]
    assert all(one.name != "別の年度の役割" for one in lines)
    keeping.save_line(desk, PLANNED, DRAFT, at, planned._replace(yen=3_600_000))
    chapter = next(p for p in budget_requests.paper(desk, PLANNED).parts if p.heading == "人材の確保")
    assert chapter.rows[0][:4] == (ADVISER, "2人", "任用(非常勤・特別職非常勤職員)", "3,600,000")
    (whole,) = (p for p in action_plans.paper(desk, PLANNED).parts if p.heading == "研修と取組")
    assert all(row[0] != ADVISER for row in whole.rows), "a role is no course"


def test_what_changed_in_the_staffing_plan_is_a_difference_between_the_versions(desk: Desk) -> None:
    code = role(desk)
    keeping.make(desk, PLANNED, DRAFT)
    before = staffing.there(desk, code)
    assert before is not None
    staffing.save_role(desk, before._replace(heads=1, means=Means.OUTSOURCE, hours_form="", tenure=""), code)
    keeping.make(desk, PLANNED, FINAL)
    found = plan_year(desk, PLANNED)
    told = {(one.name, one.field, one.before, one.after) for one in found.differing if one.field}
    assert (ADVISER, "heads", 2, 1) in told
    assert (ADVISER, "means", "任用(非常勤・特別職非常勤職員)", "外部委託") in told
    assert totals(found.final.said).heads == 1  # type: ignore[union-attr]


def test_who_arrived_stands_beside_the_plan_and_what_lacks_is_told(desk: Desk) -> None:
    code = role(desk)
    keeping.make(desk, PLANNED, FINAL)
    at, _ = line(desk, FINAL, ADVISER)
    staffing.advance(desk, code, "arrived", filled=1)
    keeping.consult(desk, PLANNED, FINAL, "2026-04-10", "人事課", "了承")
    keeping.decide(desk, PLANNED, FINAL, "2026-04-10", "1")
    later = on(desk, f"{PLANNED}-12-01")
    keeping.enter(later, PLANNED, FINAL, at, Happened(yen=900_000, source="支出負担行為書"))
    done = plan_year(later, PLANNED).done[at]
    assert (done.arrived, done.attended, done.yen) == (1, None, 900_000)
    assert "あと1人" in done.lacking
    assert "過ぎました" in done.lacking
    staffing.advance(later, code, "arrived", filled=2)
    assert plan_year(later, PLANNED).done[at].lacking == ""
    staffing.end(later, code)
    assert "外されています" in plan_year(later, PLANNED).done[at].lacking


def test_roles_come_later_too_and_asking_twice_adds_nothing_twice(desk: Desk) -> None:
    keeping.make(desk, PLANNED, DRAFT)
    with pytest.raises(KnownError) as refused:
        add_from(desk, PLANNED, DRAFT, "staffing")
    assert refused.value.code == "plan-staffing-none"
    role(desk)
    assert add_from(desk, PLANNED, DRAFT, "staffing") == (1, 0)
    assert add_from(desk, PLANNED, DRAFT, "staffing") == (0, 1)
    keeping.consult(desk, PLANNED, DRAFT, "2026-04-10", "人事課", "了承")
    keeping.decide(desk, PLANNED, DRAFT, "2026-04-10", "1")
    with pytest.raises(KnownError) as refused:
        add_from(desk, PLANNED, DRAFT, "staffing")
    assert refused.value.code == "plan-decided"


def test_a_plan_of_an_office_with_nothing_begins_from_the_policy_and_says_so(tmp_path: Path) -> None:
    with w.municipality(tmp_path) as (hr, _):
        from tests.helpers.aiming import use

        use(hr)
        capabilities.switch(hr, ACTION_PLAN, True)
        assert keeping.make(hr, PLANNED, DRAFT).lines == {}
        with pytest.raises(KnownError) as refused:
            add_from(hr, PLANNED, DRAFT, "policy")
        assert refused.value.code == "plan-policy-none"
        take_preset(hr, "setagaya")
        assert add_from(hr, PLANNED, DRAFT, "policy") == (7, 0)
        assert add_from(hr, PLANNED, DRAFT, "policy") == (0, 7)
        management = line(hr, DRAFT, "DXマネジメント研修")[1]
        assert (management.places, management.months, management.needed) == (200, (f"{PLANNED}-08",), None)
        assert (management.by_dx, management.by_hr, management.by_policy) == ("企画・実施", "", True)
        assert "必要な人数は数えていない" in management.why
        literacy = line(hr, DRAFT, "DXリテラシー研修")[1]
        assert (literacy.places, literacy.months) == (150, ())
        assert "第1四半期" in literacy.note


def test_a_record_of_what_was_held_is_told_as_one(tmp_path: Path) -> None:
    with planning(tmp_path) as desk:
        take_preset(desk, "kashiwa")
        keeping.make(desk, PLANNED, DRAFT)
        assert add_from(desk, PLANNED, DRAFT, "policy") == (9, 0), "its own 業務改革研修 is of no policy"
        planned = line(desk, DRAFT, "実践的サイバー防御演習(CYDER)研修")[1]
        assert "令和6年度の実績" in planned.note
        keeping.make(desk, PLANNED, FINAL)
        assert line(desk, FINAL, "実践的サイバー防御演習(CYDER)研修")[1].by_policy is False, "it was counted"


def goal(desk: Desk, **more: object) -> None:
    wanted = TargetSaid(
        code="trained", name="業務改革研修の修了者", aim=Aim.PARTICIPATION, effort=2, unit="人",
        basis=Basis.COMPLETED, courses=("bpr",), plans={PLANNED: "50", PLANNED - 1: "30"},
    )  # fmt: skip
    save_target(desk, wanted._replace(**more))


def test_the_years_targets_stand_in_both_papers_with_what_was_reached_as_of_when(desk: Desk) -> None:
    completed(desk, "業務改革研修", f"{w.YEAR}-06-10", [w.TAX_A, w.TAX_B])
    goal(desk)
    goal(desk, code="later", name="値のない目標", plans={}, basis=Basis.HAND, courses=())
    early = on(desk, "2026-03-25")
    made = keeping.make(early, PLANNED, DRAFT)
    figure = next(one for one in made.figures if one.code == "target:hr:trained")
    assert (figure.told, figure.as_of) == ("目標値 50人、実績 R7 2人", "2026-03-25")
    assert figure.source == "研修を修了した人"
    at, planned = line(early, DRAFT, "業務改革研修")
    keeping.save_line(early, PLANNED, DRAFT, at, planned._replace(target="trained"))
    (chapter,) = (p for p in action_plans.paper(early, PLANNED).parts if p.heading == "目標")
    assert [row[1] for row in chapter.rows] == ["値のない目標", "業務改革研修の修了者"]
    assert chapter.rows[1] == (
        "参加率",
        "業務改革研修の修了者",
        "★★",
        "50人",
        "R7 2人",
        "R8.3.25",
        "研修を修了した人",
        "\N{EM DASH}",
        "業務改革研修",
    )
    (short,) = (p for p in budget_requests.paper(early, PLANNED).parts if p.heading == "目標")
    assert [row[1] for row in short.rows] == ["業務改革研修の修了者"], "in short: what has a figure"
    (aim,) = (one for one in plan_year(on(desk, f"{PLANNED}-06-01"), PLANNED).aims if one.is_set)
    assert (aim.of_year, aim.named, aim.word[2:]) == (PLANNED, Named("hr", "trained"), "途中")


def test_few_people_behind_a_target_are_told_to_nobody(desk: Desk) -> None:
    completed(desk, "業務改革研修", f"{w.YEAR}-06-10", [w.TAX_A, w.TAX_B])
    goal(desk)
    set_threshold(desk, Use.REPORT, 5)
    early = on(desk, "2026-03-25")
    (aim,) = plan_year(early, PLANNED).aims
    assert aim.reached == WITHHELD
    made = keeping.make(early, PLANNED, DRAFT)
    assert WITHHELD in next(one.told for one in made.figures if one.code == "target:hr:trained")


def test_the_plan_that_follows_goes_on_with_the_target_and_what_became_of_it(desk: Desk) -> None:
    completed(desk, "業務改革研修", f"{PLANNED}-06-10", [w.TAX_A])
    goal(desk)
    keeping.make(desk, PLANNED, FINAL)
    at, planned = line(desk, FINAL, "業務改革研修")
    keeping.save_line(desk, PLANNED, FINAL, at, planned._replace(target="trained"))
    from dxdesk.domain.contents import SessionSaid
    from dxdesk.usecases.training import editing

    editing.save_session(desk, SessionSaid(course="bpr", turn="第1回", first_day=f"{PLANNED}-06-09"))
    autumn = on(desk, f"{PLANNED}-10-06")
    made = keeping.make(autumn, PLANNED + 1, DRAFT)
    (after,) = (one for one in made.lines.values() if one.course == "bpr")
    assert after.target == "trained"
    assert "目標「業務改革研修の修了者」は令和8年度に1人(目標値50人、R8.10.6現在)" in after.why


def test_a_figure_somebody_entered_has_no_day_that_nobody_said(desk: Desk) -> None:
    goal(
        desk, basis=Basis.HAND, courses=(), aim=Aim.STRUCTURE,
        actuals={w.YEAR: Actual("12", "", "各課の報告")},
    )  # fmt: skip
    (aim,) = plan_year(on(desk, "2026-03-25"), PLANNED).aims
    assert (aim.reached, aim.as_of, aim.source) == ("12人", "", "各課の報告")


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (PlanLine("役割", staffing="R9-9"), "plan-staffing-unknown"),
        (PlanLine("役割", target="none"), "plan-target-unknown"),
        (PlanLine("役割", course="bpr", staffing="R9-9"), "plan-line-both"),
    ],
)
def test_a_line_names_only_what_there_is(desk: Desk, wrong: PlanLine, code: str) -> None:
    keeping.make(desk, PLANNED, DRAFT)
    with pytest.raises(KnownError) as refused:
        keeping.save_line(desk, PLANNED, DRAFT, "", wrong)
    assert code in {one.code for one in refused.value.problems}


def test_what_a_line_names_is_of_its_owner_unless_it_says_otherwise() -> None:
    assert Named.read("R8-1", "hr") == Named("hr", "R8-1")
    assert Named.read("dx:R8-1", "hr") == Named("dx", "R8-1")
    assert Named.read("a:b", "dx") == Named("dx", "a:b")
    assert (Named("dx", "R8-1").text("hr"), Named("dx", "R8-1").text("dx")) == ("dx:R8-1", "R8-1")


def test_the_new_fields_of_a_line_read_back_and_are_looked_at() -> None:
    planned = PlanLine("CIO補佐官", staffing="R8-1", heads=0, means="外部委託", target="t", by_policy=True)
    plan = PlanSaid(2026, DRAFT, lines={"L01": planned})
    value = owned_value("hr", fields_of(plan))
    assert PlanSaid.read(value) == plan
    assert is_sound(value["fields"])
    for wrong in ({"heads": "2"}, {"means": 3}, {"by_policy": "はい"}, {"target": ["t"]}):
        assert not is_sound({"line:L01": wrong})


def test_a_figure_of_the_policys_period_says_until_when_and_is_not_taken_for_the_years(desk: Desk) -> None:
    until = PLANNED + 3
    goal(desk, plans={until: "50"}, unit="%", span=Span.POLICY, last_year=until)
    goal(desk, code="own", name="その年度の目標", span=Span.BOTH, plans={PLANNED: "20", until: "50"})
    early = on(desk, "2026-03-25")
    told = {one.name: (one.planned, one.period) for one in plan_year(early, PLANNED).aims}
    assert told == {
        "業務改革研修の修了者": ("", "R11までに50%"),
        "その年度の目標": ("20人", "R11までに50人"),
    }
    assert {one.planned_text for one in plan_year(early, until).aims} == {"50%", "50人"}, "its own year"
    made = keeping.make(early, PLANNED, DRAFT)
    figures = {one.code: one.told for one in made.figures}
    assert figures["target:hr:trained"].startswith("期間の目標 R11までに50%")
    assert figures["target:hr:own"].startswith("目標値 20人、期間の目標 R11までに50人")
    for paper in (action_plans.paper(early, PLANNED), budget_requests.paper(early, PLANNED)):
        (chapter,) = (p for p in paper.parts if p.heading == "目標")
        own = {row[1]: row[3:5] for row in chapter.rows}
        assert own["その年度の目標"] == ("20人", "R11までに50人")
        assert own["業務改革研修の修了者"][0].startswith("未定"), "the period's figure is not the year's"
        assert own["業務改革研修の修了者"][1] == "R11までに50%"
        assert any("この年度の目標値ではありません" in text for text in chapter.paragraphs)


def test_what_a_survey_sets_for_the_next_year_is_a_target_its_outcomes_lines_serve(tmp_path: Path) -> None:
    with planning(tmp_path) as desk:
        take_preset(desk, "shinagawa")
        indicators.take_preset(desk, "shinagawa")
        keeping.make(desk, PLANNED, DRAFT)
        add_from(desk, PLANNED, DRAFT, "policy")
        aims = {one.named.code: one for one in plan_year(on(desk, "2026-03-25"), PLANNED).aims}
        assert (aims["評価指標 01"].planned, aims["評価指標 01"].reached) == ("3.5", "3.054")
        assert aims["評価指標 08-2"].planned == "3.920 以上"
        assert any("ITリテラシー" in one for one in aims["評価指標 05"].lines)
        assert not any("ITリテラシー" in one for one in aims["評価指標 08-2"].lines)
        (chapter,) = (p for p in action_plans.paper(desk, PLANNED).parts if p.heading == "目標")
        assert any("3.920 以上" in row for row in chapter.rows)
        figures = [one.code for one in keeping.make(desk, PLANNED + 1, DRAFT).figures]
        assert not any("評価指標" in one for one in figures), "its value stands there by itself"


def test_counts_of_no_people_are_told_however_small_they_are(desk: Desk) -> None:
    set_threshold(desk, Use.REPORT, 5)
    entered = {w.YEAR: Actual("3", "", "各課の報告")}
    for code, unit in (("meetings", "回"), ("cases", "件"), ("share", "%"), ("heads", "人")):
        goal(desk, code=code, name=code, basis=Basis.HAND, courses=(), unit=unit, actuals=entered)
    told = {one.name: one.reached for one in plan_year(on(desk, "2026-03-25"), PLANNED).aims}
    assert told == {"meetings": "3回", "cases": "3件", "share": "3%", "heads": WITHHELD}


def test_a_course_that_is_there_as_a_measure_of_its_name_is_not_added_again(tmp_path: Path) -> None:
    with w.municipality(tmp_path) as (hr, _):
        from tests.helpers.aiming import use

        use(hr)
        capabilities.switch(hr, ACTION_PLAN, True)
        measures = ("DXマネジメント研修", "DXリテラシー研修", "相談の窓口")
        for place, name in enumerate(measures, start=1):
            indicators.write_down(hr, ActivitySaid(f"D{place}", name), new=True)
        keeping.make(hr, PLANNED, DRAFT)
        at, there = line(hr, DRAFT, "DXリテラシー研修")
        keeping.save_line(hr, PLANNED, DRAFT, at, there._replace(name="全職員の入門"))
        take_preset(hr, "setagaya")
        assert add_from(hr, PLANNED, DRAFT, "policy") == (5, 2), (
            "two are 取組 of the plan, one of them renamed"
        )
        names = [one.name for one in plan_year(hr, PLANNED).draft.said.lines.values()]  # type: ignore[union-attr]
        assert names.count("DXマネジメント研修") == 1
        assert "DXリテラシー研修" not in names
        assert (len(names), {"全職員の入門", "相談の窓口"} <= set(names)) == (8, True)
        assert add_from(hr, PLANNED, DRAFT, "policy") == (0, 7)
