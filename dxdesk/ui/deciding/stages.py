"""育成段階 on the confirming screen: what stands and is proposed, and what this confirmer decides."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QWidget

from dxdesk.domain.contents import STAGE_PREFIX
from dxdesk.ui.deciding import messages
from dxdesk.ui.deciding.model import ReviewDraft
from dxdesk.ui.widgets.buttons import button
from dxdesk.ui.widgets.chips import KeyCap
from dxdesk.ui.widgets.fields import Choice
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import STRETCH, clear, column, inside, row
from dxdesk.ui.widgets.showing import repolish
from dxdesk.ui.widgets.stages import NOT_REACHED, StageBlock, stage_label
from dxdesk.usecases.person_year.stage_evidence import PersonGrowth

_CHOICE = 250


class StageRow(QFrame):
    """One persona: its stages in words, the decision, the word that goes with it."""

    decided = Signal(str, object)
    written = Signal(str, str)

    def __init__(self, work: ReviewDraft, found: PersonGrowth, *, may: bool) -> None:
        """Show a persona; ``may``: the confirmer can decide now."""
        super().__init__()
        self.work, self.found = work, found
        name, self._persona = found.persona.name, found.persona.code
        self.block = StageBlock(found, work.stands(found))
        self.choice = Choice()
        self.choice.setAccessibleName(messages.STAGE_CHOICE.format(persona=name))
        self.choice.addItem(messages.STAGE_KEEP, None)
        for stage in found.stages:
            self.choice.addItem(stage_label(found, stage.code), stage.code)
        self.choice.addItem(NOT_REACHED, "")
        self.choice.setFixedWidth(_CHOICE)
        self.take = button(messages.STAGE_TAKE, self._take, name=f"take-{self._persona}")
        self.more = button(messages.STAGE_MORE, self._open, look="quiet", name=f"stage-{self._persona}")
        self.comment = QLineEdit()
        self.comment.setAccessibleName(messages.STAGE_COMMENT.format(persona=name))
        for part in (self.choice, self.take, self.more):
            part.setEnabled(may)
        for part in (self.take, self.more):
            self.block.head.addWidget(part)
        self.comment.setReadOnly(not may)
        line = row(self.choice, self.comment, gap=8)
        line.setStretch(1, 1)
        self._deciding = inside(line)
        self._opened = False
        self.setLayout(column(self.block, self._deciding, gap=5))
        self.choice.activated.connect(
            lambda place: self.decided.emit(self._persona, self.choice.itemData(place))
        )
        self.comment.textEdited.connect(lambda text: self.written.emit(STAGE_PREFIX + self._persona, text))
        self.refresh()

    def _take(self) -> None:
        proposed = self.found.growth.proposed
        if proposed is not None:
            self.decided.emit(self._persona, proposed.code)

    def _open(self) -> None:
        self._opened = True
        self.refresh()
        self.choice.setFocus()

    def refresh(self) -> None:
        """Show what is decided; the choice itself is out of the way until it is wanted."""
        work, code = self.work, self.work.stages.get(self._persona)
        self.choice.setCurrentIndex(max(self.choice.findData(code), 0) if code is not None else 0)
        self.take.setVisible(self._persona in work.proposals and code != work.proposals[self._persona])
        text = work.comments.get(STAGE_PREFIX + self._persona, "")
        if self.comment.text() != text:
            self.comment.setText(text)
        needed = work.stage_needs(self.found)
        hint = messages.STAGE_COMMENT_NEEDED if needed else messages.STAGE_COMMENT_HINT
        self.comment.setPlaceholderText(hint)
        self._deciding.setVisible(code is not None or self._opened)
        self.comment.setVisible(code is not None)
        self.more.setVisible(self._deciding.isHidden())
        look = "wanted" if needed and not text.strip() else ""
        if (self.comment.property("look") or "") != look:
            self.comment.setProperty("look", look)
            repolish(self.comment)


class StagePanel(QFrame):
    """The stages of one person; hidden where the framework has none for them."""

    decided = Signal(str, object)
    written = Signal(str, str)

    def __init__(self) -> None:
        """Make an empty panel."""
        super().__init__()
        self.rows: dict[str, StageRow] = {}
        self._key = inside(row(KeyCap("Ctrl+G"), Text(messages.STAGES_KEY, "caption"), gap=5))
        self._rows = column(gap=8)
        head = row(
            Text(messages.STAGES, "strong"), Text(messages.STAGES_HINT, "caption"), STRETCH, self._key, gap=10
        )
        self.setLayout(column(head, self._rows, gap=6, margins=(18, 10, 18, 4)))
        self.hide()

    def show_person(self, work: ReviewDraft, *, may: bool) -> None:
        """Show a person's stages."""
        clear(self._rows)
        self.rows = {}
        for found in work.sheet.growth:
            made = StageRow(work, found, may=may)
            made.decided.connect(self.decided)
            made.written.connect(self.written)
            self.rows[found.persona.code] = made
            self._rows.addWidget(made)
        self._key.setVisible(may and bool(work.proposals))
        self.setVisible(bool(self.rows))

    def refresh(self) -> None:
        """Show what is decided now."""
        for made in self.rows.values():
            made.refresh()

    def point_at(self, persona: str) -> QWidget | None:
        """Go to the comment that is missing."""
        made = self.rows.get(persona)
        if made is not None:
            made.comment.setFocus()
        return made
