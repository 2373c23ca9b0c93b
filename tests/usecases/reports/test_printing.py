"""Printed documents: for whom, with which number, and why for nobody."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pypdf
import pytest

from dxdesk.domain.errors import KnownError
from dxdesk.ports import printing as doc
from dxdesk.ports.entities import EvidenceRecord, Receipt, Role
from dxdesk.usecases.forms import print_records
from dxdesk.usecases.issued import series
from dxdesk.usecases.reports import (
    catalogue,
    dispatch_lists,
    non_submitters,
    receipt_lists,
    section_maps,
    status_reports,
)
from dxdesk.usecases.reports.kind import Order
from dxdesk.usecases.reports.printing import make_report
from dxdesk.usecases.review import renumbering
from dxdesk.usecases.sending import dispatch
from dxdesk.usecases.workplace.desk import Cancelled, Desk
from dxdesk.usecases.year import finalise
from tests.helpers import world as w

DECISION = ("7検人第142号", "2026-03-18")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """𠮷田 and 葛西 are finalised; 葛西's result was corrected afterwards."""
    folder = tmp_path_factory.mktemp("hr")
    with w.municipality(folder, "2026-03-25") as (made, _):
        w.play(made)
        w.confirmed(made, w.TAX_B, w.CHIEF_TAX)
        finalise.finalise(made, *DECISION)
        finalise.correct(made, w.TAX_B, {"shinagawa.pm": 2}, "根拠の見落としがありました")
        dispatch.export(made, dispatch.Export("forms", folder / "out", section="102001"))
        yield made


def text_of(pdf: bytes) -> str:
    """Return a PDF's text without the spaces that lines and columns bring."""
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    return re.sub(r"\s+", "", "".join(page.extract_text() for page in pages))


def pages_of(pdf: bytes) -> int:
    return len(pypdf.PdfReader(io.BytesIO(pdf)).pages)


def test_skill_sheets_are_printed_for_those_who_are_asked(desk: Desk) -> None:
    seen: list[tuple[int, int]] = []
    pdf = make_report(desk, "skill-sheet", progress=lambda done, total: seen.append((done, total)))
    assert seen[-1] == (11, 11)
    text = text_of(pdf)
    assert "\ufa19谷潤" in text
    assert "渡邉直樹" not in text  # on leave
    one = make_report(desk, "skill-sheet", employee=w.TAX_A)
    assert pages_of(one) == 1
    assert "山﨑健(代理検証区人事担当)" in text_of(one)
    assert "BPR研修(基礎)令和7年9月18日修了" in text_of(one)


def test_a_division_prints_everything_under_it(desk: Desk) -> None:
    assert pages_of(make_report(desk, "skill-sheet", section="1020")) == 5
    with pytest.raises(KnownError) as told:
        make_report(desk, "skill-sheet", section="9999")
    assert told.value.code == "section-unknown"


def test_a_certificate_keeps_its_number_when_it_is_printed_again(desk: Desk) -> None:
    second = text_of(make_report(desk, "certificate", employee=w.TAX_B))
    assert "第1号" in second
    both = make_report(desk, "certificate")
    assert pages_of(both) == 2
    assert "第2号" in text_of(both)
    again = text_of(make_report(desk, "certificate", employee=w.TAX_A))
    assert "第2号" in again
    assert "令和8年3月18日" in again  # the day of the decision, not of printing
    assert "検証区長" in again
    assert "業務改革" in again
    assert "第1号" in text_of(make_report(desk, "certificate", employee=w.TAX_B))


def test_a_cancelled_print_uses_up_no_number(tmp_path: Path) -> None:
    with w.municipality(tmp_path, "2026-03-25") as (desk, _):
        w.play(desk)
        finalise.finalise(desk)

        def stop(done: int, total: int) -> None:
            raise Cancelled

        with pytest.raises(Cancelled):
            make_report(desk, "certificate", progress=stop)
        assert "第1号" in text_of(make_report(desk, "certificate"))


