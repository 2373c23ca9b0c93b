"""ホーム names everybody asked for of whom HR has not decided, and nobody once it has."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dxdesk.domain.contents import SessionSaid
from dxdesk.domain.enrolments import GRANTED, PASSED
from dxdesk.usecases.home.overview import Home, home
from dxdesk.usecases.imports.enrolment_tables import apply_enrolments
from dxdesk.usecases.nominations import deciding as nominating
from dxdesk.usecases.organisation import capabilities
from dxdesk.usecases.progress.work_view import Todo
from dxdesk.usecases.training import deciding, editing
from dxdesk.usecases.training.ledger import ledger
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers import nominating as n
from tests.helpers import world as w
from tests.helpers.memory import forgetful
from tests.helpers.training import table, trained

HEAD = ("研修名", "回", "職員番号", "申込")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with trained(tmp_path_factory.mktemp("hr")) as desk:
        yield desk


@pytest.fixture
def desk(office: Desk) -> Desk:
    return forgetful(office)


def told(found: Home, key: str) -> Todo | None:
    return next((one for one in found.todo if one.key == key), None)


def enrolments(desk: Desk) -> Todo | None:
    return told(home(desk), "enrolments-undecided")


def ask(desk: Desk, folder: Path, *asked: tuple[str, str]) -> None:
    rows = [("DX基礎研修", turn, number, "○") for turn, number in asked]
    assert not apply_enrolments(desk, table(folder / "申込.csv", HEAD, *rows)).errors


def test_who_asked_waits_on_home_until_hr_decided(desk: Desk, tmp_path: Path) -> None:
    assert enrolments(desk) is None
    before = home(desk).counts.get("training", 0)
    ask(desk, tmp_path, ("第1回", w.TAX_A), ("第1回", w.TAX_B), ("第2回", w.CHILD_A))
    found = enrolments(desk)
    assert found is not None
    assert found.title == "受講の申込 3人分を決める"
    assert "「DX基礎研修 第1回」2人(R8.3.2開催、定員2人)、「DX基礎研修 第2回」1人(" in found.text
    assert home(desk).counts["training"] == before + 3
    assert found.focus.startswith("enrolments/2025/session:")
    deciding.decide(desk, "basic/第1回", [w.TAX_A], GRANTED)
    deciding.decide(desk, "basic/第1回", [w.TAX_B], PASSED)
    left = enrolments(desk)
    assert left is not None
    assert left.count == 1
    capabilities.switch(desk, "training", False)
    assert enrolments(desk) is None, "only where it is used"
    capabilities.switch(desk, "training", True)
    deciding.decide(desk, "basic/第2回", [w.CHILD_A], GRANTED)
    assert enrolments(desk) is None


def test_a_session_that_is_over_asks_for_nothing_and_one_called_off_does(desk: Desk, tmp_path: Path) -> None:
    editing.save_session(desk, SessionSaid("basic", "昔の回", first_day="2020-06-01", fiscal_year=2020))
    ask(desk, tmp_path, ("昔の回", w.TAX_A))
    assert enrolments(desk) is None
    ask(desk, tmp_path, ("第2回", w.TAX_A))
    with desk.store.read() as uow:
        held = next(one for one in ledger(uow).sessions if one.turn == "第2回")
    editing.call_off(desk, held)
    found = enrolments(desk)
    assert found is not None
    assert "中止" in found.text


def test_who_was_named_waits_on_home_until_hr_decided(desk: Desk, tmp_path: Path) -> None:
    n.use(desk)
    asked = n.begin(desk, "dx-promoter", 2026)
    assert told(home(desk), "nominations-undecided") is None
    with desk.store.read() as uow:
        person = next(one for one in uow.people.employees() if one.department_code in asked.sections)
    sent = n.requests(desk, tmp_path / "依頼", fiscal_year=2026)
    report = n.fill(sent[person.department_code], tmp_path / "報告.xlsx", n.line(person.number, person.name))
    n.receive(desk, report)
    found = told(home(desk), "nominations-undecided")
    assert found is not None
    assert found.title == "選任の報告 1人分を決める"
    assert (found.count, found.focus) == (1, f"nominations/{asked.code}")
    assert home(desk).counts["roster"] >= 1
    capabilities.switch(desk, "nomination", False)
    assert told(home(desk), "nominations-undecided") is None
    capabilities.switch(desk, "nomination", True)
    nominating.accept(desk, asked.code, accept_codes=("nomination-late",))
    assert told(home(desk), "nominations-undecided") is None
