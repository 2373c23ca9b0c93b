"""Who confirms whom (確認経路).

What the roster says wins. Otherwise the tree of departments decides: 一般職 → 係長 (一次) → 課長 (二次),
係長級 → 課長, 課長 → 部長, 部長 → a nominated person. Nobody confirms themselves; who has several posts is
confirmed by the main one. Where two could be meant nobody is guessed: the route is listed as missing.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Protocol

from dxdesk.domain import departments as tree
from dxdesk.domain.errors import Problem
from dxdesk.domain.lifecycle import Route


class Rank(IntEnum):
    """The four steps of the default route."""

    STAFF = 0
    CHIEF = 1
    MANAGER = 2
    DIRECTOR = 3


RANK_LABELS: Mapping[Rank, str] = {
    Rank.STAFF: "一般職",
    Rank.CHIEF: "係長級",
    Rank.MANAGER: "課長級",
    Rank.DIRECTOR: "部長級",
}


class PostLike(Protocol):
    """A concurrent post (兼務)."""

    @property
    def department_code(self) -> str:
        """Where."""

    @property
    def title(self) -> str:
        """As what."""


class Person(Protocol):
    """What a route needs to know of a person."""

    @property
    def number(self) -> str:
        """職員番号."""

    @property
    def name(self) -> str:
        """氏名."""

    @property
    def department_code(self) -> str:
        """Main post."""

    @property
    def grade(self) -> str:
        """職層."""

    @property
    def title(self) -> str:
        """職名."""

    @property
    def first_confirmer(self) -> str:
        """Number as the roster names it."""

    @property
    def second_confirmer(self) -> str:
        """Number as the roster names it."""

    @property
    def posts(self) -> Sequence[PostLike]:
        """Concurrent posts."""

    @property
    def left(self) -> bool:
        """Whether the person left."""


@dataclass(frozen=True, slots=True)
class RouteFinding:
    """A person's route, why it is so, and what is missing (``None`` = complete)."""

    route: Route
    reasons: tuple[str, ...] = ()
    problem: Problem | None = None


def rank_of(grade: str, title: str) -> Rank:
    """Return the rank that 職名 and 職層 mean; 職名 decides where it names one.

    Titles that lead nobody of their own rank (副係長, 課長補佐 …) count one step lower than their word.
    """
    for text in (title, grade):
        if any(word in text for word in ("部長", "局長", "教育次長")) and "部長補佐" not in text:
            return Rank.DIRECTOR
        if "課長補佐" in text or "部長補佐" in text:
            return Rank.CHIEF
        if "課長" in text:
            return Rank.MANAGER
        if "係長" in text and "副係長" not in text:
            return Rank.CHIEF
    if grade.startswith("管理職"):
        return Rank.MANAGER
    return Rank.STAFF


_HEAD = re.compile("(?<![社会議団])[都道府県市区町村]長$|知事$|^副[市区町村]長|教育長$|特別職|首長")


def expects_confirmer(grade: str, title: str) -> bool:
    """Tell whether a roster is expected to name a confirmer of somebody.

    部長 are confirmed by whom the office names once for all, and nobody stands above the head of the office.
    """
    return rank_of(grade, title) is not Rank.DIRECTOR and not any(map(_HEAD.search, (grade, title)))


