"""Which scenes each role has, and all of them drawn."""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Sequence
from pathlib import Path

from dxdesk.ports.entities import Role
from dxdesk.programs.scenes import (
    bare,
    digital,
    entrance,
    frameworks,
    growth_files,
    office,
    papers,
    personal,
    planning,
    practising,
    preparing,
    requests,
    section,
    shared,
    training,
    year_start,
)
from dxdesk.ui.pictures import drawing
from dxdesk.ui.pictures.studio import Scene, to
from dxdesk.ui.shell.actions import destinations
from dxdesk.usecases.workplace.desk import Desk


def draw_all(
    desk: Desk, out: Path, scales: Sequence[float] = (1.0, 1.5), dark: Sequence[bool] = (False, True)
) -> tuple[Path, ...]:
    """Draw every scene of the desk's role.

    Args:
        desk: an opened store; nothing in it is changed but drafts that screens save by themselves.
        out: folder for the pictures, made where missing.
        scales: 1.0, 1.5 or 2.0.
        dark: whether to draw the light look, the dark one or both.

    Returns:
        The files written, in the order drawn: ``hr-01-home-150-dark.png`` says role, place, scene, scale and
        look (light where it says none).
    """
    with tempfile.TemporaryDirectory() as folder, bare.new_desk(desk, Path(folder)) as empty:
        return drawing.draw(desk, empty, scenes(desk.role), out, scales, dark)


def scenes(role: Role) -> tuple[Scene, ...]:
    """Return the scenes of a role."""
    found = [Scene("home", lambda studio: studio.go("home") and None)]
    if role in (Role.HR, Role.SECTION):
        found += office.news()
    if role is Role.PERSONAL:
        found += personal.personal()
    if role is Role.SECTION:
        found += section.section()
        found += requests.requests()
    found += shared.receiving(role)
    if role in (Role.HR, Role.SECTION):
        found += office.standing(role)
    if role in (Role.HR, Role.SECTION):
        found += shared.maps(role)
    if role is not Role.DX:
        found += year_start.year_start(role)
        found += growth_files.growth_files(role)
    found += shared.documents(role)
    found += papers.papers(role)
    if role in (Role.HR, Role.DX):
        found += frameworks.frameworks()
    if role is Role.HR:
        found += office.office()
        found += training.training()
    found += digital.digital(role)
    found += planning.planning(role)
    found += practising.practising(role)
    found += preparing.preparing(role)
    found += shared.settings(role)
    found += _as_they_open(role, {scene.name for scene in found})
    found += shared.troubles()
    found += bare.bare(role)
    # Last: the guide stays above the screens once it is shown.
    return (*found, *entrance.entrance(), *shared.helping())


def _as_they_open(role: Role, drawn: Collection[str]) -> list[Scene]:
    """Return the screens that no scene is about, as they open: a new one is looked at from its first day."""
    return [
        Scene(one.key, to(one.key))
        for one in destinations(role)
        if not any(name.partition("-")[0] == one.key.partition("_")[0] for name in drawn)
    ]
