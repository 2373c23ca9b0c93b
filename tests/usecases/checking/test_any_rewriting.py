"""Whatever is rewritten in whichever column: a check that goes on from an earlier one hides nothing."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3.dbapi2
from hypothesis import HealthCheck, assume, event, given, settings
from hypothesis import strategies as st
from sqlalchemy import Text

from dxdesk import paths
from dxdesk.domain.errors import KnownError
from dxdesk.store import schema
from dxdesk.usecases.checking.check import Check
from tests.helpers import finished as made
from tests.helpers.finished import Finished, checked
from tests.helpers.rewriting import Hand, rewriting

LOOKED_AT = (
    *("revisions", "supports", "assessments", "evidence", "receipts", "keys", "claims", "successions"),
    *("snapshots", "snapshot_lines", "snapshot_seals", "dispatches", "enrolments", "counters", "audit"),
    "issued_papers",
)
"""The tables that grade 1 speaks of."""

ALWAYS = {
    ("revisions", column)
    for column in ("id", "municipality_code", "fiscal_year", "employee_number", "part", "covers", "value",
                   "key_id", "trust")
} | {("assessments", column) for column in ("state", "self_levels", "confirmed_levels")}  # fmt: skip
"""Columns in which no value but the right one passes."""

OTHER_KINDS = {"the same as bytes", "bytes"}
"""What no column of texts or numbers holds: it is found wherever it lies."""

CHANGES: dict[str, Callable[[Any], Any]] = {
    "emptied": lambda _: "",
    "made longer": lambda old: f"{old}0",
    "made shorter": lambda old: str(old)[:-1],
    "one more": lambda old: old + 1 if isinstance(old, int) else f"1{old}",
    "other digits": lambda old: str(old).translate(str.maketrans("0123456789", "1234567890")),
    "text after a zero byte": lambda old: f"{old}\0x",
    "a separator": lambda old: f"{old}\x1f",
    "the same as bytes": lambda old: old if isinstance(old, bytes) else str(old).encode(),
    "bytes": lambda old: bytes(old)[:-1] + b"\x03" if isinstance(old, bytes) else b"\xff",
}


@pytest.fixture(scope="module")
def known() -> Finished:
    return made.finished()


@pytest.fixture(scope="module")
def place(known: Finished, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Return where the store lies that this user checked once: the anchor is that of the place."""
    path = tmp_path_factory.mktemp("台帳") / "台帳.dxdesk"
    shutil.copyfile(known.hr, path)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DXDESK_USER_DATA", str(tmp_path_factory.mktemp("利用者")))
        assert checked(path, Check()).findings == ()
        yield path


def rewritten(hand: Hand, table: str, draw: Callable[[int], int], change: Callable[[Any], Any]) -> str:
    """Rewrite one value of a row of a table; return the column, empty where it cannot be."""
    columns = [row[1] for row in hand.rows(f"PRAGMA table_info({table})")]
    rows = hand.rows(f"SELECT {', '.join(columns)} FROM {table} ORDER BY {', '.join(columns)}")
    if not rows:
        return ""
    row, place = rows[draw(len(rows))], draw(len(columns))
    where = " AND ".join(f"{column} IS ?" for column in columns)
    try:
        hand.do(f"UPDATE {table} SET {columns[place]} = ? WHERE {where}", change(row[place]), *row)
    except (sqlite3.IntegrityError, sqlcipher3.dbapi2.IntegrityError):
        return ""
    now = hand.rows(f"SELECT {', '.join(columns)} FROM {table} ORDER BY {', '.join(columns)}")
    return columns[place] if list(map(repr, now)) != list(map(repr, rows)) else ""


def told(finding: str) -> str:
    """Return a finding without the time in the name of a report, which lies where it says."""
    for report in re.findall(r"/\S+report-\S+\.txt", finding):
        assert Path(report).is_file()
    return re.sub(r"report-[0-9-]+\.txt", "report.txt", finding)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(table=st.sampled_from(LOOKED_AT), how=st.sampled_from(sorted(CHANGES)), data=st.data())
def test_what_a_check_of_everything_finds_one_that_goes_on_finds(
    place: Path, known: Finished, table: str, how: str, data: st.DataObject
) -> None:
    shutil.copyfile(known.hr, place)
    (anchor,) = (paths.user_data_dir() / "checks").iterdir()
    kept = anchor.read_bytes()

    def draw(number: int) -> int:
        return data.draw(st.integers(0, number - 1))

    with rewriting(place) as hand:
        column = rewritten(hand, table, draw, CHANGES[how])
    assume(column)
    try:
        again = checked(place, Check())
        anchor.write_bytes(kept)
        whole = checked(place, Check(whole=True))
    finally:
        anchor.write_bytes(kept)
    event(f"{table}.{column} {'found' if whole.findings else 'not found'}")
    assert list(map(told, again.findings)) == list(map(told, whole.findings))
    if (table, column) in ALWAYS or (how in OTHER_KINDS and not column.endswith(("public", "signature"))):
        assert again.findings


@pytest.mark.parametrize("whole", [False, True])
@pytest.mark.parametrize("column", ["covers", "seal_signature"])
def test_an_empty_text_kept_as_bytes_is_no_text(
    place: Path, known: Finished, column: str, whole: bool
) -> None:
    shutil.copyfile(known.hr, place)
    with rewriting(place) as hand:
        hand.do(f"UPDATE revisions SET {column} = x'' WHERE {column} = ''")
    assert f"列 {column}" in "".join(checked(place, Check(whole=whole)).findings)


