"""公式文言のワークブック: out, filled in, back in; nothing lost, and every mistake told by its cell."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from dxdesk import bootstrap
from dxdesk.domain.errors import KnownError
from dxdesk.domain.framework import Framework, Statement
from dxdesk.domain.text import clean, visible
from dxdesk.excel import tables
from dxdesk.ports.workbooks import Head
from dxdesk.usecases.exchange import dump
from dxdesk.usecases.framework_editing import book_reading, book_shape, book_writing
from dxdesk.usecases.framework_editing.taking import take_framework
from dxdesk.usecases.frameworks import versions
from dxdesk.usecases.person_year.standing import person_year
from dxdesk.usecases.review import confirming
from dxdesk.usecases.review.confirming import Decision
from dxdesk.usecases.sending import dispatch
from dxdesk.usecases.skillmap.building import people_map
from dxdesk.usecases.year import cycle, finalise
from tests.helpers import world
from tests.helpers.frameworks import small_framework
from tests.helpers.office import CHIEF, MANAGER, STAFF
from tests.helpers.stories import Town

SERVICES = bootstrap.services()
HEAD = Head("", "検証区", "", "", "", "", "", "", "検証区 人事担当", "")


def written(framework: Framework, path: Path) -> Path:
    SERVICES.workbooks.write_tables(book_writing.sheets(framework, HEAD), path)
    return path


def back(path: Path, before: Framework | None = None) -> Framework:
    return book_reading.read_book(SERVICES.tables, path, lambda code, version: before)


@pytest.mark.parametrize("code", [*versions.preset_codes(), "small"])
def test_a_framework_comes_back_as_it_went(code: str, tmp_path: Path) -> None:
    shipped = small_framework() if code == "small" else versions.load_preset(code)
    framework = dataclasses.replace(shipped, follows="")  # said once, by the store or the preset
    assert versions.to_text(back(written(framework, tmp_path / "体系.xlsx"))) == versions.to_text(framework)


def test_the_workbook_is_opened_once_however_many_sheets_it_has(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(small_framework(), tmp_path / "体系.xlsx")
    opened: list[Path] = []
    whole = tables.read_bytes

    def read(file: Path, limit: int) -> bytes:
        opened.append(file)
        return whole(file, limit)

    monkeypatch.setattr(tables, "read_bytes", read)
    back(path)
    assert opened == [path]


_words = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn")), min_size=1, max_size=60).filter(
    # Letters of which nothing shows go wherever they stand, and at either end as blanks do. What a
    # spreadsheet shows for an error is taken for one, and told.
    lambda text: visible(text) == text and clean(text).text == text and text not in tables._ERROR_TEXTS
)


@settings(max_examples=12, suppress_health_check=list(HealthCheck), deadline=None)
@given(texts=st.lists(_words, min_size=3, max_size=3), name=_words, note=_words, lines=st.integers(1, 3))
def test_any_wording_comes_back(
    texts: list[str], name: str, note: str, lines: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Official wording has brackets, line breaks, full-width digits, = and quotes in it."""
    whole = small_framework()
    first = whole.items[0]
    criteria = tuple(
        dataclasses.replace(one, statements=(Statement("\n".join([text] * lines)),), heading=text)
        for one, text in zip(first.criteria, texts, strict=True)
    )
    items = (dataclasses.replace(first, criteria=criteria, description=note), *whole.items[1:])
    framework = dataclasses.replace(whole, items=items, name=name, note=note)
    path = written(framework, tmp_path_factory.mktemp("book") / "体系.xlsx")
    assert versions.to_text(back(path)) == versions.to_text(framework)


def _sheet_at(path: Path, name: str) -> tuple[object, Worksheet, dict[str, int], int]:
    book = load_workbook(path)
    sheet = book[name]
    wanted = set(book_shape.COLUMNS[name][:3])
    for row in sheet.iter_rows():
        titles = {"".join(str(cell.value).split()): cell.column for cell in row if cell.value is not None}
        if wanted <= set(titles):
            return book, sheet, titles, row[0].row
    raise AssertionError(name)


def edit(path: Path, name: str, title: str, line: int, value: object) -> str:
    """Change one cell under a header and return its address."""
    book, sheet, titles, header = _sheet_at(path, name)
    cell = sheet.cell(header + line, titles[title])
    cell.value = value  # type: ignore[assignment]
    book.save(path)  # type: ignore[attr-defined]
    return str(cell.coordinate)


