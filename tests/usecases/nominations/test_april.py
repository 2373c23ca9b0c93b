"""選任 of an April and a 交代 in October: asked, reported, judged, appointed, taken back."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from pypdf import PdfReader

from dxdesk.domain import authorities as rule
from dxdesk.domain.appointments import Appointment
from dxdesk.domain.errors import KnownError
from dxdesk.domain.nominations import ASKED
from dxdesk.domain.records import Part
from dxdesk.usecases.development import nominees
from dxdesk.usecases.forms import nomination_form as report
from dxdesk.usecases.home.overview import home
from dxdesk.usecases.inbox.batches import undo_receipt
from dxdesk.usecases.nominations import deciding, rosters, rounds, standing
from dxdesk.usecases.nominations.standing import RoundState
from dxdesk.usecases.organisation import appointments, authorities
from dxdesk.usecases.reports.choice import choices
from dxdesk.usecases.reports.printing import make_report
from dxdesk.usecases.sending import dispatch
from dxdesk.usecases.workplace.clock import FixedClock
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.year import cycle
from tests.helpers import nominating as n
from tests.helpers import world as w
from tests.helpers.memory import forgetful

YEAR = 2026
FROM, TO = "2026-04-01", "2027-03-31"
PERSONA = "dx-promoter"
TAX, CHILD, DIGITAL = "1020", "2010", "1010"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Desk, FixedClock]]:
    """品川's preset in a year before; 選任 is used."""
    with w.municipality(tmp_path_factory.mktemp("hr"), "2026-03-02") as made:
        w.open_year(made[0])
        n.use(made[0])
        yield made


@pytest.fixture
def desk(office: tuple[Desk, FixedClock]) -> Desk:
    return forgetful(office[0])


def state(desk: Desk) -> RoundState:
    (found,) = standing.round_states(desk, YEAR)
    return found


def codes(found: RoundState) -> dict[str, set[str]]:
    return {one.named.said.number: {problem.code for problem in one.findings} for one in found.candidates}


def subjects(desk: Desk, number: str) -> set[str]:
    return {one.named.subject for one in state(desk).candidates if one.named.said.number == number}


def test_the_framework_proposes_who_is_asked(desk: Desk) -> None:
    asked = rounds.propose(desk, PERSONA, YEAR)
    assert (asked.code, asked.wanted, asked.first_day, asked.last_day) == ("2026-dx-promoter", 1, FROM, TO)
    assert asked.sections == (DIGITAL, TAX, CHILD), "課, and neither 係 nor 部"


