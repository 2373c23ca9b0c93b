"""取込み of foreign tables (職員名簿, 受講記録, 資格・試験) with the same report as any other batch."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast

from dxdesk.domain.errors import KnownError, Problem
from dxdesk.ports.store import Progress
from dxdesk.usecases.action_plan import tables as plan_tables
from dxdesk.usecases.exchange.file_report import Change, FileReport, ImportReport
from dxdesk.usecases.exchange.receive import expand
from dxdesk.usecases.framework_editing.taking import KIND as FRAMEWORK
from dxdesk.usecases.framework_editing.taking import take_framework
from dxdesk.usecases.imports import evidence, plain_tables, roster
from dxdesk.usecases.imports.acceptable import acceptable
from dxdesk.usecases.imports.accepting import (
    contradicting,
    is_of_one,
    refused_contradicting,
    refused_unknown,
    told_unused,
    unknown_codes,
    unknown_people,
)
from dxdesk.usecases.imports.enrolment_tables import apply_enrolments, preview_enrolments
from dxdesk.usecases.imports.evidence import NO_ANSWERS, EvidenceAnswers
from dxdesk.usecases.imports.experience_tables import apply_experience, preview_experience
from dxdesk.usecases.imports.nomination_reports import apply_report, preview_report
from dxdesk.usecases.imports.questionnaire_tables import apply_questionnaire, preview_questionnaire
from dxdesk.usecases.imports.roster_plan import RosterPreview
from dxdesk.usecases.imports.sheet_choice import Sheets
from dxdesk.usecases.imports.survey_tables import TakeSurvey, apply_survey, preview_survey
from dxdesk.usecases.imports.training_tables import apply_training, preview_training
from dxdesk.usecases.imports.understanding import (
    ATTENDANCE,
    CATALOGUE,
    ENROLMENTS,
    QUALIFICATIONS,
    QUESTIONNAIRE,
    ROSTER,
    SESSIONS,
    SURVEY,
    WANTED,
    Mapped,
    TableResult,
)
from dxdesk.usecases.imports.understood import Understanding, forget_columns, understood
from dxdesk.usecases.inbox.plain_kinds import PLAIN
from dxdesk.usecases.practice import tables as practice_tables
from dxdesk.usecases.sealing.workbook_kinds import (
    CASE_FORM,
    EVENT_TABLE,
    EXPERIENCE_TABLE,
    NOMINATION_REPORT,
    PLAN_TABLE,
    TARGET_TABLE,
)
from dxdesk.usecases.targets.tables import apply_targets, preview_targets
from dxdesk.usecases.training.enrolment_lists import course_and_day
from dxdesk.usecases.workplace import naming
from dxdesk.usecases.workplace.desk import Desk, tick
from dxdesk.usecases.workplace.unexpected import Bugs, Unexpected, ends_everything

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class TakeTables:
    """Tables of one kind to take in.

    ``mapping`` is headers by column, ``sheets`` the sheets that are meant (``sheet_choice``); with ``forget``
    what was said earlier of these headers no longer counts. ``answers``: what is said of words, courses and
    points of a list of attendance or examinations. For a roster, ``digits`` says how many digits a
    職員番号 has (0 = as set), ``as_of`` the day it is of, and ``partial`` that who is absent stays.
    ``session`` (``研修/回``): the session of the training ledger that a list of attendance or answers is of.
    ``fiscal_year``: the year of a survey, 0: as its table says; of targets, that of columns without one.
    ``handed_out``: how many a survey was handed out to, 0: nobody says.
    ``passwords`` are tried on those that are locked.
    """

    paths: tuple[Path, ...]
    kind: str
    dry_run: bool = False
    mapping: Mapped | None = None
    accept: tuple[str, ...] = ()
    digits: int = 0
    as_of: str = ""
    sheets: Sheets = ""
    forget: bool = False
    answers: EvidenceAnswers = NO_ANSWERS
    partial: bool = False
    session: str = ""
    fiscal_year: int = 0
    handed_out: int = 0
    passwords: tuple[str, ...] = ()


_COLUMNS_UNKNOWN = ("header-missing", "header-ambiguous")

_Work = Callable[[Desk, Path, TakeTables], FileReport]


def receive_tables(desk: Desk, command: TakeTables, progress: Progress | None = None) -> ImportReport:
    """Receive tables of one kind; each file whole or not at all.

    Args:
        desk: an hr store.
        command: the files and their kind.
        progress: called per file.

    Raises:
        KnownError: ``wrong-role``, ``table-kind``. What is wrong with a
            file is told in its report, a bug met over it as ``internal-error``.
    """
    work = _WORK.get(command.kind)
    if work is None:
        raise _no_kind(command.kind)
    paths = expand(command.paths, tables=True)
    desk = desk.unlocking(command.passwords)
    bugs = Bugs()
    reports = []
    for done, path in enumerate(paths):
        tick(progress, done, len(paths))
        try:
            naming.refuse_undecodable(path)
            with bugs.contained("このファイルは取り込んでいません。"):
                if command.forget and command.kind in WANTED and not command.dry_run:
                    forget_columns(desk, path, command.kind, command.sheets)
                unused = _check_accepted(desk, path, command, work)
                found = work(desk, path, command)
                if unused:
                    found = replace(found, notes=(*found.notes, told_unused(unused).at(file=path.name)))
            reports.append(replace(found, path=naming.told(path)))
        except KnownError as error:
            if error.code == "wrong-role" or ends_everything(error):
                raise
            told = _refused(path, command.kind, error.problems)
            reports.append(replace(told, understanding=_seen(desk, path, command, error)))
        except Unexpected as error:
            reports.append(_refused(path, command.kind, (error.problem,)))
    tick(progress, len(paths), len(paths))
    refused = sum(report.outcome == "refused" for report in reports)
    _log.info("received %d tables, %d refused", len(paths), refused)
    return ImportReport(tuple(reports))


def _check_accepted(desk: Desk, path: Path, command: TakeTables, work: _Work) -> tuple[str, ...]:
    """Return the answers about people that a table does not ask; refuse those that nobody can mean.

    Raises:
        KnownError: ``accept-contradicts``, ``accept-unknown``.
    """
    if clash := contradicting(command.accept):
        raise KnownError.of((refused_contradicting(clash),))
    single = tuple(filter(is_of_one, command.accept)) if command.kind == ROSTER else ()
    wrong = unknown_codes(command.accept)
    if not wrong and not single:
        return ()
    seen = work(desk, path, replace(command, dry_run=True, forget=False))
    offered = [str(one["accept"]) for question in seen.questions for one in _answers(question)]
    if single:
        with desk.store.read() as uow:
            known = {person.number for person in uow.people.employees(include_left=True)}
        wrong += unknown_people(single, known | {change.employee_number for change in seen.changes})
    if wrong:
        asked = work(desk, path, replace(command, dry_run=True, forget=False, accept=()))
        codes = (*asked.acceptable, *(str(a["accept"]) for q in asked.questions for a in _answers(q)))
        raise KnownError.of((refused_unknown(wrong, tuple(dict.fromkeys(codes))),))
    return tuple(said for said in single if said not in offered)


def _answers(question: Mapping[str, object]) -> Iterable[Mapping[str, object]]:
    return cast(Iterable[Mapping[str, object]], question["answers"])


def _refused(path: Path, kind: str, problems: tuple[Problem, ...]) -> FileReport:
    name = naming.told(path.name)
    return FileReport(naming.told(path), kind, 0, "refused", errors=tuple(p.at(file=name) for p in problems))


def _seen(desk: Desk, path: Path, command: TakeTables, error: KnownError) -> Mapping[str, object] | None:
    """Return how a table was read that could not be read without help: people choose columns from it."""
    if error.code not in _COLUMNS_UNKNOWN or command.kind not in WANTED:
        return None
    seen = understood(desk, path, command.kind, mapping=command.mapping, sheet=command.sheets)
    return seen.as_json()


def _no_kind(kind: str) -> KnownError:
    return KnownError(
        "table-kind",
        "その種類の表は取り込めません。何も取り込んでいません。",
        f"{'、'.join(_WORK)}から選んでください。",
        found=kind,
    )


def _roster(desk: Desk, path: Path, command: TakeTables) -> FileReport:
    options: dict[str, Any] = {
        "mapping": command.mapping,
        "accept": command.accept,
        "digits": command.digits,
        "as_of": command.as_of,
        "sheet": command.sheets,
        "partial": command.partial,
    }
    preview = roster.preview_roster(desk, path, **options)
    changes = _changes(preview)
    if command.dry_run or preview.errors:
        outcome = "refused" if preview.errors else "applied" if preview.changes_anything else "unchanged"
        found = TableResult(
            str(path),
            ROSTER,
            outcome,
            added=0 if preview.errors else len(preview.added),
            updated=0 if preview.errors else len(preview.changed),
            unchanged=0 if preview.errors else preview.unchanged,
            left=0 if preview.errors else len(preview.leavers),
            errors=preview.errors,
            notices=preview.notices,
        )
    else:
        found = roster.apply_roster(desk, path, **options)
    return replace(
        _report(found),
        changes=changes,
        understanding=_shown(preview.understanding),
        questions=tuple(question.as_json() for question in preview.questions),
        people_left=tuple(leaver.as_json() for leaver in preview.leavers),
    )


def _shown(seen: Understanding | None) -> Mapping[str, object] | None:
    return seen.as_json() if seen is not None else None


def _changes(preview: RosterPreview) -> tuple[Change, ...]:
    """Return a roster's differences one by one, as a person reads them."""
    added = [Change(person.number, ROSTER, "新しい職員", "", person.name) for person in preview.added]
    changed = [
        Change(change.after.number, ROSTER, f"{change.before.name} {field.label}", field.old, field.new)
        for change in preview.changed
        for field in change.fields
    ]
    left = [Change(one.person.number, ROSTER, "名簿から外れる職員", one.text, "") for one in preview.leavers]
    return (*added, *changed, *left)


