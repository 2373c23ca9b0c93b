"""What a roster table says about departments, compared with those the store knows."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from dxdesk.domain import departments as tree
from dxdesk.domain.columns import Column
from dxdesk.domain.ditto import bare
from dxdesk.domain.errors import Problem
from dxdesk.domain.lost_letters import lost, private
from dxdesk.domain.office_codes import KnownCodes, folded, read_code, spoilt
from dxdesk.ports.entities import Department
from dxdesk.ports.foreign_tables import TableCell
from dxdesk.usecases.imports.letters import LostLetters
from dxdesk.usecases.imports.questions import Question
from dxdesk.usecases.imports.roster_reading import EATEN, NO_ZEROS, DepartmentLine, RosterReading
from dxdesk.usecases.imports.table_words import UNIT_SIGNS
from dxdesk.usecases.imports.understanding import Sheet
from dxdesk.usecases.organisation.departments import changed_versions

_UNUSABLE = ("code-spoilt", "code-ambiguous")


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
    notices: tuple[Problem, ...] = ()
    questions: tuple[Question, ...] = ()


class _Names:
    """Departments by their chains of names, from the top down."""

    def __init__(self) -> None:
        self._whole: dict[tuple[str, ...], list[str]] = {}
        self._ends: dict[tuple[str, ...], list[str]] = {}
        self._joined: dict[str, list[str]] = {}

    def add(self, code: str, path: tuple[str, ...]) -> None:
        """Take a department in."""
        self._whole.setdefault(path, []).append(code)
        for length in range(1, len(path) + 1):
            self._ends.setdefault(path[-length:], []).append(code)
        self._joined.setdefault(bare("".join(path)), []).append(code)

    def find(self, path: tuple[str, ...], fits: Callable[[str], bool] | None = None) -> list[str]:
        """Return the codes whose chain is the same, else those whose chain ends so, else is joined the same.

        Joined: 企画部 and 企画課 in two columns are 企画部企画課 in one.
        """
        for known in (self._whole.get(path), self._ends.get(path), self._joined.get(bare("".join(path)))):
            found = [code for code in known or () if fits is None or fits(code)]
            if found:
                return found
        return []


def _says_more(line: DepartmentLine, earlier: DepartmentLine) -> bool:
    """Tell whether a line says what is above its department, or its name, where an earlier one does not."""
    return bool(line.parent_code or line.parent_name) or len(line.path) > len(earlier.path)


def _several(line: DepartmentLine, found: Sequence[str]) -> Problem:
    return Problem(
        "department-ambiguous",
        f"知らない所属コードで、「{line.name}」という所属は今{len(found):,}つあり、どれか決められません。",
        "所属コードを、今ある所属のものに直してください。新しい所属なら、先に「所属…」で加えてください。",
        f"{line.code} {line.name}(今は{'と'.join(found)})",
    )


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
        homes: Mapping[str, str] | None = None,
    ) -> None:
        """Take what is known.

        Args:
            sheet: the table.
            existing: the departments of the store, with their history.
            as_of: the day from which departments are new or different.
            accept: codes whose proposal is taken.
            first: the store had no departments, so new ones have no start date.
            said: a person gave the day, so the table is compared with the departments of that day.
            homes: the section that everybody known is in, by number.
        """
        self._sheet = sheet
        units = tuple(existing)
        self._before = {**tree.valid_at(units), **(tree.valid_at(units, as_of) if said else {})}
        self._as_of = as_of
        self._accept = accept
        self._letters = LostLetters(sheet, accept)
        self._first = first
        self._homes = homes or {}
        self._units = dict(self._before)
        self._names = _Names()
        for code in self._before:
            self._names.add(code, self._path(code))
        self._called: dict[str, list[str]] = {}
        for code, unit in self._before.items():
            self._called.setdefault(bare(unit.name), []).append(code)
        self._said: dict[str, DepartmentLine] = {}
        self._codes: dict[str, str] = {}
        self._problems: list[Problem] = []
        self._notices: list[Problem] = []
        self._has_teams = sheet.plan.has(Column.TEAM_NAME)
        self._known = KnownCodes(self._before)
        self._unusable: set[str] = set()
        """What stands in cells whose code has to be mended in the table."""
        self._elsewhere: list[tuple[DepartmentLine, str, str]] = []
        """Lines whose code is new and whose name is known, with their code and the known one."""
        self._made: list[DepartmentLine] = []
        """Lines whose department has no code and is not known by its name."""

    def plan(self, reading: RosterReading) -> UnitPlan:
        """Return what happens to the departments."""
        # Of codes that differ by leading zeros only, the one with the zeros is whole.
        whole = {
            code
            for written in {line.code for line in reading.departments if line.coded}
            if (code := folded(written))[:1] == "0"
            and not (self._known.twins(code) or self._known.spelt(code))
            and spoilt(written, what="") is None
        }
        self._known = KnownCodes({*self._before, *whole})
        if self._swapped(reading):
            return UnitPlan(self._units, (), (), (), self._codes, tuple(self._problems))
        for line in reading.departments:
            self._line(line)
        self._ask_other_codes()
        self._posts(reading)
        for code, line in self._said.items():
            parent = self._parent(line)
            if parent and tree.makes_loop(code, parent, self._units):
                message = f"「{line.name}」の上の所属をたどると輪になります。"
                fix = "親所属の列を直してください。"
                self._problem(Problem("department-loop", message, fix, f"{code} → {parent}"), line)
            elif parent is not None:
                self._units[code] = replace(self._units[code], parent=parent)
        self._nameless()
        self._ask_same_names()
        self._ask_zeros()
        added = tuple(unit for code, unit in sorted(self._units.items()) if code not in self._before)
        changed = tuple(
            (self._before[code], unit)
            for code, unit in sorted(self._units.items())
            if code in self._before and unit != self._before[code]
        )
        self._ask_made()
        self._ask_swapped_names(changed)
        self._ask_renamed(changed, reading)
        rows = [*added]
        for old, new in changed:
            rows.extend(
                changed_versions(old, max(self._as_of, old.valid_from) if not self._first else "", new)
            )
        return UnitPlan(
            self._units,
            tuple(rows),
            added,
            changed,
            self._codes,
            (*self._letters.problems, *self._problems),
            (*self._letters.notices(), *self._notices),
            tuple(self._letters.questions),
        )

    def _problem(self, problem: Problem, line: DepartmentLine) -> None:
        self._problems.append(self._sheet.at(problem, line.cell))

    def _line(self, line: DepartmentLine) -> None:
        code = self._codes.get(line.code) or self._code(line)
        self._codes[line.code] = code
        known = self._units.get(code)
        line = self._whole(line, code)
        if not line.coded and known is not None and known.name != line.name:
            return  # found by what its names are joined: the table says nothing new of it
        earlier = self._said.get(code)
        if earlier is not None:
            if line.name and not earlier.name:
                self._name_now(code, line)
            elif line.name and earlier.name and line.name != earlier.name:
                self._differs(code, line, earlier)
            elif not (earlier.parent_code or earlier.parent_name) and _says_more(line, earlier):
                self._said[code] = replace(line, code=code)
            return
        self._said[code] = replace(line, code=code)
        if known is None:
            self._units[code] = self._new(code, line.name or code)
            self._names.add(code, line.path)
        elif line.name and line.name != known.name:
            self._units[code] = replace(known, name=line.name)

    def _whole(self, line: DepartmentLine, code: str) -> DepartmentLine:
        """Return a line with names that lost no letter; the known ones until that is answered."""
        known = self._before.get(code)
        stored = known.name if known is not None else ""
        if line.coded and len(line.path) > 1 and bare("".join(line.path)) == bare(stored):
            line = replace(line, path=(stored,))  # 「企画部 企画課」 in the cell of 企画部企画課
        over = self._before.get(known.parent) if known is not None else None
        names = {line.name: (code, stored), line.parent_name: (f"{code}.parent", over.name if over else "")}
        names |= {part: (f"{code}.path", "") for part in line.path[:-1] if part not in names}
        whole = {}
        for text, (key, now) in names.items():
            signs = lost(text, of_name=False) + tuple(private(text) if now else "")
            if signs and text != now:
                whole[text] = self._letters.asked(f"section.{key}", line.cell, "所属名", text, now, signs)
        path = tuple([whole.get(part, part) for part in line.path])
        return replace(line, path=path, parent_name=whole.get(line.parent_name, line.parent_name))

    def _differs(self, code: str, line: DepartmentLine, earlier: DepartmentLine) -> None:
        """Tell that lines call one section otherwise: which calls it not as it is called now is the slip."""
        now = self._before.get(code)
        odd, other = line, earlier
        if now is not None and now.name == line.name:
            odd, other = earlier, line
            self._said[code] = replace(line, code=code)
            self._units[code] = replace(self._units[code], name=line.name)
        message = f"同じ所属コードなのに、{other.cell.ref}では「{' '.join(other.path)}」となっています。"
        fix = "名称をそろえてください。コードの書き誤りなら、コードを直してください。"
        self._problem(Problem("department-name-differs", message, fix, " ".join(odd.path)), odd)

    def _name_now(self, code: str, line: DepartmentLine) -> None:
        """Take the name of a section whose first lines had none."""
        earlier = self._said[code]
        has_more = not (earlier.parent_code or earlier.parent_name)
        self._said[code] = replace(line if has_more else earlier, code=code, path=line.path)
        self._units[code] = replace(self._units[code], name=line.name)
        self._names.add(code, line.path)

    def _nameless(self) -> None:
        """Find new sections that no line names."""
        for code, line in self._said.items():
            if line.name or code in self._before:
                continue
            if self._sheet.plan.has(Column.TEAM_NAME if line.team else Column.DEPARTMENT_NAME):
                label = "係名" if line.team else "所属名"
                message = f"知らない所属コードで、{label}の欄が空のため名称が分かりません。"
                fix = f"{label}を入れるか(隣の欄と横に結合されていれば解いて)、先に所属を登録してください。"
            else:
                message = "知らない所属コードで、所属名の列もないため名称が分かりません。"
                fix = "所属名の列を加えるか、先に所属を登録してください。"
            self._problem(Problem("department-unknown", message, fix, code), line)

    def _ask_same_names(self) -> None:
        """Ask where a new name stands under two codes with the same above it: one may be a slip."""
        known: dict[tuple[str, str], list[str]] = {}
        for code, line in self._said.items():
            if line.coded and line.name and code not in self._before:
                known.setdefault((self._units[code].parent, bare(line.name)), []).append(code)
        twice = [codes for codes in known.values() if len(codes) > 1]
        if not twice:
            return
        shown = "、".join(f"{self._said[codes[0]].name}({'と'.join(codes)})" for codes in twice[:5])
        first = self._said[twice[0][1]]
        self._ask(
            Problem(
                "department-two-codes",
                f"同じ名前に所属コードが2つ以上ある所属が{len(twice):,}つあります。",
                "コードの書き誤りなら直してください。名前が同じ別の所属なら承認してください"
                "(見分けられるよう、部の列を加えることもできます)。",
                shown + (" ほか" if len(twice) > 5 else ""),
            ),
            first,
            f"名前が同じでコードの違う所属{len(twice):,}組を、別の所属として取り込みます。",
        )

    def _ask_zeros(self) -> None:
        """Ask, with the first roster, whether codes lost their zeros: nothing is known to tell by."""
        new = {code: line for code, line in self._said.items() if line.coded}
        if not self._first or not new or not all(code.isascii() and code.isdigit() for code in new):
            return
        if any(code.startswith("0") for code in new):
            return
        numbers = [line for line in new.values() if line.cell.is_number]
        lengths = {len(code) for code in new}
        # 10, 1010, 101010 are three levels; 101 beside 1010 is a code that had a zero once.
        uneven = any(length + 1 in lengths for length in lengths)
        # Codes count in twos (01 部, 0101 課): in a CSV, an odd length has lost one. A workbook keeps text.
        in_csv = not self._sheet.table.sheet
        odd = in_csv and all(length % 2 for length in lengths)
        if not numbers and not uneven and not odd:
            if in_csv:
                self._no_zeros(new)
            return
        what = "数値になっていて" if numbers else f"{'と'.join(f'{n}桁' for n in sorted(lengths))}で"
        line = numbers[0] if numbers else min(new.values(), key=lambda one: len(one.code))
        self._ask(
            Problem(
                "department-zeros",
                f"所属コードが{what}、先頭の0が失われたおそれがあります。",
                "もとの表で先頭の0がないかを確かめてください。このとおりのコードなら承認してください。",
                "、".join([*new][:5]) + (" ほか" if len(new) > 5 else ""),
            ),
            line,
            "所属コードを、書かれたとおりに取り込みます。",
        )

    def _no_zeros(self, new: Mapping[str, DepartmentLine]) -> None:
        """Tell that no code of a CSV begins with a zero: nothing is known to tell by."""
        shown = "、".join([*new][:5]) + (" ほか" if len(new) > 5 else "")
        message = "所属コードに、先頭が0のものが1つもありません。書かれたとおりに取り込みます。"
        fix = (
            f"{EATEN}もとのコードの先頭に0があるなら、書き出したままの表から始めてください。"
            "加わった所属は、取込みを元に戻しても残ります(始めたばかりなら、台帳を新しく作れます)。"
        )
        notice = Problem(NO_ZEROS, message, fix, shown)
        self._notices.append(self._sheet.at(notice, next(iter(new.values())).cell))

    def _ask(self, problem: Problem, line: DepartmentLine, accepted: str) -> None:
        """Add a finding, or what is told once it is accepted."""
        if problem.code in self._accept:
            told = replace(problem, message=f"承認のとおり、{accepted}", fix="")
            self._notices.append(self._sheet.at(told, line.cell))
        else:
            self._problem(problem, line)

    def _new(self, code: str, name: str) -> Department:
        return Department(code, name, valid_from="" if self._first else self._as_of)

    def _code(self, line: DepartmentLine) -> str:
        """Return the code a line means: zeros that a number lost are proposed, names are looked up."""
        if line.coded:
            code = self._read(line.code, line.cell)
            found = [] if code in self._before else self._called_so(line)
            other = found[0] if found else ""
            if other and line.code in self._unusable:
                return other  # asked about by its code; to accept the name alone would not help
            if len(found) > 1:
                self._problem(_several(line, found), line)
            elif other:
                self._elsewhere.append((line, code, other))
                # Not a section of its own before somebody said so: else every person moves there.
                return other
            return code
        known = self._find(line.path, line, line.parent_code)
        if not known:
            self._made.append(line)
        return known or line.code

    def _read(self, raw: str, cell: TableCell, what: str = "所属コード") -> str:
        """Return the code that a cell means, by the one rule for codes."""
        read = read_code(
            raw,
            self._known,
            is_date=cell.is_date,
            is_number=cell.is_number,
            is_exponent=self._sheet.is_exponent(cell),
            accept=self._accept,
            what=what,
        )
        self._problems.extend(self._sheet.at(problem, cell) for problem in (read.problem,) if problem)
        if read.problem and read.problem.code in _UNUSABLE:
            self._unusable.add(raw)
        self._notices.extend(self._sheet.at(notice, cell) for notice in (read.accepted,) if notice)
        return read.value

    def _called_so(self, line: DepartmentLine) -> list[str]:
        """Return the codes of the known sections of a line's name, as far as what is above them fits."""
        codes: list[str] = []
        above = {line.parent_name, *line.path[:-1][-1:]} - {""}
        parent = self._codes.get(line.parent_code, line.parent_code)
        for code in self._called.get(bare(line.name), ()) if line.name else ():
            unit = self._before[code]
            over = self._before.get(unit.parent)
            if above and over is not None and bare(over.name) not in set(map(bare, above)):
                continue
            if not above and parent and over is not None and parent != over.code:
                continue
            codes.append(code)
        return codes

    def _ask_other_codes(self) -> None:
        """Ask before a known section gets a second code: spreadsheets change codes, and people renumber."""
        if not self._elsewhere:
            return
        shown = "、".join(f"{code} {line.name}(今は{other})" for line, code, other in self._elsewhere[:5])
        many = len({code for _, code, _ in self._elsewhere})
        problem = Problem(
            "department-other-code",
            f"今の所属と同じ名前で、所属コードだけが違う所属が{many:,}つあります。",
            "今ある所属とみなしてよければ承認してください。コードが本当に変わったか、同じ名前の別の所属なら、"
            "先に「所属…」でそのコードの所属を加えてください。",
            shown + (" ほか" if len(self._elsewhere) > 5 else ""),
        )
        first = self._elsewhere[0][0]
        if problem.code in self._accept:
            message = (
                f"承認のとおり、所属コードの違う{many:,}つの所属を、同じ名前の今ある所属として取り込みます。"
            )
            self._notices.append(self._sheet.at(replace(problem, message=message, fix=""), first.cell))
        else:
            self._problem(problem, first)

    def _swapped(self, reading: RosterReading) -> bool:
        """Refuse a table whose column of codes holds names of sections, and tell whether that is so."""
        known = set(self._called) - set(map(bare, self._before))
        coded = [line for line in reading.departments if line.coded]
        found = [line for line in coded if line.code not in self._known and self._is_name(line, known)]
        if not found:
            return False
        shown = "、".join(dict.fromkeys(f"{line.code} {line.name}".strip() for line in found[:50]))[:60]
        message = f"所属コードの列に、所属の名前が書かれた行が{len(found):,}行あります。"
        fix = "所属コードと所属名の列が入れ替わっていないか確かめ、見出しの対応を直してください。"
        self._problem(Problem("department-columns-swapped", message, fix, shown), found[0])
        return True

    def _is_name(self, line: DepartmentLine, known: Collection[str]) -> bool:
        """Tell whether what stands for a code is a known name, or words beside what looks like a code."""
        code = folded(line.code)
        if bare(code) in known:
            return True
        name = folded(line.name)
        looks_like_code = name.isascii() and any(map(str.isdigit, name))
        return bool(name) and looks_like_code and not code.isascii()

    def _ask_swapped_names(self, changed: Collection[tuple[Department, Department]]) -> None:
        """Ask before known sections take each other's names: a column that slipped looks like that."""
        was: dict[str, set[str]] = {}
        for code, unit in self._before.items():
            was.setdefault(bare(unit.name), set()).add(code)
        taken = [
            (old, new)
            for old, new in changed
            if old.name != new.name and was.get(bare(new.name), set()) - {old.code}
        ]
        if not taken:
            return
        shown = "、".join(f"{old.code} {old.name} → {new.name}" for old, new in taken[:5])
        problem = Problem(
            "department-names-swapped",
            f"今の所属{len(taken):,}つが、ほかの所属の名前に変わります。",
            "所属コードか所属名が1行ずれたり入れ替わったりしていないか、確かめてください。"
            "本当に名前が変わるなら承認してください。",
            shown + (" ほか" if len(taken) > 5 else ""),
        )
        line = self._said[taken[0][0].code]
        if problem.code in self._accept:
            message = f"承認のとおり、所属{len(taken):,}つを、ほかの所属の今の名前に変えます。"
            self._notices.append(self._sheet.at(replace(problem, message=message, fix=""), line.cell))
        else:
            self._problem(problem, line)

    def _ask_renamed(
        self, changed: Collection[tuple[Department, Department]], reading: RosterReading
    ) -> None:
        """Ask before a section gets a name quite unlike its own, with mostly other people in it.

        A section that was renamed keeps its people; where they go with the name, the code is a slip.
        """
        names = {bare(unit.name) for unit in self._before.values()}
        unlike = {
            old.code: (old, new)
            for old, new in changed
            if old.name != new.name and bare(new.name) not in names and not _share(old.name, new.name)
        }
        there: dict[str, list[bool]] = {}
        for number, line in reading.lines.items() if unlike else ():
            written = str(line.fields.get("department_code", ""))
            code = self._codes.get(written, written)
            if code in unlike:
                there.setdefault(code, []).append(self._homes.get(number) == code)
        taken = [unlike[code] for code, stay in there.items() if 2 * sum(stay) < len(stay)]
        if not taken:
            return
        shown = "、".join(f"{old.code} {old.name} → {new.name}" for old, new in taken[:5])
        self._ask(
            Problem(
                "department-renamed",
                f"今の所属{len(taken):,}つが、まったく違う名前に変わり、いる人もほとんど入れ替わります。",
                "所属コードの書き誤りなら直してください。本当に名前が変わるなら承認してください。",
                shown + (" ほか" if len(taken) > 5 else ""),
            ),
            self._said[taken[0][0].code],
            f"所属{len(taken):,}つの名前を変えます。",
        )

    def _posts(self, reading: RosterReading) -> None:
        """Translate what the columns of 兼務 say: codes by the rule for codes, names as those of 所属."""
        for line in reading.lines.values():
            for post in line.posts:
                said = post.department_code
                cell = line.cells.get(f"post:{said}", line.cell)
                if said in self._codes or said in self._units:
                    continue
                named = self._named(tuple(said.split()))
                code = named[0] if len(named) == 1 else self._read(said, cell, "兼務所属コード")
                self._codes[said] = self._codes.get(code, code)

    def _ask_made(self) -> None:
        """Ask before names alone make sections in an office whose sections are known."""
        if self._first or not self._made:
            return
        names = dict.fromkeys(" ".join(line.path) for line in self._made)
        shown = "、".join([*names][:5]) + (" ほか" if len(names) > 5 else "")
        problem = Problem(
            "department-uncoded",
            f"今の所属にない名前の所属が{len(names):,}つあり、所属コードがありません。",
            "新しい所属なら承認してください(名前をそのままコードにして加えます)。"
            "今ある所属なら、名前をそろえるか、所属コードの列を加えてください。"
            + ("係まで分けないなら、係名の列を使わないでください。" if self._has_teams else ""),
            shown,
        )
        if "department-uncoded" in self._accept:
            message = f"承認のとおり、所属コードのない所属{len(names):,}つを、名前をコードにして加えます。"
            told = replace(problem, message=message, fix="")
            self._notices.append(self._sheet.at(told, self._made[0].cell))
        else:
            self._problem(problem, self._made[0])

    def _parent(self, line: DepartmentLine) -> str | None:
        """Return the code of the department above, ``None`` where the table says nothing of it."""
        if not line.parent_code and not line.parent_name:
            return self._ensure(line.path[:-1], line) if len(line.path) > 1 else None
        code = self._parent_code(line)
        if code == line.code:
            return None  # the line of a 部 itself often repeats its own name as 部名
        if code not in self._units:
            self._units[code] = self._new(code, line.parent_name or code)
            self._names.add(code, (line.parent_name or code,))
        return code

    def _parent_code(self, line: DepartmentLine) -> str:
        if not line.parent_code:
            return self._find((line.parent_name,), line) or line.parent_name
        known = self._codes.get(line.parent_code)
        if known is None:
            known = self._codes[line.parent_code] = self._read(line.parent_code, line.cell, "親所属コード")
        return known

    def _path(self, code: str) -> tuple[str, ...]:
        return tuple(self._units[step].name for step in reversed(tree.path(code, self._units)))

    def _find(self, path: tuple[str, ...], line: DepartmentLine, parent: str = "") -> str:
        """Return the code of a chain of names, or of the only chain that ends so; empty for none.

        ``parent``: the code of the department above, where the table says it.
        """
        found = self._named(path, parent)
        if len(found) > 1:
            message = f"「{' '.join(path)}」という所属が{len(found)}つあり、どれか決められません。"
            fix = "所属コードの列を加えるか、部から順に空白で区切って書いてください。"
            self._problem(Problem("department-ambiguous", message, fix, " ".join(path)), line)
        return found[0] if len(found) == 1 else ""

    def _named(self, path: tuple[str, ...], parent: str = "") -> list[str]:
        """Return the codes of the departments with a chain of names; see ``_Names.find``."""
        above = self._codes.get(parent, parent)
        under = self._under(above) if parent else None
        return self._names.find(path, under)

    def _under(self, above: str) -> Callable[[str], bool]:
        return lambda code: self._units[code].parent == above

    def _ensure(self, path: tuple[str, ...], line: DepartmentLine) -> str:
        """Return the code of a chain of names, making departments (named by the chain) where needed."""
        code = self._find(path, line)
        if not code:
            code = " ".join(path)
            parent = self._ensure(path[:-1], line) if len(path) > 1 else ""
            self._units[code] = replace(self._new(code, path[-1]), parent=parent)
            self._names.add(code, path)
        return code


def _share(one: str, other: str) -> bool:
    """Tell whether two names of sections have two signs in a row in common, or one stands in the other."""
    cores = [bare(name).rstrip("".join(UNIT_SIGNS)) or bare(name) for name in (one, other)]
    pairs = [{name[position : position + 2] for position in range(len(name) - 1)} for name in cores]
    return bool(pairs[0] & pairs[1]) or cores[0] in cores[1] or cores[1] in cores[0]
