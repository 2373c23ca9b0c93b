"""重み: how much a missing level of each skill counts when gaps are put in order."""

from __future__ import annotations

from collections.abc import Mapping

from dxdesk.domain.errors import KnownError
from dxdesk.ports import setting_names
from dxdesk.ports.entities import Role
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.workplace.desk import Desk

_PREFIX = setting_names.SKILL_WEIGHT
USUAL, MOST = 1, 9


def kept_weights(uow: UnitOfWork) -> dict[str, int]:
    """Return the weights other than 1, by item uid."""
    kept = uow.settings.starting_with(_PREFIX)
    return {name.removeprefix(_PREFIX): int(text) for name, text in kept.items() if text}


def weights(desk: Desk) -> dict[str, int]:
    """Return the weights other than 1, by item uid."""
    with desk.store.read() as uow:
        return kept_weights(uow)


def save_weights(desk: Desk, wanted: Mapping[str, int]) -> None:
    """Keep weights by item uid; 0 puts a skill last, 1 is the usual one.

    Raises:
        KnownError: ``wrong-role``, ``weight-outside``, and the store's own (read-only, disk full).
    """
    desk.require(Role.HR, Role.DX)
    wrong = {uid: weight for uid, weight in wanted.items() if not 0 <= weight <= MOST}
    if wrong:
        raise KnownError(
            "weight-outside",
            f"重みは0から{MOST}までの整数です。何も保存していません。",
            "数を直してください。",
            found="、".join(str(weight) for weight in wrong.values()),
        )
    with desk.store.write() as uow:
        before = kept_weights(uow)
        changed = {uid: weight for uid, weight in wanted.items() if before.get(uid, USUAL) != weight}
        for uid, weight in changed.items():
            uow.settings.set(_PREFIX + uid, "" if weight == USUAL else str(weight))
        if changed:
            uow.audit.append("settings", "重み", {"items": len(changed)})
        uow.commit()
