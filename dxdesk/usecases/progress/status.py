"""提出状況: who stands where, who is overdue, and the text that asks the missing again (再依頼)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from dxdesk.domain.lifecycle import State
from dxdesk.ports import setting_names
from dxdesk.ports.bulk import in_bulk
from dxdesk.ports.entities import Role
from dxdesk.usecases.exchange import lacking
from dxdesk.usecases.exchange.lacking import Lacking
from dxdesk.usecases.organisation import roster_drift
from dxdesk.usecases.person_year.counting import Verdict
from dxdesk.usecases.person_year.cycles import Cycle, day_text
from dxdesk.usecases.progress import year_table
from dxdesk.usecases.progress.year_table import OPEN_STATES, Line, YearTable, days_left
from dxdesk.usecases.workplace.desk import Desk


@dataclass(frozen=True)
class SectionStatus:
    """One section: everybody assigned to it (``staff``, 対象外 included) by state, and the overdue ones."""

    code: str
    name: str
    staff: int
    states: Mapping[State, int]
    late: int

    @property
    def asked(self) -> int:
        """How many are asked this year."""
        return self.staff - self.states[State.EXEMPT]


@dataclass(frozen=True, slots=True)
class PersonStatus:
    """One person. ``late``: a step's due date has passed and the step is not done.

    ``confirmer`` is the name of who is in charge now: the one whose turn it is, or through whom to ask;
    ``late_step`` whose step is late (申告, 一次確認, 二次確認); ``waits`` what a confirmation that is here
    waits for (``Verdict.UNSUBMITTED`` or ``UNCONFIRMED``), ``None`` where none does; ``waits_text`` says it
    with what to do; ``changed``: something changed after a confirmation, which has to be made again;
    ``open``: a step is still expected; ``disputed``: it waits for HR to say which answer counts; ``kept``:
    something of theirs arrived and waits for its sender's key to be compared (預かり、照合待ち);
    ``undecided``: something of theirs arrived and waits for HR's decision (食い違い, 代理の確認);
    ``as_reported``: complete though nobody confirmed it, since they have no confirmer (申告のまま).
    """

    number: str
    name: str
    department: str
    state: State
    late: bool
    confirmer: str
    kana: str = ""
    department_code: str = ""
    post: str = ""
    round: int = 1
    exempt: str = ""
    due: str = ""
    late_step: str = ""
    waits: Verdict | None = None
    waits_text: str = ""
    changed: bool = False
    open: bool = False
    disputed: bool = False
    kept: bool = False
    as_reported: bool = False
    undecided: bool = False

    @property
    def urgency(self) -> int:
        """Where one works through people: 0 late, 1 open, 2 done, 3 not asked."""
        if self.state is State.EXEMPT:
            return 3
        return 0 if self.late else 1 if self.open or self.changed else 2


@dataclass(frozen=True)
class Status:
    """A year's submission status; ``municipality`` and ``framework`` are codes.

    ``drift``: for how many the roster says something else than the year, in HR's store.
    """

    role: Role
    municipality: str
    fiscal_year: int
    framework: str
    staff: int
    states: Mapping[State, int]
    sections: tuple[SectionStatus, ...]
    people: tuple[PersonStatus, ...]
    cycle: Cycle
    today: str
    drift: int = 0

    @property
    def asked(self) -> int:
        """How many are asked this year (対象外 left out)."""
        return self.staff - self.states[State.EXEMPT]

    @property
    def late(self) -> int:
        """How many are overdue."""
        return sum(section.late for section in self.sections)

    @property
    def kept(self) -> int:
        """Of how many something arrived and waits for its sender's key to be compared (照合待ち)."""
        return sum(person.kept for person in self.people)

    @property
    def undecided(self) -> int:
        """Of how many something arrived and waits for HR's decision (食い違い, 代理の確認)."""
        return sum(person.undecided for person in self.people)

    @property
    def as_reported(self) -> int:
        """How many are complete without anybody having confirmed them: they have no confirmer."""
        return sum(person.as_reported for person in self.people)


@dataclass(frozen=True)
class Reminder:
    """A text to paste into a mail, and the people it names."""

    text: str
    people: tuple[PersonStatus, ...]

    @property
    def sections(self) -> int:
        """Of how many sections the people are: a text for one of them must not name those of another."""
        return len({person.department_code or person.department for person in self.people})


