"""Letters that a name lost on its way."""

from __future__ import annotations

import pytest

from dxdesk.domain.lost_letters import fits, is_common, is_doubted, lost, only_marked, private, without_marks


@pytest.mark.parametrize(
    "written",
    [
        "?山 一郎",
        "\uff1f山 一郎",
        "石川 花\u3013",
        "上田 \u25cf",
        "青山 一\ufffd",
        "\u25a0山 一郎",
        "\u25a1山 一郎",
        "\u25c6山 一郎",
        "*山 一郎",
        "\uff0a山 一郎",
        "\u25cb山 一郎",
        "&#38737;山 一郎",
        "\\u9751山 一郎",
        "U+9751山 一郎",
        "\u0378山 一郎",  # never assigned
    ],
)
def test_signs_that_stand_for_a_letter_are_found(written: str) -> None:
    assert lost(written)
    assert not is_common(written)


@pytest.mark.parametrize(
    "name",
    [
        *(
            "青山 一郎",
            "青山\u3000一郎",
            "髙橋 﨑",
            "𠮷田 〆子",
            "佐々木 ヶ",
            "葛\U000e0100城 太郎",
            "レオ・ナルド",
        ),
        *("SMITH John Jr.", "O'Brien-Sato", "O’Brien", "アンナ=マリア", "\u3007田 一", "\ue000山 一郎"),
    ],
)
def test_names_that_people_have_lost_nothing(name: str) -> None:
    assert lost(name) == ()


def test_a_letter_of_ones_own_font_is_a_letter() -> None:
    assert private("\ue000山\ue000\uf8ff") == "\ue000\uf8ff"
    assert without_marks("\ue000山 一郎※") == "\ue000山 一郎"


@pytest.mark.parametrize(
    ("written", "name", "same"),
    [
        ("?山 一郎", "青山\u3000一郎", True),
        ("\ue000山 一郎", "青山 一郎", True),
        ("石川 花\u3013", "石川 花子", True),
        ("上田 \u25cf", "上田 靑一", True),
        ("?山 一郎", "青山 二郎", False),
        ("?山 一郎", "山 一郎", False),
        ("??? ??", "青山 一郎", False),
    ],
)
def test_a_damaged_name_is_known_by_the_rest_of_it(written: str, name: str, same: bool) -> None:
    assert fits(written, name) is same


def test_marks_of_a_list_are_no_part_of_a_name() -> None:
    assert [without_marks(text) for text in ("★青山 一郎", "青山 一郎\u3000※2", "※※")] == [
        "青山 一郎",
        "青山 一郎",
        "※※",
    ]
    assert [only_marked(text) for text in ("※青山 一郎", "青山 一郎2", "青山 \u25cf", "青山")] == [
        True,
        False,
        False,
        False,
    ]


@pytest.mark.parametrize("word", ["療休?", "療休\uff1f", "休職か", "育休かも", "\u3013休", "在職(要確認)"])
def test_a_word_that_doubts_itself_is_no_answer(word: str) -> None:
    assert is_doubted(word)


@pytest.mark.parametrize("word", ["療休", "育休中", "在職", "R9.3.31退職", "派遣", "会計年度任用職員", ""])
def test_other_words_are_sure(word: str) -> None:
    assert not is_doubted(word)
