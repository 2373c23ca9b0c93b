"""What makes a result notice a letter: who issues it, when, under which decision, what was frozen.

Receiving rebuilds every visible cell from the sealed envelope, so this is sealed in its ``extra``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date

from dxdesk.domain import canonical
from dxdesk.domain.errors import KnownError
from dxdesk.ports.entities import Snapshot, SnapshotLine
from dxdesk.ports.printing import Seal
from dxdesk.ports.store import UnitOfWork
from dxdesk.ports.workbooks import ProposalLine, StageLine
from dxdesk.usecases.forms import print_records, proposal_texts
from dxdesk.usecases.forms.stage_texts import StageWriter, plain, stages_in
from dxdesk.usecases.person_year.standing import PersonYear, YearContext
from dxdesk.usecases.sealing.wording_version import (
    USUAL,
    WITH_AS_REPORTED,
    WITH_COURSES,
    WITH_PROPOSAL,
    wording_in,
)
from dxdesk.usecases.workplace.desk import Desk

Courses = Mapping[str, tuple[str, ...]]
"""Names of courses by skill (uid)."""

_PERSON = ("name", "grade", "title", "department", "personas")
_WORDS = ("municipality", "issuer_title", "issuer_name", "honorific", "contact")


@dataclass(frozen=True)
class Notice:
    """What a result notice is made of beside the records of its person.

    ``as_reported``: it says that nobody confirmed them. ``courses``: by skill, names beside its next level.
    """

    words: print_records.Wording
    issued_on: date
    frozen: SnapshotLine
    snapshot: Snapshot
    stages: tuple[StageLine, ...] = ()
    as_reported: bool = False
    courses: Courses = field(default_factory=dict)
    proposal: tuple[ProposalLine, ...] = ()


def extras(
    desk: Desk,
    uow: UnitOfWork,
    context: YearContext,
    beside: Callable[[PersonYear, SnapshotLine], Courses] | None = None,
    propose: Callable[[PersonYear, SnapshotLine], tuple[ProposalLine, ...]] | None = None,
) -> Callable[[PersonYear], str]:
    """Return what gives the ``extra`` of a finalised person's notice, issued today.

    ``beside`` gives the courses that stand beside the next level of a skill, ``propose`` what is proposed for
    the next year.
    """
    fiscal_year = context.cycle.fiscal_year
    today = desk.services.clock.today()
    stages = StageWriter(uow, context.framework, today)
    words = asdict(print_records.wording(uow, desk.identity))
    snapshots = {snapshot.number: snapshot for snapshot in uow.results.snapshots(fiscal_year)}
    lines = {line.employee_number: line for line in uow.results.snapshot_lines(fiscal_year, "")}

    def extra(person: PersonYear) -> str:
        line = lines[person.employee_number]
        staged = plain(stages.finalised(person, line))
        snapshot = snapshots[line.snapshot]
        courses = beside(person, line) if beside is not None else {}
        proposal = propose(person, line) if propose is not None else ()
        usual = WITH_AS_REPORTED if person.as_reported else USUAL
        without = WITH_COURSES if courses else usual
        return canonical.dumps(
            {
                "wording": WITH_PROPOSAL if proposal else without,
                "issued_on": today,
                "words": {name: words[name] for name in _WORDS},
                "kind": snapshot.kind,
                "decision_number": snapshot.decision_number,
                "reason": snapshot.reason,
                "levels": dict(line.levels),
                "person": {name: line.content[name] for name in _PERSON if name in line.content},
                **({"stages": staged} if staged else {}),
                **({"as_reported": True} if person.as_reported else {}),
                **({"courses": {uid: list(names) for uid, names in courses.items()}} if courses else {}),
                **({proposal_texts.MEMBER: proposal_texts.plain(proposal)} if proposal else {}),
            }
        )

    return extra


_FIRST_THAT_SAYS = 2
"""The wording since which a notice carries what it was printed from."""


def notice_of(fiscal_year: int, number: str, extra: str) -> Notice | None:
    """Return what a notice's ``extra`` says; ``None`` for a notice of the first wording.

    Raises:
        KnownError: ``payload-broken`` where it says something no notice of ours says.
    """
    if wording_in(extra) < _FIRST_THAT_SAYS:
        return None
    try:
        found = canonical.loads(extra)
        texts = {name: str(found["words"][name]) for name in _WORDS}
        words = print_records.Wording(
            **texts, seal=Seal.NONE, prefix="", certificate_title="", certificate_body="", completion_title=""
        )
        levels = {str(uid): int(level) for uid, level in found["levels"].items()}
        line = SnapshotLine(fiscal_year, 0, number, (), levels, dict(found["person"]))
        kind, decision, reason = (str(found[name]) for name in ("kind", "decision_number", "reason"))
        snapshot = Snapshot(fiscal_year, 0, "", kind, "", "", decision, "", reason)
        alone = wording_in(extra) >= WITH_AS_REPORTED and found.get("as_reported") is True
        courses = found.get("courses", {}) if wording_in(extra) >= WITH_COURSES else {}
        beside = {str(uid): tuple(map(str, names)) for uid, names in courses.items()}
        proposal = proposal_texts.read(found) if wording_in(extra) >= WITH_PROPOSAL else ()
        day = date.fromisoformat(found["issued_on"])
        return Notice(words, day, line, snapshot, stages_in(extra), alone, beside, proposal)
    except (AttributeError, KeyError, TypeError, ValueError, RecursionError) as error:
        raise KnownError(
            "payload-broken",
            "結果通知票として必要な情報がファイルの中に揃っていません。取り込んでいません。",
            "送り主に、元のファイルをもう一度送ってもらってください。",
        ) from error
