"""本人が答える: in the app, by somebody else's hand, taken back, and after a return."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from dxdesk.domain.errors import KnownError
from dxdesk.domain.lifecycle import State
from dxdesk.domain.records import Part, Trust
from dxdesk.ports.workbooks import WITHDRAW_LABEL, ExperienceLine
from dxdesk.usecases.answering import self_report
from dxdesk.usecases.answering.sheet import Answers, answers_from_json, check, keep_last_year
from dxdesk.usecases.exchange import receive
from dxdesk.usecases.inbox import opening
from dxdesk.usecases.person_year.standing import person_year
from dxdesk.usecases.review import confirming
from dxdesk.usecases.sending import dispatch
from dxdesk.usecases.year import finalise
from tests.helpers.begun import on_files
from tests.helpers.office import CHIEF, MANAGER, OTHER_CHIEF, STAFF, uids
from tests.helpers.stories import Town

YOSHINO, KASAI, KAMIYA = STAFF


def code(error: pytest.ExceptionInfo[KnownError]) -> str:
    return error.value.code


def test_what_is_submitted_in_the_app_is_what_a_receiver_reads(town: Town) -> None:
    first, second, *_ = uids(town.hr)
    said = Answers(
        {first: 2, second: 1},
        {first: "窓口の待ち時間を3割減らした\n(令和7年8月)"},
        {second: "BPR研修を受ける"},
        (ExperienceLine("研修", "BPR研修(基礎)", "2025-09-18", "修了"),),
        "よろしくお願いします。",
    )
    submitted = self_report.submit(town.person, town.folder / "提出", said)
    assert submitted.file is not None
    assert submitted.file.name == f"申告票_R7_{YOSHINO}_回答.xlsx"
    report = town.receive(town.chief, submitted.file).files[0]
    assert (report.outcome, report.employee_numbers) == ("applied", (YOSHINO,))
    with town.chief.store.read() as uow:
        received = {s.revision.id for s in uow.exchange.person(2025, YOSHINO) if s.revision.key_id == ""}
    assert received == set(submitted.revisions)
    theirs, own = person_year(town.chief, YOSHINO), person_year(town.person, YOSHINO)
    assert theirs.items == own.items
    assert theirs.items[0].evidence == "窓口の待ち時間を3割減らした\n(令和7年8月)"
    assert (theirs.lines, theirs.comment) == (said.lines, said.comment)
    assert theirs.state is own.state is State.SUBMITTED


def test_the_answered_form_lies_beside_the_received_one(town: Town) -> None:
    """Submitted into the folder of the received form, corrected, and submitted after a hand was at it."""
    received = shutil.copy(town.form(YOSHINO), town.folder / town.form(YOSHINO).name)
    before, (skill, *_) = received.read_bytes(), uids(town.hr)

    def submit(level: int) -> Path:
        file = self_report.submit(town.person, town.folder, Answers({skill: level})).file
        assert file is not None
        return file

    first = submit(1)
    assert (first.parent, received.read_bytes()) == (received.parent, before)
    answered = first.read_bytes()
    assert submit(2) == first, "one's own earlier answer is replaced"
    assert first.read_bytes() != answered
    noted = town.fill(first, "書き足した.xlsx", {}).read_bytes()
    first.write_bytes(noted)
    assert submit(3).name == f"申告票_R7_{YOSHINO}_回答 (2).xlsx"
    assert (first.read_bytes(), received.read_bytes()) == (noted, before)
    last = (town.folder / f"申告票_R7_{YOSHINO}_回答 (2).xlsx").read_bytes()
    taken = self_report.withdraw(town.person, town.folder).file
    assert taken is not None
    assert taken.name == f"申告票_R7_{YOSHINO}_取下げ.xlsx"
    assert (town.folder / f"申告票_R7_{YOSHINO}_回答 (2).xlsx").read_bytes() == last, "it may not be sent yet"


def test_a_draft_survives_a_kill_and_goes_when_it_is_submitted(town: Town, tmp_path: Path) -> None:
    first, *_ = uids(town.hr)
    location = tmp_path / "葛西.dxdesk"
    services = on_files()
    desk, _ = opening.create_from(services, town.form(KASAI), str(location), "")
    self_report.save_draft(desk, Answers({first: 2}, {first: "入力の途中"}, checked={first: ((2, 0),)}))
    killed = tmp_path / "落ちた後.dxdesk"
    shutil.copyfile(location, killed)  # nothing was closed, nothing was flushed by leaving
    desk.store.close()
    again = opening.open_store(services, str(killed), "")
    sheet = self_report.open_answers(again)
    assert sheet.answers == Answers({first: 2}, {first: "入力の途中"}, checked={first: ((2, 0),)})
    assert not sheet.submitted
    self_report.submit(again, tmp_path / "提出")
    with again.store.read() as uow:
        assert uow.results.draft(2025, KASAI) is None
    assert self_report.open_answers(again).answers.levels == {first: 2}
    again.store.close()


def test_ticks_outlive_submitting_withdrawing_and_submitting_again(town: Town, tmp_path: Path) -> None:
    first, *_ = uids(town.hr)
    ticks = {first: ((1, 0), (2, 0))}

    def shown() -> object:
        return self_report.open_answers(town.person).answers.checked

    self_report.save_draft(town.person, Answers({first: 2}, checked=ticks))
    self_report.submit(town.person, tmp_path)
    assert shown() == ticks
    self_report.submit(town.person, tmp_path)
    assert shown() == ticks, "written out again without a draft"
    self_report.withdraw(town.person, tmp_path)
    assert shown() == ticks
    self_report.submit(town.person, tmp_path, Answers({first: 2}, checked={first: ()}))
    assert not shown(), "what was unticked stays so"


def test_ticks_of_a_printed_form_stay_in_its_draft(town: Town) -> None:
    first, *_ = uids(town.hr)
    self_report.submit(town.chief, None, Answers({first: 1}, checked={first: ((1, 0),)}), KASAI)
    assert not self_report.open_answers(town.chief, KASAI).answers.checked


def test_last_year_fills_only_what_is_not_chosen_yet(town: Town) -> None:
    sheet = self_report.open_answers(town.person)
    one, two, *rest = sheet.items
    known = replace(sheet, items=(replace(one, last=1), replace(two, last=2), *rest))
    kept = keep_last_year(replace(known, answers=Answers({one.uid: 3}, {one.uid: "新しい仕事"})))
    assert kept == Answers({one.uid: 3, two.uid: 2}, {one.uid: "新しい仕事"})
    problem = check(known, kept)[0]
    assert (problem.code, problem.found.count("、")) == ("partly-answered", len(rest) - 1)


def test_taking_back_names_what_was_said_and_keeps_the_draft(town: Town) -> None:
    first, *_ = uids(town.hr)
    submitted = self_report.submit(town.person, town.folder / "1", Answers({first: 1}))
    self_report.save_draft(town.person, Answers({first: 3}))
    gone = self_report.withdraw(town.person, town.folder / "2")
    assert submitted.file is not None
    assert gone.file is not None
    town.receive(town.chief, gone.file, submitted.file)
    theirs = person_year(town.chief, YOSHINO)
    assert (theirs.state, theirs.items[0].self_level) == (State.WITHDRAWN, None)
    assert theirs.views[Part.SELF].items == {first: 1}
    sheet = self_report.open_answers(town.person)
    assert (sheet.answers.levels, sheet.submitted) == ({first: 3}, False)
    again = self_report.submit(town.person, town.folder / "3")
    assert again.file is not None
    town.receive(town.chief, again.file)
    theirs = person_year(town.chief, YOSHINO)
    assert (theirs.state, theirs.items[0].self_level, theirs.disputed) == (State.SUBMITTED, 3, 0)


def test_a_confirmed_answer_cannot_be_taken_back_where_that_is_known(town: Town) -> None:
    town.receive(town.chief, town.answered(KASAI))
    confirming.confirm(town.chief, confirming.Decision(KASAI))
    with pytest.raises(KnownError) as error:
        self_report.withdraw(town.chief, employee_number=KASAI)
    assert code(error) == "not-ready"
    assert person_year(town.chief, KASAI).state is State.FIRST_CONFIRMED


def test_a_printed_form_is_typed_in_and_says_by_whom(town: Town) -> None:
    first, *_ = uids(town.hr)
    self_report.submit(town.chief, answers=Answers({first: 1}), employee_number=KASAI, proxy_by="山﨑 直樹")
    person = person_year(town.chief, KASAI)
    assert (person.state, person.proxy, person.items[0].self_level) == (State.SUBMITTED, "山﨑 直樹", 1)
    assert {revision.trust for revision in person.judged.of(Part.SELF)} == {Trust.NONE}


def test_after_an_answer_on_behalf_the_persons_own_one_follows(town: Town) -> None:
    """The returned person has found a PC by now: no conflict, the second round simply replaces the first."""
    first, *_ = uids(town.hr)
    self_report.submit(town.chief, answers=Answers({first: 1}), employee_number=KASAI)
    confirming.return_(town.chief, KASAI, "根拠も書いてください")
    slip = town.send(town.chief, "return-slips", "差戻し")[0]
    own = town.fill(slip, "再提出.xlsx", {first: "LV3"}, evidence="自分で書き直した")
    assert town.receive(town.chief, own).files[0].outcome == "applied"
    person = person_year(town.chief, KASAI)
    assert (person.items[0].self_level, person.disputed, person.round) == (3, 0, 2)
    assert person.proxy == ""


def test_a_slip_answered_in_the_app_has_the_last_word_over_unseen_answers(town: Town) -> None:
    """1 was returned, 2 stayed in the mail, and the slip says 1 again: 1 is what the person says."""
    first, *_ = uids(town.hr)
    one = self_report.submit(town.person, town.folder / "1", Answers({first: 1}))
    two = self_report.submit(town.person, town.folder / "2", Answers({first: 2}))
    assert one.file is not None
    assert two.file is not None
    town.receive(town.chief, one.file)
    confirming.return_(town.chief, YOSHINO, "根拠を書いてください")
    slip = town.send(town.chief, "return-slips", "差戻し")[0]
    town.receive(town.person, slip)
    three = self_report.submit(town.person, town.folder / "3", Answers({first: 1}))
    assert three.file is not None
    assert person_year(town.person, YOSHINO).items[0].self_level == 1
    for files in ([three.file, two.file], [two.file, three.file]):
        town.receive(town.chief, *files)
        person = person_year(town.chief, YOSHINO)
        assert (person.items[0].self_level, person.disputed) == (1, 0)


@pytest.mark.parametrize("owner", ["chief", "manager"])
def test_a_return_reaches_the_person_who_answers_again(town: Town, owner: str) -> None:
    """Both stages' slips are known to the person's own store: reasons are shown, the next round begins."""
    first, second, *_ = uids(town.hr)
    one = self_report.submit(town.person, town.folder / "1", Answers({first: 3, second: 1}))
    assert one.file is not None
    town.receive(town.chief, one.file)
    if owner == "manager":
        confirming.confirm(town.chief, confirming.Decision(YOSHINO))
        town.receive(town.manager, *town.send(town.chief, "confirmations", "確認票"))
    returning = town.manager if owner == "manager" else town.chief
    confirming.return_(returning, YOSHINO, "全体に具体的に", {first: "いつ、何をしましたか"})
    slip = town.send(returning, "return-slips", "差戻し")[0]
    assert town.receive(town.person, slip).files[0].outcome == "applied"
    sheet = self_report.open_answers(town.person)
    assert not sheet.submitted
    assert (sheet.person.state, sheet.items[0].reason) == (State.RETURNED, "いつ、何をしましたか")
    assert sheet.answers.levels == {first: 3, second: 1}
    two = self_report.submit(
        town.person, town.folder / "2", replace(sheet.answers, evidence={first: "8月に改善"})
    )
    assert two.file is not None
    assert town.receive(town.chief, two.file).files[0].outcome == "applied"
    person = person_year(town.chief, YOSHINO)
    assert (person.state, person.round, person.disputed) == (State.SUBMITTED, 2, 0)
    assert person.items[0].evidence == "8月に改善"


def test_who_got_the_form_from_the_chief_knows_the_managers_slip_too(town: Town, tmp_path: Path) -> None:
    form = dispatch.export(town.chief, dispatch.Export("forms", tmp_path / "係から", employee=KASAI)).files[0]
    desk, _ = opening.create_from(town.services, form, str(tmp_path / "葛西.dxdesk"), "")
    town.desks.append(desk)
    one = self_report.submit(desk, tmp_path / "1", Answers({uids(town.hr)[0]: 2}))
    assert one.file is not None
    town.receive(town.chief, one.file)
    confirming.confirm(town.chief, confirming.Decision(KASAI))
    town.receive(town.manager, *town.send(town.chief, "confirmations", "確認票"))
    confirming.return_(town.manager, KASAI, "根拠を書いてください")
    slip = town.send(town.manager, "return-slips", "差戻し")[0]
    # HR has confirmed neither key yet; the chief's form names the manager's enrolment.
    assert town.receive(desk, slip).files[0].outcome == "quarantined"
    sheet = self_report.open_answers(desk)
    assert (sheet.basis, sheet.round, sheet.returned) == ("unconfirmed", 2, "根拠を書いてください")
    again = Answers({uids(town.hr)[0]: 2}, {uids(town.hr)[0]: "8月に改善"})
    two = self_report.submit(desk, tmp_path / "2", again)
    assert two.file is not None
    town.receive(town.chief, two.file)
    town.receive(town.manager, two.file)
    for reader in (town.chief, town.manager):
        person = person_year(reader, KASAI)
        assert (person.disputed, person.items[0].evidence) == (0, "8月に改善")
    assert (person.state, person.round) == (State.SUBMITTED, 2)


def test_an_answer_in_excel_and_one_in_the_app_can_differ(town: Town) -> None:
    first, *_ = uids(town.hr)
    app = self_report.submit(town.person, town.folder / "app", Answers({first: 1}))
    assert app.file is not None
    excel = town.fill(town.form(YOSHINO), "excel.xlsx", {first: "２"})
    report = town.receive(town.chief, app.file, excel)
    assert [file.outcome for file in report.files] == ["applied", "conflict"]
    assert person_year(town.chief, YOSHINO).disputed == 1


def test_a_withdrawal_in_excel_is_read(town: Town) -> None:
    sent = town.answered(KASAI)
    gone = town.answered(KASAI, name="取下げ.xlsx", action=WITHDRAW_LABEL)
    town.receive(town.chief, sent, gone)
    assert person_year(town.chief, KASAI).state is State.WITHDRAWN


def test_what_cannot_be_submitted_says_why_and_changes_nothing(town: Town) -> None:
    first, *_ = uids(town.hr)
    with pytest.raises(KnownError) as error:
        self_report.submit(town.person, town.folder)
    assert code(error) == "form-blank"
    with pytest.raises(KnownError) as error:
        self_report.submit(town.person, None, Answers({first: 1}))
    assert code(error) == "form-missing-folder"
    with pytest.raises(KnownError) as error:
        self_report.open_answers(town.chief, "999999")
    assert code(error) == "person-unknown"
    assert person_year(town.person, YOSHINO).state is State.NOT_STARTED


def test_nobody_types_into_a_finalised_year(town: Town) -> None:
    first, *_ = uids(town.hr)
    town.receive(town.hr, town.answered(OTHER_CHIEF))
    confirming.confirm(town.hr, confirming.Decision(OTHER_CHIEF, on_behalf_of=MANAGER))
    finalise.finalise(town.hr)
    with pytest.raises(KnownError) as error:
        self_report.submit(town.hr, answers=Answers({first: 1}), employee_number=OTHER_CHIEF)
    assert code(error) == "finalised"


def test_answers_from_json_name_skills_by_uid_or_name(town: Town) -> None:
    sheet = self_report.open_answers(town.person)
    one, two, *_ = sheet.items
    data = {
        "levels": {one.uid: 2, two.name: "LV1"},
        "evidence": {one.name: "窓口の改善"},
        "goals": {two.uid: "研修"},
        "lines": [["研修", "BPR研修", "2025-09-18", "修了"]],
        "comment": "以上",
    }
    found = answers_from_json(sheet, data)
    assert found.levels == {one.uid: 2, two.uid: 1}
    assert (found.evidence, found.goals) == ({one.uid: "窓口の改善"}, {two.uid: "研修"})
    assert (found.lines[0].name, found.comment) == ("BPR研修", "以上")
    for wrong, expected in (
        ({"levels": {"ないスキル": 1}}, "item-unknown"),
        ({"levels": {one.uid: 9}}, "level-outside-scale"),
        ({"levels": {one.uid: "2〜3"}}, "level-unreadable"),
        ({"levels": {one.uid: True}}, "level-unreadable"),
        ({"levles": {one.uid: 2}}, "answers-unknown"),
        ({"lines": [["研修", "BPR", "", "", "余り"]]}, "answers-unreadable"),
        ({"lines": ["研修"]}, "answers-unreadable"),
    ):
        with pytest.raises(KnownError) as error:
            answers_from_json(sheet, wrong)
        assert code(error) == expected


def test_a_personal_store_takes_nobody_elses_form(town: Town) -> None:
    report = receive.receive(town.person, receive.ReceiveFiles((town.form(CHIEF),))).files[0]
    assert (report.outcome, report.errors[0].code) == ("refused", "not-addressed")
    assert CHIEF in report.errors[0].found


def test_levels_in_json_are_read_as_in_a_form_and_a_complaint_names_the_skill(town: Town) -> None:
    sheet = self_report.open_answers(town.person)
    one = sheet.items[0]
    for written in ("レベル２", "LV2", "２", 2, "2.0"):
        assert answers_from_json(sheet, {"levels": {one.name: written}}).levels == {one.uid: 2}
    for blank in ("", None):
        assert answers_from_json(sheet, {"levels": {one.name: blank}}).levels == {}
    with pytest.raises(KnownError) as error:
        answers_from_json(sheet, {"levels": {one.name: "2〜3"}})
    assert f"「{one.name}」" in error.value.problem.message
    assert "何も保存していません" in error.value.problem.message
    assert error.value.problem.found == "2〜3"
    with pytest.raises(KnownError) as error:
        answers_from_json(sheet, {"levels": {}, "levles": {}, "名前": ""})
    assert error.value.problem.found == "levles、名前"
