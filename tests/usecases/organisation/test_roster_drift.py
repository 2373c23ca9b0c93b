"""The roster changes while a year is open: who and what is one list, and one act follows it."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from dxdesk.domain.errors import KnownError
from dxdesk.domain.records import Part
from dxdesk.usecases.exchange import ledgers
from dxdesk.usecases.home.overview import home
from dxdesk.usecases.imports import roster
from dxdesk.usecases.organisation import lists, roster_drift, routing
from dxdesk.usecases.organisation.roster_drift import Change, Kind
from dxdesk.usecases.person_year.cycles import find_cycle
from dxdesk.usecases.progress.status import PersonStatus, reminder, status, status_json
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.year import cycle, finalise
from tests.helpers.office import CHIEF, STAFF, all_levels
from tests.helpers.stories import Town

YOSHINO, KASAI, KAMIYA = STAFF


def changed(
    town: Town, edit: dict[str, dict[str, str]], *, without: tuple[str, ...] = (), more: int = 0
) -> int:
    """Take in the roster as it is, with some cells changed, people gone and new ones added."""
    (path,) = (path for path in town.send(town.hr, "roster", "名簿") if path.suffix == ".csv")
    with path.open(encoding="utf-8-sig", newline="") as file:
        titles, *lines = csv.reader(file)
    number = titles.index("職員番号")
    kept = []
    for line in lines:
        if line[number] in without:
            continue
        for title, text in edit.get(line[number], {}).items():
            line[titles.index(title)] = text
        kept.append(line)
    for extra in range(more):
        new = list(next(line for line in lines if line[number] == YOSHINO))
        new[number], new[titles.index("氏名")] = f"{990001 + extra:06}", f"新人 {extra}"
        kept.append(new)
    target = Path(town.folder) / f"名簿{len(list(Path(town.folder).glob('名簿*.csv')))}.csv"
    with target.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([titles, *kept])
    codes = {problem.code for problem in roster.preview_roster(town.hr, target).errors}
    done = roster.apply_roster(town.hr, target, accept=(*codes, "name-taken"))
    assert done.outcome == "applied", done.errors
    return done.receipt


def name_in_the_year(town: Town, number: str) -> str:
    return next(person.name for person in status(town.hr).people if person.number == number)


def differences(desk: Desk) -> dict[str, Kind]:
    return {one.number: one.kind for one in roster_drift.look(desk).differences}


def test_a_year_just_opened_is_in_step_and_nothing_is_said(town: Town) -> None:
    assert roster_drift.look(town.hr).differences == ()
    assert status(town.hr).drift == 0
    assert "roster_drift" not in status_json(status(town.hr))
    assert "roster-drift" not in {todo.key for todo in home(town.hr).todo}


def test_left_moved_new_and_a_confirmer_who_is_gone_are_one_list_and_one_act(town: Town) -> None:
    changed(
        town,
        {KASAI: {"氏名": "葛西 別姓"}, KAMIYA: {"一次確認者": CHIEF}},
        without=(YOSHINO,),
        more=1,
    )
    found = {one.number: one for one in roster_drift.look(town.hr).differences}
    assert {number: one.kind for number, one in found.items()} == {
        YOSHINO: Kind.LEFT,
        "990001": Kind.NEW,
        KASAI: Kind.DETAIL,
        KAMIYA: Kind.CONFIRMER,
    }
    assert list(found) == [YOSHINO, "990001", KAMIYA, KASAI]
    assert found[KASAI].changes[0].after == "葛西 別姓"
    assert found[KAMIYA].changes[0].label == "一次確認者"
    assert CHIEF in found[KAMIYA].changes[0].after
    # Nothing followed by itself, and whoever counts is told so.
    assert name_in_the_year(town, KASAI) != "葛西 別姓"
    assert status(town.hr).drift == 4
    assert status_json(status(town.hr))["roster_drift"] == 4
    (todo,) = (todo for todo in home(town.hr).todo if todo.key == "roster-drift")
    assert "4人" in todo.title
    assert "名簿からいなくなった 1人" in todo.text
    assert (todo.screen, todo.focus) == ("year", "drift")
    cycle.refresh_assignments(town.hr)
    assert roster_drift.look(town.hr).differences == ()
    assert name_in_the_year(town, KASAI) == "葛西 別姓"
    assert "roster-drift" not in {todo.key for todo in home(town.hr).todo}


def test_a_moved_person_is_told_with_both_sections(town: Town) -> None:
    changed(town, {YOSHINO: {"所属コード": "112", "所属名": "庶務係"}})
    (one,) = roster_drift.look(town.hr).differences
    assert (one.number, one.kind, one.department) == (YOSHINO, Kind.MOVED, "庶務係")
    assert one.changes[0] == Change("所属", "窓口係", "庶務係")
    assert [change.label for change in one.changes[1:]] == ["一次確認者"]


def test_what_else_an_assignment_rests_on_is_looked_at_too(town: Town) -> None:
    lists.set_override(town.hr, KASAI, target=False)
    assert differences(town.hr) == {KASAI: Kind.EXEMPT}
    lists.set_override(town.hr, KASAI, target=None)
    assert differences(town.hr) == {}
    routing.nominate(town.hr, CHIEF)
    before = differences(town.hr)
    cycle.refresh_assignments(town.hr)
    assert differences(town.hr) == {}, before


def test_an_undone_roster_leaves_no_difference(town: Town) -> None:
    receipt = changed(town, {KASAI: {"氏名": "葛西 別姓"}})
    assert differences(town.hr) == {KASAI: Kind.DETAIL}
    roster.undo_roster(town.hr, receipt)
    assert differences(town.hr) == {}


def test_what_others_send_brings_no_year_out_of_step(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    town.receive(town.hr, town.answered(YOSHINO))
    (form, *_) = town.send(town.hr, "forms", "申告票2")
    assert form.exists()
    monkeypatch.setattr("dxdesk.usecases.organisation.assigning.wanted", None)  # not even looked for
    assert roster_drift.look(town.hr).differences == ()
    with town.hr.store.read() as uow:
        assert len(ledgers.receipts(town.hr)) >= 1
        assert uow.exchange.part(find_cycle(uow).fiscal_year, Part.ASSIGNMENT)


def test_whoever_is_finalised_stays_who_they_were(town: Town) -> None:
    receive_all(town)
    finalise.finalise(town.hr)
    changed(town, {YOSHINO: {"氏名": "吉野 別姓"}, KASAI: {"氏名": "葛西 別姓"}})
    with town.hr.store.read() as uow:
        frozen = {line.employee_number for line in uow.results.snapshot_lines(find_cycle(uow).fiscal_year)}
    assert frozen
    assert not frozen & differences(town.hr).keys()


def receive_all(town: Town) -> None:
    from dxdesk.usecases.review import confirming
    from dxdesk.usecases.review.confirming import Decision

    town.receive(town.chief, town.answered(YOSHINO))
    confirming.confirm(town.chief, Decision(YOSHINO))
    town.receive(town.manager, *town.send(town.chief, "confirmations", "確認票"))
    confirming.confirm(town.manager, Decision(YOSHINO))
    town.receive(town.hr, *town.send(town.manager, "confirmations", "確認票2"))


def test_a_roster_of_after_the_year_is_followed_only_after_a_warning(town: Town) -> None:
    changed(town, {KASAI: {"氏名": "葛西 別姓"}})
    year = cycle.current_cycle(town.hr).fiscal_year
    with town.hr.store.write() as uow:
        uow.settings.set(roster_drift.ROSTER_DAY, f"{year + 1}-03-31")
        uow.commit()
    assert roster_drift.look(town.hr).warning == ""
    with town.hr.store.write() as uow:
        uow.settings.set(roster_drift.ROSTER_DAY, f"{year + 1}-04-01")
        uow.commit()
    assert "先にこの年度を閉じ" in roster_drift.look(town.hr).warning


def test_who_left_is_looked_for_by_nobody(town: Town) -> None:
    """As the screen of the year asks: everybody who is asked in it, some of whom the roster knows no more."""
    changed(town, {}, without=(YOSHINO,))
    asked = [person.number for person in status(town.hr).people]
    assert YOSHINO in asked
    assert YOSHINO not in {problem.found for problem in routing.missing_routes(town.hr, "", asked)}


def test_only_hr_looks(town: Town) -> None:
    with pytest.raises(KnownError) as error:
        roster_drift.look(town.chief)
    assert error.value.code == "wrong-role"


def test_a_list_of_a_kind_says_before_and_after() -> None:
    one = roster_drift.Difference("1", "甲", "課", Kind.DETAIL, (Change("職名", "", "主任"),))
    assert one.text == "職名: (なし) → 主任"
    assert roster_drift.Difference("1", "甲", "課", Kind.NEW).text == "新しく名簿に入った"


# --- who comes in the course of the year ---------------------------------------------------------------


def person(desk: Desk, number: str) -> PersonStatus:
    return next(one for one in status(desk).people if one.number == number)


@pytest.fixture
def days(town: Town, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    def to(day: str) -> None:
        monkeypatch.setattr(town.services.clock, "day", day)

    return to


def test_who_comes_after_the_day_has_time_and_is_not_asked_again_at_once(
    town: Town, days: Callable[[str], None]
) -> None:
    days("2026-02-18")  # the day for one's own answers was the 13th
    assert person(town.hr, YOSHINO).late
    changed(town, {}, more=1)
    cycle.refresh_assignments(town.hr)
    new = person(town.hr, "990001")
    assert (new.late, new.due) == (False, "2026-03-04")
    assert person(town.hr, YOSHINO).late
    asked = reminder(town.hr)
    assert "990001" not in asked.text
    assert YOSHINO in asked.text
    assert roster_drift.look(town.hr).differences == ()
    days("2026-03-05")
    assert person(town.hr, "990001").late
    assert "・990001 新人 0(窓口係)(期限 令和8年3月4日)" in reminder(town.hr).text


def test_a_later_day_stays_when_the_year_follows_the_roster_again(
    town: Town, days: Callable[[str], None]
) -> None:
    days("2026-02-18")
    changed(town, {}, more=1)
    cycle.refresh_assignments(town.hr)
    days("2026-02-25")
    changed(town, {"990001": {"職名": "主任"}, KASAI: {"職名": "主任"}})
    cycle.refresh_assignments(town.hr)
    assert person(town.hr, "990001").due == "2026-03-04"
    assert person(town.hr, KASAI).due == "2026-02-13"


def test_who_is_asked_again_after_all_has_time_too(town: Town, days: Callable[[str], None]) -> None:
    days("2026-02-18")
    lists.set_override(town.hr, KASAI, target=False)
    cycle.refresh_assignments(town.hr)
    days("2026-02-25")
    lists.set_override(town.hr, KASAI, target=None)
    cycle.refresh_assignments(town.hr)
    assert (person(town.hr, KASAI).late, person(town.hr, KASAI).due) == (False, "2026-03-11")


def test_the_confirmer_and_the_person_read_the_same_day(town: Town, days: Callable[[str], None]) -> None:
    days("2026-02-18")
    changed(town, {}, more=1)
    cycle.refresh_assignments(town.hr)
    (package,) = (p for p in town.send(town.hr, "section-packages", "配布2") if CHIEF in p.name)
    form = next(path for path in town.send(town.hr, "forms", "申告票2") if "990001" in path.name)
    chief = town.reopened(package, "chief2.dxdesk")
    own = town.reopened(form, "own2.dxdesk")
    for desk in (chief, own):
        assert (person(desk, "990001").late, person(desk, "990001").due) == (False, "2026-03-04")
    (todo,) = (todo for todo in home(own).todo if todo.key == "own-form")
    assert "期限は令和8年3月4日(水)です(あと14日)" in todo.text
    town.receive(town.hr, town.fill(form, "990001.xlsx", all_levels(town.hr, "LV2")))
    assert person(town.hr, "990001").due == "2026-03-11"  # the first confirmer's, seven days later as for all


def test_home_counts_the_days_of_who_came_later(town: Town, days: Callable[[str], None]) -> None:
    days("2026-02-18")
    changed(town, {}, without=tuple(one.number for one in status(town.hr).people if one.late), more=1)
    cycle.refresh_assignments(town.hr)
    days("2026-03-01")
    keys = {todo.key: todo for todo in home(town.hr).todo}
    assert "overdue" not in keys
    assert keys["missing"].title.startswith("期限まで3日、未提出 1人")


def test_a_year_says_since_when_only_of_who_came_later(town: Town, days: Callable[[str], None]) -> None:
    days("2026-02-18")
    changed(town, {KASAI: {"職名": "主任"}}, more=1)
    cycle.refresh_assignments(town.hr)
    with town.hr.store.read() as uow:
        said = {
            s.revision.record.employee_number: s.revision.content.get("since")
            for s in uow.exchange.part(find_cycle(uow).fiscal_year, Part.ASSIGNMENT)
        }
    assert {number: day for number, day in said.items() if day} == {"990001": "2026-02-18"}
