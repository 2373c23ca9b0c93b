"""Commands of 代理: whom HR names, what it has to decide where nobody was named, a year's rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from dxdesk.cli.common import command, desk_at, store_argument, telling
from dxdesk.cli.japanese import JapaneseGroup
from dxdesk.cli.output import ACT, DONE, Answer, error_json, plural, problem_lines
from dxdesk.domain.naming import called
from dxdesk.usecases.sealing.workbook_kinds import SECTION_PACKAGE

if TYPE_CHECKING:
    from dxdesk.usecases.review.deputies import Held, Naming
    from dxdesk.usecases.year.rules import Stopped


def register(group: JapaneseGroup) -> None:
    """Add these commands."""
    _register_deputies(group)
    _register_held(group)
    _register_rules(group)


def _register_deputies(group: JapaneseGroup) -> None:
    @command(
        group,
        "deputies",
        store_argument,
        click.option("--name", "deputy", default="", metavar="NO", help="この職員を代理に指名します。"),
        click.option("--withdraw", "withdrawn", default="", metavar="NO",
                     help="この職員の指名を取り消します(--ends を添えると、その日で終わりにします)。"),
        click.option("--ask", "asked", default="", metavar="NO",
                     help="所属の台帳: この職員の指名を人事課に頼む文面を示します。"),
        click.option("--for", "principal", default="", metavar="NO", help="本来の確認者の職員番号。"),
        click.option("--from", "first_day", default="", metavar="D", help="始まりの日(例 2026-02-02)。"),
        click.option("--to", "last_day", default="", metavar="D", help="終わりの日。"),
        click.option("--ends", default="", metavar="D", help="--withdraw とともに: 早めた終わりの日。"),
        click.option("--reason", default="", metavar="T", help="指名の理由(出張など)。"),
        year=True,
        text="代理の指名を一覧します。人事課の台帳では、指名し、取り消し、終わりの日を早められます。"
             "所属の台帳では、人事課に頼む文面を示せます。",
    )  # fmt: skip
    def deputies(
        store: str,
        deputy: str,
        withdrawn: str,
        asked: str,
        principal: str,
        first_day: str,
        last_day: str,
        ends: str,
        reason: str,
        fiscal_year: int,
    ) -> Answer:
        from dxdesk.usecases.person_year.cycles import year_asked, year_taken
        from dxdesk.usecases.review import deputies as use

        given = bool(deputy or withdrawn)
        _check_usage((deputy, withdrawn, asked), (principal, first_day, last_day), ends, reason)
        if asked:
            with desk_at(store, reading=True) as desk:
                names = use.known(desk)
                whom, who = (called(names.get(number, ""), number) for number in (principal, asked))
                text = use.request(desk, use.Asked(whom, who, first_day, last_day, reason))
            return Answer({"request": text}, [text])
        lines: list[str] = []
        notices: Sequence[object] = ()
        with desk_at(store, reading=not given) as desk:
            year = year_asked(desk, fiscal_year) if given else fiscal_year
            naming = use.Naming(deputy or withdrawn, principal, first_day, last_day, reason)
            if deputy:
                told = use.name(desk, naming, year)
                notices = [error_json(problem) for problem in told]
                sending = f"export {SECTION_PACKAGE.word} --confirmer {deputy}"
                lines = [f"代理を指名しました。代理をする人に渡す所属配布票を、{sending} で作ってください。"]
                lines += problem_lines(told)
            elif withdrawn:
                use.withdraw(desk, naming, year, last_day=ends)
                lines = [f"代理の終わりを {ends} に早めました。" if ends else "代理の指名を取り消しました。"]
                sending = f"export {SECTION_PACKAGE.word} --confirmer {withdrawn}"
                lines.append(
                    f"代理をしていた人の台帳には、{sending} で作る所属配布票で伝わります。"
                    "それまでは口頭かメールで知らせてください。"
                )
            elif taken := year_taken(desk, fiscal_year):
                lines = [taken]
            found = use.named(desk, year)
        lines += [_naming_line(one) for one in found] or ["代理の指名はありません。"]
        return Answer({"deputies": [asdict(one) for one in found], "notices": notices}, lines)


def _check_usage(who: tuple[str, str, str], who_when: tuple[str, str, str], ends: str, reason: str) -> None:
    deputy, withdrawn, asked = who
    if sum(map(bool, who)) > 1:
        raise click.UsageError("--name と --withdraw と --ask は一緒に使えません。")
    if any(who) and not all(who_when):
        raise click.UsageError("--for、--from、--to が要ります。")
    if not any(who) and any(who_when):
        raise click.UsageError("--name か --withdraw か --ask が要ります。")
    if ends and not withdrawn:
        raise click.UsageError("--ends は --withdraw と一緒に使います。")
    if reason and not (deputy or asked):
        raise click.UsageError("--reason は --name か --ask と一緒に使います。")


def _naming_line(one: Naming) -> str:
    reason = f"({one.reason})" if one.reason else ""
    return (
        f"{one.first_day} 〜 {one.last_day} {called(one.deputy_name, one.deputy)}が"
        f"{called(one.principal_name, one.principal)}の代理{reason}"
    )


def _register_held(group: JapaneseGroup) -> None:
    @command(
        group,
        "held",
        store_argument,
        click.option("--allow", default="", metavar="ID", help="この代理の確認を認め、集計に入れます。"),
        click.option("--refuse", default="", metavar="ID", help="この代理の確認を認めません。"),
        year=True,
        text="指名のない代理の確認など、人事課が決めるものを一覧します。1件ずつ、認めるかどうかを決められます。",
    )
    def held(store: str, allow: str, refuse: str, fiscal_year: int) -> Answer:
        from dxdesk.usecases.person_year.cycles import year_asked, year_taken
        from dxdesk.usecases.review import deputies as use

        if allow and refuse:
            raise click.UsageError("--allow と --refuse は一緒に使えません。")
        decided = allow or refuse
        lines: list[str] = []
        with desk_at(store, reading=not decided) as desk:
            year = year_asked(desk, fiscal_year) if decided else fiscal_year
            if decided:
                one = use.held_named(desk, decided, year)
                use.decide(desk, one.ids, allow=bool(allow), fiscal_year=year)
                lines = [f"{'認めました' if allow else '認めませんでした'}: {_held_line(one)}"]
            elif taken := year_taken(desk, fiscal_year):
                lines = [taken]
            left = use.held(desk, year)
        lines += [_held_line(one) for one in left] or ["決めるものはありません。"]
        return Answer({"decided": decided, "held": [_held_json(one) for one in left]}, lines)


def _held_line(one: Held) -> str:
    behalf = f"が{called(one.on_behalf_of_name, one.on_behalf_of)}の代わりに" if one.on_behalf_of else ""
    day = f" {one.made_on}" if one.made_on else ""
    return (
        f"{one.id} {one.name}さん({one.employee_number}) {one.what}: "
        f"{called(one.by_name, one.by)}{behalf}{day}({one.why})"
    )


def _held_json(one: Held) -> dict[str, object]:
    return {
        "id": one.id,
        "employee_number": one.employee_number,
        "name": one.name,
        "stage": one.stage.value,
        "action": one.action,
        "by": one.by,
        "by_name": one.by_name,
        "on_behalf_of": one.on_behalf_of,
        "on_behalf_of_name": one.on_behalf_of_name,
        "made_on": one.made_on,
        "both": one.both,
    }


def _register_rules(group: JapaneseGroup) -> None:
    @command(
        group,
        "rules",
        store_argument,
        click.option("--move", is_flag=True, help="年度を新しい規則に移します。元には戻せません。"),
        year=True,
        text="だれの入力と確認を数えるかの規則と、新しい規則に移すと止まるものを見ます。",
    )
    def rules(store: str, move: bool, fiscal_year: int) -> Answer:
        from dxdesk.domain.rights import NEWEST
        from dxdesk.usecases.person_year.cycles import year_asked
        from dxdesk.usecases.year import rules as use

        with desk_at(store, reading=not move) as desk, telling("調べています") as progress:
            year = year_asked(desk, fiscal_year)
            cycle, stopped = use.look(desk, year, progress)
            moved = move and use.move(desk, cycle.fiscal_year)
        now = NEWEST if moved else cycle.rules
        lines = [f"{cycle.label}は規則 {now} です。"]
        if moved:
            lines = [f"{cycle.label}を規則 {NEWEST} に移しました。"]
        elif now >= NEWEST:
            lines = [f"{cycle.label}は、いちばん新しい規則 {NEWEST} です。"]
        lines += [_stopped_line(one) for one in stopped]
        if stopped and not moved:
            lines.append(
                f"規則 {NEWEST} に移すと、上の{plural(len(stopped), '件')}が止まります。まだ移していません。"
            )
        data = {
            "fiscal_year": cycle.fiscal_year,
            "rules": now,
            "moved": moved,
            "stopped": [_stopped_json(one) for one in stopped],
        }
        return Answer(data, lines, ACT if moved and any(one.held for one in stopped) else DONE)


def _stopped_line(one: Stopped) -> str:
    behalf = f"({called(one.on_behalf_of_name, one.on_behalf_of)}の代わり)" if one.on_behalf_of else ""
    effect = "人事課が決めるまで待ちます" if one.held else "効かなくなります"
    if one.waits:
        effect = "本人の提出か一次確認が届くまで待ちます"
    return f"{one.name}さん({one.employee_number}) {one.what} {called(one.by_name, one.by)}{behalf}: {effect}"


def _stopped_json(one: Stopped) -> dict[str, object]:
    return {
        "employee_number": one.employee_number,
        "name": one.name,
        "part": one.part.value,
        "action": one.action,
        "by": one.by,
        "by_name": one.by_name,
        "on_behalf_of": one.on_behalf_of,
        "on_behalf_of_name": one.on_behalf_of_name,
        "effect": "held" if one.held else "waits" if one.waits else "none",
    }
