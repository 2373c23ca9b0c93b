"""What is kept of the program's past, and what the program of today makes of copies of it.

Everything goes through the commands, so that nothing here knows a module by its room. What is kept is
described in ``README.md`` beside this file and is never made again.
"""

from __future__ import annotations

import functools
import hashlib
import io
import json
import os
import pwd
import re
import shutil
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from pypdf import PdfReader
from python_calamine import CalamineWorkbook, SheetVisibleEnum

from dxdesk import bootstrap
from dxdesk.cli.app import app
from tests.helpers.commands import dxdesk

HERE = Path(__file__).parent
STORES, FILES, EXPECTED = HERE / "stores", HERE / "files", HERE / "expected"
INPUTS = HERE / "inputs"
"""What a command reads beside a store and was never sent by anybody: a few words in JSON."""
MANIFEST: dict[str, Any] = json.loads((HERE / "manifest.json").read_text(encoding="utf-8"))
Found = dict[str, Any]


class StandingClock:
    """A day after everything that is kept: what is written bears it."""

    def now(self) -> str:
        """Return its midnight."""
        return f"{MANIFEST['day']}T00:00:00Z"

    def today(self) -> str:
        """Return it."""
        return str(MANIFEST["day"])


@contextmanager
def standing_still() -> Iterator[None]:
    """Let the commands work on the kept day, in UTC, by one user, each key derived once a process."""
    services = bootstrap.services
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bootstrap, "services", lambda clock=None: services(clock or StandingClock()))
        patch.setattr(hashlib, "pbkdf2_hmac", _derived)
        patch.setenv("TZ", "UTC")
        patch.setattr(pwd, "getpwuid", lambda _: SimpleNamespace(pw_name="kept"))
        _zone_read()
        yield
    _zone_read()


def _zone_read() -> None:
    if hasattr(time, "tzset"):  # Windows has none: its tests run on machines set to UTC
        time.tzset()


_derived = functools.cache(hashlib.pbkdf2_hmac)


def secret_of(store: str) -> str:
    """Return the passphrase of a kept store, named as in the manifest."""
    return str(MANIFEST["stores"][store]["passphrase"])


def copy_of(store: str, folder: Path) -> Path:
    """Copy a kept store to work on, named as in the manifest (``0005/hr``)."""
    folder.mkdir(parents=True, exist_ok=True)
    return Path(shutil.copyfile(STORES / f"{store}.dxdesk", folder / "台帳.dxdesk"))


def said(store: Path, passphrase: str, command: Sequence[object]) -> Found:
    """Return exit code and document of a command on a store; ``command`` is its name and what follows."""
    name, *more = command
    done = dxdesk(name, store, *more, "--json", passphrase=passphrase, code=None)
    return {"exit": done.code, "json": _without_folder(done.json, store.parent)}


def _without_folder(found: Any, folder: Path) -> Any:
    """Take the folder of the day out of what was said."""
    if isinstance(found, dict):
        return {key: _without_folder(value, folder) for key, value in found.items()}
    if isinstance(found, list):
        return [_without_folder(value, folder) for value in found]
    return found.replace(f"{folder}{os.sep}", "") if isinstance(found, str) else found


ADDED = ("understanding", "acceptable", "questions", "people_left")
"""What the answer to an import has gained since; all else must be as it was."""
REFUSED = ("kind", "sender")
"""What is told since of a refused file whose seal could be opened; it was empty."""


