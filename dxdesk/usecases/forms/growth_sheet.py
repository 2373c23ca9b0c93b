"""成長記録 in the 申告票: a sheet that shows what is in the person's growth file, with rows to add to it.

What is shown is sealed in the form's ``extra`` as it was written: the lines of other years are in no file.
A row that is written becomes what the person tells of themselves, and counts nowhere until it is confirmed.
One row is one revision, made from the file alone, so that a file that is read twice says it once; a row that
names an entry which stands already (kind, name and first day) says that entry anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from dxdesk.domain import canonical, growth_checks
from dxdesk.domain.contents import FileEntry, GrowthValue, file_entry_value
from dxdesk.domain.duration import months_told
from dxdesk.domain.errors import KnownError, Place, Problem
from dxdesk.domain.growth_entries import EXPERIENCE, KINDS, QUALIFICATION, ROLE_NAMES
from dxdesk.domain.growth_file import said_in
from dxdesk.domain.names import search_key
from dxdesk.domain.records import Part, RecordKey, Revision, revise
from dxdesk.domain.spans import Span, is_ongoing, read_moment, read_span
from dxdesk.domain.subjects import entry_uid
from dxdesk.domain.text import ANSWER_UNITS, clean, dropped_note, plain, too_long
from dxdesk.domain.wareki import short_day
from dxdesk.ports.workbooks import EXPERIENCE_KINDS, Column, Head, TableReading, TableRow, TableSheet
from dxdesk.usecases.sealing.envelope import Envelope
from dxdesk.usecases.sealing.wording_version import MARKED, WITH_GROWTH, open_cells, wording_in

SHEET = "成長記録"
GUIDE_LINE = f"「{SHEET}」のシートに、実務経験や資格などを書き足せます。"
ONGOING = "継続中"
NEW_ROWS = 8
"""Rows to add to; who has more to tell writes them in the next file, or in the program."""

_MEMBER = "growth_file"
_NEW = "new:"
_UNTAKEN = "この申告票は取り込んでいません。"
_GUIDE = (
    "これまでの記録です。はじめから入っている行は直せません。書き足すことがあれば、下の{cells}の行に書いてください。",
    "書いたものは、上長か人事課が証跡を見て確認するまで「未確認」で、どこにも数えません。人事評価には使いません。",
)
_NOTES = (
    "書き足すことがなければ、{cells}の行は空けたままにします。証明書そのものや写しは付けないでください。",
    f"日付は、R6.4、R6.4.1、2024年4月のような書き方でかまいません。続いているものは、いつまでに「{ONGOING}」と書きます。",
    "資格・試験では、いつからに取った日、いつまでに有効期限を書きます。期限がないものは空けます。",
    "はじめから入っている行と同じ種類、名称、いつからで書くと、その記録を書き直したことになります。",
)
_OPEN = ("kind", "name", "role", "began", "until", "result", "section")
_COLUMNS = (
    Column("kind", "種類", 14),
    Column("name", "名称", 32, "wrap"),
    Column("role", "役割", 8),
    Column("began", "いつから", 12),
    Column("until", "いつまで", 12),
    Column("result", "結果・番号", 26, "wrap"),
    Column("section", "所属", 16, "wrap"),
    Column("worth", "状態", 22, "wrap"),
)
_TITLES = {column.key: column.title for column in _COLUMNS}
_HINTS = (
    ("kind", "種類。Alt+下矢印キーで選びます。"),
    ("name", "何をしたか、何を取ったかを書きます。"),
    ("role", "役割。実務経験ではリードか担当を選びます。"),
    ("began", "いつから。R6.4 や R6.4.1 のように書きます。資格・試験では取った日です。"),
    ("until", f"いつまで。R7.3 のように書くか、{ONGOING}を選びます。資格・試験では有効期限です。"),
    ("result", "結果や番号を書きます。"),
    ("section", "そのときの所属を書きます。"),
)
_OWN_KINDS = {one.name: one.code for one in KINDS if one.own}
_KIND_OF = {search_key(name): code for name, code in _OWN_KINDS.items()} | {"資格": QUALIFICATION}
_ROLE_OF = {search_key(name): code for code, name in ROLE_NAMES.items()}
_, _QUALIFICATION_LINE, _EXPERIENCE_LINE = EXPERIENCE_KINDS
_LINE_OF = {EXPERIENCE: _EXPERIENCE_LINE, QUALIFICATION: _QUALIFICATION_LINE}
"""As the lines of the 申告 name these kinds: the same thing written in both places is one entry."""

_CELL_OF = {
    growth_checks.NAME: "name",
    growth_checks.BEGAN: "began",
    growth_checks.ENDED: "until",
    growth_checks.EXPIRES: "until",
    growth_checks.ROLE: "role",
    growth_checks.KIND: "kind",
}


class Shown(NamedTuple):
    """An entry as the sheet shows it: whose word it is, by what it is known, and its texts by column.

    ``of_hr``: HR recorded it, so that no row of the person's changes it. ``said`` is the digest of what it
    says, as confirmations name it.
    """

    uid: str
    kind: str
    name: str
    date: str
    of_hr: bool
    said: str
    texts: tuple[str, ...]


@dataclass(frozen=True)
class GrowthAsked:
    """What a form shows of the person's growth file and lets them add."""

    employee_number: str
    shown: tuple[Shown, ...]
    head: Head
    fiscal_year: int
    issued_on: str
    cells: str
    """By what it names the cells to answer in."""

    @property
    def sheet(self) -> TableSheet:
        """The sheet as it was sent."""
        options = {
            "kind": tuple(_OWN_KINDS),
            "role": tuple(ROLE_NAMES.values()),
            "until": (ONGOING,),
        }
        opened = tuple((key, options.get(key, ())) for key in _OPEN)
        blank = ("",) * len(_COLUMNS)
        rows = [TableRow(f"entry:{one.uid}", one.texts) for one in self.shown]
        rows += [TableRow(key, blank, open=opened) for key in _new_rows()]
        return TableSheet(SHEET, self.head, _COLUMNS, tuple(rows), _worded(_NOTES, self.cells), hints=_HINTS)


