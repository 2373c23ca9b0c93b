"""Stages, courses and qualifications on the map: HR's own records, and in a section what HR sent along."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dxdesk.domain.errors import KnownError
from dxdesk.domain.file_names import bare
from dxdesk.ports.entities import EvidenceRecord
from dxdesk.usecases.development.stage_heads import stage_heads
from dxdesk.usecases.inbox import opening
from dxdesk.usecases.review import confirming
from dxdesk.usecases.sending import dispatch
from dxdesk.usecases.skillmap import histories
from dxdesk.usecases.skillmap.building import people_map
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.year import cycle, finalise
from tests.helpers import stages
from tests.helpers import world as w

LATER = [
    EvidenceRecord(w.TAX_A, "exam", "基本情報技術者試験", "2026-05-10", "合格", True),
    EvidenceRecord(w.TAX_B, "course", "応用研修", "2026-05-11", "受講", False),
    EvidenceRecord(w.TAX_C, "course", "応用研修", "2026-05-11", "欠席", False),
]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """検証 翔太 was finalised at 基礎知識習得 of DX推進員 in the first year, and corrected to Step2."""
    with stages.municipality(tmp_path_factory.mktemp("hr")) as made:
        stages.report(made)
        for principal in (w.LEADER_TAX, w.CHIEF_TAX):
            said = {"promoter": "promoter-1"}
            confirming.confirm(
                made, confirming.Decision(w.TAX_A, comment="実践した", on_behalf_of=principal, stages=said)
            )
        finalise.finalise(made)
        finalise.correct(made, w.TAX_A, {}, "転記の誤り", "課長", stages={"promoter": "promoter-2"})
        cycle.close_cycle(made)
        with made.store.write() as uow:
            uow.people.add_evidence(LATER)
            uow.commit()
        cycle.open_cycle(made, cycle.OpenCycle(w.YEAR + 1, "govtech-tokyo", "2026-04-01", "2027-02-13"))
        yield made


def found(desk: Desk, query: str, fiscal_year: int = 0) -> set[str]:
    return {row.number for row in people_map(desk, fiscal_year, query=query).rows}


def test_a_stage_that_was_finalised_is_found_and_is_what_the_other_screen_says(desk: Desk) -> None:
    for year in (0, w.YEAR):
        assert found(desk, "DX推進員/実務での実践", year) == {w.TAX_A}
        assert found(desk, "DX推進員 Step1以上", year) == {w.TAX_A}
        assert found(desk, "DX推進員/基礎知識習得", year) == set()
    for heads in stage_heads(desk):
        query = f"{heads.persona_name}/{heads.label.partition(' ')[2]}" if heads.stage else ""
        query = query or f"{heads.persona_name} 未到達"
        assert found(desk, query) == {row.number for row in heads.people}


def test_a_past_day_knows_no_later_correction(desk: Desk) -> None:
    framework = people_map(desk, w.YEAR).framework
    with desk.store.read() as uow:
        stood = [histories.stages_of(uow, framework, w.YEAR, snapshot) for snapshot in (1, 2, 0)]
    assert [one[w.TAX_A]["promoter"] for one in stood] == ["promoter-1", "promoter-2", "promoter-2"]


def test_courses_and_qualifications_are_those_on_record(desk: Desk) -> None:
    everybody = {row.number for row in people_map(desk).rows}
    assert found(desk, "基本情報技術者") == {w.TAX_A}
    assert found(desk, "応用研修") == {w.TAX_B}, "who was absent did not attend"
    assert found(desk, "応用研修 未受講") == everybody - {w.TAX_B}
    assert found(desk, "DXマインドセット研修 修了 かつ DX推進員") == {w.TAX_A}


def test_a_past_year_knows_nothing_of_what_came_after(desk: Desk) -> None:
    assert found(desk, "DXマインドセット研修", w.YEAR) == {w.TAX_A}
    with pytest.raises(KnownError):
        found(desk, "応用研修", w.YEAR)


def test_a_section_searches_by_what_hr_sent_along(desk: Desk, tmp_path: Path) -> None:
    files = dispatch.export(desk, dispatch.Export("section-packages", tmp_path)).files
    package = next(path for path in files if bare(path.stem).endswith(w.LEADER_TAX))
    section, _ = opening.create_from(desk.services, package, str(tmp_path / "係.dxdesk"), w.PASSPHRASE)
    try:
        assert found(section, "DX推進員/実務での実践") == {w.TAX_A}
        assert found(section, "基本情報技術者") == {w.TAX_A}
        assert found(section, "応用研修") == {w.TAX_B}
        assert found(section, "応用研修 未受講") == {row.number for row in people_map(section).rows} - {
            w.TAX_B
        }
    finally:
        section.store.close()
