"""Below the levels of a form, and beside the next level of a result notice, stand the courses for them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from dxdesk.domain.contents import Audience, CourseSaid, Served
from dxdesk.ports.document_wording import COURSES_LABEL
from dxdesk.ports.entities import EvidenceRecord
from dxdesk.programs.scenario.by_hand import fill_form
from dxdesk.usecases.answering.self_report import open_answers
from dxdesk.usecases.exchange import kept, receive
from dxdesk.usecases.inbox import opening
from dxdesk.usecases.organisation import capabilities
from dxdesk.usecases.reports.printing import make_report
from dxdesk.usecases.sealing.wording_version import USUAL, WITH_COURSES, wording_in
from dxdesk.usecases.sending import dispatch
from dxdesk.usecases.training.editing import save_course
from dxdesk.usecases.training.keeping import end_course
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.year import finalise
from tests.helpers import world as w
from tests.helpers.memory import forgetful
from tests.pdf.reading import text_of

BPR, DATA = "shinagawa.bpr", "shinagawa.data"
"""Of these the person has reached levels 2 and 1, so that 3 and 2 come next."""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with w.municipality(tmp_path_factory.mktemp("hr")) as (made, _):
        w.play(made)
        finalise.finalise(made)
        capabilities.switch(made, "training", True)
        yield made


@pytest.fixture
def desk(office: Desk) -> Desk:
    return forgetful(office)


def paper(desk: Desk, number: str = w.TAX_A) -> str:
    return "".join(text_of(make_report(desk, "result-notice", employee=number)).split())


def test_a_notice_names_the_courses_for_the_level_that_comes_next(desk: Desk) -> None:
    save_course(desk, CourseSaid("a", "データ分析研修", serves=(Served(DATA, 2),)))
    save_course(desk, CourseSaid("b", "業務改革研修", serves=(Served(BPR, 0), Served(DATA, 0))))
    save_course(desk, CourseSaid("c", "初歩の研修", serves=(Served(DATA, 1), Served(BPR, 2))))
    save_course(desk, CourseSaid("d", "先の研修", serves=(Served(DATA, 3),)))
    found = paper(desk)
    assert found.count(f"{COURSES_LABEL}業務改革研修") == 1
    assert f"{COURSES_LABEL}データ分析研修、業務改革研修" in found
    assert "初歩の研修" not in found, "that level is reached"
    assert "先の研修" not in found, "first the level before"


def test_what_is_no_advice_for_them_is_not_named(desk: Desk) -> None:
    serves = (Served(DATA, 2),)
    save_course(desk, CourseSaid("done", "受けた研修", serves=serves, recurrence="once"))
    save_course(desk, CourseSaid("over", "終えた研修", serves=serves))
    end_course(desk, "over")
    save_course(desk, CourseSaid("past", "実績の研修", serves=serves, reference=2019))
    chiefs = (Audience("", "管理職", "required"),)
    save_course(desk, CourseSaid("chiefs", "管理職の研修", serves=serves, audience=chiefs))
    save_course(desk, CourseSaid("new", "新規採用の研修", serves=serves, rule="new-staff"))
    with desk.store.write() as uow:
        day = f"{w.YEAR}-06-10"
        uow.people.add_evidence([EvidenceRecord(w.TAX_A, "course", "受けた研修", day, "修了", True)])
        uow.commit()
    assert COURSES_LABEL not in paper(desk)


def notice(desk: Desk, out: Path) -> Path:
    made = dispatch.export(desk, dispatch.Export("results", out, employee=w.TAX_A))
    return made.files[0]


def cells_of(path: Path) -> list[str]:
    sheet = openpyxl.load_workbook(path).worksheets[0]
    return [str(cell.value) for line in sheet.iter_rows() for cell in line if cell.value is not None]


def test_an_office_without_the_ledger_writes_what_it_wrote(desk: Desk, tmp_path: Path) -> None:
    save_course(desk, CourseSaid("a", "データ分析研修", serves=(Served(DATA, 2),)))
    capabilities.switch(desk, "training", False)
    assert not any(COURSES_LABEL in cell for cell in cells_of(notice(desk, tmp_path / "off")))
    capabilities.switch(desk, "training", True)
    again = cells_of(notice(desk, tmp_path / "on"))
    assert not any(COURSES_LABEL in cell for cell in again), "what was issued stays what it was"
    assert COURSES_LABEL not in paper(desk)


@pytest.mark.parametrize("courses", [True, False])
def test_the_notice_is_taken_by_its_person_and_printed_with_its_courses(
    tmp_path: Path, courses: bool
) -> None:
    with w.municipality(tmp_path, on_file=True) as (desk, _):
        w.open_year(desk)
        form = dispatch.export(desk, dispatch.Export("forms", tmp_path / "out", employee=w.TAX_A)).files[0]
        w.answered(desk, w.TAX_A, 1)
        w.confirmed(desk, w.TAX_A, w.LEADER_TAX, w.CHIEF_TAX)
        finalise.finalise(desk)
        capabilities.switch(desk, "training", True)
        if courses:
            save_course(desk, CourseSaid("a", "データ分析研修", serves=(Served(DATA, 2),)))
        made = notice(desk, tmp_path / "out")
        own, _ = opening.create_from(desk.services, form, str(tmp_path / "自分.dxdesk"), w.PASSPHRASE)
        taken = receive.receive(own, receive.ReceiveFiles((made,)))
        assert [(file.outcome, file.errors) for file in taken.files] == [("applied", ())]
        assert (f"{COURSES_LABEL}データ分析研修" in paper(own, "")) == courses
        with own.store.read() as uow:
            told = kept.notice(uow, w.YEAR)
        assert told is not None
        assert wording_in(told.extra) == (WITH_COURSES if courses else USUAL), (
            "older programs read what they can"
        )
        own.store.close()


@pytest.mark.parametrize("courses", [True, False])
def test_a_form_names_the_courses_below_the_levels_and_comes_back(tmp_path: Path, courses: bool) -> None:
    with w.municipality(tmp_path, on_file=True) as (desk, _):
        w.open_year(desk)
        capabilities.switch(desk, "training", True)
        if courses:
            save_course(desk, CourseSaid("a", "データ分析研修", serves=(Served(DATA, 2),)))
            save_course(desk, CourseSaid("b", "業務改革研修", serves=(Served(DATA, 0), Served("other", 1))))
        form = dispatch.export(desk, dispatch.Export("forms", tmp_path / "out", employee=w.TAX_A)).files[0]
        cells = cells_of(form)
        told = [cell for cell in cells if cell.endswith(("データ分析研修", "業務改革研修"))]
        assert told == (["レベルを問わない: 業務改革研修", "LV2: データ分析研修"] if courses else [])
        assert ("研修" in cells) == courses
        own, _ = opening.create_from(desk.services, form, str(tmp_path / "自分.dxdesk"), w.PASSPHRASE)
        again = receive.receive(own, receive.ReceiveFiles((form,)))
        assert [file.errors for file in again.files] == [()]
        shown = {item.uid: item.courses for item in open_answers(own).items if item.courses}
        assert shown == ({DATA: tuple(told)} if courses else {}), "in the app as on the form"
        own.store.close()
        filled = tmp_path / "回答.xlsx"
        fill_form(form, filled, {"データ活用": ("LV1", "集計を自動にした。", "")})
        done = receive.receive(desk, receive.ReceiveFiles((filled,)))
        assert [(file.outcome, file.errors) for file in done.files] == [("applied", ())]


def test_a_form_whose_courses_were_rewritten_is_refused(tmp_path: Path) -> None:
    with w.municipality(tmp_path, on_file=True) as (desk, _):
        w.open_year(desk)
        capabilities.switch(desk, "training", True)
        save_course(desk, CourseSaid("a", "データ分析研修", serves=(Served(DATA, 2),)))
        form = dispatch.export(desk, dispatch.Export("forms", tmp_path / "out", employee=w.TAX_A)).files[0]
        book = openpyxl.load_workbook(form)
        for line in book.worksheets[0].iter_rows():
            for cell in line:
                if cell.value == "LV2: データ分析研修":
                    cell.value = "LV2: ほかの研修"
        book.save(tmp_path / "書換え.xlsx")
        done = receive.receive(desk, receive.ReceiveFiles((tmp_path / "書換え.xlsx",)))
        assert done.files[0].outcome == "refused"
        assert any("ほかの研修" in str(error) for error in done.files[0].errors)
