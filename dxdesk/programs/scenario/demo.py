"""What the demonstration plays on: the folder, the clock, the opened stores, the list of all it made."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from dxdesk import bootstrap, private
from dxdesk.ports.entities import Employee, Role
from dxdesk.ports.store import Progress
from dxdesk.ports.workbooks import Workbooks
from dxdesk.programs.scenario.answers import Voices
from dxdesk.programs.scenario.town import CODE, NAME, Town
from dxdesk.usecases.workplace.clock import FixedClock
from dxdesk.usecases.workplace.desk import Desk, Services, tick

LISTING = "demo.json"
GUIDE = "はじめに.txt"
MADE_BY = "dxdesk demo"
STORES = "台帳"


@dataclass
class Listing:
    """What ``demo.json`` says."""

    folder: Path
    about: dict[str, Any]
    stores: list[dict[str, str]] = field(default_factory=list)
    files: list[dict[str, Any]] = field(default_factory=list)
    mishaps: list[dict[str, Any]] = field(default_factory=list)

    def document(self, *, complete: bool) -> dict[str, Any]:
        """Return the whole document."""
        return {
            "made_by": MADE_BY,
            "complete": complete,
            **self.about,
            "municipality": {"code": CODE, "name": NAME},
            "stores": self.stores,
            "files": self.files,
            "mishaps": self.mishaps,
        }

    def write(self, *, complete: bool) -> dict[str, Any]:
        """Write the document and return it."""
        found = self.document(complete=complete)
        text = json.dumps(found, ensure_ascii=False, indent=1)
        private.write_text(self.folder / LISTING, text + "\n")
        return found

    def write_guide(self) -> None:
        """Write what lies where as a text for people."""
        lines = [
            f"{NAME}({CODE})の見本一式です。人も出来事も架空のものです。",
            "",
            "台帳(パスフレーズ)",
            *(f"・{s['label']}: {s['path']}({s['passphrase'] or 'なし'})" for s in self.stores),
            "",
            "仕込んだ出来事",
            *(f"・令和{m['fiscal_year'] - 2018}年度: {m['text']}" for m in self.mishaps),
            "",
            f"すべてのファイルの一覧は {LISTING} にあります。",
        ]
        path = self.folder / GUIDE
        private.write_text(path, "\n".join(lines) + "\n", "utf-8-sig")
        self.files.append({"kind": "guide", "path": self.path(path), "fiscal_year": 0})

    def path(self, path: Path) -> str:
        """Return a path as the listing names it."""
        return path.relative_to(self.folder).as_posix()


Attended = Callable[[Town, int], Iterable[tuple[Employee, tuple[str, str, str]]]]
"""Gives people of a town with course, day and result, for a fiscal year."""


class Demo:
    """Everything the years are played with."""

    def __init__(self, listing: Listing, services: Services, clock: FixedClock, voices: Voices) -> None:
        """Take the parts; nothing is opened yet."""
        self.listing = listing
        self.folder = listing.folder
        self.services = services
        self.clock = clock
        self.voices = voices
        self.desks: dict[str, Desk] = {}
        self.keeps_files = True
        self.attended: Attended | None = None
        """Who attended what in a year, where the office has a training ledger that plans it."""
        self.seeds: dict[str, str] = {}
        """By confirmer: the seed their store's key was made of in the years played without files."""
        self._steps = (0, 0)
        self._progress: Progress | None = None

    # --- progress ------------------------------------------------------------------------------

    def expect(self, total: int, progress: Progress | None) -> None:
        """Say how many steps there will be and who wants to hear of them."""
        self._steps, self._progress = (0, total), progress

    def step(self, count: int = 1) -> None:
        """Report steps done."""
        done, total = self._steps
        self._steps = (min(done + count, total), total)
        tick(self._progress, *self._steps)

    # --- stores --------------------------------------------------------------------------------

    def add_desk(self, key: str, desk: Desk, path: Path, passphrase: str, label: str) -> Desk:
        """Keep an opened store under a key and list it."""
        self.desks[key] = desk
        identity = desk.identity
        self.listing.stores.append(
            {
                "role": identity.role.value,
                "path": self.listing.path(path),
                "passphrase": passphrase,
                "owner": identity.owner,
                "label": label,
            }
        )
        return desk

    @property
    def hr(self) -> Desk:
        """HR's store."""
        return self.desks["hr"]

    def create_hr(self) -> Desk:
        """Make HR's store."""
        from dxdesk.usecases.inbox.opening import create_store

        path = self.folder / STORES / "人事課.dxdesk"
        private.make_folder(path.parent)
        passphrase = "mihon-jinjika"
        desk = create_store(self.services, str(path), Role.HR, (CODE, NAME), passphrase)
        return self.add_desk("hr", desk, path, passphrase, "人事課の台帳")

    @contextmanager
    def without_files(self, workbooks: Workbooks) -> Iterator[None]:
        """Let HR's store hand over by other workbooks meanwhile, and list no file."""
        kept, services = self.keeps_files, self.services
        self.keeps_files, self.services = False, replace(services, workbooks=workbooks)
        self.desks["hr"] = replace(self.hr, services=self.services)
        try:
            yield
        finally:
            self.keeps_files, self.services = kept, services
            self.desks["hr"] = replace(self.hr, services=services)

    def section(self, owner: Employee, package: Path, label: str, *, key: str = "") -> Desk:
        """Open a confirmer's package: makes their store the first time, is received later."""
        from dxdesk.usecases.exchange.receive import ReceiveFiles, receive
        from dxdesk.usecases.inbox.opening import create_from

        name = key or owner.number
        if name in self.desks:
            receive(self.desks[name], ReceiveFiles((package,)))
            return self.desks[name]
        path = self.folder / STORES / f"所属_{name}.dxdesk"
        passphrase = f"mihon-{owner.number}"
        services = self.services
        if not key and (seed := self.seeds.get(owner.number)):
            services = replace(services, stores=bootstrap.stores(self.clock, lambda: seed))
        desk, _ = create_from(services, package, str(path), passphrase)
        return self.add_desk(name, desk, path, passphrase, label)

    def personal(self, owner: Employee, form: Path) -> Desk:
        """Open a person's form: makes their store the first time."""
        from dxdesk.usecases.exchange.receive import ReceiveFiles, receive
        from dxdesk.usecases.inbox.opening import create_from

        key = f"personal-{owner.number}"
        if key in self.desks:
            receive(self.desks[key], ReceiveFiles((form,)))
            return self.desks[key]
        path = self.folder / STORES / f"個人_{owner.number}.dxdesk"
        desk, _ = create_from(self.services, form, str(path), "")
        return self.add_desk(key, desk, path, "", f"{owner.name}さん個人の台帳")

    def close(self) -> None:
        """Close every store."""
        for desk in self.desks.values():
            desk.store.close()
        self.desks.clear()

    def sweep(self) -> None:
        """Remove what closed stores leave beside them, so that only what the listing names is there."""
        for path in (self.folder / STORES).iterdir():
            if path.name.endswith(".dxdesk.backups"):
                shutil.rmtree(path)
            elif path.suffix == ".lock":
                path.unlink()

    # --- files and mishaps ---------------------------------------------------------------------

    def list_files(self, kind: str, year: int, files: Iterable[Path]) -> None:
        """Enter files in the listing, unless they are only passed through."""
        if not self.keeps_files:
            return
        for path in files:
            self.listing.files.append({"kind": kind, "path": self.listing.path(path), "fiscal_year": year})

    def mishap(self, kind: str, year: int, text: str, **more: object) -> None:
        """Enter a planted mishap: its kind, one Japanese sentence, and whom or what it is about."""
        self.listing.mishaps.append({"kind": kind, "fiscal_year": year, "text": text, **more})


def asked(town: Town) -> tuple[Employee, ...]:
    """Return who is asked: no 特別職, nobody on leave or employed by the year."""
    return tuple(
        person for person in town.staff if person.employment == "常勤" and person.duty_status == "在職"
    )
