"""Taking in a 案件票 or a table of events."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING

from dxdesk.ui.shell.screen import Screen
from dxdesk.ui.shell.table_import import ImportDialog

if TYPE_CHECKING:
    from dxdesk.usecases.imports.understanding import TableResult


def import_dialog(screen: Screen, kind: str, title: str) -> ImportDialog:
    """Return the dialog for a table of a kind (``cases``, ``events``)."""
    desk = screen.desk

    def preview(path: Path, accepted: Collection[str]) -> TableResult:
        from dxdesk.usecases.practice import tables

        return tables.preview(desk, path, kind, accepted)

    def apply(path: Path, accepted: Collection[str]) -> TableResult:
        from dxdesk.usecases.practice import tables

        return tables.apply(desk, path, kind, accepted)

    return ImportDialog(screen, title, preview, apply)
