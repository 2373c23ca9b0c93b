"""結果通知: the paper to one person that HR keeps, of which PDF and workbook say number, day and issuer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from dxdesk.domain import file_names
from dxdesk.ports import printing as doc
from dxdesk.ports.entities import Snapshot, SnapshotLine
from dxdesk.ports.store import UnitOfWork
from dxdesk.ports.workbooks import ProposalLine, StageLine
from dxdesk.usecases.forms import print_records
from dxdesk.usecases.issued.issuing import Given, Wanted, named
from dxdesk.usecases.issued.series import Series
from dxdesk.usecases.organisation.authorities import of_desk
from dxdesk.usecases.person_year.standing import PersonYear, YearContext
from dxdesk.usecases.sealing.workbook_kinds import RESULT_NOTICE
from dxdesk.usecases.workplace.desk import Desk

KIND = "result-notice"


def notice_series(fiscal_year: int) -> Series:
    """Return the series of a year's notices; their numbers are those of 文書管理システム."""
    return Series(KIND, fiscal_year, numbered=False)


@dataclass(frozen=True, slots=True)
class Beside:
    """What a notice tells beside the levels."""

    stages: tuple[StageLine, ...] = ()
    courses: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    proposal: tuple[ProposalLine, ...] = ()


Tell = Callable[[PersonYear, SnapshotLine], Beside]
Teller = Callable[[UnitOfWork], Tell]
"""Begins to tell what stands beside somebody's levels, in the unit of work in which notices are made."""


class Notices:
    """Says which notices are wanted in a year."""

    def __init__(self, desk: Desk, uow: UnitOfWork, context: YearContext, teller: Teller) -> None:
        """Read what was finalised and who issues."""
        year = context.cycle.fiscal_year
        self.series = notice_series(year)
        self._context, self._teller = context, teller
        self._telling: tuple[UnitOfWork, Tell] | None = None
        self._words = print_records.wording(uow, desk.identity)
        self._today = date.fromisoformat(desk.services.clock.today())
        # Oldest snapshot first: a correction replaces what it corrects.
        self._lines = {line.employee_number: line for line in uow.results.snapshot_lines(year)}
        self._snapshots = {snapshot.number: snapshot for snapshot in uow.results.snapshots(year)}
        self._authorities = of_desk(desk, uow)
        self._sent = _first_sent(uow, year)

    def wanted(self, person: PersonYear) -> Wanted:
        """Return the notice of somebody whose result was finalised."""
        line = self._lines[person.employee_number]
        snapshot, among = self._snapshots[line.snapshot], self._authorities

        def made(given: Given) -> doc.ResultNotice:
            return self._notice(person, line, snapshot, given)

        return Wanted(
            person.employee_number,
            person.employee_number,
            str(line.snapshot),
            made,
            snapshot.decision_number,
            among.of_section(person.department_code) if among.several else "",
        )

    def _told(self, number: str, snapshot: Snapshot) -> bool:
        """Tell whether a workbook with the result before went out: an earlier program kept no paper of it."""
        return number in self._sent and self._sent[number] < snapshot.finalised_at

    def _notice(
        self, person: PersonYear, line: SnapshotLine, snapshot: Snapshot, given: Given
    ) -> doc.ResultNotice:
        words, day, seal, letter = self._words, self._today, doc.Seal.NONE, given.letter
        if letter is not None:
            words = replace(words, issuer_title=letter.issuer_title, issuer_name=letter.issuer_name)
            day, seal = date.fromisoformat(letter.issued_on), letter.seal
        corrected = named(given.corrected) if given.corrected is not None else ""
        if self._telling is None or self._telling[0] is not given.uow:
            self._telling = given.uow, self._teller(given.uow)
        beside = self._telling[1](person, line)
        return print_records.result_notice(
            self._context,
            person,
            words,
            day,
            line,
            replace(snapshot, decision_number=given.number),
            beside.stages,
            as_reported=person.as_reported,
            courses=beside.courses,
            proposal=beside.proposal,
            correction=print_records.correction_told(
                snapshot, corrected, told=self._told(person.employee_number, snapshot)
            ),
            seal=seal,
        )


def _first_sent(uow: UnitOfWork, fiscal_year: int) -> dict[str, str]:
    """Return when each person was sent the first 結果通知票 of a year as a workbook."""
    found: dict[str, str] = {}
    for one in uow.exchange.dispatches(fiscal_year):  # newest first
        if one.kind == RESULT_NOTICE.kind:
            found[file_names.tail(one.file_name)] = one.sent_at
    return found
