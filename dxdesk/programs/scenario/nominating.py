"""How the demonstration's sections name people each April, and who takes over in October."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from dxdesk.domain.framework import Framework
from dxdesk.domain.nominations import ASKED
from dxdesk.ports.entities import Employee
from dxdesk.programs.scenario import requesting
from dxdesk.programs.scenario.demo import Demo, asked
from dxdesk.programs.scenario.inbox import received, take_in
from dxdesk.programs.scenario.town import Town, Unit
from dxdesk.usecases.forms import nomination_form as report
from dxdesk.usecases.nominations import deciding, rounds, standing
from dxdesk.usecases.sending import dispatch

PERSONAS: Mapping[str, str] = {
    "shinagawa": "dx-promoter",
    "setagaya": "leader",
    "nakano": "dx-leader",
    "kashiwa": "dx-promoter",
    "govtech-tokyo": "promoter",
}
"""By policy: for which 人材像 sections name people. Whom an office takes by 公募 or from outside is none."""

_KIND = "nominations"
_FRESH, _AGAIN, _INSTEAD = "新任", "再任", "交代"
_COLUMNS = (report.SECTION_CODE, report.NUMBER, report.NAME, report.MANNER, report.FIRST, report.INSTEAD,
            report.HANDED, report.HANDED_ON)  # fmt: skip
Line = Mapping[str, str]


class Nominating:
    """The rounds of one 人材像."""

    def __init__(self, demo: Demo, framework: Framework, persona: str) -> None:
        """Take the stage, the policy and the code of the 人材像."""
        self._demo = demo
        self._persona = next(one for one in framework.personas if one.code == persona)
        self._round = ""

    def holders(self, unit: Unit) -> tuple[Employee, ...]:
        """Return who of a section is to hold the 人材像."""
        return tuple(one for one in unit.others if self._persona.name in one.personas)

    def april(self, town: Town, year: int, folder: Path, *, late: bool = False) -> None:
        """Ask the sections, take their reports in and appoint; ``late``: the late section waits."""
        demo, hr = self._demo, self._demo.hr
        units = [unit for unit in town.units if self.holders(unit)]
        if not units:
            return
        demo.clock.day = f"{year}-04-01"
        if self._round:
            rounds.close(hr, self._round)
        most = max(len(self.holders(unit)) for unit in units)
        proposed = rounds.propose(hr, self._persona.code, year)
        begun = proposed._replace(sections=tuple(unit.code for unit in units), wanted=most)
        again = bool(self._round)
        self._round = rounds.begin(hr, begun).code
        demo.clock.day = f"{year}-04-08"
        lines = {
            unit.code: [self._line(unit, one, _AGAIN if again else _FRESH) for one in self.holders(unit)]
            for unit in units
            if not (unit.late and late and len(units) > 1)
        }
        self._report(town, year, folder, lines)
        self._accept()
        state = standing.round_state(hr, self._round)
        if state.missing:
            names = "、".join(one.name for one in state.missing)
            demo.mishap(
                "nomination-missing", year,
                f"{names}は、令和{year - 2018}年度の{self._persona.name}をまだ選んでいない。",
                sections=[one.code for one in state.missing],
            )  # fmt: skip

    def october(self, town: Town, year: int, folder: Path) -> Town:
        """Let somebody take over from a holder by the same form; return the town in which they have."""
        demo = self._demo
        found = self._change(town)
        if found is None or not self._round:
            return town
        unit, old, new = found
        demo.clock.day = f"{year}-09-29"
        more = {
            report.FIRST: f"R{year - 2018}.10.1",
            report.INSTEAD: old.number,
            report.HANDED: "済",
            report.HANDED_ON: f"R{year - 2018}.9.26",
        }
        self._report(town, year, folder, {unit.code: [{**self._line(unit, new, _INSTEAD), **more}]})
        self._accept()
        demo.mishap(
            "nomination-instead", year,
            f"{unit.name}の{self._persona.name}は、10月1日に{old.name}さん({old.number})から{new.name}さん({new.number})に交代した。",
            employee=new.number, instead_of=old.number,
        )  # fmt: skip
        names = {
            old.number: tuple(name for name in old.personas if name != self._persona.name),
            new.number: (*new.personas, self._persona.name),
        }
        others = tuple(replace(one, personas=names.get(one.number, one.personas)) for one in unit.others)
        units = tuple(replace(one, others=others) if one is unit else one for one in town.units)
        return replace(town, units=units)

    def _change(self, town: Town) -> tuple[Unit, Employee, Employee] | None:
        """Return a section with who leaves the task and who takes it over; none where nobody is free."""
        able = frozenset(one.number for one in asked(town))
        for unit in (*town.prompt, town.late):
            free = [one for one in unit.others if not one.personas and one.number in able]
            if self.holders(unit) and free:
                return unit, self.holders(unit)[0], free[-1]
        return None

    def _accept(self) -> None:
        done = deciding.accept(self._demo.hr, self._round, accept_codes=sorted(ASKED))
        if done.waiting:
            raise RuntimeError(f"somebody named waits on in the demonstration: {done.waiting}")

    @staticmethod
    def _line(unit: Unit, person: Employee, manner: str) -> dict[str, str]:
        return {
            report.SECTION_CODE: unit.code,
            report.NUMBER: person.number,
            report.NAME: person.name,
            report.MANNER: manner,
        }

    def _report(self, town: Town, year: int, folder: Path, lines: Mapping[str, Sequence[Line]]) -> None:
        """Let the sections report: each in its own 推薦依頼, one of them in its store; else in one table."""
        demo = self._demo
        instead = "_10月" if any(report.INSTEAD in line for said in lines.values() for line in said) else ""
        if not demo.keeps_files and lines:
            header = [report.TITLES[column] for column in _COLUMNS]
            rows = [[line.get(one, "") for one in _COLUMNS] for said in lines.values() for line in said]
            path = folder / f"選任報告{instead}.csv"
            received(demo, year, _KIND, path, header, rows, "utf-8-sig")
        if not demo.keeps_files:
            return
        from dxdesk.programs.scenario.by_hand import fill_report

        units = {unit.code: unit for unit in town.units}
        own = requesting.in_store(demo, (units[code] for code in lines))
        for code, said in lines.items():
            out = folder / f"推薦依頼{instead}"
            done = dispatch.export(demo.hr, dispatch.Export(_KIND, out, section=code, fiscal_year=year))
            demo.list_files("nomination-request", year, done.files)
            for request in done.files:
                back = folder / f"選任報告{instead}"
                if own == units[code]:
                    told = [{k: text for k, text in one.items() if k != report.SECTION_CODE} for one in said]
                    filled = requesting.nominate(demo, units[code], request, told, back)
                else:
                    filled = back / request.name
                    fill_report(request, filled, said)
                take_in(demo, year, _KIND, filled)
