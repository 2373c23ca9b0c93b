"""What is told, printed and asked after a term that a 選任 made was changed: the term as it stands."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from dxdesk.domain.appointments import Appointment
from dxdesk.domain.errors import KnownError
from dxdesk.domain.nomination_terms import TermsNow
from dxdesk.domain.nominations import Paper
from dxdesk.usecases.development import nominees
from dxdesk.usecases.forms import nomination_form as report
from dxdesk.usecases.home.overview import home
from dxdesk.usecases.nominations import deciding, rosters, rounds, standing
from dxdesk.usecases.organisation import appointments
from dxdesk.usecases.reports.printing import make_report, notices
from dxdesk.usecases.sending import dispatch
from dxdesk.usecases.workplace.clock import FixedClock
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers import nominating as n
from tests.helpers import world as w
from tests.helpers.memory import forgetful

YEAR = 2026
FROM, TO = "2026-04-01", "2027-03-31"
PERSONA, CODE = "dx-promoter", "2026-dx-promoter"
TAX, CHILD = "1020", "2010"
OTHER, ELSEWHERE = "nomination-other-section", "nomination-predecessor-elsewhere"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Desk, FixedClock]]:
    """品川's preset in a year before; 選任 is used."""
    with w.municipality(tmp_path_factory.mktemp("hr"), "2026-03-02") as made:
        w.open_year(made[0])
        n.use(made[0])
        yield made


@pytest.fixture
def desk(office: tuple[Desk, FixedClock], tmp_path: Path) -> Desk:
    """A round in which 保育課 named somebody of 税務課, who is appointed."""
    found = forgetful(office[0])
    n.begin(found, PERSONA, YEAR, notice=True, sections=(TAX, CHILD))
    sent = n.requests(found, tmp_path / "依頼")
    n.receive(found, n.fill(sent[CHILD], tmp_path / "保育課.xlsx", n.line(w.TAX_A, "𠮷田 翔太")))
    assert deciding.accept(found, CODE, accept_codes=[OTHER]).count == 1
    return found


def state(desk: Desk) -> standing.RoundState:
    return standing.round_state(desk, CODE)


def candidate(desk: Desk, number: str) -> standing.Candidate:
    (found,) = (one for one in state(desk).candidates if one.named.said.number == number)
    return found


def missing(desk: Desk) -> list[str]:
    return [one.code for one in state(desk).missing]


def follow(desk: Desk, tmp_path: Path) -> list[str]:
    """税務課 reports a 交代 that names the one whom 保育課 named; return the codes of what it is told."""
    sent = n.requests(desk, tmp_path / "交代の依頼", TAX)
    said = n.line(
        w.TAX_B, "葛\U000e0100西 花子", "交代", first_day="R8.10.1", instead_of=w.TAX_A, handed_over="済"
    )
    (told,) = n.receive(desk, n.fill(sent[TAX], tmp_path / "交代.xlsx", said))
    assert told.outcome == "applied", told
    return [note.code for note in told.notes]


def printed(desk: Desk, kind: str, employee: str = "", section: str = "") -> str:
    data = make_report(desk, kind, section, employee)
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)


def test_notice_and_lists_say_the_person_s_own_section_and_who_named_them(desk: Desk, tmp_path: Path) -> None:
    for text in (printed(desk, "nomination-notice"), printed(desk, "appointments").replace("\n", "")):
        assert "税務課" in text, "their own section"
        assert "(保育課の推薦)" in text
    assert "税務課" in printed(desk, "nomination-notice", section=TAX)
    with pytest.raises(KnownError):
        printed(desk, "nomination-notice", section=CHILD)
    with desk.store.read() as uow:
        (line,) = rosters.appointees(desk, uow, YEAR).lines
    assert (line.section, line.named_by) == ("税務課市民税係", "保育課")
    done = dispatch.export(desk, dispatch.Export("appointments", tmp_path / "名簿", fiscal_year=YEAR))
    cells = {str(cell.value) for row in load_workbook(done.files[0]).active.iter_rows() for cell in row}
    assert {"税務課市民税係", "推薦した所属", "保育課"} <= cells


def test_somebody_of_the_section_that_named_them_is_said_without_it(desk: Desk, tmp_path: Path) -> None:
    sent = n.requests(desk, tmp_path / "依頼二", TAX)
    n.receive(desk, n.fill(sent[TAX], tmp_path / "税務課.xlsx", n.line(w.TAX_B, "葛\U000e0100西 花子")))
    deciding.accept(desk, CODE)
    assert "推薦" not in printed(desk, "nomination-notice", w.TAX_B)
    (other,) = (one.named.subject for one in state(desk).candidates if one.named.said.number == w.TAX_A)
    deciding.take_back(desk, CODE, [other])
    done = dispatch.export(desk, dispatch.Export("appointments", tmp_path / "名簿", fiscal_year=YEAR))
    cells = {str(cell.value) for row in load_workbook(done.files[0]).active.iter_rows() for cell in row}
    assert "推薦した所属" not in cells, "as it was, where nobody is named by another section"


