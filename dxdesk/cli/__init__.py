"""The commands: thin, one call to a use case each. ``main`` is the way in."""

from __future__ import annotations


def main() -> None:
    """Run the command line of this process; never returns normally (``SystemExit``)."""
    from dxdesk.cli.app import app

    app.main()
