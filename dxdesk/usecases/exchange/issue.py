"""Issuing a package: number it, gather the keys it needs, seal it."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from dxdesk.domain import canonical
from dxdesk.domain.framework import Framework
from dxdesk.domain.records import ANSWER_PARTS, Part, Revision
from dxdesk.ports import setting_names
from dxdesk.ports.entities import OWN, Dispatch, KeyRow, Role
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.exchange import decided, heads, uncounted, vouching
from dxdesk.usecases.frameworks import versions
from dxdesk.usecases.person_year import uses_told
from dxdesk.usecases.person_year.cycles import Cycle
from dxdesk.usecases.person_year.key_evidence import (
    is_enrolment,
    live_enrolments,
    seen_keys,
)
from dxdesk.usecases.person_year.local_work import SEQUENCE, next_sequence
from dxdesk.usecases.person_year.standing import PersonYear
from dxdesk.usecases.sealing import codec, wording_version
from dxdesk.usecases.sealing import versions as formats
from dxdesk.usecases.sealing.envelope import (
    Base,
    ClaimText,
    EnrolmentText,
    Envelope,
    FrameworkText,
    HeadText,
    Issuer,
    KeyText,
    Kind,
    Recipient,
    RevisionModel,
    SuccessionText,
    VoucherText,
)
from dxdesk.usecases.workplace.desk import Desk

CLAIM_PREFIX = setting_names.CLAIM
"""Settings that keep the claims of other stores' keys, to pass them on."""


@dataclass(frozen=True)
class Package:
    """What a workbook will carry: payload bytes and the envelope they seal."""

    payload: bytes
    envelope: Envelope


@dataclass(frozen=True)
class Contents:
    """What goes into a package beside the revisions.

    ``vouched_for`` are the confirmers for whose keys HR gives its word; ``uncounted`` is what of the
    recipient's own records does not count here.
    """

    revisions: tuple[Revision, ...]
    base: Base | None = None
    enrolments: tuple[EnrolmentText, ...] = ()
    vouched_for: frozenset[str] = frozenset()
    round: int = 1
    whole: bool = True
    extra: str = ""
    uncounted: tuple[uncounted.Uncounted, ...] = ()


