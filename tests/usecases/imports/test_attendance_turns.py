"""A long list with a line for each turn of a course: turns are no contradictions, and one is not all."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from dxdesk.usecases.imports.acceptable import acceptable
from dxdesk.usecases.imports.evidence import apply_evidence, preview_evidence
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.few_people import codes, hr_desk, listed
from tests.helpers.memory import forgetful

A, B = "000101", "000102"


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return hr_desk(tmp_path_factory.mktemp("turns"))


@pytest.fixture
def desk(kept: Desk) -> Desk:
    return forgetful(kept)


def table(path: Path, head: Sequence[str], rows: Sequence[Sequence[str]]) -> Path:
    return listed(path, rows, head)


def kept_of(desk: Desk) -> list[tuple[str, str, str, bool]]:
    with desk.store.read() as uow:
        return sorted((r.employee_number, r.date, r.result, r.completed) for r in uow.people.evidence())


@pytest.mark.parametrize("header", ["回", "開催回", "第何回", "回次", "回数", "研修回", "セッション"])
@pytest.mark.parametrize("turns", [("第1回", "第2回"), ("1", "2"), ("１回目", "２回目"), ("午前", "午後")])
@pytest.mark.parametrize("day", ["", "2025/6/1"])
def test_turns_are_no_contradiction_and_one_is_enough_where_that_is_said(
    desk: Desk, tmp_path: Path, header: str, turns: tuple[str, str], day: str
) -> None:
    one, two = turns
    rows = [
        (A, "DX研修", one, day, "欠席"),
        (A, "DX研修", two, day, "出席"),
        (B, "DX研修", one, day, "出席"),
        (B, "DX研修", two, day, "出席"),
    ]
    path = table(tmp_path / "受講.csv", ("職員番号", "研修名", header, "受講日", "出欠"), rows)
    asked = preview_evidence(desk, path, "attendance")
    (problem,) = asked.errors
    assert (problem.code, problem.place.cell) == ("turns-differ", "3行E列")
    assert "000101 青山 一郎「DX研修」" in problem.found
    assert not asked.questions
    assert acceptable(asked.errors) == ("turns-differ",)
    assert apply_evidence(desk, path, "attendance", accept=["turns-differ"]).outcome == "applied"
    iso = "2025-06-01" if day else ""
    assert kept_of(desk) == [(A, iso, "出席", False), (B, iso, "出席", False)]
    assert preview_evidence(desk, path, "attendance", accept=["turns-differ"]).unchanged == 2


def test_turns_that_agree_are_one_record_and_told(desk: Desk, tmp_path: Path) -> None:
    rows = [(A, "DX研修", f"第{turn}回", "2025/6/1", "出席") for turn in (1, 2, 3)]
    path = table(tmp_path / "受講.csv", ("職員番号", "研修名", "回", "受講日", "出欠"), rows)
    result = apply_evidence(desk, path, "attendance")
    assert codes(result.notices) == ["turns-merged"]
    assert kept_of(desk) == [(A, "2025-06-01", "出席", False)]


def test_turns_on_days_of_their_own_stay_records_of_their_own(desk: Desk, tmp_path: Path) -> None:
    rows = [(A, "DX研修", "第1回", "2025/6/1", "欠席"), (A, "DX研修", "第2回", "2025/6/8", "出席")]
    path = table(tmp_path / "受講.csv", ("職員番号", "研修名", "回", "受講日", "出欠"), rows)
    assert not apply_evidence(desk, path, "attendance").notices
    assert [line[1:3] for line in kept_of(desk)] == [("2025-06-01", "欠席"), ("2025-06-08", "出席")]


def test_within_one_turn_lines_contradict_each_other(desk: Desk, tmp_path: Path) -> None:
    rows = [
        (A, "DX研修", "第1回", "", "出席"),
        (A, "DX研修", "第2回", "", "欠席"),
        (A, "DX研修", "2回目", "", "出席"),
    ]
    path = table(tmp_path / "受講.csv", ("職員番号", "研修名", "回", "受講日", "出欠"), rows)
    asked = preview_evidence(desk, path, "attendance", accept=["turns-differ"])
    assert codes(asked.errors) == ["lines-contradict"]
    none = asked.questions[0].options[-1].accept
    assert apply_evidence(desk, path, "attendance", accept=[none]).outcome == "applied"
    assert kept_of(desk) == [(A, "", "出席", False)]


def test_who_failed_once_and_passed_later_passed(desk: Desk, tmp_path: Path) -> None:
    rows = [(A, "ITパスポート", "第1回", "", "不合格"), (A, "ITパスポート", "第2回", "", "合格")]
    path = table(tmp_path / "試験.csv", ("職員番号", "試験名", "試験回", "合格日", "合否"), rows)
    asked = preview_evidence(desk, path, "qualifications")
    assert codes(asked.errors) == ["turns-differ"]
    assert apply_evidence(desk, path, "qualifications", accept=["turns-differ"]).outcome == "applied"
    assert [line[3] for line in kept_of(desk)] == [True]


def test_without_such_a_column_lines_contradict_each_other(desk: Desk, tmp_path: Path) -> None:
    rows = [(A, "DX研修", "", "欠席"), (A, "DX研修", "", "出席")]
    path = table(tmp_path / "受講.csv", ("職員番号", "研修名", "受講日", "出欠"), rows)
    assert codes(preview_evidence(desk, path, "attendance").errors) == ["lines-contradict"]
