"""Titles break between words, in lines of about the same length."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxdesk.domain import breaking


@pytest.mark.parametrize(
    ("title", "room", "lines"),
    [
        ("柔軟性・適応性・チームワーク", 8, ["柔軟性・適応性・", "チームワーク"]),
        ("柔軟性・適応性・チームワーク", 7, ["柔軟性・", "適応性・", "チームワーク"]),
        ("プロジェクトマネジメント", 11, ["プロジェクト", "マネジメント"]),
        ("デジタルリテラシー", 6, ["デジタル", "リテラシー"]),
        ("業務改革", 4, ["業務改革"]),
    ],
)
def test_a_title_breaks_after_a_mark_or_between_words(title: str, room: int, lines: list[str]) -> None:
    assert breaking.balanced(title, room, len) == lines


def test_the_lines_are_balanced() -> None:
    assert breaking.balanced("業務・改革・設計・運用", 9, len) == ["業務・改革・", "設計・運用"]


def test_a_word_wider_than_the_room_is_left_to_the_caller() -> None:
    assert breaking.balanced("プロジェクトマネジメント", 5, len) is None


def test_a_variation_selector_stays_with_its_letter() -> None:
    assert breaking.pieces("葛\U000e0100城") == ("葛\U000e0100城",)
    assert all(not part.startswith("\U000e0100") for part in breaking.pieces("データ葛\U000e0100活用"))


@pytest.mark.parametrize(
    ("said", "parts"),
    [
        ("配布した所属配布票が戻っていません。", "配布した|所属配布票が|戻っていません。"),
        ("次のファイルにまとめて書き出します。", "次の|ファイルに|まとめて|書き出します。"),
        ("データを使って見直しを1件提案する。", "データを|使って|見直しを|1件提案する。"),
        ("控えから戻せます。", "控えから|戻せます。"),
        ("プロジェクトマネジメントの研修", "プロジェクト|マネジメントの|研修"),
        ("届いた確認票を「受付」に置いてください。", "届いた|確認票を|「受付」に|置いてください。"),
    ],
)
def test_a_sentence_breaks_between_its_phrases(said: str, parts: str) -> None:
    assert "|".join(breaking.phrases(said, 9)) == parts


@given(st.text(alphabet="配布した票がプデータ1 2月。、「」(a_\u3099", max_size=30))
def test_the_phrases_of_any_text_are_the_text(said: str) -> None:
    found = breaking.phrases(said, 9)
    assert "".join(found) == said
    assert all(found)
