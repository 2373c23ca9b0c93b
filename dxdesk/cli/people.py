"""Commands of single people of the roster."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dxdesk.cli.common import command, desk_at, store_argument
from dxdesk.cli.japanese import JapaneseGroup
from dxdesk.cli.output import Answer, error_json, problem_lines
from dxdesk.domain.naming import called

if TYPE_CHECKING:
    from dxdesk.ports.entities import Employee
    from dxdesk.usecases.organisation.linking import Linked


def register(group: JapaneseGroup) -> None:
    """Add these commands."""
    text = "名簿の1人について決めます。"
    people = JapaneseGroup("people", help=text, short_help=text)
    group.add_command(people)
    _register_confirmers(people)
    _register_links(people)
    _register_use(people)
    _register_disclosure(group)


def _register_confirmers(group: JapaneseGroup) -> None:
    @command(
        group,
        "set-confirmer",
        store_argument,
        click.argument("number", metavar="NO"),
        click.option("--first", metavar="NO", help="一次確認者の職員番号か、1人に決まる氏名。"),
        click.option("--second", metavar="NO", help="二次確認者の職員番号か、1人に決まる氏名。"),
        click.option("--no-first", is_flag=True, help="一次確認者の指定をなくします。"),
        click.option("--no-second", is_flag=True, help="二次確認者の指定をなくします。"),
        text="1人の確認者を決めます。確認者の列のない名簿では変わらず、年度には cycle align で反映します。",
    )  # fmt: skip
    def set_confirmer(
        store: str, number: str, first: str | None, second: str | None, no_first: bool, no_second: bool
    ) -> Answer:
        from dxdesk.usecases.organisation.confirmers import set_confirmers

        for said, none, name in ((first, no_first, "first"), (second, no_second, "second")):
            if said is not None and none:
                raise click.UsageError(f"--{name} と --no-{name} は一緒に使えません。")
            if said is not None and not said.strip():
                raise click.UsageError(f"--{name} の値が空です。なくすときは --no-{name} を使います。")
        if first is None and second is None and not no_first and not no_second:
            raise click.UsageError("--first、--second、--no-first、--no-second のどれかが要ります。")
        wanted = ("" if no_first else first, "" if no_second else second)
        with desk_at(store) as desk:
            found = set_confirmers(desk, number, *wanted)
        who = called(found.person.name, found.person.number)
        what = f"一次 {_told(found.first)}、二次 {_told(found.second)}"
        did = "を決めました" if found.changed else "はもとのままです"
        lines = [f"{who}の確認者{did}: {what}"]
        if found.changed:
            lines.append("始まっている年度には、cycle align で反映します。")
        data = {
            "employee_number": found.person.number,
            "name": found.person.name,
            "first_confirmer": found.person.first_confirmer,
            "second_confirmer": found.person.second_confirmer,
            "changed": found.changed,
            "notices": [error_json(problem) for problem in found.notices],
        }
        return Answer(data, [*lines, *problem_lines(found.notices)])


def _register_links(group: JapaneseGroup) -> None:
    former = click.argument("former", metavar="OLD")
    later = click.argument("later", metavar="NEW")

    @command(
        group,
        "link",
        store_argument,
        former,
        later,
        click.option("--accept", multiple=True, metavar="CODE",
                     help="指摘を承認します(link-other-name、link-both-working、"
                     "link-deputy、link-deputy-left)。"),
        text="番号が変わった人の、前の番号(OLD)と新しい番号(NEW)をつなぎます。前の番号の結果や受講の記録が引き継がれます。",
    )  # fmt: skip
    def link(store: str, former: str, later: str, accept: tuple[str, ...]) -> Answer:
        from dxdesk.usecases.review import renumbering

        with desk_at(store) as desk:
            found = renumbering.link(desk, former, later, accept)
        lines = [f"番号をつなぎました: {_pair(found)}", *problem_lines(found.notices)]
        return Answer(_linked_json(found, linked=True), lines)

    @command(
        group, "unlink", store_argument, former, later, text="番号のつながりを解き、つなぐ前に戻します。"
    )
    def unlink(store: str, former: str, later: str) -> Answer:
        from dxdesk.usecases.review import renumbering

        with desk_at(store) as desk:
            found = renumbering.unlink(desk, former, later)
        lines = [f"番号のつながりを解きました: {_pair(found)}", *problem_lines(found.notices)]
        return Answer(_linked_json(found, linked=False), lines)

    @command(group, "links", store_argument, text="つないである番号を一覧します。")
    def links(store: str) -> Answer:
        from dxdesk.usecases.organisation import linking

        with desk_at(store, reading=True) as desk:
            found = linking.linked_people(desk)
        lines = [_pair(one) for one in found] or ["つないである番号はありません。"]
        return Answer({"links": [_linked_json(one, linked=True) for one in found]}, lines)


def _register_use(group: JapaneseGroup) -> None:
    number = click.argument("number", metavar="NO")

    @command(
        group,
        "stop",
        store_argument,
        number,
        click.option("--reason", required=True, metavar="TEXT", help="理由(本人の請求の日、文書番号など)。"),
        click.option("--since", default="", metavar="DATE", help="いつから(省くと今日)。"),
        text="1人の記録の利用を止めます。一覧、スキルマップ、候補から外れます。記録は消えません。",
    )
    def stop(store: str, number: str, reason: str, since: str) -> Answer:
        from dxdesk.usecases.organisation import stopping

        with desk_at(store) as desk:
            stopping.stop(desk, number, reason, since)
        return Answer({"employee_number": number, "stopped": True}, [f"{number} の記録の利用を止めました。"])

    @command(group, "resume", store_argument, number, text="止めていた利用を、また始めます。")
    def resume(store: str, number: str) -> Answer:
        from dxdesk.usecases.organisation import stopping

        with desk_at(store) as desk:
            stopping.resume(desk, number)
        return Answer({"employee_number": number, "stopped": False}, [f"{number} の記録の利用を始めました。"])

    @command(
        group,
        "request",
        store_argument,
        number,
        click.option("--on", "asked_on", required=True, metavar="DATE", help="請求の日。"),
        click.option("--what", required=True, metavar="TEXT", help="請求の内容。"),
        click.option("--answered-on", default="", metavar="DATE", help="回答の日。"),
        click.option("--answer", default="", metavar="TEXT", help="回答。"),
        click.option("--key", default="", metavar="KEY", help="前に入れた請求を書き直すとき、その番号。"),
        text="訂正の請求と、その回答を記録します。記録そのものは変えません。",
    )  # fmt: skip
    def request(
        store: str, number: str, asked_on: str, what: str, answered_on: str, answer: str, key: str
    ) -> Answer:
        from dxdesk.usecases.organisation import stopping

        with desk_at(store) as desk:
            wanted = stopping.Request(key, asked_on, what, answered_on, answer)
            kept = stopping.keep_request(desk, number, wanted)
        return Answer({"employee_number": number, "key": kept}, [f"訂正の請求 {kept} を記録しました。"])


def _register_disclosure(group: JapaneseGroup) -> None:
    @command(
        group,
        "disclose",
        store_argument,
        click.option("--employee", required=True, metavar="NO", help="だれの一覧か(職員番号)。"),
        click.option("--out", required=True, type=click.Path(path_type=Path), metavar="F",
                     help="書くファイル(.pdf か .xlsx)。フォルダーなら両方を書きます。"),
        text="本人開示用一覧を作ります。人事の台帳にある、1人についての記録のすべてです。",
    )  # fmt: skip
    def disclose(store: str, employee: str, out: Path) -> Answer:
        from dxdesk.usecases.reports import disclosure

        with desk_at(store) as desk:
            found = disclosure.disclosure(desk, employee)
            files = [str(path) for path in disclosure.write(desk, employee, out)]
        counts = {one.heading: len(one.rows) for one in found.sections}
        data = {
            "employee_number": employee,
            "files": files,
            "to_decide": found.to_decide,
            "sections": [{"title": title, "rows": rows} for title, rows in counts.items()],
        }
        lines = [f"本人開示用一覧を作りました: {path}" for path in files]
        if found.to_decide:
            lines.append(f"開示の可否を決める行が{found.to_decide:,}行あります(「扱い」の欄)。")
        return Answer(data, lines)


def _pair(found: Linked) -> str:
    before, after = found.former, found.later
    return f"{called(before.name, before.number)} → {called(after.name, after.number)}"


def _linked_json(found: Linked, *, linked: bool) -> dict[str, object]:
    return {
        "former": found.former.number,
        "former_name": found.former.name,
        "later": found.later.number,
        "later_name": found.later.name,
        "linked": linked,
        "notices": [error_json(problem) for problem in found.notices],
    }


def _told(person: Employee | None) -> str:
    return called(person.name, person.number) if person is not None else "(指定なし)"
