"""A new command is one decorated function: help, JSON, refusals and the log come with it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click
import pytest

from dxdesk import paths
from dxdesk.cli.app import app
from dxdesk.cli.common import command, desk_at, section_option, store_argument
from dxdesk.cli.output import Answer
from tests.helpers.commands import dxdesk
from tests.helpers.town import CHIEF, Town

if TYPE_CHECKING:
    from dxdesk.ports.entities import Employee


@pytest.fixture(autouse=True)
def made_up() -> Iterator[None]:
    """Add the command as somebody would: a function of a module that the one list of modules registers."""

    @command(
        app,
        "made-up-posts",
        store_argument,
        section_option,
        click.option("--post", default="", metavar="POST", help="この職の人だけにします。"),
        year=True,
        text="職のある人を一覧します。架空のコマンドです。",
    )
    def posts(store: str, section: str, post: str, fiscal_year: int) -> Answer:
        with desk_at(store, reading=True) as desk, desk.store.read() as uow:
            found = [one for one in uow.people.employees() if _meant(one, section, post)]
        data = {"fiscal_year": fiscal_year, "people": [one.number for one in found]}
        return Answer(data, [f"{one.number} {one.name}" for one in found] or ["いません。"])

    yield
    del app.commands["made-up-posts"]


def _meant(person: Employee, section: str, post: str) -> bool:
    return section in ("", person.department_code) and post in ("", person.title)


def test_it_is_listed_and_explains_itself_in_japanese() -> None:
    assert re.search("made-up-posts +職のある人を一覧します。\n", dxdesk("--help").out)
    page = dxdesk("made-up-posts", "--help").out
    for word in (
        "STORE",
        "--section",
        "--post",
        "この職の人だけにします。",
        "--fiscal-year",
        "--json",
        "--passphrase-file",
    ):
        assert word in page


def test_it_answers_in_lines_and_as_json(town: Town) -> None:
    assert CHIEF in dxdesk("made-up-posts", town.hr, "--post", "係長").out
    told = dxdesk("made-up-posts", town.hr, "--post", "係長", "--fiscal-year", "2025", "--json").json
    assert CHIEF in told["people"]
    assert told["fiscal_year"] == 2025


def test_it_refuses_as_all_do(town: Town) -> None:
    refused = dxdesk("made-up-posts", town.folder / "ない.dxdesk", "--json", code=1)
    assert refused.json["error"]["message"].endswith("。")
    assert dxdesk("made-up-posts", town.hr, passphrase="違う合言葉 0000", code=1).err
    assert "ない選択" not in dxdesk("made-up-posts", town.hr, "--ない選択", code=2).out


def test_every_command_stands_in_the_manual() -> None:
    page = (paths.resources_dir() / "manual" / "commands.md").read_text(encoding="utf-8")
    named = set(re.findall(r"[a-z][a-z-]+", " ".join(re.findall("`[^`]+`", page))))
    commands = {
        name for name, one in app.commands.items() if not one.hidden and not name.startswith("made-up")
    }
    assert commands - named == set()
