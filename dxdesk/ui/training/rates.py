"""How a rate is written: with its whole, and in words where there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dxdesk.ui.training import messages

if TYPE_CHECKING:
    from dxdesk.domain.headcounts import Participation


def rate_text(rate: Participation | None, state: str = "", *, short: bool = False) -> str:
    """Return a rate with how many of how many; without one the state in words, else a dash.

    ``short``: of how many stands in a column beside.
    """
    if rate is None or rate.percent is None:
        return state or messages.NONE
    form = messages.RATE_SHORT if short else messages.RATE
    return form.format(done=rate.done, asked=rate.asked, percent=rate.text)


def rate_order(rate: Participation | None) -> float:
    """Return by what rates are sorted; what has none comes first."""
    return -1.0 if rate is None or not rate.asked else rate.done / rate.asked
