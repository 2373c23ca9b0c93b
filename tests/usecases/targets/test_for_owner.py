"""What HR counts of the targets of DX推進課 goes over with the 提供票, and small figures stay with HR."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from dxdesk.domain.capabilities import AIMS, PROVISION, TRAINING
from dxdesk.domain.contents import CourseSaid
from dxdesk.domain.errors import KnownError
from dxdesk.domain.indicator_record import IndicatorSaid, OutcomeSaid
from dxdesk.domain.target_figures import Measured, Standing
from dxdesk.domain.target_record import Actual, Basis, TargetSaid
from dxdesk.ports.entities import EvidenceRecord
from dxdesk.usecases.indicators import keeping as indicators
from dxdesk.usecases.reports import indicator_tables, logic_models, target_tables
from dxdesk.usecases.sending.provisions import withdraw
from dxdesk.usecases.targets import keeping
from dxdesk.usecases.targets.for_owner import counts_people, few_behind
from dxdesk.usecases.targets.overview import TargetLine, target_year
from dxdesk.usecases.targets.table_writing import write_table
from dxdesk.usecases.training import editing
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.workplace.outgoing import all_or_nothing
from dxdesk.usecases.year import cycle
from tests.helpers import world as w
from tests.helpers.aiming import FIRST, completed, on, people
from tests.helpers.digital import USES, Digital, uses

STAFF = people(30, 1000)
NUMBERS = [one.number for one in STAFF]
DAY = "2026-01-20"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Digital]:
    with w.municipality(tmp_path, roster=False) as (desk, _):
        with desk.store.write() as uow:
            uow.people.save_departments(w.DEPARTMENTS)
            uow.people.save_employees(STAFF)
            uow.commit()
        cycle.open_cycle(desk, cycle.OpenCycle(FIRST, "shinagawa", w.BASE, w.DUE_SELF, uses=USES))
        uses(desk, TRAINING, AIMS, PROVISION)
        for code, name in (("a", "研修甲"), ("b", "研修乙"), ("c", "研修丙")):
            editing.save_course(desk, CourseSaid(code=code, name=name))
        completed(desk, "研修甲", DAY, NUMBERS[:24])
        completed(desk, "研修乙", DAY, NUMBERS[:27])
        completed(desk, "研修丙", DAY, NUMBERS[:3])
        yield Digital(tmp_path, desk)


def begun(office: Digital) -> Desk:
    """Return the section's store with its targets, which HR has and has given figures of."""
    dx = office.begin(office.give().file)
    uses(dx, TRAINING, AIMS)
    for code, course, unit, basis in (
        ("share", "a", "%", Basis.COMPLETED),
        ("rest-few", "b", "%", Basis.COMPLETED),
        ("few", "c", "人", Basis.COMPLETED),
        ("hand", "", "回", Basis.HAND),
    ):
        courses = (course,) if course else ()
        keeping.save_target(dx, TargetSaid(code, f"目標{code}", basis=basis, unit=unit, courses=courses))
    office.take(office.hr, office.send(dx))
    office.register(office.hr, dx)
    return dx


def line(desk: Desk, code: str, year: int = FIRST) -> TargetLine:
    return next(one for one in target_year(desk, year).lines if one.said.code == code)


def test_the_section_sees_what_hr_counted_with_the_day_it_was_counted(office: Digital) -> None:
    dx = begun(office)
    assert "送付票で目標を送り" in line(dx, "share").found.why, "the first 提供票 knew of no target"
    done = office.give()
    report = office.take(dx, done.file)
    found = line(dx, "share")
    assert found.measured == line(office.hr, "share").measured == "80.0%(24 / 30)"
    assert found.found.as_of == office.hr.services.clock.today()
    assert found.found.source == f"人事課の提供票(受付番号 {report.receipt})"
    assert line(dx, "hand").found.why == "台帳からは数えないので、実績を手で入れます。"
    book = openpyxl.load_workbook(done.file)
    cells = [[cell.value for cell in row] for row in book["目標の実績"].iter_rows()]
    assert ["share", "目標share", "80.0%", "24 / 30"] in [row[1:5] for row in cells]
    assert "目標の実績" in done.given.what


def test_few_people_are_told_by_no_figure(office: Digital) -> None:
    dx = begun(office)
    done = office.give()
    office.take(dx, done.file)
    for code in ("few", "rest-few"):
        assert line(dx, code).found.value is None, code
        assert "5人より少ない人数が分かる" in line(dx, code).found.why
    book = openpyxl.load_workbook(done.file)
    texts = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not any("27 / 30" in text or text == "3人" for text in texts)


