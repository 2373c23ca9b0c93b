"""Work off the UI thread as the log tells it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from dxdesk import crash, logs
from dxdesk.domain.errors import KnownError

if TYPE_CHECKING:
    from dxdesk.ports.store import Progress

T = TypeVar("T")


def told(work: Callable[[Progress], T]) -> Callable[[Progress], T]:
    """Return work that tells the log when it begins and how it ends; the work itself when nobody debugs.

    It is named by its place in the code and not by its title, which may name a file.
    """
    if not crash.debugging():
        return work

    def watched(progress: Progress) -> T:
        with logs.Stretch("operation", _name(work)) as stretch:
            try:
                return work(progress)
            except KnownError as error:
                stretch.outcome = logs.Code(error.code)
                logs.refused(error.code, error)
                raise

    return watched


def _name(work: object) -> str:
    kind = type(work)
    module = getattr(work, "__module__", kind.__module__)
    return f"{module}.{getattr(work, '__qualname__', kind.__qualname__)}"
