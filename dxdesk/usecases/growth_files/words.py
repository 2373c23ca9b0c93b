"""How an entry of a growth file, and what was found of it, is told in words: on screens and in commands."""

from __future__ import annotations

from dxdesk.domain.contents import FileEntry
from dxdesk.domain.growth_entries import ROLE_NAMES
from dxdesk.domain.growth_file import CONFIRMED, WORTH_NAMES, FileLine, Finding
from dxdesk.domain.wareki import short_day


def when(entry: FileEntry) -> str:
    """Return when an entry was, as people read it: ``R6.4～R7.5``, ``R6.4から継続中``; empty where unsaid."""
    begun, ended = moment(entry.date), moment(entry.until)
    if entry.ongoing and begun:
        return f"{begun}から継続中"
    if begun and ended and ended != begun:
        return f"{begun}\u301c{ended}"
    length = f"{entry.months}か月" if entry.months else ""
    return f"{begun}({length})" if begun and length else begun or length


def moment(text: str) -> str:
    """Return a day or a month in the office's short way (``R6.4.1``, ``R6.4``)."""
    if len(text) == len("2024-04"):
        return short_day(f"{text}-01").rpartition(".")[0]
    return short_day(text) if text else ""


def told(entry: FileEntry) -> str:
    """Return an entry in one line: name, role, when, result, number, expiry."""
    parts = [entry.name, ROLE_NAMES.get(entry.role, ""), when(entry), entry.result, entry.number]
    parts.append(granted(entry))
    if entry.expires:
        parts.append(f"有効期限{moment(entry.expires)}")
    return "、".join(part for part in parts if part)


def granted(entry: FileEntry) -> str:
    """Return what a 助成 says: 「率 50% 2件」; empty for any other kind."""
    rate, times = f"率 {entry.rate}%" if entry.rate else "", f"{entry.times}件" if entry.times else ""
    return " ".join(part for part in (rate, times) if part)


def worth_told(line: FileLine) -> str:
    """Return what an entry is worth, and who said so: ``確認済 田中 花子(R8.2.4) 辞令``."""
    name, finding = WORTH_NAMES[line.worth], line.finding
    return f"{name} {finding_told(finding)}" if finding is not None else name


def finding_told(finding: Finding) -> str:
    """Return who found something of an entry, on which day, and what they saw."""
    kind, day, number = finding.vouched.seen
    seen = " ".join(part for part in (kind, moment(day), number) if part)
    who = f"{finding.made.by_name or '人事担当'}({moment(finding.made.made_on)})"
    why = "" if finding.vouched.answer == CONFIRMED else finding.vouched.comment
    return " ".join(part for part in (who, seen, why) if part)
