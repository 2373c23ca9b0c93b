"""What records say of the words of a 用語集 (柏市, 用語解説集): its meaning, where it comes from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from dxdesk.domain.contents import Content
from dxdesk.domain.plain_things import read_plain


class TermSaid(NamedTuple):
    """A word: ``reading`` in kana, ``source`` the document it is taken from; ``supplement``: our summary."""

    code: str = ""
    name: str = ""
    reading: str = ""
    meaning: str = ""
    source: str = ""
    supplement: bool = False
    note: str = ""
    ended: bool = False

    @classmethod
    def read(cls, content: Content) -> TermSaid:
        """Return what the value of a thing says of a word."""
        return read_plain(cls(), content)


TERM = "term"
KINDS: Mapping[str, type[TermSaid]] = {TERM: TermSaid}
"""By the kind of thing (``domain.subjects``)."""
