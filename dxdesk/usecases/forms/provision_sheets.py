"""提供票: what it says in ``extra``, and its sheets, which are built from that alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from dxdesk.domain import canonical
from dxdesk.domain.provisions import Item, named
from dxdesk.domain.small_cells import WITHHELD, shown
from dxdesk.domain.target_record import figure
from dxdesk.ports.workbooks import Column, Head, TableRow, TableSheet
from dxdesk.usecases.forms.readable_sheets import head_of, shows
from dxdesk.usecases.person_year.cycles import day_text
from dxdesk.usecases.person_year.standing import PersonYear, YearContext
from dxdesk.usecases.sealing.envelope import Envelope
from dxdesk.usecases.sealing.wording_version import WITH_OWN_LAST_DAY, wording_of

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
class TargetCount:
    """What HR's store counted of a target of DX推進課 (``code``) in the year of the 提供票.

    ``value`` is a figure as a text, in ``unit``, empty where there is none and ``why`` says so; ``count`` of
    ``of`` stand behind a share, ``beside`` next to it. ``way`` tells by what it was counted.
    Of what both sections keep records of (案件, 行事) ``value`` counts those of HR alone; ``also`` are the
    receiver's own (code) that HR keeps, too, and has counted.
    """

    code: str
    name: str
    unit: str
    value: str = ""
    count: Cell = None
    of: Cell = None
    beside: str = ""
    why: str = ""
    way: str = ""
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Provision:
    """What HR gives: why, until when (ISO day), aggregates, and individuals as far as was decided.

    ``below`` is the threshold under which counts are withheld. ``items`` are the particulars (codes) of
    ``people``, whose rows have a text for each of ``columns`` (the code of its particular, and its title
    where it is not the particular's own name); ``permitted`` those the decision names. ``withdraws`` is the
    package of an earlier one that this takes back; such a one gives nothing. ``people_until`` (ISO day) is
    the last day of the individuals alone, whose decision ends earlier than the aggregates; empty: the same.
    ``targets`` are what was counted of the receiver's own targets on ``counted_on`` (ISO day).
    ``authority`` is who appoints the people of the receiving section: empty for HR's own, ``None`` in files
    of programs that did not say.
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
    columns: tuple[tuple[str, str], ...] = ()
    targets: tuple[TargetCount, ...] = ()
    counted_on: str = ""
    authority: str | None = None

    def without_people(self) -> Provision:
        """Return the same without anybody's particulars; which ones they were is still told."""
        return replace(self, people=())

    @property
    def heads(self) -> tuple[tuple[str, str], ...]:
        """The columns of ``people``: the particular (code) of each, and what stands over it."""
        if self.columns:
            return tuple((item, title or named([item])) for item, title in self.columns)
        return tuple((item, named([item])) for item in self.items)


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
    if provision.authority is not None:
        told["authority"] = provision.authority
    if not (provision.people_until or provision.columns or provision.targets):
        return canonical.dumps({FIELD: told})
    # A program that does not know of the day would show individuals until the last day of the aggregates.
    told["people_until"] = provision.people_until
    told["columns"] = [list(column) for column in provision.columns]
    told["targets"] = [asdict(one) for one in provision.targets]
    told["counted_on"] = provision.counted_on
    return canonical.dumps({"wording": WITH_OWN_LAST_DAY, FIELD: told})


_TEXTS = ("why", "until", "ground", "decision", "left_out", "withdraws")
_LATER_TEXTS = ("people_until", "counted_on")


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
        texts |= {name: _text(said.get(name, "")) for name in _LATER_TEXTS}
        columns = tuple((_text(item), _text(title)) for item, title in said.get("columns", ()))
        targets = tuple(map(_target, said.get("targets", ())))
        authority = _text(said["authority"]) if "authority" in said else None
    except (KeyError, TypeError, ValueError, RecursionError):
        return None
    fits = [len(row) == len(columns or items) for row in people]
    fits += [len(row[2]) == len(one.levels) + 1 for one in skills for row in one.rows]
    if not all(fits):
        return None
    return Provision(
        skills=skills, items=items, people=people, permitted=permits, below=below, columns=columns,
        targets=targets, authority=authority, **texts,
    )  # fmt: skip


def _target(said: Any) -> TargetCount:
    texts = {name: _text(said[name]) for name in ("code", "name", "unit", "value", "beside", "why", "way")}
    if texts["value"] and figure(texts["value"]) is None:
        raise ValueError(texts["value"])
    also = tuple(map(_text, said.get("also", ())))
    return TargetCount(count=_count(said["count"]), of=_count(said["of"]), also=also, **texts)


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
_SKILL_WIDTH = 16
_TARGETS = (
    Column("code", "目標コード", 14),
    Column("name", "目標", 40, "wrap"),
    Column("value", "実績", 14),
    Column("of", "内訳", 16),
    Column("beside", "並べて見る数", 18, "wrap"),
    Column("as_of", "時点", 16),
    Column("why", "実績がない理由", 40, "wrap"),
)


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
    if given.targets:
        counted = tuple(_target_rows(given))
        sheets.append(TableSheet("目標の実績", head, _TARGETS, counted))
    if given.items:
        sheets.append(_people_sheet(envelope, given, head))
    return tuple(sheets)


def _people_sheet(envelope: Envelope, given: Provision, head: Head) -> TableSheet:
    """Return the particulars of individuals, marked 取扱注意 but in a wording before that."""
    lines = tuple(TableRow(str(place), row) for place, row in enumerate(given.people, 1))
    if wording_of(envelope) < WITH_OWN_LAST_DAY:
        people = tuple(Column(one, title, _WIDTHS.get(one, 40), "wrap") for one, title in given.heads)
        return TableSheet("個人", head, people, lines)
    columns = tuple(
        Column(f"{one}:{place}", title, _SKILL_WIDTH, "wrap")
        if one == Item.LEVELS
        else Column(f"{one}:{place}", title, _WIDTHS.get(one, 40), "wrap")
        for place, (one, title) in enumerate(given.heads)
    )
    stress = _STRESS.format(
        decision=given.decision, until=day_text(given.people_until or given.until), count=len(lines)
    )
    return TableSheet("個人", replace(head, stress=stress), columns, lines, caution=True)


_STRESS = "取扱注意　{count:,}人の個人の項目です。決裁番号 {decision}の決定の範囲で、{until}まで使えます。"


def _target_rows(given: Provision) -> Iterator[TableRow]:
    as_of = day_text(given.counted_on)
    for one in given.targets:
        value = f"{one.value}{one.unit}" if one.value else ""
        of = "" if one.count is None or one.of is None else f"{one.count:,} / {one.of:,}"
        yield TableRow(one.code, (one.code, one.name, value, of, one.beside, as_of if value else "", one.why))


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
