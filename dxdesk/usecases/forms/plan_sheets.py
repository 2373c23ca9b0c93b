"""期首確認票: the goals of people and what their supervisor says of them, from sealed records alone."""

from __future__ import annotations

from collections.abc import Sequence

from dxdesk.domain.plan_life import PLAN_STATE_LABELS
from dxdesk.domain.wareki import short_day
from dxdesk.domain.year_start import SUPPORT_NAMES, support_text
from dxdesk.ports.workbooks import Column, TableRow, TableSheet
from dxdesk.usecases.forms.goal_texts import goals_of
from dxdesk.usecases.forms.readable_sheets import head_of, shows
from dxdesk.usecases.person_year.cycles import day_text
from dxdesk.usecases.person_year.standing import PersonYear, YearContext
from dxdesk.usecases.sealing.envelope import Envelope
from dxdesk.usecases.sealing.workbook_kinds import PLAN_CONFIRMATION

_COLUMNS = (
    Column("number", "職員番号", 10),
    Column("name", "氏名", 24),
    Column("department", "所属", 20, "wrap"),
    Column("state", "状態", 10),
    Column("goals", "目標", 60, "wrap"),
    Column("met", "面談日", 12),
    Column("supports", "支援行動", 34, "wrap"),
    Column("reason", "差戻しの理由", 30, "wrap"),
)
_GUIDE = ("このファイルはそのまま人事課へ送ってください。表を書き換えると受け付けられなくなります。",)


@shows
def plan_confirmation_sheets(
    envelope: Envelope, context: YearContext, people: Sequence[PersonYear]
) -> tuple[TableSheet, ...]:
    """Return whose goals came, what they are, and what the supervisor says."""
    head = head_of(envelope, context.cycle, _GUIDE, day_text(context.cycle.start.due, weekday=True))
    rows = tuple(
        TableRow(
            person.employee_number,
            (
                person.employee_number,
                person.name,
                person.department_name,
                PLAN_STATE_LABELS[person.plan_life.state],
                "\n".join(goals_of(person)),
                short_day(said_by_supervisor(person)[0]),
                "\n".join(f"{text}: {word}" for text, word in said_by_supervisor(person)[1]),
                said_by_supervisor(person)[2],
            ),
        )
        for person in people
    )
    return (TableSheet(PLAN_CONFIRMATION.label, head, _COLUMNS, rows),)


def said_by_supervisor(person: PersonYear) -> tuple[str, tuple[tuple[str, str], ...], str]:
    """Return the day of the talk (ISO), the support actions with what is said of them, and why returned."""
    steps = [step.plan_step for step in person.plan_life.latest if step.plan_step.supports or step.made.by]
    met = max((step.met_on for step in steps), default="")
    supports = {code: word for step in steps for code, word in step.supports.items()}
    reasons = "\n".join(step.reason for step in steps if step.reason)
    told = tuple((support_text(code), SUPPORT_NAMES.get(word, word)) for code, word in supports.items())
    return met, told, reasons
