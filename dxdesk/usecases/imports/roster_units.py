"""What a roster table says about departments, compared with those the store knows."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from dxdesk.domain import departments as tree
from dxdesk.domain.errors import Problem
from dxdesk.ports.entities import Department
from dxdesk.usecases.imports.roster_reading import DepartmentLine, RosterReading
from dxdesk.usecases.imports.understanding import Sheet
from dxdesk.usecases.organisation.departments import changed_versions


@dataclass(frozen=True, slots=True)
class UnitPlan:
    """What happens to the departments.

    ``units`` are those valid afterwards, ``rows`` what is to be saved; ``added`` and ``changed`` (old,
    new) tell people; ``codes`` translates what the table writes into codes.
    """

    units: Mapping[str, Department]
    rows: tuple[Department, ...]
    added: tuple[Department, ...]
    changed: tuple[tuple[Department, Department], ...]
    codes: Mapping[str, str]
    problems: tuple[Problem, ...]


class UnitPlanner:
    """Works out departments from the lines of one table."""

    def __init__(
        self,
        sheet: Sheet,
        existing: Iterable[Department],
        as_of: str,
        accept: Collection[str],
        *,
        first: bool,
        said: bool = False,
    ) -> None:
        """Take what is known.

        Args:
            sheet: the table.
            existing: the departments of the store, with their history.
            as_of: the day from which departments are new or different.
            accept: codes whose proposal is taken.
            first: the store had no departments, so new ones have no start date.
            said: a person gave the day, so the table is compared with the departments of that day.
        """
        self._sheet = sheet
        units = tuple(existing)
        self._before = {**tree.valid_at(units), **(tree.valid_at(units, as_of) if said else {})}
        self._as_of = as_of
        self._accept = accept
        self._first = first
        self._units = dict(self._before)
        self._paths = {code: self._path(code) for code in self._before}
        self._said: dict[str, DepartmentLine] = {}
        self._codes: dict[str, str] = {}
        self._problems: list[Problem] = []

    def plan(self, reading: RosterReading) -> UnitPlan:
        """Return what happens to the departments."""
        coded = {line.code for line in reading.departments if line.coded and not line.cell.is_number}
        for line in reading.departments:
            self._line(line, coded)
        for code, line in self._said.items():
            parent = self._parent(line)
            if parent and tree.makes_loop(code, parent, self._units):
                message = f"「{line.name}」の上の所属をたどると輪になります。"
                fix = "親所属の列を直してください。"
                self._problem(Problem("department-loop", message, fix, f"{code} → {parent}"), line)
            elif parent is not None:
                self._units[code] = replace(self._units[code], parent=parent)
        added = tuple(unit for code, unit in sorted(self._units.items()) if code not in self._before)
        changed = tuple(
            (self._before[code], unit)
            for code, unit in sorted(self._units.items())
            if code in self._before and unit != self._before[code]
        )
        rows = [*added]
        for old, new in changed:
            rows.extend(
                changed_versions(old, max(self._as_of, old.valid_from) if not self._first else "", new)
            )
        return UnitPlan(self._units, tuple(rows), added, changed, self._codes, tuple(self._problems))

    def _problem(self, problem: Problem, line: DepartmentLine) -> None:
        self._problems.append(self._sheet.at(problem, line.cell))

    def _line(self, line: DepartmentLine, coded: Collection[str]) -> None:
        code = self._codes.get(line.code) or self._code(line, coded)
        self._codes[line.code] = code
        earlier = self._said.get(code)
        if earlier is not None:
            if line.name and earlier.name and line.name != earlier.name:
                message = f"同じ所属コードなのに、{earlier.cell.ref}では「{earlier.name}」となっています。"
                problem = Problem("department-name-differs", message, "名称をそろえてください。", line.name)
                self._problem(problem, line)
            elif not (earlier.parent_code or earlier.parent_name) and len(earlier.path) < 2 and line.path:
                self._said[code] = replace(line, code=code)
            return
        self._said[code] = replace(line, code=code)
        known = self._units.get(code)
        if known is None:
            if not line.name:
                message = "知らない所属コードで、所属名の列もないため名称が分かりません。"
                fix = "所属名の列を加えるか、先に所属を登録してください。"
                self._problem(Problem("department-unknown", message, fix, code), line)
            self._units[code] = self._new(code, line.name or code)
            self._paths[code] = line.path
        elif line.name and line.name != known.name:
            self._units[code] = replace(known, name=line.name)

    def _new(self, code: str, name: str) -> Department:
        return Department(code, name, valid_from="" if self._first else self._as_of)

    def _code(self, line: DepartmentLine, coded: Collection[str]) -> str:
        """Return the code a line means: zeros that a number lost are proposed, names are looked up."""
        if line.cell.is_number and line.code not in self._before:
            padded = [
                code
                for code in {*self._before, *coded}
                if code.isdigit() and code.lstrip("0") == line.code.lstrip("0")
            ]
            if len(padded) == 1 and padded[0] != line.code:
                if "department-not-text" in self._accept:
                    return padded[0]
                message = "所属コードが数値になっていて、先頭の0が失われたおそれがあります。"
                fix = f"「{padded[0]}」とみなしてよければ、そのことを承認してもう一度取り込んでください。"
                self._problem(Problem("department-not-text", message, fix, line.code), line)
        if line.coded:
            return line.code
        return self._find(line.path, line) or line.code

    def _parent(self, line: DepartmentLine) -> str | None:
        """Return the code of the department above, ``None`` where the table says nothing of it."""
        if not line.parent_code and not line.parent_name:
            return self._ensure(line.path[:-1], line) if len(line.path) > 1 else None
        code = line.parent_code or self._find((line.parent_name,), line) or line.parent_name
        if code == line.code:
            return None  # the line of a 部 itself often repeats its own name as 部名
        if code not in self._units:
            self._units[code] = self._new(code, line.parent_name or code)
            self._paths[code] = (line.parent_name or code,)
        return code

    def _path(self, code: str) -> tuple[str, ...]:
        return tuple(self._units[step].name for step in reversed(tree.path(code, self._units)))

    def _find(self, path: tuple[str, ...], line: DepartmentLine) -> str:
        """Return the code of a chain of names, or of the only chain that ends so; empty for none."""
        found = [code for code, known in self._paths.items() if known == path]
        found = found or [code for code, known in self._paths.items() if known[-len(path) :] == path]
        if len(found) > 1:
            message = f"「{' '.join(path)}」という所属が{len(found)}つあり、どれか決められません。"
            fix = "所属コードの列を加えるか、部から順に空白で区切って書いてください。"
            self._problem(Problem("department-ambiguous", message, fix, " ".join(path)), line)
        return found[0] if len(found) == 1 else ""

    def _ensure(self, path: tuple[str, ...], line: DepartmentLine) -> str:
        """Return the code of a chain of names, making departments (named by the chain) where needed."""
        code = self._find(path, line)
        if not code:
            code = " ".join(path)
            parent = self._ensure(path[:-1], line) if len(path) > 1 else ""
            self._units[code] = replace(self._new(code, path[-1]), parent=parent)
            self._paths[code] = path
        return code
