"""A 人材像 that somebody holds by its code and by its name is one, and every paper says it once."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from dxdesk.domain.capabilities import TRAINING, YEAR_START
from dxdesk.domain.year_start import Mode
from dxdesk.usecases.organisation import capabilities, year_start
from dxdesk.usecases.reports.printing import make_report
from dxdesk.usecases.skillmap import building
from dxdesk.usecases.year import cycle
from tests.helpers import world as w

PERSONA = "DX推進員"


@pytest.mark.parametrize("kind", ["interview", "development-plan", "skill-sheet", "disclosure"])
def test_a_persona_held_by_code_and_name_is_said_once(kind: str, tmp_path: Path) -> None:
    with w.municipality(tmp_path) as (desk, _):
        for code in (TRAINING, YEAR_START):
            capabilities.switch(desk, code, True)
        year_start.set_up(desk, year_start.StartSetting(Mode.FORM))
        with desk.store.write() as uow:
            person = uow.people.employee(w.PROMOTER)
            assert person is not None
            uow.people.save_employees([replace(person, personas=("promoter", PERSONA))])
            uow.commit()
        cycle.open_cycle(desk, cycle.OpenCycle(w.YEAR, "govtech-tokyo", w.BASE, "2026-02-13"))
        printed = make_report(desk, kind, employee=w.PROMOTER)
        text = "\n".join(page.extract_text() for page in PdfReader(BytesIO(printed)).pages)
        assert PERSONA in text
        for joint in ("・", "、"):
            assert f"{PERSONA}{joint}{PERSONA}" not in "".join(text.split())
        (row,) = (one for one in building.people_map(desk).rows if one.number == w.PROMOTER)
        assert row.personas == (PERSONA,)
