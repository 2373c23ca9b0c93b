"""What HR asks a section to fill in (受講申込票, 推薦依頼), as the section's store keeps it.

A request belongs to its receipt: it can be filled in only while the receipt is live and the key that sealed
the file is one of HR's that counts. So everything that came is kept, and what of it is open is asked anew
each time, whatever came first (ARCHITECTURE.md, protocol points 3 and 4).
"""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from dxdesk.domain.errors import KnownError, Place, Problem
from dxdesk.ports import setting_names
from dxdesk.ports.entities import KeyRow, Receipt, Role, StoreIdentity
from dxdesk.ports.store import Sealer, UnitOfWork
from dxdesk.ports.workbooks import TableSheet
from dxdesk.usecases.exchange.applying import Effect
from dxdesk.usecases.exchange.intake import Incoming, Intake, takes
from dxdesk.usecases.forms import enrolment_form, nomination_form
from dxdesk.usecases.forms.enrolment_form import EnrolmentForm
from dxdesk.usecases.forms.nomination_form import NominationForm
from dxdesk.usecases.person_year.counting import Acceptance, accepted_keys, is_revoked
from dxdesk.usecases.sealing import codec
from dxdesk.usecases.sealing.codec import Opened
from dxdesk.usecases.sealing.envelope import Envelope
from dxdesk.usecases.sealing.workbook_kinds import ENROLMENT_FORM, NOMINATION, asking_kinds, label_of
from dxdesk.usecases.workplace.desk import Desk, Services

Form = EnrolmentForm | NominationForm

_KEPT = setting_names.REQUEST
"""Settings that keep the payload of a request, by its SHA-256."""

_CELLS = 5
"""So many cells are named of those that were written into."""


@dataclass(frozen=True)
class Request:
    """A request that is open: of which receipt, what it asks, and its payload to write it back.

    ``receipts`` are the numbers of all that brought the very same, that one's first.
    """

    receipt: Receipt
    receipts: tuple[int, ...]
    form: Form
    envelope: Envelope
    payload: bytes

    @property
    def number(self) -> int:
        """The number of its receipt, by which people name it."""
        return self.receipt.number

    @property
    def kind(self) -> str:
        """The kind of its workbook."""
        return self.envelope.kind

    @property
    def place(self) -> str:
        """What it is about, whichever file asked for it last: the section, and of 選任 the round."""
        rest = (self.form.round,) if isinstance(self.form, NominationForm) else ()
        return "/".join((self.kind, self.form.section[0], *rest))


def form_in(envelope: Envelope) -> Form | None:
    """Return what a request asks; ``None`` where an earlier program sealed less than its sheets show."""
    if envelope.kind == NOMINATION.kind:
        return nomination_form.form_of(envelope.extra)
    found = enrolment_form.form_of(envelope.extra) if envelope.kind == ENROLMENT_FORM.kind else None
    return found if found is not None and found.year else None


def blank_sheets(form: Form, municipality: str) -> Sequence[TableSheet]:
    """Return the sheets of a request as it went out."""
    if isinstance(form, NominationForm):
        return nomination_form.sheets_of(form, municipality)
    return enrolment_form.sheets_of(form, municipality)


@takes
def take_request(services: Services, _: StoreIdentity, incoming: Incoming, opened: Opened) -> Intake:
    """Take what a section is asked for; what was typed into its cells is not read here, and told.

    Raises:
        KnownError: ``request-older``.
    """
    form = form_in(opened.envelope)
    if form is None:
        raise KnownError(
            "request-older",
            f"前の版の dxdesk で作られた{label_of(opened.envelope.kind)}なので、この台帳では記入できません。"
            "取り込んでいません。",
            "Excel で記入して、発行した課へそのまま返してください。",
        )
    expected = blank_sheets(form, opened.envelope.municipality[1])
    differing = services.workbooks.compare_tables(incoming.book, expected)
    notes = (_written(differing, incoming.path.name),) if differing else ()
    looks = services.workbooks.looks(
        incoming.book, said=[words for sheet in expected for _, words in sheet.hints]
    )
    return Intake(opened, opened.revisions, frozenset(), (), (*notes, *looks))


