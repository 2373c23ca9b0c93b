"""A section asks HR for a deputy: the people its store knows by name, and the text that is sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from dxdesk.domain.errors import KnownError
from dxdesk.domain.lifecycle import Route
from dxdesk.ports import setting_names
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.progress.year_table import Member, members
from dxdesk.usecases.review import deputies
from dxdesk.usecases.review.deputies import Asked
from tests.helpers.office import CHIEF, MANAGER, OTHER_CHIEF, STAFF
from tests.helpers.stories import Town

YOSHINO, KASAI, KAMIYA = STAFF
CALLED = {
    MANAGER: "髙橋 美咲",
    CHIEF: "山﨑 直樹",
    OTHER_CHIEF: "渡邉 彩",
    YOSHINO: "𠮷野 花子",
    KASAI: "葛󠄀西 健",
    KAMIYA: "神谷 蓮",
}
ASKED = Asked(f"山﨑 直樹({CHIEF})", f"渡邉 彩({OTHER_CHIEF})", "2026-01-05", "2026-01-30", "出張")


def test_a_store_knows_its_people_and_their_confirmers_by_number(town: Town) -> None:
    assert list(deputies.known(town.manager).items()) == sorted(CALLED.items())
    theirs = {number: CALLED[number] for number in (CHIEF, MANAGER, YOSHINO, KASAI)}
    assert list(deputies.known(town.chief).items()) == sorted(theirs.items())


@pytest.mark.parametrize(
    ("route", "names", "offered"),
    [
        (Route("000098", "000099"), ("一次", "二次"), {"000098": "一次", "000099": "二次"}),
        (Route("", "000099"), ("名だけ", ""), {}),
    ],
)
def test_a_confirmer_is_offered_where_number_and_name_are_known(
    town: Town,
    monkeypatch: pytest.MonkeyPatch,
    route: Route,
    names: tuple[str, str],
    offered: Mapping[str, str],
) -> None:
    def routed(uow: UnitOfWork, fiscal_year: int) -> Mapping[str, Member]:
        first, second = names
        member = members(uow, fiscal_year)[YOSHINO]
        return {YOSHINO: replace(member, route=route, first_name=first, second_name=second)}

    monkeypatch.setattr(deputies, "members", routed)
    own = {number: CALLED[number] for number in (CHIEF, YOSHINO)}
    assert deputies.known(town.chief) == {**own, **offered}


def test_the_text_names_both_people_the_days_and_the_reason(town: Town) -> None:
    assert deputies.request(town.chief, ASKED) == "\n".join(
        [
            "【お願い】令和7年度 確認の代理の指名について",
            "",
            "人事課 ご担当者様。お疲れさまです。山﨑 直樹です。",
            "次のとおり、確認の代理の指名をお願いします。",
            "",
            "・本来の確認者: 山﨑 直樹(000003)",
            "・代理をする人: 渡邉 彩(000004)",
            "・期間: 令和8年1月5日(月)から 令和8年1月30日(金)まで",
            "・理由: 出張",
            "",
            "指名は、人事の台帳の「年度」の「代理の指名」で行えます。",
            "そのあと、代理をする人の所属配布票を作って、代理をする人へ送ってください。",
            "",
            "山﨑 直樹",
        ]
    )


def test_without_a_reason_there_is_room_for_one_and_without_a_name_the_number_signs(town: Town) -> None:
    without = Asked(ASKED.principal, ASKED.deputy, ASKED.first_day, ASKED.last_day)
    room = "\u3000" * 5
    for asked in (without, replace(ASKED, reason=" ")):
        assert f"・理由: ({room})" in deputies.request(town.chief, asked).splitlines()
    with town.chief.store.write() as uow:
        uow.settings.set(setting_names.OWNER_NAME, "")
        uow.commit()
    text = deputies.request(town.chief, ASKED).splitlines()
    assert text[2].endswith(f"お疲れさまです。{CHIEF}です。")
    assert text[-1] == CHIEF


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (replace(ASKED, principal=" "), "person-unknown"),
        (replace(ASKED, deputy="\u3000"), "person-unknown"),
        (replace(ASKED, deputy=f"{ASKED.principal} "), "deputy-himself"),
        (replace(ASKED, last_day="あした"), "date-unreadable"),
        (replace(ASKED, last_day="2026-01-04"), "dates-out-of-order"),
    ],
)
def test_what_hr_could_not_name_is_not_asked_for(town: Town, asked: Asked, expected: str) -> None:
    with pytest.raises(KnownError) as error:
        deputies.request(town.chief, asked)
    assert error.value.code == expected


def test_hr_asks_nobody_for_what_it_says_itself(town: Town) -> None:
    with pytest.raises(KnownError) as error:
        deputies.request(town.hr, ASKED)
    assert error.value.code == "wrong-role"
