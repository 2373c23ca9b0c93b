"""The fallback chain: which font draws which cluster.

Order: BIZ UD of the wished style, the other BIZ UD faces, fonts the municipality put into its fonts
folders (IPAmj明朝, EUDC.tte …), then fonts installed on the machine, looked at only when needed.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from threading import Lock

from dxdesk.domain.errors import KnownError
from dxdesk.domain.scripts import needs_shaping
from dxdesk.pdf import clusters as cl
from dxdesk.pdf.faces import EUDC_NAME, Face, UnreadableFont, UnusableFont, faces_in


class Style(StrEnum):
    """The three type styles of our documents; the value names the BIZ UD file."""

    GOTHIC = "BIZUDGothic-Regular"
    BOLD = "BIZUDGothic-Bold"
    MINCHO = "BIZUDMincho-Regular"


_SUFFIXES = (".ttf", ".ttc", ".otf", ".tte")
# Japanese fonts with many name characters come first: a Chinese font would draw Chinese shapes. The two of
# Windows for symbols come last; they have emoji, which people write into comments, and no kanji at all.
_WELL_KNOWN = (
    EUDC_NAME,
    "ipamjm.ttf",
    "ipaexm.ttf",
    "ipaexg.ttf",
    "yumin.ttf",
    "msmincho.ttc",
    "yugothm.ttc",
    "msgothic.ttc",
    "meiryo.ttc",
    "seguisym.ttf",
    "seguiemj.ttf",
)


@dataclass(frozen=True, slots=True)
class Drawn:
    """How a cluster is drawn; width in 1/1000 of the size, ``as_base`` when its variant is in no font."""

    face: Face
    glyph: int
    width: float
    as_base: bool = False


class FontSet:
    """All fonts of one printer; parsed once, shared by its documents."""

    def __init__(self, shipped: Path, folders: Sequence[Path], *, machine_fonts: bool) -> None:
        """Load the shipped faces and those in ``folders``; machine fonts only when a cluster needs them.

        Args:
            shipped: the folder with the BIZ UD fonts.
            folders: the municipality's own font folders, in order.
            machine_fonts: whether fonts installed on this PC may help out.

        Raises:
            KnownError: ``font-missing`` when a shipped font is not there.
        """
        self._core = {style: _core_face(shipped, style) for style in Style}
        self._unread: list[Path] = []
        self._own = tuple(_own_faces(folders, self._unread))
        self._machine: Iterator[Face] = _machine_faces(self._unread) if machine_fonts else iter(())
        self._from_machine: list[Face] = []
        self._found: dict[tuple[Style, str], Drawn | None] = {}
        self._lock = Lock()

    @property
    def complete(self) -> bool:
        """Whether every font looked for until now could be read; a drive may be away for a moment."""
        return not self._unread

    def main_face(self, style: Style) -> Face:
        """Return the BIZ UD face of ``style``."""
        return self._core[style]

    def find(self, style: Style, cluster: str) -> Drawn | None:
        """Return how ``cluster`` is drawn, or None when no font can draw it."""
        key = (style, cluster)
        if key not in self._found:
            with self._lock:  # the preview and a batch print may meet a new character at once
                self._found[key] = self._search(style, cluster)
        return self._found[key]

    def face_for(self, style: Style, parts: Sequence[str]) -> Face | None:
        """Return the first face that can draw all of some clusters, or None: a name is set in one face."""
        with self._lock:
            for face in self._chain(style):
                if all(_in_face(face, part) is not None for part in parts):
                    return face
        return None

    def within(self, face: Face, cluster: str) -> Drawn | None:
        """Return how a face draws a cluster by itself, with its own variant."""
        glyph = _in_face(face, cluster)
        return None if glyph is None else Drawn(face, glyph, face.widths[glyph])

    def _search(self, style: Style, cluster: str) -> Drawn | None:
        base, marks = cluster[0], cluster[1:]
        if needs_shaping(base):
            return None  # letter by letter it would be another word
        selector = next((mark for mark in marks if cl.is_selector(mark)), "")
        if selector:
            exact = self._first(style, base, selector)
            if exact is not None:
                return exact
        whole = cl.composed(cluster)
        if whole:
            drawn = self._first(style, whole, "")
            if drawn is not None:
                return drawn
        drawn = self._first(style, base, "")
        if drawn is None and cl.blank_for(base):
            drawn = self._first(style, cl.blank_for(base), "")
        if drawn is not None and selector and cl.selects_a_name_variant(selector):
            return Drawn(drawn.face, drawn.glyph, drawn.width, as_base=True)
        return drawn

    def _first(self, style: Style, base: str, selector: str) -> Drawn | None:
        for face in self._chain(style):
            if cl.is_private_use(base) and not face.local:
                # A symbol font's private characters are pictograms, not this office's 外字.
                continue
            glyph = face.variants.get((base, selector)) if selector else face.cmap.get(base)
            if glyph is not None:
                return Drawn(face, glyph, face.widths[glyph])
        return None

    def _chain(self, style: Style) -> Iterator[Face]:
        yield self._core[style]
        yield from self._own
        # Same coverage, other weight: better than a stranger's.
        yield from (face for other, face in self._core.items() if other is not style)
        yield from self._from_machine
        for face in self._machine:
            self._from_machine.append(face)
            yield face


def _in_face(face: Face, cluster: str) -> int | None:
    """Return the glyph a face has for a cluster; a selector only counts with its own shape."""
    base, marks = cluster[0], cluster[1:]
    if needs_shaping(base) or (cl.is_private_use(base) and not face.local):
        return None
    selector = next((mark for mark in marks if cl.selects_a_name_variant(mark)), "")
    if selector:
        return face.variants.get((base, selector))
    found = face.cmap.get(cl.composed(cluster) or base)
    if found is None and cl.blank_for(base):
        return face.cmap.get(cl.blank_for(base))
    return found


Stamp = tuple[tuple[str, int, int], ...]


def stamp(folders: Sequence[Path]) -> Stamp:
    """Return what is in the municipality's font folders now: path, size and time of every font."""
    found: list[tuple[str, int, int]] = []
    for folder in folders:
        for path in _font_files(folder, []):
            with suppress(OSError):  # gone since, or its drive: back again it makes another stamp
                about = path.stat()
                found.append((str(path), about.st_size, about.st_mtime_ns))
    return tuple(found)


