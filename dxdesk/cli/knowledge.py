"""``knowledge``: 形式知; ``terms``: the 用語集; ``turned``: what created time is put to (効果発現)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dxdesk.cli.common import command, desk_at, store_argument
from dxdesk.cli.japanese import JapaneseGroup
from dxdesk.cli.output import Answer
from dxdesk.cli.plain_things import fields_of, given_thing, merged

if TYPE_CHECKING:
    from dxdesk.usecases.agenda.glossary import TermLine
    from dxdesk.usecases.knowledge.overview import Register
    from dxdesk.usecases.practice.turning import Turning
    from dxdesk.usecases.workplace.desk import Desk

_FROM = "1件を書いた JSON。code があれば、その1件を直します。"
_ALONE = "--from、--end、--resume は、一緒には使えません。"


def register(group: JapaneseGroup) -> None:
    """Add the commands."""
    _register_knowledge(group)
    _register_terms(group)
    _register_turned(group)


def _register_knowledge(group: JapaneseGroup) -> None:
    @command(
        group,
        "knowledge",
        store_argument,
        click.option("--from", "source", default=None, type=click.Path(path_type=Path), metavar="F.json",
                     help=f"形式知の{_FROM}"),
        click.option("--end", default="", metavar="CODE", help="この形式知を一覧から外します。"),
        click.option("--resume", default="", metavar="CODE", help="外した形式知を戻します。"),
        click.option("--find", "query", default="", metavar="WORDS",
                     help="この言葉をすべて含むものだけにします。"),
        text="手順書やマニュアルなど、形にした知識(形式知)を一覧し、加え、直します。",
    )  # fmt: skip
    def knowledge(store: str, source: Path | None, end: str, resume: str, query: str) -> Answer:
        from dxdesk.usecases.knowledge import keeping, overview

        acts = (source, end, resume)
        if sum(map(bool, acts)) > 1:
            raise click.UsageError(_ALONE)
        lines: list[str] = []
        with desk_at(store, reading=not any(acts)) as desk:
            if source is not None:
                _keep_knowledge(desk, source)
                lines.append("書きました。")
            elif end or resume:
                keeping.end(desk, end or resume, ended=bool(end))
                lines.append("外しました。書いたものは残っています。" if end else "戻しました。")
            found = overview.register(desk, query)
        return Answer(_knowledge_json(found), [*lines, *_knowledge_lines(found)])


def _keep_knowledge(desk: Desk, source: Path) -> None:
    from dxdesk.domain.knowledge_record import KnowledgeSaid
    from dxdesk.usecases.knowledge import keeping

    said, code = given_thing(source)
    there = keeping.there(desk, code) if code else None
    keeping.save_piece(desk, merged("knowledge", there or KnowledgeSaid(), said), code)


def _knowledge_json(found: Register) -> dict[str, object]:
    return {
        "knowledge": [
            {
                "owner": one.owner,
                **fields_of(one.said),
                "section_name": one.section,
                "case_name": one.case,
                "told": list(one.told),
            }
            for one in found.lines
        ],
        "ended": [one.said.code for one in found.ended],
        "phases": list(found.phases),
    }


def _knowledge_lines(found: Register) -> list[str]:
    lines = [f"形式知 {len(found.lines)}件"]
    for one in found.lines:
        at = f" {one.said.place}" if one.said.place else ""
        lines.append(f"  {one.state}  {one.form}  {one.said.name}{at}  [{one.said.code}]")
        lines += [f"      {text}" for text in one.told]
    return lines


def _register_terms(group: JapaneseGroup) -> None:
    @command(
        group,
        "terms",
        store_argument,
        click.option("--from", "source", default=None, type=click.Path(path_type=Path), metavar="F.json",
                     help=f"用語の{_FROM}"),
        click.option("--end", default="", metavar="CODE", help="この用語を外します。"),
        click.option("--resume", default="", metavar="CODE", help="外した用語を戻します。"),
        click.option("--take", "policy", default="", metavar="POLICY",
                     help="方針の用語集(要約)を加えます(kashiwa、setagaya、govtech-tokyo)。"),
        click.option("--find", "query", default="", metavar="WORDS",
                     help="この言葉をすべて含むものだけにします。"),
        text="用語集を一覧し、加え、直します。",
    )  # fmt: skip
    def terms(store: str, source: Path | None, end: str, resume: str, policy: str, query: str) -> Answer:
        from dxdesk.usecases.agenda import glossary

        acts = (source, end, resume, policy)
        if sum(map(bool, acts)) > 1:
            raise click.UsageError("--from、--end、--resume、--take は、一緒には使えません。")
        lines: list[str] = []
        with desk_at(store, reading=not any(acts)) as desk:
            if source is not None:
                _keep_term(desk, source)
                lines.append("書きました。")
            elif end or resume:
                glossary.end_term(desk, end or resume, ended=bool(end))
                lines.append("外しました。書いたものは残っています。" if end else "戻しました。")
            elif policy:
                taken = glossary.take_terms(desk, policy)
                kept = f"(前からある{taken.unchanged}語はそのままです)"
                lines.append(f"用語集に{taken.added}語を加えました{kept}。")
            found = glossary.terms(desk, query)
        listed = [one for one in found if not one.said.ended]
        return Answer(_terms_json(listed), [*lines, *_term_lines(listed)])


def _keep_term(desk: Desk, source: Path) -> None:
    from dxdesk.domain.glossary_record import TermSaid
    from dxdesk.usecases.agenda import glossary

    said, code = given_thing(source)
    there = glossary.term_there(desk, code) if code else None
    glossary.save_term(desk, merged("term", there or TermSaid(), said), code)


def _terms_json(listed: list[TermLine]) -> dict[str, object]:
    return {
        "terms": [
            {
                "owner": one.owner,
                **fields_of(one.said),
            }
            for one in listed
        ]
    }


def _term_lines(listed: list[TermLine]) -> list[str]:
    lines = [f"用語集 {len(listed)}語"]
    lines += [f"  {one.said.name}: {one.said.meaning}  [{one.said.code}]" for one in listed]
    return lines


def _register_turned(group: JapaneseGroup) -> None:
    @command(
        group,
        "turned",
        store_argument,
        click.option("--from", "source", default=None, type=click.Path(path_type=Path), metavar="F.json",
                     help=f"時間を充てた施策の{_FROM}"),
        click.option("--end", default="", metavar="CODE", help="この施策を一覧から外します。"),
        click.option("--resume", default="", metavar="CODE", help="外した施策を戻します。"),
        year=True,
        text="改善案件で創出した時間を、どの施策に充てたか(効果発現)を一覧し、加え、直します。",
    )  # fmt: skip
    def turned(store: str, source: Path | None, end: str, resume: str, fiscal_year: int) -> Answer:
        from dxdesk.usecases.practice import turning

        acts = (source, end, resume)
        if sum(map(bool, acts)) > 1:
            raise click.UsageError(_ALONE)
        lines: list[str] = []
        with desk_at(store, reading=not any(acts)) as desk:
            if source is not None:
                _keep_turned(desk, source)
                lines.append("書きました。")
            elif end or resume:
                turning.end(desk, end or resume, ended=bool(end))
                lines.append("外しました。書いたものは残っています。" if end else "戻しました。")
            found = turning.turning(desk, fiscal_year)
        return Answer(_turned_json(found), [*lines, *_turned_lines(found)])


def _keep_turned(desk: Desk, source: Path) -> None:
    from dxdesk.domain.knowledge_record import TurnedSaid
    from dxdesk.usecases.practice import turning

    said, code = given_thing(source)
    there = turning.there(desk, code) if code else None
    turning.save_measure(desk, merged("turned", there or TurnedSaid(), said), code)


def _turned_json(found: Turning) -> dict[str, object]:
    def hours(value: object) -> str | None:
        return None if value is None else str(value)

    return {
        "fiscal_year": found.fiscal_year,
        "created": hours(found.created),
        "created_so_far": hours(found.so_far),
        "put": hours(found.put),
        "left": hours(found.left),
        "unmeasured": found.unmeasured,
        "measures": [
            {
                "owner": one.owner,
                **fields_of(one.said),
                "section_name": one.section,
                "told": list(one.told),
            }
            for one in found.lines
        ],
        "ended": [one.said.code for one in found.ended],
    }


def _turned_lines(found: Turning) -> list[str]:
    lines = [text for _, text in found.sentences]
    lines += [
        f"  {one.state}  {one.said.name}({one.section or '所属は未定'}): {one.hours}  [{one.said.code}]"
        for one in found.lines
    ]
    return lines
