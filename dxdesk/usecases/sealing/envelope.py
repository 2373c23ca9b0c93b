"""The envelope of everything that travels, as validated models (ARCHITECTURE.md, what travels)."""

from __future__ import annotations

import sys
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from dxdesk.domain.records import Part, RecordKey, Revision, Seal, Trust
from dxdesk.usecases.sealing import workbook_kinds

FORMAT = 5
"""The highest format this program writes and reads; each file is written in the lowest that holds it."""


def _known(kind: str) -> str:
    found = workbook_kinds.find(kind)
    if found is None or not found.sealed:
        raise ValueError(kind)
    return kind


Kind = Annotated[str, AfterValidator(_known)]
"""A kind of those that are sealed."""

RoleText = Annotated[str, Field(pattern="^(hr|dx|section|personal)$")]

_Public = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]
_Seed = Annotated[str, Field(pattern="^([0-9a-f]{64})?$")]

WITHDRAWAL_LABEL = "取下げ"
"""What people call a form that takes a submission back: its kind is that of every form."""


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Issuer(_Model):
    """Who issued a package; ``label`` is for people (所属 and name)."""

    store: str
    epoch: int
    sequence: int
    role: RoleText
    owner: str = ""
    label: str = ""


class Recipient(_Model):
    """Whom it is for: a role and, for section and personal, the employee number."""

    role: RoleText
    employee: str = ""
    label: str = ""


class RevisionModel(_Model):
    """A revision as it travels; ``seal`` is (store, epoch, sequence, signature) or empty."""

    record: tuple[str, int, str, str]
    covers: list[str]
    value: str
    key: str = ""
    trust: int = 0
    seal: tuple[str, int, int, str] | None = None

    def revision(self) -> Revision:
        """Return the domain's revision; raises ``ValueError`` for an unknown part."""
        code, year, number, part = self.record
        seal = Seal(*self.seal) if self.seal else None
        key = RecordKey(code, year, number, Part(part))
        return Revision(key, frozenset(self.covers), self.value, self.key, Trust(self.trust), seal)

    @classmethod
    def of(cls, revision: Revision) -> RevisionModel:
        """Return the model of a revision."""
        key, seal = revision.record, revision.seal
        return cls(
            record=(key.municipality_code, key.fiscal_year, key.employee_number, key.part.value),
            covers=sorted(revision.covers),
            value=revision.value,
            key=revision.key_id,
            trust=int(revision.trust),
            seal=(seal.store_id, seal.epoch, seal.sequence, seal.signature) if seal else None,
        )


class FrameworkText(_Model):
    """A framework version that the records refer to."""

    code: str
    version: str
    # One text for a whole batch: every form of thousands brings the same.
    text: Annotated[str, AfterValidator(sys.intern)]


class KeyText(_Model):
    """A key the issuer vouches for; ``public`` is hex."""

    public: _Public
    role: RoleText
    owner: str = ""
    store: str = ""
    # Files of the first versions have this field, always empty; who follows a key is said elsewhere now.
    predecessor: Annotated[str, Field(exclude=True)] = ""


class EnrolmentText(_Model):
    """A one-time enrolment: with ``seed`` for the confirmer it is given to, without for those who check."""

    public: _Public
    owner: str
    seed: _Seed = ""


class ClaimText(_Model):
    """A store key's use of its enrolment: the enrolment key's signature over the store's public key.

    It proves itself, so a second confirmer passes the first one's on with their records.
    """

    public: _Public
    enrolment: _Public
    signature: str


class SuccessionText(_Model):
    """An old key's word for its successor: it proves itself, and is passed on with what the successor sealed.

    ``after`` is the last sequence number of the old key. Both keys are named among the envelope's keys.
    """

    public: _Public
    predecessor: _Public
    after: Annotated[int, Field(ge=0)]
    signature: str
    proof: str


class VoucherText(_Model):
    """HR's word for a section's key: by it alone whoever knows HR's key believes what that section sends.

    ``public`` is the section's key and ``owner`` whose it is; ``issuer`` is HR's key, named among the keys of
    the envelope; ``sequence`` is HR's number of that moment, so that a revocation of HR's key tells whether
    the voucher was made before it.
    """

    public: _Public
    owner: str
    issuer: _Public
    sequence: Annotated[int, Field(ge=0)]
    signature: str


class HeadText(_Model):
    """The audit head of another store as the issuer last saw it in a package: store, epoch, number, head."""

    store: str
    epoch: int
    sequence: int
    head: str


class Base(_Model):
    """What a form's answers grow out of: covered ids and items already answered, by part."""

    covers: dict[str, list[str]]
    items: dict[str, str]


class Envelope(_Model):
    """The sealed body of a workbook. Revisions of people other than the recipient's never go in."""

    format: int
    kind: Kind
    package: str
    issuer: Issuer
    recipient: Recipient
    municipality: tuple[str, str]
    fiscal_year: int
    framework: tuple[str, str]
    issued_at: str
    revisions: list[RevisionModel] = []
    frameworks: list[FrameworkText] = []
    keys: list[KeyText] = []
    enrolments: list[EnrolmentText] = []
    claims: list[ClaimText] = []
    successions: list[SuccessionText] = []
    base: Base | None = None
    round: int = 1
    whole: bool = True
    audit_head: str = ""
    extra: str = ""
    # Format 2 from here on; see ``versions.LATER_FIELDS``.
    vouchers: list[VoucherText] = []
    seen_heads: list[HeadText] = []
    grounds: dict[str, list[str]] = {}
    """Of unsealed answers that are passed on: the ids their own form was issued on, by revision id."""


class Sealed(_Model):
    """The container in the payload sheet: the body's canonical text and the issuer's seal over it."""

    body: str
    public: _Public
    seal: str
