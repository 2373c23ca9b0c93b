"""体系の下書き: a framework in work, kept after every change, until it is published as a version.

A version that exists never changes: it is copied into a draft, and the draft becomes the next version.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import count
from pathlib import Path

from dxdesk.domain import bridge
from dxdesk.domain.errors import KnownError, Problem
from dxdesk.domain.framework import Framework
from dxdesk.domain.framework_check import check
from dxdesk.domain.framework_edit import bridged
from dxdesk.domain.text import cleaned
from dxdesk.domain.wareki import fiscal_year_of, fiscal_year_short
from dxdesk.ports.entities import FrameworkDraft, Role
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.exchange.file_report import Change
from dxdesk.usecases.framework_editing import taking
from dxdesk.usecases.framework_editing.book_reading import read_book
from dxdesk.usecases.framework_editing.usage import Key, Usage, known_skills, usage
from dxdesk.usecases.frameworks import versions
from dxdesk.usecases.workplace.desk import Desk


@dataclass(frozen=True, slots=True)
class DraftLine:
    """A draft in the list: what it is going to be, and what it was copied from."""

    draft_id: str
    name: str
    code: str
    version: str
    follows: str
    skills: int
    findings: int
    saved_at: str


@dataclass(frozen=True)
class OpenDraft:
    """A draft to edit.

    ``base`` is the version it follows (``None``: a framework of its own), ``known`` says by item uid in
    which versions and years a skill stands already: such a skill is not deleted but retired (廃止).
    ``usage`` says of every part and key who uses it outside the draft, as it was when the draft was opened.
    """

    draft_id: str
    framework: Framework
    base: Framework | None
    known: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    usage: Mapping[Key, Usage] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Anew:
    """A skill that nobody carries a level over for, and who has to answer it."""

    name: str
    who: str


@dataclass(frozen=True, slots=True)
class Publication:
    """What publishing does, or did."""

    framework: Framework
    changes: tuple[Change, ...]
    anew: tuple[Anew, ...]
    dropped: tuple[str, ...]
    notes: tuple[Problem, ...]


def drafts(desk: Desk) -> tuple[DraftLine, ...]:
    """Return the drafts of this store, the one saved last first."""
    with desk.store.read() as uow:
        rows = uow.exchange.framework_drafts()
    return tuple(_line(row, versions.draft_from_text(row.text)) for row in rows)


def _line(row: FrameworkDraft, framework: Framework) -> DraftLine:
    return DraftLine(
        row.draft_id,
        framework.name,
        framework.code,
        framework.version,
        framework.follows,
        len(framework.items),
        len(check(framework)),
        row.saved_at,
    )


def new_draft(desk: Desk, code: str, version: str) -> OpenDraft:
    """Copy a version, kept or preset, into a draft that is going to follow it.

    Raises:
        KnownError: ``wrong-role``, ``preset-unknown``.
    """
    desk.require(Role.HR, Role.DX)
    with desk.store.write() as uow:
        base = taking.version_of(uow, code, version) or versions.load_preset(code)
        named = replace(base, version=_next_version(desk, uow, base), follows=base.version, links=())
        draft_id = secrets.token_hex(8)
        uow.exchange.save_framework_draft(_row(desk, draft_id, named))
        uow.audit.append("framework-draft", f"{code} {base.version}", {"items": len(named.items)})
        uow.commit()
        return _opened(desk, uow, draft_id, named)


def draft_of_book(desk: Desk, path: Path) -> OpenDraft:
    """Take a workbook in as a draft, to go on with it on the screen.

    A workbook that still bears the name of a version there is becomes a draft that follows it.

    Raises:
        KnownError: ``wrong-role`` and what reading the workbook raises, with its cells.
    """
    desk.require(Role.HR, Role.DX)
    with desk.store.write() as uow:
        found = read_book(
            desk.services.tables, path, lambda code, version: taking.version_of(uow, code, version)
        )
        opened = begin_draft(desk, uow, found)
        uow.commit()
        return opened


def begin_draft(desk: Desk, uow: UnitOfWork, found: Framework) -> OpenDraft:
    """Keep a framework as a draft; one that bears the name of a version there is becomes one that follows it.

    The unit of work is not committed.
    """
    same = taking.version_of(uow, found.code, found.version)
    if same is not None:
        found = replace(found, version=_next_version(desk, uow, same), follows=same.version, links=())
    draft_id = secrets.token_hex(8)
    uow.exchange.save_framework_draft(_row(desk, draft_id, found))
    uow.audit.append("framework-draft", f"{found.code} {found.version}", {"items": len(found.items)})
    return _opened(desk, uow, draft_id, found)


def _next_version(desk: Desk, uow: UnitOfWork, base: Framework) -> str:
    """Propose the name of the next version, e.g. ``R8-2``: the year it is written in, and a free number.

    What went out with a preset is taken, mended since or not.
    """
    drafted = {versions.draft_from_text(row.text).version for row in uow.exchange.framework_drafts()}
    year = fiscal_year_short(fiscal_year_of(date.fromisoformat(desk.services.clock.today())))
    names = (f"{year}-{number}" for number in count(1))
    return next(
        name
        for name in names
        if name not in drafted and name != base.version and taking.version_of(uow, base.code, name) is None
    )


def open_draft(desk: Desk, draft_id: str) -> OpenDraft:
    """Return a draft to edit.

    Raises:
        KnownError: ``framework-draft-unknown``.
    """
    with desk.store.read() as uow:
        return _opened(desk, uow, draft_id, versions.draft_from_text(_kept(uow, draft_id).text))


def _kept(uow: UnitOfWork, draft_id: str) -> FrameworkDraft:
    for row in uow.exchange.framework_drafts():
        if row.draft_id == draft_id:
            return row
    raise KnownError(
        "framework-draft-unknown",
        "この下書きはもうありません。公開されたか、削除されています。",
        "「体系」の一覧から選び直してください。",
    )


def _opened(desk: Desk, uow: UnitOfWork, draft_id: str, framework: Framework) -> OpenDraft:
    found = usage(desk, uow, framework)
    return OpenDraft(draft_id, framework, _base(uow, framework), known_skills(found), found)


def _base(uow: UnitOfWork, framework: Framework) -> Framework | None:
    if not framework.follows:
        return None
    return taking.version_of(uow, framework.code, framework.follows)


def save_draft(desk: Desk, draft_id: str, framework: Framework) -> str:
    """Keep a draft as it is, sound or not; return when (UTC).

    Raises:
        KnownError: ``wrong-role``, ``framework-draft-unknown`` (published or deleted meanwhile).
    """
    desk.require(Role.HR, Role.DX)
    row = _row(desk, draft_id, framework)
    with desk.store.write() as uow:
        _kept(uow, draft_id)
        uow.exchange.save_framework_draft(row)
        uow.commit()
    return row.saved_at


def _row(desk: Desk, draft_id: str, framework: Framework) -> FrameworkDraft:
    return FrameworkDraft(draft_id, versions.to_text(cleaned(framework)), desk.services.clock.now())


def delete_draft(desk: Desk, draft_id: str) -> None:
    """Delete a draft; versions stay.

    Raises:
        KnownError: ``wrong-role``, ``framework-draft-unknown``.
    """
    desk.require(Role.HR, Role.DX)
    with desk.store.write() as uow:
        found = versions.draft_from_text(_kept(uow, draft_id).text)
        uow.exchange.remove_framework_draft(draft_id)
        uow.audit.append("framework-draft-deleted", f"{found.code} {found.version}", {})
        uow.commit()


def publish(desk: Desk, draft_id: str, *, dry_run: bool = False) -> Publication:
    """Make a draft an immutable version; with ``dry_run`` only tell what that would do.

    Raises:
        KnownError: ``wrong-role``, ``framework-draft-unknown``, ``framework-version-taken``,
            ``framework-carried-twice`` or what ``framework_check`` finds, all of it.
    """
    desk.require(Role.HR, Role.DX)
    with desk.store.write() as uow:
        framework = versions.draft_from_text(_kept(uow, draft_id).text)
        if taking.version_of(uow, framework.code, framework.version) is not None:
            raise _taken(framework)
        problems = check(framework)
        if problems:
            raise KnownError.of(problems)
        base = _base(uow, framework)
        framework = _bridged(framework, base)
        told = Publication(
            framework,
            tuple(taking.changes(base, framework)),
            tuple(_anew(framework, base)),
            tuple(base.item(uid).name for link in framework.links if not link.new for uid in link.old)
            if base
            else (),
            tuple(taking.notes(uow, framework)),
        )
        if dry_run:
            return told
        row = versions.row_of(framework)
        uow.exchange.save_framework(row)
        uow.exchange.remove_framework_draft(draft_id)
        uow.audit.append("framework", f"{row.code} {row.version}", {"items": len(framework.items)})
        uow.commit()
    return told


def _taken(framework: Framework) -> KnownError:
    return KnownError(
        "framework-version-taken",
        f"版「{framework.version}」はすでに公開されています。公開した版は変えられません。何も変えていません。",
        "「体系」のタブで、版に新しい名前(例 R8-2)を書いてください。",
        found=f"{framework.code} {framework.version}",
    )


def _bridged(framework: Framework, base: Framework | None) -> Framework:
    """Return the framework with what became of each skill of the version it follows (改定対応表)."""
    if base is None:
        return replace(framework, follows="", links=())
    try:
        return replace(framework, links=bridged(framework, base))
    except ValueError as error:
        name = base.item(str(error)).name
        raise KnownError(
            "framework-carried-twice",
            "前の版のスキルの引き継ぎ方が決まりません。まだ公開していません。",
            "統合したスキルを廃止するか、「前の版から引き継ぐスキル」の印を外してください。",
            found=name,
        ) from None


def _anew(framework: Framework, base: Framework | None) -> Iterable[Anew]:
    """Yield what is answered anew: new skills, and those whose levels have other values than before."""
    titles = {persona.code: persona.name for persona in framework.personas}
    new = set(bridge.to_answer_anew(framework.links, [item.uid for item in framework.items]))
    for item in framework.items:
        past = base.item(item.uid) if base is not None and base.has(item.uid) else None
        rescaled = (
            base is not None
            and past is not None
            and base.allowed_levels(past) != framework.allowed_levels(item)
        )
        if item.uid in new or rescaled:
            only = [*item.grades, *(titles.get(code, code) for code in item.personas)]
            yield Anew(item.name, "・".join(only) or "全員")
