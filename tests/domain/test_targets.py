"""Who is asked, and who is never called late."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dxdesk.domain.completion import says_completed
from dxdesk.domain.targets import never_late, target_of


@dataclass(frozen=True)
class Entry:
    list_name: str
    value: str
    target: bool = True
    never_late: bool = False


@dataclass(frozen=True)
class Person:
    number: str = "1"
    grade: str = "一般職"
    employment: str = "正規"
    duty_status: str = "在職"
    left: bool = False


LISTS = (
    Entry("duty_status", "育休", False, True),
    Entry("duty_status", "派遣", True, True),
    Entry("employment", "会計年度任用", False),
    Entry("grade", "一般職"),
)


def test_the_lists_decide_and_say_why() -> None:
    assert target_of(Person(), LISTS) == (True, "")
    assert target_of(Person(duty_status="育休"), LISTS) == (False, "在職状態が「休業等」")
    both = Person(employment="会計年度任用", duty_status="育休")
    assert target_of(both, LISTS) == (False, "任用区分が「会計年度任用」")
    assert target_of(Person(employment="見たことのない区分"), LISTS) == (True, "")


def test_a_decision_about_one_person_wins_but_nobody_who_left_is_asked() -> None:
    decided = {"1": (False, "長期研修中")}
    assert target_of(Person(), LISTS, decided) == (False, "長期研修中")
    asked = {"1": (True, "")}
    assert target_of(Person(duty_status="育休"), LISTS, asked) == (True, "")
    assert target_of(replace(Person(), left=True), LISTS, asked)[0] is False


def test_people_on_leave_or_elsewhere_are_never_late() -> None:
    assert never_late(Person(duty_status="育休"), LISTS)
    assert never_late(Person(duty_status="派遣"), LISTS)
    assert not never_late(Person(), LISTS)


def test_words_of_a_results_column() -> None:
    assert [says_completed(word) for word in ("修了", "○", "合 格", "ＹＥＳ", "済み")] == [True] * 5
    assert [says_completed(word) for word in ("未修了", "欠席", "×", "0", "受講中")] == [False] * 5
    assert [says_completed(word) for word in ("80点", "", "A")] == [None] * 3
