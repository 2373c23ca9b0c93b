"""Who a line of a list of attendance is about: by its number, and by its name where the two do not agree.

A number that belongs to a person of another name, and a name without a number that the roster knows, are
asked about person by person; nobody gets the record of another one without a word.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from dxdesk.domain import duty
from dxdesk.domain.columns import Column
from dxdesk.domain.errors import Problem
from dxdesk.domain.name_brackets import has_brackets, without_brackets, without_former
from dxdesk.domain.names import search_key
from dxdesk.domain.numbers import ReadNumber, read_number, usual_digits
from dxdesk.domain.office_codes import KnownCodes
from dxdesk.domain.same_person import Called, Likeness, likeness, too_many
from dxdesk.domain.text import visible
from dxdesk.ports.entities import Employee
from dxdesk.ports.foreign_tables import TableCell
from dxdesk.usecases.imports.questions import Option, Question, said_of, value_of
from dxdesk.usecases.imports.understanding import Sheet

DIFFERS = "name-differs"
FOUND_BY_NAME = "found-by-name"
UNKNOWN = "employee-unknown"
SHIFTED = "names-shifted"
FOLLOWED = "number-followed"
RENAMED = "surname-differs"
BY_NUMBER, BY_NAME, LEFT_OUT = "by-number", "by-name", "leave-out"
"""What is said of a line: its number counts, its name counts, or it is left out."""

UNREAD = ("number-empty", "number-characters", "code-spoilt")
"""Codes of numbers that mean nobody; such lines can be left out."""

_OTHERS_PERCENT = 2
_SHOWN = 5

Told = Callable[[Problem, TableCell, str], None]
"""Asks, or tells what is done where it is accepted (``evidence_reading``)."""


@dataclass(slots=True)
class _Asked:
    """A number with a name that do not agree: the lines that say so, and who the name may be."""

    number: str
    name: str
    cells: list[TableCell]
    candidates: tuple[Employee, ...]
    why: str = ""
    decided: str | None = None
    """The number that counts, empty for lines that are left out, ``None`` while nobody said."""
    taken: str = ""

    @property
    def key(self) -> str:
        """What one of them is called in an answer: ``000101/山田花子``, ``/山田花子`` without a number."""
        return f"{self.number}/{''.join(self.name.split())}"


@dataclass(slots=True)
class _Lines:
    """Lines about the same person who is not in the roster."""

    problem: Problem
    cells: list[TableCell] = field(default_factory=list)


class LinePeople:
    """Finds out who the lines of one list are about."""

    def __init__(
        self,
        sheet: Sheet,
        digits: int,
        people: Mapping[str, Employee],
        accept: Collection[str],
        newest: Mapping[str, str],
        handed_on: Collection[str] = (),
    ) -> None:
        """Take the table, the digits setting (0 = none), everybody who is or was in the roster.

        ``newest``: numbers that people gave up, with the one each has now, as HR linked them.
        ``handed_on``: numbers that somebody else had before: a line may be about that person.
        """
        self._sheet = sheet
        self._digits = digits or usual_digits(people)
        self._people = people
        self._known = KnownCodes(people)
        self._accept = frozenset(accept)
        # Who has a number again is somebody else: it is theirs, and no longer a former one.
        self._newest = {
            old: new
            for old, new in newest.items()
            if new in people and old in people and (people[old].left or people[old].duty_status == duty.GONE)
        }
        self._handed_on = frozenset(handed_on)
        self._followed: dict[str, TableCell] = {}
        self._by_name: dict[str, list[Employee]] = {}
        self._asked: dict[tuple[str, str], _Asked] = {}
        self._absent: dict[tuple[str, str], _Lines] = {}
        self._seen: set[str] = set()
        self._agree: dict[tuple[str, str], bool] = {}
        self._surnames: set[str] = set()
        self._renamed: dict[tuple[str, str], TableCell] = {}
        """Numbers and written names of those whose surname alone differs, with the first cell of each."""
        self.asked_lines = 0
        """Lines about somebody who is asked about."""
        self.problems: list[Problem] = []
        self.notices: list[Problem] = []
        self.questions: list[Question] = []

    def number(self, row: Sequence[TableCell], told: Told) -> str:
        """Return the number of the known person a line is about, empty (with a finding) for nobody."""
        cell = self._sheet.cell(row, Column.NUMBER)
        name = self._sheet.cell(row, Column.NAME)
        where = cell if cell.ref else self._sheet.row_ref(row)
        read = read_number(
            cell.value,
            is_number=cell.is_number,
            is_date=cell.is_date,
            is_exponent=self._sheet.is_exponent(cell),
            digits=self._digits,
            accept=self._accept,
            known=self._known,
        )
        if read.accepted:
            self.notices.append(self._sheet.at(read.accepted, where))
        problem = read.problem
        if problem and problem.code not in UNREAD:
            self.problems.append(self._sheet.at(problem, where))
            if not read.value:
                return ""
        elif problem and not visible(name.value):
            self._unread(problem, where, told)
            return ""
        if read.value not in self._people:
            return self._by_its_name(read, cell, name, where, told)
        self._seen.add(read.value)
        number = self._named(read.value, name)
        if number in self._newest:
            self._followed.setdefault(number, where)
        return self._now(number)

    def settle(self, told: Told) -> None:
        """Ask and tell what came up, once all lines were read."""
        others = [
            one
            for one in self._asked.values()
            if one.number in self._people and not self._is_single(one) and self._is_other(one)
        ]
        if too_many(len({one.number for one in others}), len(self._seen), _OTHERS_PERCENT):
            self._shifted(others)
            return
        for one in self._asked.values():
            self._ask(one)
        for lines in self._absent.values():
            self._tell_absent(lines, told)
        self._tell_followed()
        self._tell_renamed()

    # The number says nobody.

    def _unread(self, problem: Problem, where: TableCell, told: Told) -> None:
        problem = replace(problem, fix=f"{problem.fix}この行を除いてよければ承認してください。")
        told(problem, where, "この行を除いて取り込みます。")

    def _by_its_name(
        self, read: ReadNumber, cell: TableCell, name: TableCell, where: TableCell, told: Told
    ) -> str:
        """Return who has the name of a line whose number is nobody's, where that is said."""
        unread = read.problem if read.problem and read.problem.code in UNREAD else None
        candidates = self._called(name.value)
        if not candidates and unread:
            self._unread(unread, where, told)
            return ""
        if not candidates:
            message = "名簿にない職員番号です。"
            fix = "番号を直すか、先に名簿を取り込んでください。この行を除いてよければ承認してください。"
            problem = Problem(UNKNOWN, message, fix, read.value)
            self._absent.setdefault((read.value, search_key(name.value)), _Lines(problem)).cells.append(where)
            return ""
        written = visible(cell.value)
        why = unread.message if unread else f"職員番号「{written}」は名簿にありません。"
        one = self._collect("" if unread else read.value, name, candidates, where)
        one.why = why
        return one.decided or ""

    # The number and the name.

    def _named(self, number: str, name: TableCell) -> str:
        """Return the number that counts, empty where that is to be said."""
        if name.value == self._people[number].name:
            return number
        now = self._now(number)
        written = visible(name.value)
        if not written:
            return number
        key = number, written
        if key not in self._agree:
            self._agree[key] = any(
                is_called(self._people[one], text) for one in (number, now) for text in _readings(written)
            )
        if self._agree[key]:
            return number
        candidates = tuple(one for one in self._called(written) if one.number not in (number, now))
        handed_on = {number, now} & self._handed_on
        if not candidates and not handed_on and self._is_renamed(self._people[now], written):
            self._renamed.setdefault((now, written), name)
            return number
        one = self._collect(number, name, candidates, name)
        return one.decided or ""

    def _is_renamed(self, person: Employee, written: str) -> bool:
        """Tell whether a name is a person's with another surname (婚姻など), the given name certainly theirs.

        Written without a blank, what stands before the given name must be a surname that the roster knows:
        美子 stands at the end of 由美子, too.
        """
        own, parts = person.name.split(), (_readings(written)[-1]).split()
        if len(own) < 2 or not parts:
            return False
        given = search_key(own[-1])
        if len(parts) > 1:
            return search_key(parts[-1]) == given
        whole = search_key(parts[0])
        return whole.endswith(given) and whole.removesuffix(given) in self._known_surnames()

    def _known_surnames(self) -> set[str]:
        if not self._surnames:
            split = (person.name.split() for person in self._people.values())
            self._surnames = {search_key(parts[0]) for parts in split if len(parts) > 1}
        return self._surnames

    def _collect(
        self, number: str, name: TableCell, candidates: tuple[Employee, ...], where: TableCell
    ) -> _Asked:
        key = number, search_key(name.value)
        one = self._asked.get(key)
        if one is None:
            one = self._asked[key] = _Asked(number, visible(name.value), [], candidates)
            one.decided, one.taken = self._decide(one)
        one.cells.append(where)
        self.asked_lines += 1
        return one

    def _decide(self, one: _Asked) -> tuple[str | None, str]:
        """Return which number counts (see ``_Asked.decided``), and what is accepted for that."""
        numbers = {person.number for person in one.candidates}
        picked = value_of(self._accept, BY_NAME, one.key)
        if picked in numbers:
            return picked, f"{BY_NAME}:{one.key}={picked}"
        said = said_of(self._accept, one.key, (BY_NUMBER, BY_NAME, LEFT_OUT))
        if said == LEFT_OUT:
            return "", f"{LEFT_OUT}:{one.key}"
        if said == BY_NUMBER and one.number in self._people:
            return one.number, f"{BY_NUMBER}:{one.key}"
        if said == BY_NAME and len(numbers) == 1:
            only = next(iter(numbers))
            return only, f"{BY_NAME}:{one.key}={only}"
        return None, ""

    def _called(self, name: str) -> tuple[Employee, ...]:
        """Return who is or was called so, those who are there first."""
        if not self._by_name:
            for person in self._people.values():
                for text in dict.fromkeys(map(search_key, (person.name, person.alias))):
                    if text:
                        self._by_name.setdefault(text, []).append(person)
        texts = _readings(name)
        found = next((people for text in texts if (people := self._by_name.get(search_key(text)))), [])
        now = {number: self._people[number] for one in found for number in (self._now(one.number),)}
        return tuple(sorted(now.values(), key=lambda one: (one.left, one.number)))

    def _now(self, number: str) -> str:
        """Return the number that the person of a number has today."""
        return self._newest.get(number, number)

    def _tell_followed(self) -> None:
        if not self._followed:
            return
        shown = "、".join(
            f"{old} → {self._now(old)} {self._people[self._now(old)].name}"
            for old in list(self._followed)[:_SHOWN]
        )
        shown += " ほか" if len(self._followed) > _SHOWN else ""
        message = (
            f"前の職員番号で書かれた人が{len(self._followed):,}人います。"
            "つないである今の番号の記録として取り込みます。"
        )
        first = next(iter(self._followed.values()))
        self.notices.append(self._sheet.at(Problem(FOLLOWED, message, "", shown), first))

    def _tell_renamed(self) -> None:
        if not self._renamed:
            return
        shown = "、".join(
            f"{number} {self._people[number].name} → {written}"
            for number, written in list(self._renamed)[:_SHOWN]
        )
        shown += " ほか" if len(self._renamed) > _SHOWN else ""
        message = (
            f"氏だけが名簿と違う人が{len(self._renamed):,}人います。名と職員番号は同じなので、"
            "番号の人の記録として取り込みます。"
        )
        fix = "別の人の行があれば、その行の職員番号を直して取り込み直してください。"
        first = next(iter(self._renamed.values()))
        self.notices.append(self._sheet.at(Problem(RENAMED, message, fix, shown), first))

    def _is_single(self, one: _Asked) -> bool:
        """Tell whether it was said of this very person who is meant."""
        said = tuple(f"{code}:{one.key}" for code in (BY_NUMBER, BY_NAME, LEFT_OUT))
        return any(answer.startswith(said) for answer in self._accept)

    def _is_other(self, one: _Asked) -> bool:
        before = self._people[one.number]
        after = Called(one.name)
        return likeness(Called(before.name, before.kana, before.alias), after) is Likeness.OTHER

    # Asking and telling.

    def _shifted(self, others: Sequence[_Asked]) -> None:
        shown = "、".join(
            f"{one.number} {self._people[one.number].name} → {one.name}" for one in others[:_SHOWN]
        )
        problem = Problem(
            SHIFTED,
            f"番号と氏名の組み合わせが、名簿と{len({one.number for one in others}):,}人で違います。"
            "氏名か職員番号の列が、行とずれているようです。何も取り込まれていません。",
            "元の表で、番号と氏名が同じ人の行に並んでいるかを確かめてください。"
            "氏名でない列を氏名と読んでいるときは、その列の意味を「使わない」にしてください。",
            shown + (" ほか" if len(others) > _SHOWN else ""),
        )
        self.problems.append(self._sheet.at(problem, others[0].cells[0]))

    def _ask(self, one: _Asked) -> None:
        code = DIFFERS if one.number in self._people else FOUND_BY_NAME
        lines = f"({len(one.cells):,}行)" if len(one.cells) > 1 else ""
        options = []
        if code == DIFFERS:
            holder = self._people[one.number]
            text = f"{one.number} {holder.name} → {one.name}{lines}"
            message = (
                f"職員番号{one.number}は「{holder.name}」さんの番号ですが、この表では「{one.name}」さんです。"
            )
            options.append(Option(f"{BY_NUMBER}:{one.key}", "番号の人の記録です"))
        else:
            text = f"{one.number or '(番号なし)'} {one.name}{lines}"
            several = len(one.candidates) > 1
            whom = f"{len(one.candidates):,}人います" if several else "名簿にいます"
            message = f"{one.why}氏名「{one.name}」の人は{whom}。"
        options += [
            Option(f"{BY_NAME}:{one.key}={person.number}", f"氏名の人です: {_shown(person)}")
            for person in one.candidates[:_SHOWN]
        ]
        options.append(Option(f"{LEFT_OUT}:{one.key}", "この人の行を除きます"))
        if len(one.cells) > 1:
            message += f"同じ行が、ほかに{len(one.cells) - 1:,}行あります。"
        say = "か ".join(f"--accept {option.accept}" for option in options)
        fix = f"だれのことかを決めてください(コマンドでは {say})。"
        self.questions.append(Question(code, one.key, text, tuple(options), one.taken))
        problem = self._sheet.at(Problem(code, message, fix, _found(one.cells, one.name)), one.cells[0])
        if one.decided is None:
            self.problems.append(problem)
            return
        if one.decided:
            person = self._people[one.decided]
            done = f"{message}{person.number} {person.name}さんの記録として取り込みます。"
        else:
            done = f"{message}この人の行を除いて取り込みます。"
        self.notices.append(replace(problem, message=done, fix=""))

    def _tell_absent(self, lines: _Lines, told: Told) -> None:
        problem, more = lines.problem, len(lines.cells) - 1
        accepted = "この行を除いて取り込みます。"
        if more:
            message = f"{problem.message}同じ番号の行が、ほかに{more:,}行あります。"
            problem = replace(problem, message=message, found=_found(lines.cells, problem.found))
            accepted = f"これらの{more + 1:,}行を除いて取り込みます。"
        told(problem, lines.cells[0], accepted)


