"""スキル体系: which versions there are, writing one out to be worded, taking it in again."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QFileDialog, QPushButton, QVBoxLayout, QWidget

from dxdesk.domain.wareki import fiscal_year_label
from dxdesk.ports.store import Progress
from dxdesk.ui.shell import sending
from dxdesk.ui.shell.asking import ask_first
from dxdesk.ui.shell.operations import Work
from dxdesk.ui.shell.screen import Screen
from dxdesk.ui.versions import messages
from dxdesk.ui.widgets.buttons import button
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import STRETCH, card, row
from dxdesk.ui.widgets.tables import Col, Table
from dxdesk.usecases.workplace import looked_at

if TYPE_CHECKING:
    from dxdesk.usecases.exchange.file_report import FileReport
    from dxdesk.usecases.framework_editing.taking import Version


class FrameworksPage(QWidget):
    """The versions of all frameworks; ``screen`` runs the work and says what came of it."""

    def __init__(self, screen: Screen, text: str = "", lead: QPushButton | None = None) -> None:
        """Make an empty list; ``lead`` is what one mostly does with a version where there is more to do."""
        super().__init__()
        self._screen = screen
        self.dialog: QDialog | None = None
        titles = messages.FRAMEWORK_COLUMNS
        self.table: Table[Version] = Table(
            [
                Col(titles[0], lambda v: v.name, 0),
                Col(titles[1], lambda v: v.version, 110),
                Col(titles[2], lambda v: f"{v.skills}", 70, number=True, order=lambda v: v.skills),
                Col(titles[3], _wording, 200, look=lambda v: "badge" if v.summary else "badge-done"),
                Col(titles[4], _years, 220, look=lambda v: "muted"),
            ],
            messages.VERSIONS,
        )
        self.write = button(messages.FRAMEWORK_WRITE, self._choose_folder, icon="save", name="write-book")
        look = "primary" if lead is None else "secondary"
        self.take = button(messages.FRAMEWORK_TAKE, self._choose_file, look=look, name="take-book")
        self.table.picked.connect(lambda version: self.write.setEnabled(version is not None))
        self.write.setEnabled(False)
        body = card(
            Text(text or messages.FRAMEWORK_TEXT, "muted", wrap=True),
            self.table,
            row(STRETCH, self.write, self.take, *((lead,) if lead else ()), gap=8),
            gap=10,
            padding=12,
        )
        layout = body.layout()
        if isinstance(layout, QVBoxLayout):
            layout.setStretch(1, 1)
        whole = QVBoxLayout()
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(body)
        self.setLayout(whole)

    def load(self) -> None:
        """Read what there is."""
        desk = self._screen.desk

        def work(_: Progress) -> tuple[Version, ...]:
            from dxdesk.usecases.framework_editing.taking import versions

            return versions(desk)

        def show(versions: tuple[Version, ...]) -> None:
            self.table.show_records(versions)
            if self.table.current() is None:
                # The one in work, not whichever comes first by its code.
                latest = max((year for version in versions for year in version.years), default=0)
                self.table.pick(lambda version: latest in version.years)
            if self.table.current() is None:
                self.table.selectRow(0)

        self._screen.ask(work, show)

    def _choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(
            self, messages.FRAMEWORK_FOLDER, str(sending.kept_folder("framework"))
        )
        if chosen:
            sending.keep_folder("framework", Path(chosen))
            self.write_to(Path(chosen))

    def write_to(self, folder: Path) -> None:
        """Write the chosen version into a folder."""
        version, desk = self.table.current(), self._screen.desk
        if version is None:
            return

        def work(_: Progress) -> Path:
            from dxdesk.usecases.sending.plain_workbooks import write_version

            return write_version(desk, folder, version.code, version.version)

        def done(path: Path) -> None:
            said = messages.FRAMEWORK_WRITTEN.format(file=path.name)
            self._screen.banner.say(said, messages.FRAMEWORK_WRITTEN_TEXT, tone="done")

        self._screen.ask(work, done, title=messages.FRAMEWORK_WORK, kind=Work.ACT)

    def _choose_file(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self, messages.FRAMEWORK_FILE, str(sending.kept_folder("framework")), messages.FRAMEWORK_FILTER
        )
        if chosen:
            sending.keep_folder("framework", Path(chosen).parent)
            self.look_at(Path(chosen))

    def look_at(self, path: Path) -> None:
        """Say what a workbook would change, and ask."""
        desk = self._screen.desk

        def work(_: Progress) -> tuple[FileReport, str]:
            from dxdesk.usecases.framework_editing.taking import take_framework

            seen = looked_at.digest(path)
            return take_framework(desk, path, dry_run=True), seen

        self._screen.ask(work, lambda found: self._ask(path, *found), title=messages.FRAMEWORK_LOOKING)

    def _ask(self, path: Path, report: FileReport, seen: str = "") -> None:
        if report.outcome == "unchanged":
            self._screen.banner.say(messages.FRAMEWORK_SAME.format(file=path.name))
            return
        self.dialog = ask_first(
            self,
            messages.FRAMEWORK_ASK.format(file=path.name),
            _told(report),
            messages.FRAMEWORK_GO,
            lambda: self._take(path, seen),
            grave=False,
        )

    def _take(self, path: Path, seen: str = "") -> None:
        desk = self._screen.desk

        def work(_: Progress) -> FileReport:
            from dxdesk.usecases.framework_editing.taking import take_framework

            looked_at.refuse_changed(path, seen)
            return take_framework(desk, path)

        def done(report: FileReport) -> None:
            text = messages.FRAMEWORK_TAKEN.format(number=report.receipt)
            advice = "\n".join(f"{note.message}{note.fix}" for note in report.notes)
            self._screen.banner.say(text, advice, tone="done")

        self._screen.ask(work, done, title=messages.FRAMEWORK_WORK, kind=Work.ACT)


def _told(report: FileReport) -> str:
    """Return what differs, a line a skill, as much as a dialog holds."""
    lines = []
    for change in report.changes:
        before = f"{change.before} → " if change.before else ""
        lines.append(f"・{change.item}: {before}{change.after}")
    shown = lines[: messages.FRAMEWORK_LINES]
    if len(lines) > len(shown):
        shown.append(messages.FRAMEWORK_MORE.format(count=len(lines) - len(shown)))
    notes = [f"{note.message}{note.fix}" for note in report.notes]
    return "\n".join([*(shown or [messages.FRAMEWORK_NO_SKILL]), "", *notes]).strip()


def _wording(version: Version) -> str:
    return messages.FRAMEWORK_SUMMARY if version.summary else messages.FRAMEWORK_OFFICIAL


def _years(version: Version) -> str:
    if version.years:
        return "・".join(fiscal_year_label(year) for year in version.years)
    return messages.FRAMEWORK_UNUSED if version.kept else messages.FRAMEWORK_PRESET
