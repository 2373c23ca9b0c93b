"""ホーム of DX推進課: what HR gave, what was not sent, and the next step of its own year."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from dxdesk.domain.capabilities import AIMS
from dxdesk.domain.contents import CourseSaid
from dxdesk.domain.errors import KnownError
from dxdesk.ports.entities import Role
from dxdesk.usecases.exchange import keys, ledgers, provisions
from dxdesk.usecases.framework_editing import drafts
from dxdesk.usecases.home import handover_memo
from dxdesk.usecases.home.digital import given_lines, own_lines
from dxdesk.usecases.home.overview import Home, home
from dxdesk.usecases.inbox import opening
from dxdesk.usecases.organisation import giving
from dxdesk.usecases.person_year.cycles import all_cycles
from dxdesk.usecases.sending.provisions import withdraw
from dxdesk.usecases.targets import keeping, tables
from dxdesk.usecases.targets.overview import target_years
from dxdesk.usecases.training import editing
from dxdesk.usecases.training.figures import training_year
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers import world as w
from tests.helpers.digital import PERMIT, Digital, digital, plan, uses


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Digital]:
    with digital(tmp_path) as found:
        yield found


def on(office: Digital, day: str) -> None:
    office.hr.services.clock.day = day  # type: ignore[attr-defined]


def version(desk: Desk, name: str) -> None:
    """Publish a version of the framework with another name of its first skill."""
    with desk.store.read() as uow:
        cycle = all_cycles(uow)[-1]
    opened = drafts.new_draft(desk, cycle.framework_code, cycle.framework_version)
    items = (replace(opened.framework.items[0], name=name), *opened.framework.items[1:])
    drafts.save_draft(desk, opened.draft_id, replace(opened.framework, items=items))
    drafts.publish(desk, opened.draft_id)


def path_of(found: Home) -> list[tuple[str, str, str]]:
    return [(step.name, step.date_text, step.state) for step in found.steps]


def asked(desk: Desk) -> list[str]:
    return [todo.key for todo in home(desk).todo]


def test_its_path_is_its_own_and_no_step_of_hrs_year(office: Digital) -> None:
    dx = office.begin(office.give().file)
    found = home(dx)
    assert path_of(found) == [
        ("提供票を受け取る", "令和8年3月31日まで", "done"),
        ("研修・目標を書く", "", "now"),
        ("送付票を送る", "", "todo"),
    ]
    assert [(todo.key, todo.screen) for todo in found.todo] == [("dx-begin", "training")]
    assert found.digital is not None
    assert ("個人の項目", "ありません(人数の集計だけ)") in given_lines(found.digital.holding[0])


def test_what_was_said_since_the_last_file_to_hr_is_counted_by_kind_until_it_is_sent(office: Digital) -> None:
    dx = office.begin(office.give().file)
    plan(dx, "ai", "生成AI研修")
    (todo,) = home(dx).todo
    assert (todo.key, todo.screen, todo.count) == ("dx-unsent", "documents", 2)
    assert "研修 1件、研修の回 1件。送付票は、まだ1度も作っていません。" in todo.text
    office.send(dx)
    assert asked(dx) == []
    assert path_of(home(dx))[2] == ("送付票を送る", "令和8年2月4日", "done")
    before = CourseSaid(code="ai", name="生成AI研修")
    editing.save_course(dx, before._replace(name="生成AI活用研修"), before)
    found = home(dx)
    assert found.digital is not None
    assert own_lines(found.digital.own) == (("研修", "1件(未送付 1件)"), ("研修の回", "1件"))
    assert "前の送付票は令和8年2月4日です" in found.todo[0].text
    office.take(dx, office.give().file)
    assert asked(dx) == ["dx-unsent"], "what HR sends does not make it sent"


def test_what_only_repeats_what_hr_has_seen_is_not_unsent(office: Digital) -> None:
    """A table that says the same is evidence and gets a receipt; nothing is to be sent for it."""
    dx = office.begin(office.give().file)
    uses(dx, AIMS)
    path = office.folder / "目標.csv"
    path.write_text("コード,目標,単位,目標値\na,事例,件,20\n", "utf-8-sig")
    assert tables.apply_targets(dx, path).added == 1
    plan(dx, "ai", "生成AI研修")
    office.send(dx)
    assert asked(dx) == []
    path.write_text("コード,目標,単位,目標値\n\na,事例,件,20\n", "utf-8-sig")
    again = tables.apply_targets(dx, path)
    assert (again.outcome, again.unchanged, again.receipt > 0) == ("unchanged", 1, True)
    assert asked(dx) == []
    year = target_years(dx)[0][0]
    keeping.set_year(dx, "a", year, plan="25")
    (todo,) = home(dx).todo
    assert (todo.key, todo.count) == ("dx-unsent", 1)
    keeping.set_year(dx, "a", year, plan="20")
    assert asked(dx) == [], "it says again what was sent"


def test_a_version_of_the_framework_is_not_sent_until_a_file_to_hr_has_it(office: Digital) -> None:
    dx = office.begin(office.give().file)
    version(dx, "業務改革(改)")
    found = home(dx)
    assert [todo.key for todo in found.todo] == ["dx-unsent", "dx-begin"], "its year is not begun by it"
    todo = found.todo[0]
    assert (todo.count, todo.screen) == (1, "documents")
    assert "体系の案 1件。" in todo.text
    assert path_of(found)[1:] == [
        ("研修・目標を書く", "", "now"),
        ("送付票を送る", "未送付 1件", "todo"),
    ]
    plan(dx, "ai", "生成AI研修")
    assert "研修 1件、研修の回 1件、体系の案 1件。" in home(dx).todo[0].text
    office.send(dx)
    assert asked(dx) == []
    version(dx, "業務改革(再改)")
    found = home(dx)
    assert found.digital is not None
    assert own_lines(found.digital.own)[-1] == ("体系の案", "2件(未送付 1件)")
    office.take(dx, office.give().file)
    assert asked(dx) == ["dx-unsent"], "what HR sends does not make it sent"


def test_in_april_its_year_is_the_new_one_and_the_old_provision_is_told_as_over(office: Digital) -> None:
    dx = office.begin(office.give().file)
    plan(dx, "ai", "生成AI研修")
    on(office, "2026-03-20")
    assert asked(dx) == ["dx-unsent", "dx-provision-soon"]
    on(office, "2026-04-02")
    found = home(dx)
    assert found.fiscal_year == 2026
    assert [todo.key for todo in found.todo] == ["dx-unsent", "dx-provision-over"]
    assert path_of(found)[0] == ("提供票を受け取る", "人事課から", "now")
    assert not found.closed
    assert "ありません" in dict(handover_memo.memo(dx).lines)["これからの期日"]


def test_a_new_year_begins_anew_though_all_of_the_old_one_was_sent(office: Digital) -> None:
    dx = office.begin(office.give(until="2027-03-31").file)
    plan(dx, "ai", "生成AI研修")
    office.send(dx)
    assert asked(dx) == []
    on(office, "2026-04-06")
    found = home(dx)
    (todo,) = found.todo
    assert (todo.key, todo.screen, todo.action) == ("dx-begin", "training", "研修を書く")
    assert todo.title.startswith("令和8年度の")
    assert "前の年度までの 2件は、そのまま続いています" in todo.text
    assert path_of(found)[1:] == [
        ("研修・目標を書く", "前年度から 2件", "now"),
        ("送付票を送る", "前回 令和8年2月4日", "todo"),
    ]
    assert training_year(dx).fiscal_year == 2026, "where one writes begins with the same year"
    uses(dx, AIMS)
    assert target_years(dx)[0] == (2026, "令和8年度")
    plan(dx, "data", "データ活用研修", "2026-06-10")
    office.send(dx)
    assert [state for _, _, state in path_of(home(dx))] == ["done", "done", "done"]


def test_a_provision_taken_back_and_individuals_that_ended_are_told(office: Digital) -> None:
    giving.keep_permit(office.hr, replace(PERMIT, valid_to="2026-02-28"))
    done = office.give(items=("number",), until="2026-12-31")
    dx = office.begin(done.file)
    on(office, "2026-02-20")
    assert "dx-provision-soon" in asked(dx)
    on(office, "2026-03-01")
    assert "dx-people-over" in asked(dx)
    assert "dx-provision-over" not in asked(dx)
    number = office.take(dx, withdraw(office.hr, done.given.key, office.folder / "取下げ").file).receipt
    assert f"dx-withdrawn-{number}" in asked(dx)
    provisions.see_to(dx, number)
    assert "dx-provision-over" in asked(dx)


def test_what_was_taken_back_stays_until_somebody_says_to_have_seen_to_it(office: Digital) -> None:
    first = office.give()
    dx = office.begin(first.file)
    back = withdraw(office.hr, first.given.key, office.folder / "取下げ")
    number = office.take(dx, back.file).receipt
    key = f"dx-withdrawn-{number}"
    assert asked(dx)[0] == key, "what presses comes first"
    assert "dx-provision-over" not in asked(dx), "it is told once"
    office.take(dx, office.give().file)
    on(office, "2026-03-01")
    assert key in asked(dx), "a new one does not hide it, nor does time"
    office.take(dx, back.file)
    assert [one.number for one in provisions.withdrawals(dx)] == [number], "the same file again"
    provisions.see_to(dx, number)
    assert key not in asked(dx)
    with pytest.raises(KnownError) as error:
        provisions.see_to(dx, number)
    assert error.value.code == "withdrawal-unknown"
    with pytest.raises(KnownError) as error:
        ledgers.undo(dx, number)
    assert error.value.code == "withdrawal-stays"
    assert provisions.withdrawals(dx) == ()


def test_a_withdrawal_of_what_never_came_asks_nothing(office: Digital) -> None:
    first, second = office.give(), office.give()
    dx = office.begin(second.file)
    office.take(dx, withdraw(office.hr, first.given.key, office.folder / "取下げ").file)
    assert provisions.withdrawals(dx) == ()


def test_before_anything_counts_it_says_what_arrives_from_whom(office: Digital) -> None:
    dx = opening.create_store(
        office.hr.services, str(office.folder / "手.dxdesk"), Role.DX, ("131091", "検証区"), w.PASSPHRASE
    )
    office.desks.append(dx)
    assert asked(dx) == ["dx-provision", "dx-begin"]
    assert "人事課の提供票" in home(dx).todo[0].title
    office.take(dx, office.give().file)
    assert asked(dx)[0] == "dx-quarantine", "it came, and waits for the code to be compared"
    keys.register(dx, office.hr.key_id)
    assert "dx-quarantine" not in asked(dx)
    assert home(dx).digital.holding  # type: ignore[union-attr]
