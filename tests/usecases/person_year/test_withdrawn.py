"""What was withdrawn (取下げ) is shown and counted nowhere until it is handed in anew."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from dxdesk.domain.errors import KnownError
from dxdesk.domain.lifecycle import State
from dxdesk.domain.records import Part
from dxdesk.usecases.answering import self_report
from dxdesk.usecases.development import gaps, staffing
from dxdesk.usecases.framework_editing import usage
from dxdesk.usecases.person_year.cycles import find_cycle, framework_of
from dxdesk.usecases.person_year.standing import person_year
from dxdesk.usecases.review import confirming
from dxdesk.usecases.skillmap import building
from dxdesk.usecases.skillmap.basis import SOURCES
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers import world as w

ACTS = ("answer 1", "answer 3", "confirm first", "confirm second", "return first", "withdraw")


@contextmanager
def year() -> Iterator[Desk]:
    with TemporaryDirectory() as folder, w.municipality(Path(folder)) as (desk, _):
        w.open_year(desk)
        yield desk


def act(desk: Desk, name: str) -> None:
    """Do something to 𠮷田's year; what cannot be done then is left."""
    what, _, how = name.partition(" ")
    principal = w.CHIEF_TAX if how == "second" else w.LEADER_TAX
    with suppress(KnownError):
        if what == "answer":
            w.answered(desk, w.TAX_A, int(how))
        elif what == "withdraw":
            self_report.withdraw(desk, employee_number=w.TAX_A)
        elif what == "confirm":
            w.confirmed(desk, w.TAX_A, principal)
        else:
            confirming.return_(desk, w.TAX_A, "根拠を書いてください", on_behalf_of=principal)


def shown(desk: Desk) -> dict[str, object]:
    """Return what of the year is shown and counted, but for the word of the state."""
    found: dict[str, object] = {}
    for source in SOURCES:
        people = building.people_map(desk, source=source)
        sections = building.aggregate(people)
        skill = people.items[0]
        found[source] = (
            people.basis,
            people.counted,
            [row._replace(state=State.NOT_STARTED) for row in people.rows],
            (sections.rows, sections.total),
            [
                row.number
                for level, _ in skill.levels
                for row in building.people_map(desk, source=source, query=skill.query(level)).rows
            ],
        )
    gap = gaps.gap_map(desk)
    found["gaps"] = gap.total, gap.sections
    found["placing"] = staffing.placements(desk), staffing.matching(desk)
    person = person_year(desk, w.TAX_A)
    found["person"] = person.items, person.lines, person.comment, person.stages, person.proxy
    found["overall"] = person.first_overall, person.second_overall
    with desk.store.read() as uow:
        framework = framework_of(uow, find_cycle(uow))
        found["used"] = usage.usage(desk, uow, framework)
    return found


@settings(max_examples=12, deadline=None)
@given(st.lists(st.sampled_from(ACTS), max_size=6))
def test_nothing_counts_after_a_withdrawal_until_it_is_handed_in_anew(acts: list[str]) -> None:
    with year() as desk:
        fresh = shown(desk)
        for name in (*acts, "answer 2", "withdraw"):
            act(desk, name)
        person = person_year(desk, w.TAX_A)
        assert person.state is State.WITHDRAWN
        assert shown(desk) == fresh
        # It stays on record, and the person goes on from it.
        assert set(person.views[Part.SELF].items.values()) == {2}
        assert set(self_report.open_answers(desk, w.TAX_A).answers.levels.values()) == {2}
        act(desk, "answer 2")
        again = shown(desk)
        assert again["self"] != fresh["self"]
        assert again["best"] != fresh["best"]
        assert again["used"] != fresh["used"]
        assert {item.self_level for item in person_year(desk, w.TAX_A).items} == {2}
