"""Every model of the window keeps Qt's rules, empty and filled, sorted, sifted and rearranged."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

import dxdesk.ui
from dxdesk.domain.records import Part
from dxdesk.ui.deciding.grid import ItemModel
from dxdesk.ui.deciding.model import ReviewDraft
from dxdesk.ui.review import pasting
from dxdesk.ui.review.decisions import Decisions
from dxdesk.ui.review.entry_model import EntryModel
from dxdesk.ui.skillmap.condition_field import Conditions
from dxdesk.ui.skillmap.model import MapModel, PeopleModel, SectionModel
from dxdesk.ui.startup import app
from dxdesk.ui.widgets.people import People, Person
from dxdesk.ui.widgets.tables import Col, RecordModel, Sorted
from dxdesk.usecases.answering.self_report import open_answers
from dxdesk.usecases.progress.status import status
from dxdesk.usecases.review.whole_queue import review_sheet
from dxdesk.usecases.skillmap.building import aggregate, people_map
from dxdesk.usecases.skillmap.suggestions import suggestions
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.town import CHIEF
from tests.ui.office import Office

DOWN = Qt.SortOrder.DescendingOrder
COLUMNS: list[Col[Any]] = [
    Col("職員番号", lambda p: p.number, 80),
    Col("氏名", lambda p: p.name, look=lambda p: "strong", order=lambda p: p.kana, wrap=True),
]


def records(desk: Desk) -> Iterator[QAbstractItemModel]:
    model: RecordModel[Any] = RecordModel(COLUMNS)
    yield model
    model.show_records(status(desk).people)
    yield model
    model.show_records(())
    yield model


def sorted_(desk: Desk) -> Iterator[QAbstractItemModel]:
    source: RecordModel[Any] = RecordModel(COLUMNS)
    model = Sorted(source)
    yield model
    source.show_records(status(desk).people)
    yield model
    model.sort(1, DOWN)
    yield model
    model.keep(lambda person: "検証" in person.name)
    assert 0 < model.rowCount() < source.rowCount()
    yield model
    model.keep(lambda person: False)
    yield model
    model.keep(None)
    source.show_records(status(desk).people[:2])
    yield model


def people(desk: Desk) -> Iterator[QAbstractItemModel]:
    found, model = people_map(desk), PeopleModel()
    yield model
    model.show_map(found, aggregate(found))
    yield model
    model.set_compare(True)
    model.set_grouped(True)
    yield model
    model.turn_group(0)
    model.sort(0, DOWN)
    yield model
    model.set_grouped(False)
    model.sort(3, DOWN)
    yield model


def sections(desk: Desk) -> Iterator[QAbstractItemModel]:
    found, model = aggregate(people_map(desk)), SectionModel()
    yield model
    model.show_map(found)
    yield model
    model.set_step(1)
    model.sort(1, DOWN)
    yield model


def items(desk: Desk) -> Iterator[QAbstractItemModel]:
    model = ItemModel()
    yield model
    work = ReviewDraft(open_answers(desk, "001003"), Part.REVIEW1)
    model.show_person(work)
    yield model
    work.begin()
    model.show_person(work)
    yield model


def entries(desk: Desk) -> Iterator[QAbstractItemModel]:
    sheet, decisions, model = review_sheet(desk), Decisions(), EntryModel()
    yield model
    decisions.show(sheet)
    columns = [pasting.Item(uid, uid, scale) for uid, scale in sheet.scales.items()]
    model.show_people(list(decisions.people.values()), columns)
    yield model
    model.refresh()
    yield model


def offered(_: Desk) -> Iterator[QAbstractItemModel]:
    model = People()
    yield model
    model.show_people(
        [Person("001001", "検証 一郎", "ケンショウ"), Person("001002", "検証 二郎", more="課長")]
    )
    yield model


def conditions(desk: Desk) -> Iterator[QAbstractItemModel]:
    model = Conditions()
    yield model
    model.show(suggestions(people_map(desk)))
    yield model
    model.show(())
    yield model


ARRANGED: dict[type, Callable[[Desk], Iterator[QAbstractItemModel]]] = {
    RecordModel: records,
    Sorted: sorted_,
    PeopleModel: people,
    SectionModel: sections,
    ItemModel: items,
    EntryModel: entries,
    People: offered,
    Conditions: conditions,
}
OF_A_CONFIRMER = (ItemModel, EntryModel)
BASES = (MapModel,)
"""Never shown as they are."""


def full_name(kind: type) -> str:
    return f"{kind.__module__}.{kind.__qualname__}"


def test_no_model_is_left_out() -> None:
    for module in pkgutil.walk_packages(dxdesk.ui.__path__, "dxdesk.ui."):
        importlib.import_module(module.name)
    found: set[type] = set()
    open_: list[type] = [QAbstractItemModel]
    while open_:
        for kind in open_.pop().__subclasses__():
            open_.append(kind)
            found.add(kind)
    # By name: a test that loads a screen's code anew leaves a second class of each in the process.
    ours = {full_name(kind) for kind in found if kind.__module__.startswith("dxdesk.")}
    assert ours - {full_name(kind) for kind in BASES} == {full_name(kind) for kind in ARRANGED}


@pytest.mark.parametrize("kind", ARRANGED, ids=lambda kind: kind.__name__)
def test_models_keep_qts_rules_however_they_are_arranged(
    qtbot: QtBot, qtmodeltester: ModelTester, office: Office, kind: type
) -> None:
    app.prepare()
    desk = office.section(CHIEF) if kind in OF_A_CONFIRMER else office.open_hr()
    seen = 0
    for model in ARRANGED[kind](desk):
        qtmodeltester.check(model)  # stays attached and watches every change that follows
        seen += model.rowCount()
    assert seen, "nothing was ever in it"
    qtmodeltester.check(model, force_py=True)
    desk.store.close()
