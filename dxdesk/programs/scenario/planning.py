"""年度計画 in the demonstration: of the year that is played, and of the next in both versions.

What is decided here is made up and marked 見本; what people need is counted from what was played.
"""

from __future__ import annotations

from dxdesk.domain.action_plan import DRAFT, FINAL, Happened
from dxdesk.domain.errors import KnownError
from dxdesk.programs.scenario.demo import Demo
from dxdesk.usecases.action_plan import keeping
from dxdesk.usecases.action_plan.overview import plan_year
from dxdesk.usecases.workplace.desk import Desk

_YEN, _CUT = (480_000, 360_000, 150_000), 60_000
_NOTE = "見本です。"
_PLACES = 30


def begin(demo: Demo, year: int) -> None:
    """Plan the year that begins, by the results that are final."""
    demo.clock.day = f"{year}-04-20"
    _make(demo.hr, year, FINAL, f"{year}-04-20", f"{year - 2018}総人第31号")


def ask_for_money(demo: Demo, year: int) -> None:
    """Make 予算要求案 of the next year in autumn."""
    demo.clock.day = f"{year}-10-06"
    _make(demo.hr, year + 1, DRAFT, f"{year}-10-06", f"{year - 2018}総人第188号")


def settle(demo: Demo, year: int) -> None:
    """Enter what the year cost, and make 確定版 of the next one, for which less money was given."""
    demo.clock.day = f"{year + 1}-03-31"
    held = plan_year(demo.hr, year).final
    for code, line in sorted(held.said.lines.items()) if held is not None else ():
        if line.yen is not None:
            done = Happened(line.yen - _CUT // 2, source="支出負担行為書(見本)", as_of=f"{year + 1}-03-31")
            keeping.enter(demo.hr, year, FINAL, code, done)
    _make(demo.hr, year + 1, FINAL)
    draft = plan_year(demo.hr, year + 1).draft
    for code, line in sorted(draft.said.lines.items())[:1] if draft is not None else ():
        if line.yen is not None:
            keeping.save_line(demo.hr, year + 1, FINAL, code, line._replace(yen=line.yen - _CUT))


def of_digital(desk: Desk, year: int) -> None:
    """Let DX推進課 ask for the year after next, which HR has no plan of: two plans of one year clash."""
    today = desk.services.clock.today()
    _make(desk, year + 2, DRAFT, today, f"{year - 2018}DX第12号(見本)")


def _make(desk: Desk, year: int, version: str, day: str = "", number: str = "") -> None:
    """Make a version, say what its courses cost where nobody did, and have it decided on a day."""
    try:
        made = keeping.make(desk, year, version)
    except KnownError as error:
        if error.code != "plan-results-missing":
            raise
        return  # an office that ends the year without final results
    courses = [(code, line) for code, line in sorted(made.lines.items()) if line.course and line.yen is None]
    if all(line.yen is None for line in made.lines.values()):
        for (code, line), yen in zip(courses, _YEN, strict=False):
            wanted = line._replace(yen=yen, places=line.places or _PLACES, note=_NOTE)
            keeping.save_line(desk, year, version, code, wanted)
    if day and made.lines:
        keeping.consult(desk, year, version, day, "人事課人材育成係(見本)", "了承")
        keeping.decide(desk, year, version, day, number)
