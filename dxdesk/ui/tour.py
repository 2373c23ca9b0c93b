"""A picture of every screen and dialog of a store's role, drawn without a display."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QEventLoop, QSize
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from dxdesk.ui import theme
from dxdesk.ui.app import prepare
from dxdesk.ui.main_window import MainWindow
from dxdesk.usecases.desk import Desk
from dxdesk.usecases.rows import Role

SCREENS: dict[float, QSize] = {1.0: QSize(1366, 768), 1.5: QSize(1280, 720), 2.0: QSize(960, 540)}
"""Window size in logical px by scale: 1366 × 768 at 100 %, a Full HD screen above."""

WAIT_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Scene:
    """One picture: its name, and how to get there (returns a dialog, or None for the window)."""

    name: str
    show: Callable[[MainWindow], QWidget | None]


def draw_all(
    desk: Desk, out: Path, scales: Sequence[float] = (1.0, 1.5), dark: Sequence[bool] = (False,)
) -> tuple[Path, ...]:
    """Draw every scene of the desk's role.

    Args:
        desk: an opened store; nothing in it is changed but drafts that screens save by themselves.
        out: folder for the pictures, made where missing.
        scales: 1.0, 1.5 or 2.0.
        dark: whether to draw the light look, the dark one or both.

    Returns:
        The files written, in the order drawn.
    """
    app = prepare()
    out.mkdir(parents=True, exist_ok=True)
    files: list[Path] = []
    try:
        for is_dark in dark:
            theme.apply(app, dark=is_dark)
            for scale in scales:
                files += _draw(desk, out, scale, is_dark)
    finally:
        theme.apply(app)
    return tuple(files)


def _draw(desk: Desk, out: Path, scale: float, is_dark: bool) -> list[Path]:
    files: list[Path] = []
    ending = f"{round(scale * 100)}{'-dark' if is_dark else ''}"
    window = MainWindow(desk)
    try:
        window.resize(SCREENS.get(scale, SCREENS[1.0]))
        window.show()
        window.start()
        for number, scene in enumerate(scenes(desk.role), start=1):
            target = scene.show(window)
            _settle(window)
            path = out / f"{desk.role.value}-{number:02}-{scene.name}-{ending}.png"
            _paint(target or window, scale).save(str(path))
            files.append(path)
            if isinstance(target, QDialog):
                target.reject()
                # Gone before the next scene: an open dialog would grey it out.
                target.deleteLater()
                QApplication.sendPostedEvents(target, QEvent.Type.DeferredDelete)
    finally:
        window.close()
        window.deleteLater()
    return files


def scenes(role: Role) -> tuple[Scene, ...]:
    """Return the scenes of a role."""
    found = [Scene("home", _to("home"))]
    if role is Role.PERSONAL:
        found += [Scene("self-report", _to("self_report"))]
        found += [Scene(f"self-report-{page}", _answer_page(page)) for page in ("goals", "lines", "submit")]
    if role is Role.SECTION:
        found += [Scene("review", _to("review")), Scene("review-all", _review_all), Scene("return", _return)]
        found += [Scene(f"review-{mode}", _review_mode(mode)) for mode in ("grid", "spread")]
    found += [Scene("receive", _to("receive"))]
    if role is not Role.PERSONAL:
        found += [
            Scene(f"receive-{page}", _to("receive", page=page)) for page in ("conflicts", "pending", "ledger")
        ]
    if role in (Role.HR, Role.SECTION):
        found += [
            Scene("status", _to("status")),
            Scene("reminder", _dialog("status", "make_reminder")),
            Scene("proxy", _first_person),
        ]
    if role is not Role.PERSONAL:
        found += [Scene("skillmap", _map), Scene("skillmap-sections", _map_sections)]
    found += [Scene("documents", _document)]
    if role is not Role.PERSONAL:
        found += [Scene("documents-files", _files)]
    if role is Role.HR:
        found += [
            Scene("year", _to("year")),
            Scene("roster", _roster),
            Scene("import", _import),
            Scene("departments", _units),
            Scene("settings-papers", _tab("settings", 1)),
            Scene("settings-lists", _tab("settings", 2)),
        ]
    found += [Scene("settings", _tab("settings", 0)), Scene("settings-audit", _tab("settings", 5))]
    if role is not Role.PERSONAL:
        found += [
            Scene("settings-keys", _tab("settings", 3)),
            Scene("settings-dispatches", _tab("settings", 4)),
        ]
    found += [Scene("help", _help), *(Scene(name, make) for name, make in _ENTRANCE)]
    # Last: the guide stays above the screens once it is shown.
    found += [Scene("guide", _guide)]
    return tuple(found)


# --- getting there -------------------------------------------------------------------------------


def _go(window: MainWindow, key: str, **what: Any) -> Any:
    screen = window.go(key, what)
    _settle(window)
    return screen


def _to(key: str, **what: Any) -> Callable[[MainWindow], None]:
    def show(window: MainWindow) -> None:
        _go(window, key, **what)

    return show


def _answer_page(page: str) -> Callable[[MainWindow], None]:
    def show(window: MainWindow) -> None:
        _go(window, "self_report").panel.go_to(page)

    return show


def _tab(key: str, place: int) -> Callable[[MainWindow], None]:
    def show(window: MainWindow) -> None:
        _go(window, key).tabs.setCurrentIndex(place)

    return show


def _dialog(key: str, method: str) -> Callable[[MainWindow], QWidget | None]:
    def show(window: MainWindow) -> QWidget | None:
        screen = _go(window, key)
        getattr(screen, method)()
        _settle(window)
        found = screen.dialog
        return found if isinstance(found, QWidget) else None

    return show


def _review_all(window: MainWindow) -> None:
    screen = _go(window, "review")
    screen.set_mode("one")
    screen.queue.sift("all")


def _review_mode(mode: str) -> Callable[[MainWindow], None]:
    def show(window: MainWindow) -> None:
        _go(window, "review").set_mode(mode)

    return show


def _return(window: MainWindow) -> QWidget | None:
    screen = _go(window, "review")
    screen.set_mode("one")
    if screen.page.work is None:
        return None
    screen.send_back()
    _settle(window)
    dialog = screen.dialog
    return dialog if isinstance(dialog, QWidget) else None


def _first_person(window: MainWindow) -> None:
    screen = _go(window, "proxy")
    screen.people.pick(lambda person: True)


def _map(window: MainWindow) -> None:
    screen = _go(window, "skillmap")
    screen.compare.setChecked(True)
    screen.tables.setCurrentWidget(screen.people_table)
    screen._picked(0)


def _map_sections(window: MainWindow) -> None:
    screen = _go(window, "skillmap")
    screen._turn()


def _document(window: MainWindow) -> None:
    screen = _go(window, "documents")
    screen.tabs.setCurrentIndex(0)
    if "status" in screen.kinds:
        screen.kinds["status"].setChecked(True)
    screen.make()


def _files(window: MainWindow) -> None:
    _go(window, "documents").tabs.setCurrentIndex(1)


def _roster(window: MainWindow) -> None:
    _go(window, "roster").table.pick(lambda person: True)


def _import(window: MainWindow) -> QWidget | None:
    screen = _go(window, "roster")
    screen.import_table(None)
    dialog = screen.dialog
    return dialog if isinstance(dialog, QWidget) else None


def _units(window: MainWindow) -> QWidget | None:
    screen = _go(window, "roster")
    screen.show_units()
    _settle(window)
    dialog = screen.unit_dialog
    return dialog if isinstance(dialog, QWidget) else None


def _guide(window: MainWindow) -> None:
    _go(window, "home")
    window.show_guide()


def _help(window: MainWindow) -> QWidget | None:
    _go(window, "receive")
    window.show_help()
    return window.manual


def _welcome(_: MainWindow) -> QWidget:
    from dxdesk.ui.entrance.welcome import Welcome

    made = Welcome()
    made.show()
    return made


def _create(_: MainWindow) -> QWidget:
    from dxdesk.ui.entrance.create import CreateDialog

    made = CreateDialog()
    made.show()
    return made


def _passphrase(_: MainWindow) -> QWidget:
    from dxdesk.ui.entrance.passphrase import PassphraseDialog

    made = PassphraseDialog("人事", "人事.dxdesk")
    made.show()
    return made


_ENTRANCE: tuple[tuple[str, Callable[[MainWindow], QWidget]], ...] = (
    ("welcome", _welcome),
    ("create", _create),
    ("passphrase", _passphrase),
)


# --- drawing -------------------------------------------------------------------------------------


def _settle(window: MainWindow) -> None:
    """Let work end and everything be laid out."""
    end = time.monotonic() + WAIT_SECONDS
    quiet = 0
    while quiet < 3 and time.monotonic() < end:
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)
        quiet = quiet + 1 if window.operations.idle else 0
        time.sleep(0.01)


def _paint(widget: QWidget, scale: float) -> QImage:
    """Return a picture of a widget as a screen of that scale shows it."""
    image = QImage(widget.size() * scale, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(scale)
    image.fill(theme.of(widget).ground)
    widget.render(image)
    return image
