"""Where a person stands in a persona's growth stages (育成段階), and what the next one still asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame

from dxdesk.ui.widgets.basics import Text, column, row
from dxdesk.ui.widgets.chips import Badge
from dxdesk.ui.widgets.messages import Mark

if TYPE_CHECKING:
    from dxdesk.usecases.growth import PersonGrowth

NOW = "いま {stage}"
NOT_REACHED = "未到達"
PROPOSED = "提案 {stage}"
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
    """One persona's stages in words; ``standing`` is the code of the stage that stands."""

    def __init__(self, found: PersonGrowth, standing: str, *, named: bool = True) -> None:
        """Show a persona."""
        super().__init__()
        self.found = found
        self.now = Text(NOW.format(stage=stage_label(found, standing)), "strong")
        self.proposal = Badge("", "accent")
        self.own_word = Badge(OWN_WORD, "attention")
        self.next = Text(next_text(found), "caption", wrap=True)
        head = row(Text(found.persona.name, "caption"), self.now, gap=10) if named else row(self.now)
        for part in (self.proposal, self.own_word):
            head.addWidget(part)
        head.addStretch(1)
        why = "・".join(OWN.format(text=text) if own else text for text, own in found.why)
        self.why = Text(WHY.format(why=why) if why else "", "caption", wrap=True)
        lock = row(Mark("lock", "muted", 15), self.next, gap=6)
        lock.setStretch(1, 1)
        self.setLayout(column(head, self.why, lock, gap=3))
        proposed = found.growth.proposed
        waits = proposed is not None and proposed.code != standing
        if proposed is not None:
            self.proposal.setText(PROPOSED.format(stage=stage_label(found, proposed.code)))
        self.proposal.setVisible(waits)
        self.own_word.setVisible(waits and found.own_word)
        self.why.setVisible(waits and bool(why))
