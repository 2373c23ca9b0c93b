"""What was said of words and days holds while the columns that it is about stay, and is told when it does."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from dxdesk.domain import canonical, columns
from dxdesk.usecases.imports.evidence import EvidenceAnswers, apply_evidence, preview_evidence
from dxdesk.usecases.imports.understood import forget_columns
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.few_people import codes, hr_desk, listed
from tests.helpers.memory import forgetful

HEAD = ("職員番号", "氏名", "研修名", "受講日", "出欠")
LATE = EvidenceAnswers(words={"遅刻": "attended"})


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return hr_desk(tmp_path_factory.mktemp("answers"))


@pytest.fixture
def desk(kept: Desk) -> Desk:
    return forgetful(kept)


def table(path: Path, head: Sequence[str], *rows: Sequence[str]) -> Path:
    return listed(path, rows, head)


def late(path: Path, *more: str, number: str = "職員番号", word: str = "出欠", day: str = "2025/6/1") -> Path:
    head = (number, *HEAD[1:4], word, *more)
    return table(path, head, ("000101", "青山 一郎", "DX研修", day, "遅刻", *("x" for _ in more)))


@pytest.mark.parametrize("more", [(), ("備考",), ("備考", "会場"), ("所属",)])
@pytest.mark.parametrize("number", ["職員番号", "職員CD"])
def test_a_word_holds_while_its_column_stays(
    desk: Desk, tmp_path: Path, more: tuple[str, ...], number: str
) -> None:
    assert codes(preview_evidence(desk, late(tmp_path / "a.csv"), "attendance").errors) == ["result-unclear"]
    assert apply_evidence(desk, late(tmp_path / "a.csv"), "attendance", answers=LATE).outcome == "applied"
    again = preview_evidence(
        desk, late(tmp_path / "b.csv", *more, number=number, day="2025/7/1"), "attendance"
    )
    assert again.errors == ()
    (told,) = [notice for notice in again.notices if notice.code == "words-as-before"]
    assert (told.place.cell, told.found) == ("2行E列", "「遅刻」は受講・出席")
    (record,) = again.added
    assert record.outcome.counts


def test_a_word_under_another_header_or_kind_is_asked_again(desk: Desk, tmp_path: Path) -> None:
    assert apply_evidence(desk, late(tmp_path / "a.csv"), "attendance", answers=LATE).outcome == "applied"
    other = late(tmp_path / "b.csv", word="受講結果", day="2025/7/1")
    assert codes(preview_evidence(desk, other, "attendance").errors) == ["result-unclear"]
    same = late(tmp_path / "c.csv", day="2025/7/1")
    assert codes(preview_evidence(desk, same, "qualifications").errors) == ["result-unclear"]


def test_what_is_said_anew_wins_and_is_not_told_as_before(desk: Desk, tmp_path: Path) -> None:
    assert apply_evidence(desk, late(tmp_path / "a.csv"), "attendance", answers=LATE).outcome == "applied"
    absent = EvidenceAnswers(words={"遅刻": "absent"})
    path = late(tmp_path / "b.csv", "備考", day="2025/7/1")
    now = apply_evidence(desk, path, "attendance", answers=absent)
    assert "words-as-before" not in codes(now.notices)
    (record,) = preview_evidence(desk, late(tmp_path / "c.csv", day="2025/8/1"), "attendance").added
    assert not record.outcome.counts


def test_a_reason_is_not_told(desk: Desk, tmp_path: Path) -> None:
    rows = ("000101", "青山 一郎", "DX研修", "2025/6/1", "病気のため途中退席")
    said = EvidenceAnswers(words={rows[-1]: "attended"})
    assert (
        apply_evidence(desk, table(tmp_path / "a.csv", HEAD, rows), "attendance", answers=said).outcome
        == "applied"
    )
    head = (*HEAD, "備考")
    again = preview_evidence(desk, table(tmp_path / "b.csv", head, (*rows, "")), "attendance")
    assert "words-as-before" in codes(again.notices)
    assert "病気" not in str(again.notices)


def test_the_column_of_the_day_holds_while_the_columns_of_days_stay(desk: Desk, tmp_path: Path) -> None:
    head = ("職員番号", "研修名", "開始日", "終了日", "出欠")
    row = ("000101", "DX研修", "2025/3/30", "2025/4/2", "出席")
    path = table(tmp_path / "a.csv", head, row)
    assert codes(preview_evidence(desk, path, "attendance").errors) == ["day-column"]
    assert apply_evidence(desk, path, "attendance", accept=["day-column:開始日"]).outcome == "applied"
    again = table(tmp_path / "b.csv", (*head, "備考"), (*row[:1], "AI研修", *row[2:], ""))
    found = preview_evidence(desk, again, "attendance")
    assert found.errors == ()
    assert [record.date for record in found.added] == ["2025-03-30"]
    (told,) = [notice for notice in found.notices if notice.code == "day-column"]
    assert "前に決めたとおり" in told.message
    # Another column of days is another choice.
    more = table(tmp_path / "c.csv", (*head, "修了日"), (*row, "2025/4/5"))
    assert codes(preview_evidence(desk, more, "attendance").errors) == ["day-column"]


def test_forgetting_forgets_both_and_nothing_of_other_tables(desk: Desk, tmp_path: Path) -> None:
    assert apply_evidence(desk, late(tmp_path / "a.csv"), "attendance", answers=LATE).outcome == "applied"
    other = late(tmp_path / "b.csv", word="受講結果", day="2025/7/1")
    assert apply_evidence(desk, other, "attendance", answers=LATE).outcome == "applied"
    forget_columns(desk, late(tmp_path / "c.csv", "備考"), "attendance")
    asked = late(tmp_path / "d.csv", day="2025/8/1")
    assert codes(preview_evidence(desk, asked, "attendance").errors) == ["result-unclear"]
    assert not preview_evidence(desk, late(tmp_path / "e.csv", word="受講結果"), "attendance").errors


def test_what_an_earlier_program_remembered_by_all_headers_is_still_read(desk: Desk, tmp_path: Path) -> None:
    with desk.store.write() as uow:
        name = f"cell-words:attendance:{columns.fingerprint(HEAD)}"
        uow.settings.set(name, canonical.dumps({"遅刻": "attended"}))
        uow.commit()
    assert not preview_evidence(desk, late(tmp_path / "a.csv"), "attendance").errors
    forget_columns(desk, late(tmp_path / "a.csv"), "attendance")
    assert codes(preview_evidence(desk, late(tmp_path / "a.csv"), "attendance").errors) == ["result-unclear"]
