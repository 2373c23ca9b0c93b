"""確かめること: what the rules find in a draft, said by the names on the screen and leading to the place."""

from __future__ import annotations

import re
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem

from dxdesk.domain.errors import Problem
from dxdesk.domain.framework import Category, Framework, Grade, Term
from dxdesk.domain.framework_check import check
from dxdesk.domain.framework_edit import KEYS, key_of, things
from dxdesk.ui.framework import messages
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import column

_INDEXED = re.compile(r"([a-z_]+)\[(\d+)\](?:\.([a-z_]+)\[(\d+)\])?")
_PLACE = re.compile(r"(\w+)(?:\[(\d+)\])?(?:\.(\w+)(?:\[(\d+)\])?)?(?:\.(.+))?")
_ROLE = Qt.ItemDataRole.UserRole
ROW_HIGH = 30
"""How high a line of a list is, px."""

LEAST_HIGH = 4 * ROW_HIGH + 4
"""Px that a list of what a draft holds keeps in a low window, where the editor scrolls: four lines."""

SHOWN, SHOWN_LOW = 3, 1
"""How many lines are seen at once, and in a low window."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding as one reads it, and where it is: ``part`` (empty = the head), ``key``, ``field``."""

    text: str
    part: str
    key: str
    field: str


def findings(framework: Framework) -> tuple[Finding, ...]:
    """Return what is still to be looked at in a draft."""
    return tuple(said(framework, problem) for problem in check(framework))


def said(framework: Framework, problem: Problem) -> Finding:
    """Return a finding of the rules in the words of the screen."""
    place = problem.place.cell
    match = _PLACE.fullmatch(place)
    part, number, field = (match[1], match[2], match[3] or "") if match else ("", None, "")
    message = problem.message.removeprefix(f"{place}: ")
    message = _INDEXED.sub(lambda found: _pointed(framework, found), message)
    where = messages.HEAD_NAMES.get(part, messages.PART_NAMES.get(part, ""))
    key = ""
    if number is not None:
        where = _named(framework, part, int(number))
        if part in KEYS:
            key = key_of(part, things(framework, part)[int(number)])
    label = messages.FIELD_NAMES.get(field, "")
    level = _level(framework, part, number, field, match[4] if match else None)
    head = " ".join(bit for bit in (where, label, level) if bit)
    found = f"({problem.found})" if problem.found and "level" not in problem.code else ""
    if level:
        field = f"{field}:{_detail(framework, int(number or 0), field, int(match[4] if match else 0))}"
    return Finding(
        f"{head}: {message}{found}{problem.fix}", part if part in messages.PART_NAMES else "", key, field
    )


def _pointed(framework: Framework, found: re.Match[str]) -> str:
    """Return what a finding points at, as the screen names it: a thing, or a row of it."""
    number = int(found[2])
    if found[3] == "levels":
        level = framework.scales[number].levels[int(found[4])]
        return f"{messages.FIELD_NAMES['levels']}「{level.label}」({level.value})"
    if found[3] == "facets":
        return f"{messages.FACET_COLUMNS['name']}「{framework.personas[number].facets[int(found[4])].name}」"
    return _named(framework, found[1], number)


def _level(framework: Framework, part: str, number: str | None, field: str, index: str | None) -> str:
    if part != "items" or number is None or index is None:
        return ""
    item = framework.items[int(number)]
    if field == "criteria":
        scale = next((one for one in framework.scales if one.code == item.scale), None)
        level = item.criteria[int(index)].level
        return scale.label(level) if scale else str(level)
    return item.by_grade[int(index)].grade if field == "by_grade" else ""


def _detail(framework: Framework, number: int, field: str, index: int) -> str:
    """Return which of several fields of a skill is meant: the level's value or the 職層."""
    item = framework.items[number]
    return str(item.criteria[index].level) if field == "criteria" else item.by_grade[index].grade


def _named(framework: Framework, part: str, number: int) -> str:
    found = things(framework, part) if part in KEYS else ()
    if number >= len(found):
        return ""
    thing = found[number]
    name = thing.name or ("" if isinstance(thing, Category | Grade | Term) else thing.code)
    return f"{messages.PART_NAMES.get(part, '')}「{name or messages.UNNAMED}」"


class FindingsStrip(QFrame):
    """The findings under the editor; ``wanted`` carries the one that was chosen."""

    wanted = Signal(object)

    def __init__(self) -> None:
        """Make an empty strip."""
        super().__init__()
        self.setProperty("look", "card")
        self.found: tuple[Finding, ...] = ()
        self._low = False
        self.title = Text("", "strong")
        self.list = QListWidget()
        self.list.setObjectName("findings")
        self.list.setAccessibleName(messages.TITLE)
        self.list.itemClicked.connect(self._chosen)
        self.list.itemActivated.connect(self._chosen)
        self.setLayout(column(self.title, self.list, gap=6, margins=(14, 10, 14, 10)))

    def show_findings(self, framework: Framework) -> None:
        """Look at a framework anew."""
        found = findings(framework)
        self.title.setText(messages.FINDINGS.format(count=len(found)) if found else messages.FINDINGS_NONE)
        self.title.set_tone("attention" if found else "done")
        self.list.setVisible(bool(found))
        if found == self.found:
            return
        self.found = found
        self._fit()
        self.list.clear()
        for one in found:
            line = QListWidgetItem(one.text)
            line.setToolTip(one.text)
            line.setSizeHint(QSize(0, ROW_HIGH))
            line.setData(_ROLE, one)
            self.list.addItem(line)

    def set_low(self, on: bool) -> None:
        """Take less height, or the usual one."""
        if on != self._low:
            self._low = on
            self._fit()

    def _fit(self) -> None:
        lines = min(SHOWN_LOW if self._low else SHOWN, len(self.found))
        self.list.setFixedHeight(4 + ROW_HIGH * lines)

    def _chosen(self, line: QListWidgetItem) -> None:
        self.wanted.emit(line.data(_ROLE))
