"""Issued papers and the log of prints."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from dxdesk.ports.changes import Changes
from dxdesk.ports.papers import IssuedPaper, PaperPrint
from dxdesk.ports.store import Clock
from tests.helpers.memory.tables import Room, Tables, sound


class Papers(Room):
    """The port ``Papers``."""

    def __init__(self, tables: Tables, clock: Clock, actor: str) -> None:
        super().__init__(tables)
        self._clock, self._actor = clock, actor

    def add_papers(self, papers: Iterable[tuple[IssuedPaper, str]]) -> None:
        table, texts = self._tables.change("papers"), self._tables.change("paper records")
        for paper, text in papers:
            self._note(Changes.PAPERS)
            if paper.paper_id in table:
                raise ValueError("a paper is kept once")
            table[paper.paper_id] = sound(paper)
            texts[paper.paper_id] = sound(text)

    def of(self, kind: str = "", fiscal_year: int = 0) -> Sequence[IssuedPaper]:
        found = [
            one
            for one in self._tables.read("papers").values()
            if kind in ("", one.kind) and fiscal_year in (0, one.fiscal_year)
        ]
        return sorted(found, key=lambda one: (one.made_at, one.series, one.number, one.paper_id))

    def records(self, paper_ids: Iterable[str]) -> Mapping[str, str]:
        texts = self._tables.read("paper records")
        return {one: texts[one] for one in paper_ids if one in texts}

    def add_print(self, made: PaperPrint) -> None:
        self._note(Changes.PAPERS)
        table = self._tables.change("prints")
        number = len(table) + 1
        table[number] = sound(replace(made, number=number, at=self._clock.now(), actor=self._actor))

    def prints(self, kind: str = "") -> Sequence[PaperPrint]:
        return [one for one in self._tables.read("prints").values() if kind in ("", one.kind)]
