"""候補者さがし over a whole city after ten years of attendance, against one hand-written SQL statement."""

from __future__ import annotations

import tempfile
from functools import partial
from pathlib import Path
from typing import Any

from dxdesk.domain.capabilities import CANDIDATES, ON
from dxdesk.domain.lifecycle import State
from dxdesk.ports import setting_names
from dxdesk.usecases.development import candidates
from tests.bench import aggregating, batch, training
from tests.bench.measuring import Line, Size, in_turn

PEOPLE, MOST = 20_000, 0.3
"""Seconds that looking for candidates among so many people may take."""

_OWN = (
    "検証スキル1 LV2\n検証スキル7 LV1\n検証スキル20 LV3\n検証スキル41 LV2\n研修: 検証研修03\n研修: 検証研修17"
)
_LEVELS = ((0, 2), (6, 1), (19, 3), (40, 2))
_COURSES = ("検証研修03", "検証研修17")
_REACHED = " + ".join(
    f"(substr(confirmed_levels, {place + 1}, 1) BETWEEN x'{level:02x}' AND x'fe')" for place, level in _LEVELS
)
_STATEMENT = f"""
WITH done AS (SELECT DISTINCT employee_number AS number, name FROM evidence
              WHERE kind = 'course' AND name IN {_COURSES} AND completed
              AND (receipt = 0 OR receipt IN (SELECT number FROM receipts WHERE live)))
SELECT employee_number, name, department_code, {_REACHED}
       + (SELECT count(*) FROM done WHERE done.number = assessments.employee_number) AS met
FROM assessments WHERE fiscal_year = ? AND state <> 'exempt'
ORDER BY met DESC, department_code, employee_number LIMIT 10
"""


def rows(size: Size) -> list[Line]:
    """Measure the nearest ten of everybody by four levels and two courses."""
    count = size.of(PEOPLE)
    with tempfile.TemporaryDirectory(prefix="dxdesk-bench-") as made:
        town = aggregating.town(Path(made), count, State.FINALISED.value)
        desk = batch.opened(town.location)
        try:
            told = list(training.attendance(town.numbers))
            with desk.store.write() as uow:
                uow.settings.set(f"{setting_names.USES}{CANDIDATES}", ON)
                uow.people.add_evidence(told)
                uow.commit()
            _same(_find(desk), _statement(desk))
            ours, bare = in_turn(max(size.rounds, 3), partial(_find, desk), partial(_statement, desk))
        finally:
            desk.store.close()
    what = f"candidates: {count:,} people, {len(told):,} rows"
    return [Line(what, "one SQL statement", ours, bare), Line(what, "-", ours, goal=MOST)]


def _same(found: Any, said: list[Any]) -> None:
    """Refuse to compare what does not say the same."""
    assert [one.met for one in found.people] == [row[3] for row in said if row[3]]


def _find(desk: Any) -> Any:
    use = candidates.Use.PLACEMENT
    return candidates.find(desk, candidates.Search(conditions=_OWN, use=use), batch.YEAR)


def _statement(desk: Any) -> list[Any]:
    with desk.store.read() as uow:
        driver = uow.results._connection.connection.driver_connection
        return list(driver.execute(_STATEMENT, (batch.YEAR,)).fetchall())
