"""台帳の違い: where two stores of one owner said different things of one field, and the owner settling it.

It is a function of the records that count alone. Until it is settled the same saying stands in every store
(``domain.owned``). Whoever owns the thing settles it, field by field: what is taken follows all the others.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dxdesk.domain import owned
from dxdesk.domain.contents import CourseSaid
from dxdesk.domain.errors import KnownError
from dxdesk.domain.records import Revision
from dxdesk.domain.thing_words import KIND_NAMES, OWNER_NAMES, Names, field_name, field_text, thing_name
from dxdesk.ports.entities import Role
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.person_year import owned_things
from dxdesk.usecases.person_year.cycles import all_cycles, framework_of
from dxdesk.usecases.person_year.owned_things import counting_of, counting_of_several, owner_of
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.workplace.once import once_a_unit


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the differing sayings: its number, what it says, and whether this very store said it."""

    number: int
    text: str
    here: bool


@dataclass(frozen=True, slots=True)
class Difference:
    """A field of a thing that two stores of its owner say differently; the choice that stands comes first.

    ``subject`` and ``field`` name the field of the record; ``mine``: this store's owner settles it.
    """

    subject: str
    field: str
    owner: str
    kind: str
    thing: str
    field_name: str
    choices: tuple[Choice, ...]
    mine: bool

    @property
    def sentence(self) -> str:
        """What the two say, as it stands beside the thing."""
        return _sentence(self.field_name, [one.text for one in self.choices])


_Apart = tuple[tuple[Revision, ...], Mapping[str, tuple[owned.Choice, ...]]]
"""The counting revisions of a thing, and of each field that differs what is said."""


@once_a_unit
def _apart(uow: UnitOfWork) -> Mapping[str, _Apart]:
    """Return the things that differ: their counting revisions, and the fields."""
    found = {}
    for subject, revisions in counting_of_several(uow, KIND_NAMES).items():
        fields = owned.differing(revisions)
        if fields:
            found[subject] = revisions, fields
    return found


def differing(desk: Desk, uow: UnitOfWork) -> tuple[Difference, ...]:
    """Return what differs, by kind and name of the thing; nothing in stores that keep no such things."""
    if desk.role not in (Role.HR, Role.DX):
        return ()
    apart = _apart(uow)
    if not apart:
        return ()
    names = _names(uow)
    found = []
    for subject, (revisions, fields) in apart.items():
        value = owned.value(revisions)
        kind, owner = subject.partition(":")[0], revisions[0].owned.owner
        for name, choices in fields.items():
            told = tuple(
                Choice(number, field_text(kind, name, one.value, names), _said_here(desk, one))
                for number, one in enumerate(choices, 1)
            )
            found.append(
                Difference(
                    subject,
                    name,
                    owner,
                    kind,
                    thing_name(kind, value, names.courses),
                    field_name(kind, name),
                    told,
                    owner == owner_of(desk),
                )
            )
    places = {kind: place for place, kind in enumerate(KIND_NAMES)}
    return tuple(sorted(found, key=lambda one: (places[one.kind], one.thing, one.subject, one.field)))


def _said_here(desk: Desk, choice: owned.Choice) -> bool:
    seals = (revision.seal for revision in choice.revisions)
    here = desk.identity.store_id, desk.identity.epoch
    return any(seal is not None and (seal.store_id, seal.epoch) == here for seal in seals)


def _names(uow: UnitOfWork) -> Names:
    courses = {}
    for revisions in counting_of(uow, ("course",)).values():
        said = CourseSaid.read(owned.value(revisions))
        courses[said.code] = said.name or said.code
    cycles = all_cycles(uow)
    if not cycles:
        return Names(courses=courses)
    framework = framework_of(uow, cycles[-1])
    return Names(
        {item.uid: framework.title(item) for item in framework.items},
        {persona.code: persona.name for persona in framework.personas},
        courses,
    )


def differences(desk: Desk) -> tuple[Difference, ...]:
    """Return what differs now.

    Raises:
        KnownError: ``wrong-role``.
    """
    desk.require(Role.HR, Role.DX)
    with desk.store.read() as uow:
        return differing(desk, uow)


def marks(uow: UnitOfWork) -> Mapping[str, str]:
    """Return by subject what is told beside a thing that differs, a line a field."""
    apart = _apart(uow)
    names = _names(uow) if apart else Names()
    found = {}
    for subject, (_, fields) in apart.items():
        kind = subject.partition(":")[0]
        lines = (
            _sentence(field_name(kind, name), [field_text(kind, name, one.value, names) for one in choices])
            for name, choices in fields.items()
        )
        found[subject] = "\n".join(lines)
    return found


def _sentence(field: str, texts: Sequence[str]) -> str:
    return f"2つの台帳で違います({field}): {' / '.join(texts)}"


def settle(desk: Desk, subject: str, field: str, take: int) -> Difference:
    """Let one of the sayings stand for good; the others stay in the record.

    Args:
        desk: the store of whoever owns the thing.
        subject: of the thing's record, as ``differences`` tells it.
        field: the field's name.
        take: the number of the choice.

    Returns:
        What was settled.

    Raises:
        KnownError: ``wrong-role``, ``difference-unknown``, ``difference-choice``, ``thing-of-other``.
    """
    desk.require(Role.HR, Role.DX)
    with desk.store.write() as uow:
        wanted = (subject, field)
        found = next((one for one in differing(desk, uow) if (one.subject, one.field) == wanted), None)
        if found is None:
            raise KnownError(
                "difference-unknown",
                "その違いは、もうありません。何も変えていません。",
                "「受付」の「台帳の違い」(コマンドでは dxdesk differences)を見直してください。",
                found=f"{subject} {field}",
            )
        if not found.mine:
            name = OWNER_NAMES.get(found.owner, found.owner)
            raise KnownError(
                "thing-of-other",
                f"「{found.thing}」は{name}が持つ記録です。ここでは変えられません。何も変えていません。",
                f"{name}に、どちらにするかを決めてもらい、届いたファイルを取り込んでください。",
                found=found.thing,
            )
        if not 1 <= take <= len(found.choices):
            raise KnownError(
                "difference-choice",
                f"その番号はありません。{found.field_name}の違いは1から{len(found.choices)}までです。"
                "何も変えていません。",
                "「受付」の「台帳の違い」(コマンドでは dxdesk differences)で番号を確かめてください。",
                found=str(take),
            )
        revisions, fields = _apart(uow)[subject]
        taken = fields[field][take - 1]
        owned_things.say(desk, uow, {subject: revisions}, [(subject, {field: taken.value})])
        uow.audit.append("difference-settle", f"{subject} {field}", {"take": take})
        uow.commit()
    return found
