"""A folder with all there is in it, dropped on the window: forms, copies, letters, junk, locked files."""

from __future__ import annotations

import random
import shutil
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from dxdesk.excel.writing import locked_bytes
from dxdesk.ui.shell.main_window import MainWindow
from dxdesk.usecases.exchange.ledgers import receipts
from dxdesk.usecases.exchange.receive import COMMIT_EVERY
from dxdesk.usecases.inbox.batches import left_aside
from dxdesk.usecases.workplace.desk import Desk
from tests.bench import batch
from tests.helpers.screens import drop, settle
from tests.ui.office import Office

Show = Callable[[Desk], MainWindow]
MADE_OF = {"重複": 30, "施錠": 3, "壊れ": 7, "pdf": 8, "写真": 5, "csv": 3, "古い": 2, "office": 2}
"""Of a hundred files: what is there beside the forms (40)."""


def mixed(folder: Path, forms: Sequence[Path], size: int) -> Counter[str]:
    """Fill a folder with ``size`` files around the forms; return how many of each kind."""
    chance, made = random.Random(1), Counter[str]()

    def put(kind: str, name: str, data: bytes) -> None:
        (folder / kind).mkdir(parents=True, exist_ok=True)
        (folder / kind / name).write_bytes(data)
        made[kind] += 1

    for form in forms[: size * 40 // 100]:
        put("申告票", form.name, form.read_bytes())
    whole = [form.read_bytes() for form in forms[:40]]
    makes: dict[str, Callable[[int], tuple[str, bytes]]] = {
        "重複": lambda n: (f"コピー ({n}).xlsx", whole[n % len(whole)]),
        "施錠": lambda n: (f"施錠{n}.xlsx", locked_bytes(whole[n % len(whole)], "ひみつ1234")),
        "壊れ": lambda n: (
            f"壊れ{n}.xlsx",
            whole[n % len(whole)][:9000] if n % 2 else chance.randbytes(9000),
        ),
        "pdf": lambda n: (f"通知{n}.pdf", b"%PDF-1.7\n" + chance.randbytes(20_000)),
        "写真": lambda n: (f"IMG_{n}.jpg", b"\xff\xd8\xff" + chance.randbytes(50_000)),
        "csv": lambda n: (f"一覧{n}.csv", "番号,名\n1,あ\n".encode("cp932")),
        "古い": lambda n: (f"古い{n}.xls", bytes.fromhex("d0cf11e0a1b11ae1") + chance.randbytes(8000)),
        "office": lambda n: (f"~$課{n}.xlsx", b"x"),
    }
    for kind, share in MADE_OF.items():
        for number in range(size * share // 100):
            put(kind, *makes[kind](number))
    return made


class Beat:
    """Beats in the window's thread; remembers how long the window kept it waiting."""

    def __init__(self) -> None:
        self._timer = QTimer()
        self._timer.timeout.connect(self._beat)
        self.begin()
        self._timer.start(10)

    def begin(self) -> None:
        self.work = self.gap = 0.0
        self._at, self._worked = time.perf_counter(), time.thread_time()

    def _beat(self) -> None:
        now, worked = time.perf_counter(), time.thread_time()
        self.gap, self.work = max(self.gap, now - self._at), max(self.work, worked - self._worked)
        self._at, self._worked = now, worked

    def told(self) -> str:
        return f"window's own work {self.work * 1000:.0f} ms, longest wait {self.gap * 1000:.0f} ms"


def stop_at(qtbot: QtBot, window: MainWindow, share: float) -> None:
    """Press やめる when that share of the work is done."""
    seen: list[float] = []
    assert window.status.stop.isVisible()
    told = window.operations.progressed.connect(lambda _, done, total: seen.append(done / total))
    qtbot.waitUntil(lambda: bool(seen) and seen[-1] >= share, timeout=600_000)
    assert window.status.stop.isVisible()
    window.status.stop.click()
    window.operations.progressed.disconnect(told)
    qtbot.waitUntil(lambda: window.operations.idle, timeout=20_000)


def whole_story(qtbot: QtBot, window: MainWindow, folder: Path, made: Counter[str]) -> list[str]:
    """Drop, stop, drop again, stop half-way, take; return what was measured."""
    files = sum(count for kind, count in made.items() if kind not in ("pdf", "写真", "office"))
    told: list[str] = []
    beat = Beat()

    def rest() -> None:
        qtbot.waitUntil(lambda: window.operations.idle, timeout=900_000)

    def measured(what: str, start: float) -> None:
        told.append(f"{what} {time.monotonic() - start:.1f} s, {beat.told()}")
        assert beat.work < 0.1, told

    drop(window, folder)
    qtbot.waitUntil(lambda: window.status.stop.isVisible())
    start = time.monotonic()
    stop_at(qtbot, window, 0.1)
    measured("stopped looking after", start)
    screen: Any = window.screens["receive"]
    assert "途中でやめました" in screen.banner.text()
    assert not receipts(window.desk)

    start = time.monotonic()
    beat.begin()
    drop(window, folder)
    qtbot.waitUntil(lambda: window.status.stop.isVisible())
    rest()
    measured("looked", start)
    outcomes = Counter(file.outcome for file in screen.preview.files)
    assert outcomes.total() == files
    assert outcomes["applied"] == made["申告票"]
    assert outcomes["unchanged"] == made["重複"]
    assert outcomes["refused"] == made["施錠"] + made["壊れ"] + made["csv"] + made["古い"]
    assert f"{made['pdf'] + made['写真']:,}件は見ていません" in screen.said.text()
    assert all(file.errors[0].fix for file in screen.preview.files if file.outcome == "refused")

    screen.apply_files()
    stop_at(qtbot, window, 0.75)
    kept = len(receipts(window.desk))
    assert kept % COMMIT_EVERY == 0 or kept == made["申告票"] + made["重複"], "a transaction or nothing of it"
    assert window.desk.services.stores.check(window.desk.store) == []

    start = time.monotonic()
    beat.begin()
    screen.apply_files()
    rest()
    measured("took", start)
    settle(qtbot, window)
    taken = [receipt for receipt in receipts(window.desk) if receipt.outcome == "applied"]
    assert len(taken) == made["申告票"], "each form once, whatever was stopped before"
    assert window.desk.services.stores.check(window.desk.store) == []
    return told


def test_a_mixed_folder_is_looked_at_stopped_and_taken(
    qtbot: QtBot, show: Show, office: Office, tmp_path: Path
) -> None:
    forms = sorted(office.answered().iterdir())
    folder = tmp_path / "届いたもの"
    made = mixed(folder, forms, 100)
    made["申告票"] = len(forms)
    for name in ("Thumbs.db", ".DS_Store"):
        (folder / name).write_bytes(b"x")
    assert left_aside((folder, forms[0])) == made["pdf"] + made["写真"]
    window = show(office.open_hr())
    roster = len(receipts(window.desk))
    window.take_files([folder])
    settle(qtbot, window)
    screen: Any = window.screens["receive"]
    assert f"{made['pdf'] + made['写真']}件は見ていません" in screen.said.text()
    assert screen.apply.text().startswith(f"{len(forms)}件")
    screen.apply_files()
    settle(qtbot, window)
    settle(qtbot, window)
    assert len(receipts(window.desk)) == roster + made["申告票"] + made["重複"]


@pytest.mark.soak
def test_three_thousand_mixed_files_leave_the_window_free(qtbot: QtBot, show: Show, tmp_path: Path) -> None:
    town = batch.found(tmp_path, 1200)
    forms = list(batch.send_forms(town, tmp_path / "配布"))
    batch.fill_all(forms)
    made = mixed(tmp_path / "届いたもの", forms, 3000)
    assert made.total() == 3000
    shutil.rmtree(tmp_path / "配布")
    window = show(batch.opened(town.location))
    qtbot.wait(2000)  # the code of other screens is loaded meanwhile
    print("\n".join(whole_story(qtbot, window, tmp_path / "届いたもの", made)))
