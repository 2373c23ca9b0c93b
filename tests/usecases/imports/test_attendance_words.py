"""Who was absent has no record of the course: at the import, and wherever records are read."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from dxdesk.domain.completion import Outcome, kept_word, outcome, outcome_of, word_key
from dxdesk.ports.entities import EvidenceRecord
from dxdesk.usecases.forms import print_records
from dxdesk.usecases.imports import evidence
from dxdesk.usecases.person_year import stage_evidence
from dxdesk.usecases.person_year.standing import person_year
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.year import cycle
from tests.helpers import world as w

HEAD = ("職員番号", "氏名", "研修名", "受講日")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with w.municipality(tmp_path) as (made, _):
        yield made


def table(folder: Path, header: Sequence[str], *rows: Sequence[str]) -> Path:
    path = folder / "受講.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows((header, *rows))
    return path


def lines(*words: str | tuple[str, ...]) -> list[tuple[str, ...]]:
    ends = [(word,) if isinstance(word, str) else word for word in words]
    return [(w.TAX_C, "", f"研修{position}", "2025/6/1", *end) for position, end in enumerate(ends)]


def taken(desk: Desk) -> list[tuple[str, Outcome]]:
    with desk.store.read() as uow:
        return [(record.result, record.outcome) for record in uow.people.evidence(w.TAX_C)]


@pytest.mark.parametrize(
    "word", ["修了", "○", "✔\ufe0f", "レ", "●", "合", "認定", "修了者", "Pass", "済", "１"]
)
def test_words_of_completion(word: str) -> None:
    assert outcome_of(word) is Outcome.COMPLETED


@pytest.mark.parametrize(
    "word", ["欠席", "欠", "×", "不参加", "未受講", "0", "No", "不合格", "否", "-", "取消", "未"]
)
def test_words_of_absence(word: str) -> None:
    assert outcome_of(word) is Outcome.NOT
    assert not outcome(word).counts


@pytest.mark.parametrize("word", ["遅刻", "修了見込", "80点", "100%", "合格(仮)", "一部修了", "再受講", "優"])
def test_words_nobody_knows_are_no_attendance(word: str) -> None:
    assert outcome_of(word) is Outcome.UNCLEAR
    assert not outcome(word).counts


def test_remarks_and_lists_without_a_word() -> None:
    assert outcome_of("○(修了)") is Outcome.COMPLETED
    assert outcome_of("修了（80点）") is Outcome.COMPLETED
    assert outcome("") is Outcome.ATTENDED, "a list of those who took part says nothing else"
    assert outcome("80点", completed=True) is Outcome.COMPLETED


def test_a_list_of_who_was_there_tells_the_absent(desk: Desk, tmp_path: Path) -> None:
    path = table(tmp_path, (*HEAD, "出欠"), *lines("出席", "欠席", "○", "×", ""))
    result = evidence.apply_evidence(desk, path, "attendance")
    assert taken(desk) == [
        ("出席", Outcome.ATTENDED),
        ("欠席", Outcome.NOT),
        ("出席〔○〕", Outcome.ATTENDED),
        ("×", Outcome.NOT),
        ("記入なし", Outcome.NOT),
    ]
    assert [(n.code, n.place.cell) for n in result.notices] == [("result-blank", "6行E列")]


def test_an_unknown_word_is_asked_about_once_with_its_cell(desk: Desk, tmp_path: Path) -> None:
    path = table(tmp_path, (*HEAD, "出欠"), *lines("出席", "遅刻", "遅刻", "修了見込"))
    refused = evidence.apply_evidence(desk, path, "attendance")
    assert [(p.code, p.place.cell, p.found) for p in refused.errors] == [
        ("result-unclear", "3行E列", "遅刻"),
        ("result-unclear", "5行E列", "修了見込"),
    ]
    assert "ほかに1行" in refused.errors[0].message
    assert taken(desk) == []
    done = evidence.apply_evidence(desk, path, "attendance", accept=("result-unclear",))
    told = [(one.found, one.message) for one in done.notices if one.code == "result-unclear"]
    assert [found for found, _ in told] == ["遅刻", "修了見込"], "which words were left out"
    assert "2行" in told[0][1]
    assert taken(desk) == [("出席", Outcome.ATTENDED)]


@pytest.mark.parametrize(
    ("header", "cells", "kept"),
    [
        (("結果", "修了"), ("80点", "○"), ("○", Outcome.COMPLETED)),
        (("結果", "修了"), ("80点", "×"), ("×", Outcome.NOT)),
        (("出欠", "修了"), ("出席", "未修了"), ("出席", Outcome.ATTENDED)),
        (("出欠", "結果"), ("出席", "80点"), ("出席", Outcome.ATTENDED)),
        (("出欠", "修了"), ("欠席", ""), ("欠席", Outcome.NOT)),
    ],
)
def test_columns_together(
    desk: Desk,
    tmp_path: Path,
    header: tuple[str, ...],
    cells: tuple[str, ...],
    kept: tuple[str, Outcome],
) -> None:
    path = table(tmp_path, (*HEAD, *header), *lines(cells))
    assert evidence.apply_evidence(desk, path, "attendance").outcome == "applied"
    assert taken(desk) == [kept]


@pytest.mark.parametrize(
    ("header", "cells", "cell"),
    [(("出欠", "修了"), ("欠席", "○"), "2行E列"), (("結果", "修了"), ("不合格", "修了"), "2行E列")],
)
def test_columns_against_each_other_are_asked_about(
    desk: Desk, tmp_path: Path, header: tuple[str, ...], cells: tuple[str, ...], cell: str
) -> None:
    refused = evidence.apply_evidence(desk, table(tmp_path, (*HEAD, *header), *lines(cells)), "attendance")
    assert [(p.code, p.place.cell) for p in refused.errors] == [("result-contradicts", cell)]


def test_a_column_of_absence_under_an_unknown_header_is_not_passed_over(desk: Desk, tmp_path: Path) -> None:
    path = table(tmp_path, (*HEAD, "当日の様子"), *lines("出席", "欠席"))
    refused = evidence.apply_evidence(desk, path, "attendance")
    assert [(p.code, p.place.cell) for p in refused.errors] == [("status-unread", "1行E列")]
    mapping = {evidence.Column.ATTENDED: ("当日の様子",)}
    evidence.apply_evidence(desk, path, "attendance", mapping=mapping)
    assert [said for _, said in taken(desk)] == [Outcome.ATTENDED, Outcome.NOT]


def test_the_absent_have_no_record_wherever_one_is_read(desk: Desk) -> None:
    with desk.store.write() as uow:
        told = [
            EvidenceRecord(w.TAX_B, "course", "情報セキュリティ研修", "2025-06-01", "×", False),
            EvidenceRecord(w.TAX_B, "course", "BPR研修", "2025-06-01", "出席", False),
            EvidenceRecord(w.TAX_B, "course", "AI研修", "2025-06-01", "80点", True),
        ]
        uow.people.add_evidence(told)
        uow.commit()
    cycle.open_cycle(desk, cycle.OpenCycle(w.YEAR, "govtech-tokyo", w.BASE))
    person = person_year(desk, w.TAX_B)
    assert [(known.name, known.result) for known in person.known_evidence] == [
        ("AI研修", "修了"),
        ("BPR研修", "出席"),
    ]
    assert stage_evidence.evidence_of(person, ()).courses == {"AI研修"}
    assert print_records._known(person) == ("AI研修 令和7年6月1日 修了", "BPR研修 令和7年6月1日 出席")
    with desk.store.read() as uow:
        (sealed,) = [
            s.revision for s in uow.exchange.person(w.YEAR, w.TAX_B) if "known" in s.revision.content
        ]
    assert "欠席" not in str(sealed.content), "nothing of it travels in packages and forms"


def test_a_package_of_before_that_names_the_absent_is_read_by_the_same_rule() -> None:
    from dxdesk.domain.contents import Reference
    from dxdesk.usecases.person_year.standing import known_evidence

    rows = [["course", "BPR研修", "2025-09-18", "欠席"], ["course", "AI研修", "2025-06-01", "修了"]]
    assert [known.name for known in known_evidence(Reference(known=rows))] == ["AI研修"]


@pytest.mark.parametrize(
    "word",
    ["欠席(病気)", "病欠", "欠(私傷病)", "欠席(忌引)", "産休のため欠席", "体調不良", "停職中", "分限休職"],
)
def test_why_somebody_was_absent_is_not_kept(desk: Desk, tmp_path: Path, word: str) -> None:
    path = table(tmp_path, (*HEAD, "出欠"), *lines(word))
    said = evidence.EvidenceAnswers(words={word: "absent"})
    result = evidence.apply_evidence(desk, path, "attendance", answers=said)
    assert result.outcome == "applied", result.errors
    assert taken(desk) == [("欠席", Outcome.NOT)]
    again = evidence.preview_evidence(desk, path, "attendance")
    assert again.errors == (), "what it means is remembered"
    with desk.store.read() as uow:
        assert word not in str(uow.settings.starting_with(""))


@pytest.mark.parametrize("word", ["出席 92.5点", "出席(90点/100点)", "80点で合格"])
def test_points_amid_words_are_not_kept(word: str) -> None:
    assert kept_word(Outcome.ATTENDED, word) == "出席"
    assert word not in word_key(word)
    assert kept_word(Outcome.ATTENDED, "遅刻") == "出席〔遅刻〕"
    assert word_key("遅刻") == "遅刻"


ABSENT_FOR = (
    *("欠席(病気)", "欠席\uff08病気\uff09", "病欠", "欠席 病気のため", "欠席:体調不良", "欠(私傷病)"),
    *("病気欠席", "体調不良により欠席", "産休のため欠席", "欠席(忌引)", "育休中のため不参加"),
)  # fmt: skip


@pytest.mark.parametrize("word", ABSENT_FOR)
def test_an_absence_with_its_reason_is_an_absence_and_nobody_is_asked(
    desk: Desk, tmp_path: Path, word: str
) -> None:
    path = table(tmp_path, (*HEAD, "出欠"), *lines(word))
    result = evidence.apply_evidence(desk, path, "attendance")
    assert result.outcome == "applied", result.errors
    assert taken(desk) == [("欠席", Outcome.NOT)]
    assert "病" not in str(result)
    with desk.store.read() as uow:
        assert word not in str(uow.settings.starting_with(""))


@pytest.mark.parametrize(
    "word",
    [
        "欠席(病気、後日補講受講)",
        "病気のため途中退席",
        "欠席せず",
        "欠席(公務)",
        "体調不良",
        "療養中に録画視聴、欠席",
    ],
)
def test_an_absence_that_says_more_is_asked_about(word: str) -> None:
    assert outcome_of(word) is Outcome.UNCLEAR
