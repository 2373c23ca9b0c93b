"""Filling in what HR asks for (受講申込票, 推薦依頼) in the section's store, and sending it back.

What goes back is the workbook that came, with its own seal, and the answers in the cells where they would be
typed: HR reads one as the other.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from dxdesk.domain import file_names
from dxdesk.domain.capabilities import REQUESTS
from dxdesk.domain.errors import KnownError, Problem
from dxdesk.domain.text import cleaned
from dxdesk.ports.entities import Dispatch, Role
from dxdesk.ports.store import UnitOfWork
from dxdesk.ports.workbooks import TableSheet
from dxdesk.usecases.exchange import section_requests
from dxdesk.usecases.exchange.section_requests import Form, Request
from dxdesk.usecases.forms import enrolment_form, nomination_form
from dxdesk.usecases.forms.nomination_form import NominationForm
from dxdesk.usecases.requests.looking import REFUSED, findings
from dxdesk.usecases.requests.work import (
    Answers,
    EnrolmentWork,
    Sent,
    Work,
    has_draft,
    keep_draft,
    keep_sent,
    sent_of,
    work_of,
)
from dxdesk.usecases.sealing.workbook_kinds import label_of
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.workplace.outgoing import all_or_nothing, make_folder

_FAR = "9999-12-31"


@dataclass(frozen=True)
class Asked:
    """A request that is open, how far it is answered, and what is to be looked at.

    ``sent`` is the last file that was sent since it was issued, ``None`` for none; ``begun``: something was
    answered that was not sent. Days are ISO text.
    """

    request: Request
    work: Work
    findings: tuple[Problem, ...]
    sent: Sent | None
    begun: bool

    @property
    def number(self) -> int:
        """The number of its receipt, by which commands name it."""
        return self.request.number

    @property
    def label(self) -> str:
        """What its workbook is called."""
        return label_of(self.request.kind)

    @property
    def title(self) -> str:
        """What it is called among others."""
        form = self.request.form
        return f"{self.label}({form.persona[1]})" if isinstance(form, NominationForm) else self.label

    @property
    def deadline(self) -> str:
        """The first day by which it is to be back, empty for none."""
        form = self.request.form
        if isinstance(form, NominationForm):
            return form.deadline
        return min((one.deadline for one in form.sessions if one.deadline), default="")

    @property
    def waits(self) -> bool:
        """Whether it was not sent yet, or was changed since."""
        return self.sent is None or self.begun


def asked(desk: Desk) -> tuple[Asked, ...]:
    """Return the requests that are open, the one that presses most first.

    Raises:
        KnownError: ``wrong-role``.
    """
    desk.require(Role.SECTION)
    with desk.store.read() as uow:
        return asked_in(desk, uow)


def one_asked(desk: Desk, number: int) -> Asked:
    """Return the request of a receipt.

    Raises:
        KnownError: ``wrong-role``, ``request-unknown``.
    """
    desk.require(Role.SECTION)
    with desk.store.read() as uow:
        return _asked(uow, _request(desk, uow, number), desk.services.clock.today())


def asked_in(desk: Desk, uow: UnitOfWork) -> tuple[Asked, ...]:
    """Return what ``asked`` does, within a unit of work of a section's store."""
    today = desk.services.clock.today()
    found = [
        _asked(uow, request, today)
        for request in section_requests.requests(desk.services.sealer, uow)
        if not _is_over(request.form, today)
    ]
    return tuple(sorted(found, key=lambda one: (not one.waits, one.deadline or _FAR, one.number)))


def uses(desk: Desk, uow: UnitOfWork) -> frozenset[str]:
    """Return ``REQUESTS`` where a store has something of this to show, else nothing."""
    return frozenset({REQUESTS} if desk.role is Role.SECTION and asked_in(desk, uow) else ())


def _asked(uow: UnitOfWork, request: Request, today: str) -> Asked:
    work = work_of(uow, request)
    return Asked(request, work, findings(work, today), sent_of(uow, request), has_draft(uow, request))