def status(desk: Desk, fiscal_year: int = 0) -> Status:
    """Return who stands where.

    Raises:
        KnownError: ``no-cycle``.
    """
    with in_bulk():
        with desk.store.read() as uow:
            table = year_table.load(desk, uow, fiscal_year)
            drift = len(roster_drift.differences(uow, table.cycle)) if desk.role is Role.HR else 0
            pending = [line.member.number for line in table.lines if line.standing.pending]
            found = lacking.in_year(uow, table.cycle.fiscal_year, pending)
            waits = {one.employee_number: one for one in found}
        return Status(
            role=desk.role,
            municipality=desk.identity.municipality_code,
            fiscal_year=table.cycle.fiscal_year,
            framework=table.cycle.framework_code,
            staff=len(table.lines),
            states=count_states(table.lines),
            sections=section_statuses(table, table.lines),
            people=tuple(
                _waiting(person_status(table, line), waits.get(line.member.number)) for line in table.lines
            ),
            cycle=table.cycle,
            today=table.today,
            drift=drift,
        )


def _waiting(person: PersonStatus, waits: Lacking | None) -> PersonStatus:
    if waits is None:
        return person
    by = f"(確認: {waits.by})" if waits.by else ""
    return replace(person, waits=waits.verdict, waits_text=f"{waits.why}{by}{waits.fix}")


def section_statuses(table: YearTable, lines: Iterable[Line]) -> tuple[SectionStatus, ...]:
    """Return the sections of some people of a year, by code."""
    by_section: dict[str, list[Line]] = {}
    for line in lines:
        by_section.setdefault(line.member.department_code, []).append(line)
    names = year_table.places(table, by_section)
    return tuple(
        SectionStatus(
            code,
            names[code],
            len(people),
            count_states(people),
            sum(table.overdue(line) for line in people),
        )
        for code, people in sorted(by_section.items())
    )


def count_states(lines: Iterable[Line]) -> dict[State, int]:
    """Return how many stand in each state, every state named."""
    counts = dict.fromkeys(State, 0)
    for line in lines:
        counts[line.state] += 1
    return counts


def person_status(table: YearTable, line: Line) -> PersonStatus:
    """Return one person's line."""
    member = line.member
    _, confirmer = line.in_charge
    return PersonStatus(
        member.number,
        member.name,
        member.department_name,
        line.state,
        table.overdue(line),
        confirmer,
        member.kana,
        member.department_code,
        member.post or member.grade,
        max(line.standing.round, 1),
        member.exempt,
        table.due(line),
        table.late_step(line),
        changed=line.standing.changed,
        open=bool(line.stage),
        disputed=line.standing.conflicts > 0,
        kept=line.kept,
        as_reported=line.as_reported,
        undecided=line.arrived and not line.kept,
    )


def status_json(found: Status) -> dict[str, object]:
    """Return the document of ``status --json``; states are named by their identifiers, all of them."""
    return {
        "role": found.role.value,
        "municipality": found.municipality,
        "fiscal_year": found.fiscal_year,
        "framework": found.framework,
        "staff": found.staff,
        "states": _plain(found.states),
        "sections": [
            {
                "code": section.code,
                "name": section.name,
                "staff": section.staff,
                "states": _plain(section.states),
            }
            for section in found.sections
        ],
        **({"roster_drift": found.drift} if found.drift else {}),
        **({"kept": found.kept} if found.kept else {}),
        **({"undecided": found.undecided} if found.undecided else {}),
        **({"as_reported": found.as_reported} if found.as_reported else {}),
    }


def _plain(states: Mapping[State, int]) -> dict[str, int]:
    return {state.value: count for state, count in states.items()}


def reminder(desk: Desk, section: str = "", fiscal_year: int = 0) -> Reminder:
    """Return the 再依頼 for a section and everything under it, or for all.

    Names whose answer is missing, by confirmer; and, once its day has passed, whose confirmation is. Who
    came later and has time left after the others' day is not counted among those who are asked yet.
    A confirmer's own text goes to the staff themselves, and does not remind the confirmer who sends it.
    Nobody is asked again for what is here and waits for its sender's key (照合待ち), nor in HR's store for
    what is here and waits for HR's own decision (代理の確認, 食い違い): those are named apart.

    Raises:
        KnownError: ``no-cycle``, ``section-unknown``.
    """
    with desk.store.read() as uow:
        table = year_table.load(desk, uow, fiscal_year)
        sender = uow.settings.get(setting_names.SENDER_LABEL) or f"{desk.identity.municipality_name} 人事担当"
    lines = [
        line
        for line in table.within(section)
        if line.asked and not line.member.never_late and not _has_time(table, line)
    ]
    kept = [line for line in lines if line.kept]
    undecided = [line for line in lines if line.arrived and not line.kept]
    wanted = [line for line in lines if line not in kept and line not in undecided]
    missing = [line for line in wanted if line.state in OPEN_STATES]
    late = [line for line in wanted if line.stage in ("first", "second") and table.overdue(line)]
    waiting = [line for line in late if not _own(table, line)]
    title = f"{table.cycle.label} {table.cycle.title}"
    if not missing and not waiting:
        own = f"あなたの確認を待っている申告が {len(late):,}人分 あります。「確認」で進めてください。"
        told = f"{title}: 再依頼が要る方はいません。" + (own if late else "")
        if kept:
            told += f"届いて照合を待っている方が {len(kept):,}人 います。"
            told += "「受付」の「預かり中」で照合してください。"
        if undecided:
            told += f"届いて人事課の決定を待っている方が {len(undecided):,}人 います。"
            told += "「受付」の「食い違い」と「代理の確認」で決めてください。"
        return Reminder(told, ())
    parts = [f"【再依頼】{title}のご提出について", "", "お疲れさまです。" + sender + "です。"]
    if missing:
        parts += _ask_missing(table, missing, kept, undecided, len(lines), title)
    if waiting:
        parts += _ask_confirmers(table, waiting, bool(missing))
    if kept:
        here = "次の方の分は届いていて、こちらで照合しています。改めてお送りいただく必要はありません。"
        parts += ["", here, "", *(_named(table, line) for line in kept)]
    if undecided:
        here = "次の方の分は届いていて、こちらの決定を待っています。改めてお送りいただく必要はありません。"
        parts += ["", here, "", *(_named(table, line) for line in undecided)]
    parts += ["", "行き違いでお済みの場合はご容赦ください。ご不明な点はお気軽にお尋ねください。", sender]
    people = tuple(person_status(table, line) for line in (*missing, *waiting))
    return Reminder("\n".join(parts), people)


