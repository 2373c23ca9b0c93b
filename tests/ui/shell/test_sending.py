from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from dxdesk.domain import file_names
from dxdesk.domain.errors import KnownError
from dxdesk.ui.look import remembered
from dxdesk.ui.shell import sending
from dxdesk.ui.shell.main_window import MainWindow
from dxdesk.usecases.sealing.workbook_kinds import FORM, SECTION_PACKAGE, SUMMARY, WorkbookKind, made_as
from dxdesk.usecases.sending.locking import refuse_place
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.screens import settle
from tests.ui.office import Office

Show = Callable[[Desk], MainWindow]
A4, A3 = 9, 8
"""Papers by their numbers in a workbook (ST_PaperSize, ECMA-376 18.18.50)."""


@pytest.fixture
def documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A person's documents, and nothing remembered of an earlier time."""
    home = tmp_path / "人事 花子"
    found = home / "Documents"
    found.mkdir(parents=True)
    monkeypatch.setattr(sending, "documents_folder", lambda: found)
    monkeypatch.setattr(sending, "desktop_folder", lambda: home / "Desktop")
    monkeypatch.setattr(Path, "home", lambda: home)
    kept: dict[str, object] = {}
    monkeypatch.setattr(remembered, "kept", kept.get)
    monkeypatch.setattr(remembered, "keep", kept.__setitem__)
    return found


@pytest.mark.parametrize("last", ["", "Documents", "Documents/一覧", "紙"])
@pytest.mark.parametrize("files", ["Documents", "Documents/配布", "Desktop", "."])
def test_the_list_of_passwords_is_proposed_where_it_may_lie(documents: Path, last: str, files: str) -> None:
    """Whatever was used last, and wherever the files go."""
    home = documents.parent
    if last:
        sending.keep_folder("passwords", home / last)
    found = sending.list_file(home / files)
    assert found is not None
    refuse_place(found, home / files)


def test_the_list_of_passwords_is_proposed_by_the_whole_folder_and_never_at_the_root(
    qtbot: QtBot, show: Show, office: Office, documents: Path
) -> None:
    """Typed letter by letter, every usual folder lies within what stands there for a moment."""
    window = show(office.open_hr())
    year: Any = window.go("year")
    settle(qtbot, window)
    qtbot.mouseClick(year.packages, Qt.MouseButton.LeftButton)
    dialog = year.dialog
    dialog.each.setChecked(True)
    out = documents.parent / "hr" / "out"
    dialog.folder.selectAll()
    dialog.folder.clear()
    for letter in str(out):
        dialog.folder.insert(letter)
        proposed = dialog.listed.text()
        typed = Path(dialog.folder.text())
        assert not proposed or Path(proposed).parent != Path(proposed).parent.parent, typed
        assert not proposed or not Path(proposed).is_relative_to(typed), typed
    assert Path(dialog.listed.text()).parent == documents
    dialog.folder.setText(out.anchor)
    assert dialog.listed.text() == "", "nothing lies outside of the whole disk: somebody has to choose"
    dialog.folder.setText(str(out))
    assert Path(dialog.listed.text()).parent == documents
    chosen = str(documents / "わたしの一覧.pdf")
    dialog.listed.setText(chosen)
    dialog.folder.setText(str(out / "もう1つ"))
    assert dialog.listed.text() == chosen


def test_the_root_of_a_disk_is_no_place_for_the_list(tmp_path: Path) -> None:
    with pytest.raises(KnownError) as refused:
        refuse_place(Path(tmp_path.anchor) / "一覧.pdf", tmp_path)
    assert refused.value.code == "lock-list-root"


