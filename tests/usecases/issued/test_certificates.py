"""証書 as records: whatever becomes of mayor, settings, names and results, a reprint says what was issued."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from dxdesk.domain.errors import KnownError
from dxdesk.usecases.issued import issuing
from dxdesk.usecases.issued.printing import Mark, Printing, print_again
from dxdesk.usecases.organisation import office_settings
from dxdesk.usecases.reports.printing import make_report
from dxdesk.usecases.workplace.clock import FixedClock
from dxdesk.usecases.workplace.desk import Cancelled, Desk
from dxdesk.usecases.year import finalise
from tests.helpers import world as w
from tests.pdf.reading import read

Office = tuple[Desk, FixedClock]
CERTIFICATE = "certificate"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """𠮷田 and 葛西 are finalised, nothing is printed yet; a real store."""
    with w.municipality(tmp_path, "2026-03-25", on_file=True) as (desk, clock):
        w.play(desk)
        w.confirmed(desk, w.TAX_B, w.CHIEF_TAX)
        finalise.finalise(desk, "7検人第142号", "2026-03-18")
        yield desk, clock


def pages(pdf: bytes) -> list[str]:
    """Return the texts of pages without the spaces that lines and columns bring."""
    return [re.sub(r"\s+", "", page.extract_text()) for page in read(pdf).pages]


def mayor(desk: Desk, name: str, seal: str = "area", prefix: str = "") -> None:
    office_settings.save_office_settings(
        desk, office_settings.OfficeSettings("検証区長", name, seal, prefix, "人事課 内線123")
    )


def the_office_changes(desk: Desk, clock: FixedClock) -> None:
    """A new mayor, another seal mode, wording, prefix and name, another day."""
    clock.day = "2027-06-01"
    mayor(desk, "新区 長子", "omitted", "9新")
    with desk.store.write() as uow:
        uow.settings.set("certificate-body", "新しい文面")
        uow.settings.set("certificate-title", "新しい題")
        person = uow.people.employee(w.TAX_A)
        assert person is not None
        uow.people.save_employees([replace(person, name="改姓 翔太", department_code="2010")])
        uow.commit()


def test_after_a_new_mayor_a_reprint_is_the_same_file(office: Office) -> None:
    desk, clock = office
    mayor(desk, "前区 長男")
    first = make_report(desk, CERTIFICATE)
    assert "前区長男" in pages(first)[0]
    the_office_changes(desk, clock)
    again = make_report(desk, CERTIFICATE)
    assert pages(again) == pages(first)
    assert again == first
    assert make_report(desk, CERTIFICATE, employee=w.TAX_A) != first  # one page of the two
    assert pages(make_report(desk, CERTIFICATE, employee=w.TAX_A))[0] in pages(first)


def test_the_mark_and_its_day_are_all_that_a_reprint_adds(office: Office) -> None:
    desk, clock = office
    (before,) = pages(make_report(desk, CERTIFICATE, employee=w.TAX_A))
    the_office_changes(desk, clock)
    for mark, told in ((Mark.REISSUE, "再交付令和9年6月1日"), (Mark.COPY, "控令和9年6月1日")):
        marked = make_report(desk, CERTIFICATE, employee=w.TAX_A, printing=Printing(mark))
        (text,) = pages(marked)
        assert text.replace(told, "") == before
        assert told in text
        assert make_report(desk, CERTIFICATE, employee=w.TAX_A, printing=Printing(mark)) == marked
    assert pages(make_report(desk, CERTIFICATE, employee=w.TAX_A)) == [before]


def test_a_corrected_result_makes_a_new_paper_that_names_the_old(office: Office) -> None:
    desk, _ = office
    mayor(desk, "前区 長男", prefix="7検人証")
    first = make_report(desk, CERTIFICATE, employee=w.TAX_B)
    assert "7検人証第1号" in pages(first)[0]
    finalise.correct(desk, w.TAX_B, {"shinagawa.pm": 2}, "根拠の見落としがありました")
    (text,) = pages(make_report(desk, CERTIFICATE, employee=w.TAX_B))
    assert "訂正令和8年3月18日付け7検人証第1号を訂正" in text
    assert "7検人証第2号" in text
    assert "プロジェクトマネジメントLV1→LV2" in text
    assert text.count("→") == 1, "what stayed is not listed"
    assert pages(make_report(desk, CERTIFICATE, employee=w.TAX_B)) == [text]  # made once
    with desk.store.read() as uow:
        old, new = uow.papers.of(CERTIFICATE)
    assert new.corrects == old.paper_id
    assert pages(print_again(desk, [old])) == pages(first)  # the old one is still what it was


def test_a_correction_that_no_certificate_shows_makes_no_new_one(office: Office) -> None:
    desk, _ = office
    first = make_report(desk, CERTIFICATE, employee=w.TAX_B)
    with desk.store.read() as uow:
        line = uow.results.snapshot_lines(w.YEAR, w.TAX_B)[-1]
    finalise.correct(desk, w.TAX_B, {"shinagawa.pm": 2}, "取り違え")
    finalise.correct(desk, w.TAX_B, {"shinagawa.pm": line.levels["shinagawa.pm"]}, "元のとおり")
    assert make_report(desk, CERTIFICATE, employee=w.TAX_B) == first


def test_a_paper_that_went_wrong_can_be_corrected_though_no_result_was(office: Office) -> None:
    desk, _ = office
    mayor(desk, "誤字 長男")
    make_report(desk, CERTIFICATE, employee=w.TAX_B)
    mayor(desk, "正字 長男")
    assert "誤字長男" in pages(make_report(desk, CERTIFICATE, employee=w.TAX_B))[0]
    (text,) = pages(make_report(desk, CERTIFICATE, employee=w.TAX_B, printing=Printing(correct=True)))
    assert "正字長男" in text
    assert "発行者検証区長誤字長男→検証区長正字長男" in text
    assert "第1号を訂正" in text
    assert "第2号" in text


def test_stopped_while_it_is_drawn_nothing_is_kept(office: Office) -> None:
    desk, _ = office

    def stop(done: int, total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        make_report(desk, CERTIFICATE, progress=stop)
    with desk.store.read() as uow:
        assert (uow.papers.of(), uow.papers.prints()) == ([], [])
    assert "第1号" in pages(make_report(desk, CERTIFICATE))[0]


def test_numbers_given_by_an_earlier_program_go_on_and_their_papers_are_remade_once(office: Office) -> None:
    desk, clock = office
    with desk.store.write() as uow:  # as programs before left it: a number and no copy
        number = uow.settings.next_number(f"document-number:certificate:{w.YEAR}")
        uow.settings.set(f"document-number:certificate:{w.YEAR}:{w.TAX_B}", str(number))
        uow.commit()
    clock.day = "2026-04-10"
    remade, new = sorted(pages(make_report(desk, CERTIFICATE)), key=lambda text: "再作成" not in text)
    assert "再作成令和8年4月10日" in remade
    assert "第1号" in remade
    assert "第2号" in new
    the_office_changes(desk, clock)
    assert sorted(pages(make_report(desk, CERTIFICATE))) == sorted([remade, new])


def test_who_printed_what_with_which_mark_is_noted(office: Office) -> None:
    desk, _ = office
    make_report(desk, CERTIFICATE)
    make_report(desk, CERTIFICATE, employee=w.TAX_A, printing=Printing(Mark.REISSUE))
    with desk.store.read() as uow:
        first, second = uow.papers.prints(CERTIFICATE)
        papers = {one.paper_id: one.employee_number for one in uow.papers.of()}
    assert (first.documents, first.mark, first.ordered) == (2, "", "")
    assert (second.documents, second.mark, second.ordered) == (1, "再交付", w.TAX_A)
    assert [papers[one] for one in second.papers] == [w.TAX_A]
    assert first.actor
    assert first.at.startswith("2026-03-2")


def test_the_audit_carries_the_digest_of_what_was_issued(office: Office) -> None:
    desk, _ = office
    make_report(desk, CERTIFICATE)
    make_report(desk, CERTIFICATE)  # printed again: nothing was issued
    with desk.store.read() as uow:
        (entry,) = [one for one in uow.audit.entries() if one.action == "issue-papers"]
        papers = uow.papers.of()
        records = uow.papers.records(one.paper_id for one in papers)
    assert issuing.batch_digest(papers) in entry.counts
    for one in papers:
        assert issuing.digest_of(one, records[one.paper_id]) == one.digest
        assert issuing.digest_of(one, records[one.paper_id].replace("検証区長", "検証町長")) != one.digest


def test_a_copy_that_no_program_of_ours_wrote_is_refused(office: Office) -> None:
    desk, _ = office
    make_report(desk, CERTIFICATE, employee=w.TAX_B)
    with desk.store.read() as uow:
        (paper,) = uow.papers.of()
        text = uow.papers.records([paper.paper_id])[paper.paper_id]
    for wrong in ("{}", text.replace('"title"', '"titel"'), text.replace('"marks":[]', '"marks":[3]')):
        from dxdesk.usecases.issued.records import record_of

        with pytest.raises(KnownError) as told:
            record_of(wrong)
        assert told.value.code == "paper-unreadable"
