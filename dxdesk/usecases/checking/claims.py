"""Grade 1: what files are said to have told of keys, and whether they can have told it.

None of these lines carries a seal of its own but HR's vouchers. What can be compared is the file: which key
sealed it by its receipt, what kind it was, and in whose name the key sealed the records it brought.
"""

from __future__ import annotations

import json
from functools import cached_property

from dxdesk.ports.entities import KeyClaim, Receipt, Role
from dxdesk.usecases.checking.look import Look
from dxdesk.usecases.person_year import key_evidence
from dxdesk.usecases.person_year.key_evidence import GIVEN, LISTED, TEXT, How, Naming
from dxdesk.usecases.sealing import codec, workbook_kinds


def forged_vouchers(look: Look) -> list[str]:
    """Return the keys with HR's word for them that HR's key did not sign so."""
    return [
        key_id
        for key_id, texts in key_evidence.vouchers_of(look.inspection.claims()).items()
        for text in texts
        if look.sealer.fingerprint(text.public) != key_id or not codec.voucher_valid(look.sealer, text)
    ]


def unsaid(look: Look) -> list[str]:
    """Return the keys of which a line says what the file it names cannot have told."""
    claims = _Claims(look)
    return [_key_of(line) for line in look.inspection.claims() if not claims.can_be(line)]


def _key_of(line: KeyClaim) -> str:
    """Return the key a line is about, the enrolment or framework where it is about none."""
    return line.enrolment if line.key_id in (GIVEN, TEXT) else key_evidence.plain_key(line)


class _Claims:
    def __init__(self, look: Look) -> None:
        self._look = look
        self._receipts = {receipt.number: receipt for receipt in look.receipts}

    def can_be(self, line: KeyClaim) -> bool:
        """Tell whether the file a line names can have told it."""
        receipt = self._receipts.get(line.receipt)
        return receipt is not None and key_evidence.is_readable(line) and self._told(line, receipt)

    def _told(self, line: KeyClaim, receipt: Receipt) -> bool:
        if line.enrolment == LISTED:
            # Earlier programs let a section list HR's key: it counts without that.
            key = self._look.keys.get(line.key_id)
            return receipt.key_id in self._hr or (key is not None and key_evidence.decided(key))
        if line.key_id == GIVEN:
            return receipt.key_id in self._hr
        if line.key_id == TEXT:
            return all(text[3] == receipt.key_id for text in key_evidence.texts_of([line]))
        if key_evidence.is_told(line):
            return key_evidence.plain_key(line) == receipt.key_id
        named = key_evidence.namings_of([line]).get(line.key_id, ())
        return all(self._named(line.key_id, one, receipt) for one in named)

    def _named(self, key_id: str, naming: Naming, receipt: Receipt) -> bool:
        if naming.how is How.LISTED:
            return receipt.key_id in self._hr
        if naming.how is How.RECORD:
            found = self._made_by(key_id, receipt, naming)
            # After finalising one revision a part is kept: the record that said so may be none of them.
            left_out = found is None and bool(self._look.uow.results.snapshots(receipt.fiscal_year))
            return left_out or found is True or self._typed_in(key_id, receipt, naming)
        if naming.how is not How.ITSELF:
            return True
        if (receipt.key_id, receipt.issuer_store) != (key_id, naming.store_id):
            return False
        kind = workbook_kinds.find(receipt.kind)
        if kind is not None and kind.sealed and naming.role not in kind.written.senders:
            return False
        return naming.role is not Role.SECTION or self._made_by(key_id, receipt, naming) is not False

    def _made_by(self, key_id: str, receipt: Receipt, naming: Naming) -> bool | None:
        """Tell whether a key sealed a record of a file in a name, ``None`` where it sealed none in any.

        The first that bears the name ends the search: a file may hold hundreds of people.
        """
        found: bool | None = None
        for value in self._look.inspection.sealed_values(receipt.number, key_id, naming.store_id):
            by = str(json.loads(value).get("by", ""))
            if by == naming.owner:
                return True
            found = False if by else found
        return found

    def _typed_in(self, key_id: str, receipt: Receipt, naming: Naming) -> bool:
        """Tell whether a file brought what a key's owner typed in for the person who is named.

        Such a step is made in the person's name, and programs of before took it for the word of the key's
        owner. After finalising the step is left out, and the answer that was typed in is still here.
        """
        return any(
            revision.key_id == key_id and revision.proxy and revision.record.employee_number == naming.owner
            for revision in self._look.uow.exchange.revisions_of(receipt.number)
        )

    @cached_property
    def _hr(self) -> frozenset[str]:
        """Return the keys of HR's other than this store's own: by rows, as successors, and by HR's lists.

        A list counts only where the file that brought it was sealed by one of them.
        """
        look = self._look
        if look.desk.role is Role.HR:
            return frozenset()  # HR believes no file about keys
        found = {key_id for key_id, key in look.keys.items() if key.role is Role.HR}
        successions = look.inspection.successions()
        listed = {
            (self._receipts[line.receipt].key_id, line.key_id)
            for line in look.inspection.claims()
            if line.receipt in self._receipts
            for one in key_evidence.namings_of([line]).get(line.key_id, ())
            if one.how is How.LISTED and one.role is Role.HR
        }
        before = -1
        while before != len(found):
            before = len(found)
            found |= {one.key_id for one in successions if one.predecessor in found}
            found |= {key_id for sealed, key_id in listed if sealed in found}
        return frozenset(found)
