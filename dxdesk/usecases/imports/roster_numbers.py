"""Who comes into the roster under a new number and may be somebody who had another (再任用, 採用替え).

A name is no person: two of one name are proposed as one, and HR decides. Where name, reading and 任用区分 are
the same, the proposal is taken unless HR says otherwise; where the 任用区分 differs or a reading is missing,
only if HR says so.

A number that is in the store and left is as good as new when it comes back: the import that brought it may
have been undone. Only where something was recorded under it, it is proposed and no more: then it may well be
somebody who was away.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from dxdesk.domain import duty
from dxdesk.domain.errors import Problem
from dxdesk.domain.names import search_key
from dxdesk.domain.same_person import Called, may_be_one, too_many
from dxdesk.ports.entities import Employee
from dxdesk.usecases.imports.questions import Option, Question, value_of
from dxdesk.usecases.imports.roster_reading import RosterLine
from dxdesk.usecases.imports.understanding import Sheet

NEW, LINKED, APART = "number-new", "number-linked", "number-apart"
MANY = "numbers-many"
_MANY_PERCENT = 20
"""More of the staff than this under new numbers, and another column was taken for the numbers."""
_SAME_LABEL, _APART_LABEL = "同じ人です(番号をつなぎます)", "別の人です"
_SHOWN = 5


class NewNumbers:
    """Finds the pairs, asks about each, and says which are to be linked."""

    def __init__(
        self,
        sheet: Sheet,
        lines: Mapping[str, RosterLine],
        known: Mapping[str, Employee],
        formers: Mapping[str, str],
        accept: Collection[str],
        recorded: Callable[[str], bool] = lambda _: False,
    ) -> None:
        """Take the lines by number, everybody known, former numbers with those of today, what is accepted.

        ``recorded`` tells whether anything stands under a number but its line of the roster.
        """
        self._sheet = sheet
        self._lines = lines
        self._known = known
        self._formers = formers
        self._accept = frozenset(accept)
        self._recorded = recorded
        self.questions: list[Question] = []
        self.notices: list[Problem] = []
        self.problems: list[Problem] = []
        self.advice: dict[str, str] = {}
        """What helps once the table is in, by code of the notices."""
        self.links: tuple[tuple[str, str], ...] = ()
        """Former and new number of each who is one person."""

    def look(
        self, after: Mapping[str, Employee], left: Iterable[Employee], given: Collection[str] = ()
    ) -> None:
        """Compare who comes with the table with who is gone: absent from it, left before, or 退職等 in it.

        ``given`` are numbers that went to somebody else with this table: whose they were is gone, too.
        """
        absent = {person.number for person in left}
        gone = [
            person
            for number, person in self._known.items()
            if number not in self._formers
            and (number in given or self._is_gone(person, after.get(number), absent))
        ]
        if not gone:
            return  # a first roster is spared folding 20,000 names
        by_name: dict[str, list[Employee]] = {}
        for person in gone:
            by_name.setdefault(search_key(person.name), []).append(person)
        new = [person for number, person in after.items() if number not in given and self._comes(person)]
        found = {
            person.number: [
                old
                for old in by_name.get(search_key(person.name), ())
                if may_be_one(Called(old.name, old.kana), Called(person.name, person.kana))
            ]
            for person in new
        }
        wanted = [old.number for olds in found.values() for old in olds]
        links: list[tuple[str, str]] = []
        for person in new:
            olds = found[person.number]
            if olds:
                sole = len(olds) == 1 and wanted.count(olds[0].number) == 1
                links += self._ask(person, olds, sole=sole)
        former = [old for old, _ in links]
        self.links = tuple(pair for pair in links if former.count(pair[0]) == 1)
        self._tell(found, after)
        self._many([pair for pair in self.links if not self._said(pair)])

    def _said(self, pair: tuple[str, str]) -> bool:
        return f"{LINKED}:{pair[1]}={pair[0]}" in self._accept

    def _many(self, links: Sequence[tuple[str, str]]) -> None:
        """Ask where so many are to be linked unasked that the numbers are rather those of other columns."""
        active = sum(not person.left for person in self._known.values())
        if not too_many(len(links), active, _MANY_PERCENT) or MANY in self._accept:
            return
        shown = "、".join(f"{old} → {new}" for old, new in links[:_SHOWN])
        problem = Problem(
            MANY,
            f"今の名簿の{active:,}人のうち{len(links):,}人の職員番号が変わります。"
            "職員番号の列を取り違えた表かもしれません。",
            "ほかの列に職員番号があれば、列の意味を選び直してください(コマンドでは --mapping)。"
            "本当に番号が変わったのなら、承認してください。前の番号の記録は、新しい番号に引き継がれます。",
            shown + (" ほか" if len(links) > _SHOWN else ""),
        )
        self.problems.append(self._sheet.at(problem, self._lines[links[0][1]].cell))

    def _comes(self, person: Employee) -> bool:
        """Tell whether a number is new, or back after it had left, and follows none yet."""
        before = self._known.get(person.number)
        if before is None:
            return True
        was_gone = before.left or before.duty_status == duty.GONE
        linked = person.number in self._formers or person.number in self._formers.values()
        return was_gone and person.duty_status != duty.GONE and not linked

    @staticmethod
    def _is_gone(before: Employee, after: Employee | None, absent: Collection[str]) -> bool:
        if after is not None:
            return after.duty_status == duty.GONE
        return before.left or before.number in absent

    def _ask(self, person: Employee, olds: Sequence[Employee], *, sole: bool) -> list[tuple[str, str]]:
        """Ask about one new number; return the pair that is linked, none where it is not."""
        said = value_of(self._accept, LINKED, person.number)
        apart = f"{APART}:{person.number}"
        chosen = next((old for old in olds if old.number == said), None)
        back = person.number in self._known
        proposed = sole and _proposed(olds[0], person) and not (back and self._recorded(person.number))
        if chosen is None and apart not in self._accept and APART not in self._accept:
            taken_all = sole and LINKED in self._accept
            chosen = olds[0] if proposed or taken_all else None
        several = len(olds) > 1
        options = [
            Option(
                f"{LINKED}:{person.number}={old.number}",
                f"{_told(old)}と{_SAME_LABEL}" if several else _SAME_LABEL,
            )
            for old in olds
        ]
        taken = f"{LINKED}:{person.number}={chosen.number}" if chosen else ""
        if chosen is None and apart in self._accept:
            taken = apart
        text = f"{'、'.join(map(_told, olds))} → {_told(person)} {person.name}"
        options.append(Option(apart, _APART_LABEL))
        question = Question(NEW, person.number, text, tuple(options), taken, optional=not proposed)
        self.questions.append(question)
        return [(chosen.number, person.number)] if chosen else []

    def _tell(self, found: Mapping[str, Sequence[Employee]], after: Mapping[str, Employee]) -> None:
        """Say in one line who is linked, and in another who is not and could be."""
        linked = {new: [old] for old, new in self.links}
        apart = {
            new: [old.number for old in olds] for new, olds in found.items() if olds and new not in linked
        }
        for code, pairs in ((LINKED, linked), (NEW, apart)):
            if not pairs:
                continue
            shown = "、".join(
                f"{'、'.join(olds)} → {new} {after[new].name}" for new, olds in list(pairs.items())[:_SHOWN]
            )
            more = " ほか" if len(pairs) > _SHOWN else ""
            new, olds = next(iter(pairs.items()))
            message, fix = _words(code, len(pairs), new, olds[0])
            self.advice[code] = _afterwards(code, new, olds[0])
            problem = Problem(code, message, fix, shown + more)
            self.notices.append(self._sheet.at(problem, self._lines[new].cell))


def _words(code: str, count: int, new: str, old: str) -> tuple[str, str]:
    if code == LINKED:
        return (
            f"新しい番号の{count:,}人を、前の番号の人と同じ人とみなし、番号をつなぎます。"
            "前の番号の結果、受講、段階、任命は、新しい番号に引き継がれます。",
            f"別の人なら「{_APART_LABEL}」を選んでください(コマンドでは --accept {APART}:{new})。"
            "取り込んだ後でも、「名簿」のその人のところで解けます。",
        )
    return (
        f"新しい番号の{count:,}人は、名簿からいなくなる人か前にいた人と同じ氏名です。番号はつなぎません。",
        "再任用などで番号が変わった同じ人なら、「同じ人です」を選んでください"
        f"(コマンドでは --accept {LINKED}:{new}={old})。つながないと、前の番号の結果は引き継がれません。",
    )


def _afterwards(code: str, new: str, old: str) -> str:
    """Return what helps once the table is in: accepting an answer does nothing any more."""
    if code == LINKED:
        return (
            "別の人なら、「名簿」でその人を開き、「つながりを解く…」を押してください"
            f"(コマンドでは people unlink {old} {new})。"
        )
    return (
        "再任用などで番号が変わった同じ人なら、「名簿」でその人を開き、「番号が変わった…」でつないでください"
        f"(コマンドでは people link {old} {new})。つながないと、前の番号の結果は引き継がれません。"
    )


def _proposed(old: Employee, new: Employee) -> bool:
    """Tell whether two of one name are taken for one person unless HR says otherwise."""
    return bool(old.kana and new.kana) and bool(old.employment) and old.employment == new.employment


def _told(person: Employee) -> str:
    return f"{person.number} {person.employment}".strip()
