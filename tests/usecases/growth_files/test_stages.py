"""Where growth files are kept only confirmed experience counts for stages; elsewhere all is as before."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dxdesk.domain.experience import Work
from dxdesk.domain.framework import Requirement
from dxdesk.domain.records import Part
from dxdesk.domain.staging import ConfirmedWork
from dxdesk.usecases.answering import self_report
from dxdesk.usecases.forms.stage_texts import StageWriter
from dxdesk.usecases.growth_files import reading
from dxdesk.usecases.person_year.stage_evidence import PersonGrowth
from dxdesk.usecases.person_year.standing import person_year, year_context
from dxdesk.usecases.review import stages
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.growth_files import switch_on, vouched
from tests.helpers.stages import NUMBER, municipality, report


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with municipality(tmp_path) as made:
        report(made)
        yield made


def promoter(desk: Desk) -> PersonGrowth:
    today = desk.services.clock.today()
    with desk.store.read() as uow:
        found = stages.basis(uow, year_context(desk, uow), person_year(desk, NUMBER), Part.REVIEW1, today)
    return next(one for one in found if one.persona.code == "promoter")


def proposed(desk: Desk) -> str:
    found = promoter(desk).growth.proposed
    return found.code if found is not None else ""


def experience(desk: Desk) -> str:
    return next(
        one.line.uid for one in reading.file_of(desk, NUMBER).lines if one.line.kind.code == "experience"
    )


def test_only_what_somebody_confirmed_leads_on_and_then_it_is_nobodys_own_word(desk: Desk) -> None:
    assert (proposed(desk), promoter(desk).own_word) == ("promoter-2", True)
    switch_on(desk)
    assert proposed(desk) == "promoter-1"
    assert any("DX案件のリード" in ask for ask in promoter(desk).asks)
    vouched(desk, NUMBER, experience(desk))
    assert proposed(desk) == "promoter-2"
    assert ("「DX案件のリード」の経験12か月以上", False) in promoter(desk).why
    vouched(desk, NUMBER, experience(desk), confirmed=False)
    assert proposed(desk) == "promoter-1"


def test_the_answering_sheet_and_what_is_written_say_the_same(desk: Desk) -> None:
    def shown() -> tuple[str, str]:
        sheet = {one.persona.code: one for one in self_report.open_answers(desk, NUMBER).growth}
        found = sheet["promoter"].growth.proposed
        with desk.store.read() as uow:
            writer = StageWriter(uow, year_context(desk, uow).framework, desk.services.clock.today())
            lines = writer.begun(person_year(desk, NUMBER))
        needs = next(line.needs for line in lines if "推進員" in line.persona)
        return found.code if found else "", "".join(needs)

    before = shown()
    assert before[0] == "promoter-2"
    switch_on(desk)
    assert shown()[0] == "promoter-1"
    vouched(desk, NUMBER, experience(desk))
    assert shown() == before


@pytest.mark.parametrize(
    ("name", "note", "months"),
    [
        ("DX案件のリード", "", 6),
        ("DX案件", "", 18),
        ("DX案件", "継続した期間", 12),
        ("ほかのこと", "", 0),
    ],
)
def test_a_lead_and_a_run_count_only_where_the_criterion_asks(name: str, note: str, months: int) -> None:
    work = ConfirmedWork(
        (
            ("DX案件(窓口)", Work("2023-01", "2023-12", role="member")),
            ("DX案件(税)", Work("2024-04", "2024-09", role="lead")),
            ("統計", Work("2020-01", "2021-12", role="lead")),
        ),
        "2026-02-04",
    )
    assert work.months(Requirement("r", "experience", name, note=note)) == months