def test_a_value_of_another_kind_is_found_in_every_table(place: Path, known: Finished) -> None:
    for table in schema.metadata.sorted_tables:
        shutil.copyfile(known.hr, place)
        texts = [column.name for column in table.columns if isinstance(column.type, Text)]
        with rewriting(place) as hand:
            if not texts or not hand.one(f"SELECT count(*) FROM {table.name}"):
                continue
            hand.do(f"UPDATE {table.name} SET {texts[-1]} = CAST({texts[-1]} AS BLOB)")
        if table is schema.meta:  # what store it is can no longer be read: it is not even opened
            with pytest.raises(KnownError, match="meta"):
                checked(place, Check())
            continue
        found = "".join(checked(place, Check()).findings)
        assert f"表 {table.name} " in found, table.name


# --- whole rows: taken away, put in, moved between people ---------------------------------------------

ASSIGNMENTS = "SELECT position, employee_number FROM revisions WHERE part = 'assignment' ORDER BY position"


def _two(hand: Hand) -> tuple[int, int]:
    """Return the positions of assignments of two people: no two say the same."""
    (first, whose), *rest = hand.rows(ASSIGNMENTS)
    return first, next(position for position, number in rest if number != whose)


def _swap(hand: Hand, table: str, key: str, names: str, where: tuple[Any, Any]) -> None:
    """Let two rows change places in some columns."""
    one, other = (hand.rows(f"SELECT {names} FROM {table} WHERE {key} = ?", at)[0] for at in where)
    there = ", ".join(f"{name} = ?" for name in names.split(", "))
    for at in where:  # an id is there once
        hand.do(f"UPDATE {table} SET {there} WHERE {key} = ?", *[f"{at}-{n}" for n in range(len(one))], at)
    for at, row in zip(where, (other, one), strict=True):
        hand.do(f"UPDATE {table} SET {there} WHERE {key} = ?", *row, at)


def removed(hand: Hand) -> None:
    first, _ = _two(hand)
    hand.do("DELETE FROM supports WHERE revision = ?", first)
    hand.do("DELETE FROM revisions WHERE position = ?", first)


def added(hand: Hand) -> None:
    first, _ = _two(hand)
    rest = "municipality_code, fiscal_year, employee_number, part, covers, value, key_id, trust, seal_store,"
    rest += " seal_epoch, seal_sequence, seal_signature"
    hand.do(
        f"INSERT INTO revisions (id, {rest}) SELECT iif(id LIKE 'f%', 'e', 'f') || substr(id, 2), {rest}"
        " FROM revisions WHERE position = ?",
        first,
    )
    last = hand.one("SELECT max(position) FROM revisions")
    hand.do("INSERT INTO supports SELECT ?, receipt FROM supports WHERE revision = ?", last, first)


def values_swapped(hand: Hand) -> None:
    _swap(hand, "revisions", "position", "value", _two(hand))


def people_swapped(hand: Hand) -> None:
    _swap(hand, "revisions", "position", "employee_number", _two(hand))


def ids_swapped(hand: Hand) -> None:
    _swap(hand, "revisions", "position", "id", _two(hand))


def supports_removed(hand: Hand) -> None:
    hand.do("DELETE FROM supports WHERE revision = ?", _two(hand)[0])


def supported_by_nothing_known(hand: Hand) -> None:
    first, _ = _two(hand)
    hand.do("DELETE FROM supports WHERE revision = ?", first)
    hand.do("INSERT INTO supports VALUES (?, 99999)", first)


def standings_swapped(hand: Hand) -> None:
    query = "SELECT employee_number, self_levels FROM assessments WHERE fiscal_year = ? ORDER BY 1"
    year = hand.one("SELECT max(fiscal_year) FROM assessments")
    (one, levels), *rest = hand.rows(query, year)
    other, others = next((number, said) for number, said in rest if said != levels)
    for number, said in ((one, others), (other, levels)):
        hand.do(
            "UPDATE assessments SET self_levels = ? WHERE fiscal_year = ? AND employee_number = ?",
            *(said, year, number),
        )


def standing_removed(hand: Hand) -> None:
    hand.do("DELETE FROM assessments WHERE employee_number = (SELECT min(employee_number) FROM assessments)")


WHOLE_ROWS = (
    *(removed, added, values_swapped, people_swapped, ids_swapped),
    *(supports_removed, supported_by_nothing_known, standings_swapped, standing_removed),
)


@pytest.mark.parametrize("rewrite", WHOLE_ROWS, ids=lambda rewrite: rewrite.__name__)
@pytest.mark.parametrize("forgotten", ["nothing", "half of the marks", "marks of something else"])
def test_rows_moved_after_an_anchor_are_found_whatever_it_remembers(
    place: Path, known: Finished, rewrite: Callable[[Hand], None], forgotten: str
) -> None:
    shutil.copyfile(known.hr, place)
    (anchor,) = (paths.user_data_dir() / "checks").iterdir()
    kept = anchor.read_bytes()
    with rewriting(place) as hand:
        rewrite(hand)
    told_before = json.loads(kept)
    marks = told_before["marks"]
    if forgotten == "half of the marks":
        marks = marks[: len(marks) // 64 * 32]
    elif forgotten == "marks of something else":
        marks = "0" * 32 + marks[::-1][: len(marks) // 64 * 32]
    anchor.write_text(json.dumps({**told_before, "marks": marks}), encoding="utf-8")
    try:
        again = checked(place, Check())
        anchor.write_bytes(kept)
        whole = checked(place, Check(whole=True))
    finally:
        anchor.write_bytes(kept)
    assert again.findings
    assert list(map(told, again.findings)) == list(map(told, whole.findings))
