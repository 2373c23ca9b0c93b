"""What stands between a file from anywhere and the workbook parser.

The guard resolves the sheets itself, bounds everything, refuses what our offices have no use for
(macros, links to other workbooks, DTDs), and builds a new zip that holds nothing but plain sheets,
their strings and number formats. Only that zip ever reaches the parser.
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NoReturn
from urllib.parse import unquote

from dxdesk.domain.errors import KnownError, Place
from dxdesk.excel import codes, remarks
from dxdesk.excel.archive import Archive
from dxdesk.excel.crossed_out import struck_cells, struck_styles, struck_texts
from dxdesk.excel.foreign import refuse_foreign, refuse_not_a_workbook, refuse_packed
from dxdesk.excel.lettercount import refuse_wordy
from dxdesk.excel.looks import PLAIN, SheetLook, Styles, look_at, styles_of
from dxdesk.excel.markup import first_element, local, refuse_broken, stream
from dxdesk.excel.rebuilt import checked_strings, number_formats, package, remembered
from dxdesk.excel.sheetscan import SheetScan, Spent, scan_sheet
from dxdesk.excel.struck import struck_strings
from dxdesk.excel.writing import PAYLOAD_SHEET

SHEET_LIMIT = 500
RELATION_LIMIT = 5_000
NAME_LIMIT = 255
"""Letters of a sheet name; Excel itself allows 31."""

_MARKUP_ENDINGS = (".xml", ".rels", ".vml")
_TABLES = (
    ("sharedStrings", "xl/sharedStrings.xml", checked_strings),
    ("styles", "xl/styles.xml", number_formats),
)


@dataclass(frozen=True, slots=True)
class GuardedSheet:
    """One worksheet: its name byte for byte, whether Excel hides it, and what the scan found.

    ``look`` is looked for in workbooks of ours only, where somebody believes what a sheet shows; ``struck``
    are the cells of others (row and column from 1) that are struck through.
    """

    name: str
    hidden: bool
    scan: SheetScan
    look: SheetLook = PLAIN
    struck: frozenset[tuple[int, int]] = frozenset()


@dataclass(frozen=True, slots=True)
class GuardedBook:
    """The sheets in order, and a harmless zip in which they are numbered in the same order."""

    sheets: tuple[GuardedSheet, ...]
    package: bytes
    epoch_1904: bool = False
    to_calculate: bool = False
    """Whether the file says that its formulas are to be worked out anew: their values are placeholders."""


@dataclass(frozen=True, slots=True)
class _Relation:
    kind: str
    target: str
    external: bool


@dataclass(frozen=True, slots=True)
class _Listed:
    name: str
    relation: str
    hidden: bool


def guard(data: bytes) -> GuardedBook:
    """Check an unlocked workbook and return what may be parsed.

    Raises:
        KnownError: not-a-workbook, other-format, file-broken, file-suspicious, file-too-big,
            workbook-macros, workbook-links, xml-forbidden, sheet-missing, sheet-duplicate,
            sheet-too-big or cell-address. Its place names the sheet and cell, not the file.
    """
    if not data.startswith(b"PK"):
        refuse_foreign(data)
    archive = Archive(data, _refuse_other_zip)
    _refuse_unwanted(archive)
    main = _main_part(archive)
    relations = _relations(archive, main)
    listed, epoch_1904, to_calculate = _listed(archive.read(main), main)
    used = {main, _rels_name(main), "_rels/.rels"}
    parts: dict[str, bytes] = {}
    places: list[str] = []
    sheets: list[GuardedSheet] = []
    spent = Spent()
    for entry in listed:
        relation = relations.get(entry.relation)
        if relation is None or relation.external or relation.target not in archive:
            _refuse_missing_sheet(entry.name)
        if relation.kind != "worksheet":
            continue  # a chart or dialog sheet has no cells
        content = archive.read(relation.target)
        used.add(relation.target.lower())
        scan = scan_sheet(content, relation.target, entry.name, spent)
        sheets.append(GuardedSheet(entry.name, entry.hidden, scan))
        parts[f"xl/worksheets/sheet{len(sheets)}.xml"] = content
        places.append(relation.target)
    if not sheets:
        refuse_not_a_workbook("シートがない")
    came: dict[str, bytes] = {}
    for kind, title, check in _TABLES:
        target = next((r.target for r in relations.values() if r.kind == kind and not r.external), "")
        if target in archive:
            came[kind] = archive.read(target)
            parts[title] = check(came[kind], target)
            used.add(target.lower())
    _refuse_wordy(sheets, spent, parts)
    _check_unused(archive, used)
    harmless = package(parts, len(sheets), epoch_1904)
    made = GuardedBook(tuple(sheets), harmless, epoch_1904, to_calculate)
    if not any(sheet.name.casefold() == PAYLOAD_SHEET.casefold() for sheet in sheets):
        return replace(made, sheets=_with_struck(sheets, parts, came.get("styles", b"")))
    known = styles_of(came["styles"], "xl/styles.xml") if "styles" in came else Styles()
    strings = struck_strings(came["sharedStrings"], "xl/sharedStrings.xml") if "sharedStrings" in came else {}
    looks = (
        look_at(parts[part], part, sheet.name, known, strings, _remarks(archive, place))
        for number, (sheet, place) in enumerate(zip(sheets, places, strict=True), 1)
        if (part := f"xl/worksheets/sheet{number}.xml")
    )
    return replace(
        made, sheets=tuple(replace(sheet, look=look) for sheet, look in zip(sheets, looks, strict=True))
    )


def _remarks(archive: Archive, sheet: str) -> tuple[remarks.Remark, ...]:
    """Return the words that stand beside the cells of the sheet in a part."""
    listed = _rels_name(sheet)
    if listed not in archive:
        return ()
    relations = _relations_of(archive.read(listed), listed, posixpath.dirname(sheet))
    found = {
        (relation.kind, relation.target)
        for relation in relations.values()
        if relation.kind in remarks.KINDS and not relation.external and relation.target in archive
    }
    return remarks.read((kind, part, archive.read(part)) for kind, part in sorted(found))


def _with_struck(
    sheets: Sequence[GuardedSheet], parts: Mapping[str, bytes], styles: bytes
) -> tuple[GuardedSheet, ...]:
    """Return the sheets with their struck-through cells."""
    struck = struck_styles(styles, "xl/styles.xml")
    texts = struck_texts(parts.get("xl/sharedStrings.xml", b""), "xl/sharedStrings.xml")
    return tuple(
        replace(sheet, struck=struck_cells(parts[f"xl/worksheets/sheet{number}.xml"], struck, texts))
        for number, sheet in enumerate(sheets, 1)
    )


def _refuse_wordy(sheets: Sequence[GuardedSheet], spent: Spent, parts: Mapping[str, bytes]) -> None:
    named = ((sheet.name, f"xl/worksheets/sheet{number}.xml") for number, sheet in enumerate(sheets, 1))
    found = [(name, part, parts[part]) for name, part in named]
    strings = _TABLES[0][1]
    refuse_wordy(found, spent, parts.get(strings, b""), strings)


def _refuse_other_zip(names: list[str]) -> None:
    """Say of a zip of workbooks what to do with it; whether it is locked with a password is no matter."""
    if not any(name.endswith("_rels/.rels") for name in names):
        refuse_packed(names)


def _refuse_unwanted(archive: Archive) -> None:
    """Refuse by part names what needs no look inside."""
    for name in archive.names():
        if name.endswith("vbaproject.bin") or "/macrosheets/" in name or "/activex/" in name:
            _refuse_macros(name)
        if "/externallinks/" in name:
            _refuse_links(name)
    if "xl/workbook.bin" in archive:
        _refuse_other_format("Excel バイナリ ブック(.xlsb)")
    if "mimetype" in archive and "content.xml" in archive:
        _refuse_other_format("OpenDocument(.ods など)")
    if "_rels/.rels" not in archive:
        refuse_not_a_workbook("Excel ブックの部品がない zip")


def _refuse_macros(found: str) -> NoReturn:
    raise KnownError(
        codes.WORKBOOK_MACROS,
        "マクロが入っているため、安全のため読み込みませんでした。",
        "「名前を付けて保存」で種類を「Excel ブック (*.xlsx)」にすると外れます。それを使ってください。",
        found=found,
    )


def _refuse_links(found: str) -> NoReturn:
    raise KnownError(
        codes.WORKBOOK_LINKS,
        "ほかのブックへのリンクが入っているため、読み込みませんでした。値が知らないうちに変わるおそれがあります。",
        "Excel の「データ」→「リンクの編集」→「リンクの解除」をして、保存し直してください。",
        found=found,
    )


def _refuse_other_format(found: str) -> NoReturn:
    raise KnownError(
        codes.OTHER_FORMAT,
        "この形式のブックは読み込めません。",
        "Excel などで開き、「名前を付けて保存」で種類を「Excel ブック (*.xlsx)」にして保存し直してください。",
        found=found,
    )


def _refuse_missing_sheet(name: str) -> NoReturn:
    raise KnownError(
        codes.SHEET_MISSING,
        "シートの中身がファイルに入っていないため、読み込みませんでした。",
        "Excel で開いて保存し直すか、送り主にもう一度送ってもらってください。",
        place=Place("", name),
    )


def _rels_name(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels").lower()


def _part_name(folder: str, target: str) -> str:
    """Return the part that a target means, as seen from a folder; in lower case."""
    if "%" in target or "\\" in target:
        target = unquote(target).replace("\\", "/")
    path = posixpath.join("/", folder, target)
    if "./" in path or "//" in path or path.endswith(("/", ".")):
        path = posixpath.normpath(path)
    return path.lstrip("/").lower()


@remembered
def _relations_of(data: bytes, part: str, folder: str) -> Mapping[str, _Relation]:
    """Return a part's relations by id, their targets as part names in lower case."""
    found: dict[str, _Relation] = {}

    def start(name: str, attributes: dict[str, str]) -> None:
        if local(name) != "Relationship":
            return
        kind = attributes.get("Type", "").rpartition("/")[2]
        target = _part_name(folder, attributes.get("Target", ""))
        external = attributes.get("TargetMode", "").lower() == "external"
        found[attributes.get("Id", "")] = _Relation(kind, target, external)
        if len(found) > RELATION_LIMIT:
            refuse_broken(f"{part} {len(found):,}件")

    stream(data, start, part)
    return found


