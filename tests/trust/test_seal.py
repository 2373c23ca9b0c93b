"""A seal holds for exactly one key, one purpose and one content."""

from __future__ import annotations

import pytest

from dxdesk.trust.keys import KeyPair, fingerprint
from dxdesk.trust.seal import Ed25519Trust, sign, verify

SEED = bytes(range(32))
DATA = "確認票 令和7年度 検証 太郎".encode()


def test_two_new_stores_have_different_keys() -> None:
    """Keys come from the operating system's random source."""
    trust = Ed25519Trust()
    assert trust.public_of(trust.new_seed()) != trust.public_of(trust.new_seed())


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
    other = ("0" if seal[0] != "0" else "1") + seal[1:]
    assert not trust.verify(public, "package", DATA + b" ", seal)
    assert not trust.verify(public, "package", DATA, other)
    assert not trust.verify(trust.public_of(trust.new_seed()), "package", DATA, seal)


def test_a_seal_for_one_purpose_is_worth_nothing_for_another() -> None:
    """A return slip's seal must not pass for a confirmation's, even where texts are joined cleverly."""
    public = KeyPair.from_seed(SEED).public
    seal = sign(SEED, "return", b"slip\nbody")
    assert verify(public, "return", b"slip\nbody", seal)
    assert not verify(public, "confirmation", b"slip\nbody", seal)
    assert not verify(public, "return slip", b"body", seal)
    with pytest.raises(ValueError, match="one line"):
        sign(SEED, "return\nslip", b"body")


def test_nonsense_from_a_file_is_no_seal_and_no_crash() -> None:
    """Keys and seals are read from files, which may hold anything."""
    trust = Ed25519Trust()
    for key in ("", "zz", "00" * 31, "00" * 32, "ff" * 32, "鍵", trust.public_of(SEED.hex())):
        for seal in ("", "zz", "00" * 64, "ff" * 64, "00" * 65, "印"):
            assert trust.verify(key, "package", DATA, seal) is False


@pytest.mark.parametrize("seed", ["", SEED.hex(), "11" * 32], ids=["none", "the key's own", "another's"])
def test_thousands_are_looked_at_as_one_is(seed: str) -> None:
    """A seed at hand makes that quicker, and nothing hold that does not."""
    trust = Ed25519Trust()
    holds = trust.checker("package", seed)
    public, other = trust.public_of(SEED.hex()), trust.public_of("11" * 32)
    seals = [trust.sign(made, domain, data) for made in (SEED.hex(), "11" * 32) for domain in ("package", "p")
             for data in (DATA, b"")]  # fmt: skip
    seals += [seals[0].upper(), seals[0][:-2], seals[0] + "00", "", "zz", "00" * 64, "\u5370"]
    held = 0
    for key in (public, public.upper(), other, "", "zz", "00" * 32, "\u9375", public[:-2]):
        for seal in seals:
            for data in (DATA, b"", DATA + b" "):
                assert holds(key, data, seal) is trust.verify(key, "package", data, seal)
                held += holds(key, data, seal)
    assert held == 8, "two of each key, one of them written otherwise as well, by either way to write the key"
    with pytest.raises(ValueError, match="one line"):
        trust.checker("pack\nage", seed)


def test_who_signs_thousands_signs_as_who_signs_one() -> None:
    trust = Ed25519Trust()
    seed = trust.new_seed()
    sign = trust.signer(seed, "revision")
    for data in (b"", b"a\nb", "研修".encode()):
        assert sign(data) == trust.sign(seed, "revision", data)
    with pytest.raises(ValueError, match="one line"):
        trust.signer(seed, "re\nvision")


def test_a_key_can_be_told_over_the_telephone() -> None:
    """Fingerprint and code belong to the key, not to the program that computes them."""
    public = Ed25519Trust().public_of(SEED.hex())
    assert Ed25519Trust().fingerprint(public) == fingerprint(KeyPair.from_seed(SEED).public)
    assert Ed25519Trust().spoken_code(public).count("・") == 2
    assert hash(Ed25519Trust()) == hash(Ed25519Trust())


def test_the_signed_message_is_fixed_for_ever() -> None:
    """Files signed today are checked with next year's program."""
    seal = sign(SEED, "package", b"abc")
    assert seal == sign(SEED, "package", b"abc")
    assert seal.hex()[:16] == "73a17b36fa547f8e"
