"""What records say of 形式知 (what people knew, made explicit) and of 効果発現 (what created time is for).

Both are of the policy of 柏市 (3. 育成手法): フェーズ3 gives knowledge back to フェーズ1, and time that
cases created is put to measures that better the services.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from dxdesk.domain.contents import Content
from dxdesk.domain.plain_things import read_plain
from dxdesk.domain.target_record import figure


class Form(StrEnum):
    """In which form knowledge is kept."""

    PROCEDURE = "procedure"
    MANUAL = "manual"
    TEMPLATE = "template"
    COURSE = "course"
    FAQ = "faq"
    VIDEO = "video"
    ARTICLE = "article"
    EXAMPLE = "example"
    OTHER = "other"


FORM_NAMES: Mapping[str, str] = {
    Form.PROCEDURE: "手順書",
    Form.MANUAL: "マニュアル",
    Form.TEMPLATE: "様式",
    Form.COURSE: "研修資料",
    Form.FAQ: "よくある質問",
    Form.VIDEO: "動画",
    Form.ARTICLE: "記事",
    Form.EXAMPLE: "事例",
    Form.OTHER: "そのほか",
}


class Standing(StrEnum):
    """Whether knowledge can be used as it stands."""

    OPEN = "open"
    REVIEW = "review"
    CLOSED = "closed"


STANDING_NAMES: Mapping[str, str] = {
    Standing.OPEN: "公開",
    Standing.REVIEW: "見直し予定",
    Standing.CLOSED: "廃止",
}


class KnowledgeSaid(NamedTuple):
    """A piece of 形式知.

    ``sort`` as ``Form`` has it; ``place`` is where it lies (a path or an address within the office's net),
    ``what`` a summary or the text itself. ``section`` (code) answers for it; ``made_by`` is as somebody wrote
    it. ``case`` is the code of a 改善案件, ``phase`` a stage of growth in words, ``skill`` a name.
    ``made_on`` and ``review_on`` are ISO days, ``state`` as ``Standing`` has it.
    """

    code: str = ""
    name: str = ""
    sort: str = ""
    place: str = ""
    what: str = ""
    section: str = ""
    made_by: str = ""
    made_on: str = ""
    case: str = ""
    phase: str = ""
    skill: str = ""
    tags: tuple[str, ...] = ()
    state: str = ""
    review_on: str = ""
    sample: bool = False
    note: str = ""
    ended: bool = False

    @classmethod
    def read(cls, content: Content) -> KnowledgeSaid:
        """Return what the value of a thing says of a piece of 形式知."""
        return read_plain(cls(), content)

    @property
    def usable(self) -> bool:
        """Whether it is there to be used."""
        return not self.ended and self.state != Standing.CLOSED


class Turned(StrEnum):
    """How far a measure is to which created time is put."""

    PLANNED = "planned"
    ACTIVE = "active"
    OVER = "over"


TURNED_NAMES: Mapping[str, str] = {
    Turned.PLANNED: "検討中",
    Turned.ACTIVE: "実施中",
    Turned.OVER: "終了",
}


class TurnedSaid(NamedTuple):
    """A measure (施策) to which time is put that cases created.

    ``put`` is hours a year as decimal text, empty where nobody says. ``sources`` are codes of 改善案件
    of which the time is, none: of what all created. ``since`` is an ISO day, ``state`` as ``Turned`` has it.
    """

    code: str = ""
    name: str = ""
    what: str = ""
    section: str = ""
    put: str = ""
    sources: tuple[str, ...] = ()
    since: str = ""
    state: str = ""
    sample: bool = False
    note: str = ""
    ended: bool = False

    @classmethod
    def read(cls, content: Content) -> TurnedSaid:
        """Return what the value of a thing says of a measure."""
        return read_plain(cls(), content)

    @property
    def hours(self) -> Decimal | None:
        """The hours a year that are put to it, ``None`` where nobody says."""
        return figure(self.put) if self.put else None

    @property
    def takes(self) -> bool:
        """Whether the time is taken, so that it is no longer left: by what is under way."""
        return not self.ended and self.state == Turned.ACTIVE


KNOWLEDGE, TURNED = "knowledge", "turned"
KINDS: Mapping[str, type[KnowledgeSaid] | type[TurnedSaid]] = {KNOWLEDGE: KnowledgeSaid, TURNED: TurnedSaid}
"""By the kind of thing (``domain.subjects``)."""