@pytest.mark.parametrize(
    ("sheet", "title", "line", "value", "code", "words"),
    [
        (book_shape.ITEMS, "種別", 3, "すきる", "framework-book-kind", "種別"),
        (book_shape.ITEMS, book_shape.MARK, 4, "s.a", "framework-duplicate", "同じ"),
        (book_shape.ITEMS, "上位の分類", 3, "nowhere", "framework-unknown", "分類"),
        (book_shape.ITEMS, "水準の並び", 3, "nowhere", "framework-unknown", ""),
        (book_shape.LEVELS, "水準・職層", 1, "LV9", "framework-book-level", "水準"),
        (book_shape.LEVELS, "スキルの記号", 1, "s.x", "framework-book-item", "記号"),
        (book_shape.LEVELS, "推定", 1, "たぶん", "framework-book-yes-or-no", "はい"),
        (book_shape.SCALES, "値", 1, "零", "framework-book-number", "数"),
        (book_shape.PERSONAS, "企画", 1, "LV7", "framework-book-level", "企画"),
        (book_shape.PERSONAS, "だれに当てはまるか", 1, "みんな", "framework-book-word", "全職員"),
        (book_shape.REQUIREMENTS, "種類", 1, "講習", "framework-book-word", "研修"),
        (book_shape.REQUIREMENTS, "裏付けになる水準", 1, "s.a LV1", "framework-book-supports", "LV2"),
        (book_shape.STAGES, "要件の記号", 1, "r9", "framework-unknown", "要件"),
    ],
)
def test_every_mistake_names_its_cell_and_nothing_is_kept(
    town: Town, sheet: str, title: str, line: int, value: object, code: str, words: str
) -> None:
    path = written(small_framework(), town.folder / "体系.xlsx")
    cell = edit(path, sheet, title, line, value)
    with pytest.raises(KnownError) as error:
        take_framework(town.hr, path)
    found = {(p.place.sheet, p.place.cell): p for p in error.value.problems if p.code == code}
    assert (sheet, cell) in found, [str(problem) for problem in error.value.problems]
    problem = found[sheet, cell]
    assert words in problem.message + problem.fix
    assert problem.place.file == "体系.xlsx"
    with town.hr.store.read() as uow:
        assert [row.code for row in uow.exchange.frameworks()] == ["shinagawa"]


def _rename(title: str, new: str) -> Callable[[Path], str]:
    def change(path: Path) -> str:
        return edit(path, book_shape.LEVELS, title, 0, new)

    return change


def _drop_sheet(path: Path) -> str:
    book = load_workbook(path)
    del book[book_shape.SCALES]
    book.save(path)
    return ""


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (_rename("判断の目安", "目安の文"), "framework-book-column-missing"),
        (_rename("判断の目安", "目安の文"), "framework-book-column-unknown"),
        (_rename("見出し", "スキル"), "framework-book-column-twice"),
        (_drop_sheet, "framework-book-sheet-missing"),
    ],
)
def test_renamed_missing_and_extra_columns_are_named(
    tmp_path: Path, change: Callable[[Path], str], code: str
) -> None:
    path = written(small_framework(), tmp_path / "体系.xlsx")
    change(path)
    with pytest.raises(KnownError) as error:
        back(path)
    assert code in {problem.code for problem in error.value.problems}


@pytest.mark.parametrize("code", versions.preset_codes())
def test_a_preset_taken_in_as_it_was_written_is_the_preset_itself(code: str, tmp_path: Path) -> None:
    preset = versions.load_preset(code)
    path = written(preset, tmp_path / "体系.xlsx")
    with world.municipality(tmp_path) as (desk, _):
        take_framework(desk, path)
        with desk.store.read() as uow:
            row = uow.exchange.framework(code, preset.version)
    assert row == versions.row_of(preset), "with the version it follows, which no workbook tells"


def test_a_workbook_of_a_preset_mended_since_goes_on_from_its_own_version(tmp_path: Path) -> None:
    """Written before the program was exchanged, worded in the meantime, taken in afterwards."""
    former = versions.preset_version("shinagawa", "R7-1")
    assert former is not None
    path = written(former, tmp_path / "体系.xlsx")
    edit(path, book_shape.HEAD, "内容", 2, "R8-1")
    with world.municipality(tmp_path) as (desk, _):
        assert take_framework(desk, path).outcome == "applied"
        with desk.store.read() as uow:
            row = uow.exchange.framework("shinagawa", "R8-1")
    assert row is not None
    assert versions.from_text(row.text).follows == "R7-1"


