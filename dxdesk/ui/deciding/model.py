"""A confirmer's decisions in work: what each level would be, what differs, what still needs a word."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dxdesk.domain.contents import STAGE_PREFIX
from dxdesk.domain.lifecycle import State
from dxdesk.domain.records import Part
from dxdesk.ui.deciding import messages
from dxdesk.ui.look import words

if TYPE_CHECKING:
    from dxdesk.usecases.answering.sheet import AnswerItem, AnswerSheet
    from dxdesk.usecases.person_year.stage_evidence import PersonGrowth
    from dxdesk.usecases.person_year.standing import ItemStanding, PersonYear
    from dxdesk.usecases.review.confirming import Decision, QueueEntry
    from dxdesk.usecases.review.whole_queue import Looked

Said = tuple[dict[str, int], dict[str, str], str, dict[str, str]]
"""Levels and comments by item uid, the comment on the whole, stage codes by persona code."""


@dataclass
class ReviewDraft:
    """One person being looked at; lives as long as the window, so that nothing typed is lost."""

    sheet: AnswerSheet
    stage: Part
    on_behalf_of: str = ""
    levels: dict[str, int] = field(default_factory=dict)
    comments: dict[str, str] = field(default_factory=dict)
    comment: str = ""
    stages: dict[str, str] = field(default_factory=dict)
    _index: tuple[AnswerSheet, dict[str, tuple[ItemStanding, AnswerItem]]] | None = field(
        default=None, init=False, repr=False, compare=False
    )

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
        return self._known()[uid][1]

    def item(self, uid: str) -> ItemStanding:
        """Return an item's standing."""
        return self._known()[uid][0]

    def _known(self) -> dict[str, tuple[ItemStanding, AnswerItem]]:
        """Return the items by uid; made anew when another sheet was read."""
        if self._index is None or self._index[0] is not self.sheet:
            asked = {item.uid: item for item in self.sheet.items}
            self._index = self.sheet, {item.uid: (item, asked[item.uid]) for item in self.items}
        return self._index[1]

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

    @property
    def what(self) -> str:
        """Return in a word what stands if nothing is corrected."""
        return messages.SAID_FIRST if self.stage is Part.REVIEW2 and self.route_first else messages.SAID_SELF

    @property
    def route_first(self) -> str:
        """The first confirmer's employee number, empty where there is none."""
        return self.person.route.first

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
        second = self.stage is Part.REVIEW2
        for found in self.sheet.growth:
            decision = found.decision
            code = decision.second if second else decision.first
            if code is not None and not (second and code == decision.first):
                self.stages[found.persona.code] = code
            words = decision.second_comment if second else decision.first_comment
            if words:
                self.comments[STAGE_PREFIX + found.persona.code] = words
        self.comment = self.person.second_overall if second else self.person.first_overall

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

    def write_overall(self, text: str) -> None:
        """Write the comment on the whole."""
        self.comment = text

    def stand_again(self, uid: str) -> None:
        """Take a correction back: what stands is confirmed."""
        self.levels.pop(uid, None)

    def has(self, uid: str) -> bool:
        """Tell whether the person is asked about an item."""
        return uid in self._known()

    def differs(self, uid: str) -> bool:
        """Tell whether the level would differ from what stands."""
        return self.level(uid) != self.basis(uid)

    def first_corrected(self, uid: str) -> bool:
        """Tell whether the first confirmer corrected what the person reported (seen at the second)."""
        item = self.item(uid)
        known = item.first is not None and item.self_level is not None
        return self.stage is Part.REVIEW2 and known and item.first != item.self_level

    @property
    def corrected(self) -> int:
        """How many levels would differ from what stands."""
        return sum(self.differs(item.uid) for item in self.items)

    def differences(self, uid: str) -> tuple[tuple[str, bool], ...]:
        """Return in words how the levels of an item differ, each with whether it needs a look."""
        item, found = self.item(uid), []
        moved = _steps(item.last, item.self_level)
        if moved:
            found.append((messages.DIFF_LAST.format(steps=moved), abs(int(moved)) > 1 or int(moved) < 0))
        if self.first_corrected(uid):
            labels = self.label(uid, item.self_level) or messages.DIFF_BLANK, self.label(uid, item.first)
            found.append((messages.DIFF_FIRST.format(before=labels[0], after=labels[1]), True))
        if self.differs(uid):
            labels = self.label(uid, self.basis(uid)) or messages.DIFF_BLANK, self.label(uid, self.level(uid))
            found.append((messages.DIFF_OWN.format(before=labels[0], after=labels[1]), True))
        level = self.level(uid)
        if item.required is not None and level is not None and level < item.required:
            found.append((messages.DIFF_REQUIRED.format(steps=item.required - level), True))
        return tuple(found)

    @property
    def missing(self) -> tuple[str, ...]:
        """The uids that differ and have no comment yet."""
        return tuple(
            item.uid
            for item in self.items
            if self.differs(item.uid) and not self.comments.get(item.uid, "").strip()
        )

    def said_now(self) -> Said:
        """Return a copy of what is typed."""
        return dict(self.levels), dict(self.comments), self.comment, dict(self.stages)

    def say(self, said: Said) -> None:
        """Go back (or forward) to what was typed."""
        self.levels, self.comments, self.comment = dict(said[0]), dict(said[1]), said[2]
        self.stages = dict(said[3])

    def text(self) -> str:
        """Return what is typed as a draft."""
        said: dict[str, object] = {"levels": self.levels, "comments": self.comments, "comment": self.comment}
        return json.dumps(
            {**said, "stages": self.stages, "behalf": self.on_behalf_of}, ensure_ascii=False, sort_keys=True
        )

    def take_up(self, text: str) -> bool:
        """Go on with a draft; return whether it still fits (levels a scale lost are left out)."""
        draft = json.loads(text)
        behalf = str(draft["behalf"])
        stood_in = behalf == self.person.route.first and self.person.state is State.SUBMITTED
        if behalf != self.on_behalf_of and not (behalf and stood_in):
            return False
        if behalf != self.on_behalf_of:
            self.stage, self.on_behalf_of = Part.REVIEW1, behalf
        self.levels, self.comments = {}, {}
        for uid, level in draft["levels"].items():
            if self.has(uid):
                self.choose(uid, int(level))
        for uid, comment in draft["comments"].items():
            if self.has(uid) or uid.startswith(STAGE_PREFIX):
                self.write(uid, str(comment))
        self.stages = {}
        for persona, code in draft.get("stages", {}).items():
            self.decide_stage(persona, str(code))
        self.comment = str(draft["comment"])
        return True

    def decide_stage(self, persona: str, code: str | None) -> None:
        """Decide on a persona's stage, empty for none reached; ``None`` leaves it as it stands."""
        found = next((each for each in self.sheet.growth if each.persona.code == persona), None)
        if code is None:
            self.stages.pop(persona, None)
            self.comments.pop(STAGE_PREFIX + persona, None)
        elif found is not None and (not code or any(stage.code == code for stage in found.stages)):
            self.stages[persona] = code

    def stands(self, found: PersonGrowth) -> str:
        """Return the stage that stands if nothing is decided here."""
        from dxdesk.usecases.review.stages import stands_before

        return stands_before(found.decision, self.stage)

    def stage_needs(self, found: PersonGrowth) -> bool:
        """Tell whether what is decided on a persona's stage has to be explained."""
        from dxdesk.usecases.review.stages import needs_comment

        code = self.stages.get(found.persona.code)
        return code is not None and needs_comment(found, self.stage, code)

    @property
    def stages_missing(self) -> tuple[PersonGrowth, ...]:
        """The personas whose stage has to be explained and is not."""
        return tuple(
            found
            for found in self.sheet.growth
            if self.stage_needs(found)
            and not self.comments.get(STAGE_PREFIX + found.persona.code, "").strip()
        )

    @property
    def stopped(self) -> bool:
        """Whether it cannot be confirmed as it is: answers differ, or a word is missing."""
        unexplained = bool(self.missing or self.stages_missing) and not self.comment.strip()
        return bool(self.person.disputed) or unexplained

    @property
    def proposals(self) -> dict[str, str]:
        """The proposed stages by persona that are not decided and do not stand."""
        return {
            found.persona.code: found.growth.proposed.code
            for found in self.sheet.growth
            if found.growth.proposed is not None and found.growth.proposed.code != self.stands(found)
        }

    def looked(self) -> Looked:
        """Return the command together with what was in view."""
        from dxdesk.usecases.review.whole_queue import Looked, seen_of

        return Looked(self.decision(), seen_of(self.person))

    def decision(self) -> Decision:
        """Return the command."""
        from dxdesk.usecases.review.confirming import Decision

        written = {uid: text for uid, text in self.comments.items() if text.strip()}
        stages: dict[str, str | None] = {
            found.persona.code: None
            for found in self.sheet.growth
            if (found.decision.second if self.stage is Part.REVIEW2 else found.decision.first) is not None
        }
        return Decision(
            self.person.employee_number,
            dict(self.levels),
            {uid: text for uid, text in written.items() if not uid.startswith(STAGE_PREFIX)},
            self.comment,
            self.on_behalf_of,
            stages | self.stages,
            {
                uid.removeprefix(STAGE_PREFIX): text
                for uid, text in written.items()
                if uid.startswith(STAGE_PREFIX)
            },
        )


