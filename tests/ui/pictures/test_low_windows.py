"""A laptop's display at 150 %: every list shows lines enough to work with, or its page scrolls to them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QListView, QScrollArea, QTableView, QWidget

from dxdesk.programs.scenes import album
from dxdesk.ui.pictures import drawing
from dxdesk.ui.startup import app
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.played import desk_of

LOW = QSize(911, 512)
"""1366 × 768 px at 150 %, logical px."""

LEAST = 4
"""Lines of a list that are seen at once, unless it has fewer."""

CHOICES = 3
"""Lines of a list of ticks inside a form, and of the findings under the editor: read beside the field."""

NAMES = {
    "hr": (
        *("home", "home-news", "receive-done", "status", "skillmap", "skillmap-past", "growth", "documents"),
        *("agenda-year", "agenda-terms", "staffing-table", "practice-knowledge"),
        *("framework", "framework-skills", "framework-finding", "framework-grid", "roster", "settings-audit"),
    ),
    "section": ("home-news", "review", "receive-done", "requests-enrolment", "requests-nomination"),
    "personal": ("home", "receive-done"),
}


@pytest.fixture(params=NAMES)
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desk]:
    """A copy of a played store of a role."""
    opened = desk_of(str(request.param), tmp_path)
    yield opened
    opened.store.close()


def _lists(shown: QWidget) -> Iterator[QAbstractItemView]:
    for kind in (QTableView, QListView):
        found: list[QAbstractItemView] = list(shown.findChildren(kind))
        yield from (one for one in found if one.isVisible() and one.window() is shown.window())


def _seen(view: QAbstractItemView) -> tuple[float, int]:
    """Return how many lines the height of a list has room for, and how many there are."""
    model = view.model()
    first = model.index(0, view.horizontalHeader().logicalIndexAt(1) if isinstance(view, QTableView) else 0)
    high = view.visualRect(first).height()
    return (view.viewport().height() / high if high else 0.0), model.rowCount()


def _scrolls(part: QWidget) -> bool:
    """Return whether what is not seen of a part can be scrolled to."""
    around = part.parentWidget()
    while around is not None and not isinstance(around, QScrollArea):
        around = around.parentWidget()
    return around is not None


def _is_choices(view: QAbstractItemView) -> bool:
    return view.objectName() == "findings" or (_scrolls(view) and isinstance(view, QListView))


def _too_low(view: QAbstractItemView) -> str:
    if isinstance(view, QHeaderView) or not view.model() or not view.model().rowCount():
        return ""
    lines, count = _seen(view)
    least = 1 if view.objectName() == "findings" else CHOICES if _is_choices(view) else LEAST
    wanted = min(least, count)
    seen = view.visibleRegion().boundingRect().height() / max(view.height(), 1)
    if lines + 0.1 < wanted:
        return f"{view.accessibleName()}: {lines:.1f} of {count}"
    return "" if seen > 0.99 or _scrolls(view) else f"{view.accessibleName()}: covered"


def test_every_list_of_a_low_window_shows_lines_enough(desk: Desk) -> None:
    app.prepare()
    wanted = NAMES[desk.role.value]
    chosen = [scene for scene in album.scenes(desk.role) if scene.name in wanted and not scene.bare]
    assert len(chosen) == len(wanted)
    low: list[str] = []
    lists = 0
    for scene, shown in zip(chosen, drawing.walk(desk, chosen, LOW), strict=True):
        found = list(_lists(shown))
        lists += len(found)
        low += [f"{scene.name} {told}" for view in found if (told := _too_low(view))]
        areas: list[QScrollArea] = list(shown.findChildren(QScrollArea))
        low += [f"{scene.name}: cut at the right" for area in areas if _cuts_sideways(area)]
    assert lists
    assert not low


def _cuts_sideways(area: QScrollArea) -> bool:
    """Return whether an area that scrolls up and down only holds more than it is wide."""
    off = area.horizontalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAlwaysOff
    return off and area.isVisible() and area.widget().width() > area.viewport().width()
