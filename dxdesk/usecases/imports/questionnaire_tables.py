"""Taking in the answers to a questionnaire after a session (受講後アンケート), without who gave them.

A form on the web hands out a line a person. Of it only the questions are kept, each by itself: who and when
is not, so that nothing can be held against the attendance of the same day.
"""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from dxdesk.domain import columns, questionnaires
from dxdesk.domain.columns import Column
from dxdesk.domain.completion import evened
from dxdesk.domain.contents import QuestionnaireSaid, Scored, Written
from dxdesk.domain.errors import KnownError, Problem
from dxdesk.domain.names import search_key
from dxdesk.domain.text import ANSWER_UNITS, too_long
from dxdesk.ports.entities import Role
from dxdesk.ports.foreign_tables import ForeignTable, TableCell
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.imports import answer_words
from dxdesk.usecases.imports.answer_words import UNCLEAR, WRITTEN
from dxdesk.usecases.imports.questions import Question
from dxdesk.usecases.imports.sheet_choice import Sheets, choose
from dxdesk.usecases.imports.taken_before import with_receipt
from dxdesk.usecases.imports.understanding import (
    QUESTIONNAIRE,
    TableResult,
    add_receipt,
    afterwards,
    file_sha256,
    numbered,
)
from dxdesk.usecases.person_year import owned_things
from dxdesk.usecases.training.enrolment import session_named, title_of
from dxdesk.usecases.training.ledger import ledger
from dxdesk.usecases.training.questionnaires import as_kept, lists_of, record_of
from dxdesk.usecases.training.switch import require_training
from dxdesk.usecases.workplace.desk import Desk

SCALE = "score-scale"
WHEN = re.compile(
    "タイムスタンプ|timestamp|日時|時刻|開始時間|完了時間|回答日|送信日|^id$|^no$|^番号$|整理番号"
)
WHO = re.compile(
    r"(?:q?\d+[.:)]?)?(?:あなたの|ご|お|御)?(?:氏名|名前|姓|名|職員番号|社員番号|所属.{0,3}|部署.?|課名?|係名?|職名|役職|"
    r"職層|性別|年齢|年代|生年月日|勤続年数)(?:を.*|\(.*\))?|.*(?:メール|mail|電話番号).*"
)
"""Headers of what tells people apart; ``_is_personal`` looks at what stands in a column, too."""
_MOSTLY = 2
"""At least one cell in so many has to be a step or a person for a column to be of them."""


@dataclass(frozen=True, slots=True)
class QuestionnairePreview:
    """What a list of answers would do; ``said`` is what is kept of it, ``questions`` ask of words."""

    result: TableResult
    said: QuestionnaireSaid
    questions: tuple[Question, ...] = ()


def preview_questionnaire(
    desk: Desk,
    path: Path,
    session: str,
    *,
    sheet: Sheets = "",
    accept: Collection[str] = (),
    words: Mapping[str, str] | None = None,
) -> QuestionnairePreview:
    """Return what taking in a list of answers would do, changing nothing.

    Args:
        desk: an hr store that uses the training ledger.
        path: xlsx or CSV: a line a person, a column a question.
        session: ``研修/回`` whose questionnaire it is.
        sheet: name of the sheet or sheets.
        accept: ``score-unclear`` (such cells are no answers), ``score-unclear:word=meaning`` (what one word
            is), ``score-scale`` (such columns are left out).
        words: which step (1 to 5) a word is, ``nothing`` for no answer.

    Raises:
        KnownError: ``wrong-role``, ``training-off``, ``session-missing``, ``session-unknown``,
            ``session-ambiguous``, ``score-word``, ``table-empty``, and what reading a table raises.
    """
    desk.require(Role.HR)
    said = answer_words.decided(words or {}, accept)
    table = _table(desk, path, sheet)
    with desk.store.read() as uow:
        preview = _preview(desk, uow, path, table, session, frozenset(accept), said)
        return dataclasses.replace(preview, result=with_receipt(uow, file_sha256(path), preview.result))


