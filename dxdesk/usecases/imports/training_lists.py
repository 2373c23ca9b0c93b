"""Every list of the training ledger looked at and taken in by its kind, as the window asks for it."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import NamedTuple

from dxdesk.usecases.imports.enrolment_tables import apply_enrolments, preview_enrolments
from dxdesk.usecases.imports.evidence import (
    NO_ANSWERS,
    EvidenceAnswers,
    ListLooks,
    apply_evidence,
    preview_evidence,
)
from dxdesk.usecases.imports.questionnaire_tables import apply_questionnaire, preview_questionnaire
from dxdesk.usecases.imports.questions import Question
from dxdesk.usecases.imports.training_tables import apply_training, preview_training
from dxdesk.usecases.imports.understanding import ATTENDANCE, ENROLMENTS, QUESTIONNAIRE, TableResult
from dxdesk.usecases.workplace.desk import Desk


class Looked(NamedTuple):
    """What a list comes to, what is asked of each person in it, and of a list of attendance as a whole."""

    result: TableResult
    questions: tuple[Question, ...] = ()
    looks: ListLooks | None = None


def look_at_list(
    desk: Desk,
    path: Path,
    kind: str,
    *,
    session: str = "",
    accept: Collection[str] = (),
    answers: EvidenceAnswers = NO_ANSWERS,
) -> Looked:
    """Return what taking in a list would do, changing nothing.

    Args:
        desk: a store that uses the training ledger.
        path: xlsx or CSV.
        kind: one of ``TRAINING_KINDS``, or ``attendance``.
        session: whose answers to a questionnaire they are.
        accept: what is accepted of a list of enrolments or answers.
        answers: what somebody says of the words and the course of a list of attendance.

    Raises:
        KnownError: what the kind's own preview raises.
    """
    if kind == ENROLMENTS:
        found = preview_enrolments(desk, path, accept=accept)
        return Looked(found.result, found.questions)
    if kind == ATTENDANCE:
        attended = preview_evidence(desk, path, kind, accept=accept, answers=answers)
        return Looked(attended.result(str(path)), attended.questions, attended.looks)
    if kind == QUESTIONNAIRE:
        answered = preview_questionnaire(desk, path, session, accept=accept)
        return Looked(answered.result, answered.questions)
    return Looked(preview_training(desk, path, kind).result)


def take_list(
    desk: Desk,
    path: Path,
    kind: str,
    *,
    session: str = "",
    accept: Collection[str] = (),
    answers: EvidenceAnswers = NO_ANSWERS,
) -> TableResult:
    """Take a list in; arguments and errors as for ``look_at_list``."""
    if kind == ENROLMENTS:
        return apply_enrolments(desk, path, accept=accept)
    if kind == ATTENDANCE:
        return apply_evidence(desk, path, kind, accept=accept, answers=answers)
    if kind == QUESTIONNAIRE:
        return apply_questionnaire(desk, path, session, accept=accept)
    return apply_training(desk, path, kind)
