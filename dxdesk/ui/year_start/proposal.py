"""来年度の目標の案, as the result notice brought it: read, and decided of in April."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from dxdesk.ports.document_wording import PROPOSAL, PROPOSAL_GUIDE
from dxdesk.ui.widgets.buttons import primary
from dxdesk.ui.widgets.dialog import Dialog
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import STRETCH, column, row, scrolling
from dxdesk.ui.year_start import messages

if TYPE_CHECKING:
    from dxdesk.ports.workbooks import ProposalLine


class ProposalDialog(Dialog):
    """The proposal, a paragraph a skill or 人材像."""

    def __init__(self, lines: tuple[ProposalLine, ...], parent: QWidget) -> None:
        """Show what is proposed."""
        from dxdesk.usecases.forms.proposal_texts import told

        super().__init__(parent)
        self.setWindowTitle(PROPOSAL)
        self.setMinimumSize(620, 420)
        listed: QVBoxLayout = column(gap=4, margins=(0, 0, 8, 0))
        for about, text in told(lines):
            listed.addWidget(Text(about, "section", wrap=True))
            listed.addWidget(Text(text, wrap=True))
            listed.addSpacing(8)
        listed.addStretch(1)
        self.accept_button = primary(messages.CLOSE, self.accept, name="accept")
        whole = column(
            Text(PROPOSAL, "title"),
            Text("".join(PROPOSAL_GUIDE), "muted", wrap=True),
            scrolling(listed),
            row(STRETCH, self.accept_button),
            gap=12,
            margins=(24, 20, 24, 20),
        )
        whole.setStretch(2, 1)
        self.setLayout(whole)
