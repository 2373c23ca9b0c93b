"""HR names confirmers by hand; what was named stays, is told, and the year follows when HR says."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest

from dxdesk.domain.errors import KnownError
from dxdesk.usecases.imports import roster
from dxdesk.usecases.organisation import roster_drift
from dxdesk.usecases.organisation.confirmers import set_confirmers
from dxdesk.usecases.organisation.roster_drift import Kind
from dxdesk.usecases.year import cycle
from tests.helpers.office import CHIEF, MANAGER, OTHER_CHIEF, STAFF
from tests.helpers.stories import Town

YOSHINO, KASAI, _ = STAFF


def roster_without_confirmers(town: Town) -> Path:
    (path,) = (path for path in town.send(town.hr, "roster", "名簿") if path.suffix == ".csv")
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    left = [place for place, title in enumerate(rows[0]) if "確認者" not in title]
    target = Path(town.folder) / "確認者の列のない名簿.csv"
    with target.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([[row[place] for place in left] for row in rows])
    return target


def named(town: Town, number: str) -> tuple[str, str]:
    with town.hr.store.read() as uow:
        person = uow.people.employee(number)
    assert person is not None
    return person.first_confirmer, person.second_confirmer


def test_what_is_named_is_kept_told_and_followed_by_the_year(town: Town) -> None:
    found = set_confirmers(town.hr, YOSHINO, OTHER_CHIEF, MANAGER)
    assert (found.changed, named(town, YOSHINO)) == (True, (OTHER_CHIEF, MANAGER))
    with town.hr.store.read() as uow:
        lines = [(one.field, one.old, one.new) for one in uow.people.changes(YOSHINO)]
        entry = uow.audit.entries(1)[0]
    assert lines == [("first_confirmer", "", OTHER_CHIEF), ("second_confirmer", "", MANAGER)]
    assert (entry.action, entry.subject) == ("set-confirmers", YOSHINO)
    assert {one.number: one.kind for one in roster_drift.look(town.hr).differences} == {
        YOSHINO: Kind.CONFIRMER
    }
    result = roster.apply_roster(town.hr, roster_without_confirmers(town), accept=("department-uncoded",))
    assert result.outcome in ("applied", "unchanged"), result.errors
    assert named(town, YOSHINO) == (OTHER_CHIEF, MANAGER)
    cycle.refresh_assignments(town.hr)
    assert roster_drift.look(town.hr).differences == ()


@pytest.mark.parametrize(
    ("first", "second", "after"),
    [
        (CHIEF, None, (CHIEF, MANAGER)),
        (None, CHIEF, (OTHER_CHIEF, CHIEF)),
        ("", None, ("", MANAGER)),
        (None, "", (OTHER_CHIEF, "")),
        ("山崎 直樹", None, (CHIEF, MANAGER)),
        ("髙橋美咲", None, (MANAGER, MANAGER)),
        (None, None, (OTHER_CHIEF, MANAGER)),
    ],
)
def test_each_stage_is_named_by_itself_by_number_or_name(
    town: Town, first: str | None, second: str | None, after: tuple[str, str]
) -> None:
    set_confirmers(town.hr, YOSHINO, OTHER_CHIEF, MANAGER)
    found = set_confirmers(town.hr, YOSHINO, first, second)
    assert named(town, YOSHINO) == after
    assert found.changed is (after != (OTHER_CHIEF, MANAGER))
    assert [one.code for one in found.notices] == (["confirmer-twice"] if after[0] == after[1] else [])


@pytest.mark.parametrize(
    ("number", "first", "code"),
    [
        ("999999", CHIEF, "employee-unknown"),
        ("", CHIEF, "employee-unknown"),
        (YOSHINO, "999999", "confirmer-unknown"),
        (YOSHINO, "山崎", "confirmer-unknown"),
        (YOSHINO, YOSHINO, "confirmer-self"),
        (YOSHINO, "吉野 花子", "confirmer-self"),
    ],
)
def test_nobody_who_cannot_confirm_is_named(town: Town, number: str, first: str, code: str) -> None:
    with pytest.raises(KnownError) as error:
        set_confirmers(town.hr, number, first)
    assert error.value.code == code
    assert named(town, YOSHINO) == ("", "")


def test_two_of_one_name_are_told_with_their_numbers(town: Town) -> None:
    with town.hr.store.write() as uow:
        one = uow.people.employee(CHIEF)
        assert one is not None
        uow.people.save_employees([replace(one, number="000099")])
        uow.commit()
    with pytest.raises(KnownError) as error:
        set_confirmers(town.hr, YOSHINO, "山﨑 直樹")
    assert error.value.code == "confirmer-several"
    assert error.value.problem.found == f"{CHIEF} 山﨑 直樹、000099 山﨑 直樹"


def test_only_hr_names_confirmers(town: Town) -> None:
    with pytest.raises(KnownError) as error:
        set_confirmers(town.chief, YOSHINO, CHIEF)
    assert error.value.code == "wrong-role"


def test_a_number_typed_with_a_blank_has_its_history_under_the_number(town: Town) -> None:
    set_confirmers(town.hr, f" {YOSHINO} ", first=OTHER_CHIEF)
    with town.hr.store.read() as uow:
        assert [change.field for change in uow.people.changes(YOSHINO)] == ["first_confirmer"]
