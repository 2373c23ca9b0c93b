"""click in Japanese: its help, its complaints about usage, and the types of our options."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import click
from click.core import ParameterSource

from dxdesk.domain.errors import any_of

_HELP_WORDS = (
    ("Usage:", "使い方:"),
    ("Options:", "オプション:"),
    ("Commands:", "コマンド:"),
    ("[required]", "[必須]"),
    ("[default:", "[省略時:"),
)


_NAMING = ("NO", "ID", "CODE", "D", "DATE")
"""Options whose value names something: an empty one is a variable that was not set, and would mean all."""


def _refuse_empty(ctx: click.Context, param: click.Parameter) -> None:
    """Refuse an option given without what it is to name.

    Raises:
        UsageError: the value is empty.
    """
    name = param.name or ""
    if not isinstance(param, click.Option) or param.metavar not in _NAMING:
        return
    if ctx.get_parameter_source(name) is not ParameterSource.COMMANDLINE:
        return
    value = ctx.params.get(name)
    values = value if isinstance(value, tuple) else (value,)
    if any(isinstance(one, str) and not one.strip() for one in values):
        raise click.UsageError(f"{param.opts[0]} の値が空です。", ctx)


_DAYS = ("D", "DATE")


def _read_day(ctx: click.Context, param: click.Parameter) -> None:
    """Hand a day on as it is kept, however it was written (R9.2.26); what is none the use case refuses."""
    name = param.name or ""
    if param.metavar not in _DAYS or not isinstance(ctx.params.get(name), str):
        return
    from dxdesk.domain.dates import read_date

    ctx.params[name] = read_date(ctx.params[name]) or ctx.params[name]


Listed = tuple[str, Callable[[], Iterable[tuple[str, str]]]]
"""A heading, and what gives the words listed below it with their meaning."""


class JapaneseCommand(click.Command):
    """A command whose help is Japanese."""

    def __init__(self, *args: Any, listed: Listed | None = None, **kwargs: Any) -> None:
        """Take what click takes, and what its help page lists at its end, asked when the page is shown."""
        kwargs.setdefault("options_metavar", "[オプション]")
        super().__init__(*args, **kwargs)
        self._listed = listed

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what is listed."""
        super().format_epilog(ctx, formatter)
        if self._listed is not None:
            heading, ask = self._listed
            with formatter.section(heading):
                formatter.write_dl(list(ask()))

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse; every complaint knows of which command it is, so that its help page can be named.

        Raises:
            UsageError: as click says it.
        """
        try:
            left = super().parse_args(ctx, args)
            for param in self.params:
                _refuse_empty(ctx, param)
                _read_day(ctx, param)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx
            raise
        return left

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return ``--help`` with its own words."""
        return _help_option(super().get_help_option(ctx))

    def get_help(self, ctx: click.Context) -> str:
        """Return the help page."""
        return in_japanese(super().get_help(ctx))


class JapaneseGroup(click.Group):
    """A group of commands whose help is Japanese."""

    command_class = JapaneseCommand

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Take what click takes."""
        kwargs.setdefault("options_metavar", "[オプション]")
        kwargs.setdefault("subcommand_metavar", "コマンド ...")
        super().__init__(*args, **kwargs)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return ``--help`` with its own words."""
        return _help_option(super().get_help_option(ctx))

    def get_help(self, ctx: click.Context) -> str:
        """Return the help page."""
        return in_japanese(super().get_help(ctx))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command named; an unknown one is said in Japanese, with what there is."""
        if args and self.get_command(ctx, args[0]) is None:
            names = "、".join(name for name in self.list_commands(ctx) if not self.commands[name].hidden)
            raise click.UsageError(f"「{args[0]}」という操作はありません。{names}のどれかです。", ctx)
        return super().resolve_command(ctx, args)


def _help_option(option: click.Option | None) -> click.Option | None:
    if option is not None:
        option.help = "この説明を表示して終わります。"
    return option


def in_japanese(text: str) -> str:
    """Return a help page with click's own words in Japanese."""
    for english, japanese in _HELP_WORDS:
        text = text.replace(english, japanese)
    return text


