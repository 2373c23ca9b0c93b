"""What every command shares: its options, opening a store, and telling refusals from bugs."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dxdesk import logs, paths
from dxdesk.cli.japanese import JapaneseCommand, JapaneseGroup, Listed, Whole
from dxdesk.cli.output import REFUSED, Answer, Telling, refuse, say
from dxdesk.domain.errors import KnownError, Place
from dxdesk.domain.system_words import unread_words

if TYPE_CHECKING:
    from dxdesk.usecases.workplace.desk import Desk

PASSPHRASE_VARIABLE = "DXDESK_PASSPHRASE"
NEW_PASSPHRASE_VARIABLE = "DXDESK_NEW_PASSPHRASE"
_READABLE_MEANWHILE = ("store-in-use", "folder-read-only")

Command = Callable[..., Answer]
Option = Callable[[Any], Any]


def command(
    group: JapaneseGroup,
    name: str,
    *options: Option,
    year: bool = False,
    text: str,
    listed: Listed | None = None,
) -> Callable[[Command], Command]:
    """Register a function that returns an ``Answer`` as a command.

    Args:
        group: where it belongs.
        name: as typed.
        options: its own arguments and options, in the order of the help page.
        year: whether it takes ``--fiscal-year``.
        text: one or two Japanese sentences for the help page.
        listed: what the help page lists at its end.
    """

    def register(function: Command) -> Command:
        wrapped: Any = _told(function)
        shared = [passphrase_option, json_option]
        if year:
            shared.insert(0, year_option)
        for option in reversed([*options, *shared]):
            wrapped = option(wrapped)
        short = text.partition("。")[0] + "。"
        group.command(name, cls=JapaneseCommand, help=text, short_help=short, listed=listed)(wrapped)
        return function

    return register


def _told(function: Command) -> Callable[..., None]:
    """Return a function that prints the answer and ends with its exit code."""

    @functools.wraps(function)
    def run(*, as_json: bool, passphrase_file: Path | None, **given: Any) -> None:
        context = click.get_current_context()
        paths.sweep_temp_dir()  # what a killed run left has names in it
        with logs.Stretch("command", "-".join(context.command_path.split()[1:])) as stretch:
            try:
                context.obj = Secret(passphrase_file)
                answer = function(**given)
            except KnownError as error:
                logs.refused(error.code, error)
                refuse(error, as_json=as_json)
                code = REFUSED
            else:
                say(answer, as_json=as_json)
                code = answer.code
            stretch.outcome = code
        context.exit(code)

    return run


json_option: Option = click.option(
    "--json", "as_json", is_flag=True, help="結果を機械向けの JSON 1つで標準出力に書きます。"
)
passphrase_option: Option = click.option(
    "--passphrase-file",
    type=click.Path(path_type=Path),
    metavar="F",
    help=f"台帳のパスフレーズを書いたファイル(省略時は環境変数 {PASSPHRASE_VARIABLE})。",
)
year_option: Option = click.option(
    "--fiscal-year",
    type=Whole(1989, 2200),
    callback=lambda _, __, value: value or 0,
    metavar="Y",
    help="年度(西暦。令和7年度は 2025)。省略すると開いている年度です。",
)
store_argument: Option = click.argument("store", metavar="STORE")
out_option: Option = click.option(
    "--out", required=True, type=click.Path(path_type=Path), metavar="DIR", help="書き出すフォルダー。"
)
employee_option: Option = click.option("--employee", default="", metavar="NO", help="職員番号。")
section_option: Option = click.option("--section", default="", metavar="CODE", help="所属コード。")


class Secret:
    """A passphrase, read when it is first needed; never an argument, which others could see."""

    def __init__(self, file: Path | None, variable: str = PASSPHRASE_VARIABLE) -> None:
        """Take the file, or use the environment."""
        self._file, self._variable = file, variable

    def read(self) -> str:
        """Return the passphrase; empty where none was given."""
        if self._file is None:
            return os.environ.get(self._variable, "")
        return first_line(self._file)


def passphrase() -> str:
    """Return the passphrase given to the running command."""
    secret = click.get_current_context().obj
    return secret.read() if isinstance(secret, Secret) else ""


def lines_of(file: Path) -> tuple[str, ...]:
    """Return the lines of a secret's file without line ends, blank ones left out; never none.

    Raises:
        KnownError: ``secret-unreadable``, ``secret-empty``.
    """
    try:
        text = file.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise KnownError(
            "secret-unreadable",
            "パスフレーズかパスワードを書いたファイルを読めません。何も変えていません。",
            "場所と、UTF-8のテキストであることを確かめてください。",
            found=unread_words(error),
            place=Place(file.name),
        ) from error
    found = tuple(line for line in text.splitlines() if line.strip())
    if not found:
        raise KnownError(
            "secret-empty",
            "パスフレーズかパスワードを書いたファイルに、何も書かれていません。何も変えていません。",
            "1行目に書いて UTF-8 で保存し、もう一度お試しください。",
            place=Place(file.name),
        )
    return found


def first_line(file: Path) -> str:
    """Return the first line of a secret's file.

    Raises:
        KnownError: ``secret-unreadable``, ``secret-empty``.
    """
    return lines_of(file)[0]


@contextmanager
def desk_at(store: str, *, reading: bool = False) -> Iterator[Desk]:
    """Open the store a command names and close it afterwards.

    A command that only reads also works while somebody else has the store open.
    """
    from dxdesk import bootstrap

    secret = passphrase()
    try:
        desk = bootstrap.open_desk(store, secret)
    except KnownError as error:
        if not reading or error.code not in _READABLE_MEANWHILE:
            raise
        desk = bootstrap.open_desk(store, secret, read_only=True)
    try:
        yield desk
    finally:
        desk.store.close()


@contextmanager
def telling(what: str) -> Iterator[Telling]:
    """Tell the progress of the work inside."""
    progress = Telling(what)
    try:
        yield progress
    finally:
        progress.end()
