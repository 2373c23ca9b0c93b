"""A town of its own for every test."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.helpers.town import Town, fresh


@pytest.fixture
def town(tmp_path: Path) -> Town:
    return fresh(tmp_path)
