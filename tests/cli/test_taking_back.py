"""``review --take-back``: the last confirmation or 差戻し, until a file has carried it."""

from __future__ import annotations

from pathlib import Path

from tests.helpers.commands import dxdesk
from tests.helpers.town import CHIEF, KEN, Town


def digest(store: Path) -> str:
    return str(dxdesk("dump", store, "--json").json["state_digest"])


def test_one_after_the_other_is_taken_back_until_it_is_sent(town: Town) -> None:
    chief = town.section(CHIEF, town.fill(KEN))
    before = digest(chief)
    dxdesk("review", chief, "--confirm", KEN)
    dxdesk("review", chief, "--return", KEN, "--reason", "根拠を具体的に")
    done = dxdesk("review", chief, "--take-back", "--json").json
    assert done == {"taken_back": [KEN], "was": "return"}
    assert KEN in dxdesk("review", chief, "--take-back").out
    assert digest(chief) == before
    assert dxdesk("review", chief, "--take-back", "--json", code=1).json["error"]["code"] == (
        "nothing-to-take-back"
    )
    dxdesk("review", chief, "--confirm", KEN)
    dxdesk("export", chief, "confirmations", "--out", town.folder / "確認票")
    assert dxdesk("review", chief, "--take-back", "--json", code=1).json["error"]["code"] == "decision-sent"
