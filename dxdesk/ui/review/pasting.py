"""What a block of cells out of Excel means for the grid. Changes nothing by itself; knows no widgets."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from dxdesk.domain.errors import KnownError
from dxdesk.domain.levels import Scale
from dxdesk.domain.text import from_cell
from dxdesk.ui.deciding.model import ReviewDraft
from dxdesk.ui.look import words
from dxdesk.ui.review import messages

_LEADS = ("氏名", "職員番号", "フリガナ", "カナ", "所属", "所属名", "職名", "職層", "職位")


@dataclass(frozen=True, slots=True)
class Item:
    """A column of the grid."""

    uid: str
    name: str
    scale: Scale


@dataclass
class Plan:
    """What a block would do: levels to set, what is left out and why, and whether it is too big.

    ``rows``/``room_rows`` and ``cols``/``room_cols`` are given where the block is longer or wider than
    what lies below and right of the cell it is pasted at.
    """

    cells: list[tuple[str, str, int]] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    rows: int = 0
    room_rows: int = 0
    cols: int = 0
    room_cols: int = 0

    @property
    def too_long(self) -> bool:
        """Whether there are more rows than people."""
        return self.rows > self.room_rows

    @property
    def too_wide(self) -> bool:
        """Whether there are more columns than skills."""
        return self.cols > self.room_cols


def block_of(text: str) -> list[list[str]]:
    """Return the cells of a text as Excel puts it on the clipboard; blank rows at its end are dropped."""
    lines = csv.reader(io.StringIO(text.replace("\0", "")), delimiter="\t")
    rows = [[from_cell(cell) for cell in line] for line in lines]
    while rows and not any(cell.strip() for cell in rows[-1]):
        rows.pop()
    wide = max((len(line) for line in rows), default=0)
    return [line + [""] * (wide - len(line)) for line in rows]


def plan(
    text: str, people: Sequence[ReviewDraft], items: Sequence[Item], place: tuple[int, int]
) -> Plan | None:
    """Return what pasting would do, ``None`` for nothing at all.

    Args:
        text: tab-separated cells.
        people: the rows of the grid from the top.
        items: the columns of the grid from the left.
        place: row and item column of the current cell; with a heading row skills are found by name,
            with a column 職員番号 (or 氏名) people by number (or name), in any order.
    """
    block = block_of(text)
    if not block:
        return None
    made = Plan()
    names = {_fold(item.name): item for item in items}
    if any(_fold(cell) in names for cell in block[0]):
        columns, rows = _by_heading(block, people, names, place, made)
    else:
        columns, rows = _by_place(block, people, items, place, made)
    for number, line, work in rows:
        for position, item in columns:
            _take(made, number, work, item, line[position])
    return made


Columns = list[tuple[int, Item]]
Rows = list[tuple[int, list[str], ReviewDraft]]


def _by_place(
    block: list[list[str]],
    people: Sequence[ReviewDraft],
    items: Sequence[Item],
    place: tuple[int, int],
    made: Plan,
) -> tuple[Columns, Rows]:
    made.rows, made.room_rows = len(block), len(people) - place[0]
    made.cols, made.room_cols = len(block[0]), len(items) - place[1]
    _say_rest(made)
    columns = list(enumerate(items[place[1] : place[1] + made.cols]))
    pairs = zip(block, people[place[0] :], strict=False)
    return columns, [(number, line, work) for number, (line, work) in enumerate(pairs, start=1)]


def _by_heading(
    block: list[list[str]],
    people: Sequence[ReviewDraft],
    names: Mapping[str, Item],
    place: tuple[int, int],
    made: Plan,
) -> tuple[Columns, Rows]:
    head = [_fold(cell) for cell in block[0]]
    columns = [(position, names[name]) for position, name in enumerate(head) if name in names]
    leads = {_fold(lead) for lead in _LEADS}
    made.left += [
        messages.PASTE_NO_SKILL.format(found=block[0][position].strip())
        for position, name in enumerate(head)
        if name and name not in names and name not in leads
    ]
    keyed = _keys(people, head)
    if keyed is None:
        # Headings name the skills; the rows are in the order of the grid.
        made.rows, made.room_rows = len(block) - 1, len(people) - place[0]
        _say_rest(made)
        pairs = zip(block[1:], people[place[0] :], strict=False)
        return columns, [(number, line, work) for number, (line, work) in enumerate(pairs, start=2)]
    position, known = keyed
    rows: Rows = []
    for number, line in enumerate(block[1:], start=2):
        raw = line[position].strip()
        work = known.get(_fold(raw)) or known.get(_fold(raw).lstrip("0"))
        if work is not None:
            rows.append((number, line, work))
        elif raw:
            made.left.append(messages.PASTE_NOBODY.format(row=number, found=raw))
    return columns, rows


def _keys(people: Sequence[ReviewDraft], head: list[str]) -> tuple[int, dict[str, ReviewDraft]] | None:
    """Return the column that names people and whom each text means; Excel drops leading noughts."""
    if "職員番号" in head:
        found = {_fold(work.person.employee_number): work for work in people}
        short = {number.lstrip("0"): work for number, work in found.items()}
        return head.index("職員番号"), {**(short if len(short) == len(found) else {}), **found}
    if "氏名" in head:
        by_name = {
            _fold(name): work for work in people for name in (work.person.name, words.shown(work.person.name))
        }
        unique = {_fold(work.person.name) for work in people}
        return (head.index("氏名"), by_name) if len(unique) == len(people) else None
    return None


def _say_rest(made: Plan) -> None:
    if made.too_long:
        made.left.append(messages.PASTE_REST.format(first=made.room_rows + 1, last=made.rows))
    if made.too_wide:
        made.left.append(messages.PASTE_REST_WIDE.format(first=made.room_cols + 1))


def _take(made: Plan, number: int, work: ReviewDraft, item: Item, raw: str) -> None:
    try:
        level = item.scale.parse(raw)
    except KnownError as error:
        known = error.code == "level-outside-scale"
        text = messages.PASTE_OUTSIDE if known else messages.PASTE_BAD
        made.left.append(text.format(row=number, item=item.name, found=raw.strip()))
        return
    if level is None:
        return  # a blank cell says nothing
    if not work.has(item.uid):
        name = words.shown(work.person.name)
        made.left.append(messages.PASTE_NOT_ASKED.format(row=number, name=name, item=item.name))
    elif level != work.level(item.uid):
        made.cells.append((work.person.employee_number, item.uid, level))


def _fold(text: str) -> str:
    """Return a text for comparing only: width evened out, no blanks."""
    return "".join(unicodedata.normalize("NFKC", text).split())
