"""How a foreign table was read, in lines for people."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_WITHOUT = (
    ("section", "所属のない人", ""),
    ("confirmer", "確認者のない人", "確認者"),
    ("duty_status", "在職状態のない人", "在職状態"),
)
"""What people lack, as JSON and people call it, and the column without which all would."""


def understanding_lines(seen: Mapping[str, Any]) -> list[str]:
    """Return the lines for an ``understanding`` as ``import --json`` prints it."""
    where = f"シート「{seen['sheet']}」の" if seen["sheet"] else ""
    rows = "・".join(map(str, seen["header_rows"]))
    lines = [
        f"この表をこう読みました: {where}{rows}行目が見出し、{seen['lines']:,}行、職員{seen['people']:,}人"
    ]
    used = [column for column in seen["columns"] if column["meaning"]]
    told = "、".join(
        f"{column['header']}→{column['label']}{'(前に決めた対応)' if column['remembered'] else ''}"
        for column in used
    )
    lines.append(f"使う列: {told or 'なし'}")
    unused = "、".join(column["header"] for column in seen["columns"] if column["why_not"])
    if unused:
        lines.append(f"使わない列: {unused}")
    if seen["lacking"]:
        lines.append(f"表にない列: {'、'.join(seen['lacking'])}({seen['lacking_means']})")
    lacking = "、".join(
        f"{label} {seen['without'][name]:,}人"
        for name, label, column in _WITHOUT
        if seen["without"].get(name) and column not in seen["lacking"]
    )
    if lacking:
        lines.append(lacking)
    others = "、".join(
        f"{sheet['name']}({sheet['lines']:,}行{'、同じ列' if sheet['alike'] else ''})"
        for sheet in seen["sheets"]
        if not sheet["taken"]
    )
    if others:
        lines.append(f"読まなかったシート: {others}")
    return [*lines, *_list_lines(seen.get("list"))]


def _list_lines(found: Mapping[str, Any] | None) -> list[str]:
    """Return what a list of attendance is: a column a course, one course, words that nobody knows."""
    if not found:
        return []
    lines = []
    if found["matrix"]:
        lines.append(f"研修ごとの列: {found['matrix']['courses']:,}研修 × {found['matrix']['people']:,}人")
    if found["one_course"]:
        one = found["one_course"]
        lines.append(f"1つの研修の表: {one['name']} {one['date']}".rstrip())
    words = "、".join(f"{word['word']}({word['lines']:,}行)" for word in found["words"])
    if words:
        lines.append(f"意味の分からない言葉: {words}")
    return lines
