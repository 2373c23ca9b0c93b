"""Who closes the last window has closed the program, whatever was opened and asked before."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from dxdesk import bootstrap
from dxdesk.ports.entities import Role
from dxdesk.ui.startup.app import Program
from dxdesk.usecases.inbox.opening import create_store
from tests.helpers.screens import idle
from tests.helpers.town import PASSPHRASE
from tests.ui.office import MUNICIPALITY, Office

TWO_STORES = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from dxdesk.programs.window import launcher
from dxdesk.ui.startup import app

first, second, secret = sys.argv[1:]
application = app.prepare(first_paint=True)
programs, shown = [], []


class Program(app.Program):
    def __init__(self, launcher):
        super().__init__(launcher)
        programs.append(self)


def go_on():
    program = programs[0]
    if program.window is None or not program.window.operations.idle or not program.operations.idle:
        return
    if not shown:
        shown.append(program.window)
        program.window.take_files([Path(second)])
    elif program.window is shown[0]:
        if program.dialog is not None and program.dialog.isVisible():
            program.dialog.entry.first.setText(secret)
            program.dialog.accept_button.click()
    elif len(shown) == 1:
        shown.append(program.window)
        print("closing", flush=True)
        program.window.close()


app.Program = Program
steps = QTimer(application)
steps.timeout.connect(go_on)
steps.start(50)
sys.exit(app.run(first, launcher(), passphrase=secret))
"""
MOST_SECONDS = 60
"""Far more than all of it takes: a few seconds."""


@pytest.mark.parametrize("role", [Role.HR, Role.PERSONAL])
def test_the_process_ends_with_the_second_store_opened_in_it(tmp_path: Path, role: Role) -> None:
    secret = PASSPHRASE if role is Role.HR else ""
    places = [str(tmp_path / f"{name}.dxdesk") for name in ("前の台帳", "次の台帳")]
    for place in places:
        owner = "" if role is Role.HR else "001003"
        create_store(bootstrap.services(), place, role, MUNICIPALITY, secret, owner).store.close()
    done = subprocess.run(
        [sys.executable, "-c", TWO_STORES, *places, secret],
        env={**os.environ, "DXDESK_USER_DATA": str(tmp_path / "利用者")},
        capture_output=True,
        text=True,
        check=True,
        timeout=MOST_SECONDS,
    )
    assert done.stdout.split() == ["closing"]


def test_nothing_of_a_closed_window_is_guarded_any_more(
    qtbot: QtBot, program: Program, office: Office
) -> None:
    program.open_store(str(office.hr), PASSPHRASE)
    idle(qtbot, program)
    window = program.window
    assert window is not None
    program.show_welcome()  # somebody goes on from there: the program does not end
    window.close()
    qtbot.waitUntil(lambda: program.window is None)
    qtbot.wait(0)
    program.locker.lock()  # the window is gone, and there is nothing to hide
    assert not program.locker.can_lock
