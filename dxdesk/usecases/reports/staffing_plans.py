"""確保計画書: what training cannot fill in time, by what means and until when, and how far it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dxdesk.domain.capabilities import STAFFING
from dxdesk.domain.staffing_rules import VIEWPOINTS
from dxdesk.domain.wareki import long_day
from dxdesk.ports import printing as doc
from dxdesk.ports.entities import Role
from dxdesk.ports.store import Progress
from dxdesk.usecases.reports.kind import EVERYBODY, Named, Order, ReportKind, nothing, today
from dxdesk.usecases.reports.missing_glyphs import text_without_missing
from dxdesk.usecases.reports.span import Span, nobody_to_choose
from dxdesk.usecases.staffing.overview import Line, Plan, TableLine, plan, years
from dxdesk.usecases.staffing.presets import sources_of
from dxdesk.usecases.workplace.desk import Desk

_COLUMNS = (
    doc.TableColumn("番号", 0.8),
    doc.TableColumn("役割・業務", 2.6),
    doc.TableColumn("人数", 0.7, doc.Align.RIGHT),
    doc.TableColumn("優先", 0.6, doc.Align.CENTER),
    doc.TableColumn("いつまでに", 1.6),
    doc.TableColumn("手法", 2.9),
    doc.TableColumn("状況", 1.0),
)
TABLE = (
    doc.TableColumn("区分・役割", 1.5),
    doc.TableColumn("機能・役割", 3.2),
    doc.TableColumn("配置", 1.2),
    doc.TableColumn("獲得(採用)", 1.8),
    doc.TableColumn("育成", 3.0),
)
_ABOUT = (
    "育成では充てられない、または間に合わない役割・業務と、それを確保する手法をまとめたものです。",
    "採用依頼までの計画です。応募者の氏名、点数、順位は載せていません。",
)
_SAMPLE = "「見本」と書いたものは、書き方の例です。"


def summary_of(table: Iterable[TableLine]) -> tuple[str, ...]:
    """Return whose table lines were summed up from, empty where all are the office's own."""
    lines = [one.said for one in table]
    if not any(one.supplement for one in lines):
        return ()
    of = "、".join(f"「{name}」" for name in sources_of(lines)) or "方針"
    return (f"出どころ: {of}の表を要約したものです(公式の文言ではありません)。",)


def paper(desk: Desk, fiscal_year: int = 0) -> doc.TextDocument:
    """Return the document of a year (0: that of today).

    Raises:
        KnownError: ``wrong-role``, ``staffing-off``, ``nobody-to-print`` (there is no role).
    """
    found = plan(desk, fiscal_year)
    if not found.lines:
        raise nothing(
            f"{found.title}の確保計画は、まだありません。", "「確保計画」の画面で、役割を加えてください。"
        )
    return doc.TextDocument(
        KIND.title,
        desk.identity.municipality_name,
        tuple(_parts(found)),
        paragraphs=(*_ABOUT, *((_SAMPLE,) if found.sample else ())),
        fiscal_year=found.fiscal_year,
        printed_on=today(desk),
    )


def _parts(found: Plan) -> Iterator[doc.TextPart]:
    whole = f"足りない人数は、合わせて{found.heads}人です。"
    came = f"このうち{found.filled}人が着任しています。" if found.filled else ""
    yield doc.TextPart(
        "1 一覧(優先順位の順)",
        (f"{whole}{came}",),
        columns=_COLUMNS,
        rows=tuple(
            (
                one.said.code,
                _name(one),
                f"{one.said.heads}人" if one.said.heads else "未定",
                one.priority or "未定",
                one.needed or "未定",
                one.means or "未定",
                one.progress,
            )
            for one in found.lines
        ),
    )
    for place, one in enumerate(found.lines, start=2):
        yield doc.TextPart(f"{place} {_name(one)}({one.said.code})", entries=tuple(_entries(one)))
    if found.table:
        yield doc.TextPart(
            f"{len(found.lines) + 2} 役割・配置・獲得・育成",
            summary_of(found.table),
            columns=TABLE,
            rows=tuple(map(table_row, found.table)),
        )
    yield doc.TextPart(
        "評価基準を書くときの観点",
        (
            "必須・歓迎の要件はDX推進担当課が、全庁共通の要件は人事課が書きます。",
            *(f"\N{KATAKANA MIDDLE DOT}{one}" for one in VIEWPOINTS),
        ),
    )
    yield doc.TextPart(
        "協議と決裁",
        ("人事課、DX推進担当課、情報システム担当の協議のあとで、決裁を受けます。",),
        entries=(("起案", ""), ("協議", ""), ("決裁", "")),
    )


def _name(one: Line) -> str:
    marked = one.said.sample and "見本" not in one.said.name
    return f"{one.said.name}(見本)" if marked else one.said.name


def _entries(one: Line) -> Iterator[tuple[str, str]]:
    said = one.said
    times = (
        f"育成に{said.training_months}か月" if said.training_months else "",
        f"確保に{said.finding_months}か月" if said.finding_months else "",
        f"{one.begin}には始める" if one.begin else "",
    )
    asked = f"({long_day(said.asked_on)}に依頼)" if said.asked_on else ""
    told = (
        ("使う所属", one.section),
        ("任せること", said.duties),
        ("育成できない理由", said.untrained),
        ("足りない人数", f"{said.heads}人" if said.heads else "未定"),
        ("優先順位", f"{one.priority or '未定'}{f' {said.ranking}' if said.ranking else ''}"),
        ("いつまでに", one.needed or "未定"),
        ("かかる期間", "、".join(filter(None, times))),
        ("手法", one.means or "未定"),
        ("手法の理由", said.means_reason),
        ("勤務条件", said.conditions),
        ("給与の根拠", said.pay),
        ("必須の要件", "\n".join(one.must)),
        ("歓迎の要件", "\n".join(one.wish)),
        ("全庁共通の要件", said.common),
        ("評価基準", said.criteria),
        ("面接の体制", said.panel),
        ("状況", f"{one.progress}{asked}"),
        ("確かめること", "\n".join(one.told)),
        ("備考", said.note),
    )
    return ((name, text) for name, text in told if text)


def table_row(one: TableLine) -> tuple[str, ...]:
    """Return a line of the table as paper shows it."""
    said = one.said
    name = said.name if said.group in ("", said.name) else f"{said.group}\n{said.name}"
    return name, said.functions, said.placement or "―", said.gaining or "―", said.raising or "―"


def _make(desk: Desk, order: Order, progress: Progress | None) -> bytes:
    record = text_without_missing(desk.services.printer, paper(desk, order.fiscal_year))
    return desk.services.printer.draw([record], progress)


KIND = ReportKind(
    kind="staffing-plan",
    title="確保計画書",
    roles=(Role.HR, Role.DX),
    hint="育成では間に合わない役割・業務を、優先順位、手法、必須のスキル、評価基準、状況と一緒にまとめます。",
    make=_make,
    named=Named.NOBODY,
    per_person=False,
    whole_store=True,
    at_once=EVERYBODY,
    span=Span(years, nobody_to_choose),
    uses=STAFFING,
)
