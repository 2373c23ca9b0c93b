"""形式知の一覧: what is written down is found again, by HR and the DX section alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from dxdesk.domain.errors import KnownError
from dxdesk.usecases.development import knowledge
from dxdesk.usecases.development.knowledge import Entry
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers import world as w
from tests.helpers.stories import Town

FORM = Entry(
    "備品予約アプリの作り方", "手順書", "デジタルツール", "髙橋 美咲", "R7.10.7", r"\\共有\手順書\予約.docx"
)
LESSON = Entry("窓口データの集計", "研修資料", "データ利活用", "000004", "2025/12/1")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with w.municipality(tmp_path) as (desk, _):
        yield desk


def test_what_was_written_down_is_found_by_any_of_its_words(desk: Desk) -> None:
    form, lesson = knowledge.save_entry(desk, FORM), knowledge.save_entry(desk, LESSON)
    assert form.key != lesson.key
    assert (form.made_on, lesson.made_on) == ("2025-10-07", "2025-12-01")
    assert knowledge.entries(desk) == (lesson, form), "newest first"
    assert knowledge.entries(desk, "高橋") == (form,), "names are found in any variant"
    assert knowledge.entries(desk, "共有 ツール") == (form,)
    assert knowledge.entries(desk, "共有 集計") == ()


def test_an_entry_is_mended_and_taken_out(desk: Desk) -> None:
    kept = knowledge.save_entry(desk, FORM)
    mended = knowledge.save_entry(desk, replace(kept, title="予約アプリの作り方(改)"))
    assert knowledge.entries(desk) == (mended,)
    knowledge.remove_entry(desk, kept.key)
    assert knowledge.entries(desk) == ()


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        (replace(FORM, title=" "), "knowledge-title"),
        (replace(FORM, made_on="去年"), "knowledge-date"),
        (replace(FORM, note="あ" * 401), "knowledge-long"),
    ],
)
def test_what_cannot_be_kept_is_told_and_nothing_is(desk: Desk, entry: Entry, code: str) -> None:
    with pytest.raises(KnownError) as told:
        knowledge.save_entry(desk, entry)
    assert told.value.code == code
    assert knowledge.entries(desk) == ()


def test_the_register_goes_to_excel_as_it_is(desk: Desk, tmp_path: Path) -> None:
    knowledge.save_entry(desk, replace(FORM, note="=1+1"))
    path = knowledge.write_register(desk, knowledge.entries(desk), tmp_path / "形式知.xlsx")
    sheet = load_workbook(path).worksheets[0]
    texts = {str(cell.value): cell.data_type for row in sheet.iter_rows() for cell in row if cell.value}
    assert texts[FORM.title] == texts[FORM.place] == "s"
    assert "f" not in texts.values()


def test_confirmers_have_no_register(town: Town) -> None:
    with pytest.raises(KnownError) as told:
        knowledge.entries(town.chief)
    assert told.value.code == "wrong-role"
