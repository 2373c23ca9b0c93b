"""集計表 and スキルマップ as sheets, and what may not be told of small groups."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dxdesk.domain.lifecycle import STATE_LABELS
from dxdesk.ports.workbooks import Column, Head, MapSheet, TableRow, TableSheet
from dxdesk.usecases.skillmap.model import MapItem, MapPerson, PeopleMap, SectionMap, SectionRow

HIDDEN = "\uff0a"
_TOTAL = "total"


@dataclass(frozen=True)
class Masked:
    """A section map with the cells (row, item) that are not told; ``rows`` end with everybody together."""

    items: tuple[MapItem, ...]
    rows: tuple[SectionRow, ...]
    hidden: frozenset[tuple[int, int]]
    basis: str


def mask(sections: SectionMap, below: int) -> Masked:
    """Hide what is known of fewer than ``below`` people, and what would give it away by subtraction.

    A group is the people of a section who have a level in an item. The whole minus what is shown tells of
    the hidden sections together; so the next smallest are hidden too until those are many enough, or else
    the whole itself is.
    """
    rows = (*sections.rows, sections.total)
    hidden: set[tuple[int, int]] = set()
    for item in range(len(sections.items)):
        answered = [sum(row.counts[item]) for row in rows]
        hidden |= {(row, item) for row in hidden_rows(answered, below)}
    return Masked(sections.items, rows, frozenset(hidden), sections.basis)


def hidden_rows(answered: Sequence[int], below: int) -> set[int]:
    """Return the rows to hide, given how many answered by row; the last row is the whole."""
    whole = len(answered) - 1
    some = sorted((count, row) for row, count in enumerate(answered[:-1]) if count)
    small = {row for count, row in some if count < below}
    others = [row for count, row in some if count >= below]
    while small and sum(answered[row] for row in small if row != whole) < below and whole not in small:
        small.add(others.pop(0) if others else whole)
    if 0 < answered[whole] < below:
        small.add(whole)
    return small


def sheets(masked: Masked, head: Head, below: int) -> tuple[MapSheet | TableSheet, ...]:
    """Return section × skill by mean, and the people at each level."""
    return _mean_sheet(masked, head, below), _count_sheet(masked, head, below)


def notes_on(masked: Masked, below: int) -> tuple[str, ...]:
    """Return on what the numbers rest, and what is hidden."""
    notes = [f"値: {masked.basis}。対象外の職員は含みません。"]
    if below > 1:
        notes.append(
            f"「{HIDDEN}」は、{below}人未満の集計のため表示していません"
            "(引き算で分かってしまう欄も伏せています)。"
        )
    return tuple(notes)


def _key(row: SectionRow, position: int, last: int) -> str:
    return _TOTAL if position == last else row.code or "-"


def _mean_sheet(masked: Masked, head: Head, below: int) -> MapSheet:
    last = len(masked.rows) - 1
    rows = []
    for position, row in enumerate(masked.rows):
        cells = (row.code, row.name, str(row.staff))
        values = tuple(
            HIDDEN if (position, item) in masked.hidden else mean_text(row.average[item])
            for item in range(len(masked.items))
        )
        rows.append((TableRow(_key(row, position, last), cells, position == last), values))
    legend = [(str(value), label) for value, label in _longest_scale(masked.items)]
    if below > 1:
        legend.append((HIDDEN, f"{below}人未満のため表示しない"))
    return MapSheet(
        sheet="所属×スキル",
        head=head,
        lead_columns=(
            Column("code", "所属コード", 10),
            Column("name", "所属", 20),
            Column("staff", "人数", 7, "number"),
        ),
        items=tuple((item.uid, item.title) for item in masked.items),
        rows=tuple(rows),
        marks={},
        legend=tuple(legend),
        notes=("数字は、値のある人の平均です。", *notes_on(masked, below)),
        tops=_tops(masked.items),
    )


def mean_text(average: int | None) -> str:
    """Return a mean × 100 with one decimal, rounded half up; empty for none."""
    if average is None:
        return ""
    tenths = (average + 5) // 10
    return f"{tenths // 10}.{tenths % 10}"


def _longest_scale(items: Sequence[MapItem]) -> tuple[tuple[int, str], ...]:
    return max((item.levels for item in items), key=len, default=())


def steps_of(items: Sequence[MapItem]) -> list[str]:
    """Return what the columns of the levels are called: by their labels where all items share a scale."""
    scale = _longest_scale(items)
    same = all(item.levels == scale[: len(item.levels)] for item in items)
    return [label if same else f"{place}段目" for place, (_, label) in enumerate(scale)]


def _tops(items: Sequence[MapItem]) -> dict[str, int]:
    return {item.uid: item.top for item in items if item.levels}


def _count_sheet(masked: Masked, head: Head, below: int) -> TableSheet:
    steps = steps_of(masked.items)
    columns = (
        Column("code", "所属コード", 10),
        Column("name", "所属", 20),
        Column("item", "スキル", 36, "wrap"),
        Column("staff", "人数", 7, "number"),
        *(Column(f"step{place}", label, 7, "number") for place, label in enumerate(steps)),
        Column("none", "値なし", 7, "number"),
        Column("average", "平均", 7, "decimal"),
    )
    last = len(masked.rows) - 1
    rows = []
    for position, row in enumerate(masked.rows):
        if position != last and not any(map(sum, row.counts)):
            continue  # nobody has a level yet: a block of zeros tells nothing
        for place, item in enumerate(masked.items):
            hidden = (position, place) in masked.hidden
            counts = [HIDDEN if hidden else str(count) for count in row.counts[place]]
            counts += [""] * (len(steps) - len(counts))
            mean = HIDDEN if hidden else mean_text(row.average[place])
            asked = str(row.asked[place])
            cells = (row.code, row.name, item.title, asked, *counts, str(row.none[place]), mean)
            key = f"{_key(row, position, last)}/{item.uid}"
            rows.append(TableRow(key, cells, position == last))
    return TableSheet("水準ごとの人数", head, columns, tuple(rows), notes_on(masked, below))


def people_sheet(people: PeopleMap, head: Head) -> MapSheet:
    """Return person × skill with ▲▼ against last year, for HR alone."""
    marks = {
        (row.number, item.uid): mark
        for row in people.rows
        for position, item in enumerate(people.items)
        if (mark := row.mark(position))
    }
    legend = [(str(value), label) for value, label in _longest_scale(people.items)]
    legend += [("▲", "前年より上がった"), ("▼", "前年より下がった")]
    return MapSheet(
        sheet="人×スキル",
        head=head,
        lead_columns=(
            Column("number", "職員番号", 10),
            Column("name", "氏名", 24),
            Column("department", "所属", 18, "wrap"),
            Column("grade", "職層", 9),
            Column("post", "職名", 9),
            Column("personas", "人材像", 14, "wrap"),
            Column("state", "状態", 9),
        ),
        items=tuple((item.uid, item.title) for item in people.items),
        rows=tuple((_person_row(people, row), _levels(row, len(people.items))) for row in people.rows),
        marks=marks,
        legend=tuple(legend),
        notes=(f"値: {people.basis}。", "この表は人事担当の中だけで使い、外へ渡さないでください。"),
        tops=_tops(people.items),
    )


def _person_row(people: PeopleMap, row: MapPerson) -> TableRow:
    cells = (row.number, row.name, row.department_name, row.grade, row.post)
    return TableRow(
        row.number, (*cells, "・".join(people.framework.persona_names(row.personas)), STATE_LABELS[row.state])
    )


def _levels(row: MapPerson, width: int) -> tuple[str, ...]:
    found = (row.level(position) for position in range(width))
    return tuple("" if level is None else str(level) for level in found)


def plain(masked: Masked) -> dict[str, object]:
    """Return the summary as it travels in the sealed part: hidden cells are not in it."""
    last = len(masked.rows) - 1
    return {
        "items": [[item.uid, item.name, [list(level) for level in item.levels]] for item in masked.items],
        "sections": [
            {
                "code": row.code,
                "name": row.name,
                "whole": position == last,
                "staff": row.staff,
                "counts": [
                    None if (position, place) in masked.hidden else list(row.counts[place])
                    for place in range(len(masked.items))
                ],
            }
            for position, row in enumerate(masked.rows)
        ],
    }
