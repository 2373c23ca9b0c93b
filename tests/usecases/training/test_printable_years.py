"""受講者名簿 and 出席簿 are of the years of sessions, which nobody need have opened."""

from __future__ import annotations

from pathlib import Path

import pytest

from dxdesk.usecases.imports import training_tables
from dxdesk.usecases.reports.choice import choices
from tests.helpers.training import table, trained


@pytest.mark.parametrize("year", [True, False])
def test_documents_of_sessions_offer_the_years_of_sessions(tmp_path: Path, year: bool) -> None:
    with trained(tmp_path, year=year) as desk:
        rows = (("研修名", "回", "開始日", "会場"), ("DX基礎研修", "第9回", "2027-06-01", "庁舎"))
        assert not training_tables.apply_training(desk, table(tmp_path / "次.csv", *rows), "sessions").errors
        found = choices(desk)
        for kind in ("attendees", "sign-in"):
            assert found.years_of(kind) == (
                (0, "これから行う回"),
                (2027, "令和9年度"),
                (2025, "令和7年度"),
            )
        assert found.years_of("skill-sheet") == found.years
        assert 2027 not in {one for one, _ in found.years}
