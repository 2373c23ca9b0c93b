"""Placement rules, participation, matching heads and the last to leave, over real stores."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from dxdesk.domain.contents import Audience, CourseSaid, SessionSaid
from dxdesk.domain.errors import KnownError
from dxdesk.domain.framework import Requirement
from dxdesk.domain.headcounts import Participation
from dxdesk.ports.entities import EvidenceRecord
from dxdesk.usecases.development import staffing, transfers
from dxdesk.usecases.organisation import capabilities
from dxdesk.usecases.skillmap import building
from dxdesk.usecases.training import editing
from dxdesk.usecases.training.figures import training_year
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.year import cycle
from tests.helpers import world as w
from tests.helpers.stories import Town


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A year on the GovTech preset: one promoter, one of the systems section, courses on record."""
    with w.municipality(tmp_path_factory.mktemp("hr")) as (made, _):
        with made.store.write() as uow:
            for number, persona in ((w.CHIEF_CHILD, "全庁情報システム担当"), (w.PROMOTER, "DX推進員")):
                person = uow.people.employee(number)
                assert person is not None
                uow.people.save_employees([replace(person, personas=(persona,))])
            uow.people.add_evidence(
                [
                    EvidenceRecord(w.TAX_A, "course", "DXマインドセット研修", "2025-06-01", "修了", True),
                    EvidenceRecord(
                        w.TAX_B, "course", "ＤＸマインドセット研修", "2025-06-01", "受講済", False
                    ),
                    EvidenceRecord(w.TAX_C, "course", "DXマインドセット研修", "2025-06-01", "欠席", False),
                    EvidenceRecord(w.ON_LEAVE, "course", "DXマインドセット研修", "2025-06-01", "修了", True),
                    EvidenceRecord(w.PROMOTER, "course", "BPR研修", "2025-07-01", "", False),
                ]
            )
            uow.commit()
        cycle.open_cycle(made, cycle.OpenCycle(w.YEAR, "govtech-tokyo", w.BASE, "2026-02-13"))
        w.answered(made, w.CHIEF_CHILD, 2, network=1)
        w.confirmed(made, w.CHIEF_CHILD, w.DIRECTOR_2)
        w.answered(made, w.TAX_A, 2, user=1)
        w.confirmed(made, w.TAX_A, w.LEADER_TAX, w.CHIEF_TAX)
        w.answered(made, w.TAX_B, 1, need=2)
        w.confirmed(made, w.TAX_B, w.LEADER_TAX, w.CHIEF_TAX)
        yield made


def rate(found: tuple[staffing.CourseRate, ...], persona: str, course: str) -> staffing.CourseRate:
    return next(entry for entry in found if (entry.persona, entry.course) == (persona, course))


def test_participation_counts_who_completed_of_those_asked(desk: Desk) -> None:
    found = staffing.participation(desk)
    mindset = rate(found, "general", "DXマインドセット研修")
    assert mindset.rate == Participation(10, 2), "parental leave is in neither number, absence is no course"
    assert mindset.rate.percent == 20
    assert (mindset.skills, mindset.elective, mindset.offered) == (("DXの必要性理解",), False, True)
    security = rate(found, "general", "情報セキュリティ研修")
    assert security.skills == ("セキュリティリテラシー", "プライバシー保護理解")
    assert (security.offered, security.rate.done) == (False, 0)
    bpr = rate(found, "promoter", "BPR研修")
    assert (bpr.rate, bpr.offered) == (Participation(1, 0), True), "on the list is not yet completed"
    assert not [entry for entry in found if entry.persona == "system"]


def test_only_the_year_that_is_viewed_counts(tmp_path: Path) -> None:
    with w.municipality(tmp_path) as (made, _):
        days = {w.TAX_A: "2012-06-01", w.TAX_B: f"{w.YEAR + 1}-03-31", w.TAX_C: f"{w.YEAR}-04-01"}
        days |= {w.CHILD_A: f"{w.YEAR + 1}-04-01", w.CHIEF_CHILD: ""}
        name = "DXマインドセット研修"
        with made.store.write() as uow:
            for number, day in days.items():
                uow.people.add_evidence([EvidenceRecord(number, "course", name, day, "修了", True)])
            uow.people.add_evidence(
                [EvidenceRecord(w.TAX_A, "course", "情報セキュリティ研修", "2012-06-01", "修了", True)]
            )
            uow.commit()
        cycle.open_cycle(made, cycle.OpenCycle(w.YEAR, "govtech-tokyo", w.BASE))
        found = staffing.participation(made)
        mindset = rate(found, "general", name)
        assert (mindset.rate.done, mindset.undated, mindset.offered) == (2, 1, True)
        security = rate(found, "general", "情報セキュリティ研修")
        assert (security.rate.done, security.offered) == (0, False), "held in 2012 is not held this year"


