"""Changing a course or a session by hand: only what was changed is said; lists keep saying the rest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

from dxdesk.domain.completion import evened
from dxdesk.domain.contents import ENDED, CourseSaid, SessionSaid
from dxdesk.domain.dates import is_day
from dxdesk.domain.errors import KnownError, Problem
from dxdesk.domain.training import fiscal_year_of
from dxdesk.domain.wareki import short_day
from dxdesk.ports.entities import Role
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.person_year.owned_things import Kept, owner_of
from dxdesk.usecases.training.enrolment import (
    Enrolment,
    enrolments_of,
    session_named,
    sessions_named,
    title_of,
)
from dxdesk.usecases.training.keeping import (
    Change,
    compare,
    course_unknown,
    refusals,
    say,
    whole,
)
from dxdesk.usecases.training.ledger import Ledger, ledger, subject_of
from dxdesk.usecases.training.questionnaires import lists_of
from dxdesk.usecases.training.switch import require_training
from dxdesk.usecases.workplace.desk import Desk

T = TypeVar("T", CourseSaid, SessionSaid)

_DAYS = {"first_day": "開始日", "last_day": "終了日", "deadline": "申込締切", "approved_on": "決裁日"}


def save_course(desk: Desk, wanted: CourseSaid, before: CourseSaid | None = None) -> Kept:
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


def resume_course(desk: Desk, code: str) -> Kept:
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


def save_session(desk: Desk, wanted: SessionSaid, before: SessionSaid | None = None) -> Kept:
    """Keep a session as somebody wrote it down.

    What tells one session from another is its course with its turn, else its first day, in a fiscal year: one
    that changes in these goes on as another one, with whoever is enrolled and what was answered after it.

    Args:
        desk: HR's store.
        wanted: the session; its fiscal year is that of its first day, said only where it has none.
        before: the same session as it was shown, ``None`` for a new one.

    Raises:
        KnownError: ``wrong-role``, ``training-off``, ``course-code-unknown``, ``session-undated``,
            ``session-untold``, ``session-days``, ``session-deadline``, ``session-twice``,
            ``session-name-held``, ``date-unreadable``, ``text-too-long``.
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
            target = subject_of(owner, wanted)
            former = subject_of(owner, before) if before is not None else ""
            if known.goes_on(target) not in (target, former):
                _hold_enrolled(uow, known, target)
            if before is not None:
                moved: dict[str, Any] = {ENDED: True, "moved": True, "into": target}
                changes.append((before._replace(**moved), moved))
            wanted = wanted._replace(moved=False, into="")
            thing, said = whole(wanted)
            # A session of this turn may have been called off or moved before: then all of it is said anew.
            anew = target in known.counting
            changes.append((thing, {**(wanted._asdict() if anew else said), ENDED: False} if anew else said))
        return _keep(desk, uow, known, changes, "session-save", wanted.course)


def rename_session(desk: Desk, named: str, turn: str, fiscal_year: int = 0) -> Kept:
    """Give a session another turn (第2回 …); who is enrolled in it stays so.

    Raises:
        KnownError: as ``save_session``, and ``session-unknown``, ``session-ambiguous``.
    """
    desk.require(Role.HR)
    with desk.store.read() as uow:
        require_training(uow)
        known = ledger(uow)
        session = known.held[session_named(known, named, fiscal_year)]
    return save_session(desk, session._replace(turn=turn), session)


def note_decision(
    desk: Desk, named: str, fiscal_year: int = 0, ground: str = "", approval: str = "", approved_on: str = ""
) -> Kept:
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


def call_off(desk: Desk, session: SessionSaid, *, off: bool = True) -> Kept:
    """Say that a session does not take place (``off``), or does after all; it stays in the ledger.

    One that was merged takes place by itself again, with those who were enrolled in it.

    Raises:
        KnownError: ``wrong-role``, ``training-off``, ``session-twice``.
    """
    desk.require(Role.HR, Role.DX)
    with desk.store.write() as uow:
        require_training(uow)
        known = ledger(uow)
        if not off and any(_alike(known, one, session) for one in known.sessions if one != session):
            raise _twice(session)
        said: dict[str, Any] = {
            ENDED: off,
            **({"moved": False, "into": ""} if session.into or session.moved else {}),
        }
        changes: list[Change] = [(session._replace(**said), said)]
        return _keep(desk, uow, known, changes, "session-end" if off else "session-save", session.course)


def _keep(
    desk: Desk, uow: UnitOfWork, known: Ledger, changes: Sequence[Change], action: str, subject: str
) -> Kept:
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
        if text and not is_day(text):
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
    if not over or not wanted.deadline or not (is_day(over) and is_day(wanted.deadline)):
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


