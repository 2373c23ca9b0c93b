"""How goals are asked for: support actions by stage, and a share that is never of nobody."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dxdesk.domain.year_start import FIRST, SECOND, YearStart, counted_as_set, share, support_text, supports


def test_each_stage_has_its_own_support_actions_and_the_offices() -> None:
    start = YearStart(supports=("庁内相談会を開く",))
    assert [one.text for one in supports(start, [FIRST])] == [
        "業務アサインの調整", "改善提案への協力", "研修前後の動機付け", "研修後の現場適用の支援",
        "庁内相談会を開く",
    ]  # fmt: skip
    assert [one.text for one in supports(start, [SECOND])] == [
        "組織目標への業務改善", "フィードバック", "係員の研修前後の動機付け、現場適用の支援",
        "庁内相談会を開く",
    ]  # fmt: skip
    assert support_text("feedback") == "フィードバック"
    assert support_text("庁内相談会を開く") == "庁内相談会を開く"


def test_the_mark_counts_where_a_goal_was_set() -> None:
    assert [counted_as_set(where) for where in ("appraisal", "plan", "other", "no", "", "??")] == [
        True, True, True, False, False, False,
    ]  # fmt: skip


def test_a_share_of_nobody_is_none() -> None:
    assert (share(0, 0), share(0, 3), share(1, 3), share(2, 3), share(1, 200)) == (
        "",
        "0%",
        "33%",
        "67%",
        "1%",
    )


@given(st.integers(0, 500), st.integers(1, 500))
def test_a_share_is_the_nearest_whole_percent(part: int, whole: int) -> None:
    part = min(part, whole)
    assert abs(int(share(part, whole)[:-1]) - 100 * part / whole) <= 0.5
