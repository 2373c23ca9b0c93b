"""確認 is what a confirmer finds of a level or record; to look whether something is right is 確かめる.

A sentence that used the word for both asked the confirmers to 確認 before they send their 確認票.
"""

from __future__ import annotations

import re

from tests.helpers.source import ROOT, python_files, shown

CHECKED = re.compile("ご確認|原本確認|要確認です|確認の上|確認のうえ|確認して提出|確認ください|よく確認")
HISTORY = "resources/manual/changes.md"
"""What the record of changes quotes of earlier programs stays."""


def test_confirming_is_never_the_word_for_looking_whether_something_is_right() -> None:
    pages = [path for kind in ("*.md", "*.txt") for path in (ROOT / "resources").rglob(kind)]
    texts = {shown(path): path.read_text(encoding="utf-8") for path in (*python_files("dxdesk"), *pages)}
    assert len(texts) > 500
    assert {path for path, text in texts.items() if path != HISTORY and CHECKED.search(text)} == set()
