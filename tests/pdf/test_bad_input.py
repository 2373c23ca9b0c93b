"""What an office may give at its worst: 60 skills of ten levels, long names, comments of 10,000 letters."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import openpyxl
import pytest

from dxdesk.domain.lost_letters import GETA
from dxdesk.excel.workbooks import ExcelWorkbooks
from dxdesk.pdf.printer import PdfPrinter
from dxdesk.ports import printing as doc
from dxdesk.ports.level_scale import LevelScale
from dxdesk.ports.report_pages import (
    Chapter,
    Figures,
    HeatMap,
    PagedReport,
    Sentences,
    ShareBars,
    StackedBars,
    TrendLines,
)
from dxdesk.ports.workbooks import Column, MapSheet, TableRow
from tests.excel import form_samples as samples
from tests.pdf import people
from tests.pdf.reading import read

SKILLS = tuple(f"{place:02}番のデジタル技術を使った業務の見直しと企画" for place in range(1, 61))
SCALE = LevelScale(tuple(f"LV{level}" for level in range(10)))
UNIT = "見本局見本部見本対策推進統括室見本企画調整担当課見本情報化推進係見本第一班班長付"
NAME = "見本左衛門尉源朝臣勘解由小路資生堂之介太郎兵衛丸也"
ISSUER = "見" * 60
EMOJI, BIDI, MARKS = (
    "\U0001f469\u200d\U0001f4bb",
    "\u05e9\u05dc\u05d5\u05dd \u202eabc\u202c",
    "か\u3099e\u0301\u0323",
)
COMMENT = "".join(f"{place:04}番目に確認したことを書きます。" for place in range(1, 700))[:9_950]
HARD = f"{EMOJI}と{BIDI}と{MARKS}"
WHO = doc.PersonHead("001234", NAME, UNIT, "一般職", "主任", "DX推進委員")

assert len(NAME) == 25
assert len(UNIT) == 40
assert 9_900 < len(COMMENT) + len(HARD) <= 10_000


def line(place: int, comment: str = "") -> doc.SkillLine:
    return doc.SkillLine(
        *(SKILLS[place], place % 10, (place + 1) % 10, (place + 2) % 10, 5, "根拠です。", comment),
        scale=SCALE,
    )


def pages(pdf: bytes) -> list[str]:
    return ["".join(page.extract_text().split()) for page in read(pdf).pages]


def assert_whole(text: str, times: int = 1) -> None:
    """Every letter of the comment is there: a page may part its words, and loses none."""
    for letter in "番目確認書":
        assert text.count(letter) >= times * COMMENT.count(letter), letter


def test_a_skill_sheet_holds_sixty_skills_of_ten_levels_and_a_comment_of_10000_letters(
    printer: PdfPrinter,
) -> None:
    lines = tuple(line(place, COMMENT + HARD if place == 30 else "") for place in range(60))
    sheet = dataclasses.replace(people.sheet(WHO), skills=lines, overall_comment=COMMENT + HARD)
    told = pages(printer.draw([sheet]))
    whole = "".join(told)
    assert all("".join(skill.split()) in whole for skill in SKILLS)
    assert NAME in whole
    assert UNIT in whole
    assert_whole(whole, times=2)
    assert GETA in whole, "a sign that no font has is told"
    assert "印刷に使う書体にない文字" in whole
    assert [f"{number}/{len(told)}" in page for number, page in enumerate(told, 1)] == [True] * len(told)


def test_a_notice_holds_as_much_and_a_long_issuer(printer: PdfPrinter) -> None:
    lines = tuple(
        doc.ResultLine(
            SKILLS[place], confirmed=place % 10, comment=COMMENT + HARD if not place else "", scale=SCALE
        )
        for place in range(60)
    )
    notice = dataclasses.replace(people.notice(WHO), lines=lines, issuer=ISSUER, overall_comment="")
    whole = "".join(pages(printer.draw([notice])))
    assert all("".join(skill.split()) in whole for skill in SKILLS)
    assert ISSUER in whole
    assert_whole(whole)


def test_a_certificate_holds_sixty_skills_and_a_long_issuer(printer: PdfPrinter) -> None:
    items = tuple(doc.CertificateItem(skill, "LV9") for skill in SKILLS)
    pdf = printer.draw(
        [people.certificate(WHO, items=items, issuer_title=ISSUER, issuer_name=NAME, annex=True)]
    )
    whole = "".join(pages(pdf))
    assert all("".join(skill.split()) in whole for skill in SKILLS)
    assert ISSUER in whole


@pytest.mark.parametrize("large", [False, True])
def test_a_map_shows_sixty_skills_of_ten_levels_over_its_pages(printer: PdfPrinter, large: bool) -> None:
    rows = tuple(
        doc.MapRow(
            dataclasses.replace(WHO, employee_number=f"{number:06}"),
            tuple((number + place) % 10 for place in range(60)),
            (),
        )
        for number in range(40)
    )
    counts = tuple(tuple((place + level) % 7 for level in range(10)) for place in range(60))
    drawn = doc.SectionMap(
        *(2025, "検証区", SKILLS, rows, (doc.SectionRow(UNIT, 40, counts),), (SCALE,) * 60),
        groups=tuple(f"分類{place // 6}" for place in range(60)),
        large=large,
    )
    whole = "".join(pages(printer.draw([drawn])))
    assert all(f"{place:02}番の" in whole for place in range(1, 61))
    assert all(f"LV{level}" in whole for level in range(10))
    assert whole.count("000039") >= 2, "on every block of skills"


def test_a_report_holds_sixty_skills_of_ten_levels(printer: PdfPrinter) -> None:
    steps, counts = tuple(f"LV{level}" for level in range(10)), tuple(tuple(range(10)) for _ in range(12))
    blocks = []
    for start in range(0, 60, 12):
        part = SKILLS[start : start + 12]
        shares = tuple(float(place) for place in range(12))
        blocks += [
            StackedBars("人数", part, steps, counts),
            ShareBars("割合", part, shares, ("12人 / 40人",) * 12, aims=(50.0, None) * 6),
            HeatMap("所属", (UNIT,) * 9, part, (shares,) * 9, (tuple(f"{one:.1f}%" for one in shares),) * 9),
        ]
    table = Figures(
        "表",
        ("スキル", *steps),
        tuple((skill, *map(str, range(10))) for skill in SKILLS),
        (4.0, *(1.0,) * 10),
    )
    trend = TrendLines("推移", ("R5", "R6", "R7"), SKILLS[:5], ((1.0, 50.0, 99.9),) * 5)
    chapters = (Chapter("要約", (Sentences("", COMMENT[:900]),)), Chapter("スキル", (*blocks, table, trend)))
    told = pages(printer.draw([PagedReport("報告書", UNIT, 2025, chapters)]))
    whole = "".join(told)
    assert all("".join(skill.split()) in whole for skill in SKILLS)
    assert whole.count(UNIT) >= 45
    assert whole.count("目標50%") == 30


def test_a_form_of_sixty_skills_of_ten_levels_is_answered_and_read_back(tmp_path: Path) -> None:
    levels = tuple(f"LV{level}" for level in range(10))
    rows = tuple(
        dataclasses.replace(
            samples.skill_row(0), uid=f"s{place}", name=skill, choices=levels, required="LV5",
            last_year="LV3", criteria=tuple((label, f"{label}でできること。") for label in levels),
        )
        for place, skill in enumerate(SKILLS)
    )  # fmt: skip
    form = dataclasses.replace(samples.form(name=NAME), rows=rows, head=dataclasses.replace(
        samples.head(name=NAME), department=UNIT, sender=ISSUER))  # fmt: skip

    def fill(sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
        _, columns = samples.header_of(sheet)
        for place, skill in enumerate(SKILLS):
            row = samples.row_of(sheet, skill)
            sheet.cell(row, columns["今回のレベル"], f"LV{place % 10}")
        sheet.cell(samples.row_of(sheet, SKILLS[30]), columns["根拠"], COMMENT + MARKS + EMOJI)

    reading = samples.read(samples.edited(samples.sent(tmp_path, form), fill), form)
    answers = reading.answers
    assert [answers[f"s{place}"].answer.level for place in range(60)] == [
        f"LV{place % 10}" for place in range(60)
    ]
    assert answers["s30"].answer.evidence == COMMENT + MARKS + EMOJI


def test_a_map_workbook_holds_sixty_skills_of_ten_levels(tmp_path: Path) -> None:
    sheet = MapSheet(
        *(
            "マップ",
            samples.head("スキルマップ", NAME),
            (Column("number", "職員番号", 10), Column("unit", "所属", 20)),
        ),
        tuple((f"s{place}", skill) for place, skill in enumerate(SKILLS)),
        tuple(
            (TableRow(f"{row}", (f"{row:06}", UNIT)), tuple(str((row + place) % 10) for place in range(60)))
            for row in range(20)
        ),
        {},
        tuple((str(level), f"LV{level}") for level in range(10)),
        tops={f"s{place}": 9 for place in range(60)},
    )
    path = tmp_path / "マップ.xlsx"
    ExcelWorkbooks().write_tables((sheet,), path, samples.PAYLOAD)
    page = openpyxl.load_workbook(path)["マップ"]
    texts = {
        "".join(str(cell.value).split()) for row in page.iter_rows() for cell in row if cell.value is not None
    }
    assert {"".join(skill.split()) for skill in SKILLS} <= texts
    assert UNIT in texts
    first = next(row for row in page.iter_rows() if any(cell.value == "000000" for cell in row))
    assert [cell.value for cell in first][-60:] == [place % 10 for place in range(60)]
