"""Two numbers of one person by command: proposed by a roster, taken apart, linked, listed, checked."""

from __future__ import annotations

from tests.helpers.commands import dxdesk
from tests.helpers.town import KEN, MISAKI, STAFF, Town, write_roster

NEW = "900004"


def test_a_roster_brings_a_new_number_and_hr_links_and_takes_apart(town: Town) -> None:
    staff = [(NEW if row[0] == KEN else row[0], *row[1:]) for row in STAFF]
    roster = write_roster(town.folder / "次の名簿.csv", staff)
    (done,) = town.take(town.hr, roster, more=("--kind", "roster")).json["files"]
    assert [(one["code"], one["found"].split()[:3]) for one in done["notices"]][:1] == [
        ("number-linked", [KEN, "→", NEW])
    ]
    linked = dxdesk("dump", town.hr, "--json").json
    assert linked["links"] == [{"former": KEN, "later": NEW}]
    assert dxdesk("people", "unlink", town.hr, KEN, NEW, "--json").json["linked"] is False
    before = dxdesk("dump", town.hr, "--json").json
    assert "links" not in before
    assert before["state_digest"] != linked["state_digest"]
    assert dxdesk("people", "links", town.hr).out == "つないである番号はありません。\n"
    refused = dxdesk("people", "unlink", town.hr, KEN, NEW, "--json", code=1).json
    assert refused["error"]["code"] == "link-unknown"
    other = dxdesk("people", "link", town.hr, MISAKI, NEW, "--json", code=1).json
    assert other["error"]["code"] == "link-other-name"
    done = dxdesk("people", "link", town.hr, KEN, NEW, "--json").json
    assert (done["former"], done["later"], done["linked"]) == (KEN, NEW, True)
    assert [one["code"] for one in done["notices"]] == ["link-year-begun"]
    (one,) = dxdesk("people", "links", town.hr, "--json").json["links"]
    assert (one["former"], one["later"]) == (KEN, NEW)
    assert dxdesk("dump", town.hr, "--json").json == linked
    assert dxdesk("verify", town.hr, "--json").json["sound"]
