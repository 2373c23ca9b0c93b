"""Proves that this installation works: window, migrated store, workbook round trip, PDF.

Everything happens in a folder of its own that is removed afterwards; no network is touched.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dxdesk import private
from dxdesk.domain.errors import KnownError

if TYPE_CHECKING:
    from dxdesk.usecases.workplace.desk import Desk

_PASSPHRASE = "self-test-store"
_PRINTED, _RARE = "000902", "000903"
_PEOPLE = (
    ("000901", "検証 一郎", "管理職", "課長"),
    (_PRINTED, "\U0002123d屋 葛\U000e0100城", "一般職", "主任"),
    (_RARE, "\U00020bb7田 﨑子", "一般職", "主事"),
)
"""BIZ UD draws 𡈽 (U+2123D) of plane 2 and the variant of 葛; 𠮷 (U+20BB7) it lacks."""

_EVIDENCE = "髙﨑\U00020bb7葛\U000e0100\ufa19"


@dataclass(frozen=True)
class Proof:
    """What was tried, whether it worked, and what was seen (Japanese)."""

    name: str
    passed: bool
    text: str


def prove() -> tuple[Proof, ...]:
    """Try everything and return what was found; a failing trial does not stop the others."""
    from dxdesk import paths

    work = paths.new_temp_dir("self-test-")
    office = _Office(work)
    trials: tuple[tuple[str, Callable[[], str]], ...] = (
        ("部品", _resources),
        ("台帳", office.store),
        ("票", office.workbook),
        ("帳票", office.document),
        ("画面", lambda: _window(work)),
        ("通信", _no_network),
    )
    try:
        return tuple(_tried(name, trial) for name, trial in trials)
    finally:
        office.close()
        shutil.rmtree(work, ignore_errors=True)


def _tried(name: str, trial: Callable[[], str]) -> Proof:
    try:
        return Proof(name, True, trial())
    except KnownError as error:
        return Proof(name, False, str(error.problem))
    except Exception as error:
        # Whatever breaks here is exactly what this program is for finding out.
        return Proof(name, False, f"{type(error).__name__}: {error}"[:300])


def _resources() -> str:
    """Look at what must lie beside the program."""
    from dxdesk import paths
    from dxdesk.usecases.frameworks.course_catalogue import load_catalogue
    from dxdesk.usecases.frameworks.versions import load_preset, preset_codes

    fonts = sorted((paths.resources_dir() / "fonts").glob("*.ttf"))
    steps = sorted((paths.migrations_dir() / "versions").glob("*.py*"))
    if not fonts or not steps or not preset_codes():
        raise FileNotFoundError("fonts, migrations or presets")
    names = [load_preset(code).name for code in preset_codes()]
    courses = sum(len(load_catalogue(code).courses) for code in preset_codes())
    told = f"書体{len(fonts)}、移行{len(steps)}、体系{len(names)}({'、'.join(names)})"
    return f"{told}、研修{courses}"


class _Office:
    """A store with a year in it, made step by step."""

    def __init__(self, folder: Path) -> None:
        from dxdesk import bootstrap
        from dxdesk.usecases.workplace.clock import FixedClock

        self._folder = folder
        self._services = bootstrap.services(FixedClock("2026-01-13"))
        self._desk: Desk | None = None

    def close(self) -> None:
        """Close what is open."""
        if self._desk is not None:
            self._desk.store.close()
            self._desk = None

    def store(self) -> str:
        """Create an encrypted store, write, close, look at its first bytes, open it again and verify it."""
        from dxdesk.ports.entities import Department, Employee, Role
        from dxdesk.usecases.inbox.opening import create_store, open_store
        from dxdesk.usecases.year import cycle

        path = self._folder / "self-test.dxdesk"
        desk = create_store(self._services, str(path), Role.HR, ("999997", "検証区"), _PASSPHRASE)
        with desk.store.write() as uow:
            uow.people.save_departments([Department("900000", "検証課")])
            uow.people.save_employees(
                Employee(number, name, department_code="900000", grade=grade, title=title)
                for number, name, grade, title in _PEOPLE
            )
            uow.commit()
        cycle.open_cycle(desk, cycle.OpenCycle(2025, "shinagawa", "2026-01-01"))
        desk.store.close()
        if path.read_bytes()[:15] == b"SQLite format 3":
            raise ValueError("the store is not encrypted")
        self._desk = open_store(self._services, str(path), _PASSPHRASE)
        with self._desk.store.read() as uow:
            names = {person.number: person.name for person in uow.people.employees()}
        if names != {number: name for number, name, *_ in _PEOPLE}:
            raise ValueError("a name changed in the store")
        findings = self._services.stores.verify(str(path), _PASSPHRASE)
        if findings:
            raise ValueError("、".join(findings))
        return "暗号化した台帳を作り、閉じて開き直し、点検しました"

    def workbook(self) -> str:
        """Write a form, answer it in a store of its own, and receive it back letter by letter."""
        from dxdesk.usecases.answering import self_report
        from dxdesk.usecases.answering.sheet import Answers
        from dxdesk.usecases.exchange.receive import ReceiveFiles, receive
        from dxdesk.usecases.inbox.opening import create_from
        from dxdesk.usecases.person_year.standing import person_year
        from dxdesk.usecases.sealing.workbook_kinds import FORM
        from dxdesk.usecases.sending import dispatch

        desk = self._opened()
        sent = dispatch.export(desk, dispatch.Export(FORM.word, self._folder / "forms", employee=_RARE))
        location = str(self._folder / "own.dxdesk")
        own, _ = create_from(self._services, sent.files[0], location, "")
        try:
            sheet = self_report.open_answers(own)
            levels = {item.uid: item.criteria[-1][0] for item in sheet.items}
            self_report.save_draft(own, Answers(levels, {sheet.items[0].uid: _EVIDENCE}))
            file = self_report.submit(own, self._folder / "answered").file
        finally:
            own.store.close()
        assert file is not None
        report = receive(desk, ReceiveFiles((file,))).files[0]
        if report.outcome != "applied":
            raise ValueError(report.outcome + "".join(map(str, report.errors)))
        if person_year(desk, _RARE).items[0].evidence != _EVIDENCE:
            raise ValueError("a letter changed in the workbook")
        return "申告票を書き出し、答え、受け取りました"

    def document(self) -> str:
        """Make a PDF and read it back; a letter no font has must stop the print and be named."""
        from dxdesk.usecases.reports.printing import make_report

        data = make_report(self._opened(), "skill-sheet", employee=_PRINTED)
        if not data.startswith(b"%PDF-") or b"%%EOF" not in data[-64:] or b"/FontFile2" not in data:
            raise ValueError("no PDF with embedded fonts")
        path = self._folder / "sheet.pdf"
        private.write_bytes(path, data)
        pages, text = _read(path)
        if dict((number, name) for number, name, *_ in _PEOPLE)[_PRINTED] not in text:
            raise ValueError("a name does not come back from the PDF")
        told = self._rare_letter()
        return f"書体を埋め込んだPDFを作りました({len(data):,}バイト、{pages}ページ)。{told}"

    def _rare_letter(self) -> str:
        """Print the name BIZ UD cannot draw: refused by code point, or drawn where a font has it."""
        from dxdesk.usecases.reports.printing import make_report

        desk = self._opened()
        missing = desk.services.printer.missing_glyphs([(_RARE, _PEOPLE[2][1])]).missing
        try:
            make_report(desk, "skill-sheet", employee=_RARE)
        except KnownError as error:
            if error.code != "glyph-missing" or "U+20BB7" not in str(error.problem) or not missing:
                raise
            return "書体のない文字(U+20BB7)は、印刷を断って知らせました"
        if missing:
            raise ValueError("a letter no font has was printed")
        return "U+20BB7 も、この PC の書体で印刷しました"

    def _opened(self) -> Desk:
        if self._desk is None:
            raise ValueError("台帳を使えなかったので試していません")
        return self._desk


@contextmanager
def _offscreen() -> Iterator[None]:
    """Let Qt draw into memory where there is no screen; a real one is used as it is."""
    named = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    alone = sys.platform.startswith("linux") and not any(os.environ.get(name) for name in named)
    if alone:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    try:
        yield
    finally:
        if alone:
            os.environ.pop("QT_QPA_PLATFORM", None)


def _read(path: Path) -> tuple[int, str]:
    """Return the number of pages and the text as the preview reads them."""
    with _offscreen():
        from dxdesk.ui.pictures.self_test_window import read_pdf

        return read_pdf(path)


def _window(folder: Path) -> str:
    """Show the first window and look that something was painted."""
    with _offscreen():
        from dxdesk.programs.window import launcher
        from dxdesk.ui.pictures.self_test_window import show_welcome

        platform, width, height = show_welcome(launcher())
    where = "画面のない環境のため、メモリーの中に" if platform == "offscreen" else "画面に"
    return f"{where}ウィンドウを描きました({width}×{height})"


def _no_network() -> str:
    """Tell that this program has opened no network socket."""
    if "socket" not in sys.modules or not sys.platform.startswith("linux"):
        return "ネットワークは使いません"
    opened = [entry for entry in Path("/proc/self/fd").iterdir() if _is_network(entry)]
    if opened:
        raise ValueError("a network socket is open")
    return "ネットワークの口を開いていません"


def _is_network(entry: Path) -> bool:
    try:
        target = os.readlink(entry)
    except OSError:
        return False
    if not target.startswith("socket:["):
        return False
    number = target.removeprefix("socket:[").rstrip("]")
    tables = (Path("/proc/self/net") / name for name in ("tcp", "tcp6", "udp", "udp6"))
    return any(number in table.read_text().split() for table in tables if table.exists())
