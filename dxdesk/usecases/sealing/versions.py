"""Which versions a payload asks for, and what is said where they are newer than this program.

Both are looked at before anything else in a payload. Its seal, its records, its fields and its sheets
cannot be judged by a program that does not know what they are to look like.
"""

from __future__ import annotations

from collections.abc import Iterable

from dxdesk.domain.errors import KnownError
from dxdesk.domain.records import FIRST_PARTS, Part, Revision
from dxdesk.usecases.sealing import workbook_kinds
from dxdesk.usecases.sealing.envelope import FORMAT, Envelope
from dxdesk.usecases.sealing.members import members_of, text_of, whole_number_of
from dxdesk.usecases.sealing.wording_version import WORDING, wording_in

_SHOWN = 10**9
"""Numbers beyond are nobody's version, and would make a message of thousands of digits."""


LATER_FIELDS = frozenset({"vouchers", "seen_heads", "grounds"})
"""The envelope's fields that format 1 does not know."""

_LAST_OF_FIRST = 3
"""The last wording that was written in format 1."""

_CITED = ("deputies", "made_on")
"""Members of a confirmation that format 1 does not judge by."""


def lowest(envelope: Envelope, revisions: Iterable[Revision]) -> int:
    """Return the lowest format that holds an envelope with its revisions.

    A program of format 1 judges by the first rules of who may say what (``rules`` of the year). A person's
    own store judges nobody, so that what goes to it stays in format 1 whatever the year's rules are.
    But a program of format 1 looks at no wording, and would take a sheet of a later one for one that
    somebody has rewritten. A kind that came later says itself which format knows it.
    """
    revisions = tuple(revisions)
    if any(revision.record.part is Part.OWNED for revision in revisions):
        return 5
    kind = workbook_kinds.find(envelope.kind)
    if any(revision.record.part in _SINCE_FOURTH for revision in revisions):
        return max(4, kind.format if kind is not None else 1)
    if kind is not None and kind.format > 1:
        return kind.format
    if wording_in(envelope.extra) > _LAST_OF_FIRST or any(getattr(envelope, name) for name in LATER_FIELDS):
        return 2
    judges = envelope.recipient.role != "personal"
    return 2 if any(_needs_second(revision, judges=judges) for revision in revisions) else 1


_SINCE_FOURTH = frozenset({Part.GROWTH, Part.PLAN, Part.PLAN_LIFE})
"""What travels since format 4: earlier programs would keep it and count nothing that rests on it.

Things that somebody owns travel since format 5, between 人事課 and DX推進課.
"""


def _needs_second(revision: Revision, *, judges: bool) -> bool:
    part = revision.record.part
    if part not in FIRST_PARTS:
        return True
    if part is Part.CYCLE:
        return judges and revision.year.rules > 1
    # Cheaper than reading every value: a text that holds none of these words has no such member.
    return judges and any(name in revision.value and revision.names(name) for name in _CITED)


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
