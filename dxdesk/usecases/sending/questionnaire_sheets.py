"""アンケート集計: means and distributions session by session, and what was written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from dxdesk.domain.errors import KnownError
from dxdesk.domain.questionnaires import LEAST
from dxdesk.domain.wareki import fiscal_year_label
from dxdesk.ports import setting_names
from dxdesk.ports.workbooks import Column, Head, TableRow, TableSheet
from dxdesk.usecases.sending.plain_workbooks import Order, writes_plain
from dxdesk.usecases.training.questionnaires import SessionAnswers, session_answers
from dxdesk.usecases.workplace.desk import Desk

_FEW = f"{LEAST}人未満"
_SCORED = (
    Column("session", "研修の回", 44, "wrap"),
    Column("question", "問い", 40, "wrap"),
    Column("answers", "答えた人", 9, "number"),
    Column("mean", "平均", 8),
    *(Column(f"step{step}", str(step), 7, "number") for step in range(1, 6)),
)
_WRITTEN = (
    Column("session", "研修の回", 44, "wrap"),
    Column("question", "問い", 30, "wrap"),
    Column("text", "書かれたこと", 70, "wrap"),
)
_NOTES = (
    f"{_FEW}の答えは、だれの答えか分かるおそれがあるので載せていません。",
    "だれの答えかは台帳のどこにもありません。研修の改善のために使い、人の評価には使いません。",
)


@writes_plain
def write_questionnaires(desk: Desk, order: Order) -> tuple[Path, ...]:
    """Write what the questionnaires come to.

    Raises:
        KnownError: ``training-off``, ``session-unknown``, ``session-ambiguous``, ``answers-none``.
    """
    found = [
        one
        for session in (order.sessions or ("",))
        for one in session_answers(desk, order.fiscal_year, session)
    ]
    if not found:
        raise KnownError(
            "answers-none",
            "アンケートの答えがありません。何も書き出していません。",
            "アンケートの表を取り込むか、年度か回を選び直してください。",
        )
    with desk.store.read() as uow:
        sender = uow.settings.get(setting_names.SENDER_LABEL) or f"{desk.identity.municipality_name} 人事担当"
    years = sorted({one.session.fiscal_year for one in found})
    year = "、".join(map(fiscal_year_label, years))

    def head(title: str) -> Head:
        return Head(title, desk.identity.municipality_name, year, "", "", "", "", "", sender, "")

    sheets = (
        TableSheet("アンケート集計", head("受講後アンケートの集計"), _SCORED, (*_scored(found),), _NOTES),
        TableSheet("自由記述", head("受講後アンケートの自由記述"), _WRITTEN, (*_written(found),), _NOTES),
    )
    wished = order.out / f"アンケート集計_{desk.services.clock.today()}.xlsx"
    with order.outgoing.writing(wished) as path:
        desk.services.workbooks.write_tables(sheets, path, None, order.password)
    return (path,)


def _scored(found: Sequence[SessionAnswers]) -> Iterator[TableRow]:
    for one in found:
        for position, scored in enumerate(one.summary.scored):
            counts = scored.counts
            told = (_FEW, "", *("",) * 5) if counts is None else (str(scored.answers), scored.mean,
                                                                   *map(str, counts))  # fmt: skip
            yield TableRow(f"{one.title}/{position}", (one.title, scored.question, *told))


def _written(found: Sequence[SessionAnswers]) -> Iterator[TableRow]:
    for one in found:
        for position, written in enumerate(one.summary.written):
            for line, text in enumerate((_FEW,) if written.texts is None else written.texts):
                yield TableRow(f"{one.title}/{position}/{line}", (one.title, written.question, text))
