"""Saying what courses and sessions there are: from a policy's list, from a table, or by hand.

A record says a thing whole. What is said anew covers what was said before; what stands already is not said
again, but the receipt that tells it too supports it, so that undoing one list leaves what another says.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dxdesk.domain import canonical
from dxdesk.domain.completion import evened
from dxdesk.domain.contents import Audience, CourseSaid, Served, SessionSaid, owned_value
from dxdesk.domain.errors import KnownError, Problem
from dxdesk.domain.records import Part, Revision, revise
from dxdesk.domain.text import NAME_UNITS, texts, too_long
from dxdesk.ports.entities import Role
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.person_year.local_work import LOCAL, own_trust, place, record_key
from dxdesk.usecases.sealing import codec
from dxdesk.usecases.training.ledger import Ledger, course_subject, ledger, session_subject
from dxdesk.usecases.training.switch import require_training
from dxdesk.usecases.workplace.desk import Desk

HOLDERS = {"hr": "人事課", "dx": "DX推進担当課", "systems": "情報システム担当課", "other": "そのほかの課"}
"""What a policy's list calls who holds a course."""


@dataclass(frozen=True, slots=True)
class Said:
    """How many things were new, changed, and as they were."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0


def owner_of(desk: Desk) -> str:
    """Return whose things a store keeps: ``hr`` or ``dx``."""
    return desk.role.value


def subject_of(desk: Desk, thing: CourseSaid | SessionSaid) -> str:
    """Return what the record of a thing of this store is about."""
    owner = owner_of(desk)
    return course_subject(owner, thing) if isinstance(thing, CourseSaid) else session_subject(owner, thing)


def compare(desk: Desk, known: Ledger, things: Iterable[CourseSaid | SessionSaid]) -> Said:
    """Return what saying some things would come to."""
    counts = [0, 0, 0]
    for thing in things:
        heads = known.heads.get(subject_of(desk, thing), ())
        counts[0 if not heads else 2 if _stands(heads, _value(desk, thing, heads)) else 1] += 1
    return Said(*counts)


def say(
    desk: Desk, uow: UnitOfWork, things: Sequence[CourseSaid | SessionSaid], receipt: int = LOCAL
) -> Said:
    """Keep things as records owed to a receipt, or as local work.

    Raises:
        KnownError: ``text-too-long``.
    """
    known = ledger(uow)
    said = compare(desk, known, things)
    made: list[Revision] = []
    kept: list[Revision] = []
    for thing in things:
        subject = subject_of(desk, thing)
        heads = known.heads.get(subject, ())
        value = _value(desk, thing, heads)
        if _stands(heads, value):
            kept.append(heads[0])
            continue
        record = record_key(desk, 0, subject, Part.OWNED)
        made.append(revise(record, value, heads, key_id=desk.key_id, trust=own_trust(desk)))
    refused = [problem for revision in made for text in texts(revision.content) for problem in too_long(text)]
    if refused:
        raise KnownError.of(tuple(dict.fromkeys(refused)))
    sealed = codec.seal_revisions(desk.services.sealer, desk.store.signing_seed, made, place(desk, uow))
    uow.exchange.add_revisions((*sealed, *kept), receipt)
    return said


def _value(desk: Desk, thing: CourseSaid | SessionSaid, heads: Sequence[Revision]) -> dict[str, object]:
    before = heads[0].content if heads else None
    owner = owner_of(desk)
    return dict(owned_value(owner, thing) if before is None else owned_value(owner, thing, before))


def _stands(heads: Sequence[Revision], value: dict[str, object]) -> bool:
    """Tell whether the one head there is says this very thing."""
    return len(heads) == 1 and heads[0].value == canonical.dumps(value)


def take_preset(desk: Desk, code: str) -> Said:
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
        new = [one for one in courses if known.course(one.code) is None]
        said = say(desk, uow, new)
        uow.audit.append("courses", code, {"added": said.added})
        uow.commit()
    return Said(said.added, 0, len(courses) - len(new))


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
            held_by=HOLDERS.get(one.owner, ""),
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
            note=one.note,
        )
        for one in load_catalogue(code).courses
    )


def save_course(desk: Desk, course: CourseSaid) -> Said:
    """Add a course, or change the one of its code; a list that knows it by its former name still finds it.

    Raises:
        KnownError: ``wrong-role``, ``training-off``, ``text-too-long``, ``course-name-taken``.
    """
    return _save(desk, course, "course-save")


def end_course(desk: Desk, code: str, into: str = "") -> Said:
    """Say that a course is held no more, or was merged into another, whose attendance is then its own too.

    Raises:
        KnownError: ``wrong-role``, ``training-off``, ``course-code-unknown``.
    """
    with desk.store.read() as uow:
        known = ledger(uow)
    ended, target = known.course(code), known.course(into)
    if ended is None or (into and (target is None or into == code)):
        raise course_unknown(code if ended is None else into)
    return _save(desk, ended._replace(ended=True, into=into), "course-end")


def course_unknown(code: str) -> KnownError:
    """Return the error for a course that the ledger has not."""
    return KnownError(
        "course-code-unknown",
        "そのコードの研修は、研修台帳にありません。何も変えていません。",
        "研修の一覧(コマンドでは dxdesk courses)でコードを確かめてください。",
        found=code,
    )


def _save(desk: Desk, course: CourseSaid, action: str) -> Said:
    desk.require(Role.HR, Role.DX)
    with desk.store.write() as uow:
        require_training(uow)
        refused = tuple(problem for _, problem in refusals(ledger(uow), (course,)))
        if refused:
            raise KnownError.of(refused)
        said = say(desk, uow, (course,))
        uow.audit.append(action, course.code, {"added": said.added, "changed": said.changed})
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
