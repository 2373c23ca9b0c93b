"""効果発現: to which measures the time is put that cases created, and what is left of it.

柏市 (3. 育成手法, 効果発現): making work more efficient creates people's time, and that goes into measures
that better the services. What was created is counted from the finished cases, each once, whoever keeps it;
a case creates its hours in every year from the one in which it was finished on.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from dxdesk.domain.completion import evened
from dxdesk.domain.dates import is_day
from dxdesk.domain.errors import KnownError, Problem
from dxdesk.domain.knowledge_record import TURNED, TURNED_NAMES, Turned, TurnedSaid
from dxdesk.domain.practice_record import CaseSaid
from dxdesk.domain.target_record import figure, typed_figure
from dxdesk.domain.text import NAME_UNITS, too_long
from dxdesk.domain.training import fiscal_year_of
from dxdesk.domain.wareki import fiscal_year_label
from dxdesk.ports.entities import Role
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.organisation.answerable import Answerable, answerable
from dxdesk.usecases.person_year.differing import marks
from dxdesk.usecases.person_year.owned_things import Kept, counting_of, owner_of
from dxdesk.usecases.person_year.plain_held import Held, held_of, put_down
from dxdesk.usecases.practice.ledger import Held as HeldCase
from dxdesk.usecases.practice.ledger import counted, practice
from dxdesk.usecases.practice.overview import UNKNOWN, done_in, hours_of, saved_text
from dxdesk.usecases.practice.switch import require_practice
from dxdesk.usecases.workplace.desk import Desk

LEAD = "効果"
"""What the codes begin with: 効果-1."""
_NOTHING_DONE = "何も変えていません。"


@dataclass(frozen=True, slots=True)
class TurnedLine:
    """A measure; ``told`` is what is to be looked at, ``cases`` the 改善案件 by their names."""

    owner: str
    said: TurnedSaid
    section: str
    cases: tuple[str, ...]
    told: tuple[str, ...] = ()
    apart: str = ""

    @property
    def state(self) -> str:
        """How far it is."""
        return TURNED_NAMES.get(self.said.state, TURNED_NAMES[Turned.PLANNED])

    @property
    def hours(self) -> str:
        """The hours a year that are put to it."""
        return f"{saved_text(self.said.hours)}/年" if self.said.hours is not None else UNKNOWN


@dataclass(frozen=True)
class Turning:
    """What was created and what it is put to, as of a fiscal year.

    ``created`` is what the cases finished in the year create a year, ``so_far`` those of all years up to it;
    ``None`` where nobody measured any. ``put`` is what measures under way in the year take.
    """

    fiscal_year: int
    created: Decimal | None
    so_far: Decimal | None
    put: Decimal
    unmeasured: int
    lines: tuple[TurnedLine, ...]
    ended: tuple[TurnedLine, ...]
    sections: tuple[tuple[str, str], ...]
    cases: tuple[tuple[str, str], ...]

    @property
    def left(self) -> Decimal | None:
        """What is put to nothing; negative where more is put to measures than was created."""
        return None if self.so_far is None else self.so_far - self.put

    @property
    def sentences(self) -> tuple[tuple[str, str], ...]:
        """What it comes to, each with how it is marked: ``""`` or ``attention``."""
        year = fiscal_year_label(self.fiscal_year)
        told = [("", f"{year}に完了した案件が創出した時間: {_text(self.created)}")]
        told.append(("", f"{year}までに創出した時間(1年あたり): {_text(self.so_far)}"))
        told.append(("", f"施策に充てている時間: {saved_text(self.put)}"))
        left = self.left
        if left is not None and left < 0:
            told.append(("attention", f"創出した時間より、{saved_text(-left)}多く充てています。"))
        elif left is not None:
            told.append(("", f"まだ充てていない時間: {saved_text(left)}"))
        elif self.put:
            told.append(("attention", "時間を測った完了の案件がないので、充てられる時間は分かりません。"))
        if self.unmeasured:
            told.append(("", f"時間を測っていない完了の案件 {self.unmeasured:,}件は、数えていません。"))
        return tuple(told)


def _text(hours: Decimal | None) -> str:
    return UNKNOWN if hours is None else saved_text(hours)


def turning(desk: Desk, fiscal_year: int = 0) -> Turning:
    """Return what created time is put to, as of a year (0: that of today).

    Raises:
        KnownError: ``wrong-role``, ``practice-off``.
    """
    desk.require(Role.HR, Role.DX)
    with desk.store.read() as uow:
        require_practice(uow)
        return read(desk, uow, fiscal_year)


def read(desk: Desk, uow: UnitOfWork, fiscal_year: int = 0) -> Turning:
    """Return the same from a unit of work."""
    year = fiscal_year or fiscal_year_of(desk.services.clock.today())
    today = desk.services.clock.today()
    there, office, apart = practice(uow), answerable(desk, uow), marks(uow)
    cases = there.until(today).cases
    created, measured = hours_of(done_in(cases, year))
    earlier = _done_until(cases, year)
    so_far, measured_so_far = hours_of(earlier)
    names = {one.said.code: one.said.name for one in there.cases if not one.said.ended}
    done = {one.said.code for one in earlier}
    lines = [_line(one, office, names, done, apart.get(one.subject, ""), year) for one in turned(uow)]
    shown = [one for one in lines if not one.said.since or fiscal_year_of(one.said.since) <= year]
    put = sum((one.said.hours or Decimal(0) for one in _each(shown)), Decimal(0))
    return Turning(
        year,
        created if measured else None,
        so_far if measured_so_far else None,
        put,
        len(earlier) - measured_so_far,
        tuple(one for one in shown if not one.said.ended),
        tuple(one for one in lines if one.said.ended),
        tuple((code, office.there[code].name) for code in sorted(office.there)),
        tuple(sorted(names.items())),
    )


def turned(uow: UnitOfWork) -> tuple[Held[TurnedSaid], ...]:
    """Return the measures that records say, the oldest first."""
    found = held_of(counting_of(uow, (TURNED,)), TURNED, TurnedSaid)
    return tuple(sorted(found, key=lambda one: (one.said.since or "9", one.said.code, one.owner)))


def _done_until(cases: Sequence[HeldCase[CaseSaid]], year: int) -> tuple[HeldCase[CaseSaid], ...]:
    done = (one for one in counted(cases) if one.said.done)
    return tuple(one for one in done if fiscal_year_of(one.said.finished) <= year)


def _each(lines: Sequence[TurnedLine]) -> Iterator[TurnedLine]:
    """Yield the measures that take time, each once though two owners keep it: that of 人事課."""
    seen: set[tuple[str, str]] = set()
    for one in sorted(lines, key=lambda line: line.owner != Role.HR.value):
        key = evened(one.said.name), one.said.section
        if one.said.takes and key not in seen:
            seen.add(key)
            yield one


def _line(
    one: Held[TurnedSaid],
    office: Answerable,
    names: dict[str, str],
    done: Collection[str],
    apart: str,
    year: int,
) -> TurnedLine:
    said = one.said
    gone = office.section_problem(said.section)
    lost = [code for code in said.sources if code not in names]
    waiting = [names[code] for code in said.sources if code in names and code not in done]
    label = fiscal_year_label(year)
    told = (
        f"{gone.message}{gone.fix}" if gone is not None else "",
        f"一覧から外れた改善案件があります: {'、'.join(lost)}" if lost else "",
        f"{label}までに完了していない改善案件があります: {'、'.join(waiting)}" if waiting else "",
        "充てる時間が書かれていません。" if said.takes and said.hours is None else "",
    )
    return TurnedLine(
        one.owner,
        said,
        office.section_name(said.section),
        tuple(names.get(code, code) for code in said.sources),
        tuple(filter(None, told)) if not said.ended else (),
        apart,
    )


def save_measure(desk: Desk, wanted: TurnedSaid, before: str = "") -> Kept:
    """Keep a measure as somebody wrote it down; without a code it gets the next number (効果-1).

    Args:
        desk: the store of whoever owns it.
        wanted: the measure.
        before: the code of the one that is changed, empty for a new one.

    Raises:
        KnownError: ``wrong-role``, ``practice-off``, ``turned-unknown``, ``text-too-long`` and what
            ``problems`` finds.
    """
    desk.require(Role.HR, Role.DX)
    with desk.store.write() as uow:
        require_practice(uow)
        own = _own(desk, uow)
        old = own.get(before) if before else None
        if before and old is None:
            raise unknown(before)
        free = (f"{LEAD}-{place}" for place in range(1, len(own) + 2) if f"{LEAD}-{place}" not in own)
        wanted = wanted._replace(
            code=before or next(free),
            name=wanted.name.strip(),
            state=wanted.state or Turned.PLANNED,
            put=typed_figure(wanted.put) if wanted.put else "",
        )
        others = [one for code, one in own.items() if code != wanted.code and not one.ended]
        codes = {one.said.code for one in practice(uow).cases if not one.said.ended}
        found = tuple(problems(wanted, old or TurnedSaid(), others, answerable(desk, uow), codes))
        if found:
            first = found[0]
            said = Problem(first.code, f"{first.message}{_NOTHING_DONE}", first.fix, first.found)
            raise KnownError.of((said, *found[1:]))
        kept = put_down(desk, uow, TURNED, wanted.code, old, wanted)
        uow.commit()
    return kept


def _own(desk: Desk, uow: UnitOfWork) -> dict[str, TurnedSaid]:
    owner = owner_of(desk)
    return {one.said.code: one.said for one in turned(uow) if one.owner == owner}


def there(desk: Desk, code: str) -> TurnedSaid | None:
    """Return a measure of this store's own by its code, ``None`` where there is none.

    Raises:
        KnownError: ``wrong-role``, ``practice-off``.
    """
    desk.require(Role.HR, Role.DX)
    with desk.store.read() as uow:
        require_practice(uow)
        return _own(desk, uow).get(code)


def end(desk: Desk, code: str, *, ended: bool = True) -> Kept:
    """Take a measure out of the list, or put it back.

    Raises:
        KnownError: ``wrong-role``, ``practice-off``, ``turned-unknown``.
    """
    desk.require(Role.HR, Role.DX)
    with desk.store.write() as uow:
        require_practice(uow)
        old = _own(desk, uow).get(code)
        if old is None:
            raise unknown(code)
        kept = put_down(desk, uow, TURNED, code, old, old._replace(ended=ended))
        uow.commit()
    return kept


def problems(
    wanted: TurnedSaid,
    before: TurnedSaid,
    others: Sequence[TurnedSaid],
    office: Answerable,
    cases: Collection[str],
) -> Iterator[Problem]:
    """Find what a measure may not say; ``cases`` are the codes of the 改善案件 there are."""
    if not wanted.name:
        yield Problem("turned-nameless", "施策の名前が空です。", "時間を何に充てるかを書いてください。")
    yield from too_long(wanted.name, limit=NAME_UNITS)
    if wanted.state not in TURNED_NAMES:
        fix = f"{'、'.join(TURNED_NAMES.values())}から選んでください。"
        yield Problem("turned-word", "状況の言葉がわかりません。", fix, wanted.state)
    hours = figure(wanted.put) if wanted.put else None
    if wanted.put and (hours is None or hours < 0):
        fix = "1年分の時間を、120 や 7.5 のような数で書いてください。決まっていないときは空欄にします。"
        yield Problem("turned-hours", "充てる時間を数として読めません。", fix, wanted.put)
    if wanted.since and not is_day(wanted.since):
        fix = "R8.4.1 か 2026-04-01 のように書いてください。"
        yield Problem("date-unreadable", "「始めた日」を日付として読めません。", fix, wanted.since)
    if wanted.state in (Turned.ACTIVE, Turned.OVER) and not wanted.since:
        fix = "始めた日を書くか、状況を「検討中」にしてください。"
        yield Problem("turned-since", "始めた日がありません。", fix, TURNED_NAMES[Turned(wanted.state)])
    lost = [code for code in wanted.sources if code not in cases and code not in before.sources]
    if lost:
        fix = "「案件」の一覧で番号を確かめるか、空にしてください。"
        yield Problem("turned-case", "その番号の改善案件は、この台帳にありません。", fix, "、".join(lost))
    gone = office.section_problem(wanted.section) if wanted.section != before.section else None
    if gone is not None:
        yield gone
    key = evened(wanted.name), wanted.section
    alike = next((one for one in others if (evened(one.name), one.section) == key), None)
    if alike is not None and wanted.name:
        fix = "あるものを直すか、名前を変えてください。"
        message = f"同じ所属の同じ名前の施策が、もうあります(番号 {alike.code})。"
        yield Problem("turned-twice", message, fix, wanted.name)


def unknown(code: str) -> KnownError:
    """Return the error for a measure that this store has not."""
    return KnownError(
        "turned-unknown",
        f"その番号の施策は、この台帳にありません。{_NOTHING_DONE}",
        "「実践と支援」の「効果発現」(コマンドでは dxdesk turned)で番号を確かめてください。",
        found=code,
    )
