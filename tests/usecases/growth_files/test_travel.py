"""A person's entries go with their answered form, what a confirmer found with their package, in any order."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from itertools import permutations
from pathlib import Path

import pytest

from dxdesk.domain.capabilities import GROWTH_FILES
from dxdesk.domain.contents import FileEntry
from dxdesk.domain.errors import KnownError
from dxdesk.domain.records import Part
from dxdesk.usecases.answering import self_report
from dxdesk.usecases.answering.sheet import Answers
from dxdesk.usecases.exchange import dump, ledgers
from dxdesk.usecases.growth_files import keeping, reading
from dxdesk.usecases.organisation.capabilities import in_use
from dxdesk.usecases.review import confirming
from dxdesk.usecases.sealing import codec
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.year import finalise
from tests.helpers.begun import services
from tests.helpers.growth_files import WORK, switch_on, vouched, worth
from tests.helpers.office import CHIEF, MANAGER, OTHER_CHIEF, STAFF, Office, new_office, uids

PERSON = STAFF[0]
CERTIFICATE = FileEntry("qualification", "基本情報技術者", "2024-10-12", number="第1号")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    office = new_office(tmp_path, services(), [GROWTH_FILES])
    yield office
    office.close()


def on(desk: Desk) -> bool:
    with desk.store.read() as uow:
        return GROWTH_FILES in in_use(uow, desk.role)


def submitted(office: Office, desk: Desk, name: str = "submitted") -> Path:
    levels = dict.fromkeys(uids(desk), 1)
    done = self_report.submit(desk, office.folder / name, Answers(levels))
    assert done.file is not None
    return done.file


def format_of(office: Office, path: Path) -> int:
    payload = office.services.workbooks.open(path).sealed_payload()
    assert payload is not None
    return codec.open_payload(office.services.sealer, payload).envelope.format


def confirmed(office: Office, desk: Desk, number: str, folder: str) -> Path:
    confirming.confirm(desk, confirming.Decision(number))
    return office.send(desk, "confirmations", folder)[0]


def test_other_stores_learn_from_hrs_files_that_the_office_keeps_growth_files(tmp_path: Path) -> None:
    office = new_office(tmp_path, services())
    chief = office.section(CHIEF)
    person = office.personal(PERSON)
    assert not any(map(on, (office.hr, chief, person)))
    with pytest.raises(KnownError) as error:
        keeping.add(person, WORK)
    assert error.value.code == "growth-files-off"
    switch_on(office.hr)
    again = office.send(office.hr, "section-packages", "again")
    (mine,) = (path for path in again if CHIEF in path.name)
    office.receive(chief, mine)
    assert on(chief)
    ledgers_of = [one.number for one in ledgers.receipts(chief) if one.live]
    ledgers.undo(chief, max(ledgers_of))
    assert not on(chief), "what a file says goes with it"
    office.close()


def test_an_office_without_it_sends_what_it_always_sent(tmp_path: Path) -> None:
    office = new_office(tmp_path, services())
    person = office.personal(PERSON)
    path = submitted(office, person)
    notes = office.services.workbooks.open(path).notes()
    assert '"growth"' not in notes
    payload = office.services.workbooks.open(office.packages[0]).sealed_payload()
    assert payload is not None
    envelope = codec.open_payload(office.services.sealer, payload).envelope
    assert '"uses"' not in envelope.extra
    office.close()


def test_from_the_person_through_both_confirmers_to_hr_and_back(office: Office) -> None:
    person, chief, manager = office.personal(PERSON), office.section(CHIEF), office.section(MANAGER)
    uid = keeping.add(person, WORK)
    keeping.add(person, CERTIFICATE)
    answered = submitted(office, person)
    office.receive(chief, answered)
    assert worth(chief, PERSON) == {"窓口の見直し": "unconfirmed", "基本情報技術者": "unconfirmed"}
    assert {one.number: one.unconfirmed for one in reading.people(chief)}[PERSON] == 2
    vouched(chief, PERSON, uid)
    first = confirmed(office, chief, PERSON, "first")
    assert format_of(office, first) == 4
    office.receive(manager, first)
    assert worth(manager, PERSON)["窓口の見直し"] == "confirmed"
    second = confirmed(office, manager, PERSON, "second")
    office.receive(office.hr, second)
    file = reading.file_of(office.hr, PERSON)
    assert worth(office.hr, PERSON) == {"窓口の見直し": "confirmed", "基本情報技術者": "unconfirmed"}
    assert (file.months.total, file.waiting) == (14, 0)
    assert file.lines[0].line.findings[0].made.by == CHIEF
    keeping.add(
        office.hr, FileEntry("accreditation", "エキスパート職員", "2025-10", approval="第3号"), PERSON
    )
    finalise.finalise(office.hr)
    (notice,) = office.send(office.hr, "results", "results", employee=PERSON)
    assert format_of(office, notice) == 4
    office.receive(person, notice)
    assert worth(person, PERSON) == {
        "窓口の見直し": "confirmed",
        "基本情報技術者": "unconfirmed",
        "エキスパート職員": "recorded",
    }
    with pytest.raises(KnownError) as error:
        keeping.take_out(person, reading.file_of(person).lines[-1].line.uid)
    assert error.value.code == "growth-of-hr"


def test_a_section_has_its_own_peoples_entries_and_no_others(office: Office) -> None:
    stranger = office.section(OTHER_CHIEF)
    keeping.add(office.hr, WORK, PERSON)
    again = office.send(office.hr, "section-packages", "packages-3")
    (theirs,) = (path for path in again if f"_{OTHER_CHIEF}" in path.name)
    office.receive(stranger, theirs)
    with stranger.store.read() as uow:
        assert not uow.exchange.people(0, [PERSON])[PERSON]
    with pytest.raises(KnownError) as error:
        reading.file_of(stranger, PERSON)
    assert error.value.code in ("growth-not-theirs", "growth-person-unknown")
    assert PERSON not in {one.number for one in reading.people(stranger)}


def test_nobody_confirms_their_own_entry(office: Office) -> None:
    chief = office.section(CHIEF)
    uid = keeping.add(office.hr, WORK, CHIEF)
    with pytest.raises(KnownError) as error:
        vouched(chief, CHIEF, uid)
    assert error.value.code == "growth-own"


def _history(office: Office) -> list[Path]:
    """Return files of one story: told, confirmed, corrected, confirmed by another, told again."""
    person, chief, manager = office.personal(PERSON), office.section(CHIEF), office.section(MANAGER)
    uid = keeping.add(person, WORK)
    answered = submitted(office, person, "one")
    office.receive(chief, answered)
    vouched(chief, PERSON, uid)
    first = confirmed(office, chief, PERSON, "first")
    keeping.correct(person, uid, WORK._replace(until="2025-09"))
    keeping.add(person, CERTIFICATE)
    again = submitted(office, person, "two")
    office.receive(manager, first, again)
    vouched(manager, PERSON, uid, confirmed=False)
    with suppress(KnownError):
        confirming.confirm(manager, confirming.Decision(PERSON))
    second = office.send(manager, "confirmations", "second")
    return [answered, first, again, *second]


def test_in_any_order_and_more_than_once_the_files_say_the_same(office: Office) -> None:
    files = _history(office)
    office.hr.store.close()
    seen = set()
    for number, order in enumerate(permutations(files)):
        hr = office.replica(f"hr-{number}")
        for path in (*order, order[0]):
            office.receive(hr, path)
        found = dump.dump(hr)
        seen.add((found.growth_digest, tuple(sorted(worth(hr, PERSON).items()))))
        hr.store.close()
    assert len(seen) == 1
    ((_, told),) = seen
    assert dict(told) == {"窓口の見直し": "cannot", "基本情報技術者": "unconfirmed"}
    office.hr = office.replica("open-again")


def test_a_confirmation_without_its_entry_waits_for_nothing_and_shows_once_the_entry_comes(
    office: Office,
) -> None:
    person, chief = office.personal(PERSON), office.section(CHIEF)
    uid = keeping.add(person, WORK)
    answered = submitted(office, person)
    office.receive(chief, answered)
    vouched(chief, PERSON, uid)
    with chief.store.read() as uow:
        told = [one.revision for one in uow.exchange.people(0, [PERSON])[PERSON]]
    (finding,) = (one for one in told if one.vouches)
    with office.hr.store.write() as uow:
        uow.exchange.add_revisions([finding])
        uow.commit()
    assert reading.file_of(office.hr, PERSON).lines == ()
    office.receive(office.hr, answered)
    file = reading.file_of(office.hr, PERSON)
    assert (worth(office.hr, PERSON), file.waiting) == ({"窓口の見直し": "unconfirmed"}, 1), (
        "its key is unknown"
    )


def test_notes_bring_no_more_than_a_person_may_tell_of_themselves(office: Office) -> None:
    person = office.personal(PERSON)
    keeping.add(person, WORK)
    path = submitted(office, person)
    reported = office.receive(office.hr, path)
    assert reported.files[0].outcome == "applied"
    with office.hr.store.read() as uow:
        told = uow.exchange.people(0, [PERSON])[PERSON]
    assert [one.revision.record.part for one in told] == [Part.GROWTH]
    assert not told[0].revision.key_id
    assert office.receive(office.hr, path).files[0].outcome == "unchanged"