_KEPT_SETS = 4
_kept: dict[tuple[Path, tuple[Path, ...], bool, Stamp], FontSet] = {}


def load_fontset(shipped: Path, folders: Sequence[Path], *, machine_fonts: bool) -> FontSet:
    """Return the font set of these folders; parsing takes about 0.2 s, so it is kept until they change.

    One that lacks a file which could not be read is made again for the next document: the file is the same
    when its drive is back, and nothing else would tell.
    """
    wanted = (shipped, tuple(folders), machine_fonts, stamp(folders))
    found = _kept.pop(wanted, None)
    if found is None or not found.complete:
        found = FontSet(shipped, folders, machine_fonts=machine_fonts)
    _kept[wanted] = found  # as the latest used
    for oldest in list(_kept)[:-_KEPT_SETS]:
        _kept.pop(oldest, None)
    return found


def _core_face(shipped: Path, style: Style) -> Face:
    path = shipped / f"{style.value}.ttf"
    try:
        return _cached_core(path)
    except UnusableFont as error:
        raise KnownError(
            "font-missing",
            f"付属フォント {path.name} を読み取れないため、印刷できません。データに影響はありません。",
            "dxdeskを配布元から入れ直してください。",
            found=path.name,
        ) from error


@lru_cache(maxsize=8)
def _cached_core(path: Path) -> Face:
    return faces_in(path)[0]


def _own_faces(folders: Sequence[Path], unread: list[Path]) -> Iterator[Face]:
    for folder in folders:
        for path in _font_files(folder, unread):
            yield from _usable_faces(path, unread, local=True)


def _usable_faces(
    path: Path, unread: list[Path], *, local: bool = False, judged: bool = False
) -> tuple[Face, ...]:
    """Return the faces of a file, none where it is of no use; one that cannot be read joins ``unread``."""
    try:
        return faces_in(path, local=local, judged=judged)
    except UnreadableFont:
        unread.append(path)
    except UnusableFont:
        pass
    return ()


def _machine_faces(unread: list[Path]) -> Iterator[Face]:
    known = {name: position for position, name in enumerate(_WELL_KNOWN)}
    files = [path for folder in machine_font_dirs() for path in _font_files(folder, unread)]
    shipped = {f"{style.value}.ttf".lower() for style in Style}
    for path in sorted(files, key=lambda path: (known.get(path.name.lower(), len(known)), path.name)):
        if path.name.lower() in shipped:
            continue
        yield from _usable_faces(path, unread, judged=path.name.lower() not in known)


def machine_font_dirs() -> tuple[Path, ...]:
    """Return the folders in which this machine keeps its fonts."""
    if sys.platform == "win32":
        windows = Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts"
        local = os.environ.get("LOCALAPPDATA")
        own = (Path(local) / "Microsoft" / "Windows" / "Fonts",) if local else ()
        return (windows, *own)
    return (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".local/share/fonts")


def _font_files(folder: Path, unread: list[Path]) -> list[Path]:
    """Return the font files below a folder.

    There are none while its drive is away, which is no reason to stop a print; it then joins ``unread``.
    """
    try:
        if not folder.is_dir():
            return []
        return sorted(
            path for path in folder.rglob("*") if path.suffix.lower() in _SUFFIXES and path.is_file()
        )
    except OSError:
        unread.append(folder)
        return []
