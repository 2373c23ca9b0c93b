from __future__ import annotations

import pytest

from dxdesk import paths
from dxdesk.domain.municipalities import Municipality, check_digit, is_code, is_sound, read_list


@pytest.fixture(scope="module")
def listed() -> dict[str, Municipality]:
    text = (paths.resources_dir() / "municipalities.csv").read_text(encoding="utf-8")
    return read_list(text.splitlines())


def test_the_list_is_whole_and_every_check_digit_fits(listed: dict[str, Municipality]) -> None:
    prefectures = [entry for entry in listed.values() if not entry.name]
    assert len(listed) == 1788
    assert [entry.code[:2] for entry in prefectures] == [f"{number:02}" for number in range(1, 48)]
    assert not [code for code in listed if not is_sound(code)]
    assert len({entry.full for entry in listed.values()}) == 1788
    by_prefecture = {entry.code[:2]: entry.prefecture for entry in prefectures}
    assert all(entry.prefecture == by_prefecture[entry.code[:2]] for entry in listed.values())
    assert all(entry.name[-1] in "市区町村" for entry in listed.values() if entry.name)


@pytest.mark.parametrize(
    ("code", "full", "called"),
    [
        ("131091", "東京都品川区", "品川区"),
        ("010006", "北海道", "北海道"),
        ("132063", "東京都府中市", "府中市"),
        ("342084", "広島県府中市", "府中市"),
        ("402311", "福岡県那珂川市", "那珂川市"),
    ],
)
def test_a_code_is_called_by_its_name(
    listed: dict[str, Municipality], code: str, full: str, called: str
) -> None:
    assert (listed[code].full, listed[code].called) == (full, called)


def test_one_wrong_digit_or_two_that_changed_places_are_seen(listed: dict[str, Municipality]) -> None:
    # The rule folds 10 and 11 into 0 and 1, so that not every slip can be seen: one digit nearly always.
    slips = [
        code[:position] + digit + code[position + 1 :]
        for code in listed
        for position in range(6)
        for digit in "0123456789"
        if digit != code[position]
    ]
    unseen = sum(is_sound(slip) for slip in slips)
    assert 0 < unseen < len(slips) * 0.04
    assert not is_sound("131092")
    assert not is_sound("311091")


def test_the_code_of_the_sample_is_sound_and_nobodys(listed: dict[str, Municipality]) -> None:
    assert is_sound("999997")
    assert "999997" not in listed


@pytest.mark.parametrize("text", ["", "13109", "1310911", "13109a", "\uff11\uff13\uff11\uff10\uff19\uff11"])
def test_what_is_no_code_is_not_sound(text: str) -> None:
    assert not is_code(text)
    assert not is_sound(text)


def test_a_small_sum_is_taken_from_eleven_too() -> None:
    assert check_digit("01000") == "6"  # 北海道: 0 + 1×5
