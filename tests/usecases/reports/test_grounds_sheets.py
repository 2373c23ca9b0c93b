"""確認根拠票: each confirmation with what was seen, each stage with who said it and its criteria."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from dxdesk.domain.contents import FileEntry
from dxdesk.domain.errors import KnownError
from dxdesk.usecases.growth_files import keeping
from dxdesk.usecases.imports import evidence
from dxdesk.usecases.reports.choice import kinds_in_use
from dxdesk.usecases.reports.printing import make_report
from dxdesk.usecases.review import confirming
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.year import finalise
from tests.helpers import stages
from tests.helpers import world as w
from tests.helpers.growth_files import WORK, switch_on, vouched
from tests.helpers.training import table
from tests.pdf.reading import text_of

PAPER = "grounds"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with stages.municipality(tmp_path) as desk:
        switch_on(desk)
        yield desk


def printed(desk: Desk, number: str = w.TAX_A) -> str:
    """Return the text of the paper without the spaces that lines and columns bring."""
    return re.sub(r"\s+", "", text_of(make_report(desk, PAPER, employee=number)))


def test_an_office_that_keeps_no_files_is_not_offered_it(tmp_path: Path) -> None:
    with w.municipality(tmp_path) as (desk, _):
        w.open_year(desk)
        assert PAPER not in {kind.kind for kind in kinds_in_use(desk)}
        with pytest.raises(KnownError) as error:
            make_report(desk, PAPER, employee=w.TAX_A)
        assert error.value.code == "growth-files-off"


def test_an_entry_shows_who_found_what_of_it_and_what_they_had_seen(desk: Desk) -> None:
    uid = keeping.add(desk, WORK, w.TAX_A)
    assert "確認の記録はありません。" in printed(desk)
    vouched(desk, w.TAX_A, uid)
    keeping.add(desk, FileEntry("qualification", "統計検定", "2024-06"), w.TAX_A)
    text = printed(desk)
    assert "実務経験窓口の見直しR6.4〜R7.5確認済検証区人事担当R8.2.4辞令R6.4.1第12号一緒に見た" in text
    assert "資格・試験統計検定R6.6人事課の記録検証区人事担当R8.2.4" in text
    keeping.correct(desk, uid, WORK._replace(until="2025-12"), w.TAX_A)
    text = printed(desk)
    assert "直す前の内容" in text
    assert "ほかに、確認を待つ記録が1件" in text


def test_a_row_of_a_list_says_on_which_day_it_was_taken_in(desk: Desk, tmp_path: Path) -> None:
    heads = ("職員番号", "研修名", "受講日", "結果")
    done = table(tmp_path / "受講.csv", heads, (w.TAX_A, "情報セキュリティ研修", "2025-06-08", "修了"))
    assert not evidence.apply_evidence(desk, done, "attendance").errors
    assert "情報セキュリティ研修R7.6.8人事課の記録検証区人事担当R8.2.4取込み" in printed(desk)


def test_a_stage_shows_who_said_it_and_what_meets_each_criterion(desk: Desk) -> None:
    stages.report(desk)
    uid = keeping.add(desk, WORK._replace(name="電子申請のDX案件のリード"), w.TAX_A)
    assert "段階の判断はありません。" in printed(desk)
    for who in (w.LEADER_TAX, w.CHIEF_TAX):
        confirming.confirm(
            desk,
            confirming.Decision(
                w.TAX_A,
                on_behalf_of=who,
                stages={"promoter": "promoter-2"},
                stage_comments={"promoter": "窓口の見直しをやりとげた"},
            ),
        )
    before, _, _ = printed(desk).partition("(確定前)")
    assert before.endswith("Step2実務での実践")
    finalise.finalise(desk, "7検人第142号", "2026-03-18")
    text = printed(desk)
    assert "(確定前)" not in text
    assert "一次確認山﨑健(代理検証区人事担当)" in text
    assert "確定7検人第142号R8.3.18" in text
    assert "コメント:窓口の見直しをやりとげた" in text
    assert "「DX案件のリード」の経験12か月以上:当たる記録なし" in text, "nobody confirmed it yet"
    vouched(desk, w.TAX_A, uid)
    assert "「DX案件のリード」の経験12か月以上:記録あり(確認済の14か月)" in printed(desk)


def test_a_criterion_only_the_person_tells_of_and_one_nothing_meets_say_so(desk: Desk) -> None:
    stages.report(desk)
    decided = confirming.Decision(
        w.TAX_A,
        on_behalf_of=w.LEADER_TAX,
        stages={"promoter": "promoter-1"},
        stage_comments={"promoter": "実績から"},
    )
    confirming.confirm(desk, decided)
    text = printed(desk)
    assert "「BPR研修」修了:本人の申告のみ" in text
    assert "「サービスデザイン研修」修了:記録あり(R7.7.1)" in text
