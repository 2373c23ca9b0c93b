"""書損: papers that count for nothing though their numbers are used, and what was said of each of them.

It is kept beside the paper, which itself never changes: a history that only grows. What the audit says of
every act must be in it, and the other way round (``usecases.checking.papers``).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from dxdesk.domain import canonical
from dxdesk.ports import setting_names
from dxdesk.ports.papers import IssuedPaper
from dxdesk.ports.store import UnitOfWork

_ACTS, _FOLLOWED = "acts", "followed"
_BACK, _REASON, _AT, _DAY, _DIGEST = "back", "reason", "at", "day", "digest"


@dataclass(frozen=True, slots=True)
class Act:
    """That papers were called 書損, or that this was taken back (``back``).

    ``at`` is UTC, ``day`` the day of the office (ISO); ``digest`` binds it to the papers it was said of.
    """

    reason: str
    at: str
    day: str
    back: bool = False
    digest: str = ""

    def bound(self, papers: Collection[str]) -> Act:
        """Return it with the digest of itself and the ids of the papers it is said of."""
        return replace(self, digest=self.digest_for(papers))

    def digest_for(self, papers: Collection[str]) -> str:
        """Return the digest of it and the ids of papers."""
        return canonical.digest(
            canonical.dumps([self.reason, self.at, self.day, self.back, *sorted(papers)]), 64
        )


@dataclass(frozen=True, slots=True)
class History:
    """What was said of one paper, oldest first; ``followed`` is the id of the paper issued in its place."""

    acts: tuple[Act, ...] = ()
    followed: str = ""

    @property
    def spoiled(self) -> Act | None:
        """The act by which it is 書損 now, ``None`` where it counts."""
        last = self.acts[-1] if self.acts else None
        return last if last is not None and not last.back else None


NOTHING = History()


def histories(uow: UnitOfWork) -> dict[str, History]:
    """Return what was said of papers, by id.

    Raises:
        ValueError, LookupError, TypeError: for what no program of ours wrote.
    """
    found = uow.settings.starting_with(setting_names.PAPER_SPOILED)
    return {name.removeprefix(setting_names.PAPER_SPOILED): _read(text) for name, text in found.items()}


def spoiled(uow: UnitOfWork) -> dict[str, Act]:
    """Return the papers that are 書損 now, by id, with the act that says so."""
    return {paper: act for paper, of in histories(uow).items() if (act := of.spoiled) is not None}


def say(uow: UnitOfWork, papers: Collection[str], act: Act) -> Act:
    """Keep an act with every paper it is said of, and return it with its digest."""
    bound, before = act.bound(papers), histories(uow)
    for paper in papers:
        found = before.get(paper, NOTHING)
        _keep(uow, paper, replace(found, acts=(*found.acts, bound)))
    return bound


def follow(uow: UnitOfWork, said: Mapping[str, History], papers: Sequence[str], new: IssuedPaper) -> None:
    """Keep that a paper was issued in the place of some that are 書損: none of them can come back."""
    for paper in papers:
        if not said[paper].followed:
            _keep(uow, paper, replace(said[paper], followed=new.paper_id))


def _keep(uow: UnitOfWork, paper: str, history: History) -> None:
    acts = [
        {_REASON: one.reason, _AT: one.at, _DAY: one.day, _BACK: one.back, _DIGEST: one.digest}
        for one in history.acts
    ]
    uow.settings.set(
        f"{setting_names.PAPER_SPOILED}{paper}", canonical.dumps({_ACTS: acts, _FOLLOWED: history.followed})
    )


def _read(text: str) -> History:
    found: Any = canonical.loads(text)
    acts = tuple(
        Act(str(one[_REASON]), str(one[_AT]), str(one[_DAY]), bool(one[_BACK]), str(one[_DIGEST]))
        for one in found[_ACTS]
    )
    return History(acts, str(found[_FOLLOWED]))
