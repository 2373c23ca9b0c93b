"""A small made-up office with real stores and real files, to play parts of a year in tests."""

from __future__ import annotations

import dataclasses
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dxdesk import bootstrap
from dxdesk.domain.capabilities import ON
from dxdesk.ports import setting_names
from dxdesk.ports.entities import Department, Employee, Role
from dxdesk.ports.workbooks import SUBMIT_LABEL, Answer
from dxdesk.usecases.exchange import file_report, receive
from dxdesk.usecases.forms import questions
from dxdesk.usecases.inbox import opening
from dxdesk.usecases.sealing import codec
from dxdesk.usecases.sending import dispatch
from dxdesk.usecases.workplace.clock import FixedClock
from dxdesk.usecases.workplace.desk import Desk, Services
from dxdesk.usecases.year import cycle
from tests.helpers.memory import MemoryStores
from tests.helpers.stores import digest

CODE = "131091"
YEAR = 2025
PASSPHRASE = "けんしょう-2026"
DIRECTOR, MANAGER, CHIEF, OTHER_CHIEF = "000001", "000002", "000003", "000004"
STAFF = ("000011", "000012", "000013")

PEOPLE = (
    Employee(DIRECTOR, "検証 一郎", "", "ケンショウ イチロウ", "100", "管理職", title="部長"),
    Employee(MANAGER, "髙橋 美咲", "", "タカハシ ミサキ", "110", "管理職", title="課長"),
    Employee(CHIEF, "山﨑 直樹", "", "ヤマザキ ナオキ", "111", "係長級", title="係長"),
    Employee(OTHER_CHIEF, "渡邉 彩", "", "ワタナベ アヤ", "112", "係長級", title="係長"),
    Employee(STAFF[0], "𠮷野 花子", "", "ヨシノ ハナコ", "111", "一般職", title="主事"),
    Employee(STAFF[1], "葛󠄀西 健", "", "カサイ ケン", "111", "一般職", title="主任"),
    Employee(STAFF[2], "神谷 蓮", "", "カミヤ レン", "112", "一般職", title="主事"),
)
UNITS = (
    Department("100", "区民部"),
    Department("110", "区民課", "100"),
    Department("111", "窓口係", "110"),
    Department("112", "庶務係", "110"),
)

_filled: dict[tuple[str, str], bytes] = {}
"""Forms as they were saved, by the form's digest and the answers: most stories begin with the same forms."""


@dataclass
class Office:
    """The folder, the rooms and the HR desk; packages and forms of the year are written already."""

    folder: Path
    services: Services
    hr: Desk
    desks: list[Desk] = field(default_factory=list)
    packages: tuple[Path, ...] = ()

    def section(self, number: str, name: str = "") -> Desk:
        """Open a confirmer's package as a new store (on another PC with another ``name``)."""
        (path,) = (path for path in self.packages if f"_{number}" in path.name)
        location = str(self.folder / f"{number}{name}.dxdesk")
        desk, report = opening.create_from(self.services, path, location, PASSPHRASE)
        assert report.outcome == "applied", report
        self.desks.append(desk)
        return desk

    def personal(self, number: str) -> Desk:
        """Open a person's form as a new store."""
        location = str(self.folder / f"{number}.dxdesk")
        desk, _ = opening.create_from(self.services, self.form(number), location, "")
        self.desks.append(desk)
        return desk

    def form(self, number: str) -> Path:
        """Return the form HR sent to a person."""
        return next((self.folder / "forms").rglob(f"申告票_R7_{number}.xlsx"))

    def send(self, desk: Desk, kind: str, folder: str, **filters: Any) -> tuple[Path, ...]:
        """Export workbooks into a folder of the office."""
        return dispatch.export(desk, dispatch.Export(kind, self.folder / folder, **filters)).files

    def fill(
        self,
        form: Path,
        name: str,
        levels: Mapping[str, str],
        *,
        evidence: str = "",
        action: str = SUBMIT_LABEL,
    ) -> Path:
        """Fill a form in as a person does in Excel and save it under another name."""
        path = self.folder / "answered" / name
        path.parent.mkdir(exist_ok=True)
        key = (digest(form), repr((sorted(levels.items()), evidence, action)))
        if key not in _filled:
            self._fill(form, path, levels, evidence, action)
            _filled[key] = path.read_bytes()
        path.write_bytes(_filled[key])
        return path

    def _fill(self, form: Path, path: Path, levels: Mapping[str, str], evidence: str, action: str) -> None:
        book = self.services.workbooks.open(form)
        payload = book.sealed_payload()
        assert payload is not None
        opened = codec.open_payload(self.services.sealer, payload)
        sheet = questions.question_of(opened.envelope, opened.revisions).sheet
        rows = tuple(
            dataclasses.replace(row, answer=Answer(levels[row.uid], evidence, ""))
            if row.uid in levels
            else row
            for row in sheet.rows
        )
        self.services.workbooks.write_form(
            dataclasses.replace(sheet, rows=rows, action=action), path, payload
        )

    def receive(self, desk: Desk, *paths: Path, **options: object) -> file_report.ImportReport:
        """Receive files."""
        return receive.receive(desk, receive.ReceiveFiles(tuple(paths), **options))  # type: ignore[arg-type]

    def replica(self, name: str) -> Desk:
        """Return a copy of the closed HR store under another name."""
        source, target = self.folder / "hr.dxdesk", self.folder / f"{name}.dxdesk"
        if isinstance(self.services.stores, MemoryStores):
            self.services.stores.copy(str(source), str(target))
        else:
            shutil.copyfile(source, target)
        return opening.open_store(self.services, str(target), PASSPHRASE)

    def close(self) -> None:
        """Close every store."""
        for desk in (self.hr, *self.desks):
            desk.store.close()


def new_office(
    folder: Path, services: Services | None = None, uses: Iterable[str] = (), framework: str = "shinagawa"
) -> Office:
    """Create the HR store, which uses some capabilities, open the year, and write packages and forms."""
    services = services or bootstrap.services(FixedClock("2026-01-09"))
    hr = opening.create_store(services, str(folder / "hr.dxdesk"), Role.HR, (CODE, "検証区"), PASSPHRASE)
    with hr.store.write() as uow:
        uow.people.save_departments(UNITS)
        uow.people.save_employees(PEOPLE)
        for code in uses:
            uow.settings.set(f"{setting_names.USES}{code}", ON)
        uow.commit()
    cycle.open_cycle(
        hr, cycle.OpenCycle(YEAR, framework, "2026-01-01", "2026-02-13", "2026-02-20", "2026-02-27")
    )
    office = Office(folder, services, hr)
    office.packages = office.send(hr, "section-packages", "packages")
    office.send(hr, "forms", "forms")
    return office


def uids(desk: Desk) -> tuple[str, ...]:
    """Return the item uids of the year's framework, in order."""
    from dxdesk.usecases.person_year.cycles import find_cycle, framework_of

    with desk.store.read() as uow:
        return tuple(item.uid for item in framework_of(uow, find_cycle(uow)).items)


def all_levels(desk: Desk, level: str) -> dict[str, str]:
    """Return the same level for every item."""
    return dict.fromkeys(uids(desk), level)
