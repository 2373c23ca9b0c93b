"""育成段階 on paper: the lines a form or notice shows, sealed in its ``extra`` as they were written.

What somebody still needs rests on everything the issuer has on record; a receiver has only what came with
the file. So the finished texts travel, and receiving compares the sheet with them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from dxdesk.domain import canonical
from dxdesk.domain.errors import KnownError
from dxdesk.domain.framework import Framework
from dxdesk.ports.entities import EvidenceRecord, SnapshotLine
from dxdesk.ports.store import UnitOfWork
from dxdesk.ports.workbooks import StageLine
from dxdesk.usecases.person_year import holders, stage_evidence
from dxdesk.usecases.person_year.confirmed_work import confirmed_work, of_person
from dxdesk.usecases.person_year.standing import PersonYear
from dxdesk.usecases.sealing.wording_version import USUAL


class StageWriter:
    """Gives the lines of people of one framework; what is on record is read once, where it matters."""

    def __init__(self, uow: UnitOfWork, framework: Framework, today: str) -> None:
        """Read the records of everybody; nothing for a framework without stages.

        ``today`` (ISO) is up to when experience counts that goes on.
        """
        self._framework, self._today = framework, today
        self._works = confirmed_work(uow, framework, today) if framework.stages else None
        self._records: dict[str, list[EvidenceRecord]] = {}
        for record in holders.evidence(uow) if framework.stages else ():
            self._records.setdefault(record.employee_number, []).append(record)

    def finalised(self, person: PersonYear, frozen: SnapshotLine | None) -> tuple[StageLine, ...]:
        """Return the lines of a result: as frozen; of a year in work as it stands."""
        stages = None if frozen is None else _frozen_stages(frozen)
        return self._lines(person, stages)

    def begun(self, person: PersonYear) -> tuple[StageLine, ...]:
        """Return the lines of a form: what stood before this year."""
        return self._lines(person, {said.persona: said.last or "" for said in person.stages})

    def _lines(self, person: PersonYear, stages: Mapping[str, str] | None) -> tuple[StageLine, ...]:
        records: Sequence[EvidenceRecord] = self._records.get(person.employee_number, ())
        work = of_person(self._works, person.employee_number, self._today)
        return stage_evidence.stage_lines(self._framework, person, records, stages, work)


def _frozen_stages(frozen: SnapshotLine) -> dict[str, str]:
    return dict(frozen.said.stages or {})


def plain(lines: Iterable[StageLine]) -> list[list[object]]:
    """Return lines as they are sealed."""
    return [[line.persona, line.now, line.following, list(line.needs), line.comment] for line in lines]


def extra_of(lines: Sequence[StageLine]) -> str:
    """Return the ``extra`` of a form; empty where nothing is to be said."""
    return canonical.dumps({"wording": USUAL, "stages": plain(lines)}) if lines else ""


def stages_in(extra: str) -> tuple[StageLine, ...]:
    """Return the lines an ``extra`` seals; none in files from before there were any.

    Raises:
        KnownError: ``payload-broken``.
    """
    try:
        found = canonical.loads(extra) if extra else {}
        rows: list[Any] = found.get("stages", []) if isinstance(found, dict) else []
        return tuple(
            StageLine(str(persona), str(now), str(following), tuple(map(str, needs)), str(comment))
            for persona, now, following, needs, comment in rows
        )
    except (TypeError, ValueError, RecursionError) as error:
        raise KnownError(
            "payload-broken",
            "育成段階の情報がファイルの中で壊れています。取り込んでいません。",
            "送り主に、元のファイルをもう一度送ってもらってください。",
        ) from error
