"""本人開示用一覧 tells what was done about one person and which papers they have, whatever keeps them."""

from __future__ import annotations

import re
from pathlib import Path

from dxdesk.domain.contents import FileEntry, NomineeSaid
from dxdesk.domain.nominations import ASKED, Paper
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.growth_files import keeping
from dxdesk.usecases.nominations import deciding as nominating
from dxdesk.usecases.nominations import ledger as nominations
from dxdesk.usecases.organisation import appointments
from dxdesk.usecases.reports import disclosure
from dxdesk.usecases.reports.printing import make_report
from dxdesk.usecases.training.deciding import decide
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers import nominating as nominate
from tests.helpers.disclosing import rows, training
from tests.helpers.growth_files import switch_on
from tests.helpers.office import STAFF
from tests.helpers.stories import Town

YOSHINO, OTHER = STAFF[0], STAFF[1]
ACTS, PAPERS = "操作の記録", "番号を付けた証書"


def acts(desk: Desk, number: str) -> list[str]:
    return [row[2] for row in rows(disclosure.disclosure(desk, number), ACTS)]


def papers(desk: Desk, number: str) -> list[tuple[str, ...]]:
    return list(rows(disclosure.disclosure(desk, number), PAPERS))


def report(desk: Desk, uow: UnitOfWork, code: str, number: str) -> None:
    said = NomineeSaid(code, "111", number, "", "new")
    nominations.report(desk, uow, [said], 0)


def test_what_was_decided_of_one_person_is_told_and_of_several_nobody_is_named(
    town: Town, tmp_path: Path
) -> None:
    desk = town.hr
    training(desk, tmp_path)
    before = acts(desk, YOSHINO)
    for decision in ("granted", "cancelled", "passed"):
        decide(desk, "K02/第1回", [YOSHINO], decision)
    decide(desk, "K02/第1回", [YOSHINO, OTHER], "granted")
    appointments.appoint(desk, [YOSHINO], "dx-promoter", "2024-04-01")
    (term,) = appointments.terms(desk, YOSHINO)
    appointments.end(desk, term.appointment, "2025-03-31")
    told = acts(desk, YOSHINO)[len(before) :]
    assert told == ["受講の決定", "受講の取消し", "受講の見送り", "人材像の任命", "任期の終わり"]
    assert acts(desk, OTHER) == [], "what was done to many is nobody's"


def test_deciding_of_one_who_was_named_is_told(town: Town) -> None:
    desk = town.hr
    nominate.use(desk)
    asked = nominate.begin(desk, "dx-promoter", 2026, sections=("111",), notice=True)
    with desk.store.write() as uow:
        report(desk, uow, asked.code, YOSHINO)
        uow.commit()
    (one,) = _named(desk, asked.code)
    before = acts(desk, YOSHINO)
    nominating.decline(desk, asked.code, [one])
    nominating.take_back(desk, asked.code, [one])
    assert nominating.accept(desk, asked.code, [one], sorted(ASKED)).count == 1
    assert acts(desk, YOSHINO)[len(before) :] == [
        "選ばれた人を任命しないと決めた",
        "選任の決定の取消し",
        "選ばれた人を任命した",
    ]
    assert papers(desk, YOSHINO) == [], "none was made yet"
    make_report(desk, "nomination-notice", fiscal_year=2026)
    assert papers(desk, YOSHINO) == [("選任通知", f"令和8年度 {asked.name}", "第1号")]
    assert papers(desk, OTHER) == []
    nominating.take_back(desk, asked.code, [one])
    paper = Paper("総人第210号", "", "")
    assert nominating.accept(desk, asked.code, [one], sorted(ASKED), paper).count == 1
    assert ("選任通知", f"令和8年度 {asked.name}", "総人第210号") in papers(desk, YOSHINO)


def _named(desk: Desk, code: str) -> list[str]:
    with desk.store.read() as uow:
        return [one.subject for one in nominations.nominations(uow).find(code).named]


def test_papers_of_awards_and_accreditations_are_told_to_each_whom_they_name(town: Town) -> None:
    desk = town.hr
    switch_on(desk)
    expert = FileEntry("accreditation", "エキスパート職員", "2026-04-01", approved_on="2026-03-22")
    prize = FileEntry("award", "DX推進賞", "2026-03-28", case="窓口の見直し", result="早くなった")
    keeping.add(desk, expert, YOSHINO)
    for number in (YOSHINO, OTHER):
        keeping.add(desk, prize, number)
    make_report(desk, "accreditation-certificate", fiscal_year=2025)
    make_report(desk, "award-certificate", fiscal_year=2025)
    assert papers(desk, YOSHINO) == [
        ("認定証", "令和7年度 エキスパート職員", "第1号"),
        ("表彰状", "令和7年度 DX推進賞", "第1号"),
    ]
    assert papers(desk, OTHER) == [("表彰状", "令和7年度 DX推進賞", "第1号")]
    told = acts(desk, YOSHINO)
    assert "成長記録に加えた" in told
    assert not [one for one in told if re.search(r"[a-z]{3,}", one)], "no word of the program's own"
