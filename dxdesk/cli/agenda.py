"""``agenda``: what is still to be decided (検討事項), and the dated year."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dxdesk.cli.common import command, desk_at, store_argument
from dxdesk.cli.japanese import JapaneseGroup
from dxdesk.cli.output import Answer
from dxdesk.cli.plain_things import fields_of, given_thing, merged

if TYPE_CHECKING:
    from dxdesk.usecases.agenda.overview import AgendaYear
    from dxdesk.usecases.workplace.desk import Desk


def register(group: JapaneseGroup) -> None:
    """Add the command."""

    @command(
        group,
        "agenda",
        store_argument,
        click.option("--from", "source", default=None, type=click.Path(path_type=Path), metavar="F.json",
                     help="検討事項の1件を書いた JSON。code があれば、その1件を直します。"),
        click.option("--end", default="", metavar="CODE", help="この検討事項を外します。"),
        click.option("--resume", default="", metavar="CODE", help="外した検討事項を戻します。"),
        click.option("--task-from", "task", default=None, type=click.Path(path_type=Path), metavar="F.json",
                     help="その年度の予定の日、担当、済んだ日を書いた JSON(code が要ります)。"),
        click.option("--take", "policy", default="", metavar="POLICY",
                     help="方針にある検討事項(要約)を加えます(kashiwa、nakano、setagaya、govtech-tokyo)。"),
        year=True,
        text="検討事項と、年の予定を一覧します。",
    )  # fmt: skip
    def agenda(
        store: str,
        source: Path | None,
        end: str,
        resume: str,
        task: Path | None,
        policy: str,
        fiscal_year: int,
    ) -> Answer:
        from dxdesk.usecases.agenda import keeping
        from dxdesk.usecases.agenda.overview import agenda_year

        acts = (source, end, resume, task, policy)
        if sum(map(bool, acts)) > 1:
            raise click.UsageError("--from、--end、--resume、--task-from、--take は、一緒には使えません。")
        lines: list[str] = []
        with desk_at(store, reading=not any(acts)) as desk:
            if source is not None:
                _keep_matter(desk, source)
                lines.append("書きました。")
            elif end or resume:
                keeping.end_matter(desk, end or resume, ended=bool(end))
                lines.append("外しました。書いたものは残っています。" if end else "戻しました。")
            elif task is not None:
                _keep_task(desk, task, fiscal_year)
                lines.append("予定を書きました。")
            elif policy:
                from dxdesk.usecases.agenda.presets import take_matters

                taken = take_matters(desk, policy)
                kept = f"(前からある{taken.unchanged}件はそのままです)"
                lines.append(f"検討事項を{taken.added}件加えました{kept}。")
            found = agenda_year(desk, fiscal_year)
        return Answer(_json(found), [*lines, *_lines(found)])


def _keep_matter(desk: Desk, source: Path) -> None:
    from dxdesk.domain.agenda_record import MatterSaid
    from dxdesk.usecases.agenda import keeping

    said, code = given_thing(source)
    there = keeping.matter_there(desk, code) if code else None
    keeping.save_matter(desk, merged("matter", there or MatterSaid(), said), code)


def _keep_task(desk: Desk, source: Path, fiscal_year: int) -> None:
    from dxdesk.domain.agenda_record import TaskSaid
    from dxdesk.usecases.agenda import keeping
    from dxdesk.usecases.agenda.overview import agenda_year

    said, code = given_thing(source)
    found = agenda_year(desk, fiscal_year)
    there = next((one.said for one in found.tasks if one.due.code == code), None)
    new = there or TaskSaid(fiscal_year=found.fiscal_year)
    keeping.save_task(desk, merged("task", new, said))


def _json(found: AgendaYear) -> dict[str, object]:
    return {
        "fiscal_year": found.fiscal_year,
        "matters": [
            {
                "owner": one.owner,
                **fields_of(one.said),
                "section_name": one.section,
                "late": one.late,
                "lost": one.lost,
            }
            for one in found.matters
            if not one.said.ended
        ],
        "year": [
            {
                "code": one.due.code,
                "name": one.due.name,
                "begins": one.begins,
                "ends": one.ends,
                "estimated": one.estimated,
                "section": one.said.section,
                "person": one.said.person,
                "done_on": one.said.done_on,
                "skipped": one.said.skipped,
                "lost": one.lost,
            }
            for one in found.tasks
        ],
    }


def _lines(found: AgendaYear) -> list[str]:
    from dxdesk.domain.agenda_record import STAND_NAMES

    listed = [one for one in found.matters if not one.said.ended]
    lines = [f"検討事項 {len(listed)}件"]
    for one in listed:
        by = f" 期限 {one.said.due}" if one.said.due else ""
        lines.append(f"  {one.state}  {one.said.name}  {one.section}{by}  [{one.said.code}]")
        lines += [f"      {one.lost}"] if one.lost else []
    lines.append(f"{found.title}の予定")
    for task in found.tasks:
        done = STAND_NAMES[task.stand(found.today)]
        lines.append(f"  {done}  {task.days}  {task.due.name}  [{task.due.code}]")
    return lines
