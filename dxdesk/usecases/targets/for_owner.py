"""What HR's store counts of the targets of DX推進課, as it may leave HR: small figures are withheld.

Only HR's store knows people, stages and levels; a 提供票 takes the figures to the section whose
targets they are. Of cases and events, of which both keep records, it takes the number of HR's: the
section adds its own. A figure is withheld where few people stand behind it (少人数の基準), where few are
left beside it, where another figure of the same people differs from it by few, and where the map of
its skill has a total withheld.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from dxdesk.domain.authorities import Scope
from dxdesk.domain.small_cells import is_small, withhold_line
from dxdesk.domain.target_figures import PERCENT, Measured
from dxdesk.domain.target_record import Basis, TargetSaid
from dxdesk.ports.entities import Role
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.forms.provision_sheets import TargetCount
from dxdesk.usecases.targets.ledger import targets
from dxdesk.usecases.targets.measuring import (
    Measuring,
    Year,
    is_counted,
    kept_by_both,
    only_hr_counts,
    way_of,
)
from dxdesk.usecases.targets.overview import TargetLine
from dxdesk.usecases.workplace.desk import Desk

WITHHELD_WHY = "{below}人より少ない人数が分かるので、伏せています。"

_OF_SKILL = (Basis.LEVEL, Basis.REQUIRED, Basis.TOOL)
_OF_STAGE = (Basis.STAGE, Basis.LEAD)
_OF_COURSES = (Basis.COMPLETED, Basis.ATTENDED)
_HELD = (Basis.TRAINED, Basis.APPOINTED)
_SECTIONS = "課"
_HEADS = ("人", "名")
_NO_PEOPLE = frozenset({
    Basis.TIMES, Basis.INDICATOR, Basis.CASES, Basis.HOURS, Basis.CONSULTED, Basis.EVENTS, Basis.KNOWN,
})  # fmt: skip
"""What counts no people. A basis that is new counts them, until somebody says otherwise."""


def counts_for(
    desk: Desk, uow: UnitOfWork, fiscal_year: int, below: int, withheld: Collection[str]
) -> tuple[TargetCount, ...]:
    """Return what HR's store counts of each target of DX推進課 in a year; those entered by hand are not told.

    Args:
        desk: HR's store.
        uow: what it is read by.
        fiscal_year: the year.
        below: the threshold under which numbers of people are withheld.
        withheld: the skills (uid) of which the map withholds a total.
    """
    held = [one.said for one in targets(uow).held if one.owner == Role.DX.value]
    asked = [one for one in held if is_counted(one.basis) and not one.ended]
    if not asked:
        return ()
    years: dict[int, Year] = {}
    measuring = Measuring(desk, uow, Role.DX.value, held, years, scope=Scope.PROVISION)
    own = Measuring(desk, uow, Role.DX.value, held, years, scope=Scope.PROVISION, keeps=_not_the_sections)
    found = [
        (one, replace((measuring if only_hr_counts(one) else own).counted(one, fiscal_year), short=()))
        for one in asked
    ]
    hidden = {
        one.code
        for one, measured in found
        if (one.basis in _OF_SKILL and one.item in withheld) or _tells(one, measured, below)
    }
    hidden |= set(_apart(found, below))
    told = []
    for one, measured in found:
        count = replace(_told(one, measured, below, hide=one.code in hidden), way=way_of(one, fiscal_year))
        if not only_hr_counts(one):
            count = _of_hr_alone(count, measured, kept_by_both(uow, desk, one, Role.DX.value))
        told.append(count)
    return tuple(told)


def _not_the_sections(owner: str, _code: str) -> bool:
    return owner != Role.DX.value


def _of_hr_alone(count: TargetCount, found: Measured, also: tuple[str, ...]) -> TargetCount:
    """Return a count of HR's own records; where HR has none that count, there is nothing to add."""
    if found.value is None:
        return replace(count, value="0", why="", beside=_NONE_OF_HR, also=also)
    return replace(count, beside=_OF_HR if count.value else "", also=also)


_OF_HR = "人事課が持つ記録だけの数"
_NONE_OF_HR = "人事課が持つ、数えられる記録はありません"


