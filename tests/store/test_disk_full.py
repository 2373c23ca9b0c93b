"""A disk that is really full: a file system of 600 kB in a namespace of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from dxdesk.domain.errors import KnownError
from dxdesk.store.stores import SqlStores
from tests.helpers.stores import SetClock, identity

_INSIDE = ["unshare", "--mount", "--map-root-user", "sh", "-c"]
_MOUNT = 'mount -t tmpfs -o size=600k tmpfs "$1"'


def _can_mount() -> bool:
    try:
        return subprocess.run([*_INSIDE, _MOUNT, "sh", "/mnt"], capture_output=True).returncode == 0
    except OSError:
        return False


@pytest.mark.skipif(not _can_mount(), reason="no small file system can be mounted here")
def test_a_full_disk_loses_nothing(tmp_path: Path) -> None:
    small, wide = tmp_path / "狭い", tmp_path / "広い"
    small.mkdir()
    wide.mkdir()
    deed = f'{_MOUNT} && exec "$2" -m tests.store.test_disk_full "$1" "$3"'
    done = subprocess.run(
        [*_INSIDE, deed, "sh", str(small), sys.executable, str(wide)],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
    )
    assert "自動の控えを作れませんでした" in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout.splitlines() == [
        "backup disk-full",
        "restore disk-full",
        "write disk-full",
        "create disk-full",
        "save disk-full",
        "left ひと塊 台帳.dxdesk",
        "halves",
        "verify []",
    ]


def _try(name: str, act: object) -> None:
    try:
        act()  # type: ignore[operator]
    except KnownError as error:
        print(name, error.code)
    else:
        print(name, "went well")


def _inside(small: Path, wide: Path) -> None:
    stores = SqlStores(SetClock(), str)
    path = small / "台帳.dxdesk"
    store = stores.create(str(path), identity(), "")
    big = stores.create(str(wide / "大.dxdesk"), identity(store_id="big"), "")

    def write(who: object, text: str, times: int = 1) -> None:
        with who.write() as unit:  # type: ignore[attr-defined]
            for number in range(times):
                unit.settings.set(f"note {number}", text)
            unit.commit()

    write(big, "大" * 300_000)
    write(store, "小")
    _try("backup", lambda: stores.backup(big, small / "控え.dxdesk"))
    _try("restore", lambda: stores.restore(wide / "大.dxdesk", str(small / "戻した.dxdesk"), ""))
    _try("write", lambda: write(store, "大" * 300_000))
    room = os.statvfs(small)
    (small / "ひと塊").write_bytes(b"x" * (room.f_bavail * room.f_frsize - 4096))
    _try("create", lambda: stores.create(str(small / "新.dxdesk"), identity(), ""))
    _try("save", lambda: write(store, "中" * 2000, 50))
    store.close()
    big.close()
    print("left", *sorted(item.name for item in small.iterdir() if item.suffix not in (".lock", ".backups")))
    print("halves", *small.rglob("*.half*"), *small.rglob("*.new*"))
    print("verify", stores.verify(str(path), ""))


if __name__ == "__main__":
    _inside(Path(sys.argv[1]), Path(sys.argv[2]))
