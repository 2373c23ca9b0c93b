"""``year-start``: how an office asks for goals, and where they stand; the step ``start`` of others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dxdesk.cli.common import command, desk_at, section_option, store_argument
from dxdesk.cli.japanese import JapaneseGroup, OneOf
from dxdesk.cli.output import Answer
from dxdesk.domain.plan_life import PLAN_STATE_LABELS
from dxdesk.domain.year_start import MODE_NAMES, WHERES, Mode, share
from dxdesk.usecases.sealing.workbook_kinds import PLAN_FORM

if TYPE_CHECKING:
    from dxdesk.usecases.answering.sheet import Submitted
    from dxdesk.usecases.workplace.desk import Desk
    from dxdesk.usecases.year_start.overview import Overview

START, END = "start", "end"
GOALS_SHAPE = '{"goals": [{"skill": "業務改革", "level": "LV2", "text": "…"}]} の形の '
step_option = click.option(
    "--step", type=OneOf([START, END]), default=END, metavar="start|end",
    help="期首の目標(start)か、年度末の申告(end)か。省略すると end です。",
)  # fmt: skip


def register(group: JapaneseGroup) -> None:
    """Add the command."""

    @command(
        group,
        "year-start",
        store_argument,
        click.option("--mode", type=OneOf([mode.value for mode in Mode]), metavar="MODE",
                     help="期首の目標の集め方: none(なし)、mark(申告票の印だけ)、form(期首票)。"),
        click.option("--day", metavar="MM-DD", help="期首の基準日(省略すると 05-01)。"),
        click.option("--due", metavar="MM-DD", help="目標の提出期限。空の文字で、期限なしにします。"),
        click.option("--agreement/--no-agreement", "agreed", default=None, help="上長の同意を求めるか。"),
        click.option("--meeting/--no-meeting", "meeting", default=None, help="面談日を記録するか。"),
        click.option("--support", "supports", multiple=True, metavar="T",
                     help="庁内で決めた支援行動。何度でも書けます(書くと置き換わります)。"),
        section_option,
        year=True,
        text="期首の目標を、だれが立てたかを一覧します。人事の台帳では、集め方も決めます。",
    )  # fmt: skip
    def year_start(
        store: str,
        mode: str | None,
        day: str | None,
        due: str | None,
        agreed: bool | None,
        meeting: bool | None,
        supports: Sequence[str],
        section: str,
        fiscal_year: int,
    ) -> Answer:
        from dxdesk.usecases.year_start import overview as use

        said: dict[str, Any] = {
            "mode": None if mode is None else Mode(mode),
            "day": day,
            "due": due,
            "agreed": agreed,
            "meeting": meeting,
            "supports": tuple(supports) or None,
        }
        wanted = {name: value for name, value in said.items() if value is not None}
        with desk_at(store, reading=not wanted) as desk:
            if wanted:
                _set_up(desk, wanted)
            found = use.overview(desk, fiscal_year, section)
        return _told(found)


def _set_up(desk: Desk, wanted: Mapping[str, Any]) -> None:
    from dataclasses import replace

    from dxdesk.usecases.organisation import year_start

    with desk.store.read() as uow:
        now = year_start.setting(uow)
    year_start.set_up(desk, replace(now, **wanted))


def _told(found: Overview) -> Answer:
    start = found.start
    document = {
        "fiscal_year": found.cycle.fiscal_year,
        "mode": start.mode.value,
        "day": start.day,
        "due": start.due,
        "agreement": start.agreed,
        "meeting": start.meeting,
        "supports": list(start.supports),
        "shares": [
            {"code": one.code, "name": one.name, "people": one.people, "answered": one.answered,
             "set": one.set_any}
            for one in found.shares
        ],
        "places": dict(found.places),
        "people": [
            {
                "employee_number": line.number,
                "name": line.name,
                "section": line.department_code,
                "state": line.state.value,
                "goals": list(line.goals),
                "met_on": line.met_on,
                "supports": [list(pair) for pair in line.supports],
                "reason": line.reason,
                "where": line.where,
                "changed": line.changed,
                "disputed": line.disputed,
            }
            for line in found.lines
        ],
    }  # fmt: skip
    lines = [f"{found.cycle.label} 期首の目標: {MODE_NAMES[start.mode]}"]
    if start.mode is not Mode.NONE:
        lines += [
            f"{one.name}: {one.people:,}人のうち{one.set_any:,}人が目標を立てました"
            f"({share(one.set_any, one.people) or '対象者なし'})"
            for one in found.shares
        ]
    lines += [f"{WHERES.get(code, code)}: {count:,}人" for code, count in sorted(found.places.items())]
    if start.mode is Mode.FORM:
        lines += [
            f"{line.number} {line.name} {PLAN_STATE_LABELS[line.state]} {' / '.join(line.goals)}".rstrip()
            for line in found.lines
        ]
    return Answer(document, lines)


def answer_goals(store: str, data: object, employee: str, fiscal_year: int) -> Answer:
    """Keep goals of a JSON document as a draft."""
    from dxdesk.usecases.person_year.cycles import year_asked
    from dxdesk.usecases.year_start import own as use
    from dxdesk.usecases.year_start.named import goals_from_json

    with desk_at(store) as desk:
        year = year_asked(desk, fiscal_year)
        sheet = use.open_goals(desk, employee, year)
        written = goals_from_json(sheet, data)
        use.save_draft(desk, written, employee, sheet.person.fiscal_year)
    document = {
        "employee_number": sheet.person.employee_number,
        "fiscal_year": sheet.person.fiscal_year,
        "goals": len(written),
    }
    return Answer(document, [f"期首の目標を下書きとして保存しました。目標は{len(written)}件です。"])


def submit_goals(store: str, out: Path | None, employee: str, by: str, fiscal_year: int) -> Answer:
    """Hand in the goals."""
    from dxdesk.usecases.person_year.cycles import year_asked
    from dxdesk.usecases.year_start import own as use

    with desk_at(store) as desk:
        year = year_asked(desk, fiscal_year)
        done = use.submit(desk, out, None, employee, proxy_by=by, fiscal_year=year)
    return _handed_in(done, "提出")


def withdraw_goals(store: str, out: Path | None, employee: str, by: str, fiscal_year: int) -> Answer:
    """Take the goals back."""
    from dxdesk.usecases.person_year.cycles import year_asked
    from dxdesk.usecases.year_start import own as use

    with desk_at(store) as desk:
        year = year_asked(desk, fiscal_year)
        done = use.withdraw(desk, out, employee, proxy_by=by, fiscal_year=year)
    return _handed_in(done, "取下げ")


def _handed_in(done: Submitted, what: str) -> Answer:
    data = {"file": str(done.file) if done.file else "", "revisions": list(done.revisions)}
    if done.file is None:
        return Answer(data, [f"代行入力の期首の{what}として、この台帳に記録しました。"])
    return Answer(
        data, [f"{what}の期首票を書きました。このファイルを {done.goes_to} へ送ってください: {done.file}"]
    )


def review_goals(
    store: str,
    asked: tuple[str | None, str | None, bool],
    reason: str,
    said: tuple[Sequence[tuple[str, str]], str],
    fiscal_year: int,
) -> Answer:
    """Agree with somebody's goals, or return them.

    ``asked``: whom to agree with, whom to return to, whether more was asked than the step knows; ``said``:
    support actions and the day of the talk.
    """
    from dxdesk.usecases.person_year.cycles import year_asked
    from dxdesk.usecases.year_start import agreeing as use

    confirm, returned, beside = asked
    if bool(confirm) + bool(returned) != 1:
        raise click.UsageError("期首では、--confirm NO か --return NO のどちらか1つを書きます。")
    if beside:
        raise click.UsageError("期首で使えるのは --reason、--support、--met-on です。")
    with desk_at(store) as desk:
        year = year_asked(desk, fiscal_year)
        if confirm:
            use.agree(desk, use.Agreement(confirm, dict(said[0]), said[1]), year)
        elif returned:
            use.return_goals(desk, returned, reason, year)
    if confirm:
        return Answer({"agreed": [confirm], "returned": []}, [f"{confirm} の期首の目標を記録しました。"])
    told = f"期首票を書き出し、本人に渡してください(dxdesk export 台帳 {PLAN_FORM.word} --out フォルダー)。"
    return Answer(
        {"agreed": [], "returned": [returned]}, [f"{returned} に期首の目標を差し戻しました。{told}"]
    )


def refuse_without_step(supports: Sequence[tuple[str, str]], met_on: str) -> None:
    """Refuse what only the step of the year's start knows, without it."""
    if supports or met_on:
        raise click.UsageError("--support と --met-on は --step start と一緒に使います。")
