"""What each part of a record is called, wherever the program names it: one row a part.

The same part has other words where other people read of it: a list of what a file changed, a finding of the
check (点検), a conflict, a decision that stands in the way of an undo, a record that waits. Words that are
printed stay as they are.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from dxdesk.domain.records import Part


class Words(NamedTuple):
    """What a part is called.

    ``shown``: in lists of what came. ``checked``: in findings of the check. ``done``: as what somebody did.
    ``waiting``: where it waits for another. ``cited``: as work that rests on what a file brought. ``open``:
    as what people disagree on; empty for parts nobody disagrees on.
    """

    shown: str
    checked: str
    done: str = "記録"
    waiting: str = "記録"
    cited: str = "入力"
    open: str = ""


_ANSWERED = "自己申告"

WORDS: Mapping[Part, Words] = {
    Part.SELF: Words("レベル", "自己申告", _ANSWERED, _ANSWERED, "申告の決定", "自己申告のレベル"),
    Part.GOALS: Words("来年度の目標", "目標", _ANSWERED, _ANSWERED, "目標の決定", "来年度の目標"),
    Part.EVIDENCE: Words("根拠", "根拠", _ANSWERED, _ANSWERED, "根拠の決定", "根拠"),
    Part.REVIEW1: Words(*["一次確認"] * 6),
    Part.REVIEW2: Words(*["二次確認"] * 6),
    Part.LIFE: Words("手続き", "手続き", "確認", "確認", "手続き", "手続きの状態"),
    Part.ASSIGNMENT: Words("割り当て", "割当て", waiting="割り当て"),
    Part.REFERENCE: Words("前年と記録", "前年の記録", waiting="参考の記録"),
    Part.CYCLE: Words("年度", "年度", waiting="年度の定め"),
    Part.DEPUTIES: Words("代理の指名", "代理の指名", waiting="代理の指名"),
    Part.PLAN: Words("期首の目標", "期首の目標", "期首の目標", "期首の目標", "期首の目標", "期首の目標"),
    Part.PLAN_LIFE: Words(*["期首の手続き"] * 6),
    Part.GROWTH: Words("成長記録", "成長記録"),
    Part.OWNED: Words("研修などの記録", "研修などの記録"),
}
"""Every part; ``tests/architecture/test_parts.py`` holds that no table that goes by parts leaves one out."""
