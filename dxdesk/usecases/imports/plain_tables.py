"""Tables of things with plain fields (形式知, 用語, 確保計画 ...): written as workbooks and read back.

A line is a thing. What a table has no column for it says nothing of, and neither does a blank cell. A table
is taken in whole or not at all, and taken back; what cannot be read is told with its cell. What differs from
kind to kind says its ``TableOf``.
"""

from __future__ import annotations

import dataclasses
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, TypeVar

from dxdesk.domain import file_names
from dxdesk.domain.columns import fold_header
from dxdesk.domain.completion import evened
from dxdesk.domain.dates import fiscal_years_in, read_date
from dxdesk.domain.errors import KnownError, Place, Problem
from dxdesk.domain.plain_things import changed_fields
from dxdesk.domain.thing_words import KIND_NAMES, field_name, field_text
from dxdesk.domain.thing_words import Names as ThingNames
from dxdesk.domain.wareki import fiscal_year_label, short_day
from dxdesk.ports import setting_names
from dxdesk.ports.entities import Role
from dxdesk.ports.foreign_tables import ForeignTable, TableCell
from dxdesk.ports.store import UnitOfWork
from dxdesk.ports.workbooks import Column as BookColumn
from dxdesk.ports.workbooks import Head, TableRow, TableSheet
from dxdesk.usecases.exchange.file_report import Change as Told
from dxdesk.usecases.imports.taken_before import with_receipt
from dxdesk.usecases.imports.understanding import TableResult, add_receipt, afterwards, file_sha256
from dxdesk.usecases.imports.undo_guard import live_receipt, take_back
from dxdesk.usecases.person_year import owned_things
from dxdesk.usecases.person_year.owned_things import Change, counting_of, owner_of
from dxdesk.usecases.person_year.plain_held import Held, held_of, subject_of
from dxdesk.usecases.sealing.workbook_kinds import WorkbookKind
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.workplace.outgoing import Outgoing

T = TypeVar("T", bound=tuple[Any, ...])

ROOM = 10
"""Lines that are left to be filled in."""
LONGEST_COUNT = len("999999")
_MARK = "○"
_MARKED = frozenset({_MARK, "〇", "◯", "はい", "有", "レ", "1"})
_UNMARKED = frozenset({"×", "なし", "いいえ", "無", "0"})
_BETWEEN = re.compile("[、,;\\n\uff0c]+")
_LINES = re.compile("\\n+")
_NOTHING = TableCell()
_HOW = "この表は、直してそのまま取り込めます。書いた欄だけが変わり、空の欄は何も変えません。"


@dataclass(frozen=True, slots=True)
class Field:
    """A column: the field it is of, its titles (the first is ours), how wide, how it is read.

    ``kind``: ``text``, ``day``, ``count``, ``year``, ``flag``, ``list`` (parts by 、) or ``lines`` (by line).
    ``words`` are the codes of a text with what they are called. ``read`` makes a text what is kept, ``show``
    what is kept a text; ``hint`` tells how to fill it in.
    """

    name: str
    titles: tuple[str, ...]
    width: int = 16
    kind: str = "text"
    words: Mapping[str, str] = field(default_factory=dict)
    hint: str = ""
    read: Callable[[str], str] | None = None
    show: Callable[[str], str] | None = None


@dataclass(frozen=True)
class Office(Generic[T]):
    """What a store knows when a table is read or written.

    ``complete`` makes a line what is kept: with a code where it has none, given the codes that are taken.
    ``problems`` finds what it may not say (before: how it was, others: what else there is), each with the
    field it is of. ``show`` and ``read`` turn a text of a field into one for people and back (a section's
    code, its name). ``held`` is what the store's own owner keeps by its code, ``None``: what records say.
    """

    complete: Callable[[T, frozenset[str]], T]
    problems: Callable[[T, T | None, Sequence[T]], Iterable[tuple[str, Problem]]]
    show: Callable[[str, str], str] = lambda _, text: text
    read: Callable[[str, str], str] = lambda _, text: text
    held: Mapping[str, T] | None = None


@dataclass(frozen=True)
class TableOf(Generic[T]):
    """A kind of table: the workbook it is, the kind of thing, its sheet, its columns, what it needs.

    ``same`` are the fields by which a line without a code is one that is there. ``office`` raises where the
    store does not use such things; ``begin`` is done before anything is written.
    """

    kind: WorkbookKind
    thing: str
    nothing: type[T]
    sheet: str
    fields: tuple[Field, ...]
    needed: frozenset[str]
    same: tuple[str, ...]
    guide: tuple[str, ...]
    office: Callable[[Desk, UnitOfWork], Office[T]]
    order: Callable[[T], Any]
    begin: Callable[[Desk, UnitOfWork], object] = lambda _desk, _uow: None


