"""The manual's pages as text: read once, cut into sections, searched without an index.

The whole manual is some tens of kilobytes, so that looking through all of it is quicker than keeping
an index right.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from dxdesk import paths
from dxdesk.usecases.manual.order import ORDER

_MARKS = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_BULLETS = re.compile(r"^\s*(?:-|\d+\.) +", re.MULTILINE)
_SIGNS = str.maketrans("", "", "*`|>#")
SNIPPET, LEAD = 60, 6
"""Characters shown around a hit, and before it: the column is narrow."""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and the plain text under it; ``level`` 1 is the page itself."""

    heading: str
    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its name (the file's), its title and its Markdown."""

    name: str
    title: str
    markdown: str
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """A section that has all words, with the text around the first of them."""

    page: Page
    section: Section
    snippet: str


def read_pages(folder: Path | None = None) -> tuple[Page, ...]:
    """Return all pages in reading order; none where the installation lacks them."""
    try:
        folder = folder or paths.resources_dir() / "manual"
    except FileNotFoundError:
        return ()
    found = {path.stem: path for path in sorted(folder.glob("*.md"))}
    order = [name for name in ORDER if name in found]
    order += [name for name in found if name not in order]
    return tuple(parse(name, found[name].read_text(encoding="utf-8")) for name in order)


def parse(name: str, markdown: str) -> Page:
    """Return a page of its Markdown."""
    sections: list[Section] = []
    heading, level, lines = "", 1, list[str]()

    def close() -> None:
        if heading or lines:
            sections.append(Section(heading, level, plain("\n".join(lines))))

    for line in markdown.splitlines():
        match = re.match(r"(#{1,3}) +(.+)", line)
        if match is None:
            lines.append(line)
            continue
        close()
        heading, level, lines = plain(match[2]).strip(), len(match[1]), []
    close()
    title = next((section.heading for section in sections if section.level == 1), name)
    return Page(name, title, join_lines(markdown), tuple(sections))


def plain(markdown: str) -> str:
    """Return what a reader sees of Markdown, without its signs."""
    return _MARKS.sub(r"\1", markdown).translate(_SIGNS)


def join_lines(markdown: str) -> str:
    """Join lines of one paragraph: Markdown would put a blank between them, Japanese has none."""
    joined: list[str] = []
    for line in markdown.splitlines():
        follows = bool(joined) and _goes_on(joined[-1]) and _goes_on(line) and not _begins(line)
        if not follows:
            joined.append(line)
            continue
        tail = line.strip()
        wide = ord(joined[-1][-1]) > 0x7F or ord(tail[0]) > 0x7F
        joined[-1] = joined[-1].rstrip() + ("" if wide else " ") + tail
    return "\n".join(joined) + "\n"


def _goes_on(line: str) -> bool:
    text = line.strip()
    return bool(text) and not text.startswith(("#", "|", "```", "    "))


def _begins(line: str) -> bool:
    return re.match(r"\s*([-*>]|\d+\.) ", line) is not None


def search(pages: Iterable[Page], text: str) -> tuple[Hit, ...]:
    """Return the sections that have every word of a text, those with a word in the heading first."""
    wanted = fold(text).split()
    if not wanted:
        return ()
    hits: list[tuple[int, Hit]] = []
    for page in pages:
        for section in page.sections:
            heading, body = fold(f"{page.title} {section.heading}"), fold(section.text)
            if all(word in heading or word in body for word in wanted):
                rank = 0 if any(word in fold(section.heading) for word in wanted) else 1
                hits.append((rank, Hit(page, section, _snippet(section.text, wanted))))
    return tuple(hit for _, hit in sorted(hits, key=lambda entry: entry[0]))


def fold(text: str) -> str:
    """Return a text as it is compared: width and case do not matter."""
    return unicodedata.normalize("NFKC", text).casefold()


def _snippet(text: str, wanted: Iterable[str]) -> str:
    line = " ".join(_BULLETS.sub("", text).split())
    folded, whose = "", list[int]()  # what is folded may be longer: ㎜ becomes mm
    for place, letter in enumerate(line):
        folded += fold(letter)
        whose += [place] * (len(folded) - len(whose))
    places = [whose[place] for word in wanted if (place := folded.find(word)) >= 0]
    start = max(0, min(places, default=0) - LEAD)
    cut = line[start : start + SNIPPET]
    return ("…" if start else "") + cut + ("…" if start + SNIPPET < len(line) else "")