def test_from_the_request_to_the_terms(desk: Desk, tmp_path: Path) -> None:
    n.begin(desk, PERSONA, YEAR)
    assert [one.code for one in state(desk).missing] == [DIGITAL, TAX, CHILD]
    sent = n.requests(desk, tmp_path / "依頼")
    assert sorted(sent) == [DIGITAL, TAX, CHILD]

    filled = n.fill(sent[TAX], tmp_path / "税務課.xlsx", n.line(w.TAX_A, "𠮷田 翔太"))
    (seen,) = n.receive(desk, filled, dry_run=True)
    assert (seen.outcome, seen.added, seen.notes) == ("applied", 1, ())
    assert len(state(desk).missing) == 3, "a preview changes nothing"
    (done,) = n.receive(desk, filled)
    assert (done.outcome, done.added, done.kind) == ("applied", 1, "nominations")
    (again,) = n.receive(desk, filled)
    assert (again.outcome, again.receipt) == ("unchanged", done.receipt)

    assert [one.code for one in state(desk).missing] == [DIGITAL, CHILD]
    assert n.terms_of(desk) == set()
    assert deciding.accept(desk, "2026-dx-promoter").count == 1
    assert n.terms_of(desk) == {(w.TAX_A, FROM, TO)}
    with pytest.raises(KnownError) as refused:
        undo_receipt(desk, done.receipt)
    assert refused.value.code == "undo-blocked"
    deciding.take_back(desk, "2026-dx-promoter", subjects(desk, w.TAX_A))
    assert n.terms_of(desk) == set()
    undo_receipt(desk, done.receipt)
    assert len(state(desk).missing) == 3
    (revived,) = n.receive(desk, filled)
    assert (revived.outcome, revived.added) == ("applied", 1)


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (n.line("999999", "だれか 太郎"), "nomination-number-unknown"),
        (n.line("", "𠮷田 翔太"), "nomination-number-unknown"),
        (n.line(w.TAX_A, "山田 太郎"), "nomination-name-differs"),
        (n.line(w.CHILD_A, "濵田 一"), "nomination-other-section"),
        (n.line(w.TAX_A, "吉田　翔太", "交代", instead_of=w.TAX_C), "nomination-predecessor"),
        (n.line(w.TAX_A, "𠮷田 翔太", "交代"), "nomination-predecessor"),
        (n.line(w.TAX_A, "𠮷田 翔太", first_day="R9.4.1"), "nomination-days"),
    ],
)
def test_what_stands_in_the_way_is_told_by_its_cell_and_nothing_is_lost(
    desk: Desk, tmp_path: Path, line: n.Line, code: str
) -> None:
    n.begin(desk, PERSONA, YEAR)
    filled = n.fill(n.requests(desk, tmp_path / "依頼")[TAX], tmp_path / "報告.xlsx", line)
    for dry_run in (True, False):
        (told,) = n.receive(desk, filled, dry_run=dry_run)
        assert (told.outcome, [note.code for note in told.notes]) == ("applied", [code])
        (note,) = told.notes
        assert (note.place.file, note.place.sheet) == ("報告.xlsx", report.REPORT_SHEET)
        assert note.place.cell
    assert [one.named.said.name for one in state(desk).candidates] == [line[report.NAME]]
    waiting = deciding.accept(desk, "2026-dx-promoter")
    assert (waiting.count, [problem.code for problem in waiting.waiting]) == (0, [code])
    again = deciding.accept(desk, "2026-dx-promoter", accept_codes=[code])
    assert again.count == (code in ASKED), "only what can be right is accepted by its code"


def test_who_left_or_is_away_is_told_when_it_is_looked_at(desk: Desk, tmp_path: Path) -> None:
    """The roster of now decides, so that it makes no difference whether it came before the report."""
    n.begin(desk, PERSONA, YEAR)
    sent = n.requests(desk, tmp_path / "依頼")
    away = n.fill(sent[CHILD], tmp_path / "保育課.xlsx", n.line(w.ON_LEAVE, "渡邉 直樹"))
    (told,) = n.receive(desk, away)
    assert [note.code for note in told.notes] == ["nomination-away"]
    n.receive(desk, n.fill(sent[TAX], tmp_path / "税務課.xlsx", n.line(w.TAX_A, "𠮷田 翔太")))
    assert codes(state(desk))[w.TAX_A] == set()
    with desk.store.write() as uow:
        person = uow.people.employee(w.TAX_A)
        assert person is not None
        uow.people.save_employees([replace(person, left=True)])
        uow.commit()
    assert codes(state(desk))[w.TAX_A] == {"nomination-left"}
    assert TAX in [one.code for one in state(desk).missing], "who has left is nobody"


@pytest.mark.parametrize(
    ("line", "code", "title"),
    [
        (n.line(w.TAX_A, "𠮷田 翔太", "つづけて"), "nomination-manner", "区分"),
        (n.line(w.TAX_A, "𠮷田 翔太", ""), "nomination-manner", "区分"),
        (n.line(w.TAX_A, "𠮷田 翔太", first_day="来春"), "nomination-day", "任期の始まり"),
        (n.line(w.TAX_A, "𠮷田 翔太", handed_over="たぶん"), "nomination-handover", "引継ぎ"),
        (n.line("", "", "新任"), "nomination-nameless", "職員番号"),
        (n.line(w.TAX_A, "𠮷田 翔太", section_code="9999"), "nomination-section-unknown", "所属コード"),
    ],
)
def test_what_cannot_be_read_refuses_the_file_by_its_cell(
    desk: Desk, tmp_path: Path, line: n.Line, code: str, title: str
) -> None:
    n.begin(desk, PERSONA, YEAR)
    filled = n.fill(n.requests(desk, tmp_path / "依頼")[TAX], tmp_path / "報告.xlsx", line)
    (told,) = n.receive(desk, filled)
    assert (told.outcome, [problem.code for problem in told.errors]) == ("refused", [code])
    (problem,) = told.errors
    sheet = load_workbook(filled)[report.REPORT_SHEET]
    column = sheet[problem.place.cell].column
    titles = {str(sheet.cell(row, column).value).replace("\n", "") for row in range(1, 15)}
    assert title in titles
    assert not state(desk).candidates


