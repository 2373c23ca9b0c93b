"""What an entry of a growth file may not say, by field."""

from __future__ import annotations

import pytest

from dxdesk.domain import growth_checks
from dxdesk.domain.contents import FileEntry
from dxdesk.domain.growth_entries import GRANT, QUALIFICATION

TODAY = "2026-02-01"
SOUND = FileEntry(GRANT, "資格取得の助成", "2025-06", rate=50, times=2)
CERTIFICATE = FileEntry(QUALIFICATION, "衛生管理者", "2025-06-01", expires="2030-05-31")


def found(entry: FileEntry) -> list[tuple[str, str]]:
    return [(one.code, one.place.cell) for one in growth_checks.problems(entry, TODAY)]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({}, []),
        ({"rate": 100}, []),
        ({"rate": 0}, [("growth-rate", "率")]),
        ({"rate": 101}, [("growth-rate", "率")]),
        ({"times": 0}, [("growth-times", "件数")]),
        ({"note": "3万円"}, [("growth-grant-only", "備考")]),
        ({"result": "合格"}, [("growth-grant-only", "成果")]),
        ({"number": "第1号"}, [("growth-grant-only", "番号")]),
    ],
)
def test_of_a_grant_only_the_rate_and_how_many_are_kept(
    changed: dict[str, object], said: list[tuple[str, str]]
) -> None:
    assert found(SOUND._replace(**changed)) == said


def test_nobody_writes_a_grant_of_their_own() -> None:
    codes = [one.code for one in growth_checks.problems(SOUND, TODAY, own=True)]
    assert codes == ["growth-kind"]


@pytest.mark.parametrize("field", ["expires", "approved_on"])
def test_a_day_that_has_to_be_one_is_not_a_month(field: str) -> None:
    assert found(CERTIFICATE) == []
    name = {"expires": "有効期限", "approved_on": "決裁日"}[field]
    assert found(CERTIFICATE._replace(**{field: "2030-05"})) == [("growth-day-needed", name)]
