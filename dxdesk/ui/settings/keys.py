"""How the keys of issuers read in the settings."""

from __future__ import annotations

from typing import Any

from dxdesk.ui.settings import messages


def key_state(key: Any) -> str:
    """Return what people read of a key; this store's former keys are nobody else's."""
    if key.own:
        return messages.KEY_OWN
    return messages.KEY_OWN_FORMER if key.former else messages.KEY_STATES.get(key.state, key.state)
