"""Nothing said with --accept is passed over: what nobody asks, whom nobody knows, two answers at once."""

from __future__ import annotations

import pytest

from tests.helpers.commands import dxdesk
from tests.helpers.town import KEN, MISAKI, STAFF, Town, write_roster


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (("zzz",), "accept-unknown"),
        (("number-linked:900004=999999",), "accept-unknown"),
        (("name-changed:999999",), "accept-unknown"),
        (("number-apart:900004", f"number-linked:900004={KEN}"), "accept-contradicts"),
    ],
)
@pytest.mark.parametrize("dry", [(), ("--dry-run",)])
def test_what_nobody_can_mean_is_refused(
    town: Town, said: tuple[str, ...], code: str, dry: tuple[str, ...]
) -> None:
    path = write_roster(
        town.folder / "次.csv", [("900004" if row[0] == KEN else row[0], *row[1:]) for row in STAFF]
    )
    accept = [word for one in said for word in ("--accept", one)]
    words = ("import", town.hr, path, "--kind", "roster", *accept, *dry, "--json")
    (error,) = dxdesk(*words, code=1).json["files"][0]["errors"]
    assert (error["code"], error["found"]) == (code, "、".join(said))
    if code == "accept-unknown":
        assert f"number-linked:900004={KEN}" in error["fix"], "what can be said is named"


def test_an_answer_to_what_is_not_asked_is_told(town: Town) -> None:
    path = write_roster(town.folder / "同じ.csv", list(STAFF))
    words = ("import", town.hr, path, "--kind", "roster", "--accept", f"name-changed:{MISAKI}", "--json")
    notices = dxdesk(*words).json["files"][0]["notices"]
    assert [one["found"] for one in notices if one["code"] == "accept-unused"] == [f"name-changed:{MISAKI}"]
    assert dxdesk("import", town.hr, path, "--accept", "people-left", code=2).err
