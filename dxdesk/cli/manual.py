"""The command that sets the manual, or one page of it, as a PDF; it needs no store."""

from __future__ import annotations

from pathlib import Path

import click

from dxdesk.cli.common import command
from dxdesk.cli.japanese import JapaneseGroup, OneOfLater
from dxdesk.cli.output import Answer


def _pages() -> list[tuple[str, str]]:
    from dxdesk.usecases.manual.book import page_titles

    return list(page_titles().items())


def register(group: JapaneseGroup) -> None:
    """Add the command."""

    @command(
        group,
        "manual",
        click.option("--out", required=True, type=click.Path(path_type=Path), metavar="F.pdf",
                     help="PDFの名前。"),
        click.option("--page", type=OneOfLater(lambda: dict(_pages())), default=None, metavar="PAGE",
                     help="このページだけのPDFにします。情報政策課へ渡す説明書は system です。"),
        text="手引(使い方の全ページ)を、目次としおりの付いた1つのPDFにします。台帳は要りません。",
        listed=("ページ(PAGE)", _pages),
    )  # fmt: skip
    def manual(out: Path, page: str | None) -> Answer:
        from dxdesk import bootstrap
        from dxdesk.usecases.manual.book import write_manual
        from dxdesk.usecases.workplace.outgoing import free_name

        file = free_name(out)
        write_manual(bootstrap.services(), file, page or "")
        return Answer({"file": str(file)}, [f"手引を作りました: {file}"])
