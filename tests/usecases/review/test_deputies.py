"""代理: whom HR names confirms for somebody; whoever was not named waits for HR, with both names."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from dxdesk.domain import rights
from dxdesk.domain.errors import KnownError
from dxdesk.domain.lifecycle import State
from dxdesk.domain.records import Part, RecordKey, revise
from dxdesk.usecases.answering import self_report
from dxdesk.usecases.answering.sheet import Answers
from dxdesk.usecases.exchange import dump, ledgers
from dxdesk.usecases.home.overview import home
from dxdesk.usecases.person_year import counting
from dxdesk.usecases.person_year.local_work import keep, own_trust, record_key
from dxdesk.usecases.person_year.standing import person_year
from dxdesk.usecases.progress import work_view, year_table
from dxdesk.usecases.review import confirming, deputies
from dxdesk.usecases.review.confirming import Decision
from dxdesk.usecases.review.deputies import Held, Naming
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.year import finalise, rules
from tests.helpers.office import CHIEF, DIRECTOR, MANAGER, OTHER_CHIEF, STAFF
from tests.helpers.stories import Town

YOSHINO, KASAI, KAMIYA = STAFF
NAMED = Naming(OTHER_CHIEF, CHIEF, "2026-01-05", "2026-01-30", "出張")


def code(error: pytest.ExceptionInfo[KnownError]) -> str:
    return error.value.code


def to_the_deputy(town: Town, folder: str) -> Desk:
    """HR sends the other chief a package with the people of the absent one."""
    packages = town.send(town.hr, "section-packages", folder)
    (package,) = (path for path in packages if OTHER_CHIEF in path.name)
    town.receive(town.other, package)
    return town.other


def stood_in(town: Town, folder: str = "代理") -> tuple[Path, ...]:
    """The other chief confirms for the absent one and sends it to the manager."""
    town.receive(town.other, town.answered(YOSHINO))
    confirming.confirm(town.other, Decision(YOSHINO, on_behalf_of=CHIEF))
    return town.send(town.other, "confirmations", folder)


def test_whom_hr_named_confirms_and_it_counts_at_once(town: Town) -> None:
    assert deputies.name(town.hr, NAMED) == ()
    to_the_deputy(town, "配布")
    assert person_year(town.other, YOSHINO).state is State.NOT_STARTED
    files = stood_in(town)
    assert person_year(town.other, YOSHINO).state is State.FIRST_CONFIRMED
    for desk in (town.manager, town.hr):
        assert [file.outcome for file in town.receive(desk, *files).files] == ["applied"]
        assert person_year(desk, YOSHINO).state is State.FIRST_CONFIRMED
    assert deputies.held(town.hr) == ()
    said = person_year(town.hr, YOSHINO).views[Part.REVIEW1].made
    assert (said.by, said.on_behalf_of, said.made_on) == (OTHER_CHIEF, CHIEF, "2026-01-09")


def test_a_naming_is_kept_with_its_reason_and_both_names(town: Town) -> None:
    without = Naming(DIRECTOR, MANAGER, "2026-01-05", "2026-01-30")
    deputies.name(town.hr, NAMED)
    deputies.name(town.hr, without)
    assert deputies.named(town.hr) == (
        replace(without, reason="", deputy_name="検証 一郎", principal_name="髙橋 美咲"),
        replace(NAMED, reason="出張", deputy_name="渡邉 彩", principal_name="山﨑 直樹"),
    )


def unnamed(town: Town) -> tuple[Path, ...]:
    """HR takes the naming back after the deputy was told of it, before anything arrives."""
    deputies.name(town.hr, NAMED)
    to_the_deputy(town, "配布")
    files = stood_in(town)
    deputies.withdraw(town.hr, NAMED)
    return files


def test_whom_nobody_named_waits_for_hr_with_both_names(town: Town) -> None:
    files = unnamed(town)
    report = town.receive(town.hr, *files).files[0]
    assert report.outcome == "held"
    (note,) = (note for note in report.notes if note.code == "deputy-unnamed")
    assert "渡邉 彩" in note.found
    assert "山﨑 直樹" in note.found
    assert person_year(town.hr, YOSHINO).state is State.SUBMITTED
    (one,) = deputies.held(town.hr)
    assert (one.employee_number, one.stage, one.action, one.both) == (
        YOSHINO,
        Part.REVIEW1,
        "confirm1",
        False,
    )
    assert (one.by, one.by_name, one.on_behalf_of, one.on_behalf_of_name) == (
        OTHER_CHIEF, "渡邉 彩", CHIEF, "山﨑 直樹",
    )  # fmt: skip
    assert len(one.ids) == 2


def test_hr_lets_it_count_and_it_does_wherever_hrs_word_comes(town: Town) -> None:
    files = unnamed(town)
    town.receive(town.hr, *files)
    (one,) = deputies.held(town.hr)
    assert deputies.decide(town.hr, one.ids, allow=True) == 1
    assert person_year(town.hr, YOSHINO).state is State.FIRST_CONFIRMED
    assert ledgers.receipts(town.hr)[0].outcome == "applied"
    assert deputies.held(town.hr) == ()
    with pytest.raises(KnownError) as error:
        deputies.decide(town.hr, one.ids, allow=True)
    assert code(error) == "deputy-decided"
    # The second confirmer, who had the file first, learns it from HR's next package.
    town.receive(town.manager, *files)
    packages = town.send(town.hr, "section-packages", "決定のあと")
    town.receive(town.manager, *(path for path in packages if MANAGER in path.name))
    assert person_year(town.manager, YOSHINO).state is State.FIRST_CONFIRMED


def test_hr_refuses_and_the_confirmer_can_still_confirm(town: Town) -> None:
    files = unnamed(town)
    town.receive(town.hr, *files)
    (one,) = deputies.held(town.hr)
    deputies.decide(town.hr, one.ids, allow=False)
    assert (deputies.held(town.hr), person_year(town.hr, YOSHINO).state) == ((), State.SUBMITTED)
    town.receive(town.chief, town.answered(YOSHINO))
    confirming.confirm(town.chief, Decision(YOSHINO))
    town.receive(town.hr, *town.send(town.chief, "confirmations", "本人の確認"))
    assert person_year(town.hr, YOSHINO).state is State.FIRST_CONFIRMED


def test_a_day_outside_the_term_is_not_named(town: Town) -> None:
    deputies.name(town.hr, Naming(OTHER_CHIEF, CHIEF, "2026-01-10", "2026-01-30"))
    to_the_deputy(town, "配布")
    assert town.receive(town.hr, *stood_in(town)).files[0].outcome == "held"


def test_a_term_named_or_ended_afterwards_decides_again(town: Town) -> None:
    files = unnamed(town)
    town.receive(town.hr, *files)
    before = dump.dump(town.hr).state_digest
    deputies.name(town.hr, NAMED)
    assert person_year(town.hr, YOSHINO).state is State.FIRST_CONFIRMED
    deputies.withdraw(town.hr, NAMED, last_day="2026-01-08")
    assert person_year(town.hr, YOSHINO).state is State.SUBMITTED
    assert dump.dump(town.hr).state_digest != before  # what was said stays said
    assert [one.last_day for one in deputies.named(town.hr)] == ["2026-01-08"]
    with pytest.raises(KnownError) as error:
        deputies.withdraw(town.hr, deputies.named(town.hr)[0], last_day="2026-01-09")
    assert code(error) == "dates-out-of-order"  # it ends earlier, never later
    with pytest.raises(KnownError) as error:
        deputies.withdraw(town.hr, deputies.named(town.hr)[0], last_day="あした")
    assert code(error) == "date-unreadable"


def test_one_person_at_both_stages_waits_even_when_named(town: Town) -> None:
    (note,) = deputies.name(town.hr, Naming(CHIEF, MANAGER, "2026-01-05", "2026-01-30"))
    assert (note.code, "2人" in note.message) == ("deputy-both", True)
    packages = town.send(town.hr, "section-packages", "配布")
    town.receive(town.chief, *(path for path in packages if CHIEF in path.name), town.answered(YOSHINO))
    confirming.confirm(town.chief, Decision(YOSHINO))
    confirming.confirm(town.chief, Decision(YOSHINO, on_behalf_of=MANAGER))
    report = town.receive(town.hr, *town.send(town.chief, "confirmations", "両方")).files[0]
    assert report.outcome == "held"
    (one,) = deputies.held(town.hr)
    assert (one.stage, one.both) == (Part.REVIEW2, True)
    assert person_year(town.hr, YOSHINO).state is State.FIRST_CONFIRMED


@pytest.mark.parametrize(
    ("naming", "expected"),
    [
        (Naming(CHIEF, CHIEF, "2026-01-05", "2026-01-30"), "deputy-himself"),
        (Naming("999999", CHIEF, "2026-01-05", "2026-01-30"), "person-unknown"),
        (Naming(OTHER_CHIEF, "", "2026-01-05", "2026-01-30"), "person-unknown"),
        (Naming("", CHIEF, "2026-01-05", "2026-01-30"), "person-unknown"),
        (Naming(OTHER_CHIEF, "999999", "2026-01-05", "2026-01-30"), "person-unknown"),
        (Naming(OTHER_CHIEF, CHIEF, "2026-01-05", "あした"), "date-unreadable"),
        (Naming(OTHER_CHIEF, CHIEF, "2026-01-30", "2026-01-05"), "dates-out-of-order"),
        (Naming(OTHER_CHIEF, CHIEF, "きのう", "2026-01-05"), "date-unreadable"),
        (NAMED, "deputy-twice"),
    ],
)
def test_what_cannot_be_named_is_said(town: Town, naming: Naming, expected: str) -> None:
    deputies.name(town.hr, NAMED)
    with pytest.raises(KnownError) as error:
        deputies.name(town.hr, naming)
    assert code(error) == expected
    assert len(deputies.named(town.hr)) == 1


@pytest.mark.parametrize("numbers", [("", ""), ("", CHIEF), (OTHER_CHIEF, "")])
def test_who_chose_nobody_yet_is_asked_to(town: Town, numbers: tuple[str, str]) -> None:
    with pytest.raises(KnownError) as error:
        deputies.name(town.hr, Naming(*numbers, "2026-01-05", "2026-01-30"))
    assert (code(error), "まだ選ばれていません" in error.value.problem.message) == ("person-unknown", True)


def test_a_named_deputy_finds_the_people_in_the_queue_on_the_days_only(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    deputies.name(town.hr, NAMED)
    to_the_deputy(town, "配布")
    town.receive(town.other, town.answered(YOSHINO))
    queue = {one.employee_number: one for one in confirming.review_queue(town.other)}
    one = queue[YOSHINO]
    assert (one.ready, one.stage, one.on_behalf_of, one.on_behalf_of_name) == (
        *(True, Part.REVIEW1, CHIEF, "山﨑 直樹"),
    )
    assert queue[KAMIYA].on_behalf_of == ""  # the deputy's own people stay theirs
    (line,) = (line for line in todo_lines(town.other) if line.member.number == YOSHINO)
    assert work_view.turn(line, OTHER_CHIEF) == "ready"
    assert [todo.count for todo in home(town.other).todo if todo.key == "confirm"] == [1]
    confirming.confirm(town.other, Decision(YOSHINO, on_behalf_of=one.on_behalf_of))
    assert [todo.count for todo in home(town.other).todo if todo.key == "confirmations"] == [1]
    assert next(e for e in confirming.review_queue(town.other) if e.employee_number == YOSHINO).done
    for day, there in (
        ("2026-01-04", False),
        ("2026-01-05", True),
        ("2026-01-30", True),
        ("2026-01-31", False),
    ):
        monkeypatch.setattr(town.other.services.clock, "today", lambda day=day: day)
        assert (YOSHINO in {e.employee_number for e in confirming.review_queue(town.other)}) == there, day


def test_what_the_absent_one_did_after_all_is_not_the_deputys_to_pass_on(town: Town) -> None:
    deputies.name(town.hr, NAMED)
    town.receive(town.chief, town.answered(YOSHINO))
    confirming.confirm(town.chief, Decision(YOSHINO))
    town.receive(town.hr, *town.send(town.chief, "confirmations", "本人の確認"))
    to_the_deputy(town, "配布")
    (one,) = (e for e in confirming.review_queue(town.other) if e.employee_number == YOSHINO)
    assert one.done
    assert [todo.key for todo in home(town.other).todo if todo.key == "confirmations"] == []


def todo_lines(desk: Desk) -> tuple[year_table.Line, ...]:
    with desk.store.read() as uow:
        return year_table.load(desk, uow).lines


def test_the_deputys_package_lists_the_people_they_stand_in_for(town: Town) -> None:
    deputies.name(town.hr, NAMED)
    packages = town.send(town.hr, "section-packages", "代理へ", confirmer=OTHER_CHIEF)
    assert [path.name for path in packages] == [f"所属配布票_R7_{OTHER_CHIEF}(庶務係 渡邉 彩).xlsx"]
    sheet = openpyxl.load_workbook(packages[0]).worksheets[0]
    listed = {str(value) for line in sheet.iter_rows(values_only=True) for value in line}
    assert {YOSHINO, KASAI, KAMIYA} <= listed
    town.receive(town.other, *packages)
    assert YOSHINO in {e.employee_number for e in confirming.review_queue(town.other)}


def test_who_stands_in_unnamed_is_told_that_hr_decides_first(town: Town) -> None:
    town.receive(town.chief, town.answered(YOSHINO))
    assert confirming.confirm(town.chief, Decision(YOSHINO)) == ()
    (note,) = confirming.confirm(town.chief, Decision(YOSHINO, on_behalf_of=MANAGER))
    # Who did the first stage is asked about whether named or not: a naming would not help.
    assert (note.code, "一次確認もしている" in note.message) == ("deputy-asks", True)
    (note,) = confirming.return_(town.chief, YOSHINO, "書き直し", on_behalf_of=MANAGER)
    assert note.code == "deputy-asks"


def test_who_stands_in_unnamed_at_the_first_stage_is_told_whom_a_naming_would_help(town: Town) -> None:
    deputies.name(town.hr, NAMED)
    to_the_deputy(town, "配布")
    town.receive(town.other, town.answered(YOSHINO))
    deputies.withdraw(town.hr, NAMED)
    to_the_deputy(town, "取消し")
    (note,) = confirming.confirm(town.other, Decision(YOSHINO, on_behalf_of=CHIEF))
    assert (note.code, "山﨑 直樹さんの代理に指名されていない" in note.message) == ("deputy-asks", True)


def test_nobody_confirms_their_own_record_for_somebody_else(town: Town) -> None:
    deputies.name(town.hr, Naming(CHIEF, MANAGER, "2026-01-05", "2026-01-30"))
    packages = town.send(town.hr, "section-packages", "配布", confirmer=CHIEF)
    town.receive(town.chief, *packages, town.answered(CHIEF))
    assert CHIEF not in {e.employee_number for e in confirming.review_queue(town.chief)}
    with pytest.raises(KnownError) as error:
        confirming.confirm(town.chief, Decision(CHIEF, on_behalf_of=MANAGER))
    assert code(error) == "own-record"
    done = confirming.confirm_all(town.chief, [CHIEF], on_behalf_of=MANAGER)
    assert [problem.code for problem in done.skipped] == ["own-record"]


def test_a_deputy_types_no_answers_in_and_a_confirmer_does(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    deputies.name(town.hr, NAMED)
    to_the_deputy(town, "配布")
    with pytest.raises(KnownError) as error:
        self_report.open_answers(town.other, YOSHINO)
    assert code(error) == "not-their-answer"
    with pytest.raises(KnownError) as error:
        self_report.submit(town.other, None, Answers(comment="紙から"), YOSHINO)
    assert code(error) == "not-their-answer"
    assert self_report.open_answers(town.chief, YOSHINO).person.employee_number == YOSHINO
    monkeypatch.setattr(rights, "NEWEST", 1)  # as in a year of the first rules
    assert self_report.open_answers(town.other, YOSHINO).person.employee_number == YOSHINO


def test_only_hr_names_and_a_deputy_of_nobody_is_told(town: Town) -> None:
    for act in (lambda: deputies.name(town.chief, NAMED), lambda: deputies.held(town.chief)):
        with pytest.raises(KnownError) as error:
            act()
        assert code(error) == "wrong-role"
    (note,) = deputies.name(town.hr, Naming(CHIEF, YOSHINO, "2026-01-05", "2026-01-30"))
    assert note.code == "deputy-of-nobody"
    with pytest.raises(KnownError) as error:
        deputies.withdraw(town.hr, NAMED)
    assert code(error) == "deputy-unknown"


def test_a_form_goes_to_a_deputy_once_they_are_named(town: Town) -> None:
    (report,) = town.receive(town.other, town.answered(YOSHINO)).files
    assert report.errors[0].code == "not-addressed"
    deputies.name(town.hr, NAMED)
    to_the_deputy(town, "配布")
    (report,) = town.receive(town.other, town.answered(YOSHINO)).files
    assert report.outcome == "applied"


def test_what_comes_long_after_the_term_is_told_and_counts(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    deputies.name(town.hr, NAMED)
    to_the_deputy(town, "配布")
    files = stood_in(town)
    for day, told in (("2026-02-13", False), ("2026-02-14", True)):
        monkeypatch.setattr(town.hr.services.clock, "today", lambda day=day: day)
        report = town.receive(town.hr, *files).files[0]
        assert report.outcome in ("applied", "unchanged")
        assert any(note.code == "deputy-late" for note in report.notes) == told, day


def test_a_year_of_the_first_rules_moves_after_hr_saw_whom_that_stops(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert rules.move(town.hr) is False  # a year that is opened now is there already
    assert rules.look(town.hr)[1] == ()
    assert DIRECTOR not in {one.employee_number for one in deputies.held(town.hr)}


def test_the_person_reads_a_result_that_a_deputy_confirmed(town: Town) -> None:
    """HR named the deputy and finalised; the notice says nothing of deputies, and asks nobody."""
    deputies.name(town.hr, NAMED)
    to_the_deputy(town, "配布")
    files = stood_in(town)
    town.receive(town.manager, *files)
    confirming.confirm(town.manager, Decision(YOSHINO))
    town.receive(town.hr, *files, *town.send(town.manager, "confirmations", "二次"))
    finalise.finalise(town.hr)
    (notice,) = town.send(town.hr, "results", "結果", employee=YOSHINO)
    report = town.receive(town.person, notice).files[0]
    assert (report.outcome, report.notes) == ("applied", ())
    said = person_year(town.person, YOSHINO).views
    assert said[Part.REVIEW1].items
    assert said[Part.REVIEW2].items


def test_hr_sees_which_namings_run_today_and_whom_it_could_name(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    days = {
        "ended": ("2026-01-05", "2026-01-08"),
        "running": ("2026-01-09", "2026-01-09"),
        "coming": ("2026-01-10", "2026-01-30"),
    }
    for first, last in reversed(days.values()):
        deputies.name(town.hr, Naming(OTHER_CHIEF, CHIEF, first, last))
    deputies.name(town.hr, Naming(CHIEF, MANAGER, "2026-01-01", "2026-01-31"))
    found = deputies.overview(town.hr)
    assert [(one.state, one.naming.principal, one.naming.first_day) for one in found.listed] == [
        ("running", MANAGER, "2026-01-01"),
        *((state, CHIEF, first) for state, (first, _) in days.items()),
    ]
    assert [note.code for one in found.listed for note in one.notes] == ["deputy-both"]
    assert found.confirmers == {CHIEF, OTHER_CHIEF, MANAGER, DIRECTOR}
    assert {person.number for person in found.staff} >= {*STAFF, CHIEF}
    assert (found.judged, found.today) == (True, "2026-01-09")
    monkeypatch.setattr(rights, "NEWEST", 3)  # as in a year that HR has not moved on
    assert not deputies.overview(town.hr).judged


def test_several_namings_are_listed_by_confirmer_day_and_deputy(town: Town) -> None:
    wanted = [
        Naming(OTHER_CHIEF, MANAGER, "2026-01-05", "2026-01-07"),
        Naming(CHIEF, MANAGER, "2026-01-06", "2026-01-08"),
        Naming(DIRECTOR, MANAGER, "2026-01-06", "2026-01-09"),
        Naming(DIRECTOR, MANAGER, "2026-01-06", "2026-01-07"),
        Naming(DIRECTOR, CHIEF, "2026-01-20", "2026-01-30"),
    ]
    for naming in wanted:
        deputies.name(town.hr, naming)
    in_order = sorted(wanted, key=lambda one: (one.principal, one.first_day, one.deputy, one.last_day))
    assert [one.term for one in deputies.named(town.hr)] == [one.term for one in in_order]
    # Taking one back leaves the others, and one that ends earlier is the same naming with another day.
    deputies.withdraw(town.hr, wanted[2])
    deputies.withdraw(town.hr, wanted[1], last_day="2026-01-08")
    deputies.withdraw(town.hr, wanted[4], last_day="2026-01-20")
    left = {(one.deputy, one.principal, one.last_day) for one in deputies.named(town.hr)}
    assert left == {
        (OTHER_CHIEF, MANAGER, "2026-01-07"), (CHIEF, MANAGER, "2026-01-08"),
        (DIRECTOR, MANAGER, "2026-01-07"), (DIRECTOR, CHIEF, "2026-01-20"),
    }  # fmt: skip
    with pytest.raises(KnownError) as error:
        deputies.withdraw(town.hr, wanted[0], last_day="2026-01-04")
    assert code(error) == "dates-out-of-order"
    assert len(deputies.named(town.hr)) == 4


def test_what_a_naming_does_not_do_is_foreseen_as_it_is_told(town: Town) -> None:
    both = Naming(CHIEF, MANAGER, "2026-01-05", "2026-01-30")
    nobody = Naming(CHIEF, YOSHINO, "2026-01-05", "2026-01-30")
    for naming in (both, nobody, NAMED):
        assert deputies.foresee(town.hr, naming) == deputies.name(town.hr, naming)
    (note,) = deputies.foresee(town.hr, both)
    assert "山﨑 直樹さん" in note.message
    (note,) = deputies.foresee(town.hr, nobody)
    assert f"花子さん({YOSHINO})" in note.message
    # While somebody is still typing a number there is nothing to tell.
    for naming in (Naming("9", YOSHINO, "", ""), Naming(CHIEF, "9", "", "")):
        assert deputies.foresee(town.hr, naming) == ()


def test_who_left_since_is_still_called_by_name(town: Town) -> None:
    deputies.name(town.hr, Naming(CHIEF, MANAGER, "2026-01-05", "2026-01-30"))
    deputies.name(town.hr, Naming(CHIEF, YOSHINO, "2026-01-05", "2026-01-30"))
    with town.hr.store.write() as uow:
        staff = {person.number: person for person in uow.people.employees()}
        uow.people.save_employees([replace(staff[number], left=True) for number in (CHIEF, YOSHINO)])
        uow.commit()
    told = {note.code: note.message for one in deputies.overview(town.hr).listed for note in one.notes}
    assert f"山﨑 直樹さん({CHIEF})は、" in told["deputy-both"]
    assert f"𠮷野 花子さん({YOSHINO})は、" in told["deputy-of-nobody"]


def test_two_sayings_of_deputies_beside_each_other_hold_both(town: Town) -> None:
    """As after work in a store that was restored meanwhile: nothing that HR decided is lost."""
    other = Naming(DIRECTOR, MANAGER, "2026-01-06", "2026-01-07")
    refused = [letter * 32 for letter in "0123456789abcdef"]
    deputies.name(town.hr, NAMED)
    with town.hr.store.write() as uow:
        (head,) = counting.heads_of_year(uow, 2025, Part.DEPUTIES)
        (term,) = head.content["terms"]
        beside = {"deputy": other.deputy, "principal": other.principal, "first_day": other.first_day}
        said = {"terms": [{**beside, "last_day": other.last_day}, term], "refused": refused[::-1]}
        key = record_key(town.hr, 2025, "", Part.DEPUTIES)
        keep(town.hr, uow, [revise(key, said, key_id=town.hr.key_id, trust=own_trust(town.hr))])
        uow.commit()
    found = deputies.named(town.hr)
    assert [one.term for one in found] == [other.term, NAMED.term]
    assert (found[0].reason, found[0].deputy_name, found[0].principal_name) == ("", "", "")
    third = Naming(DIRECTOR, CHIEF, "2026-01-06", "2026-01-07")
    deputies.name(town.hr, third)
    assert [one.term for one in deputies.named(town.hr)] == [other.term, NAMED.term, third.term]
    with town.hr.store.read() as uow:
        (head,) = counting.heads_of_year(uow, 2025, Part.DEPUTIES)
    assert (head.content["refused"], "allowed" in head.content) == (refused, False)


@pytest.mark.parametrize(("name", "allow"), [("allowed", True), ("refused", False)])
def test_what_is_written_does_not_hang_on_the_order_in_which_it_was_decided(
    town: Town, name: str, allow: bool
) -> None:
    before = [letter * 32 for letter in "0123456789abcdef"]
    town.receive(town.hr, *unnamed(town))

    def written() -> list[str]:
        with town.hr.store.read() as uow:
            (head,) = counting.heads_of_year(uow, 2025, Part.DEPUTIES)
        return list(head.content[name])

    with town.hr.store.write() as uow:
        key = record_key(town.hr, 2025, "", Part.DEPUTIES)
        said = {name: before[::-1]}
        keep(town.hr, uow, [revise(key, said, key_id=town.hr.key_id, trust=own_trust(town.hr))])
        uow.commit()
    deputies.name(town.hr, Naming(DIRECTOR, MANAGER, "2026-01-06", "2026-01-07"))
    assert written() == before
    (one,) = deputies.held(town.hr)
    deputies.decide(town.hr, one.ids, allow=allow)
    assert written() == sorted([*before, *one.ids])


def test_what_hr_decides_is_called_by_its_beginning_and_decided_as_a_whole_or_not_at_all(town: Town) -> None:
    town.receive(town.hr, *unnamed(town))
    (one,) = deputies.held(town.hr)
    assert deputies.held_named(town.hr, one.id) == one
    assert one.ids[0].startswith(one.id)
    assert (one.what, one.made_on) == ("一次確認", "2026-01-09")
    assert "指名がありません" in one.why
    for wrong in ((), (*one.ids, "f" * 32)):
        with pytest.raises(KnownError) as error:
            deputies.decide(town.hr, wrong, allow=True)
        assert (code(error), error.value.problem.found) == ("deputy-decided", "")
    assert deputies.held(town.hr) == (one,)
    deputies.decide(town.hr, one.ids, allow=False)
    with pytest.raises(KnownError) as error:
        deputies.held_named(town.hr, one.id)
    assert (code(error), error.value.problem.found) == ("deputy-decided", one.id)


def test_what_hr_decided_outlives_namings_that_come_and_go(town: Town) -> None:
    town.receive(town.hr, *unnamed(town))
    (one,) = deputies.held(town.hr)
    beside = Naming(DIRECTOR, MANAGER, "2026-01-05", "2026-01-30")
    another = Naming(DIRECTOR, CHIEF, "2026-01-05", "2026-01-30")
    deputies.name(town.hr, beside)
    deputies.decide(town.hr, one.ids, allow=True)
    assert [one.term for one in deputies.named(town.hr)] == [beside.term]
    deputies.name(town.hr, another)
    deputies.withdraw(town.hr, another)
    assert person_year(town.hr, YOSHINO).state is State.FIRST_CONFIRMED
    deputies.withdraw(town.hr, beside, last_day="2026-01-06")
    deputies.withdraw(town.hr, replace(beside, last_day="2026-01-06"))
    assert deputies.named(town.hr) == ()
    assert person_year(town.hr, YOSHINO).state is State.FIRST_CONFIRMED


def test_a_decision_is_added_to_those_before(town: Town) -> None:
    town.receive(town.hr, *unnamed(town))
    (one,) = deputies.held(town.hr)
    for revision_id in one.ids:
        deputies.decide(town.hr, [revision_id], allow=True)
    assert deputies.held(town.hr) == ()
    assert person_year(town.hr, YOSHINO).state is State.FIRST_CONFIRMED


def test_several_that_wait_are_told_apart_by_person_stage_and_maker(town: Town) -> None:
    deputies.name(town.hr, NAMED)
    to_the_deputy(town, "配布")
    for number in (KASAI, YOSHINO):
        town.receive(town.other, town.answered(number))
        confirming.confirm(town.other, Decision(number, on_behalf_of=CHIEF))
    town.receive(town.chief, town.answered(YOSHINO))
    confirming.confirm(town.chief, Decision(YOSHINO))
    confirming.confirm(town.chief, Decision(YOSHINO, on_behalf_of=MANAGER))
    files = [*town.send(town.other, "confirmations", "代理"), *town.send(town.chief, "confirmations", "係長")]
    deputies.withdraw(town.hr, NAMED)
    town.receive(town.hr, *files)
    found = deputies.held(town.hr)
    assert [(one.employee_number, one.stage, one.by, one.on_behalf_of, one.what) for one in found] == [
        (YOSHINO, Part.REVIEW1, OTHER_CHIEF, CHIEF, "一次確認"),
        (YOSHINO, Part.REVIEW2, CHIEF, MANAGER, "二次確認"),
        (KASAI, Part.REVIEW1, OTHER_CHIEF, CHIEF, "一次確認"),
    ]
    assert [(one.name, one.both) for one in found] == [
        ("𠮷野 花子", False), ("𠮷野 花子", False), ("葛󠄀西 健", False),
    ]  # fmt: skip
    assert all(len(one.ids) == 2 and list(one.ids) == sorted(one.ids) for one in found)
    # One is decided, the others wait on; called by its id each is itself.
    assert [deputies.held_named(town.hr, one.id) for one in found] == list(found)
    deputies.decide(town.hr, found[1].ids, allow=False)
    assert deputies.held(town.hr) == (found[0], found[2])
    # What is written does not hang on the order in which it was decided.
    deputies.decide(town.hr, [*found[2].ids, *found[0].ids], allow=False)
    with town.hr.store.read() as uow:
        (head,) = counting.heads_of_year(uow, 2025, Part.DEPUTIES)
    assert head.content["refused"] == sorted(revision_id for one in found for revision_id in one.ids)


def test_of_two_who_stood_in_at_one_stage_the_lesser_number_is_told_first(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    town.receive(town.hr, *unnamed(town))
    (one,) = deputies.held(town.hr)
    beside = replace(one, by=DIRECTOR)
    monkeypatch.setattr(deputies, "_grouped", lambda *_: [one, beside])
    assert deputies.held(town.hr) == (beside, one)


def test_what_is_left_of_a_thing_half_decided_is_called_by_its_stage(town: Town) -> None:
    town.receive(town.hr, *unnamed(town))
    (one,) = deputies.held(town.hr)
    with town.hr.store.read() as uow:
        (stored,) = uow.exchange.people(2025, [YOSHINO]).values()
        parts = {each.revision.id: each.revision.record.part for each in stored}
    (step,) = (revision_id for revision_id in one.ids if parts[revision_id] is Part.LIFE)
    deputies.decide(town.hr, [step], allow=True)
    (left,) = deputies.held(town.hr)
    assert (left.ids, left.action, left.what, left.stage) == (
        *(tuple(each for each in one.ids if each != step), "", "一次確認", Part.REVIEW1),
    )


def test_what_waits_is_called_after_what_was_done() -> None:
    held = Held(
        *(YOSHINO, "花子", Part.REVIEW1, "return1", CHIEF, "直樹", MANAGER, "美咲", "2026-01-09"),
        ids=("0123456789abcdef" * 2,), both=False,
    )  # fmt: skip
    assert held.id == "0123456789ab"
    assert held.what == "一次確認での差戻し"
    assert replace(held, action="", stage=Part.REVIEW2).what == "二次確認"
    assert "もう一方の段階" in replace(held, both=True).why


def test_what_belongs_together_is_one_thing_with_its_ids_in_order() -> None:
    """Whoever did it, for whom, on which day and at which stage: where one differs it is another thing."""
    said = {"by": CHIEF, "on_behalf_of": MANAGER, "made_on": "2026-01-09"}
    review = RecordKey("131091", 2025, YOSHINO, Part.REVIEW1)
    made = [revise(review, {**said, "comment": str(number)}) for number in range(6)]
    assert [one.id for one in made] != sorted(one.id for one in made)
    others = [
        revise(review, {**said, "by": OTHER_CHIEF}),
        revise(review, {**said, "on_behalf_of": DIRECTOR}),
        revise(review, {**said, "made_on": "2026-01-08"}),
        revise(review._replace(part=Part.REVIEW2), said),
    ]
    first, *rest = deputies._grouped(YOSHINO, "花子", [*made, *others], rights.NOBODY)
    assert list(first.ids) == sorted(one.id for one in made)
    assert [one.ids for one in rest] == [(one.id,) for one in others]
    assert (first.name, first.by_name, first.on_behalf_of_name, first.action) == ("花子", "", "", "")
    step = revise(review._replace(part=Part.LIFE), {"by": CHIEF, "action": "return1"})
    (alone,) = deputies._grouped(YOSHINO, "花子", [step], rights.NOBODY)
    # However often the levels were said again, the step tells what was done.
    again = revise(review, {"by": CHIEF}, [revise(review, {"by": CHIEF, "comment": "前"})])
    assert [one.action for one in deputies._grouped(YOSHINO, "花子", [step, again], rights.NOBODY)] == [
        "return1"
    ]
    turned = [step, revise(step.record, {"by": CHIEF, "action": "confirm1"}, [step])]
    for order in (turned, turned[::-1]):
        (one,) = deputies._grouped(YOSHINO, "花子", order, rights.NOBODY)
        assert one.action == "confirm1"
    beside = [step, revise(step.record, {"by": CHIEF, "action": "confirm1"})]
    called = {next(iter(deputies._grouped(YOSHINO, "花子", order, rights.NOBODY))).action
              for order in (beside, beside[::-1])}  # fmt: skip
    assert len(called) == 1
    assert (alone.on_behalf_of, alone.made_on, alone.what) == ("", "", "一次確認での差戻し")


def test_the_audit_tells_whom_hr_named_and_what_it_decided(town: Town) -> None:
    town.receive(town.hr, *unnamed(town))
    (one,) = deputies.held(town.hr)
    deputies.decide(town.hr, one.ids[:1], allow=False)
    deputies.decide(town.hr, one.ids[1:], allow=True)
    with town.hr.store.read() as uow:
        told = [(entry.action, entry.subject, json.loads(entry.counts)) for entry in uow.audit.entries()]
    by = {"by": OTHER_CHIEF, "for": CHIEF}
    assert [entry for entry in reversed(told) if entry[0].startswith("deputy-")] == [
        ("deputy-name", CHIEF, {"deputy": OTHER_CHIEF}),
        ("deputy-withdraw", CHIEF, {"deputy": OTHER_CHIEF}),
        ("deputy-refuse", YOSHINO, by),
        ("deputy-allow", YOSHINO, by),
    ]


def test_only_hr_looks_at_namings_takes_them_back_and_decides(town: Town) -> None:
    for act in (
        lambda: deputies.overview(town.chief),
        lambda: deputies.withdraw(town.chief, NAMED),
        lambda: deputies.decide(town.chief, ["f" * 32], allow=True),
    ):
        with pytest.raises(KnownError) as error:
            act()
        assert code(error) == "wrong-role"
