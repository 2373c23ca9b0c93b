"""Kinds of workbooks stand in one list: nobody else spells them, and all that an entry names is there."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from dxdesk.ports.entities import Role
from dxdesk.ui.shell.actions import DESTINATIONS
from dxdesk.usecases.exchange.intake import takes
from dxdesk.usecases.forms.readable_sheets import shows
from dxdesk.usecases.sealing import workbook_kinds
from dxdesk.usecases.sealing.envelope import FORMAT
from dxdesk.usecases.sealing.workbook_kinds import KINDS, Handlers, WorkbookKind
from dxdesk.usecases.sending.contents import tells
from dxdesk.usecases.sending.dispatch import writes
from dxdesk.usecases.sending.plain_workbooks import writes_plain
from dxdesk.usecases.sending.recipients import chooses
from tests.helpers.parsed import nodes_of, parsed
from tests.helpers.source import python_files, shown

LIST = "dxdesk/usecases/sealing/workbook_kinds.py"
SEALED = [kind for kind in KINDS if kind.sealed]
ALL_WORDS = {word for kind in SEALED for word in (kind.kind, kind.word)}
OWN_WORDS = {word for word in ALL_WORDS if "_" in word or "-" in word}
"""Words that mean a kind wherever they stand; the others (``form``, ``summary``) mean other things, too."""
LABELS = {label for kind in SEALED for label in (kind.label, kind.said)}
_ASKS = {"tails", "issue", "Export", "send", "SendDialog", "made_as", "find", "label_of", "said_of"}
_PAGES = {"ports", "pdf"}
"""Rooms that know no use case, and name the pages of documents by words of their own."""
_SPELT = re.compile(rf"(?<![\w-])(?:{'|'.join(sorted(OWN_WORDS))})(?![\w-])")


def _text(node: ast.AST | None) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def _documented(tree: ast.AST) -> set[int]:
    """Return which texts are there for readers of the code: statements of their own."""
    return {id(node.value) for node in nodes_of(tree) if isinstance(node, ast.Expr)}


def _about_kinds(node: ast.Compare) -> bool:
    sides = (node.left, *node.comparators)
    return any(getattr(side, "attr", getattr(side, "id", "")) == "kind" for side in sides)


def _members(node: ast.AST) -> list[ast.expr | None]:
    if isinstance(node, ast.Dict):
        return [*node.keys, *node.values]
    return list(node.elts) if isinstance(node, ast.Tuple | ast.List | ast.Set) else []


def faults(source: str) -> Iterator[str]:
    """Yield what of a source spells a kind in place of asking for it."""
    tree = parsed(source)
    told = _documented(tree)
    for node in nodes_of(tree):
        if _SPELT.search(_text(node)) and id(node) not in told:
            yield f"{node.lineno}: {_text(node)}"
        elif isinstance(node, ast.Compare) and _about_kinds(node):
            inside = {_text(part) for part in ast.walk(node)} & ALL_WORDS
            yield from (f"{node.lineno}: a kind is compared with {word}" for word in sorted(inside))
        elif isinstance(node, ast.Call):
            called = getattr(node.func, "attr", getattr(node.func, "id", ""))
            given = {_text(part) for part in node.args} & ALL_WORDS if called in _ASKS else set()
            yield from (f"{node.lineno}: {called} is asked for {word}" for word in sorted(given))
        members = {_text(member) for member in _members(node)}
        if len(members & LABELS) > 1:
            yield f"{node.lineno}: a second list of labels"


@pytest.mark.parametrize(
    "source",
    [
        'A = "section-packages"',
        'B = f"dxdesk export {store} return-slips --out"',
        'if envelope.kind == "form": pass',
        'if kind in ("form", other): pass',
        'found = tails(sent, "confirmation")',
        'done = dispatch.export(desk, dispatch.Export("forms", out))',
        'NAMES = {"form": "申告票", "confirmation": "確認票"}',
        'PAIRS = (("a", "申告票"), ("b", "確認票")); FLAT = ("申告票", "確認票")',
    ],
)
def test_what_spells_a_kind_is_found(source: str) -> None:
    assert list(faults(source))


def test_no_other_place_spells_a_kind() -> None:
    files = [path for path in python_files("dxdesk") if shown(path) != LIST and path.parts[-2] not in _PAGES]
    assert len(files) > 500
    found = [f"{shown(path)}:{fault}" for path in files for fault in faults(path.read_text(encoding="utf-8"))]
    assert found == []


def test_the_list_is_asked_each_time() -> None:
    """A name bound to the tuple would not see what is added to it later."""
    taken = re.compile(r"from dxdesk\.usecases\.sealing\.workbook_kinds import [^)]*?\bKINDS\b")
    assert [shown(p) for p in python_files("dxdesk") if taken.search(p.read_text(encoding="utf-8"))] == []


def test_kinds_and_words_are_told_apart() -> None:
    assert len({kind.kind for kind in KINDS}) == len(KINDS)
    words = workbook_kinds.words(workbook_kinds.makeable())
    assert len(set(words)) == len(words)


HANDLERS: tuple[tuple[Handlers, list[str]], ...] = (  # type: ignore[type-arg]
    (shows, [kind.show for kind in KINDS]),
    (takes, [kind.received.take for kind in KINDS if kind.received.receivers]),
    (writes, [kind.written.write for kind in KINDS]),
    (writes_plain, [kind.written.plain for kind in KINDS]),
    (chooses, [kind.written.whose for kind in KINDS]),
    (tells, [kind.written.contents for kind in KINDS]),
)


@pytest.mark.parametrize(("handlers", "named"), HANDLERS)
def test_every_handler_an_entry_names_is_there_and_no_other(
    handlers: Handlers,  # type: ignore[type-arg]
    named: list[str],
) -> None:
    wanted = {name for name in named if name}
    found = {handlers.named(name) for name in wanted}
    assert found
    # What another test made up beside the program's own is none of its handlers.
    assert {one for one in handlers._known if one.__module__.startswith("dxdesk.")} == found


def test_a_handler_of_another_shape_is_none() -> None:
    with pytest.raises(LookupError):
        shows.named("dxdesk.usecases.forms.readable_sheets:sheets_of")


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.kind)
def test_an_entry_says_all_that_it_has_to(kind: WorkbookKind) -> None:
    made, taken = kind.written, kind.received
    assert 1 <= kind.format <= FORMAT
    assert bool(made.write) + bool(made.plain) == bool(made.word)
    assert bool(made.word) == bool(made.senders) == bool(made.text and made.following)
    assert set(made.seldom) <= set(made.offered) <= set(made.senders)
    assert not made.word or not kind.sealed or made.made
    assert kind.sealed or not (made.write or kind.show or taken.receivers)
    # What is taken is compared: with its sheets, or with its questions where somebody fills it in.
    # What goes between offices is made to be read, and compared with its sheets all the same.
    between = Role.DX in (*made.senders, *taken.receivers) and bool(taken.receivers)
    assert bool(kind.show) == ((bool(made.write) or between) and not taken.answers)
    # What a section is asked for is made to be read, and read by its headings where it comes back.
    assert not taken.receivers or made.write or taken.asks or between
    assert not taken.asks or (taken.receivers == (Role.SECTION,) and bool(made.plain) and not taken.answers)
    assert taken.begins is None or taken.begins in taken.receivers
    if taken.onward is not None:
        role = Role.SECTION if taken.asks else Role.PERSONAL
        assert role in taken.receivers
        assert taken.onward.screen in {screen.key for screen in DESTINATIONS if role in screen.roles}


@pytest.mark.parametrize(
    ("role", "offered"),
    [
        (
            Role.HR,
            "section-packages forms return-slips results summary roster templates annual-report framework",
        ),
        (Role.SECTION, "confirmations return-slips forms"),
        (Role.DX, "framework dx-package"),
        (Role.PERSONAL, ""),
    ],
)
def test_each_role_is_offered_what_it_sends_in_its_own_order(role: Role, offered: str) -> None:
    assert workbook_kinds.words(workbook_kinds.offered_to(role)) == tuple(offered.split())


@pytest.mark.parametrize(
    ("came", "act"),
    [
        ("form", "記入する"),
        ("form return_slip", "直す"),
        ("form result_notice", "結果を読む"),
        ("roster", ""),
    ],
)
def test_a_person_goes_on_with_what_asks_most_of_them(came: str, act: str) -> None:
    found = workbook_kinds.onward(came.split())
    assert (found.act if found is not None else "") == act