def test_a_refused_place_is_told_in_the_dialog_and_not_remembered(
    qtbot: QtBot, show: Show, office: Office, documents: Path
) -> None:
    window = show(office.open_hr())
    year: Any = window.go("year")
    settle(qtbot, window)
    qtbot.mouseClick(year.packages, Qt.MouseButton.LeftButton)
    dialog = year.dialog
    dialog.each.setChecked(True)
    out = documents / "配布"
    dialog.folder.setText(str(documents))
    assert Path(dialog.listed.text()).parent == documents.parent, "the proposal goes out of the files' way"
    dialog.folder.setText(str(out))
    dialog.listed.setText(str(out / "紙" / "一覧.pdf"))
    qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    assert dialog.isVisible()
    assert "同じフォルダーには置けません" in dialog.banner.text()
    assert remembered.kept("folder/passwords") is None
    assert remembered.kept("folder/section-packages") is None
    assert dialog.accept_button.isEnabled()

    listed = documents.parent / "一覧.pdf"
    dialog.listed.setText(str(listed))
    qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    for _ in range(3):
        settle(qtbot, window)
    assert not dialog.isVisible()
    assert listed.exists()
    assert remembered.kept("folder/passwords") == str(listed.parent)
    assert remembered.kept("folder/section-packages") == str(out)


def test_one_person_or_one_section_is_chosen_by_name(
    qtbot: QtBot, show: Show, office: Office, documents: Path
) -> None:
    window = show(office.open_hr())
    screen: Any = window.go("documents")
    settle(qtbot, window)

    def ask(kind: str) -> Any:
        screen.make_file(made_as(kind))
        settle(qtbot, window)
        screen.dialog.folder.setText(str(documents / kind))
        screen.dialog.lock.setChecked(False)
        return screen.dialog

    def made(kind: str) -> list[str]:
        qtbot.mouseClick(screen.dialog.accept_button, Qt.MouseButton.LeftButton)
        settle(qtbot, window)
        return sorted(
            file_names.bare(path.stem).rpartition("_")[2] for path in (documents / kind).rglob("*.xlsx")
        )

    dialog = ask("forms")
    dialog.whose.scope.setCurrentIndex(dialog.whose.scope.findData("person"))
    assert made("forms") == [], "nobody is named yet"
    assert dialog.isVisible()
    assert "だれの分" in dialog.banner.text()
    person = dialog.whose.person._model.people[0]
    dialog.whose.person.setText(person.name)
    assert made("forms") == [person.number]
    assert not dialog.isVisible()

    dialog = ask("forms")
    dialog.whose.scope.setCurrentIndex(dialog.whose.scope.findData("section"))
    _, _, count = dialog.whose.section.currentText().rpartition("(")
    assert len(made("forms")) == int(count.removesuffix("人)"))

    dialog = ask("section-packages")
    dialog.whose.scope.setCurrentIndex(dialog.whose.scope.findData("person"))
    confirmer = dialog.whose.person._model.people[-1]
    dialog.whose.person.choose(confirmer.number)
    assert len(made("section-packages")) == 1
    assert f"あて先: {confirmer.more} {confirmer.name}さん({confirmer.number})" in screen.banner.text()


