"""What is edited on the screen goes out as a workbook and comes back the same; both ways refuse the same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from dxdesk import bootstrap
from dxdesk.domain import framework_edit as edit
from dxdesk.domain.errors import KnownError
from dxdesk.domain.framework import Facet, Framework, Grade, Term
from dxdesk.domain.framework_check import check
from dxdesk.domain.goals import Target, Tool
from dxdesk.domain.text import cleaned
from dxdesk.ports.workbooks import Head
from dxdesk.ui.framework.form_rows import FLAG, NUMBER
from dxdesk.ui.framework.forms import CHOICE, MANY, ROWS, meant
from dxdesk.ui.framework.specs import fields_of
from dxdesk.usecases.framework_editing import book_reading, book_writing
from dxdesk.usecases.frameworks import versions
from tests.helpers.frameworks import small_framework

SERVICES = bootstrap.services()
HEAD = Head("", "検証区", "", "", "", "", "", "", "検証区 人事担当", "")
PARTS = tuple(edit.KEYS)
PICK = st.integers(0, 60)
_ODD = "LV3 \uff2c\uff36\uff13 水準三 2 =1 一般職 1\u301c2 a:b - 名称"
ODD = (*_ODD.split(), " x ", "", "係 員")
"""Words that mean something elsewhere in a framework, or in a workbook."""

WORDS = st.sampled_from(ODD) | st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn")), max_size=6)
STEP = st.tuples(st.sampled_from(PARTS), PICK, PICK, WORDS, WORDS)


def whole() -> Framework:
    """Return the small framework with figures, tools and a second term."""
    small = small_framework()
    return replace(
        small,
        targets=(Target("t1", "推進役", 10, "人", persona="lead"), Target("t2", "受講")),
        tools=edit.tool_stages(replace(small, tools=(Tool("e", "表計算"),)), "e", ("lead1", "lead2")).tools,
        glossary=(*small.glossary, Term("AI", "考える機械")),
    )


def typed(framework: Framework, what: tuple[str, int, int, str, str]) -> Framework:
    """Type into one field of one thing, or choose in it, as the form would write it."""
    part, which, field_number, first, second = what
    things = getattr(framework, part)
    if not things:
        return framework
    key = edit.key_of(part, things[which % len(things)])
    fields = fields_of(framework, part, key)
    field = fields[field_number % len(fields)]
    value: Any = f"{first}\n{second}" if "text" in field.kind else first
    choices = [one for one, _ in field.choices(framework)]
    if field.kind == FLAG:
        value = bool(which % 2)
    elif field.kind == NUMBER:
        value = which * field_number
    elif field.kind == CHOICE:
        value = choices[which % len(choices)] if choices else ""
    elif field.kind == MANY:
        value = tuple(choices[which % 3 :: 2])
    elif field.kind == ROWS and field.shape is not None:
        rows = list(field.read(framework))
        if which % 4 == 0:
            return field.shape.add(framework).framework
        if which % 4 == 1 and rows:
            return field.shape.remove(framework, field_number % len(rows)).framework
        place = which % len(rows) if rows else 0
        value = tuple((row[0], second, *row[2:]) if n == place else row for n, row in enumerate(rows))
    return field.write(framework, meant(value))


def moved(framework: Framework, what: tuple[str, int, int, str, str]) -> Framework:
    """Move a thing before another one of its part."""
    part, which, other, *_ = what
    keys = [edit.key_of(part, one) for one in getattr(framework, part)]
    if part == edit.CATEGORIES or not keys:
        return framework  # a category stands behind the one above it
    return edit.move(framework, part, keys[which % len(keys)], keys[other % len(keys)])


def edited(steps: list[tuple[str, int, int, str, str]]) -> Framework:
    """Return the framework after steps; what is refused beside a field changes nothing."""
    framework = whole()
    for what in steps:
        try:
            after = moved(framework, what) if what[1] % 5 == 4 else cleaned(typed(framework, what))
        except (ValueError, KnownError):
            continue
        # A step that leaves something to be looked at is put right by taking it back.
        framework = framework if check(after) else after
    return framework


def back(framework: Framework, path: Path) -> Framework:
    SERVICES.workbooks.write_tables(book_writing.sheets(framework, HEAD), path)
    return book_reading.read_book(SERVICES.tables, path, lambda code, version: None)


@settings(max_examples=40, suppress_health_check=list(HealthCheck), deadline=None)
@example([("items", 4, 0, "", "")])  # a skill moved before another one that the same persona needs
@example([("items", 0, 0, "", ""), ("items", 0, 0, "名称", "")])  # no name, and that of a column
@given(st.lists(STEP, min_size=1, max_size=12))
def test_any_sound_edits_come_back_from_the_workbook(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int, int, str, str]]
) -> None:
    framework = edited(steps)
    path = tmp_path_factory.mktemp("book") / "体系.xlsx"
    assert versions.to_text(back(framework, path)) == versions.to_text(framework)


def _marked(label: str) -> Callable[[Framework], Framework]:
    """Give a level another mark."""

    def change(framework: Framework) -> Framework:
        scale = framework.scales[0]
        levels = (*scale.levels[:2], replace(scale.levels[2], label=label), *scale.levels[3:])
        return edit.change(framework, edit.SCALES, scale.code, levels=levels)

    return change


UNSOUND: dict[str, Callable[[Framework], Framework]] = {
    "target without a name": lambda one: replace(one, targets=(Target("t", " "),)),
    "target too large": lambda one: replace(one, targets=(Target("t", "数", 10_000_000),)),
    "target of nobody": lambda one: replace(one, targets=(Target("t", "数", persona="x"),)),
    "tool named twice": lambda one: replace(one, tools=(Tool("a", "表"), Tool("b", "表"))),
    "tool without a name": lambda one: replace(one, tools=(Tool("a", ""),)),
    "term twice": lambda one: replace(one, glossary=(Term("AI", "一"), Term("AI", "二"))),
    "term without words": lambda one: replace(one, glossary=(Term("AI", ""),)),
    "grade twice": lambda one: replace(one, grades=(*one.grades, Grade("一般職"))),
    "roster word twice": lambda one: replace(one, grades=(*one.grades, Grade("ほか", ("主事",)))),
    "heading twice": lambda one: edit.change(
        one, edit.PERSONAS, "lead", facets=tuple(Facet(name, ("一",)) for name in ("役割", "任命", "役割"))
    ),
    "level called like another": _marked("LV3"),
    "level called like another, wider": _marked("\uff2c\uff36\uff13"),
    "level called as another is meant": _marked("水準三"),
    "level called like a grade": _marked("一般職"),
}


@pytest.mark.parametrize("change", UNSOUND.values(), ids=UNSOUND)
def test_what_the_screen_refuses_the_workbook_refuses(
    change: Callable[[Framework], Framework], tmp_path: Path
) -> None:
    framework = change(whole())
    told = {problem.code for problem in check(framework)}
    assert told
    with pytest.raises(KnownError) as refused:
        back(framework, tmp_path / "体系.xlsx")
    found = {problem.code for problem in refused.value.problems}
    # A mark that does not tell two levels apart is found in the cells that say it, before anything else.
    assert told <= found or found == {"framework-book-level"}
    for problem in refused.value.problems:
        assert problem.place.sheet
        assert "[" not in problem.message, "the other place is named by its cell"
