"""One sheet of the workbook as rows whose cells are asked for by header; every finding names its cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from dxdesk.domain.errors import KnownError, Place, Problem
from dxdesk.ports.foreign_tables import ForeignTable, TableCell, TableReader
from dxdesk.usecases.framework_editing import book_shape

_NOTHING = TableCell()


@dataclass
class Findings:
    """What is wrong in the workbook so far; ``places`` are the cells that fields of it came from."""

    file: str
    problems: list[Problem] = field(default_factory=list)
    places: dict[str, Place] = field(default_factory=dict)

    def add(self, code: str, message: str, fix: str, found: str, place: Place) -> None:
        """Keep a finding; nothing is taken in then."""
        self.problems.append(Problem(f"framework-book-{code}", message, fix, found, place))

    def place_of(self, path: str) -> Place:
        """Return the cell of a field of the framework, e.g. ``items[2].criteria[0].level``."""
        while path:
            if path in self.places:
                return self.places[path]
            path = path[: max(path.rfind("."), path.rfind("["), 0)]
        return Place(self.file)


@dataclass(frozen=True)
class Row:
    """One line of a sheet."""

    sheet: str
    cells: dict[str, TableCell]
    findings: Findings

    def text(self, title: str) -> str:
        """Return a cell as it stands."""
        return self.cells.get(title, _NOTHING).value

    def mark(self, title: str) -> str:
        """Return a cell that names something: spaces around it are nobody's intention."""
        return self.text(title).strip()

    def lines(self, title: str) -> tuple[str, ...]:
        """Return the lines of a cell."""
        return tuple(line.strip() for line in self.text(title).split("\n") if line.strip())

    def place(self, title: str) -> Place:
        """Return where a cell stands."""
        cell = self.cells.get(title, _NOTHING)
        ref = cell.ref or next((one.ref for one in self.cells.values() if one.ref), "")
        return Place(self.findings.file, self.sheet, ref)

    def yes(self, title: str) -> bool:
        """Return whether a cell says yes; what is neither yes nor empty is a finding."""
        said = self.mark(title)
        if said in (book_shape.YES, "○", "◯", "〇", "はい。", "有", "1"):
            return True
        if said not in ("", "いいえ", "×", "無", "0", "-", "ー"):
            self.say(
                "yes-or-no", title, "「はい」か空欄のどちらかを書く欄です。", "「はい」か空欄にしてください。"
            )
        return False

    def number(self, title: str) -> int:
        """Return a whole number, 0 for an empty cell."""
        said = self.mark(title)
        if not said:
            return 0
        try:
            return int(said)
        except ValueError:
            self.say("number", title, "数を書く欄です。", "半角の数字だけにしてください。")
            return 0

    def say(self, code: str, title: str, message: str, fix: str) -> None:
        """Keep a finding about a cell."""
        self.findings.add(code, f"「{title}」: {message}", fix, self.text(title), self.place(title))


@dataclass(frozen=True)
class Sheet:
    """A sheet that was read: its rows, and headers beyond the known ones with their cells."""

    rows: tuple[Row, ...]
    extra: tuple[TableCell, ...]


def read_sheet(reader: TableReader, path: Path, name: str, findings: Findings) -> Sheet:
    """Return a sheet; missing sheets, missing, repeated and unknown headers are findings."""
    try:
        table = reader.read(path, name)
    except KnownError as error:
        if error.code not in ("sheet-missing", "table-empty", "table-no-header"):
            raise
        if name in book_shape.MAY_LACK:
            return Sheet((), ())
        findings.add(
            "sheet-missing",
            f"「{name}」のシートが見つからないか、見出しの行がありません。",
            "書き出したときのシートと見出しを残してください。",
            name,
            Place(path.name, name),
        )
        return Sheet((), ())
    titles = [squeezed(cell.value) for cell in table.headers]
    for found in _header_findings(name, table, titles):
        findings.add(*found)
    rows = tuple(
        Row(name, dict(zip(titles, cells, strict=False)), findings)
        for cells in table.rows
        if any(cell.value for cell in cells)
    )
    known = book_shape.COLUMNS[name]
    extra = tuple(
        cell for cell, title in zip(table.headers, titles, strict=True) if title and title not in known
    )
    return Sheet(rows, extra)


def squeezed(title: str) -> str:
    """Return a header without the spaces and line breaks that make it fit its column."""
    return "".join(title.split())


def _header_findings(
    name: str, table: ForeignTable, titles: list[str]
) -> Iterator[tuple[str, str, str, str, Place]]:
    """Yield what is wrong with the headers: missing, repeated and, but for skills, unknown ones."""
    known = book_shape.COLUMNS[name]
    first = table.headers[0].ref if table.headers else ""
    for title in known:
        if title not in titles and title not in book_shape.ADDED_LATER:
            message = f"「{name}」のシートに「{title}」の列がありません。"
            yield "column-missing", message, _AS_WRITTEN, title, Place(table.file, name, first)
    seen: set[str] = set()
    for cell, title in zip(table.headers, titles, strict=True):
        place = Place(table.file, name, cell.ref)
        if title and title in seen:
            message = f"「{name}」のシートに「{title}」の列が2つあります。"
            yield "column-twice", message, "1つだけ残してください。", title, place
        elif title and title not in known and name != book_shape.PERSONAS:
            message = f"「{name}」のシートに、知らない見出し「{title}」があります。"
            yield "column-unknown", message, "見出しを元に戻すか、その列を消してください。", title, place
        seen.add(title)


_AS_WRITTEN = "書き出したときの見出しに戻してください。"


def groups(rows: tuple[Row, ...], *titles: str) -> Iterator[tuple[tuple[str, ...], list[Row]]]:
    """Yield runs of rows with the same marks; a wholly blank one goes on with the run (merged cells)."""
    last: tuple[str, ...] | None = None
    run: list[Row] = []
    for row in rows:
        marks = tuple(row.mark(title) for title in titles)
        if last is not None and (marks == last or not any(marks)):
            run.append(row)
            continue
        if last is not None:
            yield last, run
        last, run = marks, [row]
    if last is not None:
        yield last, run


def word(row: Row, title: str, labels: Mapping[str, str]) -> str:
    """Return what a word of a fixed list stands for; another word is a finding."""
    said = row.mark(title)
    for value, label in labels.items():
        if said == label:
            return value
    row.say("word", title, "この言葉は使えません。", f"{'・'.join(labels.values())}のどれかにしてください。")
    return next(iter(labels))
