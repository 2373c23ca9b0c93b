"""人材像 as people write them: another width, two in one, or a slip of the pen."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping

from dxdesk.domain.names import search_key

_JOINS = re.compile(r"[\s\u3000・\uff65/\uff0f+\uff0b&\uff06]+|と|及び|および|ならびに|兼")
_NEAREST = 3
_ALIKE = 0.5
"""How much of two names has to be the same letters, for one to be proposed for the other."""


class PersonaNames:
    """The names and codes of the personas of some frameworks."""

    def __init__(self, names: Mapping[str, str]) -> None:
        """Take names by code; a persona is held by either."""
        self._names = tuple(dict.fromkeys(names.values()))
        self._known: dict[str, str] = {}
        for said in (*names.values(), *names):
            self._known.setdefault(search_key(said), said)
        self._known.update((said, said) for said in (*names, *names.values()))

    def __bool__(self) -> bool:
        """Tell whether any persona is known."""
        return bool(self._names)

    @property
    def all(self) -> tuple[str, ...]:
        """All names, in the order of the frameworks."""
        return self._names

    def read(self, name: str) -> tuple[str, ...]:
        """Return the personas that a text names: one, or several in one text; none where any is unknown."""
        whole = self._one(name)
        if whole:
            return (whole,)
        parts = [self._one(part) for part in _JOINS.split(name) if part]
        return tuple(dict.fromkeys(parts)) if len(parts) > 1 and all(parts) else ()

    def _one(self, name: str) -> str:
        return self._known.get(name) or self._known.get(search_key(name), "")

    def nearest(self, name: str) -> tuple[str, ...]:
        """Return the names that an unknown one is most like, the nearest first."""
        keys = {search_key(one): one for one in self._names}
        wanted = search_key(name)
        found = difflib.get_close_matches(wanted, list(keys), _NEAREST, _ALIKE)
        within = [key for key in keys if key and key in wanted and key not in found]
        return tuple(keys[key] for key in (*found, *within))


def unknown(names: PersonaNames, held: Iterable[str]) -> tuple[str, ...]:
    """Return which of some personas no framework has, as they are written."""
    return tuple(name for name in dict.fromkeys(held) if names.read(name) != (name,))
