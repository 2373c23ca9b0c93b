"""A file that is plainly of another kind is refused before it is read: nothing is said to be taken of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dxdesk.usecases.imports.understanding import CATALOGUE, ENROLMENTS, QUESTIONNAIRE, SESSIONS
from dxdesk.usecases.inbox.batches import Batch, receive_batch
from dxdesk.usecases.training.enrolment_lists import session_titles
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers import world as w
from tests.helpers.training import BASIC, filled, forms, table, trained

OF_NO_PERSON = (CATALOGUE, SESSIONS, QUESTIONNAIRE)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with trained(tmp_path_factory.mktemp("hr")) as made:
        yield made


def told(desk: Desk, file: Path, kind: str) -> tuple[str, list[str]]:
    session = session_titles(desk)[0][0] if kind == QUESTIONNAIRE else ""
    (report,) = receive_batch(desk, Batch((file,), kind, dry_run=True, session=session)).files
    return report.outcome, [one.code for one in report.errors]


@pytest.mark.parametrize("kind", [*OF_NO_PERSON, "attendance", "qualifications", "roster"])
def test_a_returned_form_is_read_as_nothing_but_enrolments(desk: Desk, tmp_path: Path, kind: str) -> None:
    form = forms(desk, tmp_path)["102001"]
    back = filled(form, {(w.TAX_A, BASIC): "○"})
    assert told(desk, back, kind) == ("refused", ["table-other-kind"])
    assert told(desk, back, ENROLMENTS) == ("applied", [])


@pytest.mark.parametrize("kind", OF_NO_PERSON)
@pytest.mark.parametrize(
    ("headers", "row"),
    [
        (("職員番号", "氏名", "研修名", "結果"), (w.TAX_A, "𠮷田 翔太", "DX基礎研修", "修了")),
        (("職員番号", "研修名", "申込"), (w.TAX_A, "DX基礎研修", "○")),
    ],
)
def test_a_line_of_a_person_is_no_course_no_session_and_no_answer(
    desk: Desk, tmp_path: Path, kind: str, headers: tuple[str, ...], row: tuple[str, ...]
) -> None:
    assert told(desk, table(tmp_path / "表.csv", headers, row), kind) == ("refused", ["table-other-kind"])


def test_sessions_say_nothing_of_courses(desk: Desk, tmp_path: Path) -> None:
    file = table(tmp_path / "回.csv", ("研修名", "回", "開始日"), ("DX基礎研修", "第1回", "2026-03-02"))
    assert told(desk, file, CATALOGUE) == ("refused", ["table-other-kind"])
    assert told(desk, file, SESSIONS)[1] == []


@pytest.mark.parametrize(
    ("kind", "headers"),
    [
        (CATALOGUE, ("研修名",)),
        (CATALOGUE, ("番号", "研修名", "修了の扱い")),
        (CATALOGUE, ("研修名", "会場", "担当")),
        (SESSIONS, ("番号", "研修名", "年度", "申込締切")),
        (QUESTIONNAIRE, ("氏名", "研修名", "満足度", "理解度")),
    ],
)
def test_what_may_be_meant_is_read(desk: Desk, tmp_path: Path, kind: str, headers: tuple[str, ...]) -> None:
    cells = {"番号": "1", "研修名": "DX基礎研修", "年度": "令和8年度", "満足度": "5", "理解度": "4"}
    file = table(tmp_path / "表.csv", headers, [cells.get(one, "") for one in headers])
    assert "table-other-kind" not in told(desk, file, kind)[1]
