"""Names are found however they are typed; the keys never get back into what is stored."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxdesk.domain.names import VARIANTS, search_key, search_keys, sort_key


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("髙橋", "高橋"),
        ("山﨑", "山崎"),
        ("山嵜", "山崎"),
        ("𠮷田", "吉田"),
        ("渡邉", "渡辺"),
        ("渡邊", "渡辺"),
        ("齋藤", "斉藤"),
        ("齊藤", "斎藤"),
        ("神\ufa19", "神神"),
        ("葛\U000e0100城", "葛城"),
        ("辻\U000e0101", "辻"),
        ("濵田", "浜田"),
        ("廣瀨", "広瀬"),
        ("ﾀｶﾊｼ", "たかはし"),
        ("ガッツ", "がつつ"),
        ("ﾊﾞｯｶｽ", "ばっかす"),
        ("検証　太郎", "検証太郎"),
        ("検証 太郎", "検証\u00a0太郎"),
        ("ＡＢＣ", "abc"),
        ("００１２", "0012"),
        ("ジョン・スミス", "じょんすみす"),
    ],
)
def test_written_and_typed_meet(written: str, typed: str) -> None:
    assert search_key(written) == search_key(typed)


def test_what_differs_stays_apart() -> None:
    for one, other in (("高橋", "橋高"), ("たかはし", "たかばし"), ("太田", "大田"), ("001234", "01234")):
        assert search_key(one) != search_key(other)


def test_no_character_is_in_two_groups() -> None:
    everything = "".join(VARIANTS.split())
    assert len(set(everything)) == len(everything)
    assert all(
        unicodedata.normalize("NFKC", character) == character for character in everything if character != "⻆"
    )


def test_several_texts_do_not_run_together() -> None:
    assert search_key("橋美") not in search_keys("高橋", "美咲", "")


def test_the_order_is_that_of_the_syllabary() -> None:
    people = ["ハマ", "ババ", "ハバ", "ハハ", "ハラ", "ア", "ン", "ﾊﾞﾊﾞｱ", ""]
    ordered = sorted(people, key=lambda kana: sort_key(kana, "検証", "1"))
    assert ordered == ["ア", "ハハ", "ハバ", "ババ", "ﾊﾞﾊﾞｱ", "ハマ", "ハラ", "ン", ""]


def test_equal_readings_are_ordered_by_name_and_number() -> None:
    assert sort_key("タカハシ", "高橋", "2") < sort_key("タカハシ", "鷹橋", "1")
    assert sort_key("タカハシ", "高橋", "2") < sort_key("たかはし", "髙橋", "3")


@given(st.text())
def test_a_key_is_its_own_key(text: str) -> None:
    once = search_key(text)
    assert search_key(once) == search_key(search_key(once))
    assert not set(once) & set(" \u3000\ufe00\U000e0100\n\t")
