"""通知の文書番号: asked once before result notices go out, on paper or as workbooks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QWidget

from dxdesk.domain.errors import KnownError
from dxdesk.ports.store import Progress
from dxdesk.ui.shell.screen import Screen
from dxdesk.ui.widgets.buttons import button, primary
from dxdesk.ui.widgets.days import DayEdit
from dxdesk.ui.widgets.dialog import Dialog
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import STRETCH, column, row
from dxdesk.ui.widgets.messages import Banner

if TYPE_CHECKING:
    from dxdesk.usecases.issued.letters import Letter, Letters
    from dxdesk.usecases.reports.kind import Order

TITLE = "通知の文書番号と日付"
TEXT = (
    "はじめて通知する人がいます。文書管理システムで取った番号を入れてください。"
    "Excelの結果通知票にも、印刷にも、本人が刷るものにも、同じ番号、日付、発信者が入ります。あとから変わりません。"
)
CORRECTED = (
    "文書番号のある通知を訂正する人が{count:,}人います。訂正の通知にも、文書番号が要ります。"
    "文書管理システムで取った番号を入れてください。前の番号と日付は、通知に入ります。"
)
NUMBER, NUMBER_HINT = "文書番号", "例: 7検人第142号"
DAY = "日付"
ISSUER, ISSUER_NAME = "発信者の職名", "発信者の氏名(なくても構いません)"
BRANCHES = "1人ずつ枝番を付ける(第142号の1)"
NO_SEAL = "「公印省略」と書く"
GO = "この番号で作る"
WITHOUT = "文書番号を付けずに作る"
WITHOUT_TIP = "決裁の番号、今日の日付、設定の発行者で作ります。"
STOP = "やめる"
NUMBER_MISSING = "文書番号を入れてください。"
NOTHING_YET = "まだ何も作っていません。番号を付けないときは、左のボタンで作れます。"
NOTHING_YET_CORRECTED = "まだ何も作っていません。"


class _Fields(QWidget):
    """One letter: of an office, or of one of its 任命権者."""

    def __init__(self, authority: str, issuer: str) -> None:
        super().__init__()
        self.number, self.issuer, self.issuer_name = QLineEdit(), QLineEdit(issuer), QLineEdit()
        self.day = DayEdit()
        of = f"{authority} " if authority else ""
        self.number.setPlaceholderText(NUMBER_HINT)
        self.branches, self.no_seal = QCheckBox(BRANCHES), QCheckBox(NO_SEAL)
        self.no_seal.setChecked(True)
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(10)
        parts = ((NUMBER, self.number), (DAY, self.day), (ISSUER, self.issuer))
        for place, (name, part) in enumerate((*parts, (ISSUER_NAME, self.issuer_name))):
            part.setAccessibleName(f"{of}{name}")
            field = QWidget()
            field.setLayout(column(Text(name, "caption"), part, gap=3))
            grid.addWidget(field, place // 2, place % 2)
        grid.addWidget(self.branches, 2, 0)
        grid.addWidget(self.no_seal, 2, 1)
        head = [Text(authority, "strong")] if authority else []
        self.setLayout(column(*head, grid, gap=6))

    def letter(self) -> Letter:
        from dxdesk.ports.printing import Seal
        from dxdesk.usecases.issued.letters import Letter

        return Letter(
            self.number.text().strip(),
            self.day.iso(),
            self.issuer.text().strip(),
            self.issuer_name.text().strip(),
            Seal.OMITTED if self.no_seal.isChecked() else Seal.NONE,
            self.branches.isChecked(),
        )


class LetterDialog(Dialog):
    """Asks for number, day and issuer of a batch of notices, once for each 任命権者."""

    def __init__(self, issuers: Mapping[str, str], parent: QWidget, numbered: int = 0) -> None:
        """Ask; ``issuers`` are who sent the last ones, by authority, ``""`` in an office with one alone.

        ``numbered`` is how many correct a notice with a number: then none goes without.
        """
        super().__init__(parent)
        self.setWindowTitle(TITLE)
        self.setMinimumWidth(600)
        self.banner = Banner()
        self.fields = {name: _Fields(name, issuer) for name, issuer in issuers.items()}
        self.letters: Letters = {}
        self.without_button = button(WITHOUT, self.accept, name="without-number")
        self.without_button.setToolTip(WITHOUT_TIP)
        self.without_button.setVisible(not numbered)
        self._nothing_yet = NOTHING_YET_CORRECTED if numbered else NOTHING_YET
        self.accept_button = primary(GO, self._check, name="accept")
        self.setLayout(
            column(
                Text(TITLE, "title"),
                Text(CORRECTED.format(count=numbered) if numbered else TEXT, "muted", wrap=True),
                self.banner,
                *self.fields.values(),
                STRETCH,
                row(self.without_button, STRETCH, button(STOP, self.reject), self.accept_button),
                gap=14,
                margins=(24, 20, 24, 20),
            )
        )

    def _check(self) -> None:
        empty = [one.number for one in self.fields.values() if not one.number.text().strip()]
        if empty:
            self.banner.say(NUMBER_MISSING, advice=self._nothing_yet, about=empty)
            empty[0].setFocus()
            return
        found = {name: one.letter() for name, one in self.fields.items()}
        try:
            self.letters = {name: one.checked() for name, one in found.items()}
        except KnownError as error:
            self.banner.refuse(error)
            return
        self.accept()


def with_letters(screen: Screen, order: Order, go: Callable[[Letters], object]) -> None:
    """Go on with the letters of the notices an order would issue; nobody is asked where it issues none."""

    def work(_: Progress) -> tuple[Mapping[str, str], int]:
        from dxdesk.usecases.issued.letters import usual_issuers
        from dxdesk.usecases.reports.printing import ahead
        from dxdesk.usecases.reports.result_notices import KIND

        found = ahead(screen.desk, KIND.kind, order)
        if found is None:
            return {}, 0
        return usual_issuers(screen.desk, found.authorities), found.numbered

    def done(asked: tuple[Mapping[str, str], int]) -> None:
        issuers, numbered = asked
        if not issuers:
            go({})
            return
        dialog = LetterDialog(issuers, screen, numbered)
        dialog.accepted.connect(lambda: go(dialog.letters))
        dialog.open()

    # What stands in the way is said by what goes on.
    screen.ask(work, done, failed=lambda _: go({}))
