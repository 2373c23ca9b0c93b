"""The ready questionnaire of the indicators, and the indicators themselves as a workbook."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from dxdesk.domain.errors import KnownError
from dxdesk.domain.indicator_record import IndicatorSaid
from dxdesk.domain.indicators import CHOICE, aimed_text
from dxdesk.domain.text import sentences
from dxdesk.domain.wareki import fiscal_year_label, fiscal_year_short
from dxdesk.ports import setting_names
from dxdesk.ports.store import UnitOfWork
from dxdesk.ports.workbooks import Column, Head, TableRow, TableSheet
from dxdesk.usecases.indicators.overview import Overview, Row, overview
from dxdesk.usecases.sending.plain_workbooks import Order, writes_plain
from dxdesk.usecases.workplace.desk import Desk

STEPS = ("そう思う", "ややそう思う", "どちらともいえない", "あまりそう思わない", "そう思わない")
"""The five answers, 5 first, as the policy counts them from そう思う to そう思わない."""
_LINES = 100
_FORMS = {"": "評価指標のアンケート", "needs": "DXの必要性と課題・障壁のアンケート"}


@writes_plain
def write_survey_forms(desk: Desk, order: Order) -> tuple[Path, ...]:
    """Write a questionnaire a workbook: what is asked, to hand out, and a table to gather the answers in.

    Raises:
        KnownError: ``wrong-role``, ``aims-off``, ``survey-no-questions``.
    """
    found = overview(desk)
    asked = [row.indicator for row in (*found.rows, *found.needs) if row.indicator.question]
    if not asked:
        raise KnownError(
            "survey-no-questions",
            "アンケートで聞く指標がありません。何も書き出していません。",
            "「目標と指標」で、方針の指標を取り入れるか、設問のある指標を加えてください。",
        )
    written = []
    for name in sorted({one.survey for one in asked}):
        of = [one for one in asked if one.survey == name]
        title = _FORMS.get(name, name)
        with desk.store.read() as uow:
            head = _head(desk, uow, title)
        wished = order.out / f"{title}_{desk.services.clock.today()}.xlsx"
        with order.outgoing.writing(wished) as path:
            desk.services.workbooks.write_tables(
                (_gathering(of, head), _paper(of, head)), path, None, order.password
            )
        written.append(path)
    return tuple(written)


def _head(desk: Desk, uow: UnitOfWork, title: str, year: str = "") -> Head:
    sender = uow.settings.get(setting_names.SENDER_LABEL) or desk.identity.municipality_name
    return Head(title, desk.identity.municipality_name, year, "", "", "", "", "", sender, "")


def _gathering(asked: Sequence[IndicatorSaid], head: Head) -> TableSheet:
    """Return the table with a line an answer; who answered has no column."""
    columns = [Column("section", "所属名", 18), Column("grade", "職層", 12)]
    for one in asked:
        choices = one.options if one.measure == CHOICE else STEPS
        columns.append(Column(one.code, one.question, 26, "wrap", choices=choices))
    blank = ("",) * len(columns)
    rows = tuple(TableRow(str(line), blank) for line in range(1, _LINES + 1))
    notes = (
        "1人の答えを1行に書きます。名前や職員番号は書きません。",
        "所属名と職層は、集計のためです。聞かないときは、空のままにしてください。",
        *(f"「{one.name}」は{one.most}つまで、、で区切って書きます。" for one in asked if one.most),
    )
    return TableSheet("アンケート", head, tuple(columns), rows, notes, editable=True)


def _paper(asked: Sequence[IndicatorSaid], head: Head) -> TableSheet:
    """Return the questions to print and hand out."""
    columns = (
        Column("code", "番号", 8),
        Column("question", "設問", 70, "wrap"),
        *(Column(f"step{place}", word, 12) for place, word in enumerate(STEPS)),
    )
    rows = []
    for place, one in enumerate(asked, start=1):
        text = "\n".join((one.question, *(f"※ {hint}" for hint in one.hints)))
        boxes = ("",) * len(STEPS) if one.measure == CHOICE else ("□",) * len(STEPS)
        if one.measure == CHOICE:
            boxes_of = "\u3000".join(f"□ {option}" for option in one.options) or "□"
            text += f"\n({one.most}つまで) {boxes_of}"
        rows.append(TableRow(one.code, (str(place), text, *boxes)))
    notes = ("名前は書かないでください。だれの答えかは、どこにも残しません。",)
    return TableSheet("用紙", head, columns, tuple(rows), notes)


_NUMBERS = (
    Column("outcome", "直接アウトカム", 30, "wrap"),
    Column("code", "番号", 8),
    Column("name", "成果指標", 44, "wrap"),
    Column("question", "設問", 44, "wrap"),
)
_EVALUATIONS = (
    Column("year", "年度", 12),
    Column("name", "取組", 30, "wrap"),
    Column("outcomes", "アウトカム", 12),
    Column("planned", "予定したこと", 34, "wrap"),
    Column("done", "行ったこと", 34, "wrap"),
    Column("participants", "参加", 8, "number"),
    Column("well", "うまくいったこと", 34, "wrap"),
    Column("change", "変えること", 34, "wrap"),
)


@writes_plain
def write_indicators(desk: Desk, order: Order) -> tuple[Path, ...]:
    """Write the indicators with their figures of every year, and 取組 with their evaluation.

    Raises:
        KnownError: ``wrong-role``, ``aims-off``, ``indicators-none``.
    """
    found = overview(desk, order.fiscal_year)
    if not found.rows and not found.needs:
        raise KnownError(
            "indicators-none",
            "評価指標がまだありません。何も書き出していません。",
            "「目標と指標」で、方針の指標を取り入れるか、指標を加えてください。",
        )
    with desk.store.read() as uow:
        head = _head(desk, uow, "評価指標")
    years = sorted(found.years)
    columns = (
        *_NUMBERS,
        *(
            Column(f"{key}{year}", f"{fiscal_year_short(year)}{title}", 12, "figure")
            for year in years
            for key, title in (("y", ""), ("people", " 回答(人)"), ("rate", " 回答率(%)"))
        ),
        Column("next", "次の目標", 14),
        Column("note", "注", 30, "wrap"),
    )
    rows = tuple(_line(row, years) for row in (*found.rows, *found.needs))
    sheets = [
        TableSheet(
            "評価指標", head, columns, rows, ("方針が公表した値は、公表された数字のまま載せています。",)
        ),
        TableSheet("取組と評価", head, _EVALUATIONS, (*_evaluations(found),)),
    ]
    wished = order.out / f"評価指標_{desk.services.clock.today()}.xlsx"
    with order.outgoing.writing(wished) as path:
        desk.services.workbooks.write_tables(sheets, path, None, order.password)
    return (path,)


def _line(row: Row, years: Sequence[int]) -> TableRow:
    said, found = row.indicator, {point.year: point for point in row.points}
    figures = [
        text
        for year in years
        for point in (found.get(year),)
        for text in ((point.text, str(point.people or ""), point.rate) if point else ("", "", ""))
    ]
    outcome = f"{row.outcome.code} {row.outcome.name}" if row.outcome else ""
    aim = aimed_text(row.standing.next) if row.standing.next else ""
    labels = "、".join(f"{fiscal_year_short(one.year)}は{one.label}" for one in row.points if one.label)
    note = sentences(row.note, labels, said.note)
    cells = (outcome, said.code, said.name, said.question, *figures, aim, note)
    return TableRow(f"{row.owner}/{said.code}", cells)


def _evaluations(found: Overview) -> Iterator[TableRow]:
    for activity in found.activities:
        outcomes = "、".join(activity.outcomes)
        yield TableRow(activity.code, ("", activity.name, outcomes, "", "", "", "", ""), strong=True)
        for one in found.evaluations.get(activity.code, ()):
            cells = (
                *(fiscal_year_label(one.fiscal_year), activity.name, outcomes, one.planned, one.done),
                *(str(one.participants or ""), one.went_well, one.to_change),
            )
            yield TableRow(f"{activity.code}@{one.fiscal_year}", cells)
