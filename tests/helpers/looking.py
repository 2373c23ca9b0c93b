"""What is wrong with a screen for hands and ears: keys, stray windows, what a screen reader is told."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QKeyEvent
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QMainWindow,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QStackedWidget,
    QTextBrowser,
    QWidget,
)

from dxdesk.programs.scenes import album, bare
from dxdesk.ui.manual.window import ManualWindow
from dxdesk.ui.pictures import drawing
from dxdesk.ui.startup import app
from dxdesk.ui.startup.welcome import Welcome
from dxdesk.ui.widgets.buttons import PushButton
from dxdesk.ui.widgets.days import DayEdit
from dxdesk.ui.widgets.dialog import Dialog, uses_enter
from tests.helpers.played import desk_of

FIELDS = (QLineEdit, QCheckBox, QRadioButton, QComboBox, QAbstractSpinBox)
"""What has no use for Enter of its own: in a dialog it presses the next step."""

NO_WAY_BACK = ("取り消せません", "戻せません", "変えられません", "開き直せません", "使えなくなります")
"""What a dialog says of an act that cannot be undone."""

LEAVE = "やめる"
"""What leaves a dialog and does nothing."""

MOST_HIGH = 120
"""Px up to which a part has to be seen whole."""

WINDOWS = (QMainWindow, QDialog, ManualWindow, Welcome)
PASSING = (Qt.WindowType.Popup, Qt.WindowType.ToolTip)


def scenes(
    role: str, folder: Path, *, every: int = 1, names: frozenset[str] = frozenset()
) -> Iterator[tuple[str, QWidget]]:
    """Walk a copy of a played store of a role; each scene in turn, or those of some names."""
    desk = desk_of(role, folder)
    app.prepare()
    try:
        with bare.new_desk(desk, folder) as empty:
            for of, wanted in ((desk, False), (empty, True)):
                chosen = [
                    scene
                    for scene in album.scenes(desk.role)[::every]
                    if scene.bare is wanted and (not names or scene.name in names)
                ]
                walked = drawing.walk(of, chosen, drawing.SCREENS[1.0]) if chosen else iter(())
                for scene, shown in zip(chosen, walked, strict=True):
                    yield scene.name, shown
    finally:
        desk.store.close()


# --- keys -------------------------------------------------------------------------------------------------


@contextmanager
def _pressed() -> Iterator[list[QPushButton]]:
    """Collect what is pressed by keys instead of pressing it."""
    found: list[QPushButton] = []
    real = PushButton.click
    # Bound as a method, a builtin would not get the button.
    PushButton.click = lambda self: found.append(self)  # type: ignore[method-assign,assignment]
    try:
        yield found
    finally:
        PushButton.click = real  # type: ignore[method-assign]


def enter(part: QWidget, *, held: bool = False) -> None:
    """Press Enter over a part as the keyboard does: handed on to what is around it until it is taken."""
    keys = Qt.KeyboardModifier.NoModifier
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(part, QKeyEvent(kind, Qt.Key.Key_Return, keys, "\r", held))


def _said(part: QWidget | None) -> str:
    if part is None:
        return "nothing"
    text = part.text() if isinstance(part, QAbstractButton | QLineEdit) else ""
    return f"{type(part).__name__} {part.objectName()} {part.accessibleName() or text}".strip()


def _stops(shown: QWidget) -> list[QWidget]:
    found: list[QWidget] = list(shown.window().findChildren(QWidget))
    return [
        part
        for part in found
        if part.isVisible()
        and part.isEnabled()
        and part.window() is shown.window()
        and (part.focusPolicy() & Qt.FocusPolicy.TabFocus)
        and part.focusProxy() is None
    ]


def keys_wrong(shown: QWidget) -> Iterator[str]:
    """Say which parts Enter does not serve, and which stops of the Tab key nobody sees."""
    yield from _grave_wrong(shown)
    stops = _stops(shown)
    yield from _begun_wrong(shown, stops)
    for part in stops:
        if isinstance(part, QScrollArea | QStackedWidget) or part.width() < 4 or part.height() < 4:
            yield f"unseen stop: {_said(part)}"
    with _pressed() as pressed:
        for part in stops:
            if isinstance(part, PushButton):
                yield from _wrong_enter(part, lambda part=part: part, pressed)
            elif isinstance(shown, Dialog) and isinstance(part, FIELDS) and not uses_enter(part):
                yield from _wrong_enter(part, shown.next_step, pressed)
    if isinstance(shown, Dialog):
        begun = shown.focusWidget()
        if begun is None and stops:
            yield "nothing has the focus"
        if begun is not None and begun not in stops:
            yield f"the focus is on {_said(begun)}"


def in_view(part: QWidget) -> bool:
    """Tell whether all of a part can be seen in the areas that scroll around it."""
    within = part
    while (parent := within.parentWidget()) is not None and not within.isWindow():
        area = parent.parentWidget()
        if isinstance(area, QScrollArea) and area.widget() is within:
            top = part.mapTo(parent, part.rect().topLeft()).y()
            if top < 0 or top + part.height() > parent.height():
                return False
        within = parent
    return True


def view_wrong(shown: QWidget) -> Iterator[str]:
    """Give each stop of the Tab key the keyboard, as a page does itself; say which one nobody sees then."""
    shown.window().activateWindow()
    for part in _stops(shown):
        if part.height() >= MOST_HIGH:
            continue  # of what is high the place one is at is enough
        part.setFocus()
        for _ in range(3):
            QApplication.processEvents()
        if QApplication.focusWidget() is part and not in_view(part):
            yield f"the keyboard is out of view on {_said(part)}"


def _begun_wrong(shown: QWidget, stops: Sequence[QWidget]) -> Iterator[str]:
    """Say where a dialog begins at a day that stands already, while something empty is asked for."""
    empty = [part for part in stops if isinstance(part, QLineEdit) and not part.text()]
    begun = shown.focusWidget()
    if isinstance(shown, Dialog) and isinstance(begun, DayEdit) and begun.readable and empty:
        yield f"begins at {_said(begun)}, and {_said(empty[0])} is empty"


def _grave_wrong(shown: QWidget) -> Iterator[str]:
    """Say where Enter at once would do what, by the words of the dialog, cannot be undone."""
    labels: list[QLabel] = list(shown.findChildren(QLabel)) if isinstance(shown, Dialog) else []
    begun = shown.focusWidget()
    for label in labels:
        for words in NO_WAY_BACK:
            if words in label.text() and isinstance(begun, PushButton) and begun.text() != LEAVE:
                yield f"「{words}」 and Enter presses {_said(begun)}"


def _wrong_enter(
    part: QWidget, step: Callable[[], QPushButton | None], pressed: list[QPushButton]
) -> Iterator[str]:
    for held in (False, True):
        pressed.clear()
        part.setFocus()
        wanted = step()
        enter(part, held=held)
        if pressed != ([wanted] if wanted is not None and not held else []):
            yield f"{'held ' if held else ''}Enter on {_said(part)} pressed {list(map(_said, pressed))}"


def leaving_wrong(shown: QWidget) -> Iterator[str]:
    """Leave a dialog by Enter on 「やめる」; say what came of it instead."""
    ways: list[PushButton] = [each for each in shown.findChildren(PushButton) if each.text() == LEAVE]
    for way in ways if isinstance(shown, QDialog) else ():
        if way.parent() is shown and way.isVisible() and way.isEnabled():
            ended: list[int] = []
            shown.finished.connect(ended.append)
            way.setFocus()
            enter(way)
            if ended != [int(QDialog.DialogCode.Rejected)]:
                yield f"Enter on {way.text()} ended it with {ended}"
            return


# --- owners -----------------------------------------------------------------------------------------------


class Strays(QObject):
    """Notes every window that opens without being one."""

    def __init__(self) -> None:
        """Begin to watch the application."""
        super().__init__()
        self.found: list[str] = []
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look at what shows itself."""
        if (
            event.type() == QEvent.Type.Show
            and isinstance(watched, QWidget)
            and watched.isWindow()
            and not isinstance(watched, WINDOWS)
            and watched.windowType() not in PASSING
        ):
            text = watched.text()[:20] if hasattr(watched, "text") else ""
            self.found.append(f"{type(watched).__name__} {watched.objectName()} {text}")
        return False

    def stop(self) -> None:
        """Watch no longer."""
        QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]


