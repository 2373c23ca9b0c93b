"""受講マップ and 参加率表: HR sees which levels no course serves, and prints how the year's courses went."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from dxdesk.domain import authorities as rule
from dxdesk.domain.contents import Audience, CourseSaid, Served, SessionSaid
from dxdesk.domain.errors import KnownError
from dxdesk.ports.entities import EvidenceRecord
from dxdesk.usecases.organisation import authorities, capabilities
from dxdesk.usecases.reports import participation_tables
from dxdesk.usecases.reports.catalogue import kind_named
from dxdesk.usecases.reports.printing import make_report
from dxdesk.usecases.sealing.workbook_kinds import COURSE_MAP, PARTICIPATION
from dxdesk.usecases.sending import dispatch
from dxdesk.usecases.training.course_map import NO_COURSE, ONLY_WHOLE, WHOLE, CourseMap, course_map
from dxdesk.usecases.training.editing import save_course, save_session
from dxdesk.usecases.training.figures import training_year
from dxdesk.usecases.training.keeping import end_course, take_preset
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.year import cycle
from tests.helpers import world as w
from tests.helpers.memory import forgetful
from tests.pdf.reading import read, text_of

BASICS, DATA = "govtech.general.basics", "govtech.promoter.data"
MUST = (Audience("", "", "required"), Audience("promoter", "係長級", "elective"))
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


def planned(desk: Desk) -> None:
    """A course held twice, one for no level, one of no skill, one of another policy, and a record."""
    save_course(desk, CourseSaid("a", "基礎研修", serves=(Served(BASICS, 1),), audience=MUST))
    save_session(desk, SessionSaid("a", "第1回", DAY))
    save_session(desk, SessionSaid("a", "第2回", DAY))
    save_course(desk, CourseSaid("b", "データ研修", serves=(Served(DATA, 0), Served(DATA, 0))))
    save_course(desk, CourseSaid("c", "講演会"))
    odd = (Served("elsewhere.skill", 1), Served(BASICS, 9))
    save_course(desk, CourseSaid("d", "よその研修", serves=odd, roster=False))
    save_course(desk, CourseSaid("e", "前の年の研修", serves=(Served(BASICS, 1),), reference=2019))


def row(found: CourseMap, item: str) -> list[str]:
    (one,) = (one for one in found.rows if one.item == item)
    return [one.text(column.level) for column in found.columns]


def test_every_course_stands_at_its_level_and_what_no_course_serves_is_told(desk: Desk) -> None:
    planned(desk)
    found = course_map(desk)
    assert [one.level for one in found.columns] == [WHOLE, 1, 2]
    whole, first, second = row(found, BASICS)
    assert (whole, second) == ("", NO_COURSE)
    assert first == (
        "・基礎研修\n(必須 全職員・選択 DX推進員×係長級・提供 2回)\n"
        "・前の年の研修\n(定めなし 全職員・令和元年度の実績(参考))"
    )
    assert row(found, DATA) == ["・データ研修\n(定めなし 全職員・提供なし)", ONLY_WHOLE, ONLY_WHOLE]
    assert [one.name for one in found.alone] == ["講演会"]
    assert [(one.course.name, one.serves) for one in found.beyond] == [
        ("よその研修", "体系にないスキル「elsewhere.skill」"),
        ("よその研修", f"{found_title(found, BASICS)} 体系にないレベル9"),
    ]
    assert found.beyond[0].course.times == "回の記録なし", "whether it was held nobody knows"
    told = {(one.item, column.level) for one, column in found.unserved}
    assert (BASICS, 2) in told
    assert not {item for item, _ in told} & {DATA}, "a course for the skill as a whole serves its levels"


def found_title(found: CourseMap, item: str) -> str:
    return next(one.title for one in found.rows if one.item == item)


def test_a_course_that_ended_before_the_year_is_no_longer_on_the_map(desk: Desk) -> None:
    planned(desk)
    end_course(desk, "b")
    assert row(course_map(desk), DATA) == ["", NO_COURSE, NO_COURSE]


def test_the_printed_map_has_every_skill_in_its_order_and_the_courses_apart(desk: Desk) -> None:
    planned(desk)
    take_preset(desk, "govtech-tokyo")
    pages = ["".join(page.extract_text().split()) for page in read(make_report(desk, "course-map")).pages]
    text = "".join(pages)
    assert pages[0].startswith("DXスキル・研修受講マップ")
    places = [text.index("".join(one.title.split())) for one in course_map(desk).rows]
    assert places == sorted(places)
    assert "基礎研修(必須全職員・選択DX推進員×係長級・提供2回)" in text
    for part in ("スキルに対応していない研修", "体系にないスキルやレベルに対応する研修"):
        assert part in text
    assert len(pages) > 1
    assert "スキルレベルを問わないLV1・一部合致LV2・合致" in pages[1], "a page says its columns again"


def test_the_workbook_of_the_map_says_what_the_map_says(desk: Desk, tmp_path: Path) -> None:
    planned(desk)
    found = course_map(desk)
    (path,) = dispatch.export(desk, dispatch.Export(COURSE_MAP.word, tmp_path)).files
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["受講マップ", "スキルに対応していない研修", "体系にないスキル"]
    cells = {str(cell.value) for line in book["受講マップ"].iter_rows() for cell in line if cell.value}
    assert {one.title for one in found.rows} <= cells
    assert set(row(found, BASICS)) - {""} <= cells
    others = {str(cell.value) for line in book["スキルに対応していない研修"].iter_rows() for cell in line}
    assert "講演会" in others
    beyond = {str(cell.value) for line in book["体系にないスキル"].iter_rows() for cell in line}
    assert {"よその研修", "回の記録なし"} <= beyond


def test_the_table_of_rates_says_60_and_95_percent_and_that_nothing_was_offered(desk: Desk) -> None:
    """The example of GovTech東京: 60 % / 95 % / 提供なし; here of ten people, so 60 % / 90 % / 提供なし."""
    save_course(desk, CourseSaid("a", "基礎研修", serves=(Served(BASICS, 1),), audience=MUST))
    save_course(desk, CourseSaid("b", "データ研修", serves=(Served(DATA, 2),)))
    save_course(desk, CourseSaid("c", "動画", roster=False))
    save_session(desk, SessionSaid("a", "第1回", DAY))
    asked = sorted(training_year(desk).courses[0].asked)
    with desk.store.write() as uow:
        came = asked[: len(asked) * 6 // 10]
        uow.people.add_evidence(
            EvidenceRecord(n, "course", "基礎研修", DAY, said, said == "修了")
            for n, said in zip(came, ["修了"] * 3 + ["出席"] * len(came), strict=False)
        )
        uow.commit()
    text = "".join(text_of(make_report(desk, "participation")).split())
    assert "令和7年度・R8.2.4現在" in text
    assert f"60.0%(6/{len(asked)}人)" in text
    assert f"30.0%(3/{len(asked)}人)7人" in text, "and seven who must have not completed it"
    assert "データ研修0回提供なし提供なし" in text
    assert "動画記録なし名簿なし名簿なし" in text
    skills = text[text.index("スキルごと") :]
    assert f"60.0%(6/{len(asked)}人)" in skills
    assert "提供なし" in skills


def test_the_rates_of_a_section_are_of_its_people_alone(desk: Desk) -> None:
    planned(desk)
    with desk.store.write() as uow:
        there = [EvidenceRecord(n, "course", "講演会", DAY, "修了", True) for n in (w.TAX_A, w.CHILD_A)]
        uow.people.add_evidence(there)
        uow.commit()
    of_all, of_tax = (
        "".join(text_of(make_report(desk, "participation", section=code)).split()) for code in ("", "1020")
    )
    assert "(2/10人)" in of_all
    assert "税務課の対象の人" in of_tax
    assert "(1/10人)" not in of_tax
    assert re.search(r"講演会記録なし\d人[\d.]+%\(1/\d人\)", of_tax), "who came from elsewhere is not told"
    assert "ほかの受講" not in of_tax
    with pytest.raises(KnownError) as caught:
        make_report(desk, "participation", section="9999")
    assert caught.value.code == "section-unknown"


def test_people_of_another_authority_are_not_counted_and_that_is_told(desk: Desk) -> None:
    planned(desk)
    authorities.assign(desk, "2010", rule.BOARD)
    with desk.store.write() as uow:
        uow.people.add_evidence([EvidenceRecord(w.CHILD_A, "course", "講演会", DAY, "修了", True)])
        uow.commit()
    text = "".join(text_of(make_report(desk, "participation")).split())
    assert "教育委員会の職員" in text
    assert "は入っていません。" in text
    assert "0.0%(0/" in text[text.index("講演会") :][:40]
    assert "ほかの受講" not in text, "not even as somebody who came without being asked"


@pytest.mark.parametrize("kind", ["course-map", "participation"])
def test_a_year_that_is_not_there_is_refused_with_those_that_are(desk: Desk, kind: str) -> None:
    planned(desk)
    with pytest.raises(KnownError) as caught:
        make_report(desk, kind, fiscal_year=2019)
    assert caught.value.code == "no-cycle"
    assert "令和元年度の記録はありません。この台帳にある年度は、令和" in caught.value.problem.message


def test_rates_of_a_year_that_has_not_begun_are_offered_with_the_people_of_the_roster(desk: Desk) -> None:
    """The window offers a year with somebody in it alone."""
    planned(desk)
    save_session(desk, SessionSaid("a", "来年度の回", "2027-05-10"))
    kind = kind_named("participation")
    assert 2027 in dict(kind.span.years(desk))
    offered = {one.number for one in kind.span.people(desk, 2027)}
    assert {w.TAX_A, w.CHILD_A} <= offered
    assert w.ON_LEAVE not in offered
    pages = read(make_report(desk, "participation", fiscal_year=2027)).pages
    assert "まだ始まっていない" in "".join(page.extract_text() for page in pages)


@pytest.mark.parametrize("kind", ["course-map", "participation"])
def test_an_empty_ledger_has_nothing_to_print(desk: Desk, kind: str) -> None:
    with pytest.raises(KnownError) as caught:
        make_report(desk, kind)
    assert caught.value.code == "nobody-to-print"


@pytest.mark.parametrize("kind", ["course-map", "participation"])
def test_counts_that_may_be_of_one_person_are_marked(desk: Desk, kind: str) -> None:
    """Nobody is named, and where one person is counted the count tells what that person did."""
    planned(desk)
    assert all("取扱注意" in page.extract_text() for page in read(make_report(desk, kind)).pages)


@pytest.mark.parametrize("kind", ["course-map", "participation"])
def test_an_office_without_the_ledger_prints_none_of_it(tmp_path: Path, kind: str) -> None:
    with w.municipality(tmp_path) as (other, _):
        with pytest.raises(KnownError) as caught:
            make_report(other, kind)
        assert caught.value.code == "training-off"
        with pytest.raises(KnownError) as caught:
            dispatch.export(other, dispatch.Export(COURSE_MAP.word, tmp_path / "out"))
        assert caught.value.code == "training-off"


def test_the_table_of_rates_as_a_workbook_says_what_is_printed(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(KnownError) as refused:
        dispatch.export(desk, dispatch.Export(PARTICIPATION.word, tmp_path / "none"))
    assert refused.value.code == "courses-none"
    planned(desk)
    printed = participation_tables.paper(desk)
    (path,) = dispatch.export(desk, dispatch.Export(PARTICIPATION.word, tmp_path)).files
    book = openpyxl.load_workbook(path)
    assert all("取扱注意" in str(sheet.oddHeader.right.text) for sheet in book.worksheets)
    for part in printed.parts:
        rows = [[cell.value or "" for cell in row][1:] for row in book[part.heading].iter_rows()]
        width, titles = len(part.columns), [column.title for column in part.columns]
        head = rows.index([*titles, *[""] * (len(rows[0]) - width)])
        assert [tuple(row[:width]) for row in rows[head + 1 :]] == list(part.rows)
        said = "".join(str(cell) for row in rows[:head] for cell in row)
        assert all(text in said for text in printed.paragraphs)
