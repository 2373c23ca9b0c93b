"""Reading a survey's table into counts: rows (a line a person) or counts (a line a question), nobody named.

Each column is counted by itself; with 所属 or 職層 beside it once more by each of these, never by both.
"""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from dxdesk.domain import questionnaires
from dxdesk.domain.columns import Column
from dxdesk.domain.completion import evened
from dxdesk.domain.contents import Scored
from dxdesk.domain.dates import FIRST_YEAR, LAST_YEAR, fiscal_years_in, read_date
from dxdesk.domain.errors import Problem
from dxdesk.domain.indicator_record import Choosers, Chosen, Grouped, IndicatorSaid
from dxdesk.domain.indicators import CHOICE, STEPS
from dxdesk.domain.survey_words import heads_of, is_outside, options_in, question_of
from dxdesk.domain.training import fiscal_year_of
from dxdesk.domain.wareki import fiscal_year_label
from dxdesk.ports.foreign_tables import ForeignTable, TableCell
from dxdesk.usecases.imports import answer_words
from dxdesk.usecases.imports.answer_words import UNCLEAR
from dxdesk.usecases.imports.questionnaire_tables import WHEN, WHO
from dxdesk.usecases.imports.questions import Option, Question, value_of
from dxdesk.usecases.imports.understanding import Sheet

POINTS, TOO_MANY, OPTION, NO_OPTIONS, COLUMN = (
    "survey-points",
    "survey-too-many",
    "survey-option-unknown",
    "survey-options-missing",
    "survey-column",
)
TWO_YEARS, OVER_YEAR = "survey-two-years", "survey-over-year"
YEAR_UNREAD = "survey-year-unread"
OTHER = "その他"
SECTION, GRADE = "section", "grade"
_YEAR = re.compile(r"(?:(?P<era>令和|r)(?P<of>元|[0-9]{1,2})|(?P<year>20[0-9]{2}))(?:年度?)?")
_FIRST_OF_ERA = 2018
_SHOWN = 5
_TIMES = re.compile(r"[0-9][0-9,]*")
_COUNTED, _ANSWER = ("件数", "人数", "回答数", "度数"), ("答え", "回答", "選択肢", "段階")
_SUMS = {evened(word) for word in (*_COUNTED, "合計", "計", "総数", "全体", "回答者数", "N", "No", "番号")}
_MOST_OF = 3
"""Steps that a table of counts names at least, so that a word beside them may be another one."""
_ASKED = ("問い", "設問", "質問", "指標", "コード", "設問コード")


