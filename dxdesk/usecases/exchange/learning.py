"""What a store learns from files beside records: keys, enrolments and framework texts.

Whether any of it counts is asked later, from what is kept: keys may turn out to be accepted long after
their file came, and the order of files must not matter (ARCHITECTURE.md, protocol points 4 and 6).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dxdesk.domain import canonical
from dxdesk.ports.entities import Enrolment, FrameworkRow, KeyClaim, KeyRow, Role, Succession
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.exchange.issue import keep_claim
from dxdesk.usecases.person_year.counting import GIVEN, LISTED, accepted_keys
from dxdesk.usecases.sealing import codec
from dxdesk.usecases.sealing.codec import Opened
from dxdesk.usecases.sealing.envelope import (
    ClaimText,
    EnrolmentText,
    Envelope,
    FrameworkText,
    KeyText,
    SuccessionText,
)
from dxdesk.usecases.workplace.desk import Desk

ITSELF = "key-itself:"
"""Settings that say of a key, by its id, that a file it sealed itself named it."""
UNLEARNED = "unlearned:"
"""Settings that keep what files of keys not accepted yet tell, by receipt number."""


def learn(desk: Desk, uow: UnitOfWork, opened: Opened, receipt: int) -> bool:
    """Keep what a file tells; return whether what counts may have changed."""
    envelope, changed = opened.envelope, False
    if opened.key_id != desk.key_id:
        issuer = envelope.issuer
        said = KeyRow(opened.key_id, opened.public, Role(issuer.role), issuer.owner, issuer.store)
        changed = _names_itself(uow, said)
    for claim in envelope.claims:
        changed |= _learn_claim(desk, uow, claim, envelope, receipt)
    for succession in envelope.successions:
        changed |= _learn_succession(desk, uow, succession, envelope, receipt)
    if opened.key_id == desk.key_id or desk.role is Role.HR or not _teaches(desk, Role(envelope.issuer.role)):
        return changed
    lesson = _Lesson(
        opened.key_id, envelope.fiscal_year, envelope.keys, envelope.enrolments, envelope.frameworks
    )
    if opened.key_id not in accepted_keys(uow):
        uow.settings.set(f"{UNLEARNED}{receipt}", lesson.text())
        return changed
    changed |= _learn_from_hr(desk, uow, lesson, receipt)
    return learn_waiting(desk, uow) or changed


def _teaches(desk: Desk, role: Role) -> bool:
    """Tell whether a store believes what files of a role tell of others.

    That is HR alone; but a person's own store follows whichever confirmer hands it its form.
    """
    return role is Role.HR or (desk.role is Role.PERSONAL and role is Role.SECTION)


def learn_waiting(desk: Desk, uow: UnitOfWork) -> bool:
    """Learn from files whose key was not accepted when they came and is now; return whether any was."""
    learnt = False
    again = True
    while again:  # what one file teaches may make the key of the next one count
        again = False
        keys = accepted_keys(uow)
        for name, text in uow.settings.starting_with(UNLEARNED).items():
            if not text:
                continue
            lesson = _Lesson.of(text)
            sealer = keys.get(lesson.key_id)
            receipt = uow.exchange.receipt(int(name.removeprefix(UNLEARNED)))
            # What was undone teaches nothing; the file may come again under another number.
            if sealer is not None and receipt is not None and receipt.live:
                uow.settings.set(name, "")
                if _teaches(desk, sealer.role):
                    _learn_from_hr(desk, uow, lesson, receipt.number)
                    again = learnt = True
    return learnt


@dataclass(frozen=True)
class _Lesson:
    """What a file of HR teaches, so that it can be kept until its key is accepted."""

    key_id: str
    fiscal_year: int
    keys: Sequence[KeyText]
    enrolments: Sequence[EnrolmentText]
    frameworks: Sequence[FrameworkText]

    def text(self) -> str:
        return canonical.dumps(
            {
                "key_id": self.key_id,
                "fiscal_year": self.fiscal_year,
                "keys": [text.model_dump() for text in self.keys],
                "enrolments": [text.model_dump() for text in self.enrolments],
                "frameworks": [text.model_dump() for text in self.frameworks],
            }
        )

    @classmethod
    def of(cls, text: str) -> _Lesson:
        found = json.loads(text)
        return cls(
            found["key_id"],
            found["fiscal_year"],
            [KeyText(**one) for one in found["keys"]],
            [EnrolmentText(**one) for one in found["enrolments"]],
            [FrameworkText(**one) for one in found["frameworks"]],
        )


def _names_itself(uow: UnitOfWork, said: KeyRow) -> bool:
    """Keep what a key says of itself in a file it sealed: that outweighs what files of others call it."""
    mark = f"{ITSELF}{said.key_id}"
    first = not uow.settings.get(mark)
    if first:
        uow.settings.set(mark, "1")
    return _key_seen(uow, said, outweighs=first)


def _hearsay(uow: UnitOfWork, said: KeyRow) -> bool:
    """Keep what another's file calls a key, while neither the key itself nor HR said whose it is."""
    if uow.settings.get(f"{ITSELF}{said.key_id}"):
        return False
    if any((c.key_id, c.enrolment) == (said.key_id, LISTED) for c in uow.exchange.claims()):
        return False
    return _key_seen(uow, said)


