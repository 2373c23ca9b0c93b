"""The manual's pages read in their order, and set as one PDF, or one page of them alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from dxdesk import __version__, paths
from dxdesk.domain.errors import KnownError
from dxdesk.ports.manual_book import Chapter, ManualBook
from dxdesk.ports.printing import Progress
from dxdesk.usecases.manual.blocks import chapter
from dxdesk.usecases.manual.order import ORDER
from dxdesk.usecases.workplace.desk import Services, tick
from dxdesk.usecases.workplace.outgoing import write_whole

PRODUCT = "dxdesk"
TITLE = f"{PRODUCT} 手引"
EDITION = f"版 {__version__}"
WHOLE = ""
"""Names no page: all of them are meant."""


def manual_book(day: date) -> ManualBook:
    """Return the whole manual; ``day`` stands on its title page.

    Raises:
        KnownError: ``manual-missing``: the installation lacks its pages.
    """
    return ManualBook(
        title=TITLE,
        edition=EDITION,
        about=(
            "dxdesk は、自治体のDXスキルの申告、確認、集約、結果の通知を、"
            "ネットワークにつながずに行うプログラムです。",
            "この手引は、プログラムの「使い方」(F1)と同じ文です。画面でさがすときは F1 を押してください。",
        ),
        chapters=tuple(_chapter(path) for path in _pages().values()),
        printed_on=day,
    )


def manual_page(name: str, day: date) -> ManualBook:
    """Return one page of the manual by itself; ``name`` is its file's, ``day`` stands at its foot.

    Raises:
        KnownError: ``manual-missing``: the installation lacks it.
    """
    path = _pages().get(name)
    if path is None:
        raise _missing()
    found = _chapter(path)
    return ManualBook(f"{PRODUCT} {found.title}", EDITION, (), (found,), day)


def page_titles() -> dict[str, str]:
    """Return what the pages are called, by name, in reading order; none where the installation lacks them."""
    try:
        return {name: _chapter(path, lambda _: b"").title for name, path in _pages().items()}
    except KnownError:
        return {}


def draw_manual(services: Services, progress: Progress | None = None, page: str = WHOLE) -> bytes:
    """Return the manual as PDF, or one page of it; no store is needed.

    Raises:
        KnownError: ``manual-missing``, and the printer's.
    """
    day = date.fromisoformat(services.clock.today())
    record = manual_page(page, day) if page else manual_book(day)
    return services.printer.draw([record], progress)


def write_manual(services: Services, path: Path, page: str = WHOLE, progress: Progress | None = None) -> None:
    """Write the manual as PDF, or one page of it, over what lies there; stopped, nothing is written.

    Raises:
        KnownError: as ``draw_manual``, and ``disk-full``, ``file-unwritable``.
    """
    data = draw_manual(services, progress, page)
    tick(progress, 1, 1)  # the last moment at which somebody can stop it
    write_whole(path, data)


def _pages() -> Mapping[str, Path]:
    """Return the files of the pages in reading order."""
    try:
        folder = paths.resources_dir() / "manual"
        found = {path.stem: path for path in sorted(folder.glob("*.md"))}
    except FileNotFoundError:
        found = {}
    if not found:
        raise _missing()
    order = [name for name in ORDER if name in found]
    order += [name for name in found if name not in order]
    return {name: found[name] for name in order}


def _chapter(path: Path, picture: Callable[[str], bytes] | None = None) -> Chapter:
    """Return a page; ``picture`` reads its pictures, else they are read from beside it."""
    beside = picture or (lambda file: (path.parent / file).read_bytes())
    return chapter(path.read_text(encoding="utf-8"), beside)


def _missing() -> KnownError:
    return KnownError(
        "manual-missing",
        "手引のページが見つかりません。何も作っていません。台帳には影響ありません。",
        "プログラムを置き直してから、もう一度行ってください。",
    )
