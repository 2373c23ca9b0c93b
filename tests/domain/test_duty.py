"""在職状態 in four words, whatever a table calls it; every 会計年度任用職員 by one word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxdesk.domain import duty

HERE = (
    "在職 在職者 在籍 現職 在 勤務 再任用 復職 退職予定 定年退職予定者 産休予定 部分休業 "
    "育児短時間勤務 休職なし "
    "育休代替 "
    "派遣受入 割愛採用 休職から復職 ﾌﾙﾀｲﾑ勤務"
)
AWAY = (
    "休職 休職中 病気休職 無給休職 育児休業 育休 育休中 産休 産前産後休暇 配偶者同行休業 自己啓発等休業 停職 "
    "懲戒停職 分限休職 長期療養 休 ﾋﾞｮｳ休 欠勤 在籍専従 在職(育休中) 育休(復帰予定) 休職(4/1復職予定)"
)
ELSEWHERE = "派遣 派遣中 出向 在籍出向 他団体派遣 研修派遣 退職派遣 在職(派遣)"
GONE = "退職 定年退職 普通退職 死亡退職 自己都合退職 任期満了 転出 割愛退職 失職 分限免職 懲戒免職 退 辞職"


@pytest.mark.parametrize(
    ("meant", "words"),
    [(duty.HERE, HERE), (duty.AWAY, AWAY), (duty.ELSEWHERE, ELSEWHERE), (duty.GONE, GONE)],
)
def test_words_of_personnel_systems_are_one_of_four(meant: str, words: str) -> None:
    assert {word: duty.fold(word) for word in words.split()} == dict.fromkeys(words.split(), meant)


@pytest.mark.parametrize(
    "words",
    [
        "役職定年 役職定年後 役職定年者",
        "育短 介護時間 子育て部分休暇 休日勤務 年休",
        "休職解除 停職解除 出向解除 派遣終了 派遣から帰任 育休明け 病休なし",
        "県から派遣 国からの出向 他団体より派遣 病院勤務",
        "定年退職後再任用 退職→再任用 退職後再任用短時間",
    ],
)
def test_who_works_is_never_called_away_or_gone(words: str) -> None:
    assert {word: duty.fold(word) for word in words.split()} == dict.fromkeys(words.split(), duty.HERE)


@pytest.mark.parametrize(
    "words",
    [
        "休職満了 休職期間満了 早退 内定辞退",
        "再任用(定年退職) 退職(再任用予定) 再任用退職",
        "R9.3.31退職 3/31退職 退職(令和9年3月31日) 任期満了(R8.3.31)",
    ],
)
def test_a_word_that_may_mean_gone_or_not_is_asked_about(words: str) -> None:
    assert {word: duty.fold(word) for word in words.split()} == dict.fromkeys(words.split(), "")


def test_a_word_that_says_nothing_by_itself_is_none_of_them() -> None:
    words = "1 0 9 01 有 無 懲戒 その他 A"
    assert [word for word in words.split() if duty.fold(word)] == []
    assert (duty.fold(""), duty.fold("　")) == ("", "")
    assert duty.folded("9") == "9"


@given(st.text("在職休退派遣出向育病予定復帰(代替)・ 1A", max_size=8))
def test_what_was_folded_stays(word: str) -> None:
    once = duty.fold(word)
    assert once in ("", *duty.FOLDED)
    assert duty.fold(once) == once


@pytest.mark.parametrize(
    "word",
    [
        "会計年度任用",
        "会計年度任用職員",
        "会計年度任用職員(パート)",
        "会計年度",
        "ﾌﾙﾀｲﾑ会計年度任用職員",
        "会任",
        "会計任用",
    ],
)
def test_every_spelling_is_one(word: str) -> None:
    assert duty.employment(word) == "会計年度任用"


@pytest.mark.parametrize(
    "word", ["正規", "任期付", "再任用", "臨時的任用", "会計課採用", "会計年度任用以外", "非会計年度任用", ""]
)
def test_other_kinds_stay_as_they_are_written(word: str) -> None:
    assert duty.employment(word) == word
