"""What an office would be offered if every capability had a screen."""

from __future__ import annotations

import pytest

from dxdesk.usecases.organisation import capabilities


@pytest.fixture
def all_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take every capability as one that screens show: only those are offered."""
    shown = tuple(one._replace(shown=True) for one in capabilities.CAPABILITIES)
    monkeypatch.setattr(capabilities, "CAPABILITIES", shown)
