"""評価指標: a policy's own, an office's own, 取組 with their evaluation, and whose they are."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dxdesk.domain.errors import KnownError
from dxdesk.domain.indicator_record import ActivitySaid, IndicatorSaid, OutcomeSaid, Published
from dxdesk.domain.indicators import aimed_text
from dxdesk.usecases.indicators import keeping
from dxdesk.usecases.indicators.overview import overview
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers import world as w
from tests.helpers.memory import forgetful
from tests.helpers.surveying import measured


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with measured(tmp_path_factory.mktemp("hr")) as desk:
        yield desk


@pytest.fixture
def desk(office: Desk) -> Desk:
    return forgetful(office)


def test_shinagawas_rows_stand_as_the_policy_prints_them(desk: Desk) -> None:
    found = overview(desk)
    assert [row.indicator.code for row in found.rows] == [
        *("01", "02", "03", "04", "05", "06", "07", "08-1", "08-2")
    ]
    by_code = {row.indicator.code: row for row in found.rows}
    assert [point.text for point in by_code["01"].points] == ["3.043", "3.054"]
    assert by_code["02"].points == ()
    assert by_code["02"].standing.next is None
    assert by_code["02"].note == ""
    assert by_code["01"].note == "値は5段階の平均"
    last = by_code["08-2"].standing
    assert last.next is not None
    assert aimed_text(last.next) == "3.920 以上"
    assert last.met, "3.920 is more than the 3.683 of the year before"
    assert by_code["01"].standing.met is False
    assert [one.code for one in by_code["01"].activities] == ["01-1", "01-2"]
    assert found.model is not None
    assert (found.model.first_year, found.model.final_year) == (2025, 2029)
    assert [one.indicator.code for one in found.needs] == ["N1", "N2"]
    assert [(one.answers, one.rate) for one in found.surveys] == [(2251, "43.1")]
    assert found.years == (2025, 2024)


def test_a_policy_taken_twice_is_taken_once_and_what_was_changed_stays(desk: Desk) -> None:
    first = next(row.indicator for row in overview(desk).rows if row.indicator.code == "03")
    keeping.write_down(desk, first._replace(name="研修がそろっていると感じる職員の割合"), new=False)
    kept = keeping.take_preset(desk, "shinagawa")
    assert (kept.added, kept.unchanged) == (0, 1 + 12 + 11 + 1 + 19)
    again = next(row.indicator for row in overview(desk).rows if row.indicator.code == "03")
    assert again.name == "研修がそろっていると感じる職員の割合"
    assert again.published == first.published


def test_a_policy_without_indicators_says_so(desk: Desk) -> None:
    for code in ("kashiwa", "nakano", "setagaya", "govtech-tokyo"):
        with pytest.raises(KnownError) as refused:
            keeping.take_preset(desk, code)
        assert refused.value.code == "indicators-none-stated"


def test_an_office_enters_outcomes_and_indicators_of_its_own(tmp_path: Path) -> None:
    with measured(tmp_path, preset="") as desk:
        assert overview(desk).empty
        keeping.write_down(desk, OutcomeSaid("model", "model", "柏市のロジックモデル"), new=True)
        keeping.write_down(desk, OutcomeSaid("A", "direct", "オンライン申請が使われている"), new=True)
        own = IndicatorSaid(
            "A1", "オンライン申請の割合", "A", measure="value", unit="%", aim="fixed", aimed="６０％",
            published=(Published(2025, "R7実績値", "48.5", "行政手続の調査"),),
        )  # fmt: skip
        keeping.write_down(desk, own, new=True)
        (row,) = overview(desk).rows
        assert row.outcome is not None
        assert row.outcome.name == "オンライン申請が使われている"
        assert row.standing.next is not None
        assert aimed_text(row.standing.next) == "60"
        assert (row.points[0].text, row.note) == ("48.5", "")
        found = overview(desk)
        assert found.model is not None
        assert (found.model.first_year, found.model.final_year) == (0, 0)


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        (IndicatorSaid("A1", " ", "01"), "aim-name-missing"),
        (IndicatorSaid("A1", "割合", "99"), "aim-outcome-unknown"),
        (IndicatorSaid("A1", "割合", "01", aim="fixed", aimed="六割"), "aim-figure"),
        (IndicatorSaid("A1", "割合", "01", published=(Published(7, "R7", "3", ""),)), "aim-published"),
        (OutcomeSaid("09", "direct", "成果", ("Z",)), "aim-outcome-unknown"),
        (OutcomeSaid("model2", "model", "方針", (), 2029, 2025), "aim-period"),
        (ActivitySaid("x", "研修", ("99",)), "aim-outcome-unknown"),
        (IndicatorSaid("01", "割合", "01"), "aim-code-taken"),
    ],
)
def test_what_cannot_be_meant_is_refused(desk: Desk, wanted: IndicatorSaid, code: str) -> None:
    before = overview(desk)
    with pytest.raises(KnownError) as refused:
        keeping.write_down(desk, wanted, new=True)
    assert refused.value.code == code
    assert overview(desk) == before


def test_a_process_evaluation_stands_beside_the_outcome(desk: Desk) -> None:
    said = ActivitySaid(
        "05-1", "DXツール操作体験会", ("05",), fiscal_year=2025, planned="年4回", done="年3回",
        participants=86, went_well="申込みが定員を超えた", to_change="夜の回を設ける",
    )  # fmt: skip
    keeping.evaluate(desk, said)
    keeping.evaluate(desk, said._replace(participants=90))
    keeping.evaluate(desk, said._replace(fiscal_year=2026, done="", participants=0, went_well=""))
    found = overview(desk)
    assert [(one.fiscal_year, one.participants) for one in found.evaluations["05-1"]] == [
        (2026, 0),
        (2025, 90),
    ]
    assert "05-1" in [one.code for one in next(r for r in found.rows if r.indicator.code == "05").activities]
    with pytest.raises(KnownError) as refused:
        keeping.evaluate(desk, ActivitySaid("none", "無い取組", fiscal_year=2025))
    assert refused.value.code == "aim-unknown"


def test_results_of_years_to_come_and_years_after_the_policy_are_refused(desk: Desk) -> None:
    said = ActivitySaid("05-1", "DXツール操作体験会", ("05",))
    for year, told, code in (
        (2026, {"done": "年3回"}, "aim-ahead"),
        (2026, {"participants": 86}, "aim-ahead"),
        (2026, {"went_well": "盛況"}, "aim-ahead"),
        (2035, {"planned": "年4回"}, "aim-year-outside"),  # 品川: R7-R11
        (1935, {"planned": "年4回"}, "aim-year-outside"),
    ):
        with pytest.raises(KnownError) as refused:
            keeping.evaluate(desk, said._replace(fiscal_year=year, **told))
        assert refused.value.code == code, (year, told)
    assert not overview(desk).evaluations.get("05-1")
    keeping.evaluate(desk, said._replace(fiscal_year=2029, planned="年4回"))
    model = overview(desk).model
    assert model is not None
    keeping.write_down(desk, model._replace(final_year=2027), new=False)
    keeping.evaluate(desk, said._replace(fiscal_year=2029, planned="年5回"))  # it stands; whoever wrote it
    with pytest.raises(KnownError, match="令和9年度まで"):
        keeping.evaluate(desk, said._replace(fiscal_year=2028, planned="年4回"))
    with pytest.raises(KnownError) as refused:
        keeping.write_down(desk, model._replace(final_year=20290), new=False)
    assert refused.value.code == "aim-period"


def test_a_figure_published_of_a_year_to_come_is_refused(desk: Desk) -> None:
    first = next(row.indicator for row in overview(desk).rows if row.indicator.code == "03")
    ahead = first._replace(published=(*first.published, Published(2035, "R17実績値", "3.5", "")))
    with pytest.raises(KnownError, match="令和17年度はまだ始まっていない") as refused:
        keeping.write_down(desk, ahead, new=False)
    assert refused.value.code == "aim-ahead"
    now = first._replace(published=(*first.published, Published(2025, "R7速報値", "3.5", "区の資料")))
    assert keeping.write_down(desk, now, new=False).changed == 1


def test_what_ended_is_shown_no_more_and_can_come_back(desk: Desk) -> None:
    keeping.end(desk, IndicatorSaid("03"))
    assert "03" not in [row.indicator.code for row in overview(desk).rows]
    keeping.end(desk, IndicatorSaid("03"), ended=False)
    assert "03" in [row.indicator.code for row in overview(desk).rows]


def test_nothing_is_there_while_the_office_does_not_use_it(tmp_path: Path) -> None:
    with w.municipality(tmp_path) as (desk, _):
        for act in (lambda: overview(desk), lambda: keeping.take_preset(desk, "shinagawa")):
            with pytest.raises(KnownError) as refused:
                act()
            assert refused.value.code == "aims-off"
