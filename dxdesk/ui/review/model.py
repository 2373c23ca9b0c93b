"""A confirmer's decisions in work: what each level would be, what differs, what still needs a word."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dxdesk.domain.lifecycle import State
from dxdesk.domain.records import Part
from dxdesk.ui.review import messages

if TYPE_CHECKING:
    from dxdesk.usecases.answer import AnswerItem, AnswerSheet
    from dxdesk.usecases.review import Decision, QueueEntry
    from dxdesk.usecases.standing import ItemStanding, PersonYear


@dataclass
class Deciding:
    """One person being looked at; lives as long as the window, so that nothing typed is lost."""

    sheet: AnswerSheet
    stage: Part
    on_behalf_of: str = ""
    levels: dict[str, int] = field(default_factory=dict)
    comments: dict[str, str] = field(default_factory=dict)
    comment: str = ""
    stale: bool = False

    @property
    def person(self) -> PersonYear:
        """Who is looked at."""
        return self.sheet.person

    @property
    def items(self) -> tuple[ItemStanding, ...]:
        """The items in form order."""
        return self.person.items

    def criteria(self, uid: str) -> AnswerItem:
        """Return an item with its statements."""
        return next(item for item in self.sheet.items if item.uid == uid)

    def item(self, uid: str) -> ItemStanding:
        """Return an item's standing."""
        return next(item for item in self.items if item.uid == uid)

    def top(self, uid: str) -> int:
        """Return the highest level of an item's scale."""
        return max((level for level, *_ in self.criteria(uid).criteria), default=3)

    def label(self, uid: str, level: int | None) -> str:
        """Return a level's label."""
        return next((label for value, label, *_ in self.criteria(uid).criteria if value == level), "")

    def basis(self, uid: str) -> int | None:
        """Return the level that stands if nothing is corrected."""
        item = self.item(uid)
        return item.first if self.stage is Part.REVIEW2 and item.first is not None else item.self_level

    def said(self, uid: str) -> int | None:
        """Return what this confirmer said before, if anything."""
        item = self.item(uid)
        return item.second if self.stage is Part.REVIEW2 else item.first

    def level(self, uid: str) -> int | None:
        """Return the level that would be confirmed."""
        if uid in self.levels:
            return self.levels[uid]
        return self.basis(uid)

    def begin(self) -> None:
        """Start from what was said before, where this is looked at again."""
        comments = {
            i.uid: (i.second_comment if self.stage is Part.REVIEW2 else i.first_comment) for i in self.items
        }
        for item in self.items:
            said = self.said(item.uid)
            if said is not None and said != self.basis(item.uid):
                self.levels[item.uid] = said
            if comments[item.uid]:
                self.comments[item.uid] = comments[item.uid]

    def choose(self, uid: str, level: int) -> bool:
        """Correct a level; return whether the item's scale has it."""
        if all(level != value for value, *_ in self.criteria(uid).criteria):
            return False
        if level == self.basis(uid):
            self.levels.pop(uid, None)
        else:
            self.levels[uid] = level
        return True

    def write(self, uid: str, text: str) -> None:
        """Write the comment of an item."""
        if text:
            self.comments[uid] = text
        else:
            self.comments.pop(uid, None)

    def differs(self, uid: str) -> bool:
        """Tell whether the level would differ from what stands."""
        return self.level(uid) != self.basis(uid)

    @property
    def missing(self) -> tuple[str, ...]:
        """The uids that differ and have no comment yet."""
        return tuple(
            item.uid
            for item in self.items
            if self.differs(item.uid) and not self.comments.get(item.uid, "").strip()
        )

    def decision(self) -> Decision:
        """Return the command."""
        from dxdesk.usecases.review import Decision

        return Decision(
            self.person.employee_number,
            dict(self.levels),
            {uid: text for uid, text in self.comments.items() if text.strip()},
            self.comment,
            self.on_behalf_of,
        )


def notes(entry: QueueEntry) -> str:
    """Return what one should know of a person before looking, in a few words."""
    said: list[str] = []
    if entry.conflicts:
        said.append(messages.NOTE_CONFLICT.format(count=entry.conflicts))
    if entry.changed:
        said.append(messages.NOTE_CHANGED)
    if entry.unchanged:
        said.append(messages.NOTE_UNCHANGED)
    elif entry.up > 0:
        said.append(messages.NOTE_UP.format(up=entry.up))
    elif entry.up < 0:
        said.append(messages.NOTE_DOWN.format(up=entry.up))
    if entry.stage is Part.REVIEW2 and entry.differs:
        said.append(messages.NOTE_DIFFERS_FIRST.format(count=entry.differs))
    if entry.proxy:
        said.append(messages.NOTE_PROXY)
    return "・".join(said)


def wanted(entry: QueueEntry, sieve: str) -> bool:
    """Tell whether a person belongs under a filter."""
    if sieve == "todo":
        return not entry.done and (entry.ready or entry.state is not State.NOT_STARTED)
    if sieve == "differs":
        return not entry.done and (entry.differs > 0 or entry.conflicts > 0)
    if sieve == "again":
        return not entry.done and (entry.round > 1 or entry.changed)
    return True


def as_reported(entries: tuple[QueueEntry, ...]) -> tuple[QueueEntry, ...]:
    """Return those who can be confirmed at once: their turn, no conflict, nothing sent again."""
    return tuple(e for e in entries if e.ready and not e.conflicts and not e.changed)
