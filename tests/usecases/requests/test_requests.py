"""受講申込票 and 推薦依頼 in the section's own store: kept, answered, sent back, read by HR as any."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from dxdesk.domain.enrolments import GRANTED, State
from dxdesk.domain.errors import KnownError
from dxdesk.domain.nominations import AGAIN, INSTEAD, NEW, YES
from dxdesk.ports.entities import Role
from dxdesk.usecases.checking.check import Check, check
from dxdesk.usecases.exchange import ledgers
from dxdesk.usecases.exchange.file_report import FileReport
from dxdesk.usecases.exchange.intake import Incoming, open_incoming
from dxdesk.usecases.exchange.section_requests import take_request
from dxdesk.usecases.forms.enrolment_form import ASK, TAKE_BACK
from dxdesk.usecases.forms.nomination_form import REPORT_SHEET, NomineeLine
from dxdesk.usecases.home.overview import home
from dxdesk.usecases.inbox.batches import Batch, receive_batch, undo_receipt
from dxdesk.usecases.nominations import deciding as nominating
from dxdesk.usecases.nominations import standing
from dxdesk.usecases.requests import filling
from dxdesk.usecases.requests.filling import Asked
from dxdesk.usecases.requests.work import EnrolmentWork, NominationWork
from dxdesk.usecases.sealing.codec import Opened
from dxdesk.usecases.sealing.workbook_kinds import ENROLMENT_FORM, NOMINATION
from dxdesk.usecases.training import deciding, enrolment_lists
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers import nominating as n
from tests.helpers import training
from tests.helpers import world as w
from tests.helpers.memory import forgetful
from tests.helpers.requesting import OFFICE, PERSONA, YEAR, Both, both
from tests.helpers.training import BASIC

SECOND = "DX基礎研修 第2回"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Both]:
    with both(tmp_path_factory.mktemp("both")) as found:
        yield found


@pytest.fixture
def town(made: Both) -> Both:
    return Both(forgetful(made.hr), forgetful(made.section), made.enrolment, made.nomination)


def take(desk: Desk, *paths: Path) -> list[FileReport]:
    return list(receive_batch(desk, Batch(paths)).files)


def one_of(desk: Desk, kind: str) -> Asked:
    (found,) = [one for one in filling.asked(desk) if one.request.kind == kind]
    return found


def enrolment(desk: Desk) -> tuple[Asked, EnrolmentWork, dict[str, str]]:
    """Return the 受講申込票, its work, and the sessions (subjects) by their title."""
    found = one_of(desk, ENROLMENT_FORM.kind)
    assert isinstance(found.work, EnrolmentWork)
    return found, found.work, {one.title: one.subject for one in found.work.form.sessions}


def nomination(desk: Desk) -> tuple[Asked, NominationWork]:
    found = one_of(desk, NOMINATION.kind)
    assert isinstance(found.work, NominationWork)
    return found, found.work


def states(desk: Desk, title: str) -> dict[str, State]:
    lists = enrolment_lists.session_lists(desk)
    return {line.number: line.state for one in lists if one.title == title for line in one.lines}


def cells(path: Path, sheet: str = "") -> list[tuple[object, ...]]:
    book = openpyxl.load_workbook(path)
    return list((book[sheet] if sheet else book.worksheets[0]).iter_rows(values_only=True))


def opened(desk: Desk, path: Path) -> tuple[Incoming, Opened]:
    found = open_incoming(desk.services, path, (), lambda _: False)
    assert found.opened is not None
    return found, found.opened


def test_a_section_that_got_nothing_sees_no_trace_of_it(town: Both) -> None:
    assert filling.asked(town.section) == ()
    shown = home(town.section)
    assert all("受講申込票" not in todo.title and "推薦依頼" not in todo.title for todo in shown.todo)
    assert "requests" not in shown.uses


def test_what_came_is_kept_said_on_home_and_undone(town: Both) -> None:
    reports = take(town.section, town.enrolment, town.nomination)
    assert [(one.outcome, one.added, one.errors, one.notes) for one in reports] == [
        ("applied", 1, (), ())
    ] * 2
    assert [one.outcome for one in take(town.section, town.enrolment)] == ["unchanged"]
    shown = home(town.section)
    assert "requests" in shown.uses
    titles = [todo.title for todo in shown.todo if todo.screen == "requests"]
    assert titles == ["受講申込票が届いています(締切 R8.2.20)", "推薦依頼が届いています(締切 R8.3.10)"]
    undo_receipt(town.section, reports[0].receipt)
    undo_receipt(town.section, ledgers.receipts(town.section)[0].number)
    assert [one.request.kind for one in filling.asked(town.section)] == [NOMINATION.kind]
    assert [one.outcome for one in take(town.section, town.enrolment)] == ["applied"], "it comes again"
    assert len(filling.asked(town.section)) == 2


def test_every_cell_that_is_filled_in_says_what_to_write(town: Both, tmp_path: Path) -> None:
    """By hand and by ear: whoever chooses a cell is told, and what fills itself in says nothing."""
    silent = {"所属コード", "所属", "いまの任期", "職員番号", "氏名", "職名", "職層"}
    for path, told_too in ((town.enrolment, set()), (town.nomination, {"職員番号", "氏名"})):
        sheet = openpyxl.load_workbook(path).worksheets[0]
        (header,) = [row for row in sheet.iter_rows() if "氏名" in [cell.value for cell in row]]
        rules = [rule for rule in sheet.data_validations.dataValidation if rule.prompt]
        for cell in header[1:]:  # column A holds the rows' identities
            if not cell.value:
                continue
            below = sheet.cell(cell.row + 1, cell.column).coordinate
            said = [rule.prompt for rule in rules if below in rule.sqref]
            title = "".join(str(cell.value).split())
            assert len(said) == (title not in silent - told_too), (path.name, title)
            assert all(rule.showInputMessage for rule in rules)
            assert all(len(text) <= 255 for text in said)
            if title not in silent:
                choices = [rule for rule in sheet.data_validations.dataValidation if below in rule.sqref]
                assert len(choices) == 1, "a list and its words are one rule: two would hide each other"


def test_people_are_asked_for_in_the_store_and_hr_reads_it_as_any_form(town: Both, tmp_path: Path) -> None:
    take(town.section, town.enrolment)
    asked, work, sessions = enrolment(town.section)
    work = work.put(sessions[BASIC], w.TAX_A, wanted=True).put(sessions[SECOND], w.TAX_B, wanted=True)
    work = work.note(w.TAX_A, "主任").add(w.CHILD_A, "濵田 一")
    work = work.put(sessions[BASIC], w.CHILD_A, wanted=True)
    kept = filling.keep(town.section, asked.number, work.answers)
    assert kept.begun
    assert kept.sent is None
    assert kept.work == work
    done = filling.send(town.section, asked.number, tmp_path / "返す")
    assert done.file.name == "受講申込票_1020_税務課_回答.xlsx"
    assert done.people == 3
    assert {one.code for one in done.findings} == {"enrolment-other-section"}
    # The same workbook as somebody would have filled in with Excel.
    typed = training.filled(
        town.enrolment,
        {(w.TAX_A, BASIC): "○", (w.TAX_B, SECOND): "○", (w.TAX_A, "備考"): "主任"},
        tmp_path / "Excel.xlsx",
    )
    ours = [row for row in cells(done.file) if w.CHILD_A not in row]
    assert ours == cells(typed)
    (report,) = take(town.hr, done.file)
    assert (report.outcome, report.added, report.errors) == ("applied", 3, ())
    assert states(town.hr, BASIC) == {w.TAX_A: State.ASKED, w.CHILD_A: State.ASKED}
    (line,) = [one for one in ledgers.dispatches(town.section) if one.kind == ENROLMENT_FORM.kind]
    assert (line.file_name, line.people) == (done.file.name, 3)
    shown = home(town.section)
    assert all(todo.screen != "requests" for todo in shown.todo), "it was sent"
    again = one_of(town.section, ENROLMENT_FORM.kind)
    assert not again.waits
    assert again.sent is not None
    assert again.sent.file == done.file.name


def test_who_is_taken_off_after_it_was_sent_is_taken_back_at_hr(town: Both, tmp_path: Path) -> None:
    take(town.section, town.enrolment)
    asked, work, sessions = enrolment(town.section)
    basic = sessions[BASIC]
    for number in (w.TAX_A, w.TAX_B):
        work = work.put(basic, number, wanted=True)
    filling.send(town.section, asked.number, tmp_path / "1", work.answers)
    _, work, _ = enrolment(town.section)
    assert work.wanted(basic, w.TAX_A)
    assert work.stands(basic, w.TAX_A) == "申込済"
    work = work.put(basic, w.TAX_A, wanted=False)
    assert work.answers.choices == {(basic, w.TAX_A): TAKE_BACK, (basic, w.TAX_B): ASK}
    assert work.put(basic, w.TAX_A, wanted=True).answers.choices[basic, w.TAX_A] == ASK
    first = tmp_path / "1" / "受講申込票_1020_税務課_回答.xlsx"
    second = filling.send(town.section, asked.number, tmp_path / "2", work.answers).file
    for order in ((first, second), (second, first)):
        hr = forgetful(town.hr)
        assert [one.errors for path in order for one in take(hr, path)] == [(), ()]
        assert states(hr, BASIC) == {w.TAX_A: State.WITHDRAWN, w.TAX_B: State.ASKED}, "in any order"


def test_a_form_made_again_goes_on_where_the_section_was(town: Both, tmp_path: Path) -> None:
    take(town.section, town.enrolment)
    asked, work, sessions = enrolment(town.section)
    work = work.put(sessions[BASIC], w.TAX_A, wanted=True).put(sessions[SECOND], w.TAX_B, wanted=True)
    filling.send(town.section, asked.number, tmp_path / "1", work.answers)
    take(town.hr, tmp_path / "1" / "受講申込票_1020_税務課_回答.xlsx")
    deciding.decide(town.hr, "basic/第1回", [w.TAX_A], GRANTED)
    filling.keep(town.section, asked.number, work.put(sessions[BASIC], w.TAX_C, wanted=True).answers)
    newer = training.forms(town.hr, tmp_path / "申込票", section=OFFICE)[OFFICE]
    take(town.section, newer)
    again, work, sessions = enrolment(town.section)  # the earlier one is there no more
    assert again.number != asked.number
    assert work.stands(sessions[BASIC], w.TAX_A) == "受講決定"
    assert work.wanted(sessions[BASIC], w.TAX_C), "the draft goes on"
    before = states(town.hr, BASIC), states(town.hr, SECOND)
    empty = work.put(sessions[BASIC], w.TAX_C, wanted=False)
    done = filling.send(town.section, again.number, tmp_path / "2", empty.answers)
    (report,) = take(town.hr, done.file)
    assert (report.outcome, report.errors, report.notes) == ("unchanged", (), ())
    assert (states(town.hr, BASIC), states(town.hr, SECOND)) == before


def test_what_hr_would_tell_later_is_told_at_once(town: Both, tmp_path: Path) -> None:
    take(town.section, town.enrolment)
    asked, work, sessions = enrolment(town.section)
    for number in (w.TAX_A, w.TAX_B, w.TAX_C):
        work = work.put(sessions[BASIC], number, wanted=True)
    work = work.put(sessions[SECOND], w.TAX_A, wanted=True)
    kept = filling.keep(town.section, asked.number, work.answers)
    told = [(one.code, one.place.cell) for one in kept.findings]
    assert ("session-short", BASIC) in told, "two seats, three people"
    both_sessions = {cell for code, cell in told if code == "enrolment-two-sessions"}
    assert both_sessions == {BASIC, SECOND}
    done = filling.send(town.section, asked.number, tmp_path / "返す")
    (report,) = take(town.hr, done.file)
    later = {one.code for one in report.notes}
    assert later == {code for code, _ in told}, "the very same"
    long = work.note(w.TAX_A, "あ" * 40_000)
    with pytest.raises(KnownError) as caught:
        filling.send(town.section, asked.number, tmp_path / "長い", long.answers)
    assert caught.value.code == "text-too-long"
    assert not list(tmp_path.glob("長い/*"))


def test_people_are_named_in_the_store_and_hr_reads_it_as_any_report(town: Both, tmp_path: Path) -> None:
    take(town.section, town.nomination)
    asked, work = nomination(town.section)
    assert [one.code for one in asked.findings] == ["nomination-nobody"]
    with pytest.raises(KnownError) as caught:
        filling.send(town.section, asked.number, tmp_path / "空")
    assert caught.value.code == "nomination-nobody"
    line = NomineeLine(w.TAX_A, "𠮷田 翔太", NEW, note="窓口に詳しい")
    done = filling.send(town.section, asked.number, tmp_path / "返す", work.put(line).answers)
    assert done.file.name == f"推薦依頼_2026-{PERSONA}_1020_税務課_回答.xlsx"
    typed = n.fill(
        town.nomination, tmp_path / "Excel.xlsx", n.line(w.TAX_A, "𠮷田 翔太", note="窓口に詳しい")
    )
    assert [[cell or None for cell in row] for row in cells(done.file, REPORT_SHEET)] == [
        [cell or None for cell in row] for row in cells(typed, REPORT_SHEET)
    ]
    (report,) = take(town.hr, done.file)
    assert (report.outcome, report.added, report.errors) == ("applied", 1, ())
    assert nominating.accept(town.hr, f"{YEAR}-{PERSONA}").count == 1
    assert n.terms_of(town.hr) == {(w.TAX_A, "2026-04-01", "2027-03-31")}


def test_a_successor_in_mid_year_is_named_with_what_was_handed_over(town: Both, tmp_path: Path) -> None:
    take(town.hr, n.fill(town.nomination, tmp_path / "4月.xlsx", n.line(w.TAX_A, "𠮷田 翔太")))
    nominating.accept(town.hr, f"{YEAR}-{PERSONA}")
    take(town.section, n.requests(town.hr, tmp_path / "10月", OFFICE)[OFFICE])
    asked, work = nomination(town.section)
    assert [(one.number, one.now) for one in work.form.holders] == [(w.TAX_A, "R8.4.1〜R9.3.31")]
    line = NomineeLine(w.TAX_B, "葛\U000e0100西 花子", INSTEAD, "2026-10-01", "", w.TAX_A, YES, "2026-09-30")
    astray = work.put(line._replace(instead_of=w.TAX_C))
    kept = filling.keep(town.section, asked.number, astray.answers)
    assert [one.code for one in kept.findings] == ["nomination-predecessor"]
    over = work.put(line).put(NomineeLine(w.TAX_C, "\ufa19谷 潤", NEW))
    codes = {one.code for one in filling.keep(town.section, asked.number, over.answers).findings}
    assert codes == {"nomination-over"}
    done = filling.send(town.section, asked.number, tmp_path / "返す", work.put(line).answers)
    assert done.findings == ()
    (report,) = take(town.hr, done.file)
    assert report.errors == ()
    assert report.added == 1
    assert nominating.accept(town.hr, f"{YEAR}-{PERSONA}").ended == 1
    assert n.terms_of(town.hr) == {
        (w.TAX_A, "2026-04-01", "2026-09-30"),
        (w.TAX_B, "2026-10-01", "2027-03-31"),
    }
    (state,) = standing.round_states(town.hr, YEAR)
    said = next(one.named.said for one in state.candidates if one.named.said.number == w.TAX_B)
    assert (said.handed_over, said.handed_on) == (YES, "2026-09-30")


def test_who_goes_on_is_written_in_their_own_line(town: Both, tmp_path: Path) -> None:
    take(town.hr, n.fill(town.nomination, tmp_path / "4月.xlsx", n.line(w.TAX_A, "𠮷田 翔太")))
    nominating.accept(town.hr, f"{YEAR}-{PERSONA}")
    n.begin(town.hr, PERSONA, YEAR + 1)
    request = n.requests(town.hr, tmp_path / "次の年", OFFICE, YEAR + 1)[OFFICE]
    take(town.section, request)
    asked, work = nomination(town.section)
    line = NomineeLine(w.TAX_A, "𠮷田 翔太", AGAIN)
    done = filling.send(town.section, asked.number, tmp_path / "返す", work.put(line).answers)
    typed = n.fill(request, tmp_path / "Excel.xlsx", again=[w.TAX_A])
    assert [[cell or None for cell in row] for row in cells(done.file, REPORT_SHEET)] == [
        [cell or None for cell in row] for row in cells(typed, REPORT_SHEET)
    ]


def test_what_was_sent_before_is_told_where_it_is_changed(town: Both, tmp_path: Path) -> None:
    take(town.section, town.nomination)
    asked, work = nomination(town.section)
    work = work.put(NomineeLine(w.TAX_A, "𠮷田 翔太", NEW))
    filling.send(town.section, asked.number, tmp_path / "1", work.answers)
    _, work = nomination(town.section)
    assert [one.number for one in work.sent] == [w.TAX_A]
    other = NomineeLine(w.TAX_B, "葛\U000e0100西 花子", NEW)
    changed = work.drop(w.TAX_A).put(other)
    told = filling.keep(town.section, asked.number, changed.answers).findings
    assert [(one.code, one.place.cell) for one in told] == [("nomination-sent-before", "𠮷田 翔太さん")]
    second = filling.send(town.section, asked.number, tmp_path / "2", changed.answers).file
    first = tmp_path / "1" / second.name
    for path in (first, second):
        assert not take(town.hr, path)[0].errors
    (state,) = standing.round_states(town.hr, YEAR)
    assert {one.named.said.number for one in state.candidates} == {w.TAX_A, w.TAX_B}, "as it was told"


def test_only_what_hr_sealed_with_a_key_that_counts_is_filled_in(town: Both, tmp_path: Path) -> None:
    (tmp_path / "別の台帳").mkdir()
    with both(tmp_path / "別の台帳") as others:
        (report,) = take(town.section, others.enrolment)
    assert report.outcome == "quarantined", report
    assert "key-unknown" in {one.code for one in report.notes}
    assert filling.asked(town.section) == ()
    with pytest.raises(KnownError) as caught:
        filling.send(town.section, report.receipt, tmp_path / "返す")
    assert caught.value.code == "request-unknown"


def test_what_was_typed_with_excel_is_told_and_not_read(town: Both, tmp_path: Path) -> None:
    typed = training.filled(town.enrolment, {(w.TAX_A, BASIC): "○"}, tmp_path / "記入済.xlsx")
    (report,) = take(town.section, typed)
    (note,) = [one for one in report.notes if one.code == "request-written"]
    assert report.outcome == "applied"
    assert note.place.sheet == "受講申込票"
    assert note.found
    _, work, sessions = enrolment(town.section)
    assert not work.wanted(sessions[BASIC], w.TAX_A)


def test_a_form_of_an_earlier_program_is_for_excel(town: Both) -> None:
    desk = town.section
    kept = Path(__file__).parents[2] / "kept/files"
    for folder, name in (("nomination", "推薦依頼"), ("enrolment", "受講申込票")):
        files = sorted(path for path in (kept / folder).rglob("*.xlsx") if path.parent.name != "section")
        path = next(path for path in files if name in path.name)
        with pytest.raises(KnownError) as caught:
            take_request(desk.services, desk.identity, *opened(desk, path))
        assert caught.value.code == "request-older"


def test_the_ledgers_of_a_section_that_answered_are_sound(tmp_path: Path) -> None:
    with both(tmp_path, on_file=True) as town:
        take(town.section, town.enrolment, town.nomination)
        asked, work, sessions = enrolment(town.section)
        answers = work.put(sessions[BASIC], w.TAX_A, wanted=True).answers
        for folder in ("1", "2"):
            filling.send(town.section, asked.number, tmp_path / folder, answers)
        found = check(town.section, Check())
        assert "counters" in {aspect.name for grade in found.grades for aspect in grade.aspects}
        assert found.findings == ()


def test_nobody_but_a_section_fills_in(town: Both, tmp_path: Path) -> None:
    assert town.hr.role is Role.HR
    for act in (
        lambda: filling.asked(town.hr),
        lambda: filling.send(town.hr, 1, tmp_path),
    ):
        with pytest.raises(KnownError) as caught:
            act()
        assert caught.value.code == "wrong-role"