@pytest.mark.parametrize("kind", ["section-packages", "forms", "summary"])
def test_nothing_is_shown_beside_the_dialog(qtbot: QtBot, documents: Path, kind: str) -> None:
    """A part that is shown before it lies in the dialog flashes as a window of its own."""

    class Watch(QObject):
        def eventFilter(self, shown: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Show and isinstance(shown, QWidget) and shown.isWindow():
                strays.append(shown)
            return False

    strays: list[QWidget] = []
    watch = Watch()
    remembered.keep("lock-each", "yes")
    QApplication.instance().installEventFilter(watch)  # type: ignore[union-attr]
    try:
        dialog = sending.SendDialog("配る", "確認者ごとに1つです。", made_as(kind), choosing=kind == "forms")
    finally:
        QApplication.instance().removeEventFilter(watch)  # type: ignore[union-attr]
    qtbot.addWidget(dialog)
    assert strays == []
    assert dialog.whose.isVisibleTo(dialog) == (kind == "forms")


@pytest.mark.parametrize("wanted", [True, False])
def test_the_paper_is_made_with_the_files_unless_somebody_says_no(
    qtbot: QtBot, show: Show, office: Office, documents: Path, wanted: bool
) -> None:
    window = show(office.open_hr())
    year: Any = window.go("year")
    settle(qtbot, window)
    qtbot.mouseClick(year.packages, Qt.MouseButton.LeftButton)
    dialog = year.dialog
    assert dialog.guide.isVisible()
    assert dialog.guide.isChecked()
    dialog.guide.setChecked(wanted)
    dialog.lock.setChecked(False)
    dialog.folder.setText(str(documents / "配布"))
    qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    for _ in range(3):
        settle(qtbot, window)
    files = sorted(path.suffix for path in (documents / "配布").iterdir())
    packages = files.count(".xlsx")
    assert files.count(".pdf") == (packages if wanted else 0)
    assert packages > 1
    said = year.banner.text()
    assert not year.banner.isHidden(), "the screen was read again after the writing"
    assert f"{packages}件のファイルを作りました" in said, "papers are none of the files"
    assert (f"ご案内(PDF): {packages}件" in said) is wanted


@pytest.mark.parametrize(
    ("kind", "offered"), [("forms", True), ("section-packages", True), ("results", False)]
)
def test_only_what_is_handed_out_first_has_a_paper(
    qtbot: QtBot, show: Show, office: Office, documents: Path, kind: str, offered: bool
) -> None:
    window = show(office.open_hr())
    screen: Any = window.go("documents")
    settle(qtbot, window)
    screen.make_file(made_as(kind))
    settle(qtbot, window)
    assert screen.dialog.guide.isVisible() is offered
    assert screen.dialog.guide.isChecked() is offered
    screen.dialog.reject()


def test_a_kind_that_was_never_written_begins_where_the_last_files_went(
    qtbot: QtBot, documents: Path
) -> None:
    def proposed(kind: WorkbookKind) -> sending.SendDialog:
        dialog = sending.SendDialog("作る", "", kind)
        qtbot.addWidget(dialog)
        return dialog

    first = proposed(SECTION_PACKAGE)
    assert first.folder.text() == str(documents)
    first.folder.setText(str(documents / "配布票"))
    first.remember()
    second = proposed(FORM)
    assert second.folder.text() == str(documents / "配布票")
    second.folder.setText(str(documents / "申告票"))
    second.remember()
    assert proposed(SECTION_PACKAGE).folder.text() == str(documents / "配布票"), "its own comes first"


def test_wide_tables_are_laid_out_on_the_paper_chosen_and_it_is_remembered(
    qtbot: QtBot, show: Show, office: Office, documents: Path
) -> None:
    window = show(office.open_hr())
    screen: Any = window.go("documents")
    settle(qtbot, window)

    def papers(folder: str) -> set[int]:
        screen.dialog.folder.setText(str(documents / folder))
        screen.dialog.accept_button.click()
        settle(qtbot, window)
        books = [load_workbook(path) for path in (documents / folder).glob("集計表*.xlsx")]
        assert len(books) == 1
        return {sheet.page_setup.paperSize for sheet in books[0] if sheet.sheet_state == "visible"}

    screen.make_file(SUMMARY)
    settle(qtbot, window)
    assert screen.dialog.paper_part.isVisible()
    assert screen.dialog.paper.currentText() == "A4"
    assert papers("A4") == {A4}
    screen.make_file(SUMMARY)
    screen.dialog.paper.setCurrentIndex(1)
    assert A3 in papers("A3")
    screen.make_file(SUMMARY)
    assert screen.dialog.paper.currentData() == "A3", "an office with such a printer chooses once"
    screen.dialog.reject()
    screen.make_file(FORM)
    settle(qtbot, window)
    assert not screen.dialog.paper_part.isVisible()
    assert screen.dialog.chosen_paper == "A4"
    screen.dialog.reject()
