"""The year's report tells what other screens tell, says it in words, and keeps what people write."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxdesk.domain.contents import CourseSaid
from dxdesk.domain.errors import KnownError
from dxdesk.domain.gap import Shortage
from dxdesk.domain.head_shares import HeadShare, moved, points
from dxdesk.domain.small_cells import WITHHELD, Use
from dxdesk.domain.training import CourseYear, State
from dxdesk.ports.report_pages import Figures, HeatMap, Keys, Sentences, ShareBars, StackedBars
from dxdesk.usecases.annual_report import edited, making, words
from dxdesk.usecases.annual_report.beside import Beside
from dxdesk.usecases.annual_report.chapters import report
from dxdesk.usecases.annual_report.figures import (
    SkillFigures,
    UnitFigures,
    annual_figures,
    hidden_parts,
    over_all_skills,
    persona_heat,
    told_shares,
)
from dxdesk.usecases.development.gaps import GapCell, GapRow, Group, gap_map
from dxdesk.usecases.organisation.small_cells import set_threshold
from dxdesk.usecases.progress.status import status
from dxdesk.usecases.reports.printing import make_report, notices
from dxdesk.usecases.skillmap.building import section_map
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers import world as w
from tests.pdf.reading import read


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with w.municipality(tmp_path) as (made, _):
        w.play(made)
        w.confirmed(made, w.TAX_B, w.CHIEF_TAX)
        w.answered(made, w.PROMOTER, 1, digital=3, security=0)
        w.confirmed(made, w.PROMOTER, w.DIRECTOR)
        yield made


def _flat(desk: Desk, use: Use = Use.REPORT) -> str:
    return "".join("".join(page.extract_text() for page in read(_pdf(desk, use)).pages).split())


def _pdf(desk: Desk, use: Use = Use.REPORT) -> bytes:
    return make_report(desk, "annual-report" if use is Use.REPORT else "annual-report-assembly")


def test_its_figures_are_those_of_status_map_and_gaps(desk: Desk) -> None:
    set_threshold(desk, Use.REPORT, 1)
    found = annual_figures(desk)
    told, levels, gaps = status(desk), section_map(desk), gap_map(desk)
    assert found.handed_in.whole == told.asked
    assert sum(one.asked for one in found.units) == told.asked
    assert [one.counts for one in found.skills] == list(levels.total.counts)
    assert [one.known for one in found.skills] == [sum(counts) for counts in levels.total.counts]
    need = gaps.total.need
    assert found.whole == HeadShare(need.known - need.short, need.known)
    assert [one.missing for one in found.gaps] == sorted((one.missing for one in found.gaps), reverse=True)
    for place, skill in enumerate(found.skills):
        column = [row[place].share for row in found.heat]
        if skill.reached is not None:
            assert sum(share.part for share in column) == skill.reached.part
            assert sum(share.whole for share in column) == skill.reached.whole


def test_the_first_page_answers_three_questions(desk: Desk) -> None:
    page = "".join(read(_pdf(desk)).pages[0].extract_text().split())
    found = annual_figures(desk)
    for question in ("どれだけ進んだか", "どこが足りないか", "次に何をするか"):
        assert question in page
    assert f"対象の{found.handed_in.whole}人のうち{found.handed_in.part}人" in page
    assert found.whole.text in page
    assert found.gaps[0].name in page


@pytest.mark.parametrize("many", [1, 18, 30])
@pytest.mark.parametrize("letters", [4, 40])
@pytest.mark.parametrize("written", ["", "申告と確認が進み、届いている人が増えました。" * 16])
def test_the_summary_has_the_first_page_to_itself(desk: Desk, many: int, letters: int, written: str) -> None:
    """However many skills there are, however long their names and what a person wrote."""
    found = annual_figures(desk)
    skills = tuple(
        SkillFigures(
            f"s{place}", f"{place:02}{'業務改革' * 10}"[:letters], ("LV0", "LV1"), (12, 28), 40, 50,
            HeadShare(28, 40), 12,
        )
        for place in range(many)
    )  # fmt: skip
    wide = replace(found, skills=skills, heat=(), heat_names=(), persona_heat=(), trend=())
    courses = Beside(
        serving={one.uid: ("長い名前の研修" * 5,) * 3 for one in skills},
        next_targets=tuple(f"{'来年度の目標の名前' * 4}{place} 80%" for place in range(5)),
    )
    made = report(
        wide, courses, "見本市", date(2026, 12, 2), dict.fromkeys(("progress", "lacking", "next"), written)
    )
    pages = ["".join(page.extract_text().split()) for page in read(desk.services.printer.draw([made])).pages]
    assert "次に何をするか" in pages[0]
    assert made.chapters[1].heading == "この報告書の読み方"
    assert pages[1].removeprefix("DXスキル全庁集計報告書").partition("この報告書の読み方")[2]
    assert "この報告書の読み方" not in pages[0]


def test_what_is_not_known_yet_is_not_said_to_be_well(desk: Desk) -> None:
    """Before anybody's level is confirmed nobody can tell whether something lacks."""
    found = annual_figures(desk)
    skills = tuple(replace(one, reached=HeadShare(0, 0), missing=0) for one in found.required)
    early = replace(found, skills=skills, whole=HeadShare(0, 0), heat=(), heat_names=(), trend=())
    assert "まだ分かりません" in words.lacking(early, {})
    assert "まだ示せません" in words.of_skills(early)
    assert "確認を進めます" in words.next_steps(early, Beside())
    assert "保つ" not in words.next_steps(early, Beside())
    assert "確認が済んでから" in words.plan(early, Beside())


