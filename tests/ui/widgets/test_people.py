"""The field for one person: found by number, name or kana, and never guessed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from dxdesk.ui.widgets.people import Person, PersonField

PEOPLE = (
    Person("000002", "髙橋 美咲", "タカハシ ミサキ", "課長"),
    Person("000003", "山﨑 直樹", "ヤマザキ ナオキ", "係長"),
    Person("000004", "葛\U000e0100西 健", "カサイ ケン", "主任"),
    Person("000005", "山﨑 直樹", "ヤマサキ ナオキ", "主事"),
)


@pytest.fixture
def field(qtbot: QtBot) -> PersonField:
    made = PersonField("代理をする人", "氏名・カナ・職員番号でさがす")
    qtbot.addWidget(made)
    made.show_people(PEOPLE)
    return made


def offered(field: PersonField, text: str) -> list[str]:
    completer = field.completer()
    completer.setCompletionPrefix(text)
    model = completer.completionModel()
    return [
        str(model.data(model.index(row, 0), int(Qt.ItemDataRole.DisplayRole)))
        for row in range(model.rowCount())
    ]


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ("タカハシ", ["000002"]),
        ("0000", ["000002", "000003", "000004", "000005"]),
        ("山﨑", ["000003", "000005"]),
        ("葛西", ["000004"]),
        ("高橋美咲", ["000002"]),
        ("たかはし", ["000002"]),
        ("\uff76\uff7b\uff72", ["000004"]),
        ("\uff10\uff10\uff10\uff10\uff10\uff15", ["000005"]),
        ("いない", []),
    ],
)
def test_people_are_offered_by_name_kana_and_number(
    field: PersonField, typed: str, numbers: list[str]
) -> None:
    assert [text.partition("(")[2].partition(")")[0] for text in offered(field, typed)] == numbers


def test_what_is_chosen_is_written_as_one_says_it(field: PersonField) -> None:
    offered(field, "000004")
    completer = field.completer()
    index = completer.completionModel().index(0, 0)
    assert completer.pathFromIndex(index) == "葛西 健※さん(000004)"
    field.setText(completer.pathFromIndex(index))
    assert field.number() == "000004"


@pytest.mark.parametrize("row", range(len(PEOPLE)))
def test_the_person_picked_is_written_however_short_the_list_became(field: PersonField, row: int) -> None:
    """Qt asks how to write a pick with an index of the whole list, whatever the popup still shows of it."""
    offered(field, "山﨑")
    completer = field.completer()
    whole = completer.model()
    field.setText(completer.pathFromIndex(whole.index(row, 0)))
    assert field.number() == PEOPLE[row].number


def test_a_name_that_two_have_is_nobodys_and_a_number_is_taken_as_typed(field: PersonField) -> None:
    field.setText("髙橋 美咲")
    assert field.number() == "000002"
    field.setText("やまさきなおき")
    assert field.number() == "000005"
    field.setText("山﨑 直樹")
    assert field.number() == "山﨑 直樹"
    assert field.person() is None
    field.setText("999999")
    assert field.number() == "999999"
    field.choose("000003")
    assert field.text() == "山﨑 直樹さん(000003)"


def test_it_tells_once_for_each_who_is_meant(qtbot: QtBot, field: PersonField) -> None:
    told: list[str] = []
    field.changed.connect(lambda: told.append(field.number()))
    field.setText("000002")
    field.setText("髙橋 美咲")
    field.clear()
    assert told == ["000002", ""]
