"""Names of a roster that lost letters, carry marks, or are written otherwise though they are read the same.

What is stored as a name is printed on forms and certificates. Other shapes of the letters and blanks are
taken over as they are written; everything else under an unchanged reading is asked.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from dxdesk.domain.columns import LABELS, Column
from dxdesk.domain.errors import Problem
from dxdesk.domain.lost_letters import fits, is_common, lost, only_marked, private, without_marks
from dxdesk.domain.name_brackets import has_brackets
from dxdesk.domain.names import search_key, shape_key
from dxdesk.domain.same_person import Called, Likeness, likeness
from dxdesk.domain.text import visible
from dxdesk.ports.entities import Employee
from dxdesk.ports.foreign_tables import TableCell
from dxdesk.usecases.imports.letters import TAKEN as AS_WRITTEN
from dxdesk.usecases.imports.letters import LostLetters
from dxdesk.usecases.imports.questions import Option, Question, said_of
from dxdesk.usecases.imports.roster_names import WRITTEN
from dxdesk.usecases.imports.roster_reading import RosterLine, RosterReading
from dxdesk.usecases.imports.understanding import Sheet

OTHERWISE, KEPT, TAKEN = "name-otherwise", "name-kept", "name-taken"
MARKED, PRIVATE = "name-marked", "name-private-letters"
_NAME = str(Column.NAME)
_NAMES = (Column.NAME, Column.KANA, Column.ALIAS)
_WORDS = (Column.TITLE, Column.JOB)
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class WholeNames:
    """What is asked and told of the names of a table."""

    problems: tuple[Problem, ...] = ()
    notices: tuple[Problem, ...] = ()
    questions: tuple[Question, ...] = ()


def whole_names(
    sheet: Sheet, reading: RosterReading, known: Mapping[str, Employee], accept: Collection[str]
) -> WholeNames:
    """Ask about names that lost letters or are written otherwise; the lines get what is to be stored.

    Args:
        sheet: the table.
        reading: its lines; a name that is asked about is the known one until that is answered.
        known: everybody the store knows, by number.
        accept: ``letters-kept``, ``letters-taken``, ``name-kept`` or ``name-taken``, for all or with
            ``:number`` for one (of another column ``:number.kana`` and the like).
    """
    return _Names(sheet, known, accept).look(reading)


class _Names:
    def __init__(self, sheet: Sheet, known: Mapping[str, Employee], accept: Collection[str]) -> None:
        self._sheet = sheet
        self._known = known
        self._accept = accept
        self._letters = LostLetters(sheet, accept)
        self._problems: list[Problem] = []
        self._questions: list[Question] = []
        self._told: dict[str, list[tuple[TableCell, str]]] = {}

    def look(self, reading: RosterReading) -> WholeNames:
        for line in reading.lines.values():
            before = self._known.get(line.number)
            for column in (*_NAMES, *_WORDS):
                self._text(line, column, before)
            if before is not None:
                self._written(line, before)
        told = tuple(self._notice(code, lines) for code, lines in self._told.items())
        return WholeNames(
            (*self._letters.problems, *self._problems),
            (*self._letters.notices(), *told),
            (*self._letters.questions, *self._questions),
        )

    def _text(self, line: RosterLine, column: Column, before: Employee | None) -> None:
        """Look for letters that one text lost, and take marks off a name."""
        field = str(column)
        written = str(line.fields.get(field, ""))
        stored = str(getattr(before, field)) if before is not None else ""
        if written == stored or is_common(written):
            return
        if column is Column.NAME:
            written = self._unmarked(line, written, stored)
        signs = lost(written, of_name=column in _NAMES)
        new = tuple(sign for sign in private(written) if sign not in stored)
        if not signs and (not new or lost(stored)):
            return
        cell = line.cells.get(field, line.cell)
        cell = cell if cell.ref else line.cell
        if not signs and not stored:
            self._told.setdefault(PRIVATE, []).append((cell, f"{line.number} {visible(written)}"))
            return
        key = line.number if column is Column.NAME else f"{line.number}.{field}"
        kept = stored if self._is_same(line, column, written, before) else ""
        line.fields[field] = self._letters.asked(key, cell, LABELS[column], written, kept, signs + new)

    def _is_same(self, line: RosterLine, column: Column, written: str, before: Employee | None) -> bool:
        """Tell whether what is known is what a damaged text once was; else nothing is proposed for it."""
        if before is None:
            return False
        stored = str(getattr(before, str(column)))
        if column is not Column.NAME or fits(written, stored):
            return bool(stored)
        readings = search_key(before.kana), search_key(str(line.fields.get("kana", "")))
        return bool(stored) and all(readings) and readings[0] == readings[1]

    def _unmarked(self, line: RosterLine, written: str, stored: str) -> str:
        """Return a name without marks that a list explains, or that alone part it from the known one."""
        bare = without_marks(written)
        if bare == written.strip() or has_brackets(written):
            return written
        alone = bool(stored) and shape_key(bare) == shape_key(stored)
        if not alone and not only_marked(written):
            return written
        line.fields[_NAME] = bare
        shown = f"{line.number} {visible(written)} → {bare}"
        self._told.setdefault(MARKED, []).append((line.cells[_NAME], shown))
        return bare

    def _written(self, line: RosterLine, before: Employee) -> None:
        """Ask where a name is another one for the same reading, or has something added or left out."""
        name = str(line.fields.get(_NAME, ""))
        if name == before.name:
            return
        old, new = shape_key(before.name), shape_key(name)
        if not old or not new or old == new:
            return
        if lost(before.name) and fits(before.name, name):
            return  # the name that was damaged comes back
        if has_brackets(name) and said_of(self._accept, line.number, (WRITTEN,)):
            return
        after = Called(name, str(line.fields.get("kana", "")), str(line.fields.get("alias", "")))
        if likeness(Called(before.name, before.kana, before.alias), after) is not Likeness.SAME:
            return  # asked or refused by ``roster_people``
        if said_of(self._accept, line.number, (AS_WRITTEN,)) and (lost(name) or private(name)):
            return
        self._ask(line, before.name, name)

    def _ask(self, line: RosterLine, stored: str, name: str) -> None:
        number, cell = line.number, line.cells[_NAME]
        said = said_of(self._accept, number, (KEPT, TAKEN))
        options = (
            Option(f"{KEPT}:{number}", "今の氏名のままにします"),
            Option(f"{TAKEN}:{number}", "書かれたとおりの氏名にします"),
        )
        shown = f"{stored} → {visible(name)}"
        taken = f"{said}:{number}" if said else ""
        self._questions.append(Question(OTHERWISE, number, f"{number} {shown}", options, taken))
        if said != TAKEN:
            line.fields[_NAME] = stored
        if said:
            self._told.setdefault(said, []).append((cell, f"{number} {shown if said == TAKEN else stored}"))
            return
        message = (
            f"職員番号{number}の氏名は今「{stored}」で、この表では「{visible(name)}」です。"
            "番号と読みなどから同じ人のようですが、氏名の書き方が違います。"
        )
        fix = (
            "今の氏名のままにするか、書かれたとおりの氏名にするかを決めてください"
            f"(コマンドでは --accept {KEPT}:{number} か --accept {TAKEN}:{number}。"
            "全員が同じなら、番号を付けずに書けます)。"
        )
        self._problems.append(self._sheet.at(Problem(OTHERWISE, message, fix, shown), cell))

    def _notice(self, code: str, lines: list[tuple[TableCell, str]]) -> Problem:
        count = f"{len(lines):,}"
        words = {
            MARKED: (
                f"氏名に印や数字が付いた人が{count}人います。印を除いた氏名で取り込みます。",
                "印が氏名の一部なら、元の表を直して取り込み直してください。",
            ),
            PRIVATE: (
                f"外字(その役所だけの字)のある人が{count}人います。書かれたとおりに取り込みます。",
                "画面や紙に正しい字で出ることを確かめてください。出ないときは、外字のファイルを置いてください。",
            ),
            KEPT: (f"承認のとおり、{count}人の氏名は、今のままにします。", ""),
            TAKEN: (f"承認のとおり、{count}人の氏名を、書かれたとおりにします。", ""),
        }
        shown = "、".join(text for _, text in lines[:_SHOWN]) + (" ほか" if len(lines) > _SHOWN else "")
        return self._sheet.at(Problem(code, *words[code], shown), lines[0][0])
