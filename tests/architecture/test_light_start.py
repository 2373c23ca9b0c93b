"""The window paints and --help answers before the heavy libraries are loaded."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

HEAVY = (
    "PySide6",
    "sqlalchemy",
    "alembic",
    "sqlcipher3",
    "openpyxl",
    "python_calamine",
    "msoffcrypto",
    "reportlab",
    "fontTools",
    "pydantic",
    "cryptography",
)


def heavy_after(statement: str) -> set[str]:
    """Run a statement in a fresh interpreter; return which heavy packages it loaded."""
    program = f"{statement}\nimport sys\nprint(' '.join({{name.split('.')[0] for name in sys.modules}}))"
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program], capture_output=True, text=True, check=True
    )
    return set(done.stdout.split()) & set(HEAVY)


@pytest.mark.parametrize(
    "module", ["dxdesk", "dxdesk.__main__", "dxdesk.cli", "dxdesk.bootstrap", "dxdesk.paths"]
)
def test_importing_the_way_in_loads_nothing_heavy(module: str) -> None:
    assert heavy_after(f"import {module}") == set()


WINDOW = """
import json, sys
from dxdesk.programs.window import launcher
from dxdesk.ui.startup import app

application = app.prepare(first_paint=True)
app.Program(launcher()).show_welcome()
application.processEvents()
from PySide6 import QtCore, QtGui, QtWidgets
made = {name for module in (QtCore, QtGui, QtWidgets) for name in vars(module)}
print(json.dumps([sorted(sys.modules), sorted(made)]))
"""
WAITS = (
    *("hashlib", "_hashlib", "platform", "datetime"),
    *("dxdesk.ui.startup.sample", "dxdesk.ui.widgets.held", "dxdesk.ui.widgets.objected"),
)
"""What the first window does without: OpenSSL alone takes 3 ms to be there."""
ENUMERATED = (
    *("Qt", "QIcon", "QKeySequence", "QFileDialog", "QAbstractSlider"),
    *("QDialog", "QComboBox", "QLineEdit", "QPlainTextEdit", "QTextEdit"),
)
"""Classes of Qt with many or long enumerations: Python makes them when a class is first named."""


def test_the_first_window_is_painted_before_anything_else_is_loaded() -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", WINDOW], capture_output=True, text=True, check=True
    )
    modules, made = json.loads(done.stdout)
    assert set(modules) & {*HEAVY, *WAITS} == {"PySide6"}
    assert set(made) & set(ENUMERATED) == set()
    # Where Qt names its classes at once, the line above says nothing.
    assert "QApplication" in made


def test_asking_for_help_loads_nothing_heavy() -> None:
    # The help of click prints to the same stream; the names of packages never occur in it as words.
    statement = (
        "import sys, io, contextlib\n"
        "sys.argv = ['dxdesk', '--help']\n"
        "from dxdesk.__main__ import main\n"
        "with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit):\n"
        "    main()"
    )
    assert heavy_after(statement) == set()
