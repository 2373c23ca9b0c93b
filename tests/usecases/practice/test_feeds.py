"""What cases, events and consultations are counted for, and what papers and the page tell of them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dxdesk.domain.capabilities import GROWTH_FILES, ON, PRACTICE
from dxdesk.domain.errors import KnownError
from dxdesk.domain.growth_entries import AWARD, EXPERIENCE, LEAD, MEMBER
from dxdesk.domain.growth_file import Worth
from dxdesk.domain.knowledge_record import KnowledgeSaid
from dxdesk.domain.practice_record import CaseSaid, ConsultationSaid, EventSaid, Solved, Sort, Status
from dxdesk.domain.target_record import Basis, TargetSaid
from dxdesk.ports import setting_names
from dxdesk.usecases.growth_files import vouching
from dxdesk.usecases.growth_files.reading import file_of
from dxdesk.usecases.knowledge import keeping as knowledge
from dxdesk.usecases.practice import awarding, intranet_page, keeping
from dxdesk.usecases.practice.overview import practice_year
from dxdesk.usecases.practice.support import cells_of, columns_of, support
from dxdesk.usecases.reports import (
    awards,
    case_reports,
    disclosed_records,
    disclosure,
    support_tables,
    target_tables,
)
from dxdesk.usecases.reports.kind import Order
from dxdesk.usecases.targets import keeping as targets
from dxdesk.usecases.targets.overview import target_year
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.aiming import FIRST, SECOND, office, on, people

LEADER, BESIDE = "000001", "000002"
DONE = CaseSaid(
    code="a", name="窓口の予約", section="1020", lead=LEADER, escorts=(BESIDE,), hours_before="1200",
    hours_after="300.5", effect="待ち時間が減った", status=Status.DONE, started="2025-05-01",
    finished="2025-09-30", exemplary=True,
)  # fmt: skip


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Six people in 税務課, two in デジタル推進課: few of them."""
    staff = [*people(6, 0), *people(2, 10, section="1010")]
    with office(tmp_path, "kashiwa", staff) as opened:
        desk = on(opened, "2025-12-01")
        with desk.store.write() as uow:
            for code in (PRACTICE, GROWTH_FILES):
                uow.settings.set(f"{setting_names.USES}{code}", ON)
            uow.commit()
        keeping.write_down(desk, DONE, new=True)
        keeping.write_down(desk, CaseSaid(name="名簿の整え", section="1020", lead=BESIDE), new=True)
        keeping.write_down(
            desk,
            EventSaid(name="体験会", sort=Sort.TRIAL, held_on="2025-06-03", attendees=(LEADER, BESIDE)),
            new=True,
        )
        keeping.write_down(
            desk, EventSaid(name="会議", sort=Sort.MEETING, held_on="2025-07-01", participants=35), new=True
        )
        for section in ("1020", "1010"):
            keeping.write_down(
                desk,
                ConsultationSaid(
                    topic="表計算の集計", section=section, asked_on="2025-06-10", days=2, solved=Solved.DESK
                ),
                new=True,
            )
        yield desk


def test_targets_are_measured_from_what_was_done(desk: Desk) -> None:
    wanted = {
        Basis.CASES: "1件",
        Basis.HOURS: "899.5件",
        Basis.CONSULTED: "2件",
        Basis.EVENTS: "2件",
        Basis.GATHERED: "37件",
        Basis.KNOWN: "1件",
    }
    knowledge.save_piece(desk, KnowledgeSaid(name="予約の手順", made_on="2025-06-01"))
    knowledge.save_piece(desk, KnowledgeSaid(name="前の年度の手順", made_on="2025-03-31"))
    knowledge.save_piece(desk, KnowledgeSaid(name="廃止した手順", made_on="2025-06-01", state="closed"))
    for basis in wanted:
        targets.save_target(desk, TargetSaid(code=basis, name=basis, basis=basis, unit="件"))
    meetings = TargetSaid(code="m", name="会議", basis=Basis.EVENTS, sort=Sort.MEETING, unit="回")
    targets.save_target(desk, meetings)
    found = {one.said.code: one.measured for one in target_year(desk, FIRST).lines}
    assert {code: found[code] for code in wanted} == wanted
    assert found["m"] == "1回"
    keeping.end(desk, "case", "a")
    lines = {one.said.code: one for one in target_year(desk, FIRST).lines}
    assert lines[Basis.CASES].measured == "0件"
    assert "まだありません" in lines[Basis.HOURS].found.why


