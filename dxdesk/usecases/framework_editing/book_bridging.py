"""改定対応表 read from its sheet and held against both versions."""

from __future__ import annotations

from dxdesk.domain import bridge
from dxdesk.domain.bridge import Link
from dxdesk.domain.framework import Framework
from dxdesk.usecases.framework_editing import book_shape
from dxdesk.usecases.framework_editing.book_rows import Findings, Row, word

_SAID = {
    "shape": (
        "記号の数が、この対応と合いません。",
        "そのまま・名称の変更は1つずつ、統合は前を2つ以上、分割は新しいほうを2つ以上書いてください。",
    ),
    "unknown-old": ("前の版にない記号です。", "前の版のスキルの記号にしてください。"),
    "unknown-new": ("「分類とスキル」にない記号です。", "新しい版のスキルの記号にしてください。"),
    "twice": ("同じ記号が、ほかの行にもあります。", "1つのスキルは1行だけに書いてください。"),
    "unmapped": (
        "「対応表」に書かれていないスキルがあります。",
        "新しいスキルは「新設」、やめたスキルは「廃止」の行を足してください。",
    ),
}


def links(rows: tuple[Row, ...], old: Framework, new: Framework, findings: Findings) -> tuple[Link, ...]:
    """Return what became of every skill; without the sheet the same mark is the same skill."""
    if not rows:
        return bridge.by_uid(_named(old), _named(new))
    found = tuple(
        Link(word(row, "対応", book_shape.LINKS), row.lines("前の記号"), row.lines("新しい記号"))
        for row in rows
    )
    before, after = ([item.uid for item in framework.items] for framework in (old, new))
    for trouble in bridge.troubles(before, after, found):
        message, fix = _SAID[trouble.kind]
        title = "前の記号" if trouble.kind == "unknown-old" else "新しい記号"
        place = rows[trouble.place].place("対応" if trouble.kind in ("shape", "unmapped") else title)
        findings.add(f"bridge-{trouble.kind}", message, fix, trouble.uid, place)
    return found


def _named(framework: Framework) -> list[tuple[str, str]]:
    return [(item.uid, item.name) for item in framework.items]
