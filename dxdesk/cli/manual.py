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

    @command(
        group,
        "licences",
        click.argument("part", required=False, default="", metavar="[部品]"),
        text="プログラムに入っている部品と、そのライセンスを示します。部品の名前を付けると、その全文を示します。",
    )
    def licences(part: str) -> Answer:
        from dxdesk.usecases.manual.licences import components, texts_of

        if part:
            texts = texts_of(part)
            told = [{"file": name, "text": text} for name, text in texts]
            lines = [line for name, text in texts for line in (f"[{name}]", *text.splitlines(), "")]
            return Answer({"part": part, "texts": told}, lines)
        found = components()
        listed = [
            {
                "id": one.ident,
                "name": one.name,
                "version": one.version,
                "licence": one.licence,
                "role": one.role,
            }
            for one in found
        ]
        lines = [f"{one.ident}  {one.version}  {one.licence}  {one.role}" for one in found]
        return Answer({"components": listed}, [*lines, "全文は、licences に部品の名前を付けると出ます。"])
