"""From what somebody typed to the key of a store: its passphrase however spelled, or its printed code."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from dxdesk.domain import recovery_code
from dxdesk.domain.passphrases import spellings
from dxdesk.store import opening, problems, recovery
from dxdesk.store.opening import Key


def key_of_file(path: Path, passphrase: str) -> Key:
    """Return the key of an existing store, of that spelling of the passphrase, or its code, which opens it.

    Where there is one spelling only, or none opens it, the key is not checked: opening says what is wrong.

    Raises:
        KnownError: missing, unreadable, certainly no store, cut off, or a passphrase is needed.
    """
    salt = opening.salt_of(path)
    if not salt:
        return Key()
    if not passphrase:
        raise problems.passphrase_needed(path)
    return _key(path, salt, passphrase)


def unlocks(path: Path, key: Key, passphrase: str) -> bool:
    """Tell whether something typed leads to the key of a store that is open.

    The file itself is left alone: to close it would let go of the locks that this process has on it.
    """
    return _key(path, bytes.fromhex(key.salt), passphrase) == key


def _key(path: Path, salt: bytes, passphrase: str) -> Key:
    first, *others = (partial(opening.derive, text, salt) for text in spellings(passphrase))
    key = first()
    if (code := recovery_code.read(passphrase)) and not opening.opens(path, key):
        return recovery.key_by_code(path, code, salt) or key
    if not others or opening.opens(path, key):
        return key
    return next((other for make in others if opening.opens(path, other := make())), key)
