"""What a workbook of ours shows, as frozen records: the writers draw them, receiving compares with them.

Every text is final (dates in 和暦, levels as labels): the Excel room lays out and reads back, and decides
nothing. A record is rebuilt from the sealed payload when a file returns, and every visible cell that is
not an answer must still say what the record says.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple, Protocol

from dxdesk.domain.errors import Problem
from dxdesk.ports.report_pages import PagedReport

USUAL_TOP = 3
"""The highest level where nothing is said about a scale."""

FORM_SHEET = "DXスキル申告票"
SUBMIT_LABEL = "提出する"
WITHDRAW_LABEL = "取り下げる"
AS_LAST_YEAR = "前年のまま"
"""Chosen instead of a level: it is last year's, which the form shows."""
ALL_AS_LAST_YEAR = "すべて前年のまま"
"""Chosen at the top of a form: so is every level that was left blank."""
NO_LEVEL = "\uff0d"
"""What stands for a level that there is not."""
EXPERIENCE_KINDS = ("研修", "資格・試験", "実務経験")
EXPERIENCE_LINES = 6
"""Lines for courses, qualifications and experience on a form."""


@dataclass(frozen=True, slots=True)
class Head:
    """The block at the top of every workbook: who, what year, from whom, by when.

    A letter has ``honorific``, ``document_number``, ``issued`` (a date) and ``stress``, a sentence that must
    not be overlooked; ``official`` lays it out as a 公文書. A form has ``confirmers``, (label, who) in the
    order of the steps, and in ``back`` whom it is given to; both are empty where its wording does not name
    them.
    """

    title: str
    municipality: str
    fiscal_year: str
    number: str
    name: str
    department: str
    post: str
    deadline: str
    sender: str
    purpose: str
    guide: tuple[str, ...] = ()
    honorific: str = ""
    document_number: str = ""
    issued: str = ""
    stress: str = ""
    official: bool = False
    confirmers: tuple[tuple[str, str], ...] = ()
    back: str = ""

    @property
    def goes_to(self) -> str:
        """Whom a form is given to once it is answered, as every screen and command says it.

        Where its wording names nobody, it asks for the file to go back to whom it is from.
        """
        return self.back or self.sender or "提出先"


@dataclass(frozen=True, slots=True)
class ExperienceLine:
    """A line on a course, qualification or experience; all texts as the person writes them."""

    kind: str = ""
    name: str = ""
    date: str = ""
    result: str = ""


@dataclass(frozen=True, slots=True)
class StageLine:
    """Where a person stands in a persona's growth stages (育成段階): final texts.

    ``following`` is empty above the last stage; ``needs`` are sentences on what it still asks.
    """

    persona: str
    now: str
    following: str = ""
    needs: tuple[str, ...] = ()
    comment: str = ""


@dataclass(frozen=True, slots=True)
class ProposalLine:
    """What is proposed for the next year (来年度の目標の案) of a skill or a 人材像: final texts.

    ``own`` is what the person wrote themselves, ``missing`` what still locks the aim, in sentences. Of a
    skill ``uid`` and ``level`` say which goal it would be; they are empty for anything else.
    """

    about: str
    now: str = ""
    aim: str = ""
    own: str = ""
    missing: tuple[str, ...] = ()
    courses: tuple[str, ...] = ()
    uid: str = ""
    level: int | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person wrote beside one item, raw: the level is checked by the framework's rule."""

    level: str = ""
    evidence: str = ""
    goal: str = ""


@dataclass(frozen=True, slots=True)
class FormRow:
    """One item of a form.

    ``criteria`` pairs a level label with its statements as one text; ``choices`` feeds the drop-down;
    ``reason`` is filled on return slips; ``answer`` is what is already known and shown in the answer cells.
    """

    uid: str
    name: str
    section: str
    last_year: str
    required: str
    criteria: tuple[tuple[str, str], ...]
    choices: tuple[str, ...]
    known: str = ""
    last_goal: str = ""
    reason: str = ""
    answer: Answer = Answer()

    @property
    def has_last(self) -> bool:
        """Tell whether the form shows a level of last year."""
        return self.last_year not in ("", NO_LEVEL)


