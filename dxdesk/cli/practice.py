"""``cases`` and ``support``: improvement cases, events and consultations; what each section has of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import click

from dxdesk.cli.common import command, desk_at, store_argument
from dxdesk.cli.japanese import JapaneseGroup, OneOf
from dxdesk.cli.output import Answer
from dxdesk.domain.practice_record import SOLVED_NAMES, SORT_NAMES, STATUS_NAMES

if TYPE_CHECKING:
    from dxdesk.domain.practice_record import CaseSaid
    from dxdesk.usecases.practice.overview import CaseLine, ConsultationLine, PracticeYear
    from dxdesk.usecases.practice.support import Share, Support, SupportLine
    from dxdesk.usecases.workplace.desk import Desk


def _offered(words: Mapping[str, str]) -> str:
    return "、".join(f"{code}({name})" for code, name in words.items())


def register(group: JapaneseGroup) -> None:
    """Add the commands."""
    _register_cases(group)
    _register_support(group)


def _register_cases(group: JapaneseGroup) -> None:
    @command(
        group,
        "cases",
        store_argument,
        click.option("--add", "new", default="", metavar="NAME",
                     help="この名前の案件を加えます(--of、--lead などと一緒に使います)。"),
        click.option("--set", "code", default="", metavar="CODE",
                     help="この番号の案件を直します。書かない欄はそのままです。"),
        click.option("--name", default=None, metavar="TEXT", help="案件の名前。"),
        click.option("--of", "section", default=None, metavar="CODE", help="所属のコード。"),
        click.option("--lead", default=None, metavar="NO", help="リードした人の職員番号。"),
        click.option("--escort", "escorts", multiple=True, metavar="NO",
                     help="伴走した人の職員番号(何度でも)。"),
        click.option("--tool", "tools", multiple=True, metavar="NAME",
                     help="使うツール・スキルの名前(何度でも)。体系にないものは「その他:名前」。"),
        click.option("--before", "hours_before", default=None, metavar="N", help="改善前の時間(1年分)。"),
        click.option("--after", "hours_after", default=None, metavar="N", help="改善後の時間(1年分)。"),
        click.option("--effect", default=None, metavar="TEXT", help="効果。"),
        click.option("--status", default=None, type=OneOf(list(STATUS_NAMES)), metavar="STATUS",
                     help="planned(これから)、active(進行中)、done(完了)、stopped(中止)。"),
        click.option("--started", default=None, metavar="DATE", help="始めた日。"),
        click.option("--finished", default=None, metavar="DATE", help="終えた日。"),
        click.option("--phase", default=None, metavar="TEXT", help="育成のフェーズ。"),
        click.option("--exemplary/--plain", default=None, help="優良事例にする・しない。"),
        click.option("--end", default="", metavar="CODE", help="この案件を一覧から外します。"),
        click.option("--resume", default="", metavar="CODE", help="外した案件を、また載せます。"),
        click.option("--award", default="", metavar="CODE",
                     help="この優良事例を、リードと伴走の人の「表彰」の記録にします"
                          "(--award-name と一緒に使います)。"),
        click.option("--award-name", default="", metavar="TEXT", help="賞の名称。"),
        click.option("--award-day", default="", metavar="DATE", help="表彰の日。書かなければ今日です。"),
        year=True,
        text="改善案件を一覧し、加え、直します。完了した案件は、目標と成長記録に数えられます。",
    )  # fmt: skip
    def cases(
        store: str,
        new: str,
        code: str,
        end: str,
        resume: str,
        award: str,
        award_name: str,
        award_day: str,
        fiscal_year: int,
        **said: Any,
    ) -> Answer:
        from dxdesk.domain.practice_record import CASE
        from dxdesk.usecases.practice import awarding, keeping
        from dxdesk.usecases.practice.overview import practice_year

        given = {name: value for name, value in said.items() if value not in (None, ())}
        if sum(map(bool, (new, code, end, resume, award))) > 1:
            raise click.UsageError("--add、--set、--end、--resume、--award は、一緒には使えません。")
        if given and not (new or code):
            raise click.UsageError("案件の欄は、--add か --set と一緒に使います。")
        if bool(award) != bool(award_name):
            raise click.UsageError("--award と --award-name は、一緒に使います。")
        lines: list[str] = []
        data: dict[str, object] = {}
        with desk_at(store, reading=not (new or code or end or resume or award)) as desk:
            if new or code:
                wanted = _wanted(desk, new, code, given)
                keeping.write_down(desk, wanted, new=bool(new))
                lines.append("案件を保存しました。")
            elif end or resume:
                keeping.end(desk, CASE, end or resume, ended=bool(end))
                lines.append("一覧から外しました。" if end else "また載せました。")
            elif award:
                done = awarding.award(desk, award, award_name, _day(award_day))
                data["awarded"] = list(done)
                lines.append(f"{len(done)}人の表彰の記録を残しました。帳票「表彰状」で印刷できます。")
            found = practice_year(desk, fiscal_year)
        return Answer(data | _cases_json(found), [*lines, *_case_lines(found)])


def _day(text: str) -> str:
    """Return the day that was typed; what is none stays as it is and is refused by name."""
    from dxdesk.domain.dates import read_date

    return (read_date(text) or text) if text else ""


def _wanted(desk: Desk, new: str, code: str, given: dict[str, Any]) -> CaseSaid:
    from dxdesk.domain.practice_record import CASE, CaseSaid
    from dxdesk.usecases.practice import keeping
    from dxdesk.usecases.practice.known import tool_codes

    for name in ("started", "finished"):
        if name in given:
            given[name] = _day(given[name])
    if "tools" in given:
        given["tools"] = tool_codes(desk, given["tools"])
    if new:
        return CaseSaid(name=new)._replace(**given)
    before = keeping.held(desk, CASE, code)
    assert isinstance(before, CaseSaid)
    return before._replace(**given)


def _cases_json(found: PracticeYear) -> dict[str, object]:
    totals = found.totals
    return {
        "fiscal_year": found.fiscal_year,
        "cases": [_case_json(one) for one in found.cases],
        "ended": [one.said.code for one in found.ended],
        "totals": {
            "running": totals.running,
            "done": totals.done,
            "hours": str(totals.hours),
            "unmeasured": totals.unmeasured,
        },
    }


def _case_json(one: CaseLine) -> dict[str, object]:
    said = one.said
    return {
        "code": said.code,
        "name": said.name,
        "owner": one.held.owner,
        "section": said.section,
        "lead": said.lead,
        "escorts": list(said.escorts),
        "tools": list(one.tools),
        "hours_before": said.hours_before or None,
        "hours_after": said.hours_after or None,
        "saved": None if said.saved is None else str(said.saved),
        "effect": said.effect,
        "status": said.status,
        "started": said.started,
        "finished": said.finished,
        "phase": said.phase,
        "exemplary": said.exemplary,
        "counted_once": one.twice,
    }


def _case_lines(found: PracticeYear) -> list[str]:
    from dxdesk.domain.wareki import fiscal_year_label
    from dxdesk.usecases.practice.overview import saved_text

    totals, label = found.totals, fiscal_year_label(found.fiscal_year)
    if not found.cases:
        return [f"{label}の改善案件は、まだありません。"]
    lines = [
        f"{label}: 進行中・これから {totals.running}件、完了 {totals.done}件、"
        f"創出した時間 {saved_text(totals.hours) if totals.measured else '―'}"
        + (f"(時間を測っていない完了 {totals.unmeasured}件)" if totals.unmeasured else "")
    ]
    for one in found.cases:
        beside = f"、伴走 {'、'.join(one.escorts)}" if one.escorts else ""
        lines.append(
            f"  {one.status}  {one.said.name}({one.section})リード {one.lead}{beside}: {one.hours}"
            f"{'、優良事例' if one.said.exemplary else ''}  [{one.said.code}]"
        )
    return lines


def _register_support(group: JapaneseGroup) -> None:
    @command(
        group,
        "support",
        store_argument,
        click.option("--event", default="", metavar="NAME",
                     help="この名前の行事を加えます(--sort、--on と一緒に使います)。"),
        click.option("--sort", default=None, type=OneOf(list(SORT_NAMES)), metavar="SORT",
                     help=f"行事の種類。{_offered(SORT_NAMES)}。"),
        click.option("--participants", default=None, type=click.IntRange(0, 999_999), metavar="N",
                     help="行事の参加人数。"),
        click.option("--attendee", "attendees", multiple=True, metavar="NO",
                     help="行事に参加した人の職員番号(何度でも)。"),
        click.option("--consultation", "topic", default="", metavar="TEXT",
                     help="この内容の相談を加えます(--of、--on と一緒に使います)。"
                          "だれの相談かは書きません。"),
        click.option("--of", "section", default=None, metavar="CODE", help="相談した所属のコード。"),
        click.option("--days", default=None, type=click.IntRange(0, 9_999), metavar="N",
                     help="相談にかかった日数(当日なら0)。"),
        click.option("--solved", default=None, type=OneOf(list(SOLVED_NAMES)), metavar="WHERE",
                     help=f"解決したところ。{_offered(SOLVED_NAMES)}。"),
        click.option("--by", "answered_by", default=None, metavar="NO",
                     help="相談に応じた職員の職員番号(相談した人ではありません)。"),
        click.option("--on", "day", default="", metavar="DATE",
                     help="行事や相談の日。書かなければ今日です。"),
        click.option("--end", default="", metavar="CODE",
                     help="この番号の行事や相談を一覧から外します。"),
        click.option("--out", default="", metavar="FOLDER",
                     help="業務改善レポートを、庁内のページに置ける1つの HTML ファイルにします。"),
        year=True,
        text="行事と相談を一覧し、加えます。所属ごとの案件、相談、研修、目標を並べた「支援のばらつき」を示します。",
    )  # fmt: skip
    def support(
        store: str,
        event: str,
        sort: str | None,
        participants: int | None,
        attendees: tuple[str, ...],
        topic: str,
        section: str | None,
        days: int | None,
        solved: str | None,
        answered_by: str | None,
        day: str,
        end: str,
        out: str,
        fiscal_year: int,
    ) -> Answer:
        from pathlib import Path

        from dxdesk.usecases.practice import intranet_page
        from dxdesk.usecases.practice.overview import practice_year
        from dxdesk.usecases.practice.support import support as of_sections

        if sum(map(bool, (event, topic, end, out))) > 1:
            raise click.UsageError("--event、--consultation、--end、--out は、一緒には使えません。")
        of_event = {"sort": sort, "participants": participants, "attendees": attendees or None}
        asked = {"section": section, "days": days, "solved": solved, "answered_by": answered_by}
        if any(one is not None for one in of_event.values()) and not event:
            raise click.UsageError("--sort、--participants、--attendee は、--event と一緒に使います。")
        if any(one is not None for one in asked.values()) and not topic:
            raise click.UsageError("--of、--days、--solved、--by は、--consultation と一緒に使います。")
        lines: list[str] = []
        data: dict[str, object] = {}
        with desk_at(store, reading=not (event or topic or end or out)) as desk:
            if event or topic:
                _keep(desk, event, topic, of_event if event else asked, day)
                lines.append("行事を保存しました。" if event else "相談を保存しました。")
            elif end:
                _end(desk, end)
                lines.append("一覧から外しました。")
            elif out:
                path = intranet_page.save_page(desk, Path(out), fiscal_year)
                data["file"] = str(path)
                lines.append(f"{path.name} を作りました。")
            year = practice_year(desk, fiscal_year)
            found = of_sections(desk, fiscal_year)
        return Answer(data | _support_json(found, year), [*lines, *_support_lines(found, year)])


def _keep(desk: Desk, event: str, topic: str, given: dict[str, Any], day: str) -> None:
    from dxdesk.domain.practice_record import ConsultationSaid, EventSaid
    from dxdesk.usecases.practice import keeping

    said = {name: value for name, value in given.items() if value is not None}
    when = _day(day) or desk.services.clock.today()
    if event:
        keeping.write_down(desk, EventSaid(name=event, held_on=when)._replace(**said), new=True)
    else:
        keeping.write_down(desk, ConsultationSaid(topic=topic, asked_on=when)._replace(**said), new=True)


def _end(desk: Desk, code: str) -> None:
    from dxdesk.domain.errors import KnownError
    from dxdesk.domain.practice_record import CONSULTATION, EVENT
    from dxdesk.usecases.practice import keeping

    try:
        keeping.end(desk, EVENT, code)
    except KnownError as error:
        if error.code != "practice-unknown":
            raise
        keeping.end(desk, CONSULTATION, code)


def _support_json(found: Support, year: PracticeYear) -> dict[str, object]:
    return {
        "fiscal_year": found.fiscal_year,
        "sections": [_section_json(one) for one in found.lines],
        "total": _section_json(found.total),
        "withheld_below": found.below,
        "why_no_courses": found.why_courses,
        "why_no_goals": found.why_goals,
        "events": [
            {
                "code": one.said.code,
                "name": one.said.name,
                "owner": one.held.owner,
                "sort": one.said.sort,
                "held_on": one.said.held_on,
                "participants": one.said.heads or None,
            }
            for one in year.events
        ],
        "consultations": [
            {
                "code": one.said.code,
                "topic": one.said.topic,
                "owner": one.held.owner,
                "section": one.said.section,
                "asked_on": one.said.asked_on,
                "days": one.said.days,
                "solved": one.said.solved,
                "answered_by": one.said.answered_by,
            }
            for one in year.consultations
        ],
    }


def _section_json(one: SupportLine) -> dict[str, object]:
    return {
        "code": one.code,
        "name": one.name,
        "people": one.people,
        "running": one.running,
        "done": one.done,
        "hours": str(one.hours) if one.measured else None,
        "consultations": one.consultations,
        "courses": _share_json(one.courses),
        "goals": _share_json(one.goals),
    }


def _share_json(share: Share | None) -> dict[str, int | None] | None:
    return None if share is None else {"part": share.part, "whole": share.whole}


def _support_lines(found: Support, year: PracticeYear) -> list[str]:
    from dxdesk.domain.wareki import fiscal_year_label, short_day
    from dxdesk.usecases.practice.support import cells_of, columns_of

    lines = [f"{fiscal_year_label(found.fiscal_year)}の支援のばらつき({'・'.join(columns_of(found))})"]
    lines += [f"  {' / '.join(cells_of(one, found))}" for one in (*found.lines, found.total)]
    if year.events:
        lines.append(f"行事 {len(year.events)}件")
        lines += [
            f"  {short_day(one.said.held_on)} {one.sort} {one.said.name} {one.heads}  [{one.said.code}]"
            for one in year.events
        ]
    if year.consultations:
        lines.append(f"相談 {len(year.consultations)}件")
        lines += [
            f"  {short_day(one.said.asked_on)} {one.section} {one.said.topic}"
            f"{_solved(one)}  [{one.said.code}]"
            for one in year.consultations
        ]
    return lines


def _solved(one: ConsultationLine) -> str:
    """Return where a consultation was solved and how long that took, in brackets."""
    told = " ".join(filter(None, (one.solved, one.days)))
    return f"({told})" if told else ""
