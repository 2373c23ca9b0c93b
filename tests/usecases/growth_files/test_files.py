"""One person's growth file in HR's store: written, corrected, confirmed, and read over all years."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dxdesk.domain.contents import FileEntry
from dxdesk.domain.errors import KnownError
from dxdesk.ports.workbooks import ExperienceLine
from dxdesk.usecases.answering import self_report
from dxdesk.usecases.answering.sheet import Answers
from dxdesk.usecases.growth_files import keeping, reading, vouching
from dxdesk.usecases.growth_files.vouching import Answer, Seen
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers import world as w
from tests.helpers.growth_files import WORK, switch_on, vouched, worth

CERTIFICATE = FileEntry("qualification", "基本情報技術者", "2024-10-12", number="第1号", expires="2027-10-12")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with w.municipality(tmp_path) as (desk, _):
        switch_on(desk)
        w.open_year(desk)
        yield desk


def test_an_office_that_does_not_use_it_has_no_files(tmp_path: Path) -> None:
    with w.municipality(tmp_path) as (desk, _):
        for act in (
            lambda: reading.file_of(desk, w.TAX_A),
            lambda: keeping.add(desk, WORK, w.TAX_A),
            lambda: reading.people(desk),
        ):
            with pytest.raises(KnownError) as error:
                act()
            assert error.value.code == "growth-files-off"


def test_hrs_word_on_a_qualification_counts_and_experience_waits_for_a_confirmation(desk: Desk) -> None:
    uid = keeping.add(desk, WORK, w.TAX_A)
    keeping.add(desk, CERTIFICATE, w.TAX_A)
    assert worth(desk, w.TAX_A) == {
        "窓口の見直し": "unconfirmed",
        "基本情報技術者": "recorded",
    }
    assert reading.file_of(desk, w.TAX_A).months == reading.Months()
    vouched(desk, w.TAX_A, uid)
    assert worth(desk, w.TAX_A)["窓口の見直し"] == "confirmed"
    file = reading.file_of(desk, w.TAX_A)
    assert file.months == reading.Months(14, 14, 14, 14)
    assert (file.name, file.section, file.unconfirmed) == ("𠮷田 翔太", "税務課市民税係", 0)


def test_a_confirmed_entry_that_is_corrected_waits_anew_and_its_history_stays(desk: Desk) -> None:
    uid = keeping.add(desk, WORK, w.TAX_A)
    vouched(desk, w.TAX_A, uid)
    keeping.correct(desk, uid, WORK._replace(until="2025-12"), w.TAX_A)
    (kept,) = reading.file_of(desk, w.TAX_A).lines
    assert kept.line.worth.value == "corrected"
    assert [one.entry and one.entry.until for one in kept.history] == ["2025-05", "2025-12"]
    vouched(desk, w.TAX_A, uid, confirmed=False)
    assert worth(desk, w.TAX_A)["窓口の見直し"] == "cannot"
    keeping.take_out(desk, uid, w.TAX_A)
    assert reading.file_of(desk, w.TAX_A).lines == ()


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        (WORK._replace(until="2024-03"), "growth-ends-before-it-begins"),
        (WORK._replace(date="2026-03", until=""), "growth-in-the-future"),
        (WORK._replace(until="2026-03"), "growth-in-the-future"),
        (WORK._replace(ongoing=True), "growth-ended-and-ongoing"),
        (WORK._replace(name="  "), "growth-name-missing"),
        (WORK._replace(role="boss"), "growth-role"),
        (WORK._replace(date="夏"), "growth-date"),
        (CERTIFICATE._replace(expires="2024-10-11"), "growth-expires-before-it-was-given"),
        (CERTIFICATE._replace(expires="夏"), "growth-date"),
        (FileEntry("accreditation", "エキスパート職員", approved_on="夏"), "growth-date"),
        (WORK._replace(kind="course"), "growth-kind"),
        (WORK._replace(kind="sorcery"), "growth-kind"),
    ],
)
def test_what_an_entry_may_not_say_is_named_with_its_field(desk: Desk, entry: FileEntry, code: str) -> None:
    with pytest.raises(KnownError) as error:
        keeping.add(desk, entry, w.TAX_A)
    assert error.value.code == code
    assert error.value.problem.place.cell
    assert reading.file_of(desk, w.TAX_A).lines == ()


def test_a_month_and_a_day_in_it_are_in_order(desk: Desk) -> None:
    keeping.add(desk, WORK._replace(date="2024-04-15", until="2024-04"), w.TAX_A)
    keeping.add(desk, WORK._replace(date="2026-02", until=""), w.TAX_A)
    assert len(reading.file_of(desk, w.TAX_A).lines) == 2


@pytest.mark.parametrize("kind", ["accreditation", "award", "secondment"])
def test_what_an_office_decides_ahead_may_begin_and_end_in_the_future(desk: Desk, kind: str) -> None:
    keeping.add(desk, FileEntry(kind, "エキスパート職員", "2026-04-01", "2028-03-31"), w.TAX_A)
    (kept,) = reading.file_of(desk, w.TAX_A).lines
    assert kept.line.entry.until == "2028-03-31"


def test_a_confirmation_says_what_was_seen_and_cannot_says_why(desk: Desk) -> None:
    uid = keeping.add(desk, WORK, w.TAX_A)
    for answer, code in (
        (Answer(w.TAX_A, uid, True), "growth-nothing-seen"),
        (Answer(w.TAX_A, uid, False), "growth-reason-missing"),
        (Answer(w.TAX_A, uid, True, Seen("辞令", "2026-02-30")), "date-unreadable"),
        (Answer(w.TAX_A, "f" * 32, True, Seen("辞令")), "growth-entry-unknown"),
    ):
        with pytest.raises(KnownError) as error:
            vouching.vouch(desk, answer)
        assert error.value.code == code
    assert worth(desk, w.TAX_A) == {"窓口の見直し": "unconfirmed"}


def test_what_the_lines_of_a_form_tell_is_in_the_file_and_not_forgotten(desk: Desk) -> None:
    levels = w.levels_of(desk, w.TAX_A)
    lines = (
        ExperienceLine("実務経験", "様式の見直し", "R6.4\uff5eR7.3", "14か月のうち1年"),
        ExperienceLine("資格・試験", "統計検定", "令和6年6月", "合格"),
        ExperienceLine("研修", "BPR研修", "2025-06-01", "修了"),
        ExperienceLine("実務経験", "", "2025-06-01", ""),
    )
    self_report.submit(desk, answers=Answers(levels, lines=lines), employee_number=w.TAX_A)
    file = reading.file_of(desk, w.TAX_A)
    told = {kept.line.entry.name: kept.line for kept in file.lines if kept.line.from_form}
    assert set(told) == {"様式の見直し", "統計検定"}
    assert told["様式の見直し"].entry[:6] == ("experience", "様式の見直し", "2024-04", "2025-03", False, 14)
    assert told["統計検定"].entry.date == "2024-06"
    vouched(desk, w.TAX_A, told["様式の見直し"].uid)
    assert reading.file_of(desk, w.TAX_A).months.total == 12
    keeping.correct(desk, told["統計検定"].uid, CERTIFICATE._replace(name="統計検定2級"), w.TAX_A)
    assert worth(desk, w.TAX_A) == {"様式の見直し": "confirmed", "統計検定2級": "recorded"}


def test_a_withdrawn_form_tells_nothing(desk: Desk) -> None:
    levels = w.levels_of(desk, w.TAX_A)
    lines = (ExperienceLine("実務経験", "様式の見直し", "R6.4", ""),)
    self_report.submit(desk, answers=Answers(levels, lines=lines), employee_number=w.TAX_A)
    self_report.withdraw(desk, employee_number=w.TAX_A)
    assert reading.file_of(desk, w.TAX_A).lines == ()


def test_a_list_that_hr_read_is_in_the_file_and_is_not_corrected_there(desk: Desk) -> None:
    with pytest.raises(KnownError) as error:
        reading.file_of(desk, "999999")
    assert error.value.code == "growth-person-unknown"
    from dxdesk.ports.entities import EvidenceRecord
    from dxdesk.usecases.imports import evidence_records

    with desk.store.write() as uow:
        row = EvidenceRecord(w.TAX_A, "course", "BPR研修", "2025-06-01", "修了", True)
        evidence_records.tell(desk, uow, [row], 0)
        uow.commit()
    (kept,) = reading.file_of(desk, w.TAX_A).lines
    assert (kept.line.worth.value, kept.line.counts) == ("recorded", True)
    for act in (
        lambda: keeping.take_out(desk, kept.line.uid, w.TAX_A),
        lambda: keeping.correct(desk, kept.line.uid, WORK, w.TAX_A),
        lambda: vouched(desk, w.TAX_A, kept.line.uid),
    ):
        with pytest.raises(KnownError) as refused:
            act()
        assert refused.value.code == "growth-of-lists"


def test_everybody_of_the_roster_has_a_file(desk: Desk) -> None:
    found = reading.people(desk)
    assert {one.number for one in found} == {one.number for one in w.EMPLOYEES}
    assert reading.file_of(desk, w.CHILD_A).lines == ()
