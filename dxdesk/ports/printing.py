"""What the printed documents show, as frozen records, and the port that prints them.

A record names the module of ``pdf`` that draws it (``page``), so that printing knows no list of documents.
Every record carries finished Japanese text and plain numbers: no stored object, no rule. A level is an
``int`` from 0 to the scale's highest, ``None`` where nobody answered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import ClassVar, Protocol

from dxdesk.domain.gap import few
from dxdesk.domain.indicator_record import ActivitySaid, OutcomeSaid
from dxdesk.ports.align import Align as Align
from dxdesk.ports.level_scale import USUAL
from dxdesk.ports.level_scale import LevelScale as LevelScale
from dxdesk.ports.workbooks import ProposalLine, StageLine

Progress = Callable[[int, int], None]
"""Called with (done, total) after each record; it may raise to cancel, then nothing is returned."""

# What stands at the head of a document, and wherever it is named.
SKILL_SHEET_TITLE = "DXスキルシート"
RESULT_NOTICE_TITLE = "DXスキル結果通知票"
SECTION_MAP_TITLE = "スキルマップ"
STATUS_TITLE = "提出状況"
NON_SUBMITTERS_TITLE = "未提出者一覧"
ATTENDEES_TITLE = "受講者名簿"
SIGN_IN_TITLE = "出席簿"

CAUTION = "取扱注意"
"""Stands on whatever carries people's names and stays in the office."""


class Printed(Protocol):
    """Any record that is printed."""

    @property
    def page(self) -> str:
        """The module of ``pdf`` whose ``draw`` draws a sequence of such records."""
        ...


@dataclass(frozen=True, slots=True)
class PersonHead:
    """Who a document is about; ``name`` is printed exactly as stored."""

    employee_number: str
    name: str
    department: str
    grade: str = ""
    position: str = ""
    persona: str = ""

    @property
    def subject(self) -> str:
        """Return number and name, as errors name a person."""
        return f"{self.employee_number} {self.name}".strip()


# --- skill sheet ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SkillLine:
    """One skill (or mindset item) of one person over two years; texts may be empty."""

    skill: str
    last_year: int | None = None
    self_level: int | None = None
    confirmed: int | None = None
    required: int | None = None
    evidence: str = ""
    comment: str = ""
    next_goal: str = ""
    correction: str = ""
    scale: LevelScale = USUAL


@dataclass(frozen=True, slots=True)
class Confirmation:
    """Who did a step and when, e.g. ``("一次確認", "検証 一郎(代理 検証 二郎)", date)``."""

    step: str
    by: str
    on: date | None = None


@dataclass(frozen=True, slots=True)
class SkillSheet:
    """スキルシート: one person's year on A4 portrait; ``as_reported``: nobody confirmed it (申告のまま)."""

    page: ClassVar[str] = "skill_sheet"

    person: PersonHead
    fiscal_year: int
    municipality: str
    skills: tuple[SkillLine, ...]
    mindset: tuple[SkillLine, ...] = ()
    confirmations: tuple[Confirmation, ...] = ()
    overall_comment: str = ""
    overall_goal: str = ""
    evidence_known: tuple[str, ...] = ()
    state: str = ""
    purpose: str = ""
    printed_on: date | None = None
    title: str = SKILL_SHEET_TITLE
    stages: tuple[StageLine, ...] = ()
    as_reported: bool = False


# --- papers that are kept as they were issued ------------------------------------------------------

SPOILED = "書損"
"""Begins the mark of a paper that counts for nothing; it is written large across such a paper."""


class Seal(Enum):
    """What stands beside the issuer: an empty square, the words 公印省略, or nothing."""

    AREA = "公印欄"
    OMITTED = "公印省略"
    NONE = ""


@dataclass(frozen=True, slots=True)
class ResultLine:
    """One skill's result; ``next_level`` is None at the highest level, its statements are what it needs.

    ``courses`` are the names of courses for the next level.
    """

    skill: str
    confirmed: int | None
    self_level: int | None = None
    last_year: int | None = None
    required: int | None = None
    comment: str = ""
    next_level: int | None = None
    next_statements: tuple[str, ...] = ()
    next_goal: str = ""
    correction: str = ""
    uid: str = ""
    scale: LevelScale = USUAL
    courses: tuple[str, ...] = ()

    @property
    def at_top(self) -> bool:
        """Whether there is no higher level to reach."""
        return self.confirmed is not None and self.confirmed >= self.scale.highest


