from __future__ import annotations

import re

import pytest
from PySide6.QtWidgets import QApplication

from dxdesk.domain import shades
from dxdesk.ui.look import applying, stylesheet, theme
from dxdesk.ui.startup import app

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
    ("text", "done_wash"),
    ("text", "empty"),
    ("done", "ground"),
    # Rows that are selected keep their marks.
    ("attention", "wash"),
    ("done", "wash"),
    ("accent", "wash"),
    ("strong", "card"),
    ("strong", "ground"),
]
GLANCES = [("accent", "card"), ("accent", "ground"), ("accent", "wash"), ("mark", "attention_wash")]
"""What one has to see without reading: the ring of the focus, the border of a field that is wanted."""


def _least(tokens: theme.Tokens) -> float:
    return 7 if tokens.contrast else 4.5


@pytest.mark.parametrize("tokens", theme.LOOKS.values(), ids=theme.LOOKS)
@pytest.mark.parametrize(("ink", "ground"), PAIRS)
def test_every_text_is_legible_on_its_ground(tokens: theme.Tokens, ink: str, ground: str) -> None:
    assert shades.contrast(getattr(tokens, ink), getattr(tokens, ground)) >= _least(tokens)


@pytest.mark.parametrize("tokens", theme.LOOKS.values(), ids=theme.LOOKS)
@pytest.mark.parametrize("top", [1, 2, 3, 4, 5, 7])
def test_every_level_is_legible_and_gets_steadily_lighter_or_darker(tokens: theme.Tokens, top: int) -> None:
    colours = [theme.level_colours(tokens, level, top) for level in range(top + 1)]
    for fill, ink in colours:
        assert shades.contrast(ink, fill) >= _least(tokens)
    weights = [shades.contrast(fill, "#000000") for fill, _ in colours]
    assert weights == sorted(weights, reverse=not tokens.dark)
    assert len(set(weights)) == len(weights)


def test_the_counted_pill_is_legible() -> None:
    assert shades.contrast("#ffffff", theme.LIGHT.mark) >= 4.5
    assert shades.contrast(theme.DARK.on_accent, theme.DARK.mark) >= 4.5


@pytest.mark.parametrize("tokens", theme.LOOKS.values(), ids=theme.LOOKS)
@pytest.mark.parametrize(("line", "ground"), GLANCES)
def test_the_focus_is_always_seen(tokens: theme.Tokens, line: str, ground: str) -> None:
    assert shades.contrast(getattr(tokens, line), getattr(tokens, ground)) >= (4.5 if tokens.contrast else 3)


@pytest.mark.parametrize("tokens", [theme.CONTRAST, theme.CONTRAST_DARK], ids=["contrast", "contrast-dark"])
def test_high_contrast_has_borders_that_are_seen_and_a_thicker_ring(tokens: theme.Tokens) -> None:
    for line in ("line", "edge", "attention_line"):
        for ground in ("ground", "card"):
            assert shades.contrast(getattr(tokens, line), getattr(tokens, ground)) >= 7, line
    plain, thick = stylesheet.sheet(theme.LIGHT), stylesheet.sheet(tokens)
    assert "1px solid" in plain
    assert not re.search("1px (solid|dashed)", thick)
    ring = r"QPushButton:focus, QToolButton:focus \{ border: (\d)px"
    found = [re.search(ring, each) for each in (plain, thick)]
    assert [each and each[1] for each in found] == ["2", "3"]


@pytest.mark.parametrize("tokens", theme.LOOKS.values(), ids=theme.LOOKS)
def test_every_rule_of_the_stylesheet_that_sets_both_is_legible(tokens: theme.Tokens) -> None:
    sheet = re.sub(r"/\*.*?\*/", "", stylesheet.sheet(tokens), flags=re.S)
    pairs = 0
    for rule in re.findall(r"\{([^}]*)\}", sheet):
        ink = re.search(r"(?:^|[;\s])color: (#[0-9a-f]{6})", rule)
        ground = re.search(r"(?:^|[;\s])background(?:-color)?: (#[0-9a-f]{6})", rule)
        if ink and ground:
            pairs += 1
            assert shades.contrast(ink[1], ground[1]) >= _least(tokens), rule
    assert pairs > 10


def test_every_kind_of_button_shows_its_focus() -> None:
    sheet = stylesheet.sheet(theme.LIGHT)
    for look in ("primary", "quiet", "flush", "slim", "nav", "filter"):
        assert f'QPushButton[look="{look}"]:focus' in sheet
    for part in ("QPushButton:focus", "QLineEdit:focus", "QComboBox:focus", "QCheckBox::indicator:focus"):
        assert part in sheet


def test_what_the_system_shows_waits_while_a_look_was_asked_for(qapp: QApplication) -> None:
    """Pictures in the dark look alone: the system tells its own only once things are drawn."""
    app.prepare()
    other = next(name for name, tokens in theme.LOOKS.items() if tokens is not theme.in_force())
    try:
        applying.apply(qapp, look=other)
        applying.follow(qapp)
        assert theme.in_force() is theme.LOOKS[other]
    finally:
        applying.apply(qapp)
    assert theme.in_force() is not theme.LOOKS[other]
