"""A number goes to somebody else: the results, the courses and the year of its former holder stay theirs."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest

from dxdesk.domain.contents import REFERENCE_STAGES
from dxdesk.domain.errors import KnownError
from dxdesk.domain.framework import Stage
from dxdesk.domain.records import Part
from dxdesk.usecases.imports import roster
from dxdesk.usecases.organisation import roster_drift
from dxdesk.usecases.organisation.assigning import heads_by_person
from dxdesk.usecases.organisation.new_holder import asked_in
from dxdesk.usecases.organisation.roster_drift import Kind
from dxdesk.usecases.person_year import holders, past_years
from dxdesk.usecases.person_year.cycles import framework_of
from dxdesk.usecases.review import confirming
from dxdesk.usecases.review.confirming import Decision
from dxdesk.usecases.year import cycle, finalise
from dxdesk.usecases.year.cycle import OpenCycle
from tests.helpers.office import STAFF, YEAR
from tests.helpers.stories import Town

YOSHINO, KASAI, _ = STAFF
NEXT = YEAR + 1


def handed_over(town: Town, number: str, as_of: str) -> int:
    """Take in a roster in which a number is 佐々木 隆's, and return the receipt."""
    (path,) = (path for path in town.send(town.hr, "roster", "名簿") if path.suffix == ".csv")
    with path.open(encoding="utf-8-sig", newline="") as file:
        titles, *lines = csv.reader(file)
    for line in lines:
        if line[titles.index("職員番号")] == number:
            line[titles.index("氏名")], line[titles.index("フリガナ")] = "佐々木 隆", "ササキ タカシ"
    target = Path(town.folder) / "次の名簿.csv"
    with target.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([titles, *lines])
    codes = {problem.code for problem in roster.preview_roster(town.hr, target).errors}
    done = roster.apply_roster(town.hr, target, accept=[*codes, "number-reused"], as_of=as_of)
    assert done.outcome == "applied", done.errors
    return done.receipt


def finished_year(town: Town) -> None:
    """Let 吉野 answer, be confirmed and finalised."""
    town.receive(town.chief, town.answered(YOSHINO))
    confirming.confirm(town.chief, Decision(YOSHINO))
    town.receive(town.manager, *town.send(town.chief, "confirmations", "確認票"))
    confirming.confirm(town.manager, Decision(YOSHINO))
    town.receive(town.hr, *town.send(town.manager, "confirmations", "確認票2"))
    finalise.finalise(town.hr)


def reference(town: Town, year: int, number: str) -> dict[str, object]:
    with town.hr.store.read() as uow:
        heads = heads_by_person(uow, year, Part.REFERENCE).get(number, ())
    return dict(heads[0].content) if heads else {}


def next_year(town: Town) -> None:
    with town.hr.store.read() as uow:
        framework = cycle.all_cycles(uow)[0].framework_code
    cycle.close_cycle(town.hr, YEAR)
    cycle.open_cycle(town.hr, OpenCycle(NEXT, framework, f"{NEXT}-04-01"))


def test_last_years_levels_go_to_who_reached_them_and_to_nobody_else(town: Town) -> None:
    finished_year(town)
    next_year(town)
    assert reference(town, NEXT, YOSHINO)["last_year"]


def test_the_new_holder_begins_with_nothing(town: Town) -> None:
    finished_year(town)
    handed_over(town, YOSHINO, f"{NEXT}-04-01")
    next_year(town)
    assert not reference(town, NEXT, YOSHINO)
    with town.hr.store.read() as uow:
        assigned = heads_by_person(uow, NEXT, Part.ASSIGNMENT)[YOSHINO][0].content
        before = heads_by_person(uow, YEAR, Part.ASSIGNMENT)[YOSHINO][0].content
    assert (assigned["name"], assigned["target"]) == ("佐々木 隆", True)
    assert before["name"] == "𠮷野 花子"


def test_in_an_open_year_the_number_stays_the_formers_who_left(town: Town) -> None:
    handed_over(town, KASAI, f"{YEAR}-10-01")
    with town.hr.store.read() as uow:
        assert holders.holders(uow)[KASAI].first_year == NEXT
    assert {one.number: one.kind for one in roster_drift.look(town.hr).differences} == {KASAI: Kind.LEFT}
    cycle.refresh_assignments(town.hr)
    with town.hr.store.read() as uow:
        assigned = heads_by_person(uow, YEAR, Part.ASSIGNMENT)[KASAI][0].content
    assert (assigned["name"], assigned["target"]) == ("葛󠄀西 健", False)


def test_the_new_holder_is_asked_in_a_year_that_is_named(town: Town) -> None:
    """「対象です」 alone would say it of the open year, in which the former holder is asked."""
    handed_over(town, KASAI, f"{YEAR}-10-01")
    with town.hr.store.read() as uow:
        assert (asked_in(uow, KASAI), asked_in(uow, YOSHINO)) == ("令和8年度", "")
    for year, told in ((NEXT, "令和8年度"), (NEXT + 1, "令和9年度")):
        days = f"{year}-04-01", f"{year + 1}-02-13", f"{year + 1}-02-20", f"{year + 1}-02-27"
        cycle.open_cycle(town.hr, OpenCycle(year, "shinagawa", *days))
        with town.hr.store.read() as uow:
            assert asked_in(uow, KASAI) == told


def test_a_number_is_not_given_back_once_its_new_holder_is_in_a_year(town: Town) -> None:
    receipt = handed_over(town, YOSHINO, f"{NEXT}-04-01")
    next_year(town)
    with pytest.raises(KnownError) as error:
        roster.undo_roster(town.hr, receipt)
    assert (error.value.code, error.value.problem.found) == ("undo-blocked", f"{YOSHINO} 佐々木 隆")


def test_a_stage_that_the_former_holder_reached_is_not_the_new_ones(town: Town) -> None:
    """Stages are kept over years of absence: the years before the number went over are left out."""
    finished_year(town)
    with town.hr.store.write() as uow:
        shown = framework_of(uow, cycle.all_cycles(uow)[0])
        staged = replace(shown, stages=(Stage("1", "dx-promoter", 1, "基礎"),))
        (line,) = uow.results.snapshot_lines(YEAR, YOSHINO)
        snapshot = uow.results.snapshots(YEAR)[-1]
        content = {**line.content, REFERENCE_STAGES: {"dx-promoter": "1"}}
        later = replace(snapshot, number=snapshot.number + 1)
        uow.results.add_snapshot(later, [replace(line, snapshot=later.number, content=content)])
        assert past_years.kept_stages(uow, staged, NEXT) == {YOSHINO: {"dx-promoter": "1"}}
        holders.hand_over(uow, YOSHINO, holders.Holder(f"{NEXT}-04-01", NEXT, "前の人"))
        assert past_years.kept_stages(uow, staged, NEXT) == {}
