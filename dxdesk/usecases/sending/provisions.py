"""提供票: what HR gives to DX推進課, written with its line in 提供記録; and an earlier one taken back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from dxdesk.domain import provisions, purposes
from dxdesk.domain.authorities import BEYOND, WITHIN, Scope
from dxdesk.domain.dates import refuse_unreadable
from dxdesk.domain.errors import KnownError, Place, Problem
from dxdesk.domain.framework import COURSE
from dxdesk.domain.provisions import Given, Item, Permit
from dxdesk.domain.records import Part, Revision
from dxdesk.domain.small_cells import Use, withhold
from dxdesk.domain.training import fiscal_year_of
from dxdesk.domain.wareki import fiscal_year_short
from dxdesk.ports.entities import Role
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.exchange.issue import Contents, Issuance, Package, dispatch
from dxdesk.usecases.exchange.passed_back import passed_back
from dxdesk.usecases.forms import readable_sheets
from dxdesk.usecases.forms.provision_sheets import Provision, SkillCounts, extra_of
from dxdesk.usecases.organisation import giving
from dxdesk.usecases.organisation.reach import note_provided, reach
from dxdesk.usecases.organisation.small_cells import threshold
from dxdesk.usecases.person_year.counting import accepted_keys, sealed_by_owner
from dxdesk.usecases.person_year.cycles import Cycle, cycle_heads, find_cycle, framework_of
from dxdesk.usecases.sealing.envelope import Recipient
from dxdesk.usecases.sealing.workbook_kinds import PROVISION
from dxdesk.usecases.sending.plain_workbooks import Order, writes_plain
from dxdesk.usecases.skillmap import building
from dxdesk.usecases.skillmap.model import PeopleMap, SectionMap
from dxdesk.usecases.training.ledger import COURSE as COURSE_THING
from dxdesk.usecases.training.ledger import SESSION as SESSION_THING
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.workplace.outgoing import Outgoing, all_or_nothing, make_folder

TO = "DX推進担当課"
WHY = "DX部門での利用"


@dataclass(frozen=True, slots=True)
class Providing:
    """What to give: ``items`` particulars of individuals (none: aggregates alone), why, and until when.

    ``authority``: who appoints the people of the receiving section, empty for the store's own. ``until`` is
    an ISO day, empty: the end of the fiscal year, of this one where that is over.
    """

    out: Path
    fiscal_year: int = 0
    items: tuple[str, ...] = ()
    why: str = WHY
    until: str = ""
    authority: str = ""
    password: str = ""


@dataclass(frozen=True, slots=True)
class Provided:
    """The file that was written, its line in 提供記録, and what somebody should weigh."""

    file: Path
    given: Given
    notes: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Planned:
    """What would leave: counted of whom, whether that is 利用 or 提供, by which decision, what to weigh."""

    people: PeopleMap
    use: str
    given: Provision
    permit: Permit | None
    notes: tuple[Problem, ...]


@writes_plain
def write_provision(desk: Desk, order: Order) -> tuple[Path, ...]:
    """Write aggregates of a year for DX推進課, as ``provide`` does without individuals."""
    wanted = Providing(order.out, order.fiscal_year, password=order.password)
    return (_provide(desk, wanted, order.outgoing).file,)


def provide(desk: Desk, wanted: Providing) -> Provided:
    """Write a 提供票, whole or not at all.

    Raises:
        KnownError: ``wrong-role``, ``provision-off``, ``no-cycle``, ``use-outside-purpose``,
            ``provision-beyond``, ``permit-item-unknown``, ``permit-missing``, ``date-unreadable``,
            ``provision-over``, and file errors.
    """
    desk.require(Role.HR)
    make_folder(wanted.out, "何も書き出していません。")
    with all_or_nothing(desk) as outgoing:
        return _provide(desk, wanted, outgoing)


def plan(desk: Desk, wanted: Providing) -> Planned:
    """Return what a 提供票 would say; nothing is written.

    Raises:
        KnownError: what ``provide`` refuses, but for file errors.
    """
    desk.require(Role.HR)
    with desk.store.read() as uow:
        giving.require_provision(uow)
    people = building.people_map(desk, wanted.fiscal_year, scope=Scope.PROVISION)
    cycle, today = people.cycle, desk.services.clock.today()
    purposes.require_use([cycle], purposes.Use.DX_SECTION)
    # Of a year that is over, what is given may be used until the end of this one.
    last = max(cycle.fiscal_year, fiscal_year_of(today)) + 1
    until = _until(wanted.until or f"{last}-03-31", today)
    with desk.store.read() as uow:
        use = _use(desk, uow, wanted.authority, people)
        permit = _permit(uow, wanted.items, today)
        below = threshold(uow, Use.PROVISION)
        given = Provision(
            wanted.why,
            until,
            below,
            counted(building.aggregate(people), below),
            wanted.items,
            tuple(_individuals(people, wanted.items)),
            permit.items if permit is not None else (),
            permit.ground if permit is not None else "",
            permit.number if permit is not None else "",
            people.left_out,
            people_until=permit.valid_to if permit is not None and permit.valid_to < until else "",
        )
        return Planned(people, use, given, permit, _told_more(uow, cycle, below))


def _provide(desk: Desk, wanted: Providing, outgoing: Outgoing) -> Provided:
    planned = plan(desk, wanted)
    cycle, given, use = planned.people.cycle, planned.given, planned.use
    today = desk.services.clock.today()
    with desk.store.write() as uow:
        ours = wanted.authority in ("", reach(desk, uow, Scope.PROVISION).own)
        back = passed_back(uow, Role.DX, of_people=ours)
        package, there = _written(desk, uow, cycle, given, (outgoing, wanted, "提供票"), back)
        what = "所属別の人数" + (f"、個人の{provisions.named(wanted.items)}" if wanted.items else "")
        record = giving.note(
            uow,
            Given(
                "", today, use, f"{cycle.label} {what}", _to(wanted.authority), wanted.why, given.until,
                given.decision, package.envelope.package, people_until=given.people_until,
            ),
        )  # fmt: skip
        if use == BEYOND:
            note_provided(uow, [package.envelope.package])
        uow.audit.append(PROVISION.action, record.key, {"people": len(given.people), "use": use})
        outgoing.enter(uow)
        uow.commit()
    return Provided(there, record, planned.notes)


def withdraw(desk: Desk, key: str, out: Path, password: str = "") -> Provided:
    """Take a 提供票 back: 提供記録 says so, and a file tells the receiver, which shows it no more.

    Raises:
        KnownError: ``wrong-role``, ``provision-unknown``, ``provision-gone``, and file errors.
    """
    desk.require(Role.HR)
    make_folder(out, "何も書き出していません。")
    with all_or_nothing(desk) as outgoing, desk.store.write() as uow:
        found = next((one for one in giving.records(uow) if one.key == key and one.package), None)
        if found is None:
            raise KnownError(
                "provision-unknown",
                "その番号の提供票は、提供記録にありません。何も変えていません。",
                "提供記録(コマンドでは dxdesk provide list)で番号を確かめてください。",
                found=key,
            )
        if found.withdrawn:
            raise KnownError(
                "provision-gone",
                "その提供は、もう取り下げてあります。何も変えていません。",
                "取り下げのファイルをなくしたときは、新しい提供票を作って渡すと、前のものに代わります。",
                found=key,
            )
        cycle = find_cycle(uow, _year_of(uow, found.package))
        given = Provision(found.why, found.until, 0, withdraws=found.package)
        wanted = Providing(out, password=password)
        _, there = _written(desk, uow, cycle, given, (outgoing, wanted, "提供の取り下げ"))
        record = giving.note(uow, replace(found, withdrawn=desk.services.clock.today()))
        uow.audit.append("provision-withdraw", key)
        outgoing.enter(uow)
        uow.commit()
    return Provided(there, record)


def _year_of(uow: UnitOfWork, package: str) -> int:
    return next((one.fiscal_year for one in uow.exchange.dispatches() if one.package_id == package), 0)


def _to(authority: str) -> str:
    return f"{TO}({authority})" if authority else TO


def _until(day: str, today: str) -> str:
    refuse_unreadable(day, "期限の日付を読み取れません。何も書き出していません。")
    if day < today:
        raise KnownError(
            "provision-over",
            "提供の期限が、今日より前です。何も書き出していません。",
            "これからの日を期限にしてください。",
            found=day,
        )
    return day


def _use(desk: Desk, uow: UnitOfWork, authority: str, people: PeopleMap) -> str:
    """Return 利用 or 提供; refuse another authority's section without a decision of the office."""
    may = reach(desk, uow, Scope.PROVISION)
    if authority and authority != may.own and authority not in may.open_to:
        raise KnownError(
            "provision-beyond",
            f"{authority}は、この台帳の任命権者({may.own})ではありません。何も書き出していません。",
            "要るときは、決裁を受けたうえで、「設定」の「任命権者」に決定(表の書き出し)を加えてください。",
            found=authority,
        )
    if authority and authority != may.own:
        return BEYOND
    return may.use_of(row.department_code for row in people.rows) or WITHIN


