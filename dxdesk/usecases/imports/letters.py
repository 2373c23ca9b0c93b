"""Asks about texts of a roster in which letters were lost: what is known stays unless somebody decides.

A table with 「?山 一郎」 says nothing new of 青山 一郎, whose name is printed on forms and certificates.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from dxdesk.domain.errors import Problem
from dxdesk.domain.lost_letters import private
from dxdesk.domain.text import visible
from dxdesk.ports.foreign_tables import TableCell
from dxdesk.usecases.imports.questions import Option, Question, said_of
from dxdesk.usecases.imports.understanding import Sheet

LOST, KEPT, TAKEN = "letters-lost", "letters-kept", "letters-taken"
_SHOWN = 5


class LostLetters:
    """Collects what is asked and told of one table."""

    def __init__(self, sheet: Sheet, accept: Collection[str]) -> None:
        """Take the table, and what is accepted: ``letters-kept`` or ``letters-taken``, for all or one key."""
        self._sheet = sheet
        self._accept = accept
        self._told: dict[str, list[tuple[TableCell, str]]] = {}
        self._asked: set[str] = set()
        self.problems: list[Problem] = []
        self.questions: list[Question] = []

    def asked(
        self, key: str, cell: TableCell, what: str, written: str, stored: str, signs: Sequence[str]
    ) -> str:
        """Ask about one text, and return what is to be taken of it until and after that is answered.

        Args:
            key: whose it is: ``000204``, ``000204.kana``, ``section.0101``.
            cell: where it stands.
            what: what it is, as people call it (氏名).
            written: the text of the table.
            stored: what is known in its place; empty where nothing is.
            signs: what in it stands for something else.
        """
        said = said_of(self._accept, key, (KEPT, TAKEN) if stored else (TAKEN,))
        if key not in self._asked:
            self._asked.add(key)
            self._ask(key, cell, what, (written, stored), said, signs)
        return written if said == TAKEN or not stored else stored

    def _ask(
        self, key: str, cell: TableCell, what: str, texts: tuple[str, str], said: str, signs: Sequence[str]
    ) -> None:
        written, stored = texts
        shown = visible(written)
        keep = Option(f"{KEPT}:{key}", f"今の「{stored}」のままにします")
        take = Option(f"{TAKEN}:{key}", f"書かれたとおりの{what}にします")
        line = f"{key.removeprefix('section.').partition('.')[0]} {what}「{shown}」"
        line += f"(今は「{stored}」)" if stored else ""
        taken = f"{said}:{key}" if said else ""
        self.questions.append(Question(LOST, key, line, (keep, take) if stored else (take,), taken))
        if said:
            told = f"{shown} → {stored}" if said == KEPT else shown
            self._told.setdefault(said, []).append((cell, told))
            return
        codes = "と".join(f"「{sign}」" if sign.isprintable() else f"U+{ord(sign):04X}" for sign in signs)
        own = all(map(private, signs))
        meant = "今の名簿にはない外字です。" if own else "書き出すときに失われた字の代わりのようです。"
        message = f"{what}「{shown}」の{codes}は、{meant}"
        if stored:
            message += f"今の{what}は「{stored}」です。"
            fix = (
                f"今の{what}のままにするか、書かれたとおりにするかを決めてください"
                f"(コマンドでは --accept {KEPT}:{key} か --accept {TAKEN}:{key}。"
                "全部同じなら、:から後ろを付けずに書けます)。"
            )
        else:
            fix = (
                f"元の表で正しい{what}に直して、取り込み直してください。書かれたとおりでよければ、"
                f"そう決めてください(コマンドでは --accept {TAKEN}:{key})。"
            )
        found = f"{shown}(今は {stored})" if stored else shown
        self.problems.append(self._sheet.at(Problem(LOST, message, fix, found), cell))

    def notices(self) -> tuple[Problem, ...]:
        """Return what is told of what was answered."""
        words = {
            KEPT: "承認のとおり、字の失われた{count:,}か所は、今の内容のままにします。",
            TAKEN: "承認のとおり、字が失われたように見える{count:,}か所を、書かれたとおりに取り込みます。",
        }
        found = []
        for code, lines in self._told.items():
            shown = "、".join(text for _, text in lines[:_SHOWN]) + (" ほか" if len(lines) > _SHOWN else "")
            problem = Problem(code, words[code].format(count=len(lines)), "", shown)
            found.append(self._sheet.at(problem, lines[0][0]))
        return tuple(found)
