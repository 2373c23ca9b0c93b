"""Beginning and changing a round of nominations; what a framework proposes for one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dxdesk.domain import departments as tree
from dxdesk.domain.authorities import Scope
from dxdesk.domain.contents import ENDED, RoundSaid, all_said
from dxdesk.domain.dates import refuse_unreadable
from dxdesk.domain.errors import KnownError
from dxdesk.domain.framework import ASSIGNED, Persona
from dxdesk.domain.headcounts import offices
from dxdesk.domain.text import plain, refuse_unfit_name
from dxdesk.domain.wareki import fiscal_year_label, short_day
from dxdesk.ports.entities import Role
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.nominations.ledger import nominations, say, subject_of
from dxdesk.usecases.nominations.switch import require_nomination
from dxdesk.usecases.organisation import departments
from dxdesk.usecases.organisation.appointed import newest_framework
from dxdesk.usecases.organisation.reach import reach
from dxdesk.usecases.workplace.desk import Desk

CHANGEABLE = (
    *("name", "sections", "wanted", "deadline", "first_day", "last_day"),
    *("notice", "document_number", "approval", "approved_on"),
)
"""The fields of a round that may change once it has begun; persona and year may not."""


def propose(desk: Desk, persona: str, fiscal_year: int) -> RoundSaid:
    """Return a round as the framework proposes it, kept nowhere yet.

    For every 課 of the store's own 任命権者 that has people on 1 April; as many a section as the framework
    says (else 1); for the fiscal year; until the end of March before it, open-ended once that is over.

    Args:
        desk: an hr store that uses 選任.
        persona: code of a 人材像 that people are appointed to.
        fiscal_year: the year it is for.

    Raises:
        KnownError: ``wrong-role``, ``nomination-off``, ``persona-unknown``.
    """
    desk.require(Role.HR)
    with desk.store.read() as uow:
        require_nomination(uow)
        chosen = _persona(uow, persona)
        first = f"{fiscal_year}-04-01"
        units = departments.current(uow, first)
        may = reach(desk, uow, Scope.CANDIDATES)
        people = {
            person.department_code
            for person in uow.people.employees()
            if may.keeps(person.number, person.department_code)
        }
        taken = {one.asked.code for one in nominations(uow).rounds}
    deadline = f"{fiscal_year}-03-31"
    code = f"{fiscal_year}-{chosen.code}"
    number = 2
    while code in taken:
        code = f"{fiscal_year}-{chosen.code}-{number}"
        number += 1
    return RoundSaid(
        code=code,
        name=f"{fiscal_year_label(fiscal_year)} {chosen.name}",
        persona=chosen.code,
        fiscal_year=fiscal_year,
        sections=tuple(
            code for code in offices((code for code in people if code in units), units) if may.keeps("", code)
        ),
        wanted=chosen.per_section or 1,
        deadline="" if deadline < desk.services.clock.today() else deadline,
        first_day=first,
        last_day=f"{fiscal_year + 1}-03-31",
    )


def begin(desk: Desk, asked: RoundSaid) -> RoundSaid:
    """Keep a round.

    Raises:
        KnownError: ``wrong-role``, ``nomination-off``, ``persona-unknown``, ``nomination-round-exists``, and
            what is wrong with its fields (``section-unknown``, ``nomination-nobody-asked``,
            ``beyond-authority``, ``nomination-number``, ``date-unreadable``, ``dates-out-of-order``,
            ``text-too-long``).
    """
    desk.require(Role.HR)
    with desk.store.write() as uow:
        require_nomination(uow)
        _persona(uow, asked.persona)
        if any(one.asked.code == asked.code for one in nominations(uow).rounds):
            raise KnownError(
                "nomination-round-exists",
                "そのコードの選任は、もうあります。何も変えていません。",
                "ほかのコードにするか、その選任を変えてください。",
                found=asked.code,
            )
        _check(desk, uow, asked)
        say(desk, uow, [(subject_of(asked), all_said(asked))])
        uow.audit.append("nomination-begin", asked.code, {"departments": len(asked.sections)})
        uow.commit()
    return asked


def change(desk: Desk, code: str, fields: Mapping[str, Any]) -> RoundSaid:
    """Change some fields (``CHANGEABLE``) of a round; whoever was named stays.

    Raises:
        KnownError: ``wrong-role``, ``nomination-off``, ``nomination-round-unknown``, and as ``begin``.
    """
    desk.require(Role.HR)
    with desk.store.write() as uow:
        require_nomination(uow)
        before = nominations(uow).find(code).asked
        said = {name: value for name, value in fields.items() if name in CHANGEABLE}
        after = before._replace(**said)
        said = {name: value for name, value in said.items() if getattr(before, name) != value}
        if not said:
            return before
        _check(desk, uow, after)
        say(desk, uow, [(subject_of(after), said)])
        uow.audit.append("nomination-change", code)
        uow.commit()
    return after


def close(desk: Desk, code: str) -> None:
    """Close a round: nobody is missing any more; what was appointed stays.

    Raises:
        KnownError: ``wrong-role``, ``nomination-off``, ``nomination-round-unknown``.
    """
    desk.require(Role.HR)
    with desk.store.write() as uow:
        require_nomination(uow)
        asked = nominations(uow).find(code).asked
        if asked.ended:
            return
        say(desk, uow, [(subject_of(asked), {ENDED: True})])
        uow.audit.append("nomination-close", code)
        uow.commit()


def _persona(uow: UnitOfWork, code: str) -> Persona:
    framework = newest_framework(uow)
    able = [one for one in framework.personas if one.scope == ASSIGNED] if framework else []
    for one in able:
        if one.code == code:
            return one
    raise KnownError(
        "persona-unknown",
        "任命できる人材像ではありません。選任は始めていません。",
        f"{'、'.join(f'{one.code}({one.name})' for one in able)}から選んでください。"
        if able
        else "先に、スキル体系のある年度を始めてください。",
        found=code,
    )


def _check(desk: Desk, uow: UnitOfWork, asked: RoundSaid) -> None:
    for day in (asked.first_day, asked.last_day, asked.deadline, asked.approved_on):
        if day:
            refuse_unreadable(day, "日付を読み取れません。選任は変えていません。")
    if not asked.first_day or (asked.last_day and asked.last_day < asked.first_day):
        raise KnownError(
            "dates-out-of-order",
            "任期の始まりがないか、終わりが始まりより前です。選任は変えていません。",
            "任期の始まりと終わりを確かめてください。",
            found=f"{short_day(asked.first_day)}〜{short_day(asked.last_day)}",
        )
    if asked.wanted < 1:
        raise KnownError(
            "nomination-number",
            "所属ごとの人数は、1人以上にしてください。選任は変えていません。",
            "人数を直してください。",
            found=str(asked.wanted),
        )
    for text, called in ((asked.code, "選任のコード"), (asked.name, "選任の名前")):
        refuse_unfit_name(plain(text), called)
    _check_sections(desk, uow, asked.sections)


def _check_sections(desk: Desk, uow: UnitOfWork, sections: Sequence[str]) -> None:
    if not sections:
        raise KnownError(
            "nomination-nobody-asked",
            "対象の所属が1つもありません。選任は変えていません。",
            "対象の所属を選んでください。",
        )
    units = tree.named_at(uow.people.departments())
    unknown = [code for code in sections if code not in units]
    if unknown:
        raise KnownError(
            "section-unknown",
            "その所属はありません。選任は変えていません。",
            "所属コードを確かめてください。",
            found="、".join(unknown),
        )
    may = reach(desk, uow, Scope.CANDIDATES)
    beyond = [code for code in sections if not may.keeps("", code)]
    if beyond:
        names = "、".join(units[code].name for code in beyond)
        raise KnownError(
            "beyond-authority",
            f"{names}は、この台帳の任命権者({may.own})の所属ではありません。選任は変えていません。",
            "要るときは、決裁を受けたうえで、「設定」の「任命権者」に決定を加えてください。",
            found=names,
        )