def test_nobody_twice_and_a_file_without_the_table_are_refused(desk: Desk, tmp_path: Path) -> None:
    n.begin(desk, PERSONA, YEAR)
    sent = n.requests(desk, tmp_path / "依頼")
    cases = {
        "nomination-nobody": n.fill(sent[TAX], tmp_path / "空.xlsx"),
        "nomination-twice": n.fill(
            sent[TAX],
            tmp_path / "二重.xlsx",
            n.line(w.TAX_A, "𠮷田 翔太"),
            n.line(w.TAX_A, "𠮷田 翔太", note="もう一度"),
        ),
    }
    for code, path in cases.items():
        (told,) = n.receive(desk, path)
        assert (told.outcome, [problem.code for problem in told.errors]) == ("refused", [code])
    other = tmp_path / "別の表.csv"
    other.write_text("職員番号,氏名\n000004,だれか\n", encoding="utf-8-sig")
    (told,) = n.receive(desk, other, kind="nominations")
    assert [problem.code for problem in told.errors] == ["header-missing"]


def test_somebody_of_two_sections_and_more_than_asked_wait_until_somebody_decides(
    desk: Desk, tmp_path: Path
) -> None:
    n.begin(desk, PERSONA, YEAR)
    sent = n.requests(desk, tmp_path / "依頼")
    n.receive(desk, n.fill(sent[TAX], tmp_path / "税務課.xlsx", n.line(w.TAX_A, "𠮷田 翔太")))
    more = (n.line(w.TAX_A, "𠮷田 翔太"), n.line(w.CHILD_A, "濵田 一"))
    (told,) = n.receive(desk, n.fill(sent[CHILD], tmp_path / "保育課.xlsx", *more))
    assert {note.code for note in told.notes} == {
        *("nomination-other-section", "nomination-two-sections", "nomination-over")
    }
    assert deciding.accept(desk, "2026-dx-promoter", accept_codes=ASKED).count == 0
    wrong = {
        one.named.subject
        for one in state(desk).candidates
        if (one.named.said.section, one.named.said.number) == (CHILD, w.TAX_A)
    }
    deciding.decline(desk, "2026-dx-promoter", wrong)
    assert codes(state(desk)) == {w.TAX_A: set(), w.CHILD_A: set()}
    assert deciding.accept(desk, "2026-dx-promoter").count == 2
    assert n.terms_of(desk) == {(w.TAX_A, FROM, TO), (w.CHILD_A, FROM, TO)}


def test_two_reports_that_contradict_are_both_there_until_one_is_taken_back(
    desk: Desk, tmp_path: Path
) -> None:
    n.begin(desk, PERSONA, YEAR)
    sent = n.requests(desk, tmp_path / "依頼")
    first = n.fill(sent[TAX], tmp_path / "一.xlsx", n.line(w.TAX_A, "𠮷田 翔太"))
    second = n.fill(sent[TAX], tmp_path / "二.xlsx", n.line(w.TAX_A, "𠮷田 翔太", last_day="R8.9.30"))
    n.receive(desk, first)
    (told,) = n.receive(desk, second)
    assert (told.outcome, told.updated) == ("applied", 1)
    assert [note.code for note in told.notes] == ["nomination-differs"]
    assert "任期の終わり" in told.notes[0].found
    assert deciding.accept(desk, "2026-dx-promoter").count == 0
    undo_receipt(desk, told.receipt)
    assert deciding.accept(desk, "2026-dx-promoter").count == 1
    assert n.terms_of(desk) == {(w.TAX_A, FROM, TO)}


