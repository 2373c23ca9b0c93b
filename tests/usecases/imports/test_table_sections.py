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
        ("01-01", listed, []),
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
