"""年度計画の表: written, changed in Excel, shown before it is taken in; bad cells are told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import openpyxl
import pytest
from pypdf import PdfReader

from dxdesk.domain.action_plan import DRAFT, FINAL
from dxdesk.domain.errors import KnownError
from dxdesk.usecases.action_plan import keeping, tables
from dxdesk.usecases.action_plan.overview import plan_year
from dxdesk.usecases.inbox.batches import undo_receipt
from dxdesk.usecases.reports.printing import make_report
from dxdesk.usecases.sending import dispatch
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.planning import PLANNED, line, planning

Cells = Mapping[str, str | int]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with planning(tmp_path) as found:
        yield found


def written(desk: Desk, out: Path) -> Path:
    (path,) = dispatch.export(desk, dispatch.Export("plan", out)).files
    return path


def changed(path: Path, *rows: Cells) -> tuple[Path, dict[str, str]]:
    """Change the first line of a table as Excel does, and add the others; return where the first one lies."""
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    head = next(row for row in sheet.iter_rows() if any(cell.value == "研修・取組" for cell in row))
    place = {"".join(str(cell.value).split()): cell for cell in head if cell.value}
    last = max(cell.row for cell in sheet["A"] if cell.value)
    for position, cells in enumerate(rows):
        at = head[0].row + 1 if position == 0 else last + position
        for heading, value in cells.items():
            sheet.cell(at, place[heading].column, value)
    out = path.with_name(f"直した_{path.name}")
    book.save(out)
    return out, {name: f"{cell.column_letter}{head[0].row + 1}" for name, cell in place.items()}


def new(**cells: str | int) -> Cells:
    return {"年度": "令和8年度", "版": "確定版", **cells}


def test_a_table_is_taken_in_again_unchanged_and_shows_what_it_changes_first(
    desk: Desk, tmp_path: Path
) -> None:
    keeping.make(desk, PLANNED, FINAL)
    path = written(desk, tmp_path)
    assert path.name == "年度計画_R8_確定版.xlsx"
    assert tables.preview_plan(desk, path).outcome == "unchanged"
    more, _ = changed(
        path, {"定員(人)": 30, "費用(円)": "250,000円", "実施月": "5月"},
        new(**{"研修・取組": "体験会", "回数": 2, "実施月": "4~5月"}),
    )  # fmt: skip
    before = plan_year(desk, PLANNED).final
    shown = tables.preview_plan(desk, more)
    assert (shown.outcome, shown.added, shown.updated) == ("applied", 1, 1)
    assert {one.item.split()[-1] for one in shown.changes} == {"定員(人)", "費用(円)", "実施月", "新しい行"}
    assert plan_year(desk, PLANNED).final == before, "looking changes nothing"
    done = tables.apply_plan(desk, more)
    _, planned = line(desk, FINAL, before.said.lines["L01"].name)  # type: ignore[union-attr]
    assert (planned.places, planned.yen, planned.months) == (30, 250_000, (f"{PLANNED}-05",))
    assert line(desk, FINAL, "体験会")[1].months == (f"{PLANNED}-04", f"{PLANNED}-05")
    assert tables.apply_plan(desk, more).outcome == "unchanged"
    undo_receipt(desk, done.receipt)
    assert plan_year(desk, PLANNED).final == before


WRONG: tuple[tuple[Cells, str, str], ...] = (
    ({"実施月": "令和9年4月"}, "plan-month-outside", "実施月"),
    ({"定員(人)": "たくさん"}, "plan-number", "定員(人)"),
    ({"所属ごとの定員": "ない課 3"}, "plan-section-unknown", "所属ごとの定員"),
    ({"コード": "L99"}, "plan-line-unknown", "コード"),
    ({"年度": "いつか"}, "plan-year", "年度"),
    ({"版": "素案"}, "plan-version", "版"),
)


@pytest.mark.parametrize(("cells", "code", "column"), WRONG)
def test_a_bad_cell_is_named_and_nothing_of_the_table_is_taken(
    desk: Desk, tmp_path: Path, cells: Cells, code: str, column: str
) -> None:
    keeping.make(desk, PLANNED, FINAL)
    path, places = changed(written(desk, tmp_path), cells, new(**{"研修・取組": "よい行"}))
    before = plan_year(desk, PLANNED).final
    found = tables.apply_plan(desk, path)
    assert found.outcome == "refused"
    problem = found.errors[0]
    assert (problem.code, problem.place.file, problem.place.sheet) == (code, path.name, "年度計画")
    assert problem.place.cell == places[column]
    assert plan_year(desk, PLANNED).final == before


def test_two_plans_in_a_table_one_that_is_not_there_and_one_that_was_decided_are_refused(
    desk: Desk, tmp_path: Path
) -> None:
    keeping.make(desk, PLANNED, FINAL)
    path = written(desk, tmp_path)
    again = new(**{"研修・取組": "体験会"})
    same, _ = changed(path, {}, again, again)
    assert [one.code for one in tables.apply_plan(desk, same).errors] == ["plan-line-twice"]
    two, _ = changed(path, {}, new(**{"版": "予算要求案", "研修・取組": "体験会"}))
    assert [one.code for one in tables.apply_plan(desk, two).errors] == ["plan-two-in-table"]
    keeping.consult(desk, PLANNED, FINAL, "2026-04-10", "人事課", "了承")
    keeping.decide(desk, PLANNED, FINAL, "2026-04-10", "1")
    more, _ = changed(path, {"定員(人)": 30})
    assert [one.code for one in tables.apply_plan(desk, more).errors] == ["plan-decided"]
    with pytest.raises(KnownError) as error:
        tables.write_table(desk, tmp_path, None, fiscal_year=PLANNED + 5)  # type: ignore[arg-type]
    assert error.value.code == "plan-unknown"


def test_a_table_a_decision_rests_on_is_not_taken_back_until_the_plan_is_opened_again(
    desk: Desk, tmp_path: Path
) -> None:
    keeping.make(desk, PLANNED, FINAL)
    before = plan_year(desk, PLANNED).final
    path, _ = changed(written(desk, tmp_path), {"定員(人)": 30}, new(**{"研修・取組": "体験会"}))
    receipt = tables.apply_plan(desk, path).receipt
    keeping.consult(desk, PLANNED, FINAL, "2026-04-10", "人事課", "了承")
    keeping.decide(desk, PLANNED, FINAL, "2026-04-10", "8総人第200号")
    decided = plan_year(desk, PLANNED).final
    with pytest.raises(KnownError) as error:
        undo_receipt(desk, receipt)
    (problem,) = error.value.problems
    assert problem.code == "undo-plan-decided"
    assert "8総人第200号" in problem.found
    assert "決裁を取り消す" in problem.fix
    assert plan_year(desk, PLANNED).final == decided, "nothing was half taken back"
    keeping.reopen(desk, PLANNED, FINAL, "表の誤り")
    undo_receipt(desk, receipt)
    assert plan_year(desk, PLANNED).final.said.lines == before.said.lines  # type: ignore[union-attr]


@pytest.mark.parametrize("kind", ["action-plan", "budget-request"])
def test_the_papers_say_the_costs_and_name_nobody(desk: Desk, tmp_path: Path, kind: str) -> None:
    keeping.make(desk, PLANNED, DRAFT)
    code, planned = line(desk, DRAFT, "業務改革研修")
    keeping.save_line(desk, PLANNED, DRAFT, code, planned._replace(yen=300_000, places=20))
    out = tmp_path / "out.pdf"
    out.write_bytes(make_report(desk, kind, fiscal_year=PLANNED))
    text = "".join(page.extract_text() for page in PdfReader(out).pages)
    for said in ("業務改革研修", "300,000", "令和8年度", "もとにした数字"):
        assert said in text, said
    assert "吉田" not in text
