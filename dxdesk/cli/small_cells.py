"""``small-cells``: below which number of people figures are withheld, seen and set for each use."""

from __future__ import annotations

import click

from dxdesk.cli.common import command, desk_at, store_argument
from dxdesk.cli.japanese import JapaneseGroup, OneOf
from dxdesk.cli.output import Answer
from dxdesk.domain.small_cells import USE_NAMES, Use


def register(group: JapaneseGroup) -> None:
    """Add the command."""

    @command(
        group,
        "small-cells",
        store_argument,
        click.option("--use", "use", type=OneOf([one.value for one in Use]), metavar="USE",
                     help="どの用途の基準か。--below と一緒に使います。"),
        click.option("--below", "below", type=int, metavar="N", help="1人から N-1 人までの人数を伏せます。"),
        text="少人数の基準(これより少ない人数を伏せる)を用途ごとに見て、決めます。",
        listed=("用途(USE)", lambda: [(use.value, USE_NAMES[use]) for use in Use]),
    )  # fmt: skip
    def small_cells(store: str, use: str | None, below: int | None) -> Answer:
        from dxdesk.usecases.organisation import small_cells as kept

        if (use is None) != (below is None):
            raise click.UsageError("--use と --below は一緒に指定してください。")
        with desk_at(store, reading=below is None) as desk:
            if use is not None and below is not None:
                kept.set_threshold(desk, Use(use), below)
            found = kept.thresholds(desk)
        rows = [{"use": one.value, "name": USE_NAMES[one], "below": number} for one, number in found.items()]
        return Answer(
            {"small_cells": rows},
            [f"{USE_NAMES[one]}: {number}人より少ない人数を伏せます" for one, number in found.items()],
        )
