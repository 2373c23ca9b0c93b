"""Markdown whose lines end between phrases, as those of labels do; what is no prose stays as it is."""

from __future__ import annotations

import re

from PySide6.QtCore import QRegularExpression

from dxdesk.ui.widgets.labels import UNSEEN, in_phrases

_NO_PROSE = re.compile(r"(`[^`]*`|!?\[[^\]]*\]\([^)]*\)|<[^>]*>|[*_|#>~\\]+|^\s*(?:[-+]|\d+\.)\s)")
"""Code, links, pictures and the marks of Markdown itself."""


def held(markdown: str) -> str:
    """Return a page whose sentences keep the letters of a phrase together; headings and code as they are."""
    lines, code = [], False
    for line in markdown.split("\n"):
        fence = line.lstrip().startswith("```")
        code = code != fence
        if code or fence or line.startswith(("#", "    ")):
            lines.append(line)
        else:
            parts = _NO_PROSE.split(line)
            lines.append("".join(part if place % 2 else in_phrases(part) for place, part in enumerate(parts)))
    return "\n".join(lines)


def sought(word: str) -> QRegularExpression:
    """Return what finds a word in a page, whatever is unseen between its letters."""
    between = f"[{UNSEEN.pattern.strip('[]+')}]*"
    pattern = between.join(QRegularExpression.escape(letter) for letter in word)
    return QRegularExpression(pattern, QRegularExpression.PatternOption.CaseInsensitiveOption)
