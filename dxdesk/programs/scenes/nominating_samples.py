"""A made-up round of nominations: what the scenes show where the store has none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxdesk.domain.contents import NomineeSaid, RoundSaid
from dxdesk.domain.errors import Problem
from dxdesk.domain.nominations import Named

if TYPE_CHECKING:
    from dxdesk.usecases.nominations.standing import RoundState

_FROM, _TO = "2026-04-01", "2027-03-31"
_SECTIONS = (
    ("1010", "デジタル推進課"),
    ("1020", "税務課"),
    ("1030", "戸籍住民課"),
    ("2010", "保育課"),
    ("2020", "子育て支援課"),
)
ROUND = RoundSaid(
    code="2026-dx-promoter",
    name="令和8年度 DX推進委員",
    persona="dx-promoter",
    fiscal_year=2026,
    sections=tuple(code for code, _ in _SECTIONS),
    wanted=1,
    deadline="2026-03-13",
    first_day=_FROM,
    last_day=_TO,
    notice=True,
)


def rounds() -> tuple[RoundState, ...]:
    """Return a round in the middle of its reports."""
    from dxdesk.usecases.nominations.standing import APPOINTED, WAITING, Candidate, RoundState, SectionState

    other = Problem(
        "nomination-other-section",
        "渡邉 大輔さんは、保育課の人ではありません。",
        "兼務や異動の予定か、所属に確かめてください。",
        "税務課",
    )
    people = {
        "1010": (("001103", "見本 進", "again", APPOINTED, ()),),
        "1020": (("001204", "𠮷田 翔太", "new", WAITING, ()),),
        "2010": (("001207", "渡邉 大輔", "new", WAITING, (other,)),),
    }
    states = []
    for code, name in _SECTIONS:
        candidates = tuple(
            Candidate(
                Named(
                    f"nominee:{number}",
                    NomineeSaid(ROUND.code, code, number, person, manner),
                ),
                person,
                name,
                state,
                _FROM,
                _TO,
                findings,
            )
            for number, person, manner, state, findings in people.get(code, ())
        )
        appointed = sum(one.state == APPOINTED for one in candidates)
        states.append(SectionState(code, name, True, len(candidates), appointed, candidates, not candidates))
    return (RoundState(ROUND, "DX推進委員", tuple(states)),)


NAMES = dict(_SECTIONS)
