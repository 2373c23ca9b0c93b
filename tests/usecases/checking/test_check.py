"""How a check goes: what it goes on from, that nobody waits for it, that nothing is changed by it."""

from __future__ import annotations

import base64
import dataclasses
import json
import shutil
from collections.abc import Callable
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import Any

import pytest

from dxdesk import bootstrap, paths
from dxdesk.domain import canonical
from dxdesk.domain.errors import KnownError
from dxdesk.ports.inspection import RevisionRow, Written
from dxdesk.programs.scenario.by_hand import fill_form
from dxdesk.store import inspecting
from dxdesk.usecases.checking import anchor, paper, words
from dxdesk.usecases.checking.check import Check, check
from dxdesk.usecases.inbox import opening
from dxdesk.usecases.sealing import codec
from dxdesk.usecases.workplace.desk import Cancelled, Desk
from dxdesk.usecases.year import cycle
from tests.helpers import finished as made
from tests.helpers.finished import KASAI, Finished, checked, opened
from tests.helpers.office import PASSPHRASE
from tests.helpers.rewriting import SEALER, rewriting
from tests.helpers.stores import digest


@pytest.fixture(scope="module")
def finished() -> Finished:
    return made.finished()


@pytest.fixture(autouse=True)
def own_user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nobody have checked anything before."""
    monkeypatch.setenv("DXDESK_USER_DATA", str(tmp_path / "利用者"))


@pytest.fixture
def store(finished: Finished, tmp_path: Path) -> Path:
    return Path(shutil.copyfile(finished.hr, tmp_path / "台帳.dxdesk"))


@pytest.fixture(params=["memory", "file"])
def copied_to(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the copy that is looked at lie in memory, or in a file as a large one does."""
    if request.param == "file":
        monkeypatch.setattr(inspecting, "_IN_MEMORY", 0)


class Counting:
    """A sealer that counts how many seals of revisions it looks at."""

    def __init__(self) -> None:
        self.looked = 0

    def verify(self, public: str, domain: str, data: bytes, signature: str) -> bool:
        self.looked += domain == "revision"
        return SEALER.verify(public, domain, data, signature)

    def checker(self, domain: str, seed: str = "") -> Callable[[str, bytes, str], bool]:
        holds = SEALER.checker(domain, seed)

        def counted(public: str, data: bytes, signature: str) -> bool:
            self.looked += domain == "revision"
            return holds(public, data, signature)

        return counted

    def __getattr__(self, name: str) -> Any:
        return getattr(SEALER, name)


KEPT = Path(__file__).parents[2] / "kept" / "files"


def looked_at(path: Path, wanted: Check = Check()) -> tuple[int, str]:  # noqa: B008
    """Check a store; return how many seals were looked at, and since when."""
    sealer: Any = Counting()
    with opened(path) as desk:
        services = dataclasses.replace(desk.services, sealer=sealer)
        report = check(Desk(services, desk.store), wanted)
    assert report.findings == ()
    return sealer.looked, report.since


def test_a_second_check_goes_on_from_the_first_and_says_so(store: Path) -> None:
    first, since = looked_at(store)
    assert (first > 10, since) == (True, "")
    again, since = looked_at(store)
    assert (again, bool(since)) == (0, True)
    with opened(store) as desk:
        assert words.since(check(desk, Check())).startswith("前回の点検から")
        assert words.since(check(desk, Check(whole=True))).startswith("はじめから")
    assert looked_at(store, Check(whole=True)) == (first, "")


def test_an_anchor_with_marks_of_another_program_is_none(store: Path) -> None:
    first, _ = looked_at(store)
    assert looked_at(store)[0] == 0
    (kept,) = (paths.user_data_dir() / "checks").glob("*.json")
    told = json.loads(kept.read_text(encoding="utf-8"))
    kept.write_text(json.dumps({**told, "version": told["version"] - 1}), encoding="utf-8")
    assert looked_at(store) == (first, "")


