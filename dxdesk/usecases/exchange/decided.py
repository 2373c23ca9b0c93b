"""What this store's owner confirmed and returned last, and which of it left the store in a file.

A step is one act: one person, or a whole queue at once. It is kept until it is taken back, or until a later
one left: what lies before that one is out of reach. A form leaves with the ids it follows, so naming a step
there is enough; an answer would cover it, should the same be said again. A step that left, or of which
somebody is finalised, is kept to say so; what was typed before it is wanted for nothing any more and goes.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from dxdesk.domain import canonical
from dxdesk.domain.records import Revision
from dxdesk.ports import setting_names
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.person_year.local_work import SEQUENCE

CONFIRMED, RETURNED = "confirm", "return"
ANY_FILE = "file"
"""A kind of file that a program wrote which told nothing of what was in it."""
FROZEN = "finalised"
"""No file: somebody the step is about is finalised."""

_STEP = setting_names.DECIDED
"""Settings that keep a step each, by fiscal year and number; an empty text is a step that is gone."""
_LOOKED = setting_names.DECIDED_LOOKED
"""Setting: the last number given to a package when it was last looked which steps left."""


@dataclass(frozen=True)
class Step:
    """One act of a confirmer.

    ``made`` are the revisions it made and ``drafts`` what was typed before it, by employee number; ``sent``
    is the kind of file in which some of it left, or ``FROZEN``; empty while it can be taken back.
    """

    name: str
    what: str
    made: Mapping[str, tuple[str, ...]]
    drafts: Mapping[str, str]
    sent: str = ""

    @property
    def ids(self) -> frozenset[str]:
        """Return all revisions it made."""
        return frozenset(one for ids in self.made.values() for one in ids)


def note(
    uow: UnitOfWork,
    fiscal_year: int,
    what: str,
    made: Mapping[str, Iterable[Revision]],
    drafts: Mapping[str, str],
) -> None:
    """Keep a step that was just made; nothing where nobody was decided on."""
    if not made:
        return
    _notice_sent(uow)
    number = max((_number(step) for step in _steps(uow, fiscal_year)), default=0) + 1
    step = Step(
        f"{_STEP}{fiscal_year}/{number:06d}",
        what,
        {employee: tuple(revision.id for revision in revisions) for employee, revisions in made.items()},
        drafts,
    )
    _save(uow, step)


def last_step(uow: UnitOfWork, fiscal_year: int) -> Step | None:
    """Return the last step of a year that was not taken back, also one that left in a file."""
    steps = _steps(uow, fiscal_year)
    if not steps:
        return None
    unlooked = not steps[-1].sent and uow.settings.get(SEQUENCE, "0") != uow.settings.get(_LOOKED, "0")
    return replace(steps[-1], sent=ANY_FILE) if unlooked else steps[-1]


def forget(uow: UnitOfWork, step: Step) -> None:
    """Take a step away: it was taken back."""
    uow.settings.set(step.name, "")


class Leaving:
    """Marks the steps that leave; the steps are read once, for nobody decides while files are written."""

    def __init__(self, uow: UnitOfWork) -> None:
        """Read all steps of a unit of work, before a package is numbered."""
        if _steps(uow):
            _notice_sent(uow)
        self._uow, found = uow, _steps(uow)
        self._by_id = {one: step.name for step in found for one in step.ids}
        self._steps = {step.name: step for step in found}
        """Those within reach, the first one first; a file of many packages writes each of them once."""

    def in_package(self, kind: str, ids: Iterable[str]) -> None:
        """Mark the steps of which something leaves in a package, or is named in it."""
        if not self._by_id:
            return
        for name in dict.fromkeys(self._by_id[one] for one in ids if one in self._by_id):
            step = self._steps.get(name)
            if step is None or step.sent == kind:
                continue  # a later one left before it, or it is marked
            self._steps[name] = _gone(self._uow, step, kind)
            for before in [one for one in self._steps.values() if _is_before(one, step)]:
                forget(self._uow, self._steps.pop(before.name))
        _looked(self._uow)


def freeze(uow: UnitOfWork, fiscal_year: int, employee_numbers: Collection[str]) -> None:
    """Put out of reach what was decided of people who are finalised, and whatever was decided before."""
    steps = _steps(uow, fiscal_year)
    frozen = [
        position for position, step in enumerate(steps) if not step.made.keys().isdisjoint(employee_numbers)
    ]
    if not frozen:
        return
    for step in steps[: frozen[-1]]:
        forget(uow, step)
    last = steps[frozen[-1]]
    _gone(uow, last, last.sent or FROZEN)


def use_up(uow: UnitOfWork, number: int) -> None:
    """Keep the number of a package that is none: something else was sealed at it, and no step left."""
    _notice_sent(uow)
    uow.settings.set(SEQUENCE, str(number))
    _looked(uow)


def _notice_sent(uow: UnitOfWork) -> None:
    """Take steps as gone where another program, which does not mark them, wrote a package since."""
    if uow.settings.get(SEQUENCE, "0") == uow.settings.get(_LOOKED, "0"):
        return
    for step in _steps(uow):
        if not step.sent:
            _gone(uow, step, ANY_FILE)
    _looked(uow)


def _gone(uow: UnitOfWork, step: Step, why: str) -> Step:
    """Keep that a step is out of reach, without what was typed before it: it comes back nowhere."""
    kept = replace(step, sent=why, drafts={})
    _save(uow, kept)
    return kept


def _looked(uow: UnitOfWork) -> None:
    uow.settings.set(_LOOKED, uow.settings.get(SEQUENCE, "0"))


def _save(uow: UnitOfWork, step: Step) -> None:
    said = {"what": step.what, "made": {k: list(v) for k, v in step.made.items()}, "sent": step.sent}
    uow.settings.set(step.name, canonical.dumps({**said, "drafts": dict(step.drafts)}))


def _steps(uow: UnitOfWork, fiscal_year: int = 0) -> list[Step]:
    """Return the steps of a year (0: of all), the first one first."""
    kept = uow.settings.starting_with(f"{_STEP}{fiscal_year}/" if fiscal_year else _STEP)
    return [_read(name, text) for name, text in sorted(kept.items()) if text]


def _read(name: str, text: str) -> Step:
    said = json.loads(text)
    made: Mapping[str, Collection[str]] = said["made"]
    return Step(name, said["what"], {k: tuple(v) for k, v in made.items()}, said["drafts"], said["sent"])


def _is_before(one: Step, other: Step) -> bool:
    return _year(one) == _year(other) and _number(one) < _number(other)


def _year(step: Step) -> str:
    return step.name.split("/")[1]


def _number(step: Step) -> int:
    return int(step.name.rpartition("/")[2])
