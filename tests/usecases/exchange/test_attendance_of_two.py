"""Two stores of DX推進課 whose lists tell one attendance differently: told, and settled by the owner."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dxdesk.domain.authorities import Decision, Scope
from dxdesk.usecases.imports.evidence import apply_evidence
from dxdesk.usecases.organisation import authorities
from dxdesk.usecases.person_year import differing
from dxdesk.usecases.person_year.attended_elsewhere import attended
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers import world as w
from tests.helpers.digital import Digital, digital, plan
from tests.helpers.few_people import workbook

HEAD = ("職員番号", "氏名", "研修名", "受講日", "結果")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Digital]:
    with digital(tmp_path) as found:
        yield found


def two(office: Digital) -> tuple[Desk, Desk]:
    """Return two stores that read different lists of one session; HR has both."""
    given = office.give().file
    first, second = office.begin(given, "DX一"), office.begin(given, "DX二")
    for desk, results in ((first, ("修了", "修了")), (second, ("欠席", "修了"))):
        plan(desk, "ai", "生成AI研修", "2026-01-20")
        rows = [(number, "", "生成AI研修", "2026/1/20", result)
                for number, result in zip((w.TAX_A, w.TAX_B), results, strict=True)]  # fmt: skip
        list_ = workbook(office.folder / f"{desk.key_id[:8]}.xlsx", rows, HEAD)
        assert apply_evidence(desk, list_, "attendance").outcome == "applied"
        office.take(office.hr, office.send(desk))
        office.register(office.hr, desk)
    return first, second


def told(desk: Desk) -> list[tuple[str, str, list[str]]]:
    return [
        (one.thing, one.field_name, sorted(choice.text for choice in one.choices))
        for one in differing.differences(desk)
        if one.kind == "attendance"
    ]


def results(desk: Desk) -> dict[str, str]:
    with desk.store.read() as uow:
        return {one.said.number: one.said.result for one in attended(uow)}


def test_it_is_told_to_both_and_settled_field_by_field(office: Digital) -> None:
    first, second = two(office)
    thing = f"生成AI研修 R8.1.20 {w.TAX_A}"
    apart = [(thing, "修了", ["いいえ", "はい"]), (thing, "結果", ["修了", "欠席"])]
    assert told(office.hr) == apart
    office.take(first, office.give().file)
    assert told(first) == apart
    while found := differing.differences(first):
        (take,) = (choice.number for choice in found[0].choices if choice.text in ("欠席", "いいえ"))
        differing.settle(first, found[0].subject, found[0].field, take)
    office.take(office.hr, office.send(first))
    office.take(second, office.give().file)
    for desk in (first, office.hr, second):
        assert told(desk) == []
        assert results(desk) == {w.TAX_A: "欠席", w.TAX_B: "修了"}


def test_who_was_there_goes_to_no_other_authority(office: Digital) -> None:
    first, _ = two(office)
    authorities.assign(office.hr, "1010", "教育委員会")
    authorities.keep_decision(
        office.hr,
        Decision("教育委員会", (Scope.PROVISION.value,), "所属別の人数", "要綱第5条", "7検総第20号",
                 "2025-12-01", "2025-12-01", "2026-03-31"),
    )  # fmt: skip
    office.take(first, office.give(authority="教育委員会").file)
    assert told(first) == []
    office.take(first, office.give().file)
    assert len(told(first)) == 2