def test_wording_seal_and_issuer_are_settings(desk: Desk) -> None:
    with desk.store.read() as uow:
        usual = print_records.wording(uow, desk.identity)
        prefix = series.prefix_of(uow, "certificate")
    assert (usual.issuer, usual.seal, usual.honorific) == ("検証区長", doc.Seal.AREA, "様")
    assert series.told(prefix, 3, 2025) == "第3号"
    with desk.store.write() as uow:
        uow.settings.set("issuer-title", "検証区 総務部長")
        uow.settings.set("issuer-name", "検証 三郎")
        uow.settings.set("seal-mode", "omitted")
        uow.settings.set("certificate-prefix", "7検人")
        prefix = series.prefix_of(uow, "certificate")
        own = print_records.wording(uow, desk.identity)  # left without a commit: the others print as usual
    assert (own.issuer, own.seal) == ("検証区 総務部長 検証 三郎", doc.Seal.OMITTED)
    assert series.told(prefix, 3, 2025) == "7検人第3号"


def test_the_result_tells_what_the_next_level_needs_and_what_was_corrected(desk: Desk) -> None:
    text = text_of(make_report(desk, "result-notice", employee=w.TAX_A))
    assert "7検人第142号" in text
    assert "令和8年3月25日" in text
    assert "所属で関係する人たちを引っ張り" in text  # LV3 of 業務改革
    assert "要約・公式文言ではありません" in text
    corrected = text_of(make_report(desk, "result-notice", employee=w.TAX_B))
    assert "確定した結果を訂正した後の内容です。理由:根拠の見落としがありました" in corrected
    assert "お知らせした結果を訂正" not in corrected, "nobody was told the result before"
    assert pages_of(make_report(desk, "result-notice", employee=w.TAX_B)) >= 1


def test_only_the_finalised_get_certificate_and_result(desk: Desk) -> None:
    for kind in ("certificate", "result-notice"):
        with pytest.raises(KnownError) as told:
            make_report(desk, kind, employee=w.TAX_C)
        assert told.value.code == "nobody-to-print"
        assert "いまは差戻し" in told.value.problem.message
        assert "確定" in told.value.problem.fix
    with pytest.raises(KnownError) as told:
        make_report(desk, "skill-sheet", employee=w.ON_LEAVE)
    assert "在職状態が「休業等」" in told.value.problem.message
    with pytest.raises(KnownError) as told:
        make_report(desk, "skill-sheet", employee="999999")
    assert told.value.code == "person-unknown"


def test_completion_comes_from_completed_attendance_alone(desk: Desk) -> None:
    pdf = make_report(desk, "completion")
    assert pages_of(pdf) == 1
    text = text_of(pdf)
    assert "「BPR研修(基礎)」" in text
    assert "第1号" in text
    assert "花子" not in text  # was absent
    for number in (w.TAX_B, w.CHILD_A):
        with pytest.raises(KnownError) as told:
            make_report(desk, "completion", employee=number)
        assert told.value.code == "nobody-to-print"
    with pytest.raises(KnownError) as told:
        make_report(desk, "completion", fiscal_year=2030)
    assert "令和12年度" in told.value.problem.message


def test_completion_needs_no_open_year(tmp_path: Path) -> None:
    with w.municipality(tmp_path) as (desk, _):
        with desk.store.write() as uow:
            uow.people.add_evidence(
                [EvidenceRecord(w.TAX_C, "course", "データ活用研修", "2024-06-03", "修了", True)]
            )
            uow.commit()
        assert pages_of(make_report(desk, "completion")) == 2
        assert pages_of(make_report(desk, "completion", section="10", employee=w.TAX_C)) == 1


def test_a_completion_keeps_its_number_when_its_person_gets_another(tmp_path: Path) -> None:
    """再任用: the 修了証 of a course attended under the former number is printed for the person of today."""
    with w.municipality(tmp_path) as (desk, _):
        with desk.store.write() as uow:
            person = uow.people.employee(w.TAX_C)
            assert person is not None
            uow.people.add_evidence(
                [EvidenceRecord(w.TAX_C, "course", "データ活用研修", "2024-06-03", "修了", True)]
            )
            uow.commit()
        before = text_of(make_report(desk, "completion", employee=w.TAX_C))
        with desk.store.write() as uow:
            new = replace(person, number="900301", department_code="102001", employment="再任用")
            uow.people.save_employees([replace(person, left=True), new])
            uow.commit()
        with pytest.raises(KnownError):
            make_report(desk, "completion", employee="900301")
        renumbering.link(desk, w.TAX_C, "900301")
        assert pages_of(make_report(desk, "completion")) == 2, "no course is printed twice"
        for number in ("900301", w.TAX_C):
            after = text_of(make_report(desk, "completion", employee=number))
            assert re.findall("第.号", after) == re.findall("第.号", before)
        assert pages_of(make_report(desk, "completion", section="102001", employee="900301")) == 1


