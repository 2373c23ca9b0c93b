"""公式文言の取込み: a framework workbook becomes a version of its own; versions that exist never change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from dxdesk.domain import bridge
from dxdesk.domain.errors import KnownError, Place, Problem
from dxdesk.domain.framework import Framework
from dxdesk.domain.text import cleaned
from dxdesk.domain.wareki import fiscal_year_label
from dxdesk.ports.entities import FrameworkRow, Role
from dxdesk.ports.foreign_tables import ForeignTable, TableReader
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.exchange.file_report import Change, FileReport
from dxdesk.usecases.framework_editing.book_reading import read_book
from dxdesk.usecases.frameworks import versions as frameworks
from dxdesk.usecases.imports.understanding import TableResult, add_receipt, file_sha256
from dxdesk.usecases.person_year.cycles import all_cycles
from dxdesk.usecases.sealing.workbook_kinds import FRAMEWORK
from dxdesk.usecases.workplace.desk import Desk

KIND = FRAMEWORK.kind


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a framework, or a preset nobody used yet; ``years`` are those that run on it."""

    code: str
    version: str
    name: str
    summary: bool
    skills: int
    kept: bool
    years: tuple[int, ...] = ()


def versions(desk: Desk) -> tuple[Version, ...]:
    """Return every version kept and every preset, by code and in the order they came."""
    with desk.store.read() as uow:
        kept = [frameworks.from_text(row.text) for row in uow.exchange.frameworks()]
        cycles = all_cycles(uow)
    there = {(found.code, found.version) for found in kept}
    presets = [frameworks.load_preset(code) for code in frameworks.preset_codes()]
    new = [found for found in presets if (found.code, found.version) not in there]
    used: dict[tuple[str, str], list[int]] = {}
    for cycle in cycles:
        used.setdefault((cycle.framework_code, cycle.framework_version), []).append(cycle.fiscal_year)
    return tuple(
        Version(
            found.code,
            found.version,
            found.name,
            found.summary,
            len(found.items),
            (found.code, found.version) in there,
            tuple(sorted(used.get((found.code, found.version), ()))),
        )
        for found in sorted((*kept, *new), key=lambda found: found.code)
    )


def take_framework(desk: Desk, path: Path, *, dry_run: bool = False) -> FileReport:
    """Take a workbook in as a new version, whole or not at all.

    The differences to the version before (or the preset of that code) come with the report.

    Raises:
        KnownError: ``wrong-role``, ``framework-differs`` (that version has other words already),
            ``framework-book-…`` and ``framework-…`` with their cells, and what reading a workbook raises.
    """
    desk.require(Role.HR, Role.DX)
    reader = _Noting(desk.services.tables)
    with desk.store.read() as uow:
        framework = read_book(reader, path, lambda code, version: version_of(uow, code, version))
        kept = uow.exchange.framework(framework.code, framework.version)
        past = version_of(uow, framework.code, framework.version)
        if past is not None and not framework.links:
            # Where a version came from is said once, when it was new.
            framework = replace(framework, follows=past.follows, links=past.links)
        row = frameworks.row_of(framework)
        before = newest_of(uow, framework)
        told = (*notes(uow, framework, path.name), *reader.notes)
    if kept is not None and row.digest not in _digests(kept):
        raise _differs(framework, path.name)
    differing = tuple(changes(before, framework))
    if kept is not None or dry_run:
        outcome = "unchanged" if kept is not None else "applied"
        return FileReport(str(path), KIND, 0, outcome, notes=told, changes=differing)
    sha256 = file_sha256(path)
    with desk.store.write() as uow:
        uow.exchange.save_framework(row)
        result = TableResult(str(path), KIND, "applied", added=len(framework.items))
        receipt = add_receipt(desk, uow, path, sha256, result)
        uow.audit.append("framework", f"{row.code} {row.version}", {"items": len(framework.items)})
        uow.commit()
    return FileReport(
        str(path), KIND, receipt, "applied", added=len(framework.items), notes=told, changes=differing
    )


