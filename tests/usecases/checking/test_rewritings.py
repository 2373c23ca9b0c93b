"""What 点検 promises to find of a store that was rewritten, it finds; what it says it cannot, it does not."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from dxdesk import bootstrap
from dxdesk.store import opening
from dxdesk.usecases.checking.check import Check, check
from dxdesk.usecases.checking.report import CheckReport
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers import finished as made
from tests.helpers.finished import Finished
from tests.helpers.office import PASSPHRASE
from tests.helpers.rewriting import Hand
from tests.helpers.rewritings import CANNOT, REWRITINGS, Rewriting


@pytest.fixture(scope="module")
def finished() -> Finished:
    return made.finished()


@contextmanager
def opened(path: Path) -> Iterator[Desk]:
    desk = bootstrap.open_desk(str(path), PASSPHRASE, read_only=True)
    try:
        yield desk
    finally:
        desk.store.close()


@contextmanager
def rewriting(path: Path) -> Iterator[Hand]:
    key = opening.key_of_file(path, PASSPHRASE)
    connection = opening.connect(path, key)
    try:
        connection.execute("PRAGMA foreign_keys = OFF")
        yield Hand(connection)
    finally:
        connection.close()


def everything(finished: Finished) -> Check:
    """Return the check of all three grades with all there is to compare with."""
    files = [finished.returned, *(finished.sent(kind) for kind in ("packages", "forms", "results"))]
    more = sorted((finished.folder / "forms").rglob("*_000002.xlsx"))
    every = sorted((finished.folder / "results").rglob("*.xlsx"))
    return Check(files=finished.received, against=(finished.code, *map(str, [*files, *more, *every])))


def checked(path: Path, wanted: Check) -> CheckReport:
    with opened(path) as desk:
        return check(desk, wanted)


def test_a_finished_store_that_nobody_rewrote_passes_all_grades(finished: Finished) -> None:
    report = checked(finished.hr, everything(finished))
    assert [grade.number for grade in report.grades] == [1, 2, 3]
    assert report.findings == ()


@pytest.mark.parametrize("one", REWRITINGS, ids=lambda one: one.name)
def test_each_rewriting_is_told_by_the_grade_the_manual_names(
    one: Rewriting, finished: Finished, tmp_path: Path
) -> None:
    path = Path(shutil.copyfile(finished.hr, tmp_path / "台帳.dxdesk"))
    with rewriting(path) as hand:
        one.do(hand)
    failed = checked(path, everything(finished)).failed()
    if one.grade is CANNOT:
        assert failed == frozenset()
        return
    assert min((grade for grade, _ in failed), default=None) == one.grade
    assert (one.grade, one.aspect) in failed
