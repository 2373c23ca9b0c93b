"""What a Japanese input method leaves in full width is taken as meant, wherever signs and digits count."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from dxdesk.ui.startup import app
from dxdesk.ui.startup.create import CreateDialog
from dxdesk.ui.widgets.numbers import NumbersField
from tests.helpers.screens import write


def test_a_municipality_code_may_be_typed_in_full_width(qtbot: QtBot) -> None:
    app.prepare()
    dialog = CreateDialog()
    qtbot.addWidget(dialog)
    write(dialog.code, "\uff11\uff13\uff11\uff10\uff19\uff11")
    assert dialog.code.hasAcceptableInput()
    assert dialog.wanted().code == "131091"


def test_numbers_may_stand_between_full_width_commas(qtbot: QtBot) -> None:
    app.prepare()
    field = NumbersField("職員番号", "", 80)
    qtbot.addWidget(field)
    field.setPlainText("001003\uff0c001004、001005\uff1b001006\u3000001007,001008;001009\n001010")
    assert field.numbers() == tuple(f"0010{number:02}" for number in range(3, 11))