class Issuance:
    """Issues packages of one kind in one transaction; keys and framework text are gathered once."""

    def __init__(
        self, desk: Desk, uow: UnitOfWork, cycle: Cycle, framework: Framework, keys: Mapping[str, KeyRow]
    ) -> None:
        """Prepare; ``keys`` are the accepted keys by id."""
        self._desk, self._uow, self._cycle = desk, uow, cycle
        self._keys = keys
        self._leaving = decided.Leaving(uow)
        self._framework = FrameworkText(
            code=cycle.framework_code, version=cycle.framework_version, text=versions.to_text(framework)
        )
        self._seed = desk.store.signing_seed
        self._label = issuer_label(desk, uow)
        self._claims = self._known_claims()
        self._successions = self._known_successions()
        self._audit_head = uow.audit.head()
        self._issued_at = desk.services.clock.now()

    def issue(self, kind: Kind, recipient: Recipient, contents: Contents) -> Package:
        """Return the next package, numbered and sealed."""
        sequence = next_sequence(self._uow)
        self._uow.settings.set(SEQUENCE, str(sequence))
        self._leaving.in_package(kind, _named_in(contents))
        identity = self._desk.identity
        vouchers = self._vouchers_for(recipient, contents, sequence)
        keys = self._key_texts(recipient, contents.revisions, vouchers)
        envelope = Envelope(
            format=1,
            kind=kind,
            package=uuid.uuid4().hex,
            issuer=Issuer(
                store=identity.store_id,
                epoch=identity.epoch,
                sequence=sequence,
                role=identity.role.value,
                owner=identity.owner,
                label=self._label,
            ),
            recipient=recipient,
            municipality=(identity.municipality_code, identity.municipality_name),
            fiscal_year=self._cycle.fiscal_year,
            framework=(self._cycle.framework_code, self._cycle.framework_version),
            issued_at=self._issued_at,
            revisions=[RevisionModel.of(revision) for revision in contents.revisions],
            frameworks=[self._framework],
            keys=keys,
            enrolments=list(contents.enrolments),
            claims=[one for key in keys for one in self._claims.get(key.public, ())],
            successions=[one for key in keys for one in self._successions.get(key.public, ())],
            base=contents.base,
            round=contents.round,
            whole=contents.whole,
            audit_head=self._audit_head,
            extra=self._extra(recipient, contents),
            vouchers=list(vouchers),
        )
        needed = formats.lowest(envelope, contents.revisions)
        if needed > envelope.format:
            # Heads alone ask nobody for a newer program: they go along where the format has a place for them.
            told = self._seen_heads if recipient.role != Role.PERSONAL.value else []
            envelope = envelope.model_copy(update={"format": needed, "seen_heads": told})
        return Package(codec.seal_envelope(self._desk.services.sealer, self._seed, envelope), envelope)

    def _extra(self, recipient: Recipient, contents: Contents) -> str:
        """Return what a package says beside its records; HR's says what the office uses."""
        said = uncounted.added(wording_version.marked(contents.extra), contents.uncounted)
        if self._desk.role is Role.HR and recipient.role != Role.HR.value:
            said = uses_told.added(said, self._used)
        return said

    @cached_property
    def _used(self) -> tuple[str, ...]:
        return uses_told.used_here(self._uow)

    @cached_property
    def _seen_heads(self) -> list[HeadText]:
        # Every live receipt is read for them, and most exports are forms, which carry none.
        return heads.seen(self._desk, self._uow, self._keys)

    def _vouchers_for(
        self, recipient: Recipient, contents: Contents, sequence: int
    ) -> tuple[VoucherText, ...]:
        """Return HR's words for sections' keys: new ones to a section, kept ones from it to a person."""
        if self._desk.role is Role.HR:
            return vouching.new_vouchers(
                self._desk, self._uow, self._keys, recipient.employee, contents.vouched_for, sequence
            )
        if self._desk.role is Role.SECTION and recipient.role == Role.PERSONAL.value:
            carried = {revision.key_id for revision in contents.revisions} | {self._desk.key_id}
            return vouching.kept_vouchers(self._uow, self._keys, carried)
        return ()

    def _key_texts(
        self, recipient: Recipient, revisions: Iterable[Revision], vouchers: Iterable[VoucherText]
    ) -> list[KeyText]:
        """Return the public keys under which the carried revisions and vouchers can be checked.

        A person compares the code of the key HR uses now: a section's file to one names that, too.
        """
        wanted = {revision.key_id for revision in revisions if revision.key_id} | {self._desk.key_id}
        # An HR store that was set back by a backup learns of the key it had since from what comes back to it.
        wanted |= {key_id for key_id, key in self._keys.items() if self._follows_hr(key)}
        sealer = self._desk.services.sealer
        wanted |= {sealer.fingerprint(public) for text in vouchers for public in (text.public, text.issuer)}
        if self._desk.role is Role.SECTION and recipient.role == Role.PERSONAL.value:
            wanted |= {key.key_id for key in self._keys.values() if key.role is Role.HR}
        new = [self._keys[key_id].public for key_id in wanted if key_id in self._keys]
        while new:  # a successor is believed through the keys it follows
            found = {one.predecessor for public in new for one in self._successions.get(public, ())}
            earlier = {sealer.fingerprint(public) for public in found} - wanted
            wanted |= earlier
            new = [self._keys[key_id].public for key_id in earlier]
        return [
            KeyText(public=key.public, role=key.role.value, owner=key.owner, store=key.store_id)
            for key_id, key in sorted(self._keys.items())
            if key_id in wanted
        ]

    def _follows_hr(self, key: KeyRow) -> bool:
        return key.role is Role.HR and key.public in self._successions

    def _known_claims(self) -> dict[str, list[ClaimText]]:
        """Return claims by public key: this store's own, and those that live files brought with records."""
        live = {(c.key_id, c.enrolment) for c in self._uow.exchange.claims() if is_enrolment(c)}
        fingerprint = self._desk.services.sealer.fingerprint
        former = {key.public for key in self._keys.values() if key.vouched == OWN}
        found: dict[str, list[ClaimText]] = {}
        for text in kept_claims(self._uow):
            if text.public in former or (fingerprint(text.public), text.enrolment) in live:
                found.setdefault(text.public, []).append(text)
        for text in own_claims(self._desk, self._uow):
            found.setdefault(text.public, []).append(text)
        return found

    def _known_successions(self) -> dict[str, list[SuccessionText]]:
        """Return what accepted keys say of accepted successors, by the successor's public key."""
        found: dict[str, list[SuccessionText]] = {}
        for said in self._uow.exchange.successions():
            if said.key_id in self._keys and said.predecessor in self._keys:
                new, old = self._keys[said.key_id].public, self._keys[said.predecessor].public
                text = SuccessionText(
                    public=new,
                    predecessor=old,
                    after=said.after,
                    signature=said.signature,
                    proof=said.proof,
                )
                if text not in found.setdefault(new, []):
                    found[new].append(text)
        return found


