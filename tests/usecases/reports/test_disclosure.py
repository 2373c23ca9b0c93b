"""本人開示用一覧: all that is held of one person and nothing of another; 訂正 and 利用停止 stand in it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from dxdesk.domain.contents import NomineeSaid, RoundSaid
from dxdesk.domain.errors import KnownError
from dxdesk.domain.records import Part, RecordKey, revise
from dxdesk.ports.entities import EvidenceRecord
from dxdesk.ui.settings import messages
from dxdesk.usecases.nominations import ledger as nominations
from dxdesk.usecases.organisation import appointments, stopping
from dxdesk.usecases.organisation.new_holder import give_away, give_back
from dxdesk.usecases.organisation.stopping import Request
from dxdesk.usecases.reports import disclosure
from dxdesk.usecases.reports.disclosed_records import DECIDE, OTHERS, Reader
from dxdesk.usecases.reports.disclosure import Disclosure
from dxdesk.usecases.review import confirming, renumbering
from dxdesk.usecases.review.confirming import Decision
from dxdesk.usecases.sending import dispatch
from tests.helpers.office import CHIEF, MANAGER, STAFF, all_levels
from tests.helpers.stories import Town

YOSHINO, KASAI, KAMIYA = STAFF
COMMENT = "窓口での実績を見てから判断します"


@pytest.fixture
def told(town: Town) -> Town:
    """𠮷野 and 葛󠄀西 answered, their chief confirmed with a comment, HR has it, with a course of each."""
    town.receive(town.chief, town.answered(YOSHINO, evidence="𠮷野の根拠"))
    town.receive(town.chief, town.answered(KASAI, level="LV1", evidence="葛󠄀西の根拠"))
    first = next(iter(all_levels(town.hr, "LV1")))
    confirming.confirm(town.chief, Decision(YOSHINO, {first: 1}, {first: COMMENT}))
    confirming.confirm(town.chief, Decision(KASAI))
    (sent,) = town.send(town.chief, "confirmations", "確認")
    town.receive(town.hr, sent)
    with town.hr.store.write() as uow:
        uow.people.add_evidence(
            [
                EvidenceRecord(YOSHINO, "course", "𠮷野の研修", "2025-06-01", "修了", True),
                EvidenceRecord(KASAI, "course", "葛󠄀西の研修", "2025-06-02", "修了", True),
            ]
        )
        uow.commit()
    appointments.appoint(town.hr, [YOSHINO], "dx-promoter", "2025-04-01")
    return town


def rows(found: Disclosure, heading: str) -> tuple[tuple[str, ...], ...]:
    (section,) = (one for one in found.sections if one.heading == heading)
    return section.rows


def everything(found: Disclosure) -> str:
    return "\n".join(" ".join(row) for section in found.sections for row in section.rows)


def test_everything_of_a_person_is_in_it_and_nothing_of_another(told: Town) -> None:
    found = disclosure.disclosure(told.hr, YOSHINO)
    text = everything(found)
    for own in ("𠮷野 花子", "ヨシノ ハナコ", "𠮷野の根拠", COMMENT, "𠮷野の研修", "DX推進委員", "窓口係"):
        assert own in text, own
    assert "dx-promoter" not in text, "a code is nothing to whoever asks what is held of them"
    for other in ("葛󠄀西", KASAI, "神谷", KAMIYA, "葛󠄀西の根拠", "葛󠄀西の研修"):
        assert other not in text, other
    assert {row[1] for row in rows(found, "申告と確認の記録")} >= {
        "レベル",
        "根拠",
        "一次確認",
        "手続き",
        "割り当て",
    }


def test_comments_and_names_of_confirmers_are_marked_for_hr_to_decide(told: Town) -> None:
    found = disclosure.disclosure(told.hr, YOSHINO)
    marks = {row[3]: row[-1] for row in rows(found, "申告と確認の記録")}
    assert marks[COMMENT] == DECIDE == "人事課で開示の可否を決める"
    assert marks[f"山﨑 直樹({CHIEF})"] == OTHERS
    assert marks["𠮷野の根拠"] == ""
    whole = [row[-1] for section in found.sections for row in section.rows]
    assert found.to_decide == sum(mark in (DECIDE, OTHERS) for mark in whole) > 0


def test_what_somebody_was_told_of_themselves_is_not_marked(told: Town) -> None:
    chief = disclosure.disclosure(told.hr, CHIEF)
    own = [row for row in rows(chief, "申告と確認の記録") if "山﨑 直樹" in row[3]]
    assert {row[-1] for row in own} == {""}
    assert COMMENT not in everything(chief), "what a confirmer wrote of somebody is that person's"


def test_a_record_that_names_the_person_themselves_is_not_marked() -> None:
    key = RecordKey("131091", 2025, YOSHINO, Part.LIFE)
    value = {"action": "submit", "by": YOSHINO, "by_name": "𠮷野 花子", "reason": "期限に間に合わないため"}
    reader = Reader([], frozenset({YOSHINO}), frozenset({"𠮷野 花子"}))
    said = {line.text: line.mark for line in reader.lines(revise(key, value, ()))}
    assert said[f"𠮷野 花子({YOSHINO})"] == ""
    assert said["期限に間に合わないため"] == DECIDE
    other = Reader([], frozenset({KASAI}), frozenset())
    assert {line.text: line.mark for line in other.lines(revise(key, value, ()))}[
        f"𠮷野 花子({YOSHINO})"
    ] == OTHERS


def test_whoever_handed_nothing_in_has_no_file_of_others_in_their_list(told: Town) -> None:
    assert rows(disclosure.disclosure(told.hr, KAMIYA), "受け付けたファイル") == ()
    assert len(rows(disclosure.disclosure(told.hr, YOSHINO), "受け付けたファイル")) == 1


def test_what_was_asked_of_a_number_ends_with_its_holder_and_comes_back_with_them(told: Town) -> None:
    stopping.stop(told.hr, YOSHINO, "本人の請求")
    stopping.keep_request(told.hr, YOSHINO, Request("", "2026-01-05", "受講日が違う"))
    with told.hr.store.write() as uow:
        person = uow.people.employee(YOSHINO)
        assert person is not None
        kept = give_away(uow, person, "2026-04-01")
        assert stopping.stops(uow) == {}
        assert stopping.requests(uow, YOSHINO) == ()
        give_back(uow, YOSHINO, kept)
        assert stopping.stops(uow)[YOSHINO].reason == "本人の請求"
        assert len(stopping.requests(uow, YOSHINO)) == 1


def test_nominations_of_a_person_are_in_it_and_of_a_successor_only_that_there_is_one(told: Town) -> None:
    with told.hr.store.write() as uow:
        nominations.report(
            told.hr,
            uow,
            [
                NomineeSaid(
                    "2026-p", "111", YOSHINO, "𠮷野 花子", "交代", instead_of=KAMIYA, note="推薦の理由"
                ),
                NomineeSaid("2026-p", "111", KASAI, "葛󠄀西 健", "新任", note="葛󠄀西の推薦"),
            ],
            0,
        )
        uow.commit()
    found = rows(disclosure.disclosure(told.hr, YOSHINO), "選任や受講の申込み")
    said = {row[1]: (row[2], row[-1]) for row in found}
    assert said["備考"] == ("推薦の理由", "")
    assert said["前任の番号"] == (KAMIYA, OTHERS)
    assert KASAI not in str(found)
    assert "葛󠄀西" not in str(found)
    (only,) = rows(disclosure.disclosure(told.hr, KAMIYA), "選任や受講の申込み")
    assert only[1:3] == ("ほかの職員の記録", "この人の番号か氏名があります")
    assert only[-1] == OTHERS


def test_what_hr_decided_of_a_person_is_told_in_words_and_says_where_it_came_from(told: Town) -> None:
    said = {
        **{"round": "2026-p", "section": "111", "number": KAMIYA, "name": "神谷 健", "manner": "again"},
        **{"decided": "accepted", "decided_on": "2026-04-01", "term_from": "2026-04-01"},
        **{"term_to": "2027-03-31", "handed_over": "yes", "closed": [f"{YOSHINO}|2025-04-01|2026-03-31"]},
    }
    before = {row[0] for row in rows(disclosure.disclosure(told.hr, KAMIYA), "受け付けたファイル")}
    asked = RoundSaid("2026-p", "令和8年度の選任", persona="dx-promoter", fiscal_year=2026)
    with told.hr.store.write() as uow:
        nominations.say(told.hr, uow, [(nominations.subject_of(asked), {**asked._asdict(), "ended": False})])
        reported = NomineeSaid.read({"fields": said})
        receipts = (one.number for one in uow.exchange.receipts())
        receipt = next(number for number in receipts if str(number) not in before)
        nominations.report(told.hr, uow, [reported], receipt)
        nominations.say(told.hr, uow, [(nominations.subject_of(reported), said)])
        uow.commit()
    found = disclosure.disclosure(told.hr, KAMIYA)
    lines = {(row[1], row[2]) for row in rows(found, "選任や受講の申込み")}
    assert lines >= {
        *(("選任", "令和8年度の選任"), ("所属", "窓口係"), ("新任・再任・交代", "再任"), ("決定", "任命")),
        *(
            ("決めた日", "R8.4.1"),
            ("任期の始まり", "R8.4.1"),
            ("任期の終わり", "R9.3.31"),
            ("引継ぎ", "済み"),
        ),
        ("終えた任期", f"{YOSHINO} R7.4.1からR8.3.31"),
    }
    marks = {row[1]: row[-1] for row in rows(found, "選任や受講の申込み")}
    assert marks["終えた任期"] == OTHERS
    assert str(receipt) in {row[0] for row in rows(found, "受け付けたファイル")}, (
        "every receipt named is there"
    )


def test_a_step_counts_its_rounds_and_is_no_nomination() -> None:
    key = RecordKey("131091", 2025, YOSHINO, Part.LIFE)
    reader = Reader([], frozenset({YOSHINO}), frozenset())
    (line,) = (
        one for one in reader.lines(revise(key, {"action": "confirm2", "round": 1}, ())) if one.text == "1"
    )
    assert line.item == "何回目"


def test_a_former_number_is_read_and_one_of_somebody_else_is_not(told: Town) -> None:
    with told.hr.store.write() as uow:
        person = uow.people.employee(YOSHINO)
        assert person is not None
        uow.people.save_employees([replace(person, left=True), replace(person, number="000099")])
        uow.commit()
    assert "𠮷野の根拠" not in everything(disclosure.disclosure(told.hr, "000099"))
    renumbering.link(told.hr, YOSHINO, "000099", ("link-deputy", "link-deputy-left"))
    found = disclosure.disclosure(told.hr, "000099")
    assert "𠮷野の根拠" in everything(found)
    assert rows(found, "職員番号のつながり") == ((YOSHINO, "000099"),)


def test_requests_and_stops_stand_in_it_with_their_dates(told: Town) -> None:
    key = stopping.keep_request(told.hr, YOSHINO, Request("", "2026-01-05", "受講日が違う"))
    stopping.keep_request(
        told.hr, YOSHINO, Request(key, "2026-01-05", "受講日が違う", "2026-01-08", "直しました")
    )
    stopping.stop(told.hr, YOSHINO, "本人の請求", "2026-01-07")
    found = disclosure.disclosure(told.hr, YOSHINO)
    assert rows(found, "訂正の請求と利用停止") == (
        ("利用停止", "R8.1.7", "本人の請求", "", ""),
        ("訂正の請求", "R8.1.5", "受講日が違う", "R8.1.8", "直しました"),
    )
    assert found.stopped
    acts = [row[2] for row in rows(found, "操作の記録")]
    assert acts.count("訂正の請求") == 2
    assert "利用の停止" in acts


@pytest.mark.parametrize(
    "wanted",
    [
        Request("", "", "内容"),
        Request("", "2026-01-05", " "),
        Request("", "2026-01-05", "内容", "2026-01-06", ""),
        Request("", "2026-01-05", "内容", "", "回答だけ"),
    ],
)
def test_a_request_needs_its_day_and_what_and_an_answer_both(town: Town, wanted: Request) -> None:
    with pytest.raises(KnownError) as error:
        stopping.keep_request(town.hr, YOSHINO, wanted)
    assert error.value.code == "request-incomplete"
    with town.hr.store.read() as uow:
        assert stopping.requests(uow, YOSHINO) == ()


def test_an_answer_before_its_request_is_refused(town: Town) -> None:
    with pytest.raises(KnownError) as error:
        stopping.keep_request(town.hr, YOSHINO, Request("", "2026-01-05", "内容", "2026-01-04", "回答"))
    assert error.value.code == "dates-out-of-order"


def test_it_is_written_as_paper_and_workbook_and_the_audit_says_so(told: Town, tmp_path: Path) -> None:
    pdf, book = disclosure.write(told.hr, YOSHINO, tmp_path / "開示")
    assert pdf.read_bytes().startswith(b"%PDF")
    sheets = openpyxl.load_workbook(book)
    assert sheets.sheetnames[:2] == ["はじめに", "1 名簿の記載"]
    cells = [str(c.value) for sheet in sheets for line in sheet.iter_rows() for c in line if c.value]
    assert any(COMMENT in cell for cell in cells)
    assert DECIDE in cells
    with told.hr.store.read() as uow:
        workbook, paper, entry = uow.audit.entries(3)
    assert (entry.action, entry.subject) == ("disclosed", YOSHINO)
    assert (paper.action, workbook.action) == ("print", "print"), "each file stands in the log of prints"
    (alone,) = disclosure.write(told.hr, YOSHINO, tmp_path / "一つだけ.xlsx")
    assert alone.name == "一つだけ.xlsx"


def test_nobody_of_that_number_and_no_other_store(told: Town) -> None:
    with pytest.raises(KnownError) as error:
        disclosure.disclosure(told.hr, "999999")
    assert error.value.code == "employee-unknown"
    with pytest.raises(KnownError) as error:
        disclosure.disclosure(told.chief, YOSHINO)
    assert error.value.code == "wrong-role"


def test_acts_are_called_as_the_window_calls_them() -> None:
    assert {act: messages.ACTIONS.get(act) for act in disclosure.ACTS} == dict(disclosure.ACTS)


def test_a_file_that_was_sent_to_the_person_is_listed(told: Town, tmp_path: Path) -> None:
    dispatch.export(told.hr, dispatch.Export("forms", tmp_path / "forms", employee=YOSHINO))
    listed = [row[3] for row in rows(disclosure.disclosure(told.hr, YOSHINO), "配ったファイル")]
    assert any(f"申告票_R7_{YOSHINO}" in name for name in listed)
    assert all(number not in name for name in listed for number in (KASAI, KAMIYA, MANAGER))