def _steps(before: int | None, after: int | None) -> str:
    return f"{after - before:+d}" if before is not None and after is not None and before != after else ""


def behalf(entry: QueueEntry) -> str:
    """Return for whom one is named to confirm a person, e.g. ``山﨑 直樹さんの代理``."""
    return messages.NOTE_BEHALF.format(name=words.shown(entry.on_behalf_of_name))


def without_last(entry: QueueEntry) -> str:
    """Return what is said of somebody without last year's levels: the first time only where that is known."""
    return messages.NOTE_FIRST_TIME if entry.first_time else messages.NOTE_NO_LAST


def notes(entry: QueueEntry) -> str:
    """Return what one should know of a person before looking, in a few words."""
    said: list[str] = []
    if entry.on_behalf_of:
        said.append(behalf(entry))
    if entry.conflicts:
        said.append(messages.NOTE_CONFLICT.format(count=entry.conflicts))
    if entry.changed:
        said.append(messages.NOTE_CHANGED)
    if entry.unchanged:
        said.append(messages.NOTE_UNCHANGED)
    elif entry.moved:
        up = f"{entry.up:+}" if entry.up else messages.NOTE_EVEN
        told = messages.NOTE_DIFFERS_LAST if _from_last(entry) else messages.NOTE_UP
        said.append(told.format(count=entry.moved, up=up))
    if not _from_last(entry) and entry.differs:
        said.append(messages.NOTE_DIFFERS_FIRST.format(count=entry.differs))
    if entry.proposed:
        said.append(messages.NOTE_STAGE)
    if entry.proxy:
        said.append(messages.NOTE_PROXY)
    return "・".join(said)


def _from_last(entry: QueueEntry) -> bool:
    """Tell whether what differs is said of last year; a second confirmer looks at what the first changed."""
    return entry.stage is Part.REVIEW1 or entry.sole


def wanted(entry: QueueEntry, filter_key: str) -> bool:
    """Tell whether a person belongs under a filter; all but the last hold people whose turn it is."""
    if filter_key == "todo":
        return not entry.done and entry.ready
    if filter_key == "differs":
        return not entry.done and ((entry.ready and entry.differs > 0) or entry.conflicts > 0)
    if filter_key == "again":
        return not entry.done and entry.ready and (entry.round > 1 or entry.changed)
    return True


def as_reported(entries: tuple[QueueEntry, ...]) -> tuple[QueueEntry, ...]:
    """Return those who can be confirmed at once: their turn, no conflict, nothing sent again."""
    return tuple(e for e in entries if e.ready and not e.conflicts and not e.changed)
