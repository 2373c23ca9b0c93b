"""What certificates say and how they look: written, looked at on a sample, then kept."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QWidget

from dxdesk.ports import document_wording
from dxdesk.ports.store import Progress
from dxdesk.ui.settings import certificate_messages as said
from dxdesk.ui.shell.operations import Work
from dxdesk.ui.shell.screen import Screen
from dxdesk.ui.widgets.buttons import button, primary
from dxdesk.ui.widgets.fields import Choice, NumberEdit
from dxdesk.ui.widgets.in_view import bring_into_view
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.later import later
from dxdesk.ui.widgets.layouts import STRETCH, card, column, row
from dxdesk.ui.widgets.messages import Banner
from dxdesk.usecases.forms.certificate_choices import (
    LEVELS,
    NAMES,
    RUBIES,
    SEAL_SIZES,
    CertificateChoices,
)
from dxdesk.usecases.forms.certificate_wording import OF_COMPLETION, OF_SKILLS

_WIDE, _NARROW = 640, 420
_LINES = 84
"""Px of a text of three lines."""


class CertificatesCard(QWidget):
    """The office's choices; nothing is kept before the button is pressed."""

    def __init__(self, screen: Screen) -> None:
        """Make it without choices; ``screen`` runs the work."""
        super().__init__()
        self._screen = screen
        self._kept: CertificateChoices | None = None
        self.banner = Banner()
        self.title = _line(said.SKILLS_TITLE, document_wording.SKILL_CERTIFICATE_TITLE)
        self.framework = _line(said.FRAMEWORK, said.FRAMEWORK_HINT)
        self.body = _lines(said.SKILLS_BODY)
        self.completion_title = _line(said.COMPLETION_TITLE, document_wording.COMPLETION_CERTIFICATE_TITLE)
        self.completion_body = _lines(said.COMPLETION_BODY)
        self.levels, self.ruby = _choice(said.LEVELS, LEVELS), _choice(said.RUBY, RUBIES)
        self.name = _choice(said.NAME, NAMES)
        self.seal_size = NumberEdit()
        self.seal_size.setAccessibleName(said.SEAL_SIZE)
        self.seal_size.lineEdit().setAccessibleName(said.SEAL_SIZE)
        self.seal_size.setRange(*SEAL_SIZES)
        self.seal_size.setButtonSymbols(NumberEdit.ButtonSymbols.NoButtons)
        self.seal_size.setSuffix(said.MILLIMETRES)
        self.seal_size.setMaximumWidth(160)
        self.picture = QLabel()
        self.picture.setAccessibleName(said.SAMPLE_SEEN)
        self.picture.hide()
        self.keeping = primary(said.KEEP, self.keep, name="certificates-keep")
        samples = (
            button(said.SAMPLE, self.show_sample, name="certificates-sample"),
            button(
                said.SAMPLE_COMPLETION,
                lambda: self.show_sample(completion=True),
                name="certificates-sample-completion",
            ),
        )
        self.setLayout(
            column(
                card(
                    Text(said.TITLE, "section"),
                    Text(said.TEXT, "muted", wrap=True),
                    _named(said.SKILLS_TITLE, self.title),
                    _named(said.SKILLS_BODY, self.body, _places(OF_SKILLS)),
                    _named(said.FRAMEWORK, self.framework),
                    _named(said.LEVELS, self.levels),
                    _named(said.COMPLETION_TITLE, self.completion_title),
                    _named(said.COMPLETION_BODY, self.completion_body, _places(OF_COMPLETION)),
                    _named(said.SEAL_SIZE, self.seal_size),
                    _named(said.RUBY, self.ruby),
                    _named(said.NAME, self.name),
                    self.banner,
                    row(self.keeping, *samples, STRETCH, gap=8),
                    self.picture,
                    padding=20,
                    gap=10,
                )
            )
        )
        self.load()

    def load(self) -> None:
        """Read what is chosen."""
        desk = self._screen.desk

        def work(_: Progress) -> CertificateChoices:
            from dxdesk.usecases.organisation.certificate_settings import certificate_settings

            return certificate_settings(desk)

        self._screen.ask(work, self.show_choices)

    def show_choices(self, found: CertificateChoices) -> None:
        """Show what is kept; what somebody is changing stays."""
        if self.unkept():
            return
        self._kept = found
        self.title.setText(found.title)
        self.framework.setText(found.framework)
        self.completion_title.setText(found.completion_title)
        self.body.setPlainText(found.body)
        self.completion_body.setPlainText(found.completion_body)
        for choice, value in ((self.levels, found.levels), (self.ruby, found.ruby), (self.name, found.name)):
            choice.setCurrentIndex(max(choice.findData(value), 0))
        self.seal_size.setValue(found.seal_size)

    def wanted(self) -> CertificateChoices:
        """Return what the card says."""
        return CertificateChoices(
            title=self.title.text().strip(),
            body=self.body.toPlainText().strip(),
            framework=self.framework.text().strip(),
            levels=str(self.levels.currentData()),
            completion_title=self.completion_title.text().strip(),
            completion_body=self.completion_body.toPlainText().strip(),
            seal_size=self.seal_size.value(),
            ruby=str(self.ruby.currentData()),
            name=str(self.name.currentData()),
        )

    def unkept(self) -> str:
        """Return what is written here and not kept."""
        return said.UNKEPT if self._kept is not None and self.wanted() != self._kept else ""

    def keep(self) -> None:
        """Keep what the card says."""
        desk, wanted = self._screen.desk, self.wanted()

        def work(_: Progress) -> CertificateChoices:
            from dxdesk.usecases.organisation import certificate_settings as use

            use.save_certificate_settings(desk, wanted)
            return use.certificate_settings(desk)

        self._screen.ask(work, self._show_kept, kind=Work.ACT, failed=self.banner.refuse, keeps=self)

    def _show_kept(self, found: CertificateChoices) -> None:
        self._kept = None
        self.show_choices(found)
        self.banner.hide()
        self._screen.saved.emit(said.KEPT)

    def show_sample(self, *, completion: bool = False) -> None:
        """Show a certificate of nobody as the card would have it."""
        desk, wanted = self._screen.desk, self.wanted()

        def work(_: Progress) -> bytes:
            from dxdesk.usecases.organisation.certificate_settings import sample

            return sample(desk, wanted, completion=completion)

        self._screen.ask(work, self._show_picture, failed=self.banner.refuse)

    def _show_picture(self, pdf: bytes) -> None:
        """Show the page as it is printed; it is light in a dark window as well."""
        self.banner.hide()
        document, buffer = QPdfDocument(), QBuffer()
        buffer.setData(QByteArray(pdf))
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        document.load(buffer)
        ratio = self.devicePixelRatioF()
        size = document.pagePointSize(0)
        width = round(_WIDE * ratio)
        page = document.render(0, QSize(width, round(width * size.height() / size.width())))
        shown = QPixmap(page.size())
        shown.fill(Qt.GlobalColor.white)
        self.picture.setPixmap(_over(shown, QPixmap.fromImage(page), ratio))
        self.picture.show()
        later(self, lambda: bring_into_view(self.picture))


