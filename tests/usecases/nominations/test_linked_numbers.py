"""Who got a new 職員番号 (再任用) is one person in 選任: neither missing nor named or appointed twice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from dxdesk.domain.appointments import Appointment
from dxdesk.domain.errors import KnownError
from dxdesk.domain.number_links import Held, Link
from dxdesk.usecases.inbox.batches import undo_receipt
from dxdesk.usecases.nominations import deciding, rosters, standing
from dxdesk.usecases.nominations.standing import RoundState
from dxdesk.usecases.organisation import appointments
from dxdesk.usecases.person_year import linked
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers import nominating as n
from tests.helpers import world as w
from tests.helpers.memory import forgetful
from tests.helpers.requesting import OFFICE, PERSONA, YEAR

CODE = f"{YEAR}-{PERSONA}"
FORMER, NOW, NAME = w.TAX_A, "000044", "𠮷田 翔太"
BEFORE = Appointment(FORMER, PERSONA, "2025-04-01", "2026-03-31")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Somebody of 税務課 who held the 人材像 has left, and is back under a new number that HR linked."""
    with w.municipality(tmp_path_factory.mktemp("hr"), "2026-03-02") as (desk, _):
        w.open_year(desk)
        n.use(desk)
        n.begin(desk, PERSONA, YEAR)
        yield desk


@pytest.fixture
def desk(office: Desk) -> Desk:
    return forgetful(office)


def renumbered(desk: Desk) -> None:
    with desk.store.write() as uow:
        person = next(one for one in uow.people.employees() if one.number == FORMER)
        uow.people.save_employees([replace(person, left=True), replace(person, number=NOW)])
        linked.keep(uow, Link(Held(FORMER), Held(NOW)))
        uow.commit()


def state(desk: Desk) -> RoundState:
    (found,) = standing.round_states(desk, YEAR)
    return found


def named(desk: Desk, folder: Path, *numbers: str, manner: str = "新任") -> list[int]:
    """Take a report of each number in; return the receipts."""
    folder.mkdir(exist_ok=True)
    request = n.requests(desk, folder / "依頼", OFFICE)[OFFICE]
    paths = [n.fill(request, folder / f"{number}.xlsx", n.line(number, NAME, manner)) for number in numbers]
    reports = n.receive(desk, *paths)
    assert all(not one.errors for one in reports), reports
    return [one.receipt for one in reports]


def missing(desk: Desk) -> set[str]:
    return {one.code for one in state(desk).missing}


def test_who_was_named_under_the_former_number_is_there_and_is_appointed_under_the_new_one(
    desk: Desk, tmp_path: Path
) -> None:
    named(desk, tmp_path / "前", FORMER)
    renumbered(desk)
    assert OFFICE not in missing(desk)
    (one,) = state(desk).candidates
    assert (one.named.said.number, one.person_name, one.findings) == (NOW, NAME, ())
    assert deciding.accept(desk, CODE).count == 1
    assert n.terms_of(desk) == {(NOW, "2026-04-01", "2027-03-31")}


def test_two_reports_under_two_numbers_name_one_person(desk: Desk, tmp_path: Path) -> None:
    first, _ = named(desk, tmp_path / "前と後", FORMER, NOW)
    assert len(state(desk).candidates) == 2
    renumbered(desk)
    (one,) = state(desk).candidates
    assert (one.named.said.number, one.named.differs, one.findings) == (NOW, (), ())
    (section,) = (section for section in state(desk).sections if section.code == OFFICE)
    assert section.named == 1
    assert deciding.accept(desk, CODE).count == 1
    assert n.terms_of(desk) == {(NOW, "2026-04-01", "2027-03-31")}
    undo_receipt(desk, first)  # the other report still names them
    (one,) = state(desk).candidates
    assert one.state == standing.APPOINTED


def test_a_report_under_the_new_number_says_nothing_new(desk: Desk, tmp_path: Path) -> None:
    named(desk, tmp_path / "前", FORMER)
    renumbered(desk)
    request = n.requests(desk, tmp_path / "依頼", OFFICE)[OFFICE]
    again = n.fill(request, tmp_path / "また.xlsx", n.line(NOW, NAME))
    (tried,) = n.receive(desk, again, dry_run=True)
    assert (tried.added, tried.updated, tried.unchanged, tried.notes) == (0, 0, 1, ())
    n.receive(desk, again)
    assert [one.findings for one in state(desk).candidates] == [()]


def test_who_was_appointed_before_the_number_changed_stays_so_and_is_taken_back(
    desk: Desk, tmp_path: Path
) -> None:
    (receipt,) = named(desk, tmp_path / "前", FORMER)
    deciding.accept(desk, CODE)
    renumbered(desk)
    assert OFFICE not in missing(desk)
    (one,) = state(desk).candidates
    assert (one.state, one.changed, one.gone) == (standing.APPOINTED, False, False)
    with desk.store.read() as uow:
        (line,) = rosters.appointees(desk, uow, YEAR).lines
    assert (line.number, line.section_code, line.manner) == (NOW, "102001", "new")
    with pytest.raises(KnownError) as caught:
        undo_receipt(desk, receipt)
    assert caught.value.code == "undo-blocked"
    with pytest.raises(KnownError) as twice:
        appointments.appoint(desk, [NOW], PERSONA, "2026-10-01")
    assert twice.value.code == "appointment-overlaps"
    deciding.take_back(desk, CODE, {one.named.subject})
    assert n.terms_of(desk) == set()


def test_who_goes_on_under_a_new_number_ends_the_term_of_the_former_one(desk: Desk, tmp_path: Path) -> None:
    with desk.store.write() as uow:
        uow.people.save_appointments([replace(BEFORE, valid_to="")])
        uow.commit()
    renumbered(desk)
    request = n.requests(desk, tmp_path / "依頼", OFFICE)[OFFICE]
    report = n.fill(request, tmp_path / "再任.xlsx", again=[NOW])
    (taken,) = n.receive(desk, report)
    assert (taken.added, taken.notes) == (1, ()), "the request names them by the number of today"
    assert deciding.accept(desk, CODE).ended == 1
    assert n.terms_of(desk) == {
        (FORMER, "2025-04-01", "2026-03-31"),
        (NOW, "2026-04-01", "2027-03-31"),
    }
    (one,) = state(desk).candidates
    deciding.take_back(desk, CODE, {one.named.subject})
    assert n.terms_of(desk) == {(FORMER, "2025-04-01", "")}, "as it was, under the number it was made for"


def test_a_predecessor_is_known_by_either_number(desk: Desk, tmp_path: Path) -> None:
    with desk.store.write() as uow:
        uow.people.save_appointments([replace(BEFORE, valid_to="2027-03-31")])
        uow.commit()
    renumbered(desk)
    request = n.requests(desk, tmp_path / "依頼", OFFICE)[OFFICE]
    line = n.line(w.TAX_B, "葛\U000e0100西 花子", "交代", instead_of=FORMER, first_day="R8.10.1")
    (taken,) = n.receive(desk, n.fill(request, tmp_path / "交代.xlsx", line))
    assert taken.notes == ()
    assert deciding.accept(desk, CODE).ended == 1
    assert (FORMER, "2025-04-01", "2026-09-30") in n.terms_of(desk)
