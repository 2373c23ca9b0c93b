"""Numbers that a roster links and a 代理の指名 names: whether HR names the new ones, too."""

from __future__ import annotations

from collections.abc import Collection

from dxdesk.domain.errors import Problem
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.imports.questions import Option, Question, said_of
from dxdesk.usecases.imports.understanding import Sheet
from dxdesk.usecases.review import renumbering

NAMED, AS_NAMED = "number-deputy", "number-deputy-left"


class Deputising:
    """Asks of each pair; without an answer the 代理の指名 stays as it is, and that is told."""

    def __init__(self, sheet: Sheet, accept: Collection[str]) -> None:
        """Take the table and what is accepted."""
        self._sheet = sheet
        self._accept = accept
        self.questions: list[Question] = []
        self.notices: list[Problem] = []
        self.pairs: list[tuple[str, str]] = []
        """The pairs of former and new number whose new one is to be named, too."""

    def look(self, uow: UnitOfWork, links: Collection[tuple[str, str]], today: str) -> None:
        """Look at pairs of former and new number that are to be linked; ``today`` is ISO."""
        for former, later in links:
            years = renumbering.years_naming(uow, former, today)
            if years:
                self._ask(former, later, "、".join(years))

    def _ask(self, former: str, later: str, years: str) -> None:
        said = said_of(self._accept, later, (NAMED, AS_NAMED))
        options = (
            Option(f"{NAMED}:{later}", "新しい番号でも代理に指名します"),
            Option(f"{AS_NAMED}:{later}", "指名はそのままにします"),
        )
        text = f"{former} → {later} {years}の代理の指名"
        taken = f"{said}:{later}" if said else ""
        self.questions.append(Question(NAMED, later, text, options, taken, optional=True))
        table = self._sheet.table
        if said == NAMED:
            self.pairs.append((former, later))
            problem = Problem(
                NAMED,
                f"{years}の代理の指名を、新しい番号{later}でも加えます。",
                "取り込んだら、代理をする人と確認者に、所属配布票を配り直してください。",
                former,
            )
        else:
            problem = Problem(
                AS_NAMED,
                f"{years}の代理の指名に、前の番号{former}が入っています。指名はそのままにします。",
                "続けるときは、「新しい番号でも代理に指名します」を選んでください"
                f"(コマンドでは --accept {NAMED}:{later})。",
                former,
            )
        self.notices.append(problem.at(file=table.file, sheet=table.sheet))
