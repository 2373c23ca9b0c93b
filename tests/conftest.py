"""What every test gets: no display needed, no trace in the real user data, repeatable randomness."""

from __future__ import annotations

import atexit
import gc
import hashlib
import os
import random
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from dxdesk.domain import recovery_code
from tests.helpers import compiled_once, guarded_once, schema_once, shared
from tests.pdf import small_font

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from dxdesk.store.opening import Key

# Set before anything imports Qt or asks for a folder, and inherited by every child process.
os.environ["QT_QPA_PLATFORM"] = "offscreen"
# Whatever a test makes lies with the files of the run, in memory where dev.py has room there: each window
# that closes has its shape kept, which takes 14 ms on a disk and 2 ms in memory.
tempfile.tempdir = os.environ.get("PYTEST_DEBUG_TEMPROOT")
_user_data = tempfile.mkdtemp(prefix="dxdesk-tests-")
os.environ["DXDESK_USER_DATA"] = _user_data
atexit.register(shutil.rmtree, _user_data, ignore_errors=True)
# No machine is sure to have a font with 𠮷, which BIZ UD lacks: the tests bring their own, as an office does.
_fonts = Path(_user_data) / "fonts"
_fonts.mkdir()
small_font.build(_fonts / "kakikake.ttf")
# A passphrase lying in the developer's environment must not open the stores of a test.
os.environ.pop("DXDESK_PASSPHRASE", None)

_slow_is_fine = (HealthCheck.too_slow, HealthCheck.data_too_large)
settings.register_profile("dev", deadline=None, max_examples=30, suppress_health_check=_slow_is_fine)
settings.register_profile(
    "ci", deadline=None, max_examples=30, derandomize=True, suppress_health_check=_slow_is_fine
)
settings.register_profile("soak", deadline=None, max_examples=1000, suppress_health_check=_slow_is_fine)
settings.load_profile(os.environ.get("DXDESK_HYPOTHESIS", "ci" if os.environ.get("CI") else "dev"))


LONG_FIRST = (
    *("hands", "e2e", "programs", "ui", "usecases/checking", "store", "build", "bench"),
    *("architecture", "cli", "kept"),
)
"""Folders of ``tests/`` with files that take long; what is not here is short."""


def pytest_configure(config: pytest.Config) -> None:
    """Let workers take files in our order; xdist's own begins with the file of the most tests."""
    if hasattr(config.option, "loadscopereorder"):
        config.option.loadscopereorder = False


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with long files, so that no worker takes one up when the others have nothing left."""
    tests = Path(__file__).parent
    place = {tests / name: number for number, name in enumerate(LONG_FIRST)}
    by_file = {path: min((place[up] for up in path.parents if up in place), default=len(place))
               for path in {item.path for item in items}}  # fmt: skip
    items.sort(key=lambda item: by_file[item.path])


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """Keep the collector of garbage from going through all tests and modules again and again.

    They stay to the end: once collected they are left out of every later look.
    """
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()
        gc.freeze()


@pytest.fixture(autouse=True, scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Let the processes of a run share what is dear to make."""
    shared.begin(tmp_path_factory, worker="PYTEST_XDIST_WORKER" in os.environ)


@pytest.fixture(autouse=True, scope="session")
def each_key_derived_once() -> Iterator[None]:
    """Derive a key once a run for a passphrase and a salt, as slowly as ever.

    Tests open copies of a store, which have its salt, again and again; what is derived does not change.
    New stores of one passphrase share the salt of the first, but for ``tests/store``.
    """
    from dxdesk.store import opening

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(opening, "derive", cache(_derived_once(opening.derive)))
        patch.setattr(opening, "new_key", cache(opening.new_key))
        yield


def _derived_once(derive: Callable[[str, bytes], Key]) -> Callable[[str, bytes], Key]:
    """Let the processes of a run share the keys they derived; its folder goes with the run."""
    from dxdesk.store.opening import Key

    def derived(passphrase: str, salt: bytes) -> Key:
        name = hashlib.sha256(salt + passphrase.encode()).hexdigest()

        def keep(folder: Path) -> None:
            (folder / "raw").write_text(derive(passphrase, salt).raw, encoding="ascii")

        raw = (shared.once(f"key-{name}", keep) / "raw").read_text(encoding="ascii")
        return Key(raw, salt.hex())

    return derived


