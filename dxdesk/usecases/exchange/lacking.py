"""What there is to tell of decisions that wait for another's step, or were taken back by a later one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from dxdesk.domain import merge
from dxdesk.domain.parts import WORDS
from dxdesk.domain.records import Part, Revision
from dxdesk.domain.wareki import fiscal_year_label
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.exchange import deputising
from dxdesk.usecases.person_year.counting import LACKING, Verdict, judge, load_acceptance

WHY: Mapping[Verdict, str] = {
    Verdict.UNSUBMITTED: "確認などが届いていますが、本人の提出がまだ届いていません。",
    Verdict.UNCONFIRMED: "二次確認が届いていますが、一次確認がまだありません。",
}
FIX: Mapping[Verdict, str] = {
    Verdict.UNSUBMITTED: "本人の申告票を取り込むと、自動で反映します。"
    "本人が出していないときは、なぜ確認したのかを確認者に確かめ、本人に提出を頼んでください。",
    Verdict.UNCONFIRMED: "一次確認者の確認票を取り込むと、自動で反映します。"
    "一次確認がまだのときは、一次確認者に確認を頼んでください。",
}


@dataclass(frozen=True, slots=True)
class Lacking:
    """Somebody whose confirmation waits for another's step; ``by`` is who made what waits."""

    employee_number: str
    name: str
    verdict: Verdict
    by: str

    @property
    def why(self) -> str:
        """What is missing, in a sentence."""
        return WHY[self.verdict]

    @property
    def fix(self) -> str:
        """What to do, in sentences."""
        return FIX[self.verdict]


def count(revisions: Iterable[Revision]) -> int:
    """Return of how many people some records are."""
    return len({revision.record.employee_number for revision in revisions})


def named(revisions: Iterable[Revision], names: Mapping[str, str]) -> str:
    """Return whom some decisions are about, and what was done by whom; each thing once."""
    return "、".join(dict.fromkeys(_done(revision, names) for revision in _in_order(revisions)))


def taken_back(pairs: Iterable[tuple[Revision, Revision]], names: Mapping[str, str]) -> str:
    """Return which confirmations a later step took back, and whose step that was; each thing once."""
    found = [
        f"{_done(confirmed, names)} → {_what(step)}({_by(step) or _person(step, names)})"
        for confirmed, step in sorted(pairs, key=lambda two: (two[0].record, two[0].id, two[1].id))
    ]
    return "、".join(dict.fromkeys(found))


def _in_order(revisions: Iterable[Revision]) -> list[Revision]:
    return sorted(revisions, key=lambda one: (one.record, one.id))


def _done(revision: Revision, names: Mapping[str, str]) -> str:
    by = _by(revision)
    return f"{_person(revision, names)}の{_what(revision)}{f'({by})' if by else ''}"


def _person(revision: Revision, names: Mapping[str, str]) -> str:
    number = revision.record.employee_number
    if not number:
        return fiscal_year_label(revision.record.fiscal_year)
    name = names.get(number, "")
    return f"{name}さん({number})" if name else f"職員番号 {number}"


def _what(revision: Revision) -> str:
    part = revision.record.part
    return deputising.what(part, revision.step.action) if part is Part.LIFE else WORDS[part].waiting


def _by(revision: Revision) -> str:
    return f"{revision.made.by_name} {revision.made.by}".strip()


def in_year(uow: UnitOfWork, fiscal_year: int, waiting: Collection[str] | None = None) -> tuple[Lacking, ...]:
    """Return whose confirmation waits for another's step, by number.

    Args:
        uow: a unit of work.
        fiscal_year: the year.
        waiting: who has something waiting, where that is known already (``Assessment.pending``).
    """
    if waiting is None:
        waiting = {row.employee_number for row in uow.results.assessments(fiscal_year) if row.pending}
    if not waiting:
        return ()
    acceptance = load_acceptance(uow)
    found = []
    for number, stored in sorted(uow.exchange.people(fiscal_year, waiting).items()):
        judged = judge(tuple(stored), acceptance)
        kinds = {verdict for verdict in judged.waiting.values() if verdict in LACKING}
        if not kinds:
            continue
        verdict = next(one for one in LACKING if one in kinds)
        who = [_by(item.revision) for item in stored if judged.waiting.get(item.revision.id) is verdict]
        name = merge.view(judged.of(Part.ASSIGNMENT)).assignment.name
        found.append(Lacking(number, name, verdict, "、".join(sorted({one for one in who if one}))))
    return tuple(found)


def held_people(uow: UnitOfWork, fiscal_year: int, waiting: Collection[str]) -> frozenset[str]:
    """Return who of ``waiting`` has a confirmation that HR has yet to decide about (代理の確認)."""
    if not waiting:
        return frozenset()
    acceptance = load_acceptance(uow)
    return frozenset(
        number
        for number, stored in uow.exchange.people(fiscal_year, waiting).items()
        if Verdict.HELD in judge(tuple(stored), acceptance).waiting.values()
    )
