"""Two years on each of the five policies with all there is in use: what the stores say at the end of it.

The files of the second year are real ones: HR's forms, filled in with Excel or in the app, supervisors'
confirmations, sections' answers. One office that uses the 申告 alone is played beside them.
"""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from dxdesk.domain.capabilities import PLACES
from dxdesk.domain.contents import COMMENT_ITEM, Goal, goals_in
from dxdesk.domain.enrolments import State as Seat
from dxdesk.domain.growth_entries import ACCREDITATION, AWARD, SECONDMENT
from dxdesk.domain.growth_file import CANNOT
from dxdesk.domain.plan_life import PlanState
from dxdesk.domain.records import Part
from dxdesk.domain.year_start import DONE, Mode, support_text
from dxdesk.programs.demo import LAST_YEAR
from dxdesk.programs.scenario import growing, starting
from dxdesk.ui.shell.actions import destinations
from dxdesk.usecases.development.stage_heads import stage_heads
from dxdesk.usecases.exchange import ledgers
from dxdesk.usecases.frameworks.versions import preset_codes
from dxdesk.usecases.growth_files import reading
from dxdesk.usecases.growth_files.reading import PersonFile
from dxdesk.usecases.home.overview import home
from dxdesk.usecases.nominations import standing
from dxdesk.usecases.person_year.standing import person_year
from dxdesk.usecases.sealing.workbook_kinds import ENROLMENT_FORM, NOMINATION
from dxdesk.usecases.targets.overview import target_year
from dxdesk.usecases.training.enrolment_lists import session_lists
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.year_start import overview
from tests.helpers import two_years
from tests.helpers.commands import dxdesk
from tests.helpers.growing import KINDS, assert_grown

BEFORE = LAST_YEAR - 1


@dataclass(frozen=True)
class Office:
    """A played office: its policy, its folder, HR's store, what was planted."""

    code: str
    folder: Path
    hr: Desk
    told: dict[str, Any]

    def mishap(self, kind: str) -> dict[str, Any]:
        found: dict[str, Any] = next(one for one in self.told["mishaps"] if one["kind"] == kind)
        return found

    def goals(self, number: str) -> list[Goal]:
        return list(goals_in(person_year(self.hr, number, LAST_YEAR).views[Part.PLAN].items).values())


@pytest.fixture(scope="module", params=preset_codes())
def office(request: pytest.FixtureRequest) -> Iterator[Office]:
    folder = two_years.played(request.param)
    hr = two_years.desk_of(folder, "hr")
    yield Office(request.param, folder, hr, two_years.told(folder))
    hr.store.close()


# --- 期首 ---------------------------------------------------------------------------------------------


def test_the_first_year_asks_by_a_mark_and_the_second_by_a_form(office: Office) -> None:
    marked, written = (overview.overview(office.hr, year) for year in (BEFORE, LAST_YEAR))
    assert (marked.start.mode, written.start.mode) == (Mode.MARK, Mode.FORM)
    whole = marked.shares[0]
    assert whole.answered == sum(marked.places.values()) > 8
    assert whole.set_any == whole.answered - marked.places.get("no", 0)
    states = Counter(line.state for line in written.lines)
    assert states[PlanState.AGREED] > 3, "係長 agreed on what they received"
    assert states[PlanState.SUBMITTED] > 0, "the late section's forms went to HR as they are"
    assert states[PlanState.NOT_STARTED] > 0
    assert written.shares[0].set_any == states[PlanState.AGREED] + states[PlanState.SUBMITTED]
    assert not any(line.disputed for line in written.lines)


def test_some_write_in_excel_and_some_in_the_app(office: Office) -> None:
    files = [one["path"] for one in office.told["files"] if one["kind"] == "answered-start-form"]
    assert sum(path.endswith("_回答.xlsx") for path in files) >= 2
    assert sum(not path.endswith("_回答.xlsx") for path in files) >= 2


