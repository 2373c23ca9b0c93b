"""What records say of a 確保計画 (roles that training cannot fill in time) and of 役割・配置・獲得・育成.

The steps are those of the study material of 東京都/GovTech東京: 確保計画策定、要件定義、手法選択、
人物要件定義、評価基準策定. The record ends where the personnel section is asked to recruit: it knows numbers
of heads, nobody who applied and no score.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from dxdesk.domain.contents import Content
from dxdesk.domain.plain_things import read_plain


class Priority(StrEnum):
    """How pressing it is to fill a role."""

    HIGH = "high"
    MIDDLE = "middle"
    LOW = "low"


PRIORITY_NAMES: Mapping[str, str] = {
    Priority.HIGH: "高",
    Priority.MIDDLE: "中",
    Priority.LOW: "低",
}


class Means(StrEnum):
    """By what means a role is filled."""

    OUTSOURCE = "outsource"
    APPOINT = "appoint"
    EXCHANGE = "exchange"


MEANS_NAMES: Mapping[str, str] = {
    Means.OUTSOURCE: "外部委託",
    Means.APPOINT: "任用",
    Means.EXCHANGE: "自治体間派遣・交流",
}


class Hours(StrEnum):
    """勤務形態 of somebody who is appointed."""

    FULL = "full"
    PART = "part"


HOURS_NAMES: Mapping[str, str] = {Hours.FULL: "常勤", Hours.PART: "非常勤"}


class Tenure(StrEnum):
    """On what ground somebody is appointed (根拠)."""

    INDEFINITE = "indefinite"
    FIXED = "fixed"
    ANNUAL = "annual"
    SPECIAL = "special"
    AGAIN = "again"


TENURE_NAMES: Mapping[str, str] = {
    Tenure.INDEFINITE: "任期の定めなし",
    Tenure.FIXED: "任期付職員",
    Tenure.ANNUAL: "会計年度任用職員",
    Tenure.SPECIAL: "特別職非常勤職員",
    Tenure.AGAIN: "再任用職員",
}


class Recruiting(StrEnum):
    """How far a role is; it ends with the arrival of so many heads."""

    PLANNED = "planned"
    ASKED = "asked"
    OPEN = "open"
    ARRIVED = "arrived"


RECRUITING_NAMES: Mapping[str, str] = {
    Recruiting.PLANNED: "計画中",
    Recruiting.ASKED: "依頼",
    Recruiting.OPEN: "公募中",
    Recruiting.ARRIVED: "着任",
}


class StaffingSaid(NamedTuple):
    """A role or task of the 確保計画 of a fiscal year.

    ``duties`` is what is to be done, ``untrained`` why training cannot fill it, ``heads`` how many lack.
    ``needed_by`` is a day or a month (ISO) of ``fiscal_year``. ``training_months`` and ``finding_months`` are
    how long training and finding somebody take, 0 where nobody says.
    ``must`` and ``wish`` are skills: uids of the framework, or experience in words; ``common`` is what the
    personnel section asks of everybody it takes (全庁共通の要件: character and the like). ``pay`` names a
    条例 or 規則 and no amount. ``asked_on`` is the ISO day of the request, ``filled`` how many arrived.
    ``sample``: it is an example (見本).
    """

    code: str = ""
    name: str = ""
    fiscal_year: int = 0
    section: str = ""
    duties: str = ""
    untrained: str = ""
    heads: int = 0
    priority: str = ""
    ranking: str = ""
    needed_by: str = ""
    training_months: int = 0
    finding_months: int = 0
    means: str = ""
    means_reason: str = ""
    hours_form: str = ""
    tenure: str = ""
    conditions: str = ""
    pay: str = ""
    must: tuple[str, ...] = ()
    wish: tuple[str, ...] = ()
    common: str = ""
    criteria: str = ""
    panel: str = ""
    progress: str = ""
    asked_on: str = ""
    filled: int = 0
    sample: bool = False
    note: str = ""
    ended: bool = False

    @classmethod
    def read(cls, content: Content) -> StaffingSaid:
        """Return what the value of a thing says of a role to be filled."""
        return read_plain(cls(), content)


class RoleSaid(NamedTuple):
    """A line of the table of who does what where, how they are gained and raised (中野区 別紙).

    ``persona`` is its code in the framework, empty where it is none of it; ``group`` the 区分 it stands
    under, ``place_in_list`` its place there. ``supplement``: we wrote the summary.
    """

    code: str = ""
    name: str = ""
    group: str = ""
    persona: str = ""
    functions: str = ""
    placement: str = ""
    gaining: str = ""
    raising: str = ""
    place_in_list: int = 0
    supplement: bool = False
    note: str = ""
    ended: bool = False

    @classmethod
    def read(cls, content: Content) -> RoleSaid:
        """Return what the value of a thing says of a line of the table."""
        return read_plain(cls(), content)


STAFFING, ROLE = "staffing", "role"
KINDS: Mapping[str, type[StaffingSaid] | type[RoleSaid]] = {STAFFING: StaffingSaid, ROLE: RoleSaid}
"""By the kind of thing (``domain.subjects``)."""
