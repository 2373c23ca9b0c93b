"""The log of ``DXDESK_DEBUG=1`` may be sent to somebody: it says what happened and nothing about people."""

from __future__ import annotations

import ast
import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from dxdesk import crash, logs, paths
from dxdesk.logs import Code
from tests.helpers.commands import PASSPHRASE, process
from tests.helpers.source import ROOT, naming, shown
from tests.helpers.town import KEN, MISAKI, STAFF, Town, fresh
from tests.kept.keeping import copy_of, secret_of

NAME = "髙橋 美咲"
BROKEN = """
from dxdesk.usecases.inbox import batches

def broken(*_, **__):
    try:
        raise ValueError("001003")
    except ValueError as error:
        raise RuntimeError("髙橋 美咲 001003 申告票_R7_001003.xlsx") from error

batches.receive_batch = broken
from dxdesk.__main__ import main
main()
"""


@pytest.fixture
def town(tmp_path: Path) -> Town:
    return fresh(tmp_path)


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The log of this process while somebody debugs."""
    monkeypatch.setenv(paths.USER_DATA_VARIABLE, str(tmp_path / "data"))
    monkeypatch.setenv(crash.DEBUG_VARIABLE, "1")
    logs.begin()
    yield tmp_path / "data" / "logs" / "dxdesk.log"
    logs.end()


def about_people(town: Town) -> set[str]:
    """Return what a log of this office must not hold: names, their parts, numbers, files and folders."""
    names = {part for person in STAFF for text in (person[1], person[2]) for part in (text, *text.split())}
    files = {part for path in town.folder.rglob("*") for part in (path.name, path.stem)}
    return {
        *names,
        *(person[0] for person in STAFF),
        *files,
        town.folder.name,
        PASSPHRASE,
        "検証区",
        "130100",
    }


def test_receiving_a_batch_and_crashing_tells_the_log_nothing_about_people(
    town: Town, tmp_path: Path
) -> None:
    data = tmp_path / "data"
    debugging = {"DXDESK_DEBUG": "1", "DXDESK_USER_DATA": str(data)}
    files = [town.fill(KEN), town.fill(MISAKI, "2〜3"), town.forms, tmp_path / "ない_001005.xlsx"]
    taken = process("import", town.hr, *files, environment=debugging)
    assert taken.code == 1, taken.err
    crashed = subprocess.run(
        [sys.executable, "-c", BROKEN, "import", str(town.hr), str(files[0])],
        cwd=ROOT,
        env={**os.environ, "DXDESK_PASSPHRASE": PASSPHRASE, **debugging},
        capture_output=True,
        check=False,
    )
    assert crashed.returncode == 1
    told = (data / "logs" / "dxdesk.log").read_text(encoding="utf-8")
    assert not sorted(word for word in about_people(town) if word in told)
    # What whoever looks for the fault needs is there.
    assert "store opened: role hr" in told
    assert "refused" in told.split("files, ")[1]
    assert "command import ended: 1 after" in told
    assert "command import ended: RuntimeError after" in told
    assert "builtins.RuntimeError" in told
    assert "builtins.ValueError" in told
    assert "dxdesk/cli/exchange.py:" in told
    # The console of whoever debugs says everything.
    console = crashed.stderr.decode("utf-8")
    assert f"RuntimeError: {NAME} 001003" in console
    assert "Traceback" in console


def test_a_refusal_is_told_with_its_code_and_the_place_it_was_raised_at(town: Town, tmp_path: Path) -> None:
    debugging = {"DXDESK_DEBUG": "1", "DXDESK_USER_DATA": str(tmp_path / "data")}
    done = process("status", town.folder / "ない.dxdesk", environment=debugging)
    told = (tmp_path / "data" / "logs" / "dxdesk.log").read_text(encoding="utf-8")
    for text in (done.err, told):
        assert "refused store-missing at dxdesk/store/" in text
    assert "Traceback" not in done.err
    assert "command status ended: 1 after" in told


def test_a_store_that_is_brought_to_the_schema_of_today_is_told(tmp_path: Path) -> None:
    store = copy_of("0003/section", tmp_path)
    environment = {"DXDESK_DEBUG": "1", "DXDESK_USER_DATA": str(tmp_path / "data")}
    done = process("status", store, passphrase=secret_of("0003/section"), environment=environment)
    assert done.code == 0, done.err
    told = (tmp_path / "data" / "logs" / "dxdesk.log").read_text(encoding="utf-8")
    assert "store migrated, it was of schema-0003" in told
    assert "store opened: role section, read-only False" in told


def test_nothing_is_written_where_nobody_debugs(town: Town, tmp_path: Path) -> None:
    for debug in ("", "0"):
        environment = {"DXDESK_DEBUG": debug, "DXDESK_USER_DATA": str(tmp_path / "data")}
        done = process("status", town.folder / "ない.dxdesk", environment=environment)
        assert "refused store-missing" not in done.err
    assert not (tmp_path / "data" / "logs").exists()


def test_a_log_that_cannot_be_written_stops_nobody(town: Town, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "logs").write_bytes(b"a file where the folder should be")
    environment = {"DXDESK_DEBUG": "1", "DXDESK_USER_DATA": str(tmp_path / "data")}
    done = process("status", town.hr, environment=environment)
    assert done.code == 0, done.err


@pytest.mark.parametrize(
    ("template", "arguments", "told"),
    [
        ("%d files of %s", (3, NAME), "3 files of str"),
        ("%s", (Path(f"/{NAME}/申告票.xlsx"),), "PosixPath" if os.name == "posix" else "WindowsPath"),
        ("%s and %s", (Code("store-missing"), Code("dxdesk.ui.app.Program.<locals>.<lambda>")), None),
        ("%s %s", (Code(NAME), Code("001003")), "Code Code"),
        ("%d %.1f %s %s", (True, 2.5, None, 7), "1 2.5 None 7"),
        ("%d", (NAME,), "%s ('str',)"),
        ("%s", (ValueError(NAME),), "ValueError"),
        ("%(name)s", ({"name": NAME},), "%(name)s ('dict',)"),
        (NAME.encode(), (), "bytes"),
        ("too few %s %s", (NAME,), "too few %s %s ('str',)"),
    ],
)
def test_an_argument_that_is_no_number_and_no_code_is_told_as_its_type(
    template: object, arguments: tuple[object, ...], told: str | None
) -> None:
    record = logging.LogRecord("dxdesk.somewhere", logging.INFO, NAME, 1, template, arguments, None)
    expected = told or "store-missing and dxdesk.ui.app.Program.<locals>.<lambda>"
    assert logs.Telling().format(record).endswith(f"INFO dxdesk.somewhere: {expected}")


def test_the_file_does_not_grow_for_ever(log: Path) -> None:
    for _ in range(2000):
        logging.getLogger("dxdesk.somewhere").info("%s" * 10, *(Code("a" * 150),) * 10)
    sizes = [path.stat().st_size for path in log.parent.iterdir()]
    assert 1 < len(sizes) <= 4
    assert max(sizes) <= 1_000_000


def test_a_message_is_written_out_in_the_code_and_not_put_together() -> None:
    """Else a name would come in as part of the words, which the log takes as they are."""
    levels = {"debug", "info", "warning", "error", "exception", "critical", "log"}
    put_together = [
        f"{shown(path)}:{node.lineno}"
        for path, text in naming(["_log"], "dxdesk")
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "_log"
        and node.func.attr in levels
        and not (isinstance(node.args[0], ast.Constant) and isinstance(node.args[0].value, str))
    ]
    assert put_together == []
