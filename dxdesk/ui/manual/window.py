"""The manual's window: contents and search at the left, the page at the right; opens beside the work.

What it asks for beyond its pages (a PDF of them) the shell does, which it knows nothing of.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QLineEdit, QTreeWidget, QTreeWidgetItem, QWidget

from dxdesk.domain.errors import KnownError
from dxdesk.ui.look import applying
from dxdesk.ui.manual import messages
from dxdesk.ui.manual.pages import Hit, Page, read_pages, search
from dxdesk.ui.manual.reader import LICENCE, Reader
from dxdesk.ui.widgets.buttons import button, primary
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import STRETCH, card, column, inside, row
from dxdesk.ui.widgets.messages import Banner
from dxdesk.ui.widgets.meter import Meter
from dxdesk.ui.widgets.sizes import resize_within_display
from dxdesk.usecases.manual.licences import texts_of

WHERE = int(Qt.ItemDataRole.UserRole)
HERE = "here"


class ManualWindow(QWidget):
    """Not a dialog: one reads in it while working in the other window. Esc closes it."""

    guide_wanted = Signal()
    """Show the first-time guide of the role again, in the window one works in."""
    pdf_wanted = Signal(str)
    """Set a page as PDF, by its name; the whole manual where that is empty."""
    stop_wanted = Signal()
    """Stop the making of a PDF."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Read the pages and show the first."""
        super().__init__(parent, Qt.WindowType.Window)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(messages.TITLE)
        self.setMinimumSize(820, 420)
        resize_within_display(self, 980, 680)
        self.pages: dict[str, Page] = {page.name: page for page in read_pages()}
        self._here: Page | None = None
        self._now = ""
        self._history: list[str] = []
        self.search = QLineEdit()
        self.search.setPlaceholderText(messages.SEARCH)
        self.search.setAccessibleName(messages.SEARCH)
        self.search.setClearButtonEnabled(True)
        self.said = Text(messages.CONTENTS, "caption", wrap=True)
        self.contents = QTreeWidget()
        self.contents.setHeaderHidden(True)
        self.contents.setAccessibleName(messages.CONTENTS)
        self.contents.setIndentation(16)
        self.reader = Reader()
        self.back = button(messages.BACK, self.go_back, name="manual-back")
        self.back.setEnabled(False)
        self.banner = Banner()
        self._lay_out()
        self.search.textChanged.connect(self.look_for)
        self.search.returnPressed.connect(self._first_hit)
        self.contents.currentItemChanged.connect(lambda item, _: self._picked(item))
        self.reader.page_wanted.connect(self.open_page)
        for keys, slot in (("Esc", self.close), ("Ctrl+F", self.search.setFocus), ("Alt+Left", self.go_back)):
            QShortcut(QKeySequence(keys), self).activated.connect(slot)
        self._list_contents()

    def _lay_out(self) -> None:
        self.page_pdf = button(
            messages.PAGE_PDF, lambda: self.pdf_wanted.emit(self._now), icon="save", name="manual-page-pdf"
        )
        self.whole_pdf = button(
            messages.PDF, lambda: self.pdf_wanted.emit(""), icon="save", name="manual-pdf"
        )
        self.page_pdf.setToolTip(messages.PAGE_PDF_TIP)
        self.whole_pdf.setToolTip(messages.PDF_TIP)
        left = card(self.search, self.said, self.contents, self.page_pdf, self.whole_pdf, padding=12)
        left.setFixedWidth(290)
        self.guide = button(messages.GUIDE, self._to_guide, look="quiet", name="manual-guide")
        foot = row(self.back, self.guide, STRETCH, primary(messages.CLOSE, self.close, name="manual-close"))
        self.far, self.meter = Text("", "caption"), Meter(6)
        self.stop = button(messages.STOP, self.stop_wanted.emit, name="manual-stop")
        work = row(self.far, self.meter, self.stop, gap=12)
        work.setStretch(1, 1)
        self.work = inside(work)
        self.work.hide()
        right = column(self.banner, card(self.reader, padding=4), self.work, foot, gap=12)
        right.setStretch(1, 1)
        both = row(left, right, gap=14, margins=(18, 18, 18, 14))
        both.setStretch(1, 1)
        self.setLayout(both)

    def _to_guide(self) -> None:
        self.guide_wanted.emit()
        self.close()

    def show_work(self, what: str, done: int, whole: int) -> None:
        """Say that a PDF is being made and how far it is; of nothing the sign goes."""
        self.work.setVisible(bool(what))
        for part in (self.page_pdf, self.whole_pdf):
            part.setEnabled(not what)
        self.far.setText(messages.FAR.format(what=what, share=done * 100 // whole) if whole else what)
        self.meter.show_shares((done,), max(whole, 1), self.far.text())

    # --- what is shown -------------------------------------------------------------------------

    def open_for(self, title: str, lines: Sequence[tuple[str, str]], page: str) -> None:
        """Show what belongs to a screen: its own short answers, then its page of the manual."""
        name, _, heading = page.partition("#")
        found = self.pages.get(name)
        self._here = None
        if found is not None and lines:
            head, _, rest = found.markdown.partition("\n")
            answers = "\n\n".join(f"**{question}**\n\n{answer}" for question, answer in lines)
            here = f"## {messages.HERE.format(title=title)}\n\n{answers}\n"
            self._here = Page(name, found.title, f"{head}\n\n{here}\n{rest}", found.sections)
        self.search.clear()
        self.open_page(name if lines or not heading else page)

    def open_page(self, where: str) -> None:
        """Show a page by name, at a heading after ``#``; an empty name stays on the page shown."""
        if where.startswith(f"{LICENCE}:"):
            self._show_licence(where)
            return
        name, _, heading = where.partition("#")
        name = name or self._now
        page = self._here if self._here is not None and self._here.name == name else self.pages.get(name)
        if page is None:
            self.reader.show_markdown(messages.MISSING)
            return
        self._come_to(name, page.title)
        self.reader.show_markdown(page.markdown)
        if heading:
            self.reader.go_to_heading(heading)
        if self.search.text().strip():
            self.reader.mark(self.search.text())
        self._mark_contents(name)

    def _come_to(self, where: str, title: str) -> None:
        """Note where one is now, and what one may go back to."""
        if self._now and self._now != where:
            self._history.append(self._now)
        self.back.setEnabled(bool(self._history))
        self._now = where
        self.setWindowTitle(f"{messages.TITLE}: {title}")

    def _show_licence(self, where: str) -> None:
        """Show all texts that a part of the program comes under."""
        try:
            texts = texts_of(where.partition(":")[2])
        except KnownError as error:
            self.reader.show_markdown(str(error))
            return
        self._come_to(where, messages.LICENCE)
        self.reader.show_text("\n\n".join(f"[{name}]\n\n{text}" for name, text in texts))

    def go_back(self) -> None:
        """Return to the page before."""
        if self._history:
            name, self._now = self._history.pop(), ""
            self.open_page(name)

    def showEvent(self, event: QShowEvent) -> None:
        """Take the colours chosen while this was closed."""
        applying.dress(self)
        super().showEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Draw the page again when the colours changed."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._now:
            self.open_page(self._now)

    # --- contents and search -------------------------------------------------------------------

    def look_for(self, text: str) -> None:
        """List the places a text is found at; an empty text shows the contents again."""
        if not text.strip():
            self._list_contents()
            return
        hits = search(self.pages.values(), text)
        self.contents.blockSignals(True)
        self.contents.clear()
        for hit in hits[:100]:
            item = _hit_item(hit)
            self.contents.addTopLevelItem(item)
            item.setExpanded(True)
        self.contents.blockSignals(False)
        self.said.setText(messages.FOUND.format(count=len(hits)) if hits else messages.NOTHING)

    def _list_contents(self) -> None:
        self.said.setText(messages.CONTENTS)
        self.contents.blockSignals(True)
        self.contents.clear()
        for page in self.pages.values():
            item = QTreeWidgetItem([page.title])
            item.setData(0, WHERE, page.name)
            for section in page.sections:
                if section.level == 2:
                    child = QTreeWidgetItem([section.heading])
                    child.setToolTip(0, section.heading)
                    child.setData(0, WHERE, f"{page.name}#{section.heading}")
                    item.addChild(child)
            self.contents.addTopLevelItem(item)
        self.contents.blockSignals(False)
        self._mark_contents(self._now)

    def _mark_contents(self, name: str) -> None:
        if self.search.text().strip():
            return
        self.contents.blockSignals(True)
        for position in range(self.contents.topLevelItemCount()):
            item = self.contents.topLevelItem(position)
            if item is None:
                continue
            ours = item.data(0, WHERE) == name
            item.setExpanded(ours)
            current = self.contents.currentItem()
            if ours and (current is None or current.parent() is not item):
                self.contents.setCurrentItem(item)
        self.contents.blockSignals(False)

    def _picked(self, item: QTreeWidgetItem | None) -> None:
        if item is not None:
            self.open_page(str(item.data(0, WHERE)))

    def _first_hit(self) -> None:
        item = self.contents.topLevelItem(0)
        if item is not None:
            self.contents.setCurrentItem(item)
            self._picked(item)


def _hit_item(hit: Hit) -> QTreeWidgetItem:
    heading = hit.section.heading
    whole_page = hit.section.level == 1
    item = QTreeWidgetItem([hit.page.title if whole_page else f"{heading} - {hit.page.title}"])
    around = QTreeWidgetItem([hit.snippet])
    item.addChild(around)
    for part in (item, around):
        part.setToolTip(0, hit.snippet)
        part.setData(0, WHERE, hit.page.name if whole_page else f"{hit.page.name}#{heading}")
    return item
