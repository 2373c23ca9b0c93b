"""A refused roster by command: which codes can be accepted, what is asked otherwise, a part of the staff."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.helpers.commands import dxdesk
from tests.helpers.town import KEN, MISAKI, STAFF, Town, write_roster


def left_out(town: Town) -> Path:
    return write_roster(town.folder / "名簿2.csv", [row for row in STAFF if row[0] != MISAKI])


def test_a_part_of_the_staff_is_said_with_partial(town: Town) -> None:
    path = left_out(town)
    refused = dxdesk("import", town.hr, path, "--kind", "roster", "--json", code=1).json["files"][0]
    assert refused["acceptable"] == ["people-left"]
    assert [(one["employee_number"], one["needed"]) for one in refused["people_left"]] == [
        (MISAKI, ["令和8年度の対象者"])
    ]
    assert dxdesk("import", town.hr, path, "--kind", "roster", "--partial").out.count(MISAKI) == 0
    assert MISAKI in dxdesk("dump", town.hr, "--json").out
    assert dxdesk("import", town.hr, path, "--partial", code=2).err


@pytest.mark.parametrize("dry", [(), ("--dry-run",)])
def test_only_what_can_be_accepted_offers_its_code(town: Town, dry: tuple[str, ...]) -> None:
    rows = [(*row[:1], "", *row[2:]) if row[0] == KEN else row for row in STAFF if row[0] != MISAKI]
    path = write_roster(town.folder / "名簿3.csv", rows)
    lines = dxdesk("import", town.hr, path, "--kind", "roster", *dry, code=1).out.splitlines()
    (empty,) = (line for line in lines if "[name-empty]" in line)
    (gone,) = (line for line in lines if "[people-left]" in line)
    assert gone.endswith("(承認するには --accept people-left)")
    assert empty.endswith("氏名を入れてください。 [name-empty]")
    told = dxdesk("import", town.hr, path, "--kind", "roster", *dry, "--json", code=1).json["files"][0]
    assert told["acceptable"] == ["people-left"]
    assert {one["code"] for one in told["errors"]} == {"name-empty", "people-left"}


def test_what_is_said_of_everybody_is_one_line_and_json_has_each(town: Town) -> None:
    rows = [(row[0].lstrip("0"), *row[1:]) for row in STAFF]
    assert len(rows) > 5
    path = write_roster(town.folder / "名簿4.csv", rows)
    out = dxdesk("import", town.hr, path, "--kind", "roster", code=1).out
    (line,) = (line for line in out.splitlines() if "職員番号が" in line)
    assert f"{len(rows)}か所" in line
    assert f"{rows[0][0]} → {STAFF[0][0]}" in line
    assert line.endswith("(承認するには --accept number-length)")
    told = dxdesk("import", town.hr, path, "--kind", "roster", "--json", code=1).json["files"][0]
    assert sum("職員番号が" in one["message"] for one in told["errors"]) == len(rows)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "cp932"])
@pytest.mark.parametrize("name", ["名簿.txt", "名簿.tsv"])
def test_a_table_between_tabs_is_read_or_told_how_and_never_sent_through_excel(
    town: Town, encoding: str, name: str
) -> None:
    rows = [row for row in STAFF if not any(letter > "\uffff" or letter in "髙﨑" for letter in "".join(row))]
    written = write_roster(town.folder / "元.csv", rows).read_text("utf-8-sig").replace(",", "\t")
    folder = town.folder / "届いた表"
    folder.mkdir()
    (folder / name).write_bytes(written.encode(encoding))
    (folder / "メモ.txt").write_text("名簿を送ります。", encoding="utf-8")
    done = dxdesk("import", town.hr, folder, "--kind", "roster", "--partial", "--json").json
    assert [Path(file["path"]).name for file in done["files"]] == [name]
    assert done["left_aside"] == 1
    refused = dxdesk("import", town.hr, folder / name, "--json", code=1).json["files"][0]["errors"]
    assert [one["code"] for one in refused] == ["table-kind-needed"]
    assert "先頭の0が失われる" in refused[0]["fix"]
    named = town.folder / "名簿.xlsx"
    named.write_bytes((folder / name).read_bytes())
    (error,) = dxdesk("import", town.hr, named, "--json", code=1).json["files"][0]["errors"]
    assert error["code"] == "not-a-workbook"
    assert ".csv に直して" in error["fix"]
