"""An office's own layout is filled from the store: one workbook a person, or one list of all."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from dxdesk.domain.errors import KnownError
from dxdesk.usecases.filling_forms import filling
from dxdesk.usecases.progress.status import status
from dxdesk.usecases.reports.kind import Order
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.year import finalise
from tests.helpers import world as w
from tests.helpers.stories import Town


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with w.municipality(tmp_path) as (made, _):
        w.play(made)
        yield made


def layout(folder: Path, *cells: str) -> Path:
    book = Workbook()
    for row, text in enumerate(cells, 1):
        for column, part in enumerate(text.split("|"), 1):
            book.active.cell(row, column, part)
    path = folder / "様式.xlsx"
    book.save(path)
    return path


def rows(path: Path) -> list[tuple[object, ...]]:
    return [tuple(row) for row in load_workbook(path).active.iter_rows(values_only=True)]


def refused(desk: Desk, folder: Path, *cells: str) -> KnownError:
    with pytest.raises(KnownError) as error:
        filling.fill(desk, layout(folder, *cells), folder / "out", Order())
    assert not list((folder / "out").glob("*"))
    return error.value


def test_each_person_has_a_workbook_with_a_row_for_each_skill(desk: Desk, tmp_path: Path) -> None:
    names = [one.name for one in filling.placeholders(desk) if one.name.endswith(".確認")]
    one = next(name for name in names if name.startswith("スキル."))
    path = layout(
        tmp_path,
        "{{年度}} {{氏名}}|{{職員番号}}",
        f"{{{{{one}}}}}",
        "{{スキル名}}|{{自己}}|{{確認}}",
        "終わり",
    )
    found = filling.fill(desk, path, tmp_path / "out", Order())
    assert found.people == len(found.files) == status(desk).asked
    (whole,) = filling.fill(desk, path, tmp_path / "one", Order(employee=w.TAX_A)).files
    assert w.TAX_A in whole.name
    head, level, *skills, end = rows(whole)
    assert (str(head[0]).split()[0], head[1], end[0]) == ("令和7年度", w.TAX_A, "終わり")
    by_name = {row[0]: row[2] for row in skills}
    assert len(by_name) == len(skills) > 1
    assert level[0]
    assert level[0] == by_name[one.split(".")[1]]
    assert all(row[1] for row in skills)
    with desk.store.read() as uow:
        last = uow.audit.entries()[0]
    assert (last.action, last.subject) == ("form-filled", w.TAX_A)


def test_what_the_office_set_of_its_layout_stays_and_the_rest_is_said(desk: Desk, tmp_path: Path) -> None:
    order = Order(employee=w.TAX_A)
    (plain,) = filling.fill(desk, layout(tmp_path, "{{氏名}}"), tmp_path / "plain", order).files
    book = load_workbook(plain)
    assert (book.properties.title, book.properties.creator) == ("様式 令和7年度", "検証区")
    assert book.properties.keywords == "取扱注意"
    assert book.active.oddHeader.right.text == "取扱注意"
    own = load_workbook(layout(tmp_path, "{{氏名}}"))
    own.properties.title, own.properties.creator = "人材台帳の写し", "総務課"
    own.active.oddHeader.right.text, own.active.oddHeader.center.text = "第3号様式", "検証区"
    own.active.HeaderFooter.differentFirst = True
    own.save(tmp_path / "様式.xlsx")
    (kept,) = filling.fill(desk, tmp_path / "様式.xlsx", tmp_path / "own", order).files
    book = load_workbook(kept)
    assert (book.properties.title, book.properties.creator) == ("人材台帳の写し", "総務課")
    header = book.active.oddHeader
    assert (header.left.text, header.center.text, header.right.text) == ("取扱注意", "検証区", "第3号様式")
    assert book.active.firstHeader.right.text == "取扱注意"
    own.active.oddHeader.left.text = "写し"
    own.save(tmp_path / "様式.xlsx")
    (full,) = filling.fill(desk, tmp_path / "様式.xlsx", tmp_path / "full", order).files
    assert load_workbook(full).active.oddHeader.right.text.split("\n") == ["第3号様式", "取扱注意"]


@pytest.mark.parametrize("cells", ["取 扱 注 意|{{氏名}}", "{{氏名}}"])
def test_a_layout_that_says_so_itself_is_not_told_twice(desk: Desk, tmp_path: Path, cells: str) -> None:
    path = layout(tmp_path, cells)
    if "取" not in cells:
        book = load_workbook(path)
        book.active.oddFooter.center.text = "取扱注意"
        book.save(path)
    (made,) = filling.fill(desk, path, tmp_path / "out", Order(employee=w.TAX_A)).files
    assert not load_workbook(made).active.oddHeader.right.text


def test_a_list_is_one_workbook_with_a_row_for_each_person(desk: Desk, tmp_path: Path) -> None:
    path = layout(tmp_path, "{{団体名}}", "{{一覧.氏名}}|{{一覧.職員番号}}")
    (written,) = filling.fill(desk, path, tmp_path / "out", Order()).files
    assert written.name == "様式_R7_一覧.xlsx"
    head, *people = rows(written)
    assert head[0] == desk.identity.municipality_name
    assert len({row[1] for row in people}) == status(desk).asked


def test_what_is_not_known_is_named_with_its_place_and_the_nearest(desk: Desk, tmp_path: Path) -> None:
    problem = refused(desk, tmp_path, "題", "|{{職員番合}}").problems[0]
    assert (problem.code, problem.found, problem.place.sheet, problem.place.cell) == (
        *("form-field-unknown", "{{職員番合}}", "Sheet", "B2"),
    )
    assert "{{職員番号}}" in problem.fix


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        (("題だけ",), "form-no-fields"),
        (("{{氏名}}", "{{確認}}"), "form-field-alone"),
        (("{{氏名}}", "{{一覧.氏名}}"), "form-fields-mixed"),
    ],
)
def test_what_cannot_be_filled_whole_is_refused(
    desk: Desk, tmp_path: Path, cells: tuple[str, ...], code: str
) -> None:
    assert refused(desk, tmp_path, *cells).code == code


def test_only_hr_fills(town: Town, tmp_path: Path) -> None:
    with pytest.raises(KnownError) as told:
        filling.fill(town.chief, layout(tmp_path, "{{氏名}}"), tmp_path / "out", Order())
    assert told.value.code == "wrong-role"


def test_what_was_finalised_stands_with_its_number(desk: Desk, tmp_path: Path) -> None:
    done = finalise.finalise(desk, "8総人第12号", "2026-03-18")
    with desk.store.read() as uow:
        lines = uow.results.snapshot_lines(done.snapshot.fiscal_year, "")
    assert lines
    number = lines[0].employee_number
    path = layout(tmp_path, "{{文書番号}}", "{{スキル名}}|{{確認}}")
    (written,) = filling.fill(desk, path, tmp_path / "out", Order(employee=number)).files
    head, *skills = rows(written)
    assert head[0] == "8総人第12号"
    assert all(row[1] for row in skills)


def test_three_hundred_placeholders_in_merged_cells_are_all_filled(desk: Desk, tmp_path: Path) -> None:
    """An office's form as offices make them: every cell merged with its neighbour, names all over."""
    book = Workbook()
    sheet = book.active
    names = ("氏名", "職員番号", "所属", "年度", "団体名", "日付")
    for place in range(300):
        row, column = place // 6 + 1, (place % 6) * 3 + 1
        sheet.cell(row, column, f"{{{{{names[place % 6]}}}}} 様式の文 {place}")
        sheet.merge_cells(start_row=row, start_column=column, end_row=row, end_column=column + 2)
    path = tmp_path / "様式.xlsx"
    book.save(path)
    (whole,) = filling.fill(desk, path, tmp_path / "out", Order(employee=w.TAX_A)).files
    made = load_workbook(whole).active
    assert len(made.merged_cells.ranges) == 300
    texts = [str(cell.value) for row in made.iter_rows() for cell in row if cell.value]
    assert len(texts) == 300
    assert not [text for text in texts if "{{" in text]
    assert [text for text in texts if text.endswith(" 1")] == [f"{w.TAX_A} 様式の文 1"]


def test_a_form_with_macros_is_told_how_to_be_saved(desk: Desk, tmp_path: Path) -> None:
    path = layout(tmp_path, "{{氏名}}")
    macros = path.rename(tmp_path / "様式.xlsm")
    with pytest.raises(KnownError) as refused:
        filling.fill(desk, macros, tmp_path / "out", Order())
    (problem,) = refused.value.problems
    assert (problem.code, problem.found) == ("form-not-xlsx", "様式.xlsm")
    assert "Excel ブック (*.xlsx)" in problem.fix
    disguised = tmp_path / "隠れたマクロ.xlsx"
    with zipfile.ZipFile(macros) as source, zipfile.ZipFile(disguised, "w") as target:
        for entry in source.infolist():
            target.writestr(entry, source.read(entry))
        target.writestr("xl/vbaProject.bin", b"macro")
    with pytest.raises(KnownError) as refused:
        filling.fill(desk, disguised, tmp_path / "out", Order())
    assert "マクロ" in refused.value.problems[0].message
    assert not (tmp_path / "out").exists() or not list((tmp_path / "out").glob("*"))
