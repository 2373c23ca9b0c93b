"""The workbook read back into a framework, or every finding with its cell; nothing is taken in half."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from dxdesk.domain.errors import KnownError, Place
from dxdesk.domain.framework import (
    MINDSET,
    Category,
    Criteria,
    Framework,
    Grade,
    GradeStatements,
    Item,
    Statement,
    Term,
)
from dxdesk.domain.framework_check import check
from dxdesk.domain.levels import ALL, Scale, ScaleLevel
from dxdesk.ports.foreign_tables import TableReader
from dxdesk.usecases.framework_editing import book_bridging, book_people, book_shape
from dxdesk.usecases.framework_editing.book_rows import Findings, Row, groups, read_sheet

Before = Callable[[str, str], Framework | None]
"""Finds a version by code and version, ``None`` where it is not there."""


def read_book(reader: TableReader, path: Path, before: Before) -> Framework:
    """Return the framework of a workbook; ``before`` finds the version it was written from.

    Raises:
        KnownError: ``framework-book-…`` or ``framework-…`` with file, sheet and cell of every finding, and
            what reading a workbook raises.
    """
    findings = Findings(path.name)
    draft = _Draft.read(reader.kept(), path, findings)
    if findings.problems:
        raise KnownError.of(tuple(findings.problems))
    framework = draft.framework()
    problems = check(framework)
    framework = _bridged(framework, draft, before)
    if findings.problems or problems:
        told = tuple(
            replace(
                problem,
                place=findings.place_of(problem.place.cell),
                message=_plain(problem.message, findings),
            )
            for problem in problems
        )
        raise KnownError.of((*findings.problems, *told))
    return framework


def _bridged(framework: Framework, draft: _Draft, before: Before) -> Framework:
    """Return the framework with what became of each skill of the version before."""
    if framework.follows in ("", framework.version):
        return replace(framework, follows="")
    old = before(framework.code, framework.follows)
    if old is None:
        draft.findings.add(
            "follows",
            "もとになった版がこの台帳にありません。",
            "「前の版」を書き出したときのものに戻すか、まったく新しい体系なら空欄にしてください。",
            framework.follows,
            draft.findings.place_of("follows"),
        )
        return framework
    return replace(
        framework, links=book_bridging.links(draft.rows[book_shape.BRIDGE], old, framework, draft.findings)
    )


_POINTED = re.compile(r"[a-z_]+\[\d+\](?:\.[a-z_]+\[\d+\])?")


def _plain(message: str, findings: Findings) -> str:
    """Return a finding without the field it starts with, as the cell says where; others are named by cell."""
    field, separator, rest = message.partition(": ")
    told = rest if separator and field.isascii() else message
    return _POINTED.sub(lambda found: _cell(findings.place_of(found[0])), told)


def _cell(place: Place) -> str:
    return f"「{place.sheet}」の{place.cell}" if place.cell else f"「{place.file}」"


@dataclass
class _Draft:
    """The rows of every sheet, and what was made of the first of them."""

    rows: Mapping[str, tuple[Row, ...]]
    extra: tuple[Any, ...]
    findings: Findings

    @classmethod
    def read(cls, reader: TableReader, path: Path, findings: Findings) -> _Draft:
        sheets = {name: read_sheet(reader, path, name, findings) for name in book_shape.SHEETS}
        return cls(
            {name: sheet.rows for name, sheet in sheets.items()}, sheets[book_shape.PERSONAS].extra, findings
        )

    def framework(self) -> Framework:
        scales = self._scales()
        by_code = {scale.code: scale for scale in scales}
        items = self._items(by_code)
        about = book_people.People(self.findings, items, by_code)
        head = self._head()
        return Framework(
            **head,
            scales=scales,
            categories=self._categories(),
            items=items,
            personas=about.personas(self.rows[book_shape.PERSONAS], self.extra, self.rows[book_shape.FACETS]),
            stages=about.stages(self.rows[book_shape.STAGES]),
            requirements=about.requirements(self.rows[book_shape.REQUIREMENTS]),
            grades=self._grades(),
            targets=book_people.targets(self.rows[book_shape.TARGETS], self.findings),
            tools=book_people.tools(self.rows[book_shape.TOOLS], self.findings),
            glossary=self._glossary(),
        )

    def _head(self) -> dict[str, Any]:
        said: dict[str, Row] = {row.mark("項目"): row for row in self.rows[book_shape.HEAD]}
        found: dict[str, Any] = {}
        for name, title, _ in book_shape.HEAD_LINES:
            row = said.get(title)
            if row is None:
                found[name] = False if name == "summary" else ""
                continue
            self.findings.places[name] = row.place("内容")
            found[name] = row.yes("内容") if name == "summary" else row.text("内容")
        for name in ("code", "version", "follows"):
            found[name] = found[name].strip()
        return found

    def _scales(self) -> tuple[Scale, ...]:
        found = []
        for position, ((code,), rows) in enumerate(groups(self.rows[book_shape.SCALES], book_shape.MARK)):
            first, field = rows[0], f"scales[{position}]"
            self.findings.places[field] = first.place(book_shape.MARK)
            levels = tuple(
                ScaleLevel(row.number("値"), row.mark("表示"), row.text("意味"), row.yes("水準の補足"))
                for row in rows
            )
            for number, row in enumerate(rows):
                self.findings.places[f"{field}.levels[{number}]"] = row.place("値")
                self.findings.places[f"{field}.levels[{number}].label"] = row.place("表示")
            self.findings.places[f"{field}.levels"] = first.place("値")
            self.findings.places[f"{field}.share"] = first.place(book_shape.SHARE)
            name, text = first.text(book_shape.NAME), first.text(book_shape.TEXT)
            share = first.number(book_shape.SHARE) if first.mark(book_shape.SHARE) else ALL
            found.append(Scale(code, name, levels, first.yes(book_shape.REMARK), text, share))
        return tuple(found)

    def _grades(self) -> tuple[Grade, ...]:
        found = []
        for position, row in enumerate(self.rows[book_shape.GRADES]):
            self.findings.places[f"grades[{position}]"] = row.place(book_shape.NAME)
            self.findings.places[f"grades[{position}].includes"] = row.place("名簿での書き方")
            found.append(Grade(row.mark(book_shape.NAME), row.lines("名簿での書き方")))
        return tuple(found)

    def _glossary(self) -> tuple[Term, ...]:
        found = []
        for position, row in enumerate(self.rows[book_shape.GLOSSARY]):
            self.findings.places[f"glossary[{position}]"] = row.place("用語")
            found.append(Term(row.text("用語"), row.text("意味")))
        return tuple(found)

    def _categories(self) -> tuple[Category, ...]:
        found: list[Category] = []
        for row in self.rows[book_shape.ITEMS]:
            if row.mark("種別") != book_shape.CATEGORY:
                continue
            self.findings.places[f"categories[{len(found)}]"] = row.place(book_shape.MARK)
            found.append(
                Category(
                    row.mark(book_shape.MARK),
                    row.text(book_shape.NAME),
                    row.mark("上位の分類"),
                    row.text(book_shape.TEXT),
                )
            )
        return tuple(found)

    def _items(self, scales: Mapping[str, Scale]) -> tuple[Item, ...]:
        kinds = {label: kind for kind, label in book_shape.KINDS.items()}
        found: list[Item] = []
        for row in self.rows[book_shape.ITEMS]:
            said = row.mark("種別")
            if said == book_shape.CATEGORY:
                continue
            if said not in kinds:
                row.say(
                    "kind",
                    "種別",
                    "種別を読み取れません。",
                    "分類・スキル・マインドセットのどれかにしてください。",
                )
                continue
            field = f"items[{len(found)}]"
            self.findings.places[field] = row.place(book_shape.MARK)
            for name, title in (
                ("name", book_shape.NAME),
                ("category", "上位の分類"),
                ("scale", "水準の並び"),
            ):
                self.findings.places[f"{field}.{name}"] = row.place(title)
            found.append(
                Item(
                    row.mark(book_shape.MARK),
                    row.mark("番号"),
                    row.text(book_shape.NAME),
                    row.mark("上位の分類"),
                    kinds[said],
                    row.mark("水準の並び"),
                    row.text(book_shape.TEXT),
                    grades=row.lines("答える職層"),
                    personas=row.lines("答える人材像"),
                    supplement=row.yes(book_shape.REMARK),
                )
            )
        return self._with_levels(tuple(found), scales)

    def _with_levels(self, items: tuple[Item, ...], scales: Mapping[str, Scale]) -> tuple[Item, ...]:
        places = {item.uid: position for position, item in enumerate(items)}
        criteria: dict[str, list[Criteria]] = {}
        graded: dict[str, list[GradeStatements]] = {}
        named, uid = {row.mark(book_shape.NAME) for row in self.rows[book_shape.GRADES]}, ""
        for (mark, level), rows in groups(self.rows[book_shape.LEVELS], "スキルの記号", "水準・職層"):
            uid, first = mark or uid, rows[0]
            if uid not in places:
                first.say(
                    "item", "スキルの記号", "「分類とスキル」にない記号です。", "記号を合わせてください。"
                )
                continue
            item, statements = items[places[uid]], tuple(_statement(row) for row in rows)
            field = f"items[{places[uid]}]"
            if level in named or (item.kind == MINDSET and not _on_scale(level, scales.get(item.scale))):
                parts = graded.setdefault(uid, [])
                self._remember(f"{field}.by_grade[{len(parts)}]", rows)
                parts.append(GradeStatements(level, statements))
            else:
                self._remember(f"{field}.criteria[{len(criteria.get(uid, []))}]", rows)
                value = _level(first, "水準・職層", scales.get(item.scale))
                criteria.setdefault(uid, []).append(Criteria(value, first.text("見出し"), statements))
        return tuple(
            replace(
                item,
                criteria=tuple(criteria.get(item.uid, ())),
                by_grade=tuple(graded.get(item.uid, ())),
            )
            for item in items
        )

    def _remember(self, field: str, rows: list[Row]) -> None:
        self.findings.places[field] = rows[0].place("水準・職層")
        for number, row in enumerate(rows):
            self.findings.places[f"{field}.statements[{number}]"] = row.place("判断の目安")


def _statement(row: Row) -> Statement:
    return Statement(row.text("判断の目安"), row.yes("推定"))


def _on_scale(said: str, scale: Scale | None) -> bool:
    """Tell whether a text names a level; items by 職層 name 職層 there."""
    try:
        return scale is not None and scale.parse(said, "", "") is not None
    except KnownError:
        return False


def _level(row: Row, title: str, scale: Scale | None) -> int:
    """Return the level a cell names on a scale; an unknown scale is found by the check of the whole."""
    if scale is None:
        return 0
    try:
        value = scale.parse(row.mark(title), "", "")
    except KnownError as error:
        row.say(
            "level",
            title,
            error.problem.message or "水準を読み取れません。",
            "「水準の並び」にある表示を書いてください。",
        )
        return 0
    return 0 if value is None else value