def complaint(error: click.ClickException) -> str:
    """Return what is wrong with the usage, in Japanese."""
    if isinstance(error, click.NoSuchOption):
        near = f"もしかして {'、'.join(error.possibilities)} ですか。" if error.possibilities else ""
        return f"「{error.option_name}」というオプションはありません。{near}"
    if isinstance(error, click.MissingParameter):
        return f"{_name(error.param)} がありません。"
    if isinstance(error, click.BadOptionUsage):
        return f"{error.option_name} には{_values(error)}続けて書きます。"
    if isinstance(error, click.BadParameter):
        return f"{_name(error.param)}: {error.message}"
    if isinstance(error, click.FileError):
        return f"「{error.ui_filename}」を開けません。"
    if type(error).__name__ == "NoArgsIsHelpError":
        return "操作の名前がありません。"
    if error.message.startswith("Got unexpected extra argument"):
        return f"余分な引数があります: {error.message.partition('(')[2].rstrip(')')}"
    return error.message


def _values(error: click.BadOptionUsage) -> str:
    """Return what an option is followed by, e.g. ``値を1つ`` or ``CODE NAME の2つを``."""
    for param in error.ctx.command.params if error.ctx else ():
        if error.option_name in param.opts and param.nargs > 1:
            return f"{param.metavar} の{param.nargs}つを"
    return "値を1つ"


def _name(param: click.Parameter | None) -> str:
    if param is None:
        return "引数"
    if isinstance(param, click.Option):
        return param.opts[0]
    return param.human_readable_name


class Whole(click.ParamType):  # type: ignore[type-arg]  # generic in late versions only
    """A whole number within bounds."""

    name = "N"

    def __init__(self, least: int = 0, most: int = 1_000_000) -> None:
        """Take the bounds, both included."""
        self._least, self._most = least, most

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Return the number."""
        try:
            number = int(value)
        except ValueError:
            self.fail(f"「{value}」は数ではありません。", param, ctx)
        if not self._least <= number <= self._most:
            self.fail(f"{self._least:,}から{self._most:,}までの数にしてください({number:,})。", param, ctx)
        return number


class OneOf(click.Choice):  # type: ignore[type-arg]  # generic in late versions only
    """One of some words."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the word."""
        if value not in self.choices:
            self.fail(f"「{value}」ではなく、{any_of(filter(None, self.choices))}です。", param, ctx)
        return str(value)


class OneOfLater(click.ParamType):  # type: ignore[type-arg]  # generic in late versions only
    """One of some words that are asked for when they are needed: what knows them is loaded as late."""

    name = "choice"

    def __init__(self, values: Callable[[], Iterable[str]]) -> None:
        """Take what gives the words."""
        self._values = values

    @property
    def choices(self) -> tuple[str, ...]:
        """The words, as ``OneOf`` has them."""
        return tuple(self._values())

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the word."""
        return OneOf(self.choices).convert(value, param, ctx)


class Pair(click.ParamType):  # type: ignore[type-arg]  # generic in late versions only
    """Two texts joined by an equals sign, e.g. ``データ活用=LV2``."""

    def __init__(self, name: str) -> None:
        """Take the metavar, e.g. ``SKILL=LV``."""
        self.name = name

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, str]:
        """Return both sides, trimmed."""
        if isinstance(value, tuple):
            return value
        left, equals, right = str(value).partition("=")
        if not equals or not left.strip() or not right.strip():
            self.fail(f"{self.name} の形で書きます(入力されたもの: {value})。", param, ctx)
        return left.strip(), right.strip()

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """Return the shape as it is."""
        return self.name


def words(values: Sequence[str]) -> OneOf:
    """Return the type of one of some words."""
    return OneOf(list(values))
