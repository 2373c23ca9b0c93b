from __future__ import annotations

from pathlib import Path

import pytest

from dxdesk.domain.errors import KnownError
from dxdesk.domain.records import Part
from dxdesk.usecases.review.conflicts import Conflict, ConflictChoice, conflicts
from dxdesk.usecases.review.disputes import disputes, group, settle
from tests.helpers.begun import services
from tests.helpers.office import STAFF, Office, all_levels, new_office


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
    with pytest.raises(KnownError, match="理由"):
        settle(office.hr, one.id, taken.number, " ")
    with pytest.raises(KnownError, match="番号"):
        settle(office.hr, one.id, 3, "本人に確かめた")
    assert settle(office.hr, one.id, taken.number, "本人に確かめた") == len(many)
    assert disputes(office.hr) == ()
    with pytest.raises(KnownError, match="食い違い"):
        settle(office.hr, one.id, 1, "もう一度")
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
