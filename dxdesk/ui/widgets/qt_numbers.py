"""Numbers of Qt's enumerations, for whoever builds the first window."""

from __future__ import annotations

PLAIN_TEXT, RICH_TEXT = 0, 1
"""Numbers of ``Qt.TextFormat``, as properties take them: PySide makes all enumerations of ``Qt`` when the
first one is asked for, and the first window would wait for that (11 ms)."""

LEFT_MIDDLE = 0x81
"""``AlignLeft | AlignVCenter`` of ``Qt.AlignmentFlag``."""

ALWAYS_OFF = 1
"""``ScrollBarAlwaysOff`` of ``Qt.ScrollBarPolicy``."""

NO_FOCUS = 0
"""``NoFocus`` of ``Qt.FocusPolicy``."""
