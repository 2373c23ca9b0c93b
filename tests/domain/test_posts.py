"""本務 and 兼務, in a column of their own or in the 職名."""

from __future__ import annotations

import pytest

from dxdesk.domain.posts import beside_title, is_beside


def test_words_of_a_column() -> None:
    beside = "兼務 兼 兼任 併任 副 充て職 事務取扱 事務代理 併 ｹﾝ兼務 従"
    main = "本務 本 主 正 主務 本務(兼務あり) 本職"
    assert [word for word in beside.split() if not is_beside(word)] == []
    assert [
        word for word in (*main.split(), "", "1", "併任解除", "兼務終了", "兼務免") if is_beside(word)
    ] == []


@pytest.mark.parametrize(
    ("title", "left"),
    [
        ("兼 係長", "係長"),
        ("(兼)係長", "係長"),
        ("\uff08兼\uff09課長", "課長"),
        ("【併任】主査", "主査"),
        ("兼務：課長", "課長"),
        ("併任主事", "主事"),
        ("総務課長事務取扱", "総務課長"),
        ("事務取扱 課長", "課長"),
        ("課長(兼務)", "課長"),
        ("主任 併任", "主任"),
        ("(副)主任", "主任"),
    ],
)
def test_a_title_of_a_concurrent_post_loses_the_word(title: str, left: str) -> None:
    assert beside_title(title) == left


@pytest.mark.parametrize(
    "title", ["係長", "副係長", "副主幹", "課長補佐", "併設校長", "兼子係", "事務主任", ""]
)
def test_other_titles_are_of_no_concurrent_post(title: str) -> None:
    assert beside_title(title) is None
