"""What HR was told in lists is sealed, owed to the list's receipt, and read again at any time."""

from __future__ import annotations

import csv
import dataclasses
import os
import signal
import subprocess
import sys
from collections.abc import Iterable, Sequence
from itertools import permutations
from pathlib import Path

import pytest

from dxdesk import bootstrap
from dxdesk.domain import canonical
from dxdesk.domain.records import Part, RecordKey, Revision, Trust
from dxdesk.domain.subjects import entry_uid
from dxdesk.ports.entities import EvidenceRecord, Receipt, Role
from dxdesk.usecases.checking.check import Check, check
from dxdesk.usecases.checking.report import CheckReport
from dxdesk.usecases.exchange.dump import dump
from dxdesk.usecases.imports import evidence, evidence_records
from dxdesk.usecases.imports.roster import apply_roster
from dxdesk.usecases.inbox.opening import create_store, open_store
from dxdesk.usecases.workplace.desk import Cancelled, Desk
from tests.helpers.memory import forgetful, in_memory
from tests.helpers.source import ROOT

PASSPHRASE = "検証 1234 あい"
HEADER = ("職員番号", "研修名", "受講日", "結果", "備考")
TARO, MISAKI = "001234", "001235"
DATA, AI = "データ利活用研修", "AI研修"
DAY = "2025-06-01"


def table(path: Path, rows: Iterable[Sequence[str]]) -> Path:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([HEADER, *rows])
    return path


def row(number: str, name: str, result: str) -> tuple[str, str, str, str]:
    return number, name, "2025/6/1", result


def made(desk: Desk, folder: Path) -> Desk:
    people = folder / "名簿.csv"
    people.write_text(
        f"職員番号,氏名\n{TARO},検証 太郎\n{MISAKI},髙橋 美咲\n", encoding="utf-8-sig", newline=""
    )
    assert apply_roster(desk, people).added == 2
    return desk


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    folder = tmp_path_factory.mktemp("records")
    services = in_memory(bootstrap.services())
    municipality = ("131091", "検証区")
    return made(
        create_store(services, str(folder / "人事.dxdesk"), Role.HR, municipality, PASSPHRASE), folder
    )


@pytest.fixture
def desk(office: Desk) -> Desk:
    return forgetful(office)


class Lists:
    """Reads lists into a store, each under a name of its own."""

    def __init__(self, desk: Desk, folder: Path) -> None:
        self._desk, self._folder, self._count = desk, folder, 0

    def read(self, *rows: tuple[str, str, str, str]) -> int:
        """Take a list in; return its receipt."""
        self._count += 1
        files = [(*one, f"{self._count}回目") for one in rows]  # no file is another one's copy
        path = table(self._folder / f"受講{self._count}.csv", files)
        done = evidence.apply_evidence(self._desk, path, "attendance")
        assert done.outcome in ("applied", "unchanged")
        return done.receipt

    def undo(self, receipt: int) -> None:
        evidence.undo_evidence(self._desk, receipt)


@pytest.fixture
def lists(desk: Desk, tmp_path: Path) -> Lists:
    return Lists(desk, tmp_path)


def known(desk: Desk) -> dict[tuple[str, str], str]:
    with desk.store.read() as uow:
        return {(one.employee_number, one.name): one.result for one in uow.people.evidence()}


def records(desk: Desk) -> dict[str, tuple[Revision, tuple[int, ...]]]:
    with desk.store.read() as uow:
        found = uow.exchange.part(0, Part.GROWTH)
        return {one.revision.id: (one.revision, tuple(one.receipts)) for one in found}


def test_a_list_is_one_sealed_record_a_person_owed_to_its_receipt(desk: Desk, lists: Lists) -> None:
    receipt = lists.read(row(TARO, DATA, "修了"), row(TARO, AI, "出席"), row(MISAKI, DATA, "欠席"))
    found = [one for one, receipts in records(desk).values() if receipts == (receipt,)]
    assert len(found) == len(records(desk)) == 2
    by_person = {one.record.employee_number: one for one in found}
    for one in found:
        assert (one.key_id, one.trust, one.record.fiscal_year) == (desk.key_id, Trust.HR, 0)
        assert one.seal is not None
        assert not one.covers
    uid = entry_uid(TARO, "course", DAY, DATA)
    assert by_person[TARO].items[uid] == {
        "kind": "course",
        "name": DATA,
        "date": DAY,
        "result": "修了",
        "completed": True,
    }
    assert len(by_person[TARO].items) == 2


def test_a_list_read_twice_is_kept_once_and_stands_while_one_of_both_does(desk: Desk, lists: Lists) -> None:
    first = lists.read(row(TARO, DATA, "修了"))
    again = lists.read(row(TARO, DATA, "修了"))
    assert [receipts for _, receipts in records(desk).values()] == [(first, again)]
    with desk.store.read() as uow:
        assert [one.receipt for one in uow.people.evidence()] == [first]
    lists.undo(first)
    assert known(desk) == {(TARO, DATA): "修了"}, "the other file tells it as well"
    lists.undo(again)
    assert known(desk) == {}
    back = lists.read(row(TARO, DATA, "修了"))
    assert known(desk) == {(TARO, DATA): "修了"}
    assert [receipts for _, receipts in records(desk).values()] == [(back,)]


