"""What a question came to by section or by grade, with small groups withheld (少人数の基準)."""

from __future__ import annotations

from dataclasses import dataclass

from dxdesk.domain import indicators as rules
from dxdesk.domain.small_cells import Use, withhold_line
from dxdesk.ports.entities import Role
from dxdesk.usecases.indicators.ledger import indicators
from dxdesk.usecases.indicators.switch import require_aims
from dxdesk.usecases.organisation.small_cells import threshold
from dxdesk.usecases.person_year.owned_things import owner_of
from dxdesk.usecases.workplace.desk import Desk

BY = ("section", "grade")


@dataclass(frozen=True, slots=True)
class Group:
    """A section or a grade: how many answered and the mean (or share) as text, both ``None`` if withheld."""

    name: str
    answers: int | None
    figure: str | None


@dataclass(frozen=True, slots=True)
class Groups:
    """The groups of a question in a year, whole and withheld; empty where nothing was counted by group."""

    year: int
    by: str
    groups: tuple[Group, ...]

    @property
    def withheld(self) -> bool:
        """Whether anything is withheld."""
        return any(one.answers is None for one in self.groups)


def by_group(desk: Desk, code: str, by: str, fiscal_year: int, owner: str = "") -> Groups:
    """Return a question's answers by section or by grade.

    A group is a cell of one line with its total: where one is withheld, so is another from which it could be
    worked out. A mean of a withheld group is withheld with it.

    Args:
        desk: HR's store or DX's.
        code: of the indicator.
        by: one of ``BY``.
        fiscal_year: of the survey.
        owner: whose indicator it is (``hr``, ``dx``); empty: the store's own where it has one of that code.

    Raises:
        KnownError: ``wrong-role``, ``aims-off``.
    """
    desk.require(Role.HR, Role.DX)
    counts: dict[str, list[int]] = {}
    measure = rules.MEAN
    with desk.store.read() as uow:
        require_aims(uow)
        known, least = indicators(uow), threshold(uow, Use.SURVEY)
        asked = [one for one in known.indicators if one.said.code == code and owner in ("", one.owner)]
        asked.sort(key=lambda one: one.owner != owner_of(desk))
        for one in asked[:1]:
            owner, measure = one.owner, one.said.measure
        for survey in known.surveys:
            if survey.said.ended or (survey.owner, survey.said.fiscal_year) != (owner, fiscal_year):
                continue
            for found in survey.said.grouped:
                if (found.by, found.question) == (by, code):
                    before = counts.setdefault(found.group, [0] * rules.STEPS)
                    counts[found.group] = [a + b for a, b in zip(before, found.counts, strict=False)]
    names = sorted(counts)
    if not names:
        return Groups(fiscal_year, by, ())
    shown = withhold_line([sum(counts[name]) for name in names], least).cells
    return Groups(
        fiscal_year,
        by,
        tuple(
            Group(name, answers, None if answers is None else _figure(measure, counts[name]))
            for name, answers in zip(names, shown, strict=True)
        ),
    )


def _figure(measure: str, counts: list[int]) -> str:
    found = (rules.share if measure == rules.SHARE else rules.mean)(counts)
    if found is None:
        return ""
    return rules.per_cent(found) if measure == rules.SHARE else rules.shown(found)
