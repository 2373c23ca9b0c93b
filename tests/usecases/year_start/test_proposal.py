"""来年度の目標の案: with the result goes what is proposed for April, and the 期首票 begins with it."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from pypdf import PdfReader

from dxdesk.domain.capabilities import TRAINING
from dxdesk.domain.contents import CourseSaid, Served
from dxdesk.domain.records import Part
from dxdesk.domain.year_start import Mode
from dxdesk.ports import setting_names
from dxdesk.usecases.answering import self_report
from dxdesk.usecases.answering.sheet import answers_from_json
from dxdesk.usecases.forms.letters import notice_of
from dxdesk.usecases.home.overview import home
from dxdesk.usecases.person_year import holders
from dxdesk.usecases.person_year.standing import person_year
from dxdesk.usecases.reports.printing import make_report
from dxdesk.usecases.review import confirming
from dxdesk.usecases.sealing import codec
from dxdesk.usecases.sealing.wording_version import wording_of
from dxdesk.usecases.training import editing
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.year import cycle, finalise
from dxdesk.usecases.year_start import own, proposal_read
from tests.helpers.office import CHIEF, MANAGER, STAFF, YEAR, Office, new_office
from tests.helpers.starting import begin

FIRST, SECOND = STAFF[0], STAFF[1]
SHEET = "来年度の目標の案"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = new_office(tmp_path, uses=[TRAINING])
    yield made
    made.close()


def finalised(office: Office, number: str = FIRST) -> tuple[Desk, str, str]:
    """Let a person's year be finalised: one skill below what is required, a goal for another."""
    mine = office.personal(number)
    sheet = self_report.open_answers(mine)
    low, wished = sheet.items[0], sheet.items[1]
    answers = answers_from_json(
        sheet,
        {
            "levels": {item.uid: 0 if item is low else 1 for item in sheet.items},
            "goals": {wished.uid: "データで考える"},
        },
    )
    done = self_report.submit(mine, office.folder / "sent", answers)
    assert done.file is not None
    chief, manager = office.section(CHIEF), office.section(MANAGER)
    office.receive(chief, done.file)
    confirming.confirm(chief, confirming.Decision(number))
    office.receive(manager, *office.send(chief, "confirmations", "up1"))
    confirming.confirm(manager, confirming.Decision(number))
    office.receive(office.hr, *office.send(manager, "confirmations", "up2"))
    finalise.finalise(office.hr, fiscal_year=YEAR)
    return mine, low.uid, wished.uid


def extra_of(office: Office, path: Path) -> tuple[str, int]:
    payload = office.services.workbooks.open(path).sealed_payload()
    assert payload is not None
    envelope = codec.open_payload(office.services.sealer, payload).envelope
    return envelope.extra, wording_of(envelope)


def test_the_notice_proposes_what_lacks_and_what_was_wished_with_the_courses(office: Office) -> None:
    begin(office)
    mine, low, wished = finalised(office)
    editing.save_course(office.hr, CourseSaid("bpr", "業務改革の初歩", serves=(Served(low, 1),)))
    (notice,) = office.send(office.hr, "results", "results", employee=FIRST)
    extra, wording = extra_of(office, notice)
    assert wording == 10  # the guide of the proposal reads as its paper does
    said = notice_of(YEAR, FIRST, extra)
    assert said is not None
    first, second = said.proposal[:2]
    assert (first.uid, first.level, first.now, first.aim) == (low, 1, "LV0", "LV1")
    assert first.courses == ("業務改革の初歩",)
    assert (second.uid, second.level, second.own) == (wished, 2, "データで考える")
    book = openpyxl.load_workbook(notice)
    assert SHEET in book.sheetnames
    texts = {str(cell.value) for row in book[SHEET].iter_rows() for cell in row}
    assert {"業務改革の初歩", "データで考える", "LV1"} <= texts
    # Its person reads it in the program, and a rewritten one is refused.
    assert office.receive(mine, notice).files[0].errors == ()
    assert [one.uid for one in proposal_read.received(mine)] == [one.uid for one in said.proposal]
    (todo,) = [one for one in home(mine).todo if one.key == "own-result"]
    assert "来年度の目標の案" in todo.text
    cell = next(c for row in book[SHEET].iter_rows() for c in row if c.value == "データで考える")
    cell.value = "別のこと"
    book.save(office.folder / "changed.xlsx")
    (error,) = office.receive(mine, office.folder / "changed.xlsx").files[0].errors
    assert (error.place.sheet, error.place.cell) == (SHEET, cell.coordinate)


