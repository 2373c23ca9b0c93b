"""手引 as one PDF: nothing of the pages is lost, contents and outline lead to the right pages."""

from __future__ import annotations

import io
import re
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader

from dxdesk import bootstrap, paths
from dxdesk.ports.manual_book import Kind, Picture, Table, Words
from dxdesk.usecases.manual import book
from dxdesk.usecases.manual.blocks import chapter
from dxdesk.usecases.manual.book import manual_book
from dxdesk.usecases.workplace.desk import Cancelled
from tests.helpers.commands import dxdesk

DAY = date(2026, 4, 1)
PAGE = """# 題

一行目は、
続きます。**強く**と[名簿](roster.md)。

- いち
  - 中
1. 番号

| 見出し | ほか |
|---|---|
| `a|b` | い |

![絵の言葉](a.png)

> 注
"""


def test_a_page_is_cut_into_blocks_without_its_signs() -> None:
    found = chapter(PAGE, lambda name: name.encode())
    assert found.title == "題"
    assert found.blocks == (
        Words(Kind.TEXT, "一行目は、続きます。強くと名簿。"),
        Words(Kind.ITEM, "いち", "\u30fb"),
        Words(Kind.ITEM, "中", "\u30fb", 1),
        Words(Kind.ITEM, "番号", "1."),
        Table(("見出し", "ほか"), (("a|b", "い"),)),
        Picture(b"a.png", "絵の言葉"),
        Words(Kind.NOTE, "注"),
    )


def test_no_line_of_the_manual_is_lost() -> None:
    found = manual_book(DAY)
    pages = sorted((paths.resources_dir() / "manual").glob("*.md"))
    assert len(found.chapters) == len(pages)
    said = {one.title: len(one.blocks) for one in found.chapters}
    assert min(said.values()) > 1
    pictures = sum(path.read_text(encoding="utf-8").count("![") for path in pages)
    assert sum(isinstance(one, Picture) for of in found.chapters for one in of.blocks) == pictures


def test_contents_and_outline_lead_to_the_pages(tmp_path: Path) -> None:
    file = tmp_path / "手引.pdf"
    dxdesk("manual", "--out", file)
    reader = PdfReader(io.BytesIO(file.read_bytes()))
    outline = [(str(one.title), reader.get_destination_page_number(one)) for one in reader.outline]
    chapters = [one.title for one in manual_book(DAY).chapters]
    assert [name for name, _ in outline] == ["目次", *chapters]
    contents = "\n".join(reader.pages[place].extract_text() for place in range(1, outline[1][1]))
    for name, place in outline[1:]:
        assert reader.pages[place].extract_text().lstrip().startswith(name[:10]), name
        assert re.search(rf"{re.escape(name)}\s*{place + 1}\b", contents), name
    assert reader.metadata is not None
    assert reader.metadata.title == "dxdesk 手引"


def test_one_page_is_printed_by_itself_without_title_page_and_contents(tmp_path: Path) -> None:
    file = tmp_path / "説明書.pdf"
    dxdesk("manual", "--page", "system", "--out", file)
    reader = PdfReader(io.BytesIO(file.read_bytes()))
    named = [str(one.title) for one in reader.outline]
    assert named[0] == "説明書(情報政策課の方へ)"
    assert {"書き込むところ", "暗号化と権利", "使い終えるとき"} < set(named)
    assert 2 <= len(reader.pages) <= 4
    text = "\n".join(page.extract_text() for page in reader.pages)
    assert text.lstrip().startswith("説明書(情報政策課の方へ)")
    assert "目次" not in text
    assert reader.metadata is not None
    assert reader.metadata.title == "dxdesk 説明書(情報政策課の方へ)"


def test_a_page_that_is_not_there_is_refused_with_those_there_are(tmp_path: Path) -> None:
    done = dxdesk("manual", "--page", "nothing", "--out", tmp_path / "a.pdf", code=2)
    assert "system" in done.err
    assert not (tmp_path / "a.pdf").exists()


def test_progress_goes_on_over_both_drawings() -> None:
    """The book is drawn twice; whoever waits hears of the whole, and can stop it in the first half."""
    heard: list[tuple[int, int]] = []
    book.draw_manual(bootstrap.services(), lambda done, total: heard.append((done, total)))
    assert len({total for _, total in heard}) == 1
    assert [done for done, _ in heard] == list(range(1, heard[0][1] + 1))


def test_what_is_stopped_writes_nothing(tmp_path: Path) -> None:
    def stop(done: int, total: int) -> None:
        raise Cancelled

    file = tmp_path / "手引.pdf"
    with pytest.raises(Cancelled):
        book.write_manual(bootstrap.services(), file, "index", stop)
    assert not file.exists()
