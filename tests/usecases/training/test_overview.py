"""What the screen shows of a year: figures as the command says them, cards, lists to pass on, beginnings."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from dxdesk.domain.contents import Audience, CourseSaid, Served, SessionSaid
from dxdesk.domain.errors import KnownError
from dxdesk.domain.training import State
from dxdesk.ports.entities import EvidenceRecord
from dxdesk.usecases.frameworks.versions import load_preset
from dxdesk.usecases.home.overview import home
from dxdesk.usecases.organisation import capabilities, stopping
from dxdesk.usecases.training import figures, keeping
from dxdesk.usecases.training.editing import call_off, save_course, save_session
from dxdesk.usecases.training.missing_list import as_text, write_missing
from dxdesk.usecases.training.overview import all_offers, choices, course_card, overview
from dxdesk.usecases.training.wording import skill_told
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.year import cycle
from tests.helpers import world as w
from tests.helpers.memory import forgetful

EVERYBODY = (Audience("", "", "required"),)
BASICS = CourseSaid(
    "basics",
    "基礎研修",
    held_by="人事課",
    serves=(Served("govtech.general.basics", 1), Served("elsewhere.skill", 2)),
    audience=(*EVERYBODY, Audience("promoter", "係長級", "elective")),
    rule="wish",
)
MUST = CourseSaid("must", "セキュリティ研修", audience=EVERYBODY, recurrence="yearly", after="basics")
DAY = f"{w.YEAR}-06-10"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with w.municipality(tmp_path_factory.mktemp("hr")) as (made, _):
        capabilities.switch(made, "training", True)
        cycle.open_cycle(made, cycle.OpenCycle(w.YEAR, "govtech-tokyo", w.BASE, "2026-02-13"))
        yield made


@pytest.fixture
def desk(office: Desk) -> Desk:
    return forgetful(office)


def attended(desk: Desk, course: str, *people: tuple[str, str]) -> None:
    with desk.store.write() as uow:
        records = [EvidenceRecord(n, "course", course, DAY, said, said == "修了") for n, said in people]
        uow.people.add_evidence(records)
        uow.commit()


def held(desk: Desk) -> None:
    """A required course for everybody, held once, with one who completed it and one who was there."""
    save_course(desk, MUST._replace(after=""))
    save_session(desk, SessionSaid("must", "第1回", DAY, seats=40))
    attended(desk, MUST.name, (w.TAX_A, "修了"), (w.TAX_B, "出席"))


def test_an_empty_ledger_offers_the_policies_lists_the_offices_own_first(desk: Desk) -> None:
    found = overview(desk)
    assert found.empty
    assert [one.own for one in found.offers] == [True, False, False, False, False]
    own = found.offers[0]
    assert (own.code, own.courses) == ("govtech-tokyo", len(keeping.preset_courses("govtech-tokyo")))
    assert {one.code for one in found.offers if one.record} == {"kashiwa"}, "what was held in 令和6年度"
    keeping.take_preset(desk, own.code)
    after = overview(desk)
    assert not after.empty
    assert after.offers == ()
    assert len(all_offers(desk)) == 5, "they can be taken later, too"


def test_a_ledger_whose_courses_all_ended_is_not_empty(desk: Desk) -> None:
    save_course(desk, MUST._replace(after=""))
    keeping.end_course(desk, "must")
    found = overview(desk)
    assert (found.empty, found.year.courses) == (False, ())
    assert [one.code for one in found.ended] == ["must"]
    assert found.offers == ()


def test_a_year_says_what_the_commands_say_and_who_is_beside(desk: Desk) -> None:
    held(desk)
    found = overview(desk, w.YEAR)
    assert found.year == figures.training_year(desk, w.YEAR)
    assert found.missing == figures.missing(desk, w.YEAR)
    assert found.people_missing == len(found.missing) == found.asked - 1
    assert {one.person.number for one in found.missing if one.attended} == {w.TAX_B}
    assert w.ON_LEAVE not in {one.person.number for one in found.missing}
    assert found.beside == 3
    assert found.needs["must"] == (("必須", "全職員"),)
    assert w.YEAR in found.years
    assert w.YEAR + 1 in found.years
    assert list(found.years) == sorted(found.years, reverse=True)


def test_who_misses_two_courses_is_one_person(desk: Desk) -> None:
    held(desk)
    save_course(desk, CourseSaid("more", "もう1つの研修", audience=EVERYBODY))
    attended(desk, "もう1つの研修", (w.TAX_A, "修了"))
    found = overview(desk)
    assert len(found.missing) == 2 * found.people_missing


def test_the_card_tells_a_course_in_words(desk: Desk) -> None:
    save_course(desk, BASICS)
    save_course(desk, MUST)
    keeping.end_course(desk, "basics", "must")
    card = course_card(desk, "basics")
    assert card.needs == (("必須", "全職員"), ("選択", "DX推進員×係長級"))
    assert card.skills == ("行政デジタル基礎知識 LV1", "体系にないスキル「elsewhere.skill」")
    assert (card.rule, card.into) == ("希望者", "セキュリティ研修")
    must = course_card(desk, "must")
    assert (must.recurrence, must.after) == ("毎年", "基礎研修")
    with pytest.raises(KnownError) as error:
        course_card(desk, "nowhere")
    assert error.value.code == "course-code-unknown"


def test_the_card_has_the_sessions_of_its_year_rates_and_who_is_missing(desk: Desk) -> None:
    held(desk)
    save_session(desk, SessionSaid("must", "来年", f"{w.YEAR + 1}-06-10"))
    save_session(desk, SessionSaid("セキュリティ研修", "第2回", f"{w.YEAR}-09-01"))
    (second,) = (one for one in course_card(desk, "must").sessions if one.turn == "第2回")
    call_off(desk, second)
    card = course_card(desk, "must", w.YEAR)
    assert [(one.turn, one.ended) for one in card.sessions] == [("第1回", False), ("第2回", True)]
    assert card.groups["section"] == figures.rates_by(desk, "must", "section", w.YEAR)
    assert card.groups["grade"] == figures.rates_by(desk, "must", "grade", w.YEAR)
    assert sum(one.completing.done for one in card.groups["section"]) == 1
    assert card.missing == figures.missing(desk, w.YEAR, "must")
    assert {one.number for one in card.beside} == card.year.beside == {w.ON_LEAVE, w.LENT, w.PART_TIME}
    assert course_card(desk, "must", w.YEAR + 1).year.state is State.COUNTED


def test_what_there_is_to_choose_of(desk: Desk) -> None:
    save_course(desk, BASICS._replace(provider="商工会", form=("集合", "合宿")))
    save_course(desk, CourseSaid("gone", "終えた研修"))
    keeping.end_course(desk, "gone")
    found = choices(desk)
    assert ("promoter", "DX推進員") in found.personas
    assert found.courses == (("basics", "基礎研修"),), "nobody takes one first that is held no more"
    assert found.held_by == ("人事課",)
    assert found.providers[-1] == "商工会"
    assert found.forms[-1] == "合宿"
    (basics,) = (one for one in found.skills if one.uid == "govtech.general.basics")
    assert basics.levels[0].value == 1
    assert set(found.grades) >= {"係長級"}


def test_a_list_of_who_is_missing_goes_to_excel_and_to_what_is_pasted(desk: Desk, tmp_path: Path) -> None:
    held(desk)
    found = overview(desk).missing
    lines = as_text(found).splitlines()
    assert lines[0].split("\t") == ["研修", "所属", "職員番号", "氏名", "状況"]
    assert len(lines) == len(found) + 1
    (there,) = (line.split("\t") for line in lines if w.TAX_B in line)
    assert there[4] == "受講したが未修了"
    path = write_missing(desk, found, w.YEAR, tmp_path / "未受講者.xlsx")
    sheet = openpyxl.load_workbook(path).active
    assert sheet is not None
    cells = [[str(cell.value or "") for cell in row] for row in sheet.iter_rows()]
    assert sum("未受講" in row for row in cells) == len(found) - 1
    assert any("人事評価には使いません" in cell for row in cells for cell in row)
    assert write_missing(desk, found, w.YEAR, tmp_path / "未受講者.xlsx").exists()


def test_home_tells_how_many_people_miss_what_they_must(desk: Desk) -> None:
    def told() -> list[tuple[str, int, str, str]]:
        return [
            (todo.title, todo.count, todo.screen, todo.focus)
            for todo in home(desk).todo
            if todo.key == "training-missing"
        ]

    save_course(desk, CourseSaid("free", "定めのない研修"))
    attended(desk, "定めのない研修", (w.TAX_A, "修了"))
    assert told() == [], "nobody is missing what nobody must take"
    held(desk)
    count = overview(desk).people_missing
    assert told() == [(f"必須の研修を受けていない人が {count}人", count, "training", "missing")]
    assert home(desk).counts["training"] == count
    assert home(desk).uses == {"training"}
    keeping.end_course(desk, "must")
    assert told() == []
    save_course(desk, CourseSaid("again", "また必須の研修", audience=EVERYBODY))
    attended(desk, "また必須の研修", (w.TAX_A, "修了"))
    assert told()
    capabilities.switch(desk, "training", False)
    assert told() == []
    assert home(desk).uses == frozenset()


def test_a_persona_of_another_policy_is_said_to_be_none_of_the_offices(desk: Desk) -> None:
    save_course(desk, CourseSaid("far", "よその研修", audience=(Audience("leader", "係長級", "required"),)))
    assert overview(desk).needs["far"] == (("必須", "体系にない人材像「leader」×係長級"),)


def test_a_card_says_no_level_that_the_policy_does_not_name_and_outcomes_by_name(desk: Desk) -> None:
    keeping.take_preset(desk, "shinagawa")
    card = course_card(desk, "bpr")
    assert card.year.course.serves == (Served("shinagawa.bpr"),)
    assert card.outcomes == ("01 業務が効率化されている",)
    save_course(desk, CourseSaid("own", "自庁研修", outcomes=("01",)))
    assert course_card(desk, "own").outcomes == ("01",), "a code is of its policy alone"
    framework = load_preset("shinagawa")
    assert skill_told(framework, Served("shinagawa.bpr")) == "業務改革"
    assert skill_told(framework, Served("shinagawa.bpr", 1)) == "業務改革 LV1"


def test_whoever_is_left_out_of_the_figures_is_told_of_beside_them(desk: Desk, tmp_path: Path) -> None:
    held(desk)
    before = figures.training_year(desk, w.YEAR)
    assert before.left_out == ""
    stopping.stop(desk, w.TAX_A, "本人の請求")
    after = figures.training_year(desk, w.YEAR)
    asked = [{one.course.code: len(one.asked) for one in year.courses} for year in (before, after)]
    assert asked[1]["must"] == asked[0]["must"] - 1
    said = "利用を止めている職員 1人は入っていません"
    assert after.left_out == overview(desk, w.YEAR).year.left_out == said
    assert figures.all_missing(desk, w.YEAR)[1] == said
    assert figures.all_missing(desk, w.YEAR, section="2010")[1] == "", "of another section"
    path = write_missing(desk, figures.missing(desk, w.YEAR), w.YEAR, tmp_path / "未受講者.xlsx", said)
    cells = {str(cell.value) for row in openpyxl.load_workbook(path).active.iter_rows() for cell in row}
    assert f"{said}。" in cells
