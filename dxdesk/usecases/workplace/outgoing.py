"""The files an export writes: all of them stay, or none does; one person's may be taken back alone.

A sealed file that lies in the folder but not in the dispatch ledger would be worse than none: its number
is given out again, and the two then look as if somebody had forged one.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dxdesk import paths, private
from dxdesk.domain.errors import KnownError, Place, Problem
from dxdesk.domain.system_words import system_words
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.workplace.unfinished import Journal, mark


def make_folder(folder: Path, told: str) -> None:
    """Make a folder for what is to be written; a share that is not there is an expected failure.

    Args:
        folder: made with those above it.
        told: what that means for the data, e.g. ``提出していません。``.

    Raises:
        KnownError: ``folder-missing``.
    """
    try:
        private.make_folder(folder)
    except OSError as error:
        raise KnownError(
            "folder-missing",
            f"ファイルを置くフォルダーが見つからないか、作れません。{told}",
            "共有フォルダーにつながっているか、書き込めるかを確かめるか、別の場所を選んでください。",
            found=f"{folder} {system_words(error)}",
        ) from error


def write_whole(path: Path, data: bytes) -> None:
    """Write a file whole or not at all.

    Raises:
        KnownError: ``file-unwritable``.
    """
    half = ""
    try:
        private.make_folder(path.parent)
        handle, half = tempfile.mkstemp(prefix=".", suffix=path.suffix, dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.replace(half, path)
    except OSError as error:
        if half:
            Path(half).unlink(missing_ok=True)
        raise KnownError(
            "file-unwritable",
            "ファイルを書き込めません。前からあったファイルはそのままです。",
            "ほかのソフトで開いていれば閉じ、場所とアクセス権、空き容量を確かめてください。",
            found=system_words(error),
            place=Place(path.name),
        ) from error


class Outgoing:
    """What one export has written so far, and what lay there before."""

    def __init__(self, journal: Journal) -> None:
        """Begin with nothing written; ``journal`` names the files for whoever comes after a kill."""
        self.files: list[Path] = []
        self._journal = journal
        self._before: dict[Path, Path] = {}
        self._kept: tempfile.TemporaryDirectory[str] | None = None

    @contextmanager
    def writing(self, path: Path) -> Iterator[None]:
        """Write one file inside: its folder is made, and what lies there already is kept until the end.

        Raises:
            KnownError: ``folder-missing``, ``file-not-written`` where the old file cannot be kept.
        """
        make_folder(path.parent, "何も書き出していません。")
        if path.is_file() and path not in self._before:
            self._before[path] = self._copy(path)
        try:
            self._journal.about_to_write(path, self._before.get(path))
        except OSError as error:
            raise KnownError(
                "file-not-written",
                "台帳のあるフォルダーに書き込めません。何も書き出していません。",
                "空き容量と、台帳のあるフォルダーに書き込めるかを確かめてください。",
                found=system_words(error),
            ) from error
        yield
        self._journal.written(path)
        self.files.append(path)

    def enter(self, uow: UnitOfWork) -> None:
        """Say in the commit that keeps the ledger's lines that these files stay."""
        mark(uow, self._journal.token)

    def _copy(self, path: Path) -> Path:
        try:
            if self._kept is None:
                self._kept = tempfile.TemporaryDirectory(dir=paths.temp_dir())
            copy = Path(self._kept.name) / str(len(self._before))
            private.write_bytes(copy, path.read_bytes())
        except OSError as error:
            raise KnownError(
                "file-not-written",
                "前に書き出した同じ名前のファイルを控えられません。何も書き出していません。",
                "ほかのソフトで開いていれば閉じるか、別のフォルダーを選んでください。",
                found=f"{path} {system_words(error)}",
            ) from error
        return copy

    def take_back(self) -> list[Path]:
        """Remove what was written and put back what lay there; return the files that would not go."""
        return self._remove(self.files)

    def take_back_from(self, first: int) -> None:
        """Take back the files written since there were ``first``; the earlier ones stay.

        Raises:
            KnownError: ``export-left`` where one would not go.
        """
        gone = self.files[first:]
        del self.files[first:]
        left = self._remove(gone)
        if left:
            raise KnownError.of((_undone(len(gone), left),))

    def _remove(self, files: list[Path]) -> list[Path]:
        left = []
        for path in dict.fromkeys(reversed(files)):
            try:
                path.unlink(missing_ok=True)
                if path in self._before:
                    private.write_bytes(path, self._before[path].read_bytes())
            except OSError:
                left.append(path)
        return left

    def close(self) -> None:
        """Let go of what was kept."""
        self._journal.end()
        if self._kept is not None:
            self._kept.cleanup()


@contextmanager
def all_or_nothing(desk: Desk) -> Iterator[Outgoing]:
    """Keep the files written inside if it ends well, and take them back if anything goes wrong.

    What a killed process could not take back goes when the store is opened next (``unfinished``).

    Raises:
        KnownError: the one raised inside, with what became of the files that were written before.
    """
    outgoing = Outgoing(Journal(desk.store.location if not desk.store.read_only else ""))
    try:
        yield outgoing
    except KnownError as error:
        count = len(outgoing.files)
        left = outgoing.take_back()
        if not count:
            raise
        raise KnownError.of((*error.problems, _undone(count, left))) from error
    except BaseException:
        outgoing.take_back()
        raise
    finally:
        outgoing.close()


def _undone(count: int, left: list[Path]) -> Problem:
    if left:
        return Problem(
            "export-left",
            f"途中でやめましたが、消せなかったファイルが{len(left):,}件あります。配布簿には入れていません。",
            "配らずに消してから、もう一度書き出してください。",
            "、".join(str(path) for path in left[:5]) + (" ほか" if len(left) > 5 else ""),
        )
    return Problem(
        "export-undone",
        f"途中でやめたので、先にできた{count:,}件のファイルは取り消しました。配布簿にも入れていません。",
        "上の理由を直してから、もう一度書き出してください。",
    )
