"""How much memory is free is asked from the system; what it does not say is none."""

from __future__ import annotations

import ctypes
import sys
from pathlib import Path
from typing import Any

import pytest

from dxdesk.store import inspecting, memory

MIB = 1024 * 1024


def test_the_system_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = tmp_path / "meminfo"
    told.write_text("MemTotal:  24000000 kB\nMemAvailable:   4096 kB\n", encoding="ascii")
    monkeypatch.setattr(memory, "_TOLD_IN", told)
    monkeypatch.setattr(sys, "platform", "linux")
    assert memory.free_memory() == 4 * MIB


def test_linux_says_it_in_units_of_1024_bytes() -> None:
    text = "MemTotal:       24000000 kB\nMemFree:  1000 kB\nMemAvailable:    2048 kB\nSwapFree:  0 kB\n"
    assert memory.told_by_linux(text) == 2 * MIB
    assert memory.told_by_linux("MemTotal:       24000000 kB\n") == 0


def test_a_system_that_does_not_say_it_has_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "_TOLD_IN", tmp_path / "meminfo")
    monkeypatch.setattr(sys, "platform", "darwin")
    assert memory.free_memory() == 0


def test_windows_writes_it_into_the_third_field_and_is_told_the_size() -> None:
    def answers(place: Any) -> int:
        raw = (ctypes.c_uint32 * 2).from_address(ctypes.addressof(place._obj))
        assert raw[0] == 64  # sizeof(MEMORYSTATUSEX)
        (ctypes.c_uint64 * 8).from_address(ctypes.addressof(place._obj))[2] = 3 * MIB
        return 1

    assert memory.told_by_windows(answers) == 3 * MIB
    assert memory.told_by_windows(lambda _: 0) == 0


@pytest.mark.parametrize(
    ("size", "free", "fits"),
    [
        (512, 0, True),
        (513, 3 * 513, True),
        (513, 3 * 513 - 1, False),
        (2048, 3 * 2048, True),
        (2049, 1024 * 1024, False),
    ],
)
def test_a_large_store_is_copied_into_memory_where_thrice_its_size_is_free(
    size: int, free: int, *, fits: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memory, "free_memory", lambda: free * MIB)
    assert inspecting._fits_in_memory(size * MIB) is fits
