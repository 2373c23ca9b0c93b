"""The result notices that a batch of workbooks carries: those issued before and those it issues."""

from __future__ import annotations

from collections.abc import Sequence

from dxdesk.ports.printing import ResultNotice
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.development.notice_texts import notice_texts
from dxdesk.usecases.issued.issuing import issue, plan
from dxdesk.usecases.issued.letters import Letters
from dxdesk.usecases.issued.notices import Notices
from dxdesk.usecases.person_year.standing import PersonYear, YearContext
from dxdesk.usecases.workplace.desk import Desk


def issued_notices(
    desk: Desk,
    uow: UnitOfWork,
    context: YearContext,
    people: Sequence[PersonYear],
    letters: Letters,
) -> dict[str, ResultNotice]:
    """Return the notices of people whose results were finalised, by number; new ones are issued and kept.

    Raises:
        KnownError: ``paper-unreadable``, ``letter-incomplete``, ``letter-missing``,
            ``correction-unnumbered``.
    """
    notices = Notices(desk, uow, context, notice_texts(desk, context))
    planned = plan(uow, notices.series, [notices.wanted(person) for person in people])
    records = issue(desk, uow, notices.series, planned, letters).records
    return {one.person.employee_number: one for one in records if isinstance(one, ResultNotice)}
