"""Who is asked: by the own lists, decisions about people, 任用区分 with 人材像, and authorities."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from dxdesk.domain import canonical, targets
from dxdesk.domain.appointments import held
from dxdesk.domain.errors import KnownError
from dxdesk.domain.framework import ASSIGNED, Framework
from dxdesk.domain.targets import EMPLOYMENT, Pairs
from dxdesk.ports import setting_names
from dxdesk.ports.entities import Employee, Role
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.organisation import authorities, lists
from dxdesk.usecases.organisation.appointed import appointed, newest_framework, terms_of
from dxdesk.usecases.workplace.desk import Desk


def asking(
    uow: UnitOfWork, people: Iterable[Employee], day: str, framework: Framework | None = None
) -> Callable[[Employee], tuple[bool, str]]:
    """Return what tells of each of some people whether they are asked, and why not.

    Args:
        uow: a unit of HR's store.
        people: whom it will be asked of.
        day: the day (ISO) on which terms of appointment count.
        framework: whose personas; the newest one by default.
    """
    people = tuple(people)
    own, decided = lists.own_lists(uow), lists.overrides(uow)
    posts = appointed(uow, people, day, framework)
    paired = _paired(uow, day, framework)
    kept = authorities.kept_in(uow, "")

    def of(person: Employee) -> tuple[bool, str]:
        return targets.target_of(
            person,
            own,
            decided,
            appointed=person.number in posts,
            paired=paired(person),
            authority=kept.not_asked_in(person.department_code) if kept.of else "",
        )

    return of


def _paired(uow: UnitOfWork, day: str, framework: Framework | None) -> Callable[[Employee], bool | None]:
    pairs = kept_pairs(uow)
    framework = framework or (newest_framework(uow) if pairs else None)
    if not pairs or framework is None:
        return lambda _: None
    own, terms, known = lists.own_lists(uow), terms_of(uow), framework

    @cache
    def codes(personas: tuple[str, ...], grade: str) -> tuple[str, ...]:
        return tuple(persona.code for persona in known.personas_of(personas, grade))

    def of(person: Employee) -> bool | None:
        employment, asked = targets.employment_of(person, own)
        personas = held(person.personas, terms.get(person.number, ()), day)
        return targets.paired(employment, codes(personas, person.grade), pairs, asked)

    return of


def kept_pairs(uow: UnitOfWork) -> Pairs:
    """Return what the office decided of 任用区分 with 人材像."""
    text = uow.settings.get(setting_names.ASKED_PAIRS)
    return {(str(one[0]), str(one[1])): bool(one[2]) for one in json.loads(text)} if text else {}


@dataclass(frozen=True, slots=True)
class PairTable:
    """Who is asked by 任用区分 (rows: name, asked by the list) and 人材像 (columns: code, name, appointed).

    People who hold an ``appointed`` 人材像 are asked whatever the 任用区分; there is nothing to decide.
    """

    employments: tuple[tuple[str, bool], ...]
    personas: tuple[tuple[str, str, bool], ...]
    decided: Mapping[tuple[str, str], bool]

    def asked(self, employment: str, code: str) -> bool:
        """Return whether people of a 任用区分 who hold a 人材像 are asked for it."""
        if any(appointed and one == code for one, _, appointed in self.personas):
            return True
        return self.decided.get((employment, code), dict(self.employments).get(employment, True))


def pair_table(desk: Desk) -> PairTable:
    """Return who is asked by 任用区分 and 人材像 of the newest framework.

    Raises:
        KnownError: ``wrong-role``.
    """
    desk.require(Role.HR)
    with desk.store.read() as uow:
        framework = newest_framework(uow)
        employments = tuple(
            (one.value, one.target) for one in lists.own_lists(uow) if one.list_name == EMPLOYMENT
        )
        pairs = kept_pairs(uow)
    personas = framework.personas if framework else ()
    return PairTable(
        employments, tuple((one.code, one.name, one.scope == ASSIGNED) for one in personas), pairs
    )


def decide_pair(desk: Desk, employment: str, persona: str, asked: bool | None) -> None:
    """Decide whether people of a 任用区分 who hold a 人材像 are asked; ``None``: as the 任用区分 says.

    Raises:
        KnownError: ``wrong-role``, ``pair-unknown``, ``pair-appointed``.
    """
    table = pair_table(desk)
    known = {code: (name, appointed) for code, name, appointed in table.personas}
    if employment not in dict(table.employments) or persona not in known:
        raise KnownError(
            "pair-unknown",
            "その任用区分か人材像がありません。何も変えていません。",
            "「設定」の「一覧と対象」にある任用区分と、スキル体系にある人材像のコードを使ってください。",
            found=f"{employment} × {persona}",
        )
    if known[persona][1] and asked is not None:
        raise KnownError(
            "pair-appointed",
            f"「{known[persona][0]}」は任命する人材像です。任命された人は、任用区分にかかわらず対象です。"
            "何も変えていません。",
            "1人ずつ外すときは、名簿でその人の「対象にするか」を決めてください。",
            found=f"{employment} × {persona}",
        )
    with desk.store.write() as uow:
        pairs = dict(kept_pairs(uow))
        pairs.pop((employment, persona), None)
        if asked is not None:
            pairs[employment, persona] = asked
        rows = [[*pair, said] for pair, said in sorted(pairs.items())]
        uow.settings.set(setting_names.ASKED_PAIRS, canonical.dumps(rows) if rows else "")
        uow.audit.append(
            "asked-pair",
            persona,
            {"employment": employment, "target": "" if asked is None else str(int(asked))},
        )
        uow.commit()