def received(case: Found, folder: Path) -> Found:
    """Let a copy of a store, or one the first file makes, take files in; return what was said and is there.

    Args:
        case: ``store`` (empty: made by the first file), ``files``, ``options`` and ``passphrase``; ``before``
            are commands that come first.
        folder: where to work.
    """
    name = case["store"]
    store = copy_of(name, folder) if name else folder / "台帳.dxdesk"
    passphrase = secret_of(name) if name else case["passphrase"]
    _prepare(case, store, passphrase)
    files = [Path(shutil.copyfile(FILES / file, folder / f"{n:02d}_{Path(file).name}"))
             for n, file in enumerate(case["files"])]  # fmt: skip
    lock = folder / "lock.txt"
    lock.write_text(MANIFEST["lock"], encoding="utf-8")
    locked = ("--file-password-file", lock) if case.get("locked") else ()
    done = dxdesk("import", store, *files, *case["options"], *locked, "--json",
                  passphrase=passphrase, code=None)  # fmt: skip
    told = {"exit": done.code, "json": _as_before(_without_folder(done.json, folder))}
    return {"import": told, "dump": said(store, passphrase, ("dump",))["json"].get("state_digest")}


def _prepare(case: Found, store: Path, passphrase: str) -> None:
    """Do to a store what has to come before, with ``STORE``, ``FILES``, ``INPUTS`` and ``OUT`` filled in."""
    named = {"STORE": store, "OUT": store.parent / "before"}
    for words in case.get("before", ()):
        filled = [named.get(word, _placed(word)) for word in words]
        dxdesk(*filled, passphrase=passphrase)


def _placed(word: str) -> str:
    return word.replace("FILES/", f"{FILES}/").replace("INPUTS/", f"{INPUTS}/")


def _as_before(told: Found) -> Found:
    """Leave out what an import tells today besides: how a table was understood, who leaves."""
    return {**told, "files": [{k: v for k, v in file.items() if k not in ADDED} for file in told["files"]]}


def silent_of_refused(found: Found) -> Found:
    """Return what ``received`` gives without what is told since of refused files."""
    told = found["import"]["json"]
    files = [
        {k: v for k, v in file.items() if file["outcome"] != "refused" or k not in REFUSED}
        for file in told["files"]
    ]
    return {**found, "import": {**found["import"], "json": {**told, "files": files}}}


def tables_taken(folder: Path) -> list[Found]:
    """Let a new HR store take in the kept tables of other systems; return what was said of each."""
    store, passphrase = folder / "台帳.dxdesk", secret_of("0005/hr")
    dxdesk("new", store, "--role", "hr", "--municipality", "999997", "検証区", passphrase=passphrase)
    tables = (("職員名簿", "roster"), ("受講", "attendance"), ("資格", "qualifications"))
    found = []
    for name, kind in tables:
        file = Path(shutil.copyfile(FILES / "table-inputs" / f"{name}.csv", folder / f"{name}.csv"))
        told = said(store, passphrase, ("import", file, "--kind", kind))
        found.append({**told, "json": _as_before(told["json"])})
    return found


def written(case: Found, folder: Path) -> dict[str, Any]:
    """Let a copy of a store write workbooks; return the visible cells, by file and sheet.

    Args:
        case: ``store`` (empty: made by the first command) and ``commands``, each a list of words with
            ``STORE``, ``OUT`` and ``FILES`` to be filled in.
        folder: where to work.
    """
    name = case["store"]
    store = copy_of(name, folder) if name else folder / "台帳.dxdesk"
    out = folder / "out"
    found: dict[str, Any] = {}
    for position, words in enumerate(case["commands"]):
        named = {"STORE": store, "OUT": out / str(position)}
        filled = [named.get(word, word.replace("FILES/", f"{FILES}/")) for word in words]
        dxdesk(*filled, passphrase=secret_of(name) if name else case["passphrase"])
    for path in sorted(path for path in out.rglob("*") if path.is_file()):
        name = _called_before(path.relative_to(out).as_posix())
        found[name] = (cells_of(path) if path.suffix == ".xlsx"
                       else path.read_bytes().decode("utf-8-sig").splitlines())  # fmt: skip
    return found


