"""The goals of a year from HR's form to HR's list, by Excel and by the app, whichever file comes first."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from dxdesk.domain.contents import Goal, goals_in
from dxdesk.domain.errors import KnownError
from dxdesk.domain.plan_life import PlanState
from dxdesk.domain.records import Part
from dxdesk.domain.year_start import Mode
from dxdesk.ports import setting_names
from dxdesk.usecases.exchange import dump
from dxdesk.usecases.forms import plan_form, questions
from dxdesk.usecases.inbox import opening
from dxdesk.usecases.organisation import capabilities, year_start
from dxdesk.usecases.person_year.standing import person_year
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.year_start import agreeing, overview, own
from tests.helpers.forging import resealed
from tests.helpers.office import CHIEF, MANAGER, PASSPHRASE, STAFF, Office, new_office
from tests.helpers.starting import begin, start_form, type_into

FIRST, SECOND = STAFF[0], STAFF[1]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = new_office(tmp_path)
    yield made
    made.close()


def goals_of(desk: Desk, number: str) -> list[Goal]:
    return list(goals_in(person_year(desk, number).views[Part.PLAN].items).values())


def skill(desk: Desk, number: str) -> str:
    return person_year(desk, number).items[0].name


def test_goals_go_to_hr_by_excel_and_say_what_was_written(office: Office) -> None:
    begin(office)
    out = office.folder / "starts"
    office.send(office.hr, "year-start-forms", "starts")
    name = skill(office.hr, FIRST)
    answered = type_into(
        start_form(out, FIRST),
        office.folder / "back" / "期首票.xlsx",
        {
            1: {
                "スキル": name,
                "目標のレベル": "LV2",
                "目標": "申請を電子にする",
                "測り方": "実践",
                "いつまで": "3/31",
            },
            2: {"目標": "本を読む", "測り方": "読書・動画", "いつまで": "R7.12.1"},
        },
    )
    report = office.receive(office.hr, answered).files[0]
    assert (report.outcome, report.errors) == ("applied", ())
    person = person_year(office.hr, FIRST)
    assert person.plan_life.state is PlanState.SUBMITTED
    uid = person.items[0].uid
    assert goals_of(office.hr, FIRST) == [
        Goal("skill", uid, 2, "申請を電子にする", "practice", "2026-03-31"),
        Goal("free", "", None, "本を読む", "reading", "2025-12-01"),
    ]
    assert person.state.value == "not_started", "the 申告 stands as it stood"
    found = overview.overview(office.hr)
    whole = found.shares[0]
    assert (whole.people, whole.answered, whole.set_any) == (len(found.lines), 1, 1)


def test_what_is_not_filled_in_is_no_answer_and_agreeing_to_last_years_goals_is_one(office: Office) -> None:
    begin(office)
    office.send(office.hr, "year-start-forms", "starts")
    form = start_form(office.folder / "starts", FIRST)
    report = office.receive(office.hr, form).files[0]
    assert [note.code for note in report.notes] == ["form-blank"]
    assert person_year(office.hr, FIRST).plan_life.state is PlanState.NOT_STARTED


@pytest.mark.parametrize(
    ("cells", "code", "column"),
    [
        ({"スキル": "そろばん", "目標": "x"}, "goal-skill", "C"),
        ({"目標のレベル": "LV2", "目標": "x"}, "goal-level-alone", "D"),
        ({"目標": "x", "測り方": "気合"}, "goal-measure", "F"),
        ({"目標": "x", "いつまで": "そのうち"}, "goal-day", "G"),
        ({"目標": "x", "いつまで": date(2025, 3, 31)}, "goal-past", "G"),
        ({"測り方": "研修"}, "goal-empty", "E"),
    ],
)
def test_what_cannot_be_read_is_named_by_its_cell(
    office: Office, cells: dict[str, object], code: str, column: str
) -> None:
    begin(office)
    office.send(office.hr, "year-start-forms", "starts")
    form = start_form(office.folder / "starts", FIRST)
    report = office.receive(office.hr, type_into(form, office.folder / "back" / "b.xlsx", {2: cells})).files[
        0
    ]
    assert report.outcome == "refused"
    (error,) = report.errors
    assert (error.code, error.place.sheet) == (code, "期首票")
    assert error.place.cell.startswith(column)
    assert goals_of(office.hr, FIRST) == []


def test_the_app_writes_what_the_supervisor_agrees_on_and_hr_receives(office: Office) -> None:
    begin(office, agreed=True, meeting=True, supports=("庁内相談会を開く",))
    office.send(office.hr, "year-start-forms", "starts")
    packages = office.packages
    office.packages = office.send(office.hr, "section-packages", "packages2")
    assert packages
    chief = office.section(CHIEF)
    mine, _ = opening.create_from(
        office.services, start_form(office.folder / "starts", FIRST), str(office.folder / "own.dxdesk"), ""
    )
    office.desks.append(mine)
    sheet = own.open_goals(mine)
    name = skill(office.hr, FIRST)
    own.save_draft(mine, {sheet.lines[0]: (name, "LV2", "", "研修", "R8.3.1")})
    assert own.open_goals(mine).draft
    done = own.submit(mine, office.folder / "sent")
    assert done.file is not None
    assert not own.open_goals(mine).draft

    assert office.receive(chief, done.file).files[0].outcome == "applied"
    (asked,) = (one for one in overview.overview(chief).lines if one.number == FIRST)
    assert [text for _, text in asked.offered][-1] == "庁内相談会を開く"
    said = {"assignment": "done", "庁内相談会を開く": "yet"}
    agreeing.agree(chief, agreeing.Agreement(FIRST, said, "2025-05-20"))
    (file,) = office.send(chief, "year-start-confirmations", "up")
    assert office.receive(office.hr, file).files[0].outcome == "applied"
    person = person_year(office.hr, FIRST)
    assert (person.plan_life.state, person.plan_life.changed) == (PlanState.AGREED, False)
    (line,) = (one for one in overview.overview(office.hr).lines if one.number == FIRST)
    assert (line.met_on, line.supports) == (
        "2025-05-20",
        (("業務アサインの調整", "行った"), ("庁内相談会を開く", "まだ")),
    )
    # The answer that was agreed on goes again straight to HR: nothing new.
    again = office.receive(office.hr, done.file).files[0]
    assert again.outcome == "unchanged"
    # Other goals after the agreement ask for it again.
    own.submit(mine, office.folder / "sent", {sheet.lines[0]: (name, "LV3", "", "研修", "R8.3.1")})
    later = next((office.folder / "sent").glob("*回答*(2)*"), None) or max(
        (office.folder / "sent").iterdir(), key=lambda path: path.stat().st_mtime_ns
    )
    office.receive(office.hr, later)
    person = person_year(office.hr, FIRST)
    assert (person.plan_life.state, person.plan_life.changed) == (PlanState.SUBMITTED, True)


def test_any_order_gives_one_state(office: Office) -> None:
    begin(office, agreed=True)
    office.send(office.hr, "year-start-forms", "starts")
    office.packages = office.send(office.hr, "section-packages", "packages2")
    chief = office.section(CHIEF)
    form = start_form(office.folder / "starts", FIRST)
    back = office.folder / "back"
    one = type_into(form, back / "1.xlsx", {1: {"目標": "一つ目"}})
    other = type_into(form, back / "2.xlsx", {1: {"目標": "別の書き方"}})
    gone = type_into(form, back / "3.xlsx", {}, "取り下げる")
    office.receive(chief, one)
    agreeing.agree(chief, agreeing.Agreement(FIRST))
    (up,) = office.send(chief, "year-start-confirmations", "up")
    answered = office.fill(office.form(FIRST), "申告.xlsx", {})
    office.hr.store.close()
    seen = set()
    for number, files in enumerate(itertools.permutations((one, other, gone, up))):
        desk = office.replica(f"order{number}")
        try:
            for file in (*files[:2], answered, *files[2:], files[0]):
                office.receive(desk, file)
            person = person_year(desk, FIRST)
            seen.add((dump.dump(desk).state_digest, person.plan_life.state, person.disputed))
        finally:
            desk.store.close()
    office.hr = opening.open_store(office.services, str(office.folder / "hr.dxdesk"), PASSPHRASE)
    assert len(seen) == 1
    ((_, _, disputed),) = seen
    assert disputed == 2, "two ways to write one goal, and agreed against taken back"


def test_nothing_of_it_is_there_while_it_is_off(office: Office) -> None:
    with pytest.raises(KnownError) as refused:
        office.send(office.hr, "year-start-forms", "starts")
    assert refused.value.code == "start-off"
    with office.hr.store.read() as uow:
        cycles = list(uow.exchange.part(2025, Part.CYCLE))
    assert all("start" not in one.revision.content for one in cycles)
    begin(office)
    capabilities.switch(office.hr, "year-start", False)
    assert overview_code(office.hr) == "start-off"
    with office.hr.store.read() as uow:
        assert year_start.all_cycles(uow)[-1].start.mode is Mode.NONE


def overview_code(desk: Desk) -> str:
    with pytest.raises(KnownError) as refused:
        overview.overview(desk)
    return refused.value.code


def test_forms_are_made_once_the_roster_of_the_year_is_there(office: Office) -> None:
    begin(office)
    with office.hr.store.write() as uow:
        uow.settings.set(setting_names.ROSTER_DAY, "2025-03-20")
        uow.commit()
    with pytest.raises(KnownError) as refused:
        office.send(office.hr, "year-start-forms", "starts")
    assert refused.value.code == "start-roster-old"
    assert not (office.folder / "starts").exists() or not list((office.folder / "starts").rglob("*.xlsx"))


def test_nobody_agrees_with_their_own_goals_nor_before_there_are_any(office: Office) -> None:
    begin(office, agreed=True)
    office.packages = office.send(office.hr, "section-packages", "packages2")
    manager, chief = office.section(MANAGER), office.section(CHIEF)
    with pytest.raises(KnownError) as refused:
        agreeing.agree(chief, agreeing.Agreement(CHIEF))
    assert refused.value.code == "person-unknown", "their own record is not even in their store"
    with pytest.raises(KnownError) as refused:
        agreeing.agree(manager, agreeing.Agreement(FIRST))
    assert refused.value.code == "not-ready", "nothing was handed in"


def test_returned_goals_come_back_with_the_reason_on_the_form(office: Office) -> None:
    begin(office, agreed=True)
    own.submit(office.hr, None, {"goal:01": ("", "", "がんばる", "", "")}, FIRST, proxy_by="人事")
    agreeing.return_goals(office.hr, FIRST, "何をするかを書いてください。")
    office.send(office.hr, "year-start-forms", "again", employee=FIRST)
    form = start_form(office.folder / "again", FIRST)
    texts = [cell.value for row in openpyxl.load_workbook(form)["期首票"].iter_rows() for cell in row]
    assert "差戻しの理由: 何をするかを書いてください。" in texts
    assert "がんばる" in texts
    report = office.receive(
        office.hr, type_into(form, office.folder / "back" / "r.xlsx", {1: {"目標": "窓口を電子にする"}})
    ).files[0]
    assert report.outcome == "applied"
    person = person_year(office.hr, FIRST)
    assert (person.plan_life.state, [one.text for one in goals_of(office.hr, FIRST)]) == (
        PlanState.SUBMITTED,
        ["窓口を電子にする"],
    )


def test_notes_that_only_name_answers_follow_none_of_them(office: Office) -> None:
    """Whoever has the file can write notes: only what the file brings along is followed."""
    begin(office)
    own.submit(office.hr, None, {"goal:01": ("", "", "学ぶ", "", "")}, FIRST, proxy_by="人事")
    question = own.open_goals(office.hr, FIRST).question
    named = {part: frozenset({"f" * 32}) for part in plan_form.PLAN_PARTS}
    via, covers = plan_form.covers_from_notes(question, questions.notes_text(named))
    assert (via, covers) == ("app", dict(question.base_covers))
    assert question.base_covers[Part.PLAN], "it was issued on something"
    (plan,) = person_year(office.hr, FIRST).judged.of(Part.PLAN)
    unsealed = replace(plan, covers=frozenset(), key_id="", seal=None)
    brought = questions.notes_text({Part.PLAN: frozenset({unsealed.id})}, [unsealed])
    assert unsealed.id in plan_form.covers_from_notes(question, brought)[1][Part.PLAN]


def test_a_form_of_the_years_start_under_a_strangers_key_has_no_effect(office: Office) -> None:
    begin(office)
    out = office.folder / "starts"
    office.send(office.hr, "year-start-forms", "starts")
    back = office.folder / "back" / "期首票.xlsx"
    answered = type_into(start_form(out, FIRST), back, {1: {"目標": "本を読む", "測り方": "読書・動画"}})
    forged = resealed(office.services, answered, office.folder / "forged.xlsx", "5a" * 32)
    assert office.receive(office.hr, forged).files[0].outcome != "applied"
    assert goals_of(office.hr, FIRST) == []
