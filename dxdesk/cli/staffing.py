"""``staffing``: the 確保計画 of a year, moved on until 採用依頼, and the table of who does what."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dxdesk.cli.common import command, desk_at, store_argument
from dxdesk.cli.japanese import JapaneseGroup, words
from dxdesk.cli.output import Answer
from dxdesk.cli.plain_things import given_thing, merged

if TYPE_CHECKING:
    from dxdesk.usecases.staffing.overview import Line, Plan, TableLine
    from dxdesk.usecases.workplace.desk import Desk

_POINTS = ("planned", "asked", "open", "arrived")


def register(group: JapaneseGroup) -> None:
    """Add the command."""

    @command(
        group,
        "staffing",
        store_argument,
        click.option("--sample", is_flag=True, help="BPRの実務者の見本を、その年度に加えます。"),
        click.option("--from", "source", default=None, type=click.Path(path_type=Path), metavar="F.json",
                     help="確保計画の1件を書いた JSON。code があれば、その1件を直します。"),
        click.option("--advance", default="", metavar="CODE",
                     help="この1件の状況を進めます(--to と一緒に使います)。"),
        click.option("--to", "point", default="", type=words(("", *_POINTS)), metavar="asked|open|arrived",
                     help="asked(依頼)、open(公募中)、arrived(着任)。planned で計画中に戻します。"),
        click.option("--heads", default=0, type=click.IntRange(0, 999), metavar="N",
                     help="着任した人数(--to arrived と一緒に使います)。"),
        click.option("--on", "day", default="", metavar="DATE", help="依頼した日。"),
        click.option("--end", default="", metavar="CODE", help="この1件を外します。書いたものは残ります。"),
        click.option("--resume", default="", metavar="CODE", help="外した1件を、計画に戻します。"),
        click.option("--table-from", "table", default=None, type=click.Path(path_type=Path),
                     metavar="F.json", help="役割の表(役割・配置・獲得・育成)の1行を書いた JSON。"),
        click.option("--take-table", "policy", default="", metavar="CODE",
                     help="方針にある役割の表を加えます。CODE はスキル体系のコードです。"),
        year=True,
        text="確保計画(育成では間に合わない役割・業務)と、役割の表を一覧します。応募者は扱いません。",
    )  # fmt: skip
    def staffing(
        store: str,
        sample: bool,
        source: Path | None,
        advance: str,
        point: str,
        heads: int,
        day: str,
        end: str,
        resume: str,
        table: Path | None,
        policy: str,
        fiscal_year: int,
    ) -> Answer:
        from dxdesk.usecases.staffing import keeping
        from dxdesk.usecases.staffing.overview import plan

        acts = (sample, source is not None, advance, end, resume, table is not None, policy)
        if sum(map(bool, acts)) > 1:
            raise click.UsageError(
                "--sample、--from、--advance、--end、--resume、--table-from、--take-table は、"
                "一緒には使えません。"
            )
        if bool(advance) != bool(point) or ((heads or day) and not advance):
            raise click.UsageError("--advance、--to、--heads、--on は、一緒に使います。")
        lines: list[str] = []
        with desk_at(store, reading=not any(acts)) as desk:
            if sample:
                keeping.add_sample(desk, fiscal_year or plan(desk).fiscal_year)
                lines.append("見本を加えました。")
            elif source is not None:
                _keep(desk, source, fiscal_year)
                lines.append("書きました。")
            elif advance:
                keeping.advance(desk, advance, point, filled=heads, day=_day(day))
                lines.append("状況を進めました。")
            elif end or resume:
                keeping.end(desk, end or resume, ended=bool(end))
                lines.append("外しました。書いたものは残っています。" if end else "計画に戻しました。")
            elif table is not None:
                _keep_line(desk, table)
                lines.append("役割の表に書きました。")
            elif policy:
                from dxdesk.usecases.staffing.presets import take_table

                taken = take_table(desk, policy)
                kept = f"(前からある{taken.unchanged}行はそのままです)"
                lines.append(f"役割の表に{taken.added}行を加えました{kept}。")
            found = plan(desk, fiscal_year)
        return Answer(_json(found), [*lines, *_lines(found)])


def _day(text: str) -> str:
    from dxdesk.domain.dates import read_date

    return (read_date(text) or text) if text else ""


def _keep(desk: Desk, source: Path, fiscal_year: int) -> None:
    from dxdesk.domain.staffing_record import StaffingSaid
    from dxdesk.usecases.staffing import keeping
    from dxdesk.usecases.staffing.overview import plan

    said, code = given_thing(source)
    there = keeping.there(desk, code) if code else None
    new = StaffingSaid(fiscal_year=fiscal_year or plan(desk).fiscal_year)
    keeping.save_role(desk, merged("staffing", there or new, said), code if there else "")


def _keep_line(desk: Desk, source: Path) -> None:
    from dxdesk.domain.staffing_record import RoleSaid
    from dxdesk.usecases.staffing import keeping

    said, code = given_thing(source)
    there = keeping.line_there(desk, code) if code else None
    keeping.save_line(desk, merged("role", there or RoleSaid(), said), code if there else "")


def _json(found: Plan) -> dict[str, object]:
    from dxdesk.domain.staffing_rules import VIEWPOINTS

    return {
        "fiscal_year": found.fiscal_year,
        "viewpoints": list(VIEWPOINTS),
        "heads": found.heads,
        "filled": found.filled,
        "roles": [_line_json(one) for one in found.lines],
        "ended": [one.said.code for one in found.ended],
        "table": [_table_json(one) for one in found.table],
    }


def _line_json(one: Line) -> dict[str, object]:
    said = one.said._asdict()
    del said["ended"]
    return {
        "owner": one.owner,
        **said,
        "section_name": one.section,
        "must": list(one.must),
        "wish": list(one.wish),
        "begin": one.begin,
        "told": list(one.told),
    }


def _table_json(one: TableLine) -> dict[str, object]:
    said = one.said._asdict()
    del said["ended"]
    return {"owner": one.owner, **said, "persona_name": one.persona}


def _lines(found: Plan) -> list[str]:
    lines = [f"{found.title}の確保計画 {len(found.lines)}件(足りない {found.heads}人、着任 {found.filled}人)"]
    if not found.lines:
        lines = [f"{found.title}の確保計画は、まだありません。"]
    for one in found.lines:
        parts = (
            f"{one.said.heads}人" if one.said.heads else "",
            f"優先順位 {one.priority}" if one.priority else "",
            f"{one.needed}まで" if one.needed else "",
            one.means,
        )
        lines.append(
            f"  {one.progress}  {one.said.name}: {'、'.join(filter(None, parts))}  [{one.said.code}]"
        )
        lines += [f"      {text}" for text in one.told]
    if found.table:
        lines.append(f"役割の表 {len(found.table)}行")
        lines += [f"  {one.said.group} {one.said.name}: 配置 {one.said.placement}" for one in found.table]
    return lines
