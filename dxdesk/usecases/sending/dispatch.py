"""配布と提出: write the workbooks that travel, number them and enter them in the dispatch ledger."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from dxdesk.domain.errors import KnownError, Problem
from dxdesk.domain.lifecycle import STATE_LABELS, State
from dxdesk.domain.records import ANSWER_PARTS, Part
from dxdesk.domain.wareki import fiscal_year_short
from dxdesk.ports.entities import Dispatch, Enrolment, Role
from dxdesk.ports.store import Progress, UnitOfWork
from dxdesk.usecases.answering.self_report import form_name
from dxdesk.usecases.exchange.issue import Contents, Issuance, Package, base_of, dispatch, person_revisions
from dxdesk.usecases.forms import letters, questions
from dxdesk.usecases.forms import sheets as readable
from dxdesk.usecases.forms.stage_texts import StageWriter, extra_of
from dxdesk.usecases.person_year import derived
from dxdesk.usecases.person_year.counting import accepted_keys
from dxdesk.usecases.person_year.cycles import cycle_heads
from dxdesk.usecases.person_year.standing import PersonYear, YearContext, year_context
from dxdesk.usecases.sealing.envelope import EnrolmentText, Kind, Recipient
from dxdesk.usecases.workplace.desk import Desk, tick
from dxdesk.usecases.workplace.outgoing import Outgoing, all_or_nothing

_WHOLE = (*ANSWER_PARTS, Part.REVIEW1, Part.REVIEW2, Part.LIFE)
_QUESTION = (Part.ASSIGNMENT, Part.REFERENCE)


@dataclass(frozen=True)
class Export:
    """What to write where; empty filters mean everybody."""

    kind: str
    out: Path
    section: str = ""
    employee: str = ""
    password: str = ""
    fiscal_year: int = 0


@dataclass(frozen=True)
class Exported:
    """The files written, how many people they are about, who was left out, and who needs a look."""

    files: tuple[Path, ...]
    people: int
    skipped: tuple[Problem, ...] = ()
    notices: tuple[Problem, ...] = ()


class Sending:
    """One export in one transaction: everything is written and entered, or nothing is."""

    def __init__(
        self, desk: Desk, uow: UnitOfWork, command: Export, progress: Progress | None, outgoing: Outgoing
    ) -> None:
        """Read the year and everybody the filters name."""
        self.desk, self.uow, self.command, self.progress = desk, uow, command, progress
        self.outgoing = outgoing
        self.context: YearContext = year_context(desk, uow, command.fiscal_year)
        self.cycle = self.context.cycle
        numbers = [command.employee] if command.employee else None
        everybody = derived.people_years(uow, self.context, numbers)
        self.people = tuple(
            p for p in everybody if not command.section or p.department_code == command.section
        )
        self.keys = accepted_keys(uow)
        self.issuance = Issuance(desk, uow, self.cycle, self.context.framework, self.keys)
        self.dispatches: list[Dispatch] = []
        self.skipped: list[Problem] = []
        self.notices: list[Problem] = []
        self._cycle_revisions = cycle_heads(uow, self.cycle.fiscal_year)

    @cached_property
    def stages(self) -> StageWriter:
        """What forms say of growth stages."""
        return StageWriter(self.uow, self.context.framework)

    def contents(self, people: Iterable[PersonYear], parts: Sequence[Part]) -> Contents:
        """Return the year's record and some parts of some people."""
        found = [revision for person in people for revision in person_revisions(person, parts)]
        return Contents((*self._cycle_revisions, *found))

    def skip(self, person: PersonYear, message: str, fix: str = "") -> None:
        """Note why somebody was left out."""
        self.skipped.append(
            Problem("skipped", f"{person.name}さん({person.employee_number})は{message}", fix)
        )

    def wrote(self, package: Package, path: Path, people: int = 1) -> None:
        """Enter a written file."""
        name = path.relative_to(self.command.out).as_posix()
        self.dispatches.append(dispatch(self.desk, package, name, people=people))

    def finish(self) -> Exported:
        """Enter everything in the ledger and commit."""
        self.uow.exchange.add_dispatches(self.dispatches)
        self.uow.audit.append(f"export-{self.command.kind}", "", {"files": len(self.dispatches)})
        self.uow.commit()
        people = sum(entry.people for entry in self.dispatches)
        return Exported(tuple(self.outgoing.files), people, tuple(self.skipped), tuple(self.notices))


