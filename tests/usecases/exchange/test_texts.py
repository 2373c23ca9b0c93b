"""Text as people paste it: whatever enters can leave again, and one person's text stops nobody else."""

from __future__ import annotations

import csv
import io
import json
import tempfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from pypdf import PdfReader

from dxdesk.domain import records
from dxdesk.domain.errors import KnownError
from dxdesk.domain.lifecycle import State
from dxdesk.domain.records import Part
from dxdesk.domain.text import Cleaned, as_cell, clean, plain
from dxdesk.excel import matching, textsize, writing
from dxdesk.ports.entities import ListEntry
from dxdesk.ports.workbooks import ExperienceLine
from dxdesk.programs.scenario.by_hand import fill_form
from dxdesk.usecases.answering import self_report
from dxdesk.usecases.answering.sheet import Answers, answers_from_json
from dxdesk.usecases.exchange import dump, ledgers
from dxdesk.usecases.forms import questions
from dxdesk.usecases.imports.roster import apply_roster, preview_roster
from dxdesk.usecases.imports.roster_plan import BLANKS
from dxdesk.usecases.organisation import departments, lists, office_settings
from dxdesk.usecases.person_year import local_work
from dxdesk.usecases.person_year.standing import person_year
from dxdesk.usecases.reports import printing
from dxdesk.usecases.review import confirming
from dxdesk.usecases.review.confirming import Decision
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.year import cycle, finalise
from dxdesk.usecases.year.cycle import OpenCycle
from tests.helpers.office import CHIEF, MANAGER, STAFF, all_levels, uids
from tests.helpers.stories import Town, new_town

YOSHINO, KASAI, KAMIYA = STAFF
ODD = "上\x0b中\x00\x9b下\x85終\ufffe"
SHOWN = "上\n中下\n終"

ACCEPTED = (
    "blank-grade",
    "blank-employment",
    "blank-duty-status",
    "blank-first",
    "blank-second",
    "new-list-value",
)

odd_text = st.text(
    st.sampled_from([chr(n) for n in range(0xA1)] + list("\ud800\udfff\u2028\ufdd0\ufffe\uffff=あ𠮷_x0B"))
    | st.characters(codec=None),
    max_size=40,
)


def in_excel(path: Path, mark: str, text: str) -> Path:
    """Put a text into a workbook as Excel stores it, escaping what XML cannot hold."""
    stored = "".join(f"_x{ord(c):04X}_" if ord(c) < 0x20 or 0xD800 <= ord(c) < 0xE000 else c for c in text)
    stored = stored.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    with zipfile.ZipFile(path) as book:
        parts = {info: book.read(info) for info in book.infolist()}
    with zipfile.ZipFile(path, "w") as book:
        for info, data in parts.items():
            book.writestr(info, data.replace(mark.encode(), stored.encode()))
    return path


def pasted(town: Town, number: str, text: str) -> Path:
    """Return a form with a text pasted into every ground."""
    return in_excel(town.answered(number, evidence="〓〓"), "〓〓", text)


def ground(desk: object, number: str) -> str:
    return person_year(desk, number).items[0].evidence  # type: ignore[arg-type]


def test_one_vertical_tab_stops_neither_confirmation_nor_slip_nor_undo(town: Town) -> None:
    files = [pasted(town, YOSHINO, "1行目\x0b2行目"), town.answered(KASAI, evidence="ふつう")]
    report = town.receive(town.chief, *files)
    assert [file.outcome for file in report.files] == ["applied", "applied"]
    assert ground(town.chief, YOSHINO) == "1行目\n2行目"
    for number in (YOSHINO, KASAI):
        confirming.confirm(town.chief, Decision(number))
    (confirmation,) = town.send(town.chief, "confirmations", "確認票")
    assert town.receive(town.manager, confirmation).files[0].outcome == "applied"
    confirming.return_(town.manager, YOSHINO, "根拠を\x0b詳しく")
    slips = town.send(town.manager, "return-slips", "差戻票")
    assert town.receive(town.person, *slips).count("refused") == 0
    assert self_report.open_answers(town.person).returned == "根拠を\n詳しく"
    fresh = town.receive(town.hr, files[0]).files[0].receipt
    ledgers.undo(town.hr, fresh)
    assert person_year(town.hr, YOSHINO).state is State.NOT_STARTED


