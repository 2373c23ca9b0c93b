"""The pictures of an office's own layout (区章 and the like), looked at before anything else opens them.

A picture goes into the workbook of every person: one that is broken, of a kind that is not kept, or far too
large is told of once, before anything is written. What is meant for a printing house (CMYK) becomes RGB.
"""

from __future__ import annotations

import io
import warnings
import zipfile
from typing import Any

from dxdesk.domain.errors import KnownError

_MEDIA = "xl/media/"
_KINDS = ("PNG", "JPEG", "GIF", "BMP", "TIFF")
"""What openpyxl keeps; of a moving GIF paper shows the first picture."""
_MOST_DOTS, _MOST_BYTES = 40_000_000, 5 * 1024 * 1024
"""An A4 page at 600 dpi has 35 million dots; a picture is in as many files as there are people."""
_NOTHING = "何も書き出していません。"
_AS_PNG = "画像の編集ソフトで PNG に保存し直し、様式に貼り直してください。"


def with_sound_pictures(data: bytes) -> bytes:
    """Return a workbook whose pictures can be shown, those in CMYK as RGB; the same bytes where all are.

    Raises:
        KnownError: ``form-picture``: broken, of a kind that is not kept, or too large; it says which.
    """
    changed: dict[str, bytes] = {}
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            if name.startswith(_MEDIA) and not name.endswith("/"):
                shown = _sound(name.removeprefix(_MEDIA), package.read(name))
                if shown is not None:
                    changed[name] = shown
        if not changed:
            return data
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as again:
            for entry in package.infolist():
                again.writestr(entry, changed.get(entry.filename) or package.read(entry))
    return out.getvalue()


def _sound(name: str, data: bytes) -> bytes | None:
    """Return what is to stand in a picture's place, ``None`` where it may stay as it is."""
    if len(data) > _MOST_BYTES:
        size = f"{len(data) / 1024 / 1024:.1f}MB"
        raise _refused(
            name,
            f"様式の画像のファイルが大きすぎます({size})。人数分のブックに入るので、5MBまでです。",
            "画像の編集ソフトで縦横を小さくして保存し直し、様式に貼り直してください。",
            size,
        )
    image = _opened(name, data)
    if image.mode != "CMYK":
        return None
    out = io.BytesIO()
    image.convert("RGB").save(out, image.format, quality=95)
    return out.getvalue()


def _opened(name: str, data: bytes) -> Any:
    """Return a picture with all its dots read."""
    from PIL import Image, UnidentifiedImageError

    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        try:
            image = Image.open(io.BytesIO(data))
            wide, high = image.size
            if wide * high > _MOST_DOTS:
                raise _too_many(name, f"{wide:,}×{high:,}ドット")
            if image.format not in _KINDS:
                raise _of_no_use(name, str(image.format))
            image.load()
        except (Image.DecompressionBombError, Image.DecompressionBombWarning):
            raise _too_many(name, "1億ドット近くか、それより多い") from None
        except UnidentifiedImageError:
            kind = "SVG" if b"<svg" in data[:4096] else ""
            raise _of_no_use(name, kind) from None
        except (OSError, SyntaxError, ValueError, EOFError):
            raise _refused(
                name, "様式の画像が途中で切れているか、こわれています。", f"もとの画像から、{_AS_PNG}", name
            ) from None
    return image


def _too_many(name: str, size: str) -> KnownError:
    fix = "縦横をそれぞれ 3,000ドット以下に縮めて保存し直し、様式に貼り直してください。"
    return _refused(
        name, f"様式の画像が大きすぎます({size})。紙には、ここまで細かい画像は要りません。", fix, size
    )


def _of_no_use(name: str, kind: str) -> KnownError:
    said = (
        f"{kind} の画像は、様式にそのまま残せません。"
        if kind
        else "様式に、画像として読めないものが入っています。"
    )
    return _refused(name, said, _AS_PNG, kind or name)


def _refused(name: str, message: str, fix: str, found: str) -> KnownError:
    where = found if found == name else f"{name}: {found}"
    return KnownError("form-picture", f"{message}{_NOTHING}", fix, found=where)
