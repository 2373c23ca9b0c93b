"""The own lists 職層, 任用区分 and 在職状態, and who is asked by them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from dxdesk.domain import canonical, duty, targets
from dxdesk.domain.targets import DUTY_STATUS, EMPLOYMENT, GRADE
from dxdesk.domain.text import cleaned, plain, refuse_unfit_name
from dxdesk.ports import setting_names
from dxdesk.ports.entities import Employee, ListEntry, Role
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.workplace.desk import Desk

LIST_NAMES = (GRADE, EMPLOYMENT, DUTY_STATUS)
OVERRIDES = setting_names.TARGET_OVERRIDE

_GRADES = "一般職 主事 主任 係長級 係長 主査 課長補佐 管理職 課長級 課長 部長級 部長"
_EMPLOYMENTS = "正規 常勤 任期の定めのない常勤職員 再任用 定年前再任用短時間 暫定再任用 任期付"
_NOT_ASKED = "会計年度任用 臨時 臨時的任用 非常勤 特別職"


def default_lists() -> tuple[ListEntry, ...]:
    """Return the lists a new HR store starts with.

    会計年度任用 and the like are not asked by default, nor are people on leave or gone; people on leave or
    sent elsewhere are never called late, also where a decision asks them after all.
    """
    made: list[ListEntry] = []

    def add(list_name: str, values: str, *, target: bool = True, never_late: bool = False) -> None:
        for value in values.split():
            made.append(ListEntry(list_name, value, target, len(made), never_late))

    add(GRADE, _GRADES)
    add(EMPLOYMENT, _EMPLOYMENTS)
    add(EMPLOYMENT, _NOT_ASKED, target=False)
    for word in duty.FOLDED:
        target, late = targets.default_of(DUTY_STATUS, word)
        add(DUTY_STATUS, word, target=target, never_late=late)
    return tuple(made)


def own_lists(uow: UnitOfWork) -> tuple[ListEntry, ...]:
    """Return the store's lists; the default ones as long as none are kept."""
    kept = tuple(entry for name in LIST_NAMES for entry in uow.people.entries(name))
    return kept or default_lists()


def save_lists(desk: Desk, entries: Iterable[ListEntry]) -> None:
    """Keep list entries (insert or replace by list and value).

    Raises:
        KnownError: ``wrong-role``, ``text-too-long``.
    """
    desk.require(Role.HR)
    with desk.store.write() as uow:
        seed_lists(uow)
        given, before = list(entries), {entry.value for entry in own_lists(uow)}
        for entry in given:
            if entry.value not in before:
                refuse_unfit_name(plain(entry.value), "一覧の値")
        kept = cleaned(given)
        uow.people.save_entries(kept)
        uow.audit.append("lists", counts={"entries": len(kept)})
        uow.commit()


def seed_lists(uow: UnitOfWork) -> None:
    """Write the default lists into a store that has none, so that later additions join them."""
    if not any(uow.people.entries(name) for name in LIST_NAMES):
        uow.people.save_entries(default_lists())


def overrides(uow: UnitOfWork) -> dict[str, tuple[bool, str]]:
    """Return decisions about single people: number → (asked, reason)."""
    found: dict[str, tuple[bool, str]] = {}
    for name, text in uow.settings.starting_with(OVERRIDES).items():
        if text:
            value = json.loads(text)
            found[name.removeprefix(OVERRIDES)] = (bool(value["target"]), str(value["reason"]))
    return found


def set_override(desk: Desk, number: str, target: bool | None, reason: str = "") -> None:
    """Decide that a person is (not) asked whatever the lists say; ``None`` takes the decision back.

    Raises:
        KnownError: ``wrong-role``, ``text-too-long``.
    """
    desk.require(Role.HR)
    refuse_unfit_name(plain(reason), "対象外にする理由")
    with desk.store.write() as uow:
        text = "" if target is None else canonical.dumps({"target": target, "reason": plain(reason)})
        uow.settings.set(f"{OVERRIDES}{number}", text)
        uow.audit.append("target-override", number, {"target": "" if target is None else str(int(target))})
        uow.commit()


def never_late(employee: Employee, lists: Sequence[ListEntry]) -> bool:
    """Tell whether a person is never called late."""
    return targets.never_late(employee, lists)
