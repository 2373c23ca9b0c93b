"""A framework laid out on the sheets of the workbook; every field has a cell, so that nothing is lost."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from dxdesk.domain.bridge import KEPT
from dxdesk.domain.framework import Framework, Item, Persona, Requirement, Statement
from dxdesk.domain.goals import Target, Tool
from dxdesk.domain.levels import ALL, Scale
from dxdesk.ports.workbooks import Column, Head, TableRow, TableSheet
from dxdesk.usecases.framework_editing import book_shape
from dxdesk.usecases.framework_editing.book_rows import squeezed

_WRAPPED = (
    book_shape.TEXT,
    "内容",
    "判断の目安",
    "書き方",
    "名簿での書き方",
    "見出し",
    "用語",
    "意味",
    "注記",
    book_shape.NAME,
)


def sheets(framework: Framework, head: Head) -> tuple[TableSheet, ...]:
    """Return the sheets of a framework, to be edited and read back by ``reading``."""
    same = book_shape.LINKS[KEPT]
    lines = {
        book_shape.HEAD: _head(framework),
        book_shape.ITEMS: _items(framework),
        book_shape.LEVELS: _levels(framework),
        book_shape.SCALES: _scales(framework.scales),
        book_shape.GRADES: ((grade.name, _lines(grade.includes), "") for grade in framework.grades),
        book_shape.PERSONAS: (_persona(framework, persona) for persona in framework.personas),
        book_shape.FACETS: _facets(framework.personas),
        book_shape.REQUIREMENTS: (_requirement(framework, one) for one in framework.requirements),
        book_shape.STAGES: _stages(framework),
        book_shape.TARGETS: (_target(one) for one in framework.targets),
        book_shape.TOOLS: _tools(framework.tools),
        book_shape.GLOSSARY: ((term.name, term.text, "") for term in framework.glossary),
        book_shape.BRIDGE: ((same, item.uid, item.name, item.uid, "") for item in framework.items),
    }
    return tuple(_sheet(framework, name, lines[name], head) for name in book_shape.SHEETS)


def item_titles(framework: Framework) -> tuple[str, ...]:
    """Return the column of each item among the personas: its name, with its mark where that would repeat."""
    names = [squeezed(item.name) for item in framework.items]
    taken = {name for name in names if names.count(name) > 1} | set(book_shape.PERSONA_COLUMNS)
    return tuple(
        f"{item.name}({item.uid})" if name in taken else item.name
        for item, name in zip(framework.items, names, strict=True)
    )


def _sheet(framework: Framework, name: str, lines: Iterable[tuple[str, ...]], head: Head) -> TableSheet:
    titles = book_shape.COLUMNS[name]
    if name == book_shape.PERSONAS:
        titles += item_titles(framework)
    columns = tuple(
        Column(
            str(position), title, book_shape.WIDTHS.get(title, 12), "wrap" if title in _WRAPPED else "text"
        )
        for position, title in enumerate(titles)
    )
    rows = tuple(TableRow(str(position), cells) for position, cells in enumerate(lines))
    guided = replace(head, title=f"{framework.name}: {name}", guide=(book_shape.GUIDES[name],))
    return TableSheet(name, guided, columns, rows, editable=True)


def _yes(holds: bool) -> str:
    return book_shape.YES if holds else ""


def _count(number: int) -> str:
    return str(number) if number else ""


def _lines(texts: Iterable[str]) -> str:
    return "\n".join(texts)


def _head(framework: Framework) -> Iterator[tuple[str, ...]]:
    for field, title, how in book_shape.HEAD_LINES:
        # What is written is where the next version begins.
        value = framework.version if field == "follows" else getattr(framework, field)
        yield title, _yes(value) if isinstance(value, bool) else value, how


def _items(framework: Framework) -> Iterator[tuple[str, ...]]:
    for category in framework.categories:
        cells = (category.uid, "", category.parent, category.name, category.description)
        yield (book_shape.CATEGORY, *cells, "", "", "", "")
    for item in framework.items:
        yield (
            book_shape.KINDS[item.kind],
            item.uid,
            item.code,
            item.category,
            item.name,
            item.description,
            item.scale,
            _lines(item.grades),
            _lines(item.personas),
            _yes(item.supplement),
        )


def _levels(framework: Framework) -> Iterator[tuple[str, ...]]:
    for item in framework.items:
        for criteria in item.criteria:
            label = framework.level_label(item, criteria.level)
            yield from _statements(item, label, criteria.heading, criteria.statements)
        for part in item.by_grade:
            yield from _statements(item, part.grade, "", part.statements)


def _statements(
    item: Item, place: str, heading: str, statements: tuple[Statement, ...]
) -> Iterator[tuple[str, ...]]:
    for statement in statements:
        yield item.uid, item.name, place, heading, statement.text, _yes(statement.inferred)


def _scales(scales: Iterable[Scale]) -> Iterator[tuple[str, ...]]:
    for scale in scales:
        about = (scale.code, scale.name, scale.description, _yes(scale.supplement))
        share = "" if scale.share == ALL else str(scale.share)
        for level in scale.levels:
            yield (*about, str(level.value), level.label, level.name, _yes(level.supplement), share)


def _persona(framework: Framework, persona: Persona) -> tuple[str, ...]:
    required = dict(persona.required)
    return (
        persona.code,
        persona.name,
        book_shape.SCOPES[persona.scope],
        _lines(persona.grades),
        _yes(persona.exclusive),
        persona.parent,
        persona.description,
        _yes(persona.supplement),
        _yes(persona.required_supplement),
        _count(persona.per_section),
        *(
            framework.level_label(item, required[item.uid]) if item.uid in required else ""
            for item in framework.items
        ),
    )


def _facets(personas: Iterable[Persona]) -> Iterator[tuple[str, ...]]:
    for persona in personas:
        for facet in persona.facets:
            for text in facet.texts:
                yield persona.code, persona.name, facet.name, text, _yes(facet.supplement)


def _requirement(framework: Framework, one: Requirement) -> tuple[str, ...]:
    supports = (f"{uid}={framework.level_label(framework.item(uid), level)}" for uid, level in one.supports)
    level = framework.level_label(framework.item(one.item), one.level) if one.item else ""
    return (
        one.code,
        book_shape.REQUIREMENT_KINDS[one.kind],
        one.name,
        _yes(not one.mandatory),
        one.item,
        level,
        one.stage,
        _count(one.months),
        _lines(supports),
        _lines(one.personas),
        _count(one.hours),
        one.note,
        _yes(one.supplement),
    )


def _stages(framework: Framework) -> Iterator[tuple[str, ...]]:
    for stage in framework.stages:
        first = (stage.code, stage.persona, str(stage.step), stage.name)
        last = (_lines(stage.requirements), _yes(stage.supplement))
        if not stage.statements:
            yield (*first, "", "", *last)
        for statement in stage.statements:
            yield (*first, statement.text, _yes(statement.inferred), *last)


def _target(one: Target) -> tuple[str, ...]:
    return (
        one.code,
        one.name,
        _count(one.value),
        one.unit,
        one.group,
        one.period,
        one.persona,
        _yes(one.about),
        _yes(one.at_least),
        _yes(one.per_section),
        one.note,
        _yes(one.supplement),
    )


def _tools(tools: Iterable[Tool]) -> Iterator[tuple[str, ...]]:
    for tool in tools:
        for stage, texts in [(cell.stage, cell.texts or ("",)) for cell in tool.cells] or [("", ("",))]:
            for text in texts:
                yield tool.code, tool.name, stage, text, _yes(tool.supplement)
