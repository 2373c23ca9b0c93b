"""What the commands of plain things (検討事項, 形式知, 確保計画 ...) read from a file and say alike."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from dxdesk.cli.answers import read_json

if TYPE_CHECKING:
    from dxdesk.domain.plain_things import Plain

    T = TypeVar("T", bound=Plain)


def given_thing(source: Path) -> tuple[object, str]:
    """Return what a JSON file says of one thing, and the code it names; empty where it names none."""
    said = read_json(source)
    return said, str(said.get("code", "")) if isinstance(said, dict) else ""


def merged(kind: str, before: T, said: object) -> T:
    """Return a thing with what was given in place of its own; words that people read stand for their codes.

    Raises:
        KnownError: ``thing-fields``.
    """
    from dxdesk.domain.plain_things import told
    from dxdesk.domain.thing_words import coded

    return told(before, coded(kind, said))


def fields_of(said: Plain) -> dict[str, object]:
    """Return what a thing says, for ``--json``."""
    return {name: value for name, value in said._asdict().items() if name != "ended"}
