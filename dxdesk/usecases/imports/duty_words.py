"""在職状態 and 任用区分 of a roster, folded before anything else reads them; unknown words are asked once.

The reason of an absence stays in the table. What is remembered of an unknown word is its digest and which of
the four it means, so that the word itself is nowhere.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from dxdesk.domain import canonical, duty
from dxdesk.domain.columns import LABELS, Column
from dxdesk.domain.ditto import Mark, mark_of
from dxdesk.domain.errors import Problem
from dxdesk.domain.lost_letters import is_doubted
from dxdesk.domain.targets import DUTY_STATUS, default_of
from dxdesk.domain.text import visible
from dxdesk.ports import setting_names
from dxdesk.ports.entities import Employee, EmployeeChange, ListEntry
from dxdesk.ports.foreign_tables import TableCell
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.imports.questions import Option, Question, value_of
from dxdesk.usecases.imports.understanding import Sheet, has_no_value

UNKNOWN = "duty-unknown"
_WORDS = setting_names.DUTY_WORDS
_LEARNED = 500
"""Words that are remembered."""
_FIELD = str(Column.DUTY_STATUS)


@dataclass(frozen=True, slots=True)
class Folded:
    """A table whose 在職状態 are among four words, and what is asked.

    ``learned`` are digests of words, each with the one it means.
    """

    sheet: Sheet
    problems: tuple[Problem, ...] = ()
    questions: tuple[Question, ...] = ()
    learned: Mapping[str, str] = field(default_factory=dict)
    notices: tuple[Problem, ...] = ()


def fold_words(uow: UnitOfWork, sheet: Sheet, accept: Collection[str]) -> Folded:
    """Return a table with its 在職状態 and 任用区分 folded.

    An unknown 在職状態 of somebody is asked about, unless it is accepted as one of the four, now
    or once before.
    """
    places = {column: sheet.plan.first(column) for column in (Column.DUTY_STATUS, Column.EMPLOYMENT)}
    if max(places.values()) < 0:
        return Folded(sheet)
    rows = list(sheet.table.rows)
    unknown: dict[str, list[TableCell]] = {}
    decided: dict[str, list[str]] = {}
    words = _Words(_words(uow), accept)
    for line, row in enumerate(sheet.table.rows):
        for column, place in places.items():
            cell = row[place] if 0 <= place < len(row) else TableCell()
            told = words.folded(column, cell.value)
            if told is None or told == cell.value:
                continue
            person = any(map(str.isdigit, sheet.cell(row, Column.NUMBER).value))
            if person and visible(cell.value) in words.decided:
                decided.setdefault(visible(cell.value), []).append(told)
            if person and not told:
                unknown.setdefault(visible(cell.value), []).append(cell)
            # Until it is answered, and nothing is taken, an unknown word stands for no empty cell.
            cell = cell._replace(value=told or duty.HERE)
            if column is Column.DUTY_STATUS:
                cell = cell._replace(is_number=False, is_date=False)
            rows[line] = (*rows[line][:place], cell, *rows[line][place + 1 :])
    if (made := tuple(rows)) != sheet.table.rows:
        sheet = replace(sheet, table=replace(sheet.table, rows=made))
    problems = tuple(sheet.at(_asked(word, len(cells)), cells[0]) for word, cells in unknown.items())
    questions = [_question(word, len(cells)) for word, cells in unknown.items()]
    for word, told_ in decided.items():
        questions.append(_question(word, len(told_), told_[0], before=word not in words.said))
    before = [word for word in decided if word not in words.said]
    notices = (sheet.at(_remembered(len(before)), TableCell()),) if before else ()
    return Folded(sheet, problems, tuple(questions), words.learned, notices)


class _Words:
    """Folds each word of a column once: a column holds few, each in many lines."""

    def __init__(self, known: Mapping[str, str], accept: Collection[str]) -> None:
        """Take what was learned before, by digest, and what is accepted now."""
        self._known = known
        self._accept = accept
        self._folded: dict[tuple[Column, str], str | None] = {}
        self.learned: dict[str, str] = {}
        self.decided: set[str] = set()
        """The words that somebody decided, now or before; they stay in the table."""
        self.said: set[str] = set()
        """Those that are said now."""

    def folded(self, column: Column, text: str) -> str | None:
        """Return what a text is folded to: empty for an unknown word, ``None`` where nothing is said."""
        key = column, text
        if key not in self._folded:
            self._folded[key] = self._fold(column, text)
        return self._folded[key]

    def _fold(self, column: Column, text: str) -> str | None:
        word = visible(text)
        if not word or mark_of(text) in (Mark.ABOVE, Mark.ASIDE, Mark.NOTHING) or has_no_value(text):
            return None
        if column is Column.EMPLOYMENT:
            return None if is_doubted(word) else duty.employment(text)
        said = value_of(self._accept, UNKNOWN, word)
        if said in duty.FOLDED:
            self.learned[_digest(word)] = said
            self.decided.add(word)
            self.said.add(word)
            return said
        # Who writes 「療休?」 does not know: what the rest of the word means is no answer.
        meant = "" if is_doubted(word) else duty.fold(word)
        if not meant and _digest(word) in self._known:
            self.decided.add(word)
        return meant or self._known.get(_digest(word), "")


def _asked(word: str, count: int) -> Problem:
    four = "、".join(duty.FOLDED)
    return Problem(
        UNKNOWN,
        f"{LABELS[Column.DUTY_STATUS]}の「{word}」({count:,}人)の意味が分かりません。",
        f"{four}のどれかを選んでください(コマンドでは --accept '{UNKNOWN}:{word}={duty.HERE}')。"
        "次からは尋ねません。言葉そのものは残しません。",
        word,
    )


def _question(word: str, count: int, taken: str = "", *, before: bool = False) -> Question:
    options = tuple(Option(f"{UNKNOWN}:{word}={one}", one) for one in duty.FOLDED)
    text = f"「{word}」 {count:,}人" + ("(前に決めたとおり)" if before else "")
    return Question(UNKNOWN, word, text, options, f"{UNKNOWN}:{word}={taken}" if taken else "")


def _remembered(count: int) -> Problem:
    """Return the notice of words read as somebody said before; the words themselves stay out of it."""
    return Problem(
        "duty-remembered",
        f"在職状態の言葉{count:,}つを、前に決めたとおりに読みます。",
        "違うときは、その言葉の答えを選び直してください。「設定」の「一覧と対象」で忘れさせることもできます。",
    )


def _digest(word: str) -> str:
    return canonical.digest(f"duty:{visible(word)}", 16)


def _words(uow: UnitOfWork) -> dict[str, str]:
    kept = uow.settings.get(_WORDS)
    return dict(json.loads(kept)) if kept else {}


def learnt(uow: UnitOfWork) -> Mapping[str, int]:
    """Return how many words are remembered to mean each of the four."""
    meant = list(_words(uow).values())
    return {word: meant.count(word) for word in duty.FOLDED if word in meant}


def unlearn(uow: UnitOfWork) -> None:
    """Forget all of them: they are asked about again."""
    uow.settings.set(_WORDS, "")


def learn(uow: UnitOfWork, learned: Mapping[str, str]) -> None:
    """Remember which of the four words mean, by their digests."""
    before = _words(uow)
    after = dict([*((k, v) for k, v in before.items() if k not in learned), *learned.items()][-_LEARNED:])
    if after != before:
        uow.settings.set(_WORDS, canonical.dumps(after))


def folded_person(person: Employee) -> Employee:
    """Return somebody with the words that an import would give them."""
    return replace(
        person, duty_status=duty.folded(person.duty_status), employment=duty.employment(person.employment)
    )


def fold_kept(uow: UnitOfWork, people: Sequence[Employee]) -> dict[str, tuple[Employee, Employee]]:
    """Take the reasons of absences out of a store that an earlier program filled: people, history, lists.

    Returns:
        Who was changed, by number: as they were and as they are.
    """
    found = {one.number: (one, now) for one in people if (now := folded_person(one)) != one}
    uow.people.save_employees(now for _, now in found.values())
    uow.people.fold_changes(_FIELD, duty.folded)
    entries = uow.people.entries(DUTY_STATUS)
    there = {entry.value for entry in entries}
    uow.people.save_entries(folded_entry(word, entries) for word in duty.FOLDED if word not in there)
    uow.people.remove_entries([entry for entry in entries if duty.folded(entry.value) != entry.value])
    return found


def folded_entry(word: str, entries: Sequence[ListEntry]) -> ListEntry:
    """Return the entry of one of the four words: as decided for all that it stands for, or the usual."""
    alike = {
        (entry.target, entry.never_late)
        for entry in entries
        if entry.list_name == DUTY_STATUS and duty.fold(entry.value) == word
    }
    target, never_late = alike.pop() if len(alike) == 1 else default_of(DUTY_STATUS, word)
    return ListEntry(DUTY_STATUS, word, target, len(entries) + duty.FOLDED.index(word), never_late)


def folded_changes(changes: Sequence[EmployeeChange]) -> tuple[EmployeeChange, ...]:
    """Return a history in which no reason of an absence is told, whatever an earlier program kept."""
    told = [
        replace(one, old=duty.folded(one.old), new=duty.folded(one.new)) if one.field == _FIELD else one
        for one in changes
    ]
    return tuple(one for one in told if one.field != _FIELD or one.old != one.new)
