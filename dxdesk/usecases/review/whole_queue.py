"""上長確認 of a whole queue at once: everything the confirming screen needs, and many decisions together.

One read serves the queue, every person's page and the grid; what is typed is kept as a draft for each
person, so that closing in the middle loses nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from dxdesk.domain.errors import KnownError, Problem
from dxdesk.domain.framework import AnswerItem as FrameworkAnswer
from dxdesk.domain.levels import Scale
from dxdesk.domain.lifecycle import State
from dxdesk.domain.records import ANSWER_PARTS, Part
from dxdesk.ports.entities import EvidenceRecord, Role
from dxdesk.ports.store import Progress
from dxdesk.usecases.answering.sheet import AnswerItem, Answers, AnswerSheet
from dxdesk.usecases.person_year import derived
from dxdesk.usecases.person_year.cycles import find_cycle
from dxdesk.usecases.person_year.stage_evidence import level_locks
from dxdesk.usecases.person_year.standing import PersonYear, YearContext, year_context
from dxdesk.usecases.progress import year_table as yeartable
from dxdesk.usecases.progress.work_view import unsent_confirmations
from dxdesk.usecases.review.confirming import BatchReviewed, Decision, QueueEntry, confirm, review_queue
from dxdesk.usecases.review.stages import seen_by
from dxdesk.usecases.workplace.desk import Desk, tick

_DRAFT = "review-draft/"


@dataclass(frozen=True)
class ReviewSheet:
    """The queue, and by employee number everybody's page; ``scales`` by item uid, in framework order.

    ``drafts`` are the texts that ``save_drafts`` kept, by employee number; ``unsent`` is how many are
    confirmed and not yet in a file that was made for whom they go to next.
    """

    fiscal_year: int
    entries: tuple[QueueEntry, ...]
    sheets: Mapping[str, AnswerSheet]
    scales: Mapping[str, Scale]
    drafts: Mapping[str, str] = field(default_factory=dict)
    unsent: int = 0


@dataclass(frozen=True)
class Looked:
    """A decision with what was in view when it was taken (``seen_of``); empty is not compared."""

    decision: Decision
    seen: frozenset[str] = frozenset()


def review_sheet(desk: Desk, fiscal_year: int = 0) -> ReviewSheet:
    """Return the queue of the store's owner with everybody in it.

    Raises:
        KnownError: ``wrong-role``, ``no-cycle``.
    """
    desk.require(Role.SECTION)
    entries = review_queue(desk, fiscal_year)
    numbers = [entry.employee_number for entry in entries]
    with desk.store.read() as uow:
        context = year_context(desk, uow, fiscal_year)
        people = derived.people_years(uow, context, numbers)
        year = context.cycle.fiscal_year
        prefix = f"{_DRAFT}{year}/"
        drafts = {
            name.removeprefix(prefix): text
            for name, text in uow.settings.starting_with(prefix).items()
            if text
        }
        unsent = unsent_confirmations(uow, yeartable.load(desk, uow), desk.identity.owner)
        records: dict[str, list[EvidenceRecord]] = {}
        for record in uow.people.evidence() if context.framework.requirements else ():
            records.setdefault(record.employee_number, []).append(record)
    sheets = {p.employee_number: _sheet(desk, context, p, records.get(p.employee_number, ())) for p in people}
    entries = tuple(replace(e, proposed=_proposes(sheets.get(e.employee_number))) for e in entries)
    asked = {item.uid for sheet in sheets.values() for item in sheet.items}
    framework = context.framework
    scales = {item.uid: framework.scale_of(item) for item in framework.items if item.uid in asked}
    return ReviewSheet(year, entries, sheets, scales, drafts, unsent)


def _proposes(sheet: AnswerSheet | None) -> bool:
    return sheet is not None and any(
        found.growth.proposed is not None and found.standing.said is None for found in sheet.growth
    )


def _sheet(
    desk: Desk, context: YearContext, person: PersonYear, records: Sequence[EvidenceRecord]
) -> AnswerSheet:
    asked = {found.item.uid: found for found in context.framework.items_for(person.grade, person.personas)}
    locks = level_locks(context.framework, person, records)
    items = tuple(
        replace(_item(context, person, asked[item.uid]), locks=locks.get(item.uid, ()))
        for item in person.items
    )
    part = person.route.stage_of(desk.identity.owner) or Part.REVIEW1
    growth = seen_by(context.framework, person, records, part)
    submitted = person.state not in (State.NOT_STARTED, State.DRAFT, State.RETURNED, State.WITHDRAWN)
    return AnswerSheet(person, context.cycle, items, Answers(), submitted, True, "", growth=growth)


def _item(context: YearContext, person: PersonYear, answer: FrameworkAnswer) -> AnswerItem:
    item, scale = answer.item, context.framework.scale_of(answer.item)
    standing = next(found for found in person.items if found.uid == item.uid)
    criteria = []
    for level in scale.levels:
        found = item.criteria_by_level.get(level.value)
        statements = tuple(s.text for s in found.statements) if found else ()
        criteria.append((level.value, level.label, found.heading if found else level.name, statements))
    described = "\n".join(f"・{s.text}" for s in answer.statements) if answer.statements else ""
    return AnswerItem(
        item.uid,
        item.name,
        standing.section,
        item.kind,
        described or item.description,
        tuple(criteria),
        standing.last,
        standing.required,
        standing.last_goal,
        standing.reason,
        scale,
    )


def seen_of(person: PersonYear) -> frozenset[str]:
    """Return what a decision on a person looks at: their answer, and what the first confirmer said."""
    parts = (*ANSWER_PARTS, Part.REVIEW1)
    return frozenset(head for part in parts for head in person.views[part].head_ids)


def confirm_looked(
    desk: Desk, looked: Sequence[Looked], progress: Progress | None = None, fiscal_year: int = 0
) -> BatchReviewed:
    """Confirm people one after the other; who cannot be is left and named, the others stay confirmed.

    A decision taken on an answer that has changed meanwhile is left too (``changed-meanwhile``): nobody
    confirms what they have not seen.
    """
    with desk.store.read() as uow:
        context = year_context(desk, uow, fiscal_year)
        numbers = [one.decision.employee_number for one in looked]
        now = {p.employee_number: p for p in derived.people_years(uow, context, numbers)}
    confirmed: list[str] = []
    skipped: list[Problem] = []
    for place, one in enumerate(looked):
        tick(progress, place, len(looked))
        number = one.decision.employee_number
        person = now.get(number)
        try:
            if person is not None and one.seen and seen_of(person) != one.seen:
                raise _changed(person)
            confirm(desk, one.decision, fiscal_year)
        except KnownError as error:
            name = f"{number} {person.name}" if person is not None else number
            skipped.append(error.problem.at(file=name))
            continue
        confirmed.append(number)
    if confirmed:
        save_drafts(desk, dict.fromkeys(confirmed, ""), fiscal_year)
    tick(progress, len(looked), len(looked))
    return BatchReviewed(tuple(confirmed), tuple(skipped))


def _changed(person: PersonYear) -> KnownError:
    return KnownError(
        "changed-meanwhile",
        f"{person.name}さんの申告が、開いたあとに変わりました。まだ確認していません。",
        "新しい内容を見てから、もう一度確認してください。書いたコメントは残っています。",
    )


def save_drafts(desk: Desk, texts: Mapping[str, str], fiscal_year: int = 0) -> None:
    """Keep what is typed about people, by employee number; an empty text forgets it.

    Raises:
        KnownError: ``store-read-only``, ``no-cycle``.
    """
    with desk.store.write() as uow:
        year = fiscal_year or find_cycle(uow).fiscal_year
        for number, text in texts.items():
            uow.settings.set(f"{_DRAFT}{year}/{number}", text)
        uow.commit()
