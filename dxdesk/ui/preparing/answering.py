"""The fields of who answers for something: a choice where the store knows sections or people."""

from __future__ import annotations

from collections.abc import Sequence

from dxdesk.ui.shell import listing_messages as messages
from dxdesk.ui.shell.list_fields import one_of
from dxdesk.ui.widgets.form import Field
from dxdesk.ui.widgets.people import Person


def answering(
    key: str,
    name: str,
    value: str,
    sections: Sequence[tuple[str, str]],
    people: Sequence[tuple[str, str, str, str]],
) -> Field:
    """Return the field ``section`` or ``person``; what is chosen and is there no more stays to be seen.

    Args:
        key: ``section`` or ``person``.
        name: what it is called.
        value: what stands in it.
        sections: (code, name) of those there are.
        people: (number, name, kana, section) of those there are.
    """
    if key == "section" and sections:
        return one_of(key, name, value, sections)
    if key == "person" and people:
        return Field(
            key, name, value, hint=messages.PERSON_HINT, people=tuple(Person(*one) for one in people)
        )
    return Field(key, name, value)
