"""The only place that wires the rooms together.

Every room is made when it is first asked for, so that a help text or the first paint of the window loads
neither the database nor the workbooks.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast

from dxdesk.usecases.workplace.desk import Desk, Services

if TYPE_CHECKING:
    from dxdesk.ports.foreign_tables import TableRoom
    from dxdesk.ports.printing import DocumentPrinter
    from dxdesk.ports.store import Clock, Progress, Sealer, Stores
    from dxdesk.ports.workbooks import Workbooks


class _Late:
    """Stands for a room until somebody needs it."""

    def __init__(self, make: Callable[[], Any]) -> None:
        self._make = make

    def __getattr__(self, name: str) -> Any:
        room = self._make()
        self.__dict__["_room"] = room
        self.__dict__["_make"] = lambda: room
        value = getattr(room, name)
        self.__dict__[name] = value
        return value


def _sealer() -> object:
    from dxdesk.trust.seal import Ed25519Trust

    return Ed25519Trust()


def _workbooks() -> object:
    from dxdesk.excel.workbooks import ExcelWorkbooks

    return ExcelWorkbooks()


def _tables() -> object:
    from dxdesk.excel.tables import ForeignTableReader

    return ForeignTableReader()


def _printer() -> object:
    from dxdesk.pdf.printer import PdfPrinter

    return PdfPrinter()


def stores(clock: Clock, new_seed: Callable[[], str]) -> Stores:
    """Return the room of stores, made when first used; ``new_seed`` makes the seed of a new store's key."""

    def made() -> object:
        from dxdesk.store.stores import SqlStores

        return SqlStores(clock, new_seed)

    return cast("Stores", _Late(made))


def services(clock: Clock | None = None) -> Services:
    """Return the rooms, made when first used; ``clock`` is the PC's own by default."""
    from dxdesk.usecases.workplace.clock import SystemClock

    chosen: Clock = clock or SystemClock()
    sealer = cast("Sealer", _Late(_sealer))

    return Services(
        clock=chosen,
        sealer=sealer,
        workbooks=cast("Workbooks", _Late(_workbooks)),
        tables=cast("TableRoom", _Late(_tables)),
        printer=cast("DocumentPrinter", _Late(_printer)),
        stores=stores(chosen, sealer.new_seed),
    )


def open_desk(
    location: str,
    passphrase: str = "",
    *,
    read_only: bool = False,
    clock: Clock | None = None,
    progress: Progress | None = None,
) -> Desk:
    """Open a store and return its desk."""
    from dxdesk.usecases.inbox.opening import open_store

    return open_store(services(clock), location, passphrase, read_only=read_only, progress=progress)
