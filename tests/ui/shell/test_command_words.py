"""The window says nothing of commands, which nobody types there."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from dxdesk.domain.errors import KnownError, Problem
from dxdesk.ui.look import words
from dxdesk.ui.widgets.labels import Text
from dxdesk.ui.widgets.messages import explain
from dxdesk.ui.widgets.problems import problem_card
from tests.helpers.source import ROOT

OPTION = re.compile(r"(?<![-\w])--[a-z]")
JAPANESE = re.compile(r"[ぁ-ん]")


def told() -> Iterator[str]:
    """Yield every text below the commands and the screens; what is filled in is a name with brackets."""
    for path in sorted((ROOT / "dxdesk").rglob("*.py")):
        if {"cli", "programs", "ui"} & set(path.relative_to(ROOT).parts):
            continue
        source = path.read_text(encoding="utf-8")
        if "コマンドでは" not in source and not OPTION.search(source):
            continue
        tree = ast.parse(source)
        joined = [node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)]
        parts = {id(part) for node in joined for part in node.values}
        for made in joined:
            yield "".join(
                str(part.value) if isinstance(part, ast.Constant) else "係長(兼)" for part in made.values
            )
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in parts:
                yield node.value


def test_no_text_of_a_use_case_tells_of_commands_in_the_window() -> None:
    texts = tuple(told())
    assert len([text for text in texts if "コマンドでは" in text]) > 15
    for text in texts:
        shown = words.in_window(text)
        if JAPANESE.search(text):
            assert "コマンドでは" not in shown
            assert not OPTION.search(shown), text
        assert shown.count("(") - shown.count(")") == text.count("(") - text.count(")")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (
            "選んでください(コマンドでは --accept '係長(兼)=a')。次は同じです。",
            "選んでください。次は同じです。",
        ),
        ("表(コマンドでは --kind)と人(コマンドでは --id)を選びます。", "表と人を選びます。"),
        ("表を選びます。コマンドでは --kind を付けます。閉じます。", "表を選びます。閉じます。"),
        ("閉じない(コマンドでは --accept '係長(兼=a", "閉じない"),
        ("何もありません。", "何もありません。"),
    ],
)
def test_only_what_is_said_of_commands_goes(text: str, shown: str) -> None:
    assert words.in_window(text) == shown


def test_banners_and_findings_leave_it_out(qtbot: QtBot) -> None:
    text = "選んでください(コマンドでは --kind)。"
    problems = (Problem("one", text, text), Problem("two", text, text))
    assert not any("コマンド" in part for part in explain(KnownError.of(problems)))
    card = problem_card(problems[0])
    qtbot.addWidget(card)
    shown: list[Text] = list(card.findChildren(Text))
    assert [label.text().replace("\u2060", "") for label in shown] == ["選んでください。"] * 2


def test_no_label_tells_of_commands_wherever_its_text_comes_from(qtbot: QtBot) -> None:
    label = Text(wrap=True)
    qtbot.addWidget(label)
    label.setText("別の人なら選んでください(コマンドでは --accept number-apart:900104)。後で解けます。")
    assert label.text() == label.accessibleName() == "別の人なら選んでください。後で解けます。"
