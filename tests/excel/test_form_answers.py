"""Staff answer in Excel, in LibreOffice or in the app; what they wrote comes back as they wrote it."""

from __future__ import annotations

import dataclasses
import datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from dxdesk.domain.errors import KnownError
from dxdesk.excel.workbooks import ExcelWorkbooks
from dxdesk.ports.workbooks import (
    FORM_SHEET,
    SUBMIT_LABEL,
    WITHDRAW_LABEL,
    Answer,
    ExperienceLine,
    ReadAnswer,
)
from tests.excel import form_samples as samples

ODD_TEXTS = (
    "=1+1",
    "+81-3",
    "-",
    "@式",
    "\tタブから",
    "_x0041_",
    "a_x000D_b",
    "𠮷野家の𠮷",
    "葛\U000e0100城",
    "1行目\n2行目",
    " 前後に空白 ",
    "<b>&amp;'\"",
    "001",
)


def test_an_untouched_form_is_blank_and_in_order(tmp_path: Path) -> None:
    reading = samples.read(samples.sent(tmp_path))
    assert reading.problems == ()
    assert reading.sheet == FORM_SHEET
    assert reading.action == SUBMIT_LABEL
    assert reading.lines == ()
    assert reading.comment == ""
    assert set(reading.answers) == {row.uid for row in samples.form().rows}
    assert all(found.answer == Answer() for found in reading.answers.values())


