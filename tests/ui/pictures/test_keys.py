"""Every screen by keyboard: Enter presses what has the focus, and nothing has it that nobody sees."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from dxdesk.ui.guide.messages import HR
from dxdesk.ui.shell.asking import AskDialog
from dxdesk.ui.shell.main_window import MainWindow
from dxdesk.ui.startup import app
from dxdesk.ui.widgets.buttons import RowButton, button, primary
from dxdesk.ui.widgets.dialog import Dialog
from dxdesk.ui.widgets.layouts import STRETCH, card, column, row, scrolling
from dxdesk.ui.widgets.passphrase import PassphraseDialog
from dxdesk.ui.widgets.tables import Col, Table
from tests.helpers.looking import Strays, enter, keys_wrong, leaving_wrong, scenes, tree_wrong, view_wrong
from tests.helpers.source import naming, shown

SAMPLE = frozenset({"self-report-chosen", "self-report-lacks", "passphrase-wrong", "found-form"})
"""Scenes the ordinary suite walks: cards, a long page, a dialog with one field, one with many."""

GRAVE = frozenset({"year-finalise", "year-close", "rules", "framework-publish"})

LEAST_SCENES = {"personal": 55, "section": 85, "hr": 115, "dx": 70}


def _look(role: str, folder: Path, names: frozenset[str] = frozenset()) -> int:
    """Walk the scenes of a role and assert that each serves hands and ears; return how many there were."""
    wrong: list[str] = []
    walked = nodes = 0
    app.prepare()
    strays = Strays()
    try:
        for name, seen in scenes(role, folder, names=names):
            walked += 1
            told, count = tree_wrong(seen)
            nodes += count
            wrong += [
                f"{name}: {each}"
                for each in (*told, *view_wrong(seen), *keys_wrong(seen), *leaving_wrong(seen))
            ]
    finally:
        strays.stop()
    assert not wrong, "\n".join(wrong)
    assert not strays.found
    assert nodes > 20 * walked
    return walked


def test_some_screens_of_a_person_serve_hands_and_ears(qtbot: QtBot, tmp_path: Path) -> None:
    assert _look("personal", tmp_path, SAMPLE) == len(SAMPLE)


def test_dialogs_of_what_cannot_be_undone_begin_with_the_way_out(qtbot: QtBot, tmp_path: Path) -> None:
    """The words of the dialog decide which those are; the long suite walks all dialogs."""
    app.prepare()
    walked = {name: list(keys_wrong(seen)) for name, seen in scenes("hr", tmp_path, names=GRAVE)}
    assert walked == {name: [] for name in GRAVE}


BEGIN = {
    "nominations-begin": "人材像",
    "departments-add": "所属コード",
    "departments-rename": "名称",
    "departments-close": "最後の日",
}
"""Dialogs and forms that are opened to fill something in, and what is asked for first."""


def test_what_is_filled_in_first_has_the_focus_and_is_in_view(qtbot: QtBot, tmp_path: Path) -> None:
    app.prepare()
    found = {}
    for name, seen in scenes("hr", tmp_path, names=frozenset(BEGIN)):
        first = seen.focusWidget()
        assert first is not None
        assert first.isVisible(), name
        area = getattr(seen, "_area", None)
        if area is not None:
            view = area.viewport()
            assert view.rect().contains(first.mapTo(view, first.rect().center())), name
        found[name] = first.accessibleName()
    assert found == BEGIN


def test_the_pictures_of_the_guide_stand_on_the_screens_it_speaks_of(qtbot: QtBot, tmp_path: Path) -> None:
    """What a scene before them leaves chosen would be asked about, and the guide stay where it was."""
    app.prepare()
    names = frozenset({"receive-conflicts-chosen", *(f"guide-{step}" for step in range(1, 6))})
    found = [
        seen.current
        for name, seen in scenes("hr", tmp_path, names=names)
        if name.startswith("guide") and isinstance(seen, MainWindow)
    ]
    assert found == [step.screen for step in HR]


@pytest.mark.soak
@pytest.mark.parametrize("role", LEAST_SCENES)
def test_every_screen_serves_hands_and_ears(qtbot: QtBot, tmp_path: Path, role: str) -> None:
    assert _look(role, tmp_path) >= LEAST_SCENES[role]


class _Asking(Dialog):
    """A field, one that looks something up by Enter, a box, a list that opens; a step that rests at times."""

    def __init__(self) -> None:
        super().__init__()
        self.field, self.finder, self.box = QLineEdit(), QLineEdit(), QCheckBox("印")
        self.table: Table[str] = Table([Col("名前", str)], "名前")
        self.table.show_records(["一", "二"])
        self.go = primary("行う", self.accept)
        self.leave = button("やめる", self.reject)
        self.more = button("もっと")
        self.finder.returnPressed.connect(self.finder.selectAll)
        self.setLayout(
            column(
                self.more, self.box, self.field, self.finder, self.table, row(STRETCH, self.leave, self.go)
            )
        )


@pytest.fixture
def asking(qtbot: QtBot) -> _Asking:
    app.prepare()
    made = _Asking()
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


def _ended(dialog: Dialog) -> list[int]:
    ended: list[int] = []
    dialog.finished.connect(ended.append)
    return ended


def test_enter_on_what_leaves_a_dialog_leaves_it(qtbot: QtBot) -> None:
    app.prepare()
    for dialog in (PassphraseDialog("人事", "人事.dxdesk"), AskDialog("題", "文", "行う")):
        qtbot.addWidget(dialog)
        dialog.show()
        qtbot.waitExposed(dialog)
        leave = next(each for each in dialog.findChildren(QPushButton) if each.text() == "やめる")
        dialog.accept_button.setDefault(True)
        ended = _ended(dialog)
        leave.setFocus()
        enter(leave)
        assert ended == [0]


def test_enter_in_a_field_takes_the_next_step_and_a_key_held_down_nothing(asking: _Asking) -> None:
    ended = _ended(asking)
    for part in (asking.field, asking.box, asking.leave, asking):
        enter(part, held=True)
    assert ended == []
    asking.go.setEnabled(False)
    enter(asking.field)
    assert ended == [], "the step rests"
    asking.go.setEnabled(True)
    enter(asking.field)
    assert ended == [1]


def test_of_two_filled_buttons_enter_takes_the_one_of_the_card_with_the_focus(qtbot: QtBot) -> None:
    app.prepare()
    dialog, inner, outer = Dialog(), QLineEdit(), QLineEdit()
    look, go = primary("表示する"), primary("行う")
    dialog.setLayout(column(card(inner, look), card(outer), row(STRETCH, go)))
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    pressed: list[str] = []
    for each in (look, go):
        each.clicked.connect(lambda *_, each=each: pressed.append(each.text()))
    for field in (inner, outer):
        field.setFocus()
        enter(field)
    look.setEnabled(False)
    inner.setFocus()
    enter(inner)
    assert pressed == ["表示する", "行う"]


def test_what_uses_enter_itself_keeps_it(asking: _Asking) -> None:
    ended = _ended(asking)
    opened: list[object] = []
    asking.finder.setFocus()
    enter(asking.finder)
    assert ended == []
    asking.table.opened.connect(opened.append)
    asking.table.setFocus()
    asking.table.selectRow(1)
    enter(asking.table)
    assert (opened, ended) == (["二"], [])


def test_what_cannot_be_undone_begins_with_the_way_out(qtbot: QtBot) -> None:
    """Enter at once, or leant on, leaves; it acts only on the button somebody went to."""
    for go, ending in ((False, 0), (True, 1)):
        grave = AskDialog("題", "文", "行う", grave=True)
        qtbot.addWidget(grave)
        grave.show()
        qtbot.waitExposed(grave)
        assert grave.focusWidget() is grave.leave
        ended = _ended(grave)
        if go:
            qtbot.keyClick(grave.leave, Qt.Key.Key_Tab)
        enter(grave.focusWidget())
        assert ended == [ending]


def test_a_dialog_begins_where_one_writes_else_with_its_step(qtbot: QtBot, asking: _Asking) -> None:
    assert asking.focusWidget() is asking.field
    plain = AskDialog("題", "文", "行う")
    qtbot.addWidget(plain)
    plain.show()
    qtbot.waitExposed(plain)
    assert plain.focusWidget() is plain.accept_button
    chosen = _Asking()
    qtbot.addWidget(chosen)
    chosen.finder.setFocus()
    chosen.show()
    qtbot.waitExposed(chosen)
    assert chosen.focusWidget() is chosen.finder, "what was asked for stands"


def test_page_keys_scroll_a_dialog_that_is_higher_than_the_display(qtbot: QtBot) -> None:
    app.prepare()
    long = AskDialog("題", "文\n" * 100, "行う")
    qtbot.addWidget(long)
    long.show()
    qtbot.waitExposed(long)
    bar = next(iter(long.findChildren(QWidget, "inside"))).parentWidget().parentWidget().verticalScrollBar()
    assert bar.maximum() > 0
    qtbot.keyClick(long, Qt.Key.Key_PageDown)
    place = bar.value()
    assert place > 0
    qtbot.keyClick(long, Qt.Key.Key_PageUp)
    assert bar.value() < place


def test_up_and_down_go_through_rows_and_press_none(qtbot: QtBot) -> None:
    app.prepare()
    page, lines = QWidget(), QVBoxLayout()
    rows = [RowButton(name) for name in ("一", "二", "三")]
    pressed: list[str] = []
    for each in rows:
        each.clicked.connect(lambda *_, each=each: pressed.append(each.text()))
        lines.addWidget(each)
    page.setLayout(lines)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitExposed(page)
    page.activateWindow()
    rows[1].hide()
    rows[0].setChecked(True)
    rows[0].setFocus()
    qtbot.keyClick(rows[0], Qt.Key.Key_Down)
    assert page.focusWidget() is rows[2]
    qtbot.keyClick(rows[2], Qt.Key.Key_Down)
    assert (page.focusWidget(), pressed) == (rows[2], [])
    enter(rows[2])
    assert pressed == ["三"]
    qtbot.keyClick(rows[2], Qt.Key.Key_Up)
    assert page.focusWidget() is rows[0]


def test_what_the_walk_asks_for_would_be_missed(qtbot: QtBot) -> None:
    """The walk above sees an unseen stop, a dialog that begins nowhere, a button that ignores Enter."""
    app.prepare()
    dialog = _Asking()
    area = scrolling(QVBoxLayout())
    area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    area.setMinimumHeight(20)
    layout = dialog.layout()
    assert layout is not None
    layout.addWidget(area)
    area.setFocus()
    dialog.leave.keyPressEvent = lambda event: event.ignore()
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    told = "\n".join(keys_wrong(dialog))
    assert "unseen stop: QScrollArea" in told
    assert "Enter on Button" in told


def _bare(source: str) -> bool:
    for node in ast.walk(ast.parse(source)):
        named = [node.func] if isinstance(node, ast.Call) else getattr(node, "bases", [])
        if any(getattr(each, "attr", getattr(each, "id", "")) == "QPushButton" for each in named):
            return True
    return False


def test_no_screen_makes_a_button_that_is_deaf_to_enter() -> None:
    uses = {shown(path) for path, source in naming(["QPushButton"], "dxdesk/ui") if _bare(source)}
    assert "dxdesk/ui/widgets/buttons.py" in uses, "the class that ours are made of"
    assert not uses - {"dxdesk/ui/widgets/buttons.py"}
