"""人材マネジメントシステム用の表, and 提供記録 on paper."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from dxdesk.domain.errors import KnownError
from dxdesk.usecases.organisation import capabilities, giving
from dxdesk.usecases.reports.provision_records import provision_record
from dxdesk.usecases.sending.talent_systems import Linking, link
from tests.helpers import world as w
from tests.helpers.digital import PERMIT, Digital, digital


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Digital]:
    with digital(tmp_path) as found:
        yield found


def rows(path: Path) -> list[tuple[str, ...]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [tuple(row) for row in csv.reader(file)]


def test_completions_and_passes_alone_under_the_usual_headings(office: Digital) -> None:
    done = link(office.hr, Linking(office.folder / "表"))
    head, *lines = rows(done.table)
    assert head == ("職員番号", "研修", "修了日", "試験", "合格日")
    assert lines == [
        (w.TAX_A, "BPR研修(基礎)", "2025-09-18", "", ""),
        (w.TAX_A, "", "", "ITパスポート試験", "2025-10-12"),
    ], "who was absent is not in it"
    with_headings = openpyxl.load_workbook(done.file).worksheets[0]
    assert with_headings.cell(6, 2).value == "職員番号"
    assert done.given.why == "人材システム連携"


def test_headings_are_remembered_for_each_receiver(office: Digital) -> None:
    link(office.hr, Linking(office.folder / "1", receiver="タレント", titles={"number": "社員番号"}))
    again = link(office.hr, Linking(office.folder / "2", receiver="タレント"))
    assert rows(again.table)[0][0] == "社員番号"
    assert rows(link(office.hr, Linking(office.folder / "3")).table)[0][0] == "職員番号"
    with pytest.raises(KnownError) as error:
        link(office.hr, Linking(office.folder / "4", titles={"goals": "目標"}))
    assert error.value.code == "column-unknown"


def test_levels_need_a_decision_of_their_own(office: Digital) -> None:
    giving.keep_permit(office.hr, replace(PERMIT, items=("name",)))
    with pytest.raises(KnownError) as error:
        link(office.hr, Linking(office.folder / "1", levels=True))
    assert error.value.code == "permit-missing"
    giving.keep_permit(office.hr, replace(PERMIT, items=("levels",)))
    done = link(office.hr, Linking(office.folder / "2", levels=True))
    head, *lines = rows(done.table)
    assert head[5] == "レベル"
    assert "業務改革 LV2" in lines[0][5]
    assert done.given.decision == PERMIT.number


def test_the_year_has_to_be_for_it(tmp_path: Path) -> None:
    with digital(tmp_path, shown=False) as office, pytest.raises(KnownError) as error:
        link(office.hr, Linking(office.folder / "表"))
    assert error.value.code == "use-outside-purpose"


def test_the_record_on_paper_has_a_line_for_each(office: Digital) -> None:
    office.give()
    link(office.hr, Linking(office.folder / "表"))
    record = provision_record(office.hr)
    assert [row[3] for row in record.rows] == [
        "令和7年度 所属別の人数",
        "令和7年度 職員番号、研修、修了日、試験、合格日",
    ]
    assert {len(row) for row in record.rows} == {len(record.columns)}


def test_an_office_that_gives_nothing_is_told_where_to_begin(office: Digital) -> None:
    capabilities.switch(office.hr, "provision", False)
    for act in (office.give, lambda: giving.listed(office.hr), lambda: provision_record(office.hr)):
        with pytest.raises(KnownError) as error:
            act()
        assert error.value.code == "provision-off"
