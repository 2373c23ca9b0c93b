"""Adding, renaming, moving and closing departments (組織改正); the old ones stay with their dates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from dxdesk.domain import departments as tree
from dxdesk.domain.dates import refuse_unreadable
from dxdesk.domain.errors import KnownError
from dxdesk.domain.text import plain, refuse_unfit_name
from dxdesk.domain.wareki import short_day
from dxdesk.ports.entities import Department, Role
from dxdesk.ports.store import UnitOfWork
from dxdesk.usecases.organisation import authorities
from dxdesk.usecases.workplace.desk import Desk


def current(uow: UnitOfWork, day: str = "") -> dict[str, Department]:
    """Return the departments that exist on a day (default: those without an end), by code."""
    return tree.valid_at(uow.people.departments(), day)


def named(uow: UnitOfWork, day: str = "") -> dict[str, Department]:
    """Return all departments by code as they are called on a day; see ``domain.departments.named_at``."""
    return tree.named_at(uow.people.departments(), day)


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A department as the list shows it.

    ``staff`` are the people who belong to it now, ``ended`` tells that its last day is over, and
    ``now`` names what it became, through as many reorganisations as there were.
    """

    unit: Department
    staff: int
    ended: bool
    now: tuple[str, ...]


def unit_lines(desk: Desk) -> tuple[UnitLine, ...]:
    """Return all departments with their history, by code and start."""
    today = desk.services.clock.today()
    with desk.store.read() as uow:
        units = tuple(uow.people.departments())
        staff = Counter(person.department_code for person in uow.people.employees())
    latest = tree.named_at(units)
    found = []
    for unit in units:
        ended = bool(unit.valid_to) and unit.valid_to < today
        successors = {successor for code in unit.successors for successor in tree.became(code, units, today)}
        successors |= {code for code in unit.successors if not successors}
        names = tuple(f"{latest[code].name}({code})" for code in sorted(successors) if code in latest)
        counts = not ended and latest[unit.code] == unit
        found.append(UnitLine(unit, staff[unit.code] if counts else 0, ended, names))
    return tuple(found)


def add_department(desk: Desk, code: str, name: str, *, parent: str = "", valid_from: str = "") -> Department:
    """Add a department.

    Raises:
        KnownError: ``department-exists``, ``department-blank``, ``text-too-long``,
            ``department-unknown`` (the parent), ``date-unreadable``, ``department-date`` (the code belonged
            to another department on that day).
    """
    desk.require(Role.HR)
    code, name = plain(code), plain(name)
    if not code.strip() or not name.strip():
        raise KnownError(
            "department-blank", "所属のコードか名称が空です。何も変えていません。", "両方を入れてください。"
        )
    refuse_unfit_name(code, "所属のコード")
    refuse_unfit_name(name, "所属の名称")
    with desk.store.write() as uow:
        units = current(uow)
        if code in units:
            raise KnownError(
                "department-exists",
                f"所属コード{code}は「{units[code].name}」が使っています。何も変えていません。",
                "ほかのコードにするか、先に今の所属を廃止してください。",
                found=code,
            )
        _parent(units, code, parent)
        if valid_from:
            _check_readable(valid_from)
        _check_free(uow, code, valid_from)
        unit = Department(code, name, parent, valid_from)
        authorities.forget_said(uow, (code,))
        _save(uow, "department-add", (unit,))
    return unit


def rename_department(desk: Desk, code: str, name: str, *, as_of: str = "") -> Department:
    """Rename a department from a day on; with no day the name is simply corrected.

    Raises:
        KnownError: ``department-unknown``, ``department-blank``, ``text-too-long``,
            ``date-unreadable``, ``department-date``.
    """
    name = plain(name)
    if not name.strip():
        raise KnownError(
            "department-blank", "所属の名称が空です。何も変えていません。", "名称を入れてください。"
        )
    refuse_unfit_name(name, "所属の名称")
    return _change(desk, code, as_of, "department-rename", name=name)


def move_department(desk: Desk, code: str, parent: str, *, as_of: str = "") -> Department:
    """Put a department under another one from a day on.

    Raises:
        KnownError: ``department-unknown``, ``department-loop``, ``date-unreadable``, ``department-date``.
    """
    return _change(desk, code, as_of, "department-move", parent=parent)