@dataclass(frozen=True, slots=True)
class ResultNotice:
    """結果通知票: what was confirmed and what the next level still needs, A4 portrait.

    ``as_reported``: nobody confirmed it, so that the levels are the person's own.
    ``statements_note`` says whose words the statements are (要約・公式文言ではない); empty where they are
    the municipality's own. ``marks`` say what paper it is (再交付, 控, 訂正 …) and since when.
    """

    page: ClassVar[str] = "result_notice"

    person: PersonHead
    fiscal_year: int
    municipality: str
    lines: tuple[ResultLine, ...]
    mindset: tuple[ResultLine, ...] = ()
    issued_on: date | None = None
    document_number: str = ""
    issuer: str = ""
    overall_comment: str = ""
    correction: str = ""
    contact: str = ""
    statements_note: str = ""
    purpose: str = ""
    title: str = RESULT_NOTICE_TITLE
    honorific: str = "様"
    stages: tuple[StageLine, ...] = ()
    as_reported: bool = False
    proposal: tuple[ProposalLine, ...] = ()
    seal: Seal = Seal.NONE
    marks: tuple[str, ...] = ()


# --- certificates --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CertificateItem:
    """One line of a certificate's list: a skill and its level, or a label and its value.

    ``subject`` names whom the line is about, where that is not the certificate's own person.
    """

    label: str
    value: str
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Certificate:
    """One certificate on A4 landscape; ``number`` is printed as given (``第12号``).

    ``annex``: its items stand on a 別紙 behind it. ``seal_size`` is the side of the empty square in mm,
    ``ruby`` the reading above the name.
    ``marks`` say what paper it is (再交付, 控, 訂正 …) and since when.
    """

    page: ClassVar[str] = "certificate"

    title: str
    number: str
    person: PersonHead
    body: str
    issued_on: date
    issuer_title: str
    issuer_name: str
    items: tuple[CertificateItem, ...] = ()
    honorific: str = "様"
    seal: Seal = Seal.AREA
    seal_size: int = 24
    annex: bool = False
    ruby: str = ""
    organisation: str = ""
    marks: tuple[str, ...] = ()


Issuable = Certificate | ResultNotice
"""What is kept as it was issued, whatever is changed afterwards."""


# --- section map ---------------------------------------------------------------------------------


BLANKS = {"未": "未提出", "待": "確認待ち", "\uff0f": "聞かない項目", "―": "回答なし"}
"""What stands in a cell of the map without a level, and what it means."""


@dataclass(frozen=True, slots=True)
class MapRow:
    """One person of the map; ``levels`` and ``previous`` follow the map's skills.

    ``blanks`` say why there is no level, by skill: a key of ``BLANKS``; empty where there is one.
    """

    person: PersonHead
    levels: tuple[int | None, ...]
    previous: tuple[int | None, ...] = ()
    blanks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SectionRow:
    """One section of the map: ``counts[skill][level]`` people of ``staff`` people in all.

    ``confirmed`` of them are confirmed; of fewer than half the figures say little, and are hatched.
    """

    section: str
    staff: int
    counts: tuple[tuple[int, ...], ...]
    confirmed: int | None = None

    @property
    def half_read(self) -> bool:
        """Whether so few are confirmed that the figures say little of the section."""
        return self.confirmed is not None and few(self.confirmed, self.staff)


@dataclass(frozen=True, slots=True)
class SectionMap:
    """スキルマップ: person × skill and section × skill on landscape pages; either part may be empty.

    ``target_level`` is the level whose share is printed per section (LV2以上 12人). ``scales`` and
    ``groups`` (分類) follow the skills. ``reached`` counts by skill who of ``whole`` people reaches the
    target level, listed or not; without it those listed are counted. ``large``: on A3.
    """

    page: ClassVar[str] = "section_map"

    fiscal_year: int
    municipality: str
    skills: tuple[str, ...]
    rows: tuple[MapRow, ...] = ()
    sections: tuple[SectionRow, ...] = ()
    scales: tuple[LevelScale, ...] = ()
    target_level: int = 2
    section: str = ""
    basis: str = ""
    purpose: str = ""
    printed_on: date | None = None
    title: str = SECTION_MAP_TITLE
    groups: tuple[str, ...] = ()
    reached: tuple[int, ...] = ()
    whole: int = 0
    large: bool = False

    def scale(self, position: int) -> LevelScale:
        """Return the scale of a skill by its place."""
        return self.scales[position] if position < len(self.scales) else USUAL

    @property
    def kinds(self) -> tuple[LevelScale, ...]:
        """The different scales of the skills, in the order they appear."""
        return tuple(dict.fromkeys(map(self.scale, range(len(self.skills)))))

    def wanted(self, position: int) -> int:
        """Return the target level of a skill: on a short scale its highest."""
        return min(self.target_level, self.scale(position).highest)

    @property
    def target(self) -> str:
        """The target level in words; where the skills' scales call it differently, by its number."""
        names = {scale.name(min(self.target_level, scale.highest)) for scale in self.kinds}
        return names.pop() if len(names) == 1 else f"LV{self.target_level}相当"


