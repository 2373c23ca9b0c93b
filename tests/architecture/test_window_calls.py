"""Calls of Qt that the window makes in one place only, and why."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from itertools import pairwise

from tests.helpers.parsed import nodes_of, parsed
from tests.helpers.source import ROOT, python_files, shown

UI = ROOT / "dxdesk" / "ui"
LATER = UI / "widgets" / "later.py"
HOMES = {"dxdesk/ui/shell/folders.py", "dxdesk/ui/shell/sending.py"}
"""Where the home folder is named: what the system has no folder for, and a list that must lie elsewhere."""


def _sources() -> dict[str, str]:
    return {
        shown(path): path.read_text(encoding="utf-8")
        for path in python_files("dxdesk")
        if path.is_relative_to(UI)
    }


def test_nothing_is_called_later_but_by_the_helper_that_tells_of_bugs() -> None:
    found = [path for path, source in _sources().items() if "QTimer.singleShot" in source]
    assert found == [shown(LATER)]


def test_no_dialog_begins_in_the_home_folder() -> None:
    assert {path for path, source in _sources().items() if "Path.home" in source} <= HOMES


def choosers(source: str) -> Iterator[tuple[str, str]]:
    """Yield each function that lets somebody choose a file or folder: its name and its text."""
    for node in nodes_of(parsed(source)):
        if isinstance(node, ast.FunctionDef):
            text = ast.unparse(node)
            within = [one for one in ast.walk(node) if isinstance(one, ast.FunctionDef) and one is not node]
            inner = any("QFileDialog.get" in ast.unparse(one) for one in within)
            if "QFileDialog.get" in text and not inner:
                yield node.name, text


def begins_where_the_last_lay(text: str) -> bool:
    """Tell whether a dialog begins in a folder that is remembered, or in what stands in its field."""
    return any(
        part in text
        for part in ("kept_folder(", "self.folder()", "self.location.text()", "self.listed.text()")
    ) or ("self.folder.text()" in text)


def test_dialogs_that_choose_files_begin_where_the_last_one_of_their_kind_lay() -> None:
    found = [
        (path, name, begins_where_the_last_lay(text))
        for path, source in _sources().items()
        if "QFileDialog.get" in source
        for name, text in choosers(source)
    ]
    assert len(found) > 20
    assert not [(path, name) for path, name, kept in found if not kept]


def test_whatever_is_read_from_a_remembered_folder_is_remembered_again() -> None:
    """A folder that is only read is of no use: the next dialog would begin where none of its kind lay."""
    for path, source in _sources().items():
        for name in _folders(source, "kept_folder"):
            if path.endswith("shell/sending.py"):
                continue  # the folder written to is kept with the export
            assert name in _folders(source, "keep_folder"), (path, name)


def _folders(source: str, function: str) -> set[str]:
    found = set[str]()
    for node in nodes_of(parsed(source)) if function in source else ():
        if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] == function and node.args:
            found |= {ast.unparse(one) for one in node.args[:1]}
    return found


def test_expected_failures_are_told_so_that_they_end_with_what_they_are_about() -> None:
    """``Banner.refuse`` looks which fields say what was found; words put into ``say`` would stay for ever."""
    sources = {path: source.replace("self.say", "") for path, source in _sources().items()}
    found = [path for path, source in sources.items() if ".say(*explain(" in source]
    assert not found


WHERE_ONE_READS = ("cells", "grid", "self.leave", "self.close_button", "self.opener")
"""What takes the keys after something was said of an act, and is no field that it objects to."""


def objections_that_stay(source: str) -> Iterator[int]:
    """Yield the lines of objections that lead to a field and do not say that they are about it."""
    for node in nodes_of(parsed(source)):
        for body in (getattr(node, "body", None), getattr(node, "orelse", None)):
            steps = body if isinstance(body, list) else []
            for step, following in pairwise(steps):
                if not isinstance(step, ast.Expr):
                    continue
                said, after = ast.unparse(step), ast.unparse(following)
                leads = after.endswith(".setFocus()") and not any(part in after for part in WHERE_ONE_READS)
                plain = said.startswith("self.banner.say(")
                if plain and leads and "about=" not in said:
                    yield step.lineno


def test_an_objection_that_leads_to_a_field_ends_with_it() -> None:
    found = [(path, line) for path, source in _sources().items() for line in objections_that_stay(source)]
    assert not found
    assert list(objections_that_stay("if x:\n    self.banner.say(A)\n    self.field.setFocus()")) == [2]
