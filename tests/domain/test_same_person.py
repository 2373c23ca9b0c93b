"""A name that differs under a known number: the same person, a new surname, or somebody else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxdesk.domain.same_person import Called, Likeness, likeness, may_be_one, too_many

HANAKO = Called("石川　花子", "イシカワ　ハナコ")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (HANAKO, Called("石川花子", "ｲｼｶﾜ ﾊﾅｺ")),
        (Called("髙橋 美咲", "タカハシ ミサキ"), Called("高橋 美咲", "タカハシ ミサキ")),
        (HANAKO, Called("石川 華子", "イシカワ ハナコ")),
        (HANAKO, Called("石川 花子", "イシガワ ハナコ")),
        (HANAKO, Called("石川 花子(旧姓 江口)", "")),
        (HANAKO, Called("")),
        (Called("林 花子", "ハヤシ ハナコ"), Called("林 花子(旧姓 森)", "")),
    ],
)
def test_another_spelling_or_reading_is_the_same_person(before: Called, after: Called) -> None:
    assert likeness(before, after) is Likeness.SAME


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (HANAKO, Called("加藤　花子", "カトウ　ハナコ")),
        (HANAKO, Called("加藤花子", "カトウハナコ")),
        (Called("石川花子", "イシカワハナコ"), Called("加藤花子", "カトウハナコ")),
        (Called("石川花子"), Called("加藤 花子")),
        (HANAKO, Called("加藤 花子")),
        (HANAKO, Called("加藤 ハナ", "カトウ ハナ", alias="石川 花子")),
        (Called("石川 花子", "イシカワ ハナコ", alias="加藤 ハナ"), Called("加藤 ハナ", "カトウ ハナ")),
        (Called("加藤 花子"), Called("石川花子")),
        (Called("石川 花子 ー"), Called("加藤 花子")),
        # Where the readings stand apart, one letter of the given name is enough; else two, written and read.
        (Called("石川花", "イシカワ ハナ"), Called("加藤花", "カトウ ハナ")),
        (Called("石川花子", "イシカワハナコ"), Called("加藤花子", "カトウナコ")),
        (Called("石川花子", "イシカワハナコ"), Called("加藤花子")),
        (Called("林花子", "ハヤシハナコ"), Called("小速花子", "コハヤシハナコ")),
    ],
)
def test_the_same_given_name_under_another_surname_is_a_changed_surname(
    before: Called, after: Called
) -> None:
    assert likeness(before, after) is Likeness.SURNAME


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (HANAKO, Called("佐々木 隆", "ササキ タカシ")),
        (HANAKO, Called("石川 太郎", "イシカワ タロウ")),
        (Called("石川花子"), Called("佐藤順子")),
        (Called("石川 裕子", "イシカワ ユウコ"), Called("加藤 裕子", "カトウ ヒロコ")),
        (HANAKO, Called("佐々木 隆")),
        (Called("石川花子", "イシカワハナコ"), Called("加藤桃花子", "カトウモカ")),
        (Called("石川花子", "イシカワハナコ"), Called("加藤花子", "カトウモカコ")),
        (Called("石川花", "イシカワ ハナ"), Called("加藤華", "カトウ ハナ")),
        (Called("林 一"), Called("小林 一郎")),
        (Called("石川 花子"), Called("加藤 桃花子")),
        (Called("石川花子"), Called("加藤 桃")),
        (Called("x"), Called("加藤 花子")),
        # A given name alone does not tell whose it is.
        (Called("花子"), Called("加藤 花子")),
        (Called("加藤 花子"), Called("花子")),
    ],
)
def test_another_given_name_is_somebody_else(before: Called, after: Called) -> None:
    assert likeness(before, after) is Likeness.OTHER


_NAMES = st.text("青山石川上田　 あいう一二三", max_size=6)


@given(st.builds(Called, _NAMES, _NAMES, _NAMES))
def test_nobody_is_somebody_else_than_they_are(person: Called) -> None:
    assert likeness(person, person) is Likeness.SAME


@given(st.builds(Called, _NAMES, _NAMES), st.builds(Called, _NAMES, _NAMES))
def test_the_order_of_two_names_does_not_matter(one: Called, other: Called) -> None:
    assert likeness(one, other) is likeness(other, one)


@pytest.mark.parametrize(
    ("one", "other", "may"),
    [
        (HANAKO, Called("石川花子", "ｲｼｶﾜ ﾊﾅｺ"), True),
        (HANAKO, Called("石川 花子"), True),
        (Called("石川 花子"), Called("石川 花子"), True),
        (HANAKO, Called("石川 花子", "イシカワ カコ"), False),
        (HANAKO, Called("石川 華子", "イシカワ ハナコ"), False),
        (HANAKO, Called("加藤 花子"), False),
    ],
)
def test_people_of_two_numbers_may_be_one_where_nothing_tells_their_names_apart(
    one: Called, other: Called, may: bool
) -> None:
    assert may_be_one(one, other) is may_be_one(other, one) is may


def test_a_column_slipped_where_more_than_five_and_two_in_a_hundred_differ() -> None:
    assert [too_many(count, 8, 2) for count in (5, 6)] == [False, True]
    assert [too_many(count, 1000, 2) for count in (20, 21)] == [False, True]
    assert [too_many(count, 5000, 2) for count in (100, 101)] == [False, True]
