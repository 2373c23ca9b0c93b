"""Scenes of 成長記録, with a made-up file: the window offers it for them alone where it is not used."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from dxdesk.domain.capabilities import GROWTH_FILES
from dxdesk.domain.contents import FileEntry, Made, Vouched, file_entry_value
from dxdesk.domain.growth_entries import ACCREDITATION, GRANT
from dxdesk.domain.growth_file import FileLine, Finding, Saying, Worth, said_in
from dxdesk.domain.records import Trust
from dxdesk.ports.entities import Role
from dxdesk.ui.growth_file.entry_dialog import EntryDialog
from dxdesk.ui.growth_file.view import GrowthFile
from dxdesk.ui.pictures.studio import Scene, Shown, Studio, shown

if TYPE_CHECKING:
    from dxdesk.usecases.growth_files.reading import FilePerson, Kept, PersonFile

_NUMBER, _NAME, _SECTION = "001011", "髙橋 美咲", "子育て支援課"


def growth_files(role: Role) -> list[Scene]:
    """Return the scenes of growth files for a role."""
    found: dict[str, Callable[[Studio], Shown | None]] = {
        "growth_file": lambda studio: _show(studio, role, 3),
        "growth_file-corrected": lambda studio: _show(studio, role, 4),
        "growth_file-empty": lambda studio: _empty(studio, role),
    }
    if role is not Role.SECTION:
        found["growth_file-entry"] = lambda studio: _entry(studio, role)
    if role is not Role.PERSONAL:
        found["growth_file-finding"] = lambda studio: _finding(studio, role, confirmed=True)
        found["growth_file-cannot"] = lambda studio: _finding(studio, role, confirmed=False)
    if role is Role.HR:
        found["growth_file-nobody"] = _nobody
        found["growth_file-accreditation"] = _accreditation
        found["growth_file-grant"] = _grant
        found["growth_file-expiring"] = _expiring
    return [Scene(name, show, _back) for name, show in found.items()]


def _show(studio: Studio, role: Role, position: int) -> None:
    _open(studio, role).table.selectRow(position)


def _open(studio: Studio, role: Role, lines: tuple[Kept, ...] | None = None) -> GrowthFile:
    studio.window.offer_places(frozenset({GROWTH_FILES}))
    screen = studio.at(GrowthFile)
    # Whoever is picked among the made-up people has no file in the store to be read.
    screen.people.blockSignals(True)
    screen.show_found(_people() if role is Role.SECTION else (), file(role, lines))
    screen.people.blockSignals(False)
    screen.banner.hide()
    studio.settle()
    studio.window.offer_places(frozenset({GROWTH_FILES}))
    return screen


def _empty(studio: Studio, role: Role) -> None:
    _open(studio, role, ())


def _nobody(studio: Studio) -> None:
    studio.window.offer_places(frozenset({GROWTH_FILES}))
    screen = studio.at(GrowthFile)
    screen.show_file(None)
    screen.banner.hide()


def _entry(studio: Studio, role: Role) -> Shown | None:
    screen = _open(studio, role)
    screen.table.selectRow(4)
    screen.edit(screen.table.current())
    return shown(screen.dialog)


def _accreditation(studio: Studio) -> Shown | None:
    screen = _open(studio, Role.HR)
    screen.edit(None)
    dialog = screen.dialog
    if isinstance(dialog, EntryDialog):
        dialog.kind.setCurrentIndex(dialog.kind.findData(ACCREDITATION))
        dialog.adjustSize()
    return shown(dialog)


def _grant(studio: Studio) -> Shown | None:
    screen = _open(studio, Role.HR)
    screen.edit(None)
    dialog = screen.dialog
    if isinstance(dialog, EntryDialog):
        dialog.kind.setCurrentIndex(dialog.kind.findData(GRANT))
        dialog.adjustSize()
    return shown(dialog)


def _expiring(studio: Studio) -> None:
    from dxdesk.usecases.growth_files.expiring import Expiring

    studio.window.offer_places(frozenset({GROWTH_FILES}))
    screen = studio.at(GrowthFile)
    screen.field.clear()
    screen.show_found(
        (),
        None,
        (
            Expiring("2026-12-20", "001012", "葛西 健", _SECTION, "第一種衛生管理者", 18),
            Expiring("2027-01-31", _NUMBER, _NAME, _SECTION, "情報処理安全確保支援士", 60),
        ),
    )
    screen.banner.hide()
    studio.settle()
    studio.window.offer_places(frozenset({GROWTH_FILES}))


def _finding(studio: Studio, role: Role, *, confirmed: bool) -> Shown | None:
    screen = _open(studio, role)
    screen.table.selectRow(1)
    screen.ask_finding(confirmed=confirmed)
    return shown(screen.dialog)


def _back(studio: Studio) -> None:
    studio.window.screens["growth_file"].stale = True
    studio.window.reload_screen()  # reads again which capabilities the office uses


_ENTRIES: tuple[tuple[FileEntry, Worth, bool], ...] = (
    (FileEntry("mentoring", "RPA の勉強会で後輩3人に教えた", "2024-12"), Worth.CANNOT, True),
    (
        FileEntry("course", "DXリテラシー講座", "2025-02-14", result="修了", completed=True),
        Worth.RECORDED,
        False,
    ),
    (
        FileEntry("qualification", "ITパスポート試験", "2025-07-06", number="第12345号", result="合格"),
        Worth.RECORDED,
        False,
    ),
    (
        FileEntry(
            "experience",
            "保育料減免の申請の見直し",
            "2025-04",
            "2026-05",
            role="lead",
            result="申請書を4枚から1枚に減らした",
            section=("2010", _SECTION),
        ),
        Worth.CORRECTED,
        True,
    ),
    (
        FileEntry("experience", "窓口の受付票の電子化", "2025-10", ongoing=True, role="lead"),
        Worth.CONFIRMED,
        True,
    ),
    (FileEntry("secondment", "GovTech東京への派遣", "2026-04", "2026-09"), Worth.RECORDED, False),
    (FileEntry("experience", "統計の集計の自動化", "2026-06", role="member"), Worth.UNCONFIRMED, True),
    (
        FileEntry("accreditation", "エキスパート職員", "2026-10-01", "2028-09-30", approval="8総人第12号"),
        Worth.RECORDED,
        False,
    ),
)


def file(role: Role, lines: tuple[Kept, ...] | None = None) -> PersonFile:
    """Return a made-up growth file, as a store of a role may write and confirm it."""
    from dxdesk.usecases.growth_files.reading import Months, PersonFile

    return PersonFile(
        _NUMBER,
        _NAME,
        _SECTION,
        tuple(map(_kept, _ENTRIES)) if lines is None else lines,
        Months(14, 14, 14, 14) if lines is None else Months(),
        ("000731",) if lines is None and role is Role.HR else (),
        1 if lines is None and role is Role.HR else 0,
        role is not Role.SECTION,
        role is not Role.PERSONAL,
    )


def _kept(told: tuple[FileEntry, Worth, bool]) -> Kept:
    from dxdesk.usecases.growth_files.reading import Kept

    entry, worth, own = told
    said = said_in(file_entry_value(entry))
    seen: Mapping[Worth, tuple[str, str, str]] = {
        Worth.CONFIRMED: ("成果物", "2026-01-20", ""),
        Worth.CORRECTED: ("事務分掌表", "2026-02-02", "第3号"),
        Worth.CANNOT: ("", "", ""),
    }
    findings: tuple[Finding, ...] = ()
    if worth in seen:
        answer = "cannot" if worth is Worth.CANNOT else "confirmed"
        comment = "勉強会の記録が見つからない" if worth is Worth.CANNOT else ""
        of = "0" * 32 if worth is Worth.CORRECTED else said
        vouched = Vouched("0" * 32, of, answer, seen[worth], comment)
        made = Made("001002", "課長 佐藤 健", made_on="2026-02-04")
        findings = (Finding(vouched, made, Trust.SECTION, "0" * 32),)
    first = Saying(entry, "" if own else "人事担当", "2026-01-09", Trust.NONE)
    changed = Saying(entry._replace(until="2026-03"), "", "2025-12-22", Trust.NONE)
    history = (changed, first) if worth is Worth.CORRECTED else (first,)
    return Kept(FileLine(said, entry, worth, findings, own), _NUMBER, history)


def _people() -> tuple[FilePerson, ...]:
    from dxdesk.usecases.growth_files.reading import FilePerson

    return (
        FilePerson(_NUMBER, _NAME, "タカハシ ミサキ", _SECTION, 3),
        FilePerson("001012", "葛西 健", "カサイ ケン", _SECTION, 1),
        FilePerson("001013", "長谷川 美由紀", "ハセガワ ミユキ", _SECTION),
    )
