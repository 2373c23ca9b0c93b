"""A small made-up municipality with a year in work, for stories about what is read out of a store."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from dxdesk import bootstrap
from dxdesk.ports.entities import Department, Employee, EvidenceRecord, Role
from dxdesk.usecases.answering import self_report
from dxdesk.usecases.answering.sheet import Answers
from dxdesk.usecases.inbox import opening
from dxdesk.usecases.organisation import routing
from dxdesk.usecases.review import confirming
from dxdesk.usecases.workplace.clock import FixedClock
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.year import cycle
from tests.helpers.memory import in_memory

YEAR = 2025
PASSPHRASE = "検証用の合言葉"
BASE, DUE_SELF, DUE_FIRST, DUE_SECOND = "2025-04-01", "2026-02-13", "2026-02-20", "2026-02-27"
BEFORE, AFTER = "2026-02-04", "2026-03-02"
"""Days before the first and after the last due date."""

DIRECTOR, CHIEF_TAX, LEADER_TAX = "000001", "000002", "000003"
TAX_A, TAX_B, TAX_C = "000004", "000005", "000006"
CHIEF_CHILD, CHILD_A, ON_LEAVE, PART_TIME = "000007", "000008", "000009", "000010"
LENT, PROMOTER, DIRECTOR_2 = "000011", "000012", "000013"

DEPARTMENTS = (
    Department("10", "企画部"),
    Department("1010", "デジタル推進課", "10"),
    Department("1020", "税務課", "10"),
    Department("102001", "税務課市民税係", "1020"),
    Department("20", "こども部"),
    Department("2010", "保育課", "20"),
)


def _person(
    number: str, name: str, kana: str, place: str, grade: str, title: str, **more: object
) -> Employee:
    usual = {"job": "事務", "duty_status": "在職", "employment": "正規", **more}
    return replace(Employee(number, name, "", kana, place, grade, title=title), **usual)  # type: ignore[arg-type]


EMPLOYEES = (
    _person(DIRECTOR, "検証 一郎", "ケンショウ イチロウ", "10", "管理職", "部長"),
    _person(CHIEF_TAX, "髙橋 美咲", "タカハシ ミサキ", "1020", "管理職", "課長"),
    _person(LEADER_TAX, "山﨑 健", "ヤマザキ ケン", "102001", "係長級", "係長"),
    _person(TAX_A, "𠮷田 翔太", "ヨシダ ショウタ", "102001", "一般職", "主任"),
    _person(TAX_B, "葛\U000e0100西 花子", "カサイ ハナコ", "102001", "一般職", "主事"),
    _person(TAX_C, "\ufa19谷 潤", "カミヤ ジュン", "102001", "一般職", "主事"),
    _person(CHIEF_CHILD, "検証 太郎", "ケンショウ タロウ", "2010", "管理職", "課長"),
    _person(CHILD_A, "濵田 一", "ハマダ ハジメ", "2010", "一般職", "主任"),
    _person(ON_LEAVE, "渡邉 直樹", "ワタナベ ナオキ", "2010", "一般職", "主事", duty_status="育休"),
    _person(PART_TIME, "見本 会", "ミホン カイ", "2010", "一般職", "", employment="会計年度任用"),
    _person(LENT, "斎藤 蓮", "サイトウ レン", "2010", "一般職", "主事", duty_status="派遣"),
    _person(PROMOTER, "見本 進", "ミホン ススム", "1010", "一般職", "主任", personas=("dx-promoter",)),
    _person(DIRECTOR_2, "検証 二郎", "ケンショウ ジロウ", "20", "管理職", "部長"),
)
EVIDENCE = (
    EvidenceRecord(TAX_A, "course", "BPR研修(基礎)", "2025-09-18", "修了", True),
    EvidenceRecord(TAX_B, "course", "BPR研修(基礎)", "2025-09-18", "欠席", False),
    EvidenceRecord(TAX_A, "exam", "ITパスポート試験", "2025-10-12", "合格", False),
)


@contextmanager
def municipality(
    folder: Path, day: str = BEFORE, *, roster: bool = True, on_file: bool = False
) -> Iterator[tuple[Desk, FixedClock]]:
    """Give out an HR desk with the roster in it, in memory or on a file, and the clock it lives by."""
    clock = FixedClock(day)
    services = bootstrap.services(clock) if on_file else in_memory(bootstrap.services(clock))
    desk = opening.create_store(
        services, str(folder / "人事.dxdesk"), Role.HR, ("131091", "検証区"), PASSPHRASE
    )
    try:
        if roster:
            with desk.store.write() as uow:
                uow.people.save_departments(DEPARTMENTS)
                uow.people.save_employees(EMPLOYEES)
                uow.people.add_evidence(EVIDENCE)
                uow.settings.set(routing.NOMINATED, DIRECTOR)
                uow.commit()
        yield desk, clock
    finally:
        desk.store.close()


def open_year(desk: Desk, fiscal_year: int = YEAR) -> cycle.CycleOpened:
    """Open the year on the first preset."""
    dates = (BASE, DUE_SELF, DUE_FIRST, DUE_SECOND)
    shifted = [f"{int(day[:4]) + fiscal_year - YEAR}{day[4:]}" for day in dates]
    return cycle.open_cycle(desk, cycle.OpenCycle(fiscal_year, "shinagawa", *shifted))


def levels_of(desk: Desk, number: str, level: int = 1, **more: int) -> dict[str, int]:
    """Return one level for every item of a person; ``more`` by the last part of the item's uid."""
    sheet = self_report.open_answers(desk, number)
    return {item.uid: more.get(item.uid.rpartition(".")[2], level) for item in sheet.items}


def answered(desk: Desk, number: str, level: int = 1, **more: int) -> None:
    """Type in somebody's answer, every item at a level but for ``more``."""
    levels = levels_of(desk, number, level, **more)
    first = next(iter(levels))
    evidence, goals = {first: "窓口の案内を見直した"}, {first: "来年は担当内で広げる"}
    said = Answers(levels, evidence, goals, comment="よろしくお願いします")
    self_report.submit(desk, answers=said, employee_number=number)


def confirmed(desk: Desk, number: str, *principals: str) -> None:
    """Confirm somebody as reported, on behalf of their confirmers one after the other."""
    for principal in principals:
        confirming.confirm(desk, confirming.Decision(number, on_behalf_of=principal))


def play(desk: Desk) -> None:
    """Open the year and let people be everywhere in it.

    𠮷田 is completely confirmed, 葛西 waits for the second confirmer, 神谷 was returned, 山﨑 waits for the
    only confirmer, 濵田 submitted; everybody else has not begun.
    """
    open_year(desk)
    answered(desk, TAX_A, 1, bpr=2)
    answered(desk, TAX_B, 1)
    answered(desk, TAX_C, 0)
    answered(desk, LEADER_TAX, 2)
    answered(desk, CHILD_A, 1)
    confirmed(desk, TAX_A, LEADER_TAX, CHIEF_TAX)
    confirmed(desk, TAX_B, LEADER_TAX)
    confirming.return_(desk, TAX_C, "根拠を書いてください", on_behalf_of=LEADER_TAX)