def test_cases_are_counted_by_their_tool_and_by_who_led_them(tmp_path: Path) -> None:
    staff = [*people(2, 0, personas=("DX推進員",)), *people(2, 10)]
    with office(tmp_path, "govtech-tokyo", staff) as opened:
        desk = on(opened, "2025-12-01")
        with desk.store.write() as uow:
            uow.settings.set(f"{setting_names.USES}{PRACTICE}", ON)
            uow.commit()
        mine = DONE._replace(code="", escorts=(), tools=("その他:BIツール",))
        keeping.write_down(desk, mine, new=True)
        keeping.write_down(desk, mine._replace(name="別の改善", lead="000011", tools=()), new=True)
        targets.take_preset(desk, "govtech-tokyo", FIRST)
        found = {one.said.code: one for one in target_year(desk, FIRST).lines}
        assert found["outcome-proposals"].measured == "2件"
        assert found["outcome-bi"].measured == "1件"
        assert found["outcome-lead"].measured == "1件"
        assert "評価指標がまだ決まっていません" in found["awareness-use"].found.why
        meeting = EventSaid(name="会議", sort=Sort.MEETING, held_on="2025-07-01")
        keeping.write_down(desk, meeting, new=True)
        keeping.write_down(desk, meeting._replace(name="説明会", sort=Sort.BRIEFING), new=True)
        again = {one.said.code: one.measured for one in target_year(desk, FIRST).lines}
        assert (again["structure-meeting"], again["process-presentation"]) == ("1回", "0回")
        text = target_tables.paper(desk, FIRST)
        heads = [one.title for one in text.parts[0].columns]
        assert heads[2:4] == ["人材施策", "ハードル"]
        cells = {row[0]: row for part in text.parts for row in part.rows}
        assert any(row[3].startswith("★★〜★★★\n") for row in cells.values())


def test_a_finished_case_stands_in_the_files_of_its_people_and_counts_once_confirmed(desk: Desk) -> None:
    (led,) = [one.line for one in file_of(desk, LEADER).lines]
    assert (led.entry.kind, led.entry.name, led.entry.role) == (EXPERIENCE, "窓口の予約", LEAD)
    assert (led.entry.date, led.entry.until, led.from_case) == ("2025-05-01", "2025-09-30", True)
    assert (led.worth, led.counts) == (Worth.UNCONFIRMED, False)
    (along,) = [one.line for one in file_of(desk, BESIDE).lines]
    assert (along.entry.name, along.entry.role) == ("窓口の予約(伴走)", MEMBER)
    seen = vouching.Answer(LEADER, led.uid, True, vouching.Seen("成果物", "2025-10-01"))
    vouching.vouch(desk, seen)
    assert file_of(desk, LEADER).lines[0].line.counts
    assert file_of(desk, LEADER).months.lead == 5
    keeping.end(desk, "case", "a")
    assert not file_of(desk, LEADER).lines
    assert not file_of(desk, BESIDE).lines


def test_an_exemplary_case_becomes_an_award_of_its_people_and_a_paper(desk: Desk) -> None:
    assert awarding.award(desk, "a", "業務改善賞", "2025-11-20") == (LEADER, BESIDE)
    assert awarding.award(desk, "a", "業務改善賞") == (), "nobody is commended twice"
    kinds = [one.line.entry for one in file_of(desk, BESIDE).lines if one.line.entry.kind == AWARD]
    assert [(one.name, one.case, one.result) for one in kinds] == [
        ("業務改善賞", "窓口の予約", "待ち時間が減った")
    ]
    assert awards.KIND.make(desk, Order(fiscal_year=FIRST), None).startswith(b"%PDF")
    plain = replace_of(DONE, code="b", name="普通の改善", exemplary=False)
    keeping.write_down(desk, plain, new=True)
    with pytest.raises(KnownError) as refused:
        awarding.award(desk, "b", "業務改善賞")
    assert refused.value.code == "case-not-exemplary"


