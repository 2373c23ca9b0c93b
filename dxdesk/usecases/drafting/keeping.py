"""Beginning the drafting of a policy, and writing down how its tasks stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dxdesk.domain.dates import is_day, read_month
from dxdesk.domain.drafting_record import (
    DRAFTING,
    PROGRESS_NAMES,
    SORT_NAMES,
    STEP,
    DraftingSaid,
    Progress,
    StepSaid,
)
from dxdesk.domain.drafting_tasks import BY_CODE, months_of, tasks_of
from dxdesk.domain.errors import KnownError, Problem
from dxdesk.domain.training import fiscal_year_of
from dxdesk.domain.wareki import fiscal_year_label
from dxdesk.ports.entities import Role
from dxdesk.usecases.agenda.ledger import require_agenda
from dxdesk.usecases.drafting.ledger import draftings
from dxdesk.usecases.organisation.answerable import Answerable, answerable
from dxdesk.usecases.person_year.owned_things import Kept, owner_of
from dxdesk.usecases.person_year.plain_held import put_down
from dxdesk.usecases.workplace.desk import Desk

_NOTHING_DONE = "何も変えていません。"
AHEAD, BEHIND = 3, 1
"""How many years from today's a drafting may be for: N-2 begins two years before, and is begun early."""
YEARS_BEFORE = 2


def begin(desk: Desk, fiscal_year: int, sort: str, *, sample: bool = False) -> Kept:
    """Begin a drafting for a year (N), or one that was put away again, in the sort that is wanted now.

    Args:
        desk: the store of whoever drafts.
        fiscal_year: the year the policy or plan begins with.
        sort: of ``drafting_record.Sort``.
        sample: whether it is made up.

    Raises:
        KnownError: ``wrong-role``, ``agenda-off``, ``drafting-sort``, ``drafting-year``, ``drafting-there``.
    """
    desk.require(Role.HR, Role.DX)
    now = fiscal_year_of(desk.services.clock.today())
    with desk.store.write() as uow:
        require_agenda(uow)
        if sort not in SORT_NAMES:
            listed = "、".join(f"{name}({code})" for code, name in SORT_NAMES.items())
            raise KnownError(
                "drafting-sort",
                f"何を作るのかがわかりません。{_NOTHING_DONE}",
                f"{listed}から選んでください。",
                found=sort,
            )
        if not now - BEHIND <= fiscal_year <= now + AHEAD:
            first, last = fiscal_year_label(now - BEHIND), fiscal_year_label(now + AHEAD)
            raise KnownError(
                "drafting-year",
                f"方針や計画を始める年度が、いまから離れすぎています。{_NOTHING_DONE}",
                f"{first}から{last}までの年度を選んでください。",
                found=fiscal_year_label(fiscal_year) if fiscal_year else "",
            )
        old = draftings(uow).find(owner_of(desk), fiscal_year)
        if old is not None and not old.ended:
            raise KnownError(
                "drafting-there",
                f"{fiscal_year_label(fiscal_year)}の「{SORT_NAMES[old.sort]}」の手順が、もうあります。"
                f"{_NOTHING_DONE}",
                "その手順を続けるか、しまってから始めてください。",
            )
        wanted = DraftingSaid(str(fiscal_year), SORT_NAMES[sort], fiscal_year, sort, sample)
        kept = put_down(desk, uow, DRAFTING, wanted.code, old, wanted)
        uow.commit()
    return kept


def put_away(desk: Desk, fiscal_year: int, *, away: bool = True) -> Kept:
    """Put a drafting away (it is done, or given up), or take it out again; what was written stays.

    Raises:
        KnownError: ``wrong-role``, ``agenda-off``, ``drafting-unknown``.
    """
    desk.require(Role.HR, Role.DX)
    with desk.store.write() as uow:
        require_agenda(uow)
        old = draftings(uow).find(owner_of(desk), fiscal_year)
        if old is None:
            raise unknown(str(fiscal_year))
        kept = put_down(desk, uow, DRAFTING, old.code, old, old._replace(ended=away))
        uow.commit()
    return kept


