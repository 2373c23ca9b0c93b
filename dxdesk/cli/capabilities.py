"""``uses``: what an office uses beside the 申告, seen, switched on and hidden."""

from __future__ import annotations

import click

from dxdesk.cli.common import command, desk_at, store_argument
from dxdesk.cli.japanese import JapaneseGroup, OneOf
from dxdesk.cli.output import Answer
from dxdesk.domain.capabilities import CAPABILITIES


def register(group: JapaneseGroup) -> None:
    """Add the command."""
    code = OneOf([one.code for one in CAPABILITIES])

    @command(
        group,
        "uses",
        store_argument,
        click.option("--on", "on", multiple=True, type=code, metavar="CODE", help="この機能を使い始めます。"),
        click.option("--off", "off", multiple=True, type=code, metavar="CODE",
                     help="この機能を隠します。記録は何も消えません。"),
        click.option("--not-now", "not_now", multiple=True, type=code, metavar="CODE",
                     help="いまは使わないと答えます。ホームでお尋ねしなくなります。"),
        text="申告のほかに使う機能を一覧し、使い始め、隠します。隠しても記録は消えません。",
        listed=("機能(CODE)", lambda: [(one.code, f"{one.name} {one.text}") for one in CAPABILITIES]),
    )  # fmt: skip
    def uses(store: str, on: tuple[str, ...], off: tuple[str, ...], not_now: tuple[str, ...]) -> Answer:
        from dxdesk.usecases.organisation import capabilities as use

        wanted = [*on, *off, *not_now]
        if len(set(wanted)) < len(wanted):
            raise click.UsageError("--on、--off、--not-now に同じ機能は書けません。")
        with desk_at(store, reading=not wanted) as desk:
            for code in on:
                use.switch(desk, code, True)
            for code in off:
                use.switch(desk, code, False)
            for code in not_now:
                use.decline(desk, code)
            found = use.switches(desk)
        lines = [
            f"{one.capability.code} {one.capability.name}: {'使っています' if one.on else '使っていません'}"
            for one in found
        ]
        rows = [
            {"code": one.capability.code, "name": one.capability.name, "on": one.on, "offered": one.offered}
            for one in found
        ]
        return Answer({"uses": rows}, lines)