def _over(ground: QPixmap, page: QPixmap, ratio: float) -> QPixmap:
    painter = QPainter(ground)
    painter.drawPixmap(0, 0, page)
    painter.end()
    ground.setDevicePixelRatio(ratio)
    return ground


def _places(names: tuple[str, ...]) -> str:
    return said.PLACES.format(places=" ".join(f"{{{name}}}" for name in names))


def _named(caption: str, field: QWidget, hint: str = "") -> QWidget:
    made = QWidget()
    hints = (Text(hint, "muted", wrap=True),) if hint else ()
    made.setLayout(column(Text(caption, "caption"), field, *hints, gap=4))
    return made


def _line(name: str, hint: str) -> QLineEdit:
    made = QLineEdit()
    made.setAccessibleName(name)
    made.setPlaceholderText(hint)
    made.setMaximumWidth(_WIDE)
    return made


def _lines(name: str) -> QPlainTextEdit:
    made = QPlainTextEdit()
    made.setAccessibleName(name)
    made.setTabChangesFocus(True)
    made.setMaximumWidth(_WIDE)
    made.setFixedHeight(_LINES)
    return made


def _choice(name: str, offered: Mapping[str, str]) -> Choice:
    made = Choice()
    made.setAccessibleName(name)
    made.setMaximumWidth(_NARROW)
    for value, text in offered.items():
        made.addItem(text, value)
    return made