def cells_of(path: Path) -> dict[str, list[str]]:
    """Return what stands in each visible sheet, a line a row that says something, cells named."""
    book = CalamineWorkbook.from_path(path)
    found = {}
    for about in book.sheets_metadata:
        if about.visible is SheetVisibleEnum.Visible:
            rows = book.get_sheet_by_name(about.name).to_python(skip_empty_area=False)
            found[about.name] = [line for number, row in enumerate(rows, 1) if (line := _line(number, row))]
    return found


def _line(number: int, row: Sequence[object]) -> str:
    cells = (f"{_column(position)}{number}={value}" for position, value in enumerate(row) if value != "")
    return " | ".join(cells)


def _column(place: int) -> str:
    name = ""
    place += 1
    while place:
        place, letter = divmod(place - 1, 26)
        name = chr(ord("A") + letter) + name
    return name


def printed(case: Found, folder: Path) -> str:
    """Let a copy of a store print a report; return the text of its pages."""
    store, out = copy_of(case["store"], folder), folder / "report.pdf"
    _prepare(case, store, secret_of(case["store"]))
    dxdesk("report", store, *case["words"], "--out", out, passphrase=secret_of(case["store"]))
    pages = PdfReader(io.BytesIO(out.read_bytes())).pages
    return _elsewhere("\f\n".join(page.extract_text() for page in pages)) + "\n"


def _elsewhere(text: str) -> str:
    """Take out of a print where the copy lay on the day, however many lines that takes."""
    return re.sub(r"(台帳の置き場所\b).*?(この台帳の確認コード)", r"\1\n\2", text, flags=re.DOTALL)


def expected(name: str) -> Any:
    """Return a kept document."""
    return json.loads((EXPECTED / name).read_text(encoding="utf-8"))


def words_of(command: str) -> list[str]:
    """Return the words of a command as the kept documents name it (``status-2026``, ``keys-list``)."""
    name, _, rest = command.partition("-")
    return [name, "--fiscal-year", rest] if rest.isdecimal() else [name, *filter(None, [rest])]


def _called_before(name: str) -> str:
    """Return what a file was called when the kept ones were written: what it says is compared, not its name.

    Folders of sections have got the section's name beside its code, people in names of files their name
    beside their number, and answered forms and withdrawals names of their own.
    """
    place, *folders, file = name.split("/")
    codes = [folder.partition("_")[0] for folder in folders]
    file = re.sub(r"\([^()]*\)", "", file)
    return "/".join((place, *codes, file.replace("_回答.xlsx", ".xlsx").replace("_取下げ.xlsx", ".xlsx")))


def still_there(then: Any, today: Any, place: str = "") -> list[str]:
    """Return the places of what was said then and is missing or different today; more may be said.

    What was empty then may be filled today (``owner_name`` of a section's own key was).
    """
    if isinstance(then, dict) and isinstance(today, dict):
        missing = [f"{place}{key}" for key in then if key not in today]
        pairs = [(key, then[key], today[key]) for key in then if key in today]
    elif isinstance(then, list) and isinstance(today, list) and len(then) == len(today):
        missing, pairs = [], [(str(n), *pair) for n, pair in enumerate(zip(then, today, strict=True))]
    else:
        return [] if then in (today, "") else [place.rstrip("/")]
    inside = [found for key, one, other in pairs for found in still_there(one, other, f"{place}{key}/")]
    return [*inside, *missing]


def growth_taken_from(dump: Found) -> Found:
    """Take out of a dump what it tells of people's growth, and return it; empty where it tells nothing.

    Lists read by earlier programs were rows without a record: opened today, they are told beside the years.
    """
    records = dump["records"]
    dump["records"] = [one for one in records if one["part"] != "growth"]
    found = [one for one in records if one["part"] == "growth"]
    return {"growth_digest": dump.pop("growth_digest"), "records": found} if found else {}


def offered(command: str, argument: str) -> tuple[str, ...]:
    """Return the words that a command takes for an argument."""
    found = next(one for one in app.commands[command].params if one.name == argument)
    return tuple(found.type.choices)
