"""What acts on real stores tell that they changed covers what screens once listed of them by hand.

``listed`` is that list, act by act, as it stood in the screens before the store said it itself. It is kept as
a measure: whoever looked again after an act looks again now.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from dxdesk.ports.changes import Changes, hearing
from dxdesk.ports.entities import Employee
from dxdesk.usecases.answering import self_report
from dxdesk.usecases.answering.sheet import Answers
from dxdesk.usecases.development import knowledge, weights
from dxdesk.usecases.exchange import keys, ledgers, receive
from dxdesk.usecases.framework_editing import drafts
from dxdesk.usecases.home.overview import home
from dxdesk.usecases.imports import evidence, roster
from dxdesk.usecases.imports.understanding import set_digits
from dxdesk.usecases.inbox.batches import undo_receipt
from dxdesk.usecases.organisation import (
    appointments,
    confirmers,
    departments,
    lists,
    office_settings,
    routing,
)
from dxdesk.usecases.progress.status import status
from dxdesk.usecases.review import confirming, deputies, taking_back, whole_queue
from dxdesk.usecases.skillmap import saved_views
from dxdesk.usecases.workplace.desk import Cancelled
from dxdesk.usecases.year import cycle, finalise
from tests.helpers.finished import COURSES
from tests.helpers.office import (
    CHIEF,
    DIRECTOR,
    MANAGER,
    OTHER_CHIEF,
    PEOPLE,
    STAFF,
    YEAR,
    Office,
    all_levels,
    new_office,
    uids,
)

RECEIPTS, STANDING, ROSTER, CYCLE = Changes.RECEIPTS, Changes.STANDING, Changes.ROSTER, Changes.CYCLE
DRAFTS, SETTINGS, KEYS, NONE = Changes.DRAFTS, Changes.SETTINGS, Changes.KEYS, Changes.NONE
YOSHINO, KASAI, KAMIYA = STAFF
DATES = ("2026-01-01", "2026-02-14", "2026-02-20", "2026-02-27")


def told_by(act: Callable[[], object]) -> Changes:
    """Return what an act tells on this thread."""
    told = NONE

    def hear(changes: Changes) -> None:
        nonlocal told
        told |= changes

    with hearing(hear):
        act()
    return told


class Measure:
    """Compares what acts tell with what was listed of them."""

    def __init__(self) -> None:
        self.short: dict[str, Changes] = {}
        self.count = 0

    def act(self, name: str, listed: Changes, do: Callable[[], object]) -> None:
        """Do it and keep what of ``listed`` it did not tell."""
        self.count += 1
        if lacking := listed & ~told_by(do):
            self.short[name] = lacking


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return new_office(tmp_path)


def test_a_year_of_acts_tells_what_was_listed_by_hand(office: Office, tmp_path: Path) -> None:
    hr, levels, measure = office.hr, dict.fromkeys(uids(office.hr), 2), Measure()
    act, received = measure.act, RECEIPTS | STANDING | CYCLE | DRAFTS | KEYS
    act(
        "open the year again",
        CYCLE | STANDING,
        lambda: cycle.open_cycle(hr, cycle.OpenCycle(YEAR, "shinagawa", *DATES)),
    )
    confirmers.set_confirmers(hr, KAMIYA, CHIEF, MANAGER)
    act("bring it in step", CYCLE | STANDING, lambda: cycle.refresh_assignments(hr))
    act("export forms", RECEIPTS | STANDING, lambda: office.send(hr, "forms", "once more"))

    section, person = office.section(CHIEF), office.personal(YOSHINO)
    out = tmp_path / "out"
    out.mkdir()
    act("keep a draft", DRAFTS, lambda: self_report.save_draft(person, Answers(levels)))
    act("submit", STANDING | DRAFTS, lambda: self_report.submit(person, out))
    act("receive forms", received, lambda: office.receive(section, *out.iterdir()))
    act("keep a comment", DRAFTS, lambda: whole_queue.save_drafts(section, {YOSHINO: "下書き"}))
    act("confirm", STANDING, lambda: confirming.confirm(section, confirming.Decision(YOSHINO)))
    act("take it back", STANDING, lambda: taking_back.take_back(section))
    act("return", STANDING, lambda: confirming.return_(section, YOSHINO, "根拠を書いてください。"))
    act("export slips", RECEIPTS | STANDING, lambda: office.send(section, "return-slips", "slips"))
    act("receive a slip", received, lambda: office.receive(person, tmp_path / "slips"))
    act("submit again", STANDING | DRAFTS, lambda: self_report.submit(person, out, Answers(levels)))
    act("receive again", received, lambda: office.receive(section, out))
    act("confirm a queue", STANDING, lambda: confirming.confirm_all(section, [YOSHINO]))
    sent = tmp_path / "sent"
    act("export", RECEIPTS | STANDING, lambda: office.send(section, "confirmations", "sent"))
    act("receive at HR", received, lambda: office.receive(hr, out, sent))
    first = min(receipt.number for receipt in ledgers.receipts(hr) if receipt.live)
    act("undo a file", received, lambda: undo_receipt(hr, first))

    form = office.fill(office.form(KASAI), "KASAI.xlsx", all_levels(hr, "LV2"))
    office.receive(hr, form)
    for principal in (CHIEF, MANAGER):
        decision = confirming.Decision(KASAI, on_behalf_of=principal)
        act(f"confirm for {principal}", STANDING, lambda given=decision: confirming.confirm(hr, given))
    act("finalise", STANDING, lambda: finalise.finalise(hr, "8総人第12号", "2026-03-18"))
    corrected = (KASAI, {uids(hr)[0]: 3}, "転記の誤り", "人事課長")
    act("correct", STANDING, lambda: finalise.correct(hr, *corrected))
    act("close the year", CYCLE | STANDING, lambda: cycle.close_cycle(hr))
    assert measure.count >= 20
    office.close()
    assert measure.short == {
        # No draft of anybody is touched where a file comes in.
        **dict.fromkeys(("receive forms", "receive a slip", "receive again", "receive at HR"), DRAFTS),
        "undo a file": DRAFTS,
    }


def test_what_hr_sets_up_tells_what_was_listed_by_hand(office: Office, tmp_path: Path) -> None:
    hr, measure = office.hr, Measure()
    act = measure.act
    naming = deputies.Naming(OTHER_CHIEF, CHIEF, "2026-01-01", "2026-02-01", "休暇")
    wanted = replace(office_settings.office_settings(hr), contact="人事課 内線 1234")
    with hr.store.read() as uow:
        entry = uow.people.entries("grade")[0]
        version = uow.exchange.frameworks()[0]
    people, courses = _roster(tmp_path / "名簿.csv"), tmp_path / "受講.csv"
    courses.write_text("\n".join(map(",".join, COURSES)), encoding="utf-8-sig")
    imported = ROSTER | RECEIPTS | STANDING
    act("import a roster", imported, lambda: roster.apply_roster(hr, people, as_of="2026-01-09"))
    act("import courses", imported, lambda: evidence.apply_evidence(hr, courses, "attendance"))
    course, table = (receipt.number for receipt in ledgers.receipts(hr)[:2])
    undone = RECEIPTS | STANDING | CYCLE | DRAFTS | KEYS | ROSTER
    act("undo courses", undone, lambda: undo_receipt(hr, course))
    act("undo a roster", undone, lambda: undo_receipt(hr, table))
    act("keep settings", SETTINGS, lambda: office_settings.save_office_settings(hr, wanted))
    act("keep digits", SETTINGS, lambda: set_digits(hr, 6))
    act("keep a list", SETTINGS, lambda: lists.save_lists(hr, [replace(entry, target=False)]))
    act("decide on somebody", ROSTER, lambda: lists.set_override(hr, KAMIYA, False, "出向"))
    act("set confirmers", ROSTER, lambda: confirmers.set_confirmers(hr, KAMIYA, CHIEF, MANAGER))
    act("add a section", ROSTER, lambda: departments.add_department(hr, "113", "会計係", parent="110"))
    persona = appointments.personas(hr)[0].code
    act("appoint", ROSTER, lambda: appointments.appoint(hr, [KAMIYA], persona, "2026-01-01", "2026-12-31"))
    term = appointments.terms(hr)[0].appointment
    act("end a term", ROSTER, lambda: appointments.end(hr, term, "2026-06-30"))

    def name_the_director() -> None:
        routing.nominate(hr, DIRECTOR)
        cycle.refresh_assignments(hr)

    act("name the director", CYCLE | STANDING | SETTINGS | ROSTER, name_the_director)
    act("name a deputy", STANDING | RECEIPTS | CYCLE, lambda: deputies.name(hr, naming))
    act("end a deputy", STANDING | RECEIPTS | CYCLE, lambda: deputies.withdraw(hr, naming))
    act("copy a framework", DRAFTS, lambda: drafts.new_draft(hr, version.code, version.version))
    draft = drafts.drafts(hr)[0].draft_id
    act("look at it", DRAFTS & NONE, lambda: drafts.publish(hr, draft, dry_run=True))
    act("publish it", DRAFTS | SETTINGS | CYCLE, lambda: drafts.publish(hr, draft))
    act("keep a view", SETTINGS, lambda: saved_views.save_view(hr, saved_views.MapView("窓口")))
    act("keep a case", SETTINGS, lambda: knowledge.save_entry(hr, knowledge.Entry(title="窓口の予約")))
    act("keep weights", SETTINGS, lambda: weights.save_weights(hr, {uids(hr)[0]: 2}))
    changed = KEYS | RECEIPTS | STANDING
    act("renew the key", changed, lambda: keys.renew(hr))
    office.close()
    assert measure.short == {
        # The year stands as it stood until it is brought in step with the roster.
        "import a roster": STANDING,
        # No draft of anybody is touched where a table goes.
        **dict.fromkeys(("undo courses", "undo a roster"), DRAFTS),
        # A deputy is of the year; nothing is received by naming one.
        **dict.fromkeys(("name a deputy", "end a deputy"), RECEIPTS),
        # What the former key sealed counts as before.
        "renew the key": RECEIPTS | STANDING,
    }


def test_a_key_that_counts_or_does_not_tells_what_was_listed_by_hand(office: Office, tmp_path: Path) -> None:
    """What a key sealed counts with it, and not without."""
    hr, section = office.hr, office.section(CHIEF)
    office.receive(section, office.fill(office.form(YOSHINO), "Y.xlsx", all_levels(hr, "LV2")))
    confirming.confirm_all(section, [YOSHINO])
    office.receive(hr, *office.send(section, "confirmations", "sent"))
    changed, measure = KEYS | RECEIPTS | STANDING, Measure()
    measure.act("revoke", changed, lambda: keys.revoke(hr, section.key_id, 0))
    measure.act("register", changed | CYCLE | DRAFTS, lambda: keys.register(hr, section.key_id))
    office.close()
    # No draft of anybody is touched by it.
    assert measure.short == {"register": DRAFTS}


def test_looking_and_typing_reload_no_screen(office: Office, tmp_path: Path) -> None:
    hr, section, person = office.hr, office.section(CHIEF), office.personal(YOSHINO)
    for desk in (hr, section, person):
        assert told_by(lambda of=desk: home(of)) is NONE
    for look in (
        lambda: status(hr),
        lambda: ledgers.receipts(hr),
        lambda: whole_queue.review_sheet(section),
        lambda: self_report.open_answers(person),
        lambda: roster.preview_roster(hr, _roster(tmp_path / "名簿.csv"), as_of="2026-01-09"),
        lambda: office.receive(hr, office.form(KASAI), dry_run=True),
    ):
        assert told_by(look) is NONE
    for _ in range(2):
        assert told_by(lambda: self_report.save_draft(person, Answers(dict.fromkeys(uids(hr), 1)))) is DRAFTS
        assert told_by(lambda: whole_queue.save_drafts(section, {YOSHINO: "下書き"})) is DRAFTS
    office.close()


def test_of_a_batch_that_is_stopped_what_was_taken_is_told(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receive, "COMMIT_EVERY", 1)
    hr = office.hr
    batch = [office.fill(office.form(one), f"{one}.xlsx", all_levels(hr, "LV2")) for one in STAFF]

    def stop(done: int, whole: int) -> None:
        if ledgers.receipts(hr):
            raise Cancelled

    def receive_some() -> None:
        with pytest.raises(Cancelled):
            receive.receive(hr, receive.ReceiveFiles(tuple(batch)), stop)

    assert RECEIPTS | STANDING in told_by(receive_some)
    assert len(ledgers.receipts(hr)) == 1
    office.close()


def _roster(path: Path) -> Path:
    newcomer = Employee("000021", "南 あかり", "", "ミナミ アカリ", "112", "一般職", title="主事")
    headers = ("職員番号", "氏名", "フリガナ", "所属コード", "職層", "職名")
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(headers)
        for one in (*PEOPLE, newcomer):
            writer.writerow((one.number, one.name, one.kana, one.department_code, one.grade, one.title))
    return path
