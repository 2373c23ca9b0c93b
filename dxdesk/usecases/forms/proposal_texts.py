"""来年度の目標の案: what a result notice proposes for the next year, sealed as it was written.

It rests on everything HR has on record, and a receiver has only what came with the file: so the finished
texts travel, and receiving compares the sheet with them. Of the same proposal the 期首票 of the next year
seals what goes into its lines beforehand.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from dxdesk.domain.contents import Goal, goal_key
from dxdesk.domain.framework import AnswerItem, Framework
from dxdesk.domain.year_start import FREE, SKILL
from dxdesk.ports.document_wording import PROPOSAL, PROPOSAL_GUIDE, PROPOSAL_GUIDE_BEFORE, proposed_way
from dxdesk.ports.workbooks import Column, Head, ProposalLine, TableRow, TableSheet

MEMBER = "proposal"
"""The member of an ``extra`` that carries it."""

_COLUMNS = (
    Column("about", "対象", 24, "wrap"),
    Column("now", "いま", 12, "wrap"),
    Column("aim", "来年度の案", 14, "wrap"),
    Column("own", "来年度の目標(本人)", 30, "wrap"),
    Column("missing", "足りないもの", 40, "wrap"),
    Column("courses", "次に受ける研修", 30, "wrap"),
)


def plain(lines: Iterable[ProposalLine]) -> list[list[object]]:
    """Return lines as they are sealed."""
    return [
        [one.about, one.now, one.aim, one.own, list(one.missing), list(one.courses), one.uid, one.level]
        for one in lines
    ]


def read(found: Mapping[str, Any]) -> tuple[ProposalLine, ...]:
    """Return the lines that an ``extra`` seals; raises ``TypeError`` or ``ValueError`` for others."""
    return tuple(_read(*row) for row in found.get(MEMBER, []))


def _read(
    about: object,
    now: object,
    aim: object,
    own: object,
    missing: Iterable[object],
    courses: Iterable[object],
    uid: object,
    level: int | None,
) -> ProposalLine:
    return ProposalLine(
        str(about),
        str(now),
        str(aim),
        str(own),
        tuple(map(str, missing)),
        tuple(map(str, courses)),
        str(uid),
        None if level is None else int(level),
    )


def sheet_of(lines: tuple[ProposalLine, ...], head: Head, *, official: bool) -> TableSheet:
    """Return the sheet of a notice that shows them; ``official``: the notice is laid out as a 公文書."""
    own = Head(
        title=PROPOSAL,
        municipality=head.municipality,
        fiscal_year=head.fiscal_year,
        number=head.number,
        name=head.name,
        department=head.department,
        post=head.post,
        deadline="",
        sender=head.sender,
        purpose=head.purpose,
        guide=PROPOSAL_GUIDE if official else PROPOSAL_GUIDE_BEFORE,
        honorific=head.honorific,
    )
    rows = tuple(
        TableRow(
            f"proposal:{number:02}",
            (one.about, one.now, one.aim, one.own, "\n".join(one.missing), "\n".join(one.courses)),
        )
        for number, one in enumerate(lines, 1)
    )
    return TableSheet(PROPOSAL, own, _COLUMNS, rows)


def goals_of(
    lines: Iterable[ProposalLine], framework: Framework, answers: Iterable[AnswerItem]
) -> dict[str, Goal]:
    """Return what a proposal comes to as goals of the year it is for, in its order.

    A skill nobody is asked about any more stays as what was written of it, in free words.
    """
    asked = {answer.item.uid: answer.item for answer in answers}
    known = {item.uid: item.name for item in framework.items}
    goals = [goal for one in lines if one.uid and (goal := _goal(one, framework, asked, known)) is not None]
    return {goal_key(position): goal for position, goal in enumerate(goals, 1)}


def _goal(
    one: ProposalLine, framework: Framework, asked: Mapping[str, Any], known: Mapping[str, str]
) -> Goal | None:
    if one.uid in asked:
        allowed = framework.allowed_levels(asked[one.uid])
        level = one.level if one.level is not None and one.level in allowed else None
        return Goal(kind=SKILL, skill=one.uid, level=level, text=one.own)
    name = f"{known[one.uid]}: " if one.uid in known else ""
    return Goal(kind=FREE, text=f"{name}{one.own}") if one.own else None


def told(lines: Iterable[ProposalLine]) -> Iterator[tuple[str, str]]:
    """Yield each line as a screen shows it: what it is about, and the rest in sentences."""
    for one in lines:
        said = [
            proposed_way(one)[1],
            f"本人の目標: {one.own}" if one.own else "",
            f"足りないもの: {'、'.join(one.missing)}" if one.missing else "",
            f"次に受ける研修: {'、'.join(one.courses)}" if one.courses else "",
        ]
        yield one.about, "\n".join(text for text in said if text)