def test_undoing_a_list_lets_what_was_told_before_stand_again(desk: Desk, lists: Lists) -> None:
    lists.read(row(TARO, DATA, "出席"), row(MISAKI, DATA, "出席"))
    corrected = lists.read(row(TARO, DATA, "欠席"))
    assert known(desk) == {(TARO, DATA): "欠席", (MISAKI, DATA): "出席"}
    done = lists.read(row(TARO, DATA, "修了"))
    assert known(desk)[TARO, DATA] == "修了"
    lists.read(row(TARO, DATA, "受講中"))
    assert known(desk)[TARO, DATA] == "修了", "completed stays completed"
    lists.undo(done)
    assert known(desk)[TARO, DATA] == "受講中", "the last list that was not taken back"
    lists.undo(corrected)
    assert known(desk)[TARO, DATA] == "受講中"


def test_lists_that_do_not_contradict_give_the_same_in_any_order(office: Desk, tmp_path: Path) -> None:
    told = (
        [row(TARO, DATA, "受講中"), row(MISAKI, DATA, "出席")],
        [row(TARO, DATA, "修了")],
        [row(TARO, AI, "出席"), row(MISAKI, DATA, "修了")],
    )
    digests = set()
    for order in permutations(range(3)):
        desk = forgetful(office)
        lists = Lists(desk, tmp_path)
        receipts = {place: lists.read(*told[place]) for place in order}
        assert known(desk) == {(TARO, DATA): "修了", (MISAKI, DATA): "修了", (TARO, AI): "出席"}
        digests.add(dump(desk).growth_digest)
        lists.undo(receipts[1])
        assert known(desk)[TARO, DATA] == "受講中"
        digests.add(dump(desk).growth_digest)
    assert len(digests) == 2


def test_the_state_of_the_years_is_the_same_whatever_is_told_of_people(desk: Desk, lists: Lists) -> None:
    before = dump(desk)
    lists.read(row(TARO, DATA, "修了"))
    after = dump(desk)
    assert after.state_digest == before.state_digest
    assert (before.growth_digest, bool(after.growth_digest)) == ("", True)
    assert after.digest != before.digest == before.state_digest
    assert [(one.record.part, one.conflicts) for one in after.records] == [(Part.GROWTH, ())]
    with desk.store.read() as uow:
        assert uow.exchange.years() == [], "a person's growth is of no year"


def test_what_somebody_else_says_of_their_growth_earns_no_certificate(desk: Desk, lists: Lists) -> None:
    lists.read(row(TARO, DATA, "出席"))
    ((hr, _),) = records(desk).values()
    forged = dataclasses.replace(
        hr, value=hr.value.replace('"completed":false', '"completed":true'), key_id="", trust=Trust.NONE
    )
    with desk.store.write() as uow:
        uow.exchange.add_revisions([dataclasses.replace(forged, seal=None)])
        uow.commit()
    lists.read(row(TARO, AI, "出席"))
    with desk.store.read() as uow:
        assert [one.completed for one in uow.people.evidence(TARO)] == [False, False]


# --- rows of an earlier program ----------------------------------------------------------------------


def earlier(desk: Desk) -> dict[tuple[str, str], str]:
    """Keep rows as the program before did, of three lists of which the second was taken back."""
    told = (
        [
            EvidenceRecord(TARO, "course", DATA, DAY, "受講中"),
            EvidenceRecord(MISAKI, "course", AI, DAY, "出席"),
            EvidenceRecord(MISAKI, "course", DATA, DAY, "出席\x0bした"),
        ],
        [
            EvidenceRecord(TARO, "course", DATA, DAY, "修了", True),
            EvidenceRecord(TARO, "exam", "IT", "", "合格"),
        ],
        [EvidenceRecord(MISAKI, "course", AI, DAY, "欠席")],
    )
    with desk.store.write() as uow:
        for position, rows in enumerate(told):
            of = Receipt(
                0, "2025-06-02T00:00:00Z", "受講.csv", "", "attendance", "applied", live=position != 1
            )
            receipt = uow.exchange.add_receipt(of)
            uow.people.add_evidence(dataclasses.replace(one, receipt=receipt) for one in rows)
            uow.audit.append("attendance", str(receipt), {"added": len(rows), "updated": 0})
            if position == 1:
                uow.audit.append("undo", str(receipt), {"evidence": 2})
        uow.commit()
    return {(TARO, DATA): "受講中", (MISAKI, AI): "欠席", (MISAKI, DATA): "出席\x0bした"}


