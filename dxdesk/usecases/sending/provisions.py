"""提供票: what HR gives to DX推進課, written with its line in 提供記録; and an earlier one taken back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from dxdesk.domain import file_names, provisions, purposes
from dxdesk.domain.authorities import BEYOND, WITHIN, Scope
from dxdesk.domain.dates import refuse_unreadable
from dxdesk.domain.errors import KnownError, Place, Problem
from dxdesk.domain.framework import COURSE
from dxdesk.domain.provisions import Given, Item, Permit, State
from dxdesk.domain.records import Part, Revision
from dxdesk.domain.small_cells import Use, withhold
from dxdesk.domain.training import fiscal_year_of
from dxdesk.domain.wareki import fiscal_year_short, short_day
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
from dxdesk.usecases.skillmap.basis import NO_LEVEL
from dxdesk.usecases.skillmap.model import PeopleMap, SectionMap
from dxdesk.usecases.targets.for_owner import counts_for
from dxdesk.usecases.training.ledger import COURSE as COURSE_THING
from dxdesk.usecases.training.ledger import SESSION as SESSION_THING
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.workplace.outgoing import Outgoing, all_or_nothing, free_name, make_folder

TO = "DX推進担当課"
WHY = "DX部門での利用"


@dataclass(frozen=True, slots=True)
class Providing:
    """What to give: ``items`` particulars of individuals (none: aggregates alone), why, and until when.

    ``authority``: who appoints the people of the receiving section, empty for the store's own. ``until`` is
    an ISO day, empty: the end of the fiscal year, of this one where that is over. ``again``: it is wanted
    although it takes the place of one in use, whose end was told.
    """

    out: Path
    fiscal_year: int = 0
    items: tuple[str, ...] = ()
    why: str = WHY
    until: str = ""
    authority: str = ""
    password: str = ""
    again: bool = False


@dataclass(frozen=True, slots=True)
class Provided:
    """The file that was written, its line in 提供記録, and what somebody should weigh."""

    file: Path
    given: Given
    notes: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Planned:
    """What would leave: counted of whom, whether that is 利用 or 提供, by which decision, what to weigh.

    ``replaced`` is what becomes of an earlier one in use, whose place it takes; ``None`` where there is none.
    """

    people: PeopleMap
    use: str
    given: Provision
    permit: Permit | None
    notes: tuple[Problem, ...]
    replaced: Problem | None = None


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
            ``provision-over``, ``provision-again``, and file errors. All that is to be seen to is said at
            once.
    """
    desk.require(Role.HR)
    make_folder(wanted.out, "何も書き出していません。")
    with all_or_nothing(desk) as outgoing:
        return _provide(desk, wanted, outgoing)


def plan(desk: Desk, wanted: Providing) -> Planned:
    """Return what a 提供票 would say; nothing is written.

    Raises:
        KnownError: what ``provide`` refuses, but for file errors and ``provision-again``.
    """
    planned, refusals = _looked_through(desk, wanted)
    if refusals:
        raise KnownError.of(refusals)
    return planned


def _looked_through(desk: Desk, wanted: Providing) -> tuple[Planned, tuple[Problem, ...]]:
    """Return what a 提供票 would say, and everything for which it is refused as it is wanted."""
    desk.require(Role.HR)
    with desk.store.read() as uow:
        giving.require_provision(uow)
    people = building.people_map(desk, wanted.fiscal_year, scope=Scope.PROVISION)
    cycle, today = people.cycle, desk.services.clock.today()
    purposes.require_use([cycle], purposes.Use.DX_SECTION)
    # Of a year that is over, what is given may be used until the end of this one.
    last = max(cycle.fiscal_year, fiscal_year_of(today)) + 1
    until = wanted.until or f"{last}-03-31"
    refusals: list[Problem] = []
    with desk.store.read() as uow:
        use, permit = WITHIN, None
        steps: tuple[Callable[[], None], ...] = (
            partial(_check_until, until, today),
            partial(_check_authority, desk, uow, wanted.authority),
            partial(_check_items, uow, wanted.items, today),
        )
        for step in steps:
            try:
                step()
            except KnownError as error:
                refusals += error.problems
        if not refusals:
            use = _use(desk, uow, wanted.authority, people)
            permit = provisions.permitted(giving.permits(uow).values(), wanted.items, today)
        permit = permit if wanted.items else None
        below = threshold(uow, Use.PROVISION)
        skills = counted(building.aggregate(people), below)
        columns, rows = _individuals(people, wanted.items)
        given = Provision(
            wanted.why,
            until,
            below,
            skills,
            wanted.items,
            rows,
            permit.items if permit is not None else (),
            permit.ground if permit is not None else "",
            permit.number if permit is not None else "",
            people.left_out,
            people_until=permit.valid_to if permit is not None and permit.valid_to < until else "",
            columns=columns,
            targets=counts_for(desk, uow, cycle.fiscal_year, below, _with_withheld_totals(skills)),
            counted_on=today,
            authority=_other(desk, uow, wanted.authority),
        )
        replaced = _replaced(uow, cycle, given, _to(wanted.authority), today)
        planned = Planned(people, use, given, permit, _told_more(uow, cycle, below), replaced)
        return planned, tuple(refusals)


