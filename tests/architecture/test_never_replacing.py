"""Whatever writes a file is named here, with why nothing that another program wrote is lost by it.

A workbook, a list or a paper goes through ``usecases/workplace/outgoing.py``, which looks at what lies there,
or to a place that a person was asked about by the dialog that named it. A new writer is listed with why.
"""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from pathlib import Path

import dxdesk
from tests.helpers.parsed import nodes_of, parsed

ROOT = Path(dxdesk.__file__).parent
OURS = "a file of the program's own, under a name nobody chooses"
GIVEN = "writes under a path that ``Outgoing.writing`` gave"
ASKED = "a person named the file in a dialog that asks before it replaces one"
BESIDE = "writes by ``write_beside``"
FREE = "takes a name under which nothing lies"
MADE_UP = "the demo and the self-test, in a folder they made"
WRITERS = {
    "cli/certificates.py": BESIDE,
    "cli/papers.py": BESIDE,
    "cli/safety.py": FREE,
    "crash.py": OURS,
    "excel/files.py": GIVEN,
    "excel/report_book.py": "into memory alone",
    "excel/office_forms.py": "into memory alone",
    "excel/office_pictures.py": "into memory alone",
    "private.py": "the two ways a file is made; who calls them is looked at here",
    "programs/scenario/by_hand.py": MADE_UP,
    "programs/scenario/hr_acts.py": MADE_UP,
    "programs/scenario/demo.py": MADE_UP,
    "programs/scenario/inbox.py": MADE_UP,
    "programs/scenes/samples.py": MADE_UP,
    "programs/self_test.py": MADE_UP,
    "ui/documents/preview.py": ASKED,
    "ui/documents/view.py": ASKED,
    "ui/look/icons.py": OURS,
    "ui/pictures/drawing.py": "pictures of a tour, by whoever works on the program",
    "ui/settings/passphrase_acts.py": ASKED,
    "ui/settings/view.py": ASKED,
    "ui/startup/recent.py": OURS,
    "usecases/annual_report/slides.py": GIVEN,
    "usecases/checking/anchor.py": OURS,
    "usecases/checking/paper_page.py": ASKED,
    "usecases/home/handover_memo.py": "under a free name by the command; the window's dialog asks",
    "usecases/imports/roster_export.py": GIVEN,
    "usecases/manual/book.py": "under a free name by the command; the window's dialog asks",
    "usecases/practice/intranet_page.py": GIVEN,
    "usecases/reports/batches.py": GIVEN,
    "usecases/reports/disclosure.py": GIVEN,
    "usecases/reports/office_papers.py": GIVEN,
    "usecases/sending/guides.py": GIVEN,
    "usecases/sending/locking.py": GIVEN,
    "usecases/workplace/outgoing.py": "looks at what lies there, and is looked at in its own tests",
    "usecases/workplace/unfinished.py": OURS,
}
_NAMED = {"write_bytes", "write_text", "write_whole", "write_beside", "write_page", "mkstemp"}
_MODES = re.compile("[wxa][bt+]{0,2}")


def _call(node: ast.Call) -> str:
    """Return the name of what a call writes with, empty for one that writes nothing."""
    of = node.func
    name = of.attr if isinstance(of, ast.Attribute) else of.id if isinstance(of, ast.Name) else ""
    on = of.value if isinstance(of, ast.Attribute) else None
    module = on.id if isinstance(on, ast.Name) else ""
    if name in _NAMED or (module == "shutil" and name in ("copy", "copy2", "copyfile", "move")):
        return name
    if name in ("replace", "rename") and (module == "os" or _is_path_replace(node, name, module)):
        return name
    if name == "save" and module != "painter" and (node.args or module == "preview"):
        return name
    if name in ("open", "fdopen"):
        modes = [str(arg.value) for arg in node.args[:2] if isinstance(arg, ast.Constant)]
        return name if any(map(_MODES.fullmatch, modes)) else ""
    return ""


def _is_path_replace(node: ast.Call, name: str, module: str) -> bool:
    """Tell ``half.replace(path)`` from ``text.replace(a, b)`` and from ``dataclasses.replace(x, y=z)``."""
    method = isinstance(node.func, ast.Attribute) and module != "dataclasses"
    return name == "replace" and method and len(node.args) == 1 and not node.keywords


def found() -> dict[str, set[str]]:
    """Return what each module writes with; the store's own files are the store's matter."""
    writers: dict[str, set[str]] = defaultdict(set)
    for path in sorted(ROOT.rglob("*.py")):
        name = path.relative_to(ROOT).as_posix()
        if name.startswith("store/"):
            continue
        for node in nodes_of(parsed(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and (call := _call(node)):
                writers[name].add(call)
    return writers


def test_every_writer_is_known_with_why_it_replaces_nothing_of_others() -> None:
    assert sorted(found()) == sorted(WRITERS)
    for command in ("cli/manual.py", "cli/safety.py"):
        assert "free_name(" in (ROOT / command).read_text(encoding="utf-8"), command


def test_who_writes_where_a_person_said_asks_before_it_replaces() -> None:
    for name in (name for name, why in WRITERS.items() if why is ASKED and name.startswith("ui/")):
        text = (ROOT / name).read_text(encoding="utf-8")
        chooser = text if "preview.py" not in name else (ROOT / "ui/documents/view.py").read_text("utf-8")
        assert "getSaveFileName(" in chooser, name
        assert "DontConfirmOverwrite" not in text, name


def test_a_command_writes_under_a_free_name_or_beside() -> None:
    for name, calls in found().items():
        if not name.startswith("cli/"):
            continue
        text = (ROOT / name).read_text(encoding="utf-8")
        assert "write_whole" not in calls or "free_name(" in text, name
        assert calls <= {"write_whole", "write_beside"}, f"{name} writes by itself: {calls}"


def test_half_written_files_bear_a_name_of_nobodys() -> None:
    """``表.pdf.part`` beside ``表.pdf`` may be somebody's; a name made up each time is not."""
    wrong = [
        path.relative_to(ROOT).as_posix()
        for path in ROOT.rglob("*.py")
        if '".part"' in path.read_text(encoding="utf-8")
    ]
    assert wrong == []