def test_merged_cells_go_on_with_the_line_above(tmp_path: Path) -> None:
    """People merge the skill's name over its statements; Excel keeps the first cell only."""
    framework = dataclasses.replace(versions.load_preset("shinagawa"), follows="")
    path = written(framework, tmp_path / "体系.xlsx")
    assert not any(sheet.protection.sheet for sheet in load_workbook(path).worksheets)
    book, sheet, titles, header = _sheet_at(path, book_shape.LEVELS)
    for title in ("スキルの記号", "スキル", "水準・職層", "見出し"):
        column = titles[title]
        sheet.merge_cells(start_row=header + 1, end_row=header + 3, start_column=column, end_column=column)
    book.save(path)  # type: ignore[attr-defined]
    assert versions.to_text(back(path)) == versions.to_text(framework)


def test_a_year_runs_on_the_official_wording(town: Town) -> None:
    """HR takes the workbook of the preset, pastes the official sentences in and opens the next year on it."""
    path = written(versions.load_preset("shinagawa"), town.folder / "体系.xlsx")
    edit(path, book_shape.HEAD, "内容", 2, "R8-1")
    edit(path, book_shape.HEAD, "内容", 6, "")
    edit(path, book_shape.LEVELS, "判断の目安", 1, "公式の一文目\n(二行にわたる)")
    report = take_framework(town.hr, path)
    assert (report.outcome, report.added) == ("applied", 8)
    assert [note.code for note in report.notes] == ["framework-next-year"]
    assert any("1文" in change.after for change in report.changes)
    assert take_framework(town.hr, path).outcome == "unchanged"
    town.services.clock.day = "2026-04-10"  # type: ignore[attr-defined]
    try:
        opened = cycle.open_cycle(town.hr, cycle.OpenCycle(2026, "shinagawa", "2026-04-01"))
        assert opened.cycle.framework == "shinagawa@R8-1"
        assert "framework-summary" not in [warning.code for warning in opened.warnings]
        forms = dispatch.export(town.hr, dispatch.Export("forms", town.folder / "R8", fiscal_year=2026)).files
        form = next(path for path in forms if STAFF[0] in path.name)
        texts = [str(cell.value) for row in load_workbook(form).worksheets[0].iter_rows() for cell in row]
        assert any("公式の一文目" in text for text in texts)
        assert person_year(town.hr, STAFF[0], 2025).items[0].name == "業務改革"
        assert cycle.current_cycle(town.hr, 2025).framework_version == "R7-1.2"
    finally:
        town.services.clock.day = "2026-01-09"  # type: ignore[attr-defined]


def test_a_share_of_the_statements_is_kept_and_older_workbooks_ask_for_all(tmp_path: Path) -> None:
    whole = small_framework()
    half = dataclasses.replace(whole, scales=(dataclasses.replace(whole.scales[0], share=50),))
    path = written(half, tmp_path / "体系.xlsx")
    assert back(path).scales[0].share == 50
    book, sheet, titles, _ = _sheet_at(path, book_shape.SCALES)
    sheet.delete_cols(titles["".join(book_shape.SHARE.split())])
    book.save(path)  # type: ignore[attr-defined]
    assert back(path).scales[0].share == 100


def test_a_version_that_exists_never_changes(town: Town) -> None:
    path = written(versions.load_preset("shinagawa"), town.folder / "体系.xlsx")
    edit(path, book_shape.LEVELS, "判断の目安", 1, "別の文")
    with pytest.raises(KnownError) as error:
        take_framework(town.hr, path)
    assert error.value.code == "framework-differs"


def test_a_dry_run_tells_and_keeps_nothing(town: Town) -> None:
    path = written(small_framework(), town.folder / "体系.xlsx")
    report = take_framework(town.hr, path, dry_run=True)
    assert (report.outcome, report.receipt) == ("applied", 0)
    assert {change.after for change in report.changes} == {"新しいスキル"}
    with town.hr.store.read() as uow:
        assert [row.code for row in uow.exchange.frameworks()] == ["shinagawa"]


def bridge_of(path: Path, rows: list[tuple[str, str, str]]) -> None:
    """Replace the lines of the 対応表."""
    book, sheet, titles, header = _sheet_at(path, book_shape.BRIDGE)
    sheet.delete_rows(header + 1, 100)
    for line, (kind, old, new) in enumerate(rows, 1):
        for title, value in (("対応", kind), ("前の記号", old), ("新しい記号", new)):
            sheet.cell(header + line, titles[title]).value = value
    book.save(path)  # type: ignore[attr-defined]