def _key_seen(uow: UnitOfWork, said: KeyRow, *, outweighs: bool = False) -> bool:
    """Keep a key as it is named; one that is named differently by equals is taken at its least claim."""
    kept = next((key for key in uow.exchange.keys() if key.key_id == said.key_id), None)
    if kept is None:
        uow.exchange.save_key(said)
        return True
    named = replace(kept, role=said.role, owner=said.owner, store_id=said.store_id)
    if kept.vouched or kept.registered or named == kept:
        return False
    if not outweighs and _modesty(said) <= _modesty(kept):
        return False
    uow.exchange.save_key(named)
    return True


def _modesty(key: KeyRow) -> tuple[bool, str, str]:
    return key.role is not Role.HR, key.owner, key.store_id


def _learn_claim(desk: Desk, uow: UnitOfWork, text: ClaimText, envelope: Envelope, receipt: int) -> bool:
    """Keep a key's proof that it was enrolled, whoever passes it on."""
    sealer, exchange = desk.services.sealer, uow.exchange
    key_id = sealer.fingerprint(text.public)
    if key_id == desk.key_id or not codec.claim_valid(sealer, text.enrolment, text.public, text.signature):
        return False
    changed = all((c.key_id, c.enrolment) != (key_id, text.enrolment) for c in exchange.claims())
    changed |= _named(desk, uow, text.public, envelope)
    exchange.add_claim(KeyClaim(key_id, text.enrolment, receipt))
    keep_claim(uow, key_id, text)
    return changed


def _learn_succession(
    desk: Desk, uow: UnitOfWork, text: SuccessionText, envelope: Envelope, receipt: int
) -> bool:
    """Keep an old key's word for its heir, whoever passes it on."""
    sealer, exchange = desk.services.sealer, uow.exchange
    key_id, predecessor = sealer.fingerprint(text.public), sealer.fingerprint(text.predecessor)
    if not codec.heir_valid(sealer, text):
        return False
    said = Succession(key_id, predecessor, text.after, text.signature, text.proof, receipt)
    place = (key_id, predecessor, text.after)
    changed = all((s.key_id, s.predecessor, s.after) != place for s in exchange.successions())
    for public in (text.predecessor, text.public):
        changed |= _named(desk, uow, public, envelope)
    exchange.add_succession(said)
    return changed


def _named(desk: Desk, uow: UnitOfWork, public: str, envelope: Envelope) -> bool:
    """Keep a key as the envelope names it; return whether that changed anything."""
    key_id = desk.services.sealer.fingerprint(public)
    given = next((key for key in envelope.keys if key.public == public), None)
    if given is None or key_id == desk.key_id:
        return False
    return _hearsay(uow, KeyRow(key_id, public, Role(given.role), given.owner, given.store))


def _learn_from_hr(desk: Desk, uow: UnitOfWork, lesson: _Lesson, receipt: int) -> bool:
    exchange, sealer, changed = uow.exchange, desk.services.sealer, False
    claims = {(claim.key_id, claim.enrolment) for claim in exchange.claims()}
    known = {key.key_id: key for key in exchange.keys()}
    for text in lesson.keys:
        key_id = sealer.fingerprint(text.public)
        if key_id in (lesson.key_id, desk.key_id):
            continue
        kept = known.get(key_id)
        if kept is None:
            exchange.save_key(KeyRow(key_id, text.public, Role(text.role), text.owner, text.store))
        elif not (kept.vouched or kept.registered or uow.settings.get(f"{ITSELF}{key_id}")):
            # What a stranger's file called the key gives way to what HR calls it.
            exchange.save_key(replace(kept, role=Role(text.role), owner=text.owner, store_id=text.store))
        exchange.add_claim(KeyClaim(key_id, LISTED, receipt))
        changed |= (key_id, LISTED) not in claims
    seeds = {found.public: found.seed for found in exchange.enrolments()}
    for given in lesson.enrolments:
        seed = given.seed or seeds.get(given.public, "")
        exchange.save_enrolment(Enrolment(given.public, given.owner, lesson.fiscal_year, seed))
        exchange.add_claim(KeyClaim(GIVEN, given.public, receipt))
        changed |= (GIVEN, given.public) not in claims
    for framework in lesson.frameworks:
        if exchange.framework(framework.code, framework.version) is None:
            exchange.save_framework(framework_row(framework.code, framework.version, framework.text))
            changed = True
    return changed


def framework_row(code: str, version: str, text: str) -> FrameworkRow:
    """Return the row of a framework text that travelled."""
    return FrameworkRow(code, version, canonical.digest(text), text)
