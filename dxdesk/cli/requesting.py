"""Commands of a section that HR asked to fill in 受講申込票 and 推薦依頼: list, fill in, send back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dxdesk.cli.answers import read_json
from dxdesk.cli.common import command, desk_at, out_option, store_argument
from dxdesk.cli.japanese import JapaneseGroup, Whole
from dxdesk.cli.output import Answer, error_json, plural, problem_lines
from dxdesk.domain.nominations import MANNERS
from dxdesk.domain.wareki import short_day

if TYPE_CHECKING:
    from dxdesk.usecases.requests.filling import Asked
    from dxdesk.usecases.requests.work import EnrolmentWork, NominationWork

_request = click.argument("number", metavar="N", type=Whole(1, 10**9))


def register(group: JapaneseGroup) -> None:
    """Add these commands."""

    @command(
        group, "requests", store_argument,
        text="所属の台帳に届いた受講申込票と推薦依頼を、受付番号と締切、いまの答えとともに一覧します。",
    )  # fmt: skip
    def requests(store: str) -> Answer:
        from dxdesk.usecases.requests.filling import asked

        with desk_at(store, reading=True) as desk:
            found = asked(desk)
        lines = [line for one in found for line in _lines(one)]
        return Answer({"requests": [_json(one) for one in found]}, lines or ["届いている依頼はありません。"])

    @command(
        group, "fill-request", store_argument, _request,
        click.option("--from", "source", required=True, type=click.Path(path_type=Path), metavar="F.json",
                     help="答えを書いた JSON。- で標準入力から読みます。"),
        text="受付番号 N の受講申込票か推薦依頼の答えを、下書きとして保存します。",
    )  # fmt: skip
    def fill(store: str, number: int, source: Path) -> Answer:
        from dxdesk.usecases.requests.filling import keep, one_asked
        from dxdesk.usecases.requests.named import answers_named

        said = read_json(source)
        with desk_at(store) as desk:
            found = keep(desk, number, answers_named(one_asked(desk, number).work, said))
        return Answer(_json(found), _lines(found))

    @command(
        group, "send-request", store_argument, _request, out_option,
        text="受付番号 N の受講申込票か推薦依頼に答えを書き、人事課へ返すファイルにします。",
    )  # fmt: skip
    def send(store: str, number: int, out: Path) -> Answer:
        from dxdesk.usecases.requests.filling import send as give_back

        with desk_at(store) as desk:
            done = give_back(desk, number, out)
        data = {
            "file": str(done.file),
            "goes_to": done.goes_to,
            "people": done.people,
            "notices": [error_json(one) for one in done.findings],
        }
        said = f"{plural(done.people)}の分を書きました。"
        said += f"このファイルを {done.goes_to} へ送ってください: {done.file}"
        return Answer(data, [said, *problem_lines(done.findings)])


def _json(one: Asked) -> dict[str, Any]:
    from dxdesk.usecases.requests.work import EnrolmentWork

    work = one.work
    return {
        "number": one.number,
        "kind": one.request.kind,
        "section": work.form.section[0],
        "section_name": work.form.section[1],
        "deadline": one.deadline,
        "sent_at": one.sent.at if one.sent is not None else "",
        "sent_file": one.sent.file if one.sent is not None else "",
        "begun": one.begun,
        **(_enrolment_json(work) if isinstance(work, EnrolmentWork) else _nomination_json(work)),
        "notices": [error_json(problem) for problem in one.findings],
    }


def _enrolment_json(work: EnrolmentWork) -> dict[str, Any]:
    return {
        "sessions": [
            {
                "title": one.title,
                "deadline": one.deadline,
                "seats": int(one.seats) if one.seats.isdecimal() else 0,
                "asked": [number for number, _ in work.people() if work.wanted(one.subject, number)],
                "standing": {
                    number: word for number, _ in work.people() if (word := work.stands(one.subject, number))
                },
            }
            for one in work.form.sessions
        ],
        "people": [{"employee_number": number, "name": name} for number, name in work.people()],
        "notes": dict(work.answers.notes),
    }


def _nomination_json(work: NominationWork) -> dict[str, Any]:
    form = work.form
    return {
        "round": form.round,
        "persona": form.persona[0],
        "persona_name": form.persona[1],
        "wanted": form.wanted,
        "first_day": form.first_day,
        "last_day": form.last_day,
        "holders": [
            {"employee_number": one.number, "name": one.name, "term": one.now} for one in form.holders
        ],
        "people": [{"employee_number": one.number, "name": one.name} for one in form.people],
        "named": [one._asdict() for one in work.answers],
    }


def _lines(one: Asked) -> list[str]:
    from dxdesk.usecases.requests.work import EnrolmentWork

    work = one.work
    due = f" 締切 {short_day(one.deadline)}" if one.deadline else ""
    state = "送りました" if not one.waits else "記入の途中" if one.begun else "まだ答えていません"
    found = [f"{one.number} {one.title} {work.form.section[1]}{due} {state}"]
    if isinstance(work, EnrolmentWork):
        found += [f"  {session.title}: {work.count(session.subject):,}人" for session in work.form.sessions]
    else:
        found += [f"  {MANNERS.get(line.manner, '')} {line.number} {line.name}" for line in work.answers]
    return found + problem_lines(one.findings)
