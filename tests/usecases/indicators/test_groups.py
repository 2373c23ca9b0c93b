"""Answers by section and by grade: what is small is withheld, and cannot be worked out from the rest."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dxdesk.domain.small_cells import Use
from dxdesk.usecases.imports.survey_tables import TakeSurvey, apply_survey
from dxdesk.usecases.indicators.groups import by_group
from dxdesk.usecases.organisation.small_cells import set_threshold
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.memory import forgetful
from tests.helpers.surveying import measured, table


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with measured(tmp_path_factory.mktemp("hr")) as desk:
        yield desk


@pytest.fixture
def desk(office: Desk) -> Desk:
    return forgetful(office)


def test_small_sections_are_withheld_with_what_they_could_be_worked_out_from(
    desk: Desk, tmp_path: Path
) -> None:
    rows = (
        [("税務課", "係長級", "3")] * 20 + [("福祉課", "一般職", "4")] * 9 + [("防災課", "一般職", "5")] * 2
    )
    path = table(tmp_path / "表.csv", ("所属", "職層", "問01"), *rows)
    assert not apply_survey(desk, TakeSurvey(path, 2026)).errors
    found = by_group(desk, "01", "section", 2026)
    assert {one.name: one.answers for one in found.groups} == {"税務課": 20, "福祉課": None, "防災課": None}
    assert {one.figure for one in found.groups if one.answers is None} == {None}
    assert found.withheld
    grades = by_group(desk, "01", "grade", 2026)
    assert [(one.name, one.answers, one.figure) for one in grades.groups] == [
        ("一般職", 11, "4.182"),
        ("係長級", 20, "3.000"),
    ]
    set_threshold(desk, Use.SURVEY, 2)
    assert not by_group(desk, "01", "section", 2026).withheld
    assert by_group(desk, "03", "section", 2026).groups == ()
    assert by_group(desk, "01", "section", 2025).groups == ()
