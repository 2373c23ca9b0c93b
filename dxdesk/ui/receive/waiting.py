"""預かり中: files that wait, why, and what ends the waiting."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from dxdesk.ui.look import dates, words
from dxdesk.ui.receive import messages
from dxdesk.ui.widgets.buttons import button, primary
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import STRETCH, clear, column, inside, row, scrolling
from dxdesk.ui.widgets.messages import EmptyState

if TYPE_CHECKING:
    from dxdesk.usecases.exchange.ledgers import WaitingItem


class WaitingPage(QWidget):
    """Quarantine by issuer with the code to compare, then what waits for other files."""

    register_wanted = Signal(str)

    def __init__(self) -> None:
        """Make an empty page."""
        super().__init__()
        self._cards: QVBoxLayout = column(gap=10, margins=(0, 0, 8, 0))
        self.nothing = EmptyState("hourglass", messages.WAITING_NONE, messages.WAITING_NONE_TEXT)
        self.pages = QStackedWidget()
        self.pages.addWidget(scrolling(self._cards))
        self.pages.addWidget(self.nothing)
        self.setLayout(column(self.pages))

    def show_waiting(self, quarantined: Sequence[WaitingItem], pending: Sequence[WaitingItem]) -> None:
        """Show what waits."""
        clear(self._cards)
        by_key: dict[str, list[WaitingItem]] = {}
        for item in quarantined:
            by_key.setdefault(item.key_id, []).append(item)
        if by_key:
            self._cards.addWidget(Text(messages.QUARANTINE, "section"))
            self._cards.addWidget(Text(messages.QUARANTINE_TEXT, "muted", wrap=True))
        for position, (key_id, items) in enumerate(by_key.items()):
            self._cards.addWidget(self._issuer(key_id, items, first=position == 0))
        if pending:
            self._cards.addWidget(Text(messages.PENDING, "section"))
        for item in pending:
            self._cards.addWidget(self._pending(item))
        self._cards.addStretch(1)
        self.pages.setCurrentIndex(0 if by_key or pending else 1)

    def _issuer(self, key_id: str, items: Sequence[WaitingItem], *, first: bool) -> QFrame:
        files = "\n".join(_seen(item) for item in items[:6])
        code = items[0].spoken_code
        make = primary if first else button
        act = make(messages.REGISTER, lambda: self.register_wanted.emit(key_id), name="register")
        left = column(
            Text(issuer_of(items[0]), "strong", wrap=True),
            *_doubt(items[0]),
            Text(files, "caption", wrap=True),
            gap=4,
        )
        right = column(STRETCH, Text(messages.CODE, "caption"), Text(code, "title"), STRETCH, gap=2)
        line = row(left, right, act, gap=24, margins=(16, 14, 16, 14))
        line.setStretch(0, 1)
        return inside(line, look="notice")

    def _pending(self, item: WaitingItem) -> QFrame:
        texts = column(
            Text(f"{item.kind}  {words.shown(item.sender)}", "strong", wrap=True),
            Text(item.why, wrap=True),
            Text(item.next_step, "muted", wrap=True),
            Text(_seen(item), "caption", wrap=True),
            gap=3,
            margins=(16, 12, 16, 12),
        )
        return inside(texts, look="card")


def _doubt(item: WaitingItem) -> list[Text]:
    """Return why a key waits that is in doubt, and whose records wait with it."""
    if not item.doubt:
        return []
    names = "、".join(f"{words.shown(name)}さん" for name in item.people[:6])
    more = messages.MORE_PEOPLE.format(count=len(item.people) - 6) if len(item.people) > 6 else ""
    told = messages.DOUBT_PEOPLE.format(names=names + more) if names else ""
    return [Text(part, wrap=True) for part in (item.why, told) if part]


def issuer_of(item: WaitingItem) -> str:
    """Return who is asked on the telephone: people of one name differ by their number."""
    name = words.shown(item.sender) or item.kind
    return messages.ISSUER.format(name=name, number=item.owner) if item.owner else str(name)


def _seen(item: WaitingItem) -> str:
    return messages.SEEN.format(
        file=item.file, sender=words.shown(item.sender), when=dates.moment(item.received_at)
    )
