"""Who may write what of whom: a table that a person can read, and what decides which of its rows holds.

A year says by which rules it is judged (``rules`` of its cycle record; a year that says nothing, by the
first). What a file says of its own maker decides nothing by itself: a confirmer is who HR assigned, a deputy
whom HR named for that day.
Source of the rule: ARCHITECTURE.md, protocol point 10.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from dxdesk.domain.lifecycle import Action, Route
from dxdesk.domain.records import ANSWER_PARTS, Part

NEWEST = 2
"""The rules by which a year that is opened now is judged."""


class Act(StrEnum):
    """What is written."""

    ANSWER = "answer"  # levels, goals, evidence; 提出, 取下げ; the goals of the year's start
    FIRST = "first"  # 一次確認 and its 差戻し
    SECOND = "second"  # 二次確認 and its 差戻し
    RETURN = "return"  # HR's own 差戻し
    AGREE = "agree"  # what a supervisor says of the goals of the year's start
    OFFICE = "office"  # the year, who is asked and confirmed by whom, what is known, deputies
    GROWTH = "growth"  # a person's entries over all years
    VOUCH = "vouch"  # what somebody found of such an entry (確認)
    THING_OF_HR = "thing_of_hr"  # a course, a session, an enrolment, a questionnaire … that 人事課 owns
    THING_OF_DX = "thing_of_dx"  # the same that DX推進課 owns


class Who(StrEnum):
    """Who writes, as seen from the person the record is about."""

    PERSON = "person"  # the person, in Excel or the app: no seal
    HR = "hr"  # HR's store
    DX = "dx"  # the digital section's store
    CONFIRMER = "confirmer"  # assigned to this stage; of an answer, to any
    SECOND = "second"  # stands in for the first confirmer: the person's own second
    DEPUTY = "deputy"  # stands in for the assigned confirmer: named by HR for that day
    BOTH = "both"  # did the first stage as well, or stands in for the second and may do the first
    UNNAMED = "unnamed"  # stands in for the assigned confirmer, and nobody named them
    HIMSELF = "himself"  # a confirmer's store, of its owner's own record
    STRANGER = "stranger"  # a confirmer's store that has nothing to do with the person
    OTHER = "other"  # any other store


class Permission(StrEnum):
    """What becomes of it."""

    YES = "yes"  # it counts
    ASK = "ask"  # HR decides, seeing both names
    NO = "no"  # it has no effect


_Row = Mapping[Who, Permission]
YES, ASK = Permission.YES, Permission.ASK

_ANY_CONFIRMER: _Row = dict.fromkeys(
    (Who.HR, Who.CONFIRMER, Who.SECOND, Who.DEPUTY, Who.BOTH, Who.UNNAMED, Who.HIMSELF), YES
)
_OFFICES: Mapping[Act, _Row] = {
    Act.OFFICE: {Who.HR: YES},
    Act.AGREE: {Who.HR: YES, Who.CONFIRMER: YES, Who.DEPUTY: YES},
    Act.GROWTH: {Who.PERSON: YES, Who.HR: YES},
    Act.VOUCH: {Who.HR: YES, Who.CONFIRMER: YES, Who.SECOND: YES, Who.DEPUTY: YES},
    Act.THING_OF_HR: {Who.HR: YES},
    Act.THING_OF_DX: {Who.DX: YES},
}

TABLE: Mapping[int, Mapping[Act, _Row]] = {
    1: {
        Act.ANSWER: {**_ANY_CONFIRMER, Who.PERSON: YES, Who.STRANGER: YES},
        Act.FIRST: _ANY_CONFIRMER,
        Act.SECOND: _ANY_CONFIRMER,
        Act.RETURN: _ANY_CONFIRMER,
        **_OFFICES,
    },
    2: {
        Act.ANSWER: {Who.PERSON: YES, Who.HR: YES, Who.CONFIRMER: YES},
        Act.FIRST: {Who.HR: YES, Who.CONFIRMER: YES, Who.SECOND: YES, Who.DEPUTY: YES, Who.UNNAMED: ASK},
        Act.SECOND: {Who.HR: YES, Who.CONFIRMER: YES, Who.DEPUTY: YES, Who.BOTH: ASK, Who.UNNAMED: ASK},
        Act.RETURN: {Who.HR: YES},
        **_OFFICES,
    },
}
"""Rules → what is written → who writes it → what becomes of it; who is not in a row: no effect."""


def permission(rules: int, act: Act, who: Who) -> Permission:
    """Return what becomes of a revision; rules nobody knows yet are the newest known."""
    return TABLE[min(max(rules, 1), NEWEST)][act].get(who, Permission.NO)


def route_under(rules: int, first: str, second: str) -> Route:
    """Return who confirms a person: under the second rules one person at both stages is one stage."""
    return Route("" if rules > 1 and first == second else first, second)


@dataclass(frozen=True, slots=True)
class Term:
    """A 代理の指名: ``deputy`` may confirm for ``principal`` from ``first_day`` to ``last_day``.

    Days are ISO text, both of them in.
    """

    deputy: str
    principal: str
    first_day: str
    last_day: str

    def holds(self, deputy: str, principal: str, day: str) -> bool:
        """Tell whether it names a deputy of a confirmer on a day."""
        return (self.deputy, self.principal) == (deputy, principal) and self.first_day <= day <= self.last_day


@dataclass(frozen=True, slots=True)
class Deputies:
    """What HR says of deputies in a year: terms named in advance, and what it decided afterwards.

    ``allowed`` and ``refused`` are ids of revisions that HR was asked about.
    """

    terms: tuple[Term, ...] = ()
    allowed: frozenset[str] = frozenset()
    refused: frozenset[str] = frozenset()

    def named(self, deputy: str, principals: Collection[str], day: str) -> bool:
        """Tell whether a deputy was named for one of some confirmers on a day."""
        return any(term.holds(deputy, principal, day) for term in self.terms for principal in principals)

    def decided(self, revision_id: str) -> Permission:
        """Return what HR decided of a revision it was asked about; one that is both is asked about anew."""
        allowed, refused = revision_id in self.allowed, revision_id in self.refused
        return ASK if allowed == refused else YES if allowed else Permission.NO


NOBODY = Deputies()


class Maker(NamedTuple):
    """Whose key sealed a record, and what the record says of who made it.

    ``role`` is the key's (``hr``, ``dx``, ``section``, ``personal``; empty: no seal), ``owner`` its 職員番号;
    ``by`` and ``on_behalf_of`` are what the record says, ``made_on`` its day (ISO).
    """

    role: str
    owner: str = ""
    by: str = ""
    on_behalf_of: str = ""
    made_on: str = ""


def act_of(part: Part, action: str = "", owner: str = "", *, vouches: bool = False) -> Act:
    """Return what is written.

    Args:
        part: the part of the record.
        action: of a step.
        owner: of a thing (``hr``, ``dx``).
        vouches: of a person's growth: whether it is a confirmation.
    """
    if part is Part.GROWTH and vouches:
        return Act.VOUCH
    if part is Part.LIFE:
        return _STEPS.get(action, Act.OFFICE)
    if part is Part.PLAN_LIFE:
        return Act.ANSWER if action in _OWN_PLAN_STEPS else Act.AGREE
    if part is Part.OWNED:
        return Act.THING_OF_DX if owner == "dx" else Act.THING_OF_HR
    return _PARTS[part]


_STEPS: Mapping[str, Act] = {
    Action.SUBMIT: Act.ANSWER,
    Action.WITHDRAW: Act.ANSWER,
    Action.CONFIRM1: Act.FIRST,
    Action.RETURN1: Act.FIRST,
    Action.CONFIRM2: Act.SECOND,
    Action.RETURN2: Act.SECOND,
    Action.HR_RETURN: Act.RETURN,
}
_OWN_PLAN_STEPS = frozenset({"submit", "withdraw"})
"""The steps of the year's start that are the person's (``domain.plan_life`` knows more of them)."""

_PARTS: Mapping[Part, Act] = {
    **dict.fromkeys((*ANSWER_PARTS, Part.PLAN), Act.ANSWER),
    Part.REVIEW1: Act.FIRST,
    Part.REVIEW2: Act.SECOND,
    Part.PLAN_LIFE: Act.AGREE,
    Part.GROWTH: Act.GROWTH,
    Part.ASSIGNMENT: Act.OFFICE,
    Part.REFERENCE: Act.OFFICE,
    Part.CYCLE: Act.OFFICE,
    Part.DEPUTIES: Act.OFFICE,
}


def parts_of(act: Act) -> tuple[Part, ...]:
    """Return the parts that are written by one act alone."""
    return tuple(part for part, one in _PARTS.items() if one is act)


def who_writes(
    maker: Maker, act: Act, person: str, routes: Collection[Route], deputies: Deputies = NOBODY
) -> Who:
    """Return who wrote a record, as seen from the person it is about.

    Args:
        maker: whose key it is and what the record says.
        act: what is written.
        person: the 職員番号 the record is about.
        routes: the assignments it may rest on: the one it cites, else every known one; never empty where a
            section's key writes.
        deputies: what HR says of deputies in the year.
    """
    if maker.role in _BY_ROLE:
        return _BY_ROLE[maker.role]
    owner = maker.owner
    if maker.role != "section":
        return Who.OTHER
    if not owner:
        return Who.STRANGER
    if act in (Act.ANSWER, Act.AGREE):
        confirmers = {number for route in routes for number in (route.first, route.second)} - {""}
        if owner == person:
            return Who.HIMSELF
        if act is Act.AGREE and owner not in confirmers:
            return _agreeing(maker, confirmers, deputies)
        return Who.CONFIRMER if owner in confirmers else Who.STRANGER
    if act not in (Act.FIRST, Act.SECOND, Act.RETURN, Act.VOUCH) or maker.by != owner:
        return Who.STRANGER
    if act is Act.VOUCH:
        return _vouching(maker, person, routes, deputies)
    return _confirming(maker, act, person, routes, deputies)


_BY_ROLE: Mapping[str, Who] = {"": Who.PERSON, "hr": Who.HR, "dx": Who.DX}


def _agreeing(maker: Maker, confirmers: Collection[str], deputies: Deputies) -> Who:
    """Return who agreed on goals and confirms nobody: at which stage the other does, makes no difference."""
    if maker.by != maker.owner or maker.on_behalf_of not in confirmers:
        return Who.STRANGER
    named = deputies.named(maker.owner, {maker.on_behalf_of}, maker.made_on)
    return Who.DEPUTY if named else Who.UNNAMED


def _vouching(maker: Maker, person: str, routes: Collection[Route], deputies: Deputies) -> Who:
    """Return who found something of an entry: at which stage somebody confirms makes no difference to it."""
    owner, principal = maker.owner, maker.on_behalf_of or maker.owner
    seconds = {route.second for route in routes} - {""}
    if principal not in seconds | {route.first for route in routes} - {""}:
        return Who.STRANGER
    if owner == person:
        return Who.HIMSELF
    if principal == owner:
        return Who.CONFIRMER
    if owner in seconds:
        return Who.SECOND
    return Who.DEPUTY if deputies.named(owner, {principal}, maker.made_on) else Who.UNNAMED


def _confirming(maker: Maker, act: Act, person: str, routes: Collection[Route], deputies: Deputies) -> Who:
    owner, principal = maker.owner, maker.on_behalf_of or maker.owner
    firsts = {route.first for route in routes} - {""}
    seconds = {route.second for route in routes} - {""}
    if principal not in (seconds if act is Act.SECOND else firsts):
        return Who.STRANGER
    if owner == person:
        return Who.HIMSELF
    if principal == owner:
        return Who.CONFIRMER
    if act is not Act.SECOND and owner in seconds:
        return Who.SECOND
    if not deputies.named(owner, {principal}, maker.made_on):
        return Who.UNNAMED
    if act is Act.SECOND and (owner in firsts or deputies.named(owner, firsts, maker.made_on)):
        return Who.BOTH
    return Who.DEPUTY