def apply_questionnaire(
    desk: Desk,
    path: Path,
    session: str,
    *,
    sheet: Sheets = "",
    accept: Collection[str] = (),
    words: Mapping[str, str] | None = None,
) -> TableResult:
    """Take in a list of answers, whole or not at all; arguments as for ``preview_questionnaire``."""
    desk.require(Role.HR)
    said = answer_words.decided(words or {}, accept)
    table = _table(desk, path, sheet)
    sha256 = file_sha256(path)
    with desk.store.write() as uow:
        preview = _preview(desk, uow, path, table, session, frozenset(accept), said)
        result = preview.result
        if result.errors:
            return result
        result = dataclasses.replace(
            result, notices=afterwards(result.notices, changed=result.outcome == "applied")
        )
        result = with_receipt(uow, sha256, result)
        if result.receipt:
            return result
        receipt = add_receipt(desk, uow, path, sha256, result)
        owned_things.keep(desk, uow, [record_of(desk, preview.said)], receipt)
        uow.audit.append(QUESTIONNAIRE, str(receipt), {"answers": preview.said.answers})
        uow.commit()
    return numbered(result, receipt)


def _table(desk: Desk, path: Path, sheet: Sheets) -> ForeignTable:
    table = choose(desk, path, QUESTIONNAIRE, sheet).table
    if not table.rows:
        message = "表に行が1つもありません。何も取り込まれていません。"
        empty = Problem("table-empty", message, "正しい表かどうか、シートの名前を確かめてください。")
        raise KnownError.of((empty.at(file=table.file, sheet=table.sheet),))
    return table


def _preview(
    desk: Desk,
    uow: UnitOfWork,
    path: Path,
    table: ForeignTable,
    session: str,
    accept: frozenset[str],
    words: Mapping[str, int],
) -> QuestionnairePreview:
    require_training(uow)
    if not session:
        raise KnownError(
            "session-missing",
            "どの研修の回のアンケートか分かりません。何も取り込んでいません。",
            "回を選んでください(コマンドでは --session 研修コード/第1回)。",
        )
    known = ledger(uow)
    subject = session_named(known, session)
    held = known.held[subject]
    reader = _Reader(uow, table, accept, words)
    reader.read()
    said = QuestionnaireSaid(
        subject,
        held.course,
        held.turn,
        held.fiscal_year,
        reader.answers,
        tuple(reader.scored),
        tuple(reader.written),
    )
    said = as_kept(uow, said)
    if not reader.problems and not reader.scored and not reader.written:
        message = "アンケートの答えのある列がありません。何も取り込んでいません。"
        reader.problems.append(
            Problem("questionnaire-empty", message, "シートと見出しを確かめてください。").at(
                file=table.file, sheet=table.sheet
            )
        )
    there = record_of(desk, said).record.employee_number in {key for key, _ in lists_of(uow)}
    title = title_of(known, held)
    told = Problem("questionnaire-of", f"「{title}」の{reader.answers:,}人の答えとして取り込みます。")
    errors = tuple(reader.problems)
    result = TableResult(
        path=str(path),
        kind=QUESTIONNAIRE,
        outcome="refused" if errors else "unchanged" if there else "applied",
        added=0 if errors or there else reader.answers,
        unchanged=reader.answers if there and not errors else 0,
        errors=errors,
        notices=(told.at(file=table.file, sheet=table.sheet), *reader.notices),
    )
    return QuestionnairePreview(result, said, answer_words.asked_of(reader.unclear, accept, reader.maybe))


