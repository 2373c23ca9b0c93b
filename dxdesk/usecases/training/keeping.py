"""Saying what courses and sessions there are: from a policy's list, from a table, or by hand.

What is said anew follows what was said otherwise (``domain.owned``); what a second list tells again is owed
to that list too, so that undoing the first leaves it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from dxdesk.domain import owned
from dxdesk.domain.completion import evened
from dxdesk.domain.contents import (
    ENDED,
    Audience,
    CourseSaid,
    Served,
    SessionSaid,
    all_said,
)
from dxdesk.domain.errors import KnownError, Problem
from dxdesk.domain.section_names import DX, called
from dxdesk.domain.text import NAME_UNITS, sentences, too_long
from dxdesk.ports.entities import Role
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.organisation.section_names import dx_section
from dxdesk.usecases.person_year import owned_things
from dxdesk.usecases.person_year.local_work import LOCAL
from dxdesk.usecases.person_year.owned_things import Kept, owner_of
from dxdesk.usecases.training.ledger import OWNERS, Ledger, ledger, subject_of
from dxdesk.usecases.training.switch import require_training
from dxdesk.usecases.workplace.desk import Desk

if TYPE_CHECKING:
    from dxdesk.usecases.frameworks.course_catalogue import CourseModel

HOLDERS = {"hr": "人事課", "dx": DX, "systems": "情報システム担当課", "other": "そのほかの課"}
"""What a policy's list calls who holds a course; an office's own name of DX推進担当課 is put in its place."""


Thing = CourseSaid | SessionSaid
Change = tuple[Thing, Mapping[str, Any]]
"""A thing as it will be, and the fields that are said of it."""


def whole(thing: Thing) -> Change:
    """Return the change that says everything a thing is."""
    return thing, all_said(thing)


def compare(desk: Desk, known: Ledger, changes: Iterable[Change]) -> Kept:
    """Return what some changes would come to."""
    of_subjects = ((subject_of(_owner_in(desk, known, thing), thing), said) for thing, said in changes)
    return owned_things.compare(known.counting, of_subjects)


def say(desk: Desk, uow: UnitOfWork, changes: Sequence[Change], receipt: int = LOCAL) -> Kept:
    """Keep what is said of things as records owed to a receipt, or as local work.

    Raises:
        KnownError: ``text-too-long``, ``thing-of-other``.
    """
    known, owner = ledger(uow), owner_of(desk)
    _refuse_others(desk, known, changes)
    found = compare(desk, known, changes)
    mine = [
        (subject_of(owner, thing), said)
        for thing, said in changes
        if _owner_in(desk, known, thing) == owner  # else said again as its owner says it
    ]
    owned_things.say(desk, uow, known.counting, mine, receipt)
    return found


def _owner_in(desk: Desk, known: Ledger, thing: Thing) -> str:
    """Return whose a thing is: its own store's where that has it or nobody has."""
    own = owner_of(desk)
    if subject_of(own, thing) in known.counting:
        return own
    if isinstance(thing, CourseSaid):
        return known.owners.get(thing.code, own)
    return next((owner for owner in OWNERS if subject_of(owner, thing) in known.counting), own)


def _refuse_others(desk: Desk, known: Ledger, changes: Iterable[Change]) -> None:
    """Refuse to change what another owner keeps; what says the same changes nothing."""
    own, problems = owner_of(desk), []
    for thing, said in changes:
        owner = _owner_in(desk, known, thing)
        if owner != own and not owned.stands(said, known.counting[subject_of(owner, thing)]):
            name = thing.name if isinstance(thing, CourseSaid) else f"{thing.course} {thing.turn}".strip()
            problems.append(
                Problem(
                    "thing-of-other",
                    f"「{name}」は{HOLDERS[owner]}が持つ記録です。ここでは変えられません。何も変えていません。",
                    f"{HOLDERS[owner]}に直してもらい、届いたファイルを取り込んでください。"
                    "自分の課で別に行う研修なら、別のコードと名前にしてください。",
                    name,
                )
            )
    if problems:
        raise KnownError.of(tuple(problems))


