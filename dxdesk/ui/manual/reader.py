"""A page of the manual as a document in our look; Qt reads the Markdown, we set type and tables."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QUrl, Signal
from PySide6.QtGui import (
    QBrush,
    QColor,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextLength,
    QTextTable,
)
from PySide6.QtWidgets import QFrame, QTextBrowser, QTextEdit

from dxdesk import paths
from dxdesk.ui.look import theme
from dxdesk.ui.manual import breaking, messages
from dxdesk.ui.widgets.labels import as_written

SIZES = {1: theme.TITLE, 2: 16.0, 3: theme.SECTION}
WIDEST = 570
"""Pictures are never wider, px."""
LICENCE = "licence"
"""The scheme of a link to the texts that a part of the program comes under."""
_LINE = 160
"""Line height in percent."""


class Reader(QTextBrowser):
    """Shows one page; links between pages are announced, links to the outside are not followed."""

    page_wanted = Signal(str)

    def __init__(self) -> None:
        """Start empty."""
        super().__init__()
        self.setOpenLinks(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("look", "paper")
        self.setAccessibleName(messages.PAGE)
        self.setSearchPaths([str(paths.resources_dir() / "manual")])
        self.document().setDocumentMargin(20)
        self.anchorClicked.connect(self._follow)

    def show_markdown(self, text: str) -> None:
        """Show a page from its top."""
        tokens = theme.of(self)
        document = self.document()
        document.setDefaultFont(theme.font())
        self.setMarkdown(breaking.held(text))
        # One edit: after each of its own the whole page would be laid out again, minutes for a long table.
        edit = QTextCursor(document)
        edit.beginEditBlock()
        block = document.begin()
        while block.isValid():
            _set_block(block, tokens)
            block = block.next()
        for frame in document.rootFrame().childFrames():
            if isinstance(frame, QTextTable):
                _set_table(frame, tokens)
        edit.endEditBlock()
        self.setExtraSelections([])
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self.verticalScrollBar().setValue(0)

    def show_text(self, text: str) -> None:
        """Show a text as it is, with all its line ends, from its top."""
        self.clear()
        self.document().setDefaultFont(theme.font(13))
        self.setCurrentCharFormat(QTextCharFormat())  # else it is set as what the cursor stood in
        self.setPlainText(text)
        self.setExtraSelections([])
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def go_to_heading(self, heading: str) -> None:
        """Bring a heading to the top of the view."""
        block = self.document().begin()
        while block.isValid():
            if block.blockFormat().headingLevel() and block.text().strip() == heading:
                cursor = QTextCursor(block)
                self.setTextCursor(cursor)
                self.verticalScrollBar().setValue(
                    self.verticalScrollBar().value() + self.cursorRect(cursor).top() - 12
                )
                return
            block = block.next()

    def mark(self, text: str) -> None:
        """Mark the words that were searched."""
        tokens = theme.of(self)
        found: list[QTextEdit.ExtraSelection] = []
        for word in text.split():
            sought = breaking.sought(word)
            cursor = self.document().find(sought)
            while not cursor.isNull() and len(found) < 300:
                selection = QTextEdit.ExtraSelection()
                selection.cursor = cursor  # type: ignore[attr-defined]
                made = QTextCharFormat()
                made.setBackground(QBrush(QColor(tokens.attention_wash)))
                made.setForeground(QBrush(QColor(tokens.attention)))
                selection.format = made  # type: ignore[attr-defined]
                found.append(selection)
                cursor = self.document().find(sought, cursor)
        self.setExtraSelections(found)

    def toPlainText(self) -> str:
        """Return the page as it was written."""
        return as_written(super().toPlainText())

    def createMimeDataFromSelection(self) -> QMimeData:
        """Copy what was written, without what holds its phrases together."""
        copied = QMimeData()
        copied.setText(as_written(self.textCursor().selection().toPlainText()))
        return copied

    def _follow(self, url: QUrl) -> None:
        name, fragment = url.path(), url.fragment()
        if url.scheme() == LICENCE:
            self.page_wanted.emit(f"{LICENCE}:{name}")
        elif url.scheme() or (name and not name.endswith(".md")):
            return
        else:
            self.page_wanted.emit(name.removesuffix(".md") + (f"#{fragment}" if fragment else ""))


def _set_block(block: QTextBlock, tokens: theme.Tokens) -> None:
    level = block.blockFormat().headingLevel()
    in_list, cursor = block.textList() is not None, QTextCursor(block)
    in_table = cursor.currentTable() is not None
    # Merging changes the fragments, so that they are noted down first.
    pieces = []
    steps = block.begin()
    while not steps.atEnd():
        fragment = steps.fragment()
        pieces.append((fragment.position(), fragment.length(), fragment.charFormat()))
        steps += 1
    made = QTextBlockFormat()
    pictured = any(given.isImageFormat() for _, _, given in pieces)
    # In percent, a picture's line would be as much higher as the picture is.
    made.setLineHeight(100 if pictured else _LINE, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    made.setTopMargin({1: 4, 2: 22, 3: 16}.get(level, 0))
    made.setBottomMargin(8 if level else 0 if in_table else 3 if in_list else 10)
    if block.blockFormat().intProperty(QTextFormat.Property.BlockQuoteLevel):
        made.setBackground(QBrush(QColor(tokens.wash)))
        made.setLeftMargin(12)
        made.setRightMargin(12)
    cursor.mergeBlockFormat(made)
    for position, length, given in pieces:
        cursor.setPosition(position)
        cursor.setPosition(position + length, QTextCursor.MoveMode.KeepAnchor)
        if given.isImageFormat():
            _fit_image(cursor)
        else:
            cursor.setCharFormat(_letters(given, level, tokens))


def _letters(given: QTextCharFormat, level: int, tokens: theme.Tokens) -> QTextCharFormat:
    made = QTextCharFormat(given)
    if level:
        # Markdown headings carry a step on Qt's own scale, which would count on top of our size.
        made.clearProperty(QTextFormat.Property.FontSizeAdjustment.value)
        made.setFont(theme.font(SIZES.get(level, theme.SECTION), bold=True))
        made.setForeground(QBrush(QColor(tokens.text)))
    elif given.fontFixedPitch():
        made.setFont(theme.font(13, tabular=True))
        made.setBackground(QBrush(QColor(tokens.ground)))
    if given.isAnchor():
        made.setForeground(QBrush(QColor(tokens.accent)))
        made.setFontUnderline(True)
    return made


def _fit_image(cursor: QTextCursor) -> None:
    image = cursor.charFormat().toImageFormat()
    document: QTextDocument = cursor.document()
    picture = document.resource(QTextDocument.ResourceType.ImageResource.value, QUrl(image.name()))
    wide = getattr(picture, "width", lambda: 0)()
    if wide > WIDEST:
        image.setWidth(WIDEST)
        cursor.setCharFormat(image)


def _set_table(table: QTextTable, tokens: theme.Tokens) -> None:
    made = table.format()
    made.setBorder(1)
    made.setBorderBrush(QBrush(QColor(tokens.line)))
    made.setBorderCollapse(True)
    made.setCellPadding(8)
    made.setCellSpacing(0)
    made.setTopMargin(4)
    made.setBottomMargin(14)
    made.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    table.setFormat(made)
    for position in range(table.columns()):
        cell = table.cellAt(0, position)
        look = cell.format()
        look.setBackground(QBrush(QColor(tokens.ground)))
        cell.setFormat(look)
