"""``provide``: what HR gives of people, by which decision; 提供記録; and what DX推進課 was given."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dxdesk.cli.common import command, desk_at, store_argument
from dxdesk.cli.japanese import JapaneseGroup, OneOf
from dxdesk.cli.output import Answer
from dxdesk.domain.provisions import ITEM_NAMES, STATE_NAMES, Item, State, named
from dxdesk.domain.wareki import short_day

if TYPE_CHECKING:
    from dxdesk.domain.provisions import Given, Permit
    from dxdesk.usecases.exchange.provisions import Received
    from dxdesk.usecases.sending.provisions import Provided

_ITEMS = [item.value for item in Item]


def register(group: JapaneseGroup) -> None:
    """Add these commands."""
    text = "DX推進担当課へ渡すもの、その決定と提供記録を見て、渡し、取り下げます。"
    provide = JapaneseGroup("provide", help=text, short_help=text)
    group.add_command(provide)
    _register_list(provide)
    _register_decide(provide)
    _register_write(provide)
    _register_received(provide)
    _register_sending(provide)
    _register_system(provide)


def _register_list(group: JapaneseGroup) -> None:
    @command(group, "list", store_argument, text="提供記録と、個人の項目を渡す決定を一覧します。")
    def listed(store: str) -> Answer:
        from dxdesk.usecases.organisation import giving

        with desk_at(store, reading=True) as desk:
            given, permits = giving.listed(desk)
            today = desk.services.clock.today()
        lines = [_line(one, today) for one in given] or ["提供の記録はありません"]
        lines += [f"決定{key} {_permit(one)}" for key, one in permits.items()]
        rows = [{"key": key, **asdict(one), "items": list(one.items)} for key, one in permits.items()]
        records = [{**asdict(one), "state": one.state(today).value} for one in given]
        return Answer({"records": records, "decisions": rows}, lines)


def _register_decide(group: JapaneseGroup) -> None:
    @command(
        group,
        "decide",
        store_argument,
        click.option("--item", "items", multiple=True, required=True, type=OneOf(_ITEMS), metavar="ITEM",
                     help="渡してよい個人の項目。何度も書けます。"),
        click.option("--ground", required=True, help="根拠。"),
        click.option("--number", required=True, help="決裁番号。"),
        click.option("--decided", required=True, metavar="DAY", help="決裁日(2026-04-01 の形)。"),
        click.option("--from", "valid_from", required=True, metavar="DAY", help="期間の始まり。"),
        click.option("--to", "valid_to", required=True, metavar="DAY", help="期間の終わり。"),
        click.option("--again", is_flag=True, help="同じ項目を許す決定が残っていても、登録します。"),
        text="個人の項目を渡してよいという決定(根拠、決裁番号、項目、期間)を登録します。",
        listed=("項目(ITEM)", lambda: [(item.value, name) for item, name in ITEM_NAMES.items()]),
    )  # fmt: skip
    def decide(
        store: str,
        items: tuple[str, ...],
        ground: str,
        number: str,
        decided: str,
        valid_from: str,
        valid_to: str,
        again: bool,
    ) -> Answer:
        from dxdesk.domain.provisions import Permit
        from dxdesk.usecases.organisation import giving

        permit = Permit(items, ground, number, decided, valid_from, valid_to)
        with desk_at(store) as desk:
            key = giving.keep_permit(desk, permit, again=again)
        told = {"key": key, **asdict(permit), "items": list(items)}
        return Answer({"decision": told}, [f"決定{key}を登録しました: {_permit(permit)}"])

    @command(
        group,
        "end",
        store_argument,
        click.argument("key", metavar="NUMBER"),
        click.option("--to", "last_day", required=True, metavar="DAY", help="終わりの日(2026-04-01 の形)。"),
        text="個人の項目の決定(NUMBER)を、決めた期間より早く終えます。渡した提供票は、取り下げるまで残ります。",
    )
    def end(store: str, key: str, last_day: str) -> Answer:
        from dxdesk.usecases.organisation import giving

        with desk_at(store) as desk:
            giving.end_permit(desk, key, last_day)
        return Answer({"key": key, "valid_to": last_day}, [f"決定{key}を{last_day}で終えます"])


def _register_write(group: JapaneseGroup) -> None:
    out = click.option("--out", required=True, metavar="FOLDER", help="書き出すフォルダー。")

    @command(
        group,
        "write",
        store_argument,
        out,
        click.option("--item", "items", multiple=True, type=OneOf(_ITEMS), metavar="ITEM",
                     help="渡す個人の項目。書かなければ集計だけを渡します。"),
        click.option("--why", default="", help="何のために渡すか。"),
        click.option("--until", default="", metavar="DAY", help="いつまで使えるか。書かなければ年度末まで。"),
        click.option("--authority", default="", help="渡す先の課の任命権者。書かなければこの台帳と同じ。"),
        click.option("--again", is_flag=True, help="いま使われている提供票に代えて作ります。"),
        text="DX推進担当課へ渡す提供票を書き出し、提供記録に残します。",
        year=True,
        listed=("項目(ITEM)", lambda: [(item.value, name) for item, name in ITEM_NAMES.items()]),
    )  # fmt: skip
    def write(
        store: str,
        out: str,
        items: tuple[str, ...],
        why: str,
        until: str,
        authority: str,
        again: bool,
        fiscal_year: int,
    ) -> Answer:
        from dxdesk.usecases.sending.provisions import WHY, Providing, provide

        with desk_at(store) as desk:
            wanted = Providing(Path(out), fiscal_year, items, why or WHY, until, authority, again=again)
            return _written(provide(desk, wanted))

    @command(
        group,
        "withdraw",
        store_argument,
        click.argument("key", metavar="NUMBER"),
        out,
        text="渡した提供票(提供記録の NUMBER)を取り下げ、相手に送るファイルを書き出します。"
        "取り下げたあとは、同じ番号でファイルだけを作り直せます。",
    )
    def withdraw(store: str, key: str, out: str) -> Answer:
        from dxdesk.usecases.sending.provisions import withdraw

        with desk_at(store) as desk:
            return _written(withdraw(desk, key, Path(out)))


def _register_received(group: JapaneseGroup) -> None:
    @command(group, "received", store_argument, text="DX推進担当課の台帳が、いま使える提供を見ます。")
    def received(store: str) -> Answer:
        from dxdesk.usecases.exchange.provisions import standing, withdrawals

        with desk_at(store, reading=True) as desk:
            found, gone = standing(desk), withdrawals(desk)
        holding = [one for one in found if one.state is State.HOLDS]
        over = [one for one in found if one.state is not State.HOLDS]
        lines = [line for one in holding for line in _received_lines(one)] or ["使える提供はありません"]
        lines += [
            f"{one.fiscal_year}年度 {one.given.why}: {STATE_NAMES[one.state]}({short_day(one.since)})。"
            "続けて使うときは、人事課に新しい提供票を頼んでください"
            for one in over
        ]
        lines += [
            f"人事課が{one.day}に取り下げました: {one.taken.fiscal_year}年度 {one.taken.given.why}"
            f"(受付番号 {one.number})。確かめたら dxdesk provide seen で記録してください"
            for one in gone
        ]
        rows = [{**_received_row(one), "state": one.state.value, "since": one.since} for one in over]
        unseen = [{"receipt": one.number, "day": one.day, "of": one.taken.receipt.number} for one in gone]
        holds = [_received_row(one) for one in holding]
        return Answer({"provisions": holds, "over": rows, "withdrawn": unseen}, lines)

    number = click.argument("number", type=int, metavar="NUMBER")
    text = "人事課の取り下げ(受付番号 NUMBER)を確かめたと記録します。記録するまで、ホームに残ります。"

    @command(group, "seen", store_argument, number, text=text)
    def seen(store: str, number: int) -> Answer:
        from dxdesk.usecases.exchange.provisions import see_to

        with desk_at(store) as desk:
            found = see_to(desk, number)
        told = f"{found.taken.fiscal_year}年度の提供票の取り下げ(受付番号 {number})を確かめたと記録しました"
        return Answer({"receipt": number, "of": found.taken.receipt.number}, [told])


def _register_sending(group: JapaneseGroup) -> None:
    text = "DX推進担当課の台帳で、次の送付票に入るもの(種類、名前、年度)を、作る前に一覧します。"

    @command(group, "sending", store_argument, text=text)
    def sending(store: str) -> Answer:
        from dxdesk.ports.entities import Role
        from dxdesk.usecases.sealing.workbook_kinds import DX_PACKAGE
        from dxdesk.usecases.sending.contents import contents

        with desk_at(store, reading=True) as desk:
            desk.require(Role.DX)
            found = contents(desk, DX_PACKAGE)
        lines = [
            " ".join(filter(None, (one.kind, one.name, one.years, f"({one.state})" if one.state else "")))
            for one in found.lines
        ]
        rows = [asdict(one) for one in found.lines]
        return Answer({"contents": rows, "before": found.before}, [*lines, found.before])


def _register_system(group: JapaneseGroup) -> None:
    @command(
        group,
        "system",
        store_argument,
        click.option("--out", required=True, metavar="FOLDER", help="書き出すフォルダー。"),
        click.option("--receiver", default="", help="渡すシステムの名前。列の名前はシステムごとに覚えます。"),
        click.option("--column", "columns", multiple=True, metavar="CODE=NAME",
                     help="列の名前を替えます(例 number=社員番号)。何度も書けます。"),
        click.option("--levels", is_flag=True, help="レベルも入れます。決定が要ります。"),
        text="人材マネジメントシステム用の表(受講と資格)を書き出し、提供記録に残します。",
        year=True,
    )  # fmt: skip
    def system(
        store: str, out: str, receiver: str, columns: tuple[str, ...], levels: bool, fiscal_year: int
    ) -> Answer:
        from dxdesk.usecases.sending.talent_systems import RECEIVER, Linking, link

        titles = dict(one.partition("=")[::2] for one in columns)
        with desk_at(store) as desk:
            wanted = Linking(Path(out), fiscal_year, receiver or RECEIVER, titles, levels)
            done = link(desk, wanted)
        files = {"file": str(done.file), "table": str(done.table)}
        told = f"{done.file}と{done.table.name}を書き出しました({done.rows:,}行)"
        return Answer({**files, "record": asdict(done.given), "rows": done.rows}, [told, _line(done.given)])


def _written(done: Provided) -> Answer:
    from dxdesk.cli.output import error_json

    lines = [f"{done.file}を書き出しました", _line(done.given), *(str(note) for note in done.notes)]
    return Answer(
        {
            "file": str(done.file),
            "record": asdict(done.given),
            "notes": [error_json(note) for note in done.notes],
        },
        lines,
    )


def _line(given: Given, today: str = "") -> str:
    over = f" {STATE_NAMES[State.ENDED]}" if given.state(today) is State.ENDED else ""
    gone = f" 取下げ {given.withdrawn}" if given.withdrawn else over
    decision = f" 決裁 {given.decision}" if given.decision else ""
    people = f"、個人の項目は{given.people_until}まで" if given.people_until else ""
    heads = f" {given.heads}" if given.heads else ""
    items = f" 取扱注意({given.items})" if given.cautioned else ""
    ground = f" 根拠 {given.ground}" if given.ground else ""
    decided = f"({given.decided_on})" if given.decided_on else ""
    told = f"{given.what} → {given.to}({given.why}、{given.until}まで{people})"
    return f"{given.key} {given.day} {given.use} {told}{heads}{items}{ground}{decision}{decided}{gone}"


def _permit(permit: Permit) -> str:
    term = f"{permit.valid_from}から{permit.valid_to}まで"
    return f"{named(permit.items)} {permit.ground} {permit.number} {term}"


def _received_lines(one: Received) -> list[str]:
    given = one.given
    last = f"、個人の項目は{given.people_until}まで" if given.people_until else ""
    lines = [f"{one.fiscal_year}年度 {given.why}、{given.until}まで{last} 個人 {len(given.people)}人"]
    for target in given.targets:
        figure = f"{target.value}{target.unit}" if target.value else target.why
        lines.append(f"  目標 {target.code} {target.name}: {figure}")
    if one.people_over:
        lines.append(f"  個人の項目は、{short_day(one.people_over)}で決定の期間が終わりました")
    for skill in given.skills:
        _, name, counts = skill.rows[-1]
        told = "、".join(
            f"{label} {'少人数' if number is None else number}"
            for label, number in zip((*skill.levels, "計"), counts, strict=True)
        )
        lines.append(f"  {skill.name} {name}: {told}")
    return lines


def _received_row(one: Received) -> dict[str, object]:
    given = one.given
    return {
        "fiscal_year": one.fiscal_year,
        "receipt": one.receipt.number,
        "why": given.why,
        "until": given.until,
        "people_until": given.people_until or given.until,
        "people_over": bool(one.people_over),
        "below": given.below,
        "items": list(given.items),
        "columns": [{"item": item, "title": title} for item, title in given.heads],
        "people": [list(row) for row in given.people],
        "targets": [
            {
                "code": target.code,
                "name": target.name,
                "value": target.value,
                "unit": target.unit,
                "count": target.count,
                "of": target.of,
                "why": target.why,
                "as_of": given.counted_on,
            }
            for target in given.targets
        ],
        "skills": [
            {
                "uid": skill.uid,
                "name": skill.name,
                "levels": list(skill.levels),
                "rows": [
                    {"code": code, "name": name, "counts": list(counts)} for code, name, counts in skill.rows
                ],
            }
            for skill in given.skills
        ],
    }