def test_another_program_fills_in_every_unlocked_cell_under_the_three_headers(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        header, columns = samples.header_of(sheet)
        for row in range(header + 1, sheet.max_row + 1):
            for title, value in (
                ("今回のレベル", "2"),
                ("根拠", "担当で行った。"),
                ("来年度の目標", "続ける。"),
            ):
                cell = sheet.cell(row, columns[title])
                if not cell.protection.locked:
                    cell.value = value

    reading = samples.read(samples.edited(samples.sent(tmp_path), fill))
    assert reading.problems == ()
    assert {found.answer for found in reading.answers.values()} == {Answer("2", "担当で行った。", "続ける。")}
    assert reading.lines == ()


def test_answers_are_plain_text_whatever_excel_made_of_them(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        samples.answer(sheet, samples.SKILLS[0], 2, datetime.date(2025, 6, 3), 1.5)
        samples.answer(sheet, samples.SKILLS[1], "「２」", True, "LV2")
        samples.answer(sheet, samples.MINDS[0], 1.0)

    reading = samples.read(samples.edited(samples.sent(tmp_path), fill))
    assert reading.problems == ()
    assert reading.answers["skill-0"].answer == Answer("2", "2025-06-03", "1.5")
    assert reading.answers["skill-1"].answer == Answer("「２」", "TRUE", "LV2")
    assert reading.answers["mind-0"].answer == Answer("1", "", "")


def test_an_answer_names_the_cell_its_level_stands_in(tmp_path: Path) -> None:
    path = samples.edited(samples.sent(tmp_path), lambda sheet: samples.answer(sheet, samples.SKILLS[0], 9))
    found = samples.read(path).answers["skill-0"]
    sheet = openpyxl.load_workbook(path)[FORM_SHEET]
    assert sheet[found.level_cell].value == 9
    assert isinstance(found, ReadAnswer)


def test_courses_comment_and_withdrawal_come_back(tmp_path: Path) -> None:
    def fill(sheet: Worksheet) -> None:
        first = next(row for row in range(1, sheet.max_row) if sheet.cell(row, 1).value == "line:1")
        for row, texts in (
            (first, ("研修", "見本研修", "R7.6.3", "修了")),
            (first + 2, ("実務経験", "窓口の見直し", "", "")),
        ):
            for column, text in enumerate(texts, 2):
                sheet.cell(row, column).value = text or None
        for row in range(first, sheet.max_row + 1):
            if sheet.cell(row, 1).value == "comment":
                sheet.cell(row, 2).value = "統計を学びたい。"
            if sheet.cell(row, 1).value == "action":
                sheet.cell(row, 3).value = WITHDRAW_LABEL

    reading = samples.read(samples.edited(samples.sent(tmp_path), fill))
    assert reading.problems == ()
    assert reading.lines == (
        ExperienceLine("研修", "見本研修", "R7.6.3", "修了"),
        ExperienceLine(),
        ExperienceLine("実務経験", "窓口の見直し", "", ""),
    )
    assert reading.comment == "統計を学びたい。"
    assert reading.action == WITHDRAW_LABEL


def test_the_app_writes_more_lines_than_the_form_came_with(tmp_path: Path) -> None:
    lines = tuple(ExperienceLine("研修", f"研修{number}", "R7.6.3", "修了") for number in range(9))
    reading = samples.read(samples.sent(tmp_path, samples.form(lines=lines)), samples.form())
    assert reading.problems == ()
    assert reading.lines == lines


def test_a_return_slip_brings_the_earlier_answers_and_the_reasons(tmp_path: Path) -> None:
    sheet = samples.form(slip=True, evidence="去年と同じ。")
    path = samples.sent(tmp_path, sheet)
    texts = [cell.value for row in openpyxl.load_workbook(path)[FORM_SHEET].iter_rows() for cell in row]
    assert "今年度に行ったことを書いてください。" in texts
    assert "差戻し理由" in texts
    reading = samples.read(path, sheet)
    assert reading.problems == ()
    assert reading.answers["skill-2"].answer == Answer("LV2", "去年と同じ。", "来年は教える側になる。")


def test_long_and_odd_texts_come_back_letter_by_letter(tmp_path: Path) -> None:
    rows = tuple(
        dataclasses.replace(row, answer=Answer("2", odd, "字" * 1000))
        for row, odd in zip((samples.skill_row(n % 5) for n in range(len(ODD_TEXTS))), ODD_TEXTS, strict=True)
    )
    rows = tuple(dataclasses.replace(row, uid=f"s{number}") for number, row in enumerate(rows))
    sheet = dataclasses.replace(samples.form(), rows=rows)
    reading = samples.read(samples.sent(tmp_path, sheet), sheet)
    assert reading.problems == ()
    assert [found.answer.evidence for found in reading.answers.values()] == list(ODD_TEXTS)
    assert all(len(found.answer.goal) == 1000 for found in reading.answers.values())


_cell_text = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n\t", exclude_characters="￾￿"),
    max_size=60,
) | st.sampled_from(ODD_TEXTS)


@settings(max_examples=25)
@given(evidence=_cell_text, comment=_cell_text, name=_cell_text)
def test_any_text_a_person_can_type_survives_the_round_trip(
    tmp_path_factory: pytest.TempPathFactory, evidence: str, comment: str, name: str
) -> None:
    rows = (dataclasses.replace(samples.skill_row(0), answer=Answer("2", evidence, evidence)),)
    line = ExperienceLine("研修", name, comment, evidence)
    sheet = dataclasses.replace(samples.form(name=name), rows=rows, comment=comment, lines=(line,))
    reading = samples.read(samples.sent(tmp_path_factory.mktemp("form"), sheet), sheet)
    assert reading.problems == ()
    assert reading.answers["skill-0"].answer == Answer("2", evidence, evidence)
    assert reading.comment == comment
    assert reading.lines == (line,)


def test_a_text_no_cell_can_hold_stops_the_writing_and_names_the_cell(tmp_path: Path) -> None:
    rows = (dataclasses.replace(samples.skill_row(0), answer=Answer("2", "あ" * 32_768, "")),)
    with pytest.raises(KnownError) as caught:
        samples.sent(tmp_path, dataclasses.replace(samples.form(), rows=rows))
    assert caught.value.code == "text-too-long"
    assert caught.value.problem.place.file == "申告票_R7_001234.xlsx"
    assert caught.value.problem.place.cell.startswith("G")
    assert list(tmp_path.iterdir()) == []


ODD = "上\x0b中\x00\x9b下\x85終\ufffe"
SHOWN = "上\n中下\n終"


def test_control_characters_anywhere_in_what_was_sent_neither_stop_nor_change_it(tmp_path: Path) -> None:
    """What is sealed keeps them; every cell, the footer and the choices show the text without them."""
    row = dataclasses.replace(
        samples.skill_row(0),
        name=ODD,
        reason=ODD,
        last_goal=ODD,
        choices=(ODD,),
        answer=Answer("2", ODD, ODD),
    )
    head = dataclasses.replace(samples.form().head, title=ODD, name=ODD, department=ODD, purpose=ODD)
    sheet = dataclasses.replace(samples.form(), head=head, rows=(row,), comment=ODD, overall_reason=ODD)
    reading = samples.read(samples.sent(tmp_path, sheet), sheet)
    assert reading.problems == ()
    assert reading.answers["skill-0"].answer == Answer("2", SHOWN, SHOWN)
    assert reading.comment == SHOWN


def test_a_form_locked_with_a_password_opens_with_it_alone(tmp_path: Path) -> None:
    room, path = ExcelWorkbooks(), tmp_path / "鍵.xlsx"
    room.write_form(samples.form(), path, samples.PAYLOAD, '{"via":"app"}', "ひみつ-7")
    with pytest.raises(KnownError, match="パスワード"):
        room.open(path)
    book = room.open(path, ("ちがう", "ひみつ-7"))
    assert book.notes() == '{"via":"app"}'
    assert room.read_form(book, samples.form()).problems == ()


def test_libreoffice_saves_a_filled_form_without_harm(tmp_path: Path) -> None:
    answers = {
        row.uid: Answer("2", odd, "目標") for row, odd in zip(samples.form().rows, ODD_TEXTS, strict=False)
    }
    rows = tuple(dataclasses.replace(row, answer=answers[row.uid]) for row in samples.form().rows)
    filled = dataclasses.replace(samples.form(), rows=rows, comment="一行目\n二行目")
    by_app = samples.sent(tmp_path, filled, "app.xlsx")
    by_excel = samples.edited(
        samples.sent(tmp_path), lambda sheet: samples.answer(sheet, samples.SKILLS[0], 2, "証跡")
    )
    slip = samples.sent(tmp_path, samples.form(slip=True), "slip.xlsx")
    first, second, third = samples.resaved_by_libreoffice(by_app, by_excel, slip)
    reading = samples.read(first)
    assert reading.problems == ()
    assert {uid: found.answer for uid, found in reading.answers.items()} == answers
    assert reading.comment == "一行目\n二行目"
    assert samples.read(second).problems == ()
    assert samples.read(second).answers["skill-0"].answer == Answer("2", "証跡", "")
    assert samples.read(third, samples.form(slip=True)).problems == ()
