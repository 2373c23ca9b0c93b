"""A framework nobody foresaw, typed into the workbook: it is taken in, a year runs on it, and it prints.

Fifty skills under headings five deep, scales of two, four and seven steps with marks of their own, an
attitude by 職層, exclusive kinds of people, and stages that ask for everything a stage can ask for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from dxdesk import bootstrap
from dxdesk.programs.scenario.by_hand import fill_form
from dxdesk.usecases.framework_editing import book_shape
from dxdesk.usecases.sending.plain_workbooks import write_version
from tests.helpers.commands import MUNICIPALITY, PASSPHRASE, dxdesk, form_of
from tests.helpers.town import CHIEF, KEN, MANAGER, MISAKI, Town, write_roster

SCALES = {
    "steps": [(str(n), f"{n}級", f"第{n}段") for n in range(7)],
    "done": [("0", "まだ", ""), ("1", "できる", "")],
    "letters": [("0", "D", "入口"), ("1", "C", "基本"), ("2", "B", "応用"), ("3", "A", "指導")],
}
ORDER = ("steps", "done", "letters")
SKILLS = [(f"own.s{n:02d}", f"独自の技能{n:02d}", ORDER[n % 3]) for n in range(1, 50)]
LEVEL = {"steps": "5級", "done": "できる", "letters": "B"}
"""What is answered and confirmed, by scale."""

Lines = Iterable[Sequence[str]]


def headings() -> Lines:
    for depth in range(1, 6):
        above = f"own.c{depth - 1}" if depth > 1 else ""
        yield (book_shape.CATEGORY, f"own.c{depth}", "", above, f"見出し{depth}層", "", "", "", "", "")


def items() -> Lines:
    yield from headings()
    for position, (uid, name, scale) in enumerate(SKILLS, 1):
        persona = "own.pro" if position > 45 else ""
        yield (
            "スキル",
            uid,
            str(position),
            f"own.c{position % 5 + 1}",
            name,
            f"{name}の説明",
            scale,
            "",
            persona,
            "",
        )
    yield ("マインドセット", "own.m", "50", "own.c1", "独自の心構え", "", "letters", "", "", "")


def levels() -> Lines:
    for uid, _, scale in SKILLS:
        for _, label, _ in SCALES[scale][1:]:
            for number in (1, 2):
                yield (uid, "", label, f"{label}の目安", f"{label}で見ること{number}({uid})", "")
    for grade in ("一般", "管理"):
        yield ("own.m", "", grade, "", f"{grade}としての心構え", "")


def scales() -> Lines:
    for code, steps in SCALES.items():
        for value, label, name in steps:
            yield (code, f"並び{code}", "", "", value, label, name, "")


def people(titles: Sequence[str]) -> Lines:
    asked = {
        "own.all": {name: LEVEL[scale] for _, name, scale in SKILLS[:3]},
        "own.pro": {"独自の技能46": "できる", "独自の技能48": "6級"},
    }
    about = {
        "own.all": ("全員", "全職員", "", "", "", "全員のこと", "", "", ""),
        "own.rest": ("そのほかの職員", "ほかの区分でない職員", "", "はい", "", "", "", "", ""),
        "own.pro": ("専門職員", "任命された職員", "", "はい", "", "任命された人", "", "", "1"),
    }
    skills = titles[len(book_shape.PERSONA_COLUMNS) :]
    for code, texts in about.items():
        yield (code, *texts, *(asked.get(code, {}).get(name, "") for name in skills))


def requirements() -> Lines:
    blank = ("", "", "", "", "", "own.pro", "", "", "")
    yield ("own.r1", "研修", "独自の基礎研修", "", *blank)
    yield ("own.r2", "資格・試験", "独自の検定", "はい", *blank)
    yield (
        "own.r3",
        "実務経験",
        "窓口の改善",
        "",
        "",
        "",
        "",
        "6",
        "own.s03=5級",
        "own.pro",
        "",
        "",
        "",
    )
    yield ("own.r4", "水準", "", "", "own.s01", "できる", "", "", "", "own.pro", "", "", "")
    yield ("own.r5", "育成段階", "", "", "", "", "own.st1", "", "", "own.pro", "", "", "")


def stages() -> Lines:
    yield ("own.st1", "own.pro", "1", "入門の段", "研修を終えた", "", "own.r1", "")
    yield ("own.st2", "own.pro", "2", "実践の段", "", "", "own.r3\nown.r4\nown.r5", "")
    yield ("own.st3", "own.pro", "3", "これからの段", "", "", "", "")


def typed(path: Path) -> Path:
    """Type the framework over what another one left in the workbook, sheet by sheet."""
    book = load_workbook(path)
    for name in (
        book_shape.FACETS,
        book_shape.TARGETS,
        book_shape.TOOLS,
        book_shape.GLOSSARY,
        book_shape.BRIDGE,
    ):
        del book[name]
    whole: dict[str, Lines] = {
        book_shape.HEAD: [
            ("コード", "own-city"),
            ("版", "初版"),
            ("前の版", ""),
            ("名称", "検証区の独自の体系"),
            ("出典", "検証区の方針"),
            ("要約か", ""),
            ("注記", ""),
        ],
        book_shape.ITEMS: items(),
        book_shape.LEVELS: levels(),
        book_shape.SCALES: scales(),
        book_shape.GRADES: [("一般", "一般職\n係長級", ""), ("管理", "管理職", "")],
        book_shape.REQUIREMENTS: requirements(),
        book_shape.STAGES: stages(),
    }
    for name, lines in whole.items():
        _over(book[name], list(book_shape.COLUMNS[name]), lines)
    titles = [*book_shape.PERSONA_COLUMNS, *(name for _, name, _ in SKILLS), "独自の心構え"]
    sheet = book[book_shape.PERSONAS]
    row, left = _header(sheet, book_shape.PERSONA_COLUMNS)
    for column in range(left, max(sheet.max_column, left + len(titles)) + 1):
        place = column - left
        sheet.cell(row, column).value = titles[place] if place < len(titles) else None
    _over(sheet, titles, people(titles))
    book.save(path)
    return path


def _header(sheet: Any, titles: Sequence[str]) -> tuple[int, int]:
    """Return the row of the headers and the column of the first."""
    for row in sheet.iter_rows():
        found = ["".join(str(cell.value or "").split()) for cell in row]
        if set(titles[:3]) <= set(found):
            return row[0].row, found.index(titles[0]) + 1
    raise AssertionError(titles)


def _over(sheet: Any, titles: Sequence[str], lines: Lines) -> None:
    header, left = _header(sheet, titles)
    sheet.delete_rows(header + 1, 1000)
    for row, line in enumerate(lines, header + 1):
        for column, value in enumerate(line, left):
            if value:
                sheet.cell(row, column).value = value


@pytest.fixture
def own(tmp_path: Path) -> Town:
    """An HR store with a roster, and the framework taken in from the workbook."""
    town = Town(tmp_path)
    dxdesk("new", town.hr, "--role", "hr", "--municipality", *MUNICIPALITY)
    roster = write_roster(tmp_path / "職員名簿.csv")
    dxdesk("import", town.hr, roster, "--kind", "roster")
    desk = bootstrap.open_desk(str(town.hr), PASSPHRASE)
    try:
        book = write_version(desk, tmp_path / "体系", "shinagawa", "")
    finally:
        desk.store.close()
    taken = dxdesk("import", town.hr, typed(book), "--kind", "framework", "--json").json["files"][0]
    assert (taken["outcome"], taken["added"]) == ("applied", 50)
    return town


def test_a_year_runs_on_a_framework_of_ones_own(own: Town, tmp_path: Path) -> None:
    days = ("--base-date", "2026-04-01", "--due-self", "2027-02-12")
    opened = dxdesk(
        "cycle", "open", own.hr, "--fiscal-year", 2026, "--framework", "own-city", *days, "--json"
    )
    assert "framework-summary" not in opened.out
    dxdesk("export", own.hr, "forms", "--out", own.forms)
    dxdesk("export", own.hr, "section-packages", "--out", own.packages)
    answers = {name: (LEVEL[scale], f"{name}の根拠", "") for _, name, scale in SKILLS}
    answers["独自の心構え"] = ("A", "", "")
    for number in (KEN, MISAKI):
        fill_form(form_of(own.forms, number), tmp_path / "提出" / f"{number}.xlsx", answers)
    chief = own.section(CHIEF, *(tmp_path / "提出").glob("*.xlsx"))
    assert sorted(dxdesk("review", chief, "--confirm-all", "--json").json["confirmed"]) == [MISAKI, KEN]
    dxdesk("export", chief, "confirmations", "--out", tmp_path / "確認票")
    manager = own.section(MANAGER, *(tmp_path / "確認票").glob("*.xlsx"))
    dxdesk("review", manager, "--confirm-all")
    dxdesk("export", manager, "confirmations", "--out", tmp_path / "確認票2")
    assert set(own.take(own.hr, tmp_path / "確認票2").outcomes) == {"applied"}
    assert dxdesk("finalise", own.hr, "--json").json["people"] == 2
    sheet = tmp_path / "スキルシート.pdf"
    dxdesk("report", own.hr, "skill-sheet", "--employee", KEN, "--out", sheet)
    printed = re.sub(r"\s", "", "".join(page.extract_text() for page in PdfReader(sheet).pages))
    for _, name, scale in SKILLS[:45]:
        assert name in printed
        assert LEVEL[scale] in printed
    assert SKILLS[47][1] not in printed, "a skill of another kind of people"
    drawn = tmp_path / "スキルマップ.pdf"
    dxdesk("report", own.hr, "section-map", "--out", drawn)
    people = PdfReader(drawn).pages[0].extract_text()
    assert "LV2相当以上の人数" in people
    assert "5級" in people
    for kind in ("summary", "framework", "results"):
        assert dxdesk("export", own.hr, kind, "--out", tmp_path / kind, "--json").json["files"]
    assert dxdesk("verify", own.hr).code == 0
