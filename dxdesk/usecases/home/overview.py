"""ホーム: where the year stands, what is left, what is next, for each role."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from dxdesk.domain.errors import KnownError
from dxdesk.domain.lifecycle import State
from dxdesk.ports.entities import Dispatch, Role
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.home import digital, todos, todos_agenda, todos_care, todos_plan
from dxdesk.usecases.home.digital import DigitalHome, digital_home
from dxdesk.usecases.home.last_visit import reached
from dxdesk.usecases.home.news import News, news
from dxdesk.usecases.organisation import capabilities
from dxdesk.usecases.progress import work_view, year_table
from dxdesk.usecases.progress.work_view import Todo
from dxdesk.usecases.progress.year_table import OPEN_STATES, Line, YearTable
from dxdesk.usecases.requests import filling
from dxdesk.usecases.sealing.workbook_kinds import FORM, SECTION_PACKAGE
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.year import telling

DONE, NOW, NEXT = "done", "now", "todo"


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the year's path; ``state`` is ``done``, ``now`` or ``todo``."""

    name: str
    date_text: str
    state: str


@dataclass(frozen=True, slots=True)
class SectionProgress:
    """One section: of ``asked`` people, ``confirmed`` are confirmed, ``submitted`` are not (yet)."""

    code: str
    name: str
    asked: int
    confirmed: int
    submitted: int
    late: int

    @property
    def handed_in(self) -> int:
        """How many have answered, confirmed or not."""
        return self.confirmed + self.submitted


@dataclass(frozen=True)
class YearProgress:
    """The whole: ``asked`` = ``confirmed`` + ``submitted`` (not yet confirmed) + ``open``; 対象外 are beside.

    In a confirmer's store ``confirmed`` means what that confirmer has done. Who needs most comes first.
    ``first``: those of ``submitted`` whom the first of two confirmers has confirmed (HR alone sees them so);
    ``as_reported``: those of ``submitted`` who have no confirmer, so that their answers stand unconfirmed.
    """

    asked: int = 0
    confirmed: int = 0
    submitted: int = 0
    open: int = 0
    exempt: int = 0
    late: int = 0
    sections: tuple[SectionProgress, ...] = ()
    first: int = 0
    as_reported: int = 0

    @property
    def handed_in(self) -> int:
        """How many have answered, confirmed or not."""
        return self.confirmed + self.submitted

    @property
    def percent(self) -> int:
        """Share of those asked who have answered, rounded down: 100 means everybody."""
        return self.handed_in * 100 // self.asked if self.asked else 0


@dataclass(frozen=True)
class Home:
    """A role's home. ``fiscal_year`` is 0 before the first year; ``counts`` are badges by screen.

    ``news`` is what changed since the last visit, empty at the first one and in a personal store;
    ``reached`` what this look has seen, to be noted for the next one. ``uses`` are the capabilities (codes)
    that the office uses beside the 申告. ``closed``: HR closed that year. ``digital`` is what a store of
    DX推進課 holds, whose ``fiscal_year`` is that of its own day and whose path is its own.
    """

    fiscal_year: int
    today: str
    steps: tuple[Step, ...]
    todo: tuple[Todo, ...]
    progress: YearProgress
    counts: Mapping[str, int] = field(default_factory=dict)
    news: tuple[News, ...] = ()
    reached: str = ""
    uses: frozenset[str] = frozenset()
    closed: bool = False
    digital: DigitalHome | None = None


def home(desk: Desk, since: str = "") -> Home:
    """Return what the home screen shows; a store without a year has one too.

    ``since`` is the last visit (``LastVisit.of``), empty for the first.
    """
    today = desk.services.clock.today()
    care = todos_care.care(desk)
    with desk.store.read() as uow:
        uses = capabilities.in_use(uow, desk.role) | filling.uses(desk, uow)
        if desk.role is Role.DX:
            return _of_digital(desk, uow, since, care, uses)
        try:
            table = year_table.load(desk, uow)
        except KnownError as error:
            if error.code != "no-cycle":
                raise
            found = (*care, *todos.before_the_year(desk, uow))
            counts = work_view.badges(found)
            return Home(0, today, _first_steps(desk), found, YearProgress(), counts, uses=uses)
        work = (*care, *todos.worklist(desk, uow, table))
        progress = progress_of(desk, table)
        steps = _steps(desk, uow, table, progress)
        changed, seen = news(desk, uow, table, since), reached(uow)
    year = table.cycle.fiscal_year
    closed = table.cycle.closed
    counts = work_view.badges(work)
    return Home(year, today, steps, work, progress, counts, changed, seen, uses, closed)


