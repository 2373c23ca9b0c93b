"""一覧で入力: everybody's levels in one grid, with the comment of the current cell under it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QLineEdit

from dxdesk.ui.deciding import messages as deciding_messages
from dxdesk.ui.deciding.field_keys import FieldKeys
from dxdesk.ui.deciding.model import ReviewDraft
from dxdesk.ui.look import words
from dxdesk.ui.review import messages, pasting
from dxdesk.ui.review.decisions import Decisions
from dxdesk.ui.review.entry_table import EntryTable
from dxdesk.ui.widgets.buttons import button, primary
from dxdesk.ui.widgets.chips import KeyCap
from dxdesk.ui.widgets.fields import Choice
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import STRETCH, column, hairline, inside, row
from dxdesk.ui.widgets.messages import Banner
from dxdesk.ui.widgets.showing import repolish

LOW = 460
"""A page lower than this leaves out what is only said about the grid, px."""

_SHOWN = 4
"""How many things left out are named; the rest are counted."""


class EntryPage(QFrame):
    """The grid of a confirmer."""

    edited = Signal()
    finish_wanted = Signal()

    def __init__(self, decisions: Decisions) -> None:
        """Make an empty page over the decisions of the screen."""
        super().__init__()
        self.setProperty("look", "card")
        self.decisions = decisions
        self.read_only = False
        self.table = EntryTable()
        self.banner = Banner()
        self.said = Text("", "muted", wrap=True)
        self.where = Text("", "strong")
        self.standing = Text("", "caption", wrap=True)
        self.comment = QLineEdit()
        self.comment.setAccessibleName(deciding_messages.COMMENT_NAME)
        self.phrase = Choice()
        self.phrase.addItem(deciding_messages.PHRASE)
        self.phrase.addItems(list(deciding_messages.CORRECT_PHRASES))
        self.phrase.setAccessibleName(deciding_messages.PHRASE)
        self.phrase.setFixedWidth(150)
        self.phrase.view().setMinimumWidth(420)
        self.needs = Text("", "caption")
        self.next_gap = button(messages.ENTRY_NEXT, self.go_to_gap, key="F8", name="next-gap")
        self.fill = button(messages.ENTRY_FILL, self.fill_gaps, name="fill-gaps")
        self.copy = button(messages.ENTRY_COPY, self.copy_all, icon="copy", name="copy-all")
        self.finish = primary("", self.finish_wanted.emit, name="entry-finish")
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        head_row = row(self.said, self.copy, gap=10, margins=(16, 10, 12, 8))
        head_row.setStretch(0, 1)
        head = self._head = inside(head_row)
        keys = row(gap=5)
        for key, what in messages.ENTRY_KEYS:
            keys.addWidget(KeyCap(key))
            keys.addWidget(Text(what, "caption"))
            keys.addSpacing(6)
        keys.addStretch(1)
        words_ = row(self.comment, self.phrase, gap=8)
        words_.setStretch(0, 1)
        gaps = row(self.needs, self.next_gap, self.fill, STRETCH, gap=10)
        titled = row(self.where, self.standing, gap=12)
        titled.setStretch(1, 1)
        self._gaps = inside(gaps)
        below = column(titled, words_, self._gaps, gap=8, margins=(16, 10, 16, 10))
        foot = row(keys, self.finish, gap=10, margins=(16, 10, 16, 12))
        foot.setStretch(0, 1)
        room = column(self.banner, margins=(12, 0, 12, 8))
        whole = column(
            head, room, self.table, hairline(), below, hairline(), foot, gap=0, margins=(1, 1, 1, 1)
        )
        whole.setStretch(2, 1)
        self.setLayout(whole)

    def _connect(self) -> None:
        cells = self.table.cells
        cells.typed.connect(self.type_level)
        cells.taken_back.connect(self.take_back)
        cells.copied.connect(self.copy_block)
        cells.pasted.connect(lambda: self.paste())
        cells.finished.connect(self.finish_wanted)
        self.table.current_changed.connect(self._show_current)
        FieldKeys(self.comment, cells)
        self.comment.textEdited.connect(self._commented)
        self.comment.returnPressed.connect(self.table.cells.setFocus)
        self.phrase.activated.connect(self._put_phrase)
        shortcut = QShortcut(QKeySequence("Ctrl+Return"), self.comment)
        shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
        shortcut.activated.connect(self.finish_wanted)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a small screen the grid needs the room of what is only said about it."""
        super().resizeEvent(event)
        self._head.setVisible(self.height() >= LOW)

    def show_people(
        self,
        people: Sequence[ReviewDraft],
        items: Sequence[pasting.Item],
        waiting: int,
        done: frozenset[str] = frozenset(),
        *,
        read_only: bool,
    ) -> None:
        """Show those who can be confirmed now, ``done`` again; ``waiting`` is how many cannot be yet."""
        self.read_only = read_only
        current = self.table.cells.currentIndex()
        place = (current.row(), current.column())
        self.table.model.show_people(people, items, done)
        self.table.settle()
        if 0 <= place[0] < len(people) and 0 < place[1] <= len(items):
            self.table.go_to(self.table.model.index(*place))
        text = messages.ENTRY_TEXT.format(count=len(people), items=len(items))
        text += messages.ENTRY_WAITING.format(count=waiting) if waiting else ""
        self.said.setText(deciding_messages.READ_ONLY if read_only else text)
        for part in (self.phrase, self.fill):
            part.setEnabled(not read_only)
        self.comment.setReadOnly(read_only)
        self._show_current()

    def refresh(self) -> None:
        """Show levels and comments again (after undo)."""
        self.table.model.refresh()
        self._show_current()

    def gaps(self) -> list[tuple[str, str]]:
        """Return (employee number, item uid) of corrections without a comment, row by row."""
        order = {item.uid: position for position, item in enumerate(self.table.model.items)}
        return [
            (work.person.employee_number, uid)
            for work in self.table.model.people
            if not work.comment.strip()
            for uid in sorted(work.missing, key=lambda uid: order.get(uid, 0))
        ]

    # --- typing ----------------------------------------------------------------------------------

    def type_level(self, level: int) -> None:
        """Put a level into the selected cells; after a single one go on to the right."""
        chosen = self.table.cells.selectionModel().selectedIndexes()
        cells = self.table.model.cells(chosen)
        if self.read_only or not cells:
            return
        refused: list[str] = []

        def change() -> None:
            for number, uid in cells:
                if not self.decisions.people[number].choose(uid, level):
                    refused.append(uid)

        self._edit({number for number, _ in cells}, change)
        if refused:
            name = next(item.name for item in self.table.model.items if item.uid == refused[0])
            self.banner.say(messages.ENTRY_OUTSIDE.format(item=name, level=level))
        elif len(chosen) == 1:
            self._go_on()

    def take_back(self) -> None:
        """Let what stands be confirmed in the selected cells."""
        cells = self.table.model.cells(self.table.cells.selectionModel().selectedIndexes())
        if not self.read_only:

            def change() -> None:
                for number, uid in cells:
                    self.decisions.people[number].stand_again(uid)

            self._edit({number for number, _ in cells}, change)

    def _go_on(self) -> None:
        model, index = self.table.model, self.table.cells.currentIndex()
        row_, place = index.row(), index.column()
        while True:
            place += 1
            if place > len(model.items):
                row_, place = row_ + 1, 1
            if row_ >= len(model.people):
                return
            if model.asked(row_, place - 1):
                self.table.go_to(model.index(row_, place))
                return

    def _edit(self, numbers: set[str], change: Callable[[], object], kind: str = "") -> bool:
        changed = self.decisions.edit(numbers, change, kind)
        if changed:
            self.banner.hide()
            self.table.model.refresh()
            self._show_current()
            self.edited.emit()
        return changed

    # --- copying and pasting -----------------------------------------------------------------------

    def copy_all(self) -> None:
        """Put the whole grid on the clipboard."""
        QGuiApplication.clipboard().setText(self.table.model.table())
        model = self.table.model
        text = messages.ENTRY_COPIED.format(rows=len(model.people), cols=len(model.items))
        self.banner.say(text, tone="done")

    def copy_block(self) -> None:
        """Put the selected cells on the clipboard."""
        chosen = self.table.cells.selectionModel().selectedIndexes()
        if chosen:
            QGuiApplication.clipboard().setText(self.table.model.block(chosen))

    def paste(self, *, part: bool = False) -> None:
        """Put a block of cells from the clipboard in; one that does not fit is asked about first."""
        model, index = self.table.model, self.table.cells.currentIndex()
        if self.read_only or not model.people:
            return
        place = (max(index.row(), 0), max(index.column() - 1, 0))
        found = pasting.plan(QGuiApplication.clipboard().text(), model.people, model.items, place)
        if found is None:
            self.banner.say(messages.PASTE_EMPTY, messages.PASTE_EMPTY_TEXT, tone="info")
        elif (found.too_long or found.too_wide) and not part:
            self._say_too_big(found)
        else:
            self._put(found)

    def _say_too_big(self, found: pasting.Plan) -> None:
        text = messages.PASTE_LONG.format(rows=found.rows, room=found.room_rows)
        if not found.too_long:
            text = messages.PASTE_WIDE.format(cols=found.cols, room=found.room_cols)
        self.banner.say(
            text,
            messages.PASTE_LONG_TEXT,
            messages.PASTE_LONG_FIX,
            act=messages.PASTE_PART,
            acting=lambda: self.paste(part=True),
        )

    def _put(self, found: pasting.Plan) -> None:
        people = self.decisions.people
        numbers = {number for number, _, _ in found.cells}
        self._edit(numbers, lambda: [people[n].choose(uid, level) for n, uid, level in found.cells])
        said = messages.PASTED.format(count=len(found.cells)) if found.cells else messages.PASTED_SAME
        left = ""
        if found.left:
            named = [f"・{text}" for text in found.left[:_SHOWN]]
            if len(found.left) > _SHOWN:
                named.append(messages.PASTE_MORE.format(count=len(found.left) - _SHOWN))
            left = "\n".join([messages.PASTE_LEFT.format(count=len(found.left)), *named])
        self.banner.say(said, left, tone="attention" if left else "done")
        self.table.cells.setFocus()

    # --- comments --------------------------------------------------------------------------------

    def go_to_gap(self) -> bool:
        """Go to the next correction without a comment; return whether there is one."""
        gaps = self.gaps()
        if not gaps:
            return False
        index = self.table.cells.currentIndex()
        here = (index.row(), index.column())
        places = [self.table.model.find(number, uid) for number, uid in gaps]
        later = [place for place in places if (place.row(), place.column()) > here]
        self.table.go_to((later or places)[0])
        self.comment.setFocus()
        return True

    def fill_gaps(self) -> None:
        """Give every correction without a comment the comment written here."""
        text = self.comment.text().strip()
        gaps = self.gaps()
        if not text:
            self.comment.setFocus()
        elif gaps:

            def change() -> None:
                for number, uid in gaps:
                    self.decisions.people[number].write(uid, text)

            self._edit({number for number, _ in gaps}, change)
            self.banner.say(messages.ENTRY_FILLED.format(count=len(gaps)), tone="done")

    def _current(self) -> tuple[ReviewDraft, pasting.Item] | None:
        index, model = self.table.cells.currentIndex(), self.table.model
        if not index.isValid() or not index.column() or not model.asked(index.row(), index.column() - 1):
            return None
        return model.people[index.row()], model.items[index.column() - 1]

    def _commented(self, text: str) -> None:
        found = self._current()
        if found is not None and not self.read_only:
            work, item = found
            number = work.person.employee_number
            kind = f"comment {number} {item.uid}"
            if self.decisions.edit([number], lambda: work.write(item.uid, text), kind):
                self.table.model.refresh()
                self._show_needs()
                self.edited.emit()

    def _put_phrase(self, position: int) -> None:
        if position > 0:
            text = self.comment.text() + deciding_messages.CORRECT_PHRASES[position - 1]
            self.comment.setText(text)
            self._commented(text)
            self.phrase.setCurrentIndex(0)
            self.comment.setFocus()

    def _show_current(self) -> None:
        found = self._current()
        self.comment.setEnabled(found is not None)
        if found is None:
            for part in (self.where, self.standing):
                part.setText("")
            self.comment.setText("")
        else:
            work, item = found
            name = words.shown(work.person.name)
            self.where.setText(messages.ENTRY_WHERE.format(name=name, item=item.name))
            self.standing.setText("・".join(_standing(work, item.uid)))
            text = work.comments.get(item.uid, "")
            if self.comment.text() != text:
                self.comment.setText(text)
        self._show_needs()

    def _show_needs(self) -> None:
        found, gaps = self._current(), self.gaps()
        wanted = found is not None and (found[0].person.employee_number, found[1].uid) in gaps
        hint = deciding_messages.COMMENT_NEEDED if wanted else deciding_messages.COMMENT
        self.comment.setPlaceholderText(hint.format(what=found[0].what) if found is not None else "")
        look = "wanted" if wanted else ""
        if (self.comment.property("look") or "") != look:
            self.comment.setProperty("look", look)
            repolish(self.comment)
        corrected = sum(work.corrected for work in self.table.model.people)
        model = self.table.model
        untouched = messages.ENTRY_ALL_DONE if model.all_done else messages.ENTRY_UNTOUCHED
        text = messages.ENTRY_NEEDS_NONE.format(count=corrected) if corrected else untouched
        self.needs.setText(messages.ENTRY_NEEDS.format(count=len(gaps)) if gaps else text)
        self.needs.set_tone("attention" if gaps else "")
        self.next_gap.setVisible(bool(gaps))
        self.fill.setVisible(len(gaps) > 1)


def _standing(work: ReviewDraft, uid: str) -> list[str]:
    item = work.item(uid)
    pairs = zip(
        deciding_messages.COLUMNS[1:5], (item.last, item.required, item.self_level, item.first), strict=True
    )
    return [f"{title} {work.label(uid, level)}" for title, level in pairs if level is not None]