# --- status and tables ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class StatusRow:
    """One section's counts; ``counts`` follow the report's states, so that everybody is in one of them.

    Of the ``staff`` so many have handed in (whatever came of it since), are ``done`` and are ``late``.
    """

    section: str
    staff: int
    counts: tuple[int, ...]
    late: int = 0
    handed_in: int = 0
    done: int = 0


@dataclass(frozen=True, slots=True)
class StatusReport:
    """提出状況: people per section and the state they are in now.

    ``late_steps`` tell how many of the late wait for which step; ``large``: on A3.
    """

    page: ClassVar[str] = "status_report"

    fiscal_year: int
    municipality: str
    states: tuple[str, ...]
    rows: tuple[StatusRow, ...]
    as_of: date
    due: tuple[tuple[str, date], ...] = ()
    late_steps: tuple[tuple[str, int], ...] = ()
    purpose: str = ""
    title: str = STATUS_TITLE
    large: bool = False


@dataclass(frozen=True, slots=True)
class NonSubmitter:
    """Somebody whose answers are wanted; ``days`` since ``due``, 0 while they are not late."""

    number: str
    name: str
    state: str
    due: date | None = None
    days: int = 0

    @property
    def subject(self) -> str:
        """Return number and name, as errors name a person."""
        return f"{self.number} {self.name}".strip()


@dataclass(frozen=True, slots=True)
class NonSubmitters:
    """未提出者一覧 of one section on A4 portrait; ``asked`` of how many people of it in all."""

    page: ClassVar[str] = "non_submitters"

    fiscal_year: int
    municipality: str
    section: str
    asked: int
    rows: tuple[NonSubmitter, ...]
    as_of: date
    notes: tuple[str, ...] = ()
    purpose: str = ""
    title: str = NON_SUBMITTERS_TITLE


@dataclass(frozen=True, slots=True)
class TableColumn:
    """One column: heading, share of the page width, alignment.

    ``names``: it holds people's names, each of which is set in one face and smaller rather than broken.
    """

    title: str
    weight: float = 1.0
    align: Align = Align.LEFT
    names: bool = False


@dataclass(frozen=True, slots=True)
class TableDocument:
    """Any list (配布簿, 受付簿 …): A4 with repeated headings and page numbers.

    ``subjects`` names the person of each row for glyph errors; empty: the row's number is used. ``tall``:
    with room in each row to write by hand; ``large``: on A3.
    """

    page: ClassVar[str] = "table_document"

    title: str
    columns: tuple[TableColumn, ...]
    rows: tuple[tuple[str, ...], ...]
    municipality: str = ""
    fiscal_year: int | None = None
    notes: tuple[str, ...] = ()
    landscape: bool = False
    purpose: str = ""
    printed_on: date | None = None
    subjects: tuple[str, ...] = ()
    tall: bool = False
    large: bool = False


