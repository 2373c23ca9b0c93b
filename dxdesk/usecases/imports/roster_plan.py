"""What importing a roster would do: a preview that is also what gets applied."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from dxdesk.domain import departments as tree
from dxdesk.domain import duty
from dxdesk.domain.columns import LABELS, Column
from dxdesk.domain.errors import Problem
from dxdesk.domain.persona_names import PersonaNames
from dxdesk.domain.targets import DUTY_STATUS, LIST_LABELS, default_of, default_words
from dxdesk.domain.wareki import wareki
from dxdesk.ports.entities import Department, Employee, ListEntry, Post
from dxdesk.usecases.imports.questions import Question
from dxdesk.usecases.imports.roster_left import Leaver, asked_or_told, leavers
from dxdesk.usecases.imports.roster_numbers import NewNumbers
from dxdesk.usecases.imports.roster_people import Identities
from dxdesk.usecases.imports.roster_personas import RosterPersonas
from dxdesk.usecases.imports.roster_reading import RosterLine, RosterReading
from dxdesk.usecases.imports.roster_units import UnitPlan
from dxdesk.usecases.imports.understanding import ROSTER, Sheet, TableResult, afterwards
from dxdesk.usecases.imports.understood import Understanding

FIELD_LABELS: Mapping[str, str] = {
    **{str(column): label for column, label in LABELS.items()},
    "department_code": "所属",
    "posts": "兼務",
    "left": "在籍",
}
_LISTS = "扱いが違うときは、「設定」の「一覧と対象」で直してください。"
BLANKS: Mapping[str, str] = {
    "department_code": "blank-section",
    "grade": "blank-grade",
    "employment": "blank-employment",
    "duty_status": "blank-duty-status",
    "personas": "blank-persona",
    "first_confirmer": "blank-first",
    "second_confirmer": "blank-second",
    "title": "blank-title",
    "job": "blank-job",
    "kana": "blank-kana",
    "alias": "blank-alias",
    "posts": "blank-posts",
}
"""The code under which an empty cell of each field is accepted: an export often leaves cells out."""
_POSTS = "兼務が続いている人がいれば、兼務の列を埋めて取り込み直してください。"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of one person: identifier, Japanese label, old and new text."""

    field: str
    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class PersonChange:
    """A known person whose line says something else now."""

    before: Employee
    after: Employee
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class RosterPreview:
    """What a roster import would do. With ``errors`` it does nothing at all.

    ``reused`` are numbers that go to somebody else: of them ``changed`` holds the former and the new holder.
    ``leavers`` says of those of ``left`` who stay under no other number where they are and what they are
    needed for. ``links`` are former and new number of people who come under a new one; of them
    ``deputising`` are named anew in the 代理の指名 that has their former one. ``appointing`` says by code of
    sections who appoints their people from now on (empty: as above). ``receipt`` is that under which the very
    table came in before, where it changes nobody. ``advice`` is what helps once the table is in, by code of
    the notices.
    """

    file: str
    sheet: str
    digits: int
    added: tuple[Employee, ...]
    changed: tuple[PersonChange, ...]
    left: tuple[Employee, ...]
    unchanged: int
    departments: UnitPlan
    new_entries: tuple[ListEntry, ...]
    mapping: Mapping[Column, tuple[str, ...]]
    errors: tuple[Problem, ...]
    notices: tuple[Problem, ...]
    understanding: Understanding | None = None
    reused: frozenset[str] = frozenset()
    leavers: tuple[Leaver, ...] = ()
    questions: tuple[Question, ...] = ()
    learned: Mapping[str, str] = field(default_factory=dict)
    links: tuple[tuple[str, str], ...] = ()
    deputising: tuple[tuple[str, str], ...] = ()
    appointing: Mapping[str, str] = field(default_factory=dict)
    receipt: int = 0
    advice: Mapping[str, str] = field(default_factory=dict)

    @property
    def changes_anything(self) -> bool:
        """Whether applying would change the store."""
        people = self.added or self.changed or self.left
        return bool(people or self.departments.rows or self.new_entries or self.appointing)

    def result(self, path: str) -> TableResult:
        """Return what importing would report (the receipt is not known yet)."""
        if self.errors:
            return TableResult(path, ROSTER, "refused", errors=self.errors, notices=self.notices)
        return TableResult(
            path=path,
            kind=ROSTER,
            outcome="applied" if self.changes_anything else "unchanged",
            added=len(self.added),
            updated=len(self.changed),
            unchanged=self.unchanged,
            left=len(self.leavers),
            notices=afterwards(self.notices, self.advice, changed=self.changes_anything),
        )


