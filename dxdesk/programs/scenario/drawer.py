"""A confirmer's store for the length of the play: kept in memory, it says what a real one would.

It has just what confirming and issuing a 確認票 ask of a store: who it is, its key, its settings.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar, cast

from dxdesk.domain.records import Revision
from dxdesk.ports import setting_names
from dxdesk.ports.entities import (
    OWN,
    Enrolment,
    KeyClaim,
    KeyRow,
    Role,
    StoredRevision,
    StoreIdentity,
    Succession,
)
from dxdesk.ports.store import Store, UnitOfWork
from dxdesk.programs.scenario.town import CODE, NAME
from dxdesk.usecases.exchange.issue import Contents, Issuance, Package, keep_claim, own_claims
from dxdesk.usecases.person_year.key_evidence import GIVEN
from dxdesk.usecases.person_year.standing import PersonYear, YearContext
from dxdesk.usecases.review import confirming
from dxdesk.usecases.sealing.envelope import Recipient
from dxdesk.usecases.sealing.workbook_kinds import CONFIRMATION
from dxdesk.usecases.workplace.desk import Desk, Services

T = TypeVar("T")


class _Settings:
    def __init__(self) -> None:
        self._kept: dict[str, str] = {}

    def get(self, name: str, default: str = "") -> str:
        return self._kept.get(name, default)

    def set(self, name: str, value: str) -> None:
        self._kept[name] = value

    def starting_with(self, prefix: str) -> Mapping[str, str]:
        return {name: text for name, text in self._kept.items() if name.startswith(prefix)}


class _Exchange:
    def __init__(self, own: KeyRow) -> None:
        self._own = own
        self.given: list[Enrolment] = []
        self.said: list[KeyClaim] = []

    def keys(self) -> Sequence[KeyRow]:
        return (self._own,)

    def enrolments(self) -> Sequence[Enrolment]:
        return self.given

    def claims(self) -> Sequence[KeyClaim]:
        return self.said

    def successions(self) -> Sequence[Succession]:
        return ()

    def add_revisions(self, revisions: Iterable[Revision], receipt: int = 0) -> int:
        return sum(1 for _ in revisions)


class _Audit:
    def head(self) -> str:
        return ""


class _Work:
    def __init__(self, own: KeyRow) -> None:
        self.settings, self.exchange, self.audit = _Settings(), _Exchange(own), _Audit()

    def once(self, read: Callable[[UnitOfWork], T]) -> T:
        """Read anew each time: it is in memory, and what is said between may change it."""
        return read(cast("UnitOfWork", self))


class _Store:
    def __init__(self, identity: StoreIdentity, seed: str) -> None:
        self.identity, self.signing_seed = identity, seed


class Drawer:
    """One confirmer's key and settings; lasts over the years as their store would."""

    def __init__(self, services: Services, number: str, name: str) -> None:
        """Make the key of a confirmer."""
        self.name = name
        seed = services.sealer.new_seed()
        identity = StoreIdentity(secrets.token_hex(16), 1, Role.SECTION, CODE, NAME, number)
        self.desk = Desk(services, cast("Store", _Store(identity, seed)))
        public = services.sealer.public_of(seed)
        store_id = identity.store_id
        self.key = KeyRow(self.desk.key_id, public, Role.SECTION, number, store_id, vouched=OWN)
        self._work = _Work(self.key)
        self._work.settings.set(setting_names.OWNER_NAME, name)
        self._work.settings.set(setting_names.SENDER_LABEL, name)

    @property
    def _uow(self) -> UnitOfWork:
        return cast("UnitOfWork", self._work)

    def enrol(self, enrolment: Enrolment) -> None:
        """Take the one-time secret that came with the year's package."""
        self._work.exchange.given.append(enrolment)
        self._work.exchange.said.append(KeyClaim(GIVEN, enrolment.public, 1))

    def confirm(self, context: YearContext, person: PersonYear, **decided: Any) -> tuple[Revision, ...]:
        """Confirm somebody; ``decided`` as in ``confirming.Decision``."""
        decision = confirming.Decision(person.employee_number, **decided)
        return confirming.confirm_within(self.desk, self._uow, context, person, decision)

    def return_(self, person: PersonYear, reason: str, reasons: Mapping[str, str]) -> tuple[Revision, ...]:
        """Return somebody's answer."""
        return confirming.return_within(self.desk, self._uow, person, (reason, reasons))

    def pass_on(self, earlier: Drawer) -> None:
        """Keep what the store of the stage before proves itself with."""
        for text in own_claims(earlier.desk, earlier._uow):
            keep_claim(self._uow, earlier.key.key_id, text)
            self._work.exchange.said.append(KeyClaim(earlier.key.key_id, text.enrolment, 1))

    def confirmation(
        self, context: YearContext, recipient: Recipient, revisions: tuple[Revision, ...], *, whole: bool
    ) -> Package:
        """Return the 確認票 with some people's records."""
        keys = context.acceptance.keys
        issuance = Issuance(self.desk, self._uow, context.cycle, context.framework, keys)
        return issuance.issue(CONFIRMATION.kind, recipient, Contents(revisions, whole=whole))


def stored(revisions: Iterable[Revision]) -> list[StoredRevision]:
    """Return revisions as local work."""
    return [StoredRevision(revision, (0,)) for revision in revisions]
