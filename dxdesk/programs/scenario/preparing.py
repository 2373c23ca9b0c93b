"""確保計画 and 検討事項 in the demonstration (all 見本): an example, a table, what is not decided yet."""

from __future__ import annotations

from dxdesk.domain.agenda_record import MatterSaid
from dxdesk.programs.scenario.demo import Demo
from dxdesk.usecases.agenda import keeping as agenda
from dxdesk.usecases.agenda.glossary import take_terms
from dxdesk.usecases.staffing import keeping as staffing
from dxdesk.usecases.staffing.overview import plan
from dxdesk.usecases.staffing.presets import take_table

_MATTERS = (
    ("主導する業務の特定(見本)", "優先して取り組む部署や業務を決め、人をどこに集めるか", "06-30"),
    ("近隣市町村との連携(見本)", "県や近隣の市町村と一緒に人を育てるか", "09-30"),
    ("高度専門人材の導入(見本)", "外部の高度な専門人材を迎えるか", "10-31"),
)


def play(demo: Demo, year: int) -> None:
    """Let HR plan for a role that training cannot fill, ask for it, and write down what is to be decided."""
    demo.clock.day = f"{year}-04-04"
    staffing.add_sample(demo.hr, year)
    take_table(demo.hr, "nakano")
    demo.clock.day = f"{year}-06-02"
    code = next(one.said.code for one in plan(demo.hr, year).lines if one.said.sample)
    staffing.advance(demo.hr, code, "asked")
    for name, what, day in _MATTERS:
        agenda.save_matter(demo.hr, MatterSaid(name=name, what=what, due=f"{year}-{day}", sample=True))
    take_terms(demo.hr, "kashiwa")
