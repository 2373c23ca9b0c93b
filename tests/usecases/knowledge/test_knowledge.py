"""形式知: written down, found, read from tables, and what the register of earlier programs held."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dxdesk.domain.capabilities import ON, PRACTICE
from dxdesk.domain.errors import KnownError
from dxdesk.domain.knowledge_record import KnowledgeSaid
from dxdesk.domain.practice_record import CaseSaid
from dxdesk.ports import setting_names
from dxdesk.usecases.imports import plain_tables
from dxdesk.usecases.inbox.batches import undo_receipt
from dxdesk.usecases.knowledge import keeping
from dxdesk.usecases.knowledge.overview import made_in, register
from dxdesk.usecases.knowledge.table import TABLE
from dxdesk.usecases.practice import keeping as practice
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.workplace.outgoing import all_or_nothing
from tests.helpers.aiming import office, people
from tests.helpers.plain_table import table


def codes(desk: Desk, query: str = "") -> dict[str, str]:
    return {one.said.code: one.said.name for one in register(desk, query).lines}


def refused(desk: Desk, code: str, said: KnowledgeSaid, before: str = "") -> str:
    with pytest.raises(KnownError) as error:
        keeping.save_piece(desk, said, before)
    assert error.value.code == code
    assert "何も変えていません。" in error.value.problems[0].message
    return error.value.problems[0].found


def test_what_is_written_is_found_changed_taken_out_and_put_back(tmp_path: Path) -> None:
    with office(tmp_path, "kashiwa", people(3, 0)) as desk:
        first = KnowledgeSaid(name="集計の手順", sort="procedure", place="共有/手順.pdf", tags=("表計算",))
        assert keeping.save_piece(desk, first).added == 1
        keeping.save_piece(desk, KnowledgeSaid(name="申請の型", sort="template", made_on="2025-05-01"))
        assert set(codes(desk)) == {"形-1", "形-2"}
        assert codes(desk, "表計算 手順") == {"形-1": "集計の手順"}
        there = keeping.there(desk, "形-1")
        assert there is not None
        assert there.made_on == desk.services.clock.today()
        assert keeping.save_piece(desk, there, "形-1").unchanged == 1
        keeping.save_piece(desk, there._replace(state="closed"), "形-1")
        found = register(desk)
        assert [one.said.code for one in found.usable] == ["形-2"]
        assert [one.said.code for one in made_in(found.lines, 2025)] == ["形-2"]
        keeping.end(desk, "形-2")
        assert codes(desk) == {"形-1": "集計の手順"}
        keeping.end(desk, "形-2", ended=False)
        assert set(codes(desk)) == {"形-1", "形-2"}


def test_what_cannot_be_is_refused_and_changes_nothing(tmp_path: Path) -> None:
    with office(tmp_path, "kashiwa", people(3, 0)) as desk:
        keeping.save_piece(desk, KnowledgeSaid(name="集計の手順"))
        refused(desk, "knowledge-nameless", KnowledgeSaid())
        refused(desk, "knowledge-word", KnowledgeSaid(name="A", sort="song"))
        refused(desk, "date-unreadable", KnowledgeSaid(name="A", made_on="きのう"))
        refused(desk, "knowledge-days", KnowledgeSaid(name="A", made_on="2026-04-02", review_on="2026-04-01"))
        assert refused(desk, "knowledge-case", KnowledgeSaid(name="A", case="なし")) == "なし"
        refused(desk, "answers-section", KnowledgeSaid(name="A", section="9999"))
        refused(desk, "knowledge-twice", KnowledgeSaid(name="集計の 手順"))
        refused(desk, "knowledge-unknown", KnowledgeSaid(name="A"), "形-9")
        assert set(codes(desk)) == {"形-1"}


def test_a_case_it_comes_of_is_named_and_told_when_it_is_gone(tmp_path: Path) -> None:
    with office(tmp_path, "kashiwa", people(3, 0)) as desk:
        with desk.store.write() as uow:
            uow.settings.set(f"{setting_names.USES}{PRACTICE}", ON)
            uow.commit()
        practice.write_down(desk, CaseSaid("C1", "窓口の予約", "1020", "000001"), new=True)
        keeping.save_piece(desk, KnowledgeSaid(name="予約の手順", case="C1", what="手順",
                                               review_on="2000-01-01", made_on="1999-01-01"))  # fmt: skip
        (line,) = register(desk).lines
        assert line.case == "窓口の予約"
        assert [text[:4] for text in line.told] == ["見直す日"]
        practice.end(desk, "case", "C1")
        (line,) = register(desk).lines
        assert "改善案件が一覧から外れています。" in line.told
        said = line.said._replace(note="直した")
        assert keeping.save_piece(desk, said, said.code).changed == 1, "what was said of a case before stays"


def test_a_table_is_taken_in_whole_or_not_at_all_and_taken_back(tmp_path: Path) -> None:
    with office(tmp_path, "kashiwa", people(3, 0)) as desk:
        good = table(tmp_path, {"題名": "集計の手順", "種類": "手順書", "置き場所": "共有/手順.pdf",
                                "担当の所属": "1020", "作った日": "R7.5.1", "タグ": "表計算、集計",
                                "見直す日": "令和9年4月1日", "状態": "公開"},
                     {"題名": "研修の動画", "種類": "動画"})  # fmt: skip
        seen = plain_tables.preview(desk, good, TABLE)
        assert (seen.added, codes(desk)) == (2, {})
        done = plain_tables.apply(desk, good, TABLE)
        assert done.added == 2
        said = keeping.there(desk, "形-1")
        assert said is not None
        assert (said.made_on, said.review_on, said.tags) == ("2025-05-01", "2027-04-01", ("表計算", "集計"))
        again = plain_tables.apply(desk, good, TABLE)
        assert (again.outcome, again.receipt) == ("unchanged", done.receipt)
        change = table(tmp_path, {"番号": "形-1", "題名": "集計の手順", "状態": "見直し予定"})
        (told,) = plain_tables.preview(desk, change, TABLE).changes
        assert told.text == "形-1 集計の手順 状態: 公開 → 見直し予定"
        assert plain_tables.apply(desk, change, TABLE).updated == 1
        bad = table(
            tmp_path,
            {"題名": "あ", "種類": "歌"},
            {"題名": "い", "作った日": "きのう"},
            {"題名": "う", "所属": "9999"},
            {"題名": "え", "案件番号": "X"},
            {"題名": "お"},
            {"題名": "お"},
            {"種類": "動画"},
            {"題名": "正しい"},
        )
        found = plain_tables.apply(desk, bad, TABLE)
        assert {(one.code, one.place.sheet, one.place.cell) for one in found.errors} == {
            ("table-word", "", "2行B列"),
            ("date-unreadable", "", "3行C列"),
            ("answers-section", "", "4行D列"),
            ("knowledge-case", "", "5行E列"),
            ("table-twice", "", "7行A列"),
            ("knowledge-nameless", "", "8行A列"),
        }
        assert all(one.place.file and one.fix for one in found.errors)
        assert set(codes(desk)) == {"形-1", "形-2"}
        undo_receipt(desk, done.receipt)
        assert not codes(desk), "what was only changed of a thing that is taken back is nothing"


def test_a_table_that_is_written_comes_in_again_unchanged(tmp_path: Path) -> None:
    with office(tmp_path, "kashiwa", people(3, 0)) as desk:
        keeping.save_piece(desk, KnowledgeSaid(name="集計の手順", place="共有/手順.pdf", section="1020",
                                         tags=("表計算",), review_on="2027-04-01"))  # fmt: skip
        keeping.save_piece(desk, KnowledgeSaid(name="二つ目", what="長い\n内容", sort="faq"))
        with all_or_nothing(desk) as outgoing:
            (path,) = plain_tables.write(desk, tmp_path, outgoing, TABLE)
        found = plain_tables.preview(desk, path, TABLE)
        assert (found.outcome, found.unchanged, found.errors) == ("unchanged", 2, ())
        with pytest.raises(KnownError) as error:
            plain_tables.preview(desk, table(tmp_path, {"氏名": "だれか"}), TABLE)
        assert error.value.code == "header-missing"


def test_the_register_of_earlier_programs_is_read_and_becomes_records_once(tmp_path: Path) -> None:
    with office(tmp_path, "kashiwa", people(3, 0)) as desk:
        entry = {"title": "前の手順", "kind": "マニュアル", "people": "検証 一郎", "made_on": "2024-05-01",
                 "place": "共有", "skill": "BPR", "note": "備考"}  # fmt: skip
        with desk.store.write() as uow:
            uow.settings.set(f"{setting_names.KNOWLEDGE}000001", json.dumps(entry))
            uow.settings.set(f"{setting_names.KNOWLEDGE}000002", "")
            uow.commit()
        assert codes(desk) == {"形-1": "前の手順"}
        keeping.save_piece(desk, KnowledgeSaid(name="新しい手順"))
        assert codes(desk) == {"形-1": "前の手順", "形-2": "新しい手順"}
        there = keeping.there(desk, "形-1")
        assert there is not None
        assert (there.sort, there.made_by, there.made_on) == ("manual", "検証 一郎", "2024-05-01")
        keeping.end(desk, "形-1")
        keeping.save_piece(desk, KnowledgeSaid(name="三つ目"))
        assert codes(desk) == {"形-2": "新しい手順", "形-3": "三つ目"}
        with desk.store.read() as uow:
            assert not any(uow.settings.starting_with(setting_names.KNOWLEDGE).values())