def _evidence(desk: Desk, path: Path, command: TakeTables) -> FileReport:
    answers = command.answers
    if command.session:
        course, day = course_and_day(desk, command.session)
        answers = replace(answers, event=answers.event or course, day=answers.day or day)
    options: dict[str, Any] = {
        "mapping": command.mapping,
        "accept": command.accept,
        "sheet": command.sheets,
        "answers": answers,
    }
    preview = evidence.preview_evidence(desk, path, command.kind, **options)
    seen = {**(_shown(preview.understanding) or {}), "list": preview.looks.as_json()}
    asked = tuple(question.as_json() for question in preview.questions)
    if not command.dry_run and not preview.errors:
        done = evidence.apply_evidence(desk, path, command.kind, **options)
        return replace(_report(done), understanding=seen, questions=asked)
    outcome = "refused" if preview.errors else "applied" if preview.added or preview.updated else "unchanged"
    counts = (0, 0, 0) if preview.errors else (len(preview.added), len(preview.updated), preview.unchanged)
    found = TableResult(
        str(path),
        command.kind,
        outcome,
        added=counts[0],
        updated=counts[1],
        unchanged=counts[2],
        errors=preview.errors,
        notices=preview.notices,
    )
    return replace(_report(found), understanding=seen, questions=asked)