@dataclass(frozen=True)
class _Read:
    changes: tuple[Change, ...] = ()
    problems: tuple[Problem, ...] = ()
    told: tuple[Told, ...] = ()
    added: int = 0
    updated: int = 0
    unchanged: int = 0


def preview(desk: Desk, path: Path, of: TableOf[T]) -> TableResult:
    """Return what taking in a table would do, changing nothing.

    Raises:
        KnownError: ``wrong-role``, ``header-missing``, what ``of.office`` and reading a table raise.
    """
    desk.require(Role.HR, Role.DX)
    listed = list(desk.services.tables.read_all(path))
    with desk.store.read() as uow:
        found = _result(path, of, _Reader(desk, uow, of, listed).read())
        return with_receipt(uow, file_sha256(path), found)


def apply(desk: Desk, path: Path, of: TableOf[T]) -> TableResult:
    """Take in a table, whole or not at all; errors as ``preview``."""
    desk.require(Role.HR, Role.DX)
    listed = list(desk.services.tables.read_all(path))
    sha256 = file_sha256(path)
    with desk.store.write() as uow:
        of.begin(desk, uow)
        read = _Reader(desk, uow, of, listed).read()
        result = _result(path, of, read)
        if result.errors:
            return result
        result = dataclasses.replace(result, notices=afterwards(result.notices))
        result = with_receipt(uow, sha256, result)
        if result.receipt:
            return result
        receipt = add_receipt(desk, uow, path, sha256, result)
        owned_things.say(desk, uow, counting_of(uow, (of.thing,)), read.changes, receipt)
        counts = {"added": result.added, "updated": result.updated, "unchanged": result.unchanged}
        uow.audit.append(of.kind.kind, str(receipt), counts)
        uow.commit()
    return dataclasses.replace(result, receipt=receipt)


def undo(desk: Desk, receipt: int, of: TableOf[Any]) -> TableResult:
    """Take a table back; what other tables or the office say too stays.

    Raises:
        KnownError: ``wrong-role``, ``receipt-unknown``, ``receipt-undone``.
    """
    desk.require(Role.HR, Role.DX)
    with desk.store.write() as uow:
        entry = live_receipt(uow, receipt, (of.kind.kind,), of.kind.label, of.kind.label)
        return take_back(desk, uow, entry)


def write(desk: Desk, out: Path, outgoing: Outgoing, of: TableOf[T], password: str = "") -> tuple[Path, ...]:
    """Write what this store keeps as a workbook, with room for more; it is taken in again unchanged.

    Raises:
        KnownError: ``wrong-role``, what ``of.office`` raises, and file errors.
    """
    desk.require(Role.HR, Role.DX)
    owner = owner_of(desk)
    with desk.store.write() as uow:
        of.begin(desk, uow)
        office = of.office(desk, uow)
        held = _own(uow, of, office, owner)
        mine = sorted((one for one in held.values() if not one.ended), key=of.order)  # type: ignore[attr-defined]
        rows = [TableRow(_code(one), _cells(of, office, one)) for one in mine]
        rows += [TableRow(f"new{place}", ("",) * len(of.fields)) for place in range(ROOM)]
        sender = uow.settings.get(setting_names.SENDER_LABEL) or desk.identity.municipality_name
        head = Head(
            of.kind.label,
            desk.identity.municipality_name,
            *("", "", "", "", "", "", sender, ""),
            guide=(_HOW, *of.guide),
        )
        columns = tuple(
            BookColumn(one.name, one.titles[0], one.width, "wrap", choices=_choices(one)) for one in of.fields
        )
        hints = tuple((one.name, one.hint) for one in of.fields if one.hint)
        sheet = TableSheet(of.sheet, head, columns, tuple(rows), editable=True, hints=hints)
        name = f"{file_names.part(of.kind.label)}_{desk.services.clock.today()}.xlsx"
        with outgoing.writing(out / name) as path:
            desk.services.workbooks.write_tables([sheet], path, None, password)
        uow.audit.append(of.kind.action, "", {"rows": len(mine)})
        outgoing.enter(uow)
        uow.commit()
    return (path,)


def _choices(one: Field) -> tuple[str, ...]:
    return (_MARK,) if one.kind == "flag" else tuple(one.words.values())


def _code(one: Any) -> str:
    return str(one.code)


def _own(uow: UnitOfWork, of: TableOf[T], office: Office[T], owner: str) -> dict[str, T]:
    if office.held is not None:
        return dict(office.held)
    held: Iterable[Held[T]] = held_of(counting_of(uow, (of.thing,)), of.thing, of.nothing)
    return {_code(one.said): one.said for one in held if one.owner == owner}


def _cells(of: TableOf[T], office: Office[T], one: T) -> tuple[str, ...]:
    return tuple(_shown(it, getattr(one, it.name), office) for it in of.fields)


