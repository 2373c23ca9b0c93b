"""効果発現: created time counted from the cases, put to measures, and what is left of it."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from dxdesk.domain.capabilities import PRACTICE
from dxdesk.domain.errors import KnownError
from dxdesk.domain.knowledge_record import TurnedSaid
from dxdesk.domain.practice_record import CaseSaid
from dxdesk.usecases.practice import keeping, turning
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.aiming import office, people
from tests.helpers.using import use


def case(desk: Desk, name: str, year: int, before: str, after: str, section: str = "1020") -> None:
    said = CaseSaid(name, name, section, "000001", hours_before=before, hours_after=after, status="done",
                    started=f"{year}-05-01", finished=f"{year}-10-01")  # fmt: skip
    keeping.write_down(desk, said, new=True)


def told(desk: Desk, year: int) -> list[str]:
    return [text for _, text in turning.turning(desk, year).sentences]


def test_created_time_is_counted_and_what_is_left_told(tmp_path: Path) -> None:
    with office(tmp_path, "kashiwa", people(3, 0)) as desk:
        use(desk, PRACTICE)
        case(desk, "予約", 2024, "1200", "420")
        case(desk, "貸出し", 2025, "300", "90.5")
        case(desk, "集計", 2025, "", "")
        first = TurnedSaid(name="訪問の相談", section="1020", put="約 600", sources=("予約",),
                           since="2025-04-01", state="active")  # fmt: skip
        turning.save_measure(desk, first)
        turning.save_measure(desk, TurnedSaid(name="考えている施策", put="100"))
        before, now = turning.turning(desk, 2024), turning.turning(desk, 2025)
        assert (before.created, before.so_far, before.put, before.left) == (780, 780, 0, 780)
        assert (now.created, now.so_far, now.put) == (Decimal("209.5"), Decimal("989.5"), 600)
        assert (now.left, now.unmeasured) == (Decimal("389.5"), 1)
        assert [one.said.name for one in before.lines] == ["考えている施策"], "it had not begun"
        assert [one.cases for one in now.lines] == [("予約",), ()]
        there = turning.there(desk, "効果-1")
        assert there is not None
        turning.save_measure(desk, there._replace(put="1000"), "効果-1")
        assert "創出した時間より、10.5時間多く充てています。" in told(desk, 2025)
        turning.end(desk, "効果-1")
        assert turning.turning(desk, 2025).put == 0
        turning.end(desk, "効果-1", ended=False)
        turning.save_measure(desk, there._replace(state="over"), "効果-1")
        assert turning.turning(desk, 2025).left == Decimal("989.5"), "what is over gives its time back"


def test_nothing_measured_is_not_nought(tmp_path: Path) -> None:
    with office(tmp_path, "kashiwa", people(3, 0)) as desk:
        use(desk, PRACTICE)
        turning.save_measure(desk, TurnedSaid(name="訪問", put="10", since="2025-04-01", state="active"))
        found = turning.turning(desk, 2025)
        assert (found.created, found.so_far, found.left) == (None, None, None)
        assert "時間を測った完了の案件がないので、充てられる時間は分かりません。" in told(desk, 2025)


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("turned-nameless", TurnedSaid()),
        ("turned-word", TurnedSaid(name="A", state="maybe")),
        ("turned-hours", TurnedSaid(name="A", put="たくさん")),
        ("turned-hours", TurnedSaid(name="A", put="-5")),
        ("date-unreadable", TurnedSaid(name="A", since="きのう")),
        ("turned-since", TurnedSaid(name="A", state="active")),
        ("turned-case", TurnedSaid(name="A", sources=("なし",))),
        ("answers-section", TurnedSaid(name="A", section="9999")),
        ("turned-twice", TurnedSaid(name="訪問")),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(tmp_path: Path, code: str, said: TurnedSaid) -> None:
    with office(tmp_path, "kashiwa", people(3, 0)) as desk:
        use(desk, PRACTICE)
        turning.save_measure(desk, TurnedSaid(name="訪問"))
        with pytest.raises(KnownError) as error:
            turning.save_measure(desk, said)
        assert error.value.code == code
        assert "何も変えていません。" in error.value.problems[0].message
        assert len(turning.turning(desk).lines) == 1
        with pytest.raises(KnownError) as error:
            turning.end(desk, "効果-9")
        assert error.value.code == "turned-unknown"
