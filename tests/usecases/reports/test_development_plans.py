"""個人育成計画: the next goals, and the courses in their order with the session to come."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from dxdesk.domain.contents import Audience, CourseSaid, Served, SessionSaid
from dxdesk.domain.errors import KnownError
from dxdesk.usecases.answering import self_report
from dxdesk.usecases.answering.sheet import Answers
from dxdesk.usecases.organisation import capabilities
from dxdesk.usecases.reports.choice import kinds_in_use
from dxdesk.usecases.reports.printing import make_report
from dxdesk.usecases.training import editing
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.year import cycle, finalise
from dxdesk.usecases.year_start import own
from tests.helpers import world as w
from tests.helpers.begun import services
from tests.helpers.office import STAFF, new_office
from tests.helpers.starting import begin
from tests.pdf.reading import read, text_of

PAPER = "development-plan"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with w.municipality(tmp_path) as (desk, _):
        w.play(desk)
        yield desk


def printed(desk: Desk, number: str = w.TAX_A) -> str:
    """Return the text of the paper without the spaces that lines and columns bring."""
    return re.sub(r"\s+", "", text_of(make_report(desk, PAPER, employee=number)))


def test_an_office_without_the_ledger_is_not_offered_it(desk: Desk) -> None:
    assert PAPER not in {kind.kind for kind in kinds_in_use(desk)}
    with pytest.raises(KnownError) as error:
        make_report(desk, PAPER, employee=w.TAX_A)
    assert error.value.code == "training-off"


def test_the_courses_stand_in_their_order_with_the_session_to_come(desk: Desk) -> None:
    capabilities.switch(desk, "training", True)
    assert "いま勧める研修はありません。" in printed(desk, w.TAX_C)
    lacking = "shinagawa.bpr"
    editing.save_course(desk, CourseSaid("bpr", "業務改革研修", serves=(Served(lacking, 1),)))
    need = (Audience(need="required"),)
    editing.save_course(desk, CourseSaid("must", "セキュリティ研修", audience=need))
    for turn, day, until in (
        ("第1回", "2026-01-20", "2026-01-10"),
        ("第2回", "2026-03-02", "2026-02-20"),
        ("第3回", "2026-03-09", "2026-02-20"),
    ):
        session = SessionSaid("must", turn, first_day=day, fiscal_year=w.YEAR, deadline=until)
        editing.save_session(desk, session)
    text = printed(desk, w.TAX_C)
    assert "1セキュリティ研修必須で、今年度はまだ修了していない第2回R8.3.2(申込はR8.2.20まで)" in text
    assert "2業務改革研修「業務改革」の求められる水準のため予定の回なし" in text
    assert "第1回" not in text, "it is over"


def test_goals_stand_with_the_confirmed_and_the_required_level(desk: Desk) -> None:
    capabilities.switch(desk, "training", True)
    assert "業務改革LV2LV1来年は担当内で広げる令和8年度" in printed(desk)
    assert "目標は、まだ書かれていません。" in printed(desk, w.PROMOTER)
    assert "来年度に向けて(コメント):よろしくお願いします" in printed(desk)
    assert "人事評価には用いません" in printed(desk)


def test_a_level_of_last_year_says_that_it_is(desk: Desk) -> None:
    capabilities.switch(desk, "training", True)
    finalise.finalise(desk, fiscal_year=w.YEAR)
    cycle.open_cycle(desk, cycle.OpenCycle(w.YEAR + 1, "shinagawa", "2027-01-01"))
    sheet = self_report.open_answers(desk, w.TAX_A)
    said = Answers({item.uid: 3 for item in sheet.items}, goals={"shinagawa.bpr": "係に広げる"})
    self_report.submit(desk, answers=said, employee_number=w.TAX_A)
    assert "業務改革LV2(前年)LV1係に広げる令和9年度" in printed(desk)


def test_goals_of_the_years_beginning_stand_first_and_leave_no_trace_once_hidden(tmp_path: Path) -> None:
    office = new_office(tmp_path, services())
    begin(office)
    capabilities.switch(office.hr, "training", True)
    goals = {"goal:01": ("", "", "申請を電子にする", "実践", "3/31")}
    own.submit(office.hr, None, goals, STAFF[0], proxy_by="人事")
    assert "(スキル以外)\u2015\u2015申請を電子にする(実践)R8.3.31" in printed(office.hr, STAFF[0])
    capabilities.switch(office.hr, "year-start", False)
    assert "申請を電子にする" not in printed(office.hr, STAFF[0])
    office.close()


def test_many_courses_go_on_on_the_next_page(desk: Desk) -> None:
    capabilities.switch(desk, "training", True)
    need = (Audience(need="required"),)
    for number in range(60):
        editing.save_course(
            desk, CourseSaid(f"c{number:02}", f"とても長い名前の研修{number:02}", audience=need)
        )
    pdf = make_report(desk, PAPER, employee=w.TAX_A)
    assert len(read(pdf).pages) > 1
    assert [n for n in range(60) if f"研修{n:02}" not in text_of(pdf)] == []
