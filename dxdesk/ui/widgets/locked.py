"""Asking for the password of a table that somebody locked."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from dxdesk.domain.errors import KnownError
from dxdesk.ui.widgets import passphrase_messages as messages
from dxdesk.ui.widgets.passphrase import PassphraseDialog

LOCKED = frozenset({"password-needed", "password-wrong"})
"""Why a table is not read that a password would open."""


def ask_for_table(
    parent: QWidget, file: str, error: KnownError, given: Callable[[str], object]
) -> PassphraseDialog:
    """Ask for a table's password, saying what was wrong before; ``given`` gets it."""
    dialog = PassphraseDialog(
        messages.TABLE_TITLE, file, parent, act=messages.TABLE_GO, field=messages.TABLE_FIELD
    )
    if error.code == "password-wrong":
        dialog.banner.refuse(error)
    dialog.accepted.connect(lambda: given(dialog.passphrase()))
    dialog.open()
    return dialog
