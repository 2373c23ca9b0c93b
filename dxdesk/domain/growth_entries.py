"""成長記録: which kinds of entry a person's growth file has, what each is called, and what counts of it.

Codes are stored in records and never change.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

COURSE, EXAM = "course", "exam"
EXPERIENCE, MENTORING, KNOWLEDGE = "experience", "mentoring", "knowledge"
QUALIFICATION, PRIOR_LEARNING, SECONDMENT = "qualification", "prior_learning", "secondment"
GRANT, ACCREDITATION, AWARD = "grant", "accreditation", "award"

LEAD, MEMBER = "lead", "member"

ROLE_NAMES: Mapping[str, str] = {LEAD: "リード", MEMBER: "担当"}
"""What somebody was in a piece of work; リード and 担当 are asked for apart."""


class EntryKind(NamedTuple):
    """A kind of entry: its code, its name, and who may say it.

    ``own``: the person may say it of themselves. ``always_vouched``: it counts only once somebody confirmed
    it from 証跡, whoever wrote it down; of the other kinds HR's own word is enough. ``lasts``: it has a
    beginning and an end, or goes on. ``listed``: it comes from lists of attendance and examinations alone.
    ``ahead``: the office decides of it before it begins, and of its end: its days may lie in the future.
    """

    code: str
    name: str
    own: bool = True
    always_vouched: bool = False
    lasts: bool = False
    listed: bool = False
    ahead: bool = False


KINDS: tuple[EntryKind, ...] = (
    EntryKind(EXPERIENCE, "実務経験", always_vouched=True, lasts=True),
    EntryKind(MENTORING, "後進育成", always_vouched=True, lasts=True),
    EntryKind(KNOWLEDGE, "形式知", always_vouched=True),
    EntryKind(QUALIFICATION, "資格・試験"),
    EntryKind(PRIOR_LEARNING, "これまでの学び", always_vouched=True, lasts=True),
    EntryKind(SECONDMENT, "派遣・人事交流", lasts=True, ahead=True),
    EntryKind(GRANT, "助成", own=False),
    EntryKind(ACCREDITATION, "認定", own=False, lasts=True, ahead=True),
    EntryKind(AWARD, "表彰", own=False, ahead=True),
    EntryKind(COURSE, "研修", own=False, listed=True),
    EntryKind(EXAM, "試験", own=False, listed=True),
)
"""In the order in which they are offered."""

_BY_CODE: Mapping[str, EntryKind] = {one.code: one for one in KINDS}
_OF_LATER_PROGRAM = EntryKind("", "その他", own=False, always_vouched=True)


def kind_of(code: str) -> EntryKind:
    """Return a kind by its code; one that only a later program knows is shown and counts nowhere."""
    return _BY_CODE.get(code) or _OF_LATER_PROGRAM._replace(code=code)
