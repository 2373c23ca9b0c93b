"""Names of courses, and who is on record for one: by the index, and always what is kept now."""

from __future__ import annotations

from pathlib import Path

from dxdesk.ports.entities import EvidenceRecord
from dxdesk.store import attendance
from dxdesk.store.opened import SqlStore
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers import world as w


def test_what_is_asked_by_name_leaves_the_other_rows_alone(store: SqlStore) -> None:
    asked = (
        (attendance._NAMES, ("course",)),
        (attendance._TAKERS.format(named="?, ?"), ("BPR研修", "統計研修", "course")),
    )
    with store.read() as unit:
        for statement, given in asked:
            cursor = unit.connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", given).cursor
            plan = [row[3] for row in cursor.fetchall() if "evidence" in row[3]]
            assert plan, statement
            assert not [step for step in plan if "COVERING INDEX ix_evidence_kind_name" not in step], plan


def test_a_year_of_attendance_looks_no_row_up_by_itself(store: SqlStore) -> None:
    with store.read() as unit:
        for named in ("", " AND name IN (?)"):
            statement = attendance._ATTENDEES.format(named=named)
            given = ("2025-04-01", "2026-03-31", *(["BPR研修"] if named else []))
            cursor = unit.connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", given).cursor
            plan = [row[3] for row in cursor.fetchall() if "evidence" in row[3]]
            assert [step for step in plan if "COVERING INDEX" in step or step == "SCAN evidence"] == plan


def test_what_a_list_names_is_looked_up_by_person_and_not_by_everybody_of_the_course(store: SqlStore) -> None:
    """By kind and name each line of a list would go through all who are on record for its course."""
    with store.read() as unit:
        statement = f"EXPLAIN QUERY PLAN {attendance._ALIKE}"
        cursor = unit.connection.exec_driver_sql(statement, ("[]",)).cursor
        (step,) = [row[3] for row in cursor.fetchall() if row[3].startswith("SEARCH")]
        assert "employee_number=?" in step


def names(desk: Desk) -> list[str]:
    with desk.store.read() as uow:
        return list(uow.people.course_names())


def test_what_is_written_later_is_seen_by_every_unit(tmp_path: Path) -> None:
    with w.municipality(tmp_path, on_file=True) as (desk, _):
        first = names(desk)
        assert first == names(desk) == ["BPR研修(基礎)"]
        with desk.store.write() as uow:
            assert list(uow.people.course_names()) == first
            uow.people.add_evidence([EvidenceRecord(w.TAX_A, "course", "あ研修", "2025-09-18", "修了", True)])
            assert list(uow.people.course_names()) == [*first, "あ研修"], "within the unit that wrote it"
            with desk.store.read() as other:
                assert list(other.people.course_names()) == first, "not before it is kept"
            uow.commit()
        assert names(desk) == [*first, "あ研修"]
        with desk.store.write() as uow:
            uow.people.add_evidence([EvidenceRecord(w.TAX_A, "course", "い研修", "2025-09-18", "修了", True)])
            assert "い研修" in uow.people.course_names()
        assert names(desk) == [*first, "あ研修"], "what was given up again was never there"
        with desk.store.write() as uow:
            assert list(uow.people.course_names()) == [*first, "あ研修"]
            uow.people.remove_evidence([w.TAX_A])
            uow.commit()
        assert names(desk) == first
        with desk.store.write() as uow:
            told = [EvidenceRecord(w.TAX_A, "exam", name) for name in ("\U0002000b", "\uff71", "a", "Z")]
            uow.people.add_evidence(told)
            assert list(uow.people.course_names("exam")) == ["Z", "a", "\uff71", "\U0002000b"]
        with desk.store.read() as uow:
            assert list(uow.people.course_names("exam")) == []
