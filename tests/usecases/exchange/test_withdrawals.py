"""A form that takes a submission back (取下げ): what it changes, and what the ledger calls it ever after."""

from __future__ import annotations

from pathlib import Path

import pytest

from dxdesk.ports.workbooks import WITHDRAW_LABEL
from dxdesk.usecases.answering import self_report
from dxdesk.usecases.answering.sheet import Answers
from dxdesk.usecases.exchange import ledgers, receive
from dxdesk.usecases.exchange.file_report import Change, FileReport, Step
from dxdesk.usecases.review import confirming
from dxdesk.usecases.review.confirming import Decision
from dxdesk.usecases.year import finalise
from tests.helpers.office import CHIEF, MANAGER, STAFF, uids
from tests.helpers.stories import Town

YOSHINO, KASAI, _ = STAFF


def looked(town: Town, file: Path) -> FileReport:
    """Return what the preview says of a file."""
    return receive.receive(town.hr, receive.ReceiveFiles((file,), dry_run=True)).files[0]


def test_the_preview_says_the_state_and_what_counts_no_more(town: Town) -> None:
    first, *_ = uids(town.hr)
    sent = self_report.submit(town.person, town.folder / "1", Answers({first: 1})).file
    gone = self_report.withdraw(town.person, town.folder / "2").file
    again = self_report.submit(town.person, town.folder / "3").file
    assert sent is not None
    assert gone is not None
    assert again is not None
    told = []
    for file in (sent, gone, again):
        told.append(looked(town, file))
        town.receive(town.hr, file)
    here, away = Change(YOSHINO, "self", first, "", "1"), Change(YOSHINO, "self", first, "1", "")
    assert [report.changes for report in told] == [(here,), (away,), (here,)]
    assert [report.steps for report in told] == [
        (Step(YOSHINO, "未着手", "提出"),),
        (Step(YOSHINO, "提出", "取下げ"),),
        (Step(YOSHINO, "取下げ", "提出"),),
    ]
    assert looked(town, again).steps == ()


def test_a_withdrawal_with_levels_in_it_brings_none(town: Town) -> None:
    file = town.answered(KASAI, "LV2", action=WITHDRAW_LABEL)
    report = looked(town, file)
    assert (report.withdraws, report.changes) == (True, ())
    assert report.steps == (Step(KASAI, "未着手", "取下げ"),)


@pytest.mark.parametrize("earlier", [False, True])
def test_the_ledger_calls_it_a_withdrawal_when_the_year_is_final_too(
    town: Town, monkeypatch: pytest.MonkeyPatch, earlier: bool
) -> None:
    gone = town.answered(KASAI, "LV2", action=WITHDRAW_LABEL)
    with monkeypatch.context() as patched:
        if earlier:  # a program that remembered nothing took it in
            patched.setattr(ledgers, "remember_withdrawal", lambda *_: None)
        number = town.receive(town.hr, gone).files[0].receipt
    self_report.submit(
        town.hr, answers=Answers(dict.fromkeys(uids(town.hr), 1)), employee_number=KASAI, proxy_by="検証 四郎"
    )
    for principal in (CHIEF, MANAGER):
        confirming.confirm(town.hr, Decision(KASAI, on_behalf_of=principal))
    assert ledgers.withdrawals(town.hr, ledgers.receipts(town.hr)) == {number}
    finalise.finalise(town.hr)
    with town.hr.store.read() as uow:
        assert not uow.exchange.steps_beside("withdraw"), "its step is left out by then"
    assert ledgers.withdrawals(town.hr, ledgers.receipts(town.hr)) == {number}
    late = town.answered(KASAI, "LV2", "また.xlsx", action=WITHDRAW_LABEL)
    report = town.receive(town.hr, late).files[0]
    assert report.withdraws
    assert ledgers.withdrawals(town.hr, ledgers.receipts(town.hr)) == {number, report.receipt}
