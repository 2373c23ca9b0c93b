"""Whose a key is said to be: nobody compares a code with an office whose key it is not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dxdesk.ports.entities import Role
from dxdesk.ui.settings.keys_page import whose
from dxdesk.usecases.exchange import keys
from dxdesk.usecases.inbox import opening
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers import world as w
from tests.helpers.digital import Digital, digital, two_stores


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Digital]:
    with digital(tmp_path) as found:
        yield found


def said(desk: Desk) -> dict[str, tuple[str, str]]:
    return {info.key_id: (info.owner_name, whose(info)) for info in keys.keys(desk)}


def test_a_new_store_says_of_each_key_whether_it_is_of_hr_or_of_the_sections_other_store(
    office: Digital,
) -> None:
    first, second = two_stores(office)
    for desk in (first, second):
        office.take(office.hr, office.send(desk))
        office.register(office.hr, desk)
    third = opening.create_store(
        office.hr.services, str(office.folder / "三.dxdesk"), Role.DX, ("131091", "検証区"), w.PASSPHRASE
    )
    office.desks.append(third)
    report = office.take(third, office.give().file)
    assert report.outcome == "quarantined"
    (note,) = [one for one in report.notes if one.code == "key-unknown"]
    assert f"DX推進担当課(鍵 {first.key_id[:8]})" in note.found
    names = {key_id: name for key_id, (name, _) in said(third).items()}
    assert names == {
        office.hr.key_id: "人事課",
        first.key_id: "DX推進担当課の別の台帳",
        second.key_id: "DX推進担当課の別の台帳",
        third.key_id: "DX推進担当課",
    }
    assert said(third)[first.key_id][1].startswith("DX推進担当課の別の台帳の確認コード")
    assert said(third)[office.hr.key_id][1].startswith("人事課の確認コード")


def test_the_key_of_hr_is_not_called_by_the_name_a_section_gave_itself(office: Digital) -> None:
    dx = office.begin(office.give().file)
    assert {key: name for key, (name, _) in said(dx).items()} == {
        office.hr.key_id: "人事課",
        dx.key_id: "DX推進担当課",
    }
