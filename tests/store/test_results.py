"""Standings, snapshots, drafts, settings and the audit trail."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dxdesk.domain.audit import entry_hash
from dxdesk.ports import entities as rows
from dxdesk.store.opened import SqlStore
from tests.helpers.stores import SetClock, on_every_kind

pytestmark = on_every_kind

STANDING = rows.Assessment(
    2025,
    "001234",
    "submitted",
    2,
    True,
    True,
    True,
    1,
    2,
    3,
    "010100",
    b"\x00\x01",
    b"\x02",
    b"",
    b"\xff",
    b"\x03",
)


def test_standings_come_back_whole_and_in_person_order(store: SqlStore) -> None:
    numbers = [f"{n:06}" for n in range(1400)]
    others = [
        rows.Assessment(2025, number, "not_started", department_code=f"{int(number) % 700:04}")
        for number in numbers
    ]
    with store.write() as unit:
        unit.results.save_assessments([STANDING, *others, replace(STANDING, fiscal_year=2024)])
        unit.results.save_assessments([replace(STANDING, state="received")])
        found = unit.results.assessments(2025)
        (mine,) = (item for item in found if item.employee_number == "001234")
        assert mine == replace(STANDING, state="received")
        assert unit.results.assessments(2023) == []
        assert [item.employee_number for item in found] == numbers
        some = unit.results.assessments(2025, [f"{n:04}" for n in range(600)])
        assert [item.employee_number for item in some] == sorted(item.employee_number for item in some)
        assert len(some) == 1199
        assert unit.results.assessments(2025, []) == []
        unit.results.clear_assessments(2025)
        assert unit.results.assessments(2025) == []
        assert unit.results.assessments(2024) == [replace(STANDING, fiscal_year=2024)]


def test_of_what_was_withdrawn_no_level_of_the_year_is_given_out(store: SqlStore) -> None:
    said = dict.fromkeys(("self_levels", "first_levels", "second_levels", "confirmed_levels"), b"\x02")
    gone = replace(STANDING, state="withdrawn", name="𠮷田", **said)
    with store.write() as unit:
        unit.results.save_assessments([gone])  # as an earlier program kept it
        (found,) = unit.results.assessments(2025)
        assert found == replace(gone, **dict.fromkeys(said, b""))
        assert found.last_levels
        (line,) = unit.results.map_lines(2025)
        assert (line.self_levels, line.confirmed_levels, line.last_levels) == (b"", b"", gone.last_levels)
        unit.results.save_assessments([replace(gone, state="submitted")])
        assert unit.results.map_lines(2025)[0].self_levels == b"\x02"


def test_the_map_is_one_query_of_who_is_where_with_which_levels(store: SqlStore) -> None:
    named = replace(
        STANDING,
        name="髙橋 美咲",
        kana="タカハシ",
        department_name="税務課",
        personas=("DX推進委員", "全職員"),
    )
    first = replace(named, employee_number="009999", department_code="010000", personas=())
    with store.write() as unit:
        unit.results.save_assessments([named, first, replace(named, fiscal_year=2024)])
        assert named in unit.results.assessments(2025)
        found = unit.results.map_lines(2025)
    assert [line.number for line in found] == ["009999", "001234"]
    assert (found[1].name, found[1].department_name, found[1].personas) == (
        "髙橋 美咲",
        "税務課",
        '["DX推進委員","全職員"]',
    )
    assert (found[0].personas, found[1].self_levels, found[1].last_levels) == ("", b"\x00\x01", b"\x03")


def test_a_correction_leaves_the_old_snapshot_as_it_was(store: SqlStore) -> None:
    first = rows.Snapshot(2025, 1, "2026-03-20T00:00:00Z", "final", "shinagawa", "1", "第12号", "2026-03-19")
    second = rows.Snapshot(
        2025, 2, "2026-04-02T00:00:00Z", "correction", "shinagawa", "1", reason="転記誤り", approver="課長"
    )
    line = rows.SnapshotLine(
        2025, 1, "001234", ("a" * 32, "b" * 32), {"skill": 2, "あ": 1}, {"name": "髙橋 美咲"}
    )
    fixed = replace(line, snapshot=2, levels={"skill": 3})
    other = replace(line, employee_number="000002")
    with store.write() as unit:
        unit.results.add_snapshot(first, [line, other])
        unit.results.add_snapshot(second, [fixed])
        unit.results.add_snapshot(replace(first, fiscal_year=2024), [])
        assert unit.results.snapshots(2025) == [first, second]
        assert [s.fiscal_year for s in unit.results.snapshots()] == [2024, 2025, 2025]
        assert unit.results.snapshot_lines(2025) == [other, line, fixed]
        assert unit.results.snapshot_lines(2025, "001234") == [line, fixed]
        assert unit.results.snapshot_lines(2024) == []


def test_a_draft_is_replaced_until_it_is_submitted(store: SqlStore) -> None:
    with store.write() as unit:
        for text in ("{}", '{"skill":2}'):
            unit.results.save_draft(rows.Draft(2025, "001234", text, "2026-02-04T01:31:00Z"))
        assert unit.results.draft(2025, "001234") == rows.Draft(
            2025, "001234", '{"skill":2}', "2026-02-04T01:31:00Z"
        )
        unit.results.delete_draft(2025, "001234")
        assert unit.results.draft(2025, "001234") is None


def test_settings_and_counters(store: SqlStore) -> None:
    with store.write() as unit:
        assert unit.settings.get("form.title", "DXスキル申告票") == "DXスキル申告票"
        for name, value in (
            ("form.title", "申告票"),
            ("form.purpose", ""),
            ("formal", "x"),
            ("form.title", "票"),
        ):
            unit.settings.set(name, value)
        assert unit.settings.get("form.purpose", "育成のため") == ""
        assert unit.settings.starting_with("form.") == {"form.purpose": "", "form.title": "票"}
        assert len(unit.settings.starting_with("")) == 3
        assert [unit.settings.next_number("a") for _ in range(3)] == [1, 2, 3]
        unit.commit()
    with store.write() as unit:
        assert unit.settings.next_number("b") == 1
        assert unit.settings.next_number("a") == 4


def test_the_audit_trail_is_chained(store: SqlStore, clock: SetClock) -> None:
    with store.write() as unit:
        created = unit.audit.head()
        clock.moment = "2026-02-04T02:00:00Z"
        with pytest.raises(KeyError), unit.savepoint():
            refused_import(unit.audit)
        unit.audit.append("form.received", "001234", {"receipt": 12, "kind": "form"})
        newest, oldest = unit.audit.entries()
        assert unit.audit.entries(1) == [newest]
    assert (oldest.number, oldest.action, oldest.hash) == (1, "store.created", created)
    assert (newest.number, newest.at, newest.subject) == (2, "2026-02-04T02:00:00Z", "001234")
    assert newest.counts == '{"kind":"form","receipt":12}'
    assert newest.actor
    assert newest.hash == entry_hash(
        created, 2, newest.at, newest.actor, "form.received", "001234", newest.counts
    )


def refused_import(audit: object) -> None:
    audit.append("form.received", "000777")  # type: ignore[attr-defined]
    raise KeyError("row 3")
