"""What is told to the IT section (説明書) holds for a run: no socket, no process, no file outside the places.

A process with a home, a temporary and a working folder of its own makes a store, takes a roster in, opens a
year, writes forms, a paper and a copy, shows the window and closes it. A hook hears of every file that Python
opens to write; what libraries write by themselves is found by looking through the folders afterwards.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.helpers.source import ROOT
from tests.helpers.town import PASSPHRASE, write_roster
from tests.ui.office import MUNICIPALITY, STAFF

_RUN = r"""
import json, os, sys
written, refused = [], []
def watch(event, arguments):
    if event == "open" and isinstance(arguments[0], (str, bytes)):
        flags = arguments[2] if isinstance(arguments[2], int) else 0
        if flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT) or set(str(arguments[1] or "")) & set("wax+"):
            written.append(os.path.abspath(os.fsdecode(arguments[0])))
    elif event in ("os.mkdir", "os.rename", "os.symlink", "os.link"):
        place = arguments[0] if event == "os.mkdir" else arguments[1]
        written.append(os.path.abspath(os.fsdecode(place)))
    elif event.split(".")[0] in ("subprocess", "winreg") or event in (
        "os.system", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "os.startfile",
        "socket.__new__", "socket.connect", "socket.bind", "socket.getaddrinfo", "socket.gethostbyname",
    ):
        refused.append(event)
sys.addaudithook(watch)
from dxdesk.cli.app import app
for words in json.loads(sys.argv[1]):
    try:
        app(words, standalone_mode=False)
    except SystemExit as end:
        assert end.code in (0, 3, None), (words, end.code)
from dxdesk import bootstrap
from dxdesk.ui.shell.main_window import MainWindow
from dxdesk.ui.startup.app import prepare
application = prepare()
window = MainWindow(bootstrap.open_desk(sys.argv[2], os.environ["DXDESK_PASSPHRASE"]))
window.show()
window.start()
for place in ("roster", "documents", "settings", "home"):
    window.go(place)
    while not window.operations.idle:
        application.processEvents()
window.close()
window.operations.close()
window.desk.store.close()
open(sys.argv[3], "w").write(json.dumps({"written": written, "refused": refused}))
"""


class Ran(NamedTuple):
    """A run: the folder of everything, what Python wrote, what it should not have done."""

    folder: Path
    written: list[Path]
    refused: list[str]

    @property
    def left(self) -> Iterator[Path]:
        """The files that lie there afterwards."""
        return (path for path in sorted(self.folder.rglob("*")) if path.is_file())


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Ran:
    folder = tmp_path_factory.mktemp("pc")
    places = {name: folder / name for name in ("home", "temp", "user", "work", "desk", "out")}
    for place in places.values():
        place.mkdir()
    store, roster = places["desk"] / "人事課.dxdesk", write_roster(folder / "roster.csv", STAFF)
    out = places["out"]
    year = ("cycle", "open", store, "--fiscal-year", "2025", "--framework", "shinagawa")
    words: list[tuple[object, ...]] = [
        ("new", store, "--role", "hr", "--municipality", *MUNICIPALITY),
        ("import", store, roster, "--kind", "roster"),
        (*year, "--base-date", "2025-04-01"),
        ("export", store, "forms", "--out", out / "申告票"),
        ("report", store, "status", "--out", out / "提出状況.pdf"),
        ("backup", store, "--out", out / "控え.dxdesk"),
        ("recovery-code", store, "make", "--out", out / "回復コード.pdf"),
        ("verify", store),
        ("manual", "--page", "system", "--out", out / "説明書.pdf"),
    ]
    said = json.dumps([[str(word) for word in line] for line in words])
    told = folder / "told.json"
    variables = {
        name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "DXDESK_"))
    }
    variables |= {"HOME": str(places["home"]), "TMPDIR": str(places["temp"])}
    variables |= {"DXDESK_USER_DATA": str(places["user"]), "DXDESK_PASSPHRASE": PASSPHRASE}
    variables |= {"QT_QPA_PLATFORM": "offscreen", "PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", _RUN, said, str(store), str(told)],
        cwd=places["work"],
        env=variables,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    heard = json.loads(told.read_text(encoding="utf-8"))
    told.unlink()
    roster.unlink()
    written = [Path(path) for path in heard["written"] if Path(path) not in (told, Path(os.devnull))]
    return Ran(folder, written, heard["refused"])


def test_no_socket_is_made_and_no_program_started(ran: Ran) -> None:
    assert ran.refused == []


def test_nothing_is_written_but_in_the_places_that_are_told(ran: Ran) -> None:
    told = {"user", "desk", "out"}
    assert len(ran.written) > 30
    assert {path for path in ran.written if path.relative_to(ran.folder).parts[0] not in told} == set()
    # What the window system of this machine keeps for all its programs is none of ours.
    ours = [path for path in ran.left if "fontconfig" not in path.parts]
    assert {path for path in ours if path.relative_to(ran.folder).parts[0] not in told} == set()


def test_what_is_left_is_named_on_the_page(ran: Ran) -> None:
    page = (ROOT / "resources" / "manual" / "system.md").read_text(encoding="utf-8")
    for path in ran.left:
        first, name = path.relative_to(ran.folder).parts[:2]
        if first == "user":
            assert f"`{name}`" in page, name
        elif first == "desk":
            ending = name.removeprefix("人事課.dxdesk")
            assert f"`名前.dxdesk{ending}`" in page, name
    assert not list((ran.folder / "user" / "temp").rglob("*")), "work in progress is gone"
    assert not [
        path for path in ran.left if path.suffix in (".half", ".tmp", ".new") or ".outgoing-" in path.name
    ]