def test_rows_of_an_earlier_program_become_records_of_their_own_receipts(desk: Desk, lists: Lists) -> None:
    expected = earlier(desk)
    with desk.store.read() as uow:
        rows = list(uow.people.evidence())
    evidence_records.take_over_once(desk)
    with desk.store.read() as uow:
        assert list(uow.people.evidence()) == rows
        assert {one.record.employee_number for one in uow.exchange.revisions_of(3)} == {TARO}
        entries = uow.audit.entries()
    assert known(desk) == expected
    assert sorted(receipts for _, receipts in records(desk).values()) == [(2,), (2,), (4,)]
    assert (entries[0].action, entries[0].counts) == ("evidence-sealed", '{"receipts":3,"rows":6}')
    evidence_records.take_over_once(desk)
    with desk.store.read() as uow:
        assert list(uow.audit.entries()) == list(entries), "once"
    lists.read(row(TARO, DATA, "修了"))
    assert known(desk)[TARO, DATA] == "修了", "the list that was taken back, read again"
    lists.undo(4)
    assert known(desk)[MISAKI, AI] == "出席"


def test_taking_over_says_how_far_it_is_and_stops_without_a_trace(desk: Desk) -> None:
    """Tens of thousands of rows take longer than anybody waits for a window without a word."""
    earlier(desk)

    def stop(*_: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        evidence_records.take_over_once(desk, stop)
    assert records(desk) == {}
    told: list[tuple[int, int]] = []
    evidence_records.take_over_once(desk, lambda done, total: told.append((done, total)))
    assert told == sorted(told)
    assert (told[0], told[-1]) == ((0, 6), (6, 6))


def test_rows_whose_records_are_gone_are_not_sealed_as_somebody_left_them(desk: Desk, lists: Lists) -> None:
    lists.read(row(TARO, DATA, "欠席"))
    with desk.store.write() as uow:
        uow.exchange.forget_revisions(records(desk))
        (kept,) = uow.people.evidence()
        uow.people.add_evidence([dataclasses.replace(kept, result="修了", completed=True)])
        uow.commit()
    evidence_records.take_over_once(desk)
    lists.read(row(MISAKI, AI, "出席"))
    assert {one.record.employee_number for one, _ in records(desk).values()} == {MISAKI}


def test_nor_are_those_of_an_earlier_program_sealed_twice(desk: Desk) -> None:
    earlier(desk)
    evidence_records.take_over_once(desk)
    with desk.store.write() as uow:
        uow.exchange.forget_revisions(records(desk))
        uow.commit()
    evidence_records.take_over_once(desk)
    assert records(desk) == {}


def test_what_is_no_course_and_no_examination_is_in_no_list_of_them(desk: Desk, lists: Lists) -> None:
    receipt = lists.read(row(TARO, DATA, "出席"))
    key = RecordKey("131091", 0, TARO, Part.GROWTH)
    worked = canonical.dumps({"items": {"ab" * 16: {"kind": "experience", "text": "庁内の業務改革"}}})
    with desk.store.write() as uow:
        uow.exchange.add_revisions([Revision(key, frozenset(), worked, desk.key_id, Trust.HR)])
        uow.commit()
    lists.read(row(TARO, AI, "出席"))
    assert known(desk) == {(TARO, DATA): "出席", (TARO, AI): "出席"}
    lists.undo(receipt)
    assert known(desk) == {(TARO, AI): "出席"}


_KILLED = """
import os, signal, sys
from dxdesk import bootstrap
from dxdesk.usecases.imports import evidence_records
def killed(*_):
    os.kill(os.getpid(), signal.SIGKILL)
setattr(evidence_records, sys.argv[2], killed)
bootstrap.open_desk(sys.argv[1], os.environ["DXDESK_PASSPHRASE"])
"""


def notes(report: CheckReport) -> tuple[str, ...]:
    return next(aspect.notes for aspect in report.grades[0].aspects if aspect.name == "evidence")


def test_killed_while_taking_over_the_rows_are_as_they_were_and_taken_over_next_time(tmp_path: Path) -> None:
    services, path = bootstrap.services(), tmp_path / "人事.dxdesk"
    desk = made(create_store(services, str(path), Role.HR, ("131091", "検証区"), PASSPHRASE), tmp_path)
    expected = earlier(desk)
    desk.store.close()
    variables = {**os.environ, "DXDESK_PASSPHRASE": PASSPHRASE, "PYTHONPATH": str(ROOT)}
    for moment in ("_say", "show"):
        done = subprocess.run([sys.executable, "-c", _KILLED, str(path), moment], env=variables, check=False)
        assert done.returncode == -signal.SIGKILL
        reading = open_store(services, str(path), PASSPHRASE, read_only=True)
        assert (known(reading), records(reading)) == (expected, {}), "who only reads sees the rows as before"
        report = check(reading, Check())
        assert report.findings == ()
        assert "まだ印のない受講・資格の行が 6件" in "".join(notes(report))
        reading.store.close()
    desk = open_store(services, str(path), PASSPHRASE)
    assert known(desk) == expected
    assert len(records(desk)) == 3
    report = check(desk, Check())
    assert (report.findings, notes(report)) == ((), ())
    desk.store.close()
