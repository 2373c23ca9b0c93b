"""Workbooks locked with a password, and their older relatives.

Both wear the same wrapping (a compound file), so this is also where an .xls is told apart.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NoReturn

from dxdesk.domain.errors import KnownError
from dxdesk.excel import codes
from dxdesk.excel.foreign import refuse_mail
from dxdesk.excel.markup import local, stream

COMPOUND_MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")
"""How .xls files and password-protected .xlsx files begin."""

SPIN_LIMIT = 1_000_000
"""Rounds of hashing a password; Excel writes 100,000. A hostile file would keep us busy for hours."""

_RIGHTS = ("DRMEncryptedDataSpace", "DRMEncryptedTransform", "DRMContent")
"""How a wrapping is told whose key a rights server keeps: sensitivity labels, IRM."""

_INFO_LIMIT = 100_000
_HASHES = frozenset({"SHA1", "SHA256", "SHA384", "SHA512"})
_VERSION_BYTES = 8


@dataclass(frozen=True, slots=True)
class Unlocked:
    """The workbook inside, and whether the lock proves that nobody changed it (改ざん検知)."""

    data: bytes
    integrity_checked: bool


def is_compound(data: bytes) -> bool:
    """Tell whether this is an old or a locked workbook."""
    return data.startswith(COMPOUND_MAGIC)


def unlock(data: bytes, passwords: Sequence[str]) -> Unlocked:
    """Return the workbook inside the lock, trying each password once.

    Raises:
        KnownError: old-format (.xls), not-a-workbook, password-needed, password-wrong,
            lock-unsupported, lock-tampered or file-broken.
    """
    if any(name.encode("utf-16-le") in data for name in _RIGHTS):
        raise KnownError(
            codes.FILE_RIGHTS,
            "秘密度ラベルやアクセス制限(IRM)で暗号化されたファイルなので、読み込めません。パスワードでは開きません。",
            "送り主に、Excel の「ファイル」→「情報」でラベルの暗号化やアクセスの制限を外し、"
            "保存し直したものを送ってもらってください。",
        )
    if "EncryptedPackage".encode("utf-16-le") not in data:
        _refuse_unlocked(data)
    if not any(passwords):
        raise KnownError(
            codes.PASSWORD_NEEDED,
            "パスワードで保護されているため、まだ読み込んでいません。",
            "パスワードを入れて、もう一度取り込んでください。",
        )
    agile = _check_parameters(data)
    for password in passwords:
        if password:
            inside = _try(data, password, agile)
            if inside is not None:
                return Unlocked(inside, integrity_checked=agile)
    raise KnownError(
        codes.PASSWORD_WRONG,
        "パスワードが違うため、読み込めませんでした。",
        "大文字と小文字、全角と半角を確かめて、もう一度入れてください。",
    )


def _refuse_unlocked(data: bytes) -> NoReturn:
    if "__substg1.0_".encode("utf-16-le") in data:
        refuse_mail()
    if any(name.encode("utf-16-le") in data for name in ("Workbook", "Book")):
        raise KnownError(
            codes.OLD_FORMAT,
            "古い形式(.xls)のブックなので、読み込めません。",
            "Excel で開き、「名前を付けて保存」で種類を「Excel ブック (*.xlsx)」にして保存し直してください。",
            found=".xls",
        )
    raise KnownError(
        codes.NOT_A_WORKBOOK,
        "Excel ブック(.xlsx)ではないため、読み込みませんでした。",
        "Excel で開けるなら、「名前を付けて保存」で種類を「Excel ブック (*.xlsx)」にしてください。",
        found="古い Office 文書",
    )


def _refuse_broken(error: Exception) -> NoReturn:
    raise KnownError(
        codes.FILE_BROKEN,
        "パスワードで保護されたブックが壊れているか、途中で切れているため、読み込みませんでした。",
        "送り主にもう一度送ってもらってください。",
    ) from error


def _refuse_method(found: str) -> NoReturn:
    raise KnownError(
        codes.LOCK_UNSUPPORTED,
        "このパスワード保護の方式は扱えないため、読み込みませんでした。",
        "Excel で開き、保護を外すか、Excel の「パスワードを使用して暗号化」で掛け直して保存してください。",
        found=found,
    )


def _office(data: bytes) -> Any:
    """Return msoffcrypto's reader; whatever a damaged wrapping provokes becomes file-broken."""
    from msoffcrypto.format.ooxml import OOXMLFile

    try:
        return OOXMLFile(io.BytesIO(data))
    except Exception as error:  # the library lets struct, index and many other errors through
        _refuse_broken(error)


def _check_parameters(data: bytes) -> bool:
    """Look at how the password is to be hashed before anybody hashes; return whether it is agile.

    The library parses the description with an XML reader that expands entities, so the guard's own
    reader goes first.
    """
    from msoffcrypto.format import ooxml

    try:
        with ooxml.olefile.OleFileIO(io.BytesIO(data)) as wrapping:
            with wrapping.openstream("EncryptionInfo") as stream_in:
                info = stream_in.read(_INFO_LIMIT)
            size = wrapping.get_size("EncryptedPackage")
    except Exception as error:  # as above
        _refuse_broken(error)
    if size > len(data) or len(info) <= _VERSION_BYTES:
        _refuse_broken(ValueError("size"))
    version = (int.from_bytes(info[:2], "little"), int.from_bytes(info[2:4], "little"))
    if version == (4, 4):
        _check_agile(info[_VERSION_BYTES:])
        return True
    if version[1] != 2 or version[0] not in (2, 3, 4):
        _refuse_method(f"方式 {version[0]}.{version[1]}")
    return False


def _check_agile(description: bytes) -> None:
    def start(name: str, attributes: dict[str, str]) -> None:
        if local(name) in ("encryptedKey", "keyData"):
            spin = attributes.get("spinCount", "0")
            if not (spin.isascii() and spin.isdigit() and len(spin) <= 9) or int(spin) > SPIN_LIMIT:
                _refuse_method(f"繰り返し {spin[:20]}回")
            if attributes.get("hashAlgorithm", "") not in _HASHES:
                _refuse_method(f"ハッシュ {attributes.get('hashAlgorithm', '')[:20]}")

    stream(description.rstrip(b"\0"), start, "EncryptionInfo")


def _try(data: bytes, password: str, agile: bool) -> bytes | None:
    """Return the workbook inside, or None if the password is not the right one."""
    from msoffcrypto.exceptions import InvalidKeyError

    office = _office(data)
    try:
        office.load_key(password=password, verify_password=True)
    except InvalidKeyError:
        return None
    except Exception as error:  # keys of a wrong length and the like
        _refuse_broken(error)
    inside = io.BytesIO()
    try:
        office.decrypt(inside, verify_integrity=agile)
    except InvalidKeyError as error:
        raise KnownError(
            codes.LOCK_TAMPERED,
            "保護されたブックの中身が、保護のあとで変わっています。読み込みませんでした。",
            "送り主に、元のファイルをもう一度送ってもらってください。",
        ) from error
    except Exception as error:  # as above
        _refuse_broken(error)
    return inside.getvalue()
