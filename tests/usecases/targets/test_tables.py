"""目標の表: written, changed in Excel and taken in again; what cannot be read is told by its cell."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest

from dxdesk.domain.errors import KnownError
from dxdesk.domain.target_record import BASIS_NAMES, Actual, Aim, Basis, Forecast, TargetSaid
from dxdesk.usecases.indicators import keeping as indicators
from dxdesk.usecases.targets import keeping, table_writing, tables
from dxdesk.usecases.targets.choices import choices
from dxdesk.usecases.targets.ledger import targets
from dxdesk.usecases.targets.overview import target_year
from dxdesk.usecases.training import keeping as training
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.workplace.outgoing import all_or_nothing
from tests.helpers.aiming import FIRST, SECOND, office, people

HEAD = ("コード", "目標", "類型", "単位", "令和7年度 目標値", "令和7年度 実績", "令和7年度 出どころ")


def table(folder: Path, *rows: Sequence[str], head: Sequence[str] = HEAD) -> Path:
    path = folder / f"目標{len(list(folder.iterdir()))}.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([head, *rows])
    return path


def said(desk: Desk, code: str) -> TargetSaid:
    with desk.store.read() as uow:
        held = targets(uow).find("hr", code)
    assert held is not None
    return held.said


def test_a_table_brings_targets_and_years_twice_read_is_once_kept_and_it_can_be_taken_back(
    tmp_path: Path,
) -> None:
    with office(tmp_path, "kashiwa", people(3, 0)) as desk:
        path = table(
            tmp_path,
            ("a", "改善事例", "成果物", "件", "20", "17", "事例の一覧"),
            ("", "研修受講率", "参加率目標型", "％", "約50%", "", ""),
        )
        assert tables.preview_targets(desk, path).added == 2
        first = tables.apply_targets(desk, path)
        assert (first.outcome, first.added) == ("applied", 2)
        found = said(desk, "a")
        assert (found.aim, found.basis, found.plans) == (Aim.PRODUCT, Basis.HAND, {FIRST: "20"})
        assert found.actuals == {FIRST: Actual("17", "", "事例の一覧")}
        assert (said(desk, "研修受講率").unit, said(desk, "研修受講率").plans) == ("%", {FIRST: "50"})
        before = tables.preview_targets(desk, path).before
        assert before is not None
        assert f"受付番号 {first.receipt}" in before.message
        again = tables.apply_targets(desk, path)
        assert (again.outcome, again.receipt) == ("unchanged", first.receipt)
        more = table(tmp_path, ("a", "", "", "", "25", "", ""))
        assert tables.apply_targets(desk, more).updated == 1
        assert said(desk, "a").plans == {FIRST: "25"}
        assert said(desk, "a").actuals[FIRST].value == "17", "a blank cell says nothing"
        tables.undo_targets(desk, first.receipt)
        with desk.store.read() as uow:
            assert targets(uow).find("hr", "研修受講率") is None


def test_what_cannot_be_read_is_refused_by_its_cell_and_nothing_is_taken(tmp_path: Path) -> None:
    with office(tmp_path, "kashiwa", people(3, 0)) as desk:
        path = table(
            tmp_path,
            ("a", "事例", "成果品", "件", "20", "", ""),
            ("b", "割合", "参加率", "%", "120", "", ""),
            ("c", "件数", "成果物", "件", "たくさん", "", ""),
            ("d", "実績だけ", "成果物", "件", "", "3", ""),
            ("a", "事例", "成果物", "件", "20", "", ""),
            ("", "", "成果物", "件", "20", "", ""),
        )
        result = tables.apply_targets(desk, path)
        told = {(one.code, one.place.cell) for one in result.errors}
        assert told == {
            ("target-word", "2行C列"),
            ("target-percent", "3行E列"),
            ("target-figure", "4行E列"),
            ("target-source", "5行F列"),
            ("target-twice", "6行B列"),
            ("target-nameless", "7行A列"),
        }
        with desk.store.read() as uow:
            assert not targets(uow).held
        with pytest.raises(KnownError) as refused:
            tables.apply_targets(desk, table(tmp_path, ("1", "2"), head=("職員番号", "氏名")))
        assert [one.code for one in refused.value.problems] == ["header-missing"]
        assert [one.code for one in tables.apply_targets(desk, table(tmp_path)).errors] == ["table-empty"]


def test_the_table_that_is_written_is_taken_in_again_unchanged(tmp_path: Path) -> None:
    with office(tmp_path, "setagaya", people(3, 0)) as desk:
        keeping.take_preset(desk, "setagaya", FIRST)
        keeping.set_year(desk, "r4-improvement", FIRST, actual=Actual("17", "2025-10-01", "伴走支援の一覧"))
        before = {one: said(desk, one) for one in ("r4-improvement", "two-years", "r4-leader-each")}
        with all_or_nothing(desk) as outgoing:
            (path,) = table_writing.write_table(desk, tmp_path, outgoing)
        result = tables.apply_targets(desk, path)
        assert (result.outcome, result.errors, result.unchanged) == ("unchanged", (), 6)
        assert {one: said(desk, one) for one in before} == before


@pytest.mark.parametrize("policy", ["setagaya", "govtech-tokyo"])
def test_whatever_a_policy_counts_goes_out_and_comes_in(tmp_path: Path, policy: str) -> None:
    """The table says how each target is counted: taken into an empty office, it is the same target."""
    with office(tmp_path, policy, people(3, 0)) as desk:
        training.take_preset(desk, policy)
        keeping.take_preset(desk, policy, FIRST)
        with all_or_nothing(desk) as outgoing:
            (path,) = table_writing.write_table(desk, tmp_path, outgoing)
        assert tables.apply_targets(desk, path).outcome == "unchanged", "a tool it has not among them"
        if policy == "govtech-tokyo":
            (item, _), *_ = choices(desk).items
            for code in ("mid-logoform", "outcome-bi"):
                tool = said(desk, code)
                keeping.save_target(desk, tool._replace(item=item), tool)
            with all_or_nothing(desk) as outgoing:
                (path,) = table_writing.write_table(desk, tmp_path, outgoing)
        with desk.store.read() as uow:
            before = {one.said.code: one.said for one in targets(uow).held}
    other = tmp_path / "other"
    other.mkdir()
    with office(other, policy, people(3, 0)) as desk:
        training.take_preset(desk, policy)
        result = tables.apply_targets(desk, path)
        assert [str(one) for one in result.errors] == []
        assert result.added == len(before)
        for code, target in before.items():
            # stars and 補足 are told beside and read nowhere
            shown = target._replace(effort=0, effort_to=0, effort_estimated=False)
            shown = shown._replace(supplement=False)
            assert said(desk, code) == shown, code


def test_how_a_target_is_counted_is_read_from_the_table(tmp_path: Path) -> None:
    with office(tmp_path, "govtech-tokyo", people(3, 0)) as desk:
        training.take_preset(desk, "govtech-tokyo")
        head = ("コード", "目標", "数え方", "数える研修", "単位", "令和7年度 目標値")
        course = "行政デジタルに関する基礎研修"
        path = table(tmp_path, ("a", "修了", "研修を修了した人", course, "%", "50"), head=head)
        assert tables.apply_targets(desk, path).added == 1
        assert (said(desk, "a").basis, len(said(desk, "a").courses)) == (Basis.COMPLETED, 1)
        short = table(tmp_path, ("b", "育成", "育成数", course, "人", "5"), head=head)
        assert tables.apply_targets(desk, short).added == 1, "without what stands in brackets"
        assert said(desk, "b").basis == Basis.TRAINED
        wrong = table(
            tmp_path,
            ("c", "一", "数えない", "", "人", "5"),
            ("d", "二", "研修を修了した人", "ない研修", "人", "5"),
            ("e", "三", "研修を修了した人", "", "人", "5"),
            head=head,
        )
        assert [(one.code, one.place.cell) for one in tables.apply_targets(desk, wrong).errors] == [
            ("target-word", "2行C列"),
            ("target-counted-unknown", "3行D列"),
            ("target-measure", "4行D列"),
        ]


@pytest.mark.parametrize(
    "title",
    [
        "令和8年度 目標値",
        "R8 目標値",
        "2026年度目標値",
        "目標値(令和8年度)",
        "目標値 2026年",
        "２０２６年度 計画",
    ],
)
def test_a_figure_lands_in_the_year_of_its_column(tmp_path: Path, title: str) -> None:
    with office(tmp_path, "kashiwa", people(3, 0)) as desk:
        path = table(tmp_path, ("a", "事例", "件", "20"), head=("コード", "目標", "単位", title))
        done = tables.apply_targets(desk, path)
        assert not done.notices
        assert said(desk, "a").plans == {SECOND: "20"}
        line = next(one for one in target_year(desk, FIRST).lines if one.said.code == "a")
        assert line.plan is None, "without a period it is no figure of the year before"
        assert next(one for one in target_year(desk, SECOND).lines if one.said.code == "a").plan == 20


def test_without_a_year_it_is_that_which_is_looked_at_and_said(tmp_path: Path) -> None:
    head = ("コード", "目標", "単位", "目標値")
    with office(tmp_path, "kashiwa", people(3, 0)) as desk:
        path = table(tmp_path, ("a", "事例", "件", "20"), head=head)
        (told,) = tables.preview_targets(desk, path, SECOND).notices
        assert (told.code, "令和8年度" in told.message) == ("target-year-taken", True)
        tables.apply_targets(desk, path, SECOND)
        assert said(desk, "a").plans == {SECOND: "20"}
        later = table(tmp_path, ("a", "事例", "件", "30"), head=head)
        assert "令和7年度" in tables.apply_targets(desk, later).notices[0].message, "the year in work"
        assert said(desk, "a").plans == {FIRST: "30", SECOND: "20"}


def test_a_column_of_years_says_of_which_year_a_line_is(tmp_path: Path) -> None:
    head = ("目標", "年度", "単位", "目標値", "見込み")
    with office(tmp_path, "kashiwa", people(3, 0)) as desk:
        path = table(
            tmp_path, ("事例", "令和7年度", "件", "20", ""), ("事例", "R8", "件", "30", "25"), head=head
        )
        done = tables.apply_targets(desk, path)
        assert (done.added, done.notices) == (1, ())
        assert said(desk, "事例").plans == {FIRST: "20", SECOND: "30"}
        assert said(desk, "事例").forecasts == {SECOND: Forecast("25", "")}
        twice = table(tmp_path, ("事例", "R8", "件", "3", ""), ("事例", "2026", "件", "4", ""), head=head)
        assert [one.code for one in tables.apply_targets(desk, twice).errors] == ["target-twice"]
        odd = table(tmp_path, ("事例", "来年", "件", "3", ""), head=head)
        assert [one.place.cell for one in tables.apply_targets(desk, odd).errors] == ["2行B列"]
        blank = table(tmp_path, ("事例", "", "件", "3", ""), ("会議", "", "回", "", ""), head=head)
        (problem,) = tables.apply_targets(desk, blank).errors
        assert (problem.code, problem.place.cell) == ("target-year-unclear", "2行B列")
        headed = table(tmp_path, ("事例", "3"), head=("目標", "8年度 目標値"))
        assert [one.place.cell for one in tables.apply_targets(desk, headed).errors] == ["1行B列"]


def test_what_changes_is_told_from_what_to_what(tmp_path: Path) -> None:
    with office(tmp_path, "kashiwa", people(3, 0)) as desk:
        tables.apply_targets(desk, table(tmp_path, ("a", "事例", "成果物", "件", "20", "", "")))
        path = table(tmp_path, ("a", "改善事例", "", "", "25", "", ""), ("b", "会議", "", "回", "4", "", ""))
        found = tables.preview_targets(desk, path)
        assert [(one.employee_number, one.item, one.before, one.after) for one in found.changes] == [
            ("a", "改善事例 目標", "事例", "改善事例"),
            ("a", "改善事例 令和7年度 目標値", "20", "25"),
            ("b", "会議 目標", "", "会議"),
            ("b", "会議 数え方", "", BASIS_NAMES[Basis.HAND]),
            ("b", "会議 単位", "", "回"),
            ("b", "会議 令和7年度 目標値", "", "4"),
        ]
        assert said(desk, "a").plans == {FIRST: "20"}, "nothing was done"
        tables.apply_targets(desk, path)
        assert not tables.preview_targets(desk, path).changes


def test_figures_are_numbers_in_the_workbook(tmp_path: Path) -> None:
    with office(tmp_path, "kashiwa", people(3, 0)) as desk:
        keeping.save_target(desk, TargetSaid("a", "値", unit="点", basis=Basis.HAND, plans={FIRST: "3.5"}))
        keeping.set_year(desk, "a", FIRST, actual=Actual("1200", "", "資料"), forecast=Forecast("4", ""))
        with all_or_nothing(desk) as outgoing:
            (path,) = table_writing.write_table(desk, tmp_path, outgoing)
        sheet = openpyxl.load_workbook(path)["目標"]
        cells = [cell.value for row in sheet.iter_rows() for cell in row]
        for figure in (3.5, 1200, 4):
            assert any(type(one) in (int, float) and one == figure for one in cells), figure
        assert tables.apply_targets(desk, path).outcome == "unchanged"


def test_a_cell_that_excel_shows_as_half_is_no_half_percent(tmp_path: Path) -> None:
    """Excel keeps 0.5 where people see 50%: taken as it is, the target would be a hundredth."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for line in (
        ("コード", "目標", "単位", "令和7年度 目標値"),
        ("a", "割合", "%", 0.5),
        ("b", "別", "%", "0.5%"),
    ):
        sheet.append(line)
    sheet["D2"].number_format = "0%"
    path = tmp_path / "割合.xlsx"
    book.save(path)
    with office(tmp_path, "kashiwa", people(3, 0)) as desk:
        (told,) = tables.apply_targets(desk, path).errors
        assert (told.code, told.place.cell) == ("target-fraction", "D2")
        assert "50と書いて" in told.fix
        keeping.save_target(desk, TargetSaid("a", "割合", unit="%", basis=Basis.HAND, plans={FIRST: "0.5"}))
        done = tables.apply_targets(desk, path)
        assert (done.errors, done.added, done.unchanged) == ((), 1, 1), "what stands is what it is"