def take_preset(desk: Desk, code: str) -> Kept:
    """Take the courses of a shipped policy as the office's list; what the office changed since stays.

    A course of which the ledger has the code already is left as it is: the policy's list is a beginning.

    Raises:
        KnownError: ``wrong-role``, ``training-off``, ``catalogue-unknown``.
    """
    desk.require(Role.HR, Role.DX)
    courses = preset_courses(code)
    with desk.store.write() as uow:
        require_training(uow)
        known = ledger(uow)
        name = dx_section(uow)
        new = [
            one._replace(held_by=called(one.held_by, name))
            for one in courses
            if known.course(one.code) is None
        ]
        said = say(desk, uow, [whole(one) for one in new])
        uow.audit.append("courses", code, {"added": said.added})
        uow.commit()
    return Kept(said.added, 0, len(courses) - len(new))


def preset_courses(code: str) -> tuple[CourseSaid, ...]:
    """Return the courses of a shipped policy, as the ledger says them.

    Raises:
        KnownError: ``catalogue-unknown``.
    """
    from dxdesk.usecases.frameworks.course_catalogue import load_catalogue
    from dxdesk.usecases.frameworks.versions import preset_codes

    if code not in preset_codes():
        raise KnownError(
            "catalogue-unknown",
            "その名前の方針の研修一覧は、dxdesk に付いていません。何も変えていません。",
            f"{'、'.join(sorted(preset_codes()))}のどれかにしてください。",
            found=code,
        )
    return tuple(
        CourseSaid(
            code=one.code,
            name=one.name,
            aliases=tuple(one.aliases),
            held_by=_held_by(one),
            provider=one.provider,
            form=tuple(one.form),
            hours=one.hours,
            serves=tuple(Served(served.item, served.level) for served in one.serves),
            outcomes=tuple(one.outcomes),
            audience=tuple(Audience(to.persona, to.grade, to.need) for to in one.audience),
            rule=one.eligible.rule,
            after=one.eligible.after,
            hint=one.eligible.hint,
            recurrence=one.recurrence,
            every_years=one.every_years,
            valid_years=one.valid_years,
            roster=one.roster,
            reference=one.reference,
            requirements=tuple(one.requirements),
            note=_told_of(one),
        )
        for one in load_catalogue(code).courses
    )


def _held_by(course: CourseModel) -> str:
    """Return who holds a course, and who works with them as policies say it: ``(人事課協働)``."""
    beside = f"({HOLDERS[course.with_owner]}協働)" if course.with_owner else ""
    return f"{HOLDERS.get(course.owner, '')}{beside}"


_INFERRED = {"owner": "担当", "form": "形", "name": "名前", "audience": "対象"}


def _told_of(course: CourseModel) -> str:
    """Return what a policy says of a course beside what the ledger has fields for, and what it does not say.

    The ledger keeps times, topics and so on with the sessions, which a policy's list has none of: what is
    stated would be lost.
    """
    inferred = "、".join(_INFERRED[name] for name in course.inferred if name in _INFERRED)
    told = (
        course.note,
        f"内容: {'、'.join(course.contents)}" if course.contents else "",
        f"時期: {'、'.join(course.periods)}" if course.periods else "",
        "時間はめやす(程度)" if course.hours_about else "",
        f"方針での場所: {course.section}" if course.section else "",
        "スキルとの対応は本システムの補足" if any(one.supplement for one in course.serves) else "",
        f"方針に書かれておらず、推定したところ: {inferred}" if inferred else "",
    )
    return sentences(*told).rstrip("。")


class PolicySaid(NamedTuple):
    """What a policy's list of courses says of itself: the document it is from, and what is to be minded."""

    source: str
    note: str


