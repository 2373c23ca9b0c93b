"""A made-up municipality: its departments, its staff, who leads whom."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import chain
from random import Random

from dxdesk.domain.errors import KnownError
from dxdesk.ports.entities import Employee
from dxdesk.programs.scenario.names import HARD_NAMES, made_up

GRADES = ("一般職", "係長級", "管理職")
CODE, NAME = "999997", "見本区"
"""No municipality has this code."""

_DIVISIONS = ["総務部", "区民部", "福祉部", "子ども未来部", "健康部", "都市整備部", "環境部", "教育部"]
_SECTIONS = (
    *("総務課", "区民課", "福祉課", "保育課", "健康課", "土木課", "環境課", "学務課", "財政課", "税務課"),
    *("介護保険課", "子育て支援課", "生活衛生課", "建築課", "清掃課", "生涯学習課", "契約課", "児童課"),
    *("戸籍住民課", "障害者支援課", "保健予防課", "公園課", "防災課", "図書館課"),
)
_SECTIONS_PER_DIVISION = 6
_LEAST_PROMPT = 4
_STAFF_PER_CHIEF = 25
LEAST_OTHERS = 6
"""So many people without a leading post are needed, or the mishaps would fall on the same person."""


@dataclass(frozen=True)
class Unit:
    """One 課: its people by post. ``late`` is the one that will not keep its dates."""

    code: str
    name: str
    division: tuple[str, str]
    manager: Employee
    chiefs: tuple[Employee, ...]
    others: tuple[Employee, ...]
    late: bool = False


@dataclass(frozen=True)
class Town:
    """Everybody; ``vice`` confirms the directors and is not asked."""

    vice: Employee
    directors: tuple[Employee, ...]
    units: tuple[Unit, ...]
    places: dict[str, tuple[str, str, str, str]] = field(default_factory=dict)

    @property
    def staff(self) -> tuple[Employee, ...]:
        """Everybody in the order of the roster."""
        in_units = chain.from_iterable((unit.manager, *unit.chiefs, *unit.others) for unit in self.units)
        return (self.vice, *self.directors, *in_units)

    @property
    def late(self) -> Unit:
        """The section that is late."""
        return next(unit for unit in self.units if unit.late)

    @property
    def prompt(self) -> tuple[Unit, ...]:
        """The sections that keep their dates."""
        return tuple(unit for unit in self.units if not unit.late)


def build(staff: int, sections: int, rng: Random) -> Town:
    """Return a town of so many people and sections; ``posts.appoint`` gives them their 人材像.

    Raises:
        KnownError: ``demo-too-small``.
    """
    divisions = -(-sections // _SECTIONS_PER_DIVISION)
    others = staff - 1 - divisions - 2 * sections
    if others < LEAST_OTHERS or sections < 2:
        wanted = max(sections, 2)
        least = 1 - (-wanted // _SECTIONS_PER_DIVISION) + 2 * wanted + LEAST_OTHERS
        raise KnownError(
            "demo-too-small",
            "この人数と課の数では、1年度を演じる人が足りません。何も作っていません。",
            f"課は2つから作れます。課が{wanted:,}つなら、職員を{max(least, 12):,}人以上にしてください。",
            found=f"{staff:,}人 / {sections:,}課",
        )
    people = _People(rng)
    vice = people.make("000000", "管理職", "副区長", employment="特別職")
    directors = []
    for position in range(divisions):
        code = f"{position + 1:02}0000"
        directors.append(people.make(code, "管理職", "部長", second=vice.number))
    shares = _shares(others, sections)
    units = []
    for position, share in enumerate(shares):
        units.append(_unit(position, share, people, late=position == sections - 1))
    places = {"000000": ("000000", "区長室", "", "")}
    for position, director in enumerate(directors):
        places[director.department_code] = (director.department_code, _division(position)[1], "", "")
    places |= {unit.code: (unit.code, unit.name, *unit.division) for unit in units}
    return Town(vice, tuple(directors), tuple(units), places)


def _shares(others: int, sections: int) -> list[int]:
    """Return how many without a leading post each section has; the first one always enough."""
    late = max(2, min(others // sections, others - _LEAST_PROMPT))
    rest, prompt = others - late, sections - 1
    first = max(_LEAST_PROMPT, -(-rest // prompt))
    if prompt == 1:
        return [rest, late]
    share, more = divmod(rest - first, prompt - 1)
    return [first, *(share + (position < more) for position in range(prompt - 1)), late]


def _division(position: int) -> tuple[str, str]:
    name = _DIVISIONS[position % len(_DIVISIONS)]
    turn = position // len(_DIVISIONS)
    return f"{position + 1:02}0000", name if not turn else f"第{turn + 1}{name}"


def _unit(position: int, share: int, people: _People, *, late: bool) -> Unit:
    division = _division(position // _SECTIONS_PER_DIVISION)
    code = f"{division[0][:2]}{position % _SECTIONS_PER_DIVISION + 1:02}00"
    turn = position // len(_SECTIONS)
    name = _SECTIONS[position % len(_SECTIONS)]
    name = name if not turn else name.replace("課", f"第{turn + 1}課")
    manager = people.make(code, "管理職", "課長")
    count = 1 + share // _STAFF_PER_CHIEF
    chiefs = tuple(people.make(code, "係長級", "係長") for _ in range(count))
    others = []
    for number in range(share - (count - 1)):
        first = chiefs[number % count].number if count > 1 else ""
        # Everybody who confirms has somebody to confirm, whoever else is on leave: their package is played.
        asked = number < count
        others.append(people.make(code, "一般職", "", first=first, hard=position == 0, asked=asked))
    return Unit(code, name, division, manager, chiefs, tuple(others), late)


class _People:
    """Makes one employee after the other."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._names = made_up(rng)
        self._hard = list(HARD_NAMES)
        self._number = 1000

    def make(
        self,
        code: str,
        grade: str,
        title: str,
        *,
        first: str = "",
        second: str = "",
        employment: str = "常勤",
        hard: bool = False,
        asked: bool = False,
    ) -> Employee:
        """Return a new person; the hard names go to the first section, so that all are printed.

        Whoever is ``asked`` is at work and employed for good.
        """
        self._number += self._rng.randint(1, 4)
        name, kana = self._hard.pop(0) if hard and self._hard else next(self._names)
        plain = not title
        duty = "在職"
        if plain and not hard:
            on_leave, by_year = self._rng.random() < 0.02, self._rng.random() < 0.03
            duty = "育休" if on_leave and not asked else "在職"
            employment = "会計年度任用職員" if by_year and not asked else employment
        return Employee(
            f"{self._number:06}",
            name,
            kana=kana,
            department_code=code,
            grade=grade,
            job=self._rng.choice(("事務", "事務", "事務", "技術", "福祉")),
            title=title or self._rng.choice(("主事", "主事", "主任")),
            employment=employment,
            duty_status=duty,
            first_confirmer=first,
            second_confirmer=second,
        )