def test_what_has_not_come_or_is_no_whole_number_is_no_result(tmp_path: Path) -> None:
    with office(tmp_path, "kashiwa", people(3, 0)) as desk:
        keeping.save_target(desk, TargetSaid("a", "会議", basis=Basis.HAND, unit="回"))
        for year, value, day in ((FIRST, "5", "2035-01-01"), (2035, "5", "")):
            with pytest.raises(KnownError) as refused:
                keeping.set_year(desk, "a", year, actual=Actual(value, day, "記録"))
            assert refused.value.code == "target-ahead"
        with pytest.raises(KnownError) as refused:
            keeping.set_year(desk, "a", FIRST, plan="5.5")
        assert (refused.value.code, refused.value.problems[0].found) == ("target-figure", "5.5回")
        keeping.end(desk, "a")
        with pytest.raises(KnownError) as refused:
            keeping.set_year(desk, "a", FIRST, plan="5")
        assert refused.value.code == "target-ended"
        for take in (keeping.take_preset, indicators.take_preset):
            with pytest.raises(KnownError) as refused:
                take(desk, "kasiwa")
            assert refused.value.code == "preset-unknown"
            assert "kashiwa" in refused.value.problems[0].fix


YEARS = (
    *("コード", "目標", "類型", "単位", "期間の終わりの年度", "年度"),
    *("目標値", "実績", "出どころ", "見込み"),
)


