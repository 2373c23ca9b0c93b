"""アンケート: counts come in, nobody who answered does, and whatever is not understood is asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dxdesk.domain import questionnaires
from dxdesk.domain.indicator_record import IndicatorSaid
from dxdesk.domain.records import Part
from dxdesk.domain.survey_words import options_in
from dxdesk.usecases.imports.survey_tables import SurveyPreview, TakeSurvey, apply_survey, preview_survey
from dxdesk.usecases.imports.understanding import TableResult
from dxdesk.usecases.inbox.batches import undo_receipt
from dxdesk.usecases.indicators import keeping
from dxdesk.usecases.indicators.overview import overview
from dxdesk.usecases.reports import indicator_tables
from dxdesk.usecases.sending import dispatch
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.aiming import on
from tests.helpers.memory import forgetful
from tests.helpers.surveying import BARRIERS, NECESSARY, QUESTIONS, WORDS, measured, table

HEAD = ("タイムスタンプ", "氏名", "所属", "職層", QUESTIONS["01"], f"2. {QUESTIONS['03']}", "ご意見")
ROWS = (
    ("2026/05/20 10:00", "𠮷田 翔太", "税務課", "一般職", "そう思う", "どちらともいえない", "早口でした"),
    ("2026/05/20 11:00", "濵田 一", "税務課", "係長級", "ややそう思う", "そう思わない", ""),
    ("2026/05/21 09:00", "神谷 潤", "子育て課", "一般職", "そう思わない", "あまりそう思わない", ""),
)
COUNTED = (("01", "1", "0", "0", "1", "1"), ("03", "1", "1", "1", "", "0"))
OPTIONS = ("人手・時間が足りない", "やり方、進め方が分からない", "予算がない", "相談先がない")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with measured(tmp_path_factory.mktemp("hr")) as desk:
        yield desk


@pytest.fixture
def desk(office: Desk) -> Desk:
    return on(forgetful(office), "2026-06-01")


def take(desk: Desk, path: Path, **options: object) -> TableResult:
    done = apply_survey(desk, replace(TakeSurvey(path), **options))  # type: ignore[arg-type]
    assert not done.errors, done.errors
    return done


def refused(desk: Desk, path: Path, **options: object) -> tuple[str, ...]:
    """Try to take a survey in; return what stood in the way, nothing having come of it."""
    before = overview(desk)
    command = replace(TakeSurvey(path, 2026), **options)  # type: ignore[arg-type]
    found = preview_survey(desk, command)
    done = apply_survey(desk, command)
    assert done.outcome == "refused"
    assert done.errors == found.result.errors
    assert overview(desk) == before, "nothing half-applied"
    return tuple(one.code for one in done.errors)


def counts(desk: Desk, code: str, year: int = 2026) -> tuple[int, ...]:
    row = next(one for one in (*overview(desk).rows, *overview(desk).needs) if one.indicator.code == code)
    return next(point.counts for point in row.points if point.year == year)


def test_rows_of_words_are_counted_and_nobody_is_kept(desk: Desk, tmp_path: Path) -> None:
    done = take(desk, table(tmp_path / "回答.csv", HEAD, *ROWS))
    assert (done.outcome, done.added) == ("applied", 3)
    told = {one.code: one.found for one in done.notices}
    assert told["survey-anonymous"] == "タイムスタンプ、氏名"
    assert told["survey-left"] == "ご意見"
    assert counts(desk, "01") == (1, 0, 0, 1, 1)
    assert counts(desk, "03") == (1, 1, 1, 0, 0)
    with desk.store.read() as uow:
        kept = "".join(one.revision.value for one in uow.exchange.part(0, Part.OWNED))
    for word in ("𠮷田", "濵田", "神谷", "早口", "10:00"):
        assert word not in kept
    survey = next(one for one in overview(desk).surveys if one.fiscal_year == 2026)
    assert {one.by for one in survey.grouped} == {"section", "grade"}
    assert not any("税務課" in one.group and "一般職" in one.group for one in survey.grouped)


def test_the_same_survey_twice_is_one_and_can_be_taken_back(desk: Desk, tmp_path: Path) -> None:
    path = table(tmp_path / "回答.csv", HEAD, *ROWS)
    first = take(desk, path)
    assert preview_survey(desk, TakeSurvey(path)).result.before is not None
    count = len(_receipts(desk))
    again = take(desk, path)
    assert (again.outcome, again.receipt) == ("unchanged", first.receipt)
    assert again.before is not None
    assert f"取り込み済みです(受付番号 {first.receipt})" in again.before.message
    assert len(_receipts(desk)) == count, "nothing is written down of it"
    copy = table(tmp_path / "写し.csv", HEAD, *reversed(ROWS))
    assert preview_survey(desk, TakeSurvey(copy)).result.before is None, "another file that says the same"
    assert take(desk, table(tmp_path / "写し.csv", HEAD, *reversed(ROWS))).outcome == "unchanged"
    undo_receipt(desk, first.receipt)
    assert counts(desk, "01") == (1, 0, 0, 1, 1), "the copy still says it"
    newest = max(one.number for one in _receipts(desk))
    undo_receipt(desk, newest)
    assert preview_survey(desk, TakeSurvey(path)).result.before is None, "it was taken back"
    assert not [one for one in overview(desk).surveys if one.fiscal_year == 2026]


def _receipts(desk: Desk) -> list[object]:
    with desk.store.read() as uow:
        return [one for one in uow.exchange.receipts() if one.kind == "survey"]


@pytest.mark.parametrize(
    ("head", "rows"),
    [
        (("問01", "Q03"), (("5", "3"), ("4", "1"), ("1", "2"))),
        (("問い", *(f"{step}点" for step in range(1, 6))), COUNTED),
        (
            ("設問", *WORDS),
            ((QUESTIONS["01"], "1", "0", "0", "1", "1"), (QUESTIONS["03"], "1", "1", "1", "0", "0")),
        ),
        (
            ("設問", "回答", "件数"),
            (
                (QUESTIONS["01"], "5", "1"), (QUESTIONS["01"], "4", "1"), (QUESTIONS["01"], "1", "1"),
                (QUESTIONS["03"], "1", "1"), (QUESTIONS["03"], "2", "1"), (QUESTIONS["03"], "3", "1"),
            ),
        ),
    ],
)  # fmt: skip
def test_rows_or_counts_words_or_numbers_say_the_same(
    desk: Desk, tmp_path: Path, head: tuple[str, ...], rows: tuple[tuple[str, ...], ...]
) -> None:
    take(desk, table(tmp_path / "表.csv", head, *rows), fiscal_year=2026)
    assert counts(desk, "01") == (1, 0, 0, 1, 1)
    assert counts(desk, "03") == (1, 1, 1, 0, 0)


def test_six_points_are_no_five(desk: Desk, tmp_path: Path) -> None:
    path = table(tmp_path / "表.csv", ("問01", "問03"), ("6", "3"), ("4", "1"))
    assert refused(desk, path) == ("survey-points",)
    (problem,) = preview_survey(desk, TakeSurvey(path, 2026)).result.errors
    assert (problem.place.cell, problem.found) == ("2行A列", "6")
    assert refused(desk, path, accept=("survey-points",)) == ("survey-points",), (
        "it is no slip to be passed over"
    )
    words = ("とても思う", "思う", "やや思う", "あまり思わない", "思わない", "とても思わない")
    path = table(tmp_path / "言葉.csv", ("問01",), *((word,) for word in words))
    assert set(refused(desk, path)) == {"score-unclear"}


def test_two_years_in_one_file_are_two_files(desk: Desk, tmp_path: Path) -> None:
    path = table(tmp_path / "表.csv", ("年度", "問01"), ("令和7年度", "3"), ("R8", "4"))
    assert refused(desk, path) == ("survey-two-years",)
    dates = table(
        tmp_path / "日.csv", ("回答日時", "問01"), ("2026/03/30 9:00", "3"), ("2026/04/02 9:00", "4")
    )
    assert refused(desk, dates, fiscal_year=0) == ("survey-over-year",)
    take(desk, dates, fiscal_year=2025, accept=("survey-over-year",))
    assert counts(desk, "01", 2025) == (0, 0, 1, 1, 0)


def _titled(path: Path, title: str, sheet: str = "回答") -> Path:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = sheet
    for row in ((title,), ("問01", "問03"), ("3", "4"), ("4", "5")):
        page.append(row)
    book.save(path)
    return path


def test_a_title_of_another_year_or_of_two_is_asked_about(desk: Desk, tmp_path: Path) -> None:
    two = _titled(tmp_path / "2つ.xlsx", "令和7年度・令和8年度 意識調査")
    assert refused(desk, two) == ("survey-over-year",)
    assert set(refused(desk, two, fiscal_year=0)) == {"survey-over-year"}
    (problem,) = preview_survey(desk, TakeSurvey(two, 2026)).result.errors
    assert problem.place.cell == "A1"
    assert "令和7年度と令和8年度" in problem.message
    other = _titled(tmp_path / "別.xlsx", "令和6年度 意識調査")
    assert refused(desk, other) == ("survey-over-year",)
    assert refused(desk, _titled(tmp_path / "名.xlsx", "意識調査", "R6年度")) == ("survey-over-year",)
    same = _titled(tmp_path / "同じ.xlsx", "令和7年度 意識調査")
    assert preview_survey(desk, TakeSurvey(same, 0)).fiscal_year == 2025, "the title tells it"
    take(desk, same, fiscal_year=2025)
    take(desk, other, fiscal_year=2026, accept=("survey-over-year",))
    assert counts(desk, "01", 2026) == (0, 0, 1, 1, 0)


def test_a_year_is_said_or_asked_for(desk: Desk, tmp_path: Path) -> None:
    path = table(tmp_path / "表.csv", ("問01",), ("3",))
    assert refused(desk, path, fiscal_year=0) == ("survey-year-missing",)
    of_2025 = table(tmp_path / "R7.csv", ("年度", "問01"), ("2025", "3"))
    assert refused(desk, of_2025) == ("survey-year-differs",)
    take(desk, of_2025)
    assert counts(desk, "01", 2025) == (0, 0, 1, 0, 0)


def test_four_barriers_are_one_too_many(desk: Desk, tmp_path: Path) -> None:
    keeping.write_down(desk, _barriers(desk)._replace(options=OPTIONS), new=False)
    three = "人手・時間が足りない、やり方、進め方が分からない;予算がない"
    path = table(
        tmp_path / "表.csv", (NECESSARY, BARRIERS), ("5", three), ("4", "、".join(OPTIONS)), ("2", "")
    )
    assert refused(desk, path) == ("survey-too-many",)
    (problem,) = preview_survey(desk, TakeSurvey(path, 2026)).result.errors
    assert problem.place.cell == "3行B列"
    take(desk, path, fiscal_year=2026, accept=("survey-too-many",))
    found = overview(desk)
    (named,) = [one for one in found.options if one.year == 2026]
    assert (named.people, dict(named.counts)) == (1, dict.fromkeys(OPTIONS[:3], 1))
    needs = next(one for one in found.surveys if one.fiscal_year == 2026)
    assert needs.survey == "needs", "it is another survey than that of the indicators"
    row = next(one for one in found.needs if one.indicator.code == "N1")
    assert [point.text for point in row.points] == ["4人に3人", "66.7%"]


def _barriers(desk: Desk) -> IndicatorSaid:
    return next(row.indicator for row in overview(desk).needs if row.indicator.code == "N2")


def test_without_a_list_of_options_the_table_may_bring_one(desk: Desk, tmp_path: Path) -> None:
    path = table(tmp_path / "表.csv", (NECESSARY, BARRIERS), ("", "人手;予算"), ("", "予算"))
    assert refused(desk, path) == ("survey-options-missing",)
    take(desk, path, fiscal_year=2026, accept=("survey-options-missing",))
    assert _barriers(desk).options == ("予算", "人手") or set(_barriers(desk).options) == {"人手", "予算"}
    (named,) = overview(desk).options
    assert (named.people, dict(named.counts)) == (2, {"人手": 1, "予算": 2})
    other = table(tmp_path / "後.csv", (NECESSARY, BARRIERS), ("", "人手;法令"))
    assert refused(desk, other, fiscal_year=2027) == ("survey-option-unknown",)


def test_a_form_of_another_system_is_understood_by_saying_which_column_is_what(
    desk: Desk, tmp_path: Path
) -> None:
    rows = (("送信日時", "Q-EFF", "Q-LEARN"), ("2026-06-01T10:00", "4", "5"))
    path = table(tmp_path / "LoGo.csv", *rows)
    assert refused(desk, path) == ("survey-empty",)
    asked = preview_survey(desk, TakeSurvey(path, 2026)).questions
    assert [(one.key, one.optional) for one in asked] == [("Q-EFF", True), ("Q-LEARN", True)]
    take(desk, path, accept=("survey-column:Q-EFF=01", "survey-column:Q-LEARN=03"))
    assert counts(desk, "03") == (0, 0, 0, 0, 1)
    later = table(tmp_path / "翌年.csv", rows[0], ("2027-06-01T10:00", "2", "2"))
    take(desk, later)
    assert counts(desk, "01", 2027) == (0, 1, 0, 0, 0), "what was said once is known"


def test_answers_of_the_same_year_are_added_only_when_somebody_says_so(desk: Desk, tmp_path: Path) -> None:
    take(desk, table(tmp_path / "一.csv", ("問01",), ("5",)), fiscal_year=2026)
    second = table(tmp_path / "二.csv", ("問01",), ("1",))
    assert refused(desk, second) == ("survey-again",)
    take(desk, second, fiscal_year=2026, accept=("survey-again",))
    assert counts(desk, "01") == (1, 0, 0, 0, 1)


def test_one_file_counts_once_whatever_is_said_of_it_the_second_time(desk: Desk, tmp_path: Path) -> None:
    path = table(tmp_path / "一.csv", ("問01",), ("5",), ("不明",))
    take(desk, path, fiscal_year=2026, words={"不明": "nothing"}, handed_out=4)
    before = counts(desk, "01")
    otherwise = {"words": {"不明": "3"}, "handed_out": 4, "accept": ("survey-again",)}
    assert refused(desk, path, fiscal_year=2026, **otherwise) == ("survey-same-file",)
    assert refused(desk, path, fiscal_year=2026, words={"不明": "nothing"}) == ("survey-same-file",)
    assert counts(desk, "01") == before


def test_a_published_figure_stays_what_it_is(desk: Desk, tmp_path: Path) -> None:
    take(desk, table(tmp_path / "R7.csv", ("問01",), ("5",), ("5",)), fiscal_year=2025)
    row = next(one for one in overview(desk).rows if one.indicator.code == "01")
    assert [(point.text, point.counted) for point in row.points] == [("3.043", None), ("3.054", 5000)]


def test_the_ready_questionnaire_comes_back(desk: Desk, tmp_path: Path) -> None:
    import openpyxl

    done = dispatch.export(desk, dispatch.Export("survey-form", tmp_path))
    assert [path.name.split("_")[0] for path in done.files] == [
        "評価指標のアンケート",
        "DXの必要性と課題・障壁のアンケート",
    ]
    book = openpyxl.load_workbook(done.files[0])
    sheet = book["アンケート"]
    head = next(row for row in sheet.iter_rows() if any(cell.value == "所属名" for cell in row))
    assert not any("氏名" in str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value)
    asked = [cell for cell in head if cell.value and cell.value not in ("header", "所属名", "職層")]
    assert len(asked) == 8
    for place in range(2):
        for cell in asked:
            sheet.cell(cell.row + 1 + place, cell.column).value = ("そう思う", "ややそう思う")[place]
    book.save(tmp_path / "集計.xlsx")
    take(desk, tmp_path / "集計.xlsx", fiscal_year=2026)
    for code in ("01", "03", "04", "05", "06", "07", "08-1", "08-2"):
        assert counts(desk, code) == (0, 0, 0, 1, 1)


@given(st.lists(st.sampled_from(OPTIONS), unique=True), st.sampled_from(["、", ";", "\n", ", ", "; "]))
def test_options_are_found_whatever_stands_between_them(named: list[str], between: str) -> None:
    assert options_in(between.join(named), OPTIONS) == (tuple(named), ())


def preview(desk: Desk, path: Path) -> SurveyPreview:
    return preview_survey(desk, TakeSurvey(path, 2026))


def test_whatever_is_no_question_keeps_the_table_out(desk: Desk, tmp_path: Path) -> None:
    path = table(tmp_path / "名簿.csv", ("職員番号", "氏名"), ("000011", "𠮷田 翔太"))
    assert preview(desk, path).result.errors[0].code == "survey-empty"
    counted = table(
        tmp_path / "件数.csv", ("設問", *WORDS), ("01", "x", "0", "0", "1", "1"), ("無い問い", *"00000")
    )
    assert refused(desk, counted) == ("survey-count", "survey-question-unknown")


SCALE = ("そう思う", "ややそう思う", "どちらともいえない", "そう思わない")


@pytest.mark.parametrize(
    "said",
    [{"words": {"わからない": "nothing"}}, {"accept": ("score-unclear:わからない=nothing",)}],
    ids=["word", "answered"],
)
def test_one_unknown_word_takes_nothing_from_the_answers_beside_it(
    desk: Desk, tmp_path: Path, said: dict[str, object]
) -> None:
    """Words tell by each other how far their scale goes: a foreign one among them must not hide that."""
    path = table(
        tmp_path / "表.csv", ("問01", "問03"), *((one, "5") for one in SCALE), ("わからない", "わからない")
    )
    assert refused(desk, path) == ("score-unclear", "score-unclear"), "of the unknown word alone"
    found = preview_survey(desk, TakeSurvey(path, 2026))
    assert {one.found for one in found.result.errors} == {"わからない"}
    assert [one.key for one in found.questions] == ["わからない"], "a word is asked about once"
    assert "答えなし" in found.questions[0].options[-1].label
    take(desk, path, fiscal_year=2026, **said)
    assert counts(desk, "01") == (1, 0, 1, 1, 1)
    assert counts(desk, "03") == (0, 0, 0, 0, 4)


def _shapes(folder: Path) -> dict[str, Path]:
    """Return the answers of SCALE and one 満足 as rows, as counts and as a list of answers and times."""
    words = (*SCALE, "満足")
    return {
        "rows": table(folder / "行.csv", ("問01",), *((one,) for one in words)),
        "counts": table(folder / "件数.csv", ("設問", *WORDS, "満足"), ("01", "1", "0", "1", "1", "1", "1")),
        "long": table(folder / "一覧.csv", ("設問", "回答", "件数"), *(("01", one, "1") for one in words)),
    }


@pytest.mark.parametrize("shape", ["rows", "counts", "long"])
def test_a_word_of_another_scale_is_asked_about_and_counts_as_was_said(
    desk: Desk, tmp_path: Path, shape: str
) -> None:
    path = _shapes(tmp_path)[shape]
    assert refused(desk, path, fiscal_year=2026) == ("score-unclear",)
    found = preview_survey(desk, TakeSurvey(path, 2026))
    assert [one.key for one in found.questions] == ["満足"]
    take(desk, path, fiscal_year=2026, words={"満足": "2"})
    assert sum(counts(desk, "01")) == 5
    assert counts(desk, "01")[1] == 1, "not with そう思う"


@given(
    st.lists(st.sampled_from(SCALE), min_size=3, unique=True),
    st.sampled_from(["満足", "とても満足", "役に立った", "あまり良くない"]),
    st.integers(1, 5),
)
def test_one_strange_word_is_the_only_one_asked_about(known: list[str], other: str, step: int) -> None:
    times = dict.fromkeys([*known, other], 1)
    named = [one for one in known if "思" in one]
    found = questionnaires.strangers(times, {})
    assert other in found
    if len(named) > 1:
        assert found == {other}
    assert not questionnaires.strangers(times, {other: step}), "what somebody decided is no stranger"
    assert questionnaires.steps_of([*known, other], {other: step})[other] == step


@pytest.mark.parametrize(
    "said", ["4.9", "2.5点", "3または4", "3\N{FULLWIDTH COMMA}5", "4\N{WAVE DASH}5", "5/5"]
)
def test_what_lies_between_two_steps_is_none_and_is_told_by_its_cell(
    desk: Desk, tmp_path: Path, said: str
) -> None:
    path = table(tmp_path / "表.csv", ("問01",), *(("3",),) * 6, (said,))
    assert not questionnaires.steps_of(["3", said], {}).get(said)
    assert set(refused(desk, path)) <= {"survey-points", "score-unclear"}
    (problem,) = preview_survey(desk, TakeSurvey(path, 2026)).result.errors
    assert (problem.found, problem.place.cell) == (said, "8行A列")


@pytest.mark.parametrize(
    "said", ["4", "\N{FULLWIDTH DIGIT FOUR}", "4点", "4.そう思う", "4: そう思う", "\N{CIRCLED DIGIT FOUR}"]
)
def test_a_step_may_have_its_words_behind_it(said: str) -> None:
    assert questionnaires.steps_of([said], {}) == {said: 4}


def test_an_unknown_word_may_be_a_step_of_its_own(desk: Desk, tmp_path: Path) -> None:
    path = table(tmp_path / "表.csv", ("問01",), *((one,) for one in SCALE), ("ほぼ思わない",))
    take(desk, path, fiscal_year=2026, words={"ほぼ思わない": "2"})
    assert counts(desk, "01") == (1, 1, 1, 1, 1)


def test_a_column_of_counts_whose_answer_nobody_knows_is_asked_about(desk: Desk, tmp_path: Path) -> None:
    head = ("設問", *WORDS, "わからない", "計")
    path = table(tmp_path / "表.csv", head, ("01", "1", "0", "0", "1", "1", "7", "10"))
    assert refused(desk, path) == ("score-unclear",)
    take(desk, path, fiscal_year=2026, words={"わからない": "nothing"})
    assert counts(desk, "01") == (1, 0, 0, 1, 1)
    other = table(tmp_path / "別.csv", ("設問", *WORDS[:3], "まあ思うほう", "そう思う"), ("01", *"12345"))
    assert refused(desk, other, fiscal_year=2027) == ("score-unclear",)
    take(desk, other, fiscal_year=2027, words={"まあ思うほう": "4"})
    assert counts(desk, "01", 2027) == (1, 2, 3, 4, 5)


def test_a_list_of_answers_and_times_asks_about_its_words(desk: Desk, tmp_path: Path) -> None:
    rows = (("01", one, "2") for one in (*SCALE, "わからない"))
    path = table(tmp_path / "表.csv", ("設問", "回答", "件数"), *rows)
    assert refused(desk, path) == ("score-unclear",)
    take(desk, path, fiscal_year=2026, accept=("score-unclear:わからない=nothing",))
    assert counts(desk, "01") == (2, 0, 2, 2, 2)


@given(st.lists(st.sampled_from(SCALE), min_size=1), st.lists(st.text(min_size=1), max_size=3))
def test_what_is_understood_does_not_depend_on_what_is_not(known: list[str], others: list[str]) -> None:
    alone = questionnaires.steps_of(known, {})
    foreign = [one for one in others if not questionnaires.steps_of([*known, one], {}).get(one)]
    beside = questionnaires.steps_of([*known, *foreign], {})
    assert {one: beside.get(one) for one in known} == {one: alone.get(one) for one in known}


def test_each_figure_has_its_answers_and_their_rate(desk: Desk, tmp_path: Path) -> None:
    import openpyxl

    path = table(tmp_path / "表.csv", ("問01", "問03"), *(("5", "3") for _ in range(11)), ("4", ""))
    assert refused(desk, path, handed_out=11) == ("survey-handed-out",)
    take(desk, path, fiscal_year=2026, handed_out=28)
    point = next(row for row in overview(desk).rows if row.indicator.code == "01").points[-1]
    assert (point.people, point.rate, point.answered) == (12, "42.9", "12人 42.9%")
    third = next(row for row in overview(desk).rows if row.indicator.code == "03").points[-1]
    assert third.people == 11, "of the question"
    (needed,) = next(row for row in overview(desk).needs if row.indicator.code == "N1").points
    assert needed.answered == "2,251人 43.1%", "of the survey it was published with"
    assert overview(desk).rows[0].points[0].answered == "", "nobody says it of the published means"
    paper = indicator_tables.paper(desk)
    texts = [cell for part in paper.parts for row in part.rows for cell in row]
    assert any("12人 42.9%" in text for text in texts)
    assert any("2,251人 43.1%" in text for text in texts)
    (book,) = dispatch.export(desk, dispatch.Export("indicators", tmp_path)).files
    rows = [*openpyxl.load_workbook(book)["評価指標"].iter_rows(values_only=True)]
    head = next(row for row in rows if "番号" in row)
    shown = next(row for row in rows if "01" in row)
    of = {str(title): cell for title, cell in zip(head, shown, strict=True)}
    assert [of[one] for one in ("R7", "R8", "R8 回答(人)", "R8 回答率(%)")] == [3.054, 4.917, 12, 42.9]


def test_the_rate_is_told_of_one_survey_and_never_of_two(desk: Desk, tmp_path: Path) -> None:
    take(desk, table(tmp_path / "一.csv", ("問01",), ("5",)), fiscal_year=2026, handed_out=2)
    second = table(tmp_path / "二.csv", ("問01",), ("4",))
    take(desk, second, fiscal_year=2026, accept=("survey-again",))
    assert overview(desk).rows[0].points[-1].answered == "2人"


def test_a_line_without_a_year_is_told_by_its_cell(desk: Desk, tmp_path: Path) -> None:
    path = table(tmp_path / "表.csv", ("年度", "問01"), ("R8", "3"), ("", "4"), ("来年", "5"))
    assert refused(desk, path) == ("survey-year-unread",) * 2
    errors = preview_survey(desk, TakeSurvey(path, 2026)).result.errors
    assert [(one.place.cell, one.found) for one in errors] == [("3行A列", ""), ("4行A列", "来年")]
    empty = table(tmp_path / "空.csv", ("年度", "問01"), ("", "4"))
    assert take(desk, empty, fiscal_year=2026).added == 1, "a column nobody filled in says nothing"


def test_what_is_accepted_as_no_answer_may_leave_nothing_and_then_nothing_is_taken(
    desk: Desk, tmp_path: Path
) -> None:
    path = table(tmp_path / "表.csv", ("問01",), ("未記入です",), ("謎の言葉",))
    assert refused(desk, path, accept=("score-unclear",)) == ("survey-no-answers",)
    (problem,) = preview_survey(desk, TakeSurvey(path, 2026, accept=("score-unclear",))).result.errors
    assert problem.found == "未記入です、謎の言葉"


def test_a_number_and_a_word_that_disagree_are_asked_about(desk: Desk, tmp_path: Path) -> None:
    path = table(tmp_path / "表.csv", ("問01",), ("1 そう思う",), ("5 そう思わない",), ("4 ややそう思う",))
    assert refused(desk, path) == ("score-unclear",) * 2
    words = {"1 そう思う": "5", "5 そう思わない": "1"}
    take(desk, path, fiscal_year=2026, words=words)
    assert counts(desk, "01") == (1, 0, 0, 1, 1)


def test_a_survey_of_a_year_far_ahead_is_refused(desk: Desk, tmp_path: Path) -> None:
    path = table(tmp_path / "表.csv", ("問01",), ("3",))
    assert refused(desk, path, fiscal_year=2035) == ("survey-ahead",)
