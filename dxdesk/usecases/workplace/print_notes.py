"""Noting in the audit that a paper or file left the program (印刷の記録).

Whatever writes one that people read, keep or pass on notes it here, or in an entry of the audit that the log
of prints reads (``reports.print_log``); ``tests/architecture/test_print_log.py`` lists what does neither.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from dxdesk.usecases.workplace.desk import Desk

ACTION = "print"

CHARTS, FORM, HANDOVER_MEMO = "report-charts", "office-form", "handover-memo"
KNOWLEDGE, MISSING, OFFICE_TEXT = "knowledge-list", "missing-list", "office-text"
PRINT_LOG, FRAMEWORK_BOOK, CASE_PAGE = "print-log", "framework-book", "case-page"

TITLES: Mapping[str, str] = {
    CASE_PAGE: "業務改善レポート(庁内ページ)",
    CHARTS: "全庁集計報告書の図",
    FORM: "様式への差込み",
    FRAMEWORK_BOOK: "スキル体系(編集用)",
    HANDOVER_MEMO: "引継ぎメモ",
    KNOWLEDGE: "形式知の一覧",
    MISSING: "未受講者の一覧",
    OFFICE_TEXT: "文案",
    PRINT_LOG: "印刷の記録",
}
"""What goes out and is no kind of document (``reports.catalogue``) or workbook: what it is called."""


class Way(StrEnum):
    """What was done with a document."""

    PRINTED = "印刷"
    SAVED = "PDFの保存"
    WORKBOOK = "Excelの書き出し"
    PICTURES = "PNGの保存"
    TEXT = "文字の保存"
    PAGE = "HTMLの保存"


WAYS: Mapping[str, Way] = {".pdf": Way.SAVED, ".xlsx": Way.WORKBOOK, ".html": Way.PAGE}


@dataclass(frozen=True, slots=True)
class Made:
    """A document that left the program.

    ``kind`` is the word of its kind, ``year`` 0 for none; ``people`` and ``pages`` 0 where they are not
    counted; ``to``: the name of the file or printer, of several files that of the first with their number.
    """

    kind: str
    way: Way
    to: str
    year: int = 0
    people: int = 0
    pages: int = 0


def way_of(path: Path) -> Way:
    """Return what was done with what became a file of a name; what is neither PDF nor workbook is text."""
    return WAYS.get(path.suffix.lower(), Way.TEXT)


def files_named(files: Sequence[Path]) -> str:
    """Return how files are called in the log."""
    if not files:
        return ""
    more = f" ほか{len(files) - 1:,}件" if len(files) > 1 else ""
    return f"{files[0].name}{more}"


def note(desk: Desk, made: Made) -> None:
    """Keep that something was printed, saved or exported; whoever only looks can keep nothing."""
    if desk.store.read_only:
        return
    counts: dict[str, int | str] = {"way": made.way.value, "to": made.to}
    beside = {"fiscal_year": made.year, "people": made.people, "pages": made.pages}
    with desk.store.write() as uow:
        uow.audit.append(ACTION, made.kind, counts | {name: many for name, many in beside.items() if many})
        uow.commit()
