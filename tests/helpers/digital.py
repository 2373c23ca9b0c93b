"""An office whose digital section has a store of its own: the year is open, and what HR gives went out."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from dxdesk.domain.capabilities import ON, PROVISION, TRAINING
from dxdesk.domain.contents import CourseSaid, SessionSaid
from dxdesk.domain.provisions import Permit
from dxdesk.ports import setting_names
from dxdesk.usecases.exchange import keys, receive
from dxdesk.usecases.exchange.file_report import FileReport
from dxdesk.usecases.inbox import opening
from dxdesk.usecases.sending import dispatch
from dxdesk.usecases.sending.provisions import Provided, Providing, provide
from dxdesk.usecases.training import editing
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.year import cycle
from tests.helpers import world as w

USES = ("development", "placement", "dx-section", "personnel-system")
PERMIT = Permit(
    ("number", "name", "levels"), "要綱第5条", "7検総第12号", "2025-12-01", "2025-12-01", "2026-03-31"
)


@dataclass
class Digital:
    """HR's desk and the digital section's, with the folder they exchange files in."""

    folder: Path
    hr: Desk
    desks: list[Desk] = field(default_factory=list)
    files: int = 0

    def give(self, **wanted: object) -> Provided:
        """Let HR write a 提供票, in the place of one in use where there is one."""
        self.files += 1
        wanted.setdefault("again", True)
        return provide(self.hr, Providing(self.folder / f"提供{self.files}", **wanted))  # type: ignore[arg-type]

    def begin(self, file: Path, name: str = "DX") -> Desk:
        """Open a 提供票 as the digital section's new store, which begins to use the training ledger."""
        desk, report = opening.create_from(
            self.hr.services, file, str(self.folder / f"{name}.dxdesk"), w.PASSPHRASE
        )
        assert report.outcome == "applied", report
        uses(desk)
        self.desks.append(desk)
        return desk

    def take(self, desk: Desk, file: Path) -> FileReport:
        """Put a file into a store."""
        return receive.receive(desk, receive.ReceiveFiles((file,))).files[0]

    def send(self, desk: Desk) -> Path:
        """Let the digital section write what it keeps for HR."""
        self.files += 1
        done = dispatch.export(desk, dispatch.Export("dx-package", self.folder / f"送付{self.files}"))
        return done.files[0]

    def register(self, desk: Desk, other: Desk) -> None:
        """Compare the code of another store's key, and accept it."""
        keys.register(desk, other.key_id)


def uses(desk: Desk, *codes: str) -> None:
    """Let a store use some capabilities, the training ledger by default."""
    with desk.store.write() as uow:
        for code in codes or (TRAINING,):
            uow.settings.set(f"{setting_names.USES}{code}", ON)
        uow.commit()


def plan(desk: Desk, code: str, name: str, day: str = "2026-02-16") -> None:
    """Write down a course with one session."""
    editing.save_course(desk, CourseSaid(code=code, name=name))
    editing.save_session(desk, SessionSaid(course=code, turn="第1回", first_day=day))


def two_stores(office: Digital) -> tuple[Desk, Desk]:
    """Return two stores of the digital section that said different things of one course and its session."""
    given = office.give().file
    first, second = office.begin(given, "DX一"), office.begin(given, "DX二")
    for desk, name, place in ((first, "生成AI研修", "本庁"), (second, "生成AI活用研修", "分庁舎")):
        editing.save_course(desk, CourseSaid(code="ai", name=name, hours=3))
        session = SessionSaid(course="ai", turn="第1回", first_day="2026-02-16", place=place)
        editing.save_session(desk, session)
    return first, second


@contextmanager
def digital(folder: Path, *, shown: bool = True, on_file: bool = False) -> Iterator[Digital]:
    """Give out HR's office in its year; ``shown``: what it is for includes the digital section's use."""
    with w.municipality(folder, on_file=on_file) as (desk, _):
        w.play(desk)
        if shown:
            dates = (w.BASE, w.DUE_SELF, w.DUE_FIRST, w.DUE_SECOND)
            cycle.open_cycle(desk, cycle.OpenCycle(w.YEAR, "shinagawa", *dates, uses=USES))
        uses(desk, TRAINING, PROVISION)
        plan(desk, "basic", "DX基礎研修")
        office = Digital(folder, desk)
        yield office
        for one in office.desks:
            one.store.close()
