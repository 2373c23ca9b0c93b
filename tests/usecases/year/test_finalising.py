"""確定: a dated result that stays, its correction, what comes too late, and telling people."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path

import pypdf
import pytest
from openpyxl import load_workbook

from dxdesk.domain.errors import KnownError
from dxdesk.domain.lifecycle import State
from dxdesk.usecases.answering import self_report
from dxdesk.usecases.answering.sheet import keep_last_year
from dxdesk.usecases.exchange import dump
from dxdesk.usecases.forms import letters
from dxdesk.usecases.issued.letters import Letter
from dxdesk.usecases.person_year.standing import person_year
from dxdesk.usecases.reports import printing
from dxdesk.usecases.review import confirming, conflicts
from dxdesk.usecases.review.confirming import Decision
from dxdesk.usecases.sealing import wording_version
from dxdesk.usecases.sending import dispatch
from dxdesk.usecases.workplace.clock import FixedClock
from dxdesk.usecases.year import cycle, finalise
from tests.helpers.office import CHIEF, MANAGER, STAFF, uids
from tests.helpers.stories import Town

YOSHINO, KASAI, KAMIYA = STAFF


def complete(town: Town, number: str = YOSHINO, level: str = "LV2") -> None:
    town.receive(town.hr, town.answered(number, level))
    for principal in (CHIEF, MANAGER):
        confirming.confirm(town.hr, Decision(number, on_behalf_of=principal))


def code(error: pytest.ExceptionInfo[KnownError]) -> str:
    return error.value.code


def test_only_the_completely_confirmed_are_frozen_and_the_others_are_named(town: Town) -> None:
    complete(town)
    town.receive(town.hr, town.answered(KASAI))
    done = finalise.finalise(town.hr, "8総人第12号", "2026-03-18")
    assert (done.people, done.snapshot.number, done.snapshot.decision_number) == (1, 1, "8総人第12号")
    left = {number: state for number, _, state in done.left_out}
    assert left[KASAI] is State.SUBMITTED
    assert left[KAMIYA] is State.NOT_STARTED
    assert YOSHINO not in left
    assert person_year(town.hr, YOSHINO).state is State.FINALISED
    with pytest.raises(KnownError) as error:
        finalise.finalise(town.hr)
    assert code(error) == "nothing-to-finalise"
    complete(town, KASAI)
    assert finalise.finalise(town.hr).snapshot.number == 2


def test_whoever_became_exempt_after_a_confirmation_is_named(town: Town) -> None:
    complete(town)
    complete(town, KASAI)
    with town.hr.store.write() as uow:
        person = uow.people.employee(KASAI)
        assert person is not None
        uow.people.save_employees([replace(person, duty_status="育休")])
        uow.commit()
    cycle.refresh_assignments(town.hr)
    done = finalise.finalise(town.hr)
    assert done.people == 1
    assert (KASAI, State.EXEMPT) in [(number, state) for number, _, state in done.left_out]


def test_a_date_nobody_can_read_finalises_nothing(town: Town) -> None:
    complete(town)
    with pytest.raises(KnownError) as error:
        finalise.finalise(town.hr, "1", "令和8年3月")
    assert code(error) == "date-unreadable"
    assert person_year(town.hr, YOSHINO).state is State.RECEIVED


def test_whoever_is_in_dispute_is_not_finalised(town: Town) -> None:
    complete(town)
    town.receive(town.hr, town.answered(YOSHINO, "LV3", "もう一通.xlsx"))
    with pytest.raises(KnownError) as error:
        finalise.finalise(town.hr)
    assert code(error) == "nothing-to-finalise"


def test_what_arrives_later_is_shown_and_never_merged(town: Town) -> None:
    complete(town)
    finalise.finalise(town.hr)
    levels = [item.confirmed for item in person_year(town.hr, YOSHINO).items]
    report = town.receive(town.hr, town.answered(YOSHINO, "LV3", "遅れて.xlsx")).files[0]
    assert [note.code for note in report.notes] == ["late"]
    person = person_year(town.hr, YOSHINO)
    assert (person.late, person.disputed, person.state) == (True, 0, State.FINALISED)
    assert [item.confirmed for item in person.items] == levels
    assert [item.self_level for item in person.items] == levels


def test_a_correction_is_a_further_snapshot_and_late_files_stay_late(town: Town) -> None:
    first, second, *_ = uids(town.hr)
    complete(town)
    finalise.finalise(town.hr)
    late = town.answered(YOSHINO, "LV3", "遅れて.xlsx")
    town.receive(town.hr, late)
    snapshot = finalise.correct(town.hr, YOSHINO, {first: 1}, "転記の誤り", "部長")
    assert (snapshot.number, snapshot.kind, snapshot.reason, snapshot.approver) == (
        2,
        "correction",
        "転記の誤り",
        "部長",
    )
    person = person_year(town.hr, YOSHINO)
    assert [item.confirmed for item in person.items[:2]] == [1, 2]
    assert (person.late, person.items[0].self_level) == (True, 2)
    finalise.correct(town.hr, YOSHINO, {second: 3}, "もう一つの誤り")
    person = person_year(town.hr, YOSHINO)
    assert [item.confirmed for item in person.items[:2]] == [1, 3]
    assert person.late
    found = [s for s in dump.dump(town.hr).snapshots if s["employee"] == YOSHINO]
    assert [(s["snapshot"], s["levels"][first]) for s in found] == [(1, 2), (2, 1), (3, 1)]  # type: ignore[index]
    assert town.receive(town.hr, late).files[0].outcome in ("unchanged", "applied")
    assert person_year(town.hr, YOSHINO).items[0].confirmed == 1


def test_what_cannot_be_corrected_says_why(town: Town) -> None:
    first, *_ = uids(town.hr)
    complete(town)
    for arguments, expected in (
        ((YOSHINO, {first: 1}, "誤り"), "not-finalised"),
        ((YOSHINO, {first: 1}, " "), "reason-needed"),
    ):
        with pytest.raises(KnownError) as error:
            finalise.correct(town.hr, *arguments)
        assert code(error) == expected
    finalise.finalise(town.hr)
    for levels, expected in (({first: 9}, "level-outside-scale"), ({"ない": 1}, "item-unknown")):
        with pytest.raises(KnownError) as error:
            finalise.correct(town.hr, YOSHINO, levels, "誤り")
        assert code(error) == expected
    with pytest.raises(KnownError) as error:
        confirming.confirm(town.hr, Decision(YOSHINO, on_behalf_of=MANAGER))
    assert code(error) in ("finalised", "not-ready")
    with pytest.raises(KnownError) as error:
        confirming.return_(town.hr, YOSHINO, "もう一度")
    assert code(error) == "not-ready"


def test_a_finalised_person_who_moves_or_leaves_stays_as_finalised(town: Town) -> None:
    complete(town)
    complete(town, KASAI)
    finalise.finalise(town.hr)
    before = person_year(town.hr, YOSHINO)
    with town.hr.store.write() as uow:
        moved, gone = uow.people.employee(YOSHINO), uow.people.employee(KASAI)
        assert moved is not None
        assert gone is not None
        promoted = replace(moved, department_code="112", grade="係長級")
        uow.people.save_employees([promoted, replace(gone, left=True)])
        uow.commit()
    cycle.refresh_assignments(town.hr)
    after = person_year(town.hr, YOSHINO)
    assert (after.department_code, after.grade, after.items) == ("111", before.grade, before.items)
    assert (after.moved, after.disputed, after.state) == (False, 0, State.FINALISED)
    assert person_year(town.hr, KASAI).state is State.FINALISED
    assert conflicts.conflicts(town.hr) == ()


def test_a_shorter_route_does_not_keep_anybody_from_being_finalised(town: Town) -> None:
    """Both stages confirmed; then the person becomes somebody with one confirmer only."""
    complete(town)
    with town.hr.store.write() as uow:
        person = uow.people.employee(YOSHINO)
        assert person is not None
        uow.people.save_employees([replace(person, first_confirmer=MANAGER, second_confirmer="")])
        uow.commit()
    cycle.refresh_assignments(town.hr)
    (moved,) = conflicts.conflicts(town.hr)
    conflicts.resolve(town.hr, moved.id, 1, "異動前の確認でよい")
    assert person_year(town.hr, YOSHINO).state is State.RECEIVED
    assert finalise.finalise(town.hr).people == 1


def test_a_result_notice_tells_level_comment_and_what_comes_next(town: Town) -> None:
    first, *_ = uids(town.hr)
    town.receive(town.hr, town.answered(YOSHINO, "LV2"))
    confirming.confirm(town.hr, Decision(YOSHINO, {first: 1}, {first: "来年は一人で"}, on_behalf_of=CHIEF))
    confirming.confirm(town.hr, Decision(YOSHINO, on_behalf_of=MANAGER))
    with pytest.raises(KnownError) as error:
        town.send(town.hr, "results", "結果")
    assert code(error) == "nothing-to-send"
    finalise.finalise(town.hr)
    (notice,) = town.send(town.hr, "results", "結果")
    assert notice.relative_to(town.folder / "結果") == Path("111_窓口係") / f"結果通知票_R7_{YOSHINO}.xlsx"
    rows = [[str(cell or "") for cell in row] for row in load_workbook(notice).worksheets[0].values]
    row = next(row for row in rows if "来年は一人で" in row)
    comment = row.index("来年は一人で")
    assert row[comment - 3 : comment] == ["－", "LV2", "LV1"]
    assert row[comment + 1].startswith("・")
    assert town.receive(town.person, notice).files[0].outcome == "applied"
    assert person_year(town.person, YOSHINO).items[0].confirmed == 1
    assert town.receive(town.person, notice).files[0].outcome == "unchanged"


def test_next_years_forms_start_from_what_was_finalised(town: Town) -> None:
    first, second, *_ = uids(town.hr)
    complete(town)
    finalise.finalise(town.hr)
    finalise.correct(town.hr, YOSHINO, {first: 3}, "転記の誤り")
    cycle.close_cycle(town.hr)
    dates = ("2026-04-01", "2027-02-12", "2027-02-19", "2027-02-26")
    cycle.open_cycle(town.hr, cycle.OpenCycle(2026, "shinagawa", *dates))
    person = person_year(town.hr, YOSHINO)
    assert (person.fiscal_year, [item.last for item in person.items[:2]]) == (2026, [3, 2])
    form = dispatch.export(town.hr, dispatch.Export("forms", town.folder / "R8", employee=YOSHINO)).files[0]
    assert form.name == f"申告票_R8_{YOSHINO}.xlsx"
    town.receive(town.person, form)
    sheet = self_report.open_answers(town.person)
    assert sheet.person.fiscal_year == 2026
    assert keep_last_year(sheet).levels[first] == 3
    assert keep_last_year(sheet).levels[second] == 2


def shown(path: Path) -> str:
    """Return everything a notice shows, cell after cell."""
    cells = (cell for row in load_workbook(path).worksheets[0].values for cell in row[1:])
    return "|".join(str(cell) for cell in cells if cell not in (None, ""))


def test_the_workbook_and_the_print_of_a_result_say_the_same(town: Town) -> None:
    complete(town)
    finalise.finalise(town.hr, "7検人第142号", "2026-03-18")
    (notice,) = town.send(town.hr, "results", "結果")
    text = shown(notice)
    assert "DXスキル結果通知票" in text
    assert "7検人第142号" in text
    assert "様" in text
    assert "要約・公式文言ではありません" in text
    assert "お問い合わせ" in text
    assert "(推定)は、どこの説明かを" in text
    assert {"必要", "前年", "自己", "確認", "来年度の目標"} <= set(text.split("|"))
    assert town.receive(town.person, notice).files[0].outcome == "applied"
    printed = pdf_text(printing.make_report(town.person, "result-notice"))
    assert "7検人第142号" in printed
    assert "様" in printed


def test_a_correction_keeps_the_confirmers_comment_and_says_why_beside_it(town: Town) -> None:
    first, *_ = uids(town.hr)
    town.receive(town.hr, town.answered(YOSHINO, "LV2"))
    confirming.confirm(town.hr, Decision(YOSHINO, {first: 2}, {first: "来年は一人で"}, on_behalf_of=CHIEF))
    confirming.confirm(town.hr, Decision(YOSHINO, on_behalf_of=MANAGER))
    finalise.finalise(town.hr, "7検人第142号", "2026-03-18")
    (before,) = town.send(town.hr, "results", "結果")
    finalise.correct(town.hr, YOSHINO, {first: 1}, "転記の誤り")
    item = person_year(town.hr, YOSHINO).items[0]
    assert (item.confirmed, item.comment, item.correction) == (1, "来年は一人で", "転記の誤り")
    numbered = {"": Letter("7検人第150号", "2026-03-25")}
    (after,) = town.send(town.hr, "results", "訂正", letters=numbered)
    text = shown(after)
    assert "令和8年1月9日付け 7検人第142号でお知らせした結果を訂正しました。理由: 転記の誤り" in text
    assert "来年は一人で\n訂正の理由(人事担当): 転記の誤り" in text
    # In any order: the newer notice is what the person's own print says.
    assert town.receive(town.person, after, before).count("refused") == 0
    for desk in (town.hr, town.person):
        printed = pdf_text(printing.make_report(desk, "result-notice", employee=YOSHINO))
        assert "訂正の理由(人事担当)転記の誤り" in printed
        assert "来年は一人で" in printed
        assert "令和8年1月9日付け7検人第142号でお知らせした結果を訂正しました" in printed


def test_a_notice_of_the_first_wording_is_still_taken(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    complete(town)
    finalise.finalise(town.hr)
    monkeypatch.setattr(letters, "extras", lambda *_: lambda _: "")
    monkeypatch.setattr(wording_version, "MARKED", "{}")
    (notice,) = town.send(town.hr, "results", "結果")
    assert "次のレベルまでに" in shown(notice)
    assert town.receive(town.person, notice).files[0].outcome == "applied"
    assert printing.make_report(town.person, "result-notice").startswith(b"%PDF")


@pytest.mark.parametrize("extra", ['{"wording":2}', '{"wording":2,"words":[]}', '{"wording":9}'])
def test_a_notice_that_lacks_what_it_should_show_is_refused(extra: str) -> None:
    with pytest.raises(KnownError) as error:
        letters.notice_of(2025, YOSHINO, extra)
    assert code(error) == "payload-broken"


def pdf_text(pdf: bytes) -> str:
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    return re.sub(r"\s+", "", "".join(page.extract_text() for page in pages))


@pytest.mark.parametrize(
    ("decided", "told"),
    [
        ("2026-03-18", ()),
        ("", ()),
        ("2025-03-18", ("decision-early",)),
        ("2025-12-01", ("decision-early",)),
    ],
)
def test_a_decision_before_what_it_decides_about_is_told(
    town: Town, decided: str, told: tuple[str, ...]
) -> None:
    """The base date is in January, the confirmations come on 2026-01-09."""
    town.receive(town.chief, town.answered(YOSHINO))
    confirming.confirm_all(town.chief)
    sent = town.send(town.chief, "confirmations", "確認票")
    town.receive(town.manager, *sent)
    confirming.confirm_all(town.manager)
    town.receive(town.hr, *town.send(town.manager, "confirmations", "最後の確認票"))
    done = finalise.finalise(town.hr, "8総人第12号", decided)
    assert tuple(problem.code for problem in done.warnings) == told


def test_a_clock_behind_the_store_is_told_where_a_date_stays(town: Town) -> None:
    complete(town)
    back = replace(town.hr, services=replace(town.hr.services, clock=FixedClock("2025-01-09")))
    done = finalise.finalise(back, "8総人第12号")
    assert [problem.code for problem in done.warnings] == ["clock-behind"]
    assert "令和8年1月9日" in done.warnings[0].message
    closed = cycle.close_cycle(back)
    assert [problem.code for problem in closed.warnings] == ["close-early", "clock-behind", "year-owes"]