def _worded(lines: tuple[str, ...], cells: str) -> tuple[str, ...]:
    return (lines[0].format(cells=cells), *lines[1:])


def _new_rows() -> Iterator[str]:
    return (f"{_NEW}{number:02}" for number in range(1, NEW_ROWS + 1))


def added(extra: str, shown: Iterable[Shown]) -> str:
    """Return the ``extra`` of a form with the sheet: what it shows."""
    told = [[*one[:-1], list(one.texts)] for one in shown]
    return canonical.dumps({**canonical.loads(extra or MARKED), "wording": WITH_GROWTH, _MEMBER: told})


def shown_in(extra: str) -> tuple[Shown, ...] | None:
    """Return what a form's ``extra`` seals of the sheet, ``None`` where the form has none.

    Raises:
        KnownError: ``payload-broken``.
    """
    if wording_in(extra) < WITH_GROWTH:
        return None
    try:
        said = canonical.loads(extra)
        return tuple(_shown(*row) for row in said[_MEMBER]) if _MEMBER in said else None
    except (TypeError, ValueError, RecursionError) as error:
        raise KnownError(
            "payload-broken",
            "成長記録の情報がファイルの中で壊れています。取り込んでいません。",
            "送り主に、元のファイルをもう一度送ってもらってください。",
        ) from error


def _shown(uid: str, kind: str, name: str, date: str, of_hr: bool, said: str, texts: Sequence[str]) -> Shown:
    cells = tuple(map(str, texts))
    if len(cells) != len(_COLUMNS):
        raise ValueError("not the columns of the sheet")
    return Shown(str(uid), str(kind), str(name), str(date), of_hr is True, str(said), cells)


