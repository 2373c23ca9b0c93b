"""What a store learns from files beside records: whose keys are, enrolments, vouchers and framework texts.

All of it is kept under the file's receipt and counts only while that is live. Whether it counts is asked
later, from what is kept: keys may turn out to be accepted long after their file came, and the order of files
must not matter (ARCHITECTURE.md, protocol points 4 and 6).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from dxdesk.domain import canonical
from dxdesk.domain.records import REVIEW_PARTS, Part
from dxdesk.ports import setting_names
from dxdesk.ports.entities import Enrolment, KeyClaim, KeyRow, Role, Succession
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.exchange import taught_frameworks
from dxdesk.usecases.exchange.issue import keep_claim
from dxdesk.usecases.person_year import key_evidence
from dxdesk.usecases.person_year.counting import accepted_keys
from dxdesk.usecases.person_year.key_evidence import GIVEN, LISTED, How, Naming
from dxdesk.usecases.sealing import codec
from dxdesk.usecases.sealing.codec import Opened
from dxdesk.usecases.sealing.envelope import EnrolmentText, Envelope, FrameworkText, KeyText
from dxdesk.usecases.sealing.wording_version import program_of
from dxdesk.usecases.workplace.desk import Desk

UNLEARNED = setting_names.UNLEARNED
"""Settings that keep what files of keys not accepted yet tell, by receipt number."""


_OWNING = frozenset({Role.HR.value, Role.DX.value})
"""Whose stores own things: what another store of theirs said of one may be passed on by anybody."""


def learn(desk: Desk, uow: UnitOfWork, opened: Opened, receipt: int) -> bool:
    """Keep what a file tells; return whether what counts may have changed."""
    envelope = opened.envelope
    book = _Book(desk, uow, receipt)
    _learn_names(book, opened)
    _learn_proofs(book, envelope)
    if opened.key_id == desk.key_id or desk.role is Role.HR:
        return book.changed
    if taught_frameworks.teaches(desk, Role(envelope.issuer.role)):
        lines = taught_frameworks.keep(uow, opened.key_id, envelope.frameworks, receipt)
        if any([book.write(line) for line in lines]):
            taught_frameworks.settle(desk, uow)
    if envelope.issuer.role != Role.HR.value:
        for given in envelope.enrolments if desk.role is Role.PERSONAL else ():
            book.write(key_evidence.told_claim(opened.key_id, given.public, receipt))
        return book.changed
    lesson = _Lesson(opened.key_id, envelope.fiscal_year, envelope.keys, envelope.enrolments)
    if opened.key_id not in accepted_keys(uow):
        uow.settings.set(f"{UNLEARNED}{receipt}", lesson.text())
        return book.changed
    _learn_from_hr(book, lesson)
    return learn_waiting(desk, uow) or book.changed


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
                if sealer.role is Role.HR:
                    book = _Book(desk, uow, receipt.number)
                    for line in taught_frameworks.keep(uow, lesson.key_id, lesson.frameworks, receipt.number):
                        book.write(line)
                    _learn_from_hr(book, lesson)
                    again = learnt = True
    if learnt:
        taught_frameworks.settle(desk, uow)
    return learnt


class _Book:
    """Where the claims of one file are written down; ``changed`` once one was new to the live files."""

    def __init__(self, desk: Desk, uow: UnitOfWork, receipt: int) -> None:
        """Begin with nothing read: most files of a batch say nothing new."""
        self.desk, self.uow, self.receipt = desk, uow, receipt
        self.sealer = desk.services.sealer
        self.changed = False

    @cached_property
    def _said(self) -> set[tuple[str, str]]:
        return {(claim.key_id, claim.enrolment) for claim in self.uow.exchange.claims()}

    @cached_property
    def _keys(self) -> dict[str, KeyRow]:
        return {key.key_id: key for key in self.uow.exchange.keys()}

    def write(self, claim: KeyClaim) -> bool:
        """Write a line down; return whether no live file said it before."""
        new = (claim.key_id, claim.enrolment) not in self._said
        self.changed |= new
        self.uow.exchange.add_claim(claim)
        return new

    def name(self, public: str, naming: Naming) -> None:
        """Write down whose a key is said to be; of this store's own and those it was made from it knows."""
        key_id = self.sealer.fingerprint(public)
        kept = self._keys.get(key_id)
        if kept is None:
            kept = self._keys[key_id] = key_evidence.blank(key_id, public)
            self.uow.exchange.save_key(kept)
        if not kept.vouched:
            self.write(key_evidence.naming_claim(key_id, naming, self.receipt))


