"""手引を PDF にする: from every store's window and before any is open, with progress, cancel and 開く."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Event

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from dxdesk.domain.errors import KnownError
from dxdesk.ports.entities import Role
from dxdesk.programs.window import launcher
from dxdesk.ui.manual import messages
from dxdesk.ui.manual.window import ManualWindow
from dxdesk.ui.shell.help import ManualPdf
from dxdesk.ui.shell.main_window import MainWindow
from dxdesk.ui.startup.app import Program
from dxdesk.usecases.manual import book
from dxdesk.usecases.workplace.desk import Desk, Services
from tests.ui.office import Office

Show = Callable[[Desk], MainWindow]


@pytest.fixture
def chosen(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    """Choose the name that is proposed, in a folder of the test; what was proposed is told."""
    proposed: list[str] = []

    def choose(parent: object, title: str, start: str, kinds: str) -> tuple[str, str]:
        proposed.append(Path(start).name)
        return str(tmp_path / Path(start).name), kinds

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    return proposed


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return what the system was asked to open."""
    found: list[str] = []

    def open_(url: QUrl) -> bool:
        found.append(url.toLocalFile())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_)
    return found


def made(qtbot: QtBot, manual: ManualWindow) -> None:
    qtbot.waitUntil(lambda: manual.work.isHidden(), timeout=60_000)


@pytest.mark.parametrize("role", list(Role))
def test_the_page_read_becomes_a_pdf_in_the_store_of_every_role(
    qtbot: QtBot, show: Show, office: Office, chosen: list[str], tmp_path: Path, role: Role, opened: list[str]
) -> None:
    window = show(office.desk_of(role))
    window.show_help()
    manual = window.manual
    assert manual is not None
    manual.open_page("system")
    manual.page_pdf.click()
    assert not manual.work.isHidden()
    assert not manual.whole_pdf.isEnabled()
    made(qtbot, manual)
    assert chosen == ["dxdesk_説明書(情報政策課の方へ).pdf"]
    file = tmp_path / chosen[0]
    reader = PdfReader(file)
    assert reader.pages[0].extract_text().lstrip().startswith("説明書")
    assert len(reader.pages) < 5
    assert manual.page_pdf.isEnabled()
    assert str(file) in manual.banner.text()
    manual.banner._act.click()
    assert opened == [str(file)]
    file.unlink()
    manual.banner._act.click()
    assert opened == [str(file)]
    assert "見つかりません" in manual.banner.text()


def test_the_manual_is_set_before_any_store_is_open(qtbot: QtBot, chosen: list[str], tmp_path: Path) -> None:
    program = Program(launcher())
    welcome = program.show_welcome()
    qtbot.addWidget(welcome)
    program.show_help()
    manual = program._manual
    assert manual is not None
    manual.whole_pdf.click()
    shares = set()

    def look() -> bool:
        shares.add(manual.far.text())
        return manual.work.isHidden()

    qtbot.waitUntil(look, timeout=120_000)
    assert chosen == [messages.PDF_FILE]
    assert any(text.endswith("%") and not text.endswith(" 0%") for text in shares), shares
    reader = PdfReader(tmp_path / messages.PDF_FILE)
    assert len(reader.pages) > 60
    assert len(reader.outline) == len(manual.pages) + 1
    program.shut()


def test_a_pdf_that_is_stopped_is_not_written_and_the_file_there_stays(
    qtbot: QtBot, show: Show, office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Stopped after the last page was drawn, too: there is a moment before it is written."""
    window = show(office.open_hr())
    window.show_help()
    manual = window.manual
    assert manual is not None
    drawn, go_on = Event(), Event()
    draw = book.draw_manual

    def slow(services: Services, progress: object = None, page: str = "") -> bytes:
        data = draw(services, None, page)
        drawn.set()
        assert go_on.wait(60)
        return data

    monkeypatch.setattr(book, "draw_manual", slow)
    file = tmp_path / "手引.pdf"
    file.write_bytes(b"before")
    maker = manual.findChild(ManualPdf)
    maker.make("index", file)
    qtbot.waitUntil(drawn.is_set, timeout=60_000)
    manual.stop.click()
    assert "とめています" in manual.far.text()
    go_on.set()
    made(qtbot, manual)
    assert file.read_bytes() == b"before"
    assert manual.banner.text() == messages.PDF_STOPPED


def test_what_stands_in_the_way_is_said_where_one_reads(
    qtbot: QtBot, show: Show, office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = show(office.open_hr())
    window.show_help()
    manual = window.manual
    assert manual is not None

    def refuse(*_: object) -> None:
        raise KnownError("disk-full", "ディスクの空きが足りません。", "片づけてください。")

    monkeypatch.setattr(book, "write_whole", refuse)
    manual.findChild(ManualPdf).make("index", tmp_path / "手引.pdf")
    made(qtbot, manual)
    assert "ディスクの空きが足りません。" in manual.banner.text()
    assert not window.banner.isVisible()