def test_a_course_for_everybody_is_counted_over_everybody_asked(tmp_path: Path) -> None:
    with w.municipality(tmp_path) as (made, _):
        day = f"{w.YEAR}-06-01"
        told = [
            EvidenceRecord(w.TAX_A, "course", "生成AI庁内活用推進研修", day, "修了", True),
            EvidenceRecord(w.TAX_B, "course", "生成AI庁内活用推進研修", day, "欠席", False),
            EvidenceRecord(w.ON_LEAVE, "course", "生成AI庁内活用推進研修", day, "修了", True),
        ]
        with made.store.write() as uow:
            uow.people.add_evidence(told)
            uow.commit()
        cycle.open_cycle(made, cycle.OpenCycle(w.YEAR, "kashiwa", w.BASE))
        everybody = len(building.people_map(made).rows)
        found = rate(staffing.participation(made), "", "生成AI庁内活用推進研修")
        assert found.rate == Participation(everybody, 1), "who is on leave is in neither number"
        assert everybody > 5


def test_a_course_for_an_item_of_some_is_asked_of_these(tmp_path: Path) -> None:
    with w.municipality(tmp_path) as (made, _):
        cycle.open_cycle(made, cycle.OpenCycle(w.YEAR, "govtech-tokyo", w.BASE))
        people = building.people_map(made)
        framework = people.framework
        some = next(item for item in framework.items if item.personas == ("system",))
        extra = Requirement("x", "course", "クラウド研修", supports=((some.uid, 1),))
        bound = replace(people, framework=replace(framework, requirements=(extra,), stages=()))
        assert staffing._answering(bound, [extra]) == [], "nobody is of the systems section"
        open_to_all = replace(extra, supports=())
        assert len(staffing._answering(bound, [open_to_all])) == len(people.rows)


def test_a_course_of_two_tables_is_told_once(desk: Desk) -> None:
    found = staffing.participation(desk)
    assert len(found) == len({(entry.persona, entry.course) for entry in found}) == 12
    service = rate(found, "promoter", "サービスデザイン研修")
    assert (service.skills, service.elective) == (("価値発見/定義",), True), "選択 by the table of courses"


def test_participation_of_one_section(desk: Desk) -> None:
    found = staffing.participation(desk, section="102001")
    assert rate(found, "general", "DXマインドセット研修").rate == Participation(4, 2)
    assert rate(found, "promoter", "BPR研修").rate.percent is None


def test_specialists_are_counted_by_matching_heads(desk: Desk) -> None:
    heads = {(entry.persona, entry.uid): entry for entry in staffing.matching(desk)}
    cloud, network = heads["system", "govtech.system.cloud"], heads["system", "govtech.system.network"]
    assert (cloud.required, cloud.asked, cloud.matching) == ("合致", 1, 1)
    assert (network.asked, network.matching) == (1, 0)
    need = heads["general", "govtech.general.need"]
    assert (need.required, need.asked, need.matching) == ("LV1", 10, 2)
    assert (need.said, need.answered) == (2, 2), "as they report it themselves, beside what was confirmed"
    assert heads["promoter", "govtech.promoter.bpr"].matching == 0, "nothing confirmed is no match"
    w.answered(desk, w.CHILD_A, 1)
    need = next(one for one in staffing.matching(desk) if one.uid == "govtech.general.need")
    assert (need.said, need.answered, need.matching) == (3, 3, 2)