def test_figures_of_years_outside_of_the_period_are_told_by_their_cells(tmp_path: Path) -> None:
    with office(tmp_path, "kashiwa", people(3, 0)) as desk:
        path = table(
            tmp_path,
            ("a", "事例", "成果物", "件", "令和10年度", "令和10年度", "20", "", "", ""),
            ("a", "事例", "成果物", "件", "令和10年度", "令和17年度", "20", "", "", ""),
            ("b", "件数", "成果物", "件", "令和10年度", "令和17年度", "", "", "", "9"),
            ("c", "回数", "プロセス", "回", "令和6年度", "令和7年度", "", "3", "事務の記録", ""),
            ("d", "人数", "参加率", "人", "", "3026", "20", "", "", ""),
            head=YEARS,
        )
        result = tables.apply_targets(desk, path)
        assert {(one.code, one.place.cell) for one in result.errors} == {
            ("target-year-outside", "3行G列"),
            ("target-year-outside", "4行J列"),
            ("target-year-outside", "5行H列"),
            ("target-year-unclear", "6行F列"),
        }
        told = next(one for one in result.errors if one.place.cell == "3行G列")
        assert told.message == "令和17年度の目標値が書かれていますが、この目標の期間は令和10年度までです。"
        assert not target_year(desk, FIRST).lines, "nothing of the table was taken"


