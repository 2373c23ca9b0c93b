"""体系: HR copies a framework, changes it at the screen, and publishes it for the next year."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QPushButton
from pytestqt.qtbot import QtBot

from dxdesk.domain.errors import Place, Problem
from dxdesk.domain.framework_check import check
from dxdesk.ui.framework.findings import shown
from dxdesk.ui.main_window import MainWindow
from dxdesk.usecases import framework_drafts, frameworks
from dxdesk.usecases.desk import Desk
from dxdesk.usecases.framework_taking import versions
from tests.helpers.frameworks import small_framework
from tests.ui.conftest import settle, write
from tests.ui.office import Office

Show = Callable[[Desk], MainWindow]
ONTO, ABOVE = (
    QAbstractItemView.DropIndicatorPosition.OnItem,
    QAbstractItemView.DropIndicatorPosition.AboveItem,
)


@pytest.fixture
def screen(qtbot: QtBot, show: Show, office: Office) -> Any:
    window = show(office.open_hr())
    window.go("framework")
    settle(qtbot, window)
    return window.screens["framework"]


def begin(qtbot: QtBot, screen: Any, code: str = "shinagawa") -> Any:
    """Copy a version into a draft and return the editor."""
    assert screen.list.versions.pick(lambda version: version.code == code) is not False
    qtbot.mouseClick(screen.list.begin, Qt.MouseButton.LeftButton)
    settle(qtbot, screen.window())
    assert screen.pages.currentWidget() is screen.editor
    return screen.editor


def names(editor: Any) -> list[str]:
    return [item.name for item in editor.editing.framework.items]


def test_a_framework_is_copied_changed_and_published(qtbot: QtBot, screen: Any) -> None:
    editor = begin(qtbot, screen)
    first = editor.editing.framework.items[0]
    editor.tree.pick(first.uid)
    editor.form.name.setFocus()
    editor.form.name.selectAll()
    qtbot.keyClicks(editor.form.name, "BPR")
    assert names(editor)[0] == "BPR"
    assert editor.tree.currentItem().text(0) == "BPR"

    qtbot.mouseClick(editor.add_skill, Qt.MouseButton.LeftButton)
    write(editor.form.name, "生成AIの活用")
    added = editor.tree.key
    assert not editor.publish.isEnabled()
    links = [link.text() for link in editor.findChildren(QPushButton, "finding")]
    assert links[0].startswith("スキル「新しいスキル生成AIの活用」") or "生成AIの活用" in links[0]
    for level, field in editor.form.levels.items():
        field.setFocus()
        write(field, f"水準{level}の目安を書く")
    assert editor.publish.isEnabled()

    moved = editor.tree._nodes[added]
    editor.tree.put_down(moved, editor.tree._nodes[first.uid], ABOVE)
    assert editor.editing.framework.items[0].uid == added

    editor.tabs.setCurrentIndex(1)
    editor.grid.put(0, 0, 2)
    persona = editor.editing.framework.personas[0]
    assert dict(persona.required)[added] == 2
    assert editor.grid.item(0, 0).text() == "LV2"

    qtbot.mouseClick(editor.publish, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(screen.dialog.accept_button, Qt.MouseButton.LeftButton)
    settle(qtbot, screen.window())
    assert "公開しました" in screen.banner.text()
    kept = [found for found in versions(screen.desk) if found.code == "shinagawa" and found.kept]
    assert [found.skills for found in kept] == [8, 9]
    assert framework_drafts.drafts(screen.desk) == ()
    window = screen.window()
    window.go("year")
    settle(qtbot, window)


def test_every_step_is_taken_back_and_done_again(qtbot: QtBot, screen: Any) -> None:
    editor = begin(qtbot, screen)
    before = editor.editing.framework
    editor.form.name.setFocus()
    editor.tree.pick(before.items[1].uid)
    editor.form.name.clear()
    qtbot.keyClicks(editor.form.name, "abc")
    editor.tree.shift(-1)
    changed = editor.editing.framework
    assert next(item.name for item in changed.items) == "abc"
    qtbot.mouseClick(editor.undo, Qt.MouseButton.LeftButton)
    assert names(editor)[1] == "abc", "the move alone is taken back"
    qtbot.keyClick(editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert editor.editing.framework == before, "letters typed into one field are one step"
    assert editor.form.name.text() == before.items[1].name
    assert not editor.undo.isEnabled()
    qtbot.keyClick(editor, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    qtbot.mouseClick(editor.redo, Qt.MouseButton.LeftButton)
    assert editor.editing.framework == changed


def test_what_was_typed_is_there_after_the_window_was_closed(qtbot: QtBot, screen: Any) -> None:
    editor = begin(qtbot, screen)
    key = editor.editing.draft.key
    editor.tree.pick(editor.editing.framework.items[0].uid)
    write(editor.form.name, "(改)")
    window = screen.window()
    window.go("home")
    settle(qtbot, window)
    assert framework_drafts.load(screen.desk, key).framework == editor.editing.framework
    window.go("framework")
    qtbot.mouseClick(editor.back, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    assert screen.list.drafts.current().key == key
    qtbot.mouseClick(screen.list.open, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    assert "(改)" in names(screen.editor)[0]


def test_a_skill_of_the_version_before_is_retired_into_another(qtbot: QtBot, screen: Any) -> None:
    editor = begin(qtbot, screen)
    gone, into = editor.editing.framework.items[:2]
    editor.tree.pick(gone.uid)
    qtbot.mouseClick(editor.remove, Qt.MouseButton.LeftButton)
    asked = editor.dialog
    asked.target.setCurrentIndex(asked.target.findData(into.uid))
    qtbot.mouseClick(asked.accept_button, Qt.MouseButton.LeftButton)
    draft = editor.editing.draft
    assert draft.retired == ((gone.uid, gone.name),)
    merged = next(link for link in draft.links() if link.new == (into.uid,))
    assert (merged.kind, set(merged.old)) == ("merged-max", {gone.uid, into.uid})
    qtbot.mouseClick(editor.undo, Qt.MouseButton.LeftButton)
    assert editor.editing.draft.merges == ()


def test_categories_nest_and_skills_move_into_them(qtbot: QtBot, screen: Any) -> None:
    editor = begin(qtbot, screen)
    top = editor.editing.framework.categories[0]
    editor.tree.pick(top.uid)
    qtbot.mouseClick(editor.add_category, Qt.MouseButton.LeftButton)
    inner = editor.tree.key
    assert next(c.parent for c in editor.editing.framework.categories if c.uid == inner) == top.uid
    item = editor.editing.framework.items[0]
    nodes = editor.tree._nodes
    editor.tree.put_down(nodes[item.uid], nodes[inner], ONTO)
    assert editor.editing.framework.item(item.uid).category == inner
    editor.tree.pick(inner)
    qtbot.mouseClick(editor.remove, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(editor.dialog.accept_button, Qt.MouseButton.LeftButton)
    assert editor.editing.framework.item(item.uid).category == top.uid


def test_people_evidence_stages_and_scales_are_made_at_the_screen(qtbot: QtBot, screen: Any) -> None:
    editor = begin(qtbot, screen, "kashiwa")

    def added(page: Any) -> Any:
        editor.tabs.setCurrentIndex(1 if page is editor.personas else editor.tabs.indexOf(page))
        qtbot.mouseClick(page.add, Qt.MouseButton.LeftButton)
        return page.inputs

    write(added(editor.personas)["name"], "相談役")
    evidence = added(editor.requirements)
    evidence["name"].selectAll()
    qtbot.keyClicks(evidence["name"], "AI")
    evidence["months"].setValue(6)
    stage = added(editor.stages)
    stage["statements"].setPlainText("後輩に教えた")
    stage["requirements"].setPlainText("AI")
    scale = added(editor.scales)
    scale["levels"].setPlainText("0 まだ\n1 できる 一人でできる")
    scale["share"].setValue(60)
    framework = editor.editing.framework
    assert framework.personas[-1].name.endswith("相談役")
    assert (framework.requirements[-1].name, framework.requirements[-1].months) == ("AI", 6)
    assert framework.stages[-1].requirements == (framework.requirements[-1].code,)
    made = framework.scales[-1]
    assert [(level.label, level.name) for level in made.levels] == [("まだ", ""), ("できる", "一人でできる")]
    assert made.share == 60
    assert check(framework) == ()
    qtbot.mouseClick(editor.scales.remove, Qt.MouseButton.LeftButton)
    assert framework.scales[:-1] == editor.editing.framework.scales


def test_a_draft_is_thrown_away_only_when_one_says_so(qtbot: QtBot, screen: Any) -> None:
    editor = begin(qtbot, screen)
    qtbot.mouseClick(editor.back, Qt.MouseButton.LeftButton)
    settle(qtbot, screen.window())
    qtbot.mouseClick(screen.list.discard, Qt.MouseButton.LeftButton)
    screen.dialog.reject()
    assert len(framework_drafts.drafts(screen.desk)) == 1
    qtbot.mouseClick(screen.list.discard, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(screen.dialog.accept_button, Qt.MouseButton.LeftButton)
    settle(qtbot, screen.window())
    assert framework_drafts.drafts(screen.desk) == ()


def test_findings_are_told_by_the_names_people_know() -> None:
    framework = small_framework()

    def told(field: str) -> tuple[str, int, str]:
        found = shown(
            Problem("framework-x", f"{field}: 空です。", "直してください。", place=Place(cell=field)),
            framework,
        )
        assert found.text == "空です。直してください。"
        return found.where, found.tab, found.key

    assert told("items[0].criteria[1].statements") == ("スキル「企画」 LV2 の判断の目安", 0, "s.a")
    assert told("categories[1].name") == ("分類「小分類」", 0, "c.sub")
    assert told("personas[2].required[0]") == ("人材像「推進役」", 1, "lead")
    assert told("stages[1].requirements") == ("育成段階「実践」", 3, "lead2")
    assert told("version") == ("版と出典", 5, "")
    assert told("items") == ("版と出典", 0, "")
    for code in frameworks.preset_codes():
        assert check(frameworks.load_preset(code)) == ()
