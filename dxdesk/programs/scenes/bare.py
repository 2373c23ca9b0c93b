"""A new, empty store of a role, and every screen as it teaches what brings something here."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dxdesk.ports.entities import Role
from dxdesk.ui.pictures.studio import Scene, Show, Studio, tab, to
from dxdesk.usecases.workplace.desk import Desk

_OWNER = "001021"


@contextmanager
def new_desk(like: Desk, folder: Path) -> Iterator[Desk]:
    """Open a new store of the same role and municipality, closed again at the end."""
    from dxdesk.usecases.inbox.opening import create_store

    identity = like.identity
    owner = _OWNER if like.role in (Role.SECTION, Role.PERSONAL) else ""
    desk = create_store(
        like.services,
        str(folder / "はじめての台帳.dxdesk"),
        like.role,
        (identity.municipality_code, identity.municipality_name),
        secrets.token_hex(16),
        owner,
    )
    try:
        yield desk
    finally:
        desk.store.close()


def _documents(studio: Studio) -> None:
    studio.go("documents")
    studio.wait()  # what can be drawn at once is drawn a moment later


def bare(role: Role) -> list[Scene]:
    """Return the empty states of a role."""
    found: list[tuple[str, Show]] = [("home", to("home")), ("documents", _documents)]
    found += [("receive-ledger", to("receive", page="ledger")), ("settings-audit", tab("settings", 6))]
    if role is Role.PERSONAL:
        found += [("self-report", to("self_report"))]
    else:
        found += [(f"receive-{page}", to("receive", page=page)) for page in ("conflicts", "pending")]
        found += [
            ("skillmap", to("skillmap")),
            ("growth", to("growth")),
            ("settings-dispatches", tab("settings", 5)),
        ]
    if role in (Role.HR, Role.SECTION):
        found += [("status", to("status")), ("proxy", to("proxy"))]
    if role is Role.SECTION:
        found += [("review", to("review"))]
    if role is Role.HR:
        found += [("year", to("year")), ("roster", to("roster"))]
    return [Scene(f"empty-{name}", show, bare=True) for name, show in found]
