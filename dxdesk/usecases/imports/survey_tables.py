"""Taking in a survey (アンケート) that fills indicators, without who answered.

Of a file only counts are kept: of each question, in total, by section and by grade. The file itself, its
lines and whatever tells people apart are nowhere.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from dxdesk.domain import canonical
from dxdesk.domain.errors import KnownError, Problem
from dxdesk.domain.indicator_record import IndicatorSaid, SurveySaid, fields_of
from dxdesk.domain.training import fiscal_year_of
from dxdesk.domain.wareki import fiscal_year_label
from dxdesk.ports import setting_names
from dxdesk.ports.entities import Receipt, Role
from dxdesk.ports.foreign_tables import ForeignTable
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.imports import answer_words
from dxdesk.usecases.imports.questions import Question
from dxdesk.usecases.imports.sheet_choice import Sheets, choose
from dxdesk.usecases.imports.survey_reading import Reader
from dxdesk.usecases.imports.taken_before import same_file, with_receipt
from dxdesk.usecases.imports.understanding import (
    SURVEY,
    Mapped,
    TableResult,
    add_receipt,
    afterwards,
    file_sha256,
    numbered,
    remember,
    understand,
)
from dxdesk.usecases.imports.undo_guard import live_receipt, take_back
from dxdesk.usecases.indicators import keeping
from dxdesk.usecases.indicators.ledger import indicators, subject_of
from dxdesk.usecases.indicators.switch import require_aims
from dxdesk.usecases.person_year.owned_things import owner_of
from dxdesk.usecases.workplace.desk import Desk

AGAIN = "survey-again"
_HEADERS = setting_names.SURVEY_HEADERS


@dataclass(frozen=True, slots=True)
class SurveyPreview:
    """What a survey would do; ``said`` is what is kept of it, one a questionnaire."""

    result: TableResult
    said: tuple[SurveySaid, ...] = ()
    questions: tuple[Question, ...] = ()
    fiscal_year: int = 0


@dataclass(frozen=True, slots=True)
class TakeSurvey:
    """A survey to take in.

    ``fiscal_year`` 0: as the table says. ``accept``: codes of findings, and ``survey-column:見出し=コード``
    for which question a column is. ``words``: which step (1 to 5) a word is, ``nothing`` for no answer, as
    ``score-unclear:言葉=意味`` among ``accept`` says, too. ``mapping``: headers by column.
    ``handed_out``: how many were asked, from which 回答率 is told; 0: nobody says.
    """

    path: Path
    fiscal_year: int = 0
    sheet: Sheets = ""
    accept: Collection[str] = ()
    words: Mapping[str, str] | None = None
    mapping: Mapped | None = None
    handed_out: int = 0


def preview_survey(desk: Desk, command: TakeSurvey) -> SurveyPreview:
    """Return what taking in a survey would do, changing nothing.

    Raises:
        KnownError: ``wrong-role``, ``aims-off``, ``score-word``, ``table-empty``, and what reading a table
            raises.
    """
    desk.require(Role.HR, Role.DX)
    words, table = answer_words.decided(command.words or {}, command.accept), _table(desk, command)
    with desk.store.read() as uow:
        preview = _preview(desk, uow, command, table, words)[0]
        seen = with_receipt(uow, file_sha256(command.path), preview.result)
        return dataclasses.replace(preview, result=seen)


def apply_survey(desk: Desk, command: TakeSurvey) -> TableResult:
    """Take in a survey, whole or not at all; arguments and errors as for ``preview_survey``."""
    desk.require(Role.HR, Role.DX)
    words, table = answer_words.decided(command.words or {}, command.accept), _table(desk, command)
    sha256 = file_sha256(command.path)
    with desk.store.write() as uow:
        preview, reader = _preview(desk, uow, command, table, words)
        result = preview.result
        if result.errors:
            return result
        result = dataclasses.replace(
            result, notices=afterwards(result.notices, changed=result.outcome == "applied")
        )
        result = with_receipt(uow, sha256, result)
        if result.receipt:
            return result
        receipt = add_receipt(desk, uow, command.path, sha256, result)
        owner = owner_of(desk)
        keeping.say(desk, uow, [(subject_of(owner, one), fields_of(one)) for one in preview.said], receipt)
        for code, options in reader.options.items():
            subject = subject_of(owner, IndicatorSaid(code))
            keeping.say(desk, uow, [(subject, {"options": list(options)})], receipt)
        _remember(uow, reader, table, command)
        uow.audit.append(SURVEY, str(receipt), {"answers": reader.answers})
        uow.commit()
    return numbered(result, receipt)


def undo_survey(desk: Desk, receipt: int) -> TableResult:
    """Take a survey back; what other files or the office say too stays.

    Raises:
        KnownError: ``wrong-role``, ``receipt-unknown``, ``receipt-undone``.
    """
    desk.require(Role.HR, Role.DX)
    with desk.store.write() as uow:
        entry = live_receipt(uow, receipt, (SURVEY,), "アンケートの結果", "表")
        return take_back(desk, uow, entry)


def _table(desk: Desk, command: TakeSurvey) -> ForeignTable:
    table = choose(desk, command.path, SURVEY, command.sheet, command.mapping).table
    if not table.rows:
        message = "表に行が1つもありません。何も取り込まれていません。"
        empty = Problem("table-empty", message, "正しい表かどうか、シートの名前を確かめてください。")
        raise KnownError.of((empty.at(file=table.file, sheet=table.sheet),))
    return table


def _preview(
    desk: Desk, uow: UnitOfWork, command: TakeSurvey, table: ForeignTable, words: Mapping[str, int]
) -> tuple[SurveyPreview, Reader]:
    require_aims(uow)
    known, owner = indicators(uow), owner_of(desk)
    asked = [one.said for one in known.indicators if one.owner == owner and not one.said.ended]
    sheet, _, problems = understand(uow, table, SURVEY, command.mapping)
    kept = uow.settings.get(_HEADERS)
    headers: Mapping[str, str] = canonical.loads(kept) if kept else {}
    reader = Reader(sheet, [one for one in asked if one.question], headers, command.accept, words)
    reader.problems += problems
    reader.read()
    year = _year(reader, command)
    _not_ahead(reader, year, desk.services.clock.today())
    _handed_out(reader, command)
    said = _said(reader, asked, year, command.handed_out) if year and not reader.problems else ()
    if not reader.problems and not said:
        message = "指標の問いの列がありません。何も取り込んでいません。"
        fix = (
            "シートと見出しを確かめてください。見出しが設問と違うときは、どの問いかを決めてください"
            '(コマンドでは --accept "survey-column:見出し=指標のコード")。'
        )
        reader.problems.append(Problem("survey-empty", message, fix).at(file=table.file, sheet=table.sheet))
    if said and not reader.answers:
        message = "数えられる答えが1つもありません。何も取り込んでいません。"
        fix = "シートを確かめるか、分からない言葉が何段階目かを決めてください(コマンドでは --word 満足=4)。"
        found = "、".join(sorted({text.strip() for text in reader.unclear}))[:80]
        problem = Problem("survey-no-answers", message, fix, found)
        reader.problems.append(problem.at(file=table.file, sheet=table.sheet))
    there = {one.subject for one in known.surveys if not one.said.ended}
    new = [one for one in said if subject_of(owner, one) not in there]
    earlier = same_file(uow, file_sha256(command.path), SURVEY)
    if new and earlier is not None:
        reader.problems.append(_read_otherwise(earlier).at(file=table.file, sheet=table.sheet))
    else:
        _again(reader, new, [one.said for one in known.surveys if one.owner == owner and not one.said.ended])
    errors = tuple(reader.problems)
    result = TableResult(
        path=str(command.path),
        kind=SURVEY,
        outcome="refused" if errors else "applied" if new else "unchanged",
        added=reader.answers if new and not errors else 0,
        unchanged=0 if new or errors else reader.answers,
        errors=errors,
        notices=(*_told(reader, said, year), *reader.notices),
    )
    questions = (*reader.questions, *answer_words.asked_of(reader.unclear, command.accept))
    return SurveyPreview(result, said, questions, year), reader


def _told(reader: Reader, said: Collection[SurveySaid], year: int) -> tuple[Problem, ...]:
    if not said:
        return ()
    codes = sorted(code for one in said for code in one.asked)
    message = (
        f"{fiscal_year_label(year)}のアンケートの{reader.answers:,}人の答えを、問いごとに数えて残します。"
    )
    told = [Problem("survey-of", message, "", "、".join(codes))]
    groups = {"section": "所属", "grade": "職層"}
    by = [label for name, label in groups.items() if any(one.by == name for one in reader.grouped)]
    if by:
        told.append(Problem("survey-groups", f"{'と'.join(by)}ごとにも数えます。組み合わせては数えません。"))
    table = reader.table
    return tuple(one.at(file=table.file, sheet=table.sheet) for one in told)


def _year(reader: Reader, command: TakeSurvey) -> int:
    """Return the fiscal year of the survey; what is not said or said twice is a problem."""
    table, found = reader.table, reader.years
    if command.fiscal_year and found and found != {command.fiscal_year}:
        message = (
            f"{fiscal_year_label(command.fiscal_year)}のアンケートとして取り込もうとしましたが、"
            f"表は{'、'.join(fiscal_year_label(one) for one in sorted(found))}のものです。"
        )
        problem = Problem("survey-year-differs", message, "年度を確かめてください。")
        reader.problems.append(problem.at(file=table.file, sheet=table.sheet))
        return 0
    if found:
        year = command.fiscal_year or (next(iter(found)) if len(found) == 1 else 0)
    else:
        year = reader.titled(command.fiscal_year)
    if year:
        return year
    if not reader.problems:
        message = "どの年度のアンケートか分かりません。何も取り込んでいません。"
        fix = "年度を選んでください(コマンドでは --fiscal-year 2026)。"
        if len(found) > 1:
            message = "表の年度が1つに決まりません。何も取り込んでいません。"
        reader.problems.append(
            Problem("survey-year-missing", message, fix).at(file=table.file, sheet=table.sheet)
        )
    return 0


def _not_ahead(reader: Reader, year: int, today: str) -> None:
    """Refuse answers of a year beyond the next one, which may be asked for before it begins."""
    if year > fiscal_year_of(today) + 1:
        message = f"{fiscal_year_label(year)}は、来年度よりも先です。何も取り込んでいません。"
        problem = Problem("survey-ahead", message, "年度を確かめてください。", str(year))
        reader.problems.append(problem.at(file=reader.table.file, sheet=reader.table.sheet))


def _handed_out(reader: Reader, command: TakeSurvey) -> None:
    """Refuse more answers than people who were asked."""
    if command.handed_out and reader.answers > command.handed_out:
        message = (
            f"配った人数({command.handed_out:,}人)より、答え({reader.answers:,}人)が多くなっています。"
            "何も取り込んでいません。"
        )
        fix = "配った人数を確かめてください(コマンドでは --handed-out 2500)。空けておくこともできます。"
        problem = Problem("survey-handed-out", message, fix, str(command.handed_out))
        reader.problems.append(problem.at(file=reader.table.file, sheet=reader.table.sheet))


def _rate(answers: int, of: int) -> str:
    """Return the share of answers in per cent with one decimal, half up; empty where nobody was counted."""
    tenths = (2_000 * answers + of) // (2 * of) if of else 0
    return f"{tenths // 10}.{tenths % 10}" if of else ""


def _said(
    reader: Reader, asked: Collection[IndicatorSaid], year: int, handed_out: int
) -> tuple[SurveySaid, ...]:
    """Return what is kept, a record a questionnaire: a form may ask for both at once."""
    of = {one.code: one.survey for one in asked}
    found = []
    whole = SurveySaid(
        scored=tuple(reader.scored), chosen=tuple(reader.chosen), choosers=tuple(reader.choosers)
    )
    for survey in sorted({of[code] for code in whole.asked}):
        said = SurveySaid(
            survey=survey,
            fiscal_year=year,
            answers=reader.answers,
            rate=_rate(reader.answers, handed_out),
            scored=tuple(one for one in reader.scored if of[one.question] == survey),
            chosen=tuple(one for one in reader.chosen if of[one.question] == survey),
            choosers=tuple(one for one in reader.choosers if of[one.question] == survey),
            grouped=tuple(one for one in reader.grouped if of[one.question] == survey),
        )
        found.append(said)
    return tuple(found)


def _read_otherwise(earlier: Receipt) -> Problem:
    """Return that the very file counts already, by other words or another number of people asked."""
    return Problem(
        "survey-same-file",
        f"このファイルは、受付番号 {earlier.number} で取り込み済みです。"
        "言葉の意味か配った人数が前と違うので、何も取り込んでいません。",
        "意味や人数を直すときは、前の取込みを「受付」で元に戻してから取り込んでください"
        f"(コマンドでは undo {earlier.number})。",
        str(earlier.number),
    )


def _again(reader: Reader, new: Collection[SurveySaid], there: Collection[SurveySaid]) -> None:
    """Ask where answers of the same questions and year came in before: added to them, or instead."""
    for one in new:
        before = [
            other for other in there if other.fiscal_year == one.fiscal_year and one.asked & other.asked
        ]
        if before:
            message = (
                f"{fiscal_year_label(one.fiscal_year)}の同じ問いの答えは、前に取り込んであります"
                f"({sum(other.answers for other in before):,}人)。"
            )
            fix = (
                "直したものなら、前の取込みを「受付」で元に戻してから取り込んでください。"
                "別の人の答えで、足し合わせてよければ承認してください。"
            )
            problem = Problem(AGAIN, message, fix, "、".join(sorted(one.asked)))
            problem = problem.at(file=reader.table.file, sheet=reader.table.sheet)
            if AGAIN in reader.accept:
                done = f"{message}承認のとおり、足し合わせます。"
                reader.notices.append(dataclasses.replace(problem, message=done, fix=""))
            else:
                reader.problems.append(problem)


def _remember(uow: UnitOfWork, reader: Reader, table: ForeignTable, command: TakeSurvey) -> None:
    """Keep which question a header was said to be, and which column 所属 and 職層 are."""
    if reader.learnt:
        kept = uow.settings.get(_HEADERS)
        before = canonical.loads(kept) if kept else {}
        uow.settings.set(_HEADERS, canonical.dumps({**before, **reader.learnt}))
    if command.mapping:
        mapping = understand(uow, table, SURVEY, command.mapping)[1]
        remember(uow, table, SURVEY, mapping, command.mapping)