def _shown(of: Field, value: Any, office: Office[Any]) -> str:
    if of.kind == "day":
        return short_day(value)
    if of.kind == "year":
        return fiscal_year_label(value) if value else ""
    if of.kind == "count":
        return str(value or "")
    if of.kind == "flag":
        return _MARK if value else ""
    if isinstance(value, tuple):
        parts = (office.show(of.name, part) for part in value)
        return ("\n" if of.kind == "lines" else "、").join(parts)
    if of.words:
        return of.words.get(value, value)
    text = of.show(value) if of.show is not None else value
    return office.show(of.name, text)


def _result(path: Path, of: TableOf[Any], read: _Read) -> TableResult:
    kind = of.kind.kind
    if read.problems:
        return TableResult(str(path), kind, "refused", errors=read.problems)
    return TableResult(
        str(path),
        kind,
        "applied" if read.added or read.updated else "unchanged",
        added=read.added,
        updated=read.updated,
        unchanged=read.unchanged,
        changes=read.told,
    )


class _Reader(Generic[T]):
    """Reads the lines of one table."""

    def __init__(self, desk: Desk, uow: UnitOfWork, of: TableOf[T], listed: Sequence[ForeignTable]) -> None:
        self._of, self._owner = of, owner_of(desk)
        self._office = of.office(desk, uow)
        fitting = [table for table in listed if of.needed <= self._places_in(table).keys()]
        own = [table for table in fitting if table.sheet == of.sheet]
        if not fitting:
            raise self._missing(listed[0])
        self._table = (own or fitting)[0]
        self._places = self._places_in(self._table)
        self._held = _own(uow, of, self._office, self._owner)
        self._by = {one.name: one for one in of.fields}
        self.problems: list[Problem] = []
        self.told: list[Told] = []
        self._added = 0

    def _places_in(self, table: ForeignTable) -> dict[str, int]:
        meaning = {fold_header(title): one.name for one in self._of.fields for title in one.titles}
        found: dict[str, int] = {}
        for position, cell in enumerate(table.headers):
            # A title that was broken to fit its column, or one with a hint in the lines below it.
            texts = (cell.value.replace("\n", ""), cell.value.partition("\n")[0])
            name = next(filter(None, (meaning.get(fold_header(text)) for text in texts)), None)
            if name is not None:
                found.setdefault(name, position)
        return found

    def _missing(self, table: ForeignTable) -> KnownError:
        names = "」「".join(one.titles[0] for one in self._of.fields if one.name in self._of.needed)
        return KnownError(
            "header-missing",
            f"{self._of.kind.label}が見つかりません。取り込んでいません。",
            f"見出しに「{names}」がある表にしてください。書き出した表を使うと確かです。",
            found="、".join(cell.value for cell in table.headers if cell.value.strip())[:80],
            place=Place(table.file, table.sheet),
        )

    def read(self) -> _Read:
        """Return what the lines say, or what stands in the way."""
        listed = tuple(self._changes())
        changes = tuple((subject, said) for subject, said in listed if said)
        unchanged = len(listed) - len(changes)
        counts = self._added, len(changes) - self._added, unchanged
        return _Read(changes, tuple(self.problems), tuple(self.told), *counts)

    def _changes(self) -> Iterator[Change]:
        there, seen, lines = dict(self._held), dict[str, TableCell](), 0
        for row in self._table.rows:
            if not any(self._text(row, one) for one in self._places):
                continue
            lines += 1
            change = self._line(row, there, seen)
            if change is not None:
                yield change
        if not lines:
            fix = "記入してから、もう一度取り込んでください。シートの名前も確かめてください。"
            message = "表に行が1つもありません。何も取り込まれていません。"
            self._refuse(_NOTHING, Problem("table-empty", message, fix))

    def _line(
        self, row: Sequence[TableCell], there: dict[str, T], seen: dict[str, TableCell]
    ) -> Change | None:
        count, at = len(self.problems), self._cell(row, "name")
        said = dict(self._said(row))
        code = str(said.pop("code", "")) or self._same(said, there)
        before = there.get(code)
        wanted: Any = before if before is not None else self._of.nothing()
        wanted = wanted._replace(**said, code=code, ended=False)
        if len(self.problems) > count:
            return None
        wanted = self._office.complete(wanted, frozenset({*there, *seen}))
        code = _code(wanted)
        if code in seen:
            message = f"同じ{KIND_NAMES[self._of.thing]}が、この表に2回あります(前は {seen[code].ref})。"
            found = self._text(row, "name")
            self._refuse(at, Problem("table-twice", message, "1つは1行にまとめてください。", found))
            return None
        seen[code] = at if at.ref else row[0]
        others = [one for key, one in there.items() if key != code and not one.ended]  # type: ignore[attr-defined]
        for name, problem in self._office.problems(wanted, before, others):
            cell = self._cell(row, name)
            self._refuse(cell if cell.ref else at, problem)
        if len(self.problems) > count:
            return None
        there[code] = wanted
        fields = changed_fields(before if before is not None else self._of.nothing(), wanted)  # type: ignore[arg-type]
        self._tell(wanted, before, fields)
        return subject_of(self._of.thing, self._owner, code), fields

    def _same(self, said: Mapping[str, Any], there: Mapping[str, Any]) -> str:
        """Return the code of what a line without one is, by its name: a table read twice adds nothing."""

        def key(one: Mapping[str, Any]) -> tuple[str, ...]:
            return tuple(evened(str(one.get(name) or "")) for name in self._of.same)

        new: Any = self._of.nothing()
        whole: Any = self._office.complete(new._replace(**said), frozenset(there))
        wanted = key(whole._asdict())
        found = [code for code, one in there.items() if key(one._asdict()) == wanted]
        return found[0] if len(found) == 1 else ""

    def _said(self, row: Sequence[TableCell]) -> Iterator[tuple[str, Any]]:
        for name in self._places:
            cell, of = self._cell(row, name), self._by[name]
            if cell.value.strip():
                found = self._value(of, cell)
                if found is not None:
                    yield name, found

    def _value(self, of: Field, cell: TableCell) -> Any:
        """Return what a cell says, ``None`` where it is refused."""
        text = cell.value.strip()
        if of.kind == "day":
            day = read_date(cell.value, is_number=cell.is_number, from_1904=self._table.from_1904)
            fix = "「令和8年3月31日」のように書いてください。"
            return day or self._unread(of, cell, "date-unreadable", "を日付として読めません。", fix)
        if of.kind == "count":
            return self._count(of, cell)
        if of.kind == "year":
            years = fiscal_years_in(text if text.endswith("年度") else f"{text.removesuffix('.0')}年度")
            fix = "「令和8年度」のように書いてください。"
            one = next(iter(years)) if len(years) == 1 else None
            return one or self._unread(of, cell, "table-year", "を年度として読めません。", fix)
        if of.kind == "flag":
            fix = f"当てはまるときは「{_MARK}」、そうでなければ空にしてください。"
            if text in _MARKED | _UNMARKED:
                return text in _MARKED
            return self._unread(of, cell, "table-word", "の言葉がわかりません。", fix)
        if of.kind in ("list", "lines"):
            parts = (_LINES if of.kind == "lines" else _BETWEEN).split(text)
            return tuple(self._office.read(of.name, one.strip()) for one in parts if one.strip())
        if of.words:
            fix = f"{'、'.join(of.words.values())}のどれかにしてください。"
            found = (code for code, name in of.words.items() if evened(text) in (evened(name), code))
            return next(found, None) or self._unread(of, cell, "table-word", "の言葉がわかりません。", fix)
        kept = of.read(text) if of.read is not None else text
        return self._office.read(of.name, kept)

    def _count(self, of: Field, cell: TableCell) -> int | None:
        text = unicodedata.normalize("NFKC", cell.value).replace(",", "").strip().removesuffix(".0")
        text = text.removesuffix("人").removesuffix("か月").removesuffix("名").strip()
        if text.isdecimal() and len(text) <= LONGEST_COUNT:
            return int(text)
        fix = "12 のような数で書いてください。決まっていないときは空欄にします。"
        self._unread(of, cell, "table-count", "を数として読めません。", fix)
        return None

    def _unread(self, of: Field, cell: TableCell, code: str, what: str, fix: str) -> str | None:
        self._refuse(cell, Problem(code, f"「{of.titles[0]}」{what}", fix, cell.value.strip()))
        return None

    def _tell(self, wanted: Any, before: Any, fields: Mapping[str, Any]) -> None:
        kind, thing = self._of.kind.kind, self._of.thing
        if before is None:
            self._added += 1
            self.told.append(Told(wanted.code, kind, f"新しい{KIND_NAMES[thing]}", "", wanted.name))
            return
        names, old = ThingNames(), before._asdict()
        for name, value in fields.items():
            was = [*old[name]] if isinstance(old[name], tuple) else old[name]
            item = f"{wanted.name} {field_name(thing, name)}"
            before_text, after_text = (field_text(thing, name, one, names) for one in (was, value))
            self.told.append(Told(wanted.code, kind, item, before_text, after_text))

    def _text(self, row: Sequence[TableCell], name: str) -> str:
        return self._cell(row, name).value.strip()

    def _cell(self, row: Sequence[TableCell], name: str) -> TableCell:
        position = self._places.get(name, -1)
        return row[position] if 0 <= position < len(row) else _NOTHING

    def _refuse(self, cell: TableCell, problem: Problem) -> None:
        place = Place(self._table.file, self._table.sheet, cell.ref)
        self.problems.append(dataclasses.replace(problem, place=place))
