"""What a change of one department needs: names, the department above, days, successors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QWidget

from dxdesk.domain.departments import day_before
from dxdesk.ui.look import words
from dxdesk.ui.roster import messages
from dxdesk.ui.widgets.buttons import button, primary
from dxdesk.ui.widgets.days import DayField
from dxdesk.ui.widgets.fields import Choice
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import STRETCH, column, inside, row

if TYPE_CHECKING:
    from dxdesk.ports.entities import Department

AUTHORITY = "authority"
"""The act that says who appoints; it is offered only where an office tells authorities apart."""

_TITLES = {act: title for act, _, title in messages.UNIT_ACTS} | {AUTHORITY: messages.AUTHORITY_TITLE}
_LINE = 30
_CODE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class UnitChange:
    """One change of a department; what an act does not ask for is empty.

    ``day`` is the first one it holds on; where the department is closed, its last one.
    """

    act: str
    code: str
    name: str = ""
    parent: str = ""
    day: str = ""
    successors: tuple[str, ...] = ()
    authority: str = ""


class UnitForm(QFrame):
    """Asks for one act at a time; ``wanted`` carries the change (``UnitChange``)."""

    wanted = Signal(object)

    def __init__(self, day: str) -> None:
        """Make the form; ``day`` is proposed for reorganisations."""
        super().__init__()
        self.setProperty("look", "card")
        self._act = ""
        self._unit: Department | None = None
        self._day = day
        self.title = Text("", "section", wrap=True)
        self.code, self.name, self.parent_unit = QLineEdit(), QLineEdit(), Choice()
        self.since = DayField(messages.UNIT_SINCE, optional=True, none=messages.UNIT_NO_DAY)
        self.last = DayField(messages.UNIT_LAST)
        self.successors = QListWidget()
        self.successors.setAccessibleName(messages.UNIT_SUCCESSORS)
        self.successors.setFixedHeight(120)
        self._code = _field(messages.UNIT_CODE, self.code)
        self._name = _field(messages.UNIT_NAME, self.name)
        self._parent = _field(messages.UNIT_PARENT, self.parent_unit)
        self.authority = Choice()
        self._authority = _field(messages.AUTHORITY, self.authority)
        self._successors = _field(messages.UNIT_SUCCESSORS, self.successors)
        self.go = primary(messages.UNIT_GO, self._go, name="unit-go")
        line = row(self._code, self._name, self._parent, gap=16)
        line.setStretch(1, 1)
        line.setStretch(2, 1)
        self.setLayout(
            column(
                self.title,
                line,
                self._authority,
                self.since,
                self.last,
                self._successors,
                row(STRETCH, button("やめる", self.hide), self.go),
                gap=10,
                margins=(16, 14, 16, 14),
            )
        )
        self.hide()

    def ask(
        self,
        act: str,
        unit: Department | None,
        units: Mapping[str, Department],
        authorities: tuple[Sequence[str], str] = ((), ""),
    ) -> None:
        """Ask for an act.

        ``unit`` is the department chosen, ``units`` are those that can be named, ``authorities`` those that
        can appoint with the one that is said of the department.
        """
        self._act, self._unit = act, unit
        name = words.shown(unit.name) if unit is not None else ""
        self.title.setText(_TITLES[act].format(name=name))
        self._code.setVisible(act == "add")
        self._name.setVisible(act in ("add", "rename"))
        self._parent.setVisible(act in ("add", "move"))
        self.since.setVisible(act not in ("close", AUTHORITY))
        self._authority.setVisible(act == AUTHORITY)
        self.authority.clear()
        self.authority.addItem(messages.AUTHORITY_ABOVE, "")
        for other in authorities[0]:
            self.authority.addItem(other, other)
        self.authority.setCurrentIndex(max(self.authority.findData(authorities[1]), 0))
        self.last.setVisible(act == "close")
        self._successors.setVisible(act == "close")
        self.code.clear()
        self.name.setText(unit.name if act == "rename" and unit is not None else "")
        self.since.set_day(self._day)
        self.last.set_day(day_before(self._day))
        self._offer(act, unit, units)
        self.show()
        first: dict[str, QWidget] = {
            "add": self.code,
            "rename": self.name,
            "move": self.parent_unit,
            "close": self.last.field,
            AUTHORITY: self.authority,
        }
        first[act].setFocus()

    def _offer(self, act: str, unit: Department | None, units: Mapping[str, Department]) -> None:
        self.parent_unit.clear()
        self.parent_unit.addItem(messages.UNIT_TOP, "")
        self.successors.clear()
        for code, other in units.items():
            text = f"{words.shown(other.name)}({code})"
            if unit is None or act == "add" or code != unit.code:
                self.parent_unit.addItem(text, code)
                item = QListWidgetItem(text)
                item.setData(_CODE, code)
                item.setSizeHint(QSize(0, _LINE))
                item.setCheckState(Qt.CheckState.Unchecked)
                self.successors.addItem(item)
        above = "" if unit is None else unit.code if act == "add" else unit.parent
        self.parent_unit.setCurrentIndex(max(self.parent_unit.findData(above), 0))

    def chosen_successors(self) -> tuple[str, ...]:
        """Return the codes of the successors that are ticked."""
        items = (self.successors.item(position) for position in range(self.successors.count()))
        return tuple(str(i.data(_CODE)) for i in items if i.checkState() == Qt.CheckState.Checked)

    def _go(self) -> None:
        name, parent = self.name.text().strip(), str(self.parent_unit.currentData())
        day = self.since.day()
        if self._act == "add":
            code = self.code.text().strip()
            self.wanted.emit(UnitChange("add", code, name, parent, day))
            return
        assert self._unit is not None
        code = self._unit.code
        if self._act == "rename":
            change = UnitChange("rename", code, name, day=day)
        elif self._act == AUTHORITY:
            change = UnitChange(AUTHORITY, code, authority=str(self.authority.currentData() or ""))
        elif self._act == "move":
            change = UnitChange("move", code, parent=parent, day=day)
        else:
            change = UnitChange("close", code, day=self.last.day(), successors=self.chosen_successors())
        self.wanted.emit(change)


def _field(title: str, field: QWidget) -> QFrame:
    field.setAccessibleName(title)
    return inside(column(Text(title, "caption"), field, gap=4))