def merge_sessions(desk: Desk, session: str, into: str, fiscal_year: int = 0) -> Kept:
    """Say that a session is held together with another one of its course, which goes on with both's people.

    Args:
        desk: HR's store.
        session: ``研修/回`` or its subject: the one that is held by itself no more.
        into: the same of the one that goes on.
        fiscal_year: 0: any.

    Raises:
        KnownError: ``wrong-role``, ``training-off``, ``session-unknown``, ``session-ambiguous``,
            ``session-merge-other``, ``session-merge-off``, ``session-merge-decided``, with nothing changed.
    """
    desk.require(Role.HR)
    with desk.store.write() as uow:
        require_training(uow)
        known = ledger(uow)
        former, target = (session_named(known, one, fiscal_year) for one in (session, into))
        one, other = known.held[former], known.held[target]
        if former == target or known.names.code(one.course) != known.names.code(other.course):
            raise KnownError(
                "session-merge-other",
                "統合できるのは、同じ研修の別の回だけです。何も変えていません。",
                "統合先に、同じ研修の別の回を選んでください。",
                found=title_of(known, other),
            )
        if one.ended or other.ended:
            raise KnownError(
                "session-merge-off",
                "中止にした回は、統合できません。何も変えていません。",
                "先に、その回の中止をやめてください。",
                found=title_of(known, one if one.ended else other),
            )
        _hold_differing(uow, former, target)
        said: dict[str, Any] = {ENDED: True, "into": target}
        changes: list[Change] = [(one._replace(**said), said)]
        return _keep(desk, uow, known, changes, "session-merge", title_of(known, one))


def part_session(desk: Desk, named: str, fiscal_year: int = 0) -> Kept:
    """Say that a session which was merged is held by itself again, with those who were enrolled in it.

    Args:
        desk: HR's store.
        named: ``研修/回`` as it was called.
        fiscal_year: 0: any.

    Raises:
        KnownError: ``wrong-role``, ``training-off``, ``session-not-merged``, ``session-twice``.
    """
    desk.require(Role.HR)
    course, _, turn = named.partition("/")
    with desk.store.read() as uow:
        require_training(uow)
        known = ledger(uow)
        named_so = sessions_named(known, course.strip(), turn.strip(), fiscal_year=fiscal_year)
        merged = [known.held[one] for one in named_so if known.held[one].into and not known.held[one].moved]
    if len(merged) != 1:
        raise KnownError(
            "session-not-merged",
            "統合した回のうち、その名前のものを1つに決められません。何も変えていません。",
            "統合したときの名前を、「研修コード/第1回」のように書いてください。",
            found=named,
        )
    return call_off(desk, merged[0], off=False)


def _hold_differing(uow: UnitOfWork, former: str, target: str) -> None:
    """Refuse to make one of two sessions in which the same people were decided of differently.

    Raises:
        KnownError: ``session-merge-decided``.
    """
    of: dict[str, dict[str, Enrolment]] = {former: {}, target: {}}
    for one in enrolments_of(uow).values():
        if one.said.session in of and one.state is not None and one.said.decision:
            of[one.said.session][one.number or one.said.number] = one
    both = of[former].keys() & of[target].keys()
    differing = sorted(it for it in both if of[former][it].state is not of[target][it].state)
    if differing:
        names = {person.number: person.name for person in uow.people.employees(include_left=True)}
        shown = "、".join(f"{names.get(it, '')}さん({it})" for it in differing[:10])
        more = f" ほか{len(differing) - 10:,}人" if len(differing) > 10 else ""
        raise KnownError(
            "session-merge-decided",
            f"2つの回で違う決定をした人が{len(differing):,}人います。何も変えていません。",
            f"{shown}{more}の決定を、どちらの回でも同じにしてから統合してください。",
            found=f"{len(differing):,}人",
        )


def _hold_enrolled(uow: UnitOfWork, known: Ledger, subject: str) -> None:
    """Refuse a new session of a name that another one had when people were enrolled: they would be its.

    Raises:
        KnownError: ``session-name-held``.
    """
    there = [one for one in enrolments_of(uow).values() if one.state and one.written == subject]
    answered = any(said.session == subject for _, said in lists_of(uow))
    if there or answered:
        former, now = known.held[subject], known.held[known.goes_on(subject)]
        what = f"申込か受講決定が{len(there):,}人分" if there else "アンケートの答え"
        raise KnownError(
            "session-name-held",
            f"「{title_of(known, former)}」は、いまの「{title_of(known, now)}」の前の名前で、その名前のときの"
            f"{what}があります。同じ名前で別の回を作ると混ざるので、何も変えていません。",
            "「第1回(追加)」のように、別の名前にしてください。",
            found=former.turn or former.first_day,
        )


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
