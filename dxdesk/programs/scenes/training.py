"""Scenes of 研修: from the store where the office keeps courses, else with made-up ones."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dxdesk.domain.capabilities import TRAINING
from dxdesk.programs.scenes import training_samples as samples
from dxdesk.ui.pictures.stage import Scene, Shown, Stage, shown

if TYPE_CHECKING:
    from dxdesk.ui.training.view import Training
    from dxdesk.usecases.training.overview import Choices


def training() -> list[Scene]:
    """Return the scenes of the training ledger; the window offers it for them alone where it is not used."""
    found: Mapping[str, Callable[[Stage], Shown | None]] = {
        "training": lambda stage: _card(stage, 0),
        "training-sessions": lambda stage: _card(stage, 1),
        "training-rates": lambda stage: _card(stage, 2),
        "training-card-missing": lambda stage: _card(stage, 3),
        "training-missing": lambda stage: _tab(stage, "missing"),
        "training-skills": lambda stage: _tab(stage, "skills"),
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


def _open(stage: Stage) -> Training:
    stage.window.offer_places(frozenset({TRAINING}))
    screen = stage.go("training")
    if screen.found is None or screen.found.empty or not screen.found.year.courses:
        screen.show_year(samples.overview())
        stage.settle()
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


def _back(stage: Stage) -> None:
    stage.window.screens[TRAINING].stale = True
    stage.window.reload_screen()  # reads again which capabilities the office uses


def _card(stage: Stage, place: int) -> None:
    screen = _open(stage)
    page = _page(screen)
    required = [one for one in page.table.shown() if one.missing]
    if page.card.found is None or not page.card.found.missing:
        page.table.pick(lambda one: one in required[:1])
        stage.settle()
    page.card.tabs.setCurrentIndex(place)


def _tab(stage: Stage, key: str) -> None:
    screen = _open(stage)
    screen.tabs.setCurrentIndex([tab.key for tab in screen.listed].index(key))


def _dialog(stage: Stage, screen: Training) -> Shown | None:
    stage.settle()
    return shown(screen.acts.dialog)


def _course(stage: Stage) -> Shown | None:
    screen = _open(stage)
    _page(screen).card.tabs.setCurrentIndex(0)
    screen.acts.open_course(_page(screen).card.found.year.course, _choices(screen))
    return _dialog(stage, screen)


def _course_new(stage: Stage) -> Shown | None:
    """Show what is objected to a course without a name."""
    screen = _open(stage)
    screen.acts.open_course(None, _choices(screen))
    asked: Any = _dialog(stage, screen)
    asked.audience.add.click()
    asked.serves.add.click()
    asked.banner.say(*samples.NAMELESS)
    stage.settle()
    return shown(asked)


def _session(stage: Stage) -> Shown | None:
    screen = _open(stage)
    card = _page(screen).card
    session = next(iter(card.found.sessions), None)
    screen.acts.edit_session(card.found.year.course, session, samples.YEAR)
    return _dialog(stage, screen)


def _notices(stage: Stage) -> Shown | None:
    screen = _open(stage)
    screen.acts.show_notices(samples.overview().year)
    return _dialog(stage, screen)


def _end(stage: Stage) -> Shown | None:
    screen = _open(stage)
    screen.acts.ask_end(_page(screen).card.found.year.course)
    return _dialog(stage, screen)


def _merge(stage: Stage) -> Shown | None:
    screen = _open(stage)
    screen.acts.open_merge(_page(screen).card.found.year.course, _choices(screen))
    return _dialog(stage, screen)


def _take(stage: Stage) -> Shown | None:
    screen = _open(stage)
    screen.acts.open_take(samples.overview().offers)
    return _dialog(stage, screen)


def _import(stage: Stage) -> Shown | None:
    screen = _open(stage)
    screen.acts.import_table()
    asked: Any = _dialog(stage, screen)
    asked.file.setText(str(Path(samples.TABLE)))
    asked.show_result(samples.looked_at())
    stage.settle()
    return shown(asked)


def _import_errors(stage: Stage) -> Shown | None:
    screen = _open(stage)
    screen.acts.import_table()
    asked: Any = _dialog(stage, screen)
    asked.file.setText(str(Path(samples.TABLE)))
    asked.show_result(samples.looked_at(good=False))
    stage.settle()
    return shown(asked)


def _empty(stage: Stage) -> None:
    screen = _open(stage)
    screen.show_year(samples.overview(empty=True))
    screen.banner.hide()
