"""Which key a new store believes without anybody vouching for it: HR's, and whose code is shown to compare.

A section's form to a person carries HR's key with HR's records in it. That key becomes the root, never the
section's: what the section says counts by HR's voucher for its key (ARCHITECTURE.md, protocol point 6).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dxdesk.domain import merge
from dxdesk.domain.records import Part
from dxdesk.ports.entities import KeyRow, Role
from dxdesk.ports.store import Sealer
from dxdesk.usecases.sealing import codec
from dxdesk.usecases.sealing.codec import Opened
from dxdesk.usecases.sealing.envelope import KeyText, SuccessionText

FIRST = "first"


@dataclass(frozen=True)
class Root:
    """The key a store made from a file begins with; ``shown`` is the public key whose code is compared.

    ``vouched`` tells whether that key answers for the one that sealed the file.
    """

    key: KeyRow
    shown: str
    vouched: bool = True


def root_of(sealer: Sealer, opened: Opened) -> Root | None:
    """Return the root that a file gives a new store, ``None`` where it holds no key of HR's."""
    envelope, issuer = opened.envelope, opened.envelope.issuer
    if issuer.role != Role.SECTION.value or envelope.recipient.role != Role.PERSONAL.value:
        row = KeyRow(opened.key_id, opened.public, Role(issuer.role), issuer.owner, issuer.store, FIRST)
        return Root(row, opened.public)
    of_hr = {key.public: key for key in envelope.keys if key.role == Role.HR.value}
    of_hr.pop(opened.public, None)
    words = [
        word
        for word in envelope.vouchers
        if (word.public, word.owner) == (opened.public, issuer.owner)
        and word.issuer in of_hr
        and codec.voucher_valid(sealer, word)
    ]
    newest = max(words, key=lambda word: (word.sequence, word.issuer), default=None)
    begun = newest.issuer if newest is not None else _assigner(sealer, opened)
    if begun not in of_hr:
        return None
    successors = [text for text in envelope.successions if codec.succession_valid(sealer, text)]
    key = of_hr[_oldest(begun, successors, of_hr)]
    row = KeyRow(sealer.fingerprint(key.public), key.public, Role.HR, key.owner, key.store, FIRST)
    return Root(row, _newest(begun, successors, of_hr), bool(words))


def _assigner(sealer: Sealer, opened: Opened) -> str:
    """Return the public key that sealed the person's assignment, empty where the file names none."""
    heads = merge.heads_of(r for r in opened.revisions if r.record.part is Part.ASSIGNMENT)
    publics = {sealer.fingerprint(key.public): key.public for key in opened.envelope.keys}
    return publics.get(heads[0].key_id, "") if heads else ""


def _oldest(begun: str, successors: list[SuccessionText], of_hr: Mapping[str, KeyText]) -> str:
    """Return the key that a key goes back to: what it follows signed it, and it signed what it follows."""
    seen = {begun}
    while True:
        before = {t.predecessor for t in successors if t.public == begun and t.predecessor in of_hr} - seen
        if len(before) != 1:
            return begun
        begun = before.pop()
        seen.add(begun)


def _newest(begun: str, successors: list[SuccessionText], of_hr: Mapping[str, KeyText]) -> str:
    """Return the key that follows a key in the end: the one HR uses, and prints the code of."""
    seen = {begun}
    while True:
        after = {t.public for t in successors if t.predecessor == begun and t.public in of_hr} - seen
        if len(after) != 1:
            return begun
        begun = after.pop()
        seen.add(begun)
