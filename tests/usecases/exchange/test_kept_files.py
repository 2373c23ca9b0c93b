"""The form a person answers from and the notice they print: only what is live and accepted is in force."""

from __future__ import annotations

import base64
import io
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pypdf
import pytest

from dxdesk.domain.errors import KnownError
from dxdesk.ports.entities import Role
from dxdesk.usecases.answering import self_report
from dxdesk.usecases.exchange import arrival, kept, ledgers
from dxdesk.usecases.home import own
from dxdesk.usecases.reports import printing
from dxdesk.usecases.review import confirming
from dxdesk.usecases.review.confirming import Decision
from dxdesk.usecases.sealing.envelope import Envelope
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.year import finalise
from tests.helpers.forging import resealed
from tests.helpers.office import CHIEF, MANAGER, STAFF, YEAR
from tests.helpers.stories import Town

YOSHINO = STAFF[0]
GENUINE, FORGED = "7検人第142号", "偽造第999号"


def notice(town: Town) -> Path:
    """Finalise the person's year and write the notice."""
    town.receive(town.hr, town.answered(YOSHINO))
    for principal in (CHIEF, MANAGER):
        confirming.confirm(town.hr, Decision(YOSHINO, on_behalf_of=principal))
    finalise.finalise(town.hr, GENUINE, "2026-03-18")
    return town.send(town.hr, "results", "結果")[0]


def later(change: Callable[[Envelope], Envelope]) -> Callable[[Envelope], Envelope]:
    """Return the change, with a number later than anything genuine."""
    return lambda e: change(e).model_copy(update={"issuer": e.issuer.model_copy(update={"sequence": 900})})


def other_decision(envelope: Envelope) -> Envelope:
    return envelope.model_copy(update={"extra": envelope.extra.replace(GENUINE, FORGED)})


def other_round(envelope: Envelope) -> Envelope:
    return envelope.model_copy(update={"round": 7})


def forged(
    town: Town, path: Path, change: Callable[[Envelope], Envelope], seed: str = ""
) -> tuple[Path, str]:
    """Return a file sealed again with a stranger's key, newer than the genuine one, and that key."""
    seed = seed or town.services.sealer.new_seed()
    out = town.folder / f"偽_{path.name}"
    resealed(town.services, path, out, seed, later(change))
    return out, town.services.sealer.fingerprint(town.services.sealer.public_of(seed))


def printed(desk: Desk) -> str:
    pages = pypdf.PdfReader(io.BytesIO(printing.make_report(desk, "result-notice"))).pages
    return re.sub(r"\s+", "", "".join(page.extract_text() for page in pages))


def accept(desk: Desk, key_id: str) -> None:
    """Let a key count from now on, as another file or a person may."""
    with desk.store.write() as uow:
        key = next(key for key in uow.exchange.keys() if key.key_id == key_id)
        uow.exchange.save_key(replace(key, role=Role.HR, registered=True))
        arrival.reevaluate(desk, uow)
        uow.commit()


def outcome(desk: Desk, number: int) -> str:
    return next(r.outcome for r in ledgers.receipts(desk) if r.number == number)


@pytest.mark.parametrize("first", ["genuine", "forged"])
def test_a_notice_under_a_strangers_key_is_not_what_is_printed(town: Town, first: str) -> None:
    genuine = notice(town)
    fake, _ = forged(town, genuine, other_decision)
    files = (genuine, fake) if first == "genuine" else (fake, genuine)
    found = [town.receive(town.person, file).files[0] for file in files]
    assert dict(zip((p.path for p in found), (p.outcome for p in found), strict=True)) == {
        str(genuine): "applied" if first == "genuine" else found[1].outcome,
        str(fake): "quarantined",
    }
    assert GENUINE in printed(town.person)
    assert FORGED not in printed(town.person)