def test_next_year_is_not_the_summary_once_more(desk: Desk) -> None:
    said = {one.key: one.made for one in edited.said(desk)}
    assert said["plan"] != said["next"]


def test_few_people_are_withheld_in_every_table_and_chart(desk: Desk) -> None:
    found = annual_figures(desk)
    made = making.paged(desk)
    assert any(reach.withheld for row in found.heat for reach in row)
    for row, units in zip(found.heat, found.units, strict=False):
        for reach in row:
            if 0 < reach.share.whole < found.below:
                assert reach.withheld, units
    heat = next(block for chapter in made.chapters for block in chapter.blocks if isinstance(block, HeatMap))
    for shares, texts in zip(heat.shares, heat.texts, strict=True):
        assert all(
            text in ("少人数", "―") for share, text in zip(shares, texts, strict=True) if share is None
        )
    bars = next(b for chapter in made.chapters for b in chapter.blocks if isinstance(b, StackedBars))
    assert all(count is None or count == 0 or count >= found.below for row in bars.counts for count in row)


def test_the_assembly_is_not_told_of_people_one_could_name(desk: Desk) -> None:
    set_threshold(desk, Use.ASSEMBLY, 3)
    few = [one.name for one in annual_figures(desk, use=Use.ASSEMBLY).personas if one.people < 3]
    assert few
    text = _flat(desk, Use.ASSEMBLY)
    assert "議会版" in text
    chapter = next(
        c for c in making.paged(desk, use=Use.ASSEMBLY).chapters if c.heading == "人材像ごとの到達"
    )
    assert not {row[0] for block in chapter.blocks for row in getattr(block, "rows", ())} & set(few)
    assert "課ごとの到達" not in [c.heading for c in making.paged(desk, use=Use.ASSEMBLY).chapters]


