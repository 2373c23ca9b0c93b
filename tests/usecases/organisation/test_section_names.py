"""What an office calls its section for DX: its policy's name until it says another, on every paper."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dxdesk.domain.action_plan import PlanLine
from dxdesk.domain.errors import KnownError
from dxdesk.domain.section_names import DX, called
from dxdesk.ports import printing as doc
from dxdesk.ui.look import words
from dxdesk.ui.widgets.tables import Col, RecordModel
from dxdesk.usecases.action_plan.sharing import shared
from dxdesk.usecases.organisation.office_settings import office_settings, save_office_settings
from dxdesk.usecases.organisation.section_names import dx_section_of, save_dx_section
from dxdesk.usecases.reports.own_names import named
from dxdesk.usecases.training.keeping import take_preset
from dxdesk.usecases.training.ledger import ledger
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.training import trained


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with trained(tmp_path) as found:
        yield found


def test_the_policys_name_stands_until_the_office_says_its_own(desk: Desk) -> None:
    assert dx_section_of(desk) == "デジタル推進課", "品川区"
    assert save_dx_section(desk, " DX戦略室 ")
    assert dx_section_of(desk) == office_settings(desk).dx_section == "DX戦略室"
    assert not save_dx_section(desk, "DX戦略室")
    for wrong in ("課" * 21, "課\n室"):
        with pytest.raises(KnownError) as refused:
            save_office_settings(desk, replace(office_settings(desk), dx_section=wrong))
        assert refused.value.code == "section-name"
    assert save_office_settings(desk, replace(office_settings(desk), dx_section=""))
    assert dx_section_of(desk) == "デジタル推進課"


def test_an_office_without_a_framework_has_the_common_name(tmp_path: Path) -> None:
    with trained(tmp_path, year=False) as desk:
        with desk.store.read() as uow:
            assert not uow.exchange.frameworks()
        assert dx_section_of(desk) == DX


class Drawn:
    """A printer that keeps what it is given."""

    def __init__(self) -> None:
        self.records: list[Any] = []
        self.asked: list[tuple[str, str]] = []

    notes = ()

    def missing_glyphs(self, texts: Any) -> doc.GlyphReport:
        self.asked += texts
        return doc.GlyphReport(())

    def draw(self, records: Sequence[Any], *_: Any, **__: Any) -> bytes:
        self.records += records
        return b""


def test_every_text_of_a_paper_has_the_name_and_its_letters_are_looked_at(desk: Desk) -> None:
    save_dx_section(desk, "DX戦略室")
    printer = Drawn()
    seen = named(replace(desk, services=replace(desk.services, printer=printer)))  # type: ignore[arg-type]
    column = doc.TableColumn(f"{DX}の分担", 1.0)
    part = doc.TextPart(DX, (f"{DX}と協議する。",), columns=(column,), rows=((f"{DX} 実施",),))
    seen.services.printer.draw([doc.TextDocument("年度計画書", "検証区", (part,))])
    (told,) = printer.records
    assert DX not in repr(told)
    assert told.parts[0].columns[0].title == "DX戦略室の分担"
    assert told.parts[0].rows == (("DX戦略室 実施",),)
    seen.services.printer.missing_glyphs([("", f"{DX}\U00020bb7")])
    assert printer.asked == [("", "DX戦略室\U00020bb7")]
    save_dx_section(desk, DX)
    assert named(desk) is desk, "nothing to write otherwise"


def test_screens_say_it_in_labels_cells_and_headers() -> None:
    words.call_section("DX戦略室")
    try:
        model = RecordModel([Col(f"{DX}の分担", lambda one: str(one), 80)])
        model.show_records([f"{DX} 実施"])
        assert model.data(model.index(0, 0)) == "DX戦略室 実施"
        assert words.in_window(f"{DX}に送ります。") == "DX戦略室に送ります。"
    finally:
        words.call_section("")
    assert words.own(DX) == called(DX, "") == DX


def test_a_policys_courses_are_held_by_the_section_as_the_office_calls_it(desk: Desk) -> None:
    save_dx_section(desk, "情報政策室")
    take_preset(desk, "shinagawa")
    with desk.store.read() as uow:
        holders = {one.held_by for one in ledger(uow).courses}
    assert any("情報政策室" in one for one in holders)
    assert not any(DX in one for one in holders)
    line = shared(PlanLine(), "情報政策室(人事課協働)", "hr", "企画・実施", "情報政策室")
    assert (line.by_dx, line.by_hr, line.by_it) == ("企画・実施", "協力", "")


def test_a_file_is_called_as_it_is_called_on_the_disk() -> None:
    text = f"提供票_R7_{DX}.xlsxを書き出しました。このファイルを、{DX}へ送ってください。"
    assert called(text, "デジタル推進課") == (
        f"提供票_R7_{DX}.xlsxを書き出しました。このファイルを、デジタル推進課へ送ってください。"
    )
