"""``fill``: an office's own layout filled with what is on record of people."""

from __future__ import annotations

from pathlib import Path

import click

from dxdesk.cli.common import command, desk_at, employee_option, section_option, store_argument, telling
from dxdesk.cli.japanese import JapaneseGroup
from dxdesk.cli.output import Answer, error_json, plural, problem_lines


def register(group: JapaneseGroup) -> None:
    """Add the command."""

    @command(
        group,
        "fill",
        store_argument,
        click.argument("template", required=False, type=click.Path(path_type=Path),
                       metavar="[TEMPLATE.xlsx]"),
        click.option("--out", type=click.Path(path_type=Path), metavar="DIR", help="書き出すフォルダー。"),
        section_option,
        employee_option,
        click.option("--fields", is_flag=True, help="差し込める項目を一覧します。何も書き出しません。"),
        year=True,
        text="自分の様式(Excel)の {{氏名}} などに、台帳の内容を差し込みます。1人に1つのファイルを作ります。",
    )  # fmt: skip
    def fill(
        store: str,
        template: Path | None,
        out: Path | None,
        section: str,
        employee: str,
        fields: bool,
        fiscal_year: int,
    ) -> Answer:
        from dxdesk.usecases.filling_forms import filling as use
        from dxdesk.usecases.reports.kind import Order

        if fields:
            with desk_at(store, reading=True) as desk:
                known = use.placeholders(desk, fiscal_year)
            rows = [{"name": one.name, "text": one.text} for one in known]
            return Answer({"fields": rows}, [f"{{{{{one.name}}}}} {one.text}" for one in known])
        if template is None or out is None:
            raise click.UsageError("様式のファイルと --out を指定するか、--fields を指定してください。")
        with desk_at(store) as desk, telling("様式に差し込んでいます") as progress:
            order = Order(section=section, employee=employee, fiscal_year=fiscal_year)
            found = use.fill(desk, template, out, order, progress)
        made = f"{plural(len(found.files), '件')}のファイルを作りました: {out}"
        lines = [
            f"{plural(found.people, '人')}分を差し込み、{made}",
            *problem_lines(found.notices),
        ]
        notices = [error_json(one) for one in found.notices]
        return Answer(
            {"files": [str(one) for one in found.files], "people": found.people, "notices": notices}, lines
        )