def test_the_map_is_printed_with_people_and_sections(desk: Desk) -> None:
    found = section_maps.section_map(desk, "1020")
    assert found.section == "税務課"
    assert len(found.rows) == 5
    assert [row.section for row in found.sections] == ["税務課(直属)", "税務課市民税係"]
    assert sum(found.sections[1].counts[0]) == 2
    assert {scale.names for scale in found.scales} == {("LV0", "LV1", "LV2", "LV3")}
    text = text_of(make_report(desk, "section-map", section="1020"))
    assert "𠮷田翔太" in text
    assert "5人のうち2人確認済み)5人" not in text
    assert "5人のうち2人確認済み" in text
    rest = text_of(make_report(desk, "section-map", section="1020", leave_out=[w.TAX_A]))
    assert f"除いた職員番号:{w.TAX_A}" in rest
    assert "𠮷田翔太" not in rest
    assert len(section_maps.section_map(desk, employee=w.TAX_A).rows) == 1


def test_the_status_counts_only_those_who_are_asked(desk: Desk) -> None:
    found = status_reports.status_report(desk)
    assert sum(row.staff for row in found.rows) == 11
    assert "対象外" not in found.states
    assert all(row.handed_in + _open(found, row) == row.staff for row in found.rows)
    assert sum(row.done for row in found.rows) == 2
    assert not {"提出", "一次確認", "二次確認"} & set(found.states), "they are read as all who came so far"
    assert found.due[0] == ("自己申告", date(2026, 2, 13))
    assert "提出状況" in text_of(make_report(desk, "status"))


def _open(found: doc.StatusReport, row: doc.StatusRow) -> int:
    return sum(
        count
        for state, count in zip(found.states, row.counts, strict=True)
        if state in ("未着手", "下書き", "差戻し", "取下げ")
    )


def test_who_has_not_handed_in_is_listed_by_section_with_the_days_since(desk: Desk) -> None:
    found = non_submitters.non_submitters(desk, Order())
    rows = {record.section: [row.number for row in record.rows] for record in found}
    assert rows == {
        "企画部": [w.DIRECTOR],
        "デジタル推進課": [w.PROMOTER],
        "税務課": [w.CHIEF_TAX],
        "税務課市民税係": [w.TAX_C],
        "こども部": [w.DIRECTOR_2],
        "保育課": [w.CHIEF_CHILD, w.LENT],
    }
    said = {row.number: (row.state, row.due, row.days) for record in found for row in record.rows}
    assert said[w.CHIEF_TAX] == ("未着手", date(2026, 2, 13), 40)
    assert said[w.TAX_C] == ("差戻し", date(2026, 2, 20), 33), "wanted back in time for the confirmation"
    assert said[w.LENT] == ("未着手", None, 0), "who is lent is never late"
    pdf = make_report(desk, "non-submitters")
    assert pages_of(pdf) == len(found)
    assert "\ufa19谷潤差戻し令和8年2月20日(金)33日" in text_of(pdf)
    assert pages_of(make_report(desk, "non-submitters", section="1020")) == 2
    assert "髙橋美咲" not in text_of(make_report(desk, "non-submitters", employee=w.TAX_C))


def test_nobody_is_late_before_the_day(tmp_path: Path) -> None:
    with w.municipality(tmp_path, w.BEFORE) as (desk, _):
        w.play(desk)
        days = [row.days for record in non_submitters.non_submitters(desk, Order()) for row in record.rows]
    assert set(days) == {0}


