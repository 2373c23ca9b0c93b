"""Whom an audit entry is about, where it is about one person and its subject is something else."""

from __future__ import annotations

import json
from collections.abc import Iterable

from dxdesk.ports.entities import AuditEntry

_KEY = "employee"


def of_one(numbers: Iterable[str]) -> dict[str, str]:
    """Return what the counts of an entry say of whom it is; nothing where it is of several people.

    Who asks what was done about them is told of it (本人開示用一覧); of a list the audit names nobody.
    """
    found = {*numbers}
    return {_KEY: found.pop()} if len(found) == 1 else {}


def whose(entry: AuditEntry) -> str:
    """Return the number of the person an entry is about: as ``of_one`` said, else its subject."""
    try:
        said = json.loads(entry.counts or "{}")
    except ValueError:
        return entry.subject
    return str(said.get(_KEY, entry.subject)) if isinstance(said, dict) else entry.subject