def _of_digital(
    desk: Desk, uow: UnitOfWork, since: str, care: tuple[Todo, ...], uses: frozenset[str]
) -> Home:
    """Return the home of DX推進課: nothing of HR's year but what it gave."""
    found = digital_home(desk, uow)
    changed: tuple[News, ...] = ()
    waiting: tuple[Todo, ...] = ()
    try:
        table = year_table.load(desk, uow)
    except KnownError as error:
        if error.code != "no-cycle":
            raise
    else:
        waiting, changed = todos.worklist(desk, uow, table), news(desk, uow, table, since)
    own = sorted(
        (
            *waiting,
            *digital.todos(desk, uow, found),
            *todos_plan.due(desk, uow),
            *todos_agenda.due(desk, uow),
        ),
        key=lambda todo: not todo.urgent,
    )
    work = (*care, *own)
    path = _path(digital.steps(found))
    return Home(
        found.fiscal_year,
        found.today,
        path,
        work,
        YearProgress(),
        work_view.badges(work),
        changed,
        reached(uow),
        uses,
        digital=found,
    )


def progress_of(desk: Desk, table: YearTable) -> YearProgress:
    """Return how far those asked are, in all and by section."""
    owner = desk.identity.owner if desk.role is Role.SECTION else ""
    asked = [line for line in table.lines if line.asked]
    by_section: dict[str, list[Line]] = {}
    for line in asked:
        by_section.setdefault(line.member.department_code, []).append(line)
    sections, names = [], year_table.places(table, by_section)
    for code, lines in by_section.items():
        confirmed, submitted = _counted(lines, owner)
        late = 0 if table.cycle.closed else sum(table.overdue(line) for line in lines)
        sections.append(SectionProgress(code, names[code], len(lines), confirmed, submitted, late))
    sections.sort(key=lambda s: (s.handed_in * 1000 // s.asked, s.confirmed * 1000 // s.asked, s.code))
    confirmed, submitted = sum(s.confirmed for s in sections), sum(s.submitted for s in sections)
    return YearProgress(
        asked=len(asked),
        confirmed=confirmed,
        submitted=submitted,
        open=len(asked) - confirmed - submitted,
        exempt=len(table.lines) - len(asked),
        late=sum(s.late for s in sections),
        sections=tuple(sections),
        first=0 if owner else sum(line.half_confirmed for line in asked),
        as_reported=sum(line.as_reported for line in asked),
    )


def _counted(lines: Iterable[Line], owner: str) -> tuple[int, int]:
    """Return how many are confirmed and how many wait, from an owner's view where there is one."""
    confirmed = submitted = 0
    for line in lines:
        if (work_view.turn(line, owner) == "done") if owner else line.confirmed:
            confirmed += 1
        elif line.state not in OPEN_STATES:
            submitted += 1
    return confirmed, submitted


def _first_steps(desk: Desk) -> tuple[Step, ...]:
    names = {
        Role.HR: ("名簿を取り込む", "年度を始める", "配布", "自己申告", "確認", "確定", "結果通知"),
        Role.SECTION: ("配布票を受け取る", "自己申告", "確認", "確認票を送る"),
        Role.PERSONAL: ("申告票を受け取る", "記入", "提出", "確認", "結果"),
    }[desk.role]
    return tuple(Step(name, "", NEXT if position else NOW) for position, name in enumerate(names))


def _path(steps: Sequence[tuple[str, str, str, bool]]) -> tuple[Step, ...]:
    """Return the path of (name, text when done, text before, complete): the first incomplete is now."""
    found: list[Step] = []
    state = DONE
    for name, done_text, text, complete in steps:
        if state == DONE:
            state = DONE if complete else NOW
        elif state == NOW:
            state = NEXT
        found.append(Step(name, done_text if state == DONE else text, state))
    return tuple(found)


def _steps(desk: Desk, uow: UnitOfWork, table: YearTable, progress: YearProgress) -> tuple[Step, ...]:
    if desk.role is Role.PERSONAL:
        return _own_steps(uow, table)
    if desk.role is Role.SECTION:
        return _confirmer_steps(desk, uow, table, progress)
    return _hr_steps(uow, table, progress)


def short_day(iso: str, suffix: str = "") -> str:
    """Return ``2/13まで`` for an ISO date and ``まで``, empty for none."""
    return f"{int(iso[5:7])}/{int(iso[8:10])}{suffix}" if len(iso) >= 10 else ""


def _hr_steps(uow: UnitOfWork, table: YearTable, progress: YearProgress) -> tuple[Step, ...]:
    cycle, whole = table.cycle, progress.asked
    asked = [line for line in table.lines if line.asked]
    sent = uow.exchange.dispatches(cycle.fiscal_year)
    out = [d for d in sent if d.kind in (FORM.kind, SECTION_PACKAGE.kind)]
    final = {line.member.number for line in asked if line.state is State.FINALISED}
    told = len(final & telling.told(uow, cycle.fiscal_year, sent))
    done = "済み" if final & telling.otherwise(uow, cycle.fiscal_year) else "送付"
    snapshots = uow.results.snapshots(cycle.fiscal_year)
    decided = snapshots[0].decision_date or snapshots[0].finalised_at if snapshots else ""
    everybody = f"{whole:,}人 済み"
    steps = [
        ("準備", short_day(cycle.base_date, " 基準日"), short_day(cycle.base_date, " 基準日"), True),
        ("配布", _sent_text(out), "これから", bool(out) or progress.handed_in > 0),
        ("自己申告", everybody, short_day(cycle.due_self, "まで"), progress.open == 0),
    ]
    if any(line.member.route.first for line in asked):
        waiting = any(line.stage in ("self", "first") for line in asked if line.member.route.first)
        steps.append(("一次確認", everybody, short_day(cycle.due_first, "まで"), not waiting))
    if any(line.member.route.second for line in asked):
        waiting = any(line.stage for line in asked if line.member.route.second)
        steps.append(("二次確認", everybody, short_day(cycle.due_second, "まで"), not waiting))
    steps += [
        ("集約・確定", short_day(decided, " 確定"), "", bool(asked) and len(final) == len(asked)),
        ("結果通知", f"{told:,}人 {done}", "", bool(final) and told == len(final)),
    ]
    path = _path(steps)
    if not cycle.closed:
        return path
    # Of a closed year nothing is the current step any more.
    return tuple(replace(step, state=NEXT) if step.state == NOW else step for step in path)


def _sent_text(out: Sequence[Dispatch]) -> str:
    """Return day and size of what went out: people by form, else the packages."""
    if not out:
        return ""
    single = {d.recipient + d.file_name for d in out if d.kind == FORM.kind}
    size = f"{len(single):,}人" if single else f"{len({d.file_name for d in out}):,}件"
    return f"{short_day(min(d.sent_at for d in out))} {size}"


def _confirmer_steps(
    desk: Desk, uow: UnitOfWork, table: YearTable, progress: YearProgress
) -> tuple[Step, ...]:
    cycle, owner = table.cycle, desk.identity.owner
    mine = [line for line in table.lines if work_view.turn(line, owner)]
    first = any(line.member.route.first == owner for line in mine)
    due = cycle.due_first if first else cycle.due_second
    confirmed = all(work_view.turn(line, owner) == "done" for line in mine)
    unsent = work_view.unsent_confirmations(uow, table, owner)
    whole = f"{progress.asked:,}人"
    return _path(
        [
            ("配布票を受け取る", whole, whole, True),
            ("自己申告", f"{whole} 提出済み", short_day(cycle.due_self, "まで"), progress.open == 0),
            ("確認", f"{whole} 済み", short_day(due, "まで"), bool(mine) and confirmed),
            ("確認票を送る", "送付済み", short_day(due, "まで"), bool(mine) and confirmed and not unsent),
        ]
    )


def _own_steps(uow: UnitOfWork, table: YearTable) -> tuple[Step, ...]:
    due = short_day(table.cycle.due_self, "まで")
    line = table.lines[0] if table.lines else None
    draft = line is not None and line.state is State.DRAFT
    submitted = line is not None and line.state not in OPEN_STATES
    confirmed = line is not None and line.confirmed
    alone = line is not None and not (line.member.route.first or line.member.route.second)
    told = work_view.has_result(uow, table)
    begun = submitted or draft
    return _path(
        [
            ("申告票を受け取る", "届いています", "", line is not None),
            ("記入", "下書きあり" if draft else "済み", due, begun or told),
            ("提出", "済み", due, submitted or told),
            *(() if alone else (("確認", "済み", "上長の確認待ち" if submitted else "", confirmed or told),)),
            ("結果", "届いています", "", told),
        ]
    )
