"""What a report for those who decide shows: chapters of sentences, tables and charts, as frozen records.

Every chart comes with its figures: what is drawn is never all that is told. ``None`` stands for a figure that
is withheld (少人数) or that does not exist; the texts beside it say which.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from dxdesk.ports.align import Align

ANNUAL_REPORT_TITLE = "DXスキル全庁集計報告書"
ASSEMBLY_REPORT_TITLE = "DXスキル全庁集計報告書(議会版)"


@dataclass(frozen=True, slots=True)
class Sentences:
    """Sentences made from the figures; a person may have changed them (``key`` names them)."""

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class Question:
    """A small heading: the question that the sentences below answer."""

    text: str


@dataclass(frozen=True, slots=True)
class Key:
    """One large figure of the summary: what it is, the figure with its unit, and how it came about."""

    label: str
    figure: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Keys:
    """Large figures side by side; at most four."""

    keys: tuple[Key, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """A table; ``rows`` hold finished texts, the last row is a sum where ``summed``."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    weights: tuple[float, ...] = ()
    aligns: tuple[Align, ...] = ()
    summed: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class StackedBars:
    """Horizontal bars of 100 %, a row each: how many people stand at each step.

    ``counts[row][step]`` are people, ``None`` where the row is withheld.
    """

    title: str
    rows: tuple[str, ...]
    steps: tuple[str, ...]
    counts: tuple[tuple[int | None, ...], ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class ShareBars:
    """Horizontal bars of shares from 0 to 100 %.

    ``beside`` stands behind a bar (``12人 / 40人``). ``aims`` are what is aimed at, marked in the bars;
    ``None`` where nothing is.
    """

    title: str
    rows: tuple[str, ...]
    shares: tuple[float | None, ...]
    beside: tuple[str, ...] = ()
    note: str = ""
    aims: tuple[float | None, ...] = ()


@dataclass(frozen=True, slots=True)
class HeatMap:
    """Rows by columns of shares in percent; ``None`` is withheld (少人数) or of nobody, as ``texts`` say."""

    title: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    shares: tuple[tuple[float | None, ...], ...]
    texts: tuple[tuple[str, ...], ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class TrendLines:
    """Shares in percent over years; a ``None`` breaks the line, which is told by ``note``."""

    title: str
    years: tuple[str, ...]
    names: tuple[str, ...]
    shares: tuple[tuple[float | None, ...], ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Contents:
    """Where each chapter begins: on paper by its page, in a workbook by its sheet."""


Chart = StackedBars | ShareBars | HeatMap | TrendLines
Block = Sentences | Question | Keys | Figures | Chart


@dataclass(frozen=True, slots=True)
class Chapter:
    """A heading and what stands under it; ``own_page``: it begins on a page of its own."""

    heading: str
    blocks: tuple[Block | Contents, ...]
    own_page: bool = False


@dataclass(frozen=True, slots=True)
class PagedReport:
    """A report of several chapters, A4 portrait; the first is the summary and has a page to itself."""

    page: ClassVar[str] = "paged_report"

    title: str
    municipality: str
    fiscal_year: int
    chapters: tuple[Chapter, ...]
    for_whom: str = ""
    as_of: date | None = None
    printed_on: date | None = None
    purpose: str = ""


@dataclass(frozen=True, slots=True)
class ChartPage:
    """One chart alone on a page of its own size in points, for a slide."""

    page: ClassVar[str] = "chart_page"

    chart: Chart
    width: float = 720.0
    height: float = 405.0
