"""Lines and columns of a list that do not agree: said twice, of several days, of a course spelt otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import openpyxl
import pytest

from dxdesk.domain.columns import Column
from dxdesk.domain.completion import Outcome
from dxdesk.domain.errors import KnownError
from dxdesk.usecases.imports import evidence
from dxdesk.usecases.imports.evidence import EvidenceAnswers
from dxdesk.usecases.imports.understood import forget_columns
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.year import cycle
from tests.helpers import world as w

A, B = w.TAX_A, w.TAX_B
HEAD = ("職員番号", "氏名", "研修名", "受講日", "結果")
DAY = "2025/6/1"
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


def book(folder: Path, *rows: Sequence[object], name: str = "表.xlsx", merged: str = "") -> Path:
    made = openpyxl.Workbook()
    page = made.active
    assert page is not None
    for row in rows:
        page.append(list(row))
    for area in merged.split():
        page.merge_cells(area)
    made.save(folder / name)
    return folder / name


def look(
    desk: Desk, path: Path, *accept: str, kind: str = "attendance", answers: EvidenceAnswers | None = None
) -> evidence.EvidencePreview:
    return evidence.preview_evidence(
        desk, path, kind, accept=accept, answers=answers or EvidenceAnswers(pass_mark=60)
    )


def take(
    desk: Desk, path: Path, *accept: str, kind: str = "attendance", answers: EvidenceAnswers | None = None
) -> list[tuple[str, str, str, str]]:
    """Take a list in; return person, course, day and word of every record there is."""
    done = evidence.apply_evidence(
        desk, path, kind, accept=accept, answers=answers or EvidenceAnswers(pass_mark=60)
    )
    assert done.outcome == "applied", [str(problem) for problem in done.errors]
    with desk.store.read() as uow:
        return [(r.employee_number, r.name, r.date, r.result) for r in uow.people.evidence()]


def codes(found: evidence.EvidencePreview) -> list[str]:
    return [problem.code for problem in found.errors]


def told(found: evidence.EvidencePreview) -> list[str]:
    return [notice.code for notice in found.notices]


# The same person and course twice.


@pytest.mark.parametrize(
    "words",
    [
        ("欠席", "修了"),
        ("修了", "欠席"),
        ("出席", "欠席"),
        ("修了", "未受講"),
        ("合格", "不合格"),
        ("不合格", "合格"),
        ("90", "30"),
        ("修了", "修了", "辞退"),
    ],
)
def test_lines_that_contradict_each_other_are_asked_about(
    desk: Desk, tmp_path: Path, words: Sequence[str]
) -> None:
    path = book(
        tmp_path, HEAD, *((A, "", "DX研修", DAY, word) for word in words), (B, "", "DX研修", DAY, "修了")
    )
    seen = look(desk, path)
    assert codes(seen) == ["lines-contradict"]
    shown = seen.errors[0].message
    assert all(f"E{row}" in shown for row in (2, 1 + len(words))), shown
    assert "令和7年6月1日" in shown
    assert "30" not in shown, "points are not shown"
    assert ("lines-doubled" in told(seen)) == (words[0] == words[1])
    assert evidence.apply_evidence(desk, path, "attendance").outcome == "refused"
    key = f"{A}/DX研修/E2"
    (question,) = seen.questions
    assert question.options[-1].accept == f"lines-contradict:{key}"
    assert [record.employee_number for record in look(desk, path, f"lines-contradict:{key}").told] == [B]
    assert [record.employee_number for record in look(desk, path, "lines-contradict").told] == [B]
    assert codes(look(desk, path, f"lines-contradict:{key}=E99")) == ["lines-contradict"]
    for option in question.options[:-1]:
        answered = look(desk, path, option.accept)
        assert codes(answered) == []
        assert answered.questions[0].taken == option.accept
    last = len(words) + 1
    rows = take(desk, path, f"lines-contradict:{key}=E{last}")
    of_a = [row for row in rows if row[0] == A]
    failed = words[-1] in ("不合格", "30")
    assert [row[3] for row in of_a] == ([] if failed else [words[-1] if words[-1] != "90" else "合格"])


@pytest.mark.parametrize(
    ("words", "stands"),
    [(("出席", "修了"), "修了"), (("修了", "出席"), "修了"), (("修了", "修了"), "修了"),
     (("", "修了"), "修了"), (("欠席", "欠席"), "欠席"), (("欠席", ""), "欠席")],
)  # fmt: skip
def test_lines_that_go_together_are_one(
    desk: Desk, tmp_path: Path, words: Sequence[str], stands: str
) -> None:
    path = book(tmp_path, HEAD, *((A, "", "DX研修", DAY, word) for word in words))
    seen = look(desk, path)
    assert (codes(seen), "lines-doubled" in told(seen)) == ([], True)
    assert [record.result for record in seen.told] == [stands] or "記入なし" in words


def test_many_lines_that_say_the_same_are_compared_too(desk: Desk, tmp_path: Path) -> None:
    """A line that says what was read before takes a short cut; it is compared all the same."""
    rows = [(A, "", "DX研修", DAY, "修了"), (B, "", "DX研修", DAY, "欠席"), (B, "", "DX研修", DAY, "修了"),
            (A, "", "DX研修", DAY, "欠席")]  # fmt: skip
    assert codes(look(desk, book(tmp_path, HEAD, *rows))) == ["lines-contradict"] * 2


def test_turns_of_a_course_on_their_own_days_are_what_they_are(desk: Desk, tmp_path: Path) -> None:
    path = book(tmp_path, HEAD, (A, "", "DX研修", "2025/6/1", "出席"), (A, "", "DX研修", "2025/6/8", "欠席"))
    assert take(desk, path) == [
        (A, "DX研修", "2025-06-01", "出席"),
        (A, "DX研修", "2025-06-08", "欠席"),
    ]


def test_turns_side_by_side_belong_to_the_course_above_them(in_year: Desk, tmp_path: Path) -> None:
    path = book(
        tmp_path,
        ("BPR研修",),
        ("職員番号", "氏名", "第1回", "第2回"),
        (A, "", "出席", "欠席"),
    )
    both = EvidenceAnswers(courses={"BPR研修 第1回": "BPR研修", "BPR研修 第2回": "BPR研修"})
    seen = look(in_year, path)
    assert [name.name for name in seen.looks.names] == ["BPR研修 第1回", "BPR研修 第2回"]
    asked = look(in_year, path, answers=both)
    assert codes(asked) == ["lines-contradict"], "without days the turns are one record"
    assert "C3 BPR研修 第1回 「出席」、D3 BPR研修 第2回 「欠席」" in asked.errors[0].message
    dated = book(
        tmp_path,
        ("BPR研修", None),
        ("職員番号", "氏名", "第1回(R7.6.1)", "第2回(R7.6.8)"),
        (A, "", "出席", "欠席"),
        name="日付.xlsx",
    )
    assert take(in_year, dated, answers=both) == [
        (A, "BPR研修", "2025-06-01", "出席"),
        (A, "BPR研修", "2025-06-08", "欠席"),
    ]


def test_turns_of_a_course_that_nothing_names_are_asked_about(desk: Desk, tmp_path: Path) -> None:
    path = book(tmp_path, ("職員番号", "氏名", "第1回", "第2回"), (A, "", "出席", "欠席"))
    seen = look(desk, path)
    assert codes(seen) == ["course-turns"]
    assert seen.looks.one is not None, "the field for the name is shown"
    assert take(desk, path, answers=EvidenceAnswers(event="DX研修")) == [
        (A, "DX研修 第1回", "", "出席"),
        (A, "DX研修 第2回", "", "欠席"),
    ]


def test_what_an_earlier_list_calls_completed_stays_and_is_told(desk: Desk, tmp_path: Path) -> None:
    take(desk, book(tmp_path, HEAD, (A, "", "DX研修", DAY, "修了")))
    seen = look(desk, book(tmp_path, HEAD, (A, "", "DX研修", DAY, "欠席"), name="次.xlsx"))
    assert (seen.added, seen.updated, "completed-stays" in told(seen)) == ((), (), True)


# Several days in one line.


@pytest.mark.parametrize(
    ("headers", "read"),
    [
        (("開始日", "終了日"), "終了日"),
        (("受講開始日", "受講終了日"), "受講終了日"),
        (("研修開始年月日", "研修終了年月日"), ""),
        (("期間(自)", "期間(至)"), ""),
        (("開講日", "閉講日"), ""),
        (("受講日", "修了日"), "受講日"),
        (("開始", "終了"), ""),
    ],
)
def test_which_of_two_days_counts_is_asked_once(
    desk: Desk, tmp_path: Path, headers: tuple[str, str], read: str
) -> None:
    head = ("職員番号", "氏名", "研修名", *headers, "結果")
    line = (A, "", "DX研修", "2025/3/30", "2025/4/2", "修了")
    path = book(tmp_path, head, line)
    seen = look(desk, path)
    assert codes(seen) == ["day-column"]
    (question,) = seen.questions
    assert [option.accept for option in question.options] == [f"day-column:{h}" for h in headers]
    assert (f"「{read}」を日付の列と" in seen.errors[0].message) == bool(read)
    assert evidence.apply_evidence(desk, path, "attendance").outcome == "refused"
    for header, day in zip(headers, ("2025-03-30", "2025-04-02"), strict=True):
        answered = look(desk, path, f"day-column:{header}")
        assert [record.date for record in answered.told] == [day]
        assert answered.understanding is not None
        shown = {column.title: column.meaning for column in answered.understanding.columns}
        assert shown[header] is Column.DATE
    take(desk, path, f"day-column:{headers[0]}")
    other = book(tmp_path, head, (B, "", "UX研修", "2025/3/31", "2025/4/3", "修了"), name="次.xlsx")
    again = look(desk, other)
    assert codes(again) == [], "the same headers, the same source"
    assert [record.date for record in again.told] == ["2025-03-31"]
    assert "day-column" in told(again)
    changed = look(desk, other, f"day-column:{headers[1]}")
    assert [record.date for record in changed.told] == ["2025-04-03"], "another answer wins"
    forget_columns(desk, other, "attendance")
    assert codes(look(desk, other)) == ["day-column"]


def test_a_meaning_that_was_chosen_is_the_answer(desk: Desk, tmp_path: Path) -> None:
    head = ("職員番号", "研修名", "開始日", "終了日", "結果")
    path = book(tmp_path, head, (A, "DX研修", "2025/3/30", "2025/4/2", "修了"))
    chosen = {Column.DATE: ("開始日",)}
    done = evidence.apply_evidence(desk, path, "attendance", mapping=chosen)
    assert done.outcome == "applied"
    later = book(tmp_path, head, (B, "DX研修", "2025/3/30", "2025/4/2", "修了"), name="次.xlsx")
    assert [record.date for record in look(desk, later).told] == ["2025-03-30"]


@pytest.mark.parametrize(
    ("headers", "cells"),
    [
        (("開始日", "終了日"), ("2025/6/1", "R7.6.1")),
        (("受講日", "備考"), ("2025/6/1", "2025/7/1")),
        (("受講日", "申込日"), ("2025/6/1", "2025/5/1")),
        (("開始日",), ("2025/6/1",)),
    ],
)
def test_one_day_is_no_question(
    desk: Desk, tmp_path: Path, headers: Sequence[str], cells: Sequence[str]
) -> None:
    path = book(tmp_path, ("職員番号", "研修名", *headers, "結果"), (A, "DX研修", *cells, "修了"))
    seen = look(desk, path)
    assert (codes(seen), [record.date for record in seen.told]) == ([], ["2025-06-01"])


# Names of courses.


@pytest.mark.parametrize("name", ["ＢＰＲ研修", "bpr研修", "BPR 研修", "BPR\u3000研修", "Bｐr研修"])
def test_a_course_of_the_framework_in_another_width_case_or_blank_is_that_course(
    in_year: Desk, tmp_path: Path, name: str
) -> None:
    path = book(tmp_path, HEAD, (A, "", name, DAY, "修了"))
    seen = look(in_year, path)
    assert codes(seen) == []
    folded = next(notice for notice in seen.notices if notice.code == "course-name-folded")
    assert (folded.found, folded.place.cell) == (f"{name} → BPR研修", "C2")
    assert take(in_year, path) == [(A, "BPR研修", "2025-06-01", "修了")]


@pytest.mark.parametrize("kind", ["attendance", "qualifications"])
def test_without_a_framework_a_name_is_spelt_as_it_was_first(desk: Desk, tmp_path: Path, kind: str) -> None:
    path = book(
        tmp_path, HEAD, (A, "", "ITパスポート試験", DAY, "合格"), (B, "", "ＩＴパスポート試験", DAY, "合格")
    )
    assert {row[1] for row in take(desk, path, kind=kind)} == {"ITパスポート試験"}
    later = book(tmp_path, HEAD, (A, "", "ＩＴ パスポート試験", DAY, "合格"), name="次.xlsx")
    assert look(desk, later, kind=kind).unchanged == 1


# Several columns a course.

TWO = (("職員番号", "氏名", "DX研修", None, None, "UX研修", None, None),
       (None, None, "受講", "修了", "得点", "受講", "修了", "得点"))  # fmt: skip
LINE = (
    "職員番号",
    "氏名",
    "DX研修_受講",
    "DX研修_修了",
    "DX研修_得点",
    "UX研修(受講)",
    "UX研修(修了)",
    "UX研修(得点)",
)


@pytest.mark.parametrize("merged", ["", "A1:A2 B1:B2 C1:E1 F1:H1"])
@pytest.mark.parametrize("heads", [TWO, (LINE,)], ids=["two lines", "one line"])
def test_columns_under_a_course_say_what_they_are_about(
    desk: Desk, tmp_path: Path, heads: Sequence[Sequence[object]], merged: str
) -> None:
    path = book(
        tmp_path,
        *heads,
        (A, "", "○", "○", 83, "×", None, None),
        (B, "", "○", None, 41, None, None, None),
        merged=merged if len(heads) > 1 else "",
    )
    seen = look(desk, path)
    assert codes(seen) == []
    assert seen.looks.side_by_side == (2, 2)
    assert seen.looks.points
    assert {(r.employee_number, r.name, r.outcome) for r in seen.told} == {
        (A, "DX研修", COMPLETED),
        (A, "UX研修", NOT),
        (B, "DX研修", ATTENDED),
    }
    rows = take(desk, path)
    assert not any("83" in str(row) or "41" in str(row) for row in rows)
    again = book(tmp_path, *heads, (B, "", "○", "○", 70, "○", "○", 80), name="次.xlsx")
    assert codes(look(desk, again)) == []
    assert len(look(desk, again).told) == 2, "what was remembered of these headers reads the same"


def test_a_day_and_a_result_under_each_course(desk: Desk, tmp_path: Path) -> None:
    path = book(
        tmp_path,
        ("職員番号", "氏名", "DX研修", None, "UX研修", None),
        (None, None, "受講日", "結果", "受講日", "結果"),
        (A, "", "2025/6/1", "修了", "2025/7/1", "欠席"),
    )
    assert take(desk, path) == [
        (A, "DX研修", "2025-06-01", "修了"),
        (A, "UX研修", "2025-07-01", "欠席"),
    ]


@pytest.mark.parametrize("part", ["受講", "修了", "出欠", "結果"])
def test_one_column_a_course_under_a_name_of_two_lines(desk: Desk, tmp_path: Path, part: str) -> None:
    path = book(
        tmp_path,
        ("職員番号", "氏名", f"DX研修 {part}", f"UX研修 {part}"),
        (A, "", "○", "×"),
    )
    outcome = ATTENDED if part in ("受講", "出欠") else COMPLETED
    assert {(r.name, r.outcome) for r in look(desk, path).told} == {("DX研修", outcome), ("UX研修", NOT)}


def test_a_course_without_parts_beside_others_is_asked_about(desk: Desk, tmp_path: Path) -> None:
    path = book(
        tmp_path,
        ("職員番号", "氏名", "DX研修_受講", "DX研修_修了", "UX研修"),
        (A, "", "○", "○", "○"),
    )
    seen = look(desk, path)
    assert codes(seen) == ["status-unread"]
    assert seen.errors[0].place.cell == "E1"
    assert [r.name for r in look(desk, path, "status-unread").told] == ["DX研修"]


def test_points_under_the_name_of_a_course_are_read_with_a_threshold(desk: Desk, tmp_path: Path) -> None:
    path = book(tmp_path, ("職員番号", "氏名", "DX研修", "UX研修"), (A, "", 83, "修了"), (B, "", 41, "欠席"))
    asked = look(desk, path, answers=EvidenceAnswers())
    assert codes(asked) == ["pass-mark-missing"]
    assert asked.understanding is not None
    assert "83" not in str(asked.understanding.as_json())
    assert {(r.employee_number, r.name, r.outcome) for r in look(desk, path).told} == {
        (A, "DX研修", COMPLETED),
        (A, "UX研修", COMPLETED),
        (B, "UX研修", NOT),
    }


@pytest.mark.parametrize("sign", ["_", "・", " "])
def test_columns_of_a_group_that_names_its_course_are_no_courses(
    desk: Desk, tmp_path: Path, sign: str
) -> None:
    head = ("職員番号", *(f"研修情報{sign}{part}" for part in ("研修名", "受講日", "結果")))
    path = book(tmp_path, head, (A, "DX研修", "2025/6/1", "修了"))
    with pytest.raises(KnownError) as refused:
        look(desk, path)
    assert refused.value.code == "header-missing", "which column names the course is asked, not guessed"


def test_a_mark_of_one_course_is_no_point_of_another(desk: Desk, tmp_path: Path) -> None:
    path = book(tmp_path, ("職員番号", "DX研修", "UX研修"), (A, 83, "1"), (B, 41, "1"))
    seen = look(desk, path)
    assert codes(seen) == ["result-unclear"]
    assert [(word.word, word.lines) for word in seen.looks.words] == [("1", 2)]


def test_lines_without_a_day_are_counted_every_one(desk: Desk, tmp_path: Path) -> None:
    words = ("修了", "修了", "欠席", "修了")
    lines = [(number, *words) for number in (A, B)]
    path = book(tmp_path, ("職員番号", "DX研修", "UX研修", "AI研修", "BPR研修"), *lines, *lines)
    missing = next(n for n in look(desk, path).notices if n.code == "date-missing")
    assert "12行" in missing.message


@pytest.mark.parametrize("courses", [2, 3, 5, 12])
def test_words_of_attendance_are_no_header(desk: Desk, tmp_path: Path, courses: int) -> None:
    """修了, 受講 and 出席 are usual headers, too; a line that says them of every course is none."""
    words = ("修了", "受講", "出席", "参加", "完了", "欠席")
    line = [words[position % len(words)] for position in range(courses)]
    head = [f"研修その{position}" for position in range(courses)]
    path = book(tmp_path, ("職員番号", "氏名", *head), (A, "吉田 翔太", *line), (B, "葛西 花子", *line))
    seen = look(desk, path)
    assert (codes(seen), seen.looks.side_by_side) == ([], (courses, 2))
    assert seen.understanding is not None
    assert seen.understanding.header_rows == (1,)
