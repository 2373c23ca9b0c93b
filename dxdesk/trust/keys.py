"""Ed25519 key pairs, their fingerprints, and a short spoken form of a fingerprint.

A private key is kept and handed around as its 32-byte *seed*; a public key as its 32 raw bytes.
Deriving a key object costs far more than a dictionary look-up, and a batch of forms brings
thousands of signatures by a handful of keys, so the objects are cached.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from dxdesk.trust.words import FIRST_WORDS, SECOND_WORDS

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

KEY_BYTES = 32
"""Length of a seed and of a public key."""

FINGERPRINT_DIGITS = 32
"""Hexadecimal digits of a fingerprint (128 bits)."""

_SPOKEN_ROUNDS = 100_000
"""Rounds that make trying keys until the 22 spoken bits agree take days instead of minutes."""


@dataclass(frozen=True, slots=True)
class KeyPair:
    """A private seed (32 bytes, never shown by ``repr``) and its public key (32 bytes)."""

    seed: bytes = field(repr=False)
    public: bytes

    @classmethod
    def from_seed(cls, seed: bytes) -> KeyPair:
        """Return the pair that belongs to a seed.

        Raises:
            ValueError: the seed is not 32 bytes long (a programming error, not a user's).
        """
        return cls(seed, private_key(seed).public_key().public_bytes_raw())


@lru_cache(maxsize=64)
def private_key(seed: bytes) -> Ed25519PrivateKey:
    """Return the signing key object of a seed (ValueError if it is not 32 bytes)."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(seed)


@lru_cache(maxsize=1024)
def public_key(public: bytes) -> Ed25519PublicKey:
    """Return the verifying key object of a public key (ValueError if it is not 32 bytes)."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    return Ed25519PublicKey.from_public_bytes(public)


def fingerprint(public: bytes) -> str:
    """Return the first 32 hexadecimal digits of the SHA-256 of a public key."""
    return hashlib.sha256(public).hexdigest()[:FINGERPRINT_DIGITS]


@lru_cache(maxsize=4096)  # slow on purpose; a city has a key for each of its confirmers
def spoken_code(public: bytes) -> str:
    """Return what two people compare by telephone, e.g. ``こはく・みなと・42``.

    Two words and two digits carry 22.6 bits of the fingerprint: enough to notice a wrong key, not
    enough to prove a right one against an attacker with much time, for whom the whole
    fingerprint is the thing to compare.
    """
    mark = fingerprint(public).encode("ascii")
    bits = hashlib.pbkdf2_hmac("sha256", mark, b"dxdesk/1 spoken code", _SPOKEN_ROUNDS, dklen=10)
    number = int.from_bytes(bits[2:], "big") % 100
    return f"{FIRST_WORDS[bits[0]]}・{SECOND_WORDS[bits[1]]}・{number:02d}"
