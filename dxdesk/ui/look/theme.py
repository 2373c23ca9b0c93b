"""How the window looks, said once: colours for light and dark, type, spacing.

Widgets that paint themselves ask ``of(widget)`` whenever they paint and keep no colour: so another theme
reaches them without anybody telling them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtGui import QColor, QFont, QPalette

from dxdesk.domain import shades

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

FAMILY = "BIZ UDPGothic"
FAMILIES = (FAMILY, "BIZ UDGothic", "Yu Gothic UI", "Meiryo", "Noto Sans CJK JP", "IPAmjMincho")

BODY, CAPTION, SECTION, TITLE = 14, 12.5, 15, 20
"""Type scale in px at 100 %."""

STYLE = "Fusion"
STYLE_ARGUMENTS = ["-style", STYLE]
"""Names the style when the application is made: later it takes a tenth of the time to the first paint."""

STYLED = "dxdesk-styled"


ROW = 34
TARGET = 34
"""Least height of anything one clicks, px."""


class Tokens(NamedTuple):
    """Colours by what they are for, as ``#rrggbb``. ``levels`` goes from the lowest to the highest."""

    dark: bool
    ground: str
    card: str
    line: str
    edge: str
    text: str
    muted: str
    accent: str
    strong: str
    wash: str
    on_accent: str
    attention: str
    mark: str
    attention_wash: str
    attention_line: str
    done: str
    done_wash: str
    empty: str
    levels: tuple[str, ...]
    on_levels: tuple[str, ...]
    contrast: bool = False
    """Whether all that is read has 7:1 on its ground, with borders that are seen."""


LIGHT = Tokens(
    dark=False,
    ground="#f5f6f8",
    card="#ffffff",
    line="#dfe3e8",
    edge="#bcc5ce",
    text="#1d2733",
    muted="#5b6774",
    accent="#1f5f8b",
    strong="#174a6e",
    wash="#eaf2f8",
    on_accent="#ffffff",
    attention="#9a4500",
    mark="#b45309",
    attention_wash="#fff6ea",
    attention_line="#e8bf8a",
    done="#2b6b3a",
    done_wash="#edf6ee",
    empty="#e3e7ec",
    levels=shades.GROUNDS,
    on_levels=("#55616d", "#174a6e", "#12344f", "#ffffff"),
)

DARK = Tokens(
    dark=True,
    ground="#12171c",
    card="#1b2229",
    line="#2d3741",
    edge="#4a5764",
    text="#e8edf2",
    muted="#a7b3bf",
    accent="#5fa8da",
    strong="#8cc4ec",
    wash="#1c3244",
    on_accent="#08151f",
    attention="#f2aa68",
    mark="#f2aa68",
    attention_wash="#33271a",
    attention_line="#7a5630",
    done="#84cb95",
    done_wash="#1b2f21",
    empty="#323d47",
    levels=("#28313a", "#24435c", "#3a78a6", "#a8d3f0"),
    on_levels=("#b4bfca", "#d7e9f6", "#ffffff", "#0c2233"),
)


CONTRAST = Tokens(
    dark=False,
    ground="#ffffff",
    card="#ffffff",
    line="#595959",
    edge="#000000",
    text="#000000",
    muted="#303030",
    accent="#003c78",
    strong="#002850",
    wash="#dcebff",
    on_accent="#ffffff",
    attention="#7a1c00",
    mark="#7a1c00",
    attention_wash="#fff0e0",
    attention_line="#7a1c00",
    done="#00471b",
    done_wash="#e6f7ea",
    empty="#e6e6e6",
    levels=("#ffffff", "#d2e6fa", "#a0cbf2", "#6cb0ea"),
    on_levels=("#000000", "#000000", "#000000", "#000000"),
    contrast=True,
)

CONTRAST_DARK = Tokens(
    dark=True,
    ground="#000000",
    card="#000000",
    line="#a6a6a6",
    edge="#ffffff",
    text="#ffffff",
    muted="#e0e0e0",
    accent="#8cd2ff",
    strong="#c3e8ff",
    wash="#10304a",
    on_accent="#000000",
    attention="#ffd24d",
    mark="#ffd24d",
    attention_wash="#2b2000",
    attention_line="#ffd24d",
    done="#8cf0a4",
    done_wash="#00260c",
    empty="#333333",
    levels=("#000000", "#0d2b45", "#124068", "#17548a"),
    on_levels=("#ffffff", "#ffffff", "#ffffff", "#ffffff"),
    contrast=True,
)

LOOKS = {"light": LIGHT, "dark": DARK, "contrast": CONTRAST, "contrast-dark": CONTRAST_DARK}
"""Every theme by the name this user's setting keeps."""

_in_force = LIGHT


def put_in_force(tokens: Tokens) -> None:
    """Say which colours whatever paints itself has from now on."""
    global _in_force
    _in_force = tokens


def in_force() -> Tokens:
    """Return the colours of the window now."""
    return _in_force


def of(_: QWidget) -> Tokens:
    """Return the colours in force where a widget is shown."""
    return _in_force


def level_colours(tokens: Tokens, level: int, top: int = 3) -> tuple[str, str]:
    """Return (background, text) of a level on a scale of 0 to ``top``."""
    fill = shades.ground(level, top, tokens.levels)
    if fill in tokens.levels:
        return fill, tokens.on_levels[tokens.levels.index(fill)]
    inks = (*tokens.on_levels, "#ffffff", "#000000")
    return fill, max(inks, key=lambda ink: shades.contrast(ink, fill))


def font(size: float = BODY, *, bold: bool = False, tabular: bool = False) -> QFont:
    """Return our font at a size in px; ``tabular`` gives every digit the same width."""
    made = QFont()
    families = ("BIZ UDGothic", *FAMILIES) if tabular else FAMILIES
    made.setFamilies(list(families))
    # Half pixels matter at 150 %: set by point-independent size where Qt allows it.
    made.setPixelSize(round(size))
    made.setBold(bold)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return made


def palette(tokens: Tokens) -> QPalette:
    """Return the palette, for what the stylesheet does not reach and for ``of``."""
    made = QPalette()
    role = QPalette.ColorRole
    pairs = {
        role.Window: tokens.ground,
        role.Base: tokens.card,
        role.AlternateBase: tokens.ground,
        role.Button: tokens.card,
        role.ToolTipBase: tokens.card,
        role.Text: tokens.text,
        role.WindowText: tokens.text,
        role.ButtonText: tokens.text,
        role.ToolTipText: tokens.text,
        role.PlaceholderText: tokens.muted,
        role.Highlight: tokens.accent,
        role.HighlightedText: tokens.on_accent,
        role.Link: tokens.accent,
        role.Mid: tokens.line,
    }
    for colour_role, colour in pairs.items():
        made.setColor(colour_role, QColor(colour))
    for colour_role in (role.Text, role.WindowText, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, colour_role, QColor(tokens.muted))
    return made
