"""A roster with a column 任命権者: understood, asked about, written out, and taken in again unchanged."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from dxdesk import bootstrap
from dxdesk.domain.authorities import BOARD
from dxdesk.ports.entities import Role
from dxdesk.usecases.imports import roster
from dxdesk.usecases.imports.roster_export import write_roster
from dxdesk.usecases.inbox.opening import create_store
from dxdesk.usecases.organisation import authorities
from dxdesk.usecases.organisation.authorities import Decision
from dxdesk.usecases.sending import dispatch
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.workplace.outgoing import all_or_nothing
from tests.helpers.memory import in_memory

HEADERS = ("職員番号", "氏名", "所属コード", "所属名", "親所属コード", "親所属名", "職層", "職名", "任命権者")
MAYOR = ("001234", "検証 太郎", "1010", "人事課", "1000", "総務部", "一般職", "主事", "市長")
SCHOOL = ("001235", "髙橋 美咲", "2010", "学務課", "2000", "教育部", "一般職", "主事", "教育委員会")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    services = in_memory(bootstrap.services())
    return create_store(
        services, str(tmp_path / "人事.dxdesk"), Role.HR, ("122173", "柏市"), "検証 1234 あい"
    )


def table(path: Path, *rows: tuple[str, ...], headers: tuple[str, ...] = HEADERS) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (headers, *rows):
        sheet.append(row)
    book.save(path)
    return path


def accept(desk: Desk, path: Path, *codes: str) -> roster.TableResult:
    missing = ("confirmer-column-missing", "duty-column-missing", "persona-column-missing", "digits-uneven")
    return roster.apply_roster(desk, path, accept=(*missing, "employment-column-missing", *codes))


def test_the_words_of_a_roster_are_understood(desk: Desk, tmp_path: Path) -> None:
    result = accept(desk, table(tmp_path / "名簿.xlsx", MAYOR, SCHOOL))
    assert result.outcome == "applied", result.errors
    (told,) = (one for one in result.notices if one.code == "authority-said")
    assert (told.message, told.found) == ("任命権者を、表のとおり1所属で決めます。", "教育委員会 1所属")
    kept = authorities.kept(desk)
    assert (kept.of_section("1010"), kept.of_section("2010")) == ("市長部局", BOARD)
    assert kept.said == {"2010": BOARD}


def test_a_roster_of_one_authority_leaves_no_trace(desk: Desk, tmp_path: Path) -> None:
    assert accept(desk, table(tmp_path / "名簿.xlsx", MAYOR)).outcome == "applied"
    kept = authorities.kept(desk)
    assert (kept.several, kept.said) == (False, {})
    with desk.store.read() as uow:
        assert uow.people.entries(authorities.LIST) == []


def test_a_word_nobody_knows_is_asked_about_and_joins_the_list_when_accepted(
    desk: Desk, tmp_path: Path
) -> None:
    path = table(tmp_path / "名簿.xlsx", MAYOR, (*SCHOOL[:-1], "ボートレース企業団"))
    asked = accept(desk, path)
    (problem,) = asked.errors
    assert (asked.outcome, problem.code, problem.found) == (
        "refused",
        "authority-word-unknown",
        "ボートレース企業団",
    )
    assert problem.place.cell == "I3"
    assert accept(desk, path, "authority-word-unknown").outcome == "applied"
    kept = authorities.kept(desk)
    assert kept.of_section("2010") == "ボートレース企業団"
    assert kept.names[-1] == "ボートレース企業団"


def test_one_section_of_two_authorities_names_both_cells(desk: Desk, tmp_path: Path) -> None:
    other = ("001236", "葛󠄀城 﨑子", *SCHOOL[2:-1], "消防")
    result = accept(desk, table(tmp_path / "名簿.xlsx", MAYOR, SCHOOL, other))
    (problem,) = result.errors
    assert problem.code == "authority-differs"
    assert (problem.found, problem.place.cell) == ("消防", "I4")
    assert "I3では「教育委員会」" in problem.message


def test_what_is_written_out_is_taken_in_again_unchanged(desk: Desk, tmp_path: Path) -> None:
    accept(desk, table(tmp_path / "名簿.xlsx", MAYOR, SCHOOL))

    told: list[str] = []

    def written(folder: str) -> list[tuple[object, ...]]:
        (tmp_path / folder).mkdir()
        with all_or_nothing(desk) as outgoing:
            path, comma = write_roster(desk, tmp_path / folder, outgoing)
        sheet = openpyxl.load_workbook(path).active
        assert sheet is not None
        told[:] = [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value]
        lines = comma.read_text("utf-8-sig").splitlines()
        assert lines[0].endswith(",任命権者")
        return [tuple(line.split(",")) for line in lines[1:]]

    alone = written("自分だけ")
    left_out = f"{BOARD}の職員 1人は入っていません"
    assert [text for text in told if text.startswith(left_out) and "一部の職員だけ" in text]
    assert [(line[0], line[-1]) for line in alone] == [("001234", "市長部局")]
    authorities.keep_decision(
        desk, Decision(BOARD, ("provision",), "氏名、所属", "要綱第3条", "8柏人第1号", "", "2020-04-01")
    )
    both = written("決定のとおり")
    assert not [text for text in told if "入っていません" in text]
    assert [(line[0], line[-1]) for line in both] == [("001234", "市長部局"), ("001235", BOARD)]
    again = roster.apply_roster(desk, next((tmp_path / "決定のとおり").glob("*.csv")))
    assert (again.outcome, again.errors) == ("unchanged", ())
    assert authorities.kept(desk).said == {"2010": BOARD}


def test_the_audit_says_whether_an_export_of_the_roster_left_ones_own(desk: Desk, tmp_path: Path) -> None:
    def said(folder: str) -> tuple[str, str]:
        dispatch.export(desk, dispatch.Export("roster", tmp_path / folder))
        with desk.store.read() as uow:
            told = [one for one in uow.audit.entries(3) if one.action != "print"]
        entry = told[0]
        return entry.action, entry.counts

    accept(desk, table(tmp_path / "名簿.xlsx", MAYOR))
    assert "use" not in said("一つ")[1], "with one authority there is nothing to tell apart"
    accept(desk, table(tmp_path / "名簿2.xlsx", MAYOR, SCHOOL))
    assert said("自分だけ") == ("export-roster", '{"use":"利用"}')
    authorities.keep_decision(
        desk, Decision(BOARD, ("provision",), "氏名、所属", "要綱第3条", "8柏人第1号", "", "2020-04-01")
    )
    assert said("決定のとおり") == ("export-roster", '{"use":"提供"}')
