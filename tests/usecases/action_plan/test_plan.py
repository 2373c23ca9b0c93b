"""年度計画 of a office: made of what is known, agreed on before it is decided, held against the year."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dxdesk.domain.action_plan import (
    DRAFT,
    FINAL,
    Figure,
    Happened,
    Places,
    PlanLine,
    PlanSaid,
    changed_fields,
    differences,
    fields_of,
    is_sound,
)
from dxdesk.domain.contents import SessionSaid, owned_value
from dxdesk.domain.errors import KnownError
from dxdesk.ports.entities import Department
from dxdesk.usecases.action_plan import keeping
from dxdesk.usecases.action_plan.overview import Step, plan_year, state_text, totals
from dxdesk.usecases.action_plan.words import read_months, read_sections
from dxdesk.usecases.reports import plan_papers
from dxdesk.usecases.training import editing
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers import world as w
from tests.helpers.aiming import completed, on
from tests.helpers.planning import BPR, PLANNED, line, planning


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with planning(tmp_path) as found:
        yield found


def code_of(work: object, *args: object) -> str:
    with pytest.raises(KnownError) as error:
        work(*args)  # type: ignore[operator]
    return error.value.code


def agreed(desk: Desk, version: str, day: str = "2026-04-10") -> None:
    keeping.consult(desk, PLANNED, version, day, "人事課人材育成係", "了承")
    keeping.decide(desk, PLANNED, version, day, "8総人第200号")


def test_a_plan_begins_with_what_goes_on_and_says_on_which_figures_of_which_day(desk: Desk) -> None:
    made = keeping.make(desk, PLANNED, FINAL)
    (planned,) = (one for one in made.lines.values() if one.course == "bpr")
    assert (planned.times, planned.months) == (1, (f"{PLANNED}-06",)), "as in the year before"
    assert planned.yen is None, "what the ledger says of a cost is no decision"
    assert "50,000円" in planned.note
    level = next(one for one in made.figures if one.code == f"level:{BPR}")
    assert (level.told, level.source[:5], bool(level.as_of)) == ("0.0%(0 / 1人)", "令和7年度", True)
    assert plan_year(desk, PLANNED).step is Step.CONSULT_FINAL


def test_no_final_version_without_final_results_and_no_second_plan_of_a_year(desk: Desk) -> None:
    assert code_of(keeping.make, desk, PLANNED + 1, FINAL) == "plan-results-missing"
    keeping.make(desk, PLANNED, DRAFT)
    assert code_of(keeping.make, desk, PLANNED, DRAFT) == "plan-there"
    keeping.give_up(desk, PLANNED, DRAFT)
    assert plan_year(desk, PLANNED).draft is None
    keeping.make(desk, PLANNED, DRAFT)
    assert plan_year(desk, PLANNED).draft is not None, "what was given up may be made anew"


def test_a_decision_needs_the_talk_with_hr_before_it(desk: Desk) -> None:
    keeping.make(desk, PLANNED, FINAL)
    decided = (desk, PLANNED, FINAL, "2026-04-10", "8総人第200号")
    assert code_of(keeping.decide, *decided) == "plan-not-consulted"
    talked = (desk, PLANNED, FINAL, "2026-04-10", "人事課", "")
    assert code_of(keeping.consult, *talked) == "plan-consulted-result"
    assert code_of(keeping.consult, desk, PLANNED, FINAL, "2026-05-10", "人事課", "了承") == "plan-day-ahead"
    keeping.consult(desk, PLANNED, FINAL, "2026-04-10", "人事課", "了承")
    assert code_of(keeping.decide, desk, PLANNED, FINAL, "2026-04-09", "1") == "plan-decided-before"
    keeping.decide(*decided)
    found = plan_year(desk, PLANNED)
    assert found.final is not None
    assert (found.final.said.approval, found.step) == ("8総人第200号", Step.CARRY_OUT)


def test_what_is_refused_of_a_plan_leaves_it_and_the_log_as_they_were(desk: Desk) -> None:
    keeping.make(desk, PLANNED, DRAFT)
    keeping.make(desk, PLANNED, FINAL)

    def standing() -> tuple[object, int]:
        with desk.store.read() as uow:
            return plan_year(desk, PLANNED), len(uow.audit.entries())

    before = standing()
    outside = PlanLine("窓口", months=(f"{PLANNED + 1}-04",))
    today = "2026-04-10"
    for code, work, *args in (
        ("plan-there", keeping.make, PLANNED, DRAFT),
        ("plan-there", keeping.make, PLANNED, FINAL),
        ("plan-not-consulted", keeping.decide, PLANNED, FINAL, today, "1"),
        ("plan-month-outside", keeping.save_line, PLANNED, FINAL, "", outside),
        ("plan-consulted-who", keeping.consult, PLANNED, FINAL, today, "", "了承"),
        ("plan-line-unknown", keeping.drop_line, PLANNED, FINAL, "L99"),
    ):
        assert code_of(work, desk, *args) == code
        assert standing() == before, code


def test_what_was_decided_stands_until_it_is_reopened_with_a_reason(desk: Desk) -> None:
    keeping.make(desk, PLANNED, FINAL)
    agreed(desk, FINAL)
    code, planned = line(desk, FINAL, "業務改革研修")
    change = (desk, PLANNED, FINAL, code, planned._replace(places=30))
    assert code_of(keeping.save_line, *change) == "plan-decided"
    assert code_of(keeping.drop_line, desk, PLANNED, FINAL, code) == "plan-decided"
    assert code_of(keeping.reopen, desk, PLANNED, FINAL, " ") == "plan-reason"
    keeping.reopen(desk, PLANNED, FINAL, "予算の減額")
    keeping.save_line(*change)
    assert line(desk, FINAL, "業務改革研修")[1].places == 30
    assert code_of(keeping.decide, desk, PLANNED, FINAL, "2026-04-10", "2") == "plan-not-consulted"


def test_a_line_refuses_a_month_outside_the_year_and_more_places_given_than_there_are(desk: Desk) -> None:
    keeping.make(desk, PLANNED, FINAL)
    wrong = [
        (PlanLine("窓口", months=(f"{PLANNED + 1}-04",)), "plan-month-outside"),
        (PlanLine("窓口", places=5, sections=(Places("1010", "税務課", 6),)), "plan-places"),
        (PlanLine("窓口", times=1, months=(f"{PLANNED}-05", f"{PLANNED}-06")), "plan-times"),
        (PlanLine(" "), "plan-nameless"),
    ]
    for one, code in wrong:
        assert code_of(keeping.save_line, desk, PLANNED, FINAL, "", one) == code
    assert all(one.name != "窓口" for one in plan_year(desk, PLANNED).final.said.lines.values())  # type: ignore[union-attr]


def test_the_versions_tell_what_differs_line_by_line_and_which_figures_moved(desk: Desk) -> None:
    keeping.make(desk, PLANNED, DRAFT)
    code, planned = line(desk, DRAFT, "業務改革研修")
    keeping.save_line(desk, PLANNED, DRAFT, code, planned._replace(places=20, yen=300_000))
    keeping.save_line(desk, PLANNED, DRAFT, "", PlanLine("体験会", yen=40_000))
    keeping.make(desk, PLANNED, FINAL)
    final = line(desk, FINAL, "業務改革研修")[1]
    assert (final.places, final.yen) == (20, 300_000), "what was asked for in the budget goes on"
    keeping.save_line(desk, PLANNED, FINAL, code, final._replace(yen=250_000, months=(f"{PLANNED}-07",)))
    keeping.drop_line(desk, PLANNED, FINAL, line(desk, FINAL, "体験会")[0])
    keeping.save_line(desk, PLANNED, FINAL, "", PlanLine("成果発表会"))
    found = plan_year(desk, PLANNED)
    told = {(one.sort, one.name, one.field) for one in found.differing}
    assert {
        ("changed", "業務改革研修", "yen"),
        ("changed", "業務改革研修", "months"),
        ("dropped", "体験会", ""),
        ("added", "成果発表会", ""),
    } <= told
    assert any(one.sort == "figure" for one in found.differing), "the results came after the budget"
    assert [one.code for one in found.problems] == ["plan-figures-moved"]
    summed = totals(found.final.said)  # type: ignore[union-attr]
    assert (summed.yen, summed.open) == (250_000, len(found.final.said.lines) - 1)  # type: ignore[union-attr]


def test_figures_stay_as_they_were_on_their_day(desk: Desk) -> None:
    before = keeping.make(desk, PLANNED, DRAFT).figures
    completed(desk, "業務改革研修", "2025-12-01", [w.TAX_A, w.TAX_B])
    held = plan_year(desk, PLANNED).draft
    assert held is not None
    assert held.said.figures == before


def test_the_year_is_held_against_the_plan_and_a_cost_has_its_source(desk: Desk) -> None:
    keeping.make(desk, PLANNED, FINAL)
    code, planned = line(desk, FINAL, "業務改革研修")
    keeping.save_line(
        desk, PLANNED, FINAL, code, planned._replace(times=2, months=(f"{PLANNED}-05", f"{PLANNED}-06"))
    )
    agreed(desk, FINAL)
    assert code_of(keeping.enter, desk, PLANNED, FINAL, code, Happened(yen=1)) == "plan-source"
    editing.save_session(desk, SessionSaid(course="bpr", turn="第1回", first_day=f"{PLANNED}-06-09"))
    later = on(desk, f"{PLANNED}-08-01")
    completed(later, "業務改革研修", f"{PLANNED}-06-09", [w.TAX_A])
    keeping.enter(later, PLANNED, FINAL, code, Happened(yen=180_000, source="支出負担行為書"))
    done = plan_year(later, PLANNED).done[code]
    assert (done.times, done.attended, done.completed, done.yen) == (1, 1, 1, 180_000)
    assert done.late == "5月"


@pytest.mark.parametrize(
    ("day", "decides", "wanted", "code"),
    [
        ("2026-04-10", False, Happened(yen=1, source="報告"), "plan-actual-undecided"),
        ("2026-03-20", True, Happened(yen=1, source="報告"), "plan-actual-ahead"),
        ("2026-04-10", True, Happened(yen=1, source="報告", as_of="2026-04-11"), "plan-day-ahead"),
        ("2026-04-10", True, Happened(people=9, source="報告"), "plan-actual-counted"),
        ("2026-04-10", True, Happened(times=9, source="報告"), "plan-actual-counted"),
    ],
)
def test_nothing_comes_of_a_plan_that_is_not_decided_of_days_to_come_or_beside_the_ledger(
    desk: Desk, day: str, decides: bool, wanted: Happened, code: str
) -> None:
    then = on(desk, day)
    keeping.make(then, PLANNED, FINAL)
    at, _ = line(then, FINAL, "業務改革研修")
    if decides:
        agreed(then, FINAL, day)
    assert code_of(keeping.enter, then, PLANNED, FINAL, at, wanted) == code
    held = plan_year(then, PLANNED).final
    assert held is not None
    assert held.said.happened == {}


def test_a_plan_that_is_decided_again_is_a_change_that_names_the_former_decision(desk: Desk) -> None:
    keeping.make(desk, PLANNED, FINAL)
    agreed(desk, FINAL)
    assert "変更" not in "".join(map("".join, plan_papers.states(plan_year(desk, PLANNED).final.said)))  # type: ignore[union-attr]
    keeping.reopen(desk, PLANNED, FINAL, "予算の減額")
    agreed(desk, FINAL)
    held = plan_year(desk, PLANNED).final
    assert held is not None
    told = dict(plan_papers.states(held.said))
    assert told["変更の決裁日"] == "令和8年4月10日"
    assert told["変更前の決裁"] == "令和8年4月10日 8総人第200号(変えるわけ: 予算の減額)"
    assert "8総人第200号" in state_text(held.said).partition("変更前")[2]


def test_after_the_final_version_no_other_plan_of_the_year_is_decided(desk: Desk) -> None:
    keeping.make(desk, PLANNED, DRAFT)
    keeping.make(desk, PLANNED, FINAL)
    keeping.consult(desk, PLANNED, DRAFT, "2026-04-10", "人事課", "了承")
    agreed(desk, FINAL)
    assert code_of(keeping.decide, desk, PLANNED, DRAFT, "2026-04-10", "2") == "plan-final-decided"


def test_months_and_sections_are_read_as_people_write_them() -> None:
    assert read_months("5月、10月", 2026) == (("2026-05", "2026-10"), None)
    assert read_months("1\N{WAVE DASH}3月", 2026)[0] == ("2027-01", "2027-02", "2027-03")
    assert read_months("令和9年2月", 2026)[0] == ("2027-02",)
    assert len(read_months("毎月", 2026)[0]) == 12
    for text, code in (
        ("令和9年4月", "plan-month-outside"),
        ("春ごろ", "plan-month"),
        ("13月", "plan-month"),
    ):
        problem = read_months(text, 2026)[1]
        assert problem is not None
        assert problem.code == code
    units = {"1010": Department("1010", "税務課")}
    found, wrong = read_sections("税務課 12、ない課 3、1010:1", units)
    assert found == (Places("1010", "税務課", 12),)
    assert [one.code for one in wrong] == ["plan-section-unknown", "plan-section-twice"]


def test_what_is_written_reads_back_and_what_a_stranger_writes_is_refused() -> None:
    plan = PlanSaid(
        2026, DRAFT, "2025-10-01", (Figure("a", "b", "2025-10-01", "3人"),),
        lines={"L01": PlanLine("研修", places=3, months=("2026-05",), sections=(Places("1", "税務課", 3),))},
        happened={"L01": Happened(yen=5, source="記録")},
    )  # fmt: skip
    value = owned_value("hr", fields_of(plan))
    assert PlanSaid.read(value) == plan
    assert is_sound(value["fields"])
    assert changed_fields(plan, plan._replace(lines={})) == {"line:L01": {}}
    assert differences(plan, plan) == ()
    for name, wrong in (
        ("line:L01", {"places": "3"}), ("line:L01", {"months": ["2026-13"]}), ("line:L01", []),
        ("line:L01", {"sections": [["1", "a", -1]]}), ("done:L01", {"yen": -1}), ("figures", [{"told": 3}]),
    ):  # fmt: skip
        assert not is_sound({name: wrong}), (name, wrong)
        PlanSaid.read(owned_value("hr", {name: wrong}))
