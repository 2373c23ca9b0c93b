"""鍵: who issues the files that arrive, and this store's own keys."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dxdesk.ports.entities import ROLE_LABELS
from dxdesk.ui.look import words
from dxdesk.ui.settings import messages
from dxdesk.ui.widgets.buttons import button, primary
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import card, column, row
from dxdesk.ui.widgets.tables import Col, Table

if TYPE_CHECKING:
    from dxdesk.usecases.exchange.keys import KeyInfo


class KeysPage(QWidget):
    """The keys; what is to be done with the one picked is asked for by signals."""

    register_wanted = Signal()
    revoke_wanted = Signal()
    renew_wanted = Signal()

    def __init__(self) -> None:
        """Make an empty list."""
        super().__init__()
        titles = messages.KEY_COLUMNS
        self.table: Table[KeyInfo] = Table(
            [
                Col(
                    titles[0],
                    _key_state,
                    110,
                    look=lambda k: messages.KEY_LOOKS.get(k.state, ""),
                ),
                Col(
                    titles[1],
                    lambda k: f"{words.shown(k.owner_name)} {k.owner}".strip(),
                    0,
                    wrap=True,
                ),
                Col(titles[2], lambda k: k.spoken_code, 220, look=lambda k: "strong"),
                Col(titles[3], lambda k: ROLE_LABELS[k.role], 80, look=lambda k: "muted"),
                Col(titles[4], lambda k: k.key_id, 260, look=lambda k: "muted"),
            ],
            messages.TABS[messages.TAB_KEYS],
        )
        self.rivals = Text("", tone="attention", wrap=True)
        self.register = primary(messages.REGISTER, self.register_wanted.emit, name="register")
        self.revoke = button(messages.REVOKE, self.revoke_wanted.emit, name="revoke")
        self.renew = button(messages.RENEW, self.renew_wanted.emit, name="renew")
        self.table.picked.connect(self._picked)
        self._picked(None)
        body = card(
            Text(messages.KEYS_TEXT, "muted", wrap=True),
            self.table,
            row(self.renew, self.rivals, self.revoke, self.register, gap=8),
            gap=10,
            padding=12,
        )
        layout = body.layout()
        if isinstance(layout, QVBoxLayout):
            layout.setStretch(1, 1)
        self.setLayout(column(body))

    def show_keys(self, keys: Sequence[KeyInfo]) -> None:
        """Show the keys."""
        self.table.show_records(keys)

    def _picked(self, key: KeyInfo | None) -> None:
        self.register.setEnabled(key is not None and key.state in ("quarantined", "revoked"))
        self.revoke.setEnabled(key is not None and key.state == "accepted" and not (key.own or key.former))
        rivals = key.rivals if key is not None else 0
        self.rivals.setText(messages.RIVALS.format(count=rivals) if rivals else "")


def whose(key: KeyInfo) -> str:
    """Return whose key it is, in words, with its code: one person may have several."""
    name = f"{words.shown(key.owner_name)}さん({key.owner})" if key.owner else key.owner_name
    return messages.KEY_WHOSE.format(name=name, code=key.spoken_code)


def _key_state(key: KeyInfo) -> str:
    """Return what people read of a key; this store's former keys are nobody else's."""
    if key.own:
        return messages.KEY_OWN
    return messages.KEY_OWN_FORMER if key.former else messages.KEY_STATES.get(key.state, key.state)
