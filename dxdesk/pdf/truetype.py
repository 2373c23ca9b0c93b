"""Cutting a TrueType font down to a few glyphs, on the raw tables.

fontTools' own subsetter decodes and encodes every outline again (0.1 s a face, ``decisions/0023``); here
outlines are copied as they are and only composite references are renumbered (OpenType spec, "glyf", "loca").
"""

from __future__ import annotations

import io
import struct
from typing import Any

from fontTools.ttLib.sfnt import SFNTWriter

_ARGS_ARE_WORDS = 0x0001
_HAS_SCALE = 0x0008
_MORE_COMPONENTS = 0x0020
_HAS_XY_SCALE = 0x0040
_HAS_TWO_BY_TWO = 0x0080
_COPIED_TABLES = ("cvt ", "fpgm", "prep")
_PLAIN_POST = b"\x00\x03\x00\x00"


def subset(font: Any, glyphs: list[int]) -> tuple[bytes, dict[int, int]]:
    """Return a TrueType file with glyph 0, ``glyphs`` and their parts, and the new numbers.

    Args:
        font: an open ``fontTools.ttLib.TTFont`` with a ``glyf`` table.
        glyphs: glyph numbers of that font.
    """
    reader = font.reader
    offsets = _loca(reader["loca"], long=font["head"].indexToLocFormat == 1)
    outlines = reader["glyf"]
    order = _with_parts(glyphs, outlines, offsets)
    number = {old: new for new, old in enumerate(order)}
    data = [_renumbered(outlines[offsets[old] : offsets[old + 1]], number) for old in order]
    metrics = [_metric(font, reader["hmtx"], old) for old in order]

    tables: dict[str, bytes] = {tag: reader[tag] for tag in _COPIED_TABLES if tag in reader}
    tables["glyf"] = b"".join(data)
    tables["loca"] = _long_loca(data)
    tables["hmtx"] = b"".join(metrics)
    tables["head"] = _patched(reader["head"], 50, 1)
    tables["hhea"] = _patched(reader["hhea"], 34, len(order))
    tables["maxp"] = _patched(reader["maxp"], 4, len(order))
    # A "post" without names; the number of italics and underline stays.
    tables["post"] = _PLAIN_POST + (reader["post"][4:32] if "post" in reader else b"").ljust(28, b"\0")
    return _file(tables), number


def _loca(raw: bytes, *, long: bool) -> tuple[int, ...]:
    if long:
        return struct.unpack(f">{len(raw) // 4}L", raw)
    return tuple(2 * half for half in struct.unpack(f">{len(raw) // 2}H", raw))


def _with_parts(glyphs: list[int], outlines: bytes, offsets: tuple[int, ...]) -> list[int]:
    wanted = {0, *glyphs}
    queue = list(wanted)
    while queue:
        old = queue.pop()
        for place in _component_places(outlines[offsets[old] : offsets[old + 1]]):
            part = struct.unpack_from(">H", outlines, offsets[old] + place)[0]
            if part not in wanted:
                wanted.add(part)
                queue.append(part)
    return sorted(wanted)


def _component_places(data: bytes) -> list[int]:
    """Return where in a composite glyph the numbers of its parts stand; none in a simple one."""
    if len(data) < 10 or struct.unpack_from(">h", data)[0] >= 0:
        return []
    places: list[int] = []
    at, flags = 10, _MORE_COMPONENTS
    while flags & _MORE_COMPONENTS:
        flags = struct.unpack_from(">H", data, at)[0]
        places.append(at + 2)
        at += 4 + (4 if flags & _ARGS_ARE_WORDS else 2)
        if flags & _HAS_SCALE:
            at += 2
        elif flags & _HAS_XY_SCALE:
            at += 4
        elif flags & _HAS_TWO_BY_TWO:
            at += 8
    return places


def _renumbered(data: bytes, number: dict[int, int]) -> bytes:
    for place in _component_places(data):
        old = struct.unpack_from(">H", data, place)[0]
        data = _patched(data, place, number[old])
    return data + b"\0" * (-len(data) % 4)


def _metric(font: Any, raw: bytes, glyph: int) -> bytes:
    """Return advance and left bearing of a glyph; the last advance counts for all later glyphs."""
    full = font["hhea"].numberOfHMetrics
    if glyph < full:
        return raw[glyph * 4 : glyph * 4 + 4]
    bearing = full * 4 + (glyph - full) * 2
    return raw[full * 4 - 4 : full * 4 - 2] + raw[bearing : bearing + 2].ljust(2, b"\0")


def _long_loca(data: list[bytes]) -> bytes:
    ends = [0]
    for piece in data:
        ends.append(ends[-1] + len(piece))
    return struct.pack(f">{len(ends)}L", *ends)


def _patched(raw: bytes, position: int, value: int) -> bytes:
    return raw[:position] + struct.pack(">H", value) + raw[position + 2 :]


def _file(tables: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    writer = SFNTWriter(out, len(tables))
    for tag in sorted(tables):
        writer[tag] = tables[tag]
    writer.close()
    return out.getvalue()
