"""Of which kind a table is, its headers say; where they do not, nobody guesses."""

from __future__ import annotations

from pathlib import Path

import pytest

from dxdesk import bootstrap
from dxdesk.domain.columns import Column
from dxdesk.ports.entities import Role
from dxdesk.usecases.imports.kinds import kind_of
from dxdesk.usecases.imports.understanding import ROSTER, remember
from dxdesk.usecases.inbox.opening import create_store
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.memory import forgetful, in_memory
from tests.helpers.town import PASSPHRASE

ROSTERS = (
    "職員番号,氏名,フリガナ,所属コード,所属名,職層,職名,在職状態,一次確認者",
    "職員コード,漢字氏名,部,課,係,任用区分",
    "職員番号,氏名,所属コード,所属名",
    "職員番号,氏名,課名,在籍区分,登録日",
)
TRAININGS = (
    "職員番号,氏名,研修名,受講日,出欠",
    "職員番号,氏名,所属,職名,研修名,修了区分",
    "受講者番号,受講者氏名,所属課,出席状況",
    "職員番号,氏名,講座名,実施日,結果",
    "職員番号,氏名,所属,参加,点数",
)
EXAMS = (
    "職員番号,氏名,試験名,合格日,合否",
    "職員番号,氏名,資格名,取得年月日",
    "職員番号,氏名,所属,検定名,認定日",
)
NOBODY_KNOWS = (
    "職員番号,氏名",
    "職員番号,氏名,所属,在職区分,研修名,受講日",
    "職員番号,氏名,状況",
    "職員番号,氏名,研修名・試験名,結果",
)


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    folder = tmp_path_factory.mktemp("kinds")
    services = in_memory(bootstrap.services())
    return create_store(services, str(folder / "空.dxdesk"), Role.HR, ("131091", "検証区"), PASSPHRASE)


@pytest.fixture
def desk(empty: Desk) -> Desk:
    return forgetful(empty)


def write(folder: Path, headers: str, name: str = "表.csv", title: str = "") -> Path:
    path = folder / name
    line = ",".join("001003" if position == 0 else "" for position in range(headers.count(",") + 1))
    path.write_text(f"{title}{headers}\n{line}\n", encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("headers", "kind"),
    [
        *((headers, "roster") for headers in ROSTERS),
        *((headers, "attendance") for headers in TRAININGS),
        *((headers, "qualifications") for headers in EXAMS),
        *((headers, "") for headers in NOBODY_KNOWS),
    ],
)
def test_headers_tell_the_kind_or_nobody_does(desk: Desk, tmp_path: Path, headers: str, kind: str) -> None:
    assert kind_of(desk, write(tmp_path, headers)) == kind


def test_a_column_a_course_is_a_list_of_attendance(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "研修一覧.csv"
    path.write_text(
        "職員番号,氏名,所属,接遇研修,情報研修\n001003,甲,課,○,\n001004,乙,課,,○\n", encoding="utf-8"
    )
    assert kind_of(desk, path) == "attendance"


def test_a_list_without_columns_of_its_own_is_asked_about_where_it_is_named_after_a_course(
    desk: Desk, tmp_path: Path
) -> None:
    assert kind_of(desk, write(tmp_path, "職員番号,氏名,所属名", "接遇研修.csv")) == ""
    assert kind_of(desk, write(tmp_path, "職員番号,氏名,所属名", "一覧.csv")) == "roster"


def test_what_was_taken_in_before_is_of_the_same_kind(desk: Desk, tmp_path: Path) -> None:
    path = write(tmp_path, "職員番号,氏名,資格")
    assert kind_of(desk, path) == "qualifications"
    mapping = {Column.NUMBER: ("職員番号",), Column.NAME: ("氏名",), Column.EMPLOYMENT: ("資格",)}
    with desk.store.write() as uow:
        remember(uow, desk.services.tables.read(path, ""), ROSTER, mapping, mapping)
        uow.commit()
    assert kind_of(desk, path) == "roster"
