"""What the office aims at stands beside each skill: marked where the bar counts the same, else in words."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from dxdesk.domain.indicator_record import ActivitySaid, OutcomeSaid
from dxdesk.domain.small_cells import WITHHELD, Use
from dxdesk.domain.target_figures import Measured
from dxdesk.domain.target_record import Basis, Span, TargetSaid
from dxdesk.excel.report_book import report_book
from dxdesk.ports.report_pages import Figures, Sentences, ShareBars
from dxdesk.usecases.annual_report import making
from dxdesk.usecases.annual_report.beside import beside
from dxdesk.usecases.annual_report.figures import SkillFigures, annual_figures
from dxdesk.usecases.annual_report.skill_aims import NO_AIM, REACHED, may_tell_measured, skill_aims
from dxdesk.usecases.indicators import keeping as indicators
from dxdesk.usecases.organisation.small_cells import set_threshold
from dxdesk.usecases.reports.printing import make_report
from dxdesk.usecases.targets import keeping
from dxdesk.usecases.targets.for_owner import counts_people, few_behind
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers import world as w
from tests.helpers.aiming import FIRST, use
from tests.pdf.reading import read


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with w.municipality(tmp_path) as (made, _):
        w.play(use(made))
        w.confirmed(made, w.TAX_B, w.CHIEF_TAX)
        set_threshold(made, Use.REPORT, 1)
        yield made


def _aim(desk: Desk, skill: SkillFigures, plan: str, **more: object) -> None:
    said = TargetSaid(f"t-{skill.uid}", skill.name)
    said = said._replace(unit="%", basis=Basis.REQUIRED, item=skill.uid, plans={FIRST: plan})
    keeping.save_target(desk, said._replace(**more))


def _required(desk: Desk) -> tuple[SkillFigures, ...]:
    return annual_figures(desk).required


def _block(desk: Desk, kind: type, title: str, use: Use = Use.REPORT) -> list:
    made = making.paged(desk, use=use)
    return [
        block
        for chapter in made.chapters
        for block in chapter.blocks
        if isinstance(block, kind) and getattr(block, "title", "").startswith(title)
    ]


def test_a_target_is_marked_in_the_bar_and_told_beside_it(desk: Desk) -> None:
    first, second, *_ = _required(desk)
    _aim(desk, first, "100")
    _aim(desk, second, "0")
    bars = _block(desk, ShareBars, "求められる水準")[0]
    assert dict(zip(bars.rows, bars.aims, strict=True))[first.name] == 100
    (table,) = _block(desk, Figures, "スキルごとの割合と目標")
    lines = {row[0]: row[1:] for row in table.rows}
    assert lines[first.name][2] == "100%"
    short = 100 - (first.reached.percent or 0) if first.reached else 0
    assert lines[first.name][3] == (f"あと{short:g}ポイント" if short else REACHED)
    assert lines[second.name][2:] == ("0%", REACHED)
    others = [row for name, row in lines.items() if name not in (first.name, second.name)]
    assert others
    assert {row[2] for row in others} == {NO_AIM}
    text = "".join(
        "".join(page.extract_text() for page in read(make_report(desk, "annual-report")).pages).split()
    )
    assert "目標100%" in text
    assert "目標を定めたスキル2個のうち" in text


def test_a_target_that_counts_otherwise_is_told_with_its_condition_and_not_marked(desk: Desk) -> None:
    skill = next(one for one in _required(desk) if one.one_level != one.values[-1])
    _aim(desk, skill, "30", basis=Basis.LEVEL, level=skill.values[-1])
    (aim,) = skill_aims(annual_figures(desk), beside(desk, annual_figures(desk).cycle).targets)[skill.uid]
    assert aim.mark is None
    assert aim.planned == f"{skill.labels[-1]}以上 30%"
    assert all(not bars.aims for bars in _block(desk, ShareBars, "求められる水準"))


def test_a_level_that_is_asked_of_everybody_counts_alike(desk: Desk) -> None:
    alike = [one for one in _required(desk) if one.one_level]
    for skill in alike:
        _aim(desk, skill, "40", basis=Basis.LEVEL, level=skill.one_level)
    found = annual_figures(desk)
    lines = beside(desk, found.cycle).targets
    aims = skill_aims(found, lines)
    for skill in alike:
        measured = next(one.found for one in lines if one.said.item == skill.uid)
        assert (measured.count, measured.of) == skill.reached
        assert aims[skill.uid][0].mark == 40


def test_what_may_not_be_told_of_few_is_not_told_beside_a_target(desk: Desk) -> None:
    set_threshold(desk, Use.ASSEMBLY, 5)
    for skill in _required(desk):
        _aim(desk, skill, "90")
    hidden = {one.name for one in annual_figures(desk, use=Use.ASSEMBLY).required if not one.told}
    assert hidden
    (table,) = _block(desk, Figures, "スキルごとの割合と目標", Use.ASSEMBLY)
    assert all(
        row[1:3] == (WITHHELD, WITHHELD) and row[4] == WITHHELD for row in table.rows if row[0] in hidden
    )
    (targets,) = _block(desk, Figures, "目標の進み具合", Use.ASSEMBLY)
    assert all(row[3:] == (WITHHELD, WITHHELD) for row in targets.rows if row[1] in hidden)


@pytest.mark.parametrize("basis", Basis)
def test_of_few_people_no_target_tells_whatever_it_counts(desk: Desk, basis: Basis) -> None:
    """By the rule of a 提供票 and a plan, so that a way of counting that is new is none that tells."""
    skill = _required(desk)[0]
    _aim(desk, skill, "90")
    found = annual_figures(desk)
    (line,) = beside(desk, found.cycle).targets
    said = line.said._replace(basis=basis, unit="人", per_section=False)
    few = replace(line, held=replace(line.held, said=said), found=Measured(Decimal(2), 2, answers=2))
    below = replace(found, below=5)
    assert may_tell_measured(below, few) == (not few_behind([(said, few.found)], 5))
    assert may_tell_measured(below, few) == (not counts_people(said) and basis is not Basis.INDICATOR)
    assert may_tell_measured(below, replace(few, found=Measured(Decimal(9), 9, answers=9)))


def test_an_office_without_targets_of_skills_is_told_so_once(desk: Desk) -> None:
    assert not _block(desk, Figures, "スキルごとの割合と目標")
    said = [
        block.text
        for chapter in making.paged(desk).chapters
        for block in chapter.blocks
        if isinstance(block, Sentences)
    ]
    assert said.count("スキルごとの目標(割合)は定めていません。") == 1


def test_the_workbook_has_the_same_targets_beside_the_same_shares(desk: Desk) -> None:
    first, *_ = _required(desk)
    _aim(desk, first, "75")
    book = load_workbook(io.BytesIO(report_book(making.paged(desk))))
    sheet = book["スキルごとの到達"]
    rows = {
        row[0].value: row for row in sheet.iter_rows() if row[0].value == first.name and row[2].value == 0.75
    }
    assert rows, "the share's row carries the target as a number"
    share = rows[first.name][1].value
    assert first.reached is not None
    assert share == pytest.approx((first.reached.percent or 0) / 100)
    drawn = [chart for chart in sheet._charts if len(chart.series) == 2]
    assert drawn, "and the chart draws it as a bar of its own"


def test_next_years_targets_stand_beside_this_years(desk: Desk) -> None:
    first, second, *_ = _required(desk)
    for skill, plans in ((first, {FIRST: "60", FIRST + 1: "70"}), (second, {FIRST + 1: "55"})):
        said = TargetSaid(f"t-{skill.uid}", skill.name, unit="%", basis=Basis.REQUIRED, item=skill.uid)
        keeping.save_target(desk, said._replace(plans=plans, span=Span.YEAR))
    (table,) = _block(desk, Figures, "来年度の目標")
    assert {row[1:] for row in table.rows} == {(first.name, "60%", "70%"), (second.name, "―", "55%")}


def test_a_target_of_the_policys_period_says_until_when_wherever_it_stands(desk: Desk) -> None:
    for skill in _required(desk)[:2]:
        said = TargetSaid(f"t-{skill.uid}", skill.name, unit="%", basis=Basis.REQUIRED, item=skill.uid)
        keeping.save_target(desk, said._replace(plans={FIRST + 4: "80"}, span=Span.POLICY))
    (ahead,) = _block(desk, Figures, "来年度の目標")
    assert {row[2:] for row in ahead.rows} == {("80%(R11まで)", "80%(R11まで)")}
    (goes_on,) = _block(desk, Figures, "目標の進み具合")
    assert {row[2] for row in goes_on.rows} == {"80%(R11まで)"}
    (shares,) = _block(desk, Figures, "スキルごとの割合と目標")
    assert sum(row[3] == "80%(R11まで)" for row in shares.rows) == 2


def test_what_was_done_in_the_year_stands_with_what_is_to_change(desk: Desk) -> None:
    indicators.write_down(desk, OutcomeSaid("D1", "direct", "相談できる"), new=True)
    activity = ActivitySaid("D1", "相談の窓口", ("D1",), "DX推進課")
    indicators.write_down(desk, activity, new=True)
    for year, done in ((FIRST, "41回"), (FIRST - 1, "12回")):
        evaluated = activity._replace(fiscal_year=year, done=done, participants=86, to_change="予約制にする")
        indicators.write_down(desk, evaluated, new=True)
    (table,) = _block(desk, Figures, "今年度の取組")
    assert table.rows == (("相談の窓口", "41回", "86", "予約制にする"),)
