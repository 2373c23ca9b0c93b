"""A seal holds for exactly one key, one purpose and one content."""

from __future__ import annotations

import pytest

from dxdesk.trust.seal import Ed25519Trust, sign, verify

DATA = "確認票 令和7年度 検証 太郎".encode()


def test_a_seal_made_here_holds_elsewhere() -> None:
    """The receiver knows the public key only."""
    trust = Ed25519Trust()
    seed = trust.new_seed()
    seal = trust.sign(seed, "package", DATA)
    assert trust.verify(trust.public_of(seed), "package", DATA, seal)


def test_a_changed_byte_breaks_the_seal() -> None:
    """Whatever was changed, and wherever."""
    trust = Ed25519Trust()
    seed = trust.new_seed()
    public, seal = trust.public_of(seed), trust.sign(seed, "package", DATA)
    assert not trust.verify(public, "package", DATA + b" ", seal)
    assert not trust.verify(public, "package", DATA, bytes([seal[0] ^ 1]) + seal[1:])
    assert not trust.verify(trust.public_of(trust.new_seed()), "package", DATA, seal)


def test_a_seal_for_one_purpose_is_worth_nothing_for_another() -> None:
    """A return slip's seal must not pass for a confirmation's, even where texts are joined cleverly."""
    seed = bytes(32)
    public = Ed25519Trust().public_of(seed)
    seal = sign(seed, "return", b"slip\nbody")
    assert not verify(public, "confirmation", b"slip\nbody", seal)
    assert not verify(public, "return\nslip".replace("\n", " "), b"body", seal)
    with pytest.raises(ValueError, match="one line"):
        sign(seed, "return\nslip", b"body")


def test_nonsense_from_a_file_is_no_seal_and_no_crash() -> None:
    """Keys and seals are read from files, which may hold anything."""
    public = Ed25519Trust().public_of(bytes(32))
    for key in (b"", b"x" * 31, bytes(32), b"\xff" * 32, public):
        for seal in (b"", b"x", b"\x00" * 64, b"\xff" * 64, b"x" * 65):
            assert verify(key, "package", DATA, seal) is False


def test_the_signed_message_is_fixed_for_ever() -> None:
    """Files signed today are checked with next year's program."""
    seal = sign(bytes(range(32)), "package", b"abc")
    assert seal == sign(bytes(range(32)), "package", b"abc")
    assert seal.hex()[:16] == "73a17b36fa547f8e"
