from __future__ import annotations

import pytest

from dxdesk.ui import theme

PAIRS = [
    ("text", "ground"),
    ("text", "card"),
    ("text", "wash"),
    ("muted", "ground"),
    ("muted", "card"),
    ("muted", "wash"),
    ("on_accent", "accent"),
    ("on_accent", "strong"),
    ("accent", "card"),
    ("accent", "ground"),
    ("strong", "wash"),
    ("attention", "card"),
    ("attention", "ground"),
    ("attention", "attention_wash"),
    ("text", "attention_wash"),
    ("muted", "attention_wash"),
    ("done", "card"),
    ("done", "done_wash"),
    ("muted", "done_wash"),
    ("muted", "empty"),
]


@pytest.mark.parametrize("tokens", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), PAIRS)
def test_every_text_is_legible_on_its_ground(tokens: theme.Tokens, ink: str, ground: str) -> None:
    assert theme.contrast(getattr(tokens, ink), getattr(tokens, ground)) >= 4.5


@pytest.mark.parametrize("tokens", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
@pytest.mark.parametrize("top", [1, 2, 3, 4, 5, 7])
def test_every_level_is_legible_and_gets_steadily_lighter_or_darker(tokens: theme.Tokens, top: int) -> None:
    shades = [theme.level_colours(tokens, level, top) for level in range(top + 1)]
    for fill, ink in shades:
        assert theme.contrast(ink, fill) >= 4.5
    weights = [theme.contrast(fill, "#000000") for fill, _ in shades]
    assert weights == sorted(weights, reverse=not tokens.dark)
    assert len(set(weights)) == len(weights)


def test_the_counted_pill_is_legible() -> None:
    assert theme.contrast("#ffffff", theme.LIGHT.mark) >= 4.5
    assert theme.contrast(theme.DARK.on_accent, theme.DARK.mark) >= 4.5
