"""What is printed says what it said, page by page."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.kept import keeping

CASES = {case["name"]: case for case in keeping.MANIFEST["print"]}


@pytest.mark.parametrize("name", CASES)
def test_a_report_of_today_says_what_it_said(name: str, tmp_path: Path) -> None:
    kept = (keeping.EXPECTED / "prints" / f"{name}.txt").read_bytes().decode("utf-8")
    assert keeping.printed(CASES[name], tmp_path) == kept


def test_every_kind_of_report_is_kept() -> None:
    assert {case["words"][0] for case in CASES.values()} == set(keeping.offered("report", "kind"))
