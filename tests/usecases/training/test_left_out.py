"""Figures of training and lists of who is missing say of whom they may not tell."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from dxdesk.domain.authorities import BOARD
from dxdesk.domain.contents import Audience, CourseSaid, SessionSaid
from dxdesk.ports.entities import EvidenceRecord
from dxdesk.usecases.organisation import authorities, capabilities, stopping
from dxdesk.usecases.training import figures
from dxdesk.usecases.training.editing import save_course, save_session
from dxdesk.usecases.training.missing_list import write_missing
from dxdesk.usecases.training.overview import overview
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers import world as w

MUST = CourseSaid("must", "セキュリティ研修", audience=(Audience("", "", "required"),), recurrence="yearly")
STOPPED = "利用を止めている職員 1人は入っていません"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with w.municipality(tmp_path) as (made, _):
        w.open_year(made)
        capabilities.switch(made, "training", True)
        save_course(made, MUST)
        save_session(made, SessionSaid("must", "第1回", f"{w.YEAR}-06-10", fiscal_year=w.YEAR))
        with made.store.write() as uow:
            uow.people.add_evidence(
                [EvidenceRecord(w.TAX_A, "course", MUST.name, f"{w.YEAR}-06-10", "修了", True)]
            )
            uow.commit()
        yield made


def test_a_stop_and_another_authority_are_said_with_the_figures(desk: Desk, tmp_path: Path) -> None:
    assert figures.training_year(desk).left_out == ""
    assert figures.all_missing(desk)[1] == ""
    before = len(figures.missing(desk))
    stopping.stop(desk, w.TAX_B, "本人の請求")
    assert figures.training_year(desk).left_out == STOPPED
    assert overview(desk).year.left_out == STOPPED
    assert figures.all_missing(desk, section="1020")[1] == STOPPED
    late = figures.missing(desk)
    assert len(late) == before - 1
    path = write_missing(desk, late, w.YEAR, tmp_path / "未受講者.xlsx", STOPPED)
    sheet = openpyxl.load_workbook(path).active
    assert sheet is not None
    assert any(STOPPED in str(cell.value) for row in sheet.iter_rows(max_row=10) for cell in row)
    authorities.assign(desk, "1020", BOARD)
    told = figures.training_year(desk).left_out
    assert f"{BOARD}の職員" in told
    assert told.endswith("は入っていません")