def test_where_everybody_handed_in_no_list_is_printed_and_it_says_why(desk: Desk) -> None:
    def refused(**order: object) -> str:
        with pytest.raises(KnownError) as told:
            make_report(desk, "non-submitters", **order)  # type: ignore[arg-type]
        assert told.value.code == "nobody-to-print"
        return told.value.problem.message

    assert "選んだ1人は全員、令和7年度の申告を提出済みです" in refused(employee=w.TAX_A)
    assert "対象の人がいません" in refused(employee=w.ON_LEAVE)
    assert "未提出の人を全員除いています" in refused(section="102001", leave_out=[w.TAX_C])
    some = text_of(make_report(desk, "non-submitters", section="1020", leave_out=[w.TAX_C]))
    assert "髙橋美咲" in some
    assert "\ufa19谷" not in some
    with pytest.raises(KnownError) as told:
        make_report(desk, "non-submitters", section="9999")
    assert told.value.code == "section-unknown"


def test_the_ledgers_are_printed_oldest_first(desk: Desk) -> None:
    found = dispatch_lists.dispatch_list(desk)
    assert [row[0] for row in found.rows] == ["1", "2"]
    assert found.rows[0][2] == "DXスキル申告票"
    assert "申告票_R7_000003.xlsx" in text_of(make_report(desk, "dispatches"))
    with pytest.raises(KnownError) as told:
        make_report(desk, "receipts")
    assert "受付簿にまだ何もありません" in told.value.problem.message


def test_a_ledger_names_the_years_that_are_in_it_and_no_other(tmp_path: Path) -> None:
    """Printed ledgers are kept: a year at the head that is not the whole of it would be untrue."""
    with w.municipality(tmp_path, "2026-03-25") as (desk, _):
        w.play(desk)
        dispatch.export(desk, dispatch.Export("forms", tmp_path / "out", section="102001"))
        assert dispatch_lists.dispatch_list(desk).fiscal_year == 2025
        with desk.store.write() as uow:
            (entry, *_rest) = uow.exchange.dispatches()
            earlier = replace(entry, number=0, sequence=entry.sequence + 90, fiscal_year=2024)
            uow.exchange.add_dispatches([earlier])
            for year in (0, 2024):
                name = f"名簿_{year}.csv"
                came = Receipt(0, "2025-06-01T00:00:00Z", name, "", "roster", "applied", fiscal_year=year)
                uow.exchange.add_receipt(came)
            uow.commit()
        both = dispatch_lists.dispatch_list(desk)
        assert (both.fiscal_year, both.notes) == (None, ("令和6年度から令和7年度までの記録です。",))
        assert "令和6年度から令和7年度まで" in text_of(make_report(desk, "dispatches"))
        one = dispatch_lists.dispatch_list(desk, 2024)
        assert (one.fiscal_year, one.notes, len(one.rows)) == (2024, (), 1)
        received = receipt_lists.receipt_list(desk)
        assert (received.fiscal_year, received.notes) == (2024, ()), "what is of no year contradicts no head"


def test_kinds_are_known_by_role() -> None:
    assert [kind.kind for kind in catalogue.kinds_for(Role.PERSONAL)] == [
        *("skill-sheet", "result-notice", "growth-file"),
    ]
    assert {kind.kind for kind in catalogue.kinds_for(Role.HR)} == {kind.kind for kind in catalogue.KINDS}


def test_an_unknown_kind_is_refused_by_name(desk: Desk) -> None:
    with pytest.raises(KnownError) as told:
        make_report(desk, "horoscope")
    assert told.value.code == "report-kind"
    assert "skill-sheet" in told.value.problem.fix


def test_only_whom_one_can_print_is_offered(desk: Desk) -> None:
    from dxdesk.usecases.reports import choice

    offered = choice.choices(desk)
    with desk.store.read() as uow:
        standings = uow.results.assessments(skill_year(desk))
    asked = {one.employee_number for one in standings if one.state != "exempt"}
    final = {one.employee_number for one in standings if one.state == "finalised"}
    assert {person.number for person in offered.of("skill-sheet")} == asked
    assert {person.number for person in offered.of("certificate")} == final
    code = offered.of("skill-sheet")[0].section
    assert {person.section for person in offered.of("skill-sheet", code)} == {code}
    assert code in offered.sections("skill-sheet")


def skill_year(desk: Desk) -> int:
    from dxdesk.usecases.year.cycle import current_cycle

    return current_cycle(desk).fiscal_year