def _with_withheld_totals(skills: Iterable[SkillCounts]) -> frozenset[str]:
    """Return the skills (uid) whose line of everybody has a count withheld."""
    return frozenset(one.uid for one in skills if None in one.rows[-1][2])


def _replaced(uow: UnitOfWork, cycle: Cycle, given: Provision, to: str, today: str) -> Problem | None:
    """Return all that ends or changes for the receiver where one in use is replaced, as one problem."""
    before = next((one for one in giving.records(uow) if _stands_for(one, cycle, to, today)), None)
    if before is None:
        return None
    told = [
        f"{cycle.label}の提供票(提供記録{before.key}、{short_day(before.day)}、{short_day(before.until)}まで)が"
        "いま使われています。作って渡すと、相手の画面では、新しいものが前のものに代わります"
    ]
    new = [provisions.named([one]) for one in given.items]
    old = [one for one in before.items.split(_LIST) if one]
    if gone := [one for one in old if one not in new]:
        told.append(f"見られなくなる個人の項目: {_LIST.join(gone)}")
    if more := [one for one in new if one not in old]:
        told.append(f"加わる個人の項目: {_LIST.join(more)}")
    if given.until != before.until:
        told.append(f"期限: {short_day(before.until)} → {short_day(given.until)}")
    people_before = before.people_until or (before.until if old else "")
    people_now = given.people_until or (given.until if new else "")
    if old and new and people_now != people_before:
        told.append(f"個人の項目の期限: {short_day(people_before)} → {short_day(people_now)}")
    if given.why != before.why:
        told.append(f"何のために: {before.why} → {given.why}")
    if old and new and before.decision != given.decision:
        told.append(f"決裁番号: {before.decision} → {given.decision}")
    if before.until > given.until:
        told.append(
            f"{short_day(given.until)}のあとは、前のものがまた{short_day(before.until)}まで見られます"
            "(見せないときは、前のものを取り下げてください)"
        )
    return Problem(
        "provision-again",
        "。".join(told) + "。",
        "これでよければ、前のものに代えて作ってください(コマンドでは provide write に --again を付けます)。",
    )


_LIST = "、"


def _stands_for(one: Given, cycle: Cycle, to: str, today: str) -> bool:
    """Tell whether a line of 提供記録 is a 提供票 of a year that its receiver uses today."""
    of_year = one.what.startswith(f"{cycle.label} ") and one.to == to
    return bool(one.package) and of_year and one.state(today) is State.HOLDS