def _permit(uow: UnitOfWork, items: Sequence[str], today: str) -> Permit | None:
    """Return the decision that allows particulars of individuals, ``None`` where none are asked for."""
    if not items:
        return None
    unknown = [one for one in items if one not in giving.item_codes()]
    if unknown:
        raise giving.item_unknown(unknown)
    found = provisions.permitted(giving.permits(uow).values(), items, today)
    if found is None:
        raise giving.permit_missing(items)
    return found


def counted(sections: SectionMap, below: int) -> tuple[SkillCounts, ...]:
    """Return how many of each section stand at each level, small counts withheld skill by skill."""
    found = []
    for place, item in enumerate(sections.items):
        rows = [row for row in sections.rows if any(row.counts[place])]
        if not rows:
            continue
        table = withhold([row.counts[place] for row in rows], below)
        told = [
            (row.code or "-", row.name, (*cells, total))
            for row, cells, total in zip(rows, table.cells, table.rows, strict=True)
        ]
        told.append(("", "全体", (*table.columns, table.total)))
        labels = tuple(label for _, label in item.levels)
        found.append(SkillCounts(item.uid, item.title, labels, tuple(told)))
    return tuple(found)


def _individuals(people: PeopleMap, items: Sequence[str]) -> Iterable[tuple[str, ...]]:
    """Yield a text for each particular of everybody on the map."""
    if not items:
        return
    histories = people.histories()
    done: dict[str, list[str]] = {}
    for (kind, _), taken in sorted(histories.taken.items()):
        for number in taken.done if kind == COURSE else ():
            done.setdefault(number, []).append(taken.name)
    names = {persona.code: persona.name for persona in people.framework.personas}
    stages = {stage.code: stage.name for stage in people.framework.stages}
    for person in people.rows:
        staged = histories.stages.get(person.number, {})
        texts = {
            Item.NUMBER: person.number,
            Item.NAME: person.name,
            Item.SECTION: person.department_name,
            Item.GRADE: person.grade,
            Item.LEVELS: "、".join(building.levels_told(people, person)),
            Item.STAGES: "、".join(
                f"{names.get(who, who)} {stages.get(at, at)}" for who, at in staged.items()
            ),
            Item.COURSES: "、".join(done.get(person.number, ())),
        }
        yield tuple(texts[Item(one)] for one in items)


