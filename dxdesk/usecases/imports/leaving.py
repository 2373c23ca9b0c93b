"""退職日 of a roster: who has left by then is 退職等, who leaves later is still here. The day is not kept."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from dxdesk.domain import duty
from dxdesk.domain.columns import Column
from dxdesk.domain.dates import LAST_YEAR, read_date
from dxdesk.domain.errors import Problem
from dxdesk.usecases.imports.roster_reading import RosterLine, RosterReading
from dxdesk.usecases.imports.understanding import Sheet

DIFFERS = "leaving-differs"
_FIELD = str(Column.DUTY_STATUS)
_SHOWN = 5


def use_leaving(sheet: Sheet, reading: RosterReading, until: str, accept: Collection[str]) -> None:
    """Let the days of leaving count in a reading, with what is asked and told of them.

    Args:
        sheet: the table.
        reading: its lines; who has left gets 退職等.
        until: the last day (ISO) on which leaving is over: today, or the day the roster is of if that is
            later.
        accept: codes whose proposal is taken.
    """
    gone: list[RosterLine] = []
    later: list[RosterLine] = []
    differs: list[RosterLine] = []
    for line in reading.lines.values():
        cell = line.cells.get(str(Column.LEAVING))
        text = cell.value.strip() if cell is not None else ""
        if cell is None or not text.strip("0-/."):
            continue
        day = read_date(text, is_number=cell.is_number, from_1904=sheet.table.from_1904, any_year=True)
        if day is None and set(text) == {"9"}:
            continue  # 99999999: without an end
        if day is None:
            message = "退職日が、日付として読めません。"
            fix = "2026/3/31 か 令和8年3月31日 のように書いてください。"
            reading.problems.append(sheet.at(Problem("date-unreadable", message, fix, text), cell))
        elif day <= until:
            said = line.fields.get(_FIELD, "")
            (differs if said not in ("", duty.GONE) else gone).append(line)
            line.fields[_FIELD] = duty.GONE
        elif int(day[:4]) <= LAST_YEAR:
            later.append(line)
    if differs:
        problem = Problem(
            DIFFERS,
            f"退職日が過ぎているのに、在職状態が退職ではない人が{len(differs):,}人います。",
            f"「{duty.GONE}」にしてよければ承認してください。再任用などで在職している人がいれば、"
            "退職日の欄を空にするか、退職日の列を使わないでください。",
            _named(differs),
        )
        if DIFFERS in accept:
            gone = [*gone, *differs]
        else:
            cell = differs[0].cells[str(Column.LEAVING)]
            reading.problems.append(sheet.at(problem, cell))
    for lines, code, message in (
        (gone, "leaving-over", f"退職日が過ぎている{{:,}}人を、「{duty.GONE}」として取り込みます。"),
        (later, "leaving-later", "退職日がこれからの{:,}人を、今の在職状態のまま取り込みます。"),
    ):
        if lines:
            cell = lines[0].cells[str(Column.LEAVING)]
            told = Problem(code, message.format(len(lines)), "", _named(lines))
            reading.notices.append(sheet.at(told, cell))


def _named(lines: Sequence[RosterLine]) -> str:
    shown = "、".join(f"{line.number} {line.fields.get('name', '')}" for line in lines[:_SHOWN])
    return shown + (f" ほか{len(lines) - _SHOWN:,}人" if len(lines) > _SHOWN else "")
