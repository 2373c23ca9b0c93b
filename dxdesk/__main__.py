"""The way in: ``python -m dxdesk``, the ``dxdesk`` script and the exe."""

from __future__ import annotations

import gc
import sys

from dxdesk import crash


def main() -> None:
    """Run the command given, or open the window; never returns normally (``SystemExit``)."""
    arguments = sys.argv[1:]
    _settle_console(arguments)
    if crash.debugging():
        from dxdesk import logs

        logs.begin()
    if opens_window(arguments):
        # Nothing made before the first paint is garbage; ``ui.shell.garbage`` looks for it later.
        gc.disable()
    if not arguments:
        _open_first_window()
    # Imported here, so that the console is settled before anything takes time.
    from dxdesk import cli

    cli.main()


def _open_first_window() -> None:
    """Open the window without the commands, which it does not need to paint.

    Returns where it cannot be opened: the commands say why.
    """
    from dxdesk.domain.errors import KnownError
    from dxdesk.programs.window import open_window

    try:
        code = open_window(None)
    except KnownError:
        return
    except Exception as error:
        from dxdesk.cli.app import say_bug

        say_bug(error, as_json=False)
        code = 1
    raise SystemExit(code)


def _settle_console(arguments: list[str]) -> None:
    """Hide the black console of the Windows exe behind the window, show it for a command.

    The exe is built for the console so that commands can print, and its loader hides a console that
    it owns before unpacking. One opened in a terminal shares that terminal's, which stays visible.
    """
    if sys.platform != "win32" or not getattr(sys, "frozen", False):
        return
    import ctypes

    kernel32 = ctypes.windll.kernel32
    window = kernel32.GetConsoleWindow()
    processes = (ctypes.c_uint32 * 4)()
    attached = kernel32.GetConsoleProcessList(processes, len(processes))
    # A one-file exe is two processes (the unpacking parent and this one); a shell makes it three.
    if window and attached <= 2:
        hide, show = 0, 5
        ctypes.windll.user32.ShowWindow(window, hide if opens_window(arguments) else show)


def opens_window(arguments: list[str]) -> bool:
    """Return whether these arguments open the window: none, or one that names a store file."""
    if not arguments:
        return True
    return len(arguments) == 1 and not arguments[0].startswith("-") and _looks_like_store(arguments[0])


def _looks_like_store(argument: str) -> bool:
    """Return whether the only argument is a file rather than a command word."""
    return any(mark in argument for mark in ("/", "\\", "."))


if __name__ == "__main__":
    main()
