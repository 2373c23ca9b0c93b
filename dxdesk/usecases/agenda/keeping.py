"""Writing down 検討事項 and what an office does otherwise of the dated year."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from dxdesk.domain.agenda_record import MATTER, STATE_NAMES, TASK, MatterSaid, State, TaskSaid
from dxdesk.domain.dates import in_fiscal_year, is_day
from dxdesk.domain.errors import KnownError, Problem
from dxdesk.domain.text import NAME_UNITS, too_long
from dxdesk.domain.wareki import fiscal_year_label
from dxdesk.domain.year_calendar import BY_CODE
from dxdesk.ports.entities import Role
from dxdesk.usecases.agenda.ledger import agenda, require_agenda
from dxdesk.usecases.organisation.answerable import Answerable, answerable
from dxdesk.usecases.person_year.owned_things import Kept, owner_of
from dxdesk.usecases.person_year.plain_held import put_down
from dxdesk.usecases.workplace.desk import Desk

_NOTHING_DONE = "何も変えていません。"


def save_matter(desk: Desk, wanted: MatterSaid, before: str = "") -> Kept:
    """Keep a 検討事項 as somebody wrote it down; without a code it gets the next number (検討-1).

    Args:
        desk: the store of whoever owns it.
        wanted: the matter.
        before: the code of the one that is changed, empty for a new one.

    Raises:
        KnownError: ``wrong-role``, ``agenda-off``, ``agenda-unknown``, ``agenda-nameless``,
            ``agenda-state``, ``agenda-undecided``, ``date-unreadable``, ``text-too-long`` and what
            ``answerable`` finds.
    """
    desk.require(Role.HR, Role.DX)
    with desk.store.write() as uow:
        require_agenda(uow)
        known, owner = agenda(uow), owner_of(desk)
        old = known.matter(owner, before) if before else None
        if before and old is None:
            raise unknown(before)
        codes = {one.said.code for one in known.matters if one.owner == owner}
        wanted = complete(wanted._replace(code=before), codes, desk.services.clock.today())
        _refuse(tuple(found_in(answerable(desk, uow), wanted)))
        kept = put_down(desk, uow, MATTER, wanted.code, old, wanted)
        uow.commit()
    return kept


def matter_there(desk: Desk, code: str) -> MatterSaid | None:
    """Return a 検討事項 of this store's own by its code, ``None`` where there is none.

    Raises:
        KnownError: ``wrong-role``, ``agenda-off``.
    """
    desk.require(Role.HR, Role.DX)
    with desk.store.read() as uow:
        require_agenda(uow)
        return agenda(uow).matter(owner_of(desk), code)


def end_matter(desk: Desk, code: str, *, ended: bool = True) -> Kept:
    """Take a 検討事項 out, or put it back, as it stands.

    Raises:
        KnownError: ``wrong-role``, ``agenda-off``, ``agenda-unknown``.
    """
    desk.require(Role.HR, Role.DX)
    with desk.store.write() as uow:
        require_agenda(uow)
        old = agenda(uow).matter(owner_of(desk), code)
        if old is None:
            raise unknown(code)
        kept = put_down(desk, uow, MATTER, code, old, old._replace(ended=ended))
        uow.commit()
    return kept


def complete(wanted: MatterSaid, taken: Collection[str], today: str) -> MatterSaid:
    """Return a 検討事項 as it is kept: with a code, a state, and the day where it was decided."""
    free = (f"検討-{place}" for place in range(1, len(taken) + 2) if f"検討-{place}" not in taken)
    wanted = wanted._replace(code=wanted.code or next(free), state=wanted.state or State.OPEN)
    if wanted.state == State.DECIDED and not wanted.decided_on:
        wanted = wanted._replace(decided_on=today)
    return wanted


def found_in(office: Answerable, wanted: MatterSaid) -> Iterable[Problem]:
    """Find what a 検討事項 may not say, by its own rules and by whom the store knows."""
    yield from _of_matter(wanted)
    yield from _of_answers(office, wanted.section, wanted.person)


def _of_matter(wanted: MatterSaid) -> Iterator[Problem]:
    if not wanted.name.strip():
        yield Problem("agenda-nameless", "件名が空です。", "何を検討するかを書いてください。")
    yield from too_long(wanted.name, limit=NAME_UNITS)
    if wanted.state not in STATE_NAMES:
        fix = f"{'、'.join(STATE_NAMES.values())}から選んでください。"
        yield Problem("agenda-state", "状況の言葉がわかりません。", fix, wanted.state)
    for label, day in (("期限", wanted.due), ("決めた日", wanted.decided_on)):
        if day and not is_day(day):
            fix = "R8.4.1 か 2026-04-01 のように書いてください。"
            yield Problem("date-unreadable", f"「{label}」を日付として読めません。", fix, day)
    if wanted.state == State.DECIDED and not wanted.decision.strip():
        fix = "何に決めたかを書くか、状況を「検討中」にしてください。"
        yield Problem("agenda-undecided", "「決定」なのに、決めたことが空です。", fix)


def _of_answers(office: Answerable, section: str, person: str) -> Iterable[Problem]:
    found = (office.section_problem(section), office.person_problem(person))
    return (one for one in found if one is not None)


def _refuse(found: tuple[Problem, ...]) -> None:
    if found:
        first = found[0]
        told = Problem(first.code, f"{first.message}{_NOTHING_DONE}", first.fix, first.found, first.place)
        raise KnownError.of((told, *found[1:]))


def unknown(code: str) -> KnownError:
    """Return the error for a matter or a line of the year that there is not."""
    return KnownError(
        "agenda-unknown",
        f"そのコードの検討事項や予定は、この台帳にありません。{_NOTHING_DONE}",
        "「検討と予定」の一覧(コマンドでは dxdesk agenda)でコードを確かめてください。",
        found=code,
    )


def save_task(desk: Desk, wanted: TaskSaid) -> Kept:
    """Keep how a line of a year stands: its days, who answers for it, whether it is done or left out.

    Args:
        desk: the store of whoever owns it.
        wanted: the line of a ``fiscal_year``; days are ISO days, and empty ones are those of every year.

    Raises:
        KnownError: ``wrong-role``, ``agenda-off``, ``agenda-unknown``, ``agenda-year``,
            ``agenda-outside-year``, ``agenda-days``, ``date-unreadable`` and what ``answerable`` finds.
    """
    desk.require(Role.HR, Role.DX)
    with desk.store.write() as uow:
        require_agenda(uow)
        if wanted.code not in BY_CODE:
            raise unknown(wanted.code)
        old = agenda(uow).task(owner_of(desk), wanted.code, wanted.fiscal_year)
        office = answerable(desk, uow)
        _refuse((*_of_task(wanted), *_of_answers(office, wanted.section, wanted.person)))
        kept = put_down(desk, uow, TASK, f"{wanted.code}@{wanted.fiscal_year}", old, wanted)
        uow.commit()
    return kept


def _of_task(wanted: TaskSaid) -> Iterator[Problem]:
    if not wanted.fiscal_year:
        yield Problem("agenda-year", "どの年度の予定かが決まっていません。", "年度を選んでください。")
        return
    label = fiscal_year_label(wanted.fiscal_year)
    for name, day in (("始まり", wanted.begins), ("終わり", wanted.ends)):
        if day and not is_day(day):
            fix = "R8.4.1 か 2026-04-01 のように書いてください。"
            yield Problem("date-unreadable", f"「{name}」を日付として読めません。", fix, day)
        elif day and not in_fiscal_year(day, wanted.fiscal_year):
            fix = f"{label}(4月から翌年3月まで)の日にしてください。"
            yield Problem("agenda-outside-year", f"「{name}」が、{label}の外の日です。", fix, day)
    if wanted.begins and wanted.ends and wanted.begins > wanted.ends:
        yield Problem(
            "agenda-days", "終わりが、始まりより前の日です。", "日を確かめてください。", wanted.ends
        )
    if wanted.done_on and not is_day(wanted.done_on):
        fix = "R8.4.1 か 2026-04-01 のように書いてください。"
        yield Problem("date-unreadable", "「済んだ日」を日付として読めません。", fix, wanted.done_on)