def _report(result: TableResult) -> FileReport:
    return FileReport(
        result.path,
        result.kind,
        result.receipt,
        result.outcome,
        result.added,
        result.updated + (result.left if result.outcome == "applied" else 0),
        result.unchanged,
        errors=result.errors,
        notes=result.notices,
        changes=result.changes,
        sender=result.sender,
        acceptable=acceptable(result.errors),
    )


def _training(desk: Desk, path: Path, command: TakeTables) -> FileReport:
    preview = preview_training(desk, path, command.kind, mapping=command.mapping, sheet=command.sheets)
    done = preview.result
    if not command.dry_run and not done.errors:
        done = apply_training(desk, path, command.kind, mapping=command.mapping, sheet=command.sheets)
    return replace(_report(done), understanding=_shown(preview.understanding))


def _enrolments(desk: Desk, path: Path, command: TakeTables) -> FileReport:
    options: dict[str, Any] = {
        "mapping": command.mapping,
        "sheet": command.sheets,
        "accept": command.accept,
    }
    preview = preview_enrolments(desk, path, **options)
    done = preview.result
    if not command.dry_run and not done.errors:
        done = apply_enrolments(desk, path, **options)
    asked = tuple(question.as_json() for question in preview.questions)
    return replace(_report(done), understanding=_shown(preview.understanding), questions=asked)