def test_a_period_cannot_be_cut_short_of_figures_and_what_stood_outside_hinders_nothing(
    tmp_path: Path,
) -> None:
    with office(tmp_path, "kashiwa", people(3, 0)) as desk:
        aim = TargetSaid("a", "事例", aim=Aim.PRODUCT, unit="件", basis=Basis.HAND, first_year=2025)
        keeping.save_target(desk, aim._replace(last_year=2029, plans={2025: "5", 2029: "20"}))
        for change in ({"last_year": 2027}, {"deadline": "2028-03-31"}, {"first_year": 2026}):
            with pytest.raises(KnownError) as refused:
                keeping.save_target(desk, said(desk, "a")._replace(**change), said(desk, "a"))
            assert [one.code for one in refused.value.problems] == ["target-year-outside"], change
        with pytest.raises(KnownError, match="令和12年度の見込み"):
            keeping.set_year(desk, "a", 2030, forecast=Forecast("", "増える見込み"))
        with pytest.raises(KnownError, match="令和6年度の目標値"):
            keeping.set_year(desk, "a", 2024, plan="3")
        keeping.set_year(desk, "a", 2024, actual=Actual("2", "", "改革以前の記録"))  # what was before: 基準
        with desk.store.write() as uow:  # as an earlier program let it in
            keeping.say(desk, uow, [("a", {"plan:2035": "30"})])
            uow.commit()
        keeping.save_target(desk, said(desk, "a")._replace(note="見直し中"), said(desk, "a"))
        keeping.set_year(desk, "a", 2035, plan="")
        assert said(desk, "a").plans == {2025: "5", 2029: "20", 2035: ""}


def test_years_that_are_a_slip_of_the_pen_are_refused_without_a_period(tmp_path: Path) -> None:
    with office(tmp_path, "kashiwa", people(3, 0)) as desk:
        keeping.save_target(desk, TargetSaid("a", "事例", unit="件", basis=Basis.HAND, plans={2035: "20"}))
        with pytest.raises(KnownError, match="2195年度の目標値"):
            keeping.set_year(desk, "a", 2195, plan="3")
        path = table(tmp_path, ("a", "", "", "", "20"), head=(*HEAD[:4], "令和9999年度 目標値"))
        assert [one.code for one in tables.apply_targets(desk, path).errors] == ["target-year-unclear"]
