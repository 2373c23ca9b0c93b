"""Lists of attendance as course offices keep them: words, points, a column or a title for a course."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from dxdesk.domain.columns import Column
from dxdesk.domain.completion import Outcome
from dxdesk.domain.contents import Reference
from dxdesk.domain.errors import KnownError
from dxdesk.ports.entities import EvidenceRecord
from dxdesk.usecases.development import staffing
from dxdesk.usecases.imports import evidence
from dxdesk.usecases.imports.evidence import EvidenceAnswers
from dxdesk.usecases.imports.evidence_reading import EvidenceReader
from dxdesk.usecases.imports.understood import forget_columns
from dxdesk.usecases.organisation.assigning import history
from dxdesk.usecases.person_year.cycles import find_cycle, framework_of
from dxdesk.usecases.person_year.standing import known_evidence
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.year import cycle
from tests.helpers import world as w

A, B, C = w.TAX_A, w.TAX_B, w.TAX_C
HEAD = ("職員番号", "氏名", "研修名", "受講日")
ATTENDED, COMPLETED, NOT = Outcome.ATTENDED, Outcome.COMPLETED, Outcome.NOT


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """HR without a year, and without any record of courses."""
    with w.municipality(tmp_path) as (made, _):
        with made.store.write() as uow:
            uow.people.remove_evidence([row.employee_number for row in uow.people.evidence()])
            uow.commit()
        yield made


@pytest.fixture
def in_year(desk: Desk) -> Desk:
    """HR in a year whose framework asks for courses."""
    cycle.open_cycle(desk, cycle.OpenCycle(w.YEAR, "govtech-tokyo", w.BASE))
    return desk


def book(folder: Path, *rows: Sequence[object], name: str = "表.xlsx", sheet: str = "Sheet1") -> Path:
    made = openpyxl.Workbook()
    page = made.active
    assert page is not None
    page.title = sheet
    for row in rows:
        page.append(list(row))
    made.save(folder / name)
    return folder / name


def one(folder: Path, header: str, *words: object) -> Path:
    lines = [(A, "", f"研修{position}", "2025/6/1", word) for position, word in enumerate(words)]
    return book(folder, (*HEAD, header), *lines)


def kept(desk: Desk, number: str = "") -> list[EvidenceRecord]:
    with desk.store.read() as uow:
        return list(uow.people.evidence(number))


def said(desk: Desk, number: str = "") -> list[tuple[str, str, Outcome]]:
    return [(record.name, record.result, record.outcome) for record in kept(desk, number)]


def codes(found: object) -> list[str]:
    return [problem.code for problem in getattr(found, "errors", ())]


# Words.


@pytest.mark.parametrize(
    "header", ["出欠", "出席", "受講有無", "参加", "出欠確認", "受講の有無", "修了", "合否", "結果", "成績"]
)
def test_headers_that_say_who_was_there(desk: Desk, tmp_path: Path, header: str) -> None:
    path = one(tmp_path, header, "欠席", "出席")
    assert evidence.apply_evidence(desk, path, "attendance").outcome == "applied"
    assert [(result, outcome) for _, result, outcome in said(desk)] == [("欠席", NOT), ("出席", ATTENDED)]


@pytest.mark.parametrize("word", ["✓", "✔", "レ", "●", "○", "◯", "〇", "合", "認定", "修了者", "Pass", "済"])
@pytest.mark.parametrize("header", ["修了", "結果"])
def test_the_word_in_the_cell_is_kept(desk: Desk, tmp_path: Path, header: str, word: str) -> None:
    evidence.apply_evidence(desk, one(tmp_path, header, word), "attendance")
    assert said(desk) == [("研修0", word, COMPLETED)]


@pytest.mark.parametrize("word", ["✓", "✔", "レ", "●", "○", "◯", "〇", "済"])
def test_a_mark_of_presence_is_kept_with_what_it_says(desk: Desk, tmp_path: Path, word: str) -> None:
    evidence.apply_evidence(desk, one(tmp_path, "出欠", word), "attendance")
    assert said(desk) == [("研修0", f"出席〔{word}〕", ATTENDED)]


@pytest.mark.parametrize("word", ["欠", "欠席", "不参加", "未", "×", "未受講", "辞退"])
def test_the_absent_are_recorded_and_shown_nowhere(in_year: Desk, tmp_path: Path, word: str) -> None:
    path = book(tmp_path, (*HEAD, "出欠"), (A, "", "BPR研修", "2025/6/1", word))
    evidence.apply_evidence(in_year, path, "attendance")
    assert said(in_year) == [("BPR研修", word, NOT)]
    with in_year.store.read() as uow:
        found = find_cycle(uow)
        told = history(uow, found, framework_of(uow, found))
    assert told.get(A, {}).get("known") is None
    assert all(rate.rate.done == 0 for rate in staffing.participation(in_year) if rate.course == "BPR研修")


@pytest.mark.parametrize(
    ("answer", "outcome", "result"),
    [
        ("completed", COMPLETED, "修了〔半日〕"),
        ("attended", ATTENDED, "出席〔半日〕"),
        ("absent", NOT, "欠席〔半日〕"),
        ("受講・出席", ATTENDED, "出席〔半日〕"),
        ("nothing", None, ""),
    ],
)
def test_an_unknown_word_is_asked_once_per_source(
    desk: Desk, tmp_path: Path, answer: str, outcome: Outcome | None, result: str
) -> None:
    path = one(tmp_path, "出欠", "半日", "半日", "出席")
    asked = evidence.preview_evidence(desk, path, "attendance")
    assert codes(asked) == ["result-unclear"]
    assert [(word.word, word.lines, word.cell) for word in asked.looks.words] == [("半日", 2, "E2")]
    done = evidence.apply_evidence(desk, path, "attendance", answers=EvidenceAnswers(words={"半日": answer}))
    assert done.outcome == "applied"
    expected = [(f"研修{n}", result, outcome) for n in range(2)] if outcome else []
    assert [one for one in said(desk) if one[1] != "出席"] == expected
    later = book(tmp_path, (*HEAD, "出欠"), (B, "", "研修9", "2025/7/1", "半日"), name="次.xlsx")
    again = evidence.apply_evidence(desk, later, "attendance")
    assert codes(again) == [], "the same headers, the same source"
    other = book(tmp_path, (*HEAD, "参加"), (B, "", "研修8", "2025/7/1", "半日"), name="別.xlsx")
    assert codes(evidence.preview_evidence(desk, other, "attendance")) == ["result-unclear"]
    forget_columns(desk, later, "attendance")
    assert codes(evidence.preview_evidence(desk, later, "attendance")) == ["result-unclear"]


def test_what_was_decided_travels_as_a_word_every_program_reads(in_year: Desk, tmp_path: Path) -> None:
    path = book(tmp_path, (*HEAD, "出欠"), (A, "", "BPR研修", "2025/6/1", "遅刻"))
    evidence.apply_evidence(in_year, path, "attendance", answers=EvidenceAnswers(words={"遅刻": "attended"}))
    with in_year.store.read() as uow:
        found = find_cycle(uow)
        told = history(uow, found, framework_of(uow, found))[A]
    assert [list(row) for row in told["known"]] == [["course", "BPR研修", "2025-06-01", "出席"]]
    assert [known.outcome for known in known_evidence(Reference.read(told))] == [ATTENDED]


@pytest.mark.parametrize("said_", [{"済": "多分"}, {"": "completed"}, {"済": ""}])
def test_an_answer_that_says_nothing_is_refused(desk: Desk, tmp_path: Path, said_: dict[str, str]) -> None:
    with pytest.raises(KnownError) as told:
        evidence.preview_evidence(
            desk, one(tmp_path, "修了", "済"), "attendance", answers=EvidenceAnswers(words=said_)
        )
    assert told.value.code == "word-meaning"


# Points and failures.


def everything_kept(desk: Desk) -> str:
    """Return all that the store keeps of its lists: rows, records, receipts, settings, audit."""
    with desk.store.read() as uow:
        settings = uow.settings.starting_with("")
        return "\n".join(
            [
                *map(str, uow.people.evidence()),
                *(stored.revision.value for stored in uow.exchange.everything()),
                *map(str, uow.exchange.receipts()),
                json.dumps(dict(settings), ensure_ascii=False),
                *map(str, uow.audit.entries()),
            ]
        )


@pytest.mark.parametrize("header", ["得点", "点数", "スコア", "結果", "成績", "正答率"])
@pytest.mark.parametrize(
    "points", [("83点", "57点"), ("83", "57"), (83, 57), ("83/100", "57/100"), ("83%", "57%")]
)
def test_points_serve_a_threshold_and_are_not_kept(
    desk: Desk, tmp_path: Path, header: str, points: tuple[object, object]
) -> None:
    path = book(
        tmp_path,
        (*HEAD, header),
        *((n, "", "基礎", "2025/6/1", p) for n, p in zip((A, B), points, strict=True)),
    )
    asked = evidence.apply_evidence(desk, path, "attendance")
    assert codes(asked) == ["pass-mark-missing"]
    assert "83" not in str(asked.errors)
    evidence.apply_evidence(desk, path, "attendance", answers=EvidenceAnswers(pass_mark=60))
    assert [(record.employee_number, record.result, record.completed) for record in kept(desk)] == [
        (A, "合格", True)
    ], "who did not pass has no record"
    text = everything_kept(desk)
    assert not any(part in text for part in ("83点", "57点", "83/", "57/", "83%", '"83"', "'83'", "57%"))


def test_points_that_somebody_does_not_want_to_use(desk: Desk, tmp_path: Path) -> None:
    path = one(tmp_path, "得点", 83, 57)
    evidence.apply_evidence(desk, path, "attendance", accept=("pass-mark-missing",))
    assert {(result, outcome) for _, result, outcome in said(desk)} == {("出席", ATTENDED)}
    exams = evidence.apply_evidence(desk, path, "qualifications", accept=("pass-mark-missing",))
    assert exams.added == 0, "points alone are no passed examination"


def test_points_beside_a_column_that_decides_are_no_question(desk: Desk, tmp_path: Path) -> None:
    path = book(tmp_path, (*HEAD, "得点", "修了"), (A, "", "基礎", "2025/6/1", 83, "修了(83点)"))
    assert evidence.apply_evidence(desk, path, "attendance").outcome == "applied"
    assert said(desk) == [("基礎", "修了", COMPLETED)]
    assert "83点" not in everything_kept(desk)


@pytest.mark.parametrize("word", ["不合格", "否", "不可", "Fail", "×", "不認定", "不合格(57点)"])
def test_who_failed_an_examination_has_no_record_anywhere(desk: Desk, tmp_path: Path, word: str) -> None:
    header = ("職員番号", "氏名", "試験名", "試験日", "合否")
    path = book(
        tmp_path,
        header,
        (A, "", "ITパスポート試験", "2025/6/1", "合格"),
        (B, "", "ITパスポート試験", "2025/6/1", word),
    )
    done = evidence.apply_evidence(desk, path, "qualifications")
    assert [notice.code for notice in done.notices] == ["result-not-kept"]
    assert [record.employee_number for record in kept(desk)] == [A]
    text = everything_kept(desk)
    assert not any(part in text for part in ("不合格", "合格しなかった", B))


def test_who_was_there_and_failed_was_there(desk: Desk, tmp_path: Path) -> None:
    path = book(tmp_path, (*HEAD, "出欠", "結果"), (A, "", "基礎", "2025/6/1", "出席", "不合格"))
    evidence.apply_evidence(desk, path, "attendance")
    assert said(desk) == [("基礎", "出席", ATTENDED)]
    assert "不合格" not in everything_kept(desk)


@pytest.mark.parametrize("code", ["result-unclear", "result-contradicts"])
def test_words_that_were_left_out_stay_in_no_receipt(desk: Desk, tmp_path: Path, code: str) -> None:
    cells = {"result-unclear": ("不合格(病気)", ""), "result-contradicts": ("不合格", "修了")}[code]
    path = book(
        tmp_path,
        (*HEAD, "結果", "修了"),
        (A, "", "基礎", "2025/6/1", *cells),
        (B, "", "基礎", "2025/6/1", "", "修了"),
    )
    assert codes(evidence.preview_evidence(desk, path, "attendance")) == [code]
    evidence.apply_evidence(desk, path, "attendance", accept=(code,))
    assert [record.employee_number for record in kept(desk)] == [B]
    assert "不合格" not in everything_kept(desk)


# A column a course.

DX, SEC = "DX基礎研修", "情報セキュリティ研修"


@pytest.mark.parametrize(
    ("headers", "days"),
    [
        ((DX, SEC), ("", "")),
        ((f"{DX}\n2025/6/1", f"{SEC}\n2025/7/2"), ("2025-06-01", "2025-07-02")),
        ((f"{DX}(R7.6.1)", f"{SEC}(R7.7.2)"), ("2025-06-01", "2025-07-02")),
        ((f"2025年6月1日 {DX}", f"令和7年7月2日(水) {SEC}"), ("2025-06-01", "2025-07-02")),
        ((f"{DX} 20250601", f"{SEC} 20250702"), ("2025-06-01", "2025-07-02")),
        (
            (f"{DX}\uff082025\uff0f6\uff0f1\uff09", f"{SEC}\uff082025\uff0f7\uff0f2\uff09"),
            ("2025-06-01", "2025-07-02"),
        ),
    ],
)
def test_courses_side_by_side(
    desk: Desk, tmp_path: Path, headers: tuple[str, str], days: tuple[str, str]
) -> None:
    path = book(
        tmp_path,
        ("職員番号", "氏名", "所属", *headers),
        (A, "", "税務課", "修了", "欠席"),
        (B, "", "税務課", None, "受講"),
        (C, "", "税務課", None, None),
    )
    seen = evidence.preview_evidence(desk, path, "attendance")
    assert codes(seen) == []
    assert seen.looks.side_by_side == (2, 2)
    assert "2研修 × 2人" in next(n.message for n in seen.notices if n.code == "attendance-matrix")
    evidence.apply_evidence(desk, path, "attendance")
    assert {(r.employee_number, r.name, r.date, r.result, r.outcome) for r in kept(desk)} == {
        (A, DX, days[0], "修了", COMPLETED),
        (A, SEC, days[1], "欠席", NOT),
        (B, SEC, days[1], "受講", ATTENDED),
    }


@pytest.mark.parametrize("mark", ["○", "✓", "✔", "レ", "●", "済", "1"])
def test_a_mark_under_a_course_is_asked_about(desk: Desk, tmp_path: Path, mark: str) -> None:
    path = book(tmp_path, ("職員番号", DX, SEC), (A, mark, None), (B, mark, mark), (C, "×", None))
    asked = evidence.preview_evidence(desk, path, "attendance")
    assert [(word.word, word.lines) for word in asked.looks.words] == [(mark, 3)]
    for answer, outcome in (("attended", ATTENDED), ("completed", COMPLETED)):
        evidence.apply_evidence(desk, path, "attendance", answers=EvidenceAnswers(words={mark: answer}))
        assert [r.outcome for r in kept(desk, B)] == [outcome, outcome]
    assert [r.outcome for r in kept(desk, C)] == [NOT]
    next_year = book(tmp_path, ("職員番号", "データ研修"), (A, mark), name="翌年.xlsx")
    assert codes(evidence.preview_evidence(desk, next_year, "attendance")) == [], (
        "other courses, the same source"
    )


def test_days_under_courses_and_as_marks(desk: Desk, tmp_path: Path) -> None:
    path = book(
        tmp_path,
        ("職員番号", "氏名", DX, SEC),
        (None, None, date(2025, 6, 1), date(2025, 7, 2)),
        (A, "", "修了", None),
        (B, "", "修了", "修了"),
    )
    evidence.apply_evidence(desk, path, "attendance")
    assert {(r.employee_number, r.name, r.date) for r in kept(desk)} == {
        (A, DX, "2025-06-01"),
        (B, DX, "2025-06-01"),
        (B, SEC, "2025-07-02"),
    }


def test_the_day_in_the_cell_is_the_day_of_the_course(desk: Desk, tmp_path: Path) -> None:
    path = book(tmp_path, ("職員番号", DX), (A, date(2025, 6, 1)), (B, "R7.6.8"))
    asked = evidence.preview_evidence(desk, path, "attendance")
    assert [(word.word, word.lines) for word in asked.looks.words] == [("日付", 2)]
    evidence.apply_evidence(desk, path, "attendance", answers=EvidenceAnswers(words={"日付": "completed"}))
    assert [(r.employee_number, r.date, r.completed) for r in kept(desk)] == [
        (A, "2025-06-01", True),
        (B, "2025-06-08", True),
    ]


@pytest.mark.parametrize(
    "total", ["合計", "受講数", "受講回数", "計", "修了数", "受講率", "備考", "採用年月日", "対象者"]
)
def test_a_column_of_totals_is_no_course(desk: Desk, tmp_path: Path, total: str) -> None:
    value: object = {"備考": "○", "採用年月日": "2020/4/1", "対象者": "○"}.get(total, 1)
    path = book(tmp_path, ("職員番号", DX, SEC, total), (A, "修了", "修了", value), (B, None, "修了", value))
    assert evidence.preview_evidence(desk, path, "attendance").looks.side_by_side == (2, 2)


def test_a_line_of_totals_is_left_out_when_accepted(desk: Desk, tmp_path: Path) -> None:
    path = book(tmp_path, ("職員番号", "氏名", DX, SEC), (A, "", "修了", "修了"), ("合計", None, 1, 1))
    assert codes(evidence.preview_evidence(desk, path, "attendance")) == ["rows-not-people"]
    done = evidence.apply_evidence(desk, path, "attendance", accept=("rows-not-people",))
    assert (done.added, {record.employee_number for record in kept(desk)}) == (2, {A})


def test_a_column_can_be_made_a_course_by_hand_and_back(desk: Desk, tmp_path: Path) -> None:
    path = book(tmp_path, ("職員番号", DX, "備考"), (A, "修了", "欠席"))
    by_hand = {Column.COURSE: (DX, "備考")}
    assert evidence.preview_evidence(desk, path, "attendance", mapping=by_hand).looks.side_by_side == (2, 1)
    with pytest.raises(KnownError) as told:
        evidence.preview_evidence(desk, path, "attendance", mapping={Column.COURSE: ()})
    assert told.value.code == "header-missing"


def test_an_unknown_person_of_many_courses_is_told_once(desk: Desk, tmp_path: Path) -> None:
    path = book(tmp_path, ("職員番号", DX, SEC), ("999999", "修了", "修了"), (A, "修了", None))
    asked = evidence.preview_evidence(desk, path, "attendance")
    assert [(problem.code, problem.place.cell) for problem in asked.errors] == [("employee-unknown", "A2")]
    assert evidence.apply_evidence(desk, path, "attendance", accept=("employee-unknown",)).added == 1


# One course.


@pytest.mark.parametrize(
    ("above", "name", "sheet", "expected"),
    [
        ([("令和7年度 DX基礎研修 受講者名簿",)], "表.xlsx", "Sheet1", (DX, "")),
        ([("DX基礎研修出欠表", None, None, "2025年6月1日")], "表.xlsx", "Sheet1", (DX, "2025-06-01")),
        ([("研修名", DX), ("開催日", "R7.6.1")], "表.xlsx", "Sheet1", (DX, "2025-06-01")),
        ([("研修名:DX基礎研修",), ("日時:2025/6/1 13:30",)], "表.xlsx", "Sheet1", (DX, "2025-06-01")),
        ([("【DX基礎研修】修了者一覧(令和7年6月1日)",)], "表.xlsx", "Sheet1", (DX, "2025-06-01")),
        ([], "表.xlsx", DX, (DX, "")),
        ([], "20250601_DX基礎研修_受講者一覧.xlsx", "Sheet1", (DX, "2025-06-01")),
        ([("作成日", date(2025, 9, 30)), ("DX基礎研修 出席簿",)], "表.xlsx", "Sheet1", (DX, "")),
    ],
)
def test_a_list_of_one_course_has_its_name_in_the_title(
    desk: Desk,
    tmp_path: Path,
    above: list[tuple[object, ...]],
    name: str,
    sheet: str,
    expected: tuple[str, str],
) -> None:
    lines = [("職員番号", "氏名", "所属", "出欠"), (A, "", "税務課", "出席"), (B, "", "税務課", "欠席")]
    path = book(tmp_path, *above, *lines, name=name, sheet=sheet)
    asked = evidence.preview_evidence(desk, path, "attendance")
    assert codes(asked) == ["course-from-title"]
    assert asked.looks.one is not None
    assert (asked.looks.one.name, asked.looks.one.day) == expected
    evidence.apply_evidence(desk, path, "attendance", accept=("course-from-title",))
    assert [(r.employee_number, r.name, r.date, r.outcome) for r in kept(desk)] == [
        (A, *expected, ATTENDED),
        (B, *expected, NOT),
    ]


def test_the_course_of_a_list_can_be_said(desk: Desk, tmp_path: Path) -> None:
    path = book(tmp_path, ("職員番号", "氏名", "出欠"), (A, "", "出席"))
    with pytest.raises(KnownError) as told:
        evidence.preview_evidence(desk, path, "attendance")
    assert told.value.code == "header-missing"
    answers = EvidenceAnswers(event="文書の書き方", day="令和7年6月1日")
    assert evidence.apply_evidence(desk, path, "attendance", answers=answers).added == 1
    assert [(r.name, r.date) for r in kept(desk)] == [("文書の書き方", "2025-06-01")]
    with pytest.raises(KnownError) as told:
        evidence.preview_evidence(desk, path, "attendance", answers=EvidenceAnswers(event="X", day="いつか"))
    assert told.value.code == "event-said"


def test_a_sheet_for_each_course(desk: Desk, tmp_path: Path) -> None:
    made = openpyxl.Workbook()
    first = made.active
    assert first is not None
    first.title = DX
    second = made.create_sheet(f"{SEC} 20250702")
    for page, number in ((first, A), (second, B)):
        page.append(["職員番号", "氏名", "出欠"])
        page.append([number, "", "出席"])
        page.append([C, "", "欠席"])
    path = tmp_path / "研修ごと.xlsx"
    made.save(path)
    assert "sheets-alike" in codes(evidence.preview_evidence(desk, path, "attendance"))
    accept = ("course-from-title",)
    evidence.apply_evidence(desk, path, "attendance", sheet="*", accept=accept)
    assert {(r.employee_number, r.name, r.date) for r in kept(desk)} == {
        (A, DX, ""),
        (C, DX, ""),
        (B, SEC, "2025-07-02"),
        (C, SEC, "2025-07-02"),
    }


# Names of courses.


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("BPR研修(基礎編)", "BPR研修"),
        ("情報セキュリティ研修 第1回", "情報セキュリティ研修"),
        ("セキュリティ研修", "情報セキュリティ研修"),
        ("サービス・デザイン研修", "サービスデザイン研修"),
        ("令和7年度プロジェクトマネジメント研修", "プロジェクトマネジメント研修"),
    ],
)
def test_a_name_that_no_framework_has_is_asked_and_remembered(
    in_year: Desk, tmp_path: Path, name: str, near: str
) -> None:
    path = book(
        tmp_path, (*HEAD, "結果"), (A, "", name, "2025/6/1", "修了"), (B, "", name, "2025/6/1", "欠席")
    )
    asked = evidence.preview_evidence(in_year, path, "attendance")
    assert [(problem.code, problem.found) for problem in asked.errors] == [("course-unknown", name)]
    (found,) = asked.looks.names
    assert (found.lines, found.near[0]) == (2, near)
    evidence.apply_evidence(in_year, path, "attendance", answers=EvidenceAnswers(courses={name: near}))
    assert {record.name for record in kept(in_year)} == {near}
    done = [rate for rate in staffing.participation(in_year) if rate.course == near]
    assert done
    assert all(rate.offered for rate in done), "the answer counts for what the framework asks"
    later = book(tmp_path, (*HEAD, "結果"), (C, "", name, "2025/7/1", "修了"), name="次.xlsx")
    assert evidence.apply_evidence(in_year, later, "attendance").outcome == "applied"
    assert [record.name for record in kept(in_year, C)] == [near]


def test_all_new_names_are_one_acceptance_and_asked_once(in_year: Desk, tmp_path: Path) -> None:
    names = ["接遇", "法制執務", "窓口応対", "文書事務", "財務会計"]
    path = book(tmp_path, (*HEAD, "結果"), *((A, "", name, "2025/6/1", "修了") for name in names))
    assert codes(evidence.preview_evidence(in_year, path, "attendance")) == ["course-unknown"] * 5
    done = evidence.apply_evidence(in_year, path, "attendance", accept=("course-unknown",))
    assert (done.added, [n.code for n in done.notices].count("course-unknown")) == (5, 1)
    assert {record.name for record in kept(in_year)} == set(names)
    assert codes(evidence.preview_evidence(in_year, path, "attendance")) == []


def test_a_name_cannot_stand_for_a_course_that_no_framework_has(in_year: Desk, tmp_path: Path) -> None:
    path = book(tmp_path, (*HEAD, "結果"), (A, "", "接遇", "2025/6/1", "修了"))
    with pytest.raises(KnownError) as told:
        evidence.preview_evidence(
            in_year, path, "attendance", answers=EvidenceAnswers(courses={"接遇": "ない研修"})
        )
    assert told.value.code == "course-target"


# Bad input.


def test_the_same_person_twice_and_who_left(desk: Desk, tmp_path: Path) -> None:
    with desk.store.write() as uow:
        person = uow.people.employee(B)
        assert person is not None
        uow.people.save_employees([dataclasses.replace(person, left=True)])
        uow.commit()
    path = book(
        tmp_path,
        (*HEAD, "結果"),
        (A, "", "基礎", "2025/6/1", "出席"),
        (A, "", "基礎", "2025/6/1", "修了"),
        (B, "", "基礎", "2025/6/1", "修了"),
    )
    done = evidence.apply_evidence(desk, path, "attendance")
    assert {notice.code for notice in done.notices} == {"lines-doubled", "person-left"}
    assert [(r.employee_number, r.result) for r in kept(desk)] == [(A, "修了"), (B, "修了")]


def test_days_that_cannot_be_read_are_told_by_cell(desk: Desk, tmp_path: Path) -> None:
    days = ["未定", "2025年4月吉日", "4/1/2025", "R7.4", "99999999"]
    path = book(tmp_path, (*HEAD, "結果"), *((A, "", f"研修{n}", day, "修了") for n, day in enumerate(days)))
    asked = evidence.preview_evidence(desk, path, "attendance")
    assert [(p.code, p.place.cell) for p in asked.errors] == [
        ("date-unreadable", f"D{row}") for row in range(2, 7)
    ]


def test_what_is_on_record_as_it_is_asks_nothing_again(desk: Desk, tmp_path: Path) -> None:
    """A list that was taken in before the year began is read again in the year."""
    path = book(tmp_path, (*HEAD, "結果"), (A, "", "接遇", "2025/6/1", "修了"))
    evidence.apply_evidence(desk, path, "attendance")
    cycle.open_cycle(desk, cycle.OpenCycle(w.YEAR, "govtech-tokyo", w.BASE))
    assert evidence.apply_evidence(desk, path, "attendance").outcome == "unchanged"
    more = book(tmp_path, (*HEAD, "結果"), (B, "", "接遇", "2025/6/1", "修了"), name="次.xlsx")
    assert codes(evidence.preview_evidence(desk, more, "attendance")) == ["course-unknown"]


def test_everything_is_asked_at_once(in_year: Desk, tmp_path: Path) -> None:
    path = book(tmp_path, (*HEAD, "出欠"), (A, "", "接遇", "2025/6/1", "半日"))
    assert codes(evidence.preview_evidence(in_year, path, "attendance")) == [
        "result-unclear",
        "course-unknown",
    ]


def test_a_long_list_is_read_as_line_by_line(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was read before without a question is read at once; nothing that has to be told is."""
    words = ("出席", "欠席", "", "遅刻", "○", "出席", "不合格")
    people = ((A, "検証"), (A, ""), (B, ""), (C, "別人"), ("999999", ""), (4, ""))
    days = ("2025/6/1", date(2025, 6, 1), "2025/6/1～2025/6/3", "", "未定", 45809)
    lines = [
        (*people[n % 6], f"研修{n % 2}", days[(n // 3) % 6], words[(n // 5) % 7]) for n in range(6 * 6 * 7)
    ]
    path = book(tmp_path, (*HEAD, "出欠"), *lines)
    accept = ("result-unclear", "employee-unknown", "date-unreadable", "number-not-text")
    quick = evidence.preview_evidence(desk, path, "attendance", accept=accept)
    monkeypatch.setattr(EvidenceReader, "_quick", lambda *_: False)
    assert evidence.preview_evidence(desk, path, "attendance", accept=accept) == quick
    assert quick.added
    assert {notice.code for notice in quick.notices} >= {"result-blank", "date-period", "lines-doubled"}


def test_a_header_of_two_lines_names_courses_and_turns(desk: Desk, tmp_path: Path) -> None:
    made = openpyxl.Workbook()
    page = made.active
    assert page is not None
    for row in (
        ("職員番号", "氏名", "DX研修", None, "情報研修"),
        (None, None, "第1回", "第2回", "2025/6/1"),
        (A, "", "修了", "欠席", "修了"),
    ):
        page.append(row)
    for area in ("C1:D1", "A1:A2", "B1:B2"):
        page.merge_cells(area)
    made.save(tmp_path / "二段.xlsx")
    seen = evidence.preview_evidence(desk, tmp_path / "二段.xlsx", "attendance")
    assert [(r.name, r.date, r.result) for r in seen.added] == [
        ("DX研修 第1回", "", "修了"),
        ("DX研修 第2回", "", "欠席"),
        ("情報研修", "2025-06-01", "修了"),
    ]


def test_a_course_over_the_columns_of_what_came_of_it(desk: Desk, tmp_path: Path) -> None:
    made = openpyxl.Workbook()
    page = made.active
    assert page is not None
    for row in (
        ("職員番号", "氏名", DX, None),
        (None, None, "出欠", "修了"),
        (A, "", "出席", "修了"),
        (B, "", "欠席", None),
    ):
        page.append(row)
    page.merge_cells("C1:D1")
    made.save(tmp_path / "二段.xlsx")
    accept = ("course-from-title",)
    seen = evidence.preview_evidence(desk, tmp_path / "二段.xlsx", "attendance", accept=accept)
    assert [(r.name, r.result, r.completed) for r in seen.added] == [(DX, "修了", True), (DX, "欠席", False)]


# A day without a year, which looks like points.


def matrix(folder: Path, *cells: str, title: str = "令和6年度 研修受講状況", header: str = "AI研修") -> Path:
    people = [(number, "", cell, "2024/7/1") for number, cell in zip((A, B, C), cells, strict=False)]
    return book(folder, (title,), (), ("職員番号", "氏名", header, "DX研修"), *people)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("6/10", "2024-06-10"),
        ("\uff16\uff0f\uff11\uff10", "2024-06-10"),
        ("6月10日", "2024-06-10"),
        ("6/10(月)", "2024-06-10"),
        ("2/3", "2025-02-03"),
    ],
)
def test_a_day_without_a_year_under_a_course_is_a_day_of_the_lists_year(
    desk: Desk, tmp_path: Path, text: str, day: str
) -> None:
    path = matrix(tmp_path, text)
    asked = evidence.preview_evidence(desk, path, "attendance")
    assert "pass-mark-missing" not in codes(asked)
    assert [one.found for one in asked.notices if one.code == "date-without-year"] == [f"C4「{text}」"]
    answers = EvidenceAnswers(words={"日付": "completed"})
    result = evidence.apply_evidence(desk, path, "attendance", accept=("course-unknown",), answers=answers)
    assert result.outcome == "applied", result.errors
    assert ("AI研修", day) in [(one.name, one.date) for one in kept(desk)]


def test_the_year_of_the_other_days_is_that_of_a_day_without_one(desk: Desk, tmp_path: Path) -> None:
    path = matrix(tmp_path, "6/10", title="研修受講状況")
    (told,) = [
        one
        for one in evidence.preview_evidence(desk, path, "attendance").notices
        if one.code == "date-without-year"
    ]
    assert "令和6年度" in told.message


@pytest.mark.parametrize(
    ("cells", "title", "header"),
    [
        (("6/10", "○"), "", "AI研修"),
        (("7/10", "9/10", "10/10"), "令和6年度", "AI研修"),
    ],
    ids=["no year", "may be points"],
)
def test_what_may_be_a_day_or_points_is_asked_with_what_stands_there(
    desk: Desk, tmp_path: Path, cells: tuple[str, ...], title: str, header: str
) -> None:
    rows = [(number, "", cell) for number, cell in zip((A, B, C), cells, strict=False)]
    path = book(tmp_path, (title or "研修",), (), ("職員番号", "氏名", header, "DX研修"), *rows)
    asked = evidence.preview_evidence(desk, path, "attendance")
    assert "pass-mark-missing" not in codes(asked)
    words = [word.word for word in asked.looks.words]
    assert set(cells) - {"○"} <= set(words)
    assert next(one.place.cell for one in asked.errors if one.found == cells[0]) == "C4"


def test_points_beside_points_are_points(desk: Desk, tmp_path: Path) -> None:
    asked = evidence.preview_evidence(desk, matrix(tmp_path, "6/10", "45/100", "80点"), "attendance")
    assert "pass-mark-missing" in codes(asked)
    assert not [one for one in asked.notices if one.code == "date-without-year"]


def test_points_of_another_course_make_no_points_of_what_may_be_a_day(desk: Desk, tmp_path: Path) -> None:
    days, points = ("7/10", "9/10", "10/10"), ("80点", "70点", "")
    rows = [(number, "", *cells) for number, *cells in zip((A, B, C), days, points, strict=True)]
    path = book(tmp_path, ("職員番号", "氏名", "AI研修", "DX研修"), *rows)
    asked = evidence.preview_evidence(desk, path, "attendance")
    assert {word.word for word in asked.looks.words} == {"7/10", "9/10", "10/10"}
    assert "全部で2行" in next(one.message for one in asked.errors if one.code == "pass-mark-missing")
