"""重み: the office says which skills are urgent, and lists are put in that order."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook

from dxdesk.domain.errors import KnownError
from dxdesk.usecases.development import gaps, weights
from dxdesk.usecases.sending import plain_workbooks
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers import world as w


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with w.municipality(tmp_path) as (desk, _):
        w.open_year(desk)
        w.answered(desk, w.TAX_A, 0)
        w.confirmed(desk, w.TAX_A, w.LEADER_TAX, w.CHIEF_TAX)
        yield desk


def test_weights_are_kept_and_put_gaps_in_order(desk: Desk, tmp_path: Path) -> None:
    assert weights.weights(desk) == {}
    before = gaps.gap_map(desk)
    order = [item.uid for item, _ in before.ranked(before.total)]
    weights.save_weights(desk, {order[-1]: 9, order[0]: 0, order[1]: 1})
    assert weights.weights(desk) == {order[-1]: 9, order[0]: 0}
    after = gaps.gap_map(desk)
    assert after.ranked(after.total)[0][0].uid == order[-1]
    assert after.total == before.total
    weights.save_weights(desk, {order[-1]: 1, order[0]: 1})
    assert weights.weights(desk) == {}


def test_the_sheet_says_what_weighs_more(desk: Desk, tmp_path: Path) -> None:
    first = gaps.gap_map(desk).items[0]
    weights.save_weights(desk, {first.uid: 3})
    files = plain_workbooks.write_export(desk, "summary", tmp_path / "集計")
    told = [
        str(value)
        for file in files
        if Path(file).suffix == ".xlsx"
        for sheet in load_workbook(file).worksheets
        for row in sheet.iter_rows(values_only=True)
        for value in row
    ]
    assert any(f"{first.name} 3" in text for text in told)


@pytest.mark.parametrize("weight", [-1, 10])
def test_a_weight_outside_is_refused_and_nothing_kept(desk: Desk, weight: int) -> None:
    uids = [item.uid for item in gaps.gap_map(desk).items]
    with pytest.raises(KnownError) as told:
        weights.save_weights(desk, {uids[0]: 2, uids[1]: weight})
    assert (told.value.code, told.value.problem.found) == ("weight-outside", str(weight))
    assert weights.weights(desk) == {}
