"""Specialists of the demonstration match as the GovTech東京 material counts them: 10, 5 and 5."""

from __future__ import annotations

from pathlib import Path

from dxdesk import bootstrap
from dxdesk.programs.demo import LAST_YEAR, Play, play
from dxdesk.programs.scenario import specialists
from dxdesk.usecases.development import staffing


def test_ten_five_and_five_match(tmp_path: Path) -> None:
    folder = tmp_path / "見本"
    told = play(Play(folder, staff=64, sections=2, framework="govtech-tokyo", years=1, files=False))
    (store,) = told["stores"]
    desk = bootstrap.open_desk(str(folder / store["path"]), store["passphrase"], read_only=True)
    try:
        found = staffing.matching(desk, LAST_YEAR - 1)
        tools = staffing.placements(desk, LAST_YEAR - 1)
    finally:
        desk.store.close()
    heads = {one.skill.rpartition("/")[2]: one for one in found if one.persona == "system"}
    assert {name: one.said for name, one in heads.items()} == {
        "プロジェクトマネジメント": 10,
        "クラウドサービス活用": 5,
        "ネットワーク設計": 5,
    }
    assert {one.required for one in heads.values()} == {"合致"}
    assert {one.answered for one in heads.values()} == {specialists.COUNT}
    assert all(one.matching <= one.said for one in heads.values()), "confirmers lower some and raise none"
    assert [(one.name, one.per_section, one.offices) for one in tools] == [("LoGoフォーム Step2", 2, 2)]
