"""Writing never replaces what this store did not write, nor what was changed by hand since."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import dxdesk
from dxdesk.usecases.progress.work_view import tails
from dxdesk.usecases.sending import dispatch
from dxdesk.usecases.sending.dispatch import Export, Exported
from dxdesk.usecases.workplace import written
from tests.helpers.office import CHIEF, STAFF
from tests.helpers.stories import Town

USECASES = Path(dxdesk.__file__).parent / "usecases"
WRITERS = {"write_tables", "write_form", "write_roster_template"}


def export(town: Town, kind: str) -> Exported:
    return dispatch.export(town.hr, Export(kind, town.folder / kind))


@pytest.mark.parametrize("kind", ["forms", "section-packages", "summary", "framework", "roster", "templates"])
def test_a_file_that_was_changed_since_stays_and_one_of_ours_is_replaced(town: Town, kind: str) -> None:
    first = export(town, kind)
    assert first.beside == ()
    mine, *others = first.files
    changed = mine.read_bytes() + b"filled in by hand"
    mine.write_bytes(changed)

    second = export(town, kind)
    assert mine.read_bytes() == changed
    beside = mine.with_name(f"{mine.stem} (2){mine.suffix}")
    assert second.files == (beside, *others), "the untouched ones keep their names"
    (told,) = second.beside
    assert told.code == "file-beside"
    assert "1件に番号を付けて" in told.message
    assert beside.name in told.found

    third = export(town, kind)
    assert third.files == second.files, "what was written beside is ours as well"
    assert mine.read_bytes() == changed


@pytest.mark.parametrize("kind", ["forms", "section-packages", "summary", "framework", "roster", "templates"])
def test_what_another_program_put_there_stays_from_the_first_export_on(town: Town, kind: str) -> None:
    """Also the maps: スキルマップ of another office, or of another program, may bear the very name."""
    names = [path.relative_to(town.folder / kind) for path in export(town, kind).files]
    others = [town.folder / "よその" / name for name in names]
    for path in others:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"not ours")
    done = dispatch.export(town.hr, Export(kind, town.folder / "よその"))
    assert {path.read_bytes() for path in others} == {b"not ours"}
    assert not set(done.files) & set(others)
    assert f"{len(names)}件に番号を付けて" in done.beside[0].message


def test_the_ledger_names_a_file_as_it_lies_there(town: Town) -> None:
    (package,) = town.send(town.hr, "section-packages", "配布", confirmer=CHIEF)
    package.write_bytes(b"something else")
    (beside,) = town.send(town.hr, "section-packages", "配布", confirmer=CHIEF)
    with town.hr.store.read() as uow:
        assert uow.exchange.dispatches(2025)[0].file_name == beside.name
        assert CHIEF in tails(uow.exchange.dispatches(2025)[:1], "section_package"), (
            "what was sent is known by it"
        )
    assert town.receive(town.chief, beside).files[0].outcome in ("applied", "unchanged")


def test_nothing_is_remembered_of_an_export_that_failed(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    (form,) = town.send(town.hr, "forms", "配布", employee=STAFF[0])
    kept, before = written.known(town.hr), form.read_bytes()

    def fail(*_: object) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as broken:
        broken.setattr(dispatch.Sending, "finish", fail)
        with pytest.raises(ZeroDivisionError):
            town.send(town.hr, "forms", "配布", employee=STAFF[0])
    assert form.read_bytes() == before
    assert written.known(town.hr) == kept
    assert town.send(town.hr, "forms", "配布", employee=STAFF[0]) == (form,)


def test_what_was_replaced_is_forgotten_and_the_newest_are_kept(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = len(written.known(town.hr))
    for _ in range(3):
        export(town, "templates")
    files = export(town, "templates").files
    assert len(written.known(town.hr)) == before + len(files)
    monkeypatch.setattr(written, "_MOST", 2)
    town.send(town.hr, "forms", "配布", employee=STAFF[0])
    assert len(written.known(town.hr)) == 2


def test_every_workbook_that_a_use_case_writes_goes_where_writing_says() -> None:
    """A writer that names its file itself would replace what lies there."""
    wrong = []
    for path in USECASES.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        if not any(name in text for name in WRITERS):
            continue
        tree = ast.parse(text)
        given = {
            (item.optional_vars.id, node.lineno, node.end_lineno or node.lineno)
            for node in ast.walk(tree)
            if isinstance(node, ast.With)
            for item in node.items
            if isinstance(item.context_expr, ast.Call)
            and isinstance(item.context_expr.func, ast.Attribute)
            and item.context_expr.func.attr == "writing"
            and isinstance(item.optional_vars, ast.Name)
        }
        for node in ast.walk(tree):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
                continue
            if node.func.attr not in WRITERS:
                continue
            names = {arg.id for arg in node.args if isinstance(arg, ast.Name)}
            if not any(name in names and first <= node.lineno <= last for name, first, last in given):
                wrong.append(f"{path.name}:{node.lineno}")
    assert wrong == []
