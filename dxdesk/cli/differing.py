"""``differences`` and ``settle``: where two stores of one owner said different things, and settling it."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from dxdesk.cli.common import command, desk_at, store_argument
from dxdesk.cli.japanese import JapaneseGroup, Whole
from dxdesk.cli.output import Answer

if TYPE_CHECKING:
    from dxdesk.usecases.person_year.differing import Difference


def register(group: JapaneseGroup) -> None:
    """Add these commands."""

    @command(
        group,
        "differences",
        store_argument,
        text="同じ課の2つの台帳で、研修や目標などの記録が違うところを一覧します。",
    )
    def differences(store: str) -> Answer:
        from dxdesk.usecases.person_year import differing as use

        with desk_at(store, reading=True) as desk:
            found = use.differences(desk)
        lines = [line for one in found for line in _lines(one)]
        return Answer({"differences": [_row(one) for one in found]}, lines or ["台帳の違いはありません。"])

    @command(
        group,
        "settle",
        store_argument,
        click.argument("record", metavar="RECORD"),
        click.argument("field", metavar="FIELD"),
        click.option("--take", required=True, type=Whole(1, 99), metavar="N", help="採るほうの番号。"),
        text="台帳の違いを1つ、どちらを採るか決めます。RECORD と FIELD は differences が示します。",
    )
    def settle(store: str, record: str, field: str, take: int) -> Answer:
        from dxdesk.usecases.person_year import differing as use

        with desk_at(store) as desk:
            settled = use.settle(desk, record, field, take)
            left = len(use.differences(desk))
        taken = settled.choices[take - 1].text
        told = f"「{settled.thing}」の{settled.field_name}を「{taken}」に決めました。"
        data = {"settled": {"record": record, "field": field, "take": take, "text": taken}, "remaining": left}
        return Answer(data, [told, f"残りの違いは{left:,}か所です。"])


def _row(one: Difference) -> dict[str, object]:
    return {
        "record": one.subject,
        "field": one.field,
        "owner": one.owner,
        "kind": one.kind,
        "thing": one.thing,
        "field_name": one.field_name,
        "choices": [asdict(choice) for choice in one.choices],
        "settled_here": one.mine,
    }


def _lines(one: Difference) -> list[str]:
    said = [
        f"  {choice.number}: {choice.text}"
        + ("(いま使っているもの)" if choice.number == 1 else "")
        + ("(この台帳)" if choice.here else "")
        for choice in one.choices
    ]
    whose = "" if one.mine else "(決めるのは持っている課です)"
    return [f"{one.subject} {one.field} {one.thing} {one.field_name}{whose}", *said]
