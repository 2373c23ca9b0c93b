"""Growth stages by command: a leader decides, the chief takes over, HR freezes it and tells the person."""

from __future__ import annotations

from pathlib import Path

import openpyxl

from tests.helpers import world as w
from tests.helpers.commands import dxdesk
from tests.helpers.stages import NUMBER, answered, post


def run(store: Path, *words: object, code: int = 0) -> str:
    name, *rest = words
    return dxdesk(name, store, *rest, passphrase=w.PASSPHRASE, code=code).out


def test_a_stage_is_decided_by_command_and_told_in_the_notice(tmp_path: Path) -> None:
    with post(tmp_path, on_file=True) as at:
        form = answered(at)
        hr, person, leader, chief = (Path(d.store.location) for d in (at.hr, at.person, at.leader, at.chief))
    run(leader, "import", form)
    confirm = ("review", "--confirm", NUMBER, "--json")
    assert "stage-unknown" in run(leader, *confirm, "--stage", "specialist-1", code=1)
    assert "stage-twice" in run(leader, *confirm, "--stage", "general-1", "--stage", "general-2", code=1)
    assert "comment-needed" in run(leader, *confirm, "--stage", "promoter-3", code=1)
    run(leader, *confirm, "--stage", "promoter-2", "--stage", "一般行政職員=未到達")
    sent = tmp_path / "一次"
    run(leader, "export", "confirmations", "--out", sent)
    run(chief, "import", sent)
    run(chief, "review", "--confirm-all")
    run(chief, "export", "confirmations", "--out", tmp_path / "二次")
    run(hr, "import", tmp_path / "二次")
    run(hr, "finalise")
    run(hr, "export", "results", "--out", tmp_path / "結果")
    notice = next((tmp_path / "結果").rglob(f"*_{NUMBER}.xlsx"))
    values = [str(c.value) for r in openpyxl.load_workbook(notice).worksheets[0].iter_rows() for c in r]
    assert any("DX推進員: いまは Step2 実務での実践 → 次は Step3 後進育成" in text for text in values)
    run(person, "import", notice)
    assert '"stage:promoter"' in run(hr, "dump", "--json")
