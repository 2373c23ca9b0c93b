"""Two numbers of one person by command: linked, listed, checked, taken back."""

from __future__ import annotations

from tests.helpers.commands import dxdesk
from tests.helpers.town import KEN, Town


def test_hr_links_two_numbers_lists_and_takes_the_link_back(town: Town) -> None:
    before = dxdesk("dump", town.hr, "--json").json
    assert "links" not in before
    assert dxdesk("people", "links", town.hr).out == "つないである番号はありません。\n"
    refused = dxdesk("people", "link", town.hr, KEN, KEN, "--json", code=1).json
    assert refused["error"]["code"] == "link-same"