@pytest.fixture(autouse=True, scope="session")
def each_password_hashed_once() -> Iterator[None]:
    """Hash the password of a locked workbook once for a salt, as slowly as ever."""
    from tests.helpers.hashed_once import hash_once

    with pytest.MonkeyPatch.context() as patch:
        hash_once(patch)
        yield


@pytest.fixture(autouse=True, scope="session")
def each_workbook_guarded_once() -> Iterator[None]:
    """Look through the forms of a test's office once, not whenever one of its copies is opened."""
    from dxdesk.excel import reader

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reader, "guard", guarded_once.once(reader.guard))
        yield


@pytest.fixture(autouse=True, scope="session")
def each_schema_made_once() -> Iterator[None]:
    """Make the tables of new stores by the migrations once a process, but where that is the matter."""
    from dxdesk.store import migrate

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(migrate, "upgrade", schema_once.once(migrate.upgrade))
        yield


@pytest.fixture(autouse=True, scope="session")
def each_statement_compiled_once() -> Iterator[None]:
    """Let all stores of a process share the statements SQLAlchemy compiled, as it does for one store."""
    from dxdesk.store import opening

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(opening, "create_engine", compiled_once.once(opening.create_engine))
        yield


@pytest.fixture(autouse=True)
def same_codes_in_every_test() -> Iterator[None]:
    """Draw the same recovery codes in every test, one after the other: their keys are derived already."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(recovery_code, "secrets", random.Random(2026))
        yield


@pytest.fixture(autouse=True)
def nothing_remembered() -> Iterator[None]:
    """Begin each test as somebody who never used the program: what earlier tests opened is forgotten.

    Which tests share a process differs from run to run; a store remembered for an employee number would
    otherwise be offered to the next test's employee of that number.
    """
    for name in ("recent.json", "window.ini"):
        (Path(_user_data) / name).unlink(missing_ok=True)
    variables = _variables()
    windows = _windows()
    yield
    _end(_windows() - windows)
    _look_for_garbage()
    # A folder of user data that one test leaves set is what all later ones of the process look for fonts in.
    assert _variables() == variables, "a test changed the environment of those after it"


def _windows() -> set[QWidget]:
    """Return what stands on no other widget, of a process that has windows at all."""
    widgets = sys.modules.get("PySide6.QtWidgets")
    if widgets is None or widgets.QApplication.instance() is None:
        return set()
    return {each for each in widgets.QApplication.topLevelWidgets() if each.parent() is None}


def _end(windows: set[QWidget]) -> None:
    """Delete what a test left on the screen, and what its fixtures closed but nobody deleted yet.

    The collector would come to it a hundred tests later. Until then every look given to the application is
    given to each of its widgets: the suite once took a tenth of its time for windows nobody saw any more.
    """
    for window in windows:
        window.deleteLater()
    if windows:
        core = sys.modules["PySide6.QtCore"]
        core.QCoreApplication.sendPostedEvents(None, core.QEvent.Type.DeferredDelete.value)


def _look_for_garbage() -> None:
    """Look for unused memory as the event loop of a window does, to which Python's own leaves it.

    What is still there after a look at everything stays to the end, as what was collected does: long work
    of a window had all of that looked at again, half a second a time.
    """
    if (garbage := sys.modules.get("dxdesk.ui.shell.garbage")) is None or gc.isenabled():
        return
    full = gc.get_stats()[2]["collections"]
    garbage.collector().look()
    if gc.get_stats()[2]["collections"] > full:
        gc.freeze()


def _variables() -> dict[str, str]:
    """Return the environment but for what pytest itself tells in it."""
    return {name: value for name, value in os.environ.items() if name != "PYTEST_CURRENT_TEST"}


@pytest.fixture
def all_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take one capability as the only one there is, and one that screens show: these tests count them."""
    from dxdesk.usecases.organisation import capabilities

    shown = tuple(one._replace(shown=True) for one in capabilities.CAPABILITIES[:1])
    monkeypatch.setattr(capabilities, "CAPABILITIES", shown)
