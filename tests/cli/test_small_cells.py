"""``small-cells``: the threshold of each use, seen and set."""

from __future__ import annotations

import pytest

from tests.helpers.commands import dxdesk
from tests.helpers.town import Town

pytestmark = pytest.mark.usefixtures("all_shown")


def test_each_use_has_a_threshold_of_its_own(town: Town) -> None:
    before = dxdesk("small-cells", town.hr, "--json").json["small_cells"]
    assert [(one["use"], one["below"]) for one in before] == [
        ("provision", 5),
        ("survey", 5),
        ("report", 5),
        ("assembly", 5),
    ]
    after = dxdesk("small-cells", town.hr, "--use", "survey", "--below", "10", "--json").json["small_cells"]
    assert [one["below"] for one in after] == [5, 10, 5, 5]
    assert "アンケート: 10人より少ない人数を伏せます" in dxdesk("small-cells", town.hr).out


def test_wrong_thresholds_change_nothing(town: Town) -> None:
    refused = dxdesk("small-cells", town.hr, "--use", "survey", "--below", "0", "--json", code=1).json
    assert (refused["error"]["code"], refused["error"]["found"]) == ("small-cells-range", "0")
    assert "一緒に" in dxdesk("small-cells", town.hr, "--use", "survey", code=2).err
    assert [one["below"] for one in dxdesk("small-cells", town.hr, "--json").json["small_cells"]] == [5] * 4
