"""What a received 期首票 brings: compared with what was sealed, its goals read and turned into revisions."""

from __future__ import annotations

from dxdesk.domain.errors import KnownError, Place, Problem
from dxdesk.domain.plan_life import PlanAction
from dxdesk.domain.records import Revision
from dxdesk.ports.entities import Role, StoreIdentity
from dxdesk.usecases.exchange.intake import Incoming, Intake, takes
from dxdesk.usecases.forms import plan_form
from dxdesk.usecases.sealing.codec import Opened
from dxdesk.usecases.workplace.desk import Services


@takes
def take_plan_form(services: Services, identity: StoreIdentity, incoming: Incoming, opened: Opened) -> Intake:
    """Take the goals somebody wrote, beside what came with the file."""
    question = plan_form.question_of(opened.envelope, opened.revisions)
    asked, levels = question.sheets
    reading = services.workbooks.read_table(incoming.book, asked)
    shown = services.workbooks.read_table(incoming.book, levels)
    via, covers = plan_form.covers_from_notes(question, incoming.book.notes())
    answered, problems = plan_form.answered_of(question, reading)
    if problems or shown.problems:
        raise KnownError.of((*problems, *shown.problems))
    made: tuple[Revision, ...] = ()
    notes: tuple[Problem, ...] = ()
    if via == "app" or answered.action is PlanAction.WITHDRAW or plan_form.says_more(question, answered):
        made = plan_form.plan_revisions(question, answered, covers)
        notes = answered.notes
    elif identity.role is not Role.PERSONAL:
        notes = (_blank(incoming),)
    return Intake(
        opened,
        (*opened.revisions, *made),
        frozenset(revision.id for revision in made),
        (question.employee_number,),
        (
            *(note.at(file=incoming.path.name) for note in notes),
            *services.workbooks.looks(
                incoming.book,
                reading.sheet,
                beside=(shown.sheet,),
                said=[words for _, words in asked.hints],
            ),
        ),
        via,
    )


def _blank(incoming: Incoming) -> Problem:
    return Problem(
        "form-blank",
        "配ったときのまま、何も記入されていない期首票です。提出としては数えていません。",
        "前年の目標のままでよいときも、「区分」で「提出する」を選んで、もう一度送ってもらってください。",
        place=Place(incoming.path.name),
    )
