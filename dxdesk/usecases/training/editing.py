"""Changing a course or a session by hand: only what was changed is said; lists keep saying the rest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, TypeVar

from dxdesk.domain.completion import evened
from dxdesk.domain.contents import ENDED, CourseSaid, SessionSaid
from dxdesk.domain.errors import KnownError, Problem
from dxdesk.domain.training import fiscal_year_of
from dxdesk.domain.wareki import short_day
from dxdesk.ports.entities import Role
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.training.enrolment import enrolments_of, session_named
from dxdesk.usecases.training.keeping import (
    Change,
    Said,
    compare,
    course_unknown,
    owner_of,
    refusals,
    say,
    whole,
)
from dxdesk.usecases.training.ledger import Ledger, ledger, subject_of
from dxdesk.usecases.training.switch import require_training
from dxdesk.usecases.workplace.desk import Desk

T = TypeVar("T", CourseSaid, SessionSaid)

_DAYS = {"first_day": "開始日", "last_day": "終了日", "deadline": "申込締切", "approved_on": "決裁日"}


def save_course(desk: Desk, wanted: CourseSaid, before: CourseSaid | None = None) -> Said:
    """Keep a course as somebody wrote it down; whether it has ended is not said here.

    Args:
        desk: HR's store.
        wanted: the course; without a code it goes by its name.
        before: the same course as it was shown, ``None`` for a new one. What is as it was is not said.

    Raises:
        KnownError: ``wrong-role``, ``training-off``, ``course-nameless``, ``course-code-taken``,
            ``course-code-unknown``, ``course-name-taken``, ``course-after-unknown``,
            ``course-after-circle``, ``text-too-long``.
    """
    desk.require(Role.HR, Role.DX)
    wanted = _tidy(wanted)
    wanted = wanted._replace(code=before.code if before is not None else wanted.code or wanted.name)
    with desk.store.write() as uow:
        require_training(uow)
        known = ledger(uow)
        there = known.course(wanted.code)
        if before is not None and there is None:
            raise course_unknown(before.code)
        problems = [*_of_course(known, wanted, new=before is None)]
        if problems:
            raise KnownError.of(tuple(problems))
        said = _differing(wanted, before)
        said.pop(ENDED, None)
        base = there if there is not None else CourseSaid()
        return _keep(desk, uow, known, [(base._replace(**said), said)], "course-save", wanted.code)


def resume_course(desk: Desk, code: str) -> Said:
    """Say that a course that had ended, or was merged into another, is held on its own again.

    Raises:
        KnownError: ``wrong-role``, ``training-off``, ``course-code-unknown``, ``course-name-taken``.
    """
    desk.require(Role.HR, Role.DX)
    with desk.store.write() as uow:
        require_training(uow)
        known = ledger(uow)
        there = known.course(code)
        if there is None:
            raise course_unknown(code)
        said: dict[str, Any] = {ENDED: False, "into": ""}
        resumed = there._replace(**said)
        problems = [problem for _, problem in refusals(known, [resumed])]
        if problems:
            raise KnownError.of(tuple(problems))
        return _keep(desk, uow, known, [(resumed, said)], "course-save", code)


def save_session(desk: Desk, wanted: SessionSaid, before: SessionSaid | None = None) -> Said:
    """Keep a session as somebody wrote it down.

    What tells one session from another is its course with its turn, else its first day, in a fiscal year: one
    that changes in these ends as one that was moved, and another begins.

    Args:
        desk: HR's store.
        wanted: the session; its fiscal year is that of its first day, said only where it has none.
        before: the same session as it was shown, ``None`` for a new one.

    Raises:
        KnownError: ``wrong-role``, ``training-off``, ``course-code-unknown``, ``session-undated``,
            ``session-untold``, ``session-days``, ``session-deadline``, ``session-twice``,
            ``session-enrolled``, ``date-unreadable``, ``text-too-long``.
    """
    desk.require(Role.HR, Role.DX)
    wanted = _tidy(wanted)
    problems = [*_of_days(wanted), *_of_what(wanted, before)]
    if not problems and wanted.first_day:
        wanted = wanted._replace(fiscal_year=fiscal_year_of(wanted.first_day))
    if not problems and not wanted.fiscal_year:
        message = "開始日も年度も書かれていないので、どの年度の回かわかりません。"
        problems.append(Problem("session-undated", message, "開始日か、年度を書いてください。"))
    if problems:
        raise KnownError.of(tuple(problems))
    with desk.store.write() as uow:
        require_training(uow)
        known = ledger(uow)
        if not known.names.code(wanted.course):
            raise course_unknown(wanted.course)
        owner = owner_of(desk)
        same = before is not None and subject_of(owner, before) == subject_of(owner, wanted)
        if not same and any(_alike(known, one, wanted) for one in known.sessions if one != before):
            raise _twice(wanted)
        changes: list[Change] = []
        if before is not None and same:
            changes = [(wanted, _differing(wanted, before))]
        else:
            if before is not None:
                _hold_enrolled(uow, subject_of(owner, before), before)
                moved = {ENDED: True, "moved": True}
                changes.append((before._replace(ended=True, moved=True), moved))
            wanted = wanted._replace(moved=False)
            thing, said = whole(wanted)
            # A session of this turn may have been called off before: then all of it is said anew.
            anew = subject_of(owner, wanted) in known.counting
            changes.append((thing, {**(wanted._asdict() if anew else said), ENDED: False} if anew else said))
        return _keep(desk, uow, known, changes, "session-save", wanted.course)


def note_decision(
    desk: Desk, named: str, fiscal_year: int = 0, ground: str = "", approval: str = "", approved_on: str = ""
) -> Said:
    """Keep by what the office decided who has a seat in a session; what is empty stays as it is.

    Args:
        desk: HR's store.
        named: ``研修`` or ``研修/回``.
        fiscal_year: 0: any.
        ground: 根拠.
        approval: 決裁番号.
        approved_on: 決裁日, ISO.

    Raises:
        KnownError: ``wrong-role``, ``training-off``, ``session-unknown``, ``session-ambiguous``,
            ``date-unreadable``, ``text-too-long``.
    """
    desk.require(Role.HR, Role.DX)
    with desk.store.read() as uow:
        require_training(uow)
        known = ledger(uow)
        session = known.held[session_named(known, named, fiscal_year)]
    wanted = session._replace(
        ground=ground or session.ground,
        approval=approval or session.approval,
        approved_on=approved_on or session.approved_on,
    )
    return save_session(desk, wanted, session)


def call_off(desk: Desk, session: SessionSaid, *, off: bool = True) -> Said:
    """Say that a session does not take place (``off``), or does after all; it stays in the ledger.

    Raises:
        KnownError: ``wrong-role``, ``training-off``, ``session-twice``.
    """
    desk.require(Role.HR, Role.DX)
    with desk.store.write() as uow:
        require_training(uow)
        known = ledger(uow)
        if not off and any(_alike(known, one, session) for one in known.sessions if one != session):
            raise _twice(session)
        said: dict[str, Any] = {ENDED: off, **({"moved": False} if session.moved else {})}
        changes: list[Change] = [(session._replace(**said), said)]
        return _keep(desk, uow, known, changes, "session-end" if off else "session-save", session.course)


def _keep(
    desk: Desk, uow: UnitOfWork, known: Ledger, changes: Sequence[Change], action: str, subject: str
) -> Said:
    wanted = [one for one in changes if one[1]]
    found = compare(desk, known, wanted)
    if found.added or found.changed:
        say(desk, uow, wanted)
        uow.audit.append(action, subject, {"added": found.added, "changed": found.changed})
        uow.commit()
    return found


def _tidy(thing: T) -> T:
    """Return a thing without blanks around its texts, and without what a list has twice or empty."""

    def tidied(value: Any) -> Any:
        if isinstance(value, str):
            return value.strip()
        if isinstance(value, tuple):
            parts = (one.strip() if isinstance(one, str) else one for one in value)
            return tuple(dict.fromkeys(one for one in parts if one))
        return value

    return thing._replace(**{name: tidied(value) for name, value in thing._asdict().items()})


def _differing(wanted: T, before: T | None) -> dict[str, Any]:
    """Return the fields of a thing that are not as they were, of a new one those that say something."""
    nothing = before if before is not None else type(wanted)()
    fields = zip(wanted._fields, wanted, nothing, strict=True)
    return {name: value for name, value, was in fields if value != was}


def _of_course(known: Ledger, wanted: CourseSaid, *, new: bool) -> Iterator[Problem]:
    if not wanted.name:
        yield Problem("course-nameless", "研修名が空です。", "研修名を書いてください。")
        return
    taken = known.course(wanted.code)
    if new and taken is not None:
        state = "(終えた研修です)" if taken.ended else ""
        message = f"コード「{wanted.code}」は、研修「{taken.name}」{state}のものです。"
        fix = "別のコードにするか、その研修を直してください。"
        yield Problem("course-code-taken", message, fix, wanted.code)
        return
    yield from (problem for _, problem in refusals(known, [wanted]))
    yield from _of_first(known, wanted)


def _of_first(known: Ledger, wanted: CourseSaid) -> Iterator[Problem]:
    """Tell of a course that comes first which is unknown, or comes after this one itself."""
    if not wanted.after:
        return
    step, seen = wanted.after, [wanted.code]
    while step and step not in seen:
        course = known.course(step)
        if course is None:
            if step == wanted.after:
                message = f"先に受ける研修「{step}」が、研修台帳にありません。"
                fix = "その研修のコードか名前を、一覧にあるとおりに書いてください。"
                yield Problem("course-after-unknown", message, fix, step)
            return
        seen.append(step)
        step = course.after
    if step == wanted.code:
        message = "先に受ける研修をたどると、この研修自身に戻ります。これでは、だれも受けられません。"
        fix = "先に受ける研修を、別の研修にするか、なしにしてください。"
        yield Problem("course-after-circle", message, fix, wanted.after)


def _of_days(wanted: SessionSaid) -> Iterator[Problem]:
    unread = False
    for name, label in _DAYS.items():
        text = getattr(wanted, name)
        if text and not _is_day(text):
            unread = True
            message = f"{label}を日付として読めません。"
            yield Problem("date-unreadable", message, "R8.6.1 のように書いてください。", text)
    if unread:
        return
    if wanted.first_day and wanted.last_day and wanted.last_day < wanted.first_day:
        message = "終了日が、開始日より前です。"
        yield Problem("session-days", message, "どちらかの日を直してください。", short_day(wanted.last_day))


def _of_what(wanted: SessionSaid, before: SessionSaid | None) -> Iterator[Problem]:
    """Tell of a session that nothing tells from another, and of a deadline after all is over.

    What was so before, as some list said it, does not stand in the way of changing the rest.
    """
    if not wanted.told and (before is None or before.told):
        message = "回も開催日も受講期も書かれていないので、どの回かわかりません。"
        yield Problem("session-untold", message, "回(第1回など)、開催日、受講期のどれかを書いてください。")
    over = wanted.last_day or wanted.first_day
    if not over or not wanted.deadline or not (_is_day(over) and _is_day(wanted.deadline)):
        return
    same = before is not None and (before.deadline, before.last_day or before.first_day) == (
        wanted.deadline,
        over,
    )
    if wanted.deadline > over and not same:
        message = "申込締切が、開催日より後です。"
        if wanted.last_day:
            message = "申込締切が、終了日より後です。"
        yield Problem(
            "session-deadline", message, "どちらかの日を直してください。", short_day(wanted.deadline)
        )


def _hold_enrolled(uow: UnitOfWork, subject: str, session: SessionSaid) -> None:
    """Refuse to write a session down as another where people are enrolled: they would stay with the former.

    Raises:
        KnownError: ``session-enrolled``.
    """
    there = [one for one in enrolments_of(uow).values() if one.state and one.said.session == subject]
    if there:
        raise KnownError(
            "session-enrolled",
            f"この回には、申込か受講決定が{len(there):,}人分あります。回の名前(名前がなければ開催日)か年度を"
            "変えると別の回になり、申込が離れるので、変えていません。",
            "ほかの欄は直せます。別の回にするときは、「回を加える」で新しい回を加えてください。",
            found=session.turn or session.first_day,
        )


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _alike(known: Ledger, one: SessionSaid, other: SessionSaid) -> bool:
    """Tell whether a session that is held is the one that another would be."""
    return (
        not one.ended
        and one.fiscal_year == other.fiscal_year
        and known.names.code(one.course) == known.names.code(other.course)
        and (evened(one.turn) or one.first_day) == (evened(other.turn) or other.first_day)
    )


def _twice(session: SessionSaid) -> KnownError:
    return KnownError(
        "session-twice",
        "その研修の同じ回が、すでにあります。何も変えていません。",
        "別の回なら、「回」に第2回のように書いて分けてください。同じ回なら、その回を直してください。",
        found=session.turn or session.first_day,
    )