def export(desk: Desk, command: Export, progress: Progress | None = None) -> Exported:
    """Write workbooks of one kind.

    Raises:
        KnownError: ``export-kind`` (unknown), ``wrong-role``, ``nothing-to-send``, and file errors; no file
            of this export is left then, or those left are named (``export-left``).
    """
    if command.kind in ("summary", "framework", "roster", "templates"):
        from dxdesk.usecases.sending import plain_workbooks

        files = plain_workbooks.write_export(
            desk,
            command.kind,
            command.out,
            section=command.section,
            fiscal_year=command.fiscal_year,
            password=command.password,
        )
        return Exported(files, 0)
    work = _KINDS.get(command.kind)
    if work is None:
        raise KnownError(
            "export-kind",
            "その種類のファイルは作れません。",
            f"{'、'.join(KINDS)}から選んでください。",
            found=command.kind,
        )
    # The files go back only after the store has let go of the numbers in them.
    with all_or_nothing() as outgoing, desk.store.write() as uow:
        sending = Sending(desk, uow, command, progress, outgoing)
        work(sending)
        if not sending.dispatches:
            raise KnownError(
                "nothing-to-send",
                f"書き出す相手がいません。{_why(sending)}",
                "所属や職員番号の指定と、提出・確認の状態を確かめてください。",
            )
        return sending.finish()


def _why(sending: Sending) -> str:
    return "".join(str(problem) for problem in sending.skipped[:3])


def _section_packages(sending: Sending) -> None:
    """Write one package per confirmer: everybody they answer for, and their enrolment."""
    sending.desk.require(Role.HR)
    by_confirmer: dict[str, list[PersonYear]] = {}
    gone: dict[str, list[PersonYear]] = {}
    for person in sending.people:
        for number in _former_confirmers(person):
            gone.setdefault(number, []).append(person)
        if person.exempt:
            continue
        confirmers = {number for number in (person.route.first, person.route.second) if number}
        if not confirmers:
            sending.skip(
                person,
                "確認者が決まっていないので、どの配布票にも入っていません。",
                "名簿で確認者を決めてください。",
            )
        for number in confirmers:
            by_confirmer.setdefault(number, []).append(person)
    enrolments = _enrolments(sending, by_confirmer)
    for done, (number, people) in enumerate(sorted(by_confirmer.items())):
        tick(sending.progress, done, len(by_confirmer))
        confirmer = sending.uow.people.employee(number)
        label = confirmer.name if confirmer else number
        given = [EnrolmentText(public=enrolments[number].public, owner=number, seed=enrolments[number].seed)]
        given += _colleagues(enrolments, people, number)
        found = sending.contents(people, (*_QUESTION, *_WHOLE)).revisions
        for person in gone.get(number, ()):
            found += person_revisions(person, (Part.ASSIGNMENT,))
        recipient = Recipient(role=Role.SECTION.value, employee=number, label=label)
        package = sending.issuance.issue(
            "section_package", recipient, Contents(found, enrolments=tuple(given))
        )
        name = f"所属配布票_{fiscal_year_short(sending.cycle.fiscal_year)}_{number}.xlsx"
        _write_sealed(sending, package, sending.command.out / name, len(people))


def _former_confirmers(person: PersonYear) -> frozenset[str]:
    """Return who was once told to confirm a person and is no longer: the package takes it back."""
    said = [revision.content for revision in person.judged.of(Part.ASSIGNMENT)]
    told = {str(content.get(key, "")) for content in said for key in ("first", "second")} - {""}
    now = set() if person.exempt else {person.route.first, person.route.second}
    return frozenset(told - now) if len(said) > 1 else frozenset()


