"""One entry of a growth file, as it is written: only the fields that its kind has."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QWidget

from dxdesk.domain.contents import FileEntry
from dxdesk.domain.errors import KnownError
from dxdesk.domain.growth_entries import (
    ACCREDITATION,
    AWARD,
    EXPERIENCE,
    GRANT,
    KINDS,
    MENTORING,
    QUALIFICATION,
    ROLE_NAMES,
    SECONDMENT,
    kind_of,
)
from dxdesk.domain.spans import read_moment
from dxdesk.ui.growth_file import messages
from dxdesk.ui.widgets.buttons import button, primary
from dxdesk.ui.widgets.dialog import EditDialog
from dxdesk.ui.widgets.fields import Choice
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import STRETCH, column, row
from dxdesk.ui.widgets.messages import Banner

_WITH_ROLE = (EXPERIENCE, MENTORING)
_FIELDS_OF: Mapping[str, tuple[str, ...]] = {
    GRANT: ("rate", "times"),
    ACCREDITATION: ("criteria", "approval", "approved_on"),
    AWARD: ("case",),
    SECONDMENT: ("place", "given_back"),
}
"""What only one kind says, in the order in which it is asked, two beside each other."""
_DAYS = ("approved_on",)
_NUMBERS = ("rate", "times")


class EntryDialog(EditDialog):
    """An entry; ``tried`` carries it as it is written."""

    def __init__(self, entry: FileEntry | None, parent: QWidget, *, own: bool) -> None:
        """Ask for an entry, ``None`` for a new one; ``own``: its person writes it."""
        from dxdesk.usecases.growth_files.words import moment

        super().__init__(parent)
        self._before = entry or FileEntry(EXPERIENCE)
        title = messages.ENTRY_NEW if entry is None else messages.ENTRY_CHANGE
        self.setWindowTitle(title)
        self.setMinimumWidth(640)
        self.banner = Banner()
        self.kind = Choice()
        self.kind.setAccessibleName(messages.KIND)
        for one in KINDS:
            if not one.listed and (one.own or not own):
                self.kind.addItem(one.name, one.code)
        self.kind.setCurrentIndex(max(self.kind.findData(self._before.kind), 0))
        said = self._before
        self.what = _line(messages.NAME, messages.NAME_HINT, said.name)
        self.began = _line(messages.BEGAN, messages.BEGAN_HINT, moment(said.date))
        self.ended = _line(messages.ENDED, messages.ENDED_HINT, moment(said.until))
        self.ongoing = QCheckBox(messages.ONGOING)
        self.ongoing.setChecked(said.ongoing)
        self.role = Choice()
        self.role.setAccessibleName(messages.ROLE)
        for code, name in (("", messages.NO_ROLE), *ROLE_NAMES.items()):
            self.role.addItem(name, code)
        self.role.setCurrentIndex(max(self.role.findData(said.role), 0))
        self.outcome = _line(messages.RESULT, messages.RESULT_HINT, said.result)
        self.number = _line(messages.NUMBER, messages.NUMBER_HINT, said.number)
        self.expires = _line(messages.EXPIRES, messages.EXPIRES_HINT, moment(said.expires))
        self.note = _line(messages.NOTE, "", said.note)
        called = {key: name for name, key in messages.FIELDS}
        self.more: dict[str, QLineEdit] = {}
        for key in (key for keys in _FIELDS_OF.values() for key in keys):
            text = str(getattr(said, key) or "")
            shown = moment(text) if key in _DAYS else text
            self.more[key] = _line(called[key], messages.HINTS[key], shown)
        self.accept_button = primary(messages.SAVE, lambda: self.tried.emit(self.wanted), name="accept")
        self._fields: dict[str, QWidget] = {}
        self._lay_out(title)
        self.kind.currentIndexChanged.connect(lambda _: self._show_fields())
        self.ongoing.toggled.connect(lambda on: self.ended.setEnabled(not on))
        self.ended.setEnabled(not said.ongoing)
        self._show_fields()

    @property
    def wanted(self) -> FileEntry:
        """The entry as it is written; what its kind has no field for stays as it was."""
        kind = str(self.kind.currentData())
        said = self._before._replace(
            kind=kind,
            name=self.what.text().strip(),
            date=_day(self.began),
            result="" if kind == GRANT else self.outcome.text().strip(),
            note="" if kind == GRANT else self.note.text().strip(),
        )
        if kind_of(kind).lasts:
            on = self.ongoing.isChecked()
            said = said._replace(ongoing=on, until="" if on else _day(self.ended))
        if kind in _WITH_ROLE:
            said = said._replace(role=str(self.role.currentData()))
        if kind == QUALIFICATION:
            said = said._replace(number=self.number.text().strip(), expires=_day(self.expires))
        own = {
            key: _day(self.more[key]) if key in _DAYS else self.more[key].text().strip()
            for key in _FIELDS_OF.get(kind, ())
        }
        return said._replace(
            criteria=own.get("criteria", said.criteria),
            approval=own.get("approval", said.approval),
            approved_on=own.get("approved_on", said.approved_on),
            place=own.get("place", said.place),
            given_back=own.get("given_back", said.given_back),
            case=own.get("case", said.case),
            rate=_whole(own["rate"]) if "rate" in own else said.rate,
            times=_whole(own["times"]) if "times" in own else said.times,
        )

    def _lay_out(self, title: str) -> None:
        def field(key: str, name: str, part: QWidget) -> QWidget:
            made = self._fields[key] = QWidget()
            made.setLayout(column(Text(name, "caption"), part, gap=3))
            return made

        ends = QWidget()
        ends.setLayout(row(self.ended, self.ongoing, gap=8))
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(12)
        grid.addWidget(field("kind", messages.KIND, self.kind), 0, 0)
        grid.addWidget(field("role", messages.ROLE, self.role), 0, 1)
        grid.addWidget(field("name", messages.NAME, self.what), 1, 0, 1, 2)
        grid.addWidget(field("began", messages.BEGAN, self.began), 2, 0)
        grid.addWidget(field("ended", messages.ENDED, ends), 2, 1)
        grid.addWidget(field("expires", messages.EXPIRES, self.expires), 3, 0)
        grid.addWidget(field("number", messages.NUMBER, self.number), 3, 1)
        grid.addWidget(field("result", messages.RESULT, self.outcome), 4, 0, 1, 2)
        below = 5
        for keys in _FIELDS_OF.values():
            # Rows of their own: in one that is shared with what is hidden the layout keeps no distance.
            lines = [keys[:1], keys[1:]] if len(keys) % 2 else [keys]
            for line in filter(None, lines):
                for side, key in enumerate(line):
                    part = field(key, self.more[key].accessibleName(), self.more[key])
                    grid.addWidget(part, below, side, 1, 3 - len(line))
                below += 1
        grid.addWidget(field("note", messages.NOTE, self.note), below, 0, 1, 2)
        for side in (0, 1):
            grid.setColumnStretch(side, 1)
        self.setLayout(
            column(
                Text(title, "title"),
                Text(messages.ENTRY_TEXT, "muted", wrap=True),
                self.banner,
                grid,
                STRETCH,
                row(STRETCH, button(messages.LEAVE, self.reject), self.accept_button),
                gap=12,
                margins=(24, 20, 24, 20),
            )
        )

    def _show_fields(self) -> None:
        kind = str(self.kind.currentData())
        self._fields["role"].setVisible(kind in _WITH_ROLE)
        self._fields["ended"].setVisible(kind_of(kind).lasts)
        for key in ("expires", "number"):
            self._fields[key].setVisible(kind == QUALIFICATION)
        for key in ("result", "note"):  # of a 助成 only the rate and how many are kept
            self._fields[key].setVisible(kind != GRANT)
        for key in self.more:
            self._fields[key].setVisible(key in _FIELDS_OF.get(kind, ()))


def in_dialog(error: KnownError) -> KnownError:
    """Return a refusal in the dialog's words: its names of fields, and days as they are written in it."""
    from dxdesk.usecases.growth_files.words import moment

    def days(text: str) -> str:
        return _ISO.sub(lambda found: moment(found[0]), text)

    def called(text: str) -> str:
        return _CALLED.sub(lambda found: messages.CALLED[found[0]], text)

    return KnownError.of(
        tuple(
            replace(
                one,
                message=called(one.message),
                fix=one.fix.replace(messages.ONGOING_ELSEWHERE, messages.ONGOING_HERE),
                found=days(one.found),
                place=replace(one.place, cell=messages.CALLED.get(one.place.cell, one.place.cell)),
            )
            for one in error.problems
        )
    )


_CALLED = re.compile("^(?:{})(?=の日付)".format("|".join(messages.CALLED)))
_ISO = re.compile(r"(?<!\d)\d{4}-\d{2}(?:-\d{2})?(?!\d)")


def _line(name: str, hint: str, text: str) -> QLineEdit:
    made = QLineEdit(text)
    made.setAccessibleName(name)
    made.setPlaceholderText(hint)
    return made


def _whole(text: str) -> int:
    """Return the number that was typed, with a sign of percent or without; 0 for what is none."""
    even = unicodedata.normalize("NFKC", text).strip().removesuffix("%").removesuffix("件").strip()
    return int(even) if even.isdecimal() and len(even) <= len("9999") else 0


def _day(field: QLineEdit) -> str:
    """Return the day or month (ISO) that was typed; what is none stays as it is, and is refused by name."""
    return read_moment(field.text()) or field.text().strip()
