"""The passphrase of a sample store, told at the door for as long as it opens it."""

from __future__ import annotations

import hashlib

from dxdesk.ui.look import remembered
from dxdesk.ui.startup import messages


def told(location: str, secret: str) -> str:
    """Return what is said of a sample's passphrase: the one it began with, or that it was changed."""
    changed = remembered.kept(_key(location)) == "yes"
    return messages.SAMPLE_CHANGED if changed else messages.SAMPLE_SECRET.format(secret=secret)


def opened(location: str, secret: str, passphrase: str) -> None:
    """Remember whether what opens a sample from now on is still what it began with (``secret``)."""
    changed = passphrase != secret
    if changed or remembered.kept(_key(location)) is not None:
        remembered.keep(_key(location), "yes" if changed else "no")


def _key(location: str) -> str:
    """Return a key without the slashes of a path, which would be groups of settings."""
    return f"sample-changed/{hashlib.sha256(location.encode()).hexdigest()[:16]}"
