"""Of few people no paper of a planned year tells what another one of them withholds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dxdesk.domain.action_plan import DRAFT
from dxdesk.domain.capabilities import ACTION_PLAN
from dxdesk.domain.contents import CourseSaid
from dxdesk.domain.small_cells import WITHHELD
from dxdesk.domain.target_figures import PERCENT
from dxdesk.domain.target_record import Basis, TargetSaid
from dxdesk.ports import printing as doc
from dxdesk.usecases.action_plan import keeping
from dxdesk.usecases.organisation import capabilities
from dxdesk.usecases.reports import action_plans, budget_requests, target_tables
from dxdesk.usecases.targets.keeping import save_target
from dxdesk.usecases.training import editing
from dxdesk.usecases.workplace.desk import Desk
from tests.helpers.aiming import FIRST, SECOND, completed, office, on, people

ASKED = 24
MISSED_BY_ONE = "BPR研修の修了"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Give out an office of 24 of whom all but one completed the course a target counts."""
    staff = people(ASKED, 3000)
    with office(tmp_path, "shinagawa", staff) as found:
        capabilities.switch(found, ACTION_PLAN, True)
        editing.save_course(found, CourseSaid(code="bpr", name="BPR研修"))
        aim = TargetSaid(
            "bpr", MISSED_BY_ONE, basis=Basis.COMPLETED, unit=PERCENT, courses=("bpr",), plans={FIRST: "90"}
        )
        save_target(found, aim)
        day = f"{FIRST}-06-10"
        completed(found, "BPR研修", day, [one.number for one in staff[:-1]])
        yield on(found, f"{FIRST}-10-01")


def told(paper: doc.TextDocument) -> str:
    return "\n".join(
        cell for part in paper.parts for row in (*part.rows, *part.entries) for cell in map(str, row)
    )


def test_a_figure_that_one_paper_withholds_no_other_paper_tells(desk: Desk) -> None:
    keeping.make(desk, SECOND, DRAFT)
    papers = [
        target_tables.paper(desk, FIRST),
        action_plans.paper(desk, SECOND),
        budget_requests.paper(desk, SECOND),
    ]
    for one in papers:
        text = told(one)
        assert WITHHELD in text, one.title
        for number in ("23", "95.8", "あと1人"):
            assert number not in text, (one.title, number)
