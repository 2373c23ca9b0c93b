"""体系: HR copies the policy's preset, words it, publishes it, and begins a year on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QAbstractItemView, QLabel, QPushButton, QTreeWidgetItem
from pytestqt.qtbot import QtBot

from dxdesk import bootstrap
from dxdesk.domain import framework_edit as edit
from dxdesk.ports.entities import Role
from dxdesk.ui.framework import messages
from dxdesk.ui.framework.editor import TAB_OF
from dxdesk.ui.framework.outline import Outline
from dxdesk.ui.shell.main_window import MainWindow
from dxdesk.usecases.framework_editing import drafts
from dxdesk.usecases.frameworks import versions
from dxdesk.usecases.imports.roster import apply_roster
from dxdesk.usecases.inbox.opening import create_store
from dxdesk.usecases.person_year.cycles import framework_of
from dxdesk.usecases.sending.plain_workbooks import write_version
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.year.cycle import OpenCycle, current_cycle, open_cycle
from tests.helpers.screens import settle, write
from tests.ui.office import Office, roster_file

Show = Callable[[Desk], MainWindow]
ON = QAbstractItemView.DropIndicatorPosition.OnItem


@pytest.fixture
def fresh(tmp_path: Path) -> Desk:
    """An HR store before its first year."""
    desk = create_store(
        bootstrap.services(), str(tmp_path / "人事.dxdesk"), Role.HR, ("131091", "検証区"), "あいことば2026"
    )
    assert apply_roster(desk, roster_file(tmp_path), accept=("new-list-value",)).outcome == "applied"
    return desk


def copy(qtbot: QtBot, window: MainWindow, code: str) -> Any:
    """Copy a version into a draft as one does it on the screen; return the screen."""
    screen: Any = window.go("framework")
    settle(qtbot, window)
    assert screen.list.versions.table.pick(lambda version: version.code == code)
    screen.list.copy.click()
    settle(qtbot, window)
    return screen


def list_of(editor: Any, part: str) -> Any:
    """Return the page of a part that is a list."""
    return editor.tabs.page(TAB_OF[part])


def type_into(form: Any, name: str, text: str) -> None:
    widget = form._widgets[name]
    widget.selectAll()
    write(widget, text)


def type_into_row(form: Any, name: str, position: int, column: str, text: str) -> None:
    cell = form._widgets[name].cells[position][column]
    cell.selectAll()
    write(cell, text)


def drag_above(tree: Outline, target: QTreeWidgetItem) -> None:
    """Drop what is chosen on the upper edge of a line, by the event that a drag ends with."""
    data = tree.model().mimeData([tree.currentIndex()])
    place = tree.visualItemRect(target).topLeft() + QPoint(20, 1)
    assert tree.viewport().acceptDrops()
    # Called and not sent: outside a drag of the system Qt drops such an event on nobody.
    tree.dropEvent(
        QDropEvent(
            QPointF(place),
            Qt.DropAction.MoveAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )


def tick(form: Any, name: str, key: str) -> None:
    many = form._widgets[name]
    lines = [many.item(position) for position in range(many.count())]
    line = next(line for line in lines if line.data(Qt.ItemDataRole.UserRole) == key)
    line.setCheckState(Qt.CheckState.Checked)


def test_hr_words_a_preset_publishes_it_and_begins_a_year(qtbot: QtBot, show: Show, fresh: Desk) -> None:
    window = show(fresh)
    screen = copy(qtbot, window, "shinagawa")
    editor = screen.editor
    page, draft = editor.skills, editor.draft
    first = draft.framework.items[0].uid
    page.open(edit.ITEMS, first, "name")
    type_into(page.form, "name", "業務の見直し")
    assert draft.framework.item(first).name == "業務の見直し"

    page.add_skill.click()
    part, added = page.tree.picked()
    assert part == edit.ITEMS
    type_into(page.form, "name", "生成AIの活用")
    editor.check()
    assert len(editor.strip.found) == 3  # three levels without a statement
    assert not page.form._notes["criteria:2"].isHidden()
    editor.publish.click()
    assert "3件" in screen.banner.text()
    editor.tabs.setCurrentIndex(messages.TAB_HEAD)
    editor.strip.list.itemClicked.emit(editor.strip.list.item(1))
    assert editor.tabs.currentIndex() == messages.TAB_SKILLS
    qtbot.waitUntil(lambda: page.form._widgets["criteria:2"].hasFocus())
    for level in (1, 2, 3):
        type_into(page.form, f"criteria:{level}", f"文章の下書きに使える{level}\n確かめて直せる{level}")
    editor.check()
    assert editor.strip.found == ()
    assert len(draft.framework.item(added).criteria_by_level[2].statements) == 2

    drag_above(page.tree, page.tree.node(edit.ITEMS, first))
    assert [item.uid for item in draft.framework.items][:2] == [added, first]

    editor.tabs.setCurrentIndex(messages.TAB_GRID)
    grid = editor.grid.table
    grid.setCurrentCell(0, 0)
    qtbot.keyClick(grid, Qt.Key.Key_2)
    persona = draft.framework.personas[0]
    assert dict(persona.required)[added] == 2
    assert grid.item(0, 0).text() == "LV2"

    editor.publish.click()
    settle(qtbot, window)
    qtbot.waitUntil(lambda: screen.dialog is not None, timeout=20_000)
    screen.dialog.accept_button.click()
    settle(qtbot, window)
    qtbot.waitUntil(lambda: screen.editor is None, timeout=20_000)
    settle(qtbot, window)
    assert screen.list.drafts.shown() == []
    open_cycle(fresh, OpenCycle(2026, "shinagawa", "2026-04-01"))
    with fresh.store.read() as uow:
        running = framework_of(uow, current_cycle(fresh))
    assert running.item(first).name == "業務の見直し"
    assert running.item(added).name == "生成AIの活用"
    assert running.follows == versions.load_preset("shinagawa").version


def test_a_step_is_taken_back_and_the_draft_goes_on_tomorrow(qtbot: QtBot, show: Show, fresh: Desk) -> None:
    window = show(fresh)
    screen = copy(qtbot, window, "kashiwa")
    page, draft = screen.editor.skills, screen.editor.draft
    item = draft.framework.items[0]
    page.open(edit.ITEMS, item.uid, "name")
    for letters in ("デ", "ジ", "タ"):
        write(page.form._widgets["name"], letters)
    assert draft.framework.items[0].name != item.name
    screen.editor.undo.click()
    assert draft.framework.items[0].name == item.name  # the letters of one field are one step
    assert page.form._widgets["name"].text() == item.name
    screen.editor.redo.click()
    assert draft.framework.items[0].name != item.name
    screen.editor.back.click()
    settle(qtbot, window)
    lines = screen.list.drafts.shown()
    assert len(lines) == 1
    screen.list.open.click()
    settle(qtbot, window)
    assert screen.editor.draft.framework.items[0].name == draft.framework.items[0].name


def test_a_skill_people_answered_is_retired_and_can_be_brought_back(
    qtbot: QtBot, show: Show, office: Office
) -> None:
    desk = office.open_hr()
    window = show(desk)
    screen = copy(qtbot, window, "shinagawa")
    page, draft = screen.editor.skills, screen.editor.draft
    gone = draft.framework.items[1]
    page.open(edit.ITEMS, gone.uid)
    assert page.remove.text() == messages.RETIRE
    assert "令和8年度" in page.places.text()
    page.remove.click()
    page.dialog.accept_button.click()
    assert not draft.framework.has(gone.uid)
    assert page.tree.pick("dropped", gone.uid)
    page.remove.click()
    assert draft.framework.has(gone.uid)
    page.remove.click()
    page.dialog.accept_button.click()
    draft.save_now()
    settle(qtbot, window)
    told = drafts.publish(desk, draft.opened.draft_id)
    assert told.dropped == (gone.name,)
    with desk.store.read() as uow:
        assert framework_of(uow, current_cycle(desk)).has(gone.uid)  # the running year stays as it was


def test_a_scale_in_use_is_not_removed_and_a_bad_level_says_so(qtbot: QtBot, show: Show, fresh: Desk) -> None:
    window = show(fresh)
    screen = copy(qtbot, window, "shinagawa")
    editor = screen.editor
    editor.tabs.setCurrentIndex(messages.TAB_SCALES)
    page = list_of(editor, edit.SCALES)
    before = editor.draft.framework
    page.findChild(QPushButton, "remove-scales").click()
    assert "業務改革" in screen.banner.text()
    type_into_row(page.form, "levels", 1, "label", before.scales[0].levels[0].label)
    editor.check()
    assert "レベルの表示がレベル" in page.form._notes["levels"].text()
    editor.undo.click()
    assert editor.draft.framework == before
    page.add.click()
    assert len(editor.draft.framework.scales) == len(before.scales) + 1
    page.list.put_at(0)
    assert editor.draft.framework.scales[0].name == messages.NEW_NAMES["scales"]


def test_the_dx_section_deletes_a_draft(qtbot: QtBot, show: Show, tmp_path: Path) -> None:
    desk = create_store(
        bootstrap.services(), str(tmp_path / "DX.dxdesk"), Role.DX, ("131091", "検証区"), "あいことば2026"
    )
    window = show(desk)
    screen = copy(qtbot, window, "setagaya")
    screen.editor.back.click()
    settle(qtbot, window)
    screen.list.delete.click()
    screen.dialog.accept_button.click()
    settle(qtbot, window)
    assert drafts.drafts(desk) == ()
    assert messages.DRAFTS_NONE in screen.list.nothing.text()


def test_a_workbook_is_gone_on_with_on_the_screen(
    qtbot: QtBot, show: Show, fresh: Desk, tmp_path: Path
) -> None:
    path = write_version(fresh, tmp_path, "shinagawa", "R7-1.2")
    window = show(fresh)
    screen: Any = window.go("framework")
    settle(qtbot, window)
    screen.take_book(path)
    settle(qtbot, window)
    draft = screen.editor.draft
    assert draft.framework.items == versions.load_preset("shinagawa").items
    assert draft.framework.follows == "R7-1.2" != draft.framework.version
    screen.take_book(tmp_path / "ない.xlsx")
    settle(qtbot, window)
    assert "ない.xlsx" in screen.banner.text()


def test_two_skills_are_merged_after_one_is_retired(qtbot: QtBot, show: Show, fresh: Desk) -> None:
    window = show(fresh)
    screen = copy(qtbot, window, "shinagawa")
    page, draft = screen.editor.skills, screen.editor.draft
    first, second = draft.framework.items[:2]

    page.open(edit.ITEMS, first.uid)
    tick(page.form, "sources", second.uid)
    assert messages.SOURCES_BAD in page.form._notes["sources"].text()
    page.open(edit.ITEMS, second.uid)
    page.remove.click()
    page.open(edit.ITEMS, first.uid)
    tick(page.form, "sources", second.uid)
    assert page.tree.node("dropped", second.uid) is None  # it goes on within the first
    page.form._widgets["lowest"].setChecked(True)
    draft.save_now()
    settle(qtbot, window)
    told = drafts.publish(fresh, draft.opened.draft_id)
    merged = [link for link in told.framework.links if len(link.old) == 2]
    assert [(link.kind, link.new) for link in merged] == [("merged-min", (first.uid,))]
    assert told.dropped == ()


def test_a_course_becomes_evidence_and_a_stage_asks_for_it(qtbot: QtBot, show: Show, fresh: Desk) -> None:
    window = show(fresh)
    screen = copy(qtbot, window, "shinagawa")
    editor = screen.editor
    first = editor.draft.framework.items[0]
    editor.tabs.setCurrentIndex(messages.TAB_REQUIREMENTS)
    courses = list_of(editor, edit.REQUIREMENTS)
    courses.add.click()
    type_into(courses.form, "name", "業務改革の入門研修")
    tick(courses.form, "supports", f"{first.uid}@2")
    made = editor.draft.framework.requirements[-1]
    assert (made.name, made.supports) == ("業務改革の入門研修", ((first.uid, 2),))
    editor.tabs.setCurrentIndex(messages.TAB_STAGES)
    stages = list_of(editor, edit.STAGES)
    stages.add.click()
    type_into(stages.form, "name", "基礎")
    tick(stages.form, "requirements", made.code)
    editor.check()
    assert editor.strip.found == ()
    assert editor.draft.framework.stages[-1].requirements == (made.code,)
    editor.tabs.setCurrentIndex(messages.TAB_REQUIREMENTS)
    courses.open(made.code)
    courses.remove.click()
    assert "基礎" in screen.banner.text()  # the stage still asks for it


def test_a_skill_is_worded_by_grade(qtbot: QtBot, show: Show, fresh: Desk) -> None:
    window = show(fresh)
    screen = copy(qtbot, window, "shinagawa")
    page, draft = screen.editor.skills, screen.editor.draft
    first = draft.framework.items[0].uid
    page.open(edit.ITEMS, first)
    words = page.form._widgets["words"]
    words.setCurrentIndex(1)
    words.activated.emit(1)
    screen.editor.check()
    assert len(screen.editor.strip.found) == len(draft.framework.grades)
    for grade in draft.framework.grades:
        type_into(page.form, f"by_grade:{grade.name}", f"{grade.name}に求めること")
    screen.editor.check()
    assert screen.editor.strip.found == ()
    assert draft.framework.item(first).by_grade[0].statements[0].text == "一般職に求めること"


def test_categories_are_nested_by_dragging_and_keys(qtbot: QtBot, show: Show, fresh: Desk) -> None:
    window = show(fresh)
    screen = copy(qtbot, window, "shinagawa")
    page, draft = screen.editor.skills, screen.editor.draft
    top, other = (category.uid for category in draft.framework.categories)
    page.open(edit.CATEGORIES, top)
    page.add_category.click()
    _, made = page.tree.picked()
    assert edit.find(draft.framework, edit.CATEGORIES, made).parent == top
    page.tree.drop_on(page.tree.node(edit.CATEGORIES, other), ON)
    assert edit.find(draft.framework, edit.CATEGORIES, made).parent == other
    page.tree.pick(edit.CATEGORIES, other)
    page.tree.drop_on(page.tree.node(edit.CATEGORIES, made), ON)  # under what is below it
    assert "5段" in screen.banner.text()
    assert edit.find(draft.framework, edit.CATEGORIES, other).parent == ""
    first, second = (item.uid for item in draft.framework.items[:2])
    page.tree.pick(edit.ITEMS, first)
    qtbot.keyClick(page.tree, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    assert [item.uid for item in draft.framework.items[:2]] == [second, first]
    page.tree.drop_on(page.tree.node(edit.CATEGORIES, made), ON)
    assert draft.framework.item(first).category == made
    assert page.tree.node(edit.ITEMS, first).parent() is page.tree.node(edit.CATEGORIES, made)


def choose(form: Any, name: str, key: str) -> None:
    box = form._widgets[name]
    place = box.findData(key)
    assert place >= 0
    box.setCurrentIndex(place)
    box.activated.emit(place)


def test_a_target_is_set_as_the_workbook_would_take_it(qtbot: QtBot, show: Show, fresh: Desk) -> None:
    window = show(fresh)
    screen = copy(qtbot, window, "setagaya")
    editor, draft = screen.editor, screen.editor.draft
    editor.tabs.setCurrentIndex(messages.TAB_TARGETS)
    page = list_of(editor, edit.TARGETS)
    assert page.list.count() == len(draft.framework.targets) == 5
    page.add.click()
    persona = draft.framework.personas[0]
    page.form._widgets["name"].clear()
    page.form._widgets["value"].setValue(12_500)
    type_into(page.form, "unit", "%")
    choose(page.form, "persona", persona.code)
    page.form._widgets["at_least"].setChecked(True)
    editor.check()
    told = [page.form._notes[name].text() for name in ("name", "value")]
    assert "目標の名称が空です" in told[0]
    assert "100まで" in told[1]
    type_into(page.form, "unit", "人")
    type_into(page.form, "name", "育てる人数")
    editor.check()
    assert editor.strip.found == ()
    made = draft.framework.targets[-1]
    assert (made.name, made.figure, made.persona) == ("育てる人数", "12,500人以上", persona.code)

    editor.tabs.setCurrentIndex(messages.TAB_PERSONAS)
    people = list_of(editor, edit.PERSONAS)
    people.open(persona.code)
    assert "目標「育てる人数」" in people.places.text()
    people.remove.click()
    assert "育てる人数" in screen.banner.text()

    editor.tabs.setCurrentIndex(messages.TAB_TARGETS)
    page.open(made.code)
    page.list.put_at(0)
    assert draft.framework.targets[0] == made
    page.remove.click()
    assert made not in draft.framework.targets
    editor.undo.click()
    assert draft.framework.targets[0] == made


def test_a_grade_keeps_what_is_written_for_it_under_its_new_name(
    qtbot: QtBot, show: Show, fresh: Desk
) -> None:
    window = show(fresh)
    screen = copy(qtbot, window, "shinagawa")
    editor, draft = screen.editor, screen.editor.draft
    first = draft.framework.grades[0].name
    worded = next(item.uid for item in draft.framework.items if item.by_grade)
    words = draft.framework.item(worded).by_grade[0].statements
    editor.tabs.setCurrentIndex(messages.TAB_GRADES)
    page = list_of(editor, edit.GRADES)
    page.open(first)
    for letters in ("係", "員"):
        write(page.form._widgets["name"], letters)
    named = draft.framework.grades[0].name
    assert named == f"{first}係員"
    assert page.picked() == named  # what is known by its name stays chosen
    part = draft.framework.item(worded).by_grade[0]
    assert (part.grade, part.statements) == (named, words)
    editor.check()
    assert editor.strip.found == ()
    editor.undo.click()
    assert draft.framework.grades[0].name == first  # the letters of one field are one step

    other = draft.framework.grades[1].name
    type_into(page.form, "name", other)
    assert messages.NAME_BAD in page.form._notes["name"].text()
    assert page.form._widgets["name"].text() == other  # stays to be put right
    assert [grade.name for grade in draft.framework.grades][1] == other
    assert len(set(draft.framework.item(worded).by_grade)) == len(draft.framework.grades)
    editor.undo.click()

    page.add.click()
    made = page.picked()
    assert draft.framework.item(worded).by_grade[-1].grade == made  # its words are still to be written
    assert worded in {one.key for one in edit.uses(draft.framework, edit.GRADES, made)}
    editor.check()
    assert editor.strip.found
    editor.open(editor.strip.found[0])
    field = f"by_grade:{made}"
    qtbot.waitUntil(lambda: editor.skills.form._widgets[field].hasFocus())

    editor.tabs.setCurrentIndex(messages.TAB_GRADES)
    page.open(made)
    page.remove.click()
    page.dialog.accept_button.click()
    editor.check()
    assert editor.strip.found == ()
    assert all(part.grade != made for part in draft.framework.item(worded).by_grade)


def test_a_grade_that_decides_who_answers_is_not_removed(qtbot: QtBot, show: Show, fresh: Desk) -> None:
    window = show(fresh)
    screen = copy(qtbot, window, "shinagawa")
    editor, draft = screen.editor, screen.editor.draft
    first, grade = draft.framework.items[0], draft.framework.grades[0].name
    draft.apply(edit.change(draft.framework, edit.ITEMS, first.uid, grades=(grade,)))
    editor.tabs.setCurrentIndex(messages.TAB_GRADES)
    page = list_of(editor, edit.GRADES)
    page.open(grade)
    page.remove.click()
    assert first.name in screen.banner.text()
    assert draft.framework.grades[0].name == grade


def test_a_roster_word_stands_in_one_grade_only(qtbot: QtBot, show: Show, fresh: Desk) -> None:
    window = show(fresh)
    screen = copy(qtbot, window, "shinagawa")
    editor, draft = screen.editor, screen.editor.draft
    editor.tabs.setCurrentIndex(messages.TAB_GRADES)
    page = list_of(editor, edit.GRADES)
    word = draft.framework.grades[0].includes[0]
    page.open(draft.framework.grades[1].name)
    type_into(page.form, "includes", word)
    editor.check()
    first = draft.framework.grades[0].name
    assert f"同じ職層が職層「{first}」にもあります" in page.form._notes["includes"].text()


def test_a_term_is_explained_and_found_where_it_is_said(qtbot: QtBot, show: Show, fresh: Desk) -> None:
    window = show(fresh)
    screen = copy(qtbot, window, "kashiwa")
    editor, draft = screen.editor, screen.editor.draft
    editor.tabs.setCurrentIndex(messages.TAB_GLOSSARY)
    page = list_of(editor, edit.GLOSSARY)
    assert page.list.count() == 8
    page.add.click()
    editor.check()
    assert "説明が空です" in page.form._notes["text"].text()
    item = draft.framework.items[0]
    type_into(page.form, "name", item.name)
    type_into(page.form, "text", "この体系のはじめのスキルです。\n2行目です。")
    editor.check()
    assert editor.strip.found == ()
    assert draft.framework.glossary[-1].text == "この体系のはじめのスキルです。\n2行目です。"
    assert f"スキル「{item.name}」" in page.places.text()
    page.list.put_at(0)
    assert draft.framework.glossary[0].name == item.name
    page.remove.click()
    page.dialog.accept_button.click()
    assert len(draft.framework.glossary) == 8
    assert draft.framework.items[0] == item


def test_a_tool_is_judged_at_the_stages_that_are_marked(qtbot: QtBot, show: Show, fresh: Desk) -> None:
    window = show(fresh)
    screen = copy(qtbot, window, "govtech-tokyo")
    editor, draft = screen.editor, screen.editor.draft
    editor.tabs.setCurrentIndex(messages.TAB_TOOLS)
    page = list_of(editor, edit.TOOLS)
    page.add.click()
    first, second = (stage.code for stage in draft.framework.stages[:2])
    tick(page.form, "cells", second)
    tick(page.form, "cells", first)
    type_into(page.form, f"cells:{second}", "関数を使える\n表をつなげる")
    made = draft.framework.tools[-1]
    assert [(cell.stage, cell.texts) for cell in made.cells] == [
        (first, ()),
        (second, ("関数を使える", "表をつなげる")),
    ]
    type_into(page.form, "name", draft.framework.tools[0].name)
    editor.check()
    assert "同じ" in page.form._notes["name"].text()
    type_into(page.form, "name", "表計算の応用")
    editor.check()
    assert editor.strip.found == ()
    editor.tabs.setCurrentIndex(messages.TAB_STAGES)
    stages = list_of(editor, edit.STAGES)
    stages.open(second)
    assert "ツール「表計算の応用」" in stages.places.text()
    stages.remove.click()
    assert "表計算の応用" in screen.banner.text()


def test_a_level_is_added_and_removed_after_it_says_what_that_changes(
    qtbot: QtBot, show: Show, fresh: Desk
) -> None:
    window = show(fresh)
    screen = copy(qtbot, window, "shinagawa")
    editor, draft = screen.editor, screen.editor.draft
    scale = draft.framework.scale_of(next(item for item in draft.framework.items if item.criteria))
    held = edit.on_scale(draft.framework, scale.code)
    before = draft.framework
    editor.tabs.setCurrentIndex(messages.TAB_SCALES)
    page = list_of(editor, edit.SCALES)
    page.open(scale.code)
    rows = page.form.rows("levels")
    rows.add.click()
    assert draft.framework == before  # it says first what that means
    told = page.form.dialog
    assert f"スキル{len(held)}つに" in told.findChildren(QLabel)[1].text()
    told.accept_button.click()
    made = draft.framework.scale_of(draft.framework.item(held[0].uid)).levels[-1]
    assert (made.value, made.label) == (4, "LV4")
    type_into_row(page.form, "levels", 4, "name", "教えられる")
    assert draft.framework.scale_of(held[0]).levels[-1].name == "教えられる"
    editor.check()
    assert len(editor.strip.found) == sum(bool(item.criteria) for item in held)

    rows.removes[4].click()
    page.form.dialog.accept_button.click()
    assert draft.framework == before

    persona = draft.framework.personas[0]
    draft.apply(edit.require(draft.framework, persona.code, held[0].uid, 3))
    rows.removes[3].click()
    assert persona.name in page.form._notes["levels"].text()  # somebody needs that level
    assert len(draft.framework.scale_of(held[0]).levels) == 4


def test_values_of_a_scale_are_set_while_no_skill_has_it(qtbot: QtBot, show: Show, fresh: Desk) -> None:
    window = show(fresh)
    screen = copy(qtbot, window, "shinagawa")
    editor, draft = screen.editor, screen.editor.draft
    editor.tabs.setCurrentIndex(messages.TAB_SCALES)
    page = list_of(editor, edit.SCALES)
    held = page.form.rows("levels").cells[1]["value"]
    assert isinstance(held, QLabel)  # to be read only: answers hang on it
    assert held.text() == "1"
    page.add.click()
    rows = page.form.rows("levels")
    rows.cells[1]["value"].setValue(0)
    editor.check()
    assert "小さい順" in page.form._notes["levels"].text()
    rows.cells[1]["value"].setValue(5)
    rows.add.click()
    rows.cells[2]["supplement"].setChecked(True)
    editor.check()
    assert editor.strip.found == ()
    made = draft.framework.scales[-1].levels
    assert [(level.value, level.label, level.supplement) for level in made] == [
        (0, "LV0", False),
        (5, "LV1", False),
        (6, "LV6", True),
    ]
    rows.removes[1].click()
    assert [level.value for level in draft.framework.scales[-1].levels] == [0, 6]


def test_what_a_persona_is_for_is_written_in_rows(qtbot: QtBot, show: Show, fresh: Desk) -> None:
    window = show(fresh)
    screen = copy(qtbot, window, "kashiwa")
    editor, draft = screen.editor, screen.editor.draft
    editor.tabs.setCurrentIndex(messages.TAB_PERSONAS)
    page = list_of(editor, edit.PERSONAS)
    code = page.picked()

    def facets() -> Any:
        return edit.find(draft.framework, edit.PERSONAS, code).facets

    before = facets()
    rows = page.form.rows("facets")
    rows.add.click()
    editor.check()
    assert "内容がありません" in page.form._notes["facets"].text()
    last = len(before)
    type_into_row(page.form, "facets", last, "name", before[0].name)
    type_into_row(page.form, "facets", last, "texts", "広める\n相談に乗る")
    editor.check()
    assert f"見出しが見出し「{before[0].name}」と同じ" in page.form._notes["facets"].text()
    type_into_row(page.form, "facets", last, "name", "新しい役割")
    editor.check()
    assert editor.strip.found == ()
    assert facets()[-1].texts == ("広める", "相談に乗る")
    rows.moves[last][0].click()
    assert [facet.name for facet in facets()[-2:]] == ["新しい役割", before[-1].name]
    editor.undo.click()
    assert [facet.name for facet in facets()[-2:]] == [before[-1].name, "新しい役割"]
    rows.removes[last].click()
    assert facets() == before


def test_a_finding_brings_its_field_into_view(qtbot: QtBot, show: Show, fresh: Desk) -> None:
    window = show(fresh)
    screen = copy(qtbot, window, "kashiwa")
    editor, draft = screen.editor, screen.editor.draft
    code = draft.framework.personas[0].code
    said = draft.framework.personas[0].facets
    draft.apply(edit.change(draft.framework, edit.PERSONAS, code, facets=(*said, replace(said[0], texts=()))))
    editor.check()
    editor.strip.list.itemClicked.emit(editor.strip.list.item(0))
    page = list_of(editor, edit.PERSONAS)
    rows = page.form.rows("facets")
    qtbot.waitUntil(lambda: rows.cells[0]["name"].hasFocus())
    qtbot.waitUntil(lambda: not rows.cells[0]["name"].visibleRegion().isEmpty())


def test_what_people_have_is_removed_after_it_says_so(qtbot: QtBot, show: Show, office: Office) -> None:
    desk = office.open_hr()
    window = show(desk)
    screen = copy(qtbot, window, "shinagawa")
    editor, draft = screen.editor, screen.editor.draft
    with desk.store.read() as uow:
        staff = uow.people.employees()
    grade = draft.framework.grades[0]
    people = sum(draft.framework.grade_group(one.grade) == grade.name for one in staff)
    editor.tabs.setCurrentIndex(messages.TAB_GRADES)
    page = list_of(editor, edit.GRADES)
    assert messages.PEOPLE["grades"].format(count=people) in page.places.text()
    assert "令和8年度" in page.places.text()
    page.remove.click()
    told = page.dialog.findChildren(QLabel)[1].text()
    assert messages.REMOVE_WITH["grades"] in told
    assert messages.REMOVE_TEXT in told
    page.dialog.reject()
    assert draft.framework.grades[0] == grade

    editor.tabs.setCurrentIndex(messages.TAB_SCALES)
    scales = list_of(editor, edit.SCALES)
    scale = draft.framework.scales[0]
    scales.form.rows("levels").removes[len(scale.levels) - 1].click()
    assert "令和8年度" in scales.form.dialog.findChildren(QLabel)[1].text()


def test_the_framework_in_use_is_the_one_to_begin_with(qtbot: QtBot, show: Show, office: Office) -> None:
    """Not whichever comes first in the list: a copy of a policy nobody here has would be made."""
    window = show(office.open_hr())
    screen: Any = window.go("framework")
    settle(qtbot, window)
    table = screen.list.versions.table
    picked = table.current()
    assert picked.code == current_cycle(window.desk).framework_code
    assert picked is not table.shown()[0]
