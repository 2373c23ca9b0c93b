"""Signing and checking bytes, whatever they mean.

Every signature is bound to a *domain* (what kind of thing was signed), so that a signature made for
one purpose is worth nothing for another. The message signed is ``dxdesk/1 LF domain LF data``.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

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
    return _holds(public, _message(domain, data), signature)


def _holds(public: bytes, message: bytes, signature: bytes) -> bool:
    if len(signature) != SIGNATURE_BYTES or len(public) != keys.KEY_BYTES:
        return False
    try:
        keys.public_key(public).verify(signature, message)
    except _wrong():
        return False
    return True


@cache  # an import for each of thousands of signatures would be felt
def _wrong() -> tuple[type[Exception], ...]:
    """Return what the library raises at a signature that does not hold, and at a key that is none."""
    from cryptography.exceptions import InvalidSignature

    return InvalidSignature, ValueError


@dataclass(frozen=True)
class Ed25519Trust:
    """The sealer that the use cases receive; it speaks hex text, as stores and envelopes keep it.

    It holds no state: all of them are equal, so that checks can be remembered by whoever asks.
    """

    def new_seed(self) -> str:
        """Return a fresh private key: 64 hexadecimal digits."""
        return secrets.token_bytes(keys.KEY_BYTES).hex()

    def public_of(self, seed: str) -> str:
        """Return the public key of a seed: 64 hexadecimal digits."""
        return keys.KeyPair.from_seed(bytes.fromhex(seed)).public.hex()

    def fingerprint(self, public: str) -> str:
        """Return 32 hexadecimal digits that stand for the key.

        Raises:
            ValueError: the key is not hex text (check what comes out of files with ``verify`` first).
        """
        return keys.fingerprint(bytes.fromhex(public))

    def spoken_code(self, public: str) -> str:
        """Return the short comparison code, e.g. ``こはく・みなと・42`` (ValueError as above)."""
        return keys.spoken_code(bytes.fromhex(public))

    def sign(self, seed: str, domain: str, data: bytes) -> str:
        """Return the signature of the data under the domain: 128 hexadecimal digits."""
        return sign(bytes.fromhex(seed), domain, data).hex()

    def verify(self, public: str, domain: str, data: bytes, signature: str) -> bool:
        """Tell whether the signature is the key's over this data and domain; nonsense is not."""
        try:
            key, seal = bytes.fromhex(public), bytes.fromhex(signature)
        except ValueError:
            return False
        return verify(key, domain, data, seal)

    def signer(self, seed: str, domain: str) -> Callable[[bytes], str]:
        """Return what signs data as ``sign`` does, for thousands of them."""
        prefix, made = _message(domain, b""), keys.private_key(bytes.fromhex(seed)).sign
        return lambda data: made(prefix + data).hex()

    def checker(self, domain: str, seed: str = "") -> Callable[[str, bytes, str], bool]:
        """Return what tells of public key, data and signature what ``verify`` tells, for thousands of them.

        A key signs the same always alike, and signing takes a third of the time of looking: what the key of
        ``seed`` signs now is compared first.
        """
        prefix, own = _message(domain, b""), self.public_of(seed) if seed else None
        sign = keys.private_key(bytes.fromhex(seed)).sign if seed else None

        def holds(public: str, data: bytes, signature: str) -> bool:
            message = prefix + data
            if sign is not None and public == own and sign(message).hex() == signature:
                return True
            try:
                key, seal = bytes.fromhex(public), bytes.fromhex(signature)
            except ValueError:
                return False
            return _holds(key, message, seal)

        return holds