def _provide(desk: Desk, wanted: Providing, outgoing: Outgoing) -> Provided:
    planned, refusals = _looked_through(desk, wanted)
    if planned.replaced is not None and not wanted.again:
        refusals = (*refusals, planned.replaced)
    if refusals:
        raise KnownError.of(refusals)
    cycle, given, use = planned.people.cycle, planned.given, planned.use
    today = desk.services.clock.today()
    with desk.store.write() as uow:
        ours = wanted.authority in ("", reach(desk, uow, Scope.PROVISION).own)
        back = passed_back(uow, Role.DX, of_people=ours)
        package, there = _written(desk, uow, cycle, given, (outgoing, wanted, "提供票"), back)
        what = "所属別の人数" + (f"、個人の{provisions.named(wanted.items)}" if wanted.items else "")
        what += "、目標の実績" if given.targets else ""
        permit = planned.permit
        record = giving.note(
            uow,
            Given(
                "", today, use, f"{cycle.label} {what}", _to(wanted.authority), wanted.why, given.until,
                given.decision, package.envelope.package, people_until=given.people_until,
                counted=str(counted_people(planned.people)),
                people=str(len(given.people)) if given.items else "",
                items=provisions.named(given.items), ground=given.ground,
                decided_on=permit.decided_on if permit is not None else "",
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

    One that is taken back already has its file written again, and its line stays as it is: a lost file is
    no reason to give anything anew. What the receiver sees afterwards all the same is among the notes.

    Args:
        desk: HR's store.
        key: the number of its line; leading zeros may be left out.
        out: the folder the file goes into.
        password: locks the file, where there is one.

    Raises:
        KnownError: ``wrong-role``, ``provision-unknown``, and file errors.
    """
    desk.require(Role.HR)
    make_folder(out, "何も書き出していません。")
    with all_or_nothing(desk) as outgoing, desk.store.write() as uow:
        found = _given_line(uow, key)
        today = desk.services.clock.today()
        notes = _notes_of_withdrawal(uow, found, today)
        cycle = find_cycle(uow, _year_of(uow, found.package))
        authority = found.to.removeprefix(TO).strip("()")
        other = _other(desk, uow, authority)
        given = Provision(found.why, found.until, 0, withdraws=found.package, authority=other)
        wanted = Providing(out, authority=authority, password=password)
        _, there = _written(desk, uow, cycle, given, (outgoing, wanted, f"提供の取り下げ_{found.key}"))
        record = found if found.withdrawn else giving.note(uow, replace(found, withdrawn=today))
        uow.audit.append("provision-withdraw", found.key)
        outgoing.enter(uow)
        uow.commit()
    return Provided(there, record, notes)


def withdrawal_notes(desk: Desk, key: str) -> tuple[Problem, ...]:
    """Return what somebody should weigh before taking a 提供票 back (``withdraw``); nothing is written.

    Raises:
        KnownError: ``wrong-role``, ``provision-unknown``.
    """
    desk.require(Role.HR)
    with desk.store.read() as uow:
        return _notes_of_withdrawal(uow, _given_line(uow, key), desk.services.clock.today())


def _given_line(uow: UnitOfWork, key: str) -> Given:
    padded = key.strip().zfill(giving.KEY_DIGITS)
    found = next((one for one in giving.records(uow) if one.key == padded), None)
    if found is None:
        raise KnownError(
            "provision-unknown",
            "その番号の提供票は、提供記録にありません。何も変えていません。",
            "提供記録(コマンドでは dxdesk provide list)で番号を確かめてください。",
            found=key,
        )
    if not found.package:
        raise KnownError(
            "provision-unknown",
            f"提供記録{padded}は提供票ではないので、取り下げのファイルを作れません。何も変えていません。",
            "取り下げられるのは、提供票だけです。渡した表は、渡した先に処分を頼んでください。",
            found=found.what,
        )
    return found


def _notes_of_withdrawal(uow: UnitOfWork, found: Given, today: str) -> tuple[Problem, ...]:
    """Return that it was taken back before, and which other one its receiver sees afterwards."""
    notes = []
    if found.withdrawn:
        notes.append(
            Problem(
                "provision-gone",
                f"提供記録{found.key}は、{short_day(found.withdrawn)}に取り下げてあります。記録はそのままで、"
                "取り下げのファイルだけをもう一度作ります。",
                "相手が前のファイルを取り込んでいても、そのまま送ってかまいません。",
            )
        )
    cycle = find_cycle(uow, _year_of(uow, found.package))
    others = (one for one in giving.records(uow) if one.key != found.key)
    left = next((one for one in others if _stands_for(one, cycle, found.to, today)), None)
    if left is not None:
        notes.append(
            Problem(
                "provision-stands",
                f"取り下げたあとも、相手の画面では、提供記録{left.key}({short_day(left.day)})の内容が"
                f"{short_day(left.until)}まで見られます。",
                "それも見せないときは、それも取り下げてください。",
            )
        )
    return tuple(notes)


def _year_of(uow: UnitOfWork, package: str) -> int:
    return next((one.fiscal_year for one in uow.exchange.dispatches() if one.package_id == package), 0)


def _to(authority: str) -> str:
    return f"{TO}({authority})" if authority else TO


def _other(desk: Desk, uow: UnitOfWork, authority: str) -> str:
    """Return an authority that is not the store's own, empty for its own."""
    return "" if authority in ("", reach(desk, uow, Scope.PROVISION).own) else authority


def counted_people(people: PeopleMap) -> int:
    """Return how many people of a map have any level, which are those that its counts are of."""
    return sum(any(level != NO_LEVEL for level in row.levels) for row in people.rows)


def _check_until(day: str, today: str) -> None:
    refuse_unreadable(day, "期限の日付を読み取れません。何も書き出していません。")
    if day < today:
        raise KnownError(
            "provision-over",
            "提供の期限が、今日より前です。何も書き出していません。",
            "これからの日を期限にしてください。",
            found=day,
        )


def _check_authority(desk: Desk, uow: UnitOfWork, authority: str) -> None:
    """Refuse another authority's section without a decision of the office."""
    may = reach(desk, uow, Scope.PROVISION)
    if authority and authority != may.own and authority not in may.open_to:
        raise KnownError(
            "provision-beyond",
            f"{authority}は、この台帳の任命権者({may.own})ではありません。何も書き出していません。",
            "要るときは、決裁を受けたうえで、「設定」の「任命権者」に決定(表の書き出し)を加えてください。",
            found=authority,
        )


def _use(desk: Desk, uow: UnitOfWork, authority: str, people: PeopleMap) -> str:
    """Return 利用 or 提供."""
    may = reach(desk, uow, Scope.PROVISION)
    if authority and authority != may.own:
        return BEYOND
    return may.use_of(row.department_code for row in people.rows) or WITHIN


def _check_items(uow: UnitOfWork, items: Sequence[str], today: str) -> None:
    """Refuse particulars of individuals that there are not, or that no decision allows."""
    unknown = [one for one in items if one not in giving.item_codes()]
    if unknown:
        raise giving.item_unknown(unknown)
    if items and provisions.permitted(giving.permits(uow).values(), items, today) is None:
        raise giving.permit_missing(items)


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


_Columns = tuple[tuple[str, str], ...]


def _individuals(people: PeopleMap, items: Sequence[str]) -> tuple[_Columns, tuple[tuple[str, ...], ...]]:
    """Return the columns of some particulars, each skill of its own, and a row for everybody with a record.

    Who has no level, stage or course of those that are asked for (of any, where none is) is told nothing of:
    that somebody has no record is no particular that was decided. A skill nobody has a level of has no
    column.
    """
    if not items:
        return (), ()
    rows_of = people.rows
    places = range(len(people.items))
    levels = [place for place in places if any(one.level(place) is not None for one in rows_of)]
    columns: list[tuple[str, str]] = []
    for item in items:
        skills = [(item, people.items[place].title) for place in levels] if item == Item.LEVELS else []
        columns += skills if item == Item.LEVELS else [(item, "")]
    wanted = [one for one in items if one in _RECORDS] or list(_RECORDS)
    rows = []
    for texts in _texts(people, levels):
        if any(any(texts[one]) for one in wanted):
            rows.append(tuple(text for item in items for text in texts[item]))
    return tuple(columns), tuple(rows)


_RECORDS = (Item.LEVELS, Item.STAGES, Item.COURSES)


def _texts(people: PeopleMap, levels: Sequence[int]) -> Iterable[Mapping[str, tuple[str, ...]]]:
    """Yield the particulars of everybody on the map; ``levels`` are the places of the skills in columns."""
    histories = people.histories()
    done: dict[str, list[str]] = {}
    for (kind, _), taken in sorted(histories.taken.items()):
        for number in taken.done if kind == COURSE else ():
            done.setdefault(number, []).append(taken.name)
    names = {persona.code: persona.name for persona in people.framework.personas}
    stages = {stage.code: stage.name for stage in people.framework.stages}
    marks = [dict(people.items[place].levels) for place in levels]
    for person in people.rows:
        staged = histories.stages.get(person.number, {})
        at = [person.level(place) for place in levels]
        yield {
            Item.NUMBER: (person.number,),
            Item.NAME: (person.name,),
            Item.SECTION: (person.department_name,),
            Item.GRADE: (person.grade,),
            Item.LEVELS: tuple(
                "" if level is None else mark.get(level, str(level))
                for level, mark in zip(at, marks, strict=True)
            ),
            Item.STAGES: (
                "、".join(f"{names.get(who, who)} {stages.get(to, to)}" for who, to in staged.items()),
            ),
            Item.COURSES: ("、".join(done.get(person.number, ())),),
        }


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
    recipient = Recipient(role=Role.DX.value, label=_to(wanted.authority))
    package = issuance.issue(PROVISION.kind, recipient, Contents(revisions, extra=extra_of(given)))
    sheets = readable_sheets.sheets_of(desk.services.sealer, package.envelope, revisions)
    year, to = fiscal_year_short(cycle.fiscal_year), file_names.part(_to(wanted.authority))
    # An earlier one is in use until it is taken back, a notice may be on its way: each stays as it is.
    path = free_name(wanted.out / f"{title}_{year}_{to}.xlsx")
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
