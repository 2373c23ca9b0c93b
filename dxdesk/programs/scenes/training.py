"""Scenes of 研修: from the store where the office keeps courses, else with made-up ones."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dxdesk.domain.capabilities import TRAINING
from dxdesk.programs.scenes import training_samples as samples
from dxdesk.ui.pictures.studio import Scene, Shown, Studio, shown
from dxdesk.ui.training.view import Training

if TYPE_CHECKING:
    from dxdesk.usecases.training.overview import Choices


def training() -> list[Scene]:
    """Return the scenes of the training ledger; the window offers it for them alone where it is not used."""
    found: Mapping[str, Callable[[Studio], Shown | None]] = {
        "training": lambda studio: _card(studio, 0),
        "training-sessions": lambda studio: _card(studio, 1),
        "training-rates": lambda studio: _card(studio, 2),
        "training-card-missing": lambda studio: _card(studio, 3),
        "training-missing": lambda studio: _tab(studio, "missing"),
        "training-enrolments": _enrolments,
        "training-enrolments-arrival": _arrival,
        "training-answers": _answers,
        "training-skills": lambda studio: _tab(studio, "skills"),
        "training-map": _map,
        "training-course": _course,
        "training-course-new": _course_new,
        "training-session": _session,
        "training-notices": _notices,
        "training-end": _end,
        "training-merge": _merge,
        "training-take": _take,
        "training-import": _import,
        "training-import-errors": _import_errors,
        "training-empty": _empty,
    }
    return [Scene(name, show, _back) for name, show in found.items()]


def _open(studio: Studio) -> Training:
    studio.window.offer_places(frozenset({TRAINING}))
    screen = studio.at(Training)
    if screen.found is None or screen.found.empty or not screen.found.year.courses:
        screen.show_year(samples.overview())
        studio.settle()
        _page(screen).card.show_card(samples.card(), samples.YEAR)
        screen.banner.hide()
    screen.tabs.setCurrentIndex(0)
    return screen


def _choices(screen: Training) -> Choices:
    """Return what there is to choose of where the courses shown are the store's own, else made-up choices."""
    from dxdesk.domain.errors import KnownError
    from dxdesk.usecases.training.overview import choices

    try:
        found = choices(screen.desk)
    except KnownError:  # the office does not use the ledger
        return samples.choices()
    return found if found.courses else samples.choices()


def _page(screen: Training) -> Any:
    return screen.page("courses")


def _back(studio: Studio) -> None:
    studio.window.screens[TRAINING].stale = True
    studio.window.reload_screen()  # reads again which capabilities the office uses


def _card(studio: Studio, position: int) -> None:
    screen = _open(studio)
    page = _page(screen)
    required = [one for one in page.table.shown() if one.missing]
    if page.card.found is None or not page.card.found.missing:
        page.table.pick(lambda one: one in required[:1])
        studio.settle()
    page.card.tabs.setCurrentIndex(position)


def _tab(studio: Studio, key: str) -> None:
    screen = _open(studio)
    screen.tabs.setCurrentIndex([tab.key for tab in screen.listed].index(key))


def _enrolments(studio: Studio) -> None:
    _enrolled(studio)


def _enrolled(studio: Studio) -> Training:
    """Show made-up enrolments, once the store was asked for its own."""
    screen = _open(studio)
    screen.tabs.setCurrentIndex([tab.key for tab in screen.listed].index("enrolments"))
    studio.settle()
    page: Any = screen.page("enrolments")
    page.show_lists(samples.enrolled())
    screen.banner.hide()
    page.table.pick(lambda one: bool(one.problems))
    return screen


def _answers(studio: Studio) -> None:
    screen = _open(studio)
    screen.tabs.setCurrentIndex([tab.key for tab in screen.listed].index("answers"))
    studio.settle()
    page: Any = screen.page("answers")
    page.show_answers(samples.answered())
    screen.banner.hide()


def _map(studio: Studio) -> None:
    """Show a made-up map, once the store was asked for its own."""
    screen = _open(studio)
    screen.tabs.setCurrentIndex([tab.key for tab in screen.listed].index("map"))
    studio.settle()
    page: Any = screen.page("map")
    page.show_map(samples.course_map())
    screen.banner.hide()
    page.pick(0, 1)


def _arrival(studio: Studio) -> Shown | None:
    screen = _enrolled(studio)
    page: Any = screen.page("enrolments")
    page.arrival.click()
    return _dialog(studio, screen)


def _dialog(studio: Studio, screen: Training) -> Shown | None:
    studio.settle()
    return shown(screen.acts.dialog)


def _course(studio: Studio) -> Shown | None:
    screen = _open(studio)
    _page(screen).card.tabs.setCurrentIndex(0)
    screen.acts.open_course(_page(screen).card.found.year.course, _choices(screen))
    return _dialog(studio, screen)


def _course_new(studio: Studio) -> Shown | None:
    """Show what is objected to a course without a name."""
    screen = _open(studio)
    screen.acts.open_course(None, _choices(screen))
    asked: Any = _dialog(studio, screen)
    asked.audience.add.click()
    asked.serves.add.click()
    asked.banner.say(*samples.NAMELESS)
    studio.settle()
    return shown(asked)


def _session(studio: Studio) -> Shown | None:
    screen = _open(studio)
    card = _page(screen).card
    session = next(iter(card.found.sessions), None)
    screen.acts.edit_session(card.found.year.course, session, samples.YEAR)
    return _dialog(studio, screen)


def _notices(studio: Studio) -> Shown | None:
    screen = _open(studio)
    screen.acts.show_notices(samples.overview().year)
    return _dialog(studio, screen)


def _end(studio: Studio) -> Shown | None:
    screen = _open(studio)
    screen.acts.ask_end(_page(screen).card.found.year.course)
    return _dialog(studio, screen)


def _merge(studio: Studio) -> Shown | None:
    screen = _open(studio)
    screen.acts.open_merge(_page(screen).card.found.year.course, _choices(screen))
    return _dialog(studio, screen)


def _take(studio: Studio) -> Shown | None:
    screen = _open(studio)
    screen.acts.open_take(samples.overview().offers)
    return _dialog(studio, screen)


def _import(studio: Studio) -> Shown | None:
    screen = _open(studio)
    screen.acts.import_table()
    asked: Any = _dialog(studio, screen)
    asked.file.setText(str(Path(samples.TABLE)))
    asked.show_result(samples.looked_at())
    studio.settle()
    return shown(asked)


def _import_errors(studio: Studio) -> Shown | None:
    screen = _open(studio)
    screen.acts.import_table()
    asked: Any = _dialog(studio, screen)
    asked.file.setText(str(Path(samples.TABLE)))
    asked.show_result(samples.looked_at(good=False))
    studio.settle()
    return shown(asked)


def _empty(studio: Studio) -> None:
    screen = _open(studio)
    screen.show_year(samples.overview(empty=True))
    screen.banner.hide()
