"""What 点検 promises to find of a store that was rewritten, it finds; what it says it cannot, it does not."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from dxdesk import bootstrap
from dxdesk.usecases.checking.check import Check, check
from dxdesk.usecases.review import renumbering
from dxdesk.usecases.sealing.envelope import HeadText
from tests.helpers import finished as made
from tests.helpers.finished import Finished, checked, opened
from tests.helpers.forging import envelope_of, resealed
from tests.helpers.rewriting import rewriting
from tests.helpers.rewritings import CANNOT, REWRITINGS, Rewriting
from tests.helpers.source import ROOT


@pytest.fixture(scope="module")
def finished() -> Finished:
    return made.finished()


def everything(finished: Finished) -> Check:
    """Return the check of all three grades with all there is to compare with."""
    files = [finished.returned, *(finished.sent(kind) for kind in ("packages", "forms", "results"))]
    more = sorted((finished.folder / "forms").rglob("*_000002.xlsx"))
    every = sorted((finished.folder / "results").rglob("*.xlsx"))
    return Check(files=finished.received, against=(finished.code, *map(str, [*files, *more, *every])))


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


@pytest.mark.parametrize("one", [one for one in REWRITINGS if one.grade == 1], ids=lambda one: one.name)
def test_each_is_told_as_well_by_a_check_that_goes_on_from_one_before_it(
    one: Rewriting, finished: Finished, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was whole at the last check is not looked at again only where nothing it rests on changed."""
    path = Path(shutil.copyfile(finished.hr, tmp_path / "台帳.dxdesk"))
    assert checked(path, Check()).findings == ()
    with rewriting(path) as hand:
        one.do(hand)
    again = checked(path, Check()).failed()
    monkeypatch.setenv("DXDESK_USER_DATA", str(tmp_path / "別の利用者"))
    whole = checked(path, Check()).failed()
    assert (1, one.aspect) in again
    assert again - {(1, "audit")} == whole - {(1, "audit")}, "the head of the last check tells even more"


def test_the_head_a_section_saw_tells_a_rewritten_audit(
    finished: Finished, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody printed anything: what the section last saw of HR's audit comes back with its file."""
    path = Path(shutil.copyfile(finished.hr, tmp_path / "台帳.dxdesk"))
    with opened(path) as desk:
        form = envelope_of(desk.services, finished.sent("forms"))
        seen = HeadText(store=desk.identity.store_id, epoch=1, sequence=1, head=form.audit_head)
        later = {"format": 2, "seen_heads": [seen]}
        back = resealed(
            desk.services,
            finished.returned,
            tmp_path / "戻り.xlsx",
            desk.services.sealer.new_seed(),
            lambda envelope: envelope.model_copy(update=later),
        )
        assert check(desk, Check(against=(str(back),))).findings == ()
    with rewriting(path) as hand:
        hand.chain_again(lambda rows: rows[1].__setitem__(2, "だれか"))
    monkeypatch.setenv("DXDESK_USER_DATA", str(tmp_path / "別の利用者"))
    assert checked(path, Check()).findings == ()
    assert checked(path, Check(against=(str(back),))).failed() == {(3, "file")}


def test_the_manual_lists_these_rewritings_and_no_other() -> None:
    page = (ROOT / "resources" / "manual" / "check.md").read_text(encoding="utf-8")
    table = page.partition("## 書き換えの一覧")[2]
    listed = re.findall(r"^\| ([^|]+) \| (\d|\*\*分からない\*\*) \|", table, re.M)
    told = [(one.name, str(one.grade) if one.grade else "**分からない**") for one in REWRITINGS]
    assert listed == told


def test_a_link_of_numbers_that_somebody_deletes_is_told(finished: Finished, tmp_path: Path) -> None:
    path = Path(shutil.copyfile(finished.hr, tmp_path / "台帳.dxdesk"))
    desk = bootstrap.open_desk(str(path), made.PASSPHRASE)
    with desk.store.write() as uow:
        person = uow.people.employee(made.KASAI)
        assert person is not None
        uow.people.save_employees([replace(person, number="900012")])
        uow.commit()
    renumbering.link(desk, made.KASAI, "900012", accept=["link-both-working"])
    desk.store.close()
    assert checked(path, Check()).findings == ()
    with rewriting(path) as hand:
        hand.do("DELETE FROM settings WHERE name = ?", f"number-link:{made.KASAI}:900012")
    (found,) = checked(path, Check()).findings
    assert f"{made.KASAI} → 900012" in found
