"""Sealing an envelope into payload bytes, and opening payload bytes again."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from pydantic import ValidationError

from dxdesk.domain import canonical
from dxdesk.domain.errors import KnownError
from dxdesk.domain.records import Revision, Seal
from dxdesk.ports.store import Sealer
from dxdesk.usecases.sealing import shapes, versions
from dxdesk.usecases.sealing.envelope import Envelope, Sealed, SuccessionText, VoucherText
from dxdesk.usecases.sealing.wording_version import wording_of

_BODY = "envelope"
_REVISION = "revision"
_CLAIM = "enrolment"
_SUCCESSION = "succession"
_SUCCESSOR = "heir"
_VOUCHER = "voucher"


@dataclass(frozen=True)
class Opened:
    """An opened payload: the envelope, its revisions, the key that sealed it, the payload's SHA-256."""

    envelope: Envelope
    revisions: tuple[Revision, ...]
    key_id: str
    public: str
    sha256: str


def payload_digest(payload: bytes) -> str:
    """Return the SHA-256 of payload bytes (hex, 64)."""
    return hashlib.sha256(payload).hexdigest()


def seal_envelope(sealer: Sealer, seed: str, envelope: Envelope) -> bytes:
    """Return the payload: canonical body, public key and seal as canonical JSON in UTF-8.

    An envelope of format 1 is written without the fields that format does not know.
    """
    later = versions.LATER_FIELDS if envelope.format == 1 else frozenset()
    body = canonical.dumps(envelope.model_dump(mode="json", exclude=set(later)))
    signature = sealer.sign(seed, _BODY, body.encode("utf-8"))
    container = {"body": body, "public": sealer.public_of(seed), "seal": signature}
    return canonical.dumps(container).encode("utf-8")


def open_payload(sealer: Sealer, payload: bytes, *, trusted: bool = False) -> Opened:
    """Open a payload and check its seal and those of its revisions.

    Args:
        sealer: checks signatures.
        payload: the bytes found in the workbook.
        trusted: this store issued exactly these bytes itself, so the seals need no second look.

    Raises:
        KnownError: ``format-newer`` before anything else is judged, whatever the payload holds besides; then
            ``payload-broken`` (not ours or damaged), ``seal-broken``.
    """
    try:
        sealed = Sealed.model_validate_json(payload)
        envelope = Envelope.model_validate_json(sealed.body)
    except ValidationError as error:  # its parser bounds the depth by itself
        raise versions.newer(*versions.named_in(payload)) or _broken() from error
    if refusal := versions.newer(envelope.format, wording_of(envelope)):
        raise refusal
    try:
        revisions = _revisions(envelope, trusted=trusted)
    except (ValueError, RecursionError) as error:
        raise _broken() from error
    if versions.lowest(envelope, revisions) > envelope.format:
        raise _broken()  # no program of that format wrote this, and none of that format reads it
    if not trusted:
        if not sealer.verify(sealed.public, _BODY, sealed.body.encode("utf-8"), sealed.seal):
            raise _seal_error()
        _check_revisions(sealer, envelope, revisions, sealed.public)
    return Opened(
        envelope, revisions, sealer.fingerprint(sealed.public), sealed.public, payload_digest(payload)
    )


def _revisions(envelope: Envelope, *, trusted: bool) -> tuple[Revision, ...]:
    revisions = tuple(model.revision() for model in envelope.revisions)
    if not trusted:
        shapes.check_year(envelope.fiscal_year)
        for revision in revisions:
            shapes.check(revision)
    return revisions


def _broken() -> KnownError:
    return KnownError(
        "payload-broken",
        "ファイルの中の dxdesk の情報が壊れています。取り込んでいません。",
        "送り主に、元のファイルをもう一度送ってもらってください。",
    )


def _seal_error() -> KnownError:
    return KnownError(
        "seal-broken",
        "改ざん検知の印が合いません。発行後に中身が書き換えられています。取り込んでいません。",
        "発行元に、元のファイルをもう一度送ってもらってください。",
    )


def seal_revisions(
    sealer: Sealer, seed: str, revisions: Iterable[Revision], place: tuple[str, int, int]
) -> tuple[Revision, ...]:
    """Return revisions with this store's seal; ``place`` is (store id, epoch, sequence)."""
    made = tuple(revisions)
    if not made:  # a store of somebody's own has no key
        return ()
    sign = sealer.signer(seed, _REVISION)
    return tuple([one.sealed(Seal(*place, sign(_seal_data(one, place)))) for one in made])


