"""Who confirms in somebody's place this year: one whom HR named in advance, and one whom nobody named."""

from __future__ import annotations

from dxdesk.ports.entities import Employee
from dxdesk.programs.scenario.town import Unit
from dxdesk.programs.scenario.year_scenario import YearScenario
from dxdesk.usecases.review import confirming, deputies
from dxdesk.usecases.workplace.desk import Desk


def left_to_others(scenario: YearScenario) -> frozenset[str]:
    """Return whom their own second confirmer leaves to somebody else."""
    return frozenset(
        person.number for person in (scenario.mishaps.named, scenario.mishaps.held) if person is not None
    )


def name(scenario: YearScenario) -> None:
    """HR names the 部長 for a 課長 who will be away, before the packages go out."""
    unit = scenario.unit_of(scenario.mishaps.named)
    days = f"{scenario.year + 1}-02-25", f"{scenario.year + 1}-03-10"
    naming = deputies.Naming(scenario.director_of(unit).number, unit.manager.number, *days, "議会対応のため")
    deputies.name(scenario.demo.hr, naming, scenario.year)


def stand_in(scenario: YearScenario, desk: Desk, director: Employee) -> None:
    """The 部長 confirms one person in the place of the 課長 who is away."""
    person = scenario.mishaps.named
    if scenario.director_of(scenario.unit_of(person)) != director:
        return
    unit = scenario.unit_of(person)
    scenario.take(desk, [scenario.confirmations(scenario.chief_of(person))])
    confirming.confirm(desk, confirming.Decision(person.number, on_behalf_of=unit.manager.number))
    scenario.demo.mishap(
        "deputy-named", scenario.year,
        f"{person.name}さん({person.number})の二次確認は、不在の{unit.manager.name}さんの代理に人事課が前もって指名した{director.name}さんが行った。",
        employee=person.number, confirmer=unit.manager.number, by=director.number,
    )  # fmt: skip


def overreach(scenario: YearScenario, desk: Desk, chief: Employee, unit: Unit) -> None:
    """A 係長 does both stages of one person, though nobody named them for the 課長."""
    person = scenario.mishaps.held
    if person is None or person not in unit.others or scenario.chief_of(person) != chief:
        return
    confirming.confirm_all(desk, [person.number])
    confirming.confirm(desk, confirming.Decision(person.number, on_behalf_of=unit.manager.number))
    scenario.demo.mishap(
        "deputy-held", scenario.year,
        f"{person.name}さん({person.number})の二次確認を、指名のない{chief.name}さんが{unit.manager.name}さんの代わりに行った。人事課が決めるまで集計に入らない。",
        employee=person.number, confirmer=unit.manager.number, by=chief.number,
    )  # fmt: skip


def allow_both_stages(scenario: YearScenario) -> None:
    """HR lets count what the 課長 did at both stages, standing in for the absent 係長."""
    person = scenario.mishaps.stood_in
    for one in deputies.held(scenario.demo.hr, scenario.year):
        if one.employee_number == person.number:
            deputies.decide(scenario.demo.hr, one.ids, allow=True, fiscal_year=scenario.year)
