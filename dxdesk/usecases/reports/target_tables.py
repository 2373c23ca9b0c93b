"""目標の進み具合: what a year aims at, by type of target, with what was counted and what is expected.

A figure behind which few people stand is withheld here as it is on 年度計画書: both go on to other sections.
"""

from __future__ import annotations

from dataclasses import replace

from dxdesk.domain.capabilities import AIMS
from dxdesk.domain.small_cells import WITHHELD, Use
from dxdesk.domain.target_record import AIM_NAMES, BASIS_NAMES, Basis
from dxdesk.domain.text import sentences
from dxdesk.domain.wareki import fiscal_year_label, short_day
from dxdesk.ports import printing as doc
from dxdesk.ports.entities import Role
from dxdesk.ports.store import Progress
from dxdesk.usecases.organisation.small_cells import threshold
from dxdesk.usecases.reports.kind import EVERYBODY, Named, Order, ReportKind, nothing, today
from dxdesk.usecases.reports.missing_glyphs import text_without_missing
from dxdesk.usecases.reports.span import Span, nobody_to_choose
from dxdesk.usecases.targets.for_owner import withheld_of
from dxdesk.usecases.targets.overview import TargetLine, target_year, target_years
from dxdesk.usecases.workplace.desk import Desk

_COLUMNS = (
    doc.TableColumn("目標", 3.2),
    doc.TableColumn("期間", 1.5),
    doc.TableColumn("目標値", 1.1, doc.Align.RIGHT),
    doc.TableColumn("実績", 1.6, doc.Align.RIGHT),
    doc.TableColumn("状況", 1.5),
    doc.TableColumn("見込み", 1.4),
    doc.TableColumn("備考", 2.7),
)
_OF_MATERIAL = (doc.TableColumn("人材施策", 1.6), doc.TableColumn("ハードル", 2.0))
"""What the material says of a target: which measure for people it tells of, how hard it is (★) and why."""
_BY_HAND = "手で入れたものは、備考に出どころを書いています。"
_COUNTED = {
    Role.HR: "実績は、人事課の台帳から数えたものです。",
    Role.DX: (
        "実績は、人事課が数えて提供票で渡したものです。案件や行事などは、それにDX推進担当課の記録を足しています。"
    ),
}
_HOW = (
    "「約」の付く目標は、目標値の95%以上を「ほぼ達成」としています(本システムの補足)。",
    "{below}人に満たない人数と、引き算で分かる人数は「少人数」としています(全庁への報告の少人数の基準)。",
    "育成のための表で、人事評価には使いません。",
)


def paper(desk: Desk, fiscal_year: int = 0) -> doc.TextDocument:
    """Return the document of a year (0: that in work).

    Raises:
        KnownError: ``wrong-role``, ``aims-off``, ``nobody-to-print`` (there is no target).
    """
    found = target_year(desk, fiscal_year)
    if not found.lines:
        raise nothing(found.stated, "「目標と指標」の画面で、目標を入れてください。")
    with desk.store.read() as uow:
        below = threshold(uow, Use.REPORT)
    hidden = withheld_of(found.lines, below)
    said = (one.said for one in found.lines)
    whole = any(one.measures or one.effort or one.hurdle for one in said)
    columns = (*_COLUMNS[:2], *_OF_MATERIAL, *_COLUMNS[2:]) if whole else _COLUMNS
    parts = []
    for aim, title in (*AIM_NAMES.items(), ("", "類型の決まっていない目標")):
        of = (one for one in found.lines if (one.said.aim if one.said.aim in AIM_NAMES else "") == aim)
        rows = tuple(_row(one, whole, hide=(one.held.owner, one.said.code) in hidden) for one in of)
        if rows:
            parts.append(doc.TextPart(title, columns=columns, rows=rows))
    day = short_day(desk.services.clock.today())
    return doc.TextDocument(
        KIND.title,
        desk.identity.municipality_name,
        tuple(parts),
        paragraphs=(
            f"{fiscal_year_label(found.fiscal_year)}・{day} 現在。",
            f"{_COUNTED[desk.role]}{_BY_HAND}",
            *(text.format(below=below) for text in _HOW),
        ),
        landscape=True,
        printed_on=today(desk),
        fiscal_year=found.fiscal_year,
    )


def _row(one: TargetLine, whole: bool, *, hide: bool) -> tuple[str, ...]:
    said, found = one.said, one.found
    source = f"出どころ: {found.source}" if found.source else ""
    as_of = f"{short_day(found.as_of)}現在" if found.as_of else ""
    short = f"足りない課: {'、'.join(found.short)}" if found.short and not hide else ""
    how = BASIS_NAMES.get(said.basis, "") if found.value is not None and not found.entered else ""
    notes = (
        how,
        # What stands beside a figure, and what is lacking, would tell it.
        *(() if hide else (found.beside, one.remaining)),
        as_of,
        source,
        short,
        "" if one.measured or said.basis in ("", Basis.HAND) else found.why,
        said.note,
    )
    return (
        f"{one.name}{'(例)' if said.example else ''}",
        one.span,
        *((said.measures, "\n".join(filter(None, (one.effort, said.hurdle)))) if whole else ()),
        one.planned,
        WITHHELD if hide else one.measured,
        "" if hide else one.word,
        one.forecast,
        sentences(*notes).rstrip("。"),
    )


def _make(desk: Desk, order: Order, progress: Progress | None) -> bytes:
    record = text_without_missing(desk.services.printer, paper(desk, order.fiscal_year))
    return desk.services.printer.draw([replace(record, large=order.large)], progress)


KIND = ReportKind(
    kind="targets",
    title="目標の進み具合",
    roles=(Role.HR, Role.DX),
    hint="方針の目標を類型ごとに並べ、その年度の目標値、実績、見込みを示します。",
    make=_make,
    named=Named.NOBODY,
    per_person=False,
    wide=True,
    whole_store=True,
    at_once=EVERYBODY,
    span=Span(target_years, nobody_to_choose, in_work=False),
    uses=AIMS,
)
