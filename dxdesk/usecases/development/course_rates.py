"""What is told of a course in a year, whether the training ledger names it or the framework's text."""

from __future__ import annotations

from dataclasses import dataclass

from dxdesk.domain.headcounts import Participation


@dataclass(frozen=True, slots=True)
class CourseRate:
    """Participation in a course in one fiscal year, by people of a persona.

    ``persona`` is empty for a course that is asked whatever the 人材像. ``elective`` = 選択; ``offered``:
    somebody at all is on record for it in that year. ``undated`` of those asked completed it on no known
    day, so that no year can count them. Of a course of the ledger ``whom`` says who is meant and ``need``
    what it is to them, as people read it, and ``state`` why it has no rate.
    """

    persona: str
    course: str
    elective: bool
    skills: tuple[str, ...]
    offered: bool
    rate: Participation
    undated: int = 0
    whom: str = ""
    need: str = ""
    state: str = ""