def _colleagues(
    enrolments: Mapping[str, Enrolment], people: Iterable[PersonYear], but: str = ""
) -> list[EnrolmentText]:
    """Return by what the files of people's confirmers are known: also slips of the stage after one's own."""
    numbers = {number for person in people for number in (person.route.first, person.route.second)}
    known = sorted((numbers - {"", but}) & enrolments.keys())
    return [EnrolmentText(public=enrolments[number].public, owner=number) for number in known]


def _enrolments(sending: Sending, confirmers: Iterable[str]) -> Mapping[str, Enrolment]:
    """Return the year's enrolment of each confirmer; HR makes those that are missing."""
    sealer, year = sending.desk.services.sealer, sending.cycle.fiscal_year
    known = [e for e in sending.uow.exchange.enrolments() if e.fiscal_year == year]
    if sending.desk.role is not Role.HR:
        return {e.owner: e for e in known}
    found = {e.owner: e for e in known if e.seed}
    for number in sorted(confirmers):
        if number not in found:
            seed = sealer.new_seed()
            found[number] = Enrolment(sealer.public_of(seed), number, year, seed)
            sending.uow.exchange.save_enrolment(found[number])
    return found


def _write_sealed(sending: Sending, package: Package, path: Path, people: int) -> None:
    revisions = tuple(model.revision() for model in package.envelope.revisions)
    sheets = readable.sheets_of(sending.desk.services.sealer, package.envelope, revisions)
    with sending.outgoing.writing(path):
        sending.desk.services.workbooks.write_tables(sheets, path, package.payload, sending.command.password)
    sending.wrote(package, path, people)


def _forms(sending: Sending) -> None:
    """Write one form per person, in folders by section."""
    sending.desk.require(Role.HR, Role.SECTION)
    wanted = [person for person in sending.people if _asks(sending, person)]
    confirmers = {number for p in wanted for number in (p.route.first, p.route.second) if number}
    enrolments = _enrolments(sending, confirmers)
    sending.notices.extend(_nobody_confirms(p) for p in wanted if not (p.route.first or p.route.second))
    for done, person in enumerate(wanted):
        tick(sending.progress, done, len(wanted))
        known = tuple(_colleagues(enrolments, [person]))
        _write_form(sending, person, "form", sending.command.out / _folder(person), enrolments=known)


def _asks(sending: Sending, person: PersonYear) -> bool:
    if person.exempt:
        return False
    if person.state in (State.FINALISED, State.RECEIVED):
        sending.skip(person, f"「{STATE_LABELS[person.state]}」なので、申告票を作りません。")
        return False
    return True


def _nobody_confirms(person: PersonYear) -> Problem:
    return Problem(
        "route-missing",
        f"{person.name}さん({person.employee_number})は確認者が決まっていません。"
        "申告票は作りましたが、このままでは、だれの確認も経ずに人事課の受付になります。",
        "配る前に、名簿で確認者を決めてください。",
    )


def _folder(person: PersonYear) -> str:
    """Return the folder of a section: its code, safe in any file system."""
    return "".join(c if c.isalnum() or c in "-_" else "_" for c in person.department_code) or "所属なし"


def _write_form(
    sending: Sending,
    person: PersonYear,
    kind: Kind,
    folder: Path,
    reason_round: int = 0,
    enrolments: tuple[EnrolmentText, ...] = (),
) -> None:
    parts = (*_QUESTION, Part.LIFE) if kind == "return_slip" else _QUESTION
    found = sending.contents([person], parts)
    recipient = Recipient(role=Role.PERSONAL.value, employee=person.employee_number, label=person.name)
    number = reason_round or person.round
    contents = Contents(
        found.revisions,
        base=base_of(person),
        enrolments=enrolments,
        round=number,
        extra=extra_of(sending.stages.begun(person)),
    )
    package = sending.issuance.issue(kind, recipient, contents)
    revisions = tuple(model.revision() for model in package.envelope.revisions)
    sheet = questions.question_of(package.envelope, revisions).sheet
    name = form_name(person.fiscal_year, person.employee_number)
    if kind == "return_slip":
        name = name.replace("申告票_", "差戻票_").replace(".xlsx", f"_{number}.xlsx")
    path = folder / name
    with sending.outgoing.writing(path):
        sending.desk.services.workbooks.write_form(
            sheet, path, package.payload, password=sending.command.password
        )
    sending.wrote(package, path)


