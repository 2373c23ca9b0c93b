"""Every kind of paper that is kept: after a new mayor, new settings and a correction it is equal or marked.

The kinds are the catalogue's: one that is added and kept has to say here how it comes about.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from dxdesk.domain.contents import FileEntry
from dxdesk.domain.errors import KnownError
from dxdesk.ports import setting_names
from dxdesk.ports.printing import Seal
from dxdesk.usecases.forms.certificate_choices import ABOVE_LOWEST, BY_ALIAS, HIRAGANA, CertificateChoices
from dxdesk.usecases.growth_files import keeping
from dxdesk.usecases.issued.letters import Letter
from dxdesk.usecases.issued.printing import Mark, Printing
from dxdesk.usecases.nominations import deciding
from dxdesk.usecases.organisation import certificate_settings, office_settings
from dxdesk.usecases.reports import catalogue
from dxdesk.usecases.reports.printing import make_report
from dxdesk.usecases.workplace.clock import FixedClock
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.year import finalise
from tests.helpers import nominating as n
from tests.helpers import world as w
from tests.helpers.growth_files import switch_on
from tests.pdf.reading import read

KEPT = tuple(one.kind for one in catalogue.KINDS if one.papers is not None)
DAY, LATER = "2026-03-25", "2026-06-01"
NOTICE = "result-notice"
LETTERS = {"": Letter("7検人第142号", DAY, "人事課長", "前任 太郎")}
CORRECTED = {"": Letter("8検人第31号", LATER, "人材課長", "後任 花子", Seal.NONE)}


def finalised(desk: Desk, _: Path) -> None:
    w.play(desk)
    finalise.finalise(desk, "7検総決第9号", "2026-03-18")


def accredited(desk: Desk, _: Path) -> None:
    switch_on(desk)
    w.open_year(desk)
    keeping.add(desk, FileEntry("accreditation", "エキスパート職員", "2026-02-01"), w.TAX_A)


def awarded(desk: Desk, _: Path) -> None:
    switch_on(desk)
    w.open_year(desk)
    keeping.add(desk, FileEntry("award", "DX推進賞", "2026-02-20", case="窓口の見直し"), w.TAX_A)


def nominated(desk: Desk, folder: Path) -> None:
    w.open_year(desk)
    n.use(desk)
    n.begin(desk, "dx-promoter", 2026, notice=True)
    (request,) = n.requests(desk, folder / "依頼", "1020").values()
    n.receive(desk, n.fill(request, folder / "税務課.xlsx", n.line(w.TAX_A, "𠮷田 翔太")))
    assert deciding.accept(desk, "2026-dx-promoter").count == 1


def result(desk: Desk) -> None:
    finalise.correct(desk, w.TAX_A, {"shinagawa.pm": 2}, "転記の誤り")


MADE: dict[str, Callable[[Desk, Path], None]] = {
    "certificate": finalised,
    "completion": finalised,
    NOTICE: finalised,
    "accreditation-certificate": accredited,
    "award-certificate": awarded,
    "nomination-notice": nominated,
}
"""How a paper of each kind comes about."""
YEARS = {"nomination-notice": 2026}


@pytest.fixture
def office(tmp_path: Path) -> Iterator[tuple[Desk, FixedClock]]:
    with w.municipality(tmp_path, DAY) as made:
        office_settings.save_office_settings(
            made[0], office_settings.OfficeSettings("検証区長", "前区 長男", "area", "7検", "人事課 内線123")
        )
        yield made


def pages(desk: Desk, kind: str, printing: Printing | None = None) -> list[str]:
    pdf = make_report(
        desk, kind, fiscal_year=YEARS.get(kind, w.YEAR), printing=printing or Printing(), employee=w.TAX_A
    )
    return [re.sub(r"\s+", "", page.extract_text()) for page in read(pdf).pages]


def the_office_changes(desk: Desk, clock: FixedClock) -> None:
    """Another mayor, seal, prefix, contact, wording, choices, 発信者 and name: whatever an office sets."""
    clock.day = LATER
    office_settings.save_office_settings(
        desk, office_settings.OfficeSettings("新区長", "新区 長子", "omitted", "9新", "人材課 内線999")
    )
    certificate_settings.save_certificate_settings(
        desk,
        CertificateChoices(
            *("新しい題", "新しい文面", "新しい体系", ABOVE_LOWEST, "新しい修了証", "新しい修了の文"),
            *(36, HIRAGANA, BY_ALIAS),
        ),
    )
    with desk.store.write() as uow:
        uow.settings.set(setting_names.NOTICE_ISSUER, "人材課長")
        person = uow.people.employee(w.TAX_A)
        assert person is not None
        uow.people.save_employees([replace(person, name="改姓 翔太", department_code="2010", title="係長")])
        uow.commit()


def test_every_kept_kind_has_its_case() -> None:
    assert set(KEPT) == set(MADE)


@pytest.mark.parametrize("kind", KEPT)
def test_what_changed_in_the_settings_alone_changes_no_paper(
    kind: str, office: tuple[Desk, FixedClock], tmp_path: Path
) -> None:
    desk, clock = office
    MADE[kind](desk, tmp_path)
    letters = Printing(letters=LETTERS if kind == NOTICE else {})
    first = pages(desk, kind, letters)
    the_office_changes(desk, clock)
    assert pages(desk, kind) == first
    for mark in (Mark.REISSUE, Mark.COPY):
        told = f"{mark.value}令和8年6月1日"
        marked = pages(desk, kind, Printing(mark))
        assert [page.replace(told, "") for page in marked] == first
        assert told in marked[0]
    with desk.store.read() as uow:
        (paper,) = uow.papers.of(kind)
    assert paper.corrects == ""


@pytest.mark.parametrize("kind", KEPT)
def test_a_correction_is_marked_and_names_the_one_before(
    kind: str, office: tuple[Desk, FixedClock], tmp_path: Path
) -> None:
    desk, clock = office
    MADE[kind](desk, tmp_path)
    first = pages(desk, kind, Printing(letters=LETTERS if kind == NOTICE else {}))
    the_office_changes(desk, clock)
    corrected = pages(desk, kind, Printing(correct=True, letters=CORRECTED if kind == NOTICE else {}))
    with desk.store.read() as uow:
        old, new = sorted(uow.papers.of(kind), key=lambda one: bool(one.corrects))
    assert new.corrects == old.paper_id
    assert new.number_text
    assert f"{old.number_text}を訂正" in corrected[0]
    assert corrected != first
    assert pages(desk, kind) == corrected, "from then on the correction is what is printed"


def test_a_corrected_notice_asks_for_a_number_as_the_first_did(office: tuple[Desk, FixedClock]) -> None:
    desk, clock = office
    finalised(desk, Path())
    first = pages(desk, NOTICE, Printing(letters=LETTERS))
    the_office_changes(desk, clock)
    result(desk)
    for printing in (Printing(), Printing(letters={"": replace(CORRECTED[""], number=" ")})):
        with pytest.raises(KnownError) as refused:
            pages(desk, NOTICE, printing)
        assert refused.value.code == "correction-unnumbered"
        assert "7検人第142号" in str(refused.value)
        with desk.store.read() as uow:
            assert len(uow.papers.of(NOTICE)) == 1
    corrected = pages(desk, NOTICE, Printing(letters=CORRECTED))
    assert "8検人第31号" in corrected[0]
    assert "7検人第142号を訂正" in corrected[0]
    assert corrected[0] != first[0]


def test_a_notice_without_any_number_is_corrected_without_one(office: tuple[Desk, FixedClock]) -> None:
    desk, _ = office
    w.play(desk)
    finalise.finalise(desk, "", "2026-03-18")
    pages(desk, NOTICE)
    result(desk)
    assert "訂正" in pages(desk, NOTICE)[0]
