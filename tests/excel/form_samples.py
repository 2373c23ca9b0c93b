"""A form with five skills and three mindset items, made-up people, and ways to fill it in as offices do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from dxdesk.excel.workbooks import ExcelWorkbooks
from dxdesk.ports.workbooks import FORM_SHEET, Answer, ExperienceLine, FormReading, FormRow, FormSheet, Head
from tests.helpers import libreoffice

PAYLOAD = b'{"sealed":"payload"}' * 500
SKILLS = ("業務の見直し", "データの活用", "サービスの設計", "情報の守り", "計画の進行管理")
MINDS = ("やってみる", "利用者の身になる", "学び合う")
_STATEMENTS = (
    "・手順を書き出し、重なりや待ち時間を見つけて、係の中で話し合うことができる。",
    "・件数や時間などの記録をもとに、どこを直すと効き目が大きいかを数字で説明できる。",
    "・ほかの課と相談しながら見直し案をまとめ、試しに行って、結果を次に生かすことができる。",
    "・新しいやり方を書きとめ、まわりの職員が同じようにできるまで教えることができる。",
)


def head(title: str = "DXスキル申告票", name: str = "検証 太郎") -> Head:
    return Head(
        title=title,
        municipality="検証市",
        fiscal_year="令和7年度",
        number="001234",
        name=name,
        department="見本部 見本課 見本係",
        post="主任",
        deadline="令和8年2月13日(金)",
        sender="見本部 人事課",
        purpose="育成と配置の参考にします。人事評価には使いません。",
        guide=("黄色の欄だけに書きます。", "書いたら保存し、依頼元へ返してください。"),
    )


def skill_row(number: int, *, reason: str = "", answer: Answer | None = None) -> FormRow:
    levels = tuple((f"LV{level}", "\n".join(_STATEMENTS[: 1 + (number + level) % 4])) for level in range(4))
    return FormRow(
        uid=f"skill-{number}",
        name=SKILLS[number],
        section="専門スキル",
        last_year=f"LV{number % 3}",
        required="LV2",
        criteria=levels,
        choices=("LV0", "LV1", "LV2", "LV3"),
        last_goal="係の統計を自分でまとめる。" if number == 1 else "",
        reason=reason,
        answer=answer or Answer(),
    )


def mind_row(number: int) -> FormRow:
    return FormRow(
        uid=f"mind-{number}",
        name=MINDS[number],
        section="マインドセット",
        last_year="－",
        required="－",
        criteria=(("", "\n".join(_STATEMENTS[: 2 + number])), ("", "(0 まだ / 1 ときどき / 2 いつも)")),
        choices=("0", "1", "2"),
    )


def form(
    *, name: str = "検証 太郎", slip: bool = False, lines: tuple[ExperienceLine, ...] = (), evidence: str = ""
) -> FormSheet:
    rows = [
        skill_row(
            number,
            reason="今年度に行ったことを書いてください。" if slip and number == 2 else "",
            answer=Answer("LV2", evidence, "来年は教える側になる。") if slip or evidence else Answer(),
        )
        for number in range(len(SKILLS))
    ]
    rows += [mind_row(number) for number in range(len(MINDS))]
    return FormSheet(
        head=head("DXスキル差戻票" if slip else "DXスキル申告票", name),
        rows=tuple(rows),
        lines=lines,
        slip=slip,
        round_note="第2回" if slip else "",
        overall_reason="全体に、今年度の取組がわかるように書き足してください。" if slip else "",
        records_note="人事課の記録: 見本研修 令和7年9月18日 修了",
    )


def sent(folder: Path, sheet: FormSheet | None = None, name: str = "申告票_R7_001234.xlsx") -> Path:
    path = folder / name
    ExcelWorkbooks().write_form(sheet or form(), path, PAYLOAD)
    return path


def read(path: Path, expected: FormSheet | None = None) -> FormReading:
    room = ExcelWorkbooks()
    book = room.open(path)
    assert book.sealed_payload() == PAYLOAD
    return room.read_form(book, expected or form())


def edited(path: Path, edit: Callable[[Worksheet], None]) -> Path:
    """Let somebody edit the answering sheet with another program and save it under a new name."""
    workbook = openpyxl.load_workbook(path)
    edit(workbook[FORM_SHEET])
    target = path.with_name("返送.xlsx")
    workbook.save(target)
    return target


def header_of(sheet: Worksheet) -> tuple[int, dict[str, int]]:
    """Find the header as any other program would: by its texts."""
    for row in sheet.iter_rows():
        found = {cell.value: cell.column for cell in row if cell.value}
        if {"スキル", "前年", "今回のレベル", "根拠", "来年度の目標"} <= found.keys():
            return row[0].row, found
    raise AssertionError("no header row")


def row_of(sheet: Worksheet, skill: str) -> int:
    _, columns = header_of(sheet)
    rows = [row for row in range(1, sheet.max_row + 1) if sheet.cell(row, columns["スキル"]).value == skill]
    assert len(rows) == 1
    return rows[0]


def answer(sheet: Worksheet, skill: str, level: object, evidence: object = None, goal: object = None) -> None:
    _, columns = header_of(sheet)
    row = row_of(sheet, skill)
    for title, value in (("今回のレベル", level), ("根拠", evidence), ("来年度の目標", goal)):
        sheet.cell(row, columns[title]).value = value


def codes(reading: FormReading) -> list[str]:
    return [problem.code for problem in reading.problems]


def resaved_by_libreoffice(*paths: Path) -> list[Path]:
    """Open and save workbooks with LibreOffice, all in one start."""
    return libreoffice.saved(paths[0].parent / "resaved", *paths)
