"""ホーム tells a confirmer which entries wait, and everybody which 資格 run out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dxdesk.domain.capabilities import GROWTH_FILES
from dxdesk.domain.contents import FileEntry, file_entry_value
from dxdesk.ports import setting_names
from dxdesk.usecases.growth_files import expiring, keeping, reading
from dxdesk.usecases.home.overview import home
from dxdesk.usecases.progress.work_view import Todo
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.begun import services
from tests.helpers.growth_files import WORK, vouched
from tests.helpers.office import CHIEF, OTHER_CHIEF, STAFF, Office, new_office

PERSON = STAFF[0]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    office = new_office(tmp_path, services(), [GROWTH_FILES])
    yield office
    office.close()


def todo(desk: Desk, key: str) -> Todo | None:
    return next((one for one in home(desk).todo if one.key == key), None)


def certificate(expires: str) -> FileEntry:
    return FileEntry("qualification", "衛生管理者", "2023-04-01", expires=expires)


def test_a_confirmer_is_told_what_waits_until_it_is_confirmed(office: Office) -> None:
    uid = keeping.add(office.hr, WORK, PERSON)
    packages = office.send(office.hr, "section-packages", "more")
    chief = office.section(CHIEF)
    assert todo(chief, "growth-to-find") is None
    office.receive(chief, *(path for path in packages if CHIEF in path.name))
    found = todo(chief, "growth-to-find")
    assert found is not None
    assert (found.count, found.screen) == (1, "growth_file")
    vouched(chief, PERSON, uid)
    assert todo(chief, "growth-to-find") is None


@pytest.mark.parametrize(
    ("expires", "urgent"),
    [
        ("2026-01-09", True),
        ("2026-02-08", True),
        ("2026-02-09", False),
        ("2026-04-09", False),
        ("2026-04-10", None),
        ("2026-01-08", None),
        ("", None),
    ],
)
def test_a_qualification_that_runs_out_is_told_from_90_days_on_and_as_urgent_from_30(
    office: Office, expires: str, urgent: bool | None
) -> None:
    person = office.personal(PERSON)
    keeping.add(person, certificate(expires))
    found = todo(person, "growth-expiring")
    assert (None if found is None else found.urgent) == urgent
    if found is not None:
        assert "「衛生管理者」" in found.text
        assert "さんの" not in found.text


def test_a_section_is_told_whose_it_is(office: Office) -> None:
    keeping.add(office.hr, certificate("2026-02-01"), PERSON)
    packages = office.send(office.hr, "section-packages", "more")
    chief = office.section(CHIEF)
    office.receive(chief, *(path for path in packages if CHIEF in path.name))
    found = todo(chief, "growth-expiring")
    assert found is not None
    assert reading.file_of(chief, PERSON).name in found.text


def test_hr_is_told_of_everybody_in_one_item_with_a_list_behind(office: Office) -> None:
    assert todo(office.hr, "growth-expiring") is None
    keeping.add(office.hr, certificate("2026-04-09"), PERSON)
    keeping.add(office.hr, certificate("2026-04-10"), STAFF[1])  # 91 days ahead
    keeping.add(office.hr, certificate("2026-02-20"), STAFF[2])
    keeping.add(office.hr, certificate("2026-01-08"), OTHER_CHIEF)  # yesterday
    keeping.add(office.hr, FileEntry("accreditation", "認定", "2025-01", expires="2026-02-20"), CHIEF)
    found = todo(office.hr, "growth-expiring")
    assert found is not None
    assert (found.count, found.screen, found.focus, found.urgent) == (2, "growth_file", "expiring", False)
    names = [reading.file_of(office.hr, number).name for number in (STAFF[2], PERSON)]
    assert f"{names[0]}さん、{names[1]}さんのもの" in found.text
    listed = expiring.list_of(office.hr)
    assert [(one.number, one.day, one.left) for one in listed] == [
        (STAFF[2], "2026-02-20", 42), (PERSON, "2026-04-09", 90),
    ]  # fmt: skip
    uid = next(k.line.uid for k in reading.file_of(office.hr, STAFF[2]).lines)
    keeping.correct(office.hr, uid, certificate("2029-02-20"), STAFF[2])
    assert [one.number for one in expiring.list_of(office.hr)] == [PERSON], "what was said before is no more"


def test_hr_hears_nothing_where_no_growth_files_are_kept(tmp_path: Path) -> None:
    office = new_office(tmp_path, services(), [GROWTH_FILES])
    keeping.add(office.hr, certificate("2026-02-20"), PERSON)
    with office.hr.store.write() as uow:
        uow.settings.set(f"{setting_names.USES}{GROWTH_FILES}", "off")
        uow.commit()
    assert todo(office.hr, "growth-expiring") is None
    assert expiring.list_of(office.hr) == ()
    office.close()


def test_a_month_that_an_earlier_program_kept_ends_with_its_last_day(office: Office) -> None:
    person = office.personal(PERSON)
    with person.store.write() as uow:
        keeping.say(person, uow, PERSON, {"a" * 32: file_entry_value(certificate("2026-02"))})
        uow.commit()
    assert [(one.day, one.left) for one in expiring.list_of(person)] == [("2026-02-28", 50)]
    assert todo(person, "growth-expiring") is not None
