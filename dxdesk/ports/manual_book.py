"""手引 as a book: chapters of blocks, read from the manual's pages and set on paper."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import ClassVar


class Kind(Enum):
    """What a block of text is."""

    SECTION = "section"
    HEADING = "heading"
    TEXT = "text"
    ITEM = "item"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Words:
    """A heading, a sentence or an item; ``mark`` (・, 1.) stands before an item, ``depth`` is from 0."""

    kind: Kind
    text: str
    mark: str = ""
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its heads, and rows as wide as they are."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture (PNG) with the words that stand for it."""

    data: bytes
    words: str


Block = Words | Table | Picture


@dataclass(frozen=True, slots=True)
class Chapter:
    """A page of the manual."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class ManualBook:
    """The manual on A4 portrait: title page, contents with page numbers, a chapter a page of it.

    ``about`` are the sentences of the title page; without any, the chapters alone are printed, as one page of
    the manual that is handed to somebody is.
    """

    page: ClassVar[str] = "manual_book"

    title: str
    edition: str
    about: tuple[str, ...]
    chapters: tuple[Chapter, ...]
    printed_on: date
