"""人事課 and DX推進課 before any file went between them, for random histories; workbooks are kept in memory.

DX推進課 has two stores of its own: one begun with a 提供票, one made by hand that knows nobody's key.
"""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from dxdesk import bootstrap
from dxdesk.domain.capabilities import AIMS, ON, PROVISION, TRAINING
from dxdesk.domain.indicator_record import IndicatorSaid, OutcomeSaid
from dxdesk.ports import setting_names
from dxdesk.ports.entities import Role
from dxdesk.usecases.inbox import opening
from dxdesk.usecases.indicators import keeping
from dxdesk.usecases.organisation import giving
from dxdesk.usecases.sending.provisions import Providing, provide
from dxdesk.usecases.workplace.clock import FixedClock
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.year import cycle
from tests.helpers.digital import PERMIT, USES
from tests.helpers.memory import in_memory
from tests.helpers.office import CODE, PASSPHRASE, PEOPLE, STAFF, UNITS, YEAR
from tests.helpers.owned_lists import Table
from tests.helpers.paperless import PaperlessWorkbooks

_DATES = ("2026-01-01", "2026-02-13", "2026-02-20", "2026-02-27")
_QUESTIONS = {Role.HR: "研修や制度が用意されている。", Role.DX: "道具が業務に使われている。"}
_COURSES, _SESSIONS = ("研修コード", "研修名", "別名"), ("研修名", "回", "開催日", "定員")
_ATTENDED = ("職員番号", "研修名", "受講日", "結果")


@dataclass(frozen=True)
class Owners:
    """The stores as every history begins, the folder files are named in, and the first 提供票."""

    folder: Path
    papers: PaperlessWorkbooks
    hr: Desk
    digital: Desk
    by_hand: Desk
    given: Path


@cache
def owners() -> Owners:
    """Open the year, give to DX推進課 once, let each side write down an outcome and what it asks of it."""
    folder = Path(tempfile.mkdtemp(prefix="dxdesk-owners-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    papers = PaperlessWorkbooks()
    services = replace(in_memory(bootstrap.services(FixedClock("2026-02-04"))), workbooks=papers)
    hr = opening.create_store(services, str(folder / "hr.dxdesk"), Role.HR, (CODE, "検証区"), PASSPHRASE)
    with hr.store.write() as uow:
        uow.people.save_departments(UNITS)
        uow.people.save_employees(PEOPLE)
        uow.commit()
    _uses(hr, TRAINING, AIMS, PROVISION)
    cycle.open_cycle(hr, cycle.OpenCycle(YEAR, "shinagawa", *_DATES, uses=USES))
    giving.keep_permit(hr, PERMIT)
    given = provide(hr, Providing(folder / "始め")).file
    digital, report = opening.create_from(services, given, str(folder / "dx.dxdesk"), PASSPHRASE)
    assert report.outcome == "applied", report
    by_hand = opening.create_store(services, str(folder / "手.dxdesk"), Role.DX, (CODE, "検証区"), PASSPHRASE)
    for desk in (digital, by_hand):
        _uses(desk, TRAINING, AIMS)
    for desk in (hr, digital, by_hand):
        keeping.write_down(desk, OutcomeSaid("01", "direct", "使われている"), new=True)
        asked = IndicatorSaid("01", "割合", "01", _QUESTIONS[desk.role], measure="mean")
        keeping.write_down(desk, asked, new=True)
    return Owners(folder, papers, hr, digital, by_hand, given)


def _uses(desk: Desk, *codes: str) -> None:
    with desk.store.write() as uow:
        for code in codes:
            uow.settings.set(f"{setting_names.USES}{code}", ON)
        uow.commit()


def tables(role: Role) -> Sequence[Table]:
    """Return lists that an owner takes in; none contradicts another, and none tells of the other owner's.

    Attendance is of DX推進課 alone: with its own, HR says somebody's 参考の記録 anew each time, which stays
    as HR's saying when the list is taken back.
    """
    mine = role.value
    first, second = (mine, f"{mine}の研修", f"{mine}研"), (f"{mine}-2", f"{mine}の研修2", "")
    asked = ("年度", _QUESTIONS[role])
    attended: tuple[Table, ...] = (
        ("attendance", _ATTENDED, ((STAFF[0], first[1], "2026-01-20", "修了"),)),
        (
            "attendance",
            _ATTENDED,
            ((STAFF[0], first[1], "2026-01-20", "修了"), (STAFF[1], first[1], "2026-01-20", "欠席")),
        ),
    )
    return (
        ("catalogue", _COURSES, (first,)),
        ("catalogue", _COURSES, (second, first)),
        ("sessions", _SESSIONS, ((mine, "第1回", "2026-01-20", "1"),)),
        ("sessions", _SESSIONS, ((mine, "第2回", "2026-01-27", ""), (mine, "第1回", "2026-01-20", "1"))),
        ("survey", asked, (("2025", "5"), ("2025", "3"))),
        ("survey", asked, (("2024", "4"), ("2024", "1"), ("2024", "2"))),
        *(attended if role is Role.DX else ()),
    )