@pytest.mark.usefixtures("copied_to")
def test_what_is_as_it_was_is_not_taken_apart(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where all columns are the same, no row is made of them."""
    looked_at(store)

    def refused(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(Written, "rows", refused)
    monkeypatch.setattr(inspecting.SqlInspection, "revisions", refused)
    assert looked_at(store)[0] == 0


def test_what_columns_name_is_what_the_rows_name(store: Path) -> None:
    with opened(store) as desk, desk.services.stores.inspected(desk.store) as (_, inspection):
        made_here = 0
        one_by_one = groupby(inspection.revisions(), attrgetter("fiscal_year", "employee_number"))
        for told, (whose, found) in zip(inspection.written(), one_by_one, strict=True):
            rows = list(found)
            own = [row for row in rows if row.key_id and 0 in row.supports]
            made_here += len(own)
            assert told.is_plain
            assert (told.fiscal_year, told.employee_number) == whose
            assert told.rows() == rows
            assert told.ids.split() == [row.id for row in rows]
            assert set(told.key_ids.split(",")) == {row.key_id for row in rows}
            assert set(told.receipts.split(",")) == {row.receipts for row in rows}
            assert told.sealed == sum(bool(row.key_id) for row in rows)
            assert set(filter(None, told.own_keys.split(","))) == {row.key_id for row in own}
            assert told.own_sequence == max((row.seal_sequence for row in own), default=0)
            assert told.own_epoch == max((row.seal_epoch for row in own), default=0)
        assert made_here > 10


def test_a_row_names_every_receipt_that_supports_it(store: Path) -> None:
    with rewriting(store) as hand:
        first, second = (row[0] for row in hand.rows("SELECT position FROM revisions ORDER BY 1 LIMIT 2"))
        hand.do("DELETE FROM supports WHERE revision = ?", second)
        last = max(row[0] for row in hand.rows("SELECT number FROM receipts"))
        hand.do("INSERT OR REPLACE INTO supports VALUES (?, ?)", first, last)
        said: dict[int, list[int]] = {}
        for position, receipt in hand.rows("SELECT revision, receipt FROM supports ORDER BY 1, 2"):
            said.setdefault(position, []).append(receipt)
    assert len(said[first]) > 1
    with opened(store) as desk, desk.services.stores.inspected(desk.store) as (_, inspection):
        for row in inspection.revisions():
            assert list(row.supports) == said.get(row.position, [])


def test_the_same_as_bytes_is_never_written_alike(store: Path) -> None:
    """Two rows that differ must have two marks: as text a number is what a word may be, too."""
    with opened(store) as desk, desk.services.stores.inspected(desk.store) as (_, inspection):
        before = [anchor.mark(one.columns) for one in inspection.written()]
    for column in set(RevisionRow._fields) - {"position", "receipts"}:
        kept = store.read_bytes()
        with rewriting(store) as hand:
            first = "(SELECT min(position) FROM revisions)"
            hand.do(f"UPDATE revisions SET {column} = CAST({column} AS BLOB) WHERE position = {first}")
        with opened(store) as desk, desk.services.stores.inspected(desk.store) as (_, inspection):
            found = list(inspection.written())
        store.write_bytes(kept)
        new = [one for one in found if anchor.mark(one.columns) not in before]
        assert len(new) == 1 or column in ("fiscal_year", "employee_number"), column
        assert new, column
        named = [(one.ids, one.key_ids, one.receipts, one.sealed) for one in found if not one.is_plain]
        assert named == [("", "", "", 0)] * len(named), column
        assert len(named) == 1 or column not in ("id", "value", "key_id"), column


OTHERS = {int: "1 - {0}", bytes: "x'0304'", str: "{0} || 'x'"}
"""By what a column holds: another value."""
ONE = "fiscal_year = ? AND employee_number = ?"


@pytest.mark.parametrize("before", [False, True], ids=["the first check", "one that goes on"])
def test_a_standing_is_compared_in_every_column(store: Path, before: bool) -> None:
    if before:
        looked_at(store)
    with opened(store) as desk:
        kept = anchor.kept(desk.identity, desk.store.location)
    with rewriting(store) as hand:
        columns = hand.rows("SELECT name FROM pragma_table_info('assessments')")
        found = hand.rows("SELECT * FROM assessments WHERE name <> '' ORDER BY 1, 2 LIMIT 1")[0]
    for (column,), value in list(zip(columns, found, strict=True))[2:]:
        other = OTHERS[type(value)].format(column) if column != "personas" else "'[\"x\"]'"
        with rewriting(store) as hand:
            hand.do(f"UPDATE assessments SET {column} = {other} WHERE {ONE}", *found[:2])
        with opened(store) as desk:
            told = check(desk, Check()).findings
            anchor.keep(desk.identity, desk.store.location, kept)
        assert told == (f"一覧に出す値が、記録から作り直した値と違う人が 1人います({found[1]})。",), column
        with rewriting(store) as hand:
            hand.do(f"UPDATE assessments SET {column} = ? WHERE {ONE}", value, *found[:2])


@pytest.mark.parametrize("before", [False, True], ids=["the first check", "one that goes on"])
@pytest.mark.parametrize(
    ("change", "named"),
    [
        ("UPDATE revisions SET value = value || 'x' WHERE part = 'cycle'", "年度"),
        ("UPDATE snapshot_lines SET content = '{'", ""),
        ("UPDATE revisions SET value = CAST(x'ff' AS TEXT) WHERE part = 'self'", ""),
        ("UPDATE revisions SET key_id = CAST(x'ff' AS TEXT) WHERE part = 'self'", ""),
    ],
)
def test_content_that_no_program_of_ours_writes_is_told_and_ends_no_check(
    store: Path, before: bool, change: str, named: str
) -> None:
    if before:
        looked_at(store)
    with rewriting(store) as hand:
        hand.do(change)
    report = checked(store, Check())
    assert report.failed() == {(1, "file")}
    assert named in " ".join(report.findings)


def test_only_what_is_new_is_looked_at(store: Path) -> None:
    looked_at(store)
    desk = bootstrap.open_desk(str(store), PASSPHRASE)
    epoch = desk.identity.epoch
    desk.store.close()
    first, _ = looked_at(store)
    assert epoch > 1, "a copy lives on under numbers of its own, and is looked at from the beginning"
    desk = bootstrap.open_desk(str(store), PASSPHRASE)
    with desk.store.write() as uow:
        person = uow.people.employee(KASAI)
        assert person is not None
        uow.people.save_employees([dataclasses.replace(person, title="係長")])
        uow.commit()
    cycle.refresh_assignments(desk)
    desk.store.close()
    new, since = looked_at(store)
    assert 0 < new < first
    assert since


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE revisions SET value = replace(value, '2', '3') WHERE employee_number = '000012'",
        "UPDATE revisions SET seal_signature = '' WHERE seal_signature <> ''",
        "UPDATE assessments SET state = 'submitted' WHERE employee_number = '000013'",
        "UPDATE OR REPLACE supports SET receipt = 0 WHERE receipt = 4",
        "UPDATE keys SET public = (SELECT max(public) FROM keys)",
    ],
)
def test_what_was_checked_before_is_found_when_it_is_changed_since(store: Path, change: str) -> None:
    looked_at(store)
    with rewriting(store) as hand:
        hand.do(change)
    assert checked(store, Check()).findings


def test_a_framework_turned_round_since_the_last_check_is_found(store: Path) -> None:
    """Nobody's records changed, but levels are kept in the order of its items."""
    looked_at(store)
    with rewriting(store) as hand:
        content = json.loads(hand.one("SELECT text FROM frameworks"))
        content["items"].reverse()
        text = canonical.dumps(content)
        hand.do("UPDATE frameworks SET text = ?, digest = ?", text, canonical.digest(text))
    assert checked(store, Check()).failed() == {(1, "standings")}


def test_equal_rows_have_one_mark_however_they_came_about() -> None:
    text, again = "同じ語-1", "".join(["同じ語", "-1"])
    row = ["a", text, 5, None, b"\xff", ("\ud800", [2**40])]
    assert anchor.mark(row, row, text) == anchor.mark(list(row), [*row], again)
    others = [
        anchor.mark(*told) for told in (("a", "b"), ("ab", ""), (["a", "b"],), ("a", b"b"), ("a", None))
    ]
    assert len(set(others)) == len(others)


def test_an_audit_written_anew_since_the_last_check_is_told_every_time(store: Path) -> None:
    """Without any paper: this user's own last check remembers the head. It must not learn the new one."""
    looked_at(store)
    with rewriting(store) as hand:
        hand.chain_again(lambda rows: rows[3].__setitem__(2, "だれか"))
    for wanted in (Check(), Check(), Check(whole=True)):
        (finding,) = checked(store, wanted).findings
        assert "前回の点検" in finding


def test_a_backup_of_earlier_is_no_rewritten_store(finished: Finished, store: Path, tmp_path: Path) -> None:
    looked_at(store)
    earlier = Path(shutil.copyfile(finished.hr, tmp_path / "控え.dxdesk"))
    with rewriting(earlier) as hand:
        hand.do("DELETE FROM audit WHERE number = (SELECT max(number) FROM audit)")
    assert checked(earlier, Check()).findings == ()


def test_a_torn_anchor_is_none(store: Path) -> None:
    first, _ = looked_at(store)
    (kept,) = (paths.user_data_dir() / "checks").iterdir()
    assert "検証" not in kept.read_text(encoding="utf-8")
    kept.write_text(kept.read_text(encoding="utf-8")[:-40], encoding="utf-8")
    assert looked_at(store) == (first, "")


@pytest.mark.usefixtures("copied_to")
def test_nothing_is_changed_and_nothing_stays(store: Path, finished: Finished) -> None:
    before = digest(store)
    checked(store, Check(files=finished.received))
    assert digest(store) == before
    assert list(paths.temp_dir().iterdir()) == []


@pytest.mark.usefixtures("copied_to")
def test_whoever_works_in_the_store_does_not_wait_for_a_check(store: Path) -> None:
    desk = bootstrap.open_desk(str(store), PASSPHRASE)
    told: list[int] = []

    def meanwhile(done: int, total: int) -> None:
        if not told and done == total:
            with desk.store.write() as uow:
                uow.settings.set("written", "meanwhile")
                uow.commit()
        told.append(done)

    assert check(desk, Check(), meanwhile).findings == ()
    assert told
    with desk.store.read() as uow:
        assert uow.settings.get("written") == "meanwhile"
    desk.store.close()


def test_a_check_comes_to_an_end_while_somebody_writes_all_the_time(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each write makes the copy begin anew; after a few times it is made at once."""
    monkeypatch.setattr(inspecting, "_STEP", 8)
    desk = bootstrap.open_desk(str(store), PASSPHRASE)
    steps: list[int] = []

    def meanwhile(done: int, total: int) -> None:
        steps.append(done)
        assert len(steps) < 200
        with desk.store.write() as uow:
            uow.settings.set("written", str(len(steps)))
            uow.commit()

    assert check(desk, Check(), meanwhile).findings == ()
    desk.store.close()


@pytest.mark.usefixtures("copied_to")
def test_a_check_that_is_stopped_leaves_no_copy_and_no_anchor(store: Path) -> None:
    def stop(*_: int) -> None:
        raise Cancelled

    with opened(store) as desk, pytest.raises(Cancelled):
        check(desk, Check(), stop)
    assert list(paths.temp_dir().iterdir()) == []
    with opened(store) as desk:
        assert anchor.kept(desk.identity, desk.store.location).at == ""


def test_results_of_before_are_told_as_unsigned_and_not_as_faults(store: Path) -> None:
    with rewriting(store) as hand:
        hand.do("DELETE FROM snapshot_seals")

        def before(rows: list[list[Any]]) -> None:
            for row in rows:
                if row[3] in ("finalise", "correct"):
                    row[5] = '{"people":1}'

        hand.chain_again(before)
    report = checked(store, Check())
    assert report.findings == ()
    (note,) = [note for grade in report.grades for aspect in grade.aspects for note in aspect.notes]
    assert "確定したときの印がない" in note
    assert "更新前の確定" in note


@pytest.mark.usefixtures("copied_to")
@pytest.mark.parametrize("torn", [False, True], ids=["a page is no longer ours", "an index does not fit"])
def test_damage_is_told_as_a_finding(store: Path, finished: Finished, torn: bool) -> None:
    with opened(finished.hr) as desk:
        if torn:
            with rewriting(store) as hand:
                hand.do("UPDATE receipts SET key_id = 'x' WHERE number = 2")
                hand.unhook("receipts")
        else:
            raw = bytearray(store.read_bytes())
            raw[len(raw) // 2] ^= 0xFF
            store.write_bytes(raw)
        identity = desk.identity
    with opened(store) as damaged:
        report = check(damaged, Check())
        assert damaged.identity == identity
    assert report.failed() == {(1, "file")}
    assert list(paths.temp_dir().iterdir()) == []


# --- what it is compared with ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed",
    [
        lambda code: code,
        lambda code: code.upper().replace("-", " "),
        lambda code: "控え " + code.replace("-", "ー"),
        lambda code: code.translate({ord(c): ord(c) + 0xFEE0 for c in "0123456789abcdef"}),
        lambda code: code.replace("0", "o").replace("1", "l"),
    ],
)
def test_a_code_is_read_however_it_is_typed(finished: Finished, typed: Callable[[str], str]) -> None:
    found = paper.read(typed(finished.code))
    assert found is not None
    assert found.code == finished.code


def test_a_slip_in_a_code_is_told_before_anything_is_compared(finished: Finished, store: Path) -> None:
    last = finished.code[-8]
    wrong = finished.code[:-8] + ("a" if last != "a" else "b") + finished.code[-7:]
    with pytest.raises(KnownError) as error:
        checked(store, Check(against=(wrong,)))
    assert error.value.code == "paper-mistyped"


@pytest.mark.parametrize("what", ["なにか", "20260318"])
def test_what_is_neither_code_nor_file_is_told(store: Path, what: str) -> None:
    with pytest.raises(KnownError) as error:
        checked(store, Check(against=(what,)))
    assert error.value.code == "against-unreadable"


def test_a_file_of_somebody_else_compares_nothing_and_that_is_said(store: Path) -> None:
    """A sealed file of another office says nothing of this store, and so nothing good either."""
    foreign = next((KEPT / "confirmation").rglob("*.xlsx"))
    assert checked(store, Check(against=(str(foreign),))).failed() == {(3, "file")}


def test_a_folder_that_is_not_there_is_told(store: Path, tmp_path: Path) -> None:
    with pytest.raises(KnownError) as error:
        checked(store, Check(files=tmp_path / "ない"))
    assert error.value.code == "folder-missing"


@pytest.mark.usefixtures("copied_to")
def test_a_code_of_then_still_holds_after_more_work(store: Path, finished: Finished) -> None:
    desk = bootstrap.open_desk(str(store), PASSPHRASE)
    cycle.close_cycle(desk)
    try:
        report = check(desk, Check(against=(finished.code,)))
    finally:
        desk.store.close()
    assert report.findings == ()


def test_other_files_in_the_folder_are_told_apart(store: Path, finished: Finished, tmp_path: Path) -> None:
    folder = tmp_path / "届いた"
    shutil.copytree(finished.received, folder)
    (folder / "壊れた.xlsx").write_bytes(b"PK\x03\x04")
    shutil.copyfile(finished.sent("forms"), folder / "配ったまま.xlsx")
    shutil.copyfile(finished.sent("packages"), folder / "所属あて.xlsx")
    shutil.copyfile(next((finished.folder / "first").iterdir()), folder / "届いていない.xlsx")
    next(folder.glob("*000013*")).unlink()
    report = checked(store, Check(files=folder))
    (never,) = report.findings
    assert "届いていない.xlsx" in never
    notes = " ".join(note for grade in report.grades for aspect in grade.aspects for note in aspect.notes)
    assert "配ったまま.xlsx" not in never
    for name in ("壊れた.xlsx", "配ったまま.xlsx", "所属あて.xlsx"):
        assert name in notes
    assert "受付3番" in notes


def test_a_form_somebody_changed_after_it_was_received_is_named(
    store: Path, finished: Finished, tmp_path: Path
) -> None:
    folder = tmp_path / "届いた"
    folder.mkdir()
    source = next(finished.received.glob("*000012*"))
    fill_form(source, folder / "直した.xlsx", {"データ活用": (0, "あとで直した", "")})
    report = checked(store, Check(files=folder))
    (differs,) = report.findings
    assert "中身の違うファイル" in differs
    assert "直した.xlsx" in differs


# --- a person's own store ----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def own(finished: Finished, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A person's store, made of the form HR sent."""
    path = tmp_path_factory.mktemp("own") / "本人.dxdesk"
    form = next((finished.folder / "forms").rglob(f"*_{KASAI}.xlsx"))
    desk, _ = opening.create_from(bootstrap.services(), form, str(path), PASSPHRASE)
    desk.store.close()
    return path


def _other_seal(payload: bytes) -> bytes:
    envelope = codec.open_payload(SEALER, payload).envelope
    return codec.seal_envelope(SEALER, SEALER.new_seed(), envelope)


@pytest.mark.parametrize(
    ("change", "whole"),
    [
        (lambda payload: payload, True),
        (_other_seal, False),
        (lambda payload: payload.replace(b"131091", b"131092"), False),
        (lambda payload: b"{}", False),
    ],
    ids=["untouched", "another key's", "changed", "nothing"],
)
def test_the_form_a_person_answers_from_is_looked_at(
    own: Path, tmp_path: Path, change: Callable[[bytes], bytes], whole: bool
) -> None:
    path = Path(shutil.copyfile(own, tmp_path / "本人.dxdesk"))
    with rewriting(path) as hand:
        ((name, value),) = hand.rows("SELECT name, value FROM settings WHERE name LIKE 'form-payload:%'")
        rank, _, content = value.partition(" ")
        text = base64.b64encode(change(base64.b64decode(content))).decode()
        hand.do("UPDATE settings SET value = ? WHERE name = ?", f"{rank} {text}", name)
    assert (checked(path, Check()).failed() == frozenset()) is whole
