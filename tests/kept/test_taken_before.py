"""A table that comes again is known: when it was taken and under which number, and nothing is changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.kept import keeping

CASES = {case["name"]: case for case in keeping.MANIFEST["receive"]}
TABLES = {
    "roster": 0,
    "attendance": 0,
    "qualifications": 0,
    "nominations": 1,
    "enrolment-sessions": 0,
    "enrolment": 0,
    "enrolment-answers": 0,
    "growth-file-table": 0,
}
"""The kept case of every kind of table, and which of its files says something."""
KNOWN = {"roster", "attendance", "qualifications"}
"""The kept store has taken these before."""


@pytest.mark.parametrize("name", TABLES)
def test_the_very_file_is_known_when_it_comes_again(name: str, tmp_path: Path) -> None:
    case = dict(CASES[name])
    case["files"] = [case["files"][TABLES[name]]] * 2
    first, again = keeping.received(case, tmp_path)["import"]["json"]["files"]
    assert first["outcome"] == ("unchanged" if name in KNOWN else "applied"), first
    assert (again["outcome"], again["receipt"]) == ("unchanged", first["receipt"]), again
    (told,) = (one["message"] for one in again["notices"] if one["code"] == "table-taken-before")
    assert f"(受付番号 {first['receipt']})" in told
    assert "令和" in told
