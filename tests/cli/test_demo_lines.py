"""What ``demo`` tells somebody who is going to open what it made."""

from __future__ import annotations

from pathlib import Path

import pytest

from dxdesk.programs import demo
from tests.helpers.commands import dxdesk

STORES = [
    {"role": role, "label": label, "path": f"{label}.dxdesk", "passphrase": passphrase, "owner": ""}
    for role, label, passphrase in (
        ("hr", "人事課の台帳", "mihon-jinjika"),
        ("section", "課長の台帳", "mihon-000101"),
        ("dx", "DX推進担当課の台帳", "mihon-dxsuishin"),
        ("personal", "本人の台帳", ""),
    )
]


def test_the_passphrase_of_every_store_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demo, "play", lambda wanted, progress: {"stores": STORES, "mishaps": []})
    out = dxdesk("demo", tmp_path).out
    for store in STORES:
        assert f"{store['label']}: {store['path']}(パスフレーズ {store['passphrase'] or 'なし'})" in out
