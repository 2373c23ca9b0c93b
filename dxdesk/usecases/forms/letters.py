"""What makes a result notice a letter: who issues it, when, under which decision, what was frozen.

Receiving rebuilds every visible cell from the sealed envelope, so this is sealed in its ``extra``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from dxdesk.domain import canonical
from dxdesk.domain.errors import KnownError
from dxdesk.ports import printing as doc
from dxdesk.ports.entities import Snapshot, SnapshotLine
from dxdesk.ports.printing import Seal
from dxdesk.ports.store import UnitOfWork
from dxdesk.ports.workbooks import ProposalLine, StageLine
from dxdesk.usecases.forms import print_records, proposal_texts
from dxdesk.usecases.forms.certificate_choices import CertificateChoices
from dxdesk.usecases.forms.print_records import correction_told
from dxdesk.usecases.forms.stage_texts import plain, stages_in
from dxdesk.usecases.person_year.standing import PersonYear, YearContext
from dxdesk.usecases.sealing.wording_version import (
    USUAL,
    WITH_AS_REPORTED,
    WITH_COURSES,
    WITH_LETTER,
    WITH_OFFICIAL,
    WITH_PROPOSAL,
    wording_in,
)

Courses = Mapping[str, tuple[str, ...]]
"""Names of courses by skill (uid)."""

_PERSON = ("name", "grade", "title", "department", "personas")
_WORDS = ("municipality", "issuer_title", "issuer_name", "honorific", "contact")


@dataclass(frozen=True)
class Notice:
    """What a result notice is made of beside the records of its person.

    ``as_reported``: it says that nobody confirmed them. ``courses``: by skill, names beside its next level.
    ``correction``: what it says of the notice that it corrects, where it is not what its snapshot says.
    ``official``: it is laid out as a 公文書.
    """

    words: print_records.Wording
    issued_on: date
    frozen: SnapshotLine
    snapshot: Snapshot
    stages: tuple[StageLine, ...] = ()
    as_reported: bool = False
    courses: Courses = field(default_factory=dict)
    proposal: tuple[ProposalLine, ...] = ()
    correction: str = ""
    seal: Seal = Seal.NONE
    official: bool = False


def extras(
    uow: UnitOfWork, context: YearContext, issued: Mapping[str, doc.ResultNotice]
) -> Callable[[PersonYear], str]:
    """Return what gives the ``extra`` of a finalised person's notice, by what was issued to them.

    Number, day, issuer and all that is told beside the levels are those of the paper that HR keeps.
    """
    fiscal_year = context.cycle.fiscal_year
    snapshots = {snapshot.number: snapshot for snapshot in uow.results.snapshots(fiscal_year)}
    lines = {line.employee_number: line for line in uow.results.snapshot_lines(fiscal_year, "")}

    def extra(person: PersonYear) -> str:
        line, record = lines[person.employee_number], issued[person.employee_number]
        snapshot = snapshots[line.snapshot]
        courses = {one.uid: list(one.courses) for one in (*record.lines, *record.mindset) if one.courses}
        words = (record.municipality, record.issuer, "", record.honorific, record.contact)
        sealed = {_SEAL: record.seal.value} if record.seal is not Seal.NONE else {}
        # What its snapshot alone does not say: which notice it corrects, or that none was told before.
        own = record.correction and (record.marks or record.correction != correction_told(snapshot))
        letter = {**sealed, **({_CORRECTION: record.correction} if own else {})}
        official = bool(sealed) or bool(own and record.marks)
        return canonical.dumps(
            {
                "wording": _lowest(record, letter=bool(letter), official=official),
                "issued_on": record.issued_on.isoformat() if record.issued_on else "",
                "words": dict(zip(_WORDS, words, strict=True)),
                "kind": snapshot.kind,
                "decision_number": record.document_number,
                "reason": snapshot.reason,
                "levels": dict(line.levels),
                "person": {name: line.content[name] for name in _PERSON if name in line.content},
                **({"stages": plain(record.stages)} if record.stages else {}),
                **({"as_reported": True} if record.as_reported else {}),
                **({"courses": courses} if courses else {}),
                **({proposal_texts.MEMBER: proposal_texts.plain(record.proposal)} if record.proposal else {}),
                **letter,
            }
        )

    return extra


def _lowest(record: doc.ResultNotice, *, letter: bool, official: bool) -> int:
    """Return the lowest wording that says all that a notice says; ``official``: it is laid out as 公文書."""
    # Since that wording a proposal says in plainer words where its goals go; others need it for their layout.
    if official or record.proposal:
        return WITH_OFFICIAL
    if letter:
        return WITH_LETTER
    if any(one.courses for one in (*record.lines, *record.mindset)):
        return WITH_COURSES
    return WITH_AS_REPORTED if record.as_reported else USUAL


_SEAL, _CORRECTION = "seal", "correction"
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
            **texts,
            seal=Seal.NONE,
            certificate_title="",
            certificate_body="",
            completion_title="",
            choices=CertificateChoices(),
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
        told = Notice(words, day, line, snapshot, stages_in(extra), alone, beside, proposal)
        if wording_in(extra) < WITH_LETTER:
            return told
        seal = Seal(str(found.get(_SEAL, "")))
        official = wording_in(extra) >= WITH_OFFICIAL
        return replace(told, correction=str(found.get(_CORRECTION, "")), seal=seal, official=official)
    except (AttributeError, KeyError, TypeError, ValueError, RecursionError) as error:
        raise KnownError(
            "payload-broken",
            "結果通知票として必要な情報がファイルの中に揃っていません。取り込んでいません。",
            "送り主に、元のファイルをもう一度送ってもらってください。",
        ) from error
