"""人材像 of a roster: read as the frameworks name them; an unknown one is asked about with the nearest names.

Whoever holds a persona that no framework has is asked none of its questions, and nobody would notice.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from dxdesk.domain.errors import Problem, any_of
from dxdesk.domain.persona_names import PersonaNames
from dxdesk.ports.entities import Employee
from dxdesk.usecases.imports.questions import Option, Question, value_of
from dxdesk.usecases.imports.roster_reading import RosterLine
from dxdesk.usecases.imports.understanding import Sheet

UNKNOWN, SPLIT, UNCOMPARED = "persona-unknown", "persona-split", "persona-uncompared"
_SHOWN = 5


class RosterPersonas:
    """Reads the personas of all lines."""

    def __init__(
        self,
        sheet: Sheet,
        names: PersonaNames,
        known: Mapping[str, Employee],
        accept: Collection[str],
    ) -> None:
        """Take what the frameworks name, the staff and what is accepted."""
        self._sheet = sheet
        self._names = names
        self._known = known
        self._accept = accept
        self.problems: list[Problem] = []
        self.notices: list[Problem] = []
        self.questions: list[Question] = []

    def read(self, lines: Iterable[RosterLine]) -> None:
        """Replace what lines say by what is meant, and ask about the rest; tell where no framework is."""
        if not self._names:
            self._uncompared(lines)
            return
        unknown: dict[str, list[RosterLine]] = {}
        split: dict[str, list[RosterLine]] = {}
        decided: dict[str, list[RosterLine]] = {}
        for line in lines:
            said = line.fields.get("personas", ())
            if not isinstance(said, tuple) or not said:
                continue
            meant: list[str] = []
            for name in said:
                read = self._names.read(name)
                answer = value_of(self._accept, UNKNOWN, name)
                if not read and answer:
                    read = self._names.read(answer)
                    if read:
                        decided.setdefault(name, []).append(line)
                if len(read) > 1 and not answer:
                    split.setdefault(name, []).append(line)
                if not read:
                    unknown.setdefault(name, []).append(line)
                meant.extend(read or (name,))
            line.fields["personas"] = tuple(dict.fromkeys(meant))
        for name, found in split.items():
            parts = "」と「".join(self._names.read(name))
            message = f"人材像「{name}」({len(found):,}人)を、「{parts}」の2つとして読みます。"
            self._tell(Problem(SPLIT, message, "", name), found[0], notice=True)
        for name, found in unknown.items():
            self._unknown(name, found)
        for name, found in decided.items():
            taken = f"{UNKNOWN}:{name}={value_of(self._accept, UNKNOWN, name)}"
            self.questions.append(self._question(name, found, taken))

    def _question(
        self, name: str, lines: list[RosterLine], taken: str, *, optional: bool = False
    ) -> Question:
        """Return the question of a name: the nearest personas first, then all others, then as written."""
        nearest = self._names.nearest(name)
        others = [one for one in self._names.all if one not in nearest]
        options = (
            *(Option(f"{UNKNOWN}:{name}={one}", f"「{one}」のこと") for one in (*nearest, *others)),
            Option(f"{UNKNOWN}:{name}", "書かれたとおり(要求水準と設問には使いません)"),
        )
        text = f"「{name}」 {len(lines):,}人({_people(lines)})"
        return Question(UNKNOWN, name, text, options, taken, optional=optional)

    def _uncompared(self, lines: Iterable[RosterLine]) -> None:
        """Tell which personas that somebody did not have before no framework can be asked for yet."""
        held: dict[str, list[RosterLine]] = {}
        for line in lines:
            said = line.fields.get("personas", ())
            before = getattr(self._known.get(line.number), "personas", ())
            for name in dict.fromkeys(said if isinstance(said, tuple) else ()):
                if name in before:
                    continue  # told when it came in
                held.setdefault(str(name), []).append(line)
        if not held:
            return
        people = {line.number for found in held.values() for line in found}
        shown = "、".join(f"「{name}」{len(found):,}人" for name, found in list(held.items())[:_SHOWN])
        shown += " ほか" if len(held) > _SHOWN else ""
        message = (
            f"人材像を持つ人が{len(people):,}人いますが、人材像のあるスキル体系がまだこの台帳にないので、"
            "名前が合うかを確かめられません。書かれたとおりに取り込みます。"
        )
        fix = (
            "年度を始めるときに照らし合わせ、スキル体系にない名前をお知らせします。"
            "そのあとで名簿を取り込み直すと、どの人材像のことかをお尋ねします。"
        )
        self._tell(Problem(UNCOMPARED, message, fix, shown), next(iter(held.values()))[0], notice=True)

    def _unknown(self, name: str, lines: list[RosterLine]) -> None:
        nearest = self._names.nearest(name)
        people = _people(lines)
        as_written = f"{UNKNOWN}:{name}"
        accepted = bool({UNKNOWN, as_written} & set(self._accept))
        # What was taken in as written once is told, not asked again.
        before = all(name in getattr(self._known.get(line.number), "personas", ()) for line in lines)
        self.questions.append(self._question(name, lines, as_written if accepted else "", optional=before))
        message = f"人材像「{name}」({len(lines):,}人)が、スキル体系にありません。"
        if accepted or before:
            told = f"{message}書かれたとおりに取り込みますが、要求水準と設問には使われません。"
            self._tell(Problem(UNKNOWN, told, "", people), lines[0], notice=True)
            return
        maybe = f"近いのは{any_of(f'「{one}」' for one in nearest)}です。" if nearest else ""
        value = nearest[0] if nearest else "人材像"
        fix = (
            f"どの人材像のことかを選んでください(コマンドでは --accept '{UNKNOWN}:{name}={value}')。"
            "書かれたとおりでよければ承認してください。"
        )
        self._tell(Problem(UNKNOWN, message + maybe, fix, people), lines[0])

    def _tell(self, problem: Problem, line: RosterLine, *, notice: bool = False) -> None:
        cell = line.cells.get("personas", line.cell)
        placed = self._sheet.at(problem, cell if cell.ref else line.cell)
        (self.notices if notice else self.problems).append(placed)


def _people(lines: list[RosterLine]) -> str:
    people = "、".join(f"{line.number} {line.fields.get('name', '')}" for line in lines[:_SHOWN])
    return people + (" ほか" if len(lines) > _SHOWN else "")
