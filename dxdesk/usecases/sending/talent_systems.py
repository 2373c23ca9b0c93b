"""人材マネジメントシステム用の表: who completed which course and passed which examination, as 参考情報.

Levels are in it only by a decision that names them. How its columns are called is remembered for each
receiver.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from dxdesk.domain import canonical, file_names, provisions, purposes
from dxdesk.domain.authorities import BEYOND, WITHIN, Scope
from dxdesk.domain.completion import Outcome
from dxdesk.domain.errors import KnownError
from dxdesk.domain.framework import COURSE, EXAM
from dxdesk.domain.provisions import Given, Item, Permit
from dxdesk.domain.text import plain, refuse_unfit_name
from dxdesk.domain.wareki import fiscal_year_short
from dxdesk.ports.entities import Role
from dxdesk.ports.setting_names import TALENT_SYSTEM as KEPT
from dxdesk.ports.store import UnitOfWork
from dxdesk.ports.workbooks import Column, Head, TableRow, TableSheet
from dxdesk.usecases.imports.roster_export import write_csv
from dxdesk.usecases.organisation import giving
from dxdesk.usecases.person_year import holders
from dxdesk.usecases.sealing.workbook_kinds import TALENT_SYSTEM
from dxdesk.usecases.sending.plain_workbooks import Order, writes_plain
from dxdesk.usecases.skillmap import building
from dxdesk.usecases.skillmap.model import PeopleMap
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.workplace.outgoing import Outgoing, all_or_nothing, make_folder

RECEIVER = "人材マネジメントシステム"
WHY = "人材システム連携"

NUMBER, COURSE_NAME, COMPLETED = "number", "course", "completed"
EXAM_NAME, PASSED, LEVELS = "exam", "passed", "levels"
TITLES: Mapping[str, str] = {
    NUMBER: "職員番号",
    COURSE_NAME: "研修",
    COMPLETED: "修了日",
    EXAM_NAME: "試験",
    PASSED: "合格日",
}
"""The columns, in their order, as they are called where a receiver wants nothing else."""

_LEVELS_TITLE = "レベル"


@dataclass(frozen=True, slots=True)
class Linking:
    """What to write: ``titles`` are other names of columns by their codes, empty: as remembered."""

    out: Path
    fiscal_year: int = 0
    receiver: str = RECEIVER
    titles: Mapping[str, str] | None = None
    levels: bool = False
    password: str = ""


@dataclass(frozen=True, slots=True)
class Linked:
    """The workbook to read and the table to take in, its line in 提供記録, and how many rows it has."""

    file: Path
    table: Path
    given: Given
    rows: int


@writes_plain
def write_talent_system(desk: Desk, order: Order) -> tuple[Path, ...]:
    """Write the usual table for the usual receiver."""
    wanted = Linking(order.out, order.fiscal_year, password=order.password)
    done = _link(desk, wanted, order.outgoing)
    return (done.file, done.table)


def link(desk: Desk, wanted: Linking) -> Linked:
    """Write the table of a receiver, and remember how its columns are called.

    Raises:
        KnownError: ``wrong-role``, ``provision-off``, ``no-cycle``, ``use-outside-purpose``,
            ``permit-missing``, ``column-unknown``, ``nothing-to-send``, ``text-too-long``, and file errors.
    """
    desk.require(Role.HR)
    make_folder(wanted.out, "何も書き出していません。")
    with all_or_nothing(desk) as outgoing:
        return _link(desk, wanted, outgoing)


def titles_for(uow: UnitOfWork, receiver: str) -> dict[str, str]:
    """Return how a receiver's columns are called, by their codes."""
    kept = uow.settings.get(f"{KEPT}{receiver}")
    said = json.loads(kept) if kept else {}
    return {code: str(said.get(code, title)) for code, title in {**TITLES, LEVELS: _LEVELS_TITLE}.items()}


