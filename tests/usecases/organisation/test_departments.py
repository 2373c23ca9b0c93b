"""A reorganisation entered by hand: departments begin, change and end, lists and routes follow."""

from __future__ import annotations

import csv

import pytest

from dxdesk import bootstrap
from dxdesk.domain import targets
from dxdesk.domain.errors import KnownError
from dxdesk.ports.entities import ListEntry, Role
from dxdesk.usecases.imports.roster import apply_roster
from dxdesk.usecases.inbox.opening import create_store
from dxdesk.usecases.organisation import departments, lists, routing
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.memory import forgetful, in_memory

PASSPHRASE = "検証 1234 あい"
STAFF = (
    ("職員番号", "氏名", "所属コード", "所属名", "職層", "職名", "在職状態"),
    ("001", "検証 一", "10", "総務部", "管理職", "部長", "在職"),
    ("002", "検証 二", "11", "総務部 人事課", "管理職", "課長", "在職"),
    ("003", "検証 三", "11", "総務部 人事課", "係長級", "係長", "休職"),
    ("004", "検証 四", "11", "総務部 人事課", "一般職", "主事", "在職"),
)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    folder = tmp_path_factory.mktemp("departments")
    with (folder / "名簿.csv").open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(STAFF)
    made = create_store(
        in_memory(bootstrap.services()),
        str(folder / "人事.dxdesk"),
        Role.HR,
        ("131091", "検証区"),
        PASSPHRASE,
    )
    assert apply_roster(made, folder / "名簿.csv").added == 4
    return made


@pytest.fixture
def desk(office: Desk) -> Desk:
    return forgetful(office)


def names(desk: Desk, day: str) -> dict[str, str]:
    with desk.store.read() as uow:
        return {code: unit.name for code, unit in departments.current(uow, day).items()}


def test_a_department_is_added_renamed_moved_and_closed(desk: Desk) -> None:
    departments.add_department(desk, "12", "情報課", parent="10", valid_from="2026-04-01")
    assert "12" not in names(desk, "2026-03-31")
    departments.rename_department(desk, "12", "DX推進課", as_of="2027-04-01")
    assert (names(desk, "2027-03-31")["12"], names(desk, "2027-04-01")["12"]) == ("情報課", "DX推進課")
    departments.add_department(desk, "20", "企画部")
    departments.move_department(desk, "12", "20", as_of="2027-04-01")
    with desk.store.read() as uow:
        assert departments.current(uow)["12"].parent == "20"
    departments.close_department(desk, "12", last_day="2028-03-31", successors=("11",))
    assert "12" not in names(desk, "2028-04-01")
    departments.add_department(desk, "12", "広報課", valid_from="2030-04-01")
    assert names(desk, "2030-05-01")["12"] == "広報課", "the code is used again"
    with desk.store.read() as uow:
        assert [unit.name for unit in uow.people.departments() if unit.code == "12"] == [
            "情報課",
            "DX推進課",
            "広報課",
        ]


def test_what_would_break_the_tree_is_refused(desk: Desk) -> None:
    refusals = [
        (lambda: departments.add_department(desk, "11", "二重"), "department-exists"),
        (lambda: departments.add_department(desk, "13", " "), "department-blank"),
        (lambda: departments.add_department(desk, "13", "孤児課", parent="99"), "department-unknown"),
        (lambda: departments.rename_department(desk, "99", "不明"), "department-unknown"),
        (lambda: departments.move_department(desk, "10", "11"), "department-loop"),
        (lambda: departments.close_department(desk, "11", last_day="2026-03-31"), "department-occupied"),
    ]
    before = names(desk, "")
    for attempt, code in refusals:
        with pytest.raises(KnownError) as caught:
            attempt()
        assert caught.value.code == code
        assert caught.value.problem.fix
    assert names(desk, "") == before


def test_own_lists_and_decisions_say_who_is_asked(desk: Desk) -> None:
    with desk.store.read() as uow:
        own = lists.own_lists(uow)
        people = {person.number: person for person in uow.people.employees()}
    assert targets.target_of(people["003"], own) == (False, "在職状態が「休業等」")
    assert lists.never_late(people["003"], own)
    lists.save_lists(desk, [ListEntry("grade", "管理職", target=False)])
    lists.set_override(desk, "002", True, "本人の希望")
    with desk.store.read() as uow:
        own, decided = lists.own_lists(uow), lists.overrides(uow)
    assert targets.target_of(people["001"], own, decided) == (False, "職層が「管理職」")
    assert targets.target_of(people["002"], own, decided) == (True, "本人の希望")
    lists.set_override(desk, "002", None)
    with desk.store.read() as uow:
        assert lists.overrides(uow) == {}
        assert len(lists.own_lists(uow)) >= len(lists.default_lists()), "an edit keeps the other values"


def test_missing_routes_are_told_before_anything_is_sent(desk: Desk) -> None:
    missing = routing.missing_routes(desk, "2026-02-01")
    assert [problem.found for problem in missing] == ["001"]
    assert "検証 一" in missing[0].message
    with pytest.raises(KnownError) as caught:
        routing.nominate(desk, "999")
    assert caught.value.code == "employee-unknown"
    before = routing.directors(desk)
    assert before.nominated is None
    assert [one.number for one in before.people] == [one.number for one in before.without] == ["001"]
    routing.nominate(desk, "001")
    assert [one.number for one in routing.directors(desk).without] == ["001"], "nobody confirms themselves"
    routing.nominate(desk, "002")
    after = routing.directors(desk)
    assert after.nominated is not None
    assert after.nominated.number == "002"
    assert [one.number for one in after.people] == ["001"]
    assert after.without == ()
    assert routing.missing_routes(desk, "2026-02-01") == ()
    with desk.store.read() as uow:
        finder = routing.route_finder(uow, "2026-02-01")
        clerk = uow.people.employee("004")
        assert clerk is not None
        assert finder.route_of(clerk).route.first == "", "the 係長 is on leave"
        assert finder.route_of(clerk).route.second == "002"


@pytest.mark.parametrize("day", ["R8.4", "2026-02-30"])
def test_a_day_that_is_none_changes_nothing(desk: Desk, day: str) -> None:
    with desk.store.read() as uow:
        before = tuple(uow.people.departments())
    for act in (
        lambda: departments.add_department(desk, "12", "情報課", valid_from=day),
        lambda: departments.rename_department(desk, "11", "人事部", as_of=day),
        lambda: departments.move_department(desk, "11", "", as_of=day),
        lambda: departments.close_department(desk, "11", last_day=day, successors=("10",)),
    ):
        with pytest.raises(KnownError) as told:
            act()
        assert told.value.code == "date-unreadable"
    with desk.store.read() as uow:
        assert tuple(uow.people.departments()) == before