@pytest.mark.parametrize("unseen", ["\u200b", "\xad", "\ufeff", "\u2060", "\u200d", "\u202e", "\x07"])
def test_a_letter_that_nobody_sees_is_named_wherever_it_stands_in_a_form(town: Town, unseen: str) -> None:
    file = town.answered(YOSHINO, "LV2〒", evidence="申請〒を電子にした")
    report = town.receive(town.hr, in_excel(file, "〒", unseen)).files[0]
    told = [note for note in report.notes if note.code == "text-control"]
    assert (report.outcome, {note.found for note in told}) == ("applied", {f"U+{ord(unseen):04X}"})
    assert len({note.place.cell[:1] for note in told}) == 2, "in a level and in a ground"
    assert ground(town.hr, YOSHINO) == "申請を電子にした"
    plain_one = town.answered(YOSHINO, evidence="申請を電子にした")
    assert town.receive(town.hr, plain_one).files[0].outcome == "unchanged"


def test_what_is_dropped_is_told_with_its_cell(town: Town) -> None:
    report = town.receive(town.hr, pasted(town, YOSHINO, "鳴\x07る")).files[0]
    told = [note for note in report.notes if note.code == "text-control"]
    assert report.outcome == "applied"
    assert {note.found for note in told} == {"U+0007"}
    assert all(note.place.cell and note.place.sheet for note in told)
    assert ground(town.hr, YOSHINO) == "鳴る"


def test_a_text_that_could_not_leave_does_not_enter(town: Town) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(writing, "CELL_UNITS", 50_000)
        form = town.answered(YOSHINO, evidence="長" * 40_000)
    report = town.receive(town.hr, form).files[0]
    assert report.outcome == "refused"
    assert {error.code for error in report.errors} == {"text-too-long"}
    assert all(error.place.cell for error in report.errors)
    first, *_ = uids(town.hr)
    said = Answers({first: 1}, {first: "長" * 40_000})
    with pytest.raises(KnownError) as error:
        self_report.submit(town.hr, answers=said, employee_number=YOSHINO)
    assert error.value.code == "text-too-long"
    town.receive(town.hr, town.answered(YOSHINO))
    with pytest.raises(KnownError) as error:
        confirming.return_(town.hr, YOSHINO, "長" * 40_000)
    assert error.value.code == "text-too-long"


def test_what_not_every_document_could_hold_is_refused_with_its_cell_and_the_limit(town: Town) -> None:
    form = town.answered(YOSHINO, evidence="長" * 10_001)
    report = town.receive(town.hr, form).files[0]
    assert report.outcome == "refused"
    assert {(error.code, error.found) for error in report.errors} == {("text-too-long", "10,001文字")}
    assert all(error.place.cell and "10,000文字" in error.message for error in report.errors)
    assert town.receive(town.hr, town.answered(YOSHINO, evidence="長" * 10_000)).files[0].outcome == "applied"
    decision = Decision(YOSHINO, comment="長" * 10_001, on_behalf_of=CHIEF)
    with pytest.raises(KnownError) as error:
        confirming.confirm(town.hr, decision)
    assert error.value.code == "text-too-long"


def finalised(town: Town) -> None:
    town.receive(town.hr, town.answered(YOSHINO))
    for confirmer in (CHIEF, MANAGER):
        confirming.confirm(town.hr, Decision(YOSHINO, on_behalf_of=confirmer))
    finalise.finalise(town.hr)


def test_a_reason_that_goes_into_several_records_is_refused_once(town: Town) -> None:
    finalised(town)
    first, *_ = uids(town.hr)
    with pytest.raises(KnownError) as error:
        finalise.correct(town.hr, YOSHINO, {first: 1}, "長" * 10_001)
    assert [problem.code for problem in error.value.problems] == ["text-too-long"]


