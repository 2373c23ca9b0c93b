"""Grade 1: what a store can tell of itself."""

from __future__ import annotations

from dxdesk.ports.bulk import in_bulk
from dxdesk.ports.inspection import Inspection
from dxdesk.usecases.checking import decisions, evidence, ledgers, numbers, papers, payloads, snapshots
from dxdesk.usecases.checking.look import Look, named
from dxdesk.usecases.checking.people import Seen, people_seen
from dxdesk.usecases.checking.report import Aspect, Grade, counted

TITLE = "台帳の中の点検"
PROVES = (
    "ファイルが壊れていないこと。申告・確認・割当て・確定・鍵、受講・資格の記録、"
    "発行した証書と通知の控えと、受付簿・配布簿・操作の記録に、"
    "台帳の鍵を使わずに書き換えたり消したりした跡がないこと。"
)
LEAVES = (
    "パスフレーズを知る人が、台帳の鍵で印を付け直し、操作の記録まで作り直した書き換えは、台帳の中だけでは分かりません。"
    "名簿、設定の文など、印のないものの書き換えも分かりません。"
)


def grade_one(look: Look) -> tuple[Grade, Seen]:
    """Look at everything in the store.

    Raises:
        Cancelled: from the progress callback.
    """
    with in_bulk():
        return _grade_one(look)


def _grade_one(look: Look) -> tuple[Grade, Seen]:
    rows = evidence.rows_seen(look)
    seen = people_seen(look, rows.told)
    aspects = (
        file_seen(tuple(look.inspection.of_other_kinds())),
        *seen.aspects(),
        evidence.evidence_seen(seen, rows),
        snapshots.snapshots_seen(look, seen),
        decisions.keys_seen(look, seen),
        *numbers.numbers_seen(look),
        ledgers.ledgers_seen(look, evidence.fewer(look, rows)),
        ledgers.counters_seen(look, seen),
        papers.papers_seen(look),
        ledgers.trail_seen(look),
        ledgers.frameworks_seen(look),
        *payloads.payloads_seen(look),
    )
    return Grade(1, TITLE, aspects, PROVES, LEAVES), seen


def damaged(findings: tuple[str, ...]) -> Grade:
    """Return the grade of a file whose content cannot be looked at for its damage."""
    return Grade(1, TITLE, (file_seen(findings),), PROVES, LEAVES)


def unreadable(inspection: Inspection, report: str) -> Grade:
    """Return the grade of a store with content that cannot be read as ours: which records that is.

    ``report`` is where the report of the error lies, empty where there is none: a mistake of this program
    looks the same from here.
    """
    wrong = [named(row) for row in inspection.revisions() if row.fresh_id != row.id]
    told = (
        "この台帳には、プログラムが書く形になっていない中身があり、点検を終えられませんでした。"
        "書き換えられたか、壊れているか、dxdesk の不具合です。"
        + (f"報告書(個人の情報は入っていません)を担当者に渡してください: {report}" if report else ""),
    )
    more = counted("識別値と中身が合わない記録が {count}件あります", wrong)
    kinds = inspection.of_other_kinds()
    return Grade(1, TITLE, (file_seen((*told, *kinds, *more)),), PROVES, LEAVES)


def file_seen(findings: tuple[str, ...] = ()) -> Aspect:
    """Return what was looked at of the file itself."""
    return Aspect("file", "ファイルの形と暗号、記録どうしのつながり。", findings)