def test_last_years_goals_stand_in_the_form_before_anybody_writes(office: Office) -> None:
    kept = 0
    for line in overview.overview(office.hr, LAST_YEAR).lines:
        if not line.goals:
            continue
        person = person_year(office.hr, line.number, LAST_YEAR)
        last = person.views[Part.REFERENCE].reference.last_goals
        said = person_year(office.hr, line.number, BEFORE).views[Part.GOALS].items
        assert {uid: text for uid, text in said.items() if text} == last
        wanted = Counter(text for uid, text in last.items() if uid != COMMENT_ITEM and text)
        # Of a skill that was not asked of them in April a goal is in free words, behind the skill's name.
        texts = Counter(goal.text.rpartition(": ")[2] for goal in office.goals(line.number))
        assert wanted <= texts
        kept += bool(wanted)
    assert kept > 3


def test_goals_that_were_returned_are_agreed_on_after_a_talk(office: Office) -> None:
    returned = office.mishap("goals-returned")
    (line,) = (
        one for one in overview.overview(office.hr, LAST_YEAR).lines if one.number == returned["employee"]
    )
    assert (line.state, line.met_on, line.reason) == (PlanState.AGREED, returned["met_on"], "")
    assert person_year(office.hr, line.number, LAST_YEAR).plan_life.round == 2
    assert starting._BETTER in [goal.text for goal in office.goals(line.number)]
    assert {text for text, _ in line.supports} >= {
        support_text("assignment"),
        support_text("feedback"),
        starting.SUPPORT,
    }, "係長 and 課長 each say what they did, and the office's own action"


def test_support_actions_are_done_or_not_yet_and_nothing_more(office: Office) -> None:
    said = [word for line in overview.overview(office.hr, LAST_YEAR).lines for _, word in line.said]
    assert set(said) == {DONE, "yet"}


def test_what_came_of_goals_is_told_at_the_end_and_changes_no_agreement(office: Office) -> None:
    lines = {line.number: line for line in overview.overview(office.hr, LAST_YEAR).lines}
    told = {number for number in lines if any(goal.attained for goal in office.goals(number))}
    assert len(told) > 4
    assert all(lines[number].goals for number in told), "only of goals that were handed in"
    assert not any(lines[number].changed for number in told)


def test_goals_go_along_to_another_section_and_its_head_agrees(office: Office) -> None:
    moved = office.mishap("goals-moved")
    person = person_year(office.hr, moved["employee"], LAST_YEAR)
    assert person.department_code == moved["to"] or office.mishap("transfer")["employee"] == moved["employee"]
    assert person.plan_life.state is PlanState.AGREED
    assert [step.made.by for step in person.plan_life.latest] == [moved["by"]]
    new = two_years.desk_of(office.folder, "section", moved["by"])
    try:
        before = [one.text for one in goals_in(person.views[Part.PLAN].items).values()]
        there = person_year(new, moved["employee"], LAST_YEAR).views[Part.PLAN].items
        assert [goal.text for goal in goals_in(there).values()] == before
    finally:
        new.store.close()


# --- 成長記録 -----------------------------------------------------------------------------------------


def files(hr: Desk) -> list[PersonFile]:
    return [reading.file_of(hr, one.number) for one in reading.people(hr)]


def months(file: PersonFile, *, lead: bool = False) -> set[tuple[int, int]]:
    """Return the months of what counts, each once, from the days that were said."""
    found: set[tuple[int, int]] = set()
    for kept in file.lines:
        entry = kept.line.entry
        if entry.kind != "experience" or not kept.line.counts or (lead and entry.role != "lead"):
            continue
        year, month = int(entry.date[:4]), int(entry.date[5:7])
        until = entry.until or two_years.TODAY
        while (year, month) <= (int(until[:4]), int(until[5:7])):
            found.add((year, month))
            year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return found


