"""A year of a large town without files: the same acts, handed over in memory instead of in workbooks.

HR's store is used through its use cases alone: it imports, opens, sends, receives and finalises as with
files, so it holds what it would hold then. Confirmers' stores live in memory only, forms that go no
further than the confirmer are not kept.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from dxdesk import paths
from dxdesk.domain import file_names
from dxdesk.domain.records import ANSWER_PARTS, Part, Revision
from dxdesk.ports.entities import Employee, Role
from dxdesk.ports.workbooks import FORM_SHEET, Answer, ExperienceLine, FormReading, ReadAnswer
from dxdesk.programs.scenario import hr_acts
from dxdesk.programs.scenario.answers import CORRECTED
from dxdesk.programs.scenario.demo import Demo, asked
from dxdesk.programs.scenario.development import Development
from dxdesk.programs.scenario.drawer import Drawer, stored
from dxdesk.programs.scenario.post import Post
from dxdesk.programs.scenario.reached import Reached, pace_of, reached_by
from dxdesk.programs.scenario.town import Town
from dxdesk.usecases.answering.self_report import form_name, question_here
from dxdesk.usecases.exchange.issue import person_revisions
from dxdesk.usecases.exchange.receive import ReceiveFiles, receive
from dxdesk.usecases.forms import questions
from dxdesk.usecases.person_year.cycles import cycle_heads
from dxdesk.usecases.person_year.standing import PersonYear, YearContext, derive_person, year_context
from dxdesk.usecases.sealing.envelope import Recipient
from dxdesk.usecases.sealing.workbook_kinds import FORM, RESULT_NOTICE, SECTION_PACKAGE
from dxdesk.usecases.sending import dispatch
from dxdesk.usecases.year import cycle, finalise

_PARTS = (Part.ASSIGNMENT, Part.REFERENCE, *ANSWER_PARTS, Part.PLAN, Part.REVIEW1, Part.REVIEW2, Part.LIFE)
_SECTIONS_AT_ONCE = 20
_CORRECTS = 0.12
_REASON = "根拠をもう少し具体的に書いてください。"
_NAMED = 20
"""So many people of each kind are named in the listing."""
_TOLD = {
    Reached.TORN: ("conflict-open", "{count}人から内容の違う申告票が2つ人事課に届き、まだ決めていない。"),
    Reached.RETURNED: ("returned", "{count}人の申告が差し戻され、まだ2回目が届いていない。"),
    Reached.FORM: ("late-section", "{count}人の申告票が、確認されないまま人事課に届いている。"),
    Reached.SILENT: ("unsent", "{count}人の申告が、まだ人事課に届いていない。"),
}

Drawers = dict[str, Drawer]
Group = list[tuple[Employee, Reached]]


class PaperlessYear:
    """Plays one year into HR's store."""

    def __init__(
        self, demo: Demo, post: Post, drawers: Drawers, town: Town, year: int, *, last: bool
    ) -> None:
        """Take the stage, whose Excel room is the post, and what lasts; ``last``: the year stays open."""
        self.demo, self.post, self.drawers, self.town = demo, post, drawers, town
        self.year, self.last = year, last
        self.asked = frozenset(person.number for person in asked(town))
        self._folder = Path()

    def play(self, framework: str) -> None:
        """Play the year; the tables of the personnel system pass through a private folder."""
        with tempfile.TemporaryDirectory(prefix="demo-", dir=paths.temp_dir()) as made:
            self.open(framework, Path(made))
            for group in self.groups():
                letters = self.letters(group)
                receive(self.demo.hr, ReceiveFiles(tuple(letters)))
                self.post.clear(letters)
                self.demo.step(len(group))
            self.post.letters.clear()
        if self.last:
            self._tell()
        else:
            self._on(3, 18)
            number = f"総人第{self.year - 1890}号"
            finalise.finalise(self.demo.hr, number, self.demo.clock.today(), self.year)
            self._on(3, 27)
            self.post.wanted = lambda _: False  # nobody of the demonstration reads them
            told = dispatch.Export(RESULT_NOTICE.word, self._folder / "results", fiscal_year=self.year)
            dispatch.export(self.demo.hr, told)
            cycle.close_cycle(self.demo.hr, self.year)

    def open(self, framework: str, folder: Path) -> None:
        """Open the year and send everything; what passes through on paper lies in the folder."""
        self._folder = folder
        hr_acts.open_year(self.demo, self.town, self.year, framework, folder)
        self.send()
        self._on(3, 3)

    def _tell(self) -> None:
        """Enter in the listing what the open year holds for a person to act on."""
        reaches = [(person.number, reached) for group in self.groups() for person, reached in group]
        for reached, (kind, text) in _TOLD.items():
            numbers = [number for number, found in reaches if found is reached and number in self.asked]
            if numbers:
                told = text.format(count=f"{len(numbers):,}")
                self.demo.mishap(kind, self.year, told, count=len(numbers), employees=numbers[:_NAMED])

    def _on(self, month: int, day: int) -> None:
        self.demo.clock.day = date(self.year + 1, month, day).isoformat()

    # --- who comes how far -----------------------------------------------------------------------

    def groups(self) -> Iterator[Group]:
        """Yield everybody with how far they come: some sections at a time, then those who lead."""
        leads: dict[str, Group] = {}
        waiting: Group = []
        for position, unit in enumerate(self.town.units, start=1):
            pace = pace_of(self.demo.voices, unit, self.year, last=self.last)
            waiting += [self._with_reached(person, pace) for person in (*unit.chiefs, *unit.others)]
            leads.setdefault(unit.division[0], []).append(self._with_reached(unit.manager, pace))
            if position % _SECTIONS_AT_ONCE == 0:
                yield waiting
                waiting = []
        leading = [
            self._with_reached(person, Reached.WHOLE) for person in (*self.town.directors, self.town.vice)
        ]
        yield waiting + [fated for group in leads.values() for fated in group] + leading

    def _with_reached(self, person: Employee, pace: Reached) -> tuple[Employee, Reached]:
        if person.number not in self.asked:
            return person, Reached.SILENT
        return person, reached_by(self.demo.voices, person, pace, self.year, last=self.last)

    # --- what HR sends -----------------------------------------------------------------------------

    def send(self) -> None:
        """Send packages and forms; every confirmer takes the secret of the package."""
        self._on(1, 14)
        kept = {
            form_name(self.year, person.number)
            for group in self.groups()
            for person, reached in group
            if reached in (Reached.FORM, Reached.TORN)
        }
        self.post.wanted = lambda path: path.name in kept
        for kind in (SECTION_PACKAGE.word, FORM.word):
            done = dispatch.export(
                self.demo.hr, dispatch.Export(kind, self._folder / kind, fiscal_year=self.year)
            )
            self.demo.step(len(done.files))
        names = {person.number: person.name for person in self.town.staff}
        with self.demo.hr.store.read() as uow:
            for given in uow.exchange.enrolments():
                if given.fiscal_year == self.year:
                    if given.owner not in self.drawers:
                        drawer = Drawer(self.demo.services, given.owner, names[given.owner])
                        self.drawers[given.owner] = drawer
                    self.drawers[given.owner].enrol(given)
            here = year_context(self.demo.hr, uow, self.year)
            self._cycle_revisions = cycle_heads(uow, self.year)
        keys = {**here.acceptance.keys, **{one.key.key_id: one.key for one in self.drawers.values()}}
        acceptance = replace(here.acceptance, keys=keys)
        self._context = YearContext(here.cycle, here.framework, acceptance, Role.SECTION)

    # --- what comes back -----------------------------------------------------------------------------

    def letters(self, group: Group) -> list[Path]:
        """Let a group answer and be confirmed; return the letters that reach HR."""
        with self.demo.hr.store.read() as uow:
            known = uow.exchange.people(self.year, [person.number for person, _ in group])
        found: list[Path] = []
        parcels: dict[tuple[str, str], list[PersonYear]] = {}
        answerable: dict[str, int] = {}
        for employee, reached in group:
            said = [item.revision for item in known[employee.number]]
            person = derive_person(self._context, employee.number, stored(said))
            if person is None or person.exempt:
                continue
            for number in {person.route.first, person.route.second} - {""}:
                answerable[number] = answerable.get(number, 0) + 1
            if reached in (Reached.FORM, Reached.TORN):
                found += self._forms(employee, twice=reached is Reached.TORN)
            elif reached is not Reached.SILENT:
                sent = self._confirmed(employee, person, reached, said)
                if sent is not None:
                    parcels.setdefault(sent[0], []).append(sent[1])
        for (sender, target), people in sorted(parcels.items()):
            whole = len(people) == answerable[sender]
            found.append(self._parcel(sender, target, people, whole=whole))
        return found

    def _forms(self, employee: Employee, *, twice: bool) -> list[Path]:
        """Return the filled form that went to HR, and a second one that says something else."""
        name = form_name(self.year, employee.number)
        folder = self._folder / "forms"
        sent = next(path for path in self.post.letters if path.name == name and folder in path.parents)
        variants = ("", "again") if twice else ("",)
        return [
            self.post.answer(sent, self._folder / "answered" / (variant or "first") / name, reading)
            for variant in variants
            for reading in (self._reading(employee, variant),)
        ]

    def _reading(self, employee: Employee, variant: str = "") -> FormReading:
        """Return a person's answers as they stand in a form's cells."""
        framework = self._context.framework
        made = self.demo.voices.says(employee, self.year, variant)
        cells = {
            uid: ReadAnswer(
                Answer(
                    framework.level_label(framework.item(uid), level), made.evidence[uid], made.goals[uid]
                ),
                "",
            )
            for uid, level in made.levels.items()
        }
        lines = tuple(ExperienceLine(*line) for line in made.lines)
        return FormReading(FORM_SHEET, cells, lines, made.comment)

    def _confirmed(
        self, employee: Employee, person: PersonYear, reached: Reached, said: list[Revision]
    ) -> tuple[tuple[str, str], PersonYear] | None:
        """Return somebody's year after their confirmers, with who sends it and to whom (empty: HR)."""
        stages = [number for number in (person.route.first, person.route.second) if number]
        if not stages or (reached is Reached.FIRST and len(stages) == 1):
            return None
        question = question_here(self.demo.hr, self._context, person)
        mark = self.demo.voices.goal_set(employee.number)
        marked = question.goals.typed({}, mark) if question.goals is not None else None
        answered, problems = questions.answered_of(question, self._reading(employee), "excel", marked)
        assert not problems
        said = [*said, *questions.answer_revisions(question, answered)]
        person = self._derived(employee, said)
        if reached is Reached.RETURNED:
            reasons = {next(iter(answered.items[Part.SELF])): "いつ、どの業務で行ったかを書いてください。"}
            said += self.drawers[stages[0]].return_(person, _REASON, reasons)
            return (stages[0], "".join(stages[1:])), self._derived(employee, said)
        last = 1 if reached is Reached.FIRST else len(stages)
        for number in stages[:last]:
            said += self.drawers[number].confirm(self._context, person, **self._decided(person, number))
            person = self._derived(employee, said)
        return (stages[last - 1], "".join(stages[last:])), person

    def _derived(self, employee: Employee, said: Iterable[Revision]) -> PersonYear:
        found = derive_person(self._context, employee.number, stored(said))
        assert found is not None
        return found

    def _decided(self, person: PersonYear, confirmer: str) -> dict[str, dict[str, int] | dict[str, str]]:
        """Return a level lowered with a comment for some, nothing for most."""
        rng = self.demo.voices.rng("corrects", person.employee_number, self.year, confirmer)
        high = [item for item in person.items if (item.standing_level or 0) >= 2]
        if not high or rng.random() > _CORRECTS:
            return {}
        item = rng.choice(high)
        lower = self.demo.voices.beside(item.uid, item.standing_level or 0)
        return {"levels": {item.uid: lower}, "comments": {item.uid: CORRECTED}}

    def _parcel(self, sender: str, target: str, people: Sequence[PersonYear], *, whole: bool) -> Path:
        """Post the 確認票 with what some people's confirmer passes on."""
        drawer = self.drawers[sender]
        for number in sorted({person.route.first for person in people} - {"", sender}):
            drawer.pass_on(self.drawers[number])
        role = Role.SECTION if target else Role.HR
        label = people[0].second_name if target else "人事担当"
        revisions = [one for person in people for one in person_revisions(person, _PARTS)]
        package = drawer.confirmation(
            self._context,
            Recipient(role=role.value, employee=target, label=label),
            (*self._cycle_revisions, *revisions),
            whole=whole,
        )
        owner = file_names.called(sender, drawer.name)
        ending = f"{file_names.called(target, label)}あて" if target else "人事あて"
        name = f"確認票_R{self.year - 2018}_{owner}_{ending}.xlsx"
        return self.post.put(self._folder / "confirmations" / name, package.payload)


def play(
    demo: Demo,
    town: Town,
    years: range,
    framework: str,
    *,
    open_year: int,
    development: Development | None = None,
) -> Town:
    """Play the years into HR's store alone and return the town as it is then.

    ``open_year`` (0: none) stays open; ``development`` is none where the office begins with the 申告 alone.
    """
    post = Post()
    drawers: Drawers = {}
    with demo.without_files(post.workbooks):
        for year in years:
            last = year == open_year
            with tempfile.TemporaryDirectory(prefix="demo-", dir=paths.temp_dir()) as made:
                if development is not None:
                    town = development.before(town, year, Path(made))
                PaperlessYear(demo, post, drawers, town, year, last=last).play(framework)
                if development is not None and not last:
                    development.after(town, year, Path(made))
    demo.seeds = {number: drawer.desk.store.signing_seed for number, drawer in drawers.items()}
    return town
