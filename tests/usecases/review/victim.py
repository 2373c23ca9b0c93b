"""A program that takes a whole queue back and confirms it again until it is killed; a line a deed."""

from __future__ import annotations

import os
from collections.abc import Sequence

from dxdesk import bootstrap, private
from dxdesk.usecases.review import confirming, taking_back
from dxdesk.usecases.review.whole_queue import review_sheet


def main(arguments: Sequence[str]) -> None:
    """``STORE PASSPHRASE``."""
    location, passphrase = arguments
    private.RUN = os.urandom(6).hex()  # the name a process of its own would have got
    desk = bootstrap.open_desk(location, passphrase)
    print("opened", flush=True)
    while True:
        if review_sheet(desk).last is None:
            confirming.confirm_all(desk)
        else:
            taking_back.take_back(desk)
        print("done", flush=True)