class _Noting:
    """A reader that remembers what was dropped from the cells it read."""

    def __init__(self, reader: TableReader) -> None:
        """Read through another reader."""
        self._reader = reader
        self.notes: list[Problem] = []

    def kept(self) -> _Noting:
        """Return the like of it that opens each file once; what is dropped is remembered here."""
        kept = _Noting(self._reader.kept())
        kept.notes = self.notes
        return kept

    def read(self, path: Path, sheet: str = "") -> ForeignTable:
        """Return the table of a sheet; raises as the reader does."""
        table = self._reader.read(path, sheet)
        self.notes += table.notes
        return table

    def read_all(self, path: Path) -> Sequence[ForeignTable]:
        """Return all tables of a file; raises as the reader does."""
        return self._reader.read_all(path)


def _digests(kept: FrameworkRow) -> tuple[str, str]:
    """Return a version's digest, and the one it has when its workbook is read by today's rule for texts."""
    return kept.digest, frameworks.row_of(cleaned(frameworks.from_text(kept.text))).digest


def _differs(framework: Framework, file: str) -> KnownError:
    return KnownError(
        "framework-differs",
        f"「{framework.name}」の版「{framework.version}」は、別の中身ですでにあります。前のものを残し、何も変えていません。",
        "「体系」のシートの版を新しい名前(例 R8-1)にして、もう一度取り込んでください。",
        found=f"{framework.code} {framework.version}",
        place=Place(file),
    )


def version_of(uow: UnitOfWork, code: str, version: str) -> Framework | None:
    """Return a version that was kept, or the preset of that version, mended since or not."""
    row = uow.exchange.framework(code, version)
    if row is not None:
        return frameworks.from_text(row.text)
    return frameworks.preset_version(code, version)


def newest_of(uow: UnitOfWork, framework: Framework) -> Framework | None:
    """Return the newest version kept of a framework's code, else the preset of that code."""
    kept = [row for row in uow.exchange.frameworks() if row.code == framework.code]
    if kept:
        return frameworks.newest(kept)
    return frameworks.load_preset(framework.code) if framework.code in frameworks.preset_codes() else None


def notes(uow: UnitOfWork, framework: Framework, file: str = "") -> Iterator[Problem]:
    """Yield what a new version means for the years to come."""
    using = [cycle for cycle in all_cycles(uow) if cycle.framework_code == framework.code]
    for cycle in using[-1:]:
        if cycle.framework_version != framework.version:
            yield Problem(
                "framework-next-year",
                f"{fiscal_year_label(cycle.fiscal_year)}は、版「{cycle.framework_version}」のまま変わりません。",
                "次に始める年度から、この版になります。",
                place=Place(file),
            )
    anew = bridge.to_answer_anew(framework.links, [item.uid for item in framework.items])
    if anew:
        names = "、".join(framework.item(uid).name for uid in anew)
        yield Problem(
            "framework-answer-anew",
            f"前年のレベルを引き継がないスキルが{len(anew)}つあります: {names}",
            "次の年度は、そのスキルを答える全員が新しく申告します。",
            place=Place(file),
        )
    if framework.summary:
        yield Problem(
            "framework-summary",
            f"「{framework.name}」の基準の文は本システムの要約のままです。",
            "公式の文言に差し替えたら、画面の「体系」のタブで「要約」の印を外すか、ワークブックの「体系」のシートの「要約か」を空欄にしてください。",
            place=Place(file),
        )


def changes(before: Framework | None, after: Framework) -> Iterator[Change]:
    """Yield what differs, skill by skill, as people read it."""
    old = {item.uid: item for item in before.items} if before else {}
    for item in after.items:
        past = old.get(item.uid)
        if past is None:
            yield Change("", KIND, item.name, "", "新しいスキル")
            continue
        if past.name != item.name:
            yield Change("", KIND, item.name, past.name, item.name)
        texts = {statement.text for one in past.criteria for statement in one.statements}
        texts |= {statement.text for one in past.by_grade for statement in one.statements}
        new = [statement.text for one in item.criteria for statement in one.statements]
        new += [statement.text for one in item.by_grade for statement in one.statements]
        changed = sum(text not in texts for text in new)
        if changed:
            yield Change("", KIND, item.name, "", f"判断の目安を{changed}文差し替え")
    there = {item.uid for item in after.items}
    for uid in (uid for uid in old if uid not in there):
        yield Change("", KIND, old[uid].name, old[uid].name, "この版にはありません")
