"""HR's store at the end of a year, with every kind of thing in it that somebody might rewrite.

Made once a run of real files and real stores; whoever changes something takes a copy.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from dxdesk import bootstrap
from dxdesk.usecases.checking import paper
from dxdesk.usecases.checking.check import Check, check
from dxdesk.usecases.checking.report import CheckReport
from dxdesk.usecases.exchange import keys, ledgers
from dxdesk.usecases.imports import evidence
from dxdesk.usecases.reports import printing
from dxdesk.usecases.review import confirming
from dxdesk.usecases.review.confirming import Decision
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.year import finalise
from tests.helpers.office import (
    CHIEF,
    MANAGER,
    OTHER_CHIEF,
    PASSPHRASE,
    STAFF,
    Office,
    all_levels,
    new_office,
    uids,
)
from tests.helpers.shared import once

YOSHINO, KASAI, KAMIYA = STAFF
COURSES = (
    ("職員番号", "氏名", "研修名", "受講日", "結果"),
    (YOSHINO, "𠮷野 花子", "データ利活用研修", "2025/6/1", "修了"),
    (KAMIYA, "神谷 蓮", "データ利活用研修", "2025/6/1", "修了"),
    (KASAI, "葛󠄀西 健", "データ利活用研修", "2025/6/1", "欠席"),
)


@dataclass(frozen=True)
class Finished:
    """Where everything of the finished year lies."""

    folder: Path

    @property
    def hr(self) -> Path:
        """HR's closed store; to be copied."""
        return self.folder / "hr.dxdesk"

    @property
    def received(self) -> Path:
        """The folder of the files HR received."""
        return self.folder / "received"

    @property
    def returned(self) -> Path:
        """What a section sent to HR."""
        return next(self.received.glob("*確認票*"))

    @property
    def code(self) -> str:
        """The code of the 控え printed at the very end."""
        return (self.folder / "code.txt").read_text(encoding="utf-8")

    def sent(self, kind: str) -> Path:
        """Return a file HR sent: of ``packages``, ``forms``, ``results``."""
        return sorted((self.folder / kind).rglob("*.xlsx"))[0]


def finished() -> Finished:
    """Return the finished year of this run."""
    return Finished(once("finished", build))


def build(folder: Path) -> None:
    """Play the year.

    𠮷野 goes through both confirmers' stores and is corrected after 確定, 神谷 is confirmed by HR on behalf,
    葛西 is confirmed by HR at the first stage and not finalised; 山﨑's answer comes last.
    """
    office = new_office(folder)
    received = folder / "received"
    received.mkdir()
    _courses(office, received)
    confirmation = _through_the_sections(office)
    answers = [_answered(office, number) for number in (KASAI, KAMIYA)]
    files = [Path(shutil.copy2(path, received)) for path in (*answers, confirmation)]
    assert {file.outcome for file in office.receive(office.hr, *files).files} == {"applied"}
    for number, principals in ((KASAI, (CHIEF,)), (KAMIYA, (OTHER_CHIEF, MANAGER))):
        for principal in principals:
            confirming.confirm(office.hr, Decision(number, on_behalf_of=principal))
    twice = _answered(office, KASAI, "LV3", "もう一通.xlsx")
    again = office.receive(office.hr, twice).files[0]
    ledgers.undo(office.hr, again.receipt)
    _decide_on_keys(office)
    finalise.finalise(office.hr, "8総人第12号", "2026-03-18")
    finalise.correct(office.hr, YOSHINO, {uids(office.hr)[0]: 3}, "転記の誤り", "人事課長")
    office.send(office.hr, "results", "results")
    for kind in ("certificate", "completion"):
        printing.make_report(office.hr, kind)
    last = Path(shutil.copy2(_answered(office, CHIEF), received))
    assert office.receive(office.hr, last).files[0].outcome == "applied"
    (folder / "code.txt").write_text(paper.paper(office.hr).code, encoding="utf-8")
    office.close()


def _courses(office: Office, folder: Path) -> None:
    path = folder / "受講記録.csv"
    path.write_text("\n".join(map(",".join, COURSES)), encoding="utf-8-sig")
    assert evidence.apply_evidence(office.hr, path, "attendance").outcome == "applied"


def _answered(office: Office, number: str, level: str = "LV2", name: str = "") -> Path:
    return office.fill(office.form(number), name or f"申告票_{number}.xlsx", all_levels(office.hr, level))


def _through_the_sections(office: Office) -> Path:
    """Let 𠮷野's form go by the first confirmer's store and the second's; return what comes to HR."""
    chief, manager = office.section(CHIEF), office.section(MANAGER)
    office.receive(chief, _answered(office, YOSHINO))
    confirming.confirm(chief, Decision(YOSHINO))
    (first,) = office.send(chief, "confirmations", "first")
    office.receive(manager, first)
    confirming.confirm(manager, Decision(YOSHINO))
    (second,) = office.send(manager, "confirmations", "second")
    return second


def _decide_on_keys(office: Office) -> None:
    """Register the second confirmer's key after a call, revoke another one of theirs, renew HR's own."""
    other = office.section(OTHER_CHIEF)
    office.receive(other, _answered(office, KAMIYA, "LV2", "別.xlsx"))
    confirming.confirm(other, Decision(KAMIYA))
    (relayed,) = office.send(other, "confirmations", "third")
    taken = shutil.copy2(relayed, office.folder / "received" / f"三_{relayed.name}")
    assert office.receive(office.hr, Path(taken)).files[0].outcome != "refused"
    own = {desk.identity.owner: desk.key_id for desk in office.desks}
    keys.register(office.hr, own[MANAGER])
    keys.revoke(office.hr, own[OTHER_CHIEF], 5)
    keys.renew(office.hr)


@contextmanager
def opened(path: Path) -> Iterator[Desk]:
    desk = bootstrap.open_desk(str(path), PASSPHRASE, read_only=True)
    try:
        yield desk
    finally:
        desk.store.close()


def checked(path: Path, wanted: Check) -> CheckReport:
    with opened(path) as desk:
        return check(desk, wanted)
