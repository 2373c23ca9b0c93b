"""確保計画, 検討事項 and 方針の策定 in the demonstration (all 見本): an example of each, under way."""

from __future__ import annotations

from collections.abc import Iterable

from dxdesk.domain.agenda_record import MatterSaid, State
from dxdesk.domain.drafting_record import Progress, Sort, StepSaid
from dxdesk.domain.drafting_tasks import months_of, tasks_of
from dxdesk.programs.scenario.demo import Demo
from dxdesk.usecases.agenda import keeping as agenda
from dxdesk.usecases.agenda.glossary import take_terms
from dxdesk.usecases.agenda.overview import agenda_year
from dxdesk.usecases.drafting import keeping as drafting
from dxdesk.usecases.frameworks.term_list import preset_matters
from dxdesk.usecases.staffing import keeping as staffing
from dxdesk.usecases.staffing.overview import plan
from dxdesk.usecases.staffing.presets import take_table

_DUE = ("06-30", "09-30", "10-31", "12-25")
"""By when the policy's matters are to be decided, in its order; the first and the third are."""
_DECIDED = {
    "06-30": "窓口の手続きの多い課から始めると決めた(見本)",
    "10-31": "非常勤の専門人材を1人、会計年度任用職員として迎えると決めた(見本)",
}


def play(demo: Demo, year: int) -> None:
    """Let HR plan for a role that training cannot fill, ask for it, and write down what is to be decided."""
    demo.clock.day = f"{year}-04-04"
    staffing.add_sample(demo.hr, year)
    take_table(demo.hr, "nakano")
    demo.clock.day = f"{year}-06-02"
    code = next(one.said.code for one in plan(demo.hr, year).lines if one.said.sample)
    staffing.advance(demo.hr, code, "asked")
    listed = preset_matters("kashiwa")
    for one, day in zip(listed, _DUE, strict=True):
        name = f"{one.name}(見本)"
        agenda.save_matter(
            demo.hr,
            MatterSaid(name=name, what=one.what, note=one.note, due=f"{year}-{day}", sample=True),
        )
    take_terms(demo.hr, "kashiwa")


def go_on(demo: Demo, year: int) -> None:
    """Let HR plan for the same role in a later year, too: the plan of that year takes it in."""
    demo.clock.day = f"{year}-04-04"
    staffing.add_sample(demo.hr, year)


def ahead(demo: Demo, year: int) -> None:
    """Let HR plan in autumn for the role of the year to come."""
    demo.clock.day = f"{year}-10-05"
    staffing.add_sample(demo.hr, year + 1)


def draft(demo: Demo, year: int) -> None:
    """Let HR begin to look at its policy again, for the year after."""
    demo.clock.day = f"{year}-04-21"
    drafting.begin(demo.hr, year + 1, Sort.REVISION, sample=True)
    _done(demo, year + 1, ("setup",))


def settle(demo: Demo, year: int) -> None:
    """Let what is to be done before the new year be done: the policy goes on in April."""
    for one in agenda_year(demo.hr).matters:
        decision = _DECIDED.get(one.said.due[5:])
        if decision and one.said.sample and one.open:
            decided = one.said._replace(state=State.DECIDED, decided_on=one.said.due, decision=decision)
            agenda.save_matter(demo.hr, decided, one.said.code)
    sort, last = Sort.REVISION, f"{year + 1}-03"
    due = [one.code for one in tasks_of(sort) if months_of(one, sort, year + 1)[0] <= last]
    _done(demo, year + 1, [code for code in due if code != "plan-paper"])


def _done(demo: Demo, year: int, codes: Iterable[str]) -> None:
    for code in codes:
        drafting.save_step(demo.hr, StepSaid(code, fiscal_year=year, state=Progress.DONE))
