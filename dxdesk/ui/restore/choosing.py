"""The copies there are, newest first, and how a restored store is called."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from dxdesk.ui.look import dates, words
from dxdesk.ui.restore import messages
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import column, inside
from dxdesk.ui.widgets.messages import EmptyState
from dxdesk.ui.widgets.tables import Col, Table

if TYPE_CHECKING:
    from dxdesk.ports.entities import Backup

HEIGHT = 208
"""Px: the head and five copies."""


class CopyList(QStackedWidget):
    """A table of copies, or why there are none."""

    picked = Signal(object)

    def __init__(self) -> None:
        """Say that the copies are being looked for."""
        super().__init__()
        self._now = ""
        self._several = False
        titles = messages.COLUMNS
        self.table: Table[Backup] = Table(
            [
                Col(titles[0], lambda c: dates.long_moment(c.made_at), 210, order=lambda c: c.made_at),
                Col(titles[1], lambda c: dates.ago(c.made_at, self._now), 90, look=lambda c: "muted"),
                Col(
                    titles[2],
                    lambda c: words.file_size(c.size),
                    80,
                    number=True,
                    look=lambda c: "muted",
                    order=lambda c: c.size,
                ),
                Col(titles[3], self._kind, 0, look=lambda c: "file", tip=lambda c: str(c.file)),
            ],
            messages.WHICH,
        )
        self.nothing = EmptyState("save", messages.NONE, messages.NONE_TEXT)
        for page in (inside(column(Text(messages.LOOKING, "muted"))), self.table, self.nothing):
            self.addWidget(page)
        self.setFixedHeight(HEIGHT)
        self.table.picked.connect(self.picked)

    def _kind(self, copy: Backup) -> str:
        if copy.file.parent != _folder_of(copy):
            return copy.file.name
        store = Path(copy.location).stem
        return messages.AUTOMATIC_OF.format(store=store) if self._several else messages.AUTOMATIC

    def show_copies(self, found: Sequence[Backup], now: str, *, several: bool) -> None:
        """Show copies, the newest chosen; ``several`` says of which store each is."""
        self._now, self._several = now, several
        self.table.show_records(found)
        self.setCurrentWidget(self.table if found else self.nothing)
        if found:
            self.table.pick(lambda copy: copy is found[0])

    def add(self, copy: Backup, now: str) -> None:
        """Put one more copy on top and choose it."""
        rest = [other for other in self.table.source.records if other.file != copy.file]
        self._now = now
        self.table.show_records((copy, *rest))
        self.setCurrentWidget(self.table)
        self.table.pick(lambda other: other.file == copy.file)

    def current(self) -> Backup | None:
        """Return the copy chosen, ``None`` for none."""
        return self.table.current()


def _folder_of(copy: Backup) -> Path:
    store = Path(copy.location)
    return store.with_name(store.name + ".backups")


def of_file(file: Path, location: str) -> Backup:
    """Return what is known of a copy that somebody kept elsewhere.

    Raises:
        OSError: it is not there.
    """
    from dxdesk.ports.entities import Backup

    known = file.stat()
    made = datetime.fromtimestamp(known.st_mtime, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    beside = Path(location).parent if location else file.parent
    return Backup(str(beside / file.name), file, made, known.st_size)


def day_of(made_at: str) -> str:
    """Return ``R8-2-13`` of a UTC time: a day that may stand in a file's name."""
    return dates.moment(made_at).partition(" ")[0].replace(".", "-")


def free_name(path: Path) -> Path:
    """Return the path, or one with a number behind its name where a file lies already."""
    if not path.exists():
        return path
    names = (path.with_name(f"{path.stem}_{number}{path.suffix}") for number in itertools.count(2))
    return next(name for name in names if not name.exists())