def replace_of(case: CaseSaid, **said: object) -> CaseSaid:
    return case._replace(**said)  # type: ignore[arg-type]


def test_who_answered_consultations_has_them_as_experience_and_counts_for_targets(tmp_path: Path) -> None:
    staff = [*people(1, 0, personas=("DX推進員",)), *people(1, 10)]
    with office(tmp_path, "govtech-tokyo", staff) as opened:
        desk = on(opened, "2025-12-01")
        with desk.store.write() as uow:
            for code in (PRACTICE, GROWTH_FILES):
                uow.settings.set(f"{setting_names.USES}{code}", ON)
            uow.commit()
        asked = ConsultationSaid(
            topic="表計算の集計", section="1020", asked_on="2025-06-10", days=2, solved=Solved.DESK
        )
        keeping.write_down(desk, asked._replace(answered_by="000001"), new=True)
        keeping.write_down(desk, asked._replace(topic="様式", answered_by="000011"), new=True)
        still = asked._replace(topic="まだの相談", answered_by="000001", solved=Solved.OPEN)
        keeping.write_down(desk, still, new=True)
        (one,) = [one.line for one in file_of(desk, "000001").lines]
        assert (one.entry.kind, one.entry.role, one.from_case) == (EXPERIENCE, MEMBER, True)
        assert (one.entry.name, one.entry.until) == ("DX相談への対応(表計算の集計)", "2025-06-12")
        assert not one.counts, "nobody confirmed it yet"
        counting = TargetSaid(code="c", name="相談", basis=Basis.CONSULTED, unit="件")
        targets.save_target(desk, counting)
        targets.save_target(desk, counting._replace(code="p", persona="promoter"))
        found = {one.said.code: one.measured for one in target_year(desk, FIRST).lines}
        assert found == {"c": "3件", "p": "2件"}
        with pytest.raises(KnownError) as refused:
            keeping.write_down(desk, asked._replace(topic="別", answered_by="999999"), new=True)
        assert refused.value.code == "case-person-unknown"


def test_a_consultation_names_nobody(desk: Desk) -> None:
    said = ConsultationSaid(topic="職員 3さんの表計算", section="1020", asked_on="2025-06-10")
    with pytest.raises(KnownError) as refused:
        keeping.write_down(desk, said, new=True)
    assert (refused.value.code, refused.value.problems[0].found) == ("consultation-named", "職員 3")
    keeping.write_down(desk, said._replace(topic="職員の表計算"), new=True)


def test_sections_of_few_tell_no_count_of_people_and_the_total_does_not_give_it_away(desk: Desk) -> None:
    found = support(desk, FIRST)
    by_code = {one.code: one for one in found.lines}
    assert (by_code["1020"].done, by_code["1020"].running) == (1, 1)
    assert by_code["1020"].hours == DONE.saved
    assert (by_code["1010"].people, by_code["1010"].consultations) == (None, None)
    assert (found.total.people, by_code["1020"].people) in ((8, None), (None, 6)), "else 8 - 6 would tell"
    assert by_code["1020"].consultations is None, "else all but those of 1020 would be those of 1010"
    (asked,) = (part for part in case_reports.paper(desk, FIRST).parts if part.heading == "DX相談")
    assert {row[1] for row in asked.rows} == {case_reports.OTHERS}, "what one paper withholds no other tells"
    assert "少人数" in cells_of(by_code["1010"], found)
    assert "目標を立てた人" not in columns_of(found), "期首 is not used"
    assert found.why_goals


