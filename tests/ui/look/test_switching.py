"""Another theme while the window is open: at once where one looks, elsewhere when one goes there."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from dxdesk.ui.look import applying, scheme, stylesheet, theme
from dxdesk.ui.shell.main_window import MainWindow
from dxdesk.ui.startup import app as starting
from dxdesk.ui.widgets.buttons import button
from dxdesk.ui.widgets.dialog import Dialog
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import column, row
from dxdesk.ui.widgets.meter import Meter
from dxdesk.ui.widgets.swatch import Swatch
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.screens import settle
from tests.ui.office import Office

Show = Callable[[Desk], MainWindow]


@pytest.fixture
def app() -> Iterator[QApplication]:
    made = starting.prepare()
    applying.apply(made, look="light")
    yield made
    applying.apply(made, look="light")


def _picture(widget: QWidget) -> QImage:
    QApplication.processEvents()
    image = QImage(widget.size(), QImage.Format.Format_RGB32)
    widget.render(image)
    return image


def _whole(app: QApplication, window: QWidget, look: str) -> QImage:
    """Return how a window looks when every widget there is was polished anew."""
    applying.apply(app, look=look)
    app.setStyleSheet(stylesheet.sheet(theme.LOOKS[look]))
    try:
        return _picture(window)
    finally:
        app.setStyleSheet(stylesheet.sheet(theme.LIGHT))


@pytest.mark.parametrize("look", ["dark", "contrast", "contrast-dark"])
def test_a_switched_window_looks_as_one_polished_as_a_whole(
    qtbot: QtBot, show: Show, office: Office, app: QApplication, look: str
) -> None:
    window = show(office.open_hr())
    window.show_guide()  # beside it the ground is seen, which the screens cover
    for key in ("status", "settings", "home"):
        window.go(key)
        settle(qtbot, window)
    home = _picture(window)
    applying.apply(app, look=look)
    shown = {"home": _picture(window)}
    assert shown["home"] != home
    for key in ("status", "settings"):
        window.go(key)
        settle(qtbot, window)
        shown[key] = _picture(window)
    for key, found in shown.items():
        window.go(key)
        settle(qtbot, window)
        assert found == _whole(app, window, look), key
    applying.apply(app, look="light")
    window.go("home")
    settle(qtbot, window)
    assert _picture(window) == home


class _Polished(QWidget):
    """Counts how often it was polished anew."""

    def __init__(self) -> None:
        super().__init__()
        self.times = 0

    def changeEvent(self, event: QEvent) -> None:
        self.times += event.type() == QEvent.Type.StyleChange
        super().changeEvent(event)


def test_a_screen_nobody_looks_at_waits_until_it_is_shown(
    qtbot: QtBot, show: Show, office: Office, app: QApplication
) -> None:
    window = show(office.open_hr())
    window.go("settings")
    settle(qtbot, window)
    hidden, shown = _Polished(), _Polished()
    hidden.setParent(window.screens["settings"])
    window.go("home")
    settle(qtbot, window)
    shown.setParent(window.screens["home"])
    hidden.times = shown.times = 0
    applying.apply(app, look="dark")
    assert (hidden.times > 0, shown.times > 0) == (False, True)
    window.go("settings")
    assert hidden.times > 0
    hidden.times = 0
    window.go("home")
    window.go("settings")
    assert hidden.times == 0, "it has the colours already"


def test_a_dialog_changes_with_what_is_typed_in_it_and_a_later_one_has_the_colours(
    qtbot: QtBot, app: QApplication
) -> None:
    def made() -> tuple[Dialog, QLineEdit]:
        dialog, field = Dialog(), QLineEdit()
        qtbot.addWidget(dialog)
        dialog.setLayout(column(Text("名前"), field, row(button("やめる"))))
        dialog.show()
        return dialog, field

    dialog, field = made()
    field.setText("書きかけ")
    field.setCursorPosition(2)
    height, light = dialog.height(), _picture(dialog)
    applying.apply(app, look="dark")
    dark = _picture(dialog)
    assert (field.text(), field.cursorPosition(), dialog.height()) == ("書きかけ", 2, height)
    assert dark != light
    assert dark.pixelColor(2, 2).name() == theme.DARK.ground
    later, other = made()
    other.setText("書きかけ")
    other.setCursorPosition(2)
    assert later.styleSheet() == dialog.styleSheet() != ""
    assert _picture(later).pixelColor(2, 2).name() == theme.DARK.ground


def test_legends_and_bars_keep_no_colour_of_another_theme(qtbot: QtBot, app: QApplication) -> None:
    swatch = Swatch(lambda tokens: (tokens.done, tokens.text))
    meter = Meter(12)
    for part in (swatch, meter):
        qtbot.addWidget(part)
    meter.show_shares((1,), 1, colours=lambda tokens: (tokens.done,))
    meter.resize(40, 12)
    for look, tokens in theme.LOOKS.items():
        applying.apply(app, look=look)
        assert _picture(swatch).pixelColor(6, 6).name() == tokens.done
        assert _picture(meter).pixelColor(20, 6).name() == tokens.done


def test_high_contrast_of_the_system_is_followed_where_one_said_so(
    app: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = {"contrast": False, "mode": scheme.SYSTEM}
    monkeypatch.setattr(scheme, "mode", lambda: asked["mode"])
    monkeypatch.setattr(scheme, "_wants_contrast", lambda: asked["contrast"])
    dark = applying.apply(app).dark
    asked["contrast"] = True
    applying.follow(app)
    assert theme.in_force() is (theme.CONTRAST_DARK if dark else theme.CONTRAST)
    asked["mode"] = "light"
    applying.follow(app)
    assert theme.in_force() is theme.LIGHT
