"""Days in commands: written as people write them, handed on as they are kept."""

from __future__ import annotations

from collections.abc import Iterator

import click
import pytest

from dxdesk.cli.app import app
from dxdesk.cli.japanese import JapaneseCommand


def _commands(group: click.Group) -> Iterator[click.Command]:
    for one in group.commands.values():
        if isinstance(one, click.Group):
            yield from _commands(one)
        else:
            yield one


_TAKING = [
    (one, param)
    for one in _commands(app)
    for param in one.params
    if param.metavar in ("D", "DATE") and isinstance(param, click.Option) and not param.multiple
]


@pytest.mark.parametrize(
    ("one", "param"), _TAKING, ids=lambda thing: thing.name if isinstance(thing, click.Command) else ""
)
@pytest.mark.parametrize(
    ("written", "kept"),
    [("R9.2.26", "2027-02-26"), ("2027-02-26", "2027-02-26"), ("来月", "来月")],
)
def test_every_option_for_a_day_reads_both_calendars(
    one: click.Command, param: click.Option, written: str, kept: str
) -> None:
    alone = JapaneseCommand("alone", params=[param])
    context = alone.make_context("alone", [param.opts[0], written])
    assert context.params[param.name or ""] == kept
    assert isinstance(one, JapaneseCommand), "what reads days is of every command"


def test_some_options_take_days() -> None:
    assert len(_TAKING) > 15
