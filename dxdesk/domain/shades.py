"""The colours of levels, the same on the screen, on paper and in workbooks: one hue, the higher the darker.

Lightness alone tells them apart, so colour-blind eyes see the order too; the number always stands beside.
Colours are ``#rrggbb``. Contrast is that of WCAG 2.1, which asks for 4.5 between a text and its ground.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

GROUNDS = ("#eceff2", "#dcebf7", "#94c1e3", "#2f73ad")
"""The grounds of LV0 to LV3; higher scales are spread between the second and the last."""


def ground(level: int, top: int, grounds: Sequence[str] = GROUNDS) -> str:
    """Return the ground of a level on a scale of 0 to ``top``; no two levels of a scale share one.

    Args:
        level: what lies outside the scale counts as its end.
        top: the highest level.
        grounds: of the levels 0 to 3, for another look than paper's.
    """
    last = len(grounds) - 1
    level = max(0, min(level, top))
    if level == 0:
        return grounds[0]
    if top <= last:
        # The highest is always the strongest, so that one reads alike whatever the scale.
        return grounds[level + last - top]
    place = 1 + (level - 1) * (last - 1) / (top - 1)
    low = min(int(place), last - 1)
    return mix(grounds[low], grounds[low + 1], place - low)


@lru_cache(maxsize=256)
def ink(fill: str, wanted: str) -> str:
    """Return the colour for text on a ground: the one wanted where it can be read, else white or black."""
    if contrast(wanted, fill) >= 4.5:
        return wanted
    return max(("#ffffff", "#000000"), key=lambda other: contrast(other, fill))


def mix(first: str, second: str, share: float) -> str:
    """Return the colour that lies ``share`` (0 to 1) of the way from first to second."""
    a, b = channels(first), channels(second)
    return "#" + "".join(f"{round(x + (y - x) * share):02x}" for x, y in zip(a, b, strict=True))


def contrast(first: str, second: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.1, relative luminance)."""
    light, dark = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def channels(colour: str) -> tuple[int, int, int]:
    """Return red, green and blue, 0 to 255."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    def linear(value: int) -> float:
        part = value / 255
        return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)

    red, green, blue = (linear(channel) for channel in channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
