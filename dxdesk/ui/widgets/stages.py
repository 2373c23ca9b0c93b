"""Where a person stands in a persona's growth stages (育成段階), and what the next one still asks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame

from dxdesk.ui.widgets.chips import Badge
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import STRETCH, clear, column, row
from dxdesk.ui.widgets.messages import Mark

if TYPE_CHECKING:
    from dxdesk.usecases.person_year.stage_evidence import PersonGrowth

NOW = "いま {stage}"
NOT_REACHED = "未到達"
PROPOSED = "提案 {stage}"
IF_CONFIRMED = "上長が確認すると {stage} に進みます(裏づけ: {why})"
TITLE = "育成段階"
TITLE_TEXT = "何をすれば次に進めるか。段階は、上長が確認すると進みます。"
OWN_WORD = "推定(本人の申告による)"
WHY = "提案のわけ: {why}"
OWN = "{text}(本人の申告)"
NEXT = "次の {stage} には: {needs}"
TOP = "いちばん上の段階です。"


def stage_label(found: PersonGrowth, code: str) -> str:
    """Return a stage as people read it; 未到達 for the empty code."""
    return next((f"Step{s.step} {s.name}" for s in found.stages if s.code == code), NOT_REACHED)


def next_text(found: PersonGrowth) -> str:
    """Return what the next stage asks; one judged by its text alone is told with that text."""
    following = found.growth.following
    if following is None:
        return TOP
    needs = "、".join(found.asks)
    if found.growth.by_people and following.statements:
        needs += "「" + "」「".join(statement.marked for statement in following.statements) + "」"
    return NEXT.format(stage=stage_label(found, following.code), needs=needs)


class StageBlock(QFrame):
    """One persona's stages in words; ``standing`` is the code of the stage that stands.

    ``own``: the person themselves reads it, so that it says what may come and not what is proposed.
    """

    def __init__(self, found: PersonGrowth, standing: str, *, own: bool = False) -> None:
        """Show a persona."""
        super().__init__()
        self.found = found
        self.now = Text(NOW.format(stage=stage_label(found, standing)), "strong")
        self.proposal, self.own_word = Badge("", "accent"), Badge(OWN_WORD, "attention")
        self.next = Text(next_text(found), "caption", wrap=True)
        name = Text(found.persona.name, "caption")
        self.head = row(name, self.now, self.proposal, self.own_word, STRETCH, gap=10)
        self.why = Text("", "caption", wrap=True, tone="accent" if own else "")
        lock = row(Mark("lock" if found.growth.following else "check", "muted", 15), self.next, gap=6)
        lock.setStretch(1, 1)
        self.setLayout(column(self.head, self.why, lock, gap=3))
        proposed = found.growth.proposed
        waits = proposed is not None and proposed.code != standing
        stage = stage_label(found, proposed.code) if proposed is not None else ""
        self.proposal.setText(PROPOSED.format(stage=stage))
        why = "・".join(OWN.format(text=text) if said and not own else text for text, said in found.why)
        self.why.setText((IF_CONFIRMED if own else WHY).format(stage=stage, why=why))
        self.proposal.setVisible(waits and not own)
        self.own_word.setVisible(waits and not own and found.own_word)
        self.why.setVisible(waits and bool(why))


class OwnStages(QFrame):
    """A person's own stages to read; hidden where there are none."""

    def __init__(self) -> None:
        """Make an empty card."""
        super().__init__()
        self.setProperty("look", "card")
        self.blocks: list[StageBlock] = []
        self._rows = column(gap=10)
        title = row(Text(TITLE, "strong"), Text(TITLE_TEXT, "caption", wrap=True), gap=12)
        title.setStretch(1, 1)
        self.setLayout(column(title, self._rows, gap=8, margins=(16, 10, 16, 12)))
        self.hide()

    def show_growth(self, growth: Sequence[PersonGrowth]) -> None:
        """Show the stages of every persona."""
        clear(self._rows)
        self.blocks = [StageBlock(found, found.decision.stands, own=True) for found in growth]
        for block in self.blocks:
            self._rows.addWidget(block)
        self.setVisible(bool(self.blocks))