def test_a_report_that_comes_after_the_decision_says_that_it_changes_nothing(
    desk: Desk, tmp_path: Path
) -> None:
    n.begin(desk, PERSONA, YEAR)
    sent = n.requests(desk, tmp_path / "依頼")
    n.receive(desk, n.fill(sent[TAX], tmp_path / "一.xlsx", n.line(w.TAX_A, "𠮷田 翔太")))
    deciding.accept(desk, "2026-dx-promoter")
    later = n.fill(sent[TAX], tmp_path / "二.xlsx", n.line(w.TAX_A, "𠮷田 翔太", last_day="R8.9.30"))
    (told,) = n.receive(desk, later)
    assert (told.outcome, [note.code for note in told.notes]) == ("applied", ["nomination-decided"])
    assert n.terms_of(desk) == {(w.TAX_A, FROM, TO)}
    deciding.take_back(desk, "2026-dx-promoter", subjects(desk, w.TAX_A))
    assert codes(state(desk)) == {w.TAX_A: {"nomination-differs"}}, "now it has to be settled"


def test_who_goes_on_and_who_is_replaced_in_october(desk: Desk, tmp_path: Path) -> None:
    """再任 ends the open term before it; a 交代 by the same form ends the predecessor the day before."""
    with desk.store.write() as uow:
        uow.people.save_appointments([Appointment(w.TAX_A, PERSONA, "2025-04-01")])
        uow.commit()
    n.begin(desk, PERSONA, YEAR)
    sent = n.requests(desk, tmp_path / "依頼")
    n.receive(desk, n.fill(sent[TAX], tmp_path / "四月.xlsx", again=(w.TAX_A,)))
    done = deciding.accept(desk, "2026-dx-promoter")
    assert (done.count, done.ended) == (1, 1)
    assert n.terms_of(desk) == {(w.TAX_A, "2025-04-01", "2026-03-31"), (w.TAX_A, FROM, TO)}

    follower = n.line(
        w.TAX_B,
        "葛\U000e0100西 花子",
        "交代",
        first_day="令和8年10月1日",
        instead_of=w.TAX_A,
        handed_over="済",
        handed_on="R8.9.28",
        note="引継書を渡した",
    )
    (told,) = n.receive(desk, n.fill(sent[TAX], tmp_path / "十月.xlsx", follower))
    assert (told.outcome, told.notes) == ("applied", ()), "one is asked for, and one stays"
    assert {one.state for one in state(desk).candidates} == {"replaced", "waiting"}
    done = deciding.accept(desk, "2026-dx-promoter")
    assert (done.count, done.ended) == (1, 1)
    assert n.terms_of(desk) == {
        (w.TAX_A, "2025-04-01", "2026-03-31"),
        (w.TAX_A, FROM, "2026-09-30"),
        (w.TAX_B, "2026-10-01", TO),
    }
    with desk.store.read() as uow:
        listed = rosters.appointees(desk, uow, YEAR).lines
    found = {one.number: one for one in listed if one.first_day > FROM}
    assert (found[w.TAX_B].manner, found[w.TAX_B].instead_of) == ("instead", w.TAX_A)
    assert found[w.TAX_B].handed == "済 R8.9.28"

    deciding.take_back(desk, "2026-dx-promoter", subjects(desk, w.TAX_B))
    assert n.terms_of(desk) == {(w.TAX_A, "2025-04-01", "2026-03-31"), (w.TAX_A, FROM, TO)}


