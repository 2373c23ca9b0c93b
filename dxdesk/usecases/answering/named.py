"""Skills and levels as a person names them on the command line, turned into uids and values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dxdesk.domain.errors import KnownError
from dxdesk.domain.framework import Framework
from dxdesk.usecases.person_year import derived
from dxdesk.usecases.person_year.standing import ItemStanding, year_context
from dxdesk.usecases.workplace.desk import Desk

Pairs = Sequence[tuple[str, str]]


def levels_named(desk: Desk, employee_number: str, pairs: Pairs, fiscal_year: int = 0) -> dict[str, int]:
    """Return levels by uid of pairs (skill by uid or name, level as people write it).

    Raises:
        KnownError: ``person-unknown``, ``item-unknown``, ``item-twice``, ``level-unreadable`` or
            ``level-outside-scale``.
    """
    if not pairs:
        return {}
    framework, items = _items(desk, employee_number, fiscal_year)
    found: dict[str, int] = {}
    for skill, text in pairs:
        uid = _uid(items, skill, found)
        level = framework.parse_level(framework.item(uid), text, "何も記録していません。")
        assert level is not None, "a pair has two sides"
        found[uid] = level
    return found


def texts_named(desk: Desk, employee_number: str, pairs: Pairs, fiscal_year: int = 0) -> dict[str, str]:
    """Return texts by uid of pairs (skill by uid or name, text).

    Raises:
        KnownError: ``person-unknown``, ``item-unknown``, ``item-twice``.
    """
    if not pairs:
        return {}
    _, items = _items(desk, employee_number, fiscal_year)
    found: dict[str, str] = {}
    for skill, text in pairs:
        found[_uid(items, skill, found)] = text
    return found


def _items(desk: Desk, number: str, fiscal_year: int) -> tuple[Framework, tuple[ItemStanding, ...]]:
    with desk.store.read() as uow:
        context = year_context(desk, uow, fiscal_year)
        people = derived.people_years(uow, context, [number])
    if not people:
        raise KnownError(
            "person-unknown",
            f"職員番号 {number} の人は{context.cycle.label}の対象に入っていません。何も変えていません。",
            "職員番号を確かめてください。",
            found=number,
        )
    return context.framework, people[0].items


def _uid(items: Sequence[ItemStanding], skill: str, given: Mapping[str, object]) -> str:
    """Return the uid of a skill; one that two items share by name is asked about."""
    uids = [item.uid for item in items if skill in (item.uid, item.name)]
    if len(uids) != 1:
        known = "、".join(f"{item.name}({item.uid})" for item in items)
        what = "その名前のスキルが2つ以上あります" if uids else "この人の申告票にないスキルです"
        raise KnownError(
            "item-unknown", f"{what}。何も変えていません。", f"{known}から選んでください。", found=skill
        )
    if uids[0] in given:
        raise KnownError(
            "item-twice",
            "同じスキルが2度書かれています。何も変えていません。",
            "1つにしてください。",
            found=skill,
        )
    return uids[0]
