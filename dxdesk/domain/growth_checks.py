"""What an entry of a growth file may not say: one check for the screen, the commands and tables.

Fields are named as people read them; whoever read a table puts the cell in their place.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from dxdesk.domain.contents import FileEntry
from dxdesk.domain.errors import Place, Problem
from dxdesk.domain.experience import Work, month_number, stretch
from dxdesk.domain.growth_entries import EXPERIENCE, GRANT, LEAD, MEMBER, ROLE_NAMES, kind_of

NAME, BEGAN, ENDED, ROLE, EXPIRES, KIND = "名称", "開始", "終了", "役割", "有効期限", "種類"
APPROVED = "決裁日"
RATE, TIMES, RESULT, NUMBER, NOTE = "率", "件数", "成果", "番号", "備考"
"""What fields are called in messages."""

_NOTHING = "何も残していません。"


def problems(entry: FileEntry, today: str, *, own: bool = False) -> tuple[Problem, ...]:
    """Return what is wrong with an entry.

    Args:
        entry: what it says.
        today: the day (ISO) it is written.
        own: the person tells it of themselves.
    """
    return tuple(_problems(entry, today, own=own))


def _problems(entry: FileEntry, today: str, *, own: bool) -> Iterator[Problem]:
    kind = kind_of(entry.kind)
    if not kind.name or kind.listed or (own and not kind.own) or kind.name == _UNKNOWN:
        yield _said(
            "growth-kind",
            "この種類は、ここでは書けません。",
            "研修と試験は受講や資格の表から、助成、認定、表彰は人事課が残します。",
            kind.name,
            KIND,
        )
    if not entry.name.strip():
        yield _said(
            "growth-name-missing", "名称が空です。", "何をしたか、何を取ったかを書いてください。", "", NAME
        )
    if entry.role not in ("", LEAD, MEMBER):
        names = "、".join(ROLE_NAMES.values())
        yield _said(
            "growth-role", "役割を読み取れません。", f"{names}のどちらかにしてください。", entry.role, ROLE
        )
    if entry.kind == GRANT:
        yield from _grant(entry)
    yield from _days(entry, today)


def _grant(entry: FileEntry) -> Iterator[Problem]:
    """Of a 助成 only the rate and how many are kept: nothing of sums, papers or reasons."""
    if not 0 < entry.rate <= _WHOLE:
        yield _said(
            "growth-rate",
            "助成の率を読み取れません。",
            "1から100までの数(パーセント)で書いてください。",
            str(entry.rate) if entry.rate > 0 else "",
            RATE,
        )
    if entry.times < 1:
        yield _said("growth-times", "助成の件数を読み取れません。", "1以上の数で書いてください。", "", TIMES)
    others = ((RESULT, entry.result), (NUMBER, entry.number), (NOTE, entry.note), (RESULT, entry.case))
    more = [(field, text) for field, text in others if text]
    if more:
        yield _said(
            "growth-grant-only",
            "助成は、率と件数だけを残します。",
            "金額や結果、備考は、成長記録に書かないでください。",
            more[0][1],
            more[0][0],
        )


_WHOLE = 100
_UNKNOWN = kind_of("").name


def _days(entry: FileEntry, today: str) -> Iterator[Problem]:
    if entry.date and month_number(entry.date) is None:
        yield unreadable(entry.date, BEGAN)
        return
    if entry.until and month_number(entry.until) is None:
        yield unreadable(entry.until, ENDED)
        return
    for text, field in ((entry.expires, EXPIRES), (entry.approved_on, APPROVED)):
        if text and month_number(text) is None:
            yield unreadable(text, field)
            return
        if text and len(text) == _MONTH:
            yield _said(
                "growth-day-needed",
                f"{field}が月までです。",
                "R10.3.31 のように、日まで書いてください。",
                text,
                field,
            )
            return
    ahead = kind_of(entry.kind).ahead
    if not ahead and entry.date[: len(today)] > today[: len(entry.date)]:
        yield _said(
            "growth-in-the-future",
            "始まりがきょうより後です。",
            "始まってから書いてください。年や月の打ち間違いでないかも確かめてください。",
            entry.date,
            BEGAN,
        )
    if entry.until and not _in_order(entry.date, entry.until):
        yield _said(
            "growth-ends-before-it-begins",
            "終わりが始まりより前です。",
            "始まりと終わりのどちらが違うかを確かめてください。",
            f"{entry.date}\u301c{entry.until}",
            ENDED,
        )
    if entry.until and not kind_of(entry.kind).lasts:
        return
    if not ahead and entry.until and entry.until > today[: len(entry.until)]:
        yield _said(
            "growth-in-the-future",
            "終わりがきょうより後です。",
            "いまも続いているなら、終わりを空けて「継続中」にしてください。",
            entry.until,
            ENDED,
        )
    if entry.until and entry.ongoing:
        yield _said(
            "growth-ended-and-ongoing",
            "終わりが書かれているのに、継続中になっています。",
            "どちらか一方にしてください。",
            entry.until,
            ENDED,
        )
    if entry.expires and not _in_order(entry.date, entry.expires):
        yield _said(
            "growth-expires-before-it-was-given",
            "有効期限が取得した日より前です。",
            "取得した日と有効期限のどちらが違うかを確かめてください。",
            f"{entry.date}\u301c{entry.expires}",
            EXPIRES,
        )


_MONTH = len("2025-06")


def _in_order(first: str, last: str) -> bool:
    """Tell whether one day or month is not after another; a month and a day are compared as months."""
    length = min(len(first), len(last))
    return first[:length] <= last[:length]


def unreadable(text: str, field: str) -> Problem:
    """Return the problem of a text that is no day and no month."""
    return _said(
        "growth-date",
        f"{field}の日付を読み取れません。",
        "2024年4月、令和6年4月1日、R6.4.1 のように書いてください。",
        text,
        field,
    )


def _said(code: str, message: str, fix: str, found: str, field: str) -> Problem:
    return Problem(code, f"{message}{_NOTHING}", fix, found, Place(cell=field))


def overlapping(entries: Sequence[FileEntry], today: str) -> tuple[tuple[FileEntry, FileEntry], ...]:
    """Return pieces of work that lie in the same months: they count once, which is said and not refused."""
    works = [(one, stretch(_work(one), today)) for one in entries if one.kind == EXPERIENCE]
    dated = [(one, months) for one, months in works if months is not None]
    return tuple(
        (one, other)
        for (one, a), (other, b) in combinations(dated, 2)
        if a.first <= b.last and b.first <= a.last
    )


def _work(entry: FileEntry) -> Work:
    return Work(entry.date, entry.until, entry.ongoing, entry.months, entry.role)
