"""用語集: the words of an office, written down, searched, and taken from a policy.

A policy's glossary comes with its preset (``frameworks.term_list``): the words and where they stand are the
policy's, the sentences ours.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from dxdesk.domain.completion import evened
from dxdesk.domain.errors import KnownError, Problem
from dxdesk.domain.glossary_record import KINDS, TERM, TermSaid
from dxdesk.domain.names import search_key
from dxdesk.domain.plain_things import changed_fields
from dxdesk.domain.text import NAME_UNITS, too_long
from dxdesk.ports.entities import Role
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.agenda.ledger import require_agenda
from dxdesk.usecases.frameworks.offers import Offer, offers_of
from dxdesk.usecases.frameworks.term_list import preset_terms
from dxdesk.usecases.person_year.differing import marks
from dxdesk.usecases.person_year.owned_things import Kept, counting_of, owner_of
from dxdesk.usecases.person_year.plain_held import Held, held_of, put_down, say, subject_of
from dxdesk.usecases.workplace.desk import Desk

LEAD = "語"
"""What the codes begin with: 語-1."""
_NOTHING_DONE = "何も変えていません。"


@dataclass(frozen=True, slots=True)
class TermLine:
    """A word; ``apart`` is what two stores of its owner say differently of it."""

    owner: str
    said: TermSaid
    apart: str = ""


def terms(desk: Desk, query: str = "") -> tuple[TermLine, ...]:
    """Return the words by their reading, those taken out among them; with a query those that have its words.

    Raises:
        KnownError: ``wrong-role``, ``agenda-off``.
    """
    desk.require(Role.HR, Role.DX)
    with desk.store.read() as uow:
        require_agenda(uow)
        apart = marks(uow)
        found = [TermLine(one.owner, one.said, apart.get(one.subject, "")) for one in held(uow)]
    words = [search_key(word) for word in query.split()]
    return tuple(one for one in found if all(word in _searched(one.said) for word in words))


def _searched(said: TermSaid) -> str:
    return search_key(" ".join((said.name, said.reading, said.meaning, said.source, said.note)))


def held(uow: UnitOfWork) -> tuple[Held[TermSaid], ...]:
    """Return the words that records say, by their reading."""
    found = held_of(counting_of(uow, KINDS), TERM, TermSaid)
    return tuple(sorted(found, key=lambda one: (search_key(one.said.reading or one.said.name), one.owner)))


def own(desk: Desk, uow: UnitOfWork) -> dict[str, TermSaid]:
    """Return this store's own words by their code."""
    owner = owner_of(desk)
    return {one.said.code: one.said for one in held(uow) if one.owner == owner}


def save_term(desk: Desk, wanted: TermSaid, before: str = "") -> Kept:
    """Keep a word as somebody wrote it down; without a code it gets the next number (語-1).

    Args:
        desk: the store of whoever owns it.
        wanted: the word.
        before: the code of the one that is changed, empty for a new one.

    Raises:
        KnownError: ``wrong-role``, ``agenda-off``, ``term-unknown``, ``text-too-long`` and what ``problems``
            finds.
    """
    desk.require(Role.HR, Role.DX)
    with desk.store.write() as uow:
        require_agenda(uow)
        there = own(desk, uow)
        old = there.get(before) if before else None
        if before and old is None:
            raise unknown(before)
        if old is not None and wanted.meaning != old.meaning:
            wanted = wanted._replace(supplement=False)
        wanted = complete(wanted._replace(code=before), there)
        others = [one for code, one in there.items() if code != wanted.code and not one.ended]
        found = tuple(problem for _, problem in problems(wanted, old, others))
        if found:
            first = found[0]
            raise KnownError.of(
                (Problem(first.code, f"{first.message}{_NOTHING_DONE}", first.fix, first.found), *found[1:])
            )
        kept = put_down(desk, uow, TERM, wanted.code, old, wanted)
        uow.commit()
    return kept


def end_term(desk: Desk, code: str, *, ended: bool = True) -> Kept:
    """Take a word out, or put it back.

    Raises:
        KnownError: ``wrong-role``, ``agenda-off``, ``term-unknown``.
    """
    desk.require(Role.HR, Role.DX)
    with desk.store.write() as uow:
        require_agenda(uow)
        old = own(desk, uow).get(code)
        if old is None:
            raise unknown(code)
        kept = put_down(desk, uow, TERM, code, old, old._replace(ended=ended))
        uow.commit()
    return kept


def term_there(desk: Desk, code: str) -> TermSaid | None:
    """Return a word of this store's own by its code, ``None`` where there is none.

    Raises:
        KnownError: ``wrong-role``, ``agenda-off``.
    """
    desk.require(Role.HR, Role.DX)
    with desk.store.read() as uow:
        require_agenda(uow)
        return own(desk, uow).get(code)


def complete(wanted: TermSaid, taken: Collection[str]) -> TermSaid:
    """Return a word as it is kept, with a code."""
    free = (f"{LEAD}-{place}" for place in range(1, len(taken) + 2) if f"{LEAD}-{place}" not in taken)
    return wanted._replace(code=wanted.code or next(free), name=wanted.name.strip())


def problems(
    wanted: TermSaid, _: TermSaid | None, others: Sequence[TermSaid]
) -> Iterator[tuple[str, Problem]]:
    """Find what a word may not say, by field; ``others`` are the words beside it."""
    if not wanted.name:
        yield "name", Problem("term-nameless", "用語が空です。", "用語を書いてください。")
    for one in too_long(wanted.name, limit=NAME_UNITS):
        yield "name", one
    if not wanted.meaning.strip():
        fix = "その用語が何を指すかを書いてください。"
        yield "meaning", Problem("term-meaningless", "説明が空です。", fix, wanted.name)
    alike = next((one for one in others if evened(one.name) == evened(wanted.name)), None)
    if alike is not None and wanted.name:
        fix = "あるものを直すか、外してから加えてください。"
        message = f"同じ用語が、もうあります(番号 {alike.code})。"
        yield "name", Problem("term-twice", message, fix, wanted.name)


def unknown(code: str) -> KnownError:
    """Return the error for a word that this store has not."""
    return KnownError(
        "term-unknown",
        f"その番号の用語は、この台帳にありません。{_NOTHING_DONE}",
        "「検討と予定」の「用語集」(コマンドでは dxdesk terms)で番号を確かめてください。",
        found=code,
    )


def offers() -> tuple[Offer, ...]:
    """Return the shipped policies that have a 用語集."""
    return offers_of(preset_terms)


def take_terms(desk: Desk, code: str) -> Kept:
    """Take the words of a shipped policy; a word that the office has already stays as it is.

    Raises:
        KnownError: ``wrong-role``, ``agenda-off``, ``terms-none-stated``.
    """
    desk.require(Role.HR, Role.DX)
    listed = preset_terms(code)
    if not listed:
        raise KnownError(
            "terms-none-stated",
            f"この方針に、用語集はありません。{_NOTHING_DONE}",
            f"{'、'.join(one.code for one in offers())}から選ぶか、1つずつ書いてください。",
            found=code,
        )
    with desk.store.write() as uow:
        require_agenda(uow)
        there = own(desk, uow)
        names = {evened(one.name) for one in there.values()}
        taken = set(there)
        new = [one for one in listed if one.code not in taken and evened(one.name) not in names]
        for one in new:
            say(desk, uow, subject_of(TERM, owner_of(desk), one.code), changed_fields(TermSaid(), one))
        if new:
            uow.audit.append("terms-take", code, {"added": len(new)})
        uow.commit()
    return Kept(len(new), 0, len(listed) - len(new))
