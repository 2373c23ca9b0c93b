"""Whose a 職員番号 is, year by year and day by day, and what of its history is its present holder's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import SimpleNamespace
from typing import cast

from dxdesk.ports.entities import EmployeeChange, EvidenceRecord
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.person_year import holders
from dxdesk.usecases.person_year.holders import CHANGED_HANDS, Holder

NUMBER, OTHER = "000204", "000101"
SASAKI = Holder("2026-04-01", 2026, "工藤 蓮")


def store(records: Sequence[EvidenceRecord] = (), used: Mapping[int, str] | None = None) -> UnitOfWork:
    """Return what a store keeps, as far as holders read it: settings, evidence, whose records a year has."""
    kept: dict[str, str] = {}
    years = used or {}

    def starting_with(prefix: str) -> dict[str, str]:
        return {name: text for name, text in kept.items() if name.startswith(prefix)}

    def evidence(number: str) -> list[EvidenceRecord]:
        return [record for record in records if number in ("", record.employee_number)]

    unit = SimpleNamespace(
        settings=SimpleNamespace(
            starting_with=starting_with, get=lambda name: kept.get(name, ""), set=kept.__setitem__
        ),
        people=SimpleNamespace(evidence=evidence),
        exchange=SimpleNamespace(
            years=lambda: list(years),
            person=lambda year, number: [1] * (years[year] == number),
            things=lambda kinds: [],
        ),
    )
    unit.once = unit.until_written = lambda read: read(unit)
    return cast(UnitOfWork, unit)


def test_a_year_is_the_new_holders_from_their_first_one_on() -> None:
    uow = store()
    assert all(holders.is_theirs(uow, NUMBER, year) for year in (2025, 2026))
    assert holders.hand_over(uow, NUMBER, SASAKI) == ""
    assert holders.holders(uow) == {NUMBER: SASAKI}
    # The words that stores keep stay.
    kept = '{"first_year":2026,"former":"工藤 蓮","since":"2026-04-01"}'
    assert uow.settings.get("number-holder:000204") == kept
    assert CHANGED_HANDS == "holder"
    assert [holders.is_theirs(uow, NUMBER, year) for year in (2025, 2026, 2027)] == [False, True, True]
    assert holders.is_theirs(uow, OTHER, 2000)


def test_taken_back_it_is_again_whose_it_was() -> None:
    uow = store()
    first = holders.hand_over(uow, NUMBER, SASAKI)
    third = Holder("2027-04-01", 2027, "佐々木 隆")
    second = holders.hand_over(uow, NUMBER, third)
    assert holders.holders(uow) == {NUMBER: third}
    holders.take_back(uow, NUMBER, second)
    assert holders.holders(uow) == {NUMBER: SASAKI}
    holders.take_back(uow, NUMBER, first)
    assert holders.holders(uow) == {}
    assert holders.is_theirs(uow, NUMBER, 2000)


def test_a_course_is_whose_the_number_was_on_its_day() -> None:
    days = ("2026-03-31", "2026-04-01", "2026-04-02")
    records = [EvidenceRecord(number, "course", day, day) for number in (NUMBER, OTHER) for day in days]
    uow = store(records)
    assert list(holders.evidence(uow)) == records
    holders.hand_over(uow, NUMBER, SASAKI)
    assert [record.date for record in holders.evidence(uow, NUMBER)] == ["2026-04-01", "2026-04-02"]
    assert [record.date for record in holders.evidence(uow, OTHER)] == [*days]
    assert len(holders.evidence(uow)) == 5


def change(field: str, old: str = "", new: str = "") -> EmployeeChange:
    return EmployeeChange(NUMBER, "2026-04-01", field, old, new)


def test_the_history_begins_with_from_whom_the_number_came() -> None:
    moved, post = change("department_code", "0101", "0102"), change("title", "主事", "主任")
    sasaki, third = change(CHANGED_HANDS, "工藤", "佐々木"), change(CHANGED_HANDS, "佐々木", "上田")
    assert holders.changes_of_holder([]) == ()
    assert holders.changes_of_holder([moved, post]) == (moved, post)
    assert holders.changes_of_holder([moved, sasaki]) == (sasaki,)
    assert holders.changes_of_holder([sasaki, post]) == (sasaki, post)
    assert holders.changes_of_holder([moved, sasaki, post, third, moved]) == (third, moved)


def test_an_import_taken_back_leaves_the_history_of_the_former_holder() -> None:
    moved, post = change("department_code", "0101", "0102"), change("title", "主事", "主任")
    sasaki, back = change(CHANGED_HANDS, "工藤", "佐々木"), change(CHANGED_HANDS, "佐々木", "工藤")
    assert holders.changes_of_holder([moved, sasaki, post, back]) == (moved,)
    assert holders.changes_of_holder([sasaki, back]) == ()
    assert holders.changes_of_holder([moved, sasaki, back, post]) == (moved, post)
    # From another than it went to, or to another than it came from: nothing was taken back.
    for not_back in (change(CHANGED_HANDS, "上田", "工藤"), change(CHANGED_HANDS, "佐々木", "上田")):
        assert holders.changes_of_holder([moved, sasaki, not_back, post]) == (not_back, post)
    renamed = [change("name", "工藤", "佐々木"), back]
    assert holders.changes_of_holder(renamed) == (back,)


def test_the_new_holder_begins_in_a_year_in_which_nothing_stands_under_the_number() -> None:
    assert holders.first_year_after(store(), NUMBER, 2026) == 2026
    used = {2024: NUMBER, 2025: OTHER}
    assert holders.first_year_after(store(used=used), NUMBER, 2026) == 2026
    assert holders.first_year_after(store(used=used), NUMBER, 2024) == 2025
    assert holders.first_year_after(store(used={**used, 2026: NUMBER}), NUMBER, 2026) == 2027
