"""Conditions of the skill map kept under a name (条件を保存): 「育成の候補」 is found again next year."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields

from dxdesk.domain import canonical
from dxdesk.domain.errors import KnownError
from dxdesk.domain.text import cleaned
from dxdesk.ports import setting_names
from dxdesk.usecases.workplace.desk import Desk

_PREFIX = setting_names.MAP_VIEW
NAME_AT_MOST = 60


@dataclass(frozen=True, slots=True)
class MapView:
    """What was chosen: the filters of ``people_map`` and how the map was shown."""

    name: str
    query: str = ""
    section: str = ""
    grade: str = ""
    persona: str = ""
    source: str = ""
    grouped: bool = False
    compare: bool = False
    by_section: bool = False


def views(desk: Desk) -> tuple[MapView, ...]:
    """Return the kept views by name."""
    with desk.store.read() as uow:
        kept = uow.settings.starting_with(_PREFIX)
    return tuple(_view(key.removeprefix(_PREFIX), text) for key, text in sorted(kept.items()) if text)


def save_view(desk: Desk, view: MapView) -> None:
    """Keep a view; one of the same name is replaced.

    Raises:
        KnownError: ``view-name``, and the store's own (read-only, disk full).
    """
    view = cleaned(view)
    name = view.name.strip()
    if not name or len(name) > NAME_AT_MOST:
        raise KnownError(
            "view-name",
            "条件の名前がないか、長すぎます。まだ保存していません。",
            f"{NAME_AT_MOST}文字までの名前を付けてください。",
            found=name[:NAME_AT_MOST],
        )
    value = {key: content for key, content in asdict(view).items() if key != "name"}
    with desk.store.write() as uow:
        uow.settings.set(_PREFIX + name, canonical.dumps(value))
        uow.commit()


def delete_view(desk: Desk, name: str) -> None:
    """Forget a view; one that is not there is gone already."""
    with desk.store.write() as uow:
        uow.settings.set(_PREFIX + name, "")
        uow.commit()


def _view(name: str, text: str) -> MapView:
    value = json.loads(text)
    known = {field.name for field in fields(MapView)} - {"name"}
    return MapView(name, **{key: content for key, content in value.items() if key in known})