def text_of(value: object) -> str:
    """Return a field of an employee as the history keeps it."""
    if isinstance(value, bool):
        return "退職・転出など" if value else ""
    if isinstance(value, tuple):
        return "、".join(f"{p.department_code}:{p.title}" if isinstance(p, Post) else str(p) for p in value)
    return str(value)


class RosterPlanner:
    """Compares a reading with the roster of the store."""

    def __init__(
        self,
        sheet: Sheet,
        reading: RosterReading,
        known: Mapping[str, Employee],
        units: UnitPlan,
        lists: Sequence[ListEntry],
        accept: Collection[str],
        personas: Mapping[str, str] | None = None,
        formers: Mapping[str, str] | None = None,
        needed: Callable[[Collection[Employee]], Mapping[str, tuple[str, ...]]] = lambda _: {},
        recorded: Callable[[str], bool] = lambda _: False,
    ) -> None:
        """Take the reading, everybody the store knows (also who left), and the lists.

        ``personas``: names by code of the kept frameworks; empty = none is kept yet. ``formers``: numbers
        that people gave up, with the one each has now, as linked before. ``needed`` returns, by number,
        what people who leave are still needed for. ``recorded`` tells whether anything is recorded under a
        number.
        """
        self._sheet = sheet
        self._reading = reading
        self._known = known
        self._units = units
        self._lists = lists
        self._accept = frozenset(accept)
        self._personas = RosterPersonas(sheet, PersonaNames(personas or {}), known, self._accept)
        self._problems: list[Problem] = []
        self._notices: list[Problem] = []
        self._first = not known
        self._needed = needed
        self._leavers: tuple[Leaver, ...] = ()
        self._who = Identities(sheet, reading.lines, known, self._accept)
        self._numbers = NewNumbers(sheet, reading.lines, known, formers or {}, self._accept, recorded)
        self._newest = dict(formers or {})

    def plan(self, mapping: Mapping[Column, tuple[str, ...]], *, partial: bool) -> RosterPreview:
        """Return the preview; ``partial``: who is absent from the table stays as they are."""
        self._who.look()
        self._personas.read(self._reading.lines.values())
        after = {number: self._employee(line) for number, line in self._reading.lines.items()}
        active = [person for person in self._known.values() if not person.left]
        there = {*after, *self._reading.unread}
        # Of a line without a number nobody knows who it is about, and so who is absent.
        stay = partial or self._reading.unnumbered > 0
        left = () if stay else tuple(person for person in active if person.number not in there)
        staff = there | {person.number for person in active} - {person.number for person in left}
        self._numbers.look(after, left, self._who.given)
        self._newest = {old: new for old, new in self._newest.items() if old not in staff}
        # A number that goes to somebody else with this table means them in it, and not its former holder.
        self._newest |= {old: new for old, new in self._numbers.links if old not in self._who.given}
        after = {number: self._confirmed(person) for number, person in after.items()}
        new = [person for number, person in after.items() if number not in self._known]
        changed = [
            PersonChange(before, person, named_sections(fields_of(before, person), self._units.units))
            for number, person in after.items()
            if (before := self._known.get(number)) is not None and before != person
        ]
        for line in self._reading.lines.values():
            self._confirmers(line, staff)
            self._post_departments(line)
        self._confirmed_twice()
        self._blanked()
        self._who_leaves(left, after, len(active))
        entries = self._new_entries()
        self._departments_told()
        if not stay:
            self._vanished(after.values())
        return RosterPreview(
            file=self._sheet.table.file,
            sheet=self._sheet.table.sheet,
            digits=self._reading.digits,
            added=tuple(sorted(new, key=lambda person: person.number)),
            changed=tuple(sorted(changed, key=lambda change: change.after.number)),
            left=tuple(sorted(left, key=lambda person: person.number)),
            leavers=self._leavers,
            unchanged=len(after) - len(new) - len(changed),
            departments=self._units,
            new_entries=entries,
            mapping=mapping,
            errors=(
                *(*self._reading.problems, *self._units.problems),
                *(*self._who.problems, *self._numbers.problems),
                *(*self._personas.problems, *self._problems),
            ),
            notices=(
                *(*self._reading.notices, *self._units.notices),
                *(*self._who.notices, *self._numbers.notices, *self._personas.notices, *self._notices),
            ),
            reused=frozenset(self._who.reused),
            questions=(
                *(*self._units.questions, *self._who.questions),
                *(*self._numbers.questions, *self._personas.questions),
            ),
            links=self._numbers.links,
            advice=self._numbers.advice,
        )

    def _problem(self, problem: Problem, line: RosterLine, field: str) -> None:
        cell = line.cells.get(field, line.cell)
        self._problems.append(self._sheet.at(problem, cell if cell.ref else line.cell))

    def _employee(self, line: RosterLine) -> Employee:
        fields = dict(line.fields)
        code = fields.get("department_code")
        if isinstance(code, str):
            fields["department_code"] = self._units.codes.get(code, code)
        posts = fields.get("posts")
        if isinstance(posts, tuple):
            fields["posts"] = tuple(replace(post, department_code=self._post_code(post)) for post in posts)
        known = self._known.get(line.number)
        if known is None or line.number in self._who.reused:  # nothing of a former holder stays
            return Employee(**{"number": line.number, "name": "", **fields})  # type: ignore[arg-type]
        return replace(known, **fields, left=False)  # type: ignore[arg-type]

    def _confirmed(self, person: Employee) -> Employee:
        """Return a person confirmed by the number that each confirmer has now."""
        first, second = person.first_confirmer, person.second_confirmer
        newest = self._newest
        return replace(
            person, first_confirmer=newest.get(first, first), second_confirmer=newest.get(second, second)
        )

    def _post_code(self, post: Post) -> str:
        code = self._units.codes.get(post.department_code, post.department_code)
        if code in self._units.units:
            return code
        named = [unit.code for unit in self._units.units.values() if unit.name == code]
        return named[0] if len(named) == 1 else code

    def _post_departments(self, line: RosterLine) -> None:
        for post in line.posts:
            if self._post_code(post) not in self._units.units:
                message = "兼務先の所属が分かりません。"
                fix = "所属コードを直すか、先に所属を登録してください。"
                problem = Problem("post-department-unknown", message, fix, post.department_code)
                self._problem(problem, line, f"post:{post.department_code}")

    def _confirmers(self, line: RosterLine, staff: Collection[str]) -> None:
        for column in (Column.FIRST, Column.SECOND):
            number = str(line.fields.get(str(column), ""))
            number = self._newest.get(number, number)
            if not number:
                continue
            label = LABELS[column]
            if number == line.number:
                message = f"{label}が本人になっています。自分の申告は自分では確認できません。"
                problem = Problem("confirmer-self", message, "ほかの職員の番号にしてください。", number)
                self._problem(problem, line, str(column))
            elif number not in staff:
                message = f"{label}の職員番号が名簿にありません。"
                fix = "番号を直すか、その職員を名簿に加えてください。"
                self._problem(Problem("confirmer-unknown", message, fix, number), line, str(column))

    def _confirmed_twice(self) -> None:
        """Say whom one person would confirm at both stages: nobody does, the second alone stays."""
        first, second = str(Column.FIRST), str(Column.SECOND)
        lines = [
            line
            for line in self._reading.lines.values()
            if line.fields.get(second) and line.fields.get(first) == line.fields[second]
        ]
        if lines:
            shown = "、".join(f"{line.number} {line.fields.get('name', '')}" for line in lines[:5])
            problem = Problem(
                "confirmer-twice",
                f"一次確認者と二次確認者が同じ人の職員が{len(lines):,}人います。二次確認だけにします。",
                "二段階で確認するときは、どちらかを別の職員の番号にしてください。",
                shown + (" ほか" if len(lines) > 5 else ""),
            )
            cell = lines[0].cells.get(second, lines[0].cell)
            self._notices.append(self._sheet.at(problem, cell if cell.ref else lines[0].cell))

    def _who_leaves(self, gone: Sequence[Employee], after: Mapping[str, Employee], active: int) -> None:
        """Name whom the table leaves out, and ask where they are many or still needed."""
        numbers = {person.number for person in gone}
        moved = {former for former, _ in self._numbers.links}  # they stay, under another number
        gone = [person for person in gone if person.number not in moved]
        if not gone:
            return
        stay = [p for n, p in ({**self._known, **after}).items() if n not in numbers and not p.left]
        self._leavers = leavers(gone, stay, self._units.units, self._needed(gone))
        table = self._sheet.table
        asked, told = asked_or_told(self._leavers, active, self._accept)
        self._problems.extend(one.at(file=table.file, sheet=table.sheet) for one in (asked,) if one)
        self._notices.extend(one.at(file=table.file, sheet=table.sheet) for one in (told,) if one)

    def _blanked(self) -> None:
        """Ask before an empty cell takes away what is known, and before somebody is in no section."""
        everybody = tuple(self._reading.lines.values())
        known = tuple(line for line in everybody if line.number in self._known)
        for name, code in BLANKS.items():
            asked = everybody if name == "department_code" else known  # of others, nothing is lost
            lines = [line for line in asked if self._is_blank(line, name)]
            lost = sum(bool(getattr(self._known.get(line.number), name, "")) for line in lines)
            if name != "department_code":
                lines = [line for line in lines if getattr(self._known.get(line.number), name, "")]
            if not lines:
                continue
            problem = _blank(code, FIELD_LABELS[name], len(lines), lost)
            shown = "、".join(f"{line.number} {line.fields.get('name', '')}" for line in lines[:5])
            problem = replace(problem, found=shown + (" ほか" if len(lines) > 5 else ""))
            if code in self._accept or name == "posts":  # 兼務 end every April; that is told, not asked
                label = FIELD_LABELS[name]
                said = f"承認のとおり、{label}の欄が空の{len(lines):,}人は、{label}を空にして取り込みます。"
                accepted = code in self._accept
                told = replace(problem, message=said, fix="") if accepted else replace(problem, fix=_POSTS)
                cell = lines[0].cells.get(name, lines[0].cell)
                self._notices.append(self._sheet.at(told, cell if cell.ref else lines[0].cell))
            else:
                self._problem(problem, lines[0], name)

    def _is_blank(self, line: RosterLine, name: str) -> bool:
        """Tell whether a column of the table says nothing of somebody who is not known to have nothing."""
        value = line.fields.get(name)
        if value is None or (value.strip() if isinstance(value, str) else value):
            return False
        if name == "posts" and not self._sheet.plan.has(Column.POST_DEPARTMENT):
            return False  # in a table with a line a post, a post that ended has no cell
        if name in line.cells and line.cells[name].value.strip() and name != "department_code":
            return False  # it could not be read, and that is told
        before = self._known.get(line.number)
        return before is None or bool(getattr(before, name))

    def _new_entries(self) -> tuple[ListEntry, ...]:
        """Return values the own lists lack: taken over with the first roster, asked about later."""
        known = {(entry.list_name, entry.value) for entry in self._lists}
        made: list[ListEntry] = []
        for line in self._reading.lines.values():
            for name, label in LIST_LABELS.items():
                value = str(line.fields.get(name, ""))
                if not value or (name, value) in known:
                    continue
                known.add((name, value))
                if name == DUTY_STATUS and value in duty.FOLDED:
                    continue  # every store gets an entry for each of these
                target, never_late = default_of(name, value)
                made.append(ListEntry(name, value, target, len(self._lists) + len(made), never_late))
                problem = Problem(
                    "new-list-value",
                    f"{label}の一覧にない値です。"
                    f"取り込むと「{default_words(target, never_late)}」として一覧に加わります。",
                    "書き誤りなら直し、新しい値なら承認してもう一度取り込んでください。",
                    value,
                )
                if self._first or value == duty.PART_TIME or "new-list-value" in self._accept:
                    message = f"{label}の一覧に、「{default_words(target, never_late)}」として加えます。"
                    notice = replace(problem, message=message, fix=_LISTS)
                    self._notices.append(self._sheet.at(notice, line.cells.get(name, line.cell)))
                else:
                    self._problem(problem, line, name)
        return tuple(made)

    def _departments_told(self) -> None:
        """Say which departments appear or change, except for the very first roster."""
        if self._first:
            return
        for unit in self._units.added:
            message = f"新しい所属「{unit.name}」({unit.code})を{_since(unit.valid_from)}加えます。"
            self._notices.append(Problem("department-new", message))
        for old, new in self._units.changed:
            said = f"名称を「{new.name}」に変えます" if old.name != new.name else "上の所属を変えます"
            since = next((row.valid_from for row in self._units.rows[::-1] if row.code == new.code), "")
            message = (
                f"{_since(since)}所属「{old.name}」({old.code})の{said}。前の名称や上下は履歴に残ります。"
            )
            self._notices.append(Problem("department-changed", message))

    def _vanished(self, people: Iterable[Employee]) -> None:
        """Say which departments nobody belongs to any more: somebody must close them, or they stay."""
        if not any("department_code" in line.fields for line in self._reading.lines.values()):
            return
        codes = {
            code
            for person in people
            for code in (person.department_code, *(post.department_code for post in person.posts))
        }
        used = {step for code in codes for step in tree.path(code, self._units.units)}
        before = {person.department_code for person in self._known.values() if not person.left}
        gone = sorted(code for code in before - used if code in self._units.units)
        if gone:
            message = f"この名簿では、{len(gone)}つの所属に職員がいなくなります。所属の一覧には残ります。"
            fix = "廃止した所属なら、「名簿」の「所属」で、最後の日と仕事を引き継ぐ所属を決めてください。"
            found = "、".join(f"{self._units.units[code].name}({code})" for code in gone)
            self._notices.append(Problem("department-vanished", message, fix, found))


