"""What a store is, kept in its ``meta`` table."""

from __future__ import annotations

import os
import socket
from pathlib import Path
from typing import Any

from dxdesk.ports.entities import Role, StoreIdentity
from dxdesk.store import problems

SEED = "signing_seed"
HOME = "home"
CREATED = "created_at"


def read(connection: Any) -> dict[str, str]:
    """Return everything the meta table of a driver connection says."""
    return {str(name): str(value) for name, value in connection.execute("SELECT name, value FROM meta")}


def write(connection: Any, values: dict[str, str]) -> None:
    """Replace entries of the meta table; the transaction is the caller's."""
    connection.executemany("INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)", list(values.items()))


def as_values(identity: StoreIdentity) -> dict[str, str]:
    """Return the entries of an identity."""
    return {
        "store_id": identity.store_id,
        "epoch": str(identity.epoch),
        "role": identity.role.value,
        "municipality_code": identity.municipality_code,
        "municipality_name": identity.municipality_name,
        "owner": identity.owner,
    }


def of_values(values: dict[str, str], path: Path) -> StoreIdentity:
    """Return the identity of a meta table.

    Raises:
        KnownError: entries are missing.
    """
    try:
        return StoreIdentity(
            values["store_id"],
            int(values["epoch"]),
            Role(values["role"]),
            values["municipality_code"],
            values["municipality_name"],
            values.get("owner", ""),
        )
    except (KeyError, ValueError) as error:
        raise problems.damaged(path, "meta") from error


def home_of(path: Path) -> str:
    """Return where a store lives (PC and path): a copy is noticed by living elsewhere."""
    return f"{socket.gethostname()}|{os.path.normcase(path.resolve())}"


def next_epoch(epoch: int, now: str) -> int:
    """Return the epoch after a restore or a copy, from the UTC time of it.

    Two copies of one backup must not share an epoch, so counting on is not enough: the epoch is the
    seconds since 2000, and always greater than before.
    """
    from datetime import UTC, datetime

    moment = datetime.fromisoformat(now.replace("Z", "+00:00"))
    return max(epoch + 1, int((moment - datetime(2000, 1, 1, tzinfo=UTC)).total_seconds()))
