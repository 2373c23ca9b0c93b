"""ホーム says that goals are to be written, and whose wait to be agreed with; and nothing where unasked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dxdesk.usecases.home import todos
from dxdesk.usecases.inbox import opening
from dxdesk.usecases.progress import year_table
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.year_start import agreeing, own
from tests.helpers.office import CHIEF, STAFF, Office, new_office
from tests.helpers.starting import begin, start_form


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = new_office(tmp_path)
    yield made
    made.close()


def listed(desk: Desk) -> dict[str, str]:
    with desk.store.read() as uow:
        found = todos.worklist(desk, uow, year_table.load(desk, uow))
    return {one.key: one.title for one in found if one.screen == "year_start"}


def test_the_worklist_goes_with_the_goals(office: Office) -> None:
    begin(office, agreed=True)
    office.send(office.hr, "year-start-forms", "starts")
    office.packages = office.send(office.hr, "section-packages", "packages2")
    chief = office.section(CHIEF)
    form = start_form(office.folder / "starts", STAFF[0])
    mine, _ = opening.create_from(office.services, form, str(office.folder / "own.dxdesk"), "")
    office.desks.append(mine)
    assert listed(mine) == {"own-goals": "今年度の目標を書いてください"}
    assert listed(chief) == {}
    done = own.submit(mine, office.folder / "sent", {"goal:01": ("", "", "学ぶ", "", "")})
    assert listed(mine) == {}
    assert done.file is not None
    office.receive(chief, done.file)
    assert listed(chief) == {"goals": "目標への同意を待っている人が 1人"}
    agreeing.agree(chief, agreeing.Agreement(STAFF[0]))
    assert listed(chief) == {}
    assert listed(office.hr) == {}


def test_goals_changed_after_they_were_handed_in_are_told_until_sent_or_put_back(office: Office) -> None:
    begin(office)
    office.send(office.hr, "year-start-forms", "starts")
    form = start_form(office.folder / "starts", STAFF[0])
    mine, _ = opening.create_from(office.services, form, str(office.folder / "own.dxdesk"), "")
    office.desks.append(mine)
    sent, other = ("", "", "学ぶ", "", ""), ("", "", "教える", "", "")
    own.submit(mine, office.folder / "sent", {"goal:01": sent})
    own.save_draft(mine, {"goal:01": other})
    assert listed(mine) == {"own-goals": "期首の目標に、提出したあとに直したところがあります"}
    own.save_draft(mine, {"goal:01": sent})
    assert listed(mine) == {}, "what was put back as it was sent is nothing to do"
    own.save_draft(mine, {"goal:01": other})
    own.submit(mine, office.folder / "again")
    assert listed(mine) == {}


def test_nothing_is_asked_of_a_section_where_no_agreement_is(office: Office) -> None:
    begin(office)
    own.submit(office.hr, None, {"goal:01": ("", "", "学ぶ", "", "")}, STAFF[0], proxy_by="人事")
    office.packages = office.send(office.hr, "section-packages", "packages2")
    assert listed(office.section(CHIEF)) == {}
