"""提供票: what it says in ``extra``, and its sheets, which are built from that alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from dxdesk.domain import canonical
from dxdesk.domain.provisions import ITEM_NAMES, Item, named
from dxdesk.domain.small_cells import WITHHELD, shown
from dxdesk.ports.workbooks import Column, TableRow, TableSheet
from dxdesk.usecases.forms.readable_sheets import head_of, shows
from dxdesk.usecases.person_year.cycles import day_text
from dxdesk.usecases.person_year.standing import PersonYear, YearContext
from dxdesk.usecases.sealing.envelope import Envelope
from dxdesk.usecases.sealing.wording_version import WITH_OWN_LAST_DAY

FIELD = "provision"

Cell = int | None


@dataclass(frozen=True, slots=True)
class SkillCounts:
    """How many people of each section stand at each level of a skill; ``None``: withheld (少人数).

    ``rows`` are (section's code, its name, counts by level and their total), the last of everybody.
    """

    uid: str
    name: str
    levels: tuple[str, ...]
    rows: tuple[tuple[str, str, tuple[Cell, ...]], ...]


@dataclass(frozen=True, slots=True)
class Provision:
    """What HR gives: why, until when (ISO day), aggregates, and individuals as far as was decided.

    ``below`` is the threshold under which counts are withheld. ``items`` are the particulars (codes) of
    ``people``, whose rows have a text for each; ``permitted`` those the decision names. ``withdraws`` is the
    package of an earlier one that this takes back; such a one gives nothing. ``people_until`` (ISO day) is
    the last day of the individuals alone, whose decision ends earlier than the aggregates; empty: the same.
    """

    why: str
    until: str
    below: int
    skills: tuple[SkillCounts, ...] = ()
    items: tuple[str, ...] = ()
    people: tuple[tuple[str, ...], ...] = ()
    permitted: tuple[str, ...] = ()
    ground: str = ""
    decision: str = ""
    left_out: str = ""
    withdraws: str = ""
    people_until: str = ""

    def without_people(self) -> Provision:
        """Return the same without anybody's particulars; which ones they were is still told."""
        return replace(self, people=())


def extra_of(provision: Provision) -> str:
    """Return what a package says beside its records."""
    skills = [
        {
            "uid": one.uid,
            "name": one.name,
            "levels": list(one.levels),
            "rows": [[code, name, list(counts)] for code, name, counts in one.rows],
        }
        for one in provision.skills
    ]
    said = {name: getattr(provision, name) for name in _TEXTS}
    lists = {name: list(getattr(provision, name)) for name in ("items", "permitted")}
    people = [list(row) for row in provision.people]
    told = {**said, **lists, "below": provision.below, "skills": skills, "people": people}
    if not provision.people_until:
        return canonical.dumps({FIELD: told})
    # A program that does not know of the day would show individuals until the last day of the aggregates.
    return canonical.dumps(
        {"wording": WITH_OWN_LAST_DAY, FIELD: {**told, "people_until": provision.people_until}}
    )


_TEXTS = ("why", "until", "ground", "decision", "left_out", "withdraws")


def provision_in(extra: str) -> Provision | None:
    """Return what an ``extra`` gives; ``None`` where it is of another shape."""
    try:
        said = canonical.loads(extra)[FIELD]
        texts = {name: _text(said[name]) for name in _TEXTS}
        skills = tuple(
            SkillCounts(
                _text(one["uid"]),
                _text(one["name"]),
                tuple(map(_text, one["levels"])),
                tuple((_text(code), _text(name), tuple(map(_count, row))) for code, name, row in one["rows"]),
            )
            for one in said["skills"]
        )
        items = tuple(map(_text, said["items"]))
        people = tuple(tuple(map(_text, row)) for row in said["people"])
        permits = tuple(map(_text, said["permitted"]))
        below = _count(said["below"]) or 0
        texts["people_until"] = _text(said.get("people_until", ""))
    except (KeyError, TypeError, ValueError, RecursionError):
        return None
    widths = [len(row) == len(items) for row in people]
    widths += [len(row[2]) == len(one.levels) + 1 for one in skills for row in one.rows]
    if not all(widths):
        return None
    return Provision(skills=skills, items=items, people=people, permitted=permits, below=below, **texts)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _count(value: Any) -> Cell:
    if value is not None and (not isinstance(value, int) or isinstance(value, bool)):
        raise TypeError(value)
    return value


_ABOUT = (Column("what", "こと", 22), Column("said", "内容", 70, "wrap"))
_PLACES = (Column("skill", "スキル", 26), Column("section", "所属", 20))
_GUIDE = (
    "dxdesk でこのファイルを開くと、DX推進担当課の台帳に入ります。表を書き換えると受け付けられません。",
)
_BELOW = "{below}人より少ない人数は「{word}」としています"
_WIDTHS: Mapping[str, int] = {Item.NUMBER: 12, Item.NAME: 20, Item.SECTION: 20, Item.GRADE: 12}


@shows
def provision_sheets(
    envelope: Envelope, context: YearContext, _: Sequence[PersonYear]
) -> tuple[TableSheet, ...]:
    """Return what is given and why, the map by section and skill, and individuals where there are any."""
    given = provision_in(envelope.extra)
    head = head_of(envelope, context.cycle, _GUIDE, "")
    if given is None:
        return (TableSheet("提供の内容", head, _ABOUT, ()),)
    about = tuple(
        TableRow(what, (what, said))
        for what, said in (
            ("体系", context.framework.name),
            ("何のために", given.why),
            ("いつまで", day_text(given.until)),
            (
                "少人数の基準",
                f"{given.below}人より少ない人数は「{WITHHELD}」としています" if given.below else "",
            ),
            ("入っていない人", given.left_out),
            ("個人の項目", named(given.items)),
            ("個人の項目はいつまで", day_text(given.people_until) if given.people_until else ""),
            ("根拠", given.ground),
            ("決裁番号", given.decision),
            ("取り下げた提供", given.withdraws),
        )
        if said
    )
    sheets = [TableSheet("提供の内容", head, _ABOUT, about)]
    if given.skills:
        wide = max(len(one.levels) for one in given.skills)
        levels = tuple(Column(f"level{place}", f"段階{place}", 16) for place in range(wide))
        columns = (
            Column("skill", "スキル", 26),
            Column("section", "所属", 20),
            *levels,
            Column("all", "計", 8),
        )
        rows = tuple(map_rows(given, wide))
        sheets.append(TableSheet("所属別の人数", head, columns, rows))
    if given.items:
        people = tuple(
            Column(one, ITEM_NAMES[Item(one)] if one in ITEM_NAMES else one, _WIDTHS.get(one, 40), "wrap")
            for one in given.items
        )
        lines = tuple(TableRow(str(place), row) for place, row in enumerate(given.people, 1))
        sheets.append(TableSheet("個人", head, people, lines))
    return tuple(sheets)


def map_rows(given: Provision, wide: int) -> Iterator[TableRow]:
    """Yield the lines of the map: a skill and section each, a level with its count in a cell."""
    for skill in given.skills:
        for code, name, counts in skill.rows:
            cells = [f"{label}: {shown(number)}" for label, number in zip(skill.levels, counts, strict=False)]
            cells += [""] * (wide - len(cells))
            yield TableRow(
                f"{skill.uid}/{code or '-'}",
                (skill.name, name, *cells, shown(counts[-1])),
                not code,
            )
