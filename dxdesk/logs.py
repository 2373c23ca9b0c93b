"""The log for whoever looks for a fault: ``DXDESK_DEBUG=1`` begins it, and nothing is written without.

``logs/dxdesk.log`` in the user data folder may be sent to somebody, so it holds nothing about people: the
words a line of code was written with, numbers, what is marked as a ``Code``, and of an error its types and
our own places. Every other argument is written as its type. The console gets the tracebacks whole, values
and all: they stay on that console.
"""

from __future__ import annotations

import contextlib
import logging
import re
import time
from pathlib import Path
from types import TracebackType
from typing import Any

import dxdesk
from dxdesk import crash, paths, private

_ROOM = "dxdesk"
_BYTES, _KEPT = 1_000_000, 3
"""How long the file may become, and how many earlier ones are kept beside it."""

_CODE = re.compile(r"(?=.*[A-Za-z_])[\w.:/<>+-]{1,160}", re.ASCII)
"""What a code looks like; digits alone may be somebody's number."""

_FIXED = re.compile(r"%[-+ #0]*[\d.*]*[diouxXeEfFgG]")
"""Places of a message that take a number and nothing else."""

_log = logging.getLogger(__name__)


class Code(str):
    """A word of the program itself (an error code, a command, a place in the code): the log may hold it."""

    __slots__ = ()


class Telling(logging.Formatter):
    """Writes a line without anything about people, whatever it was handed."""

    converter = staticmethod(time.gmtime)

    def __init__(self) -> None:
        """Say when (UTC), how grave, where in the program, and what."""
        super().__init__("%(asctime)s.%(msecs)03dZ %(levelname)s %(name)s: %(message)s", "%Y-%m-%dT%H:%M:%S")

    def format(self, record: logging.LogRecord) -> str:
        """Return the line; an error follows as its types and places."""
        told = logging.makeLogRecord(record.__dict__)
        told.msg, told.args, told.stack_info, told.exc_text = _words(record.msg, record.args), (), None, None
        return super().format(told)

    # The name is the standard library's.
    def formatException(self, ei: Any) -> str:
        """Return an error as its types and our own places."""
        return "\n".join(crash.trail(ei[1])) if ei[1] is not None else ""


def _words(template: object, arguments: object) -> str:
    """Return a message with what may be told of its arguments."""
    if not isinstance(template, str):
        return type(template).__name__
    if not arguments:
        return template
    given = arguments if isinstance(arguments, tuple) else (arguments,)
    shown = tuple(_shown(value) for value in given)
    with contextlib.suppress(TypeError, ValueError, KeyError):
        return template % shown
    # A name where a number was expected, or too few of them: the words alone, and what came with them.
    return f"{_FIXED.sub('%s', template)} {shown}"


def _shown(value: object) -> object:
    """Return a number as it is, a code as its text, anything else as its type."""
    if value is None or type(value) in (bool, int, float):
        return value
    if isinstance(value, Code) and _CODE.fullmatch(value):
        return str(value)
    return type(value).__name__


def begin() -> None:
    """Begin the log and the tracebacks on the console; calling again is free.

    A folder that cannot be written leaves the console alone: the program runs as ever.
    """
    room = logging.getLogger(_ROOM)
    if any(getattr(handler, "ours", False) for handler in room.handlers):
        return
    console: logging.Handler = logging.StreamHandler()
    console.setLevel(logging.WARNING)
    made = [console]
    with contextlib.suppress(OSError):
        made.append(_file_handler(paths.user_data_dir() / "logs"))
    for handler in made:
        vars(handler)["ours"] = True
        room.addHandler(handler)
    room.setLevel(logging.INFO)
    _log.info("dxdesk %s begins", Code(f"v{dxdesk.__version__}"))


def end() -> None:
    """Let go of what ``begin`` made."""
    room = logging.getLogger(_ROOM)
    for handler in [handler for handler in room.handlers if getattr(handler, "ours", False)]:
        room.removeHandler(handler)
        handler.close()
    room.setLevel(logging.NOTSET)


def _file_handler(folder: Path) -> logging.Handler:
    # Imported here: it brings sockets and queues with it, and nobody asks for it but whoever debugs.
    from logging.handlers import RotatingFileHandler

    class Private(RotatingFileHandler):
        def _open(self) -> Any:
            private.make_file(Path(self.baseFilename))
            return super()._open()

    private.make_folder(folder)
    handler = Private(
        folder / "dxdesk.log", maxBytes=_BYTES, backupCount=_KEPT, encoding="utf-8", errors="replace"
    )
    handler.setFormatter(Telling())
    return handler


class Stretch:
    """A command or a piece of work in the log: that it began, how it ended and after how many ms.

    A with block around it; what ends the block early is told too, and goes on. ``outcome`` may be set inside:
    an exit code or an error's code; else it is ``done`` or the type of what ended the block.
    """

    def __init__(self, kind: str, name: str) -> None:
        """Take what it is (a word of ours) and which (a command, a place in the code)."""
        self._kind, self._name = Code(kind), Code(name)
        self._began = 0.0
        self.outcome: int | Code | None = None

    def __enter__(self) -> Stretch:
        """Begin."""
        self._began = time.monotonic()
        _log.info("%s %s begins", self._kind, self._name)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End."""
        if self.outcome is None:
            self.outcome = Code("done" if error is None else type(error).__name__)
        taken = (time.monotonic() - self._began) * 1000
        _log.info("%s %s ended: %s after %d ms", self._kind, self._name, self.outcome, taken)


def refused(code: str, error: BaseException) -> None:
    """Tell that something expected was refused, and where, on the console as well; only when debugging."""
    if crash.debugging():
        _log.warning("refused %s at %s", Code(code), Code(crash.raised_at(error)))
