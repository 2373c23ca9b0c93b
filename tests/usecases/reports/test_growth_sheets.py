"""成長記録 on paper: whose, what counts apart from what does not, and no trace where it is not used."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from dxdesk.domain.capabilities import GROWTH_FILES
from dxdesk.domain.contents import FileEntry
from dxdesk.domain.errors import KnownError
from dxdesk.usecases.growth_files import keeping
from dxdesk.usecases.imports.evidence import apply_evidence
from dxdesk.usecases.reports.choice import choices, kinds_in_use
from dxdesk.usecases.reports.printing import make_report
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers import world as w
from tests.helpers.begun import services
from tests.helpers.growth_files import WORK, switch_on, vouched
from tests.helpers.office import CHIEF, OTHER_CHIEF, STAFF, new_office
from tests.pdf.reading import read, text_of

PAPER = "growth-file"
LONG = "長い名前の実務経験を、はじめから終わりまで書いたもの"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with w.municipality(tmp_path) as (desk, _):
        switch_on(desk)
        w.open_year(desk)
        yield desk


def printed(desk: Desk, **how: str) -> str:
    """Return the text of the paper without the spaces that lines and columns bring."""
    return re.sub(r"\s+", "", text_of(make_report(desk, PAPER, **how)))


def test_an_office_that_keeps_no_files_is_not_offered_it(tmp_path: Path) -> None:
    with w.municipality(tmp_path) as (desk, _):
        w.open_year(desk)
        assert PAPER not in {kind.kind for kind in kinds_in_use(desk)}
        assert PAPER not in choices(desk, PAPER).offered
        with pytest.raises(KnownError) as error:
            make_report(desk, PAPER, employee=w.TAX_A)
        assert error.value.code == "growth-files-off"


def test_what_counts_stands_apart_from_what_does_not_and_says_so_in_words(desk: Desk) -> None:
    vouched(desk, w.TAX_A, keeping.add(desk, WORK, w.TAX_A))
    keeping.add(desk, WORK._replace(name="様式の見直し"), w.TAX_A)
    doubted = keeping.add(desk, FileEntry("mentoring", "後輩に教えた", "2024-12"), w.TAX_A)
    vouched(desk, w.TAX_A, doubted, confirmed=False)
    text = printed(desk, employee=w.TAX_A)
    counting, _, waiting = text.partition("3確認されていない記録(2件)")
    assert "2確認された記録(1件)" in counting
    assert "R6.4〜R7.5実務経験窓口の見直し役割:リード成果・結果:待ち時間が半分になった確認済" in counting
    assert "辞令R6.4.1第12号" in counting
    assert "すべての役割14か月14か月" in counting
    assert re.search("様式の見直し役割:リード成果・結果:待ち時間が半分になった未確認", waiting)
    assert "後輩に教えた確認できない" in waiting
    assert "令和8年2月4日現在の記録です。" in text
    assert "人事評価には用いません" in text


def test_of_everybody_only_those_with_a_file_of_somebody_who_is_named_even_an_empty_one(desk: Desk) -> None:
    with pytest.raises(KnownError) as error:
        make_report(desk, PAPER)
    assert error.value.code == "nobody-to-print"
    keeping.add(desk, WORK, w.TAX_A)
    keeping.add(desk, WORK, w.CHILD_A)
    whole = printed(desk)
    assert "000004" in whole
    assert "000008" in whole
    assert "000005" not in whole
    assert "000008" not in printed(desk, section="1020")
    empty = printed(desk, employee=w.TAX_B)
    assert "葛\U000e0100西花子" in empty
    assert "確認された記録はありません。" in empty
    assert "確認されていない記録はありません。" in empty


def test_many_and_long_entries_go_on_on_numbered_pages_and_lose_nothing(desk: Desk) -> None:
    for number in range(60):
        keeping.add(desk, WORK._replace(name=f"{LONG * 6}その{number}番"), w.TAX_A)
    pdf = make_report(desk, PAPER, employee=w.TAX_A)
    pages = len(read(pdf).pages)
    text = re.sub(r"\s+", "", text_of(pdf))
    assert pages > 3
    assert [n for n in range(60) if f"その{n}番" not in text] == []
    assert text.count("000004") >= pages
    assert all(f"{n}/{pages}" in text for n in range(1, pages + 1))


def test_a_character_no_font_has_in_an_entry_is_a_geta_that_the_paper_tells_of(desk: Desk) -> None:
    keeping.add(desk, WORK._replace(name="窓口\U0001f600"), w.TAX_A)
    keeping.add(desk, WORK, w.TAX_B)
    text = text_of(make_report(desk, PAPER))
    assert "窓口\u3013" in text
    assert text.count("(U+1F600)") == 1


def test_a_section_prints_its_own_people_and_a_person_themselves(tmp_path: Path) -> None:
    office = new_office(tmp_path, services(), [GROWTH_FILES])
    person, chief, stranger = (
        *(office.personal(STAFF[0]), office.section(CHIEF), office.section(OTHER_CHIEF)),
    )
    keeping.add(office.hr, WORK, STAFF[0])
    for desk in (chief, stranger):
        (again,) = (
            path
            for path in office.send(office.hr, "section-packages", f"again-{desk.identity.owner}")
            if f"_{desk.identity.owner}" in path.name
        )
        office.receive(desk, again)
    keeping.add(person, WORK._replace(name="様式の見直し"))
    for desk, name in ((chief, "窓口の見直し"), (person, "様式の見直し")):
        found = choices(desk, PAPER)
        assert PAPER in {kind.kind for kind in found.kinds}
        assert STAFF[0] in {one.number for one in found.named(PAPER)}
        assert name in printed(desk)
    section = next(one.section for one in choices(chief, PAPER).named(PAPER) if one.number == STAFF[0])
    assert "窓口の見直し" in printed(chief, section=section)
    assert STAFF[0] not in {one.number for one in choices(stranger, PAPER).named(PAPER)}
    with pytest.raises(KnownError) as error:
        make_report(stranger, PAPER, employee=STAFF[0])
    assert error.value.code in ("growth-not-theirs", "growth-person-unknown")
    office.close()


def test_an_absence_is_no_ground_and_stands_apart(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "受講.csv"
    lines = (
        "職員番号,研修名,受講日,結果",
        f"{w.TAX_A},来た研修,2025-06-01,修了",
        f"{w.TAX_A},休んだ研修,2025-06-02,欠席",
    )
    path.write_text("\n".join(lines), encoding="utf-8-sig")
    assert not apply_evidence(desk, path, "attendance").errors
    text = printed(desk, employee=w.TAX_A)
    before, _, after = text.partition("4受けていない研修・試験の記録(1件)")
    assert "休んだ研修" in after
    assert "休んだ研修" not in before
    assert "来た研修" in before
    grounds = re.sub(r"\s+", "", text_of(make_report(desk, "grounds", employee=w.TAX_A)))
    assert "来た研修" in grounds
    assert "休んだ研修" not in grounds
