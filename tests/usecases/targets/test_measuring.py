"""Targets counted from a played year: 世田谷区's heads, GovTech's examples, and what cannot be counted."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from dxdesk.domain.errors import KnownError
from dxdesk.domain.target_figures import Standing
from dxdesk.domain.target_record import Actual, Basis, Forecast, Span, TargetSaid
from dxdesk.usecases.annual_report.figures import annual_figures
from dxdesk.usecases.indicators import keeping as surveys
from dxdesk.usecases.indicators.ledger import indicators
from dxdesk.usecases.nominations import deciding
from dxdesk.usecases.organisation import authorities
from dxdesk.usecases.targets import keeping
from dxdesk.usecases.targets.choices import choices
from dxdesk.usecases.targets.overview import NONE_STATED, TargetLine, target_year
from dxdesk.usecases.training import keeping as training
from dxdesk.usecases.training.ledger import ledger
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.year import cycle
from tests.helpers import nominating as n
from tests.helpers import nominating_office as appointing
from tests.helpers import world
from tests.helpers.aiming import FIRST, SECOND, completed, office, on, people, use
from tests.helpers.planning import BPR, planning


def line(desk: Desk, code: str, fiscal_year: int = FIRST) -> TargetLine:
    return next(one for one in target_year(desk, fiscal_year).lines if one.said.code == code)


def test_setagayas_heads_of_the_year_and_the_distinct_people_of_both(tmp_path: Path) -> None:
    """約200 / 約40 / 約150 in R4, 約700 over two years: who completes two courses is one person."""
    managers = people(200, 1000, "課長級")
    advisers = people(40, 2000, personas=("DXアドバイザー",))
    leaders = people(150, 3000, "主任", personas=("DX推進リーダー",))
    with office(tmp_path, "setagaya", [*managers, *advisers, *leaders]) as desk:
        training.take_preset(desk, "setagaya")
        taken = keeping.take_preset(desk, "setagaya", FIRST)
        assert (taken.added, keeping.take_preset(desk, "setagaya", FIRST).unchanged) == (6, 6)
        numbers = {name: [one.number for one in some] for name, some in (
            ("m", managers), ("a", advisers), ("l", leaders))}  # fmt: skip
        completed(desk, "DXマネジメント研修", "2025-08-20", numbers["m"][:196])
        for course in ("DXリテラシー講座", "ICT専門講座"):
            completed(desk, course, "2025-09-01", numbers["a"])
        completed(desk, "DXリテラシー研修", "2025-06-01", numbers["l"])
        completed(desk, "DX推進研修", "2025-12-10", numbers["l"][:138])
        completed(desk, "DXマネジメント研修", "2025-08-20", numbers["l"][:5])  # not their layer's course
        by_code = {one.said.code: one for one in target_year(desk, FIRST).lines}
        manager = by_code["r4-manager"]
        assert (manager.planned, manager.measured, manager.found.beside) == (
            "約200人",
            "196人",
            "任命数 200人",
        )
        assert manager.standing is Standing.NEARLY, "a few short of about two hundred is not missed"
        assert by_code["r4-adviser"].standing is Standing.REACHED
        assert by_code["r4-leader"].found.value == 138, "both courses of the leaders"
        assert by_code["r4-leader"].standing is Standing.UNDER_WAY, "the year goes on until March"
        assert by_code["two-years"].found.value == 196 + 40 + 138
        both = by_code["two-years"]
        assert (both.planned, both.standing) == ("約700人", Standing.UNDER_WAY), "it is for both years"
        assert by_code["r4-improvement"].standing is Standing.UNKNOWN
        later = on(desk, "2026-06-02")
        assert line(later, "r4-leader").standing is Standing.MISSED
        cycle.open_cycle(later, cycle.OpenCycle(SECOND, "setagaya", "2026-04-01", "2027-02-13"))
        completed(later, "DXマネジメント研修", "2026-08-20", numbers["m"])
        both = line(later, "two-years", SECOND)
        assert both.found.value == 200 + 40 + 138, "each person once"


def test_a_leader_in_each_of_the_sections_that_were_asked(tmp_path: Path) -> None:
    """The 対象 sections are those of the round of that year: a 課 that is not asked is not missing."""
    with appointing.office(tmp_path, "setagaya", 8) as desk:
        use(desk)
        keeping.take_preset(desk, "setagaya", FIRST)
        code = n.begin(desk, "leader", FIRST).code
        (told,) = n.receive(desk, appointing.report(tmp_path, range(1, 7)), kind="nominations")
        assert told.outcome == "applied"
        deciding.accept(desk, code)
        cycle.refresh_assignments(desk, FIRST)
        found = line(desk, "r4-leader-each")
        assert (found.found.count, found.found.of, found.found.short) == (6, 8, ("第7課", "第8課"))
        assert (found.measured, found.remaining) == ("6 / 8課", "あと2課")


def test_govtechs_examples_are_counted_and_its_lead_share_divides_by_who_holds_step_one(
    tmp_path: Path,
) -> None:
    general = people(20, 0)
    with office(tmp_path, "govtech-tokyo", [*general, *people(4, 500, personas=("DX推進員",))]) as desk:
        training.take_preset(desk, "govtech-tokyo")
        keeping.take_preset(desk, "govtech-tokyo", FIRST)
        completed(desk, "行政デジタルに関する基礎研修", "2025-07-01", [one.number for one in general[:11]])
        basic = line(desk, "mid-basic")
        assert (basic.found.count, basic.found.of) == (11, 24), "the promoters are 一般行政職員 as well"
        assert (basic.planned, basic.measured) == ("50%", "45.8%(11 / 24)")
        assert basic.standing is Standing.UNDER_WAY, "it is for three years from now"
        lead = line(desk, "mid-lead")
        assert (lead.standing, lead.found.why) == (
            Standing.UNKNOWN,
            "成長記録を使っていないので、リードの経験を数えられません。",
        )
        assert line(desk, "structure-promoter").found.count == 1
        assert line(desk, "maturity-step2").found.value == 0
        assert "ツール" in line(desk, "mid-logoform").found.why
        assert line(desk, "structure-cio").standing is Standing.OPEN


def test_what_the_store_cannot_count_is_entered_with_its_source_and_never_covers_what_it_counts(
    tmp_path: Path,
) -> None:
    with office(tmp_path, "setagaya", people(10, 0, "課長級")) as desk:
        training.take_preset(desk, "setagaya")
        keeping.take_preset(desk, "setagaya", FIRST)
        counted = keeping.held(desk, "r4-improvement").said
        keeping.save_target(desk, counted._replace(basis=Basis.HAND), counted)
        keeping.set_year(desk, "r4-improvement", FIRST, actual=Actual("17", "2025-10-01", "伴走支援の一覧"))
        found = line(desk, "r4-improvement")
        assert (found.measured, found.remaining, found.found.source) == (
            "17業務",
            "あと3業務",
            "伴走支援の一覧",
        )
        with pytest.raises(KnownError, match="出どころ"):
            keeping.set_year(desk, "r4-improvement", FIRST, actual=Actual("18"))
        keeping.set_year(desk, "r4-manager", FIRST, actual=Actual("150", "", "思い込み"))
        assert line(desk, "r4-manager").found.value == 0, "what is counted stands"
        keeping.set_year(desk, "r4-manager", FIRST, forecast=Forecast("180", "年度末には届かない見込み"))
        assert line(desk, "r4-manager").forecast == "180人、年度末には届かない見込み"


def test_an_office_whose_policy_states_no_figures_is_told_so_until_it_enters_its_own(tmp_path: Path) -> None:
    with office(tmp_path, "kashiwa", people(3, 0)) as desk:
        assert target_year(desk).stated == f"{NONE_STATED}。"
        with pytest.raises(KnownError) as refused:
            keeping.take_preset(desk, "kashiwa")
        assert [one.code for one in refused.value.problems] == ["targets-none-stated"]
        own = TargetSaid("own", "係長級の任命", unit="人", basis=Basis.APPOINTED, plans={FIRST: "5"})
        with pytest.raises(KnownError) as refused:
            keeping.save_target(desk, own)
        assert [one.code for one in refused.value.problems] == ["target-measure"]
        keeping.save_target(desk, own._replace(basis=Basis.HAND))
        assert target_year(desk).stated == ""
        assert line(desk, "own").plan == Decimal(5)
        with pytest.raises(KnownError) as refused:
            keeping.save_target(desk, own._replace(basis=Basis.HAND))
        assert [one.code for one in refused.value.problems] == ["target-code-taken"]
        with pytest.raises(KnownError) as refused:
            keeping.save_target(desk, own._replace(name="", unit="%", plans={FIRST: "120"}))
        codes = {one.code for one in refused.value.problems}
        assert codes == {"target-nameless", "target-percent", "target-measure", "target-code-taken"}
        before = keeping.held(desk, "own").said
        keeping.save_target(desk, before._replace(unit="%", plans={FIRST: "50"}), before)
        with pytest.raises(KnownError, match="100%"):
            keeping.set_year(desk, "own", FIRST, plan="120")
        keeping.end(desk, "own")
        found = target_year(desk)
        assert (found.lines, [one.said.code for one in found.ended]) == ((), ["own"])


def test_who_reaches_what_is_required_is_counted_as_the_years_report_counts_it(tmp_path: Path) -> None:
    with world.municipality(tmp_path) as (desk, _):
        world.play(use(desk))
        world.confirmed(desk, world.TAX_B, world.CHIEF_TAX)
        for skill in annual_figures(desk).skills:
            aimed = TargetSaid(f"t-{skill.uid}", skill.name, unit="%", basis=Basis.REQUIRED, item=skill.uid)
            keeping.save_target(desk, aimed._replace(plans={FIRST: "60"}))
            found = line(desk, aimed.code).found
            if skill.reached is None:
                assert found.why == "そのスキルには、求められる水準の定めがありません。"
            else:
                assert (found.count or 0, found.of or 0) == skill.reached or not skill.reached.whole
        heads = TargetSaid("heads", "人数", unit="人", basis=Basis.REQUIRED, item=aimed.item)
        keeping.save_target(desk, heads._replace(persona="nobody"))
        assert "その人材像がありません" in line(desk, "heads").found.why
        with pytest.raises(KnownError) as refused:
            keeping.save_target(desk, TargetSaid("none", "どれでもない", unit="%", basis=Basis.REQUIRED))
        assert [one.code for one in refused.value.problems] == ["target-measure"]


def test_a_retired_skill_and_an_unknown_course_leave_no_figure_and_say_why(tmp_path: Path) -> None:
    with office(tmp_path, "setagaya", people(3, 0)) as desk:
        skill = TargetSaid("a", "廃止したスキル", unit="人", basis=Basis.LEVEL, item="gone.skill", level=2)
        course = TargetSaid("b", "消えた研修", unit="人", basis=Basis.COMPLETED, courses=("gone",))
        for one in (skill, course):
            keeping.save_target(desk, one._replace(plans={FIRST: "3"}))
        assert "そのスキル(ツール)がありません" in line(desk, "a").found.why
        assert "「gone」の研修がありません" in line(desk, "b").found.why
        assert line(desk, "a").standing is Standing.UNKNOWN
        assert "まだ始まっていない" in line(desk, "a", 2030).found.why


def test_what_a_survey_says_is_the_figure_of_a_target(tmp_path: Path) -> None:
    with office(tmp_path, "shinagawa", people(3, 0)) as desk:
        surveys.take_preset(desk, "shinagawa")
        with desk.store.read() as uow:
            known = indicators(uow).indicators
        asked = next(one.said for one in known if one.said.published)
        target = TargetSaid("a", "効率化の実感", basis=Basis.INDICATOR, plans={2025: "3.5"})
        with pytest.raises(KnownError, match="評価指標"):
            keeping.save_target(desk, target)
        keeping.save_target(desk, target._replace(of_indicator=asked.code))
        published = {one.year: one.figure for one in asked.published}
        year = max(published)
        assert str(line(desk, "a", year).found.value) == published[year].rstrip("0")
        assert "結果がありません" in line(desk, "a", 2031).found.why
        gone = keeping.held(desk, "a").said
        keeping.save_target(desk, gone._replace(of_indicator="gone"), gone)
        assert "その評価指標がありません" in line(desk, "a", year).found.why


def test_a_store_that_does_not_use_it_refuses(tmp_path: Path) -> None:
    with world.municipality(tmp_path) as (desk, _):
        for act in (lambda: target_year(desk), lambda: keeping.take_preset(desk, "setagaya")):
            with pytest.raises(KnownError) as refused:
                act()
            assert [one.code for one in refused.value.problems] == ["aims-off"]


@pytest.mark.parametrize("basis", [one for one in Basis if one is not Basis.SUM])
def test_whatever_the_dialog_offers_first_beside_a_measure_can_be_kept(tmp_path: Path, basis: Basis) -> None:
    """No level is 最高のレベル, no persona everybody: what is offered there is never missed afterwards."""
    with office(tmp_path, "shinagawa", people(3, 0)) as desk:
        training.take_preset(desk, "shinagawa")
        surveys.take_preset(desk, "shinagawa")
        found = choices(desk)
        persona = next(code for code, _ in found.personas if found.stages[code]) if any(
            found.stages.values()) else ""  # fmt: skip
        whole = TargetSaid(
            "own",
            "目標",
            unit="人",
            basis=basis,
            persona=persona or found.personas[0][0],
            stage=found.stages[persona][0][0] if persona else "x",
            item=found.items[0][0],
            courses=(found.courses[0][0],),
            of_indicator=found.indicators[0][0],
        )
        keeping.save_target(desk, whole)
        assert target_year(desk).lines[0].said.level == 0, "the highest one"


def test_each_section_is_counted_by_the_heads_of_the_policys_last_year(tmp_path: Path) -> None:
    """各課2人以上 by the end of the period is 2 in the years before it, too: one person is not enough."""
    with planning(tmp_path) as desk:
        for code, year in (("own", FIRST), ("later", FIRST + 4)):
            said = TargetSaid(
                code, code, unit="人", at_least=True, per_section=True, basis=Basis.TOOL,
                item=BPR, level=1, span=Span.POLICY, plans={year: "99"},
            )  # fmt: skip
            keeping.save_target(desk, said)
        own, later = line(desk, "own"), line(desk, "later")
        assert own.planned == later.planned == "各課99人以上"
        assert own.measured == later.measured == "0 / 3課"
        assert own.found.short == later.found.short


def test_who_another_authority_appoints_is_in_no_target_of_the_office(tmp_path: Path) -> None:
    own, others = people(6, 1000, section="1020"), people(4, 2000, section="1010")
    with office(tmp_path, "kashiwa", [*own, *others]) as desk:
        training.take_preset(desk, "kashiwa")
        with desk.store.read() as uow:
            course = ledger(uow).courses[0]
        completed(desk, course.name, "2025-09-01", [one.number for one in (*own, *others)])
        for code, basis, unit in (("t", Basis.TRAINED, "人"), ("c", Basis.COMPLETED, "%")):
            keeping.save_target(desk, TargetSaid(code, code, basis=basis, unit=unit, courses=(course.code,)))
        assert line(desk, "t").measured == "10人"
        authorities.assign(desk, "1010", "教育委員会")
        assert line(desk, "t").measured == "6人"
        assert line(desk, "c").measured == "100.0%(6 / 6)"
