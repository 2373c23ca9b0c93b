"""所属 (組織): the tree with its history, and the four things a reorganisation does to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QHeaderView, QTreeWidget, QTreeWidgetItem

from dxdesk.domain.departments import reorganised_on
from dxdesk.domain.errors import KnownError
from dxdesk.ports.entities import Department
from dxdesk.ports.store import Progress
from dxdesk.ui.look import dates, words
from dxdesk.ui.roster import messages
from dxdesk.ui.roster.unit_form import AUTHORITY, UnitChange, UnitForm
from dxdesk.ui.shell.operations import Work
from dxdesk.ui.shell.screen import Screen
from dxdesk.ui.widgets.buttons import button
from dxdesk.ui.widgets.dialog import Dialog
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import STRETCH, card, column, row
from dxdesk.ui.widgets.messages import Banner

if TYPE_CHECKING:
    from dxdesk.usecases.organisation.authorities import Kept as Authorities
    from dxdesk.usecases.organisation.departments import UnitLine

_UNIT = Qt.ItemDataRole.UserRole
_WIDTHS = (240, 96, 70, 96, 96)
_WIDTHS_APART = (190, 90, 64, 84, 84, 120)
"""Where a column more says who appoints."""


class UnitsDialog(Dialog):
    """The departments of a screen's desk."""

    def __init__(self, screen: Screen) -> None:
        """Show what there is."""
        super().__init__(screen)
        self._screen = screen
        self._lines: tuple[UnitLine, ...] = ()
        self._kept: Authorities | None = None
        self._open: dict[str, Department] = {}
        self.setWindowTitle(messages.UNITS_TITLE)
        self.setMinimumWidth(860)
        self.banner = Banner()
        self.tree = QTreeWidget()
        self.tree.setHeaderLabels(list(messages.UNITS_COLUMNS))
        self.tree.setAccessibleName(messages.UNITS_TITLE)
        self.tree.setMinimumHeight(190)
        header = self.tree.header()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        for position, width in enumerate(_WIDTHS):
            self.tree.setColumnWidth(position, width)
        header.setStretchLastSection(True)
        self.tree.headerItem().setTextAlignment(
            2, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        )
        self.ended = QCheckBox(messages.UNITS_ENDED)
        self.ended.toggled.connect(lambda *_: self._fill())
        self.form = UnitForm(reorganised_on(screen.desk.services.clock.today()))
        self.form.wanted.connect(self._change)
        acts = [
            button(title, lambda act=act: self.start(act), name=f"unit-{act}")  # type: ignore[misc]
            for act, title, _ in messages.UNIT_ACTS
        ]
        self.appointing = button(
            messages.UNIT_AUTHORITY, lambda: self.start(AUTHORITY), name="unit-authority"
        )
        self.appointing.hide()
        self.setLayout(
            column(
                Text(messages.UNITS_TITLE, "title"),
                Text(messages.UNITS_TEXT, "muted", wrap=True),
                self.banner,
                card(self.tree, row(self.ended, STRETCH, self.appointing, *acts, gap=8), gap=10, padding=12),
                self.form,
                row(STRETCH, button("閉じる", self.reject, name="done")),
                gap=12,
                margins=(24, 20, 24, 20),
            )
        )
        self.load()

    def load(self) -> None:
        """Read the departments."""
        desk = self._screen.desk

        def work(_: Progress) -> tuple[tuple[UnitLine, ...], Authorities | None]:
            from dxdesk.usecases.organisation import authorities
            from dxdesk.usecases.organisation.departments import unit_lines

            return unit_lines(desk), authorities.told_apart(desk)

        self._screen.operations.run(
            work, lambda found: self.show_lines(*found), failed=self._failed, owner=self
        )

    def show_lines(self, lines: tuple[UnitLine, ...], kept: Authorities | None) -> None:
        """Show departments, each under the one above it; ``kept``: who appoints, where that is told apart."""
        self._lines, self._kept = lines, kept
        self.appointing.setVisible(kept is not None)
        if kept is not None:
            self.tree.setHeaderLabels([*messages.UNITS_COLUMNS, messages.AUTHORITY])
            for place, width in enumerate(_WIDTHS_APART):
                self.tree.setColumnWidth(place, width)
        self._open = {line.unit.code: line.unit for line in lines if not line.unit.valid_to}
        self._fill()

    def _fill(self) -> None:
        picked = self.picked()
        self.tree.clear()
        shown = [line for line in self._lines if self.ended.isChecked() or not line.ended]
        items = {id(line): self._item(line) for line in shown}
        # A former name stands beside the department of now, so that only the latter has others below it.
        above: dict[str, QTreeWidgetItem] = {line.unit.code: items[id(line)] for line in shown}
        above |= {line.unit.code: items[id(line)] for line in shown if not line.unit.valid_to}
        for line in shown:
            item = items[id(line)]
            parent = above.get(line.unit.parent)
            if parent is None or self._holds(item, parent):
                self.tree.addTopLevelItem(item)
            else:
                parent.addChild(item)
        self.tree.expandAll()
        if picked is not None:
            self._pick(picked.code)

    def _holds(self, item: QTreeWidgetItem, other: QTreeWidgetItem) -> bool:
        above: QTreeWidgetItem | None = other
        while above is not None:
            if above is item:
                return True
            above = above.parent()
        return False

    def _item(self, line: UnitLine) -> QTreeWidgetItem:
        unit = line.unit
        staff = messages.UNIT_STAFF.format(count=line.staff) if line.staff else ""
        days = [dates.short_day(day) for day in (unit.valid_from, unit.valid_to)]
        cells = [words.shown(unit.name), unit.code, staff, *days, "、".join(line.now)]
        if self._kept is not None:
            cells.append("" if line.ended else self._kept.of_section(unit.code))
        item = QTreeWidgetItem(cells)
        item.setData(0, _UNIT, unit)
        item.setTextAlignment(2, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return item

    def _pick(self, code: str) -> None:
        for position in range(self.tree.topLevelItemCount()):
            waiting = [self.tree.topLevelItem(position)]
            while waiting:
                item = waiting.pop()
                if item is None:
                    continue
                unit = item.data(0, _UNIT)
                if isinstance(unit, Department) and unit.code == code and not unit.valid_to:
                    self.tree.setCurrentItem(item)
                    return
                waiting.extend(item.child(child) for child in range(item.childCount()))

    def picked(self) -> Department | None:
        """Return the department that is chosen, None for none."""
        # What has only got the focus was not chosen by anybody.
        chosen = self.tree.selectedItems()
        unit = chosen[0].data(0, _UNIT) if chosen else None
        return unit if isinstance(unit, Department) else None

    def start(self, act: str) -> None:
        """Ask for what an act needs."""
        unit = self.picked()
        if act != "add":
            if unit is None:
                self.banner.say(messages.UNITS_PICK, tone="info")
                return
            if unit.valid_to:
                self.banner.say(messages.UNITS_OVER, tone="info")
                return
        self.banner.hide()
        names = self._kept.names if self._kept is not None else ()
        said = self._kept.said.get(unit.code, "") if self._kept is not None and unit is not None else ""
        self.form.ask(act, unit, self._open, (names, said))
        self.bring(self.form)

    def _change(self, change: UnitChange) -> None:
        desk = self._screen.desk
        known = self._open.get(change.code)
        name = change.name or (known.name if known is not None else "")

        def work(_: Progress) -> None:
            from dxdesk.usecases.organisation import authorities, departments

            code, day = change.code, change.day
            if change.act == "add":
                departments.add_department(desk, code, change.name, parent=change.parent, valid_from=day)
            elif change.act == "rename":
                departments.rename_department(desk, code, change.name, as_of=day)
            elif change.act == "move":
                departments.move_department(desk, code, change.parent, as_of=day)
            elif change.act == AUTHORITY:
                authorities.assign(desk, code, change.authority)
            else:
                departments.close_department(desk, code, last_day=day, successors=change.successors)

        def done(_: object) -> None:
            self.form.hide()
            said = messages.UNITS_SAVED[change.act].format(name=words.shown(name))
            self.banner.say(said, messages.UNITS_NEXT, tone="done")
            self.load()

        self._screen.operations.run(
            work, done, title=messages.UNITS_TITLE, kind=Work.ACT, failed=self._failed, owner=self
        )

    def _failed(self, error: KnownError) -> None:
        self.banner.refuse(error)
