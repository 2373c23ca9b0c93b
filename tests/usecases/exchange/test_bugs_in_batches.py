"""A bug over one file of a batch: that file's line in the report, and nothing else of the batch."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import pytest

from dxdesk import crash, paths
from dxdesk.domain.errors import KnownError
from dxdesk.ports.entities import Receipt
from dxdesk.usecases.exchange import arrival, dump, intake, kept, ledgers, receive
from dxdesk.usecases.exchange.applying import Touched
from dxdesk.usecases.exchange.file_report import FileReport
from dxdesk.usecases.exchange.receive import ReceiveFiles
from dxdesk.usecases.inbox.batches import undo_receipt
from dxdesk.usecases.person_year import derived
from dxdesk.usecases.workplace.desk import Cancelled, Desk
from tests.helpers.office import PEOPLE
from tests.helpers.stories import Town

BATCH = [person.number for person in PEOPLE][:5]
BAD = BATCH[2]


def digest(desk: Desk) -> str:
    return dump.dump(desk).state_digest


def failing(
    function: Callable[..., Any], about: Callable[..., bool], error: BaseException | None = None
) -> Any:
    """Return a function that raises where ``about`` says that it is about the bad file."""

    def run(*given: Any, **named: Any) -> Any:
        if about(*given, **named):
            raise error or ZeroDivisionError("検証 太郎")
        return function(*given, **named)

    return run


def _bad_envelope(opened: Any) -> bool:
    return bool(opened.envelope.recipient.employee == BAD)


def _while_reading(patch: pytest.MonkeyPatch, error: BaseException | None = None) -> None:
    about = lambda _services, path, *_rest: BAD in Path(path).name  # noqa: E731
    patch.setattr(receive, "open_incoming", failing(receive.open_incoming, about, error))


def _while_taking(patch: pytest.MonkeyPatch, error: BaseException | None = None) -> None:
    about = lambda _identity, opened, *_rest: _bad_envelope(opened)  # noqa: E731
    patch.setattr(intake, "admit", failing(intake.admit, about, error))


def _while_keeping(patch: pytest.MonkeyPatch, error: BaseException | None = None) -> None:
    """Fail when the receipt is written already."""
    about = lambda _desk, _uow, opened, _payload: _bad_envelope(opened)  # noqa: E731
    patch.setattr(kept, "keep", failing(kept.keep, about, error))


def _after_applying(patch: pytest.MonkeyPatch, error: BaseException | None = None) -> None:
    """Fail when the revisions are in the store already."""
    about = lambda told, _name: _bad_envelope(told.intake.opened)  # noqa: E731
    patch.setattr(arrival, "notes", failing(arrival.notes, about, error))


def _while_reading_people(patch: pytest.MonkeyPatch, error: BaseException | None = None) -> None:
    """Fail where the people of many files are read at once."""
    whole = Touched.prefetch

    def prefetch(touching: Touched, people: Iterable[tuple[int, str]]) -> None:
        asked = list(people)
        if any(number == BAD for _, number in asked):
            raise error or ZeroDivisionError
        whole(touching, asked)

    patch.setattr(Touched, "prefetch", prefetch)


def _while_deriving(patch: pytest.MonkeyPatch, error: BaseException | None = None) -> None:
    """Fail where the standings of many files' people are derived at once."""
    about = lambda _desk, _uow, people, *_rest: any(number == BAD for _, number in people)  # noqa: E731
    patch.setattr(derived, "refresh", failing(derived.refresh, about, error))


PHASES = [
    _while_reading, _while_taking, _while_keeping, _after_applying, _while_reading_people, _while_deriving,
]  # fmt: skip


def take(desk: Desk, files: Sequence[Path], **more: Any) -> tuple[FileReport, ...]:
    return receive.receive(desk, ReceiveFiles(tuple(files), **more)).files


