"""任命権者: an office with one sees nothing of it; what leaves one's own rests on a decision."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxdesk.domain import authorities as rule
from dxdesk.domain.authorities import Decision, Scope
from dxdesk.domain.capabilities import AUTHORITIES
from dxdesk.domain.errors import KnownError
from dxdesk.ports.entities import Department
from dxdesk.usecases.development import transfers
from dxdesk.usecases.organisation import authorities, capabilities, departments, office_texts, stopping
from dxdesk.usecases.organisation.asking import asking
from dxdesk.usecases.reports.dispatch_lists import dispatch_list
from dxdesk.usecases.sending import dispatch
from dxdesk.usecases.skillmap import building
from dxdesk.usecases.year import cycle
from tests.helpers.office import OTHER_CHIEF, STAFF
from tests.helpers.stories import Town

YOSHINO, KASAI, KAMIYA = STAFF
LISTS = ("lists", "provision")
DECIDED = Decision(
    rule.BOARD, LISTS, "氏名、所属、レベル", "個人情報の保護に関する法律第69条", "7検人第12号",
    "2025-12-01", "2025-12-01",
)  # fmt: skip


@pytest.fixture
def board(town: Town) -> Town:
    """庶務係 belongs to the board of education."""
    authorities.assign(town.hr, "112", rule.BOARD)
    return town


def shown(town: Town) -> set[str]:
    return {row.number for row in building.people_map(town.hr).rows}


def test_an_office_with_one_authority_sees_nothing_of_it(town: Town) -> None:
    everybody = shown(town)
    kept = authorities.kept(town.hr)
    assert (kept.own, kept.several, kept.of) == ("区長部局", False, {})
    assert building.people_map(town.hr).left_out == ""
    assert [column.title for column in dispatch_list(town.hr).columns][-1] == "人数"
    with town.hr.store.read() as uow:
        assert uow.people.entries(authorities.LIST) == []
        assert uow.settings.starting_with("dispatched-beyond:") == {}
    assert everybody >= set(STAFF)


def test_people_of_another_authority_are_in_no_list_until_a_decision_lets_them(board: Town) -> None:
    found = building.people_map(board.hr)
    assert shown(board).isdisjoint({OTHER_CHIEF, KAMIYA})
    assert YOSHINO in shown(board)
    assert found.left_out == "教育委員会の職員 2人は入っていません"
    assert found.basis.endswith("(教育委員会の職員 2人は入っていません)")
    searched = building.people_map(board.hr, query="一般職").rows
    assert {row.number for row in searched} == {YOSHINO, KASAI}
    authorities.keep_decision(board.hr, DECIDED)
    assert {OTHER_CHIEF, KAMIYA} <= shown(board)
    # The decision names lists; who would leave as the last one is a question of candidates.
    assert transfers.leaving(board.hr, [KAMIYA]).unknown == (KAMIYA,)
    authorities.keep_decision(board.hr, replace(DECIDED, scopes=("candidates",), number="7検人第13号"))
    assert transfers.leaving(board.hr, [KAMIYA]).unknown == ()


@pytest.mark.parametrize(
    ("begun", "ended", "allowed"),
    [
        ("2026-01-10", "", False),
        ("2026-01-09", "", True),
        ("2025-04-01", "2026-01-08", False),
        ("2025-04-01", "2026-01-09", True),
    ],
)
def test_a_decision_holds_from_its_first_to_its_last_day(
    board: Town, begun: str, ended: str, allowed: bool
) -> None:
    authorities.keep_decision(board.hr, replace(DECIDED, valid_from=begun, valid_to=ended))
    assert (KAMIYA in shown(board)) is allowed


def test_a_decision_is_ended_and_not_forgotten(board: Town) -> None:
    key = authorities.keep_decision(board.hr, DECIDED)
    authorities.end_decision(board.hr, key, "2026-01-08")
    assert KAMIYA not in shown(board)
    assert authorities.kept(board.hr).decisions[key].number == "7検人第12号"


def test_what_a_decision_lacks_is_named_and_nothing_is_kept(board: Town) -> None:
    def refused(wanted: Decision) -> tuple[str, str]:
        with pytest.raises(KnownError) as error:
            authorities.keep_decision(board.hr, wanted)
        return error.value.code, error.value.problems[0].message

    code, message = refused(Decision(rule.BOARD, (), "", "", "", "", ""))
    assert code == "decision-incomplete"
    assert all(word in message for word in ("利用の範囲", "根拠", "決裁番号", "項目", "期間の始まり"))
    assert refused(replace(DECIDED, scopes=("everything",)))[0] == "decision-incomplete"
    assert refused(replace(DECIDED, authority="神社庁"))[0] == "authority-unknown"
    assert refused(replace(DECIDED, authority="区長部局"))[0] == "authority-own"
    assert refused(replace(DECIDED, valid_from="4月"))[0] == "date-unreadable"
    assert refused(replace(DECIDED, valid_to="2025-11-30"))[0] == "dates-out-of-order"
    assert authorities.kept(board.hr).decisions == {}
    assert KAMIYA not in shown(board)


def test_an_authority_holds_for_what_is_under_a_section_until_one_says_otherwise(town: Town) -> None:
    authorities.assign(town.hr, "110", rule.BOARD)
    authorities.assign(town.hr, "111", "区長部局")
    kept = authorities.kept(town.hr)
    assert [kept.of_section(code) for code in ("100", "110", "111", "112")] == [
        *("区長部局", rule.BOARD, "区長部局", rule.BOARD)
    ]
    departments.rename_department(town.hr, "110", "学務課", as_of="2026-04-01")
    assert authorities.kept(town.hr).of_section("112") == rule.BOARD
    authorities.assign(town.hr, "110", "")
    assert not authorities.kept(town.hr).several


def test_a_code_that_another_section_gets_does_not_bring_the_authority_along(board: Town) -> None:
    departments.close_department(board.hr, "112", last_day="2026-03-31", successors=["111"])
    departments.add_department(board.hr, "112", "広報係", parent="110", valid_from="2026-04-01")
    assert authorities.kept(board.hr).of_section("112") == "区長部局"


def test_people_of_the_council_are_asked_once_it_is_switched_on(town: Town) -> None:
    authorities.assign(town.hr, "112", rule.COUNCIL)
    cycle.refresh_assignments(town.hr)
    with town.hr.store.read() as uow:
        people = uow.people.employees()
        of = asking(uow, people, "2026-01-09")
        told = {person.number: of(person) for person in people}
    assert told[KAMIYA] == (False, "任命権者が「議会事務局」")
    assert told[YOSHINO] == (True, "")
    authorities.set_asked(town.hr, rule.COUNCIL, True)
    with town.hr.store.read() as uow:
        assert asking(uow, people, "2026-01-09")(next(p for p in people if p.number == KAMIYA)) == (True, "")
    with pytest.raises(KnownError) as error:
        authorities.set_asked(town.hr, "区長部局", False)
    assert error.value.code == "authority-own"


def test_the_ledger_says_what_is_a_provision(board: Town) -> None:
    dispatch.export(board.hr, dispatch.Export("section-packages", board.folder / "again"))
    with board.hr.store.read() as uow:
        (entry, *_) = uow.audit.entries(1)
    printed = dispatch_list(board.hr)
    assert printed.columns[-1].title == "区分"
    (provided,) = (row for row in printed.rows if row[-1] == "提供")
    assert f"_{OTHER_CHIEF}" in provided[3]
    assert {row[-1] for row in printed.rows} == {"利用", "提供"}
    assert "「提供」" in printed.notes[0]
    assert '"provided":1' in entry.counts


def test_authorities_are_not_hidden_while_they_leave_people_out(board: Town) -> None:
    def used() -> bool:
        return next(one.on for one in capabilities.switches(board.hr) if one.capability.code == AUTHORITIES)

    assert used(), "what leaves people out of lists is seen among what is used"
    with pytest.raises(KnownError) as error:
        capabilities.switch(board.hr, AUTHORITIES, False)
    assert error.value.code == "authorities-in-use"
    assert "教育委員会の所属が1つ" in error.value.problem.message
    assert used()
    assert shown(board).isdisjoint({OTHER_CHIEF, KAMIYA})
    authorities.assign(board.hr, "112", "区長部局")
    capabilities.switch(board.hr, AUTHORITIES, False)
    assert not used()
    assert building.people_map(board.hr).left_out == ""
    assert shown(board) >= {OTHER_CHIEF, KAMIYA}
    assert "教育委員会" not in "".join(text.text for text in office_texts.office_texts(board.hr))


def test_who_may_not_be_used_is_in_no_map_and_stays_in_the_store(town: Town) -> None:
    stopping.stop(town.hr, YOSHINO, "R8.1.5 本人の請求(7検人第20号)")
    found = building.people_map(town.hr)
    assert YOSHINO not in shown(town)
    assert found.left_out == "利用を止めている職員 1人は入っていません"
    with town.hr.store.read() as uow:
        assert uow.people.employee(YOSHINO) is not None
        assert uow.exchange.person(2025, YOSHINO)
    stopping.resume(town.hr, YOSHINO)
    assert YOSHINO in shown(town)
    for number, reason, code in ((YOSHINO, " ", "stop-reason"), ("999999", "請求", "employee-unknown")):
        with pytest.raises(KnownError) as error:
            stopping.stop(town.hr, number, reason)
        assert error.value.code == code


@pytest.mark.parametrize(
    ("name", "head"),
    [
        *(("検証区", "区長部局"), ("柏市", "市長部局"), ("検証町", "町長部局"), ("検証村", "村長部局")),
        *(("検証県", "知事部局"), ("東京都", "知事部局"), ("検証広域連合", "首長部局"), ("", "首長部局")),
    ],
)
def test_the_own_departments_are_called_as_the_municipality_calls_them(name: str, head: str) -> None:
    assert rule.head_of(name) == head


def test_words_of_tables_are_understood_or_asked() -> None:
    known = ("市長部局", *rule.PRESETS)
    said = {
        "市長": "市長部局",
        "教 育 委員会": rule.BOARD,
        "教委": rule.BOARD,
        "消防長": "消防",
        "神社庁": None,
    }
    assert {word: rule.read_word(word, known, "市長部局") for word in said} == said


_names = st.sampled_from(["", "教育委員会", "消防", "区長部局"])


@given(st.lists(st.tuples(_names, st.integers(-1, 5)), max_size=6))
def test_every_section_has_exactly_one_authority(drawn: list[tuple[str, int]]) -> None:
    """Its own, else the nearest one above, else the head's: whatever the tree looks like, loops among it."""
    units = {
        str(place): Department(str(place), "", str(above) if above >= 0 else "")
        for place, (_, above) in enumerate(drawn)
    }
    said = {str(place): name for place, (name, _) in enumerate(drawn)}
    found = rule.by_code(units, said, "区長部局")
    assert found.keys() == units.keys()
    for code, name in found.items():
        above, seen = code, set[str]()
        while above in units and above not in seen and not said[above]:
            seen.add(above)
            above = units[above].parent
        assert name == (said.get(above) or "区長部局")


@given(st.sets(st.sampled_from(list(Scope))), st.sampled_from(list(Scope)))
def test_a_decision_allows_what_it_names_and_nothing_else(named: set[Scope], asked: Scope) -> None:
    one = replace(DECIDED, scopes=tuple(scope.value for scope in named))
    assert one.allows(asked, "2026-01-09") is (asked in named)
