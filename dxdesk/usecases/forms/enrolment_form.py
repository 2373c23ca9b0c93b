"""受講申込票: the people of a section beside the sessions they can be enrolled in, from what was sealed.

A section fills it in with dxdesk or without it. What it says is read by its headings and 職員番号, so that
lines may be sorted, added or copied into another workbook.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from dxdesk.domain import canonical
from dxdesk.domain.wareki import short_day
from dxdesk.ports.workbooks import Column, Head, TableRow, TableSheet

SHEET, SESSIONS_SHEET = "受講申込票", "申し込める研修"
ASK, TAKE_BACK = "○", "取消"
_MEMBER = "enrolment"
_GUIDE = (
    "受けさせたい人の、研修の欄に「○」を入れてください。申込をやめるときは「取消」と入れます。",
    "空の欄は、申し込まないのと同じです。人が載っていないときは、下に行を足し、職員番号と氏名を書いてください。",
    "記入したら、このファイルを発行した課へ返してください。Excel だけで記入できます。",
)


class FormSession(NamedTuple):
    """A session as a form offers it; texts are final, ``subject`` is its record's."""

    subject: str
    title: str
    course: str
    turn: str
    first_day: str
    last_day: str
    place: str
    seats: str
    deadline: str
    hint: str


class FormPerson(NamedTuple):
    """Somebody of the section."""

    number: str
    name: str
    title: str
    grade: str


@dataclass(frozen=True, slots=True)
class EnrolmentForm:
    """What a form is about: a section (code, name), the sessions and the people."""

    section: tuple[str, str]
    sessions: tuple[FormSession, ...]
    people: tuple[FormPerson, ...]

    @property
    def extra(self) -> str:
        """The form as it is sealed (``extra`` of the envelope)."""
        said: dict[str, Any] = {
            "section": list(self.section),
            "sessions": [list(one) for one in self.sessions],
            "people": [list(one) for one in self.people],
        }
        return canonical.dumps({"wording": 2, _MEMBER: said})


def form_of(extra: str) -> EnrolmentForm | None:
    """Return the form that an envelope's ``extra`` holds, ``None`` where it holds none."""
    try:
        said = canonical.loads(extra or "{}")
    except ValueError:
        return None
    found = said.get(_MEMBER) if isinstance(said, dict) else None
    if not isinstance(found, Mapping):
        return None
    section = _texts(found.get("section"), 2)
    sessions = [_texts(one, len(FormSession._fields)) for one in _list(found.get("sessions"))]
    people = [_texts(one, len(FormPerson._fields)) for one in _list(found.get("people"))]
    if not section or not all(sessions) or not all(people):
        return None
    return EnrolmentForm(
        (section[0], section[1]),
        tuple(FormSession(*one) for one in sessions),
        tuple(FormPerson(*one) for one in people),
    )


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _texts(value: object, length: int) -> list[str]:
    """Return a list of so many texts, an empty one where it is none."""
    if not isinstance(value, list) or len(value) != length:
        return []
    return value if all(isinstance(one, str) for one in value) else []


def sheets_of(form: EnrolmentForm, head: tuple[str, str, str]) -> tuple[TableSheet, ...]:
    """Return the sheet that is filled in, and the one that says what the sessions are.

    Args:
        form: the form.
        head: municipality, fiscal year as people write it, who sends it.
    """
    municipality, year, sender = head
    deadlines = sorted(one.deadline for one in form.sessions if one.deadline)
    due = short_day(deadlines[0]) if deadlines else ""
    top = Head(SHEET, municipality, year, "", form.section[1] or form.section[0], "", "", due, sender, "",
               guide=_GUIDE)  # fmt: skip
    columns = (
        Column("number", "職員番号", 10),
        Column("name", "氏名", 20),
        Column("title", "職名", 10),
        Column("grade", "職層", 10),
        *(
            Column(f"s{position}", one.title, 22, "wrap", choices=(ASK, TAKE_BACK))
            for position, one in enumerate(form.sessions)
        ),
        Column("note", "備考", 24, "wrap"),
    )
    blanks = ("",) * (len(form.sessions) + 1)
    rows = tuple(
        TableRow(one.number, (one.number, one.name, one.title, one.grade, *blanks)) for one in form.people
    )
    offered = tuple(TableRow(str(position), _offer(one)) for position, one in enumerate(form.sessions))
    about = Head(SESSIONS_SHEET, municipality, year, "", "", "", "", due, sender, "")
    return (
        TableSheet(SHEET, top, columns, rows, editable=True),
        TableSheet(SESSIONS_SHEET, about, _OFFERED, offered),
    )


_OFFERED = (
    Column("course", "研修", 44, "wrap"),
    Column("turn", "回", 10),
    Column("first_day", "開始日", 12),
    Column("last_day", "終了日", 12),
    Column("place", "会場", 30, "wrap"),
    Column("seats", "定員", 8, "number"),
    Column("deadline", "申込締切", 12),
    Column("hint", "対象の原則", 30, "wrap"),
)


def _offer(one: FormSession) -> tuple[str, ...]:
    first, last, due = map(short_day, (one.first_day, one.last_day, one.deadline))
    return one.course, one.turn, first, last, one.place, one.seats, due, one.hint


def titled(sessions: Sequence[FormSession]) -> tuple[FormSession, ...]:
    """Return sessions whose titles differ: where two are called alike, their day stands behind."""
    titles = [one.title for one in sessions]
    return tuple(
        one
        if titles.count(one.title) == 1
        else one._replace(title=f"{one.title} {short_day(one.first_day)}".strip())
        for one in sessions
    )
