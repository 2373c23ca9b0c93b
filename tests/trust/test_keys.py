"""Keys are compared by people: over the telephone, or with the printed notice."""

from __future__ import annotations

import unicodedata
from itertools import combinations

import pytest

from dxdesk.trust import keys
from dxdesk.trust.words import FIRST_WORDS, SECOND_WORDS

SEED = bytes(range(32))


def test_the_same_seed_always_gives_the_same_key() -> None:
    """Otherwise a store could not sign after a restart."""
    pair = keys.KeyPair.from_seed(SEED)
    assert pair == keys.KeyPair.from_seed(SEED)
    assert pair.public.hex() == "03a107bff3ce10be1d70dd18e74bc09967e4d6309ba50d5f1ddc8664125531b8"


def test_a_private_key_does_not_show_in_a_crash_report() -> None:
    """``repr`` ends up in log lines."""
    assert SEED.hex() not in repr(keys.KeyPair.from_seed(SEED))
    assert repr(SEED) not in repr(keys.KeyPair.from_seed(SEED))


def test_a_seed_of_the_wrong_length_is_a_bug() -> None:
    """Seeds come out of our own store, never from a user."""
    with pytest.raises(ValueError, match="32"):
        keys.KeyPair.from_seed(b"short")


def test_a_fingerprint_is_32_hexadecimal_digits() -> None:
    """It is printed on the notice."""
    mark = keys.fingerprint(keys.KeyPair.from_seed(SEED).public)
    assert len(mark) == 32
    assert int(mark, 16) >= 0


def test_the_spoken_code_reads_as_two_words_and_two_digits() -> None:
    """A code printed once must be the same for ever."""
    code = keys.spoken_code(keys.KeyPair.from_seed(SEED).public)
    first, second, number = code.split("・")
    assert first in FIRST_WORDS
    assert second in SECOND_WORDS
    assert len(number) == 2
    assert number.isdecimal()
    assert code == keys.spoken_code(keys.KeyPair.from_seed(SEED).public)


def _sound(word: str) -> str:
    plain = "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))
    return plain.translate(str.maketrans("ゃゅょっぁぃぅぇぉ", "やゆよつあいうえお"))


def _one_sound_apart(one: str, other: str) -> bool:
    if abs(len(one) - len(other)) > 1:
        return False
    if len(one) == len(other):
        return sum(a != b for a, b in zip(one, other, strict=True)) <= 1
    short, long = sorted((one, other), key=len)
    return any(long[:i] + long[i + 1 :] == short for i in range(len(long)))


@pytest.mark.parametrize("words", [FIRST_WORDS, SECOND_WORDS])
def test_words_are_not_mistaken_for_each_other_on_the_telephone(words: tuple[str, ...]) -> None:
    """256 words of hiragana, none within one sound of another."""
    assert len(set(words)) == 256
    assert all("ぁ" <= letter <= "ん" for word in words for letter in word)
    close = [(a, b) for a, b in combinations(words, 2) if _one_sound_apart(_sound(a), _sound(b))]
    assert close == []


def test_swapped_words_are_noticed() -> None:
    """No word stands in both lists."""
    assert not set(FIRST_WORDS) & set(SECOND_WORDS)