@pytest.mark.parametrize("phase", PHASES)
def test_four_of_five_are_applied_and_the_fifth_is_told(
    town: Town, monkeypatch: pytest.MonkeyPatch, phase: Callable[[pytest.MonkeyPatch], None]
) -> None:
    batch = [town.answered(number) for number in BATCH]
    empty = digest(town.hr)
    take(town.hr, [path for path in batch if BAD not in path.name])
    without = digest(town.hr)
    for receipt in ledgers.receipts(town.hr):
        undo_receipt(town.hr, receipt.number)
    assert digest(town.hr) == empty
    known = len(ledgers.receipts(town.hr))

    with monkeypatch.context() as patch:
        phase(patch)
        preview = take(town.hr, batch, dry_run=True)
        assert digest(town.hr) == empty
        report = take(town.hr, batch)
    for said in (preview, report):
        assert [file.outcome for file in said] == ["applied", "applied", "refused", "applied", "applied"]
    bad = report[2]
    assert [problem.code for problem in bad.errors] == ["internal-error"]
    assert (bad.receipt, bad.errors[0].place.file) == (0, batch[2].name)
    assert "取り込んでいません" in bad.errors[0].message
    assert digest(town.hr) == without
    assert len(ledgers.receipts(town.hr)) == known + 4
    written = Path(bad.errors[0].fix.partition(": ")[2])
    text = written.read_text(encoding="utf-8")
    assert "ZeroDivisionError" in text
    assert "検証" not in text

    assert [file.outcome for file in take(town.hr, batch)] == [
        "unchanged", "unchanged", "applied", "unchanged", "unchanged",
    ]  # fmt: skip
    for receipt in ledgers.receipts(town.hr):
        if receipt.live:
            undo_receipt(town.hr, receipt.number)
    assert digest(town.hr) == empty


@pytest.mark.parametrize("phase", PHASES)
@pytest.mark.parametrize(
    "error",
    [
        MemoryError(),
        OSError(errno.ENOSPC, "no space"),
        KnownError("store-damaged", "台帳が壊れています。", ""),
        KnownError("disk-full", "空きが足りません。", ""),
        Cancelled(),
    ],
    ids=lambda error: getattr(error, "code", type(error).__name__),
)
def test_what_is_wrong_with_the_pc_or_the_store_ends_the_batch(
    town: Town, monkeypatch: pytest.MonkeyPatch, phase: Callable[..., None], error: BaseException
) -> None:
    before = digest(town.hr)
    phase(monkeypatch, error)
    with pytest.raises(type(error)) as raised:
        take(town.hr, [town.answered(number) for number in BATCH])
    assert getattr(raised.value, "code", "") == getattr(error, "code", "")
    assert digest(town.hr) == before


def test_what_listens_to_the_progress_is_nobodys_file(town: Town) -> None:
    def listener(done: int, total: int) -> None:
        if done > len(BATCH):
            raise BrokenPipeError

    with pytest.raises(BrokenPipeError):
        receive.receive(
            town.hr, ReceiveFiles(tuple(town.answered(number) for number in BATCH)), progress=listener
        )


def test_one_bug_is_reported_once_and_a_pc_that_takes_no_report_is_told(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = [town.answered(number) for number in BATCH]
    monkeypatch.setattr(receive, "open_incoming", failing(receive.open_incoming, lambda *_: True))
    there = set((paths.user_data_dir() / "reports").glob("*"))
    assert len({file.errors[0].fix for file in take(town.hr, batch)}) == 1
    assert len(set((paths.user_data_dir() / "reports").glob("*")) - there) == 1

    def full(_: BaseException) -> Path:
        raise OSError(errno.ENOSPC, "no space")

    monkeypatch.setattr(crash, "write", full)
    told = take(town.hr, batch[:1])[0].errors[0]
    assert (told.code, told.found) == ("internal-error", "ZeroDivisionError")
    assert "報告書は書けませんでした" in told.fix


@pytest.mark.skipif(sys.platform == "win32", reason="no file of this kind on Windows")
def test_a_name_that_is_no_text_is_an_ordinary_refusal(town: Town) -> None:
    good = town.answered(BATCH[0])
    garbled = Path(os.fsdecode(os.fsencode(town.folder) + b"/\x90\x5c\x8d\x90.xlsx"))
    garbled.write_bytes(town.answered(BATCH[1]).read_bytes())
    said, fine = take(town.hr, [garbled, good])
    assert (said.outcome, [problem.code for problem in said.errors]) == ("refused", ["file-name-undecodable"])
    assert said.errors[0].place.file == said.errors[0].found == "\\x90\\\\x8d\\x90.xlsx"
    assert fine.outcome == "applied"
    ledger: Sequence[Receipt] = ledgers.receipts(town.hr)
    assert [receipt.file_name for receipt in ledger] == [good.name]