def few_behind(found: Iterable[tuple[TargetSaid, Measured]], below: int) -> set[str]:
    """Return the targets (code) of one owner whose figures tell of few people, alone or together."""
    listed = list(found)
    return {said.code for said, one in listed if _tells(said, one, below)} | set(_apart(listed, below))


def withheld_of(lines: Iterable[TargetLine], below: int) -> set[tuple[str, str]]:
    """Return the targets (owner, code) of a year whose figures no paper may tell, each owner's by themselves.

    Every paper that shows targets asks here, so that none tells what another one withholds.
    """
    listed = list(lines)
    return {
        (owner, code)
        for owner in {one.held.owner for one in listed}
        for code in few_behind(((one.said, one.found) for one in listed if one.held.owner == owner), below)
    }


def counts_people(said: TargetSaid) -> bool:
    """Tell whether a target counts people; of what is entered by hand its unit says so (人, 延べ人, 名)."""
    if said.basis in ("", Basis.HAND):
        return said.unit.endswith(_HEADS)
    return said.basis not in _NO_PEOPLE


def people_behind(said: TargetSaid, found: Measured) -> int | None:
    """Return how many people stand behind a figure; ``None`` where it counts no people."""
    if said.basis == Basis.INDICATOR:
        return found.answers if found.value is not None and found.answers else None
    if found.value is None or not counts_people(said):
        return None
    if said.unit == PERCENT and found.of is None:
        return None  # an entered share: of how many nobody says
    if said.basis in (Basis.PLACED, Basis.TOOL) and _counts_sections(said):
        # Where somebody was appointed is no secret; so few 課 with people at a level are few people.
        return found.count if said.basis == Basis.TOOL else None
    return found.count if found.of is not None else int(found.value)


def _counts_sections(said: TargetSaid) -> bool:
    return said.per_section or said.unit in (PERCENT, _SECTIONS)


def part_of_people(said: TargetSaid, found: Measured) -> bool:
    """Tell whether those behind a figure are some of the people it is of, so that the others matter too."""
    return found.of is not None and not (said.basis in (Basis.PLACED, Basis.TOOL) and _counts_sections(said))


def _tells(said: TargetSaid, found: Measured, below: int) -> bool:
    people = people_behind(said, found)
    if people is None:
        return False
    if found.of is None or not part_of_people(said, found):
        return is_small(people, below)
    line = withhold_line([people, found.of - people], below)
    return line.cells[0] is None or line.total is None


def _apart(found: Iterable[tuple[TargetSaid, Measured]], below: int) -> Iterable[str]:
    """Yield the targets whose figure differs by few people from another one of the same people."""
    groups: dict[tuple[str, str], list[tuple[int, str]]] = {}
    for said, measured in found:
        people, key = people_behind(said, measured), _same(said)
        if people is not None and key is not None:
            groups.setdefault(key, []).append((people, said.code))
    for group in groups.values():
        ordered = sorted(group)
        for place, (people, code) in enumerate(ordered):
            if any(is_small(more - people, below) for more, _ in ordered[place + 1 :]):
                yield code


def _same(said: TargetSaid) -> tuple[str, str] | None:
    """Return of what people a target counts some, so that one figure may be taken from another."""
    for kinds, key in (
        (_OF_SKILL, said.item),
        (_OF_STAGE, said.persona),
        (_HELD, said.persona),
        (_OF_COURSES, "\n".join(sorted(said.courses))),
    ):
        if said.basis in kinds:
            return kinds[0].value, key
    return None


def _told(said: TargetSaid, found: Measured, below: int, *, hide: bool) -> TargetCount:
    if hide:
        return TargetCount(said.code, said.name, said.unit, why=WITHHELD_WHY.format(below=below))
    value = "" if found.value is None else format(found.value, "f")
    # What stands beside (任命数) may tell with the figure what few people lack; it is HR's to say by itself.
    beside = found.beside if said.basis == Basis.INDICATOR else ""
    return TargetCount(said.code, said.name, said.unit, value, found.count, found.of, beside, found.why)
