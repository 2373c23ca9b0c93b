"""Writing files that travel: pick a folder, write with progress, say what to do with them."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDateTime
from PySide6.QtWidgets import QCheckBox, QFileDialog, QLineEdit, QWidget

from dxdesk.ports.entities import Role
from dxdesk.ports.store import Progress
from dxdesk.ui.look import remembered
from dxdesk.ui.shell.folders import desktop_folder, documents_folder, open_folder
from dxdesk.ui.shell.operations import Work
from dxdesk.ui.shell.screen import Screen
from dxdesk.ui.widgets.buttons import button, primary
from dxdesk.ui.widgets.dialog import Dialog
from dxdesk.ui.widgets.fields import Choice
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import STRETCH, column, row
from dxdesk.ui.widgets.messages import Banner
from dxdesk.ui.widgets.people import Person, PersonField
from dxdesk.ui.widgets.tables import Col, Table
from dxdesk.usecases.sealing.workbook_kinds import RESULT_NOTICE, WorkbookKind
from dxdesk.usecases.sending import wide_tables
from dxdesk.usecases.sending.list_place import is_root

if TYPE_CHECKING:
    from dxdesk.domain.errors import Problem
    from dxdesk.usecases.issued.letters import Letters
    from dxdesk.usecases.sending.contents import Contents, Line
    from dxdesk.usecases.sending.dispatch import Exported
    from dxdesk.usecases.sending.recipients import FinalYear, Recipients

WORK = "ファイルを作っています"
FOLDER = "ファイルを置く場所"
CHOOSE = "場所を選ぶ…"
LOCK = "Excelのパスワードで施錠する"
PASSWORD = "パスワード(受け取る人に別の方法で伝えます)"
SECRET = (
    "所属配布票には、確認者であることを示す登録用の番号が入っています。先に開いた人が確認者になれるので、"
    "施錠し、パスワードは紙か電話で本人に伝えてください。"
)
EACH = "確認者ごとに別のパスワードにする"
LIST = "パスワードの一覧(PDF)を置く場所"
LIST_TEXT = (
    "パスワードは自動で決まり、一覧にだけ出ます。紙に刷って切り分け、本人に渡したら、一覧のファイルは消してください。"
    "配るファイルと同じフォルダーには置けません。"
)
LIST_NAME = "所属配布票のパスワード_{now}.pdf"
LIST_WROTE = "\nパスワードの一覧: {file}"
LIST_NEXT = "一覧を紙に刷り、パスワードを本人に渡してください。渡したら、一覧のファイルは消します。"
WHOSE = "だれの分を"
ALL, ALL_COUNTED = "全員", "全員({count:,}人)"
ALL_PACKAGES = "すべての確認者({count:,}人)"
SECTION, ONE = "所属を選ぶ", "1人を選ぶ"
ONE_CONFIRMER = "確認者を1人選ぶ"
SECTION_ITEM = "{name}({count:,}人)"
NO_SECTION = "(所属なし)"
PERSON_HINT = "職員番号・氏名・カナでさがす"
FOLDER_MISSING = "ファイルを置く場所を選んでください。"
LIST_MISSING = "パスワードの一覧を置く場所を選んでください。"
PASSWORD_MISSING = "パスワードを入力してください。"
WHO_MISSING = "だれの分を作るかを選んでください。"
NOTHING_YET = "まだ何も作っていません。"
GUIDE = "紙で渡す「ご案内」(PDF)も作る"
GUIDES_WROTE = "\nご案内(PDF): {count:,}件"
GUIDES_NEXT = "ご案内は紙に刷って渡してください。"
YEAR, YEAR_CLOSED = "どの年度の結果を", "{year}(閉じています)"
PAPER = "用紙"
PAPERS = (("A4", "A4"), ("A3(横長の表だけ)", "A3"))
INSIDE = "入るもの"
INSIDE_COUNT = "{count:,}件。{before}"
INSIDE_COLUMNS = ("種類", "名前", "年度", "状態")
GO = "作る"
STOP = "やめる"
WROTE = "{count}件のファイルを作りました。"
WROTE_WHERE = "置いた場所: {folder}"
WROTE_NAMES = "作ったファイル: {names}\n"
NAMED_MOST = 3
"""So many files are named one by one; a folder lists them all."""
ADDRESSED, MORE = "あて先: {to}", " ほか{count:,}か所"
TOLD_MOST = 5
"""So many of those who get a file are named; a folder lists them all."""
OPEN_FOLDER = "フォルダーを開く"
LEFT_OUT = "作らなかったもの: {count:,}件。{named}"
LOOK_AT = "確かめてほしい人: {count:,}人。{named}"
OTHERS = "ほか{count:,}件。"


def kept_folder(*names: str, beside: Path | None = None) -> Path:
    """Return the folder used last for the first of these purposes, else ``beside`` or the documents."""
    for name in names:
        if kept := remembered.kept(f"folder/{name}"):
            return Path(str(kept))
    return beside or documents_folder()


def keep_folder(name: str, folder: Path) -> None:
    """Remember the folder used for a purpose."""
    remembered.keep(f"folder/{name}", os.path.abspath(folder))  # started elsewhere, it is still found


def list_file(out: Path) -> Path | None:
    """Propose where the list of passwords goes: not with the files nor below them, and under a new name.

    ``out`` is the folder of the files. The folder used last comes first; the root of a disk, which everybody
    sees, never, and ``None`` where nothing else is left. No disk is asked: it may be far.
    """
    folders = (kept_folder("passwords"), documents_folder(), Path.home(), desktop_folder(), *out.parents)
    folder = next((one for one in folders if not (_within(one, out) or is_root(one))), None)
    if folder is None:
        return None
    now = QDateTime.currentDateTime().toString("yyyyMMdd_HHmm")
    return folder / LIST_NAME.format(now=now)


def _within(folder: Path, out: Path) -> bool:
    return Path(os.path.abspath(folder)).is_relative_to(os.path.abspath(out))


_INSIDE_ROWS = 5
_EACH = "lock-each"
_PAPER = "wide-paper"
_LAST = "sent"
"""Where files of whatever kind went last: a kind that was never written begins there."""


class Whose(QWidget):
    """Whose files are made: everybody's, those of a section, or one person's."""

    def __init__(self) -> None:
        """Offer everybody until the people are known."""
        super().__init__()
        self.scope, self.section = Choice(), Choice()
        self.person = PersonField(ONE, PERSON_HINT)
        self.scope.setAccessibleName(WHOSE)
        self.section.setAccessibleName(SECTION)
        self.scope.addItem(ALL, "all")
        self.scope.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToContents)
        self.scope.setMinimumWidth(200)
        self._numbers: frozenset[str] = frozenset()
        chosen = row(self.scope, self.section, self.person, gap=8)
        chosen.setStretch(1, 1)
        chosen.setStretch(2, 1)
        whole = column(Text(WHOSE, "caption"), chosen, gap=6)
        whole.setContentsMargins(0, 0, 0, 0)
        self.setLayout(whole)
        self.scope.currentIndexChanged.connect(lambda *_: self._show_parts())
        self._show_parts()

    def fill(self, found: Recipients, *, packages: bool) -> None:
        """Offer sections and people."""
        self._numbers = frozenset(one.number for one in found.people)
        while self.scope.count() > 1:  # of another year
            self.scope.removeItem(1)
        self.section.clear()
        counted = ALL_PACKAGES if packages else ALL_COUNTED
        self.scope.setItemText(0, counted.format(count=len(found.people)))
        if not found.people:
            return
        self.scope.addItem(SECTION, "section")
        self.scope.addItem(ONE_CONFIRMER if packages else ONE, "person")
        for code, (name, count) in found.sections.items():
            self.section.addItem(SECTION_ITEM.format(name=name or NO_SECTION, count=count), code)
        self.person.show_people(
            Person(one.number, one.name, one.kana, one.section_name) for one in found.people
        )

    def _show_parts(self) -> None:
        self.section.setVisible(self.scope.currentData() == "section")
        self.person.setVisible(self.scope.currentData() == "person")

    @property
    def chosen_section(self) -> str:
        """The code of the section chosen, else empty."""
        return str(self.section.currentData() or "") if self.scope.currentData() == "section" else ""

    @property
    def chosen_person(self) -> str:
        """The number of the person chosen, else empty."""
        return self.person.number() if self.scope.currentData() == "person" else ""

    @property
    def unclear(self) -> bool:
        """One person is wanted, and it is not known who."""
        return self.scope.currentData() == "person" and self.person.number() not in self._numbers


class SendDialog(Dialog):
    """Where the files go, and whether they are locked with a password."""

    def __init__(
        self,
        title: str,
        text: str,
        kind: WorkbookKind,
        parent: QWidget | None = None,
        *,
        several: bool = True,
        choosing: bool = False,
        guiding: bool = False,
    ) -> None:
        """Ask; the kind of file remembers its folder, and what holds a secret is locked by default.

        ``several``: files for several people may come of it, so that each may get a password of its own.
        ``choosing``: it may be made for some of them only. ``guiding``: a paper may go along.
        """
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(560)
        self._purpose, secret = kind.word, kind.written.for_confirmers
        self.folder = QLineEdit(str(kept_folder(kind.word, _LAST)))
        self.folder.setAccessibleName(FOLDER)
        self.folder.textChanged.connect(lambda *_: self._propose())
        self.lock = QCheckBox(LOCK)
        self.password = QLineEdit()
        self.password.setAccessibleName(PASSWORD)
        self._password_part = QWidget()
        self._password_part.setLayout(column(Text(PASSWORD, "caption"), self.password, gap=6))
        self._password_part.hide()
        self._secret = Text(SECRET, "muted", wrap=True)
        self.whose = Whose()
        self.year = Choice()
        """Of which year results are told; shown where there are several."""
        self.year.setAccessibleName(YEAR)
        self.year_part = QWidget()
        self.year_part.setLayout(column(Text(YEAR, "caption"), self.year, gap=6))
        self.year_part.hide()
        self.paper = Choice()
        """On which paper wide tables are laid out; shown where the kind has any."""
        self.paper.setAccessibleName(PAPER)
        for label, paper in PAPERS:
            self.paper.addItem(label, paper)
        self._wide = kind.written.wide
        self.paper.setCurrentIndex(max(self.paper.findData(remembered.kept(_PAPER)), 0))
        self.paper_part = QWidget()
        self.paper_part.setLayout(column(Text(PAPER, "caption"), self.paper, gap=6))
        self.guide = QCheckBox(GUIDE)
        self.guide.setChecked(guiding)
        self._guide_text = Text(kind.written.guide, "muted", wrap=True)
        self._offers_each = several and secret
        self.each = QCheckBox(EACH)
        self.each.setChecked(self._offers_each and remembered.kept(_EACH) == "yes")
        self._proposed = ""
        self.listed = QLineEdit()
        self.place_check: Callable[[], object] | None = None
        """Asks whether the list may lie there, and goes on with ``accept``; without it nobody is asked."""
        self.listed.setAccessibleName(LIST)
        self._propose()
        choose = button(CHOOSE, self._choose_list, name="choose-list")
        self._list_part = QWidget()
        place = column(Text(LIST, "caption"), row(self.listed, choose), gap=6)
        self._list_part.setLayout(column(Text(LIST_TEXT, "muted", wrap=True), place, gap=10))
        self.lock.setChecked(secret)
        self.lock.toggled.connect(self._show_parts)
        self.each.toggled.connect(self._show_parts)
        self.inside: Table[Line] = Table(
            [
                Col(INSIDE_COLUMNS[0], lambda one: one.kind, 116),
                Col(INSIDE_COLUMNS[1], lambda one: one.name, 0, wrap=True),
                Col(INSIDE_COLUMNS[2], lambda one: one.years, 96),
                Col(INSIDE_COLUMNS[3], lambda one: one.state, 96),
            ],
            INSIDE,
        )
        """What the file would hold, by name; shown where the kind tells it."""
        self.inside.keep_rows(_INSIDE_ROWS)
        self.inside_text = Text("", "muted", wrap=True)
        self.inside_part = QWidget()
        self.inside_part.setLayout(column(Text(INSIDE, "caption"), self.inside_text, self.inside, gap=6))
        self.banner = Banner()
        self.accept_button = primary(GO, self._check, name="accept")
        self.accept_button.setDefault(True)
        self.setLayout(
            column(
                Text(title, "title", wrap=True),
                Text(text, "muted", wrap=True),
                self.banner,
                self.year_part,
                self.whose,
                self.inside_part,
                column(Text(FOLDER, "caption"), row(self.folder, button(CHOOSE, self._choose)), gap=6),
                self.paper_part,
                self.lock,
                self._secret,
                self.each,
                self._password_part,
                self._list_part,
                column(self.guide, self._guide_text, gap=4),
                STRETCH,
                row(STRETCH, button(STOP, self.reject), self.accept_button),
                gap=12,
                margins=(24, 20, 24, 20),
            )
        )
        # A part that is shown before it lies in the dialog opens a window of its own.
        self.whose.setVisible(choosing)
        self.inside_part.setVisible(bool(kind.written.contents))
        self.paper_part.setVisible(self._wide)
        self._secret.setVisible(secret)
        self.guide.setVisible(guiding)
        self._guide_text.setVisible(guiding)
        self._show_parts()

    def _propose(self) -> None:
        """Propose a place for the list by where the files go now, unless somebody has chosen one.

        The folder is typed letter by letter: what half of it would propose does not outlast it.
        """
        if self.listed.text() == self._proposed:
            found = list_file(Path(self.folder.text().strip()))
            self._proposed = "" if found is None else str(found)
            self.listed.setText(self._proposed)

    def offer_years(self, found: Sequence[FinalYear], wanted: int) -> None:
        """Let one of several years be chosen; ``wanted`` is the one to begin with, 0 for the newest."""
        for one in found:
            label = YEAR_CLOSED.format(year=one.label) if one.closed else one.label
            self.year.addItem(label, one.fiscal_year)
        self.year.setCurrentIndex(max(self.year.findData(wanted), 0))
        self.year_part.setVisible(len(found) > 1 or bool(found and found[0].closed))

    def show_inside(self, found: Contents) -> None:
        """Show what the file would hold."""
        self.inside_text.setText(INSIDE_COUNT.format(count=len(found.lines), before=found.before))
        self.inside.show_records(found.lines)

    @property
    def chosen_year(self) -> int:
        """The year chosen, 0 where none was offered: the year in work."""
        return int(self.year.currentData() or 0)

    @property
    def chosen_paper(self) -> str:
        """The paper of wide tables, the usual one where the kind has none."""
        return str(self.paper.currentData()) if self._wide else wide_tables.USUAL

    def remember(self) -> None:
        """Remember what was chosen, once files were written by it."""
        for purpose in (self._purpose, _LAST):
            keep_folder(purpose, Path(self.folder.text()))
        if self._wide:
            remembered.keep(_PAPER, self.chosen_paper)
        if self._offers_each and self.lock.isChecked():
            remembered.keep(_EACH, "yes" if self.each.isChecked() else "no")
        if self.lock_list is not None:
            keep_folder("passwords", self.lock_list.parent)

    def _show_parts(self) -> None:
        """Show what is to be filled in for how it is locked."""
        locked = self.lock.isChecked()
        each = self._offers_each and self.each.isChecked()
        self.each.setVisible(locked and self._offers_each)
        self._password_part.setVisible(locked and not each)
        self._list_part.setVisible(locked and each)

    @property
    def secret(self) -> str:
        """The one password for all, empty for none."""
        single = self.lock.isChecked() and self.lock_list is None
        return self.password.text() if single else ""

    @property
    def lock_list(self) -> Path | None:
        """Where the list of each one's password goes, ``None`` where there is one for all or none."""
        each = self.lock.isChecked() and self._offers_each and self.each.isChecked()
        return Path(self.listed.text()) if each else None

    def _choose_list(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(self, LIST, self.listed.text(), "PDF (*.pdf)")
        if chosen:
            self.listed.setText(chosen)

    def _choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, FOLDER, self.folder.text())
        if chosen:
            self.folder.setText(chosen)

    def _check(self) -> None:
        if not self.folder.text().strip():
            self.banner.say(FOLDER_MISSING, advice=NOTHING_YET, about=(self.folder,))
        elif self.whose.unclear:
            self.banner.say(WHO_MISSING, advice=NOTHING_YET, about=(self.whose.person,))
            self.whose.person.setFocus()
        elif self.lock_list is not None and not self.listed.text().strip():
            self.banner.say(LIST_MISSING, advice=NOTHING_YET, about=(self.listed,))
        elif self.lock.isChecked() and self.lock_list is None and not self.password.text():
            self.banner.say(PASSWORD_MISSING, advice=NOTHING_YET, about=(self.password,))
        else:
            self.banner.hide()
            if self.lock_list is not None and self.place_check is not None:
                self.place_check()
            else:
                self.accept()


