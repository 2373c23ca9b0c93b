"""Sections that a spreadsheet or a slipped column changed: asked, never a second section in silence."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from dxdesk import bootstrap
from dxdesk.ports.entities import Role
from dxdesk.usecases.imports.acceptable import CODES
from dxdesk.usecases.imports.roster import apply_roster, preview_roster
from dxdesk.usecases.inbox.opening import create_store
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.few_people import (
    HEAD,
    PEOPLE,
    codes,
    is_unchanged,
    listed,
    with_values,
    workbook,
)
from tests.helpers.memory import forgetful, in_memory


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> tuple[Desk, Desk]:
    """An HR store that is empty, and one that knows four people in two sections."""
    folder = tmp_path_factory.mktemp("sections")
    services = in_memory(bootstrap.services())
    empty = create_store(
        services, str(folder / "人事.dxdesk"), Role.HR, ("131091", "検証区"), "検証 1234 あい"
    )
    full = forgetful(empty)
    assert apply_roster(full, listed(folder / "4月.csv", PEOPLE)).outcome == "applied"
    return empty, full


@pytest.fixture
def desk(kept: tuple[Desk, Desk]) -> Desk:
    return forgetful(kept[1])


@pytest.mark.parametrize(
    ("value", "write", "also"),
    [
        ("1E3", listed, ["code-like-number"]),
        ("0199-1", listed, []),
        ("0110", listed, []),
        (46023, workbook, []),
        (1010, workbook, []),
        ("A0101", listed, []),
        ("0103", workbook, []),
        ("0101.5", listed, ["code-like-number"]),
    ],
)
def test_a_known_name_under_another_code_is_always_asked(
    desk: Desk, tmp_path: Path, value: object, write: Callable[..., Path], also: list[str]
) -> None:
    path = write(
        tmp_path / ("名簿.csv" if write is listed else "名簿.xlsx"),
        with_values("所属コード", ("0101", value, "0102", "0102")),
    )
    asked = preview_roster(desk, path)
    assert codes(asked.errors) == sorted([*also, "department-other-code"])
    assert str(value) in next(p.found for p in asked.errors if p.code == "department-other-code")
    assert not asked.departments.added
    assert is_unchanged(preview_roster(desk, path, accept=codes(asked.errors)))


@pytest.mark.parametrize("value", ["0101.0", "0199.0", "0199.00", "0.0", "0199."])
def test_a_code_that_ends_like_a_number_is_refused(desk: Desk, tmp_path: Path, value: str) -> None:
    people = with_values("所属名", ("企画課", "新設課", "総務課", "総務課"))
    people[1][2] = value
    preview = preview_roster(desk, listed(tmp_path / "名簿.csv", people), accept=sorted(CODES))
    assert "code-spoilt" in codes(preview.errors)


def test_of_one_name_under_two_parents_only_the_same_one_is_asked(desk: Desk, tmp_path: Path) -> None:
    head = (*HEAD[:4], "親所属コード", "親所属名")
    first = [
        [*row[:4], "0100", "企画部"] if row[2] == "0101" else [*row[:4], "0200", "総務部"] for row in PEOPLE
    ]
    assert apply_roster(desk, listed(tmp_path / "親.csv", first, head)).outcome == "applied"
    for parent, asked in (
        ("0200,総務部", []),
        ("0100,企画部", ["department-other-code"]),
        ("0300,福祉部", []),
    ):
        people = [*first[:3], [*PEOPLE[3][:2], "0299", "企画課", *parent.split(",")]]
        assert codes(preview_roster(desk, listed(tmp_path / "二つ.csv", people, head)).errors) == asked


def swapped(count: int) -> list[list[object]]:
    return [[*row[:2], row[3], row[2], *row[4:]] if n < count else list(row) for n, row in enumerate(PEOPLE)]


@pytest.mark.parametrize("count", [1, 2, 3, 4])
@pytest.mark.parametrize("first", [False, True])
def test_names_in_the_column_of_codes_are_refused(
    kept: tuple[Desk, Desk], tmp_path: Path, count: int, first: bool
) -> None:
    desk = forgetful(kept[0 if first else 1])
    preview = preview_roster(desk, listed(tmp_path / "名簿.csv", swapped(count)), accept=sorted(CODES))
    assert codes(preview.errors) == ["department-columns-swapped"]
    assert "department-columns-swapped" not in CODES


def test_known_names_for_codes_alone_are_refused(desk: Desk, tmp_path: Path) -> None:
    people = [[*row[:2], row[3]] for row in PEOPLE]
    preview = preview_roster(desk, listed(tmp_path / "名簿.csv", people, HEAD[:3]))
    assert codes(preview.errors) == ["department-columns-swapped"]


@pytest.mark.parametrize(
    "names",
    [
        ("総務課", "総務課", "企画課", "企画課"),
        ("総務課", "総務課", "財政課", "財政課"),
        ("広報課", "広報課", "企画課", "企画課"),
    ],
)
def test_sections_that_take_each_other_s_names_are_asked(
    desk: Desk, tmp_path: Path, names: tuple[str, ...]
) -> None:
    path = listed(tmp_path / "名簿.csv", with_values("所属名", names))
    assert codes(preview_roster(desk, path).errors) == ["department-names-swapped"]
    assert preview_roster(desk, path, accept=["department-names-swapped"]).errors == ()


def test_a_plain_new_name_is_only_told(desk: Desk, tmp_path: Path) -> None:
    path = listed(tmp_path / "名簿.csv", with_values("所属名", ("企画政策課",) * 2 + ("総務課",) * 2))
    assert preview_roster(desk, path).errors == ()


@pytest.mark.parametrize(
    "written", ["01-01", "01 01", "01.01", "01\u300001", "\uff10\uff11\u2212\uff10\uff11", "01/01"]
)
def test_a_code_with_signs_or_blanks_within_is_proposed_as_the_known_one(
    desk: Desk, tmp_path: Path, written: str
) -> None:
    path = listed(tmp_path / "名簿.csv", with_values("所属コード", ("0101", written, "0102", "0102")))
    asked = preview_roster(desk, path)
    assert codes(asked.errors) == ["code-spelt-otherwise"], "and not by its name, too"
    assert [(one.found, one.place.cell) for one in asked.errors] == [(written, "3行C列")]
    assert "「0101」" in asked.errors[0].fix
    assert is_unchanged(preview_roster(desk, path, accept=["code-spelt-otherwise"]))


@pytest.mark.parametrize("written", ["0001-02", "0001 02", "00-01-02"])
def test_a_number_with_signs_or_blanks_within_is_proposed_as_the_known_one(
    desk: Desk, tmp_path: Path, written: str
) -> None:
    people = with_values("職員番号", ("000101", written, "000201", "000202"))
    path = listed(tmp_path / "名簿.csv", people)
    assert codes(preview_roster(desk, path).errors) == ["code-spelt-otherwise"]
    assert is_unchanged(preview_roster(desk, path, accept=["code-spelt-otherwise"]))


def test_a_known_code_with_signs_is_proposed_where_the_table_has_none(desk: Desk, tmp_path: Path) -> None:
    names = with_values("所属名", ("防災課", "防災課", "総務課", "総務課"))
    first = with_values("所属コード", ("05-01", "05-01", "0102", "0102"), names)
    assert apply_roster(desk, listed(tmp_path / "前.csv", first), accept=sorted(CODES)).outcome == "applied"
    people = with_values("所属コード", ("0501", "05-01", "0102", "0102"), names)
    assert codes(preview_roster(desk, listed(tmp_path / "後.csv", people)).errors) == ["code-spelt-otherwise"]


def test_a_name_of_several_known_sections_proposes_none_of_them(desk: Desk, tmp_path: Path) -> None:
    head = [*HEAD[:4], "部名"]
    first = [[*row[:2], f"0{n}01", "管理課", f"第{n}部"] for n, row in enumerate(PEOPLE, 1)]
    assert (
        apply_roster(desk, listed(tmp_path / "親.csv", first, head), accept=sorted(CODES)).outcome
        == "applied"
    )
    people = [[*PEOPLE[0][:2], "0999", "管理課"], *(row[:4] for row in first[1:])]
    asked = preview_roster(desk, listed(tmp_path / "名簿.csv", people, HEAD[:4]), accept=sorted(CODES))
    assert codes(asked.errors) == ["department-ambiguous"]
    assert "0101と0201と0301と0401" in asked.errors[0].found


def test_a_section_that_gets_the_name_of_another_that_stays_is_asked(desk: Desk, tmp_path: Path) -> None:
    """DX推進室 → 総務課, and 総務課 is there as before: two of them, if nobody looks."""
    people = with_values("所属名", ("総務課", "総務課", "総務課", "総務課"))
    asked = preview_roster(desk, listed(tmp_path / "名簿.csv", people))
    assert codes(asked.errors) == ["department-names-swapped"]
    assert asked.errors[0].found == "0101 企画課 → 総務課"


NEW_PEOPLE = (("000301", "加藤 明", "0101"), ("000302", "佐藤 誠", "0101"), ("000303", "神谷 蓮", "0101"))


def test_a_section_with_another_name_and_other_people_is_asked(desk: Desk, tmp_path: Path) -> None:
    people = [
        *([*person, "健康増進課", "正規", ""] for person in NEW_PEOPLE),
        [*PEOPLE[0][:2], "0102", *PEOPLE[2][3:5], ""],
        *PEOPLE[2:],
    ]
    path = listed(tmp_path / "名簿.csv", people)
    asked = preview_roster(desk, path)
    assert [(one.code, one.found) for one in asked.errors] == [
        ("department-renamed", "0101 企画課 → 健康増進課")
    ]
    assert preview_roster(desk, path, accept=["department-renamed"]).errors == ()


def test_a_name_that_is_much_the_same_is_only_told_whoever_is_there(desk: Desk, tmp_path: Path) -> None:
    people = [*([*person, "企画調整課", "正規", ""] for person in NEW_PEOPLE), *PEOPLE[2:]]
    found = preview_roster(desk, listed(tmp_path / "名簿.csv", people), accept=["people-left"])
    assert found.errors == ()


def test_a_section_that_is_renamed_and_keeps_its_people_is_only_told(desk: Desk, tmp_path: Path) -> None:
    path = listed(tmp_path / "名簿.csv", with_values("所属名", ("健康増進課",) * 2 + ("総務課",) * 2))
    found = preview_roster(desk, path)
    assert found.errors == ()
    assert "department-changed" in codes(found.notices)


def test_a_section_that_gets_another_s_name_and_other_people_is_asked_once(
    desk: Desk, tmp_path: Path
) -> None:
    people = [*([*person, "総務課", "正規", ""] for person in NEW_PEOPLE), *PEOPLE[2:]]
    found = preview_roster(desk, listed(tmp_path / "名簿.csv", people), accept=["people-left"])
    assert codes(found.errors) == ["department-names-swapped"]
