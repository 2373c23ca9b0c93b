"""次に受ける研修 on a person's card, where the office uses the training ledger; else no trace of it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QVBoxLayout
from shiboken6 import isValid

from dxdesk.ports.entities import Role
from dxdesk.ports.store import Progress
from dxdesk.ui.shell.screen import Screen
from dxdesk.ui.widgets.buttons import button
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import STRETCH, column, inside, row

if TYPE_CHECKING:
    from dxdesk.usecases.development.next_courses import NextCourse

TITLE = "次に受ける研修"
NONE = "いま勧める研修はありません。"
WHY = {
    "must": "必須で、まだ修了していません",
    "level": "「{skill}」の水準のため",
    "stage": "次の育成段階のため",
}
MORE = "ほか {count:,}件"
SHOWN = 4


def next_courses(screen: Screen, number: str) -> QFrame:
    """Return a part that fills itself with the courses that come next for somebody, or stays away."""
    inner = column(gap=2, margins=(0, 8, 0, 8))
    frame = inside(inner)
    frame.hide()
    if screen.desk.role is not Role.HR:
        return frame
    desk = screen.desk

    def work(_: Progress) -> tuple[NextCourse, ...] | None:
        from dxdesk.usecases.development.next_courses import shown_next

        return shown_next(desk, number)

    def done(found: tuple[NextCourse, ...] | None) -> None:
        if found is not None and isValid(frame):
            _fill(screen, inner, found)
            frame.show()

    # What stands around it is true without it: a failure has been told where the card was read.
    screen.operations.run(work, done, failed=lambda _: None, owner=frame, aside=True)
    return frame


def _fill(screen: Screen, inner: QVBoxLayout, found: tuple[NextCourse, ...]) -> None:
    inner.addWidget(Text(TITLE, "strong"))
    for one in found[:SHOWN]:
        go = partial(screen.go.emit, "training", {"course": one.code})
        inner.addLayout(row(button(one.name, go, look="flush", name=f"next-{one.code}"), STRETCH))
        why = WHY[one.why].format(skill=one.skill)
        inner.addWidget(Text(why, "caption", wrap=True))
    if len(found) > SHOWN:
        inner.addWidget(Text(MORE.format(count=len(found) - SHOWN), "caption"))
    if not found:
        inner.addWidget(Text(NONE, "caption", wrap=True))
