"""Stages proposed for real people of a year on the GovTech preset, and what the next step needs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from dxdesk.domain.framework import Requirement
from dxdesk.ports.entities import EvidenceRecord
from dxdesk.ports.workbooks import ExperienceLine
from dxdesk.usecases.answering import self_report
from dxdesk.usecases.answering.sheet import Answers
from dxdesk.usecases.frameworks import versions
from dxdesk.usecases.person_year import stage_evidence
from dxdesk.usecases.person_year.stage_evidence import PersonGrowth
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.year import cycle
from tests.helpers import world as w
from tests.helpers.stages import person_growth
from tests.helpers.stories import Town


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with w.municipality(tmp_path_factory.mktemp("hr")) as (made, _):
        with made.store.write() as uow:
            promoter = uow.people.employee(w.PROMOTER)
            assert promoter is not None
            uow.people.save_employees([replace(promoter, personas=("DX推進員",))])
            uow.people.add_evidence(
                [
                    EvidenceRecord(w.TAX_A, "course", "DXマインドセット研修", "2025-06-01", "修了", True),
                    EvidenceRecord(w.TAX_A, "course", "情報セキュリティ研修", "2025-06-08", "受講済", False),
                    EvidenceRecord(w.TAX_B, "course", "DXマインドセット研修", "2025-06-01", "欠席", False),
                    EvidenceRecord(w.PROMOTER, "course", "サービスデザイン研修", "2025-07-01", "修了", True),
                ]
            )
            uow.commit()
        cycle.open_cycle(made, cycle.OpenCycle(w.YEAR, "govtech-tokyo", w.BASE, "2026-02-13"))
        lines = (
            ExperienceLine("研修", "BPR研修", "令和7年8月", "修了"),
            ExperienceLine("実務経験", "電子申請のDX案件のリード", "令和6年4月から", "1年2か月"),
        )
        said = Answers(w.levels_of(made, w.PROMOTER), {}, {}, lines=lines)
        self_report.submit(made, answers=said, employee_number=w.PROMOTER)
        yield made


def of(desk: Desk, number: str, persona: str, *confirmed: str) -> PersonGrowth:
    found = person_growth(desk, number, confirmed=confirmed)
    return next(entry for entry in found if entry.persona.code == persona)


def test_records_of_hr_carry_a_proposal(desk: Desk) -> None:
    found = of(desk, w.TAX_A, "general")
    assert found.growth.proposed is not None
    assert (found.growth.proposed.code, found.own_word) == ("general-1", False)
    assert found.asks == (stage_evidence.BY_JUDGEMENT,), "the second stage is judged tool by tool"


def test_absence_is_no_evidence_and_what_is_missing_is_told(desk: Desk) -> None:
    found = of(desk, w.TAX_B, "general")
    assert found.growth.reached is None
    assert found.asks == ("「DXマインドセット研修」を修了する", "「情報セキュリティ研修」を修了する")


def test_a_proposal_on_ones_own_word_says_so(desk: Desk) -> None:
    found = of(desk, w.PROMOTER, "promoter")
    assert found.growth.proposed is not None
    assert (found.growth.proposed.code, found.own_word) == ("promoter-2", True)
    assert found.asks == (stage_evidence.NOT_DEFINED,), "the third stage is open in the material"


def test_what_a_supervisor_confirmed_is_not_proposed_again(desk: Desk) -> None:
    found = of(desk, w.PROMOTER, "promoter", "promoter-2")
    assert found.growth.confirmed is not None
    assert (found.growth.confirmed.code, found.growth.proposed) == ("promoter-2", None)
    last = of(desk, w.PROMOTER, "promoter", "promoter-3")
    assert (last.growth.following, last.asks) == (None, ())


def test_only_personas_with_stages_are_told_and_nobody_who_is_not_asked(desk: Desk) -> None:
    codes = [entry.persona.code for entry in person_growth(desk, w.PROMOTER)]
    assert codes == ["general", "promoter"]
    assert person_growth(desk, w.ON_LEAVE) == ()


def test_a_framework_without_stages_has_no_growth_to_show(town: Town) -> None:
    assert person_growth(town.person, town.person.identity.owner) == ()


def test_every_kind_of_requirement_reads_as_a_sentence() -> None:
    framework = versions.load_preset("govtech-tokyo")
    asked = [
        Requirement("a", "exam", "ITパスポート試験"),
        Requirement("b", "experience", "DX案件のリード", months=12),
        Requirement("c", "experience", "相談対応"),
        Requirement("d", "level", "", item="govtech.promoter.bpr", level=2),
        Requirement("e", "stage", "", stage="promoter-1"),
    ]
    assert [stage_evidence.told(framework, requirement) for requirement in asked] == [
        "「ITパスポート試験」に合格する",
        "「DX案件のリード」を12か月以上経験する",
        "「相談対応」を経験する",
        "「業務分析/BPR」でLV2以上の確認を受ける",
        "段階「基礎知識習得」に進む",
    ]