@dataclass(frozen=True, slots=True)
class FormSheet:
    """DXスキル申告票, and with ``slip`` the 差戻票 that is answered again.

    ``records_note`` is one line of evidence HR already has; empty where there is none.
    ``experience_lines`` are the lines for courses and experience there are at least, ``stages`` what is
    told of growth stages. ``spoken``: its cells say on their own what to enter, for who does not see them.
    ``counts``: its top says how many levels are still blank, and levels can be left as they were last year.
    """

    head: Head
    rows: tuple[FormRow, ...]
    lines: tuple[ExperienceLine, ...] = ()
    comment: str = ""
    action: str = SUBMIT_LABEL
    slip: bool = False
    round_note: str = ""
    overall_reason: str = ""
    records_note: str = ""
    experience_lines: int = EXPERIENCE_LINES
    stages: tuple[StageLine, ...] = ()
    spoken: bool = False
    counts: bool = False

    @property
    def asks_for_all(self) -> bool:
        """Tell whether one cell at the top says of all levels that they are last year's.

        Not on a slip: its levels were chosen already.
        """
        return self.counts and not self.slip and any(row.has_last for row in self.rows)


@dataclass(frozen=True, slots=True)
class ReadAnswer:
    """An answer as found, with the cells it stood in (A1 references)."""

    answer: Answer
    level_cell: str
    evidence_cell: str = ""
    goal_cell: str = ""


@dataclass(frozen=True, slots=True)
class FormReading:
    """What came back: answers by item uid, free lines, the action, and everything that is not in order.

    ``problems`` are refusals (a fixed cell changed, an answer cell merged or holding a formula, a row
    duplicated, the sheet or a header missing); with any of them nothing may be applied. ``line_cells``
    are the cells of the lines' four texts, by line; ``for_all`` is what the
    cell at the top says of all levels.
    """

    sheet: str
    answers: Mapping[str, ReadAnswer]
    lines: tuple[ExperienceLine, ...] = ()
    comment: str = ""
    action: str = SUBMIT_LABEL
    problems: tuple[Problem, ...] = ()
    action_cell: str = ""
    comment_cell: str = ""
    line_cells: tuple[tuple[str, ...], ...] = ()
    for_all: str = ""
    for_all_cell: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    ``width`` is in half-width characters, ``kind`` text, number, decimal (0.0), figure (a number with the
    decimals it is printed with, or a share as 66.7%; words among them stay words), level or wrap; ``top`` the
    highest level of what stands in it (0: it differs from row to row, and rows say it). ``choices`` are
    offered in its cells, where anything may be typed beside them. ``bar``: its numbers, shares of 100, are
    shown as bars, too.
    """

    key: str
    title: str
    width: int = 12
    kind: str = "text"
    top: int = 0
    choices: tuple[str, ...] = ()
    bar: bool = False


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row with an identity of its own, so that sorting by hand does no harm.

    ``top`` is the highest level of what the row is about, for the shades of its levels (0: its columns say).
    ``open`` are the columns (keys) in which somebody answers, each with what is offered there; none: any
    text.
    """

    key: str
    cells: tuple[str, ...]
    strong: bool = False
    top: int = 0
    open: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class TableChart:
    """A native chart of a table: a bar for each row, named by a column, of what stands in ``columns`` (keys).

    ``stacked``: the columns are the levels of a scale, the lowest first, and each bar is 100 % of its row.
    """

    title: str
    names: str
    columns: tuple[str, ...]
    stacked: bool = False


@dataclass(frozen=True, slots=True)
class TableSheet:
    """A readable sheet of sealed or free data: package, confirmation, result, ledger, summary.

    ``editable`` sheets are not protected: people write into them and add rows. ``hints`` are the words that
    an open cell, or any cell of an editable sheet, says on being chosen, by column. ``charts`` stand below
    the notes; ``one_page``: all of it is printed on one page; ``paper`` is A4 or A3. ``caution``: 取扱注意
    stands on its pages whatever its columns are called.
    """

    sheet: str
    head: Head
    columns: tuple[Column, ...]
    rows: tuple[TableRow, ...]
    notes: tuple[str, ...] = ()
    landscape: bool = True
    editable: bool = False
    hints: tuple[tuple[str, str], ...] = ()
    charts: tuple[TableChart, ...] = ()
    one_page: bool = False
    paper: str = "A4"
    caution: bool = False


@dataclass(frozen=True, slots=True)
class MapSheet:
    """A skill map: rows are people or sections, columns items; a level is its number or empty.

    ``marks`` holds ▲▼ against last year by (row key, item uid), ``tops`` the highest level by item uid.
    """

    sheet: str
    head: Head
    lead_columns: tuple[Column, ...]
    items: tuple[tuple[str, str], ...]
    rows: tuple[tuple[TableRow, tuple[str, ...]], ...]
    marks: Mapping[tuple[str, str], str]
    legend: tuple[tuple[str, str], ...]
    notes: tuple[str, ...] = ()
    tops: Mapping[str, int] = field(default_factory=dict)
    paper: str = "A4"

    def top(self, uid: str) -> int:
        """Return the highest level of an item."""
        return self.tops.get(uid, USUAL_TOP)


