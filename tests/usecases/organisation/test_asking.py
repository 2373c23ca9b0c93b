"""Who is asked by 任用区分 and 人材像: whoever is appointed is, and the office decides of the others."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxdesk import bootstrap
from dxdesk.domain.errors import KnownError
from dxdesk.domain.targets import paired
from dxdesk.ports.entities import Department, Employee, ListEntry, Role
from dxdesk.usecases.inbox.opening import create_store
from dxdesk.usecases.organisation import appointments, asking, lists
from dxdesk.usecases.progress.year_table import members
from dxdesk.usecases.workplace.clock import FixedClock
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.year import cycle
from tests.helpers.memory import forgetful, in_memory

PART_TIME = "会計年度任用"
OFFICER, SUPPORT, CLERK, REGULAR, HEAD = "000101", "000102", "000103", "000104", "000105"
PEOPLE = (
    Employee(OFFICER, "検証 一郎", "", "", "10", "管理職", employment=PART_TIME, title="課長"),
    Employee(SUPPORT, "髙橋 美咲", "", "", "10", "一般職", employment=PART_TIME),
    Employee(CLERK, "葛󠄀西 健", "", "", "10", "一般職", employment=PART_TIME),
    Employee(REGULAR, "神谷 蓮", "", "", "10", "一般職", employment="正規"),
    Employee(HEAD, "渡邉 彩", "", "", "10", "管理職", employment="正規", title="課長"),
)


@pytest.fixture(scope="module")
def nakano(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """中野区: its 情報政策官 and IT専門支援員 are 会計年度任用職員."""
    services = in_memory(bootstrap.services(FixedClock("2026-01-09")))
    folder = tmp_path_factory.mktemp("nakano")
    desk = create_store(
        services, str(Path(folder) / "人事.dxdesk"), Role.HR, ("131148", "中野区"), "検証 1234 あい"
    )
    with desk.store.write() as uow:
        uow.people.save_departments([Department("10", "情報システム課")])
        uow.people.save_employees(PEOPLE)
        uow.commit()
    cycle.open_cycle(desk, cycle.OpenCycle(2025, "nakano", "2026-01-01"))
    return desk


@pytest.fixture
def desk(nakano: Desk) -> Desk:
    return forgetful(nakano)


def codes(desk: Desk) -> dict[str, str]:
    return {name: code for code, name, _ in asking.pair_table(desk).personas}


def asked(desk: Desk) -> set[str]:
    """Return who is asked in the year, once it follows the roster: the whole of every figure."""
    cycle.refresh_assignments(desk)
    with desk.store.read() as uow:
        return {number for number, member in members(uow, 2025).items() if not member.exempt}


def test_those_whom_nakano_appoints_are_asked_though_they_are_part_time(desk: Desk) -> None:
    assert asked(desk) == {REGULAR, HEAD}
    names = codes(desk)
    officer = next(code for name, code in names.items() if "情報政策官" in name)
    support = next(code for name, code in names.items() if "専門支援員" in name)
    appointments.appoint(desk, [OFFICER], officer, "2025-04-01", "2026-03-31")
    appointments.appoint(desk, [SUPPORT], support, "2025-04-01", "2026-03-31")
    assert asked(desk) == {REGULAR, HEAD, OFFICER, SUPPORT}
    table = asking.pair_table(desk)
    assert table.asked(PART_TIME, officer) is table.asked(PART_TIME, support) is True
    with pytest.raises(KnownError) as error:
        asking.decide_pair(desk, PART_TIME, officer, False)
    assert error.value.code == "pair-appointed"


def test_the_order_of_appointing_deciding_and_asking_does_not_matter(nakano: Desk) -> None:
    names = codes(nakano)
    officer = next(code for name, code in names.items() if "情報政策官" in name)
    everyone = next(code for code, _, appointed in asking.pair_table(nakano).personas if not appointed)
    acts = (
        lambda desk: appointments.appoint(desk, [OFFICER], officer, "2025-04-01"),
        lambda desk: asking.decide_pair(desk, PART_TIME, everyone, True),
        lambda desk: lists.set_override(desk, CLERK, False, "本人の希望"),
        lambda desk: cycle.refresh_assignments(desk),
    )
    found = set()
    for order in permutations(acts):
        desk = forgetful(nakano)
        for act in order:
            act(desk)
        found.add(frozenset(asked(desk)))
    assert len(found) == 1
    assert CLERK not in next(iter(found))


def test_the_office_decides_of_a_kind_of_employment_with_a_kind_of_person(desk: Desk) -> None:
    by_grade = [
        (code, name)
        for code, name, appointed in asking.pair_table(desk).personas
        if not appointed and "管理" in name
    ]
    code = by_grade[0][0] if by_grade else next(iter(codes(desk).values()))
    asking.decide_pair(desk, PART_TIME, code, True)
    assert asking.pair_table(desk).decided == {(PART_TIME, code): True}
    assert OFFICER in asked(desk)
    asking.decide_pair(desk, PART_TIME, code, None)
    assert asking.pair_table(desk).decided == {}
    assert asked(desk) == {REGULAR, HEAD}


def test_a_kind_of_person_can_be_left_out_of_those_who_are_usually_asked(desk: Desk) -> None:
    every = [code for code, _, appointed in asking.pair_table(desk).personas if not appointed]
    for code in every:
        asking.decide_pair(desk, "正規", code, False)
    assert asked(desk) == set()
    with desk.store.read() as uow:
        person = uow.people.employee(REGULAR)
        assert person is not None
        told = asking.asking(uow, [person], "2026-01-01")(person)
    assert told == (False, "任用区分が「正規」で、人材像でも対象外")


def test_what_is_no_pair_is_refused(desk: Desk) -> None:
    for pair in (("社外取締役", next(iter(codes(desk).values()))), (PART_TIME, "no-such")):
        with pytest.raises(KnownError) as error:
            asking.decide_pair(desk, *pair, True)
        assert error.value.code == "pair-unknown"


def test_a_decision_of_a_person_counts_before_one_of_a_pair(desk: Desk) -> None:
    lists.set_override(desk, CLERK, True, "本人の希望")
    for code in (code for code, _, appointed in asking.pair_table(desk).personas if not appointed):
        asking.decide_pair(desk, PART_TIME, code, False)
    assert CLERK in asked(desk)


def test_a_list_that_says_otherwise_is_followed_where_nothing_is_decided(desk: Desk) -> None:
    lists.save_lists(desk, [replace(ListEntry("employment", PART_TIME), target=True, position=7)])
    assert asked(desk) == {person.number for person in PEOPLE}


@given(
    st.dictionaries(st.sampled_from("abc"), st.booleans()),
    st.sets(st.sampled_from("abc")),
    st.booleans(),
)
def test_whoever_is_asked_for_one_kind_is_asked(said: dict[str, bool], held: set[str], usual: bool) -> None:
    found = paired("x", held, {("x", code): asked for code, asked in said.items()}, usual)
    if not held & said.keys():
        assert found is None
    else:
        assert found is any(said.get(code, usual) for code in held)