def _seal_data(revision: Revision, place: tuple[str, int, int]) -> bytes:
    return _seal_bytes(revision.id, place)


def _seal_bytes(revision_id: str, place: tuple[str, int, int]) -> bytes:
    return f"{revision_id}\n{place[0]}\n{place[1]}\n{place[2]}".encode()


def _check_revisions(sealer: Sealer, envelope: Envelope, revisions: Iterable[Revision], public: str) -> None:
    """Check each sealed revision; a file brings the keys of everything it carries."""
    known = {sealer.fingerprint(key.public): key.public for key in envelope.keys}
    known[sealer.fingerprint(public)] = public
    for revision in revisions:
        if not revision.key_id:
            if revision.seal is not None or revision.trust:
                raise _seal_error()
            continue
        if revision.seal is None or revision.key_id not in known:
            raise _seal_error()
        place = (revision.seal.store_id, revision.seal.epoch, revision.seal.sequence)
        if not _verified(
            sealer, known[revision.key_id], _seal_data(revision, place), revision.seal.signature
        ):
            raise _seal_error()


def seal_checker(sealer: Sealer, seed: str) -> Callable[[str, str, tuple[str, int, int], str], bool]:
    """Return what tells whether a public key sealed a revision's id at a place (store id, epoch, sequence).

    ``seed`` is the store's own: it makes looking at seals of its key quicker and no easier.
    """
    holds = sealer.checker(_REVISION, seed)

    def valid(public: str, revision_id: str, place: tuple[str, int, int], signature: str) -> bool:
        return holds(public, _seal_bytes(revision_id, place), signature)

    return valid


@lru_cache(maxsize=4096)
def _verified(sealer: Sealer, public: str, data: bytes, signature: str) -> bool:
    # The cycle's and framework's revisions come with every file of a batch: look at each seal once.
    return sealer.verify(public, _REVISION, data, signature)


def sign_claim(sealer: Sealer, enrolment_seed: str, public: str) -> str:
    """Return the enrolment key's signature over a store's public key."""
    return sealer.sign(enrolment_seed, _CLAIM, public.encode("ascii"))


def claim_valid(sealer: Sealer, enrolment_public: str, public: str, signature: str) -> bool:
    """Tell whether a claim was made with the enrolment's secret."""
    return sealer.verify(enrolment_public, _CLAIM, public.encode("ascii"), signature)


def name_successor(sealer: Sealer, seed: str, new_seed: str, after: int) -> SuccessionText:
    """Return the old key's word for the new one, which signs as well."""
    public, predecessor = sealer.public_of(new_seed), sealer.public_of(seed)
    data = _succession_data(public, predecessor, after)
    return SuccessionText(
        public=public,
        predecessor=predecessor,
        after=after,
        signature=sealer.sign(seed, _SUCCESSION, data),
        proof=sealer.sign(new_seed, _SUCCESSOR, data),
    )


def succession_valid(sealer: Sealer, text: SuccessionText) -> bool:
    """Tell whether both keys of a succession signed it."""
    data = _succession_data(text.public, text.predecessor, text.after)
    return sealer.verify(text.predecessor, _SUCCESSION, data, text.signature) and sealer.verify(
        text.public, _SUCCESSOR, data, text.proof
    )


def _succession_data(public: str, predecessor: str, after: int) -> bytes:
    return f"{predecessor}\n{public}\n{after}".encode("ascii")


def vouch(sealer: Sealer, seed: str, public: str, owner: str, sequence: int) -> VoucherText:
    """Return HR's word, by the seed of its key, that a section's public key is an owner's."""
    issuer = sealer.public_of(seed)
    signature = sealer.sign(seed, _VOUCHER, _voucher_data(public, owner, sequence))
    return VoucherText(public=public, owner=owner, issuer=issuer, sequence=sequence, signature=signature)


def voucher_valid(sealer: Sealer, text: VoucherText) -> bool:
    """Tell whether the key that a voucher names as its issuer signed all of it."""
    data = _voucher_data(text.public, text.owner, text.sequence)
    return sealer.verify(text.issuer, _VOUCHER, data, text.signature)


def _voucher_data(public: str, owner: str, sequence: int) -> bytes:
    return canonical.dumps([public, owner, sequence]).encode("utf-8")
