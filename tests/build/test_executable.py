"""One file that needs nothing but itself."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.helpers.source import ROOT


def test_the_recipe_packs_resources_and_migrations() -> None:
    recipe = (ROOT / "dxdesk.spec").read_text(encoding="utf-8")
    assert '(str(ROOT / "resources"), "resources")' in recipe
    assert '(str(ROOT / "db"), "db")' in recipe
    assert 'collect_submodules("dxdesk")' in recipe


@pytest.mark.soak
def test_the_executable_builds_and_proves_itself() -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "build" / "dev.py"), "exe"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
