"""The goals at the end of the year: asked in the 申告票, seen by the confirmer, read again next year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import openpyxl
import pytest

from dxdesk.domain.contents import Goal, goals_in
from dxdesk.domain.plan_life import PlanState
from dxdesk.domain.records import Part
from dxdesk.domain.year_start import Mode
from dxdesk.usecases.answering import self_report
from dxdesk.usecases.answering.sheet import answers_from_json
from dxdesk.usecases.exchange import dump
from dxdesk.usecases.inbox import opening
from dxdesk.usecases.person_year.standing import person_year
from dxdesk.usecases.review import confirming
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.year import cycle, finalise
from dxdesk.usecases.year_start import agreeing, overview, own
from tests.helpers.office import CHIEF, MANAGER, PASSPHRASE, STAFF, YEAR, Office, new_office
from tests.helpers.starting import begin, start_form, type_into

FIRST, SECOND = STAFF[0], STAFF[1]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = new_office(tmp_path)
    yield made
    made.close()


def answered(form: Path, target: Path, sheets: Mapping[str, Mapping[str, str]]) -> Path:
    """Type into the first free yellow cell under a heading of a sheet."""
    book = openpyxl.load_workbook(form)
    for name, cells in sheets.items():
        sheet = book[name]
        for title, text in cells.items():
            row, column = next(
                (cell.row, cell.column) for line in sheet.iter_rows() for cell in line if cell.value == title
            )
            sheet.cell(row + 1, column).value = text
    target.parent.mkdir(exist_ok=True)
    book.save(target)
    return target


def goal(desk: Desk, number: str) -> Goal:
    (found,) = goals_in(person_year(desk, number).views[Part.PLAN].items).values()
    return found


def plan_first(office: Office) -> None:
    """Let the first person hand in a goal on paper, and the chief agree."""
    begin(office, agreed=True)
    own.submit(
        office.hr, None, {"goal:01": ("", "", "申請を電子にする", "実践", "3/31")}, FIRST, proxy_by="人事"
    )
    agreeing.agree(office.hr, agreeing.Agreement(FIRST))


def test_the_form_asks_of_the_goals_and_what_is_told_keeps_the_agreement(office: Office) -> None:
    plan_first(office)
    office.send(office.hr, "forms", "forms2")
    form = next((office.folder / "forms2").rglob(f"申告票_R7_{FIRST}.xlsx"))
    said = {"期首の目標": {"達成のようす": "申請の半分を電子にした", "コメント": "来年も続けたい"}}
    report = office.receive(office.hr, answered(form, office.folder / "back" / "a.xlsx", said)).files[0]
    assert (report.outcome, report.errors) == ("applied", ())
    found = goal(office.hr, FIRST)
    assert (found.text, found.attained, found.comment) == (
        "申請を電子にする", "申請の半分を電子にした", "来年も続けたい",
    )  # fmt: skip
    person = person_year(office.hr, FIRST)
    assert (person.plan_life.state, person.plan_life.changed) == (PlanState.AGREED, False)
    assert person.state.value == "submitted"
    # Who handed in no goals has a form as it always was.
    other = next((office.folder / "forms2").rglob(f"申告票_R7_{SECOND}.xlsx"))
    assert openpyxl.load_workbook(other).sheetnames[0] == "DXスキル申告票"
    assert "期首の目標" not in openpyxl.load_workbook(other).sheetnames


def test_a_goal_that_somebody_rewrote_on_the_sheet_is_refused_by_its_cell(office: Office) -> None:
    plan_first(office)
    office.send(office.hr, "forms", "forms2")
    form = next((office.folder / "forms2").rglob(f"申告票_R7_{FIRST}.xlsx"))
    book = openpyxl.load_workbook(form)
    cell = next(c for line in book["期首の目標"].iter_rows() for c in line if "申請を電子" in str(c.value))
    cell.value = "別の目標"
    book.save(office.folder / "changed.xlsx")
    report = office.receive(office.hr, office.folder / "changed.xlsx").files[0]
    assert [(e.code, e.place.sheet, e.place.cell) for e in report.errors] == [
        ("fixed-cell-changed", "期首の目標", cell.coordinate)
    ]


def test_the_start_form_that_comes_after_the_end_form_says_what_it_said_before_it(office: Office) -> None:
    begin(office, agreed=True)
    office.send(office.hr, "year-start-forms", "starts")
    goals = type_into(
        start_form(office.folder / "starts", FIRST), office.folder / "back" / "g.xlsx", {1: {"目標": "学ぶ"}}
    )
    office.hr.store.close()
    issuer = office.replica("issuer")  # a section that knows the goals issues the form of the year's end
    office.desks.append(issuer)
    office.receive(issuer, goals)
    office.send(issuer, "forms", "forms3")
    form = next((office.folder / "forms3").rglob(f"申告票_R7_{FIRST}.xlsx"))
    end = answered(form, office.folder / "back" / "e.xlsx", {"期首の目標": {"達成のようす": "できた"}})
    seen = set()
    for number, files in enumerate([(goals, end), (end, goals), (end, goals, goals, end)]):
        desk = office.replica(f"late{number}")
        office.receive(desk, *files[:1])
        for file in files[1:]:
            office.receive(desk, file)
        assert goal(desk, FIRST).attained == "できた"
        assert person_year(desk, FIRST).disputed == 0
        seen.add(dump.dump(desk).state_digest)
        desk.store.close()
    office.hr = opening.open_store(office.services, str(office.folder / "hr.dxdesk"), PASSPHRASE)
    assert len(seen) == 1


def test_the_app_tells_attainment_and_the_next_year_begins_with_last_years(office: Office) -> None:
    plan_first(office)
    office.packages = office.send(office.hr, "section-packages", "packages2")
    office.send(office.hr, "forms", "forms2")
    form = next((office.folder / "forms2").rglob(f"申告票_R7_{FIRST}.xlsx"))
    mine, _ = opening.create_from(office.services, form, str(office.folder / "own.dxdesk"), "")
    office.desks.append(mine)
    sheet = self_report.open_answers(mine)
    assert sheet.goals is not None
    uid = sheet.items[0].uid
    answers = answers_from_json(
        sheet, {"levels": {uid: 2}, "goals": {uid: "データで考える"}, "attained": {"1": "できた"}}
    )
    self_report.save_draft(mine, answers)
    assert self_report.open_answers(mine).answers.attained == {"goal:01": ("できた", "")}
    done = self_report.submit(mine, office.folder / "sent")
    assert done.file is not None
    chief, manager = office.section(CHIEF), office.section(MANAGER)
    office.receive(chief, done.file)
    assert goal(chief, FIRST).attained == "できた", "the confirmer sees what was told"
    confirming.confirm(chief, confirming.Decision(FIRST))
    office.receive(manager, *office.send(chief, "confirmations", "up1"))
    confirming.confirm(manager, confirming.Decision(FIRST))
    office.receive(office.hr, *office.send(manager, "confirmations", "up2"))
    assert goal(office.hr, FIRST).attained == "できた"
    finalise.finalise(office.hr, fiscal_year=YEAR)
    assert goal(office.hr, FIRST).attained == "できた"
    assert person_year(office.hr, FIRST).plan_life.state is PlanState.AGREED
    cycle.open_cycle(office.hr, cycle.OpenCycle(YEAR + 1, "shinagawa", "2027-01-01"))
    person = person_year(office.hr, FIRST, YEAR + 1)
    assert person.views[Part.REFERENCE].reference.last_plan == (
        ("申請を電子にする(実践、R8.3.31まで)", "できた", ""),
    )
    begun = own.open_goals(office.hr, FIRST, YEAR + 1)
    assert [cells[2] for cells in begun.written.values()] == ["データで考える"]
    before = person_year(office.hr, FIRST, YEAR).views[Part.GOALS].items
    own.submit(office.hr, None, {"goal:01": ("", "", "別の目標", "", "")}, FIRST, fiscal_year=YEAR + 1)
    assert person_year(office.hr, FIRST, YEAR).views[Part.GOALS].items == before, "never written back"


@pytest.mark.parametrize(("word", "where", "count"), [("DX計画", "plan", 1), ("まだ立てていない", "no", 0)])
def test_the_mark_alone_is_counted_and_nothing_else_is_kept(
    office: Office, word: str, where: str, count: int
) -> None:
    begin(office, Mode.MARK)
    office.send(office.hr, "forms", "forms2")
    form = next((office.folder / "forms2").rglob(f"申告票_R7_{FIRST}.xlsx"))
    said = {"期首の目標": {"答え": word}}
    report = office.receive(office.hr, answered(form, office.folder / "back" / "m.xlsx", said)).files[0]
    assert (report.outcome, report.errors) == ("applied", ())
    items = person_year(office.hr, FIRST).views[Part.PLAN].items
    assert items == {"mark": {"kind": "mark", "where": where}}
    found = overview.overview(office.hr)
    assert (found.shares[0].set_any, found.shares[0].answered) == (count, 1)
    assert found.places == {where: 1}
    # Taken in the app as well.
    mine, _ = opening.create_from(
        office.services,
        next((office.folder / "forms2").rglob(f"申告票_R7_{SECOND}.xlsx")),
        str(office.folder / "own.dxdesk"),
        "",
    )
    office.desks.append(mine)
    sheet = self_report.open_answers(mine)
    answers = answers_from_json(sheet, {"levels": {sheet.items[0].uid: 1}, "mark": "other"})
    done = self_report.submit(mine, office.folder / "sent", answers)
    assert done.file is not None
    office.receive(office.hr, done.file)
    assert overview.overview(office.hr).places == {where: 1, "other": 1}


def test_a_word_that_is_no_mark_is_named_by_its_cell(office: Office) -> None:
    begin(office, Mode.MARK)
    office.send(office.hr, "forms", "forms2")
    form = next((office.folder / "forms2").rglob(f"申告票_R7_{FIRST}.xlsx"))
    path = answered(form, office.folder / "back" / "m.xlsx", {"期首の目標": {"答え": "たぶん"}})
    (error,) = office.receive(office.hr, path).files[0].errors
    assert (error.code, error.place.sheet, error.found) == ("mark-unknown", "期首の目標", "たぶん")
