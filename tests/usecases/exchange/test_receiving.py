"""受付: batches in any order and again and again, and what is not for this store."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from dxdesk.domain.errors import KnownError
from dxdesk.domain.file_names import bare
from dxdesk.domain.lifecycle import State
from dxdesk.ports.entities import Role
from dxdesk.usecases.exchange import dump, keys, ledgers, receive
from dxdesk.usecases.exchange.receive import ReceiveFiles
from dxdesk.usecases.inbox import opening
from dxdesk.usecases.person_year.standing import person_year
from dxdesk.usecases.review import confirming, conflicts
from dxdesk.usecases.review.confirming import Decision
from dxdesk.usecases.sealing.envelope import Envelope
from dxdesk.usecases.sending import dispatch
from dxdesk.usecases.workplace.desk import Cancelled, Desk
from dxdesk.usecases.year import cycle
from tests.helpers.forging import envelope_of, resealed
from tests.helpers.office import CHIEF, CODE, MANAGER, OTHER_CHIEF, PEOPLE, STAFF, UNITS, all_levels, uids
from tests.helpers.stories import Town, confirmed

YOSHINO, KASAI, KAMIYA = STAFF


def digest(desk: Desk) -> str:
    return dump.dump(desk).state_digest


def test_the_same_file_again_and_under_another_name_changes_nothing(town: Town) -> None:
    form = town.answered(YOSHINO)
    copy = form.with_name("コピー 申告票.xlsx")
    copy.write_bytes(form.read_bytes())
    first = town.receive(town.hr, form).files[0]
    assert (first.outcome, first.errors, [note.code for note in first.notes]) == ("applied", (), [])
    before = digest(town.hr)
    again = town.receive(town.hr, form, copy, form)
    assert [file.outcome for file in again.files] == ["unchanged"] * 3
    assert digest(town.hr) == before
    assert [receipt.outcome for receipt in ledgers.receipts(town.hr)] == ["unchanged"] * 3 + ["applied"]


def test_two_different_answers_are_kept_and_the_settlement_travels(town: Town) -> None:
    first, *_ = uids(town.hr)
    one, two = town.answered(YOSHINO, "LV1", "一通目.xlsx"), town.answered(YOSHINO, "LV2", "二通目.xlsx")
    report = town.receive(town.chief, one, two)
    assert [file.outcome for file in report.files] == ["applied", "conflict"]
    dispute = next(c for c in conflicts.conflicts(town.chief) if c.item == first)
    assert [(side.text, side.source) for side in dispute.choices] == [
        ("LV1", "一通目.xlsx"),
        ("LV2", "二通目.xlsx"),
    ]
    with pytest.raises(KnownError) as error:
        conflicts.resolve(town.chief, dispute.id, 2, " ")
    assert error.value.code == "reason-needed"
    everything = {conflict.id: 2 for conflict in conflicts.conflicts(town.chief)}
    conflicts.resolve_all(town.chief, everything, "本人に電話で確かめた")
    assert conflicts.conflicts(town.chief) == ()
    confirming.confirm(town.chief, Decision(YOSHINO))
    town.receive(town.hr, one, two)
    assert person_year(town.hr, YOSHINO).disputed
    town.receive(town.manager, *town.send(town.chief, "confirmations", "c1"))
    confirming.confirm(town.manager, Decision(YOSHINO))
    town.receive(town.hr, *town.send(town.manager, "confirmations", "c2"))
    person = person_year(town.hr, YOSHINO)
    assert (person.disputed, person.items[0].confirmed, person.state) == (0, 2, State.RECEIVED)


def test_what_hr_settled_the_employee_can_still_follow(town: Town) -> None:
    """A settlement weighs no more than the answers it settles: the next round simply replaces it."""
    first, *_ = uids(town.hr)
    town.receive(town.hr, town.answered(YOSHINO, "LV1", "1.xlsx"), town.answered(YOSHINO, "LV2", "2.xlsx"))
    conflicts.resolve(town.hr, conflicts.conflicts(town.hr)[0].id, 1, "電話で確かめた")
    assert person_year(town.hr, YOSHINO).items[0].self_level == 1
    confirming.return_(town.hr, YOSHINO, "根拠を書いてください")
    slip = town.send(town.hr, "return-slips", "slips")[0]
    report = town.receive(town.hr, town.fill(slip, "再提出.xlsx", {first: "LV3"})).files[0]
    person = person_year(town.hr, YOSHINO)
    assert (report.outcome, person.items[0].self_level, person.disputed) == ("applied", 3, 0)


def test_settling_one_of_three_answers_leaves_open_what_it_says_nothing_to(town: Town) -> None:
    first, second, *_ = uids(town.hr)
    blank = town.form(YOSHINO)
    town.receive(
        town.hr,
        town.fill(blank, "1.xlsx", {first: "LV1"}),
        town.fill(blank, "2.xlsx", {first: "LV2", second: "LV1"}),
        town.fill(blank, "3.xlsx", {second: "LV2"}),
    )
    open_ones = {c.item: c for c in conflicts.conflicts(town.hr)}
    assert set(open_ones) == {first, second}
    conflicts.resolve(town.hr, open_ones[first].id, 1, "電話で確かめた")
    (left,) = conflicts.conflicts(town.hr)
    assert (left.item, [side.text for side in left.choices]) == (second, ["LV1", "LV2"])
    assert person_year(town.hr, YOSHINO).items[0].self_level == 1
    conflicts.resolve(town.hr, left.id, 2, "これも確かめた")
    person = person_year(town.hr, YOSHINO)
    assert ([item.self_level for item in person.items[:2]], person.disputed) == ([1, 2], 0)


def test_an_older_form_after_a_newer_one_changes_nothing(town: Town) -> None:
    old = town.answered(YOSHINO, "LV1")
    town.receive(town.chief, old)
    confirming.return_(town.chief, YOSHINO, "根拠を")
    slip = town.send(town.chief, "return-slips", "slips")[0]
    new = town.fill(slip, "再提出.xlsx", {uids(town.hr)[0]: "LV3"})
    town.receive(town.hr, new)
    report = town.receive(town.hr, old).files[0]
    assert (report.outcome, report.updated, report.conflicts) == ("unchanged", 0, 0)
    person = person_year(town.hr, YOSHINO)
    assert (person.items[0].self_level, person.disputed, person.round) == (3, 0, 2)


def test_what_is_not_for_this_store_is_refused_and_leaves_no_trace(town: Town) -> None:
    other_town = resealed(
        town.services,
        town.form(YOSHINO),
        town.folder / "隣の区.xlsx",
        town.hr.store.signing_seed,
        lambda e: e.model_copy(update={"municipality": ("131105", "となり区")}),
    )
    cases = [
        (town.hr, other_town, "other-municipality", "131105", "form"),
        (town.chief, town.form(KAMIYA), "not-addressed", KAMIYA, "form"),
        (town.chief, town.package(MANAGER), "not-addressed", MANAGER, "section_package"),
        (town.hr, town.package(CHIEF), "not-for-this-role", "", "section_package"),
        (town.person, town.package(CHIEF), "not-for-this-role", "", "section_package"),
    ]
    for desk, path, code, found, kind in cases:
        before = digest(desk), len(ledgers.receipts(desk))
        report = town.receive(desk, path).files[0]
        assert (report.outcome, report.errors[0].code, report.errors[0].found) == ("refused", code, found)
        assert report.errors[0].place.file == path.name
        assert report.errors[0].fix
        assert (report.kind, bool(report.sender)) == (kind, True), "what it is and whose, its seal opened"
        assert (digest(desk), len(ledgers.receipts(desk))) == before


def test_a_blank_form_is_not_a_submission(town: Town) -> None:
    report = town.receive(town.hr, town.form(YOSHINO)).files[0]
    assert [note.code for note in report.notes] == ["form-blank"]
    assert person_year(town.hr, YOSHINO).state is State.NOT_STARTED


def test_a_partly_answered_form_counts_and_names_what_is_missing(town: Town) -> None:
    first, second, *_ = uids(town.hr)
    report = town.receive(town.hr, town.fill(town.form(YOSHINO), "途中.xlsx", {first: "2"})).files[0]
    assert (report.outcome, report.notes[0].code) == ("applied", "partly-answered")
    assert person_year(town.hr, YOSHINO).items[1].name in report.notes[0].found
    assert second


def test_one_bad_answer_refuses_the_file_and_all_are_named(town: Town) -> None:
    first, second, third, *_ = uids(town.hr)
    bad = town.fill(town.form(YOSHINO), "誤り.xlsx", {first: "2〜3", second: "9", third: "ＬＶ２"})
    report = town.receive(town.hr, bad).files[0]
    assert [e.code for e in report.errors] == ["level-unreadable", "level-outside-scale"]
    assert [e.found for e in report.errors] == ["2〜3", "9"]
    assert all(e.place.sheet == "DXスキル申告票" and e.place.cell for e in report.errors)
    assert person_year(town.hr, YOSHINO).items[2].self_level is None


def test_a_visible_cell_changed_in_a_sealed_confirmation_is_refused_naming_it(town: Town) -> None:
    town.receive(town.chief, town.answered(YOSHINO))
    confirming.confirm(town.chief, Decision(YOSHINO))
    sent = town.send(town.chief, "confirmations", "c")[0]
    book = load_workbook(sent)
    sheet = book["確認の内容"]
    cell = next(c for row in sheet.iter_rows() for c in row if c.value == "LV2")
    cell.value = "LV3"
    book.save(sent)
    report = town.receive(town.manager, sent).files[0]
    assert report.outcome == "refused"
    assert {(e.place.sheet, e.place.cell) for e in report.errors} == {("確認の内容", cell.coordinate)}
    assert "LV3" in report.errors[0].found
    assert person_year(town.manager, YOSHINO).state is State.NOT_STARTED


def test_a_confirmation_that_shows_another_level_than_it_holds_is_refused_by_cell(town: Town) -> None:
    """The second confirmer reads it in Excel and receives it: both say the same, or neither counts."""
    town.receive(town.chief, town.answered(YOSHINO))
    sent = confirmed(town, town.chief, YOSHINO)
    book = load_workbook(sent)
    sheet = book["確認の内容"]
    cell = next(c for row in sheet.iter_rows() for c in row if c.value == "LV2")
    cell.number_format = '0;0;0;"LV3"'
    sheet.row_dimensions[cell.row].hidden = True
    book.save(sent)
    report = town.receive(town.manager, sent).files[0]
    assert report.outcome == "refused"
    assert [(e.code, e.place.file, e.place.sheet, e.place.cell) for e in report.errors] == [
        ("cell-disguised", sent.name, "確認の内容", cell.coordinate)
    ]
    assert person_year(town.manager, YOSHINO).state is State.NOT_STARTED
    cell.number_format = "@"
    book.save(sent)
    report = town.receive(town.manager, sent).files[0]
    assert report.outcome == "applied"
    assert [(n.code, n.place.sheet, n.found) for n in report.notes] == [
        ("look-changed", "確認の内容", f"{cell.row}行")
    ]


def test_a_form_dressed_up_is_taken_and_a_sheet_beside_it_is_told(town: Town) -> None:
    path = town.answered(YOSHINO)
    book = load_workbook(path)
    book.create_sheet("メモ")["A1"] = "来年もよろしくお願いします"
    book.worksheets[0].column_dimensions["G"].width = 80
    book.save(path)
    report = town.receive(town.hr, path).files[0]
    assert report.outcome == "applied"
    assert [(n.code, n.place.sheet) for n in report.notes] == [("sheet-added", "メモ")]


def test_last_years_form_is_kept_where_it_belongs_and_the_receiver_is_told(town: Town) -> None:
    form = town.answered(YOSHINO)
    dates = ("2026-04-01", "2027-02-12", "2027-02-19", "2027-02-26")
    cycle.close_cycle(town.hr)
    cycle.open_cycle(town.hr, cycle.OpenCycle(2026, "shinagawa", *dates))
    report = town.receive(town.hr, form).files[0]
    assert [note.code for note in report.notes] == ["other-year"]
    assert "令和7年度" in str(report.notes[0])
    assert person_year(town.hr, YOSHINO, 2026).state is State.NOT_STARTED
    assert person_year(town.hr, YOSHINO, 2025).state is State.SUBMITTED


def test_hr_begins_again_after_losing_its_store(town: Town) -> None:
    """The old forms wait for the old key, then for the framework, and count as soon as both are there."""
    files = [town.answered(YOSHINO), *_confirmed(town, KASAI)]
    location = str(town.folder / "人事2.dxdesk")
    hr = opening.create_store(town.services, location, Role.HR, (CODE, "検証区"), "あいことば2026")
    town.desks.append(hr)
    report = town.receive(hr, *files)
    assert [file.outcome for file in report.files] == ["quarantined"] * 2
    keys.register(hr, town.hr.key_id)
    assert [item.file for item in ledgers.pending(hr)] == [files[0].name]
    again = town.receive(hr, files[0]).files[0]
    assert (again.outcome, again.notes[-1].code) == ("pending", "pending")
    assert "令和7年度、体系 shinagawa@" in again.notes[-1].found
    keys.register(hr, town.chief.key_id)
    with hr.store.write() as uow:
        uow.people.save_departments(UNITS)
        uow.people.save_employees(PEOPLE)
        uow.commit()
    dates = ("2026-01-01", "2026-02-13", "2026-02-20", "2026-02-27")
    cycle.open_cycle(hr, cycle.OpenCycle(2025, "shinagawa", *dates))
    assert ledgers.pending(hr) == ledgers.quarantined(hr) == ()
    assert person_year(hr, YOSHINO).items[0].self_level == 2
    assert person_year(hr, KASAI).state is State.FIRST_CONFIRMED


def test_one_number_with_two_contents_is_shown_and_both_are_kept(town: Town) -> None:
    form = town.answered(YOSHINO, "LV1")
    twin = resealed(
        town.services,
        town.form(YOSHINO),
        town.folder / "ふたご.xlsx",
        town.hr.store.signing_seed,
        lambda e: e.model_copy(update={"package": "ab" * 16}),
    )
    filled = town.fill(twin, "二つ目.xlsx", {uids(town.hr)[0]: "LV1"})
    town.receive(town.hr, form, filled)
    (found,) = ledgers.twice_numbered(ledgers.receipts(town.hr))
    assert set(found.files) == {form.name, "二つ目.xlsx"}
    assert found.sequence == envelope_of(town.services, form).issuer.sequence


def test_a_preview_says_what_would_happen_and_changes_nothing(town: Town) -> None:
    forms = [town.answered(number) for number in (YOSHINO, KASAI)]
    clash = town.answered(YOSHINO, "LV3", "別の答え.xlsx")
    before = digest(town.chief)
    preview = town.receive(town.chief, *forms, clash, dry_run=True)
    assert [file.outcome for file in preview.files] == ["applied", "applied", "conflict"]
    assert {file.receipt for file in preview.files} == {0}
    (both,) = [one for one in preview.files[2].changes if one.item == uids(town.chief)[0]]
    assert (both.before, both.after, sorted(both.said)) == ("2", "", ["2", "3"])
    assert not any(one.said for file in preview.files[:2] for one in file.changes)
    assert digest(town.chief) == before
    assert not any(r.file_name == clash.name for r in ledgers.receipts(town.chief))
    done = town.receive(town.chief, *forms, clash)
    assert [replace(file, receipt=0) for file in done.files] == list(preview.files)
    assert all(file.receipt for file in done.files)


@pytest.mark.parametrize("size", [1, 2, 3, 200])
def test_where_a_batch_is_cut_makes_no_difference(
    town: Town, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    """Packages, forms, confirmations and rivals in one batch: each transaction sees what came before."""
    files = _mixed_batch(town)
    town.receive(town.hr, *files)
    straight = digest(town.hr), _kept(town.hr)
    for receipt in ledgers.receipts(town.hr):
        if receipt.live:
            ledgers.undo(town.hr, receipt.number)
    monkeypatch.setattr(receive, "COMMIT_EVERY", size)
    preview = town.receive(town.hr, *reversed(files), dry_run=True)
    report = town.receive(town.hr, *reversed(files))
    assert [file.outcome for file in report.files] == [file.outcome for file in preview.files]
    assert (digest(town.hr), _kept(town.hr)) == straight


def _mixed_batch(town: Town) -> list[Path]:
    forms = [town.answered(number) for number in STAFF]
    town.receive(town.chief, *forms[:2])
    confirming.confirm_all(town.chief)
    files = [*forms, *town.send(town.chief, "confirmations", "c1")]
    for desk, folder in ((town.other, "o1"), (town.rival, "o2")):
        town.receive(desk, forms[2])
        confirming.confirm(desk, Decision(KAMIYA))
        files += town.send(desk, "confirmations", folder)
    return files


def _kept(desk: Desk) -> list[object]:
    with desk.store.read() as uow:
        return list(uow.results.assessments(2025))


@pytest.mark.parametrize("stop_at", [0, 1, 3, 4, 5])
def test_stopping_leaves_whole_files_or_nothing(
    town: Town, monkeypatch: pytest.MonkeyPatch, stop_at: int
) -> None:
    monkeypatch.setattr(receive, "COMMIT_EVERY", 1)
    forms = [town.answered(number) for number in STAFF]
    count = -1

    def progress(done: int, total: int) -> None:
        nonlocal count
        count += 1
        assert 0 <= done <= total == 6
        if count == stop_at:
            raise Cancelled

    with pytest.raises(Cancelled):
        receive.receive(town.hr, ReceiveFiles(tuple(forms)), progress)
    taken = {receipt.file_name for receipt in ledgers.receipts(town.hr)}
    for number, form in zip(STAFF, forms, strict=True):
        state = person_year(town.hr, number).state
        assert state is (State.SUBMITTED if form.name in taken else State.NOT_STARTED)
    assert len(taken) == max(stop_at - 3, 0)
    assert town.receive(town.hr, *forms).count("applied") == 3 - len(taken)


def test_a_moved_person_leaves_the_old_confirmers_queue(town: Town) -> None:
    town.receive(town.hr, *_confirmed(town, KASAI))
    _move(town, KASAI, "112")
    assert [c.item for c in conflicts.conflicts(town.hr)] == ["assignment"]
    packages = {bare(p.stem).split("_")[2]: p for p in town.send(town.hr, "section-packages", "配布2")}
    town.receive(town.chief, packages[CHIEF])
    assert KASAI not in {entry.employee_number for entry in confirming.review_queue(town.chief)}
    town.receive(town.other, packages[OTHER_CHIEF])
    entry = next(e for e in confirming.review_queue(town.other) if e.employee_number == KASAI)
    assert entry.state is State.FIRST_CONFIRMED
    conflicts.resolve(town.hr, conflicts.conflicts(town.hr)[0].id, 2, "新しい係長に見てもらう")
    again = {bare(p.stem).split("_")[2]: p for p in town.send(town.hr, "section-packages", "配布3")}
    town.receive(town.other, again[OTHER_CHIEF])
    entry = next(e for e in confirming.review_queue(town.other) if e.employee_number == KASAI)
    assert (entry.state, entry.ready) == (State.SUBMITTED, True)


def _confirmed(town: Town, *numbers: str) -> tuple[Path, ...]:
    town.receive(town.chief, *(town.answered(number) for number in numbers))
    confirming.confirm_all(town.chief, numbers)
    town.receive(town.manager, *town.send(town.chief, "confirmations", "一次"))
    return town.send(town.chief, "confirmations", "一次2")


def _move(town: Town, number: str, unit: str) -> None:
    with town.hr.store.write() as uow:
        person = uow.people.employee(number)
        assert person is not None
        uow.people.save_employees([replace(person, department_code=unit)])
        uow.commit()
    cycle.refresh_assignments(town.hr)


def test_new_dates_reach_the_sections_with_the_next_package(town: Town) -> None:
    later = cycle.OpenCycle(2025, "shinagawa", "2026-01-01", "2026-02-16", "2026-02-24", "2026-03-02")
    cycle.open_cycle(town.hr, later)
    package = next(p for p in town.send(town.hr, "section-packages", "配布2") if CHIEF in p.name)
    assert cycle.current_cycle(town.chief).due_self == "2026-02-13"
    town.receive(town.chief, package)
    assert cycle.current_cycle(town.chief).due_self == "2026-02-16"
    town.receive(town.chief, town.package(CHIEF))  # the older one again
    assert cycle.current_cycle(town.chief).due_self == "2026-02-16"


def test_a_section_store_is_rebuilt_from_what_came_and_went(town: Town) -> None:
    """The PC broke: package, forms, slips and the confirmations sent make the same state again."""
    first, *_ = uids(town.hr)
    forms = [town.answered(YOSHINO), town.answered(KASAI)]
    town.receive(town.chief, *forms)
    confirming.return_(town.chief, YOSHINO, "根拠を書いてください", {first: "いつですか"})
    slips = town.send(town.chief, "return-slips", "slips")
    again = town.fill(slips[0], "再提出.xlsx", {first: "LV1"})
    town.receive(town.chief, again)
    confirming.confirm(town.chief, Decision(YOSHINO, {first: 2}, {first: "もう一人でできます"}))
    confirming.confirm(town.chief, Decision(KASAI))
    sent = town.send(town.chief, "confirmations", "c1")
    lost = digest(town.chief)
    anew = town.reopened(town.package(CHIEF), "作り直し.dxdesk")
    report = town.receive(anew, *sent, *slips, again, *forms)
    assert {file.outcome for file in report.files} <= {"applied", "unchanged"}
    assert digest(anew) == lost
    confirming.confirm(anew, Decision(KASAI, {first: 3}, {first: "見直しました"}))
    assert person_year(anew, KASAI).items[0].first == 3


def test_the_ledger_tells_file_sender_and_numbers(town: Town) -> None:
    sent = _confirmed(town, YOSHINO, KASAI)
    town.receive(town.hr, *sent)
    receipt = ledgers.receipts(town.hr)[0]
    assert (receipt.file_name, receipt.kind, receipt.sender) == (sent[0].name, "confirmation", "山﨑 直樹")
    assert (receipt.fiscal_year, receipt.outcome, receipt.live) == (2025, "applied", True)
    with pytest.raises(KnownError) as error:
        dispatch.export(town.chief, dispatch.Export("letters", town.folder))
    assert error.value.code == "export-kind"


def test_a_slip_of_hr_tells_the_section_that_somebody_was_returned(town: Town) -> None:
    town.receive(town.hr, town.answered(STAFF[0]))
    confirming.return_(town.hr, STAFF[0], "根拠を書いてください")
    (slip,) = town.send(town.hr, "return-slips", "差戻票")
    (told,) = town.receive(town.chief, slip).files
    assert (told.outcome, told.added > 0) == ("applied", True)
    assert [note.code for note in told.notes] == ["slip-received"]
    assert str(told.notes[0]).endswith("差戻票を受け取りました。本人に渡してください。")
    (again,) = town.receive(town.chief, slip).files
    assert again.outcome == "unchanged"


def test_who_sent_a_slip_and_what_comes_back_is_called_by_its_name(town: Town) -> None:
    town.receive(town.chief, town.answered(STAFF[0]))
    confirming.return_(town.chief, STAFF[0], "根拠を書いてください")
    (slip,) = town.send(town.chief, "return-slips", "差戻票")
    own, arrived = opening.create_from(town.services, slip, str(town.folder / "本人"), "")
    town.desks.append(own)
    (kept,) = ledgers.receipts(own)
    assert arrived.sender == kept.sender == person_year(town.chief, STAFF[0]).first_name
    assert not arrived.resubmits
    assert ledgers.kind_called(kept, (), own.role) == "差戻票"
    levels = all_levels(town.hr, "LV3")
    (back,) = town.receive(town.chief, town.fill(slip, "出し直し.xlsx", levels, evidence="書いた")).files
    assert back.resubmits
    assert back.sender == person_year(town.chief, STAFF[0]).name
    receipt = ledgers.receipts(town.chief)[0]
    assert ledgers.kind_called(receipt, (), town.chief.role) == "再提出"


def test_a_slip_that_comes_back_as_it_left_is_still_called_blank(town: Town) -> None:
    town.receive(town.chief, town.answered(STAFF[0]))
    confirming.return_(town.chief, STAFF[0], "根拠を書いてください")
    (slip,) = town.send(town.chief, "return-slips", "差戻票")
    (told,) = town.receive(town.chief, slip).files
    assert told.outcome == "unchanged"
    assert [note.code for note in told.notes] == ["form-blank"]


def test_a_record_of_another_office_comes_in_no_envelope_of_ours(town: Town) -> None:
    """The envelope names this office, and the sender's key counts; one of its records does not."""

    def misplaced(envelope: Envelope) -> Envelope:
        foreign = [
            model.model_copy(update={"record": ("131105", *model.record[1:])})
            for model in envelope.revisions
            if model.record[3] == "self"
        ]
        assert foreign
        return envelope.model_copy(update={"revisions": [*envelope.revisions, *foreign]})

    sent, seed = confirmed(town, town.chief, YOSHINO), town.chief.store.signing_seed
    before = dump.dump(town.hr).state_digest
    path = resealed(town.services, sent, town.folder / "混ぜた.xlsx", seed, misplaced)
    report = town.receive(town.hr, path).files[0]
    assert (report.outcome, report.errors[0].code, report.errors[0].found) == (
        "refused", "other-municipality", "131105",
    )  # fmt: skip
    assert dump.dump(town.hr).state_digest == before
    assert town.receive(town.hr, sent).files[0].outcome == "applied"


def test_what_a_file_changes_is_told_person_by_person_in_the_order_of_their_numbers(town: Town) -> None:
    """A set of people has another order at every start; what somebody reads twice says the same twice."""
    for desk, numbers in ((town.chief, STAFF[:2]), (town.other, STAFF[2:])):
        town.receive(desk, *(town.answered(number) for number in numbers))
        confirming.confirm_all(desk)
        town.receive(town.manager, *town.send(desk, "confirmations", f"一次{numbers[0]}"))
    confirming.confirm_all(town.manager)
    (file,) = town.receive(town.hr, *town.send(town.manager, "confirmations", "二次")).files
    told = [change.employee_number for change in file.changes]
    assert set(told) == set(STAFF)
    assert told == sorted(told)
