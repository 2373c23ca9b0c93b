"""Who confirms a person and whom a form goes back to, sealed in its ``extra`` as finished texts.

Sections, titles and deputies stand in the roster of whoever makes the form; a receiver has only what came
with the file. So the texts travel, and receiving compares the sheet with them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from dxdesk.domain import canonical
from dxdesk.domain.errors import KnownError
from dxdesk.ports.workbooks import StageLine
from dxdesk.usecases.forms.stage_texts import plain
from dxdesk.usecases.sealing.wording_version import WITH_WAY_BACK, wording_in


@dataclass(frozen=True, slots=True)
class WayBack:
    """What a form says of its way back.

    ``confirmers`` are (label, who) in the order of the steps, ``back`` is whom it is given
    to, ``instead`` are sentences on deputies, ``due`` is the person's own day (ISO) where it is later than
    the year's.
    """

    confirmers: tuple[tuple[str, str], ...]
    back: str
    instead: tuple[str, ...] = ()
    due: str = ""


def extra_with(way: WayBack, stages: Sequence[StageLine]) -> str:
    """Return the ``extra`` of a form that names its way back."""
    said: dict[str, object] = {
        "wording": WITH_WAY_BACK,
        "confirmers": [list(one) for one in way.confirmers],
        "back": way.back,
    }
    more = {"instead": list(way.instead), "due": way.due, "stages": plain(stages)}
    return canonical.dumps({**said, **{name: value for name, value in more.items() if value}})


def way_in(extra: str) -> WayBack | None:
    """Return the way back an ``extra`` seals, ``None`` in a form of an earlier wording.

    Raises:
        KnownError: ``payload-broken``.
    """
    if wording_in(extra) < WITH_WAY_BACK:
        return None
    try:
        found: dict[str, Any] = canonical.loads(extra)
        due = str(found.get("due", ""))
        return WayBack(
            tuple((str(label), str(who)) for label, who in found.get("confirmers", [])),
            str(found.get("back", "")),
            tuple(map(str, found.get("instead", []))),
            date.fromisoformat(due).isoformat() if due else "",
        )
    except (AttributeError, TypeError, ValueError, RecursionError) as error:
        raise KnownError(
            "payload-broken",
            "返す先の情報がファイルの中で壊れています。取り込んでいません。",
            "送り主に、元のファイルをもう一度送ってもらってください。",
        ) from error
