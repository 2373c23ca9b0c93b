"""評価指標の一覧: the indicators of a policy, their figures and next targets, 取組 with evaluation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dxdesk.domain.capabilities import AIMS
from dxdesk.domain.indicators import ELSEWHERE, aimed_text, moved_text, unit_of
from dxdesk.domain.text import sentences
from dxdesk.domain.thing_words import of_owner
from dxdesk.domain.wareki import fiscal_year_label, fiscal_year_short
from dxdesk.ports import printing as doc
from dxdesk.ports.entities import Role
from dxdesk.ports.store import Progress
from dxdesk.usecases.indicators.overview import Overview, Row, frame, named_by_owner, overview
from dxdesk.usecases.reports.kind import EVERYBODY, Named, Order, ReportKind, nothing, today
from dxdesk.usecases.reports.missing_glyphs import text_without_missing
from dxdesk.usecases.reports.span import Span, Years, nobody_to_choose
from dxdesk.usecases.workplace.desk import Desk

_ROWS = (
    doc.TableColumn("直接アウトカム", 2.2),
    doc.TableColumn("成果指標", 4.4),
    doc.TableColumn("単位", 0.6),
    doc.TableColumn("前(回答と回答率)", 1.6, doc.Align.RIGHT),
    doc.TableColumn("新しい値(回答と回答率)", 1.6, doc.Align.RIGHT),
    doc.TableColumn("前から", 1.0, doc.Align.RIGHT),
    doc.TableColumn("次の目標", 1.2, doc.Align.RIGHT),
    doc.TableColumn("注", 2.2),
)
_DONE = (
    doc.TableColumn("取組", 2.4),
    doc.TableColumn("アウトカム", 1.0),
    doc.TableColumn("予定したこと", 2.4),
    doc.TableColumn("行ったこと", 2.4),
    doc.TableColumn("参加", 0.8, doc.Align.RIGHT),
    doc.TableColumn("うまくいったこと", 2.4),
    doc.TableColumn("変えること", 2.4),
)
_NAMED = (doc.TableColumn("選択肢", 6.0), doc.TableColumn("選んだ人", 1.2, doc.Align.RIGHT))
_HOW = (
    "値は、「そう思う」を5、「そう思わない」を1とした5段階の平均です。",
    "次の目標は3.5です。値が2.5未満なら3、3.5以上なら、その年度の数字以上になります。",
    "値の下は、答えた人の数と回答率です。分からないものは空けてあります。",
    "方針が公表した値は、公表された数字のまま載せています。だれの答えかは、どこにも残していません。",
)


def years(desk: Desk) -> Years:
    """Return the years that can be printed, that of today first."""
    found = frame(desk)
    listed = (found.current, *(one for one in found.years if one != found.current))
    return tuple((year, fiscal_year_label(year)) for year in listed)


def paper(desk: Desk, fiscal_year: int = 0) -> doc.TextDocument:
    """Return the document of a year (0: with the newest figures).

    Raises:
        KnownError: ``wrong-role``, ``aims-off``, ``nobody-to-print`` (there is no indicator).
    """
    found = overview(desk, fiscal_year)
    if not found.rows and not found.needs:
        raise nothing("評価指標がまだありません。", "「目標と指標」の画面で、指標を入れてください。")
    own = desk.role.value

    def rows_of(rows: Sequence[Row]) -> tuple[tuple[str, ...], ...]:
        return tuple(_row(one, own) for one in rows)

    parts = [doc.TextPart("評価指標", columns=_ROWS, rows=rows_of(found.rows))] if found.rows else []
    if found.needs:
        needs = rows_of(found.needs)
        parts.append(doc.TextPart("ほかのアンケートの問い", columns=_ROWS, rows=needs))
    for one in found.options:
        title = f"{one.indicator.name}({fiscal_year_label(one.year)})"
        counts = (("少人数のため出しません", ""),) if one.withheld else tuple(
            (name, f"{count:,}") for name, count in one.counts
        )  # fmt: skip
        parts.append(doc.TextPart(title, columns=_NAMED, rows=counts))
    done = _evaluations(found, desk.role, fiscal_year)
    if done:
        parts.append(doc.TextPart("取組の評価(プロセス評価)", columns=_DONE, rows=done))
    head = f"{fiscal_year_label(fiscal_year)}まで。" if fiscal_year else ""
    return doc.TextDocument(
        KIND.title,
        desk.identity.municipality_name,
        tuple(parts),
        paragraphs=(f"{head}{period_of(found)}", *_HOW),
        landscape=True,
        printed_on=today(desk),
    )


def period_of(found: Overview) -> str:
    """Return the period of the policy in words."""
    model = found.model
    if model is None or not (model.first_year or model.final_year):
        return "方針の期間は定められていません。"
    ends = (fiscal_year_label(year) if year else "" for year in (model.first_year, model.final_year))
    return f"方針の期間 {'から'.join(ends)}まで。"


def _row(one: Row, own: str) -> tuple[str, ...]:
    said, stands = one.indicator, one.standing
    name = of_owner(said.name, one.owner, own)
    change = stands.change
    notes = (one.note, *(f"{fiscal_year_short(p.year)}は{p.label}" for p in one.points if p.label), said.note)
    aim = "人事課の調査" if said.measure == ELSEWHERE else aimed_text(stands.next) if stands.next else "―"
    return (
        f"{one.outcome.code} {one.outcome.name}" if one.outcome else "",
        f"{name}\n{said.question}" if said.question else name,
        unit_of(said),
        *(
            "\n".join(filter(None, (f"{fiscal_year_short(point.year)} {point.text}", point.answered)))
            if point
            else "―"
            for point in (stands.before, stands.newest)
        ),
        "" if change is None else moved_text(change),
        aim,
        sentences(*notes),
    )


def _evaluations(found: Overview, role: Role, fiscal_year: int) -> tuple[tuple[str, ...], ...]:
    rows = []
    for activity in named_by_owner(found, role)[1]:
        for one in found.evaluations.get(activity.code, ()):
            if fiscal_year in (0, one.fiscal_year):
                name = f"{activity.name}({fiscal_year_short(one.fiscal_year)})"
                count = f"{one.participants:,}" if one.participants else ""
                rows.append(
                    (
                        *(name, "、".join(activity.outcomes), one.planned, one.done, count),
                        *(one.went_well, one.to_change),
                    )
                )
    return tuple(rows)


def _make(desk: Desk, order: Order, progress: Progress | None) -> bytes:
    record = text_without_missing(desk.services.printer, paper(desk, order.fiscal_year))
    return desk.services.printer.draw([replace(record, large=order.large)], progress)


KIND = ReportKind(
    kind="indicators",
    title="評価指標の一覧",
    roles=(Role.HR, Role.DX),
    hint="方針の評価指標の年度ごとの数字と次の目標、取組の評価を並べます。",
    make=_make,
    named=Named.NOBODY,
    per_person=False,
    wide=True,
    whole_store=True,
    at_once=EVERYBODY,
    span=Span(years, nobody_to_choose, in_work=False),
    uses=AIMS,
)
