"""The rounds of nomination and who was named in them, as an office's records say it.

What a report says covers nothing, so that reports are a set: whatever came first, the same is known. Where
two say a field of one person differently, both are there and somebody settles it; what HR decides by hand
follows all of it (``domain.owned``). Who has had several numbers is one person, by the number of today.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from dxdesk.domain import canonical, merge, owned, subjects
from dxdesk.domain.contents import NomineeSaid, RoundSaid, said_of_thing
from dxdesk.domain.errors import KnownError
from dxdesk.domain.nominations import FIELD_LABELS, Named, Round
from dxdesk.domain.records import Revision
from dxdesk.ports.entities import Role
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.person_year import linked, owned_things
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.workplace.once import once_a_unit

ROUND, NOMINEE = "round", "nominee"
_OWNER = Role.HR.value


@dataclass(frozen=True)
class Nominations:
    """All rounds, newest first, with who was named; ``counting`` are the counting revisions of a subject."""

    rounds: tuple[Round, ...]
    counting: Mapping[str, tuple[Revision, ...]]

    @property
    def newest_year(self) -> int:
        """The fiscal year of the newest round, 0 where there is none."""
        return max((one.asked.fiscal_year for one in self.rounds), default=0)

    def find(self, code: str) -> Round:
        """Return the round of a code.

        Raises:
            KnownError: ``nomination-round-unknown``.
        """
        for one in self.rounds:
            if one.asked.code == code:
                return one
        raise KnownError(
            "nomination-round-unknown",
            "その選任はありません。何も変えていません。",
            f"{'、'.join(one.asked.code for one in self.rounds) or '先に選任を始め'}から選んでください。"
            if self.rounds
            else "先に選任を始めてください。",
            found=code,
        )


@once_a_unit
def nominations(uow: UnitOfWork) -> Nominations:
    """Return what the records of rounds and of those named say; a function of those that count alone."""
    counting = dict(owned_things.counting_of(uow, (ROUND, NOMINEE)))
    asked = [
        RoundSaid.read(owned.value(revisions))
        for subject, revisions in counting.items()
        if subject.startswith(f"{ROUND}:")
    ]
    newest = linked.newest(uow)
    said = {
        subject: NomineeSaid.read(owned.value(revisions))
        for subject, revisions in counting.items()
        if subject.startswith(f"{NOMINEE}:")
    }
    for first, *others in _of_one_person(said, newest):
        counting[first] = tuple(one for subject in (first, *others) for one in counting[subject])
        whole = NomineeSaid.read(owned.value(counting[first]))
        said[first] = whole._replace(number=said[first].number)
        for subject in others:
            del said[subject]
    named: dict[str, list[Named]] = {}
    for subject, one in said.items():
        if one.round:  # a decision alone, whose report was taken back, names nobody
            found = Named(subject, one, _differing(counting[subject]))
            named.setdefault(one.round, []).append(_as_of_today(found, newest))
    asked.sort(key=lambda one: (-one.fiscal_year, one.code))
    listed = (sorted(named.get(one.code, ()), key=_order) for one in asked)
    rounds = tuple(Round(one, tuple(people)) for one, people in zip(asked, listed, strict=True))
    return Nominations(rounds, counting)


def _of_one_person(said: Mapping[str, NomineeSaid], newest: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    """Yield the subjects of each person whom one section named under several numbers (再任用, 採用替え).

    The one that goes on comes first: the one that was decided of, else the newest number's.
    """
    of: dict[tuple[str, str, str], list[str]] = {}
    for subject, one in said.items() if newest else ():
        if one.round and one.number:
            key = one.round, one.section, newest.get(one.number, one.number)
            of.setdefault(key, []).append(subject)
    for several in of.values():
        if len(several) > 1:
            order = sorted(several, key=lambda it: (not said[it].decided, said[it].number in newest, it))
            yield tuple(order)


def _as_of_today(named: Named, newest: Mapping[str, str]) -> Named:
    """Return somebody named by the number they have today, as whoever they follow."""
    one = named.said
    number = newest.get(one.number, one.number)
    said = one._replace(number=number, instead_of=newest.get(one.instead_of, one.instead_of))
    return replace(named, said=said, reported=one.number if number != one.number else "")


def _order(one: Named) -> tuple[str, ...]:
    return one.said.section, one.said.first_day, one.said.number, one.said.name, one.subject


def _differing(revisions: Sequence[Revision]) -> tuple[str, ...]:
    """Return the reported fields of which sayings that do not know each other say different things."""
    found = []
    for field in FIELD_LABELS:
        sayings = {one.id: one for one in revisions if field in said_of_thing(one.content)}
        heads = merge.heads_of(sayings.values())
        if len({canonical.dumps(said_of_thing(one.content)[field]) for one in heads}) > 1:
            found.append(field)
    return tuple(found)


def subject_of(thing: RoundSaid | NomineeSaid) -> str:
    """Return what the record of a round or of somebody named is about."""
    if isinstance(thing, RoundSaid):
        return f"{ROUND}:{subjects.round_uid(_OWNER, thing.code)}"
    person = thing.number or thing.name
    return f"{NOMINEE}:{subjects.nominee_uid(_OWNER, thing.round, thing.section, person)}"


def say(desk: Desk, uow: UnitOfWork, sayings: Sequence[tuple[str, Mapping[str, Any]]]) -> None:
    """Keep what HR itself says of subjects, following what was said of these fields before.

    Raises:
        KnownError: ``text-too-long``.
    """
    owned_things.say(desk, uow, nominations(uow).counting, sayings)


def report(desk: Desk, uow: UnitOfWork, reported: Sequence[NomineeSaid], receipt: int) -> None:
    """Keep what a report says of people, owed to its receipt; it follows nothing.

    Raises:
        KnownError: ``text-too-long``.
    """
    owned_things.keep(desk, uow, sayings_of(desk, reported), receipt)


def sayings_of(desk: Desk, reported: Sequence[NomineeSaid]) -> list[Revision]:
    """Return what a report says as it would be kept, without a seal; the same report is the same sayings."""
    return [owned_things.record_of(desk, subject_of(one), said_fields(one)) for one in reported]


def said_fields(one: NomineeSaid) -> dict[str, Any]:
    """Return all that a report says of somebody, blank cells too: of two reports both say every field."""
    names = ("round", "section", "number", *FIELD_LABELS)
    return {name: value for name, value in one._asdict().items() if name in names}
