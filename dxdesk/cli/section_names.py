"""``section-name``: what the office calls its section for DX, seen and set."""

from __future__ import annotations

import click

from dxdesk.cli.common import command, desk_at, store_argument
from dxdesk.cli.japanese import JapaneseGroup
from dxdesk.cli.output import Answer


def register(group: JapaneseGroup) -> None:
    """Add the command."""

    @command(
        group,
        "section-name",
        store_argument,
        click.option("--dx", default=None, metavar="T",
                     help="DXを担当する課の名前(デジタル推進課 など)。空にすると、方針のとおりに戻ります。"),
        text="DXを担当する課の名前を見て、決めます。画面と印刷物に、この名前で出ます。"
        "何も指定しなければ、いまの名前を表示します。",
    )  # fmt: skip
    def section_name(store: str, dx: str | None) -> Answer:
        from dxdesk.usecases.organisation.section_names import dx_section_of, save_dx_section

        lines = []
        with desk_at(store, reading=dx is None) as desk:
            if dx is not None:
                changed = save_dx_section(desk, dx)
                lines.append("保存しました。" if changed else "変わったものはありません。")
            found = dx_section_of(desk)
        return Answer({"dx_section": found}, [*lines, f"DXを担当する課の名前: {found}"])
