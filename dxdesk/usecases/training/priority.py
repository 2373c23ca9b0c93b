"""Who comes first where the seats of a course are few: 人材像 that a policy names, or the office itself.

The study material of GovTech東京 asks offices to consider that DX推進員 may take new courses first
(研修の優先権, 人事部門×DX部門の調整の観点①). Which 人材像 that is stands with the courses of a preset
(``course_catalogue.CatalogueModel.first``); an office follows its policy, names others, or nobody. It puts a
list in order and is told beside each; who gets a seat HR decides.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from dxdesk.domain.appointments import held
from dxdesk.domain.errors import KnownError
from dxdesk.ports.entities import Role
from dxdesk.ports.setting_names import COURSE_FIRST
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.organisation.appointed import newest_framework, terms_of
from dxdesk.usecases.training.switch import require_training
from dxdesk.usecases.workplace.desk import Desk

NOBODY = "-"
"""What the setting says where the office puts nobody first; empty: it follows its policy."""


@dataclass(frozen=True, slots=True)
class Priority:
    """Which 人材像 come first: their codes; ``offered`` are all there are, (code, name).

    ``by_policy``: the office said nothing itself, and ``policy`` are those its policy names.
    """

    first: tuple[str, ...]
    policy: tuple[str, ...]
    by_policy: bool
    offered: tuple[tuple[str, str], ...]

    @property
    def names(self) -> tuple[str, ...]:
        """What those are called that come first."""
        return tuple(name for code, name in self.offered if code in self.first)


def priority(desk: Desk) -> Priority:
    """Return which 人材像 come first when seats are decided.

    Raises:
        KnownError: ``wrong-role``, ``training-off``.
    """
    desk.require(Role.HR)
    with desk.store.read() as uow:
        require_training(uow)
        return _priority(uow)


def save_priority(desk: Desk, wanted: Sequence[str] | None) -> bool:
    """Keep which 人材像 (codes) come first; returns whether anything changed.

    Args:
        desk: HR's store.
        wanted: their codes, none of them: nobody comes first; ``None``: as the policy has it.

    Raises:
        KnownError: ``wrong-role``, ``training-off``, ``course-first`` (no such 人材像).
    """
    desk.require(Role.HR)
    with desk.store.write() as uow:
        require_training(uow)
        offered = dict(_priority(uow).offered)
        unknown = [code for code in wanted or () if code not in offered]
        if unknown:
            there = "、".join(f"{code}({name})" for code, name in offered.items())
            raise KnownError(
                "course-first",
                "その人材像は、いまのスキル体系にありません。設定は変えていません。",
                f"{there or 'スキル体系の人材像'}から選んでください。",
                found="、".join(unknown),
            )
        text = "" if wanted is None else ",".join(dict.fromkeys(wanted)) or NOBODY
        if uow.settings.get(COURSE_FIRST) == text:
            return False
        uow.settings.set(COURSE_FIRST, text)
        told = "方針のとおり" if wanted is None else "、".join(offered[one] for one in wanted) or "なし"
        uow.audit.append("course-first", told)
        uow.commit()
    return True


def first_people(uow: UnitOfWork, today: str) -> Mapping[str, str]:
    """Return who comes first, by number, with the names of the 人材像 for which they do.

    Args:
        uow: a unit of HR's store.
        today: the day (ISO) on which terms of appointment count.
    """
    first, framework = frozenset(_priority(uow).first), newest_framework(uow)
    if not first or framework is None:
        return {}
    terms = terms_of(uow)
    found = {}
    for one in uow.people.employees():
        mine = framework.personas_of(tuple(held(one.personas, terms.get(one.number, ()), today)), one.grade)
        if names := [persona.name for persona in mine if persona.code in first]:
            found[one.number] = "、".join(names)
    return found


def _priority(uow: UnitOfWork) -> Priority:
    framework = newest_framework(uow)
    offered = tuple((one.code, one.name) for one in framework.personas) if framework is not None else ()
    there = {code for code, _ in offered}
    policy = tuple(one for one in _of_policy(framework.code) if one in there) if framework is not None else ()
    said = uow.settings.get(COURSE_FIRST)
    own = tuple(one for one in said.split(",") if one in there)
    return Priority(own if said else policy, policy, not said, offered)


@cache
def _of_policy(code: str) -> tuple[str, ...]:
    """Return whom a shipped policy puts first; nobody where it says nothing, or is an office's own."""
    from dxdesk.usecases.frameworks.course_catalogue import load_catalogue
    from dxdesk.usecases.frameworks.versions import preset_codes

    return tuple(load_catalogue(code).first) if code in preset_codes() else ()
