"""Which arguments open the window, and so need no console on Windows."""

from __future__ import annotations

import pytest

from dxdesk.__main__ import opens_window


@pytest.mark.parametrize(
    "arguments", [[], ["人事課.dxdesk"], ["C:\\台帳\\人事課"], ["/home/user/人事課"], ["./人事課"]]
)
def test_a_double_click_or_a_dropped_store_opens_the_window(arguments: list[str]) -> None:
    assert opens_window(arguments)


@pytest.mark.parametrize("arguments", [["--help"], ["self-test"], ["status", "人事課.dxdesk"], ["--version"]])
def test_a_command_keeps_its_console(arguments: list[str]) -> None:
    assert not opens_window(arguments)