@pytest.mark.parametrize(
    ("term", "manner"),
    [
        (("2025-10-01", "2026-09-30"), "新任"),  # runs into the round's
        (("2025-10-01", ""), "新任"),
        ((FROM, "2026-06-30"), "新任"),  # begins on the same day
        (("2026-10-01", TO), "再任"),  # begins later: going on from it is no sense
    ],
)
def test_a_term_of_the_same_days_has_to_be_settled_first(
    desk: Desk, tmp_path: Path, term: tuple[str, str], manner: str
) -> None:
    with desk.store.write() as uow:
        uow.people.save_appointments([Appointment(w.TAX_A, PERSONA, *term)])
        uow.commit()
    n.begin(desk, PERSONA, YEAR)
    sent = n.requests(desk, tmp_path / "依頼")
    line = n.line(w.TAX_A, "𠮷田 翔太", manner)
    (told,) = n.receive(desk, n.fill(sent[TAX], tmp_path / "税務課.xlsx", line))
    assert [note.code for note in told.notes] == ["nomination-overlaps"]
    assert deciding.accept(desk, "2026-dx-promoter", accept_codes=ASKED).count == 0
    assert n.terms_of(desk) == {(w.TAX_A, *term)}


def test_a_term_somebody_changed_since_is_left_and_told(desk: Desk, tmp_path: Path) -> None:
    n.begin(desk, PERSONA, YEAR)
    sent = n.requests(desk, tmp_path / "依頼")
    n.receive(desk, n.fill(sent[TAX], tmp_path / "税務課.xlsx", n.line(w.TAX_A, "𠮷田 翔太")))
    deciding.accept(desk, "2026-dx-promoter")
    term = Appointment(w.TAX_A, PERSONA, FROM, TO)
    appointments.end(desk, term, "2026-12-31")
    done = deciding.take_back(desk, "2026-dx-promoter", subjects(desk, w.TAX_A))
    assert [problem.code for problem in done.waiting] == ["nomination-term-changed"]
    assert n.terms_of(desk) == {(w.TAX_A, FROM, "2026-12-31")}


def test_a_copy_without_the_payload_is_known_by_the_code_above_its_table(desk: Desk, tmp_path: Path) -> None:
    n.begin(desk, PERSONA, YEAR)
    n.begin(desk, PERSONA, YEAR, first_day="2026-10-01", name="年度の途中")
    sent = n.requests(desk, tmp_path / "依頼", TAX)
    copied = tmp_path / "写し.xlsx"
    book = load_workbook(n.fill(sent[TAX], copied, n.line(w.TAX_A, "𠮷田 翔太")))
    del book["_dxdesk"]
    book.save(copied)
    (told,) = n.receive(desk, copied, kind="nominations")
    assert (told.outcome, told.added) == ("applied", 1), told
    undo_receipt(desk, told.receipt)
    retitled = tmp_path / "見出しを消した.xlsx"
    book = load_workbook(n.fill(sent[TAX], retitled, n.line(w.TAX_A, "𠮷田 翔太")))
    for row in book[report.REPORT_SHEET].iter_rows(max_row=9):
        for cell in row[1:]:
            if "(2026" in str(cell.value):
                cell.value = "よろしくお願いします"
    book.save(retitled)
    (told,) = n.receive(desk, retitled)
    assert (told.outcome, told.added) == ("applied", 1), "the payload says which round it is"
    bare = tmp_path / "自作.csv"
    bare.write_text(
        f"所属コード,職員番号,氏名,区分\n{CHILD},{w.CHILD_A},濵田 一,新任\n", encoding="utf-8-sig"
    )
    (told,) = n.receive(desk, bare, kind="nominations")
    assert [problem.code for problem in told.errors] == ["nomination-round-needed"]
    rounds.close(desk, "2026-dx-promoter-2")
    (told,) = n.receive(desk, bare, kind="nominations")
    assert (told.outcome, told.added) == ("applied", 1), told


