"""形式知 as screen, command, paper and the intranet page show it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dxdesk.domain.knowledge_record import FORM_NAMES, STANDING_NAMES, KnowledgeSaid, Standing
from dxdesk.domain.names import search_key
from dxdesk.domain.training import fiscal_year_of
from dxdesk.domain.wareki import short_day
from dxdesk.ports.entities import Role
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.knowledge.ledger import knowledge
from dxdesk.usecases.organisation.answerable import answerable
from dxdesk.usecases.organisation.appointed import newest_framework
from dxdesk.usecases.person_year.differing import marks
from dxdesk.usecases.workplace.desk import Desk


@dataclass(frozen=True, slots=True)
class Line:
    """A piece of 形式知; ``told`` is what is to be looked at, ``case`` the 改善案件 by its name."""

    owner: str
    said: KnowledgeSaid
    section: str
    case: str
    told: tuple[str, ...] = ()
    apart: str = ""

    @property
    def form(self) -> str:
        """In which form it is."""
        return FORM_NAMES.get(self.said.sort, self.said.sort)

    @property
    def state(self) -> str:
        """Whether it can be used."""
        return STANDING_NAMES.get(self.said.state, STANDING_NAMES[Standing.OPEN])


@dataclass(frozen=True)
class Register:
    """What is listed, what was taken out, and what can be named: (code, name), phases and skills."""

    lines: tuple[Line, ...]
    ended: tuple[Line, ...]
    sections: tuple[tuple[str, str], ...]
    cases: tuple[tuple[str, str], ...]
    phases: tuple[str, ...]
    skills: tuple[str, ...]
    today: str

    @property
    def usable(self) -> tuple[Line, ...]:
        """Return what is there to be used."""
        return tuple(one for one in self.lines if one.said.usable)


def register(desk: Desk, query: str = "") -> Register:
    """Return the 形式知; with a query only what has all of its words somewhere.

    Raises:
        KnownError: ``wrong-role``.
    """
    desk.require(Role.HR, Role.DX)
    with desk.store.read() as uow:
        return read(desk, uow, query)


def read(desk: Desk, uow: UnitOfWork, query: str = "") -> Register:
    """Return the same from a unit of work."""
    today = desk.services.clock.today()
    known, office, apart = knowledge(desk, uow), answerable(desk, uow), marks(uow)
    framework = newest_framework(uow)
    lines = []
    for one in known.held:
        said = one.said
        gone = office.section_problem(said.section)
        case = known.cases.get(said.case)
        told = (
            f"{gone.message}{gone.fix}" if gone is not None else "",
            f"見直す日({short_day(said.review_on)})が来ています。" if due(said, today) else "",
            "置き場所も内容も書かれていません。" if not said.place and not said.what else "",
            "改善案件が一覧から外れています。" if said.case and case is None else "",
        )
        lines.append(
            Line(
                one.owner,
                said,
                office.section_name(said.section),
                case.name if case is not None else said.case,
                tuple(filter(None, told)),
                apart.get(one.subject, ""),
            )
        )
    words = [search_key(word) for word in query.split()]
    if words:
        lines = [one for one in lines if all(word in searched(one) for word in words)]
    return Register(
        tuple(one for one in lines if not one.said.ended),
        tuple(one for one in lines if one.said.ended),
        tuple((code, office.there[code].name) for code in sorted(office.there)),
        tuple((code, case.name) for code, case in sorted(known.cases.items())),
        tuple(dict.fromkeys(one.name for one in framework.stages)) if framework is not None else (),
        tuple(framework.title(one) for one in framework.items) if framework is not None else (),
        today,
    )


def due(said: KnowledgeSaid, today: str) -> bool:
    """Tell whether a piece is to be looked at again."""
    return bool(said.review_on) and said.review_on <= today and said.usable


def searched(one: Line) -> str:
    """Return by what a line is found."""
    said = one.said
    texts: Iterable[str] = (
        *(said.name, one.form, said.place, said.what, one.section, said.made_by, one.case),
        *(said.phase, said.skill, *said.tags, said.note, said.code),
    )
    return search_key(" ".join(texts))


def made_in(lines: Iterable[Line], fiscal_year: int) -> tuple[Line, ...]:
    """Return the usable pieces that were made in a year, each once though two owners keep it."""
    found: dict[tuple[str, str], Line] = {}
    for one in lines:
        if one.said.usable and one.said.made_on and fiscal_year_of(one.said.made_on) == fiscal_year:
            found.setdefault(same_piece(one), one)
    return tuple(found.values())


def same_piece(one: Line) -> tuple[str, str]:
    """Return by what two pieces are one and the same, whoever keeps them: the name and its sort."""
    return search_key(one.said.name), one.said.sort
