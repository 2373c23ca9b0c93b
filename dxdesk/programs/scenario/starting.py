"""期首 in the demonstration: goals of the year from HR's 期首票 in April to a new section in October.

Most write them in Excel, some in the app; 係長 agree, return one and tick what they did for it; the late
section passes its forms on to HR as they are. Whoever moves in October takes the goals along.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from dxdesk.domain.errors import KnownError
from dxdesk.domain.framework import Framework
from dxdesk.domain.plan_life import PlanState
from dxdesk.domain.year_start import DONE, MEASURES, YET, Mode
from dxdesk.ports.entities import Employee
from dxdesk.programs.scenario import hr_acts, ways
from dxdesk.programs.scenario.demo import Demo, asked
from dxdesk.programs.scenario.town import Town, Unit
from dxdesk.usecases.exchange.receive import ReceiveFiles, receive
from dxdesk.usecases.forms.goal_texts import Cells
from dxdesk.usecases.organisation import year_start
from dxdesk.usecases.sealing.workbook_kinds import PLAN_CONFIRMATION, PLAN_FORM, SECTION_PACKAGE
from dxdesk.usecases.sending import dispatch
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.year import cycle
from dxdesk.usecases.year_start import agreeing, overview, own

FOLDER = "期首"
REASON = "いつまでに、どの業務で行うかを書いてください。"
SUPPORT = "庁内相談会への参加を勧める"
"""A support action of the office's own, beside those that policies name."""

_SHARE = 0.6
_LEAST_LATE = 3
"""Of so many in the late section one can move in October, and its other mishaps still find somebody."""
_WORDS = (
    "担当の手順書を1つ、電子のものに改める。",
    "窓口の申請を1つ、電子で受けられるようにする。",
    "毎月の集計を、手作業から表計算の仕組みに移す。",
    "係の勉強会で、学んだことを伝える。",
)
_BETTER = "窓口の申請を、12月までに担当の業務で1つ電子にする。"
_DAYS = ("3/31", "12月31日", "R{next}.3.31", "令和{next}年3月31日")


