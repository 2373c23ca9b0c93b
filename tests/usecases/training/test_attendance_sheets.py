"""出席簿: of those with a seat, to be signed by hand or marked in Excel, and back beside the sessions."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader

from dxdesk.domain.capabilities import TRAINING
from dxdesk.domain.contents import SessionSaid
from dxdesk.domain.enrolments import GRANTED
from dxdesk.domain.errors import KnownError
from dxdesk.usecases.imports import evidence
from dxdesk.usecases.imports.enrolment_tables import apply_enrolments
from dxdesk.usecases.imports.evidence import EvidenceAnswers
from dxdesk.usecases.imports.understanding import TableResult
from dxdesk.usecases.reports import catalogue
from dxdesk.usecases.reports.choice import choices
from dxdesk.usecases.reports.printing import make_report
from dxdesk.usecases.reports.session_papers import COMING
from dxdesk.usecases.sealing.workbook_kinds import ATTENDANCE
from dxdesk.usecases.sending import dispatch
from dxdesk.usecases.training import deciding, figures
from dxdesk.usecases.training.editing import save_session
from dxdesk.usecases.training.ledger import ledger
from dxdesk.usecases.workplace.clock import FixedClock
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers import world as w
from tests.helpers.memory import forgetful
from tests.helpers.training import filled, table, trained

TITLE = "DX基礎研修 第1回"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """An office in which two people have a seat in the session of 2026-03-02."""
    with trained(tmp_path_factory.mktemp("hr")) as desk:
        deciding.decide(desk, "basic/第1回", [w.TAX_A, w.CHILD_A], GRANTED)
        yield desk


@pytest.fixture
def desk(office: Desk) -> Desk:
    return forgetful(office)


def on(desk: Desk, day: str) -> Desk:
    """Return the office on another day."""
    return replace(desk, services=replace(desk.services, clock=FixedClock(day)))


def sheet(desk: Desk, out: Path) -> Path:
    (path,) = dispatch.export(desk, dispatch.Export(ATTENDANCE.word, out, sessions=("basic/第1回",))).files
    return path


def attendance(desk: Desk, path: Path, **words: str) -> TableResult:
    answers = EvidenceAnswers(words=words)
    return evidence.apply_evidence(desk, path, ATTENDANCE.kind, answers=answers)


def codes(result: TableResult) -> set[str]:
    """Return what is told beside that what the store knows of people is kept anew."""
    return {one.code for one in result.notices} - {"reference-updated"}


def test_a_sheet_is_marked_in_excel_and_counts(desk: Desk, tmp_path: Path) -> None:
    path = sheet(desk, tmp_path)
    after = on(desk, "2026-03-03")
    back = filled(path, {(w.TAX_A, "結果"): "修了", (w.CHILD_A, "結果"): "欠席"})
    done = attendance(after, back)
    assert not done.errors, done.errors
    assert codes(done) == set(), "nothing to be told of what fits"
    year = next(one for one in figures.training_year(after, w.YEAR).courses if one.course.code == "basic")
    assert (year.attended, year.completed) == ({w.TAX_A}, {w.TAX_A})


def test_who_left_in_the_middle_is_asked_about_once(desk: Desk, tmp_path: Path) -> None:
    back = filled(sheet(desk, tmp_path), {(w.TAX_A, "結果"): "途中退席", (w.CHILD_A, "結果"): "出席"})
    after = on(desk, "2026-03-03")
    first = attendance(after, back)
    (asked,) = first.errors
    assert (asked.code, asked.found) == ("result-unclear", "途中退席")
    assert "attendance-incomplete" not in codes(first), "whoever has a line is in the table"
    assert asked.place.cell
    assert not attendance(after, back, 途中退席="attended").errors


def test_before_its_day_a_session_has_nobody_who_was_there(desk: Desk, tmp_path: Path) -> None:
    back = filled(sheet(desk, tmp_path), {(w.TAX_A, "結果"): "出席", (w.CHILD_A, "結果"): "出席"})
    assert {one.code for one in attendance(desk, back).errors} == {"date-future"}


def test_what_does_not_fit_the_sessions_is_told_with_its_cell(desk: Desk, tmp_path: Path) -> None:
    after = on(desk, "2026-03-20")
    rows = [("DX基礎研修", "2026-03-02", number, "出席") for number in (w.TAX_A, w.TAX_B, w.TAX_C)]
    rows += [("DX基礎研修", "2026-03-05", w.LENT, "出席"), ("DX基礎研修", "2019-06-01", w.LENT, "出席")]
    done = attendance(after, table(tmp_path / "受講.csv", ("研修名", "受講日", "職員番号", "結果"), *rows))
    assert not done.errors, done.errors
    told = {one.code: (one.place.cell, one.found) for one in done.notices if one.code in codes(done)}
    assert told == {
        "attendance-not-enrolled": ("3行C列", f"{w.TAX_B}、{w.TAX_C}"),
        "attendance-incomplete": ("", w.CHILD_A),
        "session-overfull": ("", "3人"),
        "attendance-no-session": ("5行C列", "R8.3.5"),
        "attendance-no-cycle": ("", "令和元年度 1行"),
    }
    assert done.added == 5, "told, and kept"


def text_of(data: bytes) -> str:
    return "\f".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)


def test_the_list_and_the_sheet_to_sign_name_those_with_a_seat(desk: Desk) -> None:
    deciding.decide(desk, "bpr", [w.PROMOTER], GRANTED)
    for kind, more in (("attendees", "備考"), ("sign-in", "署名")):
        pages = text_of(make_report(desk, kind)).split("\f")
        assert len(pages) == 2, "each session on pages of its own"
        assert TITLE in pages[0]
        assert more in pages[0]
        assert "令和8年3月2日(月)" in pages[0]
        assert "庁舎801" in pages[0]
        assert "定員 2人" in pages[0]
        assert w.TAX_A in pages[0]
        assert w.PROMOTER not in pages[0]
        assert w.PROMOTER in pages[1]
        alone = text_of(make_report(desk, kind, session="bpr"))
        assert TITLE not in alone
        with pytest.raises(KnownError) as caught:
            make_report(desk, kind, section="2010", session="bpr")
        assert caught.value.code == "nobody-to-print"
        over = on(desk, "2026-04-01")
        assert TITLE in text_of(make_report(over, kind)), "nothing is to come: the latest there was"
        assert TITLE in text_of(make_report(over, kind, fiscal_year=w.YEAR)), (
            "a year that is named is past, too"
        )


def test_each_day_of_a_session_has_room_to_sign_and_remarks_stand_beside(desk: Desk, tmp_path: Path) -> None:
    with desk.store.read() as uow:
        session = next(one for one in ledger(uow).sessions if one.first_day == "2026-03-02" and one.turn)
    save_session(desk, session._replace(last_day="2026-03-03"), session)
    asked = ("DX基礎研修", "第1回", w.TAX_A, "○", "時短のため午後のみ")
    path = table(tmp_path / "申込.csv", ("研修名", "回", "職員番号", "申込", "備考"), asked)
    assert not apply_enrolments(desk, path).errors
    pages = "".join(text_of(make_report(desk, "sign-in", session="basic/第1回")).split())
    for text in ("署名3月2日", "署名3月3日", "時短のため午後のみ"):
        assert text in pages
    save_session(desk, session._replace(last_day="2026-03-20"), session._replace(last_day="2026-03-03"))
    assert "署名 3月2日" not in text_of(make_report(desk, "sign-in", session="basic/第1回")), (
        "no room for so many"
    )


def test_the_year_of_a_session_is_offered_before_it_is_open(desk: Desk) -> None:
    save_session(desk, SessionSaid("basic", "第9回", "2026-06-01"))
    known = ((0, COMING), (w.YEAR, "令和7年度"))
    assert choices(desk, "attendees").offered["attendees"].years == known, "nobody has a seat in it"
    deciding.decide(desk, "basic/第9回", [w.TAX_A], GRANTED, fiscal_year=w.YEAR + 1)
    offered = choices(desk, "attendees").offered
    assert offered["attendees"].years == (known[0], (w.YEAR + 1, "令和8年度"), known[1])
    assert [year for year, _ in offered["skill-sheet"].years] == [w.YEAR], "what is asked has not begun"
    assert "第9回" in text_of(make_report(desk, "attendees", fiscal_year=w.YEAR + 1))


def test_an_office_without_the_ledger_is_offered_none_of_it(tmp_path: Path, desk: Desk) -> None:
    ours = {kind.kind for kind in catalogue.KINDS if kind.uses == TRAINING}
    assert ours <= {kind.kind for kind in choices(desk).kinds}
    with w.municipality(tmp_path) as (other, _):
        assert not ours & {kind.kind for kind in choices(other).kinds}
        for kind in ("attendees", "sign-in"):
            with pytest.raises(KnownError) as caught:
                make_report(other, kind)
            assert caught.value.code == "training-off"


def test_nobody_with_a_seat_is_no_file(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(KnownError) as caught:
        dispatch.export(desk, dispatch.Export(ATTENDANCE.word, tmp_path / "出席簿", sessions=("bpr",)))
    assert caught.value.code == "nobody-granted"
    assert not (tmp_path / "出席簿").exists(), "nor an empty folder"
