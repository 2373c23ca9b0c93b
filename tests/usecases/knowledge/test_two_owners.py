"""What DX推進課 keeps of 形式知, 効果発現 and words reaches HR, is not changed there, and counts once."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from dxdesk.domain.capabilities import AGENDA, PRACTICE, PROVISION
from dxdesk.domain.errors import KnownError
from dxdesk.domain.glossary_record import TermSaid
from dxdesk.domain.knowledge_record import KnowledgeSaid, TurnedSaid
from dxdesk.usecases.agenda import glossary
from dxdesk.usecases.exchange import keys
from dxdesk.usecases.knowledge import keeping
from dxdesk.usecases.knowledge.overview import made_in, register
from dxdesk.usecases.practice import turning
from tests.helpers.digital import digital, uses

PIECE = KnowledgeSaid(name="集計の手順", made_on="2025-06-01")
MEASURE = TurnedSaid(name="訪問", section="1020", put="100", since="2025-04-01", state="active")


def test_both_owners_are_seen_and_counted_once(tmp_path: Path) -> None:
    with digital(tmp_path) as office:
        uses(office.hr, PROVISION, PRACTICE, AGENDA)
        dx = office.begin(office.give().file)
        uses(dx, PRACTICE, AGENDA)
        keeping.save_piece(dx, PIECE)
        keeping.save_piece(dx, PIECE._replace(name="動画のこつ", sort="video"))
        turning.save_measure(dx, MEASURE)
        glossary.save_term(dx, TermSaid(name="LGWAN", meaning="役所だけの網"))
        sent = office.send(dx)
        cells = {
            str(cell.value)
            for sheet in load_workbook(sent).worksheets
            for row in sheet.iter_rows()
            for cell in row
        }
        assert {"形式知", "効果発現", "用語"} <= cells, "no code is shown of what is sent"
        office.take(office.hr, sent)
        keys.register(office.hr, dx.key_id)
        keeping.save_piece(office.hr, PIECE)
        turning.save_measure(office.hr, MEASURE)
        lines = register(office.hr).lines
        assert {(one.owner, one.said.code) for one in lines} == {
            ("hr", "形-1"), ("dx", "形-1"), ("dx", "形-2")}  # fmt: skip
        assert len(made_in(lines, 2025)) == 2, "what both keep is one"
        found = turning.turning(office.hr, 2025)
        assert len(found.lines) == 2
        assert found.put == 100, "a measure of both takes its time once"
        assert [one.owner for one in glossary.terms(office.hr)] == ["dx"]
        with pytest.raises(KnownError) as refused:
            keeping.end(office.hr, "形-2")
        assert refused.value.code == "knowledge-unknown", "only its owner changes a thing"
