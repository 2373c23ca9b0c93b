"""Grade 1: whether the rows of attendance and examinations show what the sealed records say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from dxdesk.ports.entities import EvidenceRecord
from dxdesk.usecases.checking.look import Look
from dxdesk.usecases.checking.people import Seen
from dxdesk.usecases.checking.report import Aspect, counted
from dxdesk.usecases.imports.evidence_records import LISTS, said_sealed

_DIFFERENT = "印のある記録と合わない受講・資格の行が {count}件あります"
_UNSEALED = "更新前に取り込んだため、まだ印のない受講・資格の行が {count}件あります"
_NEXT = "この台帳を人事の担当者が開くと、印が付きます。"


@dataclass(frozen=True)
class Rows:
    """The rows as they lie there, by whether records ought to tell of their receipts."""

    told: Sequence[EvidenceRecord]
    untold: Sequence[EvidenceRecord]


def rows_seen(look: Look) -> Rows:
    """Return the rows; untold are those of receipts whose rows, by the audit, never became records."""
    sealed = said_sealed(look.trail)
    told: list[EvidenceRecord] = []
    untold: list[EvidenceRecord] = []
    for row in look.inspection.evidence():
        (told if row.receipt in sealed else untold).append(row)
    return Rows(told, untold)


def evidence_seen(seen: Seen, rows: Rows) -> Aspect:
    """Compare the rows that records tell of with rows made of the records anew."""
    found = sorted({_named(row) for row in seen.shown ^ set(rows.told)})
    number = len(rows.told) + len(rows.untold)
    return Aspect(
        "evidence",
        f"受講・資格の一覧 {number:,}件を、印のある記録から作り直して比べました。",
        counted(_DIFFERENT, found),
        counted(_UNSEALED, [_named(row) for row in rows.untold], tail=_NEXT),
    )


def _named(row: EvidenceRecord) -> str:
    return f"{row.employee_number} {row.name}"


def fewer(look: Look, rows: Rows) -> list[str]:
    """Return the lists that told more, by the audit, than their records or rows tell."""
    told: dict[int, int] = {}
    for entry in look.done(*LISTS):
        if entry.subject.isdecimal():
            brought = look.count_in(entry, "added") + look.count_in(entry, "updated")
            told[int(entry.subject)] = told.get(int(entry.subject), 0) + brought
    left = Counter(look.inspection.entries())
    left.update(row.receipt for row in rows.untold)
    return [f"受付{number}番" for number, count in told.items() if left[number] < count]
