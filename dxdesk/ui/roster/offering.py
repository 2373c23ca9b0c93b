"""Those whom the fields of the roster offer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from dxdesk.ui.roster import messages
from dxdesk.ui.widgets.people import Person

if TYPE_CHECKING:
    from dxdesk.ports.entities import Employee


def offered(people: Iterable[Employee], units: Mapping[str, str]) -> Iterator[Person]:
    """Return employees as a field offers them, two of one name told apart by where they work."""
    for one in people:
        unit = units.get(one.department_code, one.department_code)
        gone = messages.LEFT if one.left else ""
        yield Person(
            one.number, one.name, one.kana, "・".join(part for part in (unit, one.employment, gone) if part)
        )
