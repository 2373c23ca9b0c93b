"""代理: whom HR names to confirm for somebody, and what it decides where nobody was named.

Only HR writes the record, one a year; it travels with every package to who judges confirmations.
Source of the rule: ARCHITECTURE.md, protocol point 10.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from dxdesk.domain import rights
from dxdesk.domain.contents import (
    DeputiesSaid,
    DeputiesValue,
    TermSaid,
    TermValue,
    carried_on,
    terms_as_written,
)
from dxdesk.domain.dates import refuse_unreadable
from dxdesk.domain.errors import KnownError, Problem
from dxdesk.domain.naming import called
from dxdesk.domain.records import Part, Revision, revise
from dxdesk.domain.text import cleaned
from dxdesk.domain.wareki import short_day
from dxdesk.ports import setting_names
from dxdesk.ports.entities import Employee, Role
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.exchange import arrival, deputising
from dxdesk.usecases.person_year.counting import Verdict, heads_of_year, judge, load_acceptance
from dxdesk.usecases.person_year.cycles import all_cycles, day_text, find_cycle
from dxdesk.usecases.person_year.local_work import keep, own_trust, record_key
from dxdesk.usecases.progress.year_table import members
from dxdesk.usecases.workplace.desk import Desk

_TO_BE_WRITTEN = "(\u3000\u3000\u3000\u3000\u3000)"
"""Room in which a reason is written by hand."""


@dataclass(frozen=True, slots=True)
class Naming:
    """A 代理の指名: ``deputy`` may confirm for ``principal`` on the days (ISO, both in); 職員番号 both."""

    deputy: str
    principal: str
    first_day: str
    last_day: str
    reason: str = ""
    deputy_name: str = ""
    principal_name: str = ""

    @property
    def term(self) -> rights.Term:
        """The term as rights know it."""
        return rights.Term(self.deputy, self.principal, self.first_day, self.last_day)


@dataclass(frozen=True, slots=True)
class Held:
    """What HR has to decide: somebody stood in for a confirmer without having been named, or did both stages.

    ``ids`` are the revisions it was done with; ``both`` tells that who did it did the first stage as well, or
    may do it; ``on_behalf_of`` is empty where it was done in one's own name.
    """

    employee_number: str
    name: str
    stage: Part
    action: str
    by: str
    by_name: str
    on_behalf_of: str
    on_behalf_of_name: str
    made_on: str
    ids: tuple[str, ...]
    both: bool
    fiscal_year: int = 0
    former: str = ""
    """What the year is called where it is another than the one in work."""

    @property
    def id(self) -> str:
        """What it is called by in a command: the beginning of the first revision's id."""
        return self.ids[0][:12]

    @property
    def what(self) -> str:
        """What was done, e.g. ``一次確認``."""
        done = deputising.what(Part.LIFE, self.action) if self.action else deputising.what(self.stage)
        return f"{self.former}の{done}" if self.former else done

    @property
    def why(self) -> str:
        """Why HR is asked."""
        if self.both and not self.on_behalf_of:
            return "一次確認もした人です"
        return "もう一方の段階も受け持つ人です" if self.both else "その日の代理の指名がありません"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a section asks HR for; both people as HR is to read them, days in ISO, both in."""

    principal: str
    deputy: str
    first_day: str
    last_day: str
    reason: str = ""


def known(desk: Desk) -> Mapping[str, str]:
    """Return the names a confirmer's store knows, by 職員番号: the year's people and their confirmers."""
    with desk.store.read() as uow:
        found = {desk.identity.owner: uow.settings.get(setting_names.OWNER_NAME)}
        for member in members(uow, find_cycle(uow).fiscal_year).values():
            found[member.number] = member.name
            for number, called_by in (
                (member.route.first, member.first_name),
                (member.route.second, member.second_name),
            ):
                found.setdefault(number, called_by)
    return {number: label for number, label in sorted(found.items()) if number and label}


def request(desk: Desk, asked: Asked) -> str:
    """Return the text that asks HR to name a deputy, to be sent by mail or on paper: only HR names one.

    Raises:
        KnownError: ``wrong-role``, ``person-unknown``, ``deputy-himself``, ``date-unreadable``,
            ``dates-out-of-order``.
    """
    desk.require(Role.SECTION)
    asked = cleaned(asked)
    principal, deputy = asked.principal.strip(), asked.deputy.strip()
    _check(Naming(deputy, principal, asked.first_day, asked.last_day))
    with desk.store.read() as uow:
        sender = uow.settings.get(setting_names.OWNER_NAME) or desk.identity.owner
        label = find_cycle(uow).label
    first, last = (day_text(day, weekday=True) for day in (asked.first_day, asked.last_day))
    reason = asked.reason.strip() or _TO_BE_WRITTEN
    return "\n".join(
        (
            f"【お願い】{label} 確認の代理の指名について",
            "",
            f"人事課 ご担当者様。お疲れさまです。{sender}です。",
            "次のとおり、確認の代理の指名をお願いします。",
            "",
            f"・本来の確認者: {principal}",
            f"・代理をする人: {deputy}",
            f"・期間: {first}から {last}まで",
            f"・理由: {reason}",
            "",
            "指名は、人事の台帳の「年度」の「代理の指名」で行えます。",
            "そのあと、代理をする人の所属配布票を作って、代理をする人へ送ってください。",
            "",
            sender,
        )
    )


def named(desk: Desk, fiscal_year: int = 0) -> tuple[Naming, ...]:
    """Return whom HR named in a year, by confirmer and first day."""
    with desk.store.read() as uow:
        return _namings(said_of_year(uow, find_cycle(uow, fiscal_year).fiscal_year))


@dataclass(frozen=True, slots=True)
class Listed:
    """A 代理の指名 as HR looks at it: ``state`` is ``running``, ``coming`` or ``ended``."""

    naming: Naming
    state: str
    notes: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Overview:
    """The 代理の指名 of a year, and who there is to name; ``confirmers`` are the year's (職員番号).

    ``judged``: by the year's rules a deputy has to be named.
    """

    listed: tuple[Listed, ...]
    staff: tuple[Employee, ...]
    confirmers: frozenset[str]
    judged: bool
    today: str


def overview(desk: Desk, fiscal_year: int = 0) -> Overview:
    """Return whom HR named, each with what there is to know of it, and who could be named."""
    desk.require(Role.HR)
    today = desk.services.clock.today()
    with desk.store.read() as uow:
        cycle = find_cycle(uow, fiscal_year)
        staff = uow.people.employees()
        routes = _routes(uow, cycle.fiscal_year)
        found = _namings(said_of_year(uow, cycle.fiscal_year))
    names = {person.number: person.name for person in staff}
    listed = tuple(Listed(one, _state(one, today), _notes(one, routes, names)) for one in found)
    confirmers = frozenset(number for route in routes for number in route if number)
    return Overview(listed, tuple(staff), confirmers, cycle.rules >= rights.NEWEST, today)


def _state(naming: Naming, today: str) -> str:
    if naming.last_day < today:
        return "ended"
    return "running" if naming.first_day <= today else "coming"


def foresee(desk: Desk, naming: Naming, fiscal_year: int = 0) -> tuple[Problem, ...]:
    """Return what HR should know before it names a deputy; nothing where it is not clear yet who is meant."""
    with desk.store.read() as uow:
        year = find_cycle(uow, fiscal_year).fiscal_year
        staff = {person.number: person.name for person in uow.people.employees()}
        if naming.deputy not in staff or naming.principal not in staff:
            return ()
        return _notes(naming, _routes(uow, year), staff)


def name(desk: Desk, naming: Naming, fiscal_year: int = 0) -> tuple[Problem, ...]:
    """Name a deputy; return what HR should know of it.

    Raises:
        KnownError: ``person-unknown``, ``deputy-himself``, ``date-unreadable``, ``dates-out-of-order``,
            ``deputy-twice``.
    """
    desk.require(Role.HR)
    naming = cleaned(naming)
    _check(naming)
    with desk.store.write() as uow:
        year = find_cycle(uow, fiscal_year).fiscal_year
        staff = {person.number: person.name for person in uow.people.employees()}
        for number in (naming.deputy, naming.principal):
            if number not in staff:
                raise _unknown(number)
        content = said_of_year(uow, year)
        if any(one.term == naming.term for one in _namings(content)):
            raise KnownError(
                "deputy-twice",
                "同じ人の、同じ期間の代理の指名がすでにあります。何も変えていません。",
                "期間を変えるときは、前の指名を取り消してから、もう一度指名してください。",
                found=f"{short_day(naming.first_day)} 〜 {short_day(naming.last_day)}",
            )
        term: TermValue = {
            "deputy": naming.deputy,
            "deputy_name": staff[naming.deputy],
            "principal": naming.principal,
            "principal_name": staff[naming.principal],
            "first_day": naming.first_day,
            "last_day": naming.last_day,
            "reason": naming.reason,
        }
        say(desk, uow, year, carried_on(content, DeputiesValue(terms=[*terms_as_written(content), term])))
        told = _notes(naming, _routes(uow, year), staff)
        uow.audit.append("deputy-name", naming.principal, {"deputy": naming.deputy})
        uow.commit()
    return told


def withdraw(desk: Desk, naming: Naming, fiscal_year: int = 0, *, last_day: str = "") -> None:
    """Take a 代理の指名 back, or let it end earlier (``last_day``, ISO).

    What was confirmed under it on other days than those left is HR's to decide from now on.

    Raises:
        KnownError: ``deputy-unknown``, ``date-unreadable``, ``dates-out-of-order``.
    """
    desk.require(Role.HR)
    with desk.store.write() as uow:
        year = find_cycle(uow, fiscal_year).fiscal_year
        content = said_of_year(uow, year)
        terms = list(terms_as_written(content))
        found = next((term for term in terms if _naming(term).term == naming.term), None)
        if found is None:
            raise KnownError(
                "deputy-unknown",
                "その代理の指名はありません。何も変えていません。",
                "一覧を開き直して、もう一度選んでください。",
            )
        if last_day:
            _check_earlier(last_day, naming.last_day)
            earlier = carried_on(found, TermValue(last_day=last_day))
            _check(_naming(earlier))
            terms[terms.index(found)] = earlier
        else:
            terms.remove(found)
        say(desk, uow, year, carried_on(content, DeputiesValue(terms=terms)))
        uow.audit.append("deputy-withdraw", naming.principal, {"deputy": naming.deputy})
        uow.commit()


def held(desk: Desk, fiscal_year: int = 0) -> tuple[Held, ...]:
    """Return what HR has to decide, by person and stage: of a year, or of the year in work and all others.

    A year that was closed meanwhile still waits for what nobody decided.
    """
    desk.require(Role.HR)
    with desk.store.read() as uow:
        return _held_of(uow, fiscal_year)


def _held_of(uow: UnitOfWork, fiscal_year: int) -> tuple[Held, ...]:
    year = find_cycle(uow, fiscal_year).fiscal_year
    found = list(held_in(uow, year))
    if not fiscal_year:
        for other in reversed(all_cycles(uow)):
            if other.fiscal_year != year:
                found += [replace(one, former=other.label) for one in held_in(uow, other.fiscal_year)]
    return tuple(found)


def held_in(uow: UnitOfWork, fiscal_year: int) -> tuple[Held, ...]:
    """Return the same within a unit of work."""
    waiting = {row.employee_number: row for row in uow.results.assessments(fiscal_year) if row.pending}
    if not waiting:
        return ()
    acceptance = load_acceptance(uow)
    deputies = acceptance.deputies.get(fiscal_year, rights.NOBODY)
    found: list[Held] = []
    for number, stored in uow.exchange.people(fiscal_year, waiting).items():
        verdict = judge(tuple(stored), acceptance).waiting
        open_ = [s.revision for s in stored if verdict.get(s.revision.id) is Verdict.HELD]
        found += _grouped(number, waiting[number].name, open_, deputies)
    named = (replace(one, fiscal_year=fiscal_year) for one in found)
    return tuple(sorted(named, key=lambda one: (one.employee_number, one.stage, one.by)))


def held_named(desk: Desk, held_id: str, fiscal_year: int = 0) -> Held:
    """Return what HR has to decide by its id.

    Raises:
        KnownError: ``deputy-decided``.
    """
    found = next((one for one in held(desk, fiscal_year) if one.id == held_id), None)
    if found is None:
        raise _decided(held_id)
    return found


def decide(desk: Desk, ids: Collection[str], *, allow: bool, fiscal_year: int = 0) -> int:
    """Let what somebody did for somebody else count, or not; return how many files no longer wait.

    Raises:
        KnownError: ``deputy-decided``: nothing of it waits for a decision.
    """
    desk.require(Role.HR)
    with desk.store.write() as uow:
        open_ = {revision_id: one for one in _held_of(uow, fiscal_year) for revision_id in one.ids}
        years = {open_[one].fiscal_year for one in ids if one in open_}
        if not ids or not open_.keys() >= set(ids) or len(years) != 1:
            raise _decided("")
        (year,) = years
        content = said_of_year(uow, year)
        before = DeputiesSaid.read(content)
        now = (
            DeputiesValue(allowed=sorted({*before.allowed, *ids}))
            if allow
            else DeputiesValue(refused=sorted({*before.refused, *ids}))
        )
        moved = say(desk, uow, year, carried_on(content, now))
        for one in dict.fromkeys(open_[revision_id] for revision_id in ids):
            told = {"by": one.by, "for": one.on_behalf_of}
            uow.audit.append("deputy-allow" if allow else "deputy-refuse", one.employee_number, told)
        uow.commit()
    return moved


def _decided(found: str) -> KnownError:
    return KnownError(
        "deputy-decided",
        "決めるものがもうありません。何も変えていません。",
        "一覧を開き直してください。",
        found=found,
    )


def said_of_year(uow: UnitOfWork, fiscal_year: int) -> DeputiesValue:
    """Return what the record says now; where two revisions stand beside each other, both.

    Its terms are as they were written: what this program does not know of one goes along.
    """
    heads = heads_of_year(uow, fiscal_year, Part.DEPUTIES)
    if not heads:
        return {}
    terms: list[Mapping[str, Any]] = []
    for head in heads:
        terms += [term for term in terms_as_written(head.content) if term not in terms]
    found = DeputiesValue(terms=terms)
    if allowed := sorted({one for head in heads for one in head.deputies.allowed}):
        found["allowed"] = allowed
    if refused := sorted({one for head in heads for one in head.deputies.refused}):
        found["refused"] = refused
    return found


def say(desk: Desk, uow: UnitOfWork, fiscal_year: int, content: Mapping[str, Any]) -> int:
    """Say the record of a year anew; return how many files no longer wait."""
    heads = heads_of_year(uow, fiscal_year, Part.DEPUTIES)
    key = record_key(desk, fiscal_year, "", Part.DEPUTIES)
    keep(desk, uow, [revise(key, content, heads, key_id=desk.key_id, trust=own_trust(desk))])
    return arrival.reevaluate(desk, uow)


def _naming(term: Mapping[str, Any]) -> Naming:
    return Naming(*TermSaid.read(term))


def _namings(content: Mapping[str, Any]) -> tuple[Naming, ...]:
    found = map(_naming, terms_as_written(content))
    return tuple(sorted(found, key=lambda one: (one.principal, one.first_day, one.deputy, one.last_day)))


def _check(naming: Naming) -> None:
    if not (naming.deputy and naming.principal):
        raise KnownError(
            "person-unknown",
            "代理をする人と、本来の確認者がまだ選ばれていません。何も変えていません。",
            "両方を選ぶか、職員番号を入れてください。",
        )
    if naming.deputy == naming.principal:
        raise KnownError(
            "deputy-himself",
            "本人を本人の代理にはできません。何も変えていません。",
            "別の職員を選んでください。",
            found=naming.deputy,
        )
    days = (naming.first_day, naming.last_day)
    for text in days:
        _check_day(text)
    if naming.first_day > naming.last_day:
        raise KnownError(
            "dates-out-of-order",
            "代理の終わりの日が、始まりの日より前です。何も変えていません。",
            "期間を直してください。",
            found=" 〜 ".join(map(short_day, days)),
        )


def _check_day(text: str) -> None:
    refuse_unreadable(text, "日付を読み取れません。何も変えていません。")


def _check_earlier(last_day: str, before: str) -> None:
    _check_day(last_day)
    if last_day > before:
        raise KnownError(
            "dates-out-of-order",
            "代理の終わりの日は、早めることだけができます。何も変えていません。",
            "延ばすときは、その期間を新しく指名してください。",
            found=f"{short_day(before)} → {short_day(last_day)}",
        )


def _unknown(number: str) -> KnownError:
    return KnownError(
        "person-unknown",
        f"職員番号 {number} の人は名簿にいません。何も変えていません。",
        "職員番号を確かめてください。",
        found=number,
    )


def _notes(
    naming: Naming, routes: Collection[tuple[str, str]], staff: Mapping[str, str]
) -> tuple[Problem, ...]:
    """Tell where the deputy would do both stages, or nobody is confirmed by whom they stand in for."""
    principal = called(staff.get(naming.principal) or naming.principal_name, naming.principal)
    if not any(naming.principal in route for route in routes):
        return (
            Problem(
                "deputy-of-nobody",
                f"{principal}は、この年度に誰の確認者でもありません。指名しても、代わりに確認する人がいません。",
                "職員番号と年度を確かめてください。",
            ),
        )
    both = sum(route == (naming.deputy, naming.principal) for route in routes)
    if not both:
        return ()
    deputy = called(staff.get(naming.deputy) or naming.deputy_name, naming.deputy)
    return (
        Problem(
            "deputy-both",
            f"{deputy}は、{both}人の一次確認者でもあります。"
            "その人たちの二次確認は、代わりに行っても、人事課が認めるまで集計に入りません。",
            "ひとりで両方の段階を確認しないように、別の人を指名してください。",
        ),
    )


def _routes(uow: UnitOfWork, fiscal_year: int) -> tuple[tuple[str, str], ...]:
    """Return first and second confirmer of everybody in a year."""
    routes = (member.route for member in members(uow, fiscal_year).values())
    return tuple((route.first, route.second) for route in routes)


def _grouped(
    number: str, person: str, revisions: Iterable[Revision], deputies: rights.Deputies
) -> Iterable[Held]:
    """Return what was done for somebody else, a review with the step that goes with it."""
    groups: dict[tuple[Part, str, str, str], list[Revision]] = {}
    for revision in revisions:
        made = revision.made
        group = (deputising.stage_of(revision), made.by, made.on_behalf_of, made.made_on)
        groups.setdefault(group, []).append(revision)
    for (stage, by, principal, day), found in groups.items():
        made = found[0].made
        steps = [revision for revision in found if revision.record.part is Part.LIFE]
        # Of several steps the last is what was meant in the end; it covers those before.
        last = max(steps, key=lambda step: (len(step.covers), step.id), default=None)
        yield Held(
            number,
            person,
            stage,
            last.step.action if last else "",
            by,
            made.by_name,
            principal,
            made.on_behalf_of_name,
            day,
            tuple(sorted(revision.id for revision in found)),
            not principal or deputies.named(by, {principal}, day),
        )
