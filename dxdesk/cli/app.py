"""The command ``dxdesk``: all commands under one name, and the window where a store is named alone."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

import click

from dxdesk import __version__
from dxdesk.cli import (
    action_plans,
    agenda,
    aims,
    answers,
    authorities,
    capabilities,
    certificates,
    checking,
    decision_boxes,
    deputies,
    development,
    differing,
    drafting,
    exchange,
    extras,
    forms,
    growth_files,
    indicators,
    knowledge,
    manual,
    nominating,
    papers,
    people,
    practice,
    proposals,
    provisions,
    report_words,
    requesting,
    safety,
    section_names,
    small_cells,
    staffing,
    starts,
    stores,
    training,
    year,
)
from dxdesk.cli.japanese import JapaneseGroup, complaint
from dxdesk.cli.output import REFUSED, USAGE, Unsaid, print_json
from dxdesk.domain.system_words import system_words

WINDOW = "window"
_READ_ONLY = frozenset(("--help", "--version"))
"""Words with which a command only tells of itself."""


class App(JapaneseGroup):
    """All commands; a first word that is no command but names a file opens the window."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the hidden command of the window before a store that is named alone."""
        if not args or self._names_store(args[0]):
            args = [WINDOW, *args]
        return super().parse_args(ctx, args)

    def _names_store(self, word: str) -> bool:
        looks_so = any(mark in word for mark in ("/", "\\", ".")) or Path(word).exists()
        return looks_so and word not in self.commands and not word.startswith("-")

    def main(self, args: Sequence[str] | None = None, *_: Any, **extra: Any) -> NoReturn:
        """Run; wrong usage and bugs are said in Japanese (JSON where asked for).

        Raises:
            SystemExit: always, with the exit code.
        """
        words = list(sys.argv[1:] if args is None else args)
        as_json = "--json" in words
        _take_any_character()
        try:
            code = super().main(words, prog_name="dxdesk", standalone_mode=False, **_kept(extra))
        except click.ClickException as error:
            _say_usage(error, as_json=as_json)
            sys.exit(USAGE)
        except (click.Abort, KeyboardInterrupt):
            _say_error("interrupted", "中断しました。途中の書き込みは取り消しました。", "", as_json=as_json)
            sys.exit(REFUSED)
        except BrokenPipeError:
            sys.exit(REFUSED)
        except Unsaid as error:
            _say_unsaid(error)
            sys.exit(REFUSED)
        except OSError as error:
            if _READ_ONLY.isdisjoint(words):
                say_bug(error, as_json=as_json)
            else:  # nothing but the answer itself was to be written
                _say_unread(error)
            sys.exit(REFUSED)
        except Exception as error:
            say_bug(error, as_json=as_json)
            sys.exit(REFUSED)
        sys.exit(code if isinstance(code, int) else 0)


def _kept(extra: dict[str, Any]) -> dict[str, Any]:
    """Return what else a caller (click's own test runner) passes on."""
    return {name: value for name, value in extra.items() if name not in ("prog_name", "standalone_mode")}


def _take_any_character() -> None:
    """Let lines survive a console that lacks some of their characters."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            with contextlib.suppress(OSError, ValueError):
                reconfigure(errors="replace")


def _say_usage(error: click.ClickException, *, as_json: bool) -> None:
    context = getattr(error, "ctx", None)
    if type(error).__name__ == "NoArgsIsHelpError" and not as_json:
        click.echo(error.message, err=True)  # the help page is the whole answer
        return
    name = context.command_path if context is not None else "dxdesk"
    _say_error("usage", complaint(error), f"使い方は {name} --help で見られます。", as_json=as_json)


def _say_error(code: str, message: str, fix: str, *, as_json: bool) -> None:
    if as_json:
        empty = {"found": "", "fix": fix, "file": "", "sheet": "", "cell": ""}
        print_json({"error": {"code": code, "message": message, **empty}})
        return
    click.echo(message + fix, err=True)


def _give_up_stdout() -> None:
    """Let what stdout still holds go nowhere: it would fail once more at the end."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _say_unread(error: OSError) -> None:
    """Say that a help page or the version could not be written where it was to go."""
    _give_up_stdout()
    click.echo(
        f"説明を書き出し先に書けませんでした({system_words(error)})。"
        "書き出し先の空きを確かめて、もう一度行ってください。",
        err=True,
    )


def _say_unsaid(error: Unsaid) -> None:
    """Say that all is done but the saying; on stderr, for stdout takes nothing more."""
    _give_up_stdout()
    click.echo(
        f"操作は終わりましたが、結果を書き出し先に書けませんでした({error.why})。台帳と作ったファイルは、できています。"
        "書き出し先の空きを確かめ、結果を見るコマンドをもう一度行ってください。",
        err=True,
    )


def say_bug(error: Exception, *, as_json: bool) -> None:
    """Say that this was our fault; the report holds nothing about people."""
    from dxdesk import crash

    message = "dxdesk の不具合で、この操作を終えられませんでした。台帳は操作の前のままです。"
    try:
        fix = f"報告書(個人の情報は入っていません)を担当者に渡してください: {crash.write(error)}"
    except OSError:
        fix = crash.describe(error, _now())
    _say_error("bug", message, fix, as_json=as_json)


def _now() -> Any:
    from datetime import UTC, datetime

    return datetime.now(UTC)


def _say_version(context: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted:
        click.echo(f"dxdesk {__version__}")
        context.exit()


app = App(
    name="dxdesk",
    help=(
        "自治体のDXスキル申告を、年度の始まりから確定まで通して行います。\n\n"
        "操作の名前を書かずに台帳だけを書くと(何も書かないときも)、画面が開きます。"
        "終了コードは、0 完了、1 断った(途中まで入ることはありません)、2 使い方の誤り、"
        "3 入れたが人の判断が要る、です。"
    ),
    epilog="dxdesk コマンド --help で、それぞれの使い方を見られます。",
)
app.params.append(
    click.Option(
        ["--version"],
        is_flag=True,
        expose_value=False,
        is_eager=True,
        callback=_say_version,
        help="版を表示して終わります。",
    )
)
for part in (
    *(stores, safety, checking, exchange, people, year, answers, deputies, decision_boxes, section_names),
    *(
        capabilities,
        small_cells,
        report_words,
        authorities,
        training,
        nominating,
        requesting,
        growth_files,
        starts,
        development,
        provisions,
        differing,
        proposals,
        aims,
        staffing,
        agenda,
        knowledge,
        drafting,
        certificates,
        indicators,
        action_plans,
        extras,
        practice,
        papers,
        forms,
        manual,
    ),
):
    part.register(app)
