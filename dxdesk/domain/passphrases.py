"""What a passphrase has to be when it is set, and which spellings of one text open what was set before.

The rules hold for new passphrases only. Whoever has one from before keeps opening with it, however short.
"""

from __future__ import annotations

import unicodedata
from enum import StrEnum

from dxdesk.domain.errors import KnownError

LEAST = 12
"""How long a new passphrase of an office's store is at least; a full-width character counts as two."""


class Fault(StrEnum):
    """Why a new passphrase will not do."""

    MISSING = "missing"
    BLANK = "blank"
    SHORT = "short"


def fault(text: str, *, office: bool) -> Fault | None:
    """Return what is wrong with a new passphrase, ``None`` when it will do.

    Args:
        text: as typed.
        office: whether it is for a store of hr, dx or a section; a personal one may be short or none at all.
    """
    if not text:
        return Fault.MISSING if office else None
    if text != text.strip():
        return Fault.BLANK
    return Fault.SHORT if office and length(text) < LEAST else None


def refuse_unfit(text: str, *, office: bool) -> None:
    """Raise what is wrong with a new passphrase.

    Raises:
        KnownError: ``passphrase-blank``, ``passphrase-short``. That there is none is the store's to refuse.
    """
    found = fault(text, office=office)
    if found is Fault.BLANK:
        raise KnownError(
            "passphrase-blank",
            "パスフレーズの始めか終わりに空白があります。まだ何も変えていません。",
            "前後の空白を除いて決めてください。言葉と言葉の間の空白は構いません。",
        )
    if found is Fault.SHORT:
        raise KnownError(
            "passphrase-short",
            f"パスフレーズが短すぎます({LEAST}文字以上。かなや漢字は1文字を2文字と数えます)。まだ何も変えていません。",
            "言葉を3つほどつなげて、決め直してください。",
        )


def length(text: str) -> int:
    """Return the length of a text in half-width characters: what is not ASCII counts as two."""
    return sum(1 if character.isascii() else 2 for character in text)


def to_set(text: str) -> str:
    """Return the spelling a new passphrase is kept in (NFC), which ``spellings`` of every typing leads to."""
    return unicodedata.normalize("NFC", text)


def spellings(text: str) -> tuple[str, ...]:
    """Return what to try when something is opened: as typed, composed (NFC), taken apart (NFD).

    An input method or a Mac may write が as one character or as two that look the same. Stores of earlier
    programs were made with whichever came; ASCII and kanji have one spelling only.
    """
    forms = (text, *(unicodedata.normalize(form, text) for form in ("NFC", "NFD")))
    return tuple(dict.fromkeys(forms))