def _told_more(uow: UnitOfWork, cycle: Cycle, below: int) -> tuple[Problem, ...]:
    """Return the warning that this one and an earlier one of the year may together tell more."""
    earlier = [one for one in giving.records(uow) if one.package and one.what.startswith(cycle.label)]
    if not earlier or below < 2:
        return ()
    return (
        Problem(
            "provision-together",
            f"{cycle.label}の集計は、前にも渡しています(提供記録{earlier[0].key})。"
            "2つを比べると、伏せた人数が分かることがあります。",
            "少ない人数の異動や追加があったときは、渡してよいか、または前の提供を取り下げるかを決めてください。",
            place=Place(),
        ),
    )


def _written(
    desk: Desk,
    uow: UnitOfWork,
    cycle: Cycle,
    given: Provision,
    where: tuple[Outgoing, Providing, str],
    back: Sequence[Revision] = (),
) -> tuple[Package, Path]:
    """Write the workbook of a provision; return its package and where it lies.

    ``back`` is what the section's own stores said that goes back to it.
    """
    outgoing, wanted, title = where
    keys = accepted_keys(uow)
    issuance = Issuance(desk, uow, cycle, framework_of(uow, cycle), keys)
    ledger = () if given.withdraws else tuple(_own_ledger(uow))
    revisions = (*cycle_heads(uow, cycle.fiscal_year), *ledger, *back)
    recipient = Recipient(role=Role.DX.value, label=TO)
    package = issuance.issue(PROVISION.kind, recipient, Contents(revisions, extra=extra_of(given)))
    sheets = readable_sheets.sheets_of(desk.services.sealer, package.envelope, revisions)
    path = wanted.out / f"{title}_{fiscal_year_short(cycle.fiscal_year)}_{TO}.xlsx"
    with outgoing.writing(path) as there:
        desk.services.workbooks.write_tables(sheets, there, package.payload, wanted.password)
    uow.exchange.add_dispatches([dispatch(desk, package, there.name, people=len(given.people))])
    return package, there


def _own_ledger(uow: UnitOfWork) -> Iterable[Revision]:
    """Yield what HR says of its own courses and sessions: nothing of who is enrolled or was there."""
    keys = accepted_keys(uow)
    kinds = (f"{COURSE_THING}:", f"{SESSION_THING}:")
    for stored in uow.exchange.part(0, Part.OWNED):
        revision = stored.revision
        mine = revision.owned.owner == Role.HR.value and sealed_by_owner(revision, keys)
        if mine and revision.record.employee_number.startswith(kinds):
            yield revision