def test_months_add_up_over_the_years_and_overlapping_ones_count_once(office: Office) -> None:
    told = {one["employee"] for one in office.told["mishaps"] if one["kind"] == "growth-unfound"}
    assert len(told) == 2
    for file in files(office.hr):
        if all(kept.line.entry.date for kept in file.lines if kept.line.entry.kind == "experience"):
            assert file.months.total == len(months(file))
            assert file.months.lead == len(months(file, lead=True))
        if file.number in told:
            counted = months(file, lead=True)
            assert {year for year, _ in counted} >= {BEFORE, LAST_YEAR}
            # April to September of the one year, April to December of the next: led, apart from each other.
            assert (file.months.lead, file.months.lead_running) == (15, 9)
            assert file.months.total >= 16, "the two that overlap in October to December count once"


def test_a_supervisor_says_what_they_saw_and_what_they_cannot_find(office: Office) -> None:
    lines = [(file, kept.line) for file in files(office.hr) for kept in file.lines]
    found = [line for _, line in lines if line.counts and line.finding is not None]
    assert found
    assert all(all(one.finding.vouched.seen) for one in found if one.finding), "kind, date and number"
    own = [line for line in found if line.own and not line.from_form]
    assert len(own) >= 4, "entries that people wrote into their file"
    unfound = [line for _, line in lines if line.entry.name == growing.UNFOUND]
    assert [line.counts for line in unfound] == [False, False]
    assert {line.finding.vouched.answer for line in unfound if line.finding} == {CANNOT}


def test_hr_keeps_what_the_office_gave(office: Office) -> None:
    kinds = Counter(
        kept.line.entry.kind for file in files(office.hr) for kept in file.lines if kept.line.counts
    )
    # Two awards of a table, and those of the people of the cases that were 優良事例 in both years.
    assert (kinds[ACCREDITATION], kinds[AWARD], kinds[SECONDMENT]) == (1, 2 + 4, 1)


# --- what sections answer, and training --------------------------------------------------------------


def test_one_section_answers_in_its_store_and_the_others_in_excel(office: Office) -> None:
    names = [
        (one["kind"], Path(one["path"]).name.endswith("_回答.xlsx"))
        for one in office.told["files"]
        if one["kind"] in ("enrolment", "nominations")
    ]
    ways = Counter(names)
    assert ways["enrolment", True] == 1
    assert ways["nominations", True] >= 1
    assert ways["nominations", False] >= 1
    sent = Counter()
    for store in office.told["stores"]:
        if store["role"] == "section":
            desk = two_years.desk_of(office.folder, "section", store["owner"])
            try:
                sent.update(one.kind for one in ledgers.dispatches(desk))
            finally:
                desk.store.close()
    assert sent[ENROLMENT_FORM.kind] == 1
    assert sent[NOMINATION.kind] >= 1
    (listed,) = (one for one in session_lists(office.hr, LAST_YEAR) if one.granted)
    assert {line.state for line in listed.lines} <= {Seat.GRANTED, Seat.ASKED}
    (now,) = (one for one in standing.round_states(office.hr) if one.asked.fiscal_year == LAST_YEAR + 1)
    assert {one.state for one in now.candidates} == {"appointed"}


def test_training_and_candidates_are_there_for_both_years(office: Office) -> None:
    assert_grown(office.hr, office.told["mishaps"], (BEFORE, LAST_YEAR))


# --- one policy ---------------------------------------------------------------------------------------


