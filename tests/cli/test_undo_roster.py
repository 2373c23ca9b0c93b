"""Taking a roster back by command names who and what goes back."""

from __future__ import annotations

from tests.helpers.commands import dxdesk
from tests.helpers.town import KEN, MISAKI, STAFF, Town, write_roster


def test_who_goes_back_is_named(town: Town) -> None:
    moved = tuple((*row[:3], "130000", "区民部", *row[5:]) if row[0] == KEN else row for row in STAFF)
    rows = [row for row in moved if row[0] != MISAKI]
    path = write_roster(town.folder / "名簿2.csv", rows)
    words = ("import", town.hr, path, "--kind", "roster", "--accept", "people-left", "--json")
    receipt = dxdesk(*words).json["files"][0]["receipt"]
    said = dxdesk("undo", town.hr, receipt, "--json").json
    found = [(one["employee_number"], one["before"], one["after"]) for one in said["changes"]]
    name = next(row[1] for row in STAFF if row[0] == MISAKI)
    assert found == sorted([(KEN, "区民部(130000)", "区民課(130100)"), (MISAKI, "", name)])
    again = dxdesk(*words).json["files"][0]["receipt"]
    text = dxdesk("undo", town.hr, again).out
    assert "区民部(130000) → 区民課(130100)" in text
    assert f"{MISAKI} 名簿に戻る職員: {name}" in text
