"""A scene that names a screen is checked against that screen's type."""

from __future__ import annotations

from typing import Literal, get_args, get_overloads

from dxdesk.ui.pictures.studio import Studio
from dxdesk.ui.shell.actions import DESTINATIONS

MADE_OTHERWISE = {"home": "HomeScreen"}
"""What a maker makes; other screens are made by their class."""


def test_every_screen_is_known_by_its_key() -> None:
    known = {}
    for one in get_overloads(Studio.go):
        for key in get_args(eval(one.__annotations__["key"], {"Literal": Literal, "str": str})):
            known[key] = one.__annotations__["return"]
    named = {place.key: place.screen.partition(":")[2] for place in DESTINATIONS} | MADE_OTHERWISE
    assert known == named
