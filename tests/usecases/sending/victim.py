"""Exports until it is killed: ``python -m tests.usecases.sending.victim STORE PASSPHRASE OUT KIND``."""

from __future__ import annotations

import sys
from pathlib import Path

from dxdesk import bootstrap
from dxdesk.usecases.sending import dispatch


def main() -> None:
    location, passphrase, out, kind = sys.argv[1:5]
    desk = bootstrap.open_desk(location, passphrase)
    print("opened", flush=True)
    while True:
        dispatch.export(desk, dispatch.Export(kind, Path(out)))
        print("exported", flush=True)


if __name__ == "__main__":
    main()
