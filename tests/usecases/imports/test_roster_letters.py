"""Names that lost letters, carry marks, or are written otherwise while they are read the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from dxdesk.usecases.imports.roster import apply_roster, preview_roster
from dxdesk.usecases.imports.roster_plan import RosterPreview
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.few_people import codes, hr_desk, listed
from tests.helpers.memory import forgetful

HEAD = ("職員番号", "氏名", "フリガナ", "所属コード", "所属名", "任用区分", "職名", "在職状態")
PEOPLE = (
    ("000101", "青山 一郎", "アオヤマ イチロウ", "0101", "企画課", "正規", "主査", "在職"),
    ("000102", "石川 花子", "イシカワ ハナコ", "0101", "企画課", "正規", "主任", "在職"),
    ("000201", "岡本 直樹", "オカモト ナオキ", "0102", "総務課", "正規", "主査", "在職"),
    ("000202", "加藤 由美", "カトウ ユミ", "0102", "総務課", "正規", "主事", "在職"),
)
COLUMN = {header: place for place, header in enumerate(HEAD)}


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    folder = tmp_path_factory.mktemp("letters")
    desk = hr_desk(folder)
    assert apply_roster(desk, listed(folder / "5月.csv", PEOPLE, HEAD)).outcome == "applied"
    return desk


@pytest.fixture
def desk(kept: Desk) -> Desk:
    return forgetful(kept)


def table(folder: Path, *changes: tuple[int, str, str], more: tuple[tuple[str, ...], ...] = ()) -> Path:
    """Return a table with some cells of some people changed, and more people."""
    rows = [list(row) for row in PEOPLE]
    for line, header, text in changes:
        rows[line][COLUMN[header]] = text
    return listed(folder / "表.csv", [*rows, *more], HEAD)


def look(desk: Desk, file: Path, *accept: str) -> RosterPreview:
    return preview_roster(desk, file, accept=accept)


DAMAGED = ["?山 一郎", "\uff1f山\u3000一郎", "青山 一\u3013", "青山 \u25cf", "\u25a0山 一郎", "\u25a1山 一郎"]
DAMAGED += ["\u25c6山 一郎", "*山 一郎", "\uff0a山 一郎", "青山 一\ufffd", "\ue0a1山 一郎", "&#38738;山 一郎"]


@pytest.mark.parametrize("written", DAMAGED)
def test_a_damaged_name_replaces_no_good_one_unasked(desk: Desk, tmp_path: Path, written: str) -> None:
    file = table(tmp_path, (0, "氏名", written))
    found = look(desk, file)
    (problem,) = found.errors
    assert (problem.code, problem.place.cell) == ("letters-lost", "2行B列")
    assert written in problem.message
    assert "青山 一郎" in problem.message  # found and stored, and what is wrong with it
    assert "外字" in problem.message or "失われた字" in problem.message
    (question,) = found.questions
    assert [option.accept for option in question.options] == ["letters-kept:000101", "letters-taken:000101"]

    as_before = look(desk, file, "letters-kept:000101")
    assert (as_before.errors, as_before.changed, codes(as_before.notices)) == ((), (), ["letters-kept"])
    taken = look(desk, file, "letters-taken")
    assert taken.errors == ()
    assert [change.after.name for change in taken.changed] == [written]


def test_a_name_taken_as_written_is_not_asked_again(desk: Desk, tmp_path: Path) -> None:
    file = table(tmp_path, (0, "氏名", "\ue0a1山 一郎"))
    assert apply_roster(desk, file, accept=("letters-taken",)).outcome == "applied"
    again = look(desk, file)
    assert (again.errors, again.changed) == ((), ())


def test_a_whole_name_comes_back_for_a_damaged_one(desk: Desk, tmp_path: Path) -> None:
    assert (
        apply_roster(desk, table(tmp_path, (0, "氏名", "?山 一郎")), accept=("letters-taken",)).outcome
        == "applied"
    )
    found = look(desk, table(tmp_path, (3, "職名", "主任")))
    assert found.errors == ()
    assert found.changed[0].after.name == "青山 一郎"


@pytest.mark.parametrize("written", ["?木 次郎", "木\u3013 次郎", "木田 \u25cf", "木\ufffd 次郎"])
def test_nobody_new_gets_a_damaged_name_unasked(desk: Desk, tmp_path: Path, written: str) -> None:
    row = ("000301", written, "キダ ジロウ", "0101", "企画課", "正規", "主事", "在職")
    file = table(tmp_path, more=(row,))
    found = look(desk, file)
    (problem,) = found.errors
    assert (problem.code, problem.place.cell) == ("letters-lost", "6行B列")
    assert [option.accept for option in found.questions[0].options] == ["letters-taken:000301"]
    assert look(desk, file, "letters-kept").errors != ()  # there is nothing to keep
    assert [person.name for person in look(desk, file, "letters-taken").added] == [written]


def test_somebody_new_may_have_letters_of_the_office(desk: Desk, tmp_path: Path) -> None:
    row = ("000301", "\ue0a1木 次郎", "アオキ ジロウ", "0101", "企画課", "正規", "主事", "在職")
    found = look(desk, table(tmp_path, more=(row,)))
    assert (found.errors, codes(found.notices)) == ((), ["name-private-letters"])


@pytest.mark.parametrize(
    ("header", "written", "key", "cell"),
    [
        ("フリガナ", "アオヤマ イチ?ウ", "000101.kana", "2行C列"),
        ("フリガナ", "アオヤマ \u25cf", "000101.kana", "2行C列"),
        ("職名", "主\u3013", "000101.title", "2行G列"),
    ],
)
def test_readings_and_titles_are_asked_as_well(
    desk: Desk, tmp_path: Path, header: str, written: str, key: str, cell: str
) -> None:
    file = table(tmp_path, (0, header, written))
    found = look(desk, file)
    assert [(one.code, one.place.cell) for one in found.errors] == [("letters-lost", cell)]
    assert look(desk, file, f"letters-kept:{key}").changed == ()
    assert len(look(desk, file, f"letters-taken:{key}").changed) == 1


def test_a_mark_beside_a_title_is_no_lost_letter(desk: Desk, tmp_path: Path) -> None:
    assert look(desk, table(tmp_path, (0, "職名", "\u25cb主査"))).errors == ()


@pytest.mark.parametrize("written", ["総務?", "総\u3013課", "総務\uff1f務課", "\ufffd務課", "総\ue0a1課"])
def test_a_section_gets_no_damaged_name_unasked(desk: Desk, tmp_path: Path, written: str) -> None:
    file = table(tmp_path, (2, "所属名", written), (3, "所属名", written))
    found = look(desk, file)
    (problem,) = found.errors
    assert (problem.code, problem.place.cell) == ("letters-lost", "4行D列")
    kept = look(desk, file, "letters-kept:section.0102")
    assert (kept.errors, kept.departments.changed) == ((), ())
    taken = look(desk, file, "letters-taken")
    assert [new.name for _, new in taken.departments.changed] == [written]


def test_no_new_section_gets_a_damaged_name_unasked(desk: Desk, tmp_path: Path) -> None:
    row = ("000301", "木田 次郎", "キダ ジロウ", "0103", "税\u3013課", "正規", "主事", "在職")
    file = table(tmp_path, more=(row,))
    assert codes(look(desk, file).errors) == ["letters-lost"]
    assert [unit.name for unit in look(desk, file, "letters-taken").departments.added] == ["税\u3013課"]


@pytest.mark.parametrize(
    "written", ["青山 一郎※", "★青山 一郎", "青山 一郎2", "\u25cf青山 一郎", "青山 一郎*", "青山 一郎 #"]
)
def test_marks_beside_a_known_name_are_taken_off_and_told(desk: Desk, tmp_path: Path, written: str) -> None:
    found = look(desk, table(tmp_path, (0, "氏名", written)))
    assert (found.errors, found.changed, codes(found.notices)) == ((), (), ["name-marked"])
    assert found.notices[0].place.cell == "2行B列"


def test_a_mark_beside_a_new_name_is_taken_off_and_told(desk: Desk, tmp_path: Path) -> None:
    row = ("000301", "※木田 次郎", "キダ ジロウ", "0101", "企画課", "正規", "主事", "在職")
    found = look(desk, table(tmp_path, more=(row,)))
    assert [person.name for person in found.added] == ["木田 次郎"]
    assert (found.errors, codes(found.notices)) == ((), ["name-marked"])


@pytest.mark.parametrize(
    "written",
    [
        "ｱｵﾔﾏ ｲﾁﾛｳ",
        "アオヤマ イチロウ",
        "青山",
        "青山 一郎/AOYAMA Ichiro",
        "青山 一朗",
        "青山 一郎 2級",
        "AOYAMA",
    ],
)
def test_another_writing_for_the_same_reading_is_asked(desk: Desk, tmp_path: Path, written: str) -> None:
    file = table(tmp_path, (0, "氏名", written))
    found = look(desk, file)
    (problem,) = found.errors
    assert (problem.code, problem.place.cell) == ("name-otherwise", "2行B列")
    assert problem.found == f"青山 一郎 → {written}"
    assert look(desk, file, "name-kept:000101").changed == ()
    taken = look(desk, file, "name-taken")
    assert taken.errors == ()
    assert [change.after.name for change in taken.changed] == [written]


@pytest.mark.parametrize("written", ["青山\u3000一郎", "青山一郎", "靑山 一郎"])
def test_shapes_and_blanks_are_taken_as_they_are_written(desk: Desk, tmp_path: Path, written: str) -> None:
    found = look(desk, table(tmp_path, (0, "氏名", written)))
    assert found.errors == ()
    assert [change.after.name for change in found.changed] == [written]


def test_readings_that_changed_places_are_asked(desk: Desk, tmp_path: Path) -> None:
    swapped = (0, "フリガナ", PEOPLE[1][2]), (1, "フリガナ", PEOPLE[0][2])
    file = table(tmp_path, *swapped)
    found = look(desk, file)
    assert [(one.code, one.place.cell) for one in found.errors] == [
        ("kana-moved", "2行C列"),
        ("kana-moved", "3行C列"),
    ]
    kept = look(desk, file, "kana-kept")
    assert (kept.errors, kept.changed) == ((), ())
    taken = look(desk, file, "kana-taken:000101", "kana-taken:000102")
    assert taken.errors == ()
    assert len(taken.changed) == 2


def test_a_reading_that_is_put_right_is_only_told(desk: Desk, tmp_path: Path) -> None:
    found = look(desk, table(tmp_path, (0, "フリガナ", "アオヤマ カズオ")))
    assert found.errors == ()
    assert len(found.changed) == 1


@pytest.mark.parametrize("word", ["療休?", "育休\uff1f", "休職か", "\u3013職"])
def test_a_status_that_doubts_itself_is_asked(desk: Desk, tmp_path: Path, word: str) -> None:
    file = table(tmp_path, (0, "在職状態", word))
    assert codes(look(desk, file).errors) == ["duty-unknown"]
    found = look(desk, file, f"duty-unknown:{word}=休業等")
    assert found.errors == ()
    assert found.changed[0].after.duty_status == "休業等"


def test_an_employment_that_doubts_itself_is_asked(desk: Desk, tmp_path: Path) -> None:
    found = look(desk, table(tmp_path, (0, "任用区分", "会計年度?")))
    assert codes(found.errors) == ["new-list-value"]


def test_the_line_that_calls_a_known_section_otherwise_is_blamed(desk: Desk, tmp_path: Path) -> None:
    found = look(desk, table(tmp_path, (1, "所属コード", "0102")))  # the name stays 企画課
    (problem,) = found.errors
    assert (problem.code, problem.place.cell, problem.found) == (
        "department-name-differs",
        "3行D列",
        "企画課",
    )


def test_a_section_written_in_its_parts_is_the_one_it_is_joined_to(desk: Desk, tmp_path: Path) -> None:
    whole = [(line, "所属名", "企画部企画課") for line in (0, 1)]
    assert apply_roster(desk, table(tmp_path, *whole)).outcome == "applied"
    for rows in ((0,), (0, 1)):
        parted = [(line, "所属名", "企画部 企画課" if line in rows else "企画部企画課") for line in (0, 1)]
        found = look(desk, table(tmp_path, *parted))
        assert (found.errors, found.changes_anything) == ((), False)
