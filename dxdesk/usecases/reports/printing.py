"""帳票: what is printed for whom. Each kind's own module makes it; the catalogue lists them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, replace

from dxdesk.domain.errors import KnownError, Problem
from dxdesk.ports.entities import Role
from dxdesk.ports.store import Progress
from dxdesk.usecases.issued.issuing import Way, plan
from dxdesk.usecases.issued.printing import USUAL, Printing
from dxdesk.usecases.reports import catalogue
from dxdesk.usecases.reports.cautioned import cautioned
from dxdesk.usecases.reports.kind import By, Order
from dxdesk.usecases.reports.own_names import named
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.workplace.one_view import one_view


def make_report(
    desk: Desk,
    kind: str,
    section: str = "",
    employee: str = "",
    fiscal_year: int = 0,
    progress: Progress | None = None,
    *,
    leave_out: Collection[str] = (),
    session: str = "",
    large: bool = False,
    by: By = By.USUAL,
    printing: Printing = USUAL,
) -> bytes:
    """Return a PDF.

    Args:
        desk: the store to print from.
        kind: the word of one of the catalogue's kinds.
        section: a department's code; everything under it is printed too.
        employee: one person's number.
        fiscal_year: 0 = the one the kind is of where none is named (``ReportKind.span``).
        progress: told after each person; may cancel, then nothing is numbered.
        leave_out: employee numbers to print without, e.g. those ``unprintable`` names.
        large: on A3; of no consequence where a document is no wide table.
        by: whose paper comes first, and so gets the first number.
        printing: of papers that are kept as issued: with which mark, under which 文書番号.
        session: one session (``研修/回``), where a document is of sessions; empty: all.

    Raises:
        KnownError: ``report-kind``, ``wrong-role``, ``no-cycle``, ``section-unknown``, ``person-unknown``,
            ``nobody-to-print`` (says why and what to do), ``report-changed-only``, and the printer's
            ``glyph-missing``.
    """
    found = catalogue.kind_named(kind)
    desk.require(*found.roles)
    if printing.changed_only and (found.papers is None or desk.role is not Role.HR):
        raise KnownError(
            "report-changed-only",
            f"「{found.title}」は発行の控えを残さない帳票なので、前回から変わった人だけを選べません。"
            "何も作っていません。",
            "変わった人だけを作れるのは、証書と結果通知票です。指定を外して作ってください。",
        )
    with one_view(named(cautioned(desk, found.caution(desk.role)))) as seen:
        # Of a session that is named it is known which year it is in.
        year = fiscal_year if session else found.span.year(seen, fiscal_year)
        order = Order(
            section, employee, year, frozenset(leave_out), session, large=large, by=by, printing=printing
        )
        return found.make(seen, order, progress)


_NAMED = 10
"""How many of those left out are named by their numbers."""


@dataclass(frozen=True, slots=True)
class Ahead:
    """What making a document would do with papers that are kept: how many of each way.

    ``authorities`` are those whose notices would be issued now, under a letter that is to be typed; ``""`` in
    an office with one alone; ``numbered`` how many correct a notice with a number and so need one too.
    ``kept`` are the numbers of those whose papers are there as they were issued;
    ``printing`` is how it was asked for.
    """

    ways: Counter[Way]
    authorities: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    printing: Printing = USUAL
    numbered: int = 0

    @property
    def told(self) -> tuple[str, ...]:
        """Return it in sentences; nothing where every paper is new."""
        if not self.ways.keys() - {Way.NEW}:
            return ()
        words = {
            Way.KEPT: "前に発行した{count:,}枚は、発行したときのまま作りました。",
            Way.CORRECTED: "内容が変わった{count:,}枚は、前の番号と日付を書いた「訂正」として作りました。",
            Way.REMADE: "前の版で発行して控えのない{count:,}枚は、同じ番号で「再作成」と書いて作りました。",
        }
        words[Way.NEW] = "はじめての{count:,}枚は、新しく発行しました。"
        if self.printing.changed_only:
            named = "、".join(self.kept[:_NAMED]) + (" ほか" if len(self.kept) > _NAMED else "")
            words[Way.KEPT] = f"前回のまま{{count:,}}人は、作りませんでした({named})。"
        told = [text.format(count=self.ways[way]) for way, text in words.items() if self.ways[way]]
        if self.ways[Way.KEPT] and self.printing.letters:
            told.append(
                f"指定した文書番号、日付、発信者は、前に発行した{self.ways[Way.KEPT]:,}枚には"
                "入れていません。発行したものは変わらないためです。変えるときは「訂正」として出し直すか、書損にして作り直します。"
            )
        return tuple(told)


def ahead(desk: Desk, kind: str, order: Order) -> Ahead | None:
    """Return what making a document would do with papers that are kept; ``None`` where it is no such paper.

    Raises:
        KnownError: as ``make_report``.
    """
    found = catalogue.kind_named(kind)
    if found.papers is None or desk.role is not Role.HR:
        return None
    asked = found.papers(desk, replace(order, fiscal_year=found.span.year(desk, order.fiscal_year)))
    with desk.store.read() as uow:
        planned = plan(uow, asked.series, asked.wanted, correct=order.printing.correct)
    fresh = [one for one in planned if one.way is not Way.KEPT]
    authorities = () if asked.series.numbered else dict.fromkeys(one.wanted.authority for one in fresh)
    kept = tuple(one.wanted.employee_number for one in planned if one.way is Way.KEPT)
    numbered = sum(one.lacks_number(asked.series, None) for one in planned)
    return Ahead(Counter(one.way for one in planned), tuple(authorities), kept, order.printing, numbered)


def notices(desk: Desk, kind: str, fiscal_year: int = 0) -> tuple[Problem, ...]:
    """Return what there is to know of a document of a kind beside what is printed: where it is from."""
    found = catalogue.kind_named(kind)
    return found.notices(desk, found.span.year(desk, fiscal_year))


def unprintable(error: KnownError) -> tuple[str, ...]:
    """Return the employee numbers a ``glyph-missing`` refusal names, so that the rest can be printed.

    Empty where the refusal is another one, or where a list and not a person's document was refused.
    """
    if error.code != "glyph-missing":
        return ()
    numbers = (problem.place.file.partition(" ")[0] for problem in error.problems)
    return tuple(dict.fromkeys(number for number in numbers if number))
