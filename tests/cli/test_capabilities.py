"""``uses``: what an office uses beside the 申告."""

from __future__ import annotations

import pytest

from tests.helpers.commands import dxdesk
from tests.helpers.town import Town

pytestmark = pytest.mark.usefixtures("all_shown")


def test_what_is_used_is_seen_switched_on_and_hidden(town: Town) -> None:
    row = {"code": "training", "name": "研修台帳", "on": False, "offered": False}
    first, *others = dxdesk("uses", town.hr, "--json").json["uses"]
    assert first == row
    assert not [one for one in others if one["on"] or one["offered"]]
    assert "研修台帳: 使っていません" in dxdesk("uses", town.hr).out
    assert dxdesk("uses", town.hr, "--on", "training", "--json").json["uses"][0]["on"] is True
    assert "研修台帳: 使っています" in dxdesk("uses", town.hr).out
    assert dxdesk("uses", town.hr, "--off", "training", "--json").json["uses"][0] == row
    assert dxdesk("cycle", "close", town.hr).code == 0
    assert dxdesk("uses", town.hr, "--json").json["uses"][0] == row, "who hid it was asked"


def test_a_no_is_kept_and_wrong_words_change_nothing(town: Town) -> None:
    dxdesk("cycle", "close", town.hr)
    assert dxdesk("uses", town.hr, "--json").json["uses"][0]["offered"] is True
    assert "training" in dxdesk("uses", town.hr, "--on", "sorcery", code=2).err
    assert "同じ機能" in dxdesk("uses", town.hr, "--on", "training", "--off", "training", code=2).err
    assert dxdesk("uses", town.hr, "--json").json["uses"][0]["offered"] is True
    assert dxdesk("uses", town.hr, "--not-now", "training", "--json").json["uses"][0]["offered"] is False
