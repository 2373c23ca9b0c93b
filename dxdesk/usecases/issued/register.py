"""証書交付台帳: every paper that was issued, of this program and those before, with what became of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from dxdesk.domain.training import fiscal_year_of
from dxdesk.domain.wareki import short_day
from dxdesk.ports.papers import IssuedPaper, PaperPrint
from dxdesk.ports.printing import SPOILED
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.forms.print_records import local_day
from dxdesk.usecases.issued import series as numbers
from dxdesk.usecases.issued.given_numbers import without_copy
from dxdesk.usecases.issued.number_order import LeftOut, Misplaced, left_out, out_of_order
from dxdesk.usecases.issued.spoiled import NOTHING, History, histories

NO_COPY = "控えなし"
"""Said of a paper that an earlier program issued without keeping what it said."""


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """One paper of the register.

    Attributes:
        paper_id: empty where no copy is kept.
        kind: the word of its kind of document.
        fiscal_year: whose numbers it is among; of a series of no year, that of its day.
        number: within the series, 0 where the office gave it another.
        number_text: as printed.
        employee_number: to whom it went, of several the first; empty where nobody can tell.
        name: as printed.
        issued_on: the day it bears (ISO), empty where it is not known.
        said: what became of it (訂正済み, 再交付 …), in the order it happened.
        printed: how often it was printed.
        last_printed: the day of the last print (ISO), empty for none.
        spoiled: why it is 書損, empty where it counts.
        batch: the act it was issued in, empty where it is not known.
        series: the name of the series its number is of.
        left_out: a sentence on the numbers before it that no paper has, empty where there are none.
        kept: whether its copy is kept, so that it can be printed as it was.
    """

    paper_id: str
    kind: str
    fiscal_year: int
    number: int
    number_text: str
    employee_number: str
    name: str
    issued_on: str
    said: tuple[str, ...] = ()
    printed: int = 0
    last_printed: str = ""
    spoiled: str = ""
    batch: str = ""
    series: str = ""
    left_out: str = ""

    @property
    def kept(self) -> bool:
        """Whether a copy of it is kept."""
        return bool(self.paper_id)


def lines(
    uow: UnitOfWork, kinds: Collection[str], this_year: int, fiscal_year: int = 0
) -> tuple[RegisterLine, ...]:
    """Return the papers of some kinds, in their order, by year, number and correction.

    Args:
        uow: a unit of work.
        kinds: the words of kinds of documents, in the order they are listed.
        this_year: of which year those are said to be of which nobody can tell it.
        fiscal_year: of which year; 0: of all.
    """
    papers = [one for one in uow.papers.of() if one.kind in kinds]
    printed = _prints(uow)
    by_id = {one.paper_id: one for one in papers}
    said = histories(uow)
    void = {paper for paper, of in said.items() if of.spoiled}
    corrected = {one.corrects: one for one in papers if one.corrects and one.paper_id not in void}
    found = [
        _line(
            one,
            by_id.get(one.corrects),
            corrected.get(one.paper_id),
            printed.get(one.paper_id, ()),
            _spoilt(said.get(one.paper_id, NOTHING), by_id),
        )
        for one in papers
    ]
    found += _of_before(uow, kinds, papers, this_year)
    found = _in_order(uow, found, {of.followed for of in said.values() if of.spoiled})
    order = {kind: place for place, kind in enumerate(kinds)}
    chosen = [one for one in found if fiscal_year in (0, one.fiscal_year)]
    return tuple(
        sorted(chosen, key=lambda one: (order[one.kind], one.fiscal_year, one.number, one.issued_on))
    )


def _prints(uow: UnitOfWork) -> Mapping[str, list[PaperPrint]]:
    found: dict[str, list[PaperPrint]] = {}
    for made in uow.papers.prints():
        for paper in made.papers:
            found.setdefault(paper, []).append(made)
    return found


def _spoilt(of: History, by_id: Mapping[str, IssuedPaper]) -> tuple[str, str]:
    """Return why a paper is 書損, and all that is said of it in the register; nothing where nothing was."""
    act, told = of.spoiled, []
    if act is not None:
        new = by_id.get(of.followed)
        after = f"。後は{new.number_text or '番号なし'}" if new is not None else ""
        told.append(f"{SPOILED} {short_day(act.day)}({act.reason}{after})")
    elif of.acts:
        told.append(f"書損を取り消した {short_day(of.acts[-1].day)}(前の理由は{of.acts[-2].reason})")
    return (act.reason if act is not None else ""), "、".join(told)


def _line(
    one: IssuedPaper,
    corrects: IssuedPaper | None,
    by: IssuedPaper | None,
    prints: Sequence[PaperPrint],
    spoilt: tuple[str, str],
) -> RegisterLine:
    said = [f"再作成 {short_day(one.remade_on)}"] if one.remade_on else []
    if corrects is not None:
        said.append(f"訂正(前は{corrects.number_text or '番号なし'} {short_day(corrects.issued_on)})")
    said += [f"{made.mark} {short_day(local_day(made.at).isoformat())}" for made in prints if made.mark]
    if by is not None:
        said.append(f"訂正済み(後は{by.number_text or '番号なし'} {short_day(by.issued_on)})")
    why, said_of_it = spoilt
    said = [said_of_it, *said] if said_of_it else said
    return RegisterLine(
        one.paper_id,
        one.kind,
        one.fiscal_year or fiscal_year_of(one.issued_on),
        one.number,
        one.number_text,
        one.employee_number,
        one.name,
        one.issued_on,
        tuple(said),
        len(prints),
        local_day(prints[-1].at).isoformat() if prints else "",
        why,
        one.batch,
        one.series,
    )


def _of_before(
    uow: UnitOfWork, kinds: Collection[str], papers: Sequence[IssuedPaper], this_year: int
) -> list[RegisterLine]:
    """Return the papers that an earlier program issued, and of which no copy was kept since."""
    remade = {(one.series, one.key) for one in papers if one.remade_on}
    names = {one.number: one.name for one in uow.people.employees(include_left=True)}
    found = []
    for (series, key), number in without_copy(uow).items():
        kind, _, year = series.partition(":")
        if kind in kinds and (series, key) not in remade:
            whose, of = _whose(uow, key, names), _year(year, key) or this_year
            text = numbers.told(numbers.prefix_of(uow, kind), int(number), of)
            about = (whose, names.get(whose, ""), "", (NO_COPY,))
            found.append(RegisterLine("", kind, of, int(number), text, *about, series=series))
    return found


def _in_order(uow: UnitOfWork, papers: Sequence[RegisterLine], afresh: Collection[str]) -> list[RegisterLine]:
    """Say of papers that the numbers before them are left out, or that their days do not follow numbers.

    ``afresh`` are the ids of papers that were issued in the place of one that is 書損.
    """
    by_series: dict[str, list[RegisterLine]] = {}
    for one in papers:
        if one.number:
            by_series.setdefault(one.series, []).append(one)
    left: dict[tuple[str, int], LeftOut] = {}
    misplaced: dict[tuple[str, int], Misplaced] = {}
    for series, of in by_series.items():
        begun = numbers.starts(uow, series)
        left.update({(series, gap.after): gap for gap in left_out((one.number for one in of), begun)})
        dated = ((one.number, one.issued_on) for one in of if one.issued_on and not one.spoiled)
        misplaced.update({(series, number): said for number, said in out_of_order(dated).items()})
    found = []
    for one in papers:
        gap, said = left.get((one.series, one.number)), misplaced.get((one.series, one.number))
        told = []
        if said is not None and not one.spoiled:
            told.append(said.told(_why_then(uow, one, afresh)))
        told += [f"{gap.told}は欠番"] if gap is not None else []
        found.append(
            replace(one, said=(*one.said, *told), left_out=gap.sentence if gap is not None else "")
            if told
            else one
        )
    return found


def _why_then(uow: UnitOfWork, one: RegisterLine, afresh: Collection[str]) -> str:
    """Return why a paper bears a day that does not follow its number; empty where nothing here says it."""
    if one.paper_id and one.paper_id in afresh:
        return "書損の出し直し"
    if any(word.startswith("訂正(") for word in one.said):
        return "訂正"
    if any(word.startswith("再作成") for word in one.said):
        return "再作成"
    corrections = {
        made.number
        for made in uow.results.snapshots(one.fiscal_year)
        if made.kind == "correction"
        and (made.decision_date or local_day(made.finalised_at).isoformat()) == one.issued_on
    }
    if corrections and any(
        line.snapshot in corrections
        for line in uow.results.snapshot_lines(one.fiscal_year, one.employee_number)
    ):
        return "確定後の訂正"
    return ""


def _whose(uow: UnitOfWork, key: str, names: Mapping[str, str]) -> str:
    """Return whom a paper is about by what it is told from others by; empty where nobody can tell."""
    if key in names:
        return key
    first = key.partition("/")[0]  # 職員番号/日/研修
    middle = key.partition(":")[2].partition(":")[0]  # 選任:職員番号:日
    said = next((one for one in (first, middle) if one in names), "")
    return said or next(iter(uow.exchange.growth_naming([key])), "")


def _year(year: str, key: str) -> int:
    if year:
        return int(year)
    day = key.split("/")[1] if key.count("/") > 1 else ""
    try:
        return fiscal_year_of(date.fromisoformat(day).isoformat())
    except ValueError:
        return 0
