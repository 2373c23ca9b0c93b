"""来年度の目標の案: what HR proposes to a person with their result, where the office asks with the 期首票.

A skill is in it that is below the required level, and one the person set themselves a goal for; then the next
stage of each 人材像, and the courses that must be taken. A proposal is no goal: the person decides in April.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from dxdesk.domain.framework import SKILL
from dxdesk.domain.training import Lacking, Next, next_courses
from dxdesk.domain.year_start import Mode
from dxdesk.ports.document_wording import AT_TOP, MUST_COURSES, UNKNOWN_LEVEL
from dxdesk.ports.entities import EvidenceRecord, Role, SnapshotLine
from dxdesk.ports.store import UnitOfWork
from dxdesk.ports.workbooks import ProposalLine, StageLine
from dxdesk.usecases.development.next_courses import next_stages
from dxdesk.usecases.forms.print_records import confirmed_level
from dxdesk.usecases.forms.stage_texts import StageWriter
from dxdesk.usecases.organisation import year_start
from dxdesk.usecases.person_year import holders, stage_evidence
from dxdesk.usecases.person_year.confirmed_work import Works, confirmed_work, of_person
from dxdesk.usecases.person_year.stage_evidence import lacking
from dxdesk.usecases.person_year.standing import ItemStanding, PersonYear, YearContext
from dxdesk.usecases.training.beside import CourseTeller
from dxdesk.usecases.workplace.desk import Desk


class Proposer:
    """Proposes to people of one year; what is on record is read once, where something is proposed."""

    def __init__(self, desk: Desk, uow: UnitOfWork, context: YearContext) -> None:
        """Take the year whose results the proposals rest on."""
        self._uow, self._context = uow, context
        self._framework, self._today = context.framework, desk.services.clock.today()
        self._on = (
            desk.role is Role.HR and year_start.in_use(uow) and year_start.setting(uow).mode is Mode.FORM
        )

    def of(self, person: PersonYear, frozen: SnapshotLine | None) -> tuple[ProposalLine, ...]:
        """Return what is proposed to somebody whose result stands; nothing where no 期首票 is used."""
        if not self._on or person.exempt:
            return ()
        courses = self._courses(person, frozen)
        names = self._names(person)
        locks = stage_evidence.level_locks(
            self._framework,
            person,
            self._records.get(person.employee_number, ()),
            of_person(self._works, person.employee_number, self._today),
        )
        lines = [
            line
            for item in person.items
            if (line := self._skill(item, frozen, dict(locks.get(item.uid, ())), courses, names)) is not None
        ]
        lines += self._stages(self._writer.finalised(person, frozen), courses, names)
        must = tuple(names[one.code] for one in courses if one.why == "must")
        if must:
            lines.append(ProposalLine(MUST_COURSES, courses=must))
        return tuple(lines)

    def _skill(
        self,
        item: ItemStanding,
        frozen: SnapshotLine | None,
        locks: Mapping[int, str],
        courses: Sequence[Next],
        names: Mapping[str, str],
    ) -> ProposalLine | None:
        level = confirmed_level(item, frozen)
        short = item.required is not None and level is not None and level < item.required
        if not (short or item.goal):
            return None
        of = self._framework.item(item.uid)
        after = self._framework.next_level(of, level) if short or level is not None else None
        label = self._framework.level_label
        return ProposalLine(
            item.name if item.kind == SKILL else self._framework.title(of),
            UNKNOWN_LEVEL if level is None else label(of, level),
            label(of, after) if after is not None else "" if level is None else AT_TOP,
            item.goal,
            (locks[after],) if after is not None and after in locks else (),
            tuple(names[one.code] for one in courses if one.why == "level" and one.item == item.uid),
            item.uid,
            after,
        )

    @staticmethod
    def _stages(
        lines: Sequence[StageLine], courses: Sequence[Next], names: Mapping[str, str]
    ) -> Iterator[ProposalLine]:
        """Yield the next stage of each 人材像; the courses for stages stand with the first of them."""
        ahead = tuple(names[one.code] for one in courses if one.why == "stage")
        for line in (one for one in lines if one.following):
            yield ProposalLine(
                line.persona, line.now, line.following, missing=lacking(line.needs), courses=ahead
            )
            ahead = ()

    def _courses(self, person: PersonYear, frozen: SnapshotLine | None) -> tuple[Next, ...]:
        framework = self._framework
        lacking = [
            Lacking(item.uid, level, item.required)
            for item in person.items
            if item.required is not None
            and (level := confirmed_level(item, frozen)) is not None
            and level < item.required
        ]
        said = None if frozen is None else frozen.said.stages
        standing = said if said is not None else {one.persona: one.stands for one in person.stages}
        wanted = next_stages(framework, person.personas, person.grade, standing)
        opened = self._teller.open_to(person.employee_number, person.grade, person.personas)
        return next_courses(opened, lacking, wanted)

    def _names(self, person: PersonYear) -> dict[str, str]:
        opened = self._teller.open_to(person.employee_number, person.grade, person.personas)
        return {one.course.code: one.course.name for one in opened}

    @cached_property
    def _teller(self) -> CourseTeller:
        return CourseTeller(self._uow, self._framework, self._context.cycle.fiscal_year)

    @cached_property
    def _writer(self) -> StageWriter:
        return StageWriter(self._uow, self._framework, self._today)

    @cached_property
    def _works(self) -> Works | None:
        return confirmed_work(self._uow, self._framework, self._today)

    @cached_property
    def _records(self) -> Mapping[str, Sequence[EvidenceRecord]]:
        found: dict[str, list[EvidenceRecord]] = {}
        for record in holders.evidence(self._uow):
            found.setdefault(record.employee_number, []).append(record)
        return found
