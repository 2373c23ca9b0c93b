"""A page of the manual cut into blocks: the Markdown that its pages are written in, and no more of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from dxdesk.ports.manual_book import Block, Chapter, Kind, Picture, Table, Words

_HEADING = re.compile(r"(#{1,3}) +(.+)")
_PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)]+)\)")
_ITEM = re.compile(r"( *)(-|\d+\.) +(.+)")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_RULE = re.compile(r"[|:\- ]+")
_CODE = re.compile(r"(`[^`]*`)")
_BULLET = "\u30fb"
_KINDS = {2: Kind.SECTION, 3: Kind.HEADING}


def chapter(markdown: str, picture: Callable[[str], bytes]) -> Chapter:
    """Return a page as a chapter.

    Args:
        markdown: the page; its first heading is the chapter's title.
        picture: reads a picture by the name the page gives it.
    """
    title, lines = "", []
    for line in markdown.splitlines():
        found = _HEADING.fullmatch(line.rstrip())
        if found and len(found[1]) == 1 and not title:
            title = plain(found[2])
        else:
            lines.append(line)
    return Chapter(title, tuple(_blocks(lines, picture)))


def _blocks(lines: list[str], picture: Callable[[str], bytes]) -> Iterator[Block]:
    place = 0
    while place < len(lines):
        line = lines[place].rstrip()
        end = place + 1
        if line.startswith("|"):
            while end < len(lines) and lines[end].startswith("|"):
                end += 1
            yield _table(lines[place:end])
        elif shown := _PICTURE.fullmatch(line.strip()):
            yield Picture(picture(shown[2]), shown[1])
        elif line.strip():
            while end < len(lines) and _goes_on(lines[end]):
                end += 1
            yield _words(line, [one.strip() for one in lines[place + 1 : end]])
        place = end


def _goes_on(line: str) -> bool:
    """Tell whether a line belongs to the paragraph or item above it."""
    text = line.strip()
    begins = text.startswith(("#", "|", ">", "![")) or _ITEM.fullmatch(line.rstrip())
    return bool(text) and not begins


def _words(line: str, more: list[str]) -> Words:
    if found := _HEADING.fullmatch(line):
        return Words(_KINDS.get(len(found[1]), Kind.SECTION), plain(found[2]))
    if found := _ITEM.fullmatch(line):
        mark = _BULLET if found[2] == "-" else found[2]
        return Words(Kind.ITEM, _joined([found[3], *more]), mark, min(len(found[1]) // 2, 2))
    kind = Kind.NOTE if line.startswith(">") else Kind.TEXT
    return Words(kind, _joined([line.lstrip("> "), *(one.lstrip("> ") for one in more)]))


def _joined(lines: list[str]) -> str:
    """Return lines as one paragraph: Japanese has no blank between them, and a sentence begins a line."""
    text = lines[0]
    for line in lines[1:]:
        if text.endswith("\u3002"):
            text += f"\n{line}"
        else:
            wide = ord(text[-1]) > 0x7F or ord(line[0]) > 0x7F
            text += line if wide else f" {line}"
    return plain(text)


def _table(lines: list[str]) -> Table:
    rows = [_cells(line) for line in lines if not _RULE.fullmatch(line.strip())]
    wide = len(rows[0])
    return Table(rows[0], tuple((*row, *[""] * wide)[:wide] for row in rows[1:]))


def _cells(line: str) -> tuple[str, ...]:
    """Return the cells of a line; a bar within code is no border."""
    shown = "".join(
        part.replace("|", "\0") if place % 2 else part.replace("\\|", "\0")
        for place, part in enumerate(_CODE.split(line.strip()))
    )
    return tuple(plain(cell.replace("\0", "|").strip()) for cell in shown.strip("|").split("|"))


def plain(text: str) -> str:
    """Return what a reader sees: links by their words, code as it is, no signs of Markdown."""
    parts = _CODE.split(_LINK.sub(r"\1", text))
    return "".join(
        part[1:-1] if place % 2 else part.replace("**", "").replace("<br>", "\n")
        for place, part in enumerate(parts)
    )
