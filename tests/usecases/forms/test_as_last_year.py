"""「前年のまま」 in a returned form: what it is read as, what is told, and what is refused by its cell."""

from __future__ import annotations

import pytest

from dxdesk.domain.framework import AnswerItem, Framework
from dxdesk.ports.workbooks import ALL_AS_LAST_YEAR, AS_LAST_YEAR, FormReading
from dxdesk.usecases.forms.as_last_year import AsLastYear, is_said
from dxdesk.usecases.frameworks import versions

SHEET = "DXスキル申告票"


@pytest.fixture(scope="module")
def framework() -> Framework:
    return versions.load_preset("shinagawa")


def form(framework: Framework, last: dict[str, int]) -> AsLastYear:
    return AsLastYear(framework, last, SHEET)


def items(framework: Framework) -> list[AnswerItem]:
    return list(framework.items_for("", ()))[:3]


def reading(said: str) -> FormReading:
    return FormReading(SHEET, {}, for_all=said, for_all_cell="C10")


def test_a_skill_left_as_it_was_has_last_years_level_and_it_is_told(framework: Framework) -> None:
    one = items(framework)[0].item
    same = form(framework, {one.uid: 1})
    assert is_said(" 前年のまま　")
    assert same.one(one, "F16") == 1
    (note,) = same.notes
    assert (note.code, note.place.cell, note.place.sheet) == ("same-as-last-year", "F16", SHEET)
    assert framework.level_label(one, 1) in note.message
    assert same.problems == []


@pytest.mark.parametrize("last", [{}, {"other": 1}, {"first": 99}])
def test_without_a_level_last_year_it_is_refused_by_its_cell(
    framework: Framework, last: dict[str, int]
) -> None:
    one = items(framework)[0].item
    same = form(framework, {one.uid if uid == "first" else uid: level for uid, level in last.items()})
    assert same.one(one, "F16") is None
    (problem,) = same.problems
    assert (problem.code, problem.place.cell, problem.found) == ("same-without-last", "F16", AS_LAST_YEAR)
    assert one.name in problem.message
    assert framework.level_label(one, 1) in problem.fix


def test_said_of_all_it_fills_what_is_blank_and_tells_what_stays_so(framework: Framework) -> None:
    first, second, third = items(framework)
    same = form(framework, {first.item.uid: 2, second.item.uid: 1})
    assert same.for_all([second, third], reading(ALL_AS_LAST_YEAR)) == {second.item.uid: 1}
    told = {note.code: note for note in same.notes}
    assert second.item.name in told["same-as-last-year"].found
    assert first.item.name not in told["same-as-last-year"].found
    assert told["same-left-blank"].found == third.item.name
    assert {note.place.cell for note in same.notes} == {"C10"}


def test_nothing_said_fills_nothing_and_other_words_are_refused(framework: Framework) -> None:
    first, *_ = items(framework)
    same = form(framework, {first.item.uid: 2})
    assert same.for_all([first], reading("")) == {}
    assert (same.problems, same.notes) == ([], [])
    assert same.for_all([first], reading("だいたい")) == {}
    (problem,) = same.problems
    assert (problem.code, problem.found, problem.place.cell) == ("same-unknown", "だいたい", "C10")
