"""「前年のまま」 in a 申告票: a level said by what it was last year, which the form shows.

It fills what is left blank and never covers what somebody wrote. What was understood is told at receiving.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from dxdesk.domain.errors import Place, Problem
from dxdesk.domain.framework import AnswerItem, Framework, Item
from dxdesk.domain.text import plain
from dxdesk.ports.workbooks import ALL_AS_LAST_YEAR, AS_LAST_YEAR, FormReading

_UNTAKEN = "この申告票は取り込んでいません。"
_CHECK = "違うときは、本人に確かめて差戻しで書き直してもらってください。"


def is_said(text: str) -> bool:
    """Tell whether a level's cell says that it is as last year."""
    return plain(text).strip() == AS_LAST_YEAR


@dataclass
class AsLastYear:
    """What of a form is as last year: its levels by uid, refusals, and what is told."""

    framework: Framework
    last: Mapping[str, int]
    sheet: str
    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)

    def one(self, item: Item, cell: str) -> int | None:
        """Return the level of an item whose own cell says so; ``None`` where it had none."""
        level = self._level(item)
        place = Place("", self.sheet, cell)
        if level is None:
            self.problems.append(
                Problem(
                    "same-without-last",
                    f"「{item.name}」に「{AS_LAST_YEAR}」とありますが、前年のレベルがありません。{_UNTAKEN}",
                    f"{'、'.join(self._label(item, v) for v in self.framework.allowed_levels(item))}"
                    "のどれかを選んでください。",
                    AS_LAST_YEAR,
                    place,
                )
            )
            return None
        message = f"「{item.name}」の「{AS_LAST_YEAR}」を、前年の {self._label(item, level)} と読みました。"
        self.notes.append(Problem("same-as-last-year", message, _CHECK, AS_LAST_YEAR, place))
        return level

    def for_all(self, blank: Iterable[AnswerItem], reading: FormReading) -> dict[str, int]:
        """Return the levels of the items left blank, where the cell at the top says so of all."""
        said, place = plain(reading.for_all).strip(), Place("", self.sheet, reading.for_all_cell)
        if not said:
            return {}
        if said not in (ALL_AS_LAST_YEAR, AS_LAST_YEAR):
            message = f"上の「{AS_LAST_YEAR}」の欄を読み取れません。{_UNTAKEN}"
            fix = f"「{ALL_AS_LAST_YEAR}」を選ぶか、空けてください。"
            self.problems.append(Problem("same-unknown", message, fix, said, place))
            return {}
        items = [answer.item for answer in blank]
        found = {one.uid: level for one in items if (level := self._level(one)) is not None}
        if found:
            told = "、".join(
                f"{one.name} {self._label(one, found[one.uid])}" for one in items if one.uid in found
            )
            message = f"「{ALL_AS_LAST_YEAR}」により、空欄だった{len(found)}項目を前年のレベルと読みました。"
            self.notes.append(Problem("same-as-last-year", message, _CHECK, told, place))
        if left := [one.name for one in items if one.uid not in found]:
            message = f"前年のレベルがない{len(left)}項目は、「{ALL_AS_LAST_YEAR}」でも空欄のままです。"
            fix = "必要なら差戻しで記入を頼んでください。"
            self.notes.append(Problem("same-left-blank", message, fix, "、".join(left), place))
        return found

    def _level(self, item: Item) -> int | None:
        level = self.last.get(item.uid)
        return level if level in self.framework.allowed_levels(item) else None

    def _label(self, item: Item, level: int) -> str:
        return self.framework.level_label(item, level)
