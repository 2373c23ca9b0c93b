"""Everything that looks at the code without running it; ``dev.py check`` runs all of it."""

from __future__ import annotations

import ast
from pathlib import Path

from console import ROOT, run, say

CODE_FOLDERS = ("dxdesk", "db", "build", "tests")
LONG_FILE, LONG_FUNCTION = 400, 50


def check_all(python: Path) -> int:
    """Run every check, also after one has failed; return 0 when all are content."""
    # import-linter has no ``-m`` entry; its script is not in PATH when the environment is not active.
    lint_imports = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    steps = (
        ("ruff check", ["-m", "ruff", "check", "."]),
        ("ruff format", ["-m", "ruff", "format", "--check", "."]),
        ("mypy", ["-m", "mypy"]),
        ("vulture", ["-m", "vulture"]),
        ("import-linter", ["-c", lint_imports, "--no-logo"]),
        ("migrations", ["-m", "dxdesk.store.drift"]),
    )
    results = [(name, run([python, *arguments])) for name, arguments in steps]
    report_sizes()
    say("結果 / results")
    for name, code in results:
        say(f"  {name:<14} {'OK' if code == 0 else f'FAILED (exit {code})'}")
    return 0 if all(code == 0 for _, code in results) else 1


def report_sizes() -> None:
    """List files and functions long enough to ask whether they should be split; never a failure."""
    say(f"長さ / sizes: files over {LONG_FILE} lines, functions over {LONG_FUNCTION} lines")
    found = 0
    for path in python_files():
        source = path.read_text(encoding="utf-8")
        for line in long_parts(source):
            say(f"  {path.relative_to(ROOT).as_posix()}{line}")
            found += 1
    if not found:
        say("  none")


def python_files() -> list[Path]:
    """Return our Python files, sorted."""
    return sorted(path for folder in CODE_FOLDERS for path in (ROOT / folder).rglob("*.py"))


def long_parts(source: str) -> list[str]:
    """Return ``: 412 lines`` for a long file and ``:7 name, 61 lines`` for each long function."""
    lines = len(source.splitlines())
    parts = [f": {lines} lines"] if lines > LONG_FILE else []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > LONG_FUNCTION:
                parts.append(f":{node.lineno} {node.name}, {length} lines")
    return parts
