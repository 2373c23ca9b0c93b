"""The courses that a form shows below the levels of a skill, sealed in its ``extra`` as they were written.

The training ledger stands in HR's store; a receiver has only what came with the file. So the names travel,
and receiving compares the sheet with them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from dxdesk.domain import canonical
from dxdesk.domain.errors import KnownError
from dxdesk.domain.framework import Framework
from dxdesk.ports.workbooks import FormRow
from dxdesk.usecases.sealing.wording_version import WITH_COURSES, wording_in

LABEL = "研修"
ANY_LEVEL = "レベルを問わない"
_MEMBER = "courses"

ByLevel = Mapping[str, Mapping[int, tuple[str, ...]]]
"""Names of courses by skill (uid) and level, 0 where a course serves the skill as a whole."""


def added(extra: str, courses: ByLevel) -> str:
    """Return the ``extra`` of a form with courses; as it was where there are none."""
    if not courses:
        return extra
    told = {uid: [[level, list(names)] for level, names in sorted(by.items())] for uid, by in courses.items()}
    return canonical.dumps({**canonical.loads(extra), "wording": WITH_COURSES, _MEMBER: told})


def courses_in(extra: str) -> ByLevel:
    """Return the courses an ``extra`` seals; none in a form of an earlier wording.

    Raises:
        KnownError: ``payload-broken``.
    """
    if wording_in(extra) < WITH_COURSES:
        return {}
    try:
        found = canonical.loads(extra).get(_MEMBER, {})
        return {
            str(uid): {int(level): tuple(map(str, names)) for level, names in rows}
            for uid, rows in found.items()
        }
    except (AttributeError, TypeError, ValueError, RecursionError) as error:
        raise KnownError(
            "payload-broken",
            "研修の情報がファイルの中で壊れています。取り込んでいません。",
            "送り主に、元のファイルをもう一度送ってもらってください。",
        ) from error


def with_courses(row: FormRow, framework: Framework, courses: ByLevel) -> FormRow:
    """Return an item of a form with its courses below its levels; as it was where there are none."""
    lines = lines_of(row.uid, framework, courses)
    return replace(row, criteria=(*row.criteria, (LABEL, "\n".join(lines)))) if lines else row


def lines_of(uid: str, framework: Framework, courses: ByLevel) -> tuple[str, ...]:
    """Return a line for each level of a skill that has courses, those for the skill as a whole first."""
    found = courses.get(uid)
    if not found:
        return ()
    item = framework.item(uid)
    return tuple(
        f"{framework.level_label(item, level) if level else ANY_LEVEL}: {'、'.join(names)}"
        for level, names in sorted(found.items())
    )
