"""評価指標 in the demonstration (all 見本): the logic model, one survey, two 取組 evaluated."""

from __future__ import annotations

from pathlib import Path

from dxdesk.domain.indicator_record import ActivitySaid
from dxdesk.programs.scenario.demo import Demo, asked
from dxdesk.programs.scenario.inbox import received
from dxdesk.programs.scenario.town import Town
from dxdesk.usecases.frameworks.indicator_list import has_indicators
from dxdesk.usecases.indicators import keeping
from dxdesk.usecases.indicators.overview import overview
from dxdesk.usecases.indicators.switch import aims_on
from dxdesk.usecases.sealing.workbook_kinds import SURVEY

_WORDS = (
    *("どちらともいえない", "ややそう思う", "そう思う"),
    *("あまりそう思わない", "ややそう思う", "そう思わない"),
)
_DONE = (
    ("年4回", "年3回", 48, "申込みが定員を超えた", "夜の回を設ける"),
    ("全職員に1回", "対象の8割が受けた", 112, "短い動画に分けた", "係長級の例を加える"),
)


def play(demo: Demo, town: Town, year: int, framework: str, folder: Path) -> None:
    """Take the policy's indicators and a survey of the year, and evaluate two 取組, where it is used."""
    with demo.hr.store.read() as uow:
        used = aims_on(uow)
    if not used or not has_indicators(framework):
        return
    keeping.take_preset(demo.hr, framework)
    found = overview(demo.hr)
    questions = [row.indicator.question for row in found.rows if row.indicator.question]
    units = {unit.code: unit.name for unit in town.units}
    rows = []
    for line, person in enumerate(asked(town)):
        said = (_WORDS[(line + 2 * place) % len(_WORDS)] for place in range(len(questions)))
        rows.append((f"令和{year - 2018}年度", units.get(person.department_code, ""), person.grade, *said))
    path = folder / "評価指標のアンケート(見本).xlsx"
    received(demo, year, SURVEY.kind, path, ("年度", "所属", "職層", *questions), rows)
    for activity, (planned, done, participants, well, change) in zip(
        (found.activities[0], found.activities[-1]), _DONE, strict=True
    ):
        of_year = ActivitySaid(
            *(activity.code, activity.name, activity.outcomes, activity.held_by, year),
            planned=f"(見本) {planned}",
            done=done,
            participants=participants,
            went_well=well,
            to_change=change,
        )
        keeping.evaluate(demo.hr, of_year)
