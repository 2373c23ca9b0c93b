"""Which years and people a kind of document begins with: the same for the window and the command."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dxdesk.domain.contents import SessionSaid
from dxdesk.domain.enrolments import GRANTED
from dxdesk.ports.entities import EvidenceRecord
from dxdesk.usecases.nominations import deciding as nominating
from dxdesk.usecases.reports.choice import choices
from dxdesk.usecases.reports.printing import make_report
from dxdesk.usecases.reports.session_papers import COMING
from dxdesk.usecases.training import deciding, editing
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers import nominating as n
from tests.helpers import world as w
from tests.helpers.memory import forgetful
from tests.helpers.training import trained
from tests.pdf.reading import text_of

NEXT = w.YEAR + 1


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with trained(tmp_path_factory.mktemp("hr")) as desk:
        yield desk


@pytest.fixture
def desk(office: Desk) -> Desk:
    return forgetful(office)


def years(desk: Desk, kind: str) -> list[int]:
    return [year for year, _ in choices(desk, kind).offered[kind].years]


@pytest.mark.parametrize("kind", ["attendees", "sign-in"])
def test_papers_of_sessions_begin_with_those_to_come_whatever_year_they_are_in(desk: Desk, kind: str) -> None:
    assert choices(desk, kind).of(kind) == ()
    today = desk.services.clock.today()
    following = f"{int(today[:4]) + 2}-06-01"
    editing.save_session(
        desk, SessionSaid("basic", "先の回", first_day=following, fiscal_year=int(following[:4]))
    )
    editing.save_session(desk, SessionSaid("basic", "過ぎた回", first_day="2020-06-01", fiscal_year=2020))
    deciding.decide(desk, "basic/過ぎた回", [w.TAX_B], GRANTED)
    offered = choices(desk, kind).offered[kind]
    assert (offered.years[0][0], offered.fiscal_year) == (2020, 2020), (
        "nothing is to come: the latest there was"
    )
    assert "過ぎた回" in text_of(make_report(desk, kind))
    deciding.decide(desk, "basic/先の回", [w.TAX_A], GRANTED)
    offered = choices(desk, kind).offered[kind]
    assert [label for _, label in offered.years] == [
        COMING,
        f"令和{int(following[:4]) - 2018}年度",
        "令和2年度",
    ]
    assert [one.number for one in offered.people] == [w.TAX_A], "and not everybody who is asked"
    text = text_of(make_report(desk, kind))
    assert "先の回" in text
    assert "過ぎた回" not in text
    assert [one.number for one in choices(desk, kind, 2020).of(kind)] == [w.TAX_B]


def test_a_kind_that_is_not_of_a_year_begins_with_its_own(desk: Desk) -> None:
    """Somebody looked at another year, and then at another kind of paper, which has no such year."""
    found = choices(desk, "attendees", 2031)
    assert found.offered["attendees"].fiscal_year == 0
    assert found.offered["skill-sheet"].fiscal_year != 2031
    named = choices(desk, "skill-sheet", 2031, named=True).offered["skill-sheet"]
    assert named.fiscal_year == 2031, "who came for a year is shown that year, and that there is nothing"
    assert named.people == ()
    assert choices(desk, "receipts", 2031, named=True).offered["receipts"].fiscal_year == 0


def test_completions_are_of_those_who_completed(desk: Desk) -> None:
    this_year = f"{w.YEAR}-06-01"
    told = (
        EvidenceRecord(w.TAX_A, "course", "昔の研修", this_year, "修了", True),
        EvidenceRecord(w.TAX_B, "course", "昔の研修", this_year, "欠席", False),
        EvidenceRecord(w.TAX_C, "course", "昔の研修", "2019-06-01", "修了", True),
    )
    with desk.store.write() as uow:
        uow.people.add_evidence(told)
        uow.commit()
    assert [one.number for one in choices(desk, "completion", w.YEAR).of("completion")] == [w.TAX_A]
    assert 2019 in years(desk, "completion")
    assert [one.number for one in choices(desk, "completion", 2019).of("completion")] == [w.TAX_C]


def test_who_is_gone_can_have_the_list_of_what_is_held(desk: Desk) -> None:
    with desk.store.read() as uow:
        everybody = {one.number for one in uow.people.employees(include_left=True)}
    assert {one.number for one in choices(desk, "disclosure").of("disclosure")} == everybody
    assert years(desk, "disclosure") == []


def test_a_notice_of_nomination_is_of_those_chosen_in_the_newest_round(tmp_path: Path) -> None:
    with w.municipality(tmp_path, "2026-03-02") as (desk, _):
        w.open_year(desk)
        n.use(desk)
        assert choices(desk, "nomination-notice").of("nomination-notice") == ()
        n.begin(desk, "dx-promoter", NEXT, notice=True)
        sent = n.requests(desk, tmp_path / "依頼")
        back = n.fill(sent["1020"], tmp_path / "税務課.xlsx", n.line(w.TAX_A, "𠮷田 翔太"))
        n.receive(desk, back)
        offered = choices(desk, "nomination-notice").offered["nomination-notice"]
        assert (offered.fiscal_year, offered.people) == (NEXT, ()), "named, and not decided"
        assert nominating.accept(desk, f"{NEXT}-dx-promoter").count == 1
        offered = choices(desk, "nomination-notice").offered["nomination-notice"]
        assert (offered.fiscal_year, [one.number for one in offered.people]) == (NEXT, [w.TAX_A])
        assert NEXT in years(desk, "appointments")
        assert text_of(make_report(desk, "nomination-notice")).count("選任通知") == 1
