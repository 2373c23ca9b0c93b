"""A list of courses or sessions is told from other tables by its headers, where there is a ledger."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dxdesk.domain.contents import CourseSaid, SessionSaid
from dxdesk.usecases.imports.training_kinds import training_kind
from dxdesk.usecases.organisation import capabilities
from dxdesk.usecases.sending.dispatch import Export, export
from dxdesk.usecases.training.editing import save_course, save_session
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers import world as w
from tests.helpers.memory import forgetful

CATALOGUES = ("研修コード,研修名,担当", "研修名,必須の対象", "講座名,提供元,時間数", "研修名,対応するスキル")
SESSIONS = ("研修名,回,開催日,会場,定員", "研修コード,開催日", "研修名,申込締切", "研修名,担当,開催日")
OTHERS = (
    *("職員番号,氏名,所属コード,職層", "職員番号,研修名,受講日,結果", "職員番号,研修名,担当,開催日"),
    *("研修名", "会場,定員", "設問,レベル1,レベル2", "職員番号,研修名,申込,出欠"),
)
ENROLMENTS = ("研修名,回,職員番号,申込", "職員番号,氏名,研修名,受講決定")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with w.municipality(tmp_path_factory.mktemp("hr")) as (made, _):
        capabilities.switch(made, "training", True)
        yield made


@pytest.fixture
def desk(office: Desk) -> Desk:
    return forgetful(office)


def write(folder: Path, headers: str) -> Path:
    path = folder / "表.csv"
    path.write_text(f"{headers}\n{','.join('あ' for _ in headers.split(','))}\n", encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("headers", "kind"),
    [
        *((headers, "catalogue") for headers in CATALOGUES),
        *((headers, "sessions") for headers in SESSIONS),
        *((headers, "enrolment") for headers in ENROLMENTS),
        *((headers, "") for headers in OTHERS),
    ],
)
def test_headers_tell_courses_from_sessions_and_both_from_lists_of_people(
    desk: Desk, tmp_path: Path, headers: str, kind: str
) -> None:
    assert training_kind(desk, write(tmp_path, headers)) == kind


def test_what_was_written_out_is_a_list_of_courses_first(desk: Desk, tmp_path: Path) -> None:
    save_course(desk, CourseSaid("a", "研修"))
    save_session(desk, SessionSaid("a", "第1回", "2026-06-10"))
    (path,) = export(desk, Export("catalogue", tmp_path)).files
    assert training_kind(desk, path) == "catalogue"


def test_a_form_and_the_list_of_decisions_are_of_enrolments(desk: Desk, tmp_path: Path) -> None:
    save_course(desk, CourseSaid("a", "研修"))
    save_session(desk, SessionSaid("a", "第1回", "2099-06-10", fiscal_year=2099))
    for word in ("enrolment-forms", "enrolment"):
        path = export(desk, Export(word, tmp_path / word)).files[0]
        assert training_kind(desk, path) == "enrolment", word


def test_without_the_ledger_nothing_is_one(desk: Desk, tmp_path: Path) -> None:
    capabilities.switch(desk, "training", False)
    assert training_kind(desk, write(tmp_path, CATALOGUES[0])) == ""
