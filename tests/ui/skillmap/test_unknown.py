"""The card beside the map of somebody of whom nothing is known yet: nothing is said to be missing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from dxdesk.ui.skillmap.side import SkillSide
from dxdesk.usecases.skillmap import building
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers import world as w


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder: Path = tmp_path_factory.mktemp("hr")
    with w.municipality(folder) as (made, _):
        w.play(made)
        yield made


@pytest.mark.parametrize(("number", "known"), [(w.PROMOTER, False), (w.TAX_A, True)])
def test_nothing_is_said_to_be_missing_of_whom_nothing_is_known(
    qtbot: QtBot, desk: Desk, number: str, known: bool
) -> None:
    found = building.people_map(desk)
    person = next(row for row in found.rows if row.number == number)
    panel = SkillSide()
    qtbot.addWidget(panel)
    place = 0
    panel.show_item(
        building.aggregate(found), place, 2, person=person, position=found.place(found.items[place].uid)
    )
    labels: list[QLabel] = list(panel.findChildren(QLabel))
    said = "\n".join(label.text().replace("\u2060", "") for label in labels)
    assert ("まだ分かりません" in said) is not known
    assert ("足りないスキル" in said or "届いています" in said) is known
