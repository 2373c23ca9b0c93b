"""A section's answers as somebody writes them down (JSON of a command), turned into what is kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dxdesk.domain import enrolment_words
from dxdesk.domain.dates import read_date
from dxdesk.domain.errors import KnownError, Problem, any_of
from dxdesk.domain.nominations import MANNERS, handed_of, manner_of
from dxdesk.usecases.forms.nomination_form import FIRST, HANDED_ON, LAST, TITLES, NomineeLine
from dxdesk.usecases.requests.work import Answers, EnrolmentWork, NominationWork, Work

_SHAPES = (
    '{"sessions": {"研修の回": {"職員番号": "○"}}, "notes": {"職員番号": "備考"}, '
    '"added": {"職員番号": "氏名"}}',
    '{"people": [{"number": "職員番号", "name": "氏名", "manner": "新任"}]}',
)
_NOT_KEPT = "何も保存していません。"


def answers_named(work: Work, said: object) -> Answers:
    """Return answers of what somebody wrote, beside what stands in a 受講申込票 already.

    Of a 受講申込票 each session says whom it asks for (``○``), and whom no more (``取消`` or nothing); a
    session that is not named stays as it is. Of a 推薦依頼 it is everybody who is named.

    Raises:
        KnownError: ``answers-unreadable``, ``session-unknown``, ``person-unknown``, ``enrolment-word``,
            ``nomination-manner``, ``nomination-handover``, ``date-unreadable``.
    """
    if not isinstance(said, Mapping):
        raise _shape(work)
    if isinstance(work, NominationWork):
        people = said.get("people", [])
        if not isinstance(people, list) or not all(isinstance(one, Mapping) for one in people):
            raise _shape(work)
        return tuple(_line(work, one) for one in people)
    return _enrolments(work, said).answers


def _shape(work: Work) -> KnownError:
    shape = _SHAPES[isinstance(work, NominationWork)]
    return KnownError(
        "answers-unreadable",
        f"答えの形が違います。{_NOT_KEPT}",
        f"{shape} の形の JSON(UTF-8)にしてください。",
    )


def _texts(work: Work, value: object) -> Mapping[str, str]:
    if not isinstance(value, Mapping) or not all(isinstance(one, str) for one in value.values()):
        raise _shape(work)
    return value


def _enrolments(work: EnrolmentWork, said: Mapping[str, Any]) -> EnrolmentWork:
    asked = said.get("sessions", {})
    if not isinstance(asked, Mapping):
        raise _shape(work)
    subjects = {one.title: one.subject for one in work.form.sessions}
    for number, name in _texts(work, said.get("added", {})).items():
        work = work.add(number, name)
    known = {number for number, _ in work.people()}
    for title, people in asked.items():
        if title not in subjects:
            message = f"この申込票に「{title}」の回はありません。{_NOT_KEPT}"
            raise KnownError("session-unknown", message, f"{any_of(subjects)}です。", found=str(title))
        for number, word in _texts(work, people).items():
            if number not in known:
                raise _stranger(number)
            work = work.put(subjects[title], number, wanted=_wants(word))
    for number, text in _texts(work, said.get("notes", {})).items():
        if number not in known:
            raise _stranger(number)
        work = work.note(number, text)
    return work


def _stranger(number: str) -> KnownError:
    return KnownError(
        "person-unknown",
        f"この申込票に載っていない職員番号です。{_NOT_KEPT}",
        "職員番号を確かめてください。載っていない人は、added に職員番号と氏名を書きます。",
        found=number,
    )


def _wants(word: str) -> bool:
    said = enrolment_words.choice(word)
    if said is None:
        fix = "申し込むなら「○」、申込をやめるなら「取消」、申し込まないなら空にしてください。"
        raise KnownError("enrolment-word", f"「{word}」の意味が分かりません。{_NOT_KEPT}", fix, found=word)
    return said == enrolment_words.ASK


def _line(work: NominationWork, said: Mapping[str, Any]) -> NomineeLine:
    fields = _texts(work, said)
    if not set(fields) <= set(NomineeLine._fields):
        raise _shape(work)
    get = fields.get
    number = get("number", "").strip()
    name = get("name", "") or next((one.name for one in work.form.people if one.number == number), "")
    manner, handed = manner_of(get("manner", "")), handed_of(get("handed_over", ""))
    problems = []
    if not manner:
        fix = f"{any_of(MANNERS.values())}にしてください。"
        problems.append(
            Problem("nomination-manner", f"区分を読み取れません。{_NOT_KEPT}", fix, get("manner", "") or "空")
        )
    if handed is None:
        message = f"引継ぎを読み取れません。{_NOT_KEPT}"
        problems.append(
            Problem("nomination-handover", message, "済か未にしてください。", get("handed_over", ""))
        )
    days: dict[str, str] = {}
    for column in (FIRST, LAST, HANDED_ON):
        day = read_date(get(column, ""))
        if day is None:
            message = f"{TITLES[column]}を日付として読めません。{_NOT_KEPT}"
            fix = "R8.4.1 か 2026-04-01 のように書いてください。"
            problems.append(Problem("date-unreadable", message, fix, get(column, "")))
        days[column] = day or ""
    if problems:
        raise KnownError.of(tuple(problems))
    return NomineeLine(
        number=number,
        name=name,
        manner=manner or "",
        instead_of=get("instead_of", "").strip(),
        handed_over=handed or "",
        note=get("note", ""),
        **days,
    )
