"""評価指標の一覧 and ロジックモデル on paper."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest
from pypdf import PdfReader

from dxdesk.domain.errors import KnownError
from dxdesk.domain.indicator_record import ActivitySaid, IndicatorSaid, OutcomeSaid
from dxdesk.usecases.indicators import keeping
from dxdesk.usecases.reports import indicator_tables, logic_models
from dxdesk.usecases.reports.kind import Order
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.memory import forgetful
from tests.helpers.surveying import measured


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with measured(tmp_path_factory.mktemp("hr")) as desk:
        yield desk


@pytest.fixture
def desk(office: Desk) -> Desk:
    return forgetful(office)


def printed(kind: object, desk: Desk) -> tuple[str, int]:
    pages = PdfReader(io.BytesIO(kind.make(desk, Order(), None))).pages  # type: ignore[attr-defined]
    return "".join(page.extract_text() for page in pages), len(pages)


def test_the_table_says_figures_targets_and_evaluation(desk: Desk) -> None:
    said = ActivitySaid("05-1", "体験会", fiscal_year=2025, planned="年4回", went_well="定員を超えた")
    keeping.evaluate(desk, said)
    text, _ = printed(indicator_tables.KIND, desk)
    flat = text.replace("\n", "")
    for word in (
        "3.043",
        "3.054",
        "3.920 以上",
        "値は5段階の平均",
        "人事課の調査",
        "4人に3人",
        "定員を超えた",
    ):
        assert word in flat, word
    assert "令和7年度" in flat
    assert "令和11年度" in flat


def test_the_logic_model_is_one_page(desk: Desk) -> None:
    text, pages = printed(logic_models.KIND, desk)
    assert pages == 1
    for word in ("取組(活動)", "直接アウトカム", "最終アウトカム", "R7 3.920", "DXツール操作体験会"):
        assert word in text, word


def test_nothing_is_printed_where_there_is_nothing(desk: Desk) -> None:
    for row in indicator_tables.overview(desk).rows:
        keeping.end(desk, row.indicator)
    for row in indicator_tables.overview(desk).needs:
        keeping.end(desk, row.indicator)
    with pytest.raises(KnownError) as refused:
        indicator_tables.paper(desk)
    assert refused.value.code == "nobody-to-print"


def test_an_own_model_with_lines_is_drawn(desk: Desk) -> None:
    keeping.write_down(desk, OutcomeSaid("09", "direct", "長い名前の成果" * 12, ("M1",)), new=True)
    keeping.write_down(desk, IndicatorSaid("09", "割合", "09"), new=True)
    text, pages = printed(logic_models.KIND, desk)
    assert "長い名前の成果" in text.replace("\n", "")
    assert pages == 1
    assert not any("線は引いていません" in note for note in logic_models.paper(desk).notes)
