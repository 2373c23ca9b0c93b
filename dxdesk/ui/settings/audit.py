"""What the audit says, in words: marks that programs know things by tell people nothing."""

from __future__ import annotations

import json

from dxdesk.domain.capabilities import CAPABILITIES
from dxdesk.domain.thing_words import KIND_NAMES
from dxdesk.domain.wareki import fiscal_year_label
from dxdesk.ports.entities import ROLE_LABELS, AuditEntry, Role
from dxdesk.ui.settings import messages
from dxdesk.usecases.sealing import workbook_kinds
from dxdesk.usecases.sealing.workbook_kinds import FRAMEWORK

_YEARS = frozenset(
    {
        *("cycle-open", "cycle-close", "cycle-rules", "cycle-purpose", "assignments-refresh"),
        *("results-told", "results-untold", "finalise-draft"),
    }
)
_RECEIPTS = frozenset({"roster", "undo", "evidence", "attendance", "qualifications"})
_CAPABILITIES = {one.code: one.name for one in CAPABILITIES}
_WORDS = {
    **dict.fromkeys(("capability-on", "capability-off", "capability-declined"), _CAPABILITIES),
    FRAMEWORK.action: messages.AUDIT_PRESETS,
    "passphrase-change": messages.AUDIT_PASSPHRASES,
    "recovery-code": messages.AUDIT_CODES,
}
"""What is done to, where the audit keeps a word of the program's own."""
_DIGESTS = frozenset({"digest", "draft", "papers_digest"})
_KEYS = frozenset({"key-register", "key-renew", "key-revoke"})


def action(entry: AuditEntry) -> str:
    """Return what was done."""
    kind = workbook_kinds.made_by(entry.action)
    if kind is not None and kind.written.made:
        return kind.written.made
    return messages.ACTIONS.get(entry.action, entry.action)


def subject(entry: AuditEntry) -> str:
    """Return to what it was done; empty where only a mark of the program is kept."""
    what, text = entry.action, entry.subject
    if what.startswith("store."):
        return ""
    if what == "create":
        return ROLE_LABELS[Role(text)] if text in {role.value for role in Role} else text
    if what in _WORDS:
        return _WORDS[what].get(text, text)
    if what in _YEARS and text.isdigit():
        return fiscal_year_label(int(text))
    if what in _RECEIPTS and text:
        return messages.AUDIT_RECEIPT.format(number=text)
    if what in _KEYS:
        return messages.AUDIT_KEY.format(start=text[:8])
    if what == "finalise":
        return messages.AUDIT_TIMES.format(number=text)
    if what == "resolve":
        return text.split("/", 1)[0]
    if what == "difference-settle":
        return KIND_NAMES.get(text.partition(":")[0], text)
    if what == "settings":
        return "、".join(messages.AUDIT_SETTINGS.get(name, name) for name in text.split("、"))
    if what in ("number-documents", "issue-papers", "spoil-papers", "unspoil-papers", "print"):
        from dxdesk.usecases.reports.catalogue import title_of

        series, _, year = text.partition(":")
        title = title_of(series)
        return f"{title} {fiscal_year_label(int(year))}" if year.isdigit() else title
    return text


def counts(entry: AuditEntry) -> str:
    """Return ``人数 8`` of the canonical JSON of an entry's counts."""
    try:
        found = json.loads(entry.counts or "{}")
    except ValueError:
        return entry.counts
    if entry.action.startswith("store."):
        return ""
    for name in _DIGESTS & found.keys():
        found[name] = f"{str(found[name])[:8]}…"
    if "target" in found:
        found["target"] = messages.AUDIT_TARGETS.get(str(found["target"]), found["target"])
    return "、".join(f"{messages.COUNTS.get(key, key)} {value}" for key, value in found.items())


def told(entry: AuditEntry) -> str:
    """Return everything of an entry that a search looks at."""
    return f"{entry.actor} {entry.action} {action(entry)} {entry.subject} {subject(entry)}".casefold()