def test_with_nothing_but_a_strangers_notice_there_is_none(town: Town) -> None:
    """Its records are HR's own and count; but the letter around them is nobody's."""
    fake, _ = forged(town, notice(town), other_decision)
    report = town.receive(town.person, fake).files[0]
    assert report.outcome == "quarantined"
    assert "key-not-hr" in {note.code for note in report.notes}
    with pytest.raises(KnownError) as error:
        printing.make_report(town.person, "result-notice")
    assert "まだ届いていません" in error.value.problem.message
    assert not self_report.open_answers(town.person).told
    assert own.own_home(town.person, "2000-01-01T00:00:00Z").arrived == (("form", 1),)


def test_a_notice_takes_effect_with_its_key_and_ends_with_its_receipt(town: Town) -> None:
    genuine = notice(town)
    fake, key_id = forged(town, genuine, other_decision)
    town.receive(town.person, genuine)
    number = town.receive(town.person, fake).files[0].receipt
    accept(town.person, key_id)
    assert outcome(town.person, number) != "quarantined"
    assert FORGED in printed(town.person)
    ledgers.undo(town.person, number)
    assert GENUINE in printed(town.person)
    town.receive(town.person, fake)
    assert FORGED in printed(town.person)
    for receipt in ledgers.receipts(town.person):
        if receipt.live and receipt.kind == "result_notice":
            ledgers.undo(town.person, receipt.number)
    assert not self_report.open_answers(town.person).told
    with pytest.raises(KnownError):
        printing.make_report(town.person, "result-notice")


def test_a_form_under_a_strangers_key_is_not_answered_from(town: Town) -> None:
    fake, key_id = forged(town, town.form(YOSHINO), other_round)
    genuine = self_report.open_answers(town.person).round
    number = town.receive(town.person, fake).files[0].receipt
    assert outcome(town.person, number) == "quarantined"
    assert self_report.open_answers(town.person).round == genuine
    accept(town.person, key_id)
    assert self_report.open_answers(town.person).round == 7
    assert outcome(town.person, number) != "quarantined"
    ledgers.undo(town.person, number)
    assert self_report.open_answers(town.person).round == genuine


def test_a_form_sealed_after_its_key_was_revoked_is_not_answered_from(town: Town) -> None:
    fake, key_id = forged(town, town.form(YOSHINO), other_round)
    town.receive(town.person, fake)
    with town.person.store.write() as uow:
        key = next(key for key in uow.exchange.keys() if key.key_id == key_id)
        uow.exchange.save_key(replace(key, revoked_after=5))
        uow.commit()
    assert self_report.open_answers(town.person).round != 7


def test_nothing_of_a_preview_or_a_refused_file_is_kept(town: Town) -> None:
    before = _kept_names(town.person)
    fake, _ = forged(town, town.form(YOSHINO), other_round)
    town.receive(town.person, fake, dry_run=True)
    foreign, _ = forged(town, town.form(STAFF[1]), other_round)
    assert town.receive(town.person, foreign).files[0].outcome == "refused"
    assert _kept_names(town.person) == before


def _kept_names(desk: Desk) -> set[str]:
    with desk.store.read() as uow:
        return {
            name
            for prefix in ("form-payload:", "result-notice:")
            for name in uow.settings.starting_with(prefix)
        }


def _as_before(desk: Desk, name: str, value: str) -> None:
    """Leave what an earlier program kept: one value a year, whichever file was the newest."""
    with desk.store.write() as uow:
        for old in _kept_names(desk):
            if old.startswith(name):
                uow.settings.set(old, "")
        uow.settings.set(name, value)
        uow.commit()


def _payload(town: Town, path: Path) -> str:
    payload = town.services.workbooks.open(path).sealed_payload()
    assert payload is not None
    return base64.b64encode(payload).decode()