def test_those_who_led_are_a_share_of_promoters_who_hold_the_first_step() -> None:
    """GovTech東京, 中期育成目標: 基礎知識保有者 … そのうち半数はDX案件のリード経験あり."""
    hr = two_years.desk_of(two_years.played("govtech-tokyo"), "hr")
    try:
        aim = next(one for one in target_year(hr, LAST_YEAR).lines if one.said.code == "mid-lead")
        heads = [one for one in stage_heads(hr, LAST_YEAR) if one.persona == "promoter"]
        led = {
            file.number
            for file in files(hr)
            if any(
                kept.line.counts and kept.line.entry.role == "lead" and "DX案件" in kept.line.entry.name
                for kept in file.lines
            )
        }
    finally:
        hr.store.close()
    promoters = {row.number for one in heads for row in one.people}
    basics = {row.number for one in heads if one.stage for row in one.people}
    assert (len(promoters), len(basics), len(led & basics)) == (3, 2, 1)
    assert (aim.found.value, aim.found.count, aim.found.of) == (50, 1, 2), "of two and not of three"
    second = next(one for one in heads if one.stage == "promoter-2")
    assert {row.number for row in second.people} == led & basics, "a year and more, found so"


# --- the small start ----------------------------------------------------------------------------------

REFUSED = {
    "year-start": ("start-off", ()),
    "evidence": ("growth-files-off", ("--employee", "001010")),
    "candidates": ("candidates-off", ("--persona", "dx-promoter")),
    "courses": ("training-off", ()),
    "missing": ("training-off", ()),
    "enrolments": ("training-off", ()),
    "nominations": ("nomination-off", ()),
}
"""Commands of what is not used, with the code of their refusal."""


@pytest.fixture(scope="module")
def small() -> Path:
    return two_years.played("shinagawa", small=True)


def test_the_small_start_plays_two_years_of_the_self_report_alone(small: Path) -> None:
    told = two_years.told(small)
    whole = two_years.told(two_years.played("shinagawa"))
    kinds, all_kinds = ({one["kind"] for one in each["files"]} for each in (told, whole))
    more = {
        *("year-start-forms", "answered-start-form", "year-start-confirmations", "experience"),
        *("enrolment-forms", "enrolment", "attendance-sheet", "questionnaire", "sessions"),
        *("nomination-request", "nominations"),
    }
    assert more <= all_kinds
    assert not kinds & more
    assert kinds >= {"forms", "answered-form", "confirmation", "result-notice"}
    planted = {one["kind"] for one in told["mishaps"]}
    assert not planted & (KINDS | {"goals-returned", "goals-moved", "growth-unfound"})
    assert told["fiscal_years"] == [BEFORE, LAST_YEAR]


def test_forms_and_packages_of_the_small_start_have_no_sheet_of_it(small: Path) -> None:
    sheets: set[str] = set()
    for one in two_years.told(small)["files"]:
        if one["kind"] in ("forms", "section-packages", "confirmation", "result-notice"):
            book = openpyxl.load_workbook(small / one["path"], read_only=True)
            sheets.update(book.sheetnames)
            book.close()
    assert sheets
    assert not {
        name for name in sheets if any(word in name for word in ("期首", "目標", "成長", "申込", "推薦"))
    }


@pytest.mark.parametrize("role", ["hr", "section", "personal"])
def test_no_place_of_the_window_is_offered_in_the_small_start(small: Path, role: str) -> None:
    desk = two_years.desk_of(small, role)
    try:
        uses = home(desk).uses
        here = {place.key for place in destinations(desk.role, uses)}
        everything = {place.key for place in destinations(desk.role, PLACES)}
        assert not uses
        assert here <= everything
        assert not here & {"year_start", "training", "growth_file", "requests"}
        words = " ".join(todo.title for todo in home(desk).todo)
        assert not [word for word in ("期首", "受講申込", "推薦依頼", "成長記録") if word in words]
    finally:
        desk.store.close()


@pytest.mark.parametrize("word", list(REFUSED))
def test_commands_of_it_are_refused_in_the_small_start(small: Path, word: str, tmp_path: Path) -> None:
    code, more = REFUSED[word]
    (store,) = (one for one in two_years.told(small)["stores"] if one["role"] == "hr")
    copy = tmp_path / "人事.dxdesk"
    shutil.copy(small / store["path"], copy)
    done = dxdesk(word, copy, *more, "--json", code=1, passphrase=store["passphrase"])
    assert done.error == code
