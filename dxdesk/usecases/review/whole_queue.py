"""上長確認 of a whole queue at once: everything the confirming screen needs, and many decisions together.

One read serves the queue, every person's page and the grid; what is typed is kept as a draft for each
person, so that closing in the middle loses nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from dxdesk.domain.errors import KnownError, Problem
from dxdesk.domain.levels import Scale
from dxdesk.domain.lifecycle import State
from dxdesk.domain.records import ANSWER_PARTS, Part, Revision
from dxdesk.domain.staging import ConfirmedWork
from dxdesk.domain.text import plain
from dxdesk.ports.entities import EvidenceRecord, Role
from dxdesk.ports.store import Progress
from dxdesk.usecases.answering.sheet import Answers, AnswerSheet, answer_item
from dxdesk.usecases.person_year import derived, holders
from dxdesk.usecases.person_year.confirmed_work import confirmed_work, of_person
from dxdesk.usecases.person_year.cycles import find_cycle
from dxdesk.usecases.person_year.stage_evidence import level_locks
from dxdesk.usecases.person_year.standing import PersonYear, YearContext, year_context
from dxdesk.usecases.progress import year_table
from dxdesk.usecases.progress.work_view import unsent_confirmations
from dxdesk.usecases.review import taking_back
from dxdesk.usecases.review.confirming import (
    BulkReviewed,
    Decision,
    QueueEntry,
    confirm_within,
    looked_ahead,
    review_queue,
    unknown_person,
)
from dxdesk.usecases.review.drafts import draft_name
from dxdesk.usecases.review.stages import seen_by
from dxdesk.usecases.review.taking_back import LastAct
from dxdesk.usecases.workplace.desk import Desk, tick


@dataclass(frozen=True)
class ReviewSheet:
    """The queue, and by employee number everybody's page; ``scales`` by item uid, in framework order.

    ``drafts`` are the texts that ``save_drafts`` kept, by employee number; ``unsent`` is how many are
    confirmed and not yet in a file that was made for whom they go to next; ``last`` is what is taken back
    next, ``None`` for nothing.
    """

    fiscal_year: int
    entries: tuple[QueueEntry, ...]
    sheets: Mapping[str, AnswerSheet]
    scales: Mapping[str, Scale]
    drafts: Mapping[str, str] = field(default_factory=dict)
    unsent: int = 0
    last: LastAct | None = None


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
        prefix = draft_name(year, "")
        drafts = {
            name.removeprefix(prefix): text
            for name, text in uow.settings.starting_with(prefix).items()
            if text
        }
        last = taking_back.last_act(uow, year)
        unsent = unsent_confirmations(uow, year_table.load(desk, uow), desk.identity.owner)
        records: dict[str, list[EvidenceRecord]] = {}
        for record in holders.evidence(uow) if context.framework.requirements else ():
            records.setdefault(record.employee_number, []).append(record)
        today = desk.services.clock.today()
        works = confirmed_work(uow, context.framework, today, numbers)
    stages = {entry.employee_number: entry.stage for entry in entries}
    sheets = {
        p.employee_number: _sheet(
            context,
            p,
            records.get(p.employee_number, ()),
            stages[p.employee_number],
            of_person(works, p.employee_number, today),
        )
        for p in people
    }
    entries = tuple(replace(e, proposed=_proposes(sheets.get(e.employee_number))) for e in entries)
    asked = {item.uid for sheet in sheets.values() for item in sheet.items}
    framework = context.framework
    scales = {item.uid: framework.scale_of(item) for item in framework.items if item.uid in asked}
    return ReviewSheet(year, entries, sheets, scales, drafts, unsent, last)


def _proposes(sheet: AnswerSheet | None) -> bool:
    return sheet is not None and any(
        found.growth.proposed is not None and found.decision.said is None for found in sheet.growth
    )


def _sheet(
    context: YearContext,
    person: PersonYear,
    records: Sequence[EvidenceRecord],
    part: Part,
    work: ConfirmedWork | None,
) -> AnswerSheet:
    asked = {found.item.uid: found for found in context.framework.items_for(person.grade, person.personas)}
    locks = level_locks(context.framework, person, records, work)
    items = tuple(
        answer_item(context.framework, item, asked[item.uid], item.reason, locks.get(item.uid, ()))
        for item in person.items
    )
    growth = seen_by(context.framework, person, records, part, work)
    submitted = person.state not in (State.NOT_STARTED, State.DRAFT, State.RETURNED, State.WITHDRAWN)
    return AnswerSheet(person, context.cycle, items, Answers(), submitted, True, "", growth=growth)


def seen_of(person: PersonYear) -> frozenset[str]:
    """Return what a decision on a person looks at: their answer, and what the first confirmer said."""
    parts = (*ANSWER_PARTS, Part.REVIEW1)
    return frozenset(head for part in parts for head in person.views[part].head_ids)


def confirm_looked(
    desk: Desk, looked: Sequence[Looked], progress: Progress | None = None, fiscal_year: int = 0
) -> BulkReviewed:
    """Confirm people in one piece; who cannot be is left and named, the others are confirmed.

    A decision taken on an answer that has changed meanwhile is left too (``changed-meanwhile``): nobody
    confirms what they have not seen.

    Raises:
        KnownError: the store cannot be written; nobody is confirmed then.
        Cancelled: from the progress callback; nobody is confirmed, and all drafts are still there.
    """
    made: dict[str, tuple[Revision, ...]] = {}
    skipped: list[Problem] = []
    notices: list[Problem] = []
    with desk.store.write() as uow:
        context = year_context(desk, uow, fiscal_year)
        year = context.cycle.fiscal_year
        numbers = [one.decision.employee_number for one in looked]
        people = {p.employee_number: p for p in derived.people_years(uow, context, numbers)}
        for position, one in enumerate(looked):
            tick(progress, position, len(looked))
            number = one.decision.employee_number
            try:
                with uow.savepoint():
                    person = _as_seen(people, one)
                    told = looked_ahead(desk, context, person, one.decision.on_behalf_of)
                    said = confirm_within(desk, uow, context, person, one.decision)
            except KnownError as error:
                name = f"{number} {people[number].name}" if number in people else number
                skipped.append(error.problem.at(file=name))
                continue
            uow.audit.append("confirm", number)
            made[number] = said
            notices += told
        taking_back.note(uow, year, made)
        derived.refresh(desk, uow, [(year, number) for number in made])
        uow.commit()
    tick(progress, len(looked), len(looked))
    return BulkReviewed(tuple(made), tuple(skipped), tuple(notices))


def _as_seen(people: Mapping[str, PersonYear], one: Looked) -> PersonYear:
    """Return whom a decision is about, as they were when it was taken."""
    number = one.decision.employee_number
    person = people.get(number)
    if person is None:
        raise unknown_person(number)
    if one.seen and seen_of(person) != one.seen:
        raise _changed(person)
    return person


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
            uow.settings.set(draft_name(year, number), plain(text))
        uow.commit()