class RouteFinder:
    """Finds routes in one roster; build it once for many people."""

    def __init__(
        self,
        people: Iterable[Person],
        units: Mapping[str, tree.Unit],
        *,
        nominated: str = "",
        unavailable: Collection[str] = (),
    ) -> None:
        """Index the roster.

        Args:
            people: the roster.
            units: the departments valid on the base date, by code.
            nominated: the number of who confirms 部長.
            unavailable: numbers of people who cannot confirm now (休職 …).
        """
        self._units = units
        self._nominated = nominated
        self._people = {person.number: person for person in people if not person.left}
        self._heads: dict[tuple[str, Rank], list[tuple[Person, str]]] = {}
        for person in self._people.values():
            if person.number in unavailable:
                continue
            self._add_head(person, person.department_code, person.title, rank_of(person.grade, person.title))
            for post in person.posts:
                # A concurrent post confers a rank only by its own title.
                self._add_head(person, post.department_code, post.title, rank_of("", post.title))

    def _add_head(self, person: Person, code: str, title: str, rank: Rank) -> None:
        heads = self._heads.setdefault((code, rank), []) if rank is not Rank.STAFF else []
        if all(head.number != person.number for head, _ in heads):
            heads.append((person, title))

    def route_of(self, person: Person) -> RouteFinding:
        """Return the route of one person."""
        if person.second_confirmer:
            return self._given(person)
        reasons: list[str] = []
        without_first = ""
        rank = rank_of(person.grade, person.title)
        first = self._given_number(person.first_confirmer, person)
        if first:
            reasons.append("一次は名簿の指定")
        elif rank is Rank.STAFF:
            first, why = self._nearest(person, Rank.CHIEF, limit=Rank.MANAGER)
            without_first = "" if first else why
            reasons.append(f"一次は{why}" if first else f"一次なし({why})")
        second, why = self._second(person, rank)
        reasons.append(f"二次は{why}" if second else f"二次なし({why})")
        if not second:
            if without_first:
                nobody = (without_first, why) == (_nobody(Rank.CHIEF), _nobody(Rank.MANAGER, Rank.DIRECTOR))
                why = (
                    _nobody(Rank.CHIEF, Rank.MANAGER, Rank.DIRECTOR) if nobody else f"{without_first}、{why}"
                )
            problem = self._missing(person, why, both=bool(without_first))
            return RouteFinding(Route(first, ""), tuple(reasons), problem)
        return _once(first, second, *reasons)

    def _given(self, person: Person) -> RouteFinding:
        """Return the route the roster names; a named 二次 without 一次 leaves 一次 out on purpose."""
        first = self._given_number(person.first_confirmer, person)
        second = self._given_number(person.second_confirmer, person)
        if not second:
            why = f"名簿の二次確認者「{person.second_confirmer}」が本人か、名簿にいない職員です"
            return RouteFinding(Route(first, ""), (why,), self._missing(person, why))
        return _once(first, second, "名簿の指定")

    def _given_number(self, number: str, person: Person) -> str:
        return number if number in self._people and number != person.number else ""

    def _second(self, person: Person, rank: Rank) -> tuple[str, str]:
        if rank is Rank.DIRECTOR:
            if self._given_number(self._nominated, person):
                return self._nominated, "部長級の確認者として指定された職員"
            return "", "部長級の確認者が設定されていません"
        if rank is Rank.MANAGER:
            return self._nearest(person, Rank.DIRECTOR)
        second, why = self._nearest(person, Rank.MANAGER)
        if second or "決められません" in why:
            return second, why
        above, why = self._nearest(person, Rank.DIRECTOR)
        if not above and why == _nobody(Rank.DIRECTOR):
            return "", _nobody(Rank.MANAGER, Rank.DIRECTOR)
        return above, why

    def _nearest(self, person: Person, rank: Rank, limit: Rank | None = None) -> tuple[str, str]:
        """Return the nearest head of a rank up the tree and how it was found.

        ``limit``: stop after the department that has a head of this rank; a 係長 of another 課 is nobody's.
        """
        for code in tree.path(person.department_code, self._units):
            heads = [head for head in self._heads.get((code, rank), ()) if head[0].number != person.number]
            chosen = heads if len(heads) == 1 else [head for head in heads if self._leads(head[1], rank)]
            if len(chosen) == 1:
                return chosen[0][0].number, f"{self._units[code].name}の{chosen[0][1] or RANK_LABELS[rank]}"
            if heads:
                names = "、".join(head.name for head, _ in heads)
                return (
                    "",
                    f"{self._units[code].name}に{RANK_LABELS[rank]}が{len(heads)}人({names})いて決められません",
                )
            if limit is not None and (code, limit) in self._heads:
                break
        if person.department_code not in self._units:
            return "", "所属が分かりません"
        return "", _nobody(rank)

    def _leads(self, title: str, rank: Rank) -> bool:
        """Tell whether a title is the plain one that leads the department, not 担当課長 or 参事."""
        plain = {Rank.CHIEF: "係長", Rank.MANAGER: "課長", Rank.DIRECTOR: "部長"}[rank]
        return title.endswith(plain) and not any(
            word in title for word in ("担当", "副", "専門", "主任", "兼")
        )

    def _missing(self, person: Person, why: str, *, both: bool = False) -> Problem:
        """Return what is said of somebody nobody confirms at the second stage, or at ``both``."""
        section = tree.full_name(person.department_code, self._units)
        who = "一次確認者も二次確認者も" if both else "二次確認者が"
        # Whom the office names once for all confirms 部長 alone.
        head = rank_of(person.grade, person.title) is Rank.DIRECTOR
        other = (
            "部長級の確認者を設定してください" if head else "係長・課長・部長の職名を名簿で確かめてください"
        )
        return Problem(
            "route-missing",
            f"{section} {person.name}さん({person.number})の{who}決まりません。{why}。".strip(),
            f"名簿の「二次確認者」に職員番号を入れるか、{other}。",
            person.number,
        )

    def missing(self, numbers: Iterable[str] | None = None) -> tuple[Problem, ...]:
        """Return a problem for each person (of those given) whose route is incomplete.

        Who is in the roster no more has none, and is nobody's to look for.
        """
        wanted: Iterable[Person] = self._people.values()
        if numbers is not None:
            wanted = [self._people[number] for number in numbers if number in self._people]
        findings = (self.route_of(person).problem for person in wanted)
        return tuple(problem for problem in findings if problem is not None)


def _nobody(*ranks: Rank) -> str:
    names = "も".join(RANK_LABELS[rank] for rank in ranks)
    return f"{names}{'が' if len(ranks) == 1 else 'も'}所属の上にいません"


def _once(first: str, second: str, *reasons: str) -> RouteFinding:
    """Return a complete route; one person at both stages is one stage, and that is said."""
    if first and first == second:
        return RouteFinding(Route("", second), (*reasons, "一次と二次が同じ人なので、二次確認だけにします"))
    return RouteFinding(Route(first, second), reasons)


def route_of(
    person: Person,
    people: Iterable[Person],
    units: Mapping[str, tree.Unit],
    *,
    nominated: str = "",
    unavailable: Collection[str] = (),
) -> RouteFinding:
    """Return the route of one person; for many, build one ``RouteFinder``."""
    return RouteFinder(people, units, nominated=nominated, unavailable=unavailable).route_of(person)


def missing_routes(
    people: Iterable[Person],
    units: Mapping[str, tree.Unit],
    *,
    nominated: str = "",
    numbers: Iterable[str] | None = None,
    unavailable: Collection[str] = (),
) -> tuple[Problem, ...]:
    """Return everybody (of ``numbers``) whose route is incomplete, before anything is sent."""
    finder = RouteFinder(people, units, nominated=nominated, unavailable=unavailable)
    return finder.missing(numbers)
