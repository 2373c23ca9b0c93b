"""認定証 and 表彰状: of what HR keeps in growth files, numbered, a case with all of its members."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from dxdesk.domain.authorities import BOARD
from dxdesk.domain.contents import FileEntry
from dxdesk.domain.errors import KnownError
from dxdesk.usecases.growth_files import keeping
from dxdesk.usecases.organisation import authorities, capabilities
from dxdesk.usecases.reports.choice import choices, kinds_in_use
from dxdesk.usecases.reports.printing import make_report, notices, unprintable
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers import world as w
from tests.helpers.growth_files import switch_on, vouched
from tests.pdf.reading import read

ACCREDITED, AWARDED = "accreditation-certificate", "award-certificate"
EXPERT = FileEntry(
    *("accreditation", "エキスパート職員", "2026-04-01", "2028-03-31"),
    criteria="エキスパート職員認定要綱第3条",
    approval="7検人第88号",
    approved_on="2026-03-22",
)
PRIZE = FileEntry("award", "DX推進賞", "2026-03-28", case="窓口の見直し", result="待ち時間が半分になった")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with w.municipality(tmp_path) as (desk, _):
        switch_on(desk)
        w.open_year(desk)
        yield desk


def pages(desk: Desk, kind: str, **how: object) -> list[str]:
    """Return the texts of the pages without the spaces that lines and columns bring."""
    pdf = make_report(desk, kind, **how)  # type: ignore[arg-type]
    return [re.sub(r"\s+", "", page.extract_text()) for page in read(pdf).pages]


@pytest.mark.parametrize("kind", [ACCREDITED, AWARDED])
def test_an_office_that_keeps_no_files_is_not_offered_it(desk: Desk, kind: str) -> None:
    for entry in (EXPERT, PRIZE):
        keeping.add(desk, entry, w.TAX_A)
    assert kind in {one.kind for one in kinds_in_use(desk)}
    capabilities.switch(desk, "growth-files", False)
    assert kind not in {one.kind for one in kinds_in_use(desk)}
    with pytest.raises(KnownError) as error:
        make_report(desk, kind)
    assert error.value.code == "growth-files-off"


@pytest.mark.parametrize("kind", [ACCREDITED, AWARDED])
def test_without_anything_given_it_says_what_to_do(desk: Desk, kind: str) -> None:
    assert choices(desk, kind).of(kind) == ()
    with pytest.raises(KnownError) as error:
        make_report(desk, kind)
    assert error.value.code == "nobody-to-print"
    assert "「成長記録」でその人を選び" in str(error.value)


def test_an_accreditation_says_by_what_criteria_for_how_long_and_by_which_decision(desk: Desk) -> None:
    keeping.add(desk, EXPERT, w.TAX_A)
    (text,) = pages(desk, ACCREDITED)
    for expected in (
        "第1号",
        "認定証",
        "税務課市民税係𠮷田翔太様",
        "エキスパート職員認定要綱第3条に基づき",
        "あなたをエキスパート職員に認定します",
        "認定の期間令和8年4月1日から令和10年3月31日まで",
        "(決裁7検人第88号令和8年3月22日)",
        "検証区長",
        "公印",
    ):
        assert expected in text
    assert text.count("令和8年3月22日") == 2, "the paper bears the day of the 決裁"


def test_what_an_accreditation_does_not_say_is_not_made_up(desk: Desk) -> None:
    keeping.add(desk, FileEntry("accreditation", "DXアドバイザー", "2025-10"), w.TAX_A)
    (text,) = pages(desk, ACCREDITED)
    assert "認定の期間令和7年10月から" in text
    assert "まで" not in text
    assert "決裁" not in text
    assert "基づき" not in text
    assert "令和8年2月4日" in text


def test_numbers_are_of_a_year_and_stay(desk: Desk) -> None:
    keeping.add(desk, EXPERT, w.TAX_B)
    keeping.add(desk, EXPERT._replace(approved_on="2026-04-10"), w.TAX_C)
    assert [year for year, _ in choices(desk, ACCREDITED).offered[ACCREDITED].years] == [2026, 2025]
    assert [one.number for one in choices(desk, ACCREDITED, 2025).of(ACCREDITED)] == [w.TAX_B]
    (text,) = pages(desk, ACCREDITED, fiscal_year=2025)
    assert "第1号" in text
    keeping.add(desk, EXPERT, w.TAX_A)
    numbers = {}
    for text in pages(desk, ACCREDITED, fiscal_year=2025):
        numbers["葛" in text] = re.findall(r"^.*?第(\d)号", text)[0]
    assert numbers == {True: "1", False: "2"}
    assert len(pages(desk, ACCREDITED, fiscal_year=2025, employee=w.TAX_A)) == 1


def test_what_somebody_could_not_confirm_is_certified_nowhere(desk: Desk) -> None:
    vouched(desk, w.TAX_A, keeping.add(desk, EXPERT, w.TAX_A), confirmed=False)
    with pytest.raises(KnownError) as error:
        make_report(desk, ACCREDITED, fiscal_year=2025)
    assert error.value.code == "nobody-to-print"


def test_a_case_is_one_paper_with_its_members_and_an_award_without_one_is_of_its_person(desk: Desk) -> None:
    for number in (w.CHILD_A, w.TAX_A):
        keeping.add(desk, PRIZE, number)
    keeping.add(desk, PRIZE._replace(case="税証明の電子申請"), w.TAX_C)
    for number in (w.LEADER_TAX, w.CHIEF_TAX):
        keeping.add(desk, FileEntry("award", "奨励賞", "2026-03-28"), number)
    found = pages(desk, AWARDED)
    assert len(found) == 4
    (both,) = [text for text in found if "担当職員一同" in text]
    assert "窓口の見直し担当職員一同様あなた方は" in both
    assert "「窓口の見直し」において「待ち時間が半分になった」という優れた成果を挙げられました" in both
    assert "よってここにDX推進賞を贈り表彰します" in both
    assert re.search("税務課市民税係𠮷田翔太保育課濵田一", both)
    (alone,) = [text for text in found if "税証明" in text]
    assert "神" not in alone.partition("あなたは")[2]
    assert "あなたは「税証明の電子申請」において「待ち時間が半分になった」という優れた成果" in alone
    assert sum("奨励賞を贈り" in text for text in found) == 2
    assert len(pages(desk, AWARDED, section="2010")) == 1, "a paper names members of other sections too"
    assert "𠮷田翔太" in pages(desk, AWARDED, section="2010")[0]


def test_a_member_whose_name_no_font_has_stops_the_whole_paper_of_the_case(desk: Desk) -> None:
    with desk.store.write() as uow:
        person = uow.people.employee(w.TAX_A)
        assert person is not None
        uow.people.save_employees([replace(person, name="吉田\U0001f600")])
        uow.commit()
    for number in (w.CHILD_A, w.TAX_A):
        keeping.add(desk, PRIZE, number)
    keeping.add(desk, PRIZE._replace(case="税証明の電子申請"), w.TAX_C)
    with pytest.raises(KnownError) as error:
        make_report(desk, AWARDED)
    assert unprintable(error.value) == (w.TAX_A,)
    (rest,) = pages(desk, AWARDED, leave_out=(w.TAX_A,))
    assert "税証明の電子申請" in rest


def test_people_of_another_authority_are_issued_none_and_no_case_leaves_a_member_out(desk: Desk) -> None:
    for number in (w.CHILD_A, w.TAX_A):
        keeping.add(desk, PRIZE, number)
        keeping.add(desk, EXPERT, number)
    keeping.add(desk, PRIZE._replace(case="税証明の電子申請"), w.TAX_C)
    authorities.assign(desk, "2010", BOARD)
    for kind in (ACCREDITED, AWARDED):
        (told,) = notices(desk, kind)
        assert BOARD in told.message
    assert [one.number for one in choices(desk, ACCREDITED).of(ACCREDITED)] == [w.TAX_A]
    assert len(pages(desk, ACCREDITED)) == 1
    (rest,) = pages(desk, AWARDED)
    assert "税証明の電子申請" in rest
    with pytest.raises(KnownError) as error:
        make_report(desk, AWARDED, employee=w.CHILD_A)
    assert error.value.code == "beyond-authority"


def test_a_case_of_more_people_than_a_paper_can_name_is_refused(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dxdesk.usecases.reports.awards._MOST", 1)
    for number in (w.CHILD_A, w.TAX_A):
        keeping.add(desk, PRIZE, number)
    with pytest.raises(KnownError) as error:
        make_report(desk, AWARDED)
    assert "2人は、1枚に入りません(1人まで)" in str(error.value)
