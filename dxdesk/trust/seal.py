"""Signing and checking bytes, whatever they mean.

Every signature is bound to a *domain* (what kind of thing was signed), so that a signature made for
one purpose is worth nothing for another. The message signed is ``dxdesk/1 LF domain LF data``.
"""

from __future__ import annotations

import secrets

from dxdesk.trust import keys

SIGNATURE_BYTES = 64
"""Length of a signature."""

_PREFIX = b"dxdesk/1\n"


def _message(domain: str, data: bytes) -> bytes:
    """Return the bytes that are signed; a line feed in the domain would make them ambiguous."""
    if "\n" in domain:
        raise ValueError("a domain is one line")
    return _PREFIX + domain.encode("utf-8") + b"\n" + data


def sign(seed: bytes, domain: str, data: bytes) -> bytes:
    """Return the 64-byte signature of the data under the domain.

    Raises:
        ValueError: the seed is not 32 bytes long, or the domain has a line feed.
    """
    return keys.private_key(seed).sign(_message(domain, data))


def verify(public: bytes, domain: str, data: bytes, signature: bytes) -> bool:
    """Tell whether the signature is the key's over this data and domain.

    A key or signature of the wrong length is simply a signature that does not hold: both come out
    of files, and a file may say anything.
    """
    from cryptography.exceptions import InvalidSignature

    if len(signature) != SIGNATURE_BYTES or len(public) != keys.KEY_BYTES:
        return False
    try:
        keys.public_key(public).verify(signature, _message(domain, data))
    except (InvalidSignature, ValueError):
        return False
    return True


class Ed25519Trust:
    """The sealer that the use cases receive: keys and seals over plain bytes."""

    def new_seed(self) -> bytes:
        """Return 32 fresh random bytes: a new private key."""
        return secrets.token_bytes(keys.KEY_BYTES)

    def public_of(self, seed: bytes) -> bytes:
        """Return the 32-byte public key of a seed."""
        return keys.KeyPair.from_seed(seed).public

    def fingerprint(self, public: bytes) -> str:
        """Return 32 hexadecimal digits that stand for the key."""
        return keys.fingerprint(public)

    def spoken_code(self, public: bytes) -> str:
        """Return the short comparison code, e.g. ``こはく・みなと・42``."""
        return keys.spoken_code(public)

    def sign(self, seed: bytes, domain: str, data: bytes) -> bytes:
        """Return the 64-byte signature of the data under the domain."""
        return sign(seed, domain, data)

    def verify(self, public: bytes, domain: str, data: bytes, signature: bytes) -> bool:
        """Tell whether the signature is the key's over this data and domain."""
        return verify(public, domain, data, signature)
