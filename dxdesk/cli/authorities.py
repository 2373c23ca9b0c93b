"""``authorities``: who appoints the people of which section, whose people are asked, and decisions."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dxdesk.cli.common import command, desk_at, store_argument
from dxdesk.cli.japanese import JapaneseGroup, OneOf
from dxdesk.cli.output import Answer
from dxdesk.domain.authorities import SCOPE_NAMES, Decision, Scope
from dxdesk.domain.errors import KnownError, Place

if TYPE_CHECKING:
    from dxdesk.usecases.organisation.asking import PairTable
    from dxdesk.usecases.organisation.authorities import AuthorityLine, Kept


def register(group: JapaneseGroup) -> None:
    """Add these commands."""
    text = "所属の任命権者と、ほかの任命権者の職員を扱うための決定を見て、決めます。"
    authorities = JapaneseGroup("authorities", help=text, short_help=text)
    group.add_command(authorities)
    _register_list(authorities)
    _register_sections(authorities)
    _register_decisions(authorities)
    _register_pairs(group)
    _register_texts(group)


def _register_list(group: JapaneseGroup) -> None:
    @command(group, "list", store_argument, text="任命権者と、決定を一覧します。")
    def listed(store: str) -> Answer:
        from dxdesk.usecases.organisation import authorities as use

        with desk_at(store, reading=True) as desk:
            return _told(use.lines(desk), use.kept(desk))

    name = click.argument("name", metavar="NAME")

    @command(
        group,
        "ask",
        store_argument,
        name,
        click.option("--on/--off", "asked", default=True, help="この任命権者の職員を、対象にするか外すか。"),
        text="任命権者の職員を、申告の対象にします(--off で外します)。",
    )
    def ask(store: str, name: str, asked: bool) -> Answer:
        from dxdesk.usecases.organisation import authorities as use

        with desk_at(store) as desk:
            use.set_asked(desk, name, asked)
            return _told(use.lines(desk), use.kept(desk))

    @command(group, "own", store_argument, name, text="この台帳が、どの任命権者のものかを決めます。")
    def own(store: str, name: str) -> Answer:
        from dxdesk.usecases.organisation import authorities as use

        with desk_at(store) as desk:
            use.set_own(desk, name)
            return _told(use.lines(desk), use.kept(desk))


def _register_sections(group: JapaneseGroup) -> None:
    @command(
        group,
        "set",
        store_argument,
        click.argument("code", metavar="CODE"),
        click.argument("name", metavar="NAME", default=""),
        text="所属(CODE)と、その下の所属の任命権者を決めます。NAME がなければ、上の所属と同じにします。",
    )
    def assign(store: str, code: str, name: str) -> Answer:
        from dxdesk.usecases.organisation import authorities as use

        with desk_at(store) as desk:
            unit = use.assign(desk, code, name)
            found = use.kept(desk)
        said = found.of_section(code)
        data = {"code": code, "name": unit.name, "authority": said, "inherited": not name}
        return Answer(data, [f"{unit.name}({code})の任命権者: {said}{'' if name else '(上の所属と同じ)'}"])


def _register_decisions(group: JapaneseGroup) -> None:
    @command(
        group,
        "decide",
        store_argument,
        click.argument("name", metavar="NAME"),
        click.option("--scope", "scopes", multiple=True, type=OneOf([one.value for one in Scope]),
                     metavar="CODE", required=True, help="利用の範囲(いくつでも)。"),
        click.option("--items", required=True, metavar="TEXT", help="項目(氏名、所属、レベル など)。"),
        click.option("--ground", required=True, metavar="TEXT", help="根拠(法令や要綱の条)。"),
        click.option("--number", required=True, metavar="TEXT", help="決裁番号。"),
        click.option("--decided-on", default="", metavar="DATE", help="決裁の日。"),
        click.option("--from", "valid_from", required=True, metavar="DATE", help="期間の始まり。"),
        click.option("--until", "valid_to", default="", metavar="DATE", help="期間の終わり。"),
        text="ほかの任命権者(NAME)の職員を扱うための決定を加えます。決裁そのものは、庁内のしくみで行います。",
        listed=("利用の範囲(CODE)", lambda: [(one.value, SCOPE_NAMES[one]) for one in Scope]),
    )  # fmt: skip
    def decide(
        store: str,
        name: str,
        scopes: tuple[str, ...],
        items: str,
        ground: str,
        number: str,
        decided_on: str,
        valid_from: str,
        valid_to: str,
    ) -> Answer:
        from dxdesk.usecases.organisation import authorities as use

        wanted = Decision(name, scopes, items, ground, number, decided_on, valid_from, valid_to)
        with desk_at(store) as desk:
            use.keep_decision(desk, wanted)
            return _told(use.lines(desk), use.kept(desk))

    @command(
        group,
        "end",
        store_argument,
        click.argument("key", metavar="KEY"),
        click.argument("last_day", metavar="DATE"),
        text="決定(KEY は一覧の番号)を、この日で終わりにします。",
    )
    def end(store: str, key: str, last_day: str) -> Answer:
        from dxdesk.usecases.organisation import authorities as use

        with desk_at(store) as desk:
            use.end_decision(desk, key, last_day)
            return _told(use.lines(desk), use.kept(desk))


def _told(lines: tuple[AuthorityLine, ...], kept: Kept) -> Answer:
    data = {
        "own": kept.own,
        "several": kept.several,
        "authorities": [
            {"name": one.name, "asked": one.asked, "sections": one.sections, "people": one.people}
            for one in lines
        ],
        "decisions": [
            {
                "key": key,
                "authority": one.authority,
                "scopes": list(one.scopes),
                "items": one.items,
                "ground": one.ground,
                "number": one.number,
                "decided_on": one.decided_on,
                "valid_from": one.valid_from,
                "valid_to": one.valid_to,
            }
            for key, one in kept.decisions.items()
        ],
    }
    told = [
        f"{one.name}: {'対象' if one.asked else '対象外'}、{one.sections}所属、{one.people:,}人"
        f"{'(この台帳の任命権者)' if one.own else ''}"
        for one in lines
        if one.own or one.sections
    ]
    unused = "、".join(one.name for one in lines if not one.own and not one.sections)
    told += [f"所属のない任命権者: {unused}"] if unused else []
    told += [
        f"決定 {key}: {one.authority} {'、'.join(SCOPE_NAMES[Scope(s)] for s in one.scopes)} "
        f"({one.number}、{one.valid_from}〜{one.valid_to})"
        for key, one in kept.decisions.items()
    ]
    return Answer(data, told)


def _register_pairs(group: JapaneseGroup) -> None:
    @command(
        group,
        "asked",
        store_argument,
        click.option("--employment", default="", metavar="TEXT", help="決める任用区分。"),
        click.option("--persona", default="", metavar="CODE", help="決める人材像のコード。"),
        click.option("--on", "on", is_flag=True, help="対象にします。"),
        click.option("--off", "off", is_flag=True, help="対象外にします。"),
        click.option(
            "--clear", "clear", is_flag=True, help="決めたことを取り消し、任用区分のとおりにします。"
        ),
        text="対象かどうかを、任用区分と人材像の組で一覧し、決めます。任命された人はいつも対象です。",
    )
    def asked(store: str, employment: str, persona: str, on: bool, off: bool, clear: bool) -> Answer:
        from dxdesk.usecases.organisation import asking as use

        deciding = on + off + clear
        if deciding > 1 or bool(deciding) != bool(employment and persona):
            raise click.UsageError(
                "--employment と --persona に、--on、--off、--clear のどれか1つを付けます。"
            )
        with desk_at(store, reading=not deciding) as desk:
            if deciding:
                use.decide_pair(desk, employment, persona, None if clear else on)
            return _pairs(use.pair_table(desk))


def _pairs(table: PairTable) -> Answer:
    rows = [
        {
            "employment": employment,
            "persona": code,
            "name": name,
            "asked": table.asked(employment, code),
            "decided": (employment, code) in table.decided,
            "appointed": appointed,
        }
        for employment, _ in table.employments
        for code, name, appointed in table.personas
    ]
    lines = [
        f"{one['employment']} × {one['name']}({one['persona']}): {'対象' if one['asked'] else '対象外'}"
        + ("(任命する人材像)" if one["appointed"] else "(決めたもの)" if one["decided"] else "")
        for one in rows
    ]
    return Answer({"pairs": rows}, lines or ["スキル体系か任用区分がまだありません。"])


def _register_texts(group: JapaneseGroup) -> None:
    @command(
        group,
        "office-text",
        store_argument,
        click.argument("code", metavar="CODE", default=""),
        click.option("--out", type=click.Path(path_type=Path), metavar="F",
                     help="書くファイル。.pdf なら印刷用、ほかは Word でも開ける文字だけのファイルです。"),
        click.option("--from", "source", type=click.Path(path_type=Path, exists=True, dir_okay=False),
                     metavar="F", help="直した文(UTF-8)のファイル。文案をこの文に替えます。"),
        click.option("--fresh", is_flag=True, help="直した文をやめ、はじめの文案に戻します。"),
        text="実施要綱、職員への説明などの文案を一覧し、書き出し、直します。庁内の設定を入れた文になります。",
    )  # fmt: skip
    def office_text(store: str, code: str, out: Path | None, source: Path | None, fresh: bool) -> Answer:
        from dxdesk.usecases.organisation import office_texts as texts
        from dxdesk.usecases.reports import office_papers

        if source is not None and fresh:
            raise click.UsageError("--from と --fresh は一緒に使えません。")
        if not code and (out is not None or source is not None or fresh):
            raise click.UsageError("CODE に、どの文案かを書いてください。")
        files = []
        with desk_at(store, reading=source is None and not fresh and out is None) as desk:
            if source is not None or fresh:
                texts.keep_text(desk, code, _worded(source) if source is not None else "")
            found = [texts.office_text(desk, code)] if code else list(texts.office_texts(desk))
            if out is not None:
                files.append(str(office_papers.write(desk, code, out)))
        rows = [
            {"code": one.code, "title": one.title, "edited": one.edited, "stale": one.stale, "text": one.text}
            for one in found
        ]
        lines = [f"{one.code} {one.title}{'(直したもの)' if one.edited else ''}" for one in found]
        lines += [f"文案を書きました: {path}" for path in files]
        if code and not files:
            lines.append(found[0].text)
        lines += [
            f"{one.title}は、直したあとで設定が変わりました。文案を見直してください。"
            for one in found
            if one.stale
        ]
        return Answer({"texts": rows, "files": files}, lines)


def _worded(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise KnownError(
            "office-text-unreadable",
            "文案のファイルを読み取れません。文案は変えていません。",
            "文字コードを UTF-8 にして保存し、もう一度行ってください。",
            place=Place(path.name),
        ) from error