# --- ears -------------------------------------------------------------------------------------------------

ROLE = QAccessible.Role
BY_QT = (QTextBrowser, QPdfView)
"""Read and scrolled by keys; Qt gives them no better role, and each has a name."""

LISTS = (ROLE.Table, ROLE.List, ROLE.Tree)
"""What lists things is walked no further: its cells are asked of its model, by the thousand."""

NO_ROLES = (ROLE.NoRole, ROLE.Client, ROLE.Border, ROLE.Pane, ROLE.Grouping, ROLE.StaticText)
"""Roles by which nobody can tell what a thing that takes the keys is for."""


def tree_wrong(shown: QWidget) -> tuple[list[str], int]:
    """Return what a screen reader is not told of a scene, and how many nodes it was asked of."""
    QAccessible.setActive(True)
    found: list[str] = []
    count = 0
    waiting = [QAccessible.queryAccessibleInterface(shown.window())]
    while waiting:
        node = waiting.pop()
        if node is None or not node.isValid() or node.state().invisible:
            continue
        count += 1
        said = node.text(QAccessible.Text.Name)
        found += [f"sentences joined like words: {said}"] if "。、" in said else []
        found += _node_wrong(node)
        if node.role() not in LISTS:
            waiting += [node.child(position) for position in range(node.childCount())]
    return found, count


def _node_wrong(node: QAccessibleInterface) -> Iterator[str]:
    state, part = node.state(), node.object()
    if not state.focusable or state.disabled:
        return
    if isinstance(part, QWidget) and (part.focusProxy() is not None or not part.isVisible()):
        return
    name, role = node.text(QAccessible.Text.Name).strip(), node.role()
    what = f"{type(part).__name__} {part.objectName() if part is not None else ''} {name}"
    if not name:
        yield f"no name: {what}"
    if role in NO_ROLES and not isinstance(part, BY_QT):
        yield f"role {role.name}: {what}"
