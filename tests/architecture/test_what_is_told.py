"""What the office is told of where the program writes, what it starts and what it talks to, is all there is.

The page is ``resources/manual/system.md``; whoever adds a file, a process or a socket has to say so there.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from dxdesk import logs
from dxdesk.domain import passphrases
from dxdesk.store import opening
from dxdesk.store.backups import BackupPolicy
from dxdesk.ui.startup import lock, recent
from tests.helpers.parsed import nodes_of, parsed
from tests.helpers.source import ROOT, naming, python_files, shown

TOLD = (ROOT / "resources" / "manual" / "system.md").read_text(encoding="utf-8")

CONVERSING = {
    *("http", "urllib.request", "ssl", "smtplib", "ftplib", "imaplib", "poplib", "xmlrpc", "webbrowser"),
    *("asyncio", "socketserver", "requests", "PySide6.QtNetwork", "PySide6.QtWebSockets", "PySide6.QtDBus"),
}
"""Modules that talk to other machines or programs."""
STARTING = {"subprocess", "multiprocessing", "pty", "winreg", "_winreg", "win32service", "sched"}
"""Modules that start programs or write where the system keeps its settings."""
STARTERS = {"system", "popen", "startfile", "fork", "spawnv", "spawnl", "execv", "execl", "posix_spawn"}
"""Of ``os``: what starts a program."""
LETTING_OPEN = {"dxdesk/ui/shell/folders.py"}
"""Where the system is asked to show a folder or file that somebody wants to see."""


def imported(tree: ast.AST) -> Iterator[str]:
    for node in nodes_of(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
            yield from (f"{node.module}.{name.name}" for name in node.names)


def beside_stores() -> Iterator[str]:
    """Yield the endings that our code puts behind the name of a store or of what it writes beside it."""
    for path in (*python_files("dxdesk/store"), ROOT / "dxdesk/usecases/workplace/unfinished.py"):
        for node in nodes_of(parsed(path.read_text(encoding="utf-8"))):
            right = node.right if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add) else None
            named = isinstance(node, ast.BinOp) and isinstance(node.left, ast.Attribute)
            if isinstance(right, ast.Constant) and named and node.left.attr == "name":  # type: ignore[union-attr]
                yield str(right.value)
            if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "_ENDING":
                yield str(ast.literal_eval(node.value))


def own_places() -> Iterator[str]:
    """Yield the files and folders our code names right under the user's own folder."""
    for path, text in naming(["user_data_dir"], "dxdesk"):
        for node in nodes_of(parsed(text)):
            if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div):
                left, right = ast.unparse(node.left), node.right
                if left.endswith("user_data_dir()") and isinstance(right, ast.Constant):
                    yield str(right.value)
                else:
                    assert not left.endswith("user_data_dir()"), (shown(path), "named by no constant")
        if "user_data_dir() / " not in text:
            # Handed on to where the names are: the log's folder is made by its handler.
            assert shown(path) in ("dxdesk/paths.py", "dxdesk/logs.py"), shown(path)


def test_every_file_of_the_users_own_folder_is_told() -> None:
    found = set(own_places())
    assert {"window.ini", "recent.json", "temp", "checks", "cache", "fonts", "reports", "logs"} == found
    assert not {name for name in found if f"`{name}`" not in TOLD}


def test_every_file_beside_a_store_is_told() -> None:
    found = set(beside_stores())
    assert {".lock", ".lock.json", ".backups", ".recovery", ".half", "-journal", ".outgoing-"} <= found
    assert not {ending for ending in found if f"{ending}`" not in TOLD and f"{ending}…`" not in TOLD}


def test_nothing_talks_to_a_machine_or_starts_a_program() -> None:
    for path in python_files("dxdesk", "db"):
        text = path.read_text(encoding="utf-8")
        tree = parsed(text)
        for name in imported(tree):
            parts = name.split(".")
            roots = {".".join(parts[:size]) for size in range(1, len(parts) + 1)}
            assert not roots & (CONVERSING | STARTING), (shown(path), name)
        for node in nodes_of(tree):
            if isinstance(node, ast.Attribute):
                of = node.value.id if isinstance(node.value, ast.Name) else ""
                assert not (of == "os" and node.attr in STARTERS), (shown(path), node.lineno)
                assert not (of == "socket" and node.attr != "gethostname"), (shown(path), node.lineno)
        assert "QProcess" not in text, shown(path)
        assert "openUrl" not in text or shown(path) in LETTING_OPEN, shown(path)


def test_windows_settings_go_to_a_file_and_never_to_the_registry() -> None:
    made = [
        ast.unparse(node)
        for _, text in naming(["QSettings"], "dxdesk")
        for node in nodes_of(parsed(text))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "QSettings"
    ]
    assert made
    assert all("IniFormat" in call for call in made)


def test_the_executable_is_one_file_that_no_installer_places() -> None:
    spec = (ROOT / "dxdesk.spec").read_text(encoding="utf-8")
    assert "COLLECT(" not in spec
    assert "codesign_identity" not in spec
    assert "uac_admin" not in spec


def test_the_figures_told_are_those_of_the_code() -> None:
    policy = BackupPolicy()
    for said in (
        f"{opening.ROUNDS:,}回",
        f"直近{policy.recent}回、日ごと{policy.daily}、月ごと{policy.monthly}",
        f"{policy.every_hours}時間",
        f"{policy.budget_bytes // 1024**3} GB",
        f"{logs._BYTES // 1_000_000} MB のものが{logs._KEPT + 1}つ",
        f"最近開いた{recent.KEPT}つ",
        f"{passphrases.LEAST}文字以上",
        f"{lock.IDLE_MINUTES}分さわらない",
    ):
        assert said in TOLD, said