def _look_up(screen: Screen, dialog: SendDialog, kind: WorkbookKind, year: int) -> None:
    """Offer the people of a year (0: the one in work) of whom files of a kind can be made."""

    def work(_: Progress) -> Recipients:
        from dxdesk.usecases.sending.recipients import recipients

        return recipients(screen.desk, kind, year)

    def done(found: Recipients) -> None:
        if year == (dialog.chosen_year or year):  # else another was chosen meanwhile
            dialog.whose.fill(found, packages=kind.written.for_confirmers)

    # Before the year begins: what there is to say is said when one goes on.
    screen.operations.run(work, done, failed=lambda _: None, owner=dialog)


def _look_inside(screen: Screen, dialog: SendDialog, kind: WorkbookKind) -> None:
    """Show what a file of a kind would hold, before it is written."""

    def work(_: Progress) -> Contents:
        from dxdesk.usecases.sending.contents import contents

        return contents(screen.desk, kind)

    screen.operations.run(work, dialog.show_inside, failed=dialog.banner.refuse, owner=dialog)


def _look_up_years(screen: Screen, dialog: SendDialog, kind: WorkbookKind, wanted: int) -> None:
    """Offer the years whose results can be told, then the people of the one chosen."""

    def work(_: Progress) -> tuple[FinalYear, ...]:
        from dxdesk.usecases.sending.recipients import final_years

        return final_years(screen.desk)

    def done(found: tuple[FinalYear, ...]) -> None:
        dialog.offer_years(found, wanted)
        dialog.year.currentIndexChanged.connect(lambda *_: look_up())
        look_up()

    def look_up() -> None:
        _look_up(screen, dialog, kind, dialog.chosen_year)

    screen.operations.run(work, done, failed=lambda _: None, owner=dialog)


