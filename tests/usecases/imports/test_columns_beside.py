"""A column beside the one that is read says something else of people: it is asked about by its name."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from dxdesk import bootstrap
from dxdesk.ports.entities import Role
from dxdesk.usecases.imports.roster import preview_roster
from dxdesk.usecases.imports.roster_plan import RosterPreview
from dxdesk.usecases.imports.understood import understood
from dxdesk.usecases.inbox.opening import create_store
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.few_people import codes, listed
from tests.helpers.memory import forgetful, in_memory

HEAD = ("職員番号", "氏名", "所属コード", "所属名", "任用区分", "在職状態", "一次確認者", "二次確認者")
PEOPLE = (
    ("000101", "青山 一郎", "0101", "企画課", "常勤", "在職", "", "000102"),
    ("000102", "石川 花子", "0101", "企画課", "常勤", "在職", "", ""),
    ("000201", "岡本 直樹", "0101", "企画課", "会計年度任用", "育休", "000101", "000102"),
)


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    folder = tmp_path_factory.mktemp("beside")
    services = in_memory(bootstrap.services())
    return create_store(services, str(folder / "h.dxdesk"), Role.HR, ("131091", "検証区"), "検証 1234 あい")


@pytest.fixture
def desk(empty: Desk) -> Desk:
    return forgetful(empty)


def with_column(
    desk: Desk, tmp_path: Path, header: str, values: Sequence[str], *accept: str
) -> RosterPreview:
    rows = [[*row, value] for row, value in zip(PEOPLE, values, strict=True)]
    return preview_roster(desk, listed(tmp_path / "名簿.csv", rows, [*HEAD, header]), accept=accept)


@pytest.mark.parametrize(
    ("header", "values", "word"),
    [
        ("異動区分", ("退職", "", ""), "「退職等」"),
        ("異動区分", ("懲戒免職", "昇任", ""), "「退職等」"),
        ("休職区分", ("病気休職", "", "育休"), "「休業等」"),
        ("退職", ("○", "", ""), "「退職等」"),
        ("休業", ("1", "", "1"), "「休業等」"),
        ("派遣状況", ("他市へ派遣", "", ""), "「派遣・出向」"),
    ],
)
def test_who_is_gone_or_away_by_another_column_is_asked_about(
    desk: Desk, tmp_path: Path, header: str, values: Sequence[str], word: str
) -> None:
    found = with_column(desk, tmp_path, header, values)
    (one,) = found.errors
    assert one.code == "duty-column-beside"
    assert word in one.message
    assert f"「{header}」" in one.message
    assert (one.found, one.place.cell) == ("000101 青山 一郎", "1行I列")
    assert not [why for why in ("懲戒", "病気") if why in str(found.errors)], "why is nobody's business"
    taken = with_column(desk, tmp_path, header, values, "duty-column-beside")
    assert taken.errors == ()
    assert taken.added[0].duty_status == "在職"


@pytest.mark.parametrize("values", [("昇任", "異動", ""), ("", "", "退職"), ("育休復帰", "転入", "")])
def test_a_column_that_says_nothing_else_is_not_asked_about(
    desk: Desk, tmp_path: Path, values: Sequence[str]
) -> None:
    assert with_column(desk, tmp_path, "異動区分", values).errors == ()


def test_the_column_is_named_as_a_candidate(desk: Desk, tmp_path: Path) -> None:
    path = listed(tmp_path / "名簿.csv", [[*row, "退職"] for row in PEOPLE], [*HEAD, "異動区分"])
    assert understood(desk, path, "roster").candidates == {"duty-column-beside": ("異動区分",)}


@pytest.mark.parametrize("header", ["会計年度任用", "会計年度", "会計年度任用職員", "再任用"])
def test_a_column_of_marks_that_is_a_kind_of_employment_is_asked_about(
    desk: Desk, tmp_path: Path, header: str
) -> None:
    found = with_column(desk, tmp_path, header, ("○", "", ""))
    assert [(one.code, one.found) for one in found.errors] == [
        ("employment-column-beside", "000101 青山 一郎")
    ]
    assert f"「{header}」" in found.errors[0].message
    assert with_column(desk, tmp_path, header, ("○", "", ""), "employment-column-beside").errors == ()


def test_marks_of_people_whose_employment_says_so_are_not_asked_about(desk: Desk, tmp_path: Path) -> None:
    assert with_column(desk, tmp_path, "会計年度任用", ("×", "", "○")).errors == ()


@pytest.mark.parametrize("header", ["最終評価者", "三次確認者", "調整者(評価者)"])
def test_a_third_confirmer_is_told_by_its_name(desk: Desk, tmp_path: Path, header: str) -> None:
    found = with_column(desk, tmp_path, header, ("", "000101", "000101"))
    assert found.errors == ()
    (told,) = [one for one in found.notices if one.code == "confirmer-column-beside"]
    assert told.message.startswith(f"「{header}」の列も確認者のようですが、使いません。")
    assert "confirmer-column-beside" not in codes(found.errors)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        *(
            ("R8.11.30退職", "「退職等」"),
            ("R8.10.1～育休", "「休業等」"),
            ("病気休職中のため連絡不要", "「休業等」"),
        ),
        *(
            ("退職金説明済、R8.11.30退職", "「退職等」"),
            ("退職金支給済", "「退職等」"),
            ("派遣先: 県", "「派遣・出向」"),
        ),
        *(("退職者", "「退職等」"), ("休職者(R8.4から)", "「休業等」")),
        *(("県へ派遣(R8.4~)", "「派遣・出向」"), ("令和8年9月末で転出", "「退職等」")),
    ],
)
def test_a_remark_that_says_people_are_gone_or_away_is_asked(
    desk: Desk, tmp_path: Path, text: str, word: str
) -> None:
    found = with_column(desk, tmp_path, "備考", ("", text, ""))
    (problem,) = found.errors
    assert (problem.code, problem.place.cell) == ("duty-column-beside", "1行I列")
    assert word in problem.message
    assert problem.found == "000102 石川 花子"
    assert text not in str(problem)  # why somebody is away is nobody's business
    assert with_column(desk, tmp_path, "備考", ("", text, ""), "duty-column-beside").errors == ()


@pytest.mark.parametrize(
    "text",
    [
        *("R8.4.1復職", "育休代替", "R9.3.31退職予定", "育休取得後の再任用", "内線1234", "新採用"),
        # Only a part of a longer word, which says nothing of where the person is.
        *("退職金説明済", "退職手当の説明済", "退職準備研修を受講", "育休制度の担当", "休業補償の相談窓口"),
        *("人材派遣契約を担当", "休職者の支援を担当", "死亡給付金の事務"),
    ],
)
def test_other_remarks_say_nothing(desk: Desk, tmp_path: Path, text: str) -> None:
    assert with_column(desk, tmp_path, "備考", ("", text, "")).errors == ()
