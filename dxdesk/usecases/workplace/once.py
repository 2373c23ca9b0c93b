"""Reading once in a unit of work what many ask for."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from dxdesk.ports.store import UnitOfWork

T = TypeVar("T")


def once_a_unit(read: Callable[[UnitOfWork], T]) -> Callable[[UnitOfWork], T]:
    """Return ``read`` asking the store once, and once more after each change in the same unit of work.

    What it returns is handed to everybody who asks: it must be something nobody can change.
    """

    @wraps(read)
    def known(uow: UnitOfWork) -> T:
        return uow.once(read)

    return known


def until_written(read: Callable[[UnitOfWork], T]) -> Callable[[UnitOfWork], T]:
    """Return ``read`` asking the store once, and once more after anything was written to it.

    As ``once_a_unit``, and remembered from one unit that reads to the next. For what is small and asked by
    nearly every unit: what an office uses, whose keys count, which numbers are one person's.
    """

    @wraps(read)
    def known(uow: UnitOfWork) -> T:
        return uow.until_written(read)

    return known
