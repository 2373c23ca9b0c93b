"""What is talked about at each task of drafting a policy, and done together: told for steps 2 to 6."""

from __future__ import annotations

from dxdesk.domain.drafting_points import ALONE, POINTS, TOGETHER
from dxdesk.domain.drafting_record import Sort
from dxdesk.domain.drafting_tasks import BY_CODE, STEP_NAMES, TASKS, tasks_of


def test_each_step_from_the_second_on_has_points_and_what_the_sections_do_together() -> None:
    first, *later = sorted(STEP_NAMES)
    for sort in Sort:
        for task in tasks_of(sort):
            told = task.step in later
            assert bool(task.points) == told, (sort, task.code)
            assert (task.together != ALONE) == told, (sort, task.code)
    assert {one.step for one in TASKS if one.points} == set(later)
    assert {*POINTS, *TOGETHER} <= set(BY_CODE), "none stands under a code that is no task"
    assert not BY_CODE["premise"].points
    assert BY_CODE["premise"].step == first


def test_what_is_done_together_also_says_what_goes_wrong_otherwise() -> None:
    for code, together in TOGETHER.items():
        assert together.how, code
        assert together.otherwise, code


def test_personas_agree_with_the_guideline_there_is() -> None:
    assert any("既にある人材育成指針" in text for text in BY_CODE["personas"].points)
