"""What came of a year's plan on paper: 実績 beside what was planned, and 効果分析 of those who attended.

Counts of few people are withheld, for the paper goes on to other sections.
"""

from __future__ import annotations

from collections.abc import Iterator

from dxdesk.domain.action_plan import PlanLine
from dxdesk.domain.head_shares import share_text
from dxdesk.domain.small_cells import WITHHELD, Use, withhold_line
from dxdesk.domain.text import sentences
from dxdesk.domain.wareki import short_day
from dxdesk.ports import printing as doc
from dxdesk.ports.entities import Role
from dxdesk.usecases.action_plan.actuals import Actual
from dxdesk.usecases.action_plan.effects import Effect, compared, moved_text, shown
from dxdesk.usecases.action_plan.overview import PlanYear
from dxdesk.usecases.action_plan.words import NOT_SAID, count_text
from dxdesk.usecases.organisation.small_cells import threshold
from dxdesk.usecases.reports.plan_papers import NOT_ASKED, number_text
from dxdesk.usecases.workplace.desk import Desk

_ABOUT = (
    "受けた人のうち、前の年度とその年度の両方でレベルが確定している人(前後が分かる人)の動きです。"
    "割合は、前後が分かる人の中の割合です。研修だけの効果とは言えません。少ない人数は出しません。"
)
_NO_EFFECTS = (
    "まだ出せません。スキルに結び付けた研修を受け、前の年度とこの年度の両方の結果が確定している人が要ります。"
)


def results(desk: Desk, found: PlanYear) -> Iterator[doc.TextPart]:
    """Yield what came of the lines once the year has begun, and in HR's store the effects."""
    held = found.carried_out
    if held is None or not found.done:
        return
    with desk.store.read() as uow:
        below = threshold(uow, Use.REPORT)
    lines = sorted(held.said.lines.items())
    last = max((one.as_of for one in found.done.values()), default="")
    day = f"費用は、入れた実績のうち新しいもので{short_day(last)}の時点です。" if last else ""
    yield doc.TextPart(
        "実績",
        (f"回数と人数は{short_day(found.today)}までに研修台帳に入っているものです。{day}",),
        columns=(
            doc.TableColumn("研修・取組", 3.0),
            doc.TableColumn("回数", 1.0, doc.Align.RIGHT),
            doc.TableColumn("受けた人 / 定員", 1.5, doc.Align.RIGHT),
            doc.TableColumn("修了した人(受けた人の中)", 1.5, doc.Align.RIGHT),
            doc.TableColumn("費用の実績 / 計画(円)", 2.0, doc.Align.RIGHT),
            doc.TableColumn("気を付けること", 2.8),
        ),
        rows=tuple(_row(line, found.done[code], below) for code, line in lines if code in found.done),
    )
    if desk.role is Role.HR:
        names = {line.course: line.name for _, line in lines if line.course}
        yield _effects(found, names)


def _row(line: PlanLine, done: Actual, below: int) -> tuple[str, ...]:
    came, completed = _people(done, below)
    late = f"{done.late}に開く予定でしたが、開いていません" if done.late else ""
    return (
        line.name,
        f"{_known(done.times)} / {number_text(line, line.times)}",
        f"{came} / {number_text(line, line.places)}",
        completed,
        f"{_known(done.yen)} / {NOT_SAID if line.yen is None else f'{line.yen:,}'}",
        sentences(late, done.source),
    )


def _people(done: Actual, below: int) -> tuple[str, str]:
    """Return how many came and how many of them completed, as they may stand beside each other."""
    if done.attended is None:
        return NOT_ASKED, NOT_ASKED
    if done.completed is None:
        line = withhold_line([done.attended], below)
        return _told(line.total), NOT_ASKED
    # Somebody may have completed a course of which no attendance came in.
    whole = max(done.attended, done.completed)
    line = withhold_line([done.completed, whole - done.completed], below)
    if line.total is None or line.cells[0] is None or whole != done.attended:
        return _told(None if line.total is None else done.attended), _told(line.cells[0])
    return _told(done.attended), share_text(line.cells[0], whole) if whole else _told(0)


def _told(count: int | None) -> str:
    return WITHHELD if count is None else count_text(count)


def _known(count: int | None) -> str:
    return NOT_ASKED if count is None else f"{count:,}"


def _effects(found: PlanYear, names: dict[str, str]) -> doc.TextPart:
    # What can be told stands before what is withheld.
    told = sorted((one for of in found.effects.values() for one in of), key=lambda one: not one.levels)
    rows = tuple(_effect(one, names) for one in told)
    return doc.TextPart(
        "効果(受けた人の前後のレベル)",
        (_ABOUT, compared(told[0])) if rows else (),
        columns=(
            doc.TableColumn("研修", 2.4),
            doc.TableColumn("スキル", 2.0),
            doc.TableColumn("受けた人", 0.9, doc.Align.RIGHT),
            doc.TableColumn("前後が分かる人", 1.2, doc.Align.RIGHT),
            doc.TableColumn("上がった", 1.2, doc.Align.RIGHT),
            doc.TableColumn("同じ", 1.2, doc.Align.RIGHT),
            doc.TableColumn("下がった", 1.2, doc.Align.RIGHT),
            doc.TableColumn("前の年度 → この年度", 2.7),
        ),
        rows=rows,
        nothing=_NO_EFFECTS,
    )


def _effect(one: Effect, names: dict[str, str]) -> tuple[str, ...]:
    moved = (one.rose, one.same, one.fell)
    return (
        names.get(one.course) or one.name,
        one.skill,
        shown(one.attended),
        shown(one.people),
        *(moved_text(one, count) for count in moved),
        "、".join(
            f"{label} {shown(before)}→{shown(after)}"
            for label, before, after in zip(one.levels, one.before, one.after, strict=True)
        ),
    )