def _learn_names(book: _Book, opened: Opened) -> None:
    """Keep what the sealing key says of itself, and what others sealed of themselves in records."""
    envelope, own = opened.envelope, book.desk.key_id
    if opened.key_id != own:
        issuer = envelope.issuer
        said = Naming(How.ITSELF, Role(issuer.role), issuer.owner, issuer.store, program_of(envelope))
        book.name(opened.public, said)
    sealed = {
        (revision.key_id, revision.made.by, revision.seal.store_id)
        for revision in opened.revisions
        if (revision.record.part in REVIEW_PARTS or revision.record.part is Part.LIFE)
        and revision.seal
        and not revision.proxy  # made in the name of whom it was typed in for
        and revision.key_id not in (own, opened.key_id)
    }
    owning = {
        (revision.key_id, revision.owned.owner, revision.seal.store_id)
        for revision in opened.revisions
        if revision.record.part is Part.OWNED
        and revision.seal
        and revision.key_id not in (own, opened.key_id)
    }
    publics = {book.sealer.fingerprint(k.public): k.public for k in envelope.keys} if sealed or owning else {}
    for key_id, by, store in sorted(sealed):
        if by and key_id in publics:
            book.name(publics[key_id], Naming(How.RECORD, Role.SECTION, by, store))
    for key_id, owner, store in sorted(owning):
        if owner in _OWNING and key_id in publics:
            book.name(publics[key_id], Naming(How.RECORD, Role(owner), "", store))


def _learn_proofs(book: _Book, envelope: Envelope) -> None:
    """Keep what proves itself, whoever passes it on: uses of enrolments, successors, HR's vouchers."""
    exchange, sealer, own = book.uow.exchange, book.sealer, book.desk.key_id
    for claim in envelope.claims:
        key_id = sealer.fingerprint(claim.public)
        if key_id != own and codec.claim_valid(sealer, claim.enrolment, claim.public, claim.signature):
            _called(book, claim.public, envelope)
            book.write(KeyClaim(key_id, claim.enrolment, book.receipt))
            keep_claim(book.uow, key_id, claim)
    said = exchange.successions() if envelope.successions else ()
    before = {(s.key_id, s.predecessor, s.after) for s in said}
    for text in envelope.successions:
        key_id, predecessor = sealer.fingerprint(text.public), sealer.fingerprint(text.predecessor)
        if codec.succession_valid(sealer, text):
            book.changed |= (key_id, predecessor, text.after) not in before
            for public in (text.predecessor, text.public):
                _called(book, public, envelope)
            exchange.add_succession(
                Succession(key_id, predecessor, text.after, text.signature, text.proof, book.receipt)
            )
    for word in envelope.vouchers:
        if codec.voucher_valid(sealer, word):
            _called(book, word.public, envelope)
            book.write(key_evidence.voucher_claim(sealer.fingerprint(word.public), word, book.receipt))


def _called(book: _Book, public: str, envelope: Envelope) -> None:
    """Keep a key as the envelope calls it."""
    given = next((key for key in envelope.keys if key.public == public), None)
    if given is not None and book.sealer.fingerprint(public) != book.desk.key_id:
        book.name(public, Naming(How.HEARSAY, Role(given.role), given.owner, given.store))


@dataclass(frozen=True)
class _Lesson:
    """What a file of HR teaches, so that it can be kept until its key is accepted.

    ``frameworks`` is what an earlier program kept with it; they are kept by themselves since.
    """

    key_id: str
    fiscal_year: int
    keys: Sequence[KeyText]
    enrolments: Sequence[EnrolmentText]
    frameworks: Sequence[FrameworkText] = ()

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


def _learn_from_hr(book: _Book, lesson: _Lesson) -> None:
    """Keep what HR calls keys, and the enrolments it gave out."""
    exchange, own = book.uow.exchange, book.desk.key_id
    for text in lesson.keys:
        key_id = book.sealer.fingerprint(text.public)
        if key_id not in (lesson.key_id, own):
            book.name(text.public, Naming(How.LISTED, Role(text.role), text.owner, text.store))
            book.write(KeyClaim(key_id, LISTED, book.receipt))
    seeds = {found.public: found.seed for found in exchange.enrolments()}
    for given in lesson.enrolments:
        seed = given.seed or seeds.get(given.public, "")
        exchange.save_enrolment(Enrolment(given.public, given.owner, lesson.fiscal_year, seed))
        book.write(KeyClaim(GIVEN, given.public, book.receipt))
