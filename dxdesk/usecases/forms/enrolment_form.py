"""受講申込票: the people of a section beside the sessions they can be enrolled in, from what was sealed.

A section fills it in with dxdesk or without it. What it says is read by its headings and 職員番号, so that
lines may be sorted, added or copied into another workbook.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from dxdesk.domain import canonical
from dxdesk.domain.enrolments import State
from dxdesk.domain.wareki import long_day, short_day
from dxdesk.ports.workbooks import Column, Head, TableRow, TableSheet
from dxdesk.usecases.forms.nomination_form import listed, texts
from dxdesk.usecases.sealing.wording_version import WITH_COMPLETED, wording_in

SHEET, SESSIONS_SHEET = "受講申込票", "申し込める研修"
ASK, TAKE_BACK = "○", "取消"
_MEMBER = "enrolment"
_GUIDE = (
    "受けさせたい人の、研修の欄に「○」を入れてください。申込をやめるときは「取消」と入れます。",
    "空の欄は、申し込まないのと同じです。休業等で研修の対象でない人は載せていません。"
    "ほかに載っていない人がいるときは、下に行を足し、職員番号と氏名を書いてください。",
    "記入したら、このファイルを発行した課へ返してください。Excel だけで記入できます。",
)
_STANDING_GUIDE = (
    "「申込済」「受講決定」「見送り」などは、いまの申込のようすです。「修了済」の人は、その研修を修了しています。"
    "そのままにしておけば、何も変わりません。申込をやめるときだけ、「取消」に書き換えてください。"
)
STANDING: Mapping[State, str] = {
    State.ASKED: "申込済",
    State.GRANTED: "受講決定",
    State.PASSED: "見送り",
    State.CANCELLED: "決定取消",
    State.WITHDRAWN: "取消済",
}
"""How a form says where an enrolment stands that was there when it was made; it asks for nothing."""
_EARLIER_GUIDE = (
    _GUIDE[0],
    "空の欄は、申し込まないのと同じです。人が載っていないときは、下に行を足し、職員番号と氏名を書いてください。",
    _GUIDE[2],
)
_EARLIER_STANDING_GUIDE = (
    "「申込済」「受講決定」「見送り」などは、いまの申込のようすです。そのままにしておけば、何も変わりません。"
    "申込をやめるときだけ、「取消」に書き換えてください。"
)
"""What forms of an earlier wording say: one that comes back is held against what it was sent out with."""

COMPLETED = "修了済"
"""How a form says that somebody completed the course of a session; they may be asked for all the same."""
TOLD = frozenset({*STANDING.values(), COMPLETED})
"""All that a form says in a cell by itself: read back, it asks for nothing."""
STILL_ASKED = frozenset({STANDING[State.ASKED], STANDING[State.GRANTED]})
"""What stands of those who are asked for, and whom one may take back."""


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
    """What a form is about: a section (code, name), the sessions and the people.

    ``year`` and ``sender`` are as people read them, both empty in a form of an earlier program. ``standing``
    are the enrolments that were there already, by the session's subject and number (``STANDING``), and who
    completed the course (``COMPLETED``). ``wording`` is that of its sheets.
    """

    section: tuple[str, str]
    sessions: tuple[FormSession, ...]
    people: tuple[FormPerson, ...]
    year: str = ""
    sender: str = ""
    standing: Mapping[tuple[str, str], str] = field(default_factory=dict)
    wording: int = WITH_COMPLETED

    @property
    def extra(self) -> str:
        """The form as it is sealed (``extra`` of the envelope)."""
        said: dict[str, Any] = {
            "section": list(self.section),
            "sessions": [list(one) for one in self.sessions],
            "people": [list(one) for one in self.people],
            "head": [self.year, self.sender],
            "standing": [[*key, word] for key, word in sorted(self.standing.items())],
        }
        return canonical.dumps({"wording": self.wording, _MEMBER: said})


def form_of(extra: str) -> EnrolmentForm | None:
    """Return the form that an envelope's ``extra`` holds, ``None`` where it holds none."""
    try:
        said = canonical.loads(extra or "{}")
    except ValueError:
        return None
    found = said.get(_MEMBER) if isinstance(said, dict) else None
    if not isinstance(found, Mapping):
        return None
    section, head = texts(found.get("section"), 2), texts(found.get("head"), 2) or ["", ""]
    sessions = [texts(one, len(FormSession._fields)) for one in listed(found.get("sessions"))]
    people = [texts(one, len(FormPerson._fields)) for one in listed(found.get("people"))]
    standing = [texts(one, 3) for one in listed(found.get("standing"))]
    if not section or not all(sessions) or not all(people) or not all(standing):
        return None
    return EnrolmentForm(
        (section[0], section[1]),
        tuple(FormSession(*one) for one in sessions),
        tuple(FormPerson(*one) for one in people),
        head[0],
        head[1],
        {(session, number): word for session, number, word in standing},
        wording_in(extra),
    )


