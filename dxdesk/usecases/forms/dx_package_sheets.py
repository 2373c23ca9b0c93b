"""送付票 of DX推進課: its courses, sessions and other records, readable from the sealed records alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from dxdesk.domain import owned, subjects
from dxdesk.domain.attendance_record import AttendanceSaid
from dxdesk.domain.contents import CourseSaid, SessionSaid
from dxdesk.domain.errors import KnownError
from dxdesk.domain.records import Part, Revision
from dxdesk.domain.thing_words import KIND_NAMES
from dxdesk.domain.wareki import fiscal_year_label
from dxdesk.ports.workbooks import Column, TableRow, TableSheet
from dxdesk.usecases.forms.framework_proposals import proposals_in, year_of
from dxdesk.usecases.forms.readable_sheets import head_of, shows
from dxdesk.usecases.frameworks import versions
from dxdesk.usecases.person_year.standing import PersonYear, YearContext
from dxdesk.usecases.sealing.envelope import Envelope

_GUIDE = ("このファイルはそのまま人事課へ送ってください。表を書き換えると受け付けられなくなります。",)
_COURSES = (
    Column("code", "研修コード", 14),
    Column("name", "研修名", 36, "wrap"),
    Column("held_by", "担当", 18),
    Column("provider", "提供", 18),
    Column("state", "状態", 10),
)
_SESSIONS = (
    Column("course", "研修", 36, "wrap"),
    Column("turn", "回", 12),
    Column("first", "開始日", 12),
    Column("last", "終了日", 12),
    Column("year", "年度", 12),
    Column("place", "会場", 18),
    Column("seats", "定員", 8),
    Column("state", "状態", 10),
)
_ATTENDED = (
    Column("course", "研修", 36, "wrap"),
    Column("day", "日付", 12),
    Column("number", "職員番号", 14),
    Column("result", "結果", 16, "wrap"),
    Column("done", "修了", 8),
)
_PROPOSED = (
    Column("name", "体系", 36, "wrap"),
    Column("version", "版", 12),
    Column("skills", "スキル", 10, "number"),
    Column("digest", "内容の記号", 40),
)
_OTHERS = (Column("kind", "記録の種類", 24), Column("number", "件数", 10, "number"))
_COURSE, _SESSION, _ATTENDANCE = "course", "session", "attendance"
_OWNER = "dx"
_BACK = "人事課の記録(2つの台帳で書かれたもの)"


@shows
def dx_package_sheets(
    envelope: Envelope, context: YearContext, _: Sequence[PersonYear]
) -> tuple[TableSheet, ...]:
    """Return the courses and sessions of DX推進課, and how many other records it sends."""
    year = fiscal_year_label(year_of(envelope.extra, context.cycle.fiscal_year))
    head = replace(head_of(envelope, context.cycle, _GUIDE, ""), fiscal_year=year)
    sent = [model.revision() for model in envelope.revisions]
    things = _by_subject(one for one in sent if one.owned.owner == _OWNER)
    courses, sessions, attended = [], [], []
    names: dict[str, str] = {}
    others: Counter[str] = Counter()
    for subject, revisions in sorted(things.items()):
        thing = subjects.thing_of(subject)
        kind = thing[0] if thing is not None else ""
        value = owned.value(revisions)
        if kind == _COURSE:
            one = CourseSaid.read(value)
            names[one.code] = one.name
            state = "終了" if one.ended else ""
            courses.append(TableRow(subject, (one.code, one.name, one.held_by, one.provider, state)))
        elif kind == _SESSION:
            held = SessionSaid.read(value)
            year = fiscal_year_label(held.fiscal_year) if held.fiscal_year else ""
            seats = str(held.seats or "")
            state = "中止" if held.ended else ""
            days = (held.first_day, held.last_day)
            sessions.append(
                TableRow(subject, (held.course, held.turn, *days, year, held.place, seats, state))
            )
        elif kind == _ATTENDANCE:
            attended.append((subject, AttendanceSaid.read(value)))
        else:
            others[kind] += 1
    back = len(_by_subject(one for one in sent if one.owned.owner != _OWNER))
    counted = tuple(
        TableRow(kind, (KIND_NAMES.get(kind, kind), str(number))) for kind, number in sorted(others.items())
    )
    if back:
        counted += (TableRow("back", (_BACK, str(back))),)
    sheets = [
        TableSheet("研修", head, _COURSES, tuple(sorted(courses, key=lambda row: row.cells))),
        TableSheet("研修の回", head, _SESSIONS, tuple(sorted(sessions, key=lambda row: row.cells))),
    ]
    if attended:
        there = (
            TableRow(
                subject,
                (names.get(one.course, one.course), one.held_on, one.number, one.result, "○" * one.completed),
            )
            for subject, one in attended
            if not one.ended
        )
        sheets.append(TableSheet("受講", head, _ATTENDED, tuple(sorted(there, key=lambda row: row.cells))))
    proposals = tuple(_proposed(envelope.extra))
    if proposals:
        sheets.append(TableSheet("体系の案", head, _PROPOSED, proposals))
    if counted:
        sheets.append(TableSheet("ほかの記録", head, _OTHERS, counted))
    return tuple(sheets)


def _proposed(extra: str) -> Iterator[TableRow]:
    """Yield the versions that are proposed, with their digest: their texts are sealed with the file."""
    try:
        found = [(one, versions.from_text(one.text)) for one in proposals_in(extra)]
    except (KnownError, ValueError):
        return  # refused as a whole where it is taken in
    for one, framework in found:
        digest = versions.digest(one.text)
        yield TableRow(digest, (framework.name, one.version, str(len(framework.items)), digest))


def _by_subject(revisions: Iterable[Revision]) -> dict[str, list[Revision]]:
    found: dict[str, list[Revision]] = {}
    for revision in revisions:
        if revision.record.part is Part.OWNED:
            found.setdefault(revision.record.employee_number, []).append(revision)
    return found