def test_figures_of_the_same_people_that_differ_by_few_are_not_both_told(office: Digital) -> None:
    dx = begun(office)
    with office.hr.store.write() as uow:
        late = [EvidenceRecord(one, "course", "研修甲", DAY, "受講", False) for one in NUMBERS[24:26]]
        uow.people.add_evidence(late)
        uow.commit()
    for code, basis in (("there", Basis.ATTENDED), ("done", Basis.COMPLETED)):
        keeping.save_target(dx, TargetSaid(code, code, basis=basis, unit="人", courses=("a",)))
    office.take(office.hr, office.send(dx))
    office.take(dx, office.give().file)
    assert [line(office.hr, code).measured for code in ("there", "done")] == ["26人", "24人"]
    assert [line(dx, code).measured for code in ("there", "done")] == ["26人", ""], "26 - 24 are two people"


def test_a_target_that_is_counted_otherwise_since_shows_no_old_figure(office: Digital) -> None:
    dx = begun(office)
    office.take(dx, office.give().file)
    before = line(dx, "share").said
    keeping.save_target(dx, before._replace(courses=("b",)), before)
    found = line(dx, "share").found
    assert found.value is None
    assert "数え方が変わりました" in found.why


def test_what_was_taken_back_takes_its_figures_along(office: Digital) -> None:
    dx = begun(office)
    done = office.give(until="2026-03-20")
    office.take(dx, done.file)
    assert line(dx, "share").measured
    office.take(dx, withdraw(office.hr, done.given.key, office.folder / "取下げ").file)
    assert line(dx, "share").found.value is None


def test_a_typed_figure_claims_nothing_of_a_year_that_is_counted(office: Digital) -> None:
    dx = begun(office)
    before = line(dx, "share").said
    typed = {FIRST - 1: Actual("90", "2025-03-31", "R6の冊子"), FIRST: Actual("95", "", "聞き取り")}
    keeping.save_target(dx, before._replace(plans={FIRST - 1: "85", FIRST: "85"}, actuals=typed), before)
    found = line(dx, "share")
    assert (found.measured, found.standing) == ("", Standing.UNKNOWN), "HR's count is not here yet"
    assert "送付票で目標を送り" in found.found.why
    assert "手で入れた実績(95%)は、数える目標なので使いません" in found.found.why
    assert found.earlier == ((FIRST - 1, "85%", "90%(手入力)"),), "history from before the store"
    past = line(dx, "share", FIRST - 1)
    assert (past.measured, past.word, past.found.source) == ("90%(手入力)", "○ 達成", "R6の冊子")
    ahead = line(dx, "share", FIRST + 1)
    assert ahead.earlier[-1] == (FIRST, "85%", "")
    with pytest.raises(KnownError) as early:
        keeping.set_year(dx, "share", FIRST + 1, plan="90", actual=Actual("99", "", "見込みの表"))
    assert early.value.code == "target-ahead"
    begun_then = on(dx, f"{FIRST + 1}-05-01")
    keeping.set_year(begun_then, "share", FIRST + 1, plan="90", actual=Actual("99", "", "見込みの表"))
    assert line(dx, "share", FIRST + 1).standing is Standing.UNKNOWN, "the store will hold that year"
    office.take(office.hr, office.send(dx))
    office.take(dx, office.give().file)
    found = line(dx, "share")
    assert (found.measured, found.standing) == ("80.0%(24 / 30)", Standing.UNDER_WAY)
    assert line(office.hr, "share").measured == found.measured
    assert line(office.hr, "share", FIRST - 1).measured == "90%(手入力)", "not the nobody of that year"


def test_an_earlier_years_line_has_what_hr_gave_of_it(office: Digital) -> None:
    dx = begun(office)
    keeping.set_year(dx, "share", FIRST, plan="85")
    office.take(office.hr, office.send(dx))
    office.take(dx, office.give().file)
    assert line(dx, "share", FIRST + 1).earlier == ((FIRST, "85%", "80.0%(24 / 30)"),)
    with all_or_nothing(dx) as outgoing:
        (book,) = write_table(dx, office.folder, outgoing)
    cells = [[cell.value for cell in row] for row in openpyxl.load_workbook(book)["目標"].iter_rows()]
    assert any("80.0%(24 / 30)" in row for row in cells), "HR's count stands under 数えた実績"


def test_what_the_other_section_owns_says_so_when_it_is_changed_here(office: Digital) -> None:
    dx = begun(office)
    outcome = OutcomeSaid("91", "direct", "成果")
    indicators.write_down(dx, outcome, new=True)
    asked = IndicatorSaid("81", "指標", "91", measure="value", unit="件")
    indicators.write_down(dx, asked, new=True)
    office.take(office.hr, office.send(dx))
    hr = office.hr
    acts = [
        lambda: keeping.set_year(hr, "share", FIRST, plan="90"),
        lambda: keeping.end(hr, "share"),
        lambda: keeping.save_target(hr, line(hr, "share").said, line(hr, "share").said),
        lambda: indicators.write_down(hr, outcome, new=False),
        lambda: indicators.end(hr, asked),
    ]
    for act in acts:
        with pytest.raises(KnownError) as error:
            act()
        (problem,) = error.value.problems
        assert problem.code == "thing-of-other"
        assert "DX推進担当課が持つ記録" in problem.message
        assert "DX推進担当課に直してもらい" in problem.fix
    with pytest.raises(KnownError) as error:
        keeping.held(hr, "nowhere")
    assert error.value.code == "target-unknown"