def _named_in(contents: Contents) -> Iterator[str]:
    """Yield the ids of what a package carries, and of what answers to it will follow."""
    yield from (revision.id for revision in contents.revisions)
    if contents.base is not None:
        for ids in contents.base.covers.values():
            yield from ids


def own_claims(desk: Desk, uow: UnitOfWork) -> list[ClaimText]:
    """Return this store's uses of the enrolments it was given, under its key of now.

    An enrolment used by a key the store has renewed since is left to that key: its successor would rival it.
    """
    sealer = desk.services.sealer
    public = sealer.public_of(desk.store.signing_seed)
    former = {key.public for key in uow.exchange.keys() if key.vouched == OWN} - {public}
    used = {text.enrolment for text in kept_claims(uow) if text.public in former}
    return [
        ClaimText(
            public=public, enrolment=given.public, signature=codec.sign_claim(sealer, given.seed, public)
        )
        for given in live_enrolments(uow, uow.exchange.claims(), seen_keys(uow)).values()
        if given.seed and given.owner == desk.identity.owner and given.public not in used
    ]


def kept_claims(uow: UnitOfWork) -> list[ClaimText]:
    """Return the claims kept to pass them on."""
    kept = (text.split(" ") for text in uow.settings.starting_with(CLAIM_PREFIX).values())
    return [ClaimText(public=public, enrolment=enrolment, signature=seal) for public, enrolment, seal in kept]


def keep_claim(uow: UnitOfWork, key_id: str, text: ClaimText) -> None:
    """Keep a claim to pass it on."""
    uow.settings.set(
        f"{CLAIM_PREFIX}{key_id}:{text.enrolment}", f"{text.public} {text.enrolment} {text.signature}"
    )


def issuer_label(desk: Desk, uow: UnitOfWork) -> str:
    """Return what people read as the sender: the municipality's HR or the confirmer's section and name."""
    return uow.settings.get(setting_names.SENDER_LABEL) or f"{desk.identity.municipality_name} 人事担当"


def base_of(person: PersonYear) -> Base:
    """Return what a form issued now grows out of: everything already said, agreed items only."""
    return Base(
        covers={
            **{part.value: sorted(person.views[part].lineage) for part in ANSWER_PARTS},
            Part.LIFE.value: sorted(life_lineage(person)),
        },
        items={part.value: canonical.dumps(dict(person.views[part].items)) for part in ANSWER_PARTS},
    )


def life_lineage(person: PersonYear) -> frozenset[str]:
    """Return all counting life revisions and what they cover."""
    found: set[str] = set()
    for step in person.judged.of(Part.LIFE):
        found |= step.lineage
    return frozenset(found)


def person_revisions(person: PersonYear, parts: Iterable[Part]) -> tuple[Revision, ...]:
    """Return a person's counting revisions of some parts, in a fixed order."""
    return tuple(
        revision for part in parts for revision in sorted(person.judged.of(part), key=lambda found: found.id)
    )


def dispatch(desk: Desk, package: Package, file_name: str, *, people: int = 1) -> Dispatch:
    """Return the ledger line of a package that was written to a file."""
    envelope = package.envelope
    return Dispatch(
        number=0,
        sent_at=desk.services.clock.now(),
        kind=envelope.kind,
        file_name=file_name,
        recipient=envelope.recipient.label or envelope.recipient.employee,
        fiscal_year=envelope.fiscal_year,
        package_id=envelope.package,
        sequence=envelope.issuer.sequence,
        payload_sha256=codec.payload_digest(package.payload),
        people=people,
    )
