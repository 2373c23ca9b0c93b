"""How a finding about a framework is worded, and the two kinds that recur: said twice, naming nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from dxdesk.domain.errors import Place, Problem


def problem(code: str, field: str, message: str, fix: str, found: str = "") -> Problem:
    """Return a finding about a field."""
    return Problem(f"framework-{code}", f"{field}: {message}", fix, found, Place(cell=field))


def duplicates(field: str, values: Sequence[str], part: str, what: str) -> Iterator[Problem]:
    """Find blank values and those that stand twice."""
    seen: dict[str, int] = {}
    for number, value in enumerate(values):
        if not value.strip():
            yield problem(
                "blank", f"{field}[{number}].{part}", f"{what}が空です。", f"{what}を書いてください。"
            )
        elif value in seen:
            yield problem(
                "duplicate",
                f"{field}[{number}].{part}",
                f"{what}が{field}[{seen[value]}]と同じです。",
                "どちらかを変えてください。",
                value,
            )
        seen.setdefault(value, number)


def unknown(field: str, values: Iterable[str], known: Iterable[str], what: str) -> Iterator[Problem]:
    """Find values that name nothing known."""
    known = set(known)
    for value in values:
        if value not in known:
            yield problem(
                "unknown",
                field,
                f"体系にない{what}を指しています。",
                f"{what}を追加するか、指す先を直してください。",
                value,
            )
