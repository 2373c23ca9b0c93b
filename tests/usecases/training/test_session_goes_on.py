"""A session that is called otherwise or merged keeps its people, whatever comes before or after."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dxdesk.domain.contents import SessionSaid
from dxdesk.domain.enrolments import CANCELLED, GRANTED, PASSED, State
from dxdesk.domain.errors import KnownError
from dxdesk.domain.training import goes_on
from dxdesk.usecases.imports import training_tables
from dxdesk.usecases.imports.enrolment_tables import apply_enrolments
from dxdesk.usecases.imports.questionnaire_tables import apply_questionnaire
from dxdesk.usecases.inbox.batches import undo_receipt
from dxdesk.usecases.reports import disclosure
from dxdesk.usecases.training import enrolment, enrolment_lists
from dxdesk.usecases.training.deciding import decide
from dxdesk.usecases.training.editing import (
    call_off,
    merge_sessions,
    part_session,
    rename_session,
    save_session,
)
from dxdesk.usecases.training.ledger import ledger
from dxdesk.usecases.training.questionnaires import session_answers
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers import world as w
from tests.helpers.memory import forgetful
from tests.helpers.training import BASIC, filled, forms, table, trained

FIRST, SECOND, NEW = "basic/第1回", "basic/第2回", "basic/前期"
HEAD = ("研修名", "回", "職員番号", "氏名", "申込", "備考")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with trained(tmp_path_factory.mktemp("hr")) as desk:
        yield desk


@pytest.fixture
def desk(office: Desk) -> Desk:
    return forgetful(office)


def states(desk: Desk) -> dict[str, dict[str, State]]:
    """Return where each enrolment stands, by session and number."""
    return {
        one.title: {line.number: line.state for line in one.lines}
        for one in enrolment_lists.session_lists(desk)
    }


def ask(desk: Desk, folder: Path, turn: str, *numbers: str, word: str = "○") -> int:
    path = table(folder / f"{turn}{'-'.join(numbers)}{word}.csv", HEAD,
                 *(("DX基礎研修", turn, one, "", word, "") for one in numbers))  # fmt: skip
    done = apply_enrolments(desk, path)
    assert not done.errors, done.errors
    return done.receipt


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(KnownError) as error:
        act()
    return error.value.code


def test_whoever_asked_has_a_seat_or_asks_later_is_in_the_session_that_goes_on(
    desk: Desk, tmp_path: Path
) -> None:
    out = forms(desk, tmp_path / "申込票")["102001"]
    ask(desk, tmp_path, "第1回", w.TAX_A, w.CHILD_A)
    decide(desk, FIRST, [w.TAX_A], GRANTED)
    rename_session(desk, FIRST, "前期")
    now = "DX基礎研修 前期"
    assert states(desk) == {now: {w.TAX_A: State.GRANTED, w.CHILD_A: State.ASKED}}
    # What was sent out under the former name comes back to it, and says where it stood.
    done = apply_enrolments(desk, filled(out, {(w.TAX_B, BASIC): "○"}))
    assert (done.outcome, done.added, [one.part for one in done.changes]) == ("applied", 1, [now])
    assert states(desk)[now][w.TAX_B] is State.ASKED
    # What HR decides goes with the enrolment, by either name.
    decide(desk, FIRST, [w.TAX_B], PASSED)
    decide(desk, NEW, [w.TAX_A], CANCELLED)
    assert states(desk) == {now: {w.TAX_A: State.CANCELLED, w.CHILD_A: State.ASKED, w.TAX_B: State.PASSED}}
    assert enrolment_lists.counts_of(desk, w.YEAR)["basic"] == (22, 1, 0)
    with desk.store.read() as uow:
        assert len(enrolment.enrolments_of(uow)) == 3
    again = forms(desk, tmp_path / "もう一度")["102001"]
    assert apply_enrolments(desk, again).outcome == "unchanged"


def test_a_seat_that_is_granted_to_nobody_s_asking_stays_where_the_session_went(desk: Desk) -> None:
    decide(desk, FIRST, [w.TAX_A], GRANTED)
    rename_session(desk, FIRST, "前期")
    rename_session(desk, NEW, "後期")
    assert states(desk) == {"DX基礎研修 後期": {w.TAX_A: State.GRANTED}}
    rename_session(desk, "basic/後期", "第1回")
    assert states(desk) == {BASIC: {w.TAX_A: State.GRANTED}}
    assert decide(desk, FIRST, [w.TAX_A], CANCELLED).left == ()
    assert states(desk) == {BASIC: {w.TAX_A: State.CANCELLED}}


def test_a_session_without_a_name_goes_on_on_another_day_and_in_another_year(desk: Desk) -> None:
    save_session(desk, SessionSaid("basic", "", "2026-03-25", seats=9))
    decide(desk, "basic/2026-03-25", [w.TAX_A], GRANTED)
    with desk.store.read() as uow:
        (before,) = (one for one in ledger(uow).sessions if one.first_day == "2026-03-25")
    save_session(desk, before._replace(first_day="2026-04-08"), before)
    (listed,) = enrolment_lists.session_lists(desk)
    assert (listed.session.first_day, listed.session.fiscal_year) == ("2026-04-08", 2026)
    assert [line.state for line in listed.lines] == [State.GRANTED]
    assert enrolment_lists.session_lists(desk, w.YEAR) == ()
    assert enrolment_lists.counts_of(desk, 2026)["basic"].enrolled == 1


def test_two_sessions_of_one_course_become_one_and_two_again(desk: Desk, tmp_path: Path) -> None:
    ask(desk, tmp_path, "第1回", w.TAX_A, w.TAX_B)
    ask(desk, tmp_path, "第2回", w.TAX_B, w.CHILD_A)
    decide(desk, SECOND, [w.TAX_B], GRANTED)
    apart = states(desk)
    merge_sessions(desk, FIRST, SECOND)
    one = "DX基礎研修 第2回"
    assert states(desk) == {one: {w.TAX_A: State.ASKED, w.TAX_B: State.GRANTED, w.CHILD_A: State.ASKED}}
    with desk.store.read() as uow:
        looked = enrolment.checks(uow, {w.YEAR})
        assert all(len(found) == 1 for found in looked.standing.values()), "nobody is in two sessions"
    assert enrolment_lists.counts_of(desk, w.YEAR)["basic"] == (20, 2, 1)
    part_session(desk, FIRST)
    assert states(desk) == apart
    assert refused(lambda: part_session(desk, FIRST)) == "session-not-merged"


def test_what_was_decided_while_they_were_one_holds_of_who_was_asked_for_in_either(
    desk: Desk, tmp_path: Path
) -> None:
    ask(desk, tmp_path, "第1回", w.TAX_B)
    ask(desk, tmp_path, "第2回", w.TAX_B)
    merge_sessions(desk, FIRST, SECOND)
    decide(desk, SECOND, [w.TAX_B], GRANTED)
    ask(desk, tmp_path, "第1回", w.TAX_B, word="取消")
    assert states(desk) == {"DX基礎研修 第2回": {w.TAX_B: State.WITHDRAWN}}
    decide(desk, SECOND, [w.TAX_B], CANCELLED)
    assert states(desk) == {"DX基礎研修 第2回": {w.TAX_B: State.CANCELLED}}


def test_what_cannot_be_merged_is_named(desk: Desk) -> None:
    assert refused(lambda: merge_sessions(desk, FIRST, "bpr/第1回")) == "session-merge-other"
    assert refused(lambda: merge_sessions(desk, FIRST, FIRST)) == "session-merge-other"
    decide(desk, FIRST, [w.TAX_A, w.TAX_B], GRANTED)
    decide(desk, SECOND, [w.TAX_A, w.TAX_B], GRANTED)
    decide(desk, SECOND, [w.TAX_B], CANCELLED)
    with pytest.raises(KnownError) as error:
        merge_sessions(desk, FIRST, SECOND)
    (problem,) = error.value.problems
    assert problem.code == "session-merge-decided"
    assert w.TAX_B in problem.fix
    assert w.TAX_A not in problem.fix
    with desk.store.read() as uow:
        (off,) = (one for one in ledger(uow).sessions if one.course == "DX基礎研修" and one.turn == "第2回")
    call_off(desk, off)
    assert refused(lambda: merge_sessions(desk, FIRST, SECOND)) == "session-merge-off"


def test_a_list_that_names_a_session_as_it_was_called_changes_nothing_in_silence(
    desk: Desk, tmp_path: Path
) -> None:
    head = ("研修名", "回", "開始日", "会場", "定員", "申込締切")
    as_before = ("DX基礎研修", "第1回", "2026-03-02", "庁舎801", "2", "2026-02-20")
    rename_session(desk, FIRST, "前期")
    done = training_tables.apply_training(desk, table(tmp_path / "前.csv", head, as_before), "sessions")
    assert (done.outcome, done.notices) == ("unchanged", ())
    changed = (*as_before[:3], "庁舎999", *as_before[4:])
    done = training_tables.apply_training(desk, table(tmp_path / "後.csv", head, changed), "sessions")
    assert [(one.code, one.place.cell) for one in done.notices] == [("session-renamed", "2行A列")]
    assert "DX基礎研修 前期" in done.notices[0].message
    with desk.store.read() as uow:
        places = {one.turn: one.place for one in ledger(uow).sessions if one.course == "DX基礎研修"}
    assert places == {"前期": "庁舎801", "第2回": "庁舎801"}


def test_answers_to_the_questionnaire_go_along_and_are_read_once(desk: Desk, tmp_path: Path) -> None:
    answers = table(tmp_path / "答え.csv", ("満足度",), *((str(score),) for score in (5, 4, 4, 3, 1)))
    assert apply_questionnaire(desk, answers, FIRST).outcome == "applied"
    rename_session(desk, FIRST, "前期")
    assert apply_questionnaire(desk, answers, NEW).outcome == "unchanged"
    (found,) = session_answers(desk)
    assert (found.title, found.summary.answers) == ("DX基礎研修 前期", 5)
    assert [one.summary.answers for one in session_answers(desk, w.YEAR, FIRST)] == [5]
    again = SessionSaid("DX基礎研修", "第1回", "2026-03-30")
    assert refused(lambda: save_session(desk, again)) == "session-name-held"


def test_another_session_may_have_the_name_where_nobody_was_enrolled(desk: Desk) -> None:
    rename_session(desk, FIRST, "前期")
    save_session(desk, SessionSaid("DX基礎研修", "第1回", "2026-03-30", seats=5))
    decide(desk, FIRST, [w.TAX_A], GRANTED)
    decide(desk, NEW, [w.TAX_B], GRANTED)
    assert states(desk) == {BASIC: {w.TAX_A: State.GRANTED}, "DX基礎研修 前期": {w.TAX_B: State.GRANTED}}


def test_a_person_is_told_of_the_session_by_what_was_said(desk: Desk, tmp_path: Path) -> None:
    ask(desk, tmp_path, "第1回", w.TAX_A)
    rename_session(desk, FIRST, "前期")
    told = disclosure.disclosure(desk, w.TAX_A)
    text = str(told)
    assert "第1回" in text


def test_sessions_that_were_merged_into_each_other_are_one() -> None:
    held = {
        "a": SessionSaid("x", into="b"),
        "b": SessionSaid("x", into="a"),
        "c": SessionSaid("x", into="b"),
        "d": SessionSaid("x", into="gone"),
    }
    assert goes_on(held) == {"b": "a", "c": "a"}


_PEOPLE = (w.TAX_A, w.TAX_B, w.CHILD_A)
_SHEET = st.tuples(
    st.sampled_from(["第1回", "第2回"]),
    st.lists(st.tuples(st.sampled_from(_PEOPLE), st.sampled_from(["○", "取消"])), min_size=1, max_size=3,
             unique_by=lambda one: one[0]),
)  # fmt: skip


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data(), sheets=st.lists(_SHEET, min_size=1, max_size=4), acts=st.sampled_from(
    ["rename", "merge", "rename and merge", "merge and rename", "there and back"]))  # fmt: skip
def test_it_makes_no_difference_which_lists_came_before(
    office: Desk, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject,
    sheets: list[tuple[str, list[tuple[str, str]]]], acts: str,
) -> None:  # fmt: skip
    folder = tmp_path_factory.mktemp("順")
    paths = [
        table(folder / f"{place}.csv", HEAD,
              *(("DX基礎研修", turn, number, "", word, str(place)) for number, word in lines))
        for place, (turn, lines) in enumerate(sheets)
    ]  # fmt: skip
    steps: dict[str, tuple[Callable[[Desk], object], ...]] = {
        "rename": (lambda desk: rename_session(desk, FIRST, "前期"),),
        "merge": (lambda desk: merge_sessions(desk, FIRST, SECOND),),
        "rename and merge": (
            lambda desk: rename_session(desk, FIRST, "前期"),
            lambda desk: merge_sessions(desk, NEW, SECOND),
        ),
        "merge and rename": (
            lambda desk: merge_sessions(desk, FIRST, SECOND),
            lambda desk: rename_session(desk, SECOND, "前期"),
        ),
        "there and back": (
            lambda desk: rename_session(desk, FIRST, "前期"),
            lambda desk: rename_session(desk, NEW, "第1回"),
        ),
    }

    def state(desk: Desk) -> object:
        with desk.store.read() as uow:
            return {key: (one.said, one.state) for key, one in enrolment.enrolments_of(uow).items()}

    straight = forgetful(office)
    for path in paths:
        apply_enrolments(straight, path)
    for step in steps[acts]:
        step(straight)
    other = forgetful(office)
    for act in _mixed(data, paths, steps[acts]):
        if isinstance(act, Path):
            done = apply_enrolments(other, act)
            if data.draw(st.booleans()):
                undo_receipt(other, done.receipt)
                apply_enrolments(other, act)
        else:
            act(other)
    assert state(other) == state(straight)


def _mixed(
    data: st.DataObject, paths: list[Path], steps: tuple[Callable[[Desk], object], ...]
) -> Iterator[Path | Callable[[Desk], object]]:
    """Yield the lists in any order, and the acts in their own between them."""
    lists, left = list(data.draw(st.permutations(paths))), list(steps)
    while lists or left:
        if left and (not lists or data.draw(st.booleans())):
            yield left.pop(0)
        else:
            yield lists.pop(0)