def test_the_printed_notice_says_the_same(office: Office) -> None:
    begin(office)
    mine, _, _ = finalised(office)
    office.receive(mine, *office.send(office.hr, "results", "results", employee=FIRST))
    for desk in (office.hr, mine):
        printed = make_report(desk, "result-notice", employee=FIRST)
        text = "".join(page.extract_text() for page in PdfReader(BytesIO(printed)).pages)
        assert SHEET in text
        assert "データで考える" in text


@pytest.mark.parametrize("mode", [Mode.NONE, Mode.MARK, None])
def test_nothing_is_proposed_where_no_form_asks_for_goals(office: Office, mode: Mode | None) -> None:
    if mode is not None:
        begin(office, mode)
    mine, _, _ = finalised(office)
    (notice,) = office.send(office.hr, "results", "results", employee=FIRST)
    extra, wording = extra_of(office, notice)
    assert (wording, "proposal" in extra) == (2, False)
    assert openpyxl.load_workbook(notice).sheetnames[:1] == ["結果通知票"]
    assert SHEET not in openpyxl.load_workbook(notice).sheetnames
    office.receive(mine, notice)
    assert proposal_read.received(mine) == ()


def test_the_form_of_april_begins_with_the_proposal_and_none_of_it_is_an_answer(office: Office) -> None:
    begin(office)
    mine, low, wished = finalised(office)
    before = person_year(office.hr, FIRST, YEAR).views[Part.GOALS].items
    cycle.open_cycle(office.hr, cycle.OpenCycle(YEAR + 1, "shinagawa", "2027-01-01"))
    with office.hr.store.write() as uow:
        uow.settings.set(setting_names.ROSTER_DAY, f"{YEAR + 1}-04-01")
        uow.commit()
    office.send(office.hr, "year-start-forms", "starts2", fiscal_year=YEAR + 1)
    form = next((office.folder / "starts2").rglob(f"期首票_R8_{FIRST}.xlsx"))
    assert extra_of(office, form)[1] == 10
    assert office.receive(mine, form).files[0].errors == ()
    sheet = own.open_goals(mine, fiscal_year=YEAR + 1)
    names = {one.item.uid: one.item.name for one in sheet.question.answers}
    assert list(sheet.written.values()) == [
        (names[low], "LV1", "", "", ""), (names[wished], "LV2", "データで考える", "", ""),
    ]  # fmt: skip
    assert not sheet.said
    report = office.receive(office.hr, form).files[0]
    assert [note.code for note in report.notes] == ["form-blank"]
    assert person_year(office.hr, FIRST, YEAR).views[Part.GOALS].items == before, "never written back"
    # Who has no result begins as before.
    other = next((office.folder / "starts2").rglob(f"期首票_R8_{SECOND}.xlsx"))
    assert extra_of(office, other)[1] == 10


def test_a_number_that_went_to_somebody_else_brings_them_no_proposal(office: Office) -> None:
    begin(office)
    finalised(office)
    cycle.open_cycle(office.hr, cycle.OpenCycle(YEAR + 1, "shinagawa", "2027-01-01"))
    with office.hr.store.write() as uow:
        holders.hand_over(uow, FIRST, holders.Holder("2026-04-01", YEAR + 1, "前の人"))
        uow.settings.set(setting_names.ROSTER_DAY, f"{YEAR + 1}-04-01")
        uow.commit()
    office.send(office.hr, "year-start-forms", "starts2", fiscal_year=YEAR + 1)
    form = next((office.folder / "starts2").rglob(f"期首票_R8_{FIRST}.xlsx"))
    assert extra_of(office, form)[1] == 10
