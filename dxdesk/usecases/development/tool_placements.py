"""ツールの配置の基準: how many of each 課 should stand at a tool's highest stage, as the office decides it.

A policy says 「各課にLoGoフォーム作成ができる職員を2名以上」. Which skill that is only a person can tell:
such a target is proposed and never taken for granted.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dxdesk.domain import capabilities, tool_map
from dxdesk.domain.errors import KnownError, any_of
from dxdesk.domain.framework import Framework, Item
from dxdesk.ports import setting_names
from dxdesk.ports.entities import Role
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.organisation.capabilities import is_on
from dxdesk.usecases.skillmap import building
from dxdesk.usecases.workplace.desk import Desk

_PREFIX = setting_names.TOOL_PLACEMENT
MOST = 99


@dataclass(frozen=True, slots=True)
class ToolLine:
    """A tool that is asked about: how many of each 課 should stand at ``level``; 0 = no rule.

    ``proposed`` is what a target of the framework says of it, 0 where none does.
    """

    uid: str
    name: str
    level: str
    per_section: int
    proposed: int


def kept(uow: UnitOfWork) -> dict[str, int]:
    """Return the rules by item uid; none where the office does not use the tool map."""
    if not is_on(uow, capabilities.TOOLS):
        return {}
    found = uow.settings.starting_with(_PREFIX)
    return {name.removeprefix(_PREFIX): int(text) for name, text in found.items() if text}


def lines(desk: Desk, fiscal_year: int = 0) -> tuple[ToolLine, ...]:
    """Return the tools that a year asks about; none where the office does not use the tool map.

    Raises:
        KnownError: ``wrong-role``, ``no-cycle``.
    """
    desk.require(Role.HR)
    with desk.store.read() as uow:
        if not is_on(uow, capabilities.TOOLS):
            return ()
        said = kept(uow)
    framework = building.people_map(desk, fiscal_year).framework
    return tuple(
        ToolLine(
            item.uid,
            framework.title(item),
            top_label(framework, item),
            said.get(item.uid, 0),
            _proposed(framework, item.name),
        )
        for item in framework.items
        if item.category == tool_map.CATEGORY
    )


def top_label(framework: Framework, item: Item) -> str:
    """Return how the highest stage of a tool is called."""
    return framework.level_label(item, framework.scale_of(item).highest)


def _proposed(framework: Framework, name: str) -> int:
    found = [one.value for one in framework.targets if one.per_section and name in one.name]
    return found[0] if len(found) == 1 else 0


def keep_rules(desk: Desk, wanted: Mapping[str, int], fiscal_year: int = 0) -> None:
    """Keep rules by item uid or name; 0 takes one away.

    Raises:
        KnownError: ``wrong-role``, ``tools-off``, ``tool-unknown``, ``tool-placement``, ``no-cycle``.
    """
    desk.require(Role.HR)
    with desk.store.read() as uow:
        if not is_on(uow, capabilities.TOOLS):
            raise KnownError(
                "tools-off",
                "この台帳では、ツール版スキルマップを使っていません。何も変えていません。",
                "「設定」の「使う機能」で「ツール版スキルマップ」を入れてください"
                "(コマンドでは dxdesk uses 台帳 --on tools)。",
            )
    known = lines(desk, fiscal_year)
    meant: dict[str, int] = {}
    for key, count in wanted.items():
        line = next((one for one in known if key in (one.uid, one.name)), None)
        if line is None:
            raise KnownError(
                "tool-unknown",
                "そのツールは、この年度の設問にありません。何も変えていません。",
                f"{any_of(one.name for one in known)}を選んでください。"
                if known
                else "次に始める年度から、スキル体系のツールを答えてもらえます。",
                found=key,
            )
        if not 0 <= count <= MOST:
            raise KnownError(
                "tool-placement",
                f"課ごとの人数は0から{MOST}までの整数です。何も変えていません。",
                "数を直してください(0は、基準なし)。",
                found=str(count),
            )
        meant[line.uid] = count
    before = {one.uid: one.per_section for one in known}
    changed = {uid: count for uid, count in meant.items() if before[uid] != count}
    if not changed:
        return
    with desk.store.write() as uow:
        for uid, count in changed.items():
            uow.settings.set(_PREFIX + uid, str(count) if count else "")
        uow.audit.append("settings", "ツールの配置の基準", {"items": len(changed)})
        uow.commit()
