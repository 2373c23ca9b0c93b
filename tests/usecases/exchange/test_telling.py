"""What people are told of a file that was taken in, and what the receipt ledger keeps of it."""

from __future__ import annotations

from pathlib import Path

from dxdesk.usecases.exchange import ledgers
from dxdesk.usecases.exchange.file_report import FileReport
from dxdesk.usecases.home import overview
from dxdesk.usecases.person_year.standing import person_year
from dxdesk.usecases.reports import receipt_lists
from dxdesk.usecases.review import confirming
from dxdesk.usecases.review.confirming import Decision
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.year import finalise
from tests.helpers.forging import resealed
from tests.helpers.office import OTHER_CHIEF, STAFF, uids
from tests.helpers.stories import Town

YOSHINO, KASAI, KAMIYA = STAFF


def confirmed(town: Town, desk: Desk, number: str, folder: str) -> Path:
    town.receive(desk, town.answered(number))
    confirming.confirm(desk, Decision(number))
    return town.send(desk, "confirmations", folder)[0]


def printed(desk: Desk) -> dict[str, tuple[str, ...]]:
    return {row[0]: row for row in receipt_lists.receipt_list(desk).rows}


def finished(town: Town) -> Path:
    """Let Yoshino's year be finalised; return an answer of hers that comes after it."""
    first = confirmed(town, town.chief, YOSHINO, "一次")
    town.receive(town.manager, first)
    confirming.confirm(town.manager, Decision(YOSHINO))
    town.receive(town.hr, *town.send(town.manager, "confirmations", "二次"))
    finalise.finalise(town.hr)
    return town.answered(YOSHINO, "LV3", "遅れて.xlsx")


def counts(file: FileReport) -> tuple[str, str, int, int]:
    return file.outcome, file.result, file.added, file.updated


def test_what_comes_after_finalising_is_so_called_in_the_ledger_and_once_only(town: Town) -> None:
    late = finished(town)
    (first,) = town.receive(town.hr, late).files
    assert counts(first) == ("applied", "late", 0, 0)
    (again,) = town.receive(town.hr, late).files
    assert (again.outcome, again.result) == ("unchanged", "unchanged")
    assert [note.code for note in again.notes] == []
    shown = {receipt.number: receipt.result for receipt in ledgers.receipts(town.hr)}
    assert (shown[first.receipt], shown[again.receipt]) == ("late", "unchanged")
    assert printed(town.hr)[str(first.receipt)][5] == "確定後に到着"
    ledgers.undo(town.hr, first.receipt)
    assert printed(town.hr)[str(first.receipt)][5] == "元に戻した"


def test_a_confirmer_in_between_whose_key_is_not_known_is_named_and_not_the_sender(town: Town) -> None:
    """Two PCs opened one package; HR saw the one, the manager passes the other's word on."""
    town.receive(town.hr, confirmed(town, town.rival, KAMIYA, "PC2"))
    town.receive(town.manager, confirmed(town, town.chief, YOSHINO, "係長"))
    town.receive(town.manager, confirmed(town, town.other, KAMIYA, "PC1"))
    for number in (YOSHINO, KAMIYA):
        confirming.confirm(town.manager, Decision(number))
    (file,) = town.receive(town.hr, *town.send(town.manager, "confirmations", "課長")).files
    (note,) = [one for one in file.notes if one.code == "key-unknown"]
    assert note.found == f"渡邉 彩さん({OTHER_CHIEF})"
    assert "一部の記録(" in note.message
    assert "ほかの記録は受け取りました" in note.message
    assert file.added > 0


def test_a_sender_nobody_knows_is_named_and_nothing_is_said_to_count(town: Town) -> None:
    first, second = (confirmed(town, desk, KAMIYA, f"PC{desk.key_id}") for desk in (town.other, town.rival))
    town.receive(town.hr, first)
    (file,) = town.receive(town.hr, second).files
    (note,) = [one for one in file.notes if one.code == "key-unknown"]
    assert note.found == f"渡邉 彩さん({OTHER_CHIEF})"


def test_one_number_with_two_contents_is_told_listed_and_marked(town: Town) -> None:
    twin = resealed(
        town.services,
        town.form(YOSHINO),
        town.folder / "ふたご.xlsx",
        town.hr.store.signing_seed,
        lambda envelope: envelope.model_copy(update={"package": "ab" * 16}),
    )
    filled = town.fill(twin, "二つ目.xlsx", {uids(town.hr)[0]: "LV1"})
    one, two = town.receive(town.hr, town.answered(YOSHINO, "LV1"), filled).files
    assert "number-twice" not in {note.code for note in one.notes}
    assert "number-twice" in {note.code for note in two.notes}
    (todo,) = [todo for todo in overview.home(town.hr).todo if todo.key == "twice-numbered"]
    assert "1組" in todo.title
    assert "二つ目.xlsx" in todo.text
    assert (todo.screen, todo.focus, todo.urgent) == ("receive", "ledger", True)
    assert ledgers.twins(ledgers.receipts(town.hr)) == {one.receipt, two.receipt}
    rows = printed(town.hr)
    assert rows[str(two.receipt)][3] == "※二つ目.xlsx"
    assert receipt_lists.receipt_list(town.hr).notes
    ledgers.undo(town.hr, two.receipt)
    assert ledgers.twins(ledgers.receipts(town.hr)) == frozenset()
    assert not [todo for todo in overview.home(town.hr).todo if todo.key == "twice-numbered"]


def test_an_unreadable_choice_of_what_a_form_is_names_its_cell(town: Town) -> None:
    (file,) = town.receive(town.hr, town.answered(YOSHINO, action="やめる")).files
    (error,) = file.errors
    assert (error.code, error.found) == ("action-unknown", "やめる")
    assert error.place.cell


def test_a_level_that_cannot_be_read_names_the_skill_and_what_became_of_the_form(town: Town) -> None:
    first = uids(town.hr)[0]
    name = next(item.name for item in person_year(town.hr, YOSHINO).items if item.uid == first)
    form = town.fill(town.form(YOSHINO), "二つ.xlsx", {first: "2〜3"})
    (error,) = town.receive(town.hr, form).files[0].errors
    assert error.message == f"「{name}」のレベルを1つに読み取れません。この申告票は取り込んでいません。"
    assert error.place.cell.startswith("F")
