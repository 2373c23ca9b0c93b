"""業務改善レポート: the cases of a year with who led them, what they brought, events and consultations."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dxdesk.domain.capabilities import PRACTICE
from dxdesk.domain.practice_record import SORT_NAMES
from dxdesk.domain.wareki import fiscal_year_label, short_day
from dxdesk.ports import printing as doc
from dxdesk.ports.entities import Role
from dxdesk.ports.store import Progress
from dxdesk.usecases.knowledge.overview import made_in, register
from dxdesk.usecases.practice.intranet_page import TITLE
from dxdesk.usecases.practice.overview import (
    UNKNOWN,
    CaseLine,
    PracticeYear,
    practice_year,
    practice_years,
    saved_text,
)
from dxdesk.usecases.practice.support import of_few
from dxdesk.usecases.practice.turning import turning
from dxdesk.usecases.reports.kind import EVERYBODY, Named, Order, ReportKind, nothing, today
from dxdesk.usecases.reports.missing_glyphs import text_without_missing
from dxdesk.usecases.reports.span import Span, nobody_to_choose
from dxdesk.usecases.workplace.desk import Desk

_CASES = (
    doc.TableColumn("案件", 2.6),
    doc.TableColumn("リード・伴走", 1.7, names=True),
    doc.TableColumn("ツール・スキル", 1.5),
    doc.TableColumn("時間(年)", 1.8, doc.Align.RIGHT),
    doc.TableColumn("創出した時間", 1.1, doc.Align.RIGHT),
    doc.TableColumn("効果", 2.8),
    doc.TableColumn("状況", 0.8),
    doc.TableColumn("期間", 1.3),
)
_EVENTS = (
    doc.TableColumn("日", 1.0),
    doc.TableColumn("種類", 1.6),
    doc.TableColumn("行事", 4.0),
    doc.TableColumn("会場・担当", 2.2),
    doc.TableColumn("参加", 0.8, doc.Align.RIGHT),
)
_ASKED = (
    doc.TableColumn("日", 1.0),
    doc.TableColumn("所属", 2.0),
    doc.TableColumn("相談", 4.2),
    doc.TableColumn("解決したところ", 2.2),
    doc.TableColumn("かかった日数", 1.0, doc.Align.RIGHT),
)
_TURNED = (
    doc.TableColumn("施策", 2.8),
    doc.TableColumn("担当の所属", 1.8),
    doc.TableColumn("充てる時間", 1.3, doc.Align.RIGHT),
    doc.TableColumn("始めた日", 1.0),
    doc.TableColumn("もとの改善案件", 2.6),
    doc.TableColumn("状況", 0.8),
)
_KNOWN = (
    doc.TableColumn("題名", 2.8),
    doc.TableColumn("種類", 1.1),
    doc.TableColumn("担当の所属", 1.6),
    doc.TableColumn("もとの改善案件", 2.0),
    doc.TableColumn("置き場所", 2.6),
    doc.TableColumn("作った日", 1.0),
)
OTHERS = "ほかの所属"
_FEW = "職員の少ない所属の相談は、だれの相談か分かるおそれがあるので、「ほかの所属」としています。"
_HOW = (
    "時間は1年分です。改善の前と後のどちらかを測っていない案件は、創出した時間に数えていません。",
    "育成と支援のための報告で、人事評価には使いません。相談は、だれのものかを残していません。",
)


def paper(desk: Desk, fiscal_year: int = 0) -> doc.TextDocument:
    """Return the document of a year (0: that of today).

    Raises:
        KnownError: ``wrong-role``, ``practice-off``, ``nobody-to-print``.
    """
    found = practice_year(desk, fiscal_year)
    if found.empty:
        label = fiscal_year_label(found.fiscal_year)
        raise nothing(
            f"{label}の案件、行事、相談が、まだ1つもありません。",
            "「実践と支援」の画面で案件を加えるか、案件票を取り込んでください。",
        )
    parts = [doc.TextPart("この年度のようす", entries=_totals(found))]
    by_section: dict[str, list[CaseLine]] = {}
    for one in found.cases:
        by_section.setdefault(one.section, []).append(one)
    parts += [
        doc.TextPart(section, columns=_CASES, rows=tuple(map(_case, of)))
        for section, of in by_section.items()
    ]
    if found.events:
        rows = tuple(
            (
                short_day(one.said.held_on),
                one.sort,
                one.said.name,
                "・".join(filter(None, (one.said.place, one.said.held_by))),
                one.heads,
            )
            for one in found.events
        )
        parts.append(doc.TextPart("行事", columns=_EVENTS, rows=rows))
    if found.consultations:
        few = of_few(desk, {one.said.section for one in found.consultations})
        asked = tuple(
            (
                short_day(one.said.asked_on),
                OTHERS if one.said.section in few else one.section,
                one.said.topic,
                one.solved or UNKNOWN,
                one.days,
            )
            for one in found.consultations
        )
        parts.append(doc.TextPart("DX相談", (_FEW,) if few else (), columns=_ASKED, rows=asked))
    parts += [*_turned(desk, found.fiscal_year), *_known(desk, found.fiscal_year)]
    day = short_day(desk.services.clock.today())
    return doc.TextDocument(
        KIND.title,
        desk.identity.municipality_name,
        tuple(parts),
        paragraphs=(f"{fiscal_year_label(found.fiscal_year)}・{day} 現在。", *_HOW),
        landscape=True,
        printed_on=today(desk),
        fiscal_year=found.fiscal_year,
    )


def _turned(desk: Desk, fiscal_year: int) -> Iterator[doc.TextPart]:
    """Yield what created time is put to, where anything is written of it."""
    found = turning(desk, fiscal_year)
    if found.lines:
        rows = tuple(
            (
                f"{one.said.name}(見本)" if _sample(one.said.sample, one.said.name) else one.said.name,
                one.section,
                one.hours,
                short_day(one.said.since),
                "、".join(one.cases),
                one.state,
            )
            for one in found.lines
        )
        sentences = tuple(text for _, text in found.sentences)
        yield doc.TextPart("効果発現(創出した時間を充てた施策)", sentences, columns=_TURNED, rows=rows)


def _known(desk: Desk, fiscal_year: int) -> Iterator[doc.TextPart]:
    """Yield the 形式知 that was made in the year."""
    found = made_in(register(desk).lines, fiscal_year)
    if found:
        rows = tuple(
            (
                f"{one.said.name}(見本)" if _sample(one.said.sample, one.said.name) else one.said.name,
                one.form,
                one.section,
                one.case,
                one.said.place,
                short_day(one.said.made_on),
            )
            for one in found
        )
        yield doc.TextPart("形式知(この年度に作ったもの)", columns=_KNOWN, rows=rows)


def _sample(sample: bool, name: str) -> bool:
    return sample and "見本" not in name


def _totals(found: PracticeYear) -> tuple[tuple[str, str], ...]:
    totals = found.totals
    hours = saved_text(totals.hours) if totals.measured else UNKNOWN
    beside = f"(ほかに、時間を測っていない案件 {totals.unmeasured:,}件)" if totals.unmeasured else ""
    told = [
        ("完了した案件", f"{totals.done:,}件"),
        ("創出した時間(年)", f"{hours}{beside}"),
        ("進行中・これから", f"{totals.running:,}件"),
        ("DX相談", f"{totals.consultations:,}件(解決 {totals.solved:,}件)"),
    ]
    for sort, count, heads in totals.events:
        told.append((SORT_NAMES[sort], f"{count:,}回" + (f"、延べ {heads:,}人" if heads else "")))
    return tuple(told)


def _case(one: CaseLine) -> tuple[str, ...]:
    marks = "".join(filter(None, ("【優良事例】" if one.said.exemplary else "", one.said.name)))
    beside = f"\n伴走 {'、'.join(one.escorts)}" if one.escorts else ""
    twice = "(人事課とDX推進担当課の両方にあり、1件と数えます)" if one.twice else ""
    return (
        f"{marks}{twice}",
        f"{one.lead}{beside}",
        "、".join(one.tools),
        one.hours,
        one.saved,
        one.said.effect,
        one.status,
        one.span,
    )


def _make(desk: Desk, order: Order, progress: Progress | None) -> bytes:
    record = text_without_missing(desk.services.printer, paper(desk, order.fiscal_year))
    return desk.services.printer.draw([replace(record, large=order.large)], progress)


KIND = ReportKind(
    kind="case-report",
    title=TITLE,
    roles=(Role.HR, Role.DX),
    hint="改善案件の前と後の時間、効果、リードと伴走した人を所属ごとに並べ、行事と相談を添えます。",
    make=_make,
    named=Named.PEOPLE,
    per_person=False,
    wide=True,
    whole_store=True,
    at_once=EVERYBODY,
    span=Span(practice_years, nobody_to_choose),
    uses=PRACTICE,
)