def asked(
    shown: tuple[Shown, ...] | None, employee_number: str, head: Head, envelope: Envelope
) -> GrowthAsked | None:
    """Return what a form asks of the growth file; nothing where it has no such sheet."""
    if shown is None:
        return None
    cells = open_cells(wording_in(envelope.extra))
    own = replace(head, title=SHEET, guide=_worded(_GUIDE, cells), confirmers=(), back="")
    issued_on = envelope.issued_at[: len("2026-01-09")]
    return GrowthAsked(employee_number, shown, own, envelope.fiscal_year, issued_on, cells)


@dataclass(frozen=True)
class GrowthTold:
    """What the rows of a sheet tell: entries by uid, what cannot be taken, and what is told of the others."""

    entries: Mapping[str, FileEntry]
    problems: tuple[Problem, ...] = ()
    notes: tuple[Problem, ...] = ()


def told(asked_of: GrowthAsked, reading: TableReading) -> GrowthTold:
    """Return what somebody wrote into the rows of the sheet."""
    reader = _Reader(asked_of, reading)
    for key in _new_rows():
        reader.row(key)
    reader.tell_overlaps()
    return GrowthTold(reader.entries, (*reading.problems, *reader.problems), tuple(reader.notes))


class _Reader:
    """Reads the rows of one sheet."""

    def __init__(self, asked_of: GrowthAsked, reading: TableReading) -> None:
        self._asked, self._reading = asked_of, reading
        self._known = {(one.kind, search_key(one.name), one.date): one for one in asked_of.shown}
        self._rows: dict[str, str] = {}
        self.entries: dict[str, FileEntry] = {}
        self.problems: list[Problem] = []
        self.notes: list[Problem] = []

    def row(self, key: str) -> None:
        """Read one row; a blank one says nothing."""
        before = len(self.problems)
        texts = {column: self._text(key, column) for column in _OPEN}
        if not any(texts.values()):
            return
        entry = self._entry(key, texts)
        if len(self.problems) == before:
            self._check(key, entry)
        if len(self.problems) == before:
            self._take(key, entry)

    def _take(self, key: str, entry: FileEntry) -> None:
        known = self._known.get((entry.kind, search_key(entry.name), entry.date))
        line = _LINE_OF.get(entry.kind, entry.kind)
        uid = known.uid if known else entry_uid(self._asked.employee_number, line, entry.date, entry.name)
        if known is not None and known.said == said_in(file_entry_value(entry)):
            return  # says what is there
        if known is not None and known.of_hr:
            message = "人事課の記録と同じ種類、名称、いつからの行です。人事課の記録は変えていません。"
            self._note(
                "growth-row-of-hr", message, "違うところを、人事課に知らせてください。", key, entry.name
            )
            return
        first = self.entries.setdefault(uid, entry)
        if first != entry:
            there = self._reading.cell(self._rows[uid], "name")
            message = f"同じ種類、名称、いつからの行が2つあり、中身が違います(前は {there})。"
            self._say("growth-row-twice", message, "1つは1行にまとめてください。", key, "name", entry.name)
        self._rows.setdefault(uid, key)

    def _entry(self, key: str, texts: Mapping[str, str]) -> FileEntry:
        kind = self._word(key, "kind", texts["kind"], _KIND_OF, "growth-row-kind", tuple(_OWN_KINDS))
        if not texts["kind"]:
            message = "種類が選ばれていません。"
            self._say("growth-row-kind", message, f"{'、'.join(_OWN_KINDS)}から選んでください。", key, "kind")
        role = self._word(key, "role", texts["role"], _ROLE_OF, "growth-role", tuple(ROLE_NAMES.values()))
        span = self._span(key, texts["began"], texts["until"])
        ends = kind == QUALIFICATION
        if ends and span.ongoing:
            span = span._replace(ongoing=False)  # a 資格 that does not run out
        return FileEntry(
            kind=kind,
            name=texts["name"],
            date=span.date,
            until="" if ends else span.until,
            ongoing=span.ongoing,
            months=span.months,
            role=role,
            result=texts["result"],
            section=("", texts["section"]),
            expires=span.until if ends else "",
        )

    def _span(self, key: str, began: str, until: str) -> Span:
        date = read_moment(began)
        span = Span(date) if date or not began else read_span(began)
        if began and span == Span():
            self._of_check(key, growth_checks.unreadable(began, growth_checks.BEGAN))
        ended, ongoing, months = read_moment(until), is_ongoing(until), months_told(until)
        if until and not (ended or ongoing or months):
            self._of_check(key, growth_checks.unreadable(until, growth_checks.ENDED))
        return Span(
            span.date,
            ended or span.until,
            ongoing or (span.ongoing and not ended),
            months or span.months,
        )

    def _word(
        self, key: str, column: str, text: str, known: Mapping[str, str], code: str, names: Sequence[str]
    ) -> str:
        found = known.get(search_key(text), "") if text else ""
        if text and not found:
            message = f"{_TITLES[column]}の言葉を読み取れません。"
            self._say(code, message, f"{'、'.join(names)}のどれかにしてください。", key, column, text)
        return found

    def _check(self, key: str, entry: FileEntry) -> None:
        """Refuse what no entry may say; the future begins behind the form's year, whoever reads it when."""
        end = f"{self._asked.fiscal_year + 1}-03-31"
        for problem in growth_checks.problems(entry, end, own=True):
            if problem.code == "growth-in-the-future":
                message = f"{short_day(end)} より後の日付です。"
                problem = replace(
                    problem, message=message, fix="年や月の打ち間違いでないか確かめてください。"
                )
            self._of_check(key, problem)

    def _of_check(self, key: str, problem: Problem) -> None:
        """Report what the common check found, in the cell it is about."""
        message = problem.message.replace("何も残していません。", "")
        self._say(problem.code, message, problem.fix, key, _CELL_OF[problem.place.cell], problem.found)

    def tell_overlaps(self) -> None:
        """Tell of pieces of work in the same months."""
        end = f"{self._asked.fiscal_year + 1}-03-31"
        uids = {id(entry): uid for uid, entry in self.entries.items()}
        for one, other in growth_checks.overlapping(list(self.entries.values()), end):
            first = self._reading.cell(self._rows[uids[id(one)]], "began")
            message = f"{first} と月が重なっています。重なった月は1回だけ数えます。"
            key = self._rows[uids[id(other)]]
            self._note("experience-overlaps", message, "そのままで受け取りました。", key, other.name)

    def _text(self, key: str, column: str) -> str:
        place = self._place(key, column)
        found = clean(self._reading.text(key, column))
        self.notes += dropped_note(found.dropped, place)
        self.problems += too_long(found.text, place, ANSWER_UNITS)
        said = found.text.strip().replace("\r\n", "\n").replace("\r", "\n")
        return plain(said).strip() if column in ("kind", "role", "began", "until") else said

    def _say(self, code: str, message: str, fix: str, key: str, column: str, found: str = "") -> None:
        self.problems.append(Problem(code, f"{message}{_UNTAKEN}", fix, found, self._place(key, column)))

    def _note(self, code: str, message: str, fix: str, key: str, found: str) -> None:
        self.notes.append(Problem(code, message, fix, found, self._place(key, "name")))

    def _place(self, key: str, column: str) -> Place:
        return Place("", self._reading.sheet, self._reading.cell(key, column))


def revisions(
    asked_of: GrowthAsked, municipality: str, entries: Mapping[str, FileEntry], known: Iterable[Revision]
) -> tuple[Revision, ...]:
    """Return what the rows of a form come to: one revision each, that follows what the form was issued on.

    Args:
        asked_of: what the form asked.
        municipality: the code of the office.
        entries: what was written, by uid.
        known: the revisions that are sealed in the form.
    """
    record = RecordKey(municipality, 0, asked_of.employee_number, Part.GROWTH)
    sealed = [one for one in known if one.record == record and not one.vouches]
    made = []
    for uid, entry in entries.items():
        items: Mapping[str, Any] = {uid: file_entry_value(entry)}
        value: GrowthValue = {"items": items, "made_on": asked_of.issued_on}
        made.append(revise(record, value, [one for one in sealed if uid in one.items]))
    return tuple(made)
