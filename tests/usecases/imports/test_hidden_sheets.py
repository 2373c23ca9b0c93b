"""A table on a hidden sheet: where it is missed, it is said that sheets are hidden."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from dxdesk.domain.errors import KnownError
from dxdesk.usecases.imports.roster import preview_roster
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.few_people import HEAD, PEOPLE, hr_desk
from tests.helpers.memory import forgetful


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return hr_desk(tmp_path_factory.mktemp("hidden"))


@pytest.mark.parametrize(
    ("shown", "code"),
    [
        ([("項目", "内容"), ("作成", "人事課"), ("用途", "名簿")], "header-missing"),
        ([], "table-empty"),
    ],
)
def test_that_sheets_are_hidden_is_said_where_the_table_is_missed(
    kept: Desk, tmp_path: Path, shown: list[tuple[str, ...]], code: str
) -> None:
    book = openpyxl.Workbook()
    first = book.active
    assert first is not None
    first.title = "はじめに"
    for row in shown:
        first.append(row)
    hidden = book.create_sheet("職員一覧")
    hidden.sheet_state = "hidden"
    for row in (HEAD, *PEOPLE):
        hidden.append(row)
    path = tmp_path / "名簿.xlsx"
    book.save(path)
    with pytest.raises(KnownError) as caught:
        preview_roster(forgetful(kept), path)
    assert caught.value.code == code
    assert "隠れているシート「職員一覧」" in caught.value.problems[0].fix
