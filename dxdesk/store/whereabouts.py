"""Whether the file at a store's path is still the one that was opened.

Somebody may move the file, or put a backup in its place, while it is open. Each unit of work opens its own
connection, so what is said next would go into the other file, or nowhere: it is refused before it begins.
"""

from __future__ import annotations

from pathlib import Path

from dxdesk.store import problems


class Whereabouts:
    """The file a store was opened as."""

    def __init__(self, path: Path) -> None:
        """Take note of the file that lies there now."""
        self._path = path
        self._file = _file_at(path)

    def note(self) -> None:
        """Take note anew: this program itself has written the file, or put another one in its place."""
        self._file = _file_at(self._path)

    def refuse_another(self) -> None:
        """Raise where the file has gone or another one lies in its place.

        Raises:
            KnownError: ``store-moved``.
        """
        now = _file_at(self._path)
        if self._file is None:
            return
        if now is None:
            raise problems.moved(self._path, gone=True)
        # Some systems number files anew while nobody has them open; untouched since, it is the same one.
        if now[0] != self._file[0] and now[1] != self._file[1]:
            raise problems.moved(self._path, gone=False)


def _file_at(path: Path) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """Return which file lies there and how it was left, ``None`` where there is none or nobody can ask."""
    try:
        found = path.stat()
    except OSError:
        return None
    return (found.st_dev, found.st_ino), (found.st_size, found.st_mtime_ns)
