"""The form that opens a year, or changes the dates and wording of one that runs."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QLineEdit, QVBoxLayout

from dxdesk.domain import purposes
from dxdesk.domain.wareki import fiscal_year_label, fiscal_year_of
from dxdesk.ui.versions.card import FrameworkPreview
from dxdesk.ui.widgets.buttons import button, primary
from dxdesk.ui.widgets.days import DayField
from dxdesk.ui.widgets.fields import Choice
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import STRETCH, column, row
from dxdesk.ui.year import messages

if TYPE_CHECKING:
    from dxdesk.usecases.frameworks.preview import Preview
    from dxdesk.usecases.person_year.cycles import Cycle

CLOCK_CHECK = "先に、PC の時計を確かめてください。"


class OpeningForm(QFrame):
    """Dates, framework and wording of a year."""

    wanted = Signal(object)
    marked = Signal()
    """Something on it was changed that is not saved, or nothing any more."""

    def __init__(self) -> None:
        """Make the form."""
        super().__init__()
        self.setProperty("look", "card")
        self._titles: dict[str, str] = {}
        self.title = Text(messages.OPEN_TITLE, "section")
        self._offered: dict[str, Preview] = {}
        self.year, self.framework = Choice(), Choice()
        self.preview = FrameworkPreview()
        self.framework.setPlaceholderText(messages.CHOOSE_FRAMEWORK)
        self.base = DayField(messages.BASE_DATE)
        self.due_self = DayField(messages.DUE_SELF, optional=True)
        self.due_first = DayField(messages.DUE_FIRST, optional=True)
        self.due_second = DayField(messages.DUE_SECOND, optional=True)
        self.form_title, self.purpose = QLineEdit(), QLineEdit()
        self.uses = {use.value: QCheckBox(name) for use, name in purposes.USE_NAMES.items()}
        self._shown_uses: tuple[str, ...] | None = None
        self._made_of: tuple[str, ...] = ()
        self.own_purpose = Text(messages.PURPOSE_OWN, tone="attention", wrap=True)
        self.make_purpose = button(
            messages.PURPOSE_MADE, self._make_purpose, look="quiet", name="make-purpose"
        )
        self.clock, self.early = Text("", tone="attention", wrap=True), Text("", tone="attention", wrap=True)
        self.clock.hide()
        self.early.hide()
        for field in (self.base, self.due_self, self.due_first, self.due_second):
            field.changed.connect(self._look_at_days)
            field.changed.connect(self._mark)
        for line in (self.form_title, self.purpose):
            line.textChanged.connect(lambda *_: self._mark())
        for choice in (self.year, self.framework):
            choice.currentIndexChanged.connect(lambda *_: self._mark())
        self.about = Text(messages.OPEN_TEXT, "muted", wrap=True)
        self.days_about = Text(messages.OPEN_DAYS, "muted", wrap=True)
        self.unsaved = Text(messages.NOT_SAVED, tone="attention")
        self.unsaved.hide()
        self._kept: tuple[object, ...] | None = None
        """What the form said when it was filled; ``None`` while it is being filled."""
        self._sent: tuple[object, ...] | None = None
        self._proposed: dict[str, tuple[DayField, str]] = {}
        """The days of a new year that were proposed, with their fields, as a cycle calls them."""
        self._changed = False
        self.go = primary(messages.START, self._go, name="open-year")
        self.framework.currentIndexChanged.connect(self._preview)
        for widget, name in (
            (self.year, messages.FISCAL_YEAR),
            (self.framework, messages.FRAMEWORK),
            (self.form_title, messages.FORM_TITLE),
            (self.purpose, messages.PURPOSE),
        ):
            widget.setAccessibleName(name)
        first = row(
            column(Text(messages.FISCAL_YEAR, "caption"), self.year, gap=4),
            column(Text(messages.FRAMEWORK, "caption"), self.framework, gap=4),
            gap=16,
        )
        first.setStretch(1, 1)
        own = row(self.own_purpose, self.make_purpose, gap=8)
        own.setStretch(0, 1)
        self.setLayout(
            column(
                self.title,
                self.about,
                first,
                self.preview,
                self.days_about,
                row(self.base, self.due_self, gap=16),
                row(self.due_first, self.due_second, gap=16),
                self.early,
                self.clock,
                column(Text(messages.FORM_TITLE, "caption"), self.form_title, gap=4),
                self._uses_part(),
                column(
                    Text(messages.PURPOSE, "caption"),
                    self.purpose,
                    own,
                    gap=4,
                ),
                row(STRETCH, self.unsaved, self.go, gap=12),
                gap=14,
                margins=(18, 16, 18, 16),
            )
        )

    @property
    def changed(self) -> bool:
        """Whether something on it is not saved."""
        return self._changed

    def saved(self) -> None:
        """Take what was handed over as saved, unless more was changed since."""
        if self._sent == self._said():
            self._filled()

    def _said(self) -> tuple[object, ...]:
        """Return all that stands on the form."""
        days = (field.day() for field in (self.base, self.due_self, self.due_first, self.due_second))
        texts = (self.form_title.text().strip(), self.purpose.text().strip())
        return (self.year.currentData(), self.framework.currentData(), *days, *texts, self._chosen())

    def _filled(self) -> None:
        """Take what stands on the form as what it was filled with."""
        self._kept = self._said()
        self._mark()

    def _mark(self) -> None:
        changed = self._kept is not None and self._kept != self._said()
        if changed != self._changed:
            self._changed = changed
            self.unsaved.setVisible(changed and self._shown_uses is not None)
            self.marked.emit()

    def _uses_part(self) -> QVBoxLayout:
        for code, box in self.uses.items():
            box.setObjectName(f"use-{code}")
            box.setMinimumHeight(28)
            box.toggled.connect(self._follow)
            box.toggled.connect(lambda *_: self._mark())
        always = self.uses[purposes.ALWAYS]
        always.setChecked(True)
        always.setEnabled(False)
        always.setToolTip(messages.USES_ALWAYS)
        always.setAccessibleName(f"{always.text()} {messages.USES_ALWAYS}")
        self.purpose.textChanged.connect(lambda *_: self._tell_own())
        return column(
            Text(messages.USES, "caption"),
            row(*self.uses.values(), STRETCH, gap=16),
            Text(messages.USES_TEXT, "muted", wrap=True),
            gap=4,
        )

    def _chosen(self) -> tuple[str, ...]:
        return tuple(code for code, box in self.uses.items() if box.isChecked())

    def _show_uses(self, uses: Collection[str], purpose: str) -> None:
        """Show what the records are for; the sentence follows it unless somebody wrote one of their own."""
        self.purpose.setText(purpose)
        for code, box in self.uses.items():
            box.setChecked(code in uses)
        self.purpose.setText(purpose)
        self._made_of = self._chosen()
        self._tell_own()

    def _follow(self) -> None:
        """Let the sentence follow the ticks, where it is the one that was made of them."""
        if self.purpose.text().strip() in ("", purposes.sentence(self._made_of)):
            self._make_purpose()
        self._made_of = self._chosen()
        self._tell_own()

    def _make_purpose(self) -> None:
        self.purpose.setText(purposes.sentence(self._chosen()))

    def _tell_own(self) -> None:
        own = self.purpose.text().strip() != purposes.sentence(self._chosen())
        self.own_purpose.setVisible(own)
        self.make_purpose.setVisible(own)

    def offer(
        self,
        today: str,
        presets: Iterable[Preview],
        taken: set[int],
        last: str = "",
        uses: Collection[str] = (),
    ) -> None:
        """Propose a new year from today's date and the frameworks (previews) there are.

        ``last`` is the framework of the year before; without one, nobody's policy is chosen by default.
        ``uses`` are what the records of the year before were for. What somebody changed on it stays.
        """
        if self._changed and self.year.currentData() not in taken:
            return
        self._kept = None
        now = date.fromisoformat(today)
        running = fiscal_year_of(now)
        self.year.clear()
        for year in (running, running + 1, running - 1):
            if year not in taken:
                self.year.addItem(fiscal_year_label(year), year)
        self._offered = {found.code: found for found in presets}
        self.framework.clear()
        for found in self._offered.values():
            self.framework.addItem(found.name, found.code)
        self.framework.setCurrentIndex(self.framework.findData(last))
        self._preview()
        self.year.setEnabled(True)
        self.framework.setEnabled(True)
        year = int(self.year.currentData() or running)
        self._propose(year)
        from dxdesk.usecases.person_year.cycles import DEFAULT_TITLE

        self.form_title.setText(DEFAULT_TITLE)
        self._shown_uses = None
        self._show_uses(uses or purposes.FIRST, purposes.sentence(uses or purposes.FIRST))
        self.go.setText(messages.START)
        self.go.setProperty("look", "primary")
        self._filled()

    def _propose(self, year: int) -> None:
        """Set the days of a year as most offices have them, to be looked at and changed."""
        self._proposed = {
            "base_date": (self.base, f"{year}-04-01"),
            "due_self": (self.due_self, f"{year + 1}-02-12"),
            "due_first": (self.due_first, f"{year + 1}-02-19"),
            "due_second": (self.due_second, f"{year + 1}-02-26"),
        }
        for field, day in self._proposed.values():
            field.set_day(day)

    def show_cycle(self, cycle: Cycle, framework_name: str) -> None:
        """Show a running year, whose framework stays; what somebody changed and did not save stays, too."""
        if self._changed and self.year.currentData() == cycle.fiscal_year:
            return
        self._kept, self._proposed = None, {}
        self.days_about.hide()
        self.title.setText(messages.CHANGE_TITLE)
        self.about.setText(messages.CHANGE_TEXT)
        self.year.clear()
        self.year.addItem(cycle.label, cycle.fiscal_year)
        self.year.setEnabled(False)
        self._offered = {}
        self.framework.clear()
        self.framework.addItem(framework_name, cycle.framework_code)
        self.framework.setCurrentIndex(0)
        self.framework.setEnabled(False)
        self.base.set_day(cycle.base_date)
        self.due_self.set_day(cycle.due_self)
        self.due_first.set_day(cycle.due_first)
        self.due_second.set_day(cycle.due_second)
        self.form_title.setText(cycle.title)
        self._shown_uses = tuple(cycle.uses)
        self._show_uses(cycle.uses, cycle.purpose)
        self.go.setText(messages.SAVE_DATES)
        self._filled()

    def show_clock(self, said: str) -> None:
        """Say that the clock was set back, by which the year and its days are proposed."""
        self.clock.setText(f"{said}{CLOCK_CHECK}" if said else "")
        self.clock.setVisible(bool(said))

    def _look_at_days(self) -> None:
        """Say which days lie before the base date, while they are typed."""
        from dxdesk.usecases.year.days import DUE_NAMES, of_year

        dues = (self.due_self.day(), self.due_first.day(), self.due_second.day())
        early = of_year(self.base.day(), tuple(zip(DUE_NAMES, dues, strict=True)))
        self.early.setText("".join(f"{problem.message}{problem.fix}" for problem in early))
        self.early.setVisible(bool(self.early.text()))

    def _preview(self, *_: object) -> None:
        """Show the chosen framework on one page; a running year's is known already."""
        self.preview.show_framework(self._offered.get(str(self.framework.currentData())))
        self.go.setEnabled(self.framework.currentIndex() >= 0)

    def _go(self) -> None:
        from dxdesk.usecases.year.cycle import OpenCycle

        self._sent = self._said()
        self.wanted.emit(
            OpenCycle(
                int(self.year.currentData()),
                str(self.framework.currentData()),
                self.base.day(),
                self.due_self.day(),
                self.due_first.day(),
                self.due_second.day(),
                self.purpose.text().strip(),
                self.form_title.text().strip(),
                uses=self._wanted_uses(),
                estimated=self._estimated(),
            )
        )

    def _estimated(self) -> tuple[str, ...]:
        """Return the days of a new year that stand as they were proposed; saving a year decides them."""
        return tuple(name for name, (field, day) in self._proposed.items() if field.day() == day)

    def _wanted_uses(self) -> tuple[str, ...] | None:
        """Return the uses; none where a running year keeps what it has, those of a newer program among it."""
        chosen = self._chosen()
        if self._shown_uses is not None and chosen == tuple(c for c in self._shown_uses if c in self.uses):
            return None
        return chosen
