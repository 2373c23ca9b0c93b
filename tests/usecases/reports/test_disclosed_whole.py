"""本人開示用一覧 as a whole: no code, no stored day in any part, no receipt cited that is not listed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dxdesk.domain.contents import NomineeSaid
from dxdesk.domain.records import Part, RecordKey, revise
from dxdesk.usecases.nominations import ledger as nominations
from dxdesk.usecases.nominations.deciding import accept
from dxdesk.usecases.organisation import appointments
from dxdesk.usecases.reports import disclosure
from dxdesk.usecases.reports.disclosed_records import Reader
from dxdesk.usecases.reports.disclosed_words import StoreWords
from dxdesk.usecases.review import confirming
from dxdesk.usecases.review.confirming import Decision
from dxdesk.usecases.training.deciding import decide
from tests.helpers import nominating as nominate
from tests.helpers.disclosing import rows, training
from tests.helpers.office import STAFF
from tests.helpers.stories import Town

YOSHINO = STAFF[0]


@pytest.fixture
def told(town: Town) -> Town:
    """𠮷野 answered, their chief confirmed, HR has it, and they hold a term."""
    town.receive(town.chief, town.answered(YOSHINO, evidence="𠮷野の根拠"))
    confirming.confirm(town.chief, Decision(YOSHINO))
    (sent,) = town.send(town.chief, "confirmations", "確認")
    town.receive(town.hr, sent)
    appointments.appoint(town.hr, [YOSHINO], "dx-promoter", "2025-04-01")
    return town


_MACHINE = re.compile(r"[a-z]{3,}|\d{4}-\d{2}-\d{2}|@")
_AS_IT_IS = ("ファイル", "した人(PCの利用者)", "受付日時", "受付")


def test_nothing_in_it_is_a_code_or_a_day_as_the_store_keeps_it(told: Town, tmp_path: Path) -> None:
    desk = told.hr
    training(desk, tmp_path)
    decide(desk, "K02/第1回", [YOSHINO], "granted", "順番どおり")
    nominate.use(desk)
    asked = nominate.begin(desk, "dx-promoter", 2026, sections=("111",))
    report = NomineeSaid(
        asked.code, "111", YOSHINO, "𠮷野 花子", "again", handed_over="yes", handed_on="2026-03-31"
    )
    with desk.store.write() as uow:
        nominations.report(desk, uow, [report], 0)
        uow.commit()
    everything_that_waits = ("nomination-overlaps", "nomination-other-section")
    accept(desk, asked.code, (), everything_that_waits)
    found = disclosure.disclosure(desk, YOSHINO)
    shown = [
        (section.heading, cell)
        for section in found.sections
        for row in section.rows
        for (title, _), cell in zip(section.columns, row, strict=True)
        if title not in _AS_IT_IS
    ]
    assert [one for one in shown if _MACHINE.search(one[1].replace("Excel", ""))] == []


def test_every_receipt_that_is_cited_is_listed(told: Town, tmp_path: Path) -> None:
    nominate.use(told.hr)
    asked = nominate.begin(told.hr, "dx-promoter", 2026, sections=("111",))
    sent = nominate.requests(told.hr, tmp_path / "依頼")
    nominate.receive(
        told.hr,
        nominate.fill(sent["111"], tmp_path / "報告.xlsx", nominate.line(YOSHINO, "𠮷野 花子", "再任")),
    )
    with told.hr.store.read() as uow:
        (named,) = nominations.nominations(uow).find(asked.code).named
    assert named.said.number == YOSHINO
    found = disclosure.disclosure(told.hr, YOSHINO)
    listed = {row[0] for row in rows(found, "受け付けたファイル")}
    cited = {
        number
        for section in found.sections
        for place, (title, _) in enumerate(section.columns)
        if title == "受付"
        for row in section.rows
        for number in re.findall(r"\d+", row[place])
    }
    assert any(re.findall(r"\d+", row[3]) for row in rows(found, "選任や受講の申込み"))
    assert cited <= listed


def test_growth_stages_are_called_by_their_names() -> None:
    words = StoreWords(personas={"leader": "DX推進リーダー"}, stages={("leader", "step2"): "第2段階"})
    reader = Reader([], frozenset({YOSHINO}), frozenset(), words)

    def said(part: Part, value: dict[str, object]) -> list[tuple[str, str]]:
        revision = revise(RecordKey("131091", 2025, YOSHINO, part), value, ())
        return [(line.item, line.text) for line in reader.lines(revision)]

    review: dict[str, object] = {"items": {"stage:leader": {"stage": "step2"}}}
    assert said(Part.REVIEW1, review) == [("育成段階 DX推進リーダー・育成段階", "第2段階")]
    assert said(Part.REFERENCE, {"stages": {"leader": "step2"}}) == [("育成段階・DX推進リーダー", "第2段階")]
