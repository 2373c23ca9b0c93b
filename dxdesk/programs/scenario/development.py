"""Growing people in the demonstration: what the office does of it before and after a year's 申告."""

from __future__ import annotations

from pathlib import Path

from dxdesk.domain.errors import KnownError
from dxdesk.domain.framework import Framework
from dxdesk.domain.target_record import Aim, Basis, Span, TargetSaid
from dxdesk.domain.year_start import Mode
from dxdesk.programs.scenario import digital, growing, looking, planning, practising, preparing
from dxdesk.programs.scenario.demo import Demo
from dxdesk.programs.scenario.nominating import PERSONAS, Nominating
from dxdesk.programs.scenario.starting import YearStart
from dxdesk.programs.scenario.town import Town
from dxdesk.programs.scenario.training import Training
from dxdesk.usecases.organisation import year_start
from dxdesk.usecases.targets import keeping as aims

_AIMED, _AIM_FROM, _AIM_YEARS = 5, 50, 4
"""In how many skills the office aims at a share, at which (%) in the first year, and for how many years."""


class Development:
    """Training and 選任, year by year; people are named from the second year on, when there is a policy."""

    def __init__(self, demo: Demo, framework: Framework, first: int) -> None:
        """Take the stage, the policy that is played, and the first year."""
        persona = PERSONAS[framework.code]
        self._training = Training(demo, framework, persona)
        self._nominating = Nominating(demo, framework, persona)
        self._first = first
        self._demo, self._framework, self._persona = demo, framework, persona
        demo.attended = self._training.attended

    def before(self, town: Town, year: int, folder: Path) -> Town:
        """Play April to October; return the town as it is in December."""
        later = year > self._first
        if later:
            self._nominating.april(town, year, folder / "選任")
        else:
            self._aim(year)
        self._training.plan(year, folder / "研修", enrolled=later)
        if not self._demo.keeps_files:
            self._ask_by_mark()
            if later:
                self._training.enrol(town, year, folder / "研修")
                town = self._nominating.october(town, year, folder / "選任")
            return town
        if later:
            preparing.go_on(self._demo, year)
            planning.begin(self._demo, year)
            preparing.draft(self._demo, year)
        start = YearStart(self._demo, self._framework, town, year, folder)
        start.send()
        early = self._training.enrols_by(f"{year}-05-18")
        if later and early:
            self._training.enrol(town, year, folder / "研修")
        start.play()
        if later and not early:
            self._training.enrol(town, year, folder / "研修")
        if later:
            town = self._nominating.october(town, year, folder / "選任")
            preparing.ahead(self._demo, year)
            planning.ask_for_money(self._demo, year)
        return start.move(town)

    def _aim(self, year: int) -> None:
        """Take the policy's targets as the office's own from the first year on, where it sets figures."""
        self._demo.clock.day = f"{year}-04-03"
        try:
            aims.take_preset(self._demo.hr, self._framework.code, year)
        except KnownError as error:
            if error.code != "targets-none-stated":
                raise
        self._aim_at_skills(year)
        preparing.play(self._demo, year)

    def _aim_at_skills(self, year: int) -> None:
        """Let the office aim at shares in the first skills of the framework, higher from year to year."""
        asked = {uid for persona in self._framework.personas for uid, _ in persona.required}
        items = [item for item in self._framework.items if item.uid in asked]
        for place, item in enumerate(items[:_AIMED]):
            target = TargetSaid(
                code=f"skill-{place + 1}",
                name=f"「{self._framework.title(item)}」で求められる水準に届く人の割合(見本)",
                aim=Aim.MATURITY,
                span=Span.YEAR,
                unit="%",
                at_least=True,
                basis=Basis.REQUIRED,
                item=item.uid,
                first_year=year,
                last_year=year + _AIM_YEARS - 1,
                plans={year + after: str(_AIM_FROM + 5 * (place + after)) for after in range(_AIM_YEARS)},
                held_by="人事課",
            )
            aims.save_target(self._demo.hr, target)

    def _ask_by_mark(self) -> None:
        """Let the office ask by a mark in the yearly form whether people set a digital goal (印だけ)."""
        year_start.set_up(self._demo.hr, year_start.StartSetting(Mode.MARK))

    def after(self, town: Town, year: int, folder: Path) -> None:
        """Play what comes when the year's result is final."""
        self._training.after(town, year, folder / "研修")
        if not self._demo.keeps_files:
            growing.begin(self._demo, town, year, folder / "成長記録")
            practising.play(self._demo, town, year, folder / "実践と支援")
        looking.look(self._demo, self._persona, year)
        looking.place_tools(self._demo, year)
        if self._demo.keeps_files:
            digital.play(self._demo, town, year, folder / "DX推進課")
            if year > self._first:
                planning.settle(self._demo, year)
                preparing.settle(self._demo, year)

    def next_april(self, town: Town, year: int, folder: Path) -> None:
        """Let sections name people for a year that nothing else is played of."""
        self._nominating.april(town, year, folder / "選任", late=True)