def test_the_assembly_cannot_take_a_few_people_from_the_sum(desk: Desk) -> None:
    """One small unit alone would stand there by subtraction, and in a sentence by its name."""
    found = annual_figures(desk, use=Use.ASSEMBLY)
    units = tuple(
        UnitFigures(str(n), f"第{n}部", asked, asked // 2, 0) for n, asked in enumerate((2, 40, 60))
    )
    few = replace(found, below=5, units=units)
    assert [told for _, told in few.told_units] == [False, False, True]
    assert "第0部" not in words.taking_part(few)
    assert "第2部" in words.taking_part(few)
    made = report(few, Beside(), "見本市", date(2026, 12, 2), {}).chapters[2]
    table = next(block for block in made.blocks if isinstance(block, Figures))
    bars = next(block for block in made.blocks if isinstance(block, ShareBars))
    assert [row[2] for row in table.rows] == [WITHHELD, WITHHELD, "30", table.rows[-1][2]]
    assert [share is None for share in bars.shares] == [True, True, False]
    assert [told for _, told in replace(few, use=Use.REPORT).told_units] == [False, False, True]


def test_what_a_person_writes_stands_in_place_and_is_told_of_when_figures_change(desk: Desk) -> None:
    edited.write(desk, {"lacking": "データ活用の研修を先に進めます。"})
    assert "データ活用の研修を先に進めます。" in _flat(desk)
    assert "データ活用の研修を先に進めます。" not in _flat(desk, Use.ASSEMBLY)
    assert notices(desk, "annual-report") == ()
    edited.write(desk, {"progress": "申告が進みました。"})
    w.answered(desk, w.CHIEF_TAX, 2)
    (told,) = notices(desk, "annual-report")
    assert told.code == "report-words-outdated"
    assert "どれだけ進んだか" in told.message
    edited.write(desk, {"progress": ""})
    assert notices(desk, "annual-report") == () or "どれだけ" not in notices(desk, "annual-report")[0].message
    assert "申告が進みました。" not in _flat(desk)


def test_a_place_that_is_none_and_a_text_that_is_too_long_are_refused(desk: Desk) -> None:
    for key, text, code in (("nowhere", "文", "report-words"), ("plan", "あ" * 2001, "report-words-long")):
        with pytest.raises(KnownError) as refused:
            edited.write(desk, {key: text})
        assert refused.value.code == code


def test_every_chart_has_its_figures_beside_it(desk: Desk) -> None:
    """What is drawn is never all that is told: somebody who cannot see the picture reads the same."""
    text = _flat(desk)
    for chapter in making.paged(desk).chapters:
        for block in chapter.blocks:
            if isinstance(block, ShareBars):
                assert all("".join(row.split()) in text for row in block.rows)
                assert len(block.beside) == len(block.rows)
            if isinstance(block, Keys):
                assert all(key.figure in text for key in block.keys)
            if isinstance(block, Sentences):
                assert "".join(block.text.split()) in text


@pytest.mark.parametrize(
    ("part", "whole", "text"),
    [
        (0, 0, "―"),
        (0, 40, "0.0%"),
        (1, 3, "33.3%"),
        (2, 3, "66.7%"),
        (1, 16, "6.3%"),
        (1999, 2000, "99.9%"),
        (40, 40, "100.0%"),
    ],
)
def test_a_rate_has_one_decimal_and_never_rounds_to_all_or_none(part: int, whole: int, text: str) -> None:
    assert HeadShare(part, whole).text == text


def test_a_change_is_of_the_rates_as_they_are_printed() -> None:
    assert points(moved(HeadShare(2, 3), HeadShare(1, 3)) or 0) == "+33.4ポイント"
    assert points(-5) == "\u22120.5ポイント"
    assert moved(HeadShare(0, 0), HeadShare(1, 2)) is None


@pytest.mark.parametrize("below", [2, 3, 5])
def test_outside_the_office_no_count_of_few_can_be_worked_out(desk: Desk, below: int) -> None:
    """Levels are told all or none, and what reaches the required level only where neither side is few."""
    set_threshold(desk, Use.ASSEMBLY, below)
    found = annual_figures(desk, use=Use.ASSEMBLY)
    for skill in found.skills:
        told = [count for count in skill.counts if count is not None]
        assert len(told) in (0, len(skill.counts))
        assert all(count == 0 or count >= below for count in told)
        if skill.shown is not None:
            for heads in (skill.shown.part, skill.shown.whole - skill.shown.part):
                assert heads == 0 or heads >= below, skill.name
    for place, skill in enumerate(found.skills):
        for row in found.heat:
            share, withheld = row[place].share, row[place].withheld
            few = [n for n in (share.part, share.whole - share.part) if 0 < n < below]
            assert withheld or not few, (skill.name, share)
    hidden = [skill for skill in found.required if not skill.told]
    assert hidden or below == 2
    bars = [
        (name, share, beside)
        for chapter in making.paged(desk, use=Use.ASSEMBLY).chapters
        for block in chapter.blocks
        if isinstance(block, ShareBars) and block.beside
        for name, share, beside in zip(block.rows, block.shares, block.beside, strict=True)
    ]
    for name, share, beside in bars:
        if name in {skill.name for skill in hidden}:
            assert (share, beside) == (None, "少人数")


def test_in_the_office_levels_of_a_group_that_is_large_enough_are_told(desk: Desk) -> None:
    set_threshold(desk, Use.REPORT, 3)
    found = annual_figures(desk)
    assert all(None not in skill.counts for skill in found.skills if skill.known >= 3)
    assert all(set(skill.counts) == {None} for skill in found.skills if 0 < skill.known < 3)


def test_the_assembly_is_told_of_the_highest_units_alone(desk: Desk) -> None:
    with desk.store.read() as uow:
        uppermost = {unit.name for unit in uow.people.departments() if not unit.parent}
    assert {one.name for one in annual_figures(desk, use=Use.ASSEMBLY).units} <= uppermost
    assert "税務課" not in _flat(desk, Use.ASSEMBLY)


_PERCENT = re.compile(r"\d{1,3}\.\d%")
_WHOLES = ("対象(人)", "割合の分母(人)", "割合の分母(件)")


@pytest.mark.parametrize("use", [Use.REPORT, Use.ASSEMBLY])
def test_every_figure_of_a_table_has_its_unit_and_every_rate_its_whole(desk: Desk, use: Use) -> None:
    set_threshold(desk, use, 1)
    found = annual_figures(desk, use=use)
    made = making.paged(desk, use=use)
    levels = {label for one in found.skills for label in one.labels}
    tables = [block for chapter in made.chapters for block in chapter.blocks if isinstance(block, Figures)]
    assert len(tables) > 3
    for table in tables:
        rates = {
            head
            for row in table.rows
            for head, text in zip(table.heads, row, strict=True)
            if text.endswith("%")
        }
        assert all(_PERCENT.fullmatch(text) for row in table.rows for text in row if text.endswith("%"))
        if rates:
            assert set(table.heads) & set(_WHOLES) or "提出率の分母(人)" in {row[0] for row in table.rows}
        for row in table.rows:
            for head, text in zip(table.heads[1:], row[1:], strict=True):
                if text.replace(",", "").isdecimal():
                    assert head.endswith(("(人)", "(件)", "(段)", "(回)")) or head in levels, head
    if found.whole.whole:
        (keys,) = [block for block in made.chapters[0].blocks if isinstance(block, Keys)]
        assert all(one.note for one in keys.keys), "of how many each rate is"


def test_the_contents_name_the_page_on_which_each_chapter_begins(desk: Desk) -> None:
    pages = [page.extract_text() for page in read(_pdf(desk)).pages]
    listed = pages[1].partition("目次")[2].partition("言葉")[0].split()
    for chapter in making.paged(desk).chapters:
        number = listed[listed.index(chapter.heading) + 1]
        assert chapter.heading in pages[int(number) - 1].split(), chapter.heading


def test_the_words_and_levels_of_the_report_are_explained(desk: Desk) -> None:
    chapter = making.paged(desk).chapters[1]
    tables = {block.title: block for block in chapter.blocks if isinstance(block, Figures)}
    assert {"対象", "確認", "求められる水準", "人材像"} <= {row[0] for row in tables["言葉"].rows}
    labels = {row[-2] for row in tables["水準の意味"].rows}
    assert {label for skill in annual_figures(desk).skills for label in skill.labels} <= labels
    assert all(row[-1] for row in tables["水準の意味"].rows)


def test_of_a_persona_no_share_of_few_people_is_told(desk: Desk) -> None:
    for use in (Use.REPORT, Use.ASSEMBLY):
        set_threshold(desk, use, 3)
        found = annual_figures(desk, use=use)
        assert any(reach.share.whole for row in found.persona_heat for reach in row)
        for reach in (reach for row in found.persona_heat for reach in row):
            assert reach.withheld or found.may_tell(reach.share)


def _asked_of(name: str, *people: tuple[int, int]) -> GapRow:
    """A row of people by skill: how many are measured, and how many of them are short."""
    cells = tuple(
        GapCell(Shortage(known, short, short), groups=(Group(1, known, known, 0),)) for known, short in people
    )
    return GapRow(name, name, max(known for known, _ in people), cells)


def test_a_persona_of_few_cannot_be_taken_from_the_sum_of_a_skill() -> None:
    """All of 42 are told; of two parts one is of 2 people, so that the other would tell of them."""
    everybody = _asked_of("全職員", (42, 20), (42, 20))
    parts = [_asked_of("推進員", (2, 1), (10, 5)), _asked_of("一般職", (40, 19), (32, 15))]
    for use in (Use.REPORT, Use.ASSEMBLY):
        few, others, whole = persona_heat([*parts, everybody], everybody, use, 5)
        assert [reach.withheld for reach in few] == [True, False]
        assert [reach.withheld for reach in others] == [True, False]
        assert [reach.withheld for reach in whole] == [False, False], "the sum itself gives nobody away"


def test_a_persona_is_not_told_over_all_skills_where_one_is_withheld() -> None:
    row = _asked_of("推進員", (30, 2), (30, 15))
    (reaches,) = persona_heat([row], _asked_of("全職員", (90, 30), (90, 30)), Use.ASSEMBLY, 5)
    assert [reach.withheld for reach in reaches] == [True, False]
    assert over_all_skills(row, reaches, Use.ASSEMBLY, 5).withheld
    told = [replace(reach, withheld=False) for reach in reaches]
    assert not over_all_skills(row, told, Use.ASSEMBLY, 5).withheld


def test_a_unit_is_told_what_it_lacks_most_but_not_of_few(desk: Desk) -> None:
    set_threshold(desk, Use.REPORT, 1)
    open_figures = annual_figures(desk)
    assert any(unit.skills for unit in open_figures.lacking)
    for unit, row in zip(open_figures.lacking, open_figures.heat, strict=True):
        shares = [share.percent for _, share in unit.skills]
        assert all(share is not None and share < 100 for share in shares)
        assert len(unit.skills) == min(3, sum(reach.share.part < reach.share.whole for reach in row))
    set_threshold(desk, Use.REPORT, 50)
    assert not any(unit.skills for unit in annual_figures(desk).lacking)


@pytest.mark.parametrize("use", [Use.REPORT, Use.ASSEMBLY])
def test_units_of_few_are_withheld_with_what_would_tell_of_them(use: Use) -> None:
    shares = [HeadShare(1, 2), HeadShare(20, 40), HeadShare(30, 60)]
    told = told_shares(shares, use, 5)
    assert not told[0]
    assert told.count(False) == 2, "one alone could be taken from the sum"
    assert told_shares(shares[1:], use, 5) == [True, True]


def test_the_courses_that_must_be_taken_stand_by_unit(desk: Desk) -> None:
    found = annual_figures(desk)
    came = (("総務部", HeadShare(30, 40)), ("区民部", HeadShare(1, 2)), ("福祉部", HeadShare(20, 60)))
    held = CourseYear(CourseSaid(code="c", name="研修"), State.COUNTED, 1)
    made = report(found, Beside(courses=(held,), attended=came), "見本市", date(2026, 12, 2), {})
    bars = [
        block
        for chapter in made.chapters
        for block in chapter.blocks
        if isinstance(block, ShareBars) and block.title.startswith("必須の研修")
    ]
    assert [block.rows for block in bars] == [("総務部", "区民部", "福祉部")]
    assert bars[0].shares[1] is None


def test_a_share_that_moved_is_told_by_how_much(desk: Desk) -> None:
    found = annual_figures(desk)
    name = found.required[0].name
    before = replace(
        found.trend[-1], fiscal_year=2024, skills={name: HeadShare(1, 10)}, whole=HeadShare(1, 10)
    )
    now = replace(found.trend[-1], skills={name: HeadShare(3, 10)}, whole=HeadShare(4, 10))
    made = report(replace(found, below=1, trend=(before, now)), Beside(), "見本市", date(2026, 12, 2), {})
    (table,) = (
        block
        for chapter in made.chapters
        if chapter.heading == "これまでの推移"
        for block in chapter.blocks
        if isinstance(block, Figures)
    )
    lines = {row[0]: row[1:] for row in table.rows}
    assert lines["全体"] == ("10.0%", "40.0%", "+30.0ポイント")
    assert lines[name] == ("10.0%", "30.0%", "+20.0ポイント")


def test_a_section_of_few_is_not_told_of_what_it_handed_in(desk: Desk) -> None:
    """Of one person a rate of 0% or 100% says who did and who did not."""
    set_threshold(desk, Use.REPORT, 3)
    found = annual_figures(desk)
    few = [one for one in found.sections if 0 < one.asked < 3]
    assert few
    assert not any(one.told for one in few)
    made = making.paged(desk)
    (chapter,) = [one for one in made.chapters if one.heading == "課ごとの到達"]
    (table,) = [block for block in chapter.blocks if isinstance(block, Figures)]
    rates = {row[0]: row[2] for row in table.rows}
    assert all(rates[one.name] == "少人数" for one in few)
    assert "3人に満たないため" in table.note
    set_threshold(desk, Use.REPORT, 1)
    assert all(one.told for one in annual_figures(desk).sections)


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 12)), min_size=1, max_size=8), st.integers(1, 6))
def test_no_section_of_few_can_be_taken_from_its_unit(parts: list[tuple[int, int]], below: int) -> None:
    people = {str(place): count for place, (_, count) in enumerate(parts)}
    unit_of = {str(place): str(unit) for place, (unit, _) in enumerate(parts)}
    hidden = hidden_parts(people, unit_of, below)
    assert {code for code, count in people.items() if 0 < count < below} <= hidden
    for unit in set(unit_of.values()):
        inside = [code for code in people if unit_of[code] == unit]
        unseen = sum(people[code] for code in inside if code in hidden)
        if sum(people[code] for code in inside) >= below and unseen:
            assert unseen >= below, "what is left of the unit is of few"


def test_a_unit_beside_those_under_it_is_said_to_be_its_own_people(desk: Desk) -> None:
    found = annual_figures(desk)
    assert {"企画部(直属)", "税務課(直属)", "こども部(直属)"} <= {one.name for one in found.sections}
    assert "企画部" in {one.name for one in found.units}
    assert {one.name for one in found.sections} == {one.name for one in status(desk).sections}