@pytest.mark.parametrize("number", ["長" * 61, "総人第1号\n総人第2号", "総人\x0b第1号"])
def test_a_decision_number_no_notice_could_show_freezes_nothing(town: Town, number: str) -> None:
    """It is sealed with the result: a long one would have kept every notice from being written, for good."""
    town.receive(town.hr, town.answered(YOSHINO))
    for confirmer in (CHIEF, MANAGER):
        confirming.confirm(town.hr, Decision(YOSHINO, on_behalf_of=confirmer))
    with pytest.raises(KnownError) as refused:
        finalise.finalise(town.hr, number)
    assert refused.value.code == "decision-number-long"
    assert person_year(town.hr, YOSHINO).state is State.RECEIVED
    finalise.finalise(town.hr, f" {'長' * 60}\n")
    assert len(town.send(town.hr, "results", "通知")) == 1


TYPED = {
    "所属のコード": lambda hr, text: departments.add_department(hr, text, "新しい係"),
    "所属の名称": lambda hr, text: departments.add_department(hr, "199", text),
    "所属の名称 ": lambda hr, text: departments.rename_department(hr, "111", text),
    "一覧の値": lambda hr, text: lists.save_lists(hr, [ListEntry("grade", text)]),
    "対象外にする理由": lambda hr, text: lists.set_override(hr, YOSHINO, False, text),
    "票の題名": lambda hr, text: cycle.open_cycle(hr, OpenCycle(*THIS_YEAR, title=text)),
    "利用目的": lambda hr, text: cycle.open_cycle(hr, OpenCycle(*THIS_YEAR, purpose=text)),
}
THIS_YEAR = (2025, "shinagawa", "2026-01-01")


@pytest.mark.parametrize("what", TYPED)
@pytest.mark.parametrize("text", ["長" * 201, "前\n後", "前\x0b後"])
def test_a_word_typed_by_hand_has_the_limit_of_a_table(town: Town, what: str, text: str) -> None:
    """A paste of 40,000 letters into one section's name kept everybody of it from being written."""
    with pytest.raises(KnownError) as refused:
        TYPED[what](town.hr, text)
    assert refused.value.code == "text-too-long"
    assert refused.value.problem.message.startswith(what.strip())


def test_a_text_is_told_with_its_cell_wherever_on_the_form_it_stands(town: Town) -> None:
    """The comment and the lines of courses, too: too long, and with a character that was dropped."""
    for text, code in (("長" * 10_001, "text-too-long"), ("鳴\x07る", "text-control")):
        mark = "長" * 10_001 if "\x07" not in text else "placeholder"
        lines = [("研修", mark, "R7.6.3", "修了"), ("", "", "", ""), ("資格", "簿記", "", mark)]
        target = town.folder / f"{code}.xlsx"
        fill_form(town.form(YOSHINO), target, {}, lines=lines, comment=mark)
        sheet = load_workbook(target)["DXスキル申告票"]
        cells = {cell.coordinate for row in sheet for cell in row if cell.value == mark}
        assert len(cells) == 3
        report = town.receive(town.hr, in_excel(target, mark, text)).files[0]
        told = (*report.errors, *report.notes)
        assert {problem.place.cell for problem in told if problem.code == code} == cells


def test_what_is_typed_here_is_refused_by_skill_and_field_before_anything_is_written(town: Town) -> None:
    first, *_ = uids(town.hr)
    long = "長" * 10_001
    line = ExperienceLine("研修", "DX基礎", "", long)
    said = Answers({first: 1}, {first: long}, {}, (line,), comment=long)
    self_report.save_draft(town.person, said)
    out = town.folder / "提出"
    for submit in (
        lambda: self_report.submit(town.person, out),
        lambda: self_report.submit(town.hr, answers=said, employee_number=KASAI),
    ):
        with pytest.raises(KnownError) as refused:
            submit()
        assert [problem.code for problem in refused.value.problems] == ["text-too-long"] * 3
        places = [problem.place.cell for problem in refused.value.problems]
        name = self_report.open_answers(town.person).items[0].name
        assert places == [f"{name} 根拠", "来年度に向けて(コメント)", "この1年の研修・資格・経験"]
    assert not out.exists()


