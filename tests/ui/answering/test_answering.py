"""The answers in work, without a window; and drafts that cannot be written at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from dxdesk import bootstrap
from dxdesk.domain.errors import KnownError
from dxdesk.ports.workbooks import ExperienceLine
from dxdesk.ui.answering.item_page import ItemPage
from dxdesk.ui.answering.keeping import Keeper
from dxdesk.ui.answering.model import (
    GROUND,
    LEVEL,
    LINES,
    MORE,
    PAUSE_SECONDS,
    RAISED,
    REASON,
    Answering,
    Lack,
)
from dxdesk.ui.shell.operations import Operations
from dxdesk.usecases.answering import self_report
from dxdesk.usecases.answering.self_report import open_answers
from dxdesk.usecases.answering.sheet import Answers, AnswerSheet
from tests.ui.office import Office

EMPLOYEE = "001003"


@pytest.fixture(scope="module")
def blank(built_office: Office) -> Iterator[AnswerSheet]:
    desk = built_office.personal("001004")
    try:
        yield open_answers(desk)
    finally:
        desk.store.close()
        built_office.forget("001004")


class Watch:
    """A clock that goes on when told to."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_letters_are_one_step_until_one_pauses_or_turns_to_another_field(blank: AnswerSheet) -> None:
    watch = Watch()
    work = Answering(blank, watch)
    first, second = (item.uid for item in blank.items[:2])
    for text in ("窓", "窓口", "窓口の"):
        work.write_evidence(first, text)
    watch.now += PAUSE_SECONDS + 0.1
    work.write_evidence(first, "窓口の改善")
    work.write_goal(second, "電子化")
    work.write_comment("よろしく")
    work.write_lines((ExperienceLine("研修", "RPA", "", ""),))
    assert [work.undo() for _ in range(6)] == [LINES, MORE, second, first, first, ""]
    assert work.answers == blank.answers
    assert [work.redo() for _ in range(2)] == [first, first]
    assert work.answers.evidence[first] == "窓口の改善"
    work.choose(first, 1)
    assert work.redo() == ""


def test_what_is_lacking_is_told_once_an_item_and_goes_away(blank: AnswerSheet) -> None:
    items = tuple(replace(item, last=1) for item in blank.items[:3])
    work = Answering(replace(blank, items=items))
    a, b, c = (item.uid for item in items)
    assert work.lacks == (Lack(a, LEVEL), Lack(b, LEVEL), Lack(c, LEVEL))
    work.choose(a, 2)
    work.choose(b, 1)
    work.tick(b, 1, 0, True)
    work.keep_last(c)
    assert work.lacks == (Lack(a, RAISED), Lack(b, GROUND))
    work.write_evidence(a, "企画した")
    work.tick(b, 1, 0, False)
    assert work.lacks == ()
    compared = work.compared
    assert (compared.up, compared.down, compared.same, compared.new) == (1, 0, 2, 0)


def test_a_returned_item_asks_until_something_about_it_is_changed(blank: AnswerSheet) -> None:
    first = replace(blank.items[0], reason="根拠をお願いします")
    said = Answers({item.uid: 1 for item in blank.items})
    work = Answering(
        replace(blank, items=(first, *blank.items[1:]), answers=said, said=said, returned="全体に")
    )
    assert work.returned
    assert work.first_place == first.uid
    assert work.lacks == (Lack(first.uid, REASON),)
    assert not work.changed_since_said
    work.write_evidence(first.uid, "7月に行った")
    assert work.lacks == ()
    assert work.changed_since_said
    again = Answering(replace(work.sheet, submitted=True))
    assert again.reason(first.uid) == ""
    assert not again.returned


def test_a_level_is_proposed_when_all_of_its_statements_are_ticked_and_it_is_higher(
    blank: AnswerSheet,
) -> None:
    work = Answering(blank)
    item = blank.items[0]
    one = [place for place, _ in enumerate(item.criteria[1][3])]
    for place in one[:-1]:
        work.tick(item.uid, 1, place, True)
    assert work.proposal(item.uid) is None
    work.tick(item.uid, 1, one[-1], True)
    assert work.proposal(item.uid) == 1
    work.choose(item.uid, 0)
    assert work.proposal(item.uid) == 1
    work.choose(item.uid, 2)
    assert work.proposal(item.uid) is None


def test_a_scale_may_be_content_with_a_share_of_the_statements(blank: AnswerSheet) -> None:
    first = blank.items[0]
    whole = len(first.criteria[1][3])
    assert whole > 1
    fewest = -(-whole // 2)
    easier = replace(first, scale=replace(first.scale, share=50))
    work = Answering(replace(blank, items=(easier, *blank.items[1:])))
    for position in range(fewest):
        assert work.proposal(first.uid) is None
        work.tick(first.uid, 1, position, True)
    assert work.proposal(first.uid) == 1
    work.choose(first.uid, 1)
    assert not work.wants_ground(first.uid)


def test_a_draft_that_cannot_be_written_waits_and_says_so_once(qtbot: QtBot, office: Office) -> None:
    office.personal(EMPLOYEE).store.close()
    location = str(office.folder / f"個人_{EMPLOYEE}.dxdesk")
    desk = bootstrap.open_desk(location, read_only=True)
    owner = QObject()
    operations = Operations(owner)
    keeper = Keeper(desk, operations, operations.run, owner)
    told: list[object] = []
    keeper.refused.connect(told.append)
    for level in (1, 2):
        keeper.note(Answers({"a": level}), "")
        keeper.save_now()
        qtbot.waitUntil(lambda: operations.idle)
    assert len(told) == 1
    assert keeper.waiting
    desk.store.close()
    operations.close()


def test_drafts_of_two_people_that_cannot_be_written_both_wait(
    qtbot: QtBot, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody types in for one person after the other: the first is not lost for the second."""
    written: dict[str, Answers] = {}
    full = [True]

    def save(_: object, answers: Answers, number: str) -> None:
        if full:
            raise KnownError("disk-full", "空きがありません。")
        written[number] = answers

    monkeypatch.setattr(self_report, "save_draft", save)
    desk = office.personal(EMPLOYEE)
    owner = QObject()
    operations = Operations(owner)
    keeper = Keeper(desk, operations, operations.run, owner)
    for number, level in (("1", 1), ("2", 2), ("1", 3)):
        keeper.note(Answers({"a": level}), number)
        keeper.save_now()
    qtbot.waitUntil(lambda: operations.idle)
    assert keeper.held("1") == Answers({"a": 3})
    assert operations.unsaved() is not None
    full.clear()
    keeper.save_now()
    qtbot.waitUntil(lambda: operations.idle)
    assert written == {"1": Answers({"a": 3}), "2": Answers({"a": 2})}
    assert not keeper.waiting
    assert operations.unsaved() is None
    desk.store.close()
    operations.close()


def test_courses_that_came_with_the_form_stand_below_the_levels(qtbot: QtBot, blank: AnswerSheet) -> None:
    first, second, *_ = blank.items
    told = replace(first, courses=("レベルを問わない: 業務改革研修", "LV2: データ分析研修"))
    work = Answering(replace(blank, items=(told, *blank.items[1:])))
    page = ItemPage()
    qtbot.addWidget(page)
    page.show_item(work, first.uid)
    assert page.courses.isVisibleTo(page)
    assert page.courses.text().splitlines()[1:] == list(told.courses)
    page.show_item(work, second.uid)
    assert not page.courses.isVisibleTo(page), "nothing of it where there are none"