def send(
    screen: Screen,
    kind: WorkbookKind,
    title: str,
    text: str,
    next_step: str,
    *,
    section: str = "",
    employee: str = "",
    confirmer: str = "",
    unreached: bool = False,
    of: tuple[int, int] = (0, 0),
    sessions: tuple[str, ...] = (),
    banner: Banner | None = None,
) -> SendDialog:
    """Ask where, write the workbooks of a kind, and say in the screen's banner what to do with them.

    Where the screen names neither section nor person, one may be chosen in the dialog. ``unreached``: only
    the packages of confirmers whom answers have not reached. ``of``: the fiscal year and the snapshot to
    write, 0 for the year in work as it is now. ``sessions``: the sessions that are meant, none: all.
    ``banner``: where it is said what became of it, of a dialog that would hide the screen's.
    """
    former = kind.word == RESULT_NOTICE.word and screen.desk.role is Role.HR and not of[1]
    choosing = bool(kind.written.whose) and not (section or employee or confirmer or unreached)
    # Packages that are made again take answers on; their confirmers have begun long ago.
    guiding = bool(kind.written.guide) and screen.desk.role is Role.HR and not unreached
    dialog = SendDialog(title, text, kind, screen, several=not confirmer, choosing=choosing, guiding=guiding)
    if kind.written.contents:
        _look_inside(screen, dialog, kind)

    def check_place() -> None:
        folder, listed = Path(dialog.folder.text()), dialog.lock_list
        assert listed is not None

        def work(_: Progress) -> None:
            from dxdesk.usecases.sending.locking import refuse_place

            refuse_place(listed, folder)

        dialog.accept_button.setEnabled(False)
        screen.operations.run(
            work,
            lambda _: dialog.accept() if dialog.isVisible() else None,  # else it was left meanwhile
            finally_=lambda: dialog.accept_button.setEnabled(True),
            failed=dialog.banner.refuse,
            owner=dialog,
        )

    def write(letters: Letters | None = None) -> None:
        folder, password, listed = Path(dialog.folder.text()), dialog.secret, dialog.lock_list
        one, packages = dialog.whose.chosen_person, kind.written.for_confirmers
        some = section or dialog.whose.chosen_section
        year, paper = dialog.chosen_year or of[0], dialog.chosen_paper

        def work(progress: Progress) -> Exported:
            from dxdesk.usecases.sending.dispatch import Export, export

            command = Export(
                kind.word,
                folder,
                section=some,
                employee=employee or ("" if packages else one),
                password=password,
                confirmer=confirmer or (one if packages else ""),
                lock_list=listed,
                unreached=unreached,
                guide=dialog.guide.isChecked(),
                fiscal_year=year,
                snapshot=of[1],
                sessions=sessions,
                letters=letters or {},
                paper=paper,
            )
            return export(screen.desk, command, progress)

        def done(found: Exported) -> None:
            dialog.remember()
            say_written(screen, found, folder, next_step, banner)

        failed = banner.refuse if banner is not None else None
        screen.ask(work, done, title=WORK, kind=Work.ACT, failed=failed)

    def lettered() -> None:
        """Ask first under which 文書番号 the notices go out that nobody has yet."""
        from dxdesk.ui.shell.letter import with_letters
        from dxdesk.usecases.reports.kind import Order

        some = section or dialog.whose.chosen_section
        one = employee or dialog.whose.chosen_person
        with_letters(screen, Order(some, one, dialog.chosen_year or of[0]), write)

    if choosing:
        (_look_up_years if former else _look_up)(screen, dialog, kind, of[0])
    dialog.place_check = check_place
    dialog.accepted.connect(lettered if former else write)
    dialog.open()
    return dialog


