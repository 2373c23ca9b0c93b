"""The zip around a workbook's parts: looked through once, bounded, and built anew for the parser.

Python's ``zipfile`` reads the directory (it knows its many dialects); inflating is done here, so that
what really comes out is counted against the limits and not what the directory promises.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from typing import NoReturn

from dxdesk.domain.errors import KnownError
from dxdesk.excel import codes

PACKED_LIMIT = 20_000_000
"""Bytes of a file as it lies on the disk."""

UNPACKED_LIMIT = 100_000_000
"""Bytes of all its parts together."""

ENTRY_LIMIT = 5_000
RATIO_LIMIT = 600
"""A part larger than a megabyte may not grow more than this; sheets of equal rows reach about 200."""

_RATIO_FROM = 1_000_000
_BEGINNING = 1_000
_LOCAL_HEADER = struct.Struct("<4s5H3L2H")
_CENTRAL_ENTRY = struct.Struct("<4s6H3L5H2L")
_CENTRAL_END = struct.Struct("<4s4H2LH")
_FIRST_DAY = 0x0021
"""1 January 1980 as the zip format writes it."""


def _broken(found: str, cause: Exception | None = None) -> NoReturn:
    raise KnownError(
        codes.FILE_BROKEN,
        "ファイルが壊れているか、途中で切れているため、読み込みませんでした。",
        "送り主にもう一度送ってもらうか、Excel で開いて保存し直したものを使ってください。",
        found=found,
    ) from cause


def _suspicious(found: str) -> NoReturn:
    raise KnownError(
        codes.FILE_SUSPICIOUS,
        "ふつうの Excel では作られない組み立てのファイルなので、安全のため読み込みませんでした。",
        "送り主に確かめ、Excel で開いて「名前を付けて保存」し直したものを使ってください。",
        found=found,
    )


def _too_big() -> NoReturn:
    raise KnownError(
        codes.FILE_TOO_BIG,
        f"展開すると {UNPACKED_LIMIT // 1_000_000}MB を超えるため、読み込みませんでした。",
        "いらない行・写真を消して保存し直すか、分けて保存してください。",
    )


class Archive:
    """The parts of a zip by name; names are compared without regard to case, as Excel does."""

    def __init__(self, data: bytes, look: Callable[[list[str]], None] | None = None) -> None:
        """Read the directory and hold it against the limits.

        Args:
            data: the zip.
            look: called with all names, in lower case, before anything is held against it; may refuse.

        Raises:
            KnownError: file-broken, file-suspicious (duplicate or hostile names, encrypted entries,
                overlapping or absurdly packed parts) or file-too-big.
        """
        self._data = data
        self._left = UNPACKED_LIMIT
        self._entries: dict[str, zipfile.ZipInfo] = {}
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as directory:
                listed = directory.infolist()
        except Exception as error:  # whatever a damaged directory provokes in the library
            _broken("部品の目次を読めない", error)
        if look is not None:
            look([info.filename.lower() for info in listed[:ENTRY_LIMIT]])
        if len(listed) > ENTRY_LIMIT:
            _suspicious(f"部品 {len(listed):,}個")
        for info in listed:
            if not info.is_dir():
                self._add(info)
        if sum(info.file_size for info in self._entries.values()) > UNPACKED_LIMIT:
            _too_big()
        if sum(info.compress_size for info in self._entries.values()) > len(data):
            _suspicious("重なり合う部品")

    def _add(self, info: zipfile.ZipInfo) -> None:
        name = info.filename.replace("\\", "/").lstrip("/")
        key = name.lower()
        if key in self._entries:
            _suspicious(f"同じ名前の部品 {name[:60]}")
        if ".." in name.split("/") or ":" in name or "\0" in name:
            _suspicious(f"部品の名前 {name[:60]}")
        if info.flag_bits & 0x1:
            _suspicious("zip の暗号")
        if info.file_size > _RATIO_FROM and info.file_size > RATIO_LIMIT * info.compress_size:
            _suspicious(f"異常な圧縮 {name[:60]}")
        self._entries[key] = info

    def names(self) -> list[str]:
        """Return all part names in lower case, in the order of the directory."""
        return list(self._entries)

    def __contains__(self, name: str) -> bool:
        """Tell whether a part exists."""
        return name.lower() in self._entries

    def read(self, name: str) -> bytes:
        """Return a part, counting what really comes out.

        Raises:
            KnownError: file-broken (missing, cut, checksum), file-suspicious or file-too-big.
        """
        info = self._entries.get(name.lower())
        if info is None:
            _broken(f"部品 {name[:60]} がない")
        packed = self._packed(info)
        if info.compress_type == zipfile.ZIP_STORED:
            data = packed
        elif info.compress_type == zipfile.ZIP_DEFLATED:
            data = self._inflate(packed, info)
        else:
            _suspicious(f"圧縮方式 {info.compress_type}")
        self._left -= len(data)
        if self._left < 0:
            _too_big()
        if len(data) != info.file_size or zlib.crc32(data) != info.CRC:
            _broken(f"部品 {name[:60]} の照合値が合わない")
        return data

    def beginning(self, name: str) -> bytes:
        """Return the first bytes of a part, unchecked; enough to see what it declares.

        Raises:
            KnownError: as ``read``.
        """
        info = self._entries[name.lower()]
        packed = self._packed(info)
        if info.compress_type != zipfile.ZIP_DEFLATED:
            return packed[:_BEGINNING]
        try:
            return zlib.decompressobj(-15).decompress(packed, _BEGINNING)
        except zlib.error:
            _broken(f"部品 {name[:60]} を展開できない")

    def _packed(self, info: zipfile.ZipInfo) -> bytes:
        start = info.header_offset
        header = self._data[start : start + _LOCAL_HEADER.size] if start >= 0 else b""
        if len(header) < _LOCAL_HEADER.size or not header.startswith(b"PK\x03\x04"):
            _broken("部品の見出しがない")
        name_length, extra_length = struct.unpack_from("<2H", header, 26)
        start += _LOCAL_HEADER.size + name_length + extra_length
        packed = self._data[start : start + info.compress_size]
        if len(packed) < info.compress_size:
            _broken("部品の途中で切れている")
        return packed

    def _inflate(self, packed: bytes, info: zipfile.ZipInfo) -> bytes:
        # One byte more than promised is enough to see that the promise was a lie.
        limit = min(info.file_size, self._left) + 1
        engine = zlib.decompressobj(-15)
        try:
            data = engine.decompress(packed, limit)
        except zlib.error:
            _broken(f"部品 {info.filename[:60]} を展開できない")
        if len(data) > info.file_size:
            _suspicious("名乗りより大きい部品")
        return data


def stored_zip(parts: Mapping[str, bytes]) -> bytes:
    """Return a plain zip of the parts, uncompressed: what the parser gets to see.

    Written by hand because it is on the path of every form, and ``zipfile`` takes ten times as long.
    """
    body: list[bytes] = []
    central: list[bytes] = []
    offset = 0
    for name, data in parts.items():
        title = name.encode("utf-8")
        crc, size = zlib.crc32(data), len(data)
        body += (
            _LOCAL_HEADER.pack(b"PK\x03\x04", 20, 0x800, 0, 0, _FIRST_DAY, crc, size, size, len(title), 0),
            title,
            data,
        )
        central += (
            _CENTRAL_ENTRY.pack(
                b"PK\x01\x02",
                20,
                20,
                0x800,
                0,
                0,
                _FIRST_DAY,
                crc,
                size,
                size,
                len(title),
                0,
                0,
                0,
                0,
                0,
                offset,
            ),
            title,
        )
        offset += _LOCAL_HEADER.size + len(title) + size
    directory = b"".join(central)
    end = _CENTRAL_END.pack(b"PK\x05\x06", 0, 0, len(parts), len(parts), len(directory), offset, 0)
    return b"".join((*body, directory, end))
