"""Printing while another part of the program finalises the year: before or after, and no number twice."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest

from dxdesk.ports.store import Store, UnitOfWork
from dxdesk.usecases.checking.check import Check, check
from dxdesk.usecases.reports.certificate_registers import register_lines
from dxdesk.usecases.reports.printing import make_report
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.year import finalise
from tests.helpers import world as w
from tests.pdf.reading import read


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A real store in which two are ready to be finalised."""
    with w.municipality(tmp_path, "2026-03-25", on_file=True) as (made, _):
        w.play(made)
        w.confirmed(made, w.TAX_B, w.CHIEF_TAX)
        yield made


def text_of(pdf: bytes) -> str:
    return re.sub(r"\s+", "", "".join(page.extract_text() for page in read(pdf).pages))


def beside(work: Callable[[], object]) -> None:
    """Do something on a thread of its own, to its end; what it refuses is told here."""
    failed: list[BaseException] = []

    def run() -> None:
        try:
            work()
        except BaseException as error:
            failed.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    if failed:
        raise failed[0]


class Interrupted:
    """A store in which somebody else acts before whoever prints reads for the so manyth time."""

    def __init__(self, store: Store, moment: int, act: Callable[[], object]) -> None:
        self._store, self._moment, self._act, self.reads = store, moment, act, 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def read(self) -> UnitOfWork:
        self.reads += 1
        if self.reads == self._moment:
            beside(self._act)
        return self._store.read()

    def act_once(self) -> None:
        """Act now, where nobody read so often."""
        if self.reads < self._moment:
            self._act()


@pytest.mark.parametrize(
    ("kind", "moment"),
    [("handover-paper", 4), ("handover-paper", 6), ("handover-paper", 8), ("annual-report", 3)],
)
def test_a_paper_is_of_before_or_of_after(desk: Desk, kind: str, moment: int) -> None:
    """Its parts are read one after the other; sums of before beside rows of after would be of no moment."""

    def a_day_in_march() -> None:
        w.answered(desk, w.PROMOTER)
        w.confirmed(desk, w.LEADER_TAX, w.CHIEF_TAX)
        finalise.finalise(desk, "7検人第142号", "2026-03-18")

    before = text_of(make_report(desk, kind))
    store = Interrupted(desk.store, moment, a_day_in_march)
    during = text_of(make_report(replace(desk, store=cast(Store, store)), kind))
    store.act_once()
    after = text_of(make_report(desk, kind))
    assert before != after
    assert during in (before, after)


def test_whoever_finalises_is_not_kept_waiting_while_pages_are_drawn(desk: Desk) -> None:
    """A commit waits for readers: drawing must not be one of them."""

    class Drawing:
        """A printer during whose work somebody finalises."""

        def __getattr__(self, name: str) -> Any:
            return getattr(desk.services.printer, name)

        def draw(self, *said: Any, **more: Any) -> bytes:
            beside(lambda: finalise.finalise(desk, "7検人第142号", "2026-03-18"))
            return desk.services.printer.draw(*said, **more)

    before = text_of(make_report(desk, "status"))
    slow = replace(desk, services=replace(desk.services, printer=cast(Any, Drawing())))
    assert text_of(make_report(slow, "status")) == before
    assert text_of(make_report(desk, "status")) != before


def test_certificates_made_on_several_threads_have_each_number_once(desk: Desk) -> None:
    finalise.finalise(desk, "7検人第142号", "2026-03-18")
    together = threading.Barrier(4)
    made: list[str] = []
    refused: list[BaseException] = []

    def press(employee: str) -> None:
        together.wait()
        try:
            made.append(text_of(make_report(desk, "certificate", employee=employee)))
        except BaseException as error:
            refused.append(error)

    threads = [threading.Thread(target=press, args=(who,)) for who in (w.TAX_A, w.TAX_B) * 2]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert refused == []
    lines = register_lines(desk, kinds=("certificate",))
    assert [one.number for one in lines] == [1, 2]
    assert {one.employee_number for one in lines} == {w.TAX_A, w.TAX_B}
    assert len(made) == 4
    assert len(set(made)) == 2, "each of both papers twice, word for word"
    assert sum(one.printed for one in lines) == 4
    assert check(desk, Check()).findings == ()


def test_a_certificate_made_while_a_result_is_corrected_says_one_of_both_and_is_corrected_next(
    desk: Desk,
) -> None:
    finalise.finalise(desk, "7検人第142号", "2026-03-18")

    def correct() -> None:
        finalise.correct(desk, w.TAX_B, {"shinagawa.pm": 2}, "根拠の見落としがありました")

    store = Interrupted(desk.store, 2, correct)
    interrupted = replace(desk, store=cast(Store, store))
    make_report(interrupted, "certificate", employee=w.TAX_B)
    store.act_once()
    make_report(desk, "certificate", employee=w.TAX_B)
    lines = register_lines(desk, kinds=("certificate",))
    assert [one.number for one in lines] == list(range(1, len(lines) + 1))
    newest = text_of(make_report(desk, "certificate", employee=w.TAX_B))
    assert f"第{len(lines)}号" in newest
    assert check(desk, Check()).findings == ()
