from __future__ import annotations

from pathlib import Path

import pytest

from dxdesk.domain.errors import KnownError
from dxdesk.domain.records import Part
from dxdesk.usecases.person_year.standing import person_year
from dxdesk.usecases.review import confirming
from dxdesk.usecases.review.conflicts import Conflict, ConflictChoice, conflicts, resolve
from dxdesk.usecases.review.disputes import disputes, group, settle
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.begun import services
from tests.helpers.office import CHIEF, STAFF, Office, all_levels, new_office


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return new_office(tmp_path, services())


def test_two_files_of_one_person_are_one_question_and_one_answer_settles_it(office: Office) -> None:
    form = office.form(STAFF[0])
    first = office.fill(form, "一通目.xlsx", all_levels(office.hr, "1"), evidence="研修を受けた")
    second = office.fill(form, "二通目.xlsx", all_levels(office.hr, "2"), evidence="企画した")
    office.receive(office.hr, first, second)
    many = conflicts(office.hr)
    assert len(many) > 2
    (one,) = disputes(office.hr)
    assert {side.source for side in one.sides} == {"一通目.xlsx", "二通目.xlsx"}
    assert len(one.items) == len(many)
    taken = next(side for side in one.sides if side.source == "二通目.xlsx")
    everything = {item.conflict: taken.number for item in one.items}
    with pytest.raises(KnownError, match="理由"):
        settle(office.hr, one.id, everything, " ")
    with pytest.raises(KnownError, match="番号"):
        settle(office.hr, one.id, {**everything, one.items[-1].conflict: 3}, "本人に確かめた")
    assert len(conflicts(office.hr)) == len(many), "all or none"
    assert settle(office.hr, one.id, everything, "本人に確かめた") == 0
    assert disputes(office.hr) == ()
    with pytest.raises(KnownError, match="食い違い"):
        settle(office.hr, one.id, everything, "もう一度")
    office.close()


def test_what_nobody_took_an_answer_for_stays_open_between_the_same_files(office: Office) -> None:
    form = office.form(STAFF[0])
    first = office.fill(form, "一通目.xlsx", all_levels(office.hr, "1"), evidence="研修を受けた")
    second = office.fill(form, "二通目.xlsx", all_levels(office.hr, "2"), evidence="企画した")
    office.receive(office.hr, first, second)
    (before,) = disputes(office.hr)
    settled, *others = before.items
    assert settle(office.hr, before.id, {settled.conflict: 2}, "本人に確かめた") == len(others)
    (after,) = disputes(office.hr)
    assert after.items == tuple(others)
    assert after.sides == before.sides
    # Taken from the other file, one by one: the first decision stays what it was.
    for item in others:
        (left,) = disputes(office.hr)
        number = next(side.number for side in left.sides if side.source == "一通目.xlsx")
        settle(office.hr, left.id, {item.conflict: number}, "本人に確かめた")
    person = person_year(office.hr, STAFF[0])
    levels = {item.uid: item.self_level for item in person.items}
    decided = settled.conflict.split("/")[2]
    taken = 1 if before.sides[1].source == "一通目.xlsx" else 2
    assert levels.pop(decided) == taken
    assert set(levels.values()) == {1}
    office.close()


def choice(number: int, source: str) -> ConflictChoice:
    return ConflictChoice(number, f"答え{number}", source, f"2026-02-0{number}T00:00:00Z", "検証 太郎")


def test_sides_that_no_file_tells_apart_stay_questions_of_their_own() -> None:
    here = (choice(1, "この台帳での入力"), choice(2, "この台帳での入力"))
    moved = (ConflictChoice(1, "採る", "", "", ""), ConflictChoice(2, "やり直す", "", "", ""))
    found = group(
        Conflict(f"001/{part.value}/{item}", "001", "検証 太郎", part, item, item, choices)
        for part, item, choices in (
            (Part.SELF, "a", here),
            (Part.SELF, "b", here),
            (Part.LIFE, "life", moved),
            (Part.SELF, "c", (choice(1, "甲.xlsx"), choice(2, "乙.xlsx"))),
            (Part.EVIDENCE, "c", (choice(2, "乙.xlsx"), choice(1, "甲.xlsx"))),
        )
    )
    assert [len(one.items) for one in found] == [1, 1, 1, 2]
    assert found[3].items[1].texts == ("答え1", "答え2")
    assert found[2].items[0].texts == ("採る", "やり直す")


def test_hr_and_the_section_settle_different_items_and_both_decisions_hold(office: Office) -> None:
    """HR's comes to the section with the next package, the section's to HR with the confirmation."""
    levels = all_levels(office.hr, "1")
    form = office.form(STAFF[0])
    first = office.fill(form, "一通目.xlsx", levels)
    second = office.fill(form, "二通目.xlsx", {uid: "2" for uid in list(levels)[:3]})
    section = office.section(CHIEF)
    office.receive(office.hr, first, second)
    office.receive(section, first, second)
    by_hr, by_section, last = [conflict.id for conflict in conflicts(office.hr)]
    resolve(office.hr, by_hr, _number(office.hr, by_hr, "二通目.xlsx"), "本人に電話で確かめた")
    resolve(section, by_section, _number(section, by_section, "二通目.xlsx"), "席で確かめた")
    assert [conflict.id for conflict in conflicts(office.hr)] == [by_section, last]
    package = next(p for p in office.send(office.hr, "section-packages", "二回目") if CHIEF in p.stem)
    office.receive(section, package)
    assert [conflict.id for conflict in conflicts(section)] == [last]
    resolve(section, last, _number(section, last, "一通目.xlsx"), "席で確かめた")
    assert conflicts(section) == ()
    confirming.confirm(section, confirming.Decision(STAFF[0]))
    office.receive(office.hr, *office.send(section, "confirmations", "確認票"))
    assert conflicts(office.hr) == ()
    for desk in (office.hr, section):
        found = {item.uid: item.self_level for item in person_year(desk, STAFF[0]).items}
        assert [found[conflict.split("/")[2]] for conflict in (by_hr, by_section, last)] == [2, 2, 1]
    office.close()


def _number(desk: Desk, conflict_id: str, source: str) -> int:
    found = next(conflict for conflict in conflicts(desk) if conflict.id == conflict_id)
    return next(choice.number for choice in found.choices if source in choice.source)
