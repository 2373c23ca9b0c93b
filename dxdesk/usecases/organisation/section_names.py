"""設定: what the office calls its section for DX; until it says so, what the policy it follows calls it."""

from __future__ import annotations

import tomllib
from functools import cache

from dxdesk import paths
from dxdesk.domain.errors import KnownError
from dxdesk.domain.section_names import DX, LONGEST
from dxdesk.domain.text import is_one_line, plain
from dxdesk.ports.entities import Role
from dxdesk.ports.setting_names import DX_SECTION
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.person_year.cycles import all_cycles
from dxdesk.usecases.workplace.desk import Desk


def dx_section(uow: UnitOfWork) -> str:
    """Return what the section for DX is called."""
    return uow.settings.get(DX_SECTION) or _of_policy(_code(uow))


def dx_section_of(desk: Desk) -> str:
    """Return what the section for DX is called in a store, whoever it belongs to."""
    with desk.store.read() as uow:
        return dx_section(uow)


def save_dx_section(desk: Desk, wanted: str) -> bool:
    """Keep what the section for DX is called, empty: as the policy has it; returns whether it changed.

    Raises:
        KnownError: ``wrong-role``, ``section-name``.
    """
    desk.require(Role.HR, Role.DX)
    name = plain(wanted).strip()
    refuse_name(name)
    with desk.store.write() as uow:
        before = dx_section(uow)
        uow.settings.set(DX_SECTION, name)
        after = dx_section(uow)
        if before == after:
            return False
        uow.audit.append("section-name", f"{before}から{after}")
        uow.commit()
    return True


def refuse_name(name: str) -> None:
    """Refuse a name that is no one line, or too long for the columns of papers.

    Raises:
        KnownError: ``section-name``.
    """
    if len(name) > LONGEST or not is_one_line(name):
        raise KnownError(
            "section-name",
            f"DXを担当する課の名前に使えるのは、1行で{LONGEST}文字までです。設定は変えていません。",
            "「デジタル推進課」のように、課や室の名前だけを書いてください。空にすると、方針のとおりに戻ります。",
            found=name,
        )


def _code(uow: UnitOfWork) -> str:
    """Return whose framework the office uses: that of its newest year, else the last it was given."""
    cycles = all_cycles(uow)
    if cycles:
        return cycles[-1].framework_code
    kept = uow.exchange.frameworks()
    return kept[-1].code if kept else ""


@cache
def _names() -> dict[str, str]:
    path = paths.resources_dir() / "presets" / "sections" / "names.toml"
    return {str(code): str(name) for code, name in tomllib.loads(path.read_text(encoding="utf-8")).items()}


def _of_policy(code: str) -> str:
    return _names().get(code, DX)