def test_levels_beside_candidates_are_refused_for_a_year_whose_purpose_lacks_it(desk: Desk) -> None:
    n.begin(desk, PERSONA, YEAR)
    people = nominees.possible(desk, "2026-dx-promoter", TAX)
    assert [one.number for one in people] == [w.CHIEF_TAX, w.LEADER_TAX, w.TAX_A, w.TAX_B, w.TAX_C]
    assert {one.wanted for one in people} == {0}
    with pytest.raises(KnownError) as refused:
        nominees.possible(desk, "2026-dx-promoter", TAX, levels=True)
    assert refused.value.code == "use-outside-purpose"
    assert "選任・認定" in refused.value.problem.message
    w.answered(desk, w.TAX_A, 2)
    w.confirmed(desk, w.TAX_A, w.LEADER_TAX, w.CHIEF_TAX)
    year = cycle.OpenCycle(w.YEAR, "shinagawa", w.BASE, w.DUE_SELF, w.DUE_FIRST, w.DUE_SECOND)
    cycle.open_cycle(desk, replace(year, uses=("appointment",)))
    found = {one.number: one for one in nominees.possible(desk, "2026-dx-promoter", TAX, levels=True)}
    assert found[w.TAX_A].reached == found[w.TAX_A].wanted > 0
    assert found[w.TAX_B].wanted == 0, "nothing is confirmed of them"


def test_people_of_another_authority_wait_for_a_decision(desk: Desk, tmp_path: Path) -> None:
    """保育課 belongs to the board of education: not asked, not appointed, in no list until it is decided."""
    authorities.assign(desk, CHILD, rule.BOARD)
    assert rounds.propose(desk, PERSONA, YEAR).sections == (DIGITAL, TAX)
    with pytest.raises(KnownError) as refused:
        n.begin(desk, PERSONA, YEAR, sections=(TAX, CHILD))
    assert refused.value.code == "beyond-authority"
    n.begin(desk, PERSONA, YEAR)
    sent = n.requests(desk, tmp_path / "依頼")
    named = n.fill(sent[TAX], tmp_path / "税務課.xlsx", n.line(w.CHILD_A, "濵田 一"))
    (told,) = n.receive(desk, named)
    assert {note.code for note in told.notes} == {"nomination-beyond", "nomination-other-section"}
    assert deciding.accept(desk, "2026-dx-promoter", accept_codes=ASKED).count == 0
    assert nominees.possible(desk, "2026-dx-promoter", CHILD) == ()
    appointments.appoint(desk, [w.CHILD_A, w.TAX_A], PERSONA, FROM, TO)
    with desk.store.read() as uow:
        found = rosters.appointees(desk, uow, YEAR)
    assert [one.number for one in found.lines] == [w.TAX_A]
    assert "教育委員会" in found.left_out
    authorities.keep_decision(
        desk,
        rule.Decision(
            rule.BOARD, ("candidates", "lists"), "氏名、所属", "個人情報の保護に関する法律第69条",
            "7検人第12号", "2025-12-01", "2025-12-01",
        ),
    )  # fmt: skip
    assert {one.number for one in nominees.possible(desk, "2026-dx-promoter", CHILD)} >= {w.CHILD_A}
    with desk.store.read() as uow:
        assert len(rosters.appointees(desk, uow, YEAR).lines) == 2


def test_nothing_is_there_until_it_is_switched_on(tmp_path: Path) -> None:
    with w.municipality(tmp_path) as (desk, _):
        w.open_year(desk)
        acts: list[Callable[[], object]] = [
            lambda: rounds.propose(desk, PERSONA, YEAR),
            lambda: standing.round_states(desk),
            lambda: deciding.accept(desk, "2026-dx-promoter"),
            lambda: n.requests(desk, tmp_path / "依頼"),
            lambda: dispatch.export(desk, dispatch.Export("appointments", tmp_path / "名簿")),
            lambda: make_report(desk, "nomination-notice"),
            lambda: make_report(desk, "appointments"),
        ]
        for act in acts:
            with pytest.raises(KnownError) as refused:
                act()
            assert refused.value.code == "nomination-off"
        with desk.store.read() as uow:
            assert not uow.exchange.part(0, Part.OWNED)
        assert not [kind for kind in choices(desk).kinds if kind.uses]
        assert not [todo for todo in home(desk).todo if todo.key == "nomination-missing"]