def test_another_sections_things_say_whose_they_are_on_every_list_and_paper(office: Digital) -> None:
    dx = begun(office)
    for desk in (office.hr, dx):
        whose = desk.role.value
        keeping.save_target(desk, TargetSaid(f"of-{whose}", f"目標{whose}", basis=Basis.HAND, unit="回"))
        indicators.write_down(desk, OutcomeSaid(f"9{whose}", "direct", f"成果{whose}"), new=True)
        asked = IndicatorSaid(f"8{whose}", f"指標{whose}", f"9{whose}", measure="value", unit="件")
        indicators.write_down(desk, asked, new=True)
    office.take(office.hr, office.send(dx))
    hr = office.hr
    assert [line(hr, code).name for code in ("of-hr", "of-dx")] == ["目標hr", "目標dx(DX推進担当課)"]
    assert line(dx, "of-dx").name == "目標dx"
    cells = [cell for part in target_tables.paper(hr).parts for row in part.rows for cell in row]
    assert {"目標hr", "目標dx(DX推進担当課)"} <= set(cells)
    drawn = [one.name for one in logic_models.paper(hr).outcomes]
    assert {"成果hr", "成果dx(DX推進担当課)"} <= set(drawn)
    assert "成果dx" in [one.name for one in logic_models.paper(dx).outcomes]
    cells = [cell for part in indicator_tables.paper(hr).parts for row in part.rows for cell in row]
    assert {"指標hr", "指標dx(DX推進担当課)"} <= set(cells)


COUNTS_PEOPLE = {
    Basis.TRAINED: True,
    Basis.SUM: True,
    Basis.APPOINTED: True,
    Basis.PLACED: True,
    Basis.TOOL: True,
    Basis.COMPLETED: True,
    Basis.ATTENDED: True,
    Basis.TIMES: False,
    Basis.STAGE: True,
    Basis.LEAD: True,
    Basis.LEVEL: True,
    Basis.REQUIRED: True,
    Basis.INDICATOR: False,
    Basis.CASES: False,
    Basis.HOURS: False,
    Basis.CONSULTED: False,
    Basis.EVENTS: False,
    Basis.KNOWN: False,
    Basis.GATHERED: True,
}
"""Of every basis but what is entered by hand whether its figure is a number of people."""


@pytest.mark.parametrize("basis", [one for one in Basis if one is not Basis.HAND])
def test_only_a_basis_that_counts_people_is_withheld(basis: Basis) -> None:
    said, few = TargetSaid("a", "目標", basis=basis, unit="人"), Measured(Decimal(4))
    assert counts_people(said) is COUNTS_PEOPLE[basis]
    assert few_behind([(said, few)], 5) == ({"a"} if COUNTS_PEOPLE[basis] else set())
    assert few_behind([(said, Measured(Decimal(5)))], 5) == set()
    assert few_behind([(said, Measured())], 5) == set(), "what nobody counted tells of nobody"


@pytest.mark.parametrize(
    ("unit", "people"),
    [("人", True), ("延べ人", True), ("名", True), ("回", False), ("件", False), ("時間", False),
     ("%", False), ("課", False), ("", False)],
)  # fmt: skip
def test_of_what_is_entered_by_hand_the_unit_says_whether_it_counts_people(unit: str, people: bool) -> None:
    said = TargetSaid("a", "目標", basis=Basis.HAND, unit=unit)
    assert few_behind([(said, Measured(Decimal(4), entered=True))], 5) == ({"a"} if people else set())


def test_a_share_is_withheld_by_its_heads_and_not_by_its_percent() -> None:
    said = TargetSaid("a", "目標", basis=Basis.COMPLETED, unit="%", courses=("a",))
    assert few_behind([(said, Measured(Decimal("3.0"), 30, 1000))], 5) == set()
    assert few_behind([(said, Measured(Decimal("3.0"), 3, 100))], 5) == {"a"}
    assert few_behind([(said, Measured(Decimal("3.0"), entered=True))], 5) == set(), (
        "3% of nobody knows how many"
    )


def test_a_paper_nobody_named_a_year_for_is_of_the_year_that_the_screen_shows(office: Digital) -> None:
    dx = begun(office)
    later = f"{FIRST + 1}-06-01"
    moved = on(dx, later)
    shown = target_year(moved).fiscal_year
    assert shown == FIRST + 1, "HR's year began long before, and is not over"
    assert target_tables.KIND.span.year(moved) == shown
    for kind in (indicator_tables.KIND, logic_models.KIND):
        assert kind.span.year(moved) == kind.span.years(moved)[0][0]
