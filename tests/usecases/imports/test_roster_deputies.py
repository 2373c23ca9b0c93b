"""A roster under which a deputy's number changes: HR is asked whether the new number is named, too."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

from dxdesk.usecases.imports import roster
from dxdesk.usecases.imports.roster_plan import RosterPreview
from dxdesk.usecases.organisation import linking
from dxdesk.usecases.review import deputies
from dxdesk.usecases.review.deputies import Naming
from dxdesk.usecases.year import cycle
from tests.helpers.office import CHIEF, OTHER_CHIEF, STAFF
from tests.helpers.stories import Town

YOSHINO, *_ = STAFF
NEW = "900123"


def renumbered(town: Town, former: str) -> Path:
    """Return today's roster as a table in which one person has another number."""
    with town.hr.store.read() as uow:
        people = uow.people.employees()
    path = town.folder / f"名簿 {former}.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        rows = [
            (NEW if one.number == former else one.number, one.name, one.department_code) for one in people
        ]
        csv.writer(file).writerows([("職員番号", "氏名", "所属コード"), *rows])
    return path


def look(town: Town, path: Path, *accept: str) -> RosterPreview:
    return roster.preview_roster(town.hr, path, accept=("people-left", *accept))


def terms(town: Town) -> list[tuple[str, str]]:
    return [(one.deputy, one.principal) for one in deputies.named(town.hr)]


def test_a_deputy_under_a_new_number_is_named_if_hr_says_so_and_not_after_an_undo(town: Town) -> None:
    deputies.name(town.hr, Naming(OTHER_CHIEF, CHIEF, "2026-01-05", "2026-03-31"))
    path, link = renumbered(town, OTHER_CHIEF), f"number-linked:{NEW}={OTHER_CHIEF}"
    assert not [one for one in look(town, path).questions if one.code == "number-deputy"], "not linked"
    found = look(town, path, link)
    assert found.errors == ()
    (question,) = [one for one in found.questions if one.code == "number-deputy"]
    assert (question.key, question.taken, question.optional) == (NEW, "", True)
    assert "number-deputy-left" in {one.code for one in found.notices}
    done = roster.apply_roster(town.hr, path, accept=("people-left", link, f"number-deputy:{NEW}"))
    assert done.outcome == "applied", done.errors
    assert terms(town) == [(OTHER_CHIEF, CHIEF), (NEW, CHIEF)]
    roster.undo_roster(town.hr, done.receipt)
    assert terms(town) == [(OTHER_CHIEF, CHIEF)]


def test_without_an_answer_the_naming_stays_as_it_is(town: Town) -> None:
    deputies.name(town.hr, Naming(OTHER_CHIEF, CHIEF, "2026-01-05", "2026-03-31"))
    link = f"number-linked:{NEW}={OTHER_CHIEF}"
    done = roster.apply_roster(town.hr, renumbered(town, OTHER_CHIEF), accept=("people-left", link))
    assert done.outcome == "applied", done.errors
    assert [(one.former.number, one.later.number) for one in linking.linked_people(town.hr)] == [
        (OTHER_CHIEF, NEW)
    ]
    assert terms(town) == [(OTHER_CHIEF, CHIEF)]


def test_a_link_that_cannot_be_is_said_with_the_preview(town: Town) -> None:
    """The new number was asked once, left, and comes back while the former one is asked."""
    with town.hr.store.write() as uow:
        person = uow.people.employee(YOSHINO)
        assert person is not None
        uow.people.save_employees([replace(person, number=NEW)])
        uow.commit()
    cycle.refresh_assignments(town.hr)
    with town.hr.store.write() as uow:
        uow.people.save_employees([replace(person, number=NEW, left=True)])
        uow.commit()
    path, link = renumbered(town, YOSHINO), f"number-linked:{NEW}={YOSHINO}"
    assert look(town, path).links == (), "proposed, and no more"
    assert [one.code for one in look(town, path, link).errors] == ["link-both-asked"]
    result = roster.apply_roster(town.hr, path, accept=("people-left", link))
    assert (result.outcome, [one.code for one in result.errors]) == ("refused", ["link-both-asked"])
