"""What stands on documents: issuer, seal, number and contact; every field is kept when one leaves it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from dxdesk.ui.settings import messages
from dxdesk.ui.widgets.fields import Choice
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import STRETCH, card, column, scrolling
from dxdesk.ui.widgets.messages import Banner
from dxdesk.usecases.organisation.office_settings import OfficeSettings


class PapersPage(QWidget):
    """The form; ``changed`` carries what it says now."""

    changed = Signal(object)

    def __init__(self) -> None:
        """Make an empty form."""
        super().__init__()
        self.banner = Banner()
        self.title = _field(messages.ISSUER_TITLE, messages.ISSUER_TITLE_HINT)
        self.name = _field(messages.ISSUER_NAME, messages.ISSUER_NAME_HINT)
        self.prefix = _field(messages.PREFIX, messages.PREFIX_HINT)
        self.contact = _field(messages.CONTACT, messages.CONTACT_HINT)
        self.boxes = _field(messages.BOXES, messages.BOXES_HINT)
        self.section = _field(messages.DX_SECTION, messages.DX_SECTION_HINT)
        self.seal = Choice()
        self.seal.setAccessibleName(messages.SEAL)
        self.seal.setMaximumWidth(420)
        for mode, text in messages.SEALS:
            self.seal.addItem(text, mode)
        form = column(
            Text(messages.PAPERS, "section"), Text(messages.PAPERS_TEXT, "muted", wrap=True), 4, gap=8
        )
        for caption, field in (
            (messages.ISSUER_TITLE, self.title),
            (messages.ISSUER_NAME, self.name),
            (messages.SEAL, self.seal),
            (messages.PREFIX, self.prefix),
            (messages.CONTACT, self.contact),
            (messages.BOXES, self.boxes),
            (messages.DX_SECTION, self.section),
        ):
            form.addLayout(column(Text(caption, "caption"), field, gap=4))
        self._cards = column(self.banner, card(form, padding=20), STRETCH, gap=12, margins=(0, 0, 8, 8))
        self.setLayout(column(scrolling(self._cards)))
        self._kept: OfficeSettings | None = None
        self._tried: OfficeSettings | None = None
        """What is kept, and what was handed over to be kept and not refused so far."""
        for line in (self.title, self.name, self.prefix, self.contact, self.boxes, self.section):
            line.editingFinished.connect(self._changed)
        self.seal.activated.connect(lambda *_: self._changed())

    def add_card(self, part: QWidget) -> None:
        """Put a part below the form."""
        self._cards.insertWidget(self._cards.count() - 1, part)

    def show_settings(self, found: OfficeSettings) -> None:
        """Show what is kept; a field somebody is writing in stays as it is."""
        self._kept, self._tried = found, None
        pairs = (
            (self.title, found.issuer_title),
            (self.name, found.issuer_name),
            (self.prefix, found.number_prefix),
            (self.contact, found.contact),
            (self.boxes, found.decision_boxes),
            (self.section, found.dx_section),
        )
        for line, text in pairs:
            if not line.hasFocus():
                line.setText(text)
        self.seal.setCurrentIndex(max(self.seal.findData(found.seal), 0))

    def wanted(self) -> OfficeSettings:
        """Return what the form says."""
        return OfficeSettings(
            self.title.text().strip(),
            self.name.text().strip(),
            str(self.seal.currentData()),
            self.prefix.text().strip(),
            self.contact.text().strip(),
            self.boxes.text().strip(),
            self.section.text().strip(),
        )

    def finish(self) -> None:
        """Keep what is being written, before one goes elsewhere."""
        self._changed()

    def keep_again(self) -> None:
        """Take what the form says as not kept: writing it failed."""
        self._tried = None

    def _changed(self) -> None:
        if self._kept is not None and self.wanted() not in (self._kept, self._tried):
            self._tried = self.wanted()
            self.banner.hide()
            self.changed.emit(self.wanted())


def _field(name: str, hint: str) -> QLineEdit:
    made = QLineEdit()
    made.setAccessibleName(name)
    made.setPlaceholderText(hint)
    made.setMaximumWidth(420)
    return made
