"""The home screen: where the year stands, and what to do next."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from dxdesk.domain.file_names import bare
from dxdesk.usecases.answering import self_report
from dxdesk.usecases.answering.sheet import Answers
from dxdesk.usecases.exchange import file_report, receive
from dxdesk.usecases.home.overview import home
from dxdesk.usecases.inbox import opening
from dxdesk.usecases.progress import status
from dxdesk.usecases.progress.work_view import Todo
from dxdesk.usecases.review import confirming
from dxdesk.usecases.sending import dispatch
from dxdesk.usecases.workplace.clock import FixedClock
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.year import cycle, finalise
from tests.helpers import world as w
from tests.helpers.memory import in_memory


def todo(desk: Desk) -> dict[str, Todo]:
    return {entry.key: entry for entry in home(desk).todo}


def steps(desk: Desk) -> dict[str, str]:
    return {step.name: step.state for step in home(desk).steps}


def take(desk: Desk, *files: Path) -> file_report.ImportReport:
    return receive.receive(desk, receive.ReceiveFiles(files))


def test_an_empty_store_says_how_to_begin(tmp_path: Path) -> None:
    with w.municipality(tmp_path, roster=False) as (desk, _):
        found = home(desk)
        assert (found.fiscal_year, found.today) == (0, w.BEFORE)
        assert [entry.screen for entry in found.todo] == ["roster"]
        assert [step.state for step in found.steps].count("now") == 1
        assert found.steps[0].state == "now"


def test_with_a_roster_the_year_comes_next_and_then_the_sending(tmp_path: Path) -> None:
    with w.municipality(tmp_path) as (desk, _):
        assert list(todo(desk)) == ["no-cycle"]
        assert "13人" in todo(desk)["no-cycle"].text
        w.open_year(desk)
        found = home(desk)
        assert [entry.key for entry in found.todo][:2] == ["routes", "unsent"]
        assert found.todo[0].text.startswith("検証 一郎さん")
        assert found.counts["year"] == 11
        assert steps(desk)["配布"] == "now"
        assert found.steps[2].date_text == "2/13まで"


def test_progress_leaves_the_exempt_out_and_adds_up(tmp_path: Path) -> None:
    with w.municipality(tmp_path) as (desk, _):
        w.play(desk)
        found = home(desk).progress
        assert (found.asked, found.exempt) == (11, 2)
        assert (found.confirmed, found.submitted, found.open, found.first) == (1, 3, 7, 1)
        assert found.asked == sum(section.asked for section in found.sections)
        assert found.percent == 36
        assert found.sections[-1].name == "税務課市民税係"  # furthest on, so last
        assert found.sections[-1].handed_in == 3


def test_what_was_sent_is_not_asked_for_again(tmp_path: Path) -> None:
    with w.municipality(tmp_path) as (desk, _):
        w.open_year(desk)
        dispatch.export(desk, dispatch.Export("forms", tmp_path / "out", section="102001"))
        found = todo(desk)["unsent"]
        assert found.title == "申告票をまだ送っていない人が 7人"
        dispatch.export(desk, dispatch.Export("section-packages", tmp_path / "out"))
        # Everybody but the one without any confirmer is in a package now.
        assert todo(desk)["unsent"].count == 1
        assert steps(desk)["自己申告"] == "now"


def test_the_late_are_urgent_once_the_day_has_passed(tmp_path: Path) -> None:
    with w.municipality(tmp_path) as (desk, clock):
        w.play(desk)
        soon = todo(desk)["missing"]
        assert soon.title.startswith("期限まで9日、未提出 6人")
        assert not soon.urgent
        assert "status" not in home(desk).counts
        clock.day = w.AFTER
        found = home(desk)
        first = found.todo[0]
        assert (first.key, first.urgent, first.count) == ("overdue", True, 6)
        assert "令和8年2月13日(金)" in first.text
        assert todo(desk)["confirm-late"].count == 3
        assert found.counts["status"] == 9
        clock.day = "2025-12-01"
        assert "missing" not in todo(desk)


def test_two_answers_and_an_unknown_issuer_wait_for_a_person(tmp_path: Path) -> None:
    with w.municipality(tmp_path) as (desk, _):
        w.open_year(desk)
        forms = dispatch.export(desk, dispatch.Export("forms", tmp_path / "out", employee=w.TAX_A)).files
        packages = dispatch.export(desk, dispatch.Export("section-packages", tmp_path / "out")).files
        for level in (1, 2):
            own, _ = opening.create_from(desk.services, forms[0], str(tmp_path / f"{level}.dxdesk"), "")
            levels = dict.fromkeys((item.uid for item in self_report.open_answers(own).items), level)
            file = self_report.submit(own, tmp_path / str(level), Answers(levels)).file
            own.store.close()
            assert file is not None
            take(desk, file)
        found = home(desk)
        assert found.todo[0].key == "conflicts"
        assert "𠮷田 翔太さん" in found.todo[0].text
        # One enrolment used by two stores: neither is believed until somebody compares the code.
        package = next(path for path in packages if bare(path.stem).endswith(w.LEADER_TAX))
        for name in ("甲", "乙"):
            where = str(tmp_path / f"{name}.dxdesk")
            section, _ = opening.create_from(desk.services, package, where, w.PASSPHRASE)
            self_report.submit(section, answers=Answers({"shinagawa.bpr": 1}), employee_number=w.TAX_B)
            confirming.confirm(section, confirming.Decision(w.TAX_B))
            sent = dispatch.export(section, dispatch.Export("confirmations", tmp_path / name)).files
            section.store.close()
            take(desk, *sent)
        waiting = todo(desk)["quarantine"]
        assert waiting.title == "はじめての発行元から確認票が 2件"
        assert "税務課市民税係 山﨑 健さん" in waiting.text
        assert "確認コード「" in waiting.text
        assert home(desk).counts["receive"] == 3


def test_a_return_is_not_done_before_its_slip_is_sent(tmp_path: Path) -> None:
    with w.municipality(tmp_path) as (desk, _):
        w.play(desk)
        assert todo(desk)["slips"].count == 1
        dispatch.export(desk, dispatch.Export("return-slips", tmp_path / "out"))
        assert "slips" not in todo(desk)
        w.answered(desk, w.TAX_C, 1)
        confirming.return_(desk, w.TAX_C, "もう一度お願いします", on_behalf_of=w.LEADER_TAX)
        assert todo(desk)["slips"].count == 1


def test_the_year_ends_with_telling_people(tmp_path: Path) -> None:
    with w.municipality(tmp_path) as (desk, clock):
        w.play(desk)
        assert "finalise" not in todo(desk)
        clock.day = w.AFTER
        assert "11人のうち 1人" in todo(desk)["finalise"].text
        finalise.finalise(desk, "7検人第1号", w.AFTER)
        found = todo(desk)
        assert "finalise" not in found
        assert found["results"].title == "結果をまだ知らせていない人が 1人"
        dispatch.export(desk, dispatch.Export("results", tmp_path / "out"))
        assert "results" not in todo(desk)


def test_a_whole_year_runs_through_every_step(tmp_path: Path) -> None:
    with w.municipality(tmp_path) as (desk, _):
        with desk.store.write() as uow:
            uow.people.save_employees(
                [person for person in w.EMPLOYEES if person.number not in (w.DIRECTOR, w.CHIEF_TAX)]
            )
            uow.commit()
        w.open_year(desk)
        dispatch.export(desk, dispatch.Export("section-packages", tmp_path / "out"))
        asked = [line.number for line in w.EMPLOYEES if line.number not in (w.ON_LEAVE, w.PART_TIME)]
        for number in asked:
            w.answered(desk, number)
        assert steps(desk)["一次確認"] == "now"
        for number in (w.TAX_A, w.TAX_B, w.TAX_C):
            w.confirmed(desk, number, w.LEADER_TAX)
        assert steps(desk)["二次確認"] == "now"
        assert steps(desk)["集約・確定"] == "todo"


def make_section(desk: Desk, folder: Path, number: str) -> Desk:
    packages = dispatch.export(desk, dispatch.Export("section-packages", folder / "out")).files
    package = next(path for path in packages if bare(path.stem).endswith(number))
    location = str(folder / f"{number}.dxdesk")
    return opening.create_from(desk.services, package, location, w.PASSPHRASE)[0]


def test_a_confirmer_is_led_from_the_queue_to_the_sending(tmp_path: Path) -> None:
    with w.municipality(tmp_path) as (desk, _):
        w.open_year(desk)
        w.answered(desk, w.TAX_A)
        section = make_section(desk, tmp_path, w.LEADER_TAX)
        try:
            ready = todo(section)["confirm"]
            assert (ready.title, ready.screen) == ("確認を待っている人が 1人", "review")
            assert "3人のうち 0人 確認済み" in ready.text
            assert home(section).counts == {"review": 1}
            confirming.confirm(section, confirming.Decision(w.TAX_A))
            assert todo(section)["confirmations"].title == "確認が済み、まだ送っていない人が 1人"
            assert home(section).progress.confirmed == 1
            dispatch.export(section, dispatch.Export("confirmations", tmp_path / "back"))
            assert "confirmations" not in todo(section)
            assert steps(section)["自己申告"] == "now"
        finally:
            section.store.close()


def test_a_person_is_led_from_the_form_to_the_result(tmp_path: Path) -> None:
    with w.municipality(tmp_path) as (desk, clock):
        w.open_year(desk)
        form = dispatch.export(desk, dispatch.Export("forms", tmp_path / "out", employee=w.TAX_A)).files[0]
        own, _ = opening.create_from(desk.services, form, str(tmp_path / "本人.dxdesk"), "")
        try:
            assert todo(own)["own-form"].action == "記入する"
            assert "令和8年2月13日(金)です(あと9日)" in todo(own)["own-form"].text
            sheet = self_report.open_answers(own)
            said = Answers(dict.fromkeys((item.uid for item in sheet.items), 1))
            self_report.save_draft(own, said)
            assert todo(own)["own-form"].action == "続きを書く"
            sent = self_report.submit(own, tmp_path / "back").file
            assert sent is not None
            assert todo(own) == {}
            assert steps(own)["確認"] == "now"
            take(desk, sent)
            w.confirmed(desk, w.TAX_A, w.LEADER_TAX, w.CHIEF_TAX)
            finalise.finalise(desk)
            result = dispatch.export(desk, dispatch.Export("results", tmp_path / "result")).files[0]
            take(own, result)
            clock.day = w.AFTER
            assert list(todo(own)) == ["own-result"]
            assert set(steps(own).values()) == {"done"}
        finally:
            own.store.close()


def test_a_person_without_a_form_waits_for_it(tmp_path: Path) -> None:
    from dxdesk import bootstrap
    from dxdesk.ports.entities import Role

    services = in_memory(bootstrap.services(FixedClock(w.BEFORE)))
    own = opening.create_store(
        services, str(tmp_path / "本人.dxdesk"), Role.PERSONAL, ("131091", "検証区"), "", w.TAX_A
    )
    try:
        assert list(todo(own)) == ["no-form"]
        assert home(own).steps[0].state == "now"
    finally:
        own.store.close()


def test_an_answer_taken_back_is_on_the_persons_list(tmp_path: Path) -> None:
    with w.municipality(tmp_path) as (desk, _):
        w.open_year(desk)
        form = dispatch.export(desk, dispatch.Export("forms", tmp_path / "out", employee=w.TAX_A)).files[0]
        own, _ = opening.create_from(desk.services, form, str(tmp_path / "本人.dxdesk"), "")
        try:
            self_report.submit(own, tmp_path / "back", Answers({"shinagawa.bpr": 1}))
            assert todo(own) == {}
            self_report.withdraw(own, tmp_path / "back")
            assert todo(own)["own-form"].action == "書き直す"
        finally:
            own.store.close()


def test_a_clock_that_was_set_back_is_told(tmp_path: Path) -> None:
    with w.municipality(tmp_path) as (desk, clock):
        w.open_year(desk)
        assert "clock-back" not in {todo.key for todo in home(desk).todo}
        clock.day = "2025-11-30"
        (told,) = (todo for todo in home(desk).todo if todo.key == "clock-back")
        assert "令和7年11月30日" in told.text
        assert "令和8年2月4日" in told.text
        cycle.close_cycle(desk)  # what is done under that clock is no newer than what came before it
        assert "clock-back" in {todo.key for todo in home(desk).todo}


def test_a_closed_year_asks_nothing_of_anybody(tmp_path: Path) -> None:
    with w.municipality(tmp_path, w.AFTER) as (desk, _):
        w.play(desk)
        before = home(desk)
        assert {"overdue", "confirm-late", "routes", "unsent"} <= {entry.key for entry in before.todo}
        assert before.counts["status"] > 0
        cycle.close_cycle(desk)
        found = home(desk)
        assert "status" not in found.counts
        asked = {"overdue", "missing", "confirm-late", "routes", "drift", "unsent", "unreached", "slips"}
        assert not {*asked, "finalise"} & {entry.key for entry in found.todo}
        assert status.status(desk).late > 0, "who was late stays on record"


def test_who_waits_for_a_key_is_not_counted_as_missing(tmp_path: Path) -> None:
    with w.municipality(tmp_path, "2026-02-12") as (desk, _):
        w.play(desk)
        assert "未提出 6人" in todo(desk)["missing"].title
        with desk.store.write() as uow:
            here = next(row for row in uow.results.assessments(w.YEAR) if row.state == "not_started")
            uow.results.save_assessments([replace(here, quarantined=3)])
            uow.commit()
        assert "未提出 5人" in todo(desk)["missing"].title
