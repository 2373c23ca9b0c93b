"""方針の策定: its tasks by sort, what the store knows for each, refused with a reason, told on ホーム."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from dxdesk.domain.action_plan import DRAFT
from dxdesk.domain.capabilities import CODES
from dxdesk.domain.drafting_record import SORT_NAMES, Progress, Sort, StepSaid
from dxdesk.domain.drafting_tasks import STEP_NAMES, TASKS, months_of, tasks_of
from dxdesk.domain.errors import KnownError
from dxdesk.ports.entities import Role
from dxdesk.ui.shell.actions import destinations
from dxdesk.usecases.action_plan import keeping as plans
from dxdesk.usecases.drafting import keeping
from dxdesk.usecases.drafting.overview import Drafting, TaskLine, board
from dxdesk.usecases.home.todos_agenda import due
from dxdesk.usecases.organisation import capabilities
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers import world as w
from tests.helpers.aiming import on
from tests.helpers.planning import PLANNED, planning

N = 2027


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with w.municipality(tmp_path) as (found, _):
        capabilities.switch(found, "agenda", True)
        yield on(found, "2026-05-11")


def codes(error: pytest.ExceptionInfo[KnownError]) -> list[str]:
    assert "何も変えていません" in error.value.problem.message
    return [one.code for one in error.value.problems]


def only(desk: Desk) -> Drafting:
    (found,) = board(desk).draftings
    return found


def task(desk: Desk, code: str) -> TaskLine:
    return next(one for one in only(desk).lines if one.task.code == code)


def todo(desk: Desk, day: str) -> dict[str, str]:
    later = on(desk, day)
    with later.store.read() as uow:
        return {one.key: f"{one.title} {one.text}" for one in due(later, uow)}


def test_a_new_policy_has_all_six_steps_and_the_months_of_three_years_others_fewer() -> None:
    steps = {sort: {one.step for one in tasks_of(sort)} for sort in Sort}
    assert steps[Sort.NEW] == steps[Sort.REVISION] == {0, *STEP_NAMES}
    assert steps[Sort.PLAN] == {0, 1, 4, 5, 6}, "a plan alone defines no 人材像 and no standard"
    spans = {sort: [months_of(one, sort, N) for one in tasks_of(sort)] for sort in Sort}
    first = {sort: min(begins for begins, _ in found) for sort, found in spans.items()}
    assert first == {Sort.NEW: "2026-01", Sort.REVISION: "2026-04", Sort.PLAN: "2026-06"}
    for found in spans.values():
        assert all(begins <= ends for begins, ends in found)
        assert max(ends for _, ends in found) == "2028-03"
    places = {one.key for role in (Role.HR, Role.DX) for one in destinations(role, CODES)}
    assert {screen for one in TASKS for screen in one.screens} <= places


def test_a_drafting_is_begun_once_a_year_and_put_away_and_taken_out_again(desk: Desk) -> None:
    for year, sort, code in ((N, "よくする", "drafting-sort"), (N + 9, "new", "drafting-year")):
        with pytest.raises(KnownError) as error:
            keeping.begin(desk, year, sort)
        assert codes(error) == [code]
    keeping.begin(desk, N, Sort.NEW)
    assert only(desk).title == "令和9年度 新規策定"
    with pytest.raises(KnownError) as error:
        keeping.begin(desk, N, Sort.PLAN)
    assert codes(error) == ["drafting-there"]
    keeping.save_step(desk, StepSaid("setup", fiscal_year=N, state=Progress.DONE))
    keeping.put_away(desk, N)
    assert not board(desk).draftings
    keeping.begin(desk, N, Sort.REVISION)
    again = only(desk)
    assert (again.said.sort, again.done) == (Sort.REVISION, 1), "what was written of a task stays"


def test_a_task_keeps_its_months_owner_and_state_and_refuses_what_cannot_be(desk: Desk) -> None:
    keeping.begin(desk, N, Sort.NEW)
    assert (task(desk, "budget").months, task(desk, "budget").estimated) == (
        "R8年度9\N{WAVE DASH}11月(推定)",
        True,
    )
    wrong = (
        (StepSaid("budget", begins="2028-04"), "drafting-outside"),
        (StepSaid("budget", ends="2025-03"), "drafting-outside"),
        (StepSaid("budget", ends="2026-08"), "drafting-months"),
        (StepSaid("budget", begins="秋"), "drafting-month"),
        (StepSaid("budget", state="たぶん"), "drafting-state"),
        (StepSaid("budget", section="9999"), "answers-section"),
        (StepSaid("budget", person="999999"), "answers-person"),
        (StepSaid("nothing"), "drafting-unknown"),
    )
    before = only(desk)
    for one, code in wrong:
        with pytest.raises(KnownError) as error:
            keeping.save_step(desk, one._replace(fiscal_year=N))
        assert code in codes(error)
    assert only(desk) == before
    said = StepSaid(
        "budget", "", N, "令和8年9月", "2026-10", "1020", w.TAX_A, Progress.DOING, note="課長会の前に"
    )
    keeping.save_step(desk, said)
    found = task(desk, "budget")
    assert (found.months, found.state, found.said.done_on) == ("R8年度9\N{WAVE DASH}10月", "進行中", "")
    keeping.save_step(desk, found.said._replace(state=Progress.DONE))
    assert task(desk, "budget").said.done_on == "2026-05-11"
    keeping.save_step(desk, task(desk, "budget").said._replace(state=Progress.WAITING))
    assert task(desk, "budget").said.done_on == "", "one that is open again was done on no day"


def test_a_task_whose_owner_left_is_told_on_the_list_and_on_home(desk: Desk) -> None:
    keeping.begin(desk, N, Sort.NEW)
    keeping.save_step(desk, StepSaid("budget", fiscal_year=N, person=w.TAX_A))
    with desk.store.write() as uow:
        person = next(one for one in uow.people.employees() if one.number == w.TAX_A)
        uow.people.save_employees([replace(person, left=True)])
        uow.commit()
    found = task(desk, "budget")
    assert "名簿から外れています" in found.lost
    with pytest.raises(KnownError) as error:
        keeping.save_step(desk, found.said._replace(note="あとで"))
    assert codes(error) == ["answers-person"]
    assert "予算要求の手続き" in todo(desk, "2026-05-12")["drafting-lost"]


def test_home_tells_what_is_of_this_month_and_what_is_late(desk: Desk) -> None:
    keeping.begin(desk, N, Sort.REVISION)
    told = todo(desk, "2026-05-12")["drafting-due"]
    assert "体制と日程を決める" in told
    assert "前提の整理" in told
    assert "予算要求" not in told
    late = todo(desk, "2026-07-01")["drafting-due"]
    assert "過ぎた手順" in late
    for code in ("setup", "premise", "personas", "targets", "year-targets", "standards"):
        keeping.save_step(desk, StepSaid(code, fiscal_year=N, state=Progress.SKIPPED))
    assert "drafting-due" not in todo(desk, "2026-07-01")
    keeping.put_away(desk, N)
    assert "drafting-due" not in todo(desk, "2026-12-01")


def test_each_step_says_what_the_store_holds_for_it_today(tmp_path: Path) -> None:
    with planning(tmp_path) as desk:
        capabilities.switch(desk, "agenda", True)
        keeping.begin(desk, PLANNED, Sort.NEW)
        known = {one.task.code: "\n".join(one.known) for one in only(desk).lines}
        assert "スキル体系 「品川区" in known["premise"]
        assert "人材像" in known["personas"]
        assert "育成段階" in known["standards"]
        assert "令和7年度の確定した結果" in known["targets"]
        assert "ギャップ" in known["targets"]
        assert "予算要求案 まだありません" in known["budget"]
        plans.make(desk, PLANNED, DRAFT)
        found = next(one for one in only(desk).lines if one.task.code == "budget")
        assert "人事課との協議はまだです" in found.known[0], "counted when one looks"


def test_the_words_of_sorts_stay() -> None:
    assert dict(SORT_NAMES) == {"new": "新規策定", "revision": "見直し", "plan-only": "年度計画のみ"}
