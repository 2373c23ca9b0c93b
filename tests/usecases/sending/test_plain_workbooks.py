"""Workbooks to read: the summary that leaves HR, the map that does not, framework and roster."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxdesk.domain.errors import KnownError
from dxdesk.ports.entities import Post
from dxdesk.ports.workbooks import Head
from dxdesk.usecases.frameworks import versions
from dxdesk.usecases.imports import roster
from dxdesk.usecases.sealing import codec
from dxdesk.usecases.sending import plain_workbooks
from dxdesk.usecases.skillmap import building, model, summary_sheets
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers import world as w
from tests.helpers.frameworks import small_framework


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """Three of 市民税係 and one of 保育課 are confirmed."""
    with w.municipality(tmp_path_factory.mktemp("hr")) as (made, _):
        w.play(made)
        w.confirmed(made, w.TAX_B, w.CHIEF_TAX)
        w.confirmed(made, w.LEADER_TAX, w.CHIEF_TAX)
        w.confirmed(made, w.CHILD_A, w.CHIEF_CHILD)
        yield made


def cells(path: Path) -> dict[str, list[list[object]]]:
    """Return every sheet's rows."""
    book = openpyxl.load_workbook(path)
    return {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book}


def everything(path: Path) -> str:
    return "\n".join(
        str(value) for rows in cells(path).values() for row in rows for value in row if value is not None
    )


def test_the_summary_names_nobody_and_hides_small_groups(desk: Desk, tmp_path: Path) -> None:
    summary, inside = plain_workbooks.write_export(desk, "summary", tmp_path / "集計")
    assert summary.name == "集計表_R7.xlsx"
    assert inside.name == "スキルマップ_R7_人事限り.xlsx"
    handed = everything(summary)
    assert "翔太" not in handed
    assert w.TAX_A not in handed
    rows = {str(row[2]): row for row in cells(summary)["所属×スキル"] if row[2]}
    # One person of 保育課 is confirmed: hidden, and 市民税係 with it, or a subtraction would tell.
    assert rows["保育課"][4] == summary_sheets.HIDDEN
    assert rows["税務課市民税係"][4] == summary_sheets.HIDDEN
    assert rows["全体"][4] == 1.5
    assert "3人未満の集計のため表示していません" in handed


def test_a_mean_is_a_number_with_one_decimal(desk: Desk, tmp_path: Path) -> None:
    summary, inside = plain_workbooks.write_export(desk, "summary", tmp_path / "平均")
    for path in (summary, inside):
        page = openpyxl.load_workbook(path)["水準ごとの人数"]
        head = next(cell for row in page.iter_rows() for cell in row if cell.value == "平均")
        below = [page.cell(row, head.column) for row in range(head.row + 1, page.max_row + 1)]
        means = [cell for cell in below if isinstance(cell.value, float | int)]
        assert means
        assert {cell.number_format for cell in means} == {"0.0"}
        assert {cell.alignment.horizontal for cell in (*means, head)} == {"right"}


def test_the_map_for_hr_shows_people_and_everything(desk: Desk, tmp_path: Path) -> None:
    inside = plain_workbooks.write_export(desk, "summary", tmp_path)[1]
    sheets = cells(inside)
    assert [name for name in sheets if name != "_dxdesk"] == [
        "人×スキル",
        "まとめ",
        "所属×スキル",
        "水準ごとの人数",
        "必要水準との差",
    ]
    person = next(row for row in sheets["人×スキル"] if w.TAX_B in row)
    assert "葛\U000e0100西 花子" in person
    assert person[8:10] == [1, 1]
    assert summary_sheets.HIDDEN not in everything(inside)


def test_the_summary_travels_sealed_and_is_entered(desk: Desk, tmp_path: Path) -> None:
    summary = plain_workbooks.write_export(desk, "summary", tmp_path)[0]
    payload = desk.services.workbooks.open(summary).sealed_payload()
    assert payload is not None
    opened = codec.open_payload(desk.services.sealer, payload)
    assert opened.envelope.kind == "summary"
    assert "翔太" not in opened.envelope.extra
    with desk.store.read() as uow:
        assert uow.exchange.dispatches()[0].kind == "summary"


def test_how_small_is_small_is_a_setting(desk: Desk, tmp_path: Path) -> None:
    with desk.store.write() as uow:
        uow.settings.set(plain_workbooks.MASK_BELOW, "1")
        uow.commit()
    try:
        open_ = plain_workbooks.write_export(desk, "summary", tmp_path)[0]
        assert summary_sheets.HIDDEN not in everything(open_)
    finally:
        with desk.store.write() as uow:
            uow.settings.set(plain_workbooks.MASK_BELOW, "")
            uow.commit()


def test_one_section_can_be_written_and_locked(desk: Desk, tmp_path: Path) -> None:
    summary, _ = plain_workbooks.write_export(desk, "summary", tmp_path, section="1020", password="検証1234")
    assert summary.name == "集計表_R7_1020.xlsx"
    with pytest.raises(KnownError):
        desk.services.workbooks.open(summary)
    assert desk.services.workbooks.open(summary, ["検証1234"]).sealed_payload() is not None


