"""Many papers at once: in which order, for which side of the sheet, in how many files, with which list.

A kind of document hands all of its records to the printer in one go. Here the printer stands behind one that
orders them, parts them among files and remembers who is in which: no kind of document knows of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from dxdesk.domain import file_names
from dxdesk.domain.errors import KnownError, Problem
from dxdesk.ports import printing as doc
from dxdesk.ports.printing import DocumentPrinter, GlyphNote, GlyphReport, Printed, Progress
from dxdesk.usecases.reports import cover_sheets
from dxdesk.usecases.reports.kind import By, ReportKind, by_kana, today
from dxdesk.usecases.reports.missing_glyphs import letters_without_missing
from dxdesk.usecases.reports.pages import pages_in
from dxdesk.usecases.workplace.outgoing import Outgoing, all_or_nothing, write_whole

if TYPE_CHECKING:
    from dxdesk.usecases.workplace.desk import Desk

LIST_TITLE = "受領簿"


class Split(StrEnum):
    """In how many files papers are written."""

    NONE = ""
    PERSON = "person"
    SECTION = "section"


@dataclass(frozen=True, slots=True)
class Batch:
    """How many papers are printed at once.

    ``both_sides``: everybody's begin on a front side. ``with_list``: beside them a 受領簿 a section.
    ``with_cover``: beside them a 送付状 a section, that says how many are enclosed.
    """

    by: By = By.USUAL
    split: Split = Split.NONE
    both_sides: bool = False
    with_list: bool = False
    with_cover: bool = False


@dataclass(frozen=True, slots=True)
class _Whose:
    """Whose paper one is: what it is ordered by and named after; ``place`` of the section in the roster."""

    number: str = ""
    name: str = ""
    kana: str = ""
    place: int = 0
    code: str = ""
    section: str = ""
    paper: str = ""

    @property
    def stem(self) -> str:
        """The section as a part of a file's name."""
        return file_names.called(self.code, self.section) if self.code else file_names.part(self.section)


@dataclass
class Arranged:
    """A desk whose printer does as a batch says, and what came of it.

    ``files`` are those written in the end, the lists among them; ``beside`` what there is to say of their
    names; ``people`` whose papers were drawn, ``pages`` how many pages of theirs.
    """

    desk: Desk
    _outgoing: Outgoing
    files: list[Path] = field(default_factory=list)
    beside: tuple[Problem, ...] = ()
    people: int = 0
    pages: int = 0

    def keep(self, data: bytes, wished: Path) -> None:
        """Write what the printer returned; nothing where each file was written by itself."""
        if data:
            _write(self._outgoing, wished, data)


@contextmanager
def arranged(
    desk: Desk, kind: ReportKind, batch: Batch, folder: Path, fiscal_year: int = 0
) -> Iterator[Arranged]:
    """Print inside by the desk that is given: what it writes into ``folder`` stays as a whole or not at all.

    ``fiscal_year`` is whose 送付状 are; 0: of the year in work.

    With papers in files of their own the printer returns no PDF; otherwise the whole one, to be kept.

    Raises:
        KnownError: ``report-batch`` where a document is not of people, the printer's, and file errors.
    """
    _refuse_impossible(kind, batch)
    if batch.with_cover:
        desk.require(*cover_sheets.KIND.roles)
    with desk.store.read() as uow:
        units = {unit.code: (place, unit.name) for place, unit in enumerate(uow.people.departments())}
        people = {one.number: one for one in uow.people.employees(include_left=True)}

    def whose(record: Printed) -> _Whose:
        head, number = getattr(record, "person", None), str(getattr(record, "number", ""))
        if not isinstance(head, doc.PersonHead):
            return _Whose(section=str(getattr(record, "section", "")))
        known = people.get(head.employee_number)
        code = known.department_code if known else ""
        place, section = units.get(code, (len(units), head.department))
        kana = known.kana if known else ""
        return _Whose(head.employee_number, head.name, kana, place, code, section, number)

    with all_or_nothing(desk) as outgoing:
        printer = _Arranging(desk.services.printer, batch, whose, _writer(outgoing, folder, kind.title))
        made = Arranged(replace(desk, services=replace(desk.services, printer=printer)), outgoing)
        yield made
        for of, listed in _by_section(printer.printed).items():
            stem = f"{kind.title}_{of.stem}"
            if batch.with_cover:
                enclosed = [(kind.title, len(listed)), *([(LIST_TITLE, 1)] if batch.with_list else ())]
                letter = cover_sheets.cover_of(desk, fiscal_year, of.section, enclosed)
                data = desk.services.printer.draw(letters_without_missing(desk.services.printer, [letter]))
                _writer(outgoing, folder, cover_sheets.KIND.title)(stem, data)
            if batch.with_list:
                data = desk.services.printer.draw([_list(desk, kind, of, listed)], caution=doc.CAUTION)
                _writer(outgoing, folder, LIST_TITLE)(stem, data)
        made.people, made.pages = len(printer.printed), printer.pages
        made.files, made.beside = list(outgoing.files), outgoing.beside


