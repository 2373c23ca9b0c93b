"""体系の下書き: a framework is changed as a draft and becomes an immutable version when it is published."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace

from dxdesk.domain import bridge, canonical
from dxdesk.domain.bridge import MERGED_MAX, Link
from dxdesk.domain.errors import KnownError, Place, Problem
from dxdesk.domain.framework import Framework
from dxdesk.domain.framework_check import check
from dxdesk.usecases import frameworks
from dxdesk.usecases.desk import Desk
from dxdesk.usecases.framework_taking import newest_of, notes_on, version_of
from dxdesk.usecases.ports import UnitOfWork
from dxdesk.usecases.rows import Role
from dxdesk.usecases.years import all_cycles

_PREFIX = "framework-draft:"
_COUNTER = "framework-drafts"


@dataclass(frozen=True, slots=True)
class DraftLine:
    """A draft in the list: what it was copied from, when it was changed (UTC), how much is still wrong."""

    key: str
    name: str
    version: str
    base: str
    changed_at: str
    skills: int
    findings: int


@dataclass(frozen=True)
class Draft:
    """A framework under way.

    ``base_code`` and ``base_version`` name the version it was copied from. ``published`` are the uids of
    that version's items: they are retired and not deleted, since answers hang on them. ``merges`` say
    which retired item (uid) goes on in which one.
    """

    key: str
    framework: Framework
    base_code: str
    base_version: str
    published: tuple[tuple[str, str], ...]
    merges: tuple[tuple[str, str], ...] = ()

    @property
    def retired(self) -> tuple[tuple[str, str], ...]:
        """Items (uid, name) of the version before that the draft has no more."""
        return tuple((uid, name) for uid, name in self.published if not self.framework.has(uid))

    @property
    def follows(self) -> bool:
        """Whether this will be the next version of the framework it was copied from."""
        return self.framework.code == self.base_code

    def links(self) -> tuple[Link, ...]:
        """Return what becomes of every item of the version before (改定対応表)."""
        if not self.follows:
            return ()
        into: dict[str, list[str]] = {}
        for old, new in self.merges:
            if not self.framework.has(old) and self.framework.has(new):
                into.setdefault(new, []).append(old)
        named = [(item.uid, item.name) for item in self.framework.items]
        before = dict(self.published)
        gone = {old for olds in into.values() for old in olds}
        links = []
        for link in bridge.by_uid(self.published, named):
            if link.new and link.new[0] in into:
                own = [link.new[0]] if link.new[0] in before else []
                links.append(Link(MERGED_MAX, (*own, *into[link.new[0]]), link.new))
            elif not (link.old and link.old[0] in gone):
                links.append(link)
        return tuple(links)


@dataclass(frozen=True, slots=True)
class Published:
    """What became of a draft: the version, and what everybody should know of it."""

    code: str
    version: str
    name: str
    notes: tuple[Problem, ...]


def drafts(desk: Desk) -> tuple[DraftLine, ...]:
    """Return the drafts, the one changed last first."""
    with desk.store.read() as uow:
        kept = uow.settings.starting_with(_PREFIX)
    lines = [_line(key, json.loads(text)) for key, text in kept.items() if text]
    return tuple(sorted(lines, key=lambda line: line.changed_at, reverse=True))


def begin(desk: Desk, code: str, version: str = "") -> Draft:
    """Copy a version (empty: the newest), or a shipped preset nobody used yet, into a new draft.

    Raises:
        KnownError: ``wrong-role``, ``framework-version-unknown``.
    """
    desk.require(Role.HR, Role.DX)
    with desk.store.write() as uow:
        framework = version_of(uow, code, version) if version else newest_of(uow, code)
        if framework is None:
            raise KnownError(
                "framework-version-unknown",
                "この版のスキル体系がありません。下書きは作っていません。",
                "一覧から選び直してください。",
                found=f"{code} {version}",
            )
        proposed = _next_version(uow, desk, framework)
        draft = Draft(
            f"{_PREFIX}{uow.settings.next_number(_COUNTER)}",
            replace(framework, version=proposed, follows="", links=()),
            framework.code,
            framework.version,
            tuple((item.uid, item.name) for item in framework.items),
        )
        _keep(uow, desk, draft)
        uow.commit()
    return draft


def load(desk: Desk, key: str) -> Draft:
    """Return a draft.

    Raises:
        KnownError: ``framework-draft-gone``, ``framework-unreadable``.
    """
    with desk.store.read() as uow:
        text = uow.settings.get(key)
    if not key.startswith(_PREFIX) or not text:
        raise KnownError(
            "framework-draft-gone",
            "この下書きは、もうありません。",
            "一覧を開き直してください。",
            found=key.removeprefix(_PREFIX),
        )
    kept = json.loads(text)
    return Draft(
        key,
        frameworks.from_draft(kept["framework"]),
        kept["base_code"],
        kept["base_version"],
        tuple((uid, name) for uid, name in kept["published"]),
        tuple((old, new) for old, new in kept["merges"]),
    )


def save(desk: Desk, draft: Draft) -> None:
    """Keep a draft as it is now, finished or not.

    Raises:
        KnownError: ``wrong-role`` and the store's own (read-only, disk full).
    """
    desk.require(Role.HR, Role.DX)
    with desk.store.write() as uow:
        _keep(uow, desk, draft)
        uow.commit()


def discard(desk: Desk, key: str) -> None:
    """Let a draft go; published versions are not touched."""
    desk.require(Role.HR, Role.DX)
    with desk.store.write() as uow:
        uow.settings.set(key, "")
        uow.commit()


def findings(desk: Desk, draft: Draft) -> tuple[Problem, ...]:
    """Return what has to be put right before a draft can be published, by field; empty = ready."""
    with desk.store.read() as uow:
        return _findings(uow, draft)


def publish(desk: Desk, key: str) -> Published:
    """Make a draft a version that never changes, and let the draft go.

    Raises:
        KnownError: ``wrong-role``, ``framework-draft-gone``, ``framework-…`` for everything that is
            still wrong, naming the fields; nothing is published then.
    """
    desk.require(Role.HR, Role.DX)
    draft = load(desk, key)
    with desk.store.write() as uow:
        problems = _findings(uow, draft)
        if problems:
            raise KnownError.of(problems)
        links = draft.links()
        framework = replace(draft.framework, follows=draft.base_version if links else "", links=links)
        row = frameworks.row_of(framework)
        if uow.exchange.framework(draft.base_code, draft.base_version) is None and links:
            # The version before is a preset: the bridge needs its names when a past year is shown.
            base = version_of(uow, draft.base_code, draft.base_version)
            if base is not None:
                uow.exchange.save_framework(frameworks.row_of(base))
        uow.exchange.save_framework(row)
        uow.audit.append("framework", f"{row.code} {row.version}", {"items": len(framework.items)})
        uow.settings.set(key, "")
        notes = tuple(notes_on(uow, framework, ""))
        uow.commit()
    return Published(row.code, row.version, framework.name, notes)


def _findings(uow: UnitOfWork, draft: Draft) -> tuple[Problem, ...]:
    found = list(check(draft.framework))
    framework = draft.framework
    if version_of(uow, framework.code, framework.version) is not None:
        found.append(
            Problem(
                "framework-version-taken",
                f"版「{framework.version}」は、すでにあります。公開した版は変えられません。",
                "新しい版の名前(例 R8-1)を付けてください。",
                found=framework.version,
                place=Place(cell="version"),
            )
        )
    return tuple(found)


def _next_version(uow: UnitOfWork, desk: Desk, framework: Framework) -> str:
    """Return a version name nobody has, after the fiscal year that is prepared (``R8-1``)."""
    cycles = [cycle.fiscal_year for cycle in all_cycles(uow)]
    today = desk.services.clock.today()
    this_year = int(today[:4]) - (today[5:7] < "04")
    year = max([this_year, *(year + 1 for year in cycles)])
    number = 1
    while version_of(uow, framework.code, f"R{year - 2018}-{number}") is not None:
        number += 1
    return f"R{year - 2018}-{number}"


def _keep(uow: UnitOfWork, desk: Desk, draft: Draft) -> None:
    value = {
        "framework": frameworks.to_text(draft.framework),
        "base_code": draft.base_code,
        "base_version": draft.base_version,
        "published": [list(pair) for pair in draft.published],
        "merges": [list(pair) for pair in draft.merges],
        "changed_at": desk.services.clock.now(),
    }
    uow.settings.set(draft.key, canonical.dumps(value))


def _line(key: str, kept: Mapping[str, str]) -> DraftLine:
    framework = frameworks.from_draft(kept["framework"])
    return DraftLine(
        key,
        framework.name,
        framework.version,
        f"{kept['base_code']} {kept['base_version']}",
        kept["changed_at"],
        len(framework.items),
        len(check(framework)),
    )
