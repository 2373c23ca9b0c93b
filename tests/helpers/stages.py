"""A municipality on the GovTech preset with somebody who is ready for stages, and the files of its year."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from dxdesk.domain.file_names import bare
from dxdesk.ports.entities import EvidenceRecord
from dxdesk.ports.workbooks import ExperienceLine
from dxdesk.usecases.answering import self_report
from dxdesk.usecases.answering.sheet import Answers
from dxdesk.usecases.inbox import opening
from dxdesk.usecases.person_year.cycles import find_cycle, framework_of
from dxdesk.usecases.person_year.stage_evidence import PersonGrowth, growth_of
from dxdesk.usecases.person_year.standing import person_year
from dxdesk.usecases.sending import dispatch
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.year import cycle
from tests.helpers import world as w

NUMBER = w.TAX_A
COURSES = [
    EvidenceRecord(NUMBER, "course", "DXマインドセット研修", "2025-06-01", "修了", True),
    EvidenceRecord(NUMBER, "course", "情報セキュリティ研修", "2025-06-08", "修了", True),
    EvidenceRecord(NUMBER, "course", "サービスデザイン研修", "2025-07-01", "修了", True),
]
OWN_LINES = (
    ExperienceLine("研修", "BPR研修", "令和7年8月", "修了"),
    ExperienceLine("実務経験", "電子申請のDX案件のリード", "令和6年4月から", "1年2か月"),
)


@contextmanager
def municipality(folder: Path, preset: str = "govtech-tokyo", *, on_file: bool = False) -> Iterator[Desk]:
    """Give out an HR desk whose 検証 翔太 is DX推進員 and did three courses."""
    with w.municipality(folder, on_file=on_file) as (desk, _):
        with desk.store.write() as uow:
            person = uow.people.employee(NUMBER)
            assert person is not None
            uow.people.save_employees([replace(person, name="検証 翔太", personas=("DX推進員",))])
            uow.people.add_evidence(COURSES)
            uow.commit()
        cycle.open_cycle(desk, cycle.OpenCycle(w.YEAR, preset, w.BASE, "2026-02-13"))
        yield desk


def report(desk: Desk, fiscal_year: int = w.YEAR) -> None:
    """Type in the person's answer."""
    said = Answers(w.levels_of(desk, NUMBER), {}, {}, lines=OWN_LINES)
    self_report.submit(desk, answers=said, employee_number=NUMBER, fiscal_year=fiscal_year)


@dataclass(frozen=True)
class Post:
    """The desks of a year that met only through files."""

    folder: Path
    hr: Desk
    person: Desk
    leader: Desk
    chief: Desk

    def send(self, desk: Desk, kind: str) -> tuple[Path, ...]:
        """Write the files of a kind."""
        return tuple(dispatch.export(desk, dispatch.Export(kind, self.folder / f"{desk.role}-{kind}")).files)


@contextmanager
def post(folder: Path, *, on_file: bool = False) -> Iterator[Post]:
    """Give out HR's desk, the person's and both confirmers', each opened from the file it was sent."""
    with municipality(folder, on_file=on_file) as hr:
        packages = {bare(p.stem)[-6:]: p for p in _files(hr, "section-packages", folder)}
        forms = {p.stem[-6:]: p for p in _files(hr, "forms", folder)}
        wanted = (forms[NUMBER], packages[w.LEADER_TAX], packages[w.CHIEF_TAX])
        made = [
            opening.create_from(hr.services, path, str(folder / f"{path.stem}.dxdesk"), w.PASSPHRASE)[0]
            for path in wanted
        ]
        try:
            yield Post(folder, hr, *made)
        finally:
            for desk in made:
                desk.store.close()


def _files(desk: Desk, kind: str, folder: Path) -> tuple[Path, ...]:
    return tuple(dispatch.export(desk, dispatch.Export(kind, folder / kind)).files)


def answered(at: Post) -> Path:
    """Return the form the person filled in the app."""
    levels = {item.uid: 1 for item in self_report.open_answers(at.person).items}
    done = self_report.submit(at.person, at.folder / "answered", Answers(levels, {}, {}, lines=OWN_LINES))
    assert done.file is not None
    return done.file


def person_growth(
    desk: Desk, number: str, confirmed: Collection[str] | None = None
) -> tuple[PersonGrowth, ...]:
    """Return where a person stands; ``confirmed``: stages taken as confirmed instead of those that are."""
    person = person_year(desk, number)
    with desk.store.read() as uow:
        framework = framework_of(uow, find_cycle(uow, person.fiscal_year))
        records = uow.people.evidence(number)
    if confirmed is None:
        confirmed = [said.stands for said in person.stages if said.stands]
    return growth_of(framework, person, records, confirmed)
