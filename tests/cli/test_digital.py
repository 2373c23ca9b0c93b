"""Commands of what 人事課 and DX推進課 exchange: differences, proposals, attendance of its own sessions."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dxdesk.usecases.framework_editing import drafts, taking
from tests.helpers import world as w
from tests.helpers.commands import Done, dxdesk
from tests.helpers.digital import digital, two_stores
from tests.helpers.few_people import workbook


def run(*words: object, code: int | None = 0) -> Done:
    return dxdesk(*words, passphrase=w.PASSPHRASE, code=code)


@pytest.fixture
def stores(tmp_path: Path) -> tuple[Path, Path]:
    """Return HR's store and one of the two of the digital section, which learnt of each other."""
    with digital(tmp_path, on_file=True) as office:
        first, second = two_stores(office)
        opened = drafts.new_draft(
            first, "shinagawa", next(one.version for one in taking.versions(first) if one.kept)
        )
        drafts.publish(first, opened.draft_id)
        for desk in (first, second):
            office.take(office.hr, office.send(desk))
            office.register(office.hr, desk)
        office.take(first, office.give().file)
    return tmp_path / "人事.dxdesk", tmp_path / "DX一.dxdesk"


def test_differences_are_listed_and_settled_by_their_owner(stores: tuple[Path, Path]) -> None:
    hr, dx = stores
    found: list[dict[str, Any]] = run("differences", dx, "--json").json["differences"]
    assert [(one["thing"], one["field"], one["settled_here"]) for one in found] == [
        ("生成AI研修", "name", True),
        ("生成AI研修 第1回", "place", True),
    ]
    assert found[0]["choices"] == [
        {"number": 1, "text": "生成AI研修", "here": True},
        {"number": 2, "text": "生成AI活用研修", "here": False},
    ]
    assert "決めるのは持っている課です" in run("differences", hr).out
    record, field = found[0]["record"], found[0]["field"]
    refused = run("settle", hr, record, field, "--take", 1, "--json", code=1)
    assert refused.error == "thing-of-other"
    assert run("settle", dx, record, field, "--take", 3, "--json", code=1).error == "difference-choice"
    done = run("settle", dx, record, field, "--take", 2, "--json").json
    assert (done["settled"]["text"], done["remaining"]) == ("生成AI活用研修", 1)
    assert run("settle", dx, record, field, "--take", 1, "--json", code=1).error == "difference-unknown"
    assert "残りの違いは0か所です" in run("settle", dx, found[1]["record"], "place", "--take", 1).out
    assert "台帳の違いはありません" in run("differences", dx).out


def test_a_proposal_is_listed_and_becomes_a_draft(stores: tuple[Path, Path]) -> None:
    hr, dx = stores
    (one,) = run("framework-proposals", hr, "--json").json["proposals"]
    assert (one["code"], one["changes"], one["taken"]) == ("shinagawa", 0, False)
    taken = run("framework-proposals", hr, "--take", one["key"][:8], "--json").json["taken"]
    assert taken["version"] == one["version"]
    assert "下書きにしました" in run("framework-proposals", hr).out
    assert run("framework-proposals", hr, "--take", "zzz", "--json", code=1).error == "proposal-unknown"
    assert run("framework-proposals", dx, "--json", code=1).error == "wrong-role"


def test_the_digital_sections_attendance_is_imported_and_hrs_refused(
    stores: tuple[Path, Path], tmp_path: Path
) -> None:
    hr, dx = stores
    path = workbook(
        tmp_path / "出席.xlsx",
        [(w.TAX_A, "生成AI研修", "2026/2/16", "修了")],
        ("職員番号", "研修名", "受講日", "結果"),
    )
    assert run("import", dx, path, "--kind", "attendance", "--json").outcomes == ["applied"]
    assert run("import", dx, path, "--kind", "attendance", "--json").outcomes == ["unchanged"]
    refused = run("import", hr, path, "--kind", "attendance", "--json", code=None).json["files"][0]
    assert (refused["outcome"], refused["errors"][0]["code"]) == ("refused", "session-of-other")
    assert refused["errors"][0]["cell"] == "A2"
    out = tmp_path / "送付"
    run("export", dx, "dx-package", "--out", out)
    (sent,) = out.glob("*.xlsx")
    assert run("import", hr, sent, "--json").outcomes == ["applied"]
    courses = run("courses", hr, "--json", "--fiscal-year", w.YEAR).json["courses"]
    (ai,) = [one for one in courses if one["code"] == "ai"]
    assert (ai["attended"], ai["completed"]) == (1, 1)