@dataclass(frozen=True, slots=True)
class ReadCell:
    """What stands in a cell that takes an answer, and where (an A1 reference)."""

    text: str
    cell: str


@dataclass(frozen=True, slots=True)
class TableReading:
    """What came back in the open cells of a table, by (row key, column key), and what is not in order.

    ``sheet`` is its name now. ``problems`` are refusals, as those of a form.
    """

    sheet: str
    cells: Mapping[tuple[str, str], ReadCell]
    problems: tuple[Problem, ...] = ()

    def text(self, row: str, column: str) -> str:
        """Return what an open cell says, empty where it is blank or gone."""
        found = self.cells.get((row, column))
        return found.text if found else ""

    def cell(self, row: str, column: str) -> str:
        """Return where it stands, empty where it is gone."""
        found = self.cells.get((row, column))
        return found.cell if found else ""


class FormField(NamedTuple):
    """A placeholder in an office's own layout: where it stands (``row`` from 1, 0 beside cells), its name."""

    sheet: str
    cell: str
    row: int
    name: str


@dataclass(frozen=True, slots=True)
class OfficeForm:
    """An office's own layout (様式) that went through the guard, and its placeholders in their order."""

    file: str
    data: bytes
    fields: tuple[FormField, ...]


@dataclass(frozen=True, slots=True)
class FormFill:
    """What is put into a layout, by ``field_key`` of the placeholder.

    ``repeated``: a row that holds a placeholder of this name is repeated for each of these values.
    ``title``, ``office`` (the author) and ``caution`` are set where the layout has none.
    """

    single: Mapping[str, str]
    repeated: Mapping[str, Sequence[Mapping[str, str]]] = field(default_factory=dict)
    title: str = ""
    office: str = ""
    caution: str = ""


def field_key(name: str) -> str:
    """Return by what a placeholder's name is compared: full width or not and blanks make no difference."""
    return "".join(unicodedata.normalize("NFKC", name).split())


class Book(Protocol):
    """A guarded, opened workbook, opaque to the use cases but for its payload."""

    @property
    def sha256(self) -> str:
        """Digest of the file's bytes (before unlocking)."""

    @property
    def integrity_checked(self) -> bool:
        """False for workbooks locked in a way that cannot show tampering."""

    def sealed_payload(self) -> bytes | None:
        """Return the sealed payload, ``None`` when the workbook is not ours."""

    def notes(self) -> str:
        """Return the unsealed notes beside the payload (JSON text or empty)."""


class Workbooks(Protocol):
    """The Excel room as the use cases see it."""

    def open(self, path: Path, passwords: Sequence[str] = ()) -> Book:
        """Open through the guard; raises ``KnownError`` naming file, sheet and cell."""

    def write_form(
        self,
        sheet: FormSheet,
        path: Path,
        payload: bytes,
        notes: str = "",
        password: str = "",
        beside: Sequence[TableSheet] = (),
    ) -> None:
        """Write a form or return slip; ``beside`` are tables in the same workbook that are answered, too."""

    def read_form(self, book: Book, expected: FormSheet) -> FormReading:
        """Read the answers back and compare everything else with what was sent."""

    def write_tables(
        self,
        sheets: Sequence[TableSheet | MapSheet],
        path: Path,
        payload: bytes | None = None,
        password: str = "",
        notes: str = "",
    ) -> None:
        """Write a workbook of readable sheets, with a payload where it travels, and unsealed notes."""

    def read_table(self, book: Book, expected: TableSheet) -> TableReading:
        """Read the open cells of a table back and compare everything else in it with what was sent."""

    def compare_tables(self, book: Book, expected: Sequence[TableSheet | MapSheet]) -> tuple[Problem, ...]:
        """Return a problem for every visible data cell that differs from what was sent."""

    def looks(
        self,
        book: Book,
        form: str = "",
        sent: FormSheet | None = None,
        beside: Sequence[str] = (),
        said: Collection[str] = (),
    ) -> tuple[Problem, ...]:
        """Return what is told of looks that could mislead a reader.

        ``form`` names the one sheet ``sent``, ``beside`` the tables that are answered with it, ``said`` the
        words that their cells say.
        """

    def write_report(self, report: PagedReport, path: Path, password: str = "") -> None:
        """Write a report of chapters with native charts, to be gone on with."""

    def read_office_form(self, path: Path) -> OfficeForm:
        """Read an office's own layout through the guard; raises ``KnownError`` naming sheet and cell."""

    def write_office_form(self, form: OfficeForm, fill: FormFill, path: Path) -> None:
        """Write a filled layout."""

    def write_roster_template(self, path: Path) -> None:
        """Write empty roster, attendance and qualification sheets with headers and an example line."""
