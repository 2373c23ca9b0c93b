"""How keys and entries of the audit read in the lists of the settings screen."""

from __future__ import annotations

import json
from typing import Any

from dxdesk.ui.settings import messages


def key_state(key: Any) -> str:
    """Return what people read of a key; this store's former keys are nobody else's."""
    if key.own:
        return messages.KEY_OWN
    return messages.KEY_OWN_FORMER if key.former else messages.KEY_STATES.get(key.state, key.state)


def counts(text: str) -> str:
    """Return ``人数 8`` of the canonical JSON of an entry's counts."""
    try:
        found = json.loads(text or "{}")
    except ValueError:
        return text
    return "、".join(f"{messages.COUNTS.get(key, key)} {value}" for key, value in found.items())


def words_of(entry: Any) -> str:
    """Return the words by which an entry of the audit is found, in lower case."""
    return f"{entry.actor} {entry.action} {messages.ACTIONS.get(entry.action, '')} {entry.subject}".casefold()