def test_a_line_with_a_day_that_never_is_is_received_as_written_and_told_by_its_cell(town: Town) -> None:
    first, *_ = uids(town.hr)
    lines = (
        ExperienceLine("研修", "DX基礎", "R8.13.40", "修了"),
        ExperienceLine("研修", "BPR研修", "令和7年夏", "修了"),
    )
    done = self_report.submit(town.person, town.folder / "提出", Answers({first: 1}, {}, {}, lines))
    assert done.file is not None
    report = town.receive(town.hr, done.file).files[0]
    assert report.outcome == "applied"
    (note,) = (note for note in report.notes if note.code == "line-date")
    assert note.found == "R8.13.40"
    assert note.place.cell
    assert person_year(town.hr, YOSHINO).lines[0].date == "R8.13.40"


def test_a_text_as_long_as_a_cell_that_was_accepted_before_still_goes_everywhere(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its slip can be answered, it can be confirmed, and both comments stand on one sheet with a mark."""
    long = "長" * 32_767
    with monkeypatch.context() as before:
        for module in (questions, local_work):
            before.setattr(module, "too_long", lambda *_, **__: ())
        assert town.receive(town.chief, town.answered(YOSHINO, evidence=long)).count("applied") == 1
        confirming.return_(town.chief, YOSHINO, "書き足してください。")
        (slip,) = town.send(town.chief, "return-slips", "差戻し")
        again = town.fill(slip, "再提出.xlsx", dict.fromkeys(uids(town.hr), "LV1"), evidence=long)
        first, *_ = uids(town.hr)
        town.receive(town.manager, town.answered(KASAI))
        town.receive(town.chief, town.answered(KASAI))
        confirming.confirm(town.chief, Decision(KASAI, comments={first: long}, comment=long))
    assert town.receive(town.chief, again).files[0].outcome == "applied"
    confirming.confirm(town.chief, Decision(YOSHINO))
    with monkeypatch.context() as before:
        sent = town.send(town.chief, "confirmations", "一次")
        assert town.receive(town.manager, *sent).count("refused") == 0
        before.setattr(local_work, "too_long", lambda *_, **__: ())
        confirming.confirm(town.manager, Decision(KASAI, comments={first: long}, comment=long))
    sent = town.send(town.manager, "confirmations", "二次")
    cells = [str(cell) for row in load_workbook(sent[0])["確認の内容"].values for cell in row if cell]
    assert [cell for cell in cells if cell.endswith("(長いため、ここまでを載せています)")]
    assert town.receive(town.hr, *sent).count("refused") == 0
    assert person_year(town.hr, KASAI).second_overall == long
    finalise.finalise(town.hr)
    assert len(town.send(town.hr, "results", "通知")) > 0


class _Before:
    """The program as it was before texts were cleaned: it kept, and showed, what stood there."""

    def __enter__(self) -> None:
        self._patch = pytest.MonkeyPatch()
        self._patch.setattr(records, "cleaned", lambda value: value)
        for name, same in (("clean", Cleaned), ("cleaned", lambda v: v), ("plain", lambda t: t)):
            self._patch.setattr(questions, name, same)
        for module in (writing, matching, textsize):
            self._patch.setattr(module, "plain", lambda text: text)
        textsize.line_count.cache_clear()

    def __exit__(self, *_: object) -> None:
        self._patch.undo()
        textsize.line_count.cache_clear()


def test_what_an_earlier_program_kept_can_leave_and_comes_again_as_the_same(town: Town) -> None:
    form = pasted(town, YOSHINO, "上\x0b下\x07")
    with _Before():
        for desk in (town.chief, town.hr):
            assert town.receive(desk, form).files[0].outcome == "applied"
    assert ground(town.chief, YOSHINO) == "上\x0b下\x07"
    confirming.confirm(town.chief, Decision(YOSHINO))
    digest = dump.dump(town.chief).state_digest
    assert town.receive(town.chief, form).files[0].outcome == "unchanged"
    assert dump.dump(town.chief).state_digest == digest
    assert not person_year(town.chief, YOSHINO).life.changed
    (confirmation,) = town.send(town.chief, "confirmations", "確認票")
    assert town.receive(town.hr, confirmation).files[0].outcome == "applied"
    assert person_year(town.hr, YOSHINO).state is State.FIRST_CONFIRMED
    assert not person_year(town.hr, YOSHINO).life.changed
    confirming.return_(town.hr, YOSHINO, "根拠")
    slips = town.send(town.hr, "return-slips", "差戻票")
    assert town.receive(town.person, *slips).count("refused") == 0
    assert self_report.open_answers(town.person).answers.evidence[uids(town.hr)[0]] == "上\n下"
    # A slip that nobody touched is still nobody's new answer.
    blank = town.receive(town.hr, *slips).files[0]
    assert "form-blank" in {note.code for note in blank.notes}
    assert person_year(town.hr, YOSHINO).state is State.RETURNED


def test_a_sealed_file_that_shows_control_characters_is_still_taken(town: Town) -> None:
    """The next-line character could be written into a cell; the seal over it holds, and the cells agree."""
    with _Before():
        town.receive(town.chief, pasted(town, YOSHINO, "上\x85下\x9b"))
        confirming.confirm(town.chief, Decision(YOSHINO, comment="\x85見た"))
        (confirmation,) = town.send(town.chief, "confirmations", "確認票")
    assert town.receive(town.manager, confirmation).files[0].outcome == "applied"
    confirming.confirm(town.manager, Decision(YOSHINO))
    (again,) = town.send(town.manager, "confirmations", "確認票2")
    assert town.receive(town.hr, again).files[0].outcome == "applied"
    assert person_year(town.hr, YOSHINO).state is State.RECEIVED


def test_a_roster_is_cleaned_and_told_by_cell(town: Town) -> None:
    path = town.folder / "名簿.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["職員番号", "氏名", "所属コード", "所属名", "職層", "職名"])
        writer.writerow(["000099", "検証\x07 四郎", "111", "窓口\x0b係", "一般職", "主事"])
    preview = preview_roster(town.hr, path)
    (note,) = [notice for notice in preview.notices if notice.code == "text-control"]
    assert (note.found, note.place.cell) == ("U+0007", "2行B列")
    assert apply_roster(town.hr, path, partial=True).outcome == "applied"
    with town.hr.store.read() as uow:
        person = uow.people.employee("000099")
        unit = next(unit for unit in uow.people.departments() if unit.code == "111")
    assert person is not None
    assert (person.name, person.department_code) == ("検証 四郎", "111")
    assert unit.name == "窓口係", "a name broken in two lines is one name"


def test_what_is_typed_into_the_app_is_kept_clean(town: Town) -> None:
    first, *_ = uids(town.hr)
    typed = Answers({first: 1}, {first: ODD}, {first: "\ud800目標"}, comment="終\x0cわり")
    self_report.save_draft(town.person, typed)
    kept = self_report.open_answers(town.person).answers
    assert (kept.evidence, kept.goals, kept.comment) == ({first: SHOWN}, {first: "目標"}, "終\nわり")


def test_an_answer_of_nothing_but_control_characters_is_none(town: Town) -> None:
    report = town.receive(town.hr, pasted(town, YOSHINO, "\x07\x0b")).files[0]
    assert report.outcome == "applied"
    assert person_year(town.hr, YOSHINO).views[Part.EVIDENCE].items == {}


def test_a_reason_of_nothing_but_control_characters_is_no_reason(town: Town) -> None:
    town.receive(town.hr, town.answered(YOSHINO))
    with pytest.raises(KnownError) as error:
        confirming.return_(town.hr, YOSHINO, "\x07\ud800")
    assert error.value.code == "reason-needed"


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(odd_text, min_size=6, max_size=6))
def test_whatever_enters_can_leave_and_is_read_back_equal(texts: list[str]) -> None:
    """Form, app, comment, reason, settings → confirmation, slip, notice, and undo."""
    typed, ground_text, goal, comment, reason, contact = (f"前{text}後" for text in texts)
    with tempfile.TemporaryDirectory() as folder, new_town(Path(folder)) as town:
        office_settings.save_office_settings(
            town.hr,
            office_settings.OfficeSettings("検証区長", "検証 一郎", "area", "", heading(contact)),
        )
        levels = all_levels(town.hr, "LV1")
        first = uids(town.hr)[0]
        said = answers_from_json(
            self_report.open_answers(town.person),
            json.loads(
                json.dumps({"levels": levels, "evidence": {first: ground_text}, "goals": {first: goal}})
            ),
        )
        self_report.save_draft(town.person, said)
        form = self_report.submit(town.person, town.folder / "提出").file
        assert form is not None
        own = self_report.open_answers(town.person).said
        wanted = {first: _shown(ground_text)}, {first: _shown(goal)}
        assert (own.evidence, own.goals) == wanted
        other = pasted(town, KASAI, _storable(typed))
        assert town.receive(town.chief, form, other).count("applied") == 2
        assert ground(town.chief, KASAI) == _shown(_storable(typed))
        for number in (YOSHINO, KASAI):
            confirming.confirm(town.chief, Decision(number, comment=comment))
        (sent,) = town.send(town.chief, "confirmations", "確認票")
        assert town.receive(town.manager, sent).files[0].outcome == "applied"
        number = town.receive(town.hr, sent).files[0].receipt
        assert ground(town.hr, YOSHINO) == _shown(ground_text)
        ledgers.undo(town.hr, number)
        confirming.return_(town.manager, KASAI, reason)
        (slip,) = town.send(town.manager, "return-slips", "差戻票")
        assert town.receive(town.hr, slip).count("refused") == 0
        confirming.confirm(town.manager, Decision(YOSHINO))
        town.receive(town.hr, *town.send(town.manager, "confirmations", "確認票2"))
        assert person_year(town.hr, KASAI).reason == plain(reason)
        finalise.finalise(town.hr, heading(contact))
        (notice,) = town.send(town.hr, "results", "結果")
        assert town.receive(town.person, notice).files[0].outcome == "applied"
        assert len(town.send(town.hr, "summary", "集計")) == 2
        for kind in ("skill-sheet", "result-notice"):
            assert YOSHINO in on_paper(town.hr, kind)


def heading(text: str) -> str:
    return " ".join(plain(text).split())[:30]


def on_paper(desk: Desk, kind: str) -> str:
    """Print; where a letter is in no font, that person's paper alone is refused, by number and letter."""
    refused: KnownError | None = None
    data = b""
    try:
        data = printing.make_report(desk, kind, employee=YOSHINO)
    except KnownError as error:
        refused = error
    if refused is not None:
        assert all("U+" in problem.found for problem in refused.problems)
        return " ".join(printing.unprintable(refused))
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(odd_text, min_size=4, max_size=4))
def test_a_roster_of_any_words_is_written_and_taken_in_again_as_the_same(texts: list[str]) -> None:
    name, kana, title, section = (plain(f"検{text}証").replace("\n", "") for text in texts)
    with tempfile.TemporaryDirectory() as folder, new_town(Path(folder)) as town:
        rows = [
            ["職員番号", "氏名", "フリガナ", "所属コード", "所属名", "職名"],
            ["900001", name, kana, "990100", section, title],
        ]
        path = Path(folder) / "名簿.csv"
        with path.open("w", encoding="utf-8-sig", newline="", errors="replace") as file:
            csv.writer(file).writerows([[as_cell(cell) for cell in row] for row in rows])
        taken = apply_roster(town.hr, path, partial=True, accept=tuple(BLANKS.values()))
        if taken.outcome == "refused":
            assert all(problem.place.cell for problem in taken.errors)
            return
        for again in town.send(town.hr, "roster", "名簿"):
            found = preview_roster(town.hr, again)
            assert not found.errors
            assert not found.changes_anything


def _shown(text: str) -> str:
    """Return a text as an answer keeps it: cleaned, with one kind of line end."""
    return clean(text).text.replace("\r\n", "\n").replace("\r", "\n")


def _storable(text: str) -> str:
    """Return a text without what no workbook file can hold in any way, nor looks like Excel's escapes."""
    return "".join(c for c in text if c not in "_\ufffe\uffff" and not 0xD800 <= ord(c) < 0xE000)
