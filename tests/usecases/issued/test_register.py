"""証書交付台帳 and the numbers in it: what was given, what was corrected, what an office continues."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook

from dxdesk.domain.errors import KnownError
from dxdesk.usecases.checking.check import Check, check
from dxdesk.usecases.issued import series
from dxdesk.usecases.issued.printing import Mark, Printing
from dxdesk.usecases.issued.series import Series
from dxdesk.usecases.reports import certificate_registers
from dxdesk.usecases.reports.certificate_registers import register_lines
from dxdesk.usecases.reports.printing import make_report
from dxdesk.usecases.reports.reprinting import reprint
from dxdesk.usecases.workplace.clock import FixedClock
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.year import finalise
from tests.helpers import world as w
from tests.pdf.reading import read

CERTIFICATE, REGISTER = "certificate", "certificate-register"
SERIES = Series(CERTIFICATE, w.YEAR)
Office = tuple[Desk, FixedClock]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with w.municipality(tmp_path, "2026-03-25", on_file=True) as (desk, clock):
        w.play(desk)
        w.confirmed(desk, w.TAX_B, w.CHIEF_TAX)
        finalise.finalise(desk, "7検人第142号", "2026-03-18")
        yield desk, clock


def pages(pdf: bytes) -> list[str]:
    return [re.sub(r"\s+", "", page.extract_text()) for page in read(pdf).pages]


def a_year_of_papers(desk: Desk, clock: FixedClock) -> None:
    """Two certificates; one is corrected, the other given again; a course is completed."""
    make_report(desk, CERTIFICATE)
    make_report(desk, "completion", fiscal_year=w.YEAR)
    finalise.correct(desk, w.TAX_B, {"shinagawa.pm": 2}, "根拠の見落としがありました")
    clock.day = "2026-05-11"
    make_report(desk, CERTIFICATE, employee=w.TAX_B)
    make_report(desk, CERTIFICATE, employee=w.TAX_A, printing=Printing(Mark.REISSUE))


def test_the_register_tells_of_every_paper_what_became_of_it(office: Office) -> None:
    desk, clock = office
    a_year_of_papers(desk, clock)
    lines = register_lines(desk)
    assert [(one.kind, one.number_text, one.employee_number, one.issued_on) for one in lines] == [
        (CERTIFICATE, "第1号", w.TAX_A, "2026-03-18"),
        (CERTIFICATE, "第2号", w.TAX_B, "2026-03-18"),
        (CERTIFICATE, "第3号", w.TAX_B, "2026-03-25"),
        ("completion", "第1号", w.TAX_A, "2026-03-25"),
    ]
    assert [one.said for one in lines] == [
        ("再交付 R8.5.11",),
        ("訂正済み(後は第3号 R8.3.25)",),
        ("訂正(前は第2号 R8.3.18)",),
        (),
    ]
    assert [one.printed for one in lines] == [2, 1, 1, 1]


def test_paper_and_workbook_of_the_register_say_the_same(office: Office, tmp_path: Path) -> None:
    desk, clock = office
    a_year_of_papers(desk, clock)
    text = "".join(pages(make_report(desk, REGISTER)))
    path = certificate_registers.write_workbook(desk, tmp_path / "台帳.xlsx")
    book = load_workbook(path)
    assert book.sheetnames == ["スキル確認結果証 令和7年度", "修了証 令和7年度"]
    shown = "".join(
        re.sub(r"\s+", "", str(cell))
        for sheet in book
        for row in sheet.iter_rows(values_only=True)
        for cell in row
        if cell is not None
    )
    for said in ("第3号", "訂正済み", "再交付R8.5.11", "割印", "受領印", "𠮷田翔太"):
        assert said in text, said
        assert said in shown, said
    with pytest.raises(KnownError) as nothing:
        make_report(desk, REGISTER, fiscal_year=2019)
    assert nothing.value.code == "nobody-to-print"


def test_a_paper_of_the_register_is_printed_as_it_was_even_when_it_is_corrected(office: Office) -> None:
    desk, clock = office
    (first, second) = pages(make_report(desk, CERTIFICATE))
    finalise.correct(desk, w.TAX_B, {"shinagawa.pm": 2}, "根拠の見落としがありました")
    make_report(desk, CERTIFICATE)
    clock.day = "2026-06-01"
    ids = {one.number_text: one.paper_id for one in register_lines(desk)}
    assert pages(reprint(desk, [ids["第2号"], ids["第1号"][:8]])) == [second, first]
    (marked,) = pages(reprint(desk, [ids["第2号"]], Mark.COPY))
    assert marked.replace("控令和8年6月1日", "") == second
    for wrong in ("第2号", ids["第2号"][:7], "f" * 32):
        with pytest.raises(KnownError) as unknown:
            reprint(desk, [wrong])
        assert unknown.value.code == "paper-unknown"
    make_report(desk, "completion")
    mixed = [one.paper_id for one in register_lines(desk)]
    with pytest.raises(KnownError) as refused:
        reprint(desk, mixed)
    assert refused.value.code == "papers-mixed"


def test_an_office_goes_on_with_its_own_numbers(office: Office) -> None:
    desk, _ = office
    (told,) = series.set_numbering(desk, SERIES, "{年度}検人証", 120)
    assert told.code == "number-skipped"
    assert "第1号から第119号まで" in told.message
    with desk.store.read() as uow:
        now = series.numbering(uow, SERIES)
    assert (now.prefix, now.last, now.following) == ("{年度}検人証", 0, 120)
    first, second = pages(make_report(desk, CERTIFICATE))
    assert "7検人証第120号" in first
    assert "7検人証第121号" in second
    with pytest.raises(KnownError) as used:
        series.set_numbering(desk, SERIES, None, 121)
    assert used.value.code == "number-used"
    assert series.set_numbering(desk, SERIES, None, 122) == ()
    with pytest.raises(KnownError) as wrong:
        series.set_numbering(desk, SERIES, None, 0)
    assert wrong.value.code == "number-range"
    report = check(desk, Check())
    assert report.findings == (), "numbers that were left out on purpose are no gap"


def test_each_kind_and_year_has_numbers_of_its_own(office: Office) -> None:
    desk, _ = office
    series.set_numbering(desk, SERIES, "検人証", 50)
    assert "第1号" in pages(make_report(desk, "completion", fiscal_year=w.YEAR))[0]
    with desk.store.read() as uow:
        assert series.numbering(uow, Series(CERTIFICATE, 2026)).following == 1
        assert series.prefix_of(uow, "completion") == ""
    assert series.told("{年度}検人", 3, 2019) == "元検人第3号"


def test_what_an_earlier_program_issued_is_listed_without_a_copy(office: Office) -> None:
    desk, _ = office
    with desk.store.write() as uow:
        for number, key in enumerate((w.TAX_A, w.TAX_B), start=1):
            uow.settings.next_number(f"document-number:certificate:{w.YEAR}")
            uow.settings.set(f"document-number:certificate:{w.YEAR}:{key}", str(number))
        uow.settings.next_number("document-number:award-certificate")
        uow.settings.set("document-number:award-certificate:0123456789abcdef", "1")
        uow.commit()
    lines = register_lines(desk)
    assert [(one.number_text, one.name, one.said, one.kept) for one in lines] == [
        ("第1号", "𠮷田 翔太", ("控えなし",), False),
        ("第2号", "葛\U000e0100西 花子", ("控えなし",), False),
        ("第1号", "", ("控えなし",), False),
    ]
    assert "控えなし" in "".join(pages(make_report(desk, REGISTER)))
    make_report(desk, CERTIFICATE, employee=w.TAX_A)
    assert [one.said for one in register_lines(desk)][:2] == [("再作成 R8.3.25",), ("控えなし",)]
    assert check(desk, Check()).findings == ()
