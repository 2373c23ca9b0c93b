"""Writing down 形式知: checked alike from screen, command and table."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from dxdesk.domain.completion import evened
from dxdesk.domain.dates import is_day
from dxdesk.domain.errors import KnownError, Problem
from dxdesk.domain.knowledge_record import (
    FORM_NAMES,
    KNOWLEDGE,
    STANDING_NAMES,
    Form,
    KnowledgeSaid,
    Standing,
)
from dxdesk.domain.practice_record import CaseSaid
from dxdesk.domain.text import NAME_UNITS, too_long
from dxdesk.ports.entities import Role
from dxdesk.usecases.knowledge.ledger import LEAD, knowledge, take_over
from dxdesk.usecases.organisation.answerable import Answerable, answerable
from dxdesk.usecases.person_year.owned_things import Kept, owner_of
from dxdesk.usecases.person_year.plain_held import put_down
from dxdesk.usecases.workplace.desk import Desk

Found = tuple[str, Problem]
"""A field's name and what is wrong with it."""

_NOTHING_DONE = "何も変えていません。"
_DAY_FIX = "R8.4.1 か 2026-04-01 のように書いてください。"


def save_piece(desk: Desk, wanted: KnowledgeSaid, before: str = "") -> Kept:
    """Keep a piece of 形式知 as somebody wrote it down; without a code it gets the next number (形-1).

    Args:
        desk: the store of whoever owns it.
        wanted: how it is to be.
        before: the code of the one that is changed, empty for a new one.

    Raises:
        KnownError: ``wrong-role``, ``knowledge-unknown``, ``text-too-long`` and what ``problems`` finds.
    """
    desk.require(Role.HR, Role.DX)
    with desk.store.write() as uow:
        take_over(desk, uow)
        known = knowledge(desk, uow)
        own = known.own(owner_of(desk))
        old = own.get(before) if before else None
        if before and old is None:
            raise unknown(before)
        wanted = complete(wanted._replace(code=before), own, desk.services.clock.today())
        others = [one for code, one in own.items() if code != wanted.code and not one.ended]
        refuse(problem for _, problem in problems(wanted, old, others, answerable(desk, uow), known.cases))
        kept = put_down(desk, uow, KNOWLEDGE, wanted.code, old, wanted)
        uow.commit()
    return kept


def end(desk: Desk, code: str, *, ended: bool = True) -> Kept:
    """Take a piece of 形式知 out of the list, or put it back; what lies at its place stays.

    Raises:
        KnownError: ``wrong-role``, ``knowledge-unknown``.
    """
    desk.require(Role.HR, Role.DX)
    with desk.store.write() as uow:
        take_over(desk, uow)
        old = knowledge(desk, uow).own(owner_of(desk)).get(code)
        if old is None:
            raise unknown(code)
        kept = put_down(desk, uow, KNOWLEDGE, code, old, old._replace(ended=ended))
        uow.commit()
    return kept


def there(desk: Desk, code: str) -> KnowledgeSaid | None:
    """Return a piece of this store's own by its code, ``None`` where there is none.

    Raises:
        KnownError: ``wrong-role``.
    """
    desk.require(Role.HR, Role.DX)
    with desk.store.read() as uow:
        return knowledge(desk, uow).own(owner_of(desk)).get(code)


def complete(wanted: KnowledgeSaid, taken: Collection[str], today: str) -> KnowledgeSaid:
    """Return a piece as it is kept: with a code, a sort, a state, and the day it was made."""
    free = (f"{LEAD}-{place}" for place in range(1, len(taken) + 2) if f"{LEAD}-{place}" not in taken)
    return wanted._replace(
        code=wanted.code or next(free),
        name=wanted.name.strip(),
        sort=wanted.sort or Form.PROCEDURE,
        state=wanted.state or Standing.OPEN,
        made_on=wanted.made_on or today,
    )


def problems(
    wanted: KnowledgeSaid,
    before: KnowledgeSaid | None,
    others: Sequence[KnowledgeSaid],
    office: Answerable,
    cases: Collection[str] | dict[str, CaseSaid],
) -> Iterator[Found]:
    """Find what a piece may not say, by field.

    Args:
        wanted: how it is to be.
        before: how it was; what it said before of a section or case that is gone since is not asked again.
        others: what the same owner keeps beside it.
        office: who can answer for anything.
        cases: the codes of the 改善案件.
    """
    was = before or KnowledgeSaid()
    if not wanted.name:
        fix = "何を形にしたかが分かる題名を書いてください。"
        yield "name", Problem("knowledge-nameless", "題名が空です。", fix)
    for one in too_long(wanted.name, limit=NAME_UNITS):
        yield "name", one
    for field, label, words in (("sort", "種類", FORM_NAMES), ("state", "状態", STANDING_NAMES)):
        value = getattr(wanted, field)
        if value not in words:
            fix = f"{'、'.join(words.values())}から選んでください。"
            yield field, Problem("knowledge-word", f"{label}の言葉がわかりません。", fix, value)
    for field, label in (("made_on", "作った日"), ("review_on", "見直す日")):
        day = getattr(wanted, field)
        if day and not is_day(day):
            yield field, Problem("date-unreadable", f"「{label}」を日付として読めません。", _DAY_FIX, day)
    if is_day(wanted.review_on) and is_day(wanted.made_on) and wanted.review_on < wanted.made_on:
        fix = "2つの日を確かめてください。"
        yield (
            "review_on",
            Problem("knowledge-days", "見直す日が、作った日より前です。", fix, wanted.review_on),
        )
    if wanted.case and wanted.case != was.case and wanted.case not in cases:
        fix = "「実践と支援」の「案件」で番号を確かめるか、空にしてください。"
        message = "その番号の改善案件は、この台帳にありません。"
        yield "case", Problem("knowledge-case", message, fix, wanted.case)
    if wanted.section != was.section:
        gone = office.section_problem(wanted.section)
        if gone is not None:
            yield "section", gone
    alike = next((one for one in others if _same(one, wanted)), None)
    if alike is not None and wanted.name:
        yield (
            "name",
            Problem(
                "knowledge-twice",
                f"同じ題名と種類のものが、もうあります(番号 {alike.code})。",
                "あるものを直すか、題名を変えてください。",
                wanted.name,
            ),
        )


def _same(one: KnowledgeSaid, other: KnowledgeSaid) -> bool:
    return (evened(one.name), one.sort) == (evened(other.name), other.sort)


def refuse(found: Iterable[Problem]) -> None:
    """Raise what was found, with the word that nothing was changed."""
    told = tuple(found)
    if told:
        first = told[0]
        said = Problem(first.code, f"{first.message}{_NOTHING_DONE}", first.fix, first.found, first.place)
        raise KnownError.of((said, *told[1:]))


def unknown(code: str) -> KnownError:
    """Return the error for a piece that this store has not."""
    return KnownError(
        "knowledge-unknown",
        f"その番号の形式知は、この台帳にありません。{_NOTHING_DONE}",
        "「形式知」の一覧(コマンドでは dxdesk knowledge)で番号を確かめてください。",
        found=code,
    )
