"""Names of courses are remembered by a connection as long as nothing was written, whoever writes."""

from __future__ import annotations

from pathlib import Path

from dxdesk.ports.entities import EvidenceRecord
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers import world as w


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
        with desk.store.read() as uow:
            assert list(uow.people.course_names("exam")) == []
