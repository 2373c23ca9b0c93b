"""人事課 and DX推進課: what is given, what comes back, and whose each record is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from dxdesk.domain import subjects
from dxdesk.domain.contents import CourseSaid, owned_value
from dxdesk.domain.errors import KnownError
from dxdesk.domain.provisions import State
from dxdesk.domain.records import Part, RecordKey, Trust, revise
from dxdesk.ports.entities import Role
from dxdesk.usecases.exchange import dump, keys, ledgers, receive
from dxdesk.usecases.exchange.provisions import provided, standing
from dxdesk.usecases.home.digital import digital_home
from dxdesk.usecases.home.digital import todos as digital_todos
from dxdesk.usecases.inbox import opening
from dxdesk.usecases.organisation import authorities, giving
from dxdesk.usecases.reports.provision_records import provision_record
from dxdesk.usecases.sealing.envelope import Envelope
from dxdesk.usecases.sealing.wording_version import WITH_OWN_LAST_DAY, wording_of
from dxdesk.usecases.sealing.workbook_kinds import DX_PACKAGE
from dxdesk.usecases.sending.contents import contents
from dxdesk.usecases.sending.provisions import Providing, provide, withdraw, withdrawal_notes
from dxdesk.usecases.sending.talent_systems import Linking, link
from dxdesk.usecases.skillmap import building
from dxdesk.usecases.skillmap.basis import NO_LEVEL
from dxdesk.usecases.training import editing
from dxdesk.usecases.training.ledger import ledger
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers import world as w
from tests.helpers.digital import PERMIT, Digital, digital, plan, uses
from tests.helpers.forging import envelope_of, resealed, sealed_model


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Digital]:
    with digital(tmp_path) as found:
        yield found


def courses(desk: Desk) -> dict[str, tuple[str, str]]:
    with desk.store.read() as uow:
        known = ledger(uow)
    return {one.code: (one.name, known.owners[one.code]) for one in known.courses if not one.ended}


def on(office: Digital, day: str) -> None:
    """Let it be another day at every desk."""
    office.hr.services.clock.day = day  # type: ignore[attr-defined]


def refused(act: object, *args: object, **more: object) -> str:
    with pytest.raises(KnownError) as error:
        act(*args, **more)  # type: ignore[operator]
    return error.value.code


# --- given to the digital section -------------------------------------------------------------------


def test_aggregates_go_out_with_small_counts_withheld_and_a_line_in_the_ledger(office: Digital) -> None:
    done = office.give()
    dx = office.begin(done.file)
    (one,) = provided(dx)
    assert (one.fiscal_year, one.given.people, one.given.items, one.given.below) == (w.YEAR, (), (), 5)
    for skill in one.given.skills:
        for _, _, counts in skill.rows:
            assert all(number is None or number == 0 or number >= 5 for number in counts), skill
    assert [(line.use, line.what, line.to) for line in giving.listed(office.hr)[0]] == [
        ("利用", "令和7年度 所属別の人数", "DX推進担当課")
    ]
    with dx.store.read() as uow:
        assert not uow.people.employees(), "nobody's particulars went out"


def test_a_year_that_is_not_for_the_digital_section_gives_nothing(tmp_path: Path) -> None:
    with digital(tmp_path, shown=False) as office:
        assert refused(office.give) == "use-outside-purpose"
        assert giving.listed(office.hr)[0] == ()


def test_individuals_only_by_a_decision_that_names_each_particular(office: Digital) -> None:
    assert refused(office.give, items=("name", "levels")) == "permit-missing"
    giving.keep_permit(office.hr, PERMIT)
    assert refused(office.give, items=("name", "stages")) == "permit-missing"
    done = office.give(items=("number", "levels"))
    (one,) = provided(office.begin(done.file))
    assert one.given.decision == "7検総第12号"
    assert done.given.until == "2026-03-31"
    titles = [title for _, title in one.given.heads]
    by_number = {row[0]: dict(zip(titles, row, strict=True)) for row in one.given.people}
    assert by_number[w.TAX_A]["業務改革"] == "LV2"
    assert {item for item, _ in one.given.heads} == {"number", "levels"}, "nothing that was not asked for"
    assert not any("吉田" in text or "翔太" in text for row in one.given.people for text in row)


def people_sheet(file: Path) -> tuple[object, list[str], list[list[str]]]:
    """Return the sheet of individuals, its head with everything above it, and its rows."""
    sheet = openpyxl.load_workbook(file)["個人"]
    rows = [[str(cell.value or "") for cell in row] for row in sheet.iter_rows()]
    start = next(place for place, row in enumerate(rows) if row[0] == "header")
    told = [text for row in rows[: start + 1] for text in row if text]
    return sheet, told, [row[1:] for row in rows[start + 1 :] if row[0].startswith("row:")]


def test_the_sheet_of_individuals_is_marked_and_has_nobody_without_a_record(office: Digital) -> None:
    giving.keep_permit(office.hr, replace(PERMIT, items=("section", "levels")))
    done = office.give(items=("section", "levels"))
    sheet, told, rows = people_sheet(done.file)
    caution = [text for text in told if text.startswith("取扱注意")]
    assert caution, "on the sheet, though neither 氏名 nor 職員番号 is in it"
    assert "7検総第12号" in caution[0]
    assert "取扱注意" in str(sheet.oddHeader.right.text) + str(sheet.oddHeader.left.text)  # type: ignore[attr-defined]
    assert "業務改革" in told
    assert not {"レベル", "職員番号", "氏名", "職層", "育成段階", "修了した研修"} & set(told)
    counted = building.people_map(office.hr, w.YEAR)
    known = [row for row in counted.rows if any(level != NO_LEVEL for level in row.levels)]
    assert len(rows) == len(known) < len(counted.rows), "who has no record is not handed over"
    assert all(any(row[1:]) for row in rows)


def test_all_that_stands_in_the_way_is_said_at_once(office: Digital) -> None:
    office.give()
    with pytest.raises(KnownError) as error:
        office.give(items=("name",), until="2025-01-01", again=False)
    codes = [one.code for one in error.value.problems]
    assert codes == ["provision-over", "permit-missing", "provision-again"]
    with pytest.raises(KnownError) as error:
        office.give(items=("name",), until="2025-01-01", authority="教育委員会", again=False)
    codes = [one.code for one in error.value.problems]
    assert codes == ["provision-over", "provision-beyond", "permit-missing"], "nothing was given there yet"
    with pytest.raises(KnownError) as error:
        giving.keep_permit(office.hr, replace(PERMIT, number="", valid_from="?", items=("points",)))
    assert [one.code for one in error.value.problems] == [
        "permit-incomplete", "permit-item-unknown", "date-unreadable"
    ]  # fmt: skip


def test_one_in_use_is_replaced_only_after_all_that_ends_was_told(office: Digital) -> None:
    giving.keep_permit(office.hr, PERMIT)
    office.give(items=("number", "levels"), why="配置の参考")
    with pytest.raises(KnownError) as error:
        office.give(until="2026-02-28", again=False)
    (told,) = error.value.problems
    for text in (
        "提供記録0001",
        "見られなくなる個人の項目: 職員番号、レベル",
        "期限: R8.3.31 → R8.2.28",
        "何のために: 配置の参考 → DX部門での利用",
        "R8.2.28のあとは、前のものがまたR8.3.31まで見られます",
    ):
        assert text in told.message, text
    assert len(giving.listed(office.hr)[0]) == 1, "nothing was written"
    office.give(until="2026-02-28")
    assert len(giving.listed(office.hr)[0]) == 2


def test_a_second_decision_of_the_same_says_what_goes_on(office: Digital) -> None:
    giving.keep_permit(office.hr, PERMIT)
    office.give(items=("number",))
    other = replace(PERMIT, items=("number",), number="7検総第13号")
    with pytest.raises(KnownError) as error:
        giving.keep_permit(office.hr, other)
    (told,) = error.value.problems
    assert told.code == "permit-again"
    for text in ("決裁番号 7検総第12号", "新しい決定にない項目: 氏名、レベル", "提供記録0001"):
        assert text in told.message, text
    assert len(giving.listed(office.hr)[1]) == 1
    giving.keep_permit(office.hr, other, again=True)
    assert len(giving.listed(office.hr)[1]) == 2


def test_the_ledger_says_how_many_what_and_by_which_decision(office: Digital) -> None:
    giving.keep_permit(office.hr, PERMIT)
    done = office.give(items=("number", "levels"))
    (line,) = giving.listed(office.hr)[0]
    people = len(people_sheet(done.file)[2])
    assert line.heads == f"集計 {people}人、個人 {people}人"
    assert (line.items, line.ground, line.decided_on) == ("職員番号、レベル", "要綱第5条", "2025-12-01")
    (row,) = provision_record(office.hr).rows
    for text in (line.heads, "取扱注意、職員番号、レベル", "要綱第5条", "7検総第12号、R7.12.1"):
        assert text in [cell.replace("\n", "、") for cell in row], text
    office.give()
    rows = {row[0]: row for row in provision_record(office.hr).rows}
    assert "なし" in rows["0002"]
    assert not any("取扱注意" in cell for cell in rows["0002"])


def test_a_line_of_an_earlier_program_is_completed_from_what_is_known(office: Digital) -> None:
    giving.keep_permit(office.hr, PERMIT)
    made = office.give(items=("number", "levels")).given
    with office.hr.store.write() as uow:
        giving.note(uow, replace(made, counted="", people="", items="", ground="", decided_on=""))
        uow.commit()
    (line,) = giving.listed(office.hr)[0]
    assert (line.items, line.ground, line.decided_on, line.people) == (
        made.items, made.ground, made.decided_on, made.people
    )  # fmt: skip


def test_a_decision_is_whole_or_none(office: Digital) -> None:
    assert refused(giving.keep_permit, office.hr, replace(PERMIT, number=" ")) == "permit-incomplete"
    assert refused(giving.keep_permit, office.hr, replace(PERMIT, items=("points",))) == "permit-item-unknown"
    assert refused(giving.keep_permit, office.hr, replace(PERMIT, valid_to="2025-01-01")) == (
        "dates-out-of-order"
    )
    giving.keep_permit(office.hr, replace(PERMIT, valid_to="2025-12-31"))
    assert refused(office.give, items=("name",)) == "permit-missing", "its time is over"
    assert refused(office.give, until="2025-01-01") == "provision-over"


def test_another_authority_gets_nothing_without_a_decision(office: Digital) -> None:
    authorities.assign(office.hr, "1010", "教育委員会")
    assert refused(office.give, authority="教育委員会") == "provision-beyond"
    assert giving.listed(office.hr)[0] == ()


def test_a_withdrawn_one_shows_no_more_in_any_order_and_can_be_sent_twice(office: Digital) -> None:
    done = office.give()
    taken_back = withdraw(office.hr, done.given.key, office.folder / "取下げ")
    assert refused(withdraw, office.hr, "9999", office.folder / "取下げ") == "provision-unknown"
    dx = office.begin(done.file)
    assert len(provided(dx)) == 1
    report = office.take(dx, taken_back.file)
    assert [note.code for note in report.notes if note.code.startswith("provision")] == [
        "provision-withdrawn"
    ]
    assert provided(dx) == ()
    assert office.take(dx, done.file).outcome == "unchanged", "sent twice"
    assert provided(dx) == ()
    other = office.begin(taken_back.file, "先に取下げ")
    office.take(other, done.file)
    assert provided(other) == ()
    assert giving.listed(office.hr)[0][0].withdrawn == w.BEFORE


def test_a_lost_withdrawal_is_written_again_under_the_same_line(office: Digital) -> None:
    done = office.give()
    dx, other = office.begin(done.file), office.begin(done.file, "もう1つ")
    first = withdraw(office.hr, done.given.key, office.folder / "取下げ")
    office.take(dx, first.file)
    first.file.unlink()
    on(office, "2026-02-20")
    again = withdraw(office.hr, "1", office.folder / "取下げ2")
    assert [note.code for note in again.notes] == ["provision-gone"]
    assert again.given == first.given, "the day it was taken back stays"
    assert len(giving.listed(office.hr)[0]) == 1
    office.take(other, again.file)
    assert provided(other) == ()
    office.take(dx, again.file)
    assert provided(dx) == ()
    assert standing(dx)[0].since == w.BEFORE, "the day the first one came"


def test_what_stands_again_after_a_withdrawal_is_told_to_both(office: Digital) -> None:
    first = office.give(why="研修の計画")
    second = office.give(why="受講の案内")
    dx = office.begin(first.file)
    office.take(dx, second.file)
    (told,) = withdrawal_notes(office.hr, second.given.key)
    assert "提供記録0001(R8.2.4)の内容がR8.3.31まで見られます" in told.message
    back = withdraw(office.hr, second.given.key, office.folder / "取下げ")
    assert [note.code for note in back.notes] == ["provision-stands"]
    looked = receive.receive(dx, receive.ReceiveFiles((back.file,), dry_run=True)).files[0]
    assert dict(looked.contents)["取り下げたあと"].startswith(
        "受付1(R8.2.4に届いたもの)の内容を、R8.3.31まで"
    )
    report = office.take(dx, back.file)
    (note,) = (one for one in report.notes if one.code == "provision-withdrawn")
    assert "期限の残る提供票がほかに届いていれば、その内容を表示します" in note.message
    assert [one.given.why for one in provided(dx)] == ["研修の計画"]
    with dx.store.read() as uow:
        (todo,) = (
            one for one in digital_todos(dx, uow, digital_home(dx, uow)) if one.key.startswith("dx-withdrawn")
        )
    assert "いま出ているのは令和8年2月4日(受付番号 1)に届いた提供票の内容で" in todo.text
    last = withdraw(office.hr, first.given.key, office.folder / "取下げ2")
    assert last.notes == ()
    looked = receive.receive(dx, receive.ReceiveFiles((last.file,), dry_run=True)).files[0]
    assert "もう表示しません" in dict(looked.contents)["取り下げたあと"]
    office.take(dx, last.file)
    assert provided(dx) == ()


def test_only_a_provision_is_taken_back(office: Digital) -> None:
    link(office.hr, Linking(office.folder / "システム"))
    with pytest.raises(KnownError) as error:
        withdraw(office.hr, "0001", office.folder / "取下げ")
    assert (error.value.code, "提供票ではない" in str(error.value)) == ("provision-unknown", True)


def test_a_later_one_of_a_year_takes_the_place_of_the_earlier_and_warns(office: Digital) -> None:
    first, second = office.give(why="研修の計画"), office.give(why="受講の案内")
    assert [note.code for note in second.notes] == ["provision-together"]
    dx = office.begin(second.file)
    office.take(dx, first.file)
    assert [one.given.why for one in provided(dx)] == ["受講の案内"]


def test_it_is_for_nobody_else(office: Digital) -> None:
    report = office.take(office.hr, office.give().file)
    assert (report.outcome, [one.code for one in report.errors]) == ("refused", ["not-for-this-role"])


# --- what the digital section keeps -----------------------------------------------------------------


def test_each_side_sees_the_others_courses_and_changes_none(office: Digital) -> None:
    dx = office.begin(office.give().file)
    assert courses(dx) == {"basic": ("DX基礎研修", "hr")}
    plan(dx, "ai", "生成AI研修")
    basic = CourseSaid(code="basic", name="DX基礎研修")
    assert refused(editing.save_course, dx, basic._replace(name="別の名"), basic) == "thing-of-other"
    report = office.take(office.hr, office.send(dx))
    assert report.outcome == "quarantined", "its key was not compared yet"
    assert "ai" not in courses(office.hr)
    office.register(office.hr, dx)
    assert courses(office.hr) == {"basic": ("DX基礎研修", "hr"), "ai": ("生成AI研修", "dx")}
    ai = CourseSaid(code="ai", name="生成AI研修")
    assert refused(editing.save_course, office.hr, ai._replace(name="別の名"), ai) == "thing-of-other"
    with office.hr.store.read() as uow:
        assert {one.course for one in ledger(uow).sessions} == {"ai", "basic"}


def test_what_comes_again_changes_nothing_and_undoing_takes_it_out(office: Digital) -> None:
    dx = office.begin(office.give().file)
    plan(dx, "ai", "生成AI研修")
    first = office.send(dx)
    ai = CourseSaid(code="ai", name="生成AI研修")
    editing.save_course(dx, ai._replace(name="生成AI活用研修"), ai)
    second = office.send(dx)
    office.take(office.hr, second)
    office.register(office.hr, dx)
    assert courses(office.hr)["ai"] == ("生成AI活用研修", "dx")
    assert office.take(office.hr, first).outcome == "unchanged", "the earlier one comes late"
    assert courses(office.hr)["ai"] == ("生成AI活用研修", "dx")
    with office.hr.store.read() as uow:
        live = [one.number for one in uow.exchange.receipts(live_only=True) if one.kind == "dx_package"]
    for number in live:
        ledgers.undo(office.hr, number)
    assert "ai" not in courses(office.hr)
    office.take(office.hr, first)
    assert courses(office.hr)["ai"] == ("生成AI研修", "dx")


def test_a_store_made_by_hand_waits_for_the_code_of_hrs_key(office: Digital) -> None:
    dx = opening.create_store(
        office.hr.services, str(office.folder / "手.dxdesk"), Role.DX, ("131091", "検証区"), w.PASSPHRASE
    )
    office.desks.append(dx)
    uses(dx)
    assert refused(office.send, dx) == "provision-missing"
    report = office.take(dx, office.give().file)
    assert report.outcome == "quarantined"
    assert provided(dx) == ()
    (hr,) = [one for one in keys.keys(dx) if one.role is Role.HR]
    assert hr.state == "quarantined"
    office.register(dx, office.hr)
    assert len(provided(dx)) == 1
    assert courses(dx) == {"basic": ("DX基礎研修", "hr")}


def test_nothing_to_send_is_told(office: Digital) -> None:
    dx = office.begin(office.give().file)
    assert refused(office.send, dx) == "nothing-to-send"


def test_what_is_given_of_a_year_that_is_over_may_be_used_until_the_end_of_this_one(tmp_path: Path) -> None:
    with digital(tmp_path) as office:
        office.hr.services.clock.day = "2026-05-11"  # type: ignore[attr-defined]
        assert office.give().given.until == "2027-03-31"


def test_what_is_new_stands_on_top_of_what_is_sent(office: Digital) -> None:
    dx = office.begin(office.give().file)
    plan(dx, "ai", "あいうえお研修")
    office.send(dx)
    plan(dx, "zz", "わをん研修")
    states = [one.state for one in contents(dx, DX_PACKAGE).lines]
    assert states == sorted(states, key=lambda state: "未送付" not in state)
    assert states[0] == "未送付"
    assert "" in states


def test_a_second_package_in_a_folder_leaves_the_first_where_it_lies(office: Digital) -> None:
    first = office.give().file
    before = first.read_bytes()
    second = provide(office.hr, Providing(first.parent, again=True)).file
    assert (first.name, second.name) == ("提供票_R7_DX推進担当課.xlsx", "提供票_R7_DX推進担当課 (2).xlsx")
    assert first.read_bytes() == before


@pytest.mark.parametrize(("day", "year"), [("2026-02-16", "R7"), ("2026-05-11", "R8")])
def test_a_package_is_named_after_the_year_of_the_section_it_is_made_in(
    office: Digital, day: str, year: str
) -> None:
    dx = office.begin(office.give(until="2026-06-30").file)
    plan(dx, "ai", "生成AI研修", day)
    on(office, day)
    sent = office.send(dx)
    label = f"令和{year[1:]}年度"
    assert sent.name == f"送付票_{year}_DX推進担当課.xlsx"
    head = [
        str(cell.value) for row in openpyxl.load_workbook(sent)["研修"].iter_rows(max_row=8) for cell in row
    ]
    assert any(label in text for text in head)
    looked = receive.receive(office.hr, receive.ReceiveFiles((sent,), dry_run=True)).files[0]
    assert ("年度", label) in looked.contents
    office.take(office.hr, sent)
    office.register(office.hr, dx)
    assert courses(office.hr)["ai"] == ("生成AI研修", "dx")


# --- a changed program, a key that is believed no more, a key that was renewed ------------------------


def with_record(office: Digital, dx: Desk, path: Path, subject: str, said: dict[str, object]) -> Path:
    """Return a copy of a 送付票 that says more, sealed by the key of DX推進課 as if it were its own."""

    def more(envelope: Envelope) -> Envelope:
        record = RecordKey(dx.identity.municipality_code, 0, subject, Part.OWNED)
        made = revise(record, dict(owned_value("dx", said)), key_id=dx.key_id, trust=Trust.SECTION)
        model = sealed_model(dx.services, dx.store.signing_seed, made)
        return envelope.model_copy(update={"revisions": [*envelope.revisions, model]})

    out = office.folder / f"書き足し-{path.parent.name}.xlsx"
    return resealed(dx.services, path, out, dx.store.signing_seed, more)


def test_what_hr_keeps_is_what_hr_says_of_it_even_under_the_key_of_the_digital_section(
    office: Digital,
) -> None:
    dx = office.begin(office.give().file)
    plan(dx, "ai", "生成AI研修")
    genuine = office.send(dx)
    office.take(office.hr, genuine)
    office.register(office.hr, dx)
    before = courses(office.hr)
    of_hr = f"course:{subjects.course_uid('hr', 'basic')}"
    said = {"name": "書き換え", "aliases": ["別名"], "ended": True}
    report = office.take(office.hr, with_record(office, dx, genuine, of_hr, said))
    assert (report.outcome, report.added, report.updated) == ("unchanged", 0, 0), "nothing of it came in"
    (note,) = [one for one in report.notes if one.code == "thing-of-hr"]
    assert note.found == "DX基礎研修"
    assert "人事課の記録は変えていません" in note.message
    assert "not-counted" not in [one.code for one in report.notes], "told once"
    assert courses(office.hr) == before
    with office.hr.store.read() as uow:
        found = ledger(uow).course("basic")
    assert found is not None
    assert found.aliases == ()
    (waiting,) = [one.waiting for one in dump.dump(office.hr).records if one.record.employee_number == of_hr]
    assert set(waiting.values()) == {"rejected"}


@pytest.mark.parametrize("kind", ["enrolment", "questionnaire", "round", "nominee"])
def test_a_file_with_a_thing_that_only_hr_may_have_is_refused_as_a_whole(office: Digital, kind: str) -> None:
    dx = office.begin(office.give().file)
    plan(dx, "ai", "生成AI研修")
    genuine = office.send(dx)
    office.take(office.hr, genuine)
    office.register(office.hr, dx)
    report = office.take(office.hr, with_record(office, dx, genuine, f"{kind}:{'c' * 32}", {"note": "x"}))
    assert (report.outcome, [one.code for one in report.errors]) == ("refused", ["thing-not-owned"])


def test_a_file_under_a_revoked_key_waits_for_nobody_whenever_it_came(office: Digital) -> None:
    dx = office.begin(office.give().file)
    plan(dx, "ai", "生成AI研修")
    first, second = office.send(dx), office.send(dx)
    office.take(office.hr, first)
    office.register(office.hr, dx)
    keys.revoke(office.hr, dx.key_id, 0)
    assert [note.code for note in office.take(office.hr, second).notes] == ["not-counted"]
    assert ledgers.quarantined(office.hr) == ()
    assert "ai" not in courses(office.hr)
    office.register(office.hr, dx)
    assert "ai" in courses(office.hr)


@pytest.mark.parametrize("compared", ["before", "after"])
def test_what_was_said_under_the_key_before_counts_once_a_code_was_compared(
    office: Digital, compared: str
) -> None:
    dx = office.begin(office.give().file)
    plan(dx, "ai", "生成AI研修")
    if compared == "before":
        office.take(office.hr, office.send(dx))
        office.register(office.hr, dx)
    keys.renew(dx)
    plan(dx, "data", "データ活用研修")
    keys.renew(dx)
    office.take(office.hr, office.send(dx))
    if compared == "after":
        assert courses(office.hr).keys() == {"basic"}
        office.register(office.hr, dx)
    assert courses(office.hr).keys() == {"basic", "ai", "data"}
    assert ledgers.quarantined(office.hr) == ()


def test_a_key_that_another_only_claims_to_follow_stays_unknown(office: Digital) -> None:
    """The word of both keys is needed: a registered key vouches for none that did not name it."""
    dx, other = office.begin(office.give().file), office.begin(office.give().file, "別の台帳")
    plan(dx, "ai", "生成AI研修")
    plan(other, "data", "データ活用研修")
    keys.renew(dx)
    office.take(office.hr, office.send(other))
    office.take(office.hr, office.send(dx))
    office.register(office.hr, dx)
    assert courses(office.hr).keys() == {"basic", "ai"}


# --- until its last day ------------------------------------------------------------------------------


def test_after_its_last_day_nobody_is_shown_or_counted_any_more(office: Digital) -> None:
    giving.keep_permit(office.hr, PERMIT)
    done = office.give(items=("number", "name"), until="2026-02-28")
    dx = office.begin(done.file)
    on(office, "2026-02-28")
    (one,) = provided(dx)
    assert one.given.people
    on(office, "2026-03-01")
    assert provided(dx) == ()
    (over,) = standing(dx)
    assert (over.state, over.since) == (State.ENDED, "2026-02-28")
    assert (over.given.people, over.given.skills) == ((), ())
    assert over.given.decision == PERMIT.number, "whom to ask, and about which decision"
    assert [one.state("2026-03-01") for one in giving.listed(office.hr)[0]] == [State.ENDED]


def test_aggregates_decided_for_longer_stand_again_when_individuals_end(office: Digital) -> None:
    giving.keep_permit(office.hr, PERMIT)
    dx = office.begin(office.give(until="2026-03-31").file)
    office.take(dx, office.give(items=("number",), until="2026-02-28").file)
    assert [len(one.given.people) > 0 for one in provided(dx)] == [True]
    on(office, "2026-03-01")
    (one,) = provided(dx)
    assert (one.given.people, one.given.until) == ((), "2026-03-31")
    assert one.given.skills
    on(office, "2026-04-01")
    assert provided(dx) == ()
    assert [(one.state, one.since) for one in standing(dx)] == [(State.ENDED, "2026-03-31")]


def test_aggregates_do_not_end_with_the_decision_that_let_individuals_be_given(office: Digital) -> None:
    giving.keep_permit(office.hr, replace(PERMIT, valid_to="2026-02-28"))
    done = office.give(items=("number", "name"))
    assert (done.given.until, done.given.people_until) == ("2026-03-31", "2026-02-28")
    dx = office.begin(done.file)
    on(office, "2026-02-28")
    (one,) = provided(dx)
    assert (len(one.given.people) > 0, one.people_over) == (True, "")
    on(office, "2026-03-01")
    (one,) = provided(dx)
    assert one.given.skills, "they rest on the year's purpose and on no decision"
    assert (one.given.people, one.given.items) == ((), ("number", "name")), "which ones they were is told"
    assert one.people_over == "2026-02-28"
    on(office, "2026-04-01")
    (over,) = standing(dx)
    assert (over.state, over.since, over.given.skills) == (State.ENDED, "2026-03-31", ())


def test_a_program_that_cannot_keep_the_day_of_individuals_does_not_read_them(office: Digital) -> None:
    giving.keep_permit(office.hr, replace(PERMIT, valid_to="2026-02-28"))

    def wording(**wanted: object) -> int:
        file = office.give(**wanted).file
        return wording_of(envelope_of(office.hr.services, file))

    assert wording(items=("number",)) == WITH_OWN_LAST_DAY
    assert wording() < WITH_OWN_LAST_DAY, "one that counts alone is read by every program"


def test_what_was_taken_back_says_so_with_its_day(office: Digital) -> None:
    done = office.give()
    dx = office.begin(done.file)
    back = withdraw(office.hr, done.given.key, office.folder / "取下げ")
    on(office, "2026-02-10")
    office.take(dx, back.file)
    (one,) = standing(dx)
    assert (one.state, one.given.skills) == (State.WITHDRAWN, ())
    assert one.since in ("2026-02-10", "2026-02-09"), "the local day its file arrived"
    assert [one.state("2099-01-01") for one in giving.listed(office.hr)[0]] == [State.WITHDRAWN]
