"""書損: a batch went out wrong. Its numbers stay used, nothing of it counts, and nothing vanishes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from dxdesk.domain.errors import KnownError
from dxdesk.ports import setting_names
from dxdesk.usecases.checking.check import Check, check
from dxdesk.usecases.issued.given_numbers import completion_numbers
from dxdesk.usecases.issued.letters import Letter
from dxdesk.usecases.issued.printing import Mark, Printing
from dxdesk.usecases.issued.spoiling import spoil, take_back
from dxdesk.usecases.reports.certificate_registers import register_lines
from dxdesk.usecases.reports.printing import make_report
from dxdesk.usecases.reports.reprinting import reprint
from dxdesk.usecases.workplace.clock import FixedClock
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.year import finalise
from tests.helpers import world as w
from tests.pdf.reading import read

Office = tuple[Desk, FixedClock]
CERTIFICATE = "certificate"
WHY = "日付の誤り"
CORRECT = Printing(correct=True)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """𠮷田 and 葛西 are finalised; a real store."""
    with w.municipality(tmp_path, "2026-03-25", on_file=True) as (desk, clock):
        w.play(desk)
        w.confirmed(desk, w.TAX_B, w.CHIEF_TAX)
        finalise.finalise(desk, "7検人第142号", "2026-03-18")
        yield desk, clock


def pages(pdf: bytes) -> list[str]:
    return [re.sub(r"\s+", "", page.extract_text()) for page in read(pdf).pages]


def ids(desk: Desk, kind: str = CERTIFICATE) -> dict[str, str]:
    """Return the papers of a kind by number, the last of each."""
    with desk.store.read() as uow:
        return {one.number_text: one.paper_id for one in uow.papers.of(kind)}


def said(desk: Desk) -> dict[str, tuple[str, ...]]:
    return {one.number_text: one.said for one in register_lines(desk)}


def refused(call: object, *given: object, **named: object) -> str:
    with pytest.raises(KnownError) as told:
        call(*given, **named)  # type: ignore[operator]
    return told.value.code


def test_a_wrong_batch_is_spoiled_and_issued_anew_under_new_numbers(office: Office) -> None:
    desk, clock = office
    make_report(desk, CERTIFICATE)
    done = spoil(desk, [ids(desk)["第1号"]], WHY, batch=True)
    assert [one.number_text for one in done.papers] == ["第1号", "第2号"]
    clock.day = "2026-03-26"
    again = pages(make_report(desk, CERTIFICATE))
    assert ["第3号" in again[0], "第4号" in again[1]] == [True, True]
    assert "訂正" not in "".join(again)
    assert pages(make_report(desk, CERTIFICATE)) == again, "issued once"
    assert said(desk) == {
        "第1号": ("書損 R8.3.25(日付の誤り。後は第3号)",),
        "第2号": ("書損 R8.3.25(日付の誤り。後は第4号)",),
        "第3号": (),
        "第4号": (),
    }
    assert "書損R8.3.25(日付の誤り。後は第3号)" in "".join(pages(make_report(desk, "certificate-register")))
    assert check(desk, Check()).findings == ()


def test_one_of_several_is_spoiled_and_the_others_stay(office: Office) -> None:
    desk, _ = office
    first, second = pages(make_report(desk, CERTIFICATE))
    spoil(desk, [ids(desk)["第2号"][:8]], WHY)
    now = pages(make_report(desk, CERTIFICATE))
    assert now[0] == first
    assert now[1] == second.replace("第2号", "第3号")


def test_a_spoiled_paper_is_struck_through_and_never_given_again(office: Office) -> None:
    desk, clock = office
    (before,) = pages(make_report(desk, CERTIFICATE, employee=w.TAX_A))
    paper = ids(desk)["第1号"]
    spoil(desk, [paper], WHY)
    clock.day = "2026-04-01"
    (struck,) = pages(reprint(desk, [paper]))
    assert struck.count("書損") == 2, "the mark with its day, and the word across the page"
    assert struck.replace("書損令和8年3月25日", "").replace("書損", "") == before
    assert "控令和8年4月1日" in pages(reprint(desk, [paper], Mark.COPY))[0]
    assert refused(reprint, desk, [paper], Mark.REISSUE) == "paper-spoiled"


def test_it_is_taken_back_only_before_another_is_issued(office: Office) -> None:
    desk, _ = office
    first = make_report(desk, CERTIFICATE, employee=w.TAX_A)
    paper = ids(desk)["第1号"]
    assert refused(take_back, desk, [paper]) == "not-spoiled"
    spoil(desk, [paper], WHY)
    assert refused(spoil, desk, [paper], "もう一度") == "spoiled-already"
    take_back(desk, [paper])
    assert make_report(desk, CERTIFICATE, employee=w.TAX_A) == first, "it counts as before"
    assert said(desk)["第1号"] == ("書損を取り消した R8.3.25(前の理由は日付の誤り)",)
    spoil(desk, [paper], "氏名の誤り")
    make_report(desk, CERTIFICATE, employee=w.TAX_A)
    assert refused(take_back, desk, [paper]) == "spoiled-followed"
    second = ids(desk)["第2号"]
    spoil(desk, [second], "また誤り")
    assert refused(take_back, desk, [paper]) == "spoiled-followed"
    take_back(desk, [second])
    assert "第2号" in pages(make_report(desk, CERTIFICATE, employee=w.TAX_A))[0]
    with desk.store.read() as uow:
        acts = [one.action for one in reversed(uow.audit.entries()) if "spoil" in one.action]
        assert acts == ["spoil-papers", "unspoil-papers", "spoil-papers", "spoil-papers", "unspoil-papers"]
        assert any(WHY in one.counts and "第1号" in one.counts for one in uow.audit.entries())
    assert check(desk, Check()).findings == ()


def test_a_spoiled_correction_leaves_what_it_corrected_to_be_corrected_anew(office: Office) -> None:
    desk, _ = office
    make_report(desk, CERTIFICATE, employee=w.TAX_B)
    finalise.correct(desk, w.TAX_B, {"shinagawa.pm": 2}, "根拠の見落とし")
    make_report(desk, CERTIFICATE, employee=w.TAX_B)
    papers = ids(desk)
    assert refused(spoil, desk, [papers["第1号"]], WHY) == "paper-corrected"
    spoil(desk, [papers["第2号"]], WHY)
    (text,) = pages(make_report(desk, CERTIFICATE, employee=w.TAX_B))
    assert "第3号" in text
    assert "第1号を訂正" in text
    assert said(desk)["第1号"] == ("訂正済み(後は第3号 R8.3.25)",)


def test_with_a_batch_what_another_corrects_stays(office: Office) -> None:
    desk, _ = office
    make_report(desk, CERTIFICATE)
    make_report(desk, CERTIFICATE, employee=w.TAX_B, printing=CORRECT)
    done = spoil(desk, [ids(desk)["第1号"]], WHY, batch=True)
    assert [one.number_text for one in done.papers] == ["第1号"]


def test_a_number_of_an_earlier_program_is_used_up_by_it(office: Office) -> None:
    desk, _ = office
    with desk.store.write() as uow:
        uow.settings.next_number(f"document-number:certificate:{w.YEAR}")
        uow.settings.set(f"document-number:certificate:{w.YEAR}:{w.TAX_A}", "1")
        uow.commit()
    make_report(desk, CERTIFICATE, employee=w.TAX_A)
    spoil(desk, [ids(desk)["第1号"]], WHY)
    (text,) = pages(make_report(desk, CERTIFICATE, employee=w.TAX_A))
    assert "第2号" in text
    assert "再作成" not in text
    assert check(desk, Check()).findings == ()


def test_a_notice_is_asked_its_number_again(office: Office) -> None:
    desk, _ = office
    letters = {"": Letter("7検人第142号", "2026-03-25", branches=True)}
    make_report(desk, "result-notice", printing=Printing(letters=letters))
    spoil(desk, list(ids(desk, "result-notice").values()), "文書番号の誤り")
    (right,) = {Letter("7検人第143号", "2026-03-26", branches=True)}
    texts = "".join(pages(make_report(desk, "result-notice", printing=Printing(letters={"": right}))))
    assert "7検人第143号の1" in texts
    assert "7検人第142号" not in texts


def test_a_completion_that_was_printed_by_mistake_no_longer_holds_its_list(office: Office) -> None:
    desk, _ = office
    make_report(desk, "completion", fiscal_year=w.YEAR)
    with desk.store.read() as uow:
        assert completion_numbers(uow)
    spoil(desk, list(ids(desk, "completion").values()), "受講記録の取り違え")
    with desk.store.read() as uow:
        assert completion_numbers(uow) == {}


@pytest.mark.parametrize("reason", ["", "  ", "あ\nい", "長" * 2000])
def test_a_reason_in_one_line_is_needed(office: Office, reason: str) -> None:
    desk, _ = office
    make_report(desk, CERTIFICATE)
    assert refused(spoil, desk, [ids(desk)["第1号"]], reason) == "spoiled-reason"
    assert said(desk)["第1号"] == ()


@pytest.mark.parametrize("how", ["gone", "made up", "reason", "other paper", "not ours"])
def test_no_spoiling_vanishes_or_is_made_up_unseen(office: Office, how: str) -> None:
    desk, _ = office
    make_report(desk, CERTIFICATE)
    papers = ids(desk)
    spoil(desk, [papers["第1号"]], WHY)
    name = f"{setting_names.PAPER_SPOILED}{papers['第1号']}"
    with desk.store.write() as uow:
        kept = uow.settings.get(name)
        if how == "gone":
            uow.settings.set(name, '{"acts":[],"followed":""}')
        elif how == "made up":
            uow.settings.set(f"{setting_names.PAPER_SPOILED}{papers['第2号']}", kept)
        elif how == "reason":
            uow.settings.set(name, kept.replace(WHY, "別の理由"))
        elif how == "other paper":
            uow.settings.set(name, '{"acts":[],"followed":""}')
            uow.settings.set(f"{setting_names.PAPER_SPOILED}{papers['第2号']}", kept)
        else:
            uow.settings.set(name, '{"acts":3}')
        uow.commit()
    findings = check(desk, Check()).findings
    assert any("書損" in one for one in findings), findings
