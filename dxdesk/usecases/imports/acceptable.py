"""Which findings of a table propose something, so that accepting their code takes it."""

from __future__ import annotations

from collections.abc import Iterable

from dxdesk.domain.columns import Column
from dxdesk.domain.errors import Problem
from dxdesk.domain.office_codes import SPELT
from dxdesk.usecases.imports import columns_beside
from dxdesk.usecases.imports.evidence_people import UNREAD
from dxdesk.usecases.imports.evidence_reading import MONTH_ONLY
from dxdesk.usecases.imports.evidence_twice import TURNS
from dxdesk.usecases.imports.leaving import DIFFERS
from dxdesk.usecases.imports.roster_authorities import UNKNOWN
from dxdesk.usecases.imports.roster_left import LEFT
from dxdesk.usecases.imports.roster_numbers import MANY
from dxdesk.usecases.imports.roster_plan import BLANKS
from dxdesk.usecases.imports.session_attendance import OF_OTHER
from dxdesk.usecases.imports.survey_reading import NO_OPTIONS, OPTION, OVER_YEAR, TOO_MANY
from dxdesk.usecases.imports.survey_tables import AGAIN
from dxdesk.usecases.imports.table_rows import FILLS, HEADINGS, LEAVES, NOT_PEOPLE, NOTHING

CODES = frozenset(
    {
        *("section-column-missing", "confirmer-column-missing", "duty-column-missing", "confirmer-by-name"),
        "confirmer-with-name",
        *("date-column-missing", "persona-column-missing"),
        *("sheets-alike", "hidden-doubles", "struck-people", NOT_PEOPLE, HEADINGS, NOTHING),
        *(code for column, code in FILLS.items() if column is not Column.ALIAS),  # nobody shares it
        *LEAVES.values(),
        *(code for name, code in BLANKS.items() if name != "posts"),  # 兼務 that end are told, not asked
        *(
            "number-serial",
            MANY,
            "digits-uneven",
            "number-not-text",
            "number-full-width",
            "number-length",
            "number-blank-around",
        ),
        *(
            "department-not-text",
            "department-uncoded",
            "department-two-codes",
            "department-zeros",
            "department-other-code",
            "department-names-swapped",
        ),
        *(
            "code-like-number",
            UNKNOWN,
            "new-list-value",
            "surname-changed",
            LEFT,
            "roster-older",
            DIFFERS,
        ),
        *(SPELT, "department-renamed", columns_beside.DUTY, columns_beside.EMPLOYMENT),
        *(
            "employee-unknown",
            "event-empty",
            "event-not-a-name",
            "date-unreadable",
            "date-future",
            MONTH_ONLY,
        ),
        *(
            "result-unclear",
            "result-contradicts",
            TURNS,
            "pass-mark-missing",
            "course-unknown",
            "course-from-title",
        ),
        *("status-unread", OF_OTHER),
        *("score-unclear", "score-scale"),
        *(AGAIN, OVER_YEAR, TOO_MANY, OPTION, NO_OPTIONS),
        *UNREAD,
    }
)
"""Codes under which something is proposed; of some of them only where there is something to propose."""

_PROPOSES = "承認"


def proposes(problem: Problem) -> bool:
    """Tell whether accepting the code of a finding settles it.

    A number that is too long is no proposal, though one that is too short has the same code: whether
    something is proposed is what the finding tells people to do.
    """
    return problem.code in CODES and _PROPOSES in problem.fix


def acceptable(problems: Iterable[Problem]) -> tuple[str, ...]:
    """Return the codes of findings that can be accepted, in the order of the findings.

    A code of which one finding proposes nothing is left out: accepting it would settle the others only.
    """
    found: dict[str, bool] = {}
    for problem in problems:
        found[problem.code] = found.get(problem.code, True) and proposes(problem)
    return tuple(code for code, settles in found.items() if settles)
