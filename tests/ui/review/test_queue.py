"""The queue of 確認: filters say how many they show, and each person why they are there."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dxdesk.domain.lifecycle import State
from dxdesk.domain.records import Part
from dxdesk.ui.deciding.model import notes
from dxdesk.ui.review import messages
from dxdesk.ui.review.queue import Queue, under
from dxdesk.ui.startup import app
from dxdesk.usecases.review.confirming import QueueEntry

NAMES = ("検証 一郎", "検証 二郎", "見本 花子")


def entry(number: int = 1, stage: Part = Part.REVIEW1, **said: int | bool) -> QueueEntry:
    values = {"round": 1, "ready": True, "done": False, "differs": 0, "up": 0, "unchanged": False}
    values |= {"conflicts": 0, "changed": False, "proxy": False, "moved": 0} | said
    name = NAMES[number % len(NAMES)]
    return QueueEntry(f"{number:06d}", name, "", "主事", State.SUBMITTED, stage, **values)  # type: ignore[arg-type]


def everybody() -> Iterator[QueueEntry]:
    """Return somebody of each kind that a filter tells apart."""
    choices = product((True, False), (True, False), (0, 2), (0, 1), (1, 2), (True, False))
    for number, (ready, done, differs, conflicts, turn, changed) in enumerate(choices):
        yield entry(
            number,
            ready=ready and not done,
            done=done,
            differs=differs,
            conflicts=conflicts,
            round=turn,
            changed=changed,
        )


@pytest.fixture
def queue(qtbot: QtBot) -> Queue:
    app.prepare()
    made = Queue()
    qtbot.addWidget(made)
    made.show_entries(list(everybody()))
    return made


@pytest.mark.parametrize("sought", ["", "花子", "000007", "いない"])
def test_a_filter_shows_as_many_as_it_says(queue: Queue, sought: str) -> None:
    queue.search.setText(sought)
    for key, title in messages.FILTERS:
        queue.filters[key].click()
        assert queue.filters[key].text() == f"{title} {len(queue.model.records)}"
    assert bool(queue.model.records) == (sought != "いない")


@pytest.mark.parametrize("often", [1, 30])
def test_the_counts_of_a_large_section_are_seen_whole(queue: Queue, often: int) -> None:
    people = [one for _ in range(often) for one in everybody()]
    for narrow in (False, True, False):
        queue.set_narrow(narrow)
        queue.show_entries(people)
        queue.show()
        QApplication.processEvents()
        for key, made in queue.filters.items():
            made.click()
            QApplication.processEvents()
            assert made.width() >= made.sizeHint().width(), key
            assert made.geometry().right() < queue.width(), key


def test_nobody_is_offered_whose_turn_it_is_not(queue: Queue) -> None:
    """Who has still to hand in, or waits for the first confirmation, differs from nothing yet."""
    for key in ("todo", "differs", "again"):
        queue.sift(key)
        assert queue.model.records
        assert all(one.ready or (key == "differs" and one.conflicts) for one in queue.model.records)


def test_who_differs_says_from_what_and_is_not_taken_for_new() -> None:
    """One skill up and one down is no first report."""
    assert notes(entry(differs=2, moved=2, up=0)) == "前年と差異 2(計 ±0)"
    assert notes(entry(differs=3, moved=3, up=2)) == "前年と差異 3(計 +2)"
    assert notes(entry(differs=1, moved=1, up=-1)) == "前年と差異 1(計 -1)"
    second = entry(stage=Part.REVIEW2, moved=2, up=0)
    assert under(second) == "前年から ±0"
    corrected = entry(stage=Part.REVIEW2, moved=2, up=1, differs=1)
    assert under(corrected) == "前年から +1・一次確認で申告から変わったもの 1"
    assert under(entry()) == "前年の結果なし"
    assert under(entry(first_time=True)) == "初めての申告"
    assert under(entry(first_time=True, unchanged=True)) == "前年のまま"
    alone = entry(stage=Part.REVIEW2, sole=True, differs=2, moved=2, up=4)
    assert under(alone) == "前年と差異 2(計 +4)"
    assert under(entry(unchanged=True)) == "前年のまま"
