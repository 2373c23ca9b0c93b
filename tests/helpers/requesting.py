"""An HR desk that uses training and 選任, and a section's store that gets its 受講申込票 and 推薦依頼."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from dxdesk.usecases.inbox import opening
from dxdesk.usecases.sending import dispatch
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers import nominating as n
from tests.helpers import training
from tests.helpers import world as w

SECTION_PASSPHRASE = "所属の合言葉"
PERSONA, YEAR, SECTION, OFFICE = "dx-promoter", 2026, "102001", "1020"


@dataclass
class Both:
    """Both desks, and the files HR wrote for the section."""

    hr: Desk
    section: Desk
    enrolment: Path
    nomination: Path


@contextmanager
def both(folder: Path, *, on_file: bool = False) -> Iterator[Both]:
    """Give out HR's desk and the one of 税務課's 課長, who has taken nothing but the 所属配布票."""
    with training.trained(folder, on_file=on_file) as hr:
        n.use(hr)
        n.begin(hr, PERSONA, YEAR, deadline="2026-03-10")
        done = dispatch.export(hr, dispatch.Export("section-packages", folder / "配布"))
        (package,) = (path for path in done.files if f"_{w.CHIEF_TAX}" in path.name)
        section, report = opening.create_from(
            hr.services, package, str(folder / "所属.dxdesk"), SECTION_PASSPHRASE
        )
        assert report.outcome == "applied", report
        try:
            yield Both(
                hr,
                section,
                training.forms(hr, folder / "申込票", section=OFFICE)[OFFICE],
                n.requests(hr, folder / "依頼", OFFICE)[OFFICE],
            )
        finally:
            section.store.close()