def _main_part(archive: Archive) -> str:
    relations = _relations_of(archive.read("_rels/.rels"), "_rels/.rels", "")
    for relation in relations.values():
        if relation.kind == "officeDocument" and not relation.external and relation.target in archive:
            return relation.target
    if "xl/workbook.xml" in archive:
        return "xl/workbook.xml"
    refuse_not_a_workbook("Excel ブックの部品がない zip")


def _relations(archive: Archive, main: str) -> Mapping[str, _Relation]:
    """Return the relations of the workbook part, refusing macros and links under whatever name."""
    part = _rels_name(main)
    relations = _relations_of(archive.read(part), part, posixpath.dirname(main))
    for relation in relations.values():
        kind = relation.kind.lower()
        if kind in ("vbaproject", "xlmacrosheet", "xlintlmacrosheet"):
            _refuse_macros(relation.target)
        if kind in ("externallink", "externallinkpath"):
            _refuse_links(relation.target)
    return relations


@remembered
def _listed(data: bytes, main: str) -> tuple[Sequence[_Listed], bool, bool]:
    """Return the listed sheets, whether dates count from 1904, and whether formulas wait for Excel."""
    listed: list[_Listed] = []
    epoch_1904 = to_calculate = False
    root = ""

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal epoch_1904, to_calculate, root
        plain = local(name)
        root = root or plain
        if plain == "workbookPr":
            epoch_1904 = attributes.get("date1904", "") in ("1", "true")
        elif plain == "calcPr":
            to_calculate = attributes.get("fullCalcOnLoad", "") in ("1", "true")
        elif plain == "sheet":
            relation = next((value for key, value in attributes.items() if local(key) == "id"), "")
            hidden = attributes.get("state", "visible") != "visible"
            listed.append(_Listed(attributes.get("name", ""), relation, hidden))
            if len(listed) > SHEET_LIMIT:
                refuse_broken(f"シート {len(listed):,}枚")

    stream(data, start, main)
    if root != "workbook":
        refuse_not_a_workbook("Excel 以外の Office 文書")
    if any(len(entry.name) > NAME_LIMIT for entry in listed):
        refuse_broken(f"シート {len(listed):,}枚")
    names: set[str] = set()
    for entry in listed:
        if entry.name.casefold() in names:
            raise KnownError(
                codes.SHEET_DUPLICATE,
                "同じ名前のシートが2枚あるため、読み込みませんでした。",
                "Excel で開き、片方の名前を変えるか削除して保存し直してください。",
                found=entry.name,
            )
        names.add(entry.name.casefold())
    return listed, epoch_1904, to_calculate


def _check_unused(archive: Archive, used: set[str]) -> None:
    """Look for DTDs in what the parser will not see, so that the file is safe to pass on as well."""
    for name in archive.names():
        if name in used or not name.endswith(_MARKUP_ENDINGS):
            continue
        if not _starts_plainly(archive.beginning(name), name):
            first_element(archive.read(name), name, strict=False)


@remembered
def _starts_plainly(data: bytes, part: str) -> bool:
    """Tell whether the outermost element begins here, with no DTD before it."""
    return bool(first_element(data, part, strict=False)[0])
