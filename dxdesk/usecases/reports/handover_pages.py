"""引継書(1枚): what stands where, what is due, open decisions, keys, and who knows what, on one page.

The 引継書 says all of it on several pages; this is what two people read together first. Lists are cut at
what fits, and say how much more there is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from dxdesk.domain.action_plan import DRAFT, FINAL, VERSION_NAMES
from dxdesk.domain.capabilities import STAFFING
from dxdesk.domain.staffing_record import RECRUITING_NAMES
from dxdesk.domain.staffing_rules import reached
from dxdesk.domain.wareki import fiscal_year_label, short_day
from dxdesk.ports import printing as doc
from dxdesk.ports.entities import ROLE_LABELS, Role
from dxdesk.ports.store import Progress, UnitOfWork
from dxdesk.usecases.action_plan.ledger import plans
from dxdesk.usecases.action_plan.overview import state_text
from dxdesk.usecases.action_plan.switch import plan_on
from dxdesk.usecases.agenda.ledger import agenda_on
from dxdesk.usecases.agenda.overview import read as read_agenda
from dxdesk.usecases.drafting.overview import read as read_draftings
from dxdesk.usecases.home import handover_memo
from dxdesk.usecases.home.overview import Home, home
from dxdesk.usecases.home.stages import stages
from dxdesk.usecases.home.todos_agenda import waiting
from dxdesk.usecases.organisation.capabilities import is_on
from dxdesk.usecases.progress import year_table
from dxdesk.usecases.reports.kind import EVERYBODY, Named, Order, ReportKind, today
from dxdesk.usecases.reports.missing_glyphs import text_without_missing
from dxdesk.usecases.reports.span import OF_ALL_YEARS
from dxdesk.usecases.staffing.ledger import staffing
from dxdesk.usecases.workplace.desk import Desk

_TODOS, _MATTERS, _KNOWN = 6, 4, 3
"""How many lines of each list fit on one page."""
_BY_HAND: Mapping[Role, tuple[str, ...]] = {
    Role.HR: ("体系と判定基準", "研修、予算、契約", "個人情報、提供"),
    Role.DX: ("体系の案", "研修、予算、契約"),
}
_KEYS = ("パスフレーズを知る人", "封筒と回復コードの紙", "PCの外の控え")
Rows = tuple[tuple[str, ...], ...]


def handover_page(desk: Desk) -> doc.TextDocument:
    """Return the page as things stand today.

    Raises:
        KnownError: ``wrong-role``.
    """
    desk.require(*KIND.roles)
    now, memo = home(desk), dict(handover_memo.memo(desk).lines)
    with desk.store.read() as uow:
        parts = (
            doc.TextPart("", entries=(("引き継ぐ人 → 後任", ""), ("引き継いだ日", ""))),
            _standing(desk, uow, now),
            _due(now),
            *_open(desk, uow),
            doc.TextPart(
                "だれが何を知っているか、鍵と置き場所(パスフレーズそのものは書きません)",
                entries=tuple(_knowing(desk, uow, memo)),
            ),
        )
    return doc.TextDocument(
        KIND.title,
        f"{desk.identity.municipality_name} {ROLE_LABELS[desk.role]}の台帳",
        parts,
        fiscal_year=now.fiscal_year or None,
        printed_on=today(desk),
    )


def _standing(desk: Desk, uow: UnitOfWork, now: Home) -> doc.TextPart:
    rows = [*_year(desk, uow, now), *_plans(uow), *_staffing(uow), *_drafting(desk, uow)]
    return doc.TextPart(
        "いまどこか",
        columns=(doc.TableColumn("こと", 2.2), doc.TableColumn("いま", 6.0)),
        rows=tuple(rows),
        nothing="年度も計画も、まだ始まっていません。",
    )


def _year(desk: Desk, uow: UnitOfWork, now: Home) -> Iterator[tuple[str, str]]:
    if desk.role is Role.HR and now.fiscal_year:
        found = stages(desk, uow, year_table.load(desk, uow))
        told = "、".join(f"{one.name} {one.heads}" for one in found)
        yield fiscal_year_label(now.fiscal_year), f"{told}{'。閉じています' if now.closed else ''}"


def _plans(uow: UnitOfWork) -> Iterator[tuple[str, str]]:
    if plan_on(uow):
        known = plans(uow)
        for year in known.years[:2]:
            held = [one.said for version in (FINAL, DRAFT) for one in known.of(year, version)][:1]
            for one in held:
                yield (
                    f"{fiscal_year_label(year)}の年度計画",
                    f"{VERSION_NAMES[one.version]}。{state_text(one)}",
                )


def _staffing(uow: UnitOfWork) -> Iterator[tuple[str, str]]:
    if not is_on(uow, STAFFING):
        return
    roles = [one.said for one in staffing(uow).roles if not one.said.ended]
    for year in sorted({one.fiscal_year for one in roles}, reverse=True)[:1]:
        rows = [one for one in roles if one.fiscal_year == year]
        told = [f"{one.name}({RECRUITING_NAMES.get(reached(one), '')})" for one in rows]
        yield f"{fiscal_year_label(year)}の確保計画", _listed(told, 3)


def _drafting(desk: Desk, uow: UnitOfWork) -> Iterator[tuple[str, str]]:
    if not agenda_on(uow):
        return
    for one in read_draftings(desk, uow).draftings:
        left = [line.task.name for line in one.lines if line.open]
        rest = f"。次は{left[0]}" if left else ""
        yield f"方針の策定 {one.title}", f"{one.asked:,}件のうち{one.done:,}件済み{rest}"


def _due(now: Home) -> doc.TextPart:
    rows = tuple((one.title, "急ぎ" if one.urgent else "", one.action) for one in now.todo[:_TODOS])
    more = len(now.todo) - len(rows)
    return doc.TextPart(
        "すること(ホームの要対応)",
        (f"ほかに{more:,}件あります。ホームで見られます。",) if more else (),
        columns=(doc.TableColumn("すること", 6.0), doc.TableColumn("", 0.6), doc.TableColumn("ボタン", 1.9)),
        rows=rows,
        nothing="ありません。",
    )


def _open(desk: Desk, uow: UnitOfWork) -> Iterator[doc.TextPart]:
    if not agenda_on(uow):
        return
    found = waiting(read_agenda(desk, uow), desk.role.value)
    more = len(found) - _MATTERS
    yield doc.TextPart(
        "決まっていないこと(検討事項)",
        (f"ほかに{more:,}件あります。「検討と予定」で見られます。",) if more > 0 else (),
        columns=(doc.TableColumn("件名", 4.2), doc.TableColumn("担当", 2.4), doc.TableColumn("期限", 1.6)),
        rows=tuple(
            (
                one.said.name,
                "(担当がいません)" if one.lost else " ".join(filter(None, (one.section, one.person))),
                short_day(one.said.due) or "決めていません",
            )
            for one in found[:_MATTERS]
        ),
        nothing="ありません。",
    )


def _knowing(desk: Desk, uow: UnitOfWork, memo: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield what the store knows of it, then the lines that are written by hand."""
    yield from _answering(desk, uow)
    for name in (handover_memo.PLACE, handover_memo.CODE):
        if name in memo:
            yield name, memo[name].replace("\n", " ")
    yield from ((name, "") for name in (*_BY_HAND[desk.role], *_KEYS))