def _readings(written: str) -> tuple[str, ...]:
    """Return a name as written, and where something stands in brackets in it, without that."""
    bare = without_brackets(without_former(written)[0]) if has_brackets(written) else ""
    return tuple(filter(None, (written, bare)))


def is_called(person: Employee, written: str) -> bool:
    """Tell whether a name in a list is one of a person's, in whatever spelling.

    Variants of characters, blanks, the reading, 旧姓・通称 and a surname alone are no difference.
    """
    key = search_key(written)
    own = {search_key(text) for text in (person.name, person.kana, person.alias)} - {""}
    parts = person.name.split()
    if len(parts) > 1:
        own.add(search_key(parts[0]))
        own.add(search_key(person.alias) + search_key(parts[-1]))
    if not key or key in own or (len(key) > 1 and search_key(person.name).startswith(key)):
        return True
    called = Called(person.name, person.kana, person.alias)
    return likeness(called, Called(written)) is Likeness.SAME


def _shown(person: Employee) -> str:
    left = "(名簿から外れた人)" if person.left else ""
    return f"{person.number} {person.name}{left}"


def _found(cells: Sequence[TableCell], text: str) -> str:
    refs = "、".join(cell.ref for cell in cells[:_SHOWN] if cell.ref)
    if len(cells) == 1 or not refs:
        return text
    return f"{text} {refs}" + (" ほか" if len(cells) > _SHOWN else "")
