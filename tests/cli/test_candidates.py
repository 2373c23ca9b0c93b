"""``candidates``: off at first, the nearest few, all of them for a reason, how many for the DX section."""

from __future__ import annotations

import pytest

from tests.helpers.commands import dxdesk
from tests.helpers.town import Town

pytestmark = pytest.mark.usefixtures("all_shown")


def test_candidates_from_off_to_a_list_with_a_reason(town: Town) -> None:
    asked = ("candidates", town.hr, "--require", "業務改革 LV0")
    assert dxdesk(*asked, "--json", code=1).json["error"]["code"] == "candidates-off"
    dxdesk("uses", town.hr, "--on", "candidates")
    refused = dxdesk(*asked, "--json", code=1).json["error"]
    assert refused["code"] == "use-outside-purpose", "選任・認定 is not in a first year"
    asked = (*asked, "--for", "placement")
    found = dxdesk(*asked, "--json").json
    assert found["looked"] == found["meeting"] >= 3, "the lowest level is nothing that anybody lacks"
    assert found["people"][0]["missing"] == []
    assert "すべて満たす人" in dxdesk(*asked).out
    assert dxdesk(*asked, "--reason", " ", "--json", code=1).json["error"]["code"] == "candidates-reason"
    assert dxdesk(*asked, "--reason", "4月の配置の参考", "--json").json["whole"] is True
    refused = dxdesk(*asked, "--counts", "--json", code=1).json["error"]
    assert (refused["code"], "DX部門での利用" in refused["message"]) == ("use-outside-purpose", True)
    assert "一緒には使えません" in dxdesk(*asked, "--counts", "--reason", "x", code=2).err
    assert dxdesk("candidates", town.hr, "--for", "sorcery", code=2).err


def test_placement_rules_are_listed_and_tools_need_their_capability(town: Town) -> None:
    found = dxdesk("placements", town.hr, "--json").json["placements"]
    assert [(one["name"], one["per_section"]) for one in found] == [("DX推進委員", 1)]
    assert "DX推進委員(課ごとに1人): 足りない課" in dxdesk("placements", town.hr).out
    asked = ("placements", town.hr, "--tool", "LoGoフォーム", "--per-section", "2")
    assert dxdesk(*asked, "--json", code=1).json["error"]["code"] == "tools-off"
    dxdesk("uses", town.hr, "--on", "tools")
    refused = dxdesk(*asked, "--json", code=1).json["error"]
    assert refused["code"] == "tool-unknown", "the year began without"
    assert "一緒に使います" in dxdesk("placements", town.hr, "--tool", "x", code=2).err
