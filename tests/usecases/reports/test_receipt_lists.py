"""A year's 受付簿 says what it leaves out: receipts of rosters, training and 選任 are of no year."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from dxdesk.domain.errors import KnownError
from dxdesk.usecases.inbox.batches import Batch, receive_batch
from dxdesk.usecases.reports.printing import make_report
from dxdesk.usecases.reports.receipt_lists import receipt_list
from tests.helpers import nominating as n
from tests.helpers import world as w
from tests.helpers.requesting import both


def test_the_ledger_of_a_year_tells_of_receipts_of_no_year(tmp_path: Path) -> None:
    with both(tmp_path, on_file=True) as town:
        answer = n.fill(town.nomination, tmp_path / "税務課.xlsx", n.line(w.TAX_A, "𠮷田 翔太"))
        receive_batch(town.hr, Batch((answer,)))
        whole = receipt_list(town.hr)
        assert not any("年度のない" in note for note in whole.notes)
        with town.hr.store.write() as uow:
            (first, *_) = uow.exchange.receipts()
            uow.exchange.add_receipt(replace(first, number=0, kind="package", fiscal_year=2025))
            uow.commit()
        of_year = receipt_list(town.hr, 2025)
        assert len(of_year.rows) == 1
        (note,) = of_year.notes
        said = f"ほかに、年度のない受付が {len(whole.rows)}件あります。年度を決めずに作ると、すべて載ります。"
        assert note == said
        # A year without any says so of the year, and that there is something.
        with pytest.raises(KnownError) as told:
            make_report(town.hr, "receipts", fiscal_year=2024)
        assert "令和6年度の受付は、受付簿にありません" in told.value.problem.message
        assert f"{len(whole.rows) + 1}件あります" in told.value.problem.fix