def test_a_form_that_an_earlier_program_kept_belongs_to_its_receipt(town: Town) -> None:
    fake, key_id = forged(town, town.form(YOSHINO), other_round)
    town.receive(town.person, fake)
    name = f"form-payload:{YEAR}"
    _as_before(town.person, name, f"0001.000000000001.000000002 {_payload(town, town.form(YOSHINO))}")
    assert self_report.open_answers(town.person).round == 1
    _as_before(town.person, name, f"0007.000000000001.000000900 {_payload(town, fake)}")
    with pytest.raises(KnownError) as error:
        self_report.open_answers(town.person)
    assert error.value.code == "no-form"
    town.receive(town.person, town.form(YOSHINO))
    assert self_report.open_answers(town.person).round == 1
    accept(town.person, key_id)
    assert self_report.open_answers(town.person).round == 7


def test_an_earlier_form_without_a_receipt_stays_until_one_that_counts_comes(town: Town) -> None:
    fake, _ = forged(town, town.form(YOSHINO), other_round)
    name = f"form-payload:{YEAR}"
    _as_before(town.person, name, f"0007.000000000001.000000900 {_payload(town, fake)}")
    assert self_report.open_answers(town.person).round == 7
    town.receive(town.person, town.form(YOSHINO))
    assert self_report.open_answers(town.person).round == 1


def test_a_notice_that_an_earlier_program_kept_belongs_to_its_receipt(town: Town) -> None:
    genuine = notice(town)
    fake, key_id = forged(town, genuine, other_decision)
    town.receive(town.person, genuine)
    town.receive(town.person, fake)
    with town.person.store.read() as uow:
        told = kept.notice(uow, YEAR)
    assert told
    said = told.extra
    assert GENUINE in said
    name = f"result-notice:{YEAR}"
    newest = f"{1:012}.{900:09} {said.replace(GENUINE, FORGED)}"
    _as_before(town.person, name, newest)
    with pytest.raises(KnownError):
        printing.make_report(town.person, "result-notice")
    town.receive(town.person, genuine)
    assert GENUINE in printed(town.person)
    accept(town.person, key_id)
    assert FORGED in printed(town.person)


def test_an_earlier_notice_without_a_receipt_is_marked_until_one_that_counts_comes(town: Town) -> None:
    genuine = notice(town)
    town.receive(town.person, genuine)
    with town.person.store.read() as uow:
        told = kept.notice(uow, YEAR)
    assert told
    assert told.basis is kept.Basis.CERTIFIED
    assert printing.notices(town.person, "result-notice") == ()
    newest = f"{1:012}.{900:09} {told.extra.replace(GENUINE, FORGED)}"
    _as_before(town.person, f"result-notice:{YEAR}", newest)
    assert FORGED in printed(town.person)
    (note,) = printing.notices(town.person, "result-notice")
    assert note.message.startswith("更新前に受け取ったものです。")
    assert printing.notices(town.person, "skill-sheet") == ()
    town.receive(town.person, genuine)
    assert GENUINE in printed(town.person)
    assert printing.notices(town.person, "result-notice") == ()


def test_a_notice_older_than_what_is_kept_of_notices_prints_as_it_did(town: Town) -> None:
    town.receive(town.person, notice(town))
    with town.person.store.write() as uow:
        for name in uow.settings.starting_with("result-notice:"):
            uow.settings.set(name, "")
        uow.commit()
    assert "結果通知票" in printed(town.person)


def test_an_undone_file_teaches_nothing_when_its_key_is_accepted_later(town: Town) -> None:
    """The framework of a stranger's form stays unlearned once its receipt was undone."""

    def other_framework(envelope: Envelope) -> Envelope:
        texts = [f.model_copy(update={"version": "9.9"}) for f in envelope.frameworks]
        return other_round(envelope.model_copy(update={"frameworks": [*envelope.frameworks, *texts]}))

    fake, key_id = forged(town, town.form(YOSHINO), other_framework)
    number = town.receive(town.person, fake).files[0].receipt
    ledgers.undo(town.person, number)
    accept(town.person, key_id)
    with town.person.store.read() as uow:
        assert "9.9" not in {row.version for row in uow.exchange.frameworks()}
    town.receive(town.person, fake)
    with town.person.store.read() as uow:
        assert "9.9" in {row.version for row in uow.exchange.frameworks()}