@dataclass(frozen=True, slots=True)
class LogicModel:
    """A logic model drawn on A4 landscape; ``figures`` are the lines in a box, by code of its outcome."""

    page: ClassVar[str] = "logic_model"

    title: str
    municipality: str
    name: str
    outcomes: tuple[OutcomeSaid, ...]
    activities: tuple[ActivitySaid, ...]
    figures: tuple[tuple[str, tuple[str, ...]], ...]
    printed_on: date
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SessionPaper:
    """A list of the people of one session of a course, on A4 portrait.

    ``session`` is what the session is called, ``facts`` its day, place and seats as finished texts. With
    ``tall`` there is room in each row to sign by hand. ``subjects`` names the person of each row.
    ``entries`` are names with what the office's own papers say; an empty one leaves a line to write on.
    """

    page: ClassVar[str] = "session_paper"

    title: str
    municipality: str
    fiscal_year: int
    session: str
    facts: tuple[str, ...]
    columns: tuple[TableColumn, ...]
    rows: tuple[tuple[str, ...], ...]
    subjects: tuple[str, ...]
    as_of: date
    tall: bool = False
    entries: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class TextPart:
    """A part of a text on paper: a heading, sentences, and perhaps a table below them.

    ``nothing`` stands where the table has no rows; a part without columns has no table. ``entries`` are names
    with what is said of each; an empty one leaves a line to write on. ``room`` is how many lines are left to
    write on by hand below all of it.
    """

    heading: str
    paragraphs: tuple[str, ...] = ()
    columns: tuple[TableColumn, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    nothing: str = ""
    entries: tuple[tuple[str, str], ...] = ()
    room: int = 0


@dataclass(frozen=True, slots=True)
class TextDocument:
    """A text in parts (要綱, 本人開示用一覧 …) with its tables; ``person``: whom it is about, if anybody.

    ``purpose`` stands at the foot of every page; ``large``: on A3.
    """

    page: ClassVar[str] = "text_document"

    title: str
    municipality: str
    parts: tuple[TextPart, ...]
    person: PersonHead | None = None
    paragraphs: tuple[str, ...] = ()
    landscape: bool = False
    printed_on: date | None = None
    state: str = ""
    fiscal_year: int | None = None
    purpose: str = ""
    large: bool = False


# --- radar ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class RadarAxis:
    """One skill's levels on the radar, each on its own scale; None is left open."""

    label: str
    confirmed: int | None = None
    last_year: int | None = None
    required: int | None = None
    scale: LevelScale = USUAL


@dataclass(frozen=True, slots=True)
class RadarChart:
    """The radar alone; ``width`` and ``height`` of its page in points."""

    page: ClassVar[str] = "charts"

    axes: tuple[RadarAxis, ...]
    width: float = 340.0
    height: float = 300.0
    subject: str = ""


@dataclass(frozen=True, slots=True)
class RecoveryPage:
    """The sheet with a store's 回復コード; ``code`` in groups with hyphens."""

    page: ClassVar[str] = "recovery_page"

    title: str
    code: str
    about: tuple[str, ...]
    notes: tuple[str, ...]
    printed_on: date


@dataclass(frozen=True, slots=True)
class GuidePage:
    """ご案内: the paper that goes along with files, with the 確認コード to compare and what to do until when.

    ``steps`` are headings with their sentences, ``days`` (what, until when), ``ask`` whom to ask; ``blanks``
    are labels beside which somebody writes by hand.
    """

    page: ClassVar[str] = "guide_page"

    title: str
    fiscal_year: int
    municipality: str
    to: str
    about: tuple[str, ...]
    code_label: str
    code: str
    code_note: str
    steps: tuple[tuple[str, tuple[str, ...]], ...]
    days: tuple[tuple[str, str], ...]
    ask: str
    blanks: tuple[str, ...]
    printed_on: date


# --- glyphs and the port -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class GlyphNote:
    """A character of somebody's text that is not drawn as written.

    ``text`` is the character with its selector, ``codes`` its code points (``U+845B U+E0101``).
    """

    subject: str
    text: str
    codes: str


@dataclass(frozen=True, slots=True)
class GlyphReport:
    """``missing`` stops a print; ``as_base`` is printed with the base shape of the character."""

    missing: tuple[GlyphNote, ...] = ()
    as_base: tuple[GlyphNote, ...] = ()


class DocumentPrinter(Protocol):
    """Draws records as PDF files with embedded fonts.

    A drawing is a whole PDF, or ``KnownError``: ``glyph-missing`` when no font can draw a character (all of
    them are in its ``problems``), ``nothing-to-print`` for an empty sequence.
    """

    @property
    def notes(self) -> tuple[GlyphNote, ...]:
        """Return the variants that the last print drew with their base shape."""
        ...

    def draw(
        self,
        records: Sequence[Printed],
        progress: Progress | None = None,
        *,
        both_sides: bool = False,
        caution: str = "",
    ) -> bytes:
        """Draw records of one type, as the page they name lays them out.

        ``both_sides``: on sheets printed on both sides every record begins on a front side, behind an empty
        page where it would not. ``caution`` stands framed above the head of every page.

        Raises:
            KnownError: ``glyph-missing``, ``nothing-to-print``.
        """
        ...

    def missing_glyphs(self, texts: Iterable[tuple[str, str]]) -> GlyphReport:
        """Say which of the (person, text) pairs could not be printed as written."""
        ...
