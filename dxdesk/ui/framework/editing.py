"""A draft being changed: every change can be taken back, and what there is now is saved by itself."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal

from dxdesk.domain.framework import Framework
from dxdesk.domain.framework_check import check
from dxdesk.ui.framework.findings import Shown, shown
from dxdesk.usecases.framework_drafts import Draft

_SAVE_MS = 500
MOST_STEPS = 200


class Editing(QObject):
    """Holds a draft, the ones before it, and tells who changed it."""

    changed = Signal(object)
    """The draft changed; the argument is who changed it (``None`` for undo): that part shows it already."""
    save_wanted = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        """Start without a draft."""
        super().__init__(parent)
        self.draft: Draft | None = None
        self._before: list[Draft] = []
        self._after: list[Draft] = []
        self._step = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SAVE_MS)
        self._timer.timeout.connect(self.save_wanted)

    @property
    def framework(self) -> Framework:
        """The framework as it is now.

        Raises:
            ValueError: no draft is open.
        """
        if self.draft is None:
            raise ValueError("no draft")
        return self.draft.framework

    def open(self, draft: Draft) -> None:
        """Begin with a draft."""
        self.draft, self._step = draft, ""
        self._before, self._after = [], []
        self.changed.emit(None)

    def change(
        self,
        framework: Framework,
        who: object = None,
        step: str = "",
        merges: tuple[tuple[str, str], ...] | None = None,
    ) -> None:
        """Take a change.

        Args:
            framework: the framework after it.
            who: the part that made it.
            step: names the field; letters typed into one field are one step.
            merges: retired items and those they go on in; ``None`` leaves them.
        """
        if self.draft is None:
            return
        merged = self.draft.merges if merges is None else merges
        if framework == self.draft.framework and merged == self.draft.merges:
            return
        if not step or step != self._step:
            self._before = [*self._before[-MOST_STEPS:], self.draft]
        self._step, self._after = step, []
        self.draft = replace(self.draft, framework=framework, merges=merged)
        self._timer.start()
        self.changed.emit(who)

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return bool(self._before)

    @property
    def can_redo(self) -> bool:
        """Whether there is a step to do again."""
        return bool(self._after)

    def undo(self) -> None:
        """Take the last step back."""
        self._go(self._before, self._after)

    def redo(self) -> None:
        """Do the last step again."""
        self._go(self._after, self._before)

    def _go(self, source: list[Draft], target: list[Draft]) -> None:
        if self.draft is None or not source:
            return
        target.append(self.draft)
        self.draft, self._step = source.pop(), ""
        self._timer.start()
        self.changed.emit(None)

    def findings(self) -> tuple[Shown, ...]:
        """Return what has to be put right before publishing."""
        return tuple(shown(problem, self.framework) for problem in check(self.framework))

    def settle(self) -> bool:
        """Stop waiting; return whether something is still to be saved."""
        waits = self._timer.isActive()
        self._timer.stop()
        return waits