LEVELS = st.sampled_from((0, 1, 2, 3, 255))
PEOPLE = st.lists(
    st.tuples(st.sampled_from("甲乙丙丁"), st.lists(LEVELS, min_size=3, max_size=3)), max_size=14
)


@given(PEOPLE, st.integers(2, 4))
def test_no_small_group_can_be_told_even_by_subtraction(
    people: list[tuple[str, list[int]]], below: int
) -> None:
    items = model.map_items(small_framework())
    by_section: dict[str, list[bytes]] = {}
    for section, levels in people:
        by_section.setdefault(section, []).append(bytes(levels))
    rows = tuple(building._section(items, code, code, found) for code, found in sorted(by_section.items()))
    total = building._section(items, "", "全体", [level for found in by_section.values() for level in found])
    framework = small_framework()
    sections = model.SectionMap(items, rows, total, w_cycle(), framework)
    masked = summary_sheets.mask(sections, below)
    last = len(masked.rows) - 1
    for item in range(len(items)):
        answered = [sum(row.counts[item]) for row in masked.rows]
        hidden = [row for row in range(last) if (row, item) in masked.hidden]
        for row in range(last + 1):
            if 0 < answered[row] < below:
                assert (row, item) in masked.hidden
        if hidden and (last, item) not in masked.hidden:
            # What the whole gives away of the hidden sections together is a group large enough.
            assert len(hidden) > 1
            assert sum(answered[row] for row in hidden) >= below
    head = Head("集計", "検証区", "", "", "", "", "", "", "", "")
    means, counts = summary_sheets.sheets(masked, head, below)
    assert len(means.rows) == last + 1
    assert all(len(row.cells) == len(counts.columns) for row in counts.rows)  # type: ignore[union-attr]


def w_cycle() -> building.Cycle:
    return building.Cycle(2025, "2025-04-01", "", "", "", "small", "1")


@pytest.mark.parametrize(
    ("mean", "text"), [(None, ""), (0, "0.0"), (125, "1.3"), (124, "1.2"), (167, "1.7"), (300, "3.0")]
)
def test_means_have_one_decimal(mean: int | None, text: str) -> None:
    assert summary_sheets.mean_text(mean) == text


def test_the_framework_says_whose_words_it_carries(desk: Desk, tmp_path: Path) -> None:
    path, editable = plain_workbooks.write_export(desk, "framework", tmp_path)
    assert editable.stem == f"{path.stem}_編集用"
    sheets = cells(path)
    assert [name for name in sheets if name != "_dxdesk"] == [
        "分類とスキル",
        "水準",
        "人材像と要求水準",
        "人材像の役割",
    ]
    text = everything(path)
    assert "要約・公式文言ではない" in text
    assert "本システムの補足" in text
    assert "推定" in text
    levels = [row for row in sheets["水準"] if "業務改革" in row]
    assert len(levels) == 1 + 7  # LV0 and the seven statements of the policy's skill
    promoter = next(row for row in sheets["人材像と要求水準"] if "DX推進委員" in row)
    assert promoter.count("LV2") == 2


def test_before_the_first_year_there_is_no_framework_to_write(tmp_path: Path) -> None:
    with w.municipality(tmp_path, roster=False) as (desk, _):
        with pytest.raises(KnownError) as told:
            plain_workbooks.write_export(desk, "framework", tmp_path / "out")
        assert told.value.code == "no-cycle"
        with pytest.raises(KnownError) as told:
            plain_workbooks.write_export(desk, "roster", tmp_path / "out")
        assert told.value.code == "roster-empty"
        templates, *editable = plain_workbooks.write_export(desk, "templates", tmp_path / "out")
        assert len(editable) == len(versions.preset_codes())
        assert "職員名簿" in cells(templates)
        with pytest.raises(KnownError) as told:
            plain_workbooks.write_export(desk, "poem", tmp_path / "out")
        assert told.value.code == "export-kind"


def test_the_roster_that_was_written_says_the_same_when_it_is_taken_in(tmp_path: Path) -> None:
    with w.municipality(tmp_path) as (desk, _):
        with desk.store.write() as uow:
            person = uow.people.employee(w.PROMOTER)
            assert person is not None
            several = [Post("2010", "主査"), Post("1020", "")]
            changed = {**{name: getattr(person, name) for name in person.__slots__}, "posts": tuple(several)}
            changed["title"] = "=HYPERLINK(A1)"  # never a formula where the CSV is opened in Excel
            uow.people.save_employees([type(person)(**changed)])
            uow.commit()
        workbook, table = plain_workbooks.write_export(desk, "roster", tmp_path / "out")
        assert (workbook.suffix, table.suffix) == (".xlsx", ".csv")
        assert "'=HYPERLINK(A1)" in table.read_text(encoding="utf-8-sig")
        found = roster.preview_roster(desk, table)
        assert found.errors == ()
        assert (found.added, found.changed, found.left) == ((), (), ())
        assert found.unchanged == len(w.EMPLOYEES)
        part = plain_workbooks.write_export(
            desk, "roster", tmp_path / "part", section="20", password="検証1234"
        )
        assert [path.suffix for path in part] == [".xlsx"]