def _is_over(form: Form, today: str) -> bool:
    """Tell whether nobody can use a request any more: every session is past, the term has ended."""
    if isinstance(form, NominationForm):
        return bool(form.last_day) and form.last_day < today
    days = [one.last_day or one.first_day for one in form.sessions]
    return bool(days) and all(day and day < today for day in days)


def keep(desk: Desk, number: int, answers: Answers) -> Asked:
    """Keep answers as a draft; durable when it returns.

    Args:
        desk: a section's store.
        number: the receipt of the request.
        answers: all of them.

    Raises:
        KnownError: ``wrong-role``, ``request-unknown``.
    """
    desk.require(Role.SECTION)
    with desk.store.write() as uow:
        request = _request(desk, uow, number)
        keep_draft(uow, request, answers)
        found = _asked(uow, request, desk.services.clock.today())
        uow.commit()
    return found


def _request(desk: Desk, uow: UnitOfWork, number: int) -> Request:
    found = section_requests.requests(desk.services.sealer, uow)
    for one in found:
        if number in one.receipts:
            return one
    raise KnownError(
        "request-unknown",
        "その受付番号の依頼は、この台帳で記入できるものにありません。何も変えていません。",
        f"記入できるのは、受付番号 {'、'.join(str(one.number) for one in found)} です。"
        if found
        else "届いた受講申込票か推薦依頼を、先に取り込んでください。",
        found=str(number),
    )


@dataclass(frozen=True)
class Returned:
    """What was sent: the file, whom it is given to, what was told of it, and how many people it names."""

    file: Path
    goes_to: str
    findings: tuple[Problem, ...]
    people: int


def send(desk: Desk, number: int, out: Path, answers: Answers | None = None) -> Returned:
    """Write the workbook back with the answers in its cells, and enter it into the dispatch ledger.

    Args:
        desk: a section's store.
        number: the receipt of the request.
        out: the folder, made where it is missing.
        answers: instead of the draft.

    Raises:
        KnownError: ``wrong-role``, ``request-unknown``, what HR's import would refuse (``looking.REFUSED``),
            and file errors; nothing is written then.
    """
    desk.require(Role.SECTION)
    with all_or_nothing(desk) as outgoing, desk.store.write() as uow:
        request = _request(desk, uow, number)
        if answers is not None:
            keep_draft(uow, request, answers)
        work = work_of(uow, request)
        told = findings(work, desk.services.clock.today())
        refused = tuple(one for one in told if one.code in REFUSED)
        if refused:
            raise KnownError.of(refused)
        make_folder(out, "送っていません。")
        with outgoing.writing(out / _name(request)) as path:
            sheets = _sheets(work, desk.identity.municipality_name)
            desk.services.workbooks.write_tables(sheets, path, request.payload)
        now, people = desk.services.clock.now(), _people(work)
        keep_sent(uow, request, now, path.name, cleaned(work.answers))
        # It carries the payload of HR's own file: the number and digest of that one are HR's and not ours.
        uow.exchange.add_dispatches(
            [
                Dispatch(
                    number=0,
                    sent_at=now,
                    kind=request.kind,
                    file_name=path.name,
                    recipient=request.envelope.issuer.label,
                    fiscal_year=request.envelope.fiscal_year,
                    package_id="",
                    sequence=0,
                    payload_sha256="",
                    people=people,
                )
            ]
        )
        uow.audit.append("request-return", str(number), {"people": people})
        outgoing.enter(uow)
        uow.commit()
    return Returned(path, request.form.sender, told, people)


def _sheets(work: Work, municipality: str) -> tuple[TableSheet, ...]:
    if isinstance(work, EnrolmentWork):
        return enrolment_form.sheets_of(work.form, municipality, work.answers)
    return nomination_form.sheets_of(work.form, municipality, work.answers)


def _people(work: Work) -> int:
    if isinstance(work, EnrolmentWork):
        return len({number for _, number in work.answers.choices})
    return len(work.answers)


def _name(request: Request) -> str:
    """Return what a request that is sent back is called: beside the one that came, and not as that one."""
    code, name = request.form.section
    rest = [request.form.round] if isinstance(request.form, NominationForm) else []
    parts = [label_of(request.kind), *map(file_names.part, (*rest, code, name))]
    return f"{'_'.join(one for one in parts if one)}_回答.xlsx"