def _return_slips(sending: Sending) -> None:
    """Write a slip for everybody whose answer stands returned by this store."""
    sending.desk.require(Role.SECTION, Role.HR)
    wanted = [person for person in sending.people if person.life.state is State.RETURNED]
    for done, person in enumerate(wanted):
        tick(sending.progress, done, len(wanted))
        _write_form(sending, person, "return_slip", sending.command.out, person.round + 1)


def _confirmations(sending: Sending) -> None:
    """Write what was confirmed: to the second confirmer where one follows, else to HR."""
    sending.desk.require(Role.SECTION)
    owner = sending.desk.identity.owner
    groups: dict[str, list[PersonYear]] = {}
    mine = [p for p in sending.people if p.route.stage_of(owner) and not p.exempt]
    for person in mine:
        target = _next_recipient(person, owner)
        if target is None:
            sending.skip(person, f"まだ「{STATE_LABELS[person.state]}」です。")
            continue
        groups.setdefault(target, []).append(person)
    for done, (target, people) in enumerate(sorted(groups.items())):
        tick(sending.progress, done, len(groups))
        found = sending.contents(people, (*_QUESTION, *_WHOLE))
        confirmed = sum(person.life.state is not State.RETURNED for person in people)
        role = Role.SECTION if target else Role.HR
        label = people[0].second_name if target else "人事担当"
        recipient = Recipient(role=role.value, employee=target, label=label)
        whole = len(people) == len(mine)
        package = sending.issuance.issue("confirmation", recipient, Contents(found.revisions, whole=whole))
        ending = f"{target}あて" if target else "人事あて"
        name = f"確認票_{fiscal_year_short(sending.cycle.fiscal_year)}_{owner}_{ending}.xlsx"
        _write_sealed(sending, package, sending.command.out / name, confirmed)


def _next_recipient(person: PersonYear, owner: str) -> str | None:
    """Return whom a person's record goes to next (empty = HR), ``None`` while nothing is decided.

    A return goes the same way, so that those who come after know why they wait.
    """
    if person.life.state is State.RETURNED:
        return person.route.second if person.route.first == owner else ""
    if person.state is State.SECOND_CONFIRMED:
        return ""
    if person.state is not State.FIRST_CONFIRMED or person.route.first != owner:
        return None
    return person.route.second


def _results(sending: Sending) -> None:
    """Write a result notice for everybody who is finalised."""
    sending.desk.require(Role.HR)
    wanted = [person for person in sending.people if person.finalised]
    extra = letters.extras(sending.desk, sending.uow, sending.context)
    for done, person in enumerate(wanted):
        tick(sending.progress, done, len(wanted))
        found = sending.contents([person], (*_QUESTION, *_WHOLE))
        recipient = Recipient(role=Role.PERSONAL.value, employee=person.employee_number, label=person.name)
        told = replace(found, extra=extra(person))
        package = sending.issuance.issue("result_notice", recipient, told)
        name = f"結果通知票_{fiscal_year_short(person.fiscal_year)}_{person.employee_number}.xlsx"
        _write_sealed(sending, package, sending.command.out / _folder(person) / name, 1)


_KINDS: Mapping[str, Callable[[Sending], None]] = {
    "section-packages": _section_packages,
    "forms": _forms,
    "confirmations": _confirmations,
    "return-slips": _return_slips,
    "results": _results,
}
KINDS = (*_KINDS, "summary", "framework", "roster", "templates")
