"""面談シート: levels, goals, support actions, next courses and room to write; only where 期首 is used."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from dxdesk.domain.contents import Audience, CourseSaid
from dxdesk.domain.errors import KnownError
from dxdesk.domain.year_start import Mode
from dxdesk.usecases.answering import self_report
from dxdesk.usecases.answering.sheet import Answers
from dxdesk.usecases.organisation import capabilities
from dxdesk.usecases.reports.choice import kinds_in_use
from dxdesk.usecases.reports.printing import make_report
from dxdesk.usecases.review import confirming
from dxdesk.usecases.training import editing
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.year_start import agreeing, own
from tests.helpers.begun import services
from tests.helpers.office import CHIEF, STAFF, Office, new_office, uids
from tests.helpers.starting import begin
from tests.pdf.reading import read, text_of

PAPER, PERSON = "interview", STAFF[0]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = new_office(tmp_path, services())
    yield made
    made.close()


def printed(desk: Desk, number: str = PERSON) -> str:
    """Return the text of the paper without the spaces that lines and columns bring."""
    return re.sub(r"\s+", "", text_of(make_report(desk, PAPER, employee=number)))


def test_an_office_without_goals_of_the_year_is_not_offered_it(office: Office) -> None:
    assert PAPER not in {kind.kind for kind in kinds_in_use(office.hr)}
    with pytest.raises(KnownError) as error:
        make_report(office.hr, PAPER, employee=PERSON)
    assert error.value.code == "start-off"
    chief = office.section(CHIEF)
    assert PAPER not in {kind.kind for kind in kinds_in_use(chief)}
    with pytest.raises(KnownError) as error:
        make_report(chief, PAPER, employee=PERSON)
    assert error.value.code == "start-no-form"


def test_it_shows_what_they_talk_of_and_leaves_room_to_write(office: Office) -> None:
    begin(office, agreed=True, meeting=True, supports=("朝のミニ勉強会",))
    text = printed(office.hr)
    assert "目標は、まだありません。" in text
    assert "次に受ける研修" not in text, "the office has no training ledger"
    goals = {"goal:01": ("", "", "申請を電子にする", "実践", "3/31")}
    own.submit(office.hr, None, goals, PERSON, proxy_by="人事")
    said = {"assignment": "done", "朝のミニ勉強会": "yet"}
    agreeing.agree(office.hr, agreeing.Agreement(PERSON, said, "2025-05-20"))
    text = printed(office.hr)
    for expected in (
        "面談日令和7年5月20日",
        "申請を電子にする(実践、R8.3.31まで)",
        "業務アサインの調整行った",
        "朝のミニ勉強会まだ",
        "フィードバック行った・まだ",  # to be circled
        "話したこと",
        "これからすること",
        "人事評価には用いません",
    ):
        assert expected in text


def test_a_gap_is_told_of_what_was_confirmed_and_of_nothing_else(office: Office) -> None:
    begin(office)
    told = Answers(dict.fromkeys(uids(office.hr), 0))
    self_report.submit(office.hr, answers=told, employee_number=PERSON)
    text = printed(office.hr)
    assert "業務改革LV1\u2015LV0\u2015\u2015" in text
    assert "あと" not in text
    confirming.confirm(office.hr, confirming.Decision(PERSON, on_behalf_of=CHIEF))
    assert "業務改革LV1\u2015LV0LV0あと1段" in printed(office.hr)


def test_the_next_courses_stand_on_it_where_there_is_a_ledger(office: Office) -> None:
    begin(office)
    capabilities.switch(office.hr, "training", True)
    assert "いま勧める研修はありません。" in printed(office.hr)
    need = (Audience(need="required"),)
    editing.save_course(office.hr, CourseSaid("must", "情報セキュリティ研修", audience=need))
    assert "1情報セキュリティ研修必須で、今年度はまだ修了していない予定の回なし" in printed(office.hr)


def test_with_the_mark_alone_it_says_where_a_goal_was_set(office: Office) -> None:
    begin(office, Mode.MARK)
    text = printed(office.hr)
    assert "デジタルの目標を立てたところ:まだ答えていません" in text
    assert "上長の支援行動" not in text


def test_the_supervisor_prints_it_too_and_everybody_begins_on_a_page(office: Office) -> None:
    begin(office)
    chief = office.section(CHIEF)
    (again,) = (
        path for path in office.send(office.hr, "section-packages", "again") if f"_{CHIEF}" in path.name
    )
    office.receive(chief, again)
    assert PAPER in {kind.kind for kind in kinds_in_use(chief)}
    pages = [page.extract_text() for page in read(make_report(chief, PAPER)).pages]
    heads = [page for page in pages if "職員番号" in page]
    assert len(heads) >= 2
    assert len(pages) == 2 * len(heads), "what is read in front, what is written at the back"
