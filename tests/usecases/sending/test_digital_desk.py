"""人事課 and DX推進課: what is given, what comes back, and whose each record is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from dxdesk.domain.contents import CourseSaid
from dxdesk.domain.errors import KnownError
from dxdesk.ports.entities import Role
from dxdesk.usecases.exchange import keys, ledgers
from dxdesk.usecases.exchange.provisions import provided
from dxdesk.usecases.inbox import opening
from dxdesk.usecases.organisation import authorities, giving
from dxdesk.usecases.sending.provisions import withdraw
from dxdesk.usecases.training import editing
from dxdesk.usecases.training.ledger import ledger
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers import world as w
from tests.helpers.digital import PERMIT, Digital, digital, plan, uses


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Digital]:
    with digital(tmp_path) as found:
        yield found


def courses(desk: Desk) -> dict[str, tuple[str, str]]:
    with desk.store.read() as uow:
        known = ledger(uow)
    return {one.code: (one.name, known.owners[one.code]) for one in known.courses if not one.ended}


def refused(act: object, *args: object, **more: object) -> str:
    with pytest.raises(KnownError) as error:
        act(*args, **more)  # type: ignore[operator]
    return error.value.code


# --- given to the digital section -------------------------------------------------------------------


def test_aggregates_go_out_with_small_counts_withheld_and_a_line_in_the_ledger(office: Digital) -> None:
    done = office.give()
    dx = office.begin(done.file)
    (one,) = provided(dx)
    assert (one.fiscal_year, one.given.people, one.given.items, one.given.below) == (w.YEAR, (), (), 5)
    for skill in one.given.skills:
        for _, _, counts in skill.rows:
            assert all(number is None or number == 0 or number >= 5 for number in counts), skill
    assert [(line.use, line.what, line.to) for line in giving.listed(office.hr)[0]] == [
        ("利用", "令和7年度 所属別の人数", "DX推進担当課")
    ]
    with dx.store.read() as uow:
        assert not uow.people.employees(), "nobody's particulars went out"


def test_a_year_that_is_not_for_the_digital_section_gives_nothing(tmp_path: Path) -> None:
    with digital(tmp_path, shown=False) as office:
        assert refused(office.give) == "use-outside-purpose"
        assert giving.listed(office.hr)[0] == ()


def test_individuals_only_by_a_decision_that_names_each_particular(office: Digital) -> None:
    assert refused(office.give, items=("name", "levels")) == "permit-missing"
    giving.keep_permit(office.hr, PERMIT)
    assert refused(office.give, items=("name", "stages")) == "permit-missing"
    done = office.give(items=("number", "levels"))
    (one,) = provided(office.begin(done.file))
    assert one.given.decision == "7検総第12号"
    assert done.given.until == "2026-03-31"
    by_number = dict(one.given.people)
    assert "業務改革 LV2" in by_number[w.TAX_A]
    assert {len(row) for row in one.given.people} == {2}
    assert not any("吉田" in text or "翔太" in text for row in one.given.people for text in row)


def test_a_decision_is_whole_or_none(office: Digital) -> None:
    assert refused(giving.keep_permit, office.hr, replace(PERMIT, number=" ")) == "permit-incomplete"
    assert refused(giving.keep_permit, office.hr, replace(PERMIT, items=("points",))) == "permit-item-unknown"
    assert refused(giving.keep_permit, office.hr, replace(PERMIT, valid_to="2025-01-01")) == (
        "dates-out-of-order"
    )
    giving.keep_permit(office.hr, replace(PERMIT, valid_to="2025-12-31"))
    assert refused(office.give, items=("name",)) == "permit-missing", "its time is over"
    assert refused(office.give, until="2025-01-01") == "provision-over"


def test_another_authority_gets_nothing_without_a_decision(office: Digital) -> None:
    authorities.assign(office.hr, "1010", "教育委員会")
    assert refused(office.give, authority="教育委員会") == "provision-beyond"
    assert giving.listed(office.hr)[0] == ()


def test_a_withdrawn_one_shows_no_more_in_any_order_and_can_be_sent_twice(office: Digital) -> None:
    done = office.give()
    taken_back = withdraw(office.hr, done.given.key, office.folder / "取下げ")
    assert refused(withdraw, office.hr, done.given.key, office.folder / "取下げ") == "provision-gone"
    assert refused(withdraw, office.hr, "9999", office.folder / "取下げ") == "provision-unknown"
    dx = office.begin(done.file)
    assert len(provided(dx)) == 1
    report = office.take(dx, taken_back.file)
    assert [note.code for note in report.notes if note.code.startswith("provision")] == [
        "provision-withdrawn"
    ]
    assert provided(dx) == ()
    assert office.take(dx, done.file).outcome == "unchanged", "sent twice"
    assert provided(dx) == ()
    other = office.begin(taken_back.file, "先に取下げ")
    office.take(other, done.file)
    assert provided(other) == ()
    assert giving.listed(office.hr)[0][0].withdrawn == w.BEFORE


def test_a_later_one_of_a_year_takes_the_place_of_the_earlier_and_warns(office: Digital) -> None:
    first, second = office.give(why="研修の計画"), office.give(why="受講の案内")
    assert [note.code for note in second.notes] == ["provision-together"]
    dx = office.begin(second.file)
    office.take(dx, first.file)
    assert [one.given.why for one in provided(dx)] == ["受講の案内"]


def test_it_is_for_nobody_else(office: Digital) -> None:
    report = office.take(office.hr, office.give().file)
    assert (report.outcome, [one.code for one in report.errors]) == ("refused", ["not-for-this-role"])


# --- what the digital section keeps -----------------------------------------------------------------


def test_each_side_sees_the_others_courses_and_changes_none(office: Digital) -> None:
    dx = office.begin(office.give().file)
    assert courses(dx) == {"basic": ("DX基礎研修", "hr")}
    plan(dx, "ai", "生成AI研修")
    basic = CourseSaid(code="basic", name="DX基礎研修")
    assert refused(editing.save_course, dx, basic._replace(name="別の名"), basic) == "thing-of-other"
    report = office.take(office.hr, office.send(dx))
    assert report.outcome == "quarantined", "its key was not compared yet"
    assert "ai" not in courses(office.hr)
    office.register(office.hr, dx)
    assert courses(office.hr) == {"basic": ("DX基礎研修", "hr"), "ai": ("生成AI研修", "dx")}
    ai = CourseSaid(code="ai", name="生成AI研修")
    assert refused(editing.save_course, office.hr, ai._replace(name="別の名"), ai) == "thing-of-other"
    with office.hr.store.read() as uow:
        assert {one.course for one in ledger(uow).sessions} == {"ai", "basic"}


def test_what_comes_again_changes_nothing_and_undoing_takes_it_out(office: Digital) -> None:
    dx = office.begin(office.give().file)
    plan(dx, "ai", "生成AI研修")
    first = office.send(dx)
    ai = CourseSaid(code="ai", name="生成AI研修")
    editing.save_course(dx, ai._replace(name="生成AI活用研修"), ai)
    second = office.send(dx)
    office.take(office.hr, second)
    office.register(office.hr, dx)
    assert courses(office.hr)["ai"] == ("生成AI活用研修", "dx")
    assert office.take(office.hr, first).outcome == "unchanged", "the earlier one comes late"
    assert courses(office.hr)["ai"] == ("生成AI活用研修", "dx")
    with office.hr.store.read() as uow:
        live = [one.number for one in uow.exchange.receipts(live_only=True) if one.kind == "dx_package"]
    for number in live:
        ledgers.undo(office.hr, number)
    assert "ai" not in courses(office.hr)
    office.take(office.hr, first)
    assert courses(office.hr)["ai"] == ("生成AI研修", "dx")


def test_a_store_made_by_hand_waits_for_the_code_of_hrs_key(office: Digital) -> None:
    dx = opening.create_store(
        office.hr.services, str(office.folder / "手.dxdesk"), Role.DX, ("131091", "検証区"), w.PASSPHRASE
    )
    office.desks.append(dx)
    uses(dx)
    assert refused(office.send, dx) == "provision-missing"
    report = office.take(dx, office.give().file)
    assert report.outcome == "quarantined"
    assert provided(dx) == ()
    (hr,) = [one for one in keys.keys(dx) if one.role is Role.HR]
    assert hr.state == "quarantined"
    office.register(dx, office.hr)
    assert len(provided(dx)) == 1
    assert courses(dx) == {"basic": ("DX基礎研修", "hr")}


def test_nothing_to_send_is_told(office: Digital) -> None:
    dx = office.begin(office.give().file)
    assert refused(office.send, dx) == "nothing-to-send"


def test_what_is_given_of_a_year_that_is_over_may_be_used_until_the_end_of_this_one(tmp_path: Path) -> None:
    with digital(tmp_path) as office:
        office.hr.services.clock.day = "2026-05-11"  # type: ignore[attr-defined]
        assert office.give().given.until == "2027-03-31"