@dataclass
class Reader:
    """Reads one table; what it comes to stands in its fields.

    ``questions`` are what is asked of columns that nobody knows, ``unclear`` the answers that nobody
    understands; ``learnt`` the headers whose question was said, ``options`` the lists taken from the table
    where the office had none and accepted that.
    """

    sheet: Sheet
    asked: Sequence[IndicatorSaid]
    known: Mapping[str, str]
    accept: Collection[str] = ()
    words: Mapping[str, int] = field(default_factory=dict)
    scored: list[Scored] = field(default_factory=list)
    chosen: list[Chosen] = field(default_factory=list)
    choosers: list[Choosers] = field(default_factory=list)
    grouped: list[Grouped] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    notices: list[Problem] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    learnt: dict[str, str] = field(default_factory=dict)
    options: dict[str, tuple[str, ...]] = field(default_factory=dict)
    years: set[int] = field(default_factory=set)
    answers: int = 0
    unclear: list[str] = field(default_factory=list)
    _taken: dict[int, list[str]] = field(default_factory=dict)
    _strange: dict[int, frozenset[str]] = field(default_factory=dict)

    @property
    def table(self) -> ForeignTable:
        """The table that is read."""
        return self.sheet.table

    def read(self) -> None:
        """Read the whole table."""
        self._codes = {one.code: one for one in self.asked}
        self._heads = heads_of(self.asked)
        if not self._read_counts():
            self._read_rows()

    # --- which columns ----------------------------------------------------------------------------------

    def _columns(self) -> dict[int, str]:
        """Return the questions by the place of their column; what else there is is told or asked."""
        found: dict[int, str] = {}
        dropped, left = [], []
        used = self.sheet.plan.used
        for place, cell in enumerate(self.table.headers):
            header = cell.value.strip()
            if not header or place in used:
                continue
            code = question_of(header, self._heads) or self._said(header)
            folded = evened(header)
            if code in self._codes and code not in found.values():
                found[place] = code
            elif WHEN.search(folded) or WHO.fullmatch(folded):
                dropped.append(header)
                self._days(place)
            elif any(text.strip() for text in self.table.texts(place)):
                left.append(header)
        self._ask(left, found.values())
        self._tell("survey-anonymous", "人や日時の分かる列は読まず、どこにも残しません。", dropped)
        self._tell(
            "survey-left",
            "指標の問いではないものとして、次の列は読みません。指標の問いなら、どの問いかを決めてください"
            '(コマンドでは --accept "survey-column:見出し=指標のコード")。',
            left,
        )
        return found

    def _said(self, header: str) -> str:
        said = value_of(self.accept, COLUMN, header)
        if said:
            self.learnt[evened(header)] = said
        return said or self.known.get(evened(header), "")

    def _ask(self, left: Sequence[str], taken: Collection[str]) -> None:
        free = [one for one in self.asked if one.question and one.code not in taken]
        for header in left if free else ():
            options = tuple(Option(f"{COLUMN}:{header}={one.code}", f"{one.code} {one.name}") for one in free)
            text = f"「{header}」の列は、どの指標の問いですか。決めなければ、読みません。"
            self.questions.append(Question(COLUMN, header, text, options, optional=True))

    def _tell(self, code: str, message: str, headers: Sequence[str]) -> None:
        if headers:
            self.notices.append(self._at(Problem(code, message, "", "、".join(headers)), TableCell()))

    # --- years ------------------------------------------------------------------------------------------

    def _days(self, place: int) -> None:
        """Note in which fiscal years a column of moments lies; two of them are asked about."""
        years: dict[int, str] = {}
        days = {text.strip().partition(" ")[0].partition("T")[0] for text in self.table.texts(place)}
        for text in sorted(days):
            day = read_date(text) if text else None
            if day:
                years.setdefault(fiscal_year_of(day), text)
        if len(years) > 1:
            message = f"回答の日が{'と'.join(map(fiscal_year_label, sorted(years)))}にまたがっています。"
            fix = "年度ごとにファイルを分けてください。1つの年度なら、年度を指定して承認してください。"
            self._propose(Problem(OVER_YEAR, message, fix, "、".join(sorted(years.values()))[:80]), place)
        else:
            self.years |= years.keys()

    def titled(self, fiscal_year: int) -> int:
        """Return the fiscal year of a table none of whose lines names one, 0 where nothing tells it.

        ``fiscal_year`` is what was chosen, 0 for nothing. A title or a sheet's name that says otherwise, or
        two years, is asked about: the lines may be of another year, or of both.
        """
        said: dict[int, TableCell] = {}
        for cell in (*self.table.above, TableCell(self.table.sheet)):
            for year in fiscal_years_in(cell.value):
                if FIRST_YEAR <= year <= LAST_YEAR:
                    said.setdefault(year, cell)
        if len(said) < 2 and (not fiscal_year or not said or fiscal_year in said):
            return fiscal_year or next(iter(said), 0)
        labels = "と".join(map(fiscal_year_label, sorted(said)))
        message = f"表の題名かシートの名前に{labels}とあります。"
        if len(said) == 1:
            wanted = fiscal_year_label(fiscal_year)
            message = (
                f"表の題名かシートの名前は{labels}ですが、{wanted}のアンケートとして取り込もうとしています。"
            )
        fix = (
            "年度を確かめてください。2つの年度の答えなら、年度ごとにファイルを分けてください。"
            "選んだ年度だけの答えなら、承認してください。"
        )
        cell = next((cell for year, cell in sorted(said.items()) if year != fiscal_year), TableCell())
        problem = Problem(OVER_YEAR, message, fix, cell.value.strip()[:80])
        self._propose_at(problem, cell, "承認のとおり取り込みます。")
        return fiscal_year

    def _year_column(self) -> None:
        if not self.sheet.plan.has(Column.YEAR):
            return
        place = self.sheet.plan.first(Column.YEAR)
        years: dict[int, str] = {}
        lines = [row for row in self.table.rows if any(cell.value.strip() for cell in row)]
        cells = [row[place] if place < len(row) else TableCell() for row in lines]
        if not any(cell.value.strip() for cell in cells):
            return
        unread = []
        for cell in cells:
            if year := _year(cell.value):
                years.setdefault(year, cell.value)
            else:
                unread.append(cell)
        self._years_unread(unread)
        if len(years) > 1:
            cell = self._cell_of(place, years[max(years)])
            message = (
                f"年度の列に{len(years)}つの年度があります。1つのファイルは、1つの年度のアンケートです。"
            )
            fix = "年度ごとにファイルを分けてください。"
            found = "、".join(sorted(years.values()))[:80]
            self.problems.append(self._at(Problem(TWO_YEARS, message, fix, found), cell))
        else:
            self.years |= years.keys()

    def _years_unread(self, cells: Sequence[TableCell]) -> None:
        """Refuse lines whose year nobody can read: of which year they are is not for the others to say."""
        for cell in cells[:_SHOWN]:
            said = cell.value.strip()
            message = f"年度「{said[:20]}」を読めません。" if said else "年度が空です。"
            fix = (
                "「令和8年度」か「2026」のように書いてください。年度の列をなくし、年度を選ぶこともできます。"
            )
            self.problems.append(self._at(Problem(YEAR_UNREAD, message, fix, said[:80]), cell))
        if len(cells) > _SHOWN:
            message = f"ほかに{len(cells) - _SHOWN:,}行の年度も、空か、読めません。"
            self.problems.append(
                self._at(Problem(YEAR_UNREAD, message, "年度の列を埋めてください。"), TableCell())
            )

    def _cell_of(self, place: int, text: str) -> TableCell:
        return next(
            (row[place] for row in self.table.rows if place < len(row) and row[place].value == text),
            TableCell(),
        )

    # --- a line a person --------------------------------------------------------------------------------

    def _read_rows(self) -> None:
        columns = self._columns()
        self._year_column()
        scored = {place: code for place, code in columns.items() if self._codes[code].measure != CHOICE}
        steps = self._steps(scored)
        answered = 0
        for place, code in scored.items():
            answered = max(answered, self._score(place, code, steps))
        for place, code in columns.items():
            if self._codes[code].measure == CHOICE:
                answered = max(answered, self._choose(place, self._codes[code]))
        self.answers = answered
        for by, column in ((SECTION, Column.DEPARTMENT_CODE), (GRADE, Column.GRADE)):
            if column is Column.DEPARTMENT_CODE and not self.sheet.plan.has(column):
                column = Column.DEPARTMENT_NAME
            if self.sheet.plan.has(column) and not self.problems:
                self._group(by, self.sheet.plan.first(column), scored, steps)

    def _steps(self, scored: Mapping[int, str]) -> Mapping[str, int]:
        """Return which step each text of the columns is; the columns of one form share their words."""
        texts = {text for place in scored for text in self.table.texts(place) if text.strip()}
        return questionnaires.steps_of(texts, self.words)

    def _column(self, place: int) -> list[str]:
        """Return the texts of a column, line by line; a column is asked for several times."""
        if place not in self._taken:
            rows = self.table.rows
            try:
                self._taken[place] = [row[place].value for row in rows]
            except IndexError:  # rows may be shorter than the headers
                self._taken[place] = [row[place].value if place < len(row) else "" for row in rows]
        return self._taken[place]

    def _score(self, place: int, code: str, steps: Mapping[str, int]) -> int:
        counts = [0] * STEPS
        said = Counter(self._column(place))
        strange = self._strange[place] = questionnaires.strangers(said, self.words)
        for text, times in said.items():
            step = steps.get(text)
            if step is not None and text not in strange:
                _add(counts, step, times)
            elif text.strip():
                self._unclear(place, code, text, times)
        self.scored.append(Scored(code, tuple(counts)))
        return sum(counts)

    def _unclear(self, place: int, code: str, text: str, times: int) -> None:
        header, said = self.table.headers[place].value.strip(), text.strip()
        cell = self._cell_of(place, text)
        if is_outside(text, STEPS):
            message = f"「{header}」は5段階の問い(1から5)ですが、「{said[:20]}」が{times:,}件あります。"
            fix = "5段階のアンケートかどうかを確かめ、1から5に直してください。"
            self.problems.append(self._at(Problem(POINTS, message, fix, said[:80]), cell))
            return
        self.unclear.append(text)
        message = f"「{header}」は5段階の問いですが、「{said[:20]}」({times:,}件)が何段階目か分かりません。"
        problem = Problem(UNCLEAR, message, answer_words.FIX, said[:80])
        self._propose_at(problem, cell, "答えなしとして取り込みます。")

    def _choose(self, place: int, asked: IndicatorSaid) -> int:
        counts = Counter(self._column(place))
        found = {text: options_in(text, asked.options) for text in counts if text.strip()}
        others = sorted({word for _, words in found.values() for word in words})
        taken = False
        if others and not asked.options:
            message = f"「{asked.name}」の選択肢の一覧が、まだありません。"
            fix = "指標に選択肢を入れてください。この表の言葉を一覧にしてよければ承認してください。"
            taken = self._propose(
                Problem(NO_OPTIONS, message, fix, "、".join(others)[:80]),
                place,
                "この表の言葉を一覧にします。",
            )
            if taken:
                self.options[asked.code] = tuple(others)
        elif others:
            message = f"「{asked.name}」の選択肢にない言葉があります。"
            fix = "選択肢に加えるか、表を直してください。「その他」として数えてよければ承認してください。"
            self._propose(
                Problem(OPTION, message, fix, "、".join(others)[:80]), place, "「その他」として数えます。"
            )
        times: Counter[str] = Counter()
        people = 0
        for text, (named, words) in found.items():
            options = {*named, *(words if taken else (OTHER,) if words else ())}
            if asked.most and len(named) + len(words) > asked.most:
                self._too_many(place, asked, text, len(named) + len(words))
                continue
            people += counts[text]
            for option in options:
                times[option] += counts[text]
        self.chosen += (Chosen(asked.code, option, times[option]) for option in sorted(times))
        self.choosers.append(Choosers(asked.code, people))
        return people

    def _too_many(self, place: int, asked: IndicatorSaid, text: str, named: int) -> None:
        message = f"「{asked.name}」は最大{asked.most}つの問いですが、{named}つ選んだ答えがあります。"
        fix = f"{asked.most}つまでに直してください。その答えを除いてよければ承認してください。"
        cell = self._cell_of(place, text)
        self._propose_at(Problem(TOO_MANY, message, fix, text.strip()[:80]), cell, "除いて取り込みます。")

    def _group(self, by: str, of: int, scored: Mapping[int, str], steps: Mapping[str, int]) -> None:
        for place, code in scored.items():
            pairs = Counter(zip(self._column(of), self._column(place), strict=True))
            counts: dict[str, list[int]] = {}
            for (name, text), times in pairs.items():
                step = steps.get(text) if text not in self._strange[place] else None
                if step is not None and name.strip():
                    _add(counts.setdefault(name.strip(), [0] * STEPS), step, times)
            self.grouped += (Grouped(by, name, code, tuple(counts[name])) for name in sorted(counts))

    # --- counts -----------------------------------------------------------------------------------------

    def _read_counts(self) -> bool:
        """Read a table that has counts already; return whether it is one."""
        headers = [cell.value.strip() for cell in self.table.headers]
        texts = [text for text in headers if text and question_of(text, self._heads) == ""]
        steps = questionnaires.steps_of(texts, self.words)
        for text in questionnaires.strangers(dict.fromkeys(texts, 1), self.words):
            steps.pop(text, None)
        places = {place: steps[text] for place, text in enumerate(headers) if steps.get(text)}
        asked = self._asked_column(headers)
        if asked is None:
            return False
        named = [step for place, step in places.items() if evened(headers[place]) not in self.words]
        unknown = self._unknown_steps(headers, asked, steps)
        whole = set(places.values()) == set(range(1, STEPS + 1))
        if len(named) == len(set(named)) and (whole or (unknown and len(set(places.values())) >= _MOST_OF)):
            for place in unknown:
                self._unclear_head(place)
            for row in self.table.rows:
                self._counted_row(row, asked, places)
            self._year_column()
            self.answers = max((sum(one.counts) for one in self.scored), default=0)
            return True
        answer = next((p for p, text in enumerate(headers) if evened(text) in _ANSWER), None)
        times = next((p for p, text in enumerate(headers) if evened(text) in _COUNTED), None)
        if answer is None or times is None:
            return False
        self._long(asked, answer, times)
        self._year_column()
        return True

    def _unknown_steps(self, headers: Sequence[str], asked: int, steps: Mapping[str, int]) -> list[int]:
        """Return the columns of counts whose answer nobody knows; sums and means are none."""
        known = {asked, *self.sheet.plan.used}
        left = (
            place
            for place, text in enumerate(headers)
            if text and place not in known and text not in steps and evened(text) not in _SUMS
        )
        return [place for place in left if _all_counts(self.table.texts(place))]

    def _unclear_head(self, place: int) -> None:
        cell = self.table.headers[place]
        said = cell.value.strip()
        self.unclear.append(said)
        message = f"「{said[:20]}」の列の件数が、何段階目の答えか分かりません。"
        problem = Problem(UNCLEAR, message, answer_words.FIX, said[:80])
        self._propose_at(problem, cell, "答えなしとして取り込みます。")

    def _asked_column(self, headers: Sequence[str]) -> int | None:
        """Return the column whose cells are questions; it is the one in which more are than in any other."""
        best, found = 0, None
        for place, header in enumerate(headers):
            cells = [text for text in self.table.texts(place) if text.strip()]
            known = sum(bool(question_of(text, self._heads)) for text in cells)
            likely = evened(header) in map(evened, _ASKED)
            worded = known * 2 > len(cells) and not all(text.strip().isdigit() for text in cells)
            if known > best and (likely or worded):
                best, found = known, place
        return found

    def _question(self, row: Sequence[TableCell], place: int) -> str:
        cell = row[place] if place < len(row) else TableCell()
        code = question_of(cell.value, self._heads) if cell.value.strip() else ""
        if cell.value.strip() and not code:
            message = f"「{cell.value.strip()[:40]}」は、指標の問いにありません。"
            fix = "指標に加えるか、行を消してください。"
            self.problems.append(
                self._at(Problem("survey-question-unknown", message, fix, cell.value.strip()[:80]), cell)
            )
        return code

    def _number(self, row: Sequence[TableCell], place: int) -> int:
        cell = row[place] if place < len(row) else TableCell()
        text = evened(cell.value)
        if text and not _TIMES.fullmatch(text):
            message = f"「{cell.value.strip()[:20]}」を件数として読めません。"
            fix = "0以上の整数を書いてください。"
            self.problems.append(
                self._at(Problem("survey-count", message, fix, cell.value.strip()[:80]), cell)
            )
            return 0
        return int(text.replace(",", "") or 0)

    def _counted_row(self, row: Sequence[TableCell], asked: int, places: Mapping[int, int]) -> None:
        code = self._question(row, asked)
        if not code:
            return
        counts = [0] * STEPS
        for place, step in places.items():
            counts[step - 1] += self._number(row, place)
        if any(one.question == code for one in self.scored):
            cell = row[asked]
            message = f"「{cell.value.strip()[:40]}」が2行あります。"
            self.problems.append(
                self._at(Problem("survey-question-twice", message, "1行にしてください。", code), cell)
            )
            return
        self.scored.append(Scored(code, tuple(counts)))

    def _long(self, asked: int, answer: int, times: int) -> None:
        counts: dict[str, list[int]] = {}
        options: dict[str, Counter[str]] = {}
        steps = questionnaires.steps_of([*self.table.texts(answer)], self.words)
        strange = self._strange_answers(asked, answer, times)
        for row in self.table.rows:
            code = self._question(row, asked)
            if not code:
                continue
            cell = row[answer] if answer < len(row) else TableCell()
            number = self._number(row, times)
            if self._codes[code].measure == CHOICE:
                options.setdefault(code, Counter())[cell.value.strip()] += number
                continue
            step = steps.get(cell.value) if cell.value not in strange.get(code, ()) else None
            if step is not None:
                _add(counts.setdefault(code, [0] * STEPS), step, number)
            elif is_outside(cell.value, STEPS):
                message = f"「{cell.value.strip()[:20]}」は5段階(1から5)の答えではありません。"
                fix = "5段階のアンケートかどうかを確かめ、1から5に直してください。"
                self.problems.append(self._at(Problem(POINTS, message, fix, cell.value.strip()[:80]), cell))
            else:
                self.unclear.append(cell.value)
                message = f"「{cell.value.strip()[:20]}」({number:,}件)が何段階目か分かりません。"
                problem = Problem(UNCLEAR, message, answer_words.FIX, cell.value.strip()[:80])
                self._propose_at(problem, cell, "答えなしとして取り込みます。")
        self.scored += (Scored(code, tuple(found)) for code, found in counts.items())
        for code, named in options.items():
            self.chosen += (Chosen(code, option, named[option]) for option in sorted(named))
        self.answers = max((sum(one.counts) for one in self.scored), default=0)

    def _strange_answers(self, asked: int, answer: int, times: int) -> Mapping[str, frozenset[str]]:
        """Return of each question (code) the answers that are words of another scale."""
        found: dict[str, Counter[str]] = {}
        for row in self.table.rows:
            if answer < len(row) and asked < len(row):
                code = question_of(row[asked].value, self._heads)
                number = row[times].value.strip() if times < len(row) else ""
                if code:
                    times_of = int(number) if number.isdecimal() else 1
                    found.setdefault(code, Counter())[row[answer].value] += times_of
        return {code: questionnaires.strangers(counts, self.words) for code, counts in found.items()}

    # --- telling ----------------------------------------------------------------------------------------

    def _propose(self, problem: Problem, place: int, done: str = "承認のとおり取り込みます。") -> bool:
        return self._propose_at(problem, self.table.headers[place], done)

    def _propose_at(self, problem: Problem, cell: TableCell, done: str) -> bool:
        """Tell a finding that somebody may accept; return whether they did."""
        problem = self._at(problem, cell)
        if problem.code not in self.accept:
            self.problems.append(problem)
            return False
        self.notices.append(dataclasses.replace(problem, message=f"{problem.message}{done}", fix=""))
        return True

    def _at(self, problem: Problem, cell: TableCell) -> Problem:
        return problem.at(file=self.table.file, sheet=self.table.sheet, cell=cell.ref)


def _all_counts(texts: Collection[str]) -> bool:
    written = [evened(text) for text in texts if text.strip()]
    return bool(written) and all(_TIMES.fullmatch(text) for text in written)


def _add(counts: list[int], step: int, times: int) -> None:
    """Count answers of a step; what is said to be no answer counts nowhere."""
    if step != questionnaires.NO_ANSWER:
        counts[step - 1] += times


def _year(text: str) -> int:
    """Return the fiscal year that a cell names, 0 where it names none."""
    found = _YEAR.fullmatch(evened(text))
    if found is None:
        return 0
    if found["year"]:
        return int(found["year"])
    return _FIRST_OF_ERA + (1 if found["of"] == "元" else int(found["of"]))
