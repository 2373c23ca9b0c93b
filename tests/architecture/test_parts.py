"""Adding a part of a record touches few places, and whatever goes by parts knows every one."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import dxdesk
from dxdesk.domain import rights, subjects
from dxdesk.domain.parts import WORDS
from dxdesk.domain.records import FIRST_PARTS, Part
from dxdesk.ui.receive import naming
from dxdesk.usecases.checking import look
from dxdesk.usecases.person_year.counting import OFFICE_PARTS
from dxdesk.usecases.sealing import shapes
from tests.helpers import source
from tests.helpers.parsed import nodes_of, parsed

ROOT = Path(dxdesk.__file__).parent


@pytest.mark.parametrize("part", Part)
def test_every_table_that_goes_by_parts_knows_each(part: Part) -> None:
    words = WORDS[part]
    assert "" not in words[: words._fields.index("open")]
    assert naming.PARTS[part] == words.shown
    assert look._PARTS[part] == words.checked
    assert part in shapes._CHECKS
    assert isinstance(rights.act_of(part), rights.Act)
    assert isinstance(subjects.kind_of(part), subjects.Kind)


def test_no_table_knows_a_part_that_there_is_not() -> None:
    assert [*WORDS] == [*Part]
    assert shapes._CHECKS.keys() == {*Part}


def test_what_was_printed_of_parts_is_printed_still() -> None:
    assert {part.value: WORDS[part].checked for part in FIRST_PARTS} == {
        "self": "自己申告",
        "goals": "目標",
        "evidence": "根拠",
        "review1": "一次確認",
        "review2": "二次確認",
        "life": "手続き",
        "assignment": "割当て",
        "reference": "前年の記録",
        "cycle": "年度",
    }
    assert {part.value: words.open for part, words in WORDS.items() if words.open} == {
        "self": "自己申告のレベル",
        "goals": "来年度の目標",
        "evidence": "根拠",
        "review1": "一次確認",
        "review2": "二次確認",
        "life": "手続きの状態",
        "plan": "期首の目標",
        "plan_life": "期首の手続き",
    }
    assert [words.waiting for words in WORDS.values()] == [
        *["自己申告"] * 3,
        *("一次確認", "二次確認", "確認", "割り当て", "参考の記録", "年度の定め", "代理の指名"),
        *("期首の目標", "期首の手続き"),
        *["記録"] * 2,
    ]
    assert [words.done for words in WORDS.values()] == [
        *["自己申告"] * 3,
        *("一次確認", "二次確認", "確認"),
        *["記録"] * 4,
        *("期首の目標", "期首の手続き"),
        *["記録"] * 2,
    ]


def test_what_only_hr_writes_is_what_the_rules_say() -> None:
    assert {*OFFICE_PARTS} == {Part.CYCLE, Part.ASSIGNMENT, Part.REFERENCE, Part.DEPUTIES}


READS_FIELDS = ("domain/contents.py", "domain/records.py", "usecases/sealing/shapes.py")
"""Who may read a field out of a value by its name."""

PASSES_ON = {"usecases/forms/letters.py"}
"""Who copies fields of a snapshot's line into a file, as they are kept."""


_READING = (
    *(ast.Subscript, ast.Attribute, ast.Assign, ast.AnnAssign, ast.NamedExpr),
    *(ast.Dict, ast.ListComp, ast.GeneratorExp, ast.comprehension),
)


def _by_name(tree: ast.AST) -> Iterator[int]:
    """Yield the lines where the ``content`` of something is read by name, or kept to be read so."""
    for node in nodes_of(tree):
        for child in ast.iter_child_nodes(node):
            if not (isinstance(child, ast.Attribute) and child.attr == "content"):
                continue
            asked = isinstance(node, ast.Compare) and any(isinstance(o, ast.In | ast.NotIn) for o in node.ops)
            if asked or isinstance(node, _READING):
                yield child.lineno


def test_a_value_is_read_by_its_record_and_by_no_name() -> None:
    found = []
    for path, text in source.naming(["content"], "dxdesk"):
        name = path.relative_to(ROOT).as_posix()
        if name in READS_FIELDS or name in PASSES_ON:
            continue
        found += [f"{name}:{line}" for line in _by_name(parsed(text))]
    assert found == []


@pytest.mark.parametrize(
    "code",
    [
        'one.content.get("by")',
        'one.content["by"]',
        "content = one.content",
        "{**one.content}",
        "[r.content for r in found]",
        '"by" in one.content',
    ],
)
def test_reading_by_name_is_seen(code: str) -> None:
    assert [*_by_name(parsed(code))] == [1]


def test_no_value_of_a_record_reaches_a_screen() -> None:
    for room in ("ui", "cli"):
        for path in (ROOT / room).rglob("*.py"):
            tree = parsed(path.read_text("utf-8"))
            used = {node.attr for node in nodes_of(tree) if isinstance(node, ast.Attribute)}
            assert "content" not in used, path
