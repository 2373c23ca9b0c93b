"""``verify``: looking at a store in up to three grades."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dxdesk.cli.common import command, lines_of, passphrase, store_argument, telling
from dxdesk.cli.japanese import JapaneseGroup
from dxdesk.cli.output import DONE, REFUSED, Answer
from dxdesk.domain.errors import KnownError

if TYPE_CHECKING:
    from dxdesk.ports.entities import Role
    from dxdesk.usecases.checking.check import Check
    from dxdesk.usecases.checking.report import CheckReport, Grade


def register(group: JapaneseGroup) -> None:
    """Add the command."""

    @command(
        group,
        "verify",
        store_argument,
        click.option("--files", type=click.Path(path_type=Path), metavar="DIR",
                     help="受け取ったファイルのフォルダー。受付簿と、台帳の記録に比べます。"),
        click.option("--against", multiple=True, metavar="WHAT",
                     help="紙の控えの符号か、この台帳が渡したファイル、戻ったファイル。何度でも書けます。"),
        click.option("--whole", is_flag=True,
                     help="前回の点検で確かめた記録も、はじめから確かめ直します。"),
        click.option("--paper", is_flag=True,
                     help="控えの符号も示します。紙に写し、人事の外に置いてください。"),
        click.option("--file-password-file", type=click.Path(path_type=Path), metavar="F",
                     help="比べるファイルのパスワードを1行に1つ書いたファイル。"),
        text="台帳が傷んだり書き換えられたりしていないかを調べます。何も変えません。"
        "段階ごとに、何が分かり、何が分からないかを示します。",
    )  # fmt: skip
    def verify(
        store: str,
        files: Path | None,
        against: tuple[str, ...],
        whole: bool,
        paper: bool,
        file_password_file: Path | None,
    ) -> Answer:
        from dxdesk.usecases.checking.check import Check

        passwords = lines_of(file_password_file) if file_password_file else ()
        return _verified(store, Check(whole, files, against, passwords), paper=paper)


def _verified(store: str, wanted: Check, *, paper: bool) -> Answer:
    from dxdesk import bootstrap
    from dxdesk.usecases.checking import check as use
    from dxdesk.usecases.checking.paper import paper as paper_of
    from dxdesk.usecases.checking.report import plain

    code, role = "", None
    try:
        desk = bootstrap.open_desk(store, passphrase(), read_only=True)
    except KnownError:
        # What is damaged, or of another schema, cannot be opened: then this is the finding.
        services = bootstrap.services()
        damage = services.stores.verify(store, passphrase(), content=False)
        if not damage:
            raise
        report = use.damaged(services, damage)
    else:
        try:
            with telling("点検しています") as progress:
                report = use.check(desk, wanted, progress)
            role = desk.role
            code = paper_of(desk).code if paper and report.sound else ""
        finally:
            desk.store.close()
    findings = list(report.findings)
    data = {"store": store, "sound": report.sound, "findings": findings}
    more: dict[str, object] = {"since": report.since, "grades": plain(report)}
    if paper:
        more["paper"] = code
    return Answer({**data, **more}, list(_lines(report, code, role)), REFUSED if findings else DONE)


def _lines(report: CheckReport, code: str, role: Role | None) -> Iterator[str]:
    from dxdesk.usecases.checking import words

    yield words.since(report)
    for grade in report.grades:
        yield from _grade(grade)
    yield words.result(report)
    yield words.next_step(report, role)
    if code:
        yield f"控えの符号: {code}"


def _grade(grade: Grade) -> Iterator[str]:
    yield f"[{grade.number}] {grade.title}"
    for aspect in grade.aspects:
        yield f"  見たもの: {aspect.looked}"
        yield from (f"    異常: {text}" for text in aspect.findings)
        yield from (f"    参考: {text}" for text in aspect.notes)
    yield f"  分かること: {grade.proves}"
    yield f"  分からないこと: {grade.leaves}"