def _link(desk: Desk, wanted: Linking, outgoing: Outgoing) -> Linked:
    with desk.store.read() as uow:
        giving.require_provision(uow)
    people = building.people_map(desk, wanted.fiscal_year, scope=Scope.PROVISION)
    cycle, today = people.cycle, desk.services.clock.today()
    purposes.require_use([cycle], purposes.Use.PERSONNEL_SYSTEM)
    receiver = plain(wanted.receiver).strip() or RECEIVER
    refuse_unfit_name(receiver, "渡す先")
    with desk.store.write() as uow:
        permit = _decision(uow, wanted.levels, today)
        titles = _titles(uow, receiver, wanted.titles)
        columns = tuple(
            Column(code, titles[code], 40 if code in (COURSE_NAME, EXAM_NAME, LEVELS) else 14, "wrap")
            for code in (*TITLES, *((LEVELS,) if wanted.levels else ()))
        )
        rows = tuple(
            TableRow(f"{place:06}", cells)
            for place, cells in enumerate(_rows(uow, people, levels=wanted.levels), 1)
        )
        if not rows:
            raise KnownError(
                "nothing-to-send",
                "修了した研修も合格した試験もないので、書き出すものがありません。",
                "受講記録か資格・試験の表を、先に取り込んでください。",
            )
        head = Head(
            TALENT_SYSTEM.label, desk.identity.municipality_name, cycle.label, "", "", "", "", "", "", "",
            guide=("参考情報です。人事評価には使いません。", *([people.left_out] if people.left_out else [])),
        )  # fmt: skip
        name = f"人材システム用_{fiscal_year_short(cycle.fiscal_year)}_{file_names.part(receiver)}"
        with outgoing.writing(wanted.out / f"{name}.csv") as comma:
            write_csv(comma, [[column.title for column in columns], *(row.cells for row in rows)])
        with outgoing.writing(wanted.out / f"{name}.xlsx") as there:
            desk.services.workbooks.write_tables(
                (TableSheet("受講と資格", head, columns, rows),), there, None, wanted.password
            )
        what = "職員番号、研修、修了日、試験、合格日" + ("、レベル" if wanted.levels else "")
        use = BEYOND if receiver != RECEIVER else WITHIN
        given = giving.note(
            uow,
            Given(
                "", today, use, f"{cycle.label} {what}", receiver, WHY, _end(cycle.fiscal_year),
                permit.number if permit is not None else "",
                people=str(len({row.cells[0] for row in rows})), items=what,
                ground=permit.ground if permit is not None else "",
                decided_on=permit.decided_on if permit is not None else "",
            ),
        )  # fmt: skip
        uow.audit.append(TALENT_SYSTEM.action, given.key, {"rows": len(rows), "use": use})
        outgoing.enter(uow)
        uow.commit()
    return Linked(there, comma, given, len(rows))


def _end(fiscal_year: int) -> str:
    return f"{fiscal_year + 1}-03-31"


def _decision(uow: UnitOfWork, levels: bool, today: str) -> Permit | None:
    """Return the decision that allows levels, ``None`` where none are asked for."""
    if not levels:
        return None
    found = provisions.permitted(giving.permits(uow).values(), (Item.LEVELS,), today)
    if found is None:
        raise giving.permit_missing((Item.LEVELS,))
    return found


def _titles(uow: UnitOfWork, receiver: str, wanted: Mapping[str, str] | None) -> dict[str, str]:
    """Return how the columns are called, keeping what is said anew."""
    known = titles_for(uow, receiver)
    if not wanted:
        return known
    unknown = [code for code in wanted if code not in known]
    if unknown:
        raise KnownError(
            "column-unknown",
            "その列はありません。何も書き出していません。",
            f"{'、'.join(f'{code}({title})' for code, title in known.items())}から選んでください。",
            found="、".join(unknown),
        )
    for title in wanted.values():
        refuse_unfit_name(plain(title), "列の名前")
    told = {**known, **{code: plain(title).strip() for code, title in wanted.items()}}
    uow.settings.set(f"{KEPT}{receiver}", canonical.dumps(told))
    return told


def _rows(uow: UnitOfWork, people: PeopleMap, *, levels: bool) -> Iterator[tuple[str, ...]]:
    """Yield a row for each course completed and each examination passed by somebody on the map."""
    shown = {person.number: person for person in people.rows}
    found = (
        one
        for one in holders.evidence(uow)
        if one.employee_number in shown and one.outcome is Outcome.COMPLETED and one.kind in (COURSE, EXAM)
    )
    for one in sorted(found, key=lambda one: (one.employee_number, one.kind, one.date, one.name)):
        told = (one.name, one.date)
        nothing = ("", "")
        course, exam = (told if one.kind == kind else nothing for kind in (COURSE, EXAM))
        said = "、".join(building.levels_told(people, shown[one.employee_number])) if levels else ""
        yield (one.employee_number, *course, *exam, *((said,) if levels else ()))