def _questionnaire(desk: Desk, path: Path, command: TakeTables) -> FileReport:
    options: dict[str, Any] = {
        "sheet": command.sheets,
        "accept": command.accept,
        "words": command.answers.words,
    }
    preview = preview_questionnaire(desk, path, command.session, **options)
    done = preview.result
    if not command.dry_run and not done.errors:
        done = apply_questionnaire(desk, path, command.session, **options)
    return replace(_report(done), questions=tuple(one.as_json() for one in preview.questions))


def _survey(desk: Desk, path: Path, command: TakeTables) -> FileReport:
    asked = TakeSurvey(
        path,
        command.fiscal_year,
        command.sheets,
        command.accept,
        command.answers.words,
        command.mapping,
        command.handed_out,
    )
    if not command.dry_run:
        done = apply_survey(desk, asked)
        if not done.errors:
            return _report(done)
    preview = preview_survey(desk, asked)
    return replace(_report(preview.result), questions=tuple(one.as_json() for one in preview.questions))


def _nominations(desk: Desk, path: Path, command: TakeTables) -> FileReport:
    work = preview_report if command.dry_run else apply_report
    return _report(work(desk, path, command.accept))


def _experience(desk: Desk, path: Path, command: TakeTables) -> FileReport:
    work = preview_experience if command.dry_run else apply_experience
    return _report(work(desk, path, command.accept))


def _targets(desk: Desk, path: Path, command: TakeTables) -> FileReport:
    work = preview_targets if command.dry_run else apply_targets
    return _report(work(desk, path, command.fiscal_year))


def _practice(desk: Desk, path: Path, command: TakeTables) -> FileReport:
    work = practice_tables.preview if command.dry_run else practice_tables.apply
    return _report(work(desk, path, command.kind, command.accept))


def _plan(desk: Desk, path: Path, command: TakeTables) -> FileReport:
    work = plan_tables.preview_plan if command.dry_run else plan_tables.apply_plan
    return _report(work(desk, path))


def _plain(desk: Desk, path: Path, command: TakeTables) -> FileReport:
    work = plain_tables.preview if command.dry_run else plain_tables.apply
    return _report(work(desk, path, PLAIN[command.kind]))


def _framework(desk: Desk, path: Path, command: TakeTables) -> FileReport:
    return take_framework(desk, path, dry_run=command.dry_run)


_WORK: dict[str, _Work] = {
    ROSTER: _roster,
    ATTENDANCE: _evidence,
    QUALIFICATIONS: _evidence,
    FRAMEWORK: _framework,
    CATALOGUE: _training,
    SESSIONS: _training,
    ENROLMENTS: _enrolments,
    QUESTIONNAIRE: _questionnaire,
    SURVEY: _survey,
    NOMINATION_REPORT.kind: _nominations,
    EXPERIENCE_TABLE.kind: _experience,
    TARGET_TABLE.kind: _targets,
    PLAN_TABLE.kind: _plan,
    CASE_FORM.kind: _practice,
    EVENT_TABLE.kind: _practice,
    **dict.fromkeys(PLAIN, _plain),
}
