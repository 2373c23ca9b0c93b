"""What a person wrote in place of a report's sentences, kept by year and by whom it is for.

With it stands what the figures had said then: when they say otherwise now, whoever prints is told to look.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from dxdesk.domain.errors import KnownError
from dxdesk.domain.small_cells import Use
from dxdesk.ports.entities import Role
from dxdesk.ports.setting_names import ANNUAL_REPORT_WORDS
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.annual_report.beside import beside
from dxdesk.usecases.annual_report.chapters import sentences
from dxdesk.usecases.annual_report.figures import annual_figures
from dxdesk.usecases.workplace.desk import Desk

LONGEST = 2000
"""What a person may write for one place, in letters."""


@dataclass(frozen=True, slots=True)
class Said:
    """One place of the report: ``made`` of today's figures, ``text`` what a person wrote there, if anything.

    ``outdated``: the figures have changed since.
    """

    key: str
    about: str
    made: str
    text: str = ""
    outdated: bool = False


def kept(uow: UnitOfWork, year: int, use: Use) -> dict[str, tuple[str, str]]:
    """Return what was written, with what the figures said then, by key."""
    text = uow.settings.get(f"{ANNUAL_REPORT_WORDS}{year}:{use.value}")
    found = json.loads(text) if text else {}
    return {key: (pair[0], pair[1]) for key, pair in found.items()}


def said(desk: Desk, fiscal_year: int = 0, use: Use = Use.REPORT) -> tuple[Said, ...]:
    """Return the places of a year's report that a person may write.

    Raises:
        KnownError: ``wrong-role``, ``no-cycle``.
    """
    found = annual_figures(desk, fiscal_year, use)
    made = sentences(found, beside(desk, found.cycle))
    with desk.store.read() as uow:
        written = kept(uow, found.cycle.fiscal_year, use)
    return tuple(
        Said(key, about, text, *_written(written.get(key), text)) for key, (about, text) in made.items()
    )


def _written(pair: tuple[str, str] | None, made: str) -> tuple[str, bool]:
    return (pair[0], pair[1] != made) if pair is not None else ("", False)


def write(desk: Desk, texts: Mapping[str, str], fiscal_year: int = 0, use: Use = Use.REPORT) -> None:
    """Keep what a person writes for places, by key; an empty text goes back to what the figures make.

    All of it is kept or nothing.

    Raises:
        KnownError: ``wrong-role``, ``no-cycle``, ``report-words`` (no such place), ``report-words-long``.
    """
    desk.require(Role.HR)
    found = annual_figures(desk, fiscal_year, use)
    made = sentences(found, beside(desk, found.cycle))
    clean = {key: _clean(key, text, made) for key, text in texts.items()}
    year = found.cycle.fiscal_year
    with desk.store.write() as uow:
        written = kept(uow, year, use)
        for key, text in clean.items():
            written.pop(key, None)
            if text and text != made[key][1]:
                written[key] = (text, made[key][1])
            uow.audit.append("report-words", f"{year} {key}")
        uow.settings.set(
            f"{ANNUAL_REPORT_WORDS}{year}:{use.value}",
            json.dumps(written, ensure_ascii=False) if written else "",
        )
        uow.commit()


def _clean(key: str, text: str, made: Mapping[str, tuple[str, str]]) -> str:
    if key not in made:
        raise KnownError(
            "report-words",
            "報告書に、その文はありません。何も変えていません。",
            f"{'、'.join(made)}から選んでください。",
            found=key,
        )
    clean = "\n".join(line.strip() for line in text.strip().splitlines() if line.strip())
    if len(clean) > LONGEST:
        raise KnownError(
            "report-words-long",
            f"「{made[key][0]}」の文が長すぎます({len(clean):,}字)。何も変えていません。",
            f"{LONGEST:,}字までにしてください。",
        )
    return clean