def test_home_names_the_sections_that_named_nobody(desk: Desk) -> None:
    n.begin(desk, PERSONA, YEAR, deadline="2026-03-01")
    (todo,) = (todo for todo in home(desk).todo if todo.key == "nomination-missing")
    assert (todo.screen, todo.focus, todo.urgent) == ("roster", "nominations", True)
    assert "税務課" in todo.text
    rounds.close(desk, "2026-dx-promoter")
    assert not [todo for todo in home(desk).todo if todo.key == "nomination-missing"]


def test_a_notice_only_where_the_round_wants_one_and_with_the_office_s_number(
    desk: Desk, tmp_path: Path
) -> None:
    n.begin(desk, PERSONA, YEAR)
    sent = n.requests(desk, tmp_path / "依頼")
    n.receive(desk, n.fill(sent[TAX], tmp_path / "税務課.xlsx", n.line(w.TAX_A, "𠮷田 翔太")))
    deciding.accept(desk, "2026-dx-promoter")
    with pytest.raises(KnownError) as refused:
        make_report(desk, "nomination-notice")
    assert refused.value.code == "nobody-to-print"
    rounds.change(desk, "2026-dx-promoter", {"notice": True})
    first, again = printed(desk), printed(desk)
    assert "第1号" in first
    assert first == again == printed(desk, YEAR), "a reprint carries the same number, year named or not"
    rounds.change(
        desk, "2026-dx-promoter", {"document_number": "8検総人第123号", "approved_on": "2026-03-20"}
    )
    told = printed(desk)
    assert "8検総人第123号" in told
    assert "令和8年3月20日" in told
    assert "令和9年3月31日まで" in told


def printed(desk: Desk, fiscal_year: int = 0) -> str:
    data = make_report(desk, "nomination-notice", fiscal_year=fiscal_year)
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)


REPORTS = (
    (TAX, (n.line(w.TAX_A, "𠮷田 翔太"),)),
    (TAX, (n.line(w.TAX_A, "𠮷田 翔太", note="二度目"), n.line(w.TAX_B, "葛\U000e0100西 花子"))),
    (CHILD, (n.line(w.TAX_A, "𠮷田 翔太"),)),
    (CHILD, (n.line(w.CHILD_A, "濵田 一"),)),
)


@example(acts=[(1, False), (0, False)])
@example(acts=[(1, False), (0, False), (1, True), (2, False), (1, False)])
@example(acts=[(0, False), (1, False), (0, False), (0, True)])
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(st.tuples(st.integers(0, 3), st.booleans()), max_size=7))
def test_any_order_of_reports_and_undoing_says_the_same(
    office: tuple[Desk, FixedClock], tmp_path_factory: pytest.TempPathFactory, acts: list[tuple[int, bool]]
) -> None:
    """What is known is what the live reports say, whatever came first, twice, or was taken back between."""
    folder = tmp_path_factory.mktemp("順")
    desk, other = forgetful(office[0]), forgetful(office[0])
    for one in (desk, other):
        n.begin(one, PERSONA, YEAR)
    sent = n.requests(desk, folder / "依頼")
    files = [
        n.fill(sent[section], folder / f"{place}.xlsx", *lines)
        for place, (section, lines) in enumerate(REPORTS)
    ]
    # A file that came twice stands twice in the ledger: taken back once, the other time still says it.
    live: dict[int, list[int]] = {place: [] for place in range(len(files))}
    for place, back in acts:
        if back and live[place]:
            undo_receipt(desk, live[place].pop())
        elif not back:
            (told,) = n.receive(desk, files[place])
            assert told.outcome in ("applied", "unchanged")
            if told.receipt not in live[place]:
                live[place].append(told.receipt)
    for place in (place for place, receipts in live.items() if receipts):
        n.receive(other, files[place])
    assert said(desk) == said(other)


def said(desk: Desk) -> object:
    return [(one.named.said, one.named.differs, one.state, one.findings) for one in state(desk).candidates]
