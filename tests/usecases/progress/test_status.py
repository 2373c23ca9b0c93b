"""Who stands where, who is overdue, and the text that asks again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dxdesk.domain.errors import KnownError
from dxdesk.domain.file_names import bare
from dxdesk.domain.lifecycle import State
from dxdesk.usecases.answering import self_report
from dxdesk.usecases.answering.sheet import Answers
from dxdesk.usecases.exchange import keys
from dxdesk.usecases.home.overview import home
from dxdesk.usecases.inbox import opening
from dxdesk.usecases.organisation import lists
from dxdesk.usecases.progress import status
from dxdesk.usecases.reports import non_submitters, status_reports
from dxdesk.usecases.reports.kind import Order
from dxdesk.usecases.review import confirming, deputies
from dxdesk.usecases.review.decision import Decision
from dxdesk.usecases.review.deputies import Naming
from dxdesk.usecases.sending import dispatch
from dxdesk.usecases.workplace.clock import FixedClock
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers import world as w
from tests.helpers.office import CHIEF, OTHER_CHIEF, STAFF
from tests.helpers.stories import Town, confirmed


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Desk, FixedClock]]:
    with w.municipality(tmp_path_factory.mktemp("hr")) as (desk, clock):
        w.play(desk)
        yield desk, clock


@pytest.fixture
def early(played: tuple[Desk, FixedClock]) -> Desk:
    played[1].day = w.BEFORE
    return played[0]


@pytest.fixture
def late(played: tuple[Desk, FixedClock]) -> Desk:
    played[1].day = w.AFTER
    return played[0]


def people(desk: Desk) -> dict[str, status.PersonStatus]:
    return {person.number: person for person in status.status(desk).people}


def test_everybody_is_counted_once(early: Desk) -> None:
    found = status.status(early)
    assert found.staff == len(w.EMPLOYEES) == sum(found.states.values())
    assert found.states[State.RECEIVED] == 1
    assert found.states[State.FIRST_CONFIRMED] == 1
    assert found.states[State.SUBMITTED] == 2
    assert found.states[State.RETURNED] == 1
    assert found.states[State.EXEMPT] == 2
    assert found.asked == found.staff - 2
    assert sum(section.staff for section in found.sections) == found.staff
    for state in State:
        assert sum(section.states[state] for section in found.sections) == found.states[state]
    child = next(section for section in found.sections if section.code == "2010")
    assert (child.name, child.staff, child.asked) == ("保育課", 5, 3)


def test_names_stay_as_their_owners_write_them(early: Desk) -> None:
    names = {person.number: person.name for person in status.status(early).people}
    assert names == {person.number: person.name for person in w.EMPLOYEES}


def test_the_document_for_other_programs_has_the_agreed_shape(early: Desk) -> None:
    found = status.status_json(status.status(early))
    assert list(found) == ["role", "municipality", "fiscal_year", "framework", "staff", "states", "sections"]
    assert (found["role"], found["municipality"], found["fiscal_year"]) == ("hr", "131091", 2025)
    assert (found["framework"], found["staff"]) == ("shinagawa", 13)
    assert isinstance(found["states"], dict)
    assert set(found["states"]) == {state.value for state in State}
    assert isinstance(found["sections"], list)
    assert all(set(section) == {"code", "name", "staff", "states"} for section in found["sections"])


def test_nobody_is_late_before_the_first_deadline(early: Desk) -> None:
    assert status.status(early).late == 0


def test_on_the_last_day_there_is_still_time(played: tuple[Desk, FixedClock]) -> None:
    desk, clock = played
    clock.day = w.DUE_SELF
    assert not any(person.late for person in status.status(desk).people)
    clock.day = "2026-02-14"
    assert people(desk)[w.DIRECTOR].late


def test_after_the_deadlines_each_step_is_late_by_its_own_day(late: Desk) -> None:
    found = people(late)
    assert found[w.CHIEF_TAX].late  # has not begun
    assert found[w.TAX_B].late  # waits for the second confirmer
    assert found[w.LEADER_TAX].late
    assert not found[w.TAX_A].late  # done
    assert status.status(late).late == sum(person.late for person in found.values())


def test_who_is_on_leave_lent_or_not_asked_is_never_late(late: Desk) -> None:
    found = people(late)
    for number in (w.ON_LEAVE, w.PART_TIME, w.LENT):
        assert not found[number].late
    assert found[w.ON_LEAVE].exempt == "在職状態が「休業等」"
    assert found[w.LENT].state is State.NOT_STARTED


def test_who_is_on_leave_and_asked_after_all_is_still_not_late(tmp_path: Path) -> None:
    with w.municipality(tmp_path, w.AFTER) as (desk, _):
        lists.set_override(desk, w.ON_LEAVE, True, "本人の希望")
        w.open_year(desk)
        found = people(desk)[w.ON_LEAVE]
        assert (found.state, found.late) == (State.NOT_STARTED, False)
        assert w.ON_LEAVE not in {person.number for person in status.reminder(desk).people}


def test_a_returned_answer_has_until_the_confirmation(played: tuple[Desk, FixedClock]) -> None:
    desk, clock = played
    clock.day = "2026-02-18"
    found = people(desk)[w.TAX_C]
    assert (found.state, found.late, found.due) == (State.RETURNED, False, w.DUE_FIRST)


def test_the_confirmer_in_charge_is_whose_turn_it_is(early: Desk) -> None:
    found = people(early)
    assert found[w.TAX_C].confirmer == "山﨑 健"  # back with the person, through the first confirmer
    assert found[w.TAX_B].confirmer == "髙橋 美咲"  # waits for the second
    assert found[w.LEADER_TAX].confirmer == found[w.CHIEF_TAX].name  # has only one
    assert found[w.DIRECTOR].confirmer == ""


def test_a_year_that_is_not_there_is_said(early: Desk) -> None:
    with pytest.raises(KnownError) as told:
        status.status(early, 2031)
    assert told.value.code == "no-cycle"


# --- asking again ------------------------------------------------------------------------------------


def test_the_reminder_names_the_missing_under_their_confirmers(early: Desk) -> None:
    found = status.reminder(early)
    assert "期限は令和8年2月13日(金)です(あと9日)" in found.text
    assert "10人のうち 4人 提出済み、6人 未提出" in found.text
    assert "■ 山﨑 健 さん(確認者): 1人" in found.text
    assert "・000006 \ufa19谷 潤(税務課市民税係)(差戻し中)" in found.text
    assert "■ 確認者が決まっていない方: 1人" in found.text
    assert found.text.startswith("【再依頼】令和7年度 DXスキル申告票のご提出について")
    assert len(found.people) == 6
    assert "あわせて" not in found.text


def test_after_the_deadlines_the_reminder_asks_the_confirmers_too(late: Desk) -> None:
    found = status.reminder(late)
    assert "令和8年2月13日(金)が期限でしたが" in found.text
    assert "確認の期限(令和8年2月27日(金))を過ぎた申告が 3人分" in found.text
    assert "葛\U000e0100西 花子" in found.text
    assert "斎藤 蓮" not in found.text  # lent to another office


def test_a_reminder_for_a_division_reaches_what_is_under_it(early: Desk) -> None:
    found = status.reminder(early, "10")
    assert {person.number for person in found.people} == {w.DIRECTOR, w.PROMOTER, w.CHIEF_TAX, w.TAX_C}
    assert "保育課" not in found.text
    with pytest.raises(KnownError) as told:
        status.reminder(early, "9999")
    assert told.value.code == "section-unknown"


def test_where_nobody_is_missing_nobody_is_asked(tmp_path: Path) -> None:
    with w.municipality(tmp_path) as (desk, _):
        w.open_year(desk)
        w.answered(desk, w.PROMOTER)
        found = status.reminder(desk, "1010")
        assert found.people == ()
        assert "再依頼が要る方はいません" in found.text


# --- other stores ------------------------------------------------------------------------------------


def test_a_confirmer_and_a_person_see_their_own(tmp_path: Path) -> None:
    with w.municipality(tmp_path) as (desk, _):
        w.play(desk)
        packages = dispatch.export(desk, dispatch.Export("section-packages", tmp_path / "out")).files
        forms = dispatch.export(desk, dispatch.Export("forms", tmp_path / "out")).files
        package = next(path for path in packages if bare(path.stem).endswith(w.LEADER_TAX))
        form = next(path for path in forms if path.stem.endswith(w.CHIEF_TAX))
        section, _ = opening.create_from(desk.services, package, str(tmp_path / "係.dxdesk"), w.PASSPHRASE)
        own, _ = opening.create_from(desk.services, form, str(tmp_path / "本人.dxdesk"), "")
        try:
            seen = status.status(section)
            assert {person.number for person in seen.people} == {w.TAX_A, w.TAX_B, w.TAX_C}
            asked = status.reminder(section)
            assert asked.people[0].number == w.TAX_C
            assert "次の方は、申告票をお送りください" in asked.text
            assert "さん(確認者)" not in asked.text, "the one who writes is the confirmer"
            assert [person.state for person in status.status(own).people] == [State.NOT_STARTED]
            self_report.save_draft(own, Answers({"shinagawa.bpr": 1}))
            assert [person.state for person in status.status(own).people] == [State.DRAFT]
            assert status.status_json(status.status(own))["role"] == "personal"
        finally:
            section.store.close()
            own.store.close()


def test_to_a_confirmer_nobody_they_confirmed_is_late(tmp_path: Path) -> None:
    with w.municipality(tmp_path) as (desk, clock):
        w.play(desk)
        packages = dispatch.export(desk, dispatch.Export("section-packages", tmp_path / "out")).files
        stores = {}
        for number in (w.LEADER_TAX, w.CHIEF_TAX):
            package = next(path for path in packages if bare(path.stem).endswith(number))
            location = str(tmp_path / f"{number}.dxdesk")
            stores[number], _ = opening.create_from(desk.services, package, location, w.PASSPHRASE)
        clock.day = w.AFTER
        try:
            first, second = (people(store) for store in stores.values())
            assert not first[w.TAX_B].late  # confirmed here; the second step is another's
            assert (first[w.TAX_C].late, first[w.TAX_C].late_step) == (True, "申告")
            assert second[w.TAX_B].late_step == "二次確認"
            assert w.TAX_B not in {person.number for person in status.reminder(stores[w.LEADER_TAX]).people}
            asked = status.reminder(stores[w.CHIEF_TAX])
            assert {person.number for person in asked.people} == {w.TAX_C}, "nobody reminds themselves of B"
            assert "次の方にお声がけのうえ" in asked.text
            assert "確認の期限" not in asked.text
            w.answered(stores[w.LEADER_TAX], w.TAX_C)
            asked = status.reminder(stores[w.LEADER_TAX])
            assert asked.people == ()
            assert "あなたの確認を待っている申告が" in asked.text
            report = status_reports.status_report(stores[w.CHIEF_TAX])
            assert dict(report.late_steps)["二次確認"] >= 1
            assert sum(dict(report.late_steps).values()) == sum(row.late for row in report.rows)
        finally:
            for store in stores.values():
                store.store.close()


# --- what is here and not counted yet ---------------------------------------------------------------


def test_who_waits_for_a_key_is_told_apart_and_not_asked_again(town: Town) -> None:
    first, number, other = STAFF
    town.receive(town.hr, confirmed(town, town.chief, first, "a"))
    again = town.reopened(town.package(CHIEF), "二つめ")  # another store of the same confirmer, another key
    sent = confirmed(town, again, number, "b")
    before = status.reminder(town.hr)
    assert f"・{number} " in before.text
    assert not people(town.hr)[number].kept
    assert town.receive(town.hr, sent).files[0].outcome == "quarantined"
    by_number = people(town.hr)
    assert (by_number[number].state, by_number[number].kept) == (State.NOT_STARTED, True)
    assert by_number[first].kept, "two keys of one confirmer: neither counts until they are compared"
    assert not by_number[other].kept
    assert status.status(town.hr).kept == status.status_json(status.status(town.hr))["kept"] == 2
    told = status.reminder(town.hr)
    asked, _, here = told.text.partition("次の方の分は届いていて、こちらで照合しています。")
    assert f"・{number} " not in asked
    assert f"・{number} " in here
    assert f"・{other} " in asked
    assert not {first, number} & {person.number for person in told.people}
    assert f"2人 届いて照合中、{len(told.people)}人 未提出" in told.text
    (listed,) = non_submitters.non_submitters(town.hr, Order(employee=other))
    assert [row.number for row in listed.rows] == [other]
    with pytest.raises(KnownError) as nobody:
        non_submitters.non_submitters(town.hr, Order(employee=number))
    assert "届いていて照合待ちの人が1人います" in nobody.value.problem.message
    printed = non_submitters.non_submitters(town.hr, Order())
    assert [note for record in printed for note in record.notes] == [
        "ほかに、届いていて照合待ちの人が2人います。"
    ]
    assert not {first, number} & {row.number for record in printed for row in record.rows}
    keys.register(town.hr, again.key_id)
    assert not people(town.hr)[number].kept
    assert f"・{number} " not in status.reminder(town.hr).text


def test_who_waits_for_hr_itself_is_not_asked_again(town: Town) -> None:
    """Somebody stood in without being named, and two forms of one person differ: both wait for HR."""
    first, number, other = STAFF
    town.receive(town.hr, *map(town.answered, (first, other)))
    deputies.name(town.hr, Naming(OTHER_CHIEF, CHIEF, "2026-01-10", "2026-01-30"))  # not yet today
    packages = town.send(town.hr, "section-packages", "配布")
    town.receive(town.other, *(path for path in packages if OTHER_CHIEF in path.name), town.answered(first))
    confirming.confirm(town.other, Decision(first, on_behalf_of=CHIEF))
    sent = town.send(town.other, "confirmations", "代理")
    town.receive(town.hr, town.answered(number), town.answered(number, "LV3", "二通目.xlsx"))
    clock = town.services.clock
    assert isinstance(clock, FixedClock)
    before = clock.day
    clock.day = "2027-01-09"
    try:
        asked, _, _ = status.reminder(town.hr).text.partition("こちらの決定を待っています")
        assert f"・{first} " in asked
        assert people(town.hr)[first].late
        late_before = status.status(town.hr).late
        assert town.receive(town.hr, *sent).files[0].outcome == "held"
        found = status.reminder(town.hr)
        asked, _, waits = found.text.partition("次の方の分は届いていて、こちらの決定を待っています。")
        for one in (first, number):
            assert f"・{one} " not in asked
            assert f"・{one} " in waits
        assert f"・{other} " in asked
        assert not {first, number} & {person.number for person in found.people}
        # Nor do they stand anywhere among those who are late.
        by_number = people(town.hr)
        told = status.status(town.hr)
        for one in (first, number):
            assert (by_number[one].late, by_number[one].late_step, by_number[one].undecided) == (
                False,
                "",
                True,
            )
        assert (by_number[other].late, by_number[other].undecided) == (True, False)
        assert told.undecided == status.status_json(told)["undecided"] == 2
        assert told.late == late_before - 1 == sum(person.late for person in told.people)
        report = status_reports.status_report(town.hr)
        assert (
            sum(count for _, count in report.late_steps) == sum(row.late for row in report.rows) == told.late
        )
        todo = {one.key: one for one in home(town.hr).todo}
        assert todo["overdue"].count + todo["confirm-late"].count == told.late == home(town.hr).progress.late
    finally:
        clock.day = before
