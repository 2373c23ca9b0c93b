"""A program that exports until it is killed. It prints a line after every export, never before."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from dxdesk import bootstrap, private
from dxdesk.usecases.sending import dispatch


def main(arguments: Sequence[str]) -> None:
    """``STORE PASSPHRASE OUT KIND``."""
    location, passphrase, out, kind = arguments
    private.RUN = os.urandom(6).hex()  # the name a process of its own would have got
    desk = bootstrap.open_desk(location, passphrase)
    print("opened", flush=True)
    while True:
        dispatch.export(desk, dispatch.Export(kind, Path(out)))
        print("exported", flush=True)