def _ask_missing(
    table: YearTable,
    missing: Sequence[Line],
    kept: Sequence[Line],
    undecided: Sequence[Line],
    whole: int,
    title: str,
) -> list[str]:
    due = table.cycle.due_self
    when = f"{title}が、"
    if due and due < table.today:
        when = f"{title}は{day_text(due, weekday=True)}が期限でしたが、"
    elif due:
        when = f"{title}の期限は{day_text(due, weekday=True)}です({days_left(due, table.today)})。"
    comparing = sum(line.state in OPEN_STATES for line in kept)
    deciding = sum(line.state in OPEN_STATES for line in undecided)
    done = whole - len(missing) - comparing - deciding
    arrived = f"、{comparing:,}人 届いて照合中" if comparing else ""
    arrived += f"、{deciding:,}人 届いて決定待ち" if deciding else ""
    parts = [
        f"{when}まだ届いていない方がいらっしゃいます。",
        f"({whole:,}人のうち {done:,}人 提出済み{arrived}、{len(missing):,}人 未提出)",
    ]
    own = [line for line in missing if _own(table, line)]
    others = [line for line in missing if not _own(table, line)]
    if own:
        parts += ["お手数ですが、次の方は、申告票をお送りください。", ""]
        parts += [_named(table, line) for line in own]
    if others:
        ask = "お手数ですが、次の方にお声がけのうえ、申告票をお送りください。"
        parts += [*([""] if own else []), ask, *_listed(table, others)]
    return parts


def _has_time(table: YearTable, line: Line) -> bool:
    """Tell whether somebody who came later still has time, though the others' day has passed."""
    passed = bool(table.cycle.due_self) and table.cycle.due_self < table.today
    theirs = line.stage == "self" and line.state is not State.RETURNED and table.has_own_days(line)
    return passed and theirs and not table.overdue(line)


def _own(table: YearTable, line: Line) -> bool:
    """Tell whether the person at this store is the one through whom one would ask after this line."""
    return bool(table.owner) and line.in_charge[0] == table.owner


def _ask_confirmers(table: YearTable, waiting: Sequence[Line], more: bool) -> list[str]:
    lead = "あわせて、" if more else ""
    dues = sorted({table.due(line) for line in waiting})
    days = "、".join(day_text(due, weekday=True) for due in dues)
    parts = ["", f"{lead}確認の期限({days})を過ぎた申告が {len(waiting):,}人分 あります。"]
    return [*parts, "確認者の方は、申告を確認して、確認票をお送りください。", *_listed(table, waiting)]


def _listed(table: YearTable, lines: Iterable[Line]) -> list[str]:
    """Return numbers and names under the confirmer in charge, everybody's own line."""
    groups: dict[tuple[str, str], list[Line]] = {}
    for line in lines:
        groups.setdefault(line.in_charge, []).append(line)
    parts: list[str] = []
    for (number, name), people in sorted(groups.items(), key=lambda group: (not group[0][0], group[0])):
        head = f"■ {name or number} さん(確認者)" if number else "■ 確認者が決まっていない方"
        parts += ["", f"{head}: {len(people):,}人"]
        parts += [_named(table, line) for line in people]
    return parts


def _named(table: YearTable, line: Line) -> str:
    note = {State.RETURNED: "(差戻し中)", State.WITHDRAWN: "(取下げ)"}.get(line.state, "")
    if line.stage == "self" and line.state is not State.RETURNED and table.has_own_days(line):
        note += f"(期限 {day_text(table.due(line))})"
    return f"・{line.member.number} {line.member.name}({line.member.department_name}){note}"
