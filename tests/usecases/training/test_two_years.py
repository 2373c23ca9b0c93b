"""Two years of training and 選任 as the policies have them: whom a figure is of, and what it leaves alone."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from dxdesk.domain.capabilities import ON, TRAINING
from dxdesk.domain.headcounts import Participation
from dxdesk.domain.training import Need, State
from dxdesk.ports import setting_names
from dxdesk.ports.entities import Employee
from dxdesk.usecases.frameworks.versions import load_preset
from dxdesk.usecases.home.overview import home
from dxdesk.usecases.imports import evidence, training_tables
from dxdesk.usecases.nominations import deciding, rounds
from dxdesk.usecases.person_year.standing import person_year
from dxdesk.usecases.training import editing, figures, keeping, missing_list
from dxdesk.usecases.training.figures import CourseYear
from dxdesk.usecases.workplace.clock import FixedClock
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.year import cycle, finalise
from tests.helpers import nominating as n
from tests.helpers import nominating_office as appointing
from tests.helpers import stages
from tests.helpers import world as w

FIRST, SECOND = 2025, 2026


def on(desk: Desk, day: str) -> Desk:
    """Return the office on another day."""
    return replace(desk, services=replace(desk.services, clock=FixedClock(day)))


class Played:
    """An office that takes lists in, each a file of its own."""

    def __init__(self, desk: Desk, folder: Path) -> None:
        self.desk, self._folder, self._count = desk, folder, 0
        with desk.store.write() as uow:
            uow.settings.set(f"{setting_names.USES}{TRAINING}", ON)
            uow.commit()

    def _file(self, header: Sequence[str], rows: Iterable[Sequence[str]]) -> Path:
        self._count += 1
        path = self._folder / f"表{self._count}.csv"
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file).writerows([header, *rows])
        return path

    def held(self, *rows: tuple[str, str, str]) -> None:
        """Set sessions: course, turn, first day."""
        path = self._file(("研修名", "回", "開催日"), rows)
        done = training_tables.apply_training(self.desk, path, "sessions")
        assert not done.errors, done.errors

    def came(self, course: str, day: str, numbers: Iterable[str], result: str = "修了") -> None:
        """Take in who attended a course on a day."""
        rows = ((number, course, day, result) for number in numbers)
        path = self._file(("職員番号", "研修名", "受講日", "結果"), rows)
        done = evidence.apply_evidence(self.desk, path, "attendance")
        assert not done.errors, done.errors

    def year(self, code: str, fiscal_year: int) -> CourseYear:
        """Return what a course comes to in a year."""
        found = figures.training_year(self.desk, fiscal_year).courses
        return next(one for one in found if one.course.code == code)

    def rates(self, fiscal_year: int) -> dict[str, int | State]:
        """Return percent by skill requirement, the state where there is none."""
        return {
            skill.item: skill.participation.percent or 0 if skill.participation else skill.state
            for skill, _, _ in figures.training_year(self.desk, fiscal_year).skills
        }


@contextmanager
def staffed(folder: Path, policy: str, staff: Sequence[Employee]) -> Iterator[Played]:
    """Give out an office of these people in a first year on a policy, with its courses."""
    with w.municipality(folder, roster=False) as (desk, _):
        with desk.store.write() as uow:
            uow.people.save_departments(w.DEPARTMENTS)
            uow.people.save_employees(staff)
            uow.commit()
        cycle.open_cycle(desk, cycle.OpenCycle(FIRST, policy, w.BASE, w.DUE_SELF))
        office = Played(desk, folder)
        keeping.take_preset(desk, policy)
        yield office


def people(count: int, start: int = 0, **more: object) -> list[Employee]:
    """Return so many people of one section."""
    return [
        w._person(
            f"{start + place:06}", f"職員 {start + place}", "ショクイン", "1020", "一般職", "主事", **more
        )
        for place in range(1, count + 1)
    ]


def next_year(office: Played, policy: str) -> None:
    """Open the second year, and look back from its end."""
    desk = office.desk = on(office.desk, "2027-03-02")
    cycle.open_cycle(desk, cycle.OpenCycle(SECOND, policy, "2026-04-01", "2027-02-13"))


def test_twelve_leaders_of_setagaya_have_not_completed_and_the_next_april_begins_anew(tmp_path: Path) -> None:
    """150 leaders named by their 課; ② DX推進研修, which the office makes 必須; 2012 fills no rate."""
    with appointing.office(tmp_path, "setagaya", appointing.SECTIONS) as desk:
        office = Played(desk, tmp_path)
        keeping.take_preset(desk, "setagaya")
        for year in (FIRST, SECOND):
            if year == SECOND:
                rounds.close(desk, f"{FIRST}-leader")
            code = n.begin(desk, "leader", year).code
            report = appointing.report(tmp_path, range(1, appointing.SECTIONS + 1))
            if year == SECOND:
                said = report.read_text("utf-8-sig").replace("000101,職員 1の1", "000102,職員 1の2")
                report.write_text(said, "utf-8-sig")
            (told,) = n.receive(desk, report, kind="nominations")
            assert (told.outcome, told.added) == ("applied", appointing.SECTIONS)
            assert deciding.accept(desk, code).count == appointing.SECTIONS
            if year == FIRST:
                cycle.refresh_assignments(desk, year)
            else:
                next_year(office, "setagaya")
        course = office.year("leader-promotion", FIRST).course
        assert {to.need for to in course.audience} == {Need.NONE}
        audience = tuple(to._replace(need=Need.REQUIRED) for to in course.audience)
        editing.save_course(desk, course._replace(audience=audience), course)
        leaders = [f"{place:04}01" for place in range(1, appointing.SECTIONS + 1)]
        office.came(course.name, "2012-12-01", leaders)
        office.held((course.name, "第1回", "2025-12-10"))
        assert len(office.year(course.code, FIRST).missing) == appointing.SECTIONS, "2012 fills nothing"
        office.came(course.name, "2025-12-10", leaders[:138])
        office.came(course.name, "2025-12-10", leaders[138:144], "出席")
        first = office.year(course.code, FIRST)
        assert (first.attending, first.completing) == (Participation(150, 144), Participation(150, 138))
        assert sorted(first.missing) == leaders[138:], "twelve"
        assert office.year(course.code, SECOND).state is State.NOT_OFFERED
        office.held((course.name, "第1回", "2026-12-09"))
        office.came(course.name, "2026-12-09", ["000101", "000102", *leaders[1:100]])
        second = office.year(course.code, SECOND)
        assert second.completing == Participation(150, 100)
        assert second.others == {"000101"}, "who is leader no more is in no denominator"
        assert office.year(course.code, FIRST).completing == Participation(150, 138)


def test_govtechs_example_sixty_percent_none_offered_and_ninety_five(tmp_path: Path) -> None:
    """L194-196: 60 % / 提供なし / 95 % beside each other, by skill requirement; the next year has its own."""
    need, user, basics = (f"govtech.general.{name}" for name in ("need", "user", "basics"))
    with staffed(tmp_path, "govtech-tokyo", people(20)) as office:
        numbers = [one.number for one in people(20)]
        office.held(("g-mindset", "第1回", "2025-06-01"), ("g-basics", "第1回", "2025-07-01"))
        office.came("DXマインドセット研修", "2025-06-01", numbers[:12])
        office.came("行政デジタルに関する基礎研修", "2025-07-01", numbers[:19])
        rates = office.rates(FIRST)
        assert (rates[need], rates[user], rates[basics]) == (60, State.NOT_OFFERED, 95)
        next_year(office, "govtech-tokyo")
        office.held(("g-design", "第1回", "2026-06-01"), ("g-basics", "第1回", "2026-07-01"))
        office.came("デザイン思考の研修", "2026-06-01", numbers[10:])
        rates = office.rates(SECOND)
        assert (rates[need], rates[user], rates[basics]) == (State.NOT_OFFERED, 50, 0)
        rates = office.rates(FIRST)
        assert (rates[need], rates[user], rates[basics]) == (60, State.NOT_OFFERED, 95)


def test_kashiwas_newcomers_are_in_their_own_denominator_alone(tmp_path: Path) -> None:
    """The list tells of 令和6年度; the office goes on from it with its own, of which one is for new staff."""
    with staffed(tmp_path, "kashiwa", people(10)) as office:
        desk = office.desk
        record = next(one.course for one in figures.training_year(desk, FIRST).courses
                      if one.course.code == "newcomers")  # fmt: skip
        assert (record.reference, office.year("newcomers", FIRST).state) == (2024, State.NOT_OFFERED)
        own = record._replace(code="r-new", name="新規採用職員研修(自団体)", reference=0, aliases=())
        general = own._replace(code="r-all", name="情報セキュリティ研修(自団体)", rule="")
        for course in (own, general):
            editing.save_course(desk, course)
        office.held(("r-new", "第1回", "2025-04-10"), ("r-new", "第1回", "2026-04-10"))
        office.held(("r-all", "第1回", "2026-06-10"))
        assert office.year("r-new", FIRST).state is State.NEW_UNKNOWN, "no earlier year says who is new"
        with desk.store.write() as uow:
            uow.people.save_employees(people(2, 90))
            uow.commit()
        next_year(office, "kashiwa")
        office.came(own.name, "2026-04-10", ["000091", "000001"])
        office.came(general.name, "2026-06-10", ["000091", "000001"])
        new, everybody = office.year("r-new", SECOND), office.year("r-all", SECOND)
        assert (new.asked, new.completing) == ({"000091", "000092"}, Participation(2, 1))
        assert new.others == {"000001"}
        assert everybody.completing == Participation(12, 2)


@pytest.mark.parametrize("policy", ["shinagawa", "setagaya", "nakano", "kashiwa"])
def test_nobody_is_reminded_of_what_the_policy_leaves_open(policy: str, tmp_path: Path) -> None:
    """Two years in which every course is held and nearly nobody comes."""
    everybody = tuple(one.name for one in load_preset(policy).personas if one.scope == "assigned")
    staff = [*people(3), *people(1, 50, personas=everybody[-1:])]
    with staffed(tmp_path, policy, staff) as office:
        desk = office.desk
        for year in (FIRST, SECOND):
            if year == SECOND:
                next_year(office, policy)
                desk = office.desk
            courses = [one.course for one in figures.training_year(desk, year).courses]
            assert courses
            office.held(*((one.code, "第1回", f"{year}-06-01") for one in courses))
            some = [one for one in courses if one.roster and not one.reference]
            if some:
                office.came(some[0].name, f"{year}-06-01", ["000001"])
                assert office.year(some[0].code, year).state is not State.NOT_OFFERED
            assert figures.missing(desk, year) == ()
            assert missing_list.as_text(figures.missing(desk, year)).count("\n") == 1, "a header and nobody"
            assert not [todo for todo in home(desk).todo if "training" in todo.key]


def test_attendance_after_the_result_counts_in_its_year_and_changes_levels_the_next(tmp_path: Path) -> None:
    """情報セキュリティ研修 in February, told in March: a rate of this year, a stage of the next."""
    with stages.municipality(tmp_path) as desk:
        office = Played(desk, tmp_path)
        keeping.take_preset(desk, "govtech-tokyo")
        late, number = "行政デジタルに関する基礎研修", w.TAX_B
        office.held(("g-basics", "第1回", "2026-02-10"))
        w.answered(desk, number)
        w.confirmed(desk, number, w.LEADER_TAX, w.CHIEF_TAX)
        assert finalise.finalise(desk).people == 1
        before = person_year(desk, number)
        assert office.year("g-basics", FIRST).completed == set()
        after = office.desk = on(desk, "2026-03-25")
        office.came(late, "2026-02-10", [number])
        for course in ("DXマインドセット研修", "情報セキュリティ研修"):
            office.came(course, "2026-02-12", [number])
        assert office.year("g-basics", FIRST).completed == {number}
        same = person_year(after, number)
        assert (same.items, same.stages, same.state) == (before.items, before.stages, before.state)
        next_year(office, "govtech-tokyo")
        assert office.year("g-basics", SECOND).completed == set(), "it is of the year before"
        proposed = {
            one.persona.code: one.growth.proposed for one in stages.person_growth(office.desk, number)
        }
        assert {code: stage and stage.code for code, stage in proposed.items()} == {"general": "general-1"}


def test_another_policys_list_in_mid_year_leaves_what_was_held_and_names_what_two_courses_share(
    tmp_path: Path,
) -> None:
    """A year begun on GovTech's list; in autumn 品川's comes: three names are of two courses then."""
    with staffed(tmp_path, "govtech-tokyo", people(10)) as office:
        office.held(("g-mindset", "第1回", "2025-06-01"), ("p-pm", "第1回", "2025-06-01"))
        office.came("DXマインドセット研修", "2025-06-01", ["000001"])
        office.came("プロジェクトマネジメント研修", "2025-06-01", ["000002"])
        before = {code: office.year(code, FIRST) for code in ("g-mindset", "p-pm")}
        took = keeping.take_preset(office.desk, "shinagawa")
        assert (took.added, took.unchanged) == (12, 0)
        found = figures.training_year(office.desk, FIRST)
        now = {one.course.code: one for one in found.courses}
        assert set(found.clashes.values()) == {
            ("bpr", "p-bpr"),
            ("p-pm", "pm"),
            ("p-service", "service-design"),
        }
        assert (now["g-mindset"], now["p-pm"]) == (before["g-mindset"], before["p-pm"])
        assert now["p-pm"].others == {"000002"}
        for former, into in (("p-bpr", "bpr"), ("p-pm", "pm"), ("p-service", "service-design")):
            keeping.end_course(office.desk, former, into)
        assert not figures.training_year(office.desk, FIRST).clashes
        merged = office.year("pm", FIRST)
        assert (merged.times, merged.attended) == (1, {"000002"}), "what was held under the former list stays"
        next_year(office, "shinagawa")
        assert office.year("g-mindset", FIRST) == before["g-mindset"], "the year before is of its own policy"