def preset_said(code: str) -> PolicySaid:
    """Return what a shipped policy's list of courses says of itself; ``code`` names one that ships."""
    from dxdesk.usecases.frameworks.course_catalogue import load_catalogue

    found = load_catalogue(code)
    note = sentences(found.label, found.note).rstrip("。")
    return PolicySaid(found.source, note)


def change_course(desk: Desk, code: str, name: str = "", aliases: Iterable[str] = ()) -> Kept:
    """Give a course another name and further ones, or add it; a list with a former name still finds it.

    Raises:
        KnownError: ``wrong-role``, ``training-off``, ``course-code-unknown`` (a new one needs a name),
            ``text-too-long``, ``course-name-taken``.
    """

    def changed(known: Ledger) -> tuple[CourseSaid, Mapping[str, Any]]:
        before = known.course(code)
        if before is None and not name.strip():
            raise course_unknown(code)
        said: dict[str, Any] = {"code": code, "name": name.strip()} if before is None else {}
        if name.strip():
            said["name"] = name.strip()
        more = [alias.strip() for alias in aliases if alias.strip()]
        if more:
            said["aliases"] = [*dict.fromkeys((*(before.aliases if before else ()), *more))]
        return (before or CourseSaid())._replace(**said), said

    return _save(desk, changed, "course-save", code)


def end_course(desk: Desk, code: str, into: str = "") -> Kept:
    """Say that a course is held no more, or was merged into another, whose attendance is then its own too.

    Raises:
        KnownError: ``wrong-role``, ``training-off``, ``course-code-unknown``.
    """

    def ended(known: Ledger) -> tuple[CourseSaid, Mapping[str, Any]]:
        before = known.course(code)
        if before is None:
            raise course_unknown(code)
        if into and (known.course(into) is None or into == code):
            raise course_unknown(into)
        said: dict[str, Any] = {ENDED: True, **({"into": into} if into else {})}
        return before._replace(**said), said

    return _save(desk, ended, "course-end", code)


def course_unknown(code: str) -> KnownError:
    """Return the error for a course that the ledger has not."""
    return KnownError(
        "course-code-unknown",
        "そのコードの研修は、研修台帳にありません。何も変えていません。",
        "研修の一覧(コマンドでは dxdesk courses)でコードを確かめてください。",
        found=code,
    )


def _save(
    desk: Desk, change: Callable[[Ledger], tuple[CourseSaid, Mapping[str, Any]]], action: str, code: str
) -> Kept:
    desk.require(Role.HR, Role.DX)
    with desk.store.write() as uow:
        require_training(uow)
        known = ledger(uow)
        course, fields = change(known)
        refused = tuple(problem for _, problem in refusals(known, [course])) if "name" in fields else ()
        if refused:
            raise KnownError.of(refused)
        said = compare(desk, known, [(course, fields)])
        if said.unchanged:
            return said
        say(desk, uow, [(course, fields)])
        uow.audit.append(action, code, {"added": said.added, "changed": said.changed})
        uow.commit()
    return said


def refusals(known: Ledger, courses: Sequence[CourseSaid]) -> list[tuple[int, Problem]]:
    """Return what stands in the way of courses, each with the place of its course: a name that is two's."""
    here = {one.code: one for one in courses}
    taken = {evened(one.name): one for one in known.courses if not one.ended and one.code not in here}
    found = []
    for position, one in enumerate(courses):
        if one.ended:
            continue
        found += [(position, problem) for problem in too_long(one.name, limit=NAME_UNITS)]
        other = taken.setdefault(evened(one.name), one)
        if other.code != one.code:
            message = f"研修「{one.name}」は、コード「{other.code}」の研修と同じ名前です。"
            fix = "同じ研修なら同じコードにし、別の研修なら、受講の表で区別できる名前にしてください。"
            found.append((position, Problem("course-name-taken", message, fix, one.name)))
    return found
