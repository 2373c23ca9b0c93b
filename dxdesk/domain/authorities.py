"""任命権者: who appoints the people of a department, and which decision lets a use go beyond one's own.

The people of an office are appointed by several authorities (地方公務員法第6条: the mayor, the board of
education, the head of a public enterprise …), and records of people are used within one's own. What goes to
another is a 提供 and rests on a decision of the office. Which law allows it is the office's to judge: here
stand the fields of what it decided, and what refuses without them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from dxdesk.domain.departments import Unit, path

BOARD, COUNCIL = "教育委員会", "議会事務局"
PRESETS: tuple[str, ...] = (
    *(BOARD, "公営企業", "消防", "選挙管理委員会", "監査委員", "人事委員会・公平委員会"),
    *("農業委員会", COUNCIL),
)
"""Beside the head's own departments, in the order in which they are offered."""

NOT_ASKED_AT_FIRST = frozenset({COUNCIL})
"""Their people are asked only where the office switches it on."""

_HEADS = {"都": "知事部局", "道": "知事部局", "府": "知事部局", "県": "知事部局"} | {
    sign: f"{sign}長部局" for sign in "市区町村"
}
_OTHER_HEAD = "首長部局"

_ALIKE: Mapping[str, str] = {
    **{word: "" for word in ("首長部局", "首長", "長", "市長", "区長", "町長", "村長", "知事")},
    **{word: "" for word in ("市長部局", "区長部局", "町長部局", "村長部局", "知事部局", "市長事務部局")},
    **{word: BOARD for word in ("教委", "教育長", "教育委員会事務局", "教育庁")},
    **{word: "公営企業" for word in ("企業管理者", "公営企業管理者", "水道事業管理者", "企業局", "水道局")},
    **{word: "公営企業" for word in ("病院事業管理者", "下水道事業管理者", "交通事業管理者")},
    **{word: "消防" for word in ("消防長", "消防本部", "消防局")},
    **{word: "選挙管理委員会" for word in ("選管", "選挙管理委員会事務局")},
    **{word: "監査委員" for word in ("代表監査委員", "監査委員事務局", "監査事務局")},
    **{word: "人事委員会・公平委員会" for word in ("人事委員会", "公平委員会", "人事委員会事務局")},
    **{word: "農業委員会" for word in ("農業委員会事務局",)},
    **{word: COUNCIL for word in ("議会", "議長", "議会議長", "市議会事務局", "区議会事務局", "議会局")},
    **{word: COUNCIL for word in ("町議会事務局", "村議会事務局", "県議会事務局")},
}
"""What tables write for a preset; an empty one is the head."""


class Scope(StrEnum):
    """For what a decision lets people of another authority be looked at, in the order of reading."""

    LISTS = "lists"
    CANDIDATES = "candidates"
    PROVISION = "provision"
    ISSUE = "issue"


SCOPE_NAMES: Mapping[Scope, str] = {
    Scope.LISTS: "一覧とスキルマップ",
    Scope.CANDIDATES: "異動や選任の候補",
    Scope.PROVISION: "表の書き出し",
    Scope.ISSUE: "証書の発行",
}

WITHIN, BEYOND = "利用", "提供"
"""What ledgers say of a use within one's own authority, and of one beyond it."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What an office decided of people of another authority; days are ISO text, an empty end is open.

    ``scopes`` are codes of ``Scope``; ``items``, in the office's words, which particulars (氏名、所属 …).
    """

    authority: str
    scopes: tuple[str, ...]
    items: str
    ground: str
    number: str
    decided_on: str
    valid_from: str
    valid_to: str = ""

    def allows(self, scope: Scope, day: str) -> bool:
        """Tell whether the decision allows a use on a day."""
        begun = self.valid_from <= day and (not self.valid_to or day <= self.valid_to)
        return begun and scope.value in self.scopes


def head_of(municipality: str) -> str:
    """Return what the departments of the head are called, by the last sign of a municipality's name."""
    return _HEADS.get(municipality.strip()[-1:], _OTHER_HEAD)


def authority_of(code: str, units: Mapping[str, Unit], said: Mapping[str, str], head: str) -> str:
    """Return who appoints the people of a department: its own word, else that of the next one above.

    Args:
        code: the department's.
        units: all departments by code.
        said: what is said of some of them, by code.
        head: what the head's own departments are called.
    """
    return next((said[step] for step in path(code, units) if said.get(step)), head)


def by_code(units: Mapping[str, Unit], said: Mapping[str, str], head: str) -> dict[str, str]:
    """Return the authority of every department; arguments as ``authority_of``."""
    return {code: authority_of(code, units, said, head) for code in units}


def read_word(text: str, known: Collection[str], head: str) -> str | None:
    """Return the authority that a table's word means, ``None`` where nobody can tell.

    Args:
        text: what the cell says.
        known: the authorities of the office.
        head: what its own departments are called.
    """
    word = "".join(text.split())
    if word in known:
        return word
    meant = _ALIKE.get(word)
    return None if meant is None else meant or head


def allowed(decisions: Iterable[Decision], scope: Scope, day: str) -> frozenset[str]:
    """Return the authorities whose people may be looked at beside one's own on a day."""
    return frozenset(one.authority for one in decisions if one.allows(scope, day))
