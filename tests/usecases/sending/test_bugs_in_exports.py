"""One person never stops a section: an export writes everybody else, and names who is missing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dxdesk.domain.errors import KnownError, Problem
from dxdesk.usecases.exchange import ledgers
from dxdesk.usecases.person_year import derived
from dxdesk.usecases.sending import dispatch
from tests.helpers.office import CHIEF, PEOPLE, STAFF
from tests.helpers.stories import Town, confirmed

EVERYBODY = len(PEOPLE)
YOSHINO, KASAI, KAMIYA = STAFF


def failing_over(patch: pytest.MonkeyPatch, number: str, error: Exception) -> None:
    """Let everything fail that has somebody's records in it."""
    whole = dispatch.person_revisions

    def revisions(person: Any, parts: Any) -> Any:
        if person.employee_number == number:
            raise error
        return whole(person, parts)

    patch.setattr(dispatch, "person_revisions", revisions)


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (ZeroDivisionError("𠮷野 花子"), "internal-error"),
        (KnownError("text-too-long", "文章が長すぎます。", "短くしてください。"), "text-too-long"),
    ],
)
def test_forms_are_written_for_everybody_else(
    town: Town, monkeypatch: pytest.MonkeyPatch, error: Exception, code: str
) -> None:
    sent = len(ledgers.dispatches(town.hr))
    failing_over(monkeypatch, YOSHINO, error)
    done = dispatch.export(town.hr, dispatch.Export("forms", town.folder / "申告票"))
    assert (len(done.files), done.people) == (EVERYBODY - 1, EVERYBODY - 1)
    assert not any(YOSHINO in path.name for path in town.folder.joinpath("申告票").rglob("*"))
    (told,) = done.failed
    assert told.code == code
    assert f"𠮷野 花子さん({YOSHINO})の分を書き出せませんでした" in told.message
    assert done.skipped[0] == told
    lines = ledgers.dispatches(town.hr)
    assert len(lines) == sent + EVERYBODY - 1
    numbers = sorted(line.sequence for line in lines)
    assert numbers == list(range(numbers[0], numbers[0] + len(numbers))), "the number was given out again"


def test_a_file_that_was_written_before_the_bug_is_taken_back_and_the_older_one_put_back(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = town.send(town.hr, "forms", "申告票")
    older = next(path for path in files if YOSHINO in path.name)
    before = older.read_bytes()
    whole = dispatch.Sending.wrote

    def wrote(sending: Any, package: Any, path: Path, people: int = 1) -> None:
        whole(sending, package, path, people)
        if YOSHINO in path.name:
            raise ZeroDivisionError

    monkeypatch.setattr(dispatch.Sending, "wrote", wrote)
    done = dispatch.export(town.hr, dispatch.Export("forms", town.folder / "申告票"))
    assert (len(done.files), done.people) == (EVERYBODY - 1, EVERYBODY - 1)
    assert older not in done.files
    assert older.read_bytes() == before


def test_a_package_goes_out_without_the_one_it_fails_over(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = dispatch.export(town.hr, dispatch.Export("section-packages", town.folder / "全員"))
    failing_over(monkeypatch, YOSHINO, ZeroDivisionError())
    done = dispatch.export(town.hr, dispatch.Export("section-packages", town.folder / "配布票"))
    assert [path.name for path in done.files] == [path.name for path in whole.files]
    assert {problem.code for problem in done.failed} == {"internal-error"}
    assert all(YOSHINO in problem.message for problem in done.failed)
    assert done.people == whole.people - len(done.failed)
    package = next(path for path in done.files if CHIEF in path.name)
    desk = town.reopened(package, "窓口係.dxdesk")
    with desk.store.read() as uow:
        assert uow.exchange.people(2025, [YOSHINO]).get(YOSHINO, []) == []
        assert uow.exchange.people(2025, [KASAI])[KASAI]


def test_a_confirmation_without_somebody_is_no_whole_one(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    town.receive(town.chief, town.answered(YOSHINO), town.answered(KASAI))
    confirmed(town, town.chief, YOSHINO, "一度目")
    confirmed(town, town.chief, KASAI, "二度目")
    failing_over(monkeypatch, YOSHINO, ZeroDivisionError())
    done = dispatch.export(town.chief, dispatch.Export("confirmations", town.folder / "確認票"))
    assert (len(done.files), len(done.failed), done.people) == (1, 1, 1)
    assert town.receive(town.manager, *done.files).files[0].outcome == "applied"


def test_where_nobody_alone_is_at_fault_the_file_is_named(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    def tables(*_: Any, **__: Any) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(dispatch, "write_sealed", tables)
    with pytest.raises(KnownError) as error:
        dispatch.export(town.hr, dispatch.Export("section-packages", town.folder / "配布票"))
    assert error.value.code == "internal-error"
    assert not [path for path in town.folder.joinpath("配布票").rglob("*") if path.is_file()]


def test_somebody_whose_year_cannot_be_derived_is_named_by_number(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = derived.derive_person

    def derive(context: Any, number: str, *rest: Any) -> Any:
        if number == KAMIYA:
            raise ZeroDivisionError
        return whole(context, number, *rest)

    monkeypatch.setattr(derived, "derive_person", derive)
    done = dispatch.export(town.hr, dispatch.Export("forms", town.folder / "申告票"))
    assert len(done.files) == EVERYBODY - 1
    (told,) = done.failed
    assert isinstance(told, Problem)
    assert f"職員番号{KAMIYA}の分" in told.message


def test_memory_ends_an_export_as_ever(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    failing_over(monkeypatch, YOSHINO, MemoryError())  # type: ignore[arg-type]
    sent = len(ledgers.dispatches(town.hr))
    with pytest.raises(MemoryError):
        dispatch.export(town.hr, dispatch.Export("forms", town.folder / "申告票"))
    assert len(ledgers.dispatches(town.hr)) == sent
    assert not [path for path in town.folder.joinpath("申告票").rglob("*") if path.is_file()]