@dataclass
class _Reader:
    """Reads the questions of one table, each column by itself.

    ``unclear`` are answers that nobody understands, ``maybe`` the words of columns read as free text that
    look like answers whose scale nobody can tell (満足 and 不満 alone).
    """

    uow: UnitOfWork
    table: ForeignTable
    accept: frozenset[str]
    words: Mapping[str, int]
    scored: list[Scored] = field(default_factory=list)
    written: list[Written] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notices: list[Problem] = field(default_factory=list)
    unclear: list[str] = field(default_factory=list)
    maybe: list[str] = field(default_factory=list)
    answers: int = 0

    def __post_init__(self) -> None:
        people = self.uow.people.employees(include_left=True)
        self._numbers = {person.number.lstrip("0") for person in people}
        self._names = {search_key(text) for one in people for text in (one.name, one.kana, one.alias) if text}
        self._answered: set[int] = set()

    def read(self) -> None:
        """Read all columns, and tell which were read as what."""
        headers = [cell.value.strip() for cell in self.table.headers]
        roster = columns.guess(headers, columns.ROSTER_COLUMNS)
        of_people = {columns.fold_header(name) for names in roster.values() for name in names}
        beside = {Column.EVENT, Column.COURSE_CODE, Column.TURN, Column.FIRST_DAY}
        session = columns.guess(headers, beside)
        of_people |= {columns.fold_header(name) for names in session.values() for name in names}
        kinds: dict[str, list[str]] = {}
        for position, header in enumerate(headers):
            cells = [
                (line, row[position])
                for line, row in enumerate(self.table.rows)
                if position < len(row) and row[position].value.strip()
            ]
            if header and cells:
                kind = self._column(header, cells, columns.fold_header(header) in of_people)
                kinds.setdefault(kind, []).append(header)
        self.answers = len(self._answered)
        self._tell(kinds)

    def _column(self, header: str, cells: Sequence[tuple[int, TableCell]], of_people: bool) -> str:
        folded = evened(header)
        texts = [cell.value.strip() for _, cell in cells]
        if of_people or WHEN.search(folded) or WHO.fullmatch(folded) or self._is_personal(cells):
            return "dropped"
        steps = questionnaires.steps_of(texts, self.words)
        for text in questionnaires.strangers(Counter(texts), self.words):
            steps.pop(text, None)
        if len(cells) <= _MOSTLY * sum(text in steps for text in texts):
            return self._scored(header, cells, steps)
        if all(questionnaires.is_number(text) for text in texts):
            return self._other_scale(header, cells[0][1])
        if len(cells) <= _MOSTLY * sum(questionnaires.worded(evened(text)) is not None for text in texts):
            self.maybe += texts
        self._answered.update(line for line, _ in cells)
        self.problems += (
            self._at(p, cell) for _, cell in cells for p in too_long(cell.value, limit=ANSWER_UNITS)
        )
        self.written.append(Written(header, tuple(sorted(texts))))
        return "written"

    def _scored(self, header: str, cells: Sequence[tuple[int, TableCell]], steps: Mapping[str, int]) -> str:
        counts = [0] * questionnaires.STEPS
        for line, cell in cells:
            step = steps.get(cell.value.strip())
            if step is not None:
                if step != questionnaires.NO_ANSWER:
                    counts[step - 1] += 1
                self._answered.add(line)
                continue
            self.unclear.append(cell.value)
            message = (
                f"「{header}」は5段階の問いですが、「{cell.value.strip()[:20]}」が何段階目か分かりません。"
            )
            fix = answer_words.FIX
            problem = self._at(Problem(UNCLEAR, message, fix, cell.value.strip()[:80]), cell)
            if UNCLEAR in self.accept:
                done = f"{message}承認のとおり、答えなしとして取り込みます。"
                self.notices.append(dataclasses.replace(problem, message=done, fix=""))
            else:
                self.problems.append(problem)
        self.scored.append(Scored(header, tuple(counts)))
        return "scored"

    def _other_scale(self, header: str, cell: TableCell) -> str:
        message = f"「{header}」に1から5でない数字があり、5段階の問いとして読めません。"
        fix = "5段階に直してください。この列を取り込まなくてよければ承認してください。"
        problem = self._at(Problem(SCALE, message, fix, cell.value.strip()[:80]), cell)
        if SCALE in self.accept:
            done = f"{message}承認のとおり、この列を除いて取り込みます。"
            self.notices.append(dataclasses.replace(problem, message=done, fix=""))
        else:
            self.problems.append(problem)
        return "left"

    def _is_personal(self, cells: Sequence[tuple[int, TableCell]]) -> bool:
        """Tell whether a column holds people or moments, whatever it is called."""
        whom = sum(self._is_person(cell.value.strip()) or cell.is_date for _, cell in cells)
        return len(cells) <= _MOSTLY * whom

    def _is_person(self, text: str) -> bool:
        if search_key(text) in self._names:
            return True
        number = evened(text).lstrip("0")
        return len(evened(text)) > 2 and number in self._numbers

    def _tell(self, kinds: Mapping[str, Sequence[str]]) -> None:
        told = (
            ("scored", "questionnaire-scored", "5段階の問いとして読みます。"),
            ("written", WRITTEN, "自由記述として読みます。だれが書いたかは残りません。"),
            ("dropped", "questionnaire-anonymous", "人や日時の分かる列は読まず、どこにも残しません。"),
        )
        for kind, code, message in told:
            if kind in kinds:
                self.notices.append(self._at(Problem(code, message, "", "、".join(kinds[kind])), TableCell()))

    def _at(self, problem: Problem, cell: TableCell) -> Problem:
        return problem.at(file=self.table.file, sheet=self.table.sheet, cell=cell.ref)
