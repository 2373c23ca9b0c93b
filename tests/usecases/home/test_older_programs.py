"""HR's home names the sections that still send from an older dxdesk."""

from __future__ import annotations

import pytest

from dxdesk import __version__
from dxdesk.usecases.exchange import ledgers
from dxdesk.usecases.home.overview import home
from dxdesk.usecases.review import confirming
from dxdesk.usecases.review.confirming import Decision
from dxdesk.usecases.sealing import wording_version
from tests.helpers.office import STAFF
from tests.helpers.stories import Town, confirmed


def told(town: Town) -> list[str]:
    return [todo.text for todo in home(town.hr).todo if todo.key == "older-programs"]


def test_a_section_that_sends_from_an_older_program_is_named_until_it_sends_from_a_newer(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wording_version, "__version__", "0.0.9")
    report = town.receive(town.hr, confirmed(town, town.chief, STAFF[0]))
    receipt = ledgers.receipts(town.hr)[0]
    assert (report.files[0].outcome, receipt.program) == ("applied", "0.0.9")
    (text,) = told(town)
    assert "(0.0.9)" in text
    assert receipt.sender in text
    assert __version__ in text
    monkeypatch.undo()
    confirming.confirm(town.chief, Decision(STAFF[0], comment="見直しました"))
    town.receive(town.hr, *town.send(town.chief, "confirmations", "新しい版から"))
    assert ledgers.receipts(town.hr)[0].program == __version__
    assert told(town) == []


def test_an_undone_file_and_one_that_says_nothing_name_nobody(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wording_version, "__version__", "0.0.9")
    town.receive(town.hr, confirmed(town, town.chief, STAFF[0]))
    ledgers.undo(town.hr, ledgers.receipts(town.hr)[0].number)
    assert told(town) == []
    monkeypatch.setattr(wording_version, "__version__", "")
    confirming.confirm(town.chief, Decision(STAFF[0], comment="見直しました"))
    town.receive(town.hr, *town.send(town.chief, "confirmations", "何も言わない版から"))
    assert told(town) == []