def _written(differing: Sequence[Problem], file: str) -> Problem:
    cells = list(dict.fromkeys(one.place.cell for one in differing if one.place.cell))
    more = f" ほか{len(cells) - _CELLS}か所" if len(cells) > _CELLS else ""
    return Problem(
        "request-written",
        "Excel で書き込まれたところがあります。書かれた答えは、この台帳には入りません。",
        "Excel で記入し終えたなら、そのまま発行した課へ返してください。台帳で記入するなら、"
        "画面で選び直してください。",
        "、".join(cells[:_CELLS]) + more,
        Place(file, differing[0].place.sheet),
    )


def is_asked(role: Role, opened: Opened) -> bool:
    """Tell whether a file is something that the store's section is asked to fill in."""
    return role is Role.SECTION and opened.envelope.kind in asking_kinds()


def is_new(uow: UnitOfWork, opened: Opened) -> bool:
    """Tell whether no live receipt has brought this request yet."""
    return all(one.payload_sha256 != opened.sha256 for one in uow.exchange.receipts(live_only=True))


def keep(desk: Desk, uow: UnitOfWork, opened: Opened, payload: bytes) -> None:
    """Keep the payload of a request, to be written back with the section's answers."""
    if is_asked(desk.role, opened):
        uow.settings.set(f"{_KEPT}{opened.sha256}", base64.b64encode(payload).decode("ascii"))


def counted(effect: Effect, opened: Opened, acceptance: Acceptance, *, news: bool) -> Effect:
    """Return the effect of a file that is a request: it brings no record, and something to fill in."""
    waits = unsealed(effect, opened, acceptance)
    if waits is not None:
        return waits
    return replace(effect, added=effect.added + news, unchanged=effect.unchanged + (not news))


def unsealed(effect: Effect, opened: Opened, acceptance: Acceptance) -> Effect | None:
    """Return the effect of a file that stands or falls as a whole with its key; ``None`` where that holds.

    Whoever sealed it with a key that is believed no more waits for nobody: the file is never told to be of a
    sender nobody knows, whether it came before the key was revoked or after.
    """
    key = acceptance.keys.get(opened.key_id)
    if key is None:
        waiting = effect.waiting_keys | {opened.key_id}
        return replace(effect, quarantined=max(effect.quarantined, 1), waiting_keys=waiting)
    if 0 <= key.revoked_after < opened.envelope.issuer.sequence:
        return replace(effect, rejected=max(effect.rejected, 1))
    return None


def requests(sealer: Sealer, uow: UnitOfWork) -> tuple[Request, ...]:
    """Return the requests of HR that are open, the newest first; one that another replaced is none.

    A later 推薦依頼 of the same round takes the place of an earlier one, a later 受講申込票 that of one whose
    sessions it offers, too.
    """
    kept = uow.settings.starting_with(_KEPT)
    if not kept:
        return ()
    keys = accepted_keys(uow)
    found: list[Request] = []
    brought: dict[str, list[int]] = {}
    for receipt in sorted(uow.exchange.receipts(live_only=True), key=_issued, reverse=True):
        text = kept.get(f"{_KEPT}{receipt.payload_sha256}", "")
        if not text or not _counts(receipt, keys):
            continue
        numbers = brought.setdefault(receipt.payload_sha256, [])
        numbers.append(receipt.number)
        if len(numbers) > 1:
            continue
        payload = base64.b64decode(text)
        envelope = codec.open_payload(sealer, payload, trusted=True).envelope
        form = form_in(envelope)
        if form is not None and not any(_replaces(later.form, form) for later in found):
            found.append(Request(receipt, (), form, envelope, payload))
    return tuple(replace(one, receipts=tuple(brought[one.receipt.payload_sha256])) for one in found)


def _issued(receipt: Receipt) -> tuple[int, int, int]:
    return receipt.issuer_epoch, receipt.issuer_sequence, -receipt.number


def _counts(receipt: Receipt, keys: Mapping[str, KeyRow]) -> bool:
    key = keys.get(receipt.key_id)
    return key is not None and key.role is Role.HR and not is_revoked(receipt, keys)


def _replaces(later: Form, earlier: Form) -> bool:
    if isinstance(later, NominationForm) and isinstance(earlier, NominationForm):
        return (later.round, later.section[0]) == (earlier.round, earlier.section[0])
    if isinstance(later, EnrolmentForm) and isinstance(earlier, EnrolmentForm):
        offered = {one.subject for one in later.sessions}
        same = later.section[0] == earlier.section[0]
        return same and offered.issuperset(one.subject for one in earlier.sessions)
    return False