def test_a_predecessor_whom_another_section_named_is_asked_about_and_leaves_it_vacant(
    desk: Desk, tmp_path: Path
) -> None:
    assert follow(desk, tmp_path) == [ELSEWHERE]
    (problem,) = candidate(desk, w.TAX_B).findings
    assert "保育課" in problem.message
    held = deciding.accept(desk, CODE)
    assert (held.count, [one.code for one in held.waiting]) == (0, [ELSEWHERE])
    assert n.terms_of(desk) == {(w.TAX_A, FROM, TO)}
    assert missing(desk) == []
    assert deciding.accept(desk, CODE, accept_codes=[ELSEWHERE]).ended == 1
    assert missing(desk) == [CHILD]
    (todo,) = (todo for todo in home(desk).todo if todo.key == "nomination-missing")
    assert "保育課" in todo.text
    (child,) = (one for one in state(desk).sections if one.code == CHILD)
    assert (child.named, child.appointed, child.missing) == (0, 0, True)
    # Somebody who comes in their place is not one too many.
    sent = n.requests(desk, tmp_path / "依頼三", CHILD)
    said = n.line(w.CHILD_A, "濵田 一", first_day="R8.10.1")
    (told,) = n.receive(desk, n.fill(sent[CHILD], tmp_path / "後.xlsx", said))
    assert told.notes == ()
    assert missing(desk) == []


def test_a_term_that_was_ended_is_told_as_it_stands_and_no_notice_is_made_of_it_unasked(
    desk: Desk, tmp_path: Path
) -> None:
    assert not [one for one in notices(desk, "nomination-notice") if one.code == "nomination-notice-changed"]
    follow(desk, tmp_path)
    deciding.accept(desk, CODE, accept_codes=[ELSEWHERE])
    one = candidate(desk, w.TAX_A)
    assert (one.day_to, one.changed, one.decided_to, one.gone) == ("2026-09-30", True, TO, False)
    assert "R9.3.31" in one.told
    assert "𠮷田" not in printed(desk, "nomination-notice"), "not anew in silence"
    told = {one.code: one for one in notices(desk, "nomination-notice")}["nomination-notice-changed"]
    assert w.TAX_A in told.found
    alone = printed(desk, "nomination-notice", w.TAX_A)
    assert "令和8年9月30日まで" in alone
    assert "はじめの任期は令和9年3月31日まで" in alone


def test_a_term_removed_by_hand_is_told_and_its_section_is_vacant(desk: Desk) -> None:
    with desk.store.write() as uow:
        uow.people.remove_appointment(Appointment(w.TAX_A, PERSONA, FROM, TO))
        uow.commit()
    one = candidate(desk, w.TAX_A)
    assert one.gone
    assert one.told
    assert missing(desk) == [TAX, CHILD]
    with pytest.raises(KnownError) as refused:
        printed(desk, "nomination-notice", w.TAX_A)
    assert refused.value.code == "nobody-to-print"


def test_a_section_s_own_follower_and_a_term_that_goes_on_leave_nothing_vacant(
    desk: Desk, tmp_path: Path
) -> None:
    sent = n.requests(desk, tmp_path / "依頼四", CHILD)
    said = n.line(w.CHILD_A, "濵田 一", "交代", first_day="R8.10.1", instead_of=w.TAX_A, handed_over="済")
    (told,) = n.receive(desk, n.fill(sent[CHILD], tmp_path / "自課.xlsx", said))
    assert told.notes == ()
    deciding.accept(desk, CODE)
    assert missing(desk) == [TAX]
    assert candidate(desk, w.TAX_A).day_to == "2026-09-30"
    terms = (Appointment("1", "p", FROM, "2026-09-30"), Appointment("1", "p", "2026-10-01", TO))
    assert not TermsNow(terms, "p").ended_early(Appointment("1", "p", FROM, TO))
    assert TermsNow(terms[:1], "p").ended_early(Appointment("1", "p", FROM, ""))


def test_a_follower_of_a_later_round_leaves_nothing_vacant_in_the_first(desk: Desk, tmp_path: Path) -> None:
    n.begin(desk, PERSONA, YEAR, sections=(CHILD,), first_day="2026-10-01")
    sent = n.requests(desk, tmp_path / "十月", CHILD)
    said = n.line(w.CHILD_A, "濵田 一", "交代", instead_of=w.TAX_A, handed_over="済")
    request = next(path for path in sent[CHILD].parent.iterdir() if f"{CODE}-2" in path.name)
    (told,) = n.receive(desk, n.fill(request, tmp_path / "後任.xlsx", said))
    assert told.notes == ()
    assert deciding.accept(desk, f"{CODE}-2").ended == 1
    assert missing(desk) == [TAX]


