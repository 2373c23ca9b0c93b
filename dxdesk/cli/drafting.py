"""``drafting``: the drafting of a policy, its six steps and the months around them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dxdesk.cli.common import command, desk_at, store_argument
from dxdesk.cli.japanese import JapaneseGroup
from dxdesk.cli.output import Answer
from dxdesk.cli.plain_things import given_thing, merged

if TYPE_CHECKING:
    from dxdesk.usecases.drafting.overview import Board, Drafting, TaskLine
    from dxdesk.usecases.workplace.desk import Desk


def register(group: JapaneseGroup) -> None:
    """Add the command."""

    @command(
        group,
        "drafting",
        store_argument,
        click.option("--begin", default="", metavar="SORT",
                     help="--fiscal-year に始まる方針の策定を始めます(new 新規策定、revision 見直し、"
                          "plan-only 年度計画のみ)。"),
        click.option("--task-from", "task", default=None, type=click.Path(path_type=Path), metavar="F.json",
                     help="手順1つの月、担当、状況を書いた JSON(code が要ります)。"),
        click.option("--put-away", "away", is_flag=True, help="--fiscal-year の策定をしまいます。"),
        click.option("--resume", is_flag=True, help="しまった策定を戻します。"),
        year=True,
        text="方針の策定の6つの手順と予定を、台帳にあるものと一緒に一覧します。",
    )  # fmt: skip
    def drafting(
        store: str, begin: str, task: Path | None, away: bool, resume: bool, fiscal_year: int
    ) -> Answer:
        from dxdesk.usecases.drafting import keeping
        from dxdesk.usecases.drafting.overview import board

        acts = (begin, task, away, resume)
        if sum(map(bool, acts)) > 1:
            raise click.UsageError("--begin、--task-from、--put-away、--resume は、一緒には使えません。")
        if any(acts) and not fiscal_year:
            raise click.UsageError("--fiscal-year で、方針や計画が始まる年度を書いてください。")
        lines: list[str] = []
        with desk_at(store, reading=not any(acts)) as desk:
            if begin:
                keeping.begin(desk, fiscal_year, begin)
                lines.append("始めました。")
            elif task is not None:
                _keep_task(desk, task, fiscal_year)
                lines.append("手順を書きました。")
            elif away or resume:
                keeping.put_away(desk, fiscal_year, away=away)
                lines.append("しまいました。書いたものは残っています。" if away else "戻しました。")
            found = board(desk)
        return Answer(_json(found), [*lines, *_lines(found)])


def _keep_task(desk: Desk, source: Path, fiscal_year: int) -> None:
    from dxdesk.domain.drafting_record import StepSaid
    from dxdesk.usecases.drafting import keeping
    from dxdesk.usecases.drafting.overview import board

    said, code = given_thing(source)
    found = board(desk)
    there = (
        line.said
        for one in found.draftings
        if (one.owner, one.said.fiscal_year) == (found.own, fiscal_year)
        for line in one.lines
        if line.task.code == code
    )
    before = next(there, StepSaid(fiscal_year=fiscal_year))
    keeping.save_step(desk, merged("step", before, said))


def _json(found: Board) -> dict[str, object]:
    return {
        "draftings": [
            {
                "owner": one.owner,
                "fiscal_year": one.said.fiscal_year,
                "sort": one.said.sort,
                "sample": one.said.sample,
                "done": one.done,
                "asked": one.asked,
                "tasks": [_task(line) for line in one.lines],
            }
            for one in found.draftings
        ]
    }


def _task(one: TaskLine) -> dict[str, object]:
    return {
        "code": one.task.code,
        "step": one.task.step,
        "name": one.task.name,
        "what": one.what,
        "points": list(one.task.points),
        "together": {key: list(texts) for key, texts in one.task.together._asdict().items()},
        "begins": one.begins,
        "ends": one.ends,
        "estimated": one.estimated,
        "section": one.said.section,
        "section_name": one.section,
        "person": one.said.person,
        "state": one.said.state or "waiting",
        "done_on": one.said.done_on,
        "note": one.said.note,
        "late": one.late,
        "lost": one.lost,
        "known": list(one.known),
        "screens": list(one.task.screens),
    }


def _lines(found: Board) -> list[str]:
    lines = [line for one in found.draftings for line in _drafting(one)]
    return lines or ["方針の策定は、始めていません(--begin で始めます)。"]


def _drafting(one: Drafting) -> list[str]:
    lines = [f"{one.title} {one.asked}件のうち{one.done}件済み"]
    for line in one.lines:
        name = f"{line.step} {line.task.name}".strip()
        late = " 時期を過ぎています" if line.late else ""
        lines.append(f"  {line.state}  {line.months}  {name}  {line.section}{late}  [{line.task.code}]")
        lines += [f"      {text}" for text in (*line.known, *filter(None, (line.lost,)))]
    return lines
