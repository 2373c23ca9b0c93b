"""品川区: the table compares every statement with the policy's verb, and the preset keeps to it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from dxdesk import paths

PRESETS = paths.resources_dir() / "presets"
SKILLS = {"bpr": 7, "pm": 7, "digital": 10, "data": 8, "security": 5}
MINDSET = {"mind.teamwork": 11, "mind.literacy": 8, "mind.residents": 4}
NEVER_ASKED = ("説明でき", "知って", "身に付け", "同僚")
"""What the former text asked, and the policy's tables nowhere do."""


@dataclass(frozen=True)
class Row:
    """A line of the table: ``asks`` the policy's verbs, ``joint`` how it joins them, ``ours`` our words."""

    place: str
    asks: str
    joint: tuple[str, ...]
    ours: tuple[str, ...]
    verdict: str
    mended: str


def lines() -> Iterator[list[str]]:
    for line in (PRESETS / "checked" / "shinagawa.md").read_text(encoding="utf-8").splitlines():
        if line.startswith("| "):
            yield [cell.strip() for cell in line.strip("|").split("|")]


@cache
def rows() -> dict[str, Row]:
    found: dict[str, Row] = {}
    for cells in lines():
        if re.fullmatch(r"[a-z]+(\.[a-z]+)?(\.\d+){1,2}", cells[0]):
            name, place, asks, joint, ours, verdict, mended = cells
            assert name not in found, name
            found[name] = Row(place, asks, tuple(joint.split("、")), tuple(ours.split("・")), verdict, mended)
    return found


def words() -> dict[str, tuple[str, ...]]:
    return {
        cells[0]: tuple(cells[1].split("・")) for cells in lines() if len(cells) == 2 and cells[1][0] != "-"
    }


@cache
def statements(path: Path) -> dict[str, str]:
    """Return every statement of a preset file by the name the table calls it."""
    found: dict[str, str] = {}
    for item in tomllib.loads(path.read_text(encoding="utf-8"))["items"]:
        short = item["uid"].removeprefix("shinagawa.")
        for criteria in item.get("criteria", ()):
            for n, text in enumerate(criteria["statements"], 1):
                found[f"{short}.{criteria['level']}.{n}"] = text
        for n, statement in enumerate(item.get("statements", ()), 1):
            found[f"{short}.{n}"] = statement["text"]
    return found


def today() -> dict[str, str]:
    return statements(PRESETS / "shinagawa.toml")


def test_the_table_has_a_row_for_every_statement_and_no_other() -> None:
    assert list(rows()) == list(today())
    counted = {short: sum(name.startswith(f"{short}.") for name in rows()) for short in (*SKILLS, *MINDSET)}
    assert counted == {**SKILLS, **MINDSET}
    assert (sum(SKILLS.values()), sum(MINDSET.values())) == (37, 23)


def test_every_row_says_where_the_policy_asks_what() -> None:
    for name, row in rows().items():
        assert row.place, name
        assert row.asks, name
        assert row.verdict in ("同じ", "厳しかった", "緩かった"), name
        assert (row.verdict == "同じ") == (row.mended == "なし"), name
    verdicts = [row.verdict for row in rows().values()]
    assert verdicts.count("厳しかった") >= 3
    assert verdicts.count("緩かった") >= 2


@pytest.mark.parametrize("name", rows())
def test_a_statement_carries_the_words_of_its_row_in_their_order(name: str) -> None:
    text, row = today()[name], rows()[name]
    rest = text
    for word in row.ours:
        assert word in rest, f"{word}: {text}"
        rest = rest.partition(word)[2]
    assert not rest, f"the last verb ends the statement: {text}"


@pytest.mark.parametrize("name", rows())
def test_a_verb_of_the_policy_is_said_by_our_word_for_it(name: str) -> None:
    text, row = today()[name], rows()[name]
    for policy, ours in words().items():
        if policy in row.asks:
            assert any(word in text for word in ours), f"{policy}: {text}"
    for word in NEVER_ASKED:
        assert word not in text, f"{word}: {text}"


@pytest.mark.parametrize("name", rows())
def test_what_the_policy_joins_by_ya_stays_joined_by_ya(name: str) -> None:
    text, row = today()[name], rows()[name]
    assert set(row.joint) <= {"なし", "し", "で", "や", "おり", "と共に"}
    if "や" in row.joint:
        assert "や" in row.asks
        assert "や" in text
    if {"し", "おり", "と共に"} & set(row.joint):
        assert len(row.ours) >= 2, "each of the policy's verbs has a word of ours"


def test_only_what_the_table_mends_changed_since_the_former_version() -> None:
    former = statements(PRESETS / "earlier" / "shinagawa@R7-1.toml")
    assert list(former) == list(today())
    changed = {name for name, text in today().items() if text != former[name]}
    assert changed == {name for name, row in rows().items() if row.mended != "なし"}


def test_the_former_version_would_not_pass() -> None:
    former = statements(PRESETS / "earlier" / "shinagawa@R7-1.toml")
    wrong = [name for name, text in former.items() if not all(word in text for word in rows()[name].ours)]
    assert {"bpr.1.2", "bpr.2.1", "pm.1.1", "digital.1.2", "data.1.3", "security.3.1"} <= set(wrong)
