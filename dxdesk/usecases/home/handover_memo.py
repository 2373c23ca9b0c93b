"""引継ぎメモ: what a successor has to know of a store: where it lies, what is open, what comes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dxdesk.domain.dates import local_day
from dxdesk.domain.errors import KnownError
from dxdesk.domain.wareki import fiscal_year_label, wareki
from dxdesk.ports.entities import ROLE_LABELS, Role
from dxdesk.ports.printing import CAUTION, TableColumn, TableDocument
from dxdesk.usecases.home import stages
from dxdesk.usecases.home.overview import NOW, Home, home
from dxdesk.usecases.person_year.cycles import day_text, find_cycle
from dxdesk.usecases.progress import year_table
from dxdesk.usecases.workplace import handover
from dxdesk.usecases.workplace.desk import Desk
from dxdesk.usecases.workplace.handover import Handover
from dxdesk.usecases.workplace.outgoing import write_whole
from dxdesk.usecases.workplace.print_notes import HANDOVER_MEMO, Made, Way, note, way_of

TITLE = "引継ぎメモ"
_SECRET = (
    "このメモには書きません。後任が決めて、後任だけが知っています。"
    "前任者がほかの場所に保存した控えは、前のパスフレーズのままです。"
)
PLACE, COPIES, CODE = "台帳の置き場所", "自動の控え", "この台帳の確認コード"
WHERE, CONFIRMERS, COMING = "いまどこか", "確認がまだの確認者", "これからの期日"
HANDED, ASK_HR = "引継ぎ", "人事課に頼むこと"
_OPEN_MOST = 12


@dataclass(frozen=True)
class Memo:
    """The memo as (what, text) lines, and the ISO day it was made."""

    heading: str
    lines: tuple[tuple[str, str], ...]
    day: str

    @property
    def text(self) -> str:
        """The memo to paste into a mail."""
        parts = (f"■ {what}\n{text}" for what, text in self.lines)
        return "\n\n".join((f"{TITLE} {self.heading}({wareki(date.fromisoformat(self.day))})", *parts))


def memo(desk: Desk) -> Memo:
    """Return where the store stands today, for whoever takes it over."""
    now = home(desk)
    whose = f"{desk.identity.municipality_name} {ROLE_LABELS[desk.role]}の台帳"
    return Memo(whose, tuple(_lines(desk, now)), now.today)


def _lines(desk: Desk, now: Home) -> Iterator[tuple[str, str]]:
    stores = desk.services.stores
    with desk.store.read() as uow:
        found = handover.last_handover(uow)
    if found is not None:
        yield HANDED, f"{_day(found.at)} {told(found)}"
        if asked := handover.for_hr(desk, found):
            yield ASK_HR, asked
    yield PLACE, desk.store.location
    copies = tuple(stores.backups(desk.store.location))
    if copies:
        newest = _day(copies[0].made_at)
        yield COPIES, f"{copies[0].file.parent}({len(copies):,}件、いちばん新しいものは{newest})"
    else:
        yield COPIES, "まだありません。"
    yield "パスフレーズ", _SECRET
    seed = desk.store.signing_seed
    if seed:
        sealer = desk.services.sealer
        yield CODE, sealer.spoken_code(sealer.public_of(seed))
    yield WHERE, _where(desk, now)
    work = [todo for todo in now.todo if todo.key != "handover"]
    listed = "\n".join(f"・{todo.title}" for todo in work[:_OPEN_MOST])
    more = f"\nほかに {len(work) - _OPEN_MOST:,}件あります。" if len(work) > _OPEN_MOST else ""
    yield "決めること・すること", f"{listed}{more}" if work else "ありません。"
    if waiting := _waiting(desk):
        yield CONFIRMERS, waiting
    yield COMING, _coming(desk, now)


def _where(desk: Desk, now: Home) -> str:
    """Return how far each stage is; where a store has no people of a year, which step it is at."""
    if now.fiscal_year and desk.role in (Role.HR, Role.SECTION):
        with desk.store.read() as uow:
            found = stages.stages(desk, uow, year_table.load(desk, uow))
        return f"{fiscal_year_label(now.fiscal_year)}。{stages.told(found)}。"
    step = next((step.name for step in now.steps if step.state == NOW), "")
    year = f"{fiscal_year_label(now.fiscal_year)}。" if now.fiscal_year else "年度はまだ始まっていません。"
    return f"{year}{f'いまは「{step}」です。' if step else 'すべて済んでいます。'}"


def _waiting(desk: Desk) -> str:
    """Return which confirmer has how many people still to confirm in which step, most first."""
    try:
        with desk.store.read() as uow:
            table = year_table.load(desk, uow)
    except KnownError:  # no year yet, so nobody confirms
        return ""
    counted: dict[tuple[str, str], Counter[str]] = {}
    for line in table.lines:
        route, member = line.member.route, line.member
        if line.stage == "first":
            counted.setdefault((route.first, member.first_name), Counter())["first"] += 1
        elif line.stage == "second" and route.second:
            counted.setdefault((route.second, member.second_name), Counter())["second"] += 1
    found = sorted(counted.items(), key=lambda one: (-one[1].total(), one[0]))
    lines = [
        f"・{name}({number}): "
        + "、".join(f"{year_table.STEPS[step]} {count:,}人" for step, count in of.items())
        for (number, name), of in found[:_OPEN_MOST]
    ]
    if len(found) > _OPEN_MOST:
        lines.append(f"ほかに {len(found) - _OPEN_MOST:,}人の確認者がいます。")
    return "\n".join(lines)


def _coming(desk: Desk, now: Home) -> str:
    if now.digital is not None:
        given = ((fiscal_year_label(one.fiscal_year), one.given.until) for one in now.digital.holding)
        ends = [f"・{year}の提供票を使える期限 {day_text(day, weekday=True)}" for year, day in given]
        return "\n".join(ends) or "ありません。"
    try:
        with desk.store.read() as uow:
            cycle = find_cycle(uow)
    except KnownError:  # no year yet, so no days either
        return "ありません。"
    days = (("自己申告", cycle.due_self), ("一次確認", cycle.due_first), ("二次確認", cycle.due_second))
    coming = [f"・{name}の期限 {day_text(day, weekday=True)}" for name, day in days if day >= now.today]
    return "\n".join(coming) or "この年度の期限は、もうありません。"


def told(found: Handover) -> str:
    """Return who handed over to whom, as people say it."""
    number = f"({found.taker_number})" if found.taker_number else ""
    return f"{found.giver}さんから {found.taker}さん{number}へ"


def _day(moment: str) -> str:
    """Return the local day of a UTC time as people write it."""
    return day_text(local_day(moment))


def page(desk: Desk, made: Memo) -> bytes:
    """Return the memo as PDF, to print."""
    record = TableDocument(
        TITLE,
        (TableColumn("項目", 1), TableColumn("内容", 4)),
        made.lines,
        municipality=made.heading,
        printed_on=date.fromisoformat(made.day),
    )
    # It names who confirms whom and who hands over.
    return desk.services.printer.draw([record], caution=CAUTION)


def write(desk: Desk, made: Memo, path: Path) -> None:
    """Write the memo over what lies there: as PDF by the name, else as text.

    Raises:
        KnownError: ``disk-full``, ``file-unwritable``.
    """
    way = way_of(path)
    write_whole(path, page(desk, made) if way is Way.SAVED else made.text.encode() + b"\n")
    note(desk, Made(HANDOVER_MEMO, way, path.name))
