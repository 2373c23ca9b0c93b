"""強制終了 while exporting: a file with its line in the ledger, or neither, and nothing half written."""

from __future__ import annotations

import hashlib
import os
import random
from pathlib import Path
from typing import Any

import pytest

from dxdesk import bootstrap, paths
from dxdesk.usecases.exchange import ledgers
from dxdesk.usecases.home.overview import home
from dxdesk.usecases.inbox import opening
from dxdesk.usecases.sealing.codec import payload_digest
from dxdesk.usecases.sending import dispatch
from dxdesk.usecases.workplace import unfinished
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.nursery import run_and_kill
from tests.helpers.office import PASSPHRASE, new_office
from tests.usecases.sending import victim

FEW, MANY = 4, 60


def killed(store: Path, out: Path, kind: str, wait: float) -> int:
    """Let another process export again and again, kill it after a while; return how often it had ended."""
    return run_and_kill(victim.main, [str(store), PASSPHRASE, str(out), kind], wait).count("exported")


def in_the_ledger(desk: Desk) -> set[str]:
    with desk.store.read() as uow:
        return {entry.payload_sha256 for entry in uow.exchange.dispatches(2025)}


def written(desk: Desk, out: Path) -> list[Path]:
    """Return the files that lie in a folder, each of which must have its line."""
    lines = in_the_ledger(desk)
    found = sorted(path for path in out.rglob("*") if path.is_file())
    for path in found:
        assert path.suffix == ".xlsx", f"half written: {path}"
        payload = desk.services.workbooks.open(path).sealed_payload()
        assert payload is not None
        assert payload_digest(payload) in lines, f"no line: {path}"
    return found


def kill_again_and_again(folder: Path, kills: int, chance: random.Random) -> None:
    office = new_office(folder)
    store, out = folder / "hr.dxdesk", folder / "配布"
    office.close()
    cut_off = complete = 0
    before: dict[Path, str] = {}
    for number in range(kills):
        kind = ("forms", "section-packages")[number % 2]
        ended = killed(store, out / kind, kind, chance.random() * 0.6)
        left = [name for name in os.listdir(folder) if name.startswith("hr.dxdesk.outgoing-")]
        desk = opening.open_store(bootstrap.services(), str(store), PASSPHRASE)
        now = {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in written(desk, out)}
        # Nothing that had been sent before went with what was cut off.
        assert before.keys() <= now.keys()
        before = now
        cut_off += bool(left)
        complete += ended
        assert not [name for name in os.listdir(folder) if ".outgoing-" in name]
        assert not [path for path in paths.temp_dir().iterdir() if path.name.startswith("tmp")]
        desk.store.close()
    assert cut_off, "no kill came in time"
    assert complete or kills == FEW


@pytest.fixture
def own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DXDESK_USER_DATA", str(tmp_path / "利用者"))
    return tmp_path


def test_killed_while_exporting(own_data: Path) -> None:
    kill_again_and_again(own_data, FEW, random.Random(20260204))


@pytest.mark.soak
def test_killed_while_exporting_many_times(own_data: Path) -> None:
    kill_again_and_again(own_data, MANY, random.Random(20260205))


class Killed(BaseException):
    """Stands for the end of the process: nothing after it runs that would run after a kill."""


@pytest.fixture
def desk(own_data: Path) -> Desk:
    office = new_office(own_data)
    return office.hr


def let_go(outgoing: Any) -> None:
    """Close what the system would close, and leave everything lying."""
    if outgoing._journal._file is not None:
        outgoing._journal._file.close()
    if outgoing._kept is not None:
        outgoing._kept._finalizer.detach()


def cut_off_after(desk: Desk, out: Path, files: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Export forms and stop dead after some files, or (-1) right after the commit."""
    count = 0

    def stop(*_: object) -> None:
        nonlocal count
        count += 1
        if count == files:
            raise Killed

    with monkeypatch.context() as dead:
        # A killed process takes nothing back and takes no journal away.
        dead.setattr("dxdesk.usecases.workplace.outgoing.Outgoing.take_back", lambda self: [])
        dead.setattr("dxdesk.usecases.workplace.outgoing.Outgoing.close", let_go)
        if files >= 0:
            dead.setattr("dxdesk.usecases.sending.dispatch.tick", stop)
        dead.setattr("dxdesk.usecases.workplace.unfinished.private.RUN", "killedrun000")
        try:
            dispatch.export(desk, dispatch.Export("forms", out))
        except Killed:
            return


def reopened(desk: Desk) -> Desk:
    desk.store.close()
    return opening.open_store(desk.services, desk.store.location, PASSPHRASE)


def test_what_was_cut_off_is_taken_back_and_told_until_an_export_ends_well(
    desk: Desk, own_data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = own_data / "配布"
    first = dispatch.export(desk, dispatch.Export("forms", out)).files
    old = {path: path.read_bytes() for path in first}
    cut_off_after(desk, out, 3, monkeypatch)
    (first[0].parent / ".dxdesk-killedrun000-12345678.tmp").write_bytes(b"half")
    (first[0].parent / ".dxdesk-somebodyelse-12345678.tmp").write_bytes(b"half of another PC's")
    assert {path: path.read_bytes() for path in first} != old
    again = reopened(desk)
    assert {path: path.read_bytes() for path in first} == old
    assert [path.name for path in out.rglob(".dxdesk-*")] == [".dxdesk-somebodyelse-12345678.tmp"]
    todo = next(todo for todo in home(again).todo if todo.key == "export-undone")
    assert "2件のファイルを取り消しました" in todo.text
    dispatch.export(again, dispatch.Export("forms", out))
    assert "export-undone" not in {todo.key for todo in home(again).todo}
    again.store.close()


def test_what_the_ledger_has_stays(desk: Desk, own_data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = own_data / "配布"
    cut_off_after(desk, out, -1, monkeypatch)
    sent = len(ledgers.dispatches(desk))
    again = reopened(desk)
    assert len(written(again, out)) > 0
    assert len(ledgers.dispatches(again)) == sent
    with again.store.read() as uow:
        assert unfinished.told(uow) is None
    again.store.close()


def test_a_file_that_somebody_put_in_the_place_is_not_taken_away(
    desk: Desk, own_data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = own_data / "配布"
    cut_off_after(desk, out, 3, monkeypatch)
    mine = next(path for path in out.rglob("*.xlsx"))
    mine.write_bytes(b"an answer somebody saved meanwhile")
    again = reopened(desk)
    assert [path for path in out.rglob("*.xlsx")] == [mine]
    again.store.close()


def test_a_share_that_is_away_is_waited_for(
    desk: Desk, own_data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = own_data / "共有" / "配布"
    cut_off_after(desk, out, 3, monkeypatch)
    (own_data / "共有").rename(own_data / "切れた共有")
    again = reopened(desk)
    todo = next(todo for todo in home(again).todo if todo.key == "export-undone")
    assert "消せなかったもの" in todo.text
    (own_data / "切れた共有").rename(own_data / "共有")
    last = reopened(again)
    assert written(last, out) == []
    last.store.close()
