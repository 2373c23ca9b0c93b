"""Which versions a payload asks for, and what is said where they are newer than this program.

Both are looked at before anything else in a payload. Its seal, its records, its fields and its sheets
cannot be judged by a program that does not know what they are to look like.
"""

from __future__ import annotations

from dxdesk.domain.errors import KnownError
from dxdesk.usecases.sealing.envelope import FORMAT
from dxdesk.usecases.sealing.members import members_of, text_of, whole_number_of
from dxdesk.usecases.sealing.wording_version import WORDING, wording_in

_SHOWN = 10**9
"""Numbers beyond are nobody's version, and would make a message of thousands of digits."""


def named_in(payload: bytes) -> tuple[int, int]:
    """Return the format and the wording a payload names, whatever else it holds.

    The first of each where it is silent. The names these two are found by stay for ever: ``body``, in it
    ``format`` and ``extra``, in this ``wording``.
    """
    container = members_of(payload.decode("utf-8", "replace"), ("body",))
    body = members_of(text_of(container.get("body", "")), ("format", "extra"))
    number = whole_number_of(body.get("format", ""))
    return (1 if number is None else number), wording_in(text_of(body.get("extra", "")))


def newer(number: int, wording: int) -> KnownError | None:
    """Return ``format-newer`` for what a later program wrote, with the versions needed and known, or none."""
    asked = (("形式", number, FORMAT), ("文面", wording, WORDING))
    found = [
        f"{what}{min(needed, _SHOWN)}が必要です。この dxdesk が読めるのは{what}{known}までです"
        for what, needed, known in asked
        if needed > known
    ]
    if not found:
        return None
    return KnownError(
        "format-newer",
        "このファイルは、より新しい dxdesk で作られています。取り込んでいません。",
        "この PC の dxdesk を新しいものに替えてから、もう一度取り込んでください。",
        found="。".join(found),
    )
