"""The anchor of a check: what was found whole, so that the next check looks at what is new since.

It lies with this user's own files on this PC and not in the store: who rewrites the store elsewhere does not
change it. It holds no person's name, number or level; marks are digests of rows, byte by byte:

- of a person's year: every revision as it lies there with its receipts, and the public keys its seals name.
  Where it is there, ids and seals were right, and nothing that tells so has changed;
- of a standing: that mark, the receipts that are live, doubtful or HR's packages, what is frozen, what is
  accepted of its keys, the row that is kept, and what everybody's depends on (years and their rules,
  deputies, own keys, the text of the year's framework). Where it is there, deriving it anew gives the same;
- of somebody's attendance: that mark, the live receipts, what is accepted of its keys, and the rows shown;
- of an enrolment and of a claim made with it: all that its signature is over.

Everything else (ledgers, counters, keys, snapshots, the audit) is looked at in every check.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import marshal
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dxdesk import paths, private
from dxdesk.ports.entities import StoreIdentity

_DIGITS = 32
_VERSION = 2
"""Of the marks: an anchor with others is none."""
_PLAIN = 2


@dataclass(frozen=True)
class Anchor:
    """The audit's number and head at an earlier check, and the marks of what was whole then.

    ``at`` is the UTC time of the last check of everything; empty where there was none.
    """

    at: str = ""
    number: int = 0
    head: str = ""
    marks: frozenset[str] = field(default_factory=frozenset)


def mark(*told: Any) -> str:
    """Return the mark of rows as they lie there: SHA-256/128, 32 hex digits.

    Args:
        told: texts, bytes, numbers, ``None``, and lists and tuples of them.

    Raises:
        ValueError: something else.
    """
    # Every value with its kind and length; later formats would say how often a text is used.
    raw = marshal.dumps(told, _PLAIN)
    return hashlib.sha256(raw).hexdigest()[:_DIGITS]  # OpenSSL's: twice as fast as BLAKE2b is in Python


def kept(identity: StoreIdentity, location: str) -> Anchor:
    """Return the anchor this user's last check of a store left, an empty one without; damage is none.

    A copy elsewhere, or one that began another epoch, has an anchor of its own: its audit may be shorter.
    """
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
        found = json.loads(_place(identity, location).read_text(encoding="utf-8"))
        if (found["version"], found["epoch"]) == (_VERSION, identity.epoch):
            text = str(found["marks"])
            marks = frozenset(text[at : at + _DIGITS] for at in range(0, len(text), _DIGITS))
            return Anchor(str(found["at"]), int(found["number"]), str(found["head"]), marks)
    return Anchor()


def keep(identity: StoreIdentity, location: str, anchor: Anchor) -> None:
    """Keep an anchor for the next check. Where it cannot be written the next check looks at everything."""
    told = {
        "version": _VERSION,
        "epoch": identity.epoch,
        "at": anchor.at,
        "number": anchor.number,
        "head": anchor.head,
        "marks": "".join(sorted(anchor.marks)),
    }
    with contextlib.suppress(OSError):
        place = _place(identity, location)
        private.make_folder(place.parent)
        half = place.with_suffix(".half")
        private.write_text(half, json.dumps(told))
        os.replace(half, place)


def _place(identity: StoreIdentity, location: str) -> Path:
    told = f"{identity.store_id}|{os.path.normcase(Path(location).resolve())}"
    name = hashlib.sha256(told.encode("utf-8", "surrogateescape")).hexdigest()[:_DIGITS]
    return paths.user_data_dir() / "checks" / f"{name}.json"
