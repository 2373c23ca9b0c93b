"""Who a line of a roster is: the person known under its number, or somebody the number went to."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from dxdesk.domain.errors import Problem
from dxdesk.domain.names import search_key
from dxdesk.domain.same_person import Called, Likeness, likeness, too_many
from dxdesk.ports.entities import Employee
from dxdesk.usecases.imports.questions import Option, Question, said_of
from dxdesk.usecases.imports.roster_reading import RosterLine
from dxdesk.usecases.imports.understanding import Sheet

ANOTHER, CHANGED, REUSED = "another-name", "name-changed", "number-reused"
SURNAME = "surname-changed"
SHIFTED = "names-shifted"
MOVED, KANA_KEPT, KANA_TAKEN = "kana-moved", "kana-kept", "kana-taken"
_SHOWN = 5
_OTHERS_PERCENT = 2
"""More others than this of the table's people, and a column slipped (see ``too_many``)."""
_MANY_PERCENT = 20
"""The same for surnames alone and for readings alone, which change for more people in a year."""


class Identities:
    """Compares the names of a table with those known under the same numbers."""

    def __init__(
        self,
        sheet: Sheet,
        lines: Mapping[str, RosterLine],
        known: Mapping[str, Employee],
        accept: Collection[str],
    ) -> None:
        """Take the lines by number, everybody the store knows, and what is accepted."""
        self._sheet = sheet
        self._known = known
        self._accept = frozenset(accept)
        self._lines = [line for number, line in lines.items() if number in known]
        self.problems: list[Problem] = []
        self.notices: list[Problem] = []
        self.questions: list[Question] = []
        self.reused: set[str] = set()
        """Numbers that went to somebody else."""
        self.given: set[str] = set()
        """These, and the numbers of which that is still to be said."""

    def look(self) -> None:
        """Find who is somebody else, who only changed the surname, and columns that slipped by a row."""
        found = {line.number: self._likeness(line) for line in self._lines}
        others = [line for line in self._lines if found[line.number] is Likeness.OTHER]
        surnames = [line for line in self._lines if found[line.number] is Likeness.SURNAME]
        undecided = [line for line in others if not self._single(line)]
        if too_many(len(undecided), len(self._lines), _OTHERS_PERCENT):
            return self._shifted(undecided, "氏名")
        if too_many(len(surnames), len(self._lines), _MANY_PERCENT):
            return self._shifted(surnames, "氏名")
        readings = [line for line in self._lines if self._read_otherwise(line)]
        if too_many(len(readings), len(self._lines), _MANY_PERCENT):
            return self._shifted(readings, "フリガナ")
        for line in others:
            self._another(line)
        self._surnames(surnames)
        self._readings(readings)
        return None

    def _readings(self, lines: Sequence[RosterLine]) -> None:
        """Ask where somebody gets the reading of another, who gets one, too: they changed places."""
        was: dict[str, set[str]] = {}
        for line in lines:
            was.setdefault(search_key(self._known[line.number].kana), set()).add(line.number)
        for line in lines:
            others = was.get(search_key(str(line.fields.get("kana", ""))), set()) - {line.number}
            if others:
                self._moved(line, self._known[min(others)])

    def _moved(self, line: RosterLine, other: Employee) -> None:
        number, shown = line.number, self._told(line, "kana")
        said = said_of(self._accept, number, (KANA_KEPT, KANA_TAKEN))
        options = (
            Option(f"{KANA_KEPT}:{number}", "今のフリガナのままにします"),
            Option(f"{KANA_TAKEN}:{number}", "この表のフリガナにします"),
        )
        text = f"{shown}({line.fields.get('name', '')})"
        self.questions.append(Question(MOVED, number, text, options, f"{said}:{number}" if said else ""))
        if said == KANA_KEPT:
            line.fields["kana"] = self._known[number].kana
        problem = Problem(
            MOVED,
            f"職員番号{number}の人のフリガナが、職員番号{other.number}「{other.name}」さんの"
            "今のフリガナになっています。氏名は変わりません。",
            "今のフリガナのままにするか、この表のフリガナにするかを決めてください"
            f"(コマンドでは --accept {KANA_KEPT}:{number} か --accept {KANA_TAKEN}:{number}。"
            "全員が同じなら、番号を付けずに書けます)。",
            shown,
        )
        if said:
            chosen = "今のまま" if said == KANA_KEPT else "この表のとおり"
            message = f"承認のとおり、職員番号{number}の人のフリガナを{chosen}にします。"
            problem = replace(problem, code=said, message=message, fix="")
        (self.notices if said else self.problems).append(self._place(problem, line, "kana"))

    def _single(self, line: RosterLine) -> str:
        """Return what was decided for this very person."""
        said = [code for code in (CHANGED, REUSED) if f"{code}:{line.number}" in self._accept]
        return said[0] if len(said) == 1 else ""

    def _likeness(self, line: RosterLine) -> Likeness:
        before = self._known[line.number]
        after = Called(*(str(line.fields.get(name, "")) for name in ("name", "kana", "alias")))
        return likeness(Called(before.name, before.kana, before.alias), after)

    def _read_otherwise(self, line: RosterLine) -> bool:
        """Tell whether the same name has another reading now."""
        before = self._known[line.number]
        old, new = search_key(before.kana), search_key(str(line.fields.get("kana", "")))
        same = search_key(before.name) == search_key(str(line.fields.get("name", "")))
        return same and bool(old) and bool(new) and old != new

    def _told(self, line: RosterLine, field: str = "name") -> str:
        old, new = str(getattr(self._known[line.number], field)), str(line.fields.get(field, ""))
        return f"{line.number} {old} → {new}"

    def _place(self, problem: Problem, line: RosterLine, field: str = "name") -> Problem:
        cell = line.cells.get(field, line.cell)
        return self._sheet.at(problem, cell if cell.ref else line.cell)

    def _shifted(self, lines: Sequence[RosterLine], label: str) -> None:
        field = "kana" if label == "フリガナ" else "name"
        shown = "、".join(self._told(line, field) for line in lines[:_SHOWN])
        problem = Problem(
            SHIFTED,
            f"番号と{label}の組み合わせが、今の名簿と{len(lines):,}人で違います。"
            f"{label}か職員番号の列が、行とずれているようです。何も取り込まれていません。",
            "元の表で、番号と氏名が同じ人の行に並んでいるかを確かめて、直した表を取り込んでください。"
            "今の名簿のほうが誤っていれば、その取込みを先に「元に戻す」で戻してください。",
            shown + (" ほか" if len(lines) > _SHOWN else ""),
        )
        self.problems.append(self._place(problem, lines[0], field))

    def _another(self, line: RosterLine) -> None:
        old, new = self._known[line.number].name, str(line.fields.get("name", ""))
        said = said_of(self._accept, line.number, (CHANGED, REUSED))
        problem = Problem(
            ANOTHER,
            f"職員番号{line.number}は「{old}」さんの番号ですが、この表では「{new}」さんです。"
            "氏名も読みも違います。",
            "同じ人の氏名が変わったのか、番号が別の人に渡ったのかを決めてください"
            f"(コマンドでは --accept {CHANGED}:{line.number} か --accept {REUSED}:{line.number}。"
            "全員が同じなら、番号を付けずに書けます)。",
            f"{old} → {new}",
        )
        options = (
            Option(f"{CHANGED}:{line.number}", "同じ人です(氏名が変わりました)"),
            Option(f"{REUSED}:{line.number}", "別の人です(番号が新しい人に渡りました)"),
        )
        taken = f"{said}:{line.number}" if said else ""
        text = f"{line.number} {old} → {new}"
        self.questions.append(Question(ANOTHER, line.number, text, options, taken))
        if said != CHANGED:
            self.given.add(line.number)
        if not said:
            self.problems.append(self._place(problem, line))
            return
        if said == REUSED:
            self.reused.add(line.number)
            message = (
                f"職員番号{line.number}を、{new}さんの番号として取り込みます。"
                f"{old}さんの結果や受講の記録は残りますが、{new}さんのものとしては出しません。"
            )
        else:
            message = f"職員番号{line.number}の人を同じ人とみなし、氏名を「{new}」にして取り込みます。"
        self.notices.append(self._place(replace(problem, code=said, message=message, fix=""), line))

    def _surnames(self, lines: Sequence[RosterLine]) -> None:
        """Ask once about all whose surname alone changed; who is somebody else can be said of each."""
        apart = {line.number for line in lines if self._single(line) == REUSED}
        for line in lines:
            if line.number in apart:
                self._another(line)
        same = [line for line in lines if line.number not in apart]
        left = [line for line in same if not self._single(line)]
        for line in same:
            taken = f"{CHANGED}:{line.number}" if line not in left or SURNAME in self._accept else ""
            options = (
                Option(f"{CHANGED}:{line.number}", "同じ人です(氏が変わりました)"),
                Option(f"{REUSED}:{line.number}", "別の人です(番号が新しい人に渡りました)"),
            )
            self.questions.append(Question(SURNAME, line.number, self._told(line), options, taken))
        if not left:
            return
        shown = "、".join(self._told(line) for line in left[:_SHOWN])
        problem = Problem(
            SURNAME,
            f"氏だけが変わった人が{len(left):,}人います。名は同じです。",
            "婚姻などで氏が変わった人なら承認してください。別の人がいれば、その人だけ"
            f"番号が別の人に渡ったことを指定してください(コマンドでは --accept {REUSED}:職員番号)。",
            shown + (" ほか" if len(left) > _SHOWN else ""),
        )
        if SURNAME in self._accept:
            message = f"承認のとおり、{len(left):,}人の氏を変えて取り込みます。"
            self.notices.append(self._place(replace(problem, message=message, fix=""), left[0]))
        else:
            self.problems.append(self._place(problem, left[0]))