def _refuse_impossible(kind: ReportKind, batch: Batch) -> None:
    """Refuse what a kind of document cannot do.

    Raises:
        KnownError: ``report-batch``.
    """
    beside = batch.with_list or batch.with_cover
    if kind.per_person or (kind.by_section and batch.split is not Split.PERSON and not beside):
        return
    if batch.by is not By.USUAL or batch.split is not Split.NONE or beside:
        raise KnownError(
            "report-batch",
            f"「{kind.title}」は1人ずつの帳票ではないので、並べ替え、1人ずつや所属ごとのファイル、受領簿、"
            "送付状は作れません。何も作っていません。",
            "並べ方と分け方を指定せずに作ってください。",
        )


def _writer(outgoing: Outgoing, folder: Path, title: str) -> Callable[[str, bytes], None]:
    def write(stem: str, data: bytes) -> None:
        _write(outgoing, folder / f"{file_names.part(title)}_{stem}.pdf", data)

    return write


def _write(outgoing: Outgoing, wished: Path, data: bytes) -> None:
    with outgoing.writing(wished) as path:
        write_whole(path, data)


class _Arranging:
    """A printer that orders records, parts them among files and remembers whose they were."""

    def __init__(
        self,
        printer: DocumentPrinter,
        batch: Batch,
        whose: Callable[[Printed], _Whose],
        write: Callable[[str, bytes], None],
    ) -> None:
        self._printer, self._batch, self._whose, self._write = printer, batch, whose, write
        self.printed: list[_Whose] = []
        """Whose papers were drawn, in order."""
        self.pages = 0

    @property
    def notes(self) -> tuple[GlyphNote, ...]:
        return self._printer.notes

    def missing_glyphs(self, texts: Iterable[tuple[str, str]]) -> GlyphReport:
        return self._printer.missing_glyphs(texts)

    def draw(
        self,
        records: Sequence[Printed],
        progress: Progress | None = None,
        *,
        both_sides: bool = False,
        caution: str = "",
    ) -> bytes:
        """Draw records as the batch says; nothing is returned where each file was written by itself."""
        both_sides = both_sides or self._batch.both_sides
        papers = [(self._whose(record), record) for record in records]
        if order := _ORDERS.get(self._batch.by):
            papers.sort(key=lambda paper: order(paper[0]))
        self.printed += [whose for whose, _ in papers]
        if self._batch.split is Split.NONE:
            records = [record for _, record in papers]
            data = self._printer.draw(records, progress, both_sides=both_sides, caution=caution)
            self.pages += pages_in(data)
            return data
        done = 0
        refused: list[Problem] = []
        for stem, group in _parted(papers, self._batch.split).items():
            try:
                data = self._printer.draw(group, both_sides=both_sides, caution=caution)
            except KnownError as error:
                if error.code != "glyph-missing":
                    raise
                refused += error.problems  # whoever prints wants to hear of all of them at once
                continue
            self.pages += pages_in(data)
            if not refused:
                self._write(stem, data)
            done += len(group)
            if progress is not None:
                progress(done, len(papers))
        if refused:
            raise KnownError.of(tuple(refused))
        return b""


_ORDERS: Mapping[By, Callable[[_Whose], tuple[object, ...]]] = {
    By.SECTION: lambda one: (one.place, one.code, one.number),
    By.NUMBER: lambda one: (one.number,),
    By.KANA: lambda one: by_kana(one.kana, one.number),
}


def _parted(papers: Sequence[tuple[_Whose, Printed]], split: Split) -> dict[str, list[Printed]]:
    """Return the records of each file, by the end of its name."""
    found: dict[str, list[Printed]] = {}
    for whose, record in papers:
        person = file_names.called(whose.number, whose.name, whose.section)
        found.setdefault(person if split is Split.PERSON else whose.stem, []).append(record)
    return found


def _by_section(printed: Iterable[_Whose]) -> dict[_Whose, list[_Whose]]:
    found: dict[_Whose, list[_Whose]] = {}
    for one in printed:
        of = _Whose(place=one.place, code=one.code, section=one.section)
        found.setdefault(of, []).append(one)
    return found


def _list(desk: Desk, kind: ReportKind, of: _Whose, listed: Sequence[_Whose]) -> doc.TableDocument:
    """Return a section's 受領簿: what is enclosed for whom, with room for a day and a seal."""
    numbered = any(one.paper for one in listed)
    columns = [doc.TableColumn("", 0.5, doc.Align.RIGHT)]
    columns += [doc.TableColumn("番号", 2.2)] if numbered else []
    columns += [doc.TableColumn("職員番号", 1.2), doc.TableColumn("氏名", 2.6, names=True)]
    columns += [doc.TableColumn("受領日", 1.3), doc.TableColumn("受領印", 1.3)]
    return doc.TableDocument(
        title=LIST_TITLE,
        columns=tuple(columns),
        rows=tuple(
            (str(position), *((one.paper,) if numbered else ()), one.number, one.name, "", "")
            for position, one in enumerate(listed, start=1)
        ),
        municipality=desk.identity.municipality_name,
        notes=(f"{of.section}  {kind.title} {len(listed):,}枚を送ります。",),
        printed_on=today(desk),
        subjects=tuple(f"{one.number} {one.name}" for one in listed),
        tall=True,
    )
