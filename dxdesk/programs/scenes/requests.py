"""Scenes of 申込・推薦: from the store where a section got something, else with made-up requests."""

from __future__ import annotations

from dxdesk.domain.capabilities import REQUESTS
from dxdesk.domain.nominations import INSTEAD
from dxdesk.programs.scenes import requests_samples as samples
from dxdesk.ui.pictures.studio import Scene, Shown, Studio, shown
from dxdesk.ui.requests.view import Requests


def requests() -> list[Scene]:
    """Return the scenes; the window offers the screen for them alone where nothing came."""
    found = {
        "requests-enrolment": lambda studio: _at(studio, samples.ENROLMENT.sessions[0].subject),
        "requests-short": lambda studio: _at(studio, samples.ENROLMENT.sessions[2].subject),
        "requests-person": _person,
        "requests-nomination": _nomination,
        "requests-nominee": _nominee,
        "requests-nothing": _nothing,
    }
    return [Scene(name, show, _back) for name, show in found.items()]


def _open(studio: Studio) -> Requests:
    studio.window.offer_places(frozenset({REQUESTS}))
    screen = studio.at(Requests)
    if not screen.listed.count():
        screen.show_requests(samples.requests())
        studio.settle()
    screen.banner.hide()
    return screen


def _at(studio: Studio, session: str) -> None:
    screen = _open(studio)
    screen.listed.setCurrentIndex(0)
    screen.enrolment.sessions.pick(lambda one: one.subject == session)
    screen.enrolment.people.setCurrentRow(1)


def _person(studio: Studio) -> Shown | None:
    _at(studio, samples.ENROLMENT.sessions[0].subject)
    page = _open(studio).enrolment
    page.ask_person()
    return shown(page.dialog)


def _nomination(studio: Studio) -> None:
    screen = _open(studio)
    screen.listed.setCurrentIndex(1)


def _nominee(studio: Studio) -> Shown | None:
    _nomination(studio)
    page = _open(studio).nomination
    page.people.selectRow(0)
    studio.settle()
    page.ask()
    if page.dialog is not None:
        page.dialog.manner.setCurrentIndex(page.dialog.manner.findData(INSTEAD))
    return shown(page.dialog)


def _nothing(studio: Studio) -> None:
    _open(studio).show_requests(())


def _back(studio: Studio) -> None:
    studio.window.screens[REQUESTS].stale = True
    studio.window.reload_screen()  # reads again what came