def test_the_list_without_a_year_is_of_the_newest_round_where_no_term_runs(desk: Desk) -> None:
    """The notices are of that round's year, too."""
    text = printed(desk, "appointments")
    assert "令和8年度" in text
    assert w.TAX_A in text
    appointments.appoint(desk, [w.TAX_B], PERSONA, "2026-03-01", "2026-03-31")
    text = printed(desk, "appointments")
    assert w.TAX_B in text
    assert w.TAX_A not in text, "who is appointed today"
    assert rounds.propose(desk, PERSONA, YEAR).code == f"{CODE}-2"


def test_a_decision_in_mid_year_has_its_own_number_and_day(desk: Desk, tmp_path: Path) -> None:
    """The round's 決裁 of April decided nothing of a 交代 in October."""
    rounds.change(desk, CODE, {"document_number": "8検総人第1号", "approved_on": "2026-03-15"})
    text = printed(desk, "nomination-notice", w.TAX_A)
    assert "8検総人第1号" in text
    assert "令和8年3月15日" in text
    follow(desk, tmp_path)
    with pytest.raises(KnownError) as refused:
        deciding.accept(desk, CODE, (), [ELSEWHERE], Paper(approved_on="来月"))
    assert refused.value.code == "date-unreadable"
    deciding.accept(desk, CODE, (), [ELSEWHERE])
    text = printed(desk, "nomination-notice", w.TAX_B)
    assert "8検総人第1号" not in text
    assert "第1号" in text
    assert "令和8年3月2日" in text, "the day it is printed"
    text = printed(desk, "nomination-notice", w.TAX_A)
    assert "訂正 令和8年3月15日付け 8検総人第1号を訂正" in text
    assert text.count("8検総人第1号") == 1, "it did not decide of the term that ends in September"
    assert "令和8年3月2日" in text

    (subject,) = (one.named.subject for one in state(desk).candidates if one.named.said.number == w.TAX_B)
    deciding.take_back(desk, CODE, [subject])
    paper = Paper("8検総人第77号", "部長決裁", "2026-09-20")
    deciding.accept(desk, CODE, [subject], [ELSEWHERE], paper, ["somebody else"])
    assert candidate(desk, w.TAX_B).named.said.document_number == ""
    deciding.take_back(desk, CODE, [subject])
    deciding.accept(desk, CODE, [subject], [ELSEWHERE], paper)
    text = printed(desk, "nomination-notice", w.TAX_B)
    assert "8検総人第77号" in text
    assert "令和8年9月20日" in text
    data = make_report(desk, "appointments", fiscal_year=YEAR)
    listed = "".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)
    assert "8検総人第77号" in listed
    deciding.take_back(desk, CODE, [subject])
    assert candidate(desk, w.TAX_B).named.said.document_number == "", "the next decision has its own"


def test_who_holds_by_the_roster_alone_is_shown_to_their_section(desk: Desk, tmp_path: Path) -> None:
    with desk.store.write() as uow:
        person = uow.people.employee(w.TAX_B)
        assert person is not None
        uow.people.save_employees([replace(person, personas=(PERSONA,))])
        uow.commit()
    sent = n.requests(desk, tmp_path / "名簿の人材像", TAX)
    found = load_workbook(sent[TAX])
    for sheet in (found[report.REPORT_SHEET], found["所属の職員"]):
        (row,) = (row for row in sheet.iter_rows(values_only=True) if w.TAX_B in row)
        assert any("名簿の人材像(任期なし)" in str(cell) for cell in row), row
        others = [row for row in sheet.iter_rows(values_only=True) if w.TAX_C in row or w.TAX_A in row]
        assert not any("名簿の人材像" in str(cell) for row in others for cell in row)
    holding = {one.number for one in nominees.possible(desk, CODE, TAX) if one.holds}
    assert holding == {w.TAX_B}
    (told,) = n.receive(desk, n.fill(sent[TAX], tmp_path / "再任.xlsx", again=(w.TAX_B,)))
    assert (told.outcome, told.notes) == ("applied", ())
    assert deciding.accept(desk, CODE).count == 1


def test_no_deadline_is_proposed_that_is_over(desk: Desk) -> None:
    assert rounds.propose(desk, PERSONA, YEAR).deadline == "2026-03-31"
    assert rounds.propose(desk, PERSONA, YEAR - 1).deadline == ""
