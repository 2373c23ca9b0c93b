"""When something was, as people write it in one cell."""

from __future__ import annotations

import pytest

from dxdesk.domain.spans import Span, is_ongoing, read_moment, read_span


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("", Span()),
        ("2024年4月", Span("2024-04")),
        ("R6.4\uff5eR7.3", Span("2024-04", "2025-03")),
        ("令和6年4月\u301c令和7年3月", Span("2024-04", "2025-03")),
        ("2024/4/1-2025/3/31", Span("2024-04-01", "2025-03-31")),
        ("令和5年4月から現在", Span("2023-04", "", True)),
        ("R5.4\uff5e", Span("2023-04", "", True)),
        ("令和5年4月から14か月", Span("2023-04", "", False, 14)),
        ("14か月", Span("", "", False, 14)),
        ("1年半", Span("", "", False, 18)),
        ("2024-06-01", Span("2024-06-01")),
        ("令和6年夏", Span()),
    ],
)
def test_what_a_cell_tells(text: str, span: Span) -> None:
    assert read_span(text) == span


def test_a_moment_is_a_day_or_a_month() -> None:
    assert [read_moment(one) for one in ("令和6年4月1日", "R6.4", "2025年3月まで", "夏", "")] == [
        "2024-04-01", "2024-04", "2025-03", "", "",
    ]  # fmt: skip


def test_what_goes_on_says_so() -> None:
    assert all(map(is_ongoing, ("現在", "継続中", "至今", "従事中")))
    assert not any(map(is_ongoing, ("", "2024年4月", "今年度末", "退任")))
