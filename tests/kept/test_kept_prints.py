"""What is printed says what it said, page by page."""

from __future__ import annotations

from pathlib import Path

import pytest

from dxdesk.usecases.reports.catalogue import kind_named
from tests.kept import keeping

LETTERS = {"request-letter"}
"""What bears its 件名 on paper instead: nobody writes over a letter that it is one."""
CASES = {case["name"]: case for case in keeping.MANIFEST["print"]}


@pytest.mark.parametrize("name", CASES)
def test_a_report_of_today_says_what_it_said(name: str, tmp_path: Path) -> None:
    kept = (keeping.EXPECTED / "prints" / f"{name}.txt").read_bytes().decode("utf-8")
    assert keeping.printed(CASES[name], tmp_path) == kept


def test_every_kind_of_report_is_kept() -> None:
    assert {case["words"][0] for case in CASES.values()} == set(keeping.offered("report", "kind"))


@pytest.mark.parametrize("name", CASES)
def test_a_kind_is_called_what_stands_on_its_paper(name: str) -> None:
    kept = (keeping.EXPECTED / "prints" / f"{name}.txt").read_bytes().decode("utf-8")
    begins = {line.split()[0] for line in kept.splitlines() if line.strip()}
    word = CASES[name]["words"][0]
    assert word in LETTERS or kind_named(word).title in begins
