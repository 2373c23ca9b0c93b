"""The scripts under ``build/`` as tests load and run them."""

from __future__ import annotations

import importlib
import os
from types import ModuleType

import pytest

from tests.helpers.source import ROOT


def load(name: str, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Import a build script by the name it has beside ``dev.py``."""
    monkeypatch.syspath_prepend(str(ROOT / "build"))
    return importlib.import_module(name)


def utf8() -> dict[str, str]:
    """Return the environment with Python's output in UTF-8."""
    return {**os.environ, "PYTHONUTF8": "1"}