def _answering(desk: Desk, uow: UnitOfWork) -> Iterator[tuple[str, str]]:
    """Yield who answers for what by what is written of the year and of the drafting, most of it first."""
    if not agenda_on(uow):
        return
    of: dict[str, list[str]] = {}
    for task in read_agenda(desk, uow).tasks:
        of.setdefault(_who(task.section, task.person), []).append(task.due.name)
    for one in read_draftings(desk, uow).draftings:
        for line in one.lines:
            if line.open:
                of.setdefault(_who(line.section, line.person), []).append(line.task.name)
    named = [(who, names) for who, names in of.items() if who]
    for who, names in sorted(named, key=lambda one: -len(one[1]))[:_KNOWN]:
        yield who, _listed(list(dict.fromkeys(names)), 3)


def _who(section: str, person: str) -> str:
    return person or section


def _listed(names: Sequence[str], most: int) -> str:
    more = f" ほか{len(names) - most}件" if len(names) > most else ""
    return f"{'、'.join(names[:most])}{more}"


def _make(desk: Desk, _: Order, progress: Progress | None) -> bytes:
    record = text_without_missing(desk.services.printer, handover_page(desk))
    return desk.services.printer.draw([record], progress)


KIND = ReportKind(
    kind="hand-over",
    title="引継書(1枚)",
    roles=(Role.HR, Role.DX),
    hint="後任と最初に読み合わせる1枚です。いまどこか、すること、決まっていないこと、だれが何を知っているか、"
    "鍵の置き場所が載ります。くわしくは「引継書」にあります。",
    make=_make,
    named=Named.PEOPLE,
    per_person=False,
    whole_store=True,
    any_year=True,
    at_once=EVERYBODY,
    span=OF_ALL_YEARS,
)
