"""Locked tables by command: passwords are tried, a wrong one is told, a preview says who changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from dxdesk.excel.writing import locked_bytes
from tests.helpers.commands import dxdesk
from tests.helpers.few_people import workbook
from tests.helpers.town import KEN, STAFF, Town, write_roster

HEAD = ("職員番号", "研修名", "受講日", "出欠")


def locked(path: Path, password: str) -> Path:
    path.write_bytes(locked_bytes(path.read_bytes(), password))
    return path


def passwords(town: Town, *words: str) -> Path:
    path = town.folder / "パスワード.txt"
    path.write_text("\n".join(words) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("dry", [(), ("--preview",)])
def test_a_locked_table_opens_with_its_password(town: Town, dry: tuple[str, ...]) -> None:
    table = locked(workbook(town.folder / "受講.xlsx", [(KEN, "接遇", "2025/6/1", "出席")], HEAD), "ひみつ1")
    said = passwords(town, "ちがう", "ひみつ1")
    options = ("--kind", "attendance", *dry, "--json", "--accept", "course-unknown")
    without = dxdesk("import", town.hr, table, *options, code=1).json["files"][0]
    assert [one["code"] for one in without["errors"]] == ["password-needed"]
    wrong = passwords(town, "ちがう")
    told = dxdesk("import", town.hr, table, *options, "--file-password-file", wrong, code=1).json["files"][0]
    assert [one["code"] for one in told["errors"]] == ["password-wrong"]
    said = passwords(town, "ちがう", "ひみつ1")
    found = dxdesk("import", town.hr, table, *options, "--file-password-file", said).json["files"][0]
    assert (found["outcome"], found["added"]) == ("applied", 1)


def test_a_locked_roster_opens_with_its_password(town: Town) -> None:
    people = [(*row[:1], "江口 改名", *row[2:]) if row[0] == KEN else row for row in STAFF]
    lines = [
        line.split(",")
        for line in write_roster(town.folder / "名簿.csv", people).read_text("utf-8-sig").splitlines()
    ]
    table = locked(workbook(town.folder / "名簿.xlsx", lines[1:], lines[0]), "ひみつ1")
    options = ("--kind", "roster", "--json", "--file-password-file", passwords(town, "ひみつ1"))
    found = dxdesk("import", town.hr, table, *options, code=1).json["files"][0]
    assert "password" not in " ".join(one["code"] for one in found["errors"])
    assert found["understanding"]["people"] == len(STAFF)


def test_a_preview_says_who_changes_and_how(town: Town) -> None:
    place = next(n for n, value in enumerate(STAFF[0]) if value == STAFF[0][1])
    name = next(row[place] for row in STAFF if row[0] == KEN)
    people = [(*row[:1], f"{name}郎", *row[2:]) if row[0] == KEN else row for row in STAFF]
    table = write_roster(town.folder / "名簿2.csv", people)
    options = ("--kind", "roster", "--preview", "--accept", "name-taken", "--accept", "name-changed")
    shown = dxdesk("import", town.hr, table, *options)
    assert f"{KEN} {name} 氏名: {name} → {name}郎" in shown.out
    (change,) = dxdesk("import", town.hr, table, *options, "--json").json["files"][0]["changes"]
    assert change == {"employee_number": KEN, "item": f"{name} 氏名", "before": name, "after": f"{name}郎"}


def test_a_folder_says_how_many_files_were_passed_over(town: Town) -> None:
    folder = town.folder / "届いたもの"
    folder.mkdir()
    write_roster(folder / "名簿.csv", STAFF)
    for name in ("手紙.pdf", "依頼.docx", "Thumbs.db", "~$名簿.xlsx"):
        (folder / name).write_bytes(b"x")
    shown = dxdesk("import", town.hr, folder, "--kind", "roster", "--preview")
    assert "Excel と CSV ではないファイル2件は見ていません。" in shown.out
    assert dxdesk("import", town.hr, folder, "--kind", "roster", "--json").json["left_aside"] == 2
