"""ホーム of one person: their own form at a glance, and what arrived since they looked last."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from dxdesk.domain.errors import KnownError
from dxdesk.domain.lifecycle import State
from dxdesk.usecases.answering.self_report import open_answers
from dxdesk.usecases.answering.sheet import AnswerSheet
from dxdesk.usecases.home.last_visit import LastVisit
from dxdesk.usecases.home.overview import Home, home
from dxdesk.usecases.workplace.desk import Desk


@dataclass(frozen=True)
class OwnHome:
    """A person's home.

    ``sheet`` is their form with the answers as they stand, ``None`` until one can be answered
    (``missing`` is then the code of what lacks). ``saved_at`` is the UTC time of the draft, empty without
    one; ``arrived`` counts what came since the last visit by kind, e.g. ``{"return_slip": 1}``.
    """

    home: Home
    sheet: AnswerSheet | None
    missing: str = ""
    saved_at: str = ""
    arrived: tuple[tuple[str, int], ...] = ()

    @property
    def state(self) -> State | None:
        """Where the person's year stands, ``None`` without a form."""
        return self.sheet.person.state if self.sheet is not None else None

    @property
    def confirmers(self) -> tuple[str, ...]:
        """Names of those who confirm, in their order."""
        if self.sheet is None:
            return ()
        person = self.sheet.person
        return tuple(name for name in (person.first_name, person.second_name) if name)


def own_home(desk: Desk, since: str = "") -> OwnHome:
    """Return a personal store's home; ``since`` is the last visit (``LastVisit.of``), empty for the first."""
    sheet, missing, saved_at = None, "", ""
    try:
        sheet = open_answers(desk)
    except KnownError as error:
        missing = error.code
    with desk.store.read() as uow:
        if sheet is not None:
            person = sheet.person
            draft = uow.results.draft(person.fiscal_year, person.employee_number)
            saved_at = draft.saved_at if draft is not None else ""
        # What waits for a key that nobody knows is no news of one's year; 受付 shows it.
        live = [r for r in uow.exchange.receipts(live_only=True) if r.outcome != "quarantined"]
        came = [r.kind for r in LastVisit.of(since).fresh_receipts(live)] if since else []
    return OwnHome(home(desk), sheet, missing, saved_at, tuple(sorted(Counter(came).items())))
