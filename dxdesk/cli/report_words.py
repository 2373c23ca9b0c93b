"""``report-words``: the sentences of a year's report, seen and written."""

from __future__ import annotations

from pathlib import Path

import click

from dxdesk.cli.common import command, desk_at, store_argument
from dxdesk.cli.japanese import JapaneseGroup
from dxdesk.cli.output import Answer
from dxdesk.domain.small_cells import Use


def register(group: JapaneseGroup) -> None:
    """Add the command."""

    @command(
        group,
        "report-words",
        store_argument,
        click.option("--assembly", is_flag=True, help="議会版の文を見るか、直します。"),
        click.option("--set", "key", default="", metavar="KEY",
                     help="この場所の文を直します。--text か --file と一緒に使います。"),
        click.option("--text", default=None, metavar="T",
                     help="入れる文。空(\"\")にすると、数字から作った文に戻します。"),
        click.option("--file", "source", type=click.Path(path_type=Path, exists=True, dir_okay=False),
                     metavar="F", help="入れる文を書いたファイル(UTF-8)。"),
        year=True,
        text="全庁集計報告書の文を見て、直します。数字が変わった文には印が付きます。",
    )  # fmt: skip
    def report_words(
        store: str, assembly: bool, key: str, text: str | None, source: Path | None, fiscal_year: int
    ) -> Answer:
        from dxdesk.usecases.annual_report.edited import said, write

        if bool(key) != ((text is None) != (source is None)):
            raise click.UsageError("--set は、--text か --file のどちらか1つと一緒に指定してください。")
        use = Use.ASSEMBLY if assembly else Use.REPORT
        with desk_at(store, reading=not key) as desk:
            if key:
                write(desk, {key: _read(source) if source is not None else text or ""}, fiscal_year, use)
            found = said(desk, fiscal_year, use)
        lines = []
        for one in found:
            mark = " [直した文・数字が変わりました]" if one.outdated else " [直した文]" if one.text else ""
            lines.append(f"{one.key} {one.about}{mark}: {one.text or one.made}")
        rows = [
            {
                "key": one.key,
                "about": one.about,
                "made": one.made,
                "text": one.text,
                "outdated": one.outdated,
            }
            for one in found
        ]
        return Answer({"words": rows}, lines)


def _read(source: Path) -> str:
    try:
        return source.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise click.BadParameter(
            f"{source.name} を UTF-8 の文書として読めません。UTF-8 で保存し直してください。"
        ) from error