def _blank(code: str, label: str, count: int, lost: int) -> Problem:
    fix = (
        f"{label}の列を埋めて取り込み直してください(結合や省略を解いてから書き出した表か、確かめます)。"
        f"空でよければ承認してください。"
    )
    if lost == count:
        message = f"{label}の欄が空の人が{count:,}人います。取り込むと、今の{label}が消えます。"
    elif lost:
        message = (
            f"{label}の欄が空の人が{count:,}人います。取り込むと、うち{lost:,}人は今の{label}が消えます。"
        )
    else:
        message = f"{label}の欄が空の人が{count:,}人います。取り込むと、{label}のない人になります。"
    return Problem(code, message, fix)


def fields_of(before: Employee, after: Employee) -> tuple[FieldChange, ...]:
    """Return the fields in which two states of a person differ."""
    return tuple(
        FieldChange(name, FIELD_LABELS[name], text_of(getattr(before, name)), text_of(getattr(after, name)))
        for name in FIELD_ORDER
        if getattr(before, name) != getattr(after, name)
    )


def named_sections(fields: Iterable[FieldChange], units: Mapping[str, Department]) -> tuple[FieldChange, ...]:
    """Return differences as people read them: a section by its name with the code, who is back as that."""

    def called(code: str) -> str:
        unit = units.get(code)
        return f"{unit.name}({code})" if unit is not None and unit.name != code else code

    def read(one: FieldChange) -> FieldChange:
        if one.field == "department_code":
            return replace(one, old=called(one.old), new=called(one.new))
        if one.field == "left":
            return replace(one, old=one.old or "名簿にいる", new=one.new or "名簿に戻る")
        return one

    return tuple(map(read, fields))


FIELD_ORDER: tuple[str, ...] = tuple(name for name in Employee.__dataclass_fields__ if name != "number")


def _since(day: str) -> str:
    """Return e.g. ``令和8年4月1日から``, empty where no day is known."""
    return f"{wareki(date.fromisoformat(day))}から" if day else ""
