"""Months, sections, yen and counts of a plan as people write and read them; screen and table share it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence

from dxdesk.domain.action_plan import FIRST_MONTH, Places, PlanLine, months_of
from dxdesk.domain.completion import evened
from dxdesk.domain.errors import Problem
from dxdesk.domain.wareki import fiscal_year_label
from dxdesk.ports.entities import Department

NOT_SAID = "未定"
"""What stands on screen and paper where nobody said a figure yet."""

POLICY, STAFFING = "policy", "staffing"
"""From where lines may be added to a plan: the courses of a policy, the roles of the 確保計画."""

FIELD_NAMES: Mapping[str, str] = {
    "name": "研修・取組",
    "course": "研修コード",
    "activity": "取組コード",
    "times": "回数",
    "places": "定員(人)",
    "months": "実施月",
    "sections": "所属ごとの定員",
    "yen": "費用(円)",
    "by_hr": "人事課の分担",
    "by_dx": "DX推進担当課の分担",
    "by_it": "情報システム課の分担",
    "provider": "提供元",
    "budget_by": "予算主体",
    "contact": "連絡窓口",
    "needed": "必要な人数",
    "why": "計画のわけ",
    "note": "備考",
    "staffing": "確保計画コード",
    "heads": "確保する人数",
    "means": "手法",
    "target": "目標コード",
    "by_policy": "方針による",
}

_BETWEEN = re.compile("[、,;\\s\u30fb]+")
_RANGE = re.compile("(\\d{1,2})月?[~\u301c\u2013\u2014\u2212-](\\d{1,2})月?")
_MONTH = re.compile("(\\d{1,2})月?")
_DATED = re.compile("(?:(?:令和|R)?(\\d{1,4}|元)[年./-])(\\d{1,2})月?")
_PLACES = re.compile("(.+?)\\s*[:=\uff1a]?\\s*(\\d[\\d,]*)人?")
OTHERS = "ほかの所属"
"""Sections of which so few people need a course that they are not named."""

_LARGEST = 10**12


def month_text(month: str) -> str:
    """Return a month (``2027-05``) as a plan says it: ``5月``."""
    return f"{int(month[5:])}月"


def months_text(months: Sequence[str]) -> str:
    """Return months in their order: ``5月、10月``."""
    return "、".join(map(month_text, sorted(months)))


def sections_text(sections: Sequence[Places]) -> str:
    """Return what each section gets: ``区民部 12、福祉部 8``."""
    return "、".join(f"{one.name} {one.places:,}" for one in sections)


def yen_text(yen: int | None) -> str:
    """Return an amount: ``1,200,000円``."""
    return NOT_SAID if yen is None else f"{yen:,}円"


def count_text(count: int | None, unit: str = "") -> str:
    """Return a count with its unit."""
    return NOT_SAID if count is None else f"{count:,}{unit}"


def field_text(name: str, value: object) -> str:
    """Return what stands in a field of a line as people read it."""
    if name == "months" and isinstance(value, tuple):
        return months_text(value) or NOT_SAID
    if name == "sections" and isinstance(value, tuple):
        return sections_text(value) or "(なし)"
    if name == "yen" and (value is None or isinstance(value, int)):
        return yen_text(value)
    if name == "needed" and value is None:
        return "少人数か、分からない"
    if name in ("times", "places", "heads", "needed") and (value is None or isinstance(value, int)):
        return count_text(value, "回" if name == "times" else "人")
    return str(value) or "(空欄)"


def read_months(text: str, fiscal_year: int) -> tuple[tuple[str, ...], Problem | None]:
    """Return the months of a plan's year that a text names, or what is wrong with it.

    ``5月、10月``, ``4~6月``, ``令和8年5月``, ``2026-05`` and ``毎月`` are understood. A month alone is that
    of the plan's year; one with a year that lies outside it is refused, never moved.

    Args:
        text: as it was written.
        fiscal_year: the year the plan is for.
    """
    folded = unicodedata.normalize("NFKC", text).strip()
    year = months_of(fiscal_year)
    if folded in ("毎月", "通年"):
        return year, None
    found: list[str] = []
    for part in filter(None, _BETWEEN.split(folded)):
        months = _months_in(part, fiscal_year)
        if months is None:
            fix = "「5月、10月」「4~6月」「毎月」のように書いてください。"
            return (), Problem("plan-month", "実施月を読めません。", fix, part)
        outside = [one for one in months if one not in year]
        if outside:
            message = f"実施月が、{fiscal_year_label(fiscal_year)}(4月から翌年3月)の外です。"
            return (), Problem("plan-month-outside", message, "計画の年度の月に直してください。", part)
        found += months
    return tuple(sorted(set(found))), None


def _months_in(part: str, fiscal_year: int) -> list[str] | None:
    year = months_of(fiscal_year)
    dated = _DATED.fullmatch(part)
    if dated is not None:
        number = 1 if dated[1] == "元" else int(dated[1])
        return [f"{number + (2018 if number < 100 else 0):04}-{int(dated[2]):02}"]
    of_year = {int(month[5:]): place for place, month in enumerate(year)}
    between = _RANGE.fullmatch(part)
    if between is not None:
        first, last = (of_year.get(int(one)) for one in between.groups())
        return None if first is None or last is None or first > last else [*year[first : last + 1]]
    one = _MONTH.fullmatch(part)
    place = of_year.get(int(one[1])) if one is not None else None
    return None if place is None else [year[place]]


def read_count(text: str, name: str) -> tuple[int | None, Problem | None]:
    """Return a count or an amount that a text says (``1,200円``, ``30人``), ``None`` for an empty one."""
    folded = unicodedata.normalize("NFKC", text).strip().rstrip("円人回").replace(",", "").strip()
    if not folded or text.strip() == NOT_SAID:
        return None, None
    if folded.endswith(".0"):  # a cell that holds a number
        folded = folded[:-2]
    if not folded.isdecimal() or int(folded) >= _LARGEST:
        fix = "0以上の整数を書いてください。決まっていないときは、空欄にします。"
        return None, Problem("plan-number", f"{FIELD_NAMES[name]}を数字として読めません。", fix, text.strip())
    return int(folded), None


def read_sections(
    text: str, units: Mapping[str, Department]
) -> tuple[tuple[Places, ...], tuple[Problem, ...]]:
    """Return the places of sections that a text names, and what is wrong with it.

    ``区民部 12、福祉部 8``: each section by its name or code, as it is called today.

    Args:
        text: as it was written.
        units: the departments there are, by code; none: names are taken as they are written.
    """
    found: dict[str, Places] = {}
    wrong: list[Problem] = []
    codes: dict[str, list[str]] = {}
    for code, unit in units.items():
        codes.setdefault(evened(unit.name), []).append(code)
    for part in filter(None, map(str.strip, re.split("[、;\n]", unicodedata.normalize("NFKC", text)))):
        match = _PLACES.fullmatch(part)
        if match is None:
            fix = "「所属の名前 人数」を「、」で区切って書いてください。例 区民部 12、福祉部 8"
            wrong.append(Problem("plan-section", "所属ごとの定員を読めません。", fix, part))
            continue
        name, places = match[1].strip(), int(match[2].replace(",", ""))
        of = [name] if name in units else codes.get(evened(name), [])
        if len(of) > 1:
            message = f"「{name}」という所属が{len(of)}つあります。"
            wrong.append(Problem("plan-section-several", message, "所属のコードで書いてください。", part))
            continue
        if not of and units and name != OTHERS:
            message = f"「{name}」という所属がありません。"
            fix = "いまの所属の名前かコードで書いてください。"
            wrong.append(Problem("plan-section-unknown", message, fix, part))
            continue
        code = of[0] if of else ""
        called = units[code].name if code in units else name
        key = code or called
        if key in found:
            message = f"「{called}」が2回あります。"
            wrong.append(Problem("plan-section-twice", message, "1つにまとめてください。", part))
            continue
        found[key] = Places(code, called, places)
    return tuple(found.values()), tuple(wrong)


def place_of_month(month: str) -> int:
    """Return where a month stands in its fiscal year: April 0, March 11."""
    return (int(month[5:]) - FIRST_MONTH) % 12


def share_text(line: PlanLine) -> str:
    """Return who does what of a line, only where something is said: ``人事課 企画、情報システム課 PC``."""
    told = (("人事課", line.by_hr), ("DX推進担当課", line.by_dx), ("情報システム課", line.by_it))
    return "、".join(f"{who} {what}" for who, what in told if what)


def outside_text(line: PlanLine) -> str:
    """Return who gives a course, whose budget it is and who deals with them, only what is said."""
    names = ("provider", "budget_by", "contact")
    return "、".join(f"{FIELD_NAMES[name]} {said}" for name in names if (said := getattr(line, name)))
