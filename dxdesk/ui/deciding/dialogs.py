"""Returning with reasons, and confirming many at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QPlainTextEdit, QWidget

from dxdesk.ui.deciding import messages
from dxdesk.ui.deciding.model import ReviewDraft, notes
from dxdesk.ui.deciding.reason_field import ReasonField
from dxdesk.ui.look import words
from dxdesk.ui.widgets.buttons import button, primary
from dxdesk.ui.widgets.chips import LevelChip
from dxdesk.ui.widgets.dialog import Dialog
from dxdesk.ui.widgets.fields import Choice
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import STRETCH, card, column, row, scrolling
from dxdesk.ui.widgets.messages import Banner

if TYPE_CHECKING:
    from dxdesk.usecases.review.confirming import QueueEntry


_LIST, _LEAST_LIST = 392, 112
"""Px of height that the list of items takes at most, and below which it does not give way."""


class ReturnDialog(Dialog):
    """A reason for each item that is to be corrected, and one for the whole."""

    def __init__(self, work: ReviewDraft, parent: QWidget | None = None) -> None:
        """Ask for reasons; what is in a comment of one's own words is proposed as the reason."""
        super().__init__(parent)
        self.setMinimumWidth(880)
        title = messages.RETURN_TITLE.format(name=words.shown(work.person.name))
        self.setWindowTitle(title)
        self.reasons: dict[str, ReasonField] = {}
        rows = column(gap=8, margins=(0, 0, 8, 0))
        for item in work.items:
            field = ReasonField(proposed_reason(work.comments.get(item.uid, "")))
            field.setAccessibleName(messages.RETURN_ITEM.format(name=item.name))
            self.reasons[item.uid] = field
            name = Text(item.name, wrap=True, by_words=True)
            name.setFixedWidth(204)
            chip = LevelChip(item.self_level, work.label(item.uid, item.self_level), work.top(item.uid))
            chip.setFixedWidth(max(56, chip.sizeHint().width()))
            phrase = self._phrases(field)
            line = row(name, chip, field, phrase, gap=10)
            line.setStretch(2, 1)
            rows.addLayout(line)
        rows.addStretch(1)
        area = self._list = scrolling(rows)
        self._fit_list(0)
        self.overall = QPlainTextEdit()
        self.overall.setFixedHeight(66)
        self.overall.setTabChangesFocus(True)
        self.overall.setAccessibleName(messages.RETURN_OVERALL)
        self.banner = Banner()
        self.accept_button = primary(messages.RETURN_GO, self._check, name="accept")
        self.setLayout(
            column(
                Text(title, "title", wrap=True),
                Text(messages.RETURN_TEXT, "muted", wrap=True),
                self.banner,
                card(area, padding=12),
                column(Text(messages.RETURN_OVERALL, "caption"), self.overall, gap=4),
                STRETCH,
                row(STRETCH, button("やめる", self.reject), self.accept_button),
                gap=12,
                margins=(24, 20, 24, 20),
            )
        )

    def fit(self) -> None:
        """Let the list of items give way on a small display: its own bar is a better one than the dialog's.

        What is said and the reason for the whole stay in view.
        """
        self._fit_list(0)
        self._fit_list(self.needed()[1] - self.room())
        super().fit()

    def _fit_list(self, lacking: int) -> None:
        """Give the list the height of its items, less what the display lacks."""
        best = min(48 * len(self.reasons) + 8, _LIST)
        self._list.setFixedHeight(max(best - max(lacking, 0), min(best, _LEAST_LIST)))
        card = self._list.parentWidget()
        if card is not None:
            card.updateGeometry()  # or what the dialog needs would be counted with the height before

    def _phrases(self, field: ReasonField) -> QComboBox:
        box = Choice()
        box.addItem(messages.PHRASE)
        box.addItems(list(messages.PHRASES))
        box.setFixedWidth(150)
        box.view().setMinimumWidth(380)
        box.setAccessibleName(messages.PHRASE)

        def put(position: int) -> None:
            if position > 0:
                field.setText(field.text() + messages.PHRASES[position - 1])
                field.document().setModified(True)  # chosen is written, as far as closing is asked about
                box.setCurrentIndex(0)

        box.activated.connect(put)
        return box

    def given(self) -> tuple[str, dict[str, str]]:
        """Return the overall reason and those by item."""
        by_item = {uid: field.text().strip() for uid, field in self.reasons.items()}
        return self.overall.toPlainText().strip(), {uid: text for uid, text in by_item.items() if text}

    def _check(self) -> None:
        overall, by_item = self.given()
        if overall or by_item:
            self.accept()
        else:
            self.banner.say(messages.RETURN_NEEDS, about=(*self.reasons.values(), self.overall))
            next(iter(self.reasons.values()), self.overall).setFocus()


def proposed_reason(comment: str) -> str:
    """Return what of a comment may be a reason to return: a set phrase that decides a level is none."""
    for phrase in messages.CORRECT_PHRASES:
        comment = comment.replace(phrase, "")
    return comment.strip()


class BulkDialog(Dialog):
    """Lists who would be confirmed, and what was corrected."""

    def __init__(
        self, people: Sequence[tuple[QueueEntry, ReviewDraft]], text: str, parent: QWidget | None = None
    ) -> None:
        """Ask before confirming many (queue entry, decisions) at once."""
        super().__init__(parent)
        self.setWindowTitle(messages.BULK_TITLE)
        self.setMinimumWidth(600)
        rows = column(gap=6, margins=(0, 0, 8, 0))
        for entry, work in people:
            edited = work.corrected
            said = (
                messages.BULK_EDITED.format(count=edited)
                if edited
                else messages.BULK_AS_SAID.format(what=work.what)
            )
            about = said if edited else "・".join(part for part in (notes(entry), said) if part)
            line = row(
                Text(words.shown(entry.name), "strong"),
                Text(entry.post, "caption"),
                STRETCH,
                Text(about, "muted", tone="attention" if edited else ""),
            )
            rows.addLayout(line)
        rows.addStretch(1)
        area = scrolling(rows)
        area.setMinimumHeight(min(30 * len(people) + 8, 320))
        self.accept_button = primary(messages.BULK_GO.format(count=len(people)), self.accept, name="accept")
        self.accept_button.setDefault(True)
        self.setLayout(
            column(
                Text(messages.BULK_TITLE, "title"),
                Text(text, "muted", wrap=True),
                card(area, padding=12),
                STRETCH,
                row(STRETCH, button("やめる", self.reject), self.accept_button),
                gap=12,
                margins=(24, 20, 24, 20),
            )
        )
        self.accept_button.setFocus()