def save_step(desk: Desk, wanted: StepSaid) -> Kept:
    """Keep how a task stands: months, who answers for it, its state, a note.

    One that is done without a day gets that of today; one that is no longer done loses it.

    Args:
        desk: the store of whoever drafts.
        wanted: the task of a drafting for ``fiscal_year``.

    Raises:
        KnownError: ``wrong-role``, ``agenda-off``, ``drafting-unknown``, ``drafting-state``,
            ``drafting-month``, ``drafting-outside``, ``drafting-months``, ``date-unreadable`` and what
            ``answerable`` finds.
    """
    desk.require(Role.HR, Role.DX)
    with desk.store.write() as uow:
        require_agenda(uow)
        known, owner, year = draftings(uow), owner_of(desk), wanted.fiscal_year
        drafting = known.find(owner, year)
        if drafting is None or wanted.code not in {one.code for one in tasks_of(drafting.sort)}:
            raise unknown(wanted.code)
        held = known.step(owner, year, wanted.code)
        if wanted.state != Progress.DONE:
            wanted = wanted._replace(done_on="")
        elif not wanted.done_on:
            wanted = wanted._replace(done_on=desk.services.clock.today())
        wanted = wanted._replace(
            name=BY_CODE[wanted.code].name, begins=_read(wanted.begins), ends=_read(wanted.ends)
        )
        _refuse((*_of_step(wanted, drafting.sort), *_of_answers(answerable(desk, uow), wanted)))
        kept = put_down(desk, uow, STEP, f"{year}:{wanted.code}", held.said if held else None, wanted)
        uow.commit()
    return kept


def _read(text: str) -> str:
    """Return a month (ISO) that somebody wrote in one of the ways of people; what is none as it is."""
    return read_month(text)[: len("2027-04")] or text


def _of_step(wanted: StepSaid, sort: str) -> Iterator[Problem]:
    if wanted.state and wanted.state not in PROGRESS_NAMES:
        fix = f"{'、'.join(PROGRESS_NAMES.values())}から選んでください。"
        yield Problem("drafting-state", "状況の言葉がわかりません。", fix, wanted.state)
    if wanted.done_on and not is_day(wanted.done_on):
        fix = "R8.4.1 か 2026-04-01 のように書いてください。"
        yield Problem("date-unreadable", "「済んだ日」を日付として読めません。", fix, wanted.done_on)
    year = wanted.fiscal_year
    first, last = f"{year - YEARS_BEFORE}-04", f"{year + 1}-03"
    for name, month in (("始まり", wanted.begins), ("終わり", wanted.ends)):
        if month and not is_day(f"{month}-01"):
            fix = "「令和9年4月」か「2027-04」のように書いてください。"
            yield Problem("drafting-month", f"「{name}」を月として読めません。", fix, month)
        elif month and not first <= month <= last:
            span = f"{fiscal_year_label(year - YEARS_BEFORE)}から{fiscal_year_label(year)}まで"
            message = f"「{name}」が、この手順の年度({span})の外の月です。"
            yield Problem("drafting-outside", message, f"{span}の月にしてください。", month)
    begins, ends = months_of(BY_CODE[wanted.code], sort, year)
    if (wanted.begins or begins) > (wanted.ends or ends):
        message = "終わりが、始まりより前の月です。"
        yield Problem("drafting-months", message, "月を確かめてください。", wanted.ends or ends)


def _of_answers(office: Answerable, wanted: StepSaid) -> Iterable[Problem]:
    found = (office.section_problem(wanted.section), office.person_problem(wanted.person))
    return (one for one in found if one is not None)


def _refuse(found: tuple[Problem, ...]) -> None:
    if found:
        first = found[0]
        told = Problem(first.code, f"{first.message}{_NOTHING_DONE}", first.fix, first.found, first.place)
        raise KnownError.of((told, *found[1:]))


def unknown(code: str) -> KnownError:
    """Return the error for a drafting or a task that there is not."""
    return KnownError(
        "drafting-unknown",
        f"その年度の方針の策定か、そのコードの手順は、この台帳にありません。{_NOTHING_DONE}",
        "「検討と予定」の「方針の策定」(コマンドでは dxdesk drafting)で確かめてください。",
        found=code,
    )