class YearStart:
    """The goals of one year."""

    def __init__(self, demo: Demo, framework: Framework, town: Town, year: int, folder: Path) -> None:
        """Take the stage, the policy, the town as it is in April, and where the year's files lie."""
        self._demo, self._framework, self.town, self._year = demo, framework, town, year
        self._folder = folder / FOLDER
        self._asked = {one.number for one in asked(town)}

    def send(self) -> None:
        """Open the year upon April's roster, send packages and 期首票; 係長 and 課長 open theirs."""
        demo = self._demo
        year_start.set_up(
            demo.hr,
            year_start.StartSetting(Mode.FORM, due="05-29", agreed=True, meeting=True, supports=(SUPPORT,)),
        )
        self._on(4, 11)
        hr_acts.import_roster(demo, self.town, self._year, self._folder / "職員名簿_4月.xlsx")
        self._on(4, 14)
        hr_acts.begin_year(demo, self._year, self._framework.code)
        for kind in (SECTION_PACKAGE, PLAN_FORM):
            done = dispatch.export(
                demo.hr, dispatch.Export(kind.word, self._folder / kind.said, fiscal_year=self._year)
            )
            demo.list_files(kind.word, self._year, done.files)
            demo.step(len(done.files))
        for unit in self.town.prompt:
            for chief in unit.chiefs:
                self._desk(chief, f"{unit.name} {chief.name}さん(一次確認)の台帳")
            self._desk(unit.manager, f"{unit.name} {unit.manager.name}さん(二次確認)の台帳")

    def play(self) -> None:
        """Let people write and hand in, supervisors agree, and HR receive."""
        self._on(5, 18)
        for unit in self.town.units:
            for person in (*unit.chiefs[:1], *unit.others):
                if self._writes(unit, person):
                    self._write(person, self._box(self._reader(unit, person)))
        self._on(5, 27)
        for unit in self.town.prompt:
            for chief in unit.chiefs:
                desk = self._demo.desks[chief.number]
                self._take(desk, self._box(chief))
                if unit == self.town.prompt[0] and chief == unit.chiefs[0]:
                    self._return_one(desk, chief)
                self._agree(desk)
            self._lead(unit)
        self._on(6, 3)
        hr = self._demo.hr
        self._take(hr, *sorted((self._folder / PLAN_CONFIRMATION.said).iterdir()))
        self._take(hr, self._box(self.town.late.chiefs[0]))

    def move(self, town: Town) -> Town:
        """Let somebody of the late section move, whose goals nobody agreed on yet; return the new town."""
        demo = self._demo
        late = [one for one in town.late.others if one.number in self._asked]
        handed_in = {one.number for one in overview.overview(demo.hr, self._year).lines if one.goals}
        free = [one for one in late if not one.personas and one.number in handed_in]
        if len(late) < _LEAST_LATE or not free:
            return town
        self._on(10, 1)
        person = free[-1]
        town, unit = hr_acts.moved(town, person)
        hr_acts.import_roster(demo, town, self._year, self._folder / "職員名簿_10月.xlsx")
        cycle.refresh_assignments(demo.hr, self._year)
        out = self._folder / "所属配布票_10月"
        wanted = dispatch.Export(SECTION_PACKAGE.word, out, section=unit.code, fiscal_year=self._year)
        done = dispatch.export(demo.hr, wanted)
        demo.list_files(SECTION_PACKAGE.word, self._year, done.files)
        chief = unit.chiefs[0]
        desk = demo.section(chief, _of(done.files, chief), "")
        self._on(10, 6)
        agreeing.agree(desk, agreeing.Agreement(person.number, self._supports(desk, person.number)))
        self._take(demo.hr, *self._confirm(desk, chief, "_10月"))
        demo.mishap(
            "goals-moved", self._year,
            f"{person.name}さん({person.number})は10月に{unit.name}へ異動した。期首の目標も移り、新しい上長が同意した。",
            employee=person.number, to=unit.code, by=chief.number,
        )  # fmt: skip
        return town

    # --- places --------------------------------------------------------------------------------------

    def _on(self, month: int, day: int) -> None:
        self._demo.clock.day = f"{self._year}-{month:02}-{day:02}"

    def _box(self, confirmer: Employee) -> Path:
        return self._folder / "提出" / confirmer.number

    def _desk(self, owner: Employee, label: str) -> Desk:
        return self._demo.section(owner, _of((self._folder / SECTION_PACKAGE.said).iterdir(), owner), label)

    def _take(self, desk: Desk, *paths: Path) -> None:
        found = tuple(path for path in paths if path.exists())
        report = receive(desk, ReceiveFiles(found)) if found else None
        if report is not None and report.count("refused"):
            told = [one.errors for one in report.files if one.errors]
            raise RuntimeError(f"the demonstration's own goals are refused: {told}")

    # --- writing -------------------------------------------------------------------------------------

    def _writes(self, unit: Unit, person: Employee) -> bool:
        if person.number not in self._asked:
            return False
        if unit.late and person in unit.chiefs:
            return False  # their own confirmer opens nothing before the end of the year
        # The whole first section writes; of the others some have not come to it yet.
        sure = unit == self.town.prompt[0] or person in (*unit.chiefs, *ways.writers(self.town))
        return sure or self._demo.voices.rng("start", person.number, self._year).random() < _SHARE

    @staticmethod
    def _reader(unit: Unit, person: Employee) -> Employee:
        if person in unit.chiefs:
            return unit.manager
        return next((one for one in unit.chiefs if one.number == person.first_confirmer), unit.chiefs[0])

    def _write(self, person: Employee, box: Path) -> None:
        """Let somebody write their goals: beside last year's where the form has them already."""
        form = self._form(person, self._folder / PLAN_FORM.said)
        if ways.in_app(self._demo.voices, self.town, person):
            desk = self._demo.personal(person, form)
            sheet = own.open_goals(desk)
            written = {key: list(cells) for key, cells in sheet.written.items()}
            free = next(key for key in sheet.lines if not any(sheet.written.get(key, ())))
            written[free] = list(self._goal(person))
            done = own.submit(desk, box, {key: _cells(cells) for key, cells in written.items()})
            assert done.file is not None
            self._demo.list_files("answered-start-form", self._year, [done.file])
        else:
            said = self._goal(person)
            new = self._demo.voices.rng("goal-new", person.number, self._year).random() < 2 / 3
            self._fill(form, box / form.name, said, as_it_is=not new)
        self._demo.step()

    def _fill(self, form: Path, target: Path, said: Cells, *, as_it_is: bool = False) -> None:
        from dxdesk.programs.scenario.by_hand import fill_goals

        fill_goals(form, target, said, as_it_is=as_it_is)
        self._demo.list_files("answered-start-form", self._year, [target])

    @staticmethod
    def _form(person: Employee, folder: Path) -> Path:
        return next(folder.rglob(f"*_{person.number}.xlsx"))

    def _goal(self, person: Employee) -> Cells:
        """Return a goal as somebody writes it: for a skill by its number with a level, or in free words."""
        rng = self._demo.voices.rng("goal", person.number, self._year)
        skill = level = ""
        if rng.random() < 0.6:
            number, answer = rng.choice(tuple(enumerate(self._demo.voices.items(person), start=1)))
            allowed = self._framework.allowed_levels(answer.item)
            skill, level = str(number), self._framework.level_label(answer.item, rng.choice(allowed[1:]))
        by = rng.choice(_DAYS).format(next=self._year - 2017)
        return skill, level, rng.choice(_WORDS), rng.choice(tuple(MEASURES.values())), by

    # --- supervisors ---------------------------------------------------------------------------------

    def _agree(self, desk: Desk, met_on: str = "", numbers: Iterable[str] = ()) -> None:
        for line in overview.overview(desk, self._year).lines:
            if line.state is PlanState.SUBMITTED and (not numbers or line.number in numbers):
                supports = self._supports(desk, line.number)
                agreeing.agree(desk, agreeing.Agreement(line.number, supports, met_on), self._year)

    def _supports(self, desk: Desk, number: str) -> Mapping[str, str]:
        """Return what a supervisor ticks of the actions that are theirs."""
        (line,) = (one for one in overview.overview(desk, self._year).lines if one.number == number)
        rng = self._demo.voices.rng("supports", number, self._year, desk.identity.owner)
        return {code: rng.choice((DONE, DONE, YET)) for code, _ in line.offered}

    def _return_one(self, desk: Desk, chief: Employee) -> None:
        """Return one person's goals, agree on what they write then and talk with them."""
        lines = overview.overview(desk, self._year).lines
        waiting = {one.number for one in lines if one.state is PlanState.SUBMITTED}
        voices, town = self._demo.voices, self.town
        able = (one for one in town.staff if one.number in waiting)
        person = next((one for one in able if not ways.in_app(voices, town, one)), None)
        if person is None:
            return
        agreeing.return_goals(desk, person.number, REASON, self._year)
        out = self._folder / "差戻し"
        wanted = dispatch.Export(PLAN_FORM.word, out, employee=person.number, fiscal_year=self._year)
        done = dispatch.export(desk, wanted)
        self._demo.list_files(PLAN_FORM.word, self._year, done.files)
        again = self._box(chief) / "再提出" / done.files[0].name
        self._fill(done.files[0], again, ("", "", _BETTER, "実践", "12月31日"))
        self._take(desk, again)
        self._agree(desk, f"{self._year}-05-27", (person.number,))
        self._demo.mishap(
            "goals-returned", self._year,
            f"{person.name}さん({person.number})の期首の目標を差し戻し、面談をして、書き直した目標に同意した。",
            employee=person.number, by=chief.number, met_on=f"{self._year}-05-27",
        )  # fmt: skip

    def _lead(self, unit: Unit) -> None:
        """Let the 課長 agree on the 係長's goals; the first one ticks something for the whole section too.

        They read people's own forms: the 期首確認票 of a 係長 goes to HR alone.
        """
        for chief in unit.chiefs:
            self._confirm(self._demo.desks[chief.number], chief)
        desk = self._demo.desks[unit.manager.number]
        boxes = [self._box(chief) for chief in unit.chiefs] if unit == self.town.prompt[0] else []
        self._take(desk, *boxes, self._box(unit.manager))
        self._agree(desk)
        self._confirm(desk, unit.manager)

    def _confirm(self, desk: Desk, owner: Employee, ending: str = "") -> tuple[Path, ...]:
        out = self._folder / f"{PLAN_CONFIRMATION.said}{ending}" / owner.number
        wanted = dispatch.Export(PLAN_CONFIRMATION.word, out, fiscal_year=self._year)
        try:
            done = dispatch.export(desk, wanted)
        except KnownError as error:
            if error.code != "nothing-to-send":
                raise
            return ()  # nobody of the section has written yet
        self._demo.list_files(PLAN_CONFIRMATION.word, self._year, done.files)
        return done.files


def _of(files: Iterable[Path], owner: Employee) -> Path:
    return next(path for path in files if f"_{owner.number}" in path.name)


def _cells(cells: Iterable[str]) -> Cells:
    skill, level, text, measure, by = cells
    return skill, level, text, measure, by
