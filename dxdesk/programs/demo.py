"""The demonstration: whole years of a made-up municipality, with every kind of file and mishap."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

from dxdesk import private
from dxdesk.domain import tool_map
from dxdesk.domain.capabilities import CAPABILITIES
from dxdesk.domain.errors import KnownError, Place
from dxdesk.domain.system_words import system_words
from dxdesk.ports.store import Progress

if TYPE_CHECKING:
    from dxdesk.programs.scenario.demo import Demo
    from dxdesk.programs.scenario.development import Development
    from dxdesk.programs.scenario.town import Town

LAST_YEAR = 2025
"""The fiscal year the demonstration ends with; it is over and done, whenever it is played."""


@dataclass(frozen=True)
class Play:
    """What to play: where, how many people in how many sections, from which seed, how many years.

    Files are written for the last year alone; the years before it are played into HR's store. Without
    ``files`` there is that store only: so many finalised years, and the year after them still open.
    ``small_start``: the office uses the 申告 alone, else every capability there is.
    """

    folder: Path
    staff: int = 120
    sections: int = 8
    seed: int = 1
    framework: str = "shinagawa"
    years: int = 2
    files: bool = True
    small_start: bool = False


def play(wanted: Play, progress: Progress | None = None) -> dict[str, Any]:
    """Play the years and return what ``demo.json`` says.

    Raises:
        KnownError: ``demo-folder-in-use``, ``demo-too-small``, ``preset-unknown`` and what files and
            stores refuse.
        Cancelled: from the progress callback.
    """
    from dxdesk import bootstrap
    from dxdesk.programs.scenario import paperless, posts, specialists
    from dxdesk.programs.scenario import town as towns
    from dxdesk.programs.scenario.answers import Voices
    from dxdesk.programs.scenario.demo import Demo, Listing
    from dxdesk.programs.scenario.development import Development
    from dxdesk.usecases.frameworks.versions import load_preset
    from dxdesk.usecases.organisation import capabilities
    from dxdesk.usecases.workplace.clock import FixedClock

    framework = load_preset(wanted.framework)
    if not wanted.small_start:
        framework = tool_map.with_tools(framework)
    rng = Random(wanted.seed)
    town = posts.appoint(towns.build(wanted.staff, wanted.sections, rng), framework, rng)
    folder = wanted.folder.absolute()
    _clear(folder)
    first = LAST_YEAR - wanted.years + wanted.files
    clock = FixedClock(f"{first}-12-01")
    about = {
        "staff": len(town.staff),
        "sections": len(town.units),
        "seed": wanted.seed,
        "framework": wanted.framework,
        "small_start": wanted.small_start,
        "fiscal_years": list(range(first, LAST_YEAR + 1)),
    }
    listing = Listing(folder, about)
    listing.write(complete=False)
    demo = Demo(listing, bootstrap.services(clock), clock, Voices(framework, wanted.seed, first))
    demo.voices.specialists = specialists.chosen(town, framework)
    demo.expect((LAST_YEAR + 1 - first) * (3 * wanted.staff + 8 * wanted.sections), progress)
    try:
        demo.create_hr()
        development = None
        if not wanted.small_start:
            for one in CAPABILITIES:
                capabilities.switch(demo.hr, one.code, True)
            development = Development(demo, framework, first)
        open_year = 0 if wanted.files else LAST_YEAR
        years = range(first, LAST_YEAR + (not wanted.files))
        town = paperless.play(
            demo, town, years, wanted.framework, open_year=open_year, development=development
        )
        if wanted.files:
            _play_with_files(demo, town, wanted.framework, development)
    finally:
        demo.close()
    demo.sweep()
    listing.write_guide()
    demo.expect(1, progress)
    demo.step()
    return listing.write(complete=True)


def _play_with_files(demo: Demo, town: Town, framework: str, development: Development | None) -> None:
    """Play the last year with all its files, and the April that follows it."""
    from dxdesk.programs.scenario import hr_acts
    from dxdesk.programs.scenario.year import Year

    folder = demo.folder / f"令和{LAST_YEAR - 2018}年度"
    if development is not None:
        town = development.before(town, LAST_YEAR, folder)
    Year(demo, town, LAST_YEAR).play(framework)
    if development is not None:
        development.after(town, LAST_YEAR, folder)
        development.next_april(town, LAST_YEAR + 1, demo.folder / f"令和{LAST_YEAR - 2017}年度")
    hr_acts.count(demo)


def _clear(folder: Path) -> None:
    """Make the folder, or empty the one of an earlier demonstration.

    Raises:
        KnownError: ``demo-folder-in-use``: it holds something else, which stays as it is.
    """
    from dxdesk.programs.scenario.demo import LISTING, MADE_BY

    try:
        private.make_folder(folder)
        inside = list(folder.iterdir())
        if not inside:
            return
        if not _is_ours(folder / LISTING, MADE_BY):
            raise KnownError(
                "demo-folder-in-use",
                "このフォルダーには、見本ではないものが入っています。何も変えていません。",
                "空のフォルダーか、まだない名前を指定してください。",
                found=inside[0].name,
                place=Place(folder.name),
            )
        for entry in inside:
            shutil.rmtree(entry) if entry.is_dir() and not entry.is_symlink() else entry.unlink()
    except OSError as error:
        raise KnownError(
            "demo-folder-unwritable",
            "見本のフォルダーに書き込めません。",
            "ほかのソフトで開いているファイルを閉じるか、別の場所を指定してください。",
            found=system_words(error),
            place=Place(folder.name),
        ) from error


def _is_ours(listing: Path, made_by: str) -> bool:
    try:
        found = json.loads(listing.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(found, dict) and found.get("made_by") == made_by
