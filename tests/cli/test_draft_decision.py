"""確定案 by command: made, told of what changed since, and made anew or finalised without those."""

from __future__ import annotations

from tests.helpers.commands import dxdesk
from tests.helpers.town import CHIEF, KEN, MANAGER, MISAKI, Town


def confirmed(town: Town, number: str) -> None:
    town.take(town.hr, town.fill(number))
    for principal in (CHIEF, MANAGER):
        dxdesk("review", town.hr, "--confirm", number, "--on-behalf-of", principal)


def test_a_draft_is_kept_printed_and_holds_the_finalising_of_others(town: Town) -> None:
    confirmed(town, KEN)
    paper = ("report", town.hr, "draft-decision", "--out", town.folder / "起案文.pdf", "--json")
    assert dxdesk(*paper, code=1).error == "nobody-to-print"
    made = dxdesk("finalise", town.hr, "--draft", "--json").json
    assert (made["fiscal_year"], made["people"], made["changed"]) == (2026, 1, [])
    assert dxdesk("finalise", town.hr, "--draft", "--json").json == made
    dxdesk(*paper)
    confirmed(town, MISAKI)
    refused = dxdesk("finalise", town.hr, "--json", code=1)
    assert refused.error == "draft-changed"
    assert [one["code"] for one in refused.json["errors"]] == ["draft-changed", "draft-changed-person"]
    assert f"({MISAKI})" in dxdesk("finalise", town.hr, code=1).err
    assert dxdesk("finalise", town.hr, "--draft", "--json", code=1).error == "draft-exists"
    assert dxdesk("finalise", town.hr, "--without", "999999", "--json", code=1).error == (
        "finalise-without-unknown"
    )
    done = dxdesk("finalise", town.hr, "--without", MISAKI, "--json").json
    assert (done["people"], done["without"]) == (1, [MISAKI])


def test_a_draft_made_anew_says_who_changed(town: Town) -> None:
    confirmed(town, KEN)
    dxdesk("finalise", town.hr, "--draft")
    confirmed(town, MISAKI)
    again = dxdesk("finalise", town.hr, "--redraft", "--json").json
    assert [(one["employee_number"], one["how"]) for one in again["changed"]] == [(MISAKI, "new")]
    assert dxdesk("finalise", town.hr, "--json").json["people"] == 2


def test_a_draft_takes_no_number_of_a_decision(town: Town) -> None:
    done = dxdesk("finalise", town.hr, "--draft", "--decision-number", "1", code=2)
    assert "--draft と --redraft は" in done.err