def test_what_became_of_each_skill_is_read_and_held_against_both_versions(tmp_path: Path) -> None:
    old = small_framework()
    path = written(old, tmp_path / "体系.xlsx")
    edit(path, book_shape.HEAD, "内容", 2, "2")
    same = [("そのまま", item.uid, item.uid) for item in old.items]
    new = back(path, old)
    assert (new.follows, [link.kind for link in new.links]) == ("1", ["kept"] * 3)
    assert versions.from_text(versions.to_text(new)) == new
    for rows, code in (
        ([*same[:2]], "unmapped"),
        ([("名称の変更", "s.z", "s.a"), *same[1:]], "unknown-old"),
        ([("そのまま", "s.a", "s.z"), *same[1:]], "unknown-new"),
        ([("統合(高いほう)", "s.a", "s.a"), *same[1:]], "shape"),
        ([*same, ("新設", "", "s.a")], "twice"),
    ):
        bridge_of(path, rows)
        with pytest.raises(KnownError) as error:
            back(path, old)
        found = {problem.code: problem for problem in error.value.problems}
        assert found[f"framework-book-bridge-{code}"].place.sheet == book_shape.BRIDGE
        assert found[f"framework-book-bridge-{code}"].place.cell
    bridge_of(path, [("まるごと", "s.a", "s.a"), *same[1:]])
    with pytest.raises(KnownError) as error:
        back(path, old)
    assert "framework-book-word" in [problem.code for problem in error.value.problems]
    with pytest.raises(KnownError) as error:
        back(path, None)
    assert "framework-book-follows" in [problem.code for problem in error.value.problems]


def test_last_years_levels_come_along_by_the_bridge_and_stay_what_they_were(town: Town) -> None:
    """Two skills become one, one is split, one is renamed; the confirmed year is not touched."""
    first, second, third, fourth, *_ = (item.uid for item in versions.load_preset("shinagawa").items)
    town.receive(town.hr, town.answered(STAFF[0], "LV2"))
    for principal in (CHIEF, MANAGER):
        levels = {first: 1} if principal == CHIEF else {}
        confirming.confirm(
            town.hr, Decision(STAFF[0], levels, comment="一緒に確かめた", on_behalf_of=principal)
        )
    finalise.finalise(town.hr)
    before = dump.dump(town.hr).snapshots
    old = versions.load_preset("shinagawa")
    items = {item.uid: item for item in old.items}
    split = [
        dataclasses.replace(items[third], uid=f"{third}.{n}", name=f"分割{n}", code=f"3{n}") for n in (1, 2)
    ]
    renamed = dataclasses.replace(items[fourth], name="データ分析")
    rest = [item for item in old.items if item.uid not in (second, third, fourth)]
    gone = {second, third}
    personas = tuple(
        dataclasses.replace(
            persona, required=tuple((uid, level) for uid, level in persona.required if uid not in gone)
        )
        for persona in old.personas
    )
    new = dataclasses.replace(old, version="R8-1", items=(*rest, *split, renamed), personas=personas)
    path = written(new, town.folder / "体系.xlsx")
    edit(path, book_shape.HEAD, "内容", 3, old.version)
    links = [
        ("統合(低いほう)", f"{first}\n{second}", first),
        ("分割", third, "\n".join(item.uid for item in split)),
        ("名称の変更", fourth, fourth),
        *(("そのまま", item.uid, item.uid) for item in rest if item.uid != first),
    ]
    bridge_of(path, links)
    report = take_framework(town.hr, path)
    assert report.outcome == "applied"
    told = next(note for note in report.notes if note.code == "framework-answer-anew")
    assert "分割1、分割2" in told.message
    town.services.clock.day = "2026-04-10"  # type: ignore[attr-defined]
    try:
        cycle.open_cycle(town.hr, cycle.OpenCycle(2026, "shinagawa", "2026-04-01"))
        last = {item.uid: item.last for item in person_year(town.hr, STAFF[0], 2026).items}
        assert last[first] == 1  # the lower of LV1 and LV2
        assert [last[item.uid] for item in split] == [None, None]
        assert last[fourth] == 2
        unmapped = people_map(town.hr, 2026).unmapped
        places = {item.uid: position for position, item in enumerate(new.items)}
        assert unmapped == {places[item.uid] for item in split}
        assert person_year(town.hr, STAFF[0], 2025).items[2].confirmed == 2
        assert dump.dump(town.hr).snapshots == before
    finally:
        town.services.clock.day = "2026-01-09"  # type: ignore[attr-defined]
