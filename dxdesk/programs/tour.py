"""A picture of every screen of a store, to look at before users do."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from dxdesk.domain.errors import KnownError, Place
from dxdesk.domain.system_words import system_words

if TYPE_CHECKING:
    from dxdesk.usecases.workplace.desk import Desk

SCALES = (1.0, 1.5)
THEMES = {"light": (False,), "dark": (True,), "both": (False, True)}
"""Whether to draw dark, by the word one asks for a look with."""


def take_tour(store: str, passphrase: str, out: Path, theme: str = "both") -> tuple[Path, ...]:
    """Draw every screen of the store's role at 100 % and 150 %, light and dark; return the pictures.

    Args:
        store: where the store lies.
        passphrase: of that store.
        out: folder for the pictures.
        theme: one of ``THEMES``.

    Raises:
        KnownError: what opening the store refuses, or ``tour-folder``.
    """
    from dxdesk import bootstrap

    desk = bootstrap.open_desk(store, passphrase)
    try:
        return _draw(desk, out, THEMES[theme])
    except OSError as error:
        raise KnownError(
            "tour-folder",
            "絵を書き込めません。台帳は変わっていません。",
            "書き込めるフォルダーを指定してください。",
            found=system_words(error),
            place=Place(out.name),
        ) from error
    finally:
        desk.store.close()


def _draw(desk: Desk, out: Path, dark: Sequence[bool]) -> tuple[Path, ...]:
    """Draw into memory on Linux, whether or not there is a screen; elsewhere on the screen there is."""
    if sys.platform.startswith("linux"):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from dxdesk.programs.scenes.album import draw_all

    return draw_all(desk, out, SCALES, dark)
