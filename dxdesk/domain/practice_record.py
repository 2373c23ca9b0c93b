"""What records say of 実践と支援: improvement cases (改善案件), events (行事) and consultations (DX相談).

Things somebody owns, read and written field by field as courses are (``domain.owned``). Hours are decimal
text: what nobody measured is empty and never 0. A consultation names nobody who asked.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from typing import Any, NamedTuple, TypeVar

from dxdesk.domain.contents import Content, said_of_thing
from dxdesk.domain.target_record import figure
from dxdesk.domain.thing_fields import changed, plain_field
from dxdesk.domain.training import fiscal_year_of

CASE, EVENT, CONSULTATION = "case", "event", "consultation"


class Status(StrEnum):
    """How far a case is."""

    PLANNED = "planned"
    ACTIVE = "active"
    DONE = "done"
    STOPPED = "stopped"


STATUS_NAMES: Mapping[str, str] = {
    Status.PLANNED: "これから",
    Status.ACTIVE: "進行中",
    Status.DONE: "完了",
    Status.STOPPED: "中止",
}


class Sort(StrEnum):
    """The sorts of event (行事)."""

    TRIAL = "trial"
    COMMUNITY = "community"
    SHOWCASE = "showcase"
    MEETING = "meeting"
    NEWS = "news"
    MEDIA = "media"
    BRIEFING = "briefing"
    WORKSHOP = "workshop"
    STUDY = "study"
    OTHER = "other"


SORT_NAMES: Mapping[str, str] = {
    Sort.TRIAL: "体験会",
    Sort.COMMUNITY: "コミュニティ",
    Sort.SHOWCASE: "成果発表会",
    Sort.MEETING: "連携会議",
    Sort.NEWS: "情報発信",
    Sort.MEDIA: "動画や記事の紹介",
    Sort.BRIEFING: "説明会",
    Sort.WORKSHOP: "ワークショップ",
    Sort.STUDY: "研究会・勉強会",
    Sort.OTHER: "その他",
}


class Solved(StrEnum):
    """Where a consultation was solved."""

    DESK = "desk"
    SECTION = "section"
    SYSTEM = "system"
    VENDOR = "vendor"
    OPEN = "open"


SOLVED_NAMES: Mapping[str, str] = {
    Solved.DESK: "相談の窓口で",
    Solved.SECTION: "所属の中で",
    Solved.SYSTEM: "情報システムの担当で",
    Solved.VENDOR: "事業者で",
    Solved.OPEN: "まだ解決していない",
}


class CaseSaid(NamedTuple):
    """An improvement case.

    ``section`` is a code, ``lead`` and ``escorts`` (伴走) are 職員番号. ``tools`` are uids of skills or
    tools of the framework, or what somebody called one that it has not. ``hours_before`` and ``hours_after``
    are hours a year as decimal text. ``status`` as ``Status`` has it, ``started`` and ``finished`` ISO days;
    ``phase`` the stage of growth (フェーズ) it serves, in words. ``exemplary``: 優良事例.
    """

    code: str = ""
    name: str = ""
    section: str = ""
    lead: str = ""
    escorts: tuple[str, ...] = ()
    tools: tuple[str, ...] = ()
    hours_before: str = ""
    hours_after: str = ""
    effect: str = ""
    status: str = ""
    started: str = ""
    finished: str = ""
    phase: str = ""
    exemplary: bool = False
    note: str = ""
    ended: bool = False

    @classmethod
    def read(cls, content: Content) -> CaseSaid:
        """Return what the value of a thing says of a case."""
        return _read(cls(), content)

    @property
    def saved(self) -> Decimal | None:
        """The hours a year that it created, ``None`` where one of the two figures is not known."""
        before, after = figure(self.hours_before), figure(self.hours_after)
        return None if before is None or after is None else before - after

    @property
    def fiscal_year(self) -> int:
        """The year it was finished in, else begun in; 0 where nobody says."""
        day = self.finished or self.started
        return fiscal_year_of(day) if day else 0

    @property
    def done(self) -> bool:
        """Whether it is finished, so that it counts."""
        return self.status == Status.DONE and bool(self.finished) and not self.ended


class EventSaid(NamedTuple):
    """An event: its ``sort`` as ``Sort`` has it, the day it was ``held_on``, who took part.

    ``attendees`` are 職員番号 where somebody noted them; ``participants`` is a count where nobody did
    (0: nobody says).
    """

    code: str = ""
    name: str = ""
    sort: str = ""
    held_on: str = ""
    place: str = ""
    held_by: str = ""
    attendees: tuple[str, ...] = ()
    participants: int = 0
    note: str = ""
    ended: bool = False

    @classmethod
    def read(cls, content: Content) -> EventSaid:
        """Return what the value of a thing says of an event."""
        return _read(cls(), content)

    @property
    def heads(self) -> int:
        """How many took part, as far as anybody says."""
        return max(len(set(self.attendees)), self.participants)

    @property
    def fiscal_year(self) -> int:
        """The year it was held in, 0 where nobody says."""
        return fiscal_year_of(self.held_on) if self.held_on else 0


class ConsultationSaid(NamedTuple):
    """A consultation (DX相談), without the name of who asked.

    ``section`` is the code of who asked, ``asked_on`` an ISO day, ``days`` how many it took (0: the same
    day), ``solved`` where, as ``Solved`` has it. ``answered_by`` is the 職員番号 of who answered, where
    somebody noted it.
    """

    code: str = ""
    topic: str = ""
    section: str = ""
    asked_on: str = ""
    days: int = 0
    solved: str = ""
    answered_by: str = ""
    note: str = ""
    ended: bool = False

    @classmethod
    def read(cls, content: Content) -> ConsultationSaid:
        """Return what the value of a thing says of a consultation."""
        return _read(cls(), content)

    @property
    def done(self) -> bool:
        """Whether it was solved, so that it counts for who answered."""
        return self.solved not in ("", Solved.OPEN) and bool(self.asked_on) and not self.ended

    @property
    def fiscal_year(self) -> int:
        """The year it was asked in, 0 where nobody says."""
        return fiscal_year_of(self.asked_on) if self.asked_on else 0


Said = CaseSaid | EventSaid | ConsultationSaid
"""What a record of a kind of ``KINDS`` says it is."""

KINDS: Mapping[str, type[Said]] = {CASE: CaseSaid, EVENT: EventSaid, CONSULTATION: ConsultationSaid}
"""By the kind of thing (``domain.subjects``)."""

PEOPLE_FIELDS = frozenset({"lead", "escorts", "attendees", "answered_by"})
"""The fields that name people, by their 職員番号."""

T = TypeVar("T", CaseSaid, EventSaid, ConsultationSaid)


def _read(nothing: T, content: Content) -> T:
    said, unsaid = said_of_thing(content), nothing._asdict()
    found: dict[str, Any] = {name: plain_field(unsaid[name], said[name]) for name in unsaid if name in said}
    return nothing._replace(**found)


def fields_of(thing: Said) -> dict[str, Any]:
    """Return the fields that say something, as they are written; ``ended`` among them."""
    return changed_fields(type(thing)(), thing)


def changed_fields(before: Said, after: Said) -> dict[str, Any]:
    """Return the fields in which a thing differs, as they are written now; what was taken out is empty."""
    return changed(before._asdict(), after._asdict())
