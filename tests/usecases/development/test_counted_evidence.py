"""What counts of people beside their levels: by today's holder of a number, by any name of the ledger's."""

from __future__ import annotations

from pathlib import Path

from dxdesk.domain.capabilities import TRAINING
from dxdesk.domain.framework import COURSE, EXAM, Framework, Requirement
from dxdesk.ports.entities import EvidenceRecord
from dxdesk.usecases.development.counted_evidence import counted
from dxdesk.usecases.frameworks.versions import load_preset
from dxdesk.usecases.organisation import capabilities
from dxdesk.usecases.person_year import holders
from dxdesk.usecases.training import keeping
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers import world as w

ASKED = (Requirement("a", COURSE, "BPR研修"), Requirement("b", EXAM, "ＩＴパスポート試験"))


def framework() -> Framework:
    return load_preset("govtech-tokyo")


def has(desk: Desk, kind: str, name: str) -> set[str]:
    with desk.store.read() as uow:
        return set(counted(uow, framework(), ASKED, w.BEFORE)[kind, name])


def add(desk: Desk, *records: EvidenceRecord) -> None:
    with desk.store.write() as uow:
        uow.people.add_evidence(records)
        uow.commit()


def test_who_held_a_number_before_did_it_for_themselves(tmp_path: Path) -> None:
    with w.municipality(tmp_path) as (desk, _):
        add(
            desk,
            EvidenceRecord(w.TAX_A, "course", "ＢＰＲ 研修", "2024-06-01", "修了", True),
            EvidenceRecord(w.TAX_B, "course", "BPR研修", "2024-06-01", "修了", True),
            EvidenceRecord(w.TAX_C, "course", "BPR研修", "2024-06-01", "欠席", False),
        )
        assert has(desk, COURSE, "BPR研修") == {w.TAX_A, w.TAX_B}
        assert has(desk, EXAM, "ＩＴパスポート試験") == {w.TAX_A}
        with desk.store.write() as uow:
            holders.hand_over(uow, w.TAX_A, holders.Holder("2025-04-01", w.YEAR, "前の人"))
            uow.commit()
        assert has(desk, COURSE, "BPR研修") == {w.TAX_B}
        assert has(desk, EXAM, "ＩＴパスポート試験") == {w.TAX_A}, "passed after the number was theirs"


def test_a_course_is_meant_by_every_name_the_ledger_knows(tmp_path: Path) -> None:
    with w.municipality(tmp_path) as (desk, _):
        add(desk, EvidenceRecord(w.TAX_B, "course", "業務見直し講座", "2024-06-01", "修了", True))
        assert has(desk, COURSE, "BPR研修") == set()
        capabilities.switch(desk, TRAINING, True)
        keeping.change_course(desk, "bpr", "BPR研修", ("業務見直し講座",))
        assert has(desk, COURSE, "BPR研修") == {w.TAX_B}
        capabilities.switch(desk, TRAINING, False)
        assert has(desk, COURSE, "BPR研修") == set(), "an office without a ledger knows no such name"
