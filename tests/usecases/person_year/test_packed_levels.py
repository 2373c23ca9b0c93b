"""Levels as one byte an item: what is not asked, not said or said without a level is none."""

from __future__ import annotations

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from dxdesk.domain.framework import AnswerItem
from dxdesk.usecases.person_year.derived import NO_LEVEL, _packed
from tests.helpers.frameworks import small_framework

FRAMEWORK = small_framework()
Said = Mapping[str, int | None]
SAID = st.dictionaries(st.sampled_from(["s.a", "s.b", "s.m", "elsewhere", ""]), st.none() | st.integers(0, 3))


def plainly(asked: tuple[AnswerItem, ...], own: Said, first: Said, second: Said, last: Said) -> list[bytes]:
    rows = [bytearray([NO_LEVEL] * len(FRAMEWORK.items)) for _ in range(5)]
    for answer in asked:
        uid = answer.item.uid
        confirmed = first.get(uid) if second.get(uid) is None else second.get(uid)
        for row, level in zip(
            rows, (own.get(uid), first.get(uid), second.get(uid), confirmed, last.get(uid)), strict=True
        ):
            row[FRAMEWORK.positions[uid]] = NO_LEVEL if level is None else level
    return [bytes(row) for row in rows]


@given(st.sampled_from(["", "lead"]), SAID, SAID, SAID, SAID)
def test_levels_are_packed_item_by_item(
    persona: str, own: Said, first: Said, second: Said, last: Said
) -> None:
    asked = FRAMEWORK.items_for("一般職", (persona,) if persona else ())
    assert len(asked) == (3 if persona else 2)
    person: Any = SimpleNamespace(asked=asked, levels_by_maker=lambda: (own, first, second, last))
    assert _packed(FRAMEWORK, person) == plainly(asked, own, first, second, last)
