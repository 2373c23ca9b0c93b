"""Sending files out: into folders that refuse them, all of them or none, and with a word about routes."""

from __future__ import annotations

import dataclasses
import errno
import os
from collections import Counter
from pathlib import Path

import pytest

from dxdesk.domain.errors import KnownError
from dxdesk.usecases.exchange import ledgers
from dxdesk.usecases.sealing.workbook_kinds import FORM, RESULT_NOTICE, RETURN_SLIP, SECTION_PACKAGE
from dxdesk.usecases.sending import dispatch
from dxdesk.usecases.sending.recipients import recipients
from dxdesk.usecases.year import cycle
from tests.helpers.office import CHIEF, PEOPLE, STAFF, UNITS
from tests.helpers.stories import Town

EVERYBODY = len(PEOPLE)


@pytest.mark.parametrize("kind", ["forms", "section-packages", "summary", "framework", "roster", "templates"])
def test_a_folder_that_cannot_be_made_is_told_and_no_program_bug(town: Town, kind: str) -> None:
    in_the_way = town.folder / "メモ.txt"
    in_the_way.write_text("フォルダーではない", encoding="utf-8")
    sent = len(ledgers.dispatches(town.hr))
    with pytest.raises(KnownError) as error:
        dispatch.export(town.hr, dispatch.Export(kind, in_the_way / "配布"))
    assert error.value.code == "folder-missing"
    assert "何も書き出していません" in str(error.value)
    assert "フォルダーではなくファイルです" in error.value.problem.found
    assert len(ledgers.dispatches(town.hr)) == sent


def refuse(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Let the system refuse to put a file of this name in its place."""
    replace = os.replace

    def refused(source: Path, target: Path) -> None:
        if Path(target).name == name:
            raise IsADirectoryError(errno.EISDIR, "Is a directory")
        replace(source, target)

    monkeypatch.setattr(os, "replace", refused)


def test_an_export_that_fails_half_way_leaves_neither_files_nor_ledger_lines(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = town.folder / "申告票"
    names = [path.relative_to(town.folder) for path in town.send(town.hr, "forms", "試し")]
    refuse(monkeypatch, names[2].name)
    sent = len(ledgers.dispatches(town.hr))
    with pytest.raises(KnownError) as error:
        dispatch.export(town.hr, dispatch.Export("forms", out))
    assert [problem.code for problem in error.value.problems] == ["file-not-written", "export-undone"]
    assert error.value.problem.found == "ファイルではなくフォルダーです"
    assert "2件" in error.value.problems[1].message
    assert not [path for path in out.rglob("*") if path.is_file()]
    assert len(ledgers.dispatches(town.hr)) == sent
    monkeypatch.undo()
    assert len(dispatch.export(town.hr, dispatch.Export("forms", out)).files) == len(names)


def test_what_an_earlier_export_wrote_is_put_back_when_the_next_one_fails(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = town.send(town.hr, "forms", "申告票")
    before = [path.read_bytes() for path in files]
    refuse(monkeypatch, files[-1].name)
    with pytest.raises(KnownError):
        town.send(town.hr, "forms", "申告票")
    assert [path.read_bytes() for path in files[:-1]] == before[:-1]


def test_an_export_stopped_by_its_user_leaves_nothing(town: Town) -> None:
    class Stop(Exception):
        pass

    def progress(done: int, _: int) -> None:
        if done == 2:
            raise Stop

    out = town.folder / "途中"
    with pytest.raises(Stop):
        dispatch.export(town.hr, dispatch.Export("forms", out), progress)
    assert not [path for path in out.rglob("*") if path.is_file()]


def test_files_that_will_not_go_are_named(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    out = town.folder / "申告票"
    files = town.send(town.hr, "forms", "試し")
    refuse(monkeypatch, files[1].name)

    def held(*_: object, **__: object) -> None:
        raise PermissionError(13, "held by a virus scanner")

    monkeypatch.setattr(Path, "unlink", held)
    with pytest.raises(KnownError) as error:
        dispatch.export(town.hr, dispatch.Export("forms", out))
    assert error.value.problems[1].code == "export-left"
    assert files[0].name in error.value.problems[1].found


def test_a_form_for_somebody_nobody_confirms_is_written_and_told(town: Town) -> None:
    with town.hr.store.write() as uow:
        alone = dataclasses.replace(PEOPLE[-1], department_code="")
        uow.people.save_employees([alone])
        uow.commit()
    cycle.refresh_assignments(town.hr)
    done = dispatch.export(town.hr, dispatch.Export("forms", town.folder / "申告票"))
    assert len(done.files) == EVERYBODY
    (told,) = [one for one in done.notices if STAFF[2] in one.message]
    assert told.code == "route-missing"
    assert "確認者が決まっていません" in told.message


def test_names_stand_beside_numbers(town: Town) -> None:
    """Folders of sections, and to whom the files go."""
    done = dispatch.export(town.hr, dispatch.Export("forms", town.folder / "申告票"))
    names = {unit.code: unit.name for unit in UNITS}
    of = Counter(person.department_code for person in PEOPLE)
    assert {path.parent.name for path in done.files} == {f"{code}_{names[code]}" for code in of}
    assert {1} < set(of.values())
    assert set(done.to) == {f"{names[code]}({n}件)" for code, n in of.items()}
    out = town.folder / "配布"
    (to,) = dispatch.export(town.hr, dispatch.Export("section-packages", out, confirmer=CHIEF)).to
    assert to == f"窓口係 山﨑 直樹さん({CHIEF})"
    with town.hr.store.write() as uow:
        uow.people.save_employees([dataclasses.replace(PEOPLE[-1], department_code="")])
        uow.commit()
    cycle.refresh_assignments(town.hr)
    (alone,) = town.send(town.hr, "forms", "申告票", employee=STAFF[2])
    assert alone.parent.name == "所属なし"


def test_of_whom_files_can_be_made_now(town: Town) -> None:
    found = recipients(town.hr, FORM)
    assert {one.number for one in found.people} == {person.number for person in PEOPLE}
    assert sum(count for _, count in found.sections.values()) == EVERYBODY
    for code in found.sections:
        files = town.send(town.hr, "forms", f"所属{code}", section=code)
        assert len(files) == found.sections[code][1]
    confirmers = recipients(town.hr, SECTION_PACKAGE).people
    packages = town.send(town.hr, "section-packages", "配布")
    assert len(confirmers) == len(packages)
    assert all(any(one.number in path.name for path in packages) for one in confirmers)
    assert recipients(town.hr, RESULT_NOTICE).people == recipients(town.hr, RETURN_SLIP).people == ()


def test_of_many_three_are_named_and_the_rest_is_counted(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dispatch, "_NAMED", 1)
    with pytest.raises(KnownError) as error:
        dispatch.export(town.chief, dispatch.Export("confirmations", town.folder / "確認票"))
    assert error.value.problem.message.count("さん(") == 1
    assert "ほか1人も書き出せません。" in error.value.problem.message
