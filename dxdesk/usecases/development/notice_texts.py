"""What stands beside the levels of a result notice: stages, courses, what is proposed for the next year."""

from __future__ import annotations

from dxdesk.ports.entities import SnapshotLine
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.development.proposals import Proposer
from dxdesk.usecases.forms.stage_texts import StageWriter
from dxdesk.usecases.issued.notices import Beside, Tell, Teller
from dxdesk.usecases.person_year.standing import PersonYear, YearContext
from dxdesk.usecases.training.beside import CourseTeller
from dxdesk.usecases.workplace.desk import Desk


def notice_texts(desk: Desk, context: YearContext) -> Teller:
    """Return what tells it in a unit of work, read only where a notice is made."""

    def begin(uow: UnitOfWork) -> Tell:
        stages = StageWriter(uow, context.framework, desk.services.clock.today())
        courses = CourseTeller(uow, context.framework, context.cycle.fiscal_year)
        proposer = Proposer(desk, uow, context)

        def tell(person: PersonYear, line: SnapshotLine) -> Beside:
            told = stages.finalised(person, line), courses.finalised(person, line)
            return Beside(*told, proposer.of(person, line))

        return tell

    return begin
