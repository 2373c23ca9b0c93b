"""What a file between 人事課 and DX推進課 holds and replaces, told before it is taken in or written."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dxdesk.domain import canonical, subjects
from dxdesk.domain.capabilities import AIMS, TRAINING
from dxdesk.domain.contents import owned_value
from dxdesk.domain.records import Part, RecordKey, Revision
from dxdesk.domain.target_record import Basis, TargetSaid
from dxdesk.domain.thing_words import KIND_NAMES
from dxdesk.usecases.exchange import receive
from dxdesk.usecases.exchange.things_told import things_in
from dxdesk.usecases.organisation import giving
from dxdesk.usecases.sealing.workbook_kinds import DX_PACKAGE
from dxdesk.usecases.sending.contents import contents
from dxdesk.usecases.sending.provisions import withdraw
from dxdesk.usecases.targets import keeping
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.digital import PERMIT, Digital, digital, plan, uses
from tests.helpers.forging import envelope_of


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Digital]:
    with digital(tmp_path) as found:
        yield found


def looked_at(desk: Desk, file: Path) -> dict[str, str]:
    """Return what is told of a file that is only looked at."""
    return dict(receive.receive(desk, receive.ReceiveFiles((file,), dry_run=True)).files[0].contents)


def test_a_provision_says_what_is_in_it_and_which_one_it_replaces(office: Digital) -> None:
    giving.keep_permit(office.hr, PERMIT)
    first, second = office.give(), office.give(items=("number", "levels"), why="配置の参考")
    dx = office.begin(first.file)
    told = looked_at(dx, second.file)
    assert told["年度"] == "令和7年度"
    assert told["だれから"].startswith("検証区")
    assert "所属別の人数(" in told["入っているもの"]
    assert "研修 1件、研修の回 1件" in told["入っているもの"]
    assert told["個人の項目"] == f"{second.given.people}人の職員番号、レベル(取扱注意)"
    assert (told["何のために"], told["いつまで"]) == ("配置の参考", "R8.3.31まで")
    assert told["代わるもの"].startswith("受付1(")
    assert looked_at(dx, first.file)["代わるもの"].startswith("同じファイルを、もう取り込んであります(受付1(")
    office.take(dx, second.file)
    third = office.give()
    office.take(dx, third.file)
    fourth = office.give()
    office.take(dx, fourth.file)
    other = office.begin(fourth.file, "別")
    assert looked_at(other, third.file)["代わるもの"].startswith("代わりません。もっと新しい提供票(受付1(")
    back = withdraw(office.hr, first.given.key, office.folder / "取下げ")
    assert looked_at(dx, back.file)["取り下げるもの"].startswith("受付1(")
    assert looked_at(other, back.file)["取り下げるもの"] == "まだ届いていない提供票"


def test_a_package_of_the_section_says_what_is_in_it_and_which_one_it_follows(office: Digital) -> None:
    dx = office.begin(office.give().file)
    plan(dx, "ai", "生成AI研修")
    first = office.send(dx)
    told = looked_at(office.hr, first)
    assert told["入っているもの"] == "研修 1件、研修の回 1件"
    assert told["代わるもの"] == "この台帳からの送付票は、はじめてです"
    number = office.take(office.hr, first).receipt
    plan(dx, "data", "データ研修")
    second = office.send(dx)
    told = looked_at(office.hr, second)
    assert told["入っているもの"] == "研修 2件、研修の回 2件"
    assert told["代わるもの"].startswith(f"受付{number}(")


def test_names_and_years_of_what_is_sent_are_told_before_it_is_written(office: Digital) -> None:
    dx = office.begin(office.give().file)
    uses(dx, TRAINING, AIMS)
    plan(dx, "ai", "生成AI研修")
    found = contents(dx, DX_PACKAGE)
    assert [(one.kind, one.name, one.years, one.state) for one in found.lines] == [
        ("研修", "生成AI研修", "", "未送付"),
        ("研修の回", "生成AI研修 第1回", "R7", "未送付"),
    ]  # fmt: skip
    assert found.before == "送付票は、まだ1度も作っていません。"
    file = office.send(dx)
    target = TargetSaid("t", "職員の半数", basis=Basis.HAND, unit="%", plans={2025: "40", 2026: "50"})
    keeping.save_target(dx, target)
    found = contents(dx, DX_PACKAGE)
    assert [(one.kind, one.name, one.years, one.state) for one in found.lines] == [
        ("目標", "職員の半数", "R7〜R8", "未送付"),
        ("研修", "生成AI研修", "", ""),
        ("研修の回", "生成AI研修 第1回", "R7", ""),
    ], "what is new stands on top"  # fmt: skip
    assert "そのあとに書いたものは 1件です" in found.before
    told = {
        (one.kind_name, one.name)
        for one in things_in(m.revision() for m in envelope_of(dx.services, file).revisions)
    }
    assert {("研修", "生成AI研修"), ("研修の回", "生成AI研修 第1回")} <= told, (
        "it is what the file then holds"
    )


@pytest.mark.parametrize("kind", sorted(kind for kind, owners in subjects.OWNERS.items() if "dx" in owners))
def test_every_kind_of_thing_of_the_section_is_called_by_its_name(kind: str) -> None:
    value = canonical.dumps(owned_value("dx", {"name": "名前", "code": "k"}))
    revision = Revision(RecordKey("131091", 0, f"{kind}:{'0' * 32}", Part.OWNED), frozenset(), value)
    (one,) = things_in([revision])
    assert one.kind_name == KIND_NAMES[kind]
