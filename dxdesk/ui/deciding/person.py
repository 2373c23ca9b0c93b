"""The person page: items side by side, below them statements and words of the current item."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from dxdesk.domain.lifecycle import State
from dxdesk.domain.records import Part
from dxdesk.ui.deciding import messages
from dxdesk.ui.deciding.field_keys import FieldKeys
from dxdesk.ui.deciding.grid import ItemGrid
from dxdesk.ui.deciding.model import ReviewDraft
from dxdesk.ui.deciding.seen import SeenLines
from dxdesk.ui.deciding.stages import StagePanel
from dxdesk.ui.look import dates, words
from dxdesk.ui.widgets.buttons import button, primary
from dxdesk.ui.widgets.chips import Badge, KeyCap
from dxdesk.ui.widgets.fields import Choice
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.later import later
from dxdesk.ui.widgets.layouts import STRETCH, clear, column, hairline, inside, row, scrolling
from dxdesk.ui.widgets.messages import Mark
from dxdesk.ui.widgets.showing import repolish
from dxdesk.usecases.forms.goal_texts import goals_told, last_goals_told

_WAITING_TEXTS = {State.WITHDRAWN: messages.WITHDRAWN, State.RETURNED: messages.RETURNED_WAITS}
CONFIRMED = (State.SECOND_CONFIRMED, State.RECEIVED, State.FINALISED)
WAITING = (State.NOT_STARTED, State.DRAFT, State.WITHDRAWN, State.RETURNED)


class _Middle(QWidget):
    """What scrolls on a small screen only: as low as its parts may be before it does."""

    def minimumSizeHint(self) -> QSize:
        """Ask for no height where the area asks for it by width."""
        least, layout = super().minimumSizeHint(), self.layout()
        return QSize(least.width(), 0) if layout is not None and layout.hasHeightForWidth() else least

    def heightForWidth(self, width: int) -> int:
        """Return the least height; the table has a bar of its own, and two of them in one place confuse."""
        layout = self.layout()
        return layout.minimumHeightForWidth(width) if layout is not None else -1


class PersonPage(QFrame):
    """One person being looked at."""

    confirm_wanted = Signal()
    return_wanted = Signal()
    later_wanted = Signal()
    behalf_wanted = Signal()
    conflict_wanted = Signal()

    def __init__(self) -> None:
        """Make an empty page."""
        super().__init__()
        self.setProperty("look", "card")
        self.work: ReviewDraft | None = None
        self._warned = self._writing = False
        self.read_only = self._may = self._named = self._both = False
        self.stop_word, self.behalf_word = messages.BEHALF_STOP, messages.CONFIRM_BEHALF
        self.editing: Callable[[Callable[[], object], str], object] = lambda change, _: change()
        self.name = Text("", "section")
        self.caption = Text("", "caption", wrap=True)
        self.state = Badge("", "plain")
        self.notice = Text("", wrap=True)
        self.notice_act = button("", name="notice-act")
        self.grid, self.stages = ItemGrid(), StagePanel()
        self.seen = SeenLines(self.grid.viewport(), self._items_in_view)
        self.detail_title = Text("", "strong")
        self._detail: QVBoxLayout = column(gap=6, margins=(0, 0, 10, 0))
        self.comment_title = Text("", "caption")
        self.comment = QPlainTextEdit()
        self.comment.setTabChangesFocus(True)
        self.comment.setAccessibleName(messages.COMMENT_NAME)
        self.comment.setMinimumHeight(46)
        self.comment.setMaximumHeight(100)
        self.phrase = Choice()
        self.phrase.addItem(messages.PHRASE)
        self.phrase.addItems(list(messages.CORRECT_PHRASES))
        self.phrase.setAccessibleName(messages.PHRASE)
        self.overall = QPlainTextEdit()
        self.overall.setTabChangesFocus(True)
        self.overall.setFixedHeight(44)
        self.overall.setAccessibleName(messages.OVERALL)
        self.send_back = button(messages.RETURN, self.return_wanted.emit, name="return")
        self.later = button(messages.LATER, self.later_wanted.emit, name="later")
        self.confirm = primary(messages.CONFIRM, self._confirm, name="confirm")
        self._hint_texts = Text("", "caption"), Text("", "caption")
        self._hint_key = KeyCap(messages.KEY_CONFIRMS)
        self._hint = inside(row(self._hint_texts[0], self._hint_key, self._hint_texts[1], gap=5))
        self.unseen = Text("", "caption", wrap=True, tone="attention")
        self.unseen.hide()
        self.more = button("", self._scroll_on, look="link", name="more-items")
        self.more.setToolTip(messages.MORE_BELOW_TIP)
        self.more.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the arrows go down
        self.more.hide()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        head = row(column(self.name, self.caption, gap=2), self.state, gap=12, margins=(18, 12, 16, 12))
        head.setStretch(0, 1)
        self.notice_mark = Mark("warning", "attention")
        self._notice = inside(
            row(self.notice_mark, self.notice, self.notice_act, gap=10, margins=(14, 8, 10, 8)),
            look="attention",
        )
        self._notice.layout().setStretch(1, 1)  # type: ignore[union-attr]
        self._notice_room = inside(row(self._notice, margins=(16, 0, 16, 8)))
        left = column(self.detail_title, scrolling(self._detail), gap=6)
        self.phrase.setFixedWidth(170)
        self.phrase.view().setMinimumWidth(420)
        right = column(
            self.comment_title,
            self.comment,
            row(STRETCH, self.phrase),
            Text(messages.OVERALL, "caption"),
            self.overall,
            gap=5,
        )
        right.addStretch(1)
        right.setStretch(1, 6)
        below = row(left, right, gap=18, margins=(18, 10, 18, 10))
        below.setStretch(0, 11)
        below.setStretch(1, 9)
        foot = self._make_foot()
        middle = column(self._notice_room, self.grid, self.stages, inside(below), gap=0)
        # The items first: what is below them says more of one of them.
        middle.setStretch(1, 100)
        middle.setStretch(3, 1)
        # On a small screen this part scrolls; name and buttons stay.
        scrolled = _Middle()
        scrolled.setLayout(middle)
        self._area = scrolling(scrolled)
        whole = column(head, self._area, hairline(), foot, gap=0, margins=(1, 1, 1, 1))
        whole.setStretch(1, 1)
        self.setLayout(whole)

    def _make_foot(self) -> QHBoxLayout:
        self._keys_texts = Text("", "caption"), Text("", "caption")
        self._keys = inside(row(self._keys_texts[0], KeyCap("0〜3"), self._keys_texts[1], gap=5))
        self._foot = foot = row(
            self.send_back,
            self.later,
            self._keys,
            self.unseen,
            STRETCH,
            self.more,
            STRETCH,
            self._hint,
            self.confirm,
            gap=6,
            margins=(16, 12, 16, 12),
        )
        foot.setStretch(3, 1000)
        return foot

    def _connect(self) -> None:
        self.grid.item_picked.connect(self._show_item)
        self.grid.level_chosen.connect(self._choose)
        self.grid.taken_back.connect(self._take_back)
        self.grid.confirmed.connect(self._confirm)
        for bar in (self.grid.verticalScrollBar(), self._area.verticalScrollBar()):
            bar.valueChanged.connect(self._look)
            bar.rangeChanged.connect(self._look)
        self._area.viewport().installEventFilter(self)
        for field in (self.comment, self.overall):
            FieldKeys(field, self.grid)
            field.installEventFilter(self)
        self.comment.textChanged.connect(self._commented)
        self.overall.textChanged.connect(self._said)
        self.phrase.activated.connect(self._put_phrase)
        self.notice_act.clicked.connect(lambda *_: self._noticed())
        self.stages.decided.connect(self._decide_stage)
        self.stages.written.connect(self._stage_said)
        pressed = {"Ctrl+Return": self._confirm, "Ctrl+Enter": self._confirm}
        for keys, done in {**pressed, "Ctrl+G": self.take_proposals}.items():
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(done)

    def show_person(
        self, work: ReviewDraft, *, ready: bool, done: bool, named: bool = False, both: bool = False
    ) -> None:
        """Show a person; ``ready``: it is this confirmer's turn, ``done``: they confirmed already.

        ``named``: HR named who is looking for it; they do not choose to stand in, and cannot leave it.
        ``both``: HR is asked of who confirms here at both stages.
        """
        before = self.work.person if self.work is not None else None
        self.work, self._named, self._both = work, named, both
        person = work.person
        if before is None or (before.employee_number, before.round) != (person.employee_number, person.round):
            self.seen.begin_again()
            self._warned = False
            self._area.verticalScrollBar().setValue(0)
        self.name.setText(words.shown(person.name))
        self.caption.setText("・".join(self._about(work)))
        round_text = f"({person.round}回目)" if person.round > 1 else ""
        self.state.setText(words.state(person.state) + round_text)
        self.state.set_tone("done" if done else "plain")
        self.grid.show_person(work)
        self._set(self.overall, work.comment)
        stands_in = bool(work.on_behalf_of) and person.state is State.SUBMITTED and not named
        may = (ready or done or stands_in) and not self.read_only
        self.confirm.setEnabled(may)
        again = messages.CONFIRM_AGAIN if done and not ready else messages.CONFIRM
        self.confirm.setText(self.behalf_word if work.on_behalf_of else again)
        self.send_back.setEnabled(may)
        for part in (self.comment, self.overall):
            if part.isReadOnly() == may:
                part.setReadOnly(not may)
                repolish(part)
        self.phrase.setEnabled(may)
        self._may = may
        self.stages.show_person(work, may=may)
        self._show_keys()
        self._show_notice(ready=ready, done=done)
        self._fit_grid()
        if may and self.isVisible():
            self.grid.setFocus()

    def show_deciding(self, on: bool) -> None:
        """While a decision is written none is taken; afterwards what the person's state allows."""
        self.confirm.setEnabled(self._may and not on)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out hints before anything is cut."""
        super().resizeEvent(event)
        self._show_keys()

    def _show_keys(self) -> None:
        behalf = self.work is not None and bool(self.work.on_behalf_of)
        disputed = self.work is not None and bool(self.work.person.disputed)
        wanted = self._may and not behalf and not disputed
        self._hint.setVisible(wanted and not self._warned)
        self._keys.setVisible(self._may and not self._warned and not self._writing)
        self.unseen.setVisible(self._warned)
        if self._hints_fit(messages.HINT, messages.LEVEL_HINT):
            return
        if not self._hints_fit(messages.HINT_SHORT, messages.LEVEL_HINT_SHORT):
            self._hint.hide()  # the button beside it says the same in its own words

    def _hints_fit(self, *said: tuple[str, str]) -> bool:
        """Name the keys in these words; return whether the foot has room for them."""
        for shown, parts in zip((self._hint_texts, self._keys_texts), said, strict=True):
            for text, part in zip(shown, parts, strict=True):
                text.setText(part)
                text.setVisible(bool(part))
        for made in (self._hint, self._keys):
            made.updateGeometry()  # Qt would do so later
        self._foot.invalidate()
        return self._foot.minimumSize().width() <= self.width()

    # --- what was in view ------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Give the items their room in an area of another size; name the keys while one writes."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            # In a field Enter begins a line; a menu of the field's own does not end the writing.
            self._writing = event.type() == QEvent.Type.FocusIn
            self._hint_key.setText(messages.KEY_CONFIRMS_WRITING if self._writing else messages.KEY_CONFIRMS)
            self._show_keys()
        elif event.type() == QEvent.Type.Resize and watched is self._area.viewport():
            self._fit_grid()
        return super().eventFilter(watched, event)

    def _fit_grid(self) -> None:
        """Let one thing scroll: the items where the rest has room below them, else all of it together."""
        middle = self._area.widget().layout()
        if middle is None or self.work is None:
            return
        middle.invalidate()
        room = self._area.viewport()
        by_width = middle.hasHeightForWidth()
        least = middle.minimumHeightForWidth(room.width()) if by_width else middle.minimumSize().height()
        rest = least - self.grid.minimumHeight()
        self.grid.show_whole(rest + self.grid.least_height() > room.height())
        later(self, self._look)

    def _in_view(self, row: int) -> tuple[bool, bool]:
        """Tell whether an item's line is in view down to its end, and whether its end is further down.

        What the foot counts as being below (``あと 1項目``) is what nobody has looked at: one is told of it
        before anything is confirmed.
        """
        line = self.grid.visualRect(self.grid.items.index(row, 0))
        area, cells = self._area.viewport(), self.grid.viewport()
        low = min(cells.height(), cells.mapFrom(area, QPoint(0, area.height())).y())
        high = max(0, cells.mapFrom(area, QPoint(0, 0)).y())
        further = line.bottom() > low + 2
        return high <= line.center().y() and not further, further

    def _items_in_view(self) -> frozenset[str]:
        work = self.work
        if work is None or not self.isVisible():
            return frozenset()
        return frozenset(i.uid for place, i in enumerate(work.items) if self._in_view(place)[0])

    def _look(self, *_: int) -> None:
        """Say how much there is below."""
        work = self.work
        if work is None or not self.isVisible():
            return
        below = sum(self._in_view(position)[1] for position in range(len(work.items)))
        self.more.setVisible(below > 0 and not self._warned)
        if below:
            self.more.setText(messages.MORE_BELOW.format(count=below))
        self._show_keys()

    def _scroll_on(self) -> None:
        inner = self.grid.verticalScrollBar()
        bar = inner if inner.value() < inner.maximum() else self._area.verticalScrollBar()
        bar.setValue(bar.value() + max(bar.pageStep() - self.grid.rowHeight(0), 1))

    def _unseen(self, work: ReviewDraft) -> int:
        """Return how many items were never in view, 0 where all is as it was last year."""
        if not self.isVisible() or all(
            item.last is not None and work.level(item.uid) == item.last for item in work.items
        ):
            return 0
        seen = self.seen.found
        return sum(item.uid not in seen for item in work.items)

    def _confirm(self) -> None:
        """Ask for confirming; where there are items that nobody has looked at, say so once and scroll on.

        What cannot be confirmed as it is gets its refusal at once: pressing again would not confirm it.
        """
        work = self.work
        if work is None or not self.confirm.isEnabled():
            return
        self.seen.look_now()
        self._look()
        unseen = self._unseen(work)
        if unseen and not self._warned and not work.stopped:
            self._warned = True
            self.more.hide()
            self.unseen.setText(messages.UNSEEN.format(count=unseen))
            self._show_keys()
            self._scroll_on()
            return
        if self._warned:  # told and pressed again: what follows, a refusal too, says its own
            self.seen.add_all(frozenset(item.uid for item in work.items))
            self._warned = False
            self._show_keys()
        self.confirm_wanted.emit()

    def _about(self, work: ReviewDraft) -> list[str]:
        person = work.person
        parts = [person.employee_number, person.post or person.grade]
        parts.append("・".join(person.framework.persona_names(person.personas)))
        review = person.views[Part.REVIEW1].made
        if person.first_name and work.stage is Part.REVIEW2:
            name, by = words.shown(person.first_name), words.shown(review.by_name)
            stood_in = bool(review.on_behalf_of) and bool(by)
            text = messages.FIRST_BY_PROXY if stood_in else messages.FIRST_BY
            parts.append(text.format(name=name, by=by))
        if person.proxy:
            parts.append(messages.PROXY_BY.format(name=words.shown(person.proxy)))
        return [part for part in parts if part]

    def _show_notice(self, *, ready: bool, done: bool) -> None:
        work = self.work
        if work is None:
            return
        person = work.person
        text, act = "", ""
        if person.disputed:
            text, act = messages.CONFLICT, messages.CONFLICT_GO
        elif work.on_behalf_of and self._may:
            first = work.stage is Part.REVIEW1
            name = words.shown(person.first_name if first else person.second_name)
            text, act = messages.ON_BEHALF_NOW.format(name=name), self.stop_word
            if self._named:
                text, act = messages.NAMED_NOW.format(name=name), ""
            if first and self._both:
                text += messages.BOTH_WOULD
        elif self.read_only:
            text = messages.READ_ONLY
        elif person.changed:
            by_first = person.life.state is State.FIRST_CONFIRMED
            text = messages.CHANGED_FIRST if by_first else messages.CHANGED
        elif not ready and not done:
            text, act = self._waits(work)
        if self._both and self._may and work.stage is Part.REVIEW2 and not act:
            text += messages.BOTH_DID
        self.notice.setText(text)
        self.notice_act.setText(act)
        self.notice_act.setVisible(bool(act))
        self._notice_room.setVisible(bool(text))
        self._fill_next_step(first=bool(person.disputed))

    def _waits(self, work: ReviewDraft) -> tuple[str, str]:
        """Return for what somebody waits whose turn it is not here, and what can be done about it."""
        person = work.person
        if person.state in WAITING:
            return _WAITING_TEXTS.get(person.state, messages.WAITING_SELF), ""
        if person.state in CONFIRMED:
            return messages.CONFIRMED_ALREADY, ""
        if work.stage is not Part.REVIEW2 or not person.route.first:
            return "", ""
        name = words.shown(person.first_name)
        act = "" if self._named else messages.ON_BEHALF.format(name=name)
        return messages.WAITING_FIRST.format(name=name), act

    def _fill_next_step(self, *, first: bool) -> None:
        """Fill the button of the next step: where answers differ, they are settled ``first``."""
        for part, filled in ((self.notice_act, first), (self.confirm, not first)):
            look = "primary" if filled else "secondary"
            if part.property("look") != look:
                part.setProperty("look", look)
                repolish(part)

    def _noticed(self) -> None:
        if self.work is not None and self.work.person.disputed:
            self.conflict_wanted.emit()
        else:
            self.behalf_wanted.emit()

    def point_at(self, uid: str) -> None:
        """Go to an item whose comment is missing."""
        self.grid.pick(uid)
        self.comment.setFocus()
        self._area.ensureWidgetVisible(self.comment)

    def _choose(self, uid: str, level: int) -> None:
        work = self.work
        if work is not None and self.confirm.isEnabled():
            self.editing(lambda: work.choose(uid, level), "")
            self._edited(uid)

    def _take_back(self, uid: str) -> None:
        work = self.work
        if work is not None and self.confirm.isEnabled():
            self.editing(lambda: work.stand_again(uid), "")
            self._edited(uid)

    def take_proposals(self) -> None:
        """Decide the stages as proposed; pressed again, leave them as they stand."""
        work = self.work
        if work is None or not self.confirm.isEnabled() or not work.proposals:
            return
        wanted = work.proposals
        taken = wanted.items() <= work.stages.items()

        def change() -> None:
            for persona, code in wanted.items():
                work.decide_stage(persona, None if taken else code)

        self.editing(change, "")
        self.stages.refresh()

    def _decide_stage(self, persona: str, code: str | None) -> None:
        work = self.work
        if work is not None and self.confirm.isEnabled():
            self.editing(lambda: work.decide_stage(persona, code), "")
            self.stages.refresh()

    def _stage_said(self, key: str, text: str) -> None:
        work = self.work
        if work is not None:
            self.editing(lambda: work.write(key, text), f"comment {key}")
            self.stages.refresh()

    def _edited(self, uid: str) -> None:
        self.grid.items.refresh()
        self.grid.pick(uid)
        self._show_need(uid)

    def refresh(self) -> None:
        """Show the person's decisions again (after undo)."""
        if self.work is not None:
            self.grid.items.refresh()
            self.stages.refresh()
            self._set(self.overall, self.work.comment)
            self._show_item(self.grid.uid())

    def _show_item(self, uid: str) -> None:
        work = self.work
        clear(self._detail)
        if work is None or not uid:
            return
        line = self.grid.visualRect(self.grid.currentIndex())
        place = self.grid.viewport().mapTo(self._area.widget(), line.center())
        if line.isValid() and self.grid.currentIndex().row():
            self._area.ensureVisible(0, place.y(), 0, line.height())
        item, criteria = work.item(uid), work.criteria(uid)
        self.detail_title.setText(messages.DETAIL.format(name=item.name))
        if work.stage is Part.REVIEW2:
            self._more(messages.FIRST_SAID, item.first_comment, tone="attention")
            self._more(messages.FIRST_OVERALL, work.person.first_overall)
        self._more(messages.EVIDENCE, item.evidence)
        self._detail.addWidget(Text(messages.CRITERIA, "caption"))
        seen = {item.self_level, item.first, work.level(uid), item.required}
        for level, label, heading, statements in criteria.criteria:
            if statements or level in seen:
                text = " / ".join(statements) or heading
                strong = "strong" if level == work.level(uid) else ""
                self._detail.addWidget(Text(f"{label}  {text}", strong, wrap=True))
        if criteria.description:
            self._detail.addWidget(Text(criteria.description, "muted", wrap=True))
        if not item.evidence:
            self._more(messages.EVIDENCE, messages.NO_EVIDENCE)
        records = "\n".join(
            " ".join(filter(None, (known.name, dates.short_day(known.date), known.result)))
            for known in work.person.known_evidence
        )
        self._more(messages.RECORDS, records)
        lines = "\n".join(
            " ".join(filter(None, (n.kind, n.name, n.date, n.result))) for n in work.person.lines
        )
        self._more(messages.LINES, lines)
        self._more(messages.START_GOALS, "\n".join(goals_told(work.person)))
        self._more(messages.LAST_PLAN, "\n".join(last_goals_told(work.person)))
        self._more(messages.GOAL, item.goal)
        self._more(messages.FREE, work.person.comment)
        self._detail.addStretch(1)
        self._set(self.comment, work.comments.get(uid, ""))
        self._show_need(uid)

    def _more(self, title: str, text: str, tone: str = "") -> None:
        if text:
            said = Text(text, wrap=True)
            self._detail.addLayout(column(Text(title, "caption", tone=tone), said, gap=2))

    def _show_need(self, uid: str) -> None:
        work = self.work
        if work is None:
            return
        needed = work.differs(uid)
        title = messages.COMMENT_NEEDED if needed else messages.COMMENT
        self.comment_title.setText(title.format(what=work.what))
        self.comment_title.set_tone("attention" if needed else "")
        look = "wanted" if needed and not work.comments.get(uid, "").strip() else ""
        if (self.comment.property("look") or "") != look:
            self.comment.setProperty("look", look)
            repolish(self.comment)

    def _commented(self) -> None:
        work, uid = self.work, self.grid.uid()
        if work is not None and uid:
            text = self.comment.toPlainText()
            self.editing(lambda: work.write(uid, text), f"comment {uid}")
            self._show_need(uid)

    def _said(self) -> None:
        work = self.work
        if work is not None:
            text = self.overall.toPlainText()
            self.editing(lambda: work.write_overall(text), "overall")

    def _put_phrase(self, position: int) -> None:
        if position > 0:
            before = self.comment.toPlainText()
            self.comment.setFocus()
            self.comment.setPlainText(before + messages.CORRECT_PHRASES[position - 1])
            self.phrase.setCurrentIndex(0)

    def _set(self, field: QPlainTextEdit, text: str) -> None:
        field.blockSignals(True)
        field.setPlainText(text)
        field.blockSignals(False)
