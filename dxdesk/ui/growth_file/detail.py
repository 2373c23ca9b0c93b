"""What stands beside the picked entry: its fields, what was found of it, and its history."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout

from dxdesk.domain.growth_entries import ROLE_NAMES
from dxdesk.ui.growth_file import messages
from dxdesk.ui.look import dates, words
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.layouts import clear

if TYPE_CHECKING:
    from dxdesk.domain.contents import FileEntry
    from dxdesk.domain.growth_file import Finding
    from dxdesk.usecases.growth_files.reading import Kept


def show_entry(layout: QVBoxLayout, kept: Kept, number: str) -> None:
    """Show an entry of somebody's file; ``number`` is the one they have today."""
    from dxdesk.usecases.growth_files.words import told

    clear(layout)
    line = kept.line
    layout.addWidget(Text(line.entry.name, "section", wrap=True))
    for name, text in _fields(line.entry):
        layout.addWidget(Text(name, "caption"))
        layout.addWidget(Text(text, wrap=True))
    if line.from_form:
        layout.addWidget(
            Text(messages.FROM_CASE if line.from_case else messages.FROM_FORM, "muted", wrap=True)
        )
    if kept.number != number:
        layout.addWidget(Text(messages.UNDER.format(number=kept.number), "muted", wrap=True))
    if line.findings or not line.counts:
        layout.addSpacing(6)
        layout.addWidget(Text(messages.FOUND, "section"))
        for finding in line.findings:
            before = "" if finding.vouched.said == line.said else messages.BEFORE
            layout.addWidget(Text(f"{_found(finding)}{before}", "muted" if before else "", wrap=True))
        if not line.findings and not line.counts:
            layout.addWidget(Text(messages.FOUND_NONE, tone="attention", wrap=True))
    if len(kept.history) > 1:
        layout.addSpacing(6)
        layout.addWidget(Text(messages.HISTORY, "section"))
        for one in reversed(kept.history):
            what = messages.TAKEN_OUT if one.entry is None else told(one.entry)
            who = words.shown(one.by_name) or messages.BY_PERSON
            said = messages.SAID.format(day=dates.short_day(one.made_on), who=who, what=what)
            layout.addWidget(Text(said, "caption", wrap=True))
    layout.addStretch(1)


def _found(finding: Finding) -> str:
    from dxdesk.domain.growth_file import CONFIRMED
    from dxdesk.usecases.growth_files.words import moment

    who = f"{dates.short_day(finding.made.made_on)} {words.shown(finding.made.by_name)}"
    if finding.vouched.answer != CONFIRMED:
        return messages.CANNOT_BY.format(who=who, why=finding.vouched.comment)
    kind, day, number = finding.vouched.seen
    seen = " ".join(part for part in (kind, moment(day), number) if part)
    found = messages.CONFIRMED_BY.format(who=who, seen=seen)
    return f"{found}\n{finding.vouched.comment}" if finding.vouched.comment else found


def _fields(entry: FileEntry) -> Iterator[tuple[str, str]]:
    from dxdesk.usecases.growth_files.words import moment, when

    for name, field in messages.FIELDS:
        if field == "when":
            text = when(entry)
        elif field == "role":
            text = ROLE_NAMES.get(entry.role, entry.role)
        elif field == "section":
            text = entry.section[1]
        elif field in ("expires", "approved_on"):
            text = moment(str(getattr(entry, field)))
        else:
            said = getattr(entry, field)
            text = str(said) if said else ""
        if text:
            yield name, text