def test_papers_and_the_page_tell_it_and_the_page_names_nobody(desk: Desk, tmp_path: Path) -> None:
    report = case_reports.paper(desk, FIRST)
    told = "".join(cell for part in report.parts for row in part.rows for cell in row)
    assert "【優良事例】窓口の予約" in told
    assert "職員 1" in told
    assert ("創出した時間(年)", "899.5時間") in report.parts[0].entries
    table = support_tables.paper(desk, FIRST)
    assert not any("職員 1" in cell for part in table.parts for row in part.rows for cell in row)
    path = intranet_page.save_page(desk, tmp_path / "page", FIRST)
    page = path.read_text(encoding="utf-8")
    assert "窓口の予約" in page
    assert "職員 1" not in page
    assert LEADER not in page
    assert "http" not in page, "nothing outside the file is needed"
    assert "<script" not in page
    for kind in (case_reports.KIND, support_tables.KIND):
        assert kind.make(desk, Order(fiscal_year=FIRST), None).startswith(b"%PDF")
    with pytest.raises(KnownError) as refused:
        intranet_page.page(desk, 2019)
    assert refused.value.code == "practice-empty"


def test_markup_in_a_name_is_text_on_the_page(desk: Desk) -> None:
    keeping.write_down(desk, replace_of(DONE, code="x", name="<b>&太字</b>", effect="a<i>b"), new=True)
    page = intranet_page.page(desk, FIRST)
    assert "&lt;b&gt;&amp;太字&lt;/b&gt;" in page
    assert "<b>&太字" not in page


def test_what_is_still_to_come_counts_in_no_figure_and_is_told_as_planned(desk: Desk) -> None:
    ahead = f"{SECOND}-03-30"
    assert desk.services.clock.today() < ahead
    before, shared = practice_year(desk, FIRST).totals, support(desk, FIRST).total
    keeping.write_down(
        desk, EventSaid("later", name="これからの会", sort=Sort.TRIAL, held_on=ahead), new=True
    )
    found = practice_year(desk, FIRST)
    assert found.totals == before
    assert support(desk, FIRST).total == shared
    (line,) = (one for one in found.events if one.said.code == "later")
    assert line.heads == "予定"
    for wrong, code in (
        (
            EventSaid("more", name="これからの会2", sort=Sort.TRIAL, held_on=ahead, participants=9),
            "event-heads-ahead",
        ),
        (replace_of(DONE, code="y", name="これから終わる案件", finished=ahead), "case-finished-ahead"),
        (
            ConsultationSaid("q", topic="これからの相談", section="1020", asked_on=ahead),
            "consultation-day-ahead",
        ),
    ):
        with pytest.raises(KnownError) as refused:
            keeping.write_down(desk, wrong, new=True)
        assert code in {one.code for one in refused.value.problems}


def test_a_section_that_no_support_reached_is_marked_on_paper(desk: Desk) -> None:
    found = support(desk, FIRST)
    (part,) = support_tables.paper(desk, FIRST).parts
    marked = {row[0] for row in part.rows if row[0].endswith("※")}
    assert marked == {f"{one.name}※" for one in found.lines if one.without}


def test_a_thing_is_changed_ended_and_brought_back(desk: Desk) -> None:
    before = keeping.held(desk, "case", "a")
    assert isinstance(before, CaseSaid)
    keeping.write_down(desk, before._replace(hours_after="200"), new=False)
    assert practice_year(desk, FIRST).totals.hours == 1000
    keeping.end(desk, "case", "a")
    found = practice_year(desk, FIRST)
    assert ([one.said.code for one in found.ended], found.totals.done) == (["a"], 0)
    keeping.end(desk, "case", "a", ended=False)
    assert practice_year(desk, FIRST).totals.done == 1
    for code, new, refused in (("a", True, "practice-code-taken"), ("zz", False, "practice-unknown")):
        other = CaseSaid(code=code, name="別の案件", section="1020", lead=LEADER)
        with pytest.raises(KnownError) as error:
            keeping.write_down(desk, other, new=new)
        assert error.value.code == refused


def test_who_asks_what_is_held_of_them_is_told_of_their_cases_and_events(desk: Desk) -> None:
    found = disclosure.disclosure(desk, BESIDE)
    told = next(one for one in found.sections if one.heading == "選任や受講の申込み")
    rows = {(row[1], row[2], row[4]) for row in told.rows}
    assert ("伴走", BESIDE, "") in rows
    assert ("リード", "ほかの職員 1人", disclosed_records.OTHERS) in rows
    assert ("参加した人", BESIDE, "") in rows
    assert not any(LEADER in row[2] for row in told.rows), "nobody else's number goes out"
