"""What is advised once a table is in is done as it is written, and does what it says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dxdesk.domain.errors import Problem
from dxdesk.usecases.imports.understanding import TableResult, afterwards, numbered
from tests.helpers.commands import dxdesk
from tests.helpers.town import KEN, MISAKI, STAFF, Town, write_roster

NEW = "900004"
_ADVISED = re.compile(r"コマンドでは (?P<said>(?:people|undo) [^)]*)\)")


def renumbered(town: Town) -> Path:
    staff = [(NEW if row[0] == KEN else row[0], *row[1:]) for row in STAFF]
    return write_roster(town.folder / "次の名簿.csv", staff)


def advised(town: Town, path: Path, code: str, *more: str) -> list[str]:
    """Take a roster in and return the command that its notice of a code advises."""
    out = dxdesk("import", town.hr, path, "--kind", "roster", *more).out
    assert "--accept" not in out, "nothing can be accepted any more"
    (line,) = (line for line in out.splitlines() if f"[{code}]" in line)
    found = _ADVISED.search(line)
    assert found, line
    return found["said"].split()


def run(town: Town, said: list[str]) -> None:
    words = 2 if said[0] == "people" else 1
    dxdesk(*said[:words], town.hr, *said[words:])


def test_numbers_that_were_not_linked_are_linked_as_advised(town: Town) -> None:
    apart = ("--accept", f"number-apart:{NEW}", "--accept", "people-left")
    run(town, advised(town, renumbered(town), "number-new", *apart))
    (one,) = dxdesk("people", "links", town.hr, "--json").json["links"]
    assert (one["former"], one["later"]) == (KEN, NEW)


def test_numbers_that_were_linked_are_taken_apart_as_advised(town: Town) -> None:
    run(town, advised(town, renumbered(town), "number-linked"))
    assert dxdesk("people", "links", town.hr, "--json").json["links"] == []


def test_who_was_left_out_comes_back_as_advised(town: Town) -> None:
    path = write_roster(town.folder / "一部.csv", [row for row in STAFF if row[0] != MISAKI])
    said = advised(town, path, "people-left", "--accept", "people-left")
    assert said[0] == "undo"
    run(town, said)
    again = dxdesk("import", town.hr, path, "--kind", "roster", "--partial", "--json").json["files"][0]
    assert [one for one in again["notices"] if one["code"] == "people-left"] == []


@pytest.mark.parametrize(
    ("fix", "helps"),
    [
        ("列の意味を選んでください(コマンドでは --mapping)。", False),
        ("この行を除いてよければ承認してください。", False),
        ("「設定」の「一覧と対象」で直してください。", True),
        ("", True),
    ],
)
def test_how_a_table_is_taken_in_is_no_advice_once_it_is(fix: str, helps: bool) -> None:
    notice = Problem("some-code", "そう取り込みます。", fix)
    done = TableResult("a.csv", "roster", "applied", notices=afterwards([notice]))
    (told,) = numbered(done, 7).notices
    assert told.message == "そう取り込みました。"
    assert told.fix == (
        fix
        if helps
        else f"直して取り込み直すときは、先にこの取込みを元に戻します(コマンドでは undo 7)。{fix}"
    )
    assert afterwards([notice], changed=False)[0].fix == fix
    assert afterwards([notice], {"some-code": "こうします。"})[0].fix == "こうします。"
