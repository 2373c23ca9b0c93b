"""``decision-boxes``: who stamps a 起案文, seen and set."""

from __future__ import annotations

from dataclasses import replace

import click

from dxdesk.cli.common import command, desk_at, store_argument
from dxdesk.cli.japanese import JapaneseGroup
from dxdesk.cli.output import Answer


def register(group: JapaneseGroup) -> None:
    """Add the command."""

    @command(
        group,
        "decision-boxes",
        store_argument,
        click.option("--boxes", default=None, metavar="T",
                     help="左から順に「市長・副市長・部長・課長・係長・担当」のように書きます。空にすると元に戻ります。"),
        text="起案文の決裁欄の見出しを見て、決めます。何も指定しなければ、いまの見出しを表示します。",
    )  # fmt: skip
    def decision_boxes(store: str, boxes: str | None) -> Answer:
        from dxdesk.domain.decision_boxes import boxes_of
        from dxdesk.usecases.organisation.office_settings import office_settings, save_office_settings

        lines = []
        with desk_at(store, reading=boxes is None) as desk:
            found = office_settings(desk)
            if boxes is not None:
                changed = save_office_settings(desk, replace(found, decision_boxes=boxes))
                lines.append(
                    "保存しました。次に作る確定案から変わります。"
                    if changed
                    else "変わったものはありません。"
                )
                found = office_settings(desk)
        return Answer(
            {"decision_boxes": list(boxes_of(found.decision_boxes))},
            [*lines, f"決裁欄: {found.decision_boxes}"],
        )