@dataclass(frozen=True, slots=True)
class EnrolmentAnswers:
    """What a section asks: ``ASK`` or ``TAKE_BACK`` by session (subject) and number, notes by number.

    ``added`` are people (number, name) whom the form does not list.
    """

    choices: Mapping[tuple[str, str], str] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    added: tuple[tuple[str, str], ...] = ()


NOTHING = EnrolmentAnswers()


def sheets_of(
    form: EnrolmentForm, municipality: str, answers: EnrolmentAnswers = NOTHING
) -> tuple[TableSheet, TableSheet]:
    """Return the sheet that is filled in, and the one that says what the sessions are.

    Args:
        form: the form.
        municipality: its name.
        answers: what a section asks, to stand in the cells where it would write it.
    """
    deadlines = sorted(one.deadline for one in form.sessions if one.deadline)
    now = form.wording >= WITH_COMPLETED
    first = deadlines[0] if deadlines else ""
    due = (long_day(first, weekday=True) if now else short_day(first)) if first else ""
    plain, told = (_GUIDE, _STANDING_GUIDE) if now else (_EARLIER_GUIDE, _EARLIER_STANDING_GUIDE)
    guide = (*plain[:2], told, *plain[2:]) if form.standing else plain
    top = Head(SHEET, municipality, form.year, "", form.section[1] or form.section[0], "", "", due,
               form.sender, "", guide=guide)  # fmt: skip
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
    people = (*form.people, *(FormPerson(*one, "", "") for one in answers.added))
    rows = tuple(
        TableRow(
            one.number,
            (
                *one,
                *(_cell(form, answers, session.subject, one.number) for session in form.sessions),
                answers.notes.get(one.number, ""),
            ),
        )
        for one in people
    )
    offered = tuple(TableRow(str(position), _offer(one)) for position, one in enumerate(form.sessions))
    about = Head(SESSIONS_SHEET, municipality, form.year, "", "", "", "", due, form.sender, "")
    return (
        TableSheet(SHEET, top, columns, rows, editable=True, hints=tuple(_hints(form))),
        TableSheet(SESSIONS_SHEET, about, _OFFERED, offered),
    )


def _hints(form: EnrolmentForm) -> Iterator[tuple[str, str]]:
    """Yield what the cells that are filled in say on being chosen, by column."""
    for position, one in enumerate(form.sessions):
        due = f" 締切は{short_day(one.deadline)}。" if one.deadline else ""
        yield f"s{position}", f"{_ASKING}{due} {one.title.strip()}"
    yield "note", "伝えておくことがあれば書きます。空けたままで構いません。"


_ASKING = (
    f"受けさせたい人に「{ASK}」、申込をやめるときは「{TAKE_BACK}」。Alt+下矢印キーで選べます。"
    "空けておけば申し込みません。"
)


def _cell(form: EnrolmentForm, answers: EnrolmentAnswers, session: str, number: str) -> str:
    return answers.choices.get((session, number), "") or form.standing.get((session, number), "")


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
