"""Findings as people read them."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from dxdesk.domain.errors import Place, Problem
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.problems import LISTED_MOST, problems_card

TICK = "印"


def told(qtbot: QtBot, *problems: Problem) -> list[str]:
    """Return the texts of the card from top to bottom."""
    card = problems_card(problems, QLabel(TICK))
    qtbot.addWidget(card)
    assert card.findChildren(QLabel)[0].text() == TICK
    return [part.text() for part in card.findChildren(Text)]


def at(cell: str) -> Place:
    return Place(sheet="一覧", cell=cell)


def test_rules_that_differ_by_what_they_quote_are_one_list(qtbot: QtBot) -> None:
    alike = [
        Problem("c", f"「00{n}」と違います。", f"「00{n}」とみなしてよければ承認。", f"{n}", at(f"A{n}"))
        for n in (1, 2)
    ]
    texts = told(qtbot, *alike)
    assert texts[0].splitlines() == ["一覧・A1: 1 → 001", "一覧・A2: 2 → 002"]
    assert len(texts) == 2


def test_a_fix_that_all_share_is_said_once_and_others_with_their_finding(qtbot: QtBot) -> None:
    shared = [Problem("c", "空です。", "よければ承認。", "", at(f"A{n}")) for n in (1, 2)]
    texts = told(qtbot, *shared)
    assert texts == ["空です。", "一覧・A1\n一覧・A2", "よければ承認。"]
    own = [
        Problem("c", f"「{n}」です。", f"今の「{n}」でよければ承認。", f"{n}", at(f"A{n}")) for n in (1, 2)
    ]
    (text,) = told(qtbot, *own)
    assert text.splitlines()[1] == "一覧・A2: 2・「2」です。今の「2」でよければ承認。"


def test_however_many_there_are_the_card_stays_short_and_counts_the_rest(qtbot: QtBot) -> None:
    many = [Problem("c", "同じ。", "よければ承認。", f"{n}", at(f"A{n}")) for n in range(LISTED_MOST - 1)]
    others = [Problem("c", f"別の言い方{n}。", "よければ承認。", "x", at(f"B{n}")) for n in range(1_000)]
    texts = told(qtbot, *many, *others)
    assert len(texts) == 3 + 4 + 1
    assert texts[-1] == f"ほか {999:,}か所"