def close_department(desk: Desk, code: str, *, last_day: str, successors: Sequence[str] = ()) -> Department:
    """End a department; its successors say where its work went.

    Raises:
        KnownError: ``department-unknown``, ``date-unreadable``, ``department-date``,
            ``department-occupied`` (people still belong to it and no successor is named).
    """
    desk.require(Role.HR)
    with desk.store.write() as uow:
        units = current(uow)
        unit = _find(units, code)
        for successor in successors:
            _find(units, successor)
        _check_day(unit, last_day)
        staff = sum(person.department_code == code for person in uow.people.employees())
        if staff and not successors:
            raise KnownError(
                "department-occupied",
                f"「{unit.name}」にはまだ{staff}人の職員がいます。所属は廃止していません。",
                "後継の所属を指定するか、新しい名簿を先に取り込んでください。",
                found=code,
            )
        closed = replace(unit, valid_to=last_day, successors=tuple(successors))
        _save(uow, "department-close", (closed,))
    return closed


def changed_versions(unit: Department, as_of: str, changed: Department) -> tuple[Department, ...]:
    """Return the rows that say: ``unit`` until the day before, ``changed`` from ``as_of`` on.

    Without a day, or on the very first day of the old row, the row is corrected in place.
    """
    if not as_of or unit.valid_from == as_of:
        return (replace(changed, valid_from=unit.valid_from, valid_to=unit.valid_to),)
    ended = replace(unit, valid_to=tree.day_before(as_of), successors=(unit.code,))
    later = replace(changed, valid_from=as_of, valid_to=unit.valid_to, successors=unit.successors)
    return ended, later


def _change(desk: Desk, code: str, as_of: str, action: str, **fields: str) -> Department:
    desk.require(Role.HR)
    with desk.store.write() as uow:
        units = current(uow)
        unit = _find(units, code)
        _parent(units, code, fields.get("parent", ""))
        if as_of:
            _check_day(unit, as_of)
        versions = changed_versions(unit, as_of, replace(unit, **fields))  # type: ignore[arg-type]
        _save(uow, action, versions)
    return versions[-1]


def _find(units: Mapping[str, Department], code: str) -> Department:
    if code not in units:
        raise KnownError(
            "department-unknown",
            "その所属コードの所属がありません。何も変えていません。",
            "「名簿」の「所属」の一覧でコードを確かめてください。",
            found=code,
        )
    return units[code]


def _parent(units: Mapping[str, Department], code: str, parent: str) -> None:
    if not parent:
        return
    _find(units, parent)
    if tree.makes_loop(code, parent, units):
        raise KnownError(
            "department-loop",
            "その所属を上に置くと、上下が輪になってしまいます。何も変えていません。",
            "ほかの所属を上に選んでください。",
            found=f"{code} → {parent}",
        )


def _check_readable(day: str) -> None:
    refuse_unreadable(day, "日付を読み取れません。何も変えていません。")


def _check_day(unit: Department, day: str) -> None:
    _check_readable(day)
    if unit.valid_from and day < unit.valid_from:
        raise KnownError(
            "department-date",
            f"「{unit.name}」の開始日({short_day(unit.valid_from)})より前の日付です。何も変えていません。",
            "開始日以後の日付にしてください。",
            found=short_day(day),
        )


def _check_free(uow: UnitOfWork, code: str, day: str) -> None:
    """Refuse to use a code again from a day on which the department before still had it."""
    before = [unit for unit in uow.people.departments() if unit.code == code]
    last = max((unit.valid_to for unit in before), default="")
    if before and (not day or day <= last):
        raise KnownError(
            "department-date",
            f"所属コード{code}は「{before[-1].name}」が{short_day(last)}まで使います。何も変えていません。",
            "その次の日以後を開始日にするか、ほかのコードにしてください。",
            found=short_day(day),
        )


def _save(uow: UnitOfWork, action: str, units: Sequence[Department]) -> None:
    uow.people.save_departments(units)
    uow.audit.append(action, units[-1].code, {"rows": len(units)})
    uow.commit()
