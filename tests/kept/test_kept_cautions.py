"""取扱注意: whatever names people says so on every page, and what names nobody or goes to them does not.

The prints that are kept are the data: that every kind is among them, and that today's program prints them so,
is held beside this.
"""

from __future__ import annotations

import csv
from functools import cache

import pytest

from dxdesk.ports.entities import Role
from dxdesk.ports.printing import CAUTION
from dxdesk.usecases.reports.catalogue import KINDS, kind_named
from dxdesk.usecases.reports.kind import Named
from tests.kept import keeping

CASES = {case["name"]: case for case in keeping.MANIFEST["print"]}


@cache
def staff() -> frozenset[str]:
    """Return numbers and names of everybody in the stores, as text without blanks."""
    roster = (keeping.FILES / "table-inputs" / "職員名簿.csv").read_text(encoding="utf-8-sig")
    found = set()
    for row in csv.DictReader(roster.splitlines()):
        found |= {row["職員番号"], "".join(row["氏名"].split())}
    return frozenset(found)


def pages(name: str) -> list[str]:
    text = (keeping.EXPECTED / "prints" / f"{name}.txt").read_bytes().decode("utf-8")
    return ["".join(page.split()) for page in text.split("\f")]


def named_on(page: str) -> list[str]:
    return sorted(who for who in staff() if who in page)


@pytest.mark.parametrize("name", CASES)
def test_what_names_people_says_so_on_every_page(name: str) -> None:
    case = CASES[name]
    kind = kind_named(case["words"][0])
    found = pages(name)
    wanted = bool(kind.caution(Role(keeping.MANIFEST["stores"][case["store"]]["role"])))
    assert [CAUTION in page for page in found] == [wanted] * len(found)
    assert any(map(named_on, found)) is (kind.named in {Named.PEOPLE, Named.THEMSELVES}), list(
        map(named_on, found)
    )


def test_who_prints_of_themselves_is_not_warned_and_everybody_else_is() -> None:
    for kind in KINDS:
        assert not kind.caution(Role.PERSONAL)
        for role in set(kind.roles) - {Role.PERSONAL}:
            assert bool(kind.caution(role)) is (kind.named in {Named.FEW, Named.PEOPLE})


def test_papers_that_are_printed_again_as_they_were_go_to_whom_they_name() -> None:
    """``reprint`` knows no kind: a paper kept as issued that stays in the office would lack its caution."""
    assert {kind.named for kind in KINDS if kind.papers is not None} == {Named.THEMSELVES}