def test_sections_that_lose_the_last_at_the_top(desk: Desk) -> None:
    found = transfers.leaving(desk, [w.TAX_A, "999999"])
    assert found.unknown == ("999999",)
    lost = {entry.uid: entry for entry in found.lost}
    security = lost["govtech.general.security"]
    assert (security.level, security.sections) == ("LV2", (("102001", "税務課市民税係"),))
    assert "govtech.general.need" not in lost, "葛西 stays at the top"
    assert "govtech.general.user" not in lost, "nobody was at the top"
    both = {entry.uid for entry in transfers.leaving(desk, [w.TAX_A, w.TAX_B]).lost}
    assert "govtech.general.need" in both
    assert transfers.leaving(desk, []).lost == ()


def test_what_is_asked_about_transfers_leaves_no_trace(desk: Desk) -> None:
    with desk.store.read() as uow:
        before = uow.audit.entries()[0].number
    transfers.leaving(desk, [w.TAX_A])
    with desk.store.read() as uow:
        assert uow.audit.entries()[0].number == before


def test_a_framework_without_placement_rules_has_none_to_break(desk: Desk) -> None:
    assert staffing.placements(desk) == ()


def test_placement_rules_name_the_offices_that_fall_short(tmp_path_factory: pytest.TempPathFactory) -> None:
    with w.municipality(tmp_path_factory.mktemp("hr")) as (made, _):
        w.open_year(made)
        (rule,) = staffing.placements(made)
        assert (rule.name, rule.per_section, rule.offices) == ("DX推進委員", 1, 3)
        short = [(office.code, office.name, office.wanted, office.found) for office in rule.short]
        assert short == [("1020", "税務課", 1, 0), ("2010", "保育課", 1, 0)], (
            "部 are no offices, 係 parts of one"
        )


def test_attendance_and_transfers_are_for_hr_alone(town: Town) -> None:
    for ask in (lambda: staffing.participation(town.chief), lambda: transfers.leaving(town.chief, [])):
        with pytest.raises(KnownError) as told:
            ask()
        assert told.value.code == "wrong-role"


def test_an_office_with_a_training_ledger_reads_its_own_courses(tmp_path: Path) -> None:
    """The framework of 品川区 names no course; the office itself made one 必須."""
    with w.municipality(tmp_path) as (desk, _):
        w.open_year(desk)
        before = staffing.overview(desk, w.YEAR)
        assert not before.ledger
        capabilities.switch(desk, "training", True)
        assert staffing.overview(desk, w.YEAR).courses == ()
        must = (Audience("", "", "required"),)
        editing.save_course(desk, CourseSaid("free", "選べる研修", audience=(Audience("", "", "elective"),)))
        editing.save_course(desk, CourseSaid("must", "必須の研修", audience=must))
        editing.save_course(desk, CourseSaid("unheld", "提供のない必須研修", audience=must))
        editing.save_course(desk, CourseSaid("idle", "提供のない研修"))
        both = (Audience("", "部長級", "required"), Audience("", "", "none"))
        editing.save_course(desk, CourseSaid("both", "部長に必須の研修", audience=both))
        for code in ("both", "free", "must"):
            editing.save_session(desk, SessionSaid(code, "第1回", fiscal_year=w.YEAR))
        with desk.store.write() as uow:
            day = f"{w.YEAR}-06-10"
            uow.people.add_evidence([EvidenceRecord(w.TAX_A, "course", "必須の研修", day, "修了", True)])
            uow.commit()
        found = staffing.overview(desk, w.YEAR)
        assert found.ledger
        told = [(one.course, one.whom, one.need, one.state) for one in found.courses]
        assert told == [
            ("部長に必須の研修", "部長級", "必須", ""),
            ("必須の研修", "全職員", "必須", ""),
            ("提供のない必須研修", "全職員", "必須", "提供なし"),
            ("部長に必須の研修", "部長級、全職員", "必須・定めなし", ""),
            ("選べる研修", "全職員", "選択", ""),
        ]
        assert found.courses[0].rate.asked < found.courses[3].rate.asked, "the duty is of some alone"
        (counted,) = (one for one in training_year(desk, w.YEAR).courses if one.course.code == "must")
        assert found.courses[1].rate == counted.completing
        assert counted.completing is not None
        assert counted.completing.done == 1
        capabilities.switch(desk, "training", False)
        assert staffing.overview(desk, w.YEAR) == before
