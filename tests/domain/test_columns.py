"""Columns are found by their headers, however a personnel system calls them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxdesk.domain.columns import (
    EVIDENCE_COLUMNS,
    LABELS,
    ROSTER_COLUMNS,
    Column,
    fingerprint,
    guess,
    mapping_of,
    resolve,
)
from dxdesk.domain.errors import KnownError


@pytest.mark.parametrize(
    ("header", "column"),
    [
        ("職員番号", Column.NUMBER),
        ("職員No.", Column.NUMBER),
        ("職員\n番号", Column.NUMBER),
        ("氏名(漢字)", Column.NAME),
        ("氏　名", Column.NAME),
        ("旧姓・通称", Column.ALIAS),
        ("ﾌﾘｶﾞﾅ", Column.KANA),
        ("所属CD", Column.DEPARTMENT_CODE),
        ("所属", Column.DEPARTMENT_NAME),
        ("職層", Column.GRADE),
        ("役職", Column.TITLE),
        ("在職状態※", Column.DUTY_STATUS),
        ("1次確認者", Column.FIRST),
        ("二次確認者(職員番号)", Column.SECOND),
        ("部名", Column.PARENT_NAME),
    ],
)
def test_usual_headers_are_understood(header: str, column: Column) -> None:
    assert guess(["備考", header], ROSTER_COLUMNS) == {column: (header,)}


def test_every_label_of_ours_is_understood() -> None:
    for wanted in (ROSTER_COLUMNS, EVIDENCE_COLUMNS):
        headers = [LABELS[column] for column in wanted]
        plan, problems = resolve(headers, guess(headers, wanted))
        assert problems == []
        assert {column: plan.first(column) for column in wanted} == {c: n for n, c in enumerate(wanted)}


def test_the_better_name_wins_and_equal_ones_are_asked_about() -> None:
    assert guess(["所属", "所属名", "課名"], ROSTER_COLUMNS)[Column.DEPARTMENT_NAME] == ("所属名",)
    headers = ["氏名", "氏 名"]
    _, problems = resolve(headers, guess(headers, ROSTER_COLUMNS))
    assert [problem.code for problem in problems] == ["header-ambiguous"]


def test_concurrent_posts_may_have_several_columns() -> None:
    headers = ["兼務所属1", "兼務所属2", "兼務職名1"]
    plan, problems = resolve(headers, guess(headers, ROSTER_COLUMNS))
    assert problems == []
    assert plan.positions == {Column.POST_DEPARTMENT: (0, 1), Column.POST_TITLE: (2,)}


def test_a_said_mapping_uses_labels_or_identifiers() -> None:
    said = mapping_of({"職員番号": "コード", "name": "漢字", "kana": []})
    plan, problems = resolve(["漢字", "コード", "カナ"], said)
    assert problems == []
    assert (plan.first(Column.NUMBER), plan.first(Column.NAME), plan.has(Column.KANA)) == (1, 0, False)
    assert [p.code for p in resolve(["漢字"], said)[1]] == ["header-missing"]
    with pytest.raises(KnownError) as caught:
        mapping_of({"職員番号": 3})
    assert caught.value.code == "mapping-shape"


@given(st.lists(st.text(max_size=8), max_size=8), st.randoms())
def test_a_source_is_recognised_whatever_the_order(headers: list[str], random: object) -> None:
    shuffled = list(headers)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert fingerprint(shuffled) == fingerprint(headers)


@given(st.lists(st.text(max_size=8), max_size=10))
def test_any_headers_resolve_without_accident(headers: list[str]) -> None:
    plan, _ = resolve(headers, guess(headers, ROSTER_COLUMNS))
    assert all(0 <= place < len(headers) for places in plan.positions.values() for place in places)
