"""In which wording a workbook's sheets are written.

Receiving rebuilds every visible cell from the sealed envelope and compares. Where a sheet's words have
changed since, the envelope's ``extra`` says in which wording it was written; one that says nothing is of
the first, and is read in it.
"""

from __future__ import annotations

import json
from functools import lru_cache

from dxdesk import __version__
from dxdesk.domain import canonical
from dxdesk.usecases.sealing.envelope import Envelope
from dxdesk.usecases.sealing.members import members_of, whole_number_of

_PROGRAM = "program"

WORDING = 10
"""The highest wording this program writes and reads; each file is written in the lowest that holds it."""

USUAL = 2
"""The wording of every sheet that needs no later one."""

WITH_OVERALL = 3
"""The wording since which a confirmation shows what a confirmer says of a person as a whole."""

WITH_WAY_BACK = 4
"""The wording since which a form names who confirms, whom it goes back to and the person's own day."""

WITH_AS_REPORTED = 5
"""The wording since which a result notice says that nobody confirmed it, of whom that is so."""

WITH_COURSES = 6
"""The wording since which forms and result notices name courses, where there are some."""

WITH_GOALS = 7
"""The wording since which a form asks of the goals of the year, where the office does."""

WITH_GROWTH = 8
"""The wording since which a form shows the growth file and takes rows of it, where the office keeps one."""

WITH_PROPOSAL = 8
"""The same wording: result notices propose goals for the next year, and 期首票 have them in their lines."""

WITH_COMPLETED = 8
"""The same wording: a 受講申込票 says who completed a course, and that who is away is not in it."""

WITH_LETTER = 9
"""The wording since which a result notice says 公印省略, and which notice it corrects by number and day."""

WITH_OWN_LAST_DAY = 10
"""The wording since which a 提供票 names a last day of its own for individuals, where it has one."""

WITH_FRAMES = 10
"""The wording since which sheets call the cells to answer in 太枠, for paper and 1 bit have no colour.

A 申告票 also counts what is still blank, and takes 「前年のまま」.
"""

WITH_OFFICIAL = 10
"""The same wording: result notices that are letters are laid out as 公文書, from the number to 以上."""

WITH_OWN_YEAR = 10
"""The same wording: a 送付票 names the year of DX推進課, where HR's that it goes with is another."""

MARKED = canonical.dumps({"wording": USUAL})
"""The ``extra`` of a package that needs nothing but the wording's number."""


def marked(extra: str) -> str:
    """Return the ``extra`` of a package made now: what it says already, and which program writes it."""
    said = canonical.loads(extra or MARKED)
    return canonical.dumps({**said, _PROGRAM: __version__})


def framed(extra: str) -> str:
    """Return the ``extra`` of a workbook whose sheets name the cells to answer in by their frames."""
    return canonical.dumps({**canonical.loads(extra or MARKED), "wording": WITH_FRAMES})


def open_cells(wording: int) -> str:
    """Return by what a wording's sheets name the cells to answer in."""
    return "太枠" if wording >= WITH_FRAMES else "黄色"


def program_of(envelope: Envelope) -> str:
    """Return the version of the program that wrote a package, empty where it says nothing."""
    try:
        found = canonical.loads(envelope.extra or "{}")
    except ValueError:
        return ""
    return str(found.get(_PROGRAM, "")) if isinstance(found, dict) else ""


def wording_of(envelope: Envelope) -> int:
    """Return the number of the wording an envelope's sheets are written in."""
    return wording_in(envelope.extra)


@lru_cache(maxsize=64)
def wording_in(extra: str) -> int:
    """Return the number of the wording an envelope's ``extra`` names, 1 where it names none."""
    try:
        found = json.loads(extra) if extra else {}
    except RecursionError:
        # Deeper than can be read, and a later program's may be: the number is found all the same.
        return whole_number_of(members_of(extra, ("wording",)).get("wording", "")) or 1
    except ValueError:
        return 1
    number = found.get("wording", 1) if isinstance(found, dict) else 1
    return number if isinstance(number, int) else 1