def addressed(to: Sequence[str]) -> str:
    """Say to whom the files go, on a line of its own; empty where that is not known."""
    if not to:
        return ""
    more = MORE.format(count=len(to) - TOLD_MOST) if len(to) > TOLD_MOST else ""
    return "\n" + ADDRESSED.format(to="、".join(to[:TOLD_MOST])) + more


def _named(problems: Sequence[Problem]) -> str:
    """Return what is said of the first of some, each once, and how many there are besides."""
    said = list(dict.fromkeys(problem.message for problem in problems))
    more = OTHERS.format(count=len(said) - TOLD_MOST) if len(said) > TOLD_MOST else ""
    return "".join(said[:TOLD_MOST]) + more


def say_written(
    screen: Screen, found: Exported, folder: Path, next_step: str, banner: Banner | None = None
) -> None:
    """Say what was written where, who was left out and who needs a look: in a banner, else the screen's."""
    said = banner if banner is not None else screen.banner
    left = addressed(found.to)
    for text, problems in ((LEFT_OUT, found.skipped), (LOOK_AT, found.notices)):
        if problems:
            left += "\n" + text.format(count=len(problems), named=_named(problems))
    left += "".join(f"\n{problem}" for problem in found.beside)
    guides = GUIDES_WROTE.format(count=len(found.guides)) if found.guides else ""
    names = "、".join(path.name for path in found.files) if len(found.files) <= NAMED_MOST else ""
    named = WROTE_NAMES.format(names=names) if names else ""
    follow = next_step + (GUIDES_NEXT if guides else "")
    listed = LIST_WROTE.format(file=found.lock_list) if found.lock_list is not None else ""
    said.say(
        WROTE.format(count=len(found.files)),
        named + WROTE_WHERE.format(folder=folder) + guides + listed + left,
        follow if not listed else f"{follow}{LIST_NEXT}",
        tone="done",
        act=OPEN_FOLDER,
        acting=lambda: open_folder(folder, said),
    )
