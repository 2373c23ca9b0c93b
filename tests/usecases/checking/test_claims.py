"""What files told of keys, in the stores of a section and of a person: right as it came, told when forged."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from dxdesk.domain import canonical
from dxdesk.usecases.checking.check import Check
from dxdesk.usecases.inbox import opening
from dxdesk.usecases.review import confirming
from dxdesk.usecases.review.confirming import Decision
from tests.helpers.finished import checked
from tests.helpers.office import CHIEF, MANAGER, PASSPHRASE, STAFF, Office, all_levels, new_office
from tests.helpers.rewriting import SEALER, Hand, rewriting
from tests.helpers.shared import once

YOSHINO, KASAI, _ = STAFF
VOUCHER = "SELECT enrolment, receipt FROM claims WHERE enrolment LIKE 'voucher %'"
FORGED = "人事課が確かめた証しの印が合わない鍵が 1件あります"


def build(folder: Path) -> None:
    """HR vouches for the chief's key; a person's store is made from the chief's form."""
    office: Office = new_office(folder)
    chief = office.section(CHIEF)
    levels = all_levels(office.hr, "LV2")
    office.receive(chief, office.fill(office.form(KASAI), "答え.xlsx", levels))
    confirming.confirm(chief, Decision(KASAI))
    office.receive(office.hr, *office.send(chief, "confirmations", "一次"))
    again = office.send(office.hr, "section-packages", "配布2", confirmer=CHIEF)
    assert {file.outcome for file in office.receive(chief, *again).files} <= {"applied", "unchanged"}
    (form,) = office.send(chief, "forms", "所属から", employee=YOSHINO)
    person, _ = opening.create_from(office.services, form, str(folder / "person.dxdesk"), PASSPHRASE)
    office.desks.append(person)
    office.close()


@pytest.fixture(params=[f"{CHIEF}.dxdesk", "person.dxdesk"], ids=["section", "person"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return Path(shutil.copyfile(once("vouched", build) / request.param, tmp_path / "台帳.dxdesk"))


def findings(path: Path, *, whole: bool = False) -> list[str]:
    (keys,) = [one for one in checked(path, Check()).grades[0].aspects if one.name == "keys"]
    return [finding if whole else finding.partition("(")[0] for finding in keys.findings]


def other_owner(hand: Hand) -> tuple[str, str, int]:
    """Return a voucher's line, one with the manager as owner under the same seal, and the receipt."""
    line, receipt = hand.rows(VOUCHER)[0]
    public, _, issuer, sequence, signature = canonical.loads(line.removeprefix("voucher "))
    changed = "voucher " + canonical.dumps([public, MANAGER, issuer, sequence, signature])
    return line, changed, receipt


def test_what_came_is_right(store: Path) -> None:
    with rewriting(store) as hand:
        assert hand.rows(VOUCHER)
    assert checked(store, Check()).findings == ()


def test_a_voucher_for_another_owner_is_told(store: Path) -> None:
    with rewriting(store) as hand:
        line, changed, _ = other_owner(hand)
        hand.do("UPDATE claims SET enrolment = ? WHERE enrolment = ?", changed, line)
    assert FORGED in findings(store)


def test_a_voucher_for_another_key_is_told(store: Path) -> None:
    with rewriting(store) as hand:
        line, _, receipt = other_owner(hand)
        other = SEALER.fingerprint(SEALER.public_of(SEALER.new_seed()))
        hand.do("INSERT INTO claims (key_id, enrolment, receipt) VALUES (?, ?, ?)", other, line, receipt)
    assert FORGED in findings(store)


@pytest.mark.parametrize("line", ["listed", 'named [4,"hr","","",""]'])
def test_a_list_that_no_file_of_hr_brought_is_told(store: Path, line: str) -> None:
    """Somebody lists a key of their own, by a file that it sealed: the circle proves nothing."""
    seed = SEALER.new_seed()
    public = SEALER.public_of(seed)
    key_id = SEALER.fingerprint(public)
    with rewriting(store) as hand:
        number = hand.one("SELECT max(number) FROM receipts")
        hand.do("INSERT INTO keys (key_id, public, role, owner, store_id, vouched, registered, revoked_after)"
                " VALUES (?, ?, 'personal', '', '', '', 0, -1)", key_id, public)  # fmt: skip
        hand.do("UPDATE receipts SET key_id = ? WHERE number = ?", key_id, number)
        hand.do("INSERT INTO claims (key_id, enrolment, receipt) VALUES (?, ?, ?)", key_id, line, number)
    (finding,) = [
        one for one in findings(store, whole=True) if one.startswith("受付のファイルが言ったはずのない")
    ]
    assert f"{key_id[:8]}…" in finding


@pytest.mark.parametrize("text", ["named [9]", "voucher {}", "named "])
def test_a_line_nobody_can_read_is_told_and_the_store_goes_on(store: Path, text: str) -> None:
    with rewriting(store) as hand:
        key_id, receipt = hand.rows("SELECT key_id, receipt FROM claims")[0]
        hand.do("INSERT INTO claims (key_id, enrolment, receipt) VALUES (?, ?, ?)", key_id, text, receipt)
    assert findings(store)
