"""Numbers that a series leaves out, and days that do not follow the numbers: told, never refused."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from dxdesk.usecases.checking.check import Check, check
from dxdesk.usecases.checking.report import CheckReport
from dxdesk.usecases.issued import series
from dxdesk.usecases.issued.number_order import left_out, out_of_order
from dxdesk.usecases.issued.series import Series
from dxdesk.usecases.issued.spoiling import spoil
from dxdesk.usecases.reports import certificate_registers
from dxdesk.usecases.reports.certificate_registers import register_lines
from dxdesk.usecases.reports.printing import make_report
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
    """Two are finalised on 18 March; one of them is given her certificate at once."""
    with w.municipality(tmp_path, "2026-03-25", on_file=True) as (desk, clock):
        w.play(desk)
        w.confirmed(desk, w.TAX_B, w.CHIEF_TAX)
        finalise.finalise(desk, "7検人第142号", "2026-03-18")
        make_report(desk, CERTIFICATE, employee=w.TAX_A)
        yield desk, clock


def notes(report: CheckReport) -> str:
    return "".join(text for grade in report.grades for aspect in grade.aspects for text in aspect.notes)


def test_numbers_an_office_left_out_are_told_wherever_the_register_is_read(
    office: Office, tmp_path: Path
) -> None:
    desk, _ = office
    series.set_numbering(desk, SERIES, None, 250)
    make_report(desk, CERTIFICATE, employee=w.TAX_B)
    lines = register_lines(desk)
    assert [(one.number, one.said) for one in lines] == [(1, ()), (250, ("第2号から第249号までは欠番",))]
    sentence = "第2号から第249号までは付けていません(「番号の付け方」で第250号から続けると決めたためです)。"
    paper = "".join(page.extract_text() for page in read(make_report(desk, REGISTER)).pages)
    assert sentence in re.sub(r"\s+", "", paper)
    book = load_workbook(certificate_registers.write_workbook(desk, tmp_path / "台帳.xlsx"))
    cells = [str(cell.value) for row in book.worksheets[0].iter_rows() for cell in row]
    assert sentence in cells
    assert "第2号から第249号までは欠番" in cells
    report = check(desk, Check())
    assert report.findings == ()
    assert f"令和8年3月18日付け 第250号の前の{sentence}" in notes(report)


def test_a_paper_later_than_the_numbers_after_it_is_told(office: Office) -> None:
    """A corrected result bears its own day; who is finalised under the old decision follows it in number."""
    desk, clock = office
    finalise.correct(desk, w.TAX_A, {"shinagawa.pm": 2}, "根拠の見落としがありました")
    clock.day = "2026-05-11"
    make_report(desk, CERTIFICATE, employee=w.TAX_A)
    make_report(desk, CERTIFICATE, employee=w.TAX_B)
    said = {one.number: (one.issued_on, one.said[-1]) for one in register_lines(desk) if one.said}
    assert said[2] == ("2026-03-25", "訂正: 交付日が後の番号(第3号 R8.3.18)より後")
    assert 3 not in said
    report = check(desk, Check())
    assert report.findings == ()
    assert "番号の順と交付日の順が違う証書が 1枚あります(令和8年3月25日付け 第2号)。" in notes(report)
    (late,) = [one.paper_id for one in register_lines(desk) if one.number == 2]
    spoil(desk, [late], "日付を間違えた")
    assert not any("交付日が" in word for one in register_lines(desk) for word in one.said)
    assert "番号の順と交付日の順" not in notes(check(desk, Check()))


def test_a_first_certificate_of_a_corrected_result_says_why_its_day_is_late(office: Office) -> None:
    desk, _ = office
    finalise.correct(desk, w.TAX_B, {"shinagawa.pm": 2}, "根拠の見落としがありました")
    make_report(desk, CERTIFICATE, employee=w.TAX_B)
    (first,) = [one.paper_id for one in register_lines(desk) if one.number == 1]
    spoil(desk, [first], "紙が破れた")
    make_report(desk, CERTIFICATE, employee=w.TAX_A)
    said = {one.number: (one.issued_on, one.said) for one in register_lines(desk)}
    assert said[2] == ("2026-03-25", ("確定後の訂正: 交付日が後の番号(第3号 R8.3.18)より後",))
    assert said[3] == ("2026-03-18", ())


def test_a_day_out_of_order_that_nothing_explains_is_told_for_reference() -> None:
    """Nothing in a register reads as a fault of whoever keeps it."""
    found = out_of_order([(1, "2026-03-25"), (2, "2026-03-18"), (3, "2026-03-18"), (4, "2026-03-10")])
    assert found[1].told() == "参考: 交付日が後の番号(第2号 R8.3.18)より後"
    assert found[4].told() == "参考: 交付日が前の番号(第3号 R8.3.18)より前"


def test_nothing_is_told_where_numbers_and_days_go_on(office: Office) -> None:
    desk, _ = office
    make_report(desk, CERTIFICATE, employee=w.TAX_B)
    assert [one.said for one in register_lines(desk)] == [(), ()]
    assert notes(check(desk, Check())).count("号") == 0


def test_numbers_nobody_left_out_on_purpose_are_to_be_looked_for() -> None:
    (gap,) = left_out([101, 102, 250], [101])[1:]
    assert gap.sentence == (
        "第103号から第249号までは、この台帳にありません。ほかで交付したものがないか、確かめてください。"
    )
    (first, one) = left_out([2, 4], [])
    assert (first.told, one.told) == ("第1号", "第3号")


DAYS = st.sampled_from([f"2026-03-{day:02}" for day in range(1, 8)])


@given(st.lists(DAYS, max_size=9))
def test_without_those_told_days_follow_numbers_and_no_fewer_would_do(days: list[str]) -> None:
    papers = list(enumerate(days, start=1))
    told = out_of_order(papers)
    rest = [day for number, day in papers if number not in told]
    assert rest == sorted(rest)
    longest: list[int] = []
    for place, day in enumerate(days):
        longest.append(1 + max((longest[at] for at in range(place) if days[at] <= day), default=0))
    assert len(rest) == max(longest, default=0)
    for number, said in told.items():
        own = days[number - 1]
        assert own > said.beside_day if said.later else own < said.beside_day


@given(st.sets(st.integers(1, 40)), st.sets(st.integers(1, 40)))
def test_every_number_is_given_or_left_out(numbers: set[int], begun: set[int]) -> None:
    found = left_out(numbers, begun)
    missing = {number for gap in found for number in range(gap.first, gap.last + 1)}
    assert missing == set(range(1, max(numbers, default=0) + 1)) - numbers
    assert all(gap.after in numbers and gap.meant is (gap.after in begun) for gap in found)
