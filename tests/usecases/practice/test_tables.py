"""案件票 and the table of events: written, filled in, taken in; what is wrong is told by its cell."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest

from dxdesk.domain.capabilities import ON, PRACTICE
from dxdesk.domain.errors import KnownError
from dxdesk.domain.practice_record import CaseSaid, EventSaid
from dxdesk.ports import setting_names
from dxdesk.usecases.inbox.batches import Batch, receive_batch, undo_receipt
from dxdesk.usecases.organisation import departments
from dxdesk.usecases.practice import keeping, tables
from dxdesk.usecases.practice.ledger import practice
from dxdesk.usecases.practice.practice_forms import write_case_forms, write_events
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.workplace.outgoing import all_or_nothing
from tests.helpers.aiming import office, people

HEAD = ("番号", "案件", "所属コード", "リードの職員番号", "伴走の職員番号", "使うツール・スキル",
        "改善前の時間(年)", "改善後の時間(年)", "状況", "始めた日", "終えた日", "優良事例")  # fmt: skip
LEAD, ESCORT = "000001", "000002"


def use(desk: Desk) -> Desk:
    with desk.store.write() as uow:
        uow.settings.set(f"{setting_names.USES}{PRACTICE}", ON)
        uow.commit()
    return desk


def table(folder: Path, *rows: Sequence[str], head: Sequence[str] = HEAD) -> Path:
    path = folder / f"案件{len(list(folder.iterdir()))}.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([head, *rows])
    return path


def row(name: str, *, section: str = "1020", lead: str = LEAD, **said: str) -> tuple[str, ...]:
    cells = {"案件": name, "所属コード": section, "リードの職員番号": lead, **said}
    return tuple(cells.get(title, "") for title in HEAD)


def cases(desk: Desk) -> dict[str, CaseSaid]:
    with desk.store.read() as uow:
        return {one.said.name: one.said for one in practice(uow).cases}


def told(result: tables.TableResult) -> set[tuple[str, str]]:
    return {(one.code, one.place.cell) for one in result.errors}


def test_a_form_brings_cases_says_what_changes_before_and_is_taken_back(tmp_path: Path) -> None:
    with office(tmp_path, "kashiwa", people(3, 0)) as desk:
        use(desk)
        path = table(
            tmp_path,
            row(
                "窓口の予約",
                伴走の職員番号=ESCORT, 状況="完了", 始めた日="R7.5.1", 終えた日="令和7年9月30日",
                優良事例="○", **{"改善前の時間(年)": "1,200", "改善後の時間(年)": "約300"}),
            row("名簿の整え", 状況="進行中"),
        )  # fmt: skip
        seen = tables.preview(desk, path, tables.CASES)
        assert [one.text for one in seen.changes] == [
            "1020-窓口の予約 新しい改善案件: 窓口の予約",
            "1020-名簿の整え 新しい改善案件: 名簿の整え",
        ]
        assert not cases(desk), "looking keeps nothing"
        first = tables.apply(desk, path, tables.CASES)
        assert (first.outcome, first.added) == ("applied", 2)
        done = cases(desk)["窓口の予約"]
        assert (done.hours_before, done.hours_after, done.saved) == ("1200", "300", 900)
        assert (done.lead, done.escorts, done.exemplary, done.done) == (LEAD, (ESCORT,), True, True)
        assert tables.apply(desk, path, tables.CASES).receipt == first.receipt
        more = table(tmp_path, row("名簿の整え", **{"改善後の時間(年)": "5"}))
        changed = tables.preview(desk, more, tables.CASES).changes
        assert [one.text for one in changed] == ["1020-名簿の整え 名簿の整え 改善後の時間(年): (空欄) → 5"]
        assert tables.apply(desk, more, tables.CASES).updated == 1
        assert cases(desk)["名簿の整え"].status == "active", "a blank cell says nothing"
        undo_receipt(desk, first.receipt)
        assert not cases(desk), "what was only changed of a case that is taken back is no case"


def test_what_is_wrong_is_refused_by_its_cell_and_nothing_is_taken(tmp_path: Path) -> None:
    with office(tmp_path, "kashiwa", people(3, 0)) as desk:
        use(desk)
        path = table(
            tmp_path,
            row("だれもいない", lead=""),
            row("知らない人", lead="000099"),
            row("なくなった課", section="9999"),
            row("知らない道具", **{"使うツール・スキル": "魔法の箱"}),
            row("体系にない道具", **{"使うツール・スキル": "その他: 手作りの表"}),
            row("時間", **{"改善前の時間(年)": "たくさん"}),
            row("終えた日がない", 状況="完了"),
            row("逆の日", 状況="完了", 始めた日="R7.9.1", 終えた日="R7.5.1"),
            row("言葉", 状況="なんとなく"),
            row("二度", lead=ESCORT),
            row("二度", lead=ESCORT),
            row("二つの課", lead="000003"),
            row("二つの課", lead="000003", section="1010"),
            row("自分で伴走", 伴走の職員番号=LEAD),
            row("二人のリード", lead=f"{LEAD}、{ESCORT}"),
            row("暦", 始めた日="きのう"),
            row("印", 優良事例="たぶん"),
        )
        result = tables.apply(desk, path, tables.CASES)
        assert told(result) == {
            ("case-lead-missing", "2行D列"),
            ("case-person-unknown", "3行D列"),
            ("practice-section-unknown", "4行C列"),
            ("case-tool-unknown", "5行F列"),
            ("case-hours", "7行G列"),
            ("case-unfinished", "8行K列"),
            ("case-days", "9行K列"),
            ("practice-word", "10行I列"),
            ("case-twice", "12行B列"),
            ("case-twice", "14行B列"),
            ("case-lead-and-escort", "15行E列"),
            ("case-leads", "16行D列"),
            ("case-lead-missing", "16行D列"),
            ("date-unreadable", "17行J列"),
            ("practice-word", "18行L列"),
        } - {("case-lead-missing", "16行D列")}
        assert all(one.fix for one in result.errors)
        assert all(one.place.file == path.name for one in result.errors)
        assert not cases(desk), "nothing is half applied"
        with pytest.raises(KnownError) as refused:
            tables.apply(desk, table(tmp_path, ("1", "2"), head=("職員番号", "氏名")), tables.CASES)
        assert refused.value.code == "header-missing"
        assert told(tables.apply(desk, table(tmp_path), tables.CASES)) == {("table-empty", "")}


def test_a_section_that_was_closed_names_what_it_became_and_old_work_stays(tmp_path: Path) -> None:
    with office(tmp_path, "kashiwa", people(3, 0)) as desk:
        use(desk)
        departments.close_department(desk, "1020", last_day="2025-12-31", successors=("1010",))
        late = table(tmp_path, row("いまの仕事"))
        (error,) = tables.preview(desk, late, tables.CASES).errors
        assert (error.code, "1010" in error.fix, "R7.12.31" in error.message) == (
            "practice-section-gone", True, True,
        )  # fmt: skip
        done = table(tmp_path, row("前の仕事", 状況="完了", 終えた日="R7.11.30"))
        assert tables.apply(desk, done, tables.CASES).added == 1


def test_a_case_that_two_sections_send_one_after_the_other_is_counted_once(tmp_path: Path) -> None:
    with office(tmp_path, "kashiwa", people(3, 0)) as desk:
        use(desk)
        tables.apply(desk, table(tmp_path, row("合同の申請")), tables.CASES)
        second = tables.apply(desk, table(tmp_path, row("合同の申請", section="1010")), tables.CASES)
        assert told(second) == {("case-twice", "2行B列")}
        assert "番号 1020-合同の申請" in second.errors[0].message


def test_the_form_of_a_section_comes_back_as_it_went_and_by_a_drop(tmp_path: Path) -> None:
    with office(tmp_path, "kashiwa", people(3, 0)) as desk:
        use(desk)
        tables.apply(desk, table(tmp_path, row("名簿の整え", 始めた日="R7.5.1")), tables.CASES)
        with all_or_nothing(desk) as outgoing:
            (path,) = write_case_forms(desk, tmp_path / "out", outgoing, "1020")
        again = tables.preview(desk, path, tables.CASES)
        assert (again.outcome, again.errors, again.unchanged) == ("unchanged", (), 1)
        book = openpyxl.load_workbook(path)
        sheet = book[tables.CASE_SHEET]
        at = {cell.value: cell for line in sheet.iter_rows() for cell in line if cell.value}
        assert at["名簿の整え"].value
        top = next(line for line in sheet.iter_rows() if any(cell.value == "案件" for cell in line))
        columns = {str(cell.value or "").replace("\n", ""): cell.column for cell in top}
        new = next(
            line[0].row for line in sheet.iter_rows(min_row=top[0].row + 1)
            if sheet.cell(line[0].row, columns["所属コード"]).value == "1020"
            and not sheet.cell(line[0].row, columns["案件"]).value
        )  # fmt: skip
        sheet.cell(new, columns["案件"], "届出の電子化")
        sheet.cell(new, columns["リードの職員番号"], ESCORT)
        book.save(path)
        seen = receive_batch(desk, Batch((path,), dry_run=True)).files[0]
        assert (seen.kind, seen.outcome, seen.added, seen.errors) == (tables.CASES, "applied", 1, ())
        done = receive_batch(desk, Batch((path,))).files[0]
        assert (done.added, done.unchanged) == (1, 1)
        assert cases(desk)["届出の電子化"].lead == ESCORT


def test_events_are_taken_with_people_or_a_count(tmp_path: Path) -> None:
    with office(tmp_path, "kashiwa", people(3, 0)) as desk:
        use(desk)
        head = ("行事", "種類", "日", "参加者の職員番号", "参加人数")
        path = table(
            tmp_path,
            ("ノーコード体験会", "体験会", "R7.6.3", f"{LEAD}、{ESCORT}", ""),
            ("連携会議(第1回)", "連携会議", "2025-07-01", "", "約35人"),
            head=head,
        )
        assert tables.apply(desk, path, tables.EVENTS).added == 2
        with desk.store.read() as uow:
            heads = {one.said.name: one.said.heads for one in practice(uow).events}
        assert heads == {"ノーコード体験会": 2, "連携会議(第1回)": 35}
        bad = table(
            tmp_path,
            ("会", "お茶会", "R7.6.3", "", ""),
            ("会", "体験会", "", "", ""),
            ("少なすぎる", "体験会", "R7.6.3", f"{LEAD}、{ESCORT}", "1"),
            ("だれか", "体験会", "R7.6.4", "000099", "いっぱい"),
            head=head,
        )
        assert told(tables.apply(desk, bad, tables.EVENTS)) == {
            ("practice-word", "2行B列"),
            ("event-day-missing", "3行C列"),
            ("event-heads", "4行E列"),
            ("event-count", "5行E列"),
        }
        with all_or_nothing(desk) as outgoing:
            (file,) = write_events(desk, tmp_path / "out", outgoing)
        assert tables.preview(desk, file, tables.EVENTS).outcome == "unchanged"


def test_nothing_is_taken_where_the_office_does_not_use_it(tmp_path: Path) -> None:
    with office(tmp_path, "kashiwa", people(3, 0)) as desk:
        with pytest.raises(KnownError) as refused:
            tables.apply(desk, table(tmp_path, row("案件")), tables.CASES)
        assert refused.value.code == "practice-off"
        with pytest.raises(KnownError) as refused:
            keeping.write_down(desk, EventSaid(name="会"), new=True)
        assert refused.value.code == "practice-off"
